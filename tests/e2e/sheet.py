# SPDX-License-Identifier: GPL-3.0-or-later
"""A recovery sheet as it is read from the paper."""
import re
import subprocess


def read_groups(pdf):
    """The groups by their printed numbers, in whatever order the page gives them."""
    text = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True,
                          check=True).stdout
    words = text.split()
    groups = {}
    for at, word in enumerate(words):
        rest = "".join(words[at + 1:at + 7])
        if word.isdigit() and 1 <= int(word) <= 13 and re.match(r"[A-Z2-7]{5}", rest):
            groups.setdefault(int(word), rest[:5])
    return [groups.get(n) for n in range(1, 14)]
