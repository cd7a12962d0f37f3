#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is shown to people: a whole record, whom a command means, and that nothing was found."""
import datetime
import json

from box import Box, main, test


def person(**more):
    return json.dumps({"preferred_name": "Sami", "full_name": "Sami Okoro", **more})


def leaves(value, name=""):
    """Every text of a PERSON with the name it stands under, but what is on or off."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, name)
    elif isinstance(value, str) and value:
        yield name, value


def flat(text):
    return " ".join(text.split())


@test
def a_record_is_shown_whole():
    """Every field that a PERSON holds stands in the lines, whatever it is called."""
    with Box() as box:
        box.init()
        box.run("import", "--practice")
        people = box.run("export").json()["people"]
        seen = set()
        for person_json in people[:2]:
            text = flat(box.run("person", "show", person_json["id"], "--with-address").out)
            for name, value in leaves(person_json):
                assert flat(value) in text, name
                seen.add(name)
        assert len(seen) > 25, seen


@test
def a_record_shows_corrections_and_keeps_the_address():
    with Box() as box:
        box.init()
        box.run("person", "add", stdin=json.dumps({
            "preferred_name": "Sami", "needs": {"allergies": "peanuts", "access": "ramp"},
            "address": {"lines": "14 Foundry Lane", "private": True},
            "plan": {"hopes": [{"text": "बेकरी", "language": "hi", "given": "interpreter",
                                "helper": "Mrs Rao", "typed_by": "Ada"},
                               {"text": "A bakery", "language": "en", "given": "interpreter",
                                "role": "translation"}],
                     "proud_of": [{"text": "", "language": "en", "given": "chose_not"}]},
            "contacts": [{"on": "2026-01-02", "kind": "phone", "present": "her brother",
                          "notes": "Wrong", "corrections": [
                              {"field": "notes", "text": "Right", "reason": "slip"}]}]}))
        found = box.run("person", "list", "--json").json()[0]["id"]
        text = box.run("person", "show", found).out
        for word in ("peanuts", "ramp", "her brother", "Wrong", "Right", "slip", "chose_not",
                     "Mrs Rao", "translation", "typed by: Ada", "kept private"):
            assert word in text, word
        assert text.index("Wrong") < text.index("Right")
        assert "Foundry" not in text
        assert "14 Foundry Lane" in box.run("person", "show", found, "--with-address").out


@test
def the_status_is_worked_out_from_care_and_says_why():
    """Beyond what was entered; and a manager's own word comes first."""
    with Box() as box:
        box.init()
        # born on the first day of a year, so that whatever today is the age is known
        born = datetime.date.today().year - 17
        box.run("person", "add", stdin=json.dumps({
            "preferred_name": "Sami", "date_of_birth": "%d-01-01" % born,
            "care": [{"from": "%d-01-01" % (born + 9), "basis": "section_20"}],
            "statuses": [{"from": "%d-01-01" % (born + 16), "status": "qualifying"}]}))
        text = flat(box.run("person", "show", "Sami").out)
        assert "Status: eligible since %d-01-01" % (born + 16) in text, text
        assert "91 days are needed" in text and "Care history says otherwise" in text, text
        assert "Needs assessment by: %d-04-01" % (born + 16) in text, text
        assert "1 January %d + 3 months = 1 April %d" % (born + 16, born + 16) in text, text
        said = box.run("edit", "Sami", expect=4, stdin=json.dumps(
            {"care": [{"from": "%d-02-01" % (born + 12)}]}))
        assert "overlap" in said.out + said.err, said.err
        box.run("edit", "Sami", stdin=json.dumps({"status_overrides": [
            {"from": "%d-01-01" % (born + 16), "status": "relevant", "reason": "Agreed today"}]}))
        text = flat(box.run("person", "show", "Sami").out)
        assert "Status: relevant" in text and "Agreed today" in text, text


@test
def a_person_is_named_by_a_part_of_the_id_or_by_name():
    with Box() as box:
        box.init()
        with box.batch() as batch:
            sami = batch.ask("person", "add", person())["id"]
            batch.ask("person", "add", person(preferred_name="Zoë", full_name="Zoë Ash"))
            for who in (sami[:4], sami[:9].upper(), "Sami", "sami", "SAMI"):
                assert batch.ask("person", "show", who)["id"] == sami
            assert batch.ask("person", "show", "zoe")["preferred_name"] == "Zoë"
            batch.ask("edit", "sami", '{"pronouns": "they/them"}')
            batch.ask("plan", "show", "sami")
            batch.ask("search", "okoro", "--person", "sami")
            assert len(batch.ask("export", "Sami")["people"]) == 1
            for who in (sami[:3], "Sam", "", "nobody", sami[:31] + "g"):
                batch.ask("person", "show", who, code=4)
            wren = batch.ask("person", "add", person(preferred_name="Wren Hall"))["id"]
            for who in ("wren", "Wren Hall"):
                assert batch.ask("person", "show", who)["id"] == wren
            batch.ask("person", "show", "Wren Ha", code=4)
            batch.ask("person", "add", person(preferred_name="Wren Ash"))
            batch.ask("person", "show", "wren", code=4)
            assert batch.ask("plan", "versions", "wren hall")["result"] == []
            batch.ask("person", "add", person(full_name="Sami Other"))
            said = batch.ask("person", "show", "sami", code=4)["error"]
            assert said.startswith("2 people") and "Sami" not in said


@test
def what_is_not_found_and_what_did_not_come_are_said():
    with Box() as box:
        box.init()
        box.run("person", "add", "--preferred-name", "Sami", "--full-name", "Samira Okoro",
                "--phone", "01632 960 001", "--email", "reader@example.org")
        with box.batch() as batch:
            for word, path in (("okoro", "full_name"), ("sami", "preferred_name"),
                               ("960", "phone"), ("reader", "email")):
                assert [h["path"] for h in batch.ask("search", word)["result"]] == [path]
            batch.ask("edit", "sami", json.dumps({"plan": {"hopes": [
                {"text": "A bakery", "language": "en", "given": "interpreter", "helper": "Rao"}]}}))
            hopes = batch.ask("plan", "show", "sami")["plan"]["hopes"]
            assert (hopes[0]["given"], hopes[0]["helper"]) == ("interpreter", "Rao")
        assert box.run("search", "nosuchword").out == "Nothing was found.\n"
        assert box.run("search", "sami").out.endswith("1 place.\n")
        for words in ("", "*", "—"):
            box.run("search", words, expect=4)
        for words in (("edit", "sami"), ("contact", "add", "sami"), ("person", "add")):
            said = box.run(*words, stdin="\n", expect=4).err
            assert "Nothing came" in said and "file" not in said, said
        assert "file" not in box.run("edit", "sami", stdin="{", expect=4).err


main()
