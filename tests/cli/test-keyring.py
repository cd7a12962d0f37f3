#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A vault whose key lies half in a real keyring.  Run by tests/keychain/with-keyring.sh."""
import re
import shutil
import subprocess

from box import OTHER, Box, main, test

KEYRING = "/org/freedesktop/secrets/collection/login"


def call(path, method, *arguments):
    return subprocess.run(["gdbus", "call", "--session", "-d", "org.freedesktop.secrets", "-o", path,
                           "-m", "org.freedesktop.Secret." + method, *arguments],
                          capture_output=True, check=True).stdout.decode()


def items():
    found = call("/org/freedesktop/secrets", "Service.SearchItems", "@a{ss} {}")
    return re.findall(KEYRING + r"/[^']+", found)


def slots(box):
    return [s["slot"] for s in box.run("keys", "--json", passphrase=False).json()]


@test
def init_takes_the_keyring_and_changes_keep_one_half():
    with Box(session=True) as box:
        made = box.init()
        assert "keyring" in made.err and slots(box) == ["K", "S"]
        assert len(items()) == 1
        box.run("person", "add", "--preferred-name", "Sami")
        box.run("passphrase", passphrase=box.write("both", open(box.passphrase).read() + OTHER))
        new = box.write("new", OTHER)
        assert slots(box) == ["K", "S"] and len(items()) == 1
        box.run("person", "list", expect=3)
        box.run("keys", "passphrase", passphrase=new)
        assert slots(box) == ["S", "P"] or slots(box) == ["P", "S"]
        assert items() == []
        box.run("keys", "keyring", passphrase=new)
        assert "K" in slots(box) and len(items()) == 1
        assert "Sami" in box.run("person", "list", passphrase=new).out

        # A backup needs no keyring.
        file = str(box.path / "one.waymark-backup")
        box.run("backup", file, passphrase=new)
        box.run("restore", file, passphrase=new, vault=box.path / "back")
        box.run("check", passphrase=new, vault=box.path / "back")


@test
def a_half_that_is_gone_is_told_and_recovered():
    with Box(session=True) as box:
        made = box.init()
        before = box.files()
        for item in items():
            call(item, "Item.Delete")
        result = box.run("person", "list", expect=3)
        assert "keyring" in result.err.lower() and box.files() == before
        assert items() == [], "a new half was made where the old one is gone"
        new = box.write("new", OTHER)
        box.run("recover", "--sheet-file", box.write("sheet", made.out), passphrase=new)
        assert slots(box)[0] == "K" or "K" in slots(box)
        box.run("check", passphrase=new)
        shutil.rmtree(box.vault)


@test
def a_locked_keyring_is_told_and_changes_nothing():
    with Box(session=True) as box:
        box.init()
        before = box.files()
        call("/org/freedesktop/secrets", "Service.Lock", f"['{KEYRING}']")
        result = box.run("person", "list", expect=3)
        assert "keyring" in result.err.lower() and box.files() == before
        box.run("keys", "passphrase", expect=3)
        assert box.files() == before
        # A new vault does not wait for it.
        made = box.run("init", vault=box.path / "second")
        assert "passphrase alone" in made.err
        box.run("check", vault=box.path / "second")


main()
