#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What two laptops changed while they were apart, settled in the real window with key presses alone.

Two vaults, a server and TLS, all real; the window is Ros's.  What she keeps is what Joel has after
his next sync, with the reason.

usage: desktop-settle.py WAYMARK WAYMARKCTL WAYMARK-SERVER [FOLDER [WIDTHxHEIGHT [DPI]]]

With FOLDER the pages on the way are kept there as pictures.
"""
import importlib
import json
import os
import sys
import time

from desktop import SHADOW, Program, Room
from waymark import PASSPHRASE, Tap

laptops = importlib.import_module("two-laptops")

MINE, THEIRS, MORE = "Kez needs a viewing date.", "Housing must say why.", " Both by Friday."
WHY = "Both are needed."


def needs(home, person):
    """What needs to happen, and whether anything waits to be settled."""
    shown = home.do("person", "show", person)
    return json.dumps(shown["plan"]["matters"]["S1_05"]), "conflicts" in json.dumps(shown)


def part(world):
    """Both write one field while they are apart, and both laptops have both."""
    for home, text in ((world.ros, MINE), (world.joel, THEIRS)):
        home.do("edit", world.person, stdin=json.dumps({"plan": {"matters": {"S1_05": {
            "what_needs_to_happen": text}}}}))
    for home in (world.ros, world.joel, world.ros):
        home.do("sync")
    assert needs(world.ros, world.person)[1]


def go_by_tab(program, words, limit=80):
    for _ in range(limit):
        found = program.focused()
        if found is not None and words in found.name:
            return
        program.press("Tab")
    raise AssertionError(f"{words} is not to be had by Tab; there is: {program.outline()}")


class Look:
    """Keeps a picture where somebody asked for them."""

    def __init__(self, room, folder):
        self.room, self.folder = room, folder
        if folder is not None:
            os.makedirs(folder, exist_ok=True)

    def __call__(self, name):
        if self.folder is not None:
            time.sleep(0.5)  # what is being drawn
            self.room.picture(os.path.join(self.folder, name + ".png"))


def settle(program, look):
    program.unlock(PASSPHRASE)
    program.find_person("kez")
    program.press("Return")
    program.wait(role="page tab", name="Plan")
    program.wait(has="Versions to settle")
    look("overview")
    go_by_tab(program, "Versions to settle, In 1 place")
    program.press("Return")
    program.wait(has="Both versions are safe")
    look("settle")
    program.press("ctrl+Return")
    program.wait(has="Choose a version first")
    program.press("alt+0")
    program.until(lambda: all(words in getattr(program.focused(), "text", "")
                              for words in (MINE, THEIRS)), "both in the text")
    program.type(MORE)
    look("settle-together")
    go_by_tab(program, "Why this version")
    program.type(WHY)
    program.until(lambda: any(node.text == WHY for node in program.look(name="Why this version")),
                  "the reason")
    program.press("ctrl+Return")
    program.wait_gone(has="Both versions are safe")
    program.until(lambda: MORE in getattr(program.focused(), "text", ""), "back in its field")
    look("settled")


def resize(program, room, size):
    """Without a window manager a window is as large as it asks to be."""
    windows = program.until(lambda: room.do("xdotool", "search", "--onlyvisible", "--class",
                                            "waymark").split(), "a window")
    room.do("xdotool", "windowsize", "--sync", windows[0], *size.split("x"))


def main():
    waymark, waymarkctl, server, *more = sys.argv[1:]
    folder, size, dpi = (more + [None, "1280x800", "96"][len(more):])[:3]
    width, height = (int(side) + 2 * SHADOW for side in size.split("x"))
    tap = Tap()
    world = laptops.World(waymarkctl, server)
    try:
        for prepare in (laptops.founded, laptops.joined, laptops.both_read, part):
            prepare(world)
        with Room(f"{width}x{height}", dpi=int(dpi)) as room:
            program = Program(room, waymark, "--vault", world.ros.vault)
            program.wait(role="text", name="Passphrase", patience=60)
            resize(program, room, f"{width}x{height}")
            settle(program, Look(room, folder))
            program.end()
            tap.check("settled with keys alone", not program.complaints(), program.complaints())
        for home in (world.ros, world.joel):
            home.do("sync")
        kept, waits = needs(world.joel, world.person)
        tap.check("the other laptop has what was kept",
                  not waits and all(words in kept for words in (MINE, THEIRS, MORE)), kept)
        found = json.dumps(world.joel.do("search", "needed"))
        tap.check("and why", "needed" in found, found)
    finally:
        world.end()
    tap.end()


main()
