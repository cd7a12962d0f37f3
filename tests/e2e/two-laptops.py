#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two laptops and a server, all real: programs, vaults, TLS.

usage: two-laptops.py WAYMARKCTL WAYMARK-SERVER
"""
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import traceback

from waymark import Home, PASSPHRASE, Tap

PLANTED = "Zanzibarrow wants to learn to weld"


def openssl(where, *words):
    subprocess.run(["openssl", *words], cwd=where, check=True, capture_output=True, timeout=60)


class Authority:
    """A council's own certificate authority, and certificates of it."""

    def __init__(self, where):
        self.where = where
        os.makedirs(where)
        self.pem = os.path.join(where, "ca.pem")
        self.key("ca")
        openssl(where, "req", "-x509", "-key", "ca.key", "-days", "2", "-out", "ca.pem", "-subj",
                "/CN=An authority for tests")

    def key(self, name):
        openssl(self.where, "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out",
                name + ".key")

    def certify(self, name, alt, days="2"):
        self.key(name)
        openssl(self.where, "req", "-new", "-key", name + ".key", "-out", name + ".csr", "-subj",
                "/CN=" + name)
        with open(os.path.join(self.where, name + ".ext"), "w", encoding="utf-8") as out:
            out.write("subjectAltName=" + alt + "\n")
        openssl(self.where, "x509", "-req", "-in", name + ".csr", "-CA", "ca.pem", "-CAkey",
                "ca.key", "-CAcreateserial", "-days", days, "-extfile", name + ".ext", "-out",
                name + ".pem")
        return (os.path.join(self.where, name + ".pem"), os.path.join(self.where, name + ".key"))


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Server:
    def __init__(self, program, where, certificate):
        self.program, self.data, self.certificate = program, os.path.join(where, "data"), certificate
        self.port = free_port()
        self.origin = f"https://localhost:{self.port}"
        self.ticket = None
        self.process = None

    def start(self, certificate=None):
        cert, key = certificate or self.certificate
        self.process = subprocess.Popen(
            [self.program, "--data", self.data, "--listen", f"127.0.0.1:{self.port}", "--tls-cert",
             cert, "--tls-key", key, "--origin", self.origin],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1)
        for line in self.process.stdout:
            found = re.search(r"\b[0-9a-f]{32}\b", line)
            if found and self.ticket is None:
                self.ticket = found.group(0)
            if line.startswith("Listening"):
                break
        else:
            raise AssertionError("the server did not start")
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    def stop(self, kill=False):
        if self.process is None:
            return
        if kill:
            self.process.kill()
        else:
            self.process.terminate()
        self.process.wait(timeout=60)
        self.process = None

    def keep(self, *words):
        subprocess.run([self.program, "--data", self.data, *words], check=True, timeout=60)


class Talk:
    """A command that speaks on the way: sentences on standard error, digits on standard input."""

    def __init__(self, home, *words):
        self.process = subprocess.Popen(home.command(*words, passphrase_file="-"),
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True, bufsize=1, env=home.env,
                                        cwd=home.dir)
        self.type(PASSPHRASE)

    def type(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def hear(self, pattern):
        heard = []
        for line in self.process.stderr:
            heard.append(line)
            found = re.search(pattern, line)
            if found:
                return found
        raise AssertionError(f"it never said {pattern}: {heard}")

    def end(self):
        out, err = self.process.communicate(timeout=120)
        return self.process.returncode, out, err


class World:
    def __init__(self, waymarkctl, server):
        self.dir = tempfile.mkdtemp(prefix="way-two-")
        self.authority = Authority(os.path.join(self.dir, "ca"))
        self.server = Server(os.path.abspath(server), self.dir,
                             self.authority.certify("localhost", "DNS:localhost,IP:127.0.0.1"))
        self.ros, self.joel, self.third = Home(waymarkctl), Home(waymarkctl), Home(waymarkctl)
        self.root = None
        self.person = self.joels = None

    def place(self):
        return ("--server", self.server.origin, "--ca", self.authority.pem)

    def end(self):
        self.server.stop()
        for home in (self.ros, self.joel, self.third):
            shutil.rmtree(home.dir, ignore_errors=True)
        shutil.rmtree(self.dir, ignore_errors=True)


def refused(done, words):
    assert done.returncode != 0, "it was not refused"
    assert words in done.stderr, done.stderr
    assert done.stderr.startswith("waymarkctl: ")


def founded(world):
    world.ros.do("init", "--name", "Ros", "--council", "Testshire")
    world.joel.do("init", "--name", "Joel")
    world.server.start()
    assert world.ros.do("status")["state"] == "no-team"
    refused(world.ros.run("sync"), "belongs to no team")
    world.person = world.ros.do("person", "add", "--preferred-name", "Kez")["id"]
    answer = world.ros.do("team", "create", *world.place(), "--ticket", world.server.ticket,
                          "--hold", "0")
    sheets = [answer["sheet_" + name] for name in ("root", "recovery_a", "recovery_b")]
    world.root = os.path.join(world.dir, "root-sheet")
    with open(world.root, "w", encoding="utf-8") as out:
        out.write(sheets[0])
    assert all(len(sheet) == 77 for sheet in sheets) and len(set(sheets)) == 3
    status = world.ros.do("status")
    assert status["state"] == "synced" and status["waiting"] == 0
    refused(world.ros.run("team", "create", *world.place(), "--ticket", world.server.ticket),
            "team already")


def certificates_refused(world):
    """Each has its own sentence, and nothing was sent."""
    ticket = "0123-4567-" * 4
    words = ("team", "join", ticket.strip("-"))
    refused(world.joel.run(*words, "--server", world.server.origin), "who vouches for the server")
    refused(world.joel.run(*words, "--server", f"https://127.0.0.2:{world.server.port}", "--ca",
                           world.authority.pem), "cannot be reached")
    world.server.stop()
    for certificate, sentence in (
            (world.authority.certify("elsewhere", "DNS:elsewhere.example"), "for another name"),
            (world.authority.certify("old", "DNS:localhost", days="-1"), "out of date")):
        world.server.start(certificate)
        refused(world.joel.run(*words, *world.place()), sentence)
        refused(world.ros.run("sync"), sentence)
        world.server.stop()
    refused(world.ros.run("sync"), "cannot be reached")
    refused(world.joel.run(*words, "--server", "http://sync.example.org"), "no address of a server")
    refused(world.joel.run("team", "join", "not-a-ticket", *world.place()), "no invitation")
    world.server.start()
    assert world.ros.do("sync")["state"] == "synced"
    assert world.joel.do("status")["state"] == "no-team"


def enrol(world, ticket, *words, slip=False, joiner=None):
    joining = Talk(joiner or world.joel, "team", "join", ticket, *world.place())
    approving = Talk(world.ros, "team", "approve", ticket, *words)
    code = joining.hear(r"(\d{4} \d{4})").group(1)
    approving.hear("is there")
    if slip:
        approving.type("0000 0000" if code != "0000 0000" else "1111 1111")
        approving.hear("not the eight digits")
    approving.type(code)
    answer = approving.hear(r"back: (\d{4})").group(1)
    status, out, err = approving.end()
    assert status == 0, err
    assert json.loads(out)["answer"] == answer
    joining.type(answer)
    status, _, err = joining.end()
    assert status == 0, err


def joined(world):
    invited = world.ros.do("team", "invite", "--name", "Joel Example")
    enrol(world, invited["ticket"], slip=True)
    world.ros.do("sync")
    members = world.ros.do("team", "members")
    assert [m["state"] for m in members] == ["active", "active"], members
    assert [m["name"] for m in members] == ["Ros", "Joel Example"]
    assert members[1]["user"] == invited["user"]
    world.joel.do("sync")
    assert [m["name"] for m in world.joel.do("team", "members")] == ["Ros", "Joel Example"]
    assert world.joel.do("person", "list") == [], "nobody's record is the whole team's"


def names(home):
    return sorted(p["preferred_name"] for p in home.do("person", "list"))


def both_read(world):
    world.joels = world.joel.do("person", "add", "--preferred-name", "Ade")["id"]
    assert world.joel.do("status")["state"] == "waiting"
    assert world.joel.do("sync", "--wait")["state"] == "synced"
    world.ros.do("sync")
    assert names(world.ros) == ["Ade", "Kez"]
    user = next(m["user"] for m in world.ros.do("team", "members") if not m["this_laptop"])
    world.ros.do("case", "allocate", world.person, user)
    world.joel.do("sync")
    assert names(world.joel) == ["Ade", "Kez"]


def both_write(world):
    """Both change one field without having seen the other: both laptops show both."""
    for home, hope in ((world.ros, "to cook"), (world.joel, PLANTED)):
        home.do("edit", world.person, stdin=json.dumps({"plan": {"hopes": hope}}))
    for home in (world.ros, world.joel, world.ros):
        assert home.do("sync")["state"] == "synced"
    for home in (world.ros, world.joel):
        shown = json.dumps(home.do("person", "show", world.person))
        assert PLANTED in shown and "to cook" in shown, shown
        assert "conflicts" in shown
    assert world.ros.do("export", world.person) == world.joel.do("export", world.person)


def confirmed(world):
    """Each laptop has signed that it sees the same, and the other says so; it takes no network."""
    for home in (world.ros, world.joel):
        status = home.do("status")
        assert status["confirmed_with"] == 1 and status["confirmed_ms"] > 0, status
        assert status["trouble"] == "none", status
    proof = os.path.join(world.dir, "proof")
    refused(world.ros.run("team", "prove", proof), "nothing to prove")
    assert not os.path.exists(proof)
    refused(world.ros.run("team", "check-proof", world.authority.pem), "proves nothing")


def closed(world):
    """A case that is closed takes work still, and opens again."""
    world.ros.do("person", "close", world.person, "--reason", "moved")
    assert world.ros.do("sync")["state"] == "synced"
    world.joel.do("sync")
    world.joel.do("edit", world.person, stdin=json.dumps({"plan": {"proud_of": "came behind"}}))
    assert world.joel.do("sync")["state"] == "synced"
    world.joel.do("person", "reopen", world.person)
    assert world.joel.do("sync")["state"] == "synced"
    assert world.ros.do("sync")["state"] == "synced"
    assert "came behind" in json.dumps(world.ros.do("person", "show", world.person))


def server_gone_and_back(world):
    world.server.stop(kill=True)
    world.joel.do("edit", world.joels, stdin=json.dumps({"pronouns": "he/him"}))
    refused(world.joel.run("sync"), "cannot be reached")
    assert world.joel.do("status")["waiting"] > 0
    world.server.start()
    assert world.joel.do("sync")["state"] == "synced"
    world.ros.do("sync")
    assert world.ros.do("person", "show", world.joels)["pronouns"] == "he/him"


def through_a_proxy(world):
    """What the environment names is asked; where nothing answers there, nothing goes elsewhere."""
    away = dict(world.ros.env, https_proxy=f"http://127.0.0.1:{free_port()}")
    before, world.ros.env = world.ros.env, away
    refused(world.ros.run("sync"), "cannot be reached")
    world.ros.env = before
    assert world.ros.do("sync")["state"] == "synced"


def nothing_in_clear(world):
    world.server.stop()
    for folder, _, files in os.walk(world.server.data):
        for name in files:
            with open(os.path.join(folder, name), "rb") as held:
                content = held.read().lower()
            for words in (PLANTED, "Joel Example", "Kez", "Testshire", "to cook"):
                assert words.lower().encode() not in content, f"{name} holds words of a record"
    world.server.start()


def revoked(world):
    device = next(m["device"] for m in world.ros.do("team", "members") if not m["this_laptop"])
    world.joel.do("edit", world.person, stdin=json.dumps({"pronouns": "late"}))
    refused(world.joel.run("team", "revoke", device, "--reason", "prank"), "--reason")
    world.ros.do("team", "revoke", device, "--reason", "lost")
    world.ros.do("edit", world.person, stdin=json.dumps({"full_name": "Keziah After"}))
    assert world.ros.do("sync")["state"] == "synced"
    refused(world.joel.run("sync"), "taken out of the team")
    shown = json.dumps(world.joel.do("person", "show", world.person))
    assert "late" in shown and "Keziah After" not in shown
    assert "late" not in json.dumps(world.ros.do("person", "show", world.person))
    assert world.ros.do("team", "members")[1]["state"] == "revoked"


def joined_again(world):
    """The laptop turned up: it gets new keys, and what it had not sent goes out."""
    user = world.ros.do("team", "members")[1]["user"]
    invited = world.ros.do("team", "invite", "--for", user)
    enrol(world, invited["ticket"], "--for", user)
    assert world.joel.do("sync")["state"] == "waiting"
    world.ros.do("case", "allocate", world.person, user)
    assert world.joel.do("sync")["state"] == "synced"
    assert "Keziah After" in json.dumps(world.joel.do("person", "show", world.person))
    world.ros.do("sync")
    assert "late" in json.dumps(world.ros.do("person", "show", world.person))
    states = [m["state"] for m in world.ros.do("team", "members")]
    assert states == ["active", "revoked", "active"], states


def server_restored(world):
    """An older backup is put in the server's place: the laptops give back what it lost."""
    kept = os.path.join(world.dir, "kept")
    world.server.keep("backup", kept)
    world.joel.do("edit", world.person, stdin=json.dumps({"plan": {"proud_of": "lost by Joel"}}))
    fresh = world.joel.do("person", "add", "--preferred-name", "Since")["id"]
    assert world.joel.do("sync")["state"] == "synced"
    world.ros.do("edit", world.person, stdin=json.dumps({"pronouns": "lost by Ros"}))
    assert world.ros.do("sync")["state"] == "synced"
    world.server.stop()
    shutil.rmtree(world.server.data)
    world.server.keep("restore", kept)
    world.server.start()
    refused(world.joel.run("sync"), "was restored and waits for a manager")
    refused(world.ros.run("sync"), "was restored and waits for a manager")
    refused(world.ros.run("team", "confirm-restore"), "--sheet-file")
    refused(world.joel.run("team", "confirm-restore", "--sheet-file", world.root), "may not")
    world.ros.do("team", "confirm-restore", "--sheet-file", world.root)
    done = world.joel.run("sync")
    assert done.returncode == 0 and "restored from an older copy" in done.stderr, done.stderr
    answer = world.ros.do("sync")
    assert answer["state"] == "synced" and not answer["restored"], answer
    world.third.do("init", "--name", "Third")
    invited = world.ros.do("team", "invite", "--name", "Third Example")
    enrol(world, invited["ticket"], joiner=world.third)
    for record in (world.person, fresh):
        world.ros.do("case", "allocate", record, invited["user"])
    assert world.third.do("sync")["state"] == "synced"
    shown = json.dumps(world.third.do("person", "show", world.person))
    assert "lost by Joel" in shown and "lost by Ros" in shown, shown
    assert world.third.do("person", "show", fresh)["preferred_name"] == "Since"
    assert world.third.do("export", world.person) == world.ros.do("export", world.person)


def late_of(world, device):
    """Whether what waits of a laptop was declined, each."""
    return [late["declined"] for late in world.ros.do("case", "late", world.person)
            if late["device"] == device]


def late_accepted(world):
    """What a laptop had not sent when it was revoked waits for the manager."""
    device = world.ros.do("team", "members")[-1]["device"]
    world.third.do("edit", world.person, stdin=json.dumps({"full_name": "Keziah Too Late"}))
    world.ros.do("team", "revoke", device, "--reason", "left")
    refused(world.third.run("sync"), "taken out of the team")
    # Joel's, from before he joined again, waits beside it: the lane keeps what it was given.
    assert late_of(world, device) == [False]
    refused(world.joel.run("case", "accept-late", world.person, device), "Only a manager")
    world.ros.do("case", "decline-late", world.person, device)
    assert "Too Late" not in json.dumps(world.ros.do("person", "show", world.person))
    assert late_of(world, device) == [True]
    world.ros.do("case", "accept-late", world.person, device)
    assert late_of(world, device) == []
    refused(world.ros.run("case", "accept-late", world.person, device), "Nothing of that laptop")
    world.joel.do("sync")
    for home in (world.ros, world.joel):
        assert "Too Late" in json.dumps(home.do("person", "show", world.person))


def sound(world):
    for home in (world.ros, world.joel, world.third):
        home.do("check")


def main():
    tap = Tap()
    world = World(sys.argv[1], sys.argv[2])
    try:
        for part in (founded, certificates_refused, joined, both_read, both_write,
                     confirmed, closed, server_gone_and_back, through_a_proxy, nothing_in_clear, revoked, joined_again,
                     server_restored, late_accepted, sound):
            try:
                part(world)
                why = None
            except Exception:  # pylint: disable=broad-except
                why = traceback.format_exc()
            if not tap.check(part.__name__.replace("_", " "), why is None, why):
                break
    finally:
        world.end()
    tap.end()


if __name__ == "__main__":
    main()
