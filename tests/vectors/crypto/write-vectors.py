#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A second writer of vault.keys, made from app/crypto/README.md and not from the C code.

It wrote the frozen *.txt beside it.  Run it in another folder and compare; never overwrite the
vectors: files that were written with them are out in the world.  Needs python3-nacl and
python3-argon2; the tests do not run it.
"""
import argon2.low_level as argon2
import hashlib
import nacl.bindings as sodium

MASK = (1 << 64) - 1


class Random:
    """WayRandom, seeded: SplitMix64, whole words for every request."""

    def __init__(self, seed):
        self.state = seed

    def word(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return (z ^ (z >> 31)).to_bytes(8, 'little')

    def take(self, size):
        return b''.join(self.word() for _ in range((size + 7) // 8))[:size]


def u32(value):
    return value.to_bytes(4, 'little')


def u64(value):
    return value.to_bytes(8, 'little')


def framed(items, ends):
    """GVariant container: the items, then the framing offsets in the least width that holds them."""
    body = b''.join(items)
    for width in (1, 2, 4):
        if len(body) + width * len(ends) < 1 << (8 * width):
            return body + b''.join(end.to_bytes(width, 'little') for end in ends)


def byte_tuple(items, fixed):
    """A tuple of alignment 1: offsets of all variable members but the last, in reverse."""
    ends, at = [], 0
    for i, item in enumerate(items):
        at += len(item)
        if not fixed[i] and i + 1 < len(items):
            ends.insert(0, at)
    return framed(items, ends)


def byte_array(items):
    ends, at = [], 0
    for item in items:
        at += len(item)
        ends.append(at)
    return framed(items, ends)


def argon(passphrase, salt, ops, memory):
    return argon2.hash_secret_raw(passphrase, salt, time_cost=ops, memory_cost=memory // 1024,
                                  parallelism=1, hash_len=32, type=argon2.Type.ID, version=19)


def derive(context, data):
    return hashlib.blake2b(data, digest_size=32, person=context).digest()


def hash32(data):
    return hashlib.blake2b(data, digest_size=32).digest()


def extra(vault, letter, parameters):
    return b'WAY1.slot\0' + vault + letter + parameters


def slot(letter, parameters, nonce, sealed):
    return byte_tuple([letter, parameters, nonce, sealed], [True, False, False, False])


def sealed_slot(vault, letter, parameters, kek, db_key, random):
    nonce = random.take(24)
    sealed = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
        db_key, extra(vault, letter, parameters), nonce, kek)
    return slot(letter, parameters, nonce, sealed)


def keyring_slot(v, random):
    salt = random.take(16)
    parameters = u64(v['argon_ops']) + u64(v['argon_memory']) + salt + u64(v['generation']) + b'\x20'
    slow = argon(v['passphrase'], salt, v['argon_ops'], v['argon_memory'])
    kek = derive(b'WAY1.kek.keyring', v['half'] + slow)
    return sealed_slot(v['vault'], b'K', parameters, kek, v['db_key'], random)


def passphrase_slot(v, random):
    salt = random.take(16)
    parameters = u64(v['argon_ops']) + u64(v['argon_memory']) + salt
    kek = derive(b'WAY1.kek.phrase', argon(v['passphrase'], salt, v['argon_ops'], v['argon_memory']))
    return sealed_slot(v['vault'], b'P', parameters, kek, v['db_key'], random)


def sheet_slot(v, random):
    kek = derive(b'WAY1.kek.sheet', v['sheet_seed'])
    return sealed_slot(v['vault'], b'S', u32(v['sheet_number']), kek, v['db_key'], random)


def recovery_slot(v, random):
    recipient, _ = sodium.crypto_box_seed_keypair(v['recovery_seed'])
    once, secret = sodium.crypto_box_seed_keypair(random.take(32))
    nonce = hashlib.blake2b(once + recipient, digest_size=24).digest()
    plain = v['db_key'] + hash32(extra(v['vault'], b'R', recipient))
    sealed = once + sodium.crypto_box(plain, nonce, recipient, secret)
    return slot(b'R', recipient, b'', sealed)


def key_file(v, writers):
    random = Random(v['random_seed'])
    slots = byte_array([write(v, random) for write in writers])
    head = b'WAYKEYS1' + byte_tuple([v['vault'], slots], [False, False])
    return head + hash32(head)


def write(name, comment, values):
    with open(name, 'w', encoding='ascii') as out:
        out.write('# SPDX-License-Identifier: GPL-3.0-or-later\n# %s  Frozen.\n' % comment)
        for key, value in values.items():
            out.write('%s = %s\n' % (key, value.hex() if isinstance(value, bytes) else value))


def pattern(start, size):
    return bytes((start + i) & 0xFF for i in range(size))


SMALL = {'argon_ops': 1, 'argon_memory': 8192}
MODERATE = {'argon_ops': 3, 'argon_memory': 268435456}
COMMON = {
    'vault': pattern(0x10, 16),
    'db_key': pattern(0xA0, 32),
    'passphrase': 'étudier loin, đi xa'.encode(),
    'half': pattern(0x40, 32),
    'generation': 7,
    'sheet_seed': pattern(0x60, 32),
    'sheet_number': 3,
    'recovery_seed': pattern(0x80, 32),
}


def main():
    for name, writers, params, seed in (
            ('keys-ksr-small.txt', (keyring_slot, sheet_slot, recovery_slot), SMALL, 1),
            ('keys-ps-small.txt', (passphrase_slot, sheet_slot), SMALL, 2),
            ('keys-ps-moderate.txt', (passphrase_slot, sheet_slot), MODERATE, 3),
            ('keys-ks-moderate.txt', (keyring_slot, sheet_slot), MODERATE, 4)):
        values = dict(COMMON, **params, random_seed=seed)
        values['file'] = key_file(values, writers)
        write(name, 'vault.keys, version 1, by write-vectors.py.', values)
    for name, params in (('argon-small.txt', SMALL), ('argon-moderate.txt', MODERATE)):
        values = dict(passphrase=COMMON['passphrase'], salt=pattern(0xC0, 16), **params)
        values['key'] = argon(values['passphrase'], values['salt'], values['argon_ops'],
                              values['argon_memory'])
        write(name, 'Argon2id, one lane, by write-vectors.py.', values)


if __name__ == '__main__':
    main()
