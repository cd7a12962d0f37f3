/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-plan-facts.h"

#include <string.h>
#include "way-clock.h"
#include "way-date-text.h"
#include "way-due.h"
#include "way-i18n.h"
#include "way-plan-missing.h"
#include "way-value.h"

/* -- sections ---------------------------------------------------------------------------------- */

static const struct
{
  const char *key, *icon;
} topics[] = {
  { "S1_01", "chat-message-new-symbolic" }, { "S1_02", "waymark-learning-symbolic" },
  { "S1_03", "waymark-work-symbolic" },     { "S1_04", "waymark-change-symbolic" },
  { "S1_05", "user-home-symbolic" },        { "S1_06", "emote-love-symbolic" },
  { "S1_07", "emoji-food-symbolic" },       { "S1_08", "waymark-money-symbolic" },
  { "S1_09", "waymark-health-symbolic" },   { "S1_10", "auth-fingerprint-symbolic" },
};

const char *
way_plan_topic_icon (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    if (g_str_equal (topics[i].key, key))
      return topics[i].icon;
  return "waymark-plan-symbolic";
}

static gboolean
lacks (const WayObject *action, guint16 group)
{
  g_autofree char *text = way_object_dup_string (action, group, 0);

  return text[0] == '\0';
}

/* What the actions of a section lack. */
typedef struct
{
  guint n_who, n_by, n_either;
  gboolean conflict;
} Lacking;

static Lacking
look_at_actions (WayCase *self, const WayMatterInfo *info)
{
  g_autoptr (GPtrArray) actions = NULL;
  Lacking lacking = { 0 };
  WayId matter;

  way_matter_object (way_case_get_id (self), info->key, &matter);
  actions = way_case_list_actions (self, &matter);
  for (guint i = 0; i < actions->len; i++)
    {
      const WayObject *action = g_ptr_array_index (actions, i);
      gboolean who = lacks (action, WAY_ACTION_WHO), by = lacks (action, WAY_ACTION_BY);

      lacking.n_who += who;
      lacking.n_by += by;
      lacking.n_either += who || by;
      lacking.conflict |= way_object_has_conflict (action);
    }
  return lacking;
}

static char *
lacking_text (const Lacking *self)
{
  if (self->n_who == 0)
    return g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN, "%u action needs a date",
                                         "%u actions need a date", self->n_by),
                            self->n_by);
  if (self->n_by == 0)
    return g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN, "%u action needs someone to do it",
                                         "%u actions need someone to do them", self->n_who),
                            self->n_who);
  return g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN, "%u action needs who and when",
                                       "%u actions need who or when", self->n_either),
                          self->n_either);
}

static gboolean
has_text (const WayObject *matter, guint16 group)
{
  g_autofree char *text = matter != NULL ? way_object_dup_string (matter, group, 0) : NULL;

  return text != NULL && text[0] != '\0';
}

static gboolean
has_answer (const WayObject *matter)
{
  g_autoptr (GPtrArray) words = NULL;

  if (matter == NULL)
    return FALSE;
  words = way_object_dup_words (matter, WAY_MATTER_OWN_WORDS);
  return way_words_are_answered (words);
}

static WayStage
find_stage (WayCase *self,
            const WayMatterInfo *info,
            gboolean marked,
            Lacking *lacking,
            gboolean *ret_begun)
{
  const WayObject *matter = way_case_get_matter (self, info->key);
  gboolean empty = way_plan_matter_is_empty (self, info->key);

  *lacking = look_at_actions (self, info);
  *ret_begun = !empty || has_text (matter, WAY_MATTER_CONTINGENCY)
               || has_text (matter, WAY_MATTER_EMPTY_REASON);
  if (lacking->conflict || (matter != NULL && way_object_has_conflict (matter)))
    return WAY_STAGE_CONFLICT;
  if (lacking->n_either > 0)
    return WAY_STAGE_NEEDS_ACTIONS;
  if (marked)
    return WAY_STAGE_READY;
  if (!*ret_begun)
    return WAY_STAGE_NOT_STARTED;
  if (!empty && !has_answer (matter))
    return WAY_STAGE_NEEDS_WORDS;
  return WAY_STAGE_IN_PROGRESS;
}

static void
look_of (WayStage stage, const Lacking *lacking, const char *name, WayStageLook *look)
{
  look->stage = stage;
  switch (stage)
    {
    case WAY_STAGE_NOT_STARTED:
      look->word = g_strdup (_ ("Not started"));
      look->icon = "waymark-todo-symbolic";
      look->tone = WAY_TONE_NONE;
      break;
    case WAY_STAGE_NEEDS_WORDS:
      look->word = g_strdup_printf (_ ("Needs %s’s words"), name);
      look->icon = "waymark-voice-symbolic";
      look->tone = WAY_TONE_VOICED;
      break;
    case WAY_STAGE_NEEDS_ACTIONS:
      look->word = lacking_text (lacking);
      look->icon = "waymark-progress-symbolic";
      look->tone = WAY_TONE_DUE;
      break;
    case WAY_STAGE_CONFLICT:
      look->word = g_strdup (_ ("Two versions"));
      look->icon = "waymark-two-versions-symbolic";
      look->tone = WAY_TONE_DUE;
      break;
    case WAY_STAGE_READY:
      look->word = g_strdup (_ ("Ready"));
      look->icon = "waymark-done-symbolic";
      look->tone = WAY_TONE_DONE;
      break;
    case WAY_STAGE_IN_PROGRESS:
    default:
      look->word = g_strdup (_ ("In progress"));
      look->icon = "waymark-progress-symbolic";
      look->tone = WAY_TONE_PROGRESS;
    }
}

static gboolean
is_marked (WayCase *self, const WayMatterInfo *info)
{
  const WayObject *matter = way_case_get_matter (self, info->key);

  return matter != NULL && way_object_get_bool (matter, WAY_MATTER_READY, 0);
}

static void
read_stage (WayCase *self,
            const WayMatterInfo *info,
            gboolean marked,
            const char *name,
            WayStageLook *ret_look)
{
  gboolean begun;
  Lacking lacking;

  ret_look->marked = is_marked (self, info);
  look_of (find_stage (self, info, marked, &lacking, &begun), &lacking, name, ret_look);
}

void
way_plan_read_stage (WayCase *self,
                     const WayMatterInfo *info,
                     const char *name,
                     WayStageLook *ret_look)
{
  read_stage (self, info, is_marked (self, info), name, ret_look);
}

void
way_plan_read_stage_unmarked (WayCase *self,
                              const WayMatterInfo *info,
                              const char *name,
                              WayStageLook *ret_look)
{
  read_stage (self, info, FALSE, name, ret_look);
}

void
way_stage_look_clear (WayStageLook *self)
{
  g_clear_pointer (&self->word, g_free);
}

char *
way_plan_why_not_ready (WayCase *self, const WayMatterInfo *info, const char *name)
{
  const WayObject *matter = way_case_get_matter (self, info->key);
  gboolean begun;
  Lacking lacking;
  WayStage stage = find_stage (self, info, FALSE, &lacking, &begun);

  if (stage == WAY_STAGE_CONFLICT)
    return g_strdup (_ ("Settle the two versions first, then mark this section ready."));
  if (stage == WAY_STAGE_NEEDS_ACTIONS)
    return g_strdup (
        _ ("Say who and by when for each action first, then mark this section ready."));
  if (way_plan_matter_is_empty (self, info->key))
    return has_text (matter, WAY_MATTER_EMPTY_REASON)
               ? NULL
               : g_strdup (_ ("Write this section first, or say why it is empty."));
  if (!has_answer (matter))
    return g_strdup_printf (_ ("Write %s’s words first, or say why there are none."), name);
  if (!has_text (matter, WAY_MATTER_WHAT_NEEDS_TO_HAPPEN)
      && !way_object_get_bool (matter, WAY_MATTER_NOTHING_NEEDED, 0))
    return g_strdup (_ ("Write what needs to happen first, or tick “Nothing needed now”."));
  return NULL;
}

/* -- actions ----------------------------------------------------------------------------------- */

char *
way_plan_who_text (const char *who, const char *name)
{
  return g_strdup (g_str_equal (who, "me") && name[0] != '\0' ? name : who);
}

/* The day it was ticked, where that was an act of its own. */
static WayDate
get_done_on (const WayObject *action)
{
  g_autoptr (GPtrArray) ops = way_object_list_ops (action, WAY_ACTION_STATUS);
  const WayOperation *op = ops->len > 0 ? g_ptr_array_index (ops, ops->len - 1) : NULL;

  if (op == NULL || op->made_ms == action->created_ms)
    return way_date_none;
  return way_clock_date_at (op->made_ms);
}

static char *
when_text (const WayObject *action, WayDate today)
{
  g_autofree char *status = way_object_dup_string (action, WAY_ACTION_STATUS, 0);
  WayDate by = way_object_get_date (action, WAY_ACTION_BY, 0);
  WayDate done = g_str_equal (status, "done") ? get_done_on (action) : way_date_none;
  g_autofree char *day = NULL;

  if (way_date_is_full (done))
    {
      day = way_date_text_with_day (done, today);
      return g_strdup_printf (_ ("done %s"), day);
    }
  if (!way_date_is_full (by))
    return g_strdup (_ ("no date yet"));
  day = way_date_text_with_day (by, today);
  return g_strdup_printf (g_str_equal (status, "booked") ? _ ("on %s") : _ ("by %s"), day);
}

char *
way_plan_action_detail (const WayObject *action, const char *name, WayDate today)
{
  g_autofree char *who = way_object_dup_string (action, WAY_ACTION_WHO, 0);
  g_autofree char *shown = way_plan_who_text (who, name);
  g_autofree char *when = when_text (action, today);

  return g_strdup_printf ("%s  ·  %s", shown[0] != '\0' ? shown : _ ("No one to do it yet"), when);
}

static const struct
{
  const char *status, *word, *icon;
  WayTone tone;
} statuses[] = {
  { "to_do", N_ ("To do"), "waymark-todo-symbolic", WAY_TONE_NONE },
  { "in_progress", N_ ("In progress"), "waymark-progress-symbolic", WAY_TONE_PROGRESS },
  { "booked", N_ ("Booked"), "waymark-booked-symbolic", WAY_TONE_NONE },
  { "done", N_ ("Done"), "waymark-done-symbolic", WAY_TONE_DONE },
  { "not_done", N_ ("Not done"), NULL, WAY_TONE_NONE },
};

static gboolean
is_over (const char *status)
{
  return g_str_equal (status, "done") || g_str_equal (status, "not_done");
}

char *
way_plan_action_status (const WayObject *action,
                        WayDate today,
                        const char **ret_icon,
                        WayTone *ret_tone)
{
  g_autofree char *status = way_object_dup_string (action, WAY_ACTION_STATUS, 0);
  WayDate by = way_object_get_date (action, WAY_ACTION_BY, 0);
  guint at = 0;

  if (!is_over (status) && way_date_is_full (by)
      && way_urgency_of (by, today) == WAY_URGENCY_OVERDUE)
    {
      *ret_icon = "waymark-overdue-symbolic";
      *ret_tone = WAY_TONE_OVERDUE;
      return way_urgency_word (WAY_URGENCY_OVERDUE, by, today);
    }
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_str_equal (statuses[i].status, status))
      at = i;
  *ret_icon = statuses[at].icon;
  *ret_tone = statuses[at].tone;
  return g_strdup (_ (statuses[at].word));
}

GPtrArray *
way_plan_list_named (WayCase *self, const char *name, const char *adviser)
{
  g_autoptr (GPtrArray) actions = way_case_list (self, WAY_KIND_ACTION);
  GPtrArray *named = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < actions->len; i++)
    {
      g_autofree char *who = way_object_dup_string (g_ptr_array_index (actions, i), WAY_ACTION_WHO,
                                                    0);

      if (who[0] != '\0' && !g_str_equal (who, "me") && !g_str_equal (who, name)
          && !g_str_equal (who, adviser)
          && !g_ptr_array_find_with_equal_func (named, who, g_str_equal, NULL))
        g_ptr_array_add (named, g_steal_pointer (&who));
    }
  return named;
}

/* -- the plan ---------------------------------------------------------------------------------- */

/* (transfer full) (nullable): what was agreed, where the newest version can be read. */
static WayDocument *
open_newest (WayCase *self, guint8 ret_hash[32])
{
  g_autoptr (GPtrArray) versions = way_plan_list_versions (self);
  const WayVersion *newest = way_plan_newest_version (versions);

  if (newest == NULL)
    return NULL;
  memcpy (ret_hash, newest->hash, 32);
  return way_version_open (newest, NULL);
}

static guint
count_ready (WayCase *self, WayReference *reference)
{
  guint n = 0;

  for (guint i = 0; i < reference->matters->len; i++)
    {
      g_auto (WayStageLook) look = { 0 };

      way_plan_read_stage (self, g_ptr_array_index (reference->matters, i), "", &look);
      n += look.stage == WAY_STAGE_READY;
    }
  return n;
}

void
way_plan_read_life (
    WayCase *self, WayCase *team, WayReference *reference, WayDate today, WayPlanLife *ret_life)
{
  g_autoptr (WayDocument) draft = way_plan_build_draft (self, team, reference, today);
  g_autoptr (WayDocument) newest = open_newest (self, ret_life->hash);
  g_autoptr (GPtrArray) missing = way_plan_list_missing_rows (self, reference, "");

  ret_life->agreed = newest != NULL && way_document_is_same_plan (draft, newest);
  ret_life->number = ret_life->agreed ? newest->number : draft->number;
  ret_life->agreed_on = ret_life->agreed ? newest->agreed_on : way_date_none;
  ret_life->review_due = draft->review_by;
  ret_life->n_ready = count_ready (self, reference);
  ret_life->n_missing = missing->len;
}

char *
way_plan_life_text (const WayPlanLife *self, WayDate today)
{
  g_autofree char *day = NULL;

  if (self->agreed)
    {
      day = way_date_text (self->agreed_on, today);
      return g_strdup_printf (_ ("Plan %u, agreed on %s"), self->number, day);
    }
  if (!way_date_is_full (self->review_due))
    return g_strdup_printf (_ ("Plan %u, draft"), self->number);
  return g_strdup_printf (_ ("Plan %u, draft for the %s review"), self->number,
                          way_month_name (self->review_due.month));
}

gboolean
way_plan_has_copy (WayCase *self, const guint8 hash[32])
{
  g_autoptr (GPtrArray) copies = way_case_list (self, WAY_KIND_COPY);

  for (guint i = 0; i < copies->len; i++)
    {
      g_autoptr (GVariant) made = way_object_dup_value (g_ptr_array_index (copies, i),
                                                        WAY_COPY_MADE);
      g_autoptr (GVariant) of = made != NULL ? g_variant_get_child_value (made, 0) : NULL;

      if (of != NULL && g_variant_get_size (of) == 32
          && memcmp (g_variant_get_data (of), hash, 32) == 0)
        return TRUE;
    }
  return FALSE;
}
