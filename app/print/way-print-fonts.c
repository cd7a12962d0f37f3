/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-print-fonts.h"

#include <hb.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>
#include "way-fail.h"
#include "way-print.h"

#define FAMILIES                                                                                   \
  "Noto Sans,Noto Sans Arabic,Noto Sans Ethiopic,Noto Sans Symbols2,Noto Sans Symbols"
#define MONO_FAMILY "Noto Sans Mono"

static const struct
{
  const char *name, *package;
} files[] = {
  { "NotoSans-Regular.ttf", "fonts-noto-core" },
  { "NotoSans-Bold.ttf", "fonts-noto-core" },
  { "NotoSansArabic-Regular.ttf", "fonts-noto-core" },
  { "NotoSansArabic-Bold.ttf", "fonts-noto-core" },
  { "NotoSansEthiopic-Regular.ttf", "fonts-noto-core" },
  { "NotoSansEthiopic-Bold.ttf", "fonts-noto-core" },
  { "NotoSansSymbols-Regular.ttf", "fonts-noto-core" },
  { "NotoSansSymbols2-Regular.ttf", "fonts-noto-core" },
  { "NotoSansMono-Bold.ttf", "fonts-noto-mono" },
};

/* What a glyph of a file says. */
typedef struct
{
  const char *file; /* interned */
  PangoGlyph glyph;
} Code;

struct _WayPrintFonts
{
  PangoFontMap *map;        /* (owned) */
  PangoContext *context;    /* (owned) */
  GHashTable *descriptions; /* (owned): const WayPrintType* → desc */
  GHashTable *faces;        /* (owned): PangoFont* → WayPrintFace* */
  GHashTable *codes;        /* (owned): Code* → text */
  GStringChunk *texts;      /* (owned) */
};

static guint
code_hash (gconstpointer key)
{
  const Code *code = key;

  return g_direct_hash (code->file) * 31 + code->glyph;
}

static gboolean
code_equal (gconstpointer a, gconstpointer b)
{
  const Code *left = a, *right = b;

  return left->file == right->file && left->glyph == right->glyph;
}

static void
face_free (WayPrintFace *self)
{
  g_object_unref (self->font);
  g_free (self);
}

/* Debian's place first, then those of the desktop, in the order it searches them. */
static GPtrArray *
list_folders (void)
{
  static const char *const below[] = { "fonts/truetype/noto", "fonts/noto", "fonts/google-noto",
                                       "fonts" };
  GPtrArray *folders = g_ptr_array_new_with_free_func (g_free);
  const char *const *data = g_get_system_data_dirs ();

  g_ptr_array_add (folders, g_strdup ("/usr/share/fonts/truetype/noto"));
  for (gsize i = 0; i < G_N_ELEMENTS (below); i++)
    g_ptr_array_add (folders, g_build_filename (g_get_user_data_dir (), below[i], NULL));
  for (gsize d = 0; data[d] != NULL; d++)
    for (gsize i = 0; i < G_N_ELEMENTS (below); i++)
      g_ptr_array_add (folders, g_build_filename (data[d], below[i], NULL));
  g_ptr_array_add (folders, NULL);
  return folders;
}

static gboolean
add_file (FcConfig *config, const char *const *folders, const char *name)
{
  for (gsize i = 0; folders[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (folders[i], name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR)
          && FcConfigAppFontAddFile (config, (const FcChar8 *)path))
        return TRUE;
    }
  return FALSE;
}

/* (transfer full): NULL where a file is missing. */
static FcConfig *
make_config (const char *const *folders, GError **error)
{
  g_autoptr (GPtrArray) usual = folders == NULL ? list_folders () : NULL;
  FcConfig *config = FcConfigCreate ();

  if (folders == NULL)
    folders = (const char *const *)usual->pdata;
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      if (add_file (config, folders, files[i].name))
        continue;
      FcConfigDestroy (config);
      return way_fail_null (error, WAY_PRINT_ERROR, WAY_PRINT_ERROR_FONT,
                            "The font file %s is not on this computer; install the package %s and "
                            "print again.",
                            files[i].name, files[i].package);
    }
  return config;
}

/* Places are exact and outlines as drawn: paper has no pixels to fit. */
static PangoContext *
make_context (PangoFontMap *map)
{
  PangoContext *context = pango_font_map_create_context (map);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (context, FALSE);
  return context;
}

WayPrintFonts *
way_print_fonts_new (const char *const *folders, GError **error)
{
  FcConfig *config = make_config (folders, error);
  WayPrintFonts *self;

  if (config == NULL)
    return NULL;

  self = g_new0 (WayPrintFonts, 1);
  self->map = pango_cairo_font_map_new_for_font_type (CAIRO_FONT_TYPE_FT);
  pango_fc_font_map_set_config (PANGO_FC_FONT_MAP (self->map), config);
  FcConfigDestroy (config);
  pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (self->map), 72);
  self->context = make_context (self->map);
  self->descriptions = g_hash_table_new_full (NULL, NULL, NULL,
                                              (GDestroyNotify)pango_font_description_free);
  self->faces = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)face_free);
  self->codes = g_hash_table_new_full (code_hash, code_equal, g_free, NULL);
  self->texts = g_string_chunk_new (64 * 1024);
  return self;
}

void
way_print_fonts_free (WayPrintFonts *self)
{
  g_hash_table_unref (self->descriptions);
  g_hash_table_unref (self->faces);
  g_hash_table_unref (self->codes);
  g_string_chunk_free (self->texts);
  g_object_unref (self->context);
  /* Pango 1.50 keeps the configuration of a map that is gone. */
  pango_fc_font_map_set_config (PANGO_FC_FONT_MAP (self->map), NULL);
  g_object_unref (self->map);
  g_free (self);
}

PangoContext *
way_print_fonts_get_context (WayPrintFonts *self)
{
  return self->context;
}

const PangoFontDescription *
way_print_fonts_describe (WayPrintFonts *self, const WayPrintType *type)
{
  PangoFontDescription *description = g_hash_table_lookup (self->descriptions, type);

  if (description != NULL)
    return description;

  description = pango_font_description_new ();
  pango_font_description_set_family_static (description, type->mono ? MONO_FAMILY : FAMILIES);
  pango_font_description_set_weight (description,
                                     type->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size (description, type->size * PANGO_SCALE);
  g_hash_table_insert (self->descriptions, (gpointer)type, description);
  return description;
}

static gboolean
is_blank (hb_font_t *font, hb_codepoint_t glyph)
{
  hb_glyph_extents_t ink = { 0 };

  hb_font_get_glyph_extents (font, glyph, &ink);
  return ink.width == 0 && ink.height == 0 && hb_font_get_glyph_h_advance (font, glyph) == 0;
}

/* The first glyphs of a file, where .null has its place, and the joiners. */
static void
find_blanks (WayPrintFace *face, hb_font_t *font)
{
  static const gunichar names[] = { 0x200b, 0x034f, 0x200c, 0x200d, 0xfeff };
  hb_codepoint_t glyph;

  for (glyph = 1; glyph <= 2; glyph++)
    if (is_blank (font, glyph))
      face->blanks[face->n_blanks++] = glyph;
  for (gsize i = 0; i < G_N_ELEMENTS (names) && face->n_blanks < G_N_ELEMENTS (face->blanks); i++)
    if (hb_font_get_nominal_glyph (font, names[i], &glyph) && glyph > 2 && is_blank (font, glyph))
      face->blanks[face->n_blanks++] = glyph;
}

static const char *
file_of (PangoFont *font)
{
  FcPattern *pattern = pango_fc_font_get_pattern (PANGO_FC_FONT (font));
  FcChar8 *file = NULL;

  if (FcPatternGetString (pattern, FC_FILE, 0, &file) != FcResultMatch)
    return g_intern_static_string ("");
  return g_intern_string ((const char *)file);
}

const WayPrintFace *
way_print_fonts_get_face (WayPrintFonts *self, PangoFont *font)
{
  WayPrintFace *face = g_hash_table_lookup (self->faces, font);
  hb_font_t *shapes;
  hb_codepoint_t space = 0;

  if (face != NULL)
    return face;

  shapes = pango_font_get_hb_font (font);
  hb_font_get_nominal_glyph (shapes, ' ', &space);
  face = g_new0 (WayPrintFace, 1);
  face->font = g_object_ref (font);
  face->scaled = pango_cairo_font_get_scaled_font (PANGO_CAIRO_FONT (font));
  face->file = file_of (font);
  face->space = space;
  find_blanks (face, shapes);
  g_hash_table_insert (self->faces, font, face);
  return face;
}

gboolean
way_print_fonts_claim (WayPrintFonts *self,
                       const WayPrintFace *face,
                       PangoGlyph glyph,
                       const char *text)
{
  Code code = { face->file, glyph };
  const char *said = g_hash_table_lookup (self->codes, &code);

  if (said != NULL)
    return g_str_equal (said, text);

  g_hash_table_insert (self->codes, g_memdup2 (&code, sizeof code),
                       (gpointer)way_print_fonts_keep_text (self, text, strlen (text)));
  return TRUE;
}

gboolean
way_print_fonts_claim_blank (WayPrintFonts *self,
                             const WayPrintFace *face,
                             const char *text,
                             PangoGlyph *ret_glyph)
{
  guint first = *text == '\0' ? 0 : 1;

  for (guint i = first; i < face->n_blanks; i++)
    if (way_print_fonts_claim (self, face, face->blanks[i], text))
      {
        *ret_glyph = face->blanks[i];
        return TRUE;
      }
  return FALSE;
}

const char *
way_print_fonts_keep_text (WayPrintFonts *self, const char *text, gsize length)
{
  g_autofree char *copy = g_strndup (text, length);

  return g_string_chunk_insert_const (self->texts, copy);
}
