/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What may be saved, and that what may not leaves nothing behind.
 */
#include "way-test-store.h"

#include <string.h>
#include "way-fault.h"
#include "way-practice.h"
#include "way-value.h"

typedef struct
{
  WayTestVault test;
  WayId person;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  way_test_vault_init (&f->test, FALSE);
  g_assert_true (way_test_vault_create (&f->test, NULL, &error));
  g_assert_no_error (error);
  way_test_add_person (&f->test, "Ros", &f->person);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  way_test_assert_clean (&f->test);
  way_test_vault_clear (&f->test);
}

static WayAct *
new_goal (Fixture *f, const char *what, WayId *ret_id)
{
  WayAct *act = way_act_new (&f->person, 0);

  way_id_new (f->test.random, ret_id);
  way_act_create (act, WAY_KIND_GOAL, ret_id);
  way_act_set (act, WAY_KIND_GOAL, ret_id, WAY_GOAL_WHAT, way_test_prose (what));
  return act;
}

/* Takes @act; afterwards the vault holds what it held, and saving goes on. */
static void
assert_refused (Fixture *f, WayAct *act)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayCase) before = way_test_vault_load (&f->test, &f->person, NULL);
  g_autoptr (WayCase) after = NULL;
  g_autoptr (GPtrArray) had = way_case_list_all (before);
  g_autoptr (GPtrArray) has = NULL;
  WayId goal;
  guint n = 99;

  g_assert_false (way_test_vault_commit (&f->test, act, &n, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_REFUSED);
  way_test_assert_sentence (&f->test, error);
  g_assert_cmpuint (n, ==, 99);
  after = way_test_vault_load (&f->test, &f->person, NULL);
  has = way_case_list_all (after);
  g_assert_cmpuint (has->len, ==, had->len);
  g_assert_cmpint (way_case_get_newest_ms (after), ==, way_case_get_newest_ms (before));
  way_test_assert_clean (&f->test);
  way_test_commit (&f->test, new_goal (f, "to go on", &goal));
}

/* -- rights ------------------------------------------------------------------------------------ */

static GVariant *
version_body (guint32 number)
{
  return g_variant_new ("(uaay@ay@ay)", number, NULL, way_value_new_id (&way_id_nil),
                        way_value_new_id (&way_id_nil));
}

static WayAct *
version_act (Fixture *f, const WayId *version, guint32 number)
{
  WayAct *act = way_act_new (&f->person, 0);

  way_act_set (act, WAY_KIND_VERSION, version, WAY_VERSION_BODY, version_body (number));
  return act;
}

static void
test_immutable (Fixture *f, gconstpointer data)
{
  WayId version;
  WayChange *change;
  WayAct *act;
  WayOpId base = { 0 };

  way_id_new (f->test.random, &version);
  way_test_commit (&f->test, version_act (f, &version, 1));
  assert_refused (f, version_act (f, &version, 2));

  /* Nor by naming what it would replace. */
  way_id_new (f->test.random, &version);
  way_id_new (f->test.random, &base.origin);
  base.counter = 1;
  act = version_act (f, &version, 2);
  change = g_ptr_array_index (act->changes, 0);
  change->bases = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  g_array_append_val (change->bases, base);
  assert_refused (f, act);
}

typedef struct
{
  Fixture *f;
  WayId contact;
} Foreign;

static void
add_foreign_contact (WayStore *store, gpointer data)
{
  Foreign *foreign = data;
  WayAuthor author = { .roles = WAY_ROLE_ADVISER, .position = 1 };
  WayRandom *random = foreign->f->test.random;
  g_autoptr (WayOperation) op = NULL;
  WayId origin;

  way_id_new (random, &author.user);
  way_id_new (random, &origin);
  op = way_test_store_op (&origin, 1, &foreign->f->person, WAY_KIND_CONTACT, &foreign->contact,
                          WAY_CONTACT_NOTES, way_test_prose ("seen at the office"), NULL);
  way_test_store_add (store, op, &author, WAY_ROW_APPLIED);
}

/* A contact that a colleague wrote is theirs. */
static void
test_author_only (Fixture *f, gconstpointer data)
{
  Foreign foreign = { .f = f };
  WayAct *act = way_act_new (&f->person, 0);

  way_id_new (f->test.random, &foreign.contact);
  g_assert_true (way_test_vault_close (&f->test, NULL));
  way_test_store_run (&f->test, WAY_TEST_PASSPHRASE, add_foreign_contact, &foreign);
  g_assert_true (way_test_vault_open (&f->test, WAY_TEST_PASSPHRASE, NULL));

  way_act_set (act, WAY_KIND_CONTACT, &foreign.contact, WAY_CONTACT_NOTES,
               way_test_prose ("not what happened"));
  assert_refused (f, act);
}

/* -- acts -------------------------------------------------------------------------------------- */

static void
test_one_register_twice (Fixture *f, gconstpointer data)
{
  WayId goal;
  WayAct *act = new_goal (f, "first", &goal);

  way_act_set (act, WAY_KIND_GOAL, &goal, WAY_GOAL_WHAT, way_test_prose ("second"));
  assert_refused (f, act);
  way_test_assert_found (&f->test, "first", 0);
  way_test_assert_found (&f->test, "second", 0);
}

static void
test_what_cannot_be_written (Fixture *f, gconstpointer data)
{
  static const struct
  {
    guint16 kind, group;
    const char *value;
  } rows[] = {
    { WAY_KIND_GOAL, WAY_GOAL_WHAT, "('one string',)" },
    { WAY_KIND_GOAL, WAY_GOAL_WHAT, "'no tuple'" },
    { WAY_KIND_GOAL, 63, "('x', 'en')" },
    { WAY_KIND_GOAL, 64, "('x', 'en')" },
    { WAY_KIND_GOAL, 65535, "('x', 'en')" },
    { 9999, 1, "('x', 'en')" },
    { 0, 0, "('x', 'en')" },
    { WAY_KIND_GOAL, WAY_GROUP_LIFE, "(7,)" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WayAct *act = way_act_new (&f->person, 0);
      WayId id;

      way_id_new (f->test.random, &id);
      way_act_set (act, rows[i].kind, &id, rows[i].group, g_variant_new_parsed (rows[i].value));
      assert_refused (f, act);
    }
}

/* The second of two acts is refused: the first was not saved either. */
static void
test_all_acts_or_none (Fixture *f, gconstpointer data)
{
  GPtrArray *acts = g_ptr_array_new_with_free_func ((GDestroyNotify)way_act_free);
  g_autoptr (GError) error = NULL;
  WayId goal;

  g_ptr_array_add (acts, new_goal (f, "lighthouse", &goal));
  g_ptr_array_add (acts, way_act_new (&f->person, 0));
  way_act_set (g_ptr_array_index (acts, 1), WAY_KIND_GOAL, &goal, 60, way_test_prose ("x"));
  g_assert_false (way_test_vault_commit_acts (&f->test, acts, NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_REFUSED);
  way_test_assert_found (&f->test, "lighthouse", 0);
}

/* The second act of a commit knows what the first wrote. */
static void
test_acts_follow_each_other (Fixture *f, gconstpointer data)
{
  GPtrArray *acts = g_ptr_array_new_with_free_func ((GDestroyNotify)way_act_free);
  g_autoptr (WayCase) loaded = NULL;
  WayId goal;
  guint n;

  g_ptr_array_add (acts, new_goal (f, "first", &goal));
  g_ptr_array_add (acts, way_act_new (&f->person, 0));
  way_act_set (g_ptr_array_index (acts, 1), WAY_KIND_GOAL, &goal, WAY_GOAL_WHAT,
               way_test_prose ("second"));
  g_assert_true (way_test_vault_commit_acts (&f->test, acts, &n, NULL));
  g_assert_cmpuint (n, ==, 3);
  loaded = way_test_vault_load (&f->test, &f->person, NULL);
  g_assert_cmpuint (
      way_object_n_values (way_case_get_object (loaded, WAY_KIND_GOAL, &goal), WAY_GOAL_WHAT), ==,
      1);
}

static void
test_what_stands_already (Fixture *f, gconstpointer data)
{
  GPtrArray *acts = g_ptr_array_new_with_free_func ((GDestroyNotify)way_act_free);
  WayId goal;
  guint n = 99;

  way_test_commit (&f->test, new_goal (f, "one", &goal));
  g_ptr_array_add (acts, way_act_new (&f->person, 0));
  way_act_set (g_ptr_array_index (acts, 0), WAY_KIND_GOAL, &goal, WAY_GOAL_WHAT,
               way_test_prose ("one"));
  g_ptr_array_add (acts, way_act_new (&f->person, 0));
  g_assert_true (way_test_vault_commit_acts (&f->test, acts, &n, NULL));
  g_assert_cmpuint (n, ==, 0);
  g_assert_true (way_test_vault_commit_acts (&f->test, g_ptr_array_new (), &n, NULL));
  g_assert_cmpuint (n, ==, 0);
}

static void
count_ops (WayStore *store, gpointer data)
{
  g_autoptr (GPtrArray) rows = way_test_store_list (store);

  *(guint *)data = rows->len;
}

/* Removal hides every register of the object at once, and undo is the same op. */
static void
test_removal (Fixture *f, gconstpointer data)
{
  WayAct *act;
  g_autoptr (WayCase) loaded = NULL;
  g_autoptr (WayCase) again = NULL;
  WayId goal;

  way_test_commit (&f->test, new_goal (f, "lighthouse", &goal));
  act = way_act_new (&f->person, 0);
  way_act_remove (act, WAY_KIND_GOAL, &goal, "written twice");
  way_test_commit (&f->test, act);
  loaded = way_test_vault_load (&f->test, &f->person, NULL);
  g_assert_cmpint (way_case_get_object (loaded, WAY_KIND_GOAL, &goal)->life, ==, WAY_LIFE_REMOVED);
  g_assert_cmpuint (way_case_get_object (loaded, WAY_KIND_GOAL, &goal)->ops->len, ==, 1);

  act = way_act_new (&f->person, 0);
  way_act_create (act, WAY_KIND_GOAL, &goal);
  way_act_set (act, WAY_KIND_GOAL, &goal, WAY_GOAL_WHAT, way_test_prose ("lighthouse"));
  way_test_commit (&f->test, act);
  again = way_test_vault_load (&f->test, &f->person, NULL);
  g_assert_cmpint (way_case_get_object (again, WAY_KIND_GOAL, &goal)->life, ==, WAY_LIFE_PRESENT);
}

/* An id that two cases share is two objects. */
static void
test_same_id_in_two_cases (Fixture *f, gconstpointer data)
{
  g_autoptr (WayCase) first = NULL;
  g_autoptr (WayCase) second = NULL;
  WayId goal, other;
  WayAct *act;

  way_test_commit (&f->test, new_goal (f, "hers", &goal));
  way_test_add_person (&f->test, "Joel", &other);
  act = way_act_new (&other, 0);
  way_act_set (act, WAY_KIND_GOAL, &goal, WAY_GOAL_STATE, g_variant_new ("(s)", "done"));
  way_test_commit (&f->test, act);
  way_test_assert_clean (&f->test);
  act = way_act_new (&other, 0);
  way_act_set (act, WAY_KIND_GOAL, &goal, WAY_GOAL_WHAT, way_test_prose ("his"));
  way_test_commit (&f->test, act);
  act = way_act_new (&other, 0);
  way_act_remove (act, WAY_KIND_GOAL, &goal, "");
  way_test_commit (&f->test, act);

  first = way_test_vault_load (&f->test, &f->person, NULL);
  second = way_test_vault_load (&f->test, &other, NULL);
  g_assert_cmpuint (
      way_object_n_values (way_case_get_object (first, WAY_KIND_GOAL, &goal), WAY_GOAL_WHAT), ==,
      1);
  g_assert_cmpint (way_case_get_object (second, WAY_KIND_GOAL, &goal)->life, ==, WAY_LIFE_REMOVED);
}

/* -- sizes ------------------------------------------------------------------------------------- */

static GVariant *
long_prose (gsize size)
{
  g_autofree char *text = g_malloc (size + 1);

  memset (text, 'm', size);
  for (gsize i = 100; i < size; i += 100)
    text[i] = ' ';
  text[size] = '\0';
  memcpy (text, "lighthouse ", 11);
  return way_test_prose (text);
}

static void
test_a_mebibyte (Fixture *f, gconstpointer data)
{
  WayId goal;
  WayAct *act = new_goal (f, "short", &goal);

  way_test_commit (&f->test, act);
  way_test_set (&f->test, &f->person, WAY_KIND_GOAL, &goal, WAY_GOAL_WHAT,
                long_prose (WAY_TEXT_MAX));
  way_test_assert_found (&f->test, "lighthouse", 1);

  act = way_act_new (&f->person, 0);
  way_act_set (act, WAY_KIND_GOAL, &goal, WAY_GOAL_WHAT, long_prose (WAY_TEXT_MAX + 1));
  assert_refused (f, act);
}

/* Many passages, none of them too long, and yet more than an operation may be. */
static void
test_too_large_for_an_operation (Fixture *f, gconstpointer data)
{
  WayAct *act = way_act_new (&f->person, 0);
  g_autoptr (GPtrArray) passages = way_words_new ();
  g_autofree char *text = g_strnfill (WAY_TEXT_MAX, 'm');

  for (guint i = 0; i < 70; i++)
    g_ptr_array_add (passages, way_passage_new (text, "en", WAY_GIVEN_SAID));
  way_act_set (act, WAY_KIND_FRONT, &f->person, WAY_FRONT_HOPES, way_words_to_variant (passages));
  assert_refused (f, act);
}

static WayAct *
many (Fixture *f, guint n)
{
  WayAct *act = way_act_new (&f->person, 0);
  g_autoptr (GBytes) value = way_value_to_bytes (g_variant_new ("(s)", "done"));

  for (guint i = 0; i < n; i++)
    {
      WayChange *change = g_new0 (WayChange, 1);

      way_id_new (f->test.random, &change->object);
      change->kind = WAY_KIND_GOAL;
      change->group = WAY_GOAL_STATE;
      change->value = g_bytes_ref (value);
      g_ptr_array_add (act->changes, change);
    }
  return act;
}

static void
test_too_many_changes (Fixture *f, gconstpointer data)
{
  guint before, after;

  assert_refused (f, many (f, WAY_ACT_MAX + 1));
  g_assert_true (way_test_vault_close (&f->test, NULL));
  way_test_store_run (&f->test, WAY_TEST_PASSPHRASE, count_ops, &before);
  g_assert_true (way_test_vault_open (&f->test, WAY_TEST_PASSPHRASE, NULL));
  way_test_commit (&f->test, many (f, 500));
  g_assert_true (way_test_vault_close (&f->test, NULL));
  way_test_store_run (&f->test, WAY_TEST_PASSPHRASE, count_ops, &after);
  g_assert_cmpuint (after, ==, before + 500);
  g_assert_true (way_test_vault_open (&f->test, WAY_TEST_PASSPHRASE, NULL));
}

/* -- taking it back before it is done ---------------------------------------------------------- */

static void
take_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static gboolean
commit_cancelled (Fixture *f, gboolean before, const char *what, GError **error)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  GPtrArray *acts = g_ptr_array_new_with_free_func ((GDestroyNotify)way_act_free);
  WayRepository *repository = WAY_REPOSITORY (f->test.vault);
  WayId goal;

  g_ptr_array_add (acts, new_goal (f, what, &goal));
  if (before)
    g_cancellable_cancel (cancellable);
  way_repository_commit (repository, acts, cancellable, take_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  return way_repository_commit_finish (repository, result, NULL, error);
}

/* Cancelled in time: nothing.  Too late: saved, and it says so. */
static void
test_cancelled (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (commit_cancelled (f, TRUE, "never", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  way_test_assert_found (&f->test, "never", 0);
  g_assert_true (commit_cancelled (f, FALSE, "lighthouse", &error));
  g_assert_no_error (error);
  way_test_assert_found (&f->test, "lighthouse", 1);
}

/* -- failures in the midst --------------------------------------------------------------------- */

static gboolean
fail_at (const char *point, gpointer wanted, GError **error)
{
  if (g_strcmp0 (point, wanted) != 0)
    return TRUE;
  return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_IO, "The test stops here.");
}

/* Whatever was refused or only seemed so, what is counted in memory is what is on the disk. */
static void
test_counters (Fixture *f, gconstpointer data)
{
  static const char *const points[] = { "txn-begun", "txn-commit", "txn-committed" };

  for (gsize i = 0; i < G_N_ELEMENTS (points); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean saved;
      WayId goal;

      way_fault_set_hook (fail_at, (gpointer)points[i]);
      saved = way_test_vault_commit (&f->test, new_goal (f, "in the midst", &goal), NULL, &error);
      way_fault_set_hook (NULL, NULL);
      g_assert_false (saved);
      g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_IO);
      way_test_assert_clean (&f->test);
      way_test_commit (&f->test, new_goal (f, "afterwards", &goal));
      way_test_assert_clean (&f->test);
    }
  way_test_assert_found (&f->test, "afterwards", 3);
}

/* A vault that was somebody's does not become a practice one: their record stays in it though they
 * were removed.  One that nobody was ever in does. */
static void
test_practice (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();
  g_autoptr (GPtrArray) people = NULL;
  g_autoptr (WayCase) team = NULL;
  g_autoptr (GError) error = NULL;
  WayAct *removal = way_act_new (&f->person, 0);
  WayTestVault empty;

  team = way_case_new (way_vault_get_team (f->test.vault), nothing);
  assert_refused (f, way_practice_begin (team));
  way_act_remove (removal, WAY_KIND_PERSON, &f->person, "added by mistake");
  way_test_commit (&f->test, removal);
  people = way_test_vault_list (&f->test, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (people->len, ==, 0);
  g_assert_false (way_test_vault_commit (&f->test, way_practice_begin (team), NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_REFUSED);
  way_test_assert_sentence (&f->test, error);

  way_test_vault_init (&empty, FALSE);
  g_assert_true (way_test_vault_create (&empty, NULL, NULL));
  g_clear_pointer (&team, way_case_unref);
  team = way_case_new (way_vault_get_team (empty.vault), nothing);
  way_test_commit (&empty, way_practice_begin (team));
  way_test_vault_clear (&empty);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define COMMIT_TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  COMMIT_TEST ("/store/commit/immutable", test_immutable);
  COMMIT_TEST ("/store/commit/author-only", test_author_only);
  COMMIT_TEST ("/store/commit/one-register-twice", test_one_register_twice);
  COMMIT_TEST ("/store/commit/cannot-be-written", test_what_cannot_be_written);
  COMMIT_TEST ("/store/commit/all-acts-or-none", test_all_acts_or_none);
  COMMIT_TEST ("/store/commit/acts-follow-each-other", test_acts_follow_each_other);
  COMMIT_TEST ("/store/commit/what-stands-already", test_what_stands_already);
  COMMIT_TEST ("/store/commit/removal", test_removal);
  COMMIT_TEST ("/store/commit/same-id-in-two-cases", test_same_id_in_two_cases);
  COMMIT_TEST ("/store/commit/a-mebibyte", test_a_mebibyte);
  COMMIT_TEST ("/store/commit/too-large-for-an-operation", test_too_large_for_an_operation);
  COMMIT_TEST ("/store/commit/too-many-changes", test_too_many_changes);
  COMMIT_TEST ("/store/commit/cancelled", test_cancelled);
  COMMIT_TEST ("/store/commit/practice", test_practice);
  COMMIT_TEST ("/store/commit/counters", test_counters);
  return g_test_run ();
}
