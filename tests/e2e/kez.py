# SPDX-License-Identifier: GPL-3.0-or-later
"""A vault with one young person in it, the window on it, and what was written read back.

Shared by the tests of what can go wrong around a desk.
"""
import json
import os
import subprocess
import sys
import time

from waymark import PASSPHRASE


def add(home):
    """Makes the vault and Kez; her id."""
    home.do("init")
    return home.do("person", "add", stdin='{"preferred_name": "Kez Hartley"}')["id"]


def go_to_words(program, n_further=0):
    """From an open window to the own words of the first section, or one further on; the cursor is at
    their end."""
    program.click(program.wait(role="list item", has="Kez"))
    program.wait(role="push button", name="More about Kez Hartley")
    program.press("alt+2")
    program.click(program.wait(role="text", has="words"))
    program.press(*["alt+Next"] * n_further)
    words = program.wait(role="text", has="words", state="focused")
    program.press("ctrl+End")
    return words


def write(program, sentence):
    """Unlocks, goes to Kez's own words and types there; returns once the screen says saved."""
    program.unlock(PASSPHRASE)
    go_to_words(program)
    program.type(sentence)
    program.wait(has="Saved on this laptop")


def read_back(home, person):
    """Her plan as waymarkctl reads it, as one text."""
    return json.dumps(home.do("person", "show", person).get("plan", {}), ensure_ascii=False)


def is_locked(program):
    """The shell and all that was in it are gone, and the passphrase is asked for.  (GTK 4.8 does not
    tell which page of a stack is seen; while there is a shell, there are its lists and tabs.)"""
    names = {node.name for node in program.look()}
    return "Passphrase" in names and not names & {"Main menu", "List of people", "Plan"}


def blank_within(program, seconds):
    """Seconds until the window was seen to be locked; None where it takes longer."""
    start = time.monotonic()
    while time.monotonic() - start < seconds:
        if is_locked(program):
            return time.monotonic() - start
        time.sleep(0.02)
    return None


class Services:
    """desk-services.py beside a room: login manager and screen savers."""

    def __init__(self, room):
        if "DBUS_SYSTEM_BUS_ADDRESS" not in room.env or \
                room.env["DBUS_SYSTEM_BUS_ADDRESS"] == "disabled:":
            room.env["DBUS_SYSTEM_BUS_ADDRESS"] = room.start_bus()
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "desk-services.py")
        self.process = room.start(sys.executable, script, stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, text=True, bufsize=1)
        os.set_blocking(self.process.stdout.fileno(), False)
        self.heard, self.rest = [], ""
        assert self.hears("ready"), "the services did not start"

    def tell(self, what):
        """Something happens: "sleep on", "lock mine"."""
        self.process.stdin.write(what + "\n")
        self.process.stdin.flush()

    def listen(self):
        """All that they were asked and let go of until now."""
        try:
            self.rest += self.process.stdout.read() or ""
        except TypeError:
            pass
        *lines, self.rest = self.rest.split("\n")
        self.heard += lines
        return self.heard

    def hears(self, line, seconds=10):
        """Seconds until @line was said, which is then forgotten; None where it takes longer."""
        start = time.monotonic()
        while time.monotonic() - start < seconds:
            if line in self.listen():
                self.heard.remove(line)
                return max(time.monotonic() - start, 0.001)
            time.sleep(0.01)
        return None
