/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-csv-read.h"

#include <string.h>
#include "exchange-fixture.h"
#include "way-csv-write.h"
#include "way-exchange-error.h"
#include "way-test-chance.h"

#define ROUNDS_LEAST 3000

/* "1:a|b;2:c|d", or "! " and the sentence. */
static char *
read_all (const char *text, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (WayCsv) csv = way_csv_new (bytes, 0, &error);
  g_autoptr (GString) read = g_string_new (NULL);
  GStrv row;
  guint line;

  while (csv != NULL && (row = way_csv_next (csv, &line, &error)) != NULL)
    {
      g_autofree char *cells = g_strjoinv ("|", row);

      g_assert_null (error);
      g_string_append_printf (read, "%s%u:%s", read->len > 0 ? ";" : "", line, cells);
      g_strfreev (row);
    }
  if (error == NULL)
    return g_strdup (read->str);
  g_assert_true (error->domain == WAY_EXCHANGE_ERROR);
  g_assert_true (g_str_has_suffix (error->message, "."));
  return g_strdup_printf ("! %s", error->message);
}

static void
test_reading (void)
{
  static const struct
  {
    const char *text, *read;
  } rows[] = {
    { "", "" },
    { "a,b\n1,2\n", "1:a|b;2:1|2" },
    { "a,b\r\n1,2", "1:a|b;2:1|2" },
    { "a,b\r1,2\r", "1:a|b;2:1|2" },
    { "\xef\xbb\xbf"
      "a,b\n",
      "1:a|b" },
    { "a;b\n1,5;2\n", "1:a|b;2:1,5|2" },
    { "a\tb\n1\t\n", "1:a|b;2:1|" },
    { "a|b\n", "1:a|b" },
    { "a,b\n\n,\n3,4\n", "1:a|b;4:3|4" },
    { "a,b\n\"x, \"\"y\"\"\",\"1\r\n2\"\n3,4\n", "1:a|b;2:x, \"y\"|1\n2;4:3|4" },
    { "a, \"b\" ,c\n", "1:a|b|c" },
    { "a,b\n\"never\nends", "! Line 2 cannot be read: a cell that begins with a quotation mark "
                            "never ends." },
    { "a\n\"b\"c\n", "! Line 2 cannot be read: something stands after the quotation mark that ends "
                     "a cell. Inside a cell it is written twice." },
    { "a\nb\xff\n", "! Line 2 is not text in UTF-8: save the file once more as CSV in UTF-8." },
    { "\xff\xfe"
      "a\xd8",
      "! This file begins as UTF-16 and does not go on as that: save it once "
      "more as CSV in UTF-8." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *read = read_all (rows[i].text, strlen (rows[i].text));

      if (!g_str_equal (read, rows[i].read))
        g_test_fail_printf ("row %zu reads as %s", i, read);
    }
}

static void
test_utf16 (void)
{
  static const char little[] = "\xff\xfe"
                               "a\0,\0\xe9\0\n\0"
                               "1\0,\0"
                               "2\0";
  static const char big[] = "\xfe\xff"
                            "\0a\0,\0\xe9\0\n\0"
                            "1\0,\0"
                            "2";
  g_autofree char *one = read_all (little, sizeof little - 1);
  g_autofree char *other = read_all (big, sizeof big - 1);

  g_assert_cmpstr (one, ==, "1:a|é;2:1|2");
  g_assert_cmpstr (other, ==, "1:a|é;2:1|2");
}

static void
test_limits (void)
{
  g_autoptr (GString) wide = g_string_new ("a");
  g_autofree char *many = NULL, *hundred = NULL, *large = NULL;
  g_autoptr (GString) cell = g_string_new (NULL);

  for (guint i = 1; i < 100; i++)
    g_string_append (wide, ",a");
  hundred = read_all (wide->str, wide->len);
  g_assert_true (g_str_has_prefix (hundred, "1:a|a|a"));
  for (guint i = 100; i <= WAY_CSV_COLUMNS_MAX; i++)
    g_string_append (wide, ",a");
  many = read_all (wide->str, wide->len);
  g_assert_cmpstr (many, ==, "! Line 1 cannot be read: it has more than 1,000 columns.");
  g_string_set_size (cell, WAY_CSV_CELL_MAX + 1);
  memset (cell->str, 'x', cell->len);
  large = read_all (cell->str, cell->len);
  g_assert_cmpstr (large, ==, "! Line 1 cannot be read: a cell holds more than 1 MiB.");
}

static void
test_writing (void)
{
  static const struct
  {
    const char *cell, *written;
  } rows[] = {
    { "", "" },
    { "a", "a" },
    { "a,b", "\"a,b\"" },
    { "a\"b", "\"a\"\"b\"" },
    { "a\nb", "\"a\nb\"" },
    { "=1+1", "'=1+1" },
    { "+44", "'+44" },
    { "-1", "'-1" },
    { "@x", "'@x" },
    { "\tx", "'\tx" },
    { "\rx", "\"'\rx\"" },
    { "=A1,B1", "\"'=A1,B1\"" },
    { "1=1", "1=1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *const cells[] = { "x", rows[i].cell, NULL };
      g_autoptr (GString) out = g_string_new (NULL);
      g_autofree char *expected = g_strdup_printf ("x,%s\r\n", rows[i].written);

      way_csv_append_row (out, cells);
      g_assert_cmpstr (out->str, ==, expected);
    }
}

/* -- chance ------------------------------------------------------------------------------------ */

/* What once broke a reader of CSV, or might: every round begins with one of them. */
static const char *const corpus[] = {
  "a,b\n1,2\n",
  "\"a\"\"b\",\"c\nd\"\r\n1,2",
  "a;b;c\r\"\",;\r",
  "\xef\xbb\xbf\"\"",
  "\"",
  "\"\"\"",
  "a,\"b",
  "\r\n\r\r\n\n",
  " \" a \" , b ",
  ",,,,\n,,,,",
  "\xff\xfe"
  "a",
  "\xfe\xff",
};

static void
change_once (GString *text, WayRandom *random)
{
  static const char letters[] = "a\",;\t|\r\n \xff\xfe\xc3\xa9";
  gsize at = way_random_below (random, (guint32)text->len + 1);

  switch (way_random_below (random, 3))
    {
    case 0:
      if (at < text->len)
        g_string_erase (text, (gssize)at, 1);
      break;
    case 1:
      g_string_insert_c (text, (gssize)at, letters[way_random_below (random, sizeof letters)]);
      break;
    default:
      g_string_insert (text, (gssize)at, corpus[way_random_below (random, 6)]);
    }
}

static void
test_anything (void)
{
  g_autoptr (WayRandom) random = way_test_random ();
  gint64 end = g_get_monotonic_time () + way_test_box_seconds () * G_USEC_PER_SEC / 8;
  guint n_read = 0, rounds = 0;

  for (; rounds < ROUNDS_LEAST || g_get_monotonic_time () < end; rounds++)
    {
      g_autoptr (GString) text = g_string_new (corpus[rounds % G_N_ELEMENTS (corpus)]);
      g_autofree char *read = NULL;

      for (guint i = way_random_below (random, 20); i > 0; i--)
        change_once (text, random);
      read = read_all (text->str, text->len);
      n_read += read[0] != '!';
    }
  g_test_message ("%u files, %u read", rounds, n_read);
  g_assert_cmpuint (n_read, >, rounds / 100);
  g_assert_cmpuint (n_read, <, rounds);
}

/* What is written reads as it was, but for the apostrophe and line ends. */
static void
test_round_trip (void)
{
  g_autoptr (WayRandom) random = way_test_random ();
  static const char letters[] = "ab\",;\n=+-@'";

  for (guint round = 0; round < ROUNDS_LEAST; round++)
    {
      char cells[3][6] = { "" };
      const char *const row[] = { "first", cells[0], cells[1], cells[2], NULL };
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (WayCsv) csv = NULL;
      g_auto (GStrv) read = NULL;
      guint line;

      for (guint c = 0; c < 3; c++)
        for (guint i = 0, n = way_random_below (random, 6); i < n; i++)
          cells[c][i] = letters[way_random_below (random, sizeof letters - 1)];
      way_csv_append_row (out, row);
      bytes = g_bytes_new (out->str, out->len);
      csv = way_csv_new (bytes, ',', NULL);
      read = way_csv_next (csv, &line, NULL);
      g_assert_cmpuint (g_strv_length (read), ==, 4);
      for (guint c = 0; c < 3; c++)
        {
          g_autofree char *bare = g_strstrip (g_strdup (cells[c]));
          const char *back = read[c + 1];

          if (cells[c][0] != '\0' && strchr ("=+-@", cells[c][0]) != NULL)
            g_assert_true (*back++ == '\'');
          g_assert_cmpstr (back, ==, bare);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/csv/reading", test_reading);
  g_test_add_func ("/exchange/csv/utf16", test_utf16);
  g_test_add_func ("/exchange/csv/limits", test_limits);
  g_test_add_func ("/exchange/csv/writing", test_writing);
  g_test_add_func ("/exchange/csv/anything", test_anything);
  g_test_add_func ("/exchange/csv/round-trip", test_round_trip);
  return g_test_run ();
}
