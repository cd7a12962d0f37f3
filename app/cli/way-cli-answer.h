/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayCliAnswer: what a command has to say, for people and for programs at once, and how it leaves:
 * on standard output and standard error, or as one line of a batch.
 *
 * Whole answers are written with one flush after the work is done, so that an answered line is a
 * saved line.
 */
#pragma once

#include "way-secret.h"

G_BEGIN_DECLS

/* A sheet of an organisation, whose groups are to be shown. */
typedef struct
{
  const char *name;  /* in JSON; static */
  const char *title; /* static */
  WaySecret *seed;   /* (owned) */
} WayCliSheet;

typedef struct
{
  GString *plain;        /* (owned): lines for people; may stay empty */
  GString *json;         /* (owned): one object or array; empty counts as {} */
  gboolean is_document;  /* the JSON is what was asked for, with or without --json */
  gboolean is_shown;     /* the command wrote its answer itself */
  GPtrArray *notes;      /* (owned): char *: sentences that are no error */
  WaySecret *sheet_seed; /* (owned) (nullable): of a new sheet whose groups are to be shown */
  GArray *sheets;        /* (owned): WayCliSheet: others */
} WayCliAnswer;

/* (transfer full) */
WayCliAnswer *way_cli_answer_new (void);
void way_cli_answer_free (WayCliAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayCliAnswer, way_cli_answer_free)

void way_cli_answer_note (WayCliAnswer *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* A line for people: what could steer a terminal is taken out. */
void way_cli_answer_line (WayCliAnswer *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* A sentence on standard error, at once, after the program's name. */
void way_cli_answer_say (const char *sentence);
/* A sentence on standard error now, while the command goes on. */
void way_cli_answer_say_now (const char *format, ...) G_GNUC_PRINTF (1, 2);
void
way_cli_answer_add_sheet (WayCliAnswer *self, const char *name, const char *title, WaySecret *seed);

/* The next three are FALSE where standard output takes nothing any more. */

/* The 13 groups of a sheet, at once. */
gboolean way_cli_answer_show_groups (WaySecret *seed);
/* Notes and error go to standard error; errno says why where it is FALSE. */
gboolean way_cli_answer_show (const WayCliAnswer *self, gboolean as_json, const GError *error);
/* {"ok":true,…}: the members of an object stand beside ok, an array in "result". */
gboolean way_cli_answer_show_in_batch (const WayCliAnswer *self, const GError *error);

G_END_DECLS
