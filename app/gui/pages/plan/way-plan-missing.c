/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-plan-missing.h"

#include <string.h>
#include "way-i18n.h"
#include "way-plan-facts.h"

static void
row_free (WayMissingRow *self)
{
  g_free (self->path);
  g_free (self->second_path);
  g_free (self->title);
  g_free (self->link);
  g_free (self->detail);
  g_free (self);
}

static WayMissingRow *
add_row (GPtrArray *rows, WayMissingKind kind, const char *path)
{
  WayMissingRow *row = g_new0 (WayMissingRow, 1);

  row->kind = kind;
  row->path = g_strdup (path);
  g_ptr_array_add (rows, row);
  return row;
}

/* (nullable): the section a path of the plan lies in. */
static const WayMatterInfo *
matter_of (WayReference *reference, const char *path)
{
  g_auto (GStrv) steps = g_strsplit (path, ".", 4);

  return g_strv_length (steps) > 2 ? way_reference_get_matter (reference, steps[2]) : NULL;
}

static char *
place_text (const WayMatterInfo *info)
{
  return g_strdup_printf (_ ("Section %u, %s"), info->number, info->title);
}

/* (nullable): the action a path leads to. */
static const WayObject *
action_of (WayCase *self, const char *path)
{
  g_auto (GStrv) steps = g_strsplit (path, ".", -1);
  WayId id;

  if (g_strv_length (steps) < 5 || !way_id_parse (steps[4], &id))
    return NULL;
  return way_case_get_object (self, WAY_KIND_ACTION, &id);
}

static char *
dup_what (const WayObject *action)
{
  g_autofree char *what = way_object_dup_string (action, WAY_ACTION_WHAT, 0);

  return what[0] != '\0' ? g_strdup_printf (_ ("“%s”"), what) : g_strdup (_ ("An action"));
}

static void
word_action (WayMissingRow *row,
             const WayObject *action,
             const WayMatterInfo *info,
             const char *name,
             gboolean no_who,
             gboolean no_by)
{
  g_autofree char *what = dup_what (action);
  g_autofree char *who = way_object_dup_string (action, WAY_ACTION_WHO, 0);
  g_autofree char *shown = way_plan_who_text (who, name);
  g_autofree char *place = place_text (info);

  if (no_who && no_by)
    {
      row->title = g_strdup_printf (_ ("%s has no date, and no one to do it"), what);
      row->link = g_strdup (_ ("Add who and when"));
    }
  else if (no_by)
    {
      row->title = g_strdup_printf (_ ("%s has no date"), what);
      row->link = g_strdup (_ ("Add a date"));
    }
  else
    {
      row->title = g_strdup_printf (_ ("%s has no one to do it"), what);
      row->link = g_strdup (_ ("Add who"));
    }
  row->detail = shown[0] != '\0' ? g_strdup_printf ("%s. %s", place, shown)
                                 : g_steal_pointer (&place);
  row->icon = way_plan_topic_icon (info->key);
}

static void
word_empty (WayMissingRow *row, const WayMatterInfo *info)
{
  row->title = g_strdup_printf (_ ("%s is empty"), info->title);
  row->detail = g_strdup_printf (_ ("Section %u. Write it, or say why there is nothing to write."),
                                 info->number);
  row->link = g_strdup (_ ("Write it"));
  row->second = _ ("Say why");
  row->second_path = g_strdup_printf ("plan.matters.%s.empty_reason", info->key);
  row->icon = way_plan_topic_icon (info->key);
}

static void
word_conflict (WayMissingRow *row, const WayMatterInfo *info, const char *path)
{
  row->title = info != NULL ? g_strdup_printf (_ ("%s has two versions"), info->title)
                            : g_strdup (_ ("Two versions wait to be settled"));
  row->detail = info != NULL
                    ? g_strdup_printf (_ ("Section %u. All versions are safe."), info->number)
                    : g_strdup (_ ("Somewhere else than in the sections."));
  row->link = g_strdup (_ ("Settle"));
  g_free (row->path);
  row->path = g_strdup_printf ("settle/%s", path);
  row->icon = "waymark-two-versions-symbolic";
}

/* TRUE where @next speaks of the action that @missing speaks of. */
static gboolean
is_same_action (const WayMissing *missing, const WayMissing *next)
{
  const char *dot = strrchr (missing->path, '.');

  return missing->kind == WAY_MISSING_ACTION_WHO && next->kind == WAY_MISSING_ACTION_BY
         && dot != NULL
         && strncmp (missing->path, next->path, (gsize)(dot - missing->path) + 1) == 0;
}

GPtrArray *
way_plan_list_missing_rows (WayCase *self, WayReference *reference, const char *name)
{
  g_autoptr (GPtrArray) missing = way_plan_list_missing (self, reference);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify)row_free);

  for (guint i = 0; i < missing->len; i++)
    {
      const WayMissing *one = g_ptr_array_index (missing, i);
      const WayMissing *next = i + 1 < missing->len ? g_ptr_array_index (missing, i + 1) : NULL;
      const WayMatterInfo *info = matter_of (reference, one->path);
      const WayObject *action = action_of (self, one->path);
      WayMissingRow *row = add_row (rows, one->kind, one->path);
      gboolean both = next != NULL && is_same_action (one, next);

      if (one->kind == WAY_MISSING_CONFLICT || info == NULL)
        word_conflict (row, info, one->path);
      else if (one->kind == WAY_MISSING_MATTER_EMPTY || action == NULL)
        word_empty (row, info);
      else
        word_action (row, action, info, name, one->kind == WAY_MISSING_ACTION_WHO,
                     one->kind == WAY_MISSING_ACTION_BY || both);
      i += both;
    }
  return rows;
}

/* -- worth a look ------------------------------------------------------------------------------ */

static void
word_no_words (WayMissingRow *row, const WayMatterInfo *info, const char *name)
{
  row->title = g_strdup_printf (_ ("%s has no words from %s"), info->title, name);
  row->detail = g_strdup_printf (_ ("Section %u. It will say “Not asked yet”."), info->number);
  row->link = g_strdup_printf (_ ("Ask %s"), name);
  row->icon = "waymark-voice-symbolic";
}

static void
word_not_ready (WayMissingRow *row, GPtrArray *titles)
{
  g_ptr_array_add (titles, NULL);
  row->title = g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN, "%u section is not marked Ready",
                                             "%u sections are not marked Ready", titles->len - 1),
                                titles->len - 1);
  row->detail = g_strjoinv (", ", (char **)titles->pdata);
  row->link = g_strdup (_ ("Look"));
  row->icon = "waymark-progress-symbolic";
}

static void
word_no_answer (WayMissingRow *row, const char *name)
{
  row->title = g_strdup_printf (_ ("No answer from %s to “Is this my plan?”"), name);
  row->detail = g_strdup (_ ("It stands below, under Agreeing."));
  row->link = g_strdup_printf (_ ("Ask %s"), name);
  row->icon = "waymark-signature-symbolic";
}

GPtrArray *
way_plan_list_look_rows (WayCase *self, WayReference *reference, const char *name)
{
  g_autoptr (GPtrArray) looks = way_plan_list_worth_a_look (self, reference);
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify)row_free);
  const char *first = NULL;
  const char *answer = NULL;

  for (guint i = 0; i < looks->len; i++)
    {
      const WayMissing *one = g_ptr_array_index (looks, i);
      const WayMatterInfo *info = matter_of (reference, one->path);

      if (one->kind == WAY_LOOK_NO_ANSWER)
        answer = one->path;
      else if (one->kind == WAY_LOOK_NO_WORDS && info != NULL)
        word_no_words (add_row (rows, one->kind, one->path), info, name);
      else if (info != NULL)
        {
          first = first != NULL ? first : one->path;
          g_ptr_array_add (titles, info->title);
        }
    }
  if (titles->len > 0)
    word_not_ready (add_row (rows, WAY_LOOK_NOT_READY, first), titles);
  if (answer != NULL)
    word_no_answer (add_row (rows, WAY_LOOK_NO_ANSWER, answer), name);
  return rows;
}
