# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the frozen files and replays them: what check-vectors.py and mutate-logs.py begin with."""
import json
import pathlib

import directory as d
import logs
from public import judge_public

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "vectors/ledger"
NAMES = ["keys", "directory", "log", "member", "enrolment", "heads", "ed25519", "login"]


def raw(text):
    return bytes.fromhex(text)


class Vectors:
    def __init__(self, folder=FOLDER):
        for name in NAMES:
            setattr(self, name, json.loads((folder / (name + ".json")).read_text("utf-8")))
        self.directories = [d.Directory()]  # by length
        for entry in self.directory["entries"]:
            verdict, after = d.judge(self.directories[-1], raw(entry["bytes"]))
            assert (verdict, after.hashes[-1].hex()) == (0, entry["dir_hash"]), entry["name"]
            self.directories.append(after)
        self.whole = self.directories[-1]  # what logs are judged with, but where a case says otherwise
        self.chains = {chain["name"]: chain for chain in self.log["logs"]}
        self.replays = {}

    def replay(self, name, log_id, length):
        """The log NAME as it was after LENGTH entries."""
        states = self.replays.get(name)
        if states is None:
            states = [logs.Log(self.whole.org, raw(log_id))]
            for entry in self.chains.get(name, {"entries": []})["entries"]:
                verdict, after = judge_public(self.whole, states[-1], raw(entry["bytes"]))
                assert verdict == entry["verdict"], (name, entry["name"], verdict)
                assert after.heads[-1].hex() == entry["log_head"], (name, entry["name"])
                states.append(after)
            self.replays[name] = states
        return states[length]

    def of_case(self, case):
        return self.directories[case["directory"]], self.replay(case["log"], case["log_id"], case["length"])


def arriving(case):
    if "now_ms" not in case:
        return None
    return d.arrival(case["now_ms"], {seq: ms for seq, ms in case.get("received", [])})
