#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong with the files of a vault is a sentence, and stays as it was.

Every page and every bit are store's own tests; here is what reaches a person.
"""
import json
import os
import shutil
import sqlite3
import subprocess
import sys

from box import PASSPHRASE, PROGRAM, Box, check_errors, main, test


def refused(box, code):
    """The vault does not open, with exit @code, and its files are as before."""
    before = {p: p.read_bytes() for p in box.vault.iterdir()
              if p.is_file() and p.name not in ("vault.tries", "vault.lock")}
    result = box.run("person", "list", expect=code)
    for path, content in before.items():
        assert path.read_bytes() == content, f"a refused vault's {path.name} was changed"
    return result.err


class Kept:
    """A vault whose files are put back after each harm."""

    def __init__(self, box):
        self.box, self.copy = box, box.path / "kept"
        shutil.copytree(box.vault, self.copy)

    def again(self):
        shutil.rmtree(self.box.vault)
        shutil.copytree(self.copy, self.box.vault)
        return self.box.vault


@test
def a_damaged_key_file_opens_nothing():
    with Box() as box:
        box.init()
        kept = Kept(box)
        whole = (box.vault / "vault.keys").read_bytes()
        for content in (b"", whole[:-1], whole[:40], whole + b"x", b"hello\n",
                        whole[:50] + bytes([whole[50] ^ 1]) + whole[51:], bytes(100000)):
            (kept.again() / "vault.keys").write_bytes(content)
            refused(box, 1)
            box.run("keys", passphrase=False, expect=1)
            box.init(expect=1)
        (kept.again() / "vault.keys").unlink()
        assert "vault.keys" in refused(box, 1)
        box.init(expect=1)
        vault = kept.again()
        (vault / "vault.keys").unlink()
        (vault / "vault.keys").mkdir()
        refused(box, 1)
        vault = kept.again()
        (vault / "vault.keys").unlink()
        (vault / "vault.keys").symlink_to(box.path / "nowhere")
        box.init(expect=1)
        assert not (box.path / "nowhere").exists()
        kept.again()
        box.run("check")


@test
def a_damaged_database_opens_nothing():
    with Box() as box:
        box.init()
        box.run("import", "--practice")
        kept = Kept(box)
        whole = (box.vault / "vault.db").read_bytes()
        for content in (b"", whole[:4096], b"hello\n", bytes([whole[0] ^ 1]) + whole[1:]):
            (kept.again() / "vault.db").write_bytes(content)
            refused(box, 1)
        # A page in the middle: it opens, or not, but check says so and nothing is shown as sound.
        for cut in (whole[:len(whole) // 2 // 4096 * 4096],
                    whole[:200000] + bytes([whole[200000] ^ 1]) + whole[200001:]):
            (kept.again() / "vault.db").write_bytes(cut)
            told = box.run("check", expect=1)
        assert len(told.out.splitlines()) == 1 and "backup" in told.out, told.out
        told = box.run("export", "-o", str(box.path / "saved"), expect=1)
        assert "waymarkctl check" in told.err, told.err
        found = json.loads(box.run("--json", "check", expect=1).out)
        assert len(found["faults"]) == 1 and "page" in " ".join(found["details"]), found
        (kept.again() / "vault.db").unlink()
        assert "vault.db" in refused(box, 1)
        vault = kept.again()
        (vault / "vault.db").unlink()
        (vault / "vault.db").mkdir()
        refused(box, 1)
        vault = kept.again()
        (vault / "vault.db").unlink()
        plain = sqlite3.connect(vault / "vault.db")
        plain.execute("CREATE TABLE meta (key, value)")
        plain.commit()
        plain.close()
        refused(box, 1)
        kept.again()
        box.run("check")


@test
def where_no_folder_can_be_looked_into_none_is_said_to_be_missing():
    with Box() as box:
        file = box.write("file", "somebody's")
        for vault in (file, file + "/below"):
            told = box.run("person", "list", vault=vault, expect=1).err
            assert "a file" in told and "init" not in told, told
        missing = box.run("person", "list", vault=box.path / "nowhere", expect=None).err
        assert "waymarkctl init" in missing


def mixed(box):
    """Puts one older page after another under a newer vault; yields where check would rebuild."""
    box.init()
    box.run("import", "--practice")
    old = (box.vault / "vault.db").read_bytes()
    box.run("person", "add", "--preferred-name", "Wren")
    new = (box.vault / "vault.db").read_bytes()
    kept = Kept(box)
    for at in range(4096, len(old), 4096):
        if old[at:at + 4096] != new[at:at + 4096]:
            (kept.again() / "vault.db").write_bytes(new[:at] + old[at:at + 4096] + new[at + 4096:])
            if "waymarkctl rebuild" in box.run("check", expect=None).out:
                yield


@test
def what_can_be_rebuilt_is():
    with Box() as box:
        for _ in mixed(box):
            file, back = box.path / "one.waymark-backup", box.path / "back"
            told = box.run("backup", str(file), expect=1)
            assert "waymarkctl rebuild" in told.out and "older backups" in told.err
            assert file.exists()
            for _ in range(4):
                box.run("backup", expect=1)
            assert len(list((box.vault.parent / "backups").iterdir())) == 4, "one was taken away"
            box.run("restore", str(file), vault=back)
            box.run("check", vault=back)
            box.run("rebuild")
            box.run("check")
            box.run("person", "add", "--preferred-name", "Ash")
            assert "Wren" in box.run("person", "list").out
            return
        assert False, "no page of what can be rebuilt was found"


@test
def another_vaults_files_do_not_open():
    with Box() as box:
        box.init()
        kept = Kept(box)
        other = box.path / "other"
        box.run("init", vault=other)
        for name in ("vault.db", "vault.keys"):
            vault = kept.again()
            shutil.copy(other / name, vault / name)
            refused(box, 1)
        kept.again()
        box.run("check")


@test
def a_vault_that_cannot_be_written_is_read():
    if os.geteuid() != 0:
        return
    with Box() as box:
        box.init()
        box.run("person", "add", stdin='{"preferred_name": "Kez"}')
        box.path.chmod(0o755)
        for path in (box.home, box.vault, *box.vault.parents):
            if str(path).startswith(str(box.path)):
                path.chmod(0o755)
        for path in box.vault.iterdir():
            path.chmod(0o444)
        (box.path / "passphrase").chmod(0o444)
        before = box.files()

        def as_somebody_else(*words, stdin=b""):
            done = subprocess.run([PROGRAM, "--passphrase-file", box.passphrase, *words],
                                  user=65534, group=65534, extra_groups=[], env=box.env,
                                  input=stdin, capture_output=True, check=False)
            check_errors(done.stderr.decode())
            assert b"can only be read" in done.stderr, done
            return done

        for words in (("person", "list"), ("export",), ("search", "Kez")):
            done = as_somebody_else(*words)
            assert done.returncode == 0 and b"Kez" in done.stdout, done
        assert as_somebody_else("person", "add",
                                stdin=b'{"preferred_name": "Ros"}').returncode == 1
        assert box.files() == before


@test
def a_file_that_may_not_grow_keeps_what_is_saved():
    with Box() as box:
        box.init()
        with box.batch() as batch:
            batch.ask("person", "add", '{"preferred_name":"Sami"}')
        many = box.write("many.json", json.dumps({"format": "waymark-cases/1", "people": [
            {"preferred_name": f"Sami {n}", "plan": {"what_matters": "Words. " * 200}}
            for n in range(100)]}))
        limit = "import resource, os, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (200000, " \
                "200000)); os.execv(sys.argv[1], sys.argv[1:])"
        done = subprocess.run([sys.executable, "-c", limit, PROGRAM, "--passphrase-file",
                               box.passphrase, "import", many], env=box.env,
                              capture_output=True, check=False)
        check_errors(done.stderr.decode())
        assert done.returncode == 1 and done.stderr, done
        assert [p["preferred_name"] for p in box.run("person", "list", "--json").json()] == ["Sami"]
        box.run("check")


@test
def a_vault_in_an_odd_place_is_a_sentence():
    with Box() as box:
        file = box.write("a-file", "hello")
        box.run("init", vault=file, expect=1)
        box.run("init", vault=file + "/below", expect=1)
        box.run("person", "list", vault=file, expect=1)
        box.run("init", vault="/proc/no/such", expect=1)
        assert open(file, encoding="utf-8").read() == "hello"
        odd = box.path / "ü ‘x’\n\u202e"
        box.run("init", vault=odd)
        box.run("check", vault=odd)


main()
