/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tab Plan on a real vault: what is typed is saved, what changes underneath leaves it alone,
 * actions, what is missing, and the plan as agreed.
 */
#include "way-test-gui.h"

#include <string.h>
#include "way-date-row.h"
#include "way-dialog.h"
#include "way-fault.h"
#include "way-line-row.h"
#include "way-page.h"
#include "way-plan-action-row.h"
#include "way-plan-facts.h"
#include "way-plan-finalise.h"
#include "way-plan-missing.h"
#include "way-plan-page.h"
#include "way-plan-section.h"
#include "way-text-field.h"
#include "way-value.h"
#include "way-versions-box.h"
#include "way-who-choice.h"
#include "way-words-field.h"
#include "way-writing-view.h"

typedef struct
{
  WayTestGui gui;
  WayLiveCase *live;
  GtkWindow *window;
  GtkWidget *page;
  WayId matter; /* S1_05 */
} Bench;

static void
show_page (Bench *self)
{
  self->live = way_test_gui_open (&self->gui, &self->gui.kez);
  self->page = g_object_new (WAY_TYPE_PLAN_PAGE, "desk", self->gui.desk, "live-case", self->live,
                             NULL);
  self->window = way_test_gui_show (self->page, 1200, 780);
}

static void
bench_begin (Bench *self, gboolean practice)
{
  *self = (Bench){ 0 };
  way_test_gui_init (&self->gui, practice);
  way_matter_object (&self->gui.kez, "S1_05", &self->matter);
  show_page (self);
  way_page_go (WAY_PAGE (self->page), "plan.matters.S1_05");
}

static void
leave_page (Bench *self)
{
  gtk_window_destroy (self->window);
  g_clear_object (&self->live);
  way_test_gui_rest (100);
}

static void
bench_end (Bench *self)
{
  leave_page (self);
  way_test_gui_clear (&self->gui);
}

/* -- finding one's way in the widgets ---------------------------------------------------------- */

typedef gboolean (*Fits) (GtkWidget *widget, gconstpointer what);

static GtkWidget *
find (GtkWidget *widget, Fits fits, gconstpointer what)
{
  GtkWidget *found = NULL;

  if (fits (widget, what))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, fits, what);
  return found;
}

static gboolean
is_of_type (GtkWidget *widget, gconstpointer what)
{
  return g_type_is_a (G_OBJECT_TYPE (widget), *(const GType *)what);
}

static GtkWidget *
find_type (GtkWidget *from, GType type)
{
  GtkWidget *found = find (from, is_of_type, &type);

  g_assert_nonnull (found);
  return found;
}

static gboolean
has_title (GtkWidget *widget, gconstpointer what)
{
  g_autofree char *title = NULL;

  if (!WAY_IS_TEXT_FIELD (widget))
    return FALSE;
  g_object_get (widget, "title", &title, NULL);
  return g_strcmp0 (title, what) == 0;
}

static gboolean
has_label (GtkWidget *widget, gconstpointer what)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget)
         && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), what) == 0;
}

static gboolean
says (GtkWidget *widget, gconstpointer what)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
         && strstr (gtk_label_get_text (GTK_LABEL (widget)), what) != NULL;
}

static gboolean
is_said (Bench *self, const char *words)
{
  return find (self->page, says, words) != NULL;
}

static GtkTextBuffer *
find_text (Bench *self, const char *title)
{
  GtkWidget *field = find (self->page, has_title, title);

  g_assert_nonnull (field);
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_type (field, WAY_TYPE_WRITING_VIEW)));
}

static gboolean
reads (GtkTextBuffer *buffer, const char *text)
{
  g_autofree char *shown = NULL;

  g_object_get (buffer, "text", &shown, NULL);
  return g_str_equal (shown, text);
}

static GtkTextBuffer *
find_words (Bench *self)
{
  GtkWidget *section = find_type (self->page, WAY_TYPE_PLAN_SECTION);
  GtkWidget *words = find_type (section, WAY_TYPE_WORDS_FIELD);

  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_type (words, WAY_TYPE_WRITING_VIEW)));
}

static void
press (Bench *self, const char *label)
{
  GtkWidget *button = find (self->page, has_label, label);

  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_sensitive (button));
  gtk_widget_activate (button);
}

static void
act (Bench *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (self->page, action, NULL));
}

static gboolean
focus_is_in (Bench *self, GType type)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->window));

  return focus != NULL
         && (is_of_type (focus, &type) || gtk_widget_get_ancestor (focus, type) != NULL);
}

/* Whether all of @widget can be seen. */
static gboolean
is_in_view (GtkWidget *widget)
{
  GtkWidget *window = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, window, &bounds));
  return bounds.origin.y >= 0
         && bounds.origin.y + bounds.size.height <= (float)gtk_widget_get_height (window);
}

/* -- what stands ------------------------------------------------------------------------------- */

static const WayObject *
get_matter (Bench *self)
{
  return way_case_get_object (way_live_case_get_case (self->live), WAY_KIND_MATTER, &self->matter);
}

static char *
dup_stored (Bench *self, guint16 group)
{
  g_autoptr (WayCase) found = way_test_vault_load (&self->gui.vault, &self->gui.kez, NULL);
  const WayObject *matter = way_case_get_object (found, WAY_KIND_MATTER, &self->matter);

  return matter != NULL ? way_object_dup_string (matter, group, 0) : g_strdup ("");
}

static gboolean
stores (Bench *self, guint16 group, const char *text)
{
  g_autofree char *stored = dup_stored (self, group);

  return g_str_equal (stored, text);
}

static guint
count_actions (Bench *self)
{
  g_autoptr (GPtrArray) actions = way_case_list_actions (way_live_case_get_case (self->live),
                                                         &self->matter);

  return actions->len;
}

/* (transfer full): its status, of the action that says @what; NULL where there is none. */
static char *
dup_status (Bench *self, const char *what)
{
  g_autoptr (GPtrArray) actions = way_case_list_actions (way_live_case_get_case (self->live),
                                                         &self->matter);

  for (guint i = 0; i < actions->len; i++)
    {
      g_autofree char *text = way_object_dup_string (g_ptr_array_index (actions, i),
                                                     WAY_ACTION_WHAT, 0);

      if (g_str_equal (text, what))
        return way_object_dup_string (g_ptr_array_index (actions, i), WAY_ACTION_STATUS, 0);
    }
  return NULL;
}

static gboolean
has_status (Bench *self, const char *what, const char *status)
{
  g_autofree char *stands = dup_status (self, what);

  return g_strcmp0 (stands, status) == 0;
}

static void
set_matter (Bench *self, guint16 group, GVariant *value)
{
  way_test_set (&self->gui.vault, &self->gui.kez, WAY_KIND_MATTER, &self->matter, group, value);
}

/* As another laptop's op that knew nothing of what stands. */
static void
write_beside (Bench *self, guint16 group, GVariant *value)
{
  WayAct *beside = way_act_new (&self->gui.kez, 0);
  WayChange *change = way_act_set (beside, WAY_KIND_MATTER, &self->matter, group, value);

  change->bases = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  way_test_commit (&self->gui.vault, beside);
}

/* -- fields ------------------------------------------------------------------------------------ */

static void
test_fields_save (void)
{
  Bench bench;
  GtkTextBuffer *text;

  bench_begin (&bench, TRUE);
  text = find_text (&bench, "What’s going well");
  gtk_text_buffer_set_text (text, "Kez painted the door.", -1);
  way_page_go (WAY_PAGE (bench.page), "plan.matters.S1_05.going_well");
  g_assert_true (focus_is_in (&bench, WAY_TYPE_TEXT_FIELD));
  act (&bench, "plan.next-section");
  way_test_until (stores (&bench, WAY_MATTER_GOING_WELL, "Kez painted the door."));
  act (&bench, "plan.previous-section");
  way_test_until (reads (find_text (&bench, "What’s going well"), "Kez painted the door."));
  g_assert_false (gtk_text_buffer_get_can_undo (find_text (&bench, "What’s going well")));
  bench_end (&bench);
}

static gboolean
is_at_top (Bench *self)
{
  GtkWidget *view = find_type (self->page, GTK_TYPE_TEXT_VIEW);
  GtkWidget *scroller = gtk_widget_get_ancestor (view, GTK_TYPE_SCROLLED_WINDOW);

  return gtk_adjustment_get_value (
             gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)))
         < 1;
}

/* While it is laid out its parts lie where they do not stay: the page does not follow them. */
static void
test_a_section_opens_at_its_top (void)
{
  Bench bench;

  bench_begin (&bench, TRUE);
  for (guint i = 0; i < 4; i++)
    {
      act (&bench, i % 2 == 0 ? "plan.next-section" : "plan.previous-section");
      way_test_gui_rest (300);
      g_assert_true (is_at_top (&bench));
    }
  bench_end (&bench);
}

static void
test_changes_underneath (void)
{
  Bench bench;
  GtkTextBuffer *text;
  GtkTextIter at;
  g_autofree char *shown = NULL;

  bench_begin (&bench, FALSE);
  set_matter (&bench, WAY_MATTER_GOING_WELL, way_test_prose ("Kez keeps the room."));
  way_live_case_reload (bench.live);
  text = find_text (&bench, "What’s going well");
  way_test_until (gtk_text_buffer_get_char_count (text) > 0);

  way_page_go (WAY_PAGE (bench.page), "plan.matters.S1_05.going_well");
  gtk_text_buffer_get_iter_at_offset (text, &at, 3);
  gtk_text_buffer_place_cursor (text, &at);
  gtk_text_buffer_insert_at_cursor (text, " really", -1);
  write_beside (&bench, WAY_MATTER_GOING_WELL, way_test_prose ("Written elsewhere."));
  way_live_case_reload (bench.live);
  way_test_gui_rest (150);

  g_object_get (text, "text", &shown, NULL);
  g_assert_cmpstr (shown, ==, "Kez really keeps the room.");
  gtk_text_buffer_get_iter_at_mark (text, &at, gtk_text_buffer_get_insert (text));
  g_assert_cmpint (gtk_text_iter_get_offset (&at), ==, 10);
  g_assert_true (focus_is_in (&bench, WAY_TYPE_TEXT_FIELD));
  bench_end (&bench);
}

/* Both can be read, and none is written on: that is for the page of versions to settle
 * (test-settle.c). A field that is typed in meanwhile goes on until it is left. */
static void
test_two_versions (void)
{
  Bench bench;
  GtkTextBuffer *text;
  GtkWidget *field;

  bench_begin (&bench, FALSE);
  text = find_text (&bench, "What’s going well");
  field = find (bench.page, has_title, "What’s going well");
  gtk_text_buffer_set_text (text, "Kez has", -1);
  write_beside (&bench, WAY_MATTER_GOING_WELL, way_test_prose ("Kez has a job."));
  write_beside (&bench, WAY_MATTER_GOING_WELL, way_test_prose ("Kez looks for a job."));
  way_live_case_reload (bench.live);
  way_test_until (is_said (&bench, "Kez looks for a job."));
  g_assert_true (gtk_widget_get_mapped (find_type (field, WAY_TYPE_WRITING_VIEW)));
  gtk_text_buffer_insert_at_cursor (text, " two jobs.", -1);

  act (&bench, "plan.next-section");
  way_test_until (way_object_n_values (get_matter (&bench), WAY_MATTER_GOING_WELL) == 3);
  act (&bench, "plan.previous-section");
  way_test_until (is_said (&bench, "Several versions"));
  g_assert_true (is_said (&bench, "Kez has two jobs."));
  g_assert_true (is_said (&bench, "Kez has a job."));
  g_assert_false (gtk_widget_get_mapped (find_type (field, WAY_TYPE_WRITING_VIEW)));
  bench_end (&bench);
}

/* Gone and back before the first words are on the disk: one version all the same. */
static void
test_quick_return (void)
{
  Bench bench;

  bench_begin (&bench, FALSE);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *text = g_strdup_printf ("Kez has %u jobs.", i);

      gtk_text_buffer_set_text (find_text (&bench, "What’s going well"), text, -1);
      act (&bench, "plan.next-section");
      act (&bench, "plan.previous-section");
    }
  way_test_gui_rest (500);
  act (&bench, "plan.next-section");
  way_test_until (stores (&bench, WAY_MATTER_GOING_WELL, "Kez has 2 jobs."));
  way_test_gui_rest (200);
  g_assert_cmpuint (way_object_n_values (get_matter (&bench), WAY_MATTER_GOING_WELL), ==, 1);
  bench_end (&bench);
}

/* The mark is the adviser's, and only where nothing is left to say. */
static void
test_ready (void)
{
  Bench bench;

  bench_begin (&bench, FALSE);
  act (&bench, "plan.ready");
  way_test_until (is_said (&bench, "Write this section first"));
  gtk_text_buffer_set_text (find_words (&bench), "I like it here.", -1);
  act (&bench, "plan.ready");
  way_test_until (is_said (&bench, "Write what needs to happen first"));
  g_assert_false (way_object_get_bool (get_matter (&bench), WAY_MATTER_READY, 0));
  gtk_text_buffer_set_text (find_text (&bench, "What needs to happen"), "A key for the shed.", -1);
  act (&bench, "plan.ready");
  way_test_until (way_object_get_bool (get_matter (&bench), WAY_MATTER_READY, 0));
  way_test_until (is_said (&bench, "1 of 10 sections ready"));
  bench_end (&bench);
}

/* -- own words --------------------------------------------------------------------------------- */

static GtkWindow *
find_question (Bench *self)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (ADW_IS_MESSAGE_DIALOG (link->data) && gtk_widget_get_mapped (link->data))
      return link->data;
  return NULL;
}

/* How the own words of the section were given, by what is written. */
static guint
given_now (Bench *self)
{
  g_autoptr (GPtrArray) words = way_object_dup_words (get_matter (self), WAY_MATTER_OWN_WORDS);

  return words->len > 0 ? ((WayPassage *)g_ptr_array_index (words, 0))->given : G_MAXUINT;
}

static void
test_words_left_empty (void)
{
  Bench bench;

  bench_begin (&bench, FALSE);
  set_matter (&bench, WAY_MATTER_OWN_WORDS, way_test_words ("I want to move."));
  way_live_case_reload (bench.live);
  way_test_until (gtk_text_buffer_get_char_count (find_words (&bench)) > 0);

  /* What only passes through asks nothing. */
  act (&bench, "plan.next-section");
  act (&bench, "plan.previous-section");
  g_assert_null (find_question (&bench));

  gtk_text_buffer_set_text (find_words (&bench), "", -1);
  act (&bench, "plan.next-section");
  way_test_until (find_question (&bench) != NULL);
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (find_question (&bench)), "chose-not");
  way_test_until (is_said (&bench, "Section 6 of 10"));
  way_test_until (given_now (&bench) == WAY_GIVEN_CHOSE_NOT);
  bench_end (&bench);
}

/* Enter in a question whose answers stand one over the other writes nothing. */
static void
test_question_begins_safe (void)
{
  Bench bench;
  GtkWidget *dialog, *focus;

  bench_begin (&bench, FALSE);
  dialog = adw_message_dialog_new (NULL, "Leave the words empty?", NULL);
  adw_message_dialog_add_responses (
      ADW_MESSAGE_DIALOG (dialog), "back", "Go back to what was written in this section", "later",
      "Somebody will ask for it another time", "not", "It was chosen not to say anything", NULL);
  way_dialog_begin_on (ADW_MESSAGE_DIALOG (dialog), "back");
  gtk_window_present (GTK_WINDOW (dialog));
  way_test_gui_rest (300);
  focus = gtk_window_get_focus (GTK_WINDOW (dialog));
  g_assert_true (GTK_IS_BUTTON (focus));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (focus)), ==,
                   "Go back to what was written in this section");
  gtk_window_destroy (GTK_WINDOW (dialog));
  bench_end (&bench);
}

/* -- actions ----------------------------------------------------------------------------------- */

static WayPlanActionRow *
find_new_row (Bench *self)
{
  GtkWidget *row = find_type (self->page, WAY_TYPE_PLAN_ACTION_ROW);

  while (row != NULL && !way_plan_action_row_is_new (WAY_PLAN_ACTION_ROW (row)))
    row = gtk_widget_get_next_sibling (row);
  g_assert_nonnull (row);
  return WAY_PLAN_ACTION_ROW (row);
}

static WayPlanActionRow *
begin_action (Bench *self, const char *what)
{
  WayPlanActionRow *row;

  act (self, "plan.add-action");
  row = find_new_row (self);
  g_assert_true (focus_is_in (self, WAY_TYPE_LINE_ROW));
  gtk_editable_set_text (GTK_EDITABLE (find_type (GTK_WIDGET (row), WAY_TYPE_LINE_ROW)), what);
  return row;
}

static void
test_actions (void)
{
  Bench bench;
  WayPlanActionRow *row;
  GtkWidget *by;

  bench_begin (&bench, FALSE);
  row = begin_action (&bench, "Ring the housing office");
  by = find_type (GTK_WIDGET (row), WAY_TYPE_DATE_ROW);
  gtk_editable_set_text (GTK_EDITABLE (find_type (by, GTK_TYPE_ENTRY)), "in 2 weeks");
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_type (GTK_WIDGET (row), ADW_TYPE_COMBO_ROW)), 1);
  g_assert_cmpuint (count_actions (&bench), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (row), "action.close", NULL);
  way_test_until (count_actions (&bench) == 1);
  g_assert_true (is_said (&bench, "Ring the housing office"));
  g_assert_true (is_said (&bench, "Kez  ·  by "));
  g_assert_true (focus_is_in (&bench, WAY_TYPE_PLAN_ACTION_ROW));

  gtk_widget_activate_action (GTK_WIDGET (row), "action.toggle", NULL);
  way_test_until (has_status (&bench, "Ring the housing office", "done"));
  gtk_widget_activate_action (GTK_WIDGET (row), "action.status", "s", "booked");
  way_test_until (has_status (&bench, "Ring the housing office", "booked"));
  way_desk_undo (bench.gui.desk);
  way_test_until (has_status (&bench, "Ring the housing office", "done"));

  gtk_widget_activate_action (GTK_WIDGET (row), "action.remove", NULL);
  way_test_until (count_actions (&bench) == 0);
  way_desk_undo (bench.gui.desk);
  way_test_until (has_status (&bench, "Ring the housing office", "done"));
  /* Written as one act: three undos of ticks and one take it away whole. */
  way_desk_undo (bench.gui.desk);
  way_test_until (has_status (&bench, "Ring the housing office", "to_do"));
  way_desk_undo (bench.gui.desk);
  way_test_until (count_actions (&bench) == 0);
  bench_end (&bench);
}

/* What is opened below the edge is brought into view. */
static void
test_action_in_view (void)
{
  Bench bench;
  WayPlanActionRow *row;

  bench_begin (&bench, TRUE);
  row = begin_action (&bench, "Ring the housing office");
  way_test_until (is_in_view (GTK_WIDGET (row)));
  bench_end (&bench);
}

static void
test_action_is_kept (void)
{
  Bench bench;

  bench_begin (&bench, FALSE);
  /* nothing typed: gone again */
  begin_action (&bench, "");
  act (&bench, "plan.next-section");
  act (&bench, "plan.previous-section");
  way_test_gui_rest (100);
  g_assert_cmpuint (count_actions (&bench), ==, 0);

  /* leaving the page writes it */
  begin_action (&bench, "Look at the boiler");
  leave_page (&bench);
  show_page (&bench);
  g_assert_cmpuint (count_actions (&bench), ==, 1);
  g_assert_true (has_status (&bench, "Look at the boiler", "to_do"));
  bench_end (&bench);
}

static void
wait_for_drafts (Bench *self, guint n)
{
  g_autoptr (GPtrArray) drafts = NULL;

  way_test_gui_rest (900);
  drafts = way_test_vault_list_drafts (&self->gui.vault, NULL);
  g_assert_cmpuint (drafts->len, ==, n);
}

/* What is taken out of a new action again is not in what a crash leaves of it. */
static void
test_action_is_thought_over (void)
{
  Bench bench;
  GtkWidget *row, *what, *who;

  bench_begin (&bench, FALSE);
  row = GTK_WIDGET (begin_action (&bench, "Ask about the bus pass"));
  what = find_type (row, WAY_TYPE_LINE_ROW);
  who = find_type (row, ADW_TYPE_COMBO_ROW);
  adw_combo_row_set_selected (ADW_COMBO_ROW (who), 1);
  wait_for_drafts (&bench, 3);
  adw_combo_row_set_selected (ADW_COMBO_ROW (who), 0);
  wait_for_drafts (&bench, 2);
  gtk_editable_set_text (GTK_EDITABLE (what), "");
  wait_for_drafts (&bench, 0);
  bench_end (&bench);
}

static gboolean
fail_begin (const char *point, gpointer data, GError **error)
{
  return !g_str_equal (point, "txn-begun")
         || way_fail (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC, "The disk is full.");
}

static gboolean
has_trouble (Bench *self)
{
  g_autofree char *trouble = NULL;

  g_object_get (self->gui.desk, "trouble", &trouble, NULL);
  return trouble[0] != '\0';
}

/* The disk is full, and the page is left: it is written once there is room. */
static void
test_action_outlives_its_page (void)
{
  Bench bench;
  g_autoptr (GPtrArray) unsaved = NULL;

  bench_begin (&bench, FALSE);
  begin_action (&bench, "Ask for a later curfew");
  way_fault_set_hook (fail_begin, NULL);
  leave_page (&bench);
  way_test_until (has_trouble (&bench));
  /* What and its section: a lock would seal them. */
  unsaved = way_desk_list_unsaved (bench.gui.desk);
  g_assert_cmpuint (unsaved->len, ==, 2);
  way_fault_set_hook (NULL, NULL);
  way_test_until (!has_trouble (&bench));
  show_page (&bench);
  g_assert_cmpuint (count_actions (&bench), ==, 1);
  g_assert_true (has_status (&bench, "Ask for a later curfew", "to_do"));
  bench_end (&bench);
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(gboolean *)data = way_desk_flush_finish (WAY_DESK (source), result, NULL);
}

/* As a lock does, with focus still in it; what is typed meanwhile stays. */
static void
test_action_is_flushed (void)
{
  Bench bench;
  gboolean flushed = FALSE;
  GtkEditable *what;

  bench_begin (&bench, FALSE);
  what = GTK_EDITABLE (
      find_type (GTK_WIDGET (begin_action (&bench, "Ring Bev")), WAY_TYPE_LINE_ROW));
  way_desk_flush (bench.gui.desk, flushed_cb, &flushed);
  gtk_editable_set_text (what, "Ring Bev and Jude");
  way_test_until (flushed);
  g_assert_cmpuint (count_actions (&bench), ==, 1);
  g_assert_cmpstr (gtk_editable_get_text (what), ==, "Ring Bev and Jude");
  leave_page (&bench);
  show_page (&bench);
  g_assert_cmpuint (count_actions (&bench), ==, 1);
  g_assert_true (has_status (&bench, "Ring Bev and Jude", "to_do"));
  bench_end (&bench);
}

/* What a crash leaves of a new action becomes one, in its section. */
static void
test_action_after_a_crash (void)
{
  Bench bench;
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (WayCase) found = NULL;
  g_autoptr (GPtrArray) actions = NULL;
  g_autofree char *what = NULL;

  bench_begin (&bench, FALSE);
  begin_action (&bench, "Ask about the bus pass");
  way_test_gui_rest (900);
  drafts = way_test_vault_list_drafts (&bench.gui.vault, NULL);
  g_assert_cmpuint (drafts->len, ==, 2);
  g_assert_true (way_test_vault_close (&bench.gui.vault, NULL));
  g_assert_true (way_test_vault_open (&bench.gui.vault, WAY_TEST_PASSPHRASE, NULL));
  found = way_test_vault_load (&bench.gui.vault, &bench.gui.kez, NULL);
  actions = way_case_list_actions (found, &bench.matter);
  g_assert_cmpuint (actions->len, ==, 1);
  what = way_object_dup_string (g_ptr_array_index (actions, 0), WAY_ACTION_WHAT, 0);
  g_assert_cmpstr (what, ==, "Ask about the bus pass");
  bench_end (&bench);
}

/* -- finalise ---------------------------------------------------------------------------------- */

static void
give_reasons (Bench *self)
{
  GPtrArray *matters = self->gui.vault.reference->matters;

  for (guint i = 0; i < matters->len; i++)
    {
      const WayMatterInfo *info = g_ptr_array_index (matters, i);
      WayId matter;

      way_matter_object (&self->gui.kez, info->key, &matter);
      way_test_set (&self->gui.vault, &self->gui.kez, WAY_KIND_MATTER, &matter,
                    WAY_MATTER_EMPTY_REASON, way_test_prose ("Kez wants to leave this for now."));
    }
}

static gboolean
is_agreed (Bench *self)
{
  g_autoptr (GPtrArray) versions = way_plan_list_versions (way_live_case_get_case (self->live));

  return way_plan_newest_version (versions) != NULL;
}

static void
test_finalise (void)
{
  Bench bench;
  GtkWidget *finalise, *section;

  bench_begin (&bench, FALSE);
  act (&bench, "plan.finalise");
  finalise = find_type (bench.page, WAY_TYPE_PLAN_FINALISE);
  way_test_until (is_said (&bench, "Ready when nothing is missing"));
  g_assert_true (is_said (&bench, "Where I live is empty"));
  g_assert_true (is_said (&bench, "10 things"));
  g_assert_false (gtk_widget_get_sensitive (find (finalise, has_label, "Finalise this plan")));

  give_reasons (&bench);
  way_live_case_reload (bench.live);
  way_test_until (is_said (&bench, "Nothing is missing"));
  g_assert_false (is_said (&bench, "Ready when nothing is missing"));
  gtk_widget_activate (find (finalise, has_label, "Finalise this plan"));
  way_test_until (is_agreed (&bench));
  way_test_until (is_said (&bench, "Plan 1 was agreed on"));

  /* to read, until the next review begins */
  section = find_type (bench.page, WAY_TYPE_PLAN_SECTION);
  g_assert_false (
      gtk_text_view_get_editable (GTK_TEXT_VIEW (find_type (section, WAY_TYPE_WRITING_VIEW))));
  g_assert_false (gtk_widget_activate_action (bench.page, "plan.add-action", NULL)
                  && count_actions (&bench) > 0);
  act (&bench, "plan.start-review");
  g_assert_true (
      gtk_text_view_get_editable (GTK_TEXT_VIEW (find_type (section, WAY_TYPE_WRITING_VIEW))));
  gtk_text_buffer_set_text (find_words (&bench), "Now I want to say something.", -1);
  act (&bench, "plan.next-section");
  way_test_until (is_said (&bench, "Plan 2, draft"));
  bench_end (&bench);
}

static void
test_taken_back (void)
{
  Bench bench;
  GtkWidget *finalise;

  bench_begin (&bench, FALSE);
  give_reasons (&bench);
  way_live_case_reload (bench.live);
  act (&bench, "plan.finalise");
  finalise = find_type (bench.page, WAY_TYPE_PLAN_FINALISE);
  way_test_until (is_said (&bench, "Nothing is missing"));
  gtk_widget_activate (find (finalise, has_label, "Finalise this plan"));
  way_test_until (is_said (&bench, "Plan 1 was agreed on"));
  press (&bench, "Undo");
  way_test_until (!is_agreed (&bench));
  way_test_until (is_said (&bench, "Plan 1, draft"));
  bench_end (&bench);
}

/* -- places ------------------------------------------------------------------------------------ */

static void
test_places (void)
{
  Bench bench;
  g_autoptr (GPtrArray) actions = NULL;
  g_autofree char *path = NULL, *at = NULL, *finalising = NULL;
  char hex[WAY_ID_HEX_SIZE];

  bench_begin (&bench, TRUE);
  actions = way_case_list_actions (way_live_case_get_case (bench.live), &bench.matter);
  g_assert_cmpuint (actions->len, >, 0);
  way_page_go (WAY_PAGE (bench.page), "plan.matters.S1_01");
  path = g_strdup_printf (
      "plan.matters.S1_05.actions.%s.by",
      way_id_format (&((const WayObject *)g_ptr_array_index (actions, 0))->id, hex));
  way_page_go (WAY_PAGE (bench.page), path);
  g_assert_true (focus_is_in (&bench, WAY_TYPE_DATE_ROW));
  at = way_page_dup_path (WAY_PAGE (bench.page));
  g_assert_cmpstr (at, ==, "plan.matters.S1_05");

  way_page_go (WAY_PAGE (bench.page), "plan.matters.S1_08.contingency");
  g_assert_true (is_said (&bench, "Section 8 of 10"));
  g_assert_true (focus_is_in (&bench, WAY_TYPE_TEXT_FIELD));
  way_page_go (WAY_PAGE (bench.page), "plan.matters.S1_02");
  g_assert_true (focus_is_in (&bench, WAY_TYPE_WORDS_FIELD));

  way_page_go (WAY_PAGE (bench.page), "plan.finalise");
  finalising = way_page_dup_path (WAY_PAGE (bench.page));
  g_assert_cmpstr (finalising, ==, "plan.finalise");
  way_page_go (WAY_PAGE (bench.page), "plan.my_plan");
  g_assert_true (focus_is_in (&bench, WAY_TYPE_WORDS_FIELD));

  /* what is not there any more: what comes nearest */
  way_page_go (WAY_PAGE (bench.page), "plan.matters.S1_05.actions.00.by");
  g_assert_true (is_said (&bench, "Section 5 of 10"));
  way_page_go (WAY_PAGE (bench.page), "plan.matters.S9_99.own_words");
  way_page_go (WAY_PAGE (bench.page), "plan");
  way_page_go (WAY_PAGE (bench.page), "");
  bench_end (&bench);
}

/* -- read aloud -------------------------------------------------------------------------------- */

static gboolean
is_named (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  if (GTK_IS_LABEL (widget) || GTK_IS_BUTTON (widget) || GTK_IS_CHECK_BUTTON (widget))
    return gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL)
           || gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY)
           || GTK_IS_LABEL (widget) || find (widget, says, "") != NULL;
  return gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL)
         || gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

/* What takes focus itself, not by a widget inside it that has its name from it. */
static void
check_names (GtkWidget *widget, gpointer data)
{
  guint *n_unnamed = data;

  if (gtk_widget_get_mapped (widget) && gtk_widget_get_focusable (widget)
      && !GTK_IS_SCROLLED_WINDOW (widget) && !is_named (widget))
    {
      GtkWidget *parent = gtk_widget_get_parent (widget);

      if (!is_named (parent) && !is_named (gtk_widget_get_parent (parent)))
        {
          g_test_message ("no name: %s in %s", G_OBJECT_TYPE_NAME (widget),
                          G_OBJECT_TYPE_NAME (parent));
          (*n_unnamed)++;
        }
    }
  /* What is inside a choice is GTK's own. */
  if (GTK_IS_POPOVER (widget) || GTK_IS_DROP_DOWN (widget) || ADW_IS_COMBO_ROW (widget))
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_names (child, data);
}

static void
test_names (void)
{
  Bench bench;
  guint n_unnamed = 0;

  bench_begin (&bench, TRUE);
  begin_action (&bench, "Ring the housing office");
  way_test_gui_rest (100);
  check_names (bench.page, &n_unnamed);
  way_page_go (WAY_PAGE (bench.page), "plan.finalise");
  way_test_gui_rest (100);
  check_names (bench.page, &n_unnamed);
  g_assert_cmpuint (n_unnamed, ==, 0);
  bench_end (&bench);
}

/* -- little room ------------------------------------------------------------------------------- */

static gboolean
is_alone (Bench *self)
{
  gboolean alone;

  g_object_get (self->page, "alone", &alone, NULL);
  return alone;
}

/* The smallest window is 360 wide (design/DESIGN.md 2). */
static void
test_narrow (void)
{
  Bench bench;
  int minimum;

  bench_begin (&bench, TRUE);
  for (guint i = 0; i < 2; i++)
    {
      way_page_go (WAY_PAGE (bench.page), i == 0 ? "plan.matters.S1_05" : "plan.finalise");
      gtk_window_set_default_size (bench.window, 360, 640);
      way_test_until (gtk_widget_get_width (bench.page) <= 360);
      gtk_widget_measure (bench.page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_assert_cmpint (minimum, <=, 360);
      way_test_until (is_alone (&bench));
    }
  act (&bench, "plan.sections");
  way_test_until (!is_alone (&bench));
  bench_end (&bench);
}

/* -- what is said of a case -------------------------------------------------------------------- */

static void
test_rows (void)
{
  Bench bench;
  g_autoptr (GPtrArray) rows = NULL;
  WayAct *made;
  WayId id;

  bench_begin (&bench, FALSE);
  made = way_act_new (&bench.gui.kez, 0);
  way_id_new (bench.gui.vault.random, &id);
  way_act_create (made, WAY_KIND_ACTION, &id);
  way_act_set (made, WAY_KIND_ACTION, &id, WAY_ACTION_WHAT, way_test_prose ("Open an account"));
  way_act_set (made, WAY_KIND_ACTION, &id, WAY_ACTION_MATTER,
               g_variant_new ("(@ay)", way_value_new_id (&bench.matter)));
  way_test_commit (&bench.gui.vault, made);
  way_live_case_reload (bench.live);
  way_test_until (count_actions (&bench) == 1);

  rows = way_plan_list_missing_rows (way_live_case_get_case (bench.live), bench.gui.vault.reference,
                                     "Kez");
  /* nine empty sections and one row for both that the action lacks */
  g_assert_cmpuint (rows->len, ==, 10);
  {
    const WayMissingRow *row = g_ptr_array_index (rows, 4);

    g_assert_cmpstr (row->title, ==, "“Open an account” has no date, and no one to do it");
    g_assert_cmpstr (row->detail, ==, "Section 5, Where I live");
    g_assert_cmpstr (row->link, ==, "Add who and when");
    g_assert_true (g_str_has_suffix (row->path, ".who"));
  }
  way_test_until (is_said (&bench, "1 action needs who and when"));
  way_test_until (is_said (&bench, "No one to do it yet  ·  no date yet"));
  bench_end (&bench);
}

static void
test_who (void)
{
  Bench bench;
  WayWhoChoice *choice;
  guint someone;
  g_autofree char *me = NULL, *other = NULL;

  bench_begin (&bench, TRUE);
  choice = way_who_choice_new (way_live_case_get_case (bench.live), "Kez", "Ros");
  me = way_who_choice_dup_who (choice, 1, "");
  g_assert_cmpstr (me, ==, "me");
  g_assert_cmpuint (way_who_choice_find (choice, "me"), ==, 1);
  g_assert_cmpuint (way_who_choice_find (choice, "Ros"), ==, 2);
  g_assert_false (
      way_who_choice_is_someone_else (choice, way_who_choice_find (choice, "Kez and Ros")));
  someone = way_who_choice_find (choice, "Nobody named so");
  g_assert_true (way_who_choice_is_someone_else (choice, someone));
  other = way_who_choice_dup_who (choice, someone, "Nobody named so");
  g_assert_cmpstr (other, ==, "Nobody named so");
  way_who_choice_free (choice);
  bench_end (&bench);
}

int
main (int argc, char **argv)
{
  way_test_gui_start (&argc, &argv);
  g_test_add_func ("/plan/a-section-opens-at-its-top", test_a_section_opens_at_its_top);
  g_test_add_func ("/plan/fields-save", test_fields_save);
  g_test_add_func ("/plan/changes-underneath", test_changes_underneath);
  g_test_add_func ("/plan/two-versions", test_two_versions);
  g_test_add_func ("/plan/quick-return", test_quick_return);
  g_test_add_func ("/plan/ready", test_ready);
  g_test_add_func ("/plan/words-left-empty", test_words_left_empty);
  g_test_add_func ("/plan/question-begins-safe", test_question_begins_safe);
  g_test_add_func ("/plan/actions", test_actions);
  g_test_add_func ("/plan/action-in-view", test_action_in_view);
  g_test_add_func ("/plan/action-is-kept", test_action_is_kept);
  g_test_add_func ("/plan/action-is-thought-over", test_action_is_thought_over);
  g_test_add_func ("/plan/action-after-a-crash", test_action_after_a_crash);
  g_test_add_func ("/plan/action-outlives-its-page", test_action_outlives_its_page);
  g_test_add_func ("/plan/action-is-flushed", test_action_is_flushed);
  g_test_add_func ("/plan/finalise", test_finalise);
  g_test_add_func ("/plan/taken-back", test_taken_back);
  g_test_add_func ("/plan/places", test_places);
  g_test_add_func ("/plan/names", test_names);
  g_test_add_func ("/plan/narrow", test_narrow);
  g_test_add_func ("/plan/rows", test_rows);
  g_test_add_func ("/plan/who", test_who);
  return g_test_run ();
}
