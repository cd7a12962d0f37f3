/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-print-letters.h"

#include "way-document-texts.h"
#include "way-fail.h"
#include "way-print-text.h"

/* So many fields are named; the rest are counted. */
#define NAMED_MAX 3

typedef struct
{
  PangoLayout *layout; /* (owned) */
  GHashTable *known;   /* (owned): char → whether a font has it */
  GPtrArray *paths;    /* (owned): char *, each once */
} Search;

static void
search_clear (Search *self)
{
  g_object_unref (self->layout);
  g_hash_table_unref (self->known);
  g_ptr_array_unref (self->paths);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

/* Pango is asked, for it also knows what is put together of two chars, and what is not seen. */
static gboolean
has_char (Search *self, gunichar c)
{
  gpointer key = GUINT_TO_POINTER (c), known;
  char text[6];

  if (g_hash_table_lookup_extended (self->known, key, NULL, &known))
    return GPOINTER_TO_INT (known);

  pango_layout_set_text (self->layout, text, g_unichar_to_utf8 (c, text));
  known = GINT_TO_POINTER (pango_layout_get_unknown_glyphs_count (self->layout) == 0);
  g_hash_table_insert (self->known, key, known);
  return GPOINTER_TO_INT (known);
}

static void
look (const char *path, const char *text, gpointer data)
{
  Search *self = data;
  g_autofree char *clean = NULL;

  if (g_str_is_ascii (text)
      || g_ptr_array_find_with_equal_func (self->paths, path, g_str_equal, NULL))
    return;
  clean = way_print_text_clean (text);
  for (const char *at = clean; *at != '\0'; at = g_utf8_next_char (at))
    if ((guchar)*at >= 0x80 && !has_char (self, g_utf8_get_char (at)))
      {
        g_ptr_array_add (self->paths, g_strdup (path));
        return;
      }
}

static gboolean
fail (GPtrArray *paths, GError **error)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < MIN (paths->len, NAMED_MAX); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "",
                            (const char *)g_ptr_array_index (paths, i));
  if (paths->len > NAMED_MAX)
    g_string_append_printf (list, " and %u more", paths->len - NAMED_MAX);
  return way_fail (error, WAY_PRINT_ERROR, WAY_PRINT_ERROR_LETTERS,
                   "Waymark has no font for some of the letters in %s, so nothing was printed: "
                   "write them another way, or leave that section out.",
                   list->str);
}

gboolean
way_print_letters_check (WayPrintFonts *fonts,
                         const WayDocument *document,
                         const WayPrintOptions *options,
                         GError **error)
{
  const WayPrintType *body = way_print_type (WAY_PRINT_TYPE_BODY, FALSE);
  g_auto (Search) self = {
    .layout = pango_layout_new (way_print_fonts_get_context (fonts)),
    .known = g_hash_table_new (NULL, NULL),
    .paths = g_ptr_array_new_with_free_func (g_free),
  };

  pango_layout_set_font_description (self.layout, way_print_fonts_describe (fonts, body));
  way_document_visit_frame (document, look, &self);
  if (options->with_address || !document->address_private)
    {
      look ("address", document->address_lines, &self);
      look ("address", document->postcode, &self);
      look ("address", document->home_name, &self);
    }
  way_document_visit_writing (document, options->sections, look, &self);
  return self.paths->len == 0 || fail (self.paths, error);
}
