#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Planted words are in no file the program wrote, no temporary file, no core and no log.

usage: planted-words.py WAYMARKCTL
"""
import json
import os
import signal
import sys

from waymark import Home, Tap

WORDS = ["Quillfeather", "zephyranthes", "Oubliettesque"]
PATCH = {"full_name": f"Kez {WORDS[0]}",
         "address": {"lines": f"7 {WORDS[1]} Lane", "postcode": "LN0 7ZZ", "private": True},
         "plan": {"matters": {"S1_05": {"own_words": f"I like the {WORDS[2]} house.",
                                        "actions": [{"what": f"See {WORDS[2]}", "who": "me",
                                                     "by": "2027-01-01"}]}}}}
PASSPHRASE_WORD = b"kettle harbour"


def every_file(*folders):
    for folder in folders:
        for where, _, names in os.walk(folder):
            for name in names:
                yield os.path.join(where, name)


def holds(path, needles):
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError:
        return False
    return any(needle in data or needle.lower() in data.lower() for needle in needles)


def search_outside(before):
    for folder in ("/tmp", "/var/tmp"):
        for name in os.listdir(folder):
            path = os.path.join(folder, name)
            if path not in before and os.path.isfile(path):
                yield path


def main():
    tap = Tap()
    needles = [word.encode() for word in WORDS] + [word.encode("utf-16-le") for word in WORDS]
    before = {os.path.join(folder, name) for folder in ("/tmp", "/var/tmp")
              for name in os.listdir(folder)}
    with Home(sys.argv[1]) as home:
        allowed = {home.path("passphrase"), home.path("plan.pdf"), home.path("out.json"),
                   home.path("patch.json")}
        sheet = home.path("sheet.pdf")
        home.do("init", "--name", "Ros", "--sheet", sheet)
        allowed.add(sheet)
        person = home.do("person", "add", stdin=json.dumps({"preferred_name": "Kez"}))["id"]
        home.do("edit", person, stdin=json.dumps(PATCH))
        found = home.do("search", WORDS[2])
        tap.check("the words are really in the vault", len(found) >= 2, found)
        tap.check("the private address is not found", not home.do("search", WORDS[1]))
        home.do("print", person, "--edition", "standard", "-o", home.path("plan.pdf"))
        home.do("backup", home.path("copy.waymark-backup"))
        home.do("check")

        # killed while it holds everything in memory: no core, nothing left behind
        batch = home.batch()
        batch.ask("person", "show", person)
        batch.process.send_signal(signal.SIGABRT)
        batch.process.wait()
        log = batch.errors()
        tap.check("nothing on the error stream", not any(word in log for word in WORDS), log)

        ours = [path for path in every_file(home.dir) if path not in allowed]
        bad = [os.path.relpath(path, home.dir) for path in ours if holds(path, needles)]
        tap.check("no file in the home holds them", not bad, bad)
        bad = [path for path in search_outside(before) if holds(path, needles)]
        tap.check("no temporary file holds them", not bad, bad)
        bad = [path for path in ours if holds(path, [PASSPHRASE_WORD])]
        tap.check("no file holds the passphrase", not bad, bad)
        cores = [path for path in ours if os.path.basename(path).startswith("core")]
        tap.check("no core file", not cores, cores)
        modes = [path for path in ours if os.stat(path).st_mode & 0o077]
        tap.check("every file is the owner's alone", not modes, modes)
    tap.end()


main()
