# SPDX-License-Identifier: GPL-3.0-or-later
"""format.md 17: what a laptop signs to log in."""
import primitives as p


def message(server, origin, nonce, device, wall_ms):
    return p.label("auth") + server + p.number(2, len(origin)) + origin + nonce + device + p.number(8, wall_ms)


def judge(dsk, signature, **fields):
    origin = fields["origin"]
    return (8 <= len(origin) <= 255 and all(0x21 <= byte <= 0x7e for byte in origin)
            and p.verify(dsk, message(**fields), signature))


def written(fields):
    return {name: value if isinstance(value, int) else value.hex() for name, value in fields.items()}
