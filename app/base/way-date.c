/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-date.h"

#include <stdio.h>
#include <string.h>

#define FIRST_YEAR 1900
#define LAST_YEAR 2999

const WayDate way_date_none = { 0, 0, 0 };

static gboolean
is_leap_year (int year)
{
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int
days_in_month (int year, int month)
{
  static const guint8 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  return month == 2 && is_leap_year (year) ? 29 : days[month - 1];
}

/* -1 where @text does not start with @count digits. */
static int
read_digits (const char *text, int count)
{
  int value = 0;

  for (int i = 0; i < count; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return -1;
      value = value * 10 + (text[i] - '0');
    }
  return value;
}

gboolean
way_date_parse (const char *text, WayDatePrecision precision, WayDate *ret_date)
{
  gsize length = text != NULL ? strlen (text) : 0;
  int year, month = 0, day = 0;

  if (length != 10 && (precision == WAY_DATE_FULL || (length != 4 && length != 7)))
    return FALSE;

  year = read_digits (text, 4);
  if (year < FIRST_YEAR || year > LAST_YEAR)
    return FALSE;

  if (length >= 7)
    {
      month = text[4] == '-' ? read_digits (text + 5, 2) : -1;
      if (month < 1 || month > 12)
        return FALSE;
    }
  if (length == 10)
    {
      day = text[7] == '-' ? read_digits (text + 8, 2) : -1;
      if (day < 1 || day > days_in_month (year, month))
        return FALSE;
    }

  *ret_date = (WayDate){ (guint16)year, (guint8)month, (guint8)day };
  return TRUE;
}

const char *
way_date_format (WayDate date, char text[WAY_DATE_TEXT_SIZE])
{
  guint year = date.year % 10000u, month = date.month % 100u, day = date.day % 100u;

  if (year == 0)
    text[0] = '\0';
  else if (month == 0)
    snprintf (text, WAY_DATE_TEXT_SIZE, "%04u", year);
  else if (day == 0)
    snprintf (text, WAY_DATE_TEXT_SIZE, "%04u-%02u", year, month);
  else
    snprintf (text, WAY_DATE_TEXT_SIZE, "%04u-%02u-%02u", year, month, day);
  return text;
}

gboolean
way_date_is_none (WayDate date)
{
  return date.year == 0;
}

gboolean
way_date_is_full (WayDate date)
{
  return date.day != 0;
}

int
way_date_compare (WayDate a, WayDate b)
{
  int left = (a.year * 100 + a.month) * 100 + a.day;
  int right = (b.year * 100 + b.month) * 100 + b.day;

  return (left > right) - (left < right);
}

/* Days of the proleptic Gregorian calendar, counted from 1 March of year 0 so that the leap day
 * comes last in its year; then shifted to 1970-01-01. */
gint32
way_date_to_day_number (WayDate date)
{
  int year = date.year - (date.month <= 2);
  int month = (date.month + 9) % 12;
  int days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + date.day - 1;

  return days - 719468;
}

WayDate
way_date_from_day_number (gint32 days_since_1970)
{
  int days = days_since_1970 + 719468;
  int era = days / 146097;
  int day_of_era = days - era * 146097;
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096)
                    / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int month = (5 * day_of_year + 2) / 153;
  int day = day_of_year - (153 * month + 2) / 5 + 1;

  month = month < 10 ? month + 3 : month - 9;
  return (WayDate){ (guint16)(year_of_era + era * 400 + (month <= 2)), (guint8)month, (guint8)day };
}

WayDate
way_date_add_days (WayDate date, int days)
{
  return way_date_from_day_number (way_date_to_day_number (date) + days);
}

WayDate
way_date_add_months (WayDate date, int months)
{
  int total = date.year * 12 + date.month - 1 + months;
  int year = total / 12;
  int month = total % 12 + 1;

  return (WayDate){ (guint16)year, (guint8)month,
                    (guint8)MIN (date.day, days_in_month (year, month)) };
}

WayDate
way_date_add_years (WayDate date, int years)
{
  return way_date_add_months (date, years * 12);
}

int
way_date_days_between (WayDate earlier, WayDate later)
{
  return way_date_to_day_number (later) - way_date_to_day_number (earlier);
}

WayDate
way_date_birthday (WayDate born, int age)
{
  int year = born.year + age;

  if (born.month == 2 && born.day == 29 && !is_leap_year (year))
    return (WayDate){ (guint16)year, 3, 1 };
  return (WayDate){ (guint16)year, born.month, born.day };
}

int
way_date_age (WayDate born, WayDate today)
{
  int age = today.year - born.year;

  if (way_date_compare (born, today) > 0)
    return -1;
  return way_date_compare (way_date_birthday (born, age), today) <= 0 ? age : age - 1;
}

int
way_date_weekday (WayDate date)
{
  /* 1970-01-01 was a Thursday; dates before it count backwards. */
  int day = (way_date_to_day_number (date) + 3) % 7;

  return (day < 0 ? day + 7 : day) + 1;
}

gboolean
way_time_of_day_is_valid (const char *text)
{
  int hour, minute;

  if (text == NULL || strlen (text) != 5 || text[2] != ':')
    return FALSE;

  hour = read_digits (text, 2);
  minute = read_digits (text + 3, 2);
  return hour >= 0 && hour < 24 && minute >= 0 && minute < 60;
}
