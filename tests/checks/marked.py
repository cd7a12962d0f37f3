#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every word that somebody may read is marked for translation.

In templates: a property or item that holds words is translatable, or its text is not words (a name
of ours, "", a number).  In C: the functions that put words on the screen take no bare literal.

usage: marked.py TOP | --self-test
"""
import pathlib
import re
import sys

HELD = ("label", "title", "subtitle", "description", "tooltip-text", "placeholder-text", "text",
        "action-label", "empty", "heading", "body", "secondary-text", "button-label", "prompt")
ELEMENT = re.compile(r"<(property|item|attribute|description)\b([^>]*)>([^<]*)</\1>")
NAME = re.compile(r'\bname="([^"]+)"')
WORD = re.compile(r"[A-Za-z]{2,}")
# Names, which are the same in every language.
NAMES = {"Waymark"}

SPEAKERS = ("gtk_label_(?:new|set_text|set_label|set_markup)", "gtk_button_(?:new_with_label|set_label)",
            "gtk_check_button_(?:new_with_label|set_label)", "gtk_widget_set_tooltip_text",
            "gtk_window_set_title", "adw_window_title_(?:new|set_title|set_subtitle)",
            "adw_preferences_row_set_title", "adw_preferences_group_set_(?:title|description)",
            "adw_action_row_set_subtitle", "adw_expander_row_set_subtitle", "adw_toast_new",
            "adw_toast_set_button_label", "adw_status_page_set_(?:title|description)",
            "adw_message_dialog_(?:new|set_heading|set_body|add_response|add_responses)",
            "gtk_entry_set_placeholder_text", "way_list_group_set_(?:title|note|action)",
            "way_status_(?:new|set)", "way_commit_saying", "way_spoken_(?:drop_down|parts)",
            "gtk_accessible_update_property")
CALL = re.compile(r"\b(" + "|".join(SPEAKERS) + r")\s*\(")
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')
# What is marked, and what is a name for the program: an icon, an answer's id, an action, a style.
MARKED = re.compile(r'\b(?:N?_|C_|ngettext|g_dngettext)\s*\((?:[^"()]|"(?:[^"\\]|\\.)*")*\)')
INTERNAL = re.compile(r"^(?:[a-z0-9]+(?:[-_.:][a-z0-9-]+)+|[a-z]+)$")


def in_template(text):
    for match in ELEMENT.finditer(text):
        kind, attributes, words = match.groups()
        name = NAME.search(attributes)
        holds = kind in ("item", "description") or name is not None and name.group(1) in HELD
        if (holds and 'translatable="yes"' not in attributes and WORD.search(words)
                and words.strip() not in NAMES):
            yield text.count("\n", 0, match.start()) + 1, words.strip()


def arguments(text, start):
    """What stands between the brackets that open before @start."""
    depth, at, quoted = 1, start, False
    while at < len(text) and depth > 0:
        if text[at] == "\\" and quoted:
            at += 1
        elif text[at] == '"':
            quoted = not quoted
        elif not quoted:
            depth += {"(": 1, ")": -1}.get(text[at], 0)
        at += 1
    return text[start:at - 1]


def in_source(text):
    for match in CALL.finditer(text):
        bare = MARKED.sub("", arguments(text, match.end()))
        for literal in LITERAL.findall(bare):
            words = re.sub(r"%[-0-9.l]*[a-zA-Z]|\\.|<[^>]*>", "", literal)
            if WORD.search(words) and not INTERNAL.match(literal) and literal not in NAMES:
                yield text.count("\n", 0, match.start()) + 1, literal


def self_test():
    assert list(in_template('<property name="label">Save it</property>'))
    assert not list(in_template('<property name="label" translatable="yes">Save it</property>'))
    assert not list(in_template('<property name="icon-name">go-next-symbolic</property>'))
    assert not list(in_template('<property name="title">Waymark</property>'))
    assert list(in_source('gtk_label_set_text (label, "Save it");'))
    assert not list(in_source('gtk_label_set_text (label, _ ("Save (it)"));'))
    assert not list(in_source('way_status_set (status, "waymark-done-symbolic", _ ("Done"), TONE);'))
    assert list(in_source('way_status_set (status, "waymark-done-symbolic", "Done", TONE);'))
    assert not list(in_source('gtk_label_set_text (label, "%u");'))


def main():
    if sys.argv[1] == "--self-test":
        self_test()
        return 0
    top, found = pathlib.Path(sys.argv[1]), 0
    files = [(path, in_template) for path in sorted((top / "ui").rglob("*.ui"))]
    files += [(path, in_source) for path in sorted((top / "app/gui").rglob("*.c"))]
    for path, look in files:
        for line, words in look(path.read_text(encoding="utf-8")):
            print(f"{path.relative_to(top)}:{line}: not marked: “{words}”")
            found += 1
    return 1 if found else 0


sys.exit(main())
