/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-date-text.h"

#include "way-i18n.h"

static const char *const months[] = { N_ ("January"), N_ ("February"), N_ ("March"),
                                      N_ ("April"),   N_ ("May"),      N_ ("June"),
                                      N_ ("July"),    N_ ("August"),   N_ ("September"),
                                      N_ ("October"), N_ ("November"), N_ ("December") };
static const char *const weekdays[] = { N_ ("Monday"),   N_ ("Tuesday"), N_ ("Wednesday"),
                                        N_ ("Thursday"), N_ ("Friday"),  N_ ("Saturday"),
                                        N_ ("Sunday") };

char *
way_date_text (WayDate date, WayDate today)
{
  const char *month;

  if (way_date_is_none (date))
    return g_strdup ("");
  if (date.month == 0)
    return g_strdup_printf ("%u", date.year);
  month = _ (months[date.month - 1]);
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

  return g_strdup_printf ("%s %s", _ (weekdays[way_date_weekday (date) - 1]), text);
}
