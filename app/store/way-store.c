/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-store-journal.h"

#include <string.h>
#include "way-hlc.h"
#include "way-store-schema.h"

#define META_VAULT "vault"
#define META_TEAM "team"
#define META_USER "user"
#define META_ORIGIN "origin"
#define META_HEADS "heads"

/* counter, hlc, head of the running hash: one row, so that a commit rewrites one */
#define HEADS_SIZE (8 + 8 + WAY_HASH_SIZE)

gboolean
way_store_find_meta (WayStore *self, const char *key, GBytes **ret_value, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_GET_META, error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_text (stmt, 1, key);
  step = way_stmt_step (stmt, error);
  *ret_value = step == WAY_STEP_ROW ? way_stmt_get_bytes (stmt, 0) : NULL;
  return step != WAY_STEP_ERROR;
}

gboolean
way_store_fail_page (GError **error)
{
  return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED,
                   "The vault's own page is not whole. Restore the last backup.");
}

gboolean
way_store_get_meta (WayStore *self, const char *key, GBytes **ret_value, GError **error)
{
  if (!way_store_find_meta (self, key, ret_value, error))
    return FALSE;
  return *ret_value != NULL || way_store_fail_page (error);
}

gboolean
way_store_set_meta (
    WayStore *self, const char *key, gconstpointer bytes, gsize size, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_SET_META, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_text (stmt, 1, key);
  way_stmt_bind_blob (stmt, 2, bytes, size);
  return way_stmt_run (stmt, error);
}

static gboolean
get_meta_id (WayStore *self, const char *key, WayId *ret_id, GError **error)
{
  g_autoptr (GBytes) value = NULL;

  if (!way_store_get_meta (self, key, &value, error))
    return FALSE;
  if (!way_id_from_bytes (g_bytes_get_data (value, NULL), g_bytes_get_size (value), ret_id))
    return way_store_fail_page (error);
  return TRUE;
}

static void
pack_u64 (guint8 *out, guint64 value)
{
  value = GUINT64_TO_LE (value);
  memcpy (out, &value, sizeof value);
}

static guint64
unpack_u64 (const guint8 *in)
{
  guint64 value;

  memcpy (&value, in, sizeof value);
  return GUINT64_FROM_LE (value);
}

gboolean
way_store_save_heads (WayStore *self, GError **error)
{
  guint8 heads[HEADS_SIZE];

  pack_u64 (heads, self->counter);
  pack_u64 (heads + 8, self->hlc);
  memcpy (heads + 16, self->head.bytes, WAY_HASH_SIZE);
  return way_store_set_meta (self, META_HEADS, heads, sizeof heads, error);
}

gboolean
way_store_load_heads (WayStore *self, GError **error)
{
  g_autoptr (GBytes) value = NULL;
  const guint8 *heads;

  if (!way_store_get_meta (self, META_HEADS, &value, error))
    return FALSE;
  if (g_bytes_get_size (value) != HEADS_SIZE)
    return way_store_fail_page (error);
  heads = g_bytes_get_data (value, NULL);
  self->counter = unpack_u64 (heads);
  self->hlc = unpack_u64 (heads + 8);
  memcpy (self->head.bytes, heads + 16, WAY_HASH_SIZE);
  return TRUE;
}

gboolean
way_store_renew_origin (WayStore *self, GError **error)
{
  way_id_new (self->random, &self->origin);
  self->counter = 0;
  return way_store_set_meta (self, META_ORIGIN, self->origin.bytes, WAY_ID_SIZE, error)
         && way_store_save_heads (self, error);
}

/* The ids that never change again; the device's keys are made now, so that a team that comes later
 * finds the same device (decisions.md 3). */
static gboolean
fill_new_vault (WayStore *self, const WayId *vault, GError **error)
{
  WayId team, user;

  way_id_new (self->random, &team);
  way_id_new (self->random, &user);
  return way_store_set_meta (self, META_VAULT, vault->bytes, WAY_ID_SIZE, error)
         && way_store_set_meta (self, META_TEAM, team.bytes, WAY_ID_SIZE, error)
         && way_store_set_meta (self, META_USER, user.bytes, WAY_ID_SIZE, error)
         && way_store_keep_rules (self, error) && way_store_renew_seeds (self, error)
         && way_store_renew_origin (self, error);
}

gboolean
way_store_create (WayDb *db, const WayId *vault, WayRandom *random, GError **error)
{
  WayStore self = { .db = db, .random = random };
  g_autoptr (WayTxn) txn = NULL;
  gboolean ok;

  if (!way_migrate (db, way_store_migrations, way_store_n_migrations, error))
    return FALSE;
  way_stmt_set_table (db, way_store_sql, WAY_SQL_COUNT);
  txn = way_txn_begin (db, error);
  ok = txn != NULL && fill_new_vault (&self, vault, error) && way_txn_commit (txn, error);
  way_store_drop_secrets (&self);
  return ok;
}

static gboolean
load_ids (WayStore *self, const WayId *vault, GError **error)
{
  if (!get_meta_id (self, META_VAULT, &self->vault, error)
      || !get_meta_id (self, META_TEAM, &self->team, error)
      || !get_meta_id (self, META_USER, &self->user, error)
      || !get_meta_id (self, META_ORIGIN, &self->origin, error)
      || !way_store_load_heads (self, error))
    return FALSE;
  if (!way_id_equal (vault, &self->vault))
    return way_fail (
        error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED,
        "vault.db and vault.keys belong to different vaults. Put the right file back.");
  return TRUE;
}

static gboolean
holds_a_vault (WayDb *db, GError **error)
{
  guint version;

  if (!way_migrate_get_version (db, &version, error))
    return FALSE;
  if (version > way_store_n_migrations)
    return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NEWER,
                     "This vault was written by a newer Waymark. Update Waymark to open it.");
  /* A database of ours with nothing in it: migrating would make tables, and no vault. */
  if (version == 0)
    return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED,
                     "vault.db holds no vault. Put the right file back, or restore the last "
                     "backup.");
  return TRUE;
}

gboolean
way_store_look (WayDb *db, const WayId *vault, GError **error)
{
  WayStore self = { .db = db };

  way_stmt_set_table (db, way_store_sql, WAY_SQL_COUNT);
  return holds_a_vault (db, error) && load_ids (&self, vault, error)
         && way_store_check_head (&self, error);
}

WayStore *
way_store_open (WayExecutor *executor,
                WayClock *clock,
                WayRandom *random,
                WayReference *reference,
                WayDb *db,
                const WayId *vault,
                GError **error)
{
  WayStore *self = g_new0 (WayStore, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->executor = g_object_ref (executor);
  self->clock = g_object_ref (clock);
  self->random = g_object_ref (random);
  self->reference = way_reference_ref (reference);
  self->db = way_db_ref (db);
  way_stmt_set_table (db, way_store_sql, WAY_SQL_COUNT);
  if (holds_a_vault (db, error)
      && way_migrate (db, way_store_migrations, way_store_n_migrations, error)
      && load_ids (self, vault, error) && way_store_check_head (self, error)
      && way_store_load_seeds (self, error) && way_store_load_team (self, error))
    {
      /* on a full disk it is tried at the next opening; all else is here */
      way_store_renew_index (self, NULL);
      return self;
    }

  way_store_close (self);
  return NULL;
}

gboolean
way_store_reopen (WayStore *self,
                  const guint8 key[WAY_DB_KEY_SIZE],
                  WayDbFlags flags,
                  GError **error)
{
  WayDb *db;

  way_db_close (self->db);
  db = way_db_open (way_db_get_path (self->db), key, flags, error);
  if (db == NULL)
    return FALSE;
  way_stmt_set_table (db, way_store_sql, WAY_SQL_COUNT);
  way_db_unref (self->db);
  self->db = db;
  return TRUE;
}

WayStore *
way_store_ref (WayStore *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
way_store_unref (WayStore *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  way_store_drop_secrets (self);
  way_db_unref (self->db);
  way_reference_unref (self->reference);
  g_object_unref (self->random);
  g_object_unref (self->clock);
  g_object_unref (self->executor);
  g_free (self);
}

void
way_store_close (WayStore *self)
{
  if (self == NULL)
    return;

  self->closed = TRUE;
  way_store_drop_secrets (self);
  way_db_close (self->db);
  way_store_unref (self);
}
