#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the icons in the sizes they are shown in, and lists them as a resource.

    draw.py SYMBOLIC-TOOL COLOUR-TOOL WAYMARK.gresource.xml PROGRAM.svg FOLDER LIST LIST.d

GTK takes a drawn icon where it has the size and the SVG for every other, so a window with text of
a usual size never loads an SVG library, which was 8 MB of it and a good part of its first frame.
"""
import os
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as xml

SIZES = (16, 24, 32, 64)
PROGRAM_SIZES = (16, 32, 48, 128)  # the window's own icon, and the first page a person sees


def main():
    symbolic, colour, source, program, folder, listed, depends = sys.argv[1:]
    base = pathlib.Path(source).parent
    icons = [base / node.text for node in xml.parse(source).iter("file")
             if node.text.endswith("-symbolic.svg")]
    lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<gresources>",
             "  <gresource prefix=\"/io/github/waymark/Waymark/icons\">"]
    for size in SIZES:
        place = pathlib.Path(folder, f"{size}x{size}", "actions")
        place.mkdir(parents=True, exist_ok=True)
        for icon in icons:
            subprocess.run([symbolic, f"--output={place}", icon, f"{size}x{size}"], check=True)
            lines.append(f"    <file>{size}x{size}/actions/{icon.stem}.symbolic.png</file>")
    for size in PROGRAM_SIZES:
        place = pathlib.Path(folder, f"{size}x{size}", "apps")
        place.mkdir(parents=True, exist_ok=True)
        drawn = place / (pathlib.Path(program).stem + ".png")
        subprocess.run([colour, f"--width={size}", f"--height={size}", f"--output={drawn}", program],
                       check=True)
        lines.append(f"    <file>{drawn.relative_to(folder)}</file>")
    lines += ["  </gresource>", "</gresources>", ""]
    pathlib.Path(listed).write_text("\n".join(lines), encoding="utf-8")
    pathlib.Path(depends).write_text(
        f"{listed}: {' '.join(os.fspath(icon) for icon in [*icons, program])}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
