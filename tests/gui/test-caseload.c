/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The list of people: finding, keys, a person who is added and closed, and 5,000 of them.
 */
#include "way-test-window.h"

#include <time.h>
#include "way-add-person.h"
#include "way-people-list.h"
#include "way-people-pane.h"
#include "way-person-row.h"
#include "way-test-crowd.h"

/* -- 5,000 people ----------------------------------------------------------------------------- */

/* Milliseconds of the processor that this thread has had: others may be busy beside it. */
static double
spent (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1000 + (double)now.tv_nsec / 1e6;
}

/* Turns until everything is read; says how much work that was, and how long the longest turn. */
static void
settle (WayCaseload *people)
{
  double begin = spent (), longest = 0, turn;
  guint n_turns = 0;

  while (!way_caseload_is_settled (people))
    {
      turn = spent ();
      g_main_context_iteration (NULL, TRUE);
      longest = MAX (longest, spent () - turn);
      n_turns++;
    }
  g_test_message ("what is due: %.0f ms of work in %u turns, the longest %.1f ms", spent () - begin,
                  n_turns, longest);
  g_assert_cmpuint (n_turns, >, WAY_TEST_CROWD_SIZE / 2);
}

/* They list at once, and what is due follows behind, one after another. */
static void
test_crowd_lists (void)
{
  WayTestGui gui;
  WayTestCrowd *crowd;
  g_autoptr (WayLiveCase) kez = NULL;
  WayDesk *desk;
  WayCaseload *people;
  double begin;

  way_test_gui_init (&gui, TRUE);
  kez = way_test_gui_open (&gui, &gui.kez);
  crowd = way_test_crowd_new (way_live_case_get_case (kez));
  begin = spent ();
  desk = way_test_crowd_new_desk (crowd, &gui);
  people = way_desk_get_people (desk);
  way_test_until (way_caseload_is_ready (people));
  g_test_message ("5,000 names are there after %.0f ms of work", spent () - begin);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (people)), ==, WAY_TEST_CROWD_SIZE);
  settle (people);
  g_assert_cmpuint (way_test_crowd_get_n_loaded (crowd), >=, WAY_TEST_CROWD_SIZE);
  g_object_run_dispose (G_OBJECT (desk));
  g_object_unref (desk);
  g_object_unref (crowd);
  g_clear_object (&kez);
  way_test_gui_clear (&gui);
}

static void
test_crowd_scrolls (void)
{
  WayTestGui gui;
  WayTestCrowd *crowd;
  g_autoptr (WayLiveCase) kez = NULL;
  WayDesk *desk;
  WayTestWindow *window;
  GtkWidget *list, *scroller;
  GtkAdjustment *at;
  double longest = 0, begin;

  way_test_gui_init (&gui, TRUE);
  kez = way_test_gui_open (&gui, &gui.kez);
  crowd = way_test_crowd_new (way_live_case_get_case (kez));
  desk = way_test_crowd_new_desk (crowd, &gui);
  way_test_until (way_caseload_is_ready (way_desk_get_people (desk)));
  window = way_test_window_new (desk, "today", 1280, 800);
  list = way_test_find_type (GTK_WIDGET (window), GTK_TYPE_LIST_VIEW);
  g_assert_nonnull (list);
  way_test_until_text (window, "5000 people");
  settle (way_desk_get_people (desk));
  scroller = gtk_widget_get_ancestor (list, GTK_TYPE_SCROLLED_WINDOW);
  at = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  for (guint i = 1; i <= 100; i++)
    {
      begin = spent ();
      gtk_adjustment_set_value (at, gtk_adjustment_get_upper (at) * i / 100);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      longest = MAX (longest, spent () - begin);
    }
  g_test_message ("scrolled to the end in 100 steps, the longest %.1f ms with layout and drawing",
                  longest);
  g_assert_nonnull (way_test_find_type (list, WAY_TYPE_PERSON_ROW));
  way_test_window_close (window);
  g_object_run_dispose (G_OBJECT (desk));
  g_object_unref (desk);
  g_object_unref (crowd);
  g_clear_object (&kez);
  way_test_gui_clear (&gui);
}

/* -- a few ------------------------------------------------------------------------------------- */

typedef struct
{
  WayTestGui gui;
  WayTestWindow *window;
  GtkWidget *pane;
} Bench;

static void
bench_begin (Bench *self, gboolean practice)
{
  way_test_gui_init (&self->gui, practice);
  self->window = way_test_window_new (self->gui.desk, "today", 1280, 800);
  self->pane = way_test_find_type (GTK_WIDGET (self->window), WAY_TYPE_PEOPLE_PANE);
}

static void
bench_end (Bench *self)
{
  way_test_window_close (self->window);
  way_test_gui_clear (&self->gui);
}

static guint
count_rows (GtkWidget *root)
{
  guint n = WAY_IS_PERSON_ROW (root) && gtk_widget_get_mapped (root);

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_rows (child);
  return n;
}

/* Accents do not count, a beginning is enough, nobody is said so, and clearing brings all back. */
static void
test_find (void)
{
  Bench bench;
  GtkWidget *entry;
  guint all;

  bench_begin (&bench, TRUE);
  way_test_until (count_rows (bench.pane) > 10);
  all = count_rows (bench.pane);
  way_people_pane_find (WAY_PEOPLE_PANE (bench.pane));
  way_test_gui_rest (200);
  entry = way_test_find_type (bench.pane, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "tran dang");
  way_test_until (count_rows (bench.pane) == 1);
  way_test_until_text (bench.pane, "Linh Trần Đặng");
  gtk_editable_set_text (GTK_EDITABLE (entry), "kezi");
  way_test_until (count_rows (bench.pane) == 1
                  && way_test_find_text (bench.pane, "Kez Hartley") != NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "kerz");
  way_test_until_text (bench.pane, "No one found");
  g_assert_nonnull (way_test_find_text (
      bench.pane, "No names match “kerz”. Check the spelling, or try part of the name."));
  g_assert_true (gtk_widget_activate_action (bench.pane, "people.clear-search", NULL));
  way_test_until (count_rows (bench.pane) == all);
  bench_end (&bench);
}

static gboolean
is_called (WayLiveCase *live, const char *name)
{
  const WayObject *person = way_case_get_person (way_live_case_get_case (live));
  g_autofree char *preferred = way_object_dup_string (person, WAY_PERSON_NAMES, 0);

  return g_str_equal (preferred, name);
}

/* What another laptop wrote shows by itself: in the list, and wherever the case is looked at. */
static void
test_from_elsewhere (void)
{
  g_autoptr (WayLiveCase) live = NULL;
  WayAct *act;
  Bench bench;

  bench_begin (&bench, TRUE);
  live = way_test_gui_open (&bench.gui, &bench.gui.kez);
  act = way_act_new (&bench.gui.kez, 0);
  way_act_set (act, WAY_KIND_PERSON, &bench.gui.kez, WAY_PERSON_NAMES,
               g_variant_new ("(ss)", "Kezzie Hartley", ""));
  way_test_commit (&bench.gui.vault, act);
  g_assert_false (is_called (live, "Kezzie Hartley"));
  way_repository_case_changed (WAY_REPOSITORY (bench.gui.vault.vault), &bench.gui.kez);
  way_test_until (is_called (live, "Kezzie Hartley"));
  way_test_until_text (bench.pane, "Kezzie Hartley");
  bench_end (&bench);
}

/* Whoever was looked for is open, and everybody else is in the list again. */
static void
test_found (void)
{
  Bench bench;
  GtkWidget *entry;
  guint all;

  bench_begin (&bench, TRUE);
  way_test_until (count_rows (bench.pane) > 10);
  all = count_rows (bench.pane);
  way_people_pane_find (WAY_PEOPLE_PANE (bench.pane));
  way_test_gui_rest (200);
  entry = way_test_find_type (bench.pane, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "kezi");
  way_test_until (count_rows (bench.pane) == 1);
  g_signal_emit_by_name (entry, "activate");
  way_test_until_text (bench.window, "What matters to me");
  way_test_until (count_rows (bench.pane) == all);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  bench_end (&bench);
}

/* Who has focus keeps it while the list is put in another order. */
static void
test_focus_stays (void)
{
  Bench bench;
  GtkWidget *row, *label;
  WayAct *act;

  bench_begin (&bench, TRUE);
  way_test_until_text (bench.pane, "Kez Hartley");
  label = way_test_find_text (bench.pane, "Kez Hartley");
  row = gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW);
  gtk_widget_grab_focus (row);
  act = way_act_new (&bench.gui.kez, 0);
  way_act_set (act, WAY_KIND_PERSON, &bench.gui.kez, WAY_PERSON_NAMES,
               g_variant_new ("(ss)", "Aaa Hartley", "Kezia Hartley"));
  way_desk_commit (bench.gui.desk, act, NULL, NULL);
  way_test_until_text (bench.pane, "Aaa Hartley");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (bench.window)) == row);
  bench_end (&bench);
}

static void
type_into (GtkWidget *dialog, const char *title, const char *text)
{
  GtkWidget *row = gtk_widget_get_ancestor (way_test_find_text (dialog, title), ADW_TYPE_ENTRY_ROW);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static WayAddPerson *
await_form (void)
{
  for (;;)
    {
      g_autoptr (GList) windows = gtk_window_list_toplevels ();

      for (GList *link = windows; link != NULL; link = link->next)
        if (WAY_IS_ADD_PERSON (link->data) && gtk_widget_get_mapped (link->data))
          return link->data;
      way_test_gui_turn ();
    }
}

static WayAddPerson *
begin_adding (Bench *self)
{
  g_assert_true (gtk_widget_activate_action (self->pane, "win.add-person", NULL));
  return await_form ();
}

static const char *
typed_in (WayAddPerson *form, const char *title)
{
  return gtk_editable_get_text (GTK_EDITABLE (
      gtk_widget_get_ancestor (way_test_find_text (GTK_WIDGET (form), title), ADW_TYPE_ENTRY_ROW)));
}

static void
lock_and_unlock (Bench *self)
{
  way_test_window_close (self->window);
  way_test_gui_rest (300);
  way_test_gui_close_desk (&self->gui);
  way_test_gui_open_desk (&self->gui);
  self->window = way_test_window_new (self->gui.desk, "today", 1280, 800);
  self->pane = way_test_find_type (GTK_WIDGET (self->window), WAY_TYPE_PEOPLE_PANE);
}

/* The form comes back by itself as it was, and is one person when it is saved. */
static void
test_add_over_a_lock (void)
{
  Bench bench;
  WayAddPerson *form;
  GListModel *people;
  g_autoptr (GPtrArray) left = NULL;

  bench_begin (&bench, FALSE);
  form = begin_adding (&bench);
  type_into (GTK_WIDGET (form), "What they like to be called", "Mia");
  type_into (GTK_WIDGET (form), "Telephone", "01632 960 456");
  lock_and_unlock (&bench);
  form = await_form ();
  g_assert_cmpstr (typed_in (form, "What they like to be called"), ==, "Mia");
  g_assert_cmpstr (typed_in (form, "Telephone"), ==, "01632 960 456");
  people = G_LIST_MODEL (way_desk_get_people (bench.gui.desk));
  way_test_until (way_caseload_is_ready (WAY_CASELOAD (people)));
  g_assert_cmpuint (g_list_model_get_n_items (people), ==, 1);
  g_signal_emit_by_name (way_test_find_text (GTK_WIDGET (form), "Add this person"), "clicked");
  way_test_until (g_list_model_get_n_items (people) == 2);
  way_test_until_text (bench.window, "Mia’s goals");
  way_test_gui_rest (300);
  left = way_test_vault_list_drafts (&bench.gui.vault, NULL);
  g_assert_cmpuint (left->len, ==, 0);
  bench_end (&bench);
}

/* (nullable): the window that stands over @form. */
static GtkWindow *
find_over (gpointer form)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (gtk_window_get_transient_for (link->data) == form)
      return link->data;
  return NULL;
}

/* Cancel asks where something was typed, and then nothing is left. */
static void
test_add_thrown_away (void)
{
  Bench bench;
  gpointer form;
  g_autoptr (GPtrArray) left = NULL;

  bench_begin (&bench, FALSE);
  form = begin_adding (&bench);
  g_object_add_weak_pointer (form, &form);
  type_into (form, "What they like to be called", "Mia");
  way_test_gui_rest (900);
  gtk_window_close (form);
  way_test_until (find_over (form) != NULL);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_over (form)), "throw");
  way_test_until (form == NULL);
  way_test_gui_rest (300);
  left = way_test_vault_list_drafts (&bench.gui.vault, NULL);
  g_assert_cmpuint (left->len, ==, 0);
  bench_end (&bench);
}

/* Without a name nothing is added; with one the person's page opens; a second one is asked about.
 */
static void
test_add (void)
{
  Bench bench;
  WayAddPerson *dialog;
  GListModel *people;
  g_autoptr (WayPersonItem) mia = NULL;
  char hex[WAY_ID_HEX_SIZE];

  bench_begin (&bench, FALSE);
  people = G_LIST_MODEL (way_desk_get_people (bench.gui.desk));
  g_assert_cmpuint (g_list_model_get_n_items (people), ==, 1);
  dialog = begin_adding (&bench);
  g_signal_emit_by_name (way_test_find_text (GTK_WIDGET (dialog), "Add this person"), "clicked");
  way_test_until_text (dialog, "Write what they like to be called.");
  type_into (GTK_WIDGET (dialog), "What they like to be called", "Mia");
  g_signal_emit_by_name (way_test_find_text (GTK_WIDGET (dialog), "Add this person"), "clicked");
  way_test_until (g_list_model_get_n_items (people) == 2);
  way_test_until_text (bench.window, "Mia’s goals");

  dialog = begin_adding (&bench);
  type_into (GTK_WIDGET (dialog), "What they like to be called", "MIA");
  g_signal_emit_by_name (way_test_find_text (GTK_WIDGET (dialog), "Add this person"), "clicked");
  way_test_until (find_over (dialog) != NULL);
  g_assert_cmpuint (g_list_model_get_n_items (people), ==, 2);
  mia = g_list_model_get_item (people, 0);
  if (!g_str_equal (way_person_item_get_name (mia), "Mia"))
    {
      g_object_unref (mia);
      mia = g_list_model_get_item (people, 1);
    }
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *)&dialog);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_over (dialog)),
                               way_id_format (way_person_item_get_id (mia), hex));
  way_test_until (dialog == NULL);
  bench_end (&bench);
}

int
main (int argc, char **argv)
{
  way_test_gui_start (&argc, &argv);
  g_test_add_func ("/gui/caseload/find", test_find);
  g_test_add_func ("/gui/caseload/found", test_found);
  g_test_add_func ("/gui/caseload/from-elsewhere", test_from_elsewhere);
  g_test_add_func ("/gui/caseload/focus-stays", test_focus_stays);
  g_test_add_func ("/gui/caseload/add", test_add);
  g_test_add_func ("/gui/caseload/add-over-a-lock", test_add_over_a_lock);
  g_test_add_func ("/gui/caseload/add-thrown-away", test_add_thrown_away);
  g_test_add_func ("/gui/caseload/crowd-lists", test_crowd_lists);
  g_test_add_func ("/gui/caseload/crowd-scrolls", test_crowd_scrolls);
  return g_test_run ();
}
