/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The frozen files of tests/vectors/ledger, and the directories and logs their chains come to.
 *
 * What is missing or misspelt ends the test.
 */
#pragma once

#include <json-glib/json-glib.h>
#include "way-acts.h"

G_BEGIN_DECLS

typedef struct
{
  JsonParser *directory_file, *log_file;
  GPtrArray *directories; /* WayDirectory, owned: by length */
} Vectors;

Vectors *vectors_load (void);
void vectors_free (Vectors *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Vectors, vectors_free)

/* (transfer full) */
JsonParser *vectors_parse (const char *name);
JsonObject *vectors_root (JsonParser *parser);
/* (transfer full): what the hex digits of @member stand for. */
GBytes *vectors_get_bytes (JsonObject *object, const char *member);
GBytes *vectors_from_hex (const char *hex);
void vectors_get_into (JsonObject *object, const char *member, gpointer out, gsize size);

/* (transfer none): after @length entries. */
WayDirectory *vectors_get_directory (Vectors *self, guint64 length);
/* (transfer none): the whole. */
WayDirectory *vectors_get_whole_directory (Vectors *self);
/* (transfer none) (nullable): the chain of that name. */
JsonObject *vectors_find_chain (Vectors *self, const char *name);
/* (transfer full): the log after @length entries of @chain (nullable), which were judged with the
 * whole directory. */
WayLog *vectors_replay (Vectors *self, JsonObject *chain, const char *log_id, guint length);

G_END_DECLS
