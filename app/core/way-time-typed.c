/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-time-typed.h"

#include <string.h>
#include "way-core-error.h"
#include "way-fail.h"

#define NIGHT_ENDS 7 /* one to six without am or pm is the afternoon */

typedef struct
{
  guint hour, minute;
  guint digits;     /* of the hour as it was written */
  gboolean minuted; /* minutes were written */
} Clock;

static const struct
{
  const char *word;
  guint hour;
} names[] = { { "noon", 12 }, { "midday", 12 }, { "midnight", 0 } };

static gboolean
fail_unread (GError **error)
{
  return way_fail (error, WAY_CORE_ERROR, WAY_CORE_ERROR_INVALID,
                   "Write a time such as 2pm, 2:30pm or 14:30.");
}

static gboolean
read_name (const char *text, Clock *clock)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (text, names[i].word))
      {
        *clock = (Clock){ .hour = names[i].hour, .digits = 2 };
        return TRUE;
      }
  return FALSE;
}

static const char *
read_figures (const char *p, guint most, guint *ret_number, guint *ret_digits)
{
  *ret_number = *ret_digits = 0;
  for (; g_ascii_isdigit (*p) && *ret_digits < most; p++, (*ret_digits)++)
    *ret_number = *ret_number * 10 + (guint)(*p - '0');
  return p;
}

/* NULL where @text begins with no time; else what comes after it. */
static const char *
read_clock (const char *text, Clock *clock)
{
  guint number, digits, minute, n;
  const char *p = read_figures (text, 4, &number, &digits);

  if (digits == 0)
    return NULL;
  *clock = (Clock){ .hour = number, .digits = digits };
  if (digits > 2)
    {
      *clock = (Clock){
        .hour = number / 100, .minute = number % 100, .digits = digits - 2, .minuted = TRUE
      };
      return p;
    }
  if (*p == '\0' || strchr (":.h", *p) == NULL)
    return p;
  p = read_figures (p + 1, 2, &minute, &n);
  if (n != 2 && !(n == 0 && p[-1] == 'h'))
    return NULL;
  clock->minute = minute;
  clock->minuted = n > 0;
  return p;
}

/* "", "am", "p.m.", "o'clock": FALSE for anything else. */
static gboolean
apply_half (const char *rest, Clock *clock)
{
  gboolean am = g_str_equal (rest, "am") || g_str_equal (rest, "a");
  gboolean pm = g_str_equal (rest, "pm") || g_str_equal (rest, "p");

  if (am || pm)
    {
      if (clock->hour < 1 || clock->hour > 12)
        return FALSE;
      clock->hour = clock->hour % 12 + (pm ? 12 : 0);
      return TRUE;
    }
  if (rest[0] != '\0' && !g_str_equal (rest, "oclock"))
    return FALSE;
  if (clock->digits == 1 && clock->hour >= 1 && clock->hour < NIGHT_ENDS)
    clock->hour += 12;
  return TRUE;
}

/* (transfer full): in small letters, without spaces, apostrophes, and the stops of "p.m." */
static char *
squeeze (const char *text)
{
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = g_utf8_strdown (plain, -1);
  GString *kept = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean stop = c == '.' && kept->len > 0 && !g_ascii_isdigit (kept->str[kept->len - 1]);

      if (!g_unichar_isspace (c) && c != '\'' && c != 0x2019 && !stop)
        g_string_append_unichar (kept, c);
    }
  return g_string_free (kept, FALSE);
}

gboolean
way_time_read_typed (const char *text, char ret_at[WAY_TIME_TEXT_SIZE], GError **error)
{
  g_autofree char *squeezed = NULL;
  const char *rest;
  Clock clock;

  if (text == NULL || strlen (text) > 60 || !g_utf8_validate (text, -1, NULL))
    return fail_unread (error);
  squeezed = squeeze (text);
  if (!read_name (squeezed, &clock))
    {
      rest = read_clock (squeezed, &clock);
      if (rest == NULL || !apply_half (rest, &clock))
        return fail_unread (error);
    }
  if (clock.hour > 23 || clock.minute > 59)
    return fail_unread (error);
  g_snprintf (ret_at, WAY_TIME_TEXT_SIZE, "%02u:%02u", clock.hour, clock.minute);
  return TRUE;
}
