#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A visit in the real window, on a display in memory, with the practice caseload.

usage: window-visit.py WAYMARK WAYMARKCTL FOLDER

Kez's own words about her flat, the visit written down, the words found again, and locked; a picture
of each page is left in FOLDER.  Then waymarkctl reads what the window wrote.
"""
import json
import os
import subprocess
import sys

from desktop import PRACTICE, Program, Room

WORDS = "I want to paint it yellow and have a big table."
NOTES = "Looked at paint colours together. The kitchen window sticks."


def open_person(program, name):
    program.find_person(name)
    program.press("Return")
    program.wait(role="page tab", name="Plan")


def write_words(program):
    program.press("alt+2")
    program.until(lambda: program.look(name="Sections of the plan", role="list")[0].shown, "the plan")
    program.wait(state="focused")
    program.press(*["alt+Next"] * 4)
    program.wait(name="Where I live", role="label")
    program.wait(has="words", role="text", state="focused")
    program.press("ctrl+End")
    program.type(" " + WORDS)
    program.wait(has="Saved on this laptop")


def record_visit(program):
    program.press("ctrl+n")
    program.wait(name="Save visit")
    program.wait(name="What Ros noticed", role="text")
    while program.focused() is None or program.focused().name != "What Ros noticed":
        program.press("Tab")
    program.type(NOTES)
    program.press("ctrl+Return")
    program.wait(role="list item", has="window sticks")


def search(program):
    # Searching everybody is not to be had while the list of people is out of sight, as it is beside
    # the form; on Today it is there.
    program.press("alt+Home")
    program.until(lambda: program.look(role="list item", has="Today", state="selected"), "Today")
    program.press("ctrl+shift+f")
    program.until(lambda: program.look(role="entry", name="Search everything")[0].shown, "the entry")
    program.type("paint yell")
    program.wait(role="list item", has="paint it yellow")


def read_back(waymarkctl, vault, word, room):
    secret = os.path.join(room.dir, "passphrase")
    with open(secret, "w", encoding="utf-8") as file:
        file.write(PRACTICE + "\n")
    answer = subprocess.run(
        [waymarkctl, "--vault", vault, "--passphrase-file", secret, "--json", "search", word],
        env={**room.env, "DBUS_SESSION_BUS_ADDRESS": "disabled:"}, check=True, capture_output=True,
        text=True)
    return json.loads(answer.stdout)


def main(waymark, waymarkctl, folder):
    pictures = os.path.join(os.path.abspath(folder), "window")
    os.makedirs(pictures, exist_ok=True)
    number = [0]

    with Room() as room:
        def picture(name):
            number[0] += 1
            room.picture(os.path.join(pictures, f"{number[0]}-{name}.png"))

        program = Program(room, waymark, "--practice")
        program.unlock()
        picture("today")
        open_person(program, "Kez")
        picture("overview")
        write_words(program)
        picture("plan")
        record_visit(program)
        picture("contacts")
        try:
            search(program)
        finally:
            picture("search")
        program.press("ctrl+l")
        program.wait(name="Waymark is locked")
        picture("locked")
        presses = program.presses
        program.end()
        assert not program.complaints(), program.said()
        vault = os.path.join(room.env["XDG_DATA_HOME"], "waymark", "practice")
        for word in ("big table", "window sticks"):
            assert read_back(os.path.abspath(waymarkctl), vault, word, room), \
                "what was written in the window is not in the vault"
    print(f"A visit in the window: {presses} key presses, the words among them.")
    print(f"Its pages as pictures:   {pictures}/*.png")


if __name__ == "__main__":
    main(*sys.argv[1:])
