/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading and writing fixed big-endian structures.
 *
 * WayReader is a cursor over borrowed bytes.  Reading past the end, or a zero field that is not
 * zero, makes it bad once and for all: values read are then zero, and the one question at the end
 * is way_reader_is_done().  Nothing is ever read outside the bytes given.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const guint8 *at;
  gsize left;
  gboolean bad;
} WayReader;

void way_reader_init (WayReader *self, gconstpointer bytes, gsize size);

guint8 way_read_u8 (WayReader *self);
guint16 way_read_u16 (WayReader *self);
guint32 way_read_u32 (WayReader *self);
guint64 way_read_u64 (WayReader *self);
void way_read_into (WayReader *self, gpointer out, gsize size);
/* (nullable): borrowed; NULL where @size is not left. */
const guint8 *way_read_bytes (WayReader *self, gsize size);
/* One byte that must lie from @first to @last. */
guint8 way_read_choice (WayReader *self, guint8 first, guint8 last);
/* Bytes that must be zero. */
void way_read_zero (WayReader *self, gsize size);

/* TRUE where nothing was missing and nothing is left. */
gboolean way_reader_is_done (const WayReader *self);

void way_write_u8 (GByteArray *out, guint8 value);
void way_write_u16 (GByteArray *out, guint16 value);
void way_write_u32 (GByteArray *out, guint32 value);
void way_write_u64 (GByteArray *out, guint64 value);
void way_write_bytes (GByteArray *out, gconstpointer bytes, gsize size);
void way_write_zero (GByteArray *out, gsize size);

/* The eight bytes of a number, where it goes into a hash. */
typedef struct
{
  guint8 bytes[8];
} WayNumber64;

typedef struct
{
  guint8 bytes[4];
} WayNumber32;

WayNumber64 way_number64 (guint64 value);
WayNumber32 way_number32 (guint32 value);

gboolean way_bytes_are_zero (gconstpointer bytes, gsize size);

G_END_DECLS
