#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Can it be read: the contrast of every text and status icon, measured on the screen.

Walks through the screens in light, dark and high contrast.  Where a screen reader finds a
text, the pixels there are looked at: the ground is the colour most of them have, and the ink the one
that differs most from it.  Text needs 4.5 to 1 whatever its size, icons beside text 3 to 1
(WCAG 2.2, 1.4.3 and 1.4.11).  What cannot be used just now is left out, as it is there.

usage: contrast.py WAYMARK WAYMARKCTL [STYLE…]      the worst ten are printed
"""
import collections
import os
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from gi.repository import GLib  # noqa: E402
import pictures  # noqa: E402
import screens  # noqa: E402
from desktop import SHADOW  # noqa: E402
from studio import STYLES, Studio  # noqa: E402
from waymark import Tap  # noqa: E402

TEXT, ICON = 4.5, 3.0
PARTS = ["today", "overview", "plan", "contacts", "search"]
LOOKS = ["1280x800", "dark", "high-contrast"]
BOX = float(os.environ.get("WAY_CONTRAST_SECONDS", "75"))  # of our work, for each style

Found = collections.namedtuple("Found", "ratio limit words screen")


def luminance(colour):
    parts = [value / 255 for value in colour]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
                        for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


class Picture:
    """The pixels of the screen."""

    def __init__(self, studio):
        self.width, self.height = studio.style.width, studio.style.height
        area = f"{self.width}x{self.height}+{SHADOW}+{SHADOW}"
        self.bytes = subprocess.run(
            ["import", "-window", "root", "-crop", area, "+repage", "-depth", "8", "rgb:-"],
            env=studio.env, check=True, capture_output=True).stdout

    def colours(self, x, y, width, height):
        counted = collections.Counter()
        for row in range(y, y + height):
            line = self.bytes[3 * (row * self.width + x):3 * (row * self.width + x + width)]
            counted.update(zip(line[::3], line[1::3], line[2::3]))
        return counted

    def measure(self, area):
        """Ink against ground; None where it is all one colour."""
        counted = self.colours(*area)
        if len(counted) < 2:
            return None
        ground = counted.most_common(1)[0][0]
        left = 3  # one pixel alone may be of something else
        for ratio, count in sorted(((contrast(colour, ground), count)
                                    for colour, count in counted.items()), reverse=True):
            left -= count
            if left <= 0:
                return ratio
        return None


def clip(area, other):
    x, y = max(area[0], other[0]), max(area[1], other[1])
    right = min(area[0] + area[2], other[0] + other[2])
    bottom = min(area[1] + area[3], other[1] + other[3])
    return x, y, right - x, bottom - y


def box_of(node):
    """Asked for once."""
    if not hasattr(node, "known_box"):
        node.known_box = node.box
    return node.known_box


def seen_area(node, origin, picture):
    """What is seen of it, in the picture; None for nothing."""
    area, outer = box_of(node), node.parent
    if area is None:
        return None
    while outer is not None and outer.role not in ("frame", "dialog"):
        if outer.role == "scroll pane" and box_of(outer) is not None:
            area = clip(area, box_of(outer))
        outer = outer.parent
    area = clip((area[0] - SHADOW + origin[0], area[1] - SHADOW + origin[1], area[2], area[3]),
                (0, 0, picture.width, picture.height))
    return area if area[2] > 3 and area[3] > 5 else None


def is_picked(node, window, area, origin):
    """It lies on top there, and can be used."""
    x, y = area[0] - origin[0] + area[2] // 2, area[1] - origin[1] + area[3] // 2
    try:
        found = window.call("Component", "GetAccessibleAtPoint", GLib.Variant("(iiu)", (x, y, 1)))[0]
    except GLib.Error:
        return False
    return found[1] == node.object[1]


def icon_beside(node, area, origin):
    """Where the icon of a status is: it has no place of its own for a screen reader."""
    if node.parent is None or node.parent.role != "panel" or len(node.parent.children) > 1:
        return None
    box, outer = box_of(node), box_of(node.parent)
    size = min(outer[3], 16)
    for x in (outer[0], outer[0] + outer[2] - size):
        beside = x + size <= box[0] or x >= box[0] + box[2]
        if beside and abs(outer[2] - box[2] - size) < 12:
            return (x - SHADOW + origin[0], area[1], size, area[3])
    return None


def top_window(nodes, studio):
    """(window, where its corner is in the picture): the one that lies over the others."""
    windows = [node for node in nodes if node.role in ("frame", "dialog")
               and node.parent is not None and "visible" in node.states]
    shown = studio.windows()
    titles = [studio.do("xdotool", "getwindowname", window).strip() for window in shown]
    for window, title in reversed(list(zip(shown, titles))):
        for node in windows:
            if node.name == title:
                return node, studio.corner_of(window)
    return (windows[0], (0, 0)) if windows else (None, None)


def look_over(studio, program, screen):
    """Everything that was measured on one screen."""
    nodes = program.nodes()
    window, origin = top_window(nodes, studio)
    picture, found = Picture(studio), []
    for node in nodes if window is not None else []:
        if node.role not in ("label", "text") or not node.shown:
            continue
        area = seen_area(node, origin, picture)
        if area is None or not is_picked(node, window, area, origin):
            continue
        words = node.name if node.role == "label" else node.text
        icon = icon_beside(node, area, origin)
        for place, limit, what in ((area, TEXT, words), (icon, ICON, "icon of " + words)):
            ratio = picture.measure(place) if words.strip() and place is not None else None
            if ratio is not None:
                found.append(Found(ratio, limit, what[:60], screen))
    return found


def walk(style, args, home):
    """Of all screens in @style."""
    found, faults, begun = [], [], time.process_time()

    def take(studio, program, name):
        if time.process_time() - begun > BOX:
            print(f"# {style.name}/{name} was left out: the time is over")
        else:
            found.extend(look_over(studio, program, f"{style.name}/{name}"))

    for way in screens.walks(*args, take, PARTS):
        with Studio(style, home) as studio:
            faults += way(studio)
    return found, faults


def tell(found):
    """The worst ten, each text once."""
    worst = {}
    for one in sorted(found, key=lambda one: one.ratio / one.limit):
        worst.setdefault((one.words, one.screen.split("/")[0]), one)
    for one in list(worst.values())[:10]:
        print(f"# {one.ratio:.2f} of {one.limit}: “{one.words}” in {one.screen}")


def main():
    tap = Tap()
    args, chosen = sys.argv[1:3], sys.argv[3:] or LOOKS
    folder = tempfile.mkdtemp(prefix="way-contrast-")
    home, everything = os.path.join(folder, "home"), []
    pictures.make_practice(args[0], home)
    for style in STYLES:
        if style.name not in chosen:
            continue
        found, faults = walk(style, args, home)
        everything += found
        low = [f"{one.ratio:.2f} of {one.limit}: “{one.words}” in {one.screen}" for one in found
               if one.ratio < one.limit]
        tap.check(f"{style.name}: {len(found)} texts and icons can be read",
                  len(found) > 100 and not low, "\n".join(low))
        tap.check(f"{style.name}: the walk came to its end without a complaint", not faults,
                  "\n".join(faults))
    tell(everything)
    shutil.rmtree(folder)
    tap.end()


if __name__ == "__main__":
    main()
