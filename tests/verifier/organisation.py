# SPDX-License-Identifier: GPL-3.0-or-later
"""A test organisation and how its people write: what the vectors are made with.

All seeds come from their names: whoever reads this has every key.  Never use them for anything else.
"""
import directory as d
import logs
import operations as o
import primitives as p
from keys import former_extra, write_wrap
from layout import (CERTIFICATE, CUT, DIRECTORY_CONTEXT, ENTRY_CONTEXT, EPOCH, MEMBER, POLICY, put)
from member import okm
from public import judge_public

NOON = 1_790_000_000_000  # the writers' clocks stand still; no rule reads them


def seed(name):
    return p.blake(b"Waymark test vectors, no secret: " + name.encode("ascii"))


def rid(name):
    return seed("id " + name)[:16]


class Laptop:
    def __init__(self, name, user, team, roles, not_after=0):
        self.name, self.user, self.team, self.roles, self.not_after = name, rid(user), rid(team), roles, not_after
        self.dsk, self.secret = p.sign_pair(seed(name + " DSK"))
        self.box = p.box_pair(seed(name + " DBK"))
        self.dbk = self.box[0]
        self.id = p.device_id(self.dsk, self.dbk)


class Paper:
    """The root key, in the signer's place."""

    def __init__(self, name):
        self.id = d.ROOT
        self.dsk, self.secret = p.sign_pair(seed(name))


def policy(**changes):
    return put(POLICY, **({"min_suite": 1, "passphrase_min": 12, "offline_days": 14, "hold_minutes": 60, "zero": 0,
                           "min_client": 1} | changes))


def certificate(org, laptop, method, **changes):
    values = {"device": laptop.id, "user": laptop.user, "dsk": laptop.dsk, "dbk": laptop.dbk, "team": laptop.team,
              "roles": laptop.roles, "method": method, "zero": 0, "not_after": laptop.not_after,
              "transcript": p.NOTHING32 if method == 0 else seed(laptop.name + " transcript"),
              "possession": bytes(64)} | changes
    if "possession" not in changes:
        values["possession"] = p.sign(laptop.secret, d.possession_message(org, put(CERTIFICATE, **values)))
    return put(CERTIFICATE, **values)


class DirectoryWriter:
    def __init__(self):
        self.directory, self.entries = d.Directory(), []

    def build(self, kind, body, signer, second=None, broken=None, **changes):
        """One entry at the end of the directory; BROKEN: part of the signing to spoil."""
        org = changes.pop("org", self.directory.org)
        context = put(DIRECTORY_CONTEXT, **({
            "magic": b"LGD1", "suite": 1, "type": kind, "flags": d.SECOND if second else 0, "org": org,
            "seq": len(self.directory) + 1, "prev_hash": self.directory.hashes[-1], "signer": signer.id,
            "wall_ms": NOON + len(self.directory), "body_len": len(body)}
            | ({"signer": changes.pop("claimed")} if "claimed" in changes else {}) | changes))
        message = d.message(context, body)
        data = context + body + p.sign(signer.secret, (b"" if broken == "signature" else p.label("dir.sig")) + message)
        if second:
            data += second.id + p.sign(second.secret, p.label("dir.sig" if broken == "approval" else "dir.co") + message)
        return data

    def add(self, name, kind, body, signer, second=None, **changes):
        data = self.build(kind, body, signer, second, **changes)
        verdict, self.directory = d.judge(self.directory, data)
        assert verdict == 0, (name, verdict)
        self.entries.append({"name": name, "type": kind, "bytes": data.hex(), "dir_hash": self.directory.hashes[-1].hex()})

    def certify(self, laptop, signer, second=None, method=1, admit=None):
        self.add(f"{laptop.name} is certified", d.CERT, certificate(self.directory.org, laptop, method), signer, second)
        if admit:
            self.add(f"{laptop.name} is admitted", d.ADMIT, laptop.id, admit)


# -- entries -----------------------------------------------------------------------------------

def operation(case, origin, counter, act, act_n, value, supersedes=(), **changes):
    """A `names` of kind person, as tests/vectors/core has them."""
    fields = {"case": case, "origin": origin, "counter": counter, "act": act, "act_n": act_n, "made_ms": NOON,
              "hlc": NOON << 16, "kind": 1, "object": case, "group": 1, "flags": 0,
              "value": o.gvariant.encode("(ss)", (value, value)), "supersedes": list(supersedes)} | changes
    return o.encode_operation(*fields.values())


def plain_of(origin, act, operations):
    """The plain text of an act that fits into one entry."""
    whole = o.encode_act(operations)
    assert len(whole) <= o.PIECE
    return o.encode_plain(o.SCHEMA, origin, act, 1, 1, o.AS_IS, len(whole), whole)


class LogWriter:
    def __init__(self, directory, name, log_id=None):
        self.directory, self.name = directory, name
        self.log = logs.Log(directory.org, log_id or rid("log " + name))
        self.entries, self.acts = [], 0

    def ck(self, epoch):
        return seed(f"{self.name} CK {epoch}")

    def context(self, kind, laptop, dir_seq, body_len, **changes):
        tip = self.log.tips.get(laptop.id, (0, p.NOTHING32))
        sealed = kind in logs.SEALED
        return put(ENTRY_CONTEXT, **({
            "magic": b"LGE1", "suite": 1, "type": kind, "flags": 0, "org": self.log.org, "log": self.log.id,
            "entry_id": seed(f"{self.name} {len(self.log)} {laptop.name}")[:16], "device": laptop.id, "dir_seq": dir_seq,
            "dir_head": self.directory.hashes[dir_seq], "dev_seq": tip[0] + 1, "prev_dev_hash": tip[1],
            "seen_seq": len(self.log), "seen_head": self.log.heads[-1], "key_epoch": self.log.epoch or 1, "zero": 0,
            "wall_ms": NOON, "hlc": NOON << 16, "body_len": body_len,
            "nonce": seed(f"{self.name} nonce {len(self.log)} {laptop.name}")[:24] if sealed else bytes(24)} | changes))

    def finish(self, context, body, laptop, broken=None):
        signed = context + (seed("another") if broken == "body_hash" else logs.body_hash(body))
        return signed + p.sign(laptop.secret, p.label("dir.sig" if broken == "signature" else "entry.sig") + signed) + body

    def clear(self, kind, laptop, dir_seq, body, broken=None, **changes):
        return self.finish(self.context(kind, laptop, dir_seq, len(body), **changes), body, laptop, broken)

    def approved(self, kind, laptop, dir_seq, body, approver, broken=None, **changes):
        """BODY without approver and approval."""
        context = self.context(kind, laptop, dir_seq, len(body) + 80, **changes)
        message = logs.approval_message(context, body + bytes(80))
        if broken == "approval":
            message = message[:-1] + bytes([message[-1] ^ 1])
        whole = body + approver.id + p.sign(approver.secret, message)
        return self.finish(context, whole, laptop)

    def sealed(self, kind, laptop, dir_seq, plain, broken=None, pad=p.pad, ck=None, **changes):
        padded = pad(plain)
        context = self.context(kind, laptop, dir_seq, len(padded) + logs.SEAL_EXTRA, **changes)
        fields = logs.Entry(context + bytes(96) + bytes(len(padded) + logs.SEAL_EXTRA))
        keys = okm(ck or self.ck(fields.key_epoch), context)
        cipher = p.seal(keys[:32], fields.nonce, padded, context)
        commit = keys[32:]
        if broken == "commit":
            commit = seed("another")
        if broken == "seal":
            cipher = bytes([cipher[0] ^ 1]) + cipher[1:]
        return self.finish(context, commit + cipher, laptop, broken)

    def ops(self, laptop, dir_seq, words, **changes):
        """One act of one operation."""
        self.acts += 1
        origin = rid("origin " + laptop.name)
        op = operation(self.log.id, origin, self.acts, self.acts, 1, words)
        return self.sealed(logs.OPS, laptop, dir_seq, plain_of(origin, self.acts, [op]), **changes)

    # -- EPOCH ---------------------------------------------------------------------------------

    def wrap(self, number, dir_seq, by, member, ck=None, **changes):
        """MEMBER: a laptop, or None for RECOV."""
        recipient = member.id if member else logs.RECOV
        public = member.dbk if member else self.directory.states[dir_seq].recovery
        return write_wrap(ck or self.ck(number), self.log.org, self.log.id, number, by.id, recipient, public, changes)

    def cuts(self, laptops):
        members = set(self.log.epochs[-1].members) - {logs.RECOV} if self.log.epochs else set()
        left = sorted(members - {laptop.id for laptop in laptops})
        return [(name, *self.log.tips.get(name, (0, p.NOTHING32))) for name in left]

    def epoch_body(self, granter, dir_seq, laptops, reason=2, prev=None, wraps=None, **changes):
        """CHANGES of fields, and cuts, members, roles, box."""
        number = changes.get("epoch", self.log.epoch + 1)
        prev = number - 1 if prev is None else prev
        box = bytes(72)
        if prev:
            nonce = seed(f"{self.name} box {number}")[:24]
            extra = former_extra(self.log.org, self.log.id, number, prev)
            former = changes.pop("former", None) or self.ck(prev)
            box = nonce + p.seal(p.subkey(self.ck(number), "prevk"), nonce, former, extra)
        devices, roles = self.directory.states[dir_seq].devices, changes.pop("roles", {})
        cuts = changes.pop("cuts", None)
        cuts = self.cuts(laptops) if cuts is None else cuts
        members = changes.pop("members", None)
        if members is None:
            members = [(logs.RECOV, 0, 1)] + sorted(
                (x.id, roles.get(x.name, devices[x.id].roles if x.id in devices else x.roles), 0) for x in laptops)
        by_id = {x.id: x for x in laptops}
        body = put(EPOCH, **({"epoch": number, "prev_epoch": prev, "reason": reason, "prev_key_box": box,
                              "key_commit": p.key_commit(self.ck(number), self.log.org, self.log.id, number)} | changes))
        body += p.number(2, len(cuts)) + b"".join(put(CUT, device=a, dev_seq=b, hash=c) for a, b, c in cuts)
        body += p.number(2, len(members))
        for name, role, flags in members:
            wrap = (wraps or {}).get(name) or self.wrap(number, dir_seq, granter, by_id.get(name))
            body += put(MEMBER, device=name, role=role, flags=flags, wrap=wrap)
        return body

    def epoch(self, granter, dir_seq, laptops, context=None, **changes):
        body = self.epoch_body(granter, dir_seq, laptops, **changes)
        return self.clear(logs.EPOCH_TYPE, granter, dir_seq, body,
                          **({"key_epoch": int.from_bytes(body[:4], "big")} | (context or {})))

    # -- the chain -----------------------------------------------------------------------------

    def add(self, name, data, verdict=0):
        got, self.log = judge_public(self.directory, self.log, data)
        assert got == verdict, (name, got)
        entry = logs.Entry(data)
        self.entries.append({"name": name, "type": entry.type, "verdict": got, "bytes": data.hex(),
                             "entry_hash": entry.hash.hex(), "log_head": self.log.heads[-1].hex()})
