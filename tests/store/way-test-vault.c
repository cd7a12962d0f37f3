/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-test-vault.h"

#include <glib/gstdio.h>
#include <string.h>
#include "way-words.h"

static void
add_reference (WayTestVault *self)
{
  self->reference = way_reference_new ("england", "Care Leavers (England) Regulations 2010");
  way_reference_add_matter (self->reference, "S1_05", 5, "Where I live", "", "accommodation");
  way_reference_add_matter (self->reference, "S1_09", 9, "Health", "", "health");
}

void
way_test_vault_init (WayTestVault *self, gboolean keyring)
{
  static guint64 n_vaults;
  g_autoptr (GError) error = NULL;

  g_assert_true (way_crypto_init (NULL));
  self->dir = g_dir_make_tmp ("way-test-XXXXXX", &error);
  g_assert_no_error (error);
  self->executor = way_executor_new_threads ("test-store");
  self->clock = way_clock_new_fixed (G_GINT64_CONSTANT (1795392000000));
  self->random = way_random_new_seeded (7 + n_vaults++);
  self->key_half = keyring ? WAY_KEY_HALF (way_key_half_memory_new ()) : NULL;
  self->vault = NULL;
  add_reference (self);
  way_test_vault_renew (self);
}

void
way_test_vault_renew (WayTestVault *self)
{
  g_clear_object (&self->vault);
  self->vault = way_vault_new (self->dir, self->executor, self->clock, self->random,
                               self->reference, self->key_half);
}

static void
remove_folder (const char *dir)
{
  g_autoptr (GDir) listing = g_dir_open (dir, 0, NULL);
  const char *name;

  while (listing != NULL && (name = g_dir_read_name (listing)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (dir);
}

void
way_test_vault_leave (WayTestVault *self)
{
  if (way_vault_is_open (self->vault))
    g_assert_true (way_test_vault_close (self, NULL));
  way_executor_join (self->executor);
  g_clear_object (&self->vault);
  g_clear_object (&self->key_half);
  g_clear_pointer (&self->reference, way_reference_unref);
  g_clear_object (&self->random);
  g_clear_object (&self->clock);
  g_clear_object (&self->executor);
  g_clear_pointer (&self->dir, g_free);
}

void
way_test_vault_clear (WayTestVault *self)
{
  g_autofree char *dir = g_strdup (self->dir);

  way_test_vault_leave (self);
  remove_folder (dir);
}

WaySecret *
way_test_passphrase (const char *text)
{
  return way_passphrase_read_to_try (text, strlen (text), NULL);
}

/* -- waiting ----------------------------------------------------------------------------------- */

static void
take_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
nothing (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_boolean (task, TRUE);
}

void
way_test_vault_pass_worker (WayTestVault *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GTask) task = g_task_new (NULL, NULL, take_result_cb, &result);

  way_executor_run_in_worker (self->executor, task, nothing);
  wait_for (&result);
}

#define AWAIT(call)                                                                                \
  g_autoptr (GAsyncResult) result = NULL;                                                          \
  call;                                                                                            \
  wait_for (&result)

gboolean
way_test_vault_create (WayTestVault *self, WaySecret **ret_seed, GError **error)
{
  g_autoptr (WaySecret) passphrase = way_test_passphrase (WAY_TEST_PASSPHRASE);

  AWAIT (way_vault_create (self->vault, passphrase, take_result_cb, &result));
  return way_vault_finish (self->vault, result, ret_seed, error);
}

gboolean
way_test_vault_open (WayTestVault *self, const char *text, GError **error)
{
  g_autoptr (WaySecret) passphrase = way_test_passphrase (text);

  AWAIT (way_vault_open (self->vault, passphrase, take_result_cb, &result));
  return way_vault_finish (self->vault, result, NULL, error);
}

gboolean
way_test_vault_recover (
    WayTestVault *self, WaySecret *seed, const char *new_text, WaySecret **ret_seed, GError **error)
{
  g_autoptr (WaySecret) passphrase = way_test_passphrase (new_text);

  AWAIT (way_vault_recover (self->vault, seed, passphrase, take_result_cb, &result));
  return way_vault_finish (self->vault, result, ret_seed, error);
}

gboolean
way_test_vault_change (
    WayTestVault *self, const char *text, const char *new_text, WayKeySlotType slot, GError **error)
{
  g_autoptr (WaySecret) passphrase = way_test_passphrase (text);
  g_autoptr (WaySecret) new_passphrase = way_test_passphrase (new_text);

  AWAIT (way_vault_change_passphrase (self->vault, passphrase, new_passphrase, slot, take_result_cb,
                                      &result));
  return way_vault_finish (self->vault, result, NULL, error);
}

gboolean
way_test_vault_new_sheet (WayTestVault *self, WaySecret **ret_seed, GError **error)
{
  return way_test_vault_new_sheet_with (self, WAY_TEST_PASSPHRASE, ret_seed, error);
}

gboolean
way_test_vault_new_sheet_with (WayTestVault *self,
                               const char *text,
                               WaySecret **ret_seed,
                               GError **error)
{
  g_autoptr (WaySecret) passphrase = way_test_passphrase (text);

  AWAIT (way_vault_new_sheet (self->vault, passphrase, take_result_cb, &result));
  return way_vault_finish (self->vault, result, ret_seed, error);
}

gboolean
way_test_vault_backup (WayTestVault *self, const char *path, GError **error)
{
  return way_test_vault_backup_with (self, path, WAY_TEST_PASSPHRASE, error);
}

gboolean
way_test_vault_backup_with (WayTestVault *self, const char *path, const char *text, GError **error)
{
  g_autoptr (WaySecret) passphrase = way_test_passphrase (text);

  AWAIT (way_vault_backup (self->vault, path, passphrase, take_result_cb, &result));
  return way_vault_finish (self->vault, result, NULL, error);
}

gboolean
way_test_vault_restore (WayTestVault *self,
                        const char *path,
                        const char *text,
                        WaySecret *seed,
                        const char *new_text,
                        GError **error)
{
  g_autoptr (WaySecret) passphrase = text != NULL ? way_test_passphrase (text) : NULL;
  g_autoptr (WaySecret) new_passphrase = new_text != NULL ? way_test_passphrase (new_text) : NULL;

  AWAIT (way_vault_restore (self->vault, path, passphrase, seed, new_passphrase, take_result_cb,
                            &result));
  return way_vault_finish (self->vault, result, NULL, error);
}

GPtrArray *
way_test_vault_check (WayTestVault *self, GError **error)
{
  AWAIT (way_vault_check (self->vault, take_result_cb, &result));
  return way_vault_check_finish (self->vault, result, NULL, error);
}

gboolean
way_test_vault_rebuild (WayTestVault *self, GError **error)
{
  AWAIT (way_vault_rebuild (self->vault, take_result_cb, &result));
  return way_vault_finish (self->vault, result, NULL, error);
}

gboolean
way_test_vault_close (WayTestVault *self, GError **error)
{
  AWAIT (way_vault_close (self->vault, take_result_cb, &result));
  return way_vault_finish (self->vault, result, NULL, error);
}

gboolean
way_test_vault_commit (WayTestVault *self, WayAct *act, guint *ret_n, GError **error)
{
  GPtrArray *acts = g_ptr_array_new_with_free_func ((GDestroyNotify)way_act_free);

  g_ptr_array_add (acts, act);
  return way_test_vault_commit_acts (self, acts, ret_n, error);
}

gboolean
way_test_vault_commit_acts (WayTestVault *self, GPtrArray *acts, guint *ret_n, GError **error)
{
  AWAIT (way_repository_commit (WAY_REPOSITORY (self->vault), acts, NULL, take_result_cb, &result));
  return way_repository_commit_finish (WAY_REPOSITORY (self->vault), result, ret_n, error);
}

WayCase *
way_test_vault_load (WayTestVault *self, const WayId *id, GError **error)
{
  AWAIT (
      way_repository_load_case (WAY_REPOSITORY (self->vault), id, NULL, take_result_cb, &result));
  return way_repository_load_case_finish (WAY_REPOSITORY (self->vault), result, error);
}

GPtrArray *
way_test_vault_list (WayTestVault *self, GError **error)
{
  AWAIT (way_repository_list_people (WAY_REPOSITORY (self->vault), NULL, take_result_cb, &result));
  return way_repository_list_people_finish (WAY_REPOSITORY (self->vault), result, error);
}

GPtrArray *
way_test_vault_search (WayTestVault *self, const char *typed, GError **error)
{
  return way_test_vault_search_in (self, typed, NULL, 0, error);
}

GPtrArray *
way_test_vault_search_in (
    WayTestVault *self, const char *typed, const WayId *person, guint limit, GError **error)
{
  AWAIT (way_repository_search (WAY_REPOSITORY (self->vault), typed, person, limit, NULL,
                                take_result_cb, &result));
  return way_repository_search_finish (WAY_REPOSITORY (self->vault), result, error);
}

gboolean
way_test_vault_save_draft (WayTestVault *self, WayDraft *draft, GError **error)
{
  AWAIT (way_repository_save_draft (WAY_REPOSITORY (self->vault), draft, NULL, take_result_cb,
                                    &result));
  return way_repository_save_draft_finish (WAY_REPOSITORY (self->vault), result, error);
}

GPtrArray *
way_test_vault_list_drafts (WayTestVault *self, GError **error)
{
  AWAIT (way_repository_list_drafts (WAY_REPOSITORY (self->vault), NULL, take_result_cb, &result));
  return way_repository_list_drafts_finish (WAY_REPOSITORY (self->vault), result, error);
}

/* -- in short ---------------------------------------------------------------------------------- */

void
way_test_commit (WayTestVault *self, WayAct *act)
{
  g_autoptr (GError) error = NULL;
  gboolean saved = way_test_vault_commit (self, act, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (saved);
}

void
way_test_set (WayTestVault *self,
              const WayId *person,
              guint16 kind,
              const WayId *object,
              guint16 group,
              GVariant *value)
{
  WayAct *act = way_act_new (person, 0);

  way_act_set (act, kind, object, group, value);
  way_test_commit (self, act);
}

GVariant *
way_test_words (const char *text)
{
  g_autoptr (GPtrArray) passages = way_words_new ();

  g_ptr_array_add (passages, way_passage_new (text, "en", WAY_GIVEN_SAID));
  return way_words_to_variant (passages);
}

GVariant *
way_test_prose (const char *text)
{
  return g_variant_new ("(ss)", text, "en");
}

void
way_test_assert_clean (WayTestVault *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faults = way_test_vault_check (self, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < faults->len; i++)
    g_test_message ("check: %s", (const char *)g_ptr_array_index (faults, i));
  g_assert_cmpuint (faults->len, ==, 0);
}

void
way_test_assert_found (WayTestVault *self, const char *typed, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = way_test_vault_search (self, typed, &error);

  g_assert_no_error (error);
  if (hits->len != n)
    g_test_message ("searched: %s", typed);
  g_assert_cmpuint (hits->len, ==, n);
}

void
way_test_assert_sentence (WayTestVault *self, const GError *error)
{
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_true (g_ascii_isupper (error->message[0])
                 || g_str_has_prefix (error->message, "vault."));
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_null (strstr (error->message, self->dir));
  g_assert_null (strstr (error->message, "SQL"));
}

void
way_test_add_person (WayTestVault *self, const char *preferred, WayId *ret_id)
{
  way_test_commit (self, way_test_new_person (self, preferred, ret_id));
}

WayAct *
way_test_new_person (WayTestVault *self, const char *preferred, WayId *ret_id)
{
  WayAct *act;

  way_id_new (self->random, ret_id);
  act = way_act_new (ret_id, 0);
  way_act_create (act, WAY_KIND_PERSON, ret_id);
  way_act_set (act, WAY_KIND_PERSON, ret_id, WAY_PERSON_NAMES,
               g_variant_new ("(ss)", preferred, ""));
  return act;
}
