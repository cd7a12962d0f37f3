/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-store-private.h"

WayPast *
way_store_load_past (WayStore *self, const WayId *case_id, GError **error)
{
  g_autoptr (WayPast) past = way_past_new (case_id);
  g_autoptr (GPtrArray) rows = NULL;
  gint64 number;

  way_store_assert_worker (self);
  if (!way_store_find_case (self, case_id, &number, error)
      || (rows = way_store_load_rows (self, number, error)) == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      const WayRow *row = g_ptr_array_index (rows, i);

      if (row->state == WAY_ROW_APPLIED)
        way_past_add (past, &row->authored,
                      way_id_equal (&row->authored.op->id.origin, &self->origin));
    }
  return g_steal_pointer (&past);
}
