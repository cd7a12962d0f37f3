# SPDX-License-Identifier: GPL-3.0-or-later
"""Every screen there is, one after the other, as an adviser comes to it.

A walk calls take(name, program) wherever there is something to look at.  Names are the design's
where it has a picture of the screen.
"""
import os
import subprocess

from desktop import PRACTICE
from studio import settle

PASSPHRASE = "violet kettle harbour nine"
KEZ = "Kez Hartley"
NARROW = {"02-person-overview": "12b-narrow-overview", "03-plan-sections": "12c-narrow-plan",
          "03-plan-section": "12d-narrow-section", "02-list": "12a-narrow-caseload"}
DARK = {"02-person-overview": "13-dark-overview"}


class Walk:
    """One program in one studio, and where its pictures go."""

    def __init__(self, studio, waymark, take, *options):
        self.studio, self.take_it = studio, take
        self.narrow = studio.style.is_narrow
        self.program = studio.open(waymark, *options)

    def take(self, name):
        settle()
        self.studio.put_in_the_middle()
        settle()
        if self.narrow:
            name = NARROW.get(name, name)
        elif self.studio.style.name == "dark":
            name = DARK.get(name, name)
        self.take_it(self.studio, self.program, name)

    def end(self):
        complaints = self.program.complaints()
        self.program.end()
        return complaints or self.program.complaints()

    # -- ways

    def wait(self, **wanted):
        return self.program.wait(**wanted)

    def press(self, *keys):
        self.program.press(*keys)

    def shown(self, **wanted):
        return [node for node in self.program.look(**wanted) if node.shown]

    def find(self, name):
        """Opens somebody's page."""
        self.press("ctrl+f")
        self.program.until(lambda: self.shown(role="entry", name="Find a person"), "the entry")
        self.press("ctrl+a")
        self.program.type(name)
        self.program.until(lambda: len(self.program.people(name)) == 1, name)
        settle()
        self.press("Return")
        self.wait(role="page tab", name="Plan")
        settle()

    def leave_list_search(self):
        self.press("ctrl+f")
        settle()
        self.press("Escape", "Escape")
        settle()

    def go_to_section(self, number):
        self.press("alt+2")
        settle()
        self.press(*["alt+Prior"] * 9)
        self.press(*["alt+Next"] * (number - 1))
        settle()

    def dismiss(self, gone):
        self.press("Escape")
        self.program.until(lambda: not self.shown(name=gone), f"{gone} is gone")


# -- before there is a desk

def first_run(studio, waymark, take):
    """The four steps, as far as the sheet."""
    walk = Walk(studio, waymark, take, "--vault", os.path.join(studio.dir, "first"))
    walk.wait(has="Welcome to Waymark")
    walk.take("10a-first-run")
    walk.press("Return")
    walk.wait(name="Your name and telephone")
    settle()
    walk.program.type("Ros Whitfield")
    walk.press("Return")
    walk.program.type("01632 960117")
    walk.take("10-first-run-name")
    walk.press("Return")
    settle()
    walk.program.type("Linden Council")
    walk.press("Return")
    walk.program.type("Leaving Care Team")
    walk.take("10-first-run-council")
    walk.press("Return")
    settle()
    walk.program.type(PASSPHRASE)
    walk.press("Return")
    walk.program.type(PASSPHRASE[:14])
    walk.take("10f-first-run-passphrase")
    walk.program.type(PASSPHRASE[14:])
    walk.press("Return")
    walk.program.wait(name="Your recovery sheet", patience=60)
    walk.program.until(lambda: walk.shown(name="Finish"), "the sheet", 60)
    walk.take("10g-first-run-sheet")
    return walk.end()


def empty_vault(studio, waymark, take, waymarkctl):
    """A vault with nobody in it: locked, wrong passphrase, nothing in it, and damaged."""
    vault = os.path.join(studio.dir, "empty")
    command = [os.path.abspath(waymarkctl), "--vault", vault, "--passphrase-file", "-"]
    env = {**studio.env, **studio.clock, "DBUS_SESSION_BUS_ADDRESS": "disabled:"}

    def do(*words):
        subprocess.run([*command, *words], input=PASSPHRASE + "\n", text=True, check=True, env=env,
                       capture_output=True)

    do("init", "--name", "Ros Whitfield", "--sheet", os.path.join(studio.dir, "sheet.pdf"))
    walk = Walk(studio, waymark, take, "--vault", vault)
    walk.program.wait(role="text", name="Passphrase", patience=60)
    walk.program.type(PASSPHRASE[:13])
    walk.take("10c-locked")
    walk.press("Return")
    walk.program.until(lambda: not walk.wait(role="text", name="Passphrase").text, "the answer", 60)
    walk.take("10c-locked-wrong")
    walk.press("ctrl+a")
    walk.program.type(PASSPHRASE)
    walk.press("Return")
    walk.program.wait(has="No one on your caseload yet", patience=60)
    walk.take("14-states-empty")
    complaints = walk.end()
    do("backup")
    with open(os.path.join(vault, "vault.db"), "r+b") as file:
        file.seek(4096)
        file.write(os.urandom(8192))
    walk = Walk(studio, waymark, take, "--vault", vault)
    walk.program.wait(role="text", name="Passphrase", patience=60)
    settle()
    walk.program.type(PASSPHRASE)
    walk.press("Return")
    walk.program.wait(has="damaged", patience=60)
    walk.take("14-states-damaged")
    return complaints + walk.end()


# -- the practice caseload

def today(walk):
    walk.wait(has=KEZ)
    walk.take("01-today")
    if walk.narrow:
        walk.press("ctrl+f")
        walk.press("Escape")
        walk.take("02-list")
    walk.press("F10")
    walk.take("main-menu")
    walk.press("Escape")


def person(walk):
    walk.press("ctrl+f")
    settle()
    walk.program.type("Kerz")
    walk.wait(has="No one found")
    walk.take("14-states-no-one-found")
    walk.find(KEZ)
    walk.leave_list_search()
    walk.find(KEZ)
    walk.take("02-person-overview")


def plan(walk):
    walk.go_to_section(5)
    walk.take("03-plan-section")


def contacts(walk):
    walk.press("alt+3")
    walk.take("05-contacts")
    walk.press("ctrl+n")
    walk.wait(has="Save visit")
    settle()
    walk.program.type("I want to see the flat before I say yes. Can Jude come and look too?")
    walk.press("Tab")
    walk.program.type("Kez looked well and had her list ready. Front door lock is working.")
    walk.take("05-contacts-record-visit")
    walk.press("Escape")


def search(walk):
    walk.press("alt+Home")
    settle()
    walk.press("ctrl+shift+f")
    walk.take("17-search-empty")
    walk.program.type("paint")
    walk.wait(role="list", has="found")
    walk.take("17-search-everything")
    walk.press("ctrl+shift+f")
    walk.program.type("piant")
    walk.wait(name="Clear search")
    walk.take("17-search-nothing")


def windows(walk):
    walk.press("ctrl+question")
    walk.take("15-dialogs-shortcuts")
    walk.press("Escape")
    walk.press("ctrl+comma")
    walk.take("preferences")
    walk.press("Escape")


PARTS = [today, person, plan, contacts, search, windows]


def practice(studio, waymark, take):
    walk = Walk(studio, waymark, take, "--practice")
    walk.program.wait(role="text", name="Passphrase", patience=60)
    walk.take("10c-locked-practice")
    walk.program.unlock(PRACTICE)
    for part in PARTS:
        part(walk)
    walk.press("ctrl+l")
    walk.wait(name="Waymark is locked")
    return walk.end()
