#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every practice plan on paper: every word of it is in pdftotext's output and lies under a tag or an
artefact, the file is sound and tagged, and the same plan prints to the same bytes.

usage: practice-print.py WAYMARKCTL
"""
import os
import re
import subprocess
import sys
import unicodedata

from waymark import Home, Tap

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "print"))
from paper import Paper, operators  # noqa: E402

FIELDS = ["going_well", "worried_about", "adviser_view", "what_needs_to_happen", "contingency",
          "empty_reason"]


def prose(value):
    if value is None:
        return ""
    return value if isinstance(value, str) else value.get("text", "")


def passages(value):
    if isinstance(value, str):
        return [value]
    return [passage.get("text", "") for passage in value or []]


def printed_texts(person):
    plan = person.get("plan", {})
    for field in ("what_matters", "hopes", "proud_of", "my_plan"):
        yield from passages(plan.get(field))
    for goal in plan.get("goals", []):
        if goal["id"] in plan.get("priorities", []):
            yield prose(goal.get("what"))
    for matter in plan.get("matters", {}).values():
        yield from passages(matter.get("own_words"))
        for field in FIELDS:
            yield prose(matter.get(field))
        for action in matter.get("actions", []):
            yield prose(action.get("what"))


MARKS = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\u00ad]")


def words(text):
    """Words as they can be compared across a line break and a right-to-left run."""
    text = unicodedata.normalize("NFKC", MARKS.sub("", text))
    return [word for word in re.split(r"[^\w]+", text) if word]


def shown_outside_marks(pdf):
    """How many texts are drawn under neither a tag nor an artefact."""
    paper = Paper(pdf)
    outside = 0
    for _, page in paper.pages:
        depth = 0
        for operator, _ in operators(paper.content(page)):
            depth += operator in ("BDC", "BMC")
            depth -= operator == "EMC"
            outside += operator in ("Tj", "TJ", "'", '"') and depth == 0
    return outside


def text_of(pdf):
    return subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True,
                          check=True).stdout


def main():
    tap = Tap()
    with Home(sys.argv[1]) as home:
        home.do("init", "--name", "Ros Whitfield", "--council", "Linden Council")
        batch = home.batch()
        batch.ask("import", "--practice")
        people = batch.ask("person", "list")
        tap.check("twenty-five people", len(people) == 25, len(people))
        for number, person in enumerate(people):
            shown = batch.ask("person", "show", person["id"])
            pdf, twice = home.path(f"{number}.pdf"), home.path(f"{number}-again.pdf")
            for path in (pdf, twice):
                batch.ask("print", person["id"], "--edition", "standard", "--may-mention-address", "-o", path)
            on_paper = text_of(pdf)
            found = set(words(on_paper))
            joined = "".join(words(on_paper))
            missing = [word for text in printed_texts(shown) for word in words(text)
                       if word not in found and word not in joined]
            tap.check(f"plan {number + 1}: every word is on paper", not missing,
                      f"{len(missing)} words missing" + (f": {missing}" if os.environ.get("SHOW") else ""))
            sound = subprocess.run(["qpdf", "--check", pdf], capture_output=True, check=False)
            info = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True,
                                  check=False).stdout
            tap.check(f"plan {number + 1}: sound and tagged",
                      sound.returncode == 0 and re.search(r"Tagged:\s+yes", info) is not None)
            tap.check(f"plan {number + 1}: every text under a tag or an artefact",
                      shown_outside_marks(pdf) == 0)
            with open(pdf, "rb") as one, open(twice, "rb") as other:
                tap.check(f"plan {number + 1}: the same bytes again", one.read() == other.read())
            if address := shown.get("address", {}):
                if address.get("private") and address.get("postcode"):
                    tap.check(f"plan {number + 1}: private address left out",
                              address["postcode"] not in on_paper)
            os.unlink(twice)
        tap.check("the batch ended well", batch.close() == 0)
    tap.end()


main()
