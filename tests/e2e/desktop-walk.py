#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The walk: whatever can have focus says what it is, on every page.

Goes to every page of the practice caseload with the keys and looks at the tree that a screen reader
gets.  Everything that can have focus has a name that a person can use (not empty, no class, no
icon) and a role; Tab goes round without getting stuck, and says at each stop where it is.

usage: desktop-walk.py WAYMARK WAYMARKCTL
"""
import re
import sys
import time

from desktop import Program, Room
from waymark import Tap

CLASS = re.compile(r"^(Gtk|Adw|Gdk|Way)[A-Z]\w*$")
ROLES_WITHOUT_MEANING = {"", "unknown", "invalid", "filler", "panel", "redundant object"}
STOPS_MAX = 40

# How to get from the list of people to each page.  What is not there yet is passed over, and said.
PERSON_TABS = {"alt+1": "overview", "alt+2": "plan", "alt+3": "contacts", "alt+5": "history"}


def is_toolkit(node):
    """What the toolkit builds into a widget of its own, where Tab never stops: the sign in an entry
    row, the item that a drop-down shows, a scrolled page with nothing in it to have focus."""
    return (node.name == "GtkImage" and node.inside(role="text") is not None
            or node.role == "scroll pane"
            or node.inside(role="list", name="GtkListView") is not None
            or node.name == "GtkListView" and node.inside(role="combo box") is not None
            or node.name == "GtkListItemWidget" and node.inside(role="combo box") is not None)


def fault_of(node):
    if not node.name.strip():
        return "has no name"
    if CLASS.match(node.name):
        return "is called like a class"
    if node.name.endswith("-symbolic") or re.fullmatch(r"[a-z]+(-[a-z]+)+", node.name):
        return "is called like an icon"
    if node.role in ROLES_WITHOUT_MEANING:
        return "has no role"
    if "sensitive" not in node.states and "visible" not in node.states:
        return "has no state"
    return None


def look_over(program):
    """(how many can have focus, faults) of what is on the screen."""
    nodes = [node for node in program.nodes() if node.shown]
    focusable = [node for node in nodes if "focusable" in node.states and not is_toolkit(node)]
    faults = []
    for node in focusable:
        fault = fault_of(node)
        # a list or a scrolled page passes focus on to what is in it
        if fault and not any(is_above(node, other) for other in focusable):
            faults.append(f"{node} {fault}, in {around(node)}")
    return len(focusable), sorted(set(faults))


def is_above(outer, node):
    node = node.parent
    while node is not None:
        if node is outer:
            return True
        node = node.parent
    return False


def around(node):
    """Names of what stands around it, to find it by."""
    names, node = [], node.parent
    while node is not None and len(names) < 3:
        if node.name and not CLASS.match(node.name):
            names.append(str(node))
        node = node.parent
    return " in ".join(names)


def moved(program, before):
    """What has focus once it is something else than @before, or after a while."""
    for _ in range(5):
        node = program.focused()
        if node is None or before is None or node.object != before.object:
            break
        time.sleep(0.1)
    return node


def tab_round(program):
    """Where Tab stops, and what is wrong with a stop."""
    stops, faults = [], []
    for _ in range(STOPS_MAX):
        before = program.focused()
        program.press("Tab")
        node = moved(program, before)
        if node is None:
            continue  # GTK 4.8 does not tell of focus inside an entry row
        if stops and node.object == stops[0].object:
            break
        if stops and node.object == stops[-1].object:
            faults.append(f"Tab is stuck at {node}")
            break
        stops.append(node)
        fault = fault_of(node)
        if fault:
            faults.append(f"Tab stops at {node}, which {fault}, in {around(node)}")
    return stops, faults


def judge(tap, program, page):
    time.sleep(0.6)
    stops, faults = tab_round(program)
    tap.check(f"{page}: Tab stops {len(stops)} times, and each stop says what it is",
              len(stops) > 0 and not faults, "\n".join(faults))


def judge_all(tap, program, when):
    """For the first page alone: GTK 4.8 does not tell which page of a stack is seen, and what was
    not opened yet has nobody to be named after."""
    count, faults = look_over(program)
    tap.check(f"{when}: {count} things can have focus, and each says what it is",
              count > 0 and not faults, "\n".join(faults))


def open_person(program):
    """Kez, from anywhere, with the keys: found by name."""
    program.find_person("kez")
    program.press("Down")
    program.until(lambda: (program.focused() or program.look()[0]).name.startswith("Kez Hartley"),
                  "focus in the row of Kez")
    program.press("Return")
    program.wait(role="page tab", has="Plan")


def main():
    tap = Tap()
    with Room(env={"G_DEBUG": ""}) as room:
        program = Program(room, sys.argv[1], "--practice")
        program.unlock()
        program.press("ctrl+l")
        judge(tap, program, "locked")
        judge_all(tap, program, "locked")
        program.end()
        program = Program(room, sys.argv[1], "--practice")
        program.unlock()
        program.wait(has="Kez Hartley")
        judge(tap, program, "today")
        program.press("ctrl+shift+f")
        judge(tap, program, "search, empty")
        program.press("ctrl+shift+f")
        program.type("paint")
        program.wait(role="list", has="found")
        judge(tap, program, "search, found")
        program.press("ctrl+shift+f")
        program.type("piant")
        program.wait(name="Clear search")
        judge(tap, program, "search, nothing found")
        open_person(program)
        tabs = {node.name.lower() for node in program.look(role="page tab")}
        for key, tab in PERSON_TABS.items():
            if tab not in tabs:
                print(f"# {tab} is not built yet")
                continue
            program.press(key)
            judge(tap, program, tab)
        program.press("ctrl+n")
        program.wait(has="Save visit")
        judge(tap, program, "record a contact")
        program.press("Escape")
        program.press("ctrl+p")
        program.wait(has="Save as PDF")
        judge(tap, program, "print")
        program.press("Escape")
        time.sleep(0.5)
        program.press("ctrl+question")
        judge(tap, program, "shortcuts")
        program.press("Escape")
        tap.check("GTK had nothing to complain of", not program.complaints(),
                  "\n".join(program.complaints()))
        program.end()
    tap.end()


if __name__ == "__main__":
    main()
