# SPDX-License-Identifier: GPL-3.0-or-later
"""format.md 3: the directory log and rules D."""
from dataclasses import dataclass, field, replace
from types import SimpleNamespace

import primitives as p
from layout import CERTIFICATE, DIRECTORY_CONTEXT, POLICY, put, take

GENESIS, CERT, ADMIT, REVOKE, SET_ROLE, SET_TEAM, SET_POLICY, ROTATE_RECOVERY, ROTATE_ROOT, INCARNATION = range(1, 11)
BODY_SIZE = {GENESIS: 312, CERT: 220, ADMIT: 16, REVOKE: 17, SET_ROLE: 17, SET_TEAM: 32, SET_POLICY: 12,
             ROTATE_RECOVERY: 32, ROTATE_ROOT: 32, INCARNATION: 9}
ADVISER, MANAGER, KEEPER, RECOVERY = 1, 2, 4, 8
SECOND = 0x0100
ROOT = p.NOTHING16
DAY_MS = 86_400_000
TARGETED = (ADMIT, REVOKE, SET_ROLE, SET_TEAM)


@dataclass(frozen=True)
class Device:
    user: bytes
    team: bytes
    roles: int
    dsk: bytes
    dbk: bytes
    not_after: int
    seq: int  # of its certificate
    by: tuple  # who signed and approved that
    active: bool = True
    admitted: bool = False


@dataclass(frozen=True)
class State:
    """What the directory says at one length."""
    devices: dict
    root: bytes = b""
    recovery: bytes = b""
    team_log: bytes = b""
    policy: object = None
    incarnation: int = 0
    known: frozenset = frozenset()  # device ids and keys

    def in_force(self, device):
        found = self.devices.get(device)
        return found is not None and found.active and found.admitted

    def in_force_with(self, roles):
        return {name for name, d in self.devices.items() if d.active and d.admitted and d.roles & roles}


@dataclass(frozen=True)
class Directory:
    org: bytes = b""
    hashes: tuple = (p.NOTHING32,)
    states: tuple = (State({}),)
    certificates: dict = field(default_factory=dict)  # device: its certificate as it stands

    def __len__(self):
        return len(self.states) - 1

    def first(self, length):
        return replace(self, hashes=self.hashes[:length + 1], states=self.states[:length + 1])

    def roles(self, device, start, end):
        """Roles it has at every position from start to end."""
        roles = 15
        for state in self.states[start:end + 1]:
            roles &= state.devices[device].roles if device in state.devices else 0
        return roles

    def incarnation_after(self, seq):
        return self.states[-1].incarnation > self.states[seq].incarnation


def dir_hash(data):
    return p.h("dir.hash", data)


def organisation_id(root, recovery, team_log, device):
    return p.h16("org", root, recovery, team_log, device)


def message(context, body):
    return context + p.blake(body)


def possession_message(org, certificate):
    return p.label("dir.pop") + org + certificate[:156]


# -- taking an entry apart ---------------------------------------------------------------------

class Act:
    """One entry beside the directory it would be appended to."""

    def __init__(self, directory, data, arriving):
        self.directory, self.data, self.arriving = directory, data, arriving
        self.now = directory.states[-1]

    def cut(self):
        self.context = self.data[:92]
        self.__dict__.update(vars(take(DIRECTORY_CONTEXT, self.context)))
        self.body = self.data[92:92 + self.body_len]
        rest = self.data[92 + self.body_len:]
        self.signature, self.approver, self.approval = rest[:64], rest[64:80], rest[80:144]
        self.has_second = bool(self.flags & SECOND)
        self.by_root = self.signer == ROOT
        self.message = message(self.context, self.body)

    def read_body(self):
        """After D5 and once the length fits."""
        body, kind = self.body, self.type
        self.certificate = self.policy = self.target = self.roles = self.team = self.reason = self.new_key = None
        if kind == GENESIS:
            self.root, self.recovery, self.team_log = body[:32], body[32:64], body[64:80]
            self.policy, self.certificate = take(POLICY, body[80:92]), body[92:]
        elif kind == CERT:
            self.certificate = body
        elif kind in TARGETED:
            self.target = body[:16]
            self.reason = body[16] if kind == REVOKE else None
            self.roles = body[16] if kind == SET_ROLE else None
            self.team = body[16:] if kind == SET_TEAM else None
        elif kind == SET_POLICY:
            self.policy = take(POLICY, body)
        elif kind in (ROTATE_RECOVERY, ROTATE_ROOT):
            self.new_key = body
        elif kind == INCARNATION:
            self.number, self.reason = int.from_bytes(body[:8], "big"), body[8]
        if self.certificate is not None:
            self.new = take(CERTIFICATE, self.certificate)
            self.roles = self.new.roles

    def device(self, name):
        return self.now.devices.get(name)

    def is_manager(self, name):
        return self.now.in_force(name) and bool(self.device(name).roles & MANAGER)

    def signer_key(self):
        if self.by_root:
            return self.root if self.type == GENESIS else self.now.root
        return self.device(self.signer).dsk

    def needs_two(self):
        """Whether a manager's signature alone is not enough (3.3)."""
        if self.type == CERT:
            has_one = any(d.user == self.new.user and d.active for d in self.now.devices.values())
            return self.roles != ADVISER or has_one
        if self.type == REVOKE:
            target = self.device(self.target)
            return target.admitted and target.roles != ADVISER
        return self.type in (SET_ROLE, SET_TEAM, SET_POLICY, INCARNATION)


# -- rules D, in order -------------------------------------------------------------------------

def d1_length(a):
    if len(a.data) < 156 or int.from_bytes(a.data[88:92], "big") > 1024:
        return True
    a.cut()
    return len(a.data) != 156 + a.body_len + (80 if a.has_second else 0)


def d2_magic(a):
    return a.magic != b"LGD1"


def d3_suite(a):
    return a.suite != 1


def d4_flags(a):
    return a.flags >> 8 not in (0, 1)


def d5_type(a):
    return not GENESIS <= a.type <= INCARNATION


def policy_out_of_range(policy):
    return (policy.zero != 0 or policy.min_suite < 1 or not 12 <= policy.passphrase_min <= 64
            or policy.offline_days > 365 or policy.hold_minutes > 10_080)


def certificate_out_of_range(a):
    new = a.new
    methods = (0,) if a.type == GENESIS else (0, 1, 2) if a.by_root else (1, 2)
    return (new.zero != 0 or new.user == p.NOTHING16 or new.method not in methods
            or (new.method == 0) != (new.transcript == p.NOTHING32))


def d6_body(a):
    if len(a.body) != BODY_SIZE[a.type]:
        return True
    a.read_body()
    if a.policy is not None and policy_out_of_range(a.policy):
        return True
    if a.certificate is not None and certificate_out_of_range(a):
        return True
    if a.type == GENESIS:
        return a.team_log == p.NOTHING16
    if a.type == REVOKE:
        return not 1 <= a.reason <= 4
    return a.type == INCARNATION and not 1 <= a.reason <= 3


def d7_place(a):
    return (a.type == GENESIS) != (len(a.directory) == 0)


def d8_org(a):
    if a.type == GENESIS:
        return a.org != organisation_id(a.root, a.recovery, a.team_log, a.new.device)
    return a.org != a.directory.org


def d9_seq(a):
    return a.seq != len(a.directory) + 1


def d10_prev(a):
    return a.prev_hash != a.directory.hashes[-1]


def d11_signer(a):
    if a.type == GENESIS or a.by_root:
        return not a.by_root
    if a.type == REVOKE and a.signer == a.target:
        return a.device(a.signer) is None or not a.device(a.signer).active
    return not a.now.in_force(a.signer)


def d12_signature(a):
    return not p.verify(a.signer_key(), p.label("dir.sig") + a.message, a.signature)


def d13_target(a):
    return a.type in TARGETED and (a.device(a.target) is None or not a.device(a.target).active)


def d14_admitted(a):
    if a.type != ADMIT:
        return False
    target = a.device(a.target)
    return target.admitted or not all(name == ROOT or a.device(name).active for name in target.by)


def d15_roles(a):
    if a.roles is None:
        return False
    if not 1 <= a.roles <= 8 or (a.type == GENESIS and not a.roles & MANAGER):
        return True
    if a.type == SET_ROLE:
        return a.roles == RECOVERY or a.device(a.target).roles == RECOVERY
    return a.roles == RECOVERY and not a.by_root


def d16_right(a):
    if a.by_root or (a.type == REVOKE and a.signer == a.target):
        return False
    return a.type in (ROTATE_RECOVERY, ROTATE_ROOT) or not a.is_manager(a.signer)


def d17_approver(a):
    if a.type == ROTATE_ROOT:
        return not a.has_second
    if a.by_root:
        return a.has_second
    if a.type == REVOKE and a.signer == a.target:
        return False
    return a.needs_two() and not a.has_second


def d18_second(a):
    if not a.has_second or a.approver == ROOT:
        return False
    if a.type == ROTATE_ROOT or not a.is_manager(a.approver):
        return True
    return a.device(a.approver).user == a.device(a.signer).user


def d19_approval(a):
    if not a.has_second:
        return False
    if a.approver == ROOT:
        key = a.new_key if a.type == ROTATE_ROOT else a.now.root
    else:
        key = a.device(a.approver).dsk
    return not p.verify(key, p.label("dir.co") + a.message, a.approval)


def d20_key(a):
    signers, boxes = [], []
    if a.type == GENESIS:
        signers, boxes = [a.root], [a.recovery]
    if a.certificate is not None:
        signers, boxes = signers + [a.new.dsk], boxes + [a.new.dbk]
    if a.type == ROTATE_ROOT:
        signers = [a.new_key]
    if a.type == ROTATE_RECOVERY:
        boxes = [a.new_key]
    return not all(map(p.usable_signer, signers)) or not all(map(p.usable_box, boxes))


def d21_device_id(a):
    return a.certificate is not None and a.new.device != p.device_id(a.new.dsk, a.new.dbk)


def new_names(a):
    names = [a.new_key] if a.new_key is not None else []
    if a.type == GENESIS:
        names += [a.root, a.recovery]
    if a.certificate is not None:
        names += [a.new.device, a.new.dsk, a.new.dbk]
    return names


def d22_known(a):
    names = new_names(a)
    return len(set(names)) != len(names) or bool(a.now.known & set(names))


def d23_possession(a):
    if a.certificate is None:
        return False
    return not p.verify(a.new.dsk, possession_message(a.org, a.certificate), a.new.possession)


def d24_policy(a):
    if a.policy is None:
        return False
    if a.policy.min_suite > a.suite:
        return True
    if a.type == GENESIS:
        return False
    root_agrees = a.by_root or (a.has_second and a.approver == ROOT)
    before = a.now.policy
    return (a.policy.min_suite < before.min_suite
            or (a.policy.min_client < before.min_client and not root_agrees))


def d25_number(a):
    return a.type == INCARNATION and a.number != a.now.incarnation + 1


def d26_expired(a):
    if a.arriving is None or a.by_root:
        return False
    not_after = a.device(a.signer).not_after
    return not_after != 0 and a.arriving.now_ms > not_after + DAY_MS


def d27_hold(a):
    if a.arriving is None or a.type != ADMIT:
        return False
    since = a.arriving.now_ms - a.arriving.received[a.device(a.target).seq]
    return since < a.now.policy.hold_minutes * 60_000


RULES = [d1_length, d2_magic, d3_suite, d4_flags, d5_type, d6_body, d7_place, d8_org, d9_seq, d10_prev, d11_signer,
         d12_signature, d13_target, d14_admitted, d15_roles, d16_right, d17_approver, d18_second, d19_approval, d20_key,
         d21_device_id, d22_known, d23_possession, d24_policy, d25_number, d26_expired, d27_hold]
assert all(rule.__name__.startswith(f"d{row}_") for row, rule in enumerate(RULES, 1))


# -- what an accepted entry changes ------------------------------------------------------------

def after(a):
    now, devices = a.now, dict(a.now.devices)
    changes = {"known": now.known | set(new_names(a))}
    if a.certificate is not None:
        by = (a.signer, a.approver) if a.has_second else (a.signer,)
        devices[a.new.device] = Device(a.new.user, a.new.team, a.new.roles, a.new.dsk, a.new.dbk, a.new.not_after, a.seq,
                                       by, admitted=a.type == GENESIS)
    if a.type == GENESIS:
        changes.update(root=a.root, recovery=a.recovery, team_log=a.team_log, incarnation=1)
    if a.policy is not None:
        changes["policy"] = a.policy
    if a.type in TARGETED:
        change = {ADMIT: {"admitted": True}, REVOKE: {"active": False}, SET_ROLE: {"roles": a.roles},
                  SET_TEAM: {"team": a.team}}[a.type]
        devices[a.target] = replace(devices[a.target], **change)
    if a.type == ROTATE_RECOVERY:
        changes["recovery"] = a.new_key
    if a.type == ROTATE_ROOT:
        changes["root"] = a.new_key
    if a.type == INCARNATION:
        changes["incarnation"] = a.number
    return replace(now, devices=devices, **changes)


def judge(directory, data, arriving=None):
    """(verdict, directory'): ARRIVING has now_ms and received {seq: ms}, on a server; None on replay."""
    act = Act(directory, data, arriving)
    for row, broken in enumerate(RULES, 1):
        if broken(act):
            return 100 + row, directory
    certificates = directory.certificates
    if act.certificate is not None:
        certificates = certificates | {act.new.device: act.certificate}
    return 0, Directory(act.org, directory.hashes + (dir_hash(data),), directory.states + (after(act),), certificates)


def arrival(now_ms, received=None):
    return SimpleNamespace(now_ms=now_ms, received=received or {})
