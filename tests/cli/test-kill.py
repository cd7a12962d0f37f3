#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill -9 of a live batch at random moments: every answered line is there, and the vault is sound.

Fills WAY_BOX_SECONDS (10); WAY_SEED replays the moments.
"""
import json
import os
import random
import threading
import time

from box import Box, main, test

SECONDS = float(os.environ.get("WAY_BOX_SECONDS", "10"))
SEED = int(os.environ.get("WAY_SEED", "0")) or random.SystemRandom().randrange(2**32)


class Round:
    """One batch that is written to as fast as it reads, until it is killed."""

    def __init__(self, box, chance):
        self.batch, self.chance, self.lines, self.answers = box.batch(), chance, [], []

    def write(self, person):
        number = 0
        try:
            while True:
                number += 1
                size = self.chance.choice((1, 10, 1000, 50000))
                text = f"note {number} " + "x" * size
                self.lines.append(text)
                self.batch.send(f"contact add {person} '" + json.dumps(
                    {"on": "2026-01-02", "kind": "phone", "notes": text}) + "'")
        except (BrokenPipeError, ValueError):
            pass

    def read(self):
        for line in self.batch.process.stdout:
            if line.endswith(b"\n"):
                self.answers.append(json.loads(line))

    def run(self, person):
        """TRUE where the process was alive when it was hit."""
        threads = [threading.Thread(target=self.write, args=(person,), daemon=True),
                   threading.Thread(target=self.read, daemon=True)]
        for thread in threads:
            thread.start()
        time.sleep(self.chance.random() ** 2 * 0.3)
        alive = self.batch.process.poll() is None
        self.batch.process.kill()
        self.batch.process.wait()
        threads[1].join()
        threads[0].join()
        for stream in (self.batch.process.stdout, self.batch.process.stderr):
            stream.close()
        return alive


def contacts_of(batch, person):
    return {c["id"]: c["notes"] for c in batch.ask("person", "show", person)["contacts"]}


def check_round(done, found):
    for text, answer in zip(done.lines, done.answers):
        assert answer["ok"], answer
        assert found.get(answer["id"]) == text, "an answered line is not there"
    unasked = [notes for notes in found.values() if notes not in done.lines]
    assert not unasked, "something is there that nobody wrote"
    assert len(found) - len(done.answers) <= len(done.lines) - len(done.answers)


@test
def every_answered_line_is_there():
    print(f"# WAY_SEED={SEED}", flush=True)
    chance = random.Random(SEED)
    hits = answered = 0
    with Box() as box:
        box.init()
        before = None
        began = time.monotonic()
        people = []
        while time.monotonic() - began < SECONDS or hits < 3:
            current = Round(box, chance)
            if before is not None:
                found = contacts_of(current.batch, people[-1])
                check_round(before, found)
                answered += len(before.answers)
                assert current.batch.ask("check")["faults"] == []
            person = current.batch.ask("person", "add", '{"preferred_name": "Sami"}')["id"]
            people.append(person)
            hits += current.run(person)
            before = current
        with box.batch() as batch:
            check_round(before, contacts_of(batch, people[-1]))
            assert [p["id"] for p in batch.ask("person", "list")["result"]] == sorted(people)
            assert batch.ask("check")["faults"] == []
    print(f"# {hits} hits on a live batch, {answered} answered lines, all there", flush=True)
    assert answered > 0, "no line was ever answered before a hit"


main()
