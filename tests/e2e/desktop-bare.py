#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop that has nothing: no keyring, no portal, no notifications and no system bus (only what a
screen reader needs), one font, a small screen, and a laptop whose clock stands in New Zealand.  Work goes on, and the dates are those of
Great Britain, also when the day changes while the window is open.

usage: desktop-bare.py WAYMARK WAYMARKCTL WEATHER
"""
import datetime
import os
import subprocess
import sys
from zoneinfo import ZoneInfo

import kez
from desktop import Program, Room
from waymark import PASSPHRASE, Home, Tap
from weather import Weather

FONT = "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"
WORDS = "Written where there is nothing."


def one_font(room):
    """Cut off from every other."""
    path = os.path.join(room.dir, "fonts.conf")
    with open(path, "w", encoding="utf-8") as file:
        file.write("<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'><fontconfig>"
                   f"<dir>{room.dir}/fonts</dir><cachedir>{room.dir}/font-cache</cachedir></fontconfig>")
    os.mkdir(os.path.join(room.dir, "fonts"))
    os.symlink(FONT, os.path.join(room.dir, "fonts", "only.ttf"))
    return path


def bare_bus(room):
    """On which nothing can be started but what reads the screen."""
    services = os.path.join(room.dir, "services")
    os.mkdir(services)
    for name in ("org.a11y.Bus", "org.a11y.atspi.Registry"):
        path = f"/usr/share/dbus-1/services/{name}.service"
        if os.path.exists(path):
            os.symlink(path, os.path.join(services, os.path.basename(path)))
    config = os.path.join(room.dir, "bus.conf")
    with open(config, "w", encoding="utf-8") as file:
        file.write(f"<busconfig><type>session</type><listen>unix:dir={room.tmp}</listen>"
                   f"<auth>EXTERNAL</auth><servicedir>{services}</servicedir><policy context='default'>"
                   "<allow send_destination='*'/><allow receive_sender='*'/><allow own='*'/></policy>"
                   "</busconfig>")
    bus = room.start("dbus-daemon", "--config-file=" + config, "--nofork", "--print-address=1",
                     stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return bus.stdout.readline().strip()


def before_midnight(seconds):
    """How far the clock has to go on to stand so long before midnight in Great Britain."""
    now = datetime.datetime.now(ZoneInfo("Europe/London"))
    midnight = (now + datetime.timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return (midnight - now).total_seconds() - seconds, now


def day_name(day):
    return f"{day:%A} {day.day} {day:%B}"


def main():
    tap = Tap()
    waymark, waymarkctl, library = sys.argv[1:4]
    with Home(waymarkctl) as home, Room(size="800x600") as room:
        person = kez.add(home)
        room.env["DBUS_SESSION_BUS_ADDRESS"] = bare_bus(room)
        weather = Weather(library, room.dir)
        ahead, today = before_midnight(45)
        weather.jump(ahead)
        program = Program(room, waymark, "--vault", home.vault, env={
            **weather.env, "TZ": "Pacific/Auckland", "FONTCONFIG_FILE": one_font(room)})
        program.unlock(PASSPHRASE)
        tap.check("the date is that of Great Britain", program.wait(name=day_name(today)))
        weather.pass_by(50)
        tomorrow = today + datetime.timedelta(days=1)
        tap.check("and the next one after midnight",
                  program.wait(name=day_name(tomorrow), patience=75))
        frame = program.wait(role="frame").box
        tap.check("the window fits on 800 × 600", frame[2] <= 800 and frame[3] <= 600, frame)
        kez.go_to_words(program)
        program.type(WORDS)
        program.wait(has="Saved on this laptop")
        program.press("ctrl+l")
        tap.check("it locks", kez.blank_within(program, 2))
        program.end()
        there = kez.read_back(home, person)
        tap.check("what was written is there", WORDS in there, there)
        tap.check("without a complaint", not program.complaints(), program.complaints())
    tap.end()


main()
