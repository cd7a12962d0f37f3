/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-person-row.h"

#include <adwaita.h>
#include "way-i18n.h"
#include "way-initials.h"
#include "way-status.h"

struct _WayPersonRow
{
  GtkBox parent;

  WayInitials *avatar;
  GtkLabel *name;
  WayStatus *attention;

  WayPersonItem *item; /* (owned) (nullable) */
  gulong changed;
};

G_DEFINE_FINAL_TYPE (WayPersonRow, way_person_row, GTK_TYPE_BOX)

static void
show (WayPersonRow *self)
{
  const char *name = way_person_item_get_name (self->item);
  const char *line = way_person_item_get_attention (self->item);

  way_initials_set_text (self->avatar, name);
  gtk_label_set_text (self->name, name);
  gtk_widget_set_visible (GTK_WIDGET (self->attention),
                          line[0] != '\0' || !way_person_item_is_closed (self->item));
  if (way_person_item_get_urgency (self->item) == WAY_URGENCY_LATER)
    gtk_widget_add_css_class (GTK_WIDGET (self->attention), "quiet");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->attention), "quiet");
  if (line[0] == '\0')
    way_status_set (self->attention, NULL, "", WAY_TONE_NONE);
  else if (way_person_item_get_kind (self->item) == WAY_AGENDA_NOTHING)
    way_status_set (self->attention, "waymark-done-symbolic", line, WAY_TONE_DONE);
  else
    way_status_set_due (self->attention, way_person_item_get_urgency (self->item),
                        way_person_item_get_kind (self->item), line);
}

char *
way_person_row_dup_spoken (WayPersonRow *self)
{
  const char *line = self->item != NULL ? way_person_item_get_attention (self->item) : "";

  if (self->item == NULL || line[0] == '\0')
    return g_strdup (self->item != NULL ? way_person_item_get_name (self->item) : "");
  return g_strdup_printf ("%s, %s", way_person_item_get_name (self->item), line);
}

void
way_person_row_set_item (WayPersonRow *self, WayPersonItem *item)
{
  if (self->item != NULL)
    g_clear_signal_handler (&self->changed, self->item);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  self->changed = g_signal_connect_swapped (item, "changed", G_CALLBACK (show), self);
  show (self);
}

WayPersonItem *
way_person_row_get_item (WayPersonRow *self)
{
  return self->item;
}

static void
way_person_row_dispose (GObject *object)
{
  way_person_row_set_item (WAY_PERSON_ROW (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PERSON_ROW);
  G_OBJECT_CLASS (way_person_row_parent_class)->dispose (object);
}

static void
way_person_row_class_init (WayPersonRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_person_row_dispose;
  g_type_ensure (WAY_TYPE_STATUS);
  g_type_ensure (WAY_TYPE_INITIALS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/people/way-person-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPersonRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, WayPersonRow, name);
  gtk_widget_class_bind_template_child (widget_class, WayPersonRow, attention);
}

static void
way_person_row_init (WayPersonRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_person_row_new (void)
{
  return g_object_new (WAY_TYPE_PERSON_ROW, NULL);
}
