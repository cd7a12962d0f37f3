/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The recovery sheet (design, print-7): one page, where every thing has its place.
 */
#include <qrencode.h>
#include <string.h>
#include "way-clock.h"
#include "way-fail.h"
#include "way-print-draw.h"
#include "way-print-finish.h"
#include "way-print-text.h"
#include "way-print.h"

#define ALPHABET "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
#define GROUP_LENGTH 5

/* Places on the page, from its top, and from the left edge of the text. */
#define TITLE_TOP WAY_PRINT_TOP
#define INTRO_TOP 135.6
#define SAFE_TOP 181.5
#define SAFE_HEIGHT 94.0
#define SAFE_INSET 15.6
#define GROUPS_TOP 289.0
#define GROUP_HEIGHT 35.05
#define GROUP_ROWS 7
#define GROUP_COLUMN 260.9
#define GROUP_WIDTH 221.0
#define GROUP_LETTERS 31.0
#define GROUP_BASELINE 26.9
#define GROUP_BOX_TOP 4.5
#define HALF_CAPITAL 0.357 /* of the size of a letter */
#define GROUP_BOX 127.6
#define GROUP_BOX_WIDTH 25.4
#define GROUP_BOX_HEIGHT 28.0
#define NOTE_TOP (GROUPS_TOP + 6 * GROUP_HEIGHT + 6)
#define NOTE_WIDTH 212.0
#define USE_TOP 549.7
#define USE_WIDTH 326.0
#define USE_INDENT 16.8
#define FACTS_TOP 674.4
#define FACT_HEIGHT 27.1
#define FACT_VALUE 90.8
#define SQUARE_SIZE (37 * WAY_PRINT_MM)
#define SQUARE_TOP 563.4
#define SQUARE_LEFT 363.5

typedef struct
{
  const WayPrintSheet *sheet;
  WayPrintFonts *fonts;
  WayPrintLabels *labels;
  WayPrintCanvas *canvas;
  WayPrintNode *root;
} Sheet;

static gboolean
check_groups (const WayPrintSheet *sheet, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sheet->groups); i++)
    {
      const char *group = sheet->groups[i];

      if (group == NULL || strlen (group) != GROUP_LENGTH
          || strspn (group, ALPHABET) != GROUP_LENGTH)
        return way_fail (error, WAY_PRINT_ERROR, WAY_PRINT_ERROR_INVALID,
                         "The recovery sheet was not made: its groups must be five letters A to Z "
                         "or figures 2 to 7 each.");
    }
  return TRUE;
}

/* A paragraph from @top on; returns where it ends. */
static double
put (Sheet *self,
     WayPrintNode *node,
     WayPrintTypeRole role,
     const char *text,
     double x,
     double top,
     double width)
{
  const WayPrintType *type = way_print_type (role, FALSE);
  g_autoptr (GPtrArray) lines = way_print_lines_set (self->fonts, type, text, "en", FALSE, width);

  way_print_canvas_set_node (self->canvas, node);
  for (guint i = 0; i < lines->len; i++)
    {
      const WayPrintLine *line = g_ptr_array_index (lines, i);

      way_print_canvas_draw_line (self->canvas, line, WAY_PRINT_MARGIN + x,
                                  top + line->above + way_print_type_baseline (type),
                                  WAY_PRINT_BLACK);
      top += line->above + type->line + line->below;
    }
  return top;
}

static void
rule (Sheet *self, double x, double y, double width)
{
  way_print_canvas_set_artefact (self->canvas, WAY_PRINT_LEAF_LAYOUT);
  way_print_canvas_fill (self->canvas, WAY_PRINT_MARGIN + x, y, width, 0.5, WAY_PRINT_RULE);
}

static void
put_opening (Sheet *self)
{
  const char *intro = way_print_label (
      self->labels, WAY_LABEL ("sheet", "This sheet opens the work kept on this laptop, or a "
                                        "backup of it, if the passphrase is forgotten. "
                                        "Without the passphrase and without this sheet nobody "
                                        "can open it."));
  const char *safe = way_print_label (
      self->labels,
      WAY_LABEL ("sheet", "In a locked cupboard at the office, never with the laptop, "
                          "never as a photo. Anyone who holds this sheet and the "
                          "laptop can read every plan. If it is lost, make a new one "
                          "in Preferences the same day."));
  g_autofree char *title = way_print_label_fill (
      self->labels, WAY_LABEL ("sheet", "Recovery sheet for “{laptop}”"), "laptop",
      self->sheet->laptop, NULL);
  const WayPrintType *type = way_print_type (WAY_PRINT_TYPE_TITLE, FALSE);
  g_autoptr (WayPrintLine) line = way_print_line_set (self->fonts, type, title, "en", FALSE,
                                                      WAY_PRINT_WIDTH);
  WayPrintNode *heading = way_print_node_add (self->root, "H1");
  double top;

  heading->bookmark = g_strdup (
      way_print_label (self->labels, WAY_LABEL ("sheet", "Waymark recovery sheet")));
  way_print_canvas_set_node (self->canvas, heading);
  way_print_canvas_draw_line (self->canvas, line, WAY_PRINT_MARGIN,
                              TITLE_TOP + way_print_type_baseline (type), WAY_PRINT_BLACK);
  put (self, way_print_node_add (self->root, "P"), WAY_PRINT_TYPE_BODY, intro, 0, INTRO_TOP,
       WAY_PRINT_MEASURE);

  way_print_canvas_set_artefact (self->canvas, WAY_PRINT_LEAF_LAYOUT);
  way_print_canvas_frame (self->canvas, WAY_PRINT_MARGIN + 0.75, SAFE_TOP, WAY_PRINT_WIDTH - 1.5,
                          SAFE_HEIGHT, 4.5, 1.5);
  top = put (self, way_print_node_add (self->root, "H2"), WAY_PRINT_TYPE_FIELD,
             way_print_label (self->labels, WAY_LABEL ("sheet", "Keep it safe")), SAFE_INSET,
             SAFE_TOP + 10.5, WAY_PRINT_WIDTH);
  put (self, way_print_node_add (self->root, "P"), WAY_PRINT_TYPE_BODY, safe, SAFE_INSET, top + 2,
       WAY_PRINT_WIDTH - 2 * SAFE_INSET);
}

/* The letters stand apart on paper, and together for whoever copies or searches them. */
static void
put_letters (Sheet *self, WayPrintNode *node, const char *group, double x, double top)
{
  g_autofree char *letters = g_strndup (group, GROUP_LENGTH - 1);
  const WayPrintType *big = way_print_type (WAY_PRINT_TYPE_GROUP, FALSE);
  const WayPrintType *small = way_print_type (WAY_PRINT_TYPE_CHECK, FALSE);
  g_autoptr (WayPrintLine) word = way_print_line_set (self->fonts, big, letters, "en", FALSE,
                                                      WAY_PRINT_WIDTH);
  g_autoptr (WayPrintLine) check = way_print_line_set (self->fonts, small, group + GROUP_LENGTH - 1,
                                                       "en", FALSE, WAY_PRINT_WIDTH);
  double baseline = top + GROUP_BASELINE, box = top + GROUP_BOX_TOP;
  double check_baseline = box + GROUP_BOX_HEIGHT / 2 + small->size * HALF_CAPITAL;
  g_autoptr (WayPrintLine) both = way_print_line_join (
      word, check, GROUP_BOX - GROUP_LETTERS + (GROUP_BOX_WIDTH - check->width) / 2,
      check_baseline - baseline, group);

  way_print_canvas_set_artefact (self->canvas, WAY_PRINT_LEAF_LAYOUT);
  way_print_canvas_frame (self->canvas, x + GROUP_BOX, box, GROUP_BOX_WIDTH, GROUP_BOX_HEIGHT, 3.2,
                          1.1);
  way_print_canvas_set_node (self->canvas, node);
  way_print_canvas_draw_line (self->canvas, both, x + GROUP_LETTERS, baseline, WAY_PRINT_BLACK);
}

static void
put_group (Sheet *self, WayPrintNode *list, guint i)
{
  double x = i < GROUP_ROWS ? 0 : GROUP_COLUMN;
  double top = GROUPS_TOP + (i % GROUP_ROWS) * GROUP_HEIGHT;
  g_autofree char *number = g_strdup_printf ("%u ", i + 1);
  WayPrintNode *item = way_print_node_add (list, "LI");

  put (self, way_print_node_add (item, "Lbl"), WAY_PRINT_TYPE_BODY, number, x, top + 9.3,
       GROUP_LETTERS);
  put_letters (self, way_print_node_add (item, "LBody"), self->sheet->groups[i],
               WAY_PRINT_MARGIN + x, top);
  rule (self, x, top + GROUP_HEIGHT, GROUP_WIDTH);
}

static void
put_groups (Sheet *self)
{
  WayPrintNode *list = way_print_node_add (self->root, "L");

  for (guint i = 0; i < WAY_PRINT_SHEET_GROUPS; i++)
    put_group (self, list, i);
  put (self, way_print_node_add (self->root, "P"), WAY_PRINT_TYPE_SMALL,
       way_print_label (self->labels, WAY_LABEL ("sheet", "In the box: the check letter. Letters "
                                                          "are A to Z, figures are 2 to 7.")),
       GROUP_COLUMN, NOTE_TOP, NOTE_WIDTH);
}

static void
put_use (Sheet *self)
{
  static const char *const steps[] = {
    WAY_LABEL ("sheet", "Choose “I can’t remember my passphrase”."),
    WAY_LABEL ("sheet", "Type the 13 groups with their check letters, or read the square with a "
                        "code reader."),
    WAY_LABEL ("sheet", "Choose a new passphrase, print a new sheet and shred this one."),
  };
  WayPrintNode *list;
  double top = put (self, way_print_node_add (self->root, "H2"), WAY_PRINT_TYPE_FIELD,
                    way_print_label (self->labels, WAY_LABEL ("sheet", "To use it")), 0, USE_TOP,
                    USE_WIDTH);

  list = way_print_node_add (self->root, "L");
  top += 2.7;
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      WayPrintNode *item = way_print_node_add (list, "LI");
      g_autofree char *number = g_strdup_printf ("%zu. ", i + 1);

      put (self, way_print_node_add (item, "Lbl"), WAY_PRINT_TYPE_BODY, number, 3.9, top, 20);
      top = put (self, way_print_node_add (item, "LBody"), WAY_PRINT_TYPE_BODY,
                 way_print_label (self->labels, steps[i]), USE_INDENT, top, USE_WIDTH - USE_INDENT);
      top += 2.5;
    }
}

static void
put_fact (Sheet *self, WayPrintNode *table, guint row, const char *what, const char *value)
{
  double top = FACTS_TOP + row * FACT_HEIGHT;
  WayPrintNode *node = way_print_node_add (table, "TR"), *head = way_print_node_add (node, "TH");
  WayPrintNode *cell = way_print_node_add (node, "TD");
  const WayPrintType *type = way_print_type (WAY_PRINT_TYPE_BODY, FALSE);
  g_autoptr (WayPrintLine) line = way_print_line_set (self->fonts, type, value, "en", FALSE,
                                                      USE_WIDTH - FACT_VALUE);

  head->scope = "Row";
  put (self, head, WAY_PRINT_TYPE_BODY_BOLD, what, 0, top, FACT_VALUE);
  way_print_canvas_set_node (self->canvas, cell);
  way_print_canvas_draw_line (self->canvas, line, WAY_PRINT_MARGIN + FACT_VALUE,
                              top + way_print_type_baseline (type), WAY_PRINT_BLACK);
  rule (self, 0, top + 22.0, USE_WIDTH);
}

static void
put_facts (Sheet *self)
{
  WayPrintNode *table = way_print_node_add (self->root, "Table");
  g_autofree char *laptop = way_print_text_line (self->sheet->laptop);
  g_autofree char *made = way_print_labels_minute (self->labels, self->sheet->made_ms);

  put_fact (self, table, 0, way_print_label (self->labels, WAY_LABEL ("sheet", "Laptop")), laptop);
  put_fact (self, table, 1, way_print_label (self->labels, WAY_LABEL ("sheet", "Made")), made);
  put_fact (self, table, 2, way_print_label (self->labels, WAY_LABEL ("sheet", "Kept at")), "");
}

/* (transfer full) (nullable): the groups with one space between them, all of which the letters-only
 * mode of a code can hold. */
static QRcode *
encode_groups (const WayPrintSheet *sheet)
{
  const char *groups[WAY_PRINT_SHEET_GROUPS + 1] = { NULL };
  g_autofree char *text = NULL;
  QRinput *input = QRinput_new2 (0, QR_ECLEVEL_Q);
  QRcode *code = NULL;

  memcpy (groups, sheet->groups, sizeof sheet->groups);
  text = g_strjoinv (" ", (char **)groups);
  if (input != NULL
      && QRinput_append (input, QR_MODE_AN, (int)strlen (text), (const unsigned char *)text) == 0)
    code = QRcode_encodeInput (input);
  g_clear_pointer (&input, QRinput_free);
  return code;
}

static gboolean
put_square (Sheet *self, GError **error)
{
  WayPrintNode *figure = way_print_node_add (self->root, "Figure");
  double left = WAY_PRINT_MARGIN + SQUARE_LEFT;
  QRcode *code = encode_groups (self->sheet);

  if (code == NULL)
    return way_fail (error, WAY_PRINT_ERROR, WAY_PRINT_ERROR_FAILED,
                     "The square of the recovery sheet could not be made; nothing was printed.");

  figure->alternative = g_strdup (way_print_label (
      self->labels, WAY_LABEL ("sheet", "A square for a code reader, with the same 13 groups")));
  figure->box[0] = left;
  figure->box[1] = SQUARE_TOP;
  figure->box[2] = left + SQUARE_SIZE;
  figure->box[3] = SQUARE_TOP + SQUARE_SIZE;
  way_print_canvas_set_node (self->canvas, figure);
  way_print_canvas_squares (self->canvas, code->data, (guint)code->width, left, SQUARE_TOP,
                            SQUARE_SIZE);
  QRcode_free (code);
  return TRUE;
}

static void
put_running (Sheet *self)
{
  g_autofree char *date = way_print_labels_date (self->labels,
                                                 way_clock_date_at (self->sheet->made_ms));
  g_autofree char *made = way_print_label_fill (self->labels, WAY_LABEL ("sheet", "Made on {date}"),
                                                "date", date, NULL);
  g_autofree char *number = g_strdup_printf ("%u", self->sheet->number);
  g_autofree char *foot = way_print_label_fill (
      self->labels, WAY_LABEL ("sheet", "Sheet {number} for this laptop"), "number", number, NULL);
  WayPrintRunning running = {
    .title = way_print_label (self->labels, WAY_LABEL ("sheet", "Waymark recovery sheet")),
    .date = made,
    .foot = foot,
    .copy_number = self->sheet->copy_number,
  };

  way_print_draw_running (self->canvas, self->fonts, self->labels, &running, 1, 1);
}

static GBytes *
finish_sheet (Sheet *self, GError **error)
{
  g_autoptr (GBytes) drawn = way_print_canvas_finish (self->canvas, error);
  WayDate made = way_clock_date_at (self->sheet->made_ms);
  g_autofree char *date = g_strdup_printf ("D:%04u%02u%02u", made.year, made.month, made.day);
  WayPrintFacts facts = {
    .title = way_print_label (self->labels, WAY_LABEL ("sheet", "Waymark recovery sheet")),
    .language = way_print_labels_get_language (self->labels),
    .date = date,
  };

  return drawn != NULL ? way_print_finish (drawn, self->canvas, self->root, &facts, error) : NULL;
}

GBytes *
way_print_recovery_sheet (const WayPrintSheet *sheet, GError **error)
{
  g_autoptr (WayPrintLabels) labels = NULL;
  g_autoptr (WayPrintFonts) fonts = NULL;
  g_autoptr (WayPrintCanvas) canvas = NULL;
  g_autoptr (WayPrintNode) root = way_print_node_new_root ();
  Sheet self;

  if (!check_groups (sheet, error))
    return NULL;
  labels = way_print_labels_new ("en", error);
  fonts = labels != NULL ? way_print_fonts_new (NULL, error) : NULL;
  if (fonts == NULL)
    return NULL;

  canvas = way_print_canvas_new ();
  self = (Sheet){ sheet, fonts, labels, canvas, root };
  way_print_canvas_begin_page (canvas);
  put_opening (&self);
  put_groups (&self);
  put_use (&self);
  put_facts (&self);
  if (!put_square (&self, error))
    return NULL;
  put_running (&self);
  way_print_canvas_end_page (canvas);
  return finish_sheet (&self, error);
}
