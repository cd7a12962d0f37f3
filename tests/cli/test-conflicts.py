#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Versions that wait to be settled, and settling them."""
import json
import os
import subprocess
import sys

from box import MARKER, Box, main, test

ELSEWHERE = os.path.abspath(sys.argv[2])
NEEDS = "plan.matters.S1_05.what_needs_to_happen"
WORDS = "plan.matters.S1_06.own_words"


def elsewhere(box, person, kind, thing, group, value, author="Joel Adeyemi"):
    subprocess.run([ELSEWHERE, str(box.vault), box.passphrase, person, str(kind), thing,
                    str(group), value, author], check=True, timeout=60)


def begin(box):
    """Kez, whose needs Ros and Joel both changed, and whose words both wrote down."""
    box.init()
    with box.batch() as batch:
        kez = batch.ask("person", "add", json.dumps({"preferred_name": "Kez"}))["id"]
        batch.ask("edit", kez, json.dumps({"plan": {"matters": {
            "S1_05": {"what_needs_to_happen": "why"}, "S1_06": {"own_words": "a door"}}}}))
        batch.ask("edit", kez, json.dumps({"plan": {"matters": {
            "S1_05": {"what_needs_to_happen": f"why, {MARKER}"}}}}))
    elsewhere(box, kez, 6, "S1_05", 5, "('why, a day', 'en')")
    elsewhere(box, kez, 6, "S1_06", 1,
              "[('a key', 'en', byte 0x01, '', '2026-01-02', 'Joel', byte 0x00)]")
    return kez


@test
def what_waits_is_listed():
    with Box() as box:
        kez = begin(box)
        everybody = box.run("conflicts", "--json").json()
        assert [(c["person"], c["path"], c["kind"], c["count"]) for c in everybody] == [
            (kez, NEEDS, "text", 2), (kez, WORDS, "own_words", 2)], everybody
        assert MARKER not in box.run("conflicts").out, "a list has no words of a record"
        hers = box.run("conflicts", kez, "--json").json()
        versions = hers[0]["versions"]
        assert [v["value"] for v in versions] == [f"why, {MARKER}", "why, a day"] or \
               [v["value"] for v in versions] == ["why, a day", f"why, {MARKER}"]
        joel = next(v for v in versions if v["author"] == "Joel Adeyemi")
        assert not joel["this_laptop"] and joel["value"] == "why, a day"
        assert hers[0]["base"]["value"] == "why"
        assert hers[0]["heading"] == "What needs to happen"
        text = box.run("conflicts", kez).out
        assert "why, a day" in text and "Joel Adeyemi" in text and "started from" in text
        refused = box.run("plan", "finalise", kez, expect=4)
        assert refused.code == 4


@test
def it_is_settled_in_every_way():
    with Box() as box:
        kez = begin(box)
        with box.batch() as batch:
            for words, code in (
                    (["resolve", kez, NEEDS], 2),
                    (["resolve", kez, NEEDS, "--keep", "1", "--both"], 2),
                    (["resolve", kez, NEEDS, "--text", "-"], 2),
                    (["resolve", kez, NEEDS, "--keep", "3"], 4),
                    (["resolve", kez, NEEDS, "--keep", "0"], 4),
                    (["resolve", kez, NEEDS, "--keep", MARKER], 4),
                    (["resolve", kez, NEEDS, "--text", MARKER + "\u202e"], 4),
                    (["resolve", kez, NEEDS, "--keep", "1", "--reason", MARKER * 300], 4),
                    (["resolve", kez, f"plan.{MARKER}", "--keep", "1"], 4),
                    (["resolve", kez, "", "--keep", "1"], 4),
                    (["resolve", "x" * 32, NEEDS, "--keep", "1"], 4),
                    (["resolve", "0" * 31 + "1", NEEDS, "--keep", "1"], 4),
                    (["conflicts", MARKER], 4),
                    (["conflicts", "0" * 31 + "1"], 4),
                    (["resolve", kez, WORDS, "--keep", "1"], 4)):
                answer = batch.ask(*words, code=code)
                assert MARKER not in json.dumps(answer)
            assert len(batch.ask("conflicts")["result"]) == 2, "nothing was changed"
            batch.ask("resolve", kez, WORDS, "--both")
            words = batch.ask("person", "show", kez)["plan"]["matters"]["S1_06"]["own_words"]
            assert [w["text"] for w in words] == ["a door", "a key"] or \
                   [w["text"] for w in words] == ["a key", "a door"], words
            assert all(w["said_on"] for w in words), "each with its day"
        box.run("resolve", kez, NEEDS, "--text", "-", "--reason", "newer", stdin="why, both\n")
        with box.batch() as batch:
            matters = batch.ask("person", "show", kez)["plan"]["matters"]
            assert matters["S1_05"]["what_needs_to_happen"] == "why, both"
            assert batch.ask("conflicts")["result"] == []
            assert batch.ask("person", "list")["result"][0]["conflicts"] == 0
            batch.ask("resolve", kez, NEEDS, "--keep", "1", code=4)
        assert "Nothing to settle" in box.run("conflicts", kez).out
        assert "why, a day" in json.dumps(box.run("search", "day", "--json").json()), \
            "what was not kept is still found"
        box.run("check")


@test
def what_was_begun_is_seen_and_ended():
    """In the window, for versions that were settled before it was kept there."""
    for keep, left in (("1", "why"), ("2", "begun, " + MARKER)):
        with Box() as box:
            box.init()
            with box.batch() as batch:
                kez = batch.ask("person", "add", json.dumps({"preferred_name": "Kez", "plan": {
                    "matters": {"S1_05": {"what_needs_to_happen": "why"}}}}))["id"]
            elsewhere(box, kez, 6, "S1_05", 5, f"('begun, {MARKER}', 'en')", author="-")
            box.run("edit", kez, stdin=json.dumps({"plan": {"matters": {"S1_05": {
                "what_needs_to_happen": "over it"}}}}), expect=4)
            everybody = box.run("conflicts", "--json").json()
            assert [(c["person"], c["path"], c["kind"]) for c in everybody] == [
                (kez, NEEDS, "begun")], everybody
            assert MARKER not in box.run("conflicts").out, "a list has no words of a record"
            versions = box.run("conflicts", kez, "--json").json()[0]["versions"]
            assert [v["value"] for v in versions] == ["why", "begun, " + MARKER], versions
            assert "begun in the window" in box.run("conflicts", kez).out
            for wrong in (["--both"], ["--keep", "3"], ["--text", "x"]):
                assert MARKER not in box.run("resolve", kez, NEEDS, *wrong, expect=4).err
            box.run("resolve", kez, NEEDS, "--keep", keep)
            shown = box.run("person", "show", kez, "--json").json()
            assert shown["plan"]["matters"]["S1_05"]["what_needs_to_happen"] == left
            assert box.run("conflicts", "--json").json() == []
            box.run("edit", kez, stdin=json.dumps({"plan": {"matters": {"S1_05": {
                "what_needs_to_happen": "and on"}}}}))
            box.run("check")


@test
def removed_here_changed_there():
    for keep, left in (("1", 0), ("2", 1)):
        with Box() as box:
            box.init()
            with box.batch() as batch:
                kez = batch.ask("person", "add", json.dumps({
                    "preferred_name": "Kez", "plan": {"goals": [{"what": "see Jude"}]}}))["id"]
                goal = batch.ask("person", "show", kez)["plan"]["goals"][0]["id"]
                batch.ask("edit", kez, json.dumps(
                    {"plan": {"goals": [{"id": goal, "state": "on_the_way"}]}}))
            life = f"([{', '.join('0x' + kez[i:i + 2] for i in range(0, 32, 2))}], 0x01, '')"
            elsewhere(box, kez, 3, goal, 0, life)
            waiting = box.run("conflicts", kez, "--json").json()
            assert [(c["kind"], [v["removed"] for v in c["versions"]]) for c in waiting] == [
                ("removed", [True, False])], waiting
            box.run("resolve", kez, waiting[0]["path"], "--text", "x", expect=4)
            box.run("resolve", kez, waiting[0]["path"], "--both", expect=4)
            box.run("resolve", kez, waiting[0]["path"], "--keep", keep)
            goals = box.run("person", "show", kez, "--json").json()["plan"].get("goals", [])
            assert len(goals) == left, goals
            if left:
                assert goals[0]["what"] == "see Jude" and goals[0]["state"] == "on_the_way"


main()
