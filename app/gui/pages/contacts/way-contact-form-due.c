/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-contact-form-private.h"

#include "way-due.h"
#include "way-i18n.h"
#include "way-value.h"
#include "way-visit-rule.h"

static const char *
why_not_counted (WayContactForm *self)
{
  g_autoptr (GVariant) kind = NULL;
  g_autofree char *name = NULL;

  switch (self->sort)
    {
    case WAY_FORM_CALL:
      return _ ("A call does not count as seen.");
    case WAY_FORM_MESSAGE:
      return _ ("A message does not count as seen.");
    case WAY_FORM_TRIED:
      return _ ("A try does not count as seen.");
    case WAY_FORM_VISIT:
    default:
      kind = g_variant_ref_sink (way_contact_parts[WAY_PART_KIND].read (self));
      name = way_value_dup_string (kind, 0);
      return g_str_equal (name, "video") ? _ ("A video call does not count as seen.")
                                         : _ ("This does not count as seen.");
    }
}

static void
show_due_row (WayContactForm *self, const WayDue *due, gboolean counted)
{
  WayDate today = way_desk_get_today (self->desk);
  g_autofree char *day = NULL, *title = NULL, *sum = NULL, *subtitle = NULL;

  if (way_date_is_none (due->due))
    title = g_strdup (due->reason != NULL ? due->reason : "");
  else
    {
      day = way_date_text_with_day (due->due, today);
      title = g_strdup_printf (_ ("Next visit due by %s"), day);
    }
  sum = way_visit_rule_sum (due, today);
  subtitle = counted ? g_strdup_printf ("%s%s", sum, sum[0] != '\0' ? "." : "")
                     : g_strdup_printf ("%s %s%s", why_not_counted (self), sum,
                                        sum[0] != '\0' ? "." : "");
  g_strstrip (subtitle);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->due), title);
  adw_action_row_set_subtitle (self->due, subtitle);
}

void
way_contact_form_show_due (WayContactForm *self)
{
  g_autoptr (WayCase) after = NULL;
  g_autoptr (WayCare) care = NULL;
  WayCase *team = way_live_case_get_case (way_desk_get_team_case (self->desk));
  const WayObject *contact;
  g_auto (WayDue) due = { 0 };

  if (self->showing || self->live == NULL)
    return;
  after = way_contact_form_foresee (self);
  contact = way_case_get_object (after, WAY_KIND_CONTACT, &self->objects[0]);
  care = way_care_new (after, way_desk_get_reference (self->desk), way_desk_get_today (self->desk));
  way_due_visit (care, team, &due);
  show_due_row (self, &due, contact != NULL && way_contact_counts_as_seen (contact, team));
}
