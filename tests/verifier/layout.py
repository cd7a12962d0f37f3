# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of fields: (name, size); a size below zero is a big-endian number of that many bytes."""
from types import SimpleNamespace

DIRECTORY_CONTEXT = [("magic", 4), ("suite", -1), ("type", -1), ("flags", -2), ("org", 16), ("seq", -8),
                     ("prev_hash", 32), ("signer", 16), ("wall_ms", -8), ("body_len", -4)]
CERTIFICATE = [("device", 16), ("user", 16), ("dsk", 32), ("dbk", 32), ("team", 16), ("roles", -1), ("method", -1),
               ("zero", -2), ("not_after", -8), ("transcript", 32), ("possession", 64)]
POLICY = [("min_suite", -1), ("passphrase_min", -1), ("offline_days", -2), ("hold_minutes", -2), ("zero", -2),
          ("min_client", -4)]
ENTRY_CONTEXT = [("magic", 4), ("suite", -1), ("type", -1), ("flags", -2), ("org", 16), ("log", 16), ("entry_id", 16),
                 ("device", 16), ("dir_seq", -8), ("dir_head", 32), ("dev_seq", -8), ("prev_dev_hash", 32),
                 ("seen_seq", -8), ("seen_head", 32), ("key_epoch", -4), ("zero", -4), ("wall_ms", -8), ("hlc", -8),
                 ("body_len", -4), ("nonce", 24)]
EPOCH = [("epoch", -4), ("prev_epoch", -4), ("reason", -1), ("key_commit", 32), ("prev_key_box", 72)]
CUT = [("device", 16), ("dev_seq", -8), ("hash", 32)]
MEMBER = [("device", 16), ("role", -1), ("flags", -1), ("wrap", 156)]
WRAP = [("magic", 4), ("suite", -1), ("zero", -3), ("org", 16), ("log", 16), ("epoch", -4), ("recipient", 16),
        ("granter", 16), ("ck", 32)]
MESSAGE_C = [("magic", 4), ("commitment", 32)]
MESSAGE_M = [("magic", 4), ("r", 32), ("org", 16), ("root", 32), ("recovery", 32), ("dir_seq", -8), ("dir_head", 32),
             ("device", 16), ("dsk", 32), ("user", 16), ("team", 16), ("roles", -1), ("zero", -7), ("not_after", -8)]
MESSAGE_D = [("magic", 4), ("dsk", 32), ("dbk", 32), ("r", 32), ("possession", 64)]
MESSAGE_RESULT = [("magic", 4), ("outcome", -1), ("zero", -7), ("dir_seq", -8), ("dir_head", 32)]


def size_of(fields):
    return sum(abs(size) for _, size in fields)


def take(fields, data):
    """The fields of DATA, which is exactly as long as they are."""
    assert len(data) == size_of(fields)
    result, at = SimpleNamespace(), 0
    for name, size in fields:
        part = data[at:at + abs(size)]
        setattr(result, name, int.from_bytes(part, "big") if size < 0 else part)
        at += abs(size)
    return result


def put(fields, **values):
    out = b""
    for name, size in fields:
        value = values.pop(name)
        part = value.to_bytes(-size, "big") if size < 0 else value
        assert len(part) == abs(size), name
        out += part
    assert not values, values
    return out


assert size_of(DIRECTORY_CONTEXT) == 92 and size_of(CERTIFICATE) == 220 and size_of(POLICY) == 12
assert size_of(ENTRY_CONTEXT) == 244 and size_of(EPOCH) == 113 and size_of(CUT) == 56 and size_of(MEMBER) == 174
assert size_of(WRAP) == 108 and size_of(MESSAGE_C) == 36 and size_of(MESSAGE_M) == 252
assert size_of(MESSAGE_D) == 164 and size_of(MESSAGE_RESULT) == 52
