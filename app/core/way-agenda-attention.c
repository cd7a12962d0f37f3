/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one line under a name.  It is built from kinds, days and figures alone, so that nothing
 * anyone wrote can stand in it.
 */
#include "way-agenda.h"

#include "way-i18n.h"

#define LATER_DAYS 28

/* -- which ------------------------------------------------------------------------------------- */

/* What the law sets a day for stands before what does not. */
static int
rank (const WayAgendaItem *self)
{
  switch (self->kind)
    {
    case WAY_AGENDA_VISIT:
      return 0;
    case WAY_AGENDA_APPOINTMENT:
      return self->is_visit ? 0 : 4;
    case WAY_AGENDA_REVIEW:
      return 1;
    case WAY_AGENDA_ACTION:
      return 2;
    case WAY_AGENDA_OFFER:
      return 3;
    case WAY_AGENDA_BIRTHDAY:
      return 5;
    case WAY_AGENDA_CONFLICT:
    case WAY_AGENDA_CLOCK:
    case WAY_AGENDA_NOTHING:
    default:
      return 6;
    }
}

int
way_agenda_compare_pressing (const WayAgendaItem *a, const WayAgendaItem *b)
{
  int by_rank, by_day;

  if (a == NULL || b == NULL)
    return (a == NULL) - (b == NULL);
  if (a->urgency != b->urgency)
    return a->urgency < b->urgency ? -1 : 1;
  by_rank = rank (a) - rank (b);
  /* versions to settle have no day, and none sorts first */
  by_day = way_date_compare (a->on, b->on);
  if (a->urgency == WAY_URGENCY_OVERDUE && by_rank != 0)
    return by_rank;
  if (by_day != 0)
    return by_day;
  return by_rank != 0 ? by_rank : g_strcmp0 (a->at, b->at);
}

/* A visit is due to everyone within two months: only what is booked or comes seldom is worth a line
 * that early. */
static gboolean
asks_for_attention (const WayAgendaItem *self, WayDate today)
{
  if (self->urgency != WAY_URGENCY_LATER || self->kind == WAY_AGENDA_CONFLICT)
    return TRUE;
  if (way_date_days_between (today, self->on) > LATER_DAYS)
    return FALSE;
  return self->kind == WAY_AGENDA_REVIEW || self->kind == WAY_AGENDA_OFFER
         || (self->kind == WAY_AGENDA_APPOINTMENT && self->is_visit);
}

const WayAgendaItem *
way_agenda_most_pressing (GPtrArray *items, WayDate today)
{
  const WayAgendaItem *most = NULL;

  for (guint i = 0; i < items->len; i++)
    {
      const WayAgendaItem *item = g_ptr_array_index (items, i);

      if (asks_for_attention (item, today) && way_agenda_compare_pressing (item, most) < 0)
        most = item;
    }
  return most;
}

guint
way_agenda_count_due (GPtrArray *items)
{
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    {
      const WayAgendaItem *item = g_ptr_array_index (items, i);

      n += item->kind != WAY_AGENDA_BIRTHDAY
           && (item->urgency == WAY_URGENCY_OVERDUE || item->urgency == WAY_URGENCY_TODAY);
    }
  return n;
}

/* -- its words --------------------------------------------------------------------------------- */

/* "1 week" that it is overdue, or the day it is due. */
static char *
due_text (const WayAgendaItem *self, WayDate today)
{
  if (!way_date_is_full (self->on))
    return g_strdup ("");
  return self->urgency == WAY_URGENCY_OVERDUE ? way_span_text (self->on, today)
                                              : way_date_text_near (self->on, today);
}

static char *
appointment_text (const WayAgendaItem *self, WayDate today)
{
  g_autofree char *day = way_date_text_near (self->on, today);
  g_autofree char *hour = way_time_text (self->at);

  if (way_date_days_between (today, self->on) > 1)
    return g_strdup_printf (self->is_visit ? _ ("Visit booked %s") : _ ("Appointment on %s"), day);
  if (hour[0] != '\0')
    return g_strdup_printf (self->is_visit ? _ ("Visit %s, %s") : _ ("Appointment %s, %s"), day,
                            hour);
  return g_strdup_printf (self->is_visit ? _ ("Visit %s") : _ ("Appointment %s"), day);
}

static char *
birthday_text (const WayAgendaItem *self, WayDate today)
{
  g_autofree char *day = way_date_text_near (self->on, today);

  if (way_date_days_between (today, self->on) < 2)
    return g_strdup_printf (_ ("%u %s"), self->age, day);
  return g_strdup_printf (_ ("%u on %s"), self->age, day);
}

char *
way_agenda_item_attention (const WayAgendaItem *self, WayDate today)
{
  gboolean overdue = self->urgency == WAY_URGENCY_OVERDUE;
  g_autofree char *due = due_text (self, today);

  switch (self->kind)
    {
    case WAY_AGENDA_VISIT:
      return g_strdup_printf (overdue ? _ ("Visit overdue by %s") : _ ("Visit due %s"), due);
    case WAY_AGENDA_REVIEW:
      return g_strdup_printf (overdue ? _ ("Review overdue by %s") : _ ("Review due %s"), due);
    case WAY_AGENDA_ACTION:
      return g_strdup_printf (overdue ? _ ("Action overdue by %s") : _ ("Action due %s"), due);
    case WAY_AGENDA_OFFER:
      return g_strdup_printf (_ ("Yearly offer due %s"), due);
    case WAY_AGENDA_APPOINTMENT:
      return appointment_text (self, today);
    case WAY_AGENDA_BIRTHDAY:
      return birthday_text (self, today);
    case WAY_AGENDA_CONFLICT:
      return g_strdup (_ ("Versions to settle"));
    case WAY_AGENDA_CLOCK:
    case WAY_AGENDA_NOTHING:
    default:
      return g_strdup (_ ("Nothing due"));
    }
}

char *
way_agenda_attention (GPtrArray *items,
                      WayDate today,
                      WayUrgency *ret_urgency,
                      WayAgendaKind *ret_kind)
{
  static const WayAgendaItem nothing = { .kind = WAY_AGENDA_NOTHING, .urgency = WAY_URGENCY_LATER };
  const WayAgendaItem *most = way_agenda_most_pressing (items, today);

  if (most == NULL)
    most = &nothing;
  if (ret_urgency != NULL)
    *ret_urgency = most->urgency;
  if (ret_kind != NULL)
    *ret_kind = most->kind;
  return way_agenda_item_attention (most, today);
}
