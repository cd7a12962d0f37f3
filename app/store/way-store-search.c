/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finding: the index gives places by the thousand for a common word, so they are sorted into people
 * by their numbers alone, people into the order of the list, and op rows are read only of those who
 * are shown.
 */
#include "way-store-private.h"

#include "way-fold.h"
#include "way-path.h"
#include "way-value.h"

#include <string.h>

#define SNIPPET_MAX 160 /* characters */

/* Somebody in whose case something was found. */
typedef struct
{
  WayId id;
  char *sort, *preferred_name;
  guint first, n; /* their places among those found */
} Found;

static void
found_free (Found *self)
{
  g_free (self->sort);
  g_free (self->preferred_name);
  g_free (self);
}

/* A found op, while one person's are put in order. */
typedef struct
{
  WayOperation *op; /* (owned) */
  gboolean visible;
  gboolean has_address; /* whose it is, now or once */
} Place;

static void
place_clear (Place *self)
{
  g_clear_pointer (&self->op, way_operation_unref);
}

typedef struct
{
  WayStore *store;
  guint limit;         /* 0 = none */
  WayQuery *query;     /* (owned) */
  GArray *rows;        /* (owned): gint64, row ids of the index in ascending order */
  GPtrArray *people;   /* (owned): Found */
  WayPrivacy *privacy; /* (owned) (nullable): of the person whose hits are being read */
  GHashTable *seen;    /* (owned): path and snippet of this person, so that a sentence shows once */
  GPtrArray *hits;     /* (owned): WaySearchHit */
} Search;

static void
search_init (Search *self, WayStore *store, const char *typed, guint limit)
{
  self->store = store;
  self->limit = limit;
  self->query = way_query_new (typed);
  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->people = g_ptr_array_new_with_free_func ((GDestroyNotify)found_free);
  self->privacy = NULL;
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->hits = g_ptr_array_new_with_free_func ((GDestroyNotify)way_search_hit_free);
}

static void
search_clear (Search *self)
{
  g_clear_pointer (&self->query, way_query_free);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->people, g_ptr_array_unref);
  g_clear_pointer (&self->privacy, way_privacy_free);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

/* -- places and people ------------------------------------------------------------------------- */

/* The place at the head of @stmt is the first of somebody's. */
static void
add_person (Search *self, WayStmt *stmt)
{
  Found *found = g_new0 (Found, 1);

  way_stmt_get_id (stmt, 1, &found->id);
  found->sort = g_strdup (way_stmt_get_text (stmt, 2));
  found->preferred_name = g_strdup (way_stmt_get_text (stmt, 3));
  found->first = self->rows->len;
  g_ptr_array_add (self->people, found);
}

/* Every place of the query, or those in the case with this @number.  They come case by case.  Only
 * people in the list are found: nobody who was removed, and nothing of the team's own. */
static gboolean
find_rows (Search *self, gint64 number, GError **error)
{
  g_autofree char *match = way_query_to_match (self->query);
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->store->db, WAY_SQL_FIND_WORDS, error);
  gint64 last = 0;
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  way_stmt_lend_text (stmt, 1, match);
  way_stmt_bind_int64 (stmt, 2, way_store_index_row (number, 0));
  way_stmt_bind_int64 (stmt, 3, number > 0 ? way_store_index_row (number + 1, 0) : G_MAXINT64);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      gint64 row = way_stmt_get_int64 (stmt, 0);

      if (way_store_index_row_number (row) != last)
        add_person (self, stmt);
      last = way_store_index_row_number (row);
      g_array_append_val (self->rows, row);
      ((Found *)g_ptr_array_index (self->people, self->people->len - 1))->n++;
    }
  return step == WAY_STEP_DONE;
}

static int
compare_people (gconstpointer a, gconstpointer b)
{
  const Found *left = *(const Found **)a, *right = *(const Found **)b;
  int order = strcmp (left->sort, right->sort);

  return order != 0 ? order : way_id_compare (&left->id, &right->id);
}

/* -- hits -------------------------------------------------------------------------------------- */

/* What an action or a correction belongs to is in the record, for anything else in its id. */
static char *
dup_path (Search *self, WayOperation *op, GError **error)
{
  WayReference *reference = self->store->reference;
  g_autoptr (WayCase) part = NULL;
  const WayObject *object;

  if (op->kind == WAY_KIND_CORRECTION)
    part = way_store_load_case (self->store, &op->case_id, error);
  else if (op->kind == WAY_KIND_ACTION)
    part = way_store_load_part (self->store, &op->case_id, op->kind, &op->object, error);
  else
    return way_path_format (reference, &op->case_id, op->kind, &op->object, op->group, 0, NULL);

  object = part != NULL ? way_case_get_object (part, op->kind, &op->object) : NULL;
  if (object != NULL)
    return way_path_in_case (part, reference, object, op->group);
  return way_path_format (reference, &op->case_id, op->kind, &op->object, op->group, 0, NULL);
}

static gboolean
is_new (Search *self, const WaySearchHit *hit)
{
  return g_hash_table_add (self->seen, g_strconcat (hit->path, "\n", hit->snippet, NULL));
}

static gboolean
is_found_in (Search *self, GVariant *value, guint member)
{
  g_autoptr (GVariant) child = g_variant_get_child_value (value, member);
  g_autoptr (GArray) found = NULL;

  if (!g_variant_is_of_type (child, G_VARIANT_TYPE_STRING))
    return FALSE;
  found = way_query_list_found (self->query, g_variant_get_string (child, NULL));
  return found->len > 0;
}

/* (transfer full): @path, which it takes, with the member in which the words stand in the place of
 * its group's first, by which a group is named. */
static char *
name_member (Search *self, WayOperation *op, char *path)
{
  const WayGroup *group = way_operation_get_group (op);
  g_autoptr (GVariant) value = NULL;
  const char *first;

  if (path == NULL || group->shape != WAY_SHAPE_MEMBERS || way_group_n_members (group) < 2)
    return path;
  first = group->members[0].name;
  value = way_operation_dup_value (op);
  for (guint i = 0; i < way_group_n_members (group) && g_str_has_suffix (path, first); i++)
    if (is_found_in (self, value, i))
      {
        g_autofree char *whole = path;

        return g_strdup_printf ("%.*s%s", (int)(strlen (whole) - strlen (first)), whole,
                                group->members[i].name);
      }
  return path;
}

/* The name of a helper stands beside own words and is none of them. */
static gboolean
is_in_own_words (Search *self, WayOperation *op)
{
  const WayGroup *group = way_operation_get_group (op);
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GArray) found = NULL;
  g_autofree char *said = NULL;

  if (group->search != WAY_SEARCH_WORDS)
    return FALSE;
  value = way_operation_dup_value (op);
  said = way_value_dup_search_text (group, value);
  found = way_query_list_found (self->query, said);
  return found->len > 0;
}

/* Adds one found op, unless the same sentence of the same place was found in a newer wording. */
static gboolean
add_hit (Search *self, const Found *found, const Place *place, GError **error)
{
  g_autofree char *text = way_store_dup_op_text (place->op);
  g_autofree char *masked = way_privacy_mask (self->privacy, text != NULL ? text : "",
                                              "[kept private]");
  g_autoptr (WaySearchHit) hit = way_search_hit_new ();
  g_autoptr (GError) reason = NULL;

  hit->person = found->id;
  hit->preferred_name = g_strdup (found->preferred_name);
  hit->path = name_member (self, place->op, dup_path (self, place->op, &reason));
  hit->snippet = way_query_snippet (self->query, masked, SNIPPET_MAX);
  hit->own_words = is_in_own_words (self, place->op);
  hit->superseded = !place->visible;
  hit->made_ms = place->op->made_ms;
  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }

  if (hit->path != NULL && (found->n == 1 || is_new (self, hit)))
    g_ptr_array_add (self->hits, g_steal_pointer (&hit));
  return TRUE;
}

static WayOperation *
read_op (Search *self, gint64 seq, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->store->db, WAY_SQL_GET_OP, error);
  g_autoptr (GBytes) bytes = NULL;

  if (stmt == NULL)
    return NULL;
  way_stmt_bind_int64 (stmt, 1, seq);
  switch (way_stmt_step (stmt, error))
    {
    case WAY_STEP_ERROR:
      return NULL;
    case WAY_STEP_DONE:
      return way_fail_null (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED,
                            "The search index differs from what was written. Run a check.");
    case WAY_STEP_ROW:
      break;
    }
  bytes = way_stmt_get_bytes (stmt, 0);
  return way_operation_from_bytes (bytes, error);
}

/* Reads one place among @places.  What is lent to the statement lives until it is given back. */
static gboolean
read_place (Search *self, const Found *found, gint64 row, GArray *places, GError **error)
{
  g_autoptr (WayOperation) op = read_op (self, way_store_index_row_seq (row), error);
  g_autoptr (WayStmt) stmt = NULL;
  Place place;
  WayStep step;

  if (op != NULL)
    stmt = way_stmt_cached (self->store->db, WAY_SQL_IS_SHOWN, error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int64 (stmt, 1, way_store_index_row_number (row));
  way_stmt_bind_int64 (stmt, 2, op->kind);
  way_stmt_lend_id (stmt, 3, &op->object);
  way_stmt_bind_int64 (stmt, 4, op->group);
  way_stmt_bind_int64 (stmt, 5, way_store_index_row_seq (row));
  way_stmt_bind_int64 (stmt, 6, WAY_KIND_PERSON);
  way_stmt_lend_id (stmt, 7, &found->id);
  way_stmt_bind_int64 (stmt, 8, WAY_PERSON_ADDRESS);
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ERROR)
    return FALSE;
  place.visible = step == WAY_STEP_ROW && way_stmt_get_int64 (stmt, 0) != WAY_SHOWN_NO;
  place.has_address = step != WAY_STEP_ROW || way_stmt_get_int64 (stmt, 1) != 0;
  place.op = way_operation_ref (op);
  g_array_append_val (places, place);
  return TRUE;
}

/* What stands now before what stood once, and the newest first. */
static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *left = a, *right = b;

  if (left->visible != right->visible)
    return left->visible ? -1 : 1;
  return way_operation_compare (right->op, left->op);
}

static gboolean
is_full (const Search *self)
{
  return self->limit > 0 && self->hits->len >= self->limit;
}

/* Sets self->privacy to what a sentence of this person must not show. */
static gboolean
learn_privacy (Search *self, const Found *found, const GArray *places, GError **error)
{
  gboolean has_address = FALSE;

  for (guint i = 0; i < places->len; i++)
    has_address |= g_array_index (places, Place, i).has_address;
  g_clear_pointer (&self->privacy, way_privacy_free);
  self->privacy = has_address ? way_store_load_privacy (self->store, &found->id, error)
                              : way_privacy_new ();
  return self->privacy != NULL;
}

static gboolean
add_hits_of (Search *self, const Found *found, GError **error)
{
  g_autoptr (GArray) places = g_array_sized_new (FALSE, FALSE, sizeof (Place), found->n);
  const gint64 *rows = (const gint64 *)(gpointer)self->rows->data + found->first;

  g_array_set_clear_func (places, (GDestroyNotify)place_clear);
  g_hash_table_remove_all (self->seen);
  for (guint i = 0; i < found->n; i++)
    if (!read_place (self, found, rows[i], places, error))
      return FALSE;
  if (!learn_privacy (self, found, places, error))
    return FALSE;

  g_array_sort (places, compare_places);
  for (guint i = 0; i < places->len && !is_full (self); i++)
    if (!add_hit (self, found, &g_array_index (places, Place, i), error))
      return FALSE;
  return TRUE;
}

/* People in the order of the list. */
GPtrArray *
way_store_search (
    WayStore *self, const char *typed, const WayId *person, guint limit, GError **error)
{
  g_autoptr (WayTxn) txn = NULL;
  g_auto (Search) search;
  gint64 number = 0;

  way_store_assert_worker (self);
  search_init (&search, self, typed, limit);
  if (search.query == NULL)
    return g_steal_pointer (&search.hits);
  txn = way_txn_begin_reading (self->db, error);
  if (txn == NULL)
    return NULL;
  if (person != NULL && !way_store_find_case (self, person, &number, error))
    return NULL;
  if (person != NULL && number == 0)
    return g_steal_pointer (&search.hits);

  if (!find_rows (&search, number, error))
    return NULL;
  g_ptr_array_sort (search.people, compare_people);
  for (guint i = 0; i < search.people->len && !is_full (&search); i++)
    if (!add_hits_of (&search, g_ptr_array_index (search.people, i), error))
      return NULL;
  return g_steal_pointer (&search.hits);
}
