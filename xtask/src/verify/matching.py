"""What matching.R does, for Python, by `inspect.signature` and `bind_partial`."""

import ast
import inspect
import sys

KINDS = {"**": inspect.Parameter.VAR_KEYWORD, "*": inspect.Parameter.VAR_POSITIONAL}


def signature(formals):
    """All may be left out: what is asked is which argument goes where."""
    parameters, kind = [], inspect.Parameter.POSITIONAL_OR_KEYWORD
    for formal in formals:
        stars = formal[: len(formal) - len(formal.lstrip("*"))]
        if formal == "*":
            kind = inspect.Parameter.KEYWORD_ONLY
        elif stars:
            parameters.append(inspect.Parameter(formal.lstrip("*"), KINDS[stars]))
            kind = inspect.Parameter.KEYWORD_ONLY
        else:
            parameters.append(inspect.Parameter(formal, kind, default=None))
    return inspect.Signature(parameters)


def binds(wanted, positions, names):
    try:
        return wanted.bind_partial(*positions, **names)
    except TypeError:
        return None


def answer(formals, code):
    try:
        call = ast.parse(f"({code}\n)", mode="eval").body
    except SyntaxError:
        return ["unseen"]
    if not isinstance(call, ast.Call):
        return ["unseen"]
    wanted = signature(formals)
    first_star = next((at for at, value in enumerate(call.args) if isinstance(value, ast.Starred)), len(call.args))
    positions = list(range(first_star))
    names = {keyword.arg: keyword.arg for keyword in call.keywords if keyword.arg}
    unknown = {name for name in names if not binds(wanted, [], {name: name})}
    known = {name: name for name in names if name not in unknown}
    while positions and not binds(wanted, positions, {}):
        positions.pop()
    bound = binds(wanted, positions, known)
    if not bound:
        return ["refused", "two values for one argument"]
    formal_of = {}
    for formal, value in bound.arguments.items():
        kind = wanted.parameters[formal].kind
        stars = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}.get(kind, "")
        values = value.values() if stars == "**" else value if stars else [value]
        formal_of.update({one: stars + formal for one in values})
    places = [("", "?" if at > first_star else formal_of.get(at, ""), value) for at, value in enumerate(call.args) if not isinstance(value, ast.Starred)]
    keywords = [(keyword.arg, formal_of.get(keyword.arg, ""), keyword) for keyword in call.keywords if keyword.arg]
    in_order = sorted(places + keywords, key=lambda argument: (argument[2].lineno, argument[2].col_offset))
    return ["matched", *(f"{name}>{formal}" for name, formal, _ in in_order)]


for line in sys.stdin.read().splitlines():
    number, formals, _, code = line.split("\t")
    code = "\\".join(part.replace("\\n", "\n").replace("\\t", "\t") for part in code.split("\\\\"))
    print("\t".join([number, *answer([name for name in formals.split(", ") if name], code)]))
