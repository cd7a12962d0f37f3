/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who may write what (decisions.md 2).  The server is blind, so every laptop judges, and all judge
 * alike: a pure function of the op, its author and the ops before it; frozen by tests/vectors/core.
 *
 * An op its author may not write is set aside: kept, shown, superseding nothing, and judged again
 * when its target arrives.
 */
#pragma once

#include "way-operation.h"

G_BEGIN_DECLS

typedef enum
{
  WAY_ROLE_ADVISER = 1 << 0,
  WAY_ROLE_MANAGER = 1 << 1,
  WAY_ROLE_KEEPER = 1 << 2,
} WayRoles;

/* Who wrote an op: the signer at the directory position it was signed at.  A vault without a team
 * passes its own worker with every role. */
typedef struct
{
  WayId user;
  WayRoles roles;
  guint64 position; /* in the case's log, from 1; 0 = not sent yet, and so written here */
} WayAuthor;

typedef enum
{
  WAY_RIGHTS_ALLOWED = 0,
  WAY_RIGHTS_ROLE,      /* no role of the author's may write this */
  WAY_RIGHTS_AUTHOR,    /* only who began the object may change it */
  WAY_RIGHTS_IMMUTABLE, /* the object was finished when it was made */
} WayRightsVerdict;

typedef struct
{
  WayOperation *op;
  WayAuthor author;
} WayAuthoredOp;

/* @prior: the other known ops of the same object, any order; @op itself is passed over.  What began
 * an object is told by the log's order, never by a clock its author could set. */
WayRightsVerdict way_rights_judge (WayOperation *op,
                                   const WayAuthor *author,
                                   const WayAuthoredOp *prior,
                                   guint n_prior);

/* A contact, review or risk may be changed by its author for this long; after that the editor asks
 * for a correction.  Merge enforces the author only and shows a late edit as such. */
#define WAY_RIGHTS_EDIT_WINDOW_MS (24 * 60 * 60 * 1000)

/* TRUE where @kind is one of those and more than the window lies between the two instants. */
gboolean way_rights_needs_correction (guint16 kind, gint64 created_ms, gint64 now_ms);

G_END_DECLS
