/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-damaged-page.h"

#include <adwaita.h>
#include "way-blank.h"
#include "way-i18n.h"
#include "way-spoken.h"

struct _WayDamagedPage
{
  GtkBox parent;

  AdwStatusPage *status; /* template children */
  GtkWidget *group, *entry, *open, *spinner;
  GtkLabel *note;

  WayDoor *door; /* (owned) */
  gboolean opening;
};

G_DEFINE_FINAL_TYPE (WayDamagedPage, way_damaged_page, GTK_TYPE_BOX)

static void
say (WayDamagedPage *self, const char *sentence)
{
  gtk_label_set_text (self->note, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->note), sentence[0] != '\0');
}

static void
set_opening (WayDamagedPage *self, gboolean opening)
{
  if (opening)
    way_blank_focus (GTK_WIDGET (self));
  self->opening = opening;
  gtk_widget_set_sensitive (self->open, !opening);
  gtk_widget_set_sensitive (self->entry, !opening);
  gtk_widget_set_visible (self->spinner, opening);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayDamagedPage) self = data;
  g_autoptr (GError) error = NULL;
  gboolean opened = way_door_finish (WAY_DOOR (source), result, &error);

  if (self->door == NULL)
    return;
  set_opening (self, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  if (opened)
    return;
  say (self, error->message);
  /* The copy may be of the days of another passphrase. */
  if (g_error_matches (error, WAY_DOOR_ERROR, WAY_DOOR_ERROR_WRONG))
    {
      gtk_widget_set_visible (self->group, TRUE);
      gtk_widget_grab_focus (self->entry);
    }
}

static void
open_cb (WayDamagedPage *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  if (self->opening)
    return;
  say (self, "");
  set_opening (self, TRUE);
  way_door_open_copy (self->door, typed[0] != '\0' ? typed : NULL, opened_cb, g_object_ref (self));
}

void
way_damaged_page_focus (WayDamagedPage *self)
{
  gtk_widget_grab_focus (self->open);
}

static void
way_damaged_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_DAMAGED_PAGE);
  g_clear_object (&WAY_DAMAGED_PAGE (object)->door);
  G_OBJECT_CLASS (way_damaged_page_parent_class)->dispose (object);
}

static void
way_damaged_page_class_init (WayDamagedPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_damaged_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/locked/way-damaged-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayDamagedPage, status);
  gtk_widget_class_bind_template_child (widget_class, WayDamagedPage, group);
  gtk_widget_class_bind_template_child (widget_class, WayDamagedPage, entry);
  gtk_widget_class_bind_template_child (widget_class, WayDamagedPage, open);
  gtk_widget_class_bind_template_child (widget_class, WayDamagedPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, WayDamagedPage, note);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
}

static void
way_damaged_page_init (WayDamagedPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_spoken_parts (self->entry, GTK_TYPE_BUTTON, _ ("Show the passphrase"));
}

GtkWidget *
way_damaged_page_new (WayDoor *door, const char *copy)
{
  WayDamagedPage *self = g_object_new (WAY_TYPE_DAMAGED_PAGE, NULL);
  g_autofree char *description = g_strdup_printf (
      _ ("Part of the file is damaged. A copy saved at %s is safe."), copy);
  g_autofree char *label = g_strdup_printf (_ ("Open the copy of %s"), copy);

  self->door = g_object_ref (door);
  adw_status_page_set_description (self->status, description);
  gtk_button_set_label (GTK_BUTTON (self->open), label);
  return GTK_WIDGET (self);
}
