#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A table of people comes in by a map of its columns."""
import json
import os

from box import MARKER, Box, main, test

MAP = {"format": "waymark-map/1", "columns": [
    {"column": "First", "to": "/preferred_name"},
    {"column": "First", "to": "/full_name"},
    {"column": "Last", "to": "/full_name"},
    {"column": "Born", "to": "/date_of_birth", "as": "date"},
    {"column": "Status", "to": "/statuses/0/status", "as": "code", "list": "status",
     "codes": {"FRC": "former_relevant"}},
    {"column": "Since", "to": "/statuses/0/from", "as": "date"},
    {"column": "Seen", "to": "/contacts/0/on", "as": "date"},
    {"column": "Touch", "to": "/contacts/0/oc3/in_touch", "as": "code", "list": "oc3_in_touch"},
    {"column": "Hidden", "to": "/address/private", "as": "yes_no"},
    {"column": "Street", "to": "/address/lines"}]}
HEADER = "First;Last;Born;Status;Since;Seen;Touch;Hidden;Street;Worker\r\n"
GOOD = ('Ada;Byron;10/12/2005;frc;1 Dec 2023;01/10/2025 09:30;yes;Y;"4 ""High"" St;\nLeeds";Ros\r\n'
        "Nell;;2006-02-03;Former relevant;;;In touch;no;;\r\n")


def run(box, batch, table, *words, by=MAP, code=0):
    """In a batch, as every unlock takes its time."""
    file = box.write("people.csv", table)
    table_map = box.write("map.json", by if isinstance(by, str) else json.dumps(by))
    return batch.ask("import", file, "--map", table_map, *words, code=code)


def export(batch):
    return batch.ask("export")["people"]


def come_in(box, batch, text):
    shown = run(box, batch, text, "--preview")
    assert shown["imported"] == 2 and shown["dry_run"] and export(batch) == []
    columns = {c["column"]: (c["to"], c["filled"]) for c in shown["columns"]}
    assert columns["Worker"] == (None, 1) and columns["Born"] == ("/date_of_birth", 2)
    answer = run(box, batch, text)
    assert answer["imported"] == 2 and [p["index"] for p in answer["people"]] == [2, 4]
    ada, nell = sorted(export(batch), key=lambda p: p["preferred_name"])
    assert (ada["full_name"], ada["date_of_birth"]) == ("Ada Byron", "2005-12-10")
    assert ada["statuses"][0]["status"] == "former_relevant"
    assert ada["statuses"][0]["from"] == "2023-12-01"
    assert ada["contacts"][0]["on"] == "2025-10-01"
    assert ada["contacts"][0]["oc3"]["in_touch"] == "YES"
    assert ada["address"]["private"] and ada["address"]["lines"] == '4 "High" St;\nLeeds'
    assert nell["contacts"][0]["oc3"]["in_touch"] == "YES"
    assert nell["date_of_birth"] == "2006-02-03"


@test
def whole_people_come_from_any_encoding():
    for text in ((HEADER + GOOD).encode(), (HEADER + GOOD).encode("utf-8-sig"),
                 (HEADER + GOOD).encode("utf-16"), (HEADER + GOOD).replace("\r\n", "\n").encode()):
        with Box() as box:
            box.init()
            with box.batch() as batch:
                come_in(box, batch, text)


@test
def refusals_name_line_and_column_and_nothing_is_half_imported():
    bad = (f"{MARKER};;31/6/2006;xx;;soon;yes;perhaps;;\r\n" "Una;;1/1/2999;;;;;;;\r\n"
           ";;;;;;;;;;;too;many\r\n")
    with Box() as box:
        box.init()
        with box.batch() as batch:
            answer = run(box, batch, HEADER + GOOD + bad, code=4)
            assert len(export(batch)) == 2
        assert (answer["imported"], answer["refused_people"]) == (2, 3), answer
        told = sorted(r["path"] for r in answer["refused"])
        assert told == sorted(["line 5, column 3, Born", "line 5, column 4, Status",
                               "line 5, column 6, Seen", "line 5, column 8, Hidden",
                               "line 6, column 3, Born", "line 7"]), told
        assert MARKER not in json.dumps(answer["refused"])


@test
def what_is_no_table_changes_nothing():
    wide = ",".join(f"c{n}" for n in range(100))
    cases = [
        (HEADER + 'Ada;"never ends', MAP), (b"\xff\xfe" + b"a", MAP), (b"First\n\xff\n", MAP),
        ("", MAP), ("First\nAda\n", MAP), (HEADER + GOOD, "{"), (HEADER + GOOD, "{}"),
        (HEADER + GOOD, {"format": "waymark-map/1", "columns": [{"column": "First"}]}),
        (HEADER + GOOD, {"format": "waymark-map/1", "columns": [
            {"column": "First", "to": "/contacts/1/on"}]}),
        (HEADER + GOOD, {"format": "waymark-map/1", "columns": [
            {"column": "First", "to": "/address"}, {"column": "Last", "to": "/address/lines"}]}),
        (wide + "\n" + wide + ",\"", {"format": "waymark-map/1", "columns": [
            {"column": "c99", "to": "/preferred_name"}]})]
    with Box() as box:
        box.init()
        with box.batch() as batch:
            for table, by in cases:
                run(box, batch, table, by=by, code=4)
            assert export(batch) == []
            hundred = run(box, batch, wide + "\n" + wide + "\n", by=cases[-1][1])
            assert hundred["imported"] == 1
            file = box.write("people.csv", HEADER)
            batch.ask("import", file, "--preview", code=2)
            batch.ask("import", "--practice", "--map", file, code=2)


@test
def two_hundred_megabytes_are_refused_in_bounded_memory():
    with Box() as box:
        box.init()
        file = box.path / "large.csv"
        with open(file, "wb") as out:
            out.write(HEADER.encode())
            out.truncate(200 * 1024 * 1024)
        result = box.run("import", str(file), "--map", box.write("m", json.dumps(MAP)), expect=4)
        assert "96 MiB" in result.err, result.err


@test
def the_map_that_is_installed_reads_its_own_table():
    path = os.path.join(os.environ.get("WAY_DATA_DIR", "data"), "caseload.map.json")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    header = ",".join(c["column"] for c in json.loads(text)["columns"])
    row = ("Ada,Ada Byron,she/her,10/12/2005,07700 900123,ada@example.org,4 High St,ZZ1 1ZZ,yes,FRC,"
           "01/12/2023,01/10/2025,yes,f2,u1")
    with Box() as box:
        box.init()
        with box.batch() as batch:
            assert run(box, batch, header + "\n" + row + "\n", by=text)["imported"] == 1
            people = export(batch)
        assert people[0]["contacts"][0]["oc3"] == {
            "in_touch": "YES", "activ": "F2", "accom": "U1"}


main()
