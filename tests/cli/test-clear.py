#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing that was written in a record lies in clear anywhere the program wrote, and nothing of the
passphrase or the sheet does; the program has no switch that weakens a key."""
import hashlib
import json
import os
import pathlib
import re
import resource

from box import MARKER, OTHER, PASSPHRASE, PROGRAM, Box, main, test


def find(box, *words):
    """Files of the box, but those the test itself wrote, that hold any of @words."""
    forms = [form for word in words for form in (word.encode(), word.lower().encode(),
                                                 word.encode("utf-16-le"))]
    found = []
    for path in box.path.rglob("*"):
        if path.is_file() and not path.is_relative_to(box.path / "in"):
            content = path.read_bytes()
            found += [str(path) for form in forms if form in content]
    return found


def keep_apart(box, passphrase):
    """What the test writes itself lies in a folder that is not looked through."""
    os.unlink(box.passphrase)
    box.passphrase = box.write("in/passphrase", passphrase)


def person(number):
    return {"preferred_name": f"{MARKER} {number}", "full_name": MARKER,
            "address": {"lines": MARKER, "private": True},
            "plan": {"matters": {"S1_05": {"own_words": f"{MARKER} " * 200,
                                           "actions": [{"what": MARKER, "who": MARKER}]}}},
            "contacts": [{"on": "2026-01-02", "kind": "visit", "notes": f"{MARKER} kettle " * 50}]}


@test
def planted_words_are_in_no_file():
    with Box() as box:
        for name in ("in", "tmp"):
            (box.path / name).mkdir()
        box.env["TMPDIR"] = str(box.path / "tmp")
        keep_apart(box, f"{PASSPHRASE}\n{OTHER}\n")
        groups = box.init().groups()
        secrets = [PASSPHRASE, OTHER, "".join(groups), " ".join(groups[:5]), "-".join(groups)]
        document = box.write("in/document.json", json.dumps(
            {"format": "waymark-cases/1", "people": [person(n) for n in range(100)]}))
        with box.batch() as batch:
            batch.ask("import", document)
            people = batch.ask("person", "list")["result"]
            assert len(people) == 100
            for one in people[:20]:
                batch.ask("edit", one["id"], json.dumps({"pronouns": MARKER, "plan": {"matters": {
                    "S1_01": {"going_well": f"{MARKER} " * 1000}}}}))
                batch.ask("search", MARKER, "kettle", "--limit", "5")
            assert find(box, MARKER, *secrets) == [], "while the vault is open"
            assert (box.vault / "vault.db-wal").exists(), "there was a log to look into"
            limits = pathlib.Path(f"/proc/{batch.process.pid}/limits").read_text(encoding="utf-8")
            assert re.search(r"Max core file size +0 +0 ", limits), limits
            batch.ask("backup")
            batch.ask("export", "-o", str(box.path / "in/export.json"))
            batch.ask("print", people[0]["id"], "-o", str(box.path / "in/plan.pdf"),
                      "--may-mention-address")
            assert find(box, MARKER, *secrets) == [], "after backup, export and print"
        box.run("passphrase")
        new = box.write("in/new", OTHER)
        sheet = box.run("keys", "new-sheet", passphrase=new).groups()
        box.run("recover", "--sheet-file", box.write("in/sheet", " ".join(sheet)), passphrase=new)
        assert find(box, MARKER, *secrets, "".join(sheet), " ".join(sheet[:5])) == []
        assert list((box.path / "tmp").iterdir()) == []


@test
def a_killed_program_leaves_no_clear_word():
    with Box() as box:
        (box.path / "in").mkdir()
        keep_apart(box, PASSPHRASE)
        box.env["TMPDIR"] = str(box.path)
        box.init()
        soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
        batch = box.batch()
        os.chdir(box.path)
        batch.ask("person", "add", json.dumps(person(1)))
        batch.process.send_signal(11)
        batch.process.wait(timeout=60)
        os.chdir("/")
        resource.setrlimit(resource.RLIMIT_CORE, (soft, hard))
        for stream in (batch.process.stdin, batch.process.stdout, batch.process.stderr):
            stream.close()
        assert find(box, MARKER, PASSPHRASE) == []
        assert MARKER in box.run("person", "list").out


@test
def no_switch_weakens_a_key():
    text = pathlib.Path(PROGRAM).read_bytes()
    for word in (b"argon_floor_is_for_tests", b"WAY_ARGON", b"WAY_INSECURE", b"WAY_TEST",
                 b"WAY_FAULT", b"WAY_SEED", b"WAYMARK_", b"--fast", b"--insecure", b"--weak",
                 b"--no-encrypt"):
        assert word not in text, word
    with Box() as box:
        # Whatever the environment says, a new key is as strong as ever.
        for name in ("WAY_SEED", "WAY_ARGON_OPS", "WAYMARK_TEST", "SODIUM_OPSLIMIT"):
            box.env[name] = "1"
        box.init()
        keys = (box.vault / "vault.keys").read_bytes()
        strong = (3).to_bytes(8, "little") + (256 * 1024 * 1024).to_bytes(8, "little")
        assert strong in keys
        weak = keys.replace(strong, (1).to_bytes(8, "little") + (8192).to_bytes(8, "little"))
        digest = hashlib.blake2b(weak[:-32], digest_size=32).digest()
        (box.vault / "vault.keys").write_bytes(weak[:-32] + digest)
        assert box.run("person", "list", expect=1).out == ""


main()
