/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Making directory entries.  What is made is as good as its maker's right: a judge says.
 */
#pragma once

#include "way-directory.h"
#include "way-seal.h"

G_BEGIN_DECLS

/* Who signs or approves: a device, or the root key with the nil id. */
typedef struct
{
  WayId id;
  WaySecret *sign_key; /* of way_sign_key() */
} WayDirSigner;

/* (transfer full): the next entry of @directory.  Where it is to be approved, another laptop ends
 * it with way_dir_entry_approve(), and until then it is no whole entry. */
GBytes *way_dir_entry_make (WayDirectory *directory,
                            WayDirType type,
                            const WayDirBody *body,
                            guint64 wall_ms,
                            const WayDirSigner *signer,
                            gboolean to_be_approved);

/* (transfer full) (nullable): NULL where @bytes is not what way_dir_entry_make() left to approve.
 */
GBytes *way_dir_entry_approve (GBytes *bytes, const WayDirSigner *approver);

/* Fills possession. */
void way_certificate_sign (WayCertificate *self, const WayId *org, WaySecret *sign_key);

G_END_DECLS
