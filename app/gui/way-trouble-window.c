/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-trouble-window.h"

#include "way-i18n.h"

GtkWidget *
way_trouble_window_new (GtkApplication *application, const char *sentence)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();
  GtkWidget *window;

  gtk_builder_set_translation_domain (builder, WAY_GETTEXT_DOMAIN);
  if (!gtk_builder_add_from_resource (builder,
                                      "/io/github/waymark/Waymark/ui/way-trouble-window.ui", NULL))
    g_assert_not_reached ();
  window = GTK_WIDGET (gtk_builder_get_object (builder, "window"));
  adw_status_page_set_description (ADW_STATUS_PAGE (gtk_builder_get_object (builder, "page")),
                                   sentence);
  gtk_window_set_application (GTK_WINDOW (window), application);
  return window;
}
