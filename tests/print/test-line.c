/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Setting text: nothing of it is lost, and nothing is wider than it may be.
 */
#include "way-print-line.h"

#include <string.h>
#include "way-print-text.h"
#include "way-print.h"

static WayPrintFonts *
fonts_new (void)
{
  g_autoptr (GError) error = NULL;
  WayPrintFonts *fonts = way_print_fonts_new (NULL, &error);

  g_assert_no_error (error);
  return fonts;
}

/* What a line says, in the order it was written: a right-to-left run is turned. */
static void
append_said (GString *said, const WayPrintLine *line)
{
  guint span = 0;

  for (guint first = 0, end; first < line->n_glyphs; first = end)
    {
      for (end = first; end < line->n_glyphs && line->glyphs[end].run == line->glyphs[first].run;)
        end++;
      for (guint i = first; i < end; i++)
        {
          const WayPrintGlyph *glyph
              = &line->glyphs[line->glyphs[first].rtl ? end - 1 - (i - first) : i];

          g_assert_nonnull (glyph->span == 0 ? glyph->says : glyph->text);
          if (glyph->span == 0 || glyph->span != span)
            g_string_append (said, glyph->span == 0 ? glyph->says : glyph->text);
          span = glyph->span;
        }
    }
}

static void
assert_says (const char *text, const char *language, gboolean rtl, double width)
{
  g_autoptr (WayPrintFonts) fonts = fonts_new ();
  const WayPrintType *type = way_print_type (WAY_PRINT_TYPE_BODY, rtl);
  g_autoptr (GPtrArray) lines = way_print_lines_set (fonts, type, text, language, rtl, width);
  g_autoptr (GString) said = g_string_new (NULL);
  g_autofree char *plain = NULL;

  for (guint i = 0; i < lines->len; i++)
    {
      const WayPrintLine *line = g_ptr_array_index (lines, i);

      g_assert_cmpint (line->rtl, ==, rtl);
      g_assert_cmpfloat (line->width, <=, width + 0.5);
      append_said (said, line);
    }
  /* A mark that ends a right-to-left word has a control beside it. */
  plain = way_print_text_plain (said->str);
  g_assert_cmpstr (plain, ==, text);
}

static void
test_says (void)
{
  assert_says ("The office file is alright, affluent flats: “ok” at 10:30am – fine. ", "en", FALSE,
               200);
  assert_says ("Trần Văn Đặng nói: Tôi muốn học. e\xcc\x82\xcc\x81 ế q\xcc\x83\xcc\x84 end", "vi",
               FALSE, 120);
  assert_says ("ብዛዕባ ትምህርተይ ክዛረብ እደሊ። ሰባት", "ti", FALSE, 90);
  assert_says ("أحب الرياضيات وأريد أن أصبح كهربائيًا لكنّ الكتابة بالإنجليزية بطيئة عليّ", "ar", TRUE,
               150);
  assert_says ("شيئًا كاملًا عملًا لَا لًا page? لا", "ar", TRUE, 400);
  assert_says ("Yasir says السلام عليكم، مرحبًا. to everyone (كل يوم), at 10:30", "en", FALSE, 130);
  assert_says ("السَّلامُ لِلَّهِ لا إلآ لأن لإبن مُعَلِّمٌ", "ar", TRUE, 80);
  assert_says ("می\xe2\x80\x8cخواهم کار کنم", "fa", TRUE, 200);
  assert_says ("Box \xf0\x9f\x98\x80 and \xe6\xbc\xa2\xe5\xad\x97 and \xe2\x9d\xa4", "en", FALSE,
               200);
}

static void
test_long (void)
{
  g_autofree char *word = g_strnfill (30000, 'w');
  GString *words = g_string_new (NULL);

  assert_says (word, "en", FALSE, 467);
  for (guint i = 0; i < 40000; i++)
    g_string_append_printf (words, "%u. word ", i);
  assert_says (words->str, "en", FALSE, 467);
  g_string_free (words, TRUE);
}

/* What has no place to break is drawn together until it fits. */
static void
test_unbreakable (void)
{
  GString *jamo = g_string_new (NULL);

  for (guint i = 0; i < 300; i++)
    g_string_append (jamo, "\xe1\x84\x80");
  assert_says (jamo->str, "ko", FALSE, 100);
  g_string_free (jamo, TRUE);
}

static void
test_empty (void)
{
  g_autoptr (WayPrintFonts) fonts = fonts_new ();
  const WayPrintType *type = way_print_type (WAY_PRINT_TYPE_BODY, FALSE);
  g_autoptr (GPtrArray) none = way_print_lines_set (fonts, type, "", "en", FALSE, 100);
  g_autoptr (WayPrintLine) line = way_print_line_set (fonts, type, "", "en", FALSE, 100);

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (line->n_glyphs, ==, 0);
}

static void
test_ellipsis (void)
{
  g_autoptr (WayPrintFonts) fonts = fonts_new ();
  const WayPrintType *type = way_print_type (WAY_PRINT_TYPE_BODY, FALSE);
  g_autoptr (WayPrintLine) line = way_print_line_set (fonts, type, "A name that is far too long",
                                                      "en", FALSE, 60);
  g_autoptr (GString) said = g_string_new (NULL);

  append_said (said, line);
  g_assert_cmpfloat (line->width, <=, 60.5);
  g_assert_true (g_str_has_prefix (said->str, "A na"));
  g_assert_true (g_str_has_suffix (said->str, "…"));
}

/* The longest right-to-left word of one shape is said char by char, so no reader turns it round. */
static void
test_lam_alef (void)
{
  g_autoptr (WayPrintFonts) fonts = fonts_new ();
  const WayPrintType *type = way_print_type (WAY_PRINT_TYPE_BODY, TRUE);
  g_autoptr (GPtrArray) lines = way_print_lines_set (fonts, type, "لا لأ لإ لآ", "ar", TRUE, 200);
  const WayPrintLine *line = g_ptr_array_index (lines, 0);

  for (guint i = 0; i < line->n_glyphs; i++)
    {
      g_assert_cmpuint (line->glyphs[i].span, ==, 0);
      g_assert_cmpint (g_utf8_strlen (line->glyphs[i].says, -1), ==, 1);
    }
}

/* One glyph of a font says one thing; a second thing needs a span. */
static void
test_claims (void)
{
  g_autoptr (WayPrintFonts) fonts = fonts_new ();
  const WayPrintType *small = way_print_type (WAY_PRINT_TYPE_BODY, FALSE);
  const WayPrintType *large = way_print_type (WAY_PRINT_TYPE_OWN, FALSE);
  g_autoptr (GPtrArray) a = way_print_lines_set (fonts, small, "\xc3\xa9", "en", FALSE, 100);
  g_autoptr (GPtrArray) b = way_print_lines_set (fonts, large, "e\xcc\x81", "en", FALSE, 100);
  const WayPrintLine *composed = g_ptr_array_index (a, 0), *decomposed = g_ptr_array_index (b, 0);

  g_assert_cmpuint (composed->glyphs[0].span, ==, 0);
  g_assert_cmpuint (decomposed->glyphs[0].span, >, 0);
  g_assert_cmpstr (decomposed->glyphs[0].text, ==, "e\xcc\x81");
}

static void
test_missing_fonts (void)
{
  static const char *const nowhere[] = { "/nonexistent", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_null (way_print_fonts_new (nowhere, &error));
  g_assert_error (error, WAY_PRINT_ERROR, WAY_PRINT_ERROR_FONT);
  g_assert_nonnull (strstr (error->message, "fonts-noto-core"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/print/line/says", test_says);
  g_test_add_func ("/print/line/long", test_long);
  g_test_add_func ("/print/line/unbreakable", test_unbreakable);
  g_test_add_func ("/print/line/empty", test_empty);
  g_test_add_func ("/print/line/ellipsis", test_ellipsis);
  g_test_add_func ("/print/line/lam-alef", test_lam_alef);
  g_test_add_func ("/print/line/claims", test_claims);
  g_test_add_func ("/print/line/missing-fonts", test_missing_fonts);
  return g_test_run ();
}
