/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-plan.h"

#include "way-conflict.h"
#include "way-i18n.h"
#include "way-path.h"
#include "way-value.h"

static void
missing_free (WayMissing *self)
{
  g_free (self->path);
  g_free (self->sentence);
  g_free (self);
}

static void
add_missing (GPtrArray *list, WayMissingKind kind, char *path, char *sentence)
{
  WayMissing *missing = g_new0 (WayMissing, 1);

  missing->kind = kind;
  missing->path = path;
  missing->sentence = sentence;
  g_ptr_array_add (list, missing);
}

static gboolean
group_is_empty (const WayObject *object, guint16 group)
{
  g_autoptr (GVariant) value = way_object_dup_value (object, group);

  return value == NULL || way_value_is_empty (way_schema_group (object->kind, group), value);
}

static gboolean
has_text (const WayObject *matter)
{
  static const guint16 texts[] = { WAY_MATTER_GOING_WELL, WAY_MATTER_WORRIED_ABOUT,
                                   WAY_MATTER_ADVISER_VIEW, WAY_MATTER_WHAT_NEEDS_TO_HAPPEN };
  g_autoptr (GPtrArray) words = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (!group_is_empty (matter, texts[i]))
      return TRUE;
  words = way_object_dup_words (matter, WAY_MATTER_OWN_WORDS);
  return !way_words_are_empty (words);
}

/* (nullable) */
static const WayObject *
get_present_matter (WayCase *self, const char *key)
{
  const WayObject *matter = way_case_get_matter (self, key);

  return matter != NULL && matter->life != WAY_LIFE_REMOVED ? matter : NULL;
}

gboolean
way_plan_matter_is_empty (WayCase *self, const char *key)
{
  const WayObject *matter = get_present_matter (self, key);
  g_autoptr (GPtrArray) actions = NULL;
  WayId id;

  if (matter != NULL
      && (has_text (matter) || way_object_get_bool (matter, WAY_MATTER_NOTHING_NEEDED, 0)))
    return FALSE;
  way_matter_object (way_case_get_id (self), key, &id);
  actions = way_case_list_actions (self, &id);
  return actions->len == 0;
}

static char *
dup_matter_path (const WayMatterInfo *info, const char *field)
{
  return g_strdup_printf ("plan.matters.%s.%s", info->key, field);
}

static void
look_at_matter (WayCase *self, const WayMatterInfo *info, GPtrArray *list)
{
  const WayObject *matter = get_present_matter (self, info->key);

  if (!way_plan_matter_is_empty (self, info->key)
      || (matter != NULL && !group_is_empty (matter, WAY_MATTER_EMPTY_REASON)))
    return;
  add_missing (list, WAY_MISSING_MATTER_EMPTY, dup_matter_path (info, "own_words"),
               g_strdup_printf (_ ("Section %u, %s: nothing is written. Write it, or say why not."),
                                info->number, info->title));
}

static char *
path_of (WayCase *self, WayReference *reference, const WayObject *object, guint16 group)
{
  char *path = way_path_in_case (self, reference, object, group);

  return path != NULL ? path : g_strdup ("plan");
}

static void
look_at_action (WayCase *self,
                WayReference *reference,
                const WayMatterInfo *info,
                const WayObject *action,
                guint place,
                GPtrArray *list)
{
  if (group_is_empty (action, WAY_ACTION_WHO))
    add_missing (list, WAY_MISSING_ACTION_WHO, path_of (self, reference, action, WAY_ACTION_WHO),
                 g_strdup_printf (_ ("Section %u, %s: action %u has nobody to do it. Add who."),
                                  info->number, info->title, place));
  if (group_is_empty (action, WAY_ACTION_BY))
    add_missing (list, WAY_MISSING_ACTION_BY, path_of (self, reference, action, WAY_ACTION_BY),
                 g_strdup_printf (_ ("Section %u, %s: action %u has no date. Add a date."),
                                  info->number, info->title, place));
}

static gboolean
is_printed (guint16 kind)
{
  const WayKind *known = way_schema_kind (kind);

  for (guint i = 0; known != NULL && i < known->n_groups; i++)
    if (known->groups[i].print != WAY_PRINT_NEVER)
      return TRUE;
  return FALSE;
}

static void
look_for_conflicts (WayCase *self, WayReference *reference, GPtrArray *list)
{
  g_autoptr (GPtrArray) conflicts = way_conflict_list (self, NULL, NULL, reference);

  for (guint i = 0; i < conflicts->len; i++)
    {
      const WayConflict *one = g_ptr_array_index (conflicts, i);

      if (is_printed (one->kind))
        add_missing (list, WAY_MISSING_CONFLICT, g_strdup (one->path),
                     one->versions->len > 2
                         ? g_strdup (_ ("Versions wait to be settled here."))
                         : g_strdup (_ ("Two versions wait to be settled here.")));
    }
}

GPtrArray *
way_plan_list_missing (WayCase *self, WayReference *reference)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)missing_free);

  look_for_conflicts (self, reference, list);
  for (guint i = 0; i < reference->matters->len; i++)
    {
      const WayMatterInfo *info = g_ptr_array_index (reference->matters, i);
      g_autoptr (GPtrArray) actions = NULL;
      WayId matter;

      look_at_matter (self, info, list);
      way_matter_object (way_case_get_id (self), info->key, &matter);
      actions = way_case_list_actions (self, &matter);
      for (guint a = 0; a < actions->len; a++)
        look_at_action (self, reference, info, g_ptr_array_index (actions, a), a + 1, list);
    }
  return list;
}

GPtrArray *
way_plan_list_worth_a_look (WayCase *self, WayReference *reference)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)missing_free);
  g_autoptr (GPtrArray) answer = way_object_dup_words (way_case_get_front (self),
                                                       WAY_FRONT_MY_PLAN);

  for (guint i = 0; i < reference->matters->len; i++)
    {
      const WayMatterInfo *info = g_ptr_array_index (reference->matters, i);
      const WayObject *matter = way_case_get_matter (self, info->key);
      g_autoptr (GPtrArray) words = way_object_dup_words (matter, WAY_MATTER_OWN_WORDS);

      if (!way_words_are_answered (words))
        add_missing (list, WAY_LOOK_NO_WORDS, dup_matter_path (info, "own_words"),
                     g_strdup_printf (_ ("Section %u, %s: no words of their own yet."),
                                      info->number, info->title));
      if (!way_object_get_bool (matter, WAY_MATTER_READY, 0))
        add_missing (
            list, WAY_LOOK_NOT_READY, dup_matter_path (info, "ready"),
            g_strdup_printf (_ ("Section %u, %s: not marked ready."), info->number, info->title));
    }
  if (!way_words_are_answered (answer))
    add_missing (list, WAY_LOOK_NO_ANSWER, g_strdup ("plan.my_plan"),
                 g_strdup (_ ("No answer yet to “Is this my plan?”")));
  return list;
}
