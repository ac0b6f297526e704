"""What pieces.R does, for Python: MODE FOLDER FIRST PRELUDE...

In a prelude, `only` is a dict of functions that give names, by the same keys as there, and `after_each` is called last, with the names that an
example was given and those that it made.
"""

import ast
import contextlib
import io
import os
import signal
import sys
import tempfile
import types
import warnings
from pathlib import Path

MODE, FOLDER, FIRST, *PRELUDES = sys.argv[1:]
FOLDER = Path(FOLDER).resolve()


def too_long(*_):
    raise TimeoutError("120 s")


def own(prelude, title):
    """A main module with the names of the preludes and those that mean something else for this example.

    What an example changes in a frame is not seen by the next one. What it starts in other processes finds the functions there.
    """
    sys.argv = ["example.py"]
    module = sys.modules["__main__"] = types.ModuleType("__main__")
    for name, value in prelude.items():
        is_frame = type(value).__name__ == "DataFrame" and hasattr(value, "copy")
        setattr(module, name, value.copy() if is_frame else value)
    for entry in (title.partition(" on ")[0], title):
        vars(module).update(prelude.get("only", {}).get(entry, dict)())
    return vars(module)


def last_value(tree, names):
    """Runs all, and gives what the last line is worth."""
    body, last = tree.body, None
    if body and isinstance(body[-1], ast.Expr):
        body, last = body[:-1], ast.Expression(body[-1].value)
    exec(compile(ast.Module(body, []), "example", "exec"), names)
    return last and eval(compile(last, "example", "eval"), names)


def attempt(path, prelude):
    code = path.read_text(encoding="utf-8")
    tree = ast.parse(code)
    if MODE == "parse":
        return None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, contextlib.chdir(folder):
        os.mkdir("outputs")
        prelude.get("before_each", lambda: None)()
        signal.signal(signal.SIGALRM, too_long)
        signal.alarm(120)
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                names = own(prelude, code.splitlines()[0].removeprefix("# "))
                given = dict(names)
                value = last_value(tree, names)
                made = {name: new for name, new in names.items() if new is not given.get(name)}
                prelude.get("after_each", lambda *_: None)(given, made)
                return value
        finally:
            signal.alarm(0)


def main():
    warnings.simplefilter("ignore")
    os.environ["MPLBACKEND"] = "Agg"
    prelude = {"__name__": "__main__"}
    for file in PRELUDES:
        sys.path.append(os.path.dirname(file))
        exec(compile(Path(file).read_text(encoding="utf-8"), file, "exec"), prelude)
    for number in sorted(int(path.stem) for path in FOLDER.glob("*.py")):
        if number < int(FIRST):
            continue
        print("begin", number, sep="\t", flush=True)
        try:
            value, result = attempt(FOLDER / f"{number}.py", prelude), "ok"
        except BaseException as error:
            value, result = None, " ".join(f"{type(error).__name__}: {error}".split())
        if MODE == "values" and isinstance(value, dict):
            for name, part in value.items():
                print("value", number, name, repr(float(part)), sep="\t")
        print("end", number, result, sep="\t", flush=True)


main()
