/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-test-gui.h"

#include <execinfo.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <unistd.h>
#include "way-button-names.h"
#include "way-exchange-data.h"
#include "way-icons.h"
#include "way-importer.h"

/* Where it was, for what happens once in a hundred runs. */
static void
trace_cb (int number)
{
  void *frames[64];

  signal (number, SIG_DFL);
  backtrace_symbols_fd (frames, backtrace (frames, G_N_ELEMENTS (frames)), STDERR_FILENO);
  raise (number);
}

void
way_test_gui_start (int *argc, char ***argv)
{
  signal (SIGABRT, trace_cb);
  signal (SIGTRAP, trace_cb);
  gtk_test_init (argc, argv, NULL);
  way_icons_keep ();
  adw_init ();
  way_button_names_say_once ();
  g_assert_true (way_crypto_init (NULL));
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
way_test_gui_turn (void)
{
  guint id = g_timeout_add (20, wake_cb, NULL);

  g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
}

void
way_test_gui_rest (guint ms)
{
  gint64 end = g_get_monotonic_time () + (gint64)ms * 1000;

  while (g_get_monotonic_time () < end)
    way_test_gui_turn ();
}

static void
import_practice (WayTestGui *self)
{
  g_autoptr (GBytes) document = way_exchange_get_practice ();
  g_autoptr (GPtrArray) acts = g_ptr_array_new_with_free_func ((GDestroyNotify)way_act_free);
  WayImportOptions options = { .reference = self->vault.reference,
                               .random = self->vault.random,
                               .today = way_clock_today (self->vault.clock),
                               .practice = TRUE };
  g_autoptr (WayImporter) importer = way_importer_new (document, &options, NULL);
  WayImportedPerson *next;
  guint n;

  while ((next = way_importer_next (importer)) != NULL)
    {
      g_autoptr (WayImportedPerson) person = next;

      g_assert_nonnull (person->act);
      g_ptr_array_add (acts, g_steal_pointer (&person->act));
    }
  g_assert_true (way_test_vault_commit_acts (&self->vault, g_steal_pointer (&acts), &n, NULL));
}

static void
find_kez (WayTestGui *self)
{
  g_autoptr (GPtrArray) lines = way_test_vault_list (&self->vault, NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const WayPersonLine *line = g_ptr_array_index (lines, i);

      if (g_str_has_prefix (line->preferred_name, "Kez"))
        self->kez = line->id;
    }
  g_assert_false (way_id_is_nil (&self->kez));
}

void
way_test_gui_open_desk (WayTestGui *self)
{
  WayDeskParts parts = { .repository = WAY_REPOSITORY (self->vault.vault),
                         .executor = self->vault.executor,
                         .clock = self->vault.clock,
                         .random = self->vault.random,
                         .reference = self->vault.reference,
                         .sync = self->sync,
                         .team = *way_vault_get_team (self->vault.vault),
                         .user = *way_vault_get_user (self->vault.vault) };

  self->desk = way_desk_new (&parts);
}

static void
ended_cb (gpointer data)
{
  *(gboolean *)data = TRUE;
}

void
way_test_watch_end (gpointer object, gboolean *ret_gone)
{
  *ret_gone = FALSE;
  g_object_set_data_full (object, "way-test-end", ret_gone, ended_cb);
}

void
way_test_gui_close_desk (WayTestGui *self)
{
  gboolean gone = FALSE;

  way_test_watch_end (self->desk, &gone);
  g_object_run_dispose (G_OBJECT (self->desk));
  g_clear_object (&self->desk);
  way_test_gui_rest (50);
  /* Whoever holds a desk after a lock holds what it knows of somebody. */
  way_test_until (gone);
}

void
way_test_gui_init (WayTestGui *self, gboolean practice)
{
  *self = (WayTestGui){ 0 };
  way_test_vault_init (&self->vault, FALSE);
  g_clear_pointer (&self->vault.reference, way_reference_unref);
  self->vault.reference = way_exchange_load_reference (NULL);
  way_test_vault_renew (&self->vault);
  g_assert_true (way_test_vault_create (&self->vault, NULL, NULL));
  if (practice)
    import_practice (self);
  else
    way_test_add_person (&self->vault, "Kez", &self->kez);
  find_kez (self);
  way_test_gui_open_desk (self);
  way_test_until (way_caseload_is_settled (way_desk_get_people (self->desk)));
}

void
way_test_gui_clear (WayTestGui *self)
{
  way_test_gui_close_desk (self);
  way_test_vault_clear (&self->vault);
}

WayLiveCase *
way_test_gui_open (WayTestGui *self, const WayId *id)
{
  WayLiveCase *live = way_desk_open_case (self->desk, id);

  way_test_until (way_live_case_get_case (live) != NULL);
  return live;
}

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

void
way_test_gui_commit (WayTestGui *self, WayAct *act)
{
  g_autoptr (GAsyncResult) result = NULL;

  way_desk_commit (self->desk, act, keep_result, &result);
  way_test_until (result != NULL);
  g_assert_true (way_desk_commit_finish (self->desk, result, NULL));
}

GtkWindow *
way_test_gui_show (GtkWidget *child, int width, int height)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  gtk_window_set_default_size (window, width, height);
  gtk_window_set_child (window, child);
  gtk_window_present (window);
  way_test_until (gtk_widget_get_mapped (child));
  way_test_gui_rest (50);
  return window;
}

void
way_test_copy_files (const char *from, const char *to)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  g_mkdir (to, 0700);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);
      g_autofree char *contents = NULL;
      gsize size;

      if (g_file_get_contents (source, &contents, &size, NULL))
        g_assert_true (g_file_set_contents (target, contents, (gssize)size, NULL));
    }
}

void
way_test_remove_files (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      way_test_remove_files (child);
    }
  g_remove (path);
}
