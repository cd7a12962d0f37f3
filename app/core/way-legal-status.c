/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-legal-status.h"

#include "way-date-text.h"
#include "way-i18n.h"

#define BIT(n) (1u << (n))
#define DETAINED (BIT (WAY_CIRCUMSTANCE_CUSTODY) | BIT (WAY_CIRCUMSTANCE_HOSPITAL))
#define ASKED_OR_NOT                                                                               \
  (BIT (WAY_SUPPORT_ASKED) | BIT (WAY_SUPPORT_DECLINED) | BIT (WAY_SUPPORT_NO_LONGER_WANTED))
#define STUDYING_OR_NOT (BIT (WAY_SUPPORT_EDUCATION_TOLD) | BIT (WAY_SUPPORT_EDUCATION_ENDED))

void
way_legal_status_clear (WayLegalStatus *self)
{
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->differs, g_free);
}

const char *
way_legal_status_name (WayLegalStatusCode code)
{
  return code < WAY_STATUS_NOT_KNOWN ? way_legal_status_names[code] : "";
}

const char *
way_legal_status_title (WayLegalStatusCode code)
{
  static const char *const titles[] = { N_ ("Eligible"),
                                        N_ ("Relevant"),
                                        N_ ("Former relevant"),
                                        N_ ("Former relevant, in education or training"),
                                        N_ ("Former relevant, asked for support at 21 or over"),
                                        N_ ("Qualifying"),
                                        N_ ("Not a care leaver"),
                                        N_ ("Not known") };

  return _ (titles[MIN (code, WAY_STATUS_NOT_KNOWN)]);
}

/* -- what care history makes ------------------------------------------------------------------- */

/* Why the status is what it is: one sentence each. */
typedef enum
{
  WHY_TOO_YOUNG,
  WHY_LOOKED_AFTER_NOT_YET,
  WHY_ELIGIBLE,
  WHY_ENDED_FOR_GOOD,
  WHY_WAS_ELIGIBLE,
  WHY_DETAINED_AT_16,
  WHY_HOME,
  WHY_TOO_SHORT,
  WHY_GUARDIAN,
  WHY_NO_CARE_SINCE_16,
  WHY_TURNED_18,
  WHY_EDUCATION,
  WHY_PROGRAMME,
  WHY_ASKED,
  WHY_RESTS,
  WHY_QUALIFYING_EDUCATION,
  WHY_QUALIFYING_OVER,
  WHY_OVER,
} Why;

typedef struct
{
  WayLegalStatusCode code;
  Why why;
  gint32 last;       /* last day of care before; WAY_DAY_NONE */
  gint32 home_since; /* of WHY_HOME */
} Made;

static Made
made (WayLegalStatusCode code, Why why, gint32 last)
{
  return (Made){ .code = code, .why = why, .last = last, .home_since = WAY_DAY_NONE };
}

/* The one place where 13 weeks are counted: whole days, the last too. */
static gboolean
has_enough_care (const WayCare *self, gint32 until)
{
  return way_care_count_days (self, until) >= self->law.days_for_eligible;
}

/* Adoption, or death, ended that care. */
static gboolean
ended_for_good (const WayCare *self, gint32 last)
{
  for (guint i = 0; i < self->care->len; i++)
    {
      const WaySpan *span = &g_array_index (self->care, WaySpan, i);

      if (span->ends_all && span->to == last)
        return TRUE;
    }
  return FALSE;
}

/* Regulation 3: in custody or hospital on the 16th birthday, and in care until then. */
static gboolean
was_detained_at_16 (const WayCare *self)
{
  gint32 since = way_care_unbroken_since (self, DETAINED, self->age_16);

  return since != WAY_DAY_NONE && way_care_is_looked_after (self, since - 1)
         && has_enough_care (self, since - 1);
}

/* The day since which they have lived with a parent, where that is long enough on @day;
 * WAY_DAY_NONE where it is not. */
static gint32
settled_at_home_since (const WayCare *self, gint32 last, gint32 day)
{
  gint32 since = way_care_unbroken_since (self, BIT (WAY_CIRCUMSTANCE_WITH_PARENT), day);
  WayDate enough;

  if (since == WAY_DAY_NONE || self->law.home_months == 0)
    return WAY_DAY_NONE;
  since = MAX (since, self->age_16);
  if (last != WAY_DAY_NONE)
    since = MAX (since, last + 1);
  enough = way_date_add_months (way_date_from_day_number (since), (int)self->law.home_months);
  return day >= way_date_to_day_number (enough) ? since : WAY_DAY_NONE;
}

/* A special guardianship order in force on @day, made of somebody looked after. */
static gboolean
has_guardian (const WayCare *self, gint32 day)
{
  for (guint i = 0; i < self->circumstances->len; i++)
    {
      const WaySpan *span = &g_array_index (self->circumstances, WaySpan, i);

      if (span->what == WAY_CIRCUMSTANCE_SPECIAL_GUARDIANSHIP && span->from <= day
          && day <= span->to && way_care_is_looked_after (self, span->from - 1))
        return TRUE;
    }
  return FALSE;
}

static gboolean
was_away_since_16 (const WayCare *self, gint32 day)
{
  gint32 until = MIN (day, self->age_18) - 1;

  for (guint i = 0; i < self->away->len; i++)
    {
      const WaySpan *span = &g_array_index (self->away, WaySpan, i);

      if (span->from <= until && MIN (span->to, until) >= self->age_16)
        return TRUE;
    }
  return FALSE;
}

/* At 16 or 17, no longer looked after; on the 18th birthday, as if it had not come. */
static Made
judge_left_care (const WayCare *self, gint32 last, gint32 day)
{
  gboolean since_16 = last != WAY_DAY_NONE && last >= self->age_16;
  gboolean was_eligible = since_16 && has_enough_care (self, last);

  if (last != WAY_DAY_NONE && ended_for_good (self, last))
    return made (WAY_STATUS_NONE, WHY_ENDED_FOR_GOOD, last);
  if (was_eligible || was_detained_at_16 (self))
    {
      Made left = made (WAY_STATUS_RELEVANT, was_eligible ? WHY_WAS_ELIGIBLE : WHY_DETAINED_AT_16,
                        last);

      left.home_since = settled_at_home_since (self, last, day);
      if (left.home_since != WAY_DAY_NONE)
        left.code = WAY_STATUS_QUALIFYING, left.why = WHY_HOME;
      return left;
    }
  if (since_16 || was_away_since_16 (self, day))
    return made (WAY_STATUS_QUALIFYING, WHY_TOO_SHORT, last);
  if (has_guardian (self, MIN (day, self->age_18 - 1)))
    return made (WAY_STATUS_QUALIFYING, WHY_GUARDIAN, last);
  return made (WAY_STATUS_NONE, WHY_NO_CARE_SINCE_16, last);
}

static Made
judge_at_16 (const WayCare *self, gint32 day)
{
  gint32 last = way_care_last_day (self, day);

  if (!way_care_is_looked_after (self, day))
    return judge_left_care (self, last, day);
  if (has_enough_care (self, day - 1))
    return made (WAY_STATUS_ELIGIBLE, WHY_ELIGIBLE, last);
  return made (WAY_STATUS_NONE, WHY_LOOKED_AFTER_NOT_YET, last);
}

static gboolean
stands (const WayCare *self, guint kinds, int kind_for, gint32 day)
{
  gint32 on;
  int what;

  return way_care_last_event (self, kinds, BIT (kind_for), day, &on, &what) && what == kind_for;
}

/* A programme of the plan that began before the duties rest. */
static gboolean
has_programme (const WayCare *self, gint32 day)
{
  for (guint i = 0; i < self->circumstances->len; i++)
    {
      const WaySpan *span = &g_array_index (self->circumstances, WaySpan, i);

      if (span->what == WAY_CIRCUMSTANCE_EDUCATION_PROGRAMME && span->from < self->age_21
          && span->from <= day && day <= span->to)
        return TRUE;
    }
  return FALSE;
}

/* Sections 23C(6)-(7), 23CA and 23CZB. */
static Made
judge_former_relevant (const WayCare *self, gint32 last, gint32 day)
{
  gboolean studying = stands (self, STUDYING_OR_NOT, WAY_SUPPORT_EDUCATION_TOLD, day);

  if (day < self->age_21)
    return made (WAY_STATUS_FORMER_RELEVANT, WHY_TURNED_18, last);
  if (studying && day < self->age_25_education)
    return made (WAY_STATUS_FORMER_RELEVANT_EDUCATION, WHY_EDUCATION, last);
  if (day >= self->age_25)
    return made (WAY_STATUS_NONE, WHY_OVER, last);
  if (has_programme (self, day))
    return made (WAY_STATUS_FORMER_RELEVANT, WHY_PROGRAMME, last);
  if (stands (self, ASKED_OR_NOT, WAY_SUPPORT_ASKED, day))
    return made (WAY_STATUS_FORMER_RELEVANT_21_PLUS, WHY_ASKED, last);
  return made (WAY_STATUS_FORMER_RELEVANT, WHY_RESTS, last);
}

/* Section 24: advice and help until 21, and until 25 for a course. */
static Made
judge_qualifying (const WayCare *self, Made at_18, gint32 day)
{
  if (day < self->age_21)
    return at_18;
  if (day < self->age_25 && stands (self, STUDYING_OR_NOT, WAY_SUPPORT_EDUCATION_TOLD, day))
    return made (WAY_STATUS_QUALIFYING, WHY_QUALIFYING_EDUCATION, at_18.last);
  return made (WAY_STATUS_NONE, day < self->age_25 ? WHY_QUALIFYING_OVER : WHY_OVER, at_18.last);
}

/* What was so on the 18th birthday decides what comes after it. */
static Made
judge_adult (const WayCare *self, gint32 day)
{
  Made at_18 = judge_left_care (self, way_care_last_day (self, self->age_18), self->age_18);

  if (at_18.code == WAY_STATUS_RELEVANT)
    return judge_former_relevant (self, at_18.last, day);
  if (at_18.code == WAY_STATUS_QUALIFYING)
    return judge_qualifying (self, at_18, day);
  return at_18;
}

static Made
judge (const WayCare *self, gint32 day)
{
  if (day < self->age_16)
    return made (WAY_STATUS_NONE, WHY_TOO_YOUNG, WAY_DAY_NONE);
  return day < self->age_18 ? judge_at_16 (self, day) : judge_adult (self, day);
}

/* -- what stands ------------------------------------------------------------------------------- */

static const WaySpan *
find_override (const WayCare *self, gint32 day)
{
  /* the one that began last */
  for (guint i = self->overrides->len; i > 0; i--)
    {
      const WaySpan *span = &g_array_index (self->overrides, WaySpan, i - 1);

      if (span->what >= 0 && span->from <= day && day <= span->to)
        return span;
    }
  return NULL;
}

static const WaySpan *
find_entry (const WayCare *self, gint32 day)
{
  for (guint i = self->entered->len; i > 0; i--)
    {
      const WaySpan *span = &g_array_index (self->entered, WaySpan, i - 1);

      if (span->what >= 0 && span->from <= day)
        return span;
    }
  return NULL;
}

/* Whether there is anything to make a status of. */
static gboolean
has_history (const WayCare *self)
{
  return (self->care->len > 0 || self->away->len > 0) && way_date_is_full (self->born)
         && self->law.days_for_eligible > 0 && self->age_14 != WAY_DAY_OPEN
         && self->age_16 != WAY_DAY_OPEN && self->age_18 != WAY_DAY_OPEN;
}

/* What was entered or set says nothing of whether they have asked since. */
static gboolean
rests_by_word (const WayCare *self, WayLegalStatusCode code, gint32 day)
{
  return code == WAY_STATUS_FORMER_RELEVANT && day >= self->age_21;
}

WayLegalStatusBrief
way_legal_status_brief (const WayCare *self, gint32 day)
{
  const WaySpan *said = find_override (self, day);
  WayLegalStatusSource source = WAY_STATUS_FROM_OVERRIDE;

  if (said == NULL && has_history (self))
    {
      Made now = judge (self, day);

      return (WayLegalStatusBrief){ now.code, WAY_STATUS_FROM_CARE, now.why == WHY_RESTS };
    }
  if (said == NULL)
    said = find_entry (self, day), source = WAY_STATUS_FROM_ENTRY;
  if (said == NULL)
    return (WayLegalStatusBrief){ WAY_STATUS_NOT_KNOWN, WAY_STATUS_FROM_NOTHING, FALSE };
  return (WayLegalStatusBrief){ (WayLegalStatusCode)said->what, source,
                                rests_by_word (self, (WayLegalStatusCode)said->what, day) };
}

/* -- since when -------------------------------------------------------------------------------- */

static void
add_turn (GArray *turns, gint32 day)
{
  if (day != WAY_DAY_NONE && day != WAY_DAY_OPEN)
    g_array_append_val (turns, day);
}

/* The day after @day; what never comes has none, and what never was has none either. */
static gint32
day_after (gint32 day)
{
  return day == WAY_DAY_OPEN || day == WAY_DAY_NONE ? day : day + 1;
}

static void
add_months_turn (const WayCare *self, GArray *turns, gint32 day)
{
  WayDate enough;

  if (day == WAY_DAY_NONE || day == WAY_DAY_OPEN)
    return;
  enough = way_date_add_months (way_date_from_day_number (day), (int)self->law.home_months);
  add_turn (turns, way_date_to_day_number (enough));
}

static void
add_span_turns (const WayCare *self, GArray *turns, GArray *spans, gboolean home)
{
  for (guint i = 0; i < spans->len; i++)
    {
      const WaySpan *span = &g_array_index (spans, WaySpan, i);
      gint32 after = day_after (span->to);

      add_turn (turns, span->from);
      add_turn (turns, day_after (span->from));
      add_turn (turns, after);
      if (home)
        {
          add_months_turn (self, turns, span->from);
          add_months_turn (self, turns, after);
        }
    }
}

/* The day after the one on which 13 weeks are full. */
static gint32
day_after_enough (const WayCare *self)
{
  gint32 low = self->age_14, high = self->age_18;

  if (high == WAY_DAY_OPEN || !has_enough_care (self, high))
    return WAY_DAY_NONE;
  while (low < high)
    {
      gint32 middle = low + (high - low) / 2;

      if (has_enough_care (self, middle))
        high = middle;
      else
        low = middle + 1;
    }
  return low + 1;
}

static int
compare_days (gconstpointer a, gconstpointer b)
{
  gint32 left = *(const gint32 *)a, right = *(const gint32 *)b;

  return (left > right) - (left < right);
}

/* Every day on which the status may become another, in order: between two of them it cannot. */
static GArray *
list_turns (const WayCare *self)
{
  GArray *turns = g_array_sized_new (FALSE, FALSE, sizeof (gint32), 64);
  const gint32 ages[] = { self->age_16, day_after (self->age_16), self->age_18, self->age_21,
                          self->age_25, self->age_25_education };

  for (guint i = 0; i < G_N_ELEMENTS (ages); i++)
    add_turn (turns, ages[i]);
  add_span_turns (self, turns, self->care, TRUE);
  add_span_turns (self, turns, self->circumstances, TRUE);
  add_span_turns (self, turns, self->away, FALSE);
  add_span_turns (self, turns, self->support, FALSE);
  add_span_turns (self, turns, self->overrides, FALSE);
  add_span_turns (self, turns, self->entered, FALSE);
  add_months_turn (self, turns, self->age_16);
  if (has_history (self))
    add_turn (turns, day_after_enough (self));
  g_array_sort (turns, compare_days);
  return turns;
}

static gboolean
is_alike (WayLegalStatusBrief a, WayLegalStatusBrief b)
{
  return a.code == b.code && a.source == b.source && a.rests == b.rests;
}

gint32
way_legal_status_since (const WayCare *self, gint32 day)
{
  g_autoptr (GArray) turns = list_turns (self);
  WayLegalStatusBrief now = way_legal_status_brief (self, day);
  gint32 since = WAY_DAY_NONE;

  for (guint i = turns->len; i > 0; i--)
    {
      gint32 turn = g_array_index (turns, gint32, i - 1);

      if (turn > day || turn == since)
        continue;
      since = turn;
      if (!is_alike (way_legal_status_brief (self, turn - 1), now))
        return turn;
    }
  return WAY_DAY_NONE;
}

gint32
way_legal_status_first (const WayCare *self, WayLegalStatusCode code, gint32 day)
{
  g_autoptr (GArray) turns = list_turns (self);

  for (guint i = 0; i < turns->len; i++)
    {
      gint32 turn = g_array_index (turns, gint32, i);

      if (turn > day)
        break;
      if (way_legal_status_brief (self, turn).code == code)
        return turn;
    }
  return WAY_DAY_NONE;
}

/* -- words ------------------------------------------------------------------------------------- */

static char *
day_text (gint32 day, WayDate on)
{
  return way_date_text (way_date_from_day_number (day), on);
}

static char *
days_text (guint n)
{
  return g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN, "%u day", "%u days", n), n);
}

/* "Since 1 July 2026 with a parent, without a break: 1 July 2026 + 6 months = 1 January 2027." */
static char *
home_text (const WayCare *self, gint32 since, WayDate on)
{
  WayDate from = way_date_from_day_number (since);
  g_autofree char *left = way_date_text (from, on);
  g_autofree char *sum = g_strdup_printf (
      g_dngettext (WAY_GETTEXT_DOMAIN, "%u month", "%u months", self->law.home_months),
      self->law.home_months);
  g_autofree char *right = way_date_text (way_date_add_months (from, (int)self->law.home_months),
                                          on);

  return g_strdup_printf (
      _ ("Was relevant, but has lived with a parent without a break: %s + %s = %s."), left, sum,
      right);
}

/* The day of the last of @kinds. */
static char *
event_day_text (const WayCare *self, guint kinds, WayDate on)
{
  gint32 said;
  int what;

  if (!way_care_last_event (self, kinds, kinds, way_date_to_day_number (on), &said, &what))
    return g_strdup ("");
  return day_text (said, on);
}

static char *
former_text (const WayCare *self, Made now, WayDate on)
{
  g_autofree char *birthday = day_text (self->age_18, on);

  if (now.last != WAY_DAY_NONE && now.last == self->age_18 - 1)
    return g_strdup_printf (_ ("Was looked after, and eligible, until turning 18 on %s."),
                            birthday);
  return g_strdup_printf (_ ("Was relevant until turning 18 on %s."), birthday);
}

/* Of those that need no figures. */
static const char *
plain_text (Why why)
{
  static const char *const texts[] = {
    [WHY_TOO_YOUNG] = N_ ("Under 16: no status as a care leaver yet."),
    [WHY_ENDED_FOR_GOOD] = N_ ("Care ended in adoption, or with their death."),
    [WHY_DETAINED_AT_16] = N_ ("Was in custody or hospital on the 16th birthday, and looked after "
                               "for at least 13 weeks right up to that."),
    [WHY_GUARDIAN] = N_ ("Was looked after until a special guardianship order was made."),
    [WHY_NO_CARE_SINCE_16] = N_ ("Was not looked after on or after the 16th birthday."),
    [WHY_PROGRAMME] = N_ ("21 or over, with a programme of education or training in the plan that "
                          "still runs."),
    [WHY_RESTS] = N_ ("21 or over and has not asked for support: it is offered once a year."),
    [WHY_QUALIFYING_EDUCATION] = N_ ("Was qualifying, and is in education or training."),
    [WHY_QUALIFYING_OVER] = N_ ("Was qualifying until turning 21."),
    [WHY_OVER] = N_ ("Support under these Acts ended on the 25th birthday."),
  };

  return _ (texts[why]);
}

/* With how many days of care, and how many it takes. */
static char *
count_text (const WayCare *self, Made now, gint32 day)
{
  gint32 until = now.why == WHY_TOO_SHORT && now.last != WAY_DAY_NONE ? now.last : day - 1;
  g_autofree char *had = days_text (way_care_count_days (self, until));
  g_autofree char *needed = days_text (self->law.days_for_eligible);

  if (now.why == WHY_LOOKED_AFTER_NOT_YET)
    return g_strdup_printf (_ ("Looked after, so far for %s since turning 14: %s are needed."), had,
                            needed);
  if (now.why == WHY_ELIGIBLE)
    return g_strdup_printf (_ ("16 or 17, looked after now, and for %s since turning 14: %s are "
                               "needed."),
                            had, needed);
  return g_strdup_printf (_ ("Looked after, or away from home, on or after the 16th birthday, but "
                             "for %s since turning 14: %s are needed."),
                          had, needed);
}

static char *
made_text (const WayCare *self, Made now, WayDate on)
{
  gint32 day = way_date_to_day_number (on);
  g_autofree char *text = NULL;

  switch (now.why)
    {
    case WHY_LOOKED_AFTER_NOT_YET:
    case WHY_ELIGIBLE:
    case WHY_TOO_SHORT:
      return count_text (self, now, day);
    case WHY_WAS_ELIGIBLE:
      text = day_text (now.last, on);
      return g_strdup_printf (_ ("Was looked after until %s, and eligible by then."), text);
    case WHY_HOME:
      return home_text (self, now.home_since, on);
    case WHY_TURNED_18:
      return former_text (self, now, on);
    case WHY_EDUCATION:
      text = event_day_text (self, BIT (WAY_SUPPORT_EDUCATION_TOLD), on);
      return g_strdup_printf (_ ("Was former relevant, and told us of education or training on "
                                 "%s."),
                              text);
    case WHY_ASKED:
      text = event_day_text (self, BIT (WAY_SUPPORT_ASKED), on);
      return g_strdup_printf (_ ("21 or over, and asked for support on %s."), text);
    case WHY_TOO_YOUNG:
    case WHY_ENDED_FOR_GOOD:
    case WHY_DETAINED_AT_16:
    case WHY_GUARDIAN:
    case WHY_NO_CARE_SINCE_16:
    case WHY_PROGRAMME:
    case WHY_RESTS:
    case WHY_QUALIFYING_EDUCATION:
    case WHY_QUALIFYING_OVER:
    case WHY_OVER:
    default:
      return g_strdup (plain_text (now.why));
    }
}

static const char *
rule_of (Why why)
{
  static const char *const rules[] = {
    [WHY_TOO_YOUNG] = "age_plan_starts",
    [WHY_LOOKED_AFTER_NOT_YET] = "care_days_for_eligible",
    [WHY_ELIGIBLE] = "care_days_for_eligible",
    [WHY_ENDED_FOR_GOOD] = "adoption_ends_status",
    [WHY_WAS_ELIGIBLE] = "care_days_for_eligible",
    [WHY_DETAINED_AT_16] = "detained_at_age",
    [WHY_HOME] = "returned_home_months",
    [WHY_TOO_SHORT] = "care_days_for_eligible",
    [WHY_GUARDIAN] = "special_guardianship_age",
    [WHY_NO_CARE_SINCE_16] = "care_days_for_eligible",
    [WHY_TURNED_18] = "age_adult",
    [WHY_EDUCATION] = "age_end_education",
    [WHY_PROGRAMME] = "age_ask",
    [WHY_ASKED] = "age_ask",
    [WHY_RESTS] = "age_ask",
    [WHY_QUALIFYING_EDUCATION] = "age_end_education",
    [WHY_QUALIFYING_OVER] = "special_guardianship_age",
    [WHY_OVER] = "age_end",
  };

  return rules[why];
}

/* -- all of it --------------------------------------------------------------------------------- */

static void
say_override (const WayCare *self, const WaySpan *said, WayDate on, WayLegalStatus *status)
{
  g_autofree char *why = way_object_dup_string (said->object, WAY_STATUS_OVERRIDE_OVERRIDE, 3);
  g_autofree char *from = day_text (said->from, on);

  status->reason = why[0] != '\0'
                       ? g_strdup_printf (_ ("Set by a manager from %s: %s"), from, why)
                       : g_strdup_printf (_ ("Set by a manager from %s, without a reason."), from);
  if (has_history (self))
    {
      Made now = judge (self, way_date_to_day_number (on));
      g_autofree char *text = made_text (self, now, on);

      if (now.code != status->code)
        status->differs = g_strdup_printf (_ ("Care history says: %s. %s"),
                                           way_legal_status_title (now.code), text);
    }
}

static void
say_care (const WayCare *self, WayDate on, WayLegalStatus *status)
{
  gint32 day = way_date_to_day_number (on);
  const WaySpan *entry = find_entry (self, day);
  Made now = judge (self, day);

  status->reason = made_text (self, now, on);
  status->rule = rule_of (now.why);
  if (entry != NULL && (WayLegalStatusCode)entry->what != now.code)
    status->differs = g_strdup_printf (_ ("Entered as: %s. Care history says otherwise: check it."),
                                       way_legal_status_title ((WayLegalStatusCode)entry->what));
}

static void
say_entry (const WaySpan *entry, WayLegalStatus *status)
{
  g_autofree char *why = way_object_dup_string (entry->object, WAY_STATUS_ENTERED_STATUS, 2);

  status->reason = why[0] != '\0' ? g_strdup_printf (_ ("Entered by hand: %s"), why)
                                  : g_strdup (_ ("Entered by hand: no care history is written "
                                                 "down."));
}

void
way_legal_status_of (const WayCare *self, WayDate on, WayLegalStatus *ret_status)
{
  gint32 day = way_date_to_day_number (on), since;
  WayLegalStatusBrief brief = way_legal_status_brief (self, day);

  *ret_status = (WayLegalStatus){
    .code = brief.code, .source = brief.source, .rests = brief.rests, .rule = ""
  };
  since = way_legal_status_since (self, day);
  if (since != WAY_DAY_NONE)
    ret_status->since = way_date_from_day_number (since);
  if (brief.source == WAY_STATUS_FROM_OVERRIDE)
    say_override (self, find_override (self, day), on, ret_status);
  else if (brief.source == WAY_STATUS_FROM_CARE)
    say_care (self, on, ret_status);
  else if (brief.source == WAY_STATUS_FROM_ENTRY)
    say_entry (find_entry (self, day), ret_status);
  else
    ret_status->reason = g_strdup (way_date_is_full (self->born)
                                       ? _ ("No care history is written down, so the status is "
                                            "not worked out.")
                                       : _ ("No birthday is written down, so the status is not "
                                            "worked out."));
}

void
way_legal_status_at (WayCase *self, WayReference *reference, WayDate on, WayLegalStatus *ret_status)
{
  g_autoptr (WayCare) care = way_care_new (self, reference, on);

  way_legal_status_of (care, on, ret_status);
}
