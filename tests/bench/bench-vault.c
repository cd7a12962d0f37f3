/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-vault.h"

#include "people.h"
#include "way-exchange-data.h"
#include "way-importer.h"
#include "way-words.h"

#define BATCH 50

static void
die_on (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

void
bench_vault_init (BenchVault *self)
{
  g_autoptr (GError) error = NULL;

  way_test_vault_init (&self->test, FALSE);
  way_reference_unref (self->test.reference);
  self->test.reference = way_exchange_load_reference (&error);
  die_on (error);
  g_object_unref (self->test.clock);
  self->test.clock = way_clock_new_system ();
  self->clock = self->test.clock;
  way_test_vault_renew (&self->test);
  way_test_vault_create (&self->test, NULL, &error);
  die_on (error);
  self->n_people = 0;
}

void
bench_vault_clear (BenchVault *self)
{
  way_test_vault_clear (&self->test);
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
commit (BenchVault *self, GPtrArray *acts)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  WayRepository *repository = WAY_REPOSITORY (self->test.vault);

  way_repository_commit (repository, acts, NULL, take_result_cb, &result);
  wait_for (&result);
  way_repository_commit_finish (repository, result, NULL, &error);
  die_on (error);
}

GPtrArray *
bench_vault_search (BenchVault *self, const char *typed, guint limit)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  WayRepository *repository = WAY_REPOSITORY (self->test.vault);
  GPtrArray *hits;

  way_repository_search (repository, typed, NULL, limit, NULL, take_result_cb, &result);
  wait_for (&result);
  hits = way_repository_search_finish (repository, result, &error);
  die_on (error);
  return hits;
}

/* -- people ------------------------------------------------------------------------------------ */

void
bench_vault_import (BenchVault *self, GBytes *json)
{
  WayImportOptions options = { .reference = self->test.reference,
                               .random = self->test.random,
                               .today = way_clock_today (self->clock) };
  g_autoptr (GError) error = NULL;
  g_autoptr (WayImporter) importer = way_importer_new (json, &options, &error);
  GPtrArray *acts = g_ptr_array_new_with_free_func ((GDestroyNotify)way_act_free);

  die_on (error);
  for (;;)
    {
      g_autoptr (WayImportedPerson) person = way_importer_next (importer);

      if (person == NULL)
        break;
      if (person->act == NULL)
        g_error ("%s", ((WayRefusal *)g_ptr_array_index (person->refusals, 0))->sentence);
      g_ptr_array_add (acts, g_steal_pointer (&person->act));
    }
  self->n_people += acts->len;
  commit (self, acts);
}

void
bench_vault_add_people (BenchVault *self, guint n)
{
  for (guint end = self->n_people + n; self->n_people < end;)
    {
      g_autoptr (GBytes) json = people_document (self->n_people, MIN (BATCH, end - self->n_people));

      bench_vault_import (self, json);
    }
}

WayId
bench_vault_find (BenchVault *self, guint index)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = way_test_vault_list (&self->test, &error);

  die_on (error);
  return ((WayPersonLine *)g_ptr_array_index (people, index))->id;
}

void
bench_vault_edit (BenchVault *self, const WayId *person, const char *matter, const char *text)
{
  GPtrArray *acts = g_ptr_array_new_with_free_func ((GDestroyNotify)way_act_free);
  WayAct *act = way_act_new (person, 0);
  g_autoptr (GPtrArray) passages = way_words_new ();
  WayId object;

  way_matter_object (person, matter, &object);
  g_ptr_array_add (passages, way_passage_new (text, "en", WAY_GIVEN_SAID));
  way_act_set (act, WAY_KIND_MATTER, &object, WAY_MATTER_OWN_WORDS,
               way_words_to_variant (passages));
  g_ptr_array_add (acts, act);
  commit (self, acts);
}

/* -- floors ------------------------------------------------------------------------------------ */

Floor *
bench_vault_look_inside (BenchVault *self)
{
  g_autofree char *path = g_build_filename (self->test.dir, "vault.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (WayKeyFile) slots = way_vault_read_slots (self->test.vault, &error);
  g_autoptr (WaySecret) passphrase = way_test_passphrase (WAY_TEST_PASSPHRASE);
  g_autoptr (WaySecret) key = NULL;

  die_on (error);
  key = way_key_file_open_passphrase (slots, passphrase, &error);
  die_on (error);
  return floor_open (path, way_secret_get_data (key));
}

Floor *
bench_vault_new_floor (BenchVault *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->test.dir, name, NULL);

  return floor_new (path);
}
