/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayActs: judge_member.  The acts of one log as they come, part by part, from entries that
 * way_log_append() accepted (docs/format.md, 11).
 *
 * A refusal is the author's doing, not the server's: the entry is set aside and changes nothing
 * here.  What an operation is the core knows: its reader is handed in.  Not for two threads at
 * once.
 */
#pragma once

#include "way-log-keys.h"

G_BEGIN_DECLS

/* What rules M need of an operation. */
typedef struct
{
  WayId case_id, origin;
  guint64 counter, act;
  guint16 act_n;
} WayOpFrame;

/* FALSE where @bytes is no operation. */
typedef gboolean (*WayReadOp) (GBytes *bytes, WayOpFrame *ret_frame, gpointer data);

typedef struct _WayActs WayActs;

/* (transfer full): @data must outlive it. */
WayActs *way_acts_new (const WayId *log, WayReadOp read_op, gpointer data);
void way_acts_free (WayActs *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayActs, way_acts_free)

/* An operation that is known from elsewhere: this laptop's own, or of an earlier run. */
void way_acts_add_known (WayActs *self, const WayId *origin, guint64 counter, GBytes *bytes);

/* judge_member, for an entry of type 1, 3 or 5 with its body.  @ret_ops (transfer full) are the
 * operations (GBytes) of the act that is complete with this entry: where it is OK, and where it is
 * SAME and another laptop brought all of them before. */
WayVerdict way_acts_take (
    WayActs *self, WayLogKeys *keys, gconstpointer bytes, gsize size, GPtrArray **ret_ops);

G_END_DECLS
