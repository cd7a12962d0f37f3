/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-locked-page.h"

#include <adwaita.h>
#include "way-blank.h"
#include "way-damaged-page.h"
#include "way-i18n.h"
#include "way-recovery-page.h"
#include "way-spoken.h"

#define COUNT_DOWN_MS 500

struct _WayLockedPage
{
  GtkBox parent;

  GtkStack *views; /* template children */
  AdwStatusPage *status;
  GtkWidget *entry, *unlock, *forgot, *caps_lock, *spinner;
  GtkLabel *name, *note, *wait, *hint;

  WayDoor *door;         /* (owned) (nullable) */
  WaySettings *settings; /* (owned) (nullable) */
  GtkWidget *aside;      /* (nullable): recovery, or what is said of a damaged vault */
  gboolean opening;
  guint count_down; /* timer; 0 = none */
};

G_DEFINE_FINAL_TYPE (WayLockedPage, way_locked_page, GTK_TYPE_BOX)

static void
say (GtkLabel *label, const char *sentence)
{
  gtk_label_set_text (label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (label), sentence[0] != '\0');
}

static void
set_opening (WayLockedPage *self, gboolean opening)
{
  if (opening)
    way_blank_focus (GTK_WIDGET (self));
  self->opening = opening;
  gtk_widget_set_sensitive (self->entry, !opening);
  gtk_widget_set_sensitive (self->unlock, !opening && self->count_down == 0);
  gtk_widget_set_sensitive (self->forgot, !opening);
  gtk_widget_set_visible (self->spinner, opening);
}

/* -- waiting ----------------------------------------------------------------------------------- */

static void
stop_count_down (WayLockedPage *self)
{
  if (self->count_down != 0)
    way_executor_remove_timeout (way_door_get_executor (self->door), self->count_down);
  self->count_down = 0;
  say (self->wait, "");
}

/* FALSE where there is nothing to wait for any more. */
static gboolean
show_wait (WayLockedPage *self)
{
  guint seconds = (guint)((way_door_get_wait_ms (self->door) + 999) / 1000);
  g_autofree char *text = NULL;

  if (seconds == 0)
    return FALSE;
  text = g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN, "You can try again in %u second.",
                                       "You can try again in %u seconds.", seconds),
                          seconds);
  say (self->wait, text);
  return TRUE;
}

static gboolean
count_down_cb (gpointer data)
{
  WayLockedPage *self = data;

  if (show_wait (self))
    return G_SOURCE_CONTINUE;
  self->count_down = 0;
  say (self->wait, "");
  set_opening (self, self->opening);
  return G_SOURCE_REMOVE;
}

static void
wait_where_needed (WayLockedPage *self)
{
  stop_count_down (self);
  if (show_wait (self))
    self->count_down = way_executor_add_timeout (way_door_get_executor (self->door), COUNT_DOWN_MS,
                                                 count_down_cb, self, NULL);
  set_opening (self, self->opening);
}

/* -- what is seldom seen ----------------------------------------------------------------------- */

static void
drop_aside (WayLockedPage *self)
{
  if (self->aside != NULL)
    gtk_stack_remove (self->views, self->aside);
  self->aside = NULL;
}

/* Takes @page. */
static void
show_aside (WayLockedPage *self, GtkWidget *page)
{
  drop_aside (self);
  self->aside = page;
  way_blank_focus (GTK_WIDGET (self));
  gtk_stack_add_child (self->views, page);
  gtk_stack_set_visible_child (self->views, page);
}

/* FALSE where there is no copy to open in its place. */
static gboolean
offer_copy (WayLockedPage *self)
{
  g_autofree char *copy = way_door_dup_copy (self->door);

  if (copy == NULL)
    return FALSE;
  show_aside (self, way_damaged_page_new (self->door, copy));
  way_damaged_page_focus (WAY_DAMAGED_PAGE (self->aside));
  return TRUE;
}

/* -- with the passphrase ----------------------------------------------------------------------- */

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayLockedPage) self = data;
  g_autoptr (GError) error = NULL;

  set_opening (self, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  if (way_door_finish (WAY_DOOR (source), result, &error) || self->door == NULL)
    return;
  if (g_error_matches (error, WAY_DOOR_ERROR, WAY_DOOR_ERROR_DAMAGED) && offer_copy (self))
    return;
  say (self->note,
       g_error_matches (error, WAY_DOOR_ERROR, WAY_DOOR_ERROR_WAIT) ? "" : error->message);
  wait_where_needed (self);
  gtk_widget_grab_focus (self->entry);
}

static void
unlock_cb (WayLockedPage *self)
{
  const char *passphrase = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (self->opening || self->count_down != 0 || passphrase[0] == '\0')
    return;
  say (self->note, "");
  set_opening (self, TRUE);
  way_door_open (self->door, passphrase, opened_cb, g_object_ref (self));
}

/* -- with the sheet ---------------------------------------------------------------------------- */

static void
recovery_left_cb (WayLockedPage *self)
{
  way_blank_focus (GTK_WIDGET (self));
  gtk_stack_set_visible_child_name (self->views, "unlock");
  drop_aside (self);
  gtk_widget_grab_focus (self->entry);
}

static void
forgot_cb (WayLockedPage *self)
{
  if (self->opening)
    return;
  show_aside (self, way_recovery_page_new (self->door));
  g_signal_connect_object (self->aside, "left", G_CALLBACK (recovery_left_cb), self,
                           G_CONNECT_SWAPPED);
}

/* -- as it begins ------------------------------------------------------------------------------ */

void
way_locked_page_show_trouble (WayLockedPage *self)
{
  const char *trouble = way_door_get_trouble (self->door);
  g_autofree char *text = NULL;

  if (trouble[0] != '\0')
    text = g_strdup_printf (
        _ ("Not everything is saved yet. Waymark keeps it, sealed, until you unlock. %s"), trouble);
  adw_status_page_set_description (self->status, text != NULL ? text : _ ("Your work is saved."));
}

static void
show_hint (WayLockedPage *self)
{
  const char *hint = way_door_get_hint (self->door);
  g_autofree char *text = NULL;

  if (hint != NULL)
    text = g_strdup_printf (_ ("Practice caseload. The passphrase is: %s"), hint);
  say (self->hint, text != NULL ? text : "");
  gtk_widget_set_visible (self->forgot, hint == NULL);
}

void
way_locked_page_begin (WayLockedPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  drop_aside (self);
  way_blank_focus (GTK_WIDGET (self));
  gtk_stack_set_visible_child_name (self->views, "unlock");
  say (self->note, "");
  say (self->name, way_settings_get_locked_name (self->settings));
  way_locked_page_show_trouble (self);
  show_hint (self);
  wait_where_needed (self);
  gtk_widget_grab_focus (self->entry);
}

void
way_locked_page_set_door (WayLockedPage *self, WayDoor *door, WaySettings *settings)
{
  g_set_object (&self->door, door);
  g_set_object (&self->settings, settings);
  g_signal_connect_object (door, "closed", G_CALLBACK (way_locked_page_show_trouble), self,
                           G_CONNECT_SWAPPED);
}

/* -- Caps Lock --------------------------------------------------------------------------------- */

static void
caps_lock_cb (WayLockedPage *self, GParamSpec *pspec, GdkDevice *keyboard)
{
  gtk_widget_set_visible (self->caps_lock, gdk_device_get_caps_lock_state (keyboard));
}

static void
watch_caps_lock (WayLockedPage *self)
{
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (GTK_WIDGET (self)));
  GdkDevice *keyboard = seat != NULL ? gdk_seat_get_keyboard (seat) : NULL;

  if (keyboard == NULL)
    return;
  g_signal_connect_object (keyboard, "notify::caps-lock-state", G_CALLBACK (caps_lock_cb), self,
                           G_CONNECT_SWAPPED);
  caps_lock_cb (self, NULL, keyboard);
}

/* -- made and dropped -------------------------------------------------------------------------- */

static void
way_locked_page_dispose (GObject *object)
{
  WayLockedPage *self = WAY_LOCKED_PAGE (object);

  if (self->door != NULL && self->count_down != 0)
    way_executor_remove_timeout (way_door_get_executor (self->door), self->count_down);
  self->count_down = 0;
  self->aside = NULL;
  g_clear_object (&self->door);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_LOCKED_PAGE);
  G_OBJECT_CLASS (way_locked_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WayLockedPage, views);
  gtk_widget_class_bind_template_child (widget_class, WayLockedPage, status);
  gtk_widget_class_bind_template_child (widget_class, WayLockedPage, entry);
  gtk_widget_class_bind_template_child (widget_class, WayLockedPage, unlock);
  gtk_widget_class_bind_template_child (widget_class, WayLockedPage, forgot);
  gtk_widget_class_bind_template_child (widget_class, WayLockedPage, caps_lock);
  gtk_widget_class_bind_template_child (widget_class, WayLockedPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, WayLockedPage, name);
  gtk_widget_class_bind_template_child (widget_class, WayLockedPage, note);
  gtk_widget_class_bind_template_child (widget_class, WayLockedPage, wait);
  gtk_widget_class_bind_template_child (widget_class, WayLockedPage, hint);
}

static void
way_locked_page_class_init (WayLockedPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_locked_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/locked/way-locked-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, unlock_cb);
  gtk_widget_class_bind_template_callback (widget_class, forgot_cb);
}

static void
way_locked_page_init (WayLockedPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_spoken_parts (self->entry, GTK_TYPE_BUTTON, _ ("Show the passphrase"));
  watch_caps_lock (self);
}
