/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The last step: cairo's PDF becomes a tagged one, through qpdf.
 */
#pragma once

#include "way-print-canvas.h"

G_BEGIN_DECLS

typedef struct
{
  const char *title;
  const char *language;
  gboolean rtl;     /* of the document */
  const char *date; /* "D:20251106", or "" for none */
} WayPrintFacts;

/* (transfer full): PDF 1.7 without object streams; the same input gives the same bytes. */
GBytes *way_print_finish (GBytes *drawn,
                          WayPrintCanvas *canvas,
                          WayPrintNode *root,
                          const WayPrintFacts *facts,
                          GError **error);

G_END_DECLS
