#!/usr/bin/env python3
"""Counts the entry routines of JSON reports of drvlint by the projects that own them, and lists those without one:
owners.py REPORT.json..."""
import json
import sys

for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        report = json.load(file)
    owners = {}
    for driver in report["drivers"]:
        entry = driver["entry"]
        owners.setdefault((entry["file"], entry["function"]), []).append(driver["project"])
    owned = [projects for projects in owners.values() if projects != [None]]
    several = sum(len(projects) > 1 for projects in owned)
    user = sum(driver.get("userMode", False) for driver in report["drivers"])
    print(f"{path}: {len(owners)} entry routines in {len(report['drivers'])} drivers ({user} of user mode): "
          f"{len(owned)} with a project, {several} of them with several, {len(owners) - len(owned)} without")
    for (file, function), projects in sorted(owners.items()):
        if projects == [None]:
            print(f"  without: {function} in {file}")
