#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of every screen, in every size and style, beside the design's.

usage: pictures.py WAYMARK WAYMARKCTL FOLDER [--design FOLDER] [--parts NAME,…] [STYLE…]

The real program, with the practice caseload on the day it is as of, on displays in memory.  What GTK
complains of meanwhile is a fault.  Parts are the functions of screens.py.  FOLDER/index.html lays each picture beside the design's, where
that is there.
"""
import argparse
import os
import shutil
import sys
import time

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import index  # noqa: E402
import screens  # noqa: E402
from studio import STYLES, Studio  # noqa: E402


def make_practice(waymark, folder):
    """The practice vault, made once."""
    with Studio(STYLES[0]) as studio:
        program = studio.open(waymark, "--practice")
        program.unlock()
        program.end()
        shutil.copytree(studio.env["XDG_DATA_HOME"], folder)


def take_all(style, args, home):
    """The pictures of one style; what went wrong."""
    folder = os.path.join(args.folder, style.name)
    if not args.parts:
        shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder, exist_ok=True)
    faults = []

    def take(studio, program, name):
        studio.picture(os.path.join(folder, name + ".png"))

    for walk in screens.walks(args.waymark, args.waymarkctl, take, args.parts):
        with Studio(style, home) as studio:
            try:
                faults += walk(studio)
            except AssertionError as error:
                studio.picture(os.path.join(folder, "fault.png"))
                faults.append(str(error)[:2000])
    return faults


def read_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("waymark")
    parser.add_argument("waymarkctl")
    parser.add_argument("folder", type=os.path.abspath)
    parser.add_argument("--design")
    parser.add_argument("--parts", type=lambda names: names.split(","), default=[])
    parser.add_argument("styles", nargs="*", metavar="STYLE")
    return parser.parse_intermixed_args()


def main():
    args = read_arguments()
    os.environ.setdefault("WAY_PATIENCE", "30")
    os.makedirs(args.folder, exist_ok=True)
    home = os.path.join(args.folder, "practice-home")
    shutil.rmtree(home, ignore_errors=True)
    make_practice(args.waymark, home)
    failed = 0
    for style in STYLES:
        if args.styles and style.name not in args.styles:
            continue
        begun = time.monotonic()
        faults = take_all(style, args, home)
        count = len(os.listdir(os.path.join(args.folder, style.name)))
        print(f"{style.name}: {count} pictures in {time.monotonic() - begun:.0f} s")
        for fault in faults:
            print("  fault:", fault)
        failed += bool(faults)
        sys.stdout.flush()
    shutil.rmtree(home)
    index.write(args.folder, args.design)
    print(f"They stand beside the design's in {args.folder}/index.html")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
