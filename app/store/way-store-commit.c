/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a user's action to operations on the disk: one transaction { op rows, visible, caseload
 * line, search, heads }.  Until it is committed nothing was saved; after it, everything was.
 */
#include "way-store-journal.h"

#include "way-hlc.h"
#include "way-value.h"

typedef struct
{
  WayStore *store;
  const WayAct *act;
  WayTouchedSet touched;
  GArray *fresh;    /* (owned): NewOp: what to write, in order */
  GArray *none;     /* (owned): no ids: what is new supersedes nothing */
  gboolean drafts;  /* something of the case is being typed */
  gboolean address; /* the act changes who may find this person */
} Commit;

typedef struct
{
  const WayChange *change; /* (unowned) */
  WayTouched *touched;     /* (unowned) */
  GArray *supersedes;      /* (owned): WayOpId */
  const WayRow *row;       /* (unowned): among those of touched, once it is written */
} NewOp;

static void
new_op_clear (NewOp *self)
{
  g_clear_pointer (&self->supersedes, g_array_unref);
}

static void
commit_init (Commit *self, WayStore *store, const WayAct *act)
{
  self->store = store;
  self->act = act;
  way_touched_set_init (&self->touched, store, &act->case_id);
  self->fresh = g_array_new (FALSE, TRUE, sizeof (NewOp));
  g_array_set_clear_func (self->fresh, (GDestroyNotify)new_op_clear);
  self->none = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  self->drafts = FALSE;
  self->address = FALSE;
}

static void
commit_clear (Commit *self)
{
  way_touched_set_clear (&self->touched);
  g_clear_pointer (&self->fresh, g_array_unref);
  g_clear_pointer (&self->none, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Commit, commit_clear)

/* (transfer full): the visible rows' ops of one register, or of the whole object. */
static GPtrArray *
list_visible (const WayTouched *touched, guint16 group, gboolean whole_object)
{
  GPtrArray *visible = g_ptr_array_new ();

  for (guint i = 0; i < touched->rows->len; i++)
    {
      const WayRow *row = g_ptr_array_index (touched->rows, i);

      if (row->shown != WAY_SHOWN_NO && (whole_object || row->authored.op->group == group))
        g_ptr_array_add (visible, row->authored.op);
    }
  return visible;
}

static GArray *
op_ids (GPtrArray *ops)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (WayOpId));

  for (guint i = 0; i < ops->len; i++)
    g_array_append_val (ids, ((WayOperation *)g_ptr_array_index (ops, i))->id);
  return ids;
}

/* TRUE where the register already holds exactly this value and nothing else; @visible (nullable).
 */
static gboolean
stands_already (GPtrArray *visible, const WayChange *change)
{
  if (visible == NULL || visible->len != 1 || change->group == WAY_GROUP_LIFE)
    return FALSE;
  return g_bytes_equal (((WayOperation *)g_ptr_array_index (visible, 0))->value, change->value);
}

/* decisions.md 1: a text holds 1 MiB; an import was told so before, with the field's name. */
static gboolean
holds_too_long_a_text (GVariant *value)
{
  gsize size;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_variant_get_string (value, &size), size > WAY_TEXT_MAX;
  if (!g_variant_is_container (value) || g_variant_is_of_type (value, G_VARIANT_TYPE_BYTESTRING))
    return FALSE;
  for (gsize i = 0; i < g_variant_n_children (value); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (value, i);

      if (holds_too_long_a_text (child))
        return TRUE;
    }
  return FALSE;
}

gboolean
way_store_is_writable (guint16 kind, guint16 number, GBytes *bytes, GError **error)
{
  const WayGroup *group = way_schema_group (kind, number);
  g_autoptr (GVariant) value = NULL;

  if (group != NULL)
    value = way_value_from_bytes (bytes, G_VARIANT_TYPE (group->type));
  if (value == NULL)
    return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_REFUSED,
                     "This change holds something that cannot be written. Nothing was saved.");
  if (g_bytes_get_size (bytes) > WAY_TEXT_MAX && holds_too_long_a_text (value))
    return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_REFUSED,
                     "This text is longer than one field can hold. Shorten it; nothing was saved.");
  return TRUE;
}

/* Only one change of each register in one act: two would clash. */
static gboolean
take_register (WayTouched *touched, const WayChange *change, GError **error)
{
  guint64 bit = G_GUINT64_CONSTANT (1) << (change->group % 64);

  if ((touched->groups & bit) != 0)
    return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_REFUSED,
                     "This would write one field twice at once. Nothing was saved.");
  touched->groups |= bit;
  return TRUE;
}

/* The address itself; and a removal of the person, or its undo, which takes the address along. */
static gboolean
changes_privacy (const NewOp *fresh)
{
  if (fresh->change->kind != WAY_KIND_PERSON)
    return FALSE;
  return fresh->change->group == WAY_PERSON_ADDRESS
         || (fresh->change->group == WAY_GROUP_LIFE && fresh->supersedes->len > 0);
}

static gboolean
begins_practice (const WayChange *change)
{
  const guint8 *value = g_bytes_get_data (change->value, NULL);

  return change->kind == WAY_KIND_COUNCIL && change->group == WAY_COUNCIL_PRACTICE && value[0] != 0;
}

/* Who was ever in a vault is in its record for good, removed or not, so it cannot say any more that
 * everybody in it is invented. */
static gboolean
may_begin_practice (Commit *self, GError **error)
{
  gint64 has_others;

  if (!way_store_ask_of_case (self->store, WAY_SQL_HAS_OTHERS, &self->store->team, &has_others,
                              error))
    return FALSE;
  if (has_others == 0)
    return TRUE;
  return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_REFUSED,
                   "There are people in this vault, or were, and their record stays: practise in a "
                   "vault of its own. Nothing was saved.");
}

/* Finds what each change supersedes and drops those that change nothing. */
static gboolean
prepare_change (Commit *self, const WayChange *change, GError **error)
{
  WayTouched *touched = way_touched_set_get (&self->touched, change->kind, &change->object, error);
  g_autoptr (GPtrArray) visible = NULL;
  NewOp fresh = { .change = change, .touched = touched };

  if (touched == NULL || !way_store_is_writable (change->kind, change->group, change->value, error)
      || !take_register (touched, change, error)
      || (self->drafts
          && !way_store_settle_draft (self->store, &self->act->case_id, change, error)))
    return FALSE;
  if (touched->rows->len > 0)
    visible = list_visible (touched, change->group, way_change_is_removal (change));
  if (stands_already (visible, change) && change->bases == NULL)
    return TRUE;
  if (begins_practice (change) && !may_begin_practice (self, error))
    return FALSE;

  if (change->bases != NULL)
    fresh.supersedes = g_array_ref (change->bases);
  else if (visible == NULL || way_schema_kind (change->kind)->immutable)
    fresh.supersedes = g_array_ref (self->none);
  else
    fresh.supersedes = op_ids (visible);
  g_array_append_val (self->fresh, fresh);
  self->address |= changes_privacy (&fresh);
  return TRUE;
}

static gboolean
judge (const WayTouched *touched, WayOperation *op, const WayAuthor *author, GError **error)
{
  g_autofree WayAuthoredOp *prior = way_touched_list_prior (touched);

  switch (way_rights_judge (op, author, prior, touched->rows->len))
    {
    case WAY_RIGHTS_ALLOWED:
      return TRUE;
    case WAY_RIGHTS_IMMUTABLE:
      return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_REFUSED,
                       "What was agreed or signed is never changed. Nothing was saved.");
    case WAY_RIGHTS_ROLE:
    case WAY_RIGHTS_AUTHOR:
    default:
      return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_REFUSED,
                       "Only whoever wrote this may change it. Add a correction instead.");
    }
}

static WayOperation *
build_op (Commit *self, const NewOp *fresh, guint64 act, guint n, gint64 made_ms)
{
  WayStore *store = self->store;
  WayOperation *op;
  WayOperation fields = {
    .case_id = self->act->case_id,
    .id = { store->origin, ++store->counter },
    .act = act,
    .act_n = (guint16)n,
    .made_ms = made_ms,
    .kind = fresh->change->kind,
    .object = fresh->change->object,
    .group = fresh->change->group,
    .flags = fresh->change->flags,
    .value = fresh->change->value,
    .supersedes = (const WayOpId *)fresh->supersedes->data,
    .n_supersedes = fresh->supersedes->len,
  };

  store->hlc = way_hlc_next (store->hlc, way_clock_now (store->clock));
  fields.hlc = store->hlc;
  op = way_operation_new (&fields);
  op->checked = TRUE; /* by prepare_change() */
  return op;
}

WayAuthor
way_store_get_author (WayStore *self)
{
  return (WayAuthor){ .user = self->user, .roles = self->roles };
}

static gboolean
write_ops (Commit *self, GError **error)
{
  WayStore *store = self->store;
  WayAuthor author = way_store_get_author (store);
  gint64 made_ms = self->act->made_ms != 0 ? self->act->made_ms : way_clock_now (store->clock);
  guint64 act = store->counter + 1;

  for (guint i = 0; i < self->fresh->len; i++)
    {
      NewOp *fresh = &g_array_index (self->fresh, NewOp, i);
      g_autoptr (WayOperation) op = build_op (self, fresh, act, self->fresh->len, made_ms);
      WayRow *row;

      if (!judge (fresh->touched, op, &author, error))
        return FALSE;
      row = way_touched_add (fresh->touched, op, &author);
      fresh->row = row;
      if (!way_store_add_row (store, op, &author, WAY_ROW_APPLIED, &row->seq, error))
        return FALSE;
    }
  return TRUE;
}

/* Nearly always one op is shown of each register and none removes the object. */
static gboolean
may_clash (const WayTouched *touched)
{
  guint64 groups = 0;

  for (guint i = 0; i < touched->rows->len; i++)
    {
      const WayRow *row = g_ptr_array_index (touched->rows, i);
      guint64 bit = G_GUINT64_CONSTANT (1) << (row->authored.op->group % 64);

      if (row->shown == WAY_SHOWN_REMOVAL || (row->shown == WAY_SHOWN_YES && (groups & bit) != 0))
        return TRUE;
      if (row->shown == WAY_SHOWN_YES)
        groups |= bit;
    }
  return FALSE;
}

static gboolean
is_in_conflict (const WayId *case_id, const WayTouched *touched)
{
  g_autoptr (GPtrArray) visible = list_visible (touched, 0, TRUE);
  g_autoptr (WayCase) part = NULL;
  const WayObject *object;

  if (!may_clash (touched))
    return FALSE;
  part = way_case_new (case_id, visible);
  object = way_case_get_object (part, touched->kind, &touched->id);
  return object != NULL && way_object_has_conflict (object);
}

static gboolean
project (Commit *self, GError **error)
{
  gboolean line = FALSE;

  for (guint i = 0; i < self->touched.objects->len; i++)
    {
      WayTouched *touched = g_ptr_array_index (self->touched.objects, i);

      if (!way_store_project_object (self->store, self->touched.number, touched->rows, error))
        return FALSE;
      line |= touched->kind == WAY_KIND_PERSON || is_in_conflict (&self->act->case_id, touched);
    }
  return !line || way_store_project_person (self->store, &self->act->case_id, error);
}

/* Words that are kept private now, or were until now, may stand in any op of the case. */
static gboolean
index_ops (Commit *self, const WayPrivacy *before, GError **error)
{
  WayStore *store = self->store;
  const WayId *case_id = &self->act->case_id;
  g_autoptr (WayPrivacy) privacy = way_store_load_privacy (store, case_id, error);

  if (privacy == NULL)
    return FALSE;
  if (self->address && !(way_privacy_is_empty (before) && way_privacy_is_empty (privacy)))
    return way_store_reindex_case (store, case_id, error);
  for (guint i = 0; i < self->fresh->len; i++)
    {
      const WayRow *row = g_array_index (self->fresh, NewOp, i).row;

      if (!way_store_index_op (store, way_store_index_row (self->touched.number, row->seq),
                               row->authored.op, privacy, error))
        return FALSE;
    }
  return TRUE;
}

/* A line counts conflicts; settling the last one changes it though nothing clashes any more. */
static gboolean
had_conflicts (WayStore *store, const WayId *case_id, gboolean *ret_had, GError **error)
{
  gint64 n;

  if (!way_store_ask_of_case (store, WAY_SQL_GET_CONFLICTS, case_id, &n, error))
    return FALSE;
  *ret_had = n > 0;
  return TRUE;
}

static gboolean
commit_act (WayStore *store, const WayAct *act, guint *n_written, GError **error)
{
  g_auto (Commit) self;
  g_autoptr (WayPrivacy) privacy = NULL;
  gboolean had = FALSE;

  commit_init (&self, store, act);
  if (act->changes->len > WAY_ACT_MAX)
    return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_REFUSED,
                     "This is more than one person's record can take at once. Nothing was saved.");
  if (!way_store_find_case (store, &act->case_id, &self.touched.number, error)
      || !way_store_has_drafts (store, &act->case_id, &self.drafts, error))
    return FALSE;
  for (guint i = 0; i < act->changes->len; i++)
    if (!prepare_change (&self, g_ptr_array_index (act->changes, i), error))
      return FALSE;
  if (self.fresh->len == 0)
    return TRUE;

  privacy = way_store_load_privacy (store, &act->case_id, error);
  if (privacy == NULL || !had_conflicts (store, &act->case_id, &had, error)
      || !way_store_number_case (store, &act->case_id, &self.touched.number, error)
      || !write_ops (&self, error) || !project (&self, error) || !index_ops (&self, privacy, error))
    return FALSE;
  if (had && !way_store_project_person (store, &act->case_id, error))
    return FALSE;
  *n_written += self.fresh->len;
  return TRUE;
}

gboolean
way_store_commit_acts (WayStore *self, GPtrArray *acts, guint *ret_n, GError **error)
{
  g_autoptr (WayTxn) txn = NULL;
  guint n = 0;

  way_store_assert_worker (self);
  txn = way_txn_begin (self->db, error);
  if (txn == NULL || !way_store_load_heads (self, error))
    return FALSE;
  for (guint i = 0; i < acts->len; i++)
    if (!commit_act (self, g_ptr_array_index (acts, i), &n, error))
      return FALSE;
  if (n > 0 && (!way_store_save_heads (self, error) || !way_txn_commit (txn, error)))
    return FALSE;
  self->n_written += n;
  *ret_n = n;
  return TRUE;
}
