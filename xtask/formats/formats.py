"""FOLDER NAME...: reads the reports FOLDER/NAME.FORMAT of build systems as their readers do, and compares each with FOLDER/NAME.json: the same
rules, severities and places, in the unit that the format counts in. A line for each difference; the last line is the number of results compared.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path

import jsonschema
import junitparser

HERE = Path("xtask/formats")
FOLDER, *NAMES = sys.argv[1:]


def text_of(path):
    data = Path(path).read_bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


LINES = {}


def column_in(unit, path, line, column):
    """A column in Unicode scalar values, in another unit."""
    if path not in LINES:
        LINES[path] = re.split("\r\n|\r|\n", text_of(path))
    before = LINES[path][line - 1][: column - 1]
    return 1 + len(before.encode("utf-16-le")) // 2 if unit == "utf-16" else 1 + len(before.encode())


def standing(name):
    """Rule, severity, path and the four numbers of each finding that no comment ignores; of a comment that ignores nothing the start alone."""
    document = json.loads(Path(FOLDER, f"{name}.json").read_text(encoding="utf-8"))
    keys = ["rule", "severity", "path", "line", "column", "endLine", "endColumn"]
    for finding in document["findings"]:
        if finding["suppressed"] is None:
            yield tuple(finding[key] for key in keys)
    for problem in document["suppressionProblems"]:
        yield tuple(problem[key] for key in keys[:5])


def in_unit(unit, result):
    rule, severity, path, *places = result
    pairs = zip(places[::2], places[1::2])
    return rule, severity, path, *(number for line, column in pairs for number in (line, column_in(unit, path, line, column)))


def start_only(result):
    return result[:5]


def comparable(result):
    return start_only(result) if result[0].startswith("rxodus/") else result


def unescaped(text, escapes):
    """As the runners do it: one replacement after another, that of `%` last."""
    for character, escape in escapes:
        text = text.replace(escape, character)
    return text


DATA = [("\r", "%0D"), ("\n", "%0A"), ("%", "%25")]
PROPERTY = [(":", "%3A"), (",", "%2C"), *DATA]
AZURE_DATA = [("\r", "%0D"), ("\n", "%0A"), ("%", "%AZP25")]
AZURE_PROPERTY = [(";", "%3B"), ("]", "%5D"), *AZURE_DATA]


def properties(text, separator, escapes):
    pairs = (part.split("=", 1) for part in text.split(separator) if part)
    return {key: unescaped(value, escapes) for key, value in pairs}


def github(text):
    """`::command key=value,key=value::message`, a line each."""
    for line in text.splitlines():
        command, pairs, message = re.fullmatch(r"::(\w+) (.*?)::(.+)", line).groups()
        found = properties(pairs, ",", PROPERTY)
        assert unescaped(message, DATA) and command in ("error", "warning", "notice"), line
        severity = "note" if command == "notice" else command
        one_line = found["line"] == found["endLine"]
        assert ("col" in found) == ("endColumn" in found) == one_line, line
        columns = (int(found["col"]), int(found["endColumn"])) if one_line else (None, None)
        yield found["title"], severity, found["file"], int(found["line"]), columns[0], int(found["endLine"]), columns[1]


def azure(text):
    """`##vso[area.action key=value;key=value;]message`, and notes as lines of the log."""
    for line in text.splitlines():
        note = re.fullmatch(r"(.+):(\d+):(\d+): note\[(.+?)\] .+", line)
        if note:
            yield note[4], "note", note[1], int(note[2]), int(note[3])
            continue
        pairs, message = re.fullmatch(r"##vso\[task\.logissue ([^\]]*)\](.+)", line).groups()
        found = properties(pairs, ";", AZURE_PROPERTY)
        assert unescaped(message, AZURE_DATA) and found["type"] in ("error", "warning"), line
        yield found["code"], found["type"], found["sourcepath"], int(found["linenumber"]), int(found["columnnumber"])


def schema(name):
    return json.loads((HERE / f"{name}.schema.json").read_text(encoding="utf-8"))


def gitlab(text):
    issues = json.loads(text)
    jsonschema.validate(issues, schema("gitlab"))
    marks = Counter(issue["fingerprint"] for issue in issues)
    assert all(number == 1 for number in marks.values()), marks.most_common(3)
    severities = {"major": "error", "minor": "warning", "info": "note"}
    for issue in issues:
        place = issue["location"]["positions"]
        numbers = (place[end][part] for end in ("begin", "end") for part in ("line", "column"))
        yield issue["check_name"], severities[issue["severity"]], issue["location"]["path"], *numbers


def rdjson(text):
    document = json.loads(text)
    jsonschema.validate(document, schema("rdjson"))
    severities = {"ERROR": "error", "WARNING": "warning", "INFO": "note"}
    for diagnostic in document["diagnostics"]:
        place = diagnostic["location"]["range"]
        numbers = (place[end][part] for end in ("start", "end") for part in ("line", "column"))
        yield diagnostic["code"]["value"], severities[diagnostic["severity"]], diagnostic["location"]["path"], *numbers


def junit(text):
    suites = junitparser.JUnitXml.fromstring(text.encode())
    cases = [case for suite in suites for case in suite]
    failed = [case for case in cases if any(isinstance(result, junitparser.Failure) for result in case.result)]
    assert (suites.tests, suites.failures) == (len(cases), len(failed)), (suites.tests, suites.failures, len(cases), len(failed))
    for suite in suites:
        assert (suite.tests, suite.failures, suite.skipped) == (len(list(suite)), len(failed), sum(case.is_skipped for case in suite)), suite
    for case in cases:
        if case.name == "nothing found":
            continue
        rule, path, line, column = re.fullmatch(r"(.+?) at (.+):(\d+):(\d+)", case.name).groups()
        assert case.classname == path, case.name
        yield rule, case.result[0].type if case.result else "note", path, int(line), int(column)


def as_github(result):
    result = in_unit("utf-16", result)
    return (*result[:4], None, result[5], None) if len(result) > 5 and result[3] != result[5] else result


FORMATS = {
    "github": (github, as_github),
    "azure": (azure, start_only),
    "gitlab": (gitlab, lambda result: result),
    "rdjson": (rdjson, lambda result: in_unit("utf-8", result)),
    "junit": (junit, start_only),
}

compared = 0
for name in NAMES:
    findings = list(standing(name))
    for kind, (parse, expected) in FORMATS.items():
        try:
            read = Counter(map(comparable, parse(Path(FOLDER, f"{name}.{kind}").read_text(encoding="utf-8"))))
        except Exception as error:  # a reader that stops is a difference as well
            print(f"{name}.{kind}: {type(error).__name__}: {' '.join(str(error).split())[:400]}")
            continue
        wanted = Counter(map(expected, findings))
        compared += sum(read.values())
        for result in sorted((wanted - read).keys(), key=str):
            print(f"{name}.{kind} lacks {result}")
        for result in sorted((read - wanted).keys(), key=str):
            print(f"{name}.{kind} has {result}")
print(compared)
