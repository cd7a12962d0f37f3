/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-privacy.h"

static void
test_phrases (void)
{
  g_autoptr (WayPrivacy) privacy = way_privacy_new ();
  static const struct
  {
    const char *text, *masked;
  } rows[] = {
    { "She lives at 12 Mill Road.", "She lives at [x]." },
    { "We met on MILL ROAD by the bridge.", "We met on [x] by the bridge." },
    { "The mill is by the road.", "The mill is by the road." },
    { "Post to LN0 4AB, or LN04AB.", "Post to [x], or [x]." },
    { "Staff at bridge house rang.", "Staff at [x] rang." },
    { "Linden is her town.", "Linden is her town." },
    { "", "" },
  };

  g_assert_true (way_privacy_is_empty (privacy));
  g_assert_false (way_privacy_is_in (privacy, "12 Mill Road"));
  way_privacy_add_address (privacy, "12 Mill Road\nLinden", "LN0 4AB", "Bridge House");
  g_assert_false (way_privacy_is_empty (privacy));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *masked = way_privacy_mask (privacy, rows[i].text, "[x]");

      g_assert_cmpstr (masked, ==, rows[i].masked);
      g_assert_cmpint (way_privacy_is_in (privacy, rows[i].text), ==,
                       !g_str_equal (rows[i].text, rows[i].masked));
    }
}

static void
test_postcode_without_space (void)
{
  g_autoptr (WayPrivacy) privacy = way_privacy_new ();

  way_privacy_add_address (privacy, "", "ln04ab", "");
  g_assert_true (way_privacy_is_in (privacy, "at LN0 4AB now"));
  g_assert_true (way_privacy_is_in (privacy, "at LN04AB now"));
  g_assert_false (way_privacy_is_in (privacy, "at LN0 5AB now"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/privacy/phrases", test_phrases);
  g_test_add_func ("/core/privacy/postcode-without-space", test_postcode_without_space);
  return g_test_run ();
}
