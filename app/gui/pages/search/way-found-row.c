/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-found-row.h"

#include "way-date-text.h"
#include "way-found-text.h"
#include "way-i18n.h"

struct _WayFoundRow
{
  GtkListBoxRow parent;

  GtkImage *icon; /* template children */
  GtkBox *box;
  GtkLabel *sentence, *place, *date;

  const WaySearchHit *hit;
};

G_DEFINE_FINAL_TYPE (WayFoundRow, way_found_row, GTK_TYPE_LIST_BOX_ROW)

static void
way_found_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_FOUND_ROW);
  G_OBJECT_CLASS (way_found_row_parent_class)->dispose (object);
}

static void
way_found_row_class_init (WayFoundRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_found_row_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/search/way-found-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WayFoundRow, icon);
  gtk_widget_class_bind_template_child (widget_class, WayFoundRow, box);
  gtk_widget_class_bind_template_child (widget_class, WayFoundRow, sentence);
  gtk_widget_class_bind_template_child (widget_class, WayFoundRow, place);
  gtk_widget_class_bind_template_child (widget_class, WayFoundRow, date);
}

static void
way_found_row_init (WayFoundRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_found_row_new (const WaySearchHit *hit, const WayQuery *query)
{
  WayFoundRow *self = g_object_new (WAY_TYPE_FOUND_ROW, NULL);
  g_autofree char *sentence = way_found_sentence (hit);
  g_autoptr (PangoAttrList) marks = way_found_attributes (query, sentence);

  self->hit = hit;
  gtk_image_set_from_icon_name (self->icon, way_found_icon (hit));
  if (hit->own_words)
    gtk_widget_add_css_class (GTK_WIDGET (self), "voiced");
  gtk_label_set_text (self->sentence, sentence);
  gtk_label_set_attributes (self->sentence, marks);
  return GTK_WIDGET (self);
}

const WaySearchHit *
way_found_row_get_hit (WayFoundRow *self)
{
  return self->hit;
}

/* So that the place is not read as part of the sentence. */
static gboolean
is_ended (const char *sentence)
{
  static const char *const ends[] = { ".", "!", "?", "…", ".”", "!”", "?”", "…”", NULL };

  for (guint i = 0; ends[i] != NULL; i++)
    if (g_str_has_suffix (sentence, ends[i]))
      return TRUE;
  return FALSE;
}

void
way_found_row_place (WayFoundRow *self, WayDesk *desk, WayCase *present)
{
  WayDate on = way_found_date (self->hit, present), today = way_desk_get_today (desk);
  g_autofree char *place = way_found_place (self->hit, present, way_desk_get_reference (desk),
                                            way_desk_get_adviser_short (desk));
  g_autofree char *date = way_found_date_text (on, today);
  g_autofree char *full = way_date_compare (on, today) == 0 ? g_strdup (_ ("today"))
                                                            : way_date_text (on, today);
  const char *sentence = gtk_label_get_text (self->sentence);
  g_autofree char *spoken = g_strdup_printf ("%s%s %s, %s", sentence,
                                             is_ended (sentence) ? "" : ".", place, full);

  gtk_label_set_text (self->place, place);
  gtk_label_set_text (self->date, date);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

void
way_found_row_set_narrow (WayFoundRow *self, gboolean narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_spacing (self->box, narrow ? 0 : 12);
}
