/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is seen before printing is what the PDF shows, held beside another program's drawing of it.
 */
#include "way-print-preview.h"

#include <stdlib.h>
#include <string.h>
#include "sample.h"

#define WIDTH 600
#define BLOCK 12

static WayPrintPreview *
preview (WayDocument *document, const WayPrintOptions *options)
{
  g_autoptr (GError) error = NULL;
  WayPrintPreview *self = way_print_preview_new (document, options, &error);

  g_assert_no_error (error);
  return self;
}

/* Darkness of each block of a page, 0 to 255; (transfer full). */
static guint8 *
blocks_of (const guint8 *grey, guint step, guint height)
{
  guint columns = WIDTH / BLOCK, rows = height / BLOCK;
  guint8 *blocks = g_malloc (columns * rows);

  for (guint i = 0; i < columns * rows; i++)
    {
      guint sum = 0;

      for (guint y = 0; y < BLOCK; y++)
        for (guint x = 0; x < BLOCK; x++)
          sum += grey[(((i / columns) * BLOCK + y) * WIDTH + (i % columns) * BLOCK + x) * step
                      + step / 2];
      blocks[i] = (guint8)(sum / (BLOCK * BLOCK));
    }
  return blocks;
}

/* (transfer full): the page as poppler draws it, one byte a pixel. */
static guint8 *
draw_pdf (GBytes *pdf, guint page, guint height)
{
  g_autofree char *number = g_strdup_printf ("%u", page), *h = g_strdup_printf ("%u", height);
  g_autofree char *w = g_strdup_printf ("%u", WIDTH);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GSubprocess) program = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "pdftoppm", "-gray",
      "-f", number, "-l", number, "-scale-to-x", w, "-scale-to-y", h, "-", NULL);
  gsize size, wanted = (gsize)WIDTH * height;
  const guint8 *bytes;

  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate (program, pdf, NULL, &out, NULL, &error));
  bytes = g_bytes_get_data (out, &size);
  g_assert_cmpuint (size, >, wanted);
  return g_memdup2 (bytes + size - wanted, wanted);
}

static void
compare_page (WayPrintPreview *seen, GBytes *pdf, guint page)
{
  guint height, far_off = 0;
  g_autoptr (GBytes) pixels = way_print_preview_render (seen, page, WIDTH, &height);
  g_autofree guint8 *theirs = draw_pdf (pdf, page, height);
  g_autofree guint8 *a = blocks_of (g_bytes_get_data (pixels, NULL), 4, height);
  g_autofree guint8 *b = blocks_of (theirs, 1, height);
  guint n = (WIDTH / BLOCK) * (height / BLOCK), dark = 0;

  for (guint i = 0; i < n; i++)
    {
      far_off += abs (a[i] - b[i]) > 48;
      dark += b[i] < 250;
    }
  g_assert_cmpuint (dark, >, 10);
  g_assert_cmpuint (far_off, <=, 2);
}

static void
test_is_the_paper (void)
{
  static const char *const names[] = { "plan", "scripts", "unsettled" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      WayPrintOptions options = { .copy_number = "—", .language = i == 1 ? "ar" : "en" };
      g_autoptr (WayDocument) document = sample_by_name (names[i]);
      g_autoptr (WayPrintPreview) seen = preview (document, &options);
      guint pages;
      g_autoptr (GBytes) pdf = way_print_plan (document, &options, &pages, NULL);

      g_assert_cmpuint (way_print_preview_get_n_pages (seen), ==, pages);
      for (guint page = 1; page <= pages; page++)
        compare_page (seen, pdf, page);
    }
}

/* A page looks the same however often and in whatever order pages are turned. */
static void
test_turning_back (void)
{
  g_autoptr (WayDocument) document = sample_plan ();
  g_autoptr (WayPrintPreview) seen = preview (document, &(WayPrintOptions){ .practice = TRUE });
  guint height, again;
  g_autoptr (GBytes) first = way_print_preview_render (seen, 3, 300, &height);
  g_autoptr (GBytes) other = way_print_preview_render (seen, 1, 300, &again);
  g_autoptr (GBytes) back = way_print_preview_render (seen, 3, 300, &again);

  g_assert_cmpuint (height, ==, again);
  g_assert_cmpuint (height, ==, 424);
  g_assert_true (g_bytes_equal (first, back));
  g_assert_false (g_bytes_equal (first, other));
}

static void
test_titles (void)
{
  g_autoptr (WayDocument) document = sample_plan ();
  g_autoptr (WayPrintPreview) seen = preview (document, &(WayPrintOptions){ 0 });
  gboolean home = FALSE;

  for (guint page = 1; page <= way_print_preview_get_n_pages (seen); page++)
    home |= strstr (way_print_preview_get_title (seen, page), "5 Where I live") != NULL;
  g_assert_true (home);
}

static void
test_refused (void)
{
  static const char *const nothing[] = { NULL };
  g_autoptr (WayDocument) document = sample_plan ();
  g_autoptr (GError) error = NULL;
  WayPrintPreview *seen = way_print_preview_new (document,
                                                 &(WayPrintOptions){ .sections = nothing }, &error);

  g_assert_null (seen);
  g_assert_error (error, WAY_PRINT_ERROR, WAY_PRINT_ERROR_SECTION);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/print/preview/is-the-paper", test_is_the_paper);
  g_test_add_func ("/print/preview/turning-back", test_turning_back);
  g_test_add_func ("/print/preview/titles", test_titles);
  g_test_add_func ("/print/preview/refused", test_refused);
  return g_test_run ();
}
