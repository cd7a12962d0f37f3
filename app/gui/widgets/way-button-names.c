/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-button-names.h"

#include <gtk/gtk.h>

static void (*usual_realize) (GtkWidget *widget);

static void
realize (GtkWidget *widget)
{
  GtkButton *button = GTK_BUTTON (widget);

  if (gtk_button_get_use_underline (button) && GTK_IS_LABEL (gtk_button_get_child (button)))
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL);
  usual_realize (widget);
}

void
way_button_names_say_once (void)
{
  GtkWidgetClass *klass;

  if (usual_realize != NULL)
    return;
  /* Never unreferenced: the class holds our function. */
  klass = g_type_class_ref (GTK_TYPE_BUTTON);
  usual_realize = klass->realize;
  klass->realize = realize;
}
