#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Making a vault, opening it, and every way in which it does not open."""
import os
import stat
import time

from box import OTHER, PASSPHRASE, Box, Terminal, main, test


@test
def init_makes_a_vault_for_its_owner_only():
    with Box() as box:
        made = box.init("--name", "Ada Brook", "--phone", "0300 123", "--council", "Linden")
        assert len(made.groups()) == 13, made.out
        assert "passphrase alone" in made.err
        for path in [box.vault, *box.vault.iterdir()]:
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
        assert [s["slot"] for s in box.run("keys", "--json", passphrase=False).json()] == ["P", "S"]
        before = box.files()
        assert "already" in box.init(expect=1).err
        assert box.files() == before


@test
def a_new_passphrase_has_rules():
    with Box() as box:
        for name, content in (("short", b"short\n"), ("digits", b"123456789012345\n"),
                              ("empty", b""), ("line", b"\n"), ("latin", b"caf\xe9 caf\xe9 caf\n"),
                              ("long", b"x" * 1025 + b"\n"), ("huge", b"x" * 100000),
                              ("nul", b"violet\0kettle harbour\n")):
            box.init(expect=4, passphrase=box.write(name, content))
            assert not box.vault.exists() or not box.files(), name
        answer = box.init("--json", passphrase=box.write("exact", b"x" * 1024 + b"\n")).json()
        assert answer["slot"] == "passphrase" and len(answer["sheet"].split("-")) == 13


@test
def refused_names_make_no_vault():
    with Box() as box:
        box.init("--name", "two\nlines", expect=4)
        assert not box.vault.exists()


@test
def a_wrong_passphrase_opens_nothing_and_says_so():
    with Box() as box:
        box.init()
        before = box.files()
        for name, content in (("wrong", b"not the right one\n"), ("empty", b""), ("line", b"\n"),
                              ("latin", b"caf\xe9\n"), ("long", b"x" * 1025 + b"\n"),
                              ("huge", b"x" * 100000), ("nul", b"violet\0kettle\n")):
            result = box.run("person", "list", expect=3, passphrase=box.write(name, content))
            assert result.out == "", name
        box.run("person", "list", expect=3, passphrase=str(box.path / "missing"))
        assert box.files() == before
        box.run("person", "list")


@test
def the_passphrase_is_the_first_line():
    with Box() as box:
        box.init(passphrase=box.write("crlf", PASSPHRASE + "\r\n"))
        file = box.write("more", PASSPHRASE + "\nsomething else\n")
        assert box.run("person", "list", "--json", passphrase=file).json() == []
        assert box.run("person", "list", "--json", passphrase="-", stdin=PASSPHRASE).json() == []
        out = box.run("batch", passphrase="-", stdin=PASSPHRASE + "\nperson list\ncheck").out
        assert out.count('"ok":true') == 2


@test
def after_five_wrong_tries_it_waits_and_then_tries():
    with Box() as box:
        box.init()
        wrong = box.write("wrong", "not the right one\n")
        for _ in range(6):
            box.run("person", "list", expect=3, passphrase=wrong)
        began = time.monotonic()
        box.run("person", "list")
        assert time.monotonic() - began > 1.0, "it did not wait"
        began = time.monotonic()
        box.run("person", "list")
        assert time.monotonic() - began < 5.0, "a right passphrase did not clear the tries"


@test
def the_passphrase_changes():
    with Box() as box:
        box.init()
        box.run("passphrase", expect=4)
        box.run("passphrase", expect=4, passphrase=box.write("weak", PASSPHRASE + "\nweak\n"))
        box.run("passphrase", passphrase=box.write("both", f"{PASSPHRASE}\n{OTHER}\n"))
        box.run("person", "list", expect=3)
        box.run("person", "list", passphrase=box.write("new", OTHER))


@test
def recover_sets_a_new_passphrase_and_a_new_sheet():
    with Box() as box:
        sheet = box.write("sheet", box.init().out)
        new = box.write("new", OTHER + "\n")
        again = box.run("recover", "--sheet-file", sheet, passphrase=new)
        assert len(again.groups()) == 13
        box.run("person", "list", expect=3)
        box.run("person", "list", passphrase=new)
        # The old sheet is of no use any more, the new one is, until there is a newer one.
        box.run("recover", "--sheet-file", sheet, passphrase=new, expect=3)
        newer = box.run("keys", "new-sheet", passphrase=new)
        box.run("recover", "--sheet-file", "-", passphrase=new, stdin=again.out, expect=3)
        box.run("recover", "--sheet-file", "-", passphrase=new, stdin=newer.out)
        box.run("check", passphrase=new)
        assert box.run("keys", "--json", passphrase=False).json()[-1]["number"] == 4


@test
def a_sheet_with_a_slip_is_told_where():
    with Box() as box:
        groups = box.init().groups()
        new = box.write("new", OTHER + "\n")
        before = box.files()
        slip = list(groups)
        slip[6] = slip[6][:-1] + ("A" if slip[6][-1] != "A" else "B")
        for text, said in ((" ".join(slip), "group 7"), (" ".join(groups[:-1]), "missing"),
                           (" ".join(groups + groups[:1]), "too many"), ("", "missing")):
            result = box.run("recover", "--sheet-file", box.write("sheet", text), expect=4,
                             passphrase=new)
            assert said in result.err, result.err
        assert box.files() == before


@test
def without_a_keyring_nothing_changes_to_one():
    with Box() as box:
        box.init()
        before = box.files()
        box.run("keys", "keyring", expect=3)
        assert box.files()["vault.keys"] == before["vault.keys"]
        box.run("keys", "passphrase")
        box.run("person", "list")


@test
def a_second_program_is_refused():
    with Box() as box:
        box.init()
        with box.batch() as batch:
            batch.ask("person", "list")
            result = box.run("person", "list", expect=3)
            assert "open" in result.err or "window" in result.err
            batch.ask("person", "list")
        box.run("person", "list")


@test
def on_a_terminal_it_asks_and_hides():
    with Box() as box:
        terminal = Terminal(box, "init")
        terminal.read_until("New passphrase: ")
        terminal.type(PASSPHRASE)
        terminal.read_until("again: ")
        terminal.type(PASSPHRASE)
        shown = terminal.read_until("Type group ")
        assert PASSPHRASE not in shown
        groups = [w for w in shown.split() if len(w) == 5 and w.isupper()]
        assert len(groups) == 13, shown
        number = int(terminal.read_until(" of the sheet: ").split()[0])
        terminal.type(groups[number % 13])
        terminal.read_until("look again")
        terminal.read_until(" of the sheet: ")
        terminal.type(groups[number - 1].lower())
        code, _ = terminal.end()
        assert code == 0

        terminal = Terminal(box, "person", "list")
        terminal.read_until("Passphrase: ")
        terminal.type(PASSPHRASE)
        code, shown = terminal.end()
        assert code == 0 and PASSPHRASE not in shown

        terminal = Terminal(box, "person", "list")
        terminal.read_until("Passphrase: ")
        terminal.type("not the right one")
        code, shown = terminal.end()
        assert code == 3 and "waymarkctl: " in shown

        terminal = Terminal(box, "recover")
        for i, group in enumerate(groups, 1):
            terminal.read_until(f"Group {i} of 13: ")
            terminal.type(group if i != 4 else group[:-1])
        terminal.read_until("nothing to stop): ")
        terminal.type("4")
        terminal.read_until("Group 4 of 13: ")
        terminal.type(groups[3])
        terminal.read_until("New passphrase: ")
        terminal.type(OTHER)
        terminal.read_until("again: ")
        terminal.type(OTHER)
        shown = terminal.read_until("Type group ")
        groups = [w for w in shown.split() if len(w) == 5 and w.isupper()]
        number = int(terminal.read_until(" of the sheet: ").split()[0])
        terminal.type(groups[number - 1])
        code, _ = terminal.end()
        assert code == 0
        box.run("person", "list", passphrase=box.write("new", OTHER))


@test
def on_a_terminal_a_command_says_what_it_waits_for():
    with Box() as box:
        box.init()
        terminal = Terminal(box, "person", "add")
        terminal.read_until("Passphrase: ")
        terminal.type(PASSPHRASE)
        terminal.read_until("Ctrl+D")
        terminal.type('{"preferred_name": "Sami"}')
        terminal.type("\x04")
        code, shown = terminal.end()
        assert code == 0, shown
        assert "Sami" in box.run("person", "list").out


@test
def two_passphrases_that_differ_make_nothing():
    with Box() as box:
        terminal = Terminal(box, "init")
        terminal.read_until("New passphrase: ")
        terminal.type(PASSPHRASE)
        terminal.read_until("again: ")
        terminal.type(OTHER)
        code, shown = terminal.end()
        assert code == 4 and "waymarkctl: " in shown
        assert not box.vault.exists()


@test
def with_nobody_to_ask_it_is_locked():
    with Box() as box:
        box.init()
        pid = os.fork()
        if pid == 0:
            os.setsid()
            try:
                box.run("person", "list", passphrase=False, expect=3)
                os._exit(0)
            except BaseException:
                os._exit(1)
        assert os.waitpid(pid, 0)[1] == 0


main()
