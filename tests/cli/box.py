# SPDX-License-Identifier: GPL-3.0-or-later
"""A home of its own for the real waymarkctl, and a small TAP runner.

    box.py is imported by the tests beside it; each is run as  test-NAME.py WAYMARKCTL

Every run in a box is checked for what holds everywhere: errors are single sentences after the
program's name, MARKER (planted in records) is in no error, JSON is valid wherever it is promised.
"""
import atexit
import json
import os
import pathlib
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback

PROGRAM = os.environ.get("WAYMARKCTL") or os.path.abspath(sys.argv[1])
PASSPHRASE = "violet kettle harbour nine"
OTHER = "tram orchard window seven"
MARKER = "Zanzibarrow"
TEMPLATE = []  # the folder of a plain vault, and what its init answered
GROUP = re.compile(r"\b[A-Z2-7]{5}\b")


class Result:
    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    def json(self):
        return json.loads(self.out)

    def groups(self):
        return GROUP.findall(self.out)


def check_errors(text):
    assert MARKER.lower() not in text.lower(), "record content in an error"
    for line in text.splitlines():
        assert line.startswith("waymarkctl: "), f"stderr speaks of itself: {text}"
        assert len(line) > 20 and line.endswith((".", ":", ")")), f"no sentence: {line!r}"


class Box:
    """A folder with a home in it; no session bus and no keyring, unless @session says otherwise."""

    def __init__(self, session=False):
        self.session = session
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="way-cli-"))
        self.home = self.path / "home"
        for name in ("home", "run"):
            (self.path / name).mkdir(mode=0o700)
        self.vault = self.home / ".local/share/waymark/vault"
        self.env = {
            "HOME": str(self.home), "XDG_RUNTIME_DIR": str(self.path / "run"),
            "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "G_DEBUG": "fatal-warnings",
        }
        if session:
            for name in ("XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"):
                self.env[name] = os.environ[name]
        for name in ("ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS"):
            if name in os.environ:
                self.env[name] = os.environ[name]
        self.passphrase = self.write("passphrase", PASSPHRASE + "\n")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.path, ignore_errors=True)

    def write(self, name, content):
        path = self.path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    def run(self, *words, expect=0, stdin=b"", passphrase=None, vault=None):
        command = [PROGRAM]
        if passphrase is not False:
            command += ["--passphrase-file", passphrase or self.passphrase]
        if vault is not None:
            command += ["--vault", str(vault)]
        command += words
        done = subprocess.run(command, input=stdin if isinstance(stdin, bytes) else stdin.encode(),
                              capture_output=True, env=self.env, timeout=120, check=False)
        result = Result(done.returncode, done.stdout.decode(), done.stderr.decode())
        check_errors(result.err)
        assert expect in (None, result.code), \
            f"{words[:2]}: exit {result.code}, not {expect}: {result.err}"
        if expect not in (0, None):
            assert result.err.count("waymarkctl: ") >= 1, "no sentence for a failure"
        if "--json" in words and result.out:
            result.json()
        return result

    def init(self, *words, **more):
        """Makes the vault; a plain one is made once in a run and then copied, as that is quicker."""
        if words or more or self.session:
            return self.run("init", *words, **more)
        if not TEMPLATE:
            made = self.run("init")
            kept = pathlib.Path(tempfile.mkdtemp(prefix="way-cli-"))
            atexit.register(shutil.rmtree, kept)
            shutil.copytree(self.vault, kept / "vault")
            TEMPLATE.extend((kept / "vault", made))
        else:
            shutil.copytree(TEMPLATE[0], self.vault)
        return TEMPLATE[1]

    def batch(self, **more):
        return Batch(self, **more)

    def files(self):
        """What is in the vault's folder, byte for byte; the count of tries aside."""
        return {p.name: p.read_bytes() for p in sorted(self.vault.iterdir())
                if p.name not in ("vault.tries", "vault.lock")}


class Batch:
    """One live batch; each line is answered before the next is asked."""

    def __init__(self, box, passphrase=None, vault=None):
        command = [PROGRAM, "batch", "--passphrase-file", passphrase or box.passphrase]
        if vault is not None:
            command += ["--vault", str(vault)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, env=box.env)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind is not None:
            self.process.kill()
            self.process.wait()
        else:
            self.end()

    def send(self, line):
        self.process.stdin.write((line if isinstance(line, bytes) else line.encode()) + b"\n")
        self.process.stdin.flush()

    def ask(self, *words, code=0):
        """Asks with @words, quoted; the answer, which must be of exit code @code."""
        return self.ask_line(" ".join(quote(w) for w in words), code)

    def ask_line(self, line, code=0):
        self.send(line)
        answer = json.loads(self.process.stdout.readline())
        assert answer["ok"] == (code == 0), f"{answer}"
        assert answer.get("exit", 0) == code, f"{answer}"
        if "error" in answer:
            assert MARKER.lower() not in answer["error"].lower(), "record content in an error"
            assert answer["error"].endswith((".", ")")), f"no sentence: {answer['error']!r}"
        return answer

    def end(self):
        self.process.stdin.close()
        self.process.wait(timeout=60)
        check_errors(self.process.stderr.read().decode())
        assert self.process.stdout.read() == b"", "more answers than lines"
        self.process.stdout.close()
        self.process.stderr.close()
        return self.process.returncode


class Terminal:
    """waymarkctl on a terminal of its own, as a person has it."""

    def __init__(self, box, *words):
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execve(PROGRAM, [PROGRAM, *words], box.env)
        self.shown = ""

    def read_until(self, text, seconds=30):
        """Everything that came up to @text."""
        end = time.monotonic() + seconds
        while text not in self.shown:
            if not select.select([self.fd], [], [], max(0, end - time.monotonic()))[0]:
                raise AssertionError(f"waited for {text!r}, saw {self.shown!r}")
            try:
                part = os.read(self.fd, 65536)
            except OSError:
                part = b""
            assert part, f"ended before {text!r}: {self.shown!r}"
            self.shown += part.decode()
        before, _, self.shown = self.shown.partition(text)
        return before + text

    def type(self, text):
        os.write(self.fd, text.encode() + b"\n")

    def end(self):
        """The exit code, and what was shown last."""
        while True:
            try:
                part = os.read(self.fd, 65536)
            except OSError:
                break
            if not part:
                break
            self.shown += part.decode()
        _, status = os.waitpid(self.pid, 0)
        os.close(self.fd)
        return os.waitstatus_to_exitcode(status), self.shown


def quote(word):
    return "'" + word.replace("'", "'\\''") + "'"


TESTS = []


def test(function):
    TESTS.append(function)
    return function


def main():
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    print(f"1..{len(TESTS)}", flush=True)
    failed = 0
    for number, function in enumerate(TESTS, 1):
        name = function.__name__.replace("_", " ")
        try:
            function()
            print(f"ok {number} - {name}", flush=True)
        except Exception:  # every kind of failure is one failed test
            failed += 1
            print(f"not ok {number} - {name}", flush=True)
            for line in traceback.format_exc().splitlines():
                print(f"# {line}", flush=True)
    sys.exit(1 if failed else 0)
