/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Search: the index holds folded words, row id = op.seq; the words as written stay in the op rows.
 * A private address is cut out before anything reaches the index, so no query can find it.
 */
#include "way-store-private.h"

#include "way-fold.h"
#include "way-path.h"
#include "way-value.h"

#define SNIPPET_MAX 160 /* characters */

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
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_ADDRESS_OPS, error);
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
      gboolean visible = way_stmt_get_int64 (stmt, 1) != 0;

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

static char *
dup_op_text (WayOperation *op)
{
  const WayGroup *group = way_operation_get_group (op);
  g_autoptr (GVariant) value = NULL;

  if (group == NULL || group->search == WAY_SEARCH_NEVER)
    return NULL;
  if (group->search == WAY_SEARCH_ADDRESS && address_is_private (op))
    return NULL;
  value = way_operation_dup_value (op);
  return way_value_dup_search_text (group, value);
}

gboolean
way_store_index_op (
    WayStore *self, gint64 seq, WayOperation *op, const WayPrivacy *privacy, GError **error)
{
  g_autofree char *text = dup_op_text (op);
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
  way_stmt_bind_int64 (stmt, 1, seq);
  way_stmt_bind_text (stmt, 2, folded);
  return way_stmt_run (stmt, error);
}

static gboolean
drop_words (WayStore *self, gint64 seq, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_DROP_WORDS, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int64 (stmt, 1, seq);
  return way_stmt_run (stmt, error);
}

gboolean
way_store_reindex_case (WayStore *self, const WayId *case_id, GError **error)
{
  g_autoptr (WayPrivacy) privacy = way_store_load_privacy (self, case_id, error);
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_CASE_OPS, error);
  WayStep step;

  if (privacy == NULL || stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, 1, case_id);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayRow *row = way_store_read_row (stmt, error);
      gboolean ok = row != NULL && drop_words (self, row->seq, error)
                    && (row->state != WAY_ROW_APPLIED
                        || way_store_index_op (self, row->seq, row->authored.op, privacy, error));

      way_row_free (row);
      if (!ok)
        return FALSE;
    }
  return step == WAY_STEP_DONE;
}

/* -- finding ----------------------------------------------------------------------------------- */

typedef struct
{
  WayStore *store;
  WayQuery *query;     /* (owned) */
  WayCase *last_case;  /* (owned) (nullable): of the person whose hits are being read */
  WayPrivacy *privacy; /* (owned) (nullable): theirs */
  GHashTable *seen;    /* (owned): path and snippet of this person, so that a sentence shows once */
  GPtrArray *hits;     /* (owned): WaySearchHit */
} Search;

static void
search_clear (Search *self)
{
  g_clear_pointer (&self->query, way_query_free);
  g_clear_pointer (&self->last_case, way_case_unref);
  g_clear_pointer (&self->privacy, way_privacy_free);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static gboolean
enter_case (Search *self, const WayId *case_id, GError **error)
{
  if (self->last_case != NULL && way_id_equal (way_case_get_id (self->last_case), case_id))
    return TRUE;

  g_clear_pointer (&self->last_case, way_case_unref);
  g_clear_pointer (&self->privacy, way_privacy_free);
  g_hash_table_remove_all (self->seen);
  self->last_case = way_store_load_case (self->store, case_id, error);
  if (self->last_case == NULL)
    return FALSE;
  self->privacy = way_store_load_privacy (self->store, case_id, error);
  return self->privacy != NULL;
}

static char *
dup_path (Search *self, WayOperation *op)
{
  const WayObject *object = way_case_get_object (self->last_case, op->kind, &op->object);

  if (object != NULL)
    return way_path_in_case (self->last_case, self->store->reference, object, op->group);
  return way_path_format (self->store->reference, &op->case_id, op->kind, &op->object, op->group, 0,
                          NULL);
}

/* Adds one found op, unless the same sentence of the same place was found in a newer wording. */
static void
add_hit (Search *self, WayOperation *op, const char *preferred_name, gboolean visible)
{
  const WayGroup *group = way_operation_get_group (op);
  g_autofree char *text = dup_op_text (op);
  g_autofree char *masked = NULL;
  g_autofree char *key = NULL;
  WaySearchHit *hit = way_search_hit_new ();

  masked = way_privacy_mask (self->privacy, text != NULL ? text : "", "[kept private]");
  hit->person = op->case_id;
  hit->preferred_name = g_strdup (preferred_name);
  hit->path = dup_path (self, op);
  hit->snippet = way_query_snippet (self->query, masked, SNIPPET_MAX);
  hit->own_words = group->search == WAY_SEARCH_WORDS;
  hit->superseded = !visible;
  hit->made_ms = op->made_ms;

  key = g_strconcat (hit->path, "\n", hit->snippet, NULL);
  if (hit->path != NULL && g_hash_table_add (self->seen, g_steal_pointer (&key)))
    g_ptr_array_add (self->hits, hit);
  else
    way_search_hit_free (hit);
}

/* People in the order of the list; of one person what stands now before what stood once, and the
 * newest first. */
static WayStmt *
prepare_search (Search *self, const WayId *person, GError **error)
{
  g_autofree char *match = way_query_to_match (self->query);
  WayStmt *stmt = way_stmt_new (
      self->store->db,
      "SELECT op.bytes, person.preferred_name,"
      "  EXISTS (SELECT 1 FROM visible AS v WHERE v.case_id = op.case_id AND v.kind = op.kind"
      "    AND v.object = op.object AND v.grp = op.grp AND v.seq = op.seq) AS shown"
      " FROM words JOIN op ON op.seq = words.rowid JOIN person ON person.case_id = op.case_id"
      " WHERE words MATCH ?1 AND (?2 IS NULL OR op.case_id = ?2)"
      " ORDER BY person.sort, person.case_id, shown DESC, op.hlc DESC",
      error);

  if (stmt == NULL)
    return NULL;
  way_stmt_bind_text (stmt, 1, match);
  if (person != NULL)
    way_stmt_bind_id (stmt, 2, person);
  return stmt;
}

GPtrArray *
way_store_search (
    WayStore *self, const char *typed, const WayId *person, guint limit, GError **error)
{
  g_auto (Search) search = { .store = self };
  g_autoptr (WayStmt) stmt = NULL;
  WayStep step = WAY_STEP_DONE;

  way_store_assert_worker (self);
  search.hits = g_ptr_array_new_with_free_func ((GDestroyNotify)way_search_hit_free);
  search.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  search.query = way_query_new (typed);
  if (search.query == NULL)
    return g_steal_pointer (&search.hits);

  stmt = prepare_search (&search, person, error);
  if (stmt == NULL)
    return NULL;
  while ((limit == 0 || search.hits->len < limit)
         && (step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      g_autoptr (GBytes) bytes = way_stmt_get_bytes (stmt, 0);
      g_autoptr (WayOperation) op = way_operation_from_bytes (bytes, error);

      if (op == NULL || !enter_case (&search, &op->case_id, error))
        return NULL;
      add_hit (&search, op, way_stmt_get_text (stmt, 1), way_stmt_get_int64 (stmt, 2) != 0);
    }
  return step != WAY_STEP_ERROR ? g_steal_pointer (&search.hits) : NULL;
}
