#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One mutant for every row of the ledger's tables of rules: the row refuses nothing.  A test must fail for each.

    ledger-mutants.py VERDICTS DIRECTORY_RULES LOG_RULES VECTORS

VERDICTS is way-verdict.h, which lists the rows; the others are test programs that link the mutant build.  Tries as many as fit
into WAY_BOX_SECONDS (20), in an order that WAY_SEED gives; all of them where WAY_LONG is set.
"""
import os
import random
import re
import subprocess
import sys
import time

SEED = int(os.environ.get("WAY_SEED", "1"))
BOX = float(os.environ.get("WAY_BOX_SECONDS", "20"))
NO_ROW = 100  # what is below is no refusal


def rows(path):
    """Every row as (number, name)."""
    number, found = 0, []
    with open(path, encoding="utf-8") as file:
        for name, value in re.findall(r"^  WAY_VERDICT_(\w+)(?: = (\d+))?,", file.read(), re.M):
            number = int(value) if value else number + 1
            found.append((number, name))
    return [(number, name) for number, name in found if number > NO_ROW]


class Tests:
    def __init__(self, directory_rules, log_rules, vectors):
        self.all = [[directory_rules], [log_rules]] + [
            [vectors, "-p", "/ledger/vectors/" + part] for part in ("directory", "logs", "members", "enrolment", "heads")]
        self.first = {1: [0, 2], 2: [1, 3], 3: [3], 4: [4], 5: [4], 6: [6], 7: [5]}

    def fails(self, index, mutant):
        env = dict(os.environ, WAY_MUTANT=str(mutant))
        done = subprocess.run(self.all[index], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)
        return done.returncode != 0

    def notice(self, number):
        order = self.first[number // 100]
        order = order + [i for i in range(len(self.all)) if i not in order]
        return any(self.fails(index, number) for index in order)


def main():
    tests, mutants = Tests(*sys.argv[2:]), rows(sys.argv[1])
    print(f"# WAY_SEED={SEED} WAY_BOX_SECONDS={BOX:g}: {len(mutants)} rows")
    broken = [" ".join(command) for i, command in enumerate(tests.all) if tests.fails(i, 0)]
    print(("not ok" if broken else "ok") + " 1 - with every row in force the tests pass " + ", ".join(broken))
    random.Random(SEED).shuffle(mutants)
    ends, tried, survivors = time.monotonic() + BOX, 0, []
    for number, name in mutants:
        if time.monotonic() > ends and not os.environ.get("WAY_LONG"):
            break
        tried += 1
        if not tests.notice(number):
            survivors.append(f"{number} {name}")
    print(f"# {tried} of {len(mutants)} mutants tried")
    print(("not ok" if survivors or not tried else "ok") + " 2 - each is noticed; unnoticed: " + (", ".join(survivors) or "none"))
    print("1..2")
    return 1 if broken or survivors else 0


if __name__ == "__main__":
    sys.exit(main())
