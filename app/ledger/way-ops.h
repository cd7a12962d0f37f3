/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plain text of an OPS entry: one user's act, or a part of it (docs/format.md, 9).
 *
 * An act's operations are the bytes that the core froze; here they are only carried.
 */
#pragma once

#include <gio/gio.h>
#include "way-id.h"

G_BEGIN_DECLS

#define WAY_OPS_SCHEMA 1
#define WAY_ACT_SIZE_MAX 67108864
#define WAY_PIECE_SIZE 61440
#define WAY_PLAIN_MAX 65535

typedef struct
{
  guint16 schema;
  WayId origin;
  guint64 act; /* counter of its first op */
  guint16 part, parts;
  guint8 packing;
  guint32 size;  /* of the whole act */
  GBytes *bytes; /* (owned): this piece, packed */
} WayOpsPart;

void way_ops_part_clear (WayOpsPart *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayOpsPart, way_ops_part_clear)

/* (transfer full) (nullable): the plain texts (GBytes) of an act, a part each; NULL where it is
 * larger than WAY_ACT_SIZE_MAX.  @ops: GBytes, by rising counter. */
GPtrArray *way_ops_write (const WayId *origin, guint64 act, GPtrArray *ops);

/* The schema of @plain, of whatever version; FALSE where it has none. */
gboolean way_ops_read_schema (GBytes *plain, guint16 *ret_schema);
/* FALSE where it is not the form of schema 1. */
gboolean way_ops_read (GBytes *plain, WayOpsPart *ret_part);
/* (transfer full) (nullable): the piece; NULL where it does not unpack to just its length. */
GBytes *way_ops_unpack (const WayOpsPart *part);
/* (transfer full) (nullable): the operations (GBytes) of a whole act; NULL where it is no such
 * list. */
GPtrArray *way_ops_split (GBytes *act);

/* (transfer full): to the smallest bucket it fits.  @plain at most WAY_PLAIN_MAX. */
GBytes *way_ops_pad (GBytes *plain);
/* (transfer full) (nullable): NULL where the padding is not the one way_ops_pad() makes. */
GBytes *way_ops_unpad (GBytes *padded);

G_END_DECLS
