/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-window.h"

#include "way-i18n.h"
#include "way-locked-page.h"
#include "way-shell.h"

struct _WayWindow
{
  AdwApplicationWindow parent;

  AdwToastOverlay *toasts; /* template children */
  GtkStack *stage;
  WayLockedPage *locked;

  WayDoor *door;   /* (owned) */
  WayShell *shell; /* (nullable): while open */
  char *place;     /* (owned): where to go back to after unlock */
  GQueue back;     /* (owned): places before this one, newest first */
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
show_state (WayWindow *self)
{
  switch (way_door_get_state (self->door))
    {
    case WAY_DOOR_OPEN:
      if (self->shell != NULL)
        return;
      self->shell = WAY_SHELL (way_shell_new (way_door_get_desk (self->door)));
      gtk_stack_add_named (self->stage, GTK_WIDGET (self->shell), "main");
      gtk_stack_set_visible_child_name (self->stage, "main");
      way_shell_go (self->shell, self->place);
      break;
    case WAY_DOOR_LOCKED:
    case WAY_DOOR_NO_VAULT:
    default:
      gtk_stack_set_visible_child_name (self->stage, "locked");
      clear_shell (self);
      way_locked_page_begin (self->locked);
    }
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayWindow) self = data;

  /* Where it could not be closed, what is on the desk is not on the disk: it is shown again. */
  way_door_finish (WAY_DOOR (source), result, NULL);
  show_state (self);
}

void
way_window_lock (WayWindow *self)
{
  if (self->shell == NULL)
    return;
  g_free (self->place);
  self->place = way_shell_dup_place (self->shell);
  gtk_stack_set_visible_child_name (self->stage, "locked");
  clear_shell (self);
  way_locked_page_begin (self->locked);
  way_door_close (self->door, closed_cb, g_object_ref (self));
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
    clear_shell (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_WINDOW);
  g_clear_object (&self->door);
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

GtkWidget *
way_window_new (GtkApplication *application, WayDoor *door)
{
  WayWindow *self = g_object_new (WAY_TYPE_WINDOW, "application", application, NULL);

  self->door = g_object_ref (door);
  way_locked_page_set_door (self->locked, door);
  g_signal_connect_object (door, "opened", G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  show_state (self);
  return GTK_WIDGET (self);
}
