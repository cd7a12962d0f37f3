/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-timeline.h"

#include "way-agenda.h"
#include "way-clock.h"
#include "way-contact.h"
#include "way-date-text.h"
#include "way-i18n.h"
#include "way-person-text.h"
#include "way-rights.h"

static void
status_free (gpointer data)
{
  WayTimelineStatus *self = data;

  g_free (self->word);
  g_free (self);
}

void
way_timeline_entry_free (WayTimelineEntry *self)
{
  g_free (self->heading);
  g_free (self->weekday);
  g_free (self->day);
  g_free (self->title);
  g_free (self->text);
  g_free (self->words);
  g_free (self->spoken);
  g_ptr_array_unref (self->statuses);
  g_ptr_array_unref (self->corrections);
  g_free (self);
}

static void
add_status (WayTimelineEntry *self, const char *icon, const char *word, WayTone tone)
{
  WayTimelineStatus *status = g_new0 (WayTimelineStatus, 1);

  status->icon = icon;
  status->word = g_strdup (word);
  status->tone = tone;
  g_ptr_array_add (self->statuses, status);
}

/* -- days -------------------------------------------------------------------------------------- */

static char *
month_text (WayDate on, WayDate today)
{
  if (on.month == 0)
    return on.year != 0 ? g_strdup_printf ("%u", on.year) : g_strdup (_ ("No day given"));
  if (on.year == today.year)
    return g_strdup (way_month_name (on.month));
  return g_strdup_printf ("%s %u", way_month_name (on.month), on.year);
}

static void
set_day (WayTimelineEntry *self, WayDate on)
{
  gboolean full = way_date_is_full (on);

  self->weekday = g_strdup (full ? way_weekday_short ((guint)way_date_weekday (on)) : "");
  self->day = full ? g_strdup_printf ("%u %s", on.day, way_month_short (on.month)) : g_strdup ("");
}

static char *
spoken_day (WayDate on, WayDate today)
{
  return way_date_is_full (on) ? way_date_text_with_day (on, today) : way_date_text (on, today);
}

/* -- what was said and noticed ----------------------------------------------------------------- */

static char *
dup_words (const WayObject *contact)
{
  g_autoptr (GPtrArray) passages = way_object_dup_words (contact, WAY_CONTACT_OWN_WORDS);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < passages->len; i++)
    {
      const WayPassage *passage = g_ptr_array_index (passages, i);

      if (passage->text[0] != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", passage->text);
    }
  return g_string_free (text, FALSE);
}

static void
append_corrections (WayTimelineEntry *self,
                    WayCase *present,
                    const WayObject *contact,
                    WayDate today)
{
  g_autoptr (GPtrArray) list = way_contact_list_corrections (present, contact);

  for (guint i = 0; i < list->len; i++)
    {
      const WayObject *correction = g_ptr_array_index (list, i);
      g_autofree char *text = way_object_dup_string (correction, WAY_CORRECTION_TEXT, 0);
      g_autofree char *reason = way_object_dup_string (correction, WAY_CORRECTION_REASON, 0);
      g_autofree char *day = way_date_text (way_clock_date_at (correction->created_ms), today);

      g_ptr_array_add (self->corrections,
                       reason[0] != '\0'
                           ? g_strdup_printf (_ ("Corrected on %s: %s Why: %s"), day, text, reason)
                           : g_strdup_printf (_ ("Corrected on %s: %s"), day, text));
    }
}

/* -- entries ----------------------------------------------------------------------------------- */

static const char *
icon_of (const WayObject *contact)
{
  g_autofree char *kind = way_object_dup_string (contact, WAY_CONTACT_KIND, 0);

  switch (way_contact_sort_of (kind))
    {
    case WAY_CONTACT_SORT_VISIT:
      if (g_str_equal (kind, "video"))
        return "camera-web-symbolic";
      return g_str_equal (kind, "visit") ? "user-home-symbolic" : "system-users-symbolic";
    case WAY_CONTACT_SORT_TRIED:
      return "call-stop-symbolic";
    case WAY_CONTACT_SORT_MESSAGE:
    default:
      if (g_str_equal (kind, "phone"))
        return "call-start-symbolic";
      return g_str_equal (kind, "letter") || g_str_equal (kind, "email")
                 ? "mail-unread-symbolic"
                 : "chat-message-new-symbolic";
    }
}

static void
append_contact_statuses (WayTimelineEntry *self, const WayObject *contact)
{
  const char *seen = way_contact_seen_text (contact);

  if (way_contact_get_sort (contact) == WAY_CONTACT_SORT_TRIED)
    add_status (self, NULL, _ ("Tried"), WAY_TONE_NONE);
  if (seen[0] != '\0')
    {
      gboolean yes = way_object_get_tri (contact, WAY_CONTACT_SEEN, 0) == 2;

      add_status (self, yes ? "waymark-done-symbolic" : NULL, seen,
                  yes ? WAY_TONE_DONE : WAY_TONE_NONE);
    }
  if (way_object_has_conflict (contact))
    add_status (self, "waymark-two-versions-symbolic", _ ("Two versions"), WAY_TONE_DUE);
  if (way_contact_was_changed_late (contact))
    add_status (self, "waymark-change-symbolic", _ ("Changed after 24 hours"), WAY_TONE_NONE);
}

static void
append_sentence (GString *spoken, const char *text)
{
  if (text[0] == '\0')
    return;
  if (spoken->len > 0)
    g_string_append (spoken, spoken->str[spoken->len - 1] == '.' ? " " : ", ");
  g_string_append (spoken, text);
}

/* "Thursday 9 October, Message from Kez, Can we talk about the flat": one sentence, status last. */
static char *
speak (const WayTimelineEntry *self, const char *day)
{
  GString *spoken = g_string_new (NULL);

  append_sentence (spoken, day);
  append_sentence (spoken, self->title);
  append_sentence (spoken, self->text);
  append_sentence (spoken, self->words);
  for (guint i = 0; i < self->corrections->len; i++)
    append_sentence (spoken, g_ptr_array_index (self->corrections, i));
  for (guint i = 0; i < self->statuses->len; i++)
    append_sentence (spoken, ((WayTimelineStatus *)g_ptr_array_index (self->statuses, i))->word);
  return g_string_free (spoken, FALSE);
}

static WayTimelineEntry *
new_entry (const WayObject *object)
{
  WayTimelineEntry *self = g_new0 (WayTimelineEntry, 1);

  self->kind = object->kind;
  self->id = object->id;
  self->statuses = g_ptr_array_new_with_free_func (status_free);
  self->corrections = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static WayTimelineEntry *
contact_entry (
    WayCase *present, const WayObject *contact, const char *name, WayDate today, gint64 now_ms)
{
  WayTimelineEntry *self = new_entry (contact);
  WayDate on = way_object_get_date (contact, WAY_CONTACT_WHEN, 0);
  g_autofree char *day = spoken_day (on, today);

  self->heading = month_text (on, today);
  set_day (self, on);
  self->icon = icon_of (contact);
  self->title = way_contact_title (contact, name);
  self->text = way_object_dup_string (contact, WAY_CONTACT_NOTES, 0);
  self->words = dup_words (contact);
  self->may_change = !way_rights_needs_correction (contact->kind, contact->created_ms, now_ms);
  append_contact_statuses (self, contact);
  append_corrections (self, present, contact, today);
  self->spoken = speak (self, day);
  return self;
}

static WayTimelineEntry *
appointment_entry (const WayObject *appointment, WayDate today)
{
  WayTimelineEntry *self = new_entry (appointment);
  WayDate on = way_object_get_date (appointment, WAY_APPOINTMENT_WHEN, 0);
  g_autofree char *at = way_object_dup_string (appointment, WAY_APPOINTMENT_WHEN, 1);
  g_autofree char *with = way_object_dup_string (appointment, WAY_APPOINTMENT_WITH, 0);
  g_autofree char *when = way_when_text (on, at, today);
  g_autofree char *hour = way_time_text (at);

  self->heading = g_strdup (_ ("Booked"));
  set_day (self, on);
  self->icon = "waymark-booked-symbolic";
  self->title = way_object_dup_string (appointment, WAY_APPOINTMENT_WHAT, 0);
  self->words = g_strdup ("");
  if (hour[0] != '\0' && with[0] != '\0')
    self->text = g_strdup_printf (_ ("%s, with %s"), hour, with);
  else
    self->text = with[0] != '\0' ? g_strdup_printf (_ ("With %s"), with) : g_strdup (hour);
  add_status (self, "waymark-booked-symbolic", _ ("Booked"), WAY_TONE_NONE);
  self->spoken = speak (self, when);
  return self;
}

/* -- lists ------------------------------------------------------------------------------------- */

static gboolean
passes (WayTimelineFilter filter, const WayObject *contact)
{
  WayContactSort sort = way_contact_get_sort (contact);

  switch (filter)
    {
    case WAY_TIMELINE_VISITS:
      return sort == WAY_CONTACT_SORT_VISIT;
    case WAY_TIMELINE_MESSAGES:
      return sort == WAY_CONTACT_SORT_MESSAGE;
    case WAY_TIMELINE_TRIED:
      return sort == WAY_CONTACT_SORT_TRIED;
    case WAY_TIMELINE_ALL:
    default:
      return TRUE;
    }
}

typedef struct
{
  const WayObject *contact;
  WayDate on;
  char *at; /* (owned) */
} Placed;

static void
placed_free (gpointer data)
{
  Placed *self = data;

  g_free (self->at);
  g_free (self);
}

static int
compare_newest (gconstpointer a, gconstpointer b)
{
  const Placed *one = *(Placed *const *)a, *other = *(Placed *const *)b;
  int order = way_date_compare (other->on, one->on);

  if (order == 0)
    order = g_strcmp0 (other->at, one->at);
  if (order == 0 && one->contact->created_hlc != other->contact->created_hlc)
    order = one->contact->created_hlc < other->contact->created_hlc ? 1 : -1;
  return order != 0 ? order : way_id_compare (&one->contact->id, &other->contact->id);
}

static GPtrArray *
list_newest_first (WayCase *self, WayTimelineFilter filter)
{
  g_autoptr (GPtrArray) contacts = way_case_list (self, WAY_KIND_CONTACT);
  GPtrArray *list = g_ptr_array_new_with_free_func (placed_free);

  for (guint i = 0; i < contacts->len; i++)
    {
      const WayObject *contact = g_ptr_array_index (contacts, i);
      Placed *placed;

      if (!passes (filter, contact))
        continue;
      placed = g_new0 (Placed, 1);
      placed->contact = contact;
      placed->on = way_object_get_date (contact, WAY_CONTACT_WHEN, 0);
      placed->at = way_object_dup_string (contact, WAY_CONTACT_WHEN, 1);
      g_ptr_array_add (list, placed);
    }
  g_ptr_array_sort (list, compare_newest);
  return list;
}

/* (transfer container): what is booked and did not take place yet. */
static GPtrArray *
list_to_come (WayCase *self, WayDate today)
{
  g_autoptr (GPtrArray) contacts = way_case_list (self, WAY_KIND_CONTACT);
  GPtrArray *list = way_case_list (self, WAY_KIND_APPOINTMENT);

  for (guint i = list->len; i-- > 0;)
    {
      const WayObject *appointment = g_ptr_array_index (list, i);
      WayDate on = way_object_get_date (appointment, WAY_APPOINTMENT_WHEN, 0);

      if (!way_date_is_full (on) || way_date_compare (on, today) < 0
          || way_appointment_was_held (appointment, contacts))
        g_ptr_array_remove_index (list, i);
    }
  return list;
}

static void
append_appointments (GPtrArray *list, WayCase *self, WayDate today)
{
  g_autoptr (GPtrArray) appointments = list_to_come (self, today);

  for (guint i = 0; i < appointments->len; i++)
    g_ptr_array_add (list, appointment_entry (g_ptr_array_index (appointments, i), today));
}

GPtrArray *
way_timeline_list (WayCase *self, WayTimelineFilter filter, WayDate today, gint64 now_ms)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)way_timeline_entry_free);
  g_autoptr (GPtrArray) contacts = list_newest_first (self, filter);
  g_autofree char *name = way_case_dup_short_name (self);

  if (filter == WAY_TIMELINE_ALL)
    append_appointments (list, self, today);
  for (guint i = 0; i < contacts->len; i++)
    g_ptr_array_add (list,
                     contact_entry (self, ((Placed *)g_ptr_array_index (contacts, i))->contact,
                                    name, today, now_ms));
  return list;
}

guint
way_timeline_count_recent (WayCase *self, WayTimelineFilter filter, WayDate today)
{
  g_autoptr (GPtrArray) contacts = way_case_list (self, WAY_KIND_CONTACT);
  WayDate since = way_date_add_months (today, -WAY_TIMELINE_RECENT_MONTHS);
  guint n = 0;

  for (guint i = 0; i < contacts->len; i++)
    {
      const WayObject *contact = g_ptr_array_index (contacts, i);

      n += passes (filter, contact)
           && way_date_compare (way_object_get_date (contact, WAY_CONTACT_WHEN, 0), since) >= 0;
    }
  return n;
}

gboolean
way_timeline_has_any (WayCase *self, WayDate today)
{
  g_autoptr (GPtrArray) contacts = way_case_list (self, WAY_KIND_CONTACT);
  g_autoptr (GPtrArray) appointments = list_to_come (self, today);

  return contacts->len > 0 || appointments->len > 0;
}
