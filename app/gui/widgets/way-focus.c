/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-focus.h"

#define STEPS 100 /* more than a row has places for focus */

static gboolean
has_focus (GtkWidget *widget, GtkRoot *root)
{
  GtkWidget *focus = gtk_root_get_focus (root);

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

gboolean
way_focus_has_moved (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (root == NULL || !gtk_widget_get_mapped (widget))
    return FALSE;
  /* A window that is left keeps its focus widget for when it is come back to. */
  return !has_focus (widget, root);
}

void
way_focus_move_on (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (root == NULL)
    return;
  for (guint i = 0; i < STEPS && has_focus (widget, root); i++)
    if (!gtk_widget_child_focus (GTK_WIDGET (root), GTK_DIR_TAB_FORWARD))
      break;
  if (has_focus (widget, root))
    gtk_root_set_focus (root, NULL);
}
