/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-past.h"

struct _WayPast
{
  gatomicrefcount ref_count;
  WayId case_id;
  GPtrArray *ops;    /* (owned): WayPastOp */
  GHashTable *by_id; /* (owned): WayOpId of the op → WayPastOp (unowned) */
};

static void
past_op_free (WayPastOp *self)
{
  way_operation_unref (self->authored.op);
  g_free (self);
}

WayPast *
way_past_new (const WayId *case_id)
{
  WayPast *self = g_new0 (WayPast, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->case_id = *case_id;
  self->ops = g_ptr_array_new_with_free_func ((GDestroyNotify)past_op_free);
  self->by_id = g_hash_table_new (way_op_id_hash, way_op_id_equal);
  return self;
}

WayPast *
way_past_ref (WayPast *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
way_past_unref (WayPast *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->ops);
  g_free (self);
}

/* Of a clone's two ops with one id the first is found; both are listed. */
void
way_past_add (WayPast *self, const WayAuthoredOp *authored, gboolean here)
{
  WayPastOp *added = g_new0 (WayPastOp, 1);

  added->authored = *authored;
  added->authored.op = way_operation_ref (authored->op);
  added->here = here;
  g_ptr_array_add (self->ops, added);
  if (!g_hash_table_contains (self->by_id, &added->authored.op->id))
    g_hash_table_insert (self->by_id, &added->authored.op->id, added);
}

const WayId *
way_past_get_id (WayPast *self)
{
  return &self->case_id;
}

const WayPastOp *
way_past_find (WayPast *self, const WayOpId *id)
{
  return g_hash_table_lookup (self->by_id, id);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  return way_operation_compare ((*(const WayPastOp *const *)a)->authored.op,
                                (*(const WayPastOp *const *)b)->authored.op);
}

GPtrArray *
way_past_list_kind (WayPast *self, guint16 kind)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < self->ops->len; i++)
    {
      WayPastOp *one = g_ptr_array_index (self->ops, i);

      if (one->authored.op->kind == kind)
        g_ptr_array_add (list, one);
    }
  g_ptr_array_sort (list, compare);
  return list;
}

GPtrArray *
way_past_list (WayPast *self, guint16 kind, const WayId *object)
{
  GPtrArray *list = way_past_list_kind (self, kind);

  for (guint i = list->len; i-- > 0;)
    if (!way_id_equal (&((WayPastOp *)g_ptr_array_index (list, i))->authored.op->object, object))
      g_ptr_array_remove_index (list, i);
  return list;
}

GPtrArray *
way_past_list_act (WayPast *self, WayOperation *op)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint n = 0; n < op->act_n; n++)
    {
      WayOpId id = { op->id.origin, op->act + n };
      const WayPastOp *one = way_past_find (self, &id);

      if (one != NULL && one->authored.op->act == op->act)
        g_ptr_array_add (list, (gpointer)one);
    }
  return list;
}
