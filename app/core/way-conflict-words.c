/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a field is called where it stands alone, away from the page that shows it.
 */
#include "way-conflict.h"

#include <string.h>
#include "way-contact.h"
#include "way-date-text.h"
#include "way-i18n.h"
#include "way-path.h"
#include "way-person-text.h"

static const struct
{
  guint16 kind, group;
  const char *title;
} titles[] = {
  { WAY_KIND_PERSON, WAY_PERSON_NAMES, N_ ("Name") },
  { WAY_KIND_PERSON, WAY_PERSON_PRONOUNS, N_ ("Pronouns") },
  { WAY_KIND_PERSON, WAY_PERSON_BIRTH, N_ ("Date of birth") },
  { WAY_KIND_PERSON, WAY_PERSON_CONTACT, N_ ("How to contact") },
  { WAY_KIND_PERSON, WAY_PERSON_ADDRESS, N_ ("Home") },
  { WAY_KIND_PERSON, WAY_PERSON_LANGUAGE, N_ ("Language") },
  { WAY_KIND_PERSON, WAY_PERSON_IDENTITY, N_ ("Who they are") },
  { WAY_KIND_PERSON, WAY_PERSON_NEEDS, N_ ("What they need") },
  { WAY_KIND_PERSON, WAY_PERSON_PA, N_ ("Personal adviser") },
  { WAY_KIND_PERSON, WAY_PERSON_CLOSED, N_ ("Whether we have agreed to stop") },
  { WAY_KIND_FRONT, WAY_FRONT_WHAT_MATTERS, N_ ("What matters to me") },
  { WAY_KIND_FRONT, WAY_FRONT_HOPES, N_ ("My hopes") },
  { WAY_KIND_FRONT, WAY_FRONT_PROUD_OF, N_ ("I’m proud of") },
  { WAY_KIND_FRONT, WAY_FRONT_PRIORITIES, N_ ("Pinned goals") },
  { WAY_KIND_FRONT, WAY_FRONT_MY_PLAN, N_ ("Is this my plan?") },
  { WAY_KIND_GOAL, WAY_GOAL_WHAT, N_ ("what") },
  { WAY_KIND_GOAL, WAY_GOAL_STATE, N_ ("how it is going") },
  { WAY_KIND_ACHIEVEMENT, WAY_ACHIEVEMENT_ON, N_ ("when") },
  { WAY_KIND_ACHIEVEMENT, WAY_ACHIEVEMENT_WHAT, N_ ("what") },
  { WAY_KIND_SUPPORTER, WAY_SUPPORTER_NAME, N_ ("name") },
  { WAY_KIND_SUPPORTER, WAY_SUPPORTER_ROLE, N_ ("who they are") },
  { WAY_KIND_SUPPORTER, WAY_SUPPORTER_PHONE, N_ ("telephone") },
  { WAY_KIND_MATTER, WAY_MATTER_GOING_WELL, N_ ("What’s going well") },
  { WAY_KIND_MATTER, WAY_MATTER_WORRIED_ABOUT, N_ ("What we are worried about") },
  { WAY_KIND_MATTER, WAY_MATTER_WHAT_NEEDS_TO_HAPPEN, N_ ("What needs to happen") },
  { WAY_KIND_MATTER, WAY_MATTER_NOTHING_NEEDED, N_ ("Nothing needed now") },
  { WAY_KIND_MATTER, WAY_MATTER_CONTINGENCY, N_ ("If this doesn’t work out") },
  { WAY_KIND_MATTER, WAY_MATTER_EMPTY_REASON, N_ ("Why it is empty") },
  { WAY_KIND_MATTER, WAY_MATTER_READY, N_ ("Ready") },
  { WAY_KIND_ACTION, WAY_ACTION_WHAT, N_ ("what") },
  { WAY_KIND_ACTION, WAY_ACTION_WHO, N_ ("who") },
  { WAY_KIND_ACTION, WAY_ACTION_BY, N_ ("by when") },
  { WAY_KIND_ACTION, WAY_ACTION_STATUS, N_ ("how far it is") },
  { WAY_KIND_ACTION, WAY_ACTION_PROGRESS, N_ ("progress") },
  { WAY_KIND_ACTION, WAY_ACTION_MATTER, N_ ("which section") },
  { WAY_KIND_ACTION, WAY_ACTION_GOAL, N_ ("which goal") },
  { WAY_KIND_CONTACT, WAY_CONTACT_WHEN, N_ ("when") },
  { WAY_KIND_CONTACT, WAY_CONTACT_KIND, N_ ("what kind") },
  { WAY_KIND_CONTACT, WAY_CONTACT_PLACE, N_ ("where") },
  { WAY_KIND_CONTACT, WAY_CONTACT_SEEN, N_ ("seen") },
  { WAY_KIND_CONTACT, WAY_CONTACT_SEEN_ALONE, N_ ("seen alone") },
  { WAY_KIND_CONTACT, WAY_CONTACT_PRESENT, N_ ("who was there") },
  { WAY_KIND_CONTACT, WAY_CONTACT_NOTES, N_ ("notes") },
  { WAY_KIND_CONTACT, WAY_CONTACT_OC3, N_ ("codes of the return") },
  { WAY_KIND_APPOINTMENT, WAY_APPOINTMENT_WHEN, N_ ("when") },
  { WAY_KIND_APPOINTMENT, WAY_APPOINTMENT_WHAT, N_ ("what") },
  { WAY_KIND_APPOINTMENT, WAY_APPOINTMENT_WITH, N_ ("with whom") },
  { WAY_KIND_REVIEW, WAY_REVIEW_HELD_ON, N_ ("when") },
  { WAY_KIND_REVIEW, WAY_REVIEW_ATTENDED, N_ ("who was there") },
  { WAY_KIND_REVIEW, WAY_REVIEW_RESULTS, N_ ("results") },
  { WAY_KIND_REVIEW, WAY_REVIEW_NOTES, N_ ("notes") },
  { WAY_KIND_REVIEW, WAY_REVIEW_ASKED, N_ ("who asked for it") },
};

static const struct
{
  guint16 kind, label; /* the group whose first text names one of them; 0 = none */
  const char *noun;
} nouns[] = {
  { WAY_KIND_GOAL, WAY_GOAL_WHAT, N_ ("Goal") },
  { WAY_KIND_ACHIEVEMENT, WAY_ACHIEVEMENT_WHAT, N_ ("Achievement") },
  { WAY_KIND_SUPPORTER, WAY_SUPPORTER_NAME, N_ ("Supporter") },
  { WAY_KIND_ACTION, WAY_ACTION_WHAT, N_ ("Action") },
  { WAY_KIND_CONTACT, 0, N_ ("Contact") },
  { WAY_KIND_APPOINTMENT, WAY_APPOINTMENT_WHAT, N_ ("Appointment") },
  { WAY_KIND_REVIEW, 0, N_ ("Review") },
  { WAY_KIND_CORRECTION, 0, N_ ("Correction") },
  { WAY_KIND_STATUS_ENTERED, 0, N_ ("Legal status") },
  { WAY_KIND_HOME, 0, N_ ("Where they have lived") },
  { WAY_KIND_BLOCK, 0, N_ ("Custody, children, immigration") },
  { WAY_KIND_EET, 0, N_ ("Learning and work") },
  { WAY_KIND_CARE, 0, N_ ("Time in care") },
  { WAY_KIND_CIRCUMSTANCE, 0, N_ ("Circumstances that count") },
  { WAY_KIND_SUPPORT, 0, N_ ("Support from 21") },
  { WAY_KIND_NEEDS_ASSESSMENT, 0, N_ ("Needs assessment") },
  { WAY_KIND_CHANGE, 0, N_ ("Significant change") },
  { WAY_KIND_STATUS_OVERRIDE, 0, N_ ("Legal status set by a manager") },
  { WAY_KIND_COPY, 0, N_ ("Copy") },
  { WAY_KIND_SETTLEMENT, 0, N_ ("Versions that were settled") },
  { WAY_KIND_EASY_LINE, WAY_EASY_LINE_TEXT, N_ ("Easy read line") },
};

char *
way_worker_dup_name (WayCase *team, const WayId *user)
{
  if (team == NULL || way_id_is_nil (user))
    return g_strdup ("");
  return way_object_dup_string (way_case_get_object (team, WAY_KIND_WORKER, user), WAY_WORKER_NAME,
                                0);
}

char *
way_conflict_field_title (guint16 kind, guint16 group)
{
  const WayGroup *known = way_schema_group (kind, group);

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (titles[i].kind == kind && titles[i].group == group)
      return g_strdup (_ (titles[i].title));
  if (known != NULL && known->shape == WAY_SHAPE_WORDS)
    return g_strdup (_ ("Own words"));
  return known != NULL ? g_strdelimit (g_strdup (known->name), "_", ' ')
                       : g_strdup (_ ("something newer"));
}

static char *
dup_view_title (WayCase *self, WayCase *team)
{
  g_autofree char *name = NULL;
  WayId user = way_id_nil;

  if (way_case_get_person (self) != NULL)
    way_object_get_id (way_case_get_person (self), WAY_PERSON_PA, 0, &user);
  name = way_worker_dup_name (team, &user);
  if (name[0] == '\0')
    return g_strdup (_ ("What the adviser thinks"));
  name[strcspn (name, " ")] = '\0';
  return g_strdup_printf (_ ("What %s thinks"), name);
}

/* Of an object there is one of: the field alone says what it is. */
static char *
dup_title (WayCase *self, WayCase *team, guint16 kind, guint16 group)
{
  const WayGroup *known = way_schema_group (kind, group);
  g_autofree char *name = NULL;

  if (kind == WAY_KIND_MATTER && group == WAY_MATTER_ADVISER_VIEW)
    return dup_view_title (self, team);
  if (known == NULL || known->shape != WAY_SHAPE_WORDS || kind == WAY_KIND_FRONT)
    return way_conflict_field_title (kind, group);
  name = way_case_dup_short_name (self);
  return name[0] != '\0' ? g_strdup_printf (_ ("In %s’s words"), name) : g_strdup (_ ("Own words"));
}

/* "Visit at home, 14 October 2025" */
static char *
dup_contact_label (WayCase *self, const WayObject *contact)
{
  g_autofree char *name = way_case_dup_short_name (self);
  g_autofree char *title = way_contact_title (contact, name);
  WayDate on = way_object_get_date (contact, WAY_CONTACT_WHEN, 0);
  g_autofree char *day = way_date_is_none (on) ? NULL : way_date_text (on, way_date_none);

  return day != NULL ? g_strdup_printf (_ ("%s, %s"), title, day) : g_steal_pointer (&title);
}

/* "Action: See the flat" */
static char *
dup_object_title (WayCase *self, const WayObject *object)
{
  g_autofree char *label = NULL;

  if (object->kind == WAY_KIND_CONTACT)
    return dup_contact_label (self, object);
  for (guint i = 0; i < G_N_ELEMENTS (nouns); i++)
    if (nouns[i].kind == object->kind)
      {
        label = nouns[i].label != 0 ? way_object_dup_string (object, nouns[i].label, 0)
                                    : g_strdup ("");
        if (label[0] == '\0')
          return g_strdup (_ (nouns[i].noun));
        return g_strdup_printf (_ ("%s: %s"), _ (nouns[i].noun), label);
      }
  return g_strdup (_ ("Something a newer Waymark wrote"));
}

/* (nullable): the matter that an object is, or stands under. */
static const WayMatterInfo *
find_matter (WayCase *self, WayReference *reference, const WayObject *object)
{
  WayId matter = object->id;
  guint16 kind = object->kind;

  if (kind == WAY_KIND_ACTION && !way_path_find_parent (self, object, &kind, &matter))
    return NULL;
  if (kind != WAY_KIND_MATTER)
    return NULL;
  return way_reference_find_matter (reference, way_case_get_id (self), &matter);
}

static gboolean
is_the_only_one (guint16 kind)
{
  return kind == WAY_KIND_PERSON || kind == WAY_KIND_FRONT || kind == WAY_KIND_MATTER;
}

void
way_conflict_describe (WayCase *self,
                       WayCase *team,
                       WayReference *reference,
                       const WayObject *object,
                       guint16 group,
                       char **ret_place,
                       char **ret_heading)
{
  const WayMatterInfo *info = find_matter (self, reference, object);
  g_autofree char *title = dup_title (self, team, object->kind, group);
  g_autofree char *of = NULL;

  *ret_place = info != NULL ? g_strdup_printf ("%u %s", info->number, info->title) : g_strdup ("");
  if (is_the_only_one (object->kind))
    {
      *ret_heading = group != WAY_GROUP_LIFE ? g_steal_pointer (&title)
                     : info != NULL          ? g_strdup (info->title)
                                             : g_strdup (_ ("This person"));
      return;
    }
  of = dup_object_title (self, object);
  *ret_heading = group == WAY_GROUP_LIFE || way_schema_kind (object->kind) == NULL
                     ? g_steal_pointer (&of)
                     : g_strdup_printf (_ ("%s, %s"), of, title);
}
