/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-act.h"

#include "way-value.h"

static void
change_free (WayChange *self)
{
  g_bytes_unref (self->value);
  g_clear_pointer (&self->bases, g_array_unref);
  g_free (self);
}

WayAct *
way_act_new (const WayId *case_id, gint64 made_ms)
{
  WayAct *self = g_new0 (WayAct, 1);

  self->case_id = *case_id;
  self->made_ms = made_ms;
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify)change_free);
  return self;
}

void
way_act_free (WayAct *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->changes);
  g_clear_pointer (&self->life, g_bytes_unref);
  g_free (self);
}

/* Takes @value. */
static WayChange *
add_change (WayAct *self, guint16 kind, const WayId *object, guint16 group, GBytes *value)
{
  WayChange *change = g_new0 (WayChange, 1);

  change->kind = kind;
  change->object = *object;
  change->group = group;
  change->value = value;
  g_ptr_array_add (self->changes, change);
  return change;
}

WayAct *
way_act_copy (const WayAct *self)
{
  WayAct *copy = way_act_new (&self->case_id, self->made_ms);

  for (guint i = 0; i < self->changes->len; i++)
    {
      const WayChange *change = g_ptr_array_index (self->changes, i);
      WayChange *added = add_change (copy, change->kind, &change->object, change->group,
                                     g_bytes_ref (change->value));

      added->flags = change->flags;
      added->bases = change->bases != NULL ? g_array_ref (change->bases) : NULL;
    }
  copy->life = self->life != NULL ? g_bytes_ref (self->life) : NULL;
  return copy;
}

WayChange *
way_act_set (WayAct *self, guint16 kind, const WayId *object, guint16 group, GVariant *value)
{
  return add_change (self, kind, object, group, way_value_to_bytes (value));
}

static GVariant *
new_life (const WayId *parent, guint8 state, const char *reason)
{
  return g_variant_new ("(@ayys)", way_value_new_id (parent), state, reason);
}

void
way_act_create (WayAct *self, guint16 kind, const WayId *object)
{
  const WayKind *known = way_schema_kind (kind);

  g_return_if_fail (known != NULL);
  if (known->immutable)
    return;
  /* an import creates hundreds of objects in one act, all with this value */
  if (self->life == NULL)
    self->life = way_value_to_bytes (new_life (&self->case_id, 0, ""));
  add_change (self, kind, object, WAY_GROUP_LIFE, g_bytes_ref (self->life));
}

void
way_act_remove (WayAct *self, guint16 kind, const WayId *object, const char *reason)
{
  way_act_set (self, kind, object, WAY_GROUP_LIFE, new_life (&self->case_id, 1, reason));
}

gboolean
way_change_is_removal (const WayChange *self)
{
  return self->group == WAY_GROUP_LIFE && way_value_is_removal (self->value);
}
