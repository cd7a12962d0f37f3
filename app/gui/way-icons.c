/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-icons.h"

static void (*constructed_before) (GObject *object);
static GPtrArray *kept; /* (element-type GtkIconPaintable) */

static void
keep_icon (GObject *object)
{
  constructed_before (object);
  g_ptr_array_add (kept, g_object_ref (object));
}

void
way_icons_keep (void)
{
  GObjectClass *klass;

  if (kept != NULL)
    return;
  kept = g_ptr_array_new_with_free_func (g_object_unref);
  /* Never unreferenced: the class holds our function. */
  klass = g_type_class_ref (GTK_TYPE_ICON_PAINTABLE);
  constructed_before = klass->constructed;
  klass->constructed = keep_icon;
}
