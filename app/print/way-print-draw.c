/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-print-draw.h"
#include "way-print-text.h"

#define BAR_OWN (1.2 * WAY_PRINT_MM)   /* of own words */
#define BAR_OTHER (0.7 * WAY_PRINT_MM) /* of another language */
#define THIN 0.5
#define BOX_RADIUS 2.6
#define BOX_LINE 1.1

/* Between two texts of a head. */
#define HEAD_GAP 6.0

typedef struct
{
  WayPrintCanvas *canvas;
  WayPrintFonts *fonts;
  WayPrintLabels *labels;
  WayPrintFlow *flow;
  const WayPrintRunning *running;
  gboolean rtl;
  guint page, pages; /* page from 1 */
} Drawer;

/* From the left edge of the page to something @width wide that begins @x after the leading edge. */
static double
left_of (Drawer *self, double x, double width)
{
  return WAY_PRINT_MARGIN + (self->rtl ? WAY_PRINT_WIDTH - x - width : x);
}

static gboolean
stands_right (Drawer *self, const WayPrintPiece *piece)
{
  switch (piece->align)
    {
    case WAY_PRINT_ALIGN_LEADING:
      return self->rtl;
    case WAY_PRINT_ALIGN_TRAILING:
      return !self->rtl;
    case WAY_PRINT_ALIGN_OWN:
    default:
      return piece->line->rtl;
    }
}

static void
draw_line (Drawer *self, const WayPrintPiece *piece, double y)
{
  double left = left_of (self, piece->x, piece->width);

  if (stands_right (self, piece))
    left += piece->width - piece->line->width;
  way_print_canvas_draw_line (self->canvas, piece->line, left, y + piece->y, piece->colour);
}

static void
draw_box (Drawer *self, const WayPrintPiece *piece, double y)
{
  double left = left_of (self, piece->x, piece->width), top = y + piece->y;
  double inset = BOX_LINE / 2;

  way_print_canvas_frame (self->canvas, left + inset, top + inset, piece->width - BOX_LINE,
                          piece->height - BOX_LINE, BOX_RADIUS, BOX_LINE);
  if (piece->ticked)
    way_print_canvas_tick (self->canvas, left, top, piece->width);
  if (piece->node == NULL)
    return;
  piece->node->box[0] = left;
  piece->node->box[1] = top;
  piece->node->box[2] = left + piece->width;
  piece->node->box[3] = top + piece->height;
}

static void
draw_piece (Drawer *self, const WayPrintPiece *piece, double y)
{
  double left = left_of (self, piece->x, piece->width);

  switch (piece->kind)
    {
    case WAY_PRINT_PIECE_LINE:
      draw_line (self, piece, y);
      break;
    case WAY_PRINT_PIECE_RULE:
      way_print_canvas_fill (self->canvas, left, y + piece->y, piece->width, piece->height,
                             piece->colour);
      break;
    case WAY_PRINT_PIECE_BOX:
      draw_box (self, piece, y);
      break;
    case WAY_PRINT_PIECE_SPEECH:
    default:
      way_print_canvas_speech (self->canvas, left, y + piece->y, piece->width);
      break;
    }
}

static WayPrintStrip *
strip_of (Drawer *self, const WayPrintPlaced *placed)
{
  return way_print_flow_get_strip (self->flow, placed->strip);
}

/* The ground of the strips @first to @end of a page. */
static void
draw_ground (Drawer *self, GArray *page, guint first, guint end)
{
  const WayPrintPlaced *top = &g_array_index (page, WayPrintPlaced, first);
  const WayPrintPlaced *bottom = &g_array_index (page, WayPrintPlaced, end - 1);
  guint number = strip_of (self, top)->ground, last = way_print_flow_get_n_strips (self->flow) - 1;
  const WayPrintGround *ground = way_print_flow_get_ground (self->flow, number);
  double y = top->y, height = bottom->y + strip_of (self, bottom)->height - y;
  double bar = ground->own_words ? BAR_OWN : BAR_OTHER;
  double left = ground->rtl ? WAY_PRINT_MARGIN + WAY_PRINT_WIDTH - bar : WAY_PRINT_MARGIN;

  if (first == 0 && top->strip > 0
      && way_print_flow_get_strip (self->flow, top->strip - 1)->ground == number)
    {
      y -= ground->padding;
      height += ground->padding;
    }
  if (end == page->len && bottom->strip < last
      && way_print_flow_get_strip (self->flow, bottom->strip + 1)->ground == number)
    height += ground->padding;

  if (ground->own_words)
    way_print_canvas_fill (self->canvas, WAY_PRINT_MARGIN, y, WAY_PRINT_WIDTH, height,
                           WAY_PRINT_TINT);
  way_print_canvas_fill (self->canvas, left, y, bar, height,
                         ground->own_words ? WAY_PRINT_PURPLE : WAY_PRINT_RULE);
}

static void
draw_grounds (Drawer *self, GArray *page)
{
  guint first = 0;

  while (first < page->len)
    {
      guint number = strip_of (self, &g_array_index (page, WayPrintPlaced, first))->ground;
      guint end = first + 1;

      while (end < page->len
             && strip_of (self, &g_array_index (page, WayPrintPlaced, end))->ground == number)
        end++;
      if (number > 0)
        draw_ground (self, page, first, end);
      first = end;
    }
}

/* Everything without a node on the page, or everything with one. */
static void
draw_pieces (Drawer *self, GArray *page, gboolean artefacts)
{
  for (guint i = 0; i < page->len; i++)
    {
      const WayPrintPlaced *placed = &g_array_index (page, WayPrintPlaced, i);
      GArray *pieces = strip_of (self, placed)->pieces;

      for (guint k = 0; k < pieces->len; k++)
        {
          const WayPrintPiece *piece = &g_array_index (pieces, WayPrintPiece, k);
          gboolean artefact = placed->repeated || piece->node == NULL;

          if (artefact != artefacts)
            continue;
          if (!artefact)
            way_print_canvas_set_node (self->canvas, piece->node);
          else
            way_print_canvas_set_artefact (self->canvas, placed->repeated ? WAY_PRINT_LEAF_REPEATED
                                                                          : WAY_PRINT_LEAF_LAYOUT);
          draw_piece (self, piece, placed->y);
        }
    }
}

/* One text of a head or foot, in @room from @x on; returns the room it takes, with a gap. */
static double
draw_running (Drawer *self,
              WayPrintTypeRole role,
              const char *text,
              double baseline,
              WayPrintAlign align,
              double x,
              double room)
{
  const char *language = way_print_labels_get_language (self->labels);
  const WayPrintType *type = way_print_type (role, way_print_language_is_arabic (language));
  g_autoptr (WayPrintLine) line = NULL;
  WayPrintPiece piece;

  if (text == NULL || room < type->size)
    return 0;
  line = way_print_line_set (self->fonts, type, text, language, self->rtl, room);
  piece = (WayPrintPiece){
    .kind = WAY_PRINT_PIECE_LINE, .x = x, .width = room, .line = line, .align = align
  };
  draw_line (self, &piece, baseline);
  return line->width + HEAD_GAP;
}

/* The trailing side first: what it needs is kept from a long name. */
static void
draw_head (Drawer *self)
{
  const WayPrintRunning *running = self->running;
  gboolean cover = running->cover && self->page == 1;
  double y = WAY_PRINT_HEAD_BASELINE, room = WAY_PRINT_WIDTH, leading;

  way_print_canvas_set_artefact (self->canvas, WAY_PRINT_LEAF_HEADER);
  if (!cover)
    room -= draw_running (self, WAY_PRINT_TYPE_RUNNING, running->date, y, WAY_PRINT_ALIGN_TRAILING,
                          0, room);
  room -= draw_running (self, WAY_PRINT_TYPE_RUNNING_BOLD, running->draft, y,
                        WAY_PRINT_ALIGN_TRAILING, 0, room);
  leading = draw_running (self, WAY_PRINT_TYPE_RUNNING_BOLD, running->practice, y,
                          WAY_PRINT_ALIGN_LEADING, 0, room);
  if (cover)
    return;

  draw_running (self, WAY_PRINT_TYPE_RUNNING, running->title, y, WAY_PRINT_ALIGN_LEADING, leading,
                room - leading);
  way_print_canvas_fill (self->canvas, WAY_PRINT_MARGIN, WAY_PRINT_HEAD_RULE - THIN / 2,
                         WAY_PRINT_WIDTH, THIN, WAY_PRINT_HEAD_LINE);
}

static void
draw_foot (Drawer *self)
{
  const WayPrintRunning *running = self->running;
  gboolean cover = running->cover && self->page == 1;
  double y = WAY_PRINT_FOOT_BASELINE;
  g_autofree char *page = g_strdup_printf ("%u", self->page);
  g_autofree char *pages = g_strdup_printf ("%u", self->pages);
  g_autofree char *number = NULL;

  if (running->copy_number != NULL)
    number = way_print_label_fill (
        self->labels, WAY_LABEL ("foot", "Copy {copy}. Page {page} of {pages}"), "copy",
        running->copy_number, "page", page, "pages", pages, NULL);
  else
    number = way_print_label_fill (self->labels, WAY_LABEL ("foot", "Page {page} of {pages}"),
                                   "page", page, "pages", pages, NULL);

  way_print_canvas_set_artefact (self->canvas, WAY_PRINT_LEAF_FOOTER);
  draw_running (self, WAY_PRINT_TYPE_RUNNING, cover ? running->foot_of_cover : running->foot, y,
                WAY_PRINT_ALIGN_LEADING, 0, WAY_PRINT_WIDTH / 2);
  draw_running (self, WAY_PRINT_TYPE_RUNNING, number, y, WAY_PRINT_ALIGN_TRAILING, 0,
                WAY_PRINT_WIDTH);
}

void
way_print_draw_running (WayPrintCanvas *canvas,
                        WayPrintFonts *fonts,
                        WayPrintLabels *labels,
                        const WayPrintRunning *running,
                        guint page,
                        guint pages)
{
  Drawer self = { .canvas = canvas,
                  .fonts = fonts,
                  .labels = labels,
                  .running = running,
                  .rtl = way_print_labels_are_rtl (labels),
                  .page = page,
                  .pages = pages };

  draw_head (&self);
  draw_foot (&self);
}

void
way_print_draw (WayPrintCanvas *canvas,
                WayPrintFonts *fonts,
                WayPrintLabels *labels,
                WayPrintFlow *flow,
                GPtrArray *pages,
                const WayPrintRunning *running,
                guint page)
{
  GArray *placed = g_ptr_array_index (pages, page - 1);
  Drawer self = { .canvas = canvas,
                  .fonts = fonts,
                  .labels = labels,
                  .flow = flow,
                  .running = running,
                  .rtl = way_print_labels_are_rtl (labels),
                  .page = page,
                  .pages = pages->len };

  way_print_canvas_begin_page (canvas);
  draw_head (&self);
  way_print_canvas_set_artefact (canvas, WAY_PRINT_LEAF_LAYOUT);
  draw_grounds (&self, placed);
  draw_pieces (&self, placed, TRUE);
  draw_pieces (&self, placed, FALSE);
  draw_foot (&self);
  way_print_canvas_end_page (canvas);
}
