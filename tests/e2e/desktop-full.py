#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The disk is full before Waymark starts, while somebody writes, and while it locks.

While it is full the window opens, says so and keeps trying; once there is room, it says saved and
it is.  The last sentences are saved on a full disk too, with the room that was kept for them.
Locked while it is full, the key is gone as fast as ever, and what was typed is nowhere to be read
until the passphrase opens the vault again: then it is there, and on the disk.

usage: desktop-full.py WAYMARK WAYMARKCTL WEATHER READ-KEY
"""
import os
import subprocess
import sys
import time

import kez
import memory
from desktop import Program, Room
from waymark import PASSPHRASE, Home, Tap
from weather import Weather

FULL = "The disk is full"
BEFORE, DURING, LATER, LOCKED = ("Written while there was room.", " Written on a full disk.",
                                 " Opened on a full disk.", " Locked on a full disk.")


def warning(program):
    return next((node.name for node in program.look(role="alert") if FULL in node.name), None)


def writes(tap, program, fill, make_room, what):
    """From saved to not saved, and back."""
    kez.go_to_words(program)
    program.type(BEFORE)
    program.wait(has="Saved on this laptop")
    fill()
    program.type(DURING)
    waits_for_room(tap, program, make_room, what)


def waits_for_room(tap, program, make_room, what):
    """Something was typed where nothing fits."""
    program.wait(role="status bar", name="Not saved")
    said = program.until(lambda: warning(program), "the bar")
    tap.check(f"{what}: a bar says what happened and what to do",
              said.endswith("Copy the text before you close."), said)
    time.sleep(3)
    tap.check(f"{what}: nothing is called saved meanwhile",
              program.look(role="status bar", name="Not saved") and warning(program))
    make_room()
    program.wait(has="Saved on this laptop")
    program.until(lambda: not warning(program), "no bar any more")
    tap.check(f"{what}: saved once there is room", True)


def opens(tap, program, expected, more, make_room, what):
    """Full before it started: read, typed, said, saved."""
    program.unlock(PASSPHRASE)
    words = kez.go_to_words(program).text
    tap.check(f"{what}: what was written is there to be read", words.endswith(expected), words)
    program.type(more)
    waits_for_room(tap, program, make_room, what)
    program.kill()


def opens_where_nothing_fits(tap, room, home, person, waymark, weather):
    weather.fill(home.vault)
    program = Program(room, waymark, "--vault", home.vault, env=weather.env)
    opens(tap, program, DURING, LATER, weather.make_room, "full before the start")
    there = kez.read_back(home, person)
    tap.check("full before the start: killed then, all of it is there",
              BEFORE + DURING + LATER in there, there)


def writes_where_nothing_fits(tap, room, home, person, waymark, weather):
    program = Program(room, waymark, "--vault", home.vault, env=weather.env)
    program.unlock(PASSPHRASE)
    writes(tap, program, lambda: weather.fill(home.vault), weather.make_room, "every write fails")
    program.kill()
    there = kez.read_back(home, person)
    tap.check("killed then, all of it is there", BEFORE + DURING in there, there)


def locks(tap, room, home, person, waymark, weather, key):
    program = Program(room, waymark, "--vault", home.vault, env=weather.env)
    program.unlock(PASSPHRASE)
    kez.go_to_words(program)
    weather.fill(home.vault)
    program.type(LOCKED)
    program.wait(role="status bar", name="Not saved")
    seen = memory.search(program.process.pid, {"key": key}) if memory.may_read(program) else None
    start = time.monotonic()
    program.press("ctrl+l")
    tap.check("locked on a full disk: blank within two seconds", kez.blank_within(program, 2))
    if seen is None:
        print("# only root may look for the key in the memory")
    else:
        time.sleep(max(0, 2 - (time.monotonic() - start)))
        sentence = (BEFORE + DURING + LATER + LOCKED)[-30:].encode()
        left = memory.search(program.process.pid, {"key": key, "words": sentence})
        tap.check("the key was there, and is gone after two seconds, and so are the words",
                  seen["key"] and not left["key"] and not left["words"], left)
    told = program.wait(has="Not everything is saved yet")
    tap.check("the locked page says so", FULL in told.name, told.name)
    program.press("ctrl+q")
    program.wait(name="Keep Waymark open")
    program.wait(role="push button", name="Keep Waymark open", state="focused")
    tap.check("closing it asks first, and begins on the safe answer", program.is_alive())
    program.press("Return")
    program.wait_gone(name="Keep Waymark open")
    unlock(program)
    time.sleep(4)
    tap.check("while it is full it does not open", kez.is_locked(program))
    weather.make_room()
    unlock(program)
    words = program.wait(role="text", has="words").text
    tap.check("with room, all is back in its place", BEFORE + DURING + LATER + LOCKED in words, words)
    program.kill()
    there = kez.read_back(home, person)
    tap.check("and on the disk", BEFORE + DURING + LATER + LOCKED in there, there)


def unlock(program):
    program.click(program.wait(role="text", name="Passphrase"))
    program.type(PASSPHRASE)
    program.press("Return")


def on_a_small_disk(tap, room, waymarkctl, waymark):
    """A real one, which root may make."""
    disk = os.path.join(room.dir, "disk")
    os.mkdir(disk)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "none", disk], check=False,
                          capture_output=True, text=True)
    if done.returncode != 0:
        print(f"# a real full disk is left out: {done.stderr.strip()}")
        return
    try:
        with Home(waymarkctl) as home:
            home.vault = os.path.join(disk, "vault")
            person = kez.add(home)
            saves_the_last_sentences(tap, room, disk, home, person, waymark)
            fill(disk, "more")
            opens(tap, Program(room, waymark, "--vault", home.vault), DURING, LATER,
                  lambda: empty(disk), "a full disk")
            there = kez.read_back(home, person)
            tap.check("a full disk: killed then, all is there", BEFORE + DURING + LATER in there,
                      there)
            tap.check("a full disk: check is clean", not home.do("check").get("faults"))
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


def saves_the_last_sentences(tap, room, disk, home, person, waymark):
    program = Program(room, waymark, "--vault", home.vault)
    kez.write(program, BEFORE)
    fill(disk, "rest")
    program.type(DURING)
    program.press("ctrl+l")
    program.until(lambda: kez.is_locked(program), "the locked page")
    tap.check("a full disk: nothing is left unsaved at a lock",
              not program.look(has="Not everything is saved yet"))
    program.kill()
    there = kez.read_back(home, person)
    tap.check("a full disk: the last sentence is saved all the same", BEFORE + DURING in there, there)


def fill(disk, name):
    with open(os.path.join(disk, name), "wb", 0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass


def empty(disk):
    for name in ("rest", "more"):
        os.remove(os.path.join(disk, name))


def main():
    tap = Tap()
    waymark, waymarkctl, library, read_key = sys.argv[1:]
    with Home(waymarkctl) as home, Room(env={"G_DEBUG": ""}) as room:
        person = kez.add(home)
        weather = Weather(library, room.dir)
        writes_where_nothing_fits(tap, room, home, person, waymark, weather)
        opens_where_nothing_fits(tap, room, home, person, waymark, weather)
        locks(tap, room, home, person, waymark, weather, memory.read_key(read_key, home.vault))
        on_a_small_disk(tap, room, waymarkctl, waymark)
    tap.end()


main()
