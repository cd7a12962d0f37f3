# SPDX-License-Identifier: GPL-3.0-or-later
"""format.md 5 to 7 and 10: what an entry is, and what the accepted entries before it gave."""
from dataclasses import dataclass, field, replace

import primitives as p
from layout import CUT, ENTRY_CONTEXT, EPOCH, MEMBER, size_of, take

(OPS, EPOCH_TYPE, ATTACH, CHECKPOINT, SNAPSHOT, REDACT, ERASE, RESOLVE, RECOVERY_USED, CLOSE,
 COMPLAINT) = range(1, 12)
SEALED = (OPS, ATTACH, SNAPSHOT)
SEAL_EXTRA = 48
LIST_MAX = 2048
NAMED_MAX = 256
EPOCH_MAX = 117 + size_of(CUT) * LIST_MAX + size_of(MEMBER) * LIST_MAX
BODY_MAX = {OPS: 65_584, EPOCH_TYPE: EPOCH_MAX, ATTACH: 65_584, CHECKPOINT: 48, SNAPSHOT: 65_584, REDACT: 10_323,
            ERASE: 121, RESOLVE: 8_196, RECOVERY_USED: 5, CLOSE: 2, COMPLAINT: 5}
assert EPOCH_MAX == 471_157
RECOV = p.NOTHING16


class Entry:
    """The parts of an entry whose length is right."""

    def __init__(self, data):
        self.data, self.context, self.header = data, data[:244], data[:340]
        self.__dict__.update(vars(take(ENTRY_CONTEXT, self.context)))
        self.body_hash, self.signature = data[244:276], data[276:340]
        self.header_only = self.body_len > 0 and len(data) == 340
        self.body = None if self.header_only else data[340:]
        self.hash = entry_hash(self.header)
        self.signed = p.label("entry.sig") + data[:276]


def entry_hash(header):
    return p.h("entry.hash", header)


def log_head(former, position, hash_):
    return p.h("log.head", former, p.number(8, position), hash_)


def body_hash(body):
    return p.h("body", body)


def approval_message(context, body):
    """BODY without its last 80 bytes: approver and approval."""
    return p.label("entry.co") + context[:112] + body_hash(body[:-80])


@dataclass(frozen=True)
class Epoch:
    members: dict  # device: role; RECOV among them
    commit: bytes
    prev: int
    box: bytes


@dataclass(frozen=True)
class Placed:
    hash: bytes
    type: int
    redacted: bool = False


@dataclass(frozen=True)
class Log:
    org: bytes
    id: bytes
    heads: tuple = (p.NOTHING32,)
    floor: int = 0
    epochs: tuple = ()  # of Epoch: number 1 first
    tips: dict = field(default_factory=dict)  # device: (dev_seq, entry_hash)
    ids: dict = field(default_factory=dict)  # entry_id: entry_hash
    entries: tuple = ()  # of Placed
    accepted: frozenset = frozenset()
    complaints: frozenset = frozenset()
    owed: frozenset = frozenset()
    closed: bool = False
    erased: bool = False

    def __len__(self):
        return len(self.entries)

    @property
    def epoch(self):
        return len(self.epochs)

    def good(self):
        """How many entries from the first stand without a body kept back."""
        return min(self.owed) - 1 if self.owed else len(self)


def read_list(data, at, fields):
    """(items, next) of a counted list, or None where it is too short or too long."""
    if len(data) < at + 2:
        return None
    count, at = int.from_bytes(data[at:at + 2], "big"), at + 2
    size = size_of(fields)
    if count > LIST_MAX or len(data) < at + count * size:
        return None
    return [take(fields, data[at + i * size:at + (i + 1) * size]) for i in range(count)], at + count * size


def read_epoch(body):
    """None where the lists are not exactly as long as the body."""
    if body is None or len(body) < size_of(EPOCH):
        return None
    epoch = take(EPOCH, body[:size_of(EPOCH)])
    cuts = read_list(body, size_of(EPOCH), CUT)
    members = cuts and read_list(body, cuts[1], MEMBER)
    if not members or members[1] != len(body):
        return None
    epoch.cuts, epoch.members = cuts[0], members[0]
    return epoch


def after(log, entry, clear):
    """LOG with ENTRY, which judge_public accepted, and its clear body as read."""
    position = len(log) + 1
    changes = {
        "heads": log.heads + (log_head(log.heads[-1], position, entry.hash),),
        "floor": max(log.floor, entry.dir_seq),
        "tips": log.tips | {entry.device: (entry.dev_seq, entry.hash)},
        "ids": log.ids | {entry.entry_id: entry.hash},
        "entries": log.entries + (Placed(entry.hash, entry.type),),
    }
    if entry.header_only:
        changes["owed"] = log.owed | {position}
    if entry.type == EPOCH_TYPE:
        members = {member.device: member.role for member in clear.members}
        changes["epochs"] = log.epochs + (Epoch(members, clear.key_commit, clear.prev_epoch, clear.prev_key_box),)
    elif entry.type == REDACT:
        named = {at for at, _ in clear.named}
        changes["owed"] = log.owed - named
        changes["entries"] = tuple(replace(e, redacted=True) if i in named else e
                                   for i, e in enumerate(changes["entries"], 1))
    elif entry.type == ERASE:
        changes.update(erased=True, owed=frozenset())
    elif entry.type == RESOLVE and clear.decision == 1:
        changes["accepted"] = log.accepted | set(clear.hashes)
    elif entry.type == CLOSE:
        changes["closed"] = clear.state == 1
    elif entry.type == COMPLAINT:
        changes["complaints"] = log.complaints | {clear.epoch}
    return replace(log, **changes)
