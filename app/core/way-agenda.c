/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-agenda.h"

#include <string.h>
#include "way-due.h"
#include "way-fold.h"
#include "way-i18n.h"
#include "way-person-text.h"

typedef struct
{
  WayCase *self, *team;
  WayReference *reference;
  WayDate today;
  GPtrArray *items;    /* (owned): WayAgendaItem */
  GPtrArray *contacts; /* (owned): container of WayObject, by date */
  WayCare *care;       /* (owned) */
  WayDate last_seen;
  char *name;   /* (owned): what they are called */
  WayDue visit; /* when the next visit is due */
} Maker;

static void
item_free (WayAgendaItem *self)
{
  g_free (self->title);
  g_free (self->detail);
  g_free (self->line);
  g_free (self->ready);
  g_free (self->sum);
  g_free (self);
}

static void
maker_init (Maker *self, WayCase *of, WayCase *team, WayReference *reference, WayDate today)
{
  *self = (Maker){ .self = of, .team = team, .reference = reference, .today = today };
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify)item_free);
  self->contacts = way_case_list (of, WAY_KIND_CONTACT);
  self->last_seen = way_case_last_seen (of, team, today);
  self->name = way_case_dup_short_name (of);
  self->care = way_care_new (of, reference, today);
  way_due_visit (self->care, team, &self->visit);
}

static void
maker_clear (Maker *self)
{
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->contacts, g_ptr_array_unref);
  g_clear_pointer (&self->care, way_care_free);
  g_clear_pointer (&self->name, g_free);
  way_due_clear (&self->visit);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Maker, maker_clear)

/* Takes the strings. */
static WayAgendaItem *
add_item (Maker *self, WayAgendaKind kind, WayDate on, char *title, char *detail, char *line)
{
  WayAgendaItem *item = g_new0 (WayAgendaItem, 1);

  item->kind = kind;
  item->on = on;
  item->urgency = way_urgency_of (on, self->today);
  item->object = way_id_nil;
  item->is_visit = kind == WAY_AGENDA_VISIT;
  item->title = title;
  item->detail = detail;
  item->line = line;
  item->rule = "";
  g_ptr_array_add (self->items, item);
  return item;
}

static void
set_rule (WayAgendaItem *item, const WayDue *due)
{
  item->rule = g_intern_string (due->rule);
  g_free (item->sum);
  item->sum = g_strdup (due->reason);
}

static void
set_object (WayAgendaItem *item, const WayObject *object)
{
  item->object_kind = object->kind;
  item->object = object->id;
}

/* Appends @sentence, which it takes, after a space. */
static void
add_sentence (GString *text, char *sentence)
{
  if (text->len > 0 && sentence[0] != '\0')
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
  g_free (sentence);
}

/* -- seen, and tried --------------------------------------------------------------------------- */

static gboolean
is_try (const WayObject *contact)
{
  g_autofree char *kind = way_object_dup_string (contact, WAY_CONTACT_KIND, 0);

  return g_str_equal (kind, "attempt")
         || (way_object_get_tri (contact, WAY_CONTACT_SEEN, 0) == 1
             && (g_str_equal (kind, "visit") || g_str_equal (kind, "office")));
}

static guint
count_tries (const Maker *self)
{
  guint n = 0;

  for (guint i = 0; i < self->contacts->len; i++)
    {
      const WayObject *contact = g_ptr_array_index (self->contacts, i);

      n += way_date_compare (way_object_get_date (contact, WAY_CONTACT_WHEN, 0), self->last_seen)
               > 0
           && is_try (contact);
    }
  return n;
}

/* Words up to nine in sentences (DESIGN.md 8). */
static char *
number_word (guint n)
{
  static const char *const words[] = { N_ ("One"),   N_ ("Two"),   N_ ("Three"),
                                       N_ ("Four"),  N_ ("Five"),  N_ ("Six"),
                                       N_ ("Seven"), N_ ("Eight"), N_ ("Nine") };

  return n >= 1 && n <= G_N_ELEMENTS (words) ? g_strdup (_ (words[n - 1]))
                                             : g_strdup_printf ("%u", n);
}

static char *
tries_text (const Maker *self)
{
  guint n = count_tries (self);
  g_autofree char *word = number_word (n);

  if (n == 0)
    return g_strdup ("");
  if (way_date_is_none (self->last_seen))
    return g_strdup_printf (
        g_dngettext (WAY_GETTEXT_DOMAIN, "%s try so far.", "%s tries so far.", n), word);
  return g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN, "%s try since.", "%s tries since.", n),
                          word);
}

/* "Last seen 21 August." */
static char *
seen_on_text (const Maker *self)
{
  g_autofree char *day = way_date_text (self->last_seen, self->today);

  if (way_date_is_none (self->last_seen))
    return g_strdup (_ ("Not seen yet."));
  return g_strdup_printf (_ ("Last seen %s."), day);
}

/* "Last seen 9 weeks ago." */
static char *
seen_ago_text (const Maker *self)
{
  g_autofree char *ago = way_ago_text (self->last_seen, self->today);

  if (way_date_is_none (self->last_seen))
    return g_strdup (_ ("Not seen yet."));
  return g_strdup_printf (_ ("Last seen %s."), ago);
}

/* "Last seen 8 weeks ago, on 21 August." */
static char *
last_seen_text (WayDate seen, WayDate today)
{
  g_autofree char *ago = way_ago_text (seen, today);
  g_autofree char *day = way_date_text (seen, today);

  if (way_date_is_none (seen))
    return g_strdup (_ ("Not seen yet."));
  if (way_date_days_between (seen, today) < 2)
    return g_strdup_printf (_ ("Last seen %s."), ago);
  return g_strdup_printf (_ ("Last seen %s, on %s."), ago, day);
}

/* -- visits ------------------------------------------------------------------------------------ */

/* The rule that runs this clock; "" where none does. */
static char *
visit_rule_text (const Maker *self)
{
  guint value = way_reference_get_value (self->reference, self->visit.rule, self->today);
  guint days;

  if (g_str_equal (self->visit.rule, "first_visit_days"))
    return g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN, "Within %u day of moving in.",
                                         "Within %u days of moving in.", value),
                            value);
  if (g_str_equal (self->visit.rule, "accommodation_review_days"))
    return g_strdup (_ ("Before the review of the new home."));
  if (g_str_equal (self->visit.rule, "visit_months_law"))
    return g_strdup_printf (
        g_dngettext (WAY_GETTEXT_DOMAIN, "Every %u month.", "Every %u months.", value), value);
  if (way_date_is_none (self->visit.due))
    return g_strdup ("");
  /* the team's own time where it has one */
  days = (guint)way_date_days_between (self->visit.from, self->visit.due);
  if (days % 7 == 0)
    return g_strdup_printf (
        g_dngettext (WAY_GETTEXT_DOMAIN, "Every %u week.", "Every %u weeks.", days / 7), days / 7);
  return g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN, "Every %u day.", "Every %u days.", days),
                          days);
}

static char *
visit_detail (const Maker *self)
{
  GString *text = g_string_new (NULL);

  add_sentence (text, visit_rule_text (self));
  add_sentence (text, seen_on_text (self));
  return g_string_free (text, FALSE);
}

static char *
visit_title (const Maker *self)
{
  g_autofree char *day = way_date_text (self->visit.due, self->today);

  switch (way_urgency_of (self->visit.due, self->today))
    {
    case WAY_URGENCY_OVERDUE:
      return g_strdup_printf (_ ("Visit was due by %s"), day);
    case WAY_URGENCY_TODAY:
      return g_strdup (_ ("Visit due today"));
    case WAY_URGENCY_SOON:
    case WAY_URGENCY_LATER:
    default:
      return g_strdup_printf (_ ("Visit due by %s"), day);
    }
}

/* @booked (nullable): a visit that comes after this one is due. */
static char *
visit_line (const Maker *self, const WayAgendaItem *booked)
{
  GString *text = g_string_new (NULL);

  add_sentence (text, seen_ago_text (self));
  add_sentence (text, tries_text (self));
  if (booked != NULL)
    {
      g_autofree char *when = way_when_text (booked->on, booked->at, self->today);

      add_sentence (text, g_strdup_printf (_ ("Booked for %s."), when));
    }
  return g_string_free (text, FALSE);
}

/* The soonest visit that is booked, or NULL. */
static const WayAgendaItem *
find_booked_visit (const Maker *self)
{
  const WayAgendaItem *first = NULL;

  for (guint i = 0; i < self->items->len; i++)
    {
      const WayAgendaItem *item = g_ptr_array_index (self->items, i);

      if (item->kind == WAY_AGENDA_APPOINTMENT && item->is_visit
          && (first == NULL || way_date_compare (item->on, first->on) < 0))
        first = item;
    }
  return first;
}

/* What is booked for the day or before is shown as booked, and nothing more is due.  What is
 * overdue stays so until someone was seen. */
static void
add_visit (Maker *self)
{
  const WayAgendaItem *booked = find_booked_visit (self);

  if (way_date_is_none (self->visit.due)
      || (booked != NULL && way_date_compare (booked->on, self->visit.due) <= 0))
    return;
  set_rule (add_item (self, WAY_AGENDA_VISIT, self->visit.due, visit_title (self),
                      visit_detail (self), visit_line (self, booked)),
            &self->visit);
}

/* -- appointments ------------------------------------------------------------------------------ */

gboolean
way_appointment_is_visit (const WayObject *appointment)
{
  static const char *const before[] = {
    "home", "office", "prison", "first", "next", "joint", NULL
  };
  g_autofree char *what = way_object_dup_string (appointment, WAY_APPOINTMENT_WHAT, 0);
  g_autofree char *folded = way_fold (what);
  g_autofree char *own = way_fold (_ ("Visit"));
  g_auto (GStrv) words = g_strsplit (folded, " ", 3);

  if (words[0] == NULL)
    return FALSE;
  if (g_str_equal (words[0], "visit") || g_str_equal (words[0], own))
    return TRUE;
  return words[1] != NULL && g_str_equal (words[1], "visit") && g_strv_contains (before, words[0]);
}

gboolean
way_appointment_was_held (const WayObject *appointment, GPtrArray *contacts)
{
  WayDate on = way_object_get_date (appointment, WAY_APPOINTMENT_WHEN, 0);
  g_autofree char *at = way_object_dup_string (appointment, WAY_APPOINTMENT_WHEN, 1);

  if (!way_appointment_is_visit (appointment))
    return FALSE;
  for (guint i = 0; i < contacts->len; i++)
    {
      const WayObject *contact = g_ptr_array_index (contacts, i);
      g_autofree char *kind = way_object_dup_string (contact, WAY_CONTACT_KIND, 0);
      g_autofree char *hour = way_object_dup_string (contact, WAY_CONTACT_WHEN, 1);

      if (way_date_compare (way_object_get_date (contact, WAY_CONTACT_WHEN, 0), on) != 0)
        continue;
      if (g_str_equal (kind, "visit") || g_str_equal (kind, "office")
          || g_str_equal (kind, "video"))
        return TRUE;
      if (g_str_equal (kind, "attempt") && at[0] != '\0' && strcmp (hour, at) >= 0)
        return TRUE;
    }
  return FALSE;
}

static char *
appointment_title (
    const Maker *self, const char *what, gboolean is_visit, WayDate on, const char *when)
{
  const char *named = what[0] != '\0' ? what : is_visit ? _ ("Visit") : _ ("Appointment");

  if (way_date_compare (on, self->today) == 0)
    return g_strdup_printf (_ ("%s, %s"), named, when);
  return g_strdup (named);
}

/* Today's says when in its title. */
static char *
appointment_detail (const Maker *self,
                    const WayObject *appointment,
                    gboolean is_visit,
                    WayDate on,
                    const char *when)
{
  if (way_date_compare (on, self->today) != 0)
    return g_strdup (when);
  return is_visit ? visit_detail (self)
                  : way_object_dup_string (appointment, WAY_APPOINTMENT_WITH, 0);
}

/* "Home visit. Last seen 8 weeks ago, on 21 August." */
static char *
ready_text (const Maker *self, const char *what)
{
  GString *text = g_string_new (NULL);

  add_sentence (text, g_strdup_printf (_ ("%s."), what));
  add_sentence (text, last_seen_text (self->last_seen, self->today));
  return g_string_free (text, FALSE);
}

static void
add_appointment (Maker *self, const WayObject *appointment)
{
  WayDate on = way_object_get_date (appointment, WAY_APPOINTMENT_WHEN, 0);
  g_autofree char *at = way_object_dup_string (appointment, WAY_APPOINTMENT_WHEN, 1);
  g_autofree char *what = way_object_dup_string (appointment, WAY_APPOINTMENT_WHAT, 0);
  g_autofree char *when = NULL;
  gboolean is_visit = way_appointment_is_visit (appointment);
  WayAgendaItem *item;

  if (!way_date_is_full (on) || way_date_compare (on, self->today) < 0
      || way_appointment_was_held (appointment, self->contacts))
    return;
  when = way_when_text (on, at, self->today);
  item = add_item (self, WAY_AGENDA_APPOINTMENT, on,
                   appointment_title (self, what, is_visit, on, when),
                   appointment_detail (self, appointment, is_visit, on, when),
                   g_strdup_printf (is_visit ? _ ("Visit, %s") : _ ("Appointment, %s"), when));
  item->is_visit = is_visit;
  if (is_visit)
    {
      item->ready = ready_text (self, what);
      set_rule (item, &self->visit);
    }
  if (way_time_of_day_is_valid (at))
    g_strlcpy (item->at, at, sizeof item->at);
  set_object (item, appointment);
}

static void
add_appointments (Maker *self)
{
  g_autoptr (GPtrArray) list = way_case_list (self->self, WAY_KIND_APPOINTMENT);

  for (guint i = 0; i < list->len; i++)
    add_appointment (self, g_ptr_array_index (list, i));
}

/* -- the review of the plan -------------------------------------------------------------------- */

static gboolean
has_review_held (WayCase *self, WayDate on)
{
  g_autoptr (GPtrArray) reviews = way_case_list (self, WAY_KIND_REVIEW);

  for (guint i = 0; i < reviews->len; i++)
    if (way_date_compare (
            way_object_get_date (g_ptr_array_index (reviews, i), WAY_REVIEW_HELD_ON, 0), on)
        == 0)
      return TRUE;
  return FALSE;
}

/* What the review is counted from. */
static char *
review_reason (const Maker *self, const WayDue *due)
{
  g_autofree char *from = way_date_text (due->from, self->today);

  if (g_str_equal (due->rule, "accommodation_review_days"))
    return g_strdup_printf (_ ("New home since %s."), from);
  if (way_date_compare (due->from, due->due) == 0)
    return g_strdup_printf (_ ("Asked for on %s."), from);
  if (has_review_held (self->self, due->from))
    return g_strdup_printf (_ ("Last review %s."), from);
  return g_strdup_printf (_ ("Last agreed %s."), from);
}

/* "By 9 November." */
static char *
by_text (const Maker *self, WayDate by)
{
  g_autofree char *day = way_date_text (by, self->today);
  gboolean overdue = way_date_compare (by, self->today) < 0;

  return g_strdup_printf (overdue ? _ ("Was due by %s.") : _ ("By %s."), day);
}

/* "By 9 November. Last agreed 9 May." */
static char *
review_detail (const Maker *self, const WayDue *due)
{
  GString *text = g_string_new (NULL);

  add_sentence (text, by_text (self, due->due));
  add_sentence (text, review_reason (self, due));
  return g_string_free (text, FALSE);
}

/* "Plan review. 7 of 10 sections ready." */
static char *
review_line (const Maker *self)
{
  guint ready = 0, n = self->reference->matters->len;

  for (guint i = 0; i < n; i++)
    {
      const WayMatterInfo *info = g_ptr_array_index (self->reference->matters, i);
      const WayObject *matter = way_case_get_matter (self->self, info->key);

      ready += matter != NULL && matter->life != WAY_LIFE_REMOVED
               && way_object_get_bool (matter, WAY_MATTER_READY, 0);
    }
  return g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN, "Plan review. %u of %u section ready.",
                                       "Plan review. %u of %u sections ready.", n),
                          ready, n);
}

static void
add_review (Maker *self)
{
  g_auto (WayDue) due = { 0 };

  way_due_review (self->care, &due);
  if (!way_date_is_none (due.due))
    set_rule (add_item (self, WAY_AGENDA_REVIEW, due.due, g_strdup (_ ("Plan review")),
                        review_detail (self, &due), review_line (self)),
              &due);
}

/* -- actions ----------------------------------------------------------------------------------- */

/* "Due today.", "Due Friday 24 October.", "Was due Friday 3 October." */
static char *
action_line (const Maker *self, WayDate by)
{
  g_autofree char *day = way_date_text_with_day (by, self->today);
  int days = way_date_days_between (self->today, by);

  if (days < 0)
    return g_strdup_printf (_ ("Was due %s."), day);
  if (days == 0)
    return g_strdup (_ ("Due today."));
  return days == 1 ? g_strdup (_ ("Due tomorrow.")) : g_strdup_printf (_ ("Due %s."), day);
}

static void
add_action (Maker *self, const WayObject *action)
{
  WayDate by = way_object_get_date (action, WAY_ACTION_BY, 0);
  g_autofree char *status = way_object_dup_string (action, WAY_ACTION_STATUS, 0);
  g_autofree char *who = way_object_dup_string (action, WAY_ACTION_WHO, 0);
  WayAgendaItem *item;

  if (!way_date_is_full (by) || g_str_equal (status, "done") || g_str_equal (status, "not_done"))
    return;
  item = add_item (self, WAY_AGENDA_ACTION, by, way_object_dup_string (action, WAY_ACTION_WHAT, 0),
                   g_strdup (g_str_equal (who, "me") ? self->name : who), action_line (self, by));
  set_object (item, action);
}

static void
add_actions (Maker *self)
{
  g_autoptr (GPtrArray) list = way_case_list (self->self, WAY_KIND_ACTION);

  for (guint i = 0; i < list->len; i++)
    add_action (self, g_ptr_array_index (list, i));
}

/* -- what comes once a year -------------------------------------------------------------------- */

/* The 21st birthday says itself that it is to be asked. */
static void
add_offer (Maker *self)
{
  g_auto (WayDue) due = { 0 };

  way_due_offer (self->care, &due);
  if (way_date_is_none (due.due) || way_date_compare (due.due, due.from) == 0
      || way_date_days_between (self->today, due.due) > WAY_AGENDA_OFFER_DAYS)
    return;
  set_rule (add_item (self, WAY_AGENDA_OFFER, due.due, g_strdup (_ ("Yearly offer")),
                      g_strdup_printf (_ ("Ask whether %s would like support."), self->name),
                      g_strdup (_ ("Yearly offer of support."))),
            &due);
}

/* What changes on that day (domain.md 2.8). */
static char *
birthday_detail (const Maker *self, guint age)
{
  switch (age)
    {
    case 18:
      return g_strdup (_ ("Legal status will change. Check the plan."));
    case 21:
      return g_strdup_printf (_ ("Ask %s about support after 21."), self->name);
    case 25:
      return g_strdup_printf (_ ("Support ends at 25. Plan the ending with %s."), self->name);
    default:
      return g_strdup ("");
    }
}

/* "18 on Sunday", "21 on 2 November", "18 today" */
static char *
birthday_line (const Maker *self, guint age, WayDate on)
{
  int days = way_date_days_between (self->today, on);
  g_autofree char *day = way_date_text_near (on, self->today);

  if (days < 2)
    return g_strdup_printf (_ ("%u %s"), age, day);
  return g_strdup_printf (_ ("%u on %s"), age,
                          days < 7 ? way_weekday_name ((guint)way_date_weekday (on))
                                   : (const char *)day);
}

static void
add_birthday (Maker *self)
{
  WayDate born = way_object_get_date (way_case_get_person (self->self), WAY_PERSON_BIRTH, 0);
  int age = way_date_is_full (born) ? way_date_age (born, self->today) : -1;
  WayAgendaItem *item;
  WayDate on;

  if (age < 0)
    return;
  on = way_date_birthday (born, age);
  if (way_date_compare (on, self->today) < 0)
    on = way_date_birthday (born, ++age);
  if (age == 0 || way_date_days_between (self->today, on) > WAY_AGENDA_BIRTHDAY_DAYS)
    return;
  item = add_item (self, WAY_AGENDA_BIRTHDAY, on, NULL, birthday_detail (self, (guint)age),
                   birthday_line (self, (guint)age, on));
  item->age = (guint)age;
  item->title = way_agenda_item_attention (item, self->today);
}

/* -- versions to settle ------------------------------------------------------------------------ */

static void
add_conflicts (Maker *self)
{
  g_autoptr (GPtrArray) all = way_case_list_all (self->self);
  const WayObject *first = NULL;
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    if (way_object_has_conflict (g_ptr_array_index (all, i)))
      {
        if (n++ == 0)
          first = g_ptr_array_index (all, i);
      }
  if (n > 0)
    set_object (
        add_item (self, WAY_AGENDA_CONFLICT, way_date_none, g_strdup (_ ("Versions to settle")),
                  g_strdup_printf (
                      g_dngettext (WAY_GETTEXT_DOMAIN, "In %u place.", "In %u places.", n), n),
                  g_strdup (_ ("Versions to settle."))),
        first);
}

/* -- the other clocks -------------------------------------------------------------------------- */

static void
add_assessment (Maker *self)
{
  g_auto (WayDue) due = { 0 };

  way_due_assessment (self->care, &due);
  if (!way_date_is_none (due.due))
    set_rule (add_item (self, WAY_AGENDA_CLOCK, due.due, g_strdup (_ ("Needs assessment")),
                        by_text (self, due.due), g_strdup ("")),
              &due);
}

/* It can be prepared from now on, and is wanted on the birthday. */
static void
add_universal_credit (Maker *self)
{
  g_auto (WayDue) due = { 0 };

  way_due_universal_credit (self->care, &due);
  if (!way_date_is_none (due.due))
    set_rule (add_item (self, WAY_AGENDA_CLOCK, due.from, g_strdup (_ ("Universal Credit")),
                        g_strdup (_ ("It can be prepared now, before turning 18.")), g_strdup ("")),
              &due);
}

/* The birthday itself says what ends with it. */
static void
add_closing (Maker *self)
{
  g_auto (WayDue) due = { 0 };

  way_due_closing (self->care, &due);
  if (way_date_is_none (due.due)
      || way_date_days_between (self->today, due.due) > WAY_AGENDA_CLOSING_DAYS)
    return;
  for (guint i = 0; i < self->items->len; i++)
    {
      WayAgendaItem *item = g_ptr_array_index (self->items, i);

      if (item->kind == WAY_AGENDA_BIRTHDAY && way_date_compare (item->on, due.due) == 0)
        {
          set_rule (item, &due);
          return;
        }
    }
  set_rule (add_item (self, WAY_AGENDA_CLOCK, due.due, g_strdup (_ ("Support ends")),
                      g_strdup_printf (_ ("Plan the ending with %s."), self->name), g_strdup ("")),
            &due);
}

static void
add_clocks (Maker *self)
{
  add_assessment (self);
  add_universal_credit (self);
  add_closing (self);
}

/* -- all of it --------------------------------------------------------------------------------- */

static int
compare_soonest (gconstpointer a, gconstpointer b)
{
  const WayAgendaItem *left = *(const WayAgendaItem *const *)a;
  const WayAgendaItem *right = *(const WayAgendaItem *const *)b;

  if (way_date_is_none (left->on) != way_date_is_none (right->on))
    return way_date_is_none (left->on) ? 1 : -1;
  if (way_date_compare (left->on, right->on) != 0)
    return way_date_compare (left->on, right->on);
  if ((left->at[0] == '\0') != (right->at[0] == '\0'))
    return left->at[0] == '\0' ? 1 : -1;
  if (strcmp (left->at, right->at) != 0)
    return strcmp (left->at, right->at);
  if (left->kind != right->kind)
    return left->kind < right->kind ? -1 : 1;
  return way_id_compare (&left->object, &right->object);
}

static GPtrArray *
list_items (
    WayCase *self, WayCase *team, WayReference *reference, WayDate today, gboolean with_clocks)
{
  const WayObject *person = way_case_get_person (self);
  g_auto (Maker) maker;

  maker_init (&maker, self, team, reference, today);
  if (person != NULL && person->life != WAY_LIFE_REMOVED && !way_case_is_closed (self))
    {
      add_appointments (&maker);
      add_visit (&maker);
      add_review (&maker);
      add_actions (&maker);
      add_offer (&maker);
      add_birthday (&maker);
      add_conflicts (&maker);
      if (with_clocks)
        add_clocks (&maker);
      g_ptr_array_sort (maker.items, compare_soonest);
    }
  return g_steal_pointer (&maker.items);
}

GPtrArray *
way_agenda_list (WayCase *self, WayCase *team, WayReference *reference, WayDate today)
{
  return list_items (self, team, reference, today, FALSE);
}

GPtrArray *
way_agenda_list_dates (WayCase *self, WayCase *team, WayReference *reference, WayDate today)
{
  return list_items (self, team, reference, today, TRUE);
}
