/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Schema of the vault.  The op rows are the truth; cases, place, person and words are projections
 * of them, draft is scratch; log, entry and sealed are what sync holds and sends.
 *
 * v1  meta, op, cases, place, person, words, draft
 * v2  draft.held
 * v3  op: its case, where it stands in the case's log and as whose; log, entry, sealed, unindexed
 */
#include "way-store-schema.h"

static const char v1[]
    = "CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID, STRICT;"
      /* one row per operation, in order of arrival */
      "CREATE TABLE op ("
      "  seq INTEGER PRIMARY KEY,"
      "  origin BLOB NOT NULL,"
      "  counter INTEGER NOT NULL,"
      "  author BLOB NOT NULL,"
      "  roles INTEGER NOT NULL,"
      "  state INTEGER NOT NULL," /* WayRowState */
      "  chain BLOB NOT NULL,"    /* running hash up to and with this row */
      "  bytes BLOB NOT NULL) STRICT;"
      "CREATE UNIQUE INDEX op_by_id ON op (origin, counter);"
      /* the number of each case, in the order they came: shorter than its id, and in the row ids
       * of words */
      "CREATE TABLE cases (number INTEGER PRIMARY KEY, case_id BLOB NOT NULL UNIQUE) STRICT;"
      /* where each op belongs, and whether a known one supersedes it */
      "CREATE TABLE place ("
      "  number INTEGER NOT NULL,"
      "  kind INTEGER NOT NULL,"
      "  object BLOB NOT NULL,"
      "  grp INTEGER NOT NULL,"
      "  seq INTEGER NOT NULL,"
      "  shown INTEGER NOT NULL," /* WayShown */
      "  PRIMARY KEY (number, kind, object, grp, seq)) WITHOUT ROWID, STRICT;"
      /* the caseload, a line each */
      "CREATE TABLE person ("
      "  number INTEGER PRIMARY KEY,"
      "  case_id BLOB NOT NULL,"
      "  sort TEXT NOT NULL,"
      "  preferred_name TEXT NOT NULL,"
      "  full_name TEXT NOT NULL,"
      "  pronouns TEXT NOT NULL,"
      "  date_of_birth TEXT NOT NULL,"
      "  closed TEXT NOT NULL,"
      "  conflicts INTEGER NOT NULL) STRICT;"
      "CREATE INDEX person_by_sort ON person (sort, case_id);"
      /* folded words of op rows; the words themselves stay in op.  Row ids: way-store-index.c */
      "CREATE VIRTUAL TABLE words USING fts5 (text, content='', contentless_delete=1,"
      "  tokenize='unicode61 remove_diacritics 0');"
      /* what is being typed, on disk before it is an operation */
      "CREATE TABLE draft ("
      "  case_id BLOB NOT NULL,"
      "  kind INTEGER NOT NULL,"
      "  object BLOB NOT NULL,"
      "  grp INTEGER NOT NULL,"
      "  value BLOB NOT NULL,"
      "  bases BLOB NOT NULL," /* a(ayt) */
      "  began_ms INTEGER NOT NULL,"
      "  PRIMARY KEY (case_id, kind, object, grp)) WITHOUT ROWID, STRICT;";

/* 1: of a form that is not finished, so not to be made an operation at unlock */
static const char v2[] = "ALTER TABLE draft ADD COLUMN held INTEGER NOT NULL DEFAULT 0;";

/* The case of an op is the first sixteen of its bytes.  An id is one op's in each case only: what
 * another case's log has cannot be known to who writes in this one. */
static const char v3[]
    = "ALTER TABLE op ADD COLUMN case_id BLOB NOT NULL DEFAULT x'';"
      /* in the case's log, from 1; 0: waits to be sent; -1: never was to be */
      "ALTER TABLE op ADD COLUMN position INTEGER NOT NULL DEFAULT -1;"
      /* as the log has its author, where that is not as it was written */
      "ALTER TABLE op ADD COLUMN signer BLOB;"
      "ALTER TABLE op ADD COLUMN signer_roles INTEGER;"
      "UPDATE op SET case_id = substr (bytes, 1, 16), position ="
      "  CASE WHEN author = (SELECT value FROM meta WHERE key = 'user') THEN 0 ELSE -1 END;"
      "DROP INDEX op_by_id;"
      "CREATE UNIQUE INDEX op_by_id ON op (case_id, origin, counter);"
      "CREATE INDEX op_waiting ON op (case_id, seq) WHERE position = 0;"
      /* the directory's id is nil */
      "CREATE TABLE log ("
      "  number INTEGER PRIMARY KEY,"
      "  log_id BLOB NOT NULL UNIQUE,"
      "  length INTEGER NOT NULL,"
      "  head BLOB NOT NULL,"
      "  known INTEGER NOT NULL) STRICT;"
      /* place: number of the log << 40 | position */
      "CREATE TABLE entry ("
      "  place INTEGER PRIMARY KEY,"
      "  known INTEGER NOT NULL,"
      "  bytes BLOB NOT NULL) STRICT;"
      /* sealed and not answered yet; place: number of the log << 40 | dev_seq */
      "CREATE TABLE sealed ("
      "  place INTEGER PRIMARY KEY,"
      "  origin BLOB NOT NULL,"
      "  act INTEGER NOT NULL,"
      "  bytes BLOB NOT NULL) STRICT;"
      /* row ids of words that are still to be put in */
      "CREATE TABLE unindexed (place INTEGER PRIMARY KEY) STRICT;";

const WayMigration way_store_migrations[] = { { v1 }, { v2 }, { v3 } };
const guint way_store_n_migrations = G_N_ELEMENTS (way_store_migrations);
