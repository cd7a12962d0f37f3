/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayAgenda: what one person's case asks of the adviser, and when (design/DESIGN.md 4.1, 4.2).
 *
 * The clocks are those of way-due.h; the words are for the screen.  Of each item `title` and
 * `detail` belong on the person's own page.  `line` and the attention line stand in lists beside
 * other people: they say what is due and never why, no words of the case at all.
 *
 * Pure; safe from any thread.
 */
#pragma once

#include "way-case.h"
#include "way-date-text.h"
#include "way-reference.h"

G_BEGIN_DECLS

typedef enum
{
  WAY_AGENDA_NOTHING,     /* of an attention line only: nothing is due */
  WAY_AGENDA_VISIT,       /* due, and not booked for that day or before */
  WAY_AGENDA_REVIEW,      /* of the plan */
  WAY_AGENDA_ACTION,      /* with a day, neither done nor given up */
  WAY_AGENDA_APPOINTMENT, /* booked: a visit, or anything else */
  WAY_AGENDA_OFFER,       /* at 22 to 24: to be asked whether they would like support; at most
                             WAY_AGENDA_OFFER_DAYS ahead */
  WAY_AGENDA_BIRTHDAY,    /* at most WAY_AGENDA_BIRTHDAY_DAYS ahead */
  WAY_AGENDA_CONFLICT,    /* versions to settle; one item for the case, without a day, LATER */
  WAY_AGENDA_CLOCK,       /* any other day of the law; of way_agenda_list_dates() alone */
} WayAgendaKind;

#define WAY_AGENDA_BIRTHDAY_DAYS 21
#define WAY_AGENDA_OFFER_DAYS (16 * 7)
#define WAY_AGENDA_CLOSING_DAYS 365

/* Read only. */
typedef struct
{
  WayAgendaKind kind;
  WayUrgency urgency;
  WayDate on;
  char at[6];          /* HH:MM, or "" */
  gboolean is_visit;   /* a visit, due or booked */
  guint16 object_kind; /* of @object; 0 where the item is no object of the case */
  WayId object;        /* the appointment, action, or the first in conflict */
  guint age;           /* turned on that birthday */
  char *title;         /* "Home visit, today at 2:00pm", "Plan review", what an action says */
  char *detail;        /* under it: "Every 8 weeks. Last seen 21 August."; who does an action */
  char *line;          /* under the person's name: "Last seen 9 weeks ago. Three tries since."; of a
                          birthday after the name: "18 on Sunday" */
  char *ready;         /* (nullable): of a visit that is booked, where it alone is the next thing:
                          "Home visit. Last seen 8 weeks ago, on 21 August." */
  const char *rule;    /* (static): key of the WayRule that sets the day; "" where none does */
  char *sum;           /* (nullable): with a rule, what it made of this case: way-due.h's reason */
} WayAgendaItem;

/* (transfer full): WayAgendaItem, soonest first, undated last; empty for a closed or removed case.
 * @team (nullable): the case of council-wide objects. */
GPtrArray *way_agenda_list (WayCase *self, WayCase *team, WayReference *reference, WayDate today);
/* The same for the person's own page: with every other day that the law sets, the needs assessment,
 * Universal Credit before 18, and within a year the end of support. */
GPtrArray *
way_agenda_list_dates (WayCase *self, WayCase *team, WayReference *reference, WayDate today);

/* (transfer none) (nullable): of @items the one that asks for attention: overdue before today
 * before the next 7 days; then versions to settle, and a review, a yearly offer or a booked visit
 * up to 4 weeks ahead.  NULL where there is none. */
const WayAgendaItem *way_agenda_most_pressing (GPtrArray *items, WayDate today);
/* The more pressing first, to sort people by; NULL, nothing due, last. */
int way_agenda_compare_pressing (const WayAgendaItem *a, const WayAgendaItem *b);

/* (transfer full): one item in a line: "Visit today, 2:00pm", "Action due tomorrow". */
char *way_agenda_item_attention (const WayAgendaItem *self, WayDate today);
/* (transfer full): the line under a name: that of the most pressing item, or "Nothing due", which
 * is LATER and WAY_AGENDA_NOTHING. */
char *way_agenda_attention (GPtrArray *items,
                            WayDate today,
                            WayUrgency *ret_urgency,
                            WayAgendaKind *ret_kind);
/* How many of @items are overdue or due today, birthdays not counted. */
guint way_agenda_count_due (GPtrArray *items);

/* TRUE where what is booked says that it is a visit: "Visit at home", "Home visit, with Jude". */
gboolean way_appointment_is_visit (const WayObject *appointment);
/* TRUE where a visit was booked and, of @contacts (WayObject), one of that day says that it took
 * place, or was tried at its hour: then it is no more to come. */
gboolean way_appointment_was_held (const WayObject *appointment, GPtrArray *contacts);

G_END_DECLS
