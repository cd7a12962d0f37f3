# SPDX-License-Identifier: GPL-3.0-or-later
"""What lies in the memory of a running program.  Only root may look, as it keeps to itself."""
import subprocess

from waymark import PASSPHRASE


def mappings(pid):
    with open(f"/proc/{pid}/maps", encoding="utf-8") as file:
        for line in file:
            parts = line.split(None, 5)
            if "r" in parts[1]:
                start, end = (int(part, 16) for part in parts[0].split("-"))
                yield start, end, parts[5].strip() if len(parts) > 5 else "anonymous"


def search(pid, needles):
    """{name of a needle: where it lies}, in everything that can be read."""
    found = {name: [] for name in needles}
    with open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for start, end, name in mappings(pid):
            if name in ("[vvar]", "[vsyscall]"):
                continue
            try:
                memory.seek(start)
                content = memory.read(end - start)
            except (OSError, OverflowError, ValueError):
                continue
            for what, needle in needles.items():
                at = content.find(needle)
                while at >= 0:
                    found[what].append(f"{name}+{at:#x}")
                    at = content.find(needle, at + 1)
    return found


def may_read(program):
    try:
        with open(f"/proc/{program.process.pid}/mem", "rb", 0):
            return True
    except PermissionError:
        return False


def read_key(program, vault):
    done = subprocess.run([program, vault], input=PASSPHRASE + "\n", text=True, check=True,
                          capture_output=True)
    return bytes.fromhex(done.stdout.strip())
