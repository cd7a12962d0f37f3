/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every word of every person, however it is typed; what stands now before what stood once.
 */
#include "way-test-store.h"
#include "way-test-vault.h"
#include "way-words.h"

#include <string.h>

typedef struct
{
  WayTestVault test;
  WayId ros;
  WayId matter;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  WayAct *act;

  way_test_vault_init (&f->test, FALSE);
  g_assert_true (way_test_vault_create (&f->test, NULL, &error));
  g_assert_no_error (error);
  way_test_add_person (&f->test, "Ros", &f->ros);
  way_matter_object (&f->ros, "S1_05", &f->matter);
  act = way_act_new (&f->ros, 0);
  way_act_create (act, WAY_KIND_MATTER, &f->matter);
  way_test_commit (&f->test, act);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  way_test_assert_clean (&f->test);
  way_test_vault_clear (&f->test);
}

static void
write_view (Fixture *f, const char *text)
{
  way_test_set (&f->test, &f->ros, WAY_KIND_MATTER, &f->matter, WAY_MATTER_ADVISER_VIEW,
                way_test_prose (text));
}

static void
assert_hits (Fixture *f, const char *typed, guint n)
{
  way_test_assert_found (&f->test, typed, n);
}

static GPtrArray *
search (Fixture *f, const char *typed, const WayId *person, guint limit)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *hits = way_test_vault_search_in (&f->test, typed, person, limit, &error);

  g_assert_no_error (error);
  return hits;
}

static const WaySearchHit *
hit_at (GPtrArray *hits, guint index)
{
  g_assert_cmpuint (index, <, hits->len);
  return g_ptr_array_index (hits, index);
}

/* -- words ------------------------------------------------------------------------------------- */

static void
test_words (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *typed;
    guint n;
  } rows[] = {
    { "kitchen", 1 },
    { "KITCHEN", 1 },
    { "kitch", 1 },
    { "k", 1 },
    { "itchen", 0 },
    { "kitchen bathroom", 1 },
    { "bathroom kitchen", 1 },
    { "  bathroom,   kitchen! ", 1 },
    { "kitchen garden", 0 },
    { "\"kitchen is loud\"", 1 },
    { "\"kitchen loud\"", 0 },
    { "\"loud kitchen\"", 0 },
    { "\"the bathroom\" kitchen", 1 },
    { "\"kitchen is lou\"", 0 }, /* a closed phrase ends where it says */
    { "\"kitchen is lou", 1 },   /* an open one is still being typed */
    { "“kitchen is loud”", 1 },
    { "kitchen loud bathroom cold", 1 },
    { "", 0 },
    { "   ", 0 },
    { "…!?", 0 },
    { "\"\"", 0 },
  };

  write_view (f, "The kitchen is loud. The bathroom is cold.");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_hits (f, rows[i].typed, rows[i].n);
}

static void
test_letters (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *written;
    const char *typed[6];
  } rows[] = {
    { "Trần Đặng Thị Nguyệt", { "tran", "dang", "nguyet", "Đặng", "đặng thị", "TRẦN DANG" } },
    { "Zoë Müller-Łukasiewicz, Ærø", { "zoe", "muller", "lukasiewicz", "aero", "Zoë", "ærø" } },
    { "Straße nach Ðakovo", { "strasse", "straße", "dakovo", "STRASSE" } },
    { "السَّلامُ عليكم", { "السلام", "السَّلام", "عليكم" } },
    { "ሰላም ለኪ ትግርኛ", { "ሰላም", "ትግርኛ", "ትግ" } },
    { "ﬁrst coﬀee", { "first", "coffee", "ﬁrst" } },
    { "naïve cafe\xcc\x81", { "naive", "café", "cafe" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      write_view (f, rows[i].written);
      for (guint t = 0; t < G_N_ELEMENTS (rows[i].typed) && rows[i].typed[t] != NULL; t++)
        assert_hits (f, rows[i].typed[t], 1);
    }
}

/* Whatever is typed is words to look for and nothing else. */
static void
test_hostile (Fixture *f, gconstpointer data)
{
  static const char *const typed[] = {
    "\"",
    "\"\"\"",
    "kitchen\"",
    "kitchen*",
    "*",
    "kitchen OR zebra",
    "kitchen NOT loud",
    "NEAR(kitchen loud, 2)",
    "text:kitchen",
    "{text} : kitchen",
    "^kitchen",
    "kitchen + loud",
    "-kitchen",
    "(kitchen",
    "kitchen)",
    "'; DROP TABLE op; --",
    "%",
    "_",
    "\\",
    "\x01\x02",
    "\xe2\x80\xae kitchen",
    "AND",
    "AND AND AND",
    "\" AND \"",
    "kitchen \" AND loud",
    "\xf0\x9f\x98\x80",
    "-- /* */",
  };

  g_autofree char *endless = g_strnfill (100000, 'k');
  g_autofree char *many = NULL;
  g_autoptr (GString) words = g_string_new (NULL);

  write_view (f, "The kitchen is loud.");
  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (GPtrArray) hits = search (f, typed[i], NULL, 0);

      g_assert_cmpuint (hits->len, <=, 1);
    }
  assert_hits (f, endless, 0);
  for (guint i = 0; i < 2000; i++)
    g_string_append (words, "kitchen \"is loud\" ");
  many = g_string_free (g_steal_pointer (&words), FALSE);
  assert_hits (f, many, 1);
  assert_hits (f, "kitchen", 1);
}

/* -- what is shown ----------------------------------------------------------------------------- */

static void
test_hit (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) hits = NULL;
  const WaySearchHit *hit;

  way_test_set (&f->test, &f->ros, WAY_KIND_MATTER, &f->matter, WAY_MATTER_OWN_WORDS,
                way_test_words ("My room is fine. The kitchen is loud at night. I like the park."));
  hits = search (f, "kitchen", NULL, 0);
  hit = hit_at (hits, 0);
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_true (way_id_equal (&hit->person, &f->ros));
  g_assert_cmpstr (hit->preferred_name, ==, "Ros");
  g_assert_cmpstr (hit->path, ==, "plan.matters.S1_05.own_words");
  g_assert_cmpstr (hit->snippet, ==, "The kitchen is loud at night.");
  g_assert_true (hit->own_words);
  g_assert_false (hit->superseded);
  g_assert_cmpint (hit->made_ms, ==, way_clock_now (f->test.clock));
}

/* The same sentence in a newer wording of the field shows once; what was taken out shows as such,
 * after what stands. */
static void
test_superseded (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) same = NULL;
  g_autoptr (GPtrArray) gone = NULL;
  g_autoptr (GPtrArray) both = NULL;

  write_view (f, "The kitchen is loud. There is a cat.");
  write_view (f, "The kitchen is loud. There is a dog.");
  same = search (f, "kitchen", NULL, 0);
  g_assert_cmpuint (same->len, ==, 1);
  g_assert_false (hit_at (same, 0)->superseded);

  gone = search (f, "cat", NULL, 0);
  g_assert_cmpuint (gone->len, ==, 1);
  g_assert_true (hit_at (gone, 0)->superseded);
  g_assert_cmpstr (hit_at (gone, 0)->snippet, ==, "There is a cat.");

  write_view (f, "The kitchen is quiet. There is a cat and a dog.");
  both = search (f, "cat", NULL, 0);
  g_assert_cmpuint (both->len, ==, 2);
  g_assert_false (hit_at (both, 0)->superseded);
  g_assert_cmpstr (hit_at (both, 0)->snippet, ==, "There is a cat and a dog.");
  g_assert_true (hit_at (both, 1)->superseded);
}

static void
test_removed_object (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) hits = NULL;
  WayAct *act = way_act_new (&f->ros, 0);
  WayId goal;

  way_id_new (f->test.random, &goal);
  way_act_create (act, WAY_KIND_GOAL, &goal);
  way_act_set (act, WAY_KIND_GOAL, &goal, WAY_GOAL_WHAT, way_test_prose ("learn to sail"));
  way_test_commit (&f->test, act);
  act = way_act_new (&f->ros, 0);
  way_act_remove (act, WAY_KIND_GOAL, &goal, "written twice");
  way_test_commit (&f->test, act);
  hits = search (f, "sail", NULL, 0);
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_true (hit_at (hits, 0)->superseded);
  g_assert_nonnull (hit_at (hits, 0)->path);
}

/* Whoever was removed is not found, by name or by word; whoever is closed is. */
static void
test_removed_person (Fixture *f, gconstpointer data)
{
  WayAct *act;
  WayId joel;

  way_test_add_person (&f->test, "Joel", &joel);
  act = way_act_new (&joel, 0);
  way_act_set (act, WAY_KIND_FRONT, &joel, WAY_FRONT_HOPES, way_test_words ("a sailing boat"));
  way_test_commit (&f->test, act);
  assert_hits (f, "sailing", 1);
  way_test_set (&f->test, &joel, WAY_KIND_PERSON, &joel, WAY_PERSON_CLOSED,
                g_variant_new ("(sss)", "turned_25", "2026-11-01", ""));
  assert_hits (f, "sailing", 1);
  act = way_act_new (&joel, 0);
  way_act_remove (act, WAY_KIND_PERSON, &joel, "added twice");
  way_test_commit (&f->test, act);
  assert_hits (f, "sailing", 0);
  assert_hits (f, "joel", 0);
}

/* -- order and limits -------------------------------------------------------------------------- */

static void
write_hopes (Fixture *f, const char *name, const char *words)
{
  WayAct *act;
  WayId id;

  way_test_add_person (&f->test, name, &id);
  act = way_act_new (&id, 0);
  way_act_set (act, WAY_KIND_FRONT, &id, WAY_FRONT_HOPES, way_test_words (words));
  way_test_commit (&f->test, act);
}

static void
test_order (Fixture *f, gconstpointer data)
{
  static const char *const names[] = { "Zara", "Ðorđe", "Élodie", "amina", "Øyvind", "Trần" };
  static const char *const sorted[] = { "amina", "Ðorđe", "Élodie", "Øyvind", "Trần", "Zara" };

  g_autoptr (GPtrArray) hits = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    write_hopes (f, names[i], "a sailing boat");
  hits = search (f, "boat", NULL, 0);
  g_assert_cmpuint (hits->len, ==, G_N_ELEMENTS (sorted));
  for (guint i = 0; i < hits->len; i++)
    g_assert_cmpstr (hit_at (hits, i)->preferred_name, ==, sorted[i]);
}

static void
test_newest_first (Fixture *f, gconstpointer data)
{
  static const guint16 groups[] = { WAY_MATTER_CONTINGENCY, WAY_MATTER_GOING_WELL,
                                    WAY_MATTER_ADVISER_VIEW, WAY_MATTER_WORRIED_ABOUT };

  g_autoptr (GPtrArray) hits = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      way_clock_set (f->test.clock, way_clock_now (f->test.clock) + 1000);
      way_test_set (&f->test, &f->ros, WAY_KIND_MATTER, &f->matter, groups[i],
                    way_test_prose ("about the boat"));
    }
  hits = search (f, "boat", NULL, 0);
  g_assert_cmpuint (hits->len, ==, G_N_ELEMENTS (groups));
  for (guint i = 1; i < hits->len; i++)
    g_assert_cmpint (hit_at (hits, i - 1)->made_ms, >, hit_at (hits, i)->made_ms);
}

static void
test_limit (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *name = g_strdup_printf ("Person %02u", i);

      write_hopes (f, name, "a sailing boat");
    }
  for (guint limit = 1; limit < 32; limit += 5)
    {
      g_autoptr (GPtrArray) hits = search (f, "boat", NULL, limit);

      g_assert_cmpuint (hits->len, ==, MIN (limit, 30));
      g_assert_cmpstr (hit_at (hits, 0)->preferred_name, ==, "Person 00");
    }
}

static void
test_one_person (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) hers = NULL;
  g_autoptr (GPtrArray) nobodys = NULL;

  write_hopes (f, "Joel", "a sailing boat");
  write_view (f, "No boat yet.");
  hers = search (f, "boat", &f->ros, 0);
  g_assert_cmpuint (hers->len, ==, 1);
  g_assert_cmpstr (hit_at (hers, 0)->preferred_name, ==, "Ros");
  nobodys = search (f, "boat", &way_id_nil, 0);
  g_assert_cmpuint (nobodys->len, ==, 0);
}

/* Words of the council's own case are nobody's. */
static void
test_team (Fixture *f, gconstpointer data)
{
  const WayId *team = way_vault_get_team (f->test.vault);
  WayAct *act = way_act_new (team, 0);

  way_act_create (act, WAY_KIND_WORKER, way_vault_get_user (f->test.vault));
  way_act_set (act, WAY_KIND_WORKER, way_vault_get_user (f->test.vault), WAY_WORKER_NAME,
               g_variant_new ("(s)", "Marigold Okafor"));
  way_test_commit (&f->test, act);
  assert_hits (f, "marigold", 0);
}

/* -- beside what is said ----------------------------------------------------------------------- */

static void
write_beside (Fixture *f)
{
  g_autoptr (GPtrArray) words = way_words_new ();
  WayPassage *passage = way_passage_new ("A quiet room", "en", WAY_GIVEN_INTERPRETER);
  WayId review, status;

  g_free (passage->helper);
  passage->helper = g_strdup ("Samira Oduya");
  g_free (passage->typed_by);
  passage->typed_by = g_strdup ("Whitfield");
  g_ptr_array_add (words, passage);
  way_id_new (f->test.random, &review);
  way_id_new (f->test.random, &status);
  way_test_set (&f->test, &f->ros, WAY_KIND_MATTER, &f->matter, WAY_MATTER_OWN_WORDS,
                way_words_to_variant (words));
  way_test_set (&f->test, &f->ros, WAY_KIND_PERSON, &f->ros, WAY_PERSON_PRONOUNS,
                g_variant_new ("(s)", "xe/xem"));
  way_test_set (&f->test, &f->ros, WAY_KIND_REVIEW, &review, WAY_REVIEW_ASKED,
                g_variant_new ("(ss)", "2025-01-01", "Grandmother"));
  way_test_set (&f->test, &f->ros, WAY_KIND_STATUS_ENTERED, &status, WAY_STATUS_ENTERED_STATUS,
                g_variant_new ("(sss)", "2025-01-01", "relevant", "Bridgewater"));
}

static const struct
{
  const char *typed, *path;
} beside[] = {
  { "samira", "plan.matters.S1_05.own_words" },
  { "whitfield", "plan.matters.S1_05.own_words" },
  { "xem", "pronouns" },
  { "grandmother", "reviews.*.asked_by" },
  { "bridgewater", "statuses.*.reason" },
};

static void
assert_beside (Fixture *f)
{
  for (gsize i = 0; i < G_N_ELEMENTS (beside); i++)
    {
      g_autoptr (GPtrArray) hits = search (f, beside[i].typed, NULL, 0);

      g_assert_cmpuint (hits->len, ==, 1);
      if (!g_pattern_match_simple (beside[i].path, hit_at (hits, 0)->path))
        g_test_fail_printf ("%s: %s", beside[i].typed, hit_at (hits, 0)->path);
      g_assert_false (hit_at (hits, 0)->own_words);
    }
}

static void
test_beside (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) hits = NULL;

  write_beside (f);
  assert_beside (f);
  hits = search (f, "quiet samira", NULL, 0);
  g_assert_true (hit_at (hits, 0)->own_words);
}

static void
run_sql (WayStore *store, gpointer sql)
{
  g_autoptr (GError) error = NULL;

  way_db_exec (store->db, sql, &error);
  g_assert_no_error (error);
}

static void
count_behind (WayStore *store, gpointer ret_n)
{
  g_assert_true (way_db_query_int64 (store->db, "SELECT count(*) FROM unindexed", ret_n, NULL));
}

/* A vault whose index was made by other rules, or before there were any to tell, is indexed anew
 * where they differ, and once. */
static void
test_other_rules (Fixture *f, gconstpointer data)
{
  static const char *const rows[] = {
    "DELETE FROM meta WHERE key = 'index-rules'; INSERT INTO words (words) VALUES ('delete-all')",
    "UPDATE meta SET value = x'000100020003' WHERE key = 'index-rules'",
    "UPDATE meta SET value = x'00' WHERE key = 'index-rules'",
  };

  write_beside (f);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 n_behind = -1;

      g_assert_true (way_test_vault_close (&f->test, NULL));
      way_test_store_run (&f->test, WAY_TEST_PASSPHRASE, run_sql, (gpointer)rows[i]);
      way_test_store_run (&f->test, WAY_TEST_PASSPHRASE, count_behind, &n_behind);
      g_assert_cmpint (n_behind, >, 0);
      g_assert_true (way_test_vault_open (&f->test, WAY_TEST_PASSPHRASE, NULL));
      assert_beside (f);
      way_test_assert_clean (&f->test);
      g_assert_true (way_test_vault_close (&f->test, NULL));
      way_test_store_run (&f->test, WAY_TEST_PASSPHRASE, count_behind, &n_behind);
      g_assert_cmpint (n_behind, ==, 0);
      g_assert_true (way_test_vault_open (&f->test, WAY_TEST_PASSPHRASE, NULL));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define SEARCH_TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  SEARCH_TEST ("/store/search/words", test_words);
  SEARCH_TEST ("/store/search/letters", test_letters);
  SEARCH_TEST ("/store/search/hostile", test_hostile);
  SEARCH_TEST ("/store/search/hit", test_hit);
  SEARCH_TEST ("/store/search/superseded", test_superseded);
  SEARCH_TEST ("/store/search/removed-object", test_removed_object);
  SEARCH_TEST ("/store/search/removed-person", test_removed_person);
  SEARCH_TEST ("/store/search/order", test_order);
  SEARCH_TEST ("/store/search/newest-first", test_newest_first);
  SEARCH_TEST ("/store/search/limit", test_limit);
  SEARCH_TEST ("/store/search/one-person", test_one_person);
  SEARCH_TEST ("/store/search/team", test_team);
  SEARCH_TEST ("/store/search/beside", test_beside);
  SEARCH_TEST ("/store/search/other-rules", test_other_rules);
  return g_test_run ();
}
