# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the pictures are taken: a Room with a clock that stands still, at one size and in one style.

A Style is what differs between two pictures of the same screen.  A Studio is a Room for it, with the
same time, the same chance and the same desktop settings each time, so that two runs of one build
give the same pictures.
"""
import os
import shutil
import subprocess
import time
from dataclasses import dataclass, field

from desktop import SHADOW, Program, Room

# The practice caseload is as of this day, and so are the design's pictures.
NOW = "2025-10-16 12:42:00"
CLOCK = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"
SETTINGS = """[Settings]
gtk-font-name=Cantarell 11
gtk-enable-animations=false
gtk-cursor-blink=false
gtk-decoration-layout=:close
"""


@dataclass(frozen=True)
class Style:
    name: str
    width: int
    height: int
    dpi: int = 96
    env: dict = field(default_factory=dict)

    @property
    def is_narrow(self):
        """The list and the page take turns."""
        return self.width * 96 // self.dpi < 614


DARK = {"ADW_DEBUG_COLOR_SCHEME": "prefer-dark"}
CONTRAST = {"ADW_DEBUG_HIGH_CONTRAST": "1"}
MIRRORED = {"LANGUAGE": "ar"}

STYLES = [
    Style("1280x800", 1280, 800),
    Style("1366x768", 1366, 768),
    Style("800x600", 800, 600),
    Style("400x760", 400, 760),
    Style("dark", 1280, 800, env=DARK),
    Style("high-contrast", 1280, 800, env=CONTRAST),
    Style("high-contrast-dark", 1280, 800, env={**CONTRAST, **DARK}),
    Style("text-200", 1366, 768, dpi=192),
    Style("text-200-narrow", 800, 600, dpi=192),
    Style("right-to-left", 1280, 800, env=MIRRORED),
    Style("right-to-left-narrow", 400, 760, env=MIRRORED),
]


class Studio(Room):
    """@home (nullable): a folder that is copied in as XDG_DATA_HOME."""

    starts = 0

    def __init__(self, style, home=None):
        clock = {"LD_PRELOAD": CLOCK, "FAKETIME": NOW, "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
        super().__init__(f"{style.width + 2 * SHADOW}x{style.height + 2 * SHADOW}",
                         env=style.env, dpi=style.dpi)
        self.style, self.clock = style, clock
        with open(os.path.join(self.env["XDG_CONFIG_HOME"], "gtk-4.0", "settings.ini"), "w",
                  encoding="utf-8") as file:
            file.write(SETTINGS)
        self.start("xcompmgr")  # so that menus have shadows
        if home is not None:
            shutil.copytree(home, self.env["XDG_DATA_HOME"])

    def open(self, waymark, *options):
        """The program, with the window as large as the picture."""
        self.starts += 1
        chance = {"FAKERANDOM_SEED": hex(0x5741594d41524b00 + self.starts)}
        program = Program(self, waymark, *options, env={**self.clock, **chance})
        program.until(lambda: self.windows(), "a window", patience=60)
        self.do("xdotool", "windowsize", "--sync", self.windows()[0],
                str(self.style.width + 2 * SHADOW), str(self.style.height + 2 * SHADOW))
        return program

    def windows(self):
        """The X windows that are seen, the oldest first."""
        try:
            found = self.do("xdotool", "search", "--onlyvisible", "--class", "waymark").split()
        except subprocess.CalledProcessError:  # there is none yet
            return []
        return sorted(found, key=int)

    def corner_of(self, window):
        """Where a window's own corner, without its shadow, is in the picture."""
        shape = self.shape_of(window)
        return int(shape["X"]), int(shape["Y"])

    def shape_of(self, window):
        return dict(line.split("=") for line in
                    self.do("xdotool", "getwindowgeometry", "--shell", window).split())

    def put_in_the_middle(self):
        """There is no window manager, so a dialog lies in the corner."""
        for window in self.windows()[1:]:
            if "TYPE_DIALOG" not in self.do("xprop", "-id", window, "_NET_WM_WINDOW_TYPE"):
                continue  # a menu, which stands at its button
            shape = self.shape_of(window)
            x = (self.style.width + 2 * SHADOW - int(shape["WIDTH"])) // 2
            y = (self.style.height + 2 * SHADOW - int(shape["HEIGHT"])) // 2
            self.do("xdotool", "windowmove", window, str(max(0, x)), str(max(0, y)))

    def picture(self, path):
        self.do("import", "-window", "root", "-crop",
                f"{self.style.width}x{self.style.height}+{SHADOW}+{SHADOW}", "+repage", path)


def settle():
    """Layout and one frame; there are no animations to wait for."""
    time.sleep(0.35)
