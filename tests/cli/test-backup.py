#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups: made, thinned out, brought back with passphrase or sheet."""
import stat

from box import OTHER, Box, main, test


@test
def the_usual_place_keeps_three_of_this_vault():
    with Box() as box:
        box.init()
        box.run("init", vault=box.vault.parent / "second")
        folder = box.vault.parent / "backups"
        box.run("backup", vault=box.vault.parent / "second")
        mine = folder / "waymark-2020-01-01-0000.waymark-backup"
        with box.batch() as batch:
            files = [batch.ask("backup")["file"] for _ in range(4)]
            mine.write_bytes(b"not a backup")
            files.append(batch.ask("backup")["file"])
        assert len(set(files)) == 5
        kept = sorted(str(p) for p in folder.iterdir())
        assert [f for f in files if f in kept] == files[-3:], kept
        assert len(kept) == 5 and mine.exists(), "another's file was taken away"
        for path in folder.iterdir():
            if path != mine:
                assert stat.S_IMODE(path.stat().st_mode) == 0o600


@test
def a_backup_comes_back():
    with Box() as box:
        sheet = box.write("sheet", box.init("--name", "Ada").out)
        file = str(box.path / "one.waymark-backup")
        answer = box.run("backup", file, "--json").json()
        assert answer["file"] == file
        box.run("backup", file, expect=1)
        box.run("restore", file, expect=1)
        by_passphrase, by_sheet = box.path / "a", box.path / "b"
        box.run("restore", file, vault=by_passphrase)
        box.run("check", vault=by_passphrase)
        new = box.write("new", OTHER)
        box.run("restore", file, "--sheet-file", sheet, vault=by_sheet, passphrase=new)
        box.run("check", vault=by_sheet, passphrase=new)
        box.run("restore", file, vault=box.path / "c", passphrase=new, expect=3)
        assert not (box.path / "c").exists() or not list((box.path / "c").iterdir())


@test
def what_is_no_backup_restores_nothing():
    with Box() as box:
        box.init()
        file = box.path / "one.waymark-backup"
        box.run("backup", str(file))
        whole = file.read_bytes()
        for name, content in (("empty", b""), ("text", b"hello"), ("short", whole[:5000]),
                              ("cut", whole[:-4096]),
                              ("flip", whole[:9000] + bytes([whole[9000] ^ 1]) + whole[9001:]),
                              ("head", whole[:20] + bytes([whole[20] ^ 1]) + whole[21:])):
            into = box.path / ("into-" + name)
            box.run("restore", box.write(name, content), vault=into, expect=1)
            assert not into.exists(), name
        kept = box.path / "kept"
        kept.mkdir()
        (kept / "photo").write_bytes(b"mine")
        told = box.run("restore", str(file), vault=kept, expect=1)
        assert "empty folder" in told.err and [p.name for p in kept.iterdir()] == ["photo"], told.err
        box.run("restore", str(box.path), vault=box.path / "d", expect=1)
        box.run("restore", str(box.path / "nowhere"), vault=box.path / "e", expect=1)


main()
