# SPDX-License-Identifier: GPL-3.0-or-later
"""format.md 1 and 2: hashes, signatures, seals and keys.  libsodium through PyNaCl."""
import hashlib

import nacl.bindings as sodium
from nacl.exceptions import CryptoError, RuntimeError as SodiumError

NOTHING16 = bytes(16)
NOTHING32 = bytes(32)
LABELS = ["org", "device", "dir.sig", "dir.co", "dir.pop", "dir.hash", "ticket", "sas.c", "sas.t",
          "sas", "sas.back", "tel", "tel.salt", "tel.t", "body", "entry.sig", "entry.hash", "entry.v1", "entry.co",
          "log.head", "ck", "prevk", "wrap", "auth", "blob"]


# As security.md and decisions.md write them, without a zero byte behind.
BARE = {"device", "sas.c", "sas", "sas.back", "body", "entry.v1", "ck"}


def label(name):
    assert name in LABELS
    return b"LG1." + name.encode("ascii") + (b"" if name in BARE else b"\0")


def blake(data, size=32, key=b"", salt=b"", person=b""):
    return hashlib.blake2b(data, digest_size=size, key=key, salt=salt, person=person).digest()


def h(name, *parts):
    return blake(label(name) + b"".join(parts))


def h16(name, *parts):
    return blake(label(name) + b"".join(parts), 16)


def number(size, value):
    return value.to_bytes(size, "big")


# -- signatures --------------------------------------------------------------------------------

def sign_pair(seed):
    """(public, secret) as libsodium has them."""
    return sodium.crypto_sign_seed_keypair(seed)


def sign(secret, message):
    return sodium.crypto_sign(message, secret)[:64]


def verify(public, message, signature):
    try:
        sodium.crypto_sign_open(signature + message, public)
    except (CryptoError, SodiumError, ValueError):
        return False
    return True


def usable_signer(public):
    return bool(sodium.crypto_core_ed25519_is_valid_point(public))


def usable_box(public):
    try:
        sodium.crypto_scalarmult(b"\x40" * 32, public)
    except (CryptoError, SodiumError):
        return False
    return True


# -- seals -------------------------------------------------------------------------------------

def seal(key, nonce, plain, extra):
    return sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, extra, nonce, key)


def unseal(key, nonce, sealed, extra):
    """None where it does not open."""
    try:
        return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(sealed, extra, nonce, key)
    except (CryptoError, SodiumError, ValueError):
        return None


def box_pair(seed):
    return sodium.crypto_box_seed_keypair(seed)


def box_seal(public, plain, once_seed):
    """crypto_box_seal with a chosen one-time key, so that vectors come out alike."""
    once_public, once_secret = box_pair(once_seed)
    nonce = blake(once_public + public, 24)
    return once_public + sodium.crypto_box(plain, nonce, public, once_secret)


def box_open(pair, sealed):
    try:
        return sodium.crypto_box_seal_open(sealed, pair[0], pair[1])
    except (CryptoError, SodiumError, ValueError):
        return None


# -- keys --------------------------------------------------------------------------------------

SUBKEYS = {"entry": (1, b"LG1entry"), "snaps": (2, b"LG1snaps"), "attch": (3, b"LG1attch"), "prevk": (4, b"LG1prevk")}


def subkey(ck, name):
    index, context = SUBKEYS[name]
    return blake(b"", 32, key=ck, salt=index.to_bytes(8, "little") + bytes(8), person=context + bytes(8))


def key_commit(ck, org, log, epoch):
    return blake(label("ck") + org + log + number(4, epoch), 32, key=ck)


def wrap_once(ck, org, log, epoch, granter, recipient):
    """The seed of a wrap's one-time key: who holds CK can write every wrap again."""
    return blake(label("wrap") + org + log + number(4, epoch) + granter + recipient, 32, key=ck)


def device_id(dsk, dbk):
    return h16("device", dsk, dbk)


# -- padding -----------------------------------------------------------------------------------

BUCKETS = [256 << i for i in range(9)]


def pad(plain):
    bucket = next(size for size in BUCKETS if size > len(plain))
    return plain + b"\x80" + bytes(bucket - len(plain) - 1)


def unpad(padded):
    """None where pad() would not have written it so."""
    plain = padded.rstrip(b"\0")
    if plain[-1:] != b"\x80" or pad(plain[:-1]) != padded:
        return None
    return plain[:-1]
