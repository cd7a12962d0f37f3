/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayReading: what import and edit share while they turn JSON into one act.
 *
 * Every value that cannot be taken is refused at its path and the reading goes on, so that one run
 * reports all of them; the caller throws the act away if anything was refused.  One thread.
 */
#pragma once

#include "way-act.h"
#include "way-case.h"
#include "way-reference.h"
#include "way-refusal.h"

G_BEGIN_DECLS

/* TRUE where the vault knows @id. */
typedef gboolean (*WayIdIsKnown) (const WayId *id, gpointer data);

typedef struct
{
  /* What the reading goes by; set by import or edit, not owned. */
  WayReference *reference;
  WayRandom *random;
  WayDate today;
  int shift_days;           /* added to every date: the practice caseload */
  WayCase *present;         /* (nullable): the case an edit changes; NULL in an import */
  gint64 now_ms;            /* edit: judges what is a day old */
  GPtrArray *drafts;        /* (nullable): WayDraft; edit refuses a field that is being written */
  GHashTable *ids;          /* (nullable): set of WayId given in the file so far */
  WayIdIsKnown id_is_known; /* (nullable) */
  gpointer id_data;

  /* What comes of it; owned. */
  GString *path;
  GPtrArray *refusals;
  WayAct *act;
  gboolean full;          /* more changes than one act holds */
  WayDate born;           /* as it stands or is read; none where nobody said */
  GHashTable *goals;      /* set of WayId: what priorities and actions may name */
  GHashTable *goal_texts; /* char * to WayId; the nil id where two goals have one text */
} WayReading;

void way_reading_begin (WayReading *self, const WayId *case_id, gint64 made_ms);
void way_reading_clear (WayReading *self);

/* Refuses the value at the current path; or that of @member below it.  Sentences are looked up in
 * the program's gettext domain here: callers mark them with N_ (). */
void way_reading_refuse (WayReading *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void way_reading_refuse_member (WayReading *self, const char *member, const char *sentence);
/* The same with what way_value_check() said. */
void way_reading_refuse_error (WayReading *self, const char *member, const GError *error);

void way_reading_add_goal (WayReading *self, const WayId *goal);
void way_reading_name_goal (WayReading *self, const WayId *goal, const char *text);
void way_reading_drop_goal (WayReading *self, const WayId *goal);

/* -- writing the act -- */

/* One object that is being read. */
typedef struct
{
  const WayKind *kind;
  WayId id;
  const WayObject *present; /* (nullable) */
  gboolean needs_life;      /* its life op comes before its first change */
  gboolean told_old;        /* refused once because it may not be changed any more */
} WayTarget;

void way_reading_create (WayReading *self, WayTarget *target);
void way_reading_remove (WayReading *self, WayTarget *target, const char *reason);
/* Takes the floating @value.  Writes only what differs from what stands; where several values stand
 * any value differs. */
void way_reading_set (WayReading *self, WayTarget *target, const WayGroup *group, GVariant *value);

G_END_DECLS
