/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-db-check.h"

#include "way-db-file.h"
#include "way-db-private.h"

#include <string.h>

/* Enough to act on; a broken disk could give a line for each page. */
#define MOST_LINES 20

static void add_line (GPtrArray *lines, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add_line (GPtrArray *lines, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (lines, g_strdup_vprintf (format, args));
  va_end (args);
}

/* -- what the engine finds --------------------------------------------------------------------- */

/* The engine names pages, tables and indexes, which are ours, and never a value.  Its first line
 * may hold several. */
static void
add_findings (GPtrArray *lines, const char *what, const char *text)
{
  g_auto (GStrv) findings = g_strsplit (text, "\n", -1);

  for (char **finding = findings; *finding != NULL; finding++)
    if (**finding != '\0' && !g_str_has_prefix (*finding, "***"))
      add_line (lines, "%s: %s.", what, *finding);
}

static void
run_pragma (WayDb *self, const char *sql, const char *what, GPtrArray *lines)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayStmt) stmt = way_stmt_new (self, sql, &error);
  WayStep step = WAY_STEP_ERROR;

  while (stmt != NULL && (step = way_stmt_step (stmt, &error)) == WAY_STEP_ROW)
    {
      const char *text = way_stmt_get_text (stmt, 0);

      if (text != NULL && strcmp (text, "ok") != 0 && lines->len < MOST_LINES)
        add_findings (lines, what, text);
    }
  if (step == WAY_STEP_ERROR)
    add_line (lines, "%s: %s", what, error->message);
}

static void
check_references (WayDb *self, GPtrArray *lines)
{
  g_autoptr (GError) error = NULL;
  gint64 n_broken;

  if (!way_db_query_int64 (self, "SELECT count(*) FROM pragma_foreign_key_check", &n_broken,
                           &error))
    add_line (lines, "References: %s", error->message);
  else if (n_broken > 0)
    add_line (lines, "References: %" G_GINT64_FORMAT " entries refer to others that are not there.",
              n_broken);
}

/* -- what no seal covers ----------------------------------------------------------------------- */

/* The engine's own handle: closing a second one would drop the locks this process holds. */
static sqlite3_file *
get_file (WayDb *self)
{
  sqlite3_file *file = NULL;

  sqlite3_file_control (self->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  return file != NULL && file->pMethods != NULL ? file : NULL;
}

static void
check_length (WayDb *self, GPtrArray *lines)
{
  sqlite3_file *file = get_file (self);
  sqlite3_int64 length;
  gint64 n_pages, page_size;

  /* What waits in the log is not in the file yet, so there is nothing to compare. */
  if (way_db_file_has_log (self->path))
    return;
  if (file == NULL || file->pMethods->xFileSize (file, &length) != SQLITE_OK
      || !way_db_query_int64 (self, "PRAGMA page_count", &n_pages, NULL)
      || !way_db_query_int64 (self, "PRAGMA page_size", &page_size, NULL))
    {
      add_line (lines, "Length: it could not be read.");
      return;
    }
  if (length != n_pages * page_size)
    add_line (lines, "Length: the file is %s than what was written to it.",
              length < n_pages * page_size ? "shorter" : "longer");
}

static void
check_beginning (WayDb *self, GPtrArray *lines)
{
  g_autoptr (WayStmt) stmt = way_stmt_new (self, "PRAGMA cipher_salt", NULL);
  sqlite3_file *file = get_file (self);
  WayId salt, found;

  if (stmt != NULL && file != NULL && way_stmt_step (stmt, NULL) == WAY_STEP_ROW
      && way_id_parse (way_stmt_get_text (stmt, 0), &salt)
      && file->pMethods->xRead (file, found.bytes, sizeof found.bytes, 0) == SQLITE_OK
      && way_id_equal (&salt, &found))
    return;
  add_line (lines, "Beginning: the first bytes of the file are not those that were written.");
}

/* -- all of it --------------------------------------------------------------------------------- */

/* What lies in memory would hide what lies on the disk. */
static gboolean
turn_to_disk (WayDb *self, GError **error)
{
  if ((self->flags & WAY_DB_READ_ONLY) == 0
      && !way_db_exec (self, "PRAGMA wal_checkpoint (TRUNCATE)", error))
    return FALSE;
  return way_db_exec (self, "PRAGMA shrink_memory", error);
}

GPtrArray *
way_db_check (WayDb *self)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  if (!way_db_is_open (self, &error) || !turn_to_disk (self, &error))
    {
      add_line (lines, "File: %s", error->message);
      return g_steal_pointer (&lines);
    }

  check_length (self, lines);
  if (!self->plain)
    {
      check_beginning (self, lines);
      run_pragma (self, "PRAGMA cipher_integrity_check", "Seal", lines);
    }
  run_pragma (self, "PRAGMA integrity_check (20)", "Structure", lines);
  check_references (self, lines);
  return g_steal_pointer (&lines);
}
