/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayOperation: the unit of truth (decisions.md 1).
 *
 *   (case ay16, origin ay16, counter t, act t, act_n q, made_ms x, hlc t,
 *    kind q, object ay16, group q, flags y, value ay, supersedes a(ay16 t))
 *
 * GVariant normal form, little-endian; frozen by tests/vectors/core.  One user action is one act:
 * act is the counter of its first op, act_n how many it has.  Merge is causal: an op hides exactly
 * the ops it names in supersedes; hlc only sorts.
 *
 * Immutable, reference counted, safe from any thread.
 */
#pragma once

#include <gio/gio.h>
#include "way-id.h"
#include "way-schema.h"

G_BEGIN_DECLS

typedef struct
{
  WayId origin;
  guint64 counter; /* from 1 in each origin */
} WayOpId;

#define WAY_OPERATION_MUST_UNDERSTAND (1 << 0)
#define WAY_OPERATION_TOGETHER (1 << 1) /* given by the young person in Together */

/* Read only. */
typedef struct
{
  WayId case_id;
  WayOpId id;
  guint64 act;
  guint16 act_n;
  gint64 made_ms; /* when the person did it, UTC milliseconds */
  guint64 hlc;    /* way-hlc.h */
  guint16 kind;
  WayId object;
  guint16 group;
  guint8 flags;
  GBytes *value;
  const WayOpId *supersedes; /* sorted by origin, then counter; never itself, no duplicates */
  guint n_supersedes;
  gboolean checked; /* the value is the normal form of its group's type: set by who has seen to it,
                       before anybody else has the op; it is checked at each reading otherwise */
} WayOperation;

#define WAY_OPERATION_TYPE "(ayayttqxtqayqyaya(ayt))"
#define WAY_OPERATION_SIZE_MAX (64u * 1024 * 1024)

/* (transfer full): copies @fields, but checked is FALSE; sorts supersedes and drops duplicates. */
WayOperation *way_operation_new (const WayOperation *fields);

/* (transfer full): NULL with WAY_CORE_ERROR_DAMAGED where @bytes break any rule above, or where
 * kind and group are known and the value is not the normal form of their type.  A kind or group
 * this version does not know is accepted and kept. */
WayOperation *way_operation_from_bytes (GBytes *bytes, GError **error);

/* (transfer full): byte for byte what from_bytes was given. */
GBytes *way_operation_to_bytes (WayOperation *self);

WayOperation *way_operation_ref (WayOperation *self);
void way_operation_unref (WayOperation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayOperation, way_operation_unref)

/* NULL where this version does not know the op's kind or group. */
const WayGroup *way_operation_get_group (WayOperation *self);
/* (transfer full) (nullable): NULL where way_operation_get_group() is. */
GVariant *way_operation_dup_value (WayOperation *self);
/* TRUE for a life op of state removed, of a kind this version does not know too: group 0 of every
 * kind is life, but for immutable kinds, which have none. */
gboolean way_operation_is_removal (WayOperation *self);

/* The order in which values are shown: hlc, then origin, then counter. */
int way_operation_compare (WayOperation *a, WayOperation *b);
int way_op_id_compare (const WayOpId *a, const WayOpId *b);
guint way_op_id_hash (gconstpointer id);
gboolean way_op_id_equal (gconstpointer a, gconstpointer b);

/* The object id of a matter: first 16 bytes of SHA-256 ("WAY1.matter\0" ‖ case ‖ key), so that two
 * laptops that start the same matter offline meet. */
void way_matter_object (const WayId *case_id, const char *key, WayId *ret_object);

G_END_DECLS
