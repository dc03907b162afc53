"""Writes real drivers in other words that mean the same, and tells where drvlint then says something else.

    python3 tests/field/reworded.py DRVLINT FOLDER REPORT.json [NAME]

FOLDER holds the drivers, REPORT.json what `drvlint check --format json .` says there; with NAME, only drivers whose entry
stands in a file of that name are tried. Of each driver all that the entry reaches by name is written anew in each of the
ways below, in a copy of the folder. A finding or a verdict that is then another hangs on the wording: it is a fault, unless
the way makes something apply that did not before.
"""
import collections
import json
import os
import re
import shutil
import sys
import tempfile

import seeded

FAILED = re.compile(r"!\s*NT_SUCCESS\s*\(\s*(\w+)\s*\)")
IF = re.compile(r"(?<![\w#])if\s*\(")
STATUS = re.compile(r"(?<=[;{}])(\s*)(\w*[sS]tatus)\s*=\s*\w+\s*\(")


def closing(code, at):
    """The place of the bracket that closes the one at this place, or -1."""
    pairs, depth = {"(": ")", "{": "}"}, 0
    opening, end = code[at], pairs[code[at]]
    for place in range(at, len(code)):
        depth += (code[place] == opening) - (code[place] == end)
        if depth == 0:
            return place
    return -1


def statement(code, at):
    """Where the statement that begins here ends."""
    at += len(code[at:]) - len(code[at:].lstrip())
    if code.startswith("{", at):
        return closing(code, at) + 1
    head = re.match(r"(if|for|while|switch)\b[^(]*", code[at:])
    return statement(code, closing(code, at + head.end()) + 1) if head else code.find(";", at) + 1


def failing_branches(code):
    """(begin, end of the condition, end, status) of `if (!NT_SUCCESS(status))` without an `else`, none within another."""
    last = 0
    for found in IF.finditer(code):
        close = closing(code, found.end() - 1)
        asked = FAILED.fullmatch(code[found.end() : close].strip()) if close > 0 else None
        if not asked or found.start() < last or re.search(r"else\s*$", code[: found.start()]):
            continue
        end = statement(code, close + 1)
        if not re.match(r"\s*else\b", code[end:]) and not re.search(r"\b(break|continue|case)\b", code[close:end]):
            last = end
            yield found.start(), close + 1, end, asked[1]


def asked_as(form):
    return lambda code: [(found.start(), found.end(), found.expand(form)) for found in FAILED.finditer(code)]


def around(before, after):
    def edits(code):
        for begin, head, end, status in failing_branches(code):
            yield begin, head, before.replace("STATUS", status)
            yield end, end, after

    return edits


def calls_kept(code):
    """status = Call(…);  ->  { NTSTATUS kept_ = Call(…); status = kept_; }"""
    for found in STATUS.finditer(code):
        end = closing(code, found.end() - 1)
        if end > 0 and re.match(r"\s*;", code[end + 1 :]) and "#" not in code[found.start() : end]:
            stop = code.find(";", end) + 1
            yield found.start(2), code.find("=", found.start(2)) + 1, "{ NTSTATUS kept_ ="
            yield stop, stop, f" {found[2]} = kept_; }}"


def returns_kept(code):
    for found in re.finditer(r"\breturn\s+(\w*[sS]tatus)\s*;", code):
        yield found.start(), found.end(), f"{{ NTSTATUS kept_ = {found[1]}; return kept_; }}"


def releases(names, form):
    def edits(code):
        for found in re.finditer(r"(?<=[;{}])\s*(\w+)\s*\(([A-Za-z_][\w.\->]*)\)\s*;", code):
            if found[1] in names and not found[1].startswith("WPP"):
                yield found.start(1), found.end(), form.replace("CALL", found[1]).replace("WHAT", found[2])

    return edits


def ways(names):
    return {
        "below zero": asked_as(r"\1 < 0"),
        "not true": asked_as(r"NT_SUCCESS(\1) == FALSE"),
        "the sign": asked_as(r"((ULONG)(\1) >> 31)"),
        "a choice": asked_as(r"(NT_SUCCESS(\1) ? 0 : 1)"),
        "the other branch": around("if (NT_SUCCESS(STATUS)) { } else", ""),
        "an answer kept": around("{ BOOLEAN good_ = NT_SUCCESS(STATUS); if (!good_)", " }"),
        "a switch": around("switch (NT_SUCCESS(STATUS)) { case FALSE: ", " ; }"),
        "a loop of one round": around("do { if (!NT_SUCCESS(STATUS))", " } while (0);"),
        "calls kept": calls_kept,
        "returns kept": returns_kept,
        "asked for nothing": releases(names, "if (WHAT) { } CALL(WHAT);"),
        "another name": releases(names, "{ PVOID other_ = (PVOID)(WHAT); CALL(other_); }"),
    }


def bare(text):
    """Without comments, and with nothing in texts; all places stay."""
    text = re.sub(r"/\*.*?\*/|//[^\n]*", lambda found: re.sub(r"[^\n]", " ", found[0]), text, flags=re.S)
    return re.sub(r'"(?:[^"\\\n]|\\.)*"', lambda found: '"' + "x" * (len(found[0]) - 2) + '"', text)


def reworded(text, spans, way):
    edits = [
        (begin + at, begin + to, new) for begin, end in spans for at, to, new in way(bare(text[begin:end]))
    ]
    for begin, end, new in sorted(set(edits), reverse=True):
        text = text[:begin] + new + "\n" * text.count("\n", begin, end) + text[end:]
    return text


def main(drvlint, folder, report, only=""):
    with open(report, encoding="utf-8") as file:
        drivers = json.load(file)["drivers"]
    drvlint, counts, done = os.path.abspath(drvlint), collections.Counter(), set()
    with tempfile.TemporaryDirectory() as temporary:
        copy = os.path.join(temporary, "drivers")
        shutil.copytree(folder, copy, symlinks=True, ignore=shutil.ignore_patterns(".git"))
        for driver in drivers:
            entry = driver["entry"]
            own = [file for file in driver["files"] if seeded.SOURCE.search(file)]
            own = [file for file in own if os.path.isfile(os.path.join(copy, file))]
            if only not in entry["file"] or not own or entry["file"] in done:
                continue
            done.add(entry["file"])
            texts = {file: seeded.read(os.path.join(copy, file)) for file in own}
            reached = seeded.reached(texts, [entry["function"]])
            root = driver["project"] or entry["file"]
            before = seeded.check(drvlint, copy, root)
            for name, way in ways(seeded.releases()).items():
                written = {
                    file: reworded(text, [span for at, span in reached.values() if at == file], way)
                    for file, text in texts.items()
                }
                written = {file: text for file, text in written.items() if text != texts[file]}
                if not written or not before:
                    continue
                kept = {}
                for file, text in written.items():
                    with open(os.path.join(copy, file), "rb") as original:
                        kept[file] = original.read()
                    with open(os.path.join(copy, file), "wb") as changed:
                        changed.write(text.encode("latin-1"))
                after = seeded.check(drvlint, copy, root)
                for file, text in kept.items():
                    with open(os.path.join(copy, file), "wb") as original:
                        original.write(text)
                counts["the same" if after == before else "other"] += 1
                for kind in range(2 if after and after != before else 0):
                    for sign, more, less in (("+", after, before), ("-", before, after)):
                        for what in more[kind] - less[kind]:
                            print(f"{name}: {sign} {' '.join(what)}", flush=True)
    totals = ", ".join(f"{n} {what}" for what, n in sorted(counts.items()))
    print(f"{sum(counts.values())} drivers in other words: {totals}")


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    main(*sys.argv[1:])
