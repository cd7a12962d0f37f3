/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Contacts on a real vault: the timeline, recording a visit, and that nothing half-written is lost
 * or counted (R1 to R5 of way-contact-form.h).  Today is Monday 23 November 2026.
 */
#include "way-test-window.h"

#include <string.h>

#include "way-contact-form-private.h"
#include "way-contacts-page.h"
#include "way-correction-form.h"
#include "way-due.h"
#include "way-page.h"
#include "way-rights.h"
#include "way-timeline-list.h"
#include "way-timeline-row.h"
#include "way-value.h"
#include "way-writing-view.h"

typedef struct
{
  WayTestGui gui;
  WayLiveCase *live;
  WayTestWindow *window;
  GtkWidget *page;
  WayContactForm *form;
} Bench;

static void
open_window (Bench *self, const WayId *person, const char *path)
{
  g_autofree char *tab = way_page_place_of_tab (person, "contacts");
  g_autofree char *place = g_strdup_printf ("%s/%s", tab, path);

  self->live = way_test_gui_open (&self->gui, person);
  self->window = way_test_window_new (self->gui.desk, place, 1280, 800);
  self->page = way_test_find_type (GTK_WIDGET (self->window), WAY_TYPE_CONTACTS_PAGE);
  g_assert_nonnull (self->page);
  way_test_gui_rest (150);
  self->form = NULL;
  if (g_str_equal (path, "new"))
    {
      way_test_until (way_test_find_type (self->page, WAY_TYPE_CONTACT_FORM) != NULL);
      self->form = WAY_CONTACT_FORM (way_test_find_type (self->page, WAY_TYPE_CONTACT_FORM));
    }
}

static void
bench_begin (Bench *self, gboolean practice, const char *path)
{
  *self = (Bench){ 0 };
  way_test_gui_init (&self->gui, practice);
  open_window (self, &self->gui.kez, path);
}

static void
close_window (Bench *self)
{
  way_test_window_close (self->window);
  way_test_gui_rest (100);
  g_clear_object (&self->live);
}

static void
bench_end (Bench *self)
{
  close_window (self);
  way_test_gui_clear (&self->gui);
}

static gboolean
is_saving (Bench *self)
{
  gboolean saving;

  g_object_get (self->gui.desk, "saving", &saving, NULL);
  return saving;
}

/* What is on its way to the disk is there. */
static void
settle (Bench *self)
{
  way_test_gui_rest (100);
  way_test_until (!is_saving (self));
  way_test_gui_rest (100);
}

static void
act (Bench *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (self->page, action, NULL));
  settle (self);
}

static void
act_on (Bench *self, const char *action, const char *id)
{
  g_assert_true (gtk_widget_activate_action (self->page, action, "s", id));
  settle (self);
}

static void
type_into (GtkWidget *field, const char *text)
{
  GtkWidget *view = way_test_find_type (field, WAY_TYPE_WRITING_VIEW);

  g_assert_nonnull (view);
  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
}

static WayWritingView *
view_of (gpointer field)
{
  return WAY_WRITING_VIEW (way_test_find_type (GTK_WIDGET (field), WAY_TYPE_WRITING_VIEW));
}

static guint
count (Bench *self, guint16 kind)
{
  g_autoptr (WayCase) stored = way_test_vault_load (&self->gui.vault, &self->gui.kez, NULL);
  g_autoptr (GPtrArray) list = way_case_list (stored, kind);

  return list->len;
}

static guint
count_drafts (Bench *self)
{
  g_autoptr (GPtrArray) drafts = way_test_vault_list_drafts (&self->gui.vault, NULL);

  return drafts->len;
}

static WayDate
visit_due (Bench *self)
{
  g_autoptr (WayCase) stored = way_test_vault_load (&self->gui.vault, &self->gui.kez, NULL);
  g_autoptr (WayCare) care = way_care_new (stored, self->gui.vault.reference,
                                           way_desk_get_today (self->gui.desk));
  g_auto (WayDue) due = { 0 };

  way_due_visit (care, NULL, &due);
  return due.due;
}

static void
assert_stored (Bench *self, guint16 group, const char *expected)
{
  g_autoptr (WayCase) stored = way_test_vault_load (&self->gui.vault, &self->gui.kez, NULL);
  g_autoptr (GPtrArray) list = way_case_list (stored, WAY_KIND_CONTACT);
  g_autoptr (GVariant) value = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpuint (list->len, ==, 1);
  value = way_object_dup_value (g_ptr_array_index (list, 0), group);
  text = value != NULL ? g_variant_print (value, FALSE) : g_strdup ("");
  g_assert_cmpstr (text, ==, expected);
}

static const char *
due_title (Bench *self)
{
  return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->form->due));
}

/* -- the timeline ------------------------------------------------------------------------------ */

static void
test_timeline (void)
{
  Bench bench;
  g_autoptr (GPtrArray) all = NULL, visits = NULL, tried = NULL;
  WayDate today;
  const WayTimelineEntry *first, *newest;

  bench_begin (&bench, TRUE, "");
  today = way_desk_get_today (bench.gui.desk);
  all = way_timeline_list (way_live_case_get_case (bench.live), WAY_TIMELINE_ALL, today, 0);
  visits = way_timeline_list (way_live_case_get_case (bench.live), WAY_TIMELINE_VISITS, today, 0);
  tried = way_timeline_list (way_live_case_get_case (bench.live), WAY_TIMELINE_TRIED, today, 0);
  first = g_ptr_array_index (all, 0);
  g_assert_cmpstr (first->heading, ==, "Booked");
  g_assert_cmpstr (first->spoken, ==, "today at 2:00pm, Home visit, 2:00pm, with Ros, Booked");
  newest = g_ptr_array_index (all, 3);
  g_assert_cmpstr (newest->heading, ==, "November");
  g_assert_cmpstr (
      newest->spoken, ==,
      "Monday 16 November, Message from Kez, Ros replied the same day and put it first "
      "for the next visit. Can we talk about the flat, and can I paint it");
  g_assert_cmpuint (visits->len, >, 3);
  g_assert_cmpuint (tried->len, <, visits->len);
  for (guint i = 0; i < tried->len; i++)
    g_assert_true (
        g_str_has_suffix (((WayTimelineEntry *)g_ptr_array_index (tried, i))->spoken, ", Tried")
        || strstr (((WayTimelineEntry *)g_ptr_array_index (tried, i))->spoken, ". Tried") != NULL);
  way_test_until_text (bench.page, "Message from Kez");
  way_test_until_text (bench.page, "14 in the last 6 months");
  way_test_until_text (bench.page, "At least every 8 weeks");
  gtk_widget_activate_action (way_test_find_type (bench.page, WAY_TYPE_TIMELINE_LIST),
                              "contacts.filter", "s", "tried");
  way_test_gui_rest (100);
  g_assert_null (way_test_find_text (bench.page, "Message from Kez"));
  bench_end (&bench);
}

static void
test_empty (void)
{
  Bench bench;

  bench_begin (&bench, FALSE, "");
  way_test_until_text (bench.page, "No contacts written down yet");
  act (&bench, "contacts.record");
  g_assert_nonnull (way_test_find_text (bench.page, "Record a visit"));
  act (&bench, "contacts.cancel");
  g_assert_null (way_test_find_text (bench.page, "Record a visit"));
  g_assert_cmpuint (count_drafts (&bench), ==, 0);
  bench_end (&bench);
}

/* -- recording --------------------------------------------------------------------------------- */

static void
fill (Bench *self)
{
  WayDate today = way_desk_get_today (self->gui.desk);

  type_into (GTK_WIDGET (self->form->words), "I want to see the flat first.");
  type_into (GTK_WIDGET (self->form->notes), "The lock works.");
  way_date_row_set_date (self->form->book_when, way_date_add_days (today, 14));
  way_date_row_set_time (self->form->book_when, "14:00");
  g_signal_emit_by_name (self->form->book_when, "typed");
  gtk_editable_set_text (GTK_EDITABLE (self->form->what), "Ring the housing officer");
  gtk_editable_set_text (GTK_EDITABLE (self->form->who), "Ros");
  way_date_row_set_date (self->form->by, way_date_add_days (today, 7));
  g_signal_emit_by_name (self->form->by, "typed");
  adw_combo_row_set_selected (self->form->section, 5);
}

/* A visit, the next one and an action are one act, and Undo takes back all three. */
static void
test_one_act (void)
{
  Bench bench;
  WayId matter;

  bench_begin (&bench, FALSE, "new");
  fill (&bench);
  g_assert_cmpstr (due_title (&bench), ==, "Next visit due by Monday 18 January 2027");
  act (&bench, "contacts.save");
  g_assert_cmpstr (way_test_window_get_said (bench.window), ==, "Visit saved on this laptop");
  assert_stored (&bench, WAY_CONTACT_KIND, "('visit',)");
  assert_stored (&bench, WAY_CONTACT_PLACE, "('home',)");
  assert_stored (&bench, WAY_CONTACT_SEEN, "(0x02,)");
  assert_stored (&bench, WAY_CONTACT_SEEN_ALONE, "(0x02,)");
  assert_stored (&bench, WAY_CONTACT_WHEN, "('2026-11-23', '00:00')");
  assert_stored (&bench, WAY_CONTACT_NOTES, "('The lock works.', 'en')");
  g_assert_cmpuint (count (&bench, WAY_KIND_APPOINTMENT), ==, 1);
  way_matter_object (&bench.gui.kez, "S1_05", &matter);
  {
    g_autoptr (WayCase) stored = way_test_vault_load (&bench.gui.vault, &bench.gui.kez, NULL);
    g_autoptr (GPtrArray) actions = way_case_list_actions (stored, &matter);

    g_assert_cmpuint (actions->len, ==, 1);
    g_assert_nonnull (way_case_get_matter (stored, "S1_05"));
  }
  g_assert_cmpuint (count_drafts (&bench), ==, 0);
  g_assert_true (WAY_IS_TIMELINE_ROW (gtk_root_get_focus (gtk_widget_get_root (bench.page))));

  way_desk_undo (bench.gui.desk);
  settle (&bench);
  g_assert_cmpuint (count (&bench, WAY_KIND_CONTACT), ==, 0);
  g_assert_cmpuint (count (&bench, WAY_KIND_APPOINTMENT), ==, 0);
  g_assert_cmpuint (count (&bench, WAY_KIND_ACTION), ==, 0);
  bench_end (&bench);
}

/* What the form says before saving is what stands after it; a call moves nothing. */
static void
test_due_is_said_before (void)
{
  Bench bench;
  WayDate before;

  bench_begin (&bench, TRUE, "new");
  before = visit_due (&bench);
  g_assert_cmpstr (due_title (&bench), ==, "Next visit due by Monday 18 January 2027");
  gtk_toggle_button_set_active (bench.form->call, TRUE);
  g_assert_cmpstr (due_title (&bench), ==, "Next visit due by Monday 23 November");
  g_assert_cmpstr (adw_action_row_get_subtitle (bench.form->due), ==,
                   "A call does not count as seen. 8 weeks from 28 September.");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (bench.form->seen_row)));
  gtk_toggle_button_set_active (bench.form->visit, TRUE);
  adw_combo_row_set_selected (bench.form->where, 6);
  g_assert_true (g_str_has_prefix (adw_action_row_get_subtitle (bench.form->due),
                                   "A video call does not count as seen."));
  gtk_toggle_button_set_active (bench.form->call, TRUE);
  type_into (GTK_WIDGET (bench.form->notes), "Ten minutes.");
  act (&bench, "contacts.save");
  g_assert_cmpint (way_date_compare (visit_due (&bench), before), ==, 0);
  bench_end (&bench);
}

/* Who was not seen was tried; what was written stays. */
static void
test_not_seen_is_tried (void)
{
  Bench bench;

  bench_begin (&bench, FALSE, "new");
  type_into (GTK_WIDGET (bench.form->notes), "Nobody in.");
  gtk_switch_set_active (bench.form->seen, FALSE);
  way_test_until_text (bench.page, "Record a try");
  act (&bench, "contacts.save");
  assert_stored (&bench, WAY_CONTACT_KIND, "('attempt',)");
  assert_stored (&bench, WAY_CONTACT_PLACE, "('home',)");
  assert_stored (&bench, WAY_CONTACT_SEEN, "(0x01,)");
  assert_stored (&bench, WAY_CONTACT_SEEN_ALONE, "");
  assert_stored (&bench, WAY_CONTACT_NOTES, "('Nobody in.', 'en')");
  g_assert_cmpuint (count_drafts (&bench), ==, 0);
  bench_end (&bench);
}

static void
test_refused (void)
{
  Bench bench;

  bench_begin (&bench, FALSE, "new");
  way_date_row_set_date (bench.form->when,
                         way_date_add_days (way_desk_get_today (bench.gui.desk), 1));
  act (&bench, "contacts.save");
  g_assert_nonnull (way_test_find_text (
      bench.page, "Write today or a day before. What is still to come is booked below."));
  way_date_row_set_date (bench.form->when, way_desk_get_today (bench.gui.desk));
  gtk_editable_set_text (GTK_EDITABLE (bench.form->what), "Ring");
  act (&bench, "contacts.save");
  g_assert_nonnull (way_test_find_text (
      bench.page, "Choose the section of the plan that the action belongs to."));
  g_assert_cmpuint (count (&bench, WAY_KIND_CONTACT), ==, 0);
  bench_end (&bench);
}

/* -- not finished ------------------------------------------------------------------------------ */

static void
lock_and_unlock (Bench *self)
{
  g_autoptr (GError) error = NULL;

  close_window (self);
  way_test_gui_close_desk (&self->gui);
  g_assert_true (way_test_vault_close (&self->gui.vault, NULL));
  way_test_vault_renew (&self->gui.vault);
  way_test_vault_open (&self->gui.vault, WAY_TEST_PASSPHRASE, &error);
  g_assert_no_error (error);
  way_test_gui_open_desk (&self->gui);
}

/* A form that is torn down with the window comes back as it was, on another day, and is no contact
 * meanwhile. */
static void
test_comes_back (void)
{
  Bench bench;

  bench_begin (&bench, FALSE, "new");
  gtk_toggle_button_set_active (bench.form->visit, TRUE);
  adw_combo_row_set_selected (bench.form->where, 2);
  fill (&bench);
  lock_and_unlock (&bench);
  g_assert_cmpuint (count (&bench, WAY_KIND_CONTACT), ==, 0);
  g_assert_cmpuint (count (&bench, WAY_KIND_APPOINTMENT), ==, 0);
  g_assert_cmpuint (count (&bench, WAY_KIND_ACTION), ==, 0);

  way_clock_set (bench.gui.vault.clock, G_GINT64_CONSTANT (1795392000000) + 86400000);
  open_window (&bench, &bench.gui.kez, "");
  way_test_until_text (bench.page, "Finish writing up 23 November’s visit");
  act (&bench, "contacts.record");
  bench.form = WAY_CONTACT_FORM (way_test_find_type (bench.page, WAY_TYPE_CONTACT_FORM));
  g_assert_nonnull (bench.form);
  {
    g_autofree char *words = way_writing_view_dup_text (view_of (bench.form->words));
    g_autofree char *notes = way_writing_view_dup_text (view_of (bench.form->notes));

    g_assert_cmpstr (words, ==, "I want to see the flat first.");
    g_assert_cmpstr (notes, ==, "The lock works.");
  }
  g_assert_cmpuint (adw_combo_row_get_selected (bench.form->where), ==, 2);
  g_assert_cmpuint (adw_combo_row_get_selected (bench.form->section), ==, 5);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (bench.form->who)), ==, "Ros");
  g_assert_cmpstr (way_date_row_get_time (bench.form->book_when), ==, "14:00");
  act (&bench, "contacts.save");
  assert_stored (&bench, WAY_CONTACT_WHEN, "('2026-11-23', '00:00')");
  assert_stored (&bench, WAY_CONTACT_PLACE, "('out',)");
  g_assert_cmpuint (count (&bench, WAY_KIND_APPOINTMENT), ==, 1);
  g_assert_cmpuint (count (&bench, WAY_KIND_ACTION), ==, 1);
  g_assert_cmpuint (count_drafts (&bench), ==, 0);
  bench_end (&bench);
}

/* Cancel keeps the text and offers it; only one visit is begun at a time. */
static void
test_cancel_keeps (void)
{
  Bench bench;

  bench_begin (&bench, FALSE, "new");
  type_into (GTK_WIDGET (bench.form->notes), "Half a sent");
  act (&bench, "contacts.cancel");
  way_test_until_text (bench.page, "Finish writing up today’s visit");
  g_assert_cmpuint (count_drafts (&bench), >, 0);
  g_assert_cmpuint (count (&bench, WAY_KIND_CONTACT), ==, 0);
  act (&bench, "contacts.record");
  {
    g_autofree char *notes = way_writing_view_dup_text (view_of (bench.form->notes));

    g_assert_cmpstr (notes, ==, "Half a sent");
  }
  g_assert_null (way_test_find_text (bench.page, "Finish writing up today’s visit"));
  bench_end (&bench);
}

/* -- changed and corrected --------------------------------------------------------------------- */

static char *
record_one (Bench *self)
{
  g_autoptr (WayCase) stored = NULL;
  g_autoptr (GPtrArray) list = NULL;

  type_into (GTK_WIDGET (self->form->notes), "The lock works.");
  act (self, "contacts.save");
  stored = way_test_vault_load (&self->gui.vault, &self->gui.kez, NULL);
  list = way_case_list (stored, WAY_KIND_CONTACT);
  g_assert_cmpuint (list->len, ==, 1);
  return way_id_dup_hex (&((WayObject *)g_ptr_array_index (list, 0))->id);
}

static void
test_changed_within_a_day (void)
{
  Bench bench;
  g_autofree char *id = NULL;

  bench_begin (&bench, FALSE, "new");
  id = record_one (&bench);
  act_on (&bench, "contacts.edit", id);
  way_test_until_text (bench.page, "Change this visit");
  type_into (GTK_WIDGET (bench.form->notes), " Twice.");
  act (&bench, "contacts.save");
  g_assert_cmpuint (count (&bench, WAY_KIND_CONTACT), ==, 1);
  {
    g_autoptr (WayCase) stored = way_test_vault_load (&bench.gui.vault, &bench.gui.kez, NULL);
    g_autoptr (GPtrArray) list = way_case_list (stored, WAY_KIND_CONTACT);
    g_autofree char *notes = way_object_dup_string (g_ptr_array_index (list, 0), WAY_CONTACT_NOTES,
                                                    0);

    g_assert_nonnull (strstr (notes, "Twice."));
  }
  g_assert_cmpuint (count_drafts (&bench), ==, 0);
  bench_end (&bench);
}

static void
test_corrected_later (void)
{
  Bench bench;
  g_autofree char *id = NULL;
  GtkWidget *form;

  bench_begin (&bench, FALSE, "new");
  id = record_one (&bench);
  way_clock_set (bench.gui.vault.clock,
                 G_GINT64_CONSTANT (1795392000000) + WAY_RIGHTS_EDIT_WINDOW_MS + 1000);
  act_on (&bench, "contacts.edit", id);
  form = way_test_find_type (bench.page, WAY_TYPE_CORRECTION_FORM);
  g_assert_nonnull (form);
  act (&bench, "contacts.save");
  g_assert_nonnull (way_test_find_text (bench.page, "Write what is right first."));
  type_into (form, "It was the back door.");
  act (&bench, "contacts.cancel");
  way_test_until_text (bench.page, "Finish correcting 23 November’s visit");
  act_on (&bench, "contacts.correct", id);
  act (&bench, "contacts.save");
  g_assert_cmpuint (count (&bench, WAY_KIND_CORRECTION), ==, 1);
  way_test_until_text (bench.page, "Corrected on 24 November: It was the back door.");
  assert_stored (&bench, WAY_CONTACT_NOTES, "('The lock works.', 'en')");
  g_assert_cmpuint (count_drafts (&bench), ==, 0);
  bench_end (&bench);
}

static void
test_appointment_cancelled (void)
{
  Bench bench;
  guint n;

  bench_begin (&bench, TRUE, "");
  n = count (&bench, WAY_KIND_APPOINTMENT);
  way_test_until_text (bench.page, "See the flat");
  {
    g_autoptr (GPtrArray) list = way_timeline_list (way_live_case_get_case (bench.live),
                                                    WAY_TIMELINE_ALL,
                                                    way_desk_get_today (bench.gui.desk), 0);
    g_autofree char *id = way_id_dup_hex (&((WayTimelineEntry *)g_ptr_array_index (list, 1))->id);

    act_on (&bench, "contacts.cancel-appointment", id);
  }
  g_assert_cmpuint (count (&bench, WAY_KIND_APPOINTMENT), ==, n - 1);
  g_assert_null (way_test_find_text (bench.page, "See the flat"));
  way_desk_undo (bench.gui.desk);
  settle (&bench);
  way_test_until_text (bench.page, "See the flat");
  bench_end (&bench);
}

static const char *
first_booked (Bench *self, GPtrArray **list)
{
  *list = way_timeline_list (way_live_case_get_case (self->live), WAY_TIMELINE_ALL,
                             way_desk_get_today (self->gui.desk), 0);
  return ((WayTimelineEntry *)g_ptr_array_index (*list, 0))->title;
}

/* Today's visit is no more to come once it is written down, and is again where that is undone. */
static void
test_booked_visit_held (void)
{
  Bench bench;
  g_autoptr (GPtrArray) before = NULL, after = NULL, undone = NULL;

  bench_begin (&bench, TRUE, "new");
  g_assert_cmpstr (first_booked (&bench, &before), ==, "Home visit");
  type_into (GTK_WIDGET (bench.form->notes), "The lock works.");
  act (&bench, "contacts.save");
  g_assert_cmpstr (first_booked (&bench, &after), ==, "See the flat");
  way_desk_undo (bench.gui.desk);
  settle (&bench);
  g_assert_cmpstr (first_booked (&bench, &undone), ==, "Home visit");
  bench_end (&bench);
}

/* At 400 pixels, with the frame of a window round it. */
static void
test_narrow (void)
{
  WayTestGui gui;
  WayTestWindow *window;
  GtkWidget *page;
  char hex[WAY_ID_HEX_SIZE];
  g_autofree char *place = NULL;
  int minimum;

  way_test_gui_init (&gui, TRUE);
  place = g_strdup_printf ("person/%s/contacts", way_id_format (&gui.kez, hex));
  window = way_test_window_new (gui.desk, place, 400, 760);
  way_test_until_text (window, "Booked");
  page = way_test_find_type (GTK_WIDGET (window), way_contacts_page_get_type ());
  /* the form lies over the page, and is no wider either */
  way_test_gui_rest (500);
  gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 388);
  way_test_window_close (window);
  way_test_gui_clear (&gui);
}

int
main (int argc, char **argv)
{
  way_test_gui_start (&argc, &argv);
  g_test_add_func ("/contacts/timeline", test_timeline);
  g_test_add_func ("/contacts/empty", test_empty);
  g_test_add_func ("/contacts/one-act", test_one_act);
  g_test_add_func ("/contacts/due-is-said-before", test_due_is_said_before);
  g_test_add_func ("/contacts/not-seen-is-tried", test_not_seen_is_tried);
  g_test_add_func ("/contacts/refused", test_refused);
  g_test_add_func ("/contacts/comes-back", test_comes_back);
  g_test_add_func ("/contacts/cancel-keeps", test_cancel_keeps);
  g_test_add_func ("/contacts/changed-within-a-day", test_changed_within_a_day);
  g_test_add_func ("/contacts/corrected-later", test_corrected_later);
  g_test_add_func ("/contacts/appointment-cancelled", test_appointment_cancelled);
  g_test_add_func ("/contacts/booked-visit-held", test_booked_visit_held);
  g_test_add_func ("/gui/contacts/narrow", test_narrow);
  return g_test_run ();
}
