/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * check: is everything here that was written, and nothing else?  Reads only.
 *
 * The pages' seals and structure (db), then the running hash over every op row, then each op, then
 * what is projected from them, rebuilt beside the real tables and compared.
 */
#include "way-store-private.h"

#include <string.h>
#include "way-db-check.h"
#include "way-i18n.h"

static void
add_fault (GPtrArray *faults, const char *text)
{
  const char *line = _ (text);

  for (guint i = 0; i < faults->len; i++)
    if (g_str_equal (g_ptr_array_index (faults, i), line))
      return;
  g_ptr_array_add (faults, g_strdup (line));
}

gboolean
way_store_check_head (WayStore *self, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_new (self->db,
                                           "SELECT chain FROM op ORDER BY seq DESC LIMIT 1", error);
  gsize size = WAY_HASH_SIZE;
  gconstpointer last = way_hash_none.bytes;
  WayStep step = stmt != NULL ? way_stmt_step (stmt, error) : WAY_STEP_ERROR;

  if (step == WAY_STEP_ERROR)
    return FALSE;
  if (step == WAY_STEP_ROW)
    last = way_stmt_get_blob (stmt, 0, &size);
  if (size != WAY_HASH_SIZE || memcmp (last, self->head.bytes, size) != 0)
    return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED,
                     "Part of the vault is not the newest: an older piece was put back. Restore "
                     "the last backup, and ask whoever looks after this laptop.");
  return TRUE;
}

/* -- the op rows ------------------------------------------------------------------------------- */

/* An id is one op's in each case. */
typedef struct
{
  WayId case_id;
  WayOpId id;
} CaseOpId;

static guint
case_op_id_hash (gconstpointer key)
{
  return way_id_hash (&((const CaseOpId *)key)->case_id)
         ^ way_op_id_hash (&((const CaseOpId *)key)->id);
}

static gboolean
case_op_id_equal (gconstpointer a, gconstpointer b)
{
  const CaseOpId *left = a, *right = b;

  return way_op_id_equal (&left->id, &right->id) && way_id_equal (&left->case_id, &right->case_id);
}

typedef struct
{
  GHashTable *known;   /* (owned): ids of all rows (CaseOpId) */
  GHashTable *awaited; /* (owned): ids named in supersedes (CaseOpId) */
  WayHash chain;
  gboolean unreadable; /* one of them or more */
} Rows;

static CaseOpId *
copy_id (const WayOperation *op, const WayOpId *id)
{
  CaseOpId copy = { op->case_id, *id };

  return g_memdup2 (&copy, sizeof copy);
}

static void
check_row (WayStore *self, WayStmt *stmt, Rows *rows, GPtrArray *faults)
{
  g_autoptr (GBytes) bytes = way_stmt_get_bytes (stmt, 4);
  g_autoptr (WayRow) row = NULL;
  gsize size;
  gconstpointer chain = way_stmt_get_blob (stmt, 9, &size);
  WayAuthor author = { way_id_nil, (WayRoles)way_stmt_get_int64 (stmt, 3) };

  way_stmt_get_id (stmt, 2, &author.user);
  way_store_chain (&rows->chain, &author, bytes, &rows->chain);
  if (size != WAY_HASH_SIZE || memcmp (chain, rows->chain.bytes, size) != 0)
    {
      add_fault (faults,
                 N_ ("The running hash does not fit: an entry was changed, or an older page "
                     "was put back."));
      if (size == WAY_HASH_SIZE)
        memcpy (rows->chain.bytes, chain, size);
    }

  row = way_store_read_row (self, stmt, NULL);
  if (row == NULL)
    {
      add_fault (faults, N_ ("An entry is not in the form Waymark writes."));
      rows->unreadable = TRUE;
      return;
    }
  if (!g_hash_table_add (rows->known, copy_id (row->authored.op, &row->authored.op->id)))
    add_fault (faults, N_ ("Two entries have the same number: this vault was copied and both were "
                           "used."));
  for (guint i = 0; i < row->authored.op->n_supersedes; i++)
    g_hash_table_add (rows->awaited, copy_id (row->authored.op, &row->authored.op->supersedes[i]));
}

/* Columns beside the bytes say what the bytes say; a difference is damage the seal cannot see. */
static gboolean
check_columns (WayStore *self, GPtrArray *faults, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_new (self->db,
                                           "SELECT bytes, origin, counter, case_id FROM op", error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      g_autoptr (GBytes) bytes = way_stmt_get_bytes (stmt, 0);
      g_autoptr (WayOperation) op = way_operation_from_bytes (bytes, NULL);
      WayId origin = way_id_nil, case_id = way_id_nil;

      way_stmt_get_id (stmt, 1, &origin);
      way_stmt_get_id (stmt, 3, &case_id);
      if (op != NULL
          && (!way_id_equal (&origin, &op->id.origin) || !way_id_equal (&case_id, &op->case_id)
              || (guint64)way_stmt_get_int64 (stmt, 2) != op->id.counter))
        add_fault (faults, N_ ("An entry is filed under another place than its own."));
    }
  return step == WAY_STEP_DONE;
}

static void
report_awaited (Rows *rows, GPtrArray *faults)
{
  GHashTableIter iter;
  gpointer id;
  guint n = 0;

  g_hash_table_iter_init (&iter, rows->awaited);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    n += !g_hash_table_contains (rows->known, id);
  if (n > 0)
    {
      g_autofree char *line = g_strdup_printf (
          _ ("%u earlier entries are named and not here; a sync may still bring them."), n);

      add_fault (faults, line);
    }
}

static gboolean
check_rows (WayStore *self, GPtrArray *faults, gboolean *ret_readable, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_new (
      self->db, "SELECT " WAY_STORE_ROW ", 0, chain FROM op ORDER BY seq", error);
  g_autoptr (GHashTable) known = g_hash_table_new_full (case_op_id_hash, case_op_id_equal, g_free,
                                                        NULL);
  g_autoptr (GHashTable) awaited = g_hash_table_new_full (case_op_id_hash, case_op_id_equal, g_free,
                                                          NULL);
  Rows rows = { known, awaited, way_hash_none, FALSE };
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    check_row (self, stmt, &rows, faults);
  if (step == WAY_STEP_ERROR)
    return FALSE;
  if (!way_hash_equal (&rows.chain, &self->head))
    add_fault (faults,
               N_ ("The last entries are missing, or an older piece of the vault was put back."));
  report_awaited (&rows, faults);
  *ret_readable = !rows.unreadable;
  return TRUE;
}

/* -- projections ------------------------------------------------------------------------------- */

static gboolean
hash_query (WayStore *self, const char *sql, int n_columns, WayHash *ret_hash, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_new (self->db, sql, error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  *ret_hash = way_hash_none;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    for (int i = 0; i < n_columns; i++)
      {
        gsize size;
        gconstpointer bytes = way_stmt_get_blob (stmt, i, &size);

        way_hash_chain (ret_hash, bytes, size, ret_hash);
      }
  return step == WAY_STEP_DONE;
}

typedef struct
{
  WayHash places, people, cases, words, sizes;
} Projections;

static gboolean
hash_projections (WayStore *self, Projections *ret_hashes, GError **error)
{
  /* The index itself is compared by what it answers: every word with every place it stands in. */
  static const char words[] = "SELECT term, doc, col, offset FROM temp.way_check_words"
                              " ORDER BY term, doc, col, offset";

  return way_db_exec (self->db,
                      "CREATE VIRTUAL TABLE IF NOT EXISTS temp.way_check_words"
                      " USING fts5vocab ('main', 'words', 'instance')",
                      error)
         && hash_query (self,
                        "SELECT number, kind, object, grp, seq, shown FROM place"
                        " ORDER BY number, kind, object, grp, seq",
                        6, &ret_hashes->places, error)
         && hash_query (self,
                        "SELECT number, case_id, sort, preferred_name, full_name, pronouns,"
                        " date_of_birth, closed, conflicts FROM person ORDER BY number",
                        9, &ret_hashes->people, error)
         && hash_query (self, "SELECT number, case_id FROM cases ORDER BY number", 2,
                        &ret_hashes->cases, error)
         && hash_query (self, words, 4, &ret_hashes->words, error)
         && hash_query (self, "SELECT id, sz FROM words_docsize ORDER BY id", 2, &ret_hashes->sizes,
                        error);
}

/* Which page of which piece of the index a word is on stands in a table of its own (FTS5: row id of
 * a page = piece << 37 | page, pieces from 1 to 65535).  One that knows other pieces answers every
 * search still, and refuses the next save.  Of a piece that is half merged into another the first
 * pages are gone, and stand in that table until all of it is. */
static gboolean
check_pieces (WayStore *self, GPtrArray *faults, GError **error)
{
  static const char unknown[]
      = "SELECT (SELECT count(*) FROM words_idx AS i WHERE NOT EXISTS"
        "   (SELECT 1 FROM words_data WHERE id = (segid << 37) + (pgno >> 1))"
        "   AND (segid << 37) + (pgno >> 1) >= COALESCE ("
        "     (SELECT min (id) FROM words_data WHERE id > i.segid << 37"
        "      AND id < (i.segid + 1) << 37), 0))"
        " + (SELECT count(*) FROM words_data WHERE id >> 37 BETWEEN 1 AND 65535"
        "   AND id >> 37 NOT IN (SELECT segid FROM words_idx))";
  gint64 n;

  if (!way_db_query_int64 (self->db, unknown, &n, error))
    return FALSE;
  if (n > 0)
    add_fault (faults, N_ ("The search index is made of pieces of two days. "
                           "It can be rebuilt: waymarkctl rebuild does that and loses nothing."));
  return TRUE;
}

/* A search goes a way of its own to a word's places, which the list of places does not show. */
static gboolean
check_answers (WayStore *self, GPtrArray *faults, GError **error)
{
  g_autoptr (WayStmt) words = NULL;
  g_autoptr (WayStmt) find = NULL;
  WayStep step = WAY_STEP_ERROR;

  if (!way_db_exec (self->db,
                    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.way_check_terms"
                    " USING fts5vocab ('main', 'words', 'row')",
                    error))
    return FALSE;
  words = way_stmt_new (self->db, "SELECT term, doc FROM temp.way_check_terms", error);
  if (words != NULL)
    find = way_stmt_new (self->db, "SELECT count(*) FROM words WHERE words MATCH ?1", error);
  while (find != NULL && (step = way_stmt_step (words, error)) == WAY_STEP_ROW)
    {
      g_autofree char *query = g_strdup_printf ("\"%s\"", way_stmt_get_text (words, 0));

      way_stmt_reset (find);
      way_stmt_bind_text (find, 1, query);
      if (way_stmt_step (find, error) != WAY_STEP_ROW)
        return FALSE;
      if (way_stmt_get_int64 (find, 0) != way_stmt_get_int64 (words, 1))
        add_fault (faults,
                   N_ ("The search index does not find what it holds. "
                       "It can be rebuilt: waymarkctl rebuild does that and loses nothing."));
    }
  return step == WAY_STEP_DONE;
}

/* Rebuilds in a transaction that is never committed, so that nothing changes on the disk. */
static gboolean
check_projections (WayStore *self, GPtrArray *faults, GError **error)
{
  Projections before, after;
  g_autoptr (WayTxn) txn = way_txn_begin (self->db, error);

  /* what the index still awaits is no fault */
  if (txn == NULL || !way_store_fill_all (self, error) || !hash_projections (self, &before, error)
      || !way_store_rebuild (self, error) || !hash_projections (self, &after, error))
    return FALSE;
  if (!way_hash_equal (&before.places, &after.places))
    add_fault (faults, N_ ("What is shown differs from what was written. "
                           "It can be rebuilt: waymarkctl rebuild does that and loses nothing."));
  if (!way_hash_equal (&before.people, &after.people))
    add_fault (faults, N_ ("The list of people differs from what was written. "
                           "It can be rebuilt: waymarkctl rebuild does that and loses nothing."));
  if (!way_hash_equal (&before.cases, &after.cases) || !way_hash_equal (&before.words, &after.words)
      || !way_hash_equal (&before.sizes, &after.sizes))
    add_fault (faults, N_ ("The search index differs from what was written. "
                           "It can be rebuilt: waymarkctl rebuild does that and loses nothing."));
  return TRUE;
}

/* -- logs -------------------------------------------------------------------------------------- */

typedef struct
{
  const char *sql; /* how many break it */
  const char *says;
} LogRule;

/* Heads and signatures are judged when a log is read for the next sync; here, that nothing is
 * missing. */
static const LogRule log_rules[] = {
  { "SELECT count(*) FROM log WHERE length <> (SELECT count(*) FROM entry"
    "   WHERE place > number << 40 AND place <= (number << 40) + length)",
    N_ ("Part of what was synced is missing here. Nothing written here is lost by that; ask "
        "whoever looks after this laptop.") },
  { "SELECT count(*) FROM entry WHERE NOT EXISTS (SELECT 1 FROM log"
    "   WHERE number = place >> 40 AND place - (number << 40) <= length)",
    N_ ("Something that was synced is filed under another place than its own.") },
  { "SELECT count(*) FROM op WHERE position > coalesce ("
    "   (SELECT length FROM log WHERE log_id = op.case_id), 0)",
    N_ ("An entry counts as synced and is in no record that was.") },
  { "SELECT count(*) FROM sealed WHERE length (origin) = 16 AND origin <> zeroblob (16)"
    "   AND NOT EXISTS (SELECT 1 FROM op JOIN log ON log_id = op.case_id"
    "     WHERE number = place >> 40 AND op.origin = sealed.origin AND op.counter = sealed.act"
    "       AND op.position = 0)",
    N_ ("Something waits to be sent that was never written here.") },
};

static gboolean
check_logs (WayStore *self, GPtrArray *faults, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (log_rules); i++)
    {
      gint64 n;

      if (!way_db_query_int64 (self->db, log_rules[i].sql, &n, error))
        return FALSE;
      if (n > 0)
        add_fault (faults, log_rules[i].says);
    }
  return TRUE;
}

/* The seeds of the device as they lie on the disk are those the open vault works with. */
static gboolean
check_seeds (WayStore *self, GPtrArray *faults, GError **error)
{
  gboolean same;

  if (!way_store_compare_seeds (self, &same, error))
    return FALSE;
  if (!same)
    add_fault (faults, N_ ("The keys of this device are not those it was opened with. Close "
                           "Waymark and open it again; if this stays, restore the last backup."));
  return TRUE;
}

static gboolean
check_drafts (WayStore *self, GPtrArray *faults, GError **error)
{
  guint n_damaged;
  g_autoptr (GPtrArray) drafts = way_store_list_drafts (self, &n_damaged, error);
  g_autoptr (WayStmt) stmt = NULL;

  if (drafts != NULL)
    stmt = way_stmt_new (self->db, "SELECT 1 FROM op WHERE origin = ?1 AND counter = ?2", error);
  if (stmt == NULL)
    return FALSE;
  if (n_damaged > 0)
    add_fault (faults,
               N_ ("Something that was being typed is damaged; nobody can read it any more."));
  for (guint i = 0; i < drafts->len; i++)
    {
      GArray *bases = ((WayDraft *)g_ptr_array_index (drafts, i))->bases;

      for (guint b = 0; b < bases->len; b++)
        {
          const WayOpId *id = &g_array_index (bases, WayOpId, b);
          WayStep step;

          way_stmt_reset (stmt);
          way_stmt_bind_id (stmt, 1, &id->origin);
          way_stmt_bind_int64 (stmt, 2, (gint64)id->counter);
          step = way_stmt_step (stmt, error);
          if (step == WAY_STEP_ERROR)
            return FALSE;
          if (step == WAY_STEP_DONE)
            add_fault (faults,
                       N_ ("Something being typed was begun from an entry that is not here."));
        }
    }
  return TRUE;
}

/* One flipped bit is found a dozen ways, page by page: to whoever reads it that is one fault. */
static gboolean
check_file (WayStore *self, GPtrArray *faults, GPtrArray *details)
{
  g_autoptr (GPtrArray) found = way_db_check (self->db);

  if (found->len == 0)
    return TRUE;
  add_fault (faults, N_ ("vault.db is damaged: part of it is not as it was written. Keep this "
                         "vault's folder as it is, export what can still be read, and restore "
                         "the last backup that is sound."));
  if (details != NULL)
    g_ptr_array_extend_and_steal (details, g_steal_pointer (&found));
  return FALSE;
}

gboolean
way_store_check (WayStore *self, GPtrArray *faults, GPtrArray *details, GError **error)
{
  gboolean readable;

  way_store_assert_worker (self);
  /* Each look needs that the one before found nothing to stumble over. */
  if (!check_file (self, faults, details))
    return TRUE;
  if (!way_store_load_heads (self, error) || !check_rows (self, faults, &readable, error)
      || !check_columns (self, faults, error) || !check_drafts (self, faults, error)
      || !check_seeds (self, faults, error) || !check_logs (self, faults, error))
    return FALSE;
  return !readable
         || (check_pieces (self, faults, error) && check_answers (self, faults, error)
             && check_projections (self, faults, error));
}
