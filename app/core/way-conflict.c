/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-conflict-private.h"

#include "way-clock.h"
#include "way-path.h"
#include "way-value.h"

void
way_conflict_version_free (WayConflictVersion *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->value, g_variant_unref);
  g_ptr_array_unref (self->ops);
  g_free (self->author);
  g_free (self);
}

void
way_conflict_free (WayConflict *self)
{
  g_free (self->path);
  g_free (self->place);
  g_free (self->heading);
  g_clear_pointer (&self->versions, g_ptr_array_unref);
  g_clear_pointer (&self->base, way_conflict_version_free);
  g_free (self);
}

static void
field_free (WayConflictField *self)
{
  g_variant_unref (self->value);
  g_free (self);
}

/* -- versions ---------------------------------------------------------------------------------- */

static int
compare_ops (gconstpointer a, gconstpointer b)
{
  return way_operation_compare (*(WayOperation **)a, *(WayOperation **)b);
}

static GPtrArray *
ops_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)way_operation_unref);
}

/* Says who wrote @op, where and when. */
static void
attribute (WayConflictVersion *self, WayOperation *op, WayPast *past, WayCase *team)
{
  const WayPastOp *known = past != NULL ? way_past_find (past, &op->id) : NULL;

  g_free (self->author);
  self->user = known != NULL ? known->authored.author.user : way_id_nil;
  self->here = known != NULL && known->here;
  self->author = way_worker_dup_name (team, &self->user);
  self->made_ms = op->made_ms;
}

static WayConflictVersion *
version_new (WayOperation *op, WayPast *past, WayCase *team)
{
  WayConflictVersion *self = g_new0 (WayConflictVersion, 1);

  self->ops = ops_new ();
  self->removal = way_operation_is_removal (op);
  if (op->group != WAY_GROUP_LIFE)
    self->value = way_operation_dup_value (op);
  attribute (self, op, past, team);
  g_ptr_array_add (self->ops, way_operation_ref (op));
  return self;
}

/* (nullable): the one that already says what @op says. */
static WayConflictVersion *
find_alike (GPtrArray *versions, WayOperation *op)
{
  for (guint i = 0; i < versions->len; i++)
    {
      WayConflictVersion *version = g_ptr_array_index (versions, i);
      WayOperation *first = g_ptr_array_index (version->ops, 0);

      if (first->group == op->group && g_bytes_equal (first->value, op->value))
        return version;
    }
  return NULL;
}

GPtrArray *
way_conflict_list_versions (GPtrArray *ops, WayPast *past, WayCase *team)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  GPtrArray *versions = g_ptr_array_new_with_free_func ((GDestroyNotify)way_conflict_version_free);

  for (guint i = 0; i < ops->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_index (ops, i));
  g_ptr_array_sort (sorted, compare_ops);
  for (guint i = 0; i < sorted->len; i++)
    {
      WayOperation *op = g_ptr_array_index (sorted, i);
      WayConflictVersion *alike = find_alike (versions, op);

      if (alike != NULL)
        g_ptr_array_add (alike->ops, way_operation_ref (op));
      else
        g_ptr_array_add (versions, version_new (op, past, team));
    }
  return versions;
}

/* -- the version they started from ------------------------------------------------------------- */

static gboolean
is_same_register (WayOperation *a, WayOperation *b)
{
  return a->kind == b->kind && a->group == b->group && way_id_equal (&a->object, &b->object);
}

/* Adds to @set every op of the register that @op knew, directly or not. */
static void
add_known (WayPast *past, WayOperation *op, GHashTable *set)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new ();

  g_ptr_array_add (open, op);
  while (open->len > 0)
    {
      WayOperation *next = g_ptr_array_steal_index_fast (open, open->len - 1);

      for (guint i = 0; i < next->n_supersedes; i++)
        {
          const WayPastOp *known = way_past_find (past, &next->supersedes[i]);

          if (known != NULL && is_same_register (known->authored.op, op)
              && g_hash_table_add (set, known->authored.op))
            g_ptr_array_add (open, known->authored.op);
        }
    }
}

static GHashTable *
list_known (WayPast *past, const WayConflictVersion *version)
{
  GHashTable *set = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < version->ops->len; i++)
    add_known (past, g_ptr_array_index (version->ops, i), set);
  return set;
}

/* (nullable): the newest op that every version knew. */
static WayOperation *
find_base (WayPast *past, GPtrArray *versions)
{
  g_autoptr (GHashTable) common = list_known (past, g_ptr_array_index (versions, 0));
  GHashTableIter iter;
  gpointer op;
  WayOperation *newest = NULL;

  for (guint i = 1; i < versions->len; i++)
    {
      g_autoptr (GHashTable) known = list_known (past, g_ptr_array_index (versions, i));

      g_hash_table_iter_init (&iter, common);
      while (g_hash_table_iter_next (&iter, &op, NULL))
        if (!g_hash_table_contains (known, op))
          g_hash_table_iter_remove (&iter);
    }
  g_hash_table_iter_init (&iter, common);
  while (g_hash_table_iter_next (&iter, &op, NULL))
    {
      g_autoptr (GHashTable) below = g_hash_table_new (NULL, NULL);

      if (newest != NULL)
        add_known (past, newest, below);
      if (newest == NULL
          || (!g_hash_table_contains (below, op) && way_operation_compare (op, newest) > 0))
        newest = op;
    }
  return newest;
}

/* -- one conflict ------------------------------------------------------------------------------ */

static WayConflictShape
shape_of (guint16 kind, guint16 group)
{
  const WayGroup *known = way_schema_group (kind, group);

  if (known == NULL)
    return WAY_CONFLICT_UNKNOWN;
  if (group == WAY_GROUP_LIFE)
    return WAY_CONFLICT_LIFE;
  switch (known->shape)
    {
    case WAY_SHAPE_PROSE:
      return WAY_CONFLICT_PROSE;
    case WAY_SHAPE_WORDS:
      return WAY_CONFLICT_WORDS;
    case WAY_SHAPE_IDS:
      return WAY_CONFLICT_LIST;
    case WAY_SHAPE_MEMBERS:
    case WAY_SHAPE_NESTED:
    default:
      return WAY_CONFLICT_VALUE;
    }
}

/* All removals in one, and all that was written beside them in another, newest first. */
static void
split_life (WayConflict *self, const WayObject *object, WayPast *past, WayCase *team)
{
  WayConflictVersion *sides[2] = { NULL, NULL };

  for (guint i = 0; i < object->ops->len; i++)
    {
      WayOperation *op = g_ptr_array_index (object->ops, i);
      WayConflictVersion **side = &sides[way_operation_is_removal (op) ? 0 : 1];

      if (*side == NULL)
        *side = version_new (op, past, team);
      else
        g_ptr_array_add ((*side)->ops, way_operation_ref (op));
    }
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      g_ptr_array_sort (sides[i]->ops, compare_ops);
      attribute (sides[i], g_ptr_array_index (sides[i]->ops, sides[i]->ops->len - 1), past, team);
      g_clear_pointer (&sides[i]->value, g_variant_unref);
      g_ptr_array_add (self->versions, sides[i]);
    }
}

typedef struct
{
  WayCase *present;
  WayPast *past;
  WayCase *team;
  WayReference *reference;
  GPtrArray *list; /* (owned): WayConflict */
} Maker;

static void
add_conflict (Maker *maker, const WayObject *object, guint16 group)
{
  WayConflict *self = g_new0 (WayConflict, 1);
  g_autoptr (GPtrArray) ops = way_object_list_ops (object, group);
  WayOperation *base = NULL;

  self->kind = object->kind;
  self->object = object->id;
  self->group = group;
  self->shape = shape_of (object->kind, group);
  self->path = way_path_in_case (maker->present, maker->reference, object, group);
  if (self->path == NULL)
    self->path = g_strdup ("");
  way_conflict_describe (maker->present, maker->team, maker->reference, object, group, &self->place,
                         &self->heading);
  if (group != WAY_GROUP_LIFE)
    self->versions = way_conflict_list_versions (ops, maker->past, maker->team);
  else
    {
      self->versions = g_ptr_array_new_with_free_func ((GDestroyNotify)way_conflict_version_free);
      split_life (self, object, maker->past, maker->team);
    }
  if (group != WAY_GROUP_LIFE && maker->past != NULL)
    base = find_base (maker->past, self->versions);
  if (base != NULL)
    self->base = version_new (base, maker->past, maker->team);
  g_ptr_array_add (maker->list, self);
}

/* What an object that may be removed holds is settled after that. */
static void
look_at (Maker *maker, const WayObject *object)
{
  const WayKind *known = way_schema_kind (object->kind);
  guint16 last = WAY_GROUP_LIFE;

  if (object->life == WAY_LIFE_REMOVED || (known != NULL && known->immutable))
    return;
  if (object->life == WAY_LIFE_CONFLICT)
    {
      add_conflict (maker, object, WAY_GROUP_LIFE);
      return;
    }
  for (guint i = 0; i < object->ops->len; i++)
    {
      guint16 group = ((WayOperation *)g_ptr_array_index (object->ops, i))->group;

      if (group != WAY_GROUP_LIFE && group != last && way_object_n_values (object, group) > 1)
        add_conflict (maker, object, group);
      last = group;
    }
}

/* -- all of them ------------------------------------------------------------------------------- */

/* In the order of the plan: what stands before the sections, each section with its actions, then
 * everything else. */
static guint
rank (Maker *maker, const WayObject *object)
{
  const WayMatterInfo *info;
  WayId matter = object->id;
  guint16 kind = object->kind;

  if (kind < WAY_KIND_MATTER)
    return kind;
  if (kind == WAY_KIND_ACTION && !way_path_find_parent (maker->present, object, &kind, &matter))
    return 1000;
  if (kind != WAY_KIND_MATTER)
    return 1000 + kind;
  info = way_reference_find_matter (maker->reference, way_case_get_id (maker->present), &matter);
  return 10 + 2 * (info != NULL ? info->number : 100) + (object->kind == WAY_KIND_ACTION);
}

typedef struct
{
  const WayObject *object;
  guint rank, place;
} Ranked;

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *left = a, *right = b;

  if (left->rank != right->rank)
    return left->rank < right->rank ? -1 : 1;
  return left->place < right->place ? -1 : left->place > right->place;
}

GPtrArray *
way_conflict_list (WayCase *self, WayPast *past, WayCase *team, WayReference *reference)
{
  Maker maker = { self, past, team, reference,
                  g_ptr_array_new_with_free_func ((GDestroyNotify)way_conflict_free) };
  g_autoptr (GPtrArray) objects = way_case_list_all (self);
  g_autoptr (GArray) ranked = g_array_new (FALSE, FALSE, sizeof (Ranked));

  for (guint i = 0; i < objects->len; i++)
    {
      Ranked one = { g_ptr_array_index (objects, i), 0, i };

      if (!way_object_has_conflict (one.object))
        continue;
      one.rank = rank (&maker, one.object);
      g_array_append_val (ranked, one);
    }
  g_array_sort (ranked, compare_ranked);
  for (guint i = 0; i < ranked->len; i++)
    look_at (&maker, g_array_index (ranked, Ranked, i).object);
  return maker.list;
}

const WayConflict *
way_conflict_find (GPtrArray *conflicts, const char *path)
{
  for (guint i = 0; i < conflicts->len; i++)
    {
      const WayConflict *one = g_ptr_array_index (conflicts, i);

      if (one->path[0] != '\0' && g_str_equal (one->path, path))
        return one;
    }
  return NULL;
}

/* -- all versions in one ----------------------------------------------------------------------- */

static gboolean
is_same_passage (const WayPassage *a, const WayPassage *b)
{
  return g_str_equal (a->text, b->text) && g_str_equal (a->language, b->language)
         && a->given == b->given && a->role == b->role && g_str_equal (a->helper, b->helper)
         && g_str_equal (a->said_on, b->said_on) && g_str_equal (a->typed_by, b->typed_by);
}

/* How many passages all of @all (arrays of WayPassage) begin with. */
static guint
count_shared (GPtrArray *all)
{
  GPtrArray *first = g_ptr_array_index (all, 0);

  for (guint n = 0; n < first->len; n++)
    for (guint i = 1; i < all->len; i++)
      {
        GPtrArray *other = g_ptr_array_index (all, i);

        if (n >= other->len
            || !is_same_passage (g_ptr_array_index (first, n), g_ptr_array_index (other, n)))
          return n;
      }
  return first->len;
}

static void
append_passages (GPtrArray *words, GPtrArray *from, guint after, gint64 made_ms)
{
  for (guint i = after; i < from->len; i++)
    {
      WayPassage *passage = way_passage_copy (g_ptr_array_index (from, i));
      char day[WAY_DATE_TEXT_SIZE];

      if (passage->said_on[0] == '\0')
        {
          g_free (passage->said_on);
          passage->said_on = g_strdup (way_date_format (way_clock_date_at (made_ms), day));
        }
      g_ptr_array_add (words, passage);
    }
}

GPtrArray *
way_conflict_join_words (GPtrArray *ops)
{
  GPtrArray *words = way_words_new ();
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
  guint shared;

  for (guint i = 0; i < ops->len; i++)
    {
      g_autoptr (GVariant) value = way_operation_dup_value (g_ptr_array_index (ops, i));

      g_ptr_array_add (all, way_words_from_variant (value));
    }
  shared = all->len > 0 ? count_shared (all) : 0;
  for (guint i = 0; i < all->len; i++)
    append_passages (words, g_ptr_array_index (all, i), i == 0 ? 0 : shared,
                     ((WayOperation *)g_ptr_array_index (ops, i))->made_ms);
  return words;
}

/* One op for each version. */
static GPtrArray *
list_first_ops (const WayConflict *self)
{
  GPtrArray *ops = g_ptr_array_new ();

  for (guint i = 0; i < self->versions->len; i++)
    {
      const WayConflictVersion *version = g_ptr_array_index (self->versions, i);

      g_ptr_array_add (ops, g_ptr_array_index (version->ops, 0));
    }
  return ops;
}

/* A paragraph for each; what nobody wrote is none. */
static GVariant *
join_prose (const WayConflict *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *language = NULL, *part, *of;

  for (guint i = 0; i < self->versions->len; i++)
    {
      g_variant_get (((WayConflictVersion *)g_ptr_array_index (self->versions, i))->value, "(&s&s)",
                     &part, &of);
      if (part[0] == '\0')
        continue;
      if (text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, part);
      if (language == NULL)
        language = of;
    }
  return g_variant_ref_sink (g_variant_new ("(ss)", text->str, language != NULL ? language : "en"));
}

GVariant *
way_conflict_put_together (const WayConflict *self)
{
  g_autoptr (GPtrArray) ops = NULL;
  g_autoptr (GPtrArray) words = NULL;

  if (self->shape == WAY_CONFLICT_PROSE)
    return join_prose (self);
  if (self->shape != WAY_CONFLICT_WORDS)
    return NULL;
  ops = list_first_ops (self);
  words = way_conflict_join_words (ops);
  return g_variant_ref_sink (way_words_to_variant (words));
}

/* -- what a removal took along ----------------------------------------------------------------- */

GPtrArray *
way_conflict_list_taken (const WayConflict *self, WayPast *past, guint16 group)
{
  const WayConflictVersion *removal = g_ptr_array_index (self->versions, 0);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GPtrArray *taken = ops_new ();

  for (guint i = 0; i < removal->ops->len; i++)
    {
      WayOperation *op = g_ptr_array_index (removal->ops, i);

      for (guint n = 0; n < op->n_supersedes; n++)
        {
          const WayPastOp *known = way_past_find (past, &op->supersedes[n]);

          if (known != NULL && known->authored.op->group == group
              && known->authored.op->kind == self->kind
              && way_id_equal (&known->authored.op->object, &self->object)
              && g_hash_table_add (seen, known->authored.op))
            g_ptr_array_add (taken, way_operation_ref (known->authored.op));
        }
    }
  g_ptr_array_sort (taken, compare_ops);
  return taken;
}

/* (transfer full) (nullable): as elsewhere, of several values that of the lowest id stands; of own
 * words all do. */
static GVariant *
dup_value_of (GPtrArray *ops, const WayGroup *group)
{
  WayOperation *lowest = NULL;

  if (ops->len > 1 && group->shape == WAY_SHAPE_WORDS)
    {
      g_autoptr (GPtrArray) words = way_conflict_join_words (ops);

      return g_variant_ref_sink (way_words_to_variant (words));
    }
  for (guint i = 0; i < ops->len; i++)
    {
      WayOperation *op = g_ptr_array_index (ops, i);

      if (lowest == NULL || way_op_id_compare (&op->id, &lowest->id) < 0)
        lowest = op;
    }
  return lowest != NULL ? way_operation_dup_value (lowest) : NULL;
}

GPtrArray *
way_conflict_list_kept (const WayConflict *self, WayCase *present, WayPast *past)
{
  const WayObject *object = way_case_get_object (present, self->kind, &self->object);
  const WayKind *kind = way_schema_kind (self->kind);
  GPtrArray *fields = g_ptr_array_new_with_free_func ((GDestroyNotify)field_free);

  for (guint i = 0; kind != NULL && i < kind->n_groups; i++)
    {
      const WayGroup *group = &kind->groups[i];
      g_autoptr (GPtrArray) ops = way_object_list_ops (object, group->number);
      g_autoptr (GPtrArray) taken = way_conflict_list_taken (self, past, group->number);
      GVariant *value = dup_value_of (ops->len > 0 ? ops : taken, group);
      WayConflictField *field;

      if (group->number == WAY_GROUP_LIFE || value == NULL || way_value_is_empty (group, value))
        {
          g_clear_pointer (&value, g_variant_unref);
          continue;
        }
      field = g_new0 (WayConflictField, 1);
      field->group = group->number;
      field->value = value;
      g_ptr_array_add (fields, field);
    }
  return fields;
}
