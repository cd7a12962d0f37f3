/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-popovers.h"

#include <gtk/gtk.h>

static void (*usual_unroot) (GtkWidget *widget);

static void
unroot (GtkWidget *widget)
{
  gtk_popover_popdown (GTK_POPOVER (widget));
  usual_unroot (widget);
}

void
way_popovers_close_in_time (void)
{
  GtkWidgetClass *klass;

  if (usual_unroot != NULL)
    return;
  /* Never unreferenced: the class holds our function. */
  klass = g_type_class_ref (GTK_TYPE_POPOVER);
  usual_unroot = klass->unroot;
  klass->unroot = unroot;
}
