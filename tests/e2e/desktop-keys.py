#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an adviser does in a day, with key presses alone, counted.

Each task starts at the list of people of the practice caseload, uses no pointer, and is done when
waymarkctl, or the screen, shows what it was for.  What is not built yet is passed over, and said.

usage: desktop-keys.py WAYMARK WAYMARKCTL
"""
import json
import os
import subprocess
import sys
import time

from desktop import PRACTICE, Program, Room
from waymark import Tap

KEZ = "Kez Hartley"


class Day:
    """A practice program, and its vault as waymarkctl sees it while the program is closed."""

    def __init__(self, room, waymark, waymarkctl):
        self.room, self.waymark, self.waymarkctl = room, waymark, os.path.abspath(waymarkctl)
        self.program = None
        self.passphrase = os.path.join(room.dir, "passphrase")
        with open(self.passphrase, "w", encoding="utf-8") as out:
            out.write(PRACTICE + "\n")

    def begin(self):
        self.program = Program(self.room, self.waymark, "--practice")
        self.program.unlock()
        self.program.wait(role="list item", has=KEZ)
        time.sleep(0.5)
        self.program.presses = 0
        return self.program

    def end(self):
        """Ends the program and returns all that is written of Kez, as text."""
        self.program.end()
        vault = os.path.join(self.room.env["XDG_DATA_HOME"], "waymark", "practice")
        command = [self.waymarkctl, "--vault", vault, "--json", "--passphrase-file",
                   self.passphrase]
        people = json.loads(subprocess.run([*command, "person", "list"], env=self.room.env,
                                           check=True, capture_output=True).stdout)
        kez = next(person for person in people if person["preferred_name"] == KEZ)
        shown = subprocess.run([*command, "person", "show", kez["id"]], env=self.room.env, check=True,
                               capture_output=True, text=True).stdout
        return json.loads(shown)


def open_kez(program):
    """From anywhere: found by name."""
    program.find_person("kez")
    program.press("Down")
    program.until(lambda: KEZ in getattr(program.focused(), "name", ""), "focus in the row of Kez")
    program.press("Return")
    program.wait(role="page tab", name="Plan")


def find_a_sentence(tap, day):
    program = day.begin()
    program.press("ctrl+shift+f")
    program.type("can i paint it")
    program.wait(role="list", has="1 found")
    program.press("Down", "Return")
    program.wait_gone(role="list", has="1 found", state="focused")
    program.until(lambda: program.look(role="page tab"), "the page of Kez")
    presses = program.presses
    program.press("alt+Left")
    row = program.until(lambda: next((node for node in program.look(state="focused")
                                      if "paint it" in node.name), None), "the row that was opened")
    tap.check(f"find a sentence: {presses} key presses, and one more is back at its row",
              row is not None)
    program.end()


def lock_and_unlock(tap, day):
    program = day.begin()
    open_kez(program)
    program.press("alt+2")
    time.sleep(0.5)
    program.presses = 0
    program.press("ctrl+l")
    program.wait_gone(name="Main menu")
    names = [node for node in program.nodes() if "Kez" in node.name]
    program.type(PRACTICE)
    program.press("Return")
    program.wait(role="page tab", name="Plan", patience=60)
    tap.check(f"lock and unlock: {program.presses} key presses, {len(PRACTICE)} of them the "
              "passphrase; nobody is named meanwhile, and the page is the same", not names, names)
    program.end()


def write_a_section(tap, day):
    """Own words, and two actions that each say what, who and by when."""
    program = day.begin()
    open_kez(program)
    program.press("alt+2")
    program.wait(role="text", has="words", state="focused")
    program.press("ctrl+End")
    program.type(" Ring me after six.")
    for what, by in (("Save the night number", "in 2 weeks"), ("Try a shorter text", "24 dec")):
        before = len(program.look(role="text", has="By when"))
        program.press("ctrl+shift+a")
        program.until(lambda: len(program.look(role="text", has="By when")) > before, "a new action")
        program.type(what)
        program.press("Tab")
        program.wait(role="combo box", name="Who", state="focused")
        program.press("space", "Down", "Return")
        program.press("Tab")
        program.wait(role="text", has="By when", state="focused")
        program.type(by)
        program.press("Tab")
    program.wait(has="Saved on this laptop")
    time.sleep(1)
    presses = program.presses
    kez = day.end()
    section = kez["plan"]["matters"]["S1_01"]
    actions = {action["what"]: action for action in section["actions"]}
    words = json.dumps(section["own_words"], ensure_ascii=False)
    fine = "Ring me after six." in words and all(
        actions.get(what, {}).get("who") and actions.get(what, {}).get("by")
        for what in ("Save the night number", "Try a shorter text"))
    tap.check(f"write a section with two actions: {presses} key presses", fine, section)


def record_a_visit(tap, day):
    program = day.begin()
    open_kez(program)
    program.press("ctrl+n")
    program.until(lambda: getattr(program.focused(), "name", "") == "What Kez said", "the form")
    program.type("I like the new flat.")
    program.press("Tab")
    program.type("She showed me round.")
    program.press("ctrl+Return")
    program.wait_gone(role="text", name="What Kez said", state="focused")
    time.sleep(1)
    presses = program.presses
    contacts = json.dumps(day.end()["contacts"], ensure_ascii=False)
    tap.check(f"record a visit: {presses} key presses",
              "I like the new flat." in contacts and "She showed me round." in contacts, contacts)


def print_a_plan(tap, day):
    """As far as the button that opens the desktop's own dialog."""
    program = day.begin()
    open_kez(program)
    program.press("ctrl+p")
    program.wait(has="Page 1 of")
    for _ in range(6):
        if "Print…" in getattr(program.focused(), "name", ""):
            break
        program.press("Tab")
    node = program.focused()
    tap.check(f"print a plan: {program.presses + 1} key presses, its pages seen before the last",
              node is not None and "Print…" in node.name, node)
    program.end()


def find_on_a_busy_machine(tap, day):
    """The first thing after the start, so that nothing was on the screen before."""
    program = day.begin()
    program.type_at_once("ctrl+f", "kez")
    found = program.until(lambda: len(program.people("")) == 1 and program.people(KEZ),
                          "Kez alone in the list")
    tap.check(f"find a person faster than the machine: {program.presses} key presses", found)
    program.end()


def main():
    tap = Tap()
    with Room(env={"G_DEBUG": ""}) as room:
        day = Day(room, sys.argv[1], sys.argv[2])
        for task in (find_on_a_busy_machine, record_a_visit, write_a_section, find_a_sentence,
                     print_a_plan, lock_and_unlock):
            task(tap, day)
    tap.end()


main()
