/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-panes.h"

#include <adwaita.h>

struct _WayPanes
{
  GtkWidget parent;

  AdwLeaflet *leaflet;
  AdwBin *side, *content;
  GtkWidget *separator;
  gboolean side_shown, on_content;
};

G_DEFINE_FINAL_TYPE (WayPanes, way_panes, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_SIDE = 1,
  PROP_CONTENT,
  PROP_FOLDED,
  PROP_SIDE_SHOWN,
  PROP_ON_CONTENT,
} WayPanesProperty;

static GParamSpec *properties[PROP_ON_CONTENT + 1];

/* GTK 4.8 keeps a pane alive, with every name in it, that was hidden while it had focus: focus goes
 * into the other pane before. */
static void
give_up_focus (WayPanes *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->side)))
    return;
  if (!gtk_widget_child_focus (GTK_WIDGET (self->content), GTK_DIR_TAB_FORWARD))
    gtk_root_set_focus (root, NULL);
}

/* While folded the leaflet needs both panes; the one that is not wanted is off the screen. */
static void
arrange (WayPanes *self)
{
  gboolean folded = adw_leaflet_get_folded (self->leaflet);

  if (!folded && !self->side_shown)
    give_up_focus (self);
  /* Side by side, Alt+Left is the window's: back to the place before. */
  adw_leaflet_set_can_navigate_back (self->leaflet, folded);
  gtk_widget_set_visible (GTK_WIDGET (self->side), folded || self->side_shown);
  gtk_widget_set_visible (self->separator, folded || self->side_shown);
  adw_leaflet_set_visible_child (
      self->leaflet, GTK_WIDGET (folded && !self->on_content ? self->side : self->content));
  /* The leaflet would with its next layout, and GTK drops keys of what has focus before that. */
  if (folded ? !self->on_content : self->side_shown)
    gtk_widget_set_child_visible (GTK_WIDGET (self->side), TRUE);
}

static void
folded_cb (WayPanes *self)
{
  arrange (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}

/* A swipe goes where the buttons go. */
static void
visible_child_cb (WayPanes *self)
{
  if (adw_leaflet_get_folded (self->leaflet))
    way_panes_set_on_content (self, adw_leaflet_get_visible_child (self->leaflet)
                                        == GTK_WIDGET (self->content));
}

static void
way_panes_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  WayPanes *self = WAY_PANES (object);

  switch ((WayPanesProperty)id)
    {
    case PROP_SIDE:
      g_value_set_object (value, adw_bin_get_child (self->side));
      break;
    case PROP_CONTENT:
      g_value_set_object (value, adw_bin_get_child (self->content));
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, way_panes_is_folded (self));
      break;
    case PROP_SIDE_SHOWN:
      g_value_set_boolean (value, self->side_shown);
      break;
    case PROP_ON_CONTENT:
      g_value_set_boolean (value, self->on_content);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_panes_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WayPanes *self = WAY_PANES (object);

  switch ((WayPanesProperty)id)
    {
    case PROP_SIDE:
      way_panes_set_side (self, g_value_get_object (value));
      break;
    case PROP_CONTENT:
      way_panes_set_content (self, g_value_get_object (value));
      break;
    case PROP_SIDE_SHOWN:
      way_panes_set_side_shown (self, g_value_get_boolean (value));
      break;
    case PROP_ON_CONTENT:
      way_panes_set_on_content (self, g_value_get_boolean (value));
      break;
    case PROP_FOLDED:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_panes_dispose (GObject *object)
{
  WayPanes *self = WAY_PANES (object);

  if (self->leaflet != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->leaflet));
  self->leaflet = NULL;
  G_OBJECT_CLASS (way_panes_parent_class)->dispose (object);
}

/* -- the width of the side pane -----------------------------------------------------------------
 */

/* As wide as it asks to be and no wider, however long a name or a line in it. */
static void
measure_side (GtkWidget *widget,
              GtkOrientation orientation,
              int for_size,
              int *minimum,
              int *natural,
              int *minimum_baseline,
              int *natural_baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  *minimum = *natural = 0;
  *minimum_baseline = *natural_baseline = -1;
  if (child == NULL)
    return;
  gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = *minimum;
}

static void
allocate_side (GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  if (child != NULL)
    gtk_widget_allocate (child, width, height, baseline, NULL);
}

static GtkSizeRequestMode
request_side (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* -- F6 ---------------------------------------------------------------------------------------- */

/* Panes within panes: the inner ones move first, and hand on where they end. */
static gboolean
next_pane (GtkWidget *widget, GVariant *args, gpointer data)
{
  WayPanes *self = WAY_PANES (widget);
  GtkWidget *focused = gtk_root_get_focus (gtk_widget_get_root (widget));
  gboolean in_content = focused != NULL
                        && gtk_widget_is_ancestor (focused, GTK_WIDGET (self->content));
  gboolean outermost = gtk_widget_get_ancestor (gtk_widget_get_parent (widget), WAY_TYPE_PANES)
                       == NULL;

  if (adw_leaflet_get_folded (self->leaflet))
    return FALSE;
  if (!in_content)
    return gtk_widget_child_focus (GTK_WIDGET (self->content), GTK_DIR_TAB_FORWARD);
  if (!outermost)
    return FALSE;
  return gtk_widget_child_focus (GTK_WIDGET (self->side_shown ? self->side : self->content),
                                 GTK_DIR_TAB_FORWARD);
}

static void
way_panes_class_init (WayPanesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = way_panes_get_property;
  object_class->set_property = way_panes_set_property;
  object_class->dispose = way_panes_dispose;

  properties[PROP_SIDE] = g_param_spec_object ("side", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SIDE_SHOWN] = g_param_spec_boolean ("side-shown", NULL, NULL, TRUE, flags);
  properties[PROP_ON_CONTENT] = g_param_spec_boolean ("on-content", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_F6, 0, next_pane, NULL);
}

static void
way_panes_init (WayPanes *self)
{
  AdwLeafletPage *page;

  self->side_shown = TRUE;
  self->side = ADW_BIN (adw_bin_new ());
  self->content = ADW_BIN (adw_bin_new ());
  gtk_widget_set_layout_manager (GTK_WIDGET (self->side),
                                 gtk_custom_layout_new (request_side, measure_side, allocate_side));
  self->separator = gtk_separator_new (GTK_ORIENTATION_VERTICAL);
  self->leaflet = ADW_LEAFLET (adw_leaflet_new ());
  adw_leaflet_set_transition_type (self->leaflet, ADW_LEAFLET_TRANSITION_TYPE_SLIDE);
  adw_leaflet_append (self->leaflet, GTK_WIDGET (self->side));
  page = adw_leaflet_append (self->leaflet, self->separator);
  adw_leaflet_page_set_navigatable (page, FALSE);
  adw_leaflet_append (self->leaflet, GTK_WIDGET (self->content));
  gtk_widget_set_hexpand (GTK_WIDGET (self->side), FALSE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->content), TRUE);
  gtk_widget_set_parent (GTK_WIDGET (self->leaflet), GTK_WIDGET (self));
  g_signal_connect_swapped (self->leaflet, "notify::folded", G_CALLBACK (folded_cb), self);
  g_signal_connect_swapped (self->leaflet, "notify::visible-child", G_CALLBACK (visible_child_cb),
                            self);
}

GtkWidget *
way_panes_new (void)
{
  return g_object_new (WAY_TYPE_PANES, NULL);
}

void
way_panes_set_side (WayPanes *self, GtkWidget *side)
{
  adw_bin_set_child (self->side, side);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIDE]);
}

void
way_panes_set_content (WayPanes *self, GtkWidget *content)
{
  adw_bin_set_child (self->content, content);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTENT]);
}

gboolean
way_panes_is_folded (WayPanes *self)
{
  return adw_leaflet_get_folded (self->leaflet);
}

gboolean
way_panes_get_side_shown (WayPanes *self)
{
  return self->side_shown;
}

void
way_panes_set_side_shown (WayPanes *self, gboolean shown)
{
  if (self->side_shown == shown)
    return;
  self->side_shown = shown;
  arrange (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIDE_SHOWN]);
}

gboolean
way_panes_get_on_content (WayPanes *self)
{
  return self->on_content;
}

void
way_panes_set_on_content (WayPanes *self, gboolean on_content)
{
  if (self->on_content == on_content)
    return;
  self->on_content = on_content;
  arrange (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ON_CONTENT]);
}

void
way_panes_follow (GtkWidget *inside, WayPanes **ret_panes, void (*changed) (gpointer inside))
{
  GtkWidget *panes = gtk_widget_get_ancestor (inside, WAY_TYPE_PANES);

  if (panes == NULL)
    return;
  *ret_panes = WAY_PANES (panes);
  g_signal_connect_swapped (panes, "notify::folded", G_CALLBACK (changed), inside);
  g_signal_connect_swapped (panes, "notify::side-shown", G_CALLBACK (changed), inside);
  changed (inside);
}

void
way_panes_leave (GtkWidget *inside, WayPanes **panes)
{
  if (*panes != NULL)
    g_signal_handlers_disconnect_by_data (*panes, inside);
  *panes = NULL;
}
