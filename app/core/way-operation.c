/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-operation.h"

#include <string.h>
#include "way-core-error.h"
#include "way-fail.h"
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

static GVariant *
new_id_array (const WayId *id)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, id->bytes, WAY_ID_SIZE, 1);
}

GBytes *
way_operation_to_bytes (WayOperation *self)
{
  GVariantBuilder supersedes;

  g_variant_builder_init (&supersedes, G_VARIANT_TYPE ("a(ayt)"));
  for (guint i = 0; i < self->n_supersedes; i++)
    g_variant_builder_add (&supersedes, "(@ayt)", new_id_array (&self->supersedes[i].origin),
                           self->supersedes[i].counter);

  return way_value_to_bytes (g_variant_new (
      "(@ay@ayttqxtq@ayqy@ay@a(ayt))", new_id_array (&self->case_id),
      new_id_array (&self->id.origin), self->id.counter, self->act, self->act_n, self->made_ms,
      self->hlc, self->kind, new_id_array (&self->object), self->group, self->flags,
      g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, self->value, TRUE),
      g_variant_builder_end (&supersedes)));
}

/* An id of exactly 16 bytes; the nil id is allowed only where a field may be empty, and none is. */
static gboolean
read_id (GVariant *tuple, gsize index, WayId *ret_id)
{
  g_autoptr (GVariant) child = g_variant_get_child_value (tuple, index);
  gsize size;
  gconstpointer bytes = g_variant_get_fixed_array (child, &size, 1);

  return way_id_from_bytes (bytes, size, ret_id);
}

static gboolean
read_supersedes (GVariant *list, const WayOpId *self_id, WayOpId *ids, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) item = g_variant_get_child_value (list, i);

      if (!read_id (item, 0, &ids[i].origin))
        return FALSE;
      g_variant_get_child (item, 1, "t", &ids[i].counter);
      if (ids[i].counter == 0 || way_op_id_equal (&ids[i], self_id))
        return FALSE;
      if (i > 0 && way_op_id_compare (&ids[i - 1], &ids[i]) >= 0)
        return FALSE;
    }
  return TRUE;
}

static gboolean
value_fits (WayOperation *self)
{
  g_autoptr (GVariant) value = NULL;
  const WayGroup *group = way_operation_get_group (self);

  if (group == NULL)
    return TRUE;
  value = way_operation_dup_value (self);
  return value != NULL;
}

static gboolean
read_fields (GVariant *op, WayOperation *fields)
{
  g_autoptr (GVariant) value = NULL;

  if (!read_id (op, 0, &fields->case_id) || !read_id (op, 1, &fields->id.origin)
      || !read_id (op, 8, &fields->object))
    return FALSE;
  g_variant_get_child (op, 2, "t", &fields->id.counter);
  g_variant_get_child (op, 3, "t", &fields->act);
  g_variant_get_child (op, 4, "q", &fields->act_n);
  g_variant_get_child (op, 5, "x", &fields->made_ms);
  g_variant_get_child (op, 6, "t", &fields->hlc);
  g_variant_get_child (op, 7, "q", &fields->kind);
  g_variant_get_child (op, 9, "q", &fields->group);
  g_variant_get_child (op, 10, "y", &fields->flags);
  value = g_variant_get_child_value (op, 11);
  /* A copy, so that a small value does not keep the whole buffer it came in alive. */
  fields->value = g_bytes_new (g_variant_get_data (value), g_variant_get_size (value));
  return fields->act >= 1 && fields->act <= fields->id.counter
         && fields->id.counter - fields->act < fields->act_n;
}

WayOperation *
way_operation_from_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (GVariant) op = NULL;
  g_autoptr (GVariant) list = NULL;
  g_autoptr (WayOperation) self = NULL;
  g_autofree WayOpId *supersedes = NULL;
  g_autoptr (GBytes) value = NULL;
  WayOperation fields = { 0 };
  gboolean good = FALSE;

  if (g_bytes_get_size (bytes) <= WAY_OPERATION_SIZE_MAX)
    op = way_value_from_bytes (bytes, G_VARIANT_TYPE (WAY_OPERATION_TYPE));
  if (op != NULL)
    {
      good = read_fields (op, &fields);
      value = fields.value;
      list = g_variant_get_child_value (op, 12);
      fields.n_supersedes = (guint)g_variant_n_children (list);
      supersedes = g_new0 (WayOpId, fields.n_supersedes + 1);
      fields.supersedes = supersedes;
      good = good && read_supersedes (list, &fields.id, supersedes, fields.n_supersedes);
    }
  if (good)
    self = way_operation_new (&fields);
  if (self == NULL || !value_fits (self))
    return way_fail_null (error, WAY_CORE_ERROR, WAY_CORE_ERROR_DAMAGED,
                          "An entry of the record is damaged.");
  return g_steal_pointer (&self);
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

  return group != NULL ? way_value_from_bytes (self->value, G_VARIANT_TYPE (group->type)) : NULL;
}

gboolean
way_operation_is_removal (WayOperation *self)
{
  const WayKind *kind = way_schema_kind (self->kind);
  g_autoptr (GVariant) life = NULL;
  guint8 state = 0;

  if (self->group != WAY_GROUP_LIFE || (kind != NULL && kind->immutable))
    return FALSE;
  life = way_value_from_bytes (self->value, G_VARIANT_TYPE (WAY_LIFE_TYPE));
  if (life != NULL)
    g_variant_get_child (life, 1, "y", &state);
  return state == 1;
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
