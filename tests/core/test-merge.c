/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One row for each numbered case of way-merge.h, in base, ours and theirs.  Each row is merged in
 * every order, and with every op twice.
 */
#include "core-fixture.h"
#include "way-case.h"
#include "way-merge.h"

typedef struct
{
  const char *title;
  const char *base, *ours, *theirs;
  const char *shown;
} Row;

static const Row rows[] = {
  { "M1 no op", "", "", "", "" },
  { "M2 one op", "a1 goal.2=x", "", "", "a1" },
  { "M2 written again", "a1 goal.2=x", "a2 goal.2=y >a1", "", "a2" },
  { "M2 a chain", "a1 goal.2=x", "a2 goal.2=y >a1;a3 goal.2=z >a2", "", "a3" },
  { "M2 registers do not meet", "a1 goal.2=x", "a2 goal.1=y", "b1 goal.2=z >a1", "a2 b1" },
  { "M2 objects do not meet", "a1 goal.2=x;a2 goal.2=x #2", "a3 goal.2=y >a1", "", "a2 a3" },
  { "M3 the same value twice", "a1 goal.2=x", "a2 goal.2=y >a1", "b1 goal.2=y >a1", "a2 b1" },
  { "M4 two values", "a1 goal.2=x", "a2 goal.2=y >a1", "b1 goal.2=z >a1", "a2 b1" },
  { "M4 three values", "a1 goal.2=x", "a2 goal.2=y >a1", "b1 goal.2=z >a1;c1 goal.2=w >a1",
    "a2 b1 c1" },
  { "M4 settled", "a1 goal.2=x;a2 goal.2=y >a1;b1 goal.2=z >a1", "a3 goal.2=w >a2 >b1", "", "a3" },
  { "M4 settled while a third came", "a1 goal.2=x;a2 goal.2=y >a1;b1 goal.2=z >a1",
    "a3 goal.2=w >a2 >b1", "c1 goal.2=v >a1", "a3 c1" },
  { "M4 settled twice, differently", "a1 goal.2=x;a2 goal.2=y >a1;b1 goal.2=z >a1",
    "a3 goal.2=w >a2 >b1", "b2 goal.2=v >a2 >b1", "a3 b2" },
  { "M4 no clock wins", "a1 goal.2=x", "a2 goal.2=y >a1 ~1", "b1 goal.2=z >a1 ~99999999", "a2 b1" },
  { "M5 the one it names has not come", "", "a2 goal.2=y >a1 >b7", "", "a2" },
  { "M6 it came later", "", "a2 goal.2=y >a1", "a1 goal.2=x", "a2" },
  { "M6 a stamp from tomorrow hides no less", "", "a2 goal.2=y >a1 ~1", "a1 goal.2=x ~99999999",
    "a2" },
  { "M7 half an act", "a1 goal.2=x", "a2@2/2 goal.2=y >a1", "", "a1" },
  { "M7 the other half", "a1 goal.2=x", "a2@2/2 goal.2=y >a1;a3@2/2 goal.1=z", "", "a2 a3" },
  { "M7 over two objects", "a1 goal.2=x", "a2@2/2 goal.2=y >a1;a3@2/2 goal.2=z #2", "", "a2 a3" },
  { "M7 the last half alone", "", "a3@2/2 goal.1=z", "", "" },
  { "M7 two acts of one counter, other origins", "", "a1@1/2 goal.2=x", "b2@1/2 goal.2=y", "" },
  { "M7 another length claimed for a whole act hides nothing of it", "a5 goal.2=x",
    "a6@5/2 goal.1=y", "", "a5" },
  { "M7 nor does the same op with another length", "a5 goal.2=x", "a5@5/2 goal.2=y", "", "a5" },
  { "M8 the same op twice", "a1 goal.2=x;a1 goal.2=x ~1", "", "", "a1" },
  { "M8 a clone wrote other bytes", "a1 goal.2=x", "a2 goal.2=y >a1", "a2 goal.2=z >a1", "a2 a2" },
  { "M8 no reference hides either", "a1 goal.2=x;a1 goal.2=y", "b1 goal.2=z >a1", "", "a1 a1 b1" },
  { "M9 removal", "a1 goal.0=present;a2 goal.1=x", "a3 goal.0=removed >a1 >a2", "", "a3" },
  { "M9 removal of what has not come", "", "a3 goal.0=removed >a1 >a2", "a2 goal.1=x", "a3" },
  { "M9 removed on both sides", "a1 goal.0=present;a2 goal.1=x", "a3 goal.0=removed >a1 >a2",
    "b1 goal.0=removed >a1 >a2", "a3 b1" },
  { "M9 put back, and its words with it", "a1 goal.0=present;a2 goal.1=x;a3 goal.0=removed >a1 >a2",
    "b1@1/2 goal.0=present >a3;b2@1/2 goal.1=x >a2", "", "b1 b2" },
  { "M10 removed here, changed there", "a1 goal.0=present;a2 goal.1=x", "a3 goal.0=removed >a1 >a2",
    "b1 goal.1=y >a2", "a3 b1" },
  { "M10 settled by removing again",
    "a1 goal.0=present;a2 goal.1=x;a3 goal.0=removed >a1 >a2;b1 goal.1=y >a2",
    "b2 goal.0=removed >a3 >b1", "", "b2" },
  { "M10 settled by keeping",
    "a1 goal.0=present;a2 goal.1=x;a3 goal.0=removed >a1 >a2;b1 goal.1=y >a2",
    "b2 goal.0=present >a3", "", "b1 b2" },
  { "M11 an unknown kind", "a1 900.1=x", "a2 900.1=y >a1", "b1 900.1=z >a1", "a2 b1" },
  { "M11 an unknown group", "a1 goal.77=x", "a2 goal.77=y >a1", "", "a2" },
  { "M11 an object of an unknown kind is removed like any", "a1 900.0=present;a2 900.1=x",
    "a3 900.0=removed >a1 >a2", "", "a3" },
  { "M13 a reference into another register", "a1 goal.2=x", "a2 goal.1=y >a1", "", "a1 a2" },
  { "M13 a reference into another object", "a1 goal.2=x #2", "a2 goal.2=y >a1", "", "a1 a2" },
  { "M13 a life op that removes nothing", "a1 goal.0=present;a2 goal.1=x",
    "a3 goal.0=present >a1 >a2", "", "a2 a3" },
  { "M13 a removal reaches no other object", "a1 goal.2=x #2", "a2 goal.0=removed >a1", "",
    "a1 a2" },
  { "M13 nor another kind of the same id", "a1 goal.2=x", "a2 supporter.0=removed >a1", "",
    "a1 a2" },
  { "M14 a ring of two", "", "a1 goal.2=x >b1", "b1 goal.2=y >a1", "a1 b1" },
  { "M14 a ring of three", "", "a1 goal.2=x >b1;b1 goal.2=y >c1", "c1 goal.2=z >a1", "a1 b1 c1" },
  { "M14 a ring is settled like any conflict", "a1 goal.2=x >b1;b1 goal.2=y >a1",
    "c1 goal.2=z >a1 >b1", "", "c1" },
  { "M14 an op beside a ring does not close it", "a1 goal.2=x >b1;b1 goal.2=y >a1", "",
    "c1 goal.2=z", "a1 b1 c1" },
  { "M14 what a ring names stays hidden", "c1 goal.2=z", "a1 goal.2=x >b1 >c1;b1 goal.2=y >a1", "",
    "a1 b1" },
  { "M14 a ring in the life of an object", "a1 goal.0=present;a2 goal.1=x",
    "b1 goal.0=removed >a1 >a2 >c1", "c1 goal.0=removed >a1 >a2 >b1", "b1 c1" },
  { "M15 a version", "a1 version.1=x", "", "b1 version.1=y >a1", "a1 b1" },
  { "M15 a signature", "a1 signature.1=x", "", "b1 signature.1=y >a1", "a1 b1" },
  { "M15 an event of a plan", "a1 plan_event.1=x", "", "b1 plan_event.1=y >a1", "a1 b1" },
  { "M15 by a removal of its kind", "a1 version.1=x", "", "b1 version.0=removed >a1", "a1 b1" },
};

static void
assert_shown (GPtrArray *ops, const Row *row)
{
  g_autoptr (GPtrArray) visible = way_merge_case (ops);
  g_autofree char *shown = fixture_names (visible);

  if (!g_str_equal (shown, row->shown))
    g_test_message ("%s: shows %s, not %s", row->title, shown, row->shown);
  g_assert_cmpstr (shown, ==, row->shown);
}

/* Every order of the ops from @at on; the ones before stand. */
static void
assert_in_every_order (GPtrArray *ops, guint at, const Row *row)
{
  if (at == ops->len)
    {
      assert_shown (ops, row);
      return;
    }
  for (guint i = at; i < ops->len; i++)
    {
      gpointer kept = ops->pdata[at];

      ops->pdata[at] = ops->pdata[i];
      ops->pdata[i] = kept;
      assert_in_every_order (ops, at + 1, row);
      ops->pdata[i] = ops->pdata[at];
      ops->pdata[at] = kept;
    }
}

static void
test_case (gconstpointer data)
{
  const Row *row = data;
  g_autofree char *text = g_strjoin (";", row->base, row->ours, row->theirs, NULL);
  g_autoptr (GPtrArray) ops = fixture_ops (text);
  g_autoptr (GPtrArray) copies = fixture_ops (text);
  g_autoptr (GPtrArray) twice = g_ptr_array_new ();

  g_assert_cmpuint (ops->len, <=, 6);
  assert_in_every_order (ops, 0, row);

  /* Once more as the same ops, and once more as ops of the same bytes. */
  g_ptr_array_extend (twice, ops, NULL, NULL);
  g_ptr_array_extend (twice, ops, NULL, NULL);
  g_ptr_array_extend (twice, copies, NULL, NULL);
  assert_shown (twice, row);
  for (guint i = 0; i < twice->len / 2; i++)
    {
      gpointer kept = twice->pdata[i];

      twice->pdata[i] = twice->pdata[twice->len - 1 - i];
      twice->pdata[twice->len - 1 - i] = kept;
    }
  assert_shown (twice, row);
}

/* M3 and M4 as a reader of the case sees them. */
static void
test_values (void)
{
  static const struct
  {
    const char *ops;
    guint n_values;
    gboolean conflict;
  } seen[] = {
    { "a1 goal.2=done", 1, FALSE },
    { "a1 goal.2=done;b1 goal.2=done", 1, FALSE },
    { "a1 goal.2=done;b1 goal.2=paused", 2, TRUE },
    { "a1 goal.2=done;b1 goal.2=paused;c1 goal.2=done", 2, TRUE },
    { "a1 goal.1=x", 0, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (seen); i++)
    {
      g_autoptr (GPtrArray) ops = fixture_ops (seen[i].ops);
      g_autoptr (GPtrArray) visible = way_merge_case (ops);
      WayId case_id = fixture_case (), object = fixture_id (1);
      g_autoptr (WayCase) person = way_case_new (&case_id, visible);
      const WayObject *goal = way_case_get_object (person, WAY_KIND_GOAL, &object);

      g_assert_cmpuint (way_object_n_values (goal, WAY_GOAL_STATE), ==, seen[i].n_values);
      g_assert_true (way_object_has_conflict (goal) == seen[i].conflict);
    }
}

/* -- M12 --------------------------------------------------------------------------------------- */

/* @aside: the places in @text of ops that were set aside. */
static char *
shown_with_aside (const char *text, const guint *aside, guint n_aside)
{
  g_autoptr (GPtrArray) ops = fixture_ops (text);
  g_autoptr (GPtrArray) visible = g_ptr_array_new ();
  g_autofree WayMergeOp *merged = g_new0 (WayMergeOp, ops->len);

  for (guint i = 0; i < ops->len; i++)
    merged[i].op = g_ptr_array_index (ops, i);
  for (guint i = 0; i < n_aside; i++)
    merged[aside[i]].set_aside = TRUE;
  way_merge_object (merged, ops->len);
  for (guint i = 0; i < ops->len; i++)
    if (merged[i].visible)
      g_ptr_array_add (visible, merged[i].op);
  return fixture_names (visible);
}

static void
test_set_aside (void)
{
  static const struct
  {
    const char *title;
    const char *ops;
    guint aside[2];
    guint n_aside;
    const char *shown;
  } cases[] = {
    { "supersedes nothing", "a1 goal.2=x;b1 goal.2=y >a1", { 1 }, 1, "a1" },
    { "a removal removes nothing", "a1 goal.0=present;b1 goal.0=removed >a1", { 1 }, 1, "a1" },
    { "is not hidden twice", "a1 goal.2=x;b1 goal.2=y >a1;a2 goal.2=z >b1", { 1 }, 1, "a1 a2" },
    { "alone shows nothing", "b1 goal.2=y", { 0 }, 1, "" },
    { "a copy of an honest op takes nothing from it",
      "a1 goal.2=x;a1 goal.2=x ~1",
      { 0 },
      1,
      "a1" },
    { "in either order", "a1 goal.2=x;a1 goal.2=x ~1", { 1 }, 1, "a1" },
    { "a forged twin brings nothing back",
      "a1 goal.2=x;a2 goal.2=y >a1;a1 goal.2=z",
      { 2 },
      1,
      "a2" },
    { "in either order", "a1 goal.2=z;a1 goal.2=x;a2 goal.2=y >a1", { 0 }, 1, "a2" },
    { "does not take part in a ring", "a1 goal.2=x >b1;b1 goal.2=y >a1", { 1 }, 1, "a1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = shown_with_aside (cases[i].ops, cases[i].aside, cases[i].n_aside);

      if (!g_str_equal (shown, cases[i].shown))
        g_test_message ("M12 %s: shows %s, not %s", cases[i].title, shown, cases[i].shown);
      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

/* Of three copies of one id, two of the same bytes: each bytes once, whatever comes first. */
static void
test_twins (void)
{
  static const char *const orders[] = {
    "a1 goal.2=x ~1;a1 goal.2=y ~1;a1 goal.2=y ~1",
    "a1 goal.2=y ~1;a1 goal.2=x ~1;a1 goal.2=y ~1",
    "a1 goal.2=y ~1;a1 goal.2=y ~1;a1 goal.2=x ~1",
    "a1 goal.2=x ~1;a1 goal.2=y ~1;a1 goal.2=x ~1;a1 goal.2=y ~1;a1 goal.2=x ~1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autofree char *shown = shown_with_aside (orders[i], NULL, 0);

      g_assert_cmpstr (shown, ==, "a1 a1");
    }
}

/* -- order and length -------------------------------------------------------------------------- */

static void
test_sorted (void)
{
  g_autoptr (GPtrArray) ops = fixture_ops ("b1 goal.2=x #2 ~5;a1 goal.2=y #2 ~5;c1 goal.2=z #2 ~1;"
                                           "d1 goal.1=x #2 ~9;e1 goal.2=x #1 ~9;"
                                           "f1 supporter.1=x #1 ~1");
  g_autoptr (GPtrArray) visible = way_merge_case (ops);
  GString *order = g_string_new (NULL);

  for (guint i = 0; i < visible->len; i++)
    g_string_append_c (order, (char)((WayOperation *)visible->pdata[i])->id.origin.bytes[0]);
  g_assert_cmpstr (order->str, ==, "efdcab");
  g_string_free (order, TRUE);
}

static void
test_whole (void)
{
  static const struct
  {
    const char *act;
    gboolean whole;
  } acts[] = {
    { "a1 goal.2=x", TRUE },
    { "a4@4/2 goal.2=x;a5@4/2 goal.2=x #2", TRUE },
    { "a5@4/2 goal.2=x;a4@4/2 goal.2=x #2", TRUE },
    { "a4@4/2 goal.2=x", FALSE },
    { "a4@4/2 goal.2=x;a4@4/2 goal.2=x", FALSE },
    { "a4@4/3 goal.2=x;a6@4/3 goal.2=x", FALSE },
    { "a4@4/2 goal.2=x;a4@4/2 goal.2=y;a5@4/2 goal.2=x", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_autoptr (GPtrArray) ops = fixture_ops (acts[i].act);

      g_assert_true (way_merge_act_is_whole (ops) == acts[i].whole);
    }
}

/* A field rewritten for years, and a ring as long: both within a blink. */
static void
test_long (void)
{
  const guint n = 20000;
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify)way_operation_unref);
  g_autoptr (GPtrArray) chain = NULL, ring = NULL;
  gint64 began = g_get_monotonic_time ();

  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *line = g_strdup_printf ("a%u goal.2=%u >a%u", i, i, i == 1 ? n + 1 : i - 1);

      g_ptr_array_add (ops, fixture_op (line, i));
    }
  chain = way_merge_case (ops);
  g_assert_cmpuint (chain->len, ==, 1);

  g_ptr_array_remove_index (ops, 0);
  {
    g_autofree char *line = g_strdup_printf ("a1 goal.2=1 >a%u", n);

    g_ptr_array_add (ops, fixture_op (line, 0));
  }
  ring = way_merge_case (ops);
  g_assert_cmpuint (ring->len, ==, n);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 10 * G_USEC_PER_SEC);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/core/merge/%s", rows[i].title);

      g_test_add_data_func (path, &rows[i], test_case);
    }
  g_test_add_func ("/core/merge/values", test_values);
  g_test_add_func ("/core/merge/M12 set aside", test_set_aside);
  g_test_add_func ("/core/merge/M8 twins", test_twins);
  g_test_add_func ("/core/merge/sorted", test_sorted);
  g_test_add_func ("/core/merge/whole", test_whole);
  g_test_add_func ("/core/merge/long", test_long);
  return g_test_run ();
}
