/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A plan of thirty pages on paper: laid out, tagged, finished, in memory.  Floor: the same text
 * laid out by Pango and drawn by cairo on as many pages, with no tags, tables or bookmarks.
 */
#include "bench.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include "way-print.h"
#include "way-words.h"

#define PAGES 30
#define TIMES 15
#define SENTENCE                                                                                   \
  "I want to be near my brother's school so he can come for tea, and the kitchen is loud in the "  \
  "morning so I would like to paint it yellow. "

/* About three pages a section: own words, and what the adviser writes. */
static char *
section_text (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < 24; i++)
    g_string_append (text, i % 6 == 5 ? SENTENCE "\n" : SENTENCE);
  return g_string_free (text, FALSE);
}

static void
set_text (WayDocumentText *text, const char *words)
{
  g_free (text->text);
  g_free (text->language);
  text->text = g_strdup (words);
  text->language = g_strdup ("en");
}

static WayDocument *
build_plan (const char *text)
{
  WayDocument *plan = way_document_new ();

  g_free (plan->preferred_name);
  plan->preferred_name = g_strdup ("Kez");
  plan->number = 4;
  for (guint i = 1; i <= 10; i++)
    {
      WayDocumentMatter *matter = way_document_add_matter (plan);

      g_free (matter->key);
      g_free (matter->title);
      matter->key = g_strdup_printf ("S1_%02u", i);
      matter->title = g_strdup_printf ("Section %u", i);
      matter->number = i;
      g_ptr_array_add (matter->own_words, way_passage_new (text, "en", WAY_GIVEN_SAID));
      set_text (&matter->going_well, text);
      set_text (&matter->adviser_view, text);
      set_text (&matter->what_needs_to_happen, text);
    }
  return plan;
}

static guint
print_ours (WayDocument *plan, Bench *bench)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = NULL;
  double began = bench_now ();
  guint pages = 0;

  pdf = way_print_plan (plan, NULL, &pages, &error);
  g_assert_no_error (error);
  bench_add_ours (bench, began);
  return pages;
}

static cairo_status_t
swallow (void *data, const unsigned char *bytes, unsigned int size)
{
  *(gsize *)data += size;
  return CAIRO_STATUS_SUCCESS;
}

static void
print_floor (const char *text, guint pages, Bench *bench)
{
  double began = bench_now ();
  gsize size = 0;
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (swallow, &size, 595, 842);
  cairo_t *cr = cairo_create (surface);

  for (guint i = 0; i < pages; i++)
    {
      g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);

      pango_layout_set_width (layout, 480 * PANGO_SCALE);
      pango_layout_set_text (layout, text, -1);
      cairo_move_to (cr, 57, 57);
      pango_cairo_show_layout (cr, layout);
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  bench_add_floor (bench, began);
}

int
main (int argc, char **argv)
{
  g_autofree char *text = section_text ();
  g_autoptr (WayDocument) plan = build_plan (text);
  g_auto (Bench) bench = BENCH_INIT (.title = "A plan on paper",
                                     .ours_is = "a tagged PDF in memory",
                                     .floor_is = "the same text by Pango and cairo alone",
                                     .rule = BENCH_MARGIN, .limit = 1.0, .unit = "ms");
  BenchOptions options;
  guint pages = PAGES;

  if (!bench_start (argc, argv, 1, &options))
    return 2;
  for (guint i = 0; i < TIMES; i++)
    {
      if (!options.floor_only)
        pages = print_ours (plan, &bench);
      print_floor (text, pages, &bench);
    }
  g_print ("%u pages\n", pages);
  if (pages < PAGES)
    {
      g_print ("fewer pages than the figure is about\n");
      return 1;
    }
  return bench_report (&bench) ? 0 : 1;
}
