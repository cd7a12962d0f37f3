#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a council returns, as the program writes it, checked by rules written a second time."""
import csv
import datetime
import json
import os
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "report"))
import oc3  # noqa: E402
from box import MARKER, Box, main, test  # noqa: E402

YEAR = 2026


def person(name, born, codes, on="2025-06-10", **more):
    contact = {"on": on, "kind": "visit", "place": "home"}
    if codes is not None:
        contact["oc3"] = dict(zip(("in_touch", "activ", "accom"), codes))
    return {"preferred_name": name, "date_of_birth": born, "contacts": [contact], **more}


def take_in(box, people):
    document = json.dumps({"format": "waymark-cases/1", "people": people})
    answer = box.run("import", "-", "--json", passphrase=box.passphrase, stdin=document).json()
    return [p["id"] for p in answer["people"]]


@test
def every_rule_is_reported_by_its_number():
    planted = [
        ("131", person("A", "2006-06-15", ("", "", ""))),
        ("132", person("B", "2006-06-15", ("YES", "F3", "U1"))),
        ("133", person("C", "2006-06-15", ("NO", "0", ""))),
        ("153", person("D", "2006-06-15", ("", "F5", "U1"))),
        ("344", person("E", "2006-06-15", ("DIED", "F1", "0"))),
        ("345", person("F", "2006-06-15", ("YES", "0", "U1"))),
        ("347", person("G", "2007-06-15", ("YES", "F2", "T1"))),
        ("348", person("H", "2006-06-15", ("YES", "F2", "U1"))),
        ("3001", person("I", "2008-06-15", ("YES", "F2", "Z1"))),
        ("INT34", person("J", "2006-06-15", ("YES", "F2", "U1"))),
        ("INT34", person("K", "2006-06-15", ("YES", "F2", "U1"))),
        ("", person(MARKER, "2006-06-15", ("RHOM", "0", "0"))),
        ("", person("M", "2006-06-15", ("NO", "0", "0"))),
    ]
    with Box() as box:
        box.init()
        ids = take_in(box, [one for _, one in planted])
        children = ["77" if rule == "INT34" else f"c{n}" for n, (rule, _) in enumerate(planted)]
        numbers = box.write("numbers.csv", "\ufeffID;Child\r\n" + "".join(
            f"{i};{c}\r\n" for i, c in zip(ids, children)))
        last = box.write("last.csv", "child,DOB,IN_TOUCH,ACTIV,ACCOM\r\nc7,15/06/2006,died,0,0\r\n")
        file = box.path / "oc3.csv"
        words = ["report", "oc3", "--year", str(YEAR), "-o", str(file), "--children", numbers,
                 "--last-year", last]
        answer = box.run(*words, "--json").json()
        rows = oc3.read(file)
        assert len(rows) == answer["rows"] == len(planted)
        told = {(f["child"], f["rule"]) for f in answer["errors"] + answer["warnings"]}
        assert told == oc3.check(rows, YEAR, [{"CHILD": "C7", "IN_TOUCH": "DIED"}]), told
        for (rule, _), child in zip(planted, children):
            assert not rule or (child.upper(), rule) in told, (rule, told)
        assert not [f for f in answer["errors"] if f["name"] in (MARKER, "M")]
        assert [w["rule"] for w in answer["warnings"]] == ["347"]
        assert all(f["sentence"].endswith(".") and f["person"] in ids for f in answer["errors"])
        evidence = {e["name"]: e for e in answer["evidence"]}
        assert evidence["M"]["on"] == "2025-06-10" and len(evidence["M"]["contact"]) == 32
        assert (evidence["M"]["from"], evidence["M"]["to"]) == ("2025-03-15", "2025-07-15")

        box.run(*words, expect=1)
        lines = box.run(*words, "--force").out.splitlines()
        kinds = [line.split()[0] for line in lines if line.startswith(("Error", "Warning"))]
        assert kinds == sorted(kinds), "errors stand first"
        assert any(line.startswith("Error 132: B. ") for line in lines), lines
        assert lines[-1] == "13 rows were written."


@test
def the_file_agrees_with_the_rules_for_anybody():
    seed = int(os.environ.get("WAY_SEED") or random.randrange(1 << 32))
    print(f"# WAY_SEED={seed}")
    chance = random.Random(seed)
    choices = [sorted(oc3.IN_TOUCH) + ["", "YES"], sorted(oc3.ACTIV) + ["", "F3"],
               sorted(oc3.ACCOM) + ["", "0"]]
    people = [person(f"P{n}", f"{chance.randint(1999, 2010)}-{chance.randint(1, 12):02}-"
                     f"{chance.randint(1, 28):02}", [chance.choice(c) for c in choices],
                     on=f"2025-{chance.randint(1, 12):02}-01") for n in range(300)]
    with Box() as box:
        box.init()
        ids = take_in(box, people)
        file = box.path / "oc3.csv"
        answer = box.run("report", "oc3", "--year", str(YEAR), "-o", str(file), "--json").json()
        rows = oc3.read(file)
        assert len(rows) + len(answer["left_out"]) == len(ids)
        told = {(f["child"], f["rule"]) for f in answer["errors"] + answer["warnings"]}
        assert {t for t in told if t[1] != "NREQ"} == oc3.check(rows, YEAR)
        assert {r["CHILD"] for r in rows} <= {i.upper() for i in ids}


@test
def who_is_left_out_and_why():
    with Box() as box:
        box.init()
        ids = take_in(box, [
            person("In care", "2008-06-15", ("YES", "F2", "U1"),
                   statuses=[{"from": "2024-07-01", "status": "eligible"}]),
            person("No care", "2006-06-15", ("YES", "F2", "U1"),
                   statuses=[{"from": "2024-07-01", "status": "none"}]),
            person("Young", "2012-06-15", None), {"preferred_name": "No birth date"}])
        answer = box.run("report", "oc3", "--year", str(YEAR), "-o", str(box.path / "o"),
                         "--json").json()
        assert answer["rows"] == 0 and answer["errors"] == []
        assert {p["person"]: (p["reason"], p["rule"]) for p in answer["left_out"]} == dict(zip(ids, [
            ("in_care", "1007"), ("no_care", "1002"), ("not_in_year", ""), ("no_birth_date", "")]))


@test
def the_practice_caseload_tells_true_stories():
    """Every status follows from care history and agrees with what was entered, on whatever day this
    runs; a row without evidence is told in one line."""
    with Box() as box:
        box.init()
        box.run("import", "--practice")
        people = box.run("person", "list", "--json").json()
        with box.batch() as batch:
            shown = [batch.ask("person", "show", one["id"])["legal_status"] for one in people]
        assert len(shown) == 25
        for one in shown:
            assert one["status"] and one["why"].endswith("."), one
            assert one["from"] == "care_history" and one["differs"] == "", one
        year = datetime.date.today().year + (datetime.date.today().month > 3)
        for n in (year - 1, year):
            words = ("report", "oc3", "--year", str(n), "-o", str(box.path / "o"), "--force")
            errors = [e["name"] for e in box.run(*words, "--json").json()["errors"]]
            lines = [x for x in box.run(*words).out.splitlines() if x.startswith("Error ")]
            assert all(line.startswith("Error 131, 132, 133: ") for line in lines), lines
            assert len(lines) == len(set(errors)) == len(errors) / 3, lines


@test
def a_bad_command_line_writes_nothing():
    with Box() as box:
        box.init()
        file = str(box.path / "oc3.csv")
        rows = (
            (("--year", "2026"), 2), (("-o", file), 2), (("--year", "26", "-o", file), 2),
            (("--year", "2900", "-o", file), 4), (("--year", "2026", "-o", "-"), 4),
            (("--year", "2026", "-o", str(box.vault / "oc3.csv")), 4),
            (("--year", "2026", "-o", file, "--last-year", box.write("x", "a,b\n1,2\n")), 4),
            (("--year", "2026", "-o", file, "--last-year", str(box.path / "none")), 1),
            (("--year", "2026", "-o", file, "--children", box.write("y", "ID,CHILD\n\"a")), 4))
        with box.batch() as batch:
            for words, code in rows:
                batch.ask("report", "oc3", *words, code=code)
        assert not os.path.exists(file)
        assert not [p for p in box.path.iterdir() if p.name.startswith(".")]


def events_of(file):
    """The events of an iCalendar file, read by RFC 5545: CRLF, 75 bytes, folds, one value a name."""
    raw = file.read_bytes()
    assert raw.endswith(b"\r\n") and b"\n" not in raw.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    lines = raw.decode().replace("\r\n ", "").split("\r\n")[:-1]
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR"
    assert "VERSION:2.0" in lines and any(x.startswith("PRODID:") for x in lines)
    events = []
    for line in lines:
        name, value = line.split(":", 1)
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and not line.startswith("END:"):
            assert name not in events[-1], line
            events[-1][name] = value
    return events


@test
def a_calendar_names_nobody_and_keeps_its_identifiers():
    with Box() as box:
        box.init()
        box.run("import", "--practice")
        people = box.run("person", "list", "--json").json()
        files = [box.path / "one.ics", box.path / "two.ics"]
        for file in files:
            answer = box.run("report", "calendar", "-o", str(file), "--json").json()
            assert answer["events"] == len(events_of(file)) > 25, answer
        first, second = (events_of(file) for file in files)
        assert [e["UID"] for e in first] == [e["UID"] for e in second]
        assert len({e["UID"] for e in first}) == len(first)
        for event in first:
            starts = [n for n in event if n.startswith("DTSTART")]
            assert len(starts) == 1 and len(event["DTSTAMP"]) == 16 and event["CLASS"] == "PRIVATE"
        said = {e["SUMMARY"] for e in first}
        assert said <= {"Visit due", "Visit", "Plan review due", "Action due", "Appointment",
                        "Yearly offer due", "Needs assessment due"}, said
        text = files[0].read_text()
        for one in people:
            assert one["id"] not in text
            assert not [w for w in one["full_name"].split() if w in text], "a name"
        with box.batch() as batch:
            batch.ask("report", "calendar", "-o", str(files[0]), code=1)
            batch.ask("report", "calendar", code=2)


@test
def the_list_of_an_inspection_holds_no_address_and_no_formula():
    with Box() as box:
        box.init("--name", "Ros Whitfield", "--team", "Leaving care")
        take_in(box, [person(MARKER, "2006-06-15", ("YES", "F2", "U1"),
                             identity={"ethnicity": "=HYPERLINK(\"x\")"},
                             address={"lines": f"4 {MARKER} Street", "private": True},
                             statuses=[{"from": "2024-07-01", "status": "former_relevant"}]),
                      person("Old", "1990-06-15", None)])
        file = box.path / "list.csv"
        answer = box.run("report", "annex-a-9", "-o", str(file), "--json").json()
        assert (answer["rows"], answer["left_out"]) == (1, 1)
        with open(file, newline="", encoding="utf-8") as text:
            header, row = list(csv.reader(text))
        line = dict(zip(header, row))
        assert len(header) == 17 == len(row)
        assert line["Ethnicity"].startswith("'=") and MARKER not in file.read_text()
        assert line["Eligibility Category"] == "b) Former relevant"
        assert line["LA in Touch"] == "a) In touch"
        assert line["Latest Date of Contact"] == "10/06/2025"
        assert line["Suitability"] == "Suitable" and line["Activity Status"].startswith("F2 - ")
        assert line["Allocated Personal Advisor"] == "Ros Whitfield"
        with box.batch() as batch:
            batch.ask("report", "annex-a-9", "-o", str(file), code=1)
            batch.ask("report", "annex-a-9", "-o", "-", code=4)
            batch.ask("report", "annex-a-9", code=2)


main()
