/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Paper: a plan, or a recovery sheet, as the bytes of a tagged PDF.
 *
 * A PDF is made whole in memory; nothing is written to a file, not even a temporary one.  The same
 * document and options give the same bytes, whatever the day, the locale or the environment
 * (decisions.md 5 and 8).  Labels come from the room's own data, never from the process locale.
 *
 * Every function is safe from any thread and may take up to a second: run it on the pool.
 */
#pragma once

#include "way-document.h"

G_BEGIN_DECLS

#define WAY_PRINT_ERROR (way_print_error_quark ())
GQuark way_print_error_quark (void);

typedef enum
{
  WAY_PRINT_ERROR_FONT,     /* a font file is not on this machine */
  WAY_PRINT_ERROR_LANGUAGE, /* there are no labels in that language */
  WAY_PRINT_ERROR_SECTION,  /* a section was named that the plan does not have */
  WAY_PRINT_ERROR_LETTERS,  /* a text has letters that no font has; the fields are named */
  WAY_PRINT_ERROR_INVALID,  /* the recovery groups are not of the form that is printed */
  WAY_PRINT_ERROR_FAILED,   /* the pages could not be made */
} WayPrintError;

typedef struct
{
  const char *language; /* of the labels, one of way_print_languages(); NULL = "en" */
  const char *const
      *sections;           /* NULL = everything; else keys of matters (S1_05), and "front",
                              "actions", "agreeing", "no_adviser_view", "no_surnames"; NULL-terminated */
  gboolean with_address;   /* print an address that is kept private */
  const char *copy_number; /* "K7F-2QD", or NULL for page numbers only */
  gboolean practice;       /* "Practice" in bold in the running head */
} WayPrintOptions;

#define WAY_PRINT_SHEET_GROUPS 13

typedef struct
{
  const char *groups[WAY_PRINT_SHEET_GROUPS]; /* "ABCD7": four letters and their check letter */
  const char *laptop;                         /* its name, as its owner calls it */
  gint64 made_ms;
  guint number;            /* 1 for the first sheet of this laptop */
  const char *copy_number; /* or NULL */
} WayPrintSheet;

/* (transfer full): the standard edition.  @options NULL = everything, in English, no copy number.
 * @ret_pages (nullable): how many pages it has. */
GBytes *way_print_plan (WayDocument *document,
                        const WayPrintOptions *options,
                        guint *ret_pages,
                        GError **error);

/* (transfer full): one page, black only, that names no young person.  Its square holds the thirteen
 * groups with one space between them.  The bytes open the vault: keep them as such. */
GBytes *way_print_recovery_sheet (const WayPrintSheet *sheet, GError **error);

/* The tags that labels exist for, "en" first; static, NULL-terminated. */
const char *const *way_print_languages (void);
/* (transfer full): what that language calls itself: "العربية" for "ar"; the tag where it is
 * unknown. */
char *way_print_language_own_name (const char *tag);

G_END_DECLS
