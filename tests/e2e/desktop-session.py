#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What locks the window besides the keys: the laptop falls asleep, the session is locked, the
screen saver comes, nobody is there for 2, 5 or 10 minutes; and a desktop that goes away.

The buses are private ones with a login manager and screen savers of the test's own; the clock is
moved under the program (weather.c).

usage: desktop-session.py WAYMARK WAYMARKCTL WEATHER
"""
import os
import sys
import time

import kez
from desktop import Program, Room
from waymark import PASSPHRASE, Home, Tap
from weather import Weather

ASLEEP = "Typed as the lid was closing"
INHIBITS = "inhibits sleep delay"


def unlock_again(program):
    """After a lock, in the place where it was."""
    program.wait(role="text", name="Passphrase")
    program.type(PASSPHRASE)
    program.press("Return")
    program.wait(role="text", has="words")


def falls_asleep(tap, room, home, person, waymark, weather):
    """A laptop with a slow disk that loses its power the moment Waymark lets it sleep."""
    services = kez.Services(room)
    program = Program(room, waymark, "--vault", home.vault, env=weather.env)
    program.unlock(PASSPHRASE)
    tap.check("sleep has to wait for Waymark", services.hears(INHIBITS))
    kez.go_to_words(program)
    program.type(ASLEEP)
    weather.slow_down(0.15)
    services.tell("sleep on")
    released = services.hears("released")
    program.kill()
    weather.slow_down(0)
    tap.check("it does not wait for longer than a second", released and released < 1.2, released)
    there = kez.read_back(home, person)
    tap.check("what was just typed was on the disk before that", ASLEEP in there, there)

    program = Program(room, waymark, "--vault", home.vault)
    program.unlock(PASSPHRASE)
    services.hears(INHIBITS)
    kez.go_to_words(program)
    program.type(" and then the next day")
    services.tell("sleep on")
    tap.check("the window is blank when it wakes", kez.blank_within(program, 2))
    services.hears("released")
    services.tell("sleep off")
    tap.check("awake again, sleep has to wait again", services.hears(INHIBITS))
    unlock_again(program)
    words = program.wait(role="text", has="words").text
    tap.check("unlocked, nothing is lost", ASLEEP + " and then the next day" in words, words)
    return services, program


def is_told(tap, services, program):
    """Signals that lock, and those that do not."""
    for what, locks in (("lock other", False), ("gnome off", False), ("lock mine", True),
                        ("gnome on", True), ("other on", True)):
        services.tell(what)
        if not locks:
            time.sleep(0.7)
            tap.check(f"“{what}” does not lock", not kez.is_locked(program))
            continue
        tap.check(f"“{what}” locks within two seconds", kez.blank_within(program, 2))
        unlock_again(program)
    program.end()
    tap.check("without a complaint", not program.complaints(), program.complaints())


def set_minutes(room, minutes):
    """In the place where the desktop keeps it, as Preferences would."""
    folder = os.path.join(room.env["XDG_CONFIG_HOME"], "glib-2.0", "settings")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "keyfile"), "w", encoding="utf-8") as file:
        file.write(f"[io/github/waymark/Waymark]\nlock-minutes={minutes}\n")


def nobody_is_there(tap, room, home, waymark, weather):
    """Both clocks are moved on; a key press counts, the time before it no more."""
    room.env["GSETTINGS_SCHEMA_DIR"] = os.path.join(os.path.dirname(os.path.abspath(waymark)), "..",
                                                    "data")
    for minutes in (2, 5, 10):
        set_minutes(room, minutes)
        program = Program(room, waymark, "--vault", home.vault,
                          env={**weather.env, "GSETTINGS_BACKEND": "keyfile"})
        program.unlock(PASSPHRASE)
        weather.pass_by(minutes * 60 - 20)
        program.press("Tab")
        program.look()  # it has seen the key by then
        time.sleep(0.3)
        weather.pass_by(minutes * 60 - 20)
        time.sleep(0.7)
        tap.check(f"{minutes} minutes: not before", not kez.is_locked(program))
        weather.pass_by(30)
        tap.check(f"{minutes} minutes: locked", kez.blank_within(program, 15))
        if minutes == 2:
            program.type(PASSPHRASE)
            program.press("Return")
            program.wait(name="Main menu")
            weather.jump(3600)
            program.press("Tab")
            tap.check("one that slept is locked at the first key press", kez.blank_within(program, 2))
        program.end()
        tap.check(f"{minutes} minutes: without a complaint", not program.complaints(),
                  program.complaints())


def the_desktop_goes(tap, home, person, waymark):
    """Both buses end while somebody writes.  What is read from the screen comes by a third."""
    with Room() as room:
        room.reader()
        session = connect_elsewhere(room)
        kez.Services(room)
        program = Program(room, waymark, "--vault", home.vault)
        program.unlock(PASSPHRASE)
        kez.go_to_words(program)
        program.type(" Before the desktop went,")
        for bus in session:
            bus.kill()
            bus.wait()
        program.type(" and after it.")
        program.wait(has="Saved on this laptop")
        time.sleep(1.2)
        there = kez.is_locked(program)
        tap.check("without a bus the program goes on", program.is_alive() and not there,
                  program.said())
        program.press("ctrl+l")
        tap.check("and locks", kez.blank_within(program, 2))
        unlock_again(program)
        program.press("ctrl+l")
        kez.blank_within(program, 2)
        program.end()
        there = kez.read_back(home, person)
        tap.check("nothing is lost", "Before the desktop went, and after it." in there, there)
        tap.check("and nothing is complained of", not program.complaints(), program.complaints())


def connect_elsewhere(room):
    """The screen is read on the bus that the room had; the program gets two others."""
    address = room.reader_address()
    before = len(room.processes)
    room.env["DBUS_SESSION_BUS_ADDRESS"] = room.start_bus()
    room.env["DBUS_SYSTEM_BUS_ADDRESS"] = room.start_bus()
    room.env["AT_SPI_BUS_ADDRESS"] = address
    return room.processes[before:]


def main():
    tap = Tap()
    waymark, waymarkctl, library = sys.argv[1:4]
    with Home(waymarkctl) as home:
        person = kez.add(home)
        with Room() as room:
            weather = Weather(library, room.dir)
            services, program = falls_asleep(tap, room, home, person, waymark, weather)
            is_told(tap, services, program)
            nobody_is_there(tap, room, home, waymark, weather)
        the_desktop_goes(tap, home, person, waymark)
    tap.end()


main()
