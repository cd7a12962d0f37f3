/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-rights.h"

#include "way-value.h"

/* Of a group this version does not know, the rule is that of its kind. */
static WayWriters
get_writers (guint16 kind, const WayGroup *group)
{
  const WayGroup *life = way_schema_group (kind, WAY_GROUP_LIFE);

  if (group != NULL)
    return group->writers;
  if (way_schema_kind (kind) != NULL && way_schema_kind (kind)->immutable)
    return WAY_WRITERS_ONCE;
  return life != NULL ? life->writers : WAY_WRITERS_MEMBER;
}

/* The log's order; what was not sent is our own and comes after, by our own clock. */
static int
compare_age (WayOperation *a, const WayAuthor *by_a, WayOperation *b, const WayAuthor *by_b)
{
  if (by_a->position == by_b->position)
    return way_operation_compare (a, b);
  if (by_a->position == 0 || by_b->position == 0)
    return by_a->position == 0 ? 1 : -1;
  return by_a->position < by_b->position ? -1 : 1;
}

/* The op that began the object, where one is older than @op. */
static const WayAuthoredOp *
find_beginning (WayOperation *op,
                const WayAuthor *author,
                const WayAuthoredOp *prior,
                guint n_prior)
{
  const WayAuthoredOp *first = NULL;

  for (guint i = 0; i < n_prior; i++)
    if (!way_op_id_equal (&prior[i].op->id, &op->id)
        && compare_age (prior[i].op, &prior[i].author, op, author) < 0
        && (first == NULL
            || compare_age (prior[i].op, &prior[i].author, first->op, &first->author) < 0))
      first = &prior[i];
  return first;
}

static WayRightsVerdict
judge_author (WayOperation *op, const WayAuthor *author, const WayAuthoredOp *prior, guint n_prior)
{
  const WayAuthoredOp *first = find_beginning (op, author, prior, n_prior);

  if (first == NULL || way_id_equal (&first->author.user, &author->user))
    return WAY_RIGHTS_ALLOWED;
  return WAY_RIGHTS_AUTHOR;
}

/* A sign-off, a send-back: what only a manager may say, told by the value. */
static gboolean
is_managers_word (WayOperation *op)
{
  g_autoptr (GVariant) value = way_operation_dup_value (op);
  g_autofree char *word = NULL;

  if (value == NULL)
    return FALSE;
  if (op->kind == WAY_KIND_PLAN_EVENT)
    return word = way_value_dup_string (value, 1), g_str_equal (word, "sent_back");
  if (op->kind == WAY_KIND_SIGNATURE)
    return word = way_value_dup_string (value, 2), g_str_equal (word, "manager");
  return FALSE;
}

static WayRightsVerdict
judge_once (WayOperation *op, const WayAuthor *author, const WayAuthoredOp *prior, guint n_prior)
{
  if (op->n_supersedes > 0 || find_beginning (op, author, prior, n_prior) != NULL)
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
  WayWriters writers = get_writers (op->kind, way_operation_get_group (op));
  WayRoles needed = WAY_ROLE_ADVISER | WAY_ROLE_MANAGER;

  /* In Together the words are the young person's, whoever's laptop it is. */
  if (writers == WAY_WRITERS_WORDS && (op->flags & WAY_OPERATION_TOGETHER) == 0)
    needed = WAY_ROLE_ADVISER;
  if (writers == WAY_WRITERS_MANAGER)
    needed = WAY_ROLE_MANAGER;
  if ((author->roles & needed) == 0)
    return WAY_RIGHTS_ROLE;

  if (writers == WAY_WRITERS_AUTHOR)
    return judge_author (op, author, prior, n_prior);
  if (writers == WAY_WRITERS_ONCE)
    return judge_once (op, author, prior, n_prior);
  return WAY_RIGHTS_ALLOWED;
}

gboolean
way_rights_needs_correction (guint16 kind, gint64 created_ms, gint64 now_ms)
{
  return get_writers (kind, NULL) == WAY_WRITERS_AUTHOR
         && now_ms - created_ms > WAY_RIGHTS_EDIT_WINDOW_MS;
}
