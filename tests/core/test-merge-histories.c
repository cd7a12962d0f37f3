/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every history of up to four ops on up to three devices: each op an edit of one of two fields, a
 * removal or a putting back, written by a device that had seen any of the ops before it (its own
 * at the least).  Each is delivered in every order, in part, and every op twice in a third of the
 * orders; what shows must be what a model of a few lines says.
 */
#include "core-fixture.h"
#include "way-case.h"
#include "way-merge.h"

#define OPS_MAX 4
#define DEVICES 3

enum
{
  EDIT,
  EDIT_OTHER,
  REMOVE,
  PUT_BACK,
  N_DEEDS,
};

typedef struct
{
  guint n;
  guint device[OPS_MAX];
  guint deed[OPS_MAX];
  guint names[OPS_MAX]; /* bits of earlier ops */
  WayOperation *ops[OPS_MAX];
  guint counters[DEVICES];
} History;

static guint n_histories, n_merges;
static guint orders[24][OPS_MAX];

/* -- the model --------------------------------------------------------------------------------- */

static guint
model_visible (const History *history, guint known)
{
  guint visible = known;

  for (guint i = 0; i < history->n; i++)
    if ((known & 1u << i) != 0)
      visible &= ~history->names[i];
  return visible;
}

static guint
group_of (guint deed)
{
  return deed == EDIT ? WAY_GOAL_WHAT : deed == EDIT_OTHER ? WAY_GOAL_STATE : WAY_GROUP_LIFE;
}

/* What a deed supersedes: what shows of its register to the one who does it; a removal, of all. */
static guint
model_names (const History *history, guint deed, guint seen)
{
  guint visible = model_visible (history, seen);

  for (guint i = 0; i < history->n; i++)
    if (deed != REMOVE && group_of (history->deed[i]) != group_of (deed))
      visible &= ~(1u << i);
  return visible;
}

static WayOperation *
write_op (const History *history, guint device, guint deed, guint names)
{
  GString *line = g_string_new (NULL);
  WayOperation *op;

  g_string_printf (line, "%c%u goal.%u=%s", (char)('a' + device), history->counters[device] + 1,
                   group_of (deed),
                   deed == REMOVE     ? "removed"
                   : deed == PUT_BACK ? "present"
                                      : "words");
  for (guint i = 0; i < history->n; i++)
    if ((names & 1u << i) != 0)
      {
        g_autofree char *name = fixture_name (history->ops[i]);

        g_string_append_printf (line, " >%s", name);
      }
  op = fixture_op (line->str, history->n);
  g_string_free (line, TRUE);
  return op;
}

/* -- what merge says --------------------------------------------------------------------------- */

static guint
merged_visible (const History *history, const guint *order, guint n)
{
  WayMergeOp ops[2 * OPS_MAX];
  guint visible = 0;

  for (guint i = 0; i < n; i++)
    ops[i] = (WayMergeOp){ .op = history->ops[order[i]] };
  way_merge_object (ops, n);
  for (guint i = 0; i < n; i++)
    if (ops[i].visible)
      {
        g_assert_cmpuint (visible & 1u << order[i], ==, 0);
        visible |= 1u << order[i];
      }
  n_merges++;
  return visible;
}

static void
check_orders (const History *history)
{
  guint expected = model_visible (history, (1u << history->n) - 1);
  guint factorial = history->n < 2 ? 1 : history->n == 2 ? 2 : history->n == 3 ? 6 : 24;

  for (guint o = 0; o < factorial; o++)
    {
      guint twice[2 * OPS_MAX];

      g_assert_cmpuint (merged_visible (history, orders[o], history->n), ==, expected);
      if (o % 3 != 0)
        continue;
      for (guint i = 0; i < history->n; i++)
        {
          twice[i] = orders[o][i];
          twice[2 * history->n - 1 - i] = orders[(o * 7 + 5) % factorial][i];
        }
      g_assert_cmpuint (merged_visible (history, twice, 2 * history->n), ==, expected);
    }
}

/* Some of it has come and some has not. */
static void
check_parts (const History *history)
{
  for (guint known = 0; known < 1u << history->n; known++)
    {
      guint order[OPS_MAX], n = 0;

      for (guint i = 0; i < history->n; i++)
        if ((known & 1u << i) != 0)
          order[n++] = i;
      g_assert_cmpuint (merged_visible (history, order, n), ==, model_visible (history, known));
    }
}

/* A removal that did not know of something is a conflict; one that did is a removal. */
static void
check_life (const History *history)
{
  guint visible = model_visible (history, (1u << history->n) - 1);
  g_autoptr (GPtrArray) ops = g_ptr_array_new ();
  g_autoptr (GPtrArray) merged = NULL;
  g_autoptr (WayCase) person = NULL;
  WayId case_id = fixture_case (), object = fixture_id (1);
  guint removals = 0, others = 0;
  const WayObject *goal;

  for (guint i = 0; i < history->n; i++)
    {
      g_ptr_array_add (ops, history->ops[i]);
      if ((visible & 1u << i) == 0)
        continue;
      removals += history->deed[i] == REMOVE;
      others += history->deed[i] != REMOVE;
    }
  merged = way_merge_case (ops);
  g_assert_cmpuint (merged->len, ==, removals + others);
  person = way_case_new (&case_id, merged);
  goal = way_case_get_object (person, WAY_KIND_GOAL, &object);
  g_assert_cmpint (goal->life, ==,
                   removals == 0 ? WAY_LIFE_PRESENT
                   : others == 0 ? WAY_LIFE_REMOVED
                                 : WAY_LIFE_CONFLICT);
}

/* -- all of them ------------------------------------------------------------------------------- */

static void try_every_op (History *history);

static void
try_op (History *history, guint device, guint deed, guint seen)
{
  guint i = history->n;
  guint names = model_names (history, deed, seen);

  history->ops[i] = write_op (history, device, deed, names);
  history->device[i] = device;
  history->deed[i] = deed;
  history->names[i] = names;
  history->counters[device]++;
  history->n++;

  n_histories++;
  check_orders (history);
  check_parts (history);
  check_life (history);
  if (history->n < OPS_MAX)
    try_every_op (history);

  history->n--;
  history->counters[device]--;
  way_operation_unref (history->ops[i]);
}

/* Devices are named as they first write, so that no history is tried under other names. */
static void
try_every_op (History *history)
{
  for (guint device = 0; device < DEVICES; device++)
    {
      guint own = 0, others;

      for (guint i = 0; i < history->n; i++)
        if (history->device[i] == device)
          own |= 1u << i;
      others = ((1u << history->n) - 1) & ~own;
      for (guint deed = 0; deed < N_DEEDS; deed++)
        for (guint some = others;; some = (some - 1) & others)
          {
            try_op (history, device, deed, own | some);
            if (some == 0)
              break;
          }
      if (history->counters[device] == 0)
        break;
    }
}

/* The orders of 2 are the first 2 of the table, those of 3 the first 6: the last element moves
 * last. */
static void
fill_orders (void)
{
  guint n = 0;

  for (guint d = 0; d < 4; d++)
    for (guint c = 0; c < 3; c++)
      for (guint b = 0; b < 2; b++, n++)
        {
          guint at[OPS_MAX] = { 0, 1, 2, 3 }, kept;

          kept = at[1], at[1] = at[1 - b], at[1 - b] = kept;
          kept = at[2], at[2] = at[2 - c], at[2 - c] = kept;
          kept = at[3], at[3] = at[3 - d], at[3 - d] = kept;
          for (guint i = 0; i < OPS_MAX; i++)
            orders[n][i] = at[i];
        }
  for (guint i = 0; i < 24; i++)
    for (guint j = 0; j < i; j++)
      g_assert_true (memcmp (orders[i], orders[j], sizeof orders[i]) != 0);
}

static void
test_every_history (void)
{
  History history = { 0 };

  fill_orders ();
  try_every_op (&history);
  g_test_message ("%u histories, %u merges", n_histories, n_merges);
  g_assert_cmpuint (n_histories, >, 50000);
}

/* -- six ops, every interleaving --------------------------------------------------------------- */

/* Removed, changed without knowing, put back, changed again, and settled. */
static const char *const script[] = { "a1 goal.0=present",         "a2 goal.1=x",
                                      "a3 goal.0=removed >a1 >a2", "b1 goal.1=y >a2",
                                      "c1 goal.0=present >a3",     "d1 goal.1=z >b1" };

static gboolean
is_named (GPtrArray *ops, guint n, WayOperation *op)
{
  for (guint i = 0; i < n; i++)
    {
      WayOperation *by = g_ptr_array_index (ops, i);

      for (guint s = 0; s < by->n_supersedes; s++)
        if (way_op_id_equal (&by->supersedes[s], &op->id))
          return TRUE;
    }
  return FALSE;
}

/* What is hidden was named by an op that has come, and never comes back. */
static void
check_interleaving (GPtrArray *ops)
{
  g_autoptr (GHashTable) hidden = g_hash_table_new (NULL, NULL);

  for (guint n = 1; n <= ops->len; n++)
    {
      g_autoptr (GPtrArray) part = g_ptr_array_new ();
      g_autoptr (GPtrArray) visible = NULL;

      for (guint i = 0; i < n; i++)
        g_ptr_array_add (part, g_ptr_array_index (ops, i));
      visible = way_merge_case (part);
      for (guint i = 0; i < n; i++)
        {
          WayOperation *op = g_ptr_array_index (ops, i);
          gboolean shown = g_ptr_array_find (visible, op, NULL);

          g_assert_true (shown == !is_named (ops, n, op));
          g_assert_false (shown && g_hash_table_contains (hidden, op));
          if (!shown)
            g_hash_table_add (hidden, op);
        }
    }
}

static guint
interleave (GPtrArray *ops, guint at)
{
  guint n = 0;

  if (at == ops->len)
    {
      check_interleaving (ops);
      return 1;
    }
  for (guint i = at; i < ops->len; i++)
    {
      gpointer kept = ops->pdata[at];

      ops->pdata[at] = ops->pdata[i];
      ops->pdata[i] = kept;
      n += interleave (ops, at + 1);
      ops->pdata[i] = ops->pdata[at];
      ops->pdata[at] = kept;
    }
  return n;
}

static void
test_interleavings (void)
{
  g_autofree char *text = g_strjoin (";", script[0], script[1], script[2], script[3], script[4],
                                     script[5], NULL);
  g_autoptr (GPtrArray) ops = fixture_ops (text);
  g_autoptr (GPtrArray) visible = way_merge_case (ops);
  g_autofree char *shown = fixture_names (visible);

  g_assert_cmpuint (interleave (ops, 0), ==, 720);
  g_assert_cmpstr (shown, ==, "c1 d1");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/merge-histories/every", test_every_history);
  g_test_add_func ("/core/merge-histories/interleavings", test_interleavings);
  return g_test_run ();
}
