/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Argon2id: a passphrase made slow to guess.
 *
 * The floor: a program refuses parameters below way_argon_floor, whether it makes a slot or opens
 * one.  The floor is a constant of the link, not of the run: shipped programs link
 * way-argon-floor.c (crypto_floor_dep, MODERATE), test programs
 * tests/support/way-argon-floor-test.c instead.  No flag, file or environment variable reaches it.
 */
#pragma once

#include "way-secret.h"

G_BEGIN_DECLS

/* libsodium's MODERATE: half a second and 256 MiB on an office laptop. */
#define WAY_ARGON_MODERATE_OPS 3
#define WAY_ARGON_MODERATE_MEMORY 268435456

#define WAY_ARGON_SALT_SIZE 16

typedef struct
{
  guint64 ops;    /* passes over the memory */
  guint64 memory; /* bytes */
} WayArgonParams;

/* Defined by exactly one of the two objects named above. */
extern const WayArgonParams way_argon_floor;

/* For every new slot: the floor itself. */
WayArgonParams way_argon_params_default (void);

/* FALSE for what no Waymark ever writes: bytes from outside must not order a terabyte. */
gboolean way_argon_params_are_sane (WayArgonParams params);

/* (transfer full): 32 bytes.  @passphrase comes from way-passphrase.h.  TOO_WEAK below the floor,
 * MEMORY where the system has not enough.  Takes its time: run it on the pool. */
WaySecret *way_argon_derive (WaySecret *passphrase,
                             const guint8 salt[WAY_ARGON_SALT_SIZE],
                             WayArgonParams params,
                             GError **error);

G_END_DECLS
