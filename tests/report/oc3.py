#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of OC3 a second time, from the notes on practice alone: shares nothing with the C code.

    check(rows, year, before)   rows of a file as dictionaries; {(CHILD, rule), …} of every breach
    read(path)                  the rows; asserts what must be so of the file itself
"""
import csv
import datetime
import re

HEADER = ["CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM"]
IN_TOUCH = {"YES", "NO", "DIED", "REFU", "NREQ", "RHOM"}
ACTIV = {f + d for f in "FP" for d in "1245"} | {"G4", "G5", "G6", "0"}
ACCOM = ({letter + d for letter in "BCDEGHKRTUVWYZ" for d in "12"}) | {"S2", "X2", "0"}


def read(path):
    with open(path, "rb") as file:
        raw = file.read()
    text = raw.decode("utf-8")
    assert not raw.startswith(b"\xef\xbb\xbf") and text == text.upper()
    rows = list(csv.reader(text.splitlines()))
    assert rows[0] == HEADER, rows[0]
    for row in rows[1:]:
        assert len(row) == 5 and re.fullmatch(r"[A-Z0-9]+", row[0]), row
        assert re.fullmatch(r"\d\d/\d\d/\d{4}", row[1]), row
    return [dict(zip(HEADER, row)) for row in rows[1:]]


def birthday(born, age):
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return datetime.date(born.year + age, 3, 1)


def breaches(row, year, before, children):
    touch, activ, accom = row["IN_TOUCH"], row["ACTIV"], row["ACCOM"]
    born = datetime.datetime.strptime(row["DOB"], "%d/%m/%Y").date()
    first, last = datetime.date(year - 1, 4, 1), datetime.date(year, 3, 31)
    if touch not in IN_TOUCH:
        yield "131"
    if activ not in ACTIV:
        yield "132"
    if accom not in ACCOM:
        yield "133"
    if len({bool(touch), bool(activ), bool(accom)}) > 1:
        yield "153"
    if touch in ("DIED", "RHOM") and (activ, accom) != ("0", "0"):
        yield "344"
    if touch == "YES" and "0" in (activ, accom):
        yield "345"
    if accom.startswith("T") and birthday(born, 18) > first:
        yield "347"
    if before.get(row["CHILD"]) == "DIED" and touch != "DIED":
        yield "348"
    if birthday(born, 17) > last:
        yield "391"
    if accom.startswith("Z") and first <= birthday(born, 17) <= last:
        yield "3001"
    if children.count(row["CHILD"]) > 1:
        yield "INT34"


def check(rows, year, before=()):
    died = {row["CHILD"]: row["IN_TOUCH"] for row in before}
    children = [row["CHILD"] for row in rows]
    return {(row["CHILD"], rule) for row in rows for rule in breaches(row, year, died, children)}
