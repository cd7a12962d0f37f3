#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Does every file keep to its room?

    layers.py ROOT         reads every source and build file under ROOT
    layers.py --self-test  plants each kind of breach and sees whether it is found

The tables below are those of architecture.md.  A breach is one line: file, line number, what is
wrong.  Exit 0: none.
"""
import fnmatch
import os
import re
import sys
import tempfile

# What a room may include: rooms of ours (or single headers of them), libraries of others.
# GLib, GObject and GIO are everywhere, as base's own headers speak them.
ROOMS = {
    "base": ([], []),
    "core": (["base"], []),
    "crypto": (["base"], ["libsodium"]),
    "ledger": (["base", "crypto"], []),
    "keychain": (["base", "crypto"], ["libsecret"]),
    "db": (["base"], ["sqlcipher"]),
    "store": (["base", "core", "crypto", "db"], []),
    "sync": (["base", "core", "crypto", "ledger"], ["libsoup", "json-glib"]),
    "exchange": (["base", "core"], ["json-glib"]),
    "report": (["base", "core"], []),
    "print": (["base", "core"], ["pango", "cairo", "fontconfig", "harfbuzz", "libqrencode",
                                 "qpdf"]),
    "gui": (["base", "core", "print", "report", "exchange"], ["gtk", "libadwaita", "enchant"]),
    "cli": (["base", "core", "crypto", "ledger", "keychain", "store", "sync", "exchange", "report",
             "print"], []),
    "server": (["base", "crypto/way-verify.h", "ledger", "db/way-db-plain.h"],
               ["libsoup", "json-glib", "libpq"]),
}

# Files that may see more than their room: the composition roots and the entry of the desktop.
WIDER = {
    "app/gui/way-application*.[ch]": ["store", "sync", "keychain", "crypto", "db"],
    "app/main.c": ["gui", "base"],
    "app/cli/way-cli-main.c": ["db"],
}

# The include names of a library.
LIBRARIES = {
    "glib": ["glib.h", "glib/*", "glib-object.h", "glib-unix.h", "gobject/*", "gio/*"],
    "libsodium": ["sodium.h", "sodium/*"],
    "libsecret": ["libsecret/*"],
    "sqlcipher": ["sqlite3.h", "sqlite3ext.h", "sqlcipher/*"],
    "libsoup": ["libsoup/*"],
    "json-glib": ["json-glib/*"],
    "pango": ["pango/*"],
    "cairo": ["cairo.h", "cairo-*.h"],
    "fontconfig": ["fontconfig/*"],
    "harfbuzz": ["hb.h", "hb-*.h"],
    "libqrencode": ["qrencode.h"],
    "qpdf": ["qpdf/*"],
    "gtk": ["gtk/*", "gdk/*"],
    "libadwaita": ["adwaita.h"],
    "enchant": ["enchant.h", "enchant-2/*"],
    "libpq": ["libpq-fe.h"],
}

# The C library.  What touches files, processes, time or the terminal is not for a pure room.
C_PURE = {"assert.h", "ctype.h", "errno.h", "float.h", "inttypes.h", "limits.h", "math.h",
          "stdarg.h", "stdbool.h", "stddef.h", "stdint.h", "stdlib.h", "string.h", "strings.h"}
C_SYSTEM = {"dirent.h", "fcntl.h", "langinfo.h", "libintl.h", "locale.h", "malloc.h", "poll.h", "pthread.h",
            "signal.h", "stdio.h", "stdio_ext.h", "sys/file.h", "sys/mman.h", "sys/prctl.h",
            "sys/random.h", "sys/resource.h", "sys/socket.h", "sys/stat.h", "sys/statvfs.h",
            "sys/types.h", "sys/un.h", "sys/utsname.h", "sys/wait.h", "sysexits.h", "termios.h",
            "time.h", "unistd.h"}
PURE_ROOMS = {"core", "report"}
PURE_REFUSES = ["glib/gstdio.h", "glib-unix.h", "gio/gunix*"]

# Only base opens the doors to threads, time and chance.
DOORS = re.compile(
    r"\b(g_thread_\w+|g_task_run_in_thread\w*|g_timeout_add\w*|g_timeout_source_new\w*"
    r"|g_get_real_time|g_get_monotonic_time|g_get_current_time|g_date_time_new_now\w*|g_timer_new"
    r"|getrandom|getentropy|arc4random\w*|g_random_\w+|g_rand_\w+|clock_gettime|gettimeofday"
    r"|pthread_create|thrd_create|time)\s*\(")
# Libraries hand their errors back and say nothing.
SPEECH = re.compile(
    r"\b(g_print\w*|g_message|g_warning\w*|g_debug|g_info|g_critical|g_log\w*|printf|vprintf"
    r"|fprintf|vfprintf|dprintf|puts|fputs|putchar|perror|syslog)\s*\(")
SPEAKING_ROOMS = {"cli", "gui", "server", "main.c"}
NEVER = re.compile(
    r"\b(strcpy|strcat|sprintf|vsprintf|gets|tmpnam|tempnam|mktemp|system|popen|alloca)\s*\(")

PLAIN_SQLITE = re.compile(
    r"dependency\s*\(\s*'sqlite3'|find_library\s*\(\s*'sqlite3'|-lsqlite3|-l:libsqlite3"
    r"|libsqlite3\.(so|a)")
# The one build file that links plain SQLite, to see that such a program refuses to start.
PLAIN_SQLITE_IN = {"tests/db/meson.build"}
SQLITE_INCLUDED_IN = ["app/db/*", "tests/db/*", "tests/support/way-test-vfs.c",
                      "tests/bench/floor.c"]

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:<([^>]+)>|"([^"]+)")')
QUIET = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def matches(name, patterns):
    return any(fnmatch.fnmatchcase(name, p) for p in patterns)


def walk(root, top):
    for folder, folders, files in os.walk(os.path.join(root, top)):
        folders[:] = sorted(f for f in folders if not f.startswith((".", "_build")))
        for name in sorted(files):
            yield os.path.relpath(os.path.join(folder, name), root)


class Layers:
    def __init__(self, root):
        self.root = root
        self.breaches = []
        self.room_of_header = {}
        for path in walk(root, "app"):
            if path.endswith(".h"):
                self.room_of_header[os.path.basename(path)] = self.room_of(path)

    def read(self, path):
        with open(os.path.join(self.root, path), encoding="utf-8") as file:
            return file.read()

    def add(self, path, line, text):
        self.breaches.append(f"{path}:{line}: {text}")

    @staticmethod
    def room_of(path):
        return path.split(os.sep)[1]

    # -- includes --

    def check_ours(self, path, line, name, room, ours):
        header = os.path.basename(name)
        owner = self.room_of_header.get(header)
        if owner is None:
            if not os.path.exists(os.path.join(self.root, os.path.dirname(path), name)) \
                    and not header.endswith(("-resource.h", "-resources.h")):
                self.add(path, line, f'"{name}" is no header of any room')
        elif owner != room:
            if owner not in ours and f"{owner}/{header}" not in ours:
                self.add(path, line, f"{room} may not include {owner} ({header})")
            elif header.endswith("-private.h"):
                self.add(path, line, f"{header} is private to {owner}")

    def check_theirs(self, path, line, name, room, theirs):
        for library, patterns in LIBRARIES.items():
            if matches(name, patterns):
                if library != "glib" and library not in theirs:
                    self.add(path, line, f"{room} may not include {library} (<{name}>)")
                elif room in PURE_ROOMS and matches(name, PURE_REFUSES):
                    self.add(path, line, f"{room} is pure and may not include <{name}>")
                return
        if name in C_SYSTEM:
            if room in PURE_ROOMS:
                self.add(path, line, f"{room} is pure and may not include <{name}>")
        elif name not in C_PURE:
            self.add(path, line, f"<{name}> stands in no table of this script")

    def check_source(self, path):
        room = self.room_of(path)
        ours, theirs = ROOMS.get(room, ([], []))
        for pattern, more in WIDER.items():
            if fnmatch.fnmatchcase(path, pattern):
                ours = ours + more
        if room not in ROOMS and path not in WIDER:
            self.add(path, 1, f"{room} is no room")
            return
        text = self.read(path)
        for number, line in enumerate(text.split("\n"), 1):
            found = INCLUDE.match(line)
            if found and found.group(2):
                self.check_ours(path, number, found.group(2), room, ours)
            elif found:
                self.check_theirs(path, number, found.group(1), room, theirs)
        self.check_calls(path, room, text)

    # -- calls --

    def check_calls(self, path, room, text):
        code = QUIET.sub(lambda m: "\n" * m.group(0).count("\n") or " ", text)
        for number, line in enumerate(code.split("\n"), 1):
            for call in DOORS.findall(line) if room != "base" else []:
                self.add(path, number, f"{call}() belongs in base")
            for call in SPEECH.findall(line) if room not in SPEAKING_ROOMS else []:
                self.add(path, number, f"{call}(): a library says nothing")
            for call in NEVER.findall(line):
                self.add(path, number, f"{call}() is used nowhere")

    # -- builds --

    def check_build(self, path):
        text = self.read(path)
        for number, line in enumerate(text.split("\n"), 1):
            code = line.split("#")[0]
            if PLAIN_SQLITE.search(code) and path not in PLAIN_SQLITE_IN:
                self.add(path, number, "no target may link plain SQLite")
        parts = path.split(os.sep)
        if parts[0] != "app" or len(parts) < 3 or parts[1] not in ROOMS:
            return
        self.check_build_rooms(path, parts[1], text)

    def check_build_rooms(self, path, room, text):
        """A room's library lists only rooms it may use; programs link what they compose."""
        ours = {o.split("/")[0] for o in ROOMS[room][0]} | {room}
        if room in ("gui", "cli", "server"):
            return
        for number, line in enumerate(text.split("\n"), 1):
            for other in re.findall(r"\b(\w+)_dep\b", line.split("#")[0]):
                if other in ROOMS and other not in ours:
                    self.add(path, number, f"{room} may not depend on {other}")

    def check_tests(self, path):
        for number, line in enumerate(self.read(path).split("\n"), 1):
            found = INCLUDE.match(line)
            if found and found.group(1) in ("sqlite3.h", "sqlcipher/sqlite3.h") \
                    and not matches(path, SQLITE_INCLUDED_IN):
                self.add(path, number, "<sqlite3.h> belongs to db and its tests")

    def run(self):
        for top in ("app", "tests"):
            for path in walk(self.root, top):
                if path.endswith((".c", ".h")):
                    (self.check_source if top == "app" else self.check_tests)(path)
                elif os.path.basename(path) == "meson.build":
                    self.check_build(path)
        if os.path.exists(os.path.join(self.root, "meson.build")):
            self.check_build("meson.build")
        return self.breaches


# -- self-test --------------------------------------------------------------------------------------

GOOD = {
    "app/base/way-id.h": "#include <glib.h>\n",
    "app/base/way-clock.c": '#include "way-id.h"\n#include <time.h>\nint a = g_get_real_time ();\n',
    "app/core/way-plan.h": '#include "way-id.h"\n/* never g_thread_new () */\n',
    "app/core/way-plan.c": '#include "way-plan.h"\nchar *a = "printf (x)"; my_printf (a);\n',
    "app/crypto/way-verify.h": "#include <sodium.h>\n",
    "app/crypto/way-secret-private.h": "#include <sodium.h>\n",
    "app/db/way-db.h": '#include "way-id.h"\n',
    "app/db/way-db.c": "#include <sqlite3.h>\n",
    "app/db/meson.build": "# dependency('sqlite3')\nlib = static_library('db', dependencies: base_dep)\n",
    "app/store/way-store.h": '#include "way-db.h"\n#include "way-plan.h"\n',
    "app/gui/way-application.c": '#include <gtk/gtk.h>\n#include "way-store.h"\n',
    "app/gui/pages/way-page.c": '#include "way-plan.h"\nint a = g_print ("x");\n',
    "app/server/way-routes.c": '#include "way-verify.h"\n',
    "app/cli/meson.build": "executable('x', dependencies: [db_dep, store_dep])\n",
}

BAD = [
    ("app/core/way-plan.c", '#include "way-db.h"\n', "core may not include db"),
    ("app/core/way-plan.c", "#include <sqlite3.h>\n", "core may not include sqlcipher"),
    ("app/core/way-plan.c", "#include <stdio.h>\n", "core is pure"),
    ("app/core/way-plan.c", "#include <glib/gstdio.h>\n", "core is pure"),
    ("app/core/way-plan.c", '#include "way-nothing.h"\n', "no header of any room"),
    ("app/db/way-db.c", '#include "way-plan.h"\n', "db may not include core"),
    ("app/db/way-db.c", "#include <sodium.h>\n", "db may not include libsodium"),
    ("app/db/way-db.c", "#include <curl/curl.h>\n", "stands in no table"),
    ("app/store/way-store.c", '#include "way-secret-private.h"\n', "private to crypto"),
    ("app/store/way-store.c", "#include <sqlite3.h>\n", "store may not include sqlcipher"),
    ("app/gui/pages/way-page.c", '#include "way-store.h"\n', "gui may not include store"),
    ("app/server/way-routes.c", '#include "way-db.h"\n', "server may not include db"),
    ("app/odd/way-odd.c", "int a;\n", "odd is no room"),
    ("app/store/way-store.c", "a = g_thread_new (b);\n", "belongs in base"),
    ("app/store/way-store.c", "g_task_run_in_thread (b);\n", "belongs in base"),
    ("app/store/way-store.c", "g_timeout_add_seconds (b);\n", "belongs in base"),
    ("app/store/way-store.c", "a = g_get_real_time ();\n", "belongs in base"),
    ("app/store/way-store.c", "a = g_get_monotonic_time ();\n", "belongs in base"),
    ("app/store/way-store.c", "getrandom (a, 1, 0);\n", "belongs in base"),
    ("app/store/way-store.c", "a = time (NULL);\n", "belongs in base"),
    ("app/store/way-store.c", 'g_warning ("x");\n', "a library says nothing"),
    ("app/cli/way-cli.c", "strcpy (a, b);\n", "used nowhere"),
    ("app/db/meson.build", "a = dependency('sqlite3')\n", "plain SQLite"),
    ("app/sync/meson.build", "a = ['-lsqlite3']\n", "plain SQLite"),
    ("meson.build", "a = cc.find_library('sqlite3')\n", "plain SQLite"),
    ("app/core/meson.build", "lib = static_library('x', dependencies: [base_dep, db_dep])\n",
     "core may not depend on db"),
    ("tests/core/test-a.c", "#include <sqlite3.h>\n", "belongs to db"),
]


def plant(root, files):
    for path, text in files.items():
        full = os.path.join(root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(text)


def self_test():
    failed = []
    with tempfile.TemporaryDirectory() as root:
        plant(root, GOOD)
        failed += [f"found in a clean house: {b}" for b in Layers(root).run()]
    for path, text, expected in BAD:
        with tempfile.TemporaryDirectory() as root:
            plant(root, GOOD)
            plant(root, {path: text})
            found = Layers(root).run()
            if len(found) != 1 or expected not in found[0]:
                failed.append(f"{path} {text!r}: expected {expected!r}, found {found}")
    return failed


def main():
    lines = self_test() if sys.argv[1:] == ["--self-test"] else Layers(sys.argv[1]).run()
    for line in lines:
        print(line)
    sys.exit(1 if lines else 0)


if __name__ == "__main__":
    main()
