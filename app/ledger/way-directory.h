/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayDirectory: what the directory log means, at its end and at every earlier position.
 *
 * Only way_directory_append() makes a longer one.  A directory that somebody else holds a reference
 * to does not change: append copies it first.  Positions count from 1; at 0 there is nothing.
 * Reference counted; reading is safe from any thread.
 */
#pragma once

#include "way-directory-entry.h"
#include "way-verdict.h"

G_BEGIN_DECLS

typedef struct _WayDirectory WayDirectory;

/* Read only.  A seq is the position of the act, 0 where there was none. */
typedef struct
{
  WayCertificate certificate; /* its roles and team are those of the beginning */
  WayId signer, approver;     /* of the certificate; nil: the root key, or none */
  guint64 certified_seq, admitted_seq, revoked_seq;
  GArray *roles; /* private: by position */
  GArray *teams; /* private: by position */
} WayDirDevice;

/* What a server knows as it receives an entry, and no replay asks for. */
typedef struct
{
  guint64 now_ms;
  const guint64 *received_ms; /* by position, from 1 at [0]: when each entry came */
  gsize n_received;
} WayDirArrival;

/* (transfer full): empty. */
WayDirectory *way_directory_new (void);
WayDirectory *way_directory_ref (WayDirectory *self);
void way_directory_unref (WayDirectory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayDirectory, way_directory_unref)

/* Rules D, changing nothing.  @arriving (nullable): NULL on replay. */
WayVerdict way_directory_judge (WayDirectory *self,
                                gconstpointer bytes,
                                gsize size,
                                const WayDirArrival *arriving);

/* The same, and where it is OK @directory is from now on the longer one. */
WayVerdict way_directory_append (WayDirectory **directory,
                                 gconstpointer bytes,
                                 gsize size,
                                 const WayDirArrival *arriving);

guint64 way_directory_get_length (WayDirectory *self);
const WayId *way_directory_get_org (WayDirectory *self);
const WayId *way_directory_get_team_log (WayDirectory *self);

/* @seq up to the length. */
const WayHash *way_directory_get_head_at (WayDirectory *self, guint64 seq);
/* @seq from 1 up to the length. */
const WaySignPublic *way_directory_get_root_at (WayDirectory *self, guint64 seq);
const WayBoxPublic *way_directory_get_recovery_at (WayDirectory *self, guint64 seq);
const WayPolicy *way_directory_get_policy_at (WayDirectory *self, guint64 seq);
guint64 way_directory_get_incarnation_at (WayDirectory *self, guint64 seq);
/* Where the newest INCARNATION stands; 0 where no server was ever restored. */
guint64 way_directory_find_incarnation (WayDirectory *self);

/* (transfer none) (nullable): of every device that was ever certified; valid until the next append.
 */
const WayDirDevice *way_directory_find (WayDirectory *self, const WayId *device);
/* In the order of their certificates. */
guint way_directory_get_n_devices (WayDirectory *self);
const WayDirDevice *way_directory_get_device (WayDirectory *self, guint index);

/* Certified and not revoked. */
gboolean way_dir_device_is_active_at (const WayDirDevice *self, guint64 seq);
/* Admitted as well. */
gboolean way_dir_device_stands_at (const WayDirDevice *self, guint64 seq);
/* WayDirRoles; 0 before its certificate. */
guint8 way_dir_device_get_roles_at (const WayDirDevice *self, guint64 seq);
/* The roles it has at every position from @from to @to. */
guint8 way_dir_device_get_roles_during (const WayDirDevice *self, guint64 from, guint64 to);
const WayId *way_dir_device_get_team_at (const WayDirDevice *self, guint64 seq);

G_END_DECLS
