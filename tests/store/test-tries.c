/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Wrong passphrases: they wait longer and longer, up to a minute, and delete nothing.
 */
#include "way-test-vault.h"

#include <glib/gstdio.h>
#include <string.h>
#include "way-vault-files.h"
#include "way-vault-tries.h"

#define WRONG "not the passphrase at all"
#define START G_GINT64_CONSTANT (1795392000000)
#define YEAR (G_GINT64_CONSTANT (365) * 24 * 60 * 60 * 1000)

static void
set_up (WayTestVault *test, gconstpointer keyring)
{
  g_autoptr (GError) error = NULL;
  WayId id;

  way_test_vault_init (test, GPOINTER_TO_INT (keyring));
  g_assert_true (way_test_vault_create (test, NULL, &error));
  g_assert_no_error (error);
  way_test_add_person (test, "Kez", &id);
  g_assert_true (way_test_vault_close (test, &error));
  way_clock_set (test->clock, START);
}

static void
tear_down (WayTestVault *test, gconstpointer keyring)
{
  way_test_vault_clear (test);
}

static void
pass_time (WayTestVault *test, gint64 ms)
{
  way_clock_set (test->clock, way_clock_now (test->clock) + ms);
}

/* As the file has it. */
static guint
count (WayTestVault *test)
{
  WayVaultTries tries;

  way_vault_read_tries (test->dir, &tries);
  return tries.count;
}

static void
assert_refused (WayTestVault *test, const char *passphrase, WayStoreError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (way_test_vault_open (test, passphrase, &error));
  g_assert_error (error, WAY_STORE_ERROR, (int)code);
  way_test_assert_sentence (test, error);
}

static void
assert_opens (WayTestVault *test)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (way_test_vault_open (test, WAY_TEST_PASSPHRASE, &error));
  g_assert_no_error (error);
  way_test_assert_found (test, "kez", 1);
  g_assert_true (way_test_vault_close (test, &error));
  g_assert_cmpuint (count (test), ==, 0);
  g_assert_cmpint (way_vault_get_wait_ms (test->vault), ==, 0);
}

static void
try_wrongly (WayTestVault *test, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      pass_time (test, way_vault_get_wait_ms (test->vault));
      assert_refused (test, WRONG, WAY_STORE_ERROR_WRONG_PASSPHRASE);
    }
}

static void
assert_opens_later (WayTestVault *test)
{
  pass_time (test, way_vault_get_wait_ms (test->vault));
  assert_opens (test);
}

/* (transfer full): the bytes of both files. */
static char *
dup_bytes (WayTestVault *test)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  static const char *const names[] = { WAY_VAULT_DB, WAY_VAULT_KEYS };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = way_vault_path (test->dir, names[i]);
      g_autofree char *bytes = NULL;
      g_autoptr (GError) error = NULL;
      gsize size;

      g_file_get_contents (path, &bytes, &size, &error);
      g_assert_no_error (error);
      g_checksum_update (sum, (const guchar *)bytes, (gssize)size);
    }
  return g_strdup (g_checksum_get_string (sum));
}

static void
test_growing (WayTestVault *test, gconstpointer keyring)
{
  static const gint64 waits[] = { 1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000, 60000 };

  g_autofree char *before = dup_bytes (test);
  g_autofree char *after = NULL;

  for (guint i = 0; i < 5; i++)
    {
      g_assert_cmpint (way_vault_get_wait_ms (test->vault), ==, 0);
      assert_refused (test, WRONG, WAY_STORE_ERROR_WRONG_PASSPHRASE);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      g_assert_cmpint (way_vault_get_wait_ms (test->vault), ==, waits[i]);
      pass_time (test, waits[i] - 1);
      assert_refused (test, WRONG, WAY_STORE_ERROR_WAIT);
      /* The right one waits as well; a try that was not made is not counted. */
      assert_refused (test, WAY_TEST_PASSPHRASE, WAY_STORE_ERROR_WAIT);
      g_assert_cmpint (way_vault_get_wait_ms (test->vault), ==, 1);
      pass_time (test, 1);
      assert_refused (test, WRONG, WAY_STORE_ERROR_WRONG_PASSPHRASE);
    }
  after = dup_bytes (test);
  g_assert_cmpstr (before, ==, after);
  pass_time (test, 60000);
  assert_opens (test);
}

/* A hundred wrong ones, a day later the right one: nothing is gone. */
static void
test_never_deletes (WayTestVault *test, gconstpointer keyring)
{
  try_wrongly (test, 100);
  way_test_vault_renew (test);
  g_assert_cmpint (way_vault_get_wait_ms (test->vault), ==, 60000);
  pass_time (test, 24 * 60 * 60 * 1000);
  assert_opens (test);
  assert_refused (test, WRONG, WAY_STORE_ERROR_WRONG_PASSPHRASE);
}

static void
test_success_clears (WayTestVault *test, gconstpointer keyring)
{
  for (guint round = 0; round < 3; round++)
    {
      for (guint i = 0; i < 4; i++)
        assert_refused (test, WRONG, WAY_STORE_ERROR_WRONG_PASSPHRASE);
      assert_opens (test);
    }
}

/* A laptop whose battery ran out wakes in 1970: nobody waits longer than a minute for that. */
static void
test_clock_back (WayTestVault *test, gconstpointer keyring)
{
  gint64 waited = 0;

  try_wrongly (test, 20);
  way_clock_set (test->clock, START - YEAR);
  g_assert_cmpint (way_vault_get_wait_ms (test->vault), <=, 60000);
  for (guint i = 0; i < 2 && way_vault_get_wait_ms (test->vault) > 0; i++)
    {
      assert_refused (test, WAY_TEST_PASSPHRASE, WAY_STORE_ERROR_WAIT);
      waited += way_vault_get_wait_ms (test->vault);
      pass_time (test, way_vault_get_wait_ms (test->vault));
    }
  g_assert_cmpint (waited, <=, 60000);
  assert_opens (test);
}

static void
test_clock_forward (WayTestVault *test, gconstpointer keyring)
{
  try_wrongly (test, 20);
  pass_time (test, 50 * YEAR);
  g_assert_cmpint (way_vault_get_wait_ms (test->vault), ==, 0);
  assert_opens (test);
}

/* What is no guess is not counted: a locked keyring, a vault without its database. */
static void
test_not_a_guess (WayTestVault *test, gconstpointer keyring)
{
  g_autofree char *db = way_vault_path (test->dir, WAY_VAULT_DB);
  g_autofree char *away = g_strconcat (db, ".away", NULL);

  g_assert_cmpint (g_rename (db, away), ==, 0);
  for (guint i = 0; i < 7; i++)
    assert_refused (test, WAY_TEST_PASSPHRASE, WAY_STORE_ERROR_DAMAGED);
  g_assert_cmpint (g_rename (away, db), ==, 0);
  if (test->key_half != NULL)
    {
      way_key_half_memory_set_state (WAY_KEY_HALF_MEMORY (test->key_half), WAY_KEY_HALF_LOCKED);
      for (guint i = 0; i < 7; i++)
        assert_refused (test, WRONG, WAY_STORE_ERROR_KEYRING);
      way_key_half_memory_set_state (WAY_KEY_HALF_MEMORY (test->key_half), WAY_KEY_HALF_READY);
    }
  assert_opens (test);

  /* Four real ones before it stay counted. */
  try_wrongly (test, 4);
  if (test->key_half != NULL)
    {
      way_key_half_memory_set_state (WAY_KEY_HALF_MEMORY (test->key_half), WAY_KEY_HALF_ABSENT);
      assert_refused (test, WRONG, WAY_STORE_ERROR_KEYRING);
      way_key_half_memory_set_state (WAY_KEY_HALF_MEMORY (test->key_half), WAY_KEY_HALF_READY);
    }
  try_wrongly (test, 1);
  g_assert_cmpint (way_vault_get_wait_ms (test->vault), ==, 1000);
}

/* A count that is not one guards nothing and stops nobody. */
static void
test_garbage (WayTestVault *test, gconstpointer keyring)
{
  static const char *const contents[] = { "",
                                          "x",
                                          "7",
                                          "-3 1795392000000",
                                          "4294967295 1795392000000",
                                          "99999999999999999999 1",
                                          "9 99999999999999999999999",
                                          "\xff\xfe 4",
                                          "5 -9223372036854775808" };

  g_autofree char *path = way_vault_path (test->dir, WAY_VAULT_TRIES);

  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (GError) error = NULL;

      g_file_set_contents (path, contents[i], -1, &error);
      g_assert_no_error (error);
      g_assert_cmpint (way_vault_get_wait_ms (test->vault), >=, 0);
      g_assert_cmpint (way_vault_get_wait_ms (test->vault), <=, 60000);
      for (guint n = 0; n < 2 && way_vault_get_wait_ms (test->vault) > 0; n++)
        {
          assert_refused (test, WRONG, WAY_STORE_ERROR_WAIT);
          pass_time (test, 60000);
        }
      assert_refused (test, WRONG, WAY_STORE_ERROR_WRONG_PASSPHRASE);
      g_assert_cmpuint (count (test), >, 0);
      pass_time (test, 60000);
      assert_opens (test);
    }
}

/* -- the file ---------------------------------------------------------------------------------- */

static GBytes *
read_file (WayTestVault *test)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = way_vault_read_small (test->dir, WAY_VAULT_TRIES, 4096, &error);

  g_assert_no_error (error);
  return bytes;
}

static void
write_file (WayTestVault *test, gconstpointer bytes, gsize size)
{
  g_autofree char *path = way_vault_path (test->dir, WAY_VAULT_TRIES);
  g_autoptr (GError) error = NULL;

  /* not safely: thousands of times */
  g_file_set_contents_full (path, bytes, (gssize)size, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

static void
write_tries (WayTestVault *test, guint n)
{
  WayVaultTries tries = { n, START + n };
  g_autoptr (GError) error = NULL;

  way_vault_write_tries (test->dir, &tries, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count (test), ==, n);
}

/* The first @cut bytes reached the disk, or all but those: whichever was torn, the count is that
 * from before or the new one. */
static void
tear (WayTestVault *test, GBytes *before, GBytes *after, gsize cut)
{
  gsize size = g_bytes_get_size (after);
  const guint8 *old = g_bytes_get_data (before, NULL), *new = g_bytes_get_data (after, NULL);
  g_autofree guint8 *torn = g_malloc (size);
  guint least;

  write_file (test, old, size);
  least = count (test);
  memcpy (torn, new, cut);
  memcpy (torn + cut, old + cut, size - cut);
  write_file (test, torn, size);
  g_assert_cmpuint (count (test), >=, least);
  g_assert_cmpuint (count (test), <=, least + 1);
  memcpy (torn, old, cut);
  memcpy (torn + cut, new + cut, size - cut);
  write_file (test, torn, size);
  g_assert_cmpuint (count (test), >=, least);
  g_assert_cmpuint (count (test), <=, least + 1);
}

static void
test_torn (WayTestVault *test, gconstpointer keyring)
{
  write_tries (test, 1);
  for (guint n = 2; n < 6; n++)
    {
      g_autoptr (GBytes) before = read_file (test);
      g_autoptr (GBytes) after = NULL;

      write_tries (test, n);
      after = read_file (test);
      g_assert_cmpuint (g_bytes_get_size (before), ==, g_bytes_get_size (after));
      for (gsize cut = 0; cut <= g_bytes_get_size (after); cut++)
        tear (test, before, after, cut);
      write_file (test, g_bytes_get_data (after, NULL), g_bytes_get_size (after));
    }
}

/* Neither grows nor moves: what is written in place needs no room. */
static void
test_in_place (WayTestVault *test, gconstpointer keyring)
{
  g_autofree char *path = way_vault_path (test->dir, WAY_VAULT_TRIES);
  GStatBuf before, after;

  write_tries (test, 1);
  g_assert_cmpint (g_stat (path, &before), ==, 0);
  try_wrongly (test, 9);
  assert_opens_later (test);
  g_assert_cmpint (g_stat (path, &after), ==, 0);
  g_assert_cmpuint (before.st_ino, ==, after.st_ino);
  g_assert_cmpint (before.st_size, ==, after.st_size);
}

/* A count of the version before goes on, and not from nothing. */
static void
test_old_form (WayTestVault *test, gconstpointer keyring)
{
  g_autofree char *text = g_strdup_printf ("7 %" G_GINT64_FORMAT "\n", START);

  write_file (test, text, strlen (text));
  g_assert_cmpuint (count (test), ==, 7);
  g_assert_cmpint (way_vault_get_wait_ms (test->vault), ==, 4000);
  assert_refused (test, WAY_TEST_PASSPHRASE, WAY_STORE_ERROR_WAIT);
  pass_time (test, 4000);
  assert_refused (test, WRONG, WAY_STORE_ERROR_WRONG_PASSPHRASE);
  g_assert_cmpuint (count (test), ==, 8);
  g_assert_cmpint (way_vault_get_wait_ms (test->vault), ==, 8000);
  assert_opens_later (test);
}

/* One slot spoilt by a hand leaves the other; both are as without the file. */
static void
test_spoilt (WayTestVault *test, gconstpointer keyring)
{
  g_autoptr (GBytes) bytes = NULL;

  write_tries (test, 6);
  write_tries (test, 7);
  bytes = read_file (test);
  for (gsize i = 0; i < 64; i++)
    {
      g_autofree guint8 *spoilt = g_memdup2 (g_bytes_get_data (bytes, NULL),
                                             g_bytes_get_size (bytes));

      guint seen;

      spoilt[512 + i] ^= 1;
      write_file (test, spoilt, g_bytes_get_size (bytes));
      seen = count (test);
      spoilt[512 + i] ^= 1;
      spoilt[i] ^= 1;
      write_file (test, spoilt, g_bytes_get_size (bytes));
      seen += count (test);
      g_assert_cmpuint (seen, ==, 6 + 7);
      spoilt[512 + i] ^= 1;
      write_file (test, spoilt, g_bytes_get_size (bytes));
      g_assert_cmpuint (count (test), ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define TRIES_TEST(path, keyring, function)                                                        \
  g_test_add (path, WayTestVault, GINT_TO_POINTER (keyring), set_up, function, tear_down)
  TRIES_TEST ("/store/tries/growing", FALSE, test_growing);
  TRIES_TEST ("/store/tries/never-deletes", TRUE, test_never_deletes);
  TRIES_TEST ("/store/tries/success-clears", FALSE, test_success_clears);
  TRIES_TEST ("/store/tries/clock-back", FALSE, test_clock_back);
  TRIES_TEST ("/store/tries/clock-forward", FALSE, test_clock_forward);
  TRIES_TEST ("/store/tries/not-a-guess-with-keyring", TRUE, test_not_a_guess);
  TRIES_TEST ("/store/tries/not-a-guess", FALSE, test_not_a_guess);
  TRIES_TEST ("/store/tries/garbage", FALSE, test_garbage);
  TRIES_TEST ("/store/tries/torn", FALSE, test_torn);
  TRIES_TEST ("/store/tries/in-place", FALSE, test_in_place);
  TRIES_TEST ("/store/tries/old-form", FALSE, test_old_form);
  TRIES_TEST ("/store/tries/spoilt", FALSE, test_spoilt);
  return g_test_run ();
}
