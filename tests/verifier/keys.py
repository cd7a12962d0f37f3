# SPDX-License-Identifier: GPL-3.0-or-later
"""format.md 8: rules K.  Whether a member takes the key of an EPOCH that judge_public accepted."""
import primitives as p
from layout import WRAP, put, take
from logs import RECOV, Entry, read_epoch


class Taking:
    def __init__(self, directory, log, data, device, pair):
        """LOG: with this entry as its last epoch.  DEVICE: RECOV for the recovery key."""
        self.log, self.entry, self.device, self.pair = log, Entry(data), device, pair
        self.state = directory.states[self.entry.dir_seq]
        self.epoch = read_epoch(self.entry.body)
        self.ck = self.former = None


def k1_not_member(t):
    t.member = next((m for m in t.epoch.members if m.device == t.device), None)
    return t.member is None


def k2_wrap(t):
    t.plain = p.box_open(t.pair, t.member.wrap)
    return t.plain is None


def k3_fields(t):
    w = take(WRAP, t.plain)
    t.ck = w.ck
    return ((w.magic, w.suite, w.zero, w.org, w.log, w.epoch, w.recipient, w.granter)
            != (b"LGW1", 1, 0, t.entry.org, t.entry.log, t.epoch.epoch, t.device, t.entry.device))


def k4_commitment(t):
    return p.key_commit(t.ck, t.entry.org, t.entry.log, t.epoch.epoch) != t.epoch.key_commit


def former_extra(org, log, epoch, prev):
    return p.label("prevk") + org + log + p.number(4, epoch) + p.number(4, prev)


def open_former(ck, log, number):
    """What lies in the box of epoch NUMBER, or None."""
    epoch = log.epochs[number - 1]
    return p.unseal(p.subkey(ck, "prevk"), epoch.box[:24], epoch.box[24:],
                    former_extra(log.org, log.id, number, epoch.prev))


def fits(ck, log, number):
    return p.key_commit(ck, log.org, log.id, number) == log.epochs[number - 1].commit


def former_of(log, number, ck):
    """The key before, out of the box of epoch NUMBER whose key is CK; None unless K5 and K6 hold."""
    former = open_former(ck, log, number)
    return former if former is not None and fits(former, log, log.epochs[number - 1].prev) else None


def k5_box(t):
    if t.epoch.prev_epoch == 0:
        return False
    t.former = open_former(t.ck, t.log, t.epoch.epoch)
    return t.former is None


def k6_former(t):
    return t.former is not None and (t.former == t.ck or not fits(t.former, t.log, t.epoch.prev_epoch))


def write_wrap(ck, org, log, epoch, granter, recipient, public, changes=None):
    """The one wrap there is for these; CHANGES of fields for those who write others."""
    plain = put(WRAP, **({"magic": b"LGW1", "suite": 1, "zero": 0, "org": org, "log": log, "epoch": epoch,
                          "recipient": recipient, "granter": granter, "ck": ck} | (changes or {})))
    return p.box_seal(public, plain, p.wrap_once(ck, org, log, epoch, granter, recipient))


def k7_wraps(t):
    for member in t.epoch.members:
        public = t.state.recovery if member.device == RECOV else t.state.devices[member.device].dbk
        if member.wrap != write_wrap(t.ck, t.entry.org, t.entry.log, t.epoch.epoch, t.entry.device, member.device, public):
            return True
    return False


RULES = [k1_not_member, k2_wrap, k3_fields, k4_commitment, k5_box, k6_former, k7_wraps]
assert all(rule.__name__.startswith(f"k{row}_") for row, rule in enumerate(RULES, 1))


def take_key(directory, log, data, device, pair):
    """(verdict, {epoch: CK}): the new key, and the former one out of the box."""
    taking = Taking(directory, log, data, device, pair)
    for row, broken in enumerate(RULES, 1):
        if broken(taking):
            return 500 + row, {}
    keys = {taking.epoch.epoch: taking.ck}
    if taking.former is not None:
        keys[taking.epoch.prev_epoch] = taking.former
    return 0, keys
