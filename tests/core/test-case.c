/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core-fixture.h"
#include "way-case.h"
#include "way-merge.h"
#include "way-practice.h"
#include "way-test-chance.h"
#include "way-value.h"

static WayCase *
case_of (const char *text)
{
  WayId case_id = fixture_case ();
  g_autoptr (GPtrArray) ops = fixture_ops (text);
  g_autoptr (GPtrArray) visible = way_merge_case (ops);

  return way_case_new (&case_id, visible);
}

static const WayObject *
goal_of (WayCase *person)
{
  WayId object = fixture_id (1);

  return way_case_get_object (person, WAY_KIND_GOAL, &object);
}

/* The objects of a list by the number they were given. */
static char *
numbers (GPtrArray *list)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? " " : "",
                            ((const WayObject *)g_ptr_array_index (list, i))->id.bytes[0]);
  return g_string_free (text, FALSE);
}

/* -- order ------------------------------------------------------------------------------------- */

static void
test_order (void)
{
  static const struct
  {
    const char *title;
    guint16 kind;
    const char *ops;
    const char *order;
  } lists[] = {
    { "by creation", WAY_KIND_GOAL,
      "a1 goal.0=present #3 ~1;a2 goal.0=present #1 ~3;a3 goal.0=present #2 ~2", "3 2 1" },
    { "created at once: by id", WAY_KIND_GOAL,
      "a1 goal.0=present #3 ~1;a2 goal.0=present #1 ~1;b1 goal.0=present #2 ~1", "1 2 3" },
    { "an edit moves nothing", WAY_KIND_GOAL,
      "a1 goal.0=present #2 ~1;a2 goal.1=x #2 ~2;a3 goal.0=present #1 ~3;a4 goal.1=y #2 ~9 >a2",
      "2 1" },
    { "dated: by date, undated last", WAY_KIND_CONTACT,
      "a1 contact.0=present #1;a2 contact.1=2026-02-01 #2;a3 contact.1=2025-12-31 #3;"
      "a4 contact.1=2026-02-01 #4 ~1",
      "3 4 2 1" },
    { "a shorter date before its days", WAY_KIND_ACHIEVEMENT,
      "a1 achievement.1=2026-02-01 #1;a2 achievement.1=2026 #2;a3 achievement.1=2026-02 #3",
      "2 3 1" },
    { "removed ones are not listed", WAY_KIND_GOAL,
      "a1 goal.0=present #1;a2 goal.0=present #2;a3 goal.0=removed #1 >a1", "2" },
    { "removed here and changed there are", WAY_KIND_GOAL,
      "a1 goal.0=present #1;a3 goal.0=removed #1 >a1;b1 goal.1=x #1", "1" },
    { "of one kind only", WAY_KIND_GOAL, "a1 supporter.0=present #1;a2 goal.0=present #1", "1" },
    { "none", WAY_KIND_GOAL, "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autoptr (WayCase) person = case_of (lists[i].ops);
      g_autoptr (GPtrArray) list = way_case_list (person, lists[i].kind);
      g_autofree char *order = numbers (list);

      g_test_message ("%s", lists[i].title);
      g_assert_cmpstr (order, ==, lists[i].order);
    }
}

static void
add_action (GPtrArray *ops, guint8 object, guint64 counter, const WayId *matter, const char *by)
{
  WayId id = fixture_id (object);

  g_ptr_array_add (ops, fixture_op_full ('a', counter, WAY_KIND_ACTION, &id, WAY_ACTION_MATTER,
                                         g_variant_new ("(@ay)", way_value_new_id (matter))));
  g_ptr_array_add (ops, fixture_op_full ('a', counter + 100, WAY_KIND_ACTION, &id, WAY_ACTION_BY,
                                         g_variant_new ("(s)", by)));
}

static void
test_actions (void)
{
  WayId case_id = fixture_case (), home, health;
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify)way_operation_unref);
  g_autoptr (WayCase) person = NULL;
  g_autoptr (GPtrArray) list = NULL, none = NULL;
  g_autofree char *order = NULL;

  way_matter_object (&case_id, "S1_05", &home);
  way_matter_object (&case_id, "S1_07", &health);
  add_action (ops, 1, 1, &home, "");
  add_action (ops, 2, 2, &home, "2026-03-01");
  add_action (ops, 3, 3, &health, "2026-01-01");
  add_action (ops, 4, 4, &home, "2026-01-15");
  add_action (ops, 5, 5, &home, "2026-03-01");
  person = way_case_new (&case_id, ops);
  list = way_case_list_actions (person, &home);
  order = numbers (list);
  g_assert_cmpstr (order, ==, "4 2 5 1");
  none = way_case_list_actions (person, &case_id);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_list_all (void)
{
  g_autoptr (WayCase) person = case_of ("a1 contact.1=2026-02-01 #7;a2 900.1=x #6;"
                                        "a3 goal.0=present #2;a4 goal.0=removed #2 >a3;"
                                        "a5 goal.0=present #1;a6 contact.1=2026-01-01 #8");
  g_autoptr (GPtrArray) all = way_case_list_all (person);
  g_autofree char *order = numbers (all);

  g_assert_cmpstr (order, ==, "2 1 8 7 6");
}

/* -- life and conflicts ------------------------------------------------------------------------ */

static void
test_life (void)
{
  static const struct
  {
    const char *ops;
    WayLife life;
    gboolean conflict, plan_conflict;
  } rows[] = {
    { "a1 goal.0=present", WAY_LIFE_PRESENT, FALSE, FALSE },
    { "a1 goal.1=x", WAY_LIFE_PRESENT, FALSE, FALSE },
    { "a1 goal.0=present;a2 goal.0=removed >a1", WAY_LIFE_REMOVED, FALSE, FALSE },
    { "a1 goal.0=removed;b1 goal.0=removed2", WAY_LIFE_REMOVED, FALSE, FALSE },
    { "a1 goal.0=present;a2 goal.0=removed >a1;b1 goal.1=x", WAY_LIFE_CONFLICT, TRUE, TRUE },
    { "a1 goal.0=removed;b1 goal.0=present >a1", WAY_LIFE_PRESENT, FALSE, FALSE },
    { "a1 goal.0=removed;b1 goal.0=present", WAY_LIFE_CONFLICT, TRUE, TRUE },
    { "a1 goal.1=x;b1 goal.1=y", WAY_LIFE_PRESENT, TRUE, TRUE },
    { "a1 goal.1=x;b1 goal.1=x", WAY_LIFE_PRESENT, FALSE, FALSE },
    { "a1 goal.1=x;b1 goal.2=y", WAY_LIFE_PRESENT, FALSE, FALSE },
    { "a1 goal.77=x;b1 goal.77=y", WAY_LIFE_PRESENT, TRUE, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WayCase) person = case_of (rows[i].ops);

      g_assert_cmpint (goal_of (person)->life, ==, rows[i].life);
      g_assert_true (way_object_has_conflict (goal_of (person)) == rows[i].conflict);
      g_assert_true (way_case_plan_has_conflict (person) == rows[i].plan_conflict);
    }
}

/* A contact is no part of the plan; an unknown kind is none this version prints. */
static void
test_conflict_outside_plan (void)
{
  g_autoptr (WayCase) person = case_of (
      "a1 contact.8=x;b1 contact.8=y;a2 900.1=x #2;b2 900.1=y #2");
  WayId object = fixture_id (1);

  g_assert_true (way_object_has_conflict (way_case_get_object (person, WAY_KIND_CONTACT, &object)));
  g_assert_false (way_case_plan_has_conflict (person));
}

static WayOperation *
flagged (const char *line, guint8 flags)
{
  g_autoptr (WayOperation) plain = fixture_op (line, 1);
  WayOperation fields = *plain;

  fields.flags = flags;
  return way_operation_new (&fields);
}

static void
test_needs_update (void)
{
  static const struct
  {
    const char *op;
    guint8 flags;
    gboolean needs_update;
  } rows[] = {
    { "a1 goal.77=x", WAY_OPERATION_MUST_UNDERSTAND, TRUE },
    { "a1 goal.77=x", 0, FALSE },
    { "a1 goal.1=x", WAY_OPERATION_MUST_UNDERSTAND, FALSE },
    { "a1 goal.77=x", WAY_OPERATION_TOGETHER, FALSE },
    { "a1 goal.77=x", 0xff, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WayId case_id = fixture_case ();
      g_autoptr (WayOperation) op = flagged (rows[i].op, rows[i].flags);
      g_autoptr (GPtrArray) ops = g_ptr_array_new ();
      g_autoptr (WayCase) person = NULL;

      g_ptr_array_add (ops, op);
      person = way_case_new (&case_id, ops);
      g_assert_true (goal_of (person)->needs_update == rows[i].needs_update);
    }
}

/* -- values ------------------------------------------------------------------------------------ */

static void
test_values (void)
{
  g_autoptr (WayCase) person = case_of ("b1 goal.2=second ~1;a9 goal.2=first ~2;a3 goal.77=x");
  const WayObject *goal = goal_of (person);
  g_autofree char *state = way_object_dup_string (goal, WAY_GOAL_STATE, 0);
  g_autofree char *missing = way_object_dup_string (goal, WAY_GOAL_WHAT, 0);
  g_autoptr (GPtrArray) ops = way_object_list_ops (goal, WAY_GOAL_STATE);
  g_autoptr (GPtrArray) nothing = way_object_list_ops (NULL, WAY_GOAL_STATE);
  WayId id = fixture_id (9);

  g_assert_cmpstr (state, ==, "first"); /* the lowest op id, not the oldest */
  g_assert_cmpstr (missing, ==, "");
  g_assert_cmpuint (way_object_n_values (goal, WAY_GOAL_STATE), ==, 2);
  g_assert_cmpuint (way_object_n_values (goal, WAY_GOAL_WHAT), ==, 0);
  g_assert_cmpuint (((WayOperation *)ops->pdata[0])->id.counter, ==, 1); /* oldest first */
  g_assert_cmpuint (nothing->len, ==, 0);
  g_assert_null (way_object_dup_value (goal, 77));
  g_assert_true (way_date_is_none (way_object_get_date (goal, 55, 0)));
  g_assert_false (way_object_get_bool (goal, 55, 0));
  g_assert_cmpuint (way_object_get_tri (goal, 55, 0), ==, 0);
  way_object_get_id (goal, 55, 0, &id);
  g_assert_true (way_id_is_nil (&id));
  g_assert_cmpint (way_case_get_newest_ms (person), ==, 3000);
}

/* A value of the tuple @type whose texts, bytes and truths are by chance, and the rest is empty. */
static GVariant *
chance_tuple (const GVariantType *type, WayRandom *random)
{
  static const char *const texts[] = { "", "a", "2026-02-28", "Zoë, Škoda",
                                       "words of several bytes" };
  g_autoptr (GVariantBuilder) tuple = g_variant_builder_new (type);

  for (const GVariantType *item = g_variant_type_first (type); item != NULL;
       item = g_variant_type_next (item))
    switch (g_variant_type_peek_string (item)[0])
      {
      case 's':
        g_variant_builder_add (tuple, "s", texts[way_random_below (random, G_N_ELEMENTS (texts))]);
        break;
      case 'y':
        g_variant_builder_add (tuple, "y", (guchar)way_random_below (random, 256));
        break;
      case 'b':
        g_variant_builder_add (tuple, "b", (gboolean)way_random_below (random, 2));
        break;
      case 'u':
        g_variant_builder_add (tuple, "u", way_random_below (random, 1000));
        break;
      case 'q':
        g_variant_builder_add (tuple, "q", (guint16)way_random_below (random, 1000));
        break;
      default:
        g_variant_builder_add_value (tuple,
                                     g_variant_new_array (g_variant_type_element (item), NULL, 0));
        break;
      }
  return g_variant_builder_end (tuple);
}

static void
assert_member (const WayObject *object, guint16 group, GVariant *tuple, guint member)
{
  g_autoptr (GVariant) child = g_variant_get_child_value (tuple, member);
  g_autofree char *text = NULL;

  switch (g_variant_get_type_string (child)[0])
    {
    case 's':
      text = way_object_dup_string (object, group, member);
      g_assert_cmpstr (text, ==, g_variant_get_string (child, NULL));
      g_assert_cmpint (way_object_get_date (object, group, member).year, ==,
                       g_str_equal (text, "2026-02-28") ? 2026 : 0);
      break;
    case 'y':
      g_assert_cmpuint (way_object_get_tri (object, group, member), ==, g_variant_get_byte (child));
      break;
    case 'b':
      g_assert_cmpint (way_object_get_bool (object, group, member), ==,
                       g_variant_get_boolean (child));
      break;
    default:
      break;
    }
}

/* Members are read without a GVariant where they can be: as one would have it, in every group. */
static void
assert_group (guint16 kind, const WayGroup *group, WayRandom *random, gboolean checked)
{
  WayId case_id = fixture_case (), id = fixture_id (1);
  g_autoptr (GVariant) value = g_variant_ref_sink (
      chance_tuple (G_VARIANT_TYPE (group->type), random));
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify)way_operation_unref);
  WayOperation *op = fixture_op_full ('a', 1, kind, &id, group->number, value);
  g_autoptr (WayCase) person = NULL;

  op->checked = checked;
  g_ptr_array_add (ops, op);
  person = way_case_new (&case_id, ops);
  for (guint member = 0; member < g_variant_n_children (value); member++)
    assert_member (way_case_get_object (person, kind, &id), group->number, value, member);
}

static void
test_members (void)
{
  g_autoptr (WayRandom) random = way_test_random ();
  const WayKind *kinds;
  guint n, n_groups = 0;

  kinds = way_schema_kinds (&n);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < kinds[i].n_groups; j++)
      if (kinds[i].groups[j].type[0] == '(')
        for (guint round = 0; round < 20; round++, n_groups++)
          assert_group (kinds[i].number, &kinds[i].groups[j], random, round % 2 == 0);
  g_assert_cmpuint (n_groups, >, 1000);
}

/* Bytes that are no value of the group's type read as nothing, however they end. */
static void
test_unsound (void)
{
  static const struct
  {
    const char *bytes;
    gsize size;
  } cases[] = { { "no end", 6 }, { "", 0 }, { "a\0b", 4 }, { "\xff\xfe", 3 } };
  WayId case_id = fixture_case (), id = fixture_id (1);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func (
          (GDestroyNotify)way_operation_unref);
      WayOperation *op = fixture_op_full ('a', 1, WAY_KIND_GOAL, &id, WAY_GOAL_STATE,
                                          g_variant_new ("(s)", "sound"));
      g_autoptr (WayCase) person = NULL;
      g_autofree char *text = NULL;

      g_bytes_unref (op->value);
      op->value = g_bytes_new_static (cases[i].bytes, cases[i].size);
      g_ptr_array_add (ops, op);
      person = way_case_new (&case_id, ops);
      text = way_object_dup_string (goal_of (person), WAY_GOAL_STATE, 0);
      g_assert_cmpstr (text, ==, "");
      g_assert_true (way_date_is_none (way_object_get_date (goal_of (person), WAY_GOAL_STATE, 0)));
    }
}

static void
test_words (void)
{
  static const char *const rows[][2] = {
    { "a1 front.1=one", "one" },
    { "b1 front.1=one ~1;a1 front.1=two ~2", "one two" },
    { "a1 front.1=one ~1;b1 front.1=one ~2", "one" },
    { "a1 front.1=one ~1;b1 front.1=two ~2;c1 front.1=one ~3", "one two" },
    { "a1 front.2=other", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WayCase) person = case_of (rows[i][0]);
      WayId object = fixture_id (1);
      const WayObject *front = way_case_get_object (person, WAY_KIND_FRONT, &object);
      g_autoptr (GPtrArray) words = way_object_dup_words (front, WAY_FRONT_WHAT_MATTERS);
      GString *text = g_string_new (NULL);

      for (guint w = 0; w < words->len; w++)
        g_string_append_printf (text, "%s%s", w > 0 ? " " : "",
                                ((WayPassage *)g_ptr_array_index (words, w))->text);
      g_assert_cmpstr (text->str, ==, rows[i][1]);
      g_string_free (text, TRUE);
    }
}

static void
test_found (void)
{
  WayId case_id = fixture_case (), matter;
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify)way_operation_unref);
  g_autoptr (WayCase) person = NULL;
  g_autoptr (WayCase) empty = way_case_new (&case_id, ops);

  g_assert_null (way_case_get_person (empty));
  g_assert_null (way_case_get_matter (empty, "S1_05"));
  g_assert_cmpint (way_case_get_newest_ms (empty), ==, 0);

  way_matter_object (&case_id, "S1_05", &matter);
  g_ptr_array_add (ops, fixture_op_full ('a', 1, WAY_KIND_PERSON, &case_id, WAY_PERSON_PRONOUNS,
                                         g_variant_new ("(s)", "she")));
  g_ptr_array_add (ops, fixture_op_full ('a', 2, WAY_KIND_FRONT, &case_id, WAY_FRONT_PRIORITIES,
                                         g_variant_new ("aay", NULL)));
  g_ptr_array_add (ops, fixture_op_full ('a', 3, WAY_KIND_MATTER, &matter, WAY_MATTER_READY,
                                         g_variant_new ("(b)", TRUE)));
  person = way_case_new (&case_id, ops);
  g_assert_true (way_id_equal (way_case_get_id (person), &case_id));
  g_assert_cmpuint (way_case_get_person (person)->kind, ==, WAY_KIND_PERSON);
  g_assert_cmpuint (way_case_get_front (person)->kind, ==, WAY_KIND_FRONT);
  g_assert_true (way_object_get_bool (way_case_get_matter (person, "S1_05"), WAY_MATTER_READY, 0));
  g_assert_null (way_case_get_matter (person, "S1_06"));
}

/* -- practice ---------------------------------------------------------------------------------- */

/* (transfer full): @team once more, with what @act writes. */
static WayCase *
team_after (WayCase *team, const WayAct *act)
{
  g_autoptr (GPtrArray) objects = way_case_list_all (team);
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify)way_operation_unref);

  for (guint i = 0; i < objects->len; i++)
    {
      const WayObject *object = g_ptr_array_index (objects, i);

      for (guint op = 0; op < object->ops->len; op++)
        g_ptr_array_add (ops, way_operation_ref (g_ptr_array_index (object->ops, op)));
    }
  for (guint i = 0; i < act->changes->len; i++)
    {
      const WayChange *change = g_ptr_array_index (act->changes, i);
      const WayGroup *group = way_schema_group (change->kind, change->group);

      g_ptr_array_add (
          ops,
          fixture_op_full ('a', ops->len + 1, change->kind, &change->object, change->group,
                           way_value_from_bytes (change->value, G_VARIANT_TYPE (group->type))));
    }
  return way_case_new (way_case_get_id (team), ops);
}

static void
test_practice (void)
{
  WayId id = fixture_case ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (WayCase) empty = way_case_new (&id, none);
  g_autoptr (WayAct) init = way_act_new (&id, 0);
  g_autoptr (WayAct) first = way_practice_begin (empty);
  g_autoptr (WayAct) later = NULL;
  g_autoptr (WayCase) council = NULL;
  g_autoptr (WayCase) made = team_after (empty, first);
  g_autoptr (WayCase) marked = NULL;

  way_act_create (init, WAY_KIND_COUNCIL, &id);
  way_act_set (init, WAY_KIND_COUNCIL, &id, WAY_COUNCIL_NAME, g_variant_new ("(ss)", "Linden", ""));
  council = team_after (empty, init);
  g_assert_false (way_practice_is (empty));
  g_assert_false (way_practice_is (council));
  g_assert_true (way_practice_is (made));

  /* a council that is there keeps its life and its name */
  later = way_practice_begin (council);
  g_assert_cmpuint (first->changes->len, ==, 2);
  g_assert_cmpuint (later->changes->len, ==, 1);
  marked = team_after (council, later);
  g_assert_true (way_practice_is (marked));
  g_assert_cmpuint (
      way_object_n_values (way_case_get_object (marked, WAY_KIND_COUNCIL, &id), WAY_COUNCIL_NAME),
      ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/case/order", test_order);
  g_test_add_func ("/core/case/actions", test_actions);
  g_test_add_func ("/core/case/list-all", test_list_all);
  g_test_add_func ("/core/case/life", test_life);
  g_test_add_func ("/core/case/conflict-outside-plan", test_conflict_outside_plan);
  g_test_add_func ("/core/case/needs-update", test_needs_update);
  g_test_add_func ("/core/case/values", test_values);
  g_test_add_func ("/core/case/members", test_members);
  g_test_add_func ("/core/case/unsound", test_unsound);
  g_test_add_func ("/core/case/words", test_words);
  g_test_add_func ("/core/case/found", test_found);
  g_test_add_func ("/core/case/practice", test_practice);
  return g_test_run ();
}
