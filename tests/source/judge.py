"""judge.py: what drvlint says of the drivers that programs.py wrote, against what every path through them does.

    python3 judge.py OUT DRVLINT        OUT: with `native`, what programs.py wrote there, built

Of what an entry that fails leaves, and of what unloading leaves, each kind is compared; of releases of what is not
held (released before, never acquired, a variable without a value) whether there is one. What is missed counts unless a
verdict about it is undetermined, or it stays behind an unloading that releases another thing by the same routine:
there, as the rules' limits say, one may be taken for the other. Exit status 1: something was missed, or something
definite was said that no path bears out.
"""
import collections
import json
import os
import re
import subprocess
import sys

from kinds import BY_ONE_ROUTINE, acquired_by

WRONG_RELEASES = {"twice", "unacquired", "unset", "unload-twice", "unload-unacquired", "unload-unset"}
ASKED_OF = re.compile("release|close|unload|undo|notify|registry|lookaside|kernel-callbacks|port|owner")
# What no rule asks about, since it does no harm or no document forbids it; see the rules' limits.
HARMLESS = {"link", "provider", "crash"}  # if it is released once more
HARMLESS_NULL = HARMLESS | {"key", "event"}
UNASKED = {("stay", "filter")}  # a filter without an unload routine's call goes with the driver's image
SAYS_WRONG = re.compile(
    "already|which was unregistered at|which was not acquired|which is no|which is not|is no live|not made on this path"
)
SAYS_STAYS = re.compile("by no function that|once .* has succeeded|is never taken back")
SAYS_IGNORED = re.compile("returns success although .* failed at line (\\d+)(?: of ([\\w.]+))?")
SAYS_LEAK = re.compile("fails here|still open")


def said_of(finding, lines):
    """What a finding says: (what, kind), or None: something else. Of wrong releases no kind."""
    message = finding["message"]
    place = re.search(r"line (\d+)(?: of ([\w.]+))?", message)
    own = finding["file"].split("/")[-1]
    if place:
        at = lines[place.group(2) or own][int(place.group(1)) - 1]
    if SAYS_LEAK.search(message) and place:
        return "leak", acquired_by(at)
    if SAYS_STAYS.search(message):
        return "stay", acquired_by(at if "never taken" in message else lines[own][finding["line"] - 1])
    return ("wrong", None) if SAYS_WRONG.search(message) else None


def read_truth(out):
    text = subprocess.run([f"{out}/native"], capture_output=True, text=True, check=True).stdout
    truth = {}
    for line in text.splitlines():
        number, whole, *said = line.split()
        truth[int(number)] = (whole == "whole", {tuple(item.split(":")) for item in said})
    return truth


def may_be_taken_for(kind, lines):
    """Whether the driver has another thing that the same routine releases: of an array, another element."""
    made = {acquired_by(line) for text in lines.values() for line in text}
    return kind == "array" or any(kind in kinds and len(kinds & made) > 1 for kinds in BY_ONE_ROUTINE)


def goes_without(finding, lines):
    """Whether it tells of a failure that the driver is written to do without: a flag says so, for which it asks."""
    ignored = SAYS_IGNORED.search(finding["message"])
    if not ignored:
        return False
    text, at = lines[ignored.group(2) or finding["file"].split("/")[-1]], int(ignored.group(1)) - 1
    if "/* optional */" not in text[at]:
        return False
    flag = re.search(r"\bHas\d+\b", "".join(text[at:at + 12])).group(0)
    return any(re.search(rf"if \([^)]*\b{flag}\b", line) for own in lines.values() for line in own)


def judge(driver, is_whole, truth, lines, counts):
    said = [(said_of(finding, lines), finding) for finding in driver["findings"]]
    told = {what for what, _ in said if what}
    is_open = any((v["verdict"] == "undetermined" or "besides" in v["reason"]) and ASKED_OF.search(v["rule"])
                  for v in driver["verdicts"])
    wrong = []

    for what, kind in sorted(truth):
        is_release = what in WRONG_RELEASES
        if (what, kind) in UNASKED:
            continue
        is_found = (("wrong", None) if is_release else (what, kind)) in told
        result = "found" if is_found else "undetermined" if is_open else "missed"
        if result == "missed" and is_release and kind in (HARMLESS if "twice" in what else HARMLESS_NULL):
            continue
        if result == "missed" and what == "stay" and may_be_taken_for(kind, lines):
            result = "taken for another"
        if result == "missed" and what.startswith("unload"):
            result = "missed in unloading"  # known; see the limits of wdm-release-on-failure
        counts[result] += 1
        if result == "missed":
            wrong.append(f"missed: {what} {kind}")
    for _, finding in said:
        if goes_without(finding, lines):
            counts[finding["certainty"] + " of an optional step"] += 1
            wrong.append(f"optional: line {finding['line']}: {finding['message']}")
    is_released_wrongly = any(what in WRONG_RELEASES for what, _ in truth)
    for what, finding in said:
        if not what or not is_whole or what in truth or (what[0] == "wrong" and is_released_wrongly):
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
        lines = {name: open(f"{out}/d{number}/{name}").read().split("\n") for name in os.listdir(f"{out}/d{number}")}
        counts["drivers"] += 1
        counts["cut off"] += not truth[number][0]
        for wrong in judge(driver, *truth[number], lines, counts):
            print(f"{out}/{file}: {wrong}")
            is_wrong = True
    print(", ".join(f"{counts[name]} {name}" for name in
                    ("drivers", "cut off", "found", "undetermined", "taken for another", "missed",
                     "missed in unloading", "possible on no path", "definite on no path",
                     "possible of an optional step", "definite of an optional step")))
    return is_wrong or counts["drivers"] != len(truth)


if __name__ == "__main__":
    sys.exit(main())
