#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""100,000 mutated entries and logs, or as many as the box holds: none trips the judges, none is taken for another.

Each is made from the frozen vectors by one seed: WAY_SEED replays a run, WAY_BOX_SECONDS (20) bounds it.

  mutate-logs.py                 the second verifier alone
  mutate-logs.py PROGRAM ARGS…   and PROGRAM judges each line too (judge-lines.py says what a line is): all alike, or it fails
"""
import os
import random
import subprocess
import sys
import time
from collections import Counter

import directory as d
import enrolment as n
import keys
import logs
import member
import primitives as p
import public
from layout import ENTRY_CONTEXT, put
from vectors import Vectors, raw

SEED = int(os.environ.get("WAY_SEED", "1"))
BOX = float(os.environ.get("WAY_BOX_SECONDS", "20"))
WANTED = 100_000
EDGES = [0, 1, 2, 3, 4, 5, 8, 11, 12, 16, 28, 29, 127, 128, 254, 255]


class Wrong(Exception):
    pass


class Other:
    """Another judge, which is asked in batches."""
    BATCH = 500

    def __init__(self, command):
        self.command, self.lines, self.count = command, [], 0
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) if command else None

    def ask(self, verdict, *words):
        if self.process:
            self.lines.append((verdict, " ".join(word.hex() if isinstance(word, bytes) else str(word) for word in words)))
            if len(self.lines) == self.BATCH:
                self.settle()

    def settle(self):
        lines, self.lines = self.lines, []
        if not lines:
            return
        for verdict, line in lines:
            self.process.stdin.write(line + "\n")
            self.process.stdin.flush()
            said = self.process.stdout.readline().strip()
            self.count += 1
            if said != str(verdict):
                raise Wrong(f"{verdict} here and {said or 'nothing'} there: {line}")


# -- how bytes change --------------------------------------------------------------------------

def flip(r, data, _):
    at = r.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << r.randrange(8)]) + data[at + 1:]


def edge(r, data, _):
    at = r.randrange(len(data))
    return data[:at] + bytes([r.choice(EDGES)]) + data[at + 1:]


def shorten(r, data, _):
    return data[:r.randrange(len(data))]


def lengthen(r, data, _):
    return data + r.randbytes(r.choice([1, 2, 16, 64, 80]))


def drop(r, data, _):
    at = r.randrange(len(data))
    return data[:at] + data[at + r.choice([1, 2, 8, 16, 32, 56, 174]):]


def repeat(r, data, _):
    at, size = r.randrange(len(data)), r.choice([1, 2, 8, 16, 32, 56, 174])
    return data[:at + size] + data[at:]


def splice(r, data, others):
    other = r.choice(others)
    at, size = r.randrange(len(data)), r.choice([1, 2, 4, 8, 16, 24, 32, 64, 244])
    return data[:at] + other[at:at + size] + data[at + size:]


def graft(r, data, others):
    other = r.choice(others)
    at = r.choice([92, 156, 244, 276, 340, r.randrange(len(data))])
    return data[:at] + other[at:]


CHANGES = [flip, flip, flip, edge, shorten, lengthen, drop, repeat, splice, splice, graft]


def mutated(r, data, others):
    changed = data
    while changed == data:
        for _ in range(r.choice([1, 1, 1, 2, 3])):
            changed = r.choice(CHANGES)(r, changed, others) or b"\0"
    return changed


def is_strong(device):
    return device is not None and device.active and bool(device.roles & ~d.ADVISER)


# -- what is judged ----------------------------------------------------------------------------

class Runs:
    def __init__(self, v, r, other):
        self.v, self.r, self.other, self.count, self.verdicts = v, r, other, Counter(), Counter()
        self.acts = [raw(entry["bytes"]) for entry in v.directory["entries"]]
        self.logs = {name: [raw(entry["bytes"]) for entry in chain["entries"]] for name, chain in v.chains.items()}
        self.number = {name: i for i, name in enumerate(self.logs)}
        self.entries = [(name, i) for name, entries in self.logs.items() for i in range(len(entries))]
        self.all = self.acts + [data for entries in self.logs.values() for data in entries]
        self.length, self.recovery = len(v.whole), p.box_pair(raw(v.keys["recovery_seeds"][1]))
        self.epochs = [(name, i) for name, i in self.entries if name in ("case", "team", "ended")
                       and self.logs[name][i][5] == logs.EPOCH_TYPE and self.given(name, i, self.logs[name][i]) == 0]
        self.originals = {raw(chain["log_id"]): set() for chain in v.chains.values()}
        for name, chain in v.chains.items():
            self.originals[raw(chain["log_id"])].update(self.logs[name])
        self.keys = {int(e): raw(ck) for e, ck in v.member["readings"][3]["keys"].items()}
        self.people = {raw(one["device"]): one for one in v.keys["people"].values()}
        self.secrets = {name: p.sign_pair(raw(one["dsk_seed"]))[1] for name, one in self.people.items()}
        self.secrets[d.ROOT] = p.sign_pair(raw(v.keys["root_seeds"][1]))[1]
        self.names = list(self.people) + [bytes(16), raw(v.keys["team_log"]), bytes(32)]

    def tell(self, kind, verdict):
        self.count[kind] += 1
        self.verdicts[verdict] += 1

    def judge_act(self, length, data, now=None):
        arriving = None if now is None else d.arrival(now, {seq: 0 for seq in range(99)})
        verdict, after = d.judge(self.v.directories[length], data, arriving)
        self.other.ask(verdict, "act", length, "-" if now is None else now, data)
        return verdict, after

    def judge_entry(self, length, name, at, data, known=0, now=None):
        arriving = None if now is None else d.arrival(now)
        verdict, _ = public.judge_public(self.v.directories[length], self.log_before(name, at), data, arriving, known)
        self.other.ask(verdict, "entry", length, self.number[name], at, known, "-" if now is None else now, data)
        return verdict

    def log_before(self, name, length):
        return self.v.replay(name, self.v.chains[name]["log_id"], length)

    def act(self):
        """An entry of the directory, changed."""
        at = self.r.randrange(len(self.acts))
        data = mutated(self.r, self.acts[at], self.all)
        verdict, _ = self.judge_act(at, data)
        self.tell("directory entries", verdict)
        if verdict == 0 and data not in self.acts:
            raise Wrong(f"a changed entry {at + 1} of the directory is taken")

    def entry(self):
        """An entry of a log, changed; now and then beside a shorter directory, or as it arrives."""
        name, at = self.r.choice(self.entries)
        data, log = mutated(self.r, self.logs[name][at], self.all), self.log_before(name, at)
        length = self.length if self.r.random() < 0.8 else self.r.randrange(1, self.length + 1)
        verdict = self.judge_entry(length, name, at, data, 0, 0 if self.r.random() < 0.3 else None)
        self.tell("entries", verdict)
        whole = verdict in (public.OK, public.SAME) and data in self.originals[log.id]
        alone = verdict == public.OK_NO_BODY and any(data == one[:340] for one in self.originals[log.id])
        if verdict <= 2 and not whole and not alone:
            raise Wrong(f"a changed entry {at + 1} of {name} is taken")

    def bent(self, data, start):
        """DATA of the same length and changed from START on: what an author may sign who keeps to no rule."""
        changed = bytearray(data)
        for _ in range(self.r.choice([1, 1, 2, 4])):
            at, size = self.r.randrange(start, len(data)), self.r.choice([1, 1, 1, 8, 16, 32])
            other = self.r.choice(self.all)
            new = self.r.choice([bytes([self.r.choice(EDGES)]), other[at:at + size], self.r.choice(self.names)])
            changed[at:at + len(new)] = new
        return bytes(changed[:len(data)])

    def signed_entry(self):
        """Changed, and signed by the device it names: deep in the rules.  What arrives and is taken, replay takes."""
        name, at = self.r.choice(self.entries)
        original = self.logs[name][at]
        context, body = original[:244], original[340:]
        if self.r.random() < 0.6 or not body:
            context = self.bent(context, 4)
        else:
            body = self.bent(body, 0)
        context = context[:216] + p.number(4, len(body)) + context[220:]
        if context[56:72] not in self.people:
            context = context[:56] + original[56:72] + context[72:]
        signed = context + logs.body_hash(body)
        secret = self.secrets[context[56:72]]
        data = signed + p.sign(secret, p.label("entry.sig") + signed) + body
        length = self.r.randrange(1, self.length + 1)
        first = self.judge_entry(length, name, at, data, 0, 0)
        again = self.judge_entry(self.length, name, at, data, self.r.randrange(length + 1))
        self.tell("entries signed again", again)
        self.verdicts[first] += 1
        if first == 0 and again != 0:
            raise Wrong(f"entry {at + 1} of {name}, changed and signed again: taken as it arrives, {again} on replay")
        if again == 0 and data[5] in logs.SEALED and (context, body) != (original[:244], original[340:]):
            self.must_not_open(data, "a changed entry, signed again,")

    def signed_act(self):
        """The same for the directory, with every key of its own: whoever the act names has signed it."""
        at = self.r.randrange(len(self.acts))
        original = self.acts[at]
        size = int.from_bytes(original[88:92], "big")
        changed = self.bent(original[:92 + size], 4)
        context, body = changed[:88] + original[88:92], changed[92:]
        if context[64:80] not in self.secrets:
            context = context[:64] + original[64:80] + context[80:]
        message = d.message(context, body)
        data = context + body + p.sign(self.secrets[context[64:80]], p.label("dir.sig") + message)
        if len(original) > 156 + size:
            approver = self.r.choice([original[156 + size:172 + size], self.r.choice(list(self.secrets))])
            data += approver + p.sign(self.secrets[approver], p.label("dir.co") + message)
        before = self.v.directories[at]
        first, after = self.judge_act(at, data, 10 ** 15)
        again, _ = self.judge_act(at, data)
        self.tell("directory entries signed again", again)
        self.verdicts[first] += 1
        if first == 0 and again != 0:
            raise Wrong(f"entry {at + 1} of the directory, signed again: taken as it arrives, {again} on replay")
        if first == 0:
            self.rights_hold(before, after, context, data)

    def rights_hold(self, before, after, context, data):
        """Said once more, and shorter: nobody alone makes or unmakes a manager, a keeper or a key of paper."""
        old, new, now = before.states[-1], after.states[-1], context[64:80]
        root = now == d.ROOT or data[-80:-64] == d.ROOT
        two = bool(int.from_bytes(context[6:8], "big") & d.SECOND)
        if (old.root, old.recovery) != (new.root, new.recovery) and now != d.ROOT:
            raise Wrong("a key of paper is exchanged without root")
        for name, device in new.devices.items():
            was = old.devices.get(name)
            alone = now == name or not was or not was.admitted
            if is_strong(device) != is_strong(was) and not (root or two or (alone and was)):
                raise Wrong("a strong role comes or goes by one signature")

    def quarantine(self):
        name, at = self.r.choice(self.entries)
        data, log = mutated(self.r, self.logs[name][at], self.all), self.log_before(name, at)
        verdict = public.judge_quarantine(self.v.whole, log, data)
        self.other.ask(verdict, "lane", self.length, self.number[name], at, data)
        self.tell("quarantined entries", verdict)
        if verdict in (0, 2) and data not in self.originals[log.id]:
            raise Wrong(f"the lane takes a changed entry {at + 1} of {name}")

    def moved(self):
        """A whole entry at another place, or in another log.  Its own log may have it earlier or later: that is order, not meaning."""
        (name, at), (other, place) = self.r.choice(self.entries), self.r.choice(self.entries)
        data = self.logs[name][at]
        verdict = self.judge_entry(self.length, other, place, data)
        self.tell("moved entries", verdict)
        if verdict == 0 and data not in self.originals[raw(self.v.chains[other]["log_id"])]:
            raise Wrong(f"entry {at + 1} of {name} is taken as {place + 1} of {other}")

    def relabelled(self):
        """A member puts their own name on a colleague's sealed entry, and signs it: publicly in order, and it opens for nobody."""
        at = self.r.choice([i for i, data in enumerate(self.logs["case"]) if data[5] == logs.OPS])
        entry, log = logs.Entry(self.logs["case"][at]), self.log_before("case", at)
        state = self.v.whole.states[entry.dir_seq]
        others = [x for x in log.epochs[-1].members if x != entry.device and x in state.devices] if log.epochs else []
        thief = self.r.choice(others)
        tip = log.tips.get(thief, (0, p.NOTHING32))
        context = put(ENTRY_CONTEXT, **({name: getattr(entry, name) for name, _ in ENTRY_CONTEXT}
                                        | {"device": thief, "dev_seq": tip[0] + 1, "prev_dev_hash": tip[1]}))
        signed = context + entry.body_hash
        data = signed + p.sign(self.secrets[thief], p.label("entry.sig") + signed) + entry.body
        verdict = self.judge_entry(self.length, "case", at, data)
        self.tell("relabelled entries", verdict)
        if verdict == 0:
            self.must_not_open(data, "a relabelled entry")

    def must_not_open(self, data, what):
        verdict, _, _ = member.judge_member(member.Known(self.keys), data)
        self.other.ask(verdict, "open", data)
        self.tell("opened", verdict)
        if verdict < 400:
            raise Wrong(f"{what} opens")

    def sealed(self):
        """Bytes that went round the public judge: the member's own rules hold alone."""
        entries = [data for data in self.logs["case"] if data[5] in logs.SEALED and len(data) > 340]
        original = self.r.choice(entries)
        inside = flip if self.r.random() < 0.7 else splice
        data = original
        while data[:244] + data[340:] == original[:244] + original[340:]:
            data = inside(self.r, data, entries)
        # What the derivation covers is all of A and the body; the length is the public judge's.
        if len(data) == len(original) and data[216:220] == original[216:220]:
            self.must_not_open(data, "a changed seal")

    def given(self, name, at, data):
        """What the recovery key finds in an EPOCH, which judge_public takes as entry AT + 1 of NAME."""
        _, log = public.judge_public(self.v.whole, self.log_before(name, at), data)
        verdict, _ = keys.take_key(self.v.whole, log, data, logs.RECOV, self.recovery)
        self.other.ask(verdict, "take", self.number[name], at, data)
        return verdict

    def key(self):
        """An EPOCH whose key, box or wraps were changed by who signs it: nobody takes that key."""
        name, at = self.r.choice(self.epochs)
        original = self.logs[name][at]
        body, cuts = original[340:], int.from_bytes(original[453:455], "big")
        places = list(range(9, 113)) + [i for i in range(115 + 56 * cuts + 2, len(body)) if (i - 117 - 56 * cuts) % 174 >= 18]
        changed = bytearray(body)
        for place in self.r.sample(places, self.r.choice([1, 1, 2, 32])):
            changed[place] ^= self.r.randrange(1, 256)
        context = original[:244]
        signed = context + logs.body_hash(bytes(changed))
        data = signed + p.sign(self.secrets[context[56:72]], p.label("entry.sig") + signed) + bytes(changed)
        verdict = self.judge_entry(self.length, name, at, data)
        self.tell("keys", verdict)
        taken = self.given(name, at, data) if verdict == 0 else verdict
        self.verdicts[taken] += 1
        if taken == 0:
            raise Wrong(f"a changed key of entry {at + 1} of {name} is taken")

    def history(self):
        """A whole log with entries left out, doubled, exchanged or brought from elsewhere."""
        name = self.r.choice([x for x in self.logs if len(self.logs[x]) > 2])
        entries = list(self.logs[name])
        first, second = sorted(self.r.sample(range(len(entries)), 2))
        change = self.r.randrange(4)
        if change == 0:
            del entries[first:second]
        elif change == 1:
            entries.insert(second, entries[first])
        elif change == 2:
            entries[first], entries[second] = entries[second], entries[first]
        else:
            entries[first] = self.r.choice(self.logs[self.r.choice(list(self.logs))])
        log, taken = self.log_before(name, 0), []
        for data in entries:
            verdict, log = public.judge_public(self.v.whole, log, data)
            if verdict not in (0, 1):
                break
            taken.append(data)
        self.tell("whole logs", verdict)
        if not self.originals[log.id].issuperset(taken):
            raise Wrong(f"{name} has an entry of another log")
        original = self.log_before(name, min(len(taken), len(self.logs[name])))
        if taken != self.logs[name][:len(taken)] and log.heads[-1] == original.heads[-1]:
            raise Wrong(f"two histories of {name} have one head")

    def message(self):
        """The messages of an enrolment."""
        good = self.v.enrolment["exchanges"][0]
        parts = [raw(good[x]) for x in ("c", "m", "d")]
        at = self.r.randrange(3)
        parts[at] = mutated(self.r, parts[at], self.all)
        verdict, t = n.judge_joiner(raw(good["ticket_hash"]), *parts)
        self.tell("enrolments", verdict)
        if verdict == 0 and t.hex() == self.v.enrolment["transcript"]:
            raise Wrong("a changed message gives the same code")


KINDS = [("entry", 40), ("act", 15), ("signed_entry", 15), ("signed_act", 10), ("quarantine", 4), ("moved", 3),
         ("relabelled", 3), ("sealed", 5), ("key", 2), ("history", 1), ("message", 4)]


def main():
    r = random.Random(SEED)
    other = Other(sys.argv[1:])
    runs, end = Runs(Vectors(), r, other), time.monotonic() + BOX
    names, weights = zip(*KINDS)
    print(f"# WAY_SEED={SEED}, box of {BOX:g} s")
    problem = None
    while problem is None and sum(runs.count.values()) < WANTED and time.monotonic() < end:
        kind = r.choices(names, weights)[0]
        try:
            getattr(runs, kind)()
        except Wrong as wrong:
            problem = str(wrong)
        except Exception as error:  # whatever a judge trips over is a fault of the judge
            problem = f"{kind} trips: {type(error).__name__} {error}"
    try:
        if problem is None:
            other.settle()
    except Wrong as wrong:
        problem = str(wrong)
    if other.process:
        other.process.stdin.close()
        print(f"# {other.count} judged by {other.command[0]} as well; it ended with {other.process.wait()}")
    for kind, count in runs.count.most_common():
        print(f"# {count} {kind}")
    print("# verdicts met: " + " ".join(str(verdict) for verdict in sorted(runs.verdicts)))
    total = sum(runs.count.values())
    print(f"{'not ok' if problem else 'ok'} 1 - {total} mutations judged" + (f": {problem}" if problem else "") + "\n1..1")
    return 1 if problem or total == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
