/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Wrong passphrases: they wait longer and longer, up to a minute, and delete nothing.
 */
#include "way-test-vault.h"

#include <glib/gstdio.h>
#include <string.h>
#include "way-vault-files.h"

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
  g_assert_false (way_vault_has (test->dir, WAY_VAULT_TRIES));
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
      g_assert_true (way_vault_has (test->dir, WAY_VAULT_TRIES));
      pass_time (test, 60000);
      assert_opens (test);
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
  return g_test_run ();
}
