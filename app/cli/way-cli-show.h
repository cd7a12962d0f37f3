/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A person and a plan as lines to read on a terminal, and a plan as JSON.
 */
#pragma once

#include "way-case.h"
#include "way-cli-answer.h"
#include "way-document.h"
#include "way-reference.h"

G_BEGIN_DECLS

/* Lines only: what they are called, what is due and why. */
void way_cli_show_clocks (
    WayCliAnswer *answer, WayCase *self, WayCase *team, WayReference *reference, WayDate today);

/* The same as two members of the JSON object that is being written: "legal_status" and "due". */
void way_cli_add_clocks (
    GString *json, WayCase *self, WayCase *team, WayReference *reference, WayDate today);

/* Lines only. */
void way_cli_show_plan (WayCliAnswer *answer, const WayDocument *document);

/* The same as a member of the JSON object that is being written. */
void way_cli_add_plan (GString *json, const char *name, const WayDocument *document);

G_END_DECLS
