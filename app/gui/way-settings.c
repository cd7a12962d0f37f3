/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-settings.h"

#define SCHEMA "io.github.waymark.Waymark"

struct _WaySettings
{
  GObject parent;

  GSettings *kept; /* (owned) (nullable) */
  int width, height;
  gboolean maximized;
  WayStyle style;
  int lock_minutes;
  gboolean hide_list;
  char *locked_name, *laptop_name; /* (owned) */
};

G_DEFINE_FINAL_TYPE (WaySettings, way_settings, G_TYPE_OBJECT)

typedef enum
{
  PROP_WINDOW_WIDTH = 1,
  PROP_WINDOW_HEIGHT,
  PROP_WINDOW_MAXIMIZED,
  PROP_STYLE,
  PROP_LOCK_MINUTES,
  PROP_HIDE_LIST,
  PROP_LOCKED_NAME,
  PROP_LAPTOP_NAME,
} WaySettingsProperty;

static GParamSpec *properties[PROP_LAPTOP_NAME + 1];

static void
way_settings_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  WaySettings *self = WAY_SETTINGS (object);

  switch ((WaySettingsProperty)id)
    {
    case PROP_WINDOW_WIDTH:
      g_value_set_int (value, self->width);
      break;
    case PROP_WINDOW_HEIGHT:
      g_value_set_int (value, self->height);
      break;
    case PROP_WINDOW_MAXIMIZED:
      g_value_set_boolean (value, self->maximized);
      break;
    case PROP_STYLE:
      g_value_set_int (value, (int)self->style);
      break;
    case PROP_LOCK_MINUTES:
      g_value_set_int (value, self->lock_minutes);
      break;
    case PROP_HIDE_LIST:
      g_value_set_boolean (value, self->hide_list);
      break;
    case PROP_LOCKED_NAME:
      g_value_set_string (value, self->locked_name);
      break;
    case PROP_LAPTOP_NAME:
      g_value_set_string (value, self->laptop_name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static gboolean
take_string (char **where, const GValue *value)
{
  const char *text = g_value_get_string (value);

  if (g_strcmp0 (*where, text != NULL ? text : "") == 0)
    return FALSE;
  g_free (*where);
  *where = g_strdup (text != NULL ? text : "");
  return TRUE;
}

static gboolean
take_int (int *where, int value)
{
  gboolean changed = *where != value;

  *where = value;
  return changed;
}

static void
way_settings_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WaySettings *self = WAY_SETTINGS (object);
  gboolean changed = FALSE;
  int style = (int)self->style;

  switch ((WaySettingsProperty)id)
    {
    case PROP_WINDOW_WIDTH:
      changed = take_int (&self->width, g_value_get_int (value));
      break;
    case PROP_WINDOW_HEIGHT:
      changed = take_int (&self->height, g_value_get_int (value));
      break;
    case PROP_WINDOW_MAXIMIZED:
      changed = take_int (&self->maximized, g_value_get_boolean (value));
      break;
    case PROP_STYLE:
      changed = take_int (&style, g_value_get_int (value));
      self->style = (WayStyle)style;
      break;
    case PROP_LOCK_MINUTES:
      changed = take_int (&self->lock_minutes, g_value_get_int (value));
      break;
    case PROP_HIDE_LIST:
      changed = take_int (&self->hide_list, g_value_get_boolean (value));
      break;
    case PROP_LOCKED_NAME:
      changed = take_string (&self->locked_name, value);
      break;
    case PROP_LAPTOP_NAME:
      changed = take_string (&self->laptop_name, value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
  if (changed)
    g_object_notify_by_pspec (object, pspec);
}

static void
way_settings_finalize (GObject *object)
{
  WaySettings *self = WAY_SETTINGS (object);

  g_clear_object (&self->kept);
  g_free (self->locked_name);
  g_free (self->laptop_name);
  G_OBJECT_CLASS (way_settings_parent_class)->finalize (object);
}

static void
way_settings_class_init (WaySettingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = way_settings_get_property;
  object_class->set_property = way_settings_set_property;
  object_class->finalize = way_settings_finalize;

  properties[PROP_WINDOW_WIDTH] = g_param_spec_int ("window-width", NULL, NULL, 1, G_MAXINT, 1280,
                                                    flags);
  properties[PROP_WINDOW_HEIGHT] = g_param_spec_int ("window-height", NULL, NULL, 1, G_MAXINT, 800,
                                                     flags);
  properties[PROP_WINDOW_MAXIMIZED] = g_param_spec_boolean ("window-maximized", NULL, NULL, FALSE,
                                                            flags);
  properties[PROP_STYLE] = g_param_spec_int ("style", NULL, NULL, WAY_STYLE_FOLLOW, WAY_STYLE_DARK,
                                             WAY_STYLE_FOLLOW, flags);
  properties[PROP_LOCK_MINUTES] = g_param_spec_int ("lock-minutes", NULL, NULL, 1, 10, 5, flags);
  properties[PROP_HIDE_LIST] = g_param_spec_boolean ("hide-list", NULL, NULL, TRUE, flags);
  properties[PROP_LOCKED_NAME] = g_param_spec_string ("locked-name", NULL, NULL, "", flags);
  properties[PROP_LAPTOP_NAME] = g_param_spec_string ("laptop-name", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
way_settings_init (WaySettings *self)
{
  self->width = 1280;
  self->height = 800;
  self->lock_minutes = 5;
  self->hide_list = TRUE;
  self->locked_name = g_strdup ("");
  self->laptop_name = g_strdup ("");
}

/* An enum of the schema is a text to GSettings and a number here. */
static gboolean
read_style (GValue *value, GVariant *kept, gpointer data)
{
  const char *nick = g_variant_get_string (kept, NULL);

  g_value_set_int (value, g_str_equal (nick, "light")  ? WAY_STYLE_LIGHT
                          : g_str_equal (nick, "dark") ? WAY_STYLE_DARK
                                                       : WAY_STYLE_FOLLOW);
  return TRUE;
}

static GVariant *
write_style (const GValue *value, const GVariantType *type, gpointer data)
{
  static const char *const nicks[] = { "follow", "light", "dark" };

  return g_variant_new_string (nicks[g_value_get_int (value)]);
}

static void
bind_all (WaySettings *self)
{
  for (guint i = 1; i < G_N_ELEMENTS (properties); i++)
    if (i == PROP_STYLE)
      g_settings_bind_with_mapping (self->kept, "style", self, "style", G_SETTINGS_BIND_DEFAULT,
                                    read_style, write_style, NULL, NULL);
    else
      g_settings_bind (self->kept, properties[i]->name, self, properties[i]->name,
                       G_SETTINGS_BIND_DEFAULT);
}

WaySettings *
way_settings_new (gboolean keep)
{
  WaySettings *self = g_object_new (WAY_TYPE_SETTINGS, NULL);
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (keep && source != NULL)
    schema = g_settings_schema_source_lookup (source, SCHEMA, TRUE);
  if (schema != NULL)
    {
      self->kept = g_settings_new_full (schema, NULL, NULL);
      bind_all (self);
    }
  return self;
}

int
way_settings_get_lock_minutes (WaySettings *self)
{
  return self->lock_minutes;
}

gboolean
way_settings_get_hide_list (WaySettings *self)
{
  return self->hide_list;
}

WayStyle
way_settings_get_style (WaySettings *self)
{
  return self->style;
}

const char *
way_settings_get_locked_name (WaySettings *self)
{
  return self->locked_name;
}

char *
way_settings_dup_laptop_name (WaySettings *self)
{
  return g_strdup (self->laptop_name[0] != '\0' ? self->laptop_name : g_get_host_name ());
}
