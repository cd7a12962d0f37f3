/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-merge.h"

#include <stdlib.h>
#include <string.h>
#include "way-value.h"

typedef struct
{
  guint index;   /* of the first op with this id */
  gboolean twin; /* another op has the same id and other bytes */
} Slot;

static gboolean
same_bytes (WayOperation *a, WayOperation *b)
{
  g_autoptr (GBytes) left = NULL;
  g_autoptr (GBytes) right = NULL;

  if (a == b)
    return TRUE;
  left = way_operation_to_bytes (a);
  right = way_operation_to_bytes (b);
  return g_bytes_equal (left, right);
}

static gboolean
is_removal (WayOperation *op)
{
  g_autoptr (GVariant) life = NULL;
  guint8 state;

  if (op->group != WAY_GROUP_LIFE)
    return FALSE;
  life = way_operation_dup_value (op);
  if (life == NULL)
    return FALSE;
  g_variant_get_child (life, 1, "y", &state);
  return state == 1;
}

static gboolean
is_immutable (WayOperation *op)
{
  const WayKind *kind = way_schema_kind (op->kind);

  return kind != NULL && kind->immutable;
}

/* M8: duplicates give way to the first; twins stay, and are marked so that nothing hides them. */
static GHashTable *
index_ops (WayMergeOp *ops, guint n)
{
  GHashTable *slots = g_hash_table_new_full (way_op_id_hash, way_op_id_equal, NULL, g_free);

  for (guint i = 0; i < n; i++)
    {
      Slot *slot = g_hash_table_lookup (slots, &ops[i].op->id);

      ops[i].visible = !ops[i].set_aside;
      if (slot == NULL)
        {
          slot = g_new0 (Slot, 1);
          slot->index = i;
          g_hash_table_insert (slots, &ops[i].op->id, slot);
        }
      else if (same_bytes (ops[slot->index].op, ops[i].op))
        ops[i].visible = FALSE;
      else
        slot->twin = TRUE;
    }
  return slots;
}

/* Marks what @by hides; in @by_removal those hidden from outside their own register. */
static void
apply_supersedes (WayMergeOp *ops,
                  GHashTable *slots,
                  const WayMergeOp *by,
                  gboolean *hidden,
                  gboolean *by_removal)
{
  gboolean removal = by->op->n_supersedes > 0 && is_removal (by->op);

  for (guint s = 0; s < by->op->n_supersedes; s++)
    {
      Slot *slot = g_hash_table_lookup (slots, &by->op->supersedes[s]);
      WayOperation *target;

      if (slot == NULL || slot->twin)
        continue;
      target = ops[slot->index].op;
      if (is_immutable (target) || (target->group != by->op->group && !removal))
        continue;
      hidden[slot->index] = TRUE;
      if (target->group != by->op->group)
        by_removal[slot->index] = TRUE;
    }
}

/* M14: a register all of whose ops are hidden, none of them by a removal, hides itself in a ring.
 */
static void
open_rings (WayMergeOp *ops, guint n, gboolean *hidden, const gboolean *by_removal)
{
  for (guint i = 0; i < n; i++)
    {
      gboolean ring = hidden[i];

      for (guint j = 0; j < n && ring; j++)
        if (ops[j].op->group == ops[i].op->group && ops[j].visible)
          ring = hidden[j] && !by_removal[j];
      for (guint j = 0; j < n && ring; j++)
        if (ops[j].op->group == ops[i].op->group)
          hidden[j] = FALSE;
    }
}

void
way_merge_object (WayMergeOp *ops, guint n)
{
  g_autoptr (GHashTable) slots = index_ops (ops, n);
  g_autofree gboolean *hidden = g_new0 (gboolean, n + 1);
  g_autofree gboolean *by_removal = g_new0 (gboolean, n + 1);

  for (guint i = 0; i < n; i++)
    if (ops[i].visible)
      apply_supersedes (ops, slots, &ops[i], hidden, by_removal);
  open_rings (ops, n, hidden, by_removal);
  for (guint i = 0; i < n; i++)
    if (hidden[i])
      ops[i].visible = FALSE;
}

static int
compare_place (gconstpointer a, gconstpointer b)
{
  WayOperation *left = *(WayOperation **)a;
  WayOperation *right = *(WayOperation **)b;
  int order = way_id_compare (&left->object, &right->object);

  if (order == 0)
    order = (left->kind > right->kind) - (left->kind < right->kind);
  if (order == 0)
    order = (left->group > right->group) - (left->group < right->group);
  return order != 0 ? order : way_operation_compare (left, right);
}

static int
compare_act (gconstpointer a, gconstpointer b)
{
  WayOperation *left = *(WayOperation **)a;
  WayOperation *right = *(WayOperation **)b;
  int order = way_id_compare (&left->id.origin, &right->id.origin);

  if (order == 0)
    order = (left->act > right->act) - (left->act < right->act);
  return order != 0 ? order : way_op_id_compare (&left->id, &right->id);
}

gboolean
way_merge_act_is_whole (GPtrArray *act)
{
  WayOperation *first = g_ptr_array_index (act, 0);
  g_autofree guint8 *seen = g_new0 (guint8, first->act_n);
  guint n = 0;

  for (guint i = 0; i < act->len; i++)
    {
      WayOperation *op = g_ptr_array_index (act, i);
      guint64 place = op->id.counter - op->act;

      /* An op that disagrees about the length of its own act belongs to no act that can be whole.
       */
      if (op->act_n != first->act_n)
        return FALSE;
      n += !seen[place];
      seen[place] = 1;
    }
  return n == first->act_n;
}

static GPtrArray *
drop_held_acts (GPtrArray *ops)
{
  GPtrArray *whole = g_ptr_array_new ();
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (ops, NULL, NULL);
  g_autoptr (GPtrArray) act = g_ptr_array_new ();

  g_ptr_array_sort (sorted, compare_act);
  for (guint i = 0; i < sorted->len; i++)
    {
      WayOperation *op = g_ptr_array_index (sorted, i);
      WayOperation *next = i + 1 < sorted->len ? g_ptr_array_index (sorted, i + 1) : NULL;

      g_ptr_array_add (act, op);
      if (next != NULL && next->act == op->act && way_id_equal (&next->id.origin, &op->id.origin))
        continue;
      if (way_merge_act_is_whole (act))
        g_ptr_array_extend (whole, act, NULL, NULL);
      g_ptr_array_set_size (act, 0);
    }
  return whole;
}

static void
merge_run (GPtrArray *sorted, guint start, guint end, GPtrArray *visible)
{
  g_autofree WayMergeOp *ops = g_new0 (WayMergeOp, end - start);

  for (guint i = start; i < end; i++)
    ops[i - start].op = g_ptr_array_index (sorted, i);
  way_merge_object (ops, end - start);
  for (guint i = start; i < end; i++)
    if (ops[i - start].visible)
      g_ptr_array_add (visible, ops[i - start].op);
}

GPtrArray *
way_merge_case (GPtrArray *ops)
{
  GPtrArray *visible = g_ptr_array_new ();
  g_autoptr (GPtrArray) sorted = drop_held_acts (ops);
  guint start = 0;

  g_ptr_array_sort (sorted, compare_place);
  for (guint i = 0; i < sorted->len; i++)
    {
      WayOperation *op = g_ptr_array_index (sorted, i);
      WayOperation *next = i + 1 < sorted->len ? g_ptr_array_index (sorted, i + 1) : NULL;

      if (next != NULL && next->kind == op->kind && way_id_equal (&next->object, &op->object))
        continue;
      merge_run (sorted, start, i + 1, visible);
      start = i + 1;
    }
  return visible;
}
