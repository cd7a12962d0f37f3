#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words on the command line: help, options before and after, and what is not understood."""
from box import MARKER, Box, main, test


@test
def help_and_version_need_nothing():
    with Box() as box:
        text = box.run("--help", passphrase=False).out
        for command in ("init", "person list", "batch", "check"):
            assert f"  {command}" in text, command
        assert box.run("--version", passphrase=False).out.startswith("waymarkctl ")
        assert "--limit" in box.run("search", "--help", passphrase=False).out
        assert "--limit" in box.run("--help", "search", passphrase=False).out
        assert not box.vault.exists()


@test
def what_is_not_understood_is_exit_2():
    with Box() as box:
        for words in ([], ["frobnicate"], [MARKER], ["person"], ["person", "lst"], ["--frob"],
                      [f"--{MARKER}"], ["person", "list", "--frob"], ["check", "--vault"],
                      ["person", "list", MARKER], ["search"], ["-x"], ["check", "-x"],
                      ["check", "--json", "--json"], ["check", "--json=yes"],
                      ["--json", "search", "a", "--limit"]):
            result = box.run(*words, expect=2, passphrase=False)
            assert result.out == "" and result.err.count("\n") == 1


@test
def a_word_with_which_several_commands_begin_names_them():
    with Box() as box:
        for words in (["plan"], ["plan", "lst"]):
            said = box.run(*words, expect=2, passphrase=False).err
            assert "plan show, plan finalise, plan versions, plan compare" in said, said
        for words in (["plan", "--help"], ["help", "plan"], ["--help", "plan"]):
            text = box.run(*words, passphrase=False).out
            assert "plan finalise" in text and "batch" not in text, words
        assert "batch" in box.run("help", passphrase=False).out
        assert "--limit" in box.run("help", "search", passphrase=False).out
        box.run("help", "frobnicate", expect=2, passphrase=False)


@test
def words_that_are_not_text_are_refused():
    with Box() as box:
        box.run("search", b"caf\xe9", expect=4)


@test
def options_stand_before_or_after():
    with Box() as box:
        box.init()
        other = box.path / "elsewhere"
        box.run("--vault", str(other), "init")
        assert (other / "vault.db").exists()
        box.run("--vault=" + str(other), "--json", "person", "list")
        box.run("--json", "person", "list", "--vault", str(other))
        assert box.run("person", "--json", "list", vault=other).json() == []
        # After two hyphens everything is a word.
        box.run("search", "--json", "--", "--vault")


@test
def no_vault_is_a_sentence():
    with Box() as box:
        for words in (["person", "list"], ["check"], ["keys"], ["batch"], ["backup"]):
            result = box.run(*words, expect=1)
            assert "no vault" in result.err
        assert not box.vault.exists()


main()
