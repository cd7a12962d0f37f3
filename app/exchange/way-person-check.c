/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-person-check.h"

#include "way-care.h"
#include "way-case-after.h"
#include "way-i18n.h"

static gboolean
touches (const WayAct *act, guint16 kind)
{
  for (guint i = 0; i < act->changes->len; i++)
    if (((const WayChange *)g_ptr_array_index (act->changes, i))->kind == kind)
      return TRUE;
  return FALSE;
}

/* An import begins with nobody. */
static WayCase *
dup_present (WayReading *self)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  if (self->present != NULL)
    return way_case_ref (self->present);
  return way_case_new (&self->act->case_id, none);
}

/* Care may end and begin on one day: that is a move, not an overlap. */
static gboolean
overlaps (GArray *spans)
{
  for (guint i = 1; i < spans->len; i++)
    if (g_array_index (spans, WaySpan, i - 1).to > g_array_index (spans, WaySpan, i).from)
      return TRUE;
  return FALSE;
}

/* A birthday that is put right may come after care that stands already. */
static gboolean
begins_before_birth (const WayCare *care)
{
  return way_date_is_full (care->born) && care->care->len > 0
         && g_array_index (care->care, WaySpan, 0).from < way_date_to_day_number (care->born);
}

void
way_person_check (WayReading *self)
{
  const char *list = way_schema_kind (WAY_KIND_CARE)->list;
  gboolean care_changes = touches (self->act, WAY_KIND_CARE);
  g_autoptr (WayCase) present = NULL, after = NULL;
  g_autoptr (WayCare) care = NULL;

  if (!care_changes && (self->present == NULL || !touches (self->act, WAY_KIND_PERSON)))
    return;
  present = dup_present (self);
  after = way_case_after (present, self->act, self->now_ms);
  care = way_care_new (after, self->reference, self->today);
  if (!care_changes && begins_before_birth (care))
    way_reading_refuse_member (self, "date_of_birth",
                               N_ ("Time in care began before this day: write the day they were "
                                   "born, or put the care right first."));
  if (care_changes && overlaps (care->care))
    way_reading_refuse_member (self, list,
                               N_ ("Two periods of care overlap: end the first on the day the next "
                                   "one begins, or before it."));
}
