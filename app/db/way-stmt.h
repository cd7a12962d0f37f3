/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayStmt: a prepared statement.
 *
 *   g_autoptr (WayStmt) stmt = way_stmt_cached (db, STMT_ADD_ACTION, error);
 *
 *   if (stmt == NULL)
 *     return FALSE;
 *   way_stmt_bind_id (stmt, 1, &id);
 *   return way_stmt_run (stmt, error);
 *
 * Leaving scope gives it back: a cached one is reset, its values wiped from it, and kept for the
 * next caller; any other one is dropped.  Statements are constants of the program: values are
 * always bound, never written into the text.  Same thread as the database.
 */
#pragma once

#include "way-db.h"
#include "way-id.h"

G_BEGIN_DECLS

typedef struct _WayStmt WayStmt;

/* (transfer full): used once. */
WayStmt *way_stmt_new (WayDb *db, const char *sql, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Tells @db the statements way_stmt_cached() counts by; @sql is static and outlives @db.  Once. */
void way_stmt_set_table (WayDb *db, const char *const *sql, guint n_sql);

/* (transfer full): the statement at @index of the table, prepared at first use. */
WayStmt *way_stmt_cached (WayDb *db, guint index, GError **error) G_GNUC_WARN_UNUSED_RESULT;

void way_stmt_free (WayStmt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayStmt, way_stmt_free)

/* Parameters count from 1.  Bytes are copied, but for those that are lent: they have to stay until
 * the statement has run.  What cannot be bound fails the next step. */
void way_stmt_bind_int64 (WayStmt *self, int index, gint64 value);
void way_stmt_bind_text (WayStmt *self, int index, const char *text); /* NULL binds null */
void way_stmt_bind_blob (WayStmt *self, int index, gconstpointer bytes, gsize size);
void way_stmt_bind_bytes (WayStmt *self, int index, GBytes *bytes); /* NULL binds null */
void way_stmt_bind_id (WayStmt *self, int index, const WayId *id);
void way_stmt_lend_text (WayStmt *self, int index, const char *text); /* NULL binds null */
void way_stmt_lend_blob (WayStmt *self, int index, gconstpointer bytes, gsize size);
void way_stmt_lend_id (WayStmt *self, int index, const WayId *id);
void way_stmt_bind_null (WayStmt *self, int index);

typedef enum
{
  WAY_STEP_ERROR, /* @error is set */
  WAY_STEP_ROW,   /* columns can be read until the next step */
  WAY_STEP_DONE,  /* nothing more; again DONE until way_stmt_reset() */
} WayStep;

WayStep way_stmt_step (WayStmt *self, GError **error);

/* Steps to the end, passing over any rows. */
gboolean way_stmt_run (WayStmt *self, GError **error);

/* Ready for another round; bound values stay. */
void way_stmt_reset (WayStmt *self);

/* Columns count from 0.  Text and blob belong to the statement until its next step or reset; an
 * empty blob may be NULL, text is NULL only for null. */
gint64 way_stmt_get_int64 (WayStmt *self, int column);
const char *way_stmt_get_text (WayStmt *self, int column);
gconstpointer way_stmt_get_blob (WayStmt *self, int column, gsize *ret_size);
/* (transfer full) */
GBytes *way_stmt_get_bytes (WayStmt *self, int column);
/* FALSE and @ret_id untouched where the column is not sixteen bytes. */
gboolean way_stmt_get_id (WayStmt *self, int column, WayId *ret_id);
gboolean way_stmt_is_null (WayStmt *self, int column);

G_END_DECLS
