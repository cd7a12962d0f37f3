#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A mutant for every row of the server's tables: what a judge's refusal is called, and what of each route.

    server-mutants.py VERDICTS REASONS ROUTES PROGRAM...

VERDICTS is way-verdict.h, REASONS way-reason.c, ROUTES way-server-route.c: they list the rows.  PROGRAM is a test with the mutants
in it; one of them must fail for each.  Tries as many as fit into WAY_BOX_SECONDS (20), in an order that WAY_SEED gives; all of
them where WAY_LONG is set.
"""
import os
import random
import re
import subprocess
import sys
import time

SEED = int(os.environ.get("WAY_SEED", "1"))
BOX = float(os.environ.get("WAY_BOX_SECONDS", "20"))


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def numbers(verdicts):
    """The number of each verdict by its name."""
    number, found = 0, {}
    for name, value in re.findall(r"^  (WAY_VERDICT_\w+)(?: = (\d+))?,", read(verdicts), re.M):
        number = int(value) if value else number + 1
        found[name] = number
    return found


def routes(path):
    table = re.search(r"routes\[\] = \{\n(.*?)\n\};", read(path), re.S).group(1)
    for row in re.findall(r"\{(.*?)\}", table, re.S):
        cells = [cell.strip().strip('"') for cell in row.split(",")]
        method, pattern, standings, kind = cells[1], cells[2], cells[4], cells[5]
        fields = ["before_setup", "writes"]
        if standings not in ("0", "WAY_STANDING_ANY"):
            fields.append("standings")
        if standings != "0":
            fields.append("token")
        if kind == "NOTHING":
            fields.append("none")
        else:
            fields += ["type", "longest"]
        if "wait" in row or '"after' in row:
            fields.append("query")
        if pattern.startswith("v1/heal"):
            fields.append("uncapped")
        for field in fields:
            yield f"route {method} {pattern} {field}"


def fails(program, mutant):
    done = subprocess.run([program], env=dict(os.environ, WAY_MUTANT=mutant), stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, timeout=300, check=False)
    return done.returncode != 0


def main():
    verdicts, reasons, table, *programs = sys.argv[1:]
    known = numbers(verdicts)
    mutants = [f"reason {known[name]}" for name in re.findall(r"\{ (WAY_VERDICT_\w+),", read(reasons))]
    assert len(mutants) > 40, "the table of reasons is not where it was"
    mutants += routes(table)
    print(f"# WAY_SEED={SEED} WAY_BOX_SECONDS={BOX:g}: {len(mutants)} rows and fields")
    broken = [program for program in programs if fails(program, "")]
    print(("not ok" if broken else "ok") + " 1 - with every row in force the tests pass " + ", ".join(broken))
    random.Random(SEED).shuffle(mutants)
    ends, tried, survivors = time.monotonic() + BOX, 0, []
    for mutant in mutants:
        if time.monotonic() > ends and not os.environ.get("WAY_LONG"):
            break
        tried += 1
        if not any(fails(program, mutant) for program in programs):
            survivors.append(mutant)
    print(f"# {tried} of {len(mutants)} mutants tried")
    print(("not ok" if survivors or not tried else "ok") + " 2 - each is noticed; unnoticed: " + (", ".join(survivors) or "none"))
    print("1..2")
    return 1 if broken or survivors else 0


if __name__ == "__main__":
    sys.exit(main())
