/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drawing: strips that have found their pages, with the running head and foot of each page.
 */
#pragma once

#include "way-print-canvas.h"
#include "way-print-flow.h"
#include "way-print-labels.h"

G_BEGIN_DECLS

/* Head and foot; a text that is NULL is not printed. */
typedef struct
{
  gboolean cover;       /* the first page has its own foot, and no more of a head than it must */
  const char *practice; /* bold, before the title */
  const char *title;    /* leading side of the head */
  const char *draft;    /* bold, trailing side */
  const char *date;     /* trailing side, after it */
  const char *foot;     /* leading side of the foot */
  const char *foot_of_cover; /* the same, on the cover */
  const char *copy_number;
} WayPrintRunning;

/* The head and foot of page @page (from 1) of @pages, which is begun and not yet ended. */
void way_print_draw_running (WayPrintCanvas *canvas,
                             WayPrintFonts *fonts,
                             WayPrintLabels *labels,
                             const WayPrintRunning *running,
                             guint page,
                             guint pages);

/* Page @page (from 1), whole; @pages: of way_print_flow_paginate(). */
void way_print_draw (WayPrintCanvas *canvas,
                     WayPrintFonts *fonts,
                     WayPrintLabels *labels,
                     WayPrintFlow *flow,
                     GPtrArray *pages,
                     const WayPrintRunning *running,
                     guint page);

G_END_DECLS
