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
#include "way-print-text.h"
#include "way-print.h"

typedef struct
{
  qpdf_data pdf;
  WayPrintCanvas *canvas;
  qpdf_oh *pages;       /* (owned) */
  GPtrArray *owners;    /* (owned): for each page a GArray of qpdf_oh, the element of each mark */
  GPtrArray *bookmarks; /* (owned): Bookmark */
} Finisher;

typedef struct
{
  const char *title;
  guint page;
  qpdf_oh element;
} Bookmark;

static void
set_name (Finisher *self, qpdf_oh dictionary, const char *key, const char *name)
{
  qpdf_oh_replace_key (self->pdf, dictionary, key, qpdf_oh_new_name (self->pdf, name));
}

static void
set_text (Finisher *self, qpdf_oh dictionary, const char *key, const char *text)
{
  g_autofree char *plain = way_print_text_plain (text);

  qpdf_oh_replace_key (self->pdf, dictionary, key, qpdf_oh_new_unicode_string (self->pdf, plain));
}

static void
set_number (Finisher *self, qpdf_oh dictionary, const char *key, guint number)
{
  qpdf_oh_replace_key (self->pdf, dictionary, key, qpdf_oh_new_integer (self->pdf, number));
}

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
  set_number (self, self->pages[i], "/StructParents", i);
  set_name (self, self->pages[i], "/Tabs", "/S");
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
  guint count = way_print_canvas_get_n_pages (self->canvas);

  for (guint i = 0; i < count; i++)
    if (!mark_page (self, i, fonts, error))
      return FALSE;
  for (guint i = 0; i < count; i++)
    write_cmaps (self, i, fonts, written);
  return TRUE;
}

/* The page of the first mark at or below @node, or -1. */
static int
first_page (const WayPrintNode *node)
{
  int page = -1;

  for (guint i = 0; i < node->children->len && page < 0; i++)
    {
      const WayPrintChild *child = &g_array_index (node->children, WayPrintChild, i);

      page = child->node != NULL ? first_page (child->node) : (int)child->page;
    }
  return page;
}

static void
set_owner (Finisher *self, guint page, guint mark, qpdf_oh element)
{
  GArray *owners = g_ptr_array_index (self->owners, page);

  if (mark >= owners->len)
    g_array_set_size (owners, mark + 1);
  g_array_index (owners, qpdf_oh, mark) = element;
}

/* A mark among the kids of @element, whose own page is @page. */
static qpdf_oh
make_mark (Finisher *self, const WayPrintChild *mark, qpdf_oh element, int page)
{
  qpdf_oh reference;

  set_owner (self, mark->page, mark->mark, element);
  if ((int)mark->page == page)
    return qpdf_oh_new_integer (self->pdf, mark->mark);

  reference = qpdf_oh_new_dictionary (self->pdf);
  set_name (self, reference, "/Type", "/MCR");
  qpdf_oh_replace_key (self->pdf, reference, "/Pg", self->pages[mark->page]);
  set_number (self, reference, "/MCID", mark->mark);
  return reference;
}

static void
set_scope (Finisher *self, qpdf_oh element, const char *scope)
{
  qpdf_oh attributes = qpdf_oh_new_dictionary (self->pdf);
  g_autofree char *name = g_strconcat ("/", scope, NULL);

  set_name (self, attributes, "/O", "/Table");
  set_name (self, attributes, "/Scope", name);
  qpdf_oh_replace_key (self->pdf, element, "/A", attributes);
}

static void
set_box (Finisher *self, qpdf_oh element, const double box[4])
{
  qpdf_oh attributes = qpdf_oh_new_dictionary (self->pdf);
  qpdf_oh corners = qpdf_oh_new_array (self->pdf);
  const double from_below[] = { box[0], WAY_PRINT_PAGE_HEIGHT - box[3], box[2],
                                WAY_PRINT_PAGE_HEIGHT - box[1] };

  for (gsize i = 0; i < G_N_ELEMENTS (from_below); i++)
    qpdf_oh_append_item (self->pdf, corners,
                         qpdf_oh_new_real_from_double (self->pdf, from_below[i], 2));
  set_name (self, attributes, "/O", "/Layout");
  set_name (self, attributes, "/Placement", "/Block");
  qpdf_oh_replace_key (self->pdf, attributes, "/BBox", corners);
  qpdf_oh_replace_key (self->pdf, element, "/A", attributes);
}

static void
describe_element (Finisher *self, qpdf_oh element, const WayPrintNode *node)
{
  g_autofree char *role = g_strconcat ("/", node->role, NULL);

  set_name (self, element, "/Type", "/StructElem");
  set_name (self, element, "/S", role);
  if (node->language != NULL)
    set_text (self, element, "/Lang", node->language);
  if (node->alternative != NULL)
    {
      set_text (self, element, "/Alt", node->alternative);
      set_box (self, element, node->box);
    }
  if (node->scope != NULL)
    set_scope (self, element, node->scope);
}

/* The element of @node, under @parent, with everything below it. */
static qpdf_oh
make_element (Finisher *self, const WayPrintNode *node, qpdf_oh parent)
{
  qpdf_oh element = qpdf_make_indirect_object (self->pdf, qpdf_oh_new_dictionary (self->pdf));
  qpdf_oh kids = qpdf_oh_new_array (self->pdf);
  int page = first_page (node);

  describe_element (self, element, node);
  qpdf_oh_replace_key (self->pdf, element, "/P", parent);
  if (page >= 0)
    qpdf_oh_replace_key (self->pdf, element, "/Pg", self->pages[page]);
  if (node->bookmark != NULL && page >= 0)
    {
      Bookmark bookmark = { node->bookmark, (guint)page, element };

      g_ptr_array_add (self->bookmarks, g_memdup2 (&bookmark, sizeof bookmark));
    }
  for (guint i = 0; i < node->children->len; i++)
    {
      const WayPrintChild *child = &g_array_index (node->children, WayPrintChild, i);

      qpdf_oh_append_item (self->pdf, kids,
                           child->node != NULL ? make_element (self, child->node, element)
                                               : make_mark (self, child, element, page));
    }
  if (node->children->len > 0)
    qpdf_oh_replace_key (self->pdf, element, "/K", kids);
  return element;
}

/* For each page, the element of each of its marks. */
static qpdf_oh
make_parent_tree (Finisher *self)
{
  qpdf_oh tree = qpdf_make_indirect_object (self->pdf, qpdf_oh_new_dictionary (self->pdf));
  qpdf_oh numbers = qpdf_oh_new_array (self->pdf);

  for (guint page = 0; page < self->owners->len; page++)
    {
      GArray *owners = g_ptr_array_index (self->owners, page);
      qpdf_oh elements = qpdf_oh_new_array (self->pdf);

      for (guint mark = 0; mark < owners->len; mark++)
        qpdf_oh_append_item (self->pdf, elements, g_array_index (owners, qpdf_oh, mark));
      qpdf_oh_append_item (self->pdf, numbers, qpdf_oh_new_integer (self->pdf, page));
      qpdf_oh_append_item (self->pdf, numbers, qpdf_make_indirect_object (self->pdf, elements));
    }
  qpdf_oh_replace_key (self->pdf, tree, "/Nums", numbers);
  return tree;
}

static void
write_tags (Finisher *self, qpdf_oh catalog, const WayPrintNode *root)
{
  qpdf_oh tree = qpdf_make_indirect_object (self->pdf, qpdf_oh_new_dictionary (self->pdf));
  qpdf_oh marked = qpdf_oh_new_dictionary (self->pdf);

  set_name (self, tree, "/Type", "/StructTreeRoot");
  qpdf_oh_replace_key (self->pdf, tree, "/K", make_element (self, root, tree));
  qpdf_oh_replace_key (self->pdf, tree, "/ParentTree", make_parent_tree (self));
  set_number (self, tree, "/ParentTreeNextKey", self->owners->len);
  qpdf_oh_replace_key (self->pdf, catalog, "/StructTreeRoot", tree);

  qpdf_oh_replace_key (self->pdf, marked, "/Marked", qpdf_oh_new_bool (self->pdf, TRUE));
  qpdf_oh_replace_key (self->pdf, catalog, "/MarkInfo", marked);
}

static qpdf_oh
make_destination (Finisher *self, guint page)
{
  qpdf_oh place = qpdf_oh_new_array (self->pdf);

  qpdf_oh_append_item (self->pdf, place, self->pages[page]);
  qpdf_oh_append_item (self->pdf, place, qpdf_oh_new_name (self->pdf, "/Fit"));
  return place;
}

static void
write_outline (Finisher *self, qpdf_oh catalog)
{
  guint count = self->bookmarks->len;
  qpdf_oh outline, previous = 0;

  if (count == 0)
    return;

  outline = qpdf_make_indirect_object (self->pdf, qpdf_oh_new_dictionary (self->pdf));
  set_name (self, outline, "/Type", "/Outlines");
  set_number (self, outline, "/Count", count);
  for (guint i = 0; i < count; i++)
    {
      const Bookmark *bookmark = g_ptr_array_index (self->bookmarks, i);
      qpdf_oh line = qpdf_make_indirect_object (self->pdf, qpdf_oh_new_dictionary (self->pdf));

      set_text (self, line, "/Title", bookmark->title);
      qpdf_oh_replace_key (self->pdf, line, "/Parent", outline);
      qpdf_oh_replace_key (self->pdf, line, "/Dest", make_destination (self, bookmark->page));
      qpdf_oh_replace_key (self->pdf, line, "/SE", bookmark->element);
      if (i == 0)
        qpdf_oh_replace_key (self->pdf, outline, "/First", line);
      else
        {
          qpdf_oh_replace_key (self->pdf, previous, "/Next", line);
          qpdf_oh_replace_key (self->pdf, line, "/Prev", previous);
        }
      previous = line;
    }
  qpdf_oh_replace_key (self->pdf, outline, "/Last", previous);
  qpdf_oh_replace_key (self->pdf, catalog, "/Outlines", outline);
}

static void
write_facts (Finisher *self, qpdf_oh catalog, const WayPrintFacts *facts)
{
  qpdf_oh trailer = qpdf_get_trailer (self->pdf);
  qpdf_oh info = qpdf_make_indirect_object (self->pdf, qpdf_oh_new_dictionary (self->pdf));
  qpdf_oh preferences = qpdf_oh_new_dictionary (self->pdf);

  set_text (self, info, "/Title", facts->title);
  set_text (self, info, "/Producer", "Waymark " WAY_VERSION);
  if (*facts->date != '\0')
    set_text (self, info, "/CreationDate", facts->date);
  qpdf_oh_replace_key (self->pdf, trailer, "/Info", info);

  qpdf_oh_replace_key (self->pdf, preferences, "/DisplayDocTitle",
                       qpdf_oh_new_bool (self->pdf, TRUE));
  if (facts->rtl)
    set_name (self, preferences, "/Direction", "/R2L");
  qpdf_oh_replace_key (self->pdf, catalog, "/ViewerPreferences", preferences);
  set_text (self, catalog, "/Lang", facts->language);
}

static GBytes *
write_pdf (Finisher *self, GError **error)
{
  qpdf_init_write_memory (self->pdf);
  qpdf_set_object_stream_mode (self->pdf, qpdf_o_disable);
  qpdf_set_compress_streams (self->pdf, QPDF_TRUE);
  qpdf_force_pdf_version (self->pdf, "1.7");
  qpdf_set_deterministic_ID (self->pdf, QPDF_TRUE);
  if (qpdf_write (self->pdf) != QPDF_SUCCESS)
    return way_fail_null (error, WAY_PRINT_ERROR, WAY_PRINT_ERROR_FAILED,
                          "The pages could not be put together; nothing was printed and nothing "
                          "is lost.");
  return g_bytes_new (qpdf_get_buffer (self->pdf), qpdf_get_buffer_length (self->pdf));
}

static void
open_pages (Finisher *self)
{
  guint count = way_print_canvas_get_n_pages (self->canvas);

  self->pages = g_new0 (qpdf_oh, count);
  self->owners = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  self->bookmarks = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < count; i++)
    {
      self->pages[i] = qpdf_get_page_n (self->pdf, i);
      g_ptr_array_add (self->owners, g_array_new (FALSE, TRUE, sizeof (qpdf_oh)));
    }
}

static void
finisher_clear (Finisher *self)
{
  g_free (self->pages);
  g_clear_pointer (&self->owners, g_ptr_array_unref);
  g_clear_pointer (&self->bookmarks, g_ptr_array_unref);
  qpdf_cleanup (&self->pdf);
}

GBytes *
way_print_finish (GBytes *drawn,
                  WayPrintCanvas *canvas,
                  WayPrintNode *root,
                  const WayPrintFacts *facts,
                  GError **error)
{
  Finisher self = { .pdf = qpdf_init (), .canvas = canvas };
  gsize size;
  const char *data = g_bytes_get_data (drawn, &size);
  GBytes *finished = NULL;
  qpdf_oh catalog;

  qpdf_silence_errors (self.pdf);
  qpdf_set_suppress_warnings (self.pdf, QPDF_TRUE);
  if (qpdf_read_memory (self.pdf, "page", data, size, NULL) != QPDF_SUCCESS)
    way_fail (error, WAY_PRINT_ERROR, WAY_PRINT_ERROR_FAILED,
              "The pages could not be read again; nothing was printed and nothing is lost.");
  else
    {
      open_pages (&self);
      catalog = qpdf_get_root (self.pdf);
      if (mark_pages (&self, error))
        {
          write_tags (&self, catalog, root);
          write_outline (&self, catalog);
          write_facts (&self, catalog, facts);
          finished = write_pdf (&self, error);
        }
    }
  finisher_clear (&self);
  return finished;
}
