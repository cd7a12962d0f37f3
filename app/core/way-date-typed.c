/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-date-typed.h"

#include <string.h>
#include "way-core-error.h"
#include "way-date-text.h"
#include "way-fail.h"
#include "way-fold.h"
#include "way-i18n.h"

#define TEXT_MAX 200 /* bytes */
#define TOKENS_MAX 8
#define FIRST_YEAR 1900
#define LAST_YEAR 2999
#define AMOUNT_MAX 999

typedef struct
{
  char *word;   /* (owned) (nullable): folded; NULL for a number */
  guint number; /* of at most four digits */
  guint digits;
  gboolean ordinal; /* 24th */
} Token;

typedef struct
{
  Token tokens[TOKENS_MAX];
  guint n;
  guint at; /* the next to read */
  WayDate today;
  WayDateSense sense;
  GError **error;
} Reader;

/* What came of trying one way of writing a date. */
typedef enum
{
  NOT_THIS,
  READ,
  FAILED, /* it is this way, and the date is wrong: the error is set */
} Outcome;

/* -- tokens ------------------------------------------------------------------------------------ */

static void
reader_clear (Reader *self)
{
  for (guint i = 0; i < self->n; i++)
    g_free (self->tokens[i].word);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static gboolean
is_one_of (const char *word, const char *const *words)
{
  return word != NULL && g_strv_contains (words, word);
}

static const char *
scan_number (const char *p, Token *token)
{
  for (; g_unichar_isdigit (g_utf8_get_char (p)); p = g_utf8_next_char (p))
    {
      token->digits++;
      token->number = MIN (token->number * 10 + (guint)g_unichar_digit_value (g_utf8_get_char (p)),
                           99999);
    }
  return p;
}

static gboolean
is_letter (const char *p)
{
  gunichar c = g_utf8_get_char (p);

  return g_unichar_isalpha (c) || g_unichar_ismark (c);
}

static const char *
scan_word (const char *p, Token *token)
{
  const char *start = p;
  g_autofree char *word = NULL;

  while (is_letter (p))
    p = g_utf8_next_char (p);
  word = g_strndup (start, (gsize)(p - start));
  token->word = way_fold (word);
  return p;
}

/* Words that say nothing: "on the 24th of October", "by Friday", "2 weeks' time". */
static gboolean
keep_token (Reader *self, Token *token, gboolean touches)
{
  static const char *const silent[] = { "on", "by", "the", "of", "s", NULL };
  static const char *const endings[] = { "st", "nd", "rd", "th", NULL };
  Token *last = self->n > 0 ? &self->tokens[self->n - 1] : NULL;

  if (touches && last != NULL && last->word == NULL && is_one_of (token->word, endings))
    last->ordinal = TRUE;
  else if (!is_one_of (token->word, silent))
    {
      if (self->n == TOKENS_MAX)
        return FALSE;
      self->tokens[self->n++] = *token;
      return TRUE;
    }
  g_clear_pointer (&token->word, g_free);
  return TRUE;
}

/* What may stand between two tokens; a "-3" is no 3. */
static gboolean
is_between (const char *text, const char *p)
{
  gunichar c = g_utf8_get_char (p);
  gboolean after_space = p == text || g_ascii_isspace (p[-1]);

  if (g_unichar_isspace (c) || c == 0x2019)
    return TRUE;
  if (c == '-' && after_space && !g_ascii_isspace (p[1]))
    return FALSE;
  return c < 0x80 && strchr ("/.-,'", (int)c) != NULL;
}

static gboolean
scan (Reader *self, const char *text)
{
  const char *end = NULL;

  for (const char *p = text; *p != '\0';)
    {
      Token token = { 0 };
      gboolean touches = p == end;

      if (g_unichar_isdigit (g_utf8_get_char (p)))
        p = end = scan_number (p, &token);
      else if (is_letter (p))
        p = end = scan_word (p, &token);
      else if (is_between (text, p))
        {
          p = g_utf8_next_char (p);
          continue;
        }
      else
        return FALSE;
      if (token.digits > 4 || !keep_token (self, &token, touches))
        {
          g_free (token.word);
          return FALSE;
        }
    }
  return self->n > 0;
}

/* -- reading tokens ---------------------------------------------------------------------------- */

static const Token *
peek (const Reader *self, guint ahead)
{
  static const Token none = { 0 };

  return self->at + ahead < self->n ? &self->tokens[self->at + ahead] : &none;
}

static gboolean
is_number (const Token *token)
{
  return token->word == NULL && token->digits > 0;
}

static gboolean
is_word (const Token *token, const char *word)
{
  return token->word != NULL && g_str_equal (token->word, word);
}

/* TRUE where that was the last of them. */
static gboolean
ends_after (const Reader *self, guint n)
{
  return self->at + n == self->n;
}

static gboolean
is_folded (const char *word, const char *name)
{
  g_autofree char *folded = way_fold (name);

  return g_str_equal (word, folded);
}

/* 0 where @token is none of the names, else the place of the one it is, from 1. */
static guint
find_name (const Token *token,
           const char *const *english,
           guint n,
           const char *(*full) (guint),
           const char *(*brief) (guint))
{
  if (token->word == NULL)
    return 0;
  for (guint i = 1; i <= n; i++)
    if (is_folded (token->word, full (i)) || is_folded (token->word, brief (i)))
      return i;
  for (guint i = 1; i <= n; i++)
    if (strlen (token->word) >= 3 && g_str_has_prefix (english[i - 1], token->word))
      return i;
  return 0;
}

static guint
find_month (const Token *token)
{
  static const char *const english[] = { "january",   "february", "march",    "april",
                                         "may",       "june",     "july",     "august",
                                         "september", "october",  "november", "december" };

  return find_name (token, english, 12, way_month_name, way_month_short);
}

static guint
find_weekday (const Token *token)
{
  static const char *const english[] = { "monday", "tuesday",  "wednesday", "thursday",
                                         "friday", "saturday", "sunday" };

  return find_name (token, english, 7, way_weekday_name, way_weekday_short);
}

/* -- a day of the calendar --------------------------------------------------------------------- */

static Outcome
fail_unread (Reader *self)
{
  way_fail (self->error, WAY_CORE_ERROR, WAY_CORE_ERROR_INVALID,
            "This cannot be read as a day. Write a day such as 24 October, or 24/10/2026.");
  return FAILED;
}

static Outcome
fail_year (Reader *self)
{
  way_fail (self->error, WAY_CORE_ERROR, WAY_CORE_ERROR_INVALID,
            "The year lies too far away. Write a day such as 24 October, or 24/10/2026.");
  return FAILED;
}

static gboolean
make_date (guint year, guint month, guint day, WayDate *ret_date)
{
  g_autofree char *text = g_strdup_printf ("%04u-%02u-%02u", year, month, day);

  return way_date_parse (text, WAY_DATE_FULL, ret_date);
}

/* Without a year: the next such day, or the last one; 29 February is some years away. */
static gboolean
find_year (const Reader *self, guint month, guint day, WayDate *ret_date)
{
  int step = self->sense == WAY_DATE_SENSE_FUTURE ? 1 : -1;

  for (int i = 0; i <= 8; i++)
    if (make_date ((guint)(self->today.year + step * i), month, day, ret_date)
        && way_date_compare (*ret_date, self->today) * step >= 0)
      return TRUE;
  return FALSE;
}

/* "26" is 2026: for what is to be done the nearest such year, for what happened (a birth too) the
 * last one.  0 where it is no year. */
static guint
read_year (const Reader *self, const Token *token)
{
  guint year = self->today.year - self->today.year % 100u + token->number;

  if (token->digits == 4)
    return token->number;
  if (token->digits != 2)
    return 0;
  if (self->sense == WAY_DATE_SENSE_PAST)
    return year > self->today.year ? year - 100 : year;
  return year + 50 < self->today.year ? year + 100 : year;
}

/* @year: the token that says it, or NULL. */
static Outcome
read_calendar (Reader *self, guint day, guint month, const Token *year, WayDate *ret_date)
{
  guint number = year != NULL ? read_year (self, year) : 0;
  gboolean found;

  if (year != NULL && number == 0)
    return fail_unread (self);
  if (year != NULL && (number < FIRST_YEAR || number > LAST_YEAR))
    return fail_year (self);
  if (month < 1 || month > 12)
    {
      way_fail (self->error, WAY_CORE_ERROR, WAY_CORE_ERROR_INVALID,
                "There is no month %u. Write the day first, such as 24/10/2026.", month);
      return FAILED;
    }
  found = year != NULL ? make_date (number, month, day, ret_date)
                       : find_year (self, month, day, ret_date);
  if (found)
    return READ;
  if (year != NULL && day == 29 && month == 2)
    way_fail (self->error, WAY_CORE_ERROR, WAY_CORE_ERROR_INVALID,
              "There is no %u %s in %u. Write a day such as 24 October, or 24/10/2026.", day,
              way_month_name (month), number);
  else
    way_fail (self->error, WAY_CORE_ERROR, WAY_CORE_ERROR_INVALID,
              "There is no %u %s. Write a day such as 24 October, or 24/10/2026.", day,
              way_month_name (month));
  return FAILED;
}

/* 2026-10-24 */
static Outcome
try_year_first (Reader *self, WayDate *ret_date)
{
  const Token *year = peek (self, 0), *month = peek (self, 1), *day = peek (self, 2);

  if (!ends_after (self, 3) || !is_number (year) || year->digits != 4 || !is_number (month)
      || !is_number (day))
    return NOT_THIS;
  return read_calendar (self, day->number, month->number, year, ret_date);
}

/* 24/10, 24/10/26, 24 oct, October 24 2026 */
static Outcome
try_day_and_month (Reader *self, WayDate *ret_date)
{
  const Token *first = peek (self, 0), *second = peek (self, 1), *third = peek (self, 2);
  const Token *year = ends_after (self, 2) ? NULL : third;
  guint month = find_month (first);

  if (!ends_after (self, 2) && !(ends_after (self, 3) && is_number (third)))
    return NOT_THIS;
  if (month != 0 && is_number (second) && second->digits <= 2)
    return read_calendar (self, second->number, month, year, ret_date);
  if (!is_number (first) || first->digits > 2)
    return NOT_THIS;
  month = find_month (second);
  if (month == 0 && (!is_number (second) || second->digits > 2 || second->ordinal))
    return NOT_THIS;
  return read_calendar (self, first->number, month != 0 ? month : second->number, year, ret_date);
}

/* "The 24th": of this month, or of the next or last one that has it. */
static Outcome
try_day_alone (Reader *self, WayDate *ret_date)
{
  const Token *day = peek (self, 0);
  int step = self->sense == WAY_DATE_SENSE_FUTURE ? 1 : -1;

  if (!ends_after (self, 1) || !is_number (day) || !day->ordinal || day->number < 1
      || day->number > 31)
    return NOT_THIS;
  for (int i = 0; i <= 2; i++)
    {
      WayDate first = way_date_add_months ((WayDate){ self->today.year, self->today.month, 1 },
                                           step * i);

      if (make_date (first.year, first.month, day->number, ret_date)
          && way_date_compare (*ret_date, self->today) * step >= 0)
        return READ;
    }
  return NOT_THIS;
}

/* -- a day counted from today ------------------------------------------------------------------ */

typedef enum
{
  UNIT_NONE,
  UNIT_DAY,
  UNIT_WEEK,
  UNIT_FORTNIGHT,
  UNIT_MONTH,
  UNIT_YEAR,
} Unit;

static Unit
find_unit (const Token *token)
{
  static const char *const names[] = { "day", "week", "fortnight", "month", "year" };

  for (gsize i = 0; token->word != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_str_has_prefix (token->word, names[i])
        && (token->word[strlen (names[i])] == '\0'
            || g_str_equal (token->word + strlen (names[i]), "s")))
      return (Unit)(i + 1);
  return UNIT_NONE;
}

static Outcome
add_units (Reader *self, int amount, Unit unit, WayDate *ret_date)
{
  static const int days[] = { [UNIT_DAY] = 1, [UNIT_WEEK] = 7, [UNIT_FORTNIGHT] = 14 };
  WayDate date;

  if (unit == UNIT_MONTH || unit == UNIT_YEAR)
    date = way_date_add_months (self->today, unit == UNIT_YEAR ? amount * 12 : amount);
  else
    date = way_date_add_days (self->today, amount * days[unit]);
  if (date.year < FIRST_YEAR || date.year > LAST_YEAR)
    return fail_year (self);
  *ret_date = date;
  return READ;
}

static gboolean
read_amount (const Token *token, int *ret_amount)
{
  static const char *const words[] = { "one",   "two",   "three", "four", "five",   "six",
                                       "seven", "eight", "nine",  "ten",  "eleven", "twelve" };

  if (is_number (token) && !token->ordinal && token->number <= AMOUNT_MAX)
    return *ret_amount = (int)token->number, TRUE;
  if (is_word (token, "a") || is_word (token, "an"))
    return *ret_amount = 1, TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (is_word (token, words[i]))
      return *ret_amount = (int)i + 1, TRUE;
  return FALSE;
}

/* The words behind "2 weeks": 0 where they say something else, -1 where they look back. */
static int
read_direction (const Reader *self, guint at, gboolean began_with_in)
{
  int usual = began_with_in || self->sense == WAY_DATE_SENSE_FUTURE ? 1 : -1;
  const Token *first = peek (self, at), *second = peek (self, at + 1);

  if (ends_after (self, at))
    return usual;
  if (ends_after (self, at + 1) && is_word (first, "ago") && !began_with_in)
    return -1;
  if (ends_after (self, at + 1) && is_word (first, "time") && began_with_in)
    return 1;
  if (ends_after (self, at + 2) && is_word (first, "from")
      && (is_word (second, "now") || is_word (second, "today")))
    return 1;
  return 0;
}

/* in 3 days, a fortnight, 2 weeks ago, in a month's time */
static Outcome
try_amount (Reader *self, WayDate *ret_date)
{
  gboolean began_with_in = is_word (peek (self, 0), "in");
  guint at = began_with_in ? 1 : 0;
  int amount, direction;
  Unit unit;

  if (!read_amount (peek (self, at), &amount))
    return NOT_THIS;
  unit = find_unit (peek (self, at + 1));
  direction = unit != UNIT_NONE ? read_direction (self, at + 2, began_with_in) : 0;
  return direction != 0 ? add_units (self, direction * amount, unit, ret_date) : NOT_THIS;
}

/* next week, last month */
static Outcome
try_next_unit (Reader *self, WayDate *ret_date)
{
  Unit unit = find_unit (peek (self, 1));

  if (!ends_after (self, 2) || unit == UNIT_NONE || unit == UNIT_DAY)
    return NOT_THIS;
  if (is_word (peek (self, 0), "next"))
    return add_units (self, 1, unit, ret_date);
  return is_word (peek (self, 0), "last") ? add_units (self, -1, unit, ret_date) : NOT_THIS;
}

static Outcome
try_day_name (Reader *self, WayDate *ret_date)
{
  static const struct
  {
    const char *words[3];
    int days;
  } rows[] = { { { N_ ("today") }, 0 },
               { { N_ ("tomorrow") }, 1 },
               { { N_ ("yesterday") }, -1 },
               { { "day", "after", "tomorrow" }, 2 },
               { { "day", "before", "yesterday" }, -2 } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint n = rows[i].words[1] == NULL ? 1 : 3;
      gboolean same = ends_after (self, n);

      for (guint w = 0; same && w < n; w++)
        same = is_word (peek (self, w), rows[i].words[w])
               || (n == 1 && peek (self, w)->word != NULL
                   && is_folded (peek (self, w)->word, _ (rows[i].words[w])));
      if (same)
        return add_units (self, rows[i].days, UNIT_DAY, ret_date);
    }
  return NOT_THIS;
}

/* -- a day of the week ------------------------------------------------------------------------- */

/* The days until the next @weekday after today, 1 to 7. */
static int
days_until (const Reader *self, guint weekday)
{
  int days = ((int)weekday - way_date_weekday (self->today) + 7) % 7;

  return days == 0 ? 7 : days;
}

/* friday, this friday, next friday, last friday, friday week */
static Outcome
try_weekday (Reader *self, WayDate *ret_date)
{
  gboolean this = is_word (peek (self, 0), "this"), next = is_word (peek (self, 0), "next"),
           last = is_word (peek (self, 0), "last");
  guint at = this || next || last ? 1 : 0;
  guint weekday = find_weekday (peek (self, at));
  int days = weekday != 0 ? days_until (self, weekday) : 0;
  int to_monday = days_until (self, 1);

  if (weekday == 0)
    return NOT_THIS;
  if (at == 0 && ends_after (self, 2) && is_word (peek (self, 1), "week"))
    return add_units (self, days + 7, UNIT_DAY, ret_date);
  if (!ends_after (self, at + 1))
    return NOT_THIS;
  if (next)
    return add_units (self, to_monday + (int)weekday - 1, UNIT_DAY, ret_date);
  if (last || (!this && self->sense == WAY_DATE_SENSE_PAST))
    return add_units (self, days == 7 ? -7 : days - 7, UNIT_DAY, ret_date);
  return add_units (self, days, UNIT_DAY, ret_date);
}

/* "Friday 24 October": the two say the same day, or one of them is a slip. */
static Outcome
check_weekday (Reader *self, guint weekday, WayDate date)
{
  guint right = (guint)way_date_weekday (date);

  if (weekday == 0 || weekday == right)
    return READ;
  way_fail (self->error, WAY_CORE_ERROR, WAY_CORE_ERROR_INVALID,
            "%u %s %u is a %s, not a %s. Write which of the two is meant.", date.day,
            way_month_name (date.month), date.year, way_weekday_name (right),
            way_weekday_name (weekday));
  return FAILED;
}

/* -- all of them ------------------------------------------------------------------------------- */

static Outcome
try_calendar (Reader *self, WayDate *ret_date)
{
  guint weekday = find_weekday (peek (self, 0));
  Outcome outcome;

  self->at = weekday != 0 ? 1 : 0;
  outcome = try_year_first (self, ret_date);
  if (outcome == NOT_THIS)
    outcome = try_day_and_month (self, ret_date);
  if (outcome == NOT_THIS)
    outcome = try_day_alone (self, ret_date);
  self->at = 0;
  return outcome == READ ? check_weekday (self, weekday, *ret_date) : outcome;
}

/* October 2024, 10/2024, 2024-10, 2024 */
static Outcome
try_partial (Reader *self, WayDate *ret_date)
{
  const Token *first = peek (self, 0), *last = peek (self, self->n - 1);
  guint month = 0, year;

  if (self->n == 2 && is_number (first) && first->digits == 4 && is_number (last)
      && last->digits <= 2)
    month = last->number, last = first;
  else if (self->n == 2)
    month = is_number (first) && first->digits <= 2 ? first->number : find_month (first);
  if (self->n > 2 || !is_number (last) || last->digits != 4 || (self->n == 2 && month == 0))
    return NOT_THIS;
  year = last->number;
  if (year < FIRST_YEAR || year > LAST_YEAR)
    return fail_year (self);
  if (month > 12)
    return fail_unread (self);
  *ret_date = (WayDate){ (guint16)year, (guint8)month, 0 };
  return READ;
}

static Outcome
read_date (Reader *self, WayDate *ret_date)
{
  static Outcome (*const ways[]) (Reader *, WayDate *) = {
    try_calendar, try_weekday, try_day_name, try_next_unit, try_amount, try_partial
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      Outcome outcome = ways[i](self, ret_date);

      if (outcome != NOT_THIS)
        return outcome;
    }
  return fail_unread (self);
}

gboolean
way_date_read_typed_partial (
    const char *text, WayDate today, WayDateSense sense, WayDate *ret_date, GError **error)
{
  g_auto (Reader) self = { .today = today, .sense = sense, .error = error };
  WayDate date;

  g_return_val_if_fail (way_date_is_full (today), FALSE);
  if (text == NULL || strlen (text) > TEXT_MAX || !g_utf8_validate (text, -1, NULL)
      || !scan (&self, text))
    fail_unread (&self);
  else if (read_date (&self, &date) == READ)
    {
      *ret_date = date;
      return TRUE;
    }
  return FALSE;
}

gboolean
way_date_read_typed (
    const char *text, WayDate today, WayDateSense sense, WayDate *ret_date, GError **error)
{
  WayDate date;

  if (!way_date_read_typed_partial (text, today, sense, &date, error))
    return FALSE;
  if (!way_date_is_full (date))
    return way_fail (error, WAY_CORE_ERROR, WAY_CORE_ERROR_INVALID,
                     "The day is missing. Write a day such as 24 October, or 24/10/2026.");
  *ret_date = date;
  return TRUE;
}
