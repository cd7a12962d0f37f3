/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-export.h"

#include "way-path.h"
#include "way-person-shape.h"
#include "way-value-write.h"
#include "way-value.h"

typedef struct
{
  WayCase *person;
  WayReference *reference;
  WayWriteMode mode;
  JsonArray *conflicts; /* (owned) */
  GHashTable *lists;    /* (owned): kind number to GPtrArray, each made once */
} Export;

static void
set_id (JsonObject *object, const WayId *id)
{
  char hex[WAY_ID_HEX_SIZE];

  json_object_set_string_member (object, "id", way_id_format (id, hex));
}

/* -- conflicts --------------------------------------------------------------------------------- */

static void
add_conflict (Export *self, const WayObject *object, guint16 group, JsonArray *values)
{
  g_autofree char *path = way_path_in_case (self->person, self->reference, object, group);
  JsonObject *conflict = json_object_new ();

  json_object_set_string_member (conflict, "path", path);
  json_object_set_array_member (conflict, "values", values);
  json_array_add_object_element (self->conflicts, conflict);
}

static void
note_conflict (Export *self, const WayObject *object, const WayGroup *group)
{
  g_autoptr (GPtrArray) ops = NULL;
  g_autoptr (GHashTable) seen = NULL;
  JsonArray *values;

  if (way_object_n_values (object, group->number) < 2)
    return;

  ops = way_object_list_ops (object, group->number);
  seen = g_hash_table_new (g_bytes_hash, g_bytes_equal);
  values = json_array_new ();
  for (guint i = 0; i < ops->len; i++)
    {
      WayOperation *op = g_ptr_array_index (ops, i);
      g_autoptr (GVariant) value = way_operation_dup_value (op);

      if (value != NULL && g_hash_table_add (seen, op->value))
        json_array_add_element (
            values,
            way_write_value (self->reference, way_case_get_id (self->person), group, value));
    }
  add_conflict (self, object, group->number, values);
}

/* Removed here, changed there: both are said, as edit takes them. */
static void
note_life_conflict (Export *self, const WayObject *object)
{
  JsonArray *values;

  if (object->life != WAY_LIFE_CONFLICT)
    return;
  values = json_array_new ();
  for (int removed = 1; removed >= 0; removed--)
    {
      JsonObject *value = json_object_new ();

      json_object_set_boolean_member (value, "removed", removed);
      json_array_add_object_element (values, value);
    }
  add_conflict (self, object, WAY_GROUP_LIFE, values);
}

/* -- fields ------------------------------------------------------------------------------------ */

static gboolean
is_goal (Export *self, const WayId *id)
{
  const WayObject *goal = way_case_get_object (self->person, WAY_KIND_GOAL, id);

  return goal != NULL && goal->life != WAY_LIFE_REMOVED;
}

/* @value without what is removed, so that import finds everything it names. */
static GVariant *
without_lost_goals (Export *self, const WayObject *object, const WayGroup *group, GVariant *value)
{
  GVariantBuilder builder;
  gboolean is_list = group->shape == WAY_SHAPE_IDS;

  if (!is_list && (object->kind != WAY_KIND_ACTION || group->number != WAY_ACTION_GOAL))
    return value;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (group->type));
  for (gsize i = 0; i < g_variant_n_children (value); i++)
    {
      WayId id = way_id_nil;
      gboolean kept = way_value_get_id (value, i, &id) && is_goal (self, &id);

      if (kept || !is_list)
        g_variant_builder_add_value (&builder, way_value_new_id (kept ? &id : &way_id_nil));
    }
  g_variant_unref (value);
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static void
write_field (Export *self, const WayObject *object, const WayGroup *group, JsonObject *json)
{
  g_autoptr (GVariant) value = object != NULL ? way_object_dup_value (object, group->number) : NULL;

  if (value == NULL && self->mode == WAY_WRITE_GIVEN)
    return;
  if (value == NULL)
    value = g_variant_ref_sink (way_value_empty (group));
  else
    value = without_lost_goals (self, object, group, g_steal_pointer (&value));

  if (group->shape == WAY_SHAPE_MEMBERS)
    way_write_members (group, value, self->mode, json);
  else if (self->mode == WAY_WRITE_ALL || !way_value_is_empty (group, value))
    json_object_set_member (json, group->name, way_write_group (group, value, self->mode));
}

/* @object NULL writes what a kind of which nothing is there shows. */
static void
write_fields (Export *self, const WayKind *kind, const WayObject *object, JsonObject *json)
{
  for (guint i = 0; i < kind->n_groups; i++)
    {
      if (kind->groups[i].number == WAY_GROUP_LIFE)
        continue;
      write_field (self, object, &kind->groups[i], json);
      if (object != NULL)
        note_conflict (self, object, &kind->groups[i]);
    }
  if (object != NULL)
    note_life_conflict (self, object);
}

/* -- lists ------------------------------------------------------------------------------------- */

static gboolean
stands_under (Export *self, const WayObject *object, const WayId *parent)
{
  WayId id;
  guint16 kind;

  if (!way_path_find_parent (self->person, object, &kind, &id))
    return way_schema_kind (object->kind)->place != WAY_PLACE_ACTIONS
           && way_schema_kind (object->kind)->place != WAY_PLACE_CORRECTION;
  return way_id_equal (&id, parent);
}

static void write_lists (Export *self, const WayKind *parent, const WayId *id, JsonObject *json);

static void
write_correction_field (Export *self, const WayObject *object, const WayKind *of, JsonObject *json)
{
  g_autoptr (GVariant) target = way_object_dup_value (object, WAY_CORRECTION_TARGET);
  const char *name = "";
  guint16 group;

  if (target != NULL)
    {
      g_variant_get_child (target, 1, "q", &group);
      name = way_shape_field_name (of, group);
    }
  if (name[0] != '\0' || self->mode == WAY_WRITE_ALL)
    json_object_set_string_member (json, "field", name);
}

static JsonObject *
write_item (Export *self, const WayObject *object, const WayKind *parent)
{
  const WayKind *kind = way_schema_kind (object->kind);
  JsonObject *json = json_object_new ();

  set_id (json, &object->id);
  write_fields (self, kind, object, json);
  if (kind->place == WAY_PLACE_CORRECTION)
    write_correction_field (self, object, parent, json);
  write_lists (self, kind, &object->id, json);
  return json;
}

static GPtrArray *
get_list (Export *self, const WayKind *kind)
{
  GPtrArray *list = g_hash_table_lookup (self->lists, GUINT_TO_POINTER (kind->number));

  if (list == NULL)
    {
      list = way_case_list (self->person, kind->number);
      g_hash_table_insert (self->lists, GUINT_TO_POINTER (kind->number), list);
    }
  return list;
}

static void
write_list (
    Export *self, const WayKind *kind, const WayKind *parent, const WayId *id, JsonObject *json)
{
  GPtrArray *list = get_list (self, kind);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < list->len; i++)
    if (stands_under (self, g_ptr_array_index (list, i), id))
      json_array_add_object_element (array, write_item (self, g_ptr_array_index (list, i), parent));
  if (json_array_get_length (array) > 0
      || (self->mode == WAY_WRITE_ALL && kind->place != WAY_PLACE_CORRECTION))
    json_object_set_array_member (json, kind->list, array);
  else
    json_array_unref (array);
}

static void
write_lists (Export *self, const WayKind *parent, const WayId *id, JsonObject *json)
{
  guint n;
  const WayKind *kinds = way_schema_kinds (&n);

  for (guint i = 0; i < n; i++)
    if (kinds[i].list != NULL && way_shape_is_list_of (parent, &kinds[i]))
      write_list (self, &kinds[i], parent, id, json);
}

/* -- the plan ---------------------------------------------------------------------------------- */

/* A matter is there once it was begun, or once an action stands under it. */
static gboolean
write_matter (Export *self, const WayMatterInfo *info, JsonObject *matters)
{
  const WayKind *kind = way_schema_kind (WAY_KIND_MATTER);
  const WayObject *object = way_case_get_matter (self->person, info->key);
  g_autoptr (GPtrArray) actions = NULL;
  JsonObject *json;
  WayId id;

  if (object != NULL && object->life == WAY_LIFE_REMOVED)
    return FALSE;
  way_matter_object (way_case_get_id (self->person), info->key, &id);
  if (object == NULL)
    actions = way_case_list_actions (self->person, &id);
  if (object == NULL && actions->len == 0)
    return FALSE;

  json = json_object_new ();
  write_fields (self, kind, object, json);
  write_lists (self, kind, &id, json);
  json_object_set_object_member (matters, info->key, json);
  return TRUE;
}

static void
write_matters (Export *self, JsonObject *plan)
{
  JsonObject *matters = json_object_new ();
  gboolean any = self->mode == WAY_WRITE_ALL;

  for (guint i = 0; i < self->reference->matters->len; i++)
    any |= write_matter (self, g_ptr_array_index (self->reference->matters, i), matters);
  if (any)
    json_object_set_object_member (plan, "matters", matters);
  else
    json_object_unref (matters);
}

static void
write_plan (Export *self, JsonObject *json)
{
  const WayKind *kind = way_schema_kind (WAY_KIND_FRONT);
  JsonObject *plan = json_object_new ();

  write_fields (self, kind, way_case_get_front (self->person), plan);
  write_lists (self, kind, way_case_get_id (self->person), plan);
  write_matters (self, plan);
  if (json_object_get_size (plan) > 0)
    json_object_set_object_member (json, "plan", plan);
  else
    json_object_unref (plan);
}

JsonNode *
way_export_person (WayCase *person, WayReference *reference, WayExportForm form)
{
  const WayKind *kind = way_schema_kind (WAY_KIND_PERSON);
  JsonObject *json = json_object_new ();
  Export self = { .person = person,
                  .reference = reference,
                  .mode = form == WAY_EXPORT_SHOW ? WAY_WRITE_ALL : WAY_WRITE_GIVEN,
                  .conflicts = json_array_new (),
                  .lists = g_hash_table_new_full (NULL, NULL, NULL,
                                                  (GDestroyNotify)g_ptr_array_unref) };

  set_id (json, way_case_get_id (person));
  write_fields (&self, kind, way_case_get_person (person), json);
  write_plan (&self, json);
  write_lists (&self, kind, way_case_get_id (person), json);
  if (json_array_get_length (self.conflicts) > 0)
    json_object_set_array_member (json, "conflicts", self.conflicts);
  else
    json_array_unref (self.conflicts);
  g_hash_table_unref (self.lists);
  return way_write_object (json);
}

char *
way_export_to_text (JsonNode *node)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();

  json_generator_set_root (generator, node);
  json_generator_set_pretty (generator, TRUE);
  return json_generator_to_data (generator, NULL);
}

/* -- what is left out -------------------------------------------------------------------------- */

static gboolean
has_place (WayCase *self, WayReference *reference, const WayObject *object)
{
  const WayKind *kind = way_schema_kind (object->kind);
  const WayObject *above;
  guint16 parent_kind;
  WayId parent;

  if (kind == NULL || kind->place == WAY_PLACE_NONE)
    return FALSE;
  if (kind->place == WAY_PLACE_MATTERS)
    return way_reference_find_matter (reference, way_case_get_id (self), &object->id) != NULL;
  if (kind->place != WAY_PLACE_ACTIONS && kind->place != WAY_PLACE_CORRECTION)
    return TRUE;
  if (!way_path_find_parent (self, object, &parent_kind, &parent))
    return FALSE;
  above = way_case_get_object (self, parent_kind, &parent);
  if (above != NULL && above->life == WAY_LIFE_REMOVED)
    return FALSE;
  return parent_kind != WAY_KIND_MATTER
         || way_reference_find_matter (reference, way_case_get_id (self), &parent) != NULL;
}

static gboolean
holds_unknown (const WayObject *object)
{
  for (guint i = 0; i < object->ops->len; i++)
    if (way_operation_get_group (g_ptr_array_index (object->ops, i)) == NULL)
      return TRUE;
  return FALSE;
}

guint
way_export_count_left_out (WayCase *self, WayReference *reference)
{
  g_autoptr (GPtrArray) all = way_case_list_all (self);
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    {
      const WayObject *object = g_ptr_array_index (all, i);

      if (object->life != WAY_LIFE_REMOVED)
        n += !has_place (self, reference, object) || holds_unknown (object);
    }
  return n;
}
