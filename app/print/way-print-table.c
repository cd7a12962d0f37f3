/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-print-table.h"

#include "way-print-text.h"

#define CELL_PADDING 7.0
#define RULE 0.5
#define HEAD_RULE 1.5
#define HEAD_PADDING 6.3
#define BOX (5 * WAY_PRINT_MM)
#define COLUMN_GAP 8.0
#define LINE_MIN 17.0
#define SPACE_BELOW (6 * WAY_PRINT_MM)

/* One line of one cell. */
typedef struct
{
  const WayPrintType *type;
  WayPrintLine *line; /* (owned) until it is placed */
  WayPrintNode *node;
} CellLine;

/* A row being made. */
typedef struct
{
  WayPrintTable *table;
  GPtrArray *cells; /* of GArray of CellLine */
  guint height;     /* in lines */
} Row;

static void
set_text (Row *row,
          GArray *lines,
          guint column,
          WayPrintTypeRole role,
          const char *text,
          const char *language,
          WayPrintNode *node)
{
  WayPrintComposer *composer = row->table->composer;
  const char *own = language != NULL && *language != '\0'
                        ? language
                        : way_print_labels_get_language (composer->labels);
  gboolean last = column + 1 == row->table->n_columns, rtl = way_print_language_is_rtl (own);
  const WayPrintType *type = way_print_type (role, way_print_language_is_arabic (own));
  g_autofree char *line = language == NULL && way_print_labels_are_rtl (composer->labels)
                              ? way_print_text_isolate (text)
                              : way_print_text_line (text);
  g_autofree char *kept = rtl ? way_print_text_keep_numbers (line) : NULL;
  g_autoptr (GPtrArray) set = way_print_lines_set (
      composer->fonts, type, kept != NULL ? kept : line, own, rtl,
      row->table->columns[column].width - (last ? 0 : COLUMN_GAP));

  g_ptr_array_set_free_func (set, NULL);
  for (guint i = 0; i < set->len; i++)
    {
      CellLine made = { type, g_ptr_array_index (set, i), node };

      g_array_append_val (lines, made);
    }
}

static void
set_cell (
    Row *row, guint column, WayPrintTypeRole role, const WayPrintCell *cell, WayPrintNode *node)
{
  WayPrintComposer *composer = row->table->composer;
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (CellLine));
  gboolean noted = cell->notes != NULL && cell->notes[0].text != NULL;
  WayPrintNode *first = node;

  g_ptr_array_add (row->cells, lines);
  if (noted)
    first = way_print_compose_node (composer, node, "P", cell->language);
  else if (cell->language != NULL
           && !way_print_language_same (cell->language,
                                        way_print_labels_get_language (composer->labels)))
    way_print_node_set_language (node, cell->language);
  if (cell->text != NULL)
    set_text (row, lines, column, role, cell->text, cell->language, first);
  for (const WayPrintNote *note = cell->notes; note != NULL && note->text != NULL; note++)
    set_text (row, lines, column, WAY_PRINT_TYPE_BODY, note->text, note->language,
              way_print_compose_node (composer, node, "P", note->language));
  row->height = MAX (row->height, lines->len);
}

static void
add_box (Row *row, WayPrintStrip *strip, guint column, const WayPrintCell *cell, WayPrintNode *node)
{
  WayPrintComposer *composer = row->table->composer;
  WayPrintNode *figure = way_print_compose_node (composer, node, "Figure", NULL);
  const WayPrintType *type = way_print_type (
      WAY_PRINT_TYPE_BODY,
      way_print_language_is_arabic (way_print_labels_get_language (composer->labels)));

  figure->alternative = g_strdup (
      way_print_label (composer->labels, cell->ticked ? WAY_LABEL ("tick box", "Done")
                                                      : WAY_LABEL ("tick box", "Not done yet")));
  way_print_strip_add (strip, (WayPrintPiece){
                                  .kind = WAY_PRINT_PIECE_BOX,
                                  .node = figure,
                                  .x = row->table->columns[column].x,
                                  .y = (type->line - BOX) / 2,
                                  .width = BOX,
                                  .height = BOX,
                                  .ticked = cell->ticked,
                              });
}

static const CellLine *
line_at (const Row *row, guint cell, guint i)
{
  GArray *lines = g_ptr_array_index (row->cells, cell);

  return i < lines->len ? &g_array_index (lines, CellLine, i) : NULL;
}

/* Line @i of every cell, below what @strip holds already. */
static void
add_line (Row *row, WayPrintStrip *strip, guint i, double height_min)
{
  double height = height_min, above = 0, baseline = 0, top = strip->height;

  for (guint c = 0; c < row->cells->len; c++)
    {
      const CellLine *line = line_at (row, c, i);

      if (line == NULL)
        continue;
      above = MAX (above, line->line->above);
      baseline = MAX (baseline, way_print_type_baseline (line->type));
      height = MAX (height, line->type->line + line->line->below);
    }
  for (guint c = 0; c < row->cells->len; c++)
    {
      const CellLine *line = line_at (row, c, i);

      if (line != NULL)
        way_print_strip_add (strip, (WayPrintPiece){
                                        .kind = WAY_PRINT_PIECE_LINE,
                                        .node = line->node,
                                        .x = row->table->columns[c].x,
                                        .y = top + above + baseline,
                                        .width = row->table->columns[c].width,
                                        .line = line->line,
                                        .align = WAY_PRINT_ALIGN_LEADING,
                                    });
    }
  strip->height += above + height;
}

static WayPrintStrip *
add_strip (Row *row)
{
  WayPrintComposer *composer = row->table->composer;
  WayPrintStrip *strip = way_print_flow_add (composer->flow, composer->space, 0);

  strip->fresh = composer->fresh;
  strip->table = row->table->number;
  composer->space = 0;
  composer->fresh = FALSE;
  return strip;
}

static void
add_rule (WayPrintStrip *strip, double thickness, WayPrintColour colour)
{
  way_print_strip_add (strip, (WayPrintPiece){
                                  .kind = WAY_PRINT_PIECE_RULE,
                                  .y = strip->height - thickness,
                                  .width = WAY_PRINT_WIDTH,
                                  .height = thickness,
                                  .colour = colour,
                              });
}

static void
add_head (WayPrintTable *table, const char *const *heads)
{
  WayPrintNode *node = way_print_compose_node (table->composer, table->node, "TR", NULL);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  Row row = { table, cells, 0 };
  WayPrintStrip *strip;

  for (guint c = 0; c < table->n_columns; c++)
    {
      WayPrintNode *head = way_print_compose_node (table->composer, node, "TH", NULL);
      WayPrintCell cell = { .text = heads[c] };

      head->scope = "Column";
      set_cell (&row, c, WAY_PRINT_TYPE_COLUMN, &cell, head);
    }
  strip = add_strip (&row);
  strip->head = TRUE;
  strip->glue = WAY_PRINT_GLUE_STRONG;
  for (guint i = 0; i < row.height; i++)
    add_line (&row, strip, i, 0);
  way_print_strip_pad (strip, CELL_PADDING, HEAD_PADDING + HEAD_RULE);
  add_rule (strip, HEAD_RULE, WAY_PRINT_BLACK);
}

WayPrintTable
way_print_table_begin (WayPrintComposer *composer,
                       const WayPrintColumn *columns,
                       guint n_columns,
                       const char *const *heads)
{
  WayPrintTable table = {
    .composer = composer,
    .columns = columns,
    .n_columns = n_columns,
    .node = way_print_compose_node (composer, composer->node, "Table", NULL),
    .number = way_print_flow_add_table (composer->flow),
  };

  if (heads != NULL)
    add_head (&table, heads);
  return table;
}

void
way_print_table_add_row (WayPrintTable *self, const WayPrintCell *cells, gboolean keep)
{
  WayPrintNode *node = way_print_compose_node (self->composer, self->node, "TR", NULL);
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  g_autofree WayPrintNode **nodes = g_new0 (WayPrintNode *, self->n_columns);
  Row row = { self, made, 1 };
  WayPrintStrip *strip = NULL;

  for (guint c = 0; c < self->n_columns; c++)
    {
      nodes[c] = way_print_compose_node (self->composer, node, cells[c].strong ? "TH" : "TD", NULL);
      nodes[c]->scope = cells[c].strong ? "Row" : NULL;
      row.height = MAX (row.height, cells[c].tall ? 2 : 1);
      set_cell (&row, c, cells[c].strong ? WAY_PRINT_TYPE_BODY_BOLD : WAY_PRINT_TYPE_BODY,
                &cells[c], nodes[c]);
    }
  for (guint i = 0; i < row.height; i++)
    {
      strip = add_strip (&row);
      strip->glue = WAY_PRINT_GLUE_WEAK;
      add_line (&row, strip, i, LINE_MIN);
      for (guint c = 0; i == 0 && c < self->n_columns; c++)
        if (cells[c].box)
          add_box (&row, strip, c, &cells[c], nodes[c]);
      if (i == 0)
        way_print_strip_pad (strip, CELL_PADDING, 0);
    }
  way_print_strip_pad (strip, 0, CELL_PADDING);
  add_rule (strip, RULE, WAY_PRINT_RULE);
  strip->glue = keep ? WAY_PRINT_GLUE_WEAK : WAY_PRINT_GLUE_NONE;
}

void
way_print_table_end (WayPrintTable *self)
{
  way_print_compose_space (self->composer, SPACE_BELOW);
}
