/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-settle.h"

#include <string.h>
#include "way-conflict-private.h"
#include "way-core-error.h"
#include "way-fail.h"
#include "way-i18n.h"
#include "way-value.h"

/* -- what may be written ----------------------------------------------------------------------- */

static gboolean
can_settle (const WaySettling *self, GError **error)
{
  const WayConflict *conflict = self->conflict;
  const WayObject *object = way_case_get_object (self->present, conflict->kind, &conflict->object);

  if (conflict->shape != WAY_CONFLICT_UNKNOWN && object != NULL && !object->needs_update)
    return TRUE;
  return way_fail (
      error, WAY_CORE_ERROR, WAY_CORE_ERROR_NEEDS_UPDATE,
      _ ("A newer Waymark wrote this: update Waymark, and settle it then. All versions "
         "are kept."));
}

/* As way_rights_judge() will on every laptop; whoever settles comes after all that is known. */
static gboolean
is_allowed (const WaySettling *self, const WayChange *change, GError **error)
{
  g_autoptr (GPtrArray) known = way_past_list (self->past, change->kind, &change->object);
  g_autofree WayAuthoredOp *prior = g_new0 (WayAuthoredOp, known->len + 1);
  g_autoptr (WayOperation) op = NULL;
  WayOperation fields = { .case_id = *way_case_get_id (self->present),
                          .id = { way_id_nil, G_MAXUINT64 },
                          .hlc = G_MAXUINT64,
                          .kind = change->kind,
                          .object = change->object,
                          .group = change->group,
                          .flags = change->flags,
                          .value = change->value };

  for (guint i = 0; i < known->len; i++)
    prior[i] = ((WayPastOp *)g_ptr_array_index (known, i))->authored;
  op = way_operation_new (&fields);
  if (way_rights_judge (op, &self->author, prior, known->len) == WAY_RIGHTS_ALLOWED)
    return TRUE;
  return way_fail (error, WAY_CORE_ERROR, WAY_CORE_ERROR_NOT_ALLOWED,
                   _ ("Only whoever wrote this may settle it. All versions are kept."));
}

/* What was written of a visit a day ago may be chosen, and not be written anew. */
static gboolean
may_write_anew (const WaySettling *self, GError **error)
{
  const WayConflict *conflict = self->conflict;
  const WayObject *object = way_case_get_object (self->present, conflict->kind, &conflict->object);

  if (!way_rights_needs_correction (conflict->kind, object->created_ms, self->now_ms))
    return TRUE;
  return way_fail (
      error, WAY_CORE_ERROR, WAY_CORE_ERROR_NOT_ALLOWED,
      _ ("This was written down more than a day ago: keep one of the versions, and add "
         "a correction."));
}

static gboolean
check_value (const WaySettling *self, GVariant *value, GError **error)
{
  const WayGroup *group = way_schema_group (self->conflict->kind, self->conflict->group);

  return way_value_check (group, value, self->today, error);
}

/* -- the act ----------------------------------------------------------------------------------- */

static void
set_bases (WayChange *change, GPtrArray *ops)
{
  change->bases = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  for (guint i = 0; i < ops->len; i++)
    g_array_append_val (change->bases, ((WayOperation *)g_ptr_array_index (ops, i))->id);
}

/* (transfer full) (nullable): adds the settlement to @act, which it takes. */
static WayAct *
finish (const WaySettling *self, WayAct *act, const char *chosen, GError **error)
{
  g_autoptr (WayAct) made = act;
  const WayGroup *of_reason = way_schema_group (WAY_KIND_SETTLEMENT, WAY_SETTLEMENT_REASON);
  g_autoptr (GVariant) reason = g_variant_ref_sink (g_variant_new ("(s)", self->reason));
  WayId id;

  if (!way_value_check (of_reason, reason, self->today, error))
    return NULL;
  way_id_new (self->random, &id);
  way_act_create (made, WAY_KIND_SETTLEMENT, &id);
  way_act_set (
      made, WAY_KIND_SETTLEMENT, &id, WAY_SETTLEMENT_TARGET,
      g_variant_new ("(@ayq)", way_value_new_id (&self->conflict->object), self->conflict->group));
  if (self->reason[0] != '\0')
    way_act_set (made, WAY_KIND_SETTLEMENT, &id, WAY_SETTLEMENT_REASON, reason);
  way_act_set (made, WAY_KIND_SETTLEMENT, &id, WAY_SETTLEMENT_CHOSEN,
               g_variant_new ("(s)", chosen));
  for (guint i = 0; i < made->changes->len; i++)
    if (!is_allowed (self, g_ptr_array_index (made->changes, i), error))
      return NULL;
  return g_steal_pointer (&made);
}

/* The mark of who gave the words stays, where all of them have it. */
static guint8
shared_flags (const WayConflict *conflict)
{
  guint8 flags = WAY_OPERATION_TOGETHER;

  for (guint i = 0; i < conflict->versions->len; i++)
    {
      const WayConflictVersion *version = g_ptr_array_index (conflict->versions, i);

      flags &= ((WayOperation *)g_ptr_array_index (version->ops, 0))->flags;
    }
  return flags;
}

static WayAct *
write_value (
    const WaySettling *self, GVariant *value, guint8 flags, const char *chosen, GError **error)
{
  const WayConflict *conflict = self->conflict;
  const WayObject *object = way_case_get_object (self->present, conflict->kind, &conflict->object);
  g_autoptr (GPtrArray) seen = way_object_list_ops (object, conflict->group);
  WayAct *act = way_act_new (way_case_get_id (self->present), 0);
  WayChange *change = way_act_set (act, conflict->kind, &conflict->object, conflict->group, value);

  change->flags = flags;
  set_bases (change, seen);
  return finish (self, act, chosen, error);
}

/* -- life -------------------------------------------------------------------------------------- */

static WayAct *
remove_it (const WaySettling *self, GError **error)
{
  const WayConflict *conflict = self->conflict;
  const WayObject *object = way_case_get_object (self->present, conflict->kind, &conflict->object);
  WayAct *act = way_act_new (way_case_get_id (self->present), 0);

  way_act_remove (act, conflict->kind, &conflict->object, self->reason);
  set_bases (g_ptr_array_index (act->changes, 0), object->ops);
  return finish (self, act, "one_of_them", error);
}

/* FALSE where the removal took along what this version cannot write. */
static gboolean
took_what_is_unknown (const WaySettling *self)
{
  const WayConflictVersion *removal = g_ptr_array_index (self->conflict->versions, 0);

  for (guint i = 0; i < removal->ops->len; i++)
    {
      WayOperation *op = g_ptr_array_index (removal->ops, i);

      for (guint n = 0; n < op->n_supersedes; n++)
        {
          const WayPastOp *known = way_past_find (self->past, &op->supersedes[n]);

          if (known != NULL && way_operation_get_group (known->authored.op) == NULL)
            return TRUE;
        }
    }
  return FALSE;
}

/* A removal hides for good all that it knew, so that is written anew (way-undo.c does the same). */
static void
write_anew (const WaySettling *self, WayAct *act)
{
  const WayConflict *conflict = self->conflict;
  const WayObject *object = way_case_get_object (self->present, conflict->kind, &conflict->object);
  g_autoptr (GPtrArray) kept = way_conflict_list_kept (conflict, self->present, self->past);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  for (guint i = 0; i < kept->len; i++)
    {
      const WayConflictField *field = g_ptr_array_index (kept, i);
      g_autoptr (GPtrArray) shown = way_object_list_ops (object, field->group);
      g_autoptr (GPtrArray) taken = NULL;
      WayChange *change;

      if (shown->len > 0)
        continue;
      taken = way_conflict_list_taken (conflict, self->past, field->group);
      change = way_act_set (act, conflict->kind, &conflict->object, field->group, field->value);
      change->flags = ((WayOperation *)g_ptr_array_index (taken, 0))->flags;
      set_bases (change, none);
    }
}

static WayAct *
keep_it (const WaySettling *self, GError **error)
{
  const WayConflict *conflict = self->conflict;
  const WayObject *object = way_case_get_object (self->present, conflict->kind, &conflict->object);
  g_autoptr (GPtrArray) lives = way_object_list_ops (object, WAY_GROUP_LIFE);
  WayAct *act;

  if (took_what_is_unknown (self))
    {
      way_fail (error, WAY_CORE_ERROR, WAY_CORE_ERROR_NEEDS_UPDATE,
                _ ("A newer Waymark wrote part of this: update Waymark, and settle it then. All "
                   "versions are kept."));
      return NULL;
    }
  act = way_act_new (way_case_get_id (self->present), 0);
  way_act_create (act, conflict->kind, &conflict->object);
  set_bases (g_ptr_array_index (act->changes, 0), lives);
  write_anew (self, act);
  return finish (self, act, "one_of_them", error);
}

/* -- the ways ---------------------------------------------------------------------------------- */

WayAct *
way_settle_keep (const WaySettling *self, guint n, GError **error)
{
  const WayConflict *conflict = self->conflict;
  const WayConflictVersion *version;

  if (!can_settle (self, error))
    return NULL;
  if (n >= conflict->versions->len)
    {
      way_fail (error, WAY_CORE_ERROR, WAY_CORE_ERROR_INVALID,
                _ ("There is no version of this number. Nothing was changed."));
      return NULL;
    }
  if (conflict->shape == WAY_CONFLICT_WORDS)
    {
      way_fail (error, WAY_CORE_ERROR, WAY_CORE_ERROR_NOT_ALLOWED,
                _ ("Nobody chooses between a person’s own words. Keep all of them, or write them "
                   "again with the person."));
      return NULL;
    }
  if (conflict->shape == WAY_CONFLICT_LIFE)
    return n == 0 ? remove_it (self, error) : keep_it (self, error);
  version = g_ptr_array_index (conflict->versions, n);
  return write_value (self, version->value,
                      ((WayOperation *)g_ptr_array_index (version->ops, 0))->flags, "one_of_them",
                      error);
}

WayAct *
way_settle_put_together (const WaySettling *self, GError **error)
{
  const WayConflict *conflict = self->conflict;
  g_autoptr (GVariant) value = way_conflict_put_together (conflict);

  if (!can_settle (self, error))
    return NULL;
  if (value == NULL)
    {
      way_fail (error, WAY_CORE_ERROR, WAY_CORE_ERROR_INVALID,
                _ ("These versions cannot be put together. Keep one of them."));
      return NULL;
    }
  if (!check_value (self, value, error))
    return NULL;
  return write_value (self, value, shared_flags (conflict),
                      conflict->shape == WAY_CONFLICT_WORDS ? "kept_both" : "put_together", error);
}

/* (nullable): -1 where @value is none of the versions. */
static int
find_version (const WayConflict *conflict, GVariant *value)
{
  for (guint i = 0; i < conflict->versions->len; i++)
    if (g_variant_equal (((WayConflictVersion *)g_ptr_array_index (conflict->versions, i))->value,
                         value))
      return (int)i;
  return -1;
}

WayAct *
way_settle_write (const WaySettling *self, GVariant *value, GError **error)
{
  const WayConflict *conflict = self->conflict;
  g_autoptr (GVariant) written = g_variant_ref_sink (value);
  g_autoptr (GVariant) all = way_conflict_put_together (conflict);
  int n;

  if (!can_settle (self, error))
    return NULL;
  if (conflict->shape == WAY_CONFLICT_LIFE)
    {
      way_fail (error, WAY_CORE_ERROR, WAY_CORE_ERROR_INVALID,
                _ ("One removed this and another changed it: keep it, or remove it."));
      return NULL;
    }
  n = find_version (conflict, written);
  if (n >= 0)
    return way_settle_keep (self, (guint)n, error);
  if (all != NULL && g_variant_equal (all, written))
    return way_settle_put_together (self, error);
  if (!may_write_anew (self, error) || !check_value (self, written, error))
    return NULL;
  return write_value (self, written, 0, "written_again", error);
}

/* -- what was settled -------------------------------------------------------------------------- */

static void
settled_free (WaySettled *self)
{
  g_free (self->place);
  g_free (self->heading);
  g_free (self->reason);
  g_free (self->chosen);
  g_free (self->author);
  g_clear_pointer (&self->versions, g_ptr_array_unref);
  g_clear_pointer (&self->kept, g_variant_unref);
  g_free (self);
}

/* (nullable): the op that settled it, in the same act as @settlement. */
static WayOperation *
find_settling_op (WayPast *past, const WayObject *settlement, WayOperation *said)
{
  g_autoptr (GPtrArray) act = way_past_list_act (past, said);
  g_autoptr (GVariant) target = way_object_dup_value (settlement, WAY_SETTLEMENT_TARGET);
  WayId object = way_id_nil;
  guint16 group;

  if (target == NULL || !way_value_get_id (target, 0, &object))
    return NULL;
  g_variant_get_child (target, 1, "q", &group);
  for (guint i = 0; i < act->len; i++)
    {
      WayOperation *op = ((const WayPastOp *)g_ptr_array_index (act, i))->authored.op;

      if (op->kind != WAY_KIND_SETTLEMENT && op->group == group
          && way_id_equal (&op->object, &object))
        return op;
    }
  return NULL;
}

static GPtrArray *
list_superseded (WayPast *past, WayOperation *op)
{
  GPtrArray *ops = g_ptr_array_new ();

  for (guint i = 0; i < op->n_supersedes; i++)
    {
      const WayPastOp *known = way_past_find (past, &op->supersedes[i]);

      if (known != NULL)
        g_ptr_array_add (ops, known->authored.op);
    }
  return ops;
}

/* The object as it stands, or its shell where it was removed, so that it has a name. */
static void
name_it (WaySettled *self, WayCase *present, WayCase *team, WayReference *reference)
{
  WayObject gone = { .id = self->object, .kind = self->kind, .ops = g_ptr_array_new () };
  const WayObject *object = way_case_get_object (present, self->kind, &self->object);

  way_conflict_describe (present, team, reference, object != NULL ? object : &gone, self->group,
                         &self->place, &self->heading);
  g_ptr_array_unref (gone.ops);
}

static WaySettled *
read_settled (WayCase *present,
              const WayObject *settlement,
              WayPast *past,
              WayCase *team,
              WayReference *reference)
{
  g_autoptr (GPtrArray) said = way_object_list_ops (settlement, WAY_SETTLEMENT_TARGET);
  WayOperation *target = said->len > 0 ? g_ptr_array_index (said, 0) : NULL;
  WayOperation *op = target != NULL ? find_settling_op (past, settlement, target) : NULL;
  const WayPastOp *by = target != NULL ? way_past_find (past, &target->id) : NULL;
  g_autoptr (GPtrArray) stood = NULL;
  WaySettled *self;

  if (op == NULL || by == NULL)
    return NULL;
  stood = list_superseded (past, op);
  self = g_new0 (WaySettled, 1);
  self->kind = op->kind;
  self->group = op->group;
  self->object = op->object;
  self->reason = way_object_dup_string (settlement, WAY_SETTLEMENT_REASON, 0);
  self->chosen = way_object_dup_string (settlement, WAY_SETTLEMENT_CHOSEN, 0);
  self->versions = way_conflict_list_versions (stood, past, team);
  self->kept = op->group != WAY_GROUP_LIFE ? way_operation_dup_value (op) : NULL;
  self->removed = way_operation_is_removal (op);
  self->author = way_worker_dup_name (team, &by->authored.author.user);
  self->made_ms = op->made_ms;
  name_it (self, present, team, reference);
  return self;
}

static int
compare_settled (gconstpointer a, gconstpointer b)
{
  const WaySettled *left = *(WaySettled **)a, *right = *(WaySettled **)b;

  return left->made_ms != right->made_ms ? (left->made_ms > right->made_ms ? -1 : 1)
                                         : way_id_compare (&left->object, &right->object);
}

GPtrArray *
way_settle_list_settled (WayCase *self, WayPast *past, WayCase *team, WayReference *reference)
{
  g_autoptr (GPtrArray) settlements = way_case_list (self, WAY_KIND_SETTLEMENT);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)settled_free);

  for (guint i = 0; i < settlements->len; i++)
    {
      WaySettled *one = read_settled (self, g_ptr_array_index (settlements, i), past, team,
                                      reference);

      if (one != NULL)
        g_ptr_array_add (list, one);
    }
  g_ptr_array_sort (list, compare_settled);
  return list;
}
