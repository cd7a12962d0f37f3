/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-spoken.h"

#include <adwaita.h>

static void
name_button (GtkDropDown *drop_down)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (drop_down));
  const char *name = g_object_get_data (G_OBJECT (drop_down), "way-spoken");
  gpointer item = gtk_drop_down_get_selected_item (drop_down);
  g_autofree char *spoken = NULL;

  if (GTK_IS_STRING_OBJECT (item))
    spoken = g_strdup_printf ("%s, %s", name, gtk_string_object_get_string (item));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken != NULL ? spoken : name, -1);
}

void
way_spoken_drop_down (GtkDropDown *drop_down, const char *name)
{
  g_object_set_data_full (G_OBJECT (drop_down), "way-spoken", g_strdup (name), g_free);
  g_signal_connect (drop_down, "notify::selected-item", G_CALLBACK (name_button), NULL);
  name_button (drop_down);
}

void
way_spoken_parts (GtkWidget *top, GType type, const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (top); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (G_TYPE_CHECK_INSTANCE_TYPE (child, type))
        gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                        -1);
      way_spoken_parts (child, type, name);
    }
}

static void
name_entry (AdwPreferencesRow *row)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (row), -1);
}

void
way_spoken_entry (GtkWidget *row)
{
  g_object_set (gtk_editable_get_delegate (GTK_EDITABLE (row)), "accessible-role",
                GTK_ACCESSIBLE_ROLE_TEXT_BOX, NULL);
  g_signal_connect (row, "notify::title", G_CALLBACK (name_entry), NULL);
  name_entry (ADW_PREFERENCES_ROW (row));
}
