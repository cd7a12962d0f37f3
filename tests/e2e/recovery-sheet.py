#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The recovery groups read out of the printed sheet open the vault after keyring and passphrase are
gone; the sheet of before opens it no more.

usage: recovery-sheet.py WAYMARKCTL
"""
import json
import sys

from sheet import read_groups
from waymark import NEW_PASSPHRASE, PASSPHRASE, Home, Tap


def main():
    tap = Tap()
    with Home(sys.argv[1]) as home:
        sheet, second = home.path("sheet.pdf"), home.path("second.pdf")
        home.do("init", "--name", "Ros", "--sheet", sheet)
        home.do("person", "add", stdin=json.dumps({"preferred_name": "Kez"}))
        groups = read_groups(sheet)
        if not tap.check("thirteen groups stand on the sheet", all(groups), groups):
            tap.end()

        letters = home.write("groups", "\n".join(groups) + "\n")
        new = home.write("new-passphrase", NEW_PASSPHRASE + "\n")
        done = home.run("recover", "--sheet-file", letters, "--sheet", second, passphrase_file=new)
        tap.check("the groups open the vault", done.returncode == 0, done.stderr)
        done = home.run("person", "list", passphrase_file=new)
        tap.check("the new passphrase opens it", done.returncode == 0 and "Kez" in done.stdout,
                  done.stderr)
        done = home.run("person", "list")
        tap.check("the old passphrase does not", done.returncode == 3, done.returncode)
        done = home.run("recover", "--sheet-file", letters, "--sheet", home.path("third.pdf"),
                        passphrase_file=home.write("p", PASSPHRASE + "\n"))
        tap.check("the old sheet does not", done.returncode == 3, (done.returncode, done.stderr))
        again = read_groups(second)
        tap.check("the new sheet has other groups", all(again) and again != groups)
        wrong = again[:6] + [again[6][:4] + ("A" if again[6][4] != "A" else "B")] + again[7:]
        done = home.run("recover", "--sheet-file", home.write("wrong", " ".join(wrong)), "--sheet",
                        home.path("fourth.pdf"), passphrase_file=new)
        tap.check("a slip is located", done.returncode == 4 and "7" in done.stderr,
                  (done.returncode, done.stderr))
        tap.check("and the groups are in no message",
                  not any(group in done.stderr for group in again))
    tap.end()


main()
