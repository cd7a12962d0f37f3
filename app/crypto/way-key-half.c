/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-key-half.h"

#include "way-crypto.h"
#include "way-fail.h"

G_DEFINE_INTERFACE (WayKeyHalf, way_key_half, G_TYPE_OBJECT)

static void
way_key_half_default_init (WayKeyHalfInterface *interface)
{
}

WayKeyHalfState
way_key_half_get_state (WayKeyHalf *self, GCancellable *cancellable)
{
  g_return_val_if_fail (WAY_IS_KEY_HALF (self), WAY_KEY_HALF_ABSENT);
  return WAY_KEY_HALF_GET_IFACE (self)->get_state (self, cancellable);
}

WayKeyHalfState
way_key_half_lookup (WayKeyHalf *self,
                     const WayId *vault,
                     guint64 generation,
                     GCancellable *cancellable,
                     WaySecret **ret_half)
{
  g_return_val_if_fail (WAY_IS_KEY_HALF (self), WAY_KEY_HALF_ABSENT);
  return WAY_KEY_HALF_GET_IFACE (self)->lookup (self, vault, generation, cancellable, ret_half);
}

gboolean
way_key_half_store (WayKeyHalf *self,
                    const WayId *vault,
                    guint64 generation,
                    WaySecret *half,
                    GCancellable *cancellable,
                    GError **error)
{
  g_return_val_if_fail (WAY_IS_KEY_HALF (self), FALSE);
  g_return_val_if_fail (way_secret_get_size (half) == WAY_KEY_HALF_SIZE, FALSE);
  return WAY_KEY_HALF_GET_IFACE (self)->store (self, vault, generation, half, cancellable, error);
}

gboolean
way_key_half_remove (WayKeyHalf *self,
                     const WayId *vault,
                     guint64 generation,
                     GCancellable *cancellable,
                     GError **error)
{
  g_return_val_if_fail (WAY_IS_KEY_HALF (self), FALSE);
  return WAY_KEY_HALF_GET_IFACE (self)->remove (self, vault, generation, cancellable, error);
}

gboolean
way_key_half_fail (WayKeyHalfState state, GError **error)
{
  switch (state)
    {
    case WAY_KEY_HALF_LOCKED:
      return way_fail (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_KEYRING_LOCKED,
                       "The desktop keyring is locked. Unlock it and try again; nothing is lost.");
    case WAY_KEY_HALF_ABSENT:
      return way_fail (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_KEYRING_ABSENT,
                       "No desktop keyring answers here. Sign in to the desktop and try again, or "
                       "use the recovery sheet.");
    case WAY_KEY_HALF_EMPTY:
      return way_fail (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_KEYRING_EMPTY,
                       "The desktop keyring no longer holds this vault's half of the key. The "
                       "recovery sheet still opens it.");
    case WAY_KEY_HALF_DAMAGED:
      return way_fail (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_KEYRING_DAMAGED,
                       "What the desktop keyring holds for this vault is damaged. The recovery "
                       "sheet still opens it.");
    case WAY_KEY_HALF_READY:
    default:
      g_return_val_if_reached (FALSE);
    }
}
