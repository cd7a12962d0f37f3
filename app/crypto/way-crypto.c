/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-crypto.h"

#include <sodium.h>
#include "way-fail.h"

GQuark
way_crypto_error_quark (void)
{
  return g_quark_from_static_string ("way-crypto-error");
}

gboolean
way_crypto_init (GError **error)
{
  if (sodium_init () < 0)
    return way_fail (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_START,
                     "The encryption library does not start on this computer. Nothing was opened.");
  return TRUE;
}
