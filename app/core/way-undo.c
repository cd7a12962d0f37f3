/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-undo.h"

#include "way-value.h"

#define WHOLE_OBJECT G_MAXUINT16

typedef struct
{
  guint16 kind;
  guint16 group; /* or WHOLE_OBJECT */
  WayId object;
} Register;

typedef struct
{
  WayCase *before;     /* (unowned) (nullable) */
  WayAct *act;         /* (owned) */
  GHashTable *settled; /* (owned): set of Register: what needs no more */
} Undo;

static guint
register_hash (gconstpointer key)
{
  const Register *self = key;

  return way_id_hash (&self->object) ^ (guint)(self->kind << 16) ^ self->group;
}

static gboolean
register_equal (gconstpointer a, gconstpointer b)
{
  const Register *left = a, *right = b;

  return left->kind == right->kind && left->group == right->group
         && way_id_equal (&left->object, &right->object);
}

static void
undo_init (Undo *self, WayCase *before, const WayAct *done)
{
  self->before = before;
  self->act = way_act_new (&done->case_id, 0);
  self->settled = g_hash_table_new_full (register_hash, register_equal, g_free, NULL);
}

static void
undo_clear (Undo *self)
{
  g_clear_pointer (&self->act, way_act_free);
  g_clear_pointer (&self->settled, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Undo, undo_clear)

static gboolean
is_settled (Undo *self, const WayChange *change, guint16 group)
{
  Register key = { change->kind, group, change->object };

  return g_hash_table_contains (self->settled, &key);
}

/* FALSE where it was already. */
static gboolean
settle (Undo *self, const WayChange *change, guint16 group)
{
  Register key = { change->kind, group, change->object };

  return g_hash_table_add (self->settled, g_memdup2 (&key, sizeof key));
}

static const WayObject *
get_former (Undo *self, const WayChange *change)
{
  if (self->before == NULL)
    return NULL;
  return way_case_get_object (self->before, change->kind, &change->object);
}

static void
remove_object (Undo *self, const WayChange *change)
{
  if (settle (self, change, WHOLE_OBJECT))
    way_act_remove (self->act, change->kind, &change->object, "");
}

/* Words keep the mark of who gave them. */
static gboolean
put_back (Undo *self, const WayChange *change, guint16 number)
{
  const WayObject *former = get_former (self, change);
  const WayGroup *group = way_schema_group (change->kind, number);
  g_autoptr (GPtrArray) ops = way_object_list_ops (former, number);
  g_autoptr (GVariant) value = NULL;
  WayOperation *op = ops->len > 0 ? g_ptr_array_index (ops, 0) : NULL;
  WayChange *back;

  if (group == NULL || (former != NULL && way_object_n_values (former, number) > 1))
    return FALSE;
  if (!settle (self, change, number))
    return TRUE;
  if (op == NULL && number == WAY_GROUP_LIFE)
    {
      way_act_create (self->act, change->kind, &change->object);
      return TRUE;
    }
  value = op != NULL ? way_operation_dup_value (op) : g_variant_ref_sink (way_value_empty (group));
  back = way_act_set (self->act, change->kind, &change->object, number, value);
  back->flags = op != NULL ? op->flags : 0;
  return TRUE;
}

/* A removal hid every op the object had (M9) and nothing brings those back: all is written anew,
 * its life first. */
static gboolean
put_back_object (Undo *self, const WayChange *change)
{
  const WayObject *former = get_former (self, change);

  if (!put_back (self, change, WAY_GROUP_LIFE))
    return FALSE;
  for (guint i = 0; i < former->ops->len; i++)
    if (!put_back (self, change, ((WayOperation *)g_ptr_array_index (former->ops, i))->group))
      return FALSE;
  return TRUE;
}

static gboolean
can_change (const WayChange *change)
{
  const WayKind *kind = way_schema_kind (change->kind);

  /* a copy is on paper, and its number with it */
  return kind != NULL && !kind->immutable && change->kind != WAY_KIND_COPY;
}

static gboolean
undo_life (Undo *self, const WayChange *change)
{
  const WayObject *former = get_former (self, change);
  gboolean stood = former != NULL && former->life != WAY_LIFE_REMOVED;

  if (former != NULL && former->life == WAY_LIFE_CONFLICT)
    return FALSE;
  if (way_change_is_removal (change))
    return !stood || put_back_object (self, change);
  if (!stood)
    remove_object (self, change);
  return TRUE;
}

static gboolean
undo_field (Undo *self, const WayChange *change)
{
  const WayObject *former = get_former (self, change);

  if (is_settled (self, change, WHOLE_OBJECT))
    return TRUE;
  if (former == NULL || former->life != WAY_LIFE_REMOVED)
    return put_back (self, change, change->group);
  /* it had been removed, and this wrote in it all the same */
  remove_object (self, change);
  return TRUE;
}

WayAct *
way_undo_new (WayCase *before, const WayAct *done)
{
  g_auto (Undo) self;

  undo_init (&self, before, done);
  for (guint i = 0; i < done->changes->len; i++)
    {
      const WayChange *change = g_ptr_array_index (done->changes, i);

      if (!can_change (change) || (change->group == WAY_GROUP_LIFE && !undo_life (&self, change)))
        return NULL;
    }
  for (guint i = 0; i < done->changes->len; i++)
    {
      const WayChange *change = g_ptr_array_index (done->changes, i);

      if (change->group != WAY_GROUP_LIFE && !undo_field (&self, change))
        return NULL;
    }
  return g_steal_pointer (&self.act);
}
