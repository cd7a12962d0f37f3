/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-saved-line.h"

#include "way-i18n.h"

/* It changes at the first key press after each pause and again when the draft is on the disk.  A
 * label would have the page laid out anew for that while somebody types, so the words are drawn in
 * the place of the longest of them. */
struct _WaySavedLine
{
  GtkBox parent;

  GtkImage *image;
  GtkWidget *room;      /* as wide and high as the longest of the words; gone before the first */
  GtkInscription *said; /* over it */
  WayDesk *desk;        /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (WaySavedLine, way_saved_line, GTK_TYPE_BOX)

static void
show_image (WaySavedLine *self, const char *icon, gboolean shown)
{
  if (g_strcmp0 (gtk_image_get_icon_name (self->image), icon) != 0)
    gtk_image_set_from_icon_name (self->image, icon);
  gtk_widget_set_opacity (GTK_WIDGET (self->image), shown ? 1 : 0);
}

static void
show (WaySavedLine *self)
{
  g_autofree char *saved = NULL, *trouble = NULL;
  gboolean saving;
  const char *text;

  g_object_get (self->desk, "saving", &saving, "saved", &saved, "trouble", &trouble, NULL);
  if (trouble[0] != '\0')
    text = _ ("Not saved");
  else
    text = saving ? _ ("Saving…") : saved;
  gtk_inscription_set_text (self->said, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->said), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
  show_image (self,
              trouble[0] != '\0' ? "dialog-warning-symbolic" : "waymark-laptop-synced-symbolic",
              trouble[0] != '\0' || (!saving && saved[0] != '\0'));
  gtk_widget_set_visible (self->room, text[0] != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->image), text[0] != '\0');
}

void
way_saved_line_set_desk (WaySavedLine *self, WayDesk *desk)
{
  if (self->desk == desk)
    return;
  if (self->desk != NULL)
    g_signal_handlers_disconnect_by_data (self->desk, self);
  g_set_object (&self->desk, desk);
  if (desk == NULL)
    return;
  g_signal_connect_object (desk, "notify::saving", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::saved", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::trouble", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}

static void
way_saved_line_dispose (GObject *object)
{
  way_saved_line_set_desk (WAY_SAVED_LINE (object), NULL);
  G_OBJECT_CLASS (way_saved_line_parent_class)->dispose (object);
}

static void
way_saved_line_class_init (WaySavedLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = way_saved_line_dispose;
}

static GtkWidget *
new_room (WaySavedLine *self)
{
  g_autofree char *longest = g_strdup_printf (_ ("Saved on this laptop, %s"), "00:00pm");
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *template = g_object_new (GTK_TYPE_LABEL, "accessible-role",
                                      GTK_ACCESSIBLE_ROLE_PRESENTATION, "label", longest, "wrap",
                                      TRUE, "opacity", 0.0, NULL);

  gtk_widget_add_css_class (template, "secondary");
  gtk_widget_add_css_class (GTK_WIDGET (self->said), "secondary");
  gtk_overlay_set_child (GTK_OVERLAY (overlay), template);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->said));
  return overlay;
}

static void
way_saved_line_init (WaySavedLine *self)
{
  self->image = GTK_IMAGE (
      g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  self->said = GTK_INSCRIPTION (
      g_object_new (GTK_TYPE_INSCRIPTION, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, NULL));
  self->room = new_room (self);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_set_visible (GTK_WIDGET (self->image), FALSE);
  gtk_widget_set_visible (self->room, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "saved");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->image));
  gtk_box_append (GTK_BOX (self), self->room);
}
