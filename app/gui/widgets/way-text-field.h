/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayTextField: a heading and, under it, the text of one PROSE field that saves itself as it is
 * typed (way-field.h).
 *
 * Where several versions wait to be settled, each can be read above the text, and writing settles
 * it.  Where nobody may write, it is a text to read, and gone where nothing is written.  "typed" is
 * emitted for what the person changed.
 *
 * Properties for templates: "title", "description" (a line under the heading, may be empty).
 */
#pragma once

#include <gtk/gtk.h>
#include "way-field.h"

G_BEGIN_DECLS

#define WAY_TYPE_TEXT_FIELD (way_text_field_get_type ())
G_DECLARE_FINAL_TYPE (WayTextField, way_text_field, WAY, TEXT_FIELD, GtkBox)

/* Shows and writes that field from now on; what was typed for the one before is saved first. */
void way_text_field_bind (WayTextField *self,
                          WayDesk *desk,
                          WayLiveCase *live,
                          guint16 kind,
                          const WayId *object,
                          guint16 group);
void way_text_field_unbind (WayTextField *self);
/* (transfer none) (nullable): what it is bound to. */
WayField *way_text_field_get_field (WayTextField *self);

void way_text_field_set_title (WayTextField *self, const char *title);
void way_text_field_set_editable (WayTextField *self, gboolean editable);
/* Focus goes into the text; @words (nullable) are selected. */
void way_text_field_edit (WayTextField *self, const char *words);

G_END_DECLS
