/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-print-text.h"

#define RLO "\xe2\x80\xae"
#define PDF "\xe2\x80\xac"
#define RLE "\xe2\x80\xab"
#define FSI "\xe2\x81\xa8"
#define ACUTE "\xcc\x81"
#define ZWJ "\xe2\x80\x8d"
#define WOMAN "\xf0\x9f\x91\xa9"

static void
test_clean (void)
{
  static const struct
  {
    const char *text, *clean;
  } rows[] = {
    { "", "" },
    { "plain", "plain" },
    { "one\r\ntwo\rthree\ntab\there", "one\ntwo\nthree\ntab here" },
    { "line\xe2\x80\xa8paragraph\xe2\x80\xa9next\xc2\x85last\fpage",
      "line\nparagraph\nnext\nlast\npage" },
    { "bell\a esc\x1b[31m nul", "bell esc[31m nul" },
    { "soft\xc2\xadhyphen \xef\xbb\xbfmark \xef\xbf\xbe", "softhyphen mark " },
    { "bad \xff byte", "bad \xef\xbf\xbd byte" },
    /* An override is left out, with what ends it. */
    { "a" RLO "b" PDF "c", "abc" },
    { "a" RLO "b", "ab" },
    /* A level that is closed stays; one that is not goes, and so does an end without a beginning.
     */
    { "a" RLE "b" PDF "c", "a" RLE "b" PDF "c" },
    { "a" RLE "b", "ab" },
    { "a" PDF "b" WAY_PRINT_PDI "c", "abc" },
    { "a" FSI "b" WAY_PRINT_PDI "c", "a" FSI "b" WAY_PRINT_PDI "c" },
    { FSI "a" RLE "b" WAY_PRINT_PDI PDF "c", FSI "ab" WAY_PRINT_PDI "c" },
    { FSI RLO "a" WAY_PRINT_PDI "b", FSI "a" WAY_PRINT_PDI "b" },
    /* Levels end with their line. */
    { FSI "a\nb" WAY_PRINT_PDI, "a\nb" },
    { "e" ACUTE ACUTE "x", "e" ACUTE ACUTE "x" },
    { "e" ACUTE ACUTE ACUTE ACUTE ACUTE ACUTE ACUTE ACUTE ACUTE ACUTE "x",
      "e" ACUTE ACUTE ACUTE ACUTE ACUTE ACUTE ACUTE ACUTE "x" },
    { WOMAN ZWJ WOMAN ZWJ WOMAN, WOMAN ZWJ WOMAN ZWJ WOMAN },
    { WOMAN ZWJ WOMAN ZWJ WOMAN ZWJ WOMAN ZWJ WOMAN ZWJ WOMAN,
      WOMAN ZWJ WOMAN ZWJ WOMAN ZWJ WOMAN ZWJ WOMAN WOMAN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *clean = way_print_text_clean (rows[i].text);
      g_autofree char *again = way_print_text_clean (clean);

      g_assert_cmpstr (clean, ==, rows[i].clean);
      g_assert_cmpstr (again, ==, clean);
    }
}

/* Levels without end are no more work than other text, and leave nothing open. */
static void
test_clean_levels (void)
{
  GString *text = g_string_new (NULL);
  g_autofree char *clean = NULL, *left = NULL;

  for (guint i = 0; i < 200000; i++)
    g_string_append (text, i % 3 == 0 ? FSI : i % 3 == 1 ? RLE : WAY_PRINT_PDI);
  clean = way_print_text_clean (text->str);
  left = way_print_text_plain (clean);
  g_assert_cmpstr (left, ==, "");
  g_string_free (text, TRUE);
}

static void
test_line (void)
{
  g_autofree char *line = way_print_text_line ("  12 Mill Road\r\nLinden \n");
  g_autofree char *latin = way_print_text_isolate ("Kez\n");
  g_autofree char *arabic = way_print_text_isolate ("12 ياسر");
  g_autofree char *number = way_print_text_isolate ("01632 960 140");

  g_assert_cmpstr (line, ==, "12 Mill Road Linden");
  g_assert_cmpstr (latin, ==, WAY_PRINT_LRI "Kez" WAY_PRINT_PDI);
  g_assert_cmpstr (arabic, ==, WAY_PRINT_RLI "12 ياسر" WAY_PRINT_PDI);
  g_assert_cmpstr (number, ==, WAY_PRINT_LRI "01632 960 140" WAY_PRINT_PDI);
}

static void
test_keep_numbers (void)
{
  static const struct
  {
    const char *text, *kept;
  } rows[] = {
    { "اتصل 01632 960 140 الآن", "اتصل " WAY_PRINT_LRI "01632 960 140" WAY_PRINT_PDI " الآن" },
    { "+44 1632 960001", WAY_PRINT_LRI "+44 1632 960001" WAY_PRINT_PDI },
    { "(01632) 960-140.", WAY_PRINT_LRI "(01632) 960-140" WAY_PRINT_PDI "." },
    /* Short, unbroken and doubly spaced ones need no help. */
    { "14 18", "14 18" },
    { "01632960140", "01632960140" },
    { "2025  960140", "2025  960140" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *kept = way_print_text_keep_numbers (rows[i].text);

      g_assert_cmpstr (kept, ==, rows[i].kept);
    }
}

static void
test_languages (void)
{
  static const struct
  {
    const char *tag;
    gboolean rtl, arabic;
  } rows[] = {
    { "en", FALSE, FALSE },        { "", FALSE, FALSE },        { "ar", TRUE, TRUE },
    { "AR-sy", TRUE, TRUE },       { "ar-Latn", FALSE, FALSE }, { "fa_AF", TRUE, TRUE },
    { "ckb", TRUE, TRUE },         { "ku", FALSE, FALSE },      { "ku-Arab-IQ", TRUE, TRUE },
    { "ti", FALSE, FALSE },        { "vi", FALSE, FALSE },      { "he", TRUE, FALSE },
    { "arc", FALSE, FALSE },       { "ps", TRUE, TRUE },        { "en-Hebr", TRUE, FALSE },
    { "x-private", FALSE, FALSE }, { "-", FALSE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpint (way_print_language_is_rtl (rows[i].tag), ==, rows[i].rtl);
      g_assert_cmpint (way_print_language_is_arabic (rows[i].tag), ==, rows[i].arabic);
    }
  g_assert_true (way_print_language_same ("en", "en-GB"));
  g_assert_true (way_print_language_same ("", "ar"));
  g_assert_false (way_print_language_same ("en", "eno"));
  g_assert_false (way_print_language_same ("ku", "ckb"));
  g_assert_cmpstr (way_print_language_quotes ("ar-EG").open, ==, "«");
  g_assert_cmpstr (way_print_language_quotes ("vi").close, ==, "”");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/print/text/clean", test_clean);
  g_test_add_func ("/print/text/clean-levels", test_clean_levels);
  g_test_add_func ("/print/text/line", test_line);
  g_test_add_func ("/print/text/keep-numbers", test_keep_numbers);
  g_test_add_func ("/print/text/languages", test_languages);
  return g_test_run ();
}
