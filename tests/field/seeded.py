"""Takes calls that release something out of real drivers, one at a time, and tells which of them drvlint misses.

    python3 tests/field/seeded.py DRVLINT FOLDER REPORT.json [NAME]

FOLDER holds the drivers, REPORT.json what `drvlint check --format json .` says there; with NAME, only drivers whose entry
stands in a file of that name are tried. Only functions that the entry or an unload routine reaches, by name, are changed,
in a copy of the folder. What is printed is for reading: a call that was taken out need not be a fault (another way
releases the same, or the code is not compiled), and a driver that has such a finding already gets no new one.
"""
import collections
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

FACTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "analyzer", "kernel")
SOURCE = re.compile(r"\.(c|cc|cpp|cxx|h|hpp)$", re.I)
ANNOTATION = re.compile(r"_[A-Z]\w*_$|__\w+$|DRIVER_|EVT_|_Function|_Use|_IRQL|NTAPI|CODE_SEG|extern$")


def releases():
    """The names of all calls that the facts know to release something."""
    names = set()
    for file in sorted(os.listdir(FACTS)):
        if not file.endswith(".json"):
            continue
        with open(os.path.join(FACTS, file), encoding="utf-8") as text:
            for kind in json.load(text).get("resources", {}).values():
                names.update(use["call"] for use in kind.get("release", []) if isinstance(use.get("call"), str))
    return names


def read(path):
    """Lines end with a line feed, and a byte is a character, so that places stay what they are."""
    with open(path, encoding="latin-1", newline="") as file:
        return file.read().replace("\r\n", " \n")


def functions(text):
    """Name to (begin, end), of those whose brackets stand at the beginning of a line."""
    found = {}
    for brace in re.finditer(r"^\{", text, re.M):
        head = re.sub(r"/\*.*?\*/|//[^\n]*", " ", text[max(0, brace.start() - 3000) : brace.start()], flags=re.S)
        head = head[max(head.rfind("\n}"), head.rfind(";")) + 1 :]
        names = [name for name in re.findall(r"([A-Za-z_]\w*)\s*\(", head) if not ANNOTATION.match(name)]
        end = text.find("\n}", brace.start())
        if names and end > 0:
            found.setdefault(names[0], (brace.start(), end))
    return found


def reached(texts, roots):
    """Name to (file, span), of what these functions reach by name, themselves among it."""
    known, seen, wanted = {}, {}, list(roots)
    for file, text in texts.items():
        for name, span in functions(text).items():
            known.setdefault(name, (file, span))
    while wanted:
        name = wanted.pop()
        if name in seen or name not in known:
            continue
        seen[name] = known[name]
        file, (begin, end) = known[name]
        wanted += re.findall(r"([A-Za-z_]\w*)\s*\(", texts[file][begin:end])
    return seen


def seeds(texts, entry, names):
    """(function, file, begin, end) of each release in what the entry and the unload routines reach."""
    unloads = [name for text in texts.values() for name in functions(text) if "unload" in name.lower()]
    for name, (file, (begin, end)) in sorted(reached(texts, [entry] + unloads).items()):
        text = texts[file]
        for call in re.finditer(r"(?<=[;{}\s])(\w+)\s*\(", text[begin:end]):
            start = begin + call.start(1)
            stop = text.find(";", start)
            before = text[text.rfind("\n", 0, start) + 1 : start]
            if call[1] in names and 0 < stop < end and not re.search(r"//|[=#]", before):
                yield name, file, start, stop + 1


def check(drvlint, folder, root):
    """Findings and open requirements of each driver, or None where drvlint gave no report."""
    run = subprocess.run([drvlint, "check", "-j", "1", "--format", "json", root], cwd=folder, capture_output=True, text=True)
    try:
        report = json.loads(run.stdout)
    except ValueError:
        return None
    findings, open_ones = collections.Counter(), collections.Counter()
    for driver in report["drivers"]:
        for finding in driver["findings"]:
            findings[driver["name"], finding["rule"], re.sub(r"\d+", "N", finding["message"])] += 1
        for verdict in driver["verdicts"]:
            if verdict["verdict"] == "undetermined":
                open_ones[driver["name"], verdict["rule"], str(verdict["requirements"])] += 1
    return findings, open_ones


def main(drvlint, folder, report, only=""):
    with open(report, encoding="utf-8") as file:
        drivers = json.load(file)["drivers"]
    drvlint, names, counts, done, bases = os.path.abspath(drvlint), releases(), collections.Counter(), set(), {}
    with tempfile.TemporaryDirectory() as temporary:
        copy = os.path.join(temporary, "drivers")
        shutil.copytree(folder, copy, symlinks=True, ignore=shutil.ignore_patterns(".git"))
        for driver in drivers:
            entry = driver["entry"]
            own = [file for file in driver["files"] if SOURCE.search(file) and os.path.isfile(os.path.join(copy, file))]
            if only not in entry["file"] or not own:
                continue
            root = os.path.commonpath([os.path.dirname(file) for file in own + [entry["file"]]]) or "."
            texts = {file: read(os.path.join(copy, file)) for file in own}
            for name, file, start, stop in seeds(texts, entry["function"], names):
                if (file, start) in done:
                    continue
                done.add((file, start))
                if root not in bases:
                    bases[root] = check(drvlint, copy, root)
                path, text = os.path.join(copy, file), texts[file]
                with open(path, "rb") as original:
                    kept = original.read()
                with open(path, "wb") as changed:
                    changed.write((text[:start] + ";" + "\n" * text.count("\n", start, stop) + text[stop:]).encode("latin-1"))
                after = check(drvlint, copy, root)
                with open(path, "wb") as original:
                    original.write(kept)
                if not after or not bases[root]:
                    verdict = "no report"
                elif after[0] - bases[root][0]:
                    verdict = "found"
                else:
                    verdict = "left open" if after[1] - bases[root][1] else "nothing new"
                counts[verdict] += 1
                if verdict != "found":
                    call = re.sub(r"\s+", " ", text[start:stop])
                    print(f"{verdict}: {file}:{text.count(chr(10), 0, start) + 1}: {name}: {call}", flush=True)
    print(f"{sum(counts.values())} calls taken out: " + ", ".join(f"{n} {verdict}" for verdict, n in sorted(counts.items())))


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    main(*sys.argv[1:])
