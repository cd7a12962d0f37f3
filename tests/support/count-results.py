#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the results in meson's logs, subtests one by one, and prints the closing line."""
import json
import re
import sys

RESULT = re.compile(r"^(not )?ok\b(.*)$", re.M)
passed = failed = skipped = 0
for name in sys.argv[1:]:
    with open(name, encoding="utf-8") as log:
        for line in log:
            test = json.loads(line)
            subtests = RESULT.findall(test.get("stdout") or "")
            bad = sum(1 for not_ok, _ in subtests if not_ok)
            skips = sum(1 for _, rest in subtests if "# skip" in rest.lower())
            if test["result"] in ("OK", "EXPECTEDFAIL"):
                passed += max(len(subtests) - bad - skips, 0) if subtests else 1
                skipped += skips
            elif test["result"] == "SKIP":
                skipped += 1
            else:
                passed += len(subtests) - bad - skips
                failed += max(bad, 1)
                print("failed:", test["name"], test["result"])
print(f"{passed} passed, {failed} failed, {skipped} skipped" if skipped
      else f"{passed} passed, {failed} failed")
sys.exit(1 if failed or not passed else 0)
