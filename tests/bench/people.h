/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rich people, invented: ten matters with own words, adviser's view, what needs to happen and three
 * actions each, forty contacts, five reviews; about 43 KB of interchange a person.
 *
 * Words come by how often English uses them, and each person has a few that hardly anybody else
 * has.  The same numbers give the same bytes.
 */
#pragma once

#include <glib.h>

/* (transfer full): an interchange document of @n people, the first of them number @first. */
GBytes *people_document (guint first, guint n);

/* In nearly every text. */
#define PEOPLE_COMMON_WORD "the"
/* In one text of one person in two hundred. */
#define PEOPLE_RARE_WORD "zephyrine"
/* Two words that often stand in one text, and the beginning of several words. */
#define PEOPLE_TWO_WORDS "college housing"
#define PEOPLE_PREFIX "appl"
