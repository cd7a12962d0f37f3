# SPDX-License-Identifier: GPL-3.0-or-later
"""format.md 10: judge_public and rules E."""
import clear
import epochs
import logs
import primitives as p
from directory import ADVISER, DAY_MS, KEEPER, MANAGER, RECOVERY, ROOT
from logs import Entry

OK, OK_NO_BODY, SAME = 0, 1, 2
ANY = 15
RIGHT = {logs.OPS: ADVISER | MANAGER, logs.ATTACH: ADVISER | MANAGER, logs.CHECKPOINT: ANY,
         logs.SNAPSHOT: MANAGER | KEEPER, logs.REDACT: ADVISER | MANAGER, logs.ERASE: MANAGER, logs.RESOLVE: MANAGER,
         logs.RECOVERY_USED: MANAGER | KEEPER | RECOVERY, logs.CLOSE: ADVISER | MANAGER, logs.COMPLAINT: ANY}


class Judgement:
    """One entry beside the directory and the log it would be appended to."""

    def __init__(self, directory, log, data, arriving=None, known=0, quarantine=False):
        self.directory, self.log, self.data, self.arriving = directory, log, data, arriving
        self.known = len(directory) if arriving else known
        self.quarantine, self.clear = quarantine, None

    def place(self):
        """After E10: D, F and what hangs on them."""
        e = self.entry
        self.at_d, self.at_f = self.directory.states[e.dir_seq], self.directory.states[self.end]
        self.accepted = self.quarantine or e.hash in self.log.accepted
        self.roles = self.directory.roles(e.device, e.dir_seq, e.dir_seq if self.accepted else self.end)
        self.excused = self.accepted and self.directory.incarnation_after(e.dir_seq)

    def in_force(self, device):
        return self.at_d.in_force(device) and self.at_f.in_force(device)

    def has_seen_all(self):
        return (self.entry.seen_seq, self.entry.seen_head) == (len(self.log), self.log.heads[-1])

    def tip(self):
        return self.log.tips.get(self.entry.device, (0, p.NOTHING32))

    def qualified(self, approver):
        """Section 6: who may approve."""
        if approver == ROOT:
            return self.at_d.root == self.at_f.root
        if not self.in_force(approver) or approver not in self.log.epochs[-1].members:
            return False
        other = self.at_d.devices[approver].user != self.at_d.devices[self.entry.device].user
        return other and bool(self.directory.roles(approver, self.entry.dir_seq, self.end) & MANAGER)

    def approval_key(self):
        approver = self.clear.approver
        return self.at_d.root if approver == ROOT else self.at_d.devices[approver].dsk


# -- rules E, in order -------------------------------------------------------------------------

def e1_length(j):
    if len(j.data) < 340:
        return True
    kind, body_len = j.data[5], int.from_bytes(j.data[216:220], "big")
    if body_len > logs.BODY_MAX.get(kind, logs.EPOCH_MAX) or len(j.data) not in (340, 340 + body_len):
        return True
    j.entry = Entry(j.data)
    return False


def e2_magic(j):
    return j.entry.magic != b"LGE1"


def e3_suite(j):
    return j.entry.suite != 1


def e4_flags(j):
    return j.entry.flags >> 8 != 0


def e5_type(j):
    return not logs.OPS <= j.entry.type <= logs.COMPLAINT


def e6_context(j):
    e = j.entry
    return (e.zero != 0 or 0 in (e.key_epoch, e.dev_seq, e.dir_seq)
            or (e.type not in logs.SEALED and e.nonce != bytes(24))
            or (e.seen_seq == 0 and e.seen_head != p.NOTHING32)
            or (e.dev_seq == 1 and e.prev_dev_hash != p.NOTHING32))


def e7_body_hash(j):
    return not j.entry.header_only and logs.body_hash(j.entry.body) != j.entry.body_hash


def e8_log(j):
    return (j.entry.org, j.entry.log) != (j.log.org, j.log.id)


def e9_directory(j):
    j.end = max(j.entry.dir_seq, j.log.floor, j.known)
    return j.end > len(j.directory)


def e10_dir_head(j):
    if j.entry.dir_head != j.directory.hashes[j.entry.dir_seq]:
        return True
    j.place()
    return False


def e11_device(j):
    return not (j.at_d.in_force(j.entry.device) if j.accepted else j.in_force(j.entry.device))


def e12_signature(j):
    return not p.verify(j.at_d.devices[j.entry.device].dsk, j.entry.signed, j.entry.signature)


def e13_entry_id(j):
    return j.entry.entry_id in j.log.ids


def e14_erased(j):
    return j.log.erased


def e15_dev_seq(j):
    return j.entry.dev_seq <= j.tip()[0]


def e16_gap(j):
    return not j.accepted and j.entry.dev_seq != j.tip()[0] + 1


def e17_dev_prev(j):
    return not j.accepted and j.entry.prev_dev_hash != j.tip()[1]


def e18_seen(j):
    return not j.excused and j.entry.seen_seq > len(j.log)


def e19_seen_head(j):
    return not j.excused and j.entry.seen_head != j.log.heads[j.entry.seen_seq]


def e20_begin(j):
    return len(j.log) == 0 and j.entry.type != logs.EPOCH_TYPE


def e21_stale(j):
    return not j.accepted and j.entry.key_epoch < j.log.epoch


def e22_epoch(j):
    return j.entry.key_epoch > j.log.epoch


def e23_member(j):
    if j.entry.type == logs.RECOVERY_USED and j.roles & RECOVERY:
        return False
    return j.entry.device not in j.log.epochs[j.entry.key_epoch - 1].members


def e24_bucket(j):
    return j.entry.type in logs.SEALED and j.entry.body_len - logs.SEAL_EXTRA not in p.BUCKETS


def e25_body(j):
    if j.entry.type in logs.SEALED:
        return False
    j.clear = None if j.entry.header_only else clear.READERS[j.entry.type](j.entry.body)
    return j.clear is None


def e26_right(j):
    return (j.accepted and j.entry.type != logs.OPS) or not j.roles & RIGHT[j.entry.type]


def e27_compare(j):
    return j.entry.type == logs.ERASE and not j.has_seen_all()


def e28_target(j):
    if j.entry.type != logs.REDACT:
        return False
    for at, hash_ in j.clear.named:
        if not 1 <= at <= len(j.log):
            return True
        found = j.log.entries[at - 1]
        if found.hash != hash_ or found.type not in logs.SEALED or found.redacted:
            return True
    return False


def is_approved_type(j):
    return j.entry.type in (logs.REDACT, logs.ERASE)


def e29_approver(j):
    return is_approved_type(j) and not j.qualified(j.clear.approver)


def e30_approval(j):
    if not is_approved_type(j):
        return False
    message = logs.approval_message(j.entry.context, j.entry.body)
    return not p.verify(j.approval_key(), message, j.clear.approval)


def e31_checkpoint(j):
    if j.entry.type not in (logs.CHECKPOINT, logs.ERASE):
        return False
    if (j.clear.seq, j.clear.head) != (j.entry.seen_seq, j.entry.seen_head):
        return True
    return j.entry.type == logs.CHECKPOINT and j.clear.incarnation != j.at_d.incarnation


def e32_state(j):
    return j.entry.type == logs.CLOSE and (j.clear.state == 1) == j.log.closed


def e33_complaint(j):
    if j.entry.type not in (logs.COMPLAINT, logs.RECOVERY_USED):
        return False
    if not 1 <= j.clear.epoch <= j.log.epoch:
        return True
    return j.entry.type == logs.COMPLAINT and j.entry.device not in j.log.epochs[j.clear.epoch - 1].members


def e34_no_body(j):
    return (j.arriving is not None or j.quarantine) and j.entry.header_only


def e35_expired(j):
    if j.arriving is None or j.accepted:
        return False
    not_after = j.at_d.devices[j.entry.device].not_after
    return not_after != 0 and j.arriving.now_ms > not_after + DAY_MS


RULES = [e1_length, e2_magic, e3_suite, e4_flags, e5_type, e6_context, e7_body_hash, e8_log, e9_directory, e10_dir_head,
         e11_device, e12_signature, e13_entry_id, e14_erased, e15_dev_seq, e16_gap, e17_dev_prev, e18_seen,
         e19_seen_head, e20_begin, e21_stale, e22_epoch, e23_member, e24_bucket, e25_body, e26_right, e27_compare,
         e28_target, e29_approver, e30_approval, e31_checkpoint, e32_state, e33_complaint, e34_no_body, e35_expired]
assert all(rule.__name__.startswith(f"e{row}_") for row, rule in enumerate(RULES, 1))


# -- the judges --------------------------------------------------------------------------------

def first_broken(j, rules, base, start, end):
    for row in range(start, end + 1):
        if rules[row - 1](j):
            if (base, row) == (200, 13) and is_same(j):
                return SAME
            return base + row
    return OK


def is_same(j):
    return (j.arriving is not None or j.quarantine) and j.log.ids[j.entry.entry_id] == j.entry.hash


def verdict_of(j):
    verdict = first_broken(j, RULES, 200, 1, 20)
    if verdict == OK and j.entry.type == logs.EPOCH_TYPE and not j.accepted:
        return first_broken(j, epochs.RULES, 300, 1, 11) or first_broken(j, RULES, 200, 34, 35)
    if verdict == OK and j.entry.type == logs.EPOCH_TYPE:
        return 226
    if j.quarantine:
        return verdict or first_broken(j, RULES, 200, 21, 26) or first_broken(j, RULES, 200, 34, 34)
    return verdict or first_broken(j, RULES, 200, 21, 35)


def judge_public(directory, log, data, arriving=None, known=0):
    """(verdict, log'): KNOWN is how long the directory was, for certain, when the entry was appended."""
    j = Judgement(directory, log, data, arriving, known)
    verdict = verdict_of(j)
    if verdict != OK:
        return verdict, log
    return (OK_NO_BODY if j.entry.header_only else OK), logs.after(log, j.entry, j.clear)


def judge_quarantine(directory, log, data):
    """What the quarantine lane takes; it has nothing after it."""
    return verdict_of(Judgement(directory, log, data, quarantine=True))
