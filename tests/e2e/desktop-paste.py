#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is pasted has a sentence or an effect, and costs no word that was there.

A real clipboard offers five megabytes, rich text, a picture, signs that turn the direction of
writing, bytes that are no text, and a name of 500 characters for every entry.

usage: desktop-paste.py WAYMARK WAYMARKCTL
"""
import os
import subprocess
import sys
import time

import kez
from desktop import Program, Room
from waymark import PASSPHRASE, Home, Tap

PLAIN = "text/plain;charset=utf-8"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408"
                    "d763f8cfc0000000030001a5f645400000000049454e44ae426082")
LONG_NAME = ("Bartholomew " * 42)[:500]
CASES = [  # what, what is offered, what must stand in the field afterwards, what must not
    ("five megabytes", [(PLAIN, b"paste " * 900_000)], "", "paste paste"),
    ("rich text", [("text/html", b"<b>bold</b><script>x()</script>"), (PLAIN, b"only bold")],
     "only bold", "<b>"),
    ("a picture", [("image/png", PNG)], "", "PNG"),
    ("signs of direction", [(PLAIN, "she \u202esaid\u202c \u2066yes\u2069".encode())], "yes", "\u202e"),
    ("NUL and controls", [(PLAIN, b"before\x00after\x07\x1b[31m")], "before", "\x1b"),
    ("no text at all", [(PLAIN, b"\xff\xfe\xfa broken")], "", "\xff"),
]


class Clipboard:
    """What another program offers, while it does."""

    def __init__(self, room, offers):
        arguments = []
        for number, (kind, content) in enumerate(offers):
            path = os.path.join(room.dir, f"offer-{number}")
            with open(path, "wb") as file:
                file.write(content)
            arguments += [kind, path]
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "clipboard.py")
        self.process = room.start(sys.executable, script, *arguments, stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL, text=True)
        assert self.process.stdout.readline() == "ready\n", "no clipboard"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def into_words(tap, room, program):
    """Into Kez's own words, and on with typing; returns what was typed."""
    kez.go_to_words(program)
    typed = []
    for number, (what, offers, wanted, unwanted) in enumerate(CASES):
        with Clipboard(room, offers):
            program.press("ctrl+End", "ctrl+v")
            time.sleep(0.7)
            program.look()
        sentence = f" Then mark {number}."
        program.type(sentence)
        typed.append(sentence)
        text = program.until(lambda: next((node.text for node in program.look(role="text", has="words")
                                           if sentence in node.text), None), sentence)
        tap.check(f"{what}: no word is lost, and nothing comes that is no text",
                  all(words in text for words in typed) and wanted in text and unwanted not in text,
                  text[:300])
    program.wait(has="Saved on this laptop")
    return typed


def into_entries(tap, room, program):
    """A name of 500 characters where there is room for a name, and where one looks for it."""
    with Clipboard(room, [(PLAIN, LONG_NAME.encode())]):
        for keys, what in ((["ctrl+f"], "finding a person"), (["ctrl+shift+f"], "searching")):
            program.press(*keys, "ctrl+v")
            time.sleep(1)
            program.press("Escape")
            tap.check(f"500 characters for {what}", program.is_alive(), program.said())
        program.press("ctrl+comma")
        program.wait(role="text", name="My name")
        time.sleep(0.5)
        for name in ("This laptop’s name", "My name", "Council"):
            program.click(program.wait(role="text", name=name))
            program.press("ctrl+a", "ctrl+v", "Tab")
            time.sleep(0.5)
            given = program.look(role="text", name=name)[0].text
            tap.check(f"500 characters for “{name[:12]}”: as much as fits",
                      given and LONG_NAME.startswith(given), given[:80])
        program.press("Escape")


def main():
    tap = Tap()
    waymark, waymarkctl = sys.argv[1:3]
    with Home(waymarkctl) as home, Room() as room:
        person = kez.add(home)
        program = Program(room, waymark, "--vault", home.vault)
        program.unlock(PASSPHRASE)
        typed = into_words(tap, room, program)
        into_entries(tap, room, program)
        program.press("ctrl+l")
        program.until(lambda: kez.is_locked(program), "the lock")
        program.end()
        tap.check("without a complaint", not program.complaints(), program.complaints())
        there = kez.read_back(home, person)
        tap.check("all that was typed is on the disk", all(words in there for words in typed),
                  there[:500])
        tap.check("check is clean", not home.do("check").get("faults"))
    tap.end()


main()
