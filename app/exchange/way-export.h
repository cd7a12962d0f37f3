/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A case as a PERSON object, and many as an interchange document.
 *
 * The same case gives the same bytes, with no time stamp.  Ids stand on everything.  A field with
 * several values shows that of the lowest op id, and all of them under `conflicts`.  What is
 * removed is left out, and so are references to it.
 */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include "way-case.h"
#include "way-reference.h"

G_BEGIN_DECLS

typedef enum
{
  WAY_EXPORT_INTERCHANGE, /* only what is given: what import reads */
  WAY_EXPORT_SHOW, /* every member of the record, "", false, null or [] where nothing is given,
                      for programs that read `person show --json` */
} WayExportForm;

/* (transfer full) */
JsonNode *way_export_person (WayCase *self, WayReference *reference, WayExportForm form);

/* (transfer full): as text, indented, without a final newline. */
char *way_export_to_text (JsonNode *node);

/* How many entries of the case an export leaves out, and only a backup holds: versions, signatures,
 * copies, settlements, what a newer version wrote, and entries whose place is gone. */
guint way_export_count_left_out (WayCase *self, WayReference *reference);

/* -- the document, a person at a time -- */

typedef struct _WayExporter WayExporter;

/* (transfer full): writes to @out, which stays open when it is done. */
WayExporter *way_exporter_new (GOutputStream *out, WayReference *reference);
void way_exporter_free (WayExporter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayExporter, way_exporter_free)

gboolean
way_exporter_add (WayExporter *self, WayCase *person, GCancellable *cancellable, GError **error);
/* Without it the document is no JSON, so half an export cannot pass for a whole one. */
gboolean way_exporter_finish (WayExporter *self, GCancellable *cancellable, GError **error);
/* The sum of way_export_count_left_out() so far. */
guint way_exporter_get_left_out (WayExporter *self);

G_END_DECLS
