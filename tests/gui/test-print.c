/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the plan to a print queue: what is asked first, what is entered in the case, and that the
 * bytes the queue gets are those of the pages that were looked at.
 */
#include "way-copy.h"
#include "way-paper-places.h"
#include "way-paper-view.h"
#include "way-print-dialog.h"
#include "way-printing.h"
#include "way-test-gui.h"

#include <gtk/gtkunixprint.h>
#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  WayTestGui gui;
  WayLiveCase *live;
  WayId matter;
} Bench;

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

/* Kez, whose address is private and stands in two sentences of section 5. */
static void
bench_begin (Bench *self)
{
  WayAct *act;

  way_test_gui_init (&self->gui, FALSE);
  self->live = way_test_gui_open (&self->gui, &self->gui.kez);
  way_matter_object (&self->gui.kez, "S1_05", &self->matter);
  act = way_act_new (&self->gui.kez, 0);
  way_act_set (
      act, WAY_KIND_PERSON, &self->gui.kez, WAY_PERSON_ADDRESS,
      g_variant_new ("(sssbs)", "14 Foundry Lane\nMarrowby", "LN0 4AA", "Copper House", TRUE, ""));
  way_act_create (act, WAY_KIND_MATTER, &self->matter);
  way_act_set (act, WAY_KIND_MATTER, &self->matter, WAY_MATTER_GOING_WELL,
               g_variant_new ("(ss)",
                              "Kez likes Copper House. She pays on time. Post goes to 14 "
                              "Foundry Lane.",
                              "en"));
  way_test_gui_commit (&self->gui, act);
}

static void
bench_end (Bench *self)
{
  g_clear_object (&self->live);
  way_test_gui_clear (&self->gui);
}

static GBytes *
make_copy (WayPaper *paper, const char *made_for, char **ret_number, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  way_paper_make_copy (paper, made_for, keep_result, &result);
  way_test_until (result != NULL);
  return way_paper_make_copy_finish (paper, result, ret_number, error);
}

static GPtrArray *
list_copies (Bench *self)
{
  return way_case_list (way_live_case_get_case (self->live), WAY_KIND_COPY);
}

/* The copy as the case has it makes the same bytes again. */
static void
check_copy (Bench *self, GBytes *pdf, const char *number)
{
  g_autoptr (GPtrArray) copies = list_copies (self);
  g_autoptr (GBytes) again = NULL;
  g_auto (WayCopy) copy = { .version = NULL };
  WayPrintOptions options = { .practice = FALSE };
  g_autoptr (WayDocument) draft = way_plan_build_draft (
      way_live_case_get_case (self->live),
      way_live_case_get_case (way_desk_get_team_case (self->gui.desk)),
      way_desk_get_reference (self->gui.desk), way_desk_get_today (self->gui.desk));
  guint pages;

  g_assert_cmpuint (copies->len, ==, 1);
  way_copy_read (&copy, g_ptr_array_index (copies, 0));
  g_assert_cmpstr (copy.number, ==, number);
  g_assert_cmpstr (copy.made_for, ==, "Kez");
  g_assert_cmpuint (g_bytes_get_size (copy.version), ==, 0);
  g_assert_true (way_id_equal (&copy.by, way_desk_get_user (self->gui.desk)));
  g_assert_true (way_date_compare (copy.on, way_desk_get_today (self->gui.desk)) == 0);
  options.language = copy.language;
  options.with_address = copy.with_address;
  options.copy_number = copy.number;
  again = way_print_plan (draft, &options, &pages, NULL);
  g_assert_cmpuint (copy.pages, ==, pages);
  g_assert_true (g_bytes_equal (again, pdf));
}

static void
test_copy_is_entered_first (void)
{
  Bench bench;
  g_autoptr (WayPaper) paper = NULL;
  g_autoptr (GBytes) pdf = NULL, another = NULL;
  g_autofree char *number = NULL, *second = NULL;
  g_autoptr (GPtrArray) copies = NULL;
  g_autoptr (GError) error = NULL;

  bench_begin (&bench);
  paper = way_paper_new (bench.gui.desk, bench.live, NULL);
  pdf = make_copy (paper, " Kez ", &number, &error);
  g_assert_no_error (error);
  check_copy (&bench, pdf, number);
  another = make_copy (paper, "Kez", &second, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (number, !=, second);
  g_assert_false (g_bytes_equal (pdf, another));
  copies = list_copies (&bench);
  g_assert_cmpuint (copies->len, ==, 2);
  g_clear_object (&paper);
  bench_end (&bench);
}

/* Chosen in the dialog, it is a word in the copy's sections, so the copy can be made again. */
static void
test_surnames (void)
{
  Bench bench;
  g_autoptr (WayPaper) paper = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GPtrArray) copies = NULL;
  g_auto (WayCopy) copy = { .version = NULL };
  g_autofree char *number = NULL;
  WayId bev;
  WayAct *act;

  bench_begin (&bench);
  paper = way_paper_new (bench.gui.desk, bench.live, NULL);
  g_assert_false (way_paper_has_surnames (paper));
  way_id_new (way_desk_get_random (bench.gui.desk), &bev);
  act = way_act_new (&bench.gui.kez, 0);
  way_act_create (act, WAY_KIND_SUPPORTER, &bev);
  way_act_set (act, WAY_KIND_SUPPORTER, &bev, WAY_SUPPORTER_NAME,
               g_variant_new ("(s)", "Bev Okoro"));
  way_test_gui_commit (&bench.gui, act);
  way_test_until (way_paper_has_surnames (paper));
  way_paper_set_part (paper, "surnames", FALSE);
  pdf = make_copy (paper, "Kez", &number, NULL);
  g_assert_nonnull (pdf);
  copies = list_copies (&bench);
  way_copy_read (&copy, g_ptr_array_index (copies, 0));
  g_assert_true (g_strv_contains ((const char *const *)copy.sections, "no_surnames"));
  g_assert_true (g_strv_contains ((const char *const *)copy.sections, "front"));
  g_clear_object (&paper);
  bench_end (&bench);
}

static void
test_for_nobody (void)
{
  Bench bench;
  g_autoptr (WayPaper) paper = NULL;
  g_autoptr (GPtrArray) copies = NULL;
  g_autoptr (GError) error = NULL;

  bench_begin (&bench);
  paper = way_paper_new (bench.gui.desk, bench.live, NULL);
  g_assert_null (make_copy (paper, "  ", NULL, &error));
  g_assert_cmpstr (error->message, ==, "Write the name of whoever gets the copy.");
  copies = list_copies (&bench);
  g_assert_cmpuint (copies->len, ==, 0);
  g_clear_object (&paper);
  bench_end (&bench);
}

/* Letters without a font: the sentence stands where the page would, and no copy is made. */
static void
test_letters (void)
{
  Bench bench;
  g_autoptr (WayPaper) paper = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) copies = NULL;
  g_autoptr (GError) error = NULL, again = NULL;
  WayAct *act;

  bench_begin (&bench);
  act = way_act_new (&bench.gui.kez, 0);
  way_act_set (act, WAY_KIND_MATTER, &bench.matter, WAY_MATTER_GOING_WELL,
               g_variant_new ("(ss)", "घर", "hi"));
  way_test_gui_commit (&bench.gui, act);
  paper = way_paper_new (bench.gui.desk, bench.live, NULL);
  way_paper_preview (paper, NULL, keep_result, &result);
  way_test_until (result != NULL);
  g_assert_null (way_paper_preview_finish (paper, result, &error));
  g_assert_error (error, WAY_PRINT_ERROR, WAY_PRINT_ERROR_LETTERS);
  g_assert_nonnull (strstr (error->message, "going_well"));
  g_assert_null (make_copy (paper, "Kez", NULL, &again));
  g_assert_error (again, WAY_PRINT_ERROR, WAY_PRINT_ERROR_LETTERS);
  copies = list_copies (&bench);
  g_assert_cmpuint (copies->len, ==, 0);
  g_clear_object (&result);
  g_clear_object (&paper);
  bench_end (&bench);
}

static void
test_choices (void)
{
  Bench bench;
  g_autoptr (WayPaper) paper = NULL;
  g_autoptr (GPtrArray) two = NULL, none = NULL, other = NULL, without_view = NULL;
  g_autofree char *plan = NULL, *file = NULL;

  bench_begin (&bench);
  paper = way_paper_new (bench.gui.desk, bench.live, NULL);
  plan = way_paper_dup_plan (paper);
  g_assert_true (g_str_has_prefix (plan, "Plan 1, draft"));
  file = way_paper_dup_file_name (paper);
  g_assert_true (g_str_has_prefix (file, "Pathway plan 20"));
  g_assert_null (strstr (file, "Kez"));
  g_assert_true (way_paper_has_private_address (paper));
  two = way_paper_list_places (paper);
  g_assert_cmpuint (two->len, ==, 2);
  way_paper_set_part (paper, "S1_05", FALSE);
  other = way_paper_list_places (paper);
  g_assert_cmpuint (other->len, ==, 0);
  way_paper_set_part (paper, "S1_05", TRUE);
  way_paper_set_part (paper, "adviser_view", FALSE);
  without_view = way_paper_list_places (paper);
  g_assert_cmpuint (without_view->len, ==, 2);
  way_paper_set_part (paper, "adviser_view", TRUE);
  way_paper_set_with_address (paper, TRUE);
  none = way_paper_list_places (paper);
  g_assert_cmpuint (none->len, ==, 0);
  g_clear_object (&paper);
  bench_end (&bench);
}

/* -- the dialog -------------------------------------------------------------------------------- */

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

static WayPrintDialog *
get_dialog (void)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (WAY_IS_PRINT_DIALOG (window))
        return WAY_PRINT_DIALOG (window);
    }
  return NULL;
}

static void
list_checks (GtkWidget *widget, GPtrArray *checks)
{
  if (GTK_IS_CHECK_BUTTON (widget))
    g_ptr_array_add (checks, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    list_checks (child, checks);
}

static guint
count_windows (void)
{
  return g_list_model_get_n_items (gtk_window_get_toplevels ());
}

static void
test_dialog (void)
{
  Bench bench;
  GtkWidget *opener = gtk_button_new ();
  GtkWindow *window;
  WayPrintDialog *dialog;
  WayPaperPlaces *places;
  WayPaperView *view;
  g_autoptr (GPtrArray) checks = g_ptr_array_new ();
  guint before;

  bench_begin (&bench);
  window = way_test_gui_show (opener, 1280, 800);
  way_print_dialog_open (opener, bench.gui.desk, bench.live, NULL);
  way_test_until (get_dialog () != NULL);
  dialog = get_dialog ();
  view = find (GTK_WIDGET (dialog), WAY_TYPE_PAPER_VIEW);
  places = find (GTK_WIDGET (dialog), WAY_TYPE_PAPER_PLACES);
  way_test_until (way_paper_view_is_settled (view) && way_paper_view_get_n_pages (view) > 3);
  gtk_widget_activate_action (GTK_WIDGET (view), "pages.next", NULL);
  g_assert_cmpuint (way_paper_view_get_page (view), ==, 2);
  way_test_until (way_paper_view_is_settled (view));
  gtk_widget_activate_action (GTK_WIDGET (view), "pages.previous", NULL);
  gtk_widget_activate_action (GTK_WIDGET (view), "pages.previous", NULL);
  g_assert_cmpuint (way_paper_view_get_page (view), ==, 1);

  /* Nothing leaves while a place waits: the list opens instead. */
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (places)));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (places)), ==,
                   "2 places name their home");
  before = count_windows ();
  gtk_widget_activate_action (GTK_WIDGET (dialog), "paper.save", NULL);
  way_test_gui_rest (100);
  g_assert_cmpuint (count_windows (), ==, before);
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (places)));
  list_checks (GTK_WIDGET (places), checks);
  g_assert_cmpuint (checks->len, ==, 2);
  gtk_check_button_set_active (g_ptr_array_index (checks, 0), TRUE);
  g_assert_false (way_paper_places_are_answered (places));
  gtk_check_button_set_active (g_ptr_array_index (checks, 1), TRUE);
  g_assert_true (way_paper_places_are_answered (places));

  /* What opened it goes, as at a lock. */
  gtk_window_set_child (window, NULL);
  way_test_until (get_dialog () == NULL);
  gtk_window_destroy (window);
  way_test_gui_rest (300);
  bench_end (&bench);
}

/* (transfer none) (nullable) */
static gpointer
find_window (GType type)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) && gtk_widget_get_mapped (window))
        return window;
    }
  return NULL;
}

/* The dialog, and every place that names the address may be printed. */
static WayPrintDialog *
open_dialog (Bench *self, GtkWidget *opener)
{
  g_autoptr (GPtrArray) checks = g_ptr_array_new ();

  way_print_dialog_open (opener, self->gui.desk, self->live, NULL);
  way_test_until (find_window (WAY_TYPE_PRINT_DIALOG) != NULL);
  list_checks (find (GTK_WIDGET (get_dialog ()), WAY_TYPE_PAPER_PLACES), checks);
  for (guint i = 0; i < checks->len; i++)
    gtk_check_button_set_active (g_ptr_array_index (checks, i), TRUE);
  return get_dialog ();
}

static guint
count_copies (Bench *self)
{
  g_autoptr (GPtrArray) copies = list_copies (self);

  return copies->len;
}

/* Until the dialog says @sentence, and there is no copy that nobody has. */
static void
wait_for_no_copy (Bench *self, WayPrintDialog *dialog, const char *sentence)
{
  GtkInfoBar *bar = find (GTK_WIDGET (dialog), GTK_TYPE_INFO_BAR);
  g_autoptr (GPtrArray) all = NULL;

  way_test_until (gtk_info_bar_get_revealed (bar));
  g_assert_nonnull (
      strstr (gtk_label_get_text (find (GTK_WIDGET (bar), GTK_TYPE_LABEL)), sentence));
  way_test_until (count_copies (self) == 0);
  /* It was entered, and what became of it stays in the case. */
  all = way_case_list_all (way_live_case_get_case (self->live));
  for (guint i = 0; i < all->len; i++)
    if (((WayObject *)g_ptr_array_index (all, i))->kind == WAY_KIND_COPY)
      return;
  g_assert_not_reached ();
}

/* Where the file should go something else stands by then. */
static void
test_not_saved (void)
{
  Bench bench;
  GtkWidget *opener = gtk_button_new ();
  GtkWindow *window;
  WayPrintDialog *dialog;
  g_autoptr (WayPaper) paper = NULL;
  g_autofree char *name = NULL, *path = NULL;

  bench_begin (&bench);
  paper = way_paper_new (bench.gui.desk, bench.live, NULL);
  name = way_paper_dup_file_name (paper);
  path = g_build_filename (g_get_home_dir (), name, NULL);
  window = way_test_gui_show (opener, 1280, 800);
  dialog = open_dialog (&bench, opener);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "paper.save", NULL);
  way_test_until (find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) != NULL);
  way_test_gui_rest (300);
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  gtk_dialog_response (find_window (GTK_TYPE_FILE_CHOOSER_DIALOG), GTK_RESPONSE_ACCEPT);
  G_GNUC_END_IGNORE_DEPRECATIONS
  way_test_until (find_window (GTK_TYPE_FILE_CHOOSER_DIALOG) == NULL);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  wait_for_no_copy (&bench, dialog, "");
  g_assert_cmpint (g_rmdir (path), ==, 0);
  g_clear_object (&paper);
  gtk_window_destroy (window);
  way_test_gui_rest (300);
  bench_end (&bench);
}

/* The last one: the queue is gone when the pages come. */
static void
test_not_printed (void)
{
  Bench bench;
  GtkWidget *opener = gtk_button_new ();
  GtkWindow *window;
  WayPrintDialog *dialog;
  GtkPrintUnixDialog *chooser;

  if (g_getenv ("WAY_TEST_PRINTED") == NULL)
    {
      g_test_skip ("runs beside a print service");
      return;
    }
  bench_begin (&bench);
  window = way_test_gui_show (opener, 1280, 800);
  dialog = open_dialog (&bench, opener);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "paper.print", NULL);
  way_test_until (find_window (GTK_TYPE_PRINT_UNIX_DIALOG) != NULL);
  chooser = find_window (GTK_TYPE_PRINT_UNIX_DIALOG);
  way_test_until (gtk_print_unix_dialog_get_selected_printer (chooser) != NULL);
  g_assert_true (g_spawn_command_line_sync ("lpadmin -x Keep", NULL, NULL, NULL, NULL));
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_OK);
  G_GNUC_END_IGNORE_DEPRECATIONS
  wait_for_no_copy (&bench, dialog, "The printer did not take the pages.");
  gtk_window_destroy (window);
  way_test_gui_rest (300);
  bench_end (&bench);
}

/* At 400 pixels the choices come first, and the pages are one step away. */
static void
test_narrow (void)
{
  Bench bench;
  GtkWidget *opener = gtk_button_new ();
  GtkWindow *window;
  WayPrintDialog *dialog;
  int minimum;

  bench_begin (&bench);
  window = way_test_gui_show (opener, 400, 700);
  way_print_dialog_open (opener, bench.gui.desk, bench.live, NULL);
  way_test_until (get_dialog () != NULL);
  dialog = get_dialog ();
  gtk_widget_measure (GTK_WIDGET (dialog), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  g_assert_cmpint (minimum, <=, 400);
  gtk_window_destroy (GTK_WINDOW (dialog));
  gtk_window_destroy (window);
  way_test_gui_rest (300);
  bench_end (&bench);
}

/* -- the queue --------------------------------------------------------------------------------- */

static GBytes *
wait_for_job (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "job-1.pdf", NULL);
  char *bytes = NULL;
  gsize size;

  way_test_until (g_file_get_contents (path, &bytes, &size, NULL));
  return g_bytes_new_take (bytes, size);
}

static void
test_queue (void)
{
  const char *folder = g_getenv ("WAY_TEST_PRINTED");
  Bench bench;
  g_autoptr (GAsyncResult) found = NULL, sent = NULL;
  g_autoptr (WayPrinterChoice) choice = NULL;
  g_autoptr (WayPaper) paper = NULL;
  g_autoptr (GBytes) pdf = NULL, kept = NULL;
  g_autofree char *number = NULL;
  g_autoptr (GError) error = NULL;

  if (folder == NULL)
    {
      g_test_skip ("runs beside a print service");
      return;
    }
  bench_begin (&bench);
  way_printing_find ("Keep", keep_result, &found);
  way_test_until (found != NULL);
  choice = way_printing_choose_finish (found, &error);
  g_assert_no_error (error);
  paper = way_paper_new (bench.gui.desk, bench.live, NULL);
  pdf = make_copy (paper, "Kez", &number, &error);
  g_assert_no_error (error);
  check_copy (&bench, pdf, number);
  way_printing_send (choice, pdf, "Pathway plan", keep_result, &sent);
  way_test_until (sent != NULL);
  g_assert_true (way_printing_send_finish (sent, &error));
  kept = wait_for_job (folder);
  g_assert_true (g_bytes_equal (kept, pdf));
  g_clear_object (&paper);
  bench_end (&bench);
}

/* GTK's way to CUPS also asks the system bus for colours; a machine that only tests has none. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") && strstr (fields[i].value, "colord") != NULL)
      return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, data);
}

int
main (int argc, char **argv)
{
  g_log_set_writer_func (write_log, NULL, NULL);
  way_test_gui_start (&argc, &argv);
  g_test_add_func ("/print/copy-is-entered-first", test_copy_is_entered_first);
  g_test_add_func ("/print/surnames", test_surnames);
  g_test_add_func ("/print/for-nobody", test_for_nobody);
  g_test_add_func ("/print/letters", test_letters);
  g_test_add_func ("/print/choices", test_choices);
  g_test_add_func ("/print/dialog", test_dialog);
  g_test_add_func ("/print/not-saved", test_not_saved);
  g_test_add_func ("/print/narrow", test_narrow);
  g_test_add_func ("/print/queue", test_queue);
  g_test_add_func ("/print/not-printed", test_not_printed);
  return g_test_run ();
}
