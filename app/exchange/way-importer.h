/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayImporter: an interchange document, one person at a time.
 *
 * A person comes whole, as one act, or not at all with every reason; the others come all the same.
 * Only the person being read is in memory as a tree.  One thread.
 */
#pragma once

#include "way-reading.h"

G_BEGIN_DECLS

typedef struct
{
  WayReference *reference;
  WayRandom *random; /* ids for what has none */
  WayDate today;     /* bounds birth dates; where practice dates are moved to */
  gint64 made_ms;    /* of every act; 0 = at commit */
  gboolean practice; /* moves every date by whole days so that as_of becomes today */

  WayIdIsKnown id_is_known; /* (nullable) */
  gpointer id_data;
} WayImportOptions;

/* One person of the document. */
typedef struct
{
  guint index;         /* in people, from 0 */
  WayAct *act;         /* (nullable): NULL where anything was refused */
  GPtrArray *refusals; /* WayRefusal */
  GPtrArray *warnings; /* WayRefusal: the person is taken all the same */
} WayImportedPerson;

void way_imported_person_free (WayImportedPerson *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayImportedPerson, way_imported_person_free)

typedef struct _WayImporter WayImporter;

/* (transfer full): borrows what is in @options for as long as it lives, copies the rest.  NULL
 * where the document as a whole cannot be read: TOO_LARGE, NOT_JSON or FORMAT; a FORMAT error says
 * the path where there is one. */
WayImporter *way_importer_new (GBytes *json, const WayImportOptions *options, GError **error);
void way_importer_free (WayImporter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayImporter, way_importer_free)

guint way_importer_n_people (WayImporter *self);

/* Somebody whom the vault knows: a person of the document with the same folded name, preferred or
 * full, and the same birth date is warned about, as is one who stands in the document twice. */
void way_importer_add_known (WayImporter *self,
                             const char *preferred_name,
                             const char *full_name,
                             const char *date_of_birth);

/* (transfer full) (nullable): the next person; NULL at the end. */
WayImportedPerson *way_importer_next (WayImporter *self);

G_END_DECLS
