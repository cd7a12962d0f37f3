#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where answers and files go, and where they may not."""
import subprocess

from box import PROGRAM, Box, check_errors, main, test

@test
def nothing_is_written_over_the_vault():
    with Box() as box:
        box.init()
        before = {name: data for name, data in box.files().items() if name == "vault.keys"}
        box.path.joinpath("link").symlink_to(box.vault)
        with box.batch() as batch:
            sami = batch.ask("person", "add", "--preferred-name", "Sami")["id"]
            for folder in (box.vault, box.path / "link", box.vault / "../vault"):
                for name in ("vault.db", "vault.keys", "new.pdf"):
                    target = str(folder / name)
                    batch.ask("print", sami, "-o", target, "--force", code=4)
                    batch.ask("export", "-o", target, "--force", code=4)
                    batch.ask("keys", "new-sheet", "--sheet", target, code=4)
                    batch.ask("backup", target, code=4)
            for words in (("print", sami, "-o", "-"), ("keys", "new-sheet", "--sheet", "-"),
                          ("backup", "-"), ("export", "-o", "-")):
                batch.ask(*words, code=4)
            assert len(batch.ask("person", "list")["result"]) == 1
        empty = box.path / "empty"
        empty.mkdir()
        box.run("init", "--sheet", str(empty / "sheet.pdf"), vault=empty, expect=4)
        assert not list(empty.iterdir())
        after = box.files()
        assert "new.pdf" not in after
        assert {name: after[name] for name in before} == before


@test
def an_answer_that_nobody_takes_is_a_sentence():
    with Box() as box:
        box.init()
        for words in (("person", "add", "--preferred-name", "Sami"), ("person", "list", "--json"),
                      ("keys",), ("export",), ("--help",)):
            with open("/dev/full", "wb") as full:
                done = subprocess.run([PROGRAM, "--passphrase-file", box.passphrase, *words],
                                      stdout=full, stderr=subprocess.PIPE, env=box.env,
                                      stdin=subprocess.DEVNULL, check=False)
            said = done.stderr.decode()
            check_errors(said)
            assert done.returncode == 1 and said.count("waymarkctl: ") == 1, (words, said)
            assert "file descriptor" not in said
        assert len(box.run("person", "list", "--json").json()) == 1


main()
