/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-width-first.h"

#include <gtk/gtk.h>

static void (*label_measure) (GtkWidget *label,
                              GtkOrientation orientation,
                              int for_size,
                              int *minimum,
                              int *natural,
                              int *minimum_baseline,
                              int *natural_baseline);
static void (*box_measure) (GtkLayoutManager *layout,
                            GtkWidget *box,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline);

static gboolean
is_width_for_height (GtkWidget *widget, GtkOrientation orientation, int for_size)
{
  return orientation == GTK_ORIENTATION_HORIZONTAL && for_size >= 0
         && gtk_widget_get_request_mode (widget) == GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_label (GtkWidget *label,
               GtkOrientation orientation,
               int for_size,
               int *minimum,
               int *natural,
               int *minimum_baseline,
               int *natural_baseline)
{
  if (is_width_for_height (label, orientation, for_size))
    for_size = -1;
  label_measure (label, orientation, for_size, minimum, natural, minimum_baseline,
                 natural_baseline);
}

static void
measure_box (GtkLayoutManager *layout,
             GtkWidget *box,
             GtkOrientation orientation,
             int for_size,
             int *minimum,
             int *natural,
             int *minimum_baseline,
             int *natural_baseline)
{
  if (is_width_for_height (box, orientation, for_size))
    for_size = -1;
  box_measure (layout, box, orientation, for_size, minimum, natural, minimum_baseline,
               natural_baseline);
}

void
way_width_first (void)
{
  GtkWidgetClass *label;
  GtkLayoutManagerClass *box;

  if (label_measure != NULL)
    return;
  label = g_type_class_ref (GTK_TYPE_LABEL);
  label_measure = label->measure;
  label->measure = measure_label;
  box = g_type_class_ref (GTK_TYPE_BOX_LAYOUT);
  box_measure = box->measure;
  box->measure = measure_box;
}
