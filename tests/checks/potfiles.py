#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every source with a sentence for a person is in po/POTFILES.in, and nothing else is."""
import pathlib
import re
import sys

top = pathlib.Path(sys.argv[1])
SPEAKS = re.compile(r"(?<![A-Za-z_])(N?_|way_fail(_null|_errno)?|g_dngettext|C_)\s*\(")
listed = [line for line in (top / "po/POTFILES.in").read_text().split("\n")
          if line and not line.startswith("#")]
# print has a domain of its own, for paper
speaking = sorted(str(path.relative_to(top)) for path in (top / "app").rglob("*.c")
                  if "app/print/" not in str(path) and SPEAKS.search(path.read_text())
                  and path.name != "way-fail.c")
speaking = sorted(speaking + [str(path.relative_to(top)) for path in (top / "ui").rglob("*.ui")
                              if 'translatable="yes"' in path.read_text()])
missing = sorted(set(speaking) - set(listed))
extra = sorted(set(listed) - set(speaking))
for name in missing:
    print("not in po/POTFILES.in:", name)
for name in extra:
    print("in po/POTFILES.in for nothing:", name)
if listed != sorted(listed):
    print("po/POTFILES.in is not sorted")
if "--write" in sys.argv:
    (top / "po/POTFILES.in").write_text("# SPDX-License-Identifier: GPL-3.0-or-later\n"
                                        + "\n".join(speaking) + "\n")
    sys.exit(0)
sys.exit(1 if missing or extra or listed != sorted(listed) else 0)
