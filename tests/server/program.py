# SPDX-License-Identifier: GPL-3.0-or-later
"""The shipped server from outside, and a laptop that shares nothing with it but the two pages of text: entries are
written by the second verifier, requests by Python."""
import http.client
import json
import os
import pathlib
import re
import signal
import socket
import ssl
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "verifier"))

import directory as d  # noqa: E402
import login  # noqa: E402
import primitives as p  # noqa: E402
import vectors_directory  # noqa: E402
from organisation import DirectoryWriter, LogWriter, policy  # noqa: E402

OCTETS, JSON = "application/octet-stream", "application/json"


def stream(*entries):
    return b"".join(p.number(4, len(entry)) + entry for entry in entries)


class Organisation:
    """Ros founds it and brings Joel, without a hold."""

    def __init__(self):
        self.cast, w = vectors_directory.Cast(), DirectoryWriter()
        org, body = vectors_directory.genesis_body(self.cast, policy=policy(hold_minutes=0))
        w.add("the organisation begins", d.GENESIS, body, self.cast.root, org=org)
        w.certify(self.cast.joel, self.cast.ros, admit=self.cast.ros)
        self.directory = w

    def acts(self):
        return [bytes.fromhex(entry["bytes"]) for entry in self.directory.entries]

    def log(self, name, log_id=None):
        """A log begun by Joel: its writer, which holds every entry."""
        w = LogWriter(self.directory.directory, name, log_id)
        w.add("begun", w.epoch(self.cast.joel, 3, [self.cast.joel, self.cast.ros], reason=1))
        return w

    def write(self, w, words):
        w.add(words, w.ops(self.cast.joel, 3, words))
        return self.bytes_of(w)[-1]

    @staticmethod
    def bytes_of(w, after=0):
        return [bytes.fromhex(entry["bytes"]) for entry in w.entries[after:]]


def free_port():
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return line.getsockname()[1]


class Server:
    """`waymark-server` over a folder; starts at once."""

    def __init__(self, program, folder, *options, tls=None, env=None):
        self.tls, self.token, self.errors = tls, None, tempfile.TemporaryFile()
        self.port = free_port()
        arguments = [program, "--data", folder, "--listen", f"127.0.0.1:{self.port}", *map(str, options)]
        if tls:
            arguments += ["--tls-cert", tls.cert, "--tls-key", tls.key]
        self.process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=self.errors, text=True,
                                        env=os.environ | (env or {}))
        self.ticket = self.origin = None
        for line in self.process.stdout:
            self.ticket = (re.findall(r"\b[0-9a-f]{32}\b", line) or [self.ticket])[0]
            origin = re.search(r"https?://\S+", line)
            if origin:
                self.origin = origin.group(0)
                break
        assert self.origin, self.said()

    def said(self):
        self.errors.seek(0)
        return self.errors.read().decode()

    def connect(self, context=None, host="localhost"):
        if self.tls:
            return http.client.HTTPSConnection(host, self.port, timeout=90, context=context or self.tls.context())
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=90)

    def ask(self, method, path, body=None, kind=OCTETS, headers=None, connection=None):
        """(status, body or object)"""
        used = connection or self.connect()
        headers = dict(headers or {})
        if self.token and "Authorization" not in headers:
            headers["Authorization"] = "Bearer " + self.token
        if body is not None:
            headers["Content-Type"] = kind
            body = json.dumps(body).encode() if kind == JSON else body
        used.request(method, path, body, headers)
        answer = used.getresponse()
        data = answer.read()
        if connection is None:
            used.close()
        if answer.getheader("Content-Type") == JSON:
            return answer.status, json.loads(data)
        return answer.status, data

    def set_up(self, org):
        return self.ask("POST", "/v1/setup", stream(org.acts()[0]), headers={"Authorization": "Setup " + self.ticket})

    def begin(self, org):
        """Set up, with everybody in it, and Joel logged in."""
        assert self.set_up(org)[0] == 200
        assert self.log_in(org.cast.ros)[0] == 200
        status, answer = self.ask("POST", "/v1/dir", stream(*org.acts()))
        assert (status, answer["dir_seq"]) == (200, 3), answer
        assert self.log_in(org.cast.joel)[0] == 200

    def log_in(self, laptop, origin=None):
        self.token = None
        status, asked = self.ask("POST", "/v1/auth/challenge", {"device": laptop.id.hex()}, JSON)
        assert status == 200, asked
        fields = {"server": bytes.fromhex(asked["server"]), "origin": (origin or self.origin).encode(),
                  "nonce": bytes.fromhex(asked["nonce"]), "device": laptop.id, "wall_ms": 7}
        signature = p.sign(laptop.secret, login.message(**fields))
        status, answer = self.ask("POST", "/v1/auth/token", {
            "device": laptop.id.hex(), "nonce": asked["nonce"], "origin": origin or self.origin, "wall_ms": 7,
            "signature": signature.hex()}, JSON)
        self.token = answer.get("token")
        return status, answer

    def post_log(self, w, *entries):
        return self.ask("POST", f"/v1/cases/{w.log.id.hex()}/log", stream(*entries))

    def get_log(self, w, after=0):
        status, page = self.ask("GET", f"/v1/cases/{w.log.id.hex()}/log?after={after}")
        return status, read_page(page) if status == 200 else page

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        code = self.process.wait(30)
        self.process.stdout.close()
        if how == signal.SIGTERM and code:
            print("# " + self.said()[-6000:].replace("\n", "\n# "))
        return code


def read_page(data):
    """(entries, total, last head, total head)"""
    assert data[:4] == b"LGX1", data[:4]
    count, first = int.from_bytes(data[4:8], "big"), int.from_bytes(data[8:16], "big")
    rest, entries = data[144:], []
    while rest:
        size = int.from_bytes(rest[:4], "big")
        entries.append(rest[4:4 + size])
        rest = rest[4 + size:]
    assert len(entries) == count and first > 0
    return entries, int.from_bytes(data[48:56], "big"), data[16:48], data[56:88]


class Tls:
    """A private authority, and a certificate of it for localhost."""

    def __init__(self, folder, name="server", host="localhost", days="2", authority=None):
        self.folder = folder
        self.ca, self.ca_key = authority or (f"{folder}/{name}-ca.pem", f"{folder}/{name}-ca.key")
        self.cert, self.key = f"{folder}/{name}.pem", f"{folder}/{name}.key"
        if authority is None:
            self.run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", self.ca_key,
                     "-out", self.ca, "-days", "2", "-subj", "/CN=Test authority")
        request, names = f"{folder}/{name}.csr", f"{folder}/{name}.ext"
        pathlib.Path(names).write_text(f"subjectAltName=DNS:{host},IP:127.0.0.1\n")
        self.run("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", self.key, "-out", request,
                 "-subj", "/CN=" + host)
        self.run("x509", "-req", "-in", request, "-CA", self.ca, "-CAkey", self.ca_key, "-CAcreateserial", "-days", days,
                 "-extfile", names, "-out", self.cert)

    @staticmethod
    def run(*arguments):
        subprocess.run(["openssl", *arguments], check=True, capture_output=True)

    def context(self):
        return ssl.create_default_context(cafile=self.ca)


