/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayDiffText: a text with what was removed from it, or added to it, marked (design/DESIGN.md 4.7).
 *
 * Added: "+", bold, a solid line under it, green.  Removed: "−", a dashed line under it, red; never
 * struck through, as a person's old words stay readable.  Read aloud as "Removed: …", "Added: …".
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  WAY_DIFF_PLAIN, /* @newer as it is */
  WAY_DIFF_OLDER, /* @older with what was removed from it */
  WAY_DIFF_NEWER, /* @newer with what was added to it */
} WayDiffSide;

#define WAY_TYPE_DIFF_TEXT (way_diff_text_get_type ())
G_DECLARE_FINAL_TYPE (WayDiffText, way_diff_text, WAY, DIFF_TEXT, GtkWidget)

/* Either may be ""; @quoted puts quotation marks around it. */
GtkWidget *
way_diff_text_new (WayDiffSide side, const char *older, const char *newer, gboolean quoted);

/* What it is read as. */
const char *way_diff_text_get_spoken (WayDiffText *self);

G_END_DECLS
