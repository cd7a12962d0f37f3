/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayLog: what the accepted entries of a case or team log come to.
 *
 * It holds no bodies but those of EPOCHs.  Only way_log_append() makes a longer one; a log that
 * somebody else holds a reference to does not change: append copies it first.  Positions count
 * from 1.  Reference counted; reading is safe from any thread.
 */
#pragma once

#include "way-directory.h"
#include "way-epoch.h"

G_BEGIN_DECLS

typedef struct _WayLog WayLog;

/* The last entry of a device; dev_seq 0 and a zero hash where it wrote none. */
typedef struct
{
  guint64 dev_seq;
  WayHash hash;
} WayTip;

/* (transfer full): empty. */
WayLog *way_log_new (const WayId *org, const WayId *log);
WayLog *way_log_ref (WayLog *self);
void way_log_unref (WayLog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayLog, way_log_unref)

/* When an entry is judged. */
typedef struct
{
  gboolean arriving; /* a server receives it, at now_ms; else it is replayed */
  guint64 now_ms;
  guint64 known; /* on replay: how long the directory was for certain when it was appended, 0 where
                    that is not known; arriving: all of it, whatever stands here */
} WayLogMoment;

/* judge_public: rules E and P, changing nothing.  @moment (nullable): NULL is a replay of which
 * nothing is known.  @directory: all of it that is at hand. */
WayVerdict way_log_judge (WayLog *self,
                          WayDirectory *directory,
                          gconstpointer bytes,
                          gsize size,
                          const WayLogMoment *moment);

/* The same, and where it is OK or OK_NO_BODY @log is from now on the longer one. */
WayVerdict way_log_append (WayLog **log,
                           WayDirectory *directory,
                           gconstpointer bytes,
                           gsize size,
                           const WayLogMoment *moment);

/* What the quarantine lane takes, as a server receives it: late work of a device that is gone. */
WayVerdict
way_log_judge_quarantine (WayLog *self, WayDirectory *directory, gconstpointer bytes, gsize size);

const WayId *way_log_get_org (WayLog *self);
const WayId *way_log_get_id (WayLog *self);
guint64 way_log_get_length (WayLog *self);
/* @position up to the length; at 0 that of the empty log. */
const WayHash *way_log_get_head_at (WayLog *self, guint64 position);
/* @position from 1 up to the length. */
const WayHash *way_log_get_hash_at (WayLog *self, guint64 position);
WayTip way_log_get_tip (WayLog *self, const WayId *device);

/* The number in force, 0 where the log is empty. */
guint32 way_log_get_epoch_number (WayLog *self);
/* (transfer none) (nullable): of @number from 1 to the one in force. */
WayEpoch *way_log_get_epoch (WayLog *self, guint32 number);
gboolean way_log_has_complaint (WayLog *self, guint32 epoch);

/* How far the log is good: its length, or less where a body was kept back that no REDACT names. */
guint64 way_log_get_good_length (WayLog *self);
gboolean way_log_is_closed (WayLog *self);
gboolean way_log_is_erased (WayLog *self);

/* The roles its author had, as judged: for the rights to what it carries.  On replay they are the
 * same on every laptop. */
guint8 way_log_get_roles_at (WayLog *self, guint64 position);

G_END_DECLS
