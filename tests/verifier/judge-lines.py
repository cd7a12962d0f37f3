#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers each line of its input with a verdict: what mutate-logs.py asks of any judge of the ledger.

A judge reads tests/vectors/ledger first (its folder is the judge's own affair) and then, until its input ends:

  act LENGTH NOW HEX
      after the first LENGTH entries of directory.json; NOW is - on replay, else milliseconds, and every certificate
      was received at 0
  entry DIRECTORY LOG LENGTH KNOWN NOW HEX
      judge_public: DIRECTORY entries of directory.json, the first LENGTH entries of logs[LOG] of log.json (which were
      judged with the whole directory)
  lane DIRECTORY LOG LENGTH HEX
      judge_quarantine
  take LOG LENGTH HEX
      an EPOCH that judge_public takes after the first LENGTH entries of logs[LOG]: does the holder of recovery_seeds[1]
      of keys.json take its key
  open HEX
      judge_member with the keys of readings[3] of member.json, and nothing known before

HEX may be empty.  One number a line, flushed.
"""
import sys

import directory as d
import keys
import logs
import member
import primitives as p
import public
from vectors import Vectors, raw


class Lines:
    def __init__(self):
        self.v = Vectors()
        self.recovery = p.box_pair(raw(self.v.keys["recovery_seeds"][1]))
        self.keys = {int(e): raw(ck) for e, ck in self.v.member["readings"][3]["keys"].items()}

    def log(self, number, length):
        chain = self.v.log["logs"][int(number)]
        return self.v.replay(chain["name"], chain["log_id"], int(length))

    def act(self, length, now, data):
        arriving = None if now == "-" else d.arrival(int(now), {seq: 0 for seq in range(99)})
        return d.judge(self.v.directories[int(length)], raw(data), arriving)[0]

    def entry(self, directory, log, length, known, now, data):
        arriving = None if now == "-" else d.arrival(int(now))
        return public.judge_public(self.v.directories[int(directory)], self.log(log, length), raw(data), arriving, int(known))[0]

    def lane(self, directory, log, length, data):
        return public.judge_quarantine(self.v.directories[int(directory)], self.log(log, length), raw(data))

    def take(self, log, length, data):
        before = self.log(log, length)
        _, after = public.judge_public(self.v.whole, before, raw(data))
        return keys.take_key(self.v.whole, after, raw(data), logs.RECOV, self.recovery)[0]

    def open(self, data):
        return member.judge_member(member.Known(self.keys), raw(data))[0]


if __name__ == "__main__":
    lines = Lines()
    for line in sys.stdin:
        kind, *words = line.rstrip("\n").split(" ")
        print(getattr(lines, kind)(*words), flush=True)
