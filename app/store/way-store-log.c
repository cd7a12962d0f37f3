/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The logs as bytes: what is held of each, and the outbox.  ledger judged every entry before it
 * came here; where heads and bytes do not go together, whoever replays the log sees it.
 */
#include "way-store-journal.h"

#include <string.h>

/* Entries and outbox go by (number of the log, position or dev_seq). */
#define PLACE_BITS 40
#define LAST_PLACE ((G_GUINT64_CONSTANT (1) << PLACE_BITS) - 1)

static gint64
place_of (gint64 number, guint64 at)
{
  return (gint64)((guint64)number << PLACE_BITS | at);
}

gboolean
way_store_find_log (WayStore *self, const WayId *log, WayStoreLog *ret_log, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_FIND_LOG, error);
  gconstpointer head;
  WayStep step;
  gsize size;

  memset (ret_log, 0, sizeof *ret_log);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, 1, log);
  step = way_stmt_step (stmt, error);
  if (step != WAY_STEP_ROW)
    return step == WAY_STEP_DONE;
  head = way_stmt_get_blob (stmt, 2, &size);
  if (size != WAY_HEAD_SIZE)
    return way_store_fail_page (error);
  ret_log->number = way_stmt_get_int64 (stmt, 0);
  ret_log->length = (guint64)way_stmt_get_int64 (stmt, 1);
  memcpy (ret_log->head, head, size);
  ret_log->known = (guint64)way_stmt_get_int64 (stmt, 3);
  return TRUE;
}

static gboolean
set_log (WayStore *self,
         const WayId *log,
         guint64 length,
         const guint8 *head,
         guint64 known,
         GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_SET_LOG, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, 1, log);
  way_stmt_bind_int64 (stmt, 2, (gint64)length);
  way_stmt_bind_blob (stmt, 3, head, WAY_HEAD_SIZE);
  way_stmt_bind_int64 (stmt, 4, (gint64)known);
  return way_stmt_run (stmt, error);
}

/* -- entries ----------------------------------------------------------------------------------- */

static gboolean
add_entry (WayStore *self, gint64 place, guint64 known, GBytes *bytes, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_ADD_ENTRY, error);
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int64 (stmt, 1, place);
  way_stmt_bind_int64 (stmt, 2, (gint64)known);
  way_stmt_lend_blob (stmt, 3, data, size);
  return way_stmt_run (stmt, error);
}

static gboolean
add_entries (WayStore *self, gint64 number, const WayJournalChange *change, GError **error)
{
  for (guint i = 0; i < change->entries->len; i++)
    {
      const WayJournalEntry *entry = g_ptr_array_index (change->entries, i);

      if (!add_entry (self, place_of (number, change->after + 1 + i), entry->known, entry->bytes,
                      error))
        return FALSE;
    }
  return TRUE;
}

gboolean
way_store_replace_directory (WayStore *self, GPtrArray *entries, const guint8 *head, GError **error)
{
  WayStoreLog log;
  g_autofree char *empty = NULL;

  if (!set_log (self, &way_id_nil, entries->len, head, 0, error)
      || !way_store_find_log (self, &way_id_nil, &log, error))
    return FALSE;
  empty = g_strdup_printf ("DELETE FROM entry WHERE place >> 40 = %" G_GINT64_FORMAT, log.number);
  if (!way_db_exec (self->db, empty, error))
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    if (!add_entry (self, place_of (log.number, i + 1), 0, g_ptr_array_index (entries, i), error))
      return FALSE;
  return TRUE;
}

/* -- the outbox -------------------------------------------------------------------------------- */

static gboolean
drop_sealed (WayStore *self, gint64 number, guint64 up_to, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_DROP_SEALED, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int64 (stmt, 1, place_of (number, 0));
  way_stmt_bind_int64 (stmt, 2, place_of (number, MIN (up_to, LAST_PLACE)));
  return way_stmt_run (stmt, error);
}

gboolean
way_store_empty_outbox (WayStore *self, gint64 log_number, GError **error)
{
  if (log_number == 0)
    return way_db_exec (self->db, "DELETE FROM sealed", error);
  return drop_sealed (self, log_number, LAST_PLACE, error);
}

static gboolean
add_sealed (WayStore *self, gint64 number, const WayJournalSealed *sealed, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_ADD_SEALED, error);
  gsize size;
  gconstpointer data = g_bytes_get_data (sealed->bytes, &size);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int64 (stmt, 1, place_of (number, sealed->dev_seq));
  way_stmt_lend_id (stmt, 2, &sealed->origin);
  way_stmt_bind_int64 (stmt, 3, (gint64)sealed->act);
  way_stmt_lend_blob (stmt, 4, data, size);
  return way_stmt_run (stmt, error);
}

/* -- a change ---------------------------------------------------------------------------------- */

static gboolean
goes_on (const WayStoreLog *log, const WayJournalChange *change, GError **error)
{
  guint64 length = change->after + change->entries->len;
  gboolean fits = change->restored ? change->after <= log->length : change->after == log->length;

  if (!fits || length > LAST_PLACE)
    return way_fail (error, WAY_CORE_ERROR, WAY_CORE_ERROR_NOT_ALLOWED,
                     "The record went on meanwhile. Nothing was changed; sync again.");
  return TRUE;
}

static gboolean
run_with (
    WayStore *self, const char *sql, gint64 first, gint64 second, const WayId *id, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_new (self->db, sql, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int64 (stmt, 1, first);
  way_stmt_bind_int64 (stmt, 2, second);
  if (id != NULL)
    {
      way_stmt_bind_id (stmt, 3, id);
      way_stmt_bind_id (stmt, 4, &self->user);
    }
  return way_stmt_run (stmt, error);
}

/* A server that was restored went on without them, and an INCARNATION says so. */
static gboolean
take_back (WayStore *self, gint64 number, const WayJournalChange *change, GError **error)
{
  return run_with (self, "DELETE FROM entry WHERE place > ?1 AND place <= ?2",
                   place_of (number, change->after), place_of (number, LAST_PLACE), NULL, error)
         && run_with (self,
                      "UPDATE op SET position ="
                      "   CASE WHEN coalesce (signer, author) = ?4 THEN 0 ELSE ?2 END"
                      " WHERE case_id = ?3 AND position > ?1",
                      (gint64)change->after, WAY_STORE_STAYS, &change->log, error);
}

gboolean
way_store_extend_log (WayStore *self, const WayJournalChange *change, GError **error)
{
  const guint8 *head = change->head;
  guint64 known = change->known;
  WayStoreLog log;

  if (!way_store_find_log (self, &change->log, &log, error) || !goes_on (&log, change, error))
    return FALSE;
  if (change->restored && log.number != 0 && !take_back (self, log.number, change, error))
    return FALSE;
  if (change->entries->len == 0 && !change->restored)
    head = log.head;
  if (known == 0)
    known = log.known;
  if (!set_log (self, &change->log, change->after + change->entries->len, head, known, error)
      || (log.number == 0 && !way_store_find_log (self, &change->log, &log, error))
      || !add_entries (self, log.number, change, error)
      || !drop_sealed (self, log.number, change->drop_sealed ? LAST_PLACE : change->acknowledged,
                       error))
    return FALSE;
  for (guint i = 0; i < change->sealed->len; i++)
    if (!add_sealed (self, log.number, g_ptr_array_index (change->sealed, i), error))
      return FALSE;
  return TRUE;
}

/* -- reading ----------------------------------------------------------------------------------- */

static WayStmt *
list_places (WayStore *self, const char *sql, gint64 number, guint64 after, GError **error)
{
  WayStmt *stmt = way_stmt_new (self->db, sql, error);

  if (stmt == NULL)
    return NULL;
  way_stmt_bind_int64 (stmt, 1, place_of (number, after));
  way_stmt_bind_int64 (stmt, 2, place_of (number, LAST_PLACE));
  return stmt;
}

static gboolean
load_entries (WayStore *self, gint64 number, guint64 after, GPtrArray *entries, GError **error)
{
  g_autoptr (WayStmt) stmt = list_places (
      self, "SELECT known, bytes FROM entry WHERE place > ?1 AND place <= ?2 ORDER BY place",
      number, after, error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      g_autoptr (GBytes) bytes = way_stmt_get_bytes (stmt, 1);

      g_ptr_array_add (entries,
                       way_journal_entry_new (bytes, (guint64)way_stmt_get_int64 (stmt, 0)));
    }
  return step == WAY_STEP_DONE;
}

static gboolean
load_sealed (WayStore *self, gint64 number, GPtrArray *list, GError **error)
{
  g_autoptr (WayStmt) stmt = list_places (
      self,
      "SELECT place, origin, act, bytes FROM sealed WHERE place > ?1 AND place <= ?2"
      " ORDER BY place",
      number, 0, error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      g_autoptr (GBytes) bytes = way_stmt_get_bytes (stmt, 3);
      WayJournalSealed *sealed = way_journal_sealed_new (bytes);

      sealed->dev_seq = (guint64)way_stmt_get_int64 (stmt, 0) & LAST_PLACE;
      way_stmt_get_id (stmt, 1, &sealed->origin);
      sealed->act = (guint64)way_stmt_get_int64 (stmt, 2);
      g_ptr_array_add (list, sealed);
    }
  return step == WAY_STEP_DONE;
}

WayJournalLog *
way_store_load_log (WayStore *self, const WayId *id, guint64 after, GError **error)
{
  g_autoptr (WayJournalLog) held = way_journal_log_new ();
  WayStoreLog log;

  way_store_assert_worker (self);
  if (!way_store_find_log (self, id, &log, error)
      || (log.number != 0
          && (!load_entries (self, log.number, MIN (after, LAST_PLACE), held->entries, error)
              || !load_sealed (self, log.number, held->sealed, error))))
    return NULL;
  held->length = log.length;
  memcpy (held->head, log.head, WAY_HEAD_SIZE);
  return g_steal_pointer (&held);
}

/* @reason (nullable): NULL where nothing is shown of a person. */
static WayJournalClosed
read_closed (const char *reason)
{
  if (reason == NULL || reason[0] == '\0')
    return WAY_JOURNAL_OPEN;
  if (g_str_equal (reason, "agreed_to_stop") || g_str_equal (reason, "turned_25"))
    return WAY_JOURNAL_CLOSED_AGREED;
  return g_str_equal (reason, "moved") ? WAY_JOURNAL_CLOSED_MOVED : WAY_JOURNAL_CLOSED_OTHER;
}

gboolean
way_store_list_logs (WayStore *self, GArray *logs, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_new (
      self->db,
      "SELECT log_id, length, head, known, (SELECT count(*) FROM sealed"
      "   WHERE place > number << 40 AND place < (number + 1) << 40),"
      " (SELECT person.closed FROM cases JOIN person ON person.number = cases.number"
      "   WHERE cases.case_id = log_id)"
      " FROM log WHERE log_id <> ?1 ORDER BY number",
      error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, 1, &way_id_nil);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayJournalHeld held = { .length = (guint64)way_stmt_get_int64 (stmt, 1),
                              .known = (guint64)way_stmt_get_int64 (stmt, 3),
                              .n_sealed = (guint)way_stmt_get_int64 (stmt, 4),
                              .closed = read_closed (way_stmt_get_text (stmt, 5)) };
      gsize size;
      gconstpointer head = way_stmt_get_blob (stmt, 2, &size);

      if (!way_stmt_get_id (stmt, 0, &held.log) || size != WAY_HEAD_SIZE)
        return way_store_fail_page (error);
      memcpy (held.head, head, size);
      g_array_append_val (logs, held);
    }
  return step == WAY_STEP_DONE;
}
