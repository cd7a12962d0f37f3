/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-flow.h"

#include <gtk/gtk.h>

static gboolean (*usual_focus) (GtkWidget *widget, GtkDirectionType direction);

static GtkWidget *
step (GtkWidget *box, GtkWidget *child, GtkDirectionType direction)
{
  if (direction == GTK_DIR_TAB_FORWARD)
    return child != NULL ? gtk_widget_get_next_sibling (child) : gtk_widget_get_first_child (box);
  return child != NULL ? gtk_widget_get_prev_sibling (child) : gtk_widget_get_last_child (box);
}

static gboolean
focus (GtkWidget *box, GtkDirectionType direction)
{
  GtkWidget *child = gtk_widget_get_focus_child (box);

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return usual_focus (box, direction);
  if (child != NULL && gtk_widget_child_focus (child, direction))
    return TRUE;
  while ((child = step (box, child, direction)) != NULL)
    if (gtk_widget_child_focus (child, direction))
      return TRUE;
  return FALSE;
}

void
way_flow_let_tab_through (void)
{
  GtkWidgetClass *klass;

  if (usual_focus != NULL)
    return;
  klass = g_type_class_ref (GTK_TYPE_FLOW_BOX);
  usual_focus = klass->focus;
  klass->focus = focus;
}
