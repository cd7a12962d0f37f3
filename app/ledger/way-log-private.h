/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For the log's own files: what it is made of, and what its judges share.
 */
#pragma once

#include "way-entry-body.h"
#include "way-log.h"

G_BEGIN_DECLS

typedef struct
{
  WayHash hash, head;
  guint8 type, roles;
  gboolean owed;     /* no body came, and no REDACT has named it yet */
  gboolean redacted; /* a REDACT named it */
} WayLogPosition;

struct _WayLog
{
  gint ref_count; /* (atomic) */
  WayId org, id;
  GArray *positions;      /* (owned): WayLogPosition; [0] stands for the empty log */
  GPtrArray *epochs;      /* (owned): WayEpoch, owned, from number 1 */
  GHashTable *tips;       /* (owned): WayId of a device, owned → WayTip, owned */
  GHashTable *ids;        /* (owned): WayId of an entry, owned → its position */
  GHashTable *accepted;   /* (owned): WayHash of entries that were resolved, owned */
  GHashTable *complaints; /* (owned): numbers of epochs */
  guint64 floor;          /* the greatest dir_seq */
  gboolean closed, erased;
};

/* One entry before its judges. */
typedef struct
{
  WayLog *log;
  WayDirectory *directory;
  const guint8 *bytes;
  gsize size;
  WayLogMoment moment;
  gboolean quarantine;

  guint64 length;             /* of the log */
  WayEpoch *in_force;         /* (nullable) */
  WayEntry entry;             /* from E1 */
  const WayEntryKind *kind;   /* from E1 */
  WayHash hash;               /* from E1 */
  gboolean accepted;          /* from E1 */
  guint64 from, to;           /* from E9: D and F, positions of the directory */
  gboolean excused;           /* from E9 */
  const WayDirDevice *device; /* from E11 */
  guint8 roles;               /* from E11 */
  WayEntryBody body;          /* from E25 */
  WayEpoch *epoch;            /* (owned) (nullable): from P1 */
} WayLogJudging;

void way_log_judging_clear (WayLogJudging *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayLogJudging, way_log_judging_clear)

/* Rules E, and P where it is an EPOCH; fills @judging. */
WayVerdict way_log_judge_entry (WayLogJudging *judging);

/* Rules P. */
WayVerdict way_log_judge_epoch (WayLogJudging *judging);

/* Its not_after has passed, a day of grace too, as it arrives. */
gboolean way_log_judging_is_expired (const WayLogJudging *self);

G_END_DECLS
