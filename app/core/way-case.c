/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-case.h"

#include <string.h>
#include "way-value.h"

struct _WayCase
{
  WayId id;
  GHashTable *objects; /* (owned): set of WayObject, by kind and id */
  gint64 newest_ms;
};

/* An object is a kind and an id: person and front share the case id. */
static guint
object_hash (gconstpointer object)
{
  return way_id_hash (&((const WayObject *)object)->id) ^ ((const WayObject *)object)->kind;
}

static gboolean
object_equal (gconstpointer a, gconstpointer b)
{
  const WayObject *left = a, *right = b;

  return left->kind == right->kind && way_id_equal (&left->id, &right->id);
}

static void
object_free (WayObject *self)
{
  g_ptr_array_unref (self->ops);
  g_free (self);
}

static int
compare_ops (gconstpointer a, gconstpointer b)
{
  WayOperation *left = *(WayOperation **)a;
  WayOperation *right = *(WayOperation **)b;

  if (left->group != right->group)
    return left->group < right->group ? -1 : 1;
  return way_operation_compare (left, right);
}

static WayLife
judge_life (const WayObject *self)
{
  gboolean removed = FALSE, other = FALSE;

  for (guint i = 0; i < self->ops->len; i++)
    if (way_operation_is_removal (g_ptr_array_index (self->ops, i)))
      removed = TRUE;
    else
      other = TRUE;
  if (!removed)
    return WAY_LIFE_PRESENT;
  return other ? WAY_LIFE_CONFLICT : WAY_LIFE_REMOVED;
}

static void
object_finish (WayObject *self)
{
  g_ptr_array_sort (self->ops, compare_ops);
  self->life = judge_life (self);
  self->created_hlc = G_MAXUINT64;
  for (guint i = 0; i < self->ops->len; i++)
    {
      WayOperation *op = g_ptr_array_index (self->ops, i);

      if (op->hlc < self->created_hlc)
        {
          self->created_hlc = op->hlc;
          self->created_ms = op->made_ms;
        }
      if (way_operation_get_group (op) == NULL && (op->flags & WAY_OPERATION_MUST_UNDERSTAND) != 0)
        self->needs_update = TRUE;
    }
}

static WayObject *
get_or_add_object (WayCase *self, WayOperation *op)
{
  WayObject key = { .id = op->object, .kind = op->kind };
  WayObject *object = g_hash_table_lookup (self->objects, &key);

  if (object == NULL)
    {
      object = g_new0 (WayObject, 1);
      object->id = op->object;
      object->kind = op->kind;
      object->ops = g_ptr_array_new_with_free_func ((GDestroyNotify)way_operation_unref);
      g_hash_table_add (self->objects, object);
    }
  return object;
}

WayCase *
way_case_new (const WayId *case_id, GPtrArray *ops)
{
  WayCase *self = g_atomic_rc_box_new0 (WayCase);
  GHashTableIter iter;
  gpointer object;

  self->id = *case_id;
  self->objects = g_hash_table_new_full (object_hash, object_equal, (GDestroyNotify)object_free,
                                         NULL);
  for (guint i = 0; i < ops->len; i++)
    {
      WayOperation *op = g_ptr_array_index (ops, i);

      g_ptr_array_add (get_or_add_object (self, op)->ops, way_operation_ref (op));
      self->newest_ms = MAX (self->newest_ms, op->made_ms);
    }

  g_hash_table_iter_init (&iter, self->objects);
  while (g_hash_table_iter_next (&iter, &object, NULL))
    object_finish (object);
  return self;
}

WayCase *
way_case_ref (WayCase *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
case_clear (WayCase *self)
{
  g_hash_table_unref (self->objects);
}

void
way_case_unref (WayCase *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify)case_clear);
}

const WayId *
way_case_get_id (WayCase *self)
{
  return &self->id;
}

gint64
way_case_get_newest_ms (WayCase *self)
{
  return self->newest_ms;
}

const WayObject *
way_case_get_object (WayCase *self, guint16 kind, const WayId *id)
{
  WayObject key = { .id = *id, .kind = kind };

  return g_hash_table_lookup (self->objects, &key);
}

const WayObject *
way_case_get_person (WayCase *self)
{
  return way_case_get_object (self, WAY_KIND_PERSON, &self->id);
}

const WayObject *
way_case_get_front (WayCase *self)
{
  return way_case_get_object (self, WAY_KIND_FRONT, &self->id);
}

const WayObject *
way_case_get_matter (WayCase *self, const char *key)
{
  WayId id;

  way_matter_object (&self->id, key, &id);
  return way_case_get_object (self, WAY_KIND_MATTER, &id);
}

/* -- lists ------------------------------------------------------------------------------------- */

static int
compare_creation (const WayObject *a, const WayObject *b)
{
  if (a->created_hlc != b->created_hlc)
    return a->created_hlc < b->created_hlc ? -1 : 1;
  return way_id_compare (&a->id, &b->id);
}

typedef struct
{
  const WayObject *object;
  WayDate date; /* that its list goes by; none where that is creation alone */
} Listed;

static WayDate
get_list_date (const WayObject *self)
{
  const WayKind *kind = way_schema_kind (self->kind);

  if (self->kind == WAY_KIND_ACTION)
    return way_object_get_date (self, WAY_ACTION_BY, 0);
  return kind != NULL && kind->dated ? way_object_get_date (self, 1, 0) : way_date_none;
}

static int
compare_listed (gconstpointer a, gconstpointer b)
{
  const Listed *left = a, *right = b;
  gboolean dated = !way_date_is_none (left->date);

  if (left->object->kind != right->object->kind)
    return left->object->kind < right->object->kind ? -1 : 1;
  if (dated == way_date_is_none (right->date))
    return dated ? -1 : 1;
  if (way_date_compare (left->date, right->date) != 0)
    return way_date_compare (left->date, right->date);
  return compare_creation (left->object, right->object);
}

/* A date is read from its bytes once, not at each comparison. */
static void
sort_list (GPtrArray *list)
{
  g_autoptr (GArray) listed = g_array_sized_new (FALSE, FALSE, sizeof (Listed), list->len);

  for (guint i = 0; i < list->len; i++)
    {
      Listed entry = { .object = g_ptr_array_index (list, i) };

      entry.date = get_list_date (entry.object);
      g_array_append_val (listed, entry);
    }
  g_array_sort (listed, compare_listed);
  for (guint i = 0; i < list->len; i++)
    list->pdata[i] = (gpointer)g_array_index (listed, Listed, i).object;
}

GPtrArray *
way_case_list_all (WayCase *self)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer object;

  g_hash_table_iter_init (&iter, self->objects);
  while (g_hash_table_iter_next (&iter, &object, NULL))
    g_ptr_array_add (list, object);
  sort_list (list);
  return list;
}

GPtrArray *
way_case_list (WayCase *self, guint16 kind)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer object;

  g_hash_table_iter_init (&iter, self->objects);
  while (g_hash_table_iter_next (&iter, &object, NULL))
    if (((WayObject *)object)->kind == kind && ((WayObject *)object)->life != WAY_LIFE_REMOVED)
      g_ptr_array_add (list, object);
  sort_list (list);
  return list;
}

void
way_case_each (WayCase *self, WayCaseEach each, gpointer data)
{
  GHashTableIter iter;
  gpointer object;

  g_hash_table_iter_init (&iter, self->objects);
  while (g_hash_table_iter_next (&iter, &object, NULL))
    if (((WayObject *)object)->life != WAY_LIFE_REMOVED)
      each (object, data);
}

GPtrArray *
way_case_list_actions (WayCase *self, const WayId *matter)
{
  GPtrArray *list = way_case_list (self, WAY_KIND_ACTION);

  for (guint i = list->len; i > 0; i--)
    {
      WayId id;

      way_object_get_id (g_ptr_array_index (list, i - 1), WAY_ACTION_MATTER, 0, &id);
      if (!way_id_equal (&id, matter))
        g_ptr_array_remove_index (list, i - 1);
    }
  return list;
}

/* -- values ------------------------------------------------------------------------------------ */

GPtrArray *
way_object_list_ops (const WayObject *self, guint16 group)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; self != NULL && i < self->ops->len; i++)
    if (((WayOperation *)g_ptr_array_index (self->ops, i))->group == group)
      g_ptr_array_add (list, g_ptr_array_index (self->ops, i));
  return list;
}

guint
way_object_n_values (const WayObject *self, guint16 group)
{
  g_autoptr (GPtrArray) ops = way_object_list_ops (self, group);
  g_autoptr (GHashTable) values = g_hash_table_new (g_bytes_hash, g_bytes_equal);

  for (guint i = 0; i < ops->len; i++)
    g_hash_table_add (values, ((WayOperation *)g_ptr_array_index (ops, i))->value);
  return g_hash_table_size (values);
}

gboolean
way_object_has_conflict (const WayObject *self)
{
  if (self->life == WAY_LIFE_CONFLICT)
    return TRUE;
  for (guint i = 1; i < self->ops->len; i++)
    {
      WayOperation *before = g_ptr_array_index (self->ops, i - 1);
      WayOperation *op = g_ptr_array_index (self->ops, i);

      if (op->group == before->group && op->group != WAY_GROUP_LIFE
          && !g_bytes_equal (op->value, before->value))
        return TRUE;
    }
  return FALSE;
}

gboolean
way_case_plan_has_conflict (WayCase *self)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->objects);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const WayObject *object = key;
      gboolean printed = FALSE;
      const WayKind *kind = way_schema_kind (object->kind);

      for (guint i = 0; kind != NULL && i < kind->n_groups; i++)
        printed |= kind->groups[i].print != WAY_PRINT_NEVER;
      if (printed && object->life != WAY_LIFE_REMOVED && way_object_has_conflict (object))
        return TRUE;
    }
  return FALSE;
}

/* The op whose value the group shows. */
static WayOperation *
get_lowest (const WayObject *self, guint16 group)
{
  WayOperation *lowest = NULL;

  for (guint i = 0; self != NULL && i < self->ops->len; i++)
    {
      WayOperation *op = g_ptr_array_index (self->ops, i);

      if (op->group == group && (lowest == NULL || way_op_id_compare (&op->id, &lowest->id) < 0))
        lowest = op;
    }
  return lowest;
}

GVariant *
way_object_dup_value (const WayObject *self, guint16 group)
{
  WayOperation *lowest = get_lowest (self, group);

  return lowest != NULL ? way_operation_dup_value (lowest) : NULL;
}

/* Whether the bytes are sound: an op that nobody has seen to is looked at each time. */
static gboolean
is_sound (WayOperation *op)
{
  g_autoptr (GVariant) value = op->checked ? NULL : way_operation_dup_value (op);

  return op->checked || value != NULL;
}

/* Where @member stands in @value, NULL where that takes more than counting: in a tuple, texts stand
 * one behind the other, each with its NUL, and a byte or a truth is one byte. */
static const char *
find_member (const WayGroup *known, GBytes *value, guint member)
{
  const char *type = known->type, *at = g_bytes_get_data (value, NULL);

  if (*type++ != '(')
    return NULL;
  for (guint i = 0; i < member; i++, type++)
    if (*type == 's')
      at += strlen (at) + 1;
    else if (*type == 'y' || *type == 'b')
      at++;
    else
      return NULL;
  return at;
}

/* The member of the value that is shown, good for as long as the case is, where it is of @type:
 * 's', 'y' or 'b'.  Building a GVariant of it costs a hundred times as much. */
static const char *
peek_member (const WayObject *self, guint16 group, guint member, char type)
{
  WayOperation *op = get_lowest (self, group);
  const WayGroup *known = op != NULL ? way_operation_get_group (op) : NULL;

  if (known == NULL || strspn (known->type + 1, "syb") <= member || known->type[1 + member] != type
      || !is_sound (op))
    return NULL;
  return find_member (known, op->value, member);
}

gboolean
way_object_peek_texts (const WayObject *self, guint16 group, const char *ret_texts[WAY_TEXTS_MAX])
{
  WayOperation *op = get_lowest (self, group);
  const WayGroup *known = op != NULL ? way_operation_get_group (op) : NULL;
  gsize n = known != NULL ? strspn (known->type + 1, "s") : 0;

  if (n == 0 || n > WAY_TEXTS_MAX || known->type[0] != '(' || known->type[n + 1] != ')'
      || !is_sound (op))
    return FALSE;
  ret_texts[0] = find_member (known, op->value, 0);
  for (gsize i = 1; i < n; i++)
    ret_texts[i] = ret_texts[i - 1] + strlen (ret_texts[i - 1]) + 1;
  return TRUE;
}

static GVariant *
dup_member (const WayObject *self, guint16 group, guint member)
{
  g_autoptr (GVariant) value = way_object_dup_value (self, group);

  return value != NULL ? g_variant_get_child_value (value, member) : NULL;
}

char *
way_object_dup_string (const WayObject *self, guint16 group, guint member)
{
  const char *text = peek_member (self, group, member, 's');
  g_autoptr (GVariant) child = text == NULL ? dup_member (self, group, member) : NULL;

  if (text != NULL)
    return g_strdup (text);
  return child != NULL ? g_variant_dup_string (child, NULL) : g_strdup ("");
}

WayDate
way_object_get_date (const WayObject *self, guint16 group, guint member)
{
  const char *text = peek_member (self, group, member, 's');
  g_autoptr (GVariant) child = text == NULL ? dup_member (self, group, member) : NULL;
  WayDate date = way_date_none;

  if (child != NULL)
    text = g_variant_get_string (child, NULL);
  if (text != NULL)
    way_date_parse (text, WAY_DATE_PARTIAL, &date);
  return date;
}

gboolean
way_object_get_bool (const WayObject *self, guint16 group, guint member)
{
  const char *byte = peek_member (self, group, member, 'b');
  g_autoptr (GVariant) child = byte == NULL ? dup_member (self, group, member) : NULL;

  return byte != NULL ? *byte != 0 : child != NULL && g_variant_get_boolean (child);
}

guint8
way_object_get_tri (const WayObject *self, guint16 group, guint member)
{
  const char *byte = peek_member (self, group, member, 'y');
  g_autoptr (GVariant) child = byte == NULL ? dup_member (self, group, member) : NULL;

  if (byte != NULL)
    return (guint8)*byte;
  return child != NULL ? g_variant_get_byte (child) : 0;
}

void
way_object_get_id (const WayObject *self, guint16 group, guint member, WayId *ret_id)
{
  g_autoptr (GVariant) value = way_object_dup_value (self, group);

  if (value == NULL || !way_value_get_id (value, member, ret_id))
    *ret_id = way_id_nil;
}

GPtrArray *
way_object_dup_words (const WayObject *self, guint16 group)
{
  g_autoptr (GPtrArray) ops = way_object_list_ops (self, group);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_bytes_hash, g_bytes_equal);
  GPtrArray *all = way_words_new ();

  for (guint i = 0; i < ops->len; i++)
    {
      WayOperation *op = g_ptr_array_index (ops, i);
      g_autoptr (GVariant) value = way_operation_dup_value (op);

      if (value != NULL && g_hash_table_add (seen, op->value))
        g_ptr_array_extend_and_steal (all, way_words_from_variant (value));
    }
  return all;
}
