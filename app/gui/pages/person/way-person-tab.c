/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-person-tab.h"

#include "way-page.h"

#define SLOW_MS 400 /* sooner than that nobody waits */

typedef struct
{
  guint waiting;    /* timer of SLOW_MS; 0 = none */
  gboolean entered; /* enter was called, and leave was not yet */
  gboolean stale;   /* there was more to show than is shown */
  gboolean writing, alone;
} WayPersonTabPrivate;

static void page_init (WayPageInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (WayPersonTab,
                                  way_person_tab,
                                  GTK_TYPE_WIDGET,
                                  G_ADD_PRIVATE (WayPersonTab)
                                      G_IMPLEMENT_INTERFACE (WAY_TYPE_PAGE, page_init))

typedef enum
{
  PROP_DESK = 1,
  PROP_LIVE_CASE,
  PROP_WRITING,
  PROP_ALONE,
} WayPersonTabProperty;

static GParamSpec *properties[PROP_ALONE + 1];

static WayPersonTabPrivate *
get_private (WayPersonTab *self)
{
  return way_person_tab_get_instance_private (self);
}

static WayPersonTabClass *
get_class (WayPersonTab *self)
{
  return G_TYPE_INSTANCE_GET_CLASS (self, WAY_TYPE_PERSON_TAB, WayPersonTabClass);
}

WayCase *
way_person_tab_get_case (WayPersonTab *self)
{
  return self->live != NULL ? way_live_case_get_case (self->live) : NULL;
}

/* -- following the case ------------------------------------------------------------------------ */

static void
stop_waiting (WayPersonTab *self)
{
  WayPersonTabPrivate *private = get_private (self);

  if (private->waiting != 0)
    way_executor_remove_timeout (way_desk_get_executor (self->desk), private->waiting);
  private->waiting = 0;
}

static gboolean
slow_cb (gpointer data)
{
  WayPersonTab *self = data;

  get_private (self)->waiting = 0;
  get_class (self)->wait (self, TRUE);
  return G_SOURCE_REMOVE;
}

static void
wait_for_case (WayPersonTab *self)
{
  WayPersonTabPrivate *private = get_private (self);

  if (get_class (self)->wait == NULL)
    return;
  if (way_live_case_get_error (self->live) != NULL)
    stop_waiting (self);
  else if (private->waiting == 0)
  private->waiting = way_executor_add_timeout (way_desk_get_executor (self->desk), SLOW_MS, slow_cb,
                                               self, NULL);
  get_class (self)->wait (self, FALSE);
}

/* A tab behind another one waits: four of them at each person and at each write would be felt. */
static gboolean
is_behind (WayPersonTab *self)
{
  return !gtk_widget_get_child_visible (GTK_WIDGET (self));
}

static void
enter (WayPersonTab *self)
{
  WayPersonTabPrivate *private = get_private (self);

  if (private->entered)
    return;
  private->entered = TRUE;
  if (get_class (self)->enter != NULL)
    get_class (self)->enter (self);
}

void
way_person_tab_update (WayPersonTab *self)
{
  WayCase *present = way_person_tab_get_case (self);

  /* A desk without people was cleared: Waymark is locked meanwhile. */
  if (self->desk == NULL || self->live == NULL || way_desk_get_people (self->desk) == NULL)
    return;
  get_private (self)->stale = is_behind (self);
  if (is_behind (self))
    return;
  enter (self);
  if (present == NULL || way_case_get_person (present) == NULL)
    {
      wait_for_case (self);
      return;
    }
  stop_waiting (self);
  get_class (self)->update (self, present);
}

static void
catch_up (WayPersonTab *self)
{
  if (get_private (self)->stale)
    way_person_tab_update (self);
}

static void
leave (WayPersonTab *self)
{
  WayPersonTabPrivate *private = get_private (self);

  stop_waiting (self);
  private->stale = FALSE;
  if (private->entered && get_class (self)->leave != NULL)
    get_class (self)->leave (self);
  private->entered = FALSE;
}

static void
set_live (WayPersonTab *self, WayLiveCase *live)
{
  if (self->live == live)
    return;
  if (self->live != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->live, self);
      leave (self);
    }
  g_set_object (&self->live, live);
  if (live == NULL)
    return;
  g_signal_connect_object (live, "changed", G_CALLBACK (way_person_tab_update), self,
                           G_CONNECT_SWAPPED);
  way_person_tab_update (self);
}

static void
set_desk (WayPersonTab *self, WayDesk *desk)
{
  if (desk == NULL || self->desk != NULL)
    return;
  self->desk = g_object_ref (desk);
  g_signal_connect_object (way_desk_get_people (desk), "day-changed",
                           G_CALLBACK (way_person_tab_update), self, G_CONNECT_SWAPPED);
}

/* -- what the page around it asks -------------------------------------------------------------- */

static void
set_flag (WayPersonTab *self, gboolean *flag, gboolean on, WayPersonTabProperty property)
{
  if (*flag == on)
    return;
  *flag = on;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
way_person_tab_set_writing (WayPersonTab *self, gboolean writing)
{
  set_flag (self, &get_private (self)->writing, writing, PROP_WRITING);
}

gboolean
way_person_tab_get_writing (WayPersonTab *self)
{
  return get_private (self)->writing;
}

void
way_person_tab_set_alone (WayPersonTab *self, gboolean alone)
{
  set_flag (self, &get_private (self)->alone, alone, PROP_ALONE);
}

gboolean
way_person_tab_get_alone (WayPersonTab *self)
{
  return get_private (self)->alone;
}

static void
go (WayPage *page, const char *path)
{
  WayPersonTab *self = WAY_PERSON_TAB (page);

  catch_up (self);
  get_class (self)->go (self, path);
}

static char *
dup_path (WayPage *page)
{
  WayPersonTab *self = WAY_PERSON_TAB (page);

  return get_class (self)->dup_path != NULL ? get_class (self)->dup_path (self) : g_strdup ("");
}

static void
page_init (WayPageInterface *iface)
{
  iface->go = go;
  iface->dup_path = dup_path;
}

/* -- class ------------------------------------------------------------------------------------- */

static void
way_person_tab_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  WayPersonTab *self = WAY_PERSON_TAB (object);

  switch ((WayPersonTabProperty)id)
    {
    case PROP_DESK:
      g_value_set_object (value, self->desk);
      break;
    case PROP_LIVE_CASE:
      g_value_set_object (value, self->live);
      break;
    case PROP_WRITING:
      g_value_set_boolean (value, way_person_tab_get_writing (self));
      break;
    case PROP_ALONE:
      g_value_set_boolean (value, way_person_tab_get_alone (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_person_tab_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WayPersonTab *self = WAY_PERSON_TAB (object);

  switch ((WayPersonTabProperty)id)
    {
    case PROP_DESK:
      set_desk (self, g_value_get_object (value));
      break;
    case PROP_LIVE_CASE:
      set_live (self, g_value_get_object (value));
      break;
    case PROP_WRITING:
    case PROP_ALONE:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_person_tab_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (way_person_tab_parent_class)->map (widget);
  catch_up (WAY_PERSON_TAB (widget));
}

static void
way_person_tab_dispose (GObject *object)
{
  WayPersonTab *self = WAY_PERSON_TAB (object);
  GtkWidget *child;

  set_live (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), G_OBJECT_TYPE (object));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (way_person_tab_parent_class)->dispose (object);
}

static void
way_person_tab_class_init (WayPersonTabClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags given = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GParamFlags told = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = way_person_tab_get_property;
  object_class->set_property = way_person_tab_set_property;
  object_class->dispose = way_person_tab_dispose;
  GTK_WIDGET_CLASS (klass)->map = way_person_tab_map;
  properties[PROP_DESK] = g_param_spec_object ("desk", NULL, NULL, WAY_TYPE_DESK, given);
  properties[PROP_LIVE_CASE] = g_param_spec_object ("live-case", NULL, NULL, WAY_TYPE_LIVE_CASE,
                                                    given);
  properties[PROP_WRITING] = g_param_spec_boolean ("writing", NULL, NULL, FALSE, told);
  properties[PROP_ALONE] = g_param_spec_boolean ("alone", NULL, NULL, FALSE, told);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
way_person_tab_init (WayPersonTab *self)
{
}
