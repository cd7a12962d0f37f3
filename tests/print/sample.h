/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Documents for the tests of paper: Kez's plan, as the design draws it, and hard ones.
 */
#pragma once

#include "way-document.h"

G_BEGIN_DECLS

/* (transfer full) */
WayDocument *sample_plan (void);         /* plan 4 of the design's pictures */
WayDocument *sample_empty (void);        /* ten sections with nothing in them, no name, a draft */
WayDocument *sample_scripts (void);      /* Arabic, Tigrinya, Vietnamese and Persian in English */
WayDocument *sample_long_answer (void);  /* forty pages in one answer */
WayDocument *sample_long_word (void);    /* one word of 5,000 letters, names of 500 */
WayDocument *sample_many_actions (void); /* two hundred, some longer than a page */
WayDocument *sample_hostile (void);      /* controls, overrides, marks without end, bad UTF-8 */
WayDocument *sample_unsettled (void);    /* a draft with two versions of most things */

/* By name, for the program that writes them all; NULL where there is none. */
WayDocument *sample_by_name (const char *name);
extern const char *const sample_names[];

/* Every text of @document that a whole copy prints, one a line. */
char *sample_texts (WayDocument *document);

G_END_DECLS
