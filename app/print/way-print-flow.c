/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-print-flow.h"

/* Sums of heights are not exact. */
#define SLACK 0.01

struct _WayPrintFlow
{
  GPtrArray *strips; /* (owned): WayPrintStrip */
  GArray *grounds;   /* (owned): WayPrintGround */
  guint tables;
};

typedef struct
{
  WayPrintFlow *flow;
  GPtrArray *pages; /* of GArray of WayPrintPlaced */
  GArray *page;     /* the last of them */
  double top, y;
  GArray *heads; /* guint: the strip that is the head of each table, plus 1 */
  guint loose;   /* weak glue does not hold before this strip */
} Pager;

static void
strip_free (WayPrintStrip *self)
{
  for (guint i = 0; i < self->pieces->len; i++)
    {
      WayPrintLine *line = g_array_index (self->pieces, WayPrintPiece, i).line;

      g_clear_pointer (&line, way_print_line_free);
    }
  g_array_unref (self->pieces);
  g_free (self);
}

WayPrintFlow *
way_print_flow_new (void)
{
  WayPrintFlow *self = g_new0 (WayPrintFlow, 1);

  self->strips = g_ptr_array_new_with_free_func ((GDestroyNotify)strip_free);
  self->grounds = g_array_new (FALSE, FALSE, sizeof (WayPrintGround));
  return self;
}

void
way_print_flow_free (WayPrintFlow *self)
{
  g_ptr_array_unref (self->strips);
  g_array_unref (self->grounds);
  g_free (self);
}

WayPrintStrip *
way_print_flow_add (WayPrintFlow *self, double before, double height)
{
  WayPrintStrip *strip = g_new0 (WayPrintStrip, 1);

  strip->before = before;
  strip->height = height;
  strip->pieces = g_array_new (FALSE, FALSE, sizeof (WayPrintPiece));
  g_ptr_array_add (self->strips, strip);
  return strip;
}

guint
way_print_flow_add_ground (WayPrintFlow *self, WayPrintGround ground)
{
  g_array_append_val (self->grounds, ground);
  return self->grounds->len;
}

guint
way_print_flow_add_table (WayPrintFlow *self)
{
  return ++self->tables;
}

guint
way_print_flow_get_n_strips (WayPrintFlow *self)
{
  return self->strips->len;
}

WayPrintStrip *
way_print_flow_get_strip (WayPrintFlow *self, guint i)
{
  return g_ptr_array_index (self->strips, i);
}

const WayPrintGround *
way_print_flow_get_ground (WayPrintFlow *self, guint number)
{
  return &g_array_index (self->grounds, WayPrintGround, number - 1);
}

void
way_print_strip_add (WayPrintStrip *self, WayPrintPiece piece)
{
  g_array_append_val (self->pieces, piece);
}

void
way_print_strip_pad (WayPrintStrip *self, double above, double below)
{
  for (guint i = 0; i < self->pieces->len; i++)
    g_array_index (self->pieces, WayPrintPiece, i).y += above;
  self->height += above + below;
}

static void
begin_page (Pager *self)
{
  self->page = g_array_new (FALSE, FALSE, sizeof (WayPrintPlaced));
  if (self->pages->len > 0)
    self->top = WAY_PRINT_TOP;
  self->y = self->top;
  g_ptr_array_add (self->pages, self->page);
}

static WayPrintStrip *
strip_at (Pager *self, guint i)
{
  return g_ptr_array_index (self->flow->strips, i);
}

/* The head to repeat above strip @i at the top of a page, or NULL. */
static WayPrintStrip *
head_above (Pager *self, guint i)
{
  WayPrintStrip *strip = strip_at (self, i);
  guint head = strip->table > 0 ? g_array_index (self->heads, guint, strip->table) : 0;

  return head > 0 && !strip->head ? strip_at (self, head - 1) : NULL;
}

/* TRUE where strips @i - 1 and @i stand on one ground. */
static gboolean
goes_on (Pager *self, guint i)
{
  return i > 0 && i < self->flow->strips->len && strip_at (self, i)->ground > 0
         && strip_at (self, i)->ground == strip_at (self, i - 1)->ground;
}

static double
padding_of (Pager *self, guint i)
{
  return way_print_flow_get_ground (self->flow, strip_at (self, i)->ground)->padding;
}

/* What a page that begins with strip @i has above it. */
static double
room_above (Pager *self, guint i)
{
  const WayPrintStrip *head = head_above (self, i);

  return (head != NULL ? head->height : 0) + (goes_on (self, i) ? padding_of (self, i) : 0);
}

/* The height of strips @first to @end, and of the room they need below where a page ends there. */
static double
height_of (Pager *self, guint first, guint end, gboolean at_top)
{
  double height = goes_on (self, end) ? padding_of (self, end) : 0;

  for (guint i = first; i < end; i++)
    height += strip_at (self, i)->height + (i > first || !at_top ? strip_at (self, i)->before : 0);
  return height;
}

static gboolean
fits_here (Pager *self, guint first, guint end)
{
  gboolean at_top = self->page->len == 0;
  double above = at_top ? room_above (self, first) : 0;

  return self->y + above + height_of (self, first, end, at_top) <= WAY_PRINT_BOTTOM + SLACK;
}

static gboolean
fits_page (Pager *self, guint first, guint end)
{
  return WAY_PRINT_TOP + room_above (self, first) + height_of (self, first, end, TRUE)
         <= WAY_PRINT_BOTTOM + SLACK;
}

static void
place_head (Pager *self, guint i)
{
  WayPrintStrip *strip = strip_at (self, i);
  WayPrintPlaced placed = { g_array_index (self->heads, guint, strip->table) - 1, self->y, TRUE };

  g_array_append_val (self->page, placed);
  self->y += strip_at (self, placed.strip)->height;
}

static void
place_strip (Pager *self, guint i)
{
  WayPrintStrip *strip = strip_at (self, i);
  WayPrintPlaced placed = { i, 0, FALSE };

  if (self->page->len > 0)
    self->y += strip->before;
  else if (head_above (self, i) != NULL)
    place_head (self, i);
  else if (goes_on (self, i))
    self->y += padding_of (self, i);

  placed.y = self->y;
  g_array_append_val (self->page, placed);
  self->y += strip->height;
  if (strip->head)
    g_array_index (self->heads, guint, strip->table) = i + 1;
}

static void
place_strips (Pager *self, guint first, guint end)
{
  for (guint i = first; i < end; i++)
    place_strip (self, i);
}

/* The end of what is glued to strip @first by @glue or more. */
static guint
glued_end (Pager *self, guint first, WayPrintGlue glue)
{
  guint end = first + 1;

  while (end < self->flow->strips->len && strip_at (self, end - 1)->glue >= glue
         && !strip_at (self, end)->fresh)
    end++;
  return end;
}

/* Places as much as holds together from strip @i on; returns where to go on. */
static guint
place_next (Pager *self, guint i)
{
  guint end = i;

  if (i >= self->loose)
    {
      end = glued_end (self, i, WAY_PRINT_GLUE_WEAK);
      if (!fits_here (self, i, end) && !fits_page (self, i, end))
        self->loose = end;
    }
  if (i < self->loose)
    end = MIN (glued_end (self, i, WAY_PRINT_GLUE_STRONG), self->loose);
  if (!fits_here (self, i, end) && !fits_page (self, i, end))
    end = i + 1;

  if (!fits_here (self, i, end) && self->page->len > 0)
    begin_page (self);
  place_strips (self, i, end);
  return end;
}

GPtrArray *
way_print_flow_paginate (WayPrintFlow *self, double first_top)
{
  g_autoptr (GArray) heads = g_array_new (FALSE, TRUE, sizeof (guint));
  Pager pager = { .flow = self, .top = first_top, .heads = heads };
  guint i = 0;

  g_array_set_size (heads, self->tables + 1);
  pager.pages = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);
  begin_page (&pager);
  while (i < self->strips->len)
    {
      if (strip_at (&pager, i)->fresh && pager.page->len > 0)
        begin_page (&pager);
      i = place_next (&pager, i);
    }
  return pager.pages;
}
