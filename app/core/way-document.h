/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayDocument: everything any edition of one plan may print, as it stood at one moment.
 *
 * Immutable after it was built, reference counted, safe from any thread.  It is made from the live
 * case (a draft) or from the content of a finalised version; a version prints from its content
 * alone (decisions.md 5).  It holds no op ids.  Strings are never NULL; empty means not given.
 */
#pragma once

#include <gio/gio.h>
#include "way-date.h"
#include "way-words.h"

G_BEGIN_DECLS

typedef struct
{
  char *text;
  char *language;        /* BCP-47 */
  gboolean two_versions; /* draft only: print "two versions, being settled" in its place */
} WayDocumentText;

typedef struct
{
  WayDocumentText what;
  char *who; /* "me" is the young person */
  WayDate by;
  char *status; /* way_action_status_names */
  WayDocumentText progress;
} WayDocumentAction;

typedef struct
{
  WayDocumentText what;
  char *state;     /* way_goal_state_names */
  gboolean pinned; /* one of the three priorities; pinned goals come first, in their order */
} WayDocumentGoal;

typedef struct
{
  WayDate on; /* may be partial */
  WayDocumentText what;
} WayDocumentAchievement;

typedef struct
{
  char *name, *role, *phone;
} WayDocumentSupporter;

typedef struct
{
  char *key; /* S1_01 … */
  guint number;
  char *title;          /* heading of the section, the council's own where it set one */
  char *statutory;      /* the statutory wording, in short */
  GPtrArray *own_words; /* WayPassage; every version of it where versions wait to be settled */
  WayDocumentText going_well, worried_about, adviser_view, what_needs_to_happen, contingency,
      empty_reason;
  gboolean nothing_needed;
  GPtrArray *actions; /* WayDocumentAction, by date, then creation */
} WayDocumentMatter;

typedef struct
{
  guint number;   /* of the plan; a draft has the number it would get */
  gboolean draft; /* not part of the content */

  char *preferred_name, *full_name, *pronouns;
  char *address_lines, *postcode, *home_name;
  gboolean address_private;
  char *reading_language; /* BCP-47, may be empty */
  char *edition;          /* the person's own choice, may be empty */

  char *adviser_name, *adviser_phone;
  char *council, *team, *out_of_hours, *advocate;
  char *law; /* the law the sections come from, with its date */

  WayDate agreed_on; /* none in a draft */
  WayDate review_by; /* none where no clock runs */
  gint64 newest_ms;  /* when the newest thing in it was written; the date of a draft */

  GPtrArray *what_matters, *hopes, *proud_of, *my_plan; /* WayPassage */
  GPtrArray *goals;                                     /* WayDocumentGoal */
  GPtrArray *achievements;                              /* WayDocumentAchievement, newest first */
  GPtrArray *supporters;                                /* WayDocumentSupporter */
  GPtrArray *matters;                                   /* WayDocumentMatter, in order */
} WayDocument;

/* (transfer full): an empty document; every string "", every array empty.  Fill it, then share. */
WayDocument *way_document_new (void);
WayDocument *way_document_ref (WayDocument *self);
void way_document_unref (WayDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayDocument, way_document_unref)

/* Fresh items whose arrays and strings are ready to be filled; freed by their array. */
WayDocumentMatter *way_document_add_matter (WayDocument *self);
WayDocumentAction *way_document_add_action (WayDocumentMatter *matter);
WayDocumentGoal *way_document_add_goal (WayDocument *self);
WayDocumentAchievement *way_document_add_achievement (WayDocument *self);
WayDocumentSupporter *way_document_add_supporter (WayDocument *self);

/* (transfer full): the content of a version, normal form, little-endian; frozen by vectors. */
GBytes *way_document_to_content (WayDocument *self);

/* (transfer full): NULL and a sentence where @content is damaged or of a newer format. */
WayDocument *way_document_from_content (GBytes *content, GError **error);

/* TRUE where nothing that is printed has changed: number, dates and answer apart. */
gboolean way_document_is_same_plan (WayDocument *a, WayDocument *b);

/* SHA-256 over "WAY1.version\0" and @content, 32 bytes. */
void way_document_hash (GBytes *content, guint8 ret_hash[32]);

/* Parts of a list of sections that leave something out: what the adviser thinks, other people's
 * surnames (way-document-surnames.h).  Where nothing else is in the list, all the rest is printed.
 */
#define WAY_DOCUMENT_NO_ADVISER_VIEW "no_adviser_view"
#define WAY_DOCUMENT_NO_SURNAMES "no_surnames"

/* Whether @part, or "adviser_view", is printed.  @sections as in WayPrintOptions. */
gboolean way_document_prints (const char *const *sections, const char *part);

G_END_DECLS
