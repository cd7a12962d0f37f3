/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What way-legal-status.h says of every day of the lives that check-status.py tells on standard
 * input:
 *
 *   born DAY · care FROM TO BASIS ENDED · circumstance FROM TO WHAT · support DAY WHAT · end
 *
 * "-" where nothing is given.  Prints the day, the status and "rests" or "runs" from birth to the
 * 26th birthday, alike days as one, and "end".
 */
#include <stdio.h>
#include <string.h>
#include "way-legal-status.h"
#include "way-test-case.h"

static const char *
given (const char *text)
{
  return g_str_equal (text, "-") ? "" : text;
}

static void
add_line (WayTestCase *test, char **words)
{
  WayId id;

  if (g_str_equal (words[0], "born"))
    way_test_case_add (test, WAY_KIND_PERSON, WAY_PERSON_BIRTH, g_variant_new ("(s)", words[1]));
  else if (g_str_equal (words[0], "care"))
    {
      id = way_test_case_add (test, WAY_KIND_CARE, WAY_CARE_DATES,
                              g_variant_new ("(ss)", words[1], given (words[2])));
      way_test_case_set (test, WAY_KIND_CARE, &id, WAY_CARE_BASIS,
                         g_variant_new ("(s)", given (words[3])));
      way_test_case_set (test, WAY_KIND_CARE, &id, WAY_CARE_ENDED,
                         g_variant_new ("(s)", given (words[4])));
    }
  else if (g_str_equal (words[0], "circumstance"))
    {
      id = way_test_case_add (test, WAY_KIND_CIRCUMSTANCE, WAY_CIRCUMSTANCE_DATES,
                              g_variant_new ("(ss)", words[1], given (words[2])));
      way_test_case_set (test, WAY_KIND_CIRCUMSTANCE, &id, WAY_CIRCUMSTANCE_CIRCUMSTANCE,
                         g_variant_new ("(s)", words[3]));
    }
  else if (g_str_equal (words[0], "support"))
    {
      id = way_test_case_add (test, WAY_KIND_SUPPORT, WAY_SUPPORT_ON,
                              g_variant_new ("(s)", words[1]));
      way_test_case_set (test, WAY_KIND_SUPPORT, &id, WAY_SUPPORT_EVENT,
                         g_variant_new ("(s)", words[2]));
    }
  else
    g_error ("a line that says nothing known");
}

/* Each day on its own: nothing is carried from one to the next. */
static void
print_days (const WayCare *care)
{
  gint32 day = way_date_to_day_number (care->born);
  gint32 end = way_date_to_day_number (way_date_birthday (care->born, 26));
  WayLegalStatusBrief before = { WAY_STATUS_NOT_KNOWN, WAY_STATUS_FROM_NOTHING, FALSE };
  gboolean begun = FALSE;
  char text[WAY_DATE_TEXT_SIZE];

  for (; day < end; day++)
    {
      WayLegalStatusBrief now = way_legal_status_brief (care, day);

      /* nobody has a status who was never in care at all */
      if (now.code == WAY_STATUS_NOT_KNOWN)
        now.code = WAY_STATUS_NONE;
      if (begun && now.code == before.code && now.rests == before.rests)
        continue;
      if (now.source == WAY_STATUS_FROM_CARE && begun)
        g_assert_cmpint (way_legal_status_since (care, day), ==, day);
      printf ("%s %s %s\n", way_date_format (way_date_from_day_number (day), text),
              way_legal_status_name (now.code), now.rests ? "rests" : "runs");
      before = now;
      begun = TRUE;
    }
  puts ("end");
}

static void
print_life (WayTestCase *test, WayReference *reference)
{
  g_autoptr (WayCase) built = way_test_case_build (test);
  WayDate today;
  g_autoptr (WayCare) care = NULL;

  g_assert_true (way_date_parse ("2026-11-23", WAY_DATE_FULL, &today));
  care = way_care_new (built, reference, today);
  print_days (care);
}

int
main (void)
{
  g_autoptr (WayReference) reference = way_test_reference ();
  g_auto (WayTestCase) test;
  char line[256];

  way_test_case_init (&test);
  while (fgets (line, sizeof line, stdin) != NULL)
    {
      g_auto (GStrv) words = g_strsplit (g_strchomp (line), " ", 0);

      if (!g_str_equal (words[0], "end"))
        {
          add_line (&test, words);
          continue;
        }
      print_life (&test, reference);
      way_test_case_clear (&test);
      way_test_case_init (&test);
    }
  return 0;
}
