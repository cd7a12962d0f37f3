/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All that was ever written in a case, with what shows no more, by whom and where.
 */
#include "way-test-store.h"

typedef struct
{
  WayTestVault test;
  WayId person, colleague;
} Fixture;

static void
add_foreign (WayStore *store, gpointer data)
{
  Fixture *f = data;
  WayAuthor author = { .user = f->colleague, .roles = WAY_ROLE_ADVISER, .position = 1 };
  WayId origin;

  way_id_new (f->test.random, &origin);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (WayOperation) op = way_test_store_op (
          &origin, i + 1, &f->person, WAY_KIND_FRONT, &f->person,
          i == 0 ? WAY_FRONT_WHAT_MATTERS : WAY_FRONT_HOPES, way_test_words ("theirs"), NULL);

      way_test_store_add (store, op, &author, i == 0 ? WAY_ROW_APPLIED : WAY_ROW_SET_ASIDE);
    }
}

static void
load_cb (GObject *source, GAsyncResult *result, gpointer ret_past)
{
  g_autoptr (GError) error = NULL;

  *(WayPast **)ret_past = way_repository_load_past_finish (WAY_REPOSITORY (source), result, &error);
  g_assert_no_error (error);
}

static WayPast *
load (Fixture *f)
{
  WayPast *past = NULL;

  way_repository_load_past (WAY_REPOSITORY (f->test.vault), &f->person, NULL, load_cb, &past);
  while (past == NULL)
    g_main_context_iteration (NULL, TRUE);
  return past;
}

static void
test_past (void)
{
  Fixture f;
  g_autoptr (WayPast) past = NULL;
  g_autoptr (GPtrArray) ops = NULL;
  guint n_words = 0, n_elsewhere = 0;

  way_test_vault_init (&f.test, FALSE);
  g_assert_true (way_test_vault_create (&f.test, NULL, NULL));
  way_test_add_person (&f.test, "Kez", &f.person);
  way_test_set (&f.test, &f.person, WAY_KIND_FRONT, &f.person, WAY_FRONT_WHAT_MATTERS,
                way_test_words ("first"));
  way_test_set (&f.test, &f.person, WAY_KIND_FRONT, &f.person, WAY_FRONT_WHAT_MATTERS,
                way_test_words ("second"));
  way_id_new (f.test.random, &f.colleague);
  g_assert_true (way_test_vault_close (&f.test, NULL));
  way_test_store_run (&f.test, WAY_TEST_PASSPHRASE, add_foreign, &f);
  g_assert_true (way_test_vault_open (&f.test, WAY_TEST_PASSPHRASE, NULL));

  past = load (&f);
  ops = way_past_list (past, WAY_KIND_FRONT, &f.person);
  for (guint i = 0; i < ops->len; i++)
    {
      const WayPastOp *one = g_ptr_array_index (ops, i);

      n_words += one->authored.op->group == WAY_FRONT_WHAT_MATTERS;
      g_assert_cmpint (one->authored.op->group, !=, WAY_FRONT_HOPES);
      g_assert_true (one->here != way_id_equal (&one->authored.author.user, &f.colleague));
      n_elsewhere += !one->here;
    }
  g_assert_cmpuint (n_words, ==, 3);
  g_assert_cmpuint (n_elsewhere, ==, 1);
  way_test_vault_clear (&f.test);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/past", test_past);
  return g_test_run ();
}
