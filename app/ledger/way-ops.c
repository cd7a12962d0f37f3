/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-ops.h"

#include <string.h>

#define PART_TYPE "(qaytqqyuay)"
#define ACT_TYPE "aay"
#define PACKED_PLAIN 0
#define PACKED_DEFLATE 1
#define PACK_FROM 1024 /* bytes; less is not worth it */
#define BUCKET_MIN 256
#define PADDING 0x80

void
way_ops_part_clear (WayOpsPart *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
}

/* (transfer full): GVariants of the format are little-endian on every machine. */
static GVariant *
to_machine (GVariant *variant)
{
  g_autoptr (GVariant) sunk = g_variant_ref_sink (variant);

#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  return g_steal_pointer (&sunk);
#else
  return g_variant_byteswap (sunk);
#endif
}

static GVariant *
bytes_variant (gconstpointer bytes, gsize size)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, bytes, size, 1);
}

/* -- packing ----------------------------------------------------------------------------------- */

/* (transfer full) (nullable): all of @size bytes through @converter; NULL where it does not end,
 * has something behind its end, or gives more than @most bytes. */
static GBytes *
convert (GConverter *converter, const guint8 *bytes, gsize size, gsize most)
{
  gsize room = most + 1, read = 0, written = 0;
  g_autofree guint8 *out = g_malloc (room);
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result == G_CONVERTER_CONVERTED && written < room)
    {
      gsize n_read = 0, n_written = 0;

      result = g_converter_convert (converter, bytes + read, size - read, out + written,
                                    room - written, G_CONVERTER_INPUT_AT_END, &n_read, &n_written,
                                    NULL);
      read += n_read;
      written += n_written;
    }
  if (result != G_CONVERTER_FINISHED || read != size || written > most)
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&out), written);
}

/* (transfer full) (nullable): NULL where it gets no smaller. */
static GBytes *
deflate_piece (const guint8 *bytes, gsize size)
{
  g_autoptr (GZlibCompressor) converter = NULL;

  if (size <= PACK_FROM)
    return NULL;
  converter = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, -1);
  return convert (G_CONVERTER (converter), bytes, size, size - 1);
}

static gsize
piece_size (const WayOpsPart *part)
{
  gsize before = (gsize)WAY_PIECE_SIZE * (part->part - 1u);

  return MIN ((gsize)WAY_PIECE_SIZE, part->size - before);
}

GBytes *
way_ops_unpack (const WayOpsPart *part)
{
  g_autoptr (GBytes) piece = NULL;

  if (part->packing == PACKED_DEFLATE)
    {
      g_autoptr (GZlibDecompressor) converter = g_zlib_decompressor_new (
          G_ZLIB_COMPRESSOR_FORMAT_RAW);
      gsize size;
      const guint8 *bytes = g_bytes_get_data (part->bytes, &size);

      piece = convert (G_CONVERTER (converter), bytes, size, piece_size (part));
    }
  else
    piece = g_bytes_ref (part->bytes);
  if (piece == NULL || g_bytes_get_size (piece) != piece_size (part))
    return NULL;
  return g_steal_pointer (&piece);
}

/* -- parts ------------------------------------------------------------------------------------- */

static guint
count_parts (gsize size)
{
  return (guint)((size + WAY_PIECE_SIZE - 1) / WAY_PIECE_SIZE);
}

/* (transfer full): @part in normal form. */
static GBytes *
format_part (const WayOpsPart *part)
{
  gsize size;
  gconstpointer bytes = g_bytes_get_data (part->bytes, &size);
  g_autoptr (GVariant) variant = to_machine (g_variant_new (
      "(q@aytqqyu@ay)", part->schema, bytes_variant (part->origin.bytes, WAY_ID_SIZE), part->act,
      part->part, part->parts, part->packing, part->size, bytes_variant (bytes, size)));

  return g_variant_get_data_as_bytes (variant);
}

static GBytes *
write_part (const WayId *origin, guint64 act, guint part, const guint8 *bytes, gsize size)
{
  gsize at = (gsize)WAY_PIECE_SIZE * (part - 1);
  gsize length = MIN ((gsize)WAY_PIECE_SIZE, size - at);
  g_autoptr (GBytes) packed = deflate_piece (bytes + at, length);
  g_autoptr (GBytes) plain = packed == NULL ? g_bytes_new_static (bytes + at, length) : NULL;
  WayOpsPart written = {
    .schema = WAY_OPS_SCHEMA,
    .origin = *origin,
    .act = act,
    .part = (guint16)part,
    .parts = (guint16)count_parts (size),
    .packing = packed != NULL ? PACKED_DEFLATE : PACKED_PLAIN,
    .size = (guint32)size,
    .bytes = packed != NULL ? packed : plain,
  };

  return format_part (&written);
}

GPtrArray *
way_ops_write (const WayId *origin, guint64 act, GPtrArray *ops)
{
  g_autoptr (GPtrArray) plains = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE (ACT_TYPE));
  g_autoptr (GVariant) whole = NULL;
  gsize size;

  for (guint i = 0; i < ops->len; i++)
    {
      gsize op_size;
      gconstpointer op = g_bytes_get_data (ops->pdata[i], &op_size);

      g_variant_builder_add_value (&builder, bytes_variant (op, op_size));
    }
  whole = to_machine (g_variant_builder_end (&builder));
  size = g_variant_get_size (whole);
  g_assert (size > 0);
  if (size > WAY_ACT_SIZE_MAX)
    return NULL;
  for (guint part = 1; part <= count_parts (size); part++)
    g_ptr_array_add (plains, write_part (origin, act, part, g_variant_get_data (whole), size));
  return g_steal_pointer (&plains);
}

gboolean
way_ops_read_schema (GBytes *plain, guint16 *ret_schema)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (plain, &size);

  if (size < sizeof *ret_schema)
    return FALSE;
  *ret_schema = (guint16)(bytes[0] | bytes[1] << 8);
  return TRUE;
}

static gboolean
part_is_in_range (const WayOpsPart *part)
{
  return part->act != 0 && part->packing <= PACKED_DEFLATE && part->size >= 1
         && part->size <= WAY_ACT_SIZE_MAX && part->parts == count_parts (part->size)
         && part->part >= 1 && part->part <= part->parts;
}

/* As it would be written again: g_variant_is_normal_form() would look at each byte for itself. */
static gboolean
part_is_normal (const WayOpsPart *part, GBytes *plain)
{
  g_autoptr (GBytes) again = format_part (part);

  return g_bytes_equal (again, plain);
}

gboolean
way_ops_read (GBytes *plain, WayOpsPart *ret_part)
{
  g_autoptr (GVariant) raw = g_variant_ref_sink (
      g_variant_new_from_bytes (G_VARIANT_TYPE (PART_TYPE), plain, FALSE));
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GVariant) origin = NULL;
  g_autoptr (GVariant) bytes = NULL;
  g_auto (WayOpsPart) part = { 0 };
  gsize size;
  gconstpointer data;

  variant = to_machine (g_variant_ref (raw));
  g_variant_get (variant, "(q@aytqqyu@ay)", &part.schema, &origin, &part.act, &part.part,
                 &part.parts, &part.packing, &part.size, &bytes);
  data = g_variant_get_fixed_array (origin, &size, 1);
  if (!way_id_from_bytes (data, size, &part.origin) || !part_is_in_range (&part))
    return FALSE;
  part.bytes = g_variant_get_data_as_bytes (bytes);
  if (!part_is_normal (&part, plain))
    return FALSE;

  *ret_part = part;
  part.bytes = NULL;
  return TRUE;
}

/* An array of byte strings in normal form: the strings one behind the other, then where each of
 * them ends, in as few bytes as do for the whole.  Read here, as g_variant_is_normal_form() would
 * look at each byte for itself. */
typedef struct
{
  const guint8 *bytes, *ends;
  gsize size;
  guint width; /* of an end */
} ActFrame;

static gsize
read_end (const ActFrame *self, gsize index)
{
  const guint8 *at = self->ends + index * self->width;
  guint64 end = 0;

  for (guint i = 0; i < self->width; i++)
    end |= (guint64)at[i] << 8 * i;
  return (gsize)end;
}

static guint
width_for (gsize size)
{
  if (size <= G_MAXUINT8)
    return 1;
  if (size <= G_MAXUINT16)
    return 2;
  return size <= G_MAXUINT32 ? 4 : 8;
}

/* FALSE where the ends are not at their place; @ret_n: how many there are. */
static gboolean
frame_act (ActFrame *self, gsize *ret_n)
{
  gsize strings, n;

  self->width = width_for (self->size);
  self->ends = self->bytes + self->size - self->width;
  strings = read_end (self, 0);
  if (strings > self->size - self->width || (self->size - strings) % self->width != 0)
    return FALSE;
  n = (self->size - strings) / self->width;
  self->ends = self->bytes + strings;
  *ret_n = n;
  return self->width == 1 || width_for (strings + n * (self->width / 2)) == self->width;
}

GPtrArray *
way_ops_split (GBytes *act)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  ActFrame frame = { 0 };
  gsize n = 0, begin = 0;

  frame.bytes = g_bytes_get_data (act, &frame.size);
  if (frame.size > 0 && !frame_act (&frame, &n))
    return NULL;
  for (gsize i = 0; i < n; i++)
    {
      gsize end = read_end (&frame, i);

      if (end < begin || frame.bytes + end > frame.ends)
        return NULL;
      g_ptr_array_add (ops, g_bytes_new_from_bytes (act, begin, end - begin));
      begin = end;
    }
  return g_steal_pointer (&ops);
}

/* -- padding ----------------------------------------------------------------------------------- */

/* The smallest bucket greater than @size. */
static gsize
bucket_for (gsize size)
{
  gsize bucket = BUCKET_MIN;

  while (bucket <= size)
    bucket *= 2;
  return bucket;
}

GBytes *
way_ops_pad (GBytes *plain)
{
  gsize size, bucket;
  gconstpointer bytes = g_bytes_get_data (plain, &size);
  guint8 *padded;

  g_assert (size <= WAY_PLAIN_MAX);
  bucket = bucket_for (size);
  padded = g_malloc0 (bucket);
  if (size > 0)
    memcpy (padded, bytes, size);
  padded[size] = PADDING;
  return g_bytes_new_take (padded, bucket);
}

GBytes *
way_ops_unpad (GBytes *padded)
{
  gsize bucket, size;
  const guint8 *bytes = g_bytes_get_data (padded, &bucket);

  for (size = bucket; size > 0 && bytes[size - 1] == 0;)
    size--;
  if (size == 0 || bytes[size - 1] != PADDING || bucket_for (size - 1) != bucket)
    return NULL;
  return g_bytes_new_from_bytes (padded, 0, size - 1);
}
