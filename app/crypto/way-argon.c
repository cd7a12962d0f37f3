/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-argon.h"

#include <sodium.h>
#include "way-crypto.h"
#include "way-fail.h"
#include "way-secret-private.h"

/* Four times libsodium's SENSITIVE: room to grow, and a bound for damaged bytes. */
#define MAX_OPS 16
#define MAX_MEMORY (G_GUINT64_CONSTANT (4) << 30)

G_STATIC_ASSERT (WAY_ARGON_MODERATE_OPS == crypto_pwhash_argon2id_OPSLIMIT_MODERATE);
G_STATIC_ASSERT (WAY_ARGON_MODERATE_MEMORY == crypto_pwhash_argon2id_MEMLIMIT_MODERATE);
G_STATIC_ASSERT (WAY_ARGON_SALT_SIZE == crypto_pwhash_argon2id_SALTBYTES);

WayArgonParams
way_argon_params_default (void)
{
  return way_argon_floor;
}

gboolean
way_argon_params_are_sane (WayArgonParams params)
{
  return params.ops >= crypto_pwhash_argon2id_OPSLIMIT_MIN && params.ops <= MAX_OPS
         && params.memory >= crypto_pwhash_argon2id_MEMLIMIT_MIN && params.memory <= MAX_MEMORY;
}

WaySecret *
way_argon_derive (WaySecret *passphrase,
                  const guint8 salt[WAY_ARGON_SALT_SIZE],
                  WayArgonParams params,
                  GError **error)
{
  g_autoptr (WaySecret) key = NULL;
  guint8 *bytes;

  g_return_val_if_fail (way_argon_params_are_sane (params), NULL);

  if (params.ops < way_argon_floor.ops || params.memory < way_argon_floor.memory)
    return way_fail_null (
        error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_TOO_WEAK,
        "The key file protects the passphrase less than Waymark allows, so it was "
        "not opened. Use the recovery sheet, or a backup.");

  key = way_secret_new_writable (WAY_KEY_SIZE, &bytes);
  if (crypto_pwhash_argon2id (bytes, WAY_KEY_SIZE, (const char *)way_secret_get_data (passphrase),
                              way_secret_get_size (passphrase), salt, params.ops,
                              (size_t)params.memory, crypto_pwhash_argon2id_ALG_ARGON2ID13)
      != 0)
    return way_fail_null (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_MEMORY,
                          "There is not enough free memory to check the passphrase. Close other "
                          "programs and try again; nothing is lost.");
  return way_secret_freeze (g_steal_pointer (&key));
}
