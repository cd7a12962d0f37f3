/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-merge.h"

#include <stdlib.h>
#include <string.h>

/* The ops of one object while they are merged. */
typedef struct
{
  WayMergeOp *ops;
  guint n;
  GHashTable *first; /* (owned): op id to place + 1 of the first op that has it */
  guint *twin;       /* (owned): place + 1 of the next op of the same id and other bytes, or 0 */
} Merge;

static gboolean
same_op (const WayOperation *a, const WayOperation *b)
{
  return a == b
         || (way_id_equal (&a->case_id, &b->case_id) && way_op_id_equal (&a->id, &b->id)
             && a->act == b->act && a->act_n == b->act_n && a->made_ms == b->made_ms
             && a->hlc == b->hlc && a->kind == b->kind && way_id_equal (&a->object, &b->object)
             && a->group == b->group && a->flags == b->flags && a->n_supersedes == b->n_supersedes
             && g_bytes_equal (a->value, b->value)
             && (a->n_supersedes == 0
                 || memcmp (a->supersedes, b->supersedes, a->n_supersedes * sizeof (WayOpId))
                        == 0));
}

static gboolean
is_immutable (WayOperation *op)
{
  const WayKind *kind = way_schema_kind (op->kind);

  return kind != NULL && kind->immutable;
}

/* M8: of copies the first is kept, of twins each.  An op that was set aside is neither (M12), so
 * that a forged one takes nothing from the honest one. */
static void
index_op (Merge *self, guint i)
{
  WayOperation *op = self->ops[i].op;
  guint at = GPOINTER_TO_UINT (g_hash_table_lookup (self->first, &op->id));

  self->ops[i].visible = !self->ops[i].set_aside;
  if (self->ops[i].set_aside)
    return;
  if (at == 0)
    g_hash_table_insert (self->first, &op->id, GUINT_TO_POINTER (i + 1));
  for (; at != 0; at = self->twin[at - 1])
    if (same_op (self->ops[at - 1].op, op))
      {
        self->ops[i].visible = FALSE;
        return;
      }
    else if (self->twin[at - 1] == 0)
      {
        self->twin[at - 1] = i + 1;
        return;
      }
}

static void
merge_init (Merge *self, WayMergeOp *ops, guint n)
{
  self->ops = ops;
  self->n = n;
  self->first = g_hash_table_new (way_op_id_hash, way_op_id_equal);
  self->twin = g_new0 (guint, n + 1);
  for (guint i = 0; i < n; i++)
    index_op (self, i);
}

static void
merge_clear (Merge *self)
{
  g_hash_table_unref (self->first);
  g_free (self->twin);
}

/* FALSE where the reference means nothing: its op has not come (M5), has twins (M8), is immutable
 * (M15) or is none of this object (M13). */
static gboolean
find_target (const Merge *self, guint by, guint reference, guint *ret_target)
{
  const WayOpId *id = &self->ops[by].op->supersedes[reference];
  guint at = GPOINTER_TO_UINT (g_hash_table_lookup (self->first, id));

  if (at == 0 || self->twin[at - 1] != 0 || is_immutable (self->ops[at - 1].op))
    return FALSE;
  *ret_target = at - 1;
  return TRUE;
}

/* -- rings (M14) ------------------------------------------------------------------------------- */

typedef struct
{
  guint order;     /* in which the op was reached, from 1; 0 = not yet */
  guint low;       /* least order it leads back to */
  guint reference; /* the next to follow */
  guint ring;      /* ops of one ring have the same; an op in no ring is alone in its own */
} Node;

/* Follows the next reference of @at inside its register; TRUE where that reached a new op. */
static gboolean
follow (const Merge *self, Node *nodes, guint at, guint *ret_next)
{
  guint target;

  while (nodes[at].reference < self->ops[at].op->n_supersedes)
    {
      if (!find_target (self, at, nodes[at].reference++, &target)
          || self->ops[target].op->group != self->ops[at].op->group)
        continue;
      if (nodes[target].order == 0)
        return *ret_next = target, TRUE;
      if (nodes[target].ring == 0)
        nodes[at].low = MIN (nodes[at].low, nodes[target].order);
    }
  return FALSE;
}

static void
enter (Node *nodes, GArray *path, GArray *open, guint at, guint *count)
{
  nodes[at].order = nodes[at].low = ++*count;
  g_array_append_val (path, at);
  g_array_append_val (open, at);
}

static void
leave (Node *nodes, GArray *path, GArray *open)
{
  guint at = g_array_index (path, guint, path->len - 1), member;

  g_array_set_size (path, path->len - 1);
  if (path->len > 0)
    {
      Node *before = &nodes[g_array_index (path, guint, path->len - 1)];

      before->low = MIN (before->low, nodes[at].low);
    }
  if (nodes[at].low != nodes[at].order)
    return;
  do
    {
      member = g_array_index (open, guint, open->len - 1);
      g_array_set_size (open, open->len - 1);
      nodes[member].ring = nodes[at].order;
    }
  while (member != at);
}

static gboolean
has_references (const WayMergeOp *ops, guint n)
{
  for (guint i = 0; i < n; i++)
    if (ops[i].op->n_supersedes > 0)
      return TRUE;
  return FALSE;
}

/* Tarjan's components, without recursion: a stranger may write a ring as long as he likes. */
static Node *
find_rings (const Merge *self)
{
  Node *nodes = g_new0 (Node, self->n + 1);
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint));
  guint count = 0, next;

  for (guint i = 0; i < self->n; i++)
    {
      if (!self->ops[i].visible || nodes[i].order != 0)
        continue;
      enter (nodes, path, open, i, &count);
      while (path->len > 0)
        if (follow (self, nodes, g_array_index (path, guint, path->len - 1), &next))
          enter (nodes, path, open, next, &count);
        else
          leave (nodes, path, open);
    }
  return nodes;
}

static void
hide_superseded (const Merge *self)
{
  g_autofree gboolean *hidden = g_new0 (gboolean, self->n + 1);
  g_autofree Node *nodes = find_rings (self);
  WayMergeOp *ops = self->ops;

  for (guint i = 0; i < self->n; i++)
    {
      gboolean removal = ops[i].visible && ops[i].op->n_supersedes > 0
                         && way_operation_is_removal (ops[i].op);
      guint target;

      for (guint s = 0; ops[i].visible && s < ops[i].op->n_supersedes; s++)
        if (find_target (self, i, s, &target)
            && (ops[target].op->group == ops[i].op->group ? nodes[target].ring != nodes[i].ring
                                                          : removal))
          hidden[target] = TRUE;
    }
  for (guint i = 0; i < self->n; i++)
    if (hidden[i])
      ops[i].visible = FALSE;
}

void
way_merge_object (WayMergeOp *ops, guint n)
{
  Merge self;

  merge_init (&self, ops, n);
  if (has_references (ops, n))
    hide_superseded (&self);
  merge_clear (&self);
}

/* -- a whole case ------------------------------------------------------------------------------ */

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
  if (order == 0)
    order = (left->act_n > right->act_n) - (left->act_n < right->act_n);
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

      if (op->act != first->act || op->act_n != first->act_n)
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
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  g_autoptr (GPtrArray) act = g_ptr_array_new ();

  /* not g_ptr_array_copy(), which would copy the caller's ownership as well */
  g_ptr_array_extend (sorted, ops, NULL, NULL);
  g_ptr_array_sort (sorted, compare_act);
  for (guint i = 0; i < sorted->len; i++)
    {
      WayOperation *op = g_ptr_array_index (sorted, i);
      WayOperation *next = i + 1 < sorted->len ? g_ptr_array_index (sorted, i + 1) : NULL;

      g_ptr_array_add (act, op);
      if (next != NULL && next->act == op->act && next->act_n == op->act_n
          && way_id_equal (&next->id.origin, &op->id.origin))
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
