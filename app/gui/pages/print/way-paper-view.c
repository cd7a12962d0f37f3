/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-paper-view.h"

#include "way-i18n.h"
#include "way-paper-sheet.h"

/* Of quiet before pages are made again, and before a spinner says so. */
#define PAUSE_MS 200
#define SPINNER_MS 400

struct _WayPaperView
{
  GtkBox parent;

  WayPaperSheet *sheet; /* template children */
  GtkSpinner *spinner;
  GtkLabel *place, *trouble;

  WayPaper *paper;          /* (owned) (nullable) */
  WayExecutor *executor;    /* (owned) (nullable) */
  WayPrintPreview *preview; /* (owned) (nullable) */
  GCancellable *making;     /* (owned) (nullable) */
  guint pause, late;        /* timeouts, or 0 */
  guint page;
};

G_DEFINE_FINAL_TYPE (WayPaperView, way_paper_view, GTK_TYPE_BOX)

static guint made_signal;

/* -- what is seen ------------------------------------------------------------------------------ */

static void
show_page (WayPaperView *self)
{
  guint n = way_paper_view_get_n_pages (self);
  g_autofree char *place = NULL, *spoken = NULL;
  const char *title;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pages.previous", n > 0 && self->page > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pages.next", self->page < n);
  if (n == 0)
    return;
  title = way_print_preview_get_title (self->preview, self->page);
  place = g_strdup_printf (_ ("Page %u of %u"), self->page, n);
  spoken = title[0] != '\0' ? g_strdup_printf (_ ("%s, %s"), place, title) : g_strdup (place);
  gtk_label_set_text (self->place, place);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sheet), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  way_paper_sheet_show (self->sheet, self->executor, self->preview, self->page);
}

static void
turn (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayPaperView *self = WAY_PAPER_VIEW (widget);
  guint n = way_paper_view_get_n_pages (self);

  if (g_str_equal (action, "pages.next"))
    self->page = MIN (self->page + 1, n);
  else if (self->page > 1)
    self->page--;
  show_page (self);
}

static void
set_spinning (WayPaperView *self, gboolean spinning)
{
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), spinning);
  gtk_spinner_set_spinning (self->spinner, spinning);
}

/* -- making ------------------------------------------------------------------------------------ */

static void
stop (WayPaperView *self)
{
  if (self->pause != 0)
    way_executor_remove_timeout (self->executor, self->pause);
  if (self->late != 0)
    way_executor_remove_timeout (self->executor, self->late);
  self->pause = self->late = 0;
  if (self->making != NULL)
    g_cancellable_cancel (self->making);
  g_clear_object (&self->making);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayPaperView) self = data;
  g_autoptr (GError) error = NULL;
  WayPrintPreview *preview = way_paper_preview_finish (WAY_PAPER (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->executor == NULL)
    {
      g_clear_pointer (&preview, way_print_preview_unref);
      return;
    }
  stop (self);
  set_spinning (self, FALSE);
  g_clear_pointer (&self->preview, way_print_preview_unref);
  self->preview = preview;
  gtk_label_set_text (self->trouble, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), error != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->sheet), error == NULL);
  if (error != NULL)
    gtk_label_set_text (self->place, "");
  self->page = CLAMP (self->page, 1, MAX (way_paper_view_get_n_pages (self), 1));
  show_page (self);
  g_signal_emit (self, made_signal, 0);
}

static gboolean
late_cb (gpointer data)
{
  WayPaperView *self = data;

  self->late = 0;
  set_spinning (self, TRUE);
  return G_SOURCE_REMOVE;
}

static gboolean
pause_over_cb (gpointer data)
{
  WayPaperView *self = data;

  self->pause = 0;
  stop (self);
  self->making = g_cancellable_new ();
  self->late = way_executor_add_timeout (self->executor, self->preview == NULL ? 1 : SPINNER_MS,
                                         late_cb, self, NULL);
  way_paper_preview (self->paper, self->making, made_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
paper_changed_cb (WayPaperView *self)
{
  stop (self);
  self->pause = way_executor_add_timeout (self->executor, PAUSE_MS, pause_over_cb, self, NULL);
}

void
way_paper_view_set_paper (WayPaperView *self, WayPaper *paper, WayExecutor *executor)
{
  g_set_object (&self->paper, paper);
  g_set_object (&self->executor, executor);
  g_signal_connect_object (paper, "changed", G_CALLBACK (paper_changed_cb), self,
                           G_CONNECT_SWAPPED);
  pause_over_cb (self);
}

guint
way_paper_view_get_n_pages (WayPaperView *self)
{
  return self->preview != NULL ? way_print_preview_get_n_pages (self->preview) : 0;
}

guint
way_paper_view_get_page (WayPaperView *self)
{
  return self->page;
}

gboolean
way_paper_view_is_settled (WayPaperView *self)
{
  return self->pause == 0 && self->making == NULL && way_paper_sheet_is_drawn (self->sheet);
}

/* -- class ------------------------------------------------------------------------------------- */

static void
way_paper_view_dispose (GObject *object)
{
  WayPaperView *self = WAY_PAPER_VIEW (object);

  if (self->executor != NULL)
    stop (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PAPER_VIEW);
  g_clear_pointer (&self->preview, way_print_preview_unref);
  g_clear_object (&self->paper);
  g_clear_object (&self->executor);
  G_OBJECT_CLASS (way_paper_view_parent_class)->dispose (object);
}

static void
way_paper_view_class_init (WayPaperViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_paper_view_dispose;
  made_signal = g_signal_new ("made", WAY_TYPE_PAPER_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 0);
  g_type_ensure (WAY_TYPE_PAPER_SHEET);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/print/way-paper-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPaperView, sheet);
  gtk_widget_class_bind_template_child (widget_class, WayPaperView, spinner);
  gtk_widget_class_bind_template_child (widget_class, WayPaperView, place);
  gtk_widget_class_bind_template_child (widget_class, WayPaperView, trouble);
  gtk_widget_class_install_action (widget_class, "pages.next", NULL, turn);
  gtk_widget_class_install_action (widget_class, "pages.previous", NULL, turn);
}

static void
way_paper_view_init (WayPaperView *self)
{
  self->page = 1;
  gtk_widget_init_template (GTK_WIDGET (self));
  show_page (self);
}
