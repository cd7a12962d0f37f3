/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "floor.h"

#include <sqlite3.h>

enum
{
  SAVE,
  BEGIN,
  COMMIT,
  ADD_OP,
  ADD_WORDS,
  ADD_PERSON,
  READ_OPS,
  SEARCH,
  N_STATEMENTS
};

struct _Floor
{
  sqlite3 *db;
  sqlite3_stmt *prepared[N_STATEMENTS];
};

static const char pragmas[]
    = "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536; PRAGMA synchronous = FULL;"
      "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF;"
      "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 1000;"
      "PRAGMA journal_size_limit = 16777216;";

/* The columns of the vault's table of operations and whose they are, with no index but the row id;
 * and its index of words. */
static const char tables[]
    = "CREATE TABLE saved (seq INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;"
      "CREATE TABLE op (seq INTEGER PRIMARY KEY, origin BLOB NOT NULL, counter INTEGER NOT NULL,"
      " author BLOB NOT NULL, roles INTEGER NOT NULL, state INTEGER NOT NULL, chain BLOB NOT NULL,"
      " bytes BLOB NOT NULL, person INTEGER NOT NULL) STRICT;"
      "CREATE TABLE person (number INTEGER PRIMARY KEY, sort TEXT NOT NULL, name TEXT NOT NULL)"
      " STRICT;"
      "CREATE VIRTUAL TABLE words USING fts5 (text, content='', contentless_delete=1,"
      " tokenize='unicode61 remove_diacritics 0');";

const char floor_search_sql[]
    = "SELECT op.bytes, person.name FROM words JOIN op ON op.seq = words.rowid"
      " JOIN person ON person.number = op.person WHERE words MATCH ?1"
      " ORDER BY person.sort, person.number, op.seq DESC LIMIT ?2";

static const char *const statements[N_STATEMENTS] = {
  [SAVE] = "INSERT INTO saved (bytes) VALUES (?1)",
  [BEGIN] = "BEGIN IMMEDIATE",
  [COMMIT] = "COMMIT",
  [ADD_OP] = "INSERT INTO op VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
  [ADD_WORDS] = "INSERT INTO words (rowid, text) VALUES (?1, ?2)",
  [ADD_PERSON] = "INSERT INTO person VALUES (?1, ?2, ?3)",
  [READ_OPS] = "SELECT seq, origin, counter, author, roles, state, chain, bytes FROM op"
               " WHERE seq > ?1 ORDER BY seq",
  [SEARCH] = floor_search_sql,
};

static void
check (Floor *self, int rc)
{
  if (rc != SQLITE_OK && rc != SQLITE_ROW && rc != SQLITE_DONE)
    g_error ("the floor failed: %s", sqlite3_errmsg (self->db));
}

static void
run (Floor *self, const char *sql)
{
  check (self, sqlite3_exec (self->db, sql, NULL, NULL, NULL));
}

static sqlite3_stmt *
get (Floor *self, guint index)
{
  if (self->prepared[index] == NULL)
    check (self, sqlite3_prepare_v3 (self->db, statements[index], -1, SQLITE_PREPARE_PERSISTENT,
                                     &self->prepared[index], NULL));
  return self->prepared[index];
}

static void
step_once (Floor *self, guint index)
{
  sqlite3_stmt *stmt = get (self, index);

  check (self, sqlite3_step (stmt));
  check (self, sqlite3_reset (stmt));
}

/* -- files ------------------------------------------------------------------------------------- */

static Floor *
open_file (const char *path, const guint8 key[32], int flags)
{
  Floor *self = g_new0 (Floor, 1);
  g_autoptr (GString) text = g_string_new ("x'");

  for (guint i = 0; i < 32; i++)
    g_string_append_printf (text, "%02x", key[i]);
  g_string_append_c (text, '\'');
  check (self, sqlite3_open_v2 (path, &self->db, flags | SQLITE_OPEN_NOMUTEX, NULL));
  check (self, sqlite3_key_v2 (self->db, "main", text->str, (int)text->len));
  run (self, pragmas);
  return self;
}

Floor *
floor_new (const char *path)
{
  static const guint8 key[32] = { 1, 2, 3 };
  Floor *self = open_file (path, key, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);

  run (self, tables);
  return self;
}

Floor *
floor_open (const char *path, const guint8 key[32])
{
  return open_file (path, key, SQLITE_OPEN_READWRITE);
}

void
floor_free (Floor *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < N_STATEMENTS; i++)
    sqlite3_finalize (self->prepared[i]);
  check (self, sqlite3_close (self->db));
  g_free (self);
}

/* -- rows -------------------------------------------------------------------------------------- */

static void
bind_bytes (sqlite3_stmt *stmt, int index, GBytes *bytes)
{
  sqlite3_bind_blob (stmt, index, g_bytes_get_data (bytes, NULL), (int)g_bytes_get_size (bytes),
                     SQLITE_STATIC);
}

void
floor_save (Floor *self, GBytes *bytes)
{
  floor_begin (self);
  bind_bytes (get (self, SAVE), 1, bytes);
  step_once (self, SAVE);
  floor_commit (self);
}

void
floor_begin (Floor *self)
{
  step_once (self, BEGIN);
}

void
floor_commit (Floor *self)
{
  step_once (self, COMMIT);
}

void
floor_add_op (Floor *self, const FloorOp *op)
{
  sqlite3_stmt *add = get (self, ADD_OP), *words = get (self, ADD_WORDS);

  sqlite3_bind_int64 (add, 1, op->seq);
  bind_bytes (add, 2, op->origin);
  sqlite3_bind_int64 (add, 3, op->counter);
  bind_bytes (add, 4, op->author);
  sqlite3_bind_int64 (add, 5, op->roles);
  sqlite3_bind_int64 (add, 6, op->state);
  bind_bytes (add, 7, op->chain);
  bind_bytes (add, 8, op->bytes);
  sqlite3_bind_int64 (add, 9, op->person);
  step_once (self, ADD_OP);
  if (op->folded == NULL)
    return;
  sqlite3_bind_int64 (words, 1, op->seq);
  sqlite3_bind_text (words, 2, op->folded, -1, SQLITE_STATIC);
  step_once (self, ADD_WORDS);
}

void
floor_add_person (Floor *self, gint64 number, const char *sort, const char *name)
{
  sqlite3_stmt *add = get (self, ADD_PERSON);

  sqlite3_bind_int64 (add, 1, number);
  sqlite3_bind_text (add, 2, sort, -1, SQLITE_STATIC);
  sqlite3_bind_text (add, 3, name, -1, SQLITE_STATIC);
  step_once (self, ADD_PERSON);
}

void
floor_op_free (FloorOp *op)
{
  GBytes *const owned[] = { op->origin, op->author, op->chain, op->bytes };

  for (guint i = 0; i < G_N_ELEMENTS (owned); i++)
    g_bytes_unref (owned[i]);
  g_free (op->folded);
  g_free (op);
}

static GBytes *
column_bytes (sqlite3_stmt *stmt, int column)
{
  gconstpointer bytes = sqlite3_column_blob (stmt, column);

  return g_bytes_new (bytes, (gsize)sqlite3_column_bytes (stmt, column));
}

GPtrArray *
floor_read_ops (Floor *self, gint64 after)
{
  GPtrArray *ops = g_ptr_array_new_with_free_func ((GDestroyNotify)floor_op_free);
  sqlite3_stmt *stmt = get (self, READ_OPS);
  int rc;

  sqlite3_bind_int64 (stmt, 1, after);
  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      FloorOp *op = g_new0 (FloorOp, 1);

      op->seq = sqlite3_column_int64 (stmt, 0);
      op->origin = column_bytes (stmt, 1);
      op->counter = sqlite3_column_int64 (stmt, 2);
      op->author = column_bytes (stmt, 3);
      op->roles = sqlite3_column_int64 (stmt, 4);
      op->state = sqlite3_column_int64 (stmt, 5);
      op->chain = column_bytes (stmt, 6);
      op->bytes = column_bytes (stmt, 7);
      g_ptr_array_add (ops, op);
    }
  check (self, rc);
  sqlite3_reset (stmt);
  return ops;
}

guint
floor_search (Floor *self, const char *match, guint limit)
{
  sqlite3_stmt *stmt = get (self, SEARCH);
  guint n = 0;
  int rc;

  sqlite3_bind_text (stmt, 1, match, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (stmt, 2, limit);
  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      g_assert_nonnull (sqlite3_column_blob (stmt, 0));
      g_assert_nonnull (sqlite3_column_text (stmt, 1));
      n++;
    }
  check (self, rc);
  sqlite3_reset (stmt);
  return n;
}
