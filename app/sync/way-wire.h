/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The wire's JSON, read and written (app/server/docs/protocol.md).
 *
 * Pure.  A reader is given what the server sent: anything that is not as the page says is NULL or
 * FALSE, and nothing of it is taken.
 */
#pragma once

#include "way-id.h"
#include "way-sync-status.h"
#include "way-transport.h"
#include "way-verify.h"

G_BEGIN_DECLS

/* What GET /v1/changes says of one log. */
typedef struct
{
  WayId log;
  guint64 length;
  WayHash head;
} WayWireLog;

typedef struct
{
  char *cursor; /* (owned) */
  GArray *logs; /* (owned): WayWireLog */
  gboolean more;
  guint64 dir_seq, incarnation;
  WayHash dir_head;
  gboolean restored; /* the server waits for a manager */
  gint64 time_ms;
} WayWireChanges;

/* What an append answers, whole or refused: reason is "" where all of it was taken. */
typedef struct
{
  char *reason;      /* (owned) */
  guint n_taken;     /* how many entries of the stream are in the log */
  guint n_same;      /* and so many of those were there before */
  guint64 first;     /* the position of the first of them */
  gboolean in_a_row; /* and the others follow it one by one */
  guint64 length;
  WayHash head;
  guint index; /* of the refused one */
  int verdict; /* of ledger's judge about it; 0: it did not speak */
} WayWireAppended;

void way_wire_changes_clear (WayWireChanges *self);
void way_wire_appended_clear (WayWireAppended *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayWireChanges, way_wire_changes_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayWireAppended, way_wire_appended_clear)

/* (transfer full): a request's JSON: names and texts in turns, NULL at the end; a name beginning
 * with
 * '#' has a number as its text. */
GBytes *way_wire_write (const char *name, ...) G_GNUC_NULL_TERMINATED;

/* (transfer full) (nullable): the text of a member; the number of one. */
char *way_wire_read_text (const WayWireAnswer *answer, const char *name);
gboolean way_wire_read_number (const WayWireAnswer *answer, const char *name, guint64 *ret_number);

/* (transfer full): the reason of a refusal; "" where it has none, and so was not written by a
 * Waymark server. */
char *way_wire_read_reason (const WayWireAnswer *answer);
gboolean way_wire_read_changes (const WayWireAnswer *answer, WayWireChanges *ret_changes);
gboolean way_wire_read_appended (const WayWireAnswer *answer, WayWireAppended *ret_appended);

/* (transfer full) */
char *way_wire_format_hex (gconstpointer bytes, gsize size);
gboolean way_wire_parse_hex (const char *hex, gpointer ret_bytes, gsize size);

/* What a refusal that nobody handles is to a person; NONE where it is only to be tried later. */
WaySyncTrouble way_wire_get_trouble (const char *reason);

G_END_DECLS
