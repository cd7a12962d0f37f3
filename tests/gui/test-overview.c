/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The overview on a real vault: what it shows, and what is changed where it stands.
 */
#include "way-test-window.h"

#include <string.h>

#include "way-agenda-row.h"
#include "way-initials.h"
#include "way-line-row.h"
#include "way-object-row.h"
#include "way-overview-page.h"
#include "way-page.h"
#include "way-panes.h"
#include "way-writing-view.h"

typedef struct
{
  WayTestGui gui;
  WayLiveCase *live;
  WayTestWindow *window;
  GtkWidget *page;
} Bench;

static void
bench_begin (Bench *self, gboolean practice, int width)
{
  g_autofree char *place = NULL;

  *self = (Bench){ 0 };
  way_test_gui_init (&self->gui, practice);
  self->live = way_test_gui_open (&self->gui, &self->gui.kez);
  place = way_page_place_of_tab (&self->gui.kez, "overview");
  self->window = way_test_window_new (self->gui.desk, place, width, 800);
  self->page = way_test_find_type (GTK_WIDGET (self->window), WAY_TYPE_OVERVIEW_PAGE);
  g_assert_nonnull (self->page);
}

static void
bench_end (Bench *self)
{
  way_test_window_close (self->window);
  g_clear_object (&self->live);
  way_test_gui_clear (&self->gui);
}

static WayCase *
now (Bench *self)
{
  return way_live_case_get_case (self->live);
}

static void
act (Bench *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (self->page, action, NULL));
  way_test_gui_rest (300);
}

static void
test_shows (void)
{
  static const char *const texts[] = {
    "Kez Hartley",  "she/her",     "Former relevant",    "Large print",    "Next dates",
    "Achievements", "Kez’s goals", "What matters to me", "Ask again today"
  };
  Bench bench;

  bench_begin (&bench, TRUE, 1280);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    way_test_until_text (bench.page, texts[i]);
  bench_end (&bench);
}

/* Text goes into the row that has focus, and focus leaves it. */
static void
write_line (Bench *self, const char *text)
{
  GtkWidget *focused = gtk_root_get_focus (GTK_ROOT (self->window));

  g_assert_true (GTK_IS_TEXT (focused));
  gtk_editable_set_text (GTK_EDITABLE (focused), text);
  gtk_widget_child_focus (GTK_WIDGET (self->window), GTK_DIR_TAB_FORWARD);
}

static guint
count (Bench *self, guint16 kind)
{
  g_autoptr (GPtrArray) objects = way_case_list (now (self), kind);

  return objects->len;
}

/* A name may say how old somebody is; the initials do not. */
static void
test_initials (void)
{
  Bench bench;
  GtkWidget *row;

  bench_begin (&bench, TRUE, 1280);
  way_test_until_text (bench.page, "Jude, 11");
  row = gtk_widget_get_ancestor (way_test_find_text (bench.page, "Jude, 11"),
                                 ADW_TYPE_EXPANDER_ROW);
  g_assert_cmpstr (
      way_initials_get_text (WAY_INITIALS (way_test_find_type (row, WAY_TYPE_INITIALS))), ==,
      "Jude");
  bench_end (&bench);
}

static void
test_add (void)
{
  static const struct
  {
    const char *action, *text;
    guint16 kind;
  } rows[] = { { "overview.add-goal", "Learn to swim", WAY_KIND_GOAL },
               { "overview.add-supporter", "Aunt May", WAY_KIND_SUPPORTER },
               { "overview.add-achievement", "Swam a length", WAY_KIND_ACHIEVEMENT } };
  Bench bench;

  bench_begin (&bench, FALSE, 1280);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      act (&bench, rows[i].action);
      write_line (&bench, rows[i].text);
      way_test_until (count (&bench, rows[i].kind) == 1);
      way_test_until_text (bench.page, rows[i].text);
    }
  bench_end (&bench);
}

/* (transfer none): somebody else, by the name people call them. */
static const WayId *
find_person (Bench *self, const char *called)
{
  GListModel *people = G_LIST_MODEL (way_desk_get_people (self->gui.desk));

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (WayPersonItem) item = g_list_model_get_item (people, i);

      if (g_str_has_prefix (way_person_item_get_name (item), called))
        return way_person_item_get_id (item);
    }
  g_error ("nobody is called that");
}

static GtkWidget *
find_row (Bench *self, const char *title)
{
  way_test_until_text (self->page, title);
  return gtk_widget_get_ancestor (way_test_find_text (self->page, title), WAY_TYPE_OBJECT_ROW);
}

/* The rows of one person become those of the next; the one that is written in does not, and its
 * words stay whose they are. */
static void
test_next_person (void)
{
  Bench bench;
  g_autofree char *there = NULL, *back = NULL;
  GtkWidget *opened, *closed, *other;
  WayLineRow *line;

  bench_begin (&bench, TRUE, 1280);
  opened = find_row (&bench, "Finish Level 2 Bakery");
  closed = find_row (&bench, "Jude, 11");
  g_assert_false (WAY_OBJECT_ROW (opened)->filled);
  way_object_row_edit (WAY_OBJECT_ROW (opened));
  g_assert_true (WAY_OBJECT_ROW (opened)->filled);
  line = WAY_LINE_ROW (way_test_find_type (opened, WAY_TYPE_LINE_ROW));
  g_assert_cmpstr (way_line_row_get_text (line), ==, "Finish Level 2 Bakery");
  gtk_editable_set_text (GTK_EDITABLE (line), "Finish Level 3 Bakery");
  g_object_add_weak_pointer (G_OBJECT (opened), (gpointer *)&opened);
  there = way_page_place_of_tab (find_person (&bench, "Mia"), "overview");
  gtk_widget_activate_action (GTK_WIDGET (bench.window), "win.go", "s", there);
  other = find_row (&bench, "Make the flat ours");
  g_assert_null (opened);
  g_assert_false (WAY_OBJECT_ROW (other)->filled);
  g_assert_true (find_row (&bench, "Ava-Rose") == closed);
  g_assert_null (way_test_find_text (bench.page, "Jude, 11"));
  way_object_row_edit (WAY_OBJECT_ROW (other));
  line = WAY_LINE_ROW (way_test_find_type (other, WAY_TYPE_LINE_ROW));
  g_assert_cmpstr (way_line_row_get_text (line), ==, "Make the flat ours");
  back = way_page_place_of_tab (&bench.gui.kez, "overview");
  gtk_widget_activate_action (GTK_WIDGET (bench.window), "win.go", "s", back);
  way_test_until_text (bench.page, "Finish Level 3 Bakery");
  g_assert_null (way_test_find_text (bench.page, "Finish Level 2 Bakery"));
  bench_end (&bench);
}

/* A row that was added and left empty was never there. */
static void
test_add_nothing (void)
{
  Bench bench;
  GtkWidget *row;

  bench_begin (&bench, FALSE, 1280);
  act (&bench, "overview.add-goal");
  row = gtk_widget_get_ancestor (gtk_root_get_focus (GTK_ROOT (bench.window)),
                                 ADW_TYPE_EXPANDER_ROW);
  g_assert_nonnull (row);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), FALSE);
  way_test_gui_rest (300);
  g_assert_cmpuint (count (&bench, WAY_KIND_GOAL), ==, 0);
  way_test_until_text (bench.page, "No goals yet.");
  bench_end (&bench);
}

static void
test_remove_and_undo (void)
{
  Bench bench;
  guint n;
  GtkWidget *row, *remove;

  bench_begin (&bench, TRUE, 1280);
  n = count (&bench, WAY_KIND_GOAL);
  row = gtk_widget_get_ancestor (way_test_find_text (bench.page, "Finish Level 2 Bakery"),
                                 ADW_TYPE_EXPANDER_ROW);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  way_test_until_text (row, "Remove this goal");
  remove = gtk_widget_get_ancestor (way_test_find_text (row, "Remove this goal"),
                                    ADW_TYPE_ACTION_ROW);
  adw_action_row_activate (ADW_ACTION_ROW (remove));
  way_test_until (count (&bench, WAY_KIND_GOAL) == n - 1);
  way_test_until (g_str_equal (way_test_window_get_said (bench.window), "Goal removed"));
  g_assert_null (way_test_find_text (bench.page, "Finish Level 2 Bakery"));
  way_desk_undo (bench.gui.desk);
  way_test_until_text (bench.page, "Finish Level 2 Bakery");
  bench_end (&bench);
}

/* Asked again, it is written where it was read, and the page stays as wide as it was. */
static void
test_ask_again (void)
{
  Bench bench;
  GtkWidget *view;
  g_autoptr (GPtrArray) words = NULL;

  bench_begin (&bench, TRUE, 1280);
  act (&bench, "overview.ask-again");
  view = gtk_root_get_focus (GTK_ROOT (bench.window));
  g_assert_true (WAY_IS_WRITING_VIEW (view));
  g_assert_false (
      way_panes_is_folded (WAY_PANES (gtk_widget_get_ancestor (bench.page, WAY_TYPE_PANES))));
  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "And Jude. ",
                                    -1);
  g_assert_true (gtk_widget_activate_action (view, "matters.done", NULL));
  way_test_until_text (bench.page, "Ask again today");
  way_test_until (way_test_find_text (bench.page, "Kez said this on 28 September 2026.") == NULL);
  words = way_object_dup_words (way_case_get_front (now (&bench)), WAY_FRONT_WHAT_MATTERS);
  g_assert_nonnull (strstr (((WayPassage *)g_ptr_array_index (words, 0))->text, "And Jude. "));
  bench_end (&bench);
}

static void
test_address (void)
{
  Bench bench;
  GtkWidget *show;

  bench_begin (&bench, TRUE, 1280);
  way_test_until_text (bench.page, "Hidden. Kez has asked for it to stay private.");
  show = way_test_find_text (bench.page, "Show");
  g_signal_emit_by_name (show, "clicked");
  way_test_gui_rest (50);
  g_assert_null (way_test_find_text (bench.page, "Hidden. Kez has asked for it to stay private."));
  g_signal_emit_by_name (show, "clicked");
  way_test_until_text (bench.page, "Hidden. Kez has asked for it to stay private.");
  bench_end (&bench);
}

static int
x_of (GtkWidget *label, const char *part)
{
  const char *text = gtk_label_get_text (GTK_LABEL (label));
  const char *found = strstr (text, part);
  PangoRectangle place;

  g_assert_nonnull (found);
  pango_layout_index_to_pos (gtk_label_get_layout (GTK_LABEL (label)), (int)(found - text), &place);
  return place.x;
}

/* Somebody rings the number as it is seen. */
static void
test_number_from_the_right (void)
{
  Bench bench;
  GtkWidget *row, *label;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  bench_begin (&bench, TRUE, 1280);
  way_test_until_text (bench.page, "How to reach Kez");
  row = gtk_widget_get_ancestor (
      way_test_find_text (bench.page, "Best after 4:00pm. Please text before you call."),
      ADW_TYPE_ACTION_ROW);
  label = way_test_find_type (row, GTK_TYPE_LABEL);
  g_assert_cmpint (x_of (label, "07700"), <, x_of (label, "900461"));
  bench_end (&bench);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
test_closed (void)
{
  Bench bench;
  WayAct *closing;

  bench_begin (&bench, TRUE, 1280);
  closing = way_act_new (&bench.gui.kez, 0);
  way_act_set (closing, WAY_KIND_PERSON, &bench.gui.kez, WAY_PERSON_CLOSED,
               g_variant_new ("(sss)", "agreed_to_stop", "2026-06-03", ""));
  way_desk_commit (bench.gui.desk, closing, NULL, NULL);
  way_test_until_text (bench.page, "Open again");
  g_assert_nonnull (way_test_find_text (
      bench.page, "We agreed to stop for now on 3 June. Kez can come back until she is 25."));
  g_assert_true (gtk_widget_activate_action (bench.page, "person.open-again", NULL));
  way_test_until (way_test_find_text (bench.page, "Open again") == NULL);
  bench_end (&bench);
}

/* In one column the dates stand before the goals. */
static void
test_narrow (void)
{
  Bench bench;
  graphene_rect_t dates, goals;

  bench_begin (&bench, TRUE, 400);
  g_assert_true (gtk_widget_compute_bounds (way_test_find_text (bench.page, "Next dates"),
                                            bench.page, &dates));
  g_assert_true (gtk_widget_compute_bounds (way_test_find_text (bench.page, "Kez’s goals"),
                                            bench.page, &goals));
  g_assert_true (dates.origin.y < goals.origin.y);
  g_assert_cmpint (gtk_widget_get_width (bench.page), <=, 400);
  bench_end (&bench);
}

/* -- why -------------------------------------------------------------------------------------- */

/* Somebody born @years ago today. */
static void
set_age (Bench *self, int years)
{
  char born[WAY_DATE_TEXT_SIZE];
  WayAct *change = way_act_new (&self->gui.kez, 0);

  way_date_format (way_date_add_years (way_desk_get_today (self->gui.desk), -years), born);
  way_act_set (change, WAY_KIND_PERSON, &self->gui.kez, WAY_PERSON_BIRTH,
               g_variant_new ("(s)", born));
  way_test_gui_commit (&self->gui, change);
}

static void
add_object (Bench *self, guint16 kind, guint16 group, GVariant *value)
{
  WayAct *change = way_act_new (&self->gui.kez, 0);
  WayId id;

  way_id_new (way_desk_get_random (self->gui.desk), &id);
  way_act_create (change, kind, &id);
  way_act_set (change, kind, &id, group, value);
  way_test_gui_commit (&self->gui, change);
}

/* The message that is open over the window, or NULL. */
static GtkWidget *
find_message (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *each = windows; each != NULL; each = each->next)
    if (ADW_IS_MESSAGE_DIALOG (each->data))
      return each->data;
  return NULL;
}

static void
assert_message (const char *part)
{
  GtkWidget *message = find_message ();

  g_assert_nonnull (message);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (message)), part));
}

static void
close_message (void)
{
  gtk_window_close (GTK_WINDOW (find_message ()));
  way_test_until (find_message () == NULL);
}

/* Made of care history, with its reason and rule; what was entered says otherwise, until it does
 * not. */
static void
test_status_says_why (void)
{
  static const char reason[] = "Was looked after, and eligible, until turning 18 on ";
  Bench bench;
  GtkWidget *why, *link;
  WayDate today;
  char from[WAY_DATE_TEXT_SIZE], to[WAY_DATE_TEXT_SIZE];

  bench_begin (&bench, FALSE, 1280);
  set_age (&bench, 19);
  way_test_until_text (bench.page,
                       "No care history is written down, so the status is not worked out.");
  g_assert_null (way_test_find_text (bench.page, "See the rule"));
  today = way_desk_get_today (bench.gui.desk);
  way_date_format (way_date_add_years (today, -9), from);
  way_date_format (way_date_add_days (way_date_add_years (today, -1), -1), to);
  add_object (&bench, WAY_KIND_CARE, WAY_CARE_DATES, g_variant_new ("(ss)", from, to));
  way_test_until_text (bench.page, "Former relevant");
  link = way_test_find_text (bench.page, "See the rule");
  g_assert_nonnull (link);
  why = gtk_widget_get_prev_sibling (gtk_widget_get_ancestor (link, GTK_TYPE_BUTTON));
  g_assert_true (g_str_has_prefix (gtk_label_get_text (GTK_LABEL (why)), reason));
  g_signal_emit_by_name (gtk_widget_get_ancestor (link, GTK_TYPE_BUTTON), "clicked");
  assert_message (reason);
  assert_message ("At 18 an eligible or relevant young person becomes former relevant.");
  assert_message ("Children Act 1989");
  close_message ();
  add_object (&bench, WAY_KIND_STATUS_ENTERED, WAY_STATUS_ENTERED_STATUS,
              g_variant_new ("(sss)", from, "qualifying", ""));
  way_test_until_text (bench.page,
                       "Entered as: Qualifying. Care history says otherwise: check it.");
  bench_end (&bench);
}

/* The row of a date leads to where it is done, and its button to the rule; without a rule there is
 * no button. */
static void
test_see_the_rule (void)
{
  Bench bench;
  GtkWidget *row, *button;
  char soon[WAY_DATE_TEXT_SIZE];

  bench_begin (&bench, FALSE, 1280);
  way_date_format (way_date_add_days (way_desk_get_today (bench.gui.desk), 3), soon);
  add_object (&bench, WAY_KIND_APPOINTMENT, WAY_APPOINTMENT_WHEN, g_variant_new ("(ss)", soon, ""));
  way_test_until_text (bench.page, "Appointment");
  row = gtk_widget_get_ancestor (way_test_find_text (bench.page, "Appointment"),
                                 WAY_TYPE_AGENDA_ROW);
  g_assert_null (way_test_find_type (row, GTK_TYPE_BUTTON));
  gtk_widget_activate_action (row, "due.see-rule", NULL);
  g_assert_null (find_message ());
  row = way_test_find_type (bench.page, WAY_TYPE_AGENDA_ROW);
  while (row != NULL && way_test_find_type (row, GTK_TYPE_BUTTON) == NULL)
    row = gtk_widget_get_next_sibling (row);
  g_assert_nonnull (row);
  button = way_test_find_type (row, GTK_TYPE_BUTTON);
  g_assert_true (gtk_widget_grab_focus (button));
  g_signal_emit_by_name (button, "clicked");
  assert_message ("No visit is written down yet. Added: ");
  assert_message ("A visit at least every 8 weeks");
  assert_message ("A default: the law sets no such figure.");
  close_message ();
  bench_end (&bench);
}

int
main (int argc, char **argv)
{
  way_test_gui_start (&argc, &argv);
  g_test_add_func ("/gui/overview/shows", test_shows);
  g_test_add_func ("/gui/overview/initials", test_initials);
  g_test_add_func ("/gui/overview/add", test_add);
  g_test_add_func ("/gui/overview/next-person", test_next_person);
  g_test_add_func ("/gui/overview/add-nothing", test_add_nothing);
  g_test_add_func ("/gui/overview/remove-and-undo", test_remove_and_undo);
  g_test_add_func ("/gui/overview/ask-again", test_ask_again);
  g_test_add_func ("/gui/overview/address", test_address);
  g_test_add_func ("/gui/overview/number-from-the-right", test_number_from_the_right);
  g_test_add_func ("/gui/overview/closed", test_closed);
  g_test_add_func ("/gui/overview/narrow", test_narrow);
  g_test_add_func ("/gui/overview/status-says-why", test_status_says_why);
  g_test_add_func ("/gui/overview/see-the-rule", test_see_the_rule);
  return g_test_run ();
}
