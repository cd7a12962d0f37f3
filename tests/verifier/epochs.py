# SPDX-License-Identifier: GPL-3.0-or-later
"""format.md 7: rules P.  J is the judgement of public.py, which has been through E1 to E20."""
from directory import ADVISER, KEEPER, MANAGER, RECOVERY
from logs import RECOV, read_epoch

NO_BOX = bytes(72)


def rising(keys):
    return all(a < b for a, b in zip(keys, keys[1:]))


def p1_form(j):
    e = j.clear = read_epoch(j.entry.body)
    if e is None or not e.members or not 1 <= e.reason <= 6:
        return True
    if not rising([c.device for c in e.cuts]) or not rising([m.device for m in e.members]):
        return True
    if any(m.flags != (1 if m.device == RECOV else 0) for m in e.members):
        return True
    return (e.prev_epoch >= e.epoch or (e.prev_key_box == NO_BOX) != (e.prev_epoch == 0)
            or e.key_commit == bytes(32))


def p2_compare(j):
    return not j.has_seen_all() or j.entry.dir_seq < j.log.floor


def p3_number(j):
    return j.clear.epoch != j.log.epoch + 1 or j.clear.epoch != j.entry.key_epoch


def p4_prev(j):
    between = range(j.clear.prev_epoch + 1, j.clear.epoch)
    return any(number not in j.log.complaints for number in between)


def p5_recovery(j):
    first = j.clear.members[0]
    return first.device != RECOV or first.role != 0


def people(j):
    return j.clear.members[1:]


def p6_inactive(j):
    return not all(j.in_force(member.device) for member in people(j))


def p7_role(j):
    return any(member.role != j.at_d.devices[member.device].roles for member in people(j))


def wanted_first(j):
    """The members of epoch 1, RECOV left out."""
    if j.log.id == j.at_d.team_log:
        return j.at_d.in_force_with(15)
    team = j.at_d.devices[j.entry.device].team
    managers = {name for name in j.at_d.in_force_with(MANAGER) if j.at_d.devices[name].team == team}
    return managers | j.at_d.in_force_with(KEEPER) | {j.entry.device}


def p8_first(j):
    if j.clear.epoch != 1:
        return False
    if not j.roles & (ADVISER | MANAGER | KEEPER):
        return True
    return {member.device for member in people(j)} != wanted_first(j)


def before(j):
    return set(j.log.epochs[-1].members) - {RECOV}


def only_drops(j):
    """(c): who the directory has revoked is left out, and nothing else happens."""
    stay = {name for name in before(j) if j.at_d.devices[name].active}
    return (j.entry.device in before(j) and {m.device for m in people(j)} == stay and stay != before(j)
            and j.clear.prev_epoch == j.clear.epoch - 1)


def p9_signer(j):
    if j.clear.epoch == 1 or only_drops(j) or j.roles & RECOVERY:
        return False
    return j.entry.device not in before(j) or not j.roles & (MANAGER | KEEPER)


def p10_keepers(j):
    if j.clear.epoch == 1 or only_drops(j):
        return False
    wanted = j.at_d.in_force_with(15 if j.log.id == j.at_d.team_log else KEEPER)
    return not wanted <= {member.device for member in people(j)}


def p11_cuts(j):
    left = before(j) - {member.device for member in people(j)} if j.log.epochs else set()
    wanted = sorted((name, *j.log.tips.get(name, (0, bytes(32)))) for name in left)
    return [(c.device, c.dev_seq, c.hash) for c in j.clear.cuts] != wanted


RULES = [p1_form, p2_compare, p3_number, p4_prev, p5_recovery, p6_inactive, p7_role, p8_first, p9_signer, p10_keepers,
         p11_cuts]
assert all(rule.__name__.startswith(f"p{row}_") for row, rule in enumerate(RULES, 1))
