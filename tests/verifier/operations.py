# SPDX-License-Identifier: GPL-3.0-or-later
"""format.md 9: what a sealed body of type OPS holds.  GVariant as tests/vectors/core reads it."""
import importlib.util
import pathlib
import zlib

PATH = pathlib.Path(__file__).resolve().parent.parent / "vectors/core/check-operations.py"
spec = importlib.util.spec_from_file_location("check_operations", PATH)
gvariant = importlib.util.module_from_spec(spec)
spec.loader.exec_module(gvariant)

PLAIN = "(qaytqqyuay)"
PIECE = 61_440
PACK_FROM = 1_024
SIZE_MAX = 67_108_864
SCHEMA = 1
AS_IS, DEFLATED = 0, 1


def encode_plain(schema, origin, act, part, parts, packing, size, data):
    return gvariant.encode(PLAIN, (schema, origin, act, part, parts, packing, size, data))


def encode_act(operations):
    return gvariant.encode("aay", operations)


def encode_operation(*fields):
    return gvariant.encode(gvariant.OPERATION, fields)


def decode(kind, data):
    """The value, or None where DATA is not the normal form of KIND."""
    try:
        value = gvariant.decode(kind, data)
        return value if gvariant.encode(kind, value) == data else None
    except Exception:  # hostile bytes may make the plain reader trip in any way
        return None


def deflate(piece):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(piece) + packer.flush()


def inflate(packed):
    """None where it is no deflate stream that ends with PACKED, or gives more than a piece."""
    unpacker = zlib.decompressobj(-15)
    try:
        piece = unpacker.decompress(packed, PIECE + 1)
    except zlib.error:
        return None
    return piece if unpacker.eof and not unpacker.unused_data else None


def pieces(act_bytes):
    return [act_bytes[i:i + PIECE] for i in range(0, len(act_bytes), PIECE)]


def pack(piece):
    packed = deflate(piece) if len(piece) > PACK_FROM else piece
    return (DEFLATED, packed) if len(packed) < len(piece) else (AS_IS, piece)


class Operation:
    def __init__(self, data, value):
        self.bytes = data
        (case, origin, self.counter, self.act, self.act_n, _, _, _, object_, _, _, _, supersedes) = value
        self.case, self.origin, object_ = bytes(case), bytes(origin), bytes(object_)
        self.supersedes = [(bytes(o), c) for o, c in supersedes]
        self.lengths = [len(self.case), len(self.origin), len(object_)] + [len(o) for o, _ in self.supersedes]


def read_operation(data):
    """None where way_operation_from_bytes() takes it not (values of known kinds are not looked into)."""
    value = decode(gvariant.OPERATION, data)
    if value is None:
        return None
    op = Operation(data, value)
    own = (op.origin, op.counter)
    if set(op.lengths) != {16} or not 1 <= op.act <= op.counter < op.act + op.act_n:
        return None
    named = op.supersedes
    if sorted(set(named)) != named or own in named or any(counter == 0 for _, counter in named):
        return None
    return op
