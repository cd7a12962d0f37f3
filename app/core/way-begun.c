/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-begun.h"

#include "way-schema.h"
#include "way-value.h"

static const WayObject *
find_object (const WayDraft *draft, WayCase *present)
{
  return way_case_get_object (present, draft->kind, &draft->object);
}

/* Contacts have forms that come back to what was begun by themselves. */
gboolean
way_begun_is (const WayDraft *draft, WayCase *present)
{
  const WayGroup *group = way_schema_group (draft->kind, draft->group);
  const WayObject *object = NULL;

  if (!draft->held || group == NULL || group->shape != WAY_SHAPE_PROSE
      || draft->kind == WAY_KIND_CONTACT || draft->kind == WAY_KIND_CORRECTION
      || !way_id_equal (&draft->case_id, way_case_get_id (present)))
    return FALSE;
  object = find_object (draft, present);
  return object != NULL && object->life != WAY_LIFE_REMOVED
         && way_object_n_values (object, draft->group) < 2;
}

const WayDraft *
way_begun_find (
    GPtrArray *drafts, WayCase *present, guint16 kind, const WayId *object, guint16 group)
{
  for (guint i = 0; i < drafts->len; i++)
    {
      const WayDraft *draft = g_ptr_array_index (drafts, i);

      if (draft->kind == kind && draft->group == group && way_id_equal (&draft->object, object)
          && way_begun_is (draft, present))
        return draft;
    }
  return NULL;
}

static GVariant *
dup_value (const WayDraft *draft)
{
  const WayGroup *group = way_schema_group (draft->kind, draft->group);

  return way_value_from_bytes (draft->value, G_VARIANT_TYPE (group->type));
}

char *
way_begun_dup_text (const WayDraft *draft)
{
  g_autoptr (GVariant) value = dup_value (draft);

  return value != NULL ? way_value_dup_string (value, 0) : g_strdup ("");
}

WayAct *
way_begun_keep (const WayDraft *draft, WayCase *present)
{
  WayAct *act = way_act_new (&draft->case_id, 0);
  g_autoptr (GVariant) value = dup_value (draft);
  WayChange *change = way_act_set (act, draft->kind, &draft->object, draft->group, value);
  g_autoptr (GPtrArray) ops = way_object_list_ops (find_object (draft, present), draft->group);

  change->bases = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  for (guint i = 0; i < ops->len; i++)
    g_array_append_val (change->bases, ((WayOperation *)g_ptr_array_index (ops, i))->id);
  return act;
}

WayId
way_begun_settlement (guint16 kind, const WayId *object, guint16 group)
{
  WayId id = *object;

  id.bytes[0] ^= (guint8)kind;
  id.bytes[1] ^= (guint8)group;
  id.bytes[2] ^= 0x5e;
  return id;
}
