/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-case-after.h"

static gboolean
is_base (const WayChange *change, const WayOpId *id)
{
  if (change->bases == NULL)
    return TRUE;
  for (guint i = 0; i < change->bases->len; i++)
    if (way_op_id_equal (&g_array_index (change->bases, WayOpId, i), id))
      return TRUE;
  return FALSE;
}

static gboolean
supersedes (const WayChange *change, const WayOperation *op)
{
  if (change->kind != op->kind || !way_id_equal (&change->object, &op->object))
    return FALSE;
  return way_change_is_removal (change)
         || (change->group == op->group && is_base (change, &op->id));
}

static gboolean
is_superseded (const WayAct *act, const WayOperation *op)
{
  for (guint i = 0; i < act->changes->len; i++)
    if (supersedes (g_ptr_array_index (act->changes, i), op))
      return TRUE;
  return FALSE;
}

static WayOperation *
new_op (const WayAct *act, guint i, guint64 hlc, gint64 now_ms)
{
  const WayChange *change = g_ptr_array_index (act->changes, i);
  WayOperation fields = { .case_id = act->case_id,
                          .id = { .counter = i + 1 },
                          .act = 1,
                          .act_n = (guint16)act->changes->len,
                          .made_ms = act->made_ms != 0 ? act->made_ms : now_ms,
                          .hlc = hlc,
                          .kind = change->kind,
                          .object = change->object,
                          .group = change->group,
                          .flags = change->flags,
                          .value = change->value };

  return way_operation_new (&fields);
}

WayCase *
way_case_after (WayCase *self, const WayAct *act, gint64 now_ms)
{
  g_autoptr (GPtrArray) objects = way_case_list_all (self);
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify)way_operation_unref);
  guint64 newest = 0;

  for (guint i = 0; i < objects->len; i++)
    {
      const WayObject *object = g_ptr_array_index (objects, i);

      for (guint o = 0; o < object->ops->len; o++)
        {
          WayOperation *op = g_ptr_array_index (object->ops, o);

          newest = MAX (newest, op->hlc);
          if (!is_superseded (act, op))
            g_ptr_array_add (ops, way_operation_ref (op));
        }
    }
  for (guint i = 0; i < act->changes->len; i++)
    g_ptr_array_add (ops, new_op (act, i, newest + 1 + i, now_ms));
  return way_case_new (way_case_get_id (self), ops);
}
