/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Undo on a vault: what is saved, searched and kept private goes back, and forth again.
 */
#include "way-test-vault.h"

#include "way-undo.h"
#include "way-value.h"

typedef struct
{
  WayTestVault test;
  WayId person, goal, contact;
} Fixture;

static void
add_goal (Fixture *f)
{
  WayAct *act = way_act_new (&f->person, 0);

  way_id_new (f->test.random, &f->goal);
  way_act_create (act, WAY_KIND_GOAL, &f->goal);
  way_act_set (act, WAY_KIND_GOAL, &f->goal, WAY_GOAL_WHAT, way_test_prose ("Paint the kitchen"));
  way_act_set (act, WAY_KIND_GOAL, &f->goal, WAY_GOAL_STATE, g_variant_new ("(s)", "on_the_way"));
  way_test_commit (&f->test, act);
}

static void
add_contact (Fixture *f)
{
  WayAct *act = way_act_new (&f->person, 0);

  way_id_new (f->test.random, &f->contact);
  way_act_create (act, WAY_KIND_CONTACT, &f->contact);
  way_act_set (act, WAY_KIND_CONTACT, &f->contact, WAY_CONTACT_WHEN,
               g_variant_new ("(ss)", "2025-10-16", "14:00"));
  way_act_set (act, WAY_KIND_CONTACT, &f->contact, WAY_CONTACT_OWN_WORDS,
               way_test_words ("Can I have a yellow door"));
  way_test_commit (&f->test, act);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  way_test_vault_init (&f->test, FALSE);
  g_assert_true (way_test_vault_create (&f->test, NULL, &error));
  g_assert_no_error (error);
  way_test_add_person (&f->test, "Kez", &f->person);
  add_goal (f);
  add_contact (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  way_test_assert_clean (&f->test);
  way_test_vault_clear (&f->test);
}

/* -- what the vault shows ---------------------------------------------------------------------- */

static void
dump_object (GString *out, const WayObject *object)
{
  char id[WAY_ID_HEX_SIZE];

  if (object->life == WAY_LIFE_REMOVED)
    return;
  g_string_append_printf (out, "%u %s\n", object->kind, way_id_format (&object->id, id));
  for (guint i = 0; i < object->ops->len; i++)
    {
      WayOperation *op = g_ptr_array_index (object->ops, i);
      g_autoptr (GVariant) value = way_operation_dup_value (op);
      g_autofree char *text = g_variant_print (value, TRUE);

      if (op->group != WAY_GROUP_LIFE && !way_value_is_empty (way_operation_get_group (op), value))
        g_string_append_printf (out, "  %u %u %s\n", op->group, op->flags, text);
    }
}

/* (transfer full): what an export holds: objects that stand, values that are given; no op ids. */
static char *
dump (Fixture *f)
{
  GString *out = g_string_new (NULL);
  g_autoptr (WayCase) now = way_test_vault_load (&f->test, &f->person, NULL);
  g_autoptr (GPtrArray) all = way_case_list_all (now);

  for (guint i = 0; i < all->len; i++)
    dump_object (out, g_ptr_array_index (all, i));
  return g_string_free (out, FALSE);
}

/* Takes @act; returns the act that undoes it. */
static WayAct *
commit (Fixture *f, WayAct *act)
{
  g_autoptr (WayCase) before = way_test_vault_load (&f->test, &f->person, NULL);
  WayAct *undo = way_undo_new (before, act);

  g_assert_nonnull (undo);
  way_test_commit (&f->test, act);
  return undo;
}

static void
assert_shows (Fixture *f, const char *expected)
{
  g_autofree char *shown = dump (f);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (shown, ==, expected);
  way_test_assert_clean (&f->test);
}

/* What was written before is found as well, as an older wording; only what stands counts here. */
static void
assert_found (Fixture *f, const char *typed, guint n)
{
  g_autoptr (GPtrArray) hits = way_test_vault_search (&f->test, typed, NULL);
  guint standing = 0;

  for (guint i = 0; i < hits->len; i++)
    standing += !((WaySearchHit *)g_ptr_array_index (hits, i))->superseded;
  g_assert_cmpuint (standing, ==, n);
}

/* Takes @act.  @word is found while it is not done, and @n_done times once it is. */
static void
assert_undoes (Fixture *f, WayAct *act, const char *word, guint n_done)
{
  g_autofree char *was = dump (f), *became = NULL;
  WayAct *undo = commit (f, act), *redo, *last;

  became = dump (f);
  g_assert_cmpstr (became, !=, was);
  assert_found (f, word, n_done);
  redo = commit (f, undo);
  assert_shows (f, was);
  assert_found (f, word, 1);
  last = commit (f, redo);
  assert_shows (f, became);
  assert_found (f, word, n_done);
  way_act_free (commit (f, last));
  assert_shows (f, was);
  assert_found (f, word, 1);
}

/* -- what an adviser does ---------------------------------------------------------------------- */

static void
test_removed_goal (Fixture *f, gconstpointer data)
{
  WayAct *act = way_act_new (&f->person, 0);

  way_act_remove (act, WAY_KIND_GOAL, &f->goal, "");
  assert_undoes (f, act, "kitchen", 0);
}

static void
test_goal_and_priorities (Fixture *f, gconstpointer data)
{
  WayAct *act = way_act_new (&f->person, 0);
  GVariant *ids = way_value_new_id (&f->goal);

  way_act_create (act, WAY_KIND_FRONT, &f->person);
  way_act_set (act, WAY_KIND_FRONT, &f->person, WAY_FRONT_PRIORITIES,
               g_variant_new_array (G_VARIANT_TYPE ("ay"), &ids, 1));
  way_act_set (act, WAY_KIND_GOAL, &f->goal, WAY_GOAL_STATE, g_variant_new ("(s)", "done"));
  assert_undoes (f, act, "kitchen", 1);
}

static void
test_contact_and_action (Fixture *f, gconstpointer data)
{
  WayAct *act = way_act_new (&f->person, 0);
  WayId action;

  way_id_new (f->test.random, &action);
  way_act_set (act, WAY_KIND_CONTACT, &f->contact, WAY_CONTACT_SEEN, g_variant_new ("(y)", 2));
  way_act_remove (act, WAY_KIND_GOAL, &f->goal, "");
  way_act_create (act, WAY_KIND_ACTION, &action);
  way_act_set (act, WAY_KIND_ACTION, &action, WAY_ACTION_WHAT, way_test_prose ("Buy the paint"));
  assert_undoes (f, act, "yellow", 1);
}

/* An address that is kept private is no longer found in what was said; undone, it is again. */
static void
test_private_address (Fixture *f, gconstpointer data)
{
  WayAct *act;

  way_test_set (&f->test, &f->person, WAY_KIND_PERSON, &f->person, WAY_PERSON_ADDRESS,
                g_variant_new ("(sssbs)", "9 Larkspur Row", "LN4 6QZ", "", FALSE, ""));
  act = way_act_new (&f->person, 0);
  way_act_set (act, WAY_KIND_PERSON, &f->person, WAY_PERSON_ADDRESS,
               g_variant_new ("(sssbs)", "9 Larkspur Row", "LN4 6QZ", "", TRUE, ""));
  assert_undoes (f, act, "larkspur", 0);
}

/* "Remove a mistake": the person is gone from the list, and comes back with everything. */
static void
test_person_added_by_mistake (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) with = NULL, without = NULL, again = NULL;
  g_autoptr (WayCase) added = NULL, removed = NULL;
  g_autoptr (WayAct) undo = NULL, redo = NULL;
  WayId person;
  WayAct *act = way_test_new_person (&f->test, "Sam", &person);

  undo = way_undo_new (NULL, act);
  way_test_commit (&f->test, act);
  with = way_test_vault_list (&f->test, NULL);
  g_assert_cmpuint (with->len, ==, 2);
  added = way_test_vault_load (&f->test, &person, NULL);
  redo = way_undo_new (added, undo);
  way_test_commit (&f->test, g_steal_pointer (&undo));
  without = way_test_vault_list (&f->test, NULL);
  g_assert_cmpuint (without->len, ==, 1);
  way_test_commit (&f->test, g_steal_pointer (&redo));
  again = way_test_vault_list (&f->test, NULL);
  g_assert_cmpuint (again->len, ==, 2);
  assert_found (f, "Sam", 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define TEST(path, function)                                                                       \
  g_test_add ("/store/undo/" path, Fixture, NULL, set_up, function, tear_down)
  TEST ("removed-goal", test_removed_goal);
  TEST ("goal-and-priorities", test_goal_and_priorities);
  TEST ("contact-and-action", test_contact_and_action);
  TEST ("private-address", test_private_address);
  TEST ("person-added-by-mistake", test_person_added_by_mistake);
#undef TEST
  return g_test_run ();
}
