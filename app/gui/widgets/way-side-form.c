/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-side-form.h"

#include <adwaita.h>

struct _WaySideForm
{
  GtkWidget parent;

  AdwFlap *flap;
  AdwBin *content, *form;
  gboolean open;
  guint unseen;
};

G_DEFINE_FINAL_TYPE (WaySideForm, way_side_form, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_CONTENT = 1,
  PROP_FORM,
  PROP_OPEN,
  PROP_FOLDED,
} WaySideFormProperty;

static GParamSpec *properties[PROP_FOLDED + 1];

/* Beside the page it has its width; over the page it takes all there is. */
static void
folded_cb (WaySideForm *self)
{
  gboolean folded = adw_flap_get_folded (self->flap);

  gtk_widget_set_hexpand (GTK_WIDGET (self->form), folded);
  gtk_widget_set_size_request (GTK_WIDGET (self->form), folded ? -1 : WAY_SIDE_FORM_WIDTH, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}

/* AdwFlap divides by the width it last gave its form: one that never was given a size would reveal
 * it by a number that is none. */
static gboolean
has_a_size (WaySideForm *self)
{
  return gtk_widget_get_width (GTK_WIDGET (self->flap)) > 0;
}

static gboolean
seen_cb (GtkWidget *widget, GdkFrameClock *clock G_GNUC_UNUSED, gpointer user_data G_GNUC_UNUSED)
{
  WaySideForm *self = WAY_SIDE_FORM (widget);

  if (!has_a_size (self))
    return G_SOURCE_CONTINUE;
  self->unseen = 0;
  adw_flap_set_reveal_flap (self->flap, self->open);
  return G_SOURCE_REMOVE;
}

static void
way_side_form_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  WaySideForm *self = WAY_SIDE_FORM (object);

  switch ((WaySideFormProperty)id)
    {
    case PROP_CONTENT:
      g_value_set_object (value, adw_bin_get_child (self->content));
      break;
    case PROP_FORM:
      g_value_set_object (value, adw_bin_get_child (self->form));
      break;
    case PROP_OPEN:
      g_value_set_boolean (value, way_side_form_get_open (self));
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, adw_flap_get_folded (self->flap));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_side_form_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WaySideForm *self = WAY_SIDE_FORM (object);

  switch ((WaySideFormProperty)id)
    {
    case PROP_CONTENT:
      way_side_form_set_content (self, g_value_get_object (value));
      break;
    case PROP_FORM:
      way_side_form_set_form (self, g_value_get_object (value));
      break;
    case PROP_OPEN:
      way_side_form_set_open (self, g_value_get_boolean (value));
      break;
    case PROP_FOLDED:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_side_form_dispose (GObject *object)
{
  WaySideForm *self = WAY_SIDE_FORM (object);

  if (self->flap != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->flap, self);
      gtk_widget_unparent (GTK_WIDGET (self->flap));
    }
  self->flap = NULL;
  G_OBJECT_CLASS (way_side_form_parent_class)->dispose (object);
}

static void
way_side_form_class_init (WaySideFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = way_side_form_get_property;
  object_class->set_property = way_side_form_set_property;
  object_class->dispose = way_side_form_dispose;

  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_FORM] = g_param_spec_object ("form", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_OPEN] = g_param_spec_boolean ("open", NULL, NULL, FALSE, flags);
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
way_side_form_init (WaySideForm *self)
{
  self->content = ADW_BIN (adw_bin_new ());
  self->form = ADW_BIN (adw_bin_new ());
  self->flap = ADW_FLAP (adw_flap_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->content), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->form), FALSE);
  gtk_widget_set_size_request (GTK_WIDGET (self->content), 360, -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->form), "background");
  adw_flap_set_flap_position (self->flap, GTK_PACK_END);
  adw_flap_set_fold_policy (self->flap, ADW_FLAP_FOLD_POLICY_AUTO);
  adw_flap_set_locked (self->flap, TRUE);
  adw_flap_set_modal (self->flap, FALSE);
  adw_flap_set_swipe_to_open (self->flap, FALSE);
  adw_flap_set_swipe_to_close (self->flap, FALSE);
  adw_flap_set_reveal_flap (self->flap, FALSE);
  adw_flap_set_content (self->flap, GTK_WIDGET (self->content));
  adw_flap_set_flap (self->flap, GTK_WIDGET (self->form));
  adw_flap_set_separator (self->flap, gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_widget_set_parent (GTK_WIDGET (self->flap), GTK_WIDGET (self));
  folded_cb (self);
  g_signal_connect_swapped (self->flap, "notify::folded", G_CALLBACK (folded_cb), self);
}

void
way_side_form_set_content (WaySideForm *self, GtkWidget *content)
{
  adw_bin_set_child (self->content, content);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTENT]);
}

void
way_side_form_set_form (WaySideForm *self, GtkWidget *form)
{
  adw_bin_set_child (self->form, form);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FORM]);
}

gboolean
way_side_form_get_open (WaySideForm *self)
{
  return self->open;
}

void
way_side_form_set_open (WaySideForm *self, gboolean open)
{
  if (open == self->open)
    return;
  self->open = open;
  if (self->unseen == 0 && has_a_size (self))
    adw_flap_set_reveal_flap (self->flap, open);
  else if (self->unseen == 0)
    self->unseen = gtk_widget_add_tick_callback (GTK_WIDGET (self), seen_cb, NULL, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN]);
}
