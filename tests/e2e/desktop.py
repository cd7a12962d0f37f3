# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window on a display of its own, for the end-to-end tests of the desktop.

A Room is an X server, a D-Bus and a home folder that only this test uses; a Program is `waymark`
running in it, seen as a screen reader sees it (AT-SPI) and driven with key presses (xdotool).
Everything started here is ended by its process id, and the folder is taken away at the end.
"""
import os
import shutil
import signal
import subprocess
import tempfile
import time

import gi
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

PRACTICE = "practice makes plans"
SHADOW = 5  # a window without a window manager stands in its own shadow
ROOT = "/org/a11y/atspi/accessible/root"
PATIENCE = float(os.environ.get("WAY_PATIENCE", "20"))  # seconds until what is waited for is a fault


class Room:
    """Display, bus and home."""

    def __init__(self, size="1280x800", env=None, dpi=96):
        self.dir = tempfile.mkdtemp(prefix="way-desktop-")
        self.tmp = os.path.join(self.dir, "tmp")
        os.mkdir(self.tmp, 0o700)
        self.processes = []
        self.env = {"HOME": self.dir, "PATH": os.environ["PATH"], "TMPDIR": self.tmp,
                    "XDG_RUNTIME_DIR": self.tmp, "LANG": "C.UTF-8",
                    "XDG_DATA_HOME": os.path.join(self.dir, "share"),
                    "XDG_CONFIG_HOME": os.path.join(self.dir, "config"),
                    "XDG_CACHE_HOME": os.path.join(self.dir, "cache"),
                    "GDK_BACKEND": "x11", "GSK_RENDERER": "cairo", "GSETTINGS_BACKEND": "memory",
                    "ADW_DISABLE_PORTAL": "1", "GTK_A11Y": "atspi", "G_DEBUG": "fatal-warnings",
                    "NO_AT_BRIDGE": "0", "GIO_USE_VFS": "local",
                    "DBUS_SYSTEM_BUS_ADDRESS": "disabled:"}
        self.env.update(env or {})
        settings = os.path.join(self.env["XDG_CONFIG_HOME"], "gtk-4.0")
        os.makedirs(settings)
        with open(os.path.join(settings, "settings.ini"), "w", encoding="utf-8") as file:
            file.write("[Settings]\ngtk-font-name=Cantarell 11\n")
        self.env["DISPLAY"] = ":" + self.start_display(size)
        self.env["DBUS_SESSION_BUS_ADDRESS"] = self.start_bus()
        self.do("xrdb", "-merge", stdin=f"Xft.dpi: {dpi}\n")
        self.bus = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(5)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        shutil.rmtree(self.dir, ignore_errors=True)

    def start(self, *command, **more):
        process = subprocess.Popen(command, env=self.env, cwd=self.dir, **more)
        self.processes.append(process)
        return process

    def start_display(self, size):
        read, write = os.pipe()
        self.start("Xvfb", "-displayfd", str(write), "-screen", "0", size + "x24", "-nolisten", "tcp",
                   "-noreset", pass_fds=[write], stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as answer:
            return answer.readline().strip()

    def start_bus(self):
        bus = self.start("dbus-daemon", "--session", "--nofork", "--print-address=1",
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        return bus.stdout.readline().strip()

    def do(self, *command, stdin=None):
        return subprocess.run(command, env=self.env, cwd=self.dir, input=stdin, text=True, check=True,
                              capture_output=True, timeout=60).stdout

    def reader(self):
        """The a11y bus of this room, as a screen reader has it."""
        if self.bus is None:
            self.bus = connect(self.reader_address())
        return self.bus

    def reader_address(self):
        session = connect(self.env["DBUS_SESSION_BUS_ADDRESS"])
        return session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None,
                                 None, 0, 20000, None).unpack()[0]

    def picture(self, path):
        self.do("import", "-window", "root", path)


def connect(address):
    flags = Gio.DBusConnectionFlags
    return Gio.DBusConnection.new_for_address_sync(
        address, flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None)


STATES = {int(getattr(Atspi.StateType, name)): name.lower() for name in dir(Atspi.StateType)
          if name.isupper()}


class Node:
    """One thing on the screen, as it was when it was looked at."""

    def __init__(self, bus, item):
        (self.bus, self.object), _, (_, self.over), self.index, self.n_children, faces, self.name, \
            role, self.description, bits = (bus, item[0]), *item[1:]
        self.faces = {face.rsplit(".", 1)[1] for face in faces}
        self.role = Atspi.role_get_name(Atspi.Role(role))
        word = bits[0] | bits[1] << 32
        self.states = {name for bit, name in STATES.items() if word >> bit & 1}
        self.parent, self.children = None, []

    def __repr__(self):
        return f"{self.role} “{self.name}”"

    def call(self, face, method, arguments=None):
        return self.bus.call_sync(*self.object, "org.a11y.atspi." + face, method, arguments, None, 0,
                                  20000, None).unpack()

    def get(self, face, name):
        return self.bus.call_sync(*self.object, "org.freedesktop.DBus.Properties", "Get",
                                  GLib.Variant("(ss)", ("org.a11y.atspi." + face, name)), None, 0,
                                  20000, None).unpack()[0]

    @property
    def text(self):
        """What is written in it."""
        if "Text" not in self.faces:
            return self.name
        count = self.get("Text", "CharacterCount")
        return self.call("Text", "GetText", GLib.Variant("(ii)", (0, count)))[0]

    @property
    def selected_text(self):
        if self.call("Text", "GetNSelections")[0] < 1:
            return ""
        start, end = self.call("Text", "GetSelection", GLib.Variant("(i)", (0,)))
        return self.text[start:end]

    @property
    def box(self):
        """x, y, width, height on the screen; None for what has no place on it."""
        if "Component" not in self.faces:
            return None
        x, y, *size = self.call("Component", "GetExtents", GLib.Variant("(u)", (1,)))[0]
        return x + SHADOW, y + SHADOW, *size

    @property
    def shown(self):
        """Neither it nor what it stands in is hidden."""
        return "visible" in self.states and (self.parent is None or not self.parent.over
                                             or self.parent.role == "frame" or self.parent.shown)

    def inside(self, **wanted):
        """What stands around it and answers to role and name; None where nothing does."""
        node = self.parent
        while node is not None and not fits(node, **wanted):
            node = node.parent
        return node

    def act(self):
        """What a click on it does."""
        return self.call("Action", "DoAction", GLib.Variant("(i)", (0,)))[0]


def fits(node, role=None, name=None, has=None, state=None):
    return ((role is None or node.role == role) and (name is None or node.name == name)
            and (has is None or has in node.name) and (state is None or state in node.states))


class Program:
    """`waymark` in a room."""

    def __init__(self, room, program, *options, env=None):
        self.room = room
        self.presses = 0
        self.bus_name = None
        self.log = open(os.path.join(room.dir, f"log-{len(room.processes)}"), "w+", encoding="utf-8")
        self.process = subprocess.Popen([os.path.abspath(program), *options],
                                        env={**room.env, **(env or {})}, cwd=room.dir,
                                        stdout=self.log, stderr=self.log)
        room.processes.append(self.process)

    # -- what it said and how it ends

    def said(self):
        """What the program wrote to its standard output and error."""
        self.log.flush()
        self.log.seek(0)
        return self.log.read()

    def complaints(self):
        return [line for line in self.said().splitlines()
                if any(word in line for word in ("WARNING", "CRITICAL", "ERROR", "Sanitizer"))]

    def is_alive(self):
        return self.process.poll() is None

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def end(self):
        if self.is_alive():
            self.process.terminate()
            self.process.wait(20)

    # -- keys

    def press(self, *keys):
        """Key presses, each counted; then the program has time to answer."""
        for key in keys:
            self.room.do("xdotool", "key", "--clearmodifiers", key)
            self.presses += 1
            time.sleep(0.05)

    def type(self, text, delay=12):
        self.room.do("xdotool", "type", "--clearmodifiers", "--delay", str(delay), text)
        self.presses += len(text)

    def click(self, node):
        x, y, width, height = node.box
        self.room.do("xdotool", "mousemove", str(x + width // 2), str(y + height // 2), "click", "1")

    def type_at_once(self, key, text):
        """A key and a text behind it, both there before the program sees either, as on a machine
        that has something else to do."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            self.press(key)
            self.type(text)
        finally:
            self.process.send_signal(signal.SIGCONT)

    # -- what is on the screen

    def find_on_bus(self):
        """The name the program has on the a11y bus, once it is there."""
        bus = self.room.reader()
        applications = bus.call_sync("org.a11y.atspi.Registry", ROOT, "org.a11y.atspi.Accessible",
                                     "GetChildren", None, None, 0, 20000, None).unpack()[0]
        for name, _ in applications:
            pid = bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus",
                                "org.freedesktop.DBus", "GetConnectionUnixProcessID",
                                GLib.Variant("(s)", (name,)), None, 0, 20000, None).unpack()[0]
            if pid == self.process.pid:
                return name
        return None

    def items(self):
        return self.room.reader().call_sync(
            self.bus_name, "/org/a11y/atspi/cache", "org.a11y.atspi.Cache", "GetItems", None, None, 0,
            20000, None).unpack()[0]

    def ask_for_children(self, nodes):
        """GTK makes what stands in a thing known once it was asked for it: all in one go."""
        bus, waiting = self.room.reader(), [len(nodes)]
        loop = GLib.MainLoop()

        def answered(source, result):
            try:
                source.call_finish(result)
            except GLib.Error:
                pass  # gone meanwhile
            waiting[0] -= 1
            if waiting[0] == 0:
                loop.quit()

        for node in nodes:
            bus.call(*node.object, "org.a11y.atspi.Accessible", "GetChildren", None, None, 0, 20000,
                     None, answered)
        if nodes:
            loop.run()

    def nodes(self):
        """Everything, in reading order."""
        self.bus_name = self.bus_name or self.find_on_bus()
        if self.bus_name is None:
            return []
        asked = set()
        while True:
            known = {}
            for item in self.items():
                node = Node(self.room.bus, item)
                known[node.object[1]] = node
            for node in known.values():
                node.parent = known.get(node.over)
                if node.parent is not None and node.parent is not node:
                    node.parent.children.append(node)
            fresh = [node for path, node in known.items()
                     if path not in asked and node.n_children > len(node.children)]
            if not fresh:
                break
            asked |= {node.object[1] for node in fresh}
            self.ask_for_children(fresh)
        found = []
        self.put_in_order(known.get(ROOT), found)
        return found

    def put_in_order(self, node, found):
        if node is None:
            return
        found.append(node)
        for child in sorted(node.children, key=lambda child: child.index):
            self.put_in_order(child, found)

    def look(self, **wanted):
        """What answers to role, name, has (part of the name) and state, as it is now."""
        try:
            return [node for node in self.nodes() if fits(node, **wanted)]
        except GLib.Error:  # the tree moved while it was read: look again
            assert self.is_alive(), "waymark ended: " + self.said()
            return []

    def wait(self, patience=PATIENCE, **wanted):
        """The first that answers; AssertionError with what is there where none comes."""
        return self.until(lambda: next(iter(self.look(**wanted)), None), str(wanted), patience)

    def wait_gone(self, patience=PATIENCE, **wanted):
        return self.until(lambda: not self.look(**wanted), f"no {wanted}", patience)

    def until(self, question, what, patience=PATIENCE):
        end = time.monotonic() + patience
        while True:
            answer = question()
            if answer:
                return answer
            if not self.is_alive():
                raise AssertionError(f"waymark ended while {what} was waited for: {self.said()}")
            if time.monotonic() > end:
                raise AssertionError(f"{what} did not come; there is: {self.outline()}")
            time.sleep(0.03)

    def focused(self):
        """The innermost thing that has focus."""
        found = self.look(state="focused")
        return found[-1] if found else None

    def outline(self):
        return "; ".join(str(node) for node in self.nodes() if node.name and node.shown
                         and node.role not in ("filler", "panel", "scroll bar"))

    # -- what every test does

    def unlock(self, passphrase=PRACTICE):
        self.wait(role="text", name="Passphrase", patience=60)
        time.sleep(0.3)  # the window has the keys
        self.type(passphrase)
        self.press("Return")
        self.wait(name="Main menu", patience=60)

    def people(self, name):
        """The rows of the list of people, as it is filtered now, that bear @name."""
        return [row for row in self.look(role="list item", has=name)
                if row.inside(role="list", name="People")]

    def find_person(self, name):
        """With the keys, from anywhere: the list of people shows that one alone."""
        def alone():
            return [name.lower() in row.name.lower() for row in self.people("")] == [True]

        self.press("ctrl+f")
        self.until(lambda: getattr(self.focused(), "name", "") == "Find a person", "the entry")
        self.type(name)
        self.until(alone, f"{name} alone")
