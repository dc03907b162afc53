"""Takes files away from real drivers, and tells what drvlint says only then.

    python3 tests/field/stripped.py DRVLINT FOLDER REPORT.json [HOW...]

FOLDER holds the drivers, REPORT.json what `drvlint check --format json .` says there. What is taken away (all of these,
unless some are named): `headers`; `projects`, which is project files, sheets and INFs; `others`, the sources without an
entry routine; `all`, everything but the files with an entry routine; and a number, which takes some three in ten headers
and other sources, others for each number. What was not given may hold anything, so a finding that is there only then is
for reading: it is a fault, unless what is left of the driver bears it out.
"""
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile

HEADERS = {".h", ".hpp", ".hxx", ".inl"}
SOURCES = {".c", ".cc", ".cpp", ".cxx"}
PROJECTS = {".vcxproj", ".props", ".targets", ".filters", ".sln", ".inf", ".inx"}
SCRIPTS = {"sources", "dirs", "makefile", "makefile.inc", "cmakelists.txt"}
ALL = ["headers", "projects", "others", "all", "1", "2", "3"]


def is_taken(how, path, entries):
    kind = os.path.splitext(path)[1].lower()
    if path in entries:
        return False
    if how == "headers":
        return kind in HEADERS
    if how == "projects":
        return kind in PROJECTS or os.path.basename(path).lower() in SCRIPTS
    if how == "others":
        return kind in SOURCES
    if how == "all":
        return True
    return kind in HEADERS | SOURCES and hashlib.md5((how + path).encode()).digest()[0] < 77


def copy(folder, to, how, entries):
    for at, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name != ".git"]
        for name in files:
            file = os.path.join(at, name)
            path = os.path.relpath(file, folder)
            if os.path.islink(file) or is_taken(how, path, entries):
                continue
            os.makedirs(os.path.join(to, os.path.dirname(path)), exist_ok=True)
            shutil.copyfile(file, os.path.join(to, path))


def findings(report):
    found = {}
    for driver in report["drivers"]:
        for finding in driver["findings"]:
            key = driver["entry"]["file"], finding["rule"], finding["file"], finding["line"]
            found[key] = finding["level"], finding["certainty"], finding["message"]
    return found


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    drvlint, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
    with open(sys.argv[3], encoding="utf-8") as file:
        report = json.load(file)
    entries = {os.path.normpath(driver["entry"]["file"]) for driver in report["drivers"]}
    before = findings(report)
    for how in sys.argv[4:] or ALL:
        with tempfile.TemporaryDirectory() as made:
            copy(folder, made, how, entries)
            done = subprocess.run([drvlint, "check", "--format", "json", "."], cwd=made, capture_output=True, text=True)
            after = findings(json.loads(done.stdout))
        new = {key: said for key, said in after.items() if key not in before}
        print(f"{how}: {len(before)} findings, {len(after)} without; {len(new)} only then")
        for key, said in sorted(new.items()):
            print("   ", *key, *said)


if __name__ == "__main__":
    main()
