/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plans that were agreed, what changed between two of them, and how it is read.
 */
#include "way-copy.h"
#include "way-diff-text.h"
#include "way-history-cards.h"
#include "way-history-page.h"
#include "way-page.h"
#include "way-test-gui.h"

#include <string.h>

typedef struct
{
  WayTestGui gui;
  WayLiveCase *live;
  GtkWidget *page;
  GtkWindow *window;
} Bench;

static void
bench_begin (Bench *self)
{
  *self = (Bench){ 0 };
  way_test_gui_init (&self->gui, TRUE);
  self->live = way_test_gui_open (&self->gui, &self->gui.kez);
}

static void
bench_show (Bench *self, int width)
{
  self->page = g_object_new (WAY_TYPE_HISTORY_PAGE, NULL);
  g_object_set (self->page, "desk", self->gui.desk, "live-case", self->live, NULL);
  self->window = way_test_gui_show (self->page, width, 760);
}

static void
bench_end (Bench *self)
{
  if (self->window != NULL)
    gtk_window_destroy (self->window);
  g_clear_object (&self->live);
  way_test_gui_clear (&self->gui);
}

static WayCase *
team (Bench *self)
{
  return way_live_case_get_case (way_desk_get_team_case (self->gui.desk));
}

static void
finalise (Bench *self)
{
  g_autoptr (GError) error = NULL;
  WayAct *act = way_plan_finalise (
      way_live_case_get_case (self->live), team (self), way_desk_get_reference (self->gui.desk),
      way_desk_get_random (self->gui.desk), way_desk_get_today (self->gui.desk),
      way_desk_get_today (self->gui.desk), &error);

  g_assert_no_error (error);
  way_test_gui_commit (&self->gui, act);
}

/* Own words of section 5 become other ones. */
static void
say (Bench *self, const char *words)
{
  g_autoptr (GPtrArray) passages = way_words_new ();
  WayAct *act = way_act_new (&self->gui.kez, 0);
  WayId matter;

  way_matter_object (&self->gui.kez, "S1_05", &matter);
  g_ptr_array_add (passages, way_passage_new (words, "en", WAY_GIVEN_SAID));
  way_act_set (act, WAY_KIND_MATTER, &matter, WAY_MATTER_OWN_WORDS,
               way_words_to_variant (passages));
  way_test_gui_commit (&self->gui, act);
}

/* One action is done, one is new. */
static void
act_on_it (Bench *self)
{
  WayCase *present = way_live_case_get_case (self->live);
  WayAct *act = way_act_new (&self->gui.kez, 0);
  g_autoptr (GPtrArray) actions = NULL;
  WayId matter, fresh;

  way_matter_object (&self->gui.kez, "S1_05", &matter);
  actions = way_case_list_actions (present, &matter);
  for (guint i = 0; i < actions->len; i++)
    {
      const WayObject *action = g_ptr_array_index (actions, i);
      g_autofree char *status = way_object_dup_string (action, WAY_ACTION_STATUS, 0);

      if (g_str_equal (status, "done"))
        continue;
      way_act_set (act, WAY_KIND_ACTION, &action->id, WAY_ACTION_STATUS,
                   g_variant_new ("(s)", "done"));
      break;
    }
  way_id_new (way_desk_get_random (self->gui.desk), &fresh);
  way_act_create (act, WAY_KIND_ACTION, &fresh);
  way_act_set (act, WAY_KIND_ACTION, &fresh, WAY_ACTION_WHAT,
               g_variant_new ("(ss)", "Buy a second-hand cooker", "en"));
  way_act_set (act, WAY_KIND_ACTION, &fresh, WAY_ACTION_WHO, g_variant_new ("(s)", "me"));
  way_act_set (act, WAY_KIND_ACTION, &fresh, WAY_ACTION_BY, g_variant_new ("(s)", "2030-12-20"));
  way_act_set (act, WAY_KIND_ACTION, &fresh, WAY_ACTION_MATTER,
               g_variant_new (
                   "(@ay)", g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, matter.bytes, 16, 1)));
  way_test_gui_commit (&self->gui, act);
}

static GPtrArray *
list_plans (Bench *self)
{
  return way_history_list_plans (way_live_case_get_case (self->live), team (self),
                                 way_desk_get_reference (self->gui.desk),
                                 way_desk_get_today (self->gui.desk));
}

/* -- which plans ------------------------------------------------------------------------------- */

static void
test_plans (void)
{
  Bench bench;
  g_autoptr (GPtrArray) first = NULL, agreed = NULL, again = NULL, withdrawn = NULL,
                        versions = NULL;
  const WayHistoryPlan *plan;

  bench_begin (&bench);
  first = list_plans (&bench);
  g_assert_cmpuint (first->len, ==, 1);
  g_assert_true (((WayHistoryPlan *)g_ptr_array_index (first, 0))->draft);

  finalise (&bench);
  agreed = list_plans (&bench);
  g_assert_cmpuint (agreed->len, ==, 1);
  plan = g_ptr_array_index (agreed, 0);
  g_assert_false (plan->draft);
  g_assert_cmpstr (plan->title, ==, "Plan 1");
  g_assert_true (g_str_has_prefix (plan->caption, "Agreed "));

  say (&bench, "I moved.");
  again = list_plans (&bench);
  g_assert_cmpuint (again->len, ==, 2);
  plan = g_ptr_array_index (again, 0);
  g_assert_true (plan->draft);
  g_assert_cmpstr (plan->title, ==, "Plan 2");

  versions = way_plan_list_versions (way_live_case_get_case (bench.live));
  way_test_gui_commit (&bench.gui, way_plan_withdraw (way_live_case_get_case (bench.live),
                                                      g_ptr_array_index (versions, 0),
                                                      way_desk_get_random (bench.gui.desk)));
  withdrawn = list_plans (&bench);
  plan = g_ptr_array_index (withdrawn, 1);
  g_assert_true (plan->withdrawn);
  g_assert_true (g_str_has_prefix (plan->caption, "Withdrawn."));
  bench_end (&bench);
}

/* -- what changed ------------------------------------------------------------------------------ */

static const WayHistoryField *
find_field (const WayHistoryComparison *comparison, const char *section, const char *heading)
{
  for (guint i = 0; i < comparison->sections->len; i++)
    {
      const WayHistorySection *one = g_ptr_array_index (comparison->sections, i);

      for (guint k = 0; k < one->fields->len && g_str_equal (one->title, section); k++)
        {
          const WayHistoryField *field = g_ptr_array_index (one->fields, k);

          if (g_str_equal (field->heading, heading))
            return field;
        }
    }
  return NULL;
}

static void
test_comparison (void)
{
  Bench bench;
  g_autoptr (GPtrArray) plans = NULL;
  g_autoptr (WayHistoryComparison) comparison = NULL, nothing = NULL;
  g_autofree char *summary = NULL;
  const WayHistoryPlan *older, *newer;
  const WayHistoryField *words, *actions;
  const WayHistoryPair *pair;
  WayDate today;

  bench_begin (&bench);
  finalise (&bench);
  say (&bench, "The flat is alright.");
  act_on_it (&bench);
  plans = list_plans (&bench);
  newer = g_ptr_array_index (plans, 0);
  older = g_ptr_array_index (plans, 1);
  today = way_desk_get_today (bench.gui.desk);
  comparison = way_history_compare (older->document, newer->document, "Kez", today);
  words = find_field (comparison, "Where I live", "In Kez’s words");
  g_assert_nonnull (words);
  g_assert_true (words->own_words);
  g_assert_cmpint (words->kind, ==, WAY_HISTORY_CHANGED);
  pair = g_ptr_array_index (words->pairs, 0);
  g_assert_cmpstr (pair->newer, ==, "The flat is alright.");
  actions = find_field (comparison, "Where I live", "Actions");
  g_assert_nonnull (actions);
  pair = g_ptr_array_index (actions->pairs, actions->pairs->len - 1);
  g_assert_null (pair->older);
  g_assert_cmpstr (pair->newer, ==, "Buy a second-hand cooker. Kez, by 20 December 2030");
  summary = way_history_summary (comparison);
  g_assert_nonnull (strstr (summary, "1 action finished, 1 new."));

  nothing = way_history_compare (older->document, older->document, "Kez", today);
  g_assert_cmpuint (nothing->sections->len, ==, 0);
  bench_end (&bench);
}

/* Everything a plan says stands on its page. */
static void
test_reading (void)
{
  Bench bench;
  g_autoptr (GPtrArray) plans = NULL, sections = NULL;
  guint n = 0;

  bench_begin (&bench);
  plans = list_plans (&bench);
  sections = way_history_read (((WayHistoryPlan *)g_ptr_array_index (plans, 0))->document, "Kez",
                               way_desk_get_today (bench.gui.desk));
  g_assert_cmpuint (sections->len, ==, 12);
  for (guint i = 0; i < sections->len; i++)
    n += ((WayHistorySection *)g_ptr_array_index (sections, i))->fields->len;
  g_assert_cmpuint (n, >, 30);
  bench_end (&bench);
}

/* -- how it is read ---------------------------------------------------------------------------- */

static void
test_spoken (void)
{
  const char *older = "The house is alright. I like having people about.";
  const char *newer = "The house is alright. It’s loud.";
  GtkWidget *left = g_object_ref_sink (way_diff_text_new (WAY_DIFF_OLDER, older, newer, TRUE));
  GtkWidget *right = g_object_ref_sink (way_diff_text_new (WAY_DIFF_NEWER, older, newer, TRUE));

  g_assert_cmpstr (way_diff_text_get_spoken (WAY_DIFF_TEXT (left)), ==,
                   "The house is alright. Removed: I like having people about.");
  g_assert_cmpstr (way_diff_text_get_spoken (WAY_DIFF_TEXT (right)), ==,
                   "The house is alright. Added: It’s loud.");
  g_object_unref (left);
  g_object_unref (right);
}

/* A text of a mebibyte and one in Arabic are laid out without a stall. */
static void
test_hard_texts (void)
{
  g_autoptr (GString) long_text = g_string_new (NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWindow *window;
  gint64 begun = g_get_monotonic_time ();

  for (guint i = 0; long_text->len < 1024 * 1024; i++)
    g_string_append_printf (long_text, "Sentence %u of many. ", i);
  gtk_box_append (GTK_BOX (box), way_diff_text_new (WAY_DIFF_NEWER, "", long_text->str, FALSE));
  gtk_box_append (GTK_BOX (box),
                  way_diff_text_new (WAY_DIFF_OLDER, long_text->str, "Sentence 0 of many.", TRUE));
  gtk_box_append (GTK_BOX (box),
                  way_diff_text_new (WAY_DIFF_OLDER,
                                     "أريد أن أتعلم الطبخ 👩🏽‍🍳",
                                     "أريد أن أتعلم القيادة", TRUE));
  window = way_test_gui_show (box, 600, 400);
  g_assert_cmpint (g_get_monotonic_time () - begun, <, 15 * G_USEC_PER_SEC);
  gtk_window_destroy (window);
}

/* -- the page ---------------------------------------------------------------------------------- */

static gpointer
find (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_page (void)
{
  Bench bench;
  WayHistoryCards *cards;
  GtkListBox *list;
  GtkWidget *first, *key;
  g_autofree char *reading = NULL, *back = NULL;
  g_autoptr (GPtrArray) plans = NULL;

  bench_begin (&bench);
  finalise (&bench);
  say (&bench, "The flat is alright.");
  bench_show (&bench, 1200);
  cards = find (bench.page, WAY_TYPE_HISTORY_CARDS);
  list = find (bench.page, GTK_TYPE_LIST_BOX);
  way_test_until (way_history_cards_get_n_changes (cards) > 0);
  g_assert_nonnull (gtk_list_box_get_row_at_index (list, 1));
  g_assert_null (gtk_list_box_get_row_at_index (list, 2));

  /* What the marks mean stands below the changes. */
  key = gtk_widget_get_last_child (gtk_widget_get_last_child (GTK_WIDGET (cards)));
  g_assert_true (WAY_IS_DIFF_TEXT (key));
  g_assert_nonnull (strstr (way_diff_text_get_spoken (WAY_DIFF_TEXT (key)), "removed"));

  /* Changes are walked through, and end at the last one. */
  gtk_widget_activate_action (bench.page, "history.next-change", NULL);
  first = gtk_window_get_focus (bench.window);
  g_assert_true (gtk_widget_is_ancestor (first, GTK_WIDGET (cards)));
  for (guint i = 0; i < 50; i++)
    gtk_widget_activate_action (bench.page, "history.next-change", NULL);
  for (guint i = 0; i < 50; i++)
    gtk_widget_activate_action (bench.page, "history.previous-change", NULL);
  g_assert_true (gtk_window_get_focus (bench.window) == first);

  /* What is written meanwhile in another section leaves focus where it is. */
  act_on_it (&bench);
  way_test_gui_rest (100);
  g_assert_nonnull (gtk_window_get_focus (bench.window));

  plans = list_plans (&bench);
  gtk_widget_activate_action (bench.page, "history.read", "s",
                              ((WayHistoryPlan *)g_ptr_array_index (plans, 1))->key);
  reading = way_page_dup_path (WAY_PAGE (bench.page));
  g_assert_true (g_str_has_prefix (reading, "versions."));
  gtk_widget_activate_action (bench.page, "history.compare", NULL);
  back = way_page_dup_path (WAY_PAGE (bench.page));
  g_assert_cmpstr (back, ==, "");
  bench_end (&bench);
}

/* At 400 pixels: the older above the newer, nothing past the edge. */
static void
test_narrow (void)
{
  Bench bench;
  int minimum;

  bench_begin (&bench);
  finalise (&bench);
  say (&bench, "The flat is alright.");
  bench_show (&bench, 360);
  way_test_gui_rest (100);
  gtk_widget_measure (bench.page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  bench_end (&bench);
}

static void
test_one_plan (void)
{
  Bench bench;
  GtkStack *stack;

  bench_begin (&bench);
  bench_show (&bench, 400);
  stack = find (bench.page, GTK_TYPE_STACK);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "nothing");
  bench_end (&bench);
}

int
main (int argc, char **argv)
{
  way_test_gui_start (&argc, &argv);
  g_test_add_func ("/history/plans", test_plans);
  g_test_add_func ("/history/comparison", test_comparison);
  g_test_add_func ("/history/reading", test_reading);
  g_test_add_func ("/history/spoken", test_spoken);
  g_test_add_func ("/history/hard-texts", test_hard_texts);
  g_test_add_func ("/history/page", test_page);
  g_test_add_func ("/history/narrow", test_narrow);
  g_test_add_func ("/history/one-plan", test_one_plan);
  return g_test_run ();
}
