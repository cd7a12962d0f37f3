/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Folding: how words are compared in search, in names and in lists.
 *
 * Case, accents and marks do not count: Trần Đặng is found by "tran dang", السَّلام by السلام.
 * Letters that decomposition does not split (đ, ø, ł, ß, æ) and the Ge'ez and Arabic letters people
 * write for one another are folded by a table.  The same folding is applied to what is indexed and
 * to what is typed, so the index never needs to know a language.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *folded; /* one word, folded */
  gsize start;  /* byte offsets of the word in the original text */
  gsize end;
} WayToken;

/* (transfer full): words of @text folded and joined by single spaces. */
char *way_fold (const char *text);

/* (transfer full): the words of @text, in order. */
GArray *way_fold_tokens (const char *text);

/* -- what was typed -- */

typedef struct
{
  GPtrArray *words; /* char *, folded; in a phrase they follow one another */
  gboolean prefix;  /* the last word may go on; off in a quoted phrase that is closed */
} WayTerm;

typedef struct _WayQuery WayQuery;

/* (transfer full): NULL where @typed holds no word.  Every term must be found, in any order;
 * "quoted words" are one term. */
WayQuery *way_query_new (const char *typed);
void way_query_free (WayQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayQuery, way_query_free)

const GPtrArray *way_query_get_terms (const WayQuery *self); /* WayTerm */

/* (transfer full): the query for an FTS5 table of folded text; holds only quoted folded words. */
char *way_query_to_match (const WayQuery *self);

/* TRUE where every term is found in @text. */
gboolean way_query_matches (const WayQuery *self, const char *text);

/* (transfer full): the sentence of @text around the first term found; at most @max characters and
 * cut between words, but for a word longer than that, with "…" where cut. */
char *way_query_snippet (const WayQuery *self, const char *text, guint max);

/* A part of a text, in bytes. */
typedef struct
{
  gsize start, end;
} WayFoldSpan;

/* (transfer full): WayFoldSpan, in order and apart: every place of @text where a term was found,
 * without how a word goes on after what was typed. */
GArray *way_query_list_found (const WayQuery *self, const char *text);

G_END_DECLS
