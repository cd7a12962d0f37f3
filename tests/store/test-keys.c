/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The ways into a vault: keyring and passphrase, passphrase alone, the sheet; changing one for
 * another; and that no failure on the way shuts anybody out.
 */
#include "way-test-store.h"

#include <string.h>
#include "way-fault.h"
#include "way-vault-files.h"

typedef struct
{
  WayTestVault test;
  WayId person;
  WaySecret *seed; /* (owned): of the newest sheet that was handed out */
} Fixture;

static void
set_up (Fixture *f, gconstpointer keyring)
{
  g_autoptr (GError) error = NULL;

  way_test_vault_init (&f->test, GPOINTER_TO_INT (keyring));
  g_assert_true (way_test_vault_create (&f->test, &f->seed, &error));
  g_assert_no_error (error);
  way_test_add_person (&f->test, "Kez", &f->person);
}

static void
tear_down (Fixture *f, gconstpointer keyring)
{
  way_secret_unref (f->seed);
  way_test_vault_clear (&f->test);
}

static WayKeyHalfMemory *
ring (Fixture *f)
{
  return WAY_KEY_HALF_MEMORY (f->test.key_half);
}

static void
set_ring (Fixture *f, WayKeyHalfState state)
{
  way_key_half_memory_set_state (ring (f), state);
}

static gboolean
has_slot (Fixture *f, WayKeySlotType type, WayKeySlot *ret_slot)
{
  g_autoptr (WayKeyFile) keys = way_vault_read_slots (f->test.vault, NULL);

  return way_key_file_find_slot (keys, type, ret_slot);
}

static void
assert_way (Fixture *f, WayKeySlotType way)
{
  WayKeySlotType other = way == WAY_KEY_SLOT_KEYRING ? WAY_KEY_SLOT_PASSPHRASE
                                                     : WAY_KEY_SLOT_KEYRING;

  g_assert_true (has_slot (f, way, NULL));
  g_assert_false (has_slot (f, other, NULL));
  g_assert_true (has_slot (f, WAY_KEY_SLOT_SHEET, NULL));
}

static void
close_vault (Fixture *f)
{
  if (way_vault_is_open (f->test.vault))
    g_assert_true (way_test_vault_close (&f->test, NULL));
}

static void
assert_opens (Fixture *f, const char *passphrase)
{
  g_autoptr (GError) error = NULL;

  close_vault (f);
  way_test_vault_renew (&f->test);
  way_test_vault_open (&f->test, passphrase, &error);
  g_assert_no_error (error);
  way_test_assert_found (&f->test, "kez", 1);
  way_test_assert_clean (&f->test);
  g_assert_false (way_vault_has (f->test.dir, WAY_VAULT_KEYS_NEXT));
}

static void
assert_shut (Fixture *f, const char *passphrase, WayStoreError code)
{
  g_autoptr (GError) error = NULL;

  close_vault (f);
  g_assert_false (way_test_vault_open (&f->test, passphrase, &error));
  g_assert_error (error, WAY_STORE_ERROR, (int)code);
  way_test_assert_sentence (&f->test, error);
}

static void
recover (Fixture *f, const char *passphrase)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaySecret) seed = NULL;

  close_vault (f);
  way_test_vault_recover (&f->test, f->seed, passphrase, &seed, &error);
  g_assert_no_error (error);
  g_assert_false (way_secret_equal (seed, f->seed));
  way_secret_unref (f->seed);
  f->seed = g_steal_pointer (&seed);
}

/* -- the keyring ------------------------------------------------------------------------------- */

/* Each state has its own sentence; none of them makes a new key or forgets an old one. */
static void
test_states (Fixture *f, gconstpointer keyring)
{
  static const WayKeyHalfState states[] = { WAY_KEY_HALF_LOCKED, WAY_KEY_HALF_ABSENT,
                                            WAY_KEY_HALF_EMPTY, WAY_KEY_HALF_DAMAGED };

  g_autoptr (GHashTable) sentences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  WayKeySlot before, after;

  g_assert_true (has_slot (f, WAY_KEY_SLOT_KEYRING, &before));
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (GError) error = NULL;

      close_vault (f);
      set_ring (f, states[i]);
      g_assert_false (way_test_vault_open (&f->test, WAY_TEST_PASSPHRASE, &error));
      g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_KEYRING);
      way_test_assert_sentence (&f->test, error);
      g_assert_true (g_hash_table_add (sentences, g_strdup (error->message)));
      g_assert_cmpuint (way_key_half_memory_count (ring (f)), ==, 1);
      g_assert_true (has_slot (f, WAY_KEY_SLOT_KEYRING, &after));
      g_assert_cmpuint (after.generation, ==, before.generation);

      set_ring (f, WAY_KEY_HALF_READY);
      assert_opens (f, WAY_TEST_PASSPHRASE);
    }
}

/* The item is gone for good: the sheet brings the vault back, under a new half. */
static void
test_item_deleted (Fixture *f, gconstpointer keyring)
{
  close_vault (f);
  way_key_half_memory_clear (ring (f));
  assert_shut (f, WAY_TEST_PASSPHRASE, WAY_STORE_ERROR_KEYRING);
  recover (f, WAY_TEST_NEW_PASSPHRASE);
  assert_way (f, WAY_KEY_SLOT_KEYRING);
  assert_opens (f, WAY_TEST_NEW_PASSPHRASE);
  g_assert_cmpuint (way_key_half_memory_count (ring (f)), ==, 1);
}

/* No keyring any more: the sheet brings it back with the passphrase alone, and says so by its slot.
 */
static void
test_keyring_gone (Fixture *f, gconstpointer keyring)
{
  close_vault (f);
  set_ring (f, WAY_KEY_HALF_ABSENT);
  recover (f, WAY_TEST_NEW_PASSPHRASE);
  assert_way (f, WAY_KEY_SLOT_PASSPHRASE);
  assert_opens (f, WAY_TEST_NEW_PASSPHRASE);
}

/* A program without a keyring never falls from K to P. */
static void
test_program_without_keyring (Fixture *f, gconstpointer keyring)
{
  g_autoptr (GError) error = NULL;
  WayTestVault other = f->test;

  close_vault (f);
  other.vault = way_vault_new (f->test.dir, f->test.executor, f->test.clock, f->test.random,
                               f->test.reference, NULL);
  g_assert_false (way_test_vault_open (&other, WAY_TEST_PASSPHRASE, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_KEYRING);
  g_object_unref (other.vault);
  assert_way (f, WAY_KEY_SLOT_KEYRING);
}

static void
test_create_without_keyring (Fixture *f, gconstpointer keyring)
{
  g_autoptr (GError) error = NULL;
  WayTestVault other;

  way_test_vault_init (&other, TRUE);
  way_key_half_memory_set_state (WAY_KEY_HALF_MEMORY (other.key_half), WAY_KEY_HALF_LOCKED);
  g_assert_true (way_test_vault_create (&other, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (way_test_vault_close (&other, &error));
  g_assert_true (way_test_vault_open (&other, WAY_TEST_PASSPHRASE, &error));
  way_test_vault_clear (&other);
}

/* -- changing ---------------------------------------------------------------------------------- */

static void
test_change (Fixture *f, gconstpointer keyring)
{
  WayKeySlotType here = GPOINTER_TO_INT (keyring) ? WAY_KEY_SLOT_KEYRING : WAY_KEY_SLOT_PASSPHRASE;
  g_autoptr (GError) error = NULL;

  g_assert_false (way_test_vault_change (&f->test, "not the passphrase at all", "x", here, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_WRONG_PASSPHRASE);
  g_clear_error (&error);
  g_assert_true (
      way_test_vault_change (&f->test, WAY_TEST_PASSPHRASE, WAY_TEST_NEW_PASSPHRASE, here, &error));
  g_assert_no_error (error);
  assert_way (f, here);
  assert_shut (f, WAY_TEST_PASSPHRASE, WAY_STORE_ERROR_WRONG_PASSPHRASE);
  assert_opens (f, WAY_TEST_NEW_PASSPHRASE);
  if (f->test.key_half != NULL)
    g_assert_cmpuint (way_key_half_memory_count (ring (f)), ==, 1);
  recover (f, WAY_TEST_PASSPHRASE);
  assert_opens (f, WAY_TEST_PASSPHRASE);
}

static void
test_keyring_to_passphrase_and_back (Fixture *f, gconstpointer keyring)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (way_test_vault_change (&f->test, WAY_TEST_PASSPHRASE, WAY_TEST_PASSPHRASE,
                                        WAY_KEY_SLOT_PASSPHRASE, &error));
  assert_way (f, WAY_KEY_SLOT_PASSPHRASE);
  g_assert_cmpuint (way_key_half_memory_count (ring (f)), ==, 0);
  set_ring (f, WAY_KEY_HALF_ABSENT);
  assert_opens (f, WAY_TEST_PASSPHRASE);

  /* No keyring to change to: it stays as it is. */
  g_assert_false (way_test_vault_change (&f->test, WAY_TEST_PASSPHRASE, WAY_TEST_PASSPHRASE,
                                         WAY_KEY_SLOT_KEYRING, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_KEYRING);
  g_clear_error (&error);
  assert_way (f, WAY_KEY_SLOT_PASSPHRASE);
  set_ring (f, WAY_KEY_HALF_READY);
  g_assert_true (way_test_vault_change (&f->test, WAY_TEST_PASSPHRASE, WAY_TEST_PASSPHRASE,
                                        WAY_KEY_SLOT_KEYRING, &error));
  assert_way (f, WAY_KEY_SLOT_KEYRING);
  assert_opens (f, WAY_TEST_PASSPHRASE);
  set_ring (f, WAY_KEY_HALF_LOCKED);
  assert_shut (f, WAY_TEST_PASSPHRASE, WAY_STORE_ERROR_KEYRING);
}

static void
test_new_sheet (Fixture *f, gconstpointer keyring)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaySecret) next = NULL;
  WayKeySlot before, after;

  g_assert_true (has_slot (f, WAY_KEY_SLOT_SHEET, &before));
  g_assert_true (way_test_vault_new_sheet (&f->test, &next, &error));
  g_assert_no_error (error);
  g_assert_true (has_slot (f, WAY_KEY_SLOT_SHEET, &after));
  g_assert_cmpuint (after.sheet_number, ==, before.sheet_number + 1);
  way_test_assert_clean (&f->test);
  assert_opens (f, WAY_TEST_PASSPHRASE);

  /* The lost one opens nothing any more, the new one does. */
  close_vault (f);
  g_assert_false (
      way_test_vault_recover (&f->test, f->seed, WAY_TEST_NEW_PASSPHRASE, NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_WRONG_PASSPHRASE);
  way_test_assert_sentence (&f->test, error);
  way_secret_unref (f->seed);
  f->seed = way_secret_ref (next);
  recover (f, WAY_TEST_NEW_PASSPHRASE);
  assert_opens (f, WAY_TEST_NEW_PASSPHRASE);
}

/* -- failures on the way ----------------------------------------------------------------------- */

typedef struct
{
  const char *point;
  guint count; /* pass so many by first */
} Stop;

static gboolean
stop_at (const char *point, gpointer data, GError **error)
{
  Stop *stop = data;

  if (g_strcmp0 (point, stop->point) != 0 || stop->count-- > 0)
    return TRUE;
  return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_IO, "The test stops here.");
}

static const Stop stops[] = {
  { "keys-written", 0 }, { "keys-renamed", 0 }, { "rekey-written", 0 }, { "copy-filled", 0 },
  { "copy-checked", 0 }, { "rekey-closed", 0 }, { "copy-placed", 0 },   { "rekey-done", 0 },
};

static void
take_seed (Fixture *f, WaySecret *seed)
{
  way_secret_unref (f->seed);
  f->seed = seed;
}

/* Runs @verb, stopped once at @stop; TRUE where it was done for all that. */
static gboolean
does (Fixture *f, gboolean (*verb) (Fixture *f), const Stop *stop)
{
  Stop here = *stop;
  gboolean done;

  way_fault_set_hook (stop_at, &here);
  done = verb (f);
  way_fault_set_hook (NULL, NULL);
  g_test_message ("%s: %s", stop->point, done ? "done for all that" : "refused");
  return done;
}

static gboolean
try_new_sheet (Fixture *f)
{
  WaySecret *seed = NULL;

  if (!way_test_vault_new_sheet (&f->test, &seed, NULL))
    return FALSE;
  take_seed (f, seed);
  return TRUE;
}

static gboolean
try_change (Fixture *f)
{
  WayKeySlotType here = f->test.key_half != NULL ? WAY_KEY_SLOT_KEYRING : WAY_KEY_SLOT_PASSPHRASE;

  return way_test_vault_change (&f->test, WAY_TEST_PASSPHRASE, WAY_TEST_NEW_PASSPHRASE, here, NULL);
}

static gboolean
try_recover (Fixture *f)
{
  WaySecret *seed = NULL;

  if (!way_test_vault_recover (&f->test, f->seed, WAY_TEST_NEW_PASSPHRASE, &seed, NULL))
    return FALSE;
  take_seed (f, seed);
  return TRUE;
}

/* The sheet that was handed out last is the one that opens. */
static void
assert_sheet (Fixture *f)
{
  g_autoptr (WayKeyFile) keys = way_vault_read_slots (f->test.vault, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (WaySecret) db_key = way_key_file_open_sheet (keys, f->seed, &error);

  g_assert_no_error (error);
}

/* One failure on the way: done, or refused and as it was; the same verb works at once. */
static void
test_new_sheet_fails (Fixture *f, gconstpointer keyring)
{
  for (gsize i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      g_autoptr (GError) error = NULL;

      does (f, try_new_sheet, &stops[i]);
      way_test_assert_found (&f->test, "kez", 1);
      assert_sheet (f);
      assert_opens (f, WAY_TEST_PASSPHRASE);
      does (f, try_new_sheet, &stops[i]);
      g_assert_true (try_new_sheet (f));
      assert_sheet (f);
      assert_opens (f, WAY_TEST_PASSPHRASE);
      if (f->test.key_half != NULL)
        g_assert_cmpuint (way_key_half_memory_count (ring (f)), ==, 1);
    }
}

static void
test_change_after_new_sheet_failed (Fixture *f, gconstpointer keyring)
{
  WayKeySlotType here = f->test.key_half != NULL ? WAY_KEY_SLOT_KEYRING : WAY_KEY_SLOT_PASSPHRASE;

  for (gsize i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      does (f, try_new_sheet, &stops[i]);
      g_assert_true (try_change (f));
      assert_opens (f, WAY_TEST_NEW_PASSPHRASE);
      assert_shut (f, WAY_TEST_PASSPHRASE, WAY_STORE_ERROR_WRONG_PASSPHRASE);
      g_assert_true (way_test_vault_open (&f->test, WAY_TEST_NEW_PASSPHRASE, NULL));
      assert_sheet (f);
      g_assert_true (way_test_vault_change (&f->test, WAY_TEST_NEW_PASSPHRASE, WAY_TEST_PASSPHRASE,
                                            here, NULL));
    }
}

static void
test_change_fails (Fixture *f, gconstpointer keyring)
{
  for (gsize i = 0; i < 2; i++)
    {
      assert_opens (f, WAY_TEST_PASSPHRASE);
      g_assert_false (does (f, try_change, &stops[i]));
      assert_opens (f, WAY_TEST_PASSPHRASE);
      assert_shut (f, WAY_TEST_NEW_PASSPHRASE, WAY_STORE_ERROR_WRONG_PASSPHRASE);
      if (f->test.key_half != NULL)
        g_assert_cmpuint (way_key_half_memory_count (ring (f)), ==, 1);
    }
}

static void
test_recover_fails (Fixture *f, gconstpointer keyring)
{
  for (gsize i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      close_vault (f);
      if (!does (f, try_recover, &stops[i]))
        {
          g_assert_false (way_vault_is_open (f->test.vault));
          g_assert_true (try_recover (f));
        }
      assert_sheet (f);
      assert_opens (f, WAY_TEST_NEW_PASSPHRASE);
    }
}

/* -- cut short by a crash ---------------------------------------------------------------------- */

static char *
read_file (Fixture *f, const char *name, gsize *ret_size)
{
  g_autofree char *path = way_vault_path (f->test.dir, name);
  g_autoptr (GError) error = NULL;
  char *bytes;

  g_file_get_contents (path, &bytes, ret_size, &error);
  g_assert_no_error (error);
  return bytes;
}

static void
write_file (Fixture *f, const char *name, const char *bytes, gsize size)
{
  g_autofree char *path = way_vault_path (f->test.dir, name);

  g_assert_true (g_file_set_contents (path, bytes, (gssize)size, NULL));
}

static WaySecret *
get_half (Fixture *f, const WayId *vault, guint64 generation)
{
  WaySecret *half = NULL;

  if (f->test.key_half != NULL)
    g_assert_cmpint (way_key_half_lookup (f->test.key_half, vault, generation, NULL, &half), ==,
                     WAY_KEY_HALF_READY);
  return half;
}

/* As a crash leaves it: behind step 1, or behind step 2 of the change that @verb makes. */
static void
cut_short (Fixture *f, gboolean (*verb) (Fixture *f), gboolean rekeyed)
{
  gsize db_size, keys_size, next_size;
  g_autofree char *db = NULL, *keys = NULL, *next = NULL;
  g_autoptr (WayKeyFile) file = way_vault_read_slots (f->test.vault, NULL);
  WayId vault = *way_key_file_get_vault (file);
  g_autoptr (WaySecret) half = NULL;
  WayKeySlot slot = { 0 };

  if (way_key_file_find_slot (file, WAY_KEY_SLOT_KEYRING, &slot))
    half = get_half (f, &vault, slot.generation);
  close_vault (f);
  db = read_file (f, WAY_VAULT_DB, &db_size);
  keys = read_file (f, WAY_VAULT_KEYS, &keys_size);
  if (verb == try_new_sheet)
    g_assert_true (way_test_vault_open (&f->test, WAY_TEST_PASSPHRASE, NULL));
  g_assert_true (verb (f));
  close_vault (f);
  next = read_file (f, WAY_VAULT_KEYS, &next_size);
  write_file (f, WAY_VAULT_KEYS_NEXT, next, next_size);
  write_file (f, WAY_VAULT_KEYS, keys, keys_size);
  if (!rekeyed)
    write_file (f, WAY_VAULT_DB, db, db_size);
  if (half != NULL)
    g_assert_true (
        way_key_half_store (f->test.key_half, &vault, slot.generation, half, NULL, NULL));
}

/* A new sheet: the passphrase is the same before and after, so it always opens. */
static void
test_new_sheet_cut_short (Fixture *f, gconstpointer keyring)
{
  for (guint rekeyed = 0; rekeyed < 2; rekeyed++)
    {
      cut_short (f, try_new_sheet, rekeyed);
      assert_shut (f, WAY_TEST_NEW_PASSPHRASE, WAY_STORE_ERROR_WRONG_PASSPHRASE);
      assert_opens (f, WAY_TEST_PASSPHRASE);
      if (f->test.key_half != NULL)
        g_assert_cmpuint (way_key_half_memory_count (ring (f)), ==, 1);
      g_assert_true (try_new_sheet (f));
      assert_sheet (f);
      assert_opens (f, WAY_TEST_PASSPHRASE);
    }
}

/* The sheet in the drawer is the one from before, as the newer was never printed. */
static void
test_old_sheet_after_cut (Fixture *f, gconstpointer keyring)
{
  for (guint rekeyed = 0; rekeyed < 2; rekeyed++)
    {
      WaySecret *drawer = way_secret_ref (f->seed);
      g_autoptr (GError) error = NULL;

      cut_short (f, try_new_sheet, rekeyed);
      take_seed (f, drawer);
      if (!rekeyed)
        recover (f, WAY_TEST_PASSPHRASE);
      else
        {
          g_assert_false (
              way_test_vault_recover (&f->test, f->seed, WAY_TEST_NEW_PASSPHRASE, NULL, &error));
          g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_WRONG_PASSPHRASE);
          way_test_assert_sentence (&f->test, error);
        }
      assert_opens (f, WAY_TEST_PASSPHRASE);
      g_assert_true (try_new_sheet (f));
    }
}

/* A recovery: behind step 2 the new passphrase opens, before it the sheet and the old one do; the
 * other is told apart from a wrong one. */
static void
test_recover_cut_short (Fixture *f, gconstpointer keyring)
{
  static const char *const opens[] = { WAY_TEST_PASSPHRASE, WAY_TEST_NEW_PASSPHRASE };

  for (guint rekeyed = 0; rekeyed < 2; rekeyed++)
    {
      WaySecret *drawer = way_secret_ref (f->seed);
      g_autoptr (GError) error = NULL;

      close_vault (f);
      cut_short (f, try_recover, rekeyed);
      g_assert_false (way_test_vault_open (&f->test, opens[!rekeyed], &error));
      g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_WRONG_PASSPHRASE);
      way_test_assert_sentence (&f->test, error);
      g_assert_nonnull (strstr (error->message, "when this laptop stopped"));
      if (!rekeyed)
        take_seed (f, way_secret_ref (drawer));
      way_secret_unref (drawer);
      assert_opens (f, opens[rekeyed]);
      assert_sheet (f);
    }
}

/* While nobody asked the database which key counts, no other key is made. */
static void
test_no_change_upon_change (Fixture *f, gconstpointer keyring)
{
  g_autofree char *keys = NULL;
  gsize size;

  keys = read_file (f, WAY_VAULT_KEYS, &size);
  write_file (f, WAY_VAULT_KEYS_NEXT, keys, size);
  g_assert_false (try_new_sheet (f));
  g_assert_false (try_change (f));
  g_assert_true (way_vault_has (f->test.dir, WAY_VAULT_KEYS_NEXT));
  way_test_assert_found (&f->test, "kez", 1);
  assert_opens (f, WAY_TEST_PASSPHRASE);
  g_assert_true (try_new_sheet (f));
  g_assert_true (try_change (f));
  assert_opens (f, WAY_TEST_NEW_PASSPHRASE);
}

/* -- making ------------------------------------------------------------------------------------ */

/* Refused while it was made: nothing is there, or a vault that its passphrase opens. */
static void
test_create_fails (Fixture *f, gconstpointer keyring)
{
  static const char *const points[] = { "create-sealed", "create-placed", "migration-done",
                                        "txn-begun",     "txn-commit",    "txn-committed",
                                        "vault-made",    "keys-written",  "keys-renamed",
                                        "vault-keyed" };

  for (gsize i = 0; i < G_N_ELEMENTS (points); i++)
    for (guint count = 0; count < 3; count++)
      {
        g_autoptr (GError) error = NULL;
        Stop stop = { points[i], count };
        WayTestVault other;
        gboolean made;

        way_test_vault_init (&other, GPOINTER_TO_INT (keyring));
        way_fault_set_hook (stop_at, &stop);
        made = way_test_vault_create (&other, NULL, NULL);
        way_fault_set_hook (NULL, NULL);
        if (!made && way_vault_exists (other.vault))
          way_test_vault_open (&other, WAY_TEST_PASSPHRASE, &error);
        else if (!made)
          way_test_vault_create (&other, NULL, &error);
        g_test_message ("%s, %u", points[i], count);
        g_assert_no_error (error);
        way_test_assert_clean (&other);
        way_test_vault_clear (&other);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define KEYS_TEST(path, keyring, function)                                                         \
  g_test_add (path, Fixture, GINT_TO_POINTER (keyring), set_up, function, tear_down)
#define BOTH_WAYS(path, function)                                                                  \
  KEYS_TEST (path, FALSE, function);                                                               \
  KEYS_TEST (path "-with-keyring", TRUE, function)
  KEYS_TEST ("/store/keys/states", TRUE, test_states);
  KEYS_TEST ("/store/keys/item-deleted", TRUE, test_item_deleted);
  KEYS_TEST ("/store/keys/keyring-gone", TRUE, test_keyring_gone);
  KEYS_TEST ("/store/keys/program-without-keyring", TRUE, test_program_without_keyring);
  KEYS_TEST ("/store/keys/create-without-keyring", TRUE, test_create_without_keyring);
  BOTH_WAYS ("/store/keys/change", test_change);
  KEYS_TEST ("/store/keys/to-passphrase-and-back", TRUE, test_keyring_to_passphrase_and_back);
  BOTH_WAYS ("/store/keys/new-sheet", test_new_sheet);
  BOTH_WAYS ("/store/keys/new-sheet-fails", test_new_sheet_fails);
  BOTH_WAYS ("/store/keys/change-after-new-sheet-failed", test_change_after_new_sheet_failed);
  BOTH_WAYS ("/store/keys/change-fails", test_change_fails);
  BOTH_WAYS ("/store/keys/recover-fails", test_recover_fails);
  BOTH_WAYS ("/store/keys/new-sheet-cut-short", test_new_sheet_cut_short);
  BOTH_WAYS ("/store/keys/old-sheet-after-cut", test_old_sheet_after_cut);
  BOTH_WAYS ("/store/keys/recover-cut-short", test_recover_cut_short);
  BOTH_WAYS ("/store/keys/no-change-upon-change", test_no_change_upon_change);
  BOTH_WAYS ("/store/keys/create-fails", test_create_fails);
  return g_test_run ();
}
