/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Starting the crypto room, and its one error enum.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WAY_CRYPTO_ERROR (way_crypto_error_quark ())
GQuark way_crypto_error_quark (void);

typedef enum
{
  WAY_CRYPTO_ERROR_START,           /* the crypto library does not start on this machine */
  WAY_CRYPTO_ERROR_MEMORY,          /* not enough free memory for Argon2id */
  WAY_CRYPTO_ERROR_WRONG_KEY,       /* intact, but not opened by this passphrase, half or sheet */
  WAY_CRYPTO_ERROR_DAMAGED,         /* the bytes are not those that were written */
  WAY_CRYPTO_ERROR_NEWER,           /* intact, written by a newer Waymark */
  WAY_CRYPTO_ERROR_NO_SLOT,         /* the key file has no slot of this type */
  WAY_CRYPTO_ERROR_TWO_WAYS,        /* a key file holds K or P, never both */
  WAY_CRYPTO_ERROR_TOO_WEAK,        /* Argon2id parameters below the floor of this program */
  WAY_CRYPTO_ERROR_BAD_KEY,         /* not a public key anything can be sealed to */
  WAY_CRYPTO_ERROR_EMPTY,           /* no passphrase at all */
  WAY_CRYPTO_ERROR_NOT_TEXT,        /* a passphrase that is not UTF-8, or holds a NUL */
  WAY_CRYPTO_ERROR_TOO_LONG,        /* a passphrase of more than 1,024 bytes */
  WAY_CRYPTO_ERROR_WEAK_PASSPHRASE, /* fewer than 12 characters, or digits only */
  WAY_CRYPTO_ERROR_BAD_SHEET,       /* the groups of a recovery sheet do not fit */
  WAY_CRYPTO_ERROR_KEYRING_LOCKED,  /* the five states of way-key-half.h but READY, as errors */
  WAY_CRYPTO_ERROR_KEYRING_ABSENT,
  WAY_CRYPTO_ERROR_KEYRING_EMPTY,
  WAY_CRYPTO_ERROR_KEYRING_DAMAGED,
} WayCryptoError;

/* Once, at the start of every program, before any other call of this room.  Again does nothing. */
gboolean way_crypto_init (GError **error);

G_END_DECLS
