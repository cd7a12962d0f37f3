/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayLineRow: a row with one line of text: "What", "Name".
 *
 * Bound to a field (a PROSE, or a group of one line) it saves itself as it is typed (way-field.h);
 * unbound it is an entry and nothing else.  What is pasted is cleaned.  "typed" is emitted for what
 * the person changed, never for what the program shows; "entry-activated" (Enter) is AdwEntryRow's.
 */
#pragma once

#include <adwaita.h>
#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_TYPE_LINE_ROW (way_line_row_get_type ())
G_DECLARE_FINAL_TYPE (WayLineRow, way_line_row, WAY, LINE_ROW, AdwEntryRow)

/* Shows and writes that field from now on; what was typed for the one before is saved first. */
void way_line_row_bind (WayLineRow *self,
                        WayDesk *desk,
                        WayLiveCase *live,
                        guint16 kind,
                        const WayId *object,
                        guint16 group);
void way_line_row_unbind (WayLineRow *self);

/* (transfer none): what stands in it. */
const char *way_line_row_get_text (WayLineRow *self);
/* Nothing where it is the same. */
void way_line_row_show_text (WayLineRow *self, const char *text);
/* Focus goes in, the cursor to the end. */
void way_line_row_edit (WayLineRow *self);

G_END_DECLS
