# SPDX-License-Identifier: GPL-3.0-or-later
"""enrolment.json, heads.json, ed25519.json and login.json."""
import nacl.bindings as sodium

import directory as d
import enrolment as n
import heads
import login
import primitives as p
from layout import MESSAGE_C, MESSAGE_D, MESSAGE_M, MESSAGE_RESULT, put, take
from organisation import Laptop, rid, seed
from vectors_directory import ORDER_8, SMALL_ORDER

GROUP_ORDER = 2 ** 252 + 27742317777372353535851937790883648493


# -- enrolment ---------------------------------------------------------------------------------

class Exchange:
    """One laptop that joins by the two-way code."""

    def __init__(self, cast, writer):
        self.cast, self.writer = cast, writer
        self.laptop = Laptop("noor", "noor", "north", d.ADVISER)
        self.ticket = n.ticket_hash(seed("ticket")[:16])
        self.r_d, self.r_m = seed("r_D"), seed("r_M")
        one = self.laptop
        self.c = put(MESSAGE_C, magic=b"LGC1", commitment=n.commitment(one.dsk, one.dbk, self.r_d))
        self.m = self.answer_of_manager()
        self.d, self.t = self.reveal()

    def answer_of_manager(self, **changes):
        directory = self.writer.directory
        state, ros, one = directory.states[-1], self.cast.ros, self.laptop
        return put(MESSAGE_M, **({
            "magic": b"LGM1", "r": self.r_m, "org": directory.org, "root": state.root, "recovery": state.recovery,
            "dir_seq": len(directory), "dir_head": directory.hashes[-1], "device": ros.id, "dsk": ros.dsk, "user": one.user,
            "team": one.team, "roles": one.roles, "zero": 0, "not_after": 0} | changes))

    def reveal(self, m=None, **changes):
        """(d, T)"""
        one, m = self.laptop, m or self.m
        t = n.transcript(self.ticket, self.c, m, one.dsk, one.dbk, self.r_d)
        unsigned = n.certificate(take(MESSAGE_M, m), one.dsk, one.dbk, n.TWO_WAY, t)
        signed = p.sign(one.secret, d.possession_message(take(MESSAGE_M, m).org, unsigned))
        return put(MESSAGE_D, **({"magic": b"LGJ1", "dsk": one.dsk, "dbk": one.dbk, "r": self.r_d,
                                  "possession": signed} | changes)), t


def enrolment(cast, writer):
    x, cases = Exchange(cast, writer), []

    def judge(title, wanted, c=x.c, m=x.m, data=x.d, ticket=x.ticket):
        verdict, _ = n.judge_joiner(ticket, c, m, data)
        assert verdict == wanted, (title, verdict)
        cases.append({"rule": f"S{wanted - 700}" if wanted else "accepted", "title": title, "ticket_hash": ticket.hex(),
                      "c": c.hex(), "m": m.hex(), "d": data.hex(), "verdict": verdict})

    judge("as it should be", 0)
    judge("c: one byte short", 701, c=x.c[:-1])
    judge("c: another magic", 701, c=b"LGC2" + x.c[4:])
    judge("m: one byte more", 701, m=x.m + b"\0")
    judge("m: zero is not zero", 701, m=x.answer_of_manager(zero=1))
    judge("m: roles 9", 701, m=x.answer_of_manager(roles=9))
    judge("m: a root of small order", 701, m=x.answer_of_manager(root=SMALL_ORDER))
    judge("m: a recovery key of small order", 701, m=x.answer_of_manager(recovery=bytes(32)))
    judge("d: a box key of small order", 701, data=x.reveal(dbk=bytes(32))[0])
    other = Laptop("mallory", "mallory", "north", d.ADVISER)
    judge("another laptop than was committed to", 702, data=x.reveal(dsk=other.dsk, dbk=other.dbk)[0])
    judge("another r_D", 702, data=x.reveal(r=seed("x"))[0])
    judge("another ticket", 703, ticket=n.ticket_hash(rid("x")))
    judge("a possession for another person", 703, m=x.answer_of_manager(user=rid("x")))
    judge("a possession for another organisation", 703, m=x.answer_of_manager(org=rid("x")))
    judge("no possession", 703, data=x.reveal(possession=bytes(64))[0])
    return {"ticket": seed("ticket")[:16].hex(), "r_D": x.r_d.hex(), "r_M": x.r_m.hex(), "transcript": x.t.hex(),
            "code": n.code(x.t), "answer": n.answer(x.t), "exchanges": cases, "typed": typed(x), "after": after(x),
            "result": put(MESSAGE_RESULT, magic=b"LGR1", outcome=1, zero=0, dir_seq=27, dir_head=seed("x")).hex(),
            "telephone": telephone(x)}


def typed(x):
    right = n.code(x.t)
    wrong = f"{(int(right) + 1) % 10 ** 8:08d}"
    return ([{"side": "manager", "typed": text, "verdict": n.judge_code(x.t, text)}
             for text in (right, right[:4] + " " + right[4:], wrong, right[:7], right + "0", "", right[:-1] + "x")]
            + [{"side": "joiner", "typed": text, "verdict": n.judge_answer(x.t, text)}
               for text in (n.answer(x.t), f"{(int(n.answer(x.t)) + 1) % 10 ** 4:04d}", right)])


def after(x):
    """What the joiner then finds in the directory: entries that follow those of directory.json."""
    writer, cases = x.writer, []
    ros, new, org = x.cast.ros, n.read(b"LGJ1", x.d), x.writer.directory.org
    m = n.read(b"LGM1", x.m)
    right = n.certificate(m, new.dsk, new.dbk, n.TWO_WAY, x.t, new.possession)
    other_t = n.certificate(m, new.dsk, new.dbk, n.TWO_WAY, seed("x"))
    other_t = other_t[:156] + p.sign(x.laptop.secret, d.possession_message(org, other_t))

    def judge(title, wanted, certificate, m_):
        directory, entry = writer.directory, b""
        if certificate:
            entry = writer.build(d.CERT, certificate, ros)
            verdict, directory = d.judge(directory, entry)
            assert verdict == 0, (title, verdict)
        verdict = n.judge_directory(n.read(b"LGM1", m_), new, x.t, directory)
        assert verdict == wanted, (title, verdict)
        cases.append({"rule": f"S{wanted - 700}" if wanted else "accepted", "title": title, "entry": entry.hex(),
                      "m": m_.hex(), "verdict": verdict})

    judge("certified", 0, right, x.m)
    judge("not certified", 707, None, x.m)
    judge("certified for another transcript", 707, other_t, x.m)
    judge("another head", 706, right, x.answer_of_manager(dir_head=seed("x")))
    judge("a head to come", 706, right, x.answer_of_manager(dir_seq=40))
    judge("another root", 706, right, x.answer_of_manager(root=x.cast.root.dsk))
    judge("another recovery key", 706, right, x.answer_of_manager(recovery=x.cast.recovery[0]))
    joel = x.cast.joel
    judge("no manager", 706, right, x.answer_of_manager(device=joel.id, dsk=joel.dsk))
    judge("a manager's id with another key", 706, right, x.answer_of_manager(dsk=joel.dsk))
    judge("a revoked manager", 706, right, x.answer_of_manager(device=x.cast.max.id, dsk=x.cast.max.dsk))
    return cases


def telephone(x):
    m = n.read(b"LGM1", x.m)
    w = n.telephone(x.ticket, m.org, m.root, m.recovery, x.laptop.dsk, x.laptop.dbk)
    return {"org": m.org.hex(), "root": m.root.hex(), "recovery": m.recovery.hex(), "dsk": x.laptop.dsk.hex(),
            "dbk": x.laptop.dbk.hex(), "w": w.hex(), "code": n.telephone_code(w), "answer": n.telephone_answer(w),
            "transcript": n.telephone_transcript(w).hex()}


# -- heads and signatures ----------------------------------------------------------------------

def held():
    zero, one, two, other = p.NOTHING32, seed("head 1"), seed("head 2"), seed("head of a fork")
    cases = []
    for title, mine, shown, *numbers in (("equal", [zero, one], [zero, one]), ("longer", [zero, one], [zero, one, two]),
                               ("nothing held", [zero], [zero, one]), ("shorter", [zero, one, two], [zero, one]),
                               ("emptied", [zero, one], [zero]), ("another last entry", [zero, one, two], [zero, one, other]),
                               ("another, and longer", [zero, one], [zero, other, two]),
                               ("another, and shorter", [zero, one, two], [zero, other]),
                               ("another, after a restore", [zero, one, two], [zero, one, other], 1, 2),
                               ("another, by a directory of before", [zero, one, two], [zero, one, other], 2, 1),
                               ("shorter, after a restore", [zero, one, two], [zero, one], 1, 2)):
        then, now = numbers or (1, 1)
        cases.append({"title": title, "held": [h.hex() for h in mine], "shown": [h.hex() for h in shown],
                      "held_number": then, "shown_number": now, "verdict": heads.judge_held(mine, shown, then, now)})
    return {"cases": cases}


def add_order(signature):
    """S + L: the same number to those who do not look."""
    s = int.from_bytes(signature[32:], "little") + GROUP_ORDER
    return signature[:32] + s.to_bytes(32, "little")


def signatures(cast):
    public, secret = cast.ros.dsk, cast.ros.secret
    message = b"a message"
    good = p.sign(secret, message)
    mixed = sodium.crypto_core_ed25519_add(public, ORDER_8)
    high = bytes.fromhex("ed" + "ff" * 30 + "7f")  # p: zero, written otherwise
    cases = [("as it should be", public, message, good), ("S + L", public, message, add_order(good)),
             ("another message", public, b"another", good), ("the top bits of S set", public, message,
                                                             good[:63] + bytes([good[63] | 0xe0])),
             ("R of small order", public, message, SMALL_ORDER + good[32:]), ("S is zero", public, message, good[:32] + bytes(32)),
             ("nothing", public, message, bytes(64)), ("a key of order 1", SMALL_ORDER, message, SMALL_ORDER + bytes(32)),
             ("a key of order 8", ORDER_8, message, SMALL_ORDER + bytes(32)), ("a key of zeros", bytes(32), message, good),
             ("a key that is not canonical", high, message, SMALL_ORDER + bytes(32)),
             ("a key that is no point", b"\2" + bytes(31), message, good),
             ("a key outside the main subgroup", mixed, message, good)]
    return {"cases": [{"title": title, "public": a.hex(), "message": b.hex(), "signature": c.hex(), "verifies": p.verify(a, b, c),
                       "usable": p.usable_signer(a)} for title, a, b, c in cases],
            "boxes": [{"public": key.hex(), "usable": p.usable_box(key)} for key in (
                cast.ros.dbk, bytes(32), SMALL_ORDER, high, bytes.fromhex(
                    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"), bytes([0xff]) * 32)]}


def logins(cast):
    """The founding laptop at one server, and everything about it changed in turn."""
    ros = cast.ros
    good = {"server": rid("server"), "origin": b"https://sync.example.org:8443", "nonce": seed("nonce"), "device": ros.id,
            "wall_ms": 1_700_000_000_000}
    signature = p.sign(ros.secret, login.message(**good))
    cases = [("as it should be", {}, signature), ("another server", {"server": rid("server 2")}, signature),
             ("another origin", {"origin": b"https://sync.example.com:8443"}, signature),
             ("a port that moved into the nonce", {"origin": b"https://sync.example.org"}, signature),
             ("another nonce", {"nonce": seed("nonce 2")}, signature), ("another device", {"device": rid("device")}, signature),
             ("another time", {"wall_ms": good["wall_ms"] + 1}, signature),
             ("signed as an entry", {}, p.sign(ros.secret, p.label("entry.sig") + login.message(**good)[9:]))]
    for title, origin in (("the shortest origin", b"http://a"), ("the longest origin", b"https://" + b"a" * 247),
                          ("an origin too short", b"http://"), ("an origin too long", b"https://" + b"a" * 248),
                          ("a space in the origin", b"https://a b"), ("an origin beyond ASCII", "https://\u00e9".encode())):
        cases.append((title, {"origin": origin}, p.sign(ros.secret, login.message(**(good | {"origin": origin})))))
    return {"cases": [{"title": title} | login.written(good | changes)
                      | {"dsk": ros.dsk.hex(), "signature": signed.hex(),
                         "verifies": login.judge(ros.dsk, signed, **(good | changes))} for title, changes, signed in cases]}
