/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-paper-sheet.h"

#include "way-task.h"

/* A4. */
#define RATIO 1.4142
#define SMALLEST 180
#define LARGEST 8192

struct _WayPaperSheet
{
  GtkWidget parent;

  WayExecutor *executor;    /* (owned) (nullable) */
  WayPrintPreview *preview; /* (owned) (nullable) */
  guint page;
  guint width; /* in pixels of the screen, of the sheet as it is laid out now */

  gboolean drawing;
  WayPrintPreview *seen; /* (owned) (nullable): what the texture shows */
  guint seen_page, seen_width;
  GdkTexture *texture; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (WayPaperSheet, way_paper_sheet, GTK_TYPE_WIDGET)

/* -- drawing on the pool ----------------------------------------------------------------------- */

typedef struct
{
  WayPrintPreview *preview; /* (owned) */
  guint page, width, height;
} Drawing;

static void
drawing_clear (Drawing *self)
{
  g_clear_pointer (&self->preview, way_print_preview_unref);
}

WAY_DEFINE_DATA (Drawing, drawing)

static void
draw_in_pool (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Drawing *drawing = data;

  g_task_return_pointer (
      task,
      way_print_preview_render (drawing->preview, drawing->page, drawing->width, &drawing->height),
      (GDestroyNotify)g_bytes_unref);
}

gboolean
way_paper_sheet_is_drawn (WayPaperSheet *self)
{
  return self->seen == self->preview && self->seen_page == self->page
         && self->seen_width == self->width && !self->drawing;
}

static void draw (WayPaperSheet *self);

static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  WayPaperSheet *self = WAY_PAPER_SHEET (source);
  Drawing *drawing = g_task_get_task_data (G_TASK (result));
  g_autoptr (GBytes) pixels = g_task_propagate_pointer (G_TASK (result), NULL);

  self->drawing = FALSE;
  if (self->preview == NULL || pixels == NULL)
    return;
  g_clear_object (&self->texture);
  self->texture = gdk_memory_texture_new ((int)drawing->width, (int)drawing->height,
                                          GDK_MEMORY_DEFAULT, pixels, (gsize)drawing->width * 4);
  g_clear_pointer (&self->seen, way_print_preview_unref);
  self->seen = way_print_preview_ref (drawing->preview);
  self->seen_page = drawing->page;
  self->seen_width = drawing->width;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  draw (self);
}

/* One at a time, as a preview wants it; the newest wish when that is done. */
static void
draw (WayPaperSheet *self)
{
  g_autoptr (GTask) task = NULL;
  Drawing *drawing;

  if (self->drawing || self->preview == NULL || self->width == 0 || way_paper_sheet_is_drawn (self))
    return;
  drawing = drawing_new0 ();
  drawing->preview = way_print_preview_ref (self->preview);
  drawing->page = self->page;
  drawing->width = self->width;
  task = g_task_new (self, NULL, drawn_cb, NULL);
  g_task_set_source_tag (task, draw);
  g_task_set_task_data (task, drawing, (GDestroyNotify)drawing_free);
  self->drawing = TRUE;
  way_executor_run_in_pool (self->executor, task, draw_in_pool);
}

void
way_paper_sheet_show (WayPaperSheet *self,
                      WayExecutor *executor,
                      WayPrintPreview *preview,
                      guint page)
{
  g_set_object (&self->executor, executor);
  if (self->preview != preview)
    {
      g_clear_pointer (&self->preview, way_print_preview_unref);
      self->preview = preview != NULL ? way_print_preview_ref (preview) : NULL;
    }
  self->page = page;
  if (preview == NULL)
    {
      g_clear_object (&self->texture);
      g_clear_pointer (&self->seen, way_print_preview_unref);
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  draw (self);
}

/* -- on the screen ----------------------------------------------------------------------------- */

static GtkSizeRequestMode
way_paper_sheet_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
way_paper_sheet_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  double size = orientation == GTK_ORIENTATION_HORIZONTAL ? 1 : RATIO;

  *minimum = (int)(SMALLEST * size);
  *natural = (int)(2.2 * SMALLEST * size);
  *minimum_baseline = *natural_baseline = -1;
}

/* The widest sheet that fits. */
static int
fit (int width, int height)
{
  return MIN (width, (int)(height / RATIO));
}

static void
way_paper_sheet_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WayPaperSheet *self = WAY_PAPER_SHEET (widget);
  int pixels = fit (width, height) * gtk_widget_get_scale_factor (widget);

  self->width = (guint)CLAMP (pixels, 1, LARGEST);
  draw (self);
}

static void
way_paper_sheet_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WayPaperSheet *self = WAY_PAPER_SHEET (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  int side = fit (width, height), tall = (int)(side * RATIO + 0.5);
  graphene_rect_t sheet = GRAPHENE_RECT_INIT ((float)(width - side) / 2, (float)(height - tall) / 2,
                                              (float)side, (float)tall);
  const GdkRGBA white = { 1, 1, 1, 1 }, shade = { 0, 0, 0, 0.3F };
  GskRoundedRect outline;

  sheet.origin.x = (float)(int)sheet.origin.x;
  sheet.origin.y = (float)(int)sheet.origin.y;
  gsk_rounded_rect_init_from_rect (&outline, &sheet, 0);
  gtk_snapshot_append_outset_shadow (snapshot, &outline, &shade, 0, 1, 0, 4);
  gtk_snapshot_append_color (snapshot, &white, &sheet);
  if (self->texture != NULL)
    gtk_snapshot_append_texture (snapshot, self->texture, &sheet);
}

static void
way_paper_sheet_dispose (GObject *object)
{
  WayPaperSheet *self = WAY_PAPER_SHEET (object);

  g_clear_object (&self->texture);
  g_clear_pointer (&self->preview, way_print_preview_unref);
  g_clear_pointer (&self->seen, way_print_preview_unref);
  g_clear_object (&self->executor);
  G_OBJECT_CLASS (way_paper_sheet_parent_class)->dispose (object);
}

static void
way_paper_sheet_class_init (WayPaperSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_paper_sheet_dispose;
  widget_class->get_request_mode = way_paper_sheet_get_request_mode;
  widget_class->measure = way_paper_sheet_measure;
  widget_class->size_allocate = way_paper_sheet_size_allocate;
  widget_class->snapshot = way_paper_sheet_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
way_paper_sheet_init (WayPaperSheet *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}
