#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents in and out."""
import json
import os
import stat

from box import MARKER, Box, main, test


def document(*people):
    return json.dumps({"format": "waymark-cases/1", "people": list(people)})


@test
def a_document_comes_in_and_goes_out_the_same():
    with Box() as box:
        box.init()
        other = box.path / "other"
        box.run("init", vault=other)
        answer = box.run("import", "--practice", "--json").json()
        assert answer["imported"] == 25 == len(answer["people"]) and answer["refused"] == []
        file = box.path / "all.json"
        box.run("export", "-o", str(file))
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        out = box.run("export").out
        assert out == file.read_text(), "a file and standard output differ"
        assert out == box.run("export").out, "the same vault gives other bytes"
        box.run("export", "--output", str(file), expect=1)
        box.run("export", "-o", str(file), "--force")
        one = box.run("export", answer["people"][3]["id"]).json()
        assert len(one["people"]) == 1 and one["people"][0]["id"] == answer["people"][3]["id"]

        dry = box.run("import", "--dry-run", str(file), "--json", vault=other).json()
        assert dry["dry_run"] and dry["imported"] == 25
        assert box.run("--json", "person", "list", vault=other).json() == []
        box.run("import", str(file), vault=other)
        assert box.run("export", vault=other).out == out
        # Known ids are edit's work: the same file does not come in twice.
        again = box.run("import", str(file), "--json", vault=other, expect=4).json()
        assert again["imported"] == 0 and again["refused_people"] == 25
        assert box.run("export", vault=other).out == out
        left = [p for p in box.path.iterdir() if p.name.startswith(".")]
        assert not left, left


@test
def whole_people_come_and_others_are_reported():
    with Box() as box:
        box.init()
        with box.batch() as batch:
            text = document({"preferred_name": "Ada"},
                            {"preferred_name": MARKER, "date_of_birth": "tomorrow",
                             "contacts": [{"on": "2026-13-01"}]},
                            {"preferred_name": "Nell"})
            answer = batch.ask("import", "-", text, code=4)
            assert answer["imported"] == 2 and answer["refused_people"] == 1
            assert [r["path"] for r in answer["refused"]] == [
                "/people/1/date_of_birth", "/people/1/contacts/0/on"]
            assert [p["index"] for p in answer["people"]] == [0, 2]
            names = [p["preferred_name"] for p in batch.ask("person", "list")["result"]]
            assert names == ["Ada", "Nell"]
            batch.ask("import", code=2)
            batch.ask("import", "--practice", "x", code=2)
            batch.ask("import", str(box.path / "nowhere"), code=1)
            batch.ask("import", str(box.path), code=1)
            batch.ask("export", "0" * 31 + "1", code=4)
            batch.ask("export", "-o", str(box.path / "no" / "such"), code=1)
            batch.ask("export", "-o", str(box.path), code=1)
            inside = batch.ask("export")
            assert inside["format"] == "waymark-cases/1" and len(inside["people"]) == 2
        result = box.run("import", "-", stdin=text, expect=4)
        assert "/people/1/date_of_birth: " in result.out
        assert "Somebody with this name" not in result.out


@test
def invented_people_never_join_real_ones():
    with Box() as box:
        box.init("--council", "Linden Council")
        practice = box.path / "practice"
        box.run("init", vault=practice)
        with box.batch() as batch:
            batch.ask("import", "--practice", "--dry-run")
            assert batch.ask("person", "list")["result"] == []
            sami = batch.ask("person", "add", '{"preferred_name":"Sami"}')["id"]
            before = batch.ask("export")
            batch.ask("import", "--practice", code=4)
            batch.ask("import", "--practice", "--dry-run", code=4)
            batch.ask("person", "close", sami, "--reason", "moved")
            batch.ask("import", "--practice", code=4)
            batch.ask("person", "reopen", sami)
            assert batch.ask("export")["people"] == before["people"]
            assert batch.ask("check")["faults"] == []
        # Those who practise add people too, and nobody comes in twice.
        with box.batch(vault=practice) as batch:
            assert batch.ask("import", "--practice")["imported"] == 25
            batch.ask("person", "add", '{"preferred_name":"Sami"}')
            batch.ask("import", "-", document({"preferred_name": "Ada"}))
            assert batch.ask("import", "--practice", code=4)["imported"] == 0
            assert len(batch.ask("person", "list")["result"]) == 27
            assert '"practice"' not in json.dumps(batch.ask("export"))
            assert batch.ask("check")["faults"] == []


@test
def a_bad_document_changes_nothing():
    with Box() as box:
        box.init()
        deep = '{"format":"waymark-cases/1","people":[' + '{"plan":' * 3000 + "1" + "}" * 3000 + "]}"
        many = document({"preferred_name": "A", "plan": {"matters": {"S1_05": {
            "actions": [{"what": "x"}] * 200000}}}})
        twice = "ab" * 16
        with box.batch() as batch:
            for name, content in (
                    ("empty", b""), ("nothing", b"{}"), ("list", b"[]"), ("cut", b'{"format":'),
                    ("other", b'{"format":"waymark-cases/9","people":[]}'),
                    ("surplus", b'{"format":"waymark-cases/1","people":[],"x":1}'),
                    ("wrong", b'{"format":"waymark-cases/1","people":{}}'),
                    ("latin", b'{"format":"waymark-cases/1","people":[{"preferred_name":"\xe9"}]}'),
                    ("surrogate",
                     b'{"format":"waymark-cases/1","people":[{"preferred_name":"\\udc00"}]}'),
                    ("nul", b'{"format":"waymark-cases/1","people":[{"preferred_name":"a\\u0000"}]}'),
                    ("bidi", document({"preferred_name": "a\u202eb"}).encode()),
                    ("control", document({"preferred_name": "a\u0001b"}).encode()),
                    ("types", document({"preferred_name": 7}).encode()),
                    ("null", document(None).encode()),
                    ("born", document({"preferred_name": "a",
                                       "date_of_birth": "2999-01-01"}).encode()),
                    ("ids", document({"preferred_name": "a", "id": twice, "contacts": [
                        {"id": twice, "kind": "visit"}]}).encode()),
                    ("zip", b"PK\3\4" + bytes(1000)), ("deep", deep.encode()),
                    ("many", many.encode())):
                batch.ask("import", box.write(name + ".json", content), code=4)
            assert batch.ask("person", "list")["result"] == []
            huge = box.path / "huge.json"
            with open(huge, "wb") as file:
                file.write(b'{"format":"waymark-cases/1","people":[')
                file.truncate(100 * 1024 * 1024)
            batch.ask("import", str(huge), code=4)
            assert batch.ask("check")["faults"] == []
        os.mkfifo(box.path / "pipe")


@test
def the_life_of_a_plan():
    with Box() as box:
        box.init("--name", "Ada Brook")
        with box.batch() as batch:
            sami = batch.ask("person", "add", '{"preferred_name":"Sami"}')["id"]
            shown = batch.ask("plan", "show", sami)
            assert shown["state"] == "draft" and len(shown["missing"]) == 10
            assert shown["missing"][0]["path"] == "plan.matters.S1_01.own_words"
            refused = batch.ask("plan", "finalise", sami, code=4)
            assert len(refused["missing"]) == 10 and "number" not in refused
            batch.ask("plan", "compare", sami, code=4)
            assert batch.ask("plan", "versions", sami)["result"] == []
            matters = {f"S1_{n:02}": {"own_words": f"Words {n}"} for n in range(1, 11)}
            matters["S1_05"]["actions"] = [{"what": MARKER, "who": "me"}]
            batch.ask("edit", sami, json.dumps({"plan": {"matters": matters}}))
            refused = batch.ask("plan", "finalise", sami, code=4)
            assert [m["path"].endswith(".by") for m in refused["missing"]] == [True]
            action = batch.ask("person", "show", sami)["plan"]["matters"]["S1_05"]["actions"][0]
            batch.ask("edit", sami, json.dumps({"plan": {"matters": {"S1_05": {"actions": [
                {"id": action["id"], "by": "2030-01-01"}]}}}}))
            batch.ask("plan", "finalise", sami, "--on", "2999-01-01", code=4)
            batch.ask("plan", "finalise", sami, "--on", "yesterday", code=4)
            first = batch.ask("plan", "finalise", sami, "--on", "2026-01-02")
            assert first["number"] == 1 and len(first["hash"]) == 64
            batch.ask("edit", sami, json.dumps({"plan": {"matters": {"S1_05": {
                "own_words": "I moved"}}}}))
            changed = batch.ask("plan", "compare", sami)["result"]
            assert [(d["path"], d["older"], d["newer"]) for d in changed] == [
                ("plan.matters.S1_05.own_words", "Words 5", "I moved")]
            assert changed[0]["made"].startswith("20"), changed
            batch.ask("edit", sami, json.dumps({"plan": {"matters": {"S1_02": {"actions": [
                {"what": MARKER, "who": "me", "by": "2030-01-01"}]}}}}))
            added = batch.ask("plan", "compare", sami)["result"][0]
            assert added["path"] == "plan.matters.S1_02.actions" and added["made"], added
            second = batch.ask("plan", "finalise", sami)
            assert second["number"] == 2
            versions = batch.ask("plan", "versions", sami)["result"]
            assert [(v["number"], v["state"], v["agreed_on"]) for v in versions][0] == (
                1, "agreed", "2026-01-02")
            assert all(v["intact"] for v in versions)
            old = batch.ask("plan", "show", sami, "--version", "1")
            assert old["plan"]["matters"]["S1_05"]["own_words"][0]["text"] == "Words 5"
            by_id = batch.ask("plan", "show", sami, "--version", versions[0]["id"])
            assert by_id["hash"] == first["hash"] == versions[0]["hash"]
            assert len(batch.ask("plan", "compare", sami, "1", "2")["result"]) == 2
            assert batch.ask("plan", "compare", sami, "2")["result"] == []
            for words in (["3"], ["0"], ["x"], ["1", "9"]):
                batch.ask("plan", "compare", sami, *words, code=4)
            batch.ask("plan", "show", sami, "--version", "7", code=4)
            exported = batch.ask("export")
            assert "2 entries" in exported["notes"][0], exported["notes"]
        assert "Plan 1, agreed" in box.run("plan", "show", sami, "--version", "1").out
        assert "Plan 2" in box.run("plan", "versions", sami).out


main()
