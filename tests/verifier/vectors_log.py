# SPDX-License-Identifier: GPL-3.0-or-later
"""log.json: logs with every type, and for every row of E and P entries that break it alone."""
import directory as d
import logs
import operations as o
import primitives as p
from layout import put
from organisation import NOON, LogWriter, operation, plain_of, rid, seed
from public import judge_public, judge_quarantine


def deflate_runs(data):
    """Raw deflate with fixed codes and runs of 258: by hand, so that no two zlibs need agree."""
    bits = [1, 1, 0]  # final block, fixed codes
    at = 0
    while at < len(data):
        run = data[at - 1:at] * 258 if at else b""
        if run and data[at:at + 258] == run:
            put_code(bits, 0b11000101, 8)  # length 258
            put_code(bits, 0, 5)  # distance 1
            at += 258
            continue
        byte, at = data[at], at + 1
        put_code(bits, *(0x30 + byte, 8) if byte < 144 else (0x190 + byte - 144, 9))
    put_code(bits, 0, 7)
    bits += [0] * (-len(bits) % 8)
    packed = bytes(sum(bit << i for i, bit in enumerate(bits[at:at + 8])) for at in range(0, len(bits), 8))
    assert o.inflate(packed) == data
    return packed


def put_code(bits, code, width):
    bits += [code >> i & 1 for i in reversed(range(width))]


def long_act(w, laptop, size):
    """The parts of an act of one operation so long that it takes several."""
    w.acts += 1
    origin = rid("origin " + laptop.name)
    op = operation(w.log.id, origin, w.acts, w.acts, 1, "a" * (size // 2))
    whole = o.encode_act([op])
    pieces = o.pieces(whole)
    plains = []
    for part, piece in enumerate(pieces, 1):
        plains.append(o.encode_plain(o.SCHEMA, origin, w.acts, part, len(pieces), o.DEFLATED, len(whole),
                                     deflate_runs(piece)))
    return plains


def clear_body(kind, *parts):
    return b"".join(part if isinstance(part, bytes) else bytes([part]) for part in parts)


def checkpoint(w, number):
    return p.number(8, len(w.log)) + w.log.heads[-1] + p.number(8, number)


def redact(w, *positions, reason=1):
    named = [p.number(8, at) + w.log.entries[at - 1].hash for at in positions]
    return bytes([reason]) + p.number(2, len(named)) + b"".join(named)


def erase(w, **changes):
    return b"\1" + p.number(8, changes.get("seq", len(w.log))) + changes.get("head", w.log.heads[-1])


def resolve(decision, reason, *hashes):
    return bytes([decision, reason]) + p.number(2, len(hashes)) + b"".join(hashes)


# -- the chain ---------------------------------------------------------------------------------

def write_case(cast, directory):
    """A log with every type."""
    w = LogWriter(directory, "case")
    ros, joel, maya, kit, tess, rec = cast.ros, cast.joel, cast.maya, cast.kit, cast.tess, cast.rec
    late = []
    w.add("joel begins the log", w.epoch(joel, 7, [joel, ros, maya, kit], reason=1))  # 1
    w.add("joel writes", w.ops(joel, 7, "first"))  # 2
    w.add("ros writes", w.ops(ros, 17, "second"))  # 3
    w.add("tess comes", w.epoch(ros, 19, [joel, ros, maya, kit, tess]))  # 4
    w.add("tess writes", w.ops(tess, 19, "third"))  # 5
    w.add("tess writes again", w.ops(tess, 19, "fourth"))  # 6
    late.append(w.ops(tess, 19, "late"))  # sealed, and not sent in time
    for part, plain in enumerate(long_act(w, joel, 70_000), 1):
        w.add(f"a long act of joel's, part {part}", w.sealed(logs.OPS, joel, 19, plain))  # 7, 8
    w.add("the keeper has seen this", w.clear(logs.CHECKPOINT, kit, 19, checkpoint(w, 2)))  # 9
    w.add("reserved: ATTACH", w.sealed(logs.ATTACH, ros, 19, b"not defined yet"))  # 10
    w.add("reserved: SNAPSHOT-REF", w.sealed(logs.SNAPSHOT, ros, 19, b"not defined yet"))  # 11
    w.add("somebody else's data is taken out", w.approved(logs.REDACT, joel, 19, redact(w, 5, 10), maya))  # 12
    w.add("joel drops the revoked laptop", w.epoch(joel, 20, [joel, ros, maya, kit], reason=3))  # 13
    w.add("late work is accepted", w.clear(logs.RESOLVE, ros, 20, resolve(1, 1, logs.Entry(late[0]).hash)))  # 14
    w.add("late work comes", late[0])  # 15
    w.add("late work is declined", w.clear(logs.RESOLVE, maya, 20, resolve(2, 2, seed("x"))))  # 16
    bad = {joel.id: bytes(156)}
    w.add("ros gives joel no key", w.epoch(ros, 23, [joel, ros, maya, kit], reason=4, wraps=bad))  # 17
    w.add("joel says so", w.clear(logs.COMPLAINT, joel, 23, p.number(4, 4) + b"\1"))  # 18
    w.add("maya issues another", w.epoch(maya, 23, [joel, ros, maya, kit], reason=6, prev=3))  # 19
    w.add("the recovery key was used", w.clear(logs.RECOVERY_USED, rec, 25, b"\1" + p.number(4, 5)))  # 20
    w.add("the recovery laptop issues an epoch", w.epoch(rec, 26, [joel, ros, maya, kit, rec], reason=5))  # 21
    w.add("closed", w.clear(logs.CLOSE, ros, 26, b"\1\1"))  # 22
    w.add("late work in a closed log", w.ops(maya, 26, "fifth"))  # 23
    w.add("open again", w.clear(logs.CLOSE, joel, 26, b"\0\3"))  # 24
    w.late = late[0]
    return w


def write_team(cast, directory):
    w = LogWriter(directory, "team", cast.team_log)
    everyone = [cast.ros, cast.joel, cast.maya, cast.kit, cast.vic, cast.rec, cast.gus]
    w.add("ros begins the team log", w.epoch(cast.ros, 1, [cast.ros], reason=1))
    w.add("all are there", w.epoch(cast.ros, 26, everyone))
    w.add("gus writes his name", w.ops(cast.gus, 26, "gus"))
    return w


def write_ended(cast, directory):
    w = LogWriter(directory, "ended")
    w.add("begun", w.epoch(cast.joel, 26, [cast.joel, cast.ros, cast.maya, cast.kit], reason=1))
    w.add("written", w.ops(cast.joel, 26, "word"))
    w.add("erased", w.approved(logs.ERASE, cast.ros, 26, erase(w), cast.root2))
    return w


class Cases:
    """Entries beside a log of which only the first LENGTH entries are there."""

    def __init__(self, cast, directory, writers):
        self.cast, self.directory, self.kept = cast, directory, {}
        self.refused, self.accepted, self.quarantine = [], [], []
        self.chains = {w.name: w.entries for w in writers}
        self.ids = {w.name: w.log.id for w in writers}

    def at(self, name, length):
        """A writer at that place."""
        w = LogWriter(self.directory, name, self.ids.get(name))
        w.entries = self.chains.get(name, [])[:length]
        if (name, length) not in self.kept:
            log = w.log
            for entry in w.entries:
                _, log = judge_public(self.directory, log, bytes.fromhex(entry["bytes"]))
            self.kept[name, length] = log
        w.log, w.acts = self.kept[name, length], 1000 + length
        return w

    def record(self, rule, title, w, data, wanted, arriving, known):
        verdict, _ = judge_public(w.directory, w.log, data, arriving, known)
        assert verdict == wanted, (rule, title, verdict, wanted)
        case = {"rule": rule, "title": title, "directory": len(w.directory), "log": w.name, "log_id": w.log.id.hex(),
                "length": len(w.log)}
        if arriving:
            case |= {"now_ms": arriving.now_ms}
        if known:
            case |= {"known": known}
        (self.refused if wanted > 2 else self.accepted).append(case | {"bytes": data.hex(), "verdict": verdict})

    def refuse(self, rule, title, w, data, arriving=None, known=0):
        base = {"E": 200, "P": 300}[rule[0]]
        self.record(rule, title, w, data, base + int(rule[1:]), arriving, known)

    def accept(self, title, w, data, verdict=0, arriving=None, known=0):
        self.record("accepted", title, w, data, verdict, arriving, known)

    def lane(self, title, w, data, wanted):
        verdict = judge_quarantine(w.directory, w.log, data)
        assert verdict == wanted, (title, verdict)
        self.quarantine.append({"title": title, "directory": len(w.directory), "log": w.name, "log_id": w.log.id.hex(),
                                "length": len(w.log), "bytes": data.hex(), "verdict": verdict})


def resigned(w, laptop, data, **changes):
    """DATA's body under a context that differs by CHANGES, signed again."""
    entry = logs.Entry(data)
    fields = {name: getattr(entry, name) for name, _ in logs.ENTRY_CONTEXT} | changes
    return w.finish(put(logs.ENTRY_CONTEXT, **fields), data[340:], laptop)


def header_cases(c):
    w, joel = c.at("case", 24), c.cast.joel
    good = w.ops(joel, 26, "word")
    c.accept("joel writes", w, good)
    c.accept("joel writes, arriving", w, good, arriving=d.arrival(NOON))
    c.refuse("E1", "339 bytes", w, good[:339])
    c.refuse("E1", "one byte short", w, good[:-1])
    c.refuse("E1", "one byte more", w, good + b"\0")
    c.refuse("E1", "longer than any OPS", w, w.finish(w.context(1, joel, 26, 65_585), bytes(65_585), joel))
    c.refuse("E1", "a CHECKPOINT of 49 bytes", w, w.clear(4, joel, 26, bytes(49)))
    c.refuse("E2", "the magic of a directory entry", w, resigned(w, joel, good, magic=b"LGD1"))
    c.refuse("E3", "suite 2", w, resigned(w, joel, good, suite=2))
    c.refuse("E4", "a bit to be understood", w, resigned(w, joel, good, flags=0x0100))
    c.accept("a low bit of flags", w, resigned(w, joel, good, flags=0x00ff))
    c.refuse("E5", "type 0", w, resigned(w, joel, good, type=0))
    c.refuse("E5", "type 12", w, resigned(w, joel, good, type=12))
    c.refuse("E6", "zero is not zero", w, resigned(w, joel, good, zero=1))
    c.refuse("E6", "epoch 0", w, resigned(w, joel, good, key_epoch=0))
    c.refuse("E6", "dev_seq 0", w, resigned(w, joel, good, dev_seq=0))
    c.refuse("E6", "dir_seq 0", w, resigned(w, joel, good, dir_seq=0, dir_head=bytes(32)))
    c.refuse("E6", "a nonce for a clear body", w, w.clear(logs.CLOSE, joel, 26, b"\1\1", nonce=seed("x")[:24]))
    c.refuse("E6", "nothing seen, and yet a head", w, resigned(w, joel, good, seen_seq=0))
    c.refuse("E6", "a first entry after another", w, resigned(w, joel, good, dev_seq=1))
    c.refuse("E7", "another body", w, good[:-1] + bytes([good[-1] ^ 1]))
    c.refuse("E7", "another body hash, signed", w, w.sealed(1, joel, 26, b"x", broken="body_hash"))
    c.refuse("E8", "another organisation", w, resigned(w, joel, good, org=rid("x")))
    c.refuse("E8", "another log", w, resigned(w, joel, good, log=c.ids["ended"]))
    c.refuse("E12", "without the label", w, w.sealed(1, joel, 26, b"x", broken="signature"))
    c.refuse("E12", "signed by somebody else", w, resigned(w, c.cast.maya, good))
    c.refuse("E12", "with another time", w, good[:200] + bytes(8) + good[208:])


def device_cases(c):
    cast = c.cast
    w = c.at("case", 24)
    good = w.ops(cast.joel, 26, "word")
    c.refuse("E9", "a directory that is not here yet", w, resigned(w, cast.joel, good, dir_seq=40))
    behind = c.at("case", 24)
    behind.directory = c.directory.first(25)
    c.refuse("E9", "a directory shorter than the log has shown", behind, resigned(behind, cast.joel, good, dir_seq=25,
                                                                            dir_head=c.directory.hashes[25]))
    c.refuse("E10", "another directory", w, resigned(w, cast.joel, good, dir_head=seed("x")))
    c.refuse("E10", "a head of another place", w, resigned(w, cast.joel, good, dir_seq=25))
    for title, laptop, seq in (("certified and not admitted", cast.pia, 26), ("revoked", cast.tess, 26),
                               ("revoked, with the directory of before", cast.tess, 19), ("not certified yet", cast.gus, 21)):
        c.refuse("E11", title, w, w.ops(laptop, seq, "word"))
    early = c.at("case", 6)
    c.accept("nobody in the log has shown the revocation yet", early, early.ops(cast.tess, 19, "word"))
    c.refuse("E11", "but the server knows it", early, early.ops(cast.tess, 19, "word"), d.arrival(NOON))
    c.accept("tess wrote before the revocation was known", early, early.ops(cast.tess, 19, "word"), known=19)
    c.refuse("E11", "it was known before this was appended", early, early.ops(cast.tess, 19, "word"), known=20)
    c.refuse("E9", "a directory shorter than is known", w, good, known=40)
    c.accept("known is no floor for an EPOCH", early, early.epoch(cast.ros, 19, [cast.joel, cast.ros, cast.maya, cast.kit]), known=28)
    c.accept("the last not_after there is: no sum may wrap", w, w.clear(logs.CHECKPOINT, cast.kit, 26, checkpoint(w, 2)),
             arriving=d.arrival(NOON))
    c.refuse("E13", "an entry id that was used", w, resigned(w, cast.joel, good, entry_id=entry_at(c, "case", 2).entry_id))
    same = bytes.fromhex(c.chains["case"][22]["bytes"])
    c.accept("the same bytes again, arriving", w, same, 2, d.arrival(NOON))
    c.refuse("E13", "the same bytes again, on replay", w, same)
    ended = c.at("ended", 3)
    c.refuse("E14", "after the end", ended, ended.ops(cast.joel, 26, "word"))
    tip = w.log.tips[cast.joel.id][0]
    c.refuse("E15", "the number of the entry before", w, resigned(w, cast.joel, good, dev_seq=tip))
    c.refuse("E16", "a number left out", w, resigned(w, cast.joel, good, dev_seq=tip + 2))
    c.refuse("E17", "after another entry than the last", w, resigned(w, cast.joel, good, prev_dev_hash=seed("x")))
    c.refuse("E18", "has seen more than there is", w, resigned(w, cast.joel, good, seen_seq=25))
    c.refuse("E19", "has seen another history", w, resigned(w, cast.joel, good, seen_head=seed("x")))
    before = resigned(w, cast.joel, good, dir_seq=16, dir_head=c.directory.hashes[16], seen_seq=30)
    c.refuse("E18", "sealed before the restore, and seen what is lost: seal again", w, before)
    empty = c.at("new", 0)
    c.refuse("E20", "no EPOCH first", empty, empty.ops(cast.joel, 26, "word"))
    c.refuse("E34", "a header alone, arriving", w, good[:340], d.arrival(NOON))
    w = c.at("team", 3)
    late = w.ops(cast.gus, 26, "word")
    c.accept("in the day after not_after", w, late, arriving=d.arrival(NOON + d.DAY_MS))
    c.refuse("E35", "a day and a millisecond after not_after", w, late, d.arrival(NOON + d.DAY_MS + 1))
    c.accept("not_after counts on arrival only", w, late)


def entry_at(c, name, position):
    return logs.Entry(bytes.fromhex(c.chains[name][position - 1]["bytes"]))


def epoch_of_entry_cases(c):
    cast, w = c.cast, c.at("case", 24)
    c.refuse("E21", "the epoch before", w, w.ops(cast.joel, 26, "word", key_epoch=5))
    c.refuse("E22", "an epoch to come", w, w.ops(cast.joel, 26, "word", key_epoch=7))
    c.refuse("E23", "no member", w, w.ops(cast.vic, 26, "word"))
    c.refuse("E23", "the recovery laptop is none before its epoch", c.at("case", 19),
             c.at("case", 19).clear(logs.CHECKPOINT, cast.rec, 26, checkpoint(c.at("case", 19), 2)))
    c.refuse("E24", "no bucket", w, w.sealed(1, cast.joel, 26, b"x", pad=lambda plain: plain + bytes(256)))
    c.refuse("E24", "nothing", w, w.finish(w.context(1, cast.joel, 26, 0), b"", cast.joel))
    alone = w.clear(logs.CLOSE, cast.joel, 26, b"\1\1")[:340]
    c.refuse("E25", "a clear body kept back", w, alone)
    short = w.sealed(1, cast.joel, 26, b"x")[:340]
    c.accept("a sealed body kept back", w, short, 1)


def body_cases(c):
    cast, w = c.cast, c.at("case", 24)
    joel, ros = cast.joel, cast.ros

    def bad(title, kind, body):
        c.refuse("E25", title, w, w.clear(kind, ros, 26, body))

    bad("CHECKPOINT of 47 bytes", logs.CHECKPOINT, bytes(47))
    bad("REDACT of nothing", logs.REDACT, b"\1\0\0" + bytes(80))
    bad("REDACT: reason 0", logs.REDACT, redact(w, 2, reason=0) + bytes(80))
    bad("REDACT: reason 4", logs.REDACT, redact(w, 2, reason=4) + bytes(80))
    bad("REDACT: places not rising", logs.REDACT, redact(w, 3, 2) + bytes(80))
    bad("REDACT: a place twice", logs.REDACT, redact(w, 2, 2) + bytes(80))
    bad("REDACT: more announced than there", logs.REDACT, b"\1\0\2" + redact(w, 2)[3:] + bytes(80))
    bad("REDACT without approval", logs.REDACT, redact(w, 2))
    bad("ERASE of 120 bytes", logs.ERASE, erase(w) + bytes(79))
    bad("ERASE: reason 0", logs.ERASE, b"\0" + erase(w)[1:] + bytes(80))
    bad("RESOLVE of nothing", logs.RESOLVE, resolve(1, 1))
    bad("RESOLVE: decision 3", logs.RESOLVE, resolve(3, 1, seed("x")))
    bad("RESOLVE: reason 4", logs.RESOLVE, resolve(1, 4, seed("x")))
    bad("RESOLVE: a hash twice", logs.RESOLVE, resolve(1, 1, seed("x"), seed("x")))
    bad("RESOLVE: a byte more", logs.RESOLVE, resolve(1, 1, seed("x")) + b"\0")
    bad("RECOVERY-USED: reason 4", logs.RECOVERY_USED, b"\4" + p.number(4, 6))
    bad("CLOSE: state 2", logs.CLOSE, b"\2\1")
    bad("CLOSE: reason 5", logs.CLOSE, b"\1\5")
    bad("KEY-COMPLAINT: kind 5", logs.COMPLAINT, p.number(4, 6) + b"\5")
    bad("KEY-COMPLAINT: kind 0", logs.COMPLAINT, p.number(4, 6) + b"\0")
    some = {"OPS": (1, cast.kit), "OPS of recovery": (1, cast.rec), "ATTACH": (3, cast.kit), "SNAPSHOT": (5, joel)}
    for title, (kind, laptop) in some.items():
        c.refuse("E26", title, w, w.sealed(kind, laptop, 26, b"x"))
    c.refuse("E26", "REDACT by a keeper", w, w.approved(logs.REDACT, cast.kit, 26, redact(w, 2), ros))
    c.refuse("E26", "ERASE by an adviser", w, w.approved(logs.ERASE, joel, 26, erase(w), ros))
    c.refuse("E26", "RESOLVE by an adviser", w, w.clear(logs.RESOLVE, joel, 26, resolve(1, 1, seed("x"))))
    c.refuse("E26", "RECOVERY-USED by an adviser", w, w.clear(logs.RECOVERY_USED, joel, 26, b"\1" + p.number(4, 6)))
    shown = c.at("team", 3)
    shown.add("kit shows the latest directory", shown.clear(logs.CHECKPOINT, cast.kit, 28, checkpoint(shown, 2)))
    c.extra(shown, "team, and the directory of 28")
    c.refuse("E26", "a manager at 26 and at 28, and not between", shown,
             shown.clear(logs.RESOLVE, cast.vic, 26, resolve(1, 1, seed("x"))))
    c.accept("a manager at 28", shown, shown.clear(logs.RESOLVE, cast.vic, 28, resolve(1, 1, seed("x"))))
    c.refuse("E26", "CLOSE by a keeper", w, w.clear(logs.CLOSE, cast.kit, 26, b"\1\1"))


def act_cases(c):
    cast, w = c.cast, c.at("case", 24)
    joel, ros, maya = cast.joel, cast.ros, cast.maya
    stale = w.log.heads[-2]
    c.refuse("E27", "ERASE without having seen the last entry", w,
             w.approved(logs.ERASE, ros, 26, erase(w, seq=23, head=stale), maya, seen_seq=23, seen_head=stale))
    c.accept("ERASE by two managers", w, w.approved(logs.ERASE, ros, 26, erase(w), maya))
    c.accept("ERASE by a manager and root", w, w.approved(logs.ERASE, ros, 26, erase(w), cast.root2))
    redactions = {"beyond the log": p.number(8, 25) + seed("x"), "at place 0": p.number(8, 0) + seed("x"),
                  "of another hash": p.number(8, 2) + seed("x"), "of an EPOCH": p.number(8, 4) + w.log.entries[3].hash,
                  "of what is redacted": p.number(8, 5) + w.log.entries[4].hash}
    for title, named in redactions.items():
        c.refuse("E28", "REDACT " + title, w, w.approved(logs.REDACT, joel, 26, b"\1\0\1" + named, maya))
    for title, approver in (("an adviser", joel), ("herself", ros), ("a keeper", cast.kit), ("no member", cast.vic),
                            ("a revoked manager", cast.max)):
        c.refuse("E29", "ERASE approved by " + title, w, w.approved(logs.ERASE, ros, 26, erase(w), approver))
    c.refuse("E29", "REDACT approved by an adviser", w, w.approved(logs.REDACT, ros, 26, redact(w, 2), joel))
    c.accept("REDACT approved by root", w, w.approved(logs.REDACT, joel, 26, redact(w, 2), cast.root2))
    old = c.at("ended", 2)
    quiet = old.approved(logs.ERASE, ros, 15, erase(old), cast.root)
    c.refuse("E29", "ERASE approved by a root that was exchanged since, with a directory of before", old, quiet)
    c.refuse("E30", "an approval of something else", w, w.approved(logs.ERASE, ros, 26, erase(w), maya, broken="approval"))
    c.refuse("E30", "an approval of the old root", w, w.approved(logs.ERASE, ros, 26, erase(w), cast.root))
    first = w.approved(logs.REDACT, joel, 26, redact(w, 2), maya)
    other = w.approved(logs.REDACT, joel, 26, redact(w, 3), maya)
    c.refuse("E30", "an approval moved from another REDACT", w,
             w.clear(logs.REDACT, joel, 26, redact(w, 2) + other[-80:]))
    c.refuse("E30", "an approval moved to another entry id", w,
             w.clear(logs.REDACT, joel, 26, first[340:], entry_id=rid("x")))
    c.refuse("E31", "CHECKPOINT of another place", w, w.clear(logs.CHECKPOINT, cast.kit, 26,
                                                              p.number(8, 23) + w.log.heads[-1] + p.number(8, 2)))
    c.refuse("E31", "CHECKPOINT of another number", w, w.clear(logs.CHECKPOINT, cast.kit, 26, checkpoint(w, 1)))
    c.refuse("E31", "ERASE of another head", w, w.approved(logs.ERASE, ros, 26, erase(w, head=seed("x")), maya))
    c.refuse("E32", "opened and open", w, w.clear(logs.CLOSE, joel, 26, b"\0\3"))
    closed = c.at("case", 22)
    c.refuse("E32", "closed and closed", closed, closed.clear(logs.CLOSE, joel, 26, b"\1\1"))
    c.refuse("E33", "a complaint of epoch 7", w, w.clear(logs.COMPLAINT, joel, 26, p.number(4, 7) + b"\1"))
    c.refuse("E33", "a complaint of epoch 0", w, w.clear(logs.COMPLAINT, joel, 26, p.number(4, 0) + b"\1"))
    c.refuse("E33", "a complaint of an epoch of others", w, w.clear(logs.COMPLAINT, cast.rec, 26, p.number(4, 5) + b"\1"))
    c.refuse("E33", "epoch 7 was opened", w, w.clear(logs.RECOVERY_USED, cast.rec, 26, b"\1" + p.number(4, 7)))


def accepted_cases(c):
    """What RESOLVE-QUARANTINE brings in, and what the lane takes."""
    cast, w = c.cast, c.at("case", 13)
    late = bytes.fromhex(c.chains["case"][14]["bytes"])
    c.refuse("E11", "late work nobody accepted", w, late)
    c.lane("late work", w, late, 0)
    lost = c.at("case", 13)
    restored = lost.ops(cast.ros, 16, "word", seen_seq=30, key_epoch=2)
    c.lane("sealed before the restore: what it had seen is excused", lost, restored, 0)
    c.lane("sealed after the restore: it is not", lost, lost.ops(cast.ros, 17, "word", seen_seq=30), 218)
    c.lane("another history than the log's, sealed after the restore", lost,
           lost.ops(cast.ros, 17, "word", seen_head=seed("x")), 219)
    lost.add("named", lost.clear(logs.RESOLVE, cast.maya, 20, resolve(1, 1, logs.Entry(restored).hash)))
    c.extra(lost, "work of before the restore is accepted")
    c.accept("sealed before the restore, and accepted", lost, restored)
    c.lane("late work with a body that is not there", w, late[:340], 234)
    c.lane("late work that is in the log", c.at("case", 15), late, 2)
    other = c.at("case", 6)
    c.lane("not OPS", w, other.clear(logs.CHECKPOINT, cast.tess, 19, checkpoint(other, 2)), 226)
    c.lane("never a member", w, w.ops(cast.vic, 20, "word", key_epoch=3), 223)
    c.lane("an old number", w, other.ops(cast.tess, 19, "word", dev_seq=2), 215)
    c.lane("a gap is no fault here", w, other.ops(cast.tess, 19, "word", dev_seq=9), 0)
    c.lane("an epoch that is not there", w, other.ops(cast.tess, 19, "word", key_epoch=4), 222)
    stay = [cast.joel, cast.ros, cast.maya, cast.kit]
    for title, data, rule in (("an EPOCH", w.epoch(cast.ros, 20, stay, context={"entry_id": rid("named")}), "E26"),
                              ("a CLOSE", w.clear(logs.CLOSE, cast.joel, 20, b"\1\1"), "E26")):
        named = c.at("case", 13)
        hash_ = logs.Entry(data).hash
        named.add("named", named.clear(logs.RESOLVE, cast.maya, 20, resolve(1, 1, hash_)))
        c.extra(named, title + " is named in RESOLVE")
        c.refuse(rule, title + " that RESOLVE named", named, data)


def form_cases(c):
    cast, w = c.cast, c.at("case", 24)
    five = [cast.joel, cast.ros, cast.maya, cast.kit, cast.rec]

    def epoch(**changes):
        return w.epoch(cast.ros, 26, five, **changes)

    body = w.epoch_body(cast.ros, 26, five)
    context = {"key_epoch": 7}
    c.accept("an EPOCH", w, epoch())

    def bad(title, body_):
        c.refuse("P1", title, w, w.clear(2, cast.ros, 26, body_, **context))

    bad("one byte short", body[:-1])
    bad("one byte more", body + b"\0")
    bad("112 bytes", body[:112])
    bad("2,049 cuts", body[:113] + p.number(2, 2049) + body[115:])
    bad("2,049 members", body[:115] + p.number(2, 2049) + body[117:])
    bad("no members", body[:115] + p.number(2, 0))
    c.refuse("P1", "a header alone", w, epoch()[:340])
    c.refuse("P1", "reason 0", w, epoch(reason=0))
    c.refuse("P1", "reason 7", w, epoch(reason=7))
    c.refuse("P1", "no commitment", w, epoch(key_commit=bytes(32)))
    c.refuse("P1", "prev_epoch is its own", w, epoch(prev_epoch=7))
    c.refuse("P1", "no box", w, epoch(prev_key_box=bytes(72)))
    first = c.at("new", 0)
    joels = [cast.joel, cast.ros, cast.maya, cast.kit]
    c.refuse("P1", "a box of nothing", first, first.epoch(cast.joel, 26, joels, prev_key_box=b"\1" * 72))
    good = [(logs.RECOV, 0, 1)] + sorted((x.id, x.roles, 0) for x in five)
    c.refuse("P1", "members not rising", w, epoch(members=good[:1] + good[:0:-1]))
    c.refuse("P1", "a member twice", w, epoch(members=good[:2] + good[1:]))
    c.refuse("P1", "a flag of RECOV for another", w, epoch(members=good[:1] + [(good[1][0], good[1][1], 1)] + good[2:]))
    c.refuse("P1", "RECOV without its flag", w, epoch(members=[(logs.RECOV, 0, 0)] + good[1:]))
    c.refuse("P1", "an unknown flag", w, epoch(members=[(logs.RECOV, 0, 3)] + good[1:]))
    c.refuse("P1", "cuts not rising", w, epoch(cuts=[(rid("x"), 0, bytes(32))] * 2))
    c.refuse("P2", "has not seen the last entry", w, epoch(context={"seen_seq": 23, "seen_head": w.log.heads[-2]}))
    c.refuse("P2", "has an older directory than the log", w, w.epoch(cast.ros, 25, five))
    c.refuse("P3", "a number left out", w, epoch(epoch=8))
    c.refuse("P3", "the number in force", w, epoch(epoch=6, prev=5))
    c.refuse("P3", "another number than the context says", w, epoch(context={"key_epoch": 6}))
    c.refuse("P4", "steps over an epoch nobody complained of", w, epoch(prev=5))
    c.refuse("P4", "begins anew", w, epoch(prev=0))
    w = c.at("case", 18)
    c.refuse("P4", "steps over two, and one complained of", w, w.epoch(cast.ros, 23, joels, prev=2))
    w = c.at("case", 24)
    c.refuse("P5", "RECOV is missing", w, epoch(members=good[1:]))
    c.refuse("P5", "RECOV with a role", w, epoch(members=[(logs.RECOV, 1, 1)] + good[1:]))


def member_cases(c):
    cast, w = c.cast, c.at("case", 24)
    joel, ros, maya, kit, rec = cast.joel, cast.ros, cast.maya, cast.kit, cast.rec
    five = [joel, ros, maya, kit, rec]
    c.refuse("P6", "a revoked laptop", w, w.epoch(ros, 26, five + [cast.tess], roles={"tess": 1}))
    c.refuse("P6", "a laptop in hold", w, w.epoch(ros, 26, five + [cast.pia], roles={"pia": 1}))
    c.refuse("P6", "a laptop nobody knows", w, w.epoch(ros, 26, sorted(five, key=lambda x: x.id), members=(
        [(logs.RECOV, 0, 1)] + sorted([(x.id, x.roles, 0) for x in five] + [(rid("x"), 1, 0)])),
        wraps={rid("x"): bytes(156)}))
    early = c.at("case", 18)
    stale = early.epoch(maya, 25, [joel, ros, maya, kit, cast.max])
    c.accept("max is a member by the directory of before", early, stale)
    c.refuse("P6", "and is not, as the server knows", early, stale, d.arrival(NOON))
    c.refuse("P7", "a role of one's own choosing", w, w.epoch(ros, 26, five, roles={"joel": 3}))
    for title, signer, laptops in (
            ("somebody more", joel, [joel, ros, maya, kit, cast.gus]), ("a manager is missing", joel, [joel, ros, kit]),
            ("the keeper is missing", joel, [joel, ros, maya]), ("without oneself", joel, [ros, maya, kit]),
            ("by the recovery laptop", rec, [rec, kit]), ("managers of another team", cast.gus, [cast.gus, ros, maya, kit])):
        new = c.at("new", 0)
        c.refuse("P8", title, new, new.epoch(signer, 26, laptops, reason=1))
    new = c.at("new", 0)
    c.accept("gus begins: managers of the south", new, new.epoch(cast.gus, 26, [cast.gus, cast.vic, kit], reason=1))
    team = c.at("team", 0)
    c.refuse("P8", "the team log without all", team, team.epoch(ros, 26, [ros, joel, maya, kit, cast.vic], reason=1))
    c.refuse("P9", "an adviser adds", w, w.epoch(joel, 26, five + [cast.gus]))
    c.refuse("P9", "an adviser removes a colleague", w, w.epoch(joel, 26, [joel, ros, kit, rec]))
    c.refuse("P9", "an adviser changes nothing", w, w.epoch(joel, 26, five))
    c.refuse("P9", "a manager who is no member", w, w.epoch(cast.vic, 26, five + [cast.vic]))
    c.refuse("P9", "an adviser who is no member", w, w.epoch(cast.gus, 26, five + [cast.gus]))
    before = c.at("case", 12)
    c.refuse("P9", "an adviser drops the revoked one and another", before, before.epoch(joel, 20, [joel, ros, kit]))
    complained = c.at("case", 12)
    complained.add("said", complained.clear(logs.COMPLAINT, joel, 20, p.number(4, 2) + b"\2"))
    c.extra(complained, "joel complains of epoch 2")
    c.refuse("P9", "an adviser drops, and steps over an epoch", complained,
             complained.epoch(joel, 20, [joel, ros, maya, kit], prev=1))
    c.accept("the keeper issues an epoch", w, w.epoch(kit, 26, five))
    c.accept("the recovery laptop leaves again", w, w.epoch(ros, 26, [joel, ros, maya, kit]))
    c.refuse("P10", "the keeper is missing", w, w.epoch(ros, 26, [joel, ros, maya, rec]))
    team = c.at("team", 3)
    c.refuse("P10", "the team log without gus", team, team.epoch(ros, 26, [ros, joel, maya, kit, cast.vic, rec]))
    leave = [ros, maya, kit, rec]
    tip = w.log.tips[joel.id]
    for title, cuts in (("none", []), ("lower", [(joel.id, tip[0] - 1, tip[1])]), ("another hash", [(joel.id, tip[0], seed("x"))]),
                        ("of one who stays", sorted([(joel.id, *tip), (ros.id, *w.log.tips[ros.id])]))):
        c.refuse("P11", "cuts: " + title, w, w.epoch(ros, 26, leave, cuts=cuts))
    c.accept("joel hands over", w, w.epoch(ros, 26, leave))
    nothing = c.at("new", 0)
    c.refuse("P11", "cuts in a first epoch", nothing, nothing.epoch(joel, 26, [joel, ros, maya, kit],
                                                                   cuts=[(rid("x"), 0, bytes(32))]))


class LogCases(Cases):
    def extra(self, w, title):
        """W, as it stands, is a log of its own in the file."""
        w.name = title
        self.chains[title], self.ids[title] = w.entries, w.log.id


def write(cast, directory):
    writers = [write_case(cast, directory), write_team(cast, directory), write_ended(cast, directory)]
    c = LogCases(cast, directory, writers)
    c.ids["new"] = rid("log new")
    for part in (header_cases, device_cases, epoch_of_entry_cases, body_cases, act_cases, accepted_cases, form_cases,
                 member_cases):
        part(c)
    chains = [{"name": name, "log_id": c.ids[name].hex(), "entries": entries} for name, entries in c.chains.items()]
    return c, writers, {"logs": chains, "accepted": c.accepted, "refused": c.refused, "quarantine": c.quarantine}
