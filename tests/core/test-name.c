/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-name.h"

static void
test_short (void)
{
  static const struct
  {
    const char *preferred, *full, *short_name;
  } rows[] = {
    { "Kez Hartley", "Kezia Hartley", "Kez" },
    { "Kez", "Kezia Hartley", "Kez" },
    { "Kez Hartley", "", "Kez Hartley" },
    { "Mary Ann", "Mary Ann Smith", "Mary Ann" },
    { "Mary Ann Smith", "Mary Ann Smith", "Mary Ann" },
    { "Ellie-Mae Stokes", "Ellie-Mae Stokes", "Ellie-Mae" },
    { "Linh Trần Đặng", "Trần Đặng Thùy Linh", "Linh" },
    { "Ana de la Cruz", "Anabel Maria de la Cruz", "Ana" },
    { "Cher", "Cher", "Cher" },
    { "  Joe   Bloggs ", "Joseph Bloggs", "Joe" },
    { "", "Kezia Hartley", "" },
    { "", "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *short_name = way_name_short (rows[i].preferred, rows[i].full);

      g_assert_cmpstr (short_name, ==, rows[i].short_name);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/name/short", test_short);
  return g_test_run ();
}
