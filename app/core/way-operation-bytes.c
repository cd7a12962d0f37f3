/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An operation as bytes.  Its GVariant type has ids of one length, so all but the value and the
 * references stand at fixed places; laid out by hand this is many times faster than a tree
 * of GVariants, and every page that is shown and every search reads hundreds.
 *
 *     0 case     16 origin   32 counter   40 act     48 act_n   56 made_ms   64 hlc   72 kind
 *    74 object   90 group    92 flags     93 value, then on a multiple of 8 the references, then
 *                                         where value, object, origin and case end
 *
 * A reference takes 32 bytes, the last one 25: origin, counter, where the origin ends; after all of
 * them stands where each ends.  Ends are as wide as the size of what they divide asks for.
 */
#include "way-operation.h"

#include <string.h>
#include "way-core-error.h"
#include "way-fail.h"

#define CASE_AT 0
#define ORIGIN_AT 16
#define COUNTER_AT 32
#define ACT_AT 40
#define ACT_N_AT 48
#define MADE_AT 56
#define HLC_AT 64
#define KIND_AT 72
#define OBJECT_AT 74
#define GROUP_AT 90
#define FLAGS_AT 92
#define VALUE_AT 93
#define N_ENDS 4

#define REFERENCE_STEP 32
#define REFERENCE_SIZE 25
#define REFERENCE_COUNTER_AT 16
#define REFERENCE_END_AT 24

static void
put (guint8 *out, guint64 value, gsize width)
{
  for (gsize i = 0; i < width; i++, value >>= 8)
    out[i] = (guint8)value;
}

static guint64
get (const guint8 *in, gsize width)
{
  guint64 value = 0;

  for (gsize i = width; i > 0; i--)
    value = value << 8 | in[i - 1];
  return value;
}

static gsize
align (gsize offset)
{
  return (offset + 7) & ~(gsize)7;
}

/* How wide the ends are in a container of @size bytes, its ends among them. */
static gsize
end_width (gsize size)
{
  return size <= G_MAXUINT8 ? 1 : size <= G_MAXUINT16 ? 2 : 4;
}

/* The same before the ends have been added. */
static gsize
end_width_for (gsize body, gsize n_ends)
{
  gsize width = 1;

  while (end_width (body + width * n_ends) > width)
    width *= 2;
  return width;
}

static gsize
references_body (gsize n)
{
  return n > 0 ? REFERENCE_STEP * (n - 1) + REFERENCE_SIZE : 0;
}

static gsize
references_size (gsize n)
{
  return references_body (n) + n * end_width_for (references_body (n), n);
}

/* -- writing ----------------------------------------------------------------------------------- */

static void
put_references (guint8 *out, const WayOperation *self)
{
  gsize body = references_body (self->n_supersedes);
  gsize width = end_width_for (body, self->n_supersedes);

  for (gsize i = 0; i < self->n_supersedes; i++)
    {
      guint8 *reference = out + REFERENCE_STEP * i;

      memcpy (reference, self->supersedes[i].origin.bytes, WAY_ID_SIZE);
      put (reference + REFERENCE_COUNTER_AT, self->supersedes[i].counter, 8);
      reference[REFERENCE_END_AT] = WAY_ID_SIZE;
      put (out + body + width * i, REFERENCE_STEP * i + REFERENCE_SIZE, width);
    }
}

static void
put_fields (guint8 *out, const WayOperation *self)
{
  memcpy (out + CASE_AT, self->case_id.bytes, WAY_ID_SIZE);
  memcpy (out + ORIGIN_AT, self->id.origin.bytes, WAY_ID_SIZE);
  put (out + COUNTER_AT, self->id.counter, 8);
  put (out + ACT_AT, self->act, 8);
  put (out + ACT_N_AT, self->act_n, 2);
  put (out + MADE_AT, (guint64)self->made_ms, 8);
  put (out + HLC_AT, self->hlc, 8);
  put (out + KIND_AT, self->kind, 2);
  memcpy (out + OBJECT_AT, self->object.bytes, WAY_ID_SIZE);
  put (out + GROUP_AT, self->group, 2);
  out[FLAGS_AT] = self->flags;
}

GBytes *
way_operation_to_bytes (WayOperation *self)
{
  gsize value_size;
  gconstpointer value = g_bytes_get_data (self->value, &value_size);
  gsize value_end = VALUE_AT + value_size;
  gsize body = align (value_end) + references_size (self->n_supersedes);
  gsize width = end_width_for (body, N_ENDS);
  guint8 *out = g_malloc0 (body + N_ENDS * width);

  put_fields (out, self);
  if (value_size > 0)
    memcpy (out + VALUE_AT, value, value_size);
  put_references (out + align (value_end), self);
  put (out + body, value_end, width);
  put (out + body + width, OBJECT_AT + WAY_ID_SIZE, width);
  put (out + body + 2 * width, ORIGIN_AT + WAY_ID_SIZE, width);
  put (out + body + 3 * width, CASE_AT + WAY_ID_SIZE, width);
  return g_bytes_new_take (out, body + N_ENDS * width);
}

/* -- reading ----------------------------------------------------------------------------------- */

/* What is read here is only where things would stand: way_operation_from_bytes() writes the result
 * again and takes nothing that differs in a single byte. */
static gboolean
find_parts (const guint8 *in, gsize size, gsize *ret_value_end, gsize *ret_n_references)
{
  gsize width = end_width (size), value_end, list;

  if (size < VALUE_AT + N_ENDS * width)
    return FALSE;
  value_end = get (in + size - N_ENDS * width, width);
  if (value_end < VALUE_AT || align (value_end) > size - N_ENDS * width)
    return FALSE;
  list = size - N_ENDS * width - align (value_end);
  *ret_value_end = value_end;
  *ret_n_references = list > 0 ? (list + REFERENCE_STEP - REFERENCE_SIZE)
                                     / (REFERENCE_STEP + end_width (list))
                               : 0;
  return references_size (*ret_n_references) == list;
}

static void
get_fields (const guint8 *in, WayOperation *fields)
{
  memcpy (fields->case_id.bytes, in + CASE_AT, WAY_ID_SIZE);
  memcpy (fields->id.origin.bytes, in + ORIGIN_AT, WAY_ID_SIZE);
  fields->id.counter = get (in + COUNTER_AT, 8);
  fields->act = get (in + ACT_AT, 8);
  fields->act_n = (guint16)get (in + ACT_N_AT, 2);
  fields->made_ms = (gint64)get (in + MADE_AT, 8);
  fields->hlc = get (in + HLC_AT, 8);
  fields->kind = (guint16)get (in + KIND_AT, 2);
  memcpy (fields->object.bytes, in + OBJECT_AT, WAY_ID_SIZE);
  fields->group = (guint16)get (in + GROUP_AT, 2);
  fields->flags = in[FLAGS_AT];
}

static gboolean
is_in_its_act (const WayOperation *fields)
{
  return fields->act >= 1 && fields->act <= fields->id.counter
         && fields->id.counter - fields->act < fields->act_n;
}

static gboolean
get_references (const guint8 *in, const WayOpId *self_id, WayOpId *ids, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      const guint8 *reference = in + REFERENCE_STEP * i;

      memcpy (ids[i].origin.bytes, reference, WAY_ID_SIZE);
      ids[i].counter = get (reference + REFERENCE_COUNTER_AT, 8);
      if (ids[i].counter == 0 || way_op_id_equal (&ids[i], self_id))
        return FALSE;
    }
  return TRUE;
}

static gboolean
value_fits (WayOperation *self)
{
  g_autoptr (GVariant) value = NULL;

  if (way_operation_get_group (self) == NULL)
    return TRUE;
  value = way_operation_dup_value (self);
  self->checked = value != NULL;
  return self->checked;
}

static WayOperation *
read_operation (const guint8 *in, gsize size)
{
  g_autofree WayOpId *supersedes = NULL;
  g_autoptr (GBytes) value = NULL;
  WayOperation fields = { 0 };
  gsize value_end, n;

  if (!find_parts (in, size, &value_end, &n))
    return NULL;
  get_fields (in, &fields);
  supersedes = g_new0 (WayOpId, n + 1);
  if (!is_in_its_act (&fields)
      || !get_references (in + align (value_end), &fields.id, supersedes, n))
    return NULL;

  /* A copy, so that a small value does not keep the whole buffer it came in alive. */
  value = g_bytes_new (in + VALUE_AT, value_end - VALUE_AT);
  fields.value = value;
  fields.supersedes = supersedes;
  fields.n_supersedes = (guint)n;
  return way_operation_new (&fields);
}

WayOperation *
way_operation_from_bytes (GBytes *bytes, GError **error)
{
  gsize size;
  const guint8 *in = g_bytes_get_data (bytes, &size);
  g_autoptr (WayOperation) self = NULL;
  g_autoptr (GBytes) again = NULL;

  if (size <= WAY_OPERATION_SIZE_MAX)
    self = read_operation (in, size);
  if (self != NULL)
    again = way_operation_to_bytes (self);
  if (again == NULL || !g_bytes_equal (again, bytes) || !value_fits (self))
    return way_fail_null (error, WAY_CORE_ERROR, WAY_CORE_ERROR_DAMAGED,
                          "An entry of the record is damaged.");
  return g_steal_pointer (&self);
}
