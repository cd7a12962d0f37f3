#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An adviser who does anything: seeded random keys and clicks, writing, locks and kills.

Whatever else was done in between, every sentence that the screen called saved is read back with
waymarkctl after each kill, and in the end the vault is whole.  Runs for WAY_BOX_SECONDS; WAY_SEED
replays what is done.

usage: desktop-adviser.py WAYMARK WAYMARKCTL
"""
import os
import random
import sys
import time

import kez
from desktop import Program, Room
from waymark import PASSPHRASE, Home, Tap, seed

BOX = float(os.environ.get("WAY_BOX_SECONDS", "20"))
WORDS = "kettle garden bicycle window ladder orange pocket station blanket river".split()
KEYS = ["Tab", "shift+Tab", "alt+1", "alt+2", "alt+3", "alt+5", "alt+Home", "alt+Left", "F6", "F9",
        "Down", "Up", "Page_Down", "Escape", "alt+Next", "alt+Prior", "ctrl+f", "ctrl+shift+f"]
PLACES = ("page tab", "list item")  # what only leads somewhere; buttons may agree to a plan


class Adviser:
    def __init__(self, room, waymark, home, person, chance):
        self.room, self.waymark, self.home, self.person = room, waymark, home, person
        self.chance, self.planted, self.done = chance, [], []
        self.start()

    def start(self):
        self.program = Program(self.room, self.waymark, "--vault", self.home.vault)
        self.program.unlock(PASSPHRASE)

    # -- what is done

    def roam(self):
        self.program.press(*self.chance.choices(KEYS, k=self.chance.randrange(2, 8)))

    def click(self):
        found = [node for node in self.program.look() if node.role in PLACES and node.shown
                 and node.box and node.box[2] > 0 and 0 <= node.box[0] < 1280
                 and 0 <= node.box[1] < 780]
        if found:
            self.program.click(self.chance.choice(found))

    def write(self):
        """A sentence in Kez's own words, wherever the window stands; planted once it is saved."""
        sentence = f"{' '.join(self.chance.sample(WORDS, 3))} {len(self.planted)}."
        self.program.press("Escape", "Escape", "alt+Home")
        self.program.until(lambda: self.program.look(role="list item", has="Today", state="selected"),
                           "Today")
        self.program.press("ctrl+f", "Escape")  # the list of people is there, also where F9 hid it
        kez.go_to_words(self.program, self.chance.randrange(4))
        self.program.type(sentence + " ")
        self.program.wait(has="Saved on this laptop")
        self.planted.append(sentence)

    def lock(self):
        self.program.press(self.chance.choice(["ctrl+l", "ctrl+shift+h"]))
        self.program.until(lambda: kez.is_locked(self.program), "the lock")
        time.sleep(self.chance.uniform(0, 0.5))
        self.program.click(self.program.wait(role="text", name="Passphrase"))
        self.program.type(PASSPHRASE)
        self.program.press("Return")
        self.program.until(lambda: not kez.is_locked(self.program) and self.program.look(
            name="List of people"), "the place where it was", 60)

    def kill(self):
        time.sleep(self.chance.uniform(0, 1))
        alive = self.program.is_alive()
        self.program.kill()
        assert alive, "it had ended by itself: " + self.program.said()
        there = kez.read_back(self.home, self.person)
        lost = [sentence for sentence in self.planted if sentence not in there]
        assert not lost, f"lost: {lost}"
        self.start()

    def go_on(self):
        act = self.chance.choices([self.roam, self.click, self.write, self.lock, self.kill],
                                  [5, 4, 4, 1, 1])[0]
        self.done.append(act.__name__)
        act()


def main():
    tap = Tap()
    chance = random.Random(seed())
    with Home(sys.argv[2]) as home, Room() as room:
        person = kez.add(home)
        adviser = Adviser(room, sys.argv[1], home, person, chance)
        end, trouble = time.monotonic() + BOX, ""
        try:
            adviser.write()
            while time.monotonic() < end:
                adviser.go_on()
            adviser.kill()
        except AssertionError as error:
            trouble = f"after {' '.join(adviser.done)}: {error}"
        tap.check(f"{len(adviser.planted)} sentences were saved, and all are there", not trouble,
                  trouble)
        tap.check("without a complaint", not adviser.program.complaints(),
                  adviser.program.complaints())
        adviser.program.end()
        tap.check("check is clean", not home.do("check").get("faults"))
        print(f"# {len(adviser.done)} things done: {' '.join(adviser.done)}")
    tap.end()


main()
