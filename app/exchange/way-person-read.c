/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-person-read.h"

#include "way-i18n.h"
#include "way-person-check.h"
#include "way-person-shape.h"
#include "way-value-read.h"
#include "way-value.h"

#define GROUPS_MAX 16
#define MEMBERS_MAX 8

/* What was read of one object's fields, before its groups are whole. */
typedef struct
{
  GVariant *values[GROUPS_MAX];
  GVariant *members[GROUPS_MAX][MEMBERS_MAX];
} Fields;

static gboolean
is_edit (const WayReading *self)
{
  return self->present != NULL;
}

static void
fields_clear (Fields *self)
{
  for (guint i = 0; i < GROUPS_MAX; i++)
    {
      g_clear_pointer (&self->values[i], g_variant_unref);
      for (guint j = 0; j < MEMBERS_MAX; j++)
        g_clear_pointer (&self->members[i][j], g_variant_unref);
    }
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fields, fields_clear)

/* -- fields ------------------------------------------------------------------------------------ */

static GVariant *
dup_present (const WayTarget *target, const WayGroup *group)
{
  return target->present != NULL ? way_object_dup_value (target->present, group->number) : NULL;
}

static void
read_field (WayReading *self, WayTarget *target, Fields *fields, const char *name, JsonNode *node)
{
  const WayGroup *group = way_schema_group_by_name (target->kind, name);
  gsize before = way_pointer_down (self->path, name);
  guint index = 0;

  if (group != NULL)
    {
      g_autoptr (GVariant) present = dup_present (target, group);

      fields->values[group - target->kind->groups] = way_read_group (self, group, node, present);
    }
  else if ((group = way_schema_group_by_member (target->kind, name, &index)) != NULL)
    fields->members[group - target->kind->groups][index] = way_read_member (
        self, &group->members[index], node);
  else
    way_reading_refuse (self, N_ ("This is no part of the record: take it out."));
  way_pointer_up (self->path, before);
}

/* (transfer full) (nullable): the tuple of a flat group of which some members were given. */
static GVariant *
build_group (const WayTarget *target, const WayGroup *group, GVariant **members)
{
  g_autoptr (GVariant) base = NULL;
  GVariantBuilder builder;
  guint n = way_group_n_members (group), n_given = 0;

  for (guint i = 0; i < n; i++)
    n_given += members[i] != NULL;
  if (n_given == 0)
    return NULL;

  if (n_given < n)
    base = dup_present (target, group);
  if (n_given < n && base == NULL)
    base = g_variant_ref_sink (way_value_empty (group));
  g_variant_builder_init (&builder, G_VARIANT_TYPE (group->type));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GVariant) child = members[i] != NULL ? g_variant_ref (members[i])
                                                      : g_variant_get_child_value (base, i);

      g_variant_builder_add_value (&builder, child);
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static gboolean
is_blank (GVariant *tuple, gsize index)
{
  g_autofree char *text = way_value_dup_string (tuple, index);

  return g_strstrip (text)[0] == '\0';
}

static void
refuse_in_group (WayReading *self, const WayGroup *group, guint member, const char *sentence)
{
  gsize before = self->path->len;

  if (group->shape == WAY_SHAPE_NESTED)
    way_pointer_down (self->path, group->name);
  way_reading_refuse_member (self, group->members[member].name, sentence);
  way_pointer_up (self->path, before);
}

/* What has happened to somebody happened after they were born. */
static gboolean
check_born (WayReading *self, const WayTarget *target, const WayGroup *group, GVariant *value)
{
  guint n_before = self->refusals->len;

  if (target->kind->number == WAY_KIND_PERSON && group->number == WAY_PERSON_BIRTH)
    {
      g_autofree char *born = way_value_dup_string (value, 0);

      self->born = way_date_none;
      way_date_parse (born, WAY_DATE_FULL, &self->born);
    }
  for (guint i = 0; i < way_group_n_members (group); i++)
    {
      g_autofree char *text = NULL;
      WayDate on = way_date_none;

      if (group->members[i].type != WAY_MEMBER_DATE_PAST)
        continue;
      text = way_value_dup_string (value, i);
      if (way_date_parse (text, WAY_DATE_FULL, &on) && way_date_compare (on, self->born) < 0)
        refuse_in_group (self, group, i,
                         N_ ("This day lies before they were born: write the day on which it "
                             "was."));
    }
  return self->refusals->len == n_before;
}

/* What the table cannot say of one group alone. */
static gboolean
check_group (WayReading *self, const WayTarget *target, const WayGroup *group, GVariant *value)
{
  if (!check_born (self, target, group, value))
    return FALSE;
  if (target->kind->number == WAY_KIND_PERSON && group->number == WAY_PERSON_NAMES
      && is_blank (value, 0))
    {
      way_reading_refuse_member (
          self, group->members[0].name,
          N_ ("“preferred_name” is needed: write the name this person is called "
              "by."));
      return FALSE;
    }
  if (target->kind->number == WAY_KIND_STATUS_OVERRIDE && is_blank (value, 3))
    {
      way_reading_refuse_member (self, group->members[3].name,
                                 N_ ("A status is set by a manager for a reason: write it."));
      return FALSE;
    }
  if (target->kind->number == WAY_KIND_ACTION && group->number == WAY_ACTION_GOAL)
    {
      WayId goal = way_id_nil;

      if (!way_value_get_id (value, 0, &goal) || way_id_is_nil (&goal)
          || g_hash_table_contains (self->goals, &goal))
        return TRUE;
      way_reading_refuse_member (
          self, group->members[0].name,
          N_ ("This is no goal of this person: write the id of one of them."));
      return FALSE;
    }
  return TRUE;
}

static void
note_goal (WayReading *self, const WayTarget *target, const WayGroup *group, GVariant *value)
{
  if (target->kind->number == WAY_KIND_GOAL && group->number == WAY_GOAL_WHAT)
    {
      g_autofree char *text = way_value_dup_string (value, 0);

      if (text[0] != '\0')
        way_reading_name_goal (self, &target->id, text);
    }
}

static void
set_groups (WayReading *self, WayTarget *target, Fields *fields)
{
  for (guint i = 0; i < target->kind->n_groups; i++)
    {
      const WayGroup *group = &target->kind->groups[i];
      g_autoptr (GVariant) value = g_steal_pointer (&fields->values[i]);

      if (value == NULL && group->shape == WAY_SHAPE_MEMBERS)
        {
          value = build_group (target, group, fields->members[i]);
          if (value != NULL && !way_read_check_members (self, group, value))
            continue;
        }
      if (value == NULL || !check_group (self, target, group, value))
        continue;
      note_goal (self, target, group, value);
      way_reading_set (self, target, group, value);
    }
}

static gboolean
is_removal_member (const WayReading *self, const WayTarget *target, const char *name)
{
  return is_edit (self) && target->kind->list != NULL && g_str_equal (name, "removed");
}

static void
read_fields (WayReading *self, WayTarget *target, JsonObject *object)
{
  g_auto (Fields) fields = { 0 };
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  g_return_if_fail (target->kind->n_groups <= GROUPS_MAX);
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    if (!way_shape_is_structure (target->kind, name) && !is_removal_member (self, target, name))
      read_field (self, target, &fields, name, node);
  set_groups (self, target, &fields);
}

/* -- what an object stands under --------------------------------------------------------------- */

static void
set_action_matter (WayReading *self, WayTarget *target, const WayTarget *matter)
{
  way_reading_set (self, target, way_schema_group (WAY_KIND_ACTION, WAY_ACTION_MATTER),
                   g_variant_new ("(@ay)", way_value_new_id (&matter->id)));
}

static void
set_correction_target (WayReading *self,
                       WayTarget *target,
                       const WayTarget *parent,
                       JsonObject *object)
{
  const WayGroup *group = way_schema_group (WAY_KIND_CORRECTION, WAY_CORRECTION_TARGET);
  JsonNode *node = json_object_get_member (object, "field");
  const char *name = "";
  guint16 field = 0;

  if (node == NULL && target->present != NULL)
    return;
  if (node != NULL && JSON_NODE_HOLDS_VALUE (node)
      && json_node_get_value_type (node) == G_TYPE_STRING)
    name = json_node_get_string (node);
  else if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
    name = NULL;

  if (name != NULL && name[0] != '\0')
    field = way_shape_find_field (parent->kind, name);
  if (name == NULL || (name[0] != '\0' && field == 0))
    {
      way_reading_refuse_member (
          self, "field",
          N_ ("“field” names no field of what is corrected: write one such as "
              "notes, or leave it out."));
      return;
    }
  way_reading_set (self, target, group,
                   g_variant_new ("(@ayq)", way_value_new_id (&parent->id), field));
}

static void
set_parent (WayReading *self, WayTarget *target, const WayTarget *parent, JsonObject *object)
{
  if (target->kind->place == WAY_PLACE_ACTIONS)
    set_action_matter (self, target, parent);
  else if (target->kind->place == WAY_PLACE_CORRECTION)
    set_correction_target (self, target, parent, object);
}

/* TRUE where the present object stands under @parent in the case too. */
static gboolean
stands_under (const WayTarget *target, const WayTarget *parent)
{
  guint16 group = 0;
  WayId id;

  if (target->kind->place == WAY_PLACE_ACTIONS)
    group = WAY_ACTION_MATTER;
  else if (target->kind->place == WAY_PLACE_CORRECTION)
    group = WAY_CORRECTION_TARGET;
  else
    return TRUE;
  way_object_get_id (target->present, group, 0, &id);
  return way_id_equal (&id, &parent->id);
}

/* -- ids --------------------------------------------------------------------------------------- */

/* Sets @ret_given where the object says an id; FALSE where it says one that is none. */
static gboolean
read_given_id (WayReading *self, JsonObject *object, gboolean *ret_given, WayId *ret_id)
{
  JsonNode *node = json_object_get_member (object, "id");

  *ret_given = FALSE;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
      && way_id_parse (json_node_get_string (node), ret_id) && !way_id_is_nil (ret_id))
    {
      *ret_given = TRUE;
      return TRUE;
    }
  way_reading_refuse_member (self, "id",
                             N_ ("“id” is not an id: write 32 hexadecimal digits, or leave "
                                 "it out."));
  return FALSE;
}

/* An import makes objects: their ids are new to the file and to the vault. */
static void
claim_id (WayReading *self, const WayId *id)
{
  if (self->ids != NULL && !g_hash_table_add (self->ids, way_id_copy (id)))
    way_reading_refuse_member (self, "id",
                               N_ ("This id stands twice in the file: every id is its own."));
  else if (self->id_is_known != NULL && self->id_is_known (id, self->id_data))
    way_reading_refuse_member (self, "id",
                               N_ ("This id is in the vault already: edit changes what is there, "
                                   "import only adds."));
}

static gboolean
find_item (WayReading *self, WayTarget *target, const WayTarget *parent, gboolean restores)
{
  target->present = way_case_get_object (self->present, target->kind->number, &target->id);
  if (target->present == NULL || (target->present->life == WAY_LIFE_REMOVED && !restores))
    way_reading_refuse_member (
        self, "id",
        N_ ("There is no such entry in this list: leave the id out to add a new "
            "one."));
  else if (!stands_under (target, parent))
    way_reading_refuse_member (self, "id",
                               N_ ("This entry stands in another place of the record."));
  else
    return TRUE;
  return FALSE;
}

/* -- items ------------------------------------------------------------------------------------- */

static void read_lists (WayReading *self, WayTarget *parent, JsonObject *object);

/* Whether an item says that it is removed, or (FALSE) that it is not. */
static gboolean
read_removed (WayReading *self, JsonObject *object, gboolean *ret_given, gboolean *ret_removed)
{
  JsonNode *node = is_edit (self) ? json_object_get_member (object, "removed") : NULL;

  *ret_given = node != NULL;
  *ret_removed = FALSE;
  if (node == NULL)
    return TRUE;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    {
      *ret_removed = json_node_get_boolean (node);
      return TRUE;
    }
  way_reading_refuse_member (self, "removed", N_ ("“removed” is neither true nor false."));
  return FALSE;
}

static gboolean
read_reason (WayReading *self, JsonObject *object, char **ret_reason)
{
  const WayGroup *group = way_schema_group (WAY_KIND_CORRECTION, WAY_CORRECTION_REASON);
  JsonNode *node = json_object_get_member (object, "reason");
  g_autoptr (GVariant) reason = NULL, tuple = NULL;
  gsize before = way_pointer_down (self->path, "reason");

  if (node != NULL)
    reason = way_read_member (self, &group->members[0], node);
  way_pointer_up (self->path, before);
  if (node == NULL)
    {
      *ret_reason = g_strdup ("");
      return TRUE;
    }
  if (reason == NULL)
    return FALSE;
  tuple = g_variant_ref_sink (g_variant_new_tuple (&reason, 1));
  if (!way_read_check_members (self, group, tuple))
    return FALSE;
  *ret_reason = way_value_dup_string (tuple, 0);
  return TRUE;
}

static void
remove_item (WayReading *self, WayTarget *target, JsonObject *object)
{
  g_autofree char *reason = NULL;
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, NULL))
    if (!g_str_equal (name, "id") && !g_str_equal (name, "removed")
        && !g_str_equal (name, "reason"))
      way_reading_refuse_member (self, name,
                                 N_ ("This entry is to be removed: beside id and removed it has a "
                                     "reason only."));
  if (read_reason (self, object, &reason))
    way_reading_remove (self, target, reason);
  if (target->kind->number == WAY_KIND_GOAL)
    way_reading_drop_goal (self, &target->id);
}

static void
change_item (WayReading *self, WayTarget *target, const WayTarget *parent, JsonObject *object)
{
  if (target->kind->number == WAY_KIND_GOAL)
    way_reading_add_goal (self, &target->id);
  set_parent (self, target, parent, object);
  read_fields (self, target, object);
  read_lists (self, target, object);
}

/* Whether what @act took from the change at @from on says more than that the object is there. */
static gboolean
says_something (const WayAct *act, guint from, const WayTarget *target)
{
  for (guint i = from; i < act->changes->len; i++)
    {
      const WayChange *change = g_ptr_array_index (act->changes, i);
      const WayGroup *group = way_schema_group (change->kind, change->group);

      if (!way_id_equal (&change->object, &target->id) || group->members == NULL
          || group->members[0].type != WAY_MEMBER_INTERNAL)
        return TRUE;
    }
  return FALSE;
}

/* A file may hold what its writer left empty; nobody writes an empty entry on purpose. */
static void
add_item (WayReading *self, WayTarget *target, const WayTarget *parent, JsonObject *object)
{
  guint n_refusals = self->refusals->len, n_changes = self->act->changes->len;

  way_reading_create (self, target);
  change_item (self, target, parent, object);
  if (is_edit (self) && self->refusals->len == n_refusals
      && !says_something (self->act, n_changes, target))
    way_reading_refuse (self, N_ ("Nothing is written in this entry: write what it is, or leave "
                                  "the entry out."));
}

static void
read_item (WayReading *self, const WayKind *kind, const WayTarget *parent, JsonObject *object)
{
  WayTarget target = { .kind = kind };
  gboolean has_id, removed, says_removed;

  if (!read_given_id (self, object, &has_id, &target.id)
      || !read_removed (self, object, &says_removed, &removed))
    return;

  if (is_edit (self) && has_id)
    {
      if (!find_item (self, &target, parent, says_removed && !removed))
        return;
      if (removed)
        {
          remove_item (self, &target, object);
          return;
        }
      if (says_removed && target.present->life != WAY_LIFE_PRESENT)
        way_reading_create (self, &target);
    }
  else if (says_removed)
    {
      way_reading_refuse_member (self, "removed", N_ ("An entry is removed by its id: name it."));
      return;
    }
  else
    {
      if (has_id)
        claim_id (self, &target.id);
      else
        way_id_new (self->random, &target.id);
      add_item (self, &target, parent, object);
      return;
    }
  change_item (self, &target, parent, object);
}

static void
read_list (WayReading *self, const WayKind *kind, const WayTarget *parent, JsonNode *node)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      way_reading_refuse (self, N_ ("“%s” is a list: write it between square brackets."),
                          kind->list);
      return;
    }
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array) && !self->full; i++)
    {
      JsonNode *item = json_array_get_element (array, i);
      gsize before = way_pointer_down_to (self->path, i);

      if (JSON_NODE_HOLDS_OBJECT (item))
        read_item (self, kind, parent, json_node_get_object (item));
      else
        way_reading_refuse (self,
                            N_ ("An entry of “%s” is an object: write its parts between braces."),
                            kind->list);
      way_pointer_up (self->path, before);
    }
}

static void
read_list_member (WayReading *self, WayTarget *parent, const char *name, JsonNode *node)
{
  gsize before = way_pointer_down (self->path, name);

  read_list (self, way_shape_find_list (parent->kind, name), parent, node);
  way_pointer_up (self->path, before);
}

static void
read_lists (WayReading *self, WayTarget *parent, JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    {
      const WayKind *kind = way_shape_find_list (parent->kind, name);

      /* Goals come first of all: priorities and actions name them. */
      if (kind != NULL && kind->number != WAY_KIND_GOAL)
        read_list_member (self, parent, name, node);
    }
}

/* -- the plan ---------------------------------------------------------------------------------- */

/* A single object: made with its first field, or at once where it holds something below it. */
static void
find_single (WayReading *self, WayTarget *target)
{
  if (is_edit (self))
    target->present = way_case_get_object (self->present, target->kind->number, &target->id);
  target->needs_life = target->present == NULL || target->present->life == WAY_LIFE_REMOVED;
}

static gboolean
holds_items (JsonObject *object, const WayTarget *target)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    if (way_shape_find_list (target->kind, name) != NULL && JSON_NODE_HOLDS_ARRAY (node)
        && json_array_get_length (json_node_get_array (node)) > 0)
      return TRUE;
  return FALSE;
}

static void
read_matter (WayReading *self, const char *key, JsonNode *node)
{
  WayTarget target = { .kind = way_schema_kind (WAY_KIND_MATTER) };
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      way_reading_refuse (self, N_ ("A matter is an object: write its parts between braces."));
      return;
    }
  object = json_node_get_object (node);
  way_matter_object (&self->act->case_id, key, &target.id);
  find_single (self, &target);
  if (target.needs_life && (!is_edit (self) || holds_items (object, &target)))
    way_reading_create (self, &target);
  read_fields (self, &target, object);
  read_lists (self, &target, object);
}

static void
refuse_matter (WayReading *self)
{
  g_autoptr (GString) keys = g_string_new (NULL);

  for (guint i = 0; i < self->reference->matters->len; i++)
    {
      const WayMatterInfo *info = g_ptr_array_index (self->reference->matters, i);

      g_string_append_printf (keys, "%s%s", i > 0 ? ", " : "", info->key);
    }
  way_reading_refuse (self, N_ ("There is no such matter in a plan: write one of %s."), keys->str);
}

static void
read_matters (WayReading *self, JsonNode *node)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *matter;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      way_reading_refuse (self, N_ ("“matters” is an object: write its matters between braces."));
      return;
    }
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &key, &matter))
    {
      gsize before = way_pointer_down (self->path, key);

      if (way_reference_get_matter (self->reference, key) == NULL)
        refuse_matter (self);
      else
        read_matter (self, key, matter);
      way_pointer_up (self->path, before);
    }
}

static void
read_plan (WayReading *self, JsonNode *node)
{
  WayTarget front = { .kind = way_schema_kind (WAY_KIND_FRONT), .id = self->act->case_id };
  const char *goals = way_schema_kind (WAY_KIND_GOAL)->list;
  JsonObject *object;
  JsonNode *member;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      way_reading_refuse (self, N_ ("“plan” is an object: write its parts between braces."));
      return;
    }
  object = json_node_get_object (node);
  find_single (self, &front);
  if ((member = json_object_get_member (object, goals)) != NULL)
    read_list_member (self, &front, goals, member);
  read_fields (self, &front, object);
  read_lists (self, &front, object);
  if ((member = json_object_get_member (object, "matters")) != NULL)
    {
      gsize before = way_pointer_down (self->path, "matters");

      read_matters (self, member);
      way_pointer_up (self->path, before);
    }
}

/* -- the person -------------------------------------------------------------------------------- */

static void
note_present_goals (WayReading *self)
{
  g_autoptr (GPtrArray) goals = way_case_list (self->present, WAY_KIND_GOAL);

  for (guint i = 0; i < goals->len; i++)
    {
      const WayObject *goal = g_ptr_array_index (goals, i);
      g_autofree char *text = way_object_dup_string (goal, WAY_GOAL_WHAT, 0);

      way_reading_add_goal (self, &goal->id);
      if (text[0] != '\0')
        way_reading_name_goal (self, &goal->id, text);
    }
}

static void
begin_person (WayReading *self, WayTarget *target, JsonObject *object)
{
  WayId id = self->act->case_id;
  gboolean has_id;

  if (!read_given_id (self, object, &has_id, &id))
    return;
  if (is_edit (self))
    {
      if (has_id && !way_id_equal (&id, &self->act->case_id))
        way_reading_refuse_member (self, "id", N_ ("This id is another person's."));
      target->present = way_case_get_person (self->present);
      self->born = way_object_get_date (target->present, WAY_PERSON_BIRTH, 0);
      note_present_goals (self);
      return;
    }
  if (has_id)
    claim_id (self, &id);
  self->act->case_id = target->id = id;
  way_reading_create (self, target);
  /* Where any of the names is given, their group says so itself. */
  if (!json_object_has_member (object, "preferred_name")
      && !json_object_has_member (object, "full_name"))
    way_reading_refuse_member (
        self, "preferred_name",
        N_ ("“preferred_name” is needed: write the name this person is called "
            "by."));
}

void
way_person_read (WayReading *self, JsonNode *person)
{
  WayTarget target = { .kind = way_schema_kind (WAY_KIND_PERSON), .id = self->act->case_id };
  JsonObject *object;
  JsonNode *plan;

  if (!JSON_NODE_HOLDS_OBJECT (person))
    {
      way_reading_refuse (self, N_ ("A person is an object: write their record between braces."));
      return;
    }
  object = json_node_get_object (person);
  begin_person (self, &target, object);
  read_fields (self, &target, object);
  if ((plan = json_object_get_member (object, "plan")) != NULL)
    {
      gsize before = way_pointer_down (self->path, "plan");

      read_plan (self, plan);
      way_pointer_up (self->path, before);
    }
  read_lists (self, &target, object);
  way_person_check (self);
}
