/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-locked-page.h"

#include <adwaita.h>
#include "way-i18n.h"
#include "way-spoken.h"

struct _WayLockedPage
{
  GtkBox parent;

  GtkWidget *entry, *unlock, *caps_lock, *spinner; /* template children */
  GtkLabel *note, *hint;

  WayDoor *door; /* (owned) (nullable) */
  gboolean opening;
};

G_DEFINE_FINAL_TYPE (WayLockedPage, way_locked_page, GTK_TYPE_BOX)

static void
say (WayLockedPage *self, const char *sentence)
{
  gtk_label_set_text (self->note, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->note), sentence[0] != '\0');
}

static void
set_opening (WayLockedPage *self, gboolean opening)
{
  self->opening = opening;
  /* Not insensitive: the text would lose focus without being told, and GTK complains of it. */
  gtk_editable_set_editable (GTK_EDITABLE (self->entry), !opening);
  gtk_widget_set_sensitive (self->unlock, !opening);
  gtk_widget_set_visible (self->spinner, opening);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayLockedPage) self = data;
  g_autoptr (GError) error = NULL;

  set_opening (self, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  if (way_door_finish (WAY_DOOR (source), result, &error))
    return;
  say (self, error->message);
  gtk_widget_grab_focus (self->entry);
}

static void
unlock_cb (WayLockedPage *self)
{
  const char *passphrase = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (self->opening || passphrase[0] == '\0')
    return;
  say (self, "");
  set_opening (self, TRUE);
  way_door_open (self->door, passphrase, opened_cb, g_object_ref (self));
}

void
way_locked_page_begin (WayLockedPage *self)
{
  const char *hint = way_door_get_hint (self->door);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  say (self, "");
  if (hint != NULL)
    {
      g_autofree char *text = g_strdup_printf (_ ("Practice caseload. The passphrase is: %s"),
                                               hint);

      gtk_label_set_text (self->hint, text);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->hint), hint != NULL);
  gtk_widget_grab_focus (self->entry);
}

void
way_locked_page_set_door (WayLockedPage *self, WayDoor *door)
{
  g_set_object (&self->door, door);
}

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

static void
way_locked_page_dispose (GObject *object)
{
  WayLockedPage *self = WAY_LOCKED_PAGE (object);

  g_clear_object (&self->door);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_LOCKED_PAGE);
  G_OBJECT_CLASS (way_locked_page_parent_class)->dispose (object);
}

static void
way_locked_page_class_init (WayLockedPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_locked_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/locked/way-locked-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayLockedPage, entry);
  gtk_widget_class_bind_template_child (widget_class, WayLockedPage, unlock);
  gtk_widget_class_bind_template_child (widget_class, WayLockedPage, caps_lock);
  gtk_widget_class_bind_template_child (widget_class, WayLockedPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, WayLockedPage, note);
  gtk_widget_class_bind_template_child (widget_class, WayLockedPage, hint);
  gtk_widget_class_bind_template_callback (widget_class, unlock_cb);
}

static void
way_locked_page_init (WayLockedPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_spoken_parts (self->entry, GTK_TYPE_BUTTON, _ ("Show the passphrase"));
  watch_caps_lock (self);
}
