/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-print-preview.h"

#include "way-print-plan.h"

struct _WayPrintPreview
{
  WayPrintPlan plan;
  WayDocument *document; /* (owned) */
  GPtrArray *titles;     /* (owned): char *, for each page */
};

static void
preview_clear (WayPrintPreview *self)
{
  way_print_plan_clear (&self->plan);
  g_clear_pointer (&self->document, way_document_unref);
  g_clear_pointer (&self->titles, g_ptr_array_unref);
}

/* (nullable): the section that begins with that strip. */
static const char *
title_of (const WayPrintStrip *strip)
{
  for (guint i = 0; i < strip->pieces->len; i++)
    {
      const WayPrintNode *node = g_array_index (strip->pieces, WayPrintPiece, i).node;

      if (node != NULL && node->bookmark != NULL)
        return node->bookmark;
    }
  return NULL;
}

/* (transfer full): the sections of a page, where *@last goes on from the page before. */
static char *
list_sections (WayPrintFlow *flow, GArray *page, const char **last)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < page->len; i++)
    {
      guint strip = g_array_index (page, WayPrintPlaced, i).strip;
      const char *title = title_of (way_print_flow_get_strip (flow, strip));

      if (title == NULL && (i > 0 || *last == NULL))
        continue;
      if (title != NULL && title == *last)
        continue;
      *last = title != NULL ? title : *last;
      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", *last);
    }
  return g_string_free (list, FALSE);
}

static void
list_titles (WayPrintPreview *self)
{
  GPtrArray *pages = self->plan.pages;
  const char *last = NULL;

  self->titles = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < pages->len; i++)
    g_ptr_array_add (self->titles,
                     list_sections (self->plan.flow, g_ptr_array_index (pages, i), &last));
}

WayPrintPreview *
way_print_preview_new (WayDocument *document, const WayPrintOptions *options, GError **error)
{
  g_autoptr (WayPrintPreview) self = g_atomic_rc_box_new0 (WayPrintPreview);

  self->document = way_document_ref (document);
  if (!way_print_plan_begin (&self->plan, document, options, error))
    return NULL;
  self->plan.options = NULL;
  list_titles (self);
  return g_steal_pointer (&self);
}

WayPrintPreview *
way_print_preview_ref (WayPrintPreview *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
way_print_preview_unref (WayPrintPreview *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify)preview_clear);
}

guint
way_print_preview_get_n_pages (WayPrintPreview *self)
{
  return self->plan.pages->len;
}

const char *
way_print_preview_get_title (WayPrintPreview *self, guint page)
{
  g_return_val_if_fail (page >= 1 && page <= self->titles->len, "");

  return g_ptr_array_index (self->titles, page - 1);
}

static void
draw (WayPrintPreview *self, guint page, double scale, cairo_surface_t *surface)
{
  cairo_t *cairo = cairo_create (surface);
  WayPrintCanvas *canvas = way_print_canvas_new_on (cairo);

  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_paint (cairo);
  cairo_scale (cairo, scale, scale);
  way_print_plan_draw (&self->plan, canvas, page);
  way_print_canvas_free (canvas);
  cairo_destroy (cairo);
}

GBytes *
way_print_preview_render (WayPrintPreview *self, guint page, guint width, guint *ret_height)
{
  double scale = width / WAY_PRINT_PAGE_WIDTH;
  guint height = (guint)(WAY_PRINT_PAGE_HEIGHT * scale + 0.5);
  cairo_surface_t *surface;
  guint8 *pixels;

  g_return_val_if_fail (page >= 1 && page <= self->titles->len, NULL);
  g_return_val_if_fail (width > 0 && width <= 8192, NULL);

  pixels = g_malloc0 ((gsize)width * height * 4);
  surface = cairo_image_surface_create_for_data (pixels, CAIRO_FORMAT_ARGB32, (int)width,
                                                 (int)height, (int)width * 4);
  draw (self, page, scale, surface);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  *ret_height = height;
  return g_bytes_new_take (pixels, (gsize)width * height * 4);
}
