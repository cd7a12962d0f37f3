/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-today-entries.h"

#include <stdlib.h>

static gboolean
is_near (const WayAgendaItem *item, WayDate today)
{
  return !way_date_is_none (item->on)
         && way_date_days_between (today, item->on) <= WAY_TODAY_AHEAD_DAYS;
}

/* WAY_TODAY_N_GROUPS for what Today does not show. */
static WayTodayGroup
group_of (const WayAgendaItem *item, WayDate today)
{
  switch (item->kind)
    {
    case WAY_AGENDA_VISIT:
    case WAY_AGENDA_REVIEW:
    case WAY_AGENDA_APPOINTMENT:
    case WAY_AGENDA_OFFER:
      return is_near (item, today) ? WAY_TODAY_VISITS : WAY_TODAY_N_GROUPS;
    case WAY_AGENDA_ACTION:
      return is_near (item, today) ? WAY_TODAY_ACTIONS : WAY_TODAY_N_GROUPS;
    case WAY_AGENDA_BIRTHDAY:
      return WAY_TODAY_BIRTHDAYS;
    case WAY_AGENDA_CONFLICT:
    case WAY_AGENDA_CLOCK:
    case WAY_AGENDA_NOTHING:
    default:
      return WAY_TODAY_N_GROUPS;
    }
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const WayTodayEntry *one = *(WayTodayEntry *const *)a, *other = *(WayTodayEntry *const *)b;
  int order = way_date_compare (one->item->on, other->item->on);

  if (order == 0)
    order = g_strcmp0 (one->item->at, other->item->at);
  return order != 0 ? order : way_person_item_compare (one->person, other->person);
}

static int
minutes_of (const char *at)
{
  return way_time_of_day_is_valid (at) ? atoi (at) * 60 + atoi (at + 3) : -1;
}

static gboolean
is_over (const WayAgendaItem *item, const char *minute)
{
  int at = minutes_of (item->at);

  return item->urgency == WAY_URGENCY_TODAY && at >= 0 && at + 60 < minutes_of (minute);
}

/* A booked visit before whatever else there is that day. */
static gboolean
comes_before (const WayTodayEntry *one, const WayTodayEntry *other)
{
  int order;

  if (other->item == NULL)
    return TRUE;
  order = way_date_compare (one->item->on, other->item->on);
  if (order != 0)
    return order < 0;
  if (one->item->is_visit != other->item->is_visit)
    return one->item->is_visit;
  return (one->item->at[0] != '\0') > (other->item->at[0] != '\0')
         || (one->item->at[0] != '\0' && g_strcmp0 (one->item->at, other->item->at) < 0);
}

static void
add_item (WayTodayEntries *self,
          WayPersonItem *person,
          const WayAgendaItem *item,
          WayDate today,
          const char *minute)
{
  WayTodayGroup group = group_of (item, today);
  WayTodayEntry entry = { person, item };

  if (item->kind != WAY_AGENDA_BIRTHDAY && item->urgency <= WAY_URGENCY_TODAY)
    self->n_pressing++;
  if ((item->kind == WAY_AGENDA_VISIT || item->kind == WAY_AGENDA_REVIEW
       || item->kind == WAY_AGENDA_APPOINTMENT)
      && item->urgency != WAY_URGENCY_OVERDUE && !is_over (item, minute)
      && comes_before (&entry, &self->next))
    self->next = entry;
  if (group != WAY_TODAY_N_GROUPS)
    g_ptr_array_add (self->groups[group], g_memdup2 (&entry, sizeof entry));
}

WayTodayEntries *
way_today_entries_new (WayCaseload *people, WayDate today, const char *minute)
{
  WayTodayEntries *self = g_new0 (WayTodayEntries, 1);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (people));

  for (guint i = 0; i < WAY_TODAY_N_GROUPS; i++)
    self->groups[i] = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WayPersonItem) person = g_list_model_get_item (G_LIST_MODEL (people), i);
      GPtrArray *agenda = way_person_item_get_agenda (person);

      for (guint j = 0; agenda != NULL && j < agenda->len; j++)
        add_item (self, person, g_ptr_array_index (agenda, j), today, minute);
    }
  for (guint i = 0; i < WAY_TODAY_N_GROUPS; i++)
    g_ptr_array_sort (self->groups[i], compare_entries);
  return self;
}

void
way_today_entries_free (WayTodayEntries *self)
{
  for (guint i = 0; i < WAY_TODAY_N_GROUPS; i++)
    g_ptr_array_unref (self->groups[i]);
  g_free (self);
}

guint
way_today_entries_count_overdue (const WayTodayEntries *self, WayTodayGroup group)
{
  guint n = 0;

  for (guint i = 0; i < self->groups[group]->len; i++)
    n += ((WayTodayEntry *)g_ptr_array_index (self->groups[group], i))->item->urgency
         == WAY_URGENCY_OVERDUE;
  return n;
}
