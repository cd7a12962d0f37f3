#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the frozen vectors of room core a second time, without the C code.

Written from decisions.md 1 and the GVariant specification alone, standard library only: every
operation is encoded from its named fields and must give the frozen bytes; the frozen bytes are
decoded and must give the fields.  Object ids of matters and the hash of a version are worked out
anew.

  check-operations.py FOLDER          check every vector in FOLDER
  check-operations.py --fill FILE     print FILE with the bytes of new vectors filled in; bytes that
                                      stand are frozen and never written again
"""

import ast
import hashlib
import pathlib
import struct
import sys

OPERATION = "(ayayttqxtqayqyaya(ayt))"
NUMBERS = {"y": "B", "b": "B", "n": "h", "q": "H", "i": "i", "u": "I", "x": "q", "t": "Q"}
FIELDS = ["case", "origin", "counter", "act", "act_n", "made_ms", "hlc", "kind", "object", "group",
          "flags"]


# -- types -------------------------------------------------------------------------------------

def split_types(text):
    """The single complete types of TEXT, in order."""
    types, i = [], 0
    while i < len(text):
        start = i
        while text[i] == "a":
            i += 1
        if text[i] == "(":
            depth = 0
            while True:
                depth += (text[i] == "(") - (text[i] == ")")
                if depth == 0:
                    break
                i += 1
        i += 1
        types.append(text[start:i])
    return types


def alignment(kind):
    if kind in NUMBERS:
        return struct.calcsize("<" + NUMBERS[kind])
    if kind == "s":
        return 1
    if kind[0] == "a":
        return alignment(kind[1:])
    return max([alignment(member) for member in split_types(kind[1:-1])], default=1)


def fixed_size(kind):
    """None where values of KIND differ in size."""
    if kind in NUMBERS:
        return struct.calcsize("<" + NUMBERS[kind])
    if kind == "s" or kind[0] == "a":
        return None
    size = 0
    for member in split_types(kind[1:-1]):
        if fixed_size(member) is None:
            return None
        size = up(size, alignment(member)) + fixed_size(member)
    return up(size, alignment(kind)) or 1


def up(position, step):
    return (position + step - 1) // step * step


def offset_size(body, count):
    """Offsets are as narrow as the whole, offsets included, allows."""
    for size in (1, 2, 4, 8):
        if body + count * size < 1 << 8 * size:
            return size
    raise ValueError("too large")


# -- encoding ----------------------------------------------------------------------------------

def encode(kind, value):
    if kind in NUMBERS:
        return struct.pack("<" + NUMBERS[kind], value)
    if kind == "s":
        return value.encode("utf-8") + b"\0"
    if kind[0] == "a":
        return encode_array(kind[1:], value)
    return encode_tuple(kind, value)


def encode_array(item, values):
    if item == "y":
        return bytes(values)
    body, ends = bytearray(), []
    for value in values:
        body += bytes(up(len(body), alignment(item)) - len(body)) + encode(item, value)
        ends.append(len(body))
    if fixed_size(item) is not None or not ends:
        return bytes(body)
    width = offset_size(len(body), len(ends))
    return bytes(body) + b"".join(end.to_bytes(width, "little") for end in ends)


def encode_tuple(kind, values):
    members = split_types(kind[1:-1])
    body, ends = bytearray(), []
    if len(members) != len(values):
        raise ValueError("wrong number of members for " + kind)
    for i, (member, value) in enumerate(zip(members, values)):
        body += bytes(up(len(body), alignment(member)) - len(body)) + encode(member, value)
        if fixed_size(member) is None and i + 1 < len(members):
            ends.append(len(body))
    if fixed_size(kind) is not None:
        return bytes(body) + bytes(fixed_size(kind) - len(body))
    width = offset_size(len(body), len(ends)) if ends else 0
    return bytes(body) + b"".join(end.to_bytes(width, "little") for end in reversed(ends))


# -- decoding ----------------------------------------------------------------------------------

def decode(kind, data):
    if kind in NUMBERS:
        return struct.unpack("<" + NUMBERS[kind], data)[0]
    if kind == "s":
        if data[-1:] != b"\0" or b"\0" in data[:-1]:
            raise ValueError("a string that does not end, or ends twice")
        return data[:-1].decode("utf-8")
    if kind[0] == "a":
        return decode_array(kind[1:], data)
    return decode_tuple(kind, data)


def width_of(data):
    return next(size for size in (1, 2, 4, 8) if len(data) < 1 << 8 * size)


def decode_array(item, data):
    if item == "y":
        return list(data)
    size = fixed_size(item)
    if size is not None:
        return [decode(item, data[i:i + size]) for i in range(0, len(data), size)]
    if not data:
        return []
    width = width_of(data)
    table = int.from_bytes(data[-width:], "little")
    ends = [int.from_bytes(data[i:i + width], "little") for i in range(table, len(data), width)]
    values, start = [], 0
    for end in ends:
        values.append(decode(item, data[up(start, alignment(item)):end]))
        start = end
    return values


def decode_tuple(kind, data):
    members = split_types(kind[1:-1])
    width, taken, position, values = width_of(data), 0, 0, []
    framed = sum(fixed_size(member) is None for member in members[:-1])
    for i, member in enumerate(members):
        position = up(position, alignment(member))
        if fixed_size(member) is not None:
            end = position + fixed_size(member)
        elif i + 1 < len(members):
            taken += 1
            at = len(data) - taken * width
            end = int.from_bytes(data[at:at + width], "little")
        else:
            end = len(data) - framed * width
        values.append(decode(member, data[position:end]))
        position = end
    return tuple(values)


# -- the vector files --------------------------------------------------------------------------

def read_stanzas(path):
    """Blocks of `name rest of line`, parted by empty lines; # begins a comment."""
    stanza, stanzas = {}, []
    for line in path.read_text("utf-8").splitlines() + [""]:
        if line.startswith("#"):
            continue
        if line.strip():
            name, _, rest = line.partition(" ")
            stanza[name] = rest
        elif stanza:
            stanzas.append(stanza)
            stanza = {}
    return stanzas


class Booleans(ast.NodeTransformer):
    def visit_Name(self, node):
        return ast.copy_location(ast.Constant({"true": True, "false": False}[node.id]), node)


def read_value(text):
    return ast.literal_eval(Booleans().visit(ast.parse(text.strip(), mode="eval")))


def plain(value):
    """Lists, tuples and booleans as the decoder gives them."""
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return int(value) if isinstance(value, bool) else value


def read_supersedes(text):
    pairs = [item.split(":") for item in text.split() if item != "none"]
    return [(bytes.fromhex(origin), int(counter)) for origin, counter in pairs]


def fields_of(stanza):
    fields = []
    for name in FIELDS:
        raw = stanza[name]
        fields.append(bytes.fromhex(raw) if name in ("case", "origin", "object") else int(raw))
    fields.append(encode(stanza["type"], read_value(stanza["value"])))
    fields.append(read_supersedes(stanza["supersedes"]))
    return fields


def check_operation(stanza):
    fields = fields_of(stanza)
    frozen = bytes.fromhex(stanza["bytes"])
    if encode(OPERATION, fields) != frozen:
        return "its fields give other bytes"
    decoded = decode(OPERATION, frozen)
    if plain(decoded) != plain([list(f) if isinstance(f, bytes) else
                                [(list(o), c) for o, c in f] if isinstance(f, list) else f
                                for f in fields]):
        return "its bytes give other fields"
    if plain(decode(stanza["type"], bytes(decoded[11]))) != plain(read_value(stanza["value"])):
        return "its value reads otherwise"
    return None


def check_matter(stanza):
    digest = hashlib.sha256(b"WAY1.matter\0" + bytes.fromhex(stanza["case"])
                            + stanza["key"].encode("ascii")).hexdigest()
    return None if digest[:32] == stanza["object"] else "its object id is another"


def check_version(stanza):
    content = encode(stanza["type"], read_value(stanza["value"]))
    if content.hex() != stanza["bytes"]:
        return "its fields give other bytes"
    if plain(decode(stanza["type"], content)) != plain(read_value(stanza["value"])):
        return "its bytes give other fields"
    digest = hashlib.sha256(b"WAY1.version\0" + content).hexdigest()
    return None if digest == stanza["hash"] else "its hash is another"


def check(folder):
    bad = count = 0
    for name, judge in (("operations.txt", check_operation), ("matters.txt", check_matter),
                        ("content.txt", check_version)):
        stanzas = read_stanzas(folder / name)
        if not stanzas:
            print(f"not ok - {name} holds no vector")
            bad += 1
        for stanza in stanzas:
            count += 1
            problem = judge(stanza)
            bad += problem is not None
            print(f"{'not ok' if problem else 'ok'} {count} - {name}: {stanza['name']}"
                  + (f": {problem}" if problem else ""))
    print(f"1..{count}")
    return 1 if bad else 0


def fill(path):
    text = path.read_text("utf-8")
    blocks = text.split("\n\n")
    for i, block in enumerate(blocks):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        stanza = dict(line.partition(" ")[::2] for line in lines)
        if "value" not in stanza or "bytes" in stanza:
            continue
        if "origin" in stanza:
            addition = "bytes " + encode(OPERATION, fields_of(stanza)).hex()
        else:
            content = encode(stanza["type"], read_value(stanza["value"]))
            addition = ("bytes " + content.hex() + "\nhash "
                        + hashlib.sha256(b"WAY1.version\0" + content).hexdigest())
        blocks[i] = block.rstrip("\n") + "\n" + addition
    sys.stdout.write("\n\n".join(blocks).rstrip("\n") + "\n")
    return 0


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "--fill":
        sys.exit(fill(pathlib.Path(sys.argv[2])))
    sys.exit(check(pathlib.Path(sys.argv[1])))
