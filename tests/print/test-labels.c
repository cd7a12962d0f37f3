/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include "way-print-labels.h"
#include "way-print-mo.h"
#include "way-print-plural.h"
#include "way-print.h"

/* Compiled from mirror.po: English with every letter case turned, so that it cannot be mistaken. */
static GBytes *
load_mirror (void)
{
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  g_file_get_contents (g_getenv ("WAY_MIRROR_MO"), &data, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, size);
}

static WayDate
day (const char *text)
{
  WayDate date = way_date_none;

  g_assert_true (way_date_parse (text, WAY_DATE_PARTIAL, &date));
  return date;
}

static void
test_english (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayPrintLabels) labels = way_print_labels_new ("en", &error);
  g_autofree char *full = way_print_labels_date (labels, day ("2025-11-06"));
  g_autofree char *month = way_print_labels_date (labels, day ("2025-06"));
  g_autofree char *year = way_print_labels_date (labels, day ("2025"));
  g_autofree char *near = way_print_labels_date_in (labels, day ("2025-10-24"), 2025);
  g_autofree char *far = way_print_labels_date_in (labels, day ("2026-01-30"), 2025);
  g_autofree char *weekday = way_print_labels_weekday_date (labels, day ("2025-11-06"));
  g_autofree char *minute = way_print_labels_minute (
      labels, G_GINT64_CONSTANT (1760602440000)); /* 08:14 UTC */

  g_assert_no_error (error);
  g_assert_cmpstr (way_print_labels_get_language (labels), ==, "en-GB");
  g_assert_false (way_print_labels_are_rtl (labels));
  g_assert_cmpstr (full, ==, "6 November 2025");
  g_assert_cmpstr (month, ==, "June 2025");
  g_assert_cmpstr (year, ==, "2025");
  g_assert_cmpstr (near, ==, "24 October");
  g_assert_cmpstr (far, ==, "30 January 2026");
  g_assert_cmpstr (weekday, ==, "Thursday 6 November 2025");
  g_assert_cmpstr (minute, ==, "16 October 2025, 9:14am");
  g_assert_cmpstr (way_print_labels_language_name (labels, "ti-ER"), ==, "Tigrinya");
  g_assert_null (way_print_labels_language_name (labels, "qqq"));
  g_assert_null (way_print_labels_language_name (labels, ""));
}

static void
test_fill (void)
{
  g_autoptr (WayPrintLabels) labels = way_print_labels_new ("en", NULL);
  g_autofree char *filled = way_print_label_fill (
      labels, WAY_LABEL ("test", "{a} and {b}, {a}; {c} {} {unended"), "a", "{b}", "b",
      "two\nlines", NULL);
  g_autofree char *arabic = way_print_label_fill (labels, WAY_LABEL ("test", "by {name}."), "name",
                                                  "ياسر", NULL);
  g_autofree char *one = way_print_label_count (
      labels, WAY_LABEL_MANY ("test", "{count} thing", "{count} things"), 1);
  g_autofree char *many = way_print_label_count (
      labels, WAY_LABEL_MANY ("test", "{count} thing", "{count} things"), 3);

  /* A value is never read as a pattern. */
  g_assert_cmpstr (filled, ==, "{b} and two lines, {b}; {c} {} {unended");
  g_assert_cmpstr (arabic, ==, "by \xe2\x81\xa7ياسر\xe2\x81\xa9.");
  g_assert_cmpstr (one, ==, "1 thing");
  g_assert_cmpstr (many, ==, "3 things");
}

static void
test_catalogue (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) mo = load_mirror ();
  g_autoptr (WayPrintLabels) labels = way_print_labels_new_from_mo ("ar-x-mirror", mo, &error);
  g_autofree char *date = NULL;

  g_assert_no_error (error);
  g_assert_true (way_print_labels_are_rtl (labels));
  g_assert_cmpstr (way_print_label (labels, WAY_LABEL ("month", "May")), ==, "mAY");
  /* Contexts are told apart, and what a catalogue lacks is English. */
  g_assert_cmpstr (way_print_label (labels, WAY_LABEL ("goal", "Done")), ==, "gOAL dONE");
  g_assert_cmpstr (way_print_label (labels, WAY_LABEL ("action", "Done")), ==, "dONE");
  g_assert_cmpstr (way_print_label (labels, WAY_LABEL ("test", "Nowhere")), ==, "Nowhere");

  for (guint n = 0; n < 120; n++)
    {
      static const char *const forms[] = { "NONE", "ONE", "TWO", "FEW", "MANY", "OTHER" };
      guint form = n == 0                          ? 0
                   : n == 1                        ? 1
                   : n == 2                        ? 2
                   : n % 100 >= 3 && n % 100 <= 10 ? 3
                   : n % 100 >= 11                 ? 4
                                                   : 5;
      g_autofree char *text = way_print_label_count (
          labels,
          WAY_LABEL_MANY ("cover", "This copy leaves out {count} section.",
                          "This copy leaves out {count} sections."),
          n);

      g_assert_nonnull (strstr (text, forms[form]));
    }
}

static void
test_shipped (void)
{
  const char *const *tags = way_print_languages ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (tags[0], ==, "en");
  for (gsize i = 0; tags[i] != NULL; i++)
    {
      g_autoptr (WayPrintLabels) labels = way_print_labels_new (tags[i], &error);
      g_autofree char *longer = g_strconcat (tags[i], "-XX", NULL);
      g_autoptr (WayPrintLabels) regional = way_print_labels_new (longer, NULL);

      g_assert_no_error (error);
      g_assert_nonnull (regional);
    }

  g_assert_null (way_print_labels_new ("qqq", &error));
  g_assert_error (error, WAY_PRINT_ERROR, WAY_PRINT_ERROR_LANGUAGE);
  g_clear_error (&error);
  g_assert_null (way_print_labels_new ("", &error));
  g_assert_error (error, WAY_PRINT_ERROR, WAY_PRINT_ERROR_LANGUAGE);
}

/* A catalogue cut anywhere, or with any byte changed, is refused or read; nothing else. */
static void
test_damaged (void)
{
  g_autoptr (GBytes) mo = load_mirror ();
  gsize size;
  const guint8 *data = g_bytes_get_data (mo, &size);

  for (gsize cut = 0; cut < size; cut++)
    {
      g_autoptr (GBytes) part = g_bytes_new (data, cut);
      WayPrintMo *read = way_print_mo_new (part);

      g_assert_true (read == NULL || cut + 1 >= size);
      g_clear_pointer (&read, way_print_mo_free);
    }
  for (gsize at = 0; at < MIN (size, 600); at++)
    {
      g_autofree guint8 *copy = g_memdup2 (data, size);
      g_autoptr (GBytes) changed = NULL;
      WayPrintMo *read;

      copy[at] ^= 0x80;
      changed = g_bytes_new (copy, size);
      read = way_print_mo_new (changed);
      if (read == NULL)
        continue;
      way_print_mo_find (read, WAY_LABEL ("month", "May"));
      way_print_mo_find_plural (read, WAY_LABEL ("month", "May"), 7);
      way_print_mo_free (read);
    }
}

static void
test_plural (void)
{
  static const struct
  {
    const char *rule;
    guint count, form;
  } good[] = {
    { " nplurals=1; plural=0;", 5, 0 },
    { "nplurals=2; plural=(n != 1);", 1, 0 },
    { "nplurals=2; plural=(n != 1);", 0, 1 },
    { "nplurals=2; plural=n>1;", 1, 0 },
    { "nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || "
      "n%100>=20) ? 1 : 2;",
      22, 1 },
    { "nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || "
      "n%100>=20) ? 1 : 2;",
      12, 2 },
    { "nplurals=8; plural=1+2*3;", 0, 7 },
    { "nplurals=8; plural=7-2-1;", 0, 4 },
    { "nplurals=2; plural=!n;", 0, 1 },
    { "nplurals=2; plural=1||0&&0;", 0, 1 },
  };
  static const char *const bad[] = {
    "",
    "nplurals=2; plural=;",
    "nplurals=2; plural=n",
    "nplurals=2; plural=2;",
    "nplurals=2; plural=n/0;",
    "nplurals=2; plural=n%0;",
    "nplurals=2; plural=(n;",
    "nplurals=2; plural=n?1;",
    "nplurals=99; plural=50;",
    "plural=0; nplurals=1;",
    "nplurals=1; plural=((((((((((((((((((((((((((((((((((((((((((((((((0))))))))))))))))))))))));",
  };
  guint form = 77, forms = 78;

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (way_print_plural_form (good[i].rule, good[i].count, &form, &forms));
      g_assert_cmpuint (form, ==, good[i].form);
    }
  form = 77;
  forms = 78;
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_false (way_print_plural_form (bad[i], 1, &form, &forms));
      g_assert_cmpuint (form, ==, 77);
      g_assert_cmpuint (forms, ==, 78);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/print/labels/english", test_english);
  g_test_add_func ("/print/labels/fill", test_fill);
  g_test_add_func ("/print/labels/catalogue", test_catalogue);
  g_test_add_func ("/print/labels/shipped", test_shipped);
  g_test_add_func ("/print/labels/damaged", test_damaged);
  g_test_add_func ("/print/labels/plural", test_plural);
  return g_test_run ();
}
