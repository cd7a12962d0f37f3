#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The second verifier judges the frozen vectors of tests/vectors/ledger, and writes them again byte for byte.

It was written from app/ledger/docs/format.md and from nothing else.  Needs python3-nacl.
"""
import importlib
import sys

import directory as d
import enrolment as n
import epochs
import heads
import keys
import login
import logs
import member
import primitives as p
import public
import vectors_member
from layout import MESSAGE_D, MESSAGE_M, take
from vectors import FOLDER, NAMES, Vectors, arriving, raw

ROWS = {"D": len(d.RULES), "E": len(public.RULES), "P": len(epochs.RULES), "K": len(keys.RULES), "M": len(member.RULES), "S": 7}


def written_again(v):
    """Byte for byte, or the name of the file."""
    make = importlib.import_module("write-vectors")
    content = make.make()
    for name in NAMES:
        if make.text_of(content[name]) != (FOLDER / (name + ".json")).read_text("utf-8"):
            return name + ".json comes out differently"
    return None


def every_row_is_broken(v):
    seen = {case["rule"] for part in (v.directory["refused"], v.log["refused"], v.member["cases"], v.enrolment["exchanges"],
                                      v.enrolment["after"]) for case in part}
    seen |= {f"S{case['verdict'] - 700}" for case in v.enrolment["typed"] if case["verdict"]}
    missing = [f"{letter}{row}" for letter, rows in ROWS.items() for row in range(1, rows + 1)
               if f"{letter}{row}" not in seen]
    return f"no vector breaks {missing}" if missing else None


def every_type_is_there(v):
    kinds = {entry["type"] for entry in v.directory["entries"]}
    entries = {entry["type"] for chain in v.log["logs"] for entry in chain["entries"]}
    return None if kinds == set(range(1, 11)) and entries == set(range(1, 12)) else "a type is missing"


def labels_are_apart(v):
    """"LG1.sas" begins others, and what is hashed under it is 39 bytes long: none of theirs is."""
    names = [p.label(name) for name in p.LABELS if name != "sas"]
    return next((f"{a} begins {b}" for a in names for b in names if a != b and b.startswith(a)), None)


def judge_act(v, case):
    return d.judge(v.directories[case["directory"]], raw(case["bytes"]), arriving(case))[0] == case["verdict"]


def judge_entry(v, case):
    verdict, _ = public.judge_public(*v.of_case(case), raw(case["bytes"]), arriving(case), case.get("known", 0))
    return verdict == case["verdict"]


def directory_cases(v):
    for case in v.directory["refused"] + v.directory["accepted"]:
        yield case["title"], judge_act(v, case)


def log_cases(v):
    for case in v.log["refused"] + v.log["accepted"]:
        yield case["title"], judge_entry(v, case)
    for case in v.log["quarantine"]:
        yield case["title"], public.judge_quarantine(*v.of_case(case), raw(case["bytes"])) == case["verdict"]


def entries_and_places(v):
    for name, chain in v.chains.items():
        for length, entry in enumerate(chain["entries"]):
            yield name, v.replay(name, chain["log_id"], length), raw(entry["bytes"])
    for case in v.log["refused"] + v.log["accepted"]:
        yield case["title"], v.of_case(case)[1], raw(case["bytes"])


def accepted_once_accepted_for_ever(v):
    """What a server takes, every replay takes: as the directory grows too."""
    for title, log, data in entries_and_places(v):
        took = [size for size in range(1, len(v.directories))
                if public.judge_public(v.directories[size], log, data, d.arrival(0))[0] == 0]
        for size in range(took[0], len(v.directories)) if took else ():
            for known in {0, took[0]}:
                verdict, _ = public.judge_public(v.directories[size], log, data, known=known)
                yield f"{title}, directory {size}, known {known}", verdict == 0


def redacted_bodies_are_not_missed(v):
    """A log without the bodies REDACT names is the same log; without another's it is good only so far."""
    chain = v.chains["case"]
    for gone, good in (({5, 10}, 24), ({5}, 24), ({3}, 2), ({5, 7}, 6)):
        log = v.replay("case", chain["log_id"], 0)
        for position, entry in enumerate(chain["entries"], 1):
            data = raw(entry["bytes"])
            verdict, log = public.judge_public(v.whole, log, data[:340] if position in gone else data)
            assert verdict == (1 if position in gone else 0), (gone, position, verdict)
        yield f"bodies {sorted(gone)} are gone", (log.good(), log.heads[-1].hex()) == (good, chain["entries"][-1]["log_head"])


def pair_of(v, name):
    if name == "recovery":
        return logs.RECOV, p.box_pair(raw(v.keys["recovery_seeds"][1]))
    person = v.keys["people"][name]
    return raw(person["device"]), p.box_pair(raw(person["dbk_seed"]))


def judge_reading(v, case):
    reader, chain = vectors_member.Reader(case["reader"], *pair_of(v, case["reader"])), v.chains[case["log"]]
    log = v.replay(case["log"], chain["log_id"], 0)
    found = None
    behind = [raw(x) for x in case["before"]] + [raw(case["bytes"])]
    for data in [raw(e["bytes"]) for e in chain["entries"][:case["length"]]] + behind:
        verdict, log = public.judge_public(v.whole, log, data)
        assert verdict == 0, case["title"]
        found = reader.follow(v.whole, log, data)
    return (found[0], vectors_member.hashes(found[1])) == (case["verdict"], case["operations"])


def member_cases(v):
    for case in v.member["cases"]:
        yield case["title"], judge_reading(v, case)


def still_right(judge, v, case):
    try:
        return judge(v, case)
    except Exception:  # a row that is switched off may well make the next one trip
        return False


def no_row_is_idle(v):
    """Each row in turn is looked at and not listened to: a vector of its own must come out otherwise."""
    sets = [(d.RULES, "D", v.directory["refused"], judge_act), (public.RULES, "E", v.log["refused"], judge_entry),
            (epochs.RULES, "P", v.log["refused"], judge_entry), (keys.RULES, "K", v.member["cases"], judge_reading),
            (member.RULES, "M", v.member["cases"], judge_reading)]
    for rules, letter, cases, judge in sets:
        for row, rule in enumerate(list(rules), 1):
            own = [case for case in cases if case["rule"] == f"{letter}{row}"]
            rules[row - 1] = lambda j, rule=rule: (rule(j), False)[1]
            yield f"{letter}{row}", not all(still_right(judge, v, case) for case in own)
            rules[row - 1] = rule


def enrolment_cases(v):
    e = v.enrolment
    for case in e["exchanges"]:
        verdict, t = n.judge_joiner(*(raw(case[x]) for x in ("ticket_hash", "c", "m", "d")))
        yield case["title"], verdict == case["verdict"] and (t is None or t.hex() == e["transcript"])
    good, t = e["exchanges"][0], raw(e["transcript"])
    yield "the code", (n.code(t), n.answer(t)) == (e["code"], e["answer"])
    yield "the ticket", n.ticket_hash(raw(e["ticket"])).hex() == good["ticket_hash"]
    for case in e["typed"]:
        judge = n.judge_code if case["side"] == "manager" else n.judge_answer
        yield "typed " + case["typed"], judge(t, case["typed"]) == case["verdict"]
    new = take(MESSAGE_D, raw(good["d"]))
    for case in e["after"]:
        after = d.judge(v.whole, raw(case["entry"]))[1] if case["entry"] else v.whole
        yield case["title"], n.judge_directory(take(MESSAGE_M, raw(case["m"])), new, t, after) == case["verdict"]
    yield "the result", n.read(b"LGR1", raw(e["result"])) is not None
    tel = e["telephone"]
    w = n.telephone(raw(good["ticket_hash"]), *(raw(tel[x]) for x in ("org", "root", "recovery", "dsk", "dbk")))
    yield "by telephone", ([w.hex(), n.telephone_code(w), n.telephone_answer(w), n.telephone_transcript(w).hex()]
                           == [tel[x] for x in ("w", "code", "answer", "transcript")])


def login_cases(v):
    for case in v.login["cases"]:
        fields = {name: raw(case[name]) for name in ("server", "origin", "nonce", "device")}
        yield case["title"], login.judge(raw(case["dsk"]), raw(case["signature"]), wall_ms=case["wall_ms"], **fields) == case["verifies"]


def small_cases(v):
    for case in v.heads["cases"]:
        verdict = heads.judge_held(*([raw(x) for x in case[side]] for side in ("held", "shown")), case["held_number"],
                                   case["shown_number"])
        yield case["title"], verdict == case["verdict"]
    for case in v.ed25519["cases"]:
        public_key = raw(case["public"])
        verifies = p.verify(public_key, raw(case["message"]), raw(case["signature"]))
        yield case["title"], (verifies, p.usable_signer(public_key)) == (case["verifies"], case["usable"])
    for case in v.ed25519["boxes"]:
        yield "a box key", p.usable_box(raw(case["public"])) == case["usable"]


def known_answers(v):
    k = v.member["known_answers"]
    ck, org, log = raw(k["ck"]), raw(k["org"]), raw(k["log"])
    yield "key_commit", p.key_commit(ck, org, log, k["epoch"]).hex() == k["key_commit"]
    for name, key in k["subkeys"].items():
        yield name, p.subkey(ck, name).hex() == key
    w = k["wrap"]
    names = [raw(w["granter"]), raw(w["recipient"])]
    dbk = next(raw(one["dbk"]) for one in v.keys["people"].values() if one["device"] == w["recipient"])
    yield "once", p.wrap_once(ck, org, log, k["epoch"], *names).hex() == w["once_seed"]
    yield "wrap", keys.write_wrap(ck, org, log, k["epoch"], *names, dbk).hex() == w["wrap"]
    entry = logs.Entry(raw(k["entry"]))
    okm = member.okm(ck, entry.context)
    yield "okm", okm.hex() == k["okm"]
    yield "plain", p.unpad(p.unseal(okm[:32], entry.nonce, entry.body[32:], entry.context)).hex() == k["plain"]


WHOLE = [labels_are_apart, every_type_is_there, every_row_is_broken, written_again]
PARTS = [directory_cases, log_cases, accepted_once_accepted_for_ever, redacted_bodies_are_not_missed, member_cases,
         no_row_is_idle, enrolment_cases, login_cases, small_cases, known_answers]


def main():
    v, bad, count = Vectors(), 0, 0
    for part in PARTS:
        results = list(part(v))
        count += len(results)
        wrong = [title for title, right in results if not right] or ([] if results else ["nothing to judge"])
        bad += len(wrong)
        print(f"# {part.__name__}: {len(results)} judged" + "".join(f"\n#   wrong: {title}" for title in wrong[:20]))
    for part in WHOLE:
        problem = part(v)
        count, bad = count + 1, bad + (problem is not None)
        print(f"# {part.__name__}: {problem or 'yes'}")
    print(f"{'not ok' if bad else 'ok'} 1 - the vectors of the ledger: {count} judged, {bad} wrong\n1..1")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
