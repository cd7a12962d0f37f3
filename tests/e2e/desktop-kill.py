#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The kill test: what the screen calls saved is there after kill -9.

A sentence is typed into a young person's own words in the real window.  When the screen says
"Saved on this laptop", at one of several moments after it, the program is killed, and waymarkctl
reads the words back.  Again and again until the box is full, and each time everything that was ever
saved must still be there.

usage: desktop-kill.py WAYMARK WAYMARKCTL
"""
import os
import random
import sys
import time

import kez
from desktop import Program, Room
from waymark import PASSPHRASE, Home, Tap, seed

BOX = float(os.environ.get("WAY_BOX_SECONDS", "20"))
WORDS = "river lantern marble orchard window pocket thunder ribbon harbour candle".split()


def at_once(program, chance):
    """The moment the screen says it."""


def a_little_later(program, chance):
    """Before focus has left the field: the words are a draft on the disk."""
    time.sleep(chance.uniform(0, 1.5))


def while_typing_on(program, chance):
    """In the middle of the next words, which nobody was told are saved."""
    program.type(" and then", delay=chance.randrange(1, 40))


def leaving_the_field(program, chance):
    """While the draft becomes an operation."""
    program.press("Tab")
    time.sleep(chance.uniform(0, 0.1))


def locking(program, chance):
    """While everything is put away."""
    program.press("ctrl+l")
    time.sleep(chance.uniform(0, 0.4))


MOMENTS = [at_once, a_little_later, while_typing_on, leaving_the_field, locking]


def write(program, chance, sentence):
    """Types @sentence at the end of the own words of one of the sections; returns once the screen
    has said that it is saved."""
    program.unlock(PASSPHRASE)
    kez.go_to_words(program, chance.randrange(4))
    program.type(sentence + " ")
    program.wait(has="Saved on this laptop")


def main():
    tap = Tap()
    chance = random.Random(seed())
    planted, hits, lost = [], 0, []
    with Home(sys.argv[2]) as home, Room() as room:
        home.do("init")
        person = home.do("person", "add", stdin='{"preferred_name": "Kez Hartley"}')["id"]
        end = time.monotonic() + BOX
        while hits < len(MOMENTS) or time.monotonic() < end:
            moment = MOMENTS[hits % len(MOMENTS)]
            sentence = f"{' '.join(chance.sample(WORDS, 3))} {hits}."
            program = Program(room, sys.argv[1], "--vault", home.vault)
            write(program, chance, sentence)
            moment(program, chance)
            alive = program.is_alive()
            program.kill()
            hits += 1
            planted.append(sentence)
            there = kez.read_back(home, person)
            gone = [words for words in planted if words not in there]
            lost += gone
            tap.check(f"killed {moment.__name__.replace('_', ' ')}: all {hits} sentences are there",
                      alive and not gone, gone or "it had ended by itself")
        faults = home.do("check")
        tap.check("check is clean", not faults.get("faults"), faults)
    print(f"# {hits} times killed after the screen said that it is saved, {len(lost)} lost")
    tap.end()


main()
