/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The type and measures of the standard edition (design, section 10), in points.
 *
 * Horizontal places are counted from the leading edge of the text: left, or right in an edition
 * that is read from right to left.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WAY_PRINT_MM (72.0 / 25.4)

/* A4. */
#define WAY_PRINT_PAGE_WIDTH (210 * WAY_PRINT_MM)
#define WAY_PRINT_PAGE_HEIGHT (297 * WAY_PRINT_MM)
#define WAY_PRINT_MARGIN (20 * WAY_PRINT_MM)
#define WAY_PRINT_WIDTH (170 * WAY_PRINT_MM)   /* of tables and cards */
#define WAY_PRINT_MEASURE (165 * WAY_PRINT_MM) /* of running text, about 75 letters */

#define WAY_PRINT_HEAD_BASELINE 66.6
#define WAY_PRINT_HEAD_RULE 81.2
#define WAY_PRINT_TOP 101.3      /* of the text, under the running head */
#define WAY_PRINT_COVER_TOP 73.0 /* of the text of a cover */
#define WAY_PRINT_BOTTOM 781.0   /* of the text */
#define WAY_PRINT_FOOT_BASELINE 805.1

typedef enum
{
  WAY_PRINT_TYPE_BODY,
  WAY_PRINT_TYPE_BODY_BOLD,
  WAY_PRINT_TYPE_OWN,       /* own words */
  WAY_PRINT_TYPE_OWN_COVER, /* own words on the cover */
  WAY_PRINT_TYPE_COVER_TITLE,
  WAY_PRINT_TYPE_COVER_NAME,
  WAY_PRINT_TYPE_TITLE,  /* of a section */
  WAY_PRINT_TYPE_FIELD,  /* heading of a field */
  WAY_PRINT_TYPE_COLUMN, /* heading of a column */
  WAY_PRINT_TYPE_SMALL,
  WAY_PRINT_TYPE_RUNNING, /* head and foot */
  WAY_PRINT_TYPE_RUNNING_BOLD,
  WAY_PRINT_TYPE_GROUP, /* four letters of a recovery sheet */
  WAY_PRINT_TYPE_CHECK, /* the check letter in its box */
  WAY_PRINT_N_TYPES,
} WayPrintTypeRole;

typedef struct
{
  double size, line;
  gboolean bold, mono;
  double spacing; /* between letters */
} WayPrintType;

/* Static.  Arabic script is set larger and more openly than the others. */
const WayPrintType *way_print_type (WayPrintTypeRole role, gboolean arabic);

/* From the top of a line to its baseline. */
double way_print_type_baseline (const WayPrintType *type);

typedef enum
{
  WAY_PRINT_BLACK,
  WAY_PRINT_PURPLE, /* own words, and nothing else */
  WAY_PRINT_TINT,   /* ground of own words */
  WAY_PRINT_RULE,
  WAY_PRINT_HEAD_LINE,
  WAY_PRINT_WHITE,
} WayPrintColour;

/* Three parts, 0 to 1. */
const double *way_print_colour (WayPrintColour colour);

G_END_DECLS
