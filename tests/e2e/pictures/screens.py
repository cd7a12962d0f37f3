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
        self.faults = []
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
        return self.faults + (self.program.complaints() or complaints)

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
        if not self.narrow:  # and everybody is there again
            self.leave_list_search()
            self.press("alt+1")

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

    def press_button(self, *names, last=False):
        """Clicks the button that has one of @names."""
        nodes = self.program.until(
            lambda: [node for name in names for node in self.shown(name=name)
                     if "sensitive" in node.states and node.role != "label"], names)
        self.program.click(nodes[-1 if last else 0])
        self.away()
        settle()

    def away(self):
        """The pointer, so that no tooltip is in the picture."""
        self.studio.do("xdotool", "mousemove", str(self.studio.style.width // 2), "2")

    def open_main_menu(self):
        """It is over the list of people, which narrow is a page of its own."""
        self.press("alt+Home")
        settle()
        if self.narrow:
            self.press("ctrl+f", "Escape")
            settle()
        self.press("F10")
        settle()

    def begin_to_finalise(self):
        if self.narrow:
            self.press_button("Sections")
        self.press_button("Finalise this plan")

    def scroll_down(self):
        """To the end of the page, with the wheel over the middle of it."""
        x = self.studio.style.width * 3 // 4
        self.studio.do("xdotool", "mousemove", str(x), str(self.studio.style.height // 2),
                       "click", "--repeat", "60", "--delay", "2", "5")
        self.away()
        settle()

    def do(self, part):
        """Goes on with the next part where one came to nothing."""
        try:
            part(self)
        except AssertionError as error:
            self.take("fault-" + part.__name__)
            self.faults.append(f"{part.__name__}: {str(error)[:1500]}")
            self.press("Escape", "Escape", "alt+Home")


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
    walk.program.wait(name="Step 4 of 4", patience=60)
    settle()
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
    walk.program.wait(has="Open the copy of", patience=60)
    walk.take("14-states-damaged")
    return complaints + walk.end()


# -- the practice caseload

def today(walk):
    walk.take("01-today")
    if walk.narrow:
        walk.press("ctrl+f")
        walk.press("Escape")
        walk.take("02-list")
    walk.press("F10")
    walk.take("main-menu")
    walk.press("Escape")


def no_one_found(walk):
    walk.press("ctrl+f")
    settle()
    walk.program.type("Kerz")
    walk.wait(has="No one found")
    walk.take("14-states-no-one-found")
    walk.leave_list_search()


def overview(walk):
    walk.find(KEZ)
    walk.take("02-person-overview")
    walk.press_button("More about Kez Hartley", "More about Kez")
    walk.take("more-menu")
    walk.press("Escape")
    walk.scroll_down()
    walk.take("02-person-overview-end")


def plan(walk):
    walk.find(KEZ)
    if walk.narrow:
        walk.press("alt+2")
        settle()
        walk.press_button("Sections")
        walk.take("03-plan-sections")
    walk.go_to_section(5)
    walk.program.type(" ")
    walk.press("BackSpace")
    walk.wait(has="Saved on this laptop")
    walk.take("03-plan-section")
    walk.scroll_down()
    walk.take("03b-plan-section-end")


def action(walk):
    """An action that is being written, and a day for it out of the calendar."""
    walk.find(KEZ)
    walk.go_to_section(8)
    walk.press("ctrl+shift+a")
    walk.wait(role="text", has="By when")
    walk.program.type("Open a savings account")
    walk.take("03-plan-action-open")
    walk.press("Tab", "Tab", "Tab")
    walk.take("03-plan-action-when")
    walk.go_to_section(5)


def why_empty(walk):
    walk.find(KEZ)
    walk.go_to_section(9)
    walk.wait(role="text", has="words", state="focused")
    walk.press("ctrl+a", "Delete", "Tab")
    walk.wait(has="Leave Kez’s words empty?")
    walk.take("15-dialogs-why-empty")
    walk.press("Escape")
    settle()
    walk.press("ctrl+z")


def finalise(walk):
    walk.find(KEZ)
    walk.go_to_section(8)
    walk.press("ctrl+shift+a")
    walk.wait(role="text", has="By when")
    walk.program.type("Open a savings account")
    walk.press("Escape")
    walk.go_to_section(1)
    walk.begin_to_finalise()
    walk.wait(has="The law asks")
    walk.take("18-finalise")
    walk.scroll_down()
    walk.take("18-finalise-end")


def history(walk):
    """A plan is agreed, then changed."""
    walk.find(KEZ)
    walk.press("alt+5")
    walk.take("07-history-one-plan")
    walk.go_to_section(1)
    walk.begin_to_finalise()
    walk.wait(has="Nothing is missing")
    walk.take("18-finalise-nothing-missing")
    walk.scroll_down()
    walk.press_button("Finalise this plan", last=True)
    walk.wait(has="Start the next review")
    walk.take("18-agreed")
    walk.press_button("Start the next review")
    walk.go_to_section(5)
    walk.wait(role="text", has="words", state="focused")
    walk.press("ctrl+End")
    walk.program.type(" I want to paint it yellow.")
    walk.press("Tab", "ctrl+a")
    walk.program.type("Kez has paid her share of the bills on time and found a cheaper bus.")
    walk.press("Tab")
    walk.wait(has="Saved on this laptop")
    walk.press("alt+5")
    walk.wait(has="What changed")
    if walk.narrow:
        walk.take("07-history-list")
        walk.press("Return")
    walk.take("07-history-compare")


def contacts(walk):
    walk.find(KEZ)
    walk.press("alt+3")
    walk.take("05-contacts")
    walk.press("ctrl+n")
    walk.wait(has="Save visit")
    settle()
    walk.program.type("I want to see the flat before I say yes. Can Jude come and look too?")
    walk.press("Tab")
    walk.program.type("Kez looked well and had her list ready. Front door lock is working.")
    walk.take("05-contacts-record-visit")
    walk.scroll_down()
    walk.take("05-contacts-record-visit-end")
    walk.press("Escape")
    walk.take("05-contacts-unfinished")


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
    walk.press("alt+Home")


def paper(walk):
    walk.find(KEZ)
    walk.press("ctrl+p")
    walk.program.until(lambda: walk.program.look(has="Page 1 of") or walk.shown(name="Preview"),
                       "the dialog")
    walk.take("11-print-dialog")
    if walk.narrow:
        walk.press("alt+r")
        walk.take("11-print-preview")
    walk.press("Escape")
    settle()


def people(walk):
    """What changes who is there."""
    walk.open_main_menu()
    walk.press("Return")
    walk.program.until(lambda: walk.shown(name="Add this person"), "the form")
    walk.take("add-person")
    walk.press("Escape")
    settle()


def windows(walk):
    for key, name in (("ctrl+question", "15-dialogs-shortcuts"), ("ctrl+comma", "preferences")):
        walk.press(key)
        settle()
        walk.take(name)
        walk.press("Escape")
        settle()
    walk.open_main_menu()
    walk.press("Up", "Return")
    settle()
    walk.take("about")
    walk.press("Escape")


# Two days: what changes a plan for good is done on the second.
DAYS = [[today, no_one_found, overview, plan, contacts, search, paper, people, windows, action,
         why_empty, finalise], [history]]


def practice(studio, waymark, take, parts):
    """A day that has @parts in it."""
    walk = Walk(studio, waymark, take, "--practice")
    walk.program.wait(role="text", name="Passphrase", patience=60)
    if today in parts:
        walk.take("10c-locked-practice")
    walk.program.unlock(PRACTICE)
    walk.wait(has=KEZ)
    for part in parts:
        walk.do(part)
    walk.press("ctrl+l")
    walk.wait(name="Waymark is locked")
    return walk.end()


def walks(waymark, waymarkctl, take, names):
    """Of @names, all where there is none: functions that take a studio and return complaints."""
    ways = []
    for day in DAYS:
        parts = [part for part in day if not names or part.__name__ in names]
        if parts:
            ways.append(lambda studio, parts=parts: practice(studio, waymark, take, parts))
    if not names or "first_run" in names:
        ways.append(lambda studio: first_run(studio, waymark, take))
    if not names or "empty_vault" in names:
        ways.append(lambda studio: empty_vault(studio, waymark, take, waymarkctl))
    return ways
