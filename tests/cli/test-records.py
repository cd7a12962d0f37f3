#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""People, their records, and what is found in them."""
import json
import re

from box import MARKER, PASSPHRASE, Box, main, test

ID = re.compile(r"^[0-9a-f]{32}$")
NOBODY = "0" * 31 + "1"


def person(**more):
    return json.dumps({"preferred_name": "Sami", "full_name": "Sami Okoro",
                       "date_of_birth": "2007-03-04", **more})


@test
def a_person_is_added_listed_shown_and_closed():
    with Box() as box:
        box.init()
        with box.batch() as batch:
            sami = batch.ask("person", "add", person(pronouns="they/them"))["id"]
            assert ID.match(sami)
            ada = batch.ask("person", "add", "--preferred-name", "Ada", "--full-name",
                            "Ada O'Brien", "--date-of-birth", "2006-01-02")["id"]
            people = batch.ask("person", "list")["result"]
            assert [(p["id"], p["preferred_name"]) for p in people] == [(ada, "Ada"),
                                                                        (sami, "Sami")]
            assert people[1]["pronouns"] == "they/them" and "closed" not in people[1]
            assert people[1]["conflicts"] == 0 and "visit_due" in people[1]

            shown = batch.ask("person", "show", ada)
            assert shown["full_name"] == "Ada O'Brien" and shown["plan"]["matters"] is not None
            for member in ("id", "preferred_name", "full_name", "pronouns", "date_of_birth",
                           "plan", "contacts", "reviews"):
                assert member in shown, member

            batch.ask("person", "close", ada, "--reason", "moved", "--note", MARKER)
            closed = batch.ask("person", "list")["result"][0]
            assert closed["closed"] == "moved"
            batch.ask("person", "reopen", ada)
            assert "closed" not in batch.ask("person", "list")["result"][0]

            twin = batch.ask("person", "add", person())
            assert "already" in twin["notes"][0]
        text = box.run("person", "list").out
        assert "Ada O'Brien" in text and "2006" not in text, "plain lists have names only"
        assert MARKER not in text
        shown = box.run("person", "show", ada, "--json").json()
        assert shown["closed"] in ({}, {"reason": "", "on": "", "note": ""}, None), shown["closed"]
        box.run("person", "add", stdin=person(preferred_name="Nell"))
        assert "Ada" in box.run("person", "show", ada).out


@test
def who_cannot_be_added_is_told_where_and_why():
    with Box() as box:
        box.init()
        with box.batch() as batch:
            for bad, path in (
                    ({"preferred_name": ""}, "/preferred_name"),
                    ({"date_of_birth": "2999-01-01"}, "/date_of_birth"),
                    ({"date_of_birth": "2007-02-30"}, "/date_of_birth"),
                    ({MARKER: 1}, f"/{MARKER}"), ({"id": MARKER}, "/id"),
                    ({"pronouns": [MARKER]}, "/pronouns"),
                    ({"full_name": MARKER + "\u202e"}, "/full_name"),
                    ({"full_name": MARKER + "\u0007"}, "/full_name"),
                    ({"plan": {"matters": {"S1_99": {}}}}, "/plan/matters/S1_99"),
                    ({"contacts": [{"kind": MARKER}]}, "/contacts/0/kind")):
                answer = batch.ask("person", "add", person(**bad), code=4)
                assert answer["refused"][0]["path"] == path, answer
                assert answer["refused"][0]["why"].endswith(".")
                assert MARKER not in answer["refused"][0]["why"]
            for text in ("", "{", "[]", "null", '"x"', '{"preferred_name":"a"}]}', "{} {}",
                         '{"preferred_name":"a","preferred_name":"b"}', "{'preferred_name':1}",
                         '{"preferred_name":"\\ud800"}', "[" * 5000,
                         '{"preferred_name":"x"},{"preferred_name":"y"}'):
                batch.ask("person", "add", text, code=4)
            batch.ask("person", "add", code=2)
            batch.ask("person", "add", person(), "surplus", code=2)
            assert batch.ask("person", "list")["result"] == []
            assert batch.ask("check")["faults"] == []


@test
def a_patch_changes_what_it_names_and_nothing_else():
    with Box() as box:
        box.init()
        with box.batch() as batch:
            sami = batch.ask("person", "add", person())["id"]
            batch.ask("edit", sami, json.dumps({"plan": {"matters": {"S1_05": {
                "own_words": "I like the quiet", "going_well": "Rent is paid",
                "actions": [{"what": "Ring housing", "who": "me", "by": "2030-01-01",
                             "status": "to_do"}, {"what": "Fix the lock"}]}}}}))
            matter = batch.ask("person", "show", sami)["plan"]["matters"]["S1_05"]
            assert matter["own_words"] == "I like the quiet" or matter["own_words"][0]["text"]
            ring = [a for a in matter["actions"] if a["what"] == "Ring housing"][0]
            lock = [a for a in matter["actions"] if a["what"] == "Fix the lock"][0]

            answer = batch.ask("edit", sami, json.dumps({"plan": {"matters": {"S1_05": {
                "actions": [{"id": ring["id"], "status": "done"},
                            {"id": lock["id"], "removed": True, "reason": "Written twice"}]}}}}))
            assert answer["changed"] is True
            matter = batch.ask("person", "show", sami)["plan"]["matters"]["S1_05"]
            assert [(a["what"], a["status"]) for a in matter["actions"]] == [("Ring housing",
                                                                             "done")]
            assert matter["going_well"] == "Rent is paid"
            assert batch.ask("edit", sami, "{}")["changed"] is False

            before = batch.ask("export")
            for patch, code in (({"plan": {"matters": {"S1_05": {"actions": [
                    {"id": NOBODY, "status": "done"}]}}}}, 4),
                    ({"plan": {"matters": {"S1_05": {"going_well": "x", "actions": [
                        {"id": ring["id"], "by": "soon"}]}}}}, 4),
                    ({"id": NOBODY}, 4), ({MARKER: MARKER}, 4),
                    ({"contacts": [{"id": NOBODY, "notes": MARKER}]}, 4)):
                answer = batch.ask("edit", sami, json.dumps(patch), code=code)
                assert answer["refused"], answer
            batch.ask("edit", NOBODY, "{}", code=4)
            batch.ask("edit", "not-an-id", "{}", code=4)
            batch.ask("edit", sami, code=2)
            batch.ask("edit", sami, "not JSON", code=4)
            assert batch.ask("export") == before, "a refused patch changed something"
        box.run("edit", sami, stdin='{"pronouns": "he/him"}')
        box.run("edit", sami, stdin="", expect=4)
        # One standard input for both: a line for the passphrase, the rest for the command.
        box.run("edit", sami, passphrase="-", stdin=PASSPHRASE + '\n{"pronouns":\n"she/her"}')
        assert box.run("--json", "person", "show", sami).json()["pronouns"] == "she/her"


@test
def a_contact_is_added_and_answers_with_its_id():
    with Box() as box:
        box.init()
        with box.batch() as batch:
            sami = batch.ask("person", "add", person())["id"]
            visit = batch.ask("contact", "add", sami, json.dumps(
                {"on": "2026-01-02", "kind": "visit", "place": "home", "seen": True,
                 "own_words": "Good day", "notes": MARKER}))["id"]
            contact = batch.ask("person", "show", sami)["contacts"][0]
            assert contact["id"] == visit and contact["notes"] == MARKER
            answer = batch.ask("contact", "add", sami, '{"kind": "pigeon"}', code=4)
            assert answer["refused"][0]["path"] == "/kind", answer
            batch.ask("contact", "add", sami, '{}],"pronouns":["x"', code=4)
            batch.ask("contact", "add", sami, '{"id": "%s"}' % visit, code=4)
            batch.ask("contact", "add", NOBODY, "{}", code=4)
            empty = batch.ask("contact", "add", sami, "{}", code=4)
            assert "Nothing is written in this entry" in json.dumps(empty), empty
            batch.ask("person", "close", sami, "--reason", "moved", "--on", "2099-01-01", code=4)
            assert len(batch.ask("person", "show", sami)["contacts"]) == 1


@test
def words_are_found_but_a_private_address_never():
    with Box() as box:
        box.init()
        with box.batch() as batch:
            dang = batch.ask("person", "add", json.dumps({
                "preferred_name": "Trần Đặng", "address": {
                    "lines": "12 Mill Road\nLinden", "postcode": "LN4 4ZZ",
                    "home_name": "Bridge House", "private": True},
                "contacts": [{"on": "2026-01-02", "kind": "visit",
                              "notes": "We met at Bridge House. The kettle was broken."}]}))["id"]
            hits = batch.ask("search", "tran", "dang")["result"]
            assert hits[0]["person"] == dang and hits[0]["path"] == "preferred_name"
            hits = batch.ask("search", "kettle broken")["result"]
            assert hits[0]["snippet"].startswith("The kettle"), hits
            assert hits[0]["path"].startswith("contacts.") and hits[0]["on"]
            assert batch.ask("search", '"was broken"')["result"]
            assert not batch.ask("search", '"broken was"')["result"]
            assert batch.ask("search", "kett")["result"]
            assert not batch.ask("search", "kett", "--person", NOBODY)["result"]
            assert len(batch.ask("search", "--limit", "1", "was")["result"]) == 1
            for words in ("mill road", "LN4 4ZZ", "ln44zz", "bridge house", "Mill"):
                assert batch.ask("search", words)["result"] == [], words
            assert "Bridge" not in json.dumps(batch.ask("search", "met")["result"])
            batch.ask("search", "", code=4)
            batch.ask("search", "--", "-", code=4)
            batch.ask("search", "--limit", "many", "x", code=2)
        assert "kettle" in box.run("search", "kettle").out
        hits = box.run("--json", "search", "kettle").json()
        assert set(hits[0]) >= {"person", "path", "snippet"}


@test
def a_batch_goes_on_whatever_a_line_holds():
    with Box() as box:
        box.init()
        with box.batch() as batch:
            batch.send("")
            batch.send("   ")
            batch.send("# a remark")
            batch.ask_line("person list")
            batch.ask_line("person list 'no end", code=2)
            batch.ask_line(f"person lst {MARKER}", code=2)
            batch.ask_line("batch", code=2)
            batch.ask_line("init", code=2)
            batch.ask_line("recover", code=2)
            batch.ask_line("check --vault /tmp", code=2)
            batch.ask_line(b"search caf\xe9", code=4)
            batch.ask_line(b"search a\0b", code=4)
            text = "word " * 800000
            sami = batch.ask("person", "add", person())["id"]
            batch.ask("edit", sami, json.dumps({"plan": {"matters": {"S1_05": {
                "own_words": text}}}}), code=4)
            long = "word " * 200000
            batch.ask("edit", sami, json.dumps({"plan": {"matters": {"S1_05": {
                "own_words": long}}}}))
            batch.ask_line("person list --json")
            batch.process.stdin.close()
            batch.process.wait(timeout=60)
            assert batch.process.returncode == 1, "some lines failed, so exit is 1"
        out = box.run("batch", passphrase="-", stdin=PASSPHRASE + "\nperson list").out
        assert json.loads(out)["ok"] is True, "a last line without its end is a line"
        assert box.run("batch", stdin="").out == ""


@test
def an_answer_nobody_can_read_is_a_failure():
    with Box() as box:
        box.init()
        import subprocess
        from box import PROGRAM
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "--json", "keys"], stdout=full, env=box.env,
                                  stderr=subprocess.PIPE, check=False)
        assert done.returncode == 1


main()
