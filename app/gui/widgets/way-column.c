/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-column.h"

#include "way-text-scale.h"

struct _WayColumn
{
  GtkWidget parent;

  int asks; /* pixels */
};

G_DEFINE_FINAL_TYPE (WayColumn, way_column, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_ASKS = 1,
} WayColumnProperty;

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
    *natural = MAX ((int)(WAY_COLUMN (widget)->asks * way_text_scale (widget)), *minimum);
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
way_column_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ASKS)
    WAY_COLUMN (object)->asks = g_value_get_int (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
way_column_class_init (WayColumnClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = way_column_dispose;
  object_class->set_property = way_column_set_property;
  g_object_class_install_property (object_class, PROP_ASKS,
                                   g_param_spec_int ("asks", NULL, NULL, 0, 1000, WAY_COLUMN_WIDTH,
                                                     G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS));
}

static void
way_column_init (WayColumn *self)
{
  self->asks = WAY_COLUMN_WIDTH;
  gtk_widget_set_layout_manager (GTK_WIDGET (self),
                                 gtk_custom_layout_new (request, measure, allocate));
}
