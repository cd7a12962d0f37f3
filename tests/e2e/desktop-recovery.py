#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Getting in again, in the real window, from the first run to a damaged file.

A vault is made with the pages of the first run; its recovery sheet is saved, read as from paper and
typed back.  Then: wrong passphrases, a forgotten one, the copies that are made by themselves, a
vault that is damaged, loses its keys, or is moved away while somebody writes in it, and what
Preferences changes.  waymarkctl reads back what the window did.

usage: desktop-recovery.py WAYMARK WAYMARKCTL WEATHER
"""
import hashlib
import os
import re
import sys
import time

import kez
from desktop import Program, Room
from sheet import read_groups
from waymark import NEW_PASSPHRASE, PASSPHRASE, Home, Tap
from weather import Weather



def press_button(program, name):
    """With the mouse, once it can be pressed."""
    program.click(program.until(
        lambda: next((node for node in program.look(role="push button", state="sensitive")
                      if node.name.startswith(name) and node.shown and in_sight(node)), None),
        f"button {name}"))


def in_sight(node):
    """Something of it is drawn: what stands on another page has no size."""
    return node.box[2] > 0 and node.box[3] > 0


def choose_file(program, path):
    """In the dialog that asks where to."""
    time.sleep(1.5)
    program.press("ctrl+a")
    program.type(path)
    time.sleep(0.3)
    program.press("Return")


def save_sheet(program, path):
    """Saves the sheet that is shown, and types back the group that is asked for; the groups."""
    press_button(program, "Save…")
    choose_file(program, path)
    program.until(lambda: os.path.exists(path) and os.path.getsize(path) > 1000, "the sheet")
    groups = read_groups(path)
    os.remove(path)
    asked = program.until(lambda: next((re.search(r"(\d+)", node.name)
                                        for node in program.look()
                                        if re.search(r"^Type group \d+", node.name)), None),
                          "the group that is asked for")
    program.click(program.wait(role="text", has="Type group " + asked.group(1)))
    program.type(groups[int(asked.group(1)) - 1])
    press_button(program, "Finish")
    return groups


def choose_passphrase(program, passphrase):
    program.type(passphrase)
    program.press("Return")
    time.sleep(0.2)
    program.type(passphrase)
    time.sleep(0.3)
    program.press("Return")


def starts(tap, program, outside):
    """From Welcome to Today; the groups of the sheet."""
    program.click(program.wait(role="list item", has="Start on this laptop"))
    time.sleep(0.5)
    program.type("Ros Whitfield")
    program.press("Return")
    program.type("01632 960 123")
    press_button(program, "Next")
    time.sleep(0.5)
    program.type("Linden Council")
    program.press("Return", "Return")
    time.sleep(0.5)
    choose_passphrase(program, PASSPHRASE)
    program.wait(has="Save…", patience=60)
    groups = save_sheet(program, outside)
    program.wait(name="Main menu", patience=30)
    tap.check("first run: sheet saved, read and typed back; at work", all(groups), groups)
    return groups


def lock(program):
    program.press("ctrl+l")
    program.until(lambda: kez.is_locked(program), "the lock")


def type_passphrase(program, passphrase):
    program.click(program.wait(role="text", name="Passphrase"))
    program.type(passphrase)
    program.press("Return")


def can_press(program, name):
    return any(node.shown for node in program.look(role="push button", has=name, state="sensitive"))


def wait_for_answer(program):
    time.sleep(0.5)
    program.until(lambda: can_press(program, "I can’t remember"), "the answer")


def guesses(tap, program):
    """Wrong ones, until it waits.  (GTK 4.8 does not tell of a sentence that comes while a page is
    hidden and seen again, so it is the buttons that are looked at.)"""
    lock(program)
    n = 0
    while n < 9:
        type_passphrase(program, "not this one at all")
        n += 1
        wait_for_answer(program)
        if not can_press(program, "Unlock"):
            break
    tap.check("it stays locked, and after five wrong passphrases it waits",
              kez.is_locked(program) and 5 <= n < 9, n)


def is_forgotten(tap, program, groups, outside):
    """The sheet, all of it typed in one go, as a code reader does."""
    press_button(program, "I can’t remember")
    program.click(program.wait(role="text", name="Group 1 of 13"))
    program.type("".join(groups), delay=30)
    press_button(program, "Next")
    time.sleep(0.5)
    choose_passphrase(program, NEW_PASSPHRASE)
    program.wait(has="Save…", patience=60)
    again = save_sheet(program, outside)
    program.wait(name="Main menu", patience=30)
    tap.check("the sheet opens it, and another sheet takes its place", again != groups)
    lock(program)
    type_passphrase(program, PASSPHRASE)
    wait_for_answer(program)
    tap.check("the passphrase of before does not", kez.is_locked(program))
    type_passphrase(program, NEW_PASSPHRASE)
    program.wait(name="Main menu")


def copies(folder):
    path = os.path.join(folder, "backups")
    return sorted(name for name in os.listdir(path) if name.endswith(".waymark-backup")) \
        if os.path.isdir(path) else []


def are_made(tap, program, home, weather):
    """A copy soon after an unlock where the last one is four hours old; the last three are kept."""
    folder = os.path.dirname(home.vault)
    made = []
    for _ in range(4):
        weather.pass_by(5 * 3600)
        program.until(lambda: kez.is_locked(program), "nobody is there")
        type_passphrase(program, NEW_PASSPHRASE)
        program.wait(name="Main menu")
        weather.pass_by(20)
        program.until(lambda: copies(folder) and copies(folder)[-1] not in made, "a copy")
        made.append(copies(folder)[-1])
    program.until(lambda: len(copies(folder)) <= 3, "no more than three")
    tap.check("a copy is made by itself, the last three are kept", copies(folder) == made[-3:],
              (made, copies(folder)))


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def is_damaged(tap, program, home, room, waymark, weather):
    """The file is damaged, after which the last copy is offered and opened."""
    folder = os.path.dirname(home.vault)
    lock(program)
    program.end()
    with open(os.path.join(home.vault, "vault.db"), "r+b") as file:
        file.seek(1000)
        file.write(b"damage" * 30)
    damaged = digest(os.path.join(home.vault, "vault.db"))
    program = Program(room, waymark, "--vault", home.vault, env=weather.env)
    program.wait(role="text", name="Passphrase")
    time.sleep(0.5)
    type_passphrase(program, NEW_PASSPHRASE)
    press_button(program, "Open the copy of")
    program.wait(name="Main menu", patience=60)
    kept = [name for name in os.listdir(folder) if name.startswith("vault-damaged-")]
    same = kept and digest(os.path.join(folder, kept[0], "vault.db")) == damaged
    tap.check("the last good copy is offered and opens; the damaged file is kept as it was", same,
              os.listdir(folder))
    return program


def loses_its_keys(tap, program, home):
    """While it is open; what is typed needs none of them."""
    keys = os.path.join(home.vault, "vault.keys")
    os.rename(keys, keys + ".away")
    lock(program)
    type_passphrase(program, NEW_PASSPHRASE)
    wait_for_answer(program)
    tap.check("without vault.keys it stays locked", kez.is_locked(program))
    os.rename(keys + ".away", keys)


def is_moved_away(tap, room, home, person, waymark):
    """And comes back: nothing is called saved meanwhile, and nothing is lost."""
    program = Program(room, waymark, "--vault", home.vault)
    program.unlock(NEW_PASSPHRASE)
    kez.go_to_words(program)
    program.type("In its place.")
    program.wait(has="Saved on this laptop")
    os.rename(home.vault, home.vault + "-elsewhere")
    program.type(" Moved away.")
    program.wait(role="status bar", name="Not saved")
    tap.check("moved away: a sentence says so", program.wait(role="alert", has="was moved or deleted"))
    os.rename(home.vault + "-elsewhere", home.vault)
    program.wait(has="Saved on this laptop")
    program.kill()
    there = kez.read_back(home, person)
    tap.check("put back, all is saved", "In its place. Moved away." in there, there)


def main():
    tap = Tap()
    waymark, waymarkctl, library = sys.argv[1:4]
    outside = f"/dev/shm/waymark-test-{os.getpid()}.pdf"
    with Home(waymarkctl) as home, Room(env={"G_DEBUG": ""}) as room:
        weather = Weather(library, room.dir)
        os.mkdir(home.path("data"))
        home.vault = os.path.join(home.path("data"), "vault")
        home.passphrase_file = home.write("new", NEW_PASSPHRASE + "\n")
        program = Program(room, waymark, "--vault", home.vault, env=weather.env)
        groups = starts(tap, program, outside)
        guesses(tap, program)
        is_forgotten(tap, program, groups, outside)
        are_made(tap, program, home, weather)
        program = is_damaged(tap, program, home, room, waymark, weather)
        loses_its_keys(tap, program, home)
        program.end()
        tap.check("without a complaint", not program.complaints(), program.complaints())
        person = home.do("person", "add", stdin='{"preferred_name": "Kez Hartley"}')["id"]
        is_moved_away(tap, room, home, person, waymark)
    tap.end()


main()
