/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Icons that nobody shows any more are there when they are looked up again, whichever thread of
 * GTK's dropped them last: way_test_gui_start() keeps them, as the program does.
 */
#include "way-test-gui.h"

#define ICONS 200

static int n_finalized; /* (atomic) */

static void
count_cb (gpointer data, GObject *icon)
{
  g_atomic_int_inc (&n_finalized);
}

static GtkIconPaintable *
look_up (int size)
{
  return gtk_icon_theme_lookup_icon (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                     "open-menu-symbolic", NULL, size, 1, GTK_TEXT_DIR_LTR,
                                     GTK_ICON_LOOKUP_PRELOAD);
}

/* Small ones, of which GTK holds a hundred by itself, and large ones, of which it holds none. */
static void
test_stays (void)
{
  g_autoptr (GPtrArray) first = g_ptr_array_new ();

  for (int i = 0; i < ICONS; i++)
    {
      g_autoptr (GtkIconPaintable) icon = look_up (16 + i);

      g_object_weak_ref (G_OBJECT (icon), count_cb, NULL);
      g_ptr_array_add (first, icon);
    }
  way_test_gui_rest (300);
  g_assert_cmpint (g_atomic_int_get (&n_finalized), ==, 0);
  for (int i = 0; i < ICONS; i++)
    {
      g_autoptr (GtkIconPaintable) again = look_up (16 + i);

      g_assert_true (g_ptr_array_index (first, (guint)i) == again);
      g_object_weak_unref (G_OBJECT (again), count_cb, NULL);
    }
}

int
main (int argc, char **argv)
{
  way_test_gui_start (&argc, &argv);
  g_test_add_func ("/gui/icons/stays", test_stays);
  return g_test_run ();
}
