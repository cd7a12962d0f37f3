/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the tests of room core share: the frozen vectors, a seed that can be replayed, and a line
 * of text for each operation, so that a merge reads as base, ours and theirs.
 *
 * An operation is written
 *
 *   a2@1/2 goal.1=text >a1 >b3 #4 ~7
 *
 *   a2@1/2   origin a, counter 2, of the act that begins at 1 and holds 2 (an act of its own
 *            where left out)
 *   goal.1   kind and group; a number where this version does not know the kind
 *   =text    the value; life is `present` or `removed`
 *   >a1      supersedes
 *   #4       the object; 1 where left out
 *   ~7       the clock's stamp; the place in the text where left out
 *
 * and operations are parted by semicolons.
 */
#pragma once

#include "way-operation.h"
#include "way-test-chance.h"

/* Sixteen bytes of @byte. */
WayId fixture_id (guint8 byte);

/* The case all operations of this fixture are in. */
WayId fixture_case (void);

/* (transfer full): fails the test where @line is not as above. */
WayOperation *fixture_op (const char *line, guint place);

/* (transfer full): array of WayOperation that owns them. */
GPtrArray *fixture_ops (const char *text);

/* (transfer floating): a value of @group that holds @text somewhere, so that different texts give
 * different values. */
GVariant *fixture_value (const WayGroup *group, const char *text);

/* (transfer full): the names of @ops (`a1 b2`) sorted. */
char *fixture_names (GPtrArray *ops);
char *fixture_name (WayOperation *op);

/* (transfer full): an operation of @kind, @object and @group by @origin. */
WayOperation *fixture_op_full (char origin,
                               guint64 counter,
                               guint16 kind,
                               const WayId *object,
                               guint16 group,
                               GVariant *value);

/* (transfer full): GHashTable of name to rest of line for each block of a file of vectors. */
GPtrArray *fixture_read_vectors (const char *file);
/* The field @name of a block; fails the test where it has none. */
const char *fixture_field (GHashTable *vector, const char *name);
/* (transfer full) */
GBytes *fixture_hex (const char *hex);
char *fixture_dup_hex (GBytes *bytes);

/* (transfer full): the lines of @actual must be those of the vector @file. */
void fixture_assert_lines (const char *file, const char *actual);

/* Shuffles the pointers of @array. */
void fixture_shuffle (GPtrArray *array, WayRandom *random);
