/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A passphrase as typed, made into the bytes that Argon2id takes.
 *
 * decisions.md 3: UTF-8 without NUL, one final newline dropped, NFC, at most 1,024 bytes after it;
 * a new one also has 12 characters or more after NFC and is not digits only.  Every refusal has its
 * own sentence.  The copies made on the way are wiped; wiping @text is the caller's work.
 */
#pragma once

#include "way-secret.h"

G_BEGIN_DECLS

#define WAY_PASSPHRASE_MIN_CHARACTERS 12
#define WAY_PASSPHRASE_MAX_SIZE 1024 /* bytes, after NFC */

/* (transfer full): for setting a new passphrase.  EMPTY, NOT_TEXT, TOO_LONG, WEAK_PASSPHRASE. */
WaySecret *way_passphrase_read (gconstpointer text, gsize size, GError **error);

/* (transfer full): for trying one.  A passphrase that was allowed once still opens, so only EMPTY,
 * NOT_TEXT and TOO_LONG are refused. */
WaySecret *way_passphrase_read_to_try (gconstpointer text, gsize size, GError **error);

G_END_DECLS
