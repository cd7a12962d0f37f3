/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keys of this device (decisions.md 3): two seeds, made when the vault is, so that a team that
 * comes later finds the same device.  DSK is made of one, DBK of the other; ledger does that, and
 * makes the device id of both.
 *
 * Here they lie in the database; while it is open they are guarded memory as well, and closing it
 * lets go of them.
 */
#include "way-store-journal.h"

#include "way-seal.h"

#define META_SIGN_SEED "device-sign-seed"
#define META_BOX_SEED "device-box-seed"
#define HELD_CONTEXT "WAY1.held"

/* Straight from the database into guarded memory. */
static WaySecret *
load_seed (WayStore *self, const char *key, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_GET_META, error);
  gconstpointer bytes = NULL;
  gsize size = 0;

  if (stmt == NULL)
    return NULL;
  way_stmt_bind_text (stmt, 1, key);
  switch (way_stmt_step (stmt, error))
    {
    case WAY_STEP_ROW:
      bytes = way_stmt_get_blob (stmt, 0, &size);
      break;
    case WAY_STEP_DONE:
      break;
    case WAY_STEP_ERROR:
    default:
      return NULL;
    }
  if (size == WAY_KEY_SIZE)
    return way_secret_new (bytes, size);
  way_store_fail_page (error);
  return NULL;
}

static void
take_seeds (WayStore *self, WaySecret *sign_seed, WaySecret *box_seed)
{
  g_autoptr (WaySecret) held = NULL;

  g_clear_pointer (&self->sign_seed, way_secret_unref);
  g_clear_pointer (&self->box_seed, way_secret_unref);
  self->sign_seed = sign_seed;
  self->box_seed = box_seed;
  held = way_store_get_held_seed (self);
  way_box_public (held, &self->held_box);
}

gboolean
way_store_load_seeds (WayStore *self, GError **error)
{
  g_autoptr (WaySecret) sign_seed = load_seed (self, META_SIGN_SEED, error);
  g_autoptr (WaySecret) box_seed = NULL;

  if (sign_seed != NULL)
    box_seed = load_seed (self, META_BOX_SEED, error);
  if (box_seed == NULL)
    return FALSE;
  if (way_secret_equal (sign_seed, box_seed))
    return way_store_fail_page (error);
  take_seeds (self, g_steal_pointer (&sign_seed), g_steal_pointer (&box_seed));
  return TRUE;
}

gboolean
way_store_compare_seeds (WayStore *self, gboolean *ret_same, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (WaySecret) sign_seed = load_seed (self, META_SIGN_SEED, &reason);
  g_autoptr (WaySecret) box_seed = NULL;

  if (sign_seed != NULL)
    box_seed = load_seed (self, META_BOX_SEED, &reason);
  if (box_seed == NULL && !g_error_matches (reason, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  *ret_same = box_seed != NULL && way_secret_equal (sign_seed, self->sign_seed)
              && way_secret_equal (box_seed, self->box_seed);
  return TRUE;
}

gboolean
way_store_renew_seeds (WayStore *self, GError **error)
{
  g_autoptr (WaySecret) sign_seed = way_secret_new_random (self->random, WAY_KEY_SIZE);
  g_autoptr (WaySecret) box_seed = way_secret_new_random (self->random, WAY_KEY_SIZE);

  if (!way_store_set_meta (self, META_SIGN_SEED, way_secret_get_data (sign_seed), WAY_KEY_SIZE,
                           error)
      || !way_store_set_meta (self, META_BOX_SEED, way_secret_get_data (box_seed), WAY_KEY_SIZE,
                              error))
    return FALSE;
  take_seeds (self, g_steal_pointer (&sign_seed), g_steal_pointer (&box_seed));
  return TRUE;
}

void
way_store_drop_secrets (WayStore *self)
{
  g_clear_pointer (&self->sign_seed, way_secret_unref);
  g_clear_pointer (&self->box_seed, way_secret_unref);
  g_clear_pointer (&self->db_key, way_secret_unref);
}

/* The device's box key is for keys of cases: this is another one, made of it. */
WaySecret *
way_store_get_held_seed (WayStore *self)
{
  return way_derive (HELD_CONTEXT, self->box_seed, NULL);
}

/* A laptop that the organisation knows by its keys stays that laptop: the backup of a dead one goes
 * on as it, and should both go on, the log says so (DEV_SEQ_CONFLICT).  Nobody knows any other by
 * them yet, and two that join with the same keys could not both. */
gboolean
way_store_begin_anew (WayStore *self, GError **error)
{
  return way_store_renew_origin (self, error)
         && (way_store_is_in_team (self) || way_store_renew_seeds (self, error));
}

static gboolean
renew_in_txn (WayStore *self, GError **error)
{
  g_autoptr (WayTxn) txn = way_txn_begin (self->db, error);

  return txn != NULL && way_store_load_heads (self, error) && way_store_renew_seeds (self, error)
         && way_store_renew_origin (self, error) && way_store_empty_outbox (self, 0, error)
         && way_txn_commit (txn, error);
}

/* What the old device sealed goes with its keys. */
gboolean
way_store_renew_device (WayStore *self, GError **error)
{
  g_autoptr (WaySecret) sign_seed = way_secret_ref (self->sign_seed);
  g_autoptr (WaySecret) box_seed = way_secret_ref (self->box_seed);
  WayId origin = self->origin;

  way_store_assert_worker (self);
  if (renew_in_txn (self, error))
    return TRUE;
  self->origin = origin;
  take_seeds (self, g_steal_pointer (&sign_seed), g_steal_pointer (&box_seed));
  return FALSE;
}
