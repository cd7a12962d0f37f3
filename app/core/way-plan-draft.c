/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a case to the document of its plan.
 */
#include "way-plan.h"

#include "way-due.h"
#include "way-value.h"

static void
take (char **member, char *text)
{
  g_free (*member);
  *member = text;
}

static void
set_text (WayDocumentText *text, const WayObject *object, guint16 group)
{
  take (&text->text, way_object_dup_string (object, group, 0));
  take (&text->language, way_object_dup_string (object, group, 1));
  text->two_versions = way_object_n_values (object, group) > 1;
}

static void
set_words (GPtrArray **words, const WayObject *object, guint16 group)
{
  g_ptr_array_unref (*words);
  *words = way_object_dup_words (object, group);
}

static void
fill_person (WayDocument *document, WayCase *self)
{
  const WayObject *person = way_case_get_person (self);

  take (&document->preferred_name, way_object_dup_string (person, WAY_PERSON_NAMES, 0));
  take (&document->full_name, way_object_dup_string (person, WAY_PERSON_NAMES, 1));
  take (&document->pronouns, way_object_dup_string (person, WAY_PERSON_PRONOUNS, 0));
  take (&document->address_lines, way_object_dup_string (person, WAY_PERSON_ADDRESS, 0));
  take (&document->postcode, way_object_dup_string (person, WAY_PERSON_ADDRESS, 1));
  take (&document->home_name, way_object_dup_string (person, WAY_PERSON_ADDRESS, 2));
  document->address_private = way_object_get_bool (person, WAY_PERSON_ADDRESS, 3);
  take (&document->reading_language, way_object_dup_string (person, WAY_PERSON_LANGUAGE, 2));
  take (&document->edition, way_object_dup_string (person, WAY_PERSON_NEEDS, 3));
}

/* The worker named as the person's adviser; a vault with one worker has no other. */
static const WayObject *
find_adviser (WayCase *self, WayCase *team)
{
  g_autoptr (GPtrArray) workers = way_case_list (team, WAY_KIND_WORKER);
  WayId pa;

  way_object_get_id (way_case_get_person (self), WAY_PERSON_PA, 0, &pa);
  if (!way_id_is_nil (&pa))
    return way_case_get_object (team, WAY_KIND_WORKER, &pa);
  return workers->len == 1 ? g_ptr_array_index (workers, 0) : NULL;
}

static void
fill_team (WayDocument *document, WayCase *self, WayCase *team)
{
  const WayObject *adviser = find_adviser (self, team);
  g_autoptr (GPtrArray) councils = way_case_list (team, WAY_KIND_COUNCIL);
  const WayObject *council = councils->len > 0 ? g_ptr_array_index (councils, 0) : NULL;

  take (&document->adviser_name, way_object_dup_string (adviser, WAY_WORKER_NAME, 0));
  take (&document->adviser_phone, way_object_dup_string (adviser, WAY_WORKER_PHONE, 0));
  take (&document->council, way_object_dup_string (council, WAY_COUNCIL_NAME, 0));
  take (&document->team, way_object_dup_string (council, WAY_COUNCIL_NAME, 1));
  take (&document->out_of_hours, way_object_dup_string (council, WAY_COUNCIL_NUMBERS, 0));
  take (&document->advocate, way_object_dup_string (council, WAY_COUNCIL_NUMBERS, 1));
}

/* The council's own heading for a matter, or the jurisdiction's. */
static char *
dup_heading (WayCase *team, const WayMatterInfo *info)
{
  g_autoptr (GPtrArray) councils = team != NULL ? way_case_list (team, WAY_KIND_COUNCIL) : NULL;
  g_autoptr (GVariant) headings = NULL;
  GVariantIter iter;
  const char *key, *heading;

  if (councils != NULL && councils->len > 0)
    headings = way_object_dup_value (g_ptr_array_index (councils, 0), WAY_COUNCIL_HEADINGS);
  if (headings != NULL)
    {
      g_variant_iter_init (&iter, headings);
      while (g_variant_iter_next (&iter, "(&s&s)", &key, &heading))
        if (g_str_equal (key, info->key) && heading[0] != '\0')
          return g_strdup (heading);
    }
  return g_strdup (info->title);
}

static void
fill_actions (WayDocumentMatter *matter, WayCase *self, const WayId *id)
{
  g_autoptr (GPtrArray) actions = way_case_list_actions (self, id);

  for (guint i = 0; i < actions->len; i++)
    {
      const WayObject *object = g_ptr_array_index (actions, i);
      WayDocumentAction *action = way_document_add_action (matter);

      set_text (&action->what, object, WAY_ACTION_WHAT);
      take (&action->who, way_object_dup_string (object, WAY_ACTION_WHO, 0));
      action->by = way_object_get_date (object, WAY_ACTION_BY, 0);
      take (&action->status, way_object_dup_string (object, WAY_ACTION_STATUS, 0));
      set_text (&action->progress, object, WAY_ACTION_PROGRESS);
      action->what.two_versions |= way_object_n_values (object, WAY_ACTION_WHO) > 1
                                   || way_object_n_values (object, WAY_ACTION_BY) > 1;
    }
}

static void
fill_matter (WayDocument *document, WayCase *self, WayCase *team, const WayMatterInfo *info)
{
  WayDocumentMatter *matter = way_document_add_matter (document);
  const WayObject *object = way_case_get_matter (self, info->key);
  WayId id;

  take (&matter->key, g_strdup (info->key));
  matter->number = info->number;
  take (&matter->title, dup_heading (team, info));
  take (&matter->statutory, g_strdup (info->statutory));
  set_words (&matter->own_words, object, WAY_MATTER_OWN_WORDS);
  set_text (&matter->going_well, object, WAY_MATTER_GOING_WELL);
  set_text (&matter->worried_about, object, WAY_MATTER_WORRIED_ABOUT);
  set_text (&matter->adviser_view, object, WAY_MATTER_ADVISER_VIEW);
  set_text (&matter->what_needs_to_happen, object, WAY_MATTER_WHAT_NEEDS_TO_HAPPEN);
  set_text (&matter->contingency, object, WAY_MATTER_CONTINGENCY);
  set_text (&matter->empty_reason, object, WAY_MATTER_EMPTY_REASON);
  matter->nothing_needed = way_object_get_bool (object, WAY_MATTER_NOTHING_NEEDED, 0);
  way_matter_object (way_case_get_id (self), info->key, &id);
  fill_actions (matter, self, &id);
}

static void
add_goal (WayDocument *document, const WayObject *object, gboolean pinned)
{
  WayDocumentGoal *goal = way_document_add_goal (document);

  set_text (&goal->what, object, WAY_GOAL_WHAT);
  take (&goal->state, way_object_dup_string (object, WAY_GOAL_STATE, 0));
  goal->pinned = pinned;
}

static gboolean
is_pinned (GVariant *priorities, const WayId *goal)
{
  for (gsize i = 0; priorities != NULL && i < g_variant_n_children (priorities); i++)
    {
      WayId id;

      if (way_value_get_id (priorities, i, &id) && way_id_equal (&id, goal))
        return TRUE;
    }
  return FALSE;
}

/* Pinned goals in their own order, then the others in theirs. */
static void
fill_goals (WayDocument *document, WayCase *self)
{
  g_autoptr (GPtrArray) goals = way_case_list (self, WAY_KIND_GOAL);
  g_autoptr (GVariant) priorities = NULL;

  if (way_case_get_front (self) != NULL)
    priorities = way_object_dup_value (way_case_get_front (self), WAY_FRONT_PRIORITIES);
  for (gsize i = 0; priorities != NULL && i < g_variant_n_children (priorities); i++)
    {
      const WayObject *object = NULL;
      WayId id;

      if (way_value_get_id (priorities, i, &id))
        object = way_case_get_object (self, WAY_KIND_GOAL, &id);
      if (object != NULL && object->life != WAY_LIFE_REMOVED)
        add_goal (document, object, TRUE);
    }
  for (guint i = 0; i < goals->len; i++)
    {
      const WayObject *object = g_ptr_array_index (goals, i);

      if (!is_pinned (priorities, &object->id))
        add_goal (document, object, FALSE);
    }
}

static void
fill_lists (WayDocument *document, WayCase *self)
{
  g_autoptr (GPtrArray) achievements = way_case_list (self, WAY_KIND_ACHIEVEMENT);
  g_autoptr (GPtrArray) supporters = way_case_list (self, WAY_KIND_SUPPORTER);

  for (guint i = achievements->len; i > 0; i--)
    {
      const WayObject *object = g_ptr_array_index (achievements, i - 1);
      WayDocumentAchievement *achievement = way_document_add_achievement (document);

      achievement->on = way_object_get_date (object, WAY_ACHIEVEMENT_ON, 0);
      set_text (&achievement->what, object, WAY_ACHIEVEMENT_WHAT);
    }
  for (guint i = 0; i < supporters->len; i++)
    {
      const WayObject *object = g_ptr_array_index (supporters, i);
      WayDocumentSupporter *supporter = way_document_add_supporter (document);

      take (&supporter->name, way_object_dup_string (object, WAY_SUPPORTER_NAME, 0));
      take (&supporter->role, way_object_dup_string (object, WAY_SUPPORTER_ROLE, 0));
      take (&supporter->phone, way_object_dup_string (object, WAY_SUPPORTER_PHONE, 0));
    }
}

static void
fill_front (WayDocument *document, WayCase *self)
{
  const WayObject *front = way_case_get_front (self);

  set_words (&document->what_matters, front, WAY_FRONT_WHAT_MATTERS);
  set_words (&document->hopes, front, WAY_FRONT_HOPES);
  set_words (&document->proud_of, front, WAY_FRONT_PROUD_OF);
  set_words (&document->my_plan, front, WAY_FRONT_MY_PLAN);
}

/* The answer to "Is this my plan?" was given about one plan: the next plan asks anew, so an answer
 * that an agreed plan already holds is not carried into the draft after it. */
static void
drop_former_answer (WayDocument *document, const WayVersion *newest)
{
  g_autoptr (WayDocument) former = way_version_open (newest, NULL);
  g_autoptr (GVariant) old_answer = NULL;
  g_autoptr (GVariant) answer = NULL;

  if (former == NULL)
    return;
  old_answer = g_variant_ref_sink (way_words_to_variant (former->my_plan));
  answer = g_variant_ref_sink (way_words_to_variant (document->my_plan));
  if (g_variant_equal (old_answer, answer))
    g_ptr_array_set_size (document->my_plan, 0);
}

/* The newest thing the plan prints; writing a contact does not redate a draft. */
static gint64
newest_printed_ms (WayCase *self)
{
  g_autoptr (GPtrArray) objects = way_case_list_all (self);
  gint64 newest = 0;

  for (guint i = 0; i < objects->len; i++)
    {
      const WayObject *object = g_ptr_array_index (objects, i);

      for (guint o = 0; o < object->ops->len; o++)
        {
          WayOperation *op = g_ptr_array_index (object->ops, o);
          const WayGroup *group = way_operation_get_group (op);

          if (group != NULL && group->print != WAY_PRINT_NEVER)
            newest = MAX (newest, op->made_ms);
        }
    }
  return newest;
}

WayDocument *
way_plan_build_draft (WayCase *self, WayCase *team, WayReference *reference, WayDate today)
{
  WayDocument *document = way_document_new ();
  g_autoptr (GPtrArray) versions = way_plan_list_versions (self);
  const WayVersion *newest = way_plan_newest_version (versions);
  g_autoptr (WayCare) care = way_care_new (self, reference, today);
  g_auto (WayDue) due = { 0 };

  document->draft = TRUE;
  document->number = newest != NULL ? newest->number + 1 : 1;
  take (&document->law, g_strdup (reference->law));
  fill_person (document, self);
  if (team != NULL)
    fill_team (document, self, team);
  fill_front (document, self);
  if (newest != NULL)
    drop_former_answer (document, newest);
  fill_goals (document, self);
  fill_lists (document, self);
  for (guint i = 0; i < reference->matters->len; i++)
    fill_matter (document, self, team, g_ptr_array_index (reference->matters, i));
  way_due_review (care, &due);
  document->review_by = due.due;
  document->newest_ms = newest_printed_ms (self);
  return document;
}
