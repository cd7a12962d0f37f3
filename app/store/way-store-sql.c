/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every statement the store prepares once and keeps, in the order of the enum.
 */
#include "way-store-private.h"

const char *const way_store_sql[WAY_SQL_COUNT] = {
  [WAY_SQL_GET_META] = "SELECT value FROM meta WHERE key = ?1",
  [WAY_SQL_SET_META] = "INSERT INTO meta (key, value) VALUES (?1, ?2)"
                       " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
  [WAY_SQL_ADD_OP] = "INSERT INTO op (case_id, kind, object, grp, origin, counter, hlc, author,"
                     " roles, state, chain, bytes)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
  [WAY_SQL_FIND_OBJECT] = "SELECT seq, state, author, roles, bytes FROM op"
                          " WHERE object = ?1 AND kind = ?2 AND case_id = ?3 ORDER BY seq",
  [WAY_SQL_FIND_VISIBLE] = "SELECT grp, seq FROM visible"
                           " WHERE case_id = ?1 AND kind = ?2 AND object = ?3 ORDER BY seq",
  [WAY_SQL_ADD_VISIBLE] = "INSERT INTO visible (case_id, kind, object, grp, seq)"
                          " VALUES (?1, ?2, ?3, ?4, ?5)",
  [WAY_SQL_DROP_VISIBLE] = "DELETE FROM visible WHERE case_id = ?1 AND kind = ?2 AND object = ?3"
                           " AND grp = ?4 AND seq = ?5",
  [WAY_SQL_LOAD_CASE] = "SELECT op.bytes FROM visible JOIN op ON op.seq = visible.seq"
                        " WHERE visible.case_id = ?1",
  [WAY_SQL_SET_PERSON]
  = "INSERT INTO person (case_id, sort, preferred_name, full_name, pronouns, date_of_birth, closed,"
    " conflicts) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
    " ON CONFLICT (case_id) DO UPDATE SET sort = excluded.sort,"
    " preferred_name = excluded.preferred_name, full_name = excluded.full_name,"
    " pronouns = excluded.pronouns, date_of_birth = excluded.date_of_birth,"
    " closed = excluded.closed, conflicts = excluded.conflicts",
  [WAY_SQL_DROP_PERSON] = "DELETE FROM person WHERE case_id = ?1",
  [WAY_SQL_GET_CONFLICTS] = "SELECT conflicts FROM person WHERE case_id = ?1",
  [WAY_SQL_LIST_PEOPLE] = "SELECT case_id, preferred_name, full_name, pronouns, date_of_birth,"
                          " closed, conflicts FROM person ORDER BY sort, case_id",
  [WAY_SQL_FIND_CASE] = "SELECT number FROM cases WHERE case_id = ?1",
  [WAY_SQL_ADD_CASE] = "INSERT INTO cases (case_id) VALUES (?1)",
  [WAY_SQL_ADD_WORDS] = "INSERT INTO words (rowid, text) VALUES (?1, ?2)",
  [WAY_SQL_DROP_WORDS] = "DELETE FROM words WHERE rowid = ?1",
  [WAY_SQL_CASE_OPS] = "SELECT seq, state, author, roles, bytes FROM op WHERE case_id = ?1"
                       " ORDER BY seq",
  [WAY_SQL_ADDRESS_OPS] = "SELECT op.bytes, EXISTS (SELECT 1 FROM visible AS v"
                          " WHERE v.case_id = op.case_id AND v.kind = op.kind"
                          " AND v.object = op.object AND v.grp = op.grp AND v.seq = op.seq)"
                          " FROM op WHERE op.case_id = ?1 AND op.object = ?1"
                          " AND op.kind = ?2 AND op.grp = ?3",
  [WAY_SQL_FIND_WORDS] = "SELECT rowid FROM words WHERE words MATCH ?1 AND rowid >= ?2"
                         " AND rowid < ?3",
  [WAY_SQL_FIND_PERSON] = "SELECT person.case_id, person.sort, person.preferred_name"
                          " FROM cases JOIN person ON person.case_id = cases.case_id"
                          " WHERE cases.number = ?1",
  [WAY_SQL_GET_OP] = "SELECT op.bytes, EXISTS (SELECT 1 FROM visible AS v"
                     " WHERE v.case_id = op.case_id AND v.kind = op.kind"
                     " AND v.object = op.object AND v.grp = op.grp AND v.seq = op.seq)"
                     " FROM op WHERE op.seq = ?1",
  [WAY_SQL_LOAD_OBJECT] = "SELECT op.bytes FROM visible JOIN op ON op.seq = visible.seq"
                          " WHERE visible.case_id = ?1 AND visible.kind = ?2"
                          " AND visible.object = ?3",
  [WAY_SQL_FIND_DRAFT] = "SELECT value, bases, began_ms FROM draft"
                         " WHERE case_id = ?1 AND kind = ?2 AND object = ?3 AND grp = ?4",
  [WAY_SQL_SET_DRAFT]
  = "INSERT INTO draft (case_id, kind, object, grp, value, bases, began_ms)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
    " ON CONFLICT (case_id, kind, object, grp) DO UPDATE SET value = excluded.value",
  [WAY_SQL_DROP_DRAFT] = "DELETE FROM draft"
                         " WHERE case_id = ?1 AND kind = ?2 AND object = ?3 AND grp = ?4",
  [WAY_SQL_LIST_DRAFTS] = "SELECT case_id, kind, object, grp, value, bases, began_ms FROM draft"
                          " ORDER BY began_ms, case_id, kind, object, grp",
};
