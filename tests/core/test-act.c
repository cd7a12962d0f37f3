/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core-fixture.h"
#include "way-act.h"
#include "way-hlc.h"
#include "way-value.h"

#define NOW G_GINT64_CONSTANT (1762300800000)
#define DAY WAY_HLC_AHEAD_MAX_MS
#define STAMP(ms, count) ((guint64)(ms) << 16 | (count))

/* -- the clock --------------------------------------------------------------------------------- */

static void
test_next (void)
{
  g_assert_cmpuint (way_hlc_next (0, NOW), ==, STAMP (NOW, 0));
  g_assert_cmpuint (way_hlc_next (STAMP (NOW, 0), NOW), ==, STAMP (NOW, 1));
  g_assert_cmpuint (way_hlc_next (STAMP (NOW, 7), NOW + 1), ==, STAMP (NOW + 1, 0));
  /* the clock was set back, or stands before 1970: still after the last */
  g_assert_cmpuint (way_hlc_next (STAMP (NOW, 7), NOW - DAY), ==, STAMP (NOW, 8));
  g_assert_cmpuint (way_hlc_next (STAMP (NOW, 7), -1), ==, STAMP (NOW, 8));
  g_assert_cmpuint (way_hlc_next (0, -5), ==, 1);
  /* more than 65,535 in a millisecond run on into the next */
  g_assert_cmpuint (way_hlc_next (STAMP (NOW, 0xffff), NOW), ==, STAMP (NOW + 1, 0));
}

static void
test_observe (void)
{
  const guint64 ours = STAMP (NOW, 3);

  g_assert_cmpuint (way_hlc_observe (ours, STAMP (NOW - 1, 9), NOW), ==, ours);
  g_assert_cmpuint (way_hlc_observe (ours, ours, NOW), ==, ours);
  g_assert_cmpuint (way_hlc_observe (ours, STAMP (NOW, 4), NOW), ==, STAMP (NOW, 4));
  g_assert_cmpuint (way_hlc_observe (ours, STAMP (NOW + DAY, 0), NOW), ==, STAMP (NOW + DAY, 0));
  /* over a day ahead: kept on its op, and ours does not move */
  g_assert_cmpuint (way_hlc_observe (ours, STAMP (NOW + DAY, 1), NOW), ==, ours);
  g_assert_cmpuint (way_hlc_observe (ours, G_MAXUINT64, NOW), ==, ours);
  g_assert_cmpuint (way_hlc_observe (ours, 0, -1), ==, ours);
}

/* Whatever the clock does and whatever arrives, our own stamps rise. */
static void
test_rises (void)
{
  g_autoptr (WayRandom) random = way_test_random ();
  guint64 last = 0;
  gint64 now = NOW;

  for (guint i = 0; i < 20000; i++)
    {
      guint64 next;

      now += (gint64)way_random_below (random, 2000000) - 1000000;
      if (way_random_below (random, 2) == 0)
        {
          guint64 seen = STAMP (now + (gint64)way_random_below (random, 4u * DAY) - 2 * DAY, 5);

          last = way_hlc_observe (last, seen, now);
        }
      next = way_hlc_next (last, now);
      g_assert_cmpuint (next, >, last);
      g_assert_cmpuint (next >> 16, <=, (guint64)(NOW + 20000 * G_GINT64_CONSTANT (1000000)) + DAY);
      last = next;
    }
}

/* -- acts -------------------------------------------------------------------------------------- */

static void
test_create (void)
{
  WayId case_id = fixture_case (), object = fixture_id (1);
  g_autoptr (WayAct) act = way_act_new (&case_id, NOW);
  const WayChange *life;
  WayId parent;
  g_autoptr (GVariant) value = NULL;
  guint n;
  const WayKind *kinds = way_schema_kinds (&n);

  g_assert_cmpint (act->made_ms, ==, NOW);
  way_act_create (act, WAY_KIND_VERSION, &object);
  g_assert_cmpuint (act->changes->len, ==, 0);
  for (guint i = 0; i < n; i++)
    {
      guint before = act->changes->len;

      way_act_create (act, kinds[i].number, &object);
      g_assert_cmpuint (act->changes->len, ==, before + (kinds[i].immutable ? 0 : 1));
    }
  life = g_ptr_array_index (act->changes, 0);
  value = way_value_from_bytes (life->value, G_VARIANT_TYPE (WAY_LIFE_TYPE));
  g_assert_nonnull (value);
  g_assert_true (way_value_get_id (value, 0, &parent));
  g_assert_true (way_id_equal (&parent, &case_id));
  g_assert_cmpuint (life->group, ==, WAY_GROUP_LIFE);
  g_assert_false (way_change_is_removal (life));
}

static void
test_set_and_remove (void)
{
  WayId case_id = fixture_case (), object = fixture_id (1);
  g_autoptr (WayAct) act = way_act_new (&case_id, 0);
  WayChange *set = way_act_set (act, WAY_KIND_GOAL, &object, WAY_GOAL_STATE,
                                g_variant_new ("(s)", "done"));
  g_autoptr (GVariant) value = way_value_from_bytes (set->value, G_VARIANT_TYPE ("(s)"));
  const WayChange *removal;
  g_autoptr (GVariant) life = NULL;
  g_autofree char *reason = NULL, *state = way_value_dup_string (value, 0);

  way_act_remove (act, WAY_KIND_GOAL, &object, "entered twice");
  removal = g_ptr_array_index (act->changes, 1);
  life = way_value_from_bytes (removal->value, G_VARIANT_TYPE (WAY_LIFE_TYPE));
  reason = way_value_dup_string (life, 2);

  g_assert_cmpstr (state, ==, "done");
  g_assert_cmpuint (set->flags, ==, 0);
  g_assert_null (set->bases);
  g_assert_false (way_change_is_removal (set));
  g_assert_true (way_change_is_removal (removal));
  g_assert_cmpstr (reason, ==, "entered twice");
  g_assert_true (way_id_equal (&removal->object, &object));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/hlc/next", test_next);
  g_test_add_func ("/core/hlc/observe", test_observe);
  g_test_add_func ("/core/hlc/rises", test_rises);
  g_test_add_func ("/core/act/create", test_create);
  g_test_add_func ("/core/act/set-and-remove", test_set_and_remove);
  return g_test_run ();
}
