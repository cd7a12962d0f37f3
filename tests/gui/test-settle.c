/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Versions to settle on a real vault: what the page shows, what it keeps, and that nothing typed on
 * it is lost.
 */
#include "way-test-window.h"

#include <string.h>

#include "way-date-row.h"
#include "way-page.h"
#include "way-person-page.h"
#include "way-plan-action-row.h"
#include "way-plan-section.h"
#include "way-settle-page.h"
#include "way-settle.h"
#include "way-value.h"
#include "way-words-field.h"
#include "way-writing-view.h"

#define NEEDS "plan.matters.S1_05.what_needs_to_happen"

typedef struct
{
  WayTestGui gui;
  WayId matter;
  WayLiveCase *live;
  WayTestWindow *window;
  GtkWidget *page;
} Bench;

/* @beside: as another laptop's that knew nothing of what stands. */
static void
set (Bench *self, guint16 group, GVariant *value, gboolean beside)
{
  WayAct *act = way_act_new (&self->gui.kez, 0);
  WayChange *change = way_act_set (act, WAY_KIND_MATTER, &self->matter, group, value);

  if (beside)
    change->bases = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  way_test_commit (&self->gui.vault, act);
}

static void
open_window (Bench *self, const char *path)
{
  g_autofree char *tab = way_page_place_of_tab (&self->gui.kez, "settle");
  g_autofree char *place = g_strjoin ("/", tab, path, NULL);

  self->live = way_test_gui_open (&self->gui, &self->gui.kez);
  self->window = way_test_window_new (self->gui.desk, place, 1280, 800);
  self->page = way_test_find_type (GTK_WIDGET (self->window), WAY_TYPE_SETTLE_PAGE);
  g_assert_nonnull (self->page);
}

static void
close_window (Bench *self)
{
  way_test_window_close (self->window);
  g_clear_object (&self->live);
}

/* What needs to happen in two versions; with @words, own words too. */
static void
bench_begin (Bench *self, gboolean words)
{
  *self = (Bench){ 0 };
  way_test_gui_init (&self->gui, FALSE);
  way_matter_object (&self->gui.kez, "S1_05", &self->matter);
  set (self, WAY_MATTER_WHAT_NEEDS_TO_HAPPEN, way_test_prose ("Kez needs a viewing date."), FALSE);
  set (self, WAY_MATTER_WHAT_NEEDS_TO_HAPPEN, way_test_prose ("Housing must say why."), TRUE);
  if (words)
    {
      set (self, WAY_MATTER_OWN_WORDS, way_test_words ("My own front door."), FALSE);
      set (self, WAY_MATTER_OWN_WORDS, way_test_words ("A key for Jude."), TRUE);
    }
  open_window (self, "");
}

static void
bench_end (Bench *self)
{
  close_window (self);
  way_test_gui_clear (&self->gui);
}

static void
act (Bench *self, const char *action)
{
  gtk_widget_activate_action (self->page, action, NULL);
}

static const WayObject *
get_matter (Bench *self)
{
  return way_case_get_object (way_live_case_get_case (self->live), WAY_KIND_MATTER, &self->matter);
}

static gboolean
holds (Bench *self, const char *text)
{
  g_autofree char *written = way_object_dup_string (get_matter (self),
                                                    WAY_MATTER_WHAT_NEEDS_TO_HAPPEN, 0);

  return way_object_n_values (get_matter (self), WAY_MATTER_WHAT_NEEDS_TO_HAPPEN) == 1
         && g_str_equal (written, text);
}

static char *
dup_written (Bench *self)
{
  GtkWidget *view = way_test_find_type (self->page, WAY_TYPE_WRITING_VIEW);

  return view != NULL ? way_writing_view_dup_text (WAY_WRITING_VIEW (view)) : g_strdup ("");
}

static void
type_in (Bench *self, const char *text)
{
  GtkWidget *view = way_test_find_type (self->page, WAY_TYPE_WRITING_VIEW);

  g_assert_nonnull (view);
  gtk_widget_grab_focus (view);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
}

/* -- one by one -------------------------------------------------------------------------------- */

static void
test_use (void)
{
  Bench bench;
  g_autofree char *written = NULL, *place = NULL;

  bench_begin (&bench, FALSE);
  way_test_until_text (bench.page, "Two versions to settle");
  g_assert_nonnull (way_test_find_text (bench.page, "What needs to happen"));
  g_assert_nonnull (way_test_find_text (bench.page, "Kez needs a viewing date."));
  g_assert_nonnull (way_test_find_text (bench.page, "Housing must say why."));

  /* nothing chosen: a sentence, and nothing is written */
  act (&bench, "settle.keep");
  way_test_until_text (bench.page, "Choose a version first, or write the one to keep.");
  gtk_widget_activate_action (bench.page, "settle.use", "u", 2);
  written = dup_written (&bench);
  g_assert_true (g_str_equal (written, "Kez needs a viewing date.")
                 || g_str_equal (written, "Housing must say why."));
  gtk_widget_activate_action (bench.page, "settle.use", "u", 7);
  act (&bench, "settle.keep");
  way_test_until (holds (&bench, written));
  way_test_until (g_str_has_prefix (way_test_window_get_said (bench.window), "Settled."));

  /* and in History it says so, with what was not kept */
  place = way_page_place_of_tab (&bench.gui.kez, "history");
  way_shell_go (way_test_window_get_shell (bench.window), place);
  way_test_until_text (bench.window, "Versions that were settled");
  g_assert_nonnull (way_test_find_text (GTK_WIDGET (bench.window), "What needs to happen"));
  bench_end (&bench);
}

static void
test_together (void)
{
  Bench bench;
  g_autofree char *written = NULL;

  bench_begin (&bench, FALSE);
  way_test_until_text (bench.page, "Put both together");
  act (&bench, "settle.together");
  written = dup_written (&bench);
  g_assert_nonnull (strstr (written, "Kez needs a viewing date."));
  g_assert_nonnull (strstr (written, "Housing must say why."));
  act (&bench, "settle.keep");
  way_test_until (holds (&bench, written));
  bench_end (&bench);
}

/* Own words offer no choice, no text and no reason. */
static void
test_own_words (void)
{
  Bench bench;
  g_autoptr (GPtrArray) words = NULL;

  bench_begin (&bench, TRUE);
  way_test_until_text (bench.page, "How it will read");
  g_assert_null (way_test_find_type (bench.page, WAY_TYPE_WRITING_VIEW));
  g_assert_null (way_test_find_text (bench.page, "Use version 1"));
  gtk_widget_activate_action (bench.page, "settle.use", "u", 1);
  g_assert_cmpuint (way_object_n_values (get_matter (&bench), WAY_MATTER_OWN_WORDS), ==, 2);
  act (&bench, "settle.keep");
  way_test_until (way_object_n_values (get_matter (&bench), WAY_MATTER_OWN_WORDS) == 1);
  words = way_object_dup_words (get_matter (&bench), WAY_MATTER_OWN_WORDS);
  g_assert_cmpuint (words->len, ==, 2);
  /* the next one comes */
  way_test_until_text (bench.page, "The version to keep");
  bench_end (&bench);
}

/* A lock takes the page; what was typed on it is there afterwards, and is no operation. */
static void
test_typed_is_kept (void)
{
  Bench bench;
  g_autofree char *path = NULL, *written = NULL;

  bench_begin (&bench, FALSE);
  way_test_until_text (bench.page, "The version to keep");
  type_in (&bench, "Written with care");
  path = way_page_dup_path (WAY_PAGE (bench.page));
  g_assert_cmpstr (path, ==, NEEDS);
  way_test_gui_rest (1000);
  close_window (&bench);
  way_test_gui_close_desk (&bench.gui);
  way_test_gui_open_desk (&bench.gui);
  open_window (&bench, path);
  way_test_until_text (bench.page, "The version to keep");
  written = dup_written (&bench);
  g_assert_cmpstr (written, ==, "Written with care");
  g_assert_cmpuint (way_object_n_values (get_matter (&bench), WAY_MATTER_WHAT_NEEDS_TO_HAPPEN), ==,
                    2);
  act (&bench, "settle.keep");
  way_test_until (holds (&bench, "Written with care"));
  bench_end (&bench);
}

static void
past_cb (GObject *source, GAsyncResult *result, gpointer ret_past)
{
  *(WayPast **)ret_past = way_repository_load_past_finish (WAY_REPOSITORY (source), result, NULL);
}

static WayPast *
load_past (Bench *self)
{
  WayPast *past = NULL;

  way_repository_load_past (way_desk_get_repository (self->gui.desk), &self->gui.kez, NULL, past_cb,
                            &past);
  way_test_until (past != NULL);
  return past;
}

/* Another laptop's settlement, as the page there makes it. */
static void
settle_elsewhere (Bench *self, const char *text)
{
  WayCase *present = way_live_case_get_case (self->live);
  g_autoptr (WayPast) past = load_past (self);
  g_autoptr (GPtrArray) conflicts = way_conflict_list (
      present, past, way_live_case_get_case (way_desk_get_team_case (self->gui.desk)),
      self->gui.vault.reference);
  WaySettling settling = {
    .conflict = g_ptr_array_index (conflicts, 0),
    .present = present,
    .past = past,
    .author = { *way_desk_get_user (self->gui.desk), WAY_ROLE_ADVISER },
    .random = self->gui.vault.random,
    .today = way_desk_get_today (self->gui.desk),
    .now_ms = way_clock_now (self->gui.vault.clock),
    .reason = "",
  };
  WayAct *act = way_settle_write (&settling, way_test_prose (text), NULL);

  g_assert_nonnull (act);
  way_test_commit (&self->gui.vault, act);
  way_live_case_reload (self->live);
}

/* Whoever else settled it meanwhile: that is said, and nothing is left to do here. */
static void
test_settled_elsewhere (void)
{
  Bench bench;

  bench_begin (&bench, FALSE);
  way_test_until_text (bench.page, "The version to keep");
  settle_elsewhere (&bench, "Hers.");
  way_test_until_text (bench.page, "Nothing to settle");
  way_test_until (strstr (way_test_window_get_said (bench.window), "settled") != NULL);
  g_assert_nonnull (strstr (way_test_window_get_said (bench.window), "today at"));
  act (&bench, "settle.keep");
  act (&bench, "settle.together");
  gtk_widget_activate_action (bench.page, "settle.use", "u", 1);
  way_test_until (holds (&bench, "Hers."));
  bench_end (&bench);
}

static gboolean
shows (GtkWidget *widget, const char *words)
{
  gboolean found = GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
                   && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !found;
       child = gtk_widget_get_next_sibling (child))
    found = shows (child, words);
  return found;
}

static gboolean
is_any_draft (Bench *self)
{
  g_autoptr (GPtrArray) drafts = way_test_vault_list_drafts (&self->gui.vault, NULL);

  return drafts->len > 0;
}

/* What the reader had written meanwhile stays to be read until they go on, and is no version. */
static void
test_settled_while_writing (void)
{
  Bench bench;
  g_autofree char *written = NULL;

  bench_begin (&bench, FALSE);
  way_test_until_text (bench.page, "The version to keep");
  type_in (&bench, "Mine.");
  way_test_until (is_any_draft (&bench));
  settle_elsewhere (&bench, "Hers.");
  way_test_until (shows (bench.page, "What you wrote is still below"));
  written = dup_written (&bench);
  g_assert_cmpstr (written, ==, "Mine.");
  act (&bench, "settle.keep");
  g_assert_true (holds (&bench, "Hers."));
  act (&bench, "settle.later");
  way_test_until (!is_any_draft (&bench));
  g_assert_true (holds (&bench, "Hers."));
  bench_end (&bench);
}

/* A page that was left, then the other laptop's settlement.  What comes by sync takes no draft with
 * it, as what is written here does: so it is put back. */
static void
leave_and_settle_elsewhere (Bench *self)
{
  g_autoptr (GPtrArray) drafts = NULL;
  g_autofree char *overview = way_page_place_of_tab (&self->gui.kez, "overview");

  way_test_until_text (self->page, "The version to keep");
  type_in (self, "Mine.");
  way_test_until (is_any_draft (self));
  way_shell_go (way_test_window_get_shell (self->window), overview);
  way_test_gui_rest (200);
  drafts = way_test_vault_list_drafts (&self->gui.vault, NULL);
  g_assert_cmpuint (drafts->len, ==, 1);
  settle_elsewhere (self, "Hers.");
  way_test_until (holds (self, "Hers."));
  way_repository_save_draft (way_desk_get_repository (self->gui.desk),
                             g_ptr_array_index (drafts, 0), NULL, NULL, NULL);
  way_test_until (is_any_draft (self));
}

/* It is offered at its field, which takes no typing until it is kept, or let go. */
static void
test_begun_is_kept (void)
{
  Bench bench;
  g_autofree char *place = NULL;
  GtkWidget *link = NULL;

  bench_begin (&bench, FALSE);
  leave_and_settle_elsewhere (&bench);
  place = way_page_place_of (&bench.gui.kez, NEEDS);
  way_shell_go (way_test_window_get_shell (bench.window), place);
  way_test_until_text (bench.window, "You had begun");
  g_assert_nonnull (way_test_find_text (GTK_WIDGET (bench.window), "Mine."));
  g_assert_nonnull (way_test_find_text (GTK_WIDGET (bench.window), "Hers."));
  way_test_until ((link = gtk_root_get_focus (GTK_ROOT (bench.window))) != NULL
                  && GTK_IS_BUTTON (link)
                  && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (link)), "Look at it") == 0);
  gtk_widget_activate (link);
  way_test_until (
      (bench.page = way_test_find_type (GTK_WIDGET (bench.window), WAY_TYPE_SETTLE_PAGE)) != NULL);
  way_test_until_text (bench.page, "You had begun a text");
  act (&bench, "settle.keep");
  way_test_until (holds (&bench, "Mine."));
  way_test_until (!is_any_draft (&bench));
  way_test_until (
      GTK_IS_TEXT_VIEW (gtk_root_get_focus (GTK_ROOT (bench.window)))
      && gtk_text_view_get_editable (GTK_TEXT_VIEW (gtk_root_get_focus (GTK_ROOT (bench.window)))));
  bench_end (&bench);
}

/* A lock between changes nothing of it. */
static void
test_begun_is_let_go (void)
{
  Bench bench;

  bench_begin (&bench, FALSE);
  leave_and_settle_elsewhere (&bench);
  close_window (&bench);
  way_test_gui_close_desk (&bench.gui);
  way_test_gui_open_desk (&bench.gui);
  open_window (&bench, "");
  way_test_until_text (bench.page, "You had begun a text");
  g_assert_nonnull (way_test_find_text (bench.page, "Mine."));
  act (&bench, "settle.let-go");
  way_test_until (!is_any_draft (&bench));
  g_assert_true (holds (&bench, "Hers."));
  way_test_until (GTK_IS_TEXT_VIEW (gtk_root_get_focus (GTK_ROOT (bench.window))));
  bench_end (&bench);
}

/* -- where it stands in the plan ----------------------------------------------------------------
 */

static void
go_to_plan (Bench *self, const char *path)
{
  g_autofree char *place = way_page_place_of (&self->gui.kez, path);

  way_shell_go (way_test_window_get_shell (self->window), place);
  way_test_until (
      (self->page = way_test_find_type (GTK_WIDGET (self->window), WAY_TYPE_PLAN_SECTION)) != NULL);
}

/* (nullable) */
static GtkWidget *
get_focus (Bench *self)
{
  return gtk_root_get_focus (GTK_ROOT (self->window));
}

static gboolean
offers_to_settle (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget)
         && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), "Settle it") == 0;
}

/* The field is gone to: what is there is the way to settle it, with keys too, and back again. */
static void
test_plan_waits (void)
{
  Bench bench;
  GtkWidget *view;
  g_autofree char *written = NULL, *shown = NULL;

  bench_begin (&bench, FALSE);
  go_to_plan (&bench, NEEDS);
  way_test_until (offers_to_settle (get_focus (&bench)));
  gtk_widget_activate (get_focus (&bench));
  way_test_until (
      (bench.page = way_test_find_type (GTK_WIDGET (bench.window), WAY_TYPE_SETTLE_PAGE)) != NULL);
  way_test_until_text (bench.page, "The version to keep");
  gtk_widget_activate_action (bench.page, "settle.use", "u", 1);
  written = dup_written (&bench);
  act (&bench, "settle.keep");
  way_test_until (holds (&bench, written));

  /* and back where it stood, to be written on */
  way_test_until (GTK_IS_TEXT_VIEW (get_focus (&bench)));
  view = get_focus (&bench);
  g_assert_true (gtk_text_view_get_editable (GTK_TEXT_VIEW (view)));
  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "text", &shown, NULL);
  g_assert_cmpstr (shown, ==, written);
  bench_end (&bench);
}

static GtkWidget *
find_words (Bench *self)
{
  GtkWidget *words = way_test_find_type (self->page, WAY_TYPE_WORDS_FIELD);

  return words != NULL ? way_test_find_type (words, WAY_TYPE_WRITING_VIEW) : NULL;
}

/* Nothing that is typed in the card takes the place of what they said to somebody else. */
static void
test_own_words_wait (void)
{
  Bench bench;
  GtkWidget *view;

  bench_begin (&bench, TRUE);
  go_to_plan (&bench, "plan.matters.S1_05.own_words");
  way_test_until (offers_to_settle (get_focus (&bench)));
  way_test_until ((view = find_words (&bench)) != NULL);
  g_assert_false (gtk_text_view_get_editable (GTK_TEXT_VIEW (view)));
  gtk_widget_activate (get_focus (&bench));
  way_test_until (
      (bench.page = way_test_find_type (GTK_WIDGET (bench.window), WAY_TYPE_SETTLE_PAGE)) != NULL);
  way_test_until_text (bench.page, "How it will read");
  g_assert_cmpuint (way_object_n_values (get_matter (&bench), WAY_MATTER_OWN_WORDS), ==, 2);
  act (&bench, "settle.keep");
  way_test_until (way_object_n_values (get_matter (&bench), WAY_MATTER_OWN_WORDS) == 1);
  go_to_plan (&bench, "plan.matters.S1_05.own_words");
  way_test_until (GTK_IS_TEXT_VIEW (get_focus (&bench)));
  g_assert_true (gtk_text_view_get_editable (GTK_TEXT_VIEW (get_focus (&bench))));
  bench_end (&bench);
}

/* As one laptop's that knew nothing of the others. */
static void
write_date (Bench *self, const WayId *action, const char *day)
{
  WayAct *act = way_act_new (&self->gui.kez, 0);
  WayChange *change = way_act_set (act, WAY_KIND_ACTION, action, WAY_ACTION_BY,
                                   g_variant_new ("(s)", day));

  change->bases = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  way_test_commit (&self->gui.vault, act);
}

static void
add_action (Bench *self, WayId *ret_id)
{
  WayAct *act = way_act_new (&self->gui.kez, 0);

  way_id_new (self->gui.vault.random, ret_id);
  way_act_create (act, WAY_KIND_ACTION, ret_id);
  way_act_set (act, WAY_KIND_ACTION, ret_id, WAY_ACTION_WHAT, way_test_prose ("See the flat"));
  way_act_set (act, WAY_KIND_ACTION, ret_id, WAY_ACTION_MATTER,
               g_variant_new ("(@ay)", way_value_new_id (&self->matter)));
  way_test_commit (&self->gui.vault, act);
}

/* Of an action too, what somebody else changed meanwhile is settled and not written over. */
static void
test_action_waits (void)
{
  Bench bench;
  WayId id;
  g_autofree char *path = NULL;
  char hex[WAY_ID_HEX_SIZE];

  bench_begin (&bench, FALSE);
  add_action (&bench, &id);
  write_date (&bench, &id, "2030-10-24");
  write_date (&bench, &id, "2030-10-30");
  way_live_case_reload (bench.live);
  way_test_until (way_case_get_object (way_live_case_get_case (bench.live), WAY_KIND_ACTION, &id)
                  != NULL);
  path = g_strdup_printf ("plan.matters.S1_05.actions.%s.by", way_id_format (&id, hex));
  go_to_plan (&bench, path);
  way_test_until (offers_to_settle (get_focus (&bench)));
  g_assert_null (way_test_find_type (bench.page, WAY_TYPE_DATE_ROW));
  g_assert_nonnull (way_test_find_text (bench.page, "By when"));
  bench_end (&bench);
}

static guint
n_states (Bench *self, const WayId *action)
{
  return way_object_n_values (
      way_case_get_object (way_live_case_get_case (self->live), WAY_KIND_ACTION, action),
      WAY_ACTION_STATUS);
}

static void
write_status (Bench *self, const WayId *action, const char *status)
{
  WayAct *act = way_act_new (&self->gui.kez, 0);
  WayChange *change = way_act_set (act, WAY_KIND_ACTION, action, WAY_ACTION_STATUS,
                                   g_variant_new ("(s)", status));

  change->bases = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  way_test_commit (&self->gui.vault, act);
}

/* What is only ticked is not settled in passing either. */
static void
test_status_waits (void)
{
  Bench bench;
  WayId id;
  g_autofree char *path = NULL;
  GtkWidget *row = NULL;
  char hex[WAY_ID_HEX_SIZE];

  bench_begin (&bench, FALSE);
  add_action (&bench, &id);
  write_status (&bench, &id, "booked");
  write_status (&bench, &id, "in_progress");
  way_live_case_reload (bench.live);
  way_test_until (way_case_get_object (way_live_case_get_case (bench.live), WAY_KIND_ACTION, &id)
                      != NULL
                  && n_states (&bench, &id) == 2);
  path = g_strdup_printf ("plan.matters.S1_05.actions.%s", way_id_format (&id, hex));
  go_to_plan (&bench, path);
  way_test_until ((row = way_test_find_type (bench.page, WAY_TYPE_PLAN_ACTION_ROW)) != NULL);
  g_assert_true (gtk_widget_activate_action (row, "action.toggle", NULL));
  way_test_until (way_test_find_type (GTK_WIDGET (bench.window), WAY_TYPE_SETTLE_PAGE) != NULL);
  way_test_until_text (bench.window, "Two versions to settle");
  g_assert_cmpuint (n_states (&bench, &id), ==, 2);
  bench_end (&bench);
}

int
main (int argc, char **argv)
{
  way_test_gui_start (&argc, &argv);
  g_test_add_func ("/settle/use", test_use);
  g_test_add_func ("/settle/together", test_together);
  g_test_add_func ("/settle/own-words", test_own_words);
  g_test_add_func ("/settle/typed-is-kept", test_typed_is_kept);
  g_test_add_func ("/settle/settled-elsewhere", test_settled_elsewhere);
  g_test_add_func ("/settle/settled-while-writing", test_settled_while_writing);
  g_test_add_func ("/settle/begun-is-kept", test_begun_is_kept);
  g_test_add_func ("/settle/begun-is-let-go", test_begun_is_let_go);
  g_test_add_func ("/settle/plan-waits", test_plan_waits);
  g_test_add_func ("/settle/own-words-wait", test_own_words_wait);
  g_test_add_func ("/settle/action-waits", test_action_waits);
  g_test_add_func ("/settle/status-waits", test_status_waits);
  return g_test_run ();
}
