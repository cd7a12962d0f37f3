/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every program of ours does first: nobody else reads what the process holds, not from a core
 * file, not from /proc, not from a file it writes.  Each once, on the main thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void way_process_keep_to_itself (void);

/* What GLib's own allocator lets go is overwritten from now on; way-wipe.c does the same for the
 * C library's.  Before anybody can type a word, or anything is read from a vault. */
void way_process_forget_what_is_freed (void);
/* For way-wipe.c alone. */
extern gboolean way_process_forgets;

/* The user's language for gettext domain @domain, whose catalogues lie in @locale_dir. */
void way_process_speak (const char *domain, const char *locale_dir);

G_END_DECLS
