/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Legal status against domain.md 8.2, checks 1 to 7 and 9 to 11, and what stands before and behind
 * care history.  check-status.py counts the rest.
 */
#include "way-legal-status.h"

#include <string.h>
#include "way-test-case.h"

static WayDate
date (const char *text)
{
  WayDate result = way_date_none;

  g_assert_true (way_date_parse (text, WAY_DATE_FULL, &result));
  return result;
}

static void
begin (WayTestCase *test, const char *born)
{
  way_test_case_init (test);
  way_test_case_add (test, WAY_KIND_PERSON, WAY_PERSON_BIRTH, g_variant_new ("(s)", born));
}

static void
add_care (WayTestCase *test, const char *from, const char *to, const char *basis, const char *ended)
{
  WayId id = way_test_case_add (test, WAY_KIND_CARE, WAY_CARE_DATES,
                                g_variant_new ("(ss)", from, to));

  way_test_case_set (test, WAY_KIND_CARE, &id, WAY_CARE_BASIS, g_variant_new ("(s)", basis));
  way_test_case_set (test, WAY_KIND_CARE, &id, WAY_CARE_ENDED, g_variant_new ("(s)", ended));
}

static void
add_circumstance (WayTestCase *test, const char *from, const char *to, const char *what)
{
  WayId id = way_test_case_add (test, WAY_KIND_CIRCUMSTANCE, WAY_CIRCUMSTANCE_DATES,
                                g_variant_new ("(ss)", from, to));

  way_test_case_set (test, WAY_KIND_CIRCUMSTANCE, &id, WAY_CIRCUMSTANCE_CIRCUMSTANCE,
                     g_variant_new ("(s)", what));
}

static void
add_support (WayTestCase *test, const char *on, const char *what)
{
  WayId id = way_test_case_add (test, WAY_KIND_SUPPORT, WAY_SUPPORT_ON, g_variant_new ("(s)", on));

  way_test_case_set (test, WAY_KIND_SUPPORT, &id, WAY_SUPPORT_EVENT, g_variant_new ("(s)", what));
}

static void
assert_status (WayTestCase *test, const char *on, const char *status, const char *since)
{
  g_autoptr (WayReference) reference = way_test_reference ();
  g_autoptr (WayCase) built = way_test_case_build (test);
  g_auto (WayLegalStatus) found = { 0 };
  char text[WAY_DATE_TEXT_SIZE];

  way_legal_status_at (built, reference, date (on), &found);
  g_assert_cmpstr (way_legal_status_name (found.code), ==, status);
  g_assert_cmpuint (strlen (found.reason), >, 10);
  if (since != NULL)
    g_assert_cmpstr (way_date_format (found.since, text), ==, since);
}

static void
assert_rests (WayTestCase *test, const char *on, gboolean rests)
{
  g_autoptr (WayReference) reference = way_test_reference ();
  g_autoptr (WayCase) built = way_test_case_build (test);
  g_auto (WayLegalStatus) found = { 0 };

  way_legal_status_at (built, reference, date (on), &found);
  g_assert_cmpint (found.rests, ==, rests);
}

static void
assert_said (WayTestCase *test, const char *on, const char *reason, const char *differs)
{
  g_autoptr (WayReference) reference = way_test_reference ();
  g_autoptr (WayCase) built = way_test_case_build (test);
  g_auto (WayLegalStatus) found = { 0 };

  way_legal_status_at (built, reference, date (on), &found);
  g_assert_cmpstr (found.reason, ==, reason);
  g_assert_cmpstr (found.differs, ==, differs);
}

/* 1 and 2 */
static void
test_eligible (void)
{
  g_auto (WayTestCase) late, early;

  begin (&late, "2010-05-10");
  add_care (&late, "2026-03-01", "", "section_20", "");
  assert_status (&late, "2026-05-09", "none", NULL);
  assert_status (&late, "2026-05-10", "none", NULL);
  assert_status (&late, "2026-05-30", "none", NULL);
  assert_said (&late, "2026-05-30",
               "Looked after, so far for 90 days since turning 14: 91 days are needed.", NULL);
  assert_status (&late, "2026-05-31", "eligible", "2026-05-31");
  assert_said (&late, "2026-05-31",
               "16 or 17, looked after now, and for 91 days since turning 14: 91 days are needed.",
               NULL);

  begin (&early, "2010-05-10");
  add_care (&early, "2023-05-10", "", "care_order", "");
  assert_status (&early, "2026-05-09", "none", NULL);
  assert_status (&early, "2026-05-10", "eligible", "2026-05-10");
}

/* 3 */
static void
test_what_does_not_count (void)
{
  g_auto (WayTestCase) young, breaks;

  begin (&young, "2010-05-10");
  add_care (&young, "2018-01-01", "2024-05-09", "care_order", "returned_home");
  add_care (&young, "2026-05-10", "", "section_20", "");
  assert_status (&young, "2026-08-08", "none", NULL);
  assert_status (&young, "2026-08-09", "eligible", "2026-08-09");

  begin (&breaks, "2010-05-10");
  add_care (&breaks, "2025-01-01", "2026-04-30", "short_break_v3", "");
  add_care (&breaks, "2026-05-01", "2026-12-31", "short_break_v4", "");
  assert_status (&breaks, "2026-06-01", "", NULL);
  add_care (&breaks, "2026-05-10", "", "section_20", "");
  assert_status (&breaks, "2026-08-08", "none", NULL);
}

/* 4 and 5 */
static void
test_relevant (void)
{
  g_auto (WayTestCase) test;

  begin (&test, "2009-05-10");
  add_care (&test, "2020-01-01", "2026-06-30", "section_20", "returned_home");
  assert_status (&test, "2026-06-30", "eligible", "2025-05-10");
  assert_status (&test, "2026-07-01", "relevant", "2026-07-01");
  add_circumstance (&test, "2026-07-01", "2027-03-10", "with_parent");
  assert_status (&test, "2026-12-31", "relevant", "2026-07-01");
  assert_status (&test, "2027-01-01", "qualifying", "2027-01-01");
  assert_said (
      &test, "2027-01-01",
      "Was relevant, but has lived with a parent without a break: 1 July 2026 + 6 months = "
      "1 January.",
      NULL);
  assert_status (&test, "2027-03-10", "qualifying", NULL);
  assert_status (&test, "2027-03-11", "relevant", "2027-03-11");
  assert_status (&test, "2027-05-10", "former_relevant", "2027-05-10");
}

/* A home that lasts until 18 leaves them qualifying; one that was not six months old does not. */
static void
test_home_at_18 (void)
{
  g_auto (WayTestCase) settled, begun;

  begin (&settled, "2009-05-10");
  add_care (&settled, "2020-01-01", "2026-06-30", "section_20", "returned_home");
  add_circumstance (&settled, "2026-07-01", "", "with_parent");
  assert_status (&settled, "2027-05-10", "qualifying", NULL);
  assert_status (&settled, "2030-05-09", "qualifying", NULL);
  assert_status (&settled, "2030-05-10", "none", NULL);

  begin (&begun, "2009-05-10");
  add_care (&begun, "2020-01-01", "2026-12-31", "section_20", "returned_home");
  add_circumstance (&begun, "2027-01-01", "", "with_parent");
  assert_status (&begun, "2027-05-10", "former_relevant", NULL);
}

/* 6 */
static void
test_detained_at_16 (void)
{
  g_auto (WayTestCase) test, short_care;

  begin (&test, "2010-05-10");
  add_care (&test, "2025-09-01", "2026-01-18", "section_20", "detained");
  add_circumstance (&test, "2026-01-19", "2026-09-01", "custody");
  assert_status (&test, "2026-05-09", "none", NULL);
  assert_status (&test, "2026-05-10", "relevant", "2026-05-10");
  assert_status (&test, "2028-05-10", "former_relevant", NULL);

  begin (&short_care, "2010-05-10");
  add_care (&short_care, "2025-11-01", "2026-01-18", "section_20", "detained");
  add_circumstance (&short_care, "2026-01-19", "2026-09-01", "custody");
  assert_status (&short_care, "2026-05-10", "none", NULL);
}

/* 7 */
static void
test_former_relevant (void)
{
  g_auto (WayTestCase) test, adopted;

  begin (&test, "2008-02-29");
  add_care (&test, "2020-01-01", "", "care_order", "");
  assert_status (&test, "2026-02-28", "eligible", "2024-02-29");
  assert_status (&test, "2026-03-01", "former_relevant", "2026-03-01");
  assert_said (&test, "2026-03-01", "Was looked after, and eligible, until turning 18 on 1 March.",
               NULL);

  begin (&adopted, "2008-02-29");
  add_care (&adopted, "2020-01-01", "2025-01-10", "care_order", "adopted");
  assert_status (&adopted, "2025-01-11", "none", NULL);
  assert_status (&adopted, "2026-03-01", "none", NULL);
}

/* 9, 10 and 11 */
static void
test_after_21 (void)
{
  g_auto (WayTestCase) test;

  begin (&test, "2003-02-14");
  add_care (&test, "2015-01-01", "2021-02-14", "care_order", "turned_18");
  assert_rests (&test, "2024-02-13", FALSE);
  assert_rests (&test, "2024-02-14", TRUE);
  assert_status (&test, "2024-02-14", "former_relevant", NULL);
  add_support (&test, "2025-03-01", "asked");
  assert_status (&test, "2025-03-01", "former_relevant_21_plus", "2025-03-01");
  assert_rests (&test, "2025-03-01", FALSE);
  add_support (&test, "2026-09-14", "education_told");
  assert_status (&test, "2026-09-14", "former_relevant_education", "2026-09-14");
  assert_said (&test, "2026-09-14",
               "Was former relevant, and told us of education or training on 14 September.", NULL);
  add_support (&test, "2027-03-01", "education_ended");
  assert_status (&test, "2027-03-01", "former_relevant_21_plus", NULL);
  add_support (&test, "2027-06-01", "no_longer_wanted");
  assert_rests (&test, "2027-06-01", TRUE);
  add_support (&test, "2027-12-01", "asked");
  assert_status (&test, "2027-12-01", "former_relevant_21_plus", NULL);
  assert_status (&test, "2028-02-14", "none", "2028-02-14");
}

static void
test_guardian (void)
{
  g_auto (WayTestCase) test;

  begin (&test, "2009-05-10");
  add_care (&test, "2015-01-01", "2020-06-01", "care_order", "special_guardianship");
  assert_status (&test, "2025-05-10", "none", NULL);
  add_circumstance (&test, "2020-06-02", "", "special_guardianship");
  assert_status (&test, "2025-05-10", "qualifying", "2025-05-10");
  assert_status (&test, "2030-05-09", "qualifying", NULL);
  assert_status (&test, "2030-05-10", "none", NULL);
}

/* -- what stands before and behind care history ------------------------------------------------ */

static void
test_override (void)
{
  g_auto (WayTestCase) test;

  begin (&test, "2009-05-10");
  add_care (&test, "2026-03-01", "2026-05-29", "section_20", "returned_home");
  assert_said (&test, "2026-06-01",
               "Looked after, or away from home, on or after the 16th birthday, but for 90 days "
               "since turning 14: 91 days are needed.",
               NULL);
  way_test_case_add (
      &test, WAY_KIND_STATUS_OVERRIDE, WAY_STATUS_OVERRIDE_OVERRIDE,
      g_variant_new ("(ssss)", "2026-06-10", "2026-07-10", "relevant", "Ninety-one"));
  assert_status (&test, "2026-06-09", "qualifying", "2026-05-30");
  assert_status (&test, "2026-06-10", "relevant", "2026-06-10");
  assert_said (&test, "2026-06-10", "Set by a manager from 10 June: Ninety-one",
               "Care history says: Qualifying. Looked after, or away from home, on or after the "
               "16th birthday, but for 90 days since turning 14: 91 days are needed.");
  assert_status (&test, "2026-07-11", "qualifying", "2026-07-11");
}

static void
test_entered (void)
{
  g_auto (WayTestCase) test;

  begin (&test, "2009-05-10");
  assert_status (&test, "2026-06-10", "", NULL);
  way_test_case_add (&test, WAY_KIND_STATUS_ENTERED, WAY_STATUS_ENTERED_STATUS,
                     g_variant_new ("(sss)", "2026-01-01", "eligible", "In care since 11"));
  assert_status (&test, "2025-12-31", "", NULL);
  assert_status (&test, "2026-06-10", "eligible", "2026-01-01");
  assert_said (&test, "2026-06-10", "Entered by hand: In care since 11", NULL);
  add_care (&test, "2020-01-01", "2026-01-31", "care_order", "returned_home");
  assert_status (&test, "2026-06-10", "relevant", "2026-02-01");
  assert_said (&test, "2026-06-10", "Was looked after until 31 January, and eligible by then.",
               "Entered as: Eligible. Care history says otherwise: check it.");
}

/* No age is ever reached without a birthday: what was entered stands, with or without a history. */
static void
test_no_birthday (void)
{
  g_auto (WayTestCase) test;

  way_test_case_init (&test);
  way_test_case_add (&test, WAY_KIND_STATUS_ENTERED, WAY_STATUS_ENTERED_STATUS,
                     g_variant_new ("(sss)", "2026-01-01", "eligible", "In care since 11"));
  assert_status (&test, "2026-06-10", "eligible", "2026-01-01");
  add_care (&test, "2020-01-01", "", "care_order", "");
  assert_status (&test, "2026-06-10", "eligible", "2026-01-01");
}

/* Law that waits for its day counts on none. */
static void
test_not_commenced (void)
{
  g_autoptr (WayReference) reference = way_reference_new ("england", "");
  WayRule *rule = g_new0 (WayRule, 1);

  rule->key = g_strdup ("staying_close_assessment");
  rule->status = g_strdup ("enacted");
  rule->value = 3;
  way_reference_take_rule (reference, rule);
  g_assert_null (
      way_reference_get_rule (reference, "staying_close_assessment", date ("2099-01-01")));
  rule->valid_from = date ("2027-04-01");
  g_assert_null (
      way_reference_get_rule (reference, "staying_close_assessment", date ("2027-03-31")));
  g_assert_cmpuint (
      way_reference_get_value (reference, "staying_close_assessment", date ("2027-04-01")), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/legal-status/eligible", test_eligible);
  g_test_add_func ("/core/legal-status/what-does-not-count", test_what_does_not_count);
  g_test_add_func ("/core/legal-status/relevant", test_relevant);
  g_test_add_func ("/core/legal-status/home-at-18", test_home_at_18);
  g_test_add_func ("/core/legal-status/detained-at-16", test_detained_at_16);
  g_test_add_func ("/core/legal-status/former-relevant", test_former_relevant);
  g_test_add_func ("/core/legal-status/after-21", test_after_21);
  g_test_add_func ("/core/legal-status/guardian", test_guardian);
  g_test_add_func ("/core/legal-status/override", test_override);
  g_test_add_func ("/core/legal-status/entered", test_entered);
  g_test_add_func ("/core/legal-status/no-birthday", test_no_birthday);
  g_test_add_func ("/core/legal-status/not-commenced", test_not_commenced);
  return g_test_run ();
}
