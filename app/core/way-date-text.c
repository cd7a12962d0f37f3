/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-date-text.h"

#include <stdlib.h>
#include "way-i18n.h"

/* A short name may be spelt as a long one ("May") and still be another word in another language. */
#define SHORT "short"
#define NC_(context, text) text

static const char *const month_names[] = { N_ ("January"), N_ ("February"), N_ ("March"),
                                           N_ ("April"),   N_ ("May"),      N_ ("June"),
                                           N_ ("July"),    N_ ("August"),   N_ ("September"),
                                           N_ ("October"), N_ ("November"), N_ ("December") };
static const char *const short_months[] = {
  NC_ ("short", "Jan"), NC_ ("short", "Feb"), NC_ ("short", "Mar"), NC_ ("short", "Apr"),
  NC_ ("short", "May"), NC_ ("short", "Jun"), NC_ ("short", "Jul"), NC_ ("short", "Aug"),
  NC_ ("short", "Sep"), NC_ ("short", "Oct"), NC_ ("short", "Nov"), NC_ ("short", "Dec")
};
static const char *const weekday_names[] = { N_ ("Monday"),   N_ ("Tuesday"), N_ ("Wednesday"),
                                             N_ ("Thursday"), N_ ("Friday"),  N_ ("Saturday"),
                                             N_ ("Sunday") };
static const char *const short_weekdays[] = { NC_ ("short", "Mon"), NC_ ("short", "Tue"),
                                              NC_ ("short", "Wed"), NC_ ("short", "Thu"),
                                              NC_ ("short", "Fri"), NC_ ("short", "Sat"),
                                              NC_ ("short", "Sun") };

const char *
way_month_name (guint month)
{
  g_return_val_if_fail (month >= 1 && month <= 12, "");
  return _ (month_names[month - 1]);
}

const char *
way_month_short (guint month)
{
  g_return_val_if_fail (month >= 1 && month <= 12, "");
  return g_dpgettext2 (WAY_GETTEXT_DOMAIN, SHORT, short_months[month - 1]);
}

const char *
way_weekday_name (guint weekday)
{
  g_return_val_if_fail (weekday >= 1 && weekday <= 7, "");
  return _ (weekday_names[weekday - 1]);
}

const char *
way_weekday_short (guint weekday)
{
  g_return_val_if_fail (weekday >= 1 && weekday <= 7, "");
  return g_dpgettext2 (WAY_GETTEXT_DOMAIN, SHORT, short_weekdays[weekday - 1]);
}

/* -- days -------------------------------------------------------------------------------------- */

char *
way_date_text (WayDate date, WayDate today)
{
  const char *month;

  if (way_date_is_none (date))
    return g_strdup ("");
  if (date.month == 0)
    return g_strdup_printf ("%u", date.year);
  month = way_month_name (date.month);
  if (date.day == 0)
    return g_strdup_printf ("%s %u", month, date.year);
  if (date.year == today.year)
    return g_strdup_printf ("%u %s", date.day, month);
  return g_strdup_printf ("%u %s %u", date.day, month, date.year);
}

char *
way_date_text_with_day (WayDate date, WayDate today)
{
  g_autofree char *text = way_date_text (date, today);

  return g_strdup_printf ("%s %s", way_weekday_name ((guint)way_date_weekday (date)), text);
}

char *
way_date_text_short (WayDate date)
{
  return g_strdup_printf ("%s %u %s", way_weekday_short ((guint)way_date_weekday (date)), date.day,
                          way_month_short (date.month));
}

char *
way_date_text_near (WayDate date, WayDate today)
{
  int days = way_date_days_between (today, date);

  if (days == 0)
    return g_strdup (_ ("today"));
  if (days == 1)
    return g_strdup (_ ("tomorrow"));
  return days > 1 && days < 7 ? way_date_text_with_day (date, today) : way_date_text (date, today);
}

char *
way_time_text (const char *at)
{
  int hour, twelfth, minute;

  if (!way_time_of_day_is_valid (at))
    return g_strdup ("");
  hour = atoi (at);
  minute = atoi (at + 3);
  twelfth = hour % 12 == 0 ? 12 : hour % 12;
  return g_strdup_printf (hour < 12 ? _ ("%d:%02dam") : _ ("%d:%02dpm"), twelfth, minute);
}

char *
way_when_text (WayDate date, const char *at, WayDate today)
{
  gboolean is_today = way_date_compare (date, today) == 0;
  g_autofree char *day = is_today ? g_strdup (_ ("today")) : way_date_text_with_day (date, today);
  g_autofree char *hour = way_time_text (at);

  if (hour[0] == '\0')
    return g_steal_pointer (&day);
  return g_strdup_printf (is_today ? _ ("%s at %s") : _ ("%s, %s"), day, hour);
}

/* -- how long ---------------------------------------------------------------------------------- */

#define WEEKS_AGO_MAX 12   /* weeks up to 12, then months (DESIGN.md 8) */
#define WEEKS_AHEAD_MAX 16 /* how far ahead papers are shown (DESIGN.md 4.1) */
#define MONTHS_MAX 23

static guint
months_between (WayDate from, WayDate to)
{
  int months = (to.year - from.year) * 12 + to.month - from.month;

  if (way_date_compare (way_date_add_months (from, months), to) > 0)
    months--;
  return (guint)months;
}

/* 91 days can be two months and a bit; after "12 weeks" comes "3 months". */
static guint
months_after_weeks (WayDate from, WayDate to, guint weeks)
{
  return MAX (months_between (from, to), (weeks + 1) * 7 / 30);
}

char *
way_span_text (WayDate from, WayDate to)
{
  guint days = (guint)MAX (way_date_days_between (from, to), 0);
  guint weeks = days / 7, months;

  if (weeks == 0)
    return g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN, "%u day", "%u days", days), days);
  if (weeks <= WEEKS_AGO_MAX)
    return g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN, "%u week", "%u weeks", weeks), weeks);
  months = months_after_weeks (from, to, WEEKS_AGO_MAX);
  if (months <= MONTHS_MAX)
    return g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN, "%u month", "%u months", months),
                            months);
  return g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN, "%u year", "%u years", months / 12),
                          months / 12);
}

char *
way_ago_text (WayDate date, WayDate today)
{
  g_autofree char *span = NULL;

  if (!way_date_is_full (date) || way_date_compare (date, today) > 0)
    return way_date_text (date, today);
  if (way_date_compare (date, today) == 0)
    return g_strdup (_ ("today"));
  if (way_date_days_between (date, today) == 1)
    return g_strdup (_ ("yesterday"));
  span = way_span_text (date, today);
  return g_strdup_printf (_ ("%s ago"), span);
}

/* -- the words of a status --------------------------------------------------------------------- */

WayUrgency
way_urgency_of (WayDate on, WayDate today)
{
  int days = way_date_is_full (on) ? way_date_days_between (today, on) : G_MAXINT;

  if (days < 0)
    return WAY_URGENCY_OVERDUE;
  if (days == 0)
    return WAY_URGENCY_TODAY;
  return days <= WAY_URGENCY_SOON_DAYS ? WAY_URGENCY_SOON : WAY_URGENCY_LATER;
}

static char *
ahead_text (WayDate on, WayDate today)
{
  guint days = (guint)MAX (way_date_days_between (today, on), 0);
  guint weeks = days / 7, months;

  if (days <= 14)
    return way_date_text_short (on);
  if (weeks < 4)
    return g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN, "In %u day", "In %u days", days),
                            days);
  if (weeks <= WEEKS_AHEAD_MAX)
    return g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN, "In %u week", "In %u weeks", weeks),
                            weeks);
  months = months_after_weeks (today, on, WEEKS_AHEAD_MAX + 1);
  if (months <= MONTHS_MAX)
    return g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN, "In %u month", "In %u months", months),
                            months);
  return g_strdup_printf (
      g_dngettext (WAY_GETTEXT_DOMAIN, "In %u year", "In %u years", months / 12), months / 12);
}

static char *
overdue_text (WayDate on, WayDate today)
{
  g_autofree char *span = way_span_text (on, today);

  return g_strdup_printf (_ ("Overdue by %s"), span);
}

char *
way_urgency_word (WayUrgency urgency, WayDate on, WayDate today)
{
  gboolean known = way_date_is_full (on);

  switch (urgency)
    {
    case WAY_URGENCY_OVERDUE:
      return known ? overdue_text (on, today) : g_strdup (_ ("Overdue"));
    case WAY_URGENCY_TODAY:
      return g_strdup (_ ("Today"));
    case WAY_URGENCY_SOON:
      if (!known)
        return g_strdup (_ ("Due soon"));
      if (way_date_days_between (today, on) == 1)
        return g_strdup (_ ("Tomorrow"));
      return way_date_text_short (on);
    case WAY_URGENCY_LATER:
    default:
      return known ? ahead_text (on, today) : g_strdup ("");
    }
}
