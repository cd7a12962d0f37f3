/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayKeyHalf: the half of slot K's key that the desktop keyring keeps (decisions.md 3).
 *
 * Implemented by keychain over the Secret Service and by a twin for tests; the composition root
 * hands one to store.  An item is named by vault id and generation: a change stores the new
 * generation, then writes vault.keys, then removes the old one, so that at every moment the file on
 * disk has its half.  Calls block, so they run on the pool; none of them shows a prompt or waits
 * without limit.
 *
 * The states are told apart so that nobody ever makes a new key where an old one only cannot be
 * read just now.
 */
#pragma once

#include <gio/gio.h>
#include "way-id.h"
#include "way-secret.h"

G_BEGIN_DECLS

#define WAY_KEY_HALF_SIZE WAY_KEY_SIZE

typedef enum
{
  WAY_KEY_HALF_READY,   /* lookup: here is the half; state: the keyring is there and unlocked */
  WAY_KEY_HALF_LOCKED,  /* there is a keyring, and it is locked: say nothing about its items */
  WAY_KEY_HALF_ABSENT,  /* no service, or none that answers in time */
  WAY_KEY_HALF_EMPTY,   /* lookup: no such item; state: a service that has no keyring yet */
  WAY_KEY_HALF_DAMAGED, /* lookup: there is an item, but it does not hold a half */
} WayKeyHalfState;

#define WAY_TYPE_KEY_HALF (way_key_half_get_type ())
G_DECLARE_INTERFACE (WayKeyHalf, way_key_half, WAY, KEY_HALF, GObject)

struct _WayKeyHalfInterface
{
  GTypeInterface parent_interface;

  WayKeyHalfState (*get_state) (WayKeyHalf *self, GCancellable *cancellable);
  WayKeyHalfState (*lookup) (WayKeyHalf *self,
                             const WayId *vault,
                             guint64 generation,
                             GCancellable *cancellable,
                             WaySecret **ret_half);
  gboolean (*store) (WayKeyHalf *self,
                     const WayId *vault,
                     guint64 generation,
                     WaySecret *half,
                     GCancellable *cancellable,
                     GError **error);
  gboolean (*remove) (WayKeyHalf *self,
                      const WayId *vault,
                      guint64 generation,
                      GCancellable *cancellable,
                      GError **error);
};

/* The keyring as a whole: READY, LOCKED, ABSENT or EMPTY. */
WayKeyHalfState way_key_half_get_state (WayKeyHalf *self, GCancellable *cancellable);

/* @ret_half (transfer full) is set where the state is READY and untouched otherwise. */
WayKeyHalfState way_key_half_lookup (WayKeyHalf *self,
                                     const WayId *vault,
                                     guint64 generation,
                                     GCancellable *cancellable,
                                     WaySecret **ret_half);

/* @half is 32 bytes.  An item of the same name is replaced.  Stored means read back and equal. */
gboolean way_key_half_store (WayKeyHalf *self,
                             const WayId *vault,
                             guint64 generation,
                             WaySecret *half,
                             GCancellable *cancellable,
                             GError **error);

/* TRUE also where there was no such item. */
gboolean way_key_half_remove (WayKeyHalf *self,
                              const WayId *vault,
                              guint64 generation,
                              GCancellable *cancellable,
                              GError **error);

/* Sets @error to the sentence for a state that is not READY, and returns FALSE. */
gboolean way_key_half_fail (WayKeyHalfState state, GError **error);

G_END_DECLS
