/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The search index: folded words of op rows, while the words as written stay in the rows.  A
 * private address is cut out before anything reaches the index, so no query can find it.
 *
 * The row id of an op's words is the number of its case and its seq, so that what a query finds
 * comes person by person, and says whose it is without a look at any op row.
 */
#include "way-store-private.h"

#include <string.h>
#include "way-fold.h"
#include "way-value.h"

/* -- places in the index ----------------------------------------------------------------------- */

#define SEQ_BITS 40

gint64
way_store_index_row (gint64 number, gint64 seq)
{
  return number << SEQ_BITS | seq;
}

gint64
way_store_index_row_number (gint64 row)
{
  return row >> SEQ_BITS;
}

gint64
way_store_index_row_seq (gint64 row)
{
  return row & ((G_GINT64_CONSTANT (1) << SEQ_BITS) - 1);
}

/* -- what stays out of it ---------------------------------------------------------------------- */

static void
add_address (WayPrivacy *privacy, WayOperation *op)
{
  g_autoptr (GVariant) value = way_operation_dup_value (op);
  const char *lines, *postcode, *home_name;

  g_variant_get (value, "(&s&s&sb&s)", &lines, &postcode, &home_name, NULL, NULL);
  way_privacy_add_address (privacy, lines, postcode, home_name);
}

static gboolean
address_is_private (WayOperation *op)
{
  g_autoptr (GVariant) value = way_operation_dup_value (op);
  gboolean is_private;

  g_variant_get_child (value, 3, "b", &is_private);
  return is_private;
}

/* Once an address is private every one the person ever had here is kept: a former home can lead to
 * the present one.  Where the one that stands is not private, nothing is; where none stands, as the
 * person was removed, all are if any was. */
WayPrivacy *
way_store_load_privacy (WayStore *self, const WayId *case_id, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_LIST_ADDRESSES, error);
  g_autoptr (WayPrivacy) privacy = way_privacy_new ();
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify)way_operation_unref);
  gboolean stands = FALSE, stands_private = FALSE, was_private = FALSE;
  WayStep step;

  if (stmt == NULL)
    return NULL;
  way_stmt_bind_id (stmt, 1, case_id);
  way_stmt_bind_int64 (stmt, 2, WAY_KIND_PERSON);
  way_stmt_bind_int64 (stmt, 3, WAY_PERSON_ADDRESS);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      g_autoptr (GBytes) bytes = way_stmt_get_bytes (stmt, 0);
      WayOperation *op = way_operation_from_bytes (bytes, error);
      gboolean visible = way_stmt_get_int64 (stmt, 1) > 0;

      if (op == NULL)
        return NULL;
      g_ptr_array_add (ops, op);
      stands |= visible;
      stands_private |= visible && address_is_private (op);
      was_private |= address_is_private (op);
    }
  if (step == WAY_STEP_ERROR)
    return NULL;
  for (guint i = 0; (stands ? stands_private : was_private) && i < ops->len; i++)
    add_address (privacy, g_ptr_array_index (ops, i));
  return g_steal_pointer (&privacy);
}

/* -- putting words in -------------------------------------------------------------------------- */

char *
way_store_dup_op_text (WayOperation *op)
{
  const WayGroup *group = way_operation_get_group (op);
  g_autoptr (GVariant) value = NULL;

  if (group == NULL || group->search == WAY_SEARCH_NEVER)
    return NULL;
  if (group->search == WAY_SEARCH_ADDRESS && address_is_private (op))
    return NULL;
  value = way_operation_dup_value (op);
  return way_value_dup_index_text (group, value);
}

gboolean
way_store_index_op (
    WayStore *self, gint64 row, WayOperation *op, const WayPrivacy *privacy, GError **error)
{
  g_autofree char *text = way_store_dup_op_text (op);
  g_autofree char *masked = NULL;
  g_autofree char *folded = NULL;
  g_autoptr (WayStmt) stmt = NULL;

  if (text == NULL || text[0] == '\0')
    return TRUE;
  masked = way_privacy_mask (privacy, text, "\n");
  folded = way_fold (masked);
  if (folded[0] == '\0')
    return TRUE;
  stmt = way_stmt_cached (self->db, WAY_SQL_ADD_WORDS, error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int64 (stmt, 1, row);
  way_stmt_lend_text (stmt, 2, folded);
  return way_stmt_run (stmt, error);
}

static gboolean
drop_words (WayStore *self, gint64 row, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_DROP_WORDS, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int64 (stmt, 1, row);
  return way_stmt_run (stmt, error);
}

static gboolean
drop_deferred (WayStore *self, gint64 first, gint64 last, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_DROP_UNINDEXED, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int64 (stmt, 1, first);
  way_stmt_bind_int64 (stmt, 2, last);
  return way_stmt_run (stmt, error);
}

gboolean
way_store_reindex_case (WayStore *self, const WayId *case_id, GError **error)
{
  g_autoptr (WayPrivacy) privacy = way_store_load_privacy (self, case_id, error);
  g_autoptr (GPtrArray) rows = NULL;
  gint64 number;

  if (privacy == NULL || !way_store_number_case (self, case_id, &number, error))
    return FALSE;
  rows = way_store_load_rows (self, number, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const WayRow *row = g_ptr_array_index (rows, i);
      gint64 place = way_store_index_row (number, row->seq);

      if (!drop_words (self, place, error)
          || (row->state == WAY_ROW_APPLIED
              && !way_store_index_op (self, place, row->authored.op, privacy, error)))
        return FALSE;
    }
  return rows != NULL
         && drop_deferred (self, way_store_index_row (number, 0),
                           way_store_index_row (number + 1, 0) - 1, error);
}

/* -- behind ------------------------------------------------------------------------------------ */

#define FILL_AT_ONCE 500 /* a save waits for this */

gboolean
way_store_defer_op (WayStore *self, gint64 row, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_ADD_UNINDEXED, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int64 (stmt, 1, row);
  return way_stmt_run (stmt, error);
}

gboolean
way_store_is_index_behind (WayStore *self, gboolean *ret_behind, GError **error)
{
  gint64 behind;

  if (!way_db_query_int64 (self->db, "SELECT EXISTS (SELECT 1 FROM unindexed)", &behind, error))
    return FALSE;
  *ret_behind = behind != 0;
  return TRUE;
}

/* What must stay hidden is asked for once a case. */
typedef struct
{
  WayId case_id;
  WayPrivacy *privacy; /* (owned) (nullable) */
  gint64 last;         /* row id */
} Filling;

static gboolean
fill_one (WayStore *self, Filling *filling, WayStmt *stmt, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (WayOperation) op = NULL;

  filling->last = way_stmt_get_int64 (stmt, 0);
  /* put in by other rules, before */
  if (!drop_words (self, filling->last, error))
    return FALSE;
  if (way_stmt_get_int64 (stmt, 1) != WAY_ROW_APPLIED)
    return TRUE;
  bytes = way_stmt_get_bytes (stmt, 2);
  op = way_operation_from_bytes (bytes, error);
  if (op == NULL)
    return FALSE;
  if (filling->privacy == NULL || !way_id_equal (&filling->case_id, &op->case_id))
    {
      g_clear_pointer (&filling->privacy, way_privacy_free);
      filling->case_id = op->case_id;
      filling->privacy = way_store_load_privacy (self, &op->case_id, error);
    }
  return filling->privacy != NULL
         && way_store_index_op (self, filling->last, op, filling->privacy, error);
}

/* In the order of the row ids: FTS5 takes those far faster. */
static gboolean
fill_some (WayStore *self, guint *ret_n, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_LIST_UNINDEXED, error);
  Filling filling = { 0 };
  gboolean ok = TRUE;
  WayStep step = WAY_STEP_DONE;

  *ret_n = 0;
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int64 (stmt, 1, FILL_AT_ONCE);
  way_stmt_bind_int64 (stmt, 2, (G_GINT64_CONSTANT (1) << SEQ_BITS) - 1);
  while (ok && (step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      ok = fill_one (self, &filling, stmt, error);
      ++*ret_n;
    }
  g_clear_pointer (&filling.privacy, way_privacy_free);
  return ok && step == WAY_STEP_DONE && drop_deferred (self, 0, filling.last, error);
}

gboolean
way_store_fill_all (WayStore *self, GError **error)
{
  guint n = FILL_AT_ONCE;

  while (n == FILL_AT_ONCE)
    if (!fill_some (self, &n, error))
      return FALSE;
  return TRUE;
}

gboolean
way_store_fill_index (WayStore *self, gboolean *ret_more, GError **error)
{
  g_autoptr (WayTxn) txn = NULL;
  guint n;

  way_store_assert_worker (self);
  txn = way_txn_begin (self->db, error);
  if (txn == NULL || !fill_some (self, &n, error) || !way_txn_commit (txn, error))
    return FALSE;
  *ret_more = n == FILL_AT_ONCE;
  return TRUE;
}

/* -- by which rules ---------------------------------------------------------------------------- */

#define META_RULES "index-rules"
#define RULE_SIZE 6 /* kind, group: two bytes each; search rule; form of the text */

/* What of each group is found, as the table says it today. */
static GByteArray *
list_rules (void)
{
  GByteArray *rules = g_byte_array_new ();
  guint n;
  const WayKind *kinds = way_schema_kinds (&n);

  for (guint k = 0; k < n; k++)
    for (guint g = 0; g < kinds[k].n_groups; g++)
      {
        guint16 kind = kinds[k].number, group = kinds[k].groups[g].number;
        guint8 rule[RULE_SIZE] = { (guint8)(kind >> 8),
                                   (guint8)kind,
                                   (guint8)(group >> 8),
                                   (guint8)group,
                                   (guint8)kinds[k].groups[g].search,
                                   WAY_INDEX_TEXT_FORM };

        g_byte_array_append (rules, rule, sizeof rule);
      }
  return rules;
}

static gboolean
holds_rule (GBytes *rules, const guint8 rule[RULE_SIZE])
{
  gsize size = 0;
  const guint8 *bytes = rules != NULL ? g_bytes_get_data (rules, &size) : NULL;

  for (gsize at = 0; at + RULE_SIZE <= size; at += RULE_SIZE)
    if (memcmp (bytes + at, rule, RULE_SIZE) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
defer_group (WayStore *self, const guint8 rule[RULE_SIZE], GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_new (
      self->db,
      "INSERT OR IGNORE INTO unindexed (place)"
      " SELECT number << 40 | seq FROM place WHERE kind = ?1 AND grp = ?2",
      error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int64 (stmt, 1, rule[0] << 8 | rule[1]);
  way_stmt_bind_int64 (stmt, 2, rule[2] << 8 | rule[3]);
  return way_stmt_run (stmt, error);
}

gboolean
way_store_keep_rules (WayStore *self, GError **error)
{
  g_autoptr (GByteArray) rules = list_rules ();

  return way_store_set_meta (self, META_RULES, rules->data, rules->len, error);
}

gboolean
way_store_renew_index (WayStore *self, GError **error)
{
  g_autoptr (GByteArray) rules = list_rules ();
  g_autoptr (GBytes) kept = NULL;
  g_autoptr (WayTxn) txn = NULL;

  if (!way_store_find_meta (self, META_RULES, &kept, error))
    return FALSE;
  if (kept != NULL && g_bytes_get_size (kept) == rules->len
      && memcmp (g_bytes_get_data (kept, NULL), rules->data, rules->len) == 0)
    return TRUE;

  txn = way_txn_begin (self->db, error);
  for (gsize at = 0; txn != NULL && at < rules->len; at += RULE_SIZE)
    if (!holds_rule (kept, rules->data + at) && !defer_group (self, rules->data + at, error))
      return FALSE;
  return txn != NULL && way_store_keep_rules (self, error) && way_txn_commit (txn, error);
}

/* -- keeping it quick -------------------------------------------------------------------------- */

#define MANY_OPS 2000
#define OPS_A_PAGE 16    /* of the index, nearly */
#define MAX_PAGES 10000u /* a lock of the screen waits for this */

static gboolean
merge_pieces (WayStore *self, guint n_pages)
{
  g_autofree char *merge = g_strdup_printf ("INSERT INTO words (words, rank) VALUES ('merge', -%u)",
                                            n_pages);
  g_autoptr (WayTxn) txn = way_txn_begin (self->db, NULL);

  return txn != NULL && way_db_exec (self->db, merge, NULL) && way_txn_commit (txn, NULL);
}

/* What came in at once lies in many pieces, and a search looks into each.  What is written a field
 * at a time FTS5 puts together as it comes. */
void
way_store_tidy_index (WayStore *self)
{
  way_store_assert_worker (self);
  if (self->n_written >= MANY_OPS
      && merge_pieces (self, MIN (self->n_written / OPS_A_PAGE, MAX_PAGES)))
    self->n_written = 0;
}
