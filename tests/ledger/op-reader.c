/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "op-reader.h"

#include "way-operation.h"

gboolean
core_op_read (GBytes *bytes, WayOpFrame *ret_frame, gpointer data)
{
  g_autoptr (WayOperation) op = way_operation_from_bytes (bytes, NULL);

  if (op == NULL)
    return FALSE;
  *ret_frame = (WayOpFrame){ op->case_id, op->id.origin, op->id.counter, op->act, op->act_n };
  return TRUE;
}
