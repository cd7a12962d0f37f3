/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-due.h"

#include "way-clock.h"
#include "way-date-text.h"
#include "way-i18n.h"
#include "way-legal-status.h"
#include "way-plan.h"

void
way_due_clear (WayDue *self)
{
  g_clear_pointer (&self->reason, g_free);
}

/* -- what the case says ------------------------------------------------------------------------ */

gboolean
way_case_is_closed (WayCase *self)
{
  g_autofree char *reason = way_object_dup_string (way_case_get_person (self), WAY_PERSON_CLOSED,
                                                   0);

  return reason[0] != '\0';
}

char *
way_case_dup_status (WayCase *self, WayDate today)
{
  g_autoptr (GPtrArray) list = way_case_list (self, WAY_KIND_STATUS_ENTERED);

  /* by date, earliest first; the newest that has begun counts */
  for (guint i = list->len; i > 0; i--)
    {
      const WayObject *status = g_ptr_array_index (list, i - 1);
      WayDate from = way_object_get_date (status, WAY_STATUS_ENTERED_STATUS, 0);

      if (way_date_compare (from, today) <= 0)
        return way_object_dup_string (status, WAY_STATUS_ENTERED_STATUS, 1);
    }
  return g_strdup ("");
}

static gboolean
video_counts (WayCase *team)
{
  g_autoptr (GPtrArray) councils = team != NULL ? way_case_list (team, WAY_KIND_COUNCIL) : NULL;

  return councils != NULL && councils->len > 0
         && way_object_get_bool (g_ptr_array_index (councils, 0), WAY_COUNCIL_VISIT_STANDARDS, 1);
}

static gboolean
counts_as_seen (const WayObject *contact, gboolean video)
{
  g_autofree char *kind = way_object_dup_string (contact, WAY_CONTACT_KIND, 0);
  guint8 seen = way_object_get_tri (contact, WAY_CONTACT_SEEN, 0);

  if (g_str_equal (kind, "visit") || g_str_equal (kind, "office"))
    return seen != 1;
  return g_str_equal (kind, "video") && video && seen != 1;
}

gboolean
way_contact_counts_as_seen (const WayObject *contact, WayCase *team)
{
  return counts_as_seen (contact, video_counts (team));
}

/* Whether @contact was at the home: "must visit there", regulation 8(2).  A visit that does not say
 * where it was is taken for one. */
static gboolean
was_at_home (const WayObject *contact)
{
  g_autofree char *kind = way_object_dup_string (contact, WAY_CONTACT_KIND, 0);
  g_autofree char *place = way_object_dup_string (contact, WAY_CONTACT_PLACE, 0);

  return g_str_equal (kind, "visit") && (place[0] == '\0' || g_str_equal (place, "home"));
}

/* Days on which the person was seen, @since or later (all where it is none), newest last.  A day
 * still to come shows that nobody was seen yet: a slip, or another laptop's clock. */
static GArray *
list_seen (WayCase *self, WayCase *team, WayDate since, gboolean at_home, WayDate today)
{
  g_autoptr (GPtrArray) contacts = way_case_list (self, WAY_KIND_CONTACT);
  GArray *days = g_array_new (FALSE, FALSE, sizeof (WayDate));
  gboolean video = video_counts (team);

  for (guint i = 0; i < contacts->len; i++)
    {
      const WayObject *contact = g_ptr_array_index (contacts, i);
      WayDate on = way_object_get_date (contact, WAY_CONTACT_WHEN, 0);

      if (way_date_is_full (on) && way_date_compare (on, since) >= 0
          && way_date_compare (on, today) <= 0 && counts_as_seen (contact, video)
          && (!at_home || was_at_home (contact)))
        g_array_append_val (days, on);
    }
  return days;
}

WayDate
way_case_last_seen (WayCase *self, WayCase *team, WayDate today)
{
  g_autoptr (GArray) days = list_seen (self, team, way_date_none, FALSE, today);

  return days->len > 0 ? g_array_index (days, WayDate, days->len - 1) : way_date_none;
}

/* Of a home only the month may be known, or the year: the earliest day asks for the visits soonest.
 */
static WayDate
earliest_day (WayDate date)
{
  if (way_date_is_none (date))
    return date;
  date.month = date.month == 0 ? 1 : date.month;
  date.day = date.day == 0 ? 1 : date.day;
  return date;
}

/* The day after the last that @date may be, whatever of it is known. */
static WayDate
day_after (WayDate date)
{
  WayDate first = earliest_day (date);

  if (date.month == 0)
    return way_date_add_years (first, 1);
  return date.day == 0 ? way_date_add_months (first, 1) : way_date_add_days (first, 1);
}

/* The day since which the council provides the home they live in; none where it does not. */
static WayDate
provided_since (WayCase *self, WayDate today)
{
  g_autoptr (GPtrArray) homes = way_case_list (self, WAY_KIND_HOME);

  for (guint i = homes->len; i > 0; i--)
    {
      const WayObject *home = g_ptr_array_index (homes, i - 1);
      WayDate from = earliest_day (way_object_get_date (home, WAY_HOME_DATES, 0));
      WayDate to = way_object_get_date (home, WAY_HOME_DATES, 1);

      if (way_object_get_tri (home, WAY_HOME_PROVIDED_BY_COUNCIL, 0) == 2 && way_date_is_full (from)
          && way_date_compare (from, today) <= 0
          && (way_date_is_none (to) || way_date_compare (day_after (to), today) > 0))
        return from;
    }
  return way_date_none;
}

static WayDate
last_review_held (WayCase *self, WayDate today)
{
  g_autoptr (GPtrArray) reviews = way_case_list (self, WAY_KIND_REVIEW);
  WayDate last = way_date_none;

  for (guint i = 0; i < reviews->len; i++)
    {
      WayDate held = way_object_get_date (g_ptr_array_index (reviews, i), WAY_REVIEW_HELD_ON, 0);

      if (way_date_compare (held, last) > 0 && way_date_compare (held, today) <= 0)
        last = held;
    }
  return last;
}

/* The earliest day on which a review was asked for that has not been held; none where none was. */
static WayDate
review_asked_on (WayCase *self, WayDate today)
{
  g_autoptr (GPtrArray) reviews = way_case_list (self, WAY_KIND_REVIEW);
  WayDate earliest = way_date_none, held = last_review_held (self, today);

  for (guint i = 0; i < reviews->len; i++)
    {
      const WayObject *review = g_ptr_array_index (reviews, i);
      WayDate asked = way_object_get_date (review, WAY_REVIEW_ASKED, 0);
      WayDate own = way_object_get_date (review, WAY_REVIEW_HELD_ON, 0);

      if (way_date_compare (own, today) > 0)
        own = way_date_none;
      if (!way_date_is_none (asked) && way_date_is_none (own) && way_date_compare (asked, held) > 0
          && (way_date_is_none (earliest) || way_date_compare (asked, earliest) < 0))
        earliest = asked;
    }
  return earliest;
}

/* The earliest significant change since the last review (domain.md 2.5); none where none was. */
static WayDate
changed_on (WayCase *self, WayDate held, WayDate today)
{
  g_autoptr (GPtrArray) changes = way_case_list (self, WAY_KIND_CHANGE);

  for (guint i = 0; i < changes->len; i++)
    {
      WayDate on = way_object_get_date (g_ptr_array_index (changes, i), WAY_CHANGE_ON, 0);

      if (way_date_is_full (on) && way_date_compare (on, held) > 0
          && way_date_compare (on, today) <= 0)
        return on;
    }
  return way_date_none;
}

/* The day the newest plan that counts was agreed, as its content says. */
static WayDate
plan_agreed_on (WayCase *self)
{
  g_autoptr (GPtrArray) versions = way_plan_list_versions (self);
  const WayVersion *newest = way_plan_newest_version (versions);
  g_autoptr (WayDocument) document = newest != NULL ? way_version_open (newest, NULL) : NULL;

  return document != NULL ? document->agreed_on : way_date_none;
}

/* -- sums -------------------------------------------------------------------------------------- */

static void
set_due (WayDue *due, WayDate date, WayDate from, const char *rule, char *reason)
{
  g_free (due->reason);
  due->due = date;
  due->from = from;
  due->rule = rule;
  due->reason = reason;
}

/* Whether an object of @kind holds a day in @group that is still to come. */
static gboolean
has_day_to_come (WayCase *self, guint16 kind, guint16 group, WayDate today)
{
  g_autoptr (GPtrArray) objects = way_case_list (self, kind);

  for (guint i = 0; i < objects->len; i++)
    if (way_date_compare (way_object_get_date (g_ptr_array_index (objects, i), group, 0), today)
        > 0)
      return TRUE;
  return FALSE;
}

static void
add_to_reason (WayDue *due, const char *sentence)
{
  char *both = due->reason != NULL && due->reason[0] != '\0'
                   ? g_strdup_printf ("%s %s", due->reason, sentence)
                   : g_strdup (sentence);

  g_free (due->reason);
  due->reason = both;
}

static void
set_none (WayDue *due, const char *reason)
{
  set_due (due, way_date_none, way_date_none, "", g_strdup (reason));
}

static char *
amount_text (guint amount, const char *unit)
{
  if (g_str_equal (unit, "months"))
    return g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN, "%u month", "%u months", amount),
                            amount);
  if (amount % 7 == 0 && amount > 7)
    return g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN, "%u week", "%u weeks", amount / 7),
                            amount / 7);
  return g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN, "%u day", "%u days", amount), amount);
}

static WayDate
add_amount (WayDate from, guint amount, const char *unit)
{
  return g_str_equal (unit, "months") ? way_date_add_months (from, (int)amount)
                                      : way_date_add_days (from, (int)amount);
}

/* @due becomes @from + @amount where that is earlier than what it holds; @why begins the sentence.
 */
static void
bring_forward (WayDue *due,
               WayDate from,
               guint amount,
               const char *unit,
               const char *rule,
               const char *why,
               WayDate today)
{
  WayDate date = add_amount (from, amount, unit);
  g_autofree char *left = NULL, *sum = NULL, *right = NULL;

  if (amount == 0 || (!way_date_is_none (due->due) && way_date_compare (due->due, date) <= 0))
    return;
  left = way_date_text (from, today);
  sum = amount_text (amount, unit);
  right = way_date_text (date, today);
  set_due (due, date, from, rule, g_strdup_printf ("%s %s + %s = %s.", why, left, sum, right));
}

static void
bring_forward_by_rule (WayDue *due,
                       WayDate from,
                       WayReference *reference,
                       const char *rule,
                       const char *why,
                       WayDate today)
{
  const WayRule *found = way_reference_get_rule (reference, rule, today);

  if (found != NULL)
    bring_forward (due, from, found->value, found->unit, found->key, why, today);
}

/* -- clocks ------------------------------------------------------------------------------------ */

/* How things stand on the day the history was read for. */
static WayLegalStatusBrief
stands (const WayCare *care)
{
  return way_legal_status_brief (care, way_date_to_day_number (care->today));
}

/* From 21 the duties rest until someone asks. */
static gboolean
has_no_clock (const WayCare *care, WayDue *due)
{
  if (way_case_is_closed (care->self))
    set_none (due, _ ("We have agreed to stop for now, so nothing is due."));
  else if (stands (care).rests)
    set_none (due, _ ("21 or over and has not asked for support: offer it once a year."));
  else
    return FALSE;
  return TRUE;
}

static guint
visit_days (WayCase *team, WayReference *reference, WayDate today, gboolean *ret_council)
{
  g_autoptr (GPtrArray) councils = team != NULL ? way_case_list (team, WAY_KIND_COUNCIL) : NULL;
  g_autoptr (GVariant) value = NULL;
  guint days = 0;

  if (councils != NULL && councils->len > 0)
    value = way_object_dup_value (g_ptr_array_index (councils, 0), WAY_COUNCIL_VISIT_STANDARDS);
  if (value != NULL)
    g_variant_get_child (value, 0, "u", &days);
  *ret_council = days > 0;
  return days > 0 ? days : way_reference_get_value (reference, "visit_days_default", today);
}

/* Regulation 8(2): within 7 days of a home being provided, before its review, then two months. */
static void
apply_provided_home (
    WayCase *self, WayCase *team, WayReference *reference, WayDate home, WayDate today, WayDue *due)
{
  g_autoptr (GArray) seen = list_seen (self, team, home, TRUE, today);
  WayDate review;

  if (seen->len == 0)
    {
      /* what was due for the former home no longer matters: this one has its own first visit */
      set_none (due, "");
      bring_forward_by_rule (due, home, reference, "first_visit_days",
                             _ ("The council provides the home:"), today);
      return;
    }
  review = way_date_add_days (
      home, (int)way_reference_get_value (reference, "accommodation_review_days", today));
  /* one that came late is not owed once more before a day that is over */
  if (seen->len == 1 && way_date_compare (last_review_held (self, today), home) < 0
      && way_date_compare (g_array_index (seen, WayDate, 0), review) < 0)
    bring_forward_by_rule (due, home, reference, "accommodation_review_days",
                           _ ("Before the review of the new home:"), today);
  bring_forward_by_rule (due, g_array_index (seen, WayDate, seen->len - 1), reference,
                         "visit_months_law", _ ("The council provides the home:"), today);
}

void
way_due_visit (const WayCare *care, WayCase *team, WayDue *ret_due)
{
  WayCase *self = care->self;
  WayReference *reference = care->reference;
  WayDate today = care->today, seen = way_case_last_seen (self, team, today);
  WayDate home = provided_since (self, today);
  const WayObject *person = way_case_get_person (self);
  gboolean council;
  guint days = visit_days (team, reference, today, &council);

  *ret_due = (WayDue){ .rule = "" };
  if (has_no_clock (care, ret_due))
    return;
  if (!way_date_is_none (seen))
    bring_forward (ret_due, seen, days, "days", "visit_days_default",
                   council ? _ ("Last seen, and the team’s own time:") : _ ("Last seen:"), today);
  else if (person != NULL)
    bring_forward (ret_due, way_clock_date_at (person->created_ms), days, "days",
                   "visit_days_default", _ ("No visit is written down yet. Added:"), today);
  if (!way_date_is_none (home))
    apply_provided_home (self, team, reference, home, today, ret_due);
  if (has_day_to_come (self, WAY_KIND_CONTACT, WAY_CONTACT_WHEN, today))
    add_to_reason (ret_due, _ ("A contact is written down for a day still to come: it does not "
                               "count."));
}

void
way_due_review (const WayCare *care, WayDue *ret_due)
{
  WayCase *self = care->self;
  WayReference *reference = care->reference;
  WayDate today = care->today, held, agreed, home, asked, changed;
  WayLegalStatusCode code = stands (care).code;

  *ret_due = (WayDue){ .rule = "" };
  if (has_no_clock (care, ret_due))
    return;
  if (code == WAY_STATUS_QUALIFYING || code == WAY_STATUS_NONE)
    {
      set_none (ret_due, _ ("The law sets no review for this status."));
      return;
    }

  held = last_review_held (self, today);
  agreed = plan_agreed_on (self);
  home = provided_since (self, today);
  asked = review_asked_on (self, today);
  changed = changed_on (self, held, today);
  if (way_date_is_full (held) && way_date_compare (held, agreed) >= 0)
    bring_forward_by_rule (ret_due, held, reference, "review_months", _ ("Last review:"), today);
  else if (!way_date_is_none (agreed))
    bring_forward_by_rule (ret_due, agreed, reference, "review_months", _ ("Plan agreed:"), today);
  if (!way_date_is_none (home) && way_date_compare (held, home) < 0)
    bring_forward_by_rule (ret_due, home, reference, "accommodation_review_days",
                           _ ("The council provides a new home:"), today);
  if (!way_date_is_none (changed))
    bring_forward_by_rule (ret_due, changed, reference, "change_review_days",
                           _ ("A significant change:"), today);
  if (!way_date_is_none (asked)
      && (way_date_is_none (ret_due->due) || way_date_compare (asked, ret_due->due) < 0))
    {
      g_autofree char *day = way_date_text (asked, today);

      set_due (ret_due, asked, asked, "review_months",
               g_strdup_printf (_ ("A review was asked for on %s, so it is held now."), day));
    }
  if (ret_due->reason == NULL)
    set_none (ret_due, _ ("No plan is agreed yet, so no review is due."));
  if (has_day_to_come (self, WAY_KIND_REVIEW, WAY_REVIEW_HELD_ON, today))
    add_to_reason (ret_due, _ ("A review is written down for a day still to come: it does not "
                               "count."));
}

/* Nothing rests while a programme of the plan runs past 21. */
static gboolean
will_rest (const WayCare *care, gint32 today)
{
  return way_legal_status_brief (care, today).code == WAY_STATUS_FORMER_RELEVANT
         && way_legal_status_brief (care, MAX (today, care->age_21)).rests;
}

/* The day that was last offered, or answered, at 21 or later; WAY_DAY_NONE where none is written
 * down. */
static gint32
last_offer (const WayCare *care, gint32 today)
{
  const guint kinds = (1u << WAY_SUPPORT_OFFERED) | (1u << WAY_SUPPORT_DECLINED)
                      | (1u << WAY_SUPPORT_NO_LONGER_WANTED);
  gint32 on;
  int what;

  return way_care_last_event (care, kinds, 0, today, &on, &what) && on >= care->age_21
             ? on
             : WAY_DAY_NONE;
}

/* Where offers are written down, the next is due a year after the last and stays so until it is
 * made; where none is, once a year from the birthday. */
static WayDate
next_offer (const WayCare *care, WayDate today, guint months, WayDate *ret_from)
{
  gint32 last = last_offer (care, way_date_to_day_number (today));
  WayDate day = way_date_from_day_number (last != WAY_DAY_NONE ? last : care->age_21);

  *ret_from = day;
  if (last != WAY_DAY_NONE)
    return way_date_add_months (day, (int)months);
  for (guint n = 1; way_date_compare (day, today) < 0; n++)
    day = way_date_add_months (*ret_from, (int)(n * months));
  return day;
}

void
way_due_offer (const WayCare *care, WayDue *ret_due)
{
  WayDate today = care->today, day, from;
  guint months = way_reference_get_value (care->reference, "offer_interval_months", today);

  *ret_due = (WayDue){ .rule = "" };
  if (care->age_21 == WAY_DAY_OPEN || care->age_25 == WAY_DAY_OPEN || months == 0
      || way_case_is_closed (care->self) || !will_rest (care, way_date_to_day_number (today)))
    return;
  day = next_offer (care, today, months, &from);
  if (way_date_to_day_number (day) >= care->age_25)
    return;
  if (way_date_to_day_number (from) == care->age_21)
    set_due (ret_due, day, from, "offer_interval_months",
             g_strdup (_ ("From 21, ask once a year whether they would like support.")));
  else
    bring_forward_by_rule (ret_due, from, care->reference, "offer_interval_months",
                           _ ("Support was last offered, or turned down:"), today);
}

/* -- what the status asks for ------------------------------------------------------------------ */

/* Whether an assessment was done on @since or later. */
static gboolean
is_assessed (const WayCare *care, gint32 since, gint32 today)
{
  for (guint i = 0; i < care->assessments->len; i++)
    {
      const WaySpan *span = &g_array_index (care->assessments, WaySpan, i);

      if (span->to >= since && span->to <= today)
        return TRUE;
    }
  return FALSE;
}

/* What an assessment is counted from, by status; WAY_DAY_NONE where none is owed. */
static gint32
assessment_from (const WayCare *care,
                 WayLegalStatusCode code,
                 gint32 today,
                 const char **ret_rule,
                 const char **ret_why)
{
  gint32 on = WAY_DAY_NONE;
  int what;

  *ret_rule = "needs_assessment_months";
  *ret_why = _ ("Needs assessment, eligible from:");
  if (code == WAY_STATUS_ELIGIBLE)
    return way_legal_status_first (care, code, today);
  if (code == WAY_STATUS_RELEVANT)
    {
      *ret_why = _ ("Needs assessment, relevant and without a plan from:");
      return way_date_is_none (plan_agreed_on (care->self)) ? way_legal_status_since (care, today)
                                                            : WAY_DAY_NONE;
    }
  if (code == WAY_STATUS_FORMER_RELEVANT_EDUCATION)
    {
      *ret_why = _ ("Needs assessment, told of education or training:");
      way_care_last_event (care, 1u << WAY_SUPPORT_EDUCATION_TOLD, 0, today, &on, &what);
    }
  else if (code == WAY_STATUS_FORMER_RELEVANT_21_PLUS)
    {
      *ret_rule = "assessment_months_after_asking";
      *ret_why = _ ("Needs assessment, asked for support:");
      way_care_last_event (care, 1u << WAY_SUPPORT_ASKED, 0, today, &on, &what);
    }
  return on;
}

void
way_due_assessment (const WayCare *care, WayDue *ret_due)
{
  gint32 day = way_date_to_day_number (care->today), from, done_since;
  WayLegalStatusCode code = stands (care).code;
  const char *rule, *why;

  *ret_due = (WayDue){ .rule = "" };
  if (way_case_is_closed (care->self))
    return;
  from = assessment_from (care, code, day, &rule, &why);
  /* one done at 16 is not owed again where the status comes later */
  done_since = code == WAY_STATUS_ELIGIBLE || code == WAY_STATUS_RELEVANT ? MIN (from, care->age_16)
                                                                          : from;
  if (from != WAY_DAY_NONE && !is_assessed (care, done_since, day))
    bring_forward_by_rule (ret_due, way_date_from_day_number (from), care->reference, rule, why,
                           care->today);
}

void
way_due_closing (const WayCare *care, WayDue *ret_due)
{
  WayLegalStatusCode code = stands (care).code;
  g_autofree char *day = NULL;
  WayDate last;

  *ret_due = (WayDue){ .rule = "" };
  if (way_case_is_closed (care->self) || care->age_25 == WAY_DAY_OPEN
      || (code != WAY_STATUS_FORMER_RELEVANT && code != WAY_STATUS_FORMER_RELEVANT_EDUCATION
          && code != WAY_STATUS_FORMER_RELEVANT_21_PLUS))
    return;
  last = way_date_from_day_number (care->age_25);
  day = way_date_text (last, care->today);
  set_due (ret_due, last, last, "age_end",
           g_strdup_printf (_ ("Support ends on the 25th birthday, %s."), day));
}

void
way_due_universal_credit (const WayCare *care, WayDue *ret_due)
{
  WayDate today = care->today;
  guint days = way_reference_get_value (care->reference, "universal_credit_prepare_days", today);
  gint32 day = way_date_to_day_number (today);
  g_autofree char *left = NULL, *sum = NULL, *right = NULL;
  WayDate birthday, from;

  *ret_due = (WayDue){ .rule = "" };
  if (way_case_is_closed (care->self) || care->age_18 == WAY_DAY_OPEN || days == 0
      || day >= care->age_18 || day < care->age_18 - (gint32)days)
    return;
  birthday = way_date_from_day_number (care->age_18);
  from = way_date_add_days (birthday, -(int)days);
  left = way_date_text (birthday, today);
  sum = amount_text (days, "days");
  right = way_date_text (from, today);
  set_due (ret_due, from, birthday, "universal_credit_prepare_days",
           g_strdup_printf (_ ("Universal Credit can be prepared before turning 18: %s − %s = %s."),
                            left, sum, right));
}
