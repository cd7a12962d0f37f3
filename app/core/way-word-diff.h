/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What differs between two texts, word by word, as people read it.
 *
 * A word is what stands between blanks and stops; a mark, a joiner or a skin tone is never parted
 * from what it belongs to, and where a script writes no blanks every letter counts.  A word or two
 * that happen to be the same between two changes are not worth keeping apart, so they join them.
 *
 * Takes a bounded time whatever the texts are: where two long passages share too little, one is
 * removed and the other added.  Pure; safe from any thread.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  WAY_WORDS_KEPT,
  WAY_WORDS_REMOVED,
  WAY_WORDS_ADDED,
} WayWordsChange;

/* A run of words: bytes of the older text, or of the newer one where they were added. */
typedef struct
{
  WayWordsChange change;
  gsize start, length;
  gsize newer_start; /* of what was kept, in the newer text */
} WayWordRun;

/* Both are valid UTF-8.
 *
 * (transfer full): WayWordRun, in reading order, what was removed before what was added in its
 * place.  Kept and removed runs together are @older, kept and added ones are @newer. */
GArray *way_word_diff (const char *older, const char *newer);

G_END_DECLS
