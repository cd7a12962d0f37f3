/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words that are printed around a plan, in one language.
 *
 * English stands in the code; other languages are gettext catalogues (domain `waymark-print`,
 * po/print) compiled into the room and read here by language tag, so that a label never depends on
 * the locale of the process.  What a catalogue lacks prints in English.
 *
 * Immutable; safe from any thread.  Labels live as long as their WayPrintLabels.
 */
#pragma once

#include <gio/gio.h>
#include "way-date.h"

G_BEGIN_DECLS

/* The id of a label, as a catalogue holds it.  xgettext finds these two by name. */
#define WAY_LABEL(context, english) context "\004" english
#define WAY_LABEL_MANY(context, one, many) context "\004" one, many

typedef struct _WayPrintLabels WayPrintLabels;

/* (transfer full): @language is a tag of way_print_languages(), or a longer one ("ar-SY"). */
WayPrintLabels *way_print_labels_new (const char *language, GError **error);

/* (transfer full): from a compiled catalogue. */
WayPrintLabels *way_print_labels_new_from_mo (const char *language, GBytes *mo, GError **error);

void way_print_labels_free (WayPrintLabels *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayPrintLabels, way_print_labels_free)

/* The tag for /Lang. */
const char *way_print_labels_get_language (WayPrintLabels *self);
gboolean way_print_labels_are_rtl (WayPrintLabels *self);

const char *way_print_label (WayPrintLabels *self, const char *id);

/* (nullable): NULL where the language has no label of that id. */
const char *way_print_labels_find (WayPrintLabels *self, const char *id);

/* (transfer full): the label with each {name} replaced by the value that follows it in the list,
 * isolated from the sentence around it; the list ends with NULL. */
char *way_print_label_fill (WayPrintLabels *self, const char *id, ...) G_GNUC_NULL_TERMINATED;

/* (transfer full): the plural form for @count, which also replaces {count}. */
char *way_print_label_count (WayPrintLabels *self, const char *id, const char *many, guint count);

/* (transfer full): "6 November 2025"; a shorter date as far as it is known. */
char *way_print_labels_date (WayPrintLabels *self, WayDate date);
/* (transfer full): "6 November" where @date lies in @year, else with its year. */
char *way_print_labels_date_in (WayPrintLabels *self, WayDate date, guint year);
/* (transfer full): "Thursday 6 November 2025". */
char *way_print_labels_weekday_date (WayPrintLabels *self, WayDate date);
/* (transfer full): "16 October 2025, 9:14am", in Great Britain. */
char *way_print_labels_minute (WayPrintLabels *self, gint64 ms);

/* (nullable): "Arabic" for "ar-SY"; NULL for a language without a name here. */
const char *way_print_labels_language_name (WayPrintLabels *self, const char *tag);

G_END_DECLS
