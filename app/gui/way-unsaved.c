/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-unsaved.h"

G_DEFINE_INTERFACE (WayUnsaved, way_unsaved, G_TYPE_OBJECT)

static void
way_unsaved_default_init (WayUnsavedInterface *iface)
{
}

void
way_unsaved_flush (WayUnsaved *self, GAsyncReadyCallback callback, gpointer data)
{
  WAY_UNSAVED_GET_IFACE (self)->flush (self, callback, data);
}

gboolean
way_unsaved_flush_finish (WayUnsaved *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
way_unsaved_list (WayUnsaved *self, GPtrArray *drafts)
{
  WAY_UNSAVED_GET_IFACE (self)->list (self, drafts);
}

void
way_unsaved_answer (GPtrArray *waiting, const GError *error)
{
  guint n = waiting->len;

  /* An answer may make somebody wait again. */
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GTask) task = g_ptr_array_steal_index (waiting, 0);

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
    }
}
