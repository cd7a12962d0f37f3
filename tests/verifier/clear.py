# SPDX-License-Identifier: GPL-3.0-or-later
"""format.md 6: the clear bodies but EPOCH's.  Each reader gives None for anything but the one form."""
from types import SimpleNamespace

import logs
from layout import take


def read_checkpoint(body):
    return take([("seq", -8), ("head", 32), ("incarnation", -8)], body) if len(body) == 48 else None


def approved(body, fields):
    result = take(fields, body[:-80])
    result.approver, result.approval = body[-80:-64], body[-64:]
    return result


def read_named(body, size, start, end):
    """The chunks of SIZE bytes that a count at START - 2 announces, or None."""
    count = int.from_bytes(body[start - 2:start], "big")
    if not 1 <= count <= logs.NAMED_MAX or end - start != count * size:
        return None
    return [body[start + i * size:start + (i + 1) * size] for i in range(count)]


def rising(keys):
    return all(a < b for a, b in zip(keys, keys[1:]))


def read_redact(body):
    if len(body) < 83 or not 1 <= body[0] <= 3:
        return None
    chunks = read_named(body, 40, 3, len(body) - 80)
    if chunks is None:
        return None
    named = [(int.from_bytes(chunk[:8], "big"), chunk[8:]) for chunk in chunks]
    if not rising([at for at, _ in named]):
        return None
    return SimpleNamespace(named=named, approver=body[-80:-64], approval=body[-64:])


def read_erase(body):
    if len(body) != 121 or not 1 <= body[0] <= 3:
        return None
    return approved(body, [("reason", -1), ("seq", -8), ("head", 32)])


def read_resolve(body):
    if len(body) < 4 or not 1 <= body[0] <= 2 or not 1 <= body[1] <= 3:
        return None
    hashes = read_named(body, 32, 4, len(body))
    if hashes is None or not rising(hashes):
        return None
    return SimpleNamespace(decision=body[0], hashes=hashes)


def read_recovery_used(body):
    if len(body) != 5 or not 1 <= body[0] <= 3:
        return None
    return SimpleNamespace(epoch=int.from_bytes(body[1:], "big"))


def read_close(body):
    if len(body) != 2 or body[0] > 1 or not 1 <= body[1] <= 4:
        return None
    return SimpleNamespace(state=body[0])


def read_complaint(body):
    if len(body) != 5 or not 1 <= body[4] <= 4:
        return None
    return SimpleNamespace(epoch=int.from_bytes(body[:4], "big"), kind=body[4])


READERS = {logs.CHECKPOINT: read_checkpoint, logs.REDACT: read_redact, logs.ERASE: read_erase,
           logs.RESOLVE: read_resolve, logs.RECOVERY_USED: read_recovery_used, logs.CLOSE: read_close,
           logs.COMPLAINT: read_complaint}
