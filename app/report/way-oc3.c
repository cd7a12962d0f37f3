/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who stands in the table, and on what evidence (domain.md 3.1).
 */
#include "way-oc3.h"

#include "way-contact.h"
#include "way-legal-status.h"
#include "way-person-text.h"

const char *const way_oc3_columns[] = { "CHILD", "DOB", "IN_TOUCH", "ACTIV", "ACCOM", NULL };

/* -- values ------------------------------------------------------------------------------------ */

static void
row_free (WayOc3Row *self)
{
  g_free (self->name);
  g_free (self->child);
  for (guint f = 0; f < WAY_OC3_N_FIELDS; f++)
    g_free (self->fields[f]);
  g_free (self);
}

static void
without_free (WayOc3Without *self)
{
  g_free (self->name);
  g_free (self);
}

char *
way_report_date_text (WayDate date)
{
  if (!way_date_is_full (date))
    return g_strdup ("");
  return g_strdup_printf ("%02u/%02u/%04u", date.day, date.month, date.year);
}

char *
way_report_dup_child (const WayId *person)
{
  char hex[WAY_ID_HEX_SIZE];

  return g_ascii_strup (way_id_format (person, hex), -1);
}

GStrv
way_oc3_row_dup_cells (const WayOc3Row *row)
{
  g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
  g_autofree char *born = way_report_date_text (row->born);

  g_strv_builder_add (cells, row->child);
  g_strv_builder_add (cells, born);
  for (guint f = 0; f < WAY_OC3_N_FIELDS; f++)
    g_strv_builder_add (cells, row->fields[f]);
  return g_strv_builder_end (cells);
}

WayOc3 *
way_oc3_new (WayReturns *returns, WayReference *reference, guint year)
{
  WayOc3 *self = g_new0 (WayOc3, 1);

  self->year = year;
  self->first_day = (WayDate){ (guint16)(year - 1), 4, 1 };
  self->last_day = (WayDate){ (guint16)year, 3, 31 };
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)row_free);
  self->errors = g_array_new (FALSE, FALSE, sizeof (WayOc3Finding));
  self->warnings = g_array_new (FALSE, FALSE, sizeof (WayOc3Finding));
  self->left_out = g_ptr_array_new_with_free_func ((GDestroyNotify)without_free);
  self->returns = way_returns_ref (returns);
  self->reference = way_reference_ref (reference);
  self->last_year = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify)g_strfreev);
  self->seen = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

void
way_oc3_free (WayOc3 *self)
{
  g_hash_table_unref (self->seen);
  g_hash_table_unref (self->last_year);
  g_ptr_array_unref (self->rows);
  g_array_unref (self->errors);
  g_array_unref (self->warnings);
  g_ptr_array_unref (self->left_out);
  way_returns_unref (self->returns);
  way_reference_unref (self->reference);
  g_free (self);
}

/* A code as the department writes it. */
static char *
dup_code (const char *typed)
{
  return g_strstrip (g_ascii_strup (typed, -1));
}

void
way_oc3_add_last_year (WayOc3 *self, const char *child, const char *const fields[WAY_OC3_N_FIELDS])
{
  GStrv codes = g_new0 (char *, WAY_OC3_N_FIELDS + 1);

  for (guint f = 0; f < WAY_OC3_N_FIELDS; f++)
    codes[f] = dup_code (fields[f]);
  g_hash_table_replace (self->last_year, dup_code (child), codes);
}

static WayOc3Row *
append_row (WayOc3 *self,
            const char *child,
            WayDate born,
            const char *const fields[WAY_OC3_N_FIELDS])
{
  WayOc3Row *row = g_new0 (WayOc3Row, 1);

  row->child = dup_code (child);
  row->born = born;
  for (guint f = 0; f < WAY_OC3_N_FIELDS; f++)
    row->fields[f] = dup_code (fields[f]);
  g_ptr_array_add (self->rows, row);
  return row;
}

void
way_oc3_add_row (WayOc3 *self,
                 const char *child,
                 WayDate born,
                 const char *const fields[WAY_OC3_N_FIELDS])
{
  append_row (self, child, born, fields)->name = g_strdup ("");
}

/* -- the measuring point ----------------------------------------------------------------------- */

typedef struct
{
  guint age;
  WayDate birthday, from, to;
  gboolean latest;
} Measure;

/* FALSE where the year asks for nobody of this age. */
static gboolean
find_measure (WayOc3 *self, WayDate born, Measure *ret_measure)
{
  int age = way_date_age (born, self->last_day);
  WayDate birthday;

  if (age <= 0)
    return FALSE;
  birthday = way_date_birthday (born, age);
  if (way_date_compare (birthday, self->first_day) < 0)
    return FALSE;
  for (guint i = 0; i < self->returns->cohorts->len; i++)
    {
      const WayOc3Cohort *cohort = g_ptr_array_index (self->returns->cohorts, i);
      WayReference *rules = self->reference;
      int before, after;

      if ((guint)age < cohort->from_age || (guint)age > cohort->to_age
          || self->year < cohort->first_year)
        continue;
      before = (int)way_reference_get_value (rules, "oc3_months_before_birthday", birthday);
      after = (int)way_reference_get_value (rules, "oc3_months_after_birthday", birthday);
      ret_measure->age = (guint)age;
      ret_measure->birthday = birthday;
      ret_measure->latest = cohort->latest;
      ret_measure->from = cohort->latest ? self->first_day
                                         : way_date_add_months (birthday, -before);
      ret_measure->to = cohort->latest ? self->last_day : way_date_add_months (birthday, after);
      return TRUE;
    }
  return FALSE;
}

/* -- the evidence ------------------------------------------------------------------------------ */

typedef struct
{
  const WayObject *contact; /* (nullable) */
  WayDate on;
  guint n_in_window; /* with or without codes */
  guint n_reached;   /* of them, not only tried */
} Evidence;

static gboolean
has_codes (const WayObject *contact)
{
  for (guint f = 0; f < WAY_OC3_N_FIELDS; f++)
    {
      g_autofree char *code = way_object_dup_string (contact, WAY_CONTACT_OC3, f);

      if (code[0] != '\0')
        return TRUE;
    }
  return FALSE;
}

/* The later of two that are as near. */
static gboolean
is_nearer (const Measure *measure, WayDate on, const Evidence *than)
{
  if (than->contact == NULL || measure->latest)
    return TRUE; /* contacts come by date */
  return ABS (way_date_days_between (measure->birthday, on))
         <= ABS (way_date_days_between (measure->birthday, than->on));
}

static Evidence
find_evidence (WayCase *person, const Measure *measure)
{
  g_autoptr (GPtrArray) contacts = way_case_list (person, WAY_KIND_CONTACT);
  Evidence found = { NULL };

  for (guint i = 0; i < contacts->len; i++)
    {
      const WayObject *contact = g_ptr_array_index (contacts, i);
      WayDate on = way_object_get_date (contact, WAY_CONTACT_WHEN, 0);

      if (!way_date_is_full (on) || way_date_compare (on, measure->from) < 0
          || way_date_compare (on, measure->to) > 0)
        continue;
      found.n_in_window++;
      found.n_reached += way_contact_get_sort (contact) != WAY_CONTACT_SORT_TRIED;
      if (has_codes (contact) && is_nearer (measure, on, &found))
        {
          found.contact = contact;
          found.on = on;
        }
    }
  return found;
}

/* -- who is left out --------------------------------------------------------------------------- */

static gboolean
moved_away_before (WayCase *person, WayDate day)
{
  const WayObject *self = way_case_get_person (person);
  g_autofree char *reason = way_object_dup_string (self, WAY_PERSON_CLOSED, 0);

  return g_str_equal (reason, "moved")
         && way_date_compare (way_object_get_date (self, WAY_PERSON_CLOSED, 1), day) < 0;
}

/* Of a status that a manager set or somebody entered.  Who went home is returned as that, though no
 * longer relevant by the time. */
static const char *
word_leaves_out (WayOc3 *self, const WayCare *care, const Measure *measure, const char *in_touch)
{
  gint32 birthday = way_date_to_day_number (measure->birthday);
  gint32 end = way_date_to_day_number (self->last_day);

  switch (way_legal_status_brief (care, birthday).code)
    {
    case WAY_STATUS_NONE:
      return "no_care";
    case WAY_STATUS_QUALIFYING:
      return measure->age < 20 && !g_str_equal (in_touch, "RHOM") ? "not_long_enough" : NULL;
    case WAY_STATUS_ELIGIBLE:
      if (measure->age > 18)
        return NULL;
      return way_legal_status_brief (care, end).code == WAY_STATUS_ELIGIBLE ? "in_care"
                                                                            : "left_care_later";
    case WAY_STATUS_RELEVANT:
    case WAY_STATUS_FORMER_RELEVANT:
    case WAY_STATUS_FORMER_RELEVANT_EDUCATION:
    case WAY_STATUS_FORMER_RELEVANT_21_PLUS:
    case WAY_STATUS_NOT_KNOWN:
    default:
      return NULL;
    }
}

/* An episode that goes on past @day, whatever their age: one that ends with it is over. */
static gboolean
goes_on_past (const WayCare *care, WayDate date)
{
  gint32 day = way_date_to_day_number (date);

  for (guint i = 0; i < care->care->len; i++)
    {
      const WaySpan *span = &g_array_index (care->care, WaySpan, i);

      if (span->from <= day && day < span->to)
        return TRUE;
    }
  return FALSE;
}

/* The reason for which care ended for good; NULL where it did not. */
static const char *
end_leaves_out (const WayCare *care)
{
  for (guint i = 0; i < care->care->len; i++)
    {
      const WaySpan *span = &g_array_index (care->care, WaySpan, i);
      g_autofree char *ended = way_object_dup_string (span->object, WAY_CARE_ENDED, 0);

      if (g_str_equal (ended, "died"))
        return "died_in_care";
    }
  return NULL;
}

/* Rules 1000, 1001, 1007 and 1016: a care leaver once is one for the return at every age it asks
 * about, though the law owes nothing more. */
static const char *
care_leaves_out (WayOc3 *self, const WayCare *care, const Measure *measure)
{
  gint32 day = way_date_to_day_number (measure->birthday);
  WayLegalStatusCode now = way_legal_status_brief (care, MIN (day, care->age_18)).code;
  const char *ended = end_leaves_out (care);

  if (ended != NULL)
    return ended;
  if (measure->age <= 18 && goes_on_past (care, measure->birthday))
    return goes_on_past (care, self->last_day) ? "in_care" : "left_care_later";
  if (now == WAY_STATUS_NONE)
    return "not_long_enough";
  if (way_legal_status_first (care, WAY_STATUS_ELIGIBLE, day) == WAY_DAY_NONE
      && way_legal_status_first (care, WAY_STATUS_RELEVANT, day) == WAY_DAY_NONE
      && way_legal_status_first (care, WAY_STATUS_FORMER_RELEVANT, day) == WAY_DAY_NONE)
    return "not_long_enough";
  return NULL;
}

/* NULL where the legal status leaves nobody out. */
static const char *
status_leaves_out (WayOc3 *self, WayCase *person, const Measure *measure, const char *in_touch)
{
  g_autoptr (WayCare) care = way_care_new (person, self->reference, measure->birthday);
  gint32 birthday = way_date_to_day_number (measure->birthday);

  if (way_legal_status_brief (care, birthday).source == WAY_STATUS_FROM_CARE)
    return care_leaves_out (self, care, measure);
  return word_leaves_out (self, care, measure, in_touch);
}

/* At 22 and over, the whole year through without having asked for support. */
static gboolean
rests_all_year (WayOc3 *self, WayCase *person)
{
  g_autoptr (WayCare) care = way_care_new (person, self->reference, self->last_day);
  gint32 end = way_date_to_day_number (self->last_day);

  return way_legal_status_brief (care, end).rests
         && way_legal_status_since (care, end) <= way_date_to_day_number (self->first_day);
}

static const char *
find_reason (WayOc3 *self, WayCase *person, WayDate born, Measure *ret_measure, Evidence *ret_found)
{
  g_autofree char *in_touch = NULL;

  if (!way_date_is_full (born))
    return "no_birth_date";
  if (!find_measure (self, born, ret_measure))
    return "not_in_year";
  if (moved_away_before (person, ret_measure->from))
    return "moved";
  *ret_found = find_evidence (person, ret_measure);
  if (ret_measure->latest && ret_found->contact == NULL
      && (ret_found->n_reached == 0 || rests_all_year (self, person)))
    return "no_support";
  in_touch = ret_found->contact != NULL
                 ? way_object_dup_string (ret_found->contact, WAY_CONTACT_OC3, WAY_OC3_IN_TOUCH)
                 : g_strdup ("");
  return status_leaves_out (self, person, ret_measure, in_touch);
}

static void
leave_out (WayOc3 *self, WayCase *person, const char *reason)
{
  WayOc3Without *without = g_new0 (WayOc3Without, 1);

  without->person = *way_case_get_id (person);
  without->name = way_case_dup_short_name (person);
  without->why = way_returns_get_left_out (self->returns, reason);
  g_ptr_array_add (self->left_out, without);
}

/* -- the row ----------------------------------------------------------------------------------- */

static void
add_evidence (WayOc3Row *row, const Measure *measure, const Evidence *found)
{
  row->age = measure->age;
  row->latest = measure->latest;
  row->birthday = measure->birthday;
  row->window_from = measure->from;
  row->window_to = measure->to;
  row->n_in_window = found->n_in_window;
  if (found->contact == NULL)
    return;
  row->contact = found->contact->id;
  row->contact_on = found->on;
  for (guint f = 0; f < WAY_OC3_N_FIELDS; f++)
    {
      g_autofree char *code = way_object_dup_string (found->contact, WAY_CONTACT_OC3, f);

      g_free (row->fields[f]);
      row->fields[f] = dup_code (code);
    }
}

void
way_oc3_add_case (WayOc3 *self, WayCase *person, const char *child)
{
  static const char *const nothing[] = { "", "", "" };
  const WayObject *about = way_case_get_person (person);
  WayDate born = about != NULL ? way_object_get_date (about, WAY_PERSON_BIRTH, 0) : way_date_none;
  g_autofree char *id = way_report_dup_child (way_case_get_id (person));
  Measure measure = { 0 };
  Evidence found = { NULL };
  const char *reason = find_reason (self, person, born, &measure, &found);
  WayOc3Row *row;

  if (reason != NULL)
    {
      leave_out (self, person, reason);
      return;
    }
  row = append_row (self, child != NULL ? child : id, born, nothing);
  row->person = *way_case_get_id (person);
  row->name = way_case_dup_short_name (person);
  add_evidence (row, &measure, &found);
}

/* -- the end ----------------------------------------------------------------------------------- */

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const WayOc3Row *one = *(WayOc3Row *const *)a, *other = *(WayOc3Row *const *)b;
  int by_child = strcmp (one->child, other->child);

  return by_child != 0 ? by_child : way_id_compare (&one->person, &other->person);
}

void
way_oc3_finish (WayOc3 *self)
{
  g_ptr_array_sort (self->rows, compare_rows);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const WayOc3Row *row = g_ptr_array_index (self->rows, i);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->seen, row->child));

      g_hash_table_insert (self->seen, row->child, GUINT_TO_POINTER (n + 1));
    }
  way_oc3_check (self);
}
