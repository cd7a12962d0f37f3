/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-rights.h"

#include "way-value.h"

static gboolean
is_author_only (guint16 kind)
{
  return way_schema_kind (kind) != NULL && way_schema_group (kind, WAY_GROUP_LIFE) != NULL
         && way_schema_group (kind, WAY_GROUP_LIFE)->writers == WAY_WRITERS_AUTHOR;
}

/* The earliest op of the object began it; clocks sort alike on every laptop, and among ops that
 * claim the same instant the lowest id does. */
static const WayAuthoredOp *
find_beginning (WayOperation *op, const WayAuthoredOp *prior, guint n_prior)
{
  const WayAuthoredOp *first = NULL;

  for (guint i = 0; i < n_prior; i++)
    if (!way_op_id_equal (&prior[i].op->id, &op->id)
        && (first == NULL || way_operation_compare (prior[i].op, first->op) < 0))
      first = &prior[i];
  return first;
}

static WayRightsVerdict
judge_author (WayOperation *op, const WayAuthor *author, const WayAuthoredOp *prior, guint n_prior)
{
  const WayAuthoredOp *first = find_beginning (op, prior, n_prior);

  if (first == NULL || way_operation_compare (op, first->op) < 0)
    return WAY_RIGHTS_ALLOWED;
  return way_id_equal (&first->author.user, &author->user) ? WAY_RIGHTS_ALLOWED : WAY_RIGHTS_AUTHOR;
}

/* A sign-off, a send-back: what only a manager may say, told by the value. */
static gboolean
is_managers_word (WayOperation *op)
{
  g_autoptr (GVariant) value = way_operation_dup_value (op);
  g_autofree char *word = NULL;

  if (op->kind == WAY_KIND_PLAN_EVENT)
    return word = way_value_dup_string (value, 1), g_str_equal (word, "sent_back");
  if (op->kind == WAY_KIND_SIGNATURE)
    return word = way_value_dup_string (value, 2), g_str_equal (word, "manager");
  return FALSE;
}

static WayRightsVerdict
judge_once (WayOperation *op, const WayAuthor *author, const WayAuthoredOp *prior, guint n_prior)
{
  const WayAuthoredOp *first = find_beginning (op, prior, n_prior);

  if (op->n_supersedes > 0 || (first != NULL && way_operation_compare (op, first->op) > 0))
    return WAY_RIGHTS_IMMUTABLE;
  if (is_managers_word (op) && (author->roles & WAY_ROLE_MANAGER) == 0)
    return WAY_RIGHTS_ROLE;
  return WAY_RIGHTS_ALLOWED;
}

WayRightsVerdict
way_rights_judge (WayOperation *op,
                  const WayAuthor *author,
                  const WayAuthoredOp *prior,
                  guint n_prior)
{
  const WayGroup *group = way_operation_get_group (op);
  WayRoles needed = WAY_ROLE_ADVISER | WAY_ROLE_MANAGER;

  if (group != NULL && group->writers == WAY_WRITERS_WORDS)
    needed = WAY_ROLE_ADVISER;
  if (group != NULL && group->writers == WAY_WRITERS_MANAGER)
    needed = WAY_ROLE_MANAGER;
  if ((author->roles & needed) == 0)
    return WAY_RIGHTS_ROLE;

  if (group != NULL && group->writers == WAY_WRITERS_AUTHOR)
    return judge_author (op, author, prior, n_prior);
  if (group != NULL && group->writers == WAY_WRITERS_ONCE)
    return judge_once (op, author, prior, n_prior);
  return WAY_RIGHTS_ALLOWED;
}

gboolean
way_rights_needs_correction (guint16 kind, gint64 created_ms, gint64 now_ms)
{
  return is_author_only (kind) && now_ms - created_ms > WAY_RIGHTS_EDIT_WINDOW_MS;
}
