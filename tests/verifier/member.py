# SPDX-License-Identifier: GPL-3.0-or-later
"""format.md 11: judge_member and rules M."""
from dataclasses import dataclass, field, replace

import logs
import operations as o
import primitives as p
from logs import Entry

OK, SAME, HELD, KEPT = 0, 2, 3, 4


@dataclass(frozen=True)
class Known:
    """What a member has of one log: keys, the parts and the operations so far."""
    keys: dict = field(default_factory=dict)  # epoch: CK
    parts: dict = field(default_factory=dict)  # (device, origin, act): (size, {part: piece})
    ops: dict = field(default_factory=dict)  # (origin, counter): bytes


class Opening:
    def __init__(self, known, data):
        self.known, self.entry = known, Entry(data)
        self.kept = False


def okm(ck, context):
    return p.blake(p.label("entry.v1") + context, 64, key=p.subkey(ck, "entry"))


def m1_no_key(j):
    j.ck = j.known.keys.get(j.entry.key_epoch)
    return j.ck is None


def m2_commit(j):
    j.okm = okm(j.ck, j.entry.context)
    return j.okm[32:] != j.entry.body[:32]


def m3_open(j):
    j.padded = p.unseal(j.okm[:32], j.entry.nonce, j.entry.body[32:], j.entry.context)
    return j.padded is None


def m4_pad(j):
    j.plain = p.unpad(j.padded)
    return j.plain is None


def parts_of(size):
    return (size + o.PIECE - 1) // o.PIECE


def m5_form(j):
    schema = int.from_bytes(j.plain[:2], "little")
    j.kept = j.entry.type != logs.OPS or (len(j.plain) >= 2 and schema != o.SCHEMA)
    if j.kept:
        return False
    value = o.decode(o.PLAIN, j.plain)
    if value is None:
        return True
    _, origin, j.act, j.part, j.parts, j.packing, j.size, packed = value
    j.origin, j.packed = bytes(origin), bytes(packed)
    return (len(j.origin) != 16 or j.act == 0 or not 1 <= j.part <= j.parts or j.packing > o.DEFLATED
            or not 1 <= j.size <= o.SIZE_MAX or j.parts != parts_of(j.size))


def m6_piece(j):
    j.piece = o.inflate(j.packed) if j.packing == o.DEFLATED else j.packed
    expected = o.PIECE if j.part < j.parts else j.size - (j.parts - 1) * o.PIECE
    return j.piece is None or len(j.piece) != expected


def m7_other(j):
    j.name = (j.entry.device, j.origin, j.act)
    size, parts = j.known.parts.get(j.name, (j.size, {}))
    j.gathered = parts | {j.part: j.piece}
    return size != j.size or parts.get(j.part, j.piece) != j.piece


def complete(j):
    return len(j.gathered) == j.parts


def m8_act(j):
    if not complete(j):
        return False
    value = o.decode("aay", b"".join(j.gathered[n] for n in range(1, j.parts + 1)))
    j.items = value and [bytes(item) for item in value]
    return not j.items


def m9_operation(j):
    if not complete(j):
        return False
    j.ops = [o.read_operation(item) for item in j.items]
    return None in j.ops


def m10_whole(j):
    if not complete(j):
        return False
    if any((op.case, op.origin, op.act, op.act_n) != (j.entry.log, j.origin, j.act, len(j.ops)) for op in j.ops):
        return True
    return [op.counter for op in j.ops] != [j.act + i for i in range(len(j.ops))]


def m11_taken(j):
    if not complete(j):
        return False
    return any(j.known.ops.get((op.origin, op.counter), op.bytes) != op.bytes for op in j.ops)


RULES = [m1_no_key, m2_commit, m3_open, m4_pad, m5_form, m6_piece, m7_other, m8_act, m9_operation, m10_whole, m11_taken]
assert all(rule.__name__.startswith(f"m{row}_") for row, rule in enumerate(RULES, 1))


def result(j):
    """(verdict, known', operations)"""
    parts = j.known.parts | {j.name: (j.size, j.gathered)}
    if not complete(j):
        return HELD, replace(j.known, parts=parts), []
    new = {(op.origin, op.counter): op.bytes for op in j.ops}
    verdict = SAME if new.keys() <= j.known.ops.keys() else OK
    return verdict, replace(j.known, parts=parts, ops=j.known.ops | new), j.items


def judge_member(known, data):
    """(verdict, known', operations) of an entry with its body that judge_public accepted."""
    j = Opening(known, data)
    for row, broken in enumerate(RULES, 1):
        if broken(j):
            return 400 + row, known, []
        if j.kept:
            return KEPT, known, []
    return result(j)
