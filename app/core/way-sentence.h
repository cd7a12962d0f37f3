/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a sentence ends: for the words around something found.
 *
 * Pure; safe from any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* TRUE where a sentence of @text ends just before @at, which points into it: after a stop, and what
 * closes with it, that a blank follows, or after a line.  The stops of £4.50, 3.30pm,
 * a.b@example.org and Dr. Smith end nothing. */
gboolean way_sentence_ends_before (const char *text, const char *at);

G_END_DECLS
