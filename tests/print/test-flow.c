/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where pages break: cases, and what must hold for any flow.  WAY_SEED replays a random one.
 */
#include "way-print-flow.h"

#include <stdlib.h>

#define PAGE (WAY_PRINT_BOTTOM - WAY_PRINT_TOP)
#define CLOSE 0.02

static WayPrintStrip *
add (WayPrintFlow *flow, double height, WayPrintGlue glue)
{
  WayPrintStrip *strip = way_print_flow_add (flow, 0, height);

  strip->glue = glue;
  return strip;
}

static const WayPrintPlaced *
placed_at (GPtrArray *pages, guint page, guint i)
{
  GArray *placed = g_ptr_array_index (pages, page);

  g_assert_cmpuint (i, <, placed->len);
  return &g_array_index (placed, WayPrintPlaced, i);
}

static guint
first_of (GPtrArray *pages, guint page)
{
  return placed_at (pages, page, 0)->strip;
}

static void
assert_close (double a, double b)
{
  g_assert_cmpfloat (a - b, <, CLOSE);
  g_assert_cmpfloat (b - a, <, CLOSE);
}

static void
test_full_pages (void)
{
  g_autoptr (WayPrintFlow) flow = way_print_flow_new ();
  g_autoptr (GPtrArray) pages = NULL;

  for (guint i = 0; i < 25; i++)
    add (flow, PAGE / 10, WAY_PRINT_GLUE_NONE)->before = i % 10 == 0 ? 30 : 0;
  pages = way_print_flow_paginate (flow, WAY_PRINT_TOP);
  g_assert_cmpuint (pages->len, ==, 3);
  g_assert_cmpuint (first_of (pages, 1), ==, 10);
  g_assert_cmpuint (first_of (pages, 2), ==, 20);
  /* Space above a strip is dropped at the head of a page. */
  assert_close (placed_at (pages, 1, 0)->y, WAY_PRINT_TOP);
}

static void
test_empty (void)
{
  g_autoptr (WayPrintFlow) flow = way_print_flow_new ();
  g_autoptr (GPtrArray) pages = way_print_flow_paginate (flow, WAY_PRINT_TOP);

  g_assert_cmpuint (pages->len, ==, 1);
}

static void
test_heading_stays (void)
{
  g_autoptr (WayPrintFlow) flow = way_print_flow_new ();
  g_autoptr (GPtrArray) pages = NULL;

  add (flow, PAGE - 40, WAY_PRINT_GLUE_NONE);
  add (flow, 20, WAY_PRINT_GLUE_STRONG); /* a heading that would fit */
  add (flow, 15, WAY_PRINT_GLUE_STRONG);
  add (flow, 15, WAY_PRINT_GLUE_NONE);
  pages = way_print_flow_paginate (flow, WAY_PRINT_TOP);
  g_assert_cmpuint (pages->len, ==, 2);
  g_assert_cmpuint (first_of (pages, 1), ==, 1);
}

/* A card moves whole where it fits on a page, and is cut, with padding, where it does not. */
static void
test_card (void)
{
  g_autoptr (WayPrintFlow) small = way_print_flow_new (), large = way_print_flow_new ();
  g_autoptr (GPtrArray) moved = NULL, cut = NULL;

  add (small, PAGE / 2, WAY_PRINT_GLUE_NONE);
  for (guint i = 0; i < 10; i++)
    add (small, PAGE / 12, i < 9 ? WAY_PRINT_GLUE_WEAK : WAY_PRINT_GLUE_NONE);
  moved = way_print_flow_paginate (small, WAY_PRINT_TOP);
  g_assert_cmpuint (moved->len, ==, 2);
  g_assert_cmpuint (first_of (moved, 1), ==, 1);

  way_print_flow_add_ground (large, (WayPrintGround){ TRUE, FALSE, 10 });
  add (large, PAGE / 2, WAY_PRINT_GLUE_NONE);
  for (guint i = 0; i < 100; i++)
    add (large, 20, i < 99 ? WAY_PRINT_GLUE_WEAK : WAY_PRINT_GLUE_NONE)->ground = 1;
  cut = way_print_flow_paginate (large, WAY_PRINT_TOP);
  g_assert_cmpuint (((GArray *)g_ptr_array_index (cut, 0))->len, >, 10);
  for (guint page = 1; page < cut->len; page++)
    assert_close (placed_at (cut, page, 0)->y, WAY_PRINT_TOP + 10);
}

static void
test_table_head (void)
{
  g_autoptr (WayPrintFlow) flow = way_print_flow_new ();
  g_autoptr (GPtrArray) pages = NULL;
  guint table = way_print_flow_add_table (flow);

  add (flow, 30, WAY_PRINT_GLUE_STRONG)->table = table;
  way_print_flow_get_strip (flow, 0)->head = TRUE;
  for (guint i = 0; i < 60; i++)
    add (flow, 31, WAY_PRINT_GLUE_NONE)->table = table;
  add (flow, 20, WAY_PRINT_GLUE_NONE);
  pages = way_print_flow_paginate (flow, WAY_PRINT_TOP);
  g_assert_cmpuint (pages->len, >, 2);
  g_assert_false (placed_at (pages, 0, 0)->repeated);
  for (guint page = 1; page < pages->len; page++)
    {
      g_assert_true (placed_at (pages, page, 0)->repeated);
      g_assert_cmpuint (first_of (pages, page), ==, 0);
      assert_close (placed_at (pages, page, 1)->y, WAY_PRINT_TOP + 30);
    }
}

static guint
get_seed (void)
{
  const char *given = g_getenv ("WAY_SEED");
  guint seed = given != NULL ? (guint)g_ascii_strtoull (given, NULL, 10) : g_random_int ();

  g_test_message ("WAY_SEED=%u", seed);
  return seed;
}

static WayPrintFlow *
make_random (GRand *random)
{
  WayPrintFlow *flow = way_print_flow_new ();
  guint count = (guint)g_rand_int_range (random, 1, 300), ground = 0, table = 0;

  for (guint i = 0; i < count; i++)
    {
      WayPrintStrip *strip = add (flow,
                                  g_rand_double_range (random, 1, g_rand_int_range (random, 2, 60)),
                                  (WayPrintGlue)g_rand_int_range (random, 0, 3));

      strip->before = g_rand_double_range (random, 0, 30);
      strip->fresh = g_rand_int_range (random, 0, 40) == 0;
      if (g_rand_int_range (random, 0, 8) == 0)
        ground = g_rand_boolean (random)
                     ? way_print_flow_add_ground (flow, (WayPrintGround){ TRUE, FALSE, 11 })
                     : 0;
      strip->ground = ground;
      if (ground == 0 && g_rand_int_range (random, 0, 8) == 0)
        {
          table = g_rand_boolean (random) ? way_print_flow_add_table (flow) : 0;
          strip->head = table > 0;
        }
      strip->table = ground == 0 ? table : 0;
      table = strip->table;
    }
  return flow;
}

static gboolean
holds_next (WayPrintFlow *flow, guint i)
{
  return i + 1 < way_print_flow_get_n_strips (flow)
         && way_print_flow_get_strip (flow, i)->glue == WAY_PRINT_GLUE_STRONG
         && !way_print_flow_get_strip (flow, i + 1)->fresh;
}

/* What a page began with strip @i needs at most to hold all that is strongly glued to it. */
static double
glued_height (WayPrintFlow *flow, guint i)
{
  const double room_above = 60 + 11 + 11; /* a head, and padding of a ground */
  double height = room_above;

  while (i > 0 && holds_next (flow, i - 1))
    i--;
  for (;; i++)
    {
      const WayPrintStrip *strip = way_print_flow_get_strip (flow, i);

      height += strip->before + strip->height;
      if (!holds_next (flow, i))
        return height;
    }
}

/* Everything is placed once, in order, one below the other, within the page, and fresh strips begin
 * pages. */
static guint
check_page (WayPrintFlow *flow, GArray *page, guint next)
{
  double y = WAY_PRINT_TOP;

  for (guint i = 0; i < page->len; i++)
    {
      const WayPrintPlaced *at = &g_array_index (page, WayPrintPlaced, i);
      const WayPrintStrip *strip = way_print_flow_get_strip (flow, at->strip);

      g_assert_cmpfloat (at->y, >=, y - CLOSE);
      y = at->y + strip->height;
      g_assert_cmpfloat (y, <=, WAY_PRINT_BOTTOM + CLOSE);
      if (at->repeated)
        {
          g_assert_cmpuint (i, ==, 0);
          g_assert_true (strip->head);
          continue;
        }
      g_assert_cmpuint (at->strip, ==, next++);
      g_assert_true (!strip->fresh || i == 0
                     || (i == 1 && g_array_index (page, WayPrintPlaced, 0).repeated));
    }
  return next;
}

/* Nothing strongly glued is parted that would have fitted on a page. */
static void
check_pages (WayPrintFlow *flow, GPtrArray *pages)
{
  guint next = 0;

  for (guint page = 0; page < pages->len; page++)
    {
      next = check_page (flow, g_ptr_array_index (pages, page), next);
      if (next > 0 && holds_next (flow, next - 1))
        g_assert_cmpfloat (glued_height (flow, next), >, PAGE);
    }
  g_assert_cmpuint (next, ==, way_print_flow_get_n_strips (flow));
}

static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (get_seed ());

  for (guint i = 0; i < 400; i++)
    {
      g_autoptr (WayPrintFlow) flow = make_random (random);
      g_autoptr (GPtrArray) pages = way_print_flow_paginate (flow, WAY_PRINT_TOP);

      check_pages (flow, pages);
    }
}

/* A flow of weakly glued strips is as much work as any other. */
static void
test_linear (void)
{
  g_autoptr (WayPrintFlow) flow = way_print_flow_new ();
  g_autoptr (GPtrArray) pages = NULL;
  gint64 began;

  for (guint i = 0; i < 200000; i++)
    add (flow, 21, WAY_PRINT_GLUE_WEAK);
  began = g_get_monotonic_time ();
  pages = way_print_flow_paginate (flow, WAY_PRINT_TOP);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 2 * G_USEC_PER_SEC);
  g_assert_cmpuint (pages->len, ==, 200000 / 32);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/print/flow/full-pages", test_full_pages);
  g_test_add_func ("/print/flow/empty", test_empty);
  g_test_add_func ("/print/flow/heading-stays", test_heading_stays);
  g_test_add_func ("/print/flow/card", test_card);
  g_test_add_func ("/print/flow/table-head", test_table_head);
  g_test_add_func ("/print/flow/random", test_random);
  g_test_add_func ("/print/flow/linear", test_linear);
  return g_test_run ();
}
