/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-person-text.h"

#include "way-test-case.h"

static WayDate
date (const char *text)
{
  WayDate result = way_date_none;

  g_assert_true (way_date_parse (text, WAY_DATE_FULL, &result));
  return result;
}

static void
test_pronouns (void)
{
  static const struct
  {
    const char *written;
    WayPronouns pronouns;
  } rows[] = {
    { "she/her", WAY_PRONOUNS_SHE },     { "She/Her/Hers", WAY_PRONOUNS_SHE },
    { " she , her ", WAY_PRONOUNS_SHE }, { "SHE", WAY_PRONOUNS_SHE },
    { "her", WAY_PRONOUNS_SHE },         { "she/they", WAY_PRONOUNS_SHE },
    { "he/him", WAY_PRONOUNS_HE },       { "he/they", WAY_PRONOUNS_HE },
    { "his", WAY_PRONOUNS_HE },          { "they/them", WAY_PRONOUNS_THEY },
    { "they/she", WAY_PRONOUNS_THEY },   { "xe/xem", WAY_PRONOUNS_THEY },
    { "ask me", WAY_PRONOUNS_THEY },     { "sheila", WAY_PRONOUNS_THEY },
    { "/", WAY_PRONOUNS_THEY },          { "", WAY_PRONOUNS_THEY },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (way_pronouns_read (rows[i].written), ==, rows[i].pronouns);
}

static void
test_words (void)
{
  static const struct
  {
    WayPronouns pronouns;
    const char *subject, *object, *possessive, *alone, *home, *words;
  } rows[] = {
    { WAY_PRONOUNS_SHE, "she", "her", "her", "Seen on her own", "Is her home still suitable?",
      "in her own words" },
    { WAY_PRONOUNS_HE, "he", "him", "his", "Seen on his own", "Is his home still suitable?",
      "in his own words" },
    { WAY_PRONOUNS_THEY, "they", "them", "their", "Seen on their own",
      "Is their home still suitable?", "in their own words" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpstr (way_pronouns_subject (rows[i].pronouns), ==, rows[i].subject);
      g_assert_cmpstr (way_pronouns_object (rows[i].pronouns), ==, rows[i].object);
      g_assert_cmpstr (way_pronouns_possessive (rows[i].pronouns), ==, rows[i].possessive);
      g_assert_cmpstr (way_pronouns_seen_alone (rows[i].pronouns), ==, rows[i].alone);
      g_assert_cmpstr (way_pronouns_home_suitable (rows[i].pronouns), ==, rows[i].home);
      g_assert_cmpstr (way_pronouns_own_words (rows[i].pronouns), ==, rows[i].words);
    }
}

static void
test_about (void)
{
  static const struct
  {
    const char *preferred, *full, *pronouns, *born, *today, *about, *brief, *short_name;
  } rows[] = {
    { "Kez Hartley", "Kezia Hartley", "she/her", "2006-03-03", "2025-10-16",
      "19 years old. Born 3 March 2006. Full name Kezia Hartley.", "she/her, 19", "Kez" },
    { "Kez Hartley", "Kezia Hartley", "she/her", "2006-03-03", "2026-03-02",
      "19 years old. Born 3 March 2006. Full name Kezia Hartley.", "she/her, 19", "Kez" },
    { "Kez Hartley", "Kezia Hartley", "she/her", "2006-03-03", "2026-03-03",
      "20 years old. Born 3 March 2006. Full name Kezia Hartley.", "she/her, 20", "Kez" },
    { "Jordan Ashworth", "Jordan Ashworth", "they/them", "2008-02-29", "2026-02-28",
      "17 years old. Born 29 February 2008.", "they/them, 17", "Jordan" },
    { "Jordan Ashworth", "", "", "2008-02-29", "2026-03-01", "18 years old. Born 29 February 2008.",
      "18", "Jordan Ashworth" },
    { "Sam", "Samira Khan", "she/her", "", "2025-10-16", "Full name Samira Khan.", "she/her",
      "Sam" },
    { "Sam", "", "", "", "2025-10-16", "", "", "Sam" },
    { "Sam", "Sam", "", "2025-10-16", "2025-10-16", "0 years old. Born 16 October 2025.", "0",
      "Sam" },
    { "Sam", "Sam", "", "2024-10-16", "2025-10-16", "1 year old. Born 16 October 2024.", "1",
      "Sam" },
    /* a clock that was set back */
    { "Sam", "Sam", "", "2025-10-17", "2025-10-16", "Born 17 October 2025.", "", "Sam" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (WayTestCase) test;
      g_autoptr (WayCase) built = NULL;
      g_autofree char *about = NULL, *brief = NULL, *short_name = NULL;

      way_test_case_init (&test);
      way_test_case_add (&test, WAY_KIND_PERSON, WAY_PERSON_NAMES,
                         g_variant_new ("(ss)", rows[i].preferred, rows[i].full));
      way_test_case_set (&test, WAY_KIND_PERSON, &test.id, WAY_PERSON_PRONOUNS,
                         g_variant_new ("(s)", rows[i].pronouns));
      way_test_case_set (&test, WAY_KIND_PERSON, &test.id, WAY_PERSON_BIRTH,
                         g_variant_new ("(s)", rows[i].born));
      built = way_test_case_build (&test);
      about = way_person_about_text (built, date (rows[i].today));
      brief = way_person_brief_text (built, date (rows[i].today));
      short_name = way_case_dup_short_name (built);
      g_assert_cmpstr (about, ==, rows[i].about);
      g_assert_cmpstr (brief, ==, rows[i].brief);
      g_assert_cmpstr (short_name, ==, rows[i].short_name);
      g_assert_cmpint (way_case_get_pronouns (built), ==, way_pronouns_read (rows[i].pronouns));
    }
}

static void
test_no_person (void)
{
  g_auto (WayTestCase) test;
  g_autoptr (WayCase) built = NULL;
  g_autofree char *about = NULL, *brief = NULL, *short_name = NULL;

  way_test_case_init (&test);
  built = way_test_case_build (&test);
  about = way_person_about_text (built, date ("2025-10-16"));
  brief = way_person_brief_text (built, date ("2025-10-16"));
  short_name = way_case_dup_short_name (built);
  g_assert_cmpstr (about, ==, "");
  g_assert_cmpstr (brief, ==, "");
  g_assert_cmpstr (short_name, ==, "");
  g_assert_cmpint (way_case_get_pronouns (built), ==, WAY_PRONOUNS_THEY);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/person-text/pronouns", test_pronouns);
  g_test_add_func ("/core/person-text/words", test_words);
  g_test_add_func ("/core/person-text/about", test_about);
  g_test_add_func ("/core/person-text/no-person", test_no_person);
  return g_test_run ();
}
