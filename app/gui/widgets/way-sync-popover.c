/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-sync-popover.h"

#include <adwaita.h>
#include "way-i18n.h"
#include "way-sync-words.h"

struct _WaySyncPopover
{
  GtkPopover parent;

  GtkImage *image; /* template children */
  GtkLabel *heading, *text, *why;
  GtkProgressBar *bar;
  GtkWidget *rows;
  AdwActionRow *waiting, *done, *synced;
  GtkLabel *synced_when;
  GtkToggleButton *asked;
  GtkButton *verb;

  WayDesk *desk;     /* (owned) */
  const char *style; /* (nullable): the class of the state it shows */
};

G_DEFINE_FINAL_TYPE (WaySyncPopover, way_sync_popover, GTK_TYPE_POPOVER)

static void
set_style (WaySyncPopover *self, const char *style)
{
  if (self->style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->style);
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), style);
  self->style = style;
}

static void
show_rows (WaySyncPopover *self, const WaySyncWords *words)
{
  gtk_widget_set_visible (GTK_WIDGET (self->waiting), words->waiting != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->done), words->done != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->synced), words->synced != NULL);
  gtk_widget_set_visible (self->rows,
                          words->waiting != NULL || words->done != NULL || words->synced != NULL);
  if (words->waiting != NULL)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->waiting), words->waiting);
  if (words->done != NULL)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->done), words->done);
  gtk_label_set_text (self->synced_when, words->synced != NULL ? words->synced : "");
}

static void
asked_cb (WaySyncPopover *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->why), gtk_toggle_button_get_active (self->asked));
}

static void
show (WaySyncPopover *self)
{
  WaySyncReport report = way_desk_get_sync_report (self->desk);
  g_auto (WaySyncWords) words = { 0 };

  way_sync_words_init (&words, &report, way_clock_now (way_desk_get_clock (self->desk)));
  gtk_image_set_from_icon_name (self->image, words.icon);
  gtk_label_set_text (self->heading, words.heading);
  gtk_label_set_text (self->text, words.text);
  set_style (self, words.style);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), words.fraction >= 0);
  gtk_progress_bar_set_fraction (self->bar, MAX (words.fraction, 0));
  show_rows (self, &words);
  gtk_label_set_text (self->why, words.why != NULL ? words.why : "");
  gtk_widget_set_visible (GTK_WIDGET (self->asked), words.why != NULL);
  if (words.why == NULL)
    gtk_toggle_button_set_active (self->asked, FALSE);
  gtk_button_set_label (self->verb, words.verb);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->verb), words.action);
}

/* What it says of times is of when it is opened. */
static void
way_sync_popover_map (GtkWidget *widget)
{
  show (WAY_SYNC_POPOVER (widget));
  GTK_WIDGET_CLASS (way_sync_popover_parent_class)->map (widget);
}

static void
changed_cb (WaySyncPopover *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    show (self);
}

static void
way_sync_popover_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_SYNC_POPOVER);
  g_clear_object (&WAY_SYNC_POPOVER (object)->desk);
  G_OBJECT_CLASS (way_sync_popover_parent_class)->dispose (object);
}

static void
way_sync_popover_class_init (WaySyncPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_sync_popover_dispose;
  widget_class->map = way_sync_popover_map;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/widgets/way-sync-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, WaySyncPopover, image);
  gtk_widget_class_bind_template_child (widget_class, WaySyncPopover, heading);
  gtk_widget_class_bind_template_child (widget_class, WaySyncPopover, text);
  gtk_widget_class_bind_template_child (widget_class, WaySyncPopover, why);
  gtk_widget_class_bind_template_child (widget_class, WaySyncPopover, bar);
  gtk_widget_class_bind_template_child (widget_class, WaySyncPopover, rows);
  gtk_widget_class_bind_template_child (widget_class, WaySyncPopover, waiting);
  gtk_widget_class_bind_template_child (widget_class, WaySyncPopover, done);
  gtk_widget_class_bind_template_child (widget_class, WaySyncPopover, synced);
  gtk_widget_class_bind_template_child (widget_class, WaySyncPopover, synced_when);
  gtk_widget_class_bind_template_child (widget_class, WaySyncPopover, asked);
  gtk_widget_class_bind_template_child (widget_class, WaySyncPopover, verb);
  gtk_widget_class_bind_template_callback (widget_class, asked_cb);
}

static void
way_sync_popover_init (WaySyncPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_sync_popover_new (WayDesk *desk)
{
  WaySyncPopover *self = g_object_new (WAY_TYPE_SYNC_POPOVER, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "sync-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}
