#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is left in the program after it locks.

A sentence is typed into a young person's own words, copied, and Waymark is locked with the keys.
The window must be blank, and the memory of the process must hold neither the sentence, nor the
passphrase, nor the database key two seconds later.  While it is open the first and the last must be
there to be found, or the search would prove nothing.

usage: desktop-lock.py WAYMARK WAYMARKCTL READ-KEY
"""
import subprocess
import sys
import time

import kez
from memory import may_read, read_key, search
from desktop import Program, Room
from waymark import PASSPHRASE, Home, Tap

SENTENCE = "Zebulon keeps nineteen paper lanterns behind the wardrobe"
LIMIT = 2.0  # seconds


def write(program):
    kez.write(program, SENTENCE)
    program.press("ctrl+a", "ctrl+c")


def wait_for_blank(program, room):
    """Seconds from the key press until no row of the list is there any more."""
    start = time.monotonic()
    room.do("xdotool", "key", "ctrl+l")
    while True:
        gone = not program.look(role="list item") and program.look(role="text", name="Passphrase")
        taken = time.monotonic() - start
        if gone or taken > 10:
            return taken


def clipboard(room):
    """What another program would paste, or nothing."""
    script = ("import gi,sys\ngi.require_version('Gtk','4.0')\nfrom gi.repository import Gtk,Gdk,GLib\n"
              "Gtk.init()\nloop=GLib.MainLoop()\ndef got(c,r):\n"
              "  try: print(c.read_text_finish(r) or '')\n  except GLib.Error: pass\n  loop.quit()\n"
              "Gdk.Display.get_default().get_clipboard().read_text_async(None,got)\n"
              "GLib.timeout_add(3000,loop.quit)\nloop.run()\n")
    return subprocess.run(["/usr/bin/python3", "-c", script], env=room.env, text=True,
                          capture_output=True, timeout=20).stdout.strip()


def main():
    tap = Tap()
    with Home(sys.argv[2]) as home, Room() as room:
        home.do("init")
        home.do("person", "add", stdin='{"preferred_name": "Kez Hartley"}')
        key = read_key(sys.argv[3], home.vault)
        needles = {"sentence": SENTENCE.encode(), "sentence, 32 bits": SENTENCE.encode("utf-32-le"),
                   "passphrase": PASSPHRASE.encode(),
                   "passphrase, 32 bits": PASSPHRASE.encode("utf-32-le"), "key": key,
                   "key in hex": key.hex().encode()}
        program = Program(room, sys.argv[1], "--vault", home.vault)
        pid = program.process.pid
        write(program)
        if not may_read(program):
            print("1..0 # SKIP only root may read the memory of a program that keeps to itself")
            return
        before = search(pid, needles)
        tap.check("while it is open, the sentence and the key are there to be found",
                  before["sentence"] and before["key"], before)
        taken = wait_for_blank(program, room)
        tap.check("the list and the page are gone from the screen in time", taken < LIMIT, taken)
        blank = time.monotonic()
        wiped = None
        while wiped is None and time.monotonic() - blank < 10:
            begun = time.monotonic()  # it was gone before the search that does not find it began
            if not search(pid, {"key": key})["key"]:
                wiped = begun - blank + taken
        tap.check("the key is gone in time", wiped is not None and wiped < LIMIT, wiped)
        time.sleep(max(0, LIMIT - (time.monotonic() - blank)))
        after = search(pid, needles)
        for name in needles:
            tap.check(f"after it locked: no {name}", not after[name], after[name][:5])
        tap.check("the clipboard has nothing of it", SENTENCE not in clipboard(room), "")
        print(f"# blank for a screen reader after {taken:.2f} s, key gone after {wiped or -1:.2f} s, "
              "each with the time it takes to look")
        program.wait(role="text", name="Passphrase")
        program.type(PASSPHRASE)
        program.press("Return")
        back = program.wait(role="text", has="words")
        tap.check("unlocked, it is where it was, and nothing is lost", SENTENCE in back.text,
                  back.text)
        tap.check("without a complaint", not program.complaints(), program.complaints())
        program.end()
    tap.end()


main()
