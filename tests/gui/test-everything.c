/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every named action, and every button, row, switch and choice of every page, fired in the real
 * program on the practice caseload, each from the same state: something must change that somebody
 * can see, or the vault, the clipboard or a file must.  What is dead, or only looks alive, fails.
 *
 * What is there is asked of the running program: the action map of application, the classes that
 * are loaded, the widgets on the screen.  What may change nothing stands in a list, each with its
 * reason; an action that is in no list fails.
 */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include "way-application-private.h"
#include "way-blank.h"
#include "way-contact-form.h"
#include "way-crypto.h"
#include "way-person-page.h"
#include "way-person-tab.h"
#include "way-plan-finalise.h"
#include "way-plan-section.h"
#include "way-reveal.h"
#include "way-search-page.h"
#include "way-test-gui.h"
#include "way-test-screen.h"
#include "way-test-window.h"
#include "way-window.h"

#define CHANGE_MS 1500 /* within that something must have changed */
#define THERE_MS 10000 /* within that what can be fired must be there */

typedef struct
{
  char *root, *dir, *kept; /* (owned): the vault, and how it stood at first */
  WayApplication *application;
  GtkWidget *window;
  WayId kez, closed; /* two people of the practice caseload */
  GHashTable *fired; /* (owned): names of the actions that were fired */
  char *vault;       /* (owned): its stamp after the last reset */
} Program;

/* -- the vault as it stood --------------------------------------------------------------------- */

/* (transfer full): another one once anything was written to it. */
static char *
stamp_vault (Program *self)
{
  static const char *const names[] = { "vault.db", "vault.db-wal" };
  GString *stamp = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->dir, names[i], NULL);
      struct stat found = { 0 };

      stat (path, &found);
      g_string_append_printf (stamp, "%ld %ld.%09ld ", (long)found.st_size,
                              (long)found.st_mtim.tv_sec, found.st_mtim.tv_nsec);
    }
  return g_string_free (stamp, FALSE);
}

/* -- the program ------------------------------------------------------------------------------- */

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(gboolean *)data = TRUE;
}

static void
wait_for_people (Program *self)
{
  way_test_until (way_door_get_desk (WAY_DOOR (self->application)) != NULL);
  way_test_until (way_caseload_is_settled (way_desk_get_people (self->application->desk)));
}

static void
find_people (Program *self)
{
  WayCaseload *caseload = way_desk_get_people (self->application->desk);
  GListModel *people = G_LIST_MODEL (caseload);
  g_autoptr (WayPersonItem) closed = g_list_model_get_item (way_caseload_get_closed (caseload), 0);

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (WayPersonItem) item = g_list_model_get_item (people, i);

      if (g_str_has_prefix (way_person_item_get_name (item), "Kez"))
        self->kez = *way_person_item_get_id (item);
    }
  g_assert_false (way_id_is_nil (&self->kez));
  self->closed = *way_person_item_get_id (closed);
}

static void
close_vault (Program *self)
{
  gboolean done = FALSE;

  way_door_close (WAY_DOOR (self->application), done_cb, &done);
  way_test_until (done);
}

static void
open_vault (Program *self)
{
  gboolean done = FALSE;

  way_door_open (WAY_DOOR (self->application), WAY_PRACTICE_PASSPHRASE, done_cb, &done);
  way_test_until (done);
  wait_for_people (self);
}

static void
program_begin (Program *self)
{
  *self = (Program){ .root = g_dir_make_tmp ("waymark-everything-XXXXXX", NULL) };
  self->dir = g_build_filename (self->root, "vault", NULL);
  self->kept = g_build_filename (self->root, "kept", NULL);
  self->application = WAY_APPLICATION (way_application_new ());
  g_application_set_flags (G_APPLICATION (self->application), G_APPLICATION_NON_UNIQUE);
  self->application->practice = TRUE;
  self->application->dir = g_strdup (self->dir);
  g_assert_true (g_application_register (G_APPLICATION (self->application), NULL, NULL));
  g_application_activate (G_APPLICATION (self->application));
  self->window = self->application->window;
  g_object_set (self->application->settings, "lock-minutes", 10, NULL);
  wait_for_people (self);
  find_people (self);
  close_vault (self);
  way_test_copy_files (self->dir, self->kept);
  open_vault (self);
  self->vault = stamp_vault (self);
}

static void
program_end (Program *self)
{
  way_test_screen_close_others (self->window);
  close_vault (self);
  gtk_window_destroy (GTK_WINDOW (self->window));
  way_test_gui_rest (20);
  g_clear_object (&self->application);
  way_test_remove_files (self->root);
  g_free (self->root);
  g_free (self->dir);
  g_free (self->kept);
  g_free (self->vault);
}

/* -- a known state ----------------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *place;      /* of win.go; KEZ/… and CLOSED/… are places of a person */
  GType (*within) (void); /* (nullable): what of the window belongs to it; NULL: all of it */
  const char *first;      /* (nullable): an action that brings it about, with its target after :: */
} Place;

static char *
full_place (Program *self, const char *place)
{
  char hex[WAY_ID_HEX_SIZE];

  if (g_str_has_prefix (place, "KEZ/"))
    return g_strdup_printf ("person/%s/%s", way_id_format (&self->kez, hex), place + 4);
  if (g_str_has_prefix (place, "CLOSED/"))
    return g_strdup_printf ("person/%s/%s", way_id_format (&self->closed, hex), place + 7);
  return g_strdup (place);
}

/* Until nothing moves any more. */
static char *
settle (void)
{
  char *screen = way_test_screen_read ();

  for (guint same = 0, tries = 0; same < 3 && tries < 150; tries++)
    {
      char *now;

      way_test_gui_rest (15);
      now = way_test_screen_read ();
      same = g_str_equal (now, screen) ? same + 1 : 0;
      g_free (screen);
      screen = now;
    }
  return screen;
}

static void
restore_vault (Program *self)
{
  close_vault (self);
  way_test_remove_files (self->dir);
  way_test_copy_files (self->kept, self->dir);
  open_vault (self);
  g_free (self->vault);
  self->vault = stamp_vault (self);
}

static gboolean
is_saving (Program *self)
{
  gboolean saving;

  g_object_get (self->application->desk, "saving", &saving, NULL);
  return saving;
}

/* What is typed goes to the disk, so that it can be seen whether anything was. */
static void
flush (Program *self)
{
  gboolean done = FALSE;

  if (self->application->desk == NULL)
    return;
  way_desk_flush (self->application->desk, done_cb, &done);
  way_test_until (done);
  way_test_until (!is_saving (self));
}

/* -- actions ----------------------------------------------------------------------------------- */

static gboolean
class_has_action (GtkWidgetClass *klass, const char *action)
{
  const GVariantType *type;
  const char *name, *property;
  GType owner;

  for (guint i = 0; gtk_widget_class_query_action (klass, i, &owner, &name, &type, &property); i++)
    if (g_str_equal (name, action))
      return TRUE;
  return FALSE;
}

/* (nullable): the first mapped widget under @widget, itself too, whose class has it. */
static GtkWidget *
find_with_action (GtkWidget *widget, const char *action)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (class_has_action (GTK_WIDGET_GET_CLASS (widget), action))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_with_action (child, action);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* @action as GTK writes it: "plan.section::S1_02".  FALSE where nobody has it, or not now. */
static gboolean
fire_action (Program *self, const char *action)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  GtkWidget *from;

  g_assert_true (g_action_parse_detailed_name (action, &name, &target, NULL));
  if (target != NULL && g_variant_is_of_type (target, G_VARIANT_TYPE_STRING))
    {
      g_autofree char *place = full_place (self, g_variant_get_string (target, NULL));

      g_variant_unref (target);
      target = g_variant_ref_sink (g_variant_new_string (place));
    }
  if (g_str_has_prefix (name, "app."))
    {
      g_action_group_activate_action (G_ACTION_GROUP (self->application), name + 4, target);
      return TRUE;
    }
  from = find_with_action (way_test_screen_top (self->window), name);
  return from != NULL && gtk_widget_activate_action_variant (from, name, target);
}

/* -- did anything happen ----------------------------------------------------------------------- */

typedef struct
{
  char *screen, *vault; /* (owned) */
  GdkContentProvider *clipboard;
} Moment;

static GdkContentProvider *
get_clipboard (Program *self)
{
  return gdk_clipboard_get_content (gtk_widget_get_clipboard (self->window));
}

static void
moment_take (Moment *moment, Program *self)
{
  *moment = (Moment){ way_test_screen_read (), stamp_vault (self), get_clipboard (self) };
}

static void
moment_clear (Moment *self)
{
  g_free (self->screen);
  g_free (self->vault);
}

static gboolean
has_changed (Program *self, const Moment *before)
{
  g_autofree char *screen = way_test_screen_read (), *vault = stamp_vault (self);

  return !g_str_equal (screen, before->screen) || !g_str_equal (vault, before->vault)
         || get_clipboard (self) != before->clipboard;
}

/* Clears @before. */
static gboolean
changes (Program *self, Moment *before)
{
  gint64 end = g_get_monotonic_time () + CHANGE_MS * 1000;
  gboolean changed;

  while (!(changed = has_changed (self, before)) && g_get_monotonic_time () < end)
    way_test_gui_turn ();
  moment_clear (before);
  return changed;
}

/* A menu opens beside what is in sight only. */
static void
reveal_action (Program *self, const char *action)
{
  GtkWidget *widget = find_with_action (way_test_screen_top (self->window), action);

  if (widget == NULL)
    return;
  way_reveal (widget);
  g_free (settle ());
}

/* A page comes when its case was read: waits for the action, and fires it.  @ret_before (nullable):
 * the moment before. */
static gboolean
fire_when_there (Program *self, const char *action, Moment *ret_before)
{
  gint64 end = g_get_monotonic_time () + THERE_MS * 1000;

  do
    {
      Moment before;

      reveal_action (self, action);
      moment_take (&before, self);
      if (fire_action (self, action))
        {
          if (ret_before != NULL)
            *ret_before = before;
          else
            moment_clear (&before);
          return TRUE;
        }
      moment_clear (&before);
      way_test_gui_turn ();
    }
  while (g_get_monotonic_time () < end);
  return FALSE;
}

/* -- going back -------------------------------------------------------------------------------- */

/* A shell as after an unlock. */
static void
renew_shell (Program *self)
{
  g_signal_emit_by_name (self->application, "closing");
  g_signal_emit_by_name (self->application, "opened");
}

static char *
show_place (Program *self, const Place *place)
{
  g_autofree char *full = full_place (self, place->place);

  way_blank_focus (self->window);
  g_assert_true (gtk_widget_activate_action (self->window, "win.go", "s", full));
  if (place->first != NULL)
    {
      g_free (settle ());
      g_assert_true (fire_when_there (self, place->first, NULL));
    }
  return settle ();
}

/* (transfer full): the screen at @place, with the vault as it was at first.  @known (nullable): how
 * it looked there before. */
static char *
go_back_to (Program *self, const Place *place, const char *known)
{
  g_autofree char *stamp = NULL, *screen = NULL;

  way_test_screen_close_others (self->window);
  way_test_gui_rest (30);
  flush (self);
  stamp = stamp_vault (self);
  if (self->application->desk == NULL || !g_str_equal (stamp, self->vault))
    restore_vault (self);
  else if (known != NULL)
    {
      screen = show_place (self, place);
      if (g_str_equal (screen, known))
        return g_steal_pointer (&screen);
      way_test_screen_close_others (self->window);
      renew_shell (self);
    }
  else
    renew_shell (self);
  return show_place (self, place);
}

/* -- everything that can be pressed ------------------------------------------------------------ */

static const Place places[] = {
  { "Today", "today" },
  { "Overview", "KEZ/overview", way_person_page_get_type },
  { "Plan", "KEZ/plan", way_person_tab_get_type },
  { "Where I live", "KEZ/plan/plan.matters.S1_05", way_plan_section_get_type },
  { "If things change", "KEZ/plan/plan.matters.S1_04", way_plan_section_get_type },
  { "What is missing", "KEZ/plan/plan.finalise", way_plan_finalise_get_type },
  { "Contacts", "KEZ/contacts", way_person_tab_get_type },
  { "Record a contact", "KEZ/contacts/new", way_contact_form_get_type },
  { "History", "KEZ/history", way_person_tab_get_type },
  { "Details", "KEZ/details", way_person_tab_get_type },
  { "Search", "search/new", way_search_page_get_type },
  { "Print", "KEZ/overview", NULL, "win.print" },
  { "Close a case", "KEZ/overview", NULL, "person.close" },
  { "Add a person", "today", NULL, "win.add-person" },
  { "Preferences", "today", NULL, "app.preferences" },
  { "Locked", "today", NULL, "win.lock" },
  { "Closed", "CLOSED/overview", way_person_page_get_type },
};

/* What may change nothing, by its place (NULL: anywhere) and how its name begins, and why. */
static const struct
{
  const char *place, *widget, *reason;
} quiet[] = {
  { "Today", "GtkListBoxRow “Today”", "it is open already" },
  { "Overview", "AdwViewSwitcherButton “Overview”", "it is open already" },
  { "Record a contact", "GtkToggleButton “Visit”", "it is a visit already" },
  { "History", "GtkListBoxRow “Plan 1”", "it is the only plan, and shown already" },
  { "Contacts", "GtkToggleButton “All”", "all are shown already" },
  { "Locked", "GtkButton “Unlock”", "nothing is typed: focus stays where the passphrase goes" },
  { "Closed", "AdwViewSwitcherButton “Overview”", "it is open already" },
};

static gboolean
may_be_quiet (const char *place, const char *widget)
{
  for (guint i = 0; i < G_N_ELEMENTS (quiet); i++)
    if ((quiet[i].place == NULL || g_str_equal (quiet[i].place, place))
        && g_str_has_prefix (widget, quiet[i].widget))
      return TRUE;
  return FALSE;
}

/* The dialog that is open, or what of the window belongs to the place. */
static GtkWidget *
find_page (Program *self, const Place *place)
{
  GtkWidget *top = way_test_screen_top (self->window);
  GtkWidget *page = place->within != NULL && top == self->window
                        ? way_test_find_type (top, place->within ())
                        : NULL;

  return page != NULL ? page : top;
}

/* Presses what stands at @path, and says so where nothing changes. */
static gboolean
press (Program *self, const Place *place, const char *path)
{
  GtkWidget *widget = way_test_screen_resolve (find_page (self, place), path);
  g_autofree char *name = widget != NULL ? way_test_screen_name (widget) : NULL;
  Moment before;

  if (widget == NULL)
    {
      g_test_message ("%s: what stood at %s is gone", place->name, path);
      return FALSE;
    }
  g_test_message ("%s: %s", place->name, name);
  /* as somebody with keys comes to it, so it is in sight */
  gtk_widget_grab_focus (widget);
  way_reveal (widget);
  g_free (settle ());
  moment_take (&before, self);
  way_test_screen_fire (widget);
  if (changes (self, &before) || may_be_quiet (place->name, name))
    return TRUE;
  g_test_message ("%s: %s does nothing", place->name, name);
  return FALSE;
}

/* The items of the menu that stands open now, each from the moment it was opened. */
static guint
press_menu (Program *self, const Place *place, const char *opener, const char *known)
{
  g_autofree char *open = settle ();
  g_autoptr (GPtrArray) items = way_test_screen_list_menu (find_page (self, place));
  guint dead = 0;

  for (guint i = 0; i < items->len; i++)
    {
      if (i > 0)
        {
          g_free (go_back_to (self, place, known));
          press (self, place, opener);
          g_free (settle ());
        }
      dead += !press (self, place, g_ptr_array_index (items, i));
    }
  return dead;
}

static void
press_everything (Program *self, const Place *place)
{
  g_autofree char *first = go_back_to (self, place, NULL);
  g_autoptr (GPtrArray) targets = way_test_screen_list_targets (find_page (self, place));
  guint dead = 0;

  for (guint i = 0; i < targets->len; i++)
    {
      const char *path = g_ptr_array_index (targets, i);

      if (i > 0)
        g_free (go_back_to (self, place, first));
      dead += !press (self, place, path);
      dead += press_menu (self, place, path, first);
    }
  g_test_message ("%s: %u pressed", place->name, targets->len);
  g_assert_cmpuint (targets->len, >, 0);
  g_assert_cmpuint (dead, ==, 0);
}

/* -- every action ------------------------------------------------------------------------------ */

/* How each is brought about: where, after what, and with what target. */
static const struct
{
  const char *place, *first, *action;
} steps[] = {
  { "KEZ/plan/plan.matters.S1_05", NULL, "action.change" },
  { "KEZ/plan/plan.matters.S1_05", "action.change", "action.close" },
  { "KEZ/plan/plan.matters.S1_05", NULL, "action.menu" },
  { "KEZ/plan/plan.matters.S1_05", NULL, "action.progress" },
  { "KEZ/plan/plan.matters.S1_05", NULL, "action.remove" },
  { "KEZ/plan/plan.matters.S1_05", NULL, "action.toggle" },
  { "today", NULL, "app.about" },
  { "today", NULL, "app.make-backup" },
  { "today", NULL, "app.preferences" },
  { "today", NULL, "app.shortcuts" },
  { "KEZ/contacts", "contacts.record", "contacts.cancel" },
  { "KEZ/contacts", NULL, "contacts.filter::visits" },
  { "KEZ/contacts", "contacts.record", "contacts.other-side" },
  { "KEZ/contacts", NULL, "contacts.record" },
  { "KEZ/contacts", "contacts.record", "contacts.save" },
  { "KEZ/contacts", NULL, "contacts.see-rule" },
  { "KEZ/details", NULL, "details.add::care" },
  { "KEZ/details", NULL, "details.add::changes" },
  { "KEZ/details", NULL, "details.add::circumstances" },
  { "KEZ/details", NULL, "details.add::homes" },
  { "KEZ/details", NULL, "details.add::needs_assessments" },
  { "KEZ/details", NULL, "details.add::support" },
  { "KEZ/details", NULL, "details.done" },
  { "KEZ/overview", NULL, "due.see-rule" },
  { "KEZ/overview", "overview.ask-again", "matters.done" },
  { "KEZ/overview", NULL, "overview.add-achievement" },
  { "KEZ/overview", NULL, "overview.add-goal" },
  { "KEZ/overview", NULL, "overview.add-supporter" },
  { "KEZ/overview", NULL, "overview.ask-again" },
  { "KEZ/overview", NULL, "overview.tried" },
  { "today", "win.find", "people.clear-search" },
  { "KEZ/overview", NULL, "person.close" },
  { "KEZ/overview", NULL, "person.edit-details" },
  { "CLOSED/overview", NULL, "person.open-again" },
  { "KEZ/overview", "win.print", "pages.next" },
  { "KEZ/overview", "win.print", "paper.cancel" },
  { "KEZ/overview", "win.print", "paper.save" },
  { "KEZ/plan", NULL, "plan.add-action" },
  { "KEZ/plan", NULL, "plan.finalise" },
  { "KEZ/plan", NULL, "plan.go::plan.matters.S1_03" },
  { "KEZ/plan", NULL, "plan.next-pane" },
  { "KEZ/plan", NULL, "plan.next-section" },
  { "KEZ/plan/plan.finalise", NULL, "plan.not-yet" },
  { "KEZ/plan/plan.matters.S1_05", NULL, "plan.previous-section" },
  { "KEZ/plan/plan.matters.S1_05", NULL, "plan.ready" },
  { "KEZ/plan", NULL, "plan.section::S1_02" },
  { "search/new", NULL, "search.leave" },
  { "KEZ/overview", NULL, "status.see-rule" },
  { "today", NULL, "today.all-actions" },
  { "today", NULL, "today.all-visits" },
  { "today", NULL, "win.add-person" },
  { "KEZ/overview", "win.go::today", "win.back" },
  { "today", NULL, "win.find" },
  { "today", NULL, "win.go::KEZ/history" },
  { "KEZ/overview", NULL, "win.hide" },
  { "KEZ/overview", NULL, "win.lock" },
  { "KEZ/overview", NULL, "win.print" },
  { "KEZ/overview", NULL, "win.record-contact" },
  { "today", NULL, "win.search" },
  { "KEZ/plan", NULL, "win.show-list" },
  { "KEZ/overview", NULL, "win.tab::contacts" },
  { "today", NULL, "win.toggle-list" },
  { "KEZ/plan/plan.matters.S1_05", "plan.ready", "win.undo" },
};

/* What is not fired here, and why. */
static const struct
{
  const char *action, *reason;
} left_out[] = {
  { "action.status", "an item of the menu, which is pressed under Where I live" },
  { "app.quit", "it ends the program: gui/door" },
  { "app.stop-sync", "of a team, while it syncs: gui/sync" },
  { "app.sync", "of a team, which nobody is in here: gui/sync" },
  { "win.say", "its toast goes by itself and is not read here: gui/caseload, gui/overview" },
  { "win.say-with-undo", "the same" },
  { "contacts.cancel-appointment", "of one appointment: its button is pressed under Contacts" },
  { "contacts.correct", "of one contact: its row is pressed under Contacts" },
  { "contacts.edit", "of one contact of today: gui/contacts" },
  { "contacts.resume", "of a form that was left: gui/contacts" },
  { "contacts.throw-away", "of a form that was left: gui/contacts" },
  { "contacts.show-earlier", "of more contacts than anybody here has: gui/contacts" },
  { "history.compare", "of two plans: gui/history" },
  { "history.list", "where there is room for one page only: gui/history" },
  { "history.next-change", "of two plans: gui/history" },
  { "history.previous-change", "of two plans: gui/history" },
  { "history.print", "of one plan: gui/history" },
  { "history.read", "of one plan: gui/history" },
  { "overview.all-dates", "of more dates than Kez has: its link is not there till then" },
  { "pages.previous", "of the second page on: gui/print" },
  { "paper.choices", "where there is room for one page only, which is not this window" },
  { "paper.preview", "the same" },
  { "paper.print", "no printer is here: gui/print has a queue of its own" },
  { "plan.reload", "of a plan that could not be read: gui/plan" },
  { "plan.sections", "where there is room for one page only: gui/plan" },
  { "plan.start-review", "of a plan that was agreed: gui/plan" },
  { "plan.withdraw", "of a plan that was agreed: gui/plan" },
  { "search.clear", "of words that were typed: e2e/desktop-walk" },
  { "search.edit", "of words that were typed: e2e/desktop-keys" },
  { "search.more", "of more people than there are here: gui/caseload has 5,000" },
  { "settle.keep", "of a field with two versions: gui/settle" },
  { "settle.later", "the same" },
  { "settle.let-go", "of a text that was begun before others settled: gui/settle" },
  { "settle.together", "the same" },
  { "settle.use", "the same" },
  { "today.all-birthdays", "of more birthdays than there are today: gui/today" },
  { "today.look-ahead", "of a day on which nothing is due: gui/today" },
};

static gboolean
has_step (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      gsize n = strcspn (steps[i].action, ":");

      if (strlen (name) == n && strncmp (steps[i].action, name, n) == 0)
        return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (left_out); i++)
    if (g_str_equal (left_out[i].action, name))
      return TRUE;
  return FALSE;
}

/* The actions that classes of ours have installed, whichever of them is loaded by now. */
static void
collect_actions (GType type, GHashTable *names)
{
  g_autofree GType *children = NULL;
  GtkWidgetClass *klass = g_type_class_peek (type);
  const GVariantType *parameter;
  const char *name, *property;
  GType owner;
  guint n = 0;

  for (guint i = 0;
       klass != NULL
       && gtk_widget_class_query_action (klass, i, &owner, &name, &parameter, &property);
       i++)
    if (g_str_has_prefix (g_type_name (owner), "Way"))
      g_hash_table_add (names, g_strdup (name));
  children = g_type_children (type, &n);
  for (guint i = 0; i < n; i++)
    collect_actions (children[i], names);
}

static GHashTable *
list_actions (Program *self)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) own = g_action_group_list_actions (G_ACTION_GROUP (self->application));

  for (guint i = 0; own[i] != NULL; i++)
    g_hash_table_add (names, g_strconcat ("app.", own[i], NULL));
  collect_actions (GTK_TYPE_WIDGET, names);
  return names;
}

static gboolean
fire_step (Program *self, guint i)
{
  const Place place = { steps[i].action, steps[i].place, NULL, steps[i].first };
  Moment before;

  g_free (go_back_to (self, &place, NULL));
  if (!fire_when_there (self, steps[i].action, &before))
    {
      g_test_message ("%s is nowhere, or greyed", steps[i].action);
      return FALSE;
    }
  if (changes (self, &before))
    return TRUE;
  g_test_message ("%s does nothing", steps[i].action);
  return FALSE;
}

static void
fire_everything (Program *self)
{
  g_autoptr (GHashTable) names = NULL;
  GHashTableIter iter;
  const char *name;
  guint dead = 0;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    dead += !fire_step (self, i);
  names = list_actions (self);
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, (gpointer *)&name, NULL))
    if (!has_step (name))
      {
        g_test_message ("%s is in no list", name);
        dead++;
      }
  g_assert_cmpuint (dead, ==, 0);
}

/* -- the tests --------------------------------------------------------------------------------- */

static Program program; /* one for all, as making its vault takes longest */

static void
test_press (gconstpointer place)
{
  if (program.application == NULL)
    program_begin (&program);
  press_everything (&program, place);
}

static void
test_fire (void)
{
  if (program.application == NULL)
    program_begin (&program);
  fire_everything (&program);
}

int
main (int argc, char **argv)
{
  int status;

  way_test_gui_start (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *path = g_strdup_printf ("/gui/everything/press/%s", places[i].name);

      g_test_add_data_func (path, &places[i], test_press);
    }
  g_test_add_func ("/gui/everything/fire", test_fire);
  status = g_test_run ();
  if (program.application != NULL)
    program_end (&program);
  return status;
}
