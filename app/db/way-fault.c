/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-fault.h"

static WayFaultHook fault_hook;
static gpointer fault_data;

void
way_fault_set_hook (WayFaultHook hook, gpointer data)
{
  fault_hook = hook;
  fault_data = data;
}

gboolean
way_fault_point (const char *point, GError **error)
{
  return fault_hook == NULL || fault_hook (point, fault_data, error);
}
