/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A vault comes into being, made or restored: the database as vault.db.making, closed and without a
 * log; then vault.keys; then the database gets its name.  Without vault.keys what was being made
 * opens with nobody's key, so the next attempt clears it; with it, it is a vault, and opening gives
 * it the name it lacks.
 */
#include "way-vault-private.h"

#include "way-fault.h"

#define MAKING_LOG WAY_VAULT_DB_MAKING "-wal"

gboolean
way_vault_clear_making (WayVaultJob *job, GError **error)
{
  static const char *const names[] = { WAY_VAULT_DB_MAKING, MAKING_LOG, WAY_VAULT_DB_MAKING "-shm",
                                       WAY_VAULT_DB_MAKING "-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (!way_vault_remove (job->dir, names[i], error))
      return FALSE;
  return TRUE;
}

gboolean
way_vault_rest_making (WayVaultJob *job, GError **error)
{
  /* Closing says nothing; what it could not write back is still in the log. */
  if (!way_vault_has (job->dir, MAKING_LOG))
    return TRUE;
  return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_IO,
                   "The disk did not take the new vault whole. Nothing was made; check the disk "
                   "and try again.");
}

gboolean
way_vault_finish_making (WayVaultJob *job, GError **error)
{
  if (way_vault_has (job->dir, WAY_VAULT_DB) || !way_vault_has (job->dir, WAY_VAULT_DB_MAKING))
    return TRUE;
  return way_vault_rename (job->dir, WAY_VAULT_DB_MAKING, WAY_VAULT_DB, error);
}

/* Nobody was told of this vault, and nobody has its sheet: what failed leaves none behind.  First
 * the keys go, so that no moment has a key without its database. */
static void
take_back (WayVaultJob *job)
{
  if (way_vault_remove (job->dir, WAY_VAULT_KEYS, NULL) && way_vault_has (job->dir, WAY_VAULT_DB))
    way_vault_rename (job->dir, WAY_VAULT_DB, WAY_VAULT_DB_MAKING, NULL);
}

gboolean
way_vault_become (WayVaultJob *job, WayKeyFile *keys, GError **error)
{
  if (way_vault_write_keys (job->dir, WAY_VAULT_KEYS, keys, error)
      && way_fault_point ("vault-keyed", error) && way_vault_finish_making (job, error)
      && way_vault_attach (job, keys, job->db_key, error))
    return TRUE;
  take_back (job);
  return FALSE;
}
