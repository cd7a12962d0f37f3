/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What cairo drew and what it means, put together.
 *
 * cairo's content stream of a page is read word by word.  The n-th marked piece becomes the n-th
 * leaf of that page's record: content with its number in the tag tree, or an artefact.  Each code
 * that is shown learns what it says, so that the fonts can be given their ToUnicode.
 */
#pragma once

#include "way-print-canvas.h"

G_BEGIN_DECLS

/* What the codes of one embedded font say. */
typedef struct
{
  guint bytes;       /* in a code: 1 or 2 */
  GHashTable *texts; /* (owned): code → text, which belongs to WayPrintFonts */
} WayPrintCodes;

WayPrintCodes *way_print_codes_new (guint bytes);
void way_print_codes_free (WayPrintCodes *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayPrintCodes, way_print_codes_free)

/* (transfer full): a ToUnicode CMap. */
char *way_print_codes_to_cmap (WayPrintCodes *self);

/* (transfer full): the stream with its marks; @fonts: name in the page's resources, with its slash
 * → WayPrintCodes.  NULL where the stream and the record differ. */
GString *way_print_content_mark (
    const char *stream, gsize size, GPtrArray *leaves, GHashTable *fonts, GError **error);

G_END_DECLS
