/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Today on a real vault: what stands on it, an action that is ticked, and another day.
 */
#include "way-test-window.h"

#include <string.h>
#include "way-agenda-row.h"
#include "way-settle-page.h"
#include "way-today-page.h"

typedef struct
{
  WayTestGui gui;
  WayTestWindow *window;
  GtkWidget *page;
} Bench;

static void
bench_begin (Bench *self, gboolean practice)
{
  *self = (Bench){ 0 };
  way_test_gui_init (&self->gui, practice);
  self->window = way_test_window_new (self->gui.desk, "today", 1280, 800);
  self->page = way_test_find_type (GTK_WIDGET (self->window), WAY_TYPE_TODAY_PAGE);
  g_assert_nonnull (self->page);
}

static void
bench_end (Bench *self)
{
  way_test_window_close (self->window);
  way_test_gui_clear (&self->gui);
}

static void
test_shows (void)
{
  static const char *const texts[] = { "Next",    "Kez Hartley, 2:00pm", "Visits and reviews",
                                       "Actions", "Birthdays",           "Overdue" };
  Bench bench;
  GtkWidget *focused;

  bench_begin (&bench, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    way_test_until_text (bench.page, texts[i]);
  focused = gtk_root_get_focus (GTK_ROOT (bench.window));
  g_assert_nonnull (focused);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (focused)), ==, "Open Kez’s page");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (bench.window)), ==, "Waymark, Today");
  bench_end (&bench);
}

/* (transfer none): the first row with a box to tick. */
static WayAgendaRow *
find_action (GtkWidget *root)
{
  GtkWidget *box = way_test_find_type (root, GTK_TYPE_CHECK_BUTTON);

  g_assert_nonnull (box);
  return WAY_AGENDA_ROW (gtk_widget_get_ancestor (box, WAY_TYPE_AGENDA_ROW));
}

static char *
dup_status (WayLiveCase *live, const WayId *action)
{
  const WayObject *object = way_case_get_object (way_live_case_get_case (live), WAY_KIND_ACTION,
                                                 action);

  return way_object_dup_string (object, WAY_ACTION_STATUS, 0);
}

static gboolean
is_done (WayLiveCase *live, const WayId *action)
{
  g_autofree char *status = dup_status (live, action);

  return g_str_equal (status, "done");
}

/* Ticked, it is done and gone, and comes back with undo; nobody had the case open before. */
static void
test_tick (void)
{
  Bench bench;
  WayAgendaRow *row;
  WayId person, action;
  guint n_due;
  g_autoptr (WayLiveCase) live = NULL;

  bench_begin (&bench, TRUE);
  n_due = way_caseload_get_n_due (way_desk_get_people (bench.gui.desk));
  row = find_action (bench.page);
  person = *way_agenda_row_get_person (row);
  action = *way_agenda_row_get_object (row);
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (way_test_find_type (GTK_WIDGET (row), GTK_TYPE_CHECK_BUTTON)), TRUE);
  way_test_until (g_str_equal (way_test_window_get_said (bench.window), "Action done"));
  live = way_test_gui_open (&bench.gui, &person);
  g_assert_true (is_done (live, &action));
  way_test_until (way_caseload_get_n_due (way_desk_get_people (bench.gui.desk)) == n_due - 1);
  way_test_until (!way_id_equal (way_agenda_row_get_object (find_action (bench.page)), &action));
  way_desk_undo (bench.gui.desk);
  way_test_until (!is_done (live, &action));
  way_test_until (way_caseload_get_n_due (way_desk_get_people (bench.gui.desk)) == n_due);
  bench_end (&bench);
}

/* What one laptop knew nothing of while the other wrote it. */
static void
write_status_beside (Bench *self, const WayId *person, const WayId *action)
{
  WayAct *act = way_act_new (person, 0);
  WayChange *change = way_act_set (act, WAY_KIND_ACTION, action, WAY_ACTION_STATUS,
                                   g_variant_new ("(s)", "booked"));

  change->bases = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  way_test_commit (&self->gui.vault, act);
}

/* A status with two versions is settled by who reads both, and not by a tick. */
static void
test_tick_of_two_versions (void)
{
  Bench bench;
  WayAgendaRow *row;
  WayId person, action;
  g_autoptr (WayLiveCase) live = NULL;

  bench_begin (&bench, TRUE);
  row = find_action (bench.page);
  person = *way_agenda_row_get_person (row);
  action = *way_agenda_row_get_object (row);
  write_status_beside (&bench, &person, &action);
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (way_test_find_type (GTK_WIDGET (row), GTK_TYPE_CHECK_BUTTON)), TRUE);
  way_test_until (way_test_find_type (GTK_WIDGET (bench.window), WAY_TYPE_SETTLE_PAGE) != NULL);
  way_test_until_text (bench.window, "Two versions to settle");
  g_assert_cmpstr (way_test_window_get_said (bench.window), ==, "");
  live = way_test_gui_open (&bench.gui, &person);
  g_assert_cmpuint (way_object_n_values (way_case_get_object (way_live_case_get_case (live),
                                                              WAY_KIND_ACTION, &action),
                                         WAY_ACTION_STATUS),
                    ==, 2);
  g_clear_object (&live);
  bench_end (&bench);
}

static void
linger (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_usleep (100000);
  g_task_return_boolean (task, TRUE);
}

/* The worker has its hands full, so that nothing is read for a while. */
static void
keep_worker_busy (Bench *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  way_executor_run_in_worker (self->gui.vault.executor, task, linger);
}

/* As a lock does, in the very moment the desk says that all is saved. */
static void
lock_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Bench *self = data;
  g_autoptr (GPtrArray) unsaved = way_desk_list_unsaved (self->gui.desk);

  g_assert_true (way_desk_flush_finish (self->gui.desk, result, NULL));
  g_assert_cmpuint (unsaved->len, ==, 0);
  g_assert_cmpstr (way_test_window_get_said (self->window), ==, "");
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_object_run_dispose (G_OBJECT (self->gui.desk));
  g_assert_true (way_test_vault_close (&self->gui.vault, NULL));
  self->window = NULL;
}

/* Locked before the case was read: the tick is no less done for that. */
static void
test_tick_and_lock (void)
{
  Bench bench;
  WayAgendaRow *row;
  WayId person, action;
  g_autoptr (WayLiveCase) live = NULL;

  bench_begin (&bench, TRUE);
  row = find_action (bench.page);
  person = *way_agenda_row_get_person (row);
  action = *way_agenda_row_get_object (row);
  keep_worker_busy (&bench);
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (way_test_find_type (GTK_WIDGET (row), GTK_TYPE_CHECK_BUTTON)), TRUE);
  way_desk_flush (bench.gui.desk, lock_cb, &bench);
  way_test_until (bench.window == NULL);
  way_test_gui_close_desk (&bench.gui);
  g_assert_true (way_test_vault_open (&bench.gui.vault, WAY_TEST_PASSPHRASE, NULL));
  way_test_gui_open_desk (&bench.gui);
  live = way_test_gui_open (&bench.gui, &person);
  g_assert_true (is_done (live, &action));
  g_clear_object (&live);
  way_test_gui_clear (&bench.gui);
}

static void
test_show_all (void)
{
  Bench bench;

  bench_begin (&bench, TRUE);
  g_assert_true (gtk_widget_activate_action (bench.page, "today.all-visits", NULL));
  g_assert_true (gtk_widget_activate_action (bench.page, "today.all-actions", NULL));
  way_test_until (way_test_find_text (bench.page, "Show all") == NULL);
  bench_end (&bench);
}

/* One person, new and with nothing written: nothing is due. */
static void
test_quiet (void)
{
  Bench bench;

  bench_begin (&bench, FALSE);
  way_test_until_text (bench.page, "Nothing due today");
  g_assert_true (gtk_widget_activate_action (bench.page, "today.look-ahead", NULL));
  way_test_until (way_test_find_text (bench.page, "Nothing due today") == NULL);
  bench_end (&bench);
}

/* Midnight passes while Waymark is open. */
static void
test_another_day (void)
{
  Bench bench;

  bench_begin (&bench, TRUE);
  way_test_until_text (bench.page, "Monday 23 November");
  way_clock_set (bench.gui.vault.clock,
                 way_clock_now (bench.gui.vault.clock) + G_GINT64_CONSTANT (24 * 3600 * 1000));
  way_test_until_text (bench.page, "Tuesday 24 November");
  bench_end (&bench);
}

int
main (int argc, char **argv)
{
  way_test_gui_start (&argc, &argv);
  g_test_add_func ("/gui/today/shows", test_shows);
  g_test_add_func ("/gui/today/tick", test_tick);
  g_test_add_func ("/gui/today/tick-of-two-versions", test_tick_of_two_versions);
  g_test_add_func ("/gui/today/tick-and-lock", test_tick_and_lock);
  g_test_add_func ("/gui/today/show-all", test_show_all);
  g_test_add_func ("/gui/today/quiet", test_quiet);
  g_test_add_func ("/gui/today/another-day", test_another_day);
  return g_test_run ();
}
