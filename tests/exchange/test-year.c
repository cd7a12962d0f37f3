/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A year of the practice caseload, day by day, with an adviser who does every day what is due that
 * day and nothing before.  What the agenda says is held against the record itself, counted here by
 * hand: nothing due is missed, nothing stands twice, and every line leads to what it speaks of.
 */
#include "way-agenda.h"

#include "exchange-fixture.h"
#include "way-due.h"
#include "way-exchange-data.h"
#include "way-legal-status.h"

#define DAYS 366
#define VISIT_DAYS 56 /* the council's own standard where it says nothing else */

typedef struct
{
  ExchangeVault *vault;
  GPtrArray *people; /* WayCase */
  WayDate today;
  guint n_lines, n_visits, n_reviews;
} Year;

static WayCase *
person_at (Year *self, guint n)
{
  return g_ptr_array_index (self->people, n);
}

static void
reload (Year *self, guint n)
{
  way_case_unref (g_ptr_array_index (self->people, n));
  g_ptr_array_index (self->people, n) = exchange_vault_load_at (self->vault, n);
}

static GPtrArray *
agenda_of (Year *self, guint n)
{
  return way_agenda_list (person_at (self, n), NULL, exchange_reference (), self->today);
}

/* -- counted by hand --------------------------------------------------------------------------- */

static guint
count_of_object (GPtrArray *items, WayAgendaKind kind, const WayId *object)
{
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    {
      const WayAgendaItem *item = g_ptr_array_index (items, i);

      n += item->kind == kind && way_id_equal (&item->object, object);
    }
  return n;
}

static void
check_actions (Year *self, guint n, GPtrArray *items)
{
  g_autoptr (GPtrArray) actions = way_case_list (person_at (self, n), WAY_KIND_ACTION);

  for (guint i = 0; i < actions->len; i++)
    {
      const WayObject *action = g_ptr_array_index (actions, i);
      g_autofree char *status = way_object_dup_string (action, WAY_ACTION_STATUS, 0);
      gboolean open = way_date_is_full (way_object_get_date (action, WAY_ACTION_BY, 0))
                      && !g_str_equal (status, "done") && !g_str_equal (status, "not_done");

      g_assert_cmpuint (count_of_object (items, WAY_AGENDA_ACTION, &action->id), ==, open ? 1 : 0);
    }
}

static void
check_appointments (Year *self, guint n, GPtrArray *items)
{
  g_autoptr (GPtrArray) booked = way_case_list (person_at (self, n), WAY_KIND_APPOINTMENT);

  for (guint i = 0; i < booked->len; i++)
    {
      const WayObject *one = g_ptr_array_index (booked, i);
      WayDate on = way_object_get_date (one, WAY_APPOINTMENT_WHEN, 0);
      guint n_lines = count_of_object (items, WAY_AGENDA_APPOINTMENT, &one->id);

      if (way_date_compare (on, self->today) > 0)
        g_assert_cmpuint (n_lines, ==, 1);
      else if (way_date_compare (on, self->today) < 0)
        g_assert_cmpuint (n_lines, ==, 0);
      else /* held already, or not yet */
        g_assert_cmpuint (n_lines, <=, 1);
    }
}

/* The last day of a list on which something took place by today; none where nothing did. */
static WayDate
last_day (Year *self, guint n, guint16 kind, guint16 group)
{
  g_autoptr (GPtrArray) list = way_case_list (person_at (self, n), kind);
  WayDate last = way_date_none;

  for (guint i = 0; i < list->len; i++)
    {
      const WayObject *one = g_ptr_array_index (list, i);
      WayDate on = way_object_get_date (one, group, 0);

      if (kind == WAY_KIND_CONTACT && !way_contact_counts_as_seen (one, NULL))
        continue;
      if (way_date_is_full (on) && way_date_compare (on, self->today) <= 0
          && way_date_compare (on, last) > 0)
        last = on;
    }
  return last;
}

/* Whether the person is owed visits and reviews at all. */
static gboolean
is_owed (Year *self, guint n)
{
  g_autoptr (WayCare) care = way_care_new (person_at (self, n), exchange_reference (), self->today);
  WayLegalStatusBrief now = way_legal_status_brief (care, way_date_to_day_number (self->today));

  return !now.rests && now.code != WAY_STATUS_NONE && now.code != WAY_STATUS_QUALIFYING
         && !way_case_is_closed (person_at (self, n));
}

/* Who was to be seen or reviewed by today has been, once the day's work is done. */
static void
check_nothing_missed (Year *self, guint n)
{
  WayDate seen = last_day (self, n, WAY_KIND_CONTACT, WAY_CONTACT_WHEN);
  WayDate reviewed = last_day (self, n, WAY_KIND_REVIEW, WAY_REVIEW_HELD_ON);

  if (!is_owed (self, n))
    return;
  if (!way_date_is_none (seen))
    g_assert_cmpint (way_date_days_between (seen, self->today), <, VISIT_DAYS);
  if (!way_date_is_none (reviewed))
    g_assert_cmpint (way_date_compare (way_date_add_months (reviewed, 6), self->today), >, 0);
}

/* -- every line -------------------------------------------------------------------------------- */

static void
check_line (Year *self, guint n, const WayAgendaItem *item)
{
  g_autofree char *attention = way_agenda_item_attention (item, self->today);

  g_assert_cmpstr (item->title, !=, "");
  g_assert_cmpstr (item->line, !=, "");
  g_assert_cmpstr (attention, !=, "");
  g_assert_cmpint (item->urgency, ==, way_urgency_of (item->on, self->today));
  g_assert_cmpint (item->object_kind != 0, ==, !way_id_is_nil (&item->object));
  if (item->object_kind != 0)
    g_assert_nonnull (way_case_get_object (person_at (self, n), item->object_kind, &item->object));
}

static void
check_lines (Year *self, guint n, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      const WayAgendaItem *item = g_ptr_array_index (items, i);

      check_line (self, n, item);
      for (guint j = 0; j < i; j++)
        {
          const WayAgendaItem *other = g_ptr_array_index (items, j);

          g_assert_false (item->kind == other->kind && way_id_equal (&item->object, &other->object)
                          && item->object_kind == other->object_kind);
        }
    }
  self->n_lines += items->len;
}

/* -- the adviser ------------------------------------------------------------------------------- */

static void
write_down (Year *self, guint n, guint16 kind, guint16 group, const char *more)
{
  g_autoptr (WayAct) act = way_act_new (way_case_get_id (person_at (self, n)), 0);
  char day[WAY_DATE_TEXT_SIZE];
  WayId id;

  way_id_new (exchange_random (), &id);
  way_act_create (act, kind, &id);
  way_date_format (self->today, day);
  way_act_set (act, kind, &id, group,
               more != NULL ? g_variant_new ("(ss)", day, "") : g_variant_new ("(s)", day));
  if (more != NULL)
    way_act_set (act, kind, &id, WAY_CONTACT_KIND, g_variant_new ("(s)", more));
  exchange_vault_commit (self->vault, act);
  reload (self, n);
}

/* (nullable): of @items the one of @kind that is due by now. */
static const WayAgendaItem *
find_due (Year *self, GPtrArray *items, WayAgendaKind kind)
{
  for (guint i = 0; i < items->len; i++)
    {
      const WayAgendaItem *item = g_ptr_array_index (items, i);

      if (item->kind == kind && way_date_compare (item->on, self->today) <= 0)
        return item;
    }
  return NULL;
}

/* A visit that is booked for today is held today. */
static gboolean
is_visit_day (Year *self, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      const WayAgendaItem *item = g_ptr_array_index (items, i);

      if (item->kind == WAY_AGENDA_APPOINTMENT && item->is_visit
          && way_date_compare (item->on, self->today) == 0)
        return TRUE;
    }
  return find_due (self, items, WAY_AGENDA_VISIT) != NULL;
}

static void
work (Year *self, guint n, GPtrArray *items)
{
  g_autoptr (GPtrArray) after = NULL;

  if (is_visit_day (self, items))
    {
      write_down (self, n, WAY_KIND_CONTACT, WAY_CONTACT_WHEN, "visit");
      self->n_visits++;
    }
  if (find_due (self, items, WAY_AGENDA_REVIEW) != NULL)
    {
      write_down (self, n, WAY_KIND_REVIEW, WAY_REVIEW_HELD_ON, NULL);
      self->n_reviews++;
    }
  after = agenda_of (self, n);
  g_assert_null (find_due (self, after, WAY_AGENDA_VISIT));
  g_assert_null (find_due (self, after, WAY_AGENDA_REVIEW));
}

static void
live_a_day (Year *self)
{
  for (guint n = 0; n < self->people->len; n++)
    {
      g_autoptr (GPtrArray) items = agenda_of (self, n);

      check_lines (self, n, items);
      check_actions (self, n, items);
      check_appointments (self, n, items);
      work (self, n, items);
      check_nothing_missed (self, n);
    }
}

static void
year_begin (Year *self)
{
  g_autoptr (GBytes) practice = way_exchange_get_practice ();
  guint n;

  self->vault = exchange_vault_new (5);
  self->people = g_ptr_array_new_with_free_func ((GDestroyNotify)way_case_unref);
  self->today = exchange_today;
  n = exchange_vault_import (self->vault, practice);
  g_assert_cmpuint (n, ==, 25);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->people, exchange_vault_load_at (self->vault, i));
}

static void
year_end (Year *self)
{
  g_ptr_array_unref (self->people);
  exchange_vault_free (self->vault);
}

static void
test_year (void)
{
  Year year = { NULL };

  year_begin (&year);
  for (guint day = 0; day < DAYS; day++)
    {
      live_a_day (&year);
      year.today = way_date_add_days (year.today, 1);
    }
  g_test_message ("%u lines, %u visits and %u reviews in a year", year.n_lines, year.n_visits,
                  year.n_reviews);
  g_assert_cmpuint (year.n_visits, >, 100);
  g_assert_cmpuint (year.n_reviews, >, 30);
  year_end (&year);
}

/* -- what it costs ----------------------------------------------------------------------------- */

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/year/day-by-day", test_year);
  return g_test_run ();
}
