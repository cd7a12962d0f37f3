/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include "way-print-content.h"
#include "way-print-token.h"
#include "way-print.h"

static void
leaf_free (gpointer data)
{
  WayPrintLeaf *leaf = data;

  g_ptr_array_unref (leaf->texts);
  g_free (leaf->actual);
  g_free (leaf);
}

static GPtrArray *
leaves_new (void)
{
  return g_ptr_array_new_with_free_func (leaf_free);
}

/* @texts: one string a glyph, "" for one that says nothing. */
static void
add_leaf (GPtrArray *leaves,
          WayPrintLeafKind kind,
          guint mark,
          const char *actual,
          const char *const *texts)
{
  WayPrintLeaf *leaf = g_new0 (WayPrintLeaf, 1);

  leaf->kind = kind;
  leaf->mark = mark;
  leaf->actual = g_strdup (actual);
  leaf->texts = g_ptr_array_new ();
  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    g_ptr_array_add (leaf->texts, *texts[i] != '\0' ? (gpointer)texts[i] : NULL);
  g_ptr_array_add (leaves, leaf);
}

static GHashTable *
fonts_new (void)
{
  GHashTable *fonts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                             (GDestroyNotify)way_print_codes_free);

  g_hash_table_insert (fonts, (gpointer) "/f-0-0", way_print_codes_new (1));
  g_hash_table_insert (fonts, (gpointer) "/f-0-1", way_print_codes_new (2));
  return fonts;
}

static void
test_tokens (void)
{
  static const struct
  {
    const char *text;
    WayPrintTokenKind kind;
    gsize length;
  } rows[] = {
    { "", WAY_PRINT_TOKEN_END, 0 },
    { "  % comment only", WAY_PRINT_TOKEN_END, 0 },
    { "-12.5 Tf", WAY_PRINT_TOKEN_NUMBER, 5 },
    { "% comment\n/Name/Other", WAY_PRINT_TOKEN_NAME, 5 },
    { "(a (nested) \\) b) Tj", WAY_PRINT_TOKEN_STRING, 17 },
    { "(open", WAY_PRINT_TOKEN_BAD, 0 },
    { "(\\", WAY_PRINT_TOKEN_BAD, 0 },
    { "<0aF> Tj", WAY_PRINT_TOKEN_HEX, 5 },
    { "<0a", WAY_PRINT_TOKEN_BAD, 0 },
    { "<</A 1>>", WAY_PRINT_TOKEN_BRACKET, 2 },
    { ">>", WAY_PRINT_TOKEN_BRACKET, 2 },
    { ">", WAY_PRINT_TOKEN_BAD, 0 },
    { ")", WAY_PRINT_TOKEN_BAD, 0 },
    { "[1]", WAY_PRINT_TOKEN_BRACKET, 1 },
    { "f*Q", WAY_PRINT_TOKEN_OPERATOR, 3 },
    { "T*[", WAY_PRINT_TOKEN_OPERATOR, 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *end = rows[i].text + strlen (rows[i].text);
      WayPrintToken token = way_print_token_next (rows[i].text, end);

      g_assert_cmpint (token.kind, ==, rows[i].kind);
      g_assert_cmpuint (token.length, ==, rows[i].length);
    }
}

static void
test_decode (void)
{
  static const struct
  {
    const char *text, *bytes;
    gsize size;
  } rows[] = {
    { "(abc)", "abc", 3 },
    { "()", "", 0 },
    { "(a\\(b\\)\\\\c)", "a(b)\\c", 6 },
    { "(\\n\\r\\t\\b\\f)", "\n\r\t\b\f", 5 },
    { "(\\101\\7\\0533)", "A\a+3", 4 },
    { "(a\\\nb\\\r\nc)", "abc", 3 },
    { "<0041 ff>", "\0A\xff", 3 },
    { "<4>", "@", 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      WayPrintToken token = way_print_token_next (rows[i].text,
                                                  rows[i].text + strlen (rows[i].text));
      g_autoptr (GByteArray) bytes = way_print_token_decode (&token);

      g_assert_cmpmem (bytes->data, bytes->len, rows[i].bytes, rows[i].size);
    }
}

static void
test_mark (void)
{
  static const char stream[] = "q 1 0 0 -1 0 842 cm\n"
                               "/P << /MCID 0 >> BDC\n0 0 5 5 re f\nEMC\n"
                               "/P << /MCID 1 >> BDC\nBT\n/f-0-0 1 Tf\n[(A)10(\\()]TJ\nET\nEMC\n"
                               "/P << /MCID 2 >> BDC\nBT\n/f-0-1 1 Tf\n<00010002>Tj\nET\nEMC\n"
                               "/P << /MCID 3 >> BDC BT /f-0-0 1 Tf (A) Tj ET EMC\n"
                               "1 1 2 2 re f\nQ\n";
  static const char wanted[]
      = "q 1 0 0 -1 0 842 cm\n"
        "/Artifact << /Type /Layout >> BDC\n0 0 5 5 re f\nEMC\n"
        "/P << /MCID 0 >> BDC\nBT\n/f-0-0 1 Tf\n[(A)10(\\()]TJ\nET\nEMC\n"
        "/Span << /MCID 1 /ActualText <FEFF0644D83DDE00> >> BDC\nBT\n/f-0-1 1 Tf\n<00010002>Tj\n"
        "ET\nEMC\n"
        "/Artifact << /Type /Pagination /Subtype /Header >> BDC /Span << /ActualText <FEFF0078> >> "
        "BDC BT /f-0-0 1 Tf (A) Tj ET EMC EMC\n"
        "/Artifact BMC 1 1 2 2 re f EMC\nQ\n";
  g_autoptr (GPtrArray) leaves = leaves_new ();
  g_autoptr (GHashTable) fonts = fonts_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) marked = NULL;
  WayPrintCodes *codes;

  add_leaf (leaves, WAY_PRINT_LEAF_LAYOUT, 0, NULL, NULL);
  add_leaf (leaves, WAY_PRINT_LEAF_CONTENT, 0, NULL, (const char *[]){ "A", "(", NULL });
  add_leaf (leaves, WAY_PRINT_LEAF_CONTENT, 1, "\xd9\x84\xf0\x9f\x98\x80",
            (const char *[]){ "", "ffi", NULL });
  add_leaf (leaves, WAY_PRINT_LEAF_HEADER, 0, "x", (const char *[]){ "A", NULL });
  marked = way_print_content_mark (stream, strlen (stream), leaves, fonts, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (marked->str, ==, wanted);

  codes = g_hash_table_lookup (fonts, "/f-0-0");
  g_assert_cmpstr (g_hash_table_lookup (codes->texts, GUINT_TO_POINTER ('A')), ==, "A");
  g_assert_cmpstr (g_hash_table_lookup (codes->texts, GUINT_TO_POINTER ('(')), ==, "(");
  codes = g_hash_table_lookup (fonts, "/f-0-1");
  g_assert_null (g_hash_table_lookup (codes->texts, GUINT_TO_POINTER (1)));
  g_assert_cmpstr (g_hash_table_lookup (codes->texts, GUINT_TO_POINTER (2)), ==, "ffi");
}

/* A stream that is not what the record says is refused, never half read. */
static void
test_mismatch (void)
{
  static const char *const streams[] = {
    "",                                                           /* a leaf too few */
    "/P << /MCID 0 >> BDC BT /f-0-0 1 Tf (A) Tj ET",              /* no end */
    "/P << /MCID 0 >> BDC BT /f-0-0 1 Tf () Tj ET EMC",           /* a glyph too few */
    "/P << /MCID 0 >> BDC BT /f-0-0 1 Tf (AB) Tj ET EMC",         /* a glyph too many */
    "/P << /MCID 0 >> BDC BT (A) Tj ET EMC",                      /* no font */
    "/P << /MCID 0 >> BDC BT /other 1 Tf (A) Tj ET EMC",          /* an unknown font */
    "/P << /MCID 0 >> BDC BT /f-0-1 1 Tf (A) Tj ET EMC",          /* half a code */
    "/P << /MCID 0 >> BDC /P << /MCID 1 >> BDC EMC EMC",          /* one in another */
    "/P << /MCID 0 >> BDC BT /f-0-0 1 Tf (A) Tj ET EMC EMC",      /* an end too many */
    "/P << /MCID 0 >> BDC BT /f-0-0 1 Tf (A) Tj ET EMC (A) Tj",   /* text of nobody */
    "/P << /MCID 0 >> BDC BT /f-0-0 1 Tf (A) Tj ET EMC /P BMC",   /* another's mark */
    "/P << /MCID 0 >> BDC BT /f-0-0 1 Tf (A) Tj ET EMC (unended", /* a cut word */
    "/P << /MCID 0 >> BDC BT /f-0-0 1 Tf (A) Tj ET EMC /P << >> BDC EMC",
  };
  static const char good[] = "/P << /MCID 0 >> BDC BT /f-0-0 1 Tf (A) Tj ET EMC";

  for (gsize i = 0; i <= G_N_ELEMENTS (streams); i++)
    {
      const char *stream = i < G_N_ELEMENTS (streams) ? streams[i] : good;
      g_autoptr (GPtrArray) leaves = leaves_new ();
      g_autoptr (GHashTable) fonts = fonts_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GString) marked = NULL;

      add_leaf (leaves, WAY_PRINT_LEAF_CONTENT, 0, NULL, (const char *[]){ "A", NULL });
      marked = way_print_content_mark (stream, strlen (stream), leaves, fonts, &error);
      if (stream == good)
        g_assert_cmpstr (marked->str, ==, good);
      else
        {
          g_assert_null (marked);
          g_assert_error (error, WAY_PRINT_ERROR, WAY_PRINT_ERROR_FAILED);
        }
    }
}

static guint
count_of (const char *text, const char *part)
{
  guint count = 0;

  for (const char *p = strstr (text, part); p != NULL; p = strstr (p + 1, part))
    count++;
  return count;
}

static void
test_cmap (void)
{
  g_autoptr (WayPrintCodes) narrow = way_print_codes_new (1), wide = way_print_codes_new (2);
  g_autofree char *small = NULL, *large = NULL;

  g_hash_table_insert (narrow->texts, GUINT_TO_POINTER (0x41), (gpointer) "A");
  g_hash_table_insert (narrow->texts, GUINT_TO_POINTER (0x07), (gpointer) "ffi");
  small = way_print_codes_to_cmap (narrow);
  g_assert_nonnull (strstr (small, "<00> <FF>\n"));
  g_assert_nonnull (strstr (small, "2 beginbfchar\n<07> <006600660069>\n<41> <0041>\nendbfchar\n"));

  for (guint i = 1; i <= 250; i++)
    g_hash_table_insert (wide->texts, GUINT_TO_POINTER (i), (gpointer) "\xf0\x9f\x98\x80");
  large = way_print_codes_to_cmap (wide);
  g_assert_nonnull (strstr (large, "<0000> <FFFF>\n"));
  g_assert_cmpuint (count_of (large, "100 beginbfchar\n"), ==, 2);
  g_assert_cmpuint (count_of (large, "50 beginbfchar\n"), ==, 1);
  g_assert_cmpuint (count_of (large, "endbfchar\n"), ==, 3);
  g_assert_cmpuint (count_of (large, "> <D83DDE00>\n"), ==, 250);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/print/content/tokens", test_tokens);
  g_test_add_func ("/print/content/decode", test_decode);
  g_test_add_func ("/print/content/mark", test_mark);
  g_test_add_func ("/print/content/mismatch", test_mismatch);
  g_test_add_func ("/print/content/cmap", test_cmap);
  return g_test_run ();
}
