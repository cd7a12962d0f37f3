/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-bytes.h"

#include <string.h>

void
way_reader_init (WayReader *self, gconstpointer bytes, gsize size)
{
  self->at = bytes;
  self->left = size;
  self->bad = FALSE;
}

const guint8 *
way_read_bytes (WayReader *self, gsize size)
{
  const guint8 *bytes = self->at;

  if (self->bad || size > self->left)
    {
      self->bad = TRUE;
      return NULL;
    }
  self->at += size;
  self->left -= size;
  return bytes;
}

static guint64
read_number (WayReader *self, gsize width)
{
  const guint8 *bytes = way_read_bytes (self, width);
  guint64 value = 0;

  for (gsize i = 0; bytes != NULL && i < width; i++)
    value = value << 8 | bytes[i];
  return value;
}

guint8
way_read_u8 (WayReader *self)
{
  return (guint8)read_number (self, 1);
}

guint16
way_read_u16 (WayReader *self)
{
  return (guint16)read_number (self, 2);
}

guint32
way_read_u32 (WayReader *self)
{
  return (guint32)read_number (self, 4);
}

guint64
way_read_u64 (WayReader *self)
{
  return read_number (self, 8);
}

void
way_read_into (WayReader *self, gpointer out, gsize size)
{
  const guint8 *bytes = way_read_bytes (self, size);

  if (bytes != NULL)
    memcpy (out, bytes, size);
  else
    memset (out, 0, size);
}

guint8
way_read_choice (WayReader *self, guint8 first, guint8 last)
{
  guint8 value = way_read_u8 (self);

  if (value < first || value > last)
    self->bad = TRUE;
  return value;
}

gboolean
way_bytes_are_zero (gconstpointer bytes, gsize size)
{
  const guint8 *at = bytes;

  for (gsize i = 0; i < size; i++)
    if (at[i] != 0)
      return FALSE;
  return TRUE;
}

void
way_read_zero (WayReader *self, gsize size)
{
  const guint8 *bytes = way_read_bytes (self, size);

  if (bytes != NULL && !way_bytes_are_zero (bytes, size))
    self->bad = TRUE;
}

gboolean
way_reader_is_done (const WayReader *self)
{
  return !self->bad && self->left == 0;
}

static void
write_number (GByteArray *out, guint64 value, guint width)
{
  for (guint i = width; i > 0; i--)
    way_write_u8 (out, (guint8)(value >> (8 * (i - 1))));
}

void
way_write_u8 (GByteArray *out, guint8 value)
{
  g_byte_array_append (out, &value, 1);
}

void
way_write_u16 (GByteArray *out, guint16 value)
{
  write_number (out, value, 2);
}

void
way_write_u32 (GByteArray *out, guint32 value)
{
  write_number (out, value, 4);
}

void
way_write_u64 (GByteArray *out, guint64 value)
{
  write_number (out, value, 8);
}

void
way_write_bytes (GByteArray *out, gconstpointer bytes, gsize size)
{
  if (size > 0)
    g_byte_array_append (out, bytes, (guint)size);
}

void
way_write_zero (GByteArray *out, gsize size)
{
  gsize before = out->len;

  g_byte_array_set_size (out, (guint)(before + size));
  memset (out->data + before, 0, size);
}

WayNumber64
way_number64 (guint64 value)
{
  WayNumber64 number;

  for (gsize i = 0; i < sizeof number.bytes; i++)
    number.bytes[i] = (guint8)(value >> (56 - 8 * i));
  return number;
}

WayNumber32
way_number32 (guint32 value)
{
  WayNumber32 number;

  for (gsize i = 0; i < sizeof number.bytes; i++)
    number.bytes[i] = (guint8)(value >> (24 - 8 * i));
  return number;
}
