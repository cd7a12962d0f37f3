/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-store-journal.h"

static guint
touched_hash (gconstpointer key)
{
  return way_id_hash (&((const WayTouched *)key)->id) ^ ((const WayTouched *)key)->kind;
}

static gboolean
touched_equal (gconstpointer a, gconstpointer b)
{
  const WayTouched *left = a, *right = b;

  return left->kind == right->kind && way_id_equal (&left->id, &right->id);
}

static void
touched_free (WayTouched *self)
{
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}

void
way_touched_set_init (WayTouchedSet *self, WayStore *store, const WayId *case_id)
{
  self->store = store;
  self->case_id = *case_id;
  self->number = 0;
  self->objects = g_ptr_array_new_with_free_func ((GDestroyNotify)touched_free);
  self->by_key = g_hash_table_new (touched_hash, touched_equal);
}

void
way_touched_set_clear (WayTouchedSet *self)
{
  g_clear_pointer (&self->by_key, g_hash_table_unref);
  g_clear_pointer (&self->objects, g_ptr_array_unref);
}

WayTouched *
way_touched_set_get (WayTouchedSet *self, guint16 kind, const WayId *object, GError **error)
{
  WayTouched key = { .kind = kind, .id = *object };
  WayTouched *touched = g_hash_table_lookup (self->by_key, &key);
  GPtrArray *rows;

  if (touched != NULL)
    return touched;
  if (self->number != 0)
    rows = way_store_load_object (self->store, &self->case_id, kind, object, error);
  else
    rows = g_ptr_array_new_with_free_func ((GDestroyNotify)way_row_free);
  if (rows == NULL)
    return NULL;

  touched = g_new0 (WayTouched, 1);
  touched->kind = kind;
  touched->id = *object;
  touched->rows = rows;
  g_ptr_array_add (self->objects, touched);
  g_hash_table_add (self->by_key, touched);
  return touched;
}

WayRow *
way_touched_add (WayTouched *self, WayOperation *op, const WayAuthor *author)
{
  WayRow *row = g_new0 (WayRow, 1);

  row->shown = WAY_SHOWN_UNPLACED;
  row->authored.author = *author;
  row->authored.op = way_operation_ref (op);
  g_ptr_array_add (self->rows, row);
  return row;
}

WayAuthoredOp *
way_touched_list_prior (const WayTouched *self)
{
  WayAuthoredOp *prior = g_new0 (WayAuthoredOp, self->rows->len + 1);

  for (guint i = 0; i < self->rows->len; i++)
    prior[i] = ((WayRow *)g_ptr_array_index (self->rows, i))->authored;
  return prior;
}
