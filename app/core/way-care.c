/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-care.h"

#include "way-value.h"

/* -- reading ----------------------------------------------------------------------------------- */

/* A month or a year is no day to count from. */
static gint32
read_day (const char *text)
{
  WayDate date;

  return way_date_parse (text, WAY_DATE_FULL, &date) ? way_date_to_day_number (date) : WAY_DAY_NONE;
}

static int
read_choice (const WayObject *object, guint16 group, guint member)
{
  const WayGroup *known = way_schema_group (object->kind, group);
  const char *text[WAY_TEXTS_MAX];

  if (!way_object_peek_texts (object, group, text))
    return -1;
  return way_schema_name_index (known->members[member].choices, text[member]);
}

static void
add_span (GArray *spans, const WayObject *object, guint16 group, int what, gboolean ends_all)
{
  const char *text[WAY_TEXTS_MAX];
  WaySpan span = { .what = what, .ends_all = ends_all, .object = object };

  if (!way_object_peek_texts (object, group, text))
    return;
  span.from = read_day (text[0]);
  span.to = way_group_n_members (way_schema_group (object->kind, group)) > 1 ? read_day (text[1])
                                                                             : span.from;
  if (span.to == WAY_DAY_NONE)
    span.to = WAY_DAY_OPEN;
  if (span.from != WAY_DAY_NONE && span.from <= span.to)
    g_array_append_val (spans, span);
}

static gboolean
ends_all (const WayObject *care)
{
  const char *text[WAY_TEXTS_MAX];

  return way_object_peek_texts (care, WAY_CARE_ENDED, text)
         && (g_str_equal (text[0], "adopted") || g_str_equal (text[0], "died"));
}

static void
add_care (WayCare *self, const WayObject *object)
{
  int basis = read_choice (object, WAY_CARE_BASIS, 0);

  if (basis == WAY_CARE_BASIS_SHORT_BREAK_V3 || basis == WAY_CARE_BASIS_SHORT_BREAK_V4)
    return;
  add_span (basis == WAY_CARE_BASIS_ACCOMMODATED_OTHER ? self->away : self->care, object,
            WAY_CARE_DATES, basis, ends_all (object));
}

/* An assessment that is only done was begun that day at the latest. */
static void
add_assessment (WayCare *self, const WayObject *object)
{
  const char *text[WAY_TEXTS_MAX];
  WaySpan span = { .object = object };

  if (!way_object_peek_texts (object, WAY_NEEDS_ASSESSMENT_DATES, text))
    return;
  span.from = read_day (text[0]);
  span.to = read_day (text[1]);
  if (span.from == WAY_DAY_NONE)
    span.from = span.to;
  if (span.from == WAY_DAY_NONE)
    return;
  if (span.to == WAY_DAY_NONE)
    span.to = WAY_DAY_OPEN;
  g_array_append_val (self->assessments, span);
}

static void
add_entered (WayCare *self, const WayObject *object)
{
  const char *text[WAY_TEXTS_MAX];
  WaySpan span = { .to = WAY_DAY_OPEN,
                   .what = read_choice (object, WAY_STATUS_ENTERED_STATUS, 1),
                   .object = object };

  if (!way_object_peek_texts (object, WAY_STATUS_ENTERED_STATUS, text))
    return;
  /* what was entered without a day counts from the beginning */
  span.from = read_day (text[0]);
  g_array_append_val (self->entered, span);
}

static void
add_object (const WayObject *object, gpointer care)
{
  WayCare *self = care;

  switch (object->kind)
    {
    case WAY_KIND_CARE:
      add_care (self, object);
      break;
    case WAY_KIND_CIRCUMSTANCE:
      add_span (self->circumstances, object, WAY_CIRCUMSTANCE_DATES,
                read_choice (object, WAY_CIRCUMSTANCE_CIRCUMSTANCE, 0), FALSE);
      break;
    case WAY_KIND_SUPPORT:
      add_span (self->support, object, WAY_SUPPORT_ON, read_choice (object, WAY_SUPPORT_EVENT, 0),
                FALSE);
      break;
    case WAY_KIND_NEEDS_ASSESSMENT:
      add_assessment (self, object);
      break;
    case WAY_KIND_CHANGE:
      add_span (self->changes, object, WAY_CHANGE_ON, read_choice (object, WAY_CHANGE_CHANGE, 0),
                FALSE);
      break;
    case WAY_KIND_STATUS_OVERRIDE:
      add_span (self->overrides, object, WAY_STATUS_OVERRIDE_OVERRIDE,
                read_choice (object, WAY_STATUS_OVERRIDE_OVERRIDE, 2), FALSE);
      break;
    case WAY_KIND_STATUS_ENTERED:
      add_entered (self, object);
      break;
    default:
      break;
    }
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const WaySpan *left = a, *right = b;

  if (left->from != right->from)
    return left->from < right->from ? -1 : 1;
  if (left->object->created_hlc != right->object->created_hlc)
    return left->object->created_hlc < right->object->created_hlc ? -1 : 1;
  return way_id_compare (&left->object->id, &right->object->id);
}

/* -- the figures ------------------------------------------------------------------------------- */

static void
read_law (WayCare *self, WayDate today)
{
  WayReference *from = self->reference;

  self->law = (WayCareFigures){
    .counts_from_age = way_reference_get_value (from, "care_counts_from_age", today),
    .plan_age = way_reference_get_value (from, "age_plan_starts", today),
    .adult_age = way_reference_get_value (from, "age_adult", today),
    .ask_age = way_reference_get_value (from, "age_ask", today),
    .end_age = way_reference_get_value (from, "age_end", today),
    .end_education_age = way_reference_get_value (from, "age_end_education", today),
    .days_for_eligible = way_reference_get_value (from, "care_days_for_eligible", today),
    .home_months = way_reference_get_value (from, "returned_home_months", today),
  };
}

/* WAY_DAY_OPEN where the law sets no such age. */
static gint32
birthday (const WayCare *self, guint age)
{
  if (age == 0 || !way_date_is_full (self->born))
    return WAY_DAY_OPEN;
  return way_date_to_day_number (way_date_birthday (self->born, (int)age));
}

static void
read_birthdays (WayCare *self)
{
  const char *text[WAY_TEXTS_MAX];
  const WayObject *person = way_case_get_person (self->self);

  if (person != NULL && way_object_peek_texts (person, WAY_PERSON_BIRTH, text))
    way_date_parse (text[0], WAY_DATE_FULL, &self->born);
  self->age_14 = birthday (self, self->law.counts_from_age);
  self->age_16 = birthday (self, self->law.plan_age);
  self->age_18 = birthday (self, self->law.adult_age);
  self->age_21 = birthday (self, self->law.ask_age);
  self->age_25 = birthday (self, self->law.end_age);
  self->age_25_education = birthday (self, self->law.end_education_age);
}

WayCare *
way_care_new (WayCase *self, WayReference *reference, WayDate today)
{
  WayCare *care = g_new0 (WayCare, 1);
  GArray **lists[] = { &care->care,        &care->away,    &care->circumstances, &care->support,
                       &care->assessments, &care->changes, &care->overrides,     &care->entered };

  care->self = way_case_ref (self);
  care->reference = way_reference_ref (reference);
  care->today = today;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    *lists[i] = g_array_new (FALSE, FALSE, sizeof (WaySpan));
  read_law (care, today);
  read_birthdays (care);
  way_case_each (self, add_object, care);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if ((*lists[i])->len > 1)
      g_array_sort (*lists[i], compare_spans);
  return care;
}

void
way_care_free (WayCare *self)
{
  GArray *lists[] = { self->care,        self->away,    self->circumstances, self->support,
                      self->assessments, self->changes, self->overrides,     self->entered };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_array_unref (lists[i]);
  way_case_unref (self->self);
  way_reference_unref (self->reference);
  g_free (self);
}

/* -- counting ---------------------------------------------------------------------------------- */

gboolean
way_care_is_looked_after (const WayCare *self, gint32 day)
{
  for (guint i = 0; i < self->care->len && day < self->age_18; i++)
    {
      const WaySpan *span = &g_array_index (self->care, WaySpan, i);

      if (span->from <= day && day <= span->to)
        return TRUE;
    }
  return FALSE;
}

/* Nobody is looked after once they are of age. */
static gint32
last_day_of (const WayCare *self, const WaySpan *span)
{
  return MIN (span->to, self->age_18 - 1);
}

gint32
way_care_last_day (const WayCare *self, gint32 day)
{
  gint32 last = WAY_DAY_NONE;

  for (guint i = 0; i < self->care->len; i++)
    {
      const WaySpan *span = &g_array_index (self->care, WaySpan, i);
      gint32 to = MIN (last_day_of (self, span), day - 1);

      if (span->from <= to)
        last = MAX (last, to);
    }
  return last;
}

guint
way_care_count_days (const WayCare *self, gint32 until)
{
  gint32 reached = self->age_14 - 1;
  guint n = 0;

  /* spans that overlap count once */
  for (guint i = 0; i < self->care->len; i++)
    {
      const WaySpan *span = &g_array_index (self->care, WaySpan, i);
      gint32 from = MAX (span->from, reached + 1);
      gint32 to = MIN (last_day_of (self, span), until);

      if (from > to)
        continue;
      n += (guint)(to - from + 1);
      reached = to;
    }
  return n;
}

gint32
way_care_unbroken_since (const WayCare *self, guint kinds, gint32 day)
{
  gint32 since = day + 1;

  /* by first day: going backwards, a span that reaches what is covered so far carries it on; one
   * that begins later may still be met by one that begins earlier, so look until nothing changes */
  for (gboolean grew = TRUE; grew;)
    {
      grew = FALSE;
      for (guint i = 0; i < self->circumstances->len; i++)
        {
          const WaySpan *span = &g_array_index (self->circumstances, WaySpan, i);

          if (span->what < 0 || (kinds & (1u << span->what)) == 0 || span->from >= since
              || span->to < MIN (since - 1, day))
            continue;
          since = span->from;
          grew = TRUE;
        }
    }
  return since > day ? WAY_DAY_NONE : since;
}

gboolean
way_care_last_event (
    const WayCare *self, guint kinds, guint kinds_for, gint32 day, gint32 *ret_on, int *ret_what)
{
  gboolean found = FALSE;

  for (guint i = 0; i < self->support->len; i++)
    {
      const WaySpan *event = &g_array_index (self->support, WaySpan, i);
      gboolean for_it = event->what >= 0 && (kinds_for & (1u << event->what)) != 0;

      if (event->from > day || event->what < 0 || (kinds & (1u << event->what)) == 0
          || (found && event->from == *ret_on && !for_it))
        continue;
      *ret_on = event->from;
      *ret_what = event->what;
      found = TRUE;
    }
  return found;
}
