/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cairo 1.16 writes neither artefacts, nor languages, nor what a drawing shows, and its ActualText
 * cuts what readers see of a paragraph.  So its tags are thrown away: the streams are marked again
 * from the record of the canvas, the fonts get our ToUnicode, and the tag tree, the outline and the
 * facts of the document are written from our own.
 */
#include "way-print-finish.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>
#include "way-fail.h"
#include "way-print-content.h"
#include "way-print-object.h"
#include "way-print-tags.h"
#include "way-print.h"

typedef struct
{
  qpdf_data pdf;
  WayPrintCanvas *canvas;
  qpdf_oh *pages;
  guint n_pages;
} Finisher;

/* The codes of every font a page uses, by name; cairo's names hold for the whole document. */
static void
find_fonts (Finisher *self, qpdf_oh page, GHashTable *fonts)
{
  qpdf_oh resources = qpdf_oh_get_key (self->pdf, page, "/Resources");
  qpdf_oh dictionary = qpdf_oh_get_key_if_dict (self->pdf, resources, "/Font");

  if (!qpdf_oh_is_dictionary (self->pdf, dictionary))
    return;
  qpdf_oh_begin_dict_key_iter (self->pdf, dictionary);
  while (qpdf_oh_dict_more_keys (self->pdf))
    {
      const char *name = qpdf_oh_dict_next_key (self->pdf);
      qpdf_oh font = qpdf_oh_get_key (self->pdf, dictionary, name);
      gboolean wide = qpdf_oh_is_name_and_equals (
          self->pdf, qpdf_oh_get_key (self->pdf, font, "/Subtype"), "/Type0");

      if (!g_hash_table_contains (fonts, name))
        g_hash_table_insert (fonts, g_strdup (name), way_print_codes_new (wide ? 2 : 1));
    }
}

static gboolean
mark_page (Finisher *self, guint i, GHashTable *fonts, GError **error)
{
  GPtrArray *leaves = way_print_canvas_get_leaves (self->canvas, i);
  qpdf_oh contents = qpdf_oh_get_key (self->pdf, self->pages[i], "/Contents");
  g_autoptr (GString) marked = NULL;
  unsigned char *stream = NULL;
  size_t size = 0;

  find_fonts (self, self->pages[i], fonts);
  if (!qpdf_oh_is_stream (self->pdf, contents)
      || qpdf_oh_get_page_content_data (self->pdf, self->pages[i], &stream, &size) >= QPDF_ERRORS)
    return way_fail (error, WAY_PRINT_ERROR, WAY_PRINT_ERROR_FAILED,
                     "The pages could not be read again; nothing was printed and nothing is lost.");

  marked = way_print_content_mark ((const char *)stream, size, leaves, fonts, error);
  free (stream);
  if (marked == NULL)
    return FALSE;
  qpdf_oh_replace_stream_data (self->pdf, contents, (const unsigned char *)marked->str, marked->len,
                               qpdf_oh_new_null (self->pdf), qpdf_oh_new_null (self->pdf));
  way_print_object_set_number (self->pdf, self->pages[i], "/StructParents", i);
  way_print_object_set_name (self->pdf, self->pages[i], "/Tabs", "/S");
  return TRUE;
}

/* What the glyphs of each font say. */
static void
write_cmaps (Finisher *self, guint page, GHashTable *fonts, GHashTable *written)
{
  qpdf_oh resources = qpdf_oh_get_key (self->pdf, self->pages[page], "/Resources");
  qpdf_oh dictionary = qpdf_oh_get_key_if_dict (self->pdf, resources, "/Font");
  GHashTableIter iter;
  gpointer name, codes;

  g_hash_table_iter_init (&iter, fonts);
  while (g_hash_table_iter_next (&iter, &name, &codes))
    {
      g_autofree char *cmap = NULL;
      qpdf_oh stream, font;

      if (!qpdf_oh_is_dictionary (self->pdf, dictionary)
          || !qpdf_oh_has_key (self->pdf, dictionary, name) || !g_hash_table_add (written, name))
        continue;
      cmap = way_print_codes_to_cmap (codes);
      font = qpdf_oh_get_key (self->pdf, dictionary, name);
      stream = qpdf_oh_new_stream (self->pdf);
      qpdf_oh_replace_stream_data (self->pdf, stream, (const unsigned char *)cmap, strlen (cmap),
                                   qpdf_oh_new_null (self->pdf), qpdf_oh_new_null (self->pdf));
      qpdf_oh_replace_key (self->pdf, font, "/ToUnicode", stream);
    }
}

static gboolean
mark_pages (Finisher *self, GError **error)
{
  g_autoptr (GHashTable) fonts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                        (GDestroyNotify)way_print_codes_free);
  g_autoptr (GHashTable) written = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->n_pages; i++)
    if (!mark_page (self, i, fonts, error))
      return FALSE;
  for (guint i = 0; i < self->n_pages; i++)
    write_cmaps (self, i, fonts, written);
  return TRUE;
}

static void
write_facts (Finisher *self, qpdf_oh catalog, const WayPrintFacts *facts)
{
  qpdf_oh trailer = qpdf_get_trailer (self->pdf);
  qpdf_oh info = way_print_object_new (self->pdf);
  qpdf_oh preferences = qpdf_oh_new_dictionary (self->pdf);

  way_print_object_set_text (self->pdf, info, "/Title", facts->title);
  way_print_object_set_text (self->pdf, info, "/Producer", "Waymark " WAY_VERSION);
  if (*facts->date != '\0')
    way_print_object_set_text (self->pdf, info, "/CreationDate", facts->date);
  qpdf_oh_replace_key (self->pdf, trailer, "/Info", info);

  way_print_object_set_true (self->pdf, preferences, "/DisplayDocTitle");
  if (facts->rtl)
    way_print_object_set_name (self->pdf, preferences, "/Direction", "/R2L");
  qpdf_oh_replace_key (self->pdf, catalog, "/ViewerPreferences", preferences);
  way_print_object_set_text (self->pdf, catalog, "/Lang", facts->language);
}

static GBytes *
write_pdf (Finisher *self, GError **error)
{
  qpdf_init_write_memory (self->pdf);
  qpdf_set_object_stream_mode (self->pdf, qpdf_o_disable);
  qpdf_set_compress_streams (self->pdf, QPDF_TRUE);
  qpdf_force_pdf_version (self->pdf, "1.7");
  qpdf_set_deterministic_ID (self->pdf, QPDF_TRUE);
  if (qpdf_has_error (self->pdf) || qpdf_write (self->pdf) != QPDF_SUCCESS)
    return way_fail_null (error, WAY_PRINT_ERROR, WAY_PRINT_ERROR_FAILED,
                          "The pages could not be put together; nothing was printed and nothing "
                          "is lost.");
  return g_bytes_new (qpdf_get_buffer (self->pdf), qpdf_get_buffer_length (self->pdf));
}

static GBytes *
finish (Finisher *self, WayPrintNode *root, const WayPrintFacts *facts, GError **error)
{
  qpdf_oh catalog = qpdf_get_root (self->pdf);

  for (guint i = 0; i < self->n_pages; i++)
    self->pages[i] = qpdf_get_page_n (self->pdf, i);
  if (!mark_pages (self, error))
    return NULL;
  way_print_tags_write (self->pdf, catalog, self->pages, self->n_pages, root);
  write_facts (self, catalog, facts);
  return write_pdf (self, error);
}

GBytes *
way_print_finish (GBytes *drawn,
                  WayPrintCanvas *canvas,
                  WayPrintNode *root,
                  const WayPrintFacts *facts,
                  GError **error)
{
  guint n_pages = way_print_canvas_get_n_pages (canvas);
  g_autofree qpdf_oh *pages = g_new0 (qpdf_oh, n_pages);
  Finisher self = { .pdf = qpdf_init (), .canvas = canvas, .pages = pages, .n_pages = n_pages };
  gsize size;
  const char *data = g_bytes_get_data (drawn, &size);
  GBytes *finished = NULL;

  qpdf_silence_errors (self.pdf);
  qpdf_set_suppress_warnings (self.pdf, QPDF_TRUE);
  if (qpdf_read_memory (self.pdf, "page", data, size, NULL) == QPDF_SUCCESS)
    finished = finish (&self, root, facts, error);
  else
    way_fail (error, WAY_PRINT_ERROR, WAY_PRINT_ERROR_FAILED,
              "The pages could not be read again; nothing was printed and nothing is lost.");
  qpdf_cleanup (&self.pdf);
  return finished;
}
