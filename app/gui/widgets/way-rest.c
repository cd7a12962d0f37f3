/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-rest.h"

#include "way-focus.h"

static void
expanded_cb (AdwExpanderRow *row, GParamSpec *pspec, GtkWidget *rows)
{
  if (adw_expander_row_get_expanded (row))
    gtk_widget_set_visible (rows, TRUE);
}

static void
revealed_cb (GtkRevealer *revealer, GParamSpec *pspec, GtkWidget *rows)
{
  if (gtk_revealer_get_child_revealed (revealer) || gtk_revealer_get_reveal_child (revealer))
    return;
  way_focus_move_on (rows);
  gtk_widget_set_visible (rows, FALSE);
}

void
way_rest_while_closed (AdwExpanderRow *row, GtkWidget *child)
{
  GtkWidget *rows = gtk_widget_get_ancestor (child, GTK_TYPE_LIST_BOX);
  GtkWidget *revealer = gtk_widget_get_ancestor (child, GTK_TYPE_REVEALER);

  g_return_if_fail (rows != NULL && revealer != NULL && gtk_widget_is_ancestor (rows, revealer)
                    && gtk_widget_is_ancestor (revealer, GTK_WIDGET (row)));

  g_signal_connect (row, "notify::expanded", G_CALLBACK (expanded_cb), rows);
  g_signal_connect (revealer, "notify::child-revealed", G_CALLBACK (revealed_cb), rows);
  gtk_widget_set_visible (rows, adw_expander_row_get_expanded (row));
}
