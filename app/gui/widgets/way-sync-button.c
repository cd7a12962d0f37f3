/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-sync-button.h"

#include "way-i18n.h"
#include "way-panes.h"
#include "way-sync-popover.h"
#include "way-sync-words.h"

struct _WaySyncButton
{
  GtkBox parent;

  GtkMenuButton *button;
  GtkImage *image;
  GtkWidget *lines, *arrow; /* two lines of text, and that it opens upwards; not where small */
  GtkLabel *title, *line;

  WayDesk *desk;     /* (owned) (nullable) */
  WayPanes *panes;   /* borrowed (nullable): an ancestor, where small */
  const char *style; /* (nullable): the class of the state it shows */
  gboolean small;
};

G_DEFINE_FINAL_TYPE (WaySyncButton, way_sync_button, GTK_TYPE_BOX)

typedef enum
{
  PROP_SMALL = 1,
} WaySyncButtonProperty;

static void
set_style (WaySyncButton *self, const char *style)
{
  if (self->style == style)
    return;
  if (self->style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->style);
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), style);
  self->style = style;
}

/* A small one is not there where the foot of the list says it all. */
static void
show_where (gpointer data)
{
  WaySyncButton *self = data;
  gboolean team = self->desk != NULL
                  && way_desk_get_sync_report (self->desk).state != WAY_SYNC_NO_TEAM;

  if (self->small && self->panes != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self), team && !way_panes_is_folded (self->panes)
                                                   && !way_panes_get_side_shown (self->panes));
}

static void
show (WaySyncButton *self)
{
  WaySyncReport report = way_desk_get_sync_report (self->desk);
  g_auto (WaySyncWords) words = { 0 };
  g_autofree char *spoken = NULL;

  way_sync_words_init (&words, &report, way_clock_now (way_desk_get_clock (self->desk)));
  gtk_image_set_from_icon_name (self->image, words.icon);
  gtk_label_set_text (self->title, words.title);
  gtk_label_set_text (self->line, words.line);
  set_style (self, words.style);
  spoken = g_strdup_printf (_ ("Sync: %s, %s"), words.title, words.line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), self->small ? spoken : NULL);
  show_where (self);
}

/* Made when it is first opened: most people never ask. */
static void
make_popover (GtkMenuButton *button, gpointer data)
{
  WaySyncButton *self = data;

  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_popover (button, way_sync_popover_new (self->desk));
}

void
way_sync_button_set_desk (WaySyncButton *self, WayDesk *desk)
{
  g_return_if_fail (self->desk == NULL);
  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "sync-changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_create_popup_func (self->button, make_popover, self, NULL);
  show (self);
}

/* -- made and dropped -------------------------------------------------------------------------- */

static void
way_sync_button_root (GtkWidget *widget)
{
  WaySyncButton *self = WAY_SYNC_BUTTON (widget);

  GTK_WIDGET_CLASS (way_sync_button_parent_class)->root (widget);
  if (self->small)
    way_panes_follow (widget, &self->panes, show_where);
}

static void
way_sync_button_unroot (GtkWidget *widget)
{
  WaySyncButton *self = WAY_SYNC_BUTTON (widget);

  if (self->panes != NULL)
    way_panes_leave (widget, &self->panes);
  GTK_WIDGET_CLASS (way_sync_button_parent_class)->unroot (widget);
}

static void
way_sync_button_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WaySyncButton *self = WAY_SYNC_BUTTON (object);

  switch ((WaySyncButtonProperty)id)
    {
    case PROP_SMALL:
      self->small = g_value_get_boolean (value);
      gtk_widget_set_visible (self->lines, !self->small);
      gtk_widget_set_visible (self->arrow, !self->small);
      gtk_widget_set_visible (GTK_WIDGET (self), !self->small);
      if (!self->small)
        gtk_widget_add_css_class (GTK_WIDGET (self), "pane-foot");
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_sync_button_dispose (GObject *object)
{
  g_clear_object (&WAY_SYNC_BUTTON (object)->desk);
  G_OBJECT_CLASS (way_sync_button_parent_class)->dispose (object);
}

static void
way_sync_button_class_init (WaySyncButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_sync_button_dispose;
  G_OBJECT_CLASS (klass)->set_property = way_sync_button_set_property;
  widget_class->root = way_sync_button_root;
  widget_class->unroot = way_sync_button_unroot;
  g_object_class_install_property (
      G_OBJECT_CLASS (klass), PROP_SMALL,
      g_param_spec_boolean ("small", NULL, NULL, FALSE,
                            G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/widgets/way-sync-button.ui");
  gtk_widget_class_bind_template_child (widget_class, WaySyncButton, button);
  gtk_widget_class_bind_template_child (widget_class, WaySyncButton, image);
  gtk_widget_class_bind_template_child (widget_class, WaySyncButton, lines);
  gtk_widget_class_bind_template_child (widget_class, WaySyncButton, title);
  gtk_widget_class_bind_template_child (widget_class, WaySyncButton, line);
  gtk_widget_class_bind_template_child (widget_class, WaySyncButton, arrow);
}

static void
way_sync_button_init (WaySyncButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* GTK centres what a menu button holds in a box of its own. */
  gtk_widget_set_halign (gtk_widget_get_parent (gtk_menu_button_get_child (self->button)),
                         GTK_ALIGN_FILL);
}
