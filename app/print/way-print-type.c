/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-print-type.h"

/* Noto Sans, in parts of its size. */
#define ASCENT 1.069
#define DESCENT 0.293

static const WayPrintType latin[WAY_PRINT_N_TYPES] = {
  [WAY_PRINT_TYPE_BODY] = { 12, 17, FALSE, FALSE, 0 },
  [WAY_PRINT_TYPE_BODY_BOLD] = { 12, 17, TRUE, FALSE, 0 },
  [WAY_PRINT_TYPE_OWN] = { 14, 21, FALSE, FALSE, 0 },
  [WAY_PRINT_TYPE_OWN_COVER] = { 19, 28, FALSE, FALSE, 0 },
  [WAY_PRINT_TYPE_COVER_TITLE] = { 34, 40, TRUE, FALSE, 0 },
  [WAY_PRINT_TYPE_COVER_NAME] = { 22, 30, FALSE, FALSE, 0 },
  [WAY_PRINT_TYPE_TITLE] = { 20, 26, TRUE, FALSE, 0 },
  [WAY_PRINT_TYPE_FIELD] = { 13, 18, TRUE, FALSE, 0 },
  [WAY_PRINT_TYPE_COLUMN] = { 11, 15, TRUE, FALSE, 0 },
  [WAY_PRINT_TYPE_SMALL] = { 10, 14, FALSE, FALSE, 0 },
  [WAY_PRINT_TYPE_RUNNING] = { 10, 13, FALSE, FALSE, 0 },
  [WAY_PRINT_TYPE_RUNNING_BOLD] = { 10, 13, TRUE, FALSE, 0 },
  [WAY_PRINT_TYPE_GROUP] = { 25, 35, TRUE, TRUE, 4.5 },
  [WAY_PRINT_TYPE_CHECK] = { 20, 28, TRUE, TRUE, 0 },
};

static const WayPrintType arabic_types[WAY_PRINT_N_TYPES] = {
  [WAY_PRINT_TYPE_BODY] = { 13, 22, FALSE, FALSE, 0 },
  [WAY_PRINT_TYPE_BODY_BOLD] = { 13, 22, TRUE, FALSE, 0 },
  [WAY_PRINT_TYPE_OWN] = { 15, 27, FALSE, FALSE, 0 },
  [WAY_PRINT_TYPE_OWN_COVER] = { 20, 36, FALSE, FALSE, 0 },
  [WAY_PRINT_TYPE_COVER_TITLE] = { 34, 54, TRUE, FALSE, 0 },
  [WAY_PRINT_TYPE_COVER_NAME] = { 22, 38, FALSE, FALSE, 0 },
  [WAY_PRINT_TYPE_TITLE] = { 21, 33, TRUE, FALSE, 0 },
  [WAY_PRINT_TYPE_FIELD] = { 14, 24, TRUE, FALSE, 0 },
  [WAY_PRINT_TYPE_COLUMN] = { 12, 19, TRUE, FALSE, 0 },
  [WAY_PRINT_TYPE_SMALL] = { 11, 18, FALSE, FALSE, 0 },
  [WAY_PRINT_TYPE_RUNNING] = { 11, 17, FALSE, FALSE, 0 },
  [WAY_PRINT_TYPE_RUNNING_BOLD] = { 11, 17, TRUE, FALSE, 0 },
  [WAY_PRINT_TYPE_GROUP] = { 25, 35, TRUE, TRUE, 4.5 },
  [WAY_PRINT_TYPE_CHECK] = { 20, 28, TRUE, TRUE, 0 },
};

static const double colours[][3] = {
  [WAY_PRINT_BLACK] = { 0, 0, 0 },
  [WAY_PRINT_PURPLE] = { 97 / 255.0, 53 / 255.0, 131 / 255.0 },
  [WAY_PRINT_TINT] = { 245 / 255.0, 239 / 255.0, 250 / 255.0 },
  [WAY_PRINT_RULE] = { 154 / 255.0, 153 / 255.0, 150 / 255.0 },
  [WAY_PRINT_HEAD_LINE] = { 119 / 255.0, 118 / 255.0, 123 / 255.0 },
  [WAY_PRINT_WHITE] = { 1, 1, 1 },
};

const WayPrintType *
way_print_type (WayPrintTypeRole role, gboolean arabic)
{
  return arabic ? &arabic_types[role] : &latin[role];
}

double
way_print_type_baseline (const WayPrintType *type)
{
  return (type->line - (ASCENT + DESCENT) * type->size) / 2 + ASCENT * type->size;
}

const double *
way_print_colour (WayPrintColour colour)
{
  return colours[colour];
}
