/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-practice-mark.h"

#include "way-i18n.h"

#define WORD_FROM_WIDTH 480 /* of a window, in pixels */

struct _WayPracticeMark
{
  GtkBox parent;
  GtkWidget *word;
  gboolean tight;
  GdkSurface *surface; /* (not owned): while realized */
};

G_DEFINE_FINAL_TYPE (WayPracticeMark, way_practice_mark, GTK_TYPE_BOX)

enum
{
  PROP_TIGHT = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static gboolean
is_practice (void)
{
  GApplication *application = g_application_get_default ();
  const char *id = application != NULL ? g_application_get_application_id (application) : NULL;

  return id != NULL && g_str_has_suffix (id, ".Practice");
}

static void
width_cb (WayPracticeMark *self)
{
  int width = self->surface != NULL ? gdk_surface_get_width (self->surface) : 0;

  gtk_widget_set_visible (self->word, !self->tight || width == 0 || width >= WORD_FROM_WIDTH);
}

static void
way_practice_mark_realize (GtkWidget *widget)
{
  WayPracticeMark *self = WAY_PRACTICE_MARK (widget);

  GTK_WIDGET_CLASS (way_practice_mark_parent_class)->realize (widget);
  self->surface = gtk_native_get_surface (gtk_widget_get_native (widget));
  g_signal_connect_object (self->surface, "notify::width", G_CALLBACK (width_cb), self,
                           G_CONNECT_SWAPPED);
  width_cb (self);
}

static void
way_practice_mark_unrealize (GtkWidget *widget)
{
  WayPracticeMark *self = WAY_PRACTICE_MARK (widget);

  g_signal_handlers_disconnect_by_func (self->surface, width_cb, self);
  self->surface = NULL;
  GTK_WIDGET_CLASS (way_practice_mark_parent_class)->unrealize (widget);
}

static void
way_practice_mark_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WayPracticeMark *self = WAY_PRACTICE_MARK (object);

  if (id != PROP_TIGHT)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  self->tight = g_value_get_boolean (value);
  width_cb (self);
}

static void
way_practice_mark_class_init (WayPracticeMarkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = way_practice_mark_set_property;
  widget_class->realize = way_practice_mark_realize;
  widget_class->unrealize = way_practice_mark_unrealize;
  props[PROP_TIGHT] = g_param_spec_boolean ("tight", NULL, NULL, FALSE,
                                            G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

/* The picture bears the name, as the word is not always there. */
static void
way_practice_mark_init (WayPracticeMark *self)
{
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE, "icon-name", "waymark-learning-symbolic",
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, "tooltip-text",
                                   _ ("Practice"), NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Practice"), -1);
  self->word = g_object_new (GTK_TYPE_LABEL, "label", _ ("Practice"), "accessible-role",
                             GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "practice-mark");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self), image);
  gtk_box_append (GTK_BOX (self), self->word);
  gtk_widget_set_visible (GTK_WIDGET (self), is_practice ());
}

GtkWidget *
way_practice_mark_new (void)
{
  return g_object_new (WAY_TYPE_PRACTICE_MARK, NULL);
}
