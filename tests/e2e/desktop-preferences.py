#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything in Preferences does what it says, outlives the program, and can be read back.

usage: desktop-preferences.py WAYMARK WAYMARKCTL
"""
import os
import sys
import time

import kez
from desktop import Program, Room
from waymark import NEW_PASSPHRASE, PASSPHRASE, Home, Tap


def kept(room):
    """What the desktop's own store of settings holds."""
    path = os.path.join(room.env["XDG_CONFIG_HOME"], "glib-2.0", "settings", "keyfile")
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as file:
        return dict(line.strip().split("=", 1) for line in file if "=" in line)


def wait_kept(program, room, key, value):
    program.until(lambda: kept(room).get(key) == value, f"{key}={value} in {kept(room)}")
    return True


def choose(program, name, *keys):
    program.click(program.wait(role="combo box", name=name))
    time.sleep(0.5)
    program.press(*keys)
    time.sleep(0.3)


def fill_in(program, name, text):
    """The last of that name: the locked page has a passphrase of its own."""
    program.wait(role="text", name=name)
    program.click(program.look(role="text", name=name)[-1])
    program.press("ctrl+a")
    program.type(text)


def go_to_keys(program):
    """They stand at the end of the page."""
    program.room.do("xdotool", "mousemove", "320", "250", "click", "--repeat", "25", "--delay", "20",
                    "5")
    time.sleep(1)


def open_preferences(program):
    program.press("ctrl+comma")
    program.wait(name="Change the passphrase")
    time.sleep(0.5)


def changes_settings(tap, program, room):
    open_preferences(program)
    choose(program, "Lock after", "Up", "Return")
    tap.check("lock after 2 minutes", wait_kept(program, room, "lock-minutes", "2"))
    choose(program, "Style", "Down", "Down", "Return")
    tap.check("dark", wait_kept(program, room, "style", "'dark'"))
    fill_in(program, "This laptop’s name", "Linden 7")
    tap.check("the laptop's name", wait_kept(program, room, "laptop-name", "'Linden 7'"))
    fill_in(program, "My name", "Ros Whitfield")
    fill_in(program, "Council", "Linden Council")
    program.press("Tab")
    time.sleep(1.5)
    program.click(program.wait(role="list item", has="Show my name when locked"))
    tap.check("my name when locked", wait_kept(program, room, "locked-name", "'Ros Whitfield'"))


def changes_passphrase(tap, program, home):
    go_to_keys(program)
    program.click(program.wait(role="list item", has="Change the passphrase"))
    time.sleep(1)
    program.type(PASSPHRASE)
    fill_in(program, "Passphrase", NEW_PASSPHRASE)
    fill_in(program, "The same again", NEW_PASSPHRASE)
    program.press("Return")
    program.wait(has="The passphrase was changed", patience=60)
    new = home.write("new-passphrase", NEW_PASSPHRASE + "\n")
    program.press("Escape")
    program.press("ctrl+l")
    program.until(lambda: kez.is_locked(program), "the lock")
    program.end()
    done = home.run("person", "list", passphrase_file=new)
    tap.check("the new passphrase opens the vault", done.returncode == 0, done.stderr)
    done = home.run("person", "list")
    tap.check("the old one does not", done.returncode == 3, done.stderr)
    home.passphrase_file = new


def makes_a_backup(tap, program, home):
    path = home.path("one.waymark-backup")
    open_preferences(program)
    go_to_keys(program)
    program.click(program.wait(role="list item", has="Make a backup"))
    time.sleep(1.5)
    program.press("ctrl+a")
    program.type(path)
    time.sleep(0.3)
    program.press("Return")
    time.sleep(2)
    program.type(NEW_PASSPHRASE)
    program.press("Return")
    program.until(lambda: os.path.exists(path), "the backup")
    time.sleep(3)
    vault, home.vault = home.vault, home.path("restored")
    done = home.run("restore", path)
    people = home.run("person", "list").stdout
    home.vault = vault
    tap.check("a backup holds what is in the vault", done.returncode == 0 and "Kez" in people,
              done.stderr)


def main():
    tap = Tap()
    waymark, waymarkctl = sys.argv[1:3]
    data = os.path.join(os.path.dirname(os.path.abspath(waymark)), "..", "data")
    with Home(waymarkctl) as home, Room(env={"G_DEBUG": "", "GSETTINGS_BACKEND": "keyfile",
                                             "GSETTINGS_SCHEMA_DIR": data}) as room:
        kez.add(home)
        program = Program(room, waymark, "--vault", home.vault)
        program.unlock(PASSPHRASE)
        changes_settings(tap, program, room)
        changes_passphrase(tap, program, home)
        program = Program(room, waymark, "--vault", home.vault)
        tap.check("after a new start the name stands on the locked page",
                  program.wait(name="Ros Whitfield"))
        program.unlock(NEW_PASSPHRASE)
        makes_a_backup(tap, program, home)
        program.end()
    tap.end()


main()
