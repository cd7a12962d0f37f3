/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An organisation, its laptops and its cases, made by the room's own writers from a seed, and the
 * means to write what no writer of the room would: patched fields under right signatures.
 */
#pragma once

#include "way-acts.h"
#include "way-directory-write.h"
#include "way-epoch-write.h"
#include "way-held.h"
#include "way-ops.h"

G_BEGIN_DECLS

typedef struct
{
  WayDeviceKeys *keys;
  WayCertificate certificate;
} Laptop;

typedef struct
{
  WayRandom *random;
  WaySecret *root_key; /* of way_sign_key() */
  WaySecret *recovery_seed;
  GPtrArray *laptops; /* Laptop, owned; [0] founded the organisation */
  WayDirectory *directory;
  GPtrArray *entries; /* GBytes: the directory log */
  WayId team;
} Org;

/* A case and a laptop in it who knows every key. */
typedef struct
{
  Org *org;
  WayLog *log;
  WayLogKeys *keys;
  GPtrArray *entries;     /* GBytes */
  GPtrArray *directories; /* WayDirectory, owned: as it was when each entry came */
} Case;

/* Founded by laptop 0, of roles adviser and manager, with a hold of 60 minutes and min_client 5. */
Org *org_new (guint64 seed);
void org_free (Org *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Org, org_free)

#define ROOT NULL                      /* as a signer or approver */
#define NOBODY ((Laptop *)&org_nobody) /* as an approver */
extern const Laptop org_nobody;

/* (transfer none): keys and a certificate, of a new user where @user is NULL. */
Laptop *org_prepare (Org *self, const WayId *user, guint8 roles);
/* Fills possession (and device) anew after a change. */
void laptop_sign (Laptop *self, Org *org);

/* (transfer full): the act as an entry. */
GBytes *
org_make (Org *self, WayDirType type, const WayDirBody *body, Laptop *signer, Laptop *approver);
/* Appends it on replay, and on OK keeps it. */
WayVerdict org_append (Org *self, GBytes *bytes);
WayVerdict
org_act (Org *self, WayDirType type, const WayDirBody *body, Laptop *signer, Laptop *approver);
/* (transfer none): certified and admitted by root. */
Laptop *org_add (Org *self, guint8 roles);
void org_revoke (Org *self, Laptop *laptop);
void org_set_roles (Org *self, Laptop *laptop, guint8 roles);

/* (transfer full): @size bytes at @at replaced, and signed and approved anew. */
GBytes *org_patch (Org *self,
                   GBytes *bytes,
                   gsize at,
                   gconstpointer with,
                   gsize size,
                   Laptop *signer,
                   Laptop *approver);

/* Begun by @founder with epoch 1, where not NULL. */
Case *case_new (Org *org, const WayId *log, Laptop *founder);
void case_free (Case *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Case, case_free)

WayEntryWriter case_writer (Case *self, Laptop *laptop);
/* Appends it on replay, and keeps it where it was. */
WayVerdict case_append (Case *self, GBytes *bytes);

/* (transfer full) */
GBytes *case_make_ops (Case *self, Laptop *laptop, guint64 act, const char *text);
/* @members NULL: of the first epoch, those it must have; later, those who stay. */
GBytes *case_make_epoch (Case *self, Laptop *laptop, GArray *members);
GBytes *case_make_body (
    Case *self, Laptop *laptop, WayEntryType type, const WayEntryBody *body, Laptop *approver);
/* @size bytes at @at replaced, body_hash made right and signed anew. */
GBytes *case_patch (GBytes *bytes, gsize at, gconstpointer with, gsize size, Laptop *signer);
/* @size bytes of @body in the place of the body. */
GBytes *case_patch_body (GBytes *bytes, gconstpointer body, gsize size, Laptop *signer);
/* Only the header. */
GBytes *case_bare (GBytes *bytes);

/* (transfer full): an operation like the core's, of one text. */
GBytes *op_new (const WayId *log,
                const WayId *origin,
                guint64 counter,
                guint64 act,
                guint16 n,
                const char *text);
/* A WayReadOp. */
gboolean op_read (GBytes *bytes, WayOpFrame *ret_frame, gpointer data);
/* Of all a laptop writes in these tests. */
WayId laptop_origin (const Laptop *self);

/* When the box of a random test is full, in monotonic microseconds; and its seed, from WAY_SEED. */
gint64 test_box_ends (void);
guint64 test_seed (void);

#define assert_verdict(got, expected) g_assert_cmpint ((int)(got), ==, (int)(expected))

G_END_DECLS
