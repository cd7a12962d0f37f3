/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-operation.h"

#include <string.h>
#include "way-value.h"

int
way_op_id_compare (const WayOpId *a, const WayOpId *b)
{
  int order = way_id_compare (&a->origin, &b->origin);

  return order != 0 ? order : (a->counter > b->counter) - (a->counter < b->counter);
}

guint
way_op_id_hash (gconstpointer id)
{
  const WayOpId *self = id;

  return way_id_hash (&self->origin) ^ g_int64_hash (&self->counter);
}

gboolean
way_op_id_equal (gconstpointer a, gconstpointer b)
{
  return way_op_id_compare (a, b) == 0;
}

static int
compare_op_ids (gconstpointer a, gconstpointer b)
{
  return way_op_id_compare (a, b);
}

WayOperation *
way_operation_new (const WayOperation *fields)
{
  WayOperation *self = g_atomic_rc_box_new (WayOperation);
  WayOpId *supersedes = g_memdup2 (fields->supersedes, fields->n_supersedes * sizeof (WayOpId));
  guint n = 0;

  if (supersedes != NULL)
    qsort (supersedes, fields->n_supersedes, sizeof *supersedes, compare_op_ids);
  for (guint i = 0; i < fields->n_supersedes; i++)
    if (n == 0 || way_op_id_compare (&supersedes[n - 1], &supersedes[i]) != 0)
      supersedes[n++] = supersedes[i];

  *self = *fields;
  self->value = g_bytes_ref (fields->value);
  self->supersedes = supersedes;
  self->n_supersedes = n;
  self->checked = FALSE;
  return self;
}

static void
operation_clear (WayOperation *self)
{
  g_clear_pointer (&self->value, g_bytes_unref);
  g_free ((gpointer)self->supersedes);
}

WayOperation *
way_operation_ref (WayOperation *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
way_operation_unref (WayOperation *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify)operation_clear);
}

const WayGroup *
way_operation_get_group (WayOperation *self)
{
  return way_schema_group (self->kind, self->group);
}

GVariant *
way_operation_dup_value (WayOperation *self)
{
  const WayGroup *group = way_operation_get_group (self);

  if (group == NULL)
    return NULL;
  if (self->checked)
    return way_value_from_checked_bytes (self->value, G_VARIANT_TYPE (group->type));
  return way_value_from_bytes (self->value, G_VARIANT_TYPE (group->type));
}

gboolean
way_operation_is_removal (WayOperation *self)
{
  const WayKind *kind = way_schema_kind (self->kind);

  if (self->group != WAY_GROUP_LIFE || (kind != NULL && kind->immutable))
    return FALSE;
  return way_value_is_removal (self->value);
}

int
way_operation_compare (WayOperation *a, WayOperation *b)
{
  if (a->hlc != b->hlc)
    return a->hlc < b->hlc ? -1 : 1;
  return way_op_id_compare (&a->id, &b->id);
}

void
way_matter_object (const WayId *case_id, const char *key, WayId *ret_object)
{
  static const char domain[] = "WAY1.matter"; /* its final NUL is part of what is hashed */
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;

  g_checksum_update (checksum, (const guchar *)domain, sizeof domain);
  g_checksum_update (checksum, case_id->bytes, WAY_ID_SIZE);
  g_checksum_update (checksum, (const guchar *)key, (gssize)strlen (key));
  g_checksum_get_digest (checksum, digest, &size);
  memcpy (ret_object->bytes, digest, WAY_ID_SIZE);
}
