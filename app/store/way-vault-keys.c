/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Making, opening and changing the keys of a vault (decisions.md 3).
 *
 * A change of passphrase rewrites one slot.  A new database key (recover, new sheet) goes:
 *
 *   1 write vault.keys.next, whose slots hold the new key
 *   2 give the database the new key (db: at every moment it opens with one of the two)
 *   3 rename vault.keys.next to vault.keys
 *
 * Which of the two files counts while both are there, only the database says: the one whose key
 * opens it.  A failure asks it at once, a crash leaves that to the next open, and nobody writes
 * another vault.keys or replaces a keyring half before it was asked.
 */
#include "way-vault-private.h"

#include "way-crypto.h"
#include "way-db-copy.h"
#include "way-fault.h"
#include "way-vault-spare.h"

/* -- slots ------------------------------------------------------------------------------------- */

static void
adopt_crypto_error (GError **error, GError *reason, WayStoreError wrong_key)
{
  WayStoreError code = WAY_STORE_ERROR_DAMAGED;
  g_autoptr (GError) owned = reason;

  if (g_error_matches (reason, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_WRONG_KEY))
    code = wrong_key;
  else if (g_error_matches (reason, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_MEMORY))
    code = WAY_STORE_ERROR_IO;
  else if (reason->code >= WAY_CRYPTO_ERROR_KEYRING_LOCKED
           && reason->code <= WAY_CRYPTO_ERROR_KEYRING_DAMAGED)
    code = WAY_STORE_ERROR_KEYRING;
  way_fail (error, WAY_STORE_ERROR, code, "%s", reason->message);
}

static WaySecret *
open_slot_k (
    WayVaultJob *job, WayKeyFile *keys, guint64 generation, WaySecret *passphrase, GError **error)
{
  g_autoptr (WaySecret) half = NULL;
  WayKeyHalfState state = WAY_KEY_HALF_ABSENT;

  if (job->key_half != NULL)
    state = way_key_half_lookup (job->key_half, way_key_file_get_vault (keys), generation, NULL,
                                 &half);
  if (state != WAY_KEY_HALF_READY)
    {
      way_key_half_fail (state, error);
      return NULL;
    }
  return way_key_file_open_keyring (keys, half, passphrase, error);
}

WaySecret *
way_vault_open_slot (WayVaultJob *job, WayKeyFile *keys, WaySecret *passphrase, GError **error)
{
  GError *reason = NULL;
  WayKeySlot slot;
  WaySecret *db_key;

  if (way_key_file_find_slot (keys, WAY_KEY_SLOT_KEYRING, &slot))
    db_key = open_slot_k (job, keys, slot.generation, passphrase, &reason);
  else
    db_key = way_key_file_open_passphrase (keys, passphrase, &reason);
  if (db_key == NULL)
    adopt_crypto_error (error, reason, WAY_STORE_ERROR_WRONG_PASSPHRASE);
  return db_key;
}

static guint64
get_generation (WayKeyFile *keys)
{
  WayKeySlot slot;

  if (keys == NULL || !way_key_file_find_slot (keys, WAY_KEY_SLOT_KEYRING, &slot))
    return 0;
  return slot.generation;
}

static void
forget_half (WayVaultJob *job, const WayId *vault, guint64 generation)
{
  /* What stays behind in the keyring opens nothing: its slot is gone.  No reason to fail a change
   * that is on the disk. */
  if (job->key_half != NULL && generation != 0)
    way_key_half_remove (job->key_half, vault, generation, NULL, NULL);
}

static void
forget_new_half (WayVaultJob *job, WayKeyFile *keys)
{
  forget_half (job, way_key_file_get_vault (keys), job->new_generation);
  job->new_generation = 0;
}

/* (nullable): @base with slot K under a half the keyring has just taken. */
static WayKeyFile *
seal_slot_k (
    WayVaultJob *job, WayKeyFile *base, WaySecret *db_key, WaySecret *passphrase, GError **error)
{
  g_autoptr (WayKeyFile) bare = way_key_file_without (base, WAY_KEY_SLOT_PASSPHRASE);
  g_autoptr (WaySecret) half = way_secret_new_random (job->random, WAY_KEY_HALF_SIZE);
  /* Of a change that was cut short both halves may still be needed. */
  guint64 generation = MAX (get_generation (base), get_generation (job->keys_next)) + 1;
  WayKeyFile *sealed;

  if (job->key_half == NULL)
    {
      way_key_half_fail (WAY_KEY_HALF_ABSENT, error);
      return NULL;
    }
  if (!way_key_half_store (job->key_half, way_key_file_get_vault (base), generation, half, NULL,
                           error))
    return NULL;
  job->new_generation = generation;
  sealed = way_key_file_with_keyring (bare, db_key, half, generation, passphrase, job->random,
                                      error);
  if (sealed == NULL)
    forget_new_half (job, base);
  return sealed;
}

WayKeyFile *
way_vault_seal_slot (WayVaultJob *job,
                     WayKeyFile *base,
                     WaySecret *db_key,
                     WaySecret *passphrase,
                     WayKeySlotType prefer,
                     gboolean or_other,
                     GError **error)
{
  g_autoptr (WayKeyFile) bare = NULL;
  GError *reason = NULL;
  WayKeyFile *sealed = NULL;

  if (prefer == WAY_KEY_SLOT_KEYRING)
    sealed = seal_slot_k (job, base, db_key, passphrase, &reason);
  if (sealed == NULL && (prefer == WAY_KEY_SLOT_PASSPHRASE || or_other))
    {
      g_clear_error (&reason);
      bare = way_key_file_without (base, WAY_KEY_SLOT_KEYRING);
      sealed = way_key_file_with_passphrase (bare, db_key, passphrase, job->random, &reason);
    }
  if (sealed == NULL)
    adopt_crypto_error (error, reason, WAY_STORE_ERROR_DAMAGED);
  return sealed;
}

static void
forget_old_half (WayVaultJob *job, WayKeyFile *old_keys)
{
  if (get_generation (old_keys) != job->new_generation)
    forget_half (job, way_key_file_get_vault (old_keys), get_generation (old_keys));
}

/* -- the database ------------------------------------------------------------------------------ */

static gboolean
explain_db_error (GError **error, GError *reason)
{
  g_autoptr (GError) owned = reason;

  switch ((WayDbError)reason->code)
    {
    case WAY_DB_ERROR_NOT_FOUND:
      return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED,
                       "vault.db is missing. Put it back, or restore the last backup.");
    case WAY_DB_ERROR_WRONG_KEY_OR_DAMAGED:
    case WAY_DB_ERROR_DAMAGED:
      return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED,
                       "vault.db is damaged or belongs to another vault. Nothing was changed. "
                       "Restore the last backup.");
    case WAY_DB_ERROR_NEWER_SCHEMA:
      return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NEWER,
                       "This vault was written by a newer Waymark. Update Waymark to open it.");
    case WAY_DB_ERROR_FULL:
    case WAY_DB_ERROR_NOT_ENCRYPTED_ENGINE:
    case WAY_DB_ERROR_READ_ONLY:
    case WAY_DB_ERROR_BUSY:
    case WAY_DB_ERROR_IO:
    case WAY_DB_ERROR_EXISTS:
    case WAY_DB_ERROR_CONSTRAINT:
    case WAY_DB_ERROR_FAILED:
    default:
      return way_store_adopt_error (error, g_steal_pointer (&owned));
    }
}

gboolean
way_vault_attach (WayVaultJob *job, WayKeyFile *keys, WaySecret *db_key, GError **error)
{
  GError *reason = NULL;
  gboolean read_only;
  g_autoptr (WayDb) db = way_vault_open_database (job, keys, db_key, &read_only, &reason);

  if (db != NULL)
    job->store = way_store_open (job->executor, job->clock, job->random, job->reference, db,
                                 way_key_file_get_vault (keys), &reason);
  if (job->store != NULL)
    {
      job->store->db_key = way_secret_ref (db_key);
      job->store->read_only = read_only;
      job->store->may_reopen = !job->reads;
      return TRUE;
    }
  if (reason->domain == WAY_DB_ERROR)
    return explain_db_error (error, reason);
  g_propagate_error (error, reason);
  return FALSE;
}

/* Both files are there, and what was given opens only the one whose key does not fit. */
static gboolean
fail_other_keys (gboolean from_before, GError **error)
{
  if (from_before)
    return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_WRONG_PASSPHRASE,
                     "The keys were being changed when this laptop stopped, and this one is from "
                     "before. Use the passphrase that was set last.");
  return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_WRONG_PASSPHRASE,
                   "The keys were being changed when this laptop stopped, and this one did not "
                   "come to be. Use the passphrase or the sheet from before.");
}

static gboolean
drop_next_keys (WayVaultJob *job, GError **error)
{
  guint64 generation = get_generation (job->keys_next);

  if (job->keys_next == NULL)
    return TRUE;
  if (!way_vault_remove (job->dir, WAY_VAULT_KEYS_NEXT, error))
    return FALSE;
  if (generation != get_generation (job->keys))
    forget_half (job, way_key_file_get_vault (job->keys_next), generation);
  return TRUE;
}

static gboolean
take_next_keys (WayVaultJob *job, GError **error)
{
  guint64 generation = get_generation (job->keys);

  if (!way_vault_rename (job->dir, WAY_VAULT_KEYS_NEXT, WAY_VAULT_KEYS, error))
    return FALSE;
  if (generation != get_generation (job->keys_next))
    forget_half (job, way_key_file_get_vault (job->keys_next), generation);
  g_clear_pointer (&job->keys, way_key_file_unref);
  job->keys = g_steal_pointer (&job->keys_next);
  g_clear_pointer (&job->db_key, way_secret_unref);
  job->db_key = g_steal_pointer (&job->db_key_next);
  return TRUE;
}

/* Opens the database with whichever key fits, and settles a change of key that a crash cut short:
 * afterwards vault.keys is the file whose key fits, and there is no other. */
static gboolean
attach_and_settle (WayVaultJob *job, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (!way_vault_finish_making (job, error))
    return FALSE;
  if (job->db_key != NULL && way_vault_attach (job, job->keys, job->db_key, &reason))
    return drop_next_keys (job, error);
  if (job->db_key_next != NULL
      && way_vault_attach (job, job->keys_next, job->db_key_next, reason == NULL ? &reason : NULL))
    return take_next_keys (job, error);

  if (job->keys != NULL && job->keys_next != NULL
      && (job->db_key == NULL || job->db_key_next == NULL)
      && g_error_matches (reason, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED))
    return fail_other_keys (job->db_key != NULL, error);
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* -- finding what is there --------------------------------------------------------------------- */

static gboolean
enter_folder (WayVaultJob *job, GError **error)
{
  GError *reason = NULL;

  if (!way_vault_has (job->dir, WAY_VAULT_KEYS) && !way_vault_has (job->dir, WAY_VAULT_KEYS_NEXT))
    {
      if (way_vault_has_any (job->dir))
        return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED,
                         "vault.keys is missing, so vault.db cannot be opened. Put it back, or "
                         "restore the last backup.");
      return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NO_VAULT,
                       "There is no vault here yet.");
    }
  job->lock_fd = way_vault_take_lock (job->dir, &job->reads, &reason);
  if (job->lock_fd < 0 && way_vault_use_spare (job->dir, 0, &reason))
    job->lock_fd = way_vault_take_lock (job->dir, &job->reads, &reason);
  if (job->lock_fd < 0)
    g_propagate_error (error, reason);
  return job->lock_fd >= 0;
}

static gboolean
read_keys (WayVaultJob *job, GError **error)
{
  gboolean next = way_vault_has (job->dir, WAY_VAULT_KEYS_NEXT);

  job->keys = way_vault_read_keys (job->dir, WAY_VAULT_KEYS, next ? NULL : error);
  if (next)
    job->keys_next = way_vault_read_keys (job->dir, WAY_VAULT_KEYS_NEXT,
                                          job->keys == NULL ? error : NULL);
  return job->keys != NULL || job->keys_next != NULL;
}

/* -- a sheet that is to be typed back ---------------------------------------------------------- */

/* Before it can be in vault.keys: a program that is killed between the two asks for a sheet once
 * too often, never once too seldom. */
static gboolean
await_sheet (WayVaultJob *job, WayKeyFile *keys, guint32 number, GError **error)
{
  return !job->awaits_sheets || way_vault_await_sheet (job->dir, keys, number, error);
}

/* -- init -------------------------------------------------------------------------------------- */

gboolean
way_vault_init_pool (WayVaultJob *job, GError **error)
{
  g_autoptr (WayKeyFile) empty = NULL;
  g_autoptr (WayKeyFile) keys = NULL;
  WayId vault;

  if (way_vault_has_any (job->dir))
    return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_EXISTS,
                     "There is a vault here already. It was left as it is.");
  if (!way_vault_make_folder (job->dir, error))
    return FALSE;
  job->lock_fd = way_vault_take_lock (job->dir, NULL, error);
  if (job->lock_fd < 0)
    return FALSE;

  way_id_new (job->random, &vault);
  job->db_key = way_secret_new_random (job->random, WAY_KEY_SIZE);
  job->new_seed = way_secret_new_random (job->random, WAY_KEY_SIZE);
  empty = way_key_file_new (&vault);
  keys = way_vault_seal_slot (job, empty, job->db_key, job->passphrase, WAY_KEY_SLOT_KEYRING, TRUE,
                              error);
  if (keys == NULL)
    return FALSE;
  job->keys = way_key_file_with_sheet (keys, job->db_key, job->new_seed, 1, job->random);
  if (await_sheet (job, NULL, 1, error))
    return TRUE;
  forget_half (job, &vault, job->new_generation);
  return FALSE;
}

static gboolean
make_database (WayVaultJob *job, GError **error)
{
  g_autofree char *path = way_vault_path (job->dir, WAY_VAULT_DB_MAKING);
  g_autoptr (WayDb) db = NULL;
  gboolean ok;

  if (!way_vault_clear_making (job, error))
    return FALSE;
  db = way_db_open (path, way_secret_get_data (job->db_key), WAY_DB_CREATE, error);
  if (db == NULL)
    return FALSE;
  ok = way_store_create (db, way_key_file_get_vault (job->keys), job->random, error);
  way_db_close (db);
  return ok && way_vault_rest_making (job, error);
}

gboolean
way_vault_init_worker (WayVaultJob *job, GError **error)
{
  if (!make_database (job, error) || !way_fault_point ("vault-made", error))
    {
      forget_half (job, way_key_file_get_vault (job->keys), job->new_generation);
      return FALSE;
    }
  /* From here on vault.keys may be on the disk, whatever an error says: its half stays. */
  return way_vault_become (job, job->keys, error);
}

/* -- open -------------------------------------------------------------------------------------- */

static const WayVaultTries no_tries = { 0, 0 };

static gboolean
count_try (WayVaultJob *job, WayVaultTries *before, GError **error)
{
  WayVaultTries tries;
  gint64 wait, now = way_clock_now (job->clock);

  way_vault_recall_tries (job->dir, &job->uncounted, before);
  wait = way_vault_wait_ms (before, now);
  /* The clock went back: counted from the old time it might be years. */
  if (wait > 0 && now < before->last_ms)
    {
      before->last_ms = now;
      if (!way_vault_count_tries (job->dir, before, &job->uncounted, error))
        return FALSE;
    }
  if (wait > 0)
    return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_WAIT,
                     "Too many wrong passphrases. Wait %d seconds, then try again.",
                     (int)((wait + 999) / 1000));
  tries = (WayVaultTries){ before->count + 1, now };
  return way_vault_count_tries (job->dir, &tries, &job->uncounted, error);
}

gboolean
way_vault_open_pool (WayVaultJob *job, GError **error)
{
  GError *reason = NULL;
  WayVaultTries before;

  if (!enter_folder (job, error) || !read_keys (job, error) || !count_try (job, &before, error))
    return FALSE;
  if (job->keys != NULL)
    job->db_key = way_vault_open_slot (job, job->keys, job->passphrase, &reason);
  if (job->keys_next != NULL)
    job->db_key_next = way_vault_open_slot (job, job->keys_next, job->passphrase,
                                            reason == NULL && job->db_key == NULL ? &reason : NULL);
  if (job->db_key != NULL || job->db_key_next != NULL)
    {
      /* Right, whatever becomes of the database: nobody guessed. */
      g_clear_error (&reason);
      way_vault_count_tries (job->dir, &no_tries, &job->uncounted, NULL);
      return TRUE;
    }
  /* Only a wrong passphrase is a wrong try: a locked keyring is nobody's guess. */
  if (!g_error_matches (reason, WAY_STORE_ERROR, WAY_STORE_ERROR_WRONG_PASSPHRASE))
    way_vault_count_tries (job->dir, &before, &job->uncounted, NULL);
  g_propagate_error (error, reason);
  return FALSE;
}

gboolean
way_vault_open_worker (WayVaultJob *job, GError **error)
{
  if (!attach_and_settle (job, error) || !way_vault_settle_what_waits (job, error))
    return FALSE;
  if (!job->store->read_only)
    way_vault_fill_spare (job->dir);
  return TRUE;
}

/* -- recover, new sheet ------------------------------------------------------------------------ */

static guint32
next_sheet_number (WayKeyFile *keys)
{
  WayKeySlot slot;

  return way_key_file_find_slot (keys, WAY_KEY_SLOT_SHEET, &slot) ? slot.sheet_number + 1 : 1;
}

static WayKeySlotType
present_way (WayKeyFile *keys)
{
  return way_key_file_find_slot (keys, WAY_KEY_SLOT_KEYRING, NULL) ? WAY_KEY_SLOT_KEYRING
                                                                   : WAY_KEY_SLOT_PASSPHRASE;
}

/* Every slot anew for a new database key. */
static gboolean
seal_all_anew (WayVaultJob *job,
               WayKeyFile *old_keys,
               WaySecret *passphrase,
               gboolean or_other,
               GError **error)
{
  g_autoptr (WayKeyFile) sealed = NULL;
  g_autoptr (WayKeyFile) with_sheet = NULL;
  WayKeySlot slot;

  job->new_db_key = way_secret_new_random (job->random, WAY_KEY_SIZE);
  job->new_seed = way_secret_new_random (job->random, WAY_KEY_SIZE);
  sealed = way_vault_seal_slot (job, old_keys, job->new_db_key, passphrase, present_way (old_keys),
                                or_other, error);
  if (sealed == NULL)
    return FALSE;
  with_sheet = way_key_file_with_sheet (sealed, job->new_db_key, job->new_seed,
                                        next_sheet_number (old_keys), job->random);
  if (!await_sheet (job, old_keys, next_sheet_number (old_keys), error))
    {
      forget_new_half (job, old_keys);
      return FALSE;
    }
  if (way_key_file_find_slot (old_keys, WAY_KEY_SLOT_RECOVERY, &slot))
    job->new_keys = way_key_file_with_recovery (with_sheet, job->new_db_key, &slot.recipient,
                                                job->random, error);
  else
    job->new_keys = g_steal_pointer (&with_sheet);
  return job->new_keys != NULL;
}

/* The change failed half-way: the database says which key it has now.  TRUE where that is the new
 * one: the change is done, and whether the renaming lasts no longer matters, as the next open asks
 * again.  Else @reason is why not. */
static gboolean
ask_database (
    WayVaultJob *job, WayStore *store, WayKeyFile *old_keys, GError *reason, GError **error)
{
  if (way_store_reopen (store, way_secret_get_data (job->new_db_key), WAY_DB_EXISTING, NULL))
    {
      if (way_vault_has (job->dir, WAY_VAULT_KEYS_NEXT))
        way_vault_rename (job->dir, WAY_VAULT_KEYS_NEXT, WAY_VAULT_KEYS, NULL);
      g_error_free (reason);
      return TRUE;
    }
  if (way_store_reopen (store, way_secret_get_data (job->db_key), WAY_DB_EXISTING, NULL)
      && way_vault_remove (job->dir, WAY_VAULT_KEYS_NEXT, NULL))
    forget_new_half (job, old_keys);
  return way_store_adopt_error (error, reason);
}

/* Steps 1 to 3 of the head comment, on an open store whose key is job->db_key. */
static gboolean
change_database_key (WayVaultJob *job, WayStore *store, WayKeyFile *old_keys, GError **error)
{
  GError *reason = NULL;

  if (!way_vault_write_keys (job->dir, WAY_VAULT_KEYS_NEXT, job->new_keys, error))
    {
      if (way_vault_remove (job->dir, WAY_VAULT_KEYS_NEXT, NULL))
        forget_new_half (job, old_keys);
      return FALSE;
    }
  if ((!way_fault_point ("rekey-written", &reason)
       || !way_db_rekey (store->db, way_secret_get_data (job->db_key),
                         way_secret_get_data (job->new_db_key), &reason)
       || !way_fault_point ("rekey-done", &reason)
       || !way_vault_rename (job->dir, WAY_VAULT_KEYS_NEXT, WAY_VAULT_KEYS, &reason))
      && !ask_database (job, store, old_keys, reason, error))
    return FALSE;
  g_clear_pointer (&store->db_key, way_secret_unref);
  store->db_key = way_secret_ref (job->new_db_key);
  forget_old_half (job, old_keys);
  way_vault_count_tries (job->dir, &no_tries, &job->uncounted, NULL);
  return TRUE;
}

static WaySecret *
open_sheet (WayKeyFile *keys, WaySecret *seed, GError **error)
{
  GError *reason = NULL;
  WaySecret *db_key = way_key_file_open_sheet (keys, seed, &reason);

  if (db_key != NULL)
    return db_key;
  if (g_error_matches (reason, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_WRONG_KEY))
    {
      g_error_free (reason);
      return way_fail_null (error, WAY_STORE_ERROR, WAY_STORE_ERROR_WRONG_PASSPHRASE,
                            "This sheet does not open this vault. Look for a newer sheet.");
    }
  adopt_crypto_error (error, reason, WAY_STORE_ERROR_WRONG_PASSPHRASE);
  return NULL;
}

gboolean
way_vault_recover_pool (WayVaultJob *job, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (!enter_folder (job, error) || !read_keys (job, error))
    return FALSE;
  if (job->keys != NULL)
    job->db_key = open_sheet (job->keys, job->seed, &reason);
  if (job->keys_next != NULL)
    job->db_key_next = open_sheet (job->keys_next, job->seed, reason == NULL ? &reason : NULL);
  if (job->db_key == NULL && job->db_key_next == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  /* The keyring is what most often went missing: fall to P rather than refuse to recover. */
  return seal_all_anew (job, job->keys != NULL ? job->keys : job->keys_next, job->new_passphrase,
                        TRUE, error);
}

gboolean
way_vault_recover_worker (WayVaultJob *job, GError **error)
{
  if (!attach_and_settle (job, error))
    {
      forget_new_half (job, job->new_keys);
      return FALSE;
    }
  return change_database_key (job, job->store, job->keys, error) && way_vault_take_held (job, error)
         && way_store_promote_drafts (job->store, error);
}

static gboolean
open_own_keys (WayVaultJob *job, GError **error)
{
  if (way_vault_has (job->dir, WAY_VAULT_KEYS_NEXT))
    return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_IO,
                     "An earlier change of keys was cut short. Close Waymark, open it again, then "
                     "try once more.");
  job->keys = way_vault_read_keys (job->dir, WAY_VAULT_KEYS, error);
  if (job->keys == NULL)
    return FALSE;
  job->db_key = way_vault_open_slot (job, job->keys, job->passphrase, error);
  return job->db_key != NULL;
}

gboolean
way_vault_new_sheet_pool (WayVaultJob *job, GError **error)
{
  return open_own_keys (job, error)
         && seal_all_anew (job, job->keys, job->passphrase, FALSE, error);
}

gboolean
way_vault_new_sheet_worker (WayVaultJob *job, GError **error)
{
  return change_database_key (job, job->open_store, job->keys, error);
}

/* -- another passphrase, another way ----------------------------------------------------------- */

gboolean
way_vault_change_pool (WayVaultJob *job, GError **error)
{
  if (!open_own_keys (job, error))
    return FALSE;
  job->new_keys = way_vault_seal_slot (job, job->keys, job->db_key, job->new_passphrase, job->slot,
                                       FALSE, error);
  return job->new_keys != NULL;
}

gboolean
way_vault_change_worker (WayVaultJob *job, GError **error)
{
  if (!way_vault_write_keys (job->dir, WAY_VAULT_KEYS, job->new_keys, error))
    {
      /* It may have its name already: the old one again, so that what was refused is not so. */
      if (way_vault_write_keys (job->dir, WAY_VAULT_KEYS, job->keys, NULL))
        forget_new_half (job, job->keys);
      return FALSE;
    }
  forget_old_half (job, job->keys);
  return TRUE;
}
