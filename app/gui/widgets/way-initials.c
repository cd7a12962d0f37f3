/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-initials.h"

#define COLOURS 14 /* of libadwaita's style: color1, color2 … */
#define SIZE 32

struct _WayInitials
{
  GtkWidget parent;

  char *text; /* (owned) */
  int size;
  guint colour;        /* 0: none yet */
  PangoLayout *layout; /* (owned) (nullable): the letters, once they were painted */
  GtkWidget *anybody;  /* (owned) (nullable): where there is no name */
};

G_DEFINE_FINAL_TYPE (WayInitials, way_initials, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_SIZE = 1,
  PROP_TEXT,
} WayInitialsProperty;

/* -- the letters ------------------------------------------------------------------------------- */

/* (transfer full): of the first word and of the last. */
static char *
dup_letters (const char *text)
{
  g_autofree char *large = g_utf8_strup (text, -1);
  g_autofree char *whole = g_utf8_normalize (g_strstrip (large), -1, G_NORMALIZE_DEFAULT_COMPOSE);
  GString *letters = g_string_new (NULL);
  const char *last;

  if (whole == NULL || whole[0] == '\0')
    return g_string_free (letters, FALSE);
  g_string_append_unichar (letters, g_utf8_get_char (whole));
  last = g_utf8_strrchr (whole, -1, ' ');
  if (last != NULL)
    g_string_append_unichar (letters, g_utf8_get_char (last + 1));
  return g_string_free (letters, FALSE);
}

/* As large as fits in the circle, and with some air: as AdwAvatar reckons. */
static double
letter_size (WayInitials *self, int width, int height)
{
  double room = self->size / G_SQRT2 - MAX (self->size * 0.4 - 5, 0);

  return CLAMP (height * (room / MAX (width, 1)), 0, room);
}

static PangoLayout *
get_layout (WayInitials *self)
{
  g_autofree char *letters = NULL;
  g_autoptr (PangoAttrList) attributes = NULL;
  int width, height;

  if (self->layout != NULL)
    return self->layout;
  letters = dup_letters (self->text);
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), letters);
  pango_layout_get_pixel_size (self->layout, &width, &height);
  attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_size_new_absolute (
                                          (int)(letter_size (self, width, height) * PANGO_SCALE)));
  pango_layout_set_attributes (self->layout, attributes);
  return self->layout;
}

static void
way_initials_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  WayInitials *self = WAY_INITIALS (widget);
  int width, height;

  if (self->anybody != NULL)
    {
      gtk_widget_snapshot_child (widget, self->anybody, snapshot);
      return;
    }
  pango_layout_get_pixel_size (get_layout (self), &width, &height);
  gtk_snapshot_render_layout (snapshot, gtk_widget_get_style_context (widget),
                              (gtk_widget_get_width (widget) - width) / 2.0,
                              (gtk_widget_get_height (widget) - height) / 2.0, self->layout);
}

/* -- what it shows ----------------------------------------------------------------------------- */

static void
set_colour (WayInitials *self, guint colour)
{
  g_autofree char *before = g_strdup_printf ("color%u", self->colour);
  g_autofree char *after = g_strdup_printf ("color%u", colour);

  if (self->colour == colour)
    return;
  gtk_widget_remove_css_class (GTK_WIDGET (self), before);
  gtk_widget_add_css_class (GTK_WIDGET (self), after);
  self->colour = colour;
}

/* Sizes that the icon theme has drawn: any other would load an SVG library for this alone. */
static void
size_anybody (WayInitials *self)
{
  static const int drawn[] = { 16, 24, 32, 48 };
  int best = drawn[0];

  for (guint i = 1; i < G_N_ELEMENTS (drawn); i++)
    if (drawn[i] <= self->size * 3 / 5)
      best = drawn[i];
  gtk_image_set_pixel_size (GTK_IMAGE (self->anybody), best);
}

static void
show_anybody (WayInitials *self, gboolean anybody)
{
  if (anybody == (self->anybody != NULL))
    return;
  g_clear_pointer (&self->anybody, gtk_widget_unparent);
  if (!anybody)
    return;
  self->anybody = gtk_image_new_from_icon_name ("avatar-default-symbolic");
  size_anybody (self);
  gtk_widget_set_parent (self->anybody, GTK_WIDGET (self));
}

void
way_initials_set_text (WayInitials *self, const char *name)
{
  if (g_str_equal (self->text, name))
    return;
  g_free (self->text);
  self->text = g_strdup (name);
  g_clear_object (&self->layout);
  set_colour (self, g_str_hash (name) % COLOURS + 1);
  show_anybody (self, name[0] == '\0');
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
way_initials_get_text (WayInitials *self)
{
  return self->text;
}

void
way_initials_set_size (WayInitials *self, int size)
{
  if (self->size == size)
    return;
  self->size = size;
  g_clear_object (&self->layout);
  if (self->anybody != NULL)
    size_anybody (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* -- class ------------------------------------------------------------------------------------- */

static void
way_initials_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  WayInitials *self = WAY_INITIALS (widget);

  if (self->anybody != NULL)
    gtk_widget_measure (self->anybody, orientation, -1, NULL, NULL, NULL, NULL);
  *minimum = *natural = self->size;
}

static void
way_initials_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WayInitials *self = WAY_INITIALS (widget);

  if (self->anybody != NULL)
    gtk_widget_allocate (self->anybody, width, height, baseline, NULL);
}

/* Another font, or larger text. */
static void
way_initials_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (way_initials_parent_class)->css_changed (widget, change);
  g_clear_object (&WAY_INITIALS (widget)->layout);
}

static void
way_initials_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  WayInitials *self = WAY_INITIALS (object);

  switch ((WayInitialsProperty)id)
    {
    case PROP_SIZE:
      g_value_set_int (value, self->size);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_initials_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WayInitials *self = WAY_INITIALS (object);
  const char *text;

  switch ((WayInitialsProperty)id)
    {
    case PROP_SIZE:
      way_initials_set_size (self, g_value_get_int (value));
      break;
    case PROP_TEXT:
      text = g_value_get_string (value);
      way_initials_set_text (self, text != NULL ? text : "");
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_initials_dispose (GObject *object)
{
  WayInitials *self = WAY_INITIALS (object);

  g_clear_pointer (&self->anybody, gtk_widget_unparent);
  g_clear_object (&self->layout);
  G_OBJECT_CLASS (way_initials_parent_class)->dispose (object);
}

static void
way_initials_finalize (GObject *object)
{
  g_free (WAY_INITIALS (object)->text);
  G_OBJECT_CLASS (way_initials_parent_class)->finalize (object);
}

static void
way_initials_class_init (WayInitialsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = way_initials_get_property;
  object_class->set_property = way_initials_set_property;
  object_class->dispose = way_initials_dispose;
  object_class->finalize = way_initials_finalize;
  widget_class->measure = way_initials_measure;
  widget_class->size_allocate = way_initials_size_allocate;
  widget_class->snapshot = way_initials_snapshot;
  widget_class->css_changed = way_initials_css_changed;
  g_object_class_install_property (object_class, PROP_SIZE,
                                   g_param_spec_int ("size", NULL, NULL, 1, G_MAXINT, SIZE, flags));
  g_object_class_install_property (object_class, PROP_TEXT,
                                   g_param_spec_string ("text", NULL, NULL, "", flags));
  gtk_widget_class_set_css_name (widget_class, "avatar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
way_initials_init (WayInitials *self)
{
  self->text = g_strdup ("");
  self->size = SIZE;
  set_colour (self, g_str_hash ("") % COLOURS + 1);
  show_anybody (self, TRUE);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
way_initials_new (void)
{
  return g_object_new (WAY_TYPE_INITIALS, NULL);
}
