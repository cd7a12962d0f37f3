/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-person-shape.h"

#include "way-words.h"

static const char *const role_names[] = { "said", "translation", NULL };

const WayMember way_passage_members[] = {
  [WAY_PASSAGE_MEMBER_TEXT] = { "text", WAY_MEMBER_LINES, NULL },
  [WAY_PASSAGE_MEMBER_LANGUAGE] = { "language", WAY_MEMBER_LANGUAGE, NULL },
  [WAY_PASSAGE_MEMBER_GIVEN] = { "given", WAY_MEMBER_CHOICE, way_given_names },
  [WAY_PASSAGE_MEMBER_HELPER] = { "helper", WAY_MEMBER_LINE, NULL },
  [WAY_PASSAGE_MEMBER_SAID_ON] = { "said_on", WAY_MEMBER_DATE, NULL },
  [WAY_PASSAGE_MEMBER_TYPED_BY] = { "typed_by", WAY_MEMBER_LINE, NULL },
  [WAY_PASSAGE_MEMBER_ROLE] = { "role", WAY_MEMBER_CHOICE, role_names },
  { NULL },
};

/* What only its author may change is mended by a correction after a day (decisions.md 2). */
static gboolean
takes_corrections (const WayKind *kind)
{
  const WayGroup *life = way_schema_group (kind->number, WAY_GROUP_LIFE);

  return kind->place == WAY_PLACE_LIST && life != NULL && life->writers == WAY_WRITERS_AUTHOR;
}

gboolean
way_shape_is_list_of (const WayKind *parent, const WayKind *item)
{
  switch (item->place)
    {
    case WAY_PLACE_LIST:
      return parent->place == WAY_PLACE_PERSON;
    case WAY_PLACE_PLAN_LIST:
      return parent->place == WAY_PLACE_PLAN;
    case WAY_PLACE_ACTIONS:
      return parent->place == WAY_PLACE_MATTERS;
    case WAY_PLACE_CORRECTION:
      return takes_corrections (parent);
    case WAY_PLACE_NONE:
    case WAY_PLACE_PERSON:
    case WAY_PLACE_PLAN:
    case WAY_PLACE_MATTERS:
      return FALSE;
    default:
      g_return_val_if_reached (FALSE);
    }
}

const WayKind *
way_shape_find_list (const WayKind *parent, const char *name)
{
  guint n;
  const WayKind *kinds = way_schema_kinds (&n);

  for (guint i = 0; i < n; i++)
    if (kinds[i].list != NULL && way_shape_is_list_of (parent, &kinds[i])
        && g_str_equal (kinds[i].list, name))
      return &kinds[i];
  return NULL;
}

gboolean
way_shape_is_structure (const WayKind *kind, const char *name)
{
  if (g_str_equal (name, "id"))
    return kind->list != NULL || kind->place == WAY_PLACE_PERSON;
  if (g_str_equal (name, "plan"))
    return kind->place == WAY_PLACE_PERSON;
  if (g_str_equal (name, "matters"))
    return kind->place == WAY_PLACE_PLAN;
  if (g_str_equal (name, "field"))
    return kind->place == WAY_PLACE_CORRECTION;
  return way_shape_find_list (kind, name) != NULL;
}

gboolean
way_shape_given_is_silent (guint8 given)
{
  return given == WAY_GIVEN_CHOSE_NOT || given == WAY_GIVEN_NOT_ASKED;
}

guint16
way_shape_find_field (const WayKind *kind, const char *name)
{
  guint member;
  const WayGroup *group = way_schema_group_by_name (kind, name);

  if (group == NULL)
    group = way_schema_group_by_member (kind, name, &member);
  return group != NULL ? group->number : 0;
}

const char *
way_shape_field_name (const WayKind *kind, guint16 number)
{
  const WayGroup *group = way_schema_group (kind->number, number);

  if (number == WAY_GROUP_LIFE || group == NULL)
    return "";
  if (group->shape == WAY_SHAPE_MEMBERS)
    return group->members[0].type != WAY_MEMBER_INTERNAL ? group->members[0].name : "";
  return group->name;
}
