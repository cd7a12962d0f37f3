#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans and recovery sheets on paper."""
import json
import re
import shutil
import stat
import subprocess
import sys

from box import MARKER, OTHER, Box, main, test

if not shutil.which("pdftotext"):
    print("1..0 # skip pdftotext is not installed")
    sys.exit(0)


def text_of(path):
    return subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True,
                          check=True).stdout.decode()


def groups_of(path):
    """The groups of a sheet in the order of their printed numbers."""
    found = re.findall(r"(\d+) +([A-Z2-7]{5})\b", text_of(path))
    assert sorted(int(n) for n, _ in found) == list(range(1, 14)), found
    return [group for _, group in sorted(found, key=lambda pair: int(pair[0]))]


def whole_plan(**matter):
    matters = {f"S1_{n:02}": {"own_words": f"Words number {n}"} for n in range(1, 11)}
    matters["S1_05"].update(matter)
    return json.dumps({"preferred_name": "Sami", "plan": {"matters": matters}})


@test
def the_sheet_on_paper_opens_the_vault():
    with Box() as box:
        sheet = box.path / "sheet.pdf"
        made = box.init("--sheet", str(sheet))
        assert made.groups() == [] and "home" not in made.err
        assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
        groups = groups_of(sheet)
        new = box.write("new", OTHER)
        at_home = box.home / "sheet.pdf"
        again = box.run("recover", "--sheet-file", box.write("groups", "\n".join(groups)),
                        "--sheet", str(at_home), passphrase=new)
        assert "home" in again.err
        box.run("person", "list", passphrase=new)
        box.run("keys", "new-sheet", "--sheet", str(at_home), passphrase=new, expect=1)
        box.run("keys", "new-sheet", "--sheet", str(box.path / "no/such.pdf"), passphrase=new,
                expect=1)
        groups = groups_of(at_home)
        box.run("recover", "--sheet-file", box.write("groups", " ".join(groups)), passphrase=new)


@test
def no_sheet_file_makes_no_vault():
    with Box() as box:
        there = box.write("there.pdf", "hello")
        box.init("--sheet", there, expect=1)
        box.init("--sheet", str(box.path / "no/such.pdf"), expect=1)
        assert not box.vault.exists()
        assert open(there, encoding="utf-8").read() == "hello"
        assert not [p for p in box.path.iterdir() if p.name.startswith(".")]


@test
def a_plan_is_printed_as_draft_and_as_agreed():
    with Box() as box:
        box.init("--name", "Ada Brook")
        pdf = box.path / "plan.pdf"
        with box.batch() as batch:
            sami = batch.ask("person", "add", whole_plan(going_well=MARKER))["id"]
            answer = batch.ask("print", sami, "--edition", "standard", "-o", str(pdf))
            assert answer["state"] == "draft" and answer["pages"] >= 2
            assert stat.S_IMODE(pdf.stat().st_mode) == 0o600
            assert MARKER in text_of(pdf) and "Words number 7" in text_of(pdf)
            batch.ask("print", sami, "-o", str(pdf), code=1)
            batch.ask("plan", "finalise", sami)
            answer = batch.ask("print", sami, "-o", str(pdf), "--force")
            assert answer["state"] == "agreed" and answer["number"] == 1
            agreed = pdf.read_bytes()
            batch.ask("contact", "add", sami, '{"on": "2026-01-02", "kind": "phone"}')
            assert batch.ask("print", sami, "-o", str(pdf), "--force")["state"] == "agreed"
            assert batch.ask("print", sami, "--draft", "-o", str(pdf),
                             "--force")["state"] == "draft"
            batch.ask("edit", sami, '{"plan":{"matters":{"S1_02":{"own_words":"Quite new"}}}}')
            assert batch.ask("print", sami, "-o", str(pdf), "--force")["state"] == "draft"
            assert "Quite new" in text_of(pdf)
            batch.ask("print", sami, "--version", "1", "-o", str(pdf), "--force")
            assert pdf.read_bytes() == agreed, "the same version gives other bytes"
            batch.ask("print", sami, "--sections", "S1_05", "-o", str(pdf), "--force")
            assert MARKER in text_of(pdf) and "Words number 7" not in text_of(pdf)
            batch.ask("edit", sami, '{"plan":{"matters":{"S1_05":{"adviser_view":"Quite ready"}}}}')
            for words, view, other in (([], True, True),
                                       (["--sections", "no_adviser_view"], False, True),
                                       (["--sections", "S1_05,no_adviser_view"], False, False)):
                batch.ask("print", sami, *words, "-o", str(pdf), "--force")
                shown = text_of(pdf)
                assert ("Quite ready" in shown) == view and MARKER in shown, words
                assert ("Words number 7" in shown) == other, words
            batch.ask("edit", sami, '{"supporters":[{"name":"Bev Okoro"}],'
                      '"plan":{"matters":{"S1_05":{"going_well":"Okoro helped."}}}}')
            for words, name, masked in (([], "Okoro helped.", False),
                                        (["--sections", "no_surnames"], "O. helped.", True),
                                        (["--sections", "S1_05,no_surnames"], "O. helped.", True)):
                batch.ask("print", sami, *words, "-o", str(pdf), "--force")
                shown = text_of(pdf)
                assert name in shown and ("Okoro" in shown) != masked, words
            batch.ask("print", sami, "--language", "ar", "-o", str(pdf), "--force")
            before = pdf.read_bytes()
            for words, code in ((["--edition", "easy_read"], 4), (["--language", "xx"], 4),
                                (["--sections", "S1_99"], 4), (["--sections", ""], 4),
                                (["--version", "2"], 4), (["--version", "1", "--draft"], 2),
                                (["--copy", "AAA-AAA"], 4), (["--copy-for", ""], 4),
                                (["--copy-for", "a\tb\u202e"], 4),
                                (["--copy", "A", "--draft"], 2)):
                batch.ask("print", sami, *words, "-o", str(pdf), "--force", code=code)
            batch.ask("print", sami, code=2)
            batch.ask("print", "0" * 31 + "1", "-o", str(pdf), "--force", code=4)
            batch.ask("print", sami, "-o", str(box.path), code=1)
            batch.ask("print", sami, "-o", str(box.path / "no/such.pdf"), code=1)
            assert pdf.read_bytes() == before


@test
def letters_without_a_font_are_refused_with_their_place():
    with Box() as box:
        box.init()
        pdf = box.path / "plan.pdf"
        with box.batch() as batch:
            sami = batch.ask("person", "add", json.dumps({"preferred_name": "Sami", "plan": {
                "what_matters": [{"text": "मुझे अपना घर चाहिए", "language": "hi"}]}}))["id"]
            said = batch.ask("print", sami, "--copy-for", "Sami", "-o", str(pdf), code=4)
            assert "plan.what_matters" in json.dumps(said) and "घर" not in json.dumps(
                said, ensure_ascii=False), said
            assert not pdf.exists()
            assert "copies" not in batch.ask("person", "show", sami)
            batch.ask("print", sami, "--sections", "S1_01,S1_05", "-o", str(pdf))


@test
def what_is_printed_for_practice_says_so():
    with Box() as box:
        box.init("--council", "Linden Council")
        pdf, backup = box.path / "plan.pdf", str(box.path / "one.waymark-backup")
        with box.batch() as batch:
            batch.ask("import", "--practice")
            kez = batch.ask("person", "list")["result"][0]["id"]
            for words in ([], ["--draft"], ["--copy-for", "Kez"], ["--sections", "S1_05"]):
                pages = batch.ask("print", kez, *words, "--may-mention-address", "-o", str(pdf),
                                  "--force")["pages"]
                shown = text_of(pdf).split("\f")[:pages]
                assert all("Practice" in page for page in shown), words
            batch.ask("backup", backup)
        # It is the vault that knows, so one that was restored does too.
        back = box.path / "back"
        box.run("restore", backup, vault=back)
        box.run("print", kez, "--may-mention-address", "-o", str(pdf), "--force", vault=back)
        assert "Practice" in text_of(pdf)
    with Box() as box:
        box.init()
        with box.batch() as batch:
            sami = batch.ask("person", "add", whole_plan())["id"]
            batch.ask("print", sami, "-o", str(pdf := box.path / "plan.pdf"))
            assert "Practice" not in text_of(pdf)


@test
def a_copy_has_a_number_and_is_printed_again():
    with Box() as box:
        box.init()
        first, second = box.path / "first.pdf", box.path / "second.pdf"
        with box.batch() as batch:
            sami = batch.ask("person", "add", whole_plan())["id"]
            draft = batch.ask("print", sami, "--copy-for", "Sami", "-o", str(first))
            assert re.match(r"^[A-Z2-7]{3}-[A-Z2-7]{3}$", draft["copy"])
            assert draft["copy"] in text_of(first)
            batch.ask("print", sami, "--copy", draft["copy"], "-o", str(second))
            assert first.read_bytes() == second.read_bytes()
            batch.ask("plan", "finalise", sami)
            batch.ask("print", sami, "--copy", draft["copy"], "-o", str(second), "--force", code=4)
            copy = batch.ask("print", sami, "--copy-for", "Sami", "--sections",
                             "front,S1_05,no_adviser_view", "-o", str(first), "--force")
            batch.ask("edit", sami, '{"preferred_name":"Sam"}')
            for name in (copy["copy"], copy["copy"].lower(), copy["copy_id"]):
                batch.ask("print", sami, "--copy", name, "-o", str(second), "--force")
                assert first.read_bytes() == second.read_bytes()
            assert batch.ask("check")["faults"] == []


@test
def a_private_address_stays_off_paper():
    with Box() as box:
        box.init()
        pdf = box.path / "plan.pdf"
        with box.batch() as batch:
            sami = batch.ask("person", "add", whole_plan())["id"]
            batch.ask("edit", sami, json.dumps({"address": {
                "lines": "12 Mill Road\nLinden", "postcode": "LN4 4ZZ", "home_name": "Bridge House",
                "private": True}}))
            batch.ask("print", sami, "-o", str(pdf))
            assert "Mill Road" not in text_of(pdf)
            batch.ask("print", sami, "--with-address", "-o", str(pdf), "--force")
            assert "Mill Road" in text_of(pdf)
            batch.ask("edit", sami, json.dumps({"plan": {"matters": {"S1_05": {
                "going_well": "At bridge house all is well",
                "actions": [{"what": "Paint 12 MILL ROAD", "who": "me", "by": "2030-01-01"}]}}}}))
            pdf.unlink()
            answer = batch.ask("print", sami, "-o", str(pdf), code=4)
            assert answer["address_in"] == ["plan.matters.S1_05.going_well",
                                            "plan.matters.S1_05.actions.1.what"]
            assert "Mill" not in answer["error"] and not pdf.exists()
            batch.ask("print", sami, "--sections", "S1_04", "-o", str(pdf))
            batch.ask("print", sami, "--may-mention-address", "-o", str(pdf), "--force")
            batch.ask("print", sami, "--with-address", "-o", str(pdf), "--force")


@test
def an_address_that_became_private_later_is_not_printed_unasked():
    with Box() as box:
        box.init()
        pdf = box.path / "plan.pdf"
        address = {"lines": "12 Mill Road", "postcode": "LN4 4ZZ"}
        with box.batch() as batch:
            sami = batch.ask("person", "add", whole_plan())["id"]
            batch.ask("edit", sami, json.dumps({"address": address}))
            batch.ask("plan", "finalise", sami)
            batch.ask("print", sami, "--version", "1", "-o", str(pdf))
            assert "Mill Road" in text_of(pdf)
            batch.ask("edit", sami, '{"address": {"private": true}}')
            answer = batch.ask("print", sami, "--version", "1", "-o", str(pdf), "--force", code=4)
            assert answer["address_in"] == ["address"]
            batch.ask("print", sami, "-o", str(pdf), "--force")
            assert "Mill Road" not in text_of(pdf)
            batch.ask("print", sami, "--version", "1", "--may-mention-address", "-o", str(pdf),
                      "--force")


main()
