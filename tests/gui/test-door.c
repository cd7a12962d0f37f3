/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The real program, in this process, on a vault of its own: first run, locking and unlocking, and
 * what stands on the screen meanwhile.  No bus, so no keyring.
 */
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <glib/gstdio.h>
#include "way-application-private.h"
#include "way-backups.h"
#include "way-crypto.h"
#include "way-first-run-page.h"
#include "way-locked-page.h"
#include "way-passphrase-chooser.h"
#include "way-recovery-page.h"
#include "way-sheet-code.h"
#include "way-sheet-page.h"
#include "way-sheet-step.h"
#include "way-shell.h"
#include "way-test-gui.h"
#include "way-window.h"
#include "way-writing-view.h"

#define PASSPHRASE "green boat under seven stars"
#define OTHER "quiet lamp beside nine doors"

typedef struct
{
  char *root, *dir; /* (owned) */
  WayApplication *application;
  WayDoor *door;
  GtkWidget *window;
} Fixture;

/* -- the program ------------------------------------------------------------------------------- */

static void
begin_program (Fixture *self)
{
  g_assert_true (g_application_register (G_APPLICATION (self->application), NULL, NULL));
  g_application_activate (G_APPLICATION (self->application));
  self->door = WAY_DOOR (self->application);
  self->window = self->application->window;
  way_test_until (gtk_widget_get_mapped (self->window));
}

static void
start_program (Fixture *self)
{
  self->application = WAY_APPLICATION (way_application_new ());
  g_application_set_flags (G_APPLICATION (self->application), G_APPLICATION_NON_UNIQUE);
  self->application->dir = g_strdup (self->dir);
  begin_program (self);
}

static gboolean
is_closed (Fixture *self)
{
  return self->application->desk == NULL && !self->application->closing;
}

/* As a kill does: nothing is asked, nothing is written by us afterwards. */
static void
end_program (Fixture *self)
{
  way_window_lock (WAY_WINDOW (self->window));
  way_test_until (is_closed (self));
  gtk_window_destroy (GTK_WINDOW (self->window));
  way_test_gui_rest (20);
  g_clear_object (&self->application);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->root = g_dir_make_tmp ("waymark-door-XXXXXX", NULL);
  self->dir = g_build_filename (self->root, "vault", NULL);
  start_program (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  if (self->application != NULL)
    end_program (self);
  way_test_remove_files (self->root);
  g_free (self->root);
  g_free (self->dir);
}

/* -- what is on the screen --------------------------------------------------------------------- */

/* (nullable): the first widget of @type that can be seen, or that is under one that can. */
static GtkWidget *
find (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
part (GtkWidget *widget, const char *name)
{
  GObject *child = gtk_widget_get_template_child (widget, G_OBJECT_TYPE (widget), name);

  g_assert_nonnull (child);
  return GTK_WIDGET (child);
}

static void
type (GtkWidget *widget, const char *name, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (part (widget, name)), text);
}

static void
press (GtkWidget *widget, const char *name)
{
  g_assert_true (gtk_widget_is_sensitive (part (widget, name)));
  g_signal_emit_by_name (part (widget, name), "clicked");
}

static const char *
words (GtkWidget *widget, const char *name)
{
  return gtk_widget_get_visible (part (widget, name))
             ? gtk_label_get_text (GTK_LABEL (part (widget, name)))
             : "";
}

static const char *
step_of (GtkWidget *page)
{
  return gtk_stack_get_visible_child_name (GTK_STACK (part (page, "steps")));
}

#define on_screen(self, type) (find ((self)->window, type) != NULL)

/* -- steps ------------------------------------------------------------------------------------- */

static void
choose (GtkWidget *page, const char *passphrase)
{
  GtkWidget *chooser = part (page, "chooser");

  type (chooser, "first", passphrase);
  type (chooser, "second", passphrase);
}

static GtkWidget *
walk_to_sheet (Fixture *self)
{
  GtkWidget *page = find (self->window, WAY_TYPE_FIRST_RUN_PAGE);

  g_assert_nonnull (page);
  g_signal_emit_by_name (part (page, "start"), "activated");
  g_assert_cmpstr (step_of (page), ==, "you");
  g_assert_false (gtk_widget_is_sensitive (part (page, "you_next")));
  type (page, "name", " Ros Whitfield ");
  type (page, "phone", "01632 960 123");
  press (page, "you_next");
  type (page, "council", "Linden Council");
  g_assert_true (gtk_widget_activate_action (page, "first-run.back", NULL));
  g_assert_cmpstr (step_of (page), ==, "you");
  press (page, "you_next");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (part (page, "council"))), ==,
                   "Linden Council");
  g_signal_emit_by_name (part (page, "team"), "entry-activated");
  g_assert_cmpstr (step_of (page), ==, "passphrase");
  choose (page, PASSPHRASE);
  press (page, "passphrase_next");
  way_test_until (g_str_equal (step_of (page), "sheet"));
  return page;
}

/* What stands on the paper. */
static void
read_sheet (Fixture *self, WaySheetGroups *ret_groups)
{
  g_autoptr (WaySecret) code = way_sheet_code_format (self->application->seed);

  way_sheet_code_split (code, ret_groups);
}

static void
type_back (Fixture *self, GtkWidget *step)
{
  g_auto (WaySheetGroups) groups = { { "" } };

  read_sheet (self, &groups);
  type (step, "group", groups.text[way_door_get_sheet_group (self->door) - 1]);
  press (step, "finish");
}

static void
make_vault (Fixture *self)
{
  type_back (self, part (walk_to_sheet (self), "sheet"));
  way_test_until (on_screen (self, WAY_TYPE_SHELL));
}

static void
unlock (Fixture *self, const char *passphrase)
{
  GtkWidget *page = find (self->window, WAY_TYPE_LOCKED_PAGE);

  g_assert_nonnull (page);
  type (page, "entry", passphrase);
  press (page, "unlock");
  way_test_until (!gtk_widget_get_visible (part (page, "spinner")));
}

static void
lock (Fixture *self)
{
  g_assert_true (gtk_widget_activate_action (self->window, "win.lock", NULL));
  way_test_until (is_closed (self));
}

/* -- first run --------------------------------------------------------------------------------- */

static void
test_first_run (Fixture *self, gconstpointer data)
{
  GtkWidget *page = walk_to_sheet (self), *step = part (page, "sheet");
  g_auto (WaySheetGroups) groups = { { "" } };
  guint group = way_door_get_sheet_group (self->door);
  g_autofree char *expected = g_strdup_printf (
      "Look at group %u again. The check letter does not fit.", group);
  char wrong[WAY_SHEET_CODE_GROUP_SIZE + 1];

  g_assert_cmpint (way_door_get_state (self->door), ==, WAY_DOOR_STARTING);
  read_sheet (self, &groups);
  memcpy (wrong, groups.text[group - 1], sizeof wrong);
  wrong[0] = wrong[0] == 'A' ? 'B' : 'A';
  type (step, "group", wrong);
  g_assert_cmpstr (words (step, "note"), ==, expected);
  g_assert_false (gtk_widget_is_sensitive (part (step, "finish")));
  g_assert_true (way_door_awaits_sheet (self->door));

  type_back (self, step);
  way_test_until (on_screen (self, WAY_TYPE_SHELL));
  g_assert_false (on_screen (self, WAY_TYPE_FIRST_RUN_PAGE));
  g_assert_false (way_door_awaits_sheet (self->door));
  way_test_until (
      g_str_equal (way_desk_get_adviser (way_door_get_desk (self->door)), "Ros Whitfield"));

  lock (self);
  unlock (self, PASSPHRASE);
  g_assert_true (on_screen (self, WAY_TYPE_SHELL));
}

/* Ended before Finish: there is a vault, and it asks for a sheet at each unlock, not more. */
static void
test_unfinished (Fixture *self, gconstpointer data)
{
  GtkWidget *page;

  walk_to_sheet (self);
  end_program (self);
  start_program (self);
  g_assert_cmpint (way_door_get_state (self->door), ==, WAY_DOOR_LOCKED);
  unlock (self, PASSPHRASE);
  page = find (self->window, WAY_TYPE_SHEET_PAGE);
  g_assert_nonnull (page);
  press (page, "later");
  g_assert_true (on_screen (self, WAY_TYPE_SHELL));

  lock (self);
  unlock (self, PASSPHRASE);
  page = find (self->window, WAY_TYPE_SHEET_PAGE);
  type (page, "passphrase", PASSPHRASE);
  press (page, "make");
  way_test_until (g_str_equal (step_of (page), "sheet"));
  type_back (self, part (page, "sheet"));
  g_assert_true (on_screen (self, WAY_TYPE_SHELL));

  lock (self);
  unlock (self, PASSPHRASE);
  g_assert_true (on_screen (self, WAY_TYPE_SHELL));
}

/* Back from the sheet, and another passphrase after all. */
static void
test_second_thoughts (Fixture *self, gconstpointer data)
{
  GtkWidget *page = walk_to_sheet (self);

  g_assert_true (gtk_widget_activate_action (page, "first-run.back", NULL));
  g_assert_cmpstr (step_of (page), ==, "passphrase");
  choose (page, OTHER);
  press (page, "passphrase_next");
  way_test_until (g_str_equal (step_of (page), "sheet"));
  type_back (self, part (page, "sheet"));

  lock (self);
  unlock (self, PASSPHRASE);
  g_assert_false (on_screen (self, WAY_TYPE_SHELL));
  unlock (self, OTHER);
  g_assert_true (on_screen (self, WAY_TYPE_SHELL));
}

static void
test_chooser (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *text, *sentence;
    WayStrength strength;
  } rows[] = {
    { "nine chars", "Add 2 more characters. 12 or more are needed.", WAY_STRENGTH_TOO_SHORT },
    { "elevenchars", "Add 1 more character. 12 or more are needed.", WAY_STRENGTH_TOO_SHORT },
    { "twelve chars", "Fair. Two words, 12 characters.", WAY_STRENGTH_FAIR },
    { "aaaaaaaaaaaaaaaaaaaaaaaa", "Fair. 24 characters.", WAY_STRENGTH_FAIR },
    { "a tin hat on a dog", "Strong. Six words, 18 characters.", WAY_STRENGTH_STRONG },
    { "otter lemon kite piano sand", "Strong. Five words, 27 characters.", WAY_STRENGTH_STRONG },
    { "żółćżółćżółćąęśźqwerty", "Strong. 22 characters.", WAY_STRENGTH_STRONG },
  };
  g_autofree char *suggested = way_door_suggest_passphrase (self->door);
  g_auto (GStrv) five = g_strsplit (suggested, " ", -1);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WayStrength strength;
      g_autofree char *sentence = way_passphrase_strength_text (rows[i].text, &strength);

      g_assert_cmpstr (sentence, ==, rows[i].sentence);
      g_assert_cmpint (strength, ==, rows[i].strength);
    }
  g_assert_cmpuint (g_strv_length (five), ==, 5);
  g_assert_true (way_door_check_passphrase (self->door, suggested, NULL));
  g_assert_false (way_door_check_passphrase (self->door, "123456789012345", NULL));
}

/* -- the place of a sheet ---------------------------------------------------------------------- */

static void
test_place (Fixture *self, gconstpointer data)
{
  g_autofree char *beside = g_build_filename (self->root, "sheet.pdf", NULL);
  g_autofree char *home = g_build_filename (g_get_home_dir (), "sheet.pdf", NULL);
  g_autoptr (GError) error = NULL;

  make_vault (self);
  g_assert_false (way_door_check_sheet_place (self->door, beside, &error));
  g_assert_cmpstr (error->message, ==,
                   "Choose a stick or another drive. Here, the sheet would lie beside what it "
                   "opens.");
  g_assert_false (way_door_check_sheet_place (self->door, home, NULL));
  g_assert_false (way_door_check_sheet_place (self->door, "/nowhere/at/all.pdf", NULL));
}

/* -- locking ----------------------------------------------------------------------------------- */

static void
add_person (Fixture *self, const char *name, WayId *ret_id)
{
  WayAct *act;

  way_id_new (self->application->random, ret_id);
  act = way_act_new (ret_id, 0);
  way_act_create (act, WAY_KIND_PERSON, ret_id);
  way_act_set (act, WAY_KIND_PERSON, ret_id, WAY_PERSON_NAMES, g_variant_new ("(ss)", name, ""));
  way_desk_commit (way_door_get_desk (self->door), act, NULL, NULL);
  way_test_until (
      g_list_model_get_n_items (G_LIST_MODEL (way_desk_get_people (way_door_get_desk (self->door))))
      == 1);
}

static void
go_to (Fixture *self, const char *place)
{
  g_assert_true (gtk_widget_activate_action (self->window, "win.go", "s", place));
  way_test_gui_rest (200);
}

/* Whatever knows somebody is gone when the key is, not only out of sight. */
static void
test_nothing_left (Fixture *self, gconstpointer data)
{
  static const char *const tabs[] = { "overview", "plan", "contacts", "history" };
  WayId kez;
  char text[WAY_ID_HEX_SIZE];
  WayDesk *desk;
  WayLiveCase *live;
  gpointer shell, words_view;
  gboolean desk_gone, people_gone, team_gone, live_gone;
  GtkTextBuffer *buffer;
  GtkTextIter start, end;

  make_vault (self);
  add_person (self, "Kez", &kez);
  for (guint i = 0; i < G_N_ELEMENTS (tabs); i++)
    {
      g_autofree char *place = g_strdup_printf ("person/%s/%s", way_id_format (&kez, text),
                                                tabs[i]);

      go_to (self, place);
    }
  {
    g_autofree char *place = g_strdup_printf ("person/%s/plan", way_id_format (&kez, text));
    GtkWidget *view;

    go_to (self, place);
    view = find (self->window, WAY_TYPE_WRITING_VIEW);
    g_assert_nonnull (view);
    gtk_widget_grab_focus (view);
    buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
    gtk_text_buffer_insert_at_cursor (buffer, "I want to paint it yellow", -1);
    way_test_gui_rest (1000);
    gtk_text_buffer_get_bounds (buffer, &start, &end);
    gtk_text_buffer_select_range (buffer, &start, &end);
    gtk_widget_activate_action (view, "clipboard.copy", NULL);
    words_view = view;
    g_object_add_weak_pointer (words_view, &words_view);
    g_object_add_weak_pointer (G_OBJECT (buffer), (gpointer *)&buffer);
  }
  desk = way_door_get_desk (self->door);
  shell = find (self->window, WAY_TYPE_SHELL);
  live = way_desk_open_case (desk, &kez);
  g_object_add_weak_pointer (shell, &shell);
  way_test_watch_end (desk, &desk_gone);
  way_test_watch_end (way_desk_get_people (desk), &people_gone);
  way_test_watch_end (way_desk_get_team_case (desk), &team_gone);
  way_test_watch_end (live, &live_gone);
  g_object_unref (live);
  lock (self);
  way_test_gui_rest (300);
  g_assert_null (shell);
  g_assert_null (words_view);
  /* GTK never lets go of a text that was selected. */
  g_assert_true (buffer == NULL || gtk_text_buffer_get_char_count (buffer) == 0);
  g_assert_true (people_gone);
  g_assert_true (team_gone);
  g_assert_true (live_gone);
  g_assert_true (desk_gone);
}

/* Whoever is faster than the practice vault waits for it, and is let in. */
static void
test_practice_knock (Fixture *self, gconstpointer data)
{
  end_program (self);
  self->application = WAY_APPLICATION (way_application_new ());
  g_application_set_flags (G_APPLICATION (self->application), G_APPLICATION_NON_UNIQUE);
  self->application->dir = g_build_filename (self->root, "practice", NULL);
  self->application->practice = TRUE;
  begin_program (self);
  g_assert_cmpint (way_door_get_state (self->door), !=, WAY_DOOR_OPEN);
  unlock (self, WAY_PRACTICE_PASSPHRASE);
  way_test_until (on_screen (self, WAY_TYPE_SHELL));
  g_assert_cmpint (way_door_get_state (self->door), ==, WAY_DOOR_OPEN);
}

#define add(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "disabled:", TRUE);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "disabled:", TRUE);
  signal (SIGXFSZ, SIG_IGN);
  way_test_gui_start (&argc, &argv);
  add ("/door/first-run", test_first_run);
  add ("/door/unfinished", test_unfinished);
  add ("/door/second-thoughts", test_second_thoughts);
  add ("/door/chooser", test_chooser);
  add ("/door/place", test_place);
  add ("/door/nothing-left", test_nothing_left);
  add ("/door/practice-knock", test_practice_knock);
  return g_test_run ();
}
