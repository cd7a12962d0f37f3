/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be done with the program as a whole: its shortcuts, what it is, and leaving it.
 */
#include "way-application-private.h"

#include "way-i18n.h"
#include "way-preferences.h"
#include "way-spoken.h"

/* -- shortcuts --------------------------------------------------------------------------------- */

/* Only what is built is shown: the class that it belongs to (NULL: any) is there, and has the
 * action (NULL: none is needed). */
typedef struct
{
  const char *title, *accelerator, *type, *action;
} Shortcut;

typedef struct
{
  const char *title;
  Shortcut shortcuts[16];
} Group;

static const Group groups[] = {
  { N_ ("Anywhere"),
    {
        { N_ ("Find a person"), "<ctrl>f", NULL, "win.find" },
        { N_ ("Search everything"), "<ctrl><shift>f", NULL, "win.search" },
        { N_ ("Record a contact"), "<ctrl>n", NULL, "win.record-contact" },
        { N_ ("Print"), "<ctrl>p", NULL, "win.print" },
        { N_ ("Undo"), "<ctrl>z", NULL, "win.undo" },
        { N_ ("Today"), "<alt>Home", NULL, "win.go" },
        { N_ ("Back to the page before"), "<alt>Left", NULL, "win.back" },
        { N_ ("Lock Waymark"), "<ctrl>l", NULL, "win.lock" },
        { N_ ("Hide everything at once"), "<ctrl><shift>h", NULL, "win.hide" },
        { N_ ("List of people, on or off"), "F9", NULL, "win.toggle-list" },
        { N_ ("Main menu"), "F10", "WayPeoplePane", NULL },
        { N_ ("Preferences"), "<ctrl>comma", NULL, NULL },
        { N_ ("Keyboard shortcuts"), "<ctrl>question", NULL, NULL },
        { N_ ("Quit"), "<ctrl>q", NULL, NULL },
    } },
  { N_ ("A person"),
    {
        { N_ ("Overview"), "<alt>1", "WayOverviewPage", NULL },
        { N_ ("Plan"), "<alt>2", "WayPlanPage", NULL },
        { N_ ("Contacts"), "<alt>3", "WayContactsPage", NULL },
        { N_ ("Offer"), "<alt>4", "WayOfferPage", NULL },
        { N_ ("History"), "<alt>5", "WayHistoryPage", NULL },
    } },
  { N_ ("Writing a plan"),
    {
        { N_ ("Previous section"), "<alt>Page_Up", NULL, "plan.previous-section" },
        { N_ ("Next section"), "<alt>Page_Down", NULL, "plan.next-section" },
        { N_ ("Mark section ready"), "<ctrl>Return", NULL, "plan.ready" },
        { N_ ("Add an action"), "<ctrl><shift>a", NULL, "plan.add-action" },
        { N_ ("Move between panes"), "F6", NULL, "plan.next-pane" },
    } },
};

/* A class of ours that installed @action under its name. */
static gboolean
class_has (GType type, const char *action)
{
  g_autofree GType *children = NULL;
  const GVariantType *parameter;
  const char *name, *property;
  GtkWidgetClass *klass = NULL;
  GType owner;
  guint n = 0;

  if (g_str_has_prefix (g_type_name (type), "Way"))
    klass = g_type_class_peek (type);
  for (guint i = 0;
       klass != NULL
       && gtk_widget_class_query_action (klass, i, &owner, &name, &parameter, &property);
       i++)
    if (g_str_equal (name, action))
      return TRUE;
  children = g_type_children (type, &n);
  for (guint i = 0; i < n; i++)
    if (class_has (children[i], action))
      return TRUE;
  return FALSE;
}

static gboolean
is_built (const Shortcut *shortcut)
{
  if (shortcut->type != NULL && g_type_from_name (shortcut->type) == 0)
    return FALSE;
  return shortcut->action == NULL || class_has (GTK_TYPE_WIDGET, shortcut->action);
}

static void
append_group (GString *ui, const Group *group)
{
  g_autofree char *head = g_markup_printf_escaped (
      "<child><object class='GtkShortcutsGroup'><property name='title'>%s</property>",
      _ (group->title));
  gsize start = ui->len;
  guint n = 0;

  g_string_append (ui, head);
  for (const Shortcut *shortcut = group->shortcuts; shortcut->title != NULL; shortcut++)
    if (is_built (shortcut))
      {
        g_autofree char *row = g_markup_printf_escaped (
            "<child><object class='GtkShortcutsShortcut'><property name='title'>%s</property>"
            "<property name='accelerator'>%s</property></object></child>",
            _ (shortcut->title), shortcut->accelerator);

        g_string_append (ui, row);
        n++;
      }
  g_string_append (ui, "</object></child>");
  if (n == 0)
    g_string_truncate (ui, start);
}

/* GTK 4.8 builds this window from a description and no other way. */
static void
show_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *over = gtk_application_get_active_window (GTK_APPLICATION (data));
  g_autoptr (GString) ui = g_string_new (
      "<interface><object class='GtkShortcutsWindow' id='window'><property "
      "name='modal'>1</property>"
      "<child><object class='GtkShortcutsSection'><property name='section-name'>all</property>"
      "<property name='max-height'>14</property>");
  g_autoptr (GtkBuilder) builder = NULL;
  GtkWindow *window;

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    append_group (ui, &groups[i]);
  g_string_append (ui, "</object></child></object></interface>");
  builder = gtk_builder_new_from_string (ui->str, (gssize)ui->len);
  window = GTK_WINDOW (gtk_builder_get_object (builder, "window"));
  way_spoken_parts (GTK_WIDGET (window), GTK_TYPE_TOGGLE_BUTTON, _ ("Search the shortcuts"));
  way_spoken_parts (GTK_WIDGET (window), GTK_TYPE_SEARCH_ENTRY, _ ("Search the shortcuts"));
  way_spoken_parts (GTK_WIDGET (window), GTK_TYPE_MENU_BUTTON, _ ("Groups of shortcuts"));
  gtk_window_set_transient_for (window, over);
  gtk_window_present (window);
}

/* -- about ------------------------------------------------------------------------------------- */

static void
show_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *over = gtk_application_get_active_window (GTK_APPLICATION (data));

  adw_show_about_window (over, "application-name", "Waymark", "application-icon",
                         WAY_APPLICATION_ID, "version", WAY_VERSION, "license-type",
                         GTK_LICENSE_GPL_3_0, "developer-name", _ ("The Waymark project"),
                         "comments",
                         _ ("Pathway plans, written with the young person. Everything is locked on "
                            "this laptop."),
                         NULL);
}

/* Only while somebody is at work: what is locked shows nothing of anybody. */
static void
show_preferences (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  WayApplication *self = data;
  WayDoor *door = WAY_DOOR (self);

  if (self->window == NULL || way_door_get_state (door) != WAY_DOOR_OPEN)
    return;
  gtk_window_present (
      GTK_WINDOW (way_preferences_new (GTK_WINDOW (self->window), door, self->settings)));
}

/* The window locks before it goes, and the program ends with it. */
static void
quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  WayApplication *self = data;

  if (self->window != NULL)
    gtk_window_close (GTK_WINDOW (self->window));
  else
    g_application_quit (G_APPLICATION (self));
}

/* -- locking from every window ----------------------------------------------------------------- */

static gboolean
lock_cb (GtkWidget *window, GVariant *arguments, gpointer data)
{
  WayApplication *self = data;

  if (self->window == NULL)
    return FALSE;
  gtk_widget_activate_action (self->window, "win.lock", NULL);
  return TRUE;
}

/* A dialog over the window would keep its keys from it. */
static void
windows_changed_cb (
    WayApplication *self, guint position, guint removed, guint added, GListModel *windows)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);
      GtkEventController *keys = gtk_shortcut_controller_new ();

      gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
      gtk_shortcut_controller_add_shortcut (
          GTK_SHORTCUT_CONTROLLER (keys),
          gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<ctrl>l|<ctrl><shift>h"),
                            gtk_callback_action_new (lock_cb, self, NULL)));
      gtk_widget_add_controller (window, keys);
    }
}

void
way_application_add_actions (WayApplication *self)
{
  static const GActionEntry entries[] = {
    { .name = "preferences", .activate = show_preferences },
    { .name = "shortcuts", .activate = show_shortcuts },
    { .name = "about", .activate = show_about },
    { .name = "quit", .activate = quit },
  };
  GtkApplication *application = GTK_APPLICATION (self);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  gtk_application_set_accels_for_action (application, "app.shortcuts",
                                         (const char *[]){ "<ctrl>question", NULL });
  gtk_application_set_accels_for_action (application, "app.preferences",
                                         (const char *[]){ "<ctrl>comma", NULL });
  gtk_application_set_accels_for_action (application, "app.quit",
                                         (const char *[]){ "<ctrl>q", NULL });
  g_signal_connect_object (gtk_window_get_toplevels (), "items-changed",
                           G_CALLBACK (windows_changed_cb), self, G_CONNECT_SWAPPED);
}
