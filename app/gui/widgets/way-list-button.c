/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-list-button.h"

#include <adwaita.h>
#include "way-i18n.h"
#include "way-panes.h"
#include "way-sync-button.h"

struct _WayListButton
{
  GtkBox parent;

  GtkButton *back;
  GtkToggleButton *shown;
  WayPanes *panes; /* borrowed (nullable): an ancestor */
};

G_DEFINE_FINAL_TYPE (WayListButton, way_list_button, GTK_TYPE_BOX)

/* Window controls on the leading side belong to the pane that stands there. */
static void
show (gpointer data)
{
  WayListButton *self = data;
  gboolean folded = way_panes_is_folded (self->panes);
  gboolean shown = way_panes_get_side_shown (self->panes);
  GtkWidget *header = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_HEADER_BAR);

  gtk_widget_set_visible (GTK_WIDGET (self->back), folded);
  gtk_widget_set_visible (GTK_WIDGET (self->shown), !folded);
  gtk_toggle_button_set_active (self->shown, shown);
  if (header != NULL)
    adw_header_bar_set_show_start_title_buttons (ADW_HEADER_BAR (header), folded || !shown);
}

static void
way_list_button_root (GtkWidget *widget)
{
  WayListButton *self = WAY_LIST_BUTTON (widget);

  GTK_WIDGET_CLASS (way_list_button_parent_class)->root (widget);
  way_panes_follow (widget, &self->panes, show);
}

static void
way_list_button_unroot (GtkWidget *widget)
{
  WayListButton *self = WAY_LIST_BUTTON (widget);

  way_panes_leave (widget, &self->panes);
  GTK_WIDGET_CLASS (way_list_button_parent_class)->unroot (widget);
}

static void
way_list_button_class_init (WayListButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->root = way_list_button_root;
  widget_class->unroot = way_list_button_unroot;
}

/* The pressed look follows the panes, whoever moved them. */
static void
clicked_cb (WayListButton *self)
{
  if (self->panes == NULL)
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toggle-list", NULL);
  show (self);
}

static void
describe (GtkWidget *button, const char *label, const char *tooltip)
{
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

static void
way_list_button_init (WayListButton *self)
{
  self->back = GTK_BUTTON (gtk_button_new_from_icon_name ("go-previous-symbolic"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->back), "win.show-list");
  describe (GTK_WIDGET (self->back), _ ("Back to the list"), _ ("Back to the list (F9)"));
  gtk_widget_set_visible (GTK_WIDGET (self->back), FALSE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->back));

  self->shown = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
  gtk_button_set_icon_name (GTK_BUTTON (self->shown), "sidebar-show-symbolic");
  describe (GTK_WIDGET (self->shown), _ ("List of people"), _ ("List of people (F9)"));
  g_signal_connect_swapped (self->shown, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->shown));
}

void
way_list_button_set_desk (WayListButton *self, WayDesk *desk)
{
  GtkWidget *sync = g_object_new (WAY_TYPE_SYNC_BUTTON, "small", TRUE, NULL);

  gtk_box_append (GTK_BOX (self), sync);
  way_sync_button_set_desk (WAY_SYNC_BUTTON (sync), desk);
}

GtkWidget *
way_list_button_new (void)
{
  return g_object_new (WAY_TYPE_LIST_BUTTON, NULL);
}
