#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a desktop has beside a program, on the private buses of a test: the login manager and two
screen savers.  It is told on its standard input, a word and an argument a line, what happens, and
says on its standard output what the program asked of it.

  sleep on|off     the laptop is about to sleep; it has woken up
  lock mine|other  the login manager locks the session of the program; another one
  gnome on|off     org.gnome.ScreenSaver
  other on|off     org.freedesktop.ScreenSaver

Answers: "inhibits KIND MODE" where a delay was asked for, "released" where it was let go.
"""
import os
import sys

from gi.repository import Gio, GLib

LOGIN = "/org/freedesktop/login1"
MINE, OTHER = LOGIN + "/session/_31", LOGIN + "/session/_32"
MANAGER = """<node><interface name='org.freedesktop.login1.Manager'>
<method name='Inhibit'><arg type='s' direction='in'/><arg type='s' direction='in'/>
<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='h' direction='out'/></method>
<method name='GetSessionByPID'><arg type='u' direction='in'/><arg type='o' direction='out'/></method>
<signal name='PrepareForSleep'><arg type='b'/></signal></interface></node>"""


def connect(address):
    flags = Gio.DBusConnectionFlags
    return Gio.DBusConnection.new_for_address_sync(
        address, flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None)


def own(bus, name):
    bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                  "RequestName", GLib.Variant("(su)", (name, 0)), None, 0, 5000, None)


def say(text):
    print(text, flush=True)


def let_go(fd, _condition):
    os.close(fd)
    say("released")
    return False


def called(_bus, _sender, _path, _interface, method, arguments, invocation):
    if method == "GetSessionByPID":
        invocation.return_value(GLib.Variant("(o)", (MINE,)))
        return
    kind, _who, _why, mode = arguments.unpack()
    read, write = os.pipe()
    fds = Gio.UnixFDList.new()
    fds.append(write)
    os.close(write)
    GLib.unix_fd_add_full(0, read, GLib.IOCondition.HUP, let_go)
    invocation.return_value_with_unix_fd_list(GLib.Variant("(h)", (0,)), fds)
    say(f"inhibits {kind} {mode}")


def main():
    system = connect(os.environ["DBUS_SYSTEM_BUS_ADDRESS"])
    session = connect(os.environ["DBUS_SESSION_BUS_ADDRESS"])
    system.register_object(LOGIN, Gio.DBusNodeInfo.new_for_xml(MANAGER).interfaces[0], called, None,
                           None)
    own(system, "org.freedesktop.login1")
    own(session, "org.gnome.ScreenSaver")
    own(session, "org.freedesktop.ScreenSaver")
    signals = {
        "sleep": lambda on: (system, LOGIN, "org.freedesktop.login1.Manager", "PrepareForSleep", on),
        "lock": lambda mine: (system, MINE if mine else OTHER, "org.freedesktop.login1.Session",
                              "Lock", None),
        "gnome": lambda on: (session, "/org/gnome/ScreenSaver", "org.gnome.ScreenSaver",
                             "ActiveChanged", on),
        "other": lambda on: (session, "/ScreenSaver", "org.freedesktop.ScreenSaver",
                             "ActiveChanged", on)}

    def told(stream, _condition):
        line = stream.readline()
        if not line:
            loop.quit()
            return False
        word, argument = line.split()
        bus, path, interface, name, value = signals[word](argument in ("on", "mine"))
        bus.emit_signal(None, path, interface, name,
                        None if value is None else GLib.Variant("(b)", (value,)))
        bus.flush_sync(None)
        return True

    loop = GLib.MainLoop()
    os.set_blocking(0, True)
    GLib.io_add_watch(sys.stdin, 0, GLib.IOCondition.IN | GLib.IOCondition.HUP, told)
    say("ready")
    loop.run()


main()
