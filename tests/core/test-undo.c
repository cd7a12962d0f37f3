/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Undo puts back what stood, and undoing that puts back what was undone.
 */
#include "way-undo.h"

#include "core-fixture.h"
#include "way-test-case.h"
#include "way-value.h"

#define MADE_MS G_GINT64_CONSTANT (1795392000000)

/* -- what a case shows ------------------------------------------------------------------------- */

static void
dump_op (GString *out, WayOperation *op)
{
  const WayGroup *group = way_operation_get_group (op);
  g_autoptr (GVariant) value = way_operation_dup_value (op);
  g_autofree char *text = value != NULL ? g_variant_print (value, TRUE) : NULL;

  if (op->group != WAY_GROUP_LIFE && (group == NULL || !way_value_is_empty (group, value)))
    g_string_append_printf (out, " %u:%u:%s", op->group, op->flags, text);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *)a, *(const char *const *)b);
}

/* (transfer full): every object that is not removed with every value that is not empty; op ids and
 * the order that creation gives are left out. */
static char *
dump (WayCase *self)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) all = way_case_list_all (self);

  for (guint i = 0; i < all->len; i++)
    {
      const WayObject *object = g_ptr_array_index (all, i);
      g_autoptr (GString) line = g_string_new (NULL);
      char id[WAY_ID_HEX_SIZE];

      if (object->life == WAY_LIFE_REMOVED)
        continue;
      g_string_printf (line, "%u %s %u", object->kind, way_id_format (&object->id, id),
                       object->life);
      for (guint o = 0; o < object->ops->len; o++)
        dump_op (line, g_ptr_array_index (object->ops, o));
      g_ptr_array_add (lines, g_strdup (line->str));
    }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **)lines->pdata);
}

static void
assert_shows (WayTestCase *test, const char *expected)
{
  g_autoptr (WayCase) built = way_test_case_build (test);
  g_autofree char *shown = dump (built);

  g_assert_cmpstr (shown, ==, expected);
}

/* Takes @act: done, undone, done again by undoing that, and undone. */
static void
assert_undoes (WayTestCase *test, WayAct *act)
{
  g_autoptr (WayCase) before = way_test_case_build (test);
  g_autoptr (WayCase) done = NULL, undone = NULL;
  g_autoptr (WayAct) undo = way_undo_new (before, act), redo = NULL, last = NULL;
  g_autofree char *was = dump (before), *became = NULL;

  g_assert_nonnull (undo);
  way_test_case_apply (test, act, MADE_MS);
  done = way_test_case_build (test);
  became = dump (done);
  redo = way_undo_new (done, undo);
  g_assert_nonnull (redo);
  way_test_case_apply (test, g_steal_pointer (&undo), MADE_MS);
  assert_shows (test, was);
  undone = way_test_case_build (test);
  last = way_undo_new (undone, redo);
  g_assert_nonnull (last);
  way_test_case_apply (test, g_steal_pointer (&redo), MADE_MS);
  assert_shows (test, became);
  way_test_case_apply (test, g_steal_pointer (&last), MADE_MS);
  assert_shows (test, was);
}

static GVariant *
prose (const char *text)
{
  return g_variant_new ("(ss)", text, "en");
}

static const WayChange *
get_change (WayAct *act, guint at)
{
  return g_ptr_array_index (act->changes, at);
}

/* -- one by one -------------------------------------------------------------------------------- */

static void
test_field (void)
{
  g_auto (WayTestCase) test;
  WayId goal;
  WayAct *act;

  way_test_case_init (&test);
  goal = way_test_case_add (&test, WAY_KIND_GOAL, WAY_GOAL_WHAT, prose ("See Jude"));
  act = way_act_new (&test.id, 0);
  way_act_set (act, WAY_KIND_GOAL, &goal, WAY_GOAL_WHAT, prose ("See Jude every fortnight"));
  way_act_set (act, WAY_KIND_GOAL, &goal, WAY_GOAL_STATE, g_variant_new ("(s)", "on_the_way"));
  assert_undoes (&test, act);
}

static void
test_field_that_held_nothing (void)
{
  g_auto (WayTestCase) test;
  g_autoptr (WayCase) before = NULL;
  g_autoptr (WayAct) act = NULL, undo = NULL;
  g_autoptr (GVariant) value = NULL;
  WayId goal;

  way_test_case_init (&test);
  goal = way_test_case_add (&test, WAY_KIND_GOAL, WAY_GOAL_WHAT, prose ("See Jude"));
  before = way_test_case_build (&test);
  act = way_act_new (&test.id, 0);
  way_act_set (act, WAY_KIND_GOAL, &goal, WAY_GOAL_STATE, g_variant_new ("(s)", "done"));
  undo = way_undo_new (before, act);
  g_assert_cmpuint (undo->changes->len, ==, 1);
  value = way_value_from_bytes (get_change (undo, 0)->value, G_VARIANT_TYPE ("(s)"));
  g_assert_true (way_value_is_empty (way_schema_group (WAY_KIND_GOAL, WAY_GOAL_STATE), value));
}

static void
test_creation (void)
{
  g_auto (WayTestCase) test;
  g_autoptr (WayCase) before = NULL;
  g_autoptr (WayAct) undo = NULL;
  WayAct *act;
  WayId goal = fixture_id (7);

  way_test_case_init (&test);
  way_test_case_add (&test, WAY_KIND_PERSON, WAY_PERSON_NAMES, g_variant_new ("(ss)", "A", "B"));
  before = way_test_case_build (&test);
  act = way_act_new (&test.id, 0);
  way_act_create (act, WAY_KIND_GOAL, &goal);
  way_act_set (act, WAY_KIND_GOAL, &goal, WAY_GOAL_WHAT, prose ("See Jude"));
  way_act_set (act, WAY_KIND_GOAL, &goal, WAY_GOAL_STATE, g_variant_new ("(s)", "done"));
  undo = way_undo_new (before, act);
  g_assert_cmpuint (undo->changes->len, ==, 1);
  g_assert_true (way_change_is_removal (get_change (undo, 0)));
  assert_undoes (&test, act);
}

static void
test_new_case (void)
{
  g_auto (WayTestCase) test;
  g_autoptr (WayAct) act = NULL, undo = NULL;

  way_test_case_init (&test);
  act = way_act_new (&test.id, 0);
  way_act_create (act, WAY_KIND_PERSON, &test.id);
  way_act_set (act, WAY_KIND_PERSON, &test.id, WAY_PERSON_NAMES, g_variant_new ("(ss)", "A", "B"));
  way_act_create (act, WAY_KIND_FRONT, &test.id);
  undo = way_undo_new (NULL, act);
  g_assert_cmpuint (undo->changes->len, ==, 2);
  g_assert_true (way_change_is_removal (get_change (undo, 0)));
  g_assert_true (way_change_is_removal (get_change (undo, 1)));
}

static void
test_removal (void)
{
  g_auto (WayTestCase) test;
  WayId goal;
  WayAct *act;

  way_test_case_init (&test);
  goal = way_test_case_add (&test, WAY_KIND_GOAL, WAY_GOAL_WHAT, prose ("See Jude"));
  way_test_case_set (&test, WAY_KIND_GOAL, &goal, WAY_GOAL_STATE, g_variant_new ("(s)", "done"));
  act = way_act_new (&test.id, 0);
  way_act_remove (act, WAY_KIND_GOAL, &goal, "a slip");
  assert_undoes (&test, act);
}

static void
test_keeps_who_gave_the_words (void)
{
  g_auto (WayTestCase) test;
  g_autoptr (WayCase) before = NULL;
  g_autoptr (WayAct) undo = NULL;
  WayAct *act = NULL;
  WayChange *change;

  way_test_case_init (&test);
  way_test_case_add (&test, WAY_KIND_FRONT, WAY_FRONT_PRIORITIES,
                     way_value_empty (way_schema_group (WAY_KIND_FRONT, WAY_FRONT_PRIORITIES)));
  act = way_act_new (&test.id, 0);
  change = way_act_set (act, WAY_KIND_FRONT, &test.id, WAY_FRONT_HOPES,
                        fixture_value (way_schema_group (WAY_KIND_FRONT, WAY_FRONT_HOPES), "Sea"));
  change->flags = WAY_OPERATION_TOGETHER;
  way_test_case_apply (&test, act, MADE_MS);
  way_test_case_set (&test, WAY_KIND_FRONT, &test.id, WAY_FRONT_PRIORITIES,
                     way_value_empty (way_schema_group (WAY_KIND_FRONT, WAY_FRONT_PRIORITIES)));
  before = way_test_case_build (&test);
  act = way_act_new (&test.id, 0);
  way_act_remove (act, WAY_KIND_FRONT, &test.id, "");
  undo = way_undo_new (before, act);
  for (guint i = 0; i < undo->changes->len; i++)
    g_assert_cmpint (get_change (undo, i)->flags, ==,
                     get_change (undo, i)->group == WAY_FRONT_HOPES ? WAY_OPERATION_TOGETHER : 0);
  way_act_free (act);
}

/* -- what cannot be undone this way ------------------------------------------------------------ */

static void
assert_cannot (WayTestCase *test, WayAct *act)
{
  g_autoptr (WayAct) owned = act;
  g_autoptr (WayCase) before = way_test_case_build (test);

  g_assert_null (way_undo_new (before, owned));
}

static void
test_never_changed (void)
{
  static const guint16 kinds[] = { WAY_KIND_VERSION, WAY_KIND_PLAN_EVENT, WAY_KIND_SIGNATURE,
                                   WAY_KIND_COPY };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_auto (WayTestCase) test;
      WayId goal, id = fixture_id (9);
      WayAct *act;

      way_test_case_init (&test);
      goal = way_test_case_add (&test, WAY_KIND_GOAL, WAY_GOAL_WHAT, prose ("See Jude"));
      act = way_act_new (&test.id, 0);
      way_act_set (act, WAY_KIND_GOAL, &goal, WAY_GOAL_WHAT, prose ("See Jude soon"));
      way_act_create (act, kinds[i], &id);
      way_act_set (act, kinds[i], &id, 1, way_value_empty (way_schema_group (kinds[i], 1)));
      assert_cannot (&test, act);
    }
}

static void
test_several_values (void)
{
  g_auto (WayTestCase) test;
  WayId goal;
  WayAct *act;

  way_test_case_init (&test);
  goal = way_test_case_add (&test, WAY_KIND_GOAL, WAY_GOAL_WHAT, prose ("See Jude"));
  way_test_case_clash (&test, WAY_KIND_GOAL, &goal, WAY_GOAL_WHAT, prose ("See Jude weekly"));
  act = way_act_new (&test.id, 0);
  way_act_set (act, WAY_KIND_GOAL, &goal, WAY_GOAL_WHAT, prose ("See Jude on Sundays"));
  assert_cannot (&test, act);
  act = way_act_new (&test.id, 0);
  way_act_remove (act, WAY_KIND_GOAL, &goal, "");
  assert_cannot (&test, act);
  /* another field of it is as free as ever */
  act = way_act_new (&test.id, 0);
  way_act_set (act, WAY_KIND_GOAL, &goal, WAY_GOAL_STATE, g_variant_new ("(s)", "done"));
  assert_undoes (&test, act);
}

static void
test_newer_waymark (void)
{
  g_auto (WayTestCase) test;
  WayId goal;
  WayAct *act;
  g_autoptr (GBytes) value = g_bytes_new_static ("?", 1);
  WayOperation fields = { .id = { { { 2 } }, 1 },
                          .act = 1,
                          .act_n = 1,
                          .made_ms = 1,
                          .hlc = 1,
                          .kind = WAY_KIND_GOAL,
                          .group = 60,
                          .value = value };

  way_test_case_init (&test);
  goal = way_test_case_add (&test, WAY_KIND_GOAL, WAY_GOAL_WHAT, prose ("See Jude"));
  fields.case_id = test.id;
  fields.object = goal;
  g_ptr_array_add (test.ops, way_operation_new (&fields));
  act = way_act_new (&test.id, 0);
  way_act_remove (act, WAY_KIND_GOAL, &goal, "");
  assert_cannot (&test, act);
}

/* -- anything ---------------------------------------------------------------------------------- */

static const WayKind *
random_kind (WayRandom *random)
{
  guint n;
  const WayKind *kinds = way_schema_kinds (&n), *kind;

  do
    kind = &kinds[way_random_below (random, n)];
  while (kind->immutable || kind->number == WAY_KIND_COPY);
  return kind;
}

static void
write_some_fields (WayAct *act, const WayKind *kind, const WayId *id, WayRandom *random)
{
  for (guint i = 0; i < kind->n_groups; i++)
    {
      const WayGroup *group = &kind->groups[i];
      g_autofree char *text = g_strdup_printf ("w%u", way_random_below (random, 1000));

      if (group->number == WAY_GROUP_LIFE || way_random_below (random, 2) == 0)
        continue;
      way_act_set (act, kind->number, id, group->number,
                   way_random_below (random, 5) == 0 ? way_value_empty (group)
                                                     : fixture_value (group, text));
    }
}

/* Creates, changes and removes up to four objects at once. */
static WayAct *
random_act (WayTestCase *test, WayRandom *random)
{
  WayAct *act = way_act_new (&test->id, 0);
  g_autoptr (WayCase) now = way_test_case_build (test);
  g_autoptr (GPtrArray) all = way_case_list_all (now);
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);

  for (guint n = 1 + way_random_below (random, 4); n > 0; n--)
    {
      guint at = way_random_below (random, all->len + 2);
      const WayObject *object = at < all->len ? g_ptr_array_index (all, at) : NULL;
      const WayKind *kind = object != NULL ? way_schema_kind (object->kind) : random_kind (random);
      WayId id;

      if (object != NULL && !g_hash_table_add (taken, (gpointer)object))
        continue;
      way_id_new (random, &id);
      if (object != NULL)
        id = object->id;
      if (object == NULL || object->life == WAY_LIFE_REMOVED)
        way_act_create (act, kind->number, &id);
      else if (way_random_below (random, 4) == 0)
        {
          way_act_remove (act, kind->number, &id, "");
          continue;
        }
      write_some_fields (act, kind, &id, random);
    }
  return act;
}

static void
test_anything (void)
{
  g_autoptr (WayRandom) random = way_test_random ();

  for (guint life = 0; life < 12; life++)
    {
      g_auto (WayTestCase) test;

      way_test_case_init (&test);
      for (guint i = 0; i < 12; i++)
        {
          assert_undoes (&test, random_act (&test, random));
          way_test_case_apply (&test, random_act (&test, random), MADE_MS);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/undo/field", test_field);
  g_test_add_func ("/core/undo/field-that-held-nothing", test_field_that_held_nothing);
  g_test_add_func ("/core/undo/creation", test_creation);
  g_test_add_func ("/core/undo/new-case", test_new_case);
  g_test_add_func ("/core/undo/removal", test_removal);
  g_test_add_func ("/core/undo/keeps-who-gave-the-words", test_keeps_who_gave_the_words);
  g_test_add_func ("/core/undo/never-changed", test_never_changed);
  g_test_add_func ("/core/undo/several-values", test_several_values);
  g_test_add_func ("/core/undo/newer-waymark", test_newer_waymark);
  g_test_add_func ("/core/undo/anything", test_anything);
  return g_test_run ();
}
