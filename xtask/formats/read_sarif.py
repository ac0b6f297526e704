"""FILE...: what `sarif-tools` makes of SARIF files. A line for each that it reads otherwise than it says; the last line is the number of results."""

import json
import sys
from urllib.parse import unquote

from sarif import loader

LEVELS = {"error", "warning", "note"}


def places(path):
    """Rule, level, file and line of each result, read without any library."""
    for run in json.load(open(path, encoding="utf-8"))["runs"]:
        for result in run["results"]:
            place = result["locations"][0]["physicalLocation"]
            yield result["ruleId"], result["level"], unquote(place["artifactLocation"]["uri"]), place.get("region", {}).get("startLine")


def read(path):
    """The same as `sarif-tools` has it."""
    for record in loader.load_sarif_file(path).get_records():
        assert record["Severity"] in LEVELS, record
        yield record["Code"], record["Severity"], unquote(record["Location"]), record["Line"]


total = 0
for path in sys.argv[1:]:
    ours, theirs = sorted(places(path), key=str), sorted(read(path), key=str)
    total += len(ours)
    if len(ours) != len(theirs):
        print(f"{path}: {len(ours)} results, and {len(theirs)} by sarif-tools")
    for one, other in zip(ours, theirs):
        if one != other:
            print(f"{path}: {one}, and {other} by sarif-tools")
print(total)
