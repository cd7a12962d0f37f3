/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-test-vault.h"

static void
add_words (WayTestVault *test, const WayId *person, const char *words)
{
  WayAct *act = way_act_new (person, 0);
  WayId matter;

  way_matter_object (person, "S1_05", &matter);
  way_act_create (act, WAY_KIND_MATTER, &matter);
  way_act_set (act, WAY_KIND_MATTER, &matter, WAY_MATTER_OWN_WORDS, way_test_words (words));
  way_test_commit (test, act);
}

static void
test_life (gconstpointer keyring)
{
  WayTestVault test;
  g_autoptr (GError) error = NULL;
  g_autoptr (WaySecret) seed = NULL, next_seed = NULL;
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (WayCase) loaded = NULL;
  WayId id;
  guint n = 0;

  way_test_vault_init (&test, GPOINTER_TO_INT (keyring));
  g_assert_true (way_test_vault_create (&test, &seed, &error));
  g_assert_no_error (error);
  g_assert_true (
      way_test_vault_commit (&test, way_test_new_person (&test, "Trần", &id), &n, &error));
  g_assert_cmpuint (n, ==, 2);
  add_words (&test, &id, "I want to paint it yellow. The kitchen is loud.");
  way_test_assert_found (&test, "paint yell", 1);
  way_test_assert_found (&test, "tran", 1);
  way_test_assert_found (&test, "blue", 0);
  way_test_assert_clean (&test);
  g_assert_true (way_test_vault_close (&test, &error));

  way_test_vault_renew (&test);
  g_assert_false (way_test_vault_open (&test, "not the passphrase at all", &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_WRONG_PASSPHRASE);
  g_clear_error (&error);
  g_assert_true (way_test_vault_open (&test, WAY_TEST_PASSPHRASE, &error));
  people = way_test_vault_list (&test, &error);
  g_assert_cmpuint (people->len, ==, 1);
  loaded = way_test_vault_load (&test, &id, &error);
  g_assert_nonnull (way_case_get_matter (loaded, "S1_05"));
  g_assert_true (way_test_vault_rebuild (&test, &error));
  way_test_assert_clean (&test);
  way_test_assert_found (&test, "paint", 1);
  g_assert_true (way_test_vault_close (&test, &error));

  way_test_vault_renew (&test);
  g_assert_true (way_test_vault_recover (&test, seed, WAY_TEST_NEW_PASSPHRASE, &next_seed, &error));
  g_assert_no_error (error);
  way_test_assert_clean (&test);
  g_assert_true (way_test_vault_close (&test, &error));
  g_assert_false (way_test_vault_recover (&test, seed, WAY_TEST_PASSPHRASE, NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_WRONG_PASSPHRASE);
  g_clear_error (&error);
  g_assert_true (way_test_vault_open (&test, WAY_TEST_NEW_PASSPHRASE, &error));
  way_test_assert_found (&test, "paint", 1);
  way_test_vault_clear (&test);
}

static void
test_backup (gconstpointer keyring)
{
  WayTestVault test, other;
  g_autoptr (GError) error = NULL;
  g_autoptr (WaySecret) seed = NULL;
  g_autofree char *path = NULL;
  WayId id;

  way_test_vault_init (&test, GPOINTER_TO_INT (keyring));
  g_assert_true (way_test_vault_create (&test, &seed, &error));
  g_assert_true (
      way_test_vault_commit (&test, way_test_new_person (&test, "Kez", &id), NULL, &error));
  path = g_build_filename (test.dir, "copy.waymark-backup", NULL);
  g_assert_true (way_test_vault_backup (&test, path, &error));
  g_assert_no_error (error);
  g_assert_false (way_test_vault_backup (&test, path, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_EXISTS);
  g_clear_error (&error);

  way_test_vault_init (&other, FALSE);
  g_assert_false (
      way_test_vault_restore (&other, path, "some other words here", NULL, NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_WRONG_PASSPHRASE);
  g_clear_error (&error);
  g_assert_true (way_test_vault_restore (&other, path, WAY_TEST_PASSPHRASE, NULL, NULL, &error));
  g_assert_no_error (error);
  way_test_assert_found (&other, "kez", 1);
  way_test_assert_clean (&other);
  way_test_vault_clear (&other);

  way_test_vault_init (&other, FALSE);
  g_assert_true (
      way_test_vault_restore (&other, path, NULL, seed, WAY_TEST_NEW_PASSPHRASE, &error));
  way_test_assert_found (&other, "kez", 1);
  g_assert_true (way_test_vault_close (&other, &error));
  g_assert_true (way_test_vault_open (&other, WAY_TEST_NEW_PASSPHRASE, &error));
  way_test_vault_clear (&other);
  way_test_vault_clear (&test);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/store/vault/life-with-keyring", GINT_TO_POINTER (TRUE), test_life);
  g_test_add_data_func ("/store/vault/life-without-keyring", GINT_TO_POINTER (FALSE), test_life);
  g_test_add_data_func ("/store/vault/backup-with-keyring", GINT_TO_POINTER (TRUE), test_backup);
  g_test_add_data_func ("/store/vault/backup-without-keyring", GINT_TO_POINTER (FALSE),
                        test_backup);
  return g_test_run ();
}
