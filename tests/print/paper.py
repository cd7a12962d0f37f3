# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a PDF from outside: qpdf's JSON and nothing of Waymark's."""

import base64
import json
import re
import subprocess

TOKEN = re.compile(
    rb"\s*(?:(?P<string>\((?:\\.|[^\\()])*\))|(?P<hex><[0-9A-Fa-f\s]*>)|(?P<bracket><<|>>|\[|\])"
    rb"|(?P<name>/[^\s()<>\[\]{}/%]*)|(?P<word>[^\s()<>\[\]{}/%]+))",
    re.S,
)


class Paper:
    def __init__(self, path):
        self.path = path
        text = subprocess.run(
            ["qpdf", "--json=2", "--json-stream-data=inline", "--decode-level=all", path],
            check=True, capture_output=True,
        ).stdout
        self.objects = json.loads(text)["qpdf"][1]
        self.trailer = self.objects["trailer"]["value"]
        self.catalog = self.get(self.trailer["/Root"])
        self.pages = []
        self._walk_pages(self.catalog["/Pages"])

    def _walk_pages(self, reference):
        node = self.get(reference)
        if node["/Type"] == "/Pages":
            for kid in node["/Kids"]:
                self._walk_pages(kid)
        else:
            self.pages.append((reference, node))

    def entry(self, reference):
        return self.objects["obj:" + reference]

    def get(self, value):
        """What a reference points to; anything else is itself."""
        while isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            entry = self.entry(value)
            value = entry["value"] if "value" in entry else entry["stream"]["dict"]
        return value

    def stream(self, reference):
        return base64.b64decode(self.entry(reference)["stream"]["data"])

    def content(self, page):
        return self.stream(page["/Contents"])


def text(value):
    """A text string of qpdf's JSON."""
    kind, rest = value.split(":", 1)
    if kind == "u":
        return rest
    data = bytes.fromhex(rest)
    return data[2:].decode("utf-16-be") if data[:2] == b"\xfe\xff" else data.decode("latin-1")


def operators(content):
    """(operator, operands) of a content stream; operands are (kind, bytes)."""
    operands, at = [], 0
    while at < len(content):
        match = TOKEN.match(content, at)
        if not match:
            assert not content[at:].strip(), content[at:at + 40]
            return
        at = match.end()
        kind = match.lastgroup
        value = match.group(kind)
        if kind == "word" and not re.fullmatch(rb"[+-]?[\d.]+", value):
            yield value.decode(), operands
            operands = []
        else:
            operands.append((kind, value))


def decode(kind, value):
    """The bytes of a shown string."""
    if kind == "hex":
        return bytes.fromhex("".join(value[1:-1].decode().split()))

    def escape(match):
        code = match.group(1)
        if code in b"nrtbf":
            return b"\n\r\t\b\f"[b"nrtbf".index(code):][:1]
        return bytes([int(code, 8)]) if code.isdigit() else code

    return re.sub(rb"\\([0-7]{1,3}|.)", escape, value[1:-1], flags=re.S)


def cmap(data):
    """code → text of a ToUnicode CMap."""
    texts = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.S):
        for code, value in re.findall(rb"<([0-9A-F]+)>\s*<([0-9A-F]*)>", block):
            texts[int(code, 16)] = bytes.fromhex(value.decode()).decode("utf-16-be")
    return texts
