"""judge.py: what drvlint says of the drivers that programs.py wrote, against what every path through them does.

    python3 judge.py OUT DRVLINT        OUT: with `native`, what programs.py wrote there, built

Of what an entry that fails leaves, and of what unloading leaves, each kind is compared; of double releases whether
there is one. What is missed counts unless a verdict about it is undetermined, or it stays behind an unloading that
releases another thing by the same routine: there, as the rules' limits say, one may be taken for the other. Exit
status 1: something was missed, or something definite was said that no path bears out.
"""
import collections
import json
import os
import re
import subprocess
import sys

from programs import KINDS

BY_ONE_ROUTINE = [{"pool", "tagged", "array"}, {"key", "event"}]
UNASKED = {("twice", "link")}  # deleting a link that is not there is harmless, and no document forbids it
ASKED_OF = re.compile("release|close|unload|undo|notify|registry|lookaside")


def acquired_by(line):
    """The kind that the line of the source acquires."""
    for kind, (_, _, call, _) in KINDS.items():
        if call.split("{")[0] in line:
            return kind
    return "array" if "ExAllocatePoolUninitialized" in line else None


def said_of(finding, lines):
    """What a finding says, as native.h does: (what, kind); None: something else. Of what is released twice no kind."""
    message = finding["message"]
    if "already" in message:
        return "twice", None
    if "by no function that" in message:
        return "stay", acquired_by(lines[finding["line"] - 1])
    place = re.search(r"line (\d+)", message)
    if re.search("fails here|still open", message) and place:
        return "leak", acquired_by(lines[int(place.group(1)) - 1])
    return None


def read_truth(out):
    text = subprocess.run([f"{out}/native"], capture_output=True, text=True, check=True).stdout
    truth = {}
    for line in text.splitlines():
        number, whole, *said = line.split()
        truth[int(number)] = (whole == "whole", {tuple(item.split(":")) for item in said})
    return truth


def may_be_taken_for(kind, lines):
    """Whether the driver has another thing that the same routine releases."""
    made = {acquired_by(line) for line in lines}
    return any(kind in kinds and len(kinds & made) > 1 for kinds in BY_ONE_ROUTINE)


def judge(driver, is_whole, truth, lines, counts):
    said = [(said_of(finding, lines), finding) for finding in driver["findings"]]
    told = {what for what, _ in said if what}
    is_open = any(v["verdict"] == "undetermined" and ASKED_OF.search(v["rule"]) for v in driver["verdicts"])
    wrong = []

    for what, kind in sorted(truth):
        if what == "unload" or (what, kind) in UNASKED:
            continue
        is_found = (what, None if what == "twice" else kind) in told
        result = "found" if is_found else "undetermined" if is_open else "missed"
        if result == "missed" and what == "stay" and may_be_taken_for(kind, lines):
            result = "taken for another"
        counts[result] += 1
        if result == "missed":
            wrong.append(f"missed: {what} {kind}")
    is_twice = any(what in ("twice", "unload") for what, _ in truth)
    for what, finding in said:
        if not what or not is_whole or what in truth or (what[0] == "twice" and is_twice):
            continue
        counts[finding["certainty"] + " on no path"] += 1
        if finding["certainty"] == "definite":
            wrong.append(f"on no path: line {finding['line']}: {finding['message']}")
    return wrong


def main():
    out, drvlint = sys.argv[1], os.path.abspath(sys.argv[2])
    truth = read_truth(out)
    report = subprocess.run([drvlint, "check", "--format", "json", "--quiet"] +
                            [f"d{number}" for number in truth], cwd=out, capture_output=True, text=True).stdout
    counts = collections.Counter()
    is_wrong = False

    for driver in json.loads(report)["drivers"]:
        file = driver["entry"]["file"]
        number = int(re.match(r"d(\d+)/", file).group(1))
        with open(f"{out}/{file}") as source:
            lines = source.read().split("\n")
        counts["drivers"] += 1
        counts["cut off"] += not truth[number][0]
        for wrong in judge(driver, *truth[number], lines, counts):
            print(f"{out}/{file}: {wrong}")
            is_wrong = True
    print(", ".join(f"{counts[name]} {name}" for name in
                    ("drivers", "cut off", "found", "undetermined", "taken for another", "missed", "possible on no path",
                     "definite on no path")))
    return is_wrong or counts["drivers"] != len(truth)


if __name__ == "__main__":
    sys.exit(main())
