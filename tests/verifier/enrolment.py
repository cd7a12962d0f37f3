# SPDX-License-Identifier: GPL-3.0-or-later
"""format.md 4: enrolment, its codes and rules S."""
import base64

import nacl.bindings as sodium

import primitives as p
from directory import MANAGER, possession_message
from layout import CERTIFICATE, MESSAGE_C, MESSAGE_D, MESSAGE_M, MESSAGE_RESULT, put, size_of, take

TWO_WAY, TELEPHONE = 1, 2
FORM, COMMITMENT, POSSESSION, CODE, ANSWER, DIRECTORY, CERTIFIED = range(701, 708)
SHAPES = {b"LGC1": MESSAGE_C, b"LGM1": MESSAGE_M, b"LGJ1": MESSAGE_D, b"LGR1": MESSAGE_RESULT}


def ticket_hash(ticket):
    return p.h("ticket", ticket)


def commitment(dsk, dbk, r):
    return p.h("sas.c", dsk, dbk, r)


def transcript(ticket_hash_, c, m, dsk, dbk, r):
    return p.h("sas.t", ticket_hash_, c, m, dsk, dbk, r)


def digits(data, count):
    return f"{int.from_bytes(data, 'big') % 10 ** count:0{count}d}"


def code(t):
    return digits(p.h("sas", t), 8)


def answer(t):
    return digits(p.h("sas.back", t), 4)


def same_digits(typed, shown):
    return typed.replace(" ", "") == shown


def read(magic, data):
    """The fields of a message, or None (S1)."""
    fields = SHAPES[magic]
    if len(data) != size_of(fields) or data[:4] != magic:
        return None
    message = take(fields, data)
    if getattr(message, "zero", 0) != 0:
        return None
    if magic == b"LGM1":
        keys = p.usable_signer(message.root) and p.usable_signer(message.dsk) and p.usable_box(message.recovery)
        return message if keys and 1 <= message.roles <= 8 else None
    if magic == b"LGJ1":
        return message if p.usable_signer(message.dsk) and p.usable_box(message.dbk) else None
    return None if magic == b"LGR1" and not 1 <= message.outcome <= 2 else message


def certificate(m, dsk, dbk, method, t, possession=bytes(64)):
    return put(CERTIFICATE, device=p.device_id(dsk, dbk), user=m.user, dsk=dsk, dbk=dbk, team=m.team, roles=m.roles,
               method=method, zero=0, not_after=m.not_after, transcript=t, possession=possession)


def judge_joiner(ticket_hash_, c, m, d):
    """(verdict, T): what the manager finds when d has come; the joiner runs it on its own d."""
    parts = [read(b"LGC1", c), read(b"LGM1", m), read(b"LGJ1", d)]
    if None in parts:
        return FORM, None
    fc, fm, fd = parts
    if commitment(fd.dsk, fd.dbk, fd.r) != fc.commitment:
        return COMMITMENT, None
    t = transcript(ticket_hash_, c, m, fd.dsk, fd.dbk, fd.r)
    message = possession_message(fm.org, certificate(fm, fd.dsk, fd.dbk, TWO_WAY, t))
    return (0, t) if p.verify(fd.dsk, message, fd.possession) else (POSSESSION, None)


def judge_code(t, typed):
    return 0 if same_digits(typed, code(t)) else CODE


def judge_answer(t, typed):
    return 0 if same_digits(typed, answer(t)) else ANSWER


def judge_directory(m, d, t, directory):
    """S6 and S7: what the joiner finds in the directory it has pulled."""
    if not 1 <= m.dir_seq <= len(directory) or directory.hashes[m.dir_seq] != m.dir_head:
        return DIRECTORY
    state = directory.states[m.dir_seq]
    hers = state.devices.get(m.device)
    if ((directory.org, state.root, state.recovery) != (m.org, m.root, m.recovery) or not state.in_force(m.device)
            or not hers.roles & MANAGER or hers.dsk != m.dsk):
        return DIRECTORY
    name = p.device_id(d.dsk, d.dbk)
    found = directory.certificates.get(name)
    wanted = certificate(m, d.dsk, d.dbk, TWO_WAY, t, d.possession)
    return 0 if found == wanted else CERTIFIED


# -- by telephone ------------------------------------------------------------------------------

def telephone(ticket_hash_, org, root, recovery, dsk, dbk):
    """w, from which all else comes."""
    password = p.h("tel", ticket_hash_, org, root, recovery, dsk, dbk)
    salt = p.h16("tel.salt", ticket_hash_, org)
    return sodium.crypto_pwhash_alg(32, password, salt, 3, 268_435_456, sodium.crypto_pwhash_ALG_ARGON2ID13)


def telephone_code(w):
    return base64.b32encode(w[:10]).decode("ascii")[:12]


def telephone_answer(w):
    return digits(w[16:], 4)


def telephone_transcript(w):
    return p.h("tel.t", w)
