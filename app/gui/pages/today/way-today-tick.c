/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-today-tick.h"

#include "way-field.h"
#include "way-i18n.h"
#include "way-schema.h"
#include "way-versions-box.h"

struct _WayTodayTick
{
  GObject parent;

  GtkWidget *window; /* (owned) (nullable) */
  WayDesk *desk;     /* (owned) */
  WayLiveCase *live; /* (owned) */
  WayId action;
  GPtrArray *waiting; /* (owned): GTask of its flush */
};

static void way_today_tick_unsaved_init (WayUnsavedInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WayTodayTick,
                               way_today_tick,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WAY_TYPE_UNSAVED,
                                                      way_today_tick_unsaved_init))

/* Nothing is said to who waits for a lock. */
static void
end_with (WayTodayTick *self, const GError *error)
{
  if (error == NULL && self->window != NULL && self->waiting->len == 0)
    gtk_widget_activate_action (self->window, "win.say-with-undo", "s", _ ("Action done"));
  way_desk_remove_unsaved (self->desk, WAY_UNSAVED (self));
  way_unsaved_answer (self->waiting, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayTodayTick) self = data;
  g_autoptr (GError) error = NULL;

  way_unsaved_flush_finish (WAY_UNSAVED (source), result, &error);
  end_with (self, error);
}

static GVariant *
read_done (gpointer tick)
{
  return g_variant_new ("(s)", "done");
}

static void
show_nothing (gpointer tick, GVariant *value)
{
}

/* From here on the desk holds the field. */
static void
write_done (WayTodayTick *self)
{
  g_autoptr (WayField) field = way_field_new (self->desk, self->live, WAY_KIND_ACTION,
                                              &self->action, WAY_ACTION_STATUS, read_done,
                                              show_nothing, self);

  way_field_typed (field);
  way_field_close (field);
  way_unsaved_flush (WAY_UNSAVED (field), written_cb, g_object_ref (self));
}

static gboolean
leads_to_versions (WayTodayTick *self, WayCase *present, const WayObject *action)
{
  if (self->window != NULL && self->waiting->len == 0)
    return way_versions_lead (self->window, self->desk, present, action, WAY_ACTION_STATUS);
  return way_object_n_values (action, WAY_ACTION_STATUS) > 1;
}

static void
loaded_cb (WayTodayTick *self)
{
  g_autoptr (WayTodayTick) held = g_object_ref (self);
  WayCase *present = way_live_case_get_case (self->live);
  const WayObject *action = present != NULL
                                ? way_case_get_object (present, WAY_KIND_ACTION, &self->action)
                                : NULL;
  const GError *error = present == NULL ? way_live_case_get_error (self->live) : NULL;

  g_signal_handlers_disconnect_by_func (self->live, loaded_cb, self);
  if (action != NULL && !leads_to_versions (self, present, action))
    write_done (self);
  else
    {
      /* It cannot be read, is not there any more, or is settled first: nothing is done. */
      g_clear_object (&self->window);
      end_with (self, error);
    }
  way_desk_end_saving (self->desk, error);
}

/* -- unsaved ----------------------------------------------------------------------------------- */

static void
way_today_tick_flush (WayUnsaved *unsaved, GAsyncReadyCallback callback, gpointer data)
{
  WayTodayTick *self = WAY_TODAY_TICK (unsaved);
  GTask *task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, way_today_tick_flush);
  g_ptr_array_add (self->waiting, task);
}

/* The field lists it. */
static void
way_today_tick_list (WayUnsaved *unsaved, GPtrArray *drafts)
{
}

static void
way_today_tick_unsaved_init (WayUnsavedInterface *iface)
{
  iface->flush = way_today_tick_flush;
  iface->list = way_today_tick_list;
}

/* -- made and dropped -------------------------------------------------------------------------- */

static void
way_today_tick_finalize (GObject *object)
{
  WayTodayTick *self = WAY_TODAY_TICK (object);

  g_ptr_array_unref (self->waiting);
  g_clear_object (&self->live);
  g_clear_object (&self->desk);
  g_clear_object (&self->window);
  G_OBJECT_CLASS (way_today_tick_parent_class)->finalize (object);
}

static void
way_today_tick_class_init (WayTodayTickClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_today_tick_finalize;
}

static void
way_today_tick_init (WayTodayTick *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

void
way_today_tick_begin (GtkWidget *from, WayDesk *desk, const WayId *person, const WayId *action)
{
  g_autoptr (WayTodayTick) self = g_object_new (WAY_TYPE_TODAY_TICK, NULL);
  GtkRoot *root = gtk_widget_get_root (from);

  self->window = root != NULL ? g_object_ref (GTK_WIDGET (root)) : NULL;
  self->desk = g_object_ref (desk);
  self->live = way_desk_open_case (desk, person);
  self->action = *action;
  way_desk_add_unsaved (desk, WAY_UNSAVED (self));
  way_desk_begin_saving (desk);
  if (way_live_case_get_case (self->live) != NULL)
    loaded_cb (self);
  else
    g_signal_connect_object (self->live, "changed", G_CALLBACK (loaded_cb), self,
                             G_CONNECT_SWAPPED);
}
