/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-visit-rule.h"

#include "way-date-text.h"
#include "way-i18n.h"
#include "way-rule-dialog.h"

static const WayRule *
find_rule (WayDesk *desk, const WayDue *due)
{
  return way_reference_get_rule (way_desk_get_reference (desk), due->rule,
                                 way_desk_get_today (desk));
}

/* The rules that come round again; the others run once, after a move. */
static gboolean
comes_round (const WayDue *due)
{
  return g_str_equal (due->rule, "visit_days_default")
         || g_str_equal (due->rule, "visit_months_law");
}

char *
way_visit_rule_brief (WayDesk *desk, const WayDue *due)
{
  const WayRule *rule = find_rule (desk, due);
  g_autofree char *span = NULL;

  if (way_date_is_none (due->due) || rule == NULL)
    return g_strdup (due->reason != NULL ? due->reason : "");
  if (!comes_round (due))
    return g_strdup (rule->words);
  span = way_span_text (due->from, due->due);
  return g_strdup_printf (_ ("At least every %s"), span);
}

char *
way_visit_rule_sum (const WayDue *due, WayDate today)
{
  g_autofree char *span = NULL, *from = NULL;

  if (way_date_is_none (due->due) || way_date_is_none (due->from))
    return g_strdup ("");
  span = way_span_text (due->from, due->due);
  if (way_date_compare (due->from, today) == 0)
    return g_strdup_printf (_ ("%s from today"), span);
  from = way_date_text (due->from, today);
  return g_strdup_printf (_ ("%s from %s"), span, from);
}

void
way_visit_rule_open (GtkWidget *widget, WayDesk *desk, WayCase *present)
{
  g_autoptr (WayCare) care = way_care_new (present, way_desk_get_reference (desk),
                                           way_desk_get_today (desk));
  g_auto (WayDue) due = { 0 };

  way_due_visit (care, way_live_case_get_case (way_desk_get_team_case (desk)), &due);
  way_rule_dialog_present (widget, desk, due.rule, due.reason);
}
