"""What pieces.R does, for Python: MODE FOLDER FIRST PRELUDE..."""

import ast
import contextlib
import io
import os
import signal
import sys
import tempfile
import warnings
from pathlib import Path

MODE, FOLDER, FIRST, *PRELUDES = sys.argv[1:]
FOLDER = Path(FOLDER).resolve()


def too_long(*_):
    raise TimeoutError("120 s")


def own(names):
    """The names of the preludes; what an example changes in a frame is not seen by the next one."""
    return {name: value.copy() if type(value).__name__ == "DataFrame" and hasattr(value, "copy") else value for name, value in names.items()}


def last_value(tree, names):
    """Runs all, and gives what the last line is worth."""
    body, last = tree.body, None
    if body and isinstance(body[-1], ast.Expr):
        body, last = body[:-1], ast.Expression(body[-1].value)
    exec(compile(ast.Module(body, []), "example", "exec"), names)
    return last and eval(compile(last, "example", "eval"), names)


def attempt(path, names):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if MODE == "parse":
        return None
    folder = tempfile.mkdtemp()
    os.mkdir(os.path.join(folder, "outputs"))
    os.chdir(folder)
    names.get("before_each", lambda: None)()
    signal.signal(signal.SIGALRM, too_long)
    signal.alarm(120)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            return last_value(tree, own(names))
    finally:
        signal.alarm(0)


def main():
    warnings.simplefilter("ignore")
    os.environ["MPLBACKEND"] = "Agg"
    names = {"__name__": "example"}
    for prelude in PRELUDES:
        exec(compile(Path(prelude).read_text(encoding="utf-8"), prelude, "exec"), names)
    for number in sorted(int(path.stem) for path in FOLDER.glob("*.py")):
        if number < int(FIRST):
            continue
        print("begin", number, sep="\t", flush=True)
        try:
            value, result = attempt(FOLDER / f"{number}.py", names), "ok"
        except BaseException as error:
            value, result = None, " ".join(f"{type(error).__name__}: {error}".split())
        if MODE == "values" and isinstance(value, dict):
            for name, part in value.items():
                print("value", number, name, repr(float(part)), sep="\t")
        print("end", number, result, sep="\t", flush=True)


main()
