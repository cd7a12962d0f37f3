#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the vectors of tests/vectors/ledger into a folder: write-vectors.py FOLDER

They are frozen: never write over them.  check-vectors.py compares.  Needs python3-nacl.
"""
import json
import pathlib
import sys

import vectors_directory
import vectors_log
import vectors_member
import vectors_other

NOTE = "Test keys only: every seed comes from its name. Rules and verdicts: FORMAT.md."


def people(cast):
    return {x.name: {"device": x.id.hex(), "user": x.user.hex(), "team": x.team.hex(), "roles": x.roles, "dsk": x.dsk.hex(),
                     "dbk": x.dbk.hex(), "dsk_seed": vectors_other.seed(x.name + " DSK").hex(),
                     "dbk_seed": vectors_other.seed(x.name + " DBK").hex()} for x in cast.laptops()}


def keys(cast):
    return {"people": people(cast), "root_seeds": [vectors_other.seed(x).hex() for x in ("root", "root 2")],
            "roots": [cast.root.dsk.hex(), cast.root2.dsk.hex()],
            "recovery_seeds": [vectors_other.seed(x).hex() for x in ("recovery", "recovery 2")],
            "recoveries": [cast.recovery[0].hex(), cast.recovery2[0].hex()], "team_log": cast.team_log.hex()}


def make():
    """{name: content}"""
    cast = vectors_directory.Cast()
    writer = vectors_directory.write_chain(cast)
    cases, writers, log = vectors_log.write(cast, writer.directory)
    return {"keys": keys(cast), "directory": vectors_directory.write(cast, writer), "log": log,
            "member": vectors_member.write(cast, cases, writers), "enrolment": vectors_other.enrolment(cast, writer),
            "heads": vectors_other.held(), "ed25519": vectors_other.signatures(cast),
            "login": vectors_other.logins(cast)}


def text_of(content):
    return json.dumps({"note": NOTE} | content, indent=1) + "\n"


if __name__ == "__main__":
    for name, content in make().items():
        (pathlib.Path(sys.argv[1]) / (name + ".json")).write_text(text_of(content), "utf-8")
