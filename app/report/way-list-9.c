/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-list-9.h"

#include <string.h>
#include "way-contact.h"
#include "way-due.h"
#include "way-legal-status.h"
#include "way-oc3.h"

static WayDate
born_on (WayCase *person)
{
  const WayObject *about = way_case_get_person (person);

  return about != NULL ? way_object_get_date (about, WAY_PERSON_BIRTH, 0) : way_date_none;
}

static WayLegalStatusCode
status_of (const WayList9 *self, WayCase *person)
{
  g_autoptr (WayCare) care = way_care_new (person, self->reference, self->today);

  return way_legal_status_brief (care, way_date_to_day_number (self->today)).code;
}

gboolean
way_list_9_has (const WayList9 *self, WayCase *person)
{
  WayDate born = born_on (person);
  guint from = way_reference_get_value (self->reference, "age_plan_starts", self->today);
  guint end = way_reference_get_value (self->reference, "age_end", self->today);
  int age;

  if (!way_date_is_full (born) || way_case_is_closed (person)
      || status_of (self, person) == WAY_STATUS_NONE)
    return FALSE;
  age = way_date_age (born, self->today);
  return age >= (int)from && age < (int)end;
}

/* -- contacts ---------------------------------------------------------------------------------- */

typedef struct
{
  const WayObject *coded;   /* (nullable): the last with codes */
  const WayObject *reached; /* (nullable): the last that reached the person */
} Latest;

static Latest
find_latest (WayCase *person, WayDate today)
{
  g_autoptr (GPtrArray) contacts = way_case_list (person, WAY_KIND_CONTACT);
  Latest found = { NULL };

  for (guint i = 0; i < contacts->len; i++)
    {
      const WayObject *contact = g_ptr_array_index (contacts, i);
      WayDate on = way_object_get_date (contact, WAY_CONTACT_WHEN, 0);
      g_autofree char *in_touch = way_object_dup_string (contact, WAY_CONTACT_OC3, 0);

      if (!way_date_is_full (on) || way_date_compare (on, today) > 0)
        continue;
      if (in_touch[0] != '\0')
        found.coded = contact;
      if (way_contact_get_sort (contact) != WAY_CONTACT_SORT_TRIED)
        found.reached = contact;
    }
  return found;
}

static char *
dup_code (const Latest *latest, WayOc3Field field)
{
  return latest->coded != NULL ? way_object_dup_string (latest->coded, WAY_CONTACT_OC3, field)
                               : g_strdup ("");
}

/* -- cells ------------------------------------------------------------------------------------- */

static const char *
word_for (GHashTable *words, const char *code)
{
  const char *word = g_hash_table_lookup (words, code);

  return word != NULL ? word : g_hash_table_lookup (words, "");
}

static char *
dup_adviser (const WayList9 *self, WayCase *person)
{
  g_autoptr (GPtrArray) workers = way_case_list (self->team, WAY_KIND_WORKER);
  const WayObject *worker;
  WayId pa;

  way_object_get_id (way_case_get_person (person), WAY_PERSON_PA, 0, &pa);
  worker = way_case_get_object (self->team, WAY_KIND_WORKER, &pa);
  if (worker == NULL && workers->len == 1)
    worker = g_ptr_array_index (workers, 0);
  return worker != NULL ? way_object_dup_string (worker, WAY_WORKER_NAME, 0) : g_strdup ("");
}

static char *
dup_team (const WayList9 *self)
{
  g_autoptr (GPtrArray) councils = way_case_list (self->team, WAY_KIND_COUNCIL);

  return councils->len > 0
             ? way_object_dup_string (g_ptr_array_index (councils, 0), WAY_COUNCIL_NAME, 1)
             : g_strdup ("");
}

/* The latest review, or the plan's own day where that is later. */
static WayDate
reviewed_on (const WayList9 *self, WayCase *person)
{
  g_autoptr (GPtrArray) reviews = way_case_list (person, WAY_KIND_REVIEW);
  g_autoptr (WayCare) care = way_care_new (person, self->reference, self->today);
  g_auto (WayDue) due = { 0 };
  WayDate last = way_date_none;

  way_due_review (care, &due);
  if (way_date_is_full (due.from))
    last = due.from;
  for (guint i = 0; i < reviews->len; i++)
    {
      WayDate held = way_object_get_date (g_ptr_array_index (reviews, i), WAY_REVIEW_HELD_ON, 0);

      if (way_date_is_full (held) && way_date_compare (held, self->today) <= 0
          && way_date_compare (held, last) > 0)
        last = held;
    }
  return last;
}

/* "U - Independent living" and "Suitable" of one code. */
static void
add_home (const WayList9 *self, GStrvBuilder *cells, const char *code)
{
  const WayReturnCode *known = way_returns_get_code (self->returns, WAY_OC3_ACCOM, code,
                                                     self->today);
  const char *end = known != NULL ? strstr (known->label, ". ") : NULL;
  g_autofree char *kind = NULL;

  if (end == NULL)
    {
      g_strv_builder_add (cells, code);
      g_strv_builder_add (cells, "");
      return;
    }
  kind = g_strdup_printf ("%c - %.*s", code[0], (int)(end - known->label), known->label);
  g_strv_builder_add (cells, kind);
  g_strv_builder_add (cells, end + 2);
}

static void
add_activity (const WayList9 *self, GStrvBuilder *cells, const char *code)
{
  const WayReturnCode *known = way_returns_get_code (self->returns, WAY_OC3_ACTIV, code,
                                                     self->today);
  g_autofree char *text = known != NULL ? g_strdup_printf ("%s - %s", code, known->label) : NULL;

  g_strv_builder_add (cells, text != NULL ? text : code);
}

static void
take (GStrvBuilder *cells, char *text)
{
  g_strv_builder_add (cells, text);
  g_free (text);
}

static void
add_latest (const WayList9 *self, GStrvBuilder *cells, WayCase *person)
{
  Latest latest = find_latest (person, self->today);
  g_autofree char *in_touch = dup_code (&latest, WAY_OC3_IN_TOUCH);
  g_autofree char *accom = dup_code (&latest, WAY_OC3_ACCOM);
  g_autofree char *activ = dup_code (&latest, WAY_OC3_ACTIV);
  const char *word = word_for (self->returns->list_9_in_touch, in_touch);
  gboolean is_in_touch = g_str_equal (in_touch, "YES") || in_touch[0] == '\0';
  WayDate on = latest.reached != NULL && is_in_touch
                   ? way_object_get_date (latest.reached, WAY_CONTACT_WHEN, 0)
                   : way_date_none;

  g_strv_builder_add (cells, word);
  take (cells, way_report_date_text (on));
  add_home (self, cells, accom);
  add_activity (self, cells, activ);
}

GStrv
way_list_9_dup_cells (const WayList9 *self, WayCase *person, const char *child)
{
  g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
  const WayObject *about = way_case_get_person (person);
  WayDate born = born_on (person);
  const char *status = way_legal_status_name (status_of (self, person));

  take (cells, child != NULL ? g_strdup (child) : way_report_dup_child (way_case_get_id (person)));
  g_strv_builder_add (cells, "");
  take (cells, way_object_dup_string (about, WAY_PERSON_IDENTITY, 1));
  take (cells, way_report_date_text (born));
  take (cells, g_strdup_printf ("%d", way_date_age (born, self->today)));
  g_strv_builder_add (cells, "");
  g_strv_builder_add (cells, "");
  take (cells, dup_team (self));
  take (cells, dup_adviser (self, person));
  take (cells, dup_adviser (self, person));
  g_strv_builder_add (cells, word_for (self->returns->list_9_eligibility, status));
  take (cells, way_report_date_text (reviewed_on (self, person)));
  add_latest (self, cells, person);
  return g_strv_builder_end (cells);
}
