/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-practice.h"

#include "way-schema.h"

gboolean
way_practice_is (WayCase *team)
{
  g_autoptr (GPtrArray) councils = way_case_list (team, WAY_KIND_COUNCIL);

  for (guint i = 0; i < councils->len; i++)
    if (way_object_get_bool (g_ptr_array_index (councils, i), WAY_COUNCIL_PRACTICE, 0))
      return TRUE;
  return FALSE;
}

WayAct *
way_practice_begin (WayCase *team)
{
  const WayId *id = way_case_get_id (team);
  WayAct *act = way_act_new (id, 0);

  if (way_case_get_object (team, WAY_KIND_COUNCIL, id) == NULL)
    way_act_create (act, WAY_KIND_COUNCIL, id);
  way_act_set (act, WAY_KIND_COUNCIL, id, WAY_COUNCIL_PRACTICE, g_variant_new ("(b)", TRUE));
  return act;
}
