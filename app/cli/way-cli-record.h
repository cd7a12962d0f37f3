/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One person's whole record as lines for people.
 *
 * What is written out is the PERSON that exchange makes from the table of everything a case can
 * hold, so a field that is new there is here too.
 */
#pragma once

#include "way-cli-answer.h"
#include "way-export.h"
#include "way-reference.h"

G_BEGIN_DECLS

/* @person: way_export_person(), what is given only.  An address that is kept private is left out
 * unless @with_address. */
void way_cli_show_record (WayCliAnswer *answer,
                          JsonObject *person,
                          WayReference *reference,
                          gboolean with_address);

G_END_DECLS
