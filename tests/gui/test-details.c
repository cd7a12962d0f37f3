/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Edit details on a real vault: every field of the table is there, and what is typed is written.
 */
#include "way-test-window.h"

#include "way-date-row.h"
#include "way-details-page.h"
#include "way-details-row.h"
#include "way-member-edit.h"
#include "way-member-text.h"
#include "way-page.h"
#include "way-person-page.h"
#include "way-writing-view.h"

typedef struct
{
  WayTestGui gui;
  WayLiveCase *live;
  WayTestWindow *window;
  GtkWidget *page;
} Bench;

static void
bench_begin (Bench *self, gboolean practice, const char *path)
{
  g_autofree char *tab = NULL, *place = NULL;

  *self = (Bench){ 0 };
  way_test_gui_init (&self->gui, practice);
  self->live = way_test_gui_open (&self->gui, &self->gui.kez);
  tab = way_page_place_of_tab (&self->gui.kez, "details");
  place = g_strjoin ("/", tab, path, NULL);
  self->window = way_test_window_new (self->gui.desk, place, 1280, 800);
  self->page = way_test_find_type (GTK_WIDGET (self->window), WAY_TYPE_DETAILS_PAGE);
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

static char *
dup_member (Bench *self, guint16 group, guint member)
{
  return way_object_dup_string (way_case_get_person (now (self)), group, member);
}

/* Whether that member of the person is @text by now. */
static gboolean
is_now (Bench *self, guint16 group, guint member, const char *text)
{
  g_autofree char *written = dup_member (self, group, member);

  return g_str_equal (written, text);
}

/* The mapped row called @title; the one of the person where a list has one of that name too. */
static GtkWidget *
find_row (GtkWidget *root, const char *title)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (ADW_IS_PREFERENCES_ROW (root)
      && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
leave (Bench *self)
{
  gtk_window_set_focus (GTK_WINDOW (self->window), NULL);
}

static void
write_line (Bench *self, const char *title, const char *text)
{
  GtkWidget *row = find_row (self->page, title);

  g_assert_nonnull (row);
  gtk_widget_grab_focus (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  leave (self);
}

static void
write_day (Bench *self, const char *title, const char *text)
{
  GtkWidget *row = find_row (self->page, title);
  GtkWidget *entry = row != NULL ? way_test_find_type (row, GTK_TYPE_ENTRY) : NULL;

  g_assert_nonnull (entry);
  gtk_widget_grab_focus (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  leave (self);
}

static void
press_show (Bench *self)
{
  GtkWidget *show = way_test_find_text (self->page, "Show");

  g_assert_nonnull (show);
  g_signal_emit_by_name (show, "clicked");
}

/* -- every field ------------------------------------------------------------------------------- */

/* Whatever the table has of a person can be filled in here, but for what the program writes. */
static void
check_member (Bench *self, const WayMember *member)
{
  g_autofree char *title = way_member_text_title (member->name);

  if (member->type == WAY_MEMBER_ID || member->type == WAY_MEMBER_INTERNAL)
    return;
  if (!way_member_edit_is_for (member))
    g_error ("no row fits the type of %s", member->name);
  if (find_row (self->page, title) == NULL)
    g_error ("%s is not among the details", member->name);
}

static void
test_every_field (void)
{
  const WayKind *person = way_schema_kind (WAY_KIND_PERSON);
  Bench bench;

  bench_begin (&bench, TRUE, "");
  press_show (&bench);
  way_test_gui_rest (50);
  for (guint i = 0; i < person->n_groups; i++)
    for (guint m = 0; m < way_group_n_members (&person->groups[i]); m++)
      if (person->groups[i].number != WAY_PERSON_CLOSED)
        check_member (&bench, &person->groups[i].members[m]);
  bench_end (&bench);
}

/* What the table will have one day reads as words, too. */
static void
test_new_names (void)
{
  g_autofree char *known = way_member_text_title ("who_may_see");
  g_autofree char *fresh = way_member_text_title ("shoe_size");

  g_assert_cmpstr (known, ==, "Who may see it");
  g_assert_cmpstr (fresh, ==, "Shoe size");
}

/* -- writing ----------------------------------------------------------------------------------- */

static void
test_line (void)
{
  Bench bench;

  bench_begin (&bench, TRUE, "");
  write_line (&bench, "Gender", "Woman, she says");
  way_test_until (is_now (&bench, WAY_PERSON_IDENTITY, 0, "Woman, she says"));
  g_assert_true (is_now (&bench, WAY_PERSON_IDENTITY, 3, "British"));
  bench_end (&bench);
}

static void
test_lines (void)
{
  Bench bench;
  GtkWidget *row, *view;

  bench_begin (&bench, FALSE, "");
  row = find_row (bench.page, "Address");
  view = way_test_find_type (row, WAY_TYPE_WRITING_VIEW);
  gtk_widget_grab_focus (view);
  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)),
                                    "3 Mill Row\nMarrowby", -1);
  leave (&bench);
  way_test_until (is_now (&bench, WAY_PERSON_ADDRESS, 0, "3 Mill Row\nMarrowby"));
  bench_end (&bench);
}

static void
test_choice_and_switch (void)
{
  Bench bench;
  GtkWidget *combo, *row;

  bench_begin (&bench, TRUE, "");
  combo = find_row (bench.page, "Edition they like to read");
  adw_combo_row_set_selected (ADW_COMBO_ROW (combo), 3);
  way_test_until (is_now (&bench, WAY_PERSON_NEEDS, 3, "easy_read"));
  combo = find_row (bench.page, "First language");
  adw_combo_row_set_selected (ADW_COMBO_ROW (combo), 2);
  way_test_until (is_now (&bench, WAY_PERSON_LANGUAGE, 0, "cy"));
  row = find_row (bench.page, "Interpreter");
  adw_action_row_activate (ADW_ACTION_ROW (row));
  way_test_until (way_object_get_bool (way_case_get_person (now (&bench)), WAY_PERSON_LANGUAGE, 3));
  bench_end (&bench);
}

/* A code that this version has no words for stays, and is shown as it is. */
static void
test_unknown_code (void)
{
  Bench bench;
  WayAct *act;
  GtkWidget *combo;

  bench_begin (&bench, FALSE, "");
  act = way_act_new (&bench.gui.kez, 0);
  way_act_set (act, WAY_KIND_PERSON, &bench.gui.kez, WAY_PERSON_LANGUAGE,
               g_variant_new ("(sssbs)", "tlh", "", "", FALSE, ""));
  way_desk_commit (bench.gui.desk, act, NULL, NULL);
  combo = find_row (bench.page, "First language");
  way_test_until (way_test_find_text (combo, "tlh") != NULL);
  write_line (&bench, "Dialect", "Northern");
  way_test_until (is_now (&bench, WAY_PERSON_LANGUAGE, 1, "Northern"));
  g_assert_true (is_now (&bench, WAY_PERSON_LANGUAGE, 0, "tlh"));
  bench_end (&bench);
}

/* -- what cannot be kept ----------------------------------------------------------------------- */

static void
test_name_stays (void)
{
  Bench bench;

  bench_begin (&bench, TRUE, "");
  write_line (&bench, "What they like to be called", "  ");
  g_assert_true (is_now (&bench, WAY_PERSON_NAMES, 0, "Kez Hartley"));
  way_test_until (way_test_window_get_said (bench.window)[0] != '\0');
  g_assert_cmpstr (
      gtk_editable_get_text (GTK_EDITABLE (find_row (bench.page, "What they like to be called"))),
      ==, "Kez Hartley");
  write_line (&bench, "What they like to be called", "Kezzie");
  way_test_until (is_now (&bench, WAY_PERSON_NAMES, 0, "Kezzie"));
  way_test_until_text (bench.page, "Kezzie’s details");
  bench_end (&bench);
}

static void
test_bad_days (void)
{
  static const char *const bad[] = { "soonish", "1 January 2031", "31 February 2007" };
  Bench bench;
  g_autofree char *before = NULL;

  bench_begin (&bench, TRUE, "");
  before = dup_member (&bench, WAY_PERSON_BIRTH, 0);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      write_day (&bench, "Date of birth", bad[i]);
      way_test_gui_rest (100);
      g_assert_nonnull (
          way_test_find_type (find_row (bench.page, "Date of birth"), GTK_TYPE_LABEL));
      g_assert_true (is_now (&bench, WAY_PERSON_BIRTH, 0, before));
    }
  write_day (&bench, "Date of birth", "4 May 2006");
  way_test_until (is_now (&bench, WAY_PERSON_BIRTH, 0, "2006-05-04"));
  bench_end (&bench);
}

/* More than fits is not taken in, so what is written can always be saved. */
static void
test_long_address (void)
{
  g_autofree char *much = g_strnfill (WAY_LINE_MAX + 1, 'x');
  Bench bench;
  GtkWidget *view;
  g_autofree char *text = NULL;

  bench_begin (&bench, FALSE, "");
  view = way_test_find_type (find_row (bench.page, "Address"), WAY_TYPE_WRITING_VIEW);
  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), much, -1);
  text = way_writing_view_dup_text (WAY_WRITING_VIEW (view));
  g_assert_cmpstr (text, ==, "");
  g_assert_cmpstr (way_test_window_get_said (bench.window), !=, "");
  bench_end (&bench);
}

/* -- a private address ------------------------------------------------------------------------- */

static void
test_private (void)
{
  Bench bench;

  bench_begin (&bench, TRUE, "address");
  way_test_until_text (bench.page, "Hidden. Kez has asked for it to stay private.");
  g_assert_null (find_row (bench.page, "Postcode"));
  press_show (&bench);
  way_test_until (find_row (bench.page, "Postcode") != NULL);
  way_shell_go (way_test_window_get_shell (bench.window), "today");
  way_test_gui_rest (50);
  gtk_widget_activate_action (GTK_WIDGET (bench.window), "win.go", "s", "person");
  way_test_until (gtk_widget_get_mapped (bench.page));
  g_assert_null (find_row (bench.page, "Postcode"));
  bench_end (&bench);
}

/* -- lists ------------------------------------------------------------------------------------- */

static guint
count (Bench *self, guint16 kind)
{
  g_autoptr (GPtrArray) objects = way_case_list (now (self), kind);

  return objects->len;
}

static void
test_add_and_remove (void)
{
  Bench bench;
  GtkWidget *row;

  bench_begin (&bench, FALSE, "");
  g_assert_true (gtk_widget_activate_action (bench.page, "details.add", "s", "homes"));
  way_test_until (find_row (bench.page, "Which home") != NULL);
  write_line (&bench, "Which home", "A room above the bakery");
  way_test_until (count (&bench, WAY_KIND_HOME) == 1);
  write_day (&bench, "From", "october 2025");
  row = gtk_widget_get_ancestor (find_row (bench.page, "From"), WAY_TYPE_DETAILS_ROW);
  way_test_until (
      g_str_equal (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), "Since October 2025"));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==,
                   "A room above the bakery");
  adw_action_row_activate (ADW_ACTION_ROW (find_row (row, "Remove this")));
  way_test_until (count (&bench, WAY_KIND_HOME) == 0);
  way_test_until (g_str_equal (way_test_window_get_said (bench.window), "Removed"));
  way_desk_undo (bench.gui.desk);
  way_test_until (count (&bench, WAY_KIND_HOME) == 1);
  bench_end (&bench);
}

static void
test_status (void)
{
  Bench bench;

  bench_begin (&bench, FALSE, "");
  g_assert_true (gtk_widget_activate_action (bench.page, "details.add", "s", "statuses"));
  way_test_until (find_row (bench.page, "Reason") != NULL);
  write_day (&bench, "From", "yesterday");
  way_test_until (count (&bench, WAY_KIND_STATUS_ENTERED) == 1);
  write_line (&bench, "Reason", "Asked for it");
  way_test_gui_rest (300);
  {
    g_autoptr (GPtrArray) statuses = way_case_list (now (&bench), WAY_KIND_STATUS_ENTERED);
    g_autofree char *reason = way_object_dup_string (g_ptr_array_index (statuses, 0),
                                                     WAY_STATUS_ENTERED_STATUS, 2);

    g_assert_cmpstr (reason, ==, "Asked for it");
  }
  bench_end (&bench);
}

/* -- the record ---------------------------------------------------------------------------------
 */

static gboolean
has_row_saying (Bench *self, const char *title, const char *under)
{
  GtkWidget *row = find_row (self->page, title);

  return row != NULL && ADW_IS_EXPANDER_ROW (row)
         && g_str_equal (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), under);
}

static const WayObject *
only (Bench *self, guint16 kind)
{
  g_autoptr (GPtrArray) objects = way_case_list (now (self), kind);

  g_assert_cmpuint (objects->len, ==, 1);
  return g_ptr_array_index (objects, 0);
}

/* Time in care is added, ended and counted: the overview's status is made of it. */
static void
test_care (void)
{
  Bench bench;
  GtkWidget *row;

  bench_begin (&bench, FALSE, "");
  g_assert_true (gtk_widget_activate_action (bench.page, "details.add", "s", "care"));
  way_test_until (find_row (bench.page, "In care by") != NULL);
  write_day (&bench, "From", "4 september 2017");
  way_test_until (count (&bench, WAY_KIND_CARE) == 1);
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (bench.page, "In care by")), 2);
  way_test_until (has_row_saying (&bench, "Care order", "Since 4 September 2017"));
  write_day (&bench, "Until", "2 march 2024");
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (bench.page, "How it ended")), 3);
  way_test_until (
      has_row_saying (&bench, "Care order", "4 September 2017 to 2 March 2024 · Turned 18"));
  row = find_row (bench.page, "Care order");
  adw_action_row_activate (ADW_ACTION_ROW (find_row (row, "Remove this")));
  way_test_until (count (&bench, WAY_KIND_CARE) == 0);
  bench_end (&bench);
}

/* The sentence stands under the day, what stood before stays written, and the day is kept once the
 * other one lets it. */
static void
test_ends_before_it_starts (void)
{
  static const char sentence[] = "Write a later day: this one is before it began.";
  Bench bench;
  g_autofree char *from = NULL, *to = NULL;

  bench_begin (&bench, FALSE, "");
  g_assert_true (gtk_widget_activate_action (bench.page, "details.add", "s", "care"));
  way_test_until (find_row (bench.page, "From") != NULL);
  write_day (&bench, "From", "1 may 2020");
  way_test_until (count (&bench, WAY_KIND_CARE) == 1);
  write_day (&bench, "Until", "30 april 2020");
  way_test_until_text (bench.page, sentence);
  way_test_gui_rest (100);
  to = way_object_dup_string (only (&bench, WAY_KIND_CARE), WAY_CARE_DATES, 1);
  g_assert_cmpstr (to, ==, "");
  write_day (&bench, "From", "1 april 2020");
  way_test_until (way_test_find_text (bench.page, sentence) == NULL);
  way_test_until (has_row_saying (&bench, "Not filled in yet", "1 April 2020 to 30 April 2020"));
  from = way_object_dup_string (only (&bench, WAY_KIND_CARE), WAY_CARE_DATES, 0);
  g_assert_cmpstr (from, ==, "2020-04-01");
  write_day (&bench, "Until", "1 january 2031");
  way_test_until_text (bench.page, "Write a day that is over: this one is in the future.");
  bench_end (&bench);
}

/* Each kind of the record can be added, and its row says it. */
static void
test_record (void)
{
  static const struct
  {
    const char *list, *day, *choice, *title, *under;
    guint16 kind;
  } rows[] = {
    { "circumstances", "From", "What it was", "In custody", "Since 1 May 2020",
      WAY_KIND_CIRCUMSTANCE },
    { "support", "Day", "What happened", "Support was offered", "1 May 2020", WAY_KIND_SUPPORT },
    { "needs_assessments", "Begun on", NULL, "Begun on 1 May 2020", "", WAY_KIND_NEEDS_ASSESSMENT },
    { "changes", "Day", "What changed", "A planned move", "1 May 2020", WAY_KIND_CHANGE },
  };
  Bench bench;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      bench_begin (&bench, FALSE, "");
      g_assert_true (gtk_widget_activate_action (bench.page, "details.add", "s", rows[i].list));
      way_test_until (find_row (bench.page, rows[i].day) != NULL);
      write_day (&bench, rows[i].day, "1 may 2020");
      way_test_until (count (&bench, rows[i].kind) == 1);
      if (rows[i].choice != NULL)
        adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (bench.page, rows[i].choice)), 1);
      way_test_until (has_row_saying (&bench, rows[i].title, rows[i].under));
      bench_end (&bench);
    }
}

/* -- places ------------------------------------------------------------------------------------ */

static gboolean
focus_is_in (Bench *self, const char *title)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->window));
  GtkWidget *row = find_row (self->page, title);

  return focus != NULL && row != NULL && (focus == row || gtk_widget_is_ancestor (focus, row));
}

static void
test_places (void)
{
  static const struct
  {
    const char *path, *title;
  } rows[] = { { "identity", "Gender" },
               { "date_of_birth", "Date of birth" },
               { "needs", "Communication" },
               { "", "What they like to be called" } };
  Bench bench;

  bench_begin (&bench, TRUE, "email");
  way_test_until (focus_is_in (&bench, "Email"));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      way_page_go (WAY_PAGE (bench.page), rows[i].path);
      g_assert_true (focus_is_in (&bench, rows[i].title));
    }
  bench_end (&bench);
}

static void
test_place_of (void)
{
  static const struct
  {
    const char *path, *tab;
  } rows[] = { { "identity", "/details/" },       { "phone", "/details/" },
               { "homes.00", "/details/" },       { "care.00", "/details/" },
               { "support.00", "/details/" },     { "closed", "/overview/" },
               { "plan.goals.00", "/overview/" }, { "supporters.00", "/overview/" },
               { "contacts.00", "/contacts/" },   { "plan.matters.S1_01", "/plan/" } };
  WayId id = { { 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *place = way_page_place_of (&id, rows[i].path);

      g_assert_nonnull (strstr (place, rows[i].tab));
    }
}

/* From the person's menu and back, and the next person's details are theirs. */
static void
test_from_the_menu (void)
{
  Bench bench;
  GtkWidget *person;

  bench_begin (&bench, TRUE, "");
  person = gtk_widget_get_ancestor (bench.page, WAY_TYPE_PERSON_PAGE);
  g_assert_true (gtk_widget_activate_action (bench.page, "details.done", NULL));
  way_test_until (!gtk_widget_get_mapped (bench.page));
  g_assert_true (gtk_widget_activate_action (person, "person.edit-details", NULL));
  way_test_until (gtk_widget_get_mapped (bench.page));
  way_test_until (focus_is_in (&bench, "What they like to be called"));
  bench_end (&bench);
}

int
main (int argc, char **argv)
{
  way_test_gui_start (&argc, &argv);
  g_test_add_func ("/gui/details/every-field", test_every_field);
  g_test_add_func ("/gui/details/new-names", test_new_names);
  g_test_add_func ("/gui/details/line", test_line);
  g_test_add_func ("/gui/details/lines", test_lines);
  g_test_add_func ("/gui/details/choice-and-switch", test_choice_and_switch);
  g_test_add_func ("/gui/details/unknown-code", test_unknown_code);
  g_test_add_func ("/gui/details/name-stays", test_name_stays);
  g_test_add_func ("/gui/details/bad-days", test_bad_days);
  g_test_add_func ("/gui/details/long-address", test_long_address);
  g_test_add_func ("/gui/details/private", test_private);
  g_test_add_func ("/gui/details/add-and-remove", test_add_and_remove);
  g_test_add_func ("/gui/details/status", test_status);
  g_test_add_func ("/gui/details/care", test_care);
  g_test_add_func ("/gui/details/ends-before-it-starts", test_ends_before_it_starts);
  g_test_add_func ("/gui/details/record", test_record);
  g_test_add_func ("/gui/details/places", test_places);
  g_test_add_func ("/gui/details/place-of", test_place_of);
  g_test_add_func ("/gui/details/from-the-menu", test_from_the_menu);
  return g_test_run ();
}
