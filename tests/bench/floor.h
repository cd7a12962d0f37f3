/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Floor: bare SQLCipher, called as its manual says and with nothing of Waymark around it.
 *
 * The same file form, settings and disk as the vault's: a raw key, write-ahead log, a full sync at
 * each commit, 64 MiB of cache, temporary data in memory, deleted rows overwritten.  Whatever fails
 * ends the program.
 */
#pragma once

#include <glib.h>

typedef struct _Floor Floor;

/* An operation as a row, and its words as the index takes them. */
typedef struct
{
  gint64 seq, counter, roles, state;
  GBytes *origin, *author, *chain, *bytes;
  gint64 person; /* a number for whose it is */
  char *folded;  /* (nullable): its words as they are indexed */
} FloorOp;

void floor_op_free (FloorOp *op);

/* A new file. */
Floor *floor_new (const char *path);
/* A file that is there, read with its key; nothing is changed. */
Floor *floor_open (const char *path, const guint8 key[32]);
void floor_free (Floor *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Floor, floor_free)

/* -- one row saved -- */

/* One transaction of one insert, durable when it returns. */
void floor_save (Floor *self, GBytes *bytes);

/* -- rows imported, and searched -- */

void floor_begin (Floor *self);
void floor_add_op (Floor *self, const FloorOp *op);
void floor_add_person (Floor *self, gint64 number, const char *sort, const char *name);
void floor_commit (Floor *self);

/* (transfer full): the rows of table op with a seq over @after, without their words (FloorOp). */
GPtrArray *floor_read_ops (Floor *self, gint64 after);

extern const char floor_search_sql[];
/* Steps through every row and touches its text; returns how many there were. */
guint floor_search (Floor *self, const char *match, guint limit);
