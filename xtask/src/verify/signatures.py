"""Dotted names a line on standard input; answers with the same, the library with its version, and the arguments.

An answer without a library: nothing to import. Without arguments: no such name.
"""

import importlib
import importlib.metadata
import inspect
import platform
import sys
import warnings

LIBRARIES = importlib.metadata.packages_distributions()


def imported(parts):
    """The longest prefix that is a module, and the names that are left."""
    for end in range(len(parts), 0, -1):
        try:
            return importlib.import_module(".".join(parts[:end])), parts[end:]
        except ImportError:
            continue
    return None, parts


def library(module):
    """The distribution of a module; several share a folder such as `azure`, and it is whose file the module is."""
    names = sorted(set(LIBRARIES.get(module.__name__.partition(".")[0], [])))
    if not names:
        return f"Python {platform.python_version()}"
    for name in names:
        if len(names) == 1 or any(str(file.locate()) == module.__file__ for file in importlib.metadata.files(name) or []):
            return f"{name} {importlib.metadata.version(name)}"
    return None


def attribute(value, name):
    """What a class only annotates is an attribute of its objects."""
    if hasattr(value, name):
        return getattr(value, name)
    for kind in getattr(value, "__mro__", []):
        if name in getattr(kind, "__annotations__", {}):
            return None
    raise AttributeError(name)


def arguments(value):
    """The names, a `*` or `**` before those that take any number; a question mark where nothing can be known."""
    if not callable(value):
        return ""
    try:
        parameters = inspect.signature(value).parameters.values()
    except (TypeError, ValueError):
        return "?"
    stars = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}
    return ", ".join(stars.get(parameter.kind, "") + parameter.name for parameter in parameters)


def answer(line):
    module, rest = imported(line.split("."))
    owner = module and library(module)
    if not owner:
        return [line]
    value = module
    try:
        for name in rest:
            value = attribute(value, name)
    except AttributeError:
        return [line, owner]
    return [line, owner, arguments(value)]


warnings.simplefilter("ignore")
for line in sys.stdin.read().splitlines():
    print("\t".join(answer(line)), flush=True)
