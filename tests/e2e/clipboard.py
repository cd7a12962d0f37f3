#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Offers something on the clipboard until it is ended, as a word processor would.

usage: clipboard.py TYPE FILE [TYPE FILE…]
"""
import sys

import gi
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, GLib, Gtk  # noqa: E402


def provider(kind, path):
    with open(path, "rb") as file:
        return Gdk.ContentProvider.new_for_bytes(kind, GLib.Bytes.new(file.read()))


Gtk.init()
offers = [provider(*pair) for pair in zip(sys.argv[1::2], sys.argv[2::2])]
Gdk.Display.get_default().get_clipboard().set_content(
    offers[0] if len(offers) == 1 else Gdk.ContentProvider.new_union(offers))
print("ready", flush=True)
GLib.MainLoop().run()
