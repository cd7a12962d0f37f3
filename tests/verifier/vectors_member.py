# SPDX-License-Identifier: GPL-3.0-or-later
"""member.json: what members read of the logs, and for every row of K and M entries that break it alone."""
import keys as k
import logs
import operations as o
import primitives as p
from member import Known, judge_member, okm
from organisation import LogWriter, operation, plain_of, rid, seed
from public import judge_public
from vectors_log import long_act


class Reader:
    """One member, or RECOV, following one log."""

    def __init__(self, name, device, pair):
        self.name, self.device, self.pair, self.known = name, device, pair, Known()

    def follow(self, directory, log, data):
        """(verdict, operations) of an entry judge_public accepted; LOG holds it already."""
        entry = logs.Entry(data)
        if entry.type == logs.EPOCH_TYPE:
            verdict, keys = k.take_key(directory, log, data, self.device, self.pair)
            self.known = Known(self.known.keys | keys | self.older(log, keys), self.known.parts, self.known.ops)
            return verdict, []
        if entry.type not in logs.SEALED or entry.header_only:
            return None, []
        verdict, self.known, ops = judge_member(self.known, data)
        return verdict, ops

    def older(self, log, keys):
        """All keys behind the former one, box by box."""
        found = dict(keys)
        while found:
            number = min(found)
            epoch = log.epochs[number - 1]
            if epoch.prev == 0 or epoch.prev in self.known.keys:
                break
            taken = k.former_of(log, number, found[number])
            if taken is None:
                break
            found[epoch.prev] = taken
        return found


def hashes(ops):
    """BLAKE2b-256 of each: what was opened, in short."""
    return [p.blake(op).hex() for op in ops]


def replay(writer):
    """(log so far, bytes) of every entry, the entry among what is so far."""
    log = logs.Log(writer.directory.org, writer.log.id)
    for entry in writer.entries:
        data = bytes.fromhex(entry["bytes"])
        _, log = judge_public(writer.directory, log, data)
        yield log, data


def read_log(writer, reader):
    """What READER finds: keys first, then all from the beginning with every key it came to have."""
    found = {}
    for position, (log, data) in enumerate(replay(writer), 1):
        if logs.Entry(data).type == logs.EPOCH_TYPE:
            found[position] = (reader.follow(writer.directory, log, data)[0], [])
    for position, (log, data) in enumerate(replay(writer), 1):
        if logs.Entry(data).type in logs.SEALED:
            found[position] = reader.follow(writer.directory, log, data)
    return {"log": writer.name, "reader": reader.name, "device": reader.device.hex(),
            "keys": {str(e): ck.hex() for e, ck in sorted(reader.known.keys.items())},
            "found": [{"position": at, "verdict": verdict, "operations": hashes(ops)}
                      for at, (verdict, ops) in sorted(found.items())]}


class Cases:
    def __init__(self, c, reader):
        self.c, self.reader, self.cases = c, reader, []

    def judge(self, rule, title, w, data, wanted, before=()):
        """DATA comes after BEFORE, all behind the log W; everything is publicly in order."""
        reader = Reader("joel", self.reader.id, self.reader.box)
        log = logs.Log(w.directory.org, w.log.id)
        for entry in w.entries:
            _, log = judge_public(w.directory, log, bytes.fromhex(entry["bytes"]))
            reader.follow(w.directory, log, bytes.fromhex(entry["bytes"]))
        for one in (*before, data):
            public, log = judge_public(w.directory, log, one)
            assert public == 0, (title, public)
            verdict, ops = reader.follow(w.directory, log, one)
        assert verdict == wanted, (rule, title, verdict)
        self.cases.append({"rule": rule, "title": title, "log": w.name, "length": len(w.log), "reader": reader.name,
                           "before": [b.hex() for b in before], "bytes": data.hex(), "verdict": verdict,
                           "operations": hashes(ops)})


def key_cases(m, cast):
    w = m.c.at("case", 24)
    five = [cast.joel, cast.ros, cast.maya, cast.kit, cast.rec]
    joel = cast.joel

    def with_wrap(wrap, **changes):
        return w.epoch(cast.ros, 26, five, wraps={joel.id: wrap}, **changes)

    def wrap(**changes):
        return w.wrap(7, 26, cast.ros, joel, **changes)

    m.judge("accepted", "a key", w, with_wrap(wrap()), 0)
    m.judge("K1", "no member any more", w, w.epoch(cast.ros, 26, five[1:]), 501)
    m.judge("K2", "a wrap for somebody else", w, with_wrap(w.wrap(7, 26, cast.ros, cast.maya)), 502)
    m.judge("K2", "a wrap with a bit turned", w, with_wrap(wrap()[:-1] + bytes([wrap()[-1] ^ 1])), 502)
    for name, value in (("magic", b"LGW2"), ("suite", 2), ("zero", 1), ("org", rid("x")), ("log", rid("x")), ("epoch", 6),
                        ("recipient", cast.ros.id), ("granter", cast.maya.id)):
        m.judge("K3", "another " + name, w, with_wrap(wrap(**{name: value})), 503)
    m.judge("K4", "a key of the server's", w, with_wrap(wrap(ck=seed("planted"))), 504)
    m.judge("K4", "a commitment to another key", w, w.epoch(cast.ros, 26, five, key_commit=seed("x")), 504)
    m.judge("K5", "a box that does not open", w, w.epoch(cast.ros, 26, five, prev_key_box=seed("a") * 2 + seed("b")[:8]), 505)
    m.judge("K6", "another former key", w, w.epoch(cast.ros, 26, five, former=seed("x")), 506)
    m.judge("K6", "the key of before once more", w, unchanged_key(w, cast, five), 506)
    for title, name, right in (("no key for RECOV", logs.RECOV, None), ("no key for maya", cast.maya.id, cast.maya)):
        m.judge("K7", title, w, w.epoch(cast.ros, 26, five, wraps={name: bytes(156)}), 507)
        other = w.wrap(7, 26, cast.ros, right, ck=seed("planted"))
        m.judge("K7", title + ", but another", w, w.epoch(cast.ros, 26, five, wraps={name: other}), 507)
    old = k.write_wrap(w.ck(7), w.log.org, w.log.id, 7, cast.ros.id, logs.RECOV, cast.recovery[0])
    m.judge("K7", "RECOV's key under the recovery key of before", w, w.epoch(cast.ros, 26, five, wraps={logs.RECOV: old}), 507)


def unchanged_key(w, cast, five):
    """Epoch 7 with the key of epoch 6."""
    again = LogWriter(w.directory, w.name, w.log.id)
    again.log = w.log
    again.ck = lambda epoch: w.ck(min(epoch, 6))
    return again.epoch(cast.ros, 26, five)


def seal_cases(m, cast):
    w, ros = m.c.at("case", 24), cast.ros
    origin = rid("origin ros")
    op = operation(w.log.id, origin, 1, 1, 1, "word")
    plain = plain_of(origin, 1, [op])
    unread = m.c.at("case", 17)
    m.judge("M1", "an epoch whose key did not come", unread, unread.sealed(1, ros, 23, plain), 401)
    m.judge("accepted", "a word", w, w.sealed(1, ros, 26, plain), 0)
    m.judge("M2", "another commitment", w, w.sealed(1, ros, 26, plain, broken="commit"), 402)
    m.judge("M2", "sealed under the key of another epoch", w, w.sealed(1, ros, 26, plain, ck=w.ck(5)), 402)
    m.judge("M3", "a seal that does not open", w, w.sealed(1, ros, 26, plain, broken="seal"), 403)
    m.judge("M4", "a larger bucket than needed", w,
            w.sealed(1, ros, 26, plain, pad=lambda x: x + b"\x80" + bytes(511 - len(x))), 404)
    m.judge("M4", "no mark", w, w.sealed(1, ros, 26, plain, pad=lambda x: x + b"\x40" + bytes(255 - len(x))), 404)
    m.judge("M4", "nothing but zeros", w, w.sealed(1, ros, 26, plain, pad=lambda x: bytes(256)), 404)
    m.judge("kept", "schema 2", w, w.sealed(1, ros, 26, b"\2\0 and more"), 4)
    m.judge("kept", "ATTACH", w, w.sealed(3, ros, 26, plain), 4)
    m.judge("M5", "nothing", w, w.sealed(1, ros, 26, b""), 405)
    m.judge("M5", "one byte", w, w.sealed(1, ros, 26, b"\1"), 405)
    m.judge("M5", "no normal form: a byte more", w, w.sealed(1, ros, 26, plain + b"\0"), 405)
    m.judge("M5", "no normal form: padding that is not zero", w, w.sealed(1, ros, 26, plain[:18] + b"\1" + plain[19:]), 405)
    whole = o.encode_act([op])
    good = {"schema": 1, "origin": origin, "act": 1, "part": 1, "parts": 1, "packing": 0, "size": len(whole), "data": whole}
    for title, changes, rule in (
            ("an origin of 15 bytes", {"origin": origin[:15]}, 5), ("act 0", {"act": 0}, 5), ("part 0", {"part": 0}, 5),
            ("part 2 of 1", {"part": 2}, 5), ("packing 2", {"packing": 2}, 5), ("size 0", {"size": 0, "data": b""}, 5),
            ("size 64 MiB and 1", {"size": o.SIZE_MAX + 1, "parts": 1093}, 5), ("two parts for one", {"parts": 2}, 5),
            ("a size that is not the piece's", {"size": len(whole) + 1}, 6), ("no deflate stream", {"packing": 1}, 6),
            ("a deflate stream with something behind it", {"packing": 1, "data": stored(whole) + b"\0"}, 6),
            ("a deflate stream that does not end", {"packing": 1, "data": stored(whole)[:-1]}, 6),
            ("a deflate stream that is longer", {"packing": 1, "data": stored(whole + b"\0")}, 6)):
        data = w.sealed(1, ros, 26, o.encode_plain(*(good | changes).values()))
        m.judge(f"M{rule}", title, w, data, 400 + rule)
    packed = o.encode_plain(*(good | {"packing": 1, "data": stored(whole)}).values())
    m.judge("accepted", "a short piece may be deflated", w, w.sealed(1, ros, 26, packed), 0)


def stored(data):
    """A raw deflate stream of one stored block."""
    return b"\1" + len(data).to_bytes(2, "little") + (len(data) ^ 0xffff).to_bytes(2, "little") + data


def act_cases(m, cast):
    w, ros = m.c.at("case", 24), cast.ros
    origin, case = rid("origin ros"), w.log.id
    first, second = long_act(w, ros, 70_000)
    one = w.sealed(1, ros, 26, first)
    m.judge("held", "the first of two parts", w, one, 3)

    def after(data, plain):
        log = judge_public(w.directory, w.log, data)[1]
        writer = m.c.at("case", 24)
        writer.log = log
        return writer.sealed(1, ros, 26, plain)

    m.judge("accepted", "and the second", w, after(one, second), 0, [one])
    m.judge("held", "the first again", w, after(one, first), 3, [one])
    size = int.from_bytes(first[40:44], "little")
    smaller = first[:40] + (size - 1).to_bytes(4, "little") + first[44:]
    m.judge("M7", "the first again, with another size", w, after(one, smaller), 407, [one])
    other_last = w.sealed(1, ros, 26, second)
    piece = bytes(o.decode(o.PLAIN, second)[7])
    changed = o.encode_plain(1, origin, w.acts, 2, 2, 0, size, bytes(len(o.inflate(piece))))
    m.judge("M7", "the second again, and another piece", w, after(other_last, changed), 407, [other_last])

    def act(ops, number=1, origin_=origin):
        return w.sealed(1, ros, 26, plain_of(origin_, number, ops))

    def raw(whole):
        return w.sealed(1, ros, 26, o.encode_plain(1, origin, 1, 1, 1, 0, len(whole), whole))

    good = operation(case, origin, 1, 1, 1, "word")
    m.judge("M8", "no array", w, raw(b"\xff\xff\xff"), 408)
    m.judge("M8", "an array whose ends fall", w, raw(b"abcd\4\2"), 408)
    m.judge("M9", "no operation", w, act([b"no operation"]), 409)
    m.judge("M9", "an operation of no bytes", w, act([b""]), 409)
    m.judge("M9", "an operation with a byte more", w, act([good + b"\0"]), 409)
    m.judge("M9", "supersedes itself", w, act([operation(case, origin, 1, 1, 1, "word", [(origin, 1)])]), 409)
    m.judge("M9", "supersedes not sorted", w, act([operation(case, origin, 1, 1, 1, "w", [(b"b" * 16, 1), (b"a" * 16, 1)])]), 409)
    m.judge("M9", "not in its act", w, act([operation(case, origin, 5, 1, 1, "word")]), 409)
    m.judge("M9", "a case of 15 bytes", w, act([operation(case[:15], origin, 1, 1, 1, "word")]), 409)
    two = [operation(case, origin, 50, 50, 2, "a"), operation(case, origin, 51, 50, 2, "b")]
    m.judge("accepted", "two operations of one act", w, act(two, 50), 0)
    m.judge("M10", "another case", w, act([operation(rid("x"), origin, 1, 1, 1, "word")]), 410)
    m.judge("M10", "another origin inside", w, act([operation(case, rid("x"), 1, 1, 1, "word")]), 410)
    m.judge("M10", "another act inside", w, act([operation(case, origin, 2, 2, 1, "word")]), 410)
    m.judge("M10", "half of an act", w, act(two[:1], 50), 410)
    m.judge("M10", "counters falling", w, act(two[::-1], 50), 410)
    m.judge("M10", "a counter twice", w, act([two[0], two[0]], 50), 410)
    taken = rid("origin joel")
    m.judge("M11", "joel's op id, with other words", w, act([operation(case, taken, 1, 1, 1, "never")], 1, taken), 411)
    m.judge("same", "joel's operation, byte for byte", w, act([operation(case, taken, 1, 1, 1, "first")], 1, taken), 2)


def known_answers(cast, w):
    """One number of every derivation."""
    ck, org, log = w.ck(2), w.log.org, w.log.id
    entry = logs.Entry(bytes.fromhex(w.entries[4]["bytes"]))
    both = okm(ck, entry.context)
    plain = p.unpad(p.unseal(both[:32], entry.nonce, entry.body[32:], entry.context))
    ros, joel = cast.ros, cast.joel
    once = p.wrap_once(ck, org, log, 2, ros.id, joel.id)
    wrap = {"granter": ros.id.hex(), "recipient": joel.id.hex(), "once_seed": once.hex(),
            "wrap": w.wrap(2, 19, ros, joel).hex()}
    return {"ck": ck.hex(), "wrap": wrap, "org": org.hex(), "log": log.hex(), "epoch": 2, "key_commit": p.key_commit(ck, org, log, 2).hex(),
            "subkeys": {name: p.subkey(ck, name).hex() for name in p.SUBKEYS}, "entry": w.entries[4]["bytes"],
            "okm": both.hex(), "plain": plain.hex()}


def write(cast, c, writers):
    readers = [Reader("joel", cast.joel.id, cast.joel.box), Reader("tess", cast.tess.id, cast.tess.box),
               Reader("rec", cast.rec.id, cast.rec.box), Reader("recovery", logs.RECOV, cast.recovery2)]
    m = Cases(c, cast.joel)
    for part in (key_cases, seal_cases, act_cases):
        part(m, cast)
    return {"known_answers": known_answers(cast, writers[0]), "readings": [read_log(writers[0], r) for r in readers],
            "cases": m.cases}
