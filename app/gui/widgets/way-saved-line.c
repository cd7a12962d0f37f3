/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-saved-line.h"

#include "way-i18n.h"

struct _WaySavedLine
{
  GtkBox parent;

  GtkImage *image;
  GtkLabel *label;
  WayDesk *desk; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (WaySavedLine, way_saved_line, GTK_TYPE_BOX)

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
  gtk_label_set_text (self->label, text);
  gtk_image_set_from_icon_name (self->image, trouble[0] != '\0' ? "dialog-warning-symbolic"
                                                                : "waymark-laptop-synced-symbolic");
  gtk_widget_set_visible (GTK_WIDGET (self->image),
                          trouble[0] != '\0' || (!saving && saved[0] != '\0'));
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

static void
way_saved_line_init (WaySavedLine *self)
{
  self->image = GTK_IMAGE (
      g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  self->label = GTK_LABEL (g_object_new (GTK_TYPE_LABEL, "accessible-role",
                                         GTK_ACCESSIBLE_ROLE_STATUS, "wrap", TRUE, NULL));
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_set_visible (GTK_WIDGET (self->image), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "saved");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "secondary");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->image));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->label));
}
