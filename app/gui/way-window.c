/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-window.h"

#include "way-blank.h"
#include "way-dialog.h"
#include "way-first-run-page.h"
#include "way-flow.h"
#include "way-i18n.h"
#include "way-locked-page.h"
#include "way-sheet-page.h"
#include "way-shell.h"
#include "way-width-first.h"

struct _WayWindow
{
  AdwApplicationWindow parent;

  AdwToastOverlay *toasts; /* template children */
  GtkStack *stage;
  WayLockedPage *locked;

  WayDoor *door;         /* (owned) */
  WaySettings *settings; /* (owned) */
  GtkWidget *aside;      /* (nullable): first run, or a sheet that is wanted */
  gboolean sheet_asked;  /* since the last unlock */
  gboolean leaving;      /* closes as soon as it is locked */
  WayShell *shell;       /* (nullable): while the desk is there */
  char *place;           /* (owned): where to go back to after unlock */
  GQueue back;           /* (owned): places before this one, newest first */
};

G_DEFINE_FINAL_TYPE (WayWindow, way_window, ADW_TYPE_APPLICATION_WINDOW)

/* -- open and locked --------------------------------------------------------------------------- */

static void
clear_shell (WayWindow *self)
{
  if (self->shell == NULL)
    return;
  gtk_stack_remove (self->stage, GTK_WIDGET (self->shell));
  self->shell = NULL;
}

static void
clear_aside (WayWindow *self)
{
  if (self->aside == NULL)
    return;
  gtk_stack_remove (self->stage, self->aside);
  self->aside = NULL;
}

/* Takes @page. */
static void
show_aside (WayWindow *self, GtkWidget *page)
{
  clear_aside (self);
  self->aside = page;
  gtk_stack_add_child (self->stage, page);
  way_blank_focus (GTK_WIDGET (self));
  gtk_stack_set_visible_child (self->stage, page);
}

static void
show_shell (WayWindow *self)
{
  if (self->shell == NULL)
    {
      self->shell = WAY_SHELL (way_shell_new (way_door_get_desk (self->door)));
      g_object_bind_property (self->settings, "hide-list", self->shell, "hides-list",
                              G_BINDING_SYNC_CREATE);
      gtk_stack_add_named (self->stage, GTK_WIDGET (self->shell), "main");
    }
  way_blank_focus (GTK_WIDGET (self));
  gtk_stack_set_visible_child (self->stage, GTK_WIDGET (self->shell));
  clear_aside (self);
  way_shell_go (self->shell, self->place);
}

static void
sheet_later_cb (WayWindow *self)
{
  if (way_door_get_state (self->door) == WAY_DOOR_STARTING)
    way_door_enter (self->door);
  else
    show_shell (self);
}

static void
sheet_done_cb (WayWindow *self)
{
  if (way_door_get_state (self->door) == WAY_DOOR_OPEN)
    show_shell (self);
}

static void
ask_for_sheet (WayWindow *self, const char *reason)
{
  GtkWidget *page = way_sheet_page_new (self->door, reason);

  self->sheet_asked = TRUE;
  g_signal_connect_object (page, "later", G_CALLBACK (sheet_later_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "done", G_CALLBACK (sheet_done_cb), self, G_CONNECT_SWAPPED);
  show_aside (self, page);
}

static void
show_open (WayWindow *self)
{
  gboolean first_run = WAY_IS_FIRST_RUN_PAGE (self->aside);

  if (!self->sheet_asked && !first_run && way_door_awaits_sheet (self->door))
    ask_for_sheet (self, _ ("The last recovery sheet was never typed back, so nobody knows whether "
                            "it can be read. With a new one you can open your work if you forget "
                            "the passphrase."));
  else
    show_shell (self);
}

static void
show_locked (WayWindow *self)
{
  way_blank_focus (GTK_WIDGET (self));
  gtk_stack_set_visible_child_name (self->stage, "locked");
  clear_aside (self);
  way_locked_page_begin (self->locked);
}

static void
show_state (WayWindow *self)
{
  switch (way_door_get_state (self->door))
    {
    case WAY_DOOR_OPEN:
      show_open (self);
      break;
    case WAY_DOOR_STARTING:
      if (!WAY_IS_FIRST_RUN_PAGE (self->aside))
        ask_for_sheet (self, "");
      break;
    case WAY_DOOR_NO_VAULT:
      /* The practice caseload makes its own. */
      if (way_door_get_hint (self->door) == NULL)
        show_aside (self, way_first_run_page_new (self->door));
      else
        show_locked (self);
      break;
    case WAY_DOOR_LOCKED:
    default:
      show_locked (self);
    }
}

/* Everything is saved: the desk goes, and with it every widget that shows somebody. */
static void
closing_cb (WayWindow *self)
{
  clear_shell (self);
}

static void
closed_cb (WayWindow *self)
{
  gboolean leaving = self->leaving && way_door_get_trouble (self->door)[0] == '\0';

  self->leaving = FALSE;
  if (leaving)
    gtk_window_destroy (GTK_WINDOW (self));
}

void
way_window_lock (WayWindow *self)
{
  WayDoorState state = way_door_get_state (self->door);

  if (state != WAY_DOOR_OPEN && state != WAY_DOOR_STARTING)
    return;
  if (self->shell != NULL)
    {
      g_free (self->place);
      self->place = way_shell_dup_place (self->shell);
    }
  self->sheet_asked = FALSE;
  way_blank_focus (GTK_WIDGET (self));
  gtk_stack_set_visible_child_name (self->stage, "locked");
  way_blank_other_windows (GTK_WINDOW (self));
  way_blank_clipboards (gtk_widget_get_display (GTK_WIDGET (self)));
  clear_aside (self);
  way_door_close (self->door, NULL, NULL);
  way_locked_page_begin (self->locked);
}

/* -- leaving ----------------------------------------------------------------------------------- */

static void
leave_anyway_cb (WayWindow *self, const char *response)
{
  if (g_str_equal (response, "leave"))
    gtk_window_destroy (GTK_WINDOW (self));
}

static void
ask_to_leave (WayWindow *self)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Not everything is saved yet"),
                                              way_door_get_trouble (self->door));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _ ("Keep Waymark open"),
                                    "leave", _ ("Close anyway"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "leave",
                                              ADW_RESPONSE_DESTRUCTIVE);
  way_dialog_begin_on (ADW_MESSAGE_DIALOG (dialog), "stay");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  g_signal_connect_object (dialog, "response", G_CALLBACK (leave_anyway_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Locks first; the window goes when the key is gone. */
static gboolean
way_window_close_request (GtkWindow *window)
{
  WayWindow *self = WAY_WINDOW (window);
  WayDoorState state = way_door_get_state (self->door);

  if (state == WAY_DOOR_OPEN || state == WAY_DOOR_STARTING)
    {
      self->leaving = TRUE;
      way_window_lock (self);
      return TRUE;
    }
  if (way_door_get_trouble (self->door)[0] != '\0')
    {
      ask_to_leave (self);
      return TRUE;
    }
  return GTK_WINDOW_CLASS (way_window_parent_class)->close_request (window);
}

/* -- actions ----------------------------------------------------------------------------------- */

static void
go (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayWindow *self = WAY_WINDOW (widget);

  if (self->shell == NULL)
    return;
  g_queue_push_head (&self->back, way_shell_dup_place (self->shell));
  way_shell_go (self->shell, g_variant_get_string (parameter, NULL));
}

/* Of the person whose page is shown; where there is none, somebody is chosen first. */
static void
record_contact (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayWindow *self = WAY_WINDOW (widget);
  g_autofree char *here = self->shell != NULL ? way_shell_dup_place (self->shell) : g_strdup ("");
  g_auto (GStrv) steps = g_strsplit (here, "/", 3);
  g_autofree char *place = NULL;
  WayId person;

  if (self->shell == NULL)
    return;
  if (g_strv_length (steps) < 2 || !g_str_equal (steps[0], "person")
      || !way_id_parse (steps[1], &person))
    {
      way_shell_find (self->shell);
      return;
    }
  place = g_strdup_printf ("person/%s/contacts/new", steps[1]);
  gtk_widget_activate_action (widget, "win.go", "s", place);
}

static void
back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayWindow *self = WAY_WINDOW (widget);
  g_autofree char *place = g_queue_pop_head (&self->back);

  if (self->shell != NULL && place != NULL)
    way_shell_go (self->shell, place);
}

static void
lock (GtkWidget *widget, const char *action, GVariant *parameter)
{
  way_window_lock (WAY_WINDOW (widget));
}

static void
undo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayDesk *desk = way_door_get_desk (WAY_WINDOW (widget)->door);

  if (desk != NULL)
    way_desk_undo (desk);
}

static void
shell_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayWindow *self = WAY_WINDOW (widget);

  if (self->shell == NULL)
    return;
  if (g_str_equal (action, "win.toggle-list"))
    way_shell_toggle_list (self->shell);
  else if (g_str_equal (action, "win.show-list"))
    way_shell_show_list (self->shell);
  else if (g_str_equal (action, "win.print"))
    way_shell_print (self->shell);
  else
    way_shell_find (self->shell);
}

static void
search (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.go", "s", "search/new");
}

/* What just happened, in words; with Undo where the second name asks for it. */
static void
say (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayWindow *self = WAY_WINDOW (widget);
  AdwToast *toast = adw_toast_new (g_variant_get_string (parameter, NULL));

  if (g_str_equal (action, "win.say-with-undo"))
    {
      adw_toast_set_button_label (toast, _ ("Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* -- class ------------------------------------------------------------------------------------- */

static void
way_window_dispose (GObject *object)
{
  WayWindow *self = WAY_WINDOW (object);

  if (self->stage != NULL)
    {
      clear_shell (self);
      clear_aside (self);
    }
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_WINDOW);
  g_clear_object (&self->door);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (way_window_parent_class)->dispose (object);
}

static void
way_window_finalize (GObject *object)
{
  WayWindow *self = WAY_WINDOW (object);

  g_queue_clear_full (&self->back, g_free);
  g_free (self->place);
  G_OBJECT_CLASS (way_window_parent_class)->finalize (object);
}

static const struct
{
  const char *name, *parameter;
  GtkWidgetActionActivateFunc activate;
  guint key;
  GdkModifierType modifiers;
} actions[] = {
  { "win.go", "s", go, 0, 0 },
  { "win.record-contact", NULL, record_contact, GDK_KEY_n, GDK_CONTROL_MASK },
  { "win.back", NULL, back, GDK_KEY_Left, GDK_ALT_MASK },
  { "win.lock", NULL, lock, GDK_KEY_l, GDK_CONTROL_MASK },
  { "win.hide", NULL, lock, GDK_KEY_h, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "win.undo", NULL, undo, GDK_KEY_z, GDK_CONTROL_MASK },
  { "win.find", NULL, shell_action, GDK_KEY_f, GDK_CONTROL_MASK },
  { "win.print", NULL, shell_action, GDK_KEY_p, GDK_CONTROL_MASK },
  { "win.search", NULL, search, GDK_KEY_f, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "win.toggle-list", NULL, shell_action, GDK_KEY_F9, 0 },
  { "win.show-list", NULL, shell_action, 0, 0 },
  { "win.say", "s", say, 0, 0 },
  { "win.say-with-undo", "s", say, 0, 0 },
};

static void
way_window_class_init (WayWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = way_window_close_request;
  way_flow_let_tab_through ();
  way_width_first ();
  g_type_ensure (WAY_TYPE_LOCKED_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/waymark/Waymark/ui/way-window.ui");
  gtk_widget_class_bind_template_child (widget_class, WayWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, WayWindow, stage);
  gtk_widget_class_bind_template_child (widget_class, WayWindow, locked);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter,
                                       actions[i].activate);
      if (actions[i].key != 0)
        gtk_widget_class_add_binding_action (widget_class, actions[i].key, actions[i].modifiers,
                                             actions[i].name, NULL);
    }
}

static void
way_window_init (WayWindow *self)
{
  g_queue_init (&self->back);
  self->place = g_strdup ("today");
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
follow_settings (WayWindow *self)
{
  g_object_bind_property (self->settings, "window-width", self, "default-width",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (self->settings, "window-height", self, "default-height",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (self->settings, "window-maximized", self, "maximized",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

GtkWidget *
way_window_new (GtkApplication *application, WayDoor *door, WaySettings *settings)
{
  WayWindow *self = g_object_new (WAY_TYPE_WINDOW, "application", application, NULL);

  self->door = g_object_ref (door);
  self->settings = g_object_ref (settings);
  follow_settings (self);
  way_locked_page_set_door (self->locked, door, settings);
  g_signal_connect_object (door, "opened", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (door, "closing", G_CALLBACK (closing_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (door, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  show_state (self);
  return GTK_WIDGET (self);
}
