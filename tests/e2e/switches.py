#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shipped programs hold no switch that weakens a key: no such word, no such variable, no test
floor, and no environment variable that is not on this list.

usage: switches.py WAYMARKCTL
"""
import re
import subprocess
import sys
import tempfile

from waymark import Tap

WEAK = re.compile(r"insecure|weaken|weak-|no-?crypt|no-?encrypt|plaintext|skip-?(kdf|argon|verify)|"
                  r"fast-?kdf|test-?floor|for_tests|debug-?key|backdoor|WAY_[A-Z]+_?(TEST|WEAK|SEED)",
                  re.I)


def strings(program):
    """Of the program as it is shipped: without what the debugger reads."""
    with tempfile.NamedTemporaryFile() as stripped:
        subprocess.run(["strip", "-o", stripped.name, program], check=True)
        return subprocess.run(["strings", "-a", "-n", "4", stripped.name], capture_output=True,
                              text=True, check=True).stdout.split("\n")


def main():
    tap = Tap()
    for program in sys.argv[1:]:
        found = strings(program)
        # two of SQLCipher’s own strings: app/db never sets that pragma nor calls that function
        ours = [line for line in found if WEAK.search(line) and "plaintext_header" not in line
                and "sqlcipher_export" not in line]
        tap.check("no word of a weakening switch", not ours, ours)
        variables = sorted({line for line in found if re.fullmatch(r"WAY_[A-Z_]+", line)
                            or re.fullmatch(r"WAYMARK_[A-Z_]+", line)})
        tap.check("no environment variable of ours", not variables, variables)
        symbols = subprocess.run(["nm", program], capture_output=True, text=True, check=False).stdout
        tap.check("the floor of Argon2id is the shipped one",
                  "way_argon_floor" in symbols and "for_tests" not in symbols)
        seeded = [line for line in symbols.split("\n") if "way_fault_set_hook" in line and " U " in line]
        tap.check("nothing installs a fault", not seeded, seeded)
    tap.end()


main()
