/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which rules a row breaks (domain.md 3.4).  What a rule asks is data; this knows only how to ask.
 */
#include "way-oc3.h"

static gboolean
field_is_one_of (const char *value, const GStrv codes)
{
  return g_strv_contains ((const char *const *)codes, value);
}

/* TRUE where every field that @condition names is as it says. */
static gboolean
condition_holds (char *const *condition_fields, const GStrv *condition)
{
  for (guint f = 0; f < WAY_OC3_N_FIELDS; f++)
    if (condition[f] != NULL && !field_is_one_of (condition_fields[f], condition[f]))
      return FALSE;
  return TRUE;
}

static gboolean
has_condition (const GStrv *condition)
{
  for (guint f = 0; f < WAY_OC3_N_FIELDS; f++)
    if (condition[f] != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
any_field_is (char *const *fields, const GStrv *codes)
{
  for (guint f = 0; f < WAY_OC3_N_FIELDS; f++)
    if (codes[f] != NULL && field_is_one_of (fields[f], codes[f]))
      return TRUE;
  return FALSE;
}

static gboolean
last_year_holds (WayOc3 *self, const WayOc3Row *row, const WayOc3Rule *rule)
{
  char *const *before;

  if (!has_condition (rule->last_year))
    return TRUE;
  before = g_hash_table_lookup (self->last_year, row->child);
  return before != NULL && condition_holds (before, rule->last_year);
}

static gboolean
age_holds (WayOc3 *self, const WayOc3Row *row, const WayOc3Rule *rule)
{
  WayDate on = rule->age_on == WAY_OC3_AGE_START ? self->first_day : self->last_day;

  if (rule->birthday > 0)
    {
      WayDate birthday = way_date_birthday (row->born, (int)rule->birthday);

      return way_date_compare (birthday, self->first_day) >= 0
             && way_date_compare (birthday, self->last_day) <= 0;
    }
  return rule->age_on == WAY_OC3_AGE_ANY || way_date_age (row->born, on) < (int)rule->under;
}

static gboolean
is_half_filled (const WayOc3Row *row)
{
  guint n = 0;

  for (guint f = 0; f < WAY_OC3_N_FIELDS; f++)
    n += row->fields[f][0] != '\0';
  return n > 0 && n < WAY_OC3_N_FIELDS;
}

static gboolean
stands_twice (WayOc3 *self, const WayOc3Row *row)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->seen, row->child)) > 1;
}

static gboolean
breaks (WayOc3 *self, const WayOc3Row *row, const WayOc3Rule *rule)
{
  if (self->year < rule->first_year || !condition_holds (row->fields, rule->when)
      || !last_year_holds (self, row, rule) || !age_holds (self, row, rule))
    return FALSE;
  if (rule->list >= 0)
    return way_returns_get_code (self->returns, (WayOc3Field)rule->list, row->fields[rule->list],
                                 self->last_day)
           == NULL;
  if (rule->together)
    return is_half_filled (row);
  if (rule->once)
    return stands_twice (self, row);
  if (has_condition (rule->then))
    return !condition_holds (row->fields, rule->then);
  return !has_condition (rule->never) || any_field_is (row->fields, rule->never);
}

void
way_oc3_check (WayOc3 *self)
{
  for (guint r = 0; r < self->rows->len; r++)
    for (guint i = 0; i < self->returns->rules->len; i++)
      {
        WayOc3Finding finding = { g_ptr_array_index (self->returns->rules, i), r };

        if (breaks (self, g_ptr_array_index (self->rows, r), finding.rule))
          g_array_append_val (finding.rule->is_warning ? self->warnings : self->errors, finding);
      }
}
