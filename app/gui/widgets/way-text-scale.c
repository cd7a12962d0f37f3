/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-text-scale.h"

#define USUAL_DPI (96 * 1024) /* as GtkSettings has it */

double
way_text_scale (GtkWidget *widget)
{
  int dpi = 0;

  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  return MAX (1.0, (double)dpi / USUAL_DPI);
}
