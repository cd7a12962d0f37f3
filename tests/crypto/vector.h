/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Vector: a frozen file of tests/vectors/crypto, lines "name = value"; bytes are hex.
 *
 * What is missing or misspelt ends the test.
 */
#pragma once

#include "way-key-file.h"

G_BEGIN_DECLS

typedef struct _Vector Vector;

/* (transfer full) */
Vector *vector_load (const char *name);
void vector_free (Vector *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Vector, vector_free)

/* (transfer full) */
WaySecret *vector_get_secret (Vector *self, const char *key);
guint64 vector_get_number (Vector *self, const char *key);
WayArgonParams vector_get_params (Vector *self);
WayId vector_get_vault (Vector *self);

/* Parses the vector's file and opens every slot it has. */
void vector_assert_opens (Vector *self);

/* Writes the same slots anew from the vector's inputs: the same bytes.  Only where the vector's
 * parameters are this program's floor. */
void vector_assert_reproduced (Vector *self);

/* Derives the vector's Argon2id key. */
void vector_assert_argon (Vector *self);

G_END_DECLS
