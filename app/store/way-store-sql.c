/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every statement the store prepares once and keeps, in the order of the enum.
 */
#include "way-store-private.h"

const char *const way_store_sql[WAY_SQL_COUNT] = {
  [WAY_SQL_GET_META] = "SELECT value FROM meta WHERE key = ?1",
  [WAY_SQL_SET_META] = "INSERT INTO meta (key, value) VALUES (?1, ?2)"
                       " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
  [WAY_SQL_ADD_OP] = "INSERT INTO op (origin, counter, author, roles, state, chain, bytes, case_id,"
                     " position) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
  [WAY_SQL_FIND_OP] = "SELECT seq, position, bytes FROM op"
                      " WHERE case_id = ?1 AND origin = ?2 AND counter = ?3",
  [WAY_SQL_SET_STATE] = "UPDATE op SET state = ?2 WHERE seq = ?1",
  [WAY_SQL_SET_POSITION]
  = "UPDATE op SET position = ?2, signer = ?3, signer_roles = ?4 WHERE seq = ?1",
  [WAY_SQL_SET_CHAIN] = "UPDATE op SET chain = ?2 WHERE seq = ?1",
  [WAY_SQL_HAS_WAITING] = "SELECT EXISTS (SELECT 1 FROM op WHERE position = 0 AND case_id = ?1)",
  [WAY_SQL_FIND_CASE] = "SELECT number FROM cases WHERE case_id = ?1",
  [WAY_SQL_ADD_CASE] = "INSERT INTO cases (case_id) VALUES (?1)",
  [WAY_SQL_HAS_OTHERS] = "SELECT EXISTS (SELECT 1 FROM cases WHERE case_id <> ?1)",
  [WAY_SQL_SET_PLACE] = "INSERT INTO place (number, kind, object, grp, seq, shown)"
                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
                        " ON CONFLICT DO UPDATE SET shown = excluded.shown",
  [WAY_SQL_IS_SHOWN] = "SELECT shown, EXISTS (SELECT 1 FROM place WHERE number = ?1"
                       "  AND kind = ?6 AND object = ?7 AND grp = ?8)"
                       " FROM place WHERE number = ?1 AND kind = ?2 AND object = ?3"
                       " AND grp = ?4 AND seq = ?5",
  [WAY_SQL_LIST_SHOWN] = "SELECT kind, object, grp, shown FROM place"
                         " WHERE number = (SELECT number FROM cases WHERE case_id = ?1)"
                         " AND shown > 0 ORDER BY kind, object, grp",
  [WAY_SQL_FIND_OBJECT] = "SELECT " WAY_STORE_ROW ", place.shown"
                          " FROM place JOIN op ON op.seq = place.seq"
                          " WHERE place.number = (SELECT number FROM cases WHERE case_id = ?1)"
                          " AND place.kind = ?2 AND place.object = ?3 ORDER BY op.seq",
  [WAY_SQL_FIND_ROWS] = "SELECT " WAY_STORE_ROW ", place.shown"
                        " FROM place JOIN op ON op.seq = place.seq"
                        " WHERE place.number = ?1 ORDER BY op.seq",
  [WAY_SQL_GET_OP] = "SELECT bytes FROM op WHERE seq = ?1",
  [WAY_SQL_LOAD_CASE] = "SELECT op.bytes FROM place JOIN op ON op.seq = place.seq"
                        " WHERE place.number = (SELECT number FROM cases WHERE case_id = ?1)"
                        " AND place.shown > 0",
  [WAY_SQL_LOAD_PART] = "SELECT op.bytes FROM place JOIN op ON op.seq = place.seq"
                        " WHERE place.number = (SELECT number FROM cases WHERE case_id = ?1)"
                        " AND place.kind = ?2 AND place.object = ?3 AND place.shown > 0",
  [WAY_SQL_LIST_ADDRESSES] = "SELECT op.bytes, place.shown FROM place JOIN op ON op.seq = place.seq"
                             " WHERE place.number = (SELECT number FROM cases WHERE case_id = ?1)"
                             " AND place.kind = ?2 AND place.object = ?1 AND place.grp = ?3",
  [WAY_SQL_SET_PERSON]
  = "INSERT INTO person (number, case_id, sort, preferred_name, full_name, pronouns, date_of_birth,"
    " closed, conflicts) VALUES (?9, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
    " ON CONFLICT (number) DO UPDATE SET sort = excluded.sort,"
    " preferred_name = excluded.preferred_name, full_name = excluded.full_name,"
    " pronouns = excluded.pronouns, date_of_birth = excluded.date_of_birth,"
    " closed = excluded.closed, conflicts = excluded.conflicts",
  [WAY_SQL_DROP_PERSON] = "DELETE FROM person"
                          " WHERE number = (SELECT number FROM cases WHERE case_id = ?1)",
  [WAY_SQL_GET_CONFLICTS] = "SELECT conflicts FROM person"
                            " WHERE number = (SELECT number FROM cases WHERE case_id = ?1)",
  [WAY_SQL_LIST_PEOPLE] = "SELECT case_id, preferred_name, full_name, pronouns, date_of_birth,"
                          " closed, conflicts FROM person ORDER BY sort, case_id",
  [WAY_SQL_ADD_WORDS] = "INSERT INTO words (rowid, text) VALUES (?1, ?2)",
  [WAY_SQL_DROP_WORDS] = "DELETE FROM words WHERE rowid = ?1",
  /* each row is of the case whose number it begins with: way-store-index.c */
  [WAY_SQL_FIND_WORDS] = "SELECT words.rowid, case_id, sort, preferred_name FROM words"
                         " CROSS JOIN person ON number = words.rowid >> 40"
                         " WHERE words MATCH ?1 AND words.rowid >= ?2 AND words.rowid < ?3",
  [WAY_SQL_FIND_DRAFT] = "SELECT value, bases, began_ms FROM draft"
                         " WHERE case_id = ?1 AND kind = ?2 AND object = ?3 AND grp = ?4",
  [WAY_SQL_SET_DRAFT]
  = "INSERT INTO draft (case_id, kind, object, grp, value, bases, began_ms, held)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
    " ON CONFLICT (case_id, kind, object, grp) DO UPDATE SET value = excluded.value",
  [WAY_SQL_DROP_DRAFT] = "DELETE FROM draft"
                         " WHERE case_id = ?1 AND kind = ?2 AND object = ?3 AND grp = ?4",
  [WAY_SQL_REBASE_DRAFT] = "UPDATE draft SET bases = ?5"
                           " WHERE case_id = ?1 AND kind = ?2 AND object = ?3 AND grp = ?4",
  [WAY_SQL_HAS_DRAFTS] = "SELECT EXISTS (SELECT 1 FROM draft WHERE case_id = ?1)",
  [WAY_SQL_LIST_DRAFTS] = "SELECT case_id, kind, object, grp, value, bases, began_ms, held"
                          " FROM draft ORDER BY began_ms, case_id, kind, object, grp",
  [WAY_SQL_FIND_LOG] = "SELECT number, length, head, known FROM log WHERE log_id = ?1",
  [WAY_SQL_SET_LOG] = "INSERT INTO log (log_id, length, head, known) VALUES (?1, ?2, ?3, ?4)"
                      " ON CONFLICT (log_id) DO UPDATE SET length = excluded.length,"
                      " head = excluded.head, known = excluded.known",
  [WAY_SQL_ADD_ENTRY] = "INSERT INTO entry (place, known, bytes) VALUES (?1, ?2, ?3)",
  [WAY_SQL_ADD_SEALED] = "INSERT INTO sealed (place, origin, act, bytes) VALUES (?1, ?2, ?3, ?4)",
  [WAY_SQL_DROP_SEALED] = "DELETE FROM sealed WHERE place > ?1 AND place <= ?2",
  [WAY_SQL_ADD_UNINDEXED] = "INSERT OR IGNORE INTO unindexed (place) VALUES (?1)",
  [WAY_SQL_LIST_UNINDEXED] = "SELECT unindexed.place, op.state, op.bytes FROM unindexed"
                             " JOIN op ON op.seq = unindexed.place & ?2"
                             " ORDER BY unindexed.place LIMIT ?1",
  [WAY_SQL_DROP_UNINDEXED] = "DELETE FROM unindexed WHERE place >= ?1 AND place <= ?2",
};
