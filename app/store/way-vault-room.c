/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opening and saving where the disk takes nothing more, or where nothing may be written.
 *
 * A full disk locks nobody out.  Opening itself writes nothing that needs room: the count of tries
 * lies in place (way-vault-tries.h) and what the log holds is listed in memory (WAY_DB_ALONE).
 * What has to be saved finds the room that was kept for it (way-vault-spare.h).  Where even that is
 * gone, or the folder can only be read, the vault is open to be read; and each save tries whether
 * it can be written by now.
 */
#include "way-vault-private.h"
#include "way-vault-spare.h"

/* -- the database ------------------------------------------------------------------------------ */

/* Looked at before anything is written: closing writes the log back into the file, and where this
 * is no vault for us, both are to stay as they are. */
static gboolean
look_at_database (
    const char *path, WayDbFlags flags, WayKeyFile *keys, WaySecret *db_key, GError **error)
{
  g_autoptr (WayDb) db = way_db_open (path, way_secret_get_data (db_key), flags | WAY_DB_READ_ONLY,
                                      error);

  return db != NULL && way_store_look (db, way_key_file_get_vault (keys), error);
}

static WayDb *
open_to_write (const char *path, WayKeyFile *keys, WaySecret *db_key, GError **error)
{
  GError *reason = NULL;

  /* READ_ONLY: a change of its mode was cut short, which only writing can take back. */
  if (!look_at_database (path, WAY_DB_EXISTING, keys, db_key, &reason)
      && !g_error_matches (reason, WAY_DB_ERROR, WAY_DB_ERROR_READ_ONLY))
    {
      g_propagate_error (error, reason);
      return NULL;
    }
  g_clear_error (&reason);
  return way_db_open (path, way_secret_get_data (db_key), WAY_DB_EXISTING, error);
}

/* Whole where that takes no room, so that a save may succeed once there is some; else to be read.
 */
static WayDb *
open_what_goes (WayVaultJob *job,
                const char *path,
                WayKeyFile *keys,
                WaySecret *db_key,
                gboolean *ret_read_only,
                GError **error)
{
  const guint8 *key = way_secret_get_data (db_key);
  WayDb *db = NULL;

  if (!look_at_database (path, WAY_DB_ALONE, keys, db_key, error))
    return NULL;
  if (!job->reads)
    db = way_db_open (path, key, WAY_DB_ALONE, NULL);
  *ret_read_only = db == NULL;
  return db != NULL ? db : way_db_open (path, key, WAY_DB_ALONE | WAY_DB_READ_ONLY, error);
}

static gboolean
is_unwritable (const GError *reason)
{
  return g_error_matches (reason, WAY_DB_ERROR, WAY_DB_ERROR_READ_ONLY)
         || g_error_matches (reason, WAY_STORE_ERROR, WAY_STORE_ERROR_READ_ONLY)
         || g_error_matches (reason, WAY_DB_ERROR, WAY_DB_ERROR_FULL);
}

WayDb *
way_vault_open_database (
    WayVaultJob *job, WayKeyFile *keys, WaySecret *db_key, gboolean *ret_read_only, GError **error)
{
  g_autofree char *path = way_vault_path (job->dir, WAY_VAULT_DB);
  GError *reason = NULL;
  WayDb *db = NULL;

  *ret_read_only = FALSE;
  if (!job->reads)
    db = open_to_write (path, keys, db_key, &reason);
  if (db != NULL)
    return db;
  if (!job->reads && !is_unwritable (reason))
    {
      g_propagate_error (error, reason);
      return NULL;
    }
  g_clear_error (&reason);
  return open_what_goes (job, path, keys, db_key, ret_read_only, error);
}

/* -- what waits at opening --------------------------------------------------------------------- */

static gboolean
write_what_waits (WayVaultJob *job, GError **error)
{
  return way_vault_take_held (job, error)
         && (job->store->read_only || way_store_promote_drafts (job->store, error));
}

/* As it is, and nothing can be typed over it. */
static gboolean
reopen_to_read (WayStore *store, GError **error)
{
  store->read_only = TRUE;
  return way_store_reopen (store, way_secret_get_data (store->db_key),
                           WAY_DB_ALONE | WAY_DB_READ_ONLY, error);
}

gboolean
way_vault_settle_what_waits (WayVaultJob *job, GError **error)
{
  GError *reason = NULL;

  if (write_what_waits (job, &reason)
      || (way_vault_use_spare (job->dir, 0, &reason) && write_what_waits (job, &reason)))
    return TRUE;
  /* What is held nobody could see in the open vault, and the next lock has to hold as well. */
  if (job->held == NULL && g_error_matches (reason, WAY_STORE_ERROR, WAY_STORE_ERROR_FULL))
    {
      g_error_free (reason);
      return reopen_to_read (job->store, error);
    }
  g_propagate_error (error, reason);
  return FALSE;
}

/* -- saving ------------------------------------------------------------------------------------ */

static gboolean
become_writable (WayStore *store, GError **error)
{
  const guint8 *key = way_secret_get_data (store->db_key);
  GError *reason = NULL;

  store->read_only = FALSE;
  if (way_store_reopen (store, key, WAY_DB_EXISTING, &reason)
      && way_store_promote_drafts (store, &reason))
    return TRUE;
  reopen_to_read (store, NULL);
  g_propagate_error (error, reason);
  return FALSE;
}

gboolean
way_vault_can_save_now (WayStore *store, GError **reason)
{
  g_autofree char *dir = g_path_get_dirname (way_db_get_path (store->db));

  if (store->read_only && store->may_reopen && is_unwritable (*reason))
    {
      g_clear_error (reason);
      return become_writable (store, reason);
    }
  if (!way_vault_use_spare (dir, WAY_VAULT_SPARE_FOR_OPENING, reason))
    return FALSE;
  store->spare_short = TRUE;
  return TRUE;
}

void
way_vault_was_saved (WayStore *store)
{
  g_autofree char *dir = NULL;

  if (!store->spare_short)
    return;
  dir = g_path_get_dirname (way_db_get_path (store->db));
  store->spare_short = !way_vault_fill_spare (dir);
}
