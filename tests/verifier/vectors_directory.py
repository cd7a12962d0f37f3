# SPDX-License-Identifier: GPL-3.0-or-later
"""directory.json: one directory with every type, and for every row of D entries that break it alone."""
import nacl.bindings as sodium

import directory as d
import primitives as p
from layout import CERTIFICATE
from organisation import NOON, DirectoryWriter, Laptop, Paper, certificate, policy, rid, seed

SMALL_ORDER = bytes([1]) + bytes(31)
ORDER_8 = bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa")


class Cast:
    """Who there is."""

    def __init__(self):
        self.root, self.root2 = Paper("root"), Paper("root 2")
        self.recovery, self.recovery2 = p.box_pair(seed("recovery")), p.box_pair(seed("recovery 2"))
        self.ros = Laptop("ros", "ros", "north", d.ADVISER | d.MANAGER)
        self.joel = Laptop("joel", "joel", "north", d.ADVISER)
        self.maya = Laptop("maya", "maya", "north", d.MANAGER)
        self.kit = Laptop("kit", "kit", "north", d.KEEPER, not_after=2 ** 64 - 1)
        self.vic = Laptop("vic", "vic", "north", d.ADVISER)
        self.rec = Laptop("rec", "rec", "north", d.RECOVERY)
        self.tess = Laptop("tess", "tess", "north", d.ADVISER)
        self.pia = Laptop("pia", "pia", "north", d.ADVISER, not_after=NOON)
        self.gus = Laptop("gus", "gus", "south", d.ADVISER, not_after=NOON)
        self.max = Laptop("max", "max", "north", d.MANAGER)
        self.zoe = Laptop("zoe", "zoe", "north", d.MANAGER)
        self.lee = Laptop("lee", "lee", "north", d.ADVISER)
        self.liz = Laptop("liz", "liz", "north", d.MANAGER)
        self.team_log = rid("log team")

    def laptops(self):
        return [x for x in vars(self).values() if isinstance(x, Laptop)]


def genesis_body(cast, **changes):
    root = changes.pop("root_key", cast.root.dsk)
    recovery = changes.pop("recovery_key", cast.recovery[0])
    team_log, rules = changes.pop("team_log", cast.team_log), changes.pop("policy", policy())
    org = d.organisation_id(root, recovery, team_log, changes.get("device", cast.ros.id))
    founder = changes.pop("laptop", cast.ros)
    return org, root + recovery + team_log + rules + certificate(org, founder, changes.pop("method", 0), **changes)


def write_chain(cast):
    w = DirectoryWriter()
    ros, maya = cast.ros, cast.maya
    org, body = genesis_body(cast)
    w.add("the organisation begins", d.GENESIS, body, cast.root, org=org)  # 1
    w.certify(cast.joel, ros, admit=ros)  # 2, 3
    w.certify(maya, ros, cast.root, admit=ros)  # 4, 5
    w.certify(cast.kit, ros, maya, admit=maya)  # 6, 7
    w.certify(cast.vic, maya, admit=ros)  # 8, 9
    w.add("vic goes to another team", d.SET_TEAM, cast.vic.id + rid("south"), ros, maya)  # 10
    w.add("vic is a manager too", d.SET_ROLE, cast.vic.id + bytes([3]), ros, maya)  # 11
    w.add("a policy", d.SET_POLICY, policy(hold_minutes=30, min_client=4), maya, ros)  # 12
    w.certify(cast.rec, cast.root, method=0, admit=cast.root)  # 13, 14
    w.add("another recovery key", d.ROTATE_RECOVERY, cast.recovery2[0], cast.root)  # 15
    w.add("another root key", d.ROTATE_ROOT, cast.root2.dsk, cast.root, cast.root2)  # 16
    w.add("the server was restored", d.INCARNATION, p.number(8, 2) + b"\1", ros, maya)  # 17
    w.certify(cast.tess, ros, method=2, admit=maya)  # 18, 19
    w.add("tess has lost her laptop", d.REVOKE, cast.tess.id + b"\1", ros)  # 20
    w.certify(cast.pia, ros)  # 21: in hold
    w.certify(cast.gus, ros, admit=ros)  # 22, 23
    w.certify(cast.max, cast.root2, method=0, admit=cast.root2)  # 24, 25
    w.add("max has left, and is one manager fewer", d.REVOKE, cast.max.id + b"\3", ros, maya)  # 26
    w.add("vic is no manager", d.SET_ROLE, cast.vic.id + bytes([1]), ros, maya)  # 27
    w.add("vic is a manager again", d.SET_ROLE, cast.vic.id + bytes([3]), ros, maya)  # 28
    w.certify(cast.zoe, cast.root2, method=0, admit=cast.root2)  # 29, 30
    w.certify(cast.lee, cast.zoe)  # 31
    w.certify(cast.liz, ros, cast.zoe)  # 32
    w.add("zoe is removed", d.REVOKE, cast.zoe.id + b"\2", ros, maya)  # 33
    return w


class Cases:
    def __init__(self, writer):
        self.writer, self.refused, self.accepted = writer, [], []

    def record(self, row, title, data, arriving, directory):
        directory = self.writer.directory if directory is None else directory
        verdict, _ = d.judge(directory, data, arriving)
        assert verdict == (100 + row if row else 0), (row, title, verdict)
        case = {"rule": f"D{row}" if row else "accepted", "title": title, "directory": len(directory)}
        if arriving:
            case |= {"now_ms": arriving.now_ms, "received": [[k, v] for k, v in arriving.received.items()]}
        (self.refused if row else self.accepted).append(case | {"bytes": data.hex(), "verdict": verdict})

    def refuse(self, row, title, data, arriving=None, directory=None):
        self.record(row, title, data, arriving, directory)

    def accept(self, title, data, arriving=None, directory=None):
        self.record(0, title, data, arriving, directory)



def header_cases(c, cast):
    w, body = c.writer, cast.pia.id
    good = w.build(d.ADMIT, body, cast.ros)
    c.accept("pia is admitted", good)
    c.refuse(1, "one byte short", good[:-1])
    c.refuse(1, "one byte more", good + b"\0")
    c.refuse(1, "155 bytes", good[:155])
    c.refuse(1, "a body of 1,025 bytes", w.build(d.ADMIT, bytes(1025), cast.ros))
    c.refuse(1, "an approver announced and not there", w.build(d.ADMIT, body, cast.ros, flags=d.SECOND))
    c.refuse(1, "an approver there and not announced", w.build(d.ADMIT, body, cast.ros, cast.maya, flags=0))
    c.refuse(2, "the magic of an entry", w.build(d.ADMIT, body, cast.ros, magic=b"LGE1"))
    c.refuse(3, "suite 2", w.build(d.ADMIT, body, cast.ros, suite=2))
    c.refuse(3, "suite 0", w.build(d.ADMIT, body, cast.ros, suite=0))
    c.refuse(4, "an unknown bit to be understood", w.build(d.ADMIT, body, cast.ros, flags=0x0200))
    c.accept("a low bit of flags", w.build(d.ADMIT, body, cast.ros, flags=0x0001))
    c.refuse(5, "type 0", w.build(0, body, cast.ros))
    c.refuse(5, "type 11", w.build(11, body, cast.ros))
    c.refuse(8, "another organisation", w.build(d.ADMIT, body, cast.ros, org=rid("other org")))
    c.refuse(9, "one place too far", w.build(d.ADMIT, body, cast.ros, seq=len(w.directory) + 2))
    c.refuse(9, "the place before", w.build(d.ADMIT, body, cast.ros, seq=len(w.directory)))
    c.refuse(10, "upon another head", w.build(d.ADMIT, body, cast.ros, prev_hash=w.directory.hashes[-2]))
    c.refuse(12, "without the label", w.build(d.ADMIT, body, cast.ros, broken="signature"))
    c.refuse(12, "signed by another laptop", w.build(d.ADMIT, body, cast.maya, claimed=cast.ros.id))
    c.refuse(12, "signed by the root key that went", w.build(d.ADMIT, body, cast.root))


def body_cases(c, cast):
    w, ros, maya = c.writer, cast.ros, cast.maya
    c.refuse(6, "a byte too many", w.build(d.ADMIT, cast.pia.id + b"\0", ros))
    c.refuse(6, "no such reason", w.build(d.REVOKE, cast.joel.id + b"\5", ros))
    c.refuse(6, "no reason", w.build(d.REVOKE, cast.joel.id + b"\0", ros))
    c.refuse(6, "no such reason of a number", w.build(d.INCARNATION, p.number(8, 3) + b"\4", ros, maya))
    for name, value in (("min_suite", 0), ("passphrase_min", 11), ("passphrase_min", 65), ("offline_days", 366),
                        ("hold_minutes", 10_081), ("zero", 1)):
        c.refuse(6, f"policy: {name} is {value}", w.build(d.SET_POLICY, policy(**{"min_client": 4, name: value}), ros, maya))
    new = Laptop("new", "new", "north", d.ADVISER)
    org = w.directory.org
    c.accept("a new laptop", w.build(d.CERT, certificate(org, new, 1), ros))
    c.refuse(6, "zero is not zero", w.build(d.CERT, certificate(org, new, 1, zero=1), ros))
    c.refuse(6, "nobody's laptop", w.build(d.CERT, certificate(org, new, 1, user=bytes(16)), ros))
    c.refuse(6, "method 3", w.build(d.CERT, certificate(org, new, 3), ros))
    c.refuse(6, "no code, and not by root", w.build(d.CERT, certificate(org, new, 0), ros))
    c.refuse(6, "a code without a transcript", w.build(d.CERT, certificate(org, new, 1, transcript=bytes(32)), ros))
    c.refuse(6, "a transcript without a code",
             w.build(d.CERT, certificate(org, new, 0, transcript=seed("x")), cast.root2))


def genesis_cases(c, cast):
    w, empty = c.writer, DirectoryWriter()
    org, body = genesis_body(cast)

    def refuse(row, title, org_, body_, signer=cast.root, second=None, **changes):
        c.refuse(row, "GENESIS: " + title, empty.build(d.GENESIS, body_, signer, second, org=org_, **changes),
                 directory=empty.directory)

    refuse(6, "no team log", *genesis_body(cast, team_log=bytes(16)))
    refuse(6, "a code", *genesis_body(cast, method=1))
    c.refuse(7, "a second beginning", w.build(d.GENESIS, body, cast.root2, org=org))
    c.refuse(7, "no beginning", empty.build(d.ADMIT, cast.pia.id, cast.ros, org=org), directory=empty.directory)
    refuse(8, "an id that is not the hash of the keys", rid("org"), body)
    refuse(9, "at place 2", org, body, seq=2)
    refuse(10, "upon a head", org, body, prev_hash=seed("x"))
    refuse(11, "signed by the laptop", org, body, signer=cast.ros)
    refuse(15, "an adviser's laptop", *genesis_body(cast, roles=d.ADVISER))
    refuse(17, "with an approver", org, body, second=cast.ros)
    refuse(20, "a recovery key of small order", *genesis_body(cast, recovery_key=bytes(32)))
    refuse(22, "the recovery key is the laptop's", *genesis_body(cast, recovery_key=cast.ros.dbk))
    refuse(23, "possession for another organisation",
           org, body[:92] + certificate(rid("other org"), cast.ros, 0))
    high = genesis_body(cast, policy=policy(min_suite=2))
    refuse(24, "a suite that this entry is not written in", *high)


def right_cases(c, cast):
    w, ros, maya, joel = c.writer, cast.ros, cast.maya, cast.joel
    org = w.directory.org
    for title, signer in (("a laptop nobody knows", Laptop("new", "new", "north", 1)), ("a revoked manager", cast.max),
                          ("a laptop in hold", cast.pia)):
        c.refuse(11, title, w.build(d.ADMIT, cast.pia.id, signer))
    c.accept("a laptop in hold revokes itself", w.build(d.REVOKE, cast.pia.id + b"\1", cast.pia))
    c.refuse(11, "a revoked laptop revokes itself", w.build(d.REVOKE, cast.tess.id + b"\1", cast.tess))
    c.accept("a manager revokes herself alone", w.build(d.REVOKE, ros.id + b"\3", ros))
    for kind, name, rest in ((d.ADMIT, "ADMIT", b""), (d.REVOKE, "REVOKE", b"\1"), (d.SET_ROLE, "SET_ROLE", b"\2"),
                             (d.SET_TEAM, "SET_TEAM", rid("south"))):
        c.refuse(13, name + " of a revoked laptop", w.build(kind, cast.tess.id + rest, ros, maya))
        c.refuse(13, name + " of an unknown laptop", w.build(kind, rid("x") + rest, ros, maya))
    c.refuse(14, "joel is admitted again", w.build(d.ADMIT, joel.id, ros))
    c.refuse(14, "certified by a manager who was revoked since", w.build(d.ADMIT, cast.lee.id, ros))
    c.refuse(14, "approved by a manager who was revoked since", w.build(d.ADMIT, cast.liz.id, ros))
    c.refuse(14, "and root does not admit it either", w.build(d.ADMIT, cast.lee.id, cast.root2))
    c.refuse(15, "no role", w.build(d.SET_ROLE, joel.id + b"\0", ros, maya))
    c.refuse(15, "roles 9", w.build(d.SET_ROLE, joel.id + b"\x09", ros, maya))
    c.refuse(15, "SET_ROLE to recovery", w.build(d.SET_ROLE, joel.id + b"\x08", ros, maya))
    c.refuse(15, "SET_ROLE of the recovery laptop", w.build(d.SET_ROLE, cast.rec.id + b"\1", cast.root2))
    other = Laptop("other", "other", "north", d.RECOVERY)
    c.refuse(15, "a recovery laptop by two managers", w.build(d.CERT, certificate(org, other, 1), ros, maya))
    acts = {"CERT_DEVICE": (d.CERT, certificate(org, Laptop("new", "new", "north", 1), 1)),
            "ADMIT": (d.ADMIT, cast.pia.id), "REVOKE": (d.REVOKE, cast.gus.id + b"\1"),
            "SET_ROLE": (d.SET_ROLE, cast.gus.id + b"\3"), "SET_TEAM": (d.SET_TEAM, cast.gus.id + rid("north")),
            "SET_POLICY": (d.SET_POLICY, policy(min_client=4)), "INCARNATION": (d.INCARNATION, p.number(8, 3) + b"\1")}
    for name, (kind, body) in acts.items():
        c.refuse(16, name + " by an adviser", w.build(kind, body, joel, maya))
        c.refuse(16, name + " by a keeper", w.build(kind, body, cast.kit, maya))
        c.accept(name + " by root alone", w.build(kind, body, cast.root2))
    for kind, name in ((d.ROTATE_RECOVERY, "ROTATE_RECOVERY"), (d.ROTATE_ROOT, "ROTATE_ROOT")):
        c.refuse(16, name + " by two managers", w.build(kind, Paper("root 3").dsk, ros, maya))


def second_cases(c, cast):
    w, ros, maya, joel = c.writer, cast.ros, cast.maya, cast.joel
    org = w.directory.org
    manager = Laptop("manager", "manager", "north", d.MANAGER)
    again = Laptop("joel again", "joel", "north", d.ADVISER)
    own = Laptop("ros again", "ros", "north", d.MANAGER)
    alone = {"a manager's laptop": (d.CERT, certificate(org, manager, 1)), "a second laptop for joel":
             (d.CERT, certificate(org, again, 1)), "a second laptop for herself": (d.CERT, certificate(org, own, 1)),
             "a manager is removed": (d.REVOKE, maya.id + b"\3"), "the keeper is removed": (d.REVOKE, cast.kit.id + b"\3"),
             "a manager's team": (d.SET_TEAM, maya.id + rid("south")), "an adviser's team": (d.SET_TEAM, joel.id + rid("south")), "a role": (d.SET_ROLE, joel.id + b"\2"),
             "a policy": (d.SET_POLICY, policy(min_client=5)), "a number": (d.INCARNATION, p.number(8, 3) + b"\1")}
    for title, (kind, body) in alone.items():
        c.refuse(17, title + ", by one manager", w.build(kind, body, ros))
        c.accept(title + ", by two", w.build(kind, body, ros, cast.vic))
        c.accept(title + ", by one and root", w.build(kind, body, ros, cast.root2))
    c.refuse(17, "root and an approver", w.build(d.SET_POLICY, policy(min_client=5), cast.root2, ros))
    c.refuse(17, "ROTATE_ROOT without the new root", w.build(d.ROTATE_ROOT, Paper("root 3").dsk, cast.root2))
    for title, second in (("an adviser approves", joel), ("a keeper approves", cast.kit), ("she approves herself", ros),
                          ("a revoked manager approves", cast.max), ("an unknown laptop approves", manager)):
        c.refuse(18, title, w.build(d.SET_POLICY, policy(min_client=5), ros, second))
    c.refuse(18, "a manager for the new root", w.build(d.ROTATE_ROOT, Paper("root 3").dsk, cast.root2, ros))
    c.refuse(18, "not needed, and no manager", w.build(d.ADMIT, cast.pia.id, ros, joel))
    c.accept("not needed, and a manager", w.build(d.ADMIT, cast.pia.id, ros, maya))
    c.refuse(19, "a signature in place of an approval",
             w.build(d.SET_POLICY, policy(min_client=5), ros, maya, broken="approval"))
    c.refuse(19, "the old root approves", w.build(d.SET_POLICY, policy(min_client=5), ros, cast.root))
    c.refuse(19, "the root key in force for the new one", w.build(d.ROTATE_ROOT, Paper("root 3").dsk, cast.root2, cast.root2))


def key_cases(c, cast):
    w, ros = c.writer, cast.ros
    org = w.directory.org
    new = Laptop("new", "new", "north", d.ADVISER)

    def cert(**changes):
        return w.build(d.CERT, certificate(org, new, 1, **changes), ros)

    c.refuse(20, "a signing key of small order", cert(dsk=SMALL_ORDER, possession=bytes(64)))
    c.refuse(20, "a box key of small order", cert(dbk=SMALL_ORDER))
    c.refuse(20, "a recovery key of small order", w.build(d.ROTATE_RECOVERY, bytes(32), cast.root2))
    c.refuse(20, "a signing key of order 8", cert(dsk=ORDER_8, possession=bytes(64)))
    mixed = sodium.crypto_core_ed25519_add(new.dsk, ORDER_8)
    c.refuse(20, "a signing key outside the main subgroup", cert(dsk=mixed, possession=bytes(64)))
    c.refuse(21, "an id of one's own choosing", cert(device=rid("x")))
    tess = cast.tess
    c.refuse(22, "a revoked laptop once more", w.build(d.CERT, certificate(org, tess, 1), ros))
    c.refuse(22, "a known box key", cert(dbk=tess.dbk, device=p.device_id(new.dsk, tess.dbk)))
    c.refuse(22, "the old recovery key as box key", cert(dbk=cast.recovery[0], device=p.device_id(new.dsk, cast.recovery[0])))
    c.refuse(22, "the old recovery key comes back", w.build(d.ROTATE_RECOVERY, cast.recovery[0], cast.root2))
    c.refuse(22, "the old root comes back", w.build(d.ROTATE_ROOT, cast.root.dsk, cast.root2, cast.root))
    good = certificate(org, new, 1)
    c.refuse(23, "another person than the laptop agreed to",
             w.build(d.CERT, good[:16] + rid("x") + good[32:], ros))
    c.refuse(23, "other roles than the laptop agreed to",
             w.build(d.CERT, good[:112] + bytes([d.MANAGER]) + good[113:], ros, cast.maya))
    c.refuse(23, "agreed to for another organisation", w.build(d.CERT, certificate(rid("x"), new, 1), ros))
    assert len(good) == sum(abs(size) for _, size in CERTIFICATE)


def late_cases(c, cast):
    w, ros, maya = c.writer, cast.ros, cast.maya
    c.refuse(24, "a suite that this entry is not written in",
             w.build(d.SET_POLICY, policy(min_suite=2, min_client=4), ros, maya))
    c.refuse(24, "a lower client", w.build(d.SET_POLICY, policy(min_client=3), ros, maya))
    c.accept("a lower client, and root approves", w.build(d.SET_POLICY, policy(min_client=3), ros, cast.root2))
    c.refuse(25, "the same number", w.build(d.INCARNATION, p.number(8, 2) + b"\1", ros, maya))
    c.refuse(25, "one number left out", w.build(d.INCARNATION, p.number(8, 4) + b"\1", ros, maya))
    leave = w.build(d.REVOKE, cast.gus.id + b"\3", cast.gus)
    c.accept("in the day after not_after", leave, d.arrival(NOON + d.DAY_MS))
    c.refuse(26, "a day and a millisecond after not_after", leave, d.arrival(NOON + d.DAY_MS + 1))
    c.accept("not_after counts on arrival only", leave)
    never = w.build(d.REVOKE, cast.kit.id + b"\3", cast.kit)
    c.accept("the last not_after there is: no sum may wrap", never, d.arrival(NOON))
    admit = w.build(d.ADMIT, cast.pia.id, ros)
    c.accept("after the hold", admit, d.arrival(NOON + 1_800_000, {21: NOON}))
    c.refuse(27, "a millisecond before the end of the hold", admit, d.arrival(NOON + 1_799_999, {21: NOON}))
    c.refuse(27, "a server whose clock went back", admit, d.arrival(NOON - 1, {21: NOON}))


def write(cast, writer):
    c = Cases(writer)
    for part in (header_cases, body_cases, genesis_cases, right_cases, second_cases, key_cases, late_cases):
        part(c, cast)
    return {"entries": writer.entries, "accepted": c.accepted, "refused": c.refused}
