/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What can be done with the program as a whole: its shortcuts, what it is, and leaving it.
 */
#include "way-application-private.h"

#include "way-i18n.h"
#include "way-preferences.h"
#include "way-shortcuts.h"

/* -- shortcuts --------------------------------------------------------------------------------- */

static void
show_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  way_shortcuts_present (GTK_WIDGET (gtk_application_get_active_window (GTK_APPLICATION (data))));
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

/* (transfer none) (nullable): only while somebody is at work: what is locked shows nothing of
 * anybody. */
static WayPreferences *
open_preferences (WayApplication *self)
{
  WayDoor *door = WAY_DOOR (self);
  GtkWidget *preferences;

  if (self->window == NULL || way_door_get_state (door) != WAY_DOOR_OPEN)
    return NULL;
  preferences = way_preferences_new (GTK_WINDOW (self->window), door, self->settings);
  gtk_window_present (GTK_WINDOW (preferences));
  return WAY_PREFERENCES (preferences);
}

static void
show_preferences (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  open_preferences (data);
}

static void
make_backup (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  WayPreferences *preferences = open_preferences (data);

  if (preferences != NULL)
    way_preferences_back_up (preferences);
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
    { .name = "make-backup", .activate = make_backup },
    { .name = "quit", .activate = quit },
  };
  GtkApplication *application = GTK_APPLICATION (self);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  gtk_application_set_accels_for_action (application, "app.shortcuts",
                                         (const char *[]){ "<ctrl>question", NULL });
  gtk_application_set_accels_for_action (application, "app.preferences",
                                         (const char *[]){ "<ctrl>comma", NULL });
  way_application_add_sync_actions (self);
  gtk_application_set_accels_for_action (application, "app.quit",
                                         (const char *[]){ "<ctrl>q", NULL });
  g_signal_connect_object (gtk_window_get_toplevels (), "items-changed",
                           G_CALLBACK (windows_changed_cb), self, G_CONNECT_SWAPPED);
}
