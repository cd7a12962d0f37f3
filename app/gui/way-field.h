/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayField: one field while somebody may be typing in it, without its widget.
 *
 * This is where own words, or any other text, become an operation (decisions.md 9):
 *
 *   key press → way_field_typed() → a pause of WAY_FIELD_PAUSE_MS, or WAY_FIELD_LONGEST_MS of
 *   typing without one → draft row in the vault → "Saved on this laptop"
 *   focus leaves, lock, print → way_field_leave() → one operation, the draft row goes with it
 *
 * Invariants:
 *  F1 What the person typed is only ever replaced by what the person typed: while the field is
 *     dirty, "show" is not emitted, whatever the case says.
 *  F2 The bases of draft and operation are the values that were visible when typing began, so what
 *     another laptop wrote meanwhile stands beside it and is not overwritten.
 *  F3 A save that failed keeps the field dirty and is tried again, also after its widget is gone:
 *     the desk holds the field until its words are on the disk.
 *
 * The widget reads and shows values through two functions.  Main context only.
 *
 * A field of a form that is saved as one act (recording a visit) is held: leaving it makes no
 * operation, only a draft that nothing promotes.  The form's act takes it in
 * (way_field_add_to_act), and then, or when what was typed is thrown away, the form lets it go
 * (way_field_forget).
 */
#pragma once

#include "way-desk.h"

G_BEGIN_DECLS

#define WAY_FIELD_PAUSE_MS 600
#define WAY_FIELD_LONGEST_MS 3000

/* (transfer floating): the value as it stands in the widget. */
typedef GVariant *(*WayFieldRead) (gpointer widget);
/* @value NULL where nothing was written yet.  Changes as little of the widget as it can: the cursor
 * stays where it is. */
typedef void (*WayFieldShow) (gpointer widget, GVariant *value);

#define WAY_TYPE_FIELD (way_field_get_type ())
G_DECLARE_FINAL_TYPE (WayField, way_field, WAY, FIELD, GObject)

/* (transfer full): borrows @widget, which owns the field.  The object need not exist in the case
 * yet: the first operation creates it. */
WayField *way_field_new (WayDesk *desk,
                         WayLiveCase *live,
                         guint16 kind,
                         const WayId *object,
                         guint16 group,
                         WayFieldRead read,
                         WayFieldShow show,
                         gpointer widget);

/* The person changed something in the widget; "typed" is emitted. */
void way_field_typed (WayField *self);
/* Typing is over for now; one operation where anything differs from what stood. */
void way_field_leave (WayField *self);
/* The widget goes away: leaves, and takes with it what it cannot save yet. */
void way_field_close (WayField *self);

gboolean way_field_is_dirty (WayField *self);
/* The property "waits": it has several versions, which somebody settles on the page for that (place
 * below); until then the widget shows it and takes no typing.  Never while something that was typed
 * in it is not written yet, and never of a form. */
gboolean way_field_waits (WayField *self);
/* It waits for what was begun here before its versions were settled elsewhere (way-begun.h). */
gboolean way_field_was_begun (WayField *self);
/* (transfer full): where its versions are settled. */
char *way_field_dup_settle_place (WayField *self);

/* From now on it is part of a form.  @draft (nullable): what was typed before the form was closed;
 * it is shown, and stands on the bases it had then. */
void way_field_hold (WayField *self, const WayDraft *draft);
/* Adds to @act what differs from what stood when typing began; that act takes the draft with it
 * when it is written.  FALSE where nothing differs. */
gboolean way_field_add_to_act (WayField *self, WayAct *act);
/* Nothing of what was typed waits any longer; its draft goes. */
void way_field_forget (WayField *self);

G_END_DECLS
