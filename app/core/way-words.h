/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPassage: one passage of a young person's own words, and how it was given.
 *
 * On disk a(ssysssy) = text, language, given, helper, said_on, typed_by, role (decisions.md 1).
 * A passage with role translation is the translation of the passage before it.  Immutable once in
 * an array; arrays own their passages.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  WAY_GIVEN_TYPED = 0,
  WAY_GIVEN_SAID = 1,
  WAY_GIVEN_INTERPRETER = 2,
  WAY_GIVEN_OTHER_WAY = 3,
  WAY_GIVEN_CHOSE_NOT = 4,
  WAY_GIVEN_NOT_ASKED = 5,
} WayGiven;

typedef struct
{
  char *text;     /* empty where given is chose_not or not_asked */
  char *language; /* BCP-47 */
  guint8 given;   /* WayGiven; a larger one comes from a newer version */
  char *helper;   /* interpreter or other helper, may be empty */
  char *said_on;  /* YYYY-MM-DD, may be empty */
  char *typed_by; /* may be empty */
  guint8 role;    /* 0 said, 1 translation of the passage before */
} WayPassage;

#define WAY_PASSAGE_SAID 0
#define WAY_PASSAGE_TRANSLATION 1
#define WAY_WORDS_TYPE "a(ssysssy)"

/* (transfer full): every string a copy, none NULL. */
WayPassage *way_passage_new (const char *text, const char *language, WayGiven given);
WayPassage *way_passage_copy (const WayPassage *self);
void way_passage_free (WayPassage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayPassage, way_passage_free)

/* (transfer full): an array that owns WayPassage. */
GPtrArray *way_words_new (void);

/* (transfer floating) */
GVariant *way_words_to_variant (GPtrArray *passages);
/* (transfer full): @value of type WAY_WORDS_TYPE. */
GPtrArray *way_words_from_variant (GVariant *value);

/* TRUE where no passage holds text. */
gboolean way_words_are_empty (GPtrArray *passages);
/* TRUE where words, or a reason why there are none (chose not to say), are written. */
gboolean way_words_are_answered (GPtrArray *passages);

G_END_DECLS
