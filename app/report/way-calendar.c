/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-calendar.h"

#include <string.h>
#include "way-agenda.h"
#include "way-due.h"
#include "way-i18n.h"

#define LINE_MAX_BYTES 75 /* RFC 5545, 3.1; without the line end */

/* -- lines ------------------------------------------------------------------------------------- */

static void
append_line (GString *text, const char *line)
{
  gsize used = 0;

  for (const char *c = line; *c != '\0';)
    {
      gsize size = (gsize)(g_utf8_next_char (c) - c);

      if (used + size > LINE_MAX_BYTES)
        {
          g_string_append (text, "\r\n ");
          used = 1;
        }
      g_string_append_len (text, c, (gssize)size);
      used += size;
      c += size;
    }
  g_string_append (text, "\r\n");
}

void
way_calendar_append_text (GString *text, const char *name, const char *value)
{
  g_autoptr (GString) line = g_string_new (name);

  g_string_append_c (line, ':');
  for (const char *c = value; *c != '\0'; c++)
    {
      if (strchr ("\\;,", *c) != NULL)
        g_string_append_c (line, '\\');
      if (*c == '\n')
        g_string_append (line, "\\n");
      else if ((guchar)*c >= 0x20 && *c != 0x7f)
        g_string_append_c (line, *c);
    }
  append_line (text, line->str);
}

static char *
day_text (WayDate date)
{
  return g_strdup_printf ("%04u%02u%02u", date.year, date.month, date.day);
}

/* -- events ------------------------------------------------------------------------------------ */

/* The case is only in it as part of a hash: 128 random bits that nobody can guess. */
static char *
dup_uid (const WayId *person, const char *what, const WayId *object)
{
  char one[WAY_ID_HEX_SIZE], other[WAY_ID_HEX_SIZE];
  g_autofree char *all = g_strdup_printf ("waymark-calendar/1 %s %s %s",
                                          way_id_format (person, one), what,
                                          way_id_format (object, other));
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, all, -1);

  return g_strdup_printf ("%.40s@waymark", hash);
}

static void
append_stamp (WayCalendar *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (self->now_ms / 1000);
  g_autofree char *stamp = g_date_time_format (now, "DTSTAMP:%Y%m%dT%H%M%SZ");

  append_line (self->text, stamp);
}

/* @at is HH:MM, or "" for all day. */
static void
append_when (WayCalendar *self, WayDate on, const char *at)
{
  g_autofree char *day = day_text (on);
  g_autofree char *next = day_text (way_date_add_days (on, 1));
  g_autofree char *start = NULL, *end = NULL;

  if (strlen (at) == 5)
    {
      start = g_strdup_printf ("DTSTART:%sT%.2s%.2s00", day, at, at + 3);
      append_line (self->text, start);
      append_line (self->text, "DURATION:PT1H");
      return;
    }
  start = g_strdup_printf ("DTSTART;VALUE=DATE:%s", day);
  end = g_strdup_printf ("DTEND;VALUE=DATE:%s", next);
  append_line (self->text, start);
  append_line (self->text, end);
  append_line (self->text, "TRANSP:TRANSPARENT");
}

static void
append_event (WayCalendar *self, const char *uid, const char *summary, WayDate on, const char *at)
{
  append_line (self->text, "BEGIN:VEVENT");
  way_calendar_append_text (self->text, "UID", uid);
  append_stamp (self);
  append_when (self, on, at);
  way_calendar_append_text (self->text, "SUMMARY", summary);
  append_line (self->text, "CLASS:PRIVATE");
  append_line (self->text, "END:VEVENT");
  self->n_events++;
}

/* NULL for what belongs in no diary. */
static const char *
summary_of (const WayAgendaItem *item)
{
  switch (item->kind)
    {
    case WAY_AGENDA_VISIT:
      return _ ("Visit due");
    case WAY_AGENDA_REVIEW:
      return _ ("Plan review due");
    case WAY_AGENDA_ACTION:
      return _ ("Action due");
    case WAY_AGENDA_APPOINTMENT:
      return item->is_visit ? _ ("Visit") : _ ("Appointment");
    case WAY_AGENDA_OFFER:
      return _ ("Yearly offer due");
    case WAY_AGENDA_NOTHING:
    case WAY_AGENDA_BIRTHDAY:
    case WAY_AGENDA_CONFLICT:
    case WAY_AGENDA_CLOCK:
    default:
      return NULL;
    }
}

static void
add_item (WayCalendar *self, WayCase *person, const WayAgendaItem *item)
{
  static const char *const names[] = {
    [WAY_AGENDA_VISIT] = "visit",   [WAY_AGENDA_REVIEW] = "review",
    [WAY_AGENDA_ACTION] = "action", [WAY_AGENDA_APPOINTMENT] = "appointment",
    [WAY_AGENDA_OFFER] = "offer",
  };
  const char *summary = summary_of (item);
  g_autofree char *uid = NULL;

  if (summary == NULL || !way_date_is_full (item->on))
    return;
  uid = dup_uid (way_case_get_id (person), names[item->kind], &item->object);
  append_event (self, uid, summary, item->on, item->at);
}

static void
add_assessment (WayCalendar *self, WayCase *person)
{
  g_autoptr (WayCare) care = way_care_new (person, self->reference, self->today);
  g_auto (WayDue) due = { 0 };
  g_autofree char *uid = NULL;

  way_due_assessment (care, &due);
  if (!way_date_is_full (due.due))
    return;
  uid = dup_uid (way_case_get_id (person), "needs_assessment", &way_id_nil);
  append_event (self, uid, _ ("Needs assessment due"), due.due, "");
}

/* -- the document ------------------------------------------------------------------------------ */

void
way_calendar_begin (WayCalendar *self)
{
  append_line (self->text, "BEGIN:VCALENDAR");
  append_line (self->text, "VERSION:2.0");
  append_line (self->text, "PRODID:-//Waymark//Waymark//EN");
  append_line (self->text, "CALSCALE:GREGORIAN");
}

void
way_calendar_add_case (WayCalendar *self, WayCase *person)
{
  g_autoptr (GPtrArray) items = way_agenda_list (person, self->team, self->reference, self->today);

  for (guint i = 0; i < items->len; i++)
    add_item (self, person, g_ptr_array_index (items, i));
  add_assessment (self, person);
}

void
way_calendar_end (WayCalendar *self)
{
  append_line (self->text, "END:VCALENDAR");
}
