/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The count of wrong tries: written before a passphrase is tried, none again when one was right.
 * Private to room store.  Blocking; called on the pool or the worker.
 *
 * vault.tries has two slots of one sector each, which are written in turn and in place: that needs
 * no room on the disk, and one that was torn leaves the count before it.  What versions before
 * wrote, a line of text, is read and carried over.
 */
#pragma once

#include "way-vault-files.h"

G_BEGIN_DECLS

typedef struct
{
  guint count;
  gint64 last_ms;
} WayVaultTries;

/* None where there is no file, or nothing in it that is a count. */
void way_vault_read_tries (const char *dir, WayVaultTries *ret_tries);
gboolean way_vault_write_tries (const char *dir, const WayVaultTries *tries, GError **error);

/* The same, where the disk takes nothing more or may only be read: then @uncounted, which lives as
 * long as the program, has what the file lacks.  FALSE where the disk failed otherwise. */
void
way_vault_recall_tries (const char *dir, const WayVaultTries *uncounted, WayVaultTries *ret_tries);
gboolean way_vault_count_tries (const char *dir,
                                const WayVaultTries *tries,
                                WayVaultTries *uncounted,
                                GError **error);

/* Milliseconds still to wait: nothing for five tries, then doubling up to a minute; all of it where
 * the clock went back, and then the try that is refused begins it anew. */
gint64 way_vault_wait_ms (const WayVaultTries *tries, gint64 now_ms);

G_END_DECLS
