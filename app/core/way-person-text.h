/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sentences of the screen that speak of a person: "Seen on her own", "19 years old. Born 3 March
 * 2006."  Whole sentences where one is known, since other languages bend more than a word.
 *
 * Pure; safe from any thread.
 */
#pragma once

#include "way-case.h"

G_BEGIN_DECLS

typedef enum
{
  WAY_PRONOUNS_THEY, /* also for whatever is not known, or not given */
  WAY_PRONOUNS_SHE,
  WAY_PRONOUNS_HE,
} WayPronouns;

/* What was written as somebody's pronouns: "she/her", "He / him", "they".  The first word decides:
 * of "she/they" it is she; of one that is not known, they. */
WayPronouns way_pronouns_read (const char *written);
WayPronouns way_case_get_pronouns (WayCase *self);

const char *way_pronouns_subject (WayPronouns self);    /* "she" */
const char *way_pronouns_object (WayPronouns self);     /* "her" */
const char *way_pronouns_possessive (WayPronouns self); /* "her" */

const char *way_pronouns_seen_alone (WayPronouns self);    /* "Seen on her own" */
const char *way_pronouns_home_suitable (WayPronouns self); /* "Is her home still suitable?" */
const char *way_pronouns_own_words (WayPronouns self);     /* "in her own words" */

/* (transfer full): what they are called: "Kez" of "Kez Hartley"; "" in a case without a person. */
char *way_case_dup_short_name (WayCase *self);
/* (transfer full): "19 years old. Born 3 March 2006. Full name Kezia Hartley."  Without what is not
 * given, and without a full name that is the preferred one. */
char *way_person_about_text (WayCase *self, WayDate today);
/* (transfer full): "she/her, 19", for the narrow page. */
char *way_person_brief_text (WayCase *self, WayDate today);

/* (transfer full): "What Ros thinks", for @adviser "Ros Whitfield" or "". */
char *way_adviser_view_title (const char *adviser);

G_END_DECLS
