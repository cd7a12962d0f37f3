# SPDX-License-Identifier: GPL-3.0-or-later
"""The real waymarkctl in a home of its own, for the end-to-end tests.

Nothing here knows the program's inside: it types commands and reads answers, as a person or another
program would.  Every path a test uses lies in one temporary folder, which is taken away at the end.
"""
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile

PASSPHRASE = "violet kettle harbour nine"
NEW_PASSPHRASE = "tram orchard window seven"


class Home:
    """A home folder without a desktop: no keyring, so the vault opens with the passphrase alone."""

    def __init__(self, program):
        self.program = os.path.abspath(program)
        self.dir = tempfile.mkdtemp(prefix="way-e2e-")
        self.vault = os.path.join(self.dir, "vault")
        self.tmp = os.path.join(self.dir, "tmp")
        os.mkdir(self.tmp)
        self.passphrase_file = self.write("passphrase", PASSPHRASE + "\n")
        self.env = {"HOME": self.dir, "PATH": os.environ["PATH"], "TMPDIR": self.tmp,
                    "XDG_DATA_HOME": os.path.join(self.dir, "share"), "LANG": "C.UTF-8",
                    "XDG_RUNTIME_DIR": self.tmp, "G_DEBUG": "fatal-warnings"}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.dir, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.dir, name)

    def write(self, name, text):
        path = self.path(name)
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)
        return path

    def command(self, *words, passphrase_file=None):
        return [self.program, "--vault", self.vault, "--json", "--passphrase-file",
                passphrase_file or self.passphrase_file, *words]

    def run(self, *words, stdin="", passphrase_file=None):
        return subprocess.run(self.command(*words, passphrase_file=passphrase_file), input=stdin,
                              capture_output=True, text=True, env=self.env, cwd=self.dir,
                              timeout=300, check=False)

    def do(self, *words, stdin=""):
        """Runs a command that has to succeed; its JSON answer, or its text where it is none."""
        done = self.run(*words, stdin=stdin)
        if done.returncode != 0:
            raise AssertionError(f"{words[0]} exited {done.returncode}: {done.stderr.strip()}")
        try:
            return json.loads(done.stdout)
        except ValueError:
            return done.stdout

    def batch(self):
        return Batch(self)


class Batch:
    """A running `waymarkctl batch`: one line in, one answer out."""

    def __init__(self, home):
        self.process = subprocess.Popen(home.command("batch"), stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                        bufsize=1, env=home.env, cwd=home.dir)

    def send(self, *words):
        self.process.stdin.write(shlex.join(words) + "\n")
        self.process.stdin.flush()

    def answer(self):
        """The next answer, or None where the program is gone."""
        line = self.process.stdout.readline()
        return json.loads(line) if line.endswith("\n") else None

    def ask(self, *words):
        """What the command answers: a list where it gives one, else the members of the answer."""
        self.send(*words)
        answer = self.answer()
        if answer is None or not answer.get("ok"):
            raise AssertionError(f"{words[0]}: {answer} {self.errors() if answer is None else ''}")
        return answer.get("result", answer)

    def errors(self):
        return self.process.stderr.read()

    def close(self):
        self.process.stdin.close()
        code = self.process.wait(timeout=120)
        self.process.stdout.close()
        self.process.stderr.close()
        return code

    def kill(self):
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                stream.close()
            except BrokenPipeError:
                pass


def seed():
    value = int(os.environ.get("WAY_SEED", "1"))
    print(f"# WAY_SEED={value}")
    return value


class Tap:
    """Test Anything Protocol, one line for each thing that has to hold."""

    def __init__(self):
        self.count = self.failed = 0

    def check(self, name, fine, why=""):
        self.count += 1
        self.failed += not fine
        print(f"{'ok' if fine else 'not ok'} {self.count} {name}")
        if not fine and why:
            print("#", str(why).replace("\n", "\n# "))
        sys.stdout.flush()
        return fine

    def end(self):
        print(f"1..{self.count}")
        sys.exit(1 if self.failed else 0)
