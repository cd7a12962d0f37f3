#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts legal status day by day, and holds the program to it.

Written from domain.md 1 alone: it walks through a life one day after the other with a tally in each
hand, and shares nothing with the C, which knows intervals and no tallies.  Lives are random and full
of what is hard: care that ends on a birthday, on the 91st day, periods that touch or overlap, leap
days, custody at 16, homes that last a day less than six months.

  check-status.py PROGRAM [--count N]   as many lives as WAY_BOX_SECONDS (20) hold, or N

WAY_SEED replays a run.
"""

import datetime
import os
import random
import subprocess
import sys
import time

SHORT = ("short_break_v3", "short_break_v4")
BASES = ("section_20", "care_order", "interim_care_order", "remand", "other")
ENDINGS = ("returned_home", "left_care", "turned_18", "other")
BATCH = 25


# -- the calendar ------------------------------------------------------------------------------

def birthday(born, age):
    """A leap-day child has theirs on 1 March in other years."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return datetime.date(born.year + age, 3, 1)


def months_after(day, months):
    """Keeps the number of the day, or takes the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return datetime.date(year, month + 1, number)
        except ValueError:
            continue
    raise AssertionError


# -- one life, a day at a time -----------------------------------------------------------------

def days_of(periods, born, length):
    """One byte a day: whether any of PERIODS holds that day."""
    days = bytearray(length)
    for begin, end in periods:
        at = max(0, (begin - born).days)
        until = length - 1 if end is None else min(length - 1, (end - born).days)
        while at <= until:
            days[at] = 1
            at += 1
    return days


def count_life(life):
    """[(first day, status, resting)]: every day from birth to the 26th birthday, alike ones as one."""
    born = life["born"]
    turns = {age: (birthday(born, age) - born).days for age in (14, 16, 18, 21, 25, 26)}
    length = turns[26]
    true_care = [row for row in life["care"] if row[2] not in SHORT + ("accommodated_other",)]
    in_care = days_of([row[:2] for row in true_care], born, length)
    for at in range(turns[18], length):
        in_care[at] = 0
    away = days_of([r[:2] for r in life["care"] if r[2] == "accommodated_other"], born, length)
    kept = [r for r in life["circumstances"]]
    detained = days_of([r[:2] for r in kept if r[2] in ("custody", "hospital")], born, length)
    with_parent = days_of([r[:2] for r in kept if r[2] == "with_parent"], born, length)
    programme = days_of([r[:2] for r in kept if r[2] == "education_programme"
                         and (r[0] - born).days < turns[21]], born, length)
    orders = [r for r in kept if r[2] == "special_guardianship"
              and 0 < (r[0] - born).days <= length and in_care[(r[0] - born).days - 1]]
    guarded = days_of([r[:2] for r in orders], born, length)
    # who was adopted, or died, on that last day of care
    ended = {(r[1] - born).days for r in true_care if r[1] is not None and r[3] in ("adopted", "died")}
    told = {}
    for on, what in life["support"]:
        told.setdefault((on - born).days, set()).add(what)

    answers = []
    tally = 0            # days in care since the 14th birthday, until yesterday
    last = None          # the last day in care, until yesterday
    tally_before_detained = 0
    in_care_before_detained = False
    care_since_16 = False
    detained_at_16 = False
    home_since = None    # the first of the days with a parent that have no gap
    home_enough = 0
    at_18 = None
    asked = studying = False

    for day in range(length):
        # what the day begins with
        if detained[day] and (day == 0 or not detained[day - 1]):
            tally_before_detained = tally
            in_care_before_detained = day > 0 and bool(in_care[day - 1])
        if day == turns[16]:
            detained_at_16 = bool(detained[day]) and in_care_before_detained \
                and tally_before_detained >= 91
        if with_parent[day] and not in_care[day] and day >= turns[16]:
            if home_since is None:
                home_since = day
                six = months_after(born + datetime.timedelta(days=day), 6)
                home_enough = (six - born).days
        else:
            home_since = None
        now = told.get(day, ())
        if "asked" in now:
            asked = True
        elif "declined" in now or "no_longer_wanted" in now:
            asked = False
        if "education_told" in now:
            studying = True
        elif "education_ended" in now:
            studying = False

        # what that makes of the young person
        gone = last is not None and last in ended
        leaver = ((last is not None and last >= turns[16] and tally >= 91) or detained_at_16)
        settled_at_home = home_since is not None and day >= home_enough
        if day < turns[16] or day >= turns[25]:
            answer = ("none", False)
        elif day < turns[18]:
            if in_care[day]:
                answer = ("eligible" if tally >= 91 else "none", False)
            elif gone:
                answer = ("none", False)
            elif leaver:
                answer = ("qualifying" if settled_at_home else "relevant", False)
            else:
                answer = ("qualifying" if care_since_16 or guarded[day] else "none", False)
        else:
            if day == turns[18]:
                if gone:
                    at_18 = "none"
                elif leaver and not settled_at_home:
                    at_18 = "former_relevant"
                elif leaver or care_since_16 or guarded[day - 1]:
                    at_18 = "qualifying"
                else:
                    at_18 = "none"
            answer = (at_18, False)
            if at_18 == "qualifying" and day >= turns[21] and not studying:
                answer = ("none", False)
            if at_18 == "former_relevant" and day >= turns[21]:
                if studying:
                    answer = ("former_relevant_education", False)
                elif programme[day]:
                    answer = ("former_relevant", False)
                elif asked:
                    answer = ("former_relevant_21_plus", False)
                else:
                    answer = ("former_relevant", True)

        # what the day adds
        if in_care[day]:
            last = day
            if day >= turns[14]:
                tally += 1
            if day >= turns[16]:
                care_since_16 = True
        if away[day] and turns[16] <= day < turns[18]:
            care_since_16 = True
        if not answers or answers[-1][1:] != answer:
            answers.append((born + datetime.timedelta(days=day),) + answer)
    return answers


# -- lives -------------------------------------------------------------------------------------

def near(chance, born):
    """A day: mostly near one on which something turns."""
    if chance.random() < 0.25:
        return born + datetime.timedelta(days=chance.randrange(0, 26 * 365))
    age = chance.choice((13, 14, 14, 15, 16, 16, 16, 17, 18, 18, 21, 25))
    day = birthday(born, age) + datetime.timedelta(
        days=chance.choice((-183, -91, -90, -89, -30, -2, -1, 0, 0, 0, 1, 2, 30, 89, 90, 91, 92, 181)))
    return max(day, born)


def make_periods(chance, born, most):
    """Begin and end; many touch, some overlap, some do not end."""
    periods, begin = [], None
    for _ in range(chance.randrange(most + 1)):
        if begin is None or chance.random() < 0.4:
            begin = near(chance, born)
        length = chance.choice((0, 1, 27, 60, 88, 89, 90, 91, 92, 150, 181, 182, 183, 184, 185, 400, 900,
                                2000, None))
        if chance.random() < 0.3:
            end = max(begin, near(chance, born))
        else:
            end = None if length is None else begin + datetime.timedelta(days=length)
        periods.append((begin, end))
        begin = None if end is None else end + datetime.timedelta(
            days=chance.choice((-1, 0, 1, 1, 2, 10, 100)))
        if begin is not None and begin < born:
            begin = None
    return periods


def make_life(chance):
    born = datetime.date(1996, 1, 1) + datetime.timedelta(days=chance.randrange(18 * 365))
    if chance.random() < 0.1:
        born = datetime.date(chance.choice((1996, 2000, 2004, 2008)), 2, 29)
    elif chance.random() < 0.1:
        born = born.replace(month=8, day=31)
    care = []
    for begin, end in make_periods(chance, born, 5):
        basis = chance.choice(BASES)
        if chance.random() < 0.12:
            basis = chance.choice(SHORT + ("accommodated_other",))
        ending = "" if end is None else chance.choice(ENDINGS)
        if end is not None and chance.random() < 0.06:
            ending = chance.choice(("adopted", "died"))
        care.append((begin, end, basis, ending))
    circumstances = []
    for what, likely in (("custody", 0.25), ("hospital", 0.1), ("with_parent", 0.4),
                         ("special_guardianship", 0.15), ("education_programme", 0.2)):
        if chance.random() < likely:
            circumstances += [(b, e, what) for b, e in make_periods(chance, born, 2)]
    if care and chance.random() < 0.3:
        # taken into custody, a guardian or home straight from care
        end = chance.choice(care)[1]
        if end is not None:
            begin = end + datetime.timedelta(days=chance.choice((0, 1, 1, 1, 2)))
            circumstances.append((begin, chance.choice((None, begin + datetime.timedelta(days=400))),
                                  chance.choice(("custody", "special_guardianship", "with_parent"))))
    support = [(max(born, birthday(born, 20) + datetime.timedelta(days=chance.randrange(-300, 2100))),
                chance.choice(("offered", "asked", "declined", "no_longer_wanted", "education_told",
                               "education_ended")))
               for _ in range(chance.choice((0, 0, 1, 2, 4, 6)))]
    return {"born": born, "care": care, "circumstances": circumstances, "support": support}


def describe(life):
    lines = ["born %s" % life["born"]]
    lines += ["care %s %s %s %s" % (b, e or "-", basis, ending or "-")
              for b, e, basis, ending in life["care"]]
    lines += ["circumstance %s %s %s" % (b, e or "-", what) for b, e, what in life["circumstances"]]
    lines += ["support %s %s" % row for row in life["support"]]
    return "\n".join(lines + ["end"]) + "\n"


# -- the comparison ----------------------------------------------------------------------------

def ask(program, lives):
    """What PROGRAM says of each of LIVES."""
    run = subprocess.run([program], input="".join(map(describe, lives)), text=True, check=True,
                         stdout=subprocess.PIPE)
    answers, life = [], []
    for line in run.stdout.splitlines():
        if line == "end":
            answers.append(life)
            life = []
        else:
            day, status, resting = line.split()
            life.append((datetime.date.fromisoformat(day), status, resting == "rests"))
    return answers


def compare(life, told):
    counted = count_life(life)
    if counted == told:
        return True
    print("# " + describe(life).replace("\n", "\n# "))
    print("# counted: " + str([(str(a), b, c) for a, b, c in counted]))
    print("# told:    " + str([(str(a), b, c) for a, b, c in told]))
    return False


def main():
    program = sys.argv[1]
    count = int(sys.argv[sys.argv.index("--count") + 1]) if "--count" in sys.argv else None
    seed = int(os.environ.get("WAY_SEED", "1"))
    box = float(os.environ.get("WAY_BOX_SECONDS", "20"))
    chance, begun, lives, good, seen = random.Random(seed), time.monotonic(), 0, True, set()
    print("TAP version 13\n1..2\n# random seed: %d" % seed, flush=True)
    while good and (lives < count if count else lives == 0 or time.monotonic() - begun < box):
        batch = [make_life(chance) for _ in range(BATCH)]
        told = ask(program, batch)
        good = len(told) == BATCH and all(map(compare, batch, told))
        seen.update(answer[1:] for life in told for answer in life)
        lives += BATCH
    print("# %d lives, every day of each" % lives)
    print(("ok" if good else "not ok") + " 1 every day of every life counts alike")
    # lives that never came to a status would hold nothing to anything
    wanted = 8
    print(("ok" if len(seen) == wanted else "not ok") + " 2 every status was come to")
    return 0 if good and len(seen) == wanted else 1


if __name__ == "__main__":
    sys.exit(main())
