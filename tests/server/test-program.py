#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""waymark-server as it is shipped: TLS, killed in the middle, backup and restore, slow and broken lines.

    test-program.py WAYMARK_SERVER
"""
import os
import pathlib
import random
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time

sys.dont_write_bytecode = True
from program import OCTETS, Organisation, Server, Tls, stream  # noqa: E402

import directory as d  # noqa: E402
import primitives as p  # noqa: E402

PROGRAM = os.path.abspath(sys.argv[1])
# LeakSanitizer dies of its own signal where it looks at a process with TLS in it; what has none is looked at.
WITHOUT_LEAKS = {"ASAN_OPTIONS": ":".join(filter(None, (os.environ.get("ASAN_OPTIONS"), "detect_leaks=0")))}


def start(folder, *options, **more):
    return Server(PROGRAM, str(folder), *options, **more)


def run(*arguments):
    """(exit code, what it said)"""
    env = {**os.environ, **(WITHOUT_LEAKS if "--tls-key" in arguments else {})}
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=60, env=env)
    return done.returncode, done.stdout + done.stderr


def seqs(answer):
    return [result["seq"] for result in answer["results"]], [result["same"] for result in answer["results"]]


# -- the whole way ------------------------------------------------------------------------------

def over_tls(folder):
    org, tls = Organisation(), Tls(str(folder))
    server = start(folder / "data", tls=tls, env=WITHOUT_LEAKS)
    assert server.origin.startswith("https://"), server.origin
    server.begin(org)
    w = org.log("case")
    planted = org.write(w, "wintergreen")
    status, answer = server.post_log(w, *org.bytes_of(w))
    assert (status, seqs(answer)) == (200, ([1, 2], [False, False])), answer
    assert answer["head"] == w.log.heads[-1].hex()
    status, (entries, total, last, head) = server.get_log(w)
    assert (entries, total, last, head) == (org.bytes_of(w), 2, w.log.heads[-1], w.log.heads[-1])
    status, answer = server.ask("GET", "/v1/changes")
    assert [x["head"] for x in answer["changes"]] == [w.log.heads[-1].hex()]
    status, again = server.ask("GET", "/v1/changes?cursor=" + answer["cursor"])
    assert again["changes"] == [] and again["cursor"] == answer["cursor"]
    try:
        server.connect(ssl.create_default_context()).request("GET", "/v1/status")
        raise AssertionError("an unknown authority was trusted")
    except ssl.SSLCertVerificationError:
        pass
    said = server.said()
    for secret in (server.token, w.log.id.hex(), org.cast.joel.id.hex(), server.ticket):
        assert secret not in said, "a line of the log says too much"
    assert "POST log 200" in said, said
    assert server.stop() == 0
    whole = b"".join(x.read_bytes() for x in (folder / "data").iterdir())
    assert planted in whole or planted[:340] in whole
    assert b"wintergreen" not in whole and bytes.fromhex(server.token) not in whole


def held_and_drained(folder):
    org = Organisation()
    server = start(folder / "data")
    server.begin(org)
    w = org.log("case")
    server.post_log(w, *org.bytes_of(w))
    cursor = server.ask("GET", "/v1/changes")[1]["cursor"]
    found = []

    def wait():
        began = time.monotonic()
        found.append((*server.ask("GET", f"/v1/changes?cursor={cursor}&wait=50000"), time.monotonic() - began))

    thread = threading.Thread(target=wait)
    thread.start()
    time.sleep(0.5)
    assert thread.is_alive(), found
    org.write(w, "a line")
    assert server.post_log(w, org.bytes_of(w)[-1])[0] == 200
    thread.join(20)
    status, answer, took = found.pop()
    assert (status, answer["changes"][0]["seq"]) == (200, 2) and took < 20, (answer, took)
    # A second question of the same laptop ends the first; being stopped ends the second.
    cursor = answer["cursor"]
    first = threading.Thread(target=wait)
    first.start()
    time.sleep(0.5)
    second = threading.Thread(target=wait)
    second.start()
    first.join(20)
    assert len(found) == 1 and second.is_alive(), found
    began = time.monotonic()
    assert server.stop() == 0
    second.join(20)
    assert len(found) == 2 and found[1][0] == 200 and time.monotonic() - began < 20, found


# -- killed -------------------------------------------------------------------------------------

def killed(folder):
    """Killed at a random moment of each post, then asked again with the same bytes: one place each, in one chain."""
    org, chance = Organisation(), random.Random(int(os.environ.get("WAY_SEED", "7")))
    server = start(folder / "data")
    server.begin(org)
    w = org.log("case")
    for turn in range(25):
        body = stream(*org.bytes_of(w, max(0, len(w.entries) - 3)))
        path = f"/v1/cases/{w.log.id.hex()}/log"
        with socket.create_connection(("127.0.0.1", server.port), 20) as line:
            line.sendall(f"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.token}\r\n"
                         f"Content-Type: {OCTETS}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
            time.sleep(chance.random() * 0.02)
            server.stop(signal.SIGKILL)
        server = start(folder / "data")
        assert server.ticket is None
        assert server.log_in(org.cast.joel)[0] == 200
        status, answer = server.ask("POST", path, body)
        assert status == 200 and answer["seq"] == len(w.entries), (turn, answer)
        assert answer["head"] == w.log.heads[-1].hex()
        status, again = server.ask("POST", path, body)
        assert seqs(again) == (seqs(answer)[0], [True] * len(again["results"])), again
        for _ in range(chance.randrange(1, 4)):
            org.write(w, f"line {turn}")
    assert server.stop() == 0
    assert run("--data", folder / "data", "check")[0] == 0


# -- kept ---------------------------------------------------------------------------------------

def restored(folder):
    org = Organisation()
    server = start(folder / "data")
    server.begin(org)
    w = org.log("case")
    assert server.post_log(w, *org.bytes_of(w))[0] == 200
    assert run("--data", folder / "data", "check")[0] == 0
    assert run("--data", folder / "data", "backup", folder / "copy") == (0, "")
    assert run("--data", folder / "data", "backup", folder / "copy")[0] == 1, "a backup was written over"
    org.write(w, "after the backup")
    assert server.post_log(w, org.bytes_of(w)[-1])[0] == 200
    assert run("--data", folder / "data", "restore", folder / "copy")[0] != 0, "restored under a server"
    assert server.stop() == 0
    assert run("--data", folder / "data", "restore", folder / "copy")[0] == 1, "restored over data"

    assert run("--data", folder / "other", "restore", folder / "copy") == (0, "")
    server = start(folder / "other")
    assert server.log_in(org.cast.joel)[0] == 200
    assert server.ask("GET", "/v1/changes")[1]["state"] == "restored"
    assert server.get_log(w)[1][1] == 1
    status, answer = server.post_log(w, org.bytes_of(w)[-1])
    assert (status, answer["reason"]) == (503, "RESTORED"), answer
    w2 = org.directory
    w2.add("restored", d.INCARNATION, p.number(8, 2) + b"\1", org.cast.root)
    status, answer = server.ask("POST", "/v1/dir", stream(org.acts()[-1]))
    assert (status, answer["incarnation"]) == (200, 2), answer
    assert server.post_log(w, org.bytes_of(w)[-1])[0] == 200
    assert server.stop() == 0
    assert run("--data", folder / "other", "check")[0] == 0

    copy = pathlib.Path(folder / "other/server.db")
    data = bytearray(copy.read_bytes())
    at = data.find(org.bytes_of(w)[-1][:340])
    assert at > 0
    data[at + 300] ^= 1
    copy.write_bytes(data)
    code, said = run("--data", folder / "other", "check")
    assert code == 3 and said, (code, said)
    assert run("--data", folder / "third", "restore", copy)[0] == 3, "a damaged backup was restored"
    assert not (folder / "third/server.db").exists()


# -- broken lines -------------------------------------------------------------------------------

def broken_lines(folder):
    org = Organisation()
    server = start(folder / "data")
    server.begin(org)
    w = org.log("case")
    body = stream(*org.bytes_of(w))
    head = (f"POST /v1/cases/{w.log.id.hex()}/log HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.token}\r\n"
            f"Content-Type: {OCTETS}\r\n").encode()
    whole = head + f"Content-Length: {len(body)}\r\n\r\n".encode() + body
    for size in list(range(0, len(whole), 17)) + [len(whole) - 1]:
        with socket.create_connection(("127.0.0.1", server.port), 20) as line:
            line.sendall(whole[:size])
    hostile = {
        b"\0" * 1000: None, b"GET\r\n\r\n": None, b"GET / HTTP/1.1\r\nHost: x\r\nA: " + b"x" * 200_000 + b"\r\n\r\n": None,
        head + b"Content-Length: -1\r\n\r\n": None, head + b"Content-Length: 99999999999999999999\r\n\r\n": None,
        head + b"Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n": b"NEEDS_LENGTH",
        head + b"\r\n": b"NEEDS_LENGTH",
        head + b"Content-Length: 2000000\r\n\r\n": b"TOO_LARGE",
        head.replace(OCTETS.encode(), b"text/plain") + b"Content-Length: 5\r\n\r\nabcde": b"BAD_TYPE",
    }
    for data, reason in hostile.items():
        with socket.create_connection(("127.0.0.1", server.port), 20) as line:
            line.sendall(data)
            if reason:
                line.settimeout(20)
                answer = b""
                while reason not in answer:
                    more = line.recv(65536)
                    assert more, (reason, answer)
                    answer += more
    assert server.get_log(w)[0] == 404, "something of it was taken"
    assert server.ask("GET", "/healthz") == (200, b"ok\n")
    status, answer = server.post_log(w, *org.bytes_of(w))
    assert seqs(answer) == ([1], [False]), answer
    assert server.stop() == 0


def let_go(folder):
    """However a connection ends, the server keeps nothing of it."""
    org, tls = Organisation(), Tls(str(folder))
    for server in start(folder / "plain"), start(folder / "tls", tls=tls, env=WITHOUT_LEAKS):
        server.begin(org)
        count = lambda: len(os.listdir(f"/proc/{server.process.pid}/fd"))  # noqa: E731
        before = count()
        for turn in range(40):
            line = server.connect()
            line.request("GET", ("/v1/status", "/healthz", "/v1/none")[turn % 3])
            line.getresponse().read()
            line.close()
        kept = server.connect()
        for turn in range(5):
            kept.request("GET", "/v1/status")
            kept.getresponse().read()
        kept.close()
        for turn in range(40):
            with socket.create_connection(("127.0.0.1", server.port), 20) as line:
                line.sendall((b"", b"G", b"GET /v1/status HTTP/1.1\r\nHost: x\r\n\r\n", b"\x16\3\1")[turn % 4])
        until = time.monotonic() + 20
        while count() > before + 2 and time.monotonic() < until:
            time.sleep(0.1)
        assert count() <= before + 2, (before, count())
        assert server.stop() == 0


def memory(server):
    """Kilobytes that it holds."""
    with open(f"/proc/{server.process.pid}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * 4


def slow_body(folder):
    """A byte a second, on every route that takes a body: refused after its ten seconds; nobody is held up, nothing is kept."""
    org = Organisation()
    server = start(folder / "data")
    server.begin(org)
    log, ticket, answers, lines = "07" * 16, "ab" * 32, {}, {}
    for method, path, kind in (("POST", "/v1/setup", OCTETS), ("POST", "/v1/auth/challenge", "application/json"),
                               ("POST", "/v1/auth/token", "application/json"), ("POST", "/v1/dir", OCTETS),
                               ("POST", f"/v1/cases/{log}/log", OCTETS), ("POST", f"/v1/heal/{log}", OCTETS),
                               ("POST", f"/v1/cases/{log}/quarantine", OCTETS), ("POST", "/v1/tickets", "application/json"),
                               ("PUT", f"/v1/enrol/{ticket}/c", OCTETS)):
        line = socket.create_connection(("127.0.0.1", server.port), 40)
        line.sendall(f"{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {server.token}\r\n"
                     f"Content-Type: {kind}\r\nContent-Length: 500\r\n\r\n".encode())
        line.setblocking(False)
        answers[path], lines[path] = b"", line
    held, began = memory(server), time.monotonic()
    while lines and time.monotonic() - began < 40:
        for path, line in list(lines.items()):
            try:
                answers[path] += line.recv(65536)
                line.sendall(b"x")
            except BlockingIOError:
                line.sendall(b"x")
            except OSError:
                pass
            if b"TOO_SLOW" in answers[path]:
                line.close()
                del lines[path]
        assert server.ask("GET", "/healthz")[0] == 200
        time.sleep(1)
    for path, answer in answers.items():
        assert b"408" in answer and b"TOO_SLOW" in answer, (path, answer)
    assert memory(server) < held + 4096, (held, memory(server))
    assert server.ask("GET", "/v1/dir")[0] == 200
    assert server.stop() == 0


# -- started wrongly ----------------------------------------------------------------------------

def refusals(folder):
    tls, other = Tls(str(folder)), Tls(str(folder), name="other")
    data = folder / "data"
    for arguments, code in ((("--data", data, "--listen", "0.0.0.0:0"), 2), ((), 2), (("--data", data, "serve"), 2),
                            (("--data", data, "backup"), 2), (("--data", data, "--listen", "here"), 2),
                            (("--data", data, "--no-such-option"), 2), (("--data", data, "--tls-cert", tls.cert), 2),
                            (("--data", data, "--tls-cert", tls.cert, "--tls-key", other.key), 2),
                            (("--data", data, "--tls-cert", folder / "none", "--tls-key", tls.key), 2),
                            (("--data", data, "--listen", "0.0.0.0:0", "--insecure-plain"), 2),
                            (("--config", folder / "none"), 2), (("--data", data, "check"), 1),
                            (("--data", folder / "x", "restore", folder / "none"), 1)):
        found, said = run(*arguments)
        assert found == code and len(said.strip().splitlines()) == 1 and said.strip().endswith("."), (arguments, found, said)
    assert not data.exists(), "a refused start left something behind"
    assert run("--version")[0] == 0
    config = folder / "config"
    config.write_text(f"[server]\ndata={data}\norigins=https://sync.example.org;\nquiet=true\n")
    server = start(data, "--config", config)
    assert server.origin == "https://sync.example.org", server.origin
    assert run("--data", data, "--listen", "127.0.0.1:0")[0] == 3
    assert server.stop() == 0
    config.write_text("[server]\nno-such-line=1\n")
    assert run("--config", config)[0] == 2


def main():
    tests = [over_tls, held_and_drained, killed, restored, broken_lines, let_go, slow_body, refusals]
    bad = 0
    print(f"1..{len(tests)}", flush=True)
    for number, test in enumerate(tests, 1):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="way-server-"))
        try:
            test(folder)
            print(f"ok {number} {test.__name__}", flush=True)
        except Exception as error:  # the next test has nothing to do with this one
            bad += 1
            print(f"not ok {number} {test.__name__}\n# {type(error).__name__}: {error!r}", flush=True)
            import traceback
            traceback.print_exc()
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
