/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayLogin: what a laptop signs to show a server that it holds a key (docs/format.md, 17).
 *
 * A plain value; the origin is borrowed.
 */
#pragma once

#include "way-bytes.h"
#include "way-id.h"
#include "way-verify.h"

G_BEGIN_DECLS

#define WAY_LOGIN_NONCE_SIZE 32
#define WAY_LOGIN_ORIGIN_MIN 8
#define WAY_LOGIN_ORIGIN_MAX 255
#define WAY_LOGIN_N_SLICES 7

typedef struct
{
  WayId server;
  const char *origin; /* (unowned) */
  guint8 nonce[WAY_LOGIN_NONCE_SIZE];
  WayId device;
  guint64 wall_ms;
} WayLogin;

/* What the slices of a login borrow from, beside the login itself. */
typedef struct
{
  guint8 origin_len[2];
  WayNumber64 wall_ms;
} WayLoginNumbers;

/* FALSE where the origin has not the form it must have; @ret_slices is what is signed. */
gboolean way_login_get_signed (const WayLogin *self,
                               WayLoginNumbers *numbers,
                               WaySlice ret_slices[WAY_LOGIN_N_SLICES]);

/* TRUE where @dsk signed it.  Whether @dsk is that of the device, the directory says. */
gboolean
way_login_verify (const WayLogin *self, const WaySignPublic *dsk, const WaySignature *signature);

G_END_DECLS
