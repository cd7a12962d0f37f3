/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-path.h"

static void
append (GString *path, const char *part)
{
  if (path->len > 0)
    g_string_append_c (path, '.');
  g_string_append (path, part);
}

static void
append_id (GString *path, const WayId *id)
{
  char hex[WAY_ID_HEX_SIZE];

  append (path, way_id_format (id, hex));
}

static void
append_matter (GString *path, WayReference *reference, const WayId *case_id, const WayId *matter)
{
  const WayMatterInfo *info = way_reference_find_matter (reference, case_id, matter);

  append (path, "plan");
  append (path, "matters");
  if (info != NULL)
    append (path, info->key);
  else
    append_id (path, matter);
}

static void
append_parent (
    GString *path, WayReference *reference, const WayId *case_id, guint16 kind, const WayId *id)
{
  const WayKind *known = way_schema_kind (kind);

  if (id == NULL || known == NULL)
    return;
  if (known->place == WAY_PLACE_MATTERS)
    {
      append_matter (path, reference, case_id, id);
      return;
    }
  append (path, known->list != NULL ? known->list : known->name);
  append_id (path, id);
}

static void
append_object (GString *path,
               WayReference *reference,
               const WayId *case_id,
               const WayKind *kind,
               const WayId *id)
{
  switch (kind->place)
    {
    case WAY_PLACE_PERSON:
      return;
    case WAY_PLACE_PLAN:
      append (path, "plan");
      return;
    case WAY_PLACE_MATTERS:
      append_matter (path, reference, case_id, id);
      return;
    case WAY_PLACE_PLAN_LIST:
      append (path, "plan");
      break;
    case WAY_PLACE_NONE:
    case WAY_PLACE_ACTIONS:
    case WAY_PLACE_LIST:
    case WAY_PLACE_CORRECTION:
      break;
    default:
      g_return_if_reached ();
    }
  append (path, kind->list != NULL ? kind->list : kind->name);
  append_id (path, id);
}

static void
append_group (GString *path, guint16 kind, guint16 number)
{
  const WayGroup *group = way_schema_group (kind, number);

  if (number == WAY_GROUP_LIFE || group == NULL)
    return;
  if (group->shape == WAY_SHAPE_MEMBERS && group->members[0].type != WAY_MEMBER_INTERNAL)
    append (path, group->members[0].name);
  else
    append (path, group->name);
}

char *
way_path_format (WayReference *reference,
                 const WayId *case_id,
                 guint16 kind,
                 const WayId *object,
                 guint16 group,
                 guint16 parent_kind,
                 const WayId *parent)
{
  const WayKind *known = way_schema_kind (kind);
  GString *path;

  if (known == NULL)
    return NULL;

  path = g_string_new (NULL);
  append_parent (path, reference, case_id, parent_kind, parent);
  append_object (path, reference, case_id, known, object);
  append_group (path, kind, group);
  return g_string_free (path, FALSE);
}

gboolean
way_path_find_parent (WayCase *self, const WayObject *object, guint16 *ret_kind, WayId *ret_parent)
{
  WayId id = way_id_nil;

  if (object->kind == WAY_KIND_ACTION)
    {
      way_object_get_id (object, WAY_ACTION_MATTER, 0, &id);
      if (way_id_is_nil (&id))
        return FALSE;
      *ret_kind = WAY_KIND_MATTER;
      *ret_parent = id;
      return TRUE;
    }
  if (object->kind != WAY_KIND_CORRECTION)
    return FALSE;

  way_object_get_id (object, WAY_CORRECTION_TARGET, 0, &id);
  if (way_case_get_object (self, WAY_KIND_CONTACT, &id) != NULL)
    *ret_kind = WAY_KIND_CONTACT;
  else if (way_case_get_object (self, WAY_KIND_REVIEW, &id) != NULL)
    *ret_kind = WAY_KIND_REVIEW;
  else
    return FALSE;
  *ret_parent = id;
  return TRUE;
}

char *
way_path_in_case (WayCase *self, WayReference *reference, const WayObject *object, guint16 group)
{
  WayId parent = way_id_nil;
  guint16 parent_kind = 0;
  gboolean found = way_path_find_parent (self, object, &parent_kind, &parent);

  return way_path_format (reference, way_case_get_id (self), object->kind, &object->id, group,
                          parent_kind, found ? &parent : NULL);
}
