/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-column.h"

#include "way-text-scale.h"

struct _WayColumn
{
  GtkWidget parent;
};

G_DEFINE_FINAL_TYPE (WayColumn, way_column, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
request (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure (GtkWidget *widget,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (child == NULL)
    return;
  gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX ((int)(WAY_COLUMN_WIDTH * way_text_scale (widget)), *minimum);
}

static void
allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child != NULL)
    gtk_widget_allocate (child, width, height, baseline, NULL);
}

static void
way_column_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (way_column_parent_class)->dispose (object);
}

static void
way_column_class_init (WayColumnClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = way_column_dispose;
}

static void
way_column_init (WayColumn *self)
{
  gtk_widget_set_layout_manager (GTK_WIDGET (self),
                                 gtk_custom_layout_new (request, measure, allocate));
}
