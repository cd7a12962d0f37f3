#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 of a batch at random moments: every answered line is there, and check is clean.

usage: kill-batch.py WAYMARKCTL [HITS]   (200 hits on a live process, or more)
"""
import json
import os
import random
import sys
import threading
import time

from waymark import Home, Tap, seed

HITS = int(sys.argv[2]) if len(sys.argv) > 2 else 200
if os.environ.get("WAY_LONG"):
    HITS = max(HITS, int(os.environ.get("WAY_BOX_SECONDS", "600")))
LINES_MAX = 400


def all_contact_ids(batch):
    ids = set()
    for person in batch.ask("person", "list"):
        shown = batch.ask("person", "show", person["id"])
        ids.update(contact["id"] for contact in shown["contacts"])
    return ids


def pump(batch, person, answered, live):
    """Sends contacts without waiting; collects the id of each answered one until the end."""
    def send():
        try:
            for n in range(LINES_MAX):
                batch.send("contact", "add", person, json.dumps(
                    {"on": "2026-01-01", "kind": "text", "notes": f"message {n}"}))
        except (BrokenPipeError, ValueError, OSError):
            pass

    sender = threading.Thread(target=send)
    sender.start()
    while (answer := batch.answer()) is not None:
        if answer.get("ok"):
            answered.add(answer["id"])
            live.set()
    sender.join()


def main():
    tap = Tap()
    chance = random.Random(seed())
    hits = mid_line = 0
    answered, lost = set(), set()
    with Home(sys.argv[1]) as home:
        home.do("init")
        batch = home.batch()
        person = batch.ask("person", "add", json.dumps({"preferred_name": "Kez"}))["id"]
        while hits < HITS:
            # what earlier hits were answered must be there before this one starts
            shown = batch.ask("person", "show", person)
            here = {contact["id"] for contact in shown["contacts"]}
            lost |= answered - here
            if len(here) > 300:
                person = batch.ask("person", "add",
                                   json.dumps({"preferred_name": "Kez"}))["id"]
                answered = set()
            if hits % 25 == 0:
                faults = batch.ask("check")
                if faults.get("faults"):
                    tap.check("check is clean between hits", False, faults)
            live = threading.Event()
            collector = threading.Thread(target=pump, args=(batch, person, answered, live))
            collector.start()
            live.wait(10)
            time.sleep(chance.uniform(0, 0.06))
            alive = batch.process.poll() is None
            batch.process.kill()
            collector.join()
            batch.kill()
            hits += alive
            mid_line += alive and len(answered) < LINES_MAX
            batch = home.batch()
        lost |= answered - all_contact_ids(batch)
        faults = batch.ask("check")
        batch.close()
        print(f"# {hits} hits on a live process, {mid_line} of them before its last line")
        tap.check("at least the asked number of hits", hits >= HITS)
        tap.check("every answered line is there", not lost, f"{len(lost)} lost")
        tap.check("check is clean", not faults.get("faults"), faults)
    tap.end()


main()
