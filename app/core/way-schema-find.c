/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finding a row of the table by its number or its name.
 */
#include "way-schema.h"

const WayGroup *
way_schema_group (guint16 kind, guint16 group)
{
  const WayKind *found = way_schema_kind (kind);

  for (guint i = 0; found != NULL && i < found->n_groups; i++)
    if (found->groups[i].number == group)
      return &found->groups[i];
  return NULL;
}

const WayGroup *
way_schema_group_by_name (const WayKind *kind, const char *name)
{
  for (guint i = 0; i < kind->n_groups; i++)
    if (kind->groups[i].shape != WAY_SHAPE_MEMBERS && g_str_equal (kind->groups[i].name, name))
      return &kind->groups[i];
  return NULL;
}

const WayGroup *
way_schema_group_by_member (const WayKind *kind, const char *name, guint *ret_index)
{
  for (guint i = 0; i < kind->n_groups; i++)
    {
      const WayGroup *group = &kind->groups[i];

      for (guint m = 0; group->shape == WAY_SHAPE_MEMBERS && m < way_group_n_members (group); m++)
        if (group->members[m].type != WAY_MEMBER_INTERNAL
            && g_str_equal (group->members[m].name, name))
          {
            *ret_index = m;
            return group;
          }
    }
  return NULL;
}

guint
way_group_n_members (const WayGroup *group)
{
  guint n = 0;

  while (group->members != NULL && group->members[n].name != NULL)
    n++;
  return n;
}

int
way_schema_name_index (const char *const *names, const char *name)
{
  for (int i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return i;
  return -1;
}
