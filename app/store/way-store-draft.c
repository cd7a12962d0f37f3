/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drafts: what is being typed, on disk within a second, not yet an operation (decisions.md 9).
 */
#include "way-store-private.h"

#include "way-value.h"

#define BASES_TYPE "a(ayt)"

GBytes *
way_store_bases_to_bytes (GArray *bases)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (BASES_TYPE));
  for (guint i = 0; i < bases->len; i++)
    {
      const WayOpId *id = &g_array_index (bases, WayOpId, i);

      g_variant_builder_add (&builder, "(@ayt)", way_value_new_id (&id->origin), id->counter);
    }
  return way_value_to_bytes (g_variant_builder_end (&builder));
}

GArray *
way_store_bases_from_bytes (GBytes *bytes)
{
  g_autoptr (GVariant) list = way_value_from_bytes (bytes, G_VARIANT_TYPE (BASES_TYPE));
  g_autoptr (GArray) bases = g_array_new (FALSE, FALSE, sizeof (WayOpId));

  for (gsize i = 0; list != NULL && i < g_variant_n_children (list); i++)
    {
      g_autoptr (GVariant) item = g_variant_get_child_value (list, i);
      WayOpId id;

      if (!way_value_get_id (item, 0, &id.origin))
        return NULL;
      g_variant_get_child (item, 1, "t", &id.counter);
      g_array_append_val (bases, id);
    }
  return list != NULL ? g_steal_pointer (&bases) : NULL;
}

static void
bind_field (WayStmt *stmt, const WayId *case_id, guint16 kind, const WayId *object, guint16 group)
{
  way_stmt_bind_id (stmt, 1, case_id);
  way_stmt_bind_int64 (stmt, 2, kind);
  way_stmt_bind_id (stmt, 3, object);
  way_stmt_bind_int64 (stmt, 4, group);
}

static gboolean
drop_draft (WayStore *self,
            const WayId *case_id,
            guint16 kind,
            const WayId *object,
            guint16 group,
            GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_DROP_DRAFT, error);

  if (stmt == NULL)
    return FALSE;
  bind_field (stmt, case_id, kind, object, group);
  return way_stmt_run (stmt, error);
}

gboolean
way_store_rebase_draft (WayStore *self, const WayDraft *draft, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_REBASE_DRAFT, error);
  g_autoptr (GBytes) bases = way_store_bases_to_bytes (draft->bases);

  if (stmt == NULL)
    return FALSE;
  bind_field (stmt, &draft->case_id, draft->kind, &draft->object, draft->group);
  way_stmt_bind_bytes (stmt, 5, bases);
  return way_stmt_run (stmt, error);
}

static gboolean
set_draft (WayStore *self, const WayDraft *draft, GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_SET_DRAFT, error);
  g_autoptr (GBytes) bases = way_store_bases_to_bytes (draft->bases);

  if (stmt == NULL)
    return FALSE;
  bind_field (stmt, &draft->case_id, draft->kind, &draft->object, draft->group);
  way_stmt_bind_bytes (stmt, 5, draft->value);
  way_stmt_bind_bytes (stmt, 6, bases);
  way_stmt_bind_int64 (stmt, 7, draft->began_ms);
  way_stmt_bind_int64 (stmt, 8, draft->held);
  return way_stmt_run (stmt, error);
}

gboolean
way_store_save_draft (WayStore *self, const WayDraft *draft, GError **error)
{
  g_autoptr (WayTxn) txn = NULL;
  gboolean ok;

  way_store_assert_worker (self);
  if (g_bytes_get_size (draft->value) > 0
      && !way_store_is_writable (draft->kind, draft->group, draft->value, error))
    return FALSE;
  txn = way_txn_begin (self->db, error);
  if (txn == NULL)
    return FALSE;
  ok = g_bytes_get_size (draft->value) == 0
           ? drop_draft (self, &draft->case_id, draft->kind, &draft->object, draft->group, error)
           : set_draft (self, draft, error);
  return ok && way_txn_commit (txn, error);
}

/* NULL where nobody can read it. */
static WayDraft *
read_draft (WayStmt *stmt)
{
  g_autoptr (WayDraft) draft = way_draft_new ();
  g_autoptr (GBytes) bases = way_stmt_get_bytes (stmt, 5);
  gboolean named = way_stmt_get_id (stmt, 0, &draft->case_id)
                   && way_stmt_get_id (stmt, 2, &draft->object);

  draft->kind = (guint16)way_stmt_get_int64 (stmt, 1);
  draft->group = (guint16)way_stmt_get_int64 (stmt, 3);
  draft->value = way_stmt_get_bytes (stmt, 4);
  draft->bases = way_store_bases_from_bytes (bases);
  draft->began_ms = way_stmt_get_int64 (stmt, 6);
  draft->held = way_stmt_get_int64 (stmt, 7) != 0;
  if (!named || draft->bases == NULL
      || !way_store_is_writable (draft->kind, draft->group, draft->value, NULL))
    return NULL;
  return g_steal_pointer (&draft);
}

GPtrArray *
way_store_list_drafts (WayStore *self, guint *ret_n_damaged, GError **error)
{
  g_autoptr (WayStmt) stmt = NULL;
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify)way_draft_free);
  guint n_damaged = 0;
  WayStep step;

  way_store_assert_worker (self);
  stmt = way_stmt_cached (self->db, WAY_SQL_LIST_DRAFTS, error);
  if (stmt == NULL)
    return NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayDraft *draft = read_draft (stmt);

      if (draft != NULL)
        g_ptr_array_add (drafts, draft);
      else
        n_damaged++;
    }
  if (step == WAY_STEP_ERROR)
    return NULL;
  if (ret_n_damaged != NULL)
    *ret_n_damaged = n_damaged;
  return g_steal_pointer (&drafts);
}

gboolean
way_store_settle_draft (WayStore *self,
                        const WayId *case_id,
                        const WayChange *change,
                        GError **error)
{
  g_autoptr (WayStmt) stmt = way_stmt_cached (self->db, WAY_SQL_FIND_DRAFT, error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  bind_field (stmt, case_id, change->kind, &change->object, change->group);
  step = way_stmt_step (stmt, error);
  if (step != WAY_STEP_ROW)
    return step == WAY_STEP_DONE;
  if (change->bases == NULL)
    return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_REFUSED,
                     "Somebody is writing in this field just now. Finish there, then try again.");
  way_stmt_reset (stmt);
  return drop_draft (self, case_id, change->kind, &change->object, change->group, error);
}

gboolean
way_store_has_drafts (WayStore *self, const WayId *case_id, gboolean *ret_has, GError **error)
{
  gint64 has;

  if (!way_store_ask_of_case (self, WAY_SQL_HAS_DRAFTS, case_id, &has, error))
    return FALSE;
  *ret_has = has != 0;
  return TRUE;
}

/* A draft of an object that was never saved brings the object with it. */
static gboolean
needs_life (WayStore *self, const WayDraft *draft, gboolean *ret_needs, GError **error)
{
  g_autoptr (GPtrArray) rows = way_store_load_object (self, &draft->case_id, draft->kind,
                                                      &draft->object, error);

  if (rows == NULL)
    return FALSE;
  *ret_needs = rows->len == 0;
  return TRUE;
}

static WayAct *
act_from_draft (WayStore *self, const WayDraft *draft, GError **error)
{
  g_autoptr (WayAct) act = way_act_new (&draft->case_id, draft->began_ms);
  const WayGroup *group = way_schema_group (draft->kind, draft->group);
  g_autoptr (GVariant) value = way_value_from_bytes (draft->value, G_VARIANT_TYPE (group->type));
  gboolean needs = FALSE;
  WayChange *change;

  if (!needs_life (self, draft, &needs, error))
    return NULL;
  if (needs)
    way_act_create (act, draft->kind, &draft->object);
  change = way_act_set (act, draft->kind, &draft->object, draft->group, value);
  change->bases = g_array_ref (draft->bases);
  return g_steal_pointer (&act);
}

static gboolean
promote_draft (WayStore *self, const WayDraft *draft, GError **error)
{
  g_autoptr (GPtrArray) acts = g_ptr_array_new_with_free_func ((GDestroyNotify)way_act_free);
  WayAct *act = act_from_draft (self, draft, error);
  guint n;

  if (act == NULL)
    return FALSE;
  g_ptr_array_add (acts, act);
  return way_store_commit_acts (self, acts, &n, error);
}

gboolean
way_store_promote_drafts (WayStore *self, GError **error)
{
  g_autoptr (GPtrArray) drafts = way_store_list_drafts (self, NULL, error);

  for (guint i = 0; drafts != NULL && i < drafts->len; i++)
    {
      const WayDraft *draft = g_ptr_array_index (drafts, i);
      GError *reason = NULL;

      /* An unfinished visit comes back as unfinished, never as a recorded contact. */
      if (draft->held || promote_draft (self, draft, &reason))
        continue;
      if (!g_error_matches (reason, WAY_STORE_ERROR, WAY_STORE_ERROR_REFUSED))
        return way_store_adopt_error (error, reason);
      g_error_free (reason);
    }
  return drafts != NULL;
}
