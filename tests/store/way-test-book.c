/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-test-book.h"

gboolean
way_test_reading_restores (const WayTestReading *self)
{
  return g_str_has_prefix (self->chapter->name, "restoring");
}

gboolean
way_test_reading_is_named (const WayTestReading *self, guint64 at)
{
  const char *name = at < self->names->len ? self->names->pdata[at] : NULL;

  return name != NULL && !g_str_has_prefix (name, "txn-");
}

void
way_test_reading_begin (const WayTestReading *self, WayTestLife *life, WayTestFiles *files)
{
  way_test_page_begin (self->page, life, files);
  way_test_life_turn (life, self->number);
}

void
way_test_reading_end (const WayTestReading *self, WayTestLife *life)
{
  WayTestVault *vaults[] = { &life->test, &life->other };

  for (gsize i = 0; i < G_N_ELEMENTS (vaults); i++)
    if (way_vault_is_open (vaults[i]->vault))
      way_test_vault_close (vaults[i], NULL);
  way_test_life_turn (life, self->number + way_test_n_chapters);
}

static void
take_names (WayTestReading *self, GPtrArray *names)
{
  self->names = g_ptr_array_new_with_free_func (g_free);
  for (guint64 i = 0; i < names->len && i <= self->n_operations; i++)
    g_ptr_array_add (self->names, g_strdup (names->pdata[i]));
}

static void
live_chapter (WayTestReading *self, WayTestLife *life)
{
  g_autoptr (GError) error = NULL;
  gboolean lived;

  way_test_life_turn (life, self->number);
  way_test_files_arm (life->files, WAY_TEST_FAULT_NONE, 0);
  lived = way_test_life_run (life, self->chapter, &error);
  g_assert_no_error (error);
  g_assert_true (lived);
  self->n_operations = way_test_files_get_count (life->files);
  take_names (self, way_test_files_get_names (life->files));
  self->hashes = way_test_life_hashes (life, way_test_reading_restores (self) ? &life->other
                                                                              : &life->test);
  /* what was typed became an operation as the vault was opened */
  life->n_rows = self->hashes->len;
  self->plan = *life;
}

/* Both chapters that restore begin from the same backup, and neither goes on in the other. */
static void
live_branch (WayTestReading *self, WayTestFiles *files)
{
  WayTestLife branch;

  way_test_page_begin (self->page, &branch, files);
  live_chapter (self, &branch);
  way_test_life_clear (&branch);
}

static void
reading_clear (WayTestReading *self)
{
  way_test_page_free (self->page);
  g_array_unref (self->hashes);
  g_ptr_array_unref (self->names);
}

GArray *
way_test_book_live (WayTestFiles *files, gboolean keyring)
{
  GArray *book = g_array_new (FALSE, TRUE, sizeof (WayTestReading));
  WayTestLife life;

  g_array_set_clear_func (book, (GDestroyNotify)reading_clear);
  way_test_life_init (&life, files, keyring);
  for (guint i = 0; i < way_test_n_chapters; i++)
    {
      WayTestReading reading = { .chapter = &way_test_chapters[i], .number = i };

      reading.page = way_test_page_new (&life);
      if (way_test_reading_restores (&reading))
        live_branch (&reading, files);
      else
        live_chapter (&reading, &life);
      g_test_message ("%s: %" G_GUINT64_FORMAT " operations", reading.chapter->name,
                      reading.n_operations);
      g_array_append_val (book, reading);
    }
  way_test_life_clear (&life);
  return book;
}
