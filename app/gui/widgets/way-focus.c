/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-focus.h"

gboolean
way_focus_has_moved (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus;

  if (root == NULL || !gtk_widget_get_mapped (widget))
    return FALSE;
  /* A window that is left keeps its focus widget for when it is come back to. */
  focus = gtk_root_get_focus (root);
  return focus == NULL || (focus != widget && !gtk_widget_is_ancestor (focus, widget));
}
