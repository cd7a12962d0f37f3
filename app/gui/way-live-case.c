/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-live-case.h"

struct _WayLiveCase
{
  GObject parent;

  WayRepository *repository; /* (owned) */
  WayId id;
  WayCase *present; /* (owned) (nullable) */
  GError *error;    /* (owned) (nullable) */
  gboolean loading, again;
};

G_DEFINE_FINAL_TYPE (WayLiveCase, way_live_case, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
way_live_case_finalize (GObject *object)
{
  WayLiveCase *self = WAY_LIVE_CASE (object);

  g_clear_pointer (&self->present, way_case_unref);
  g_clear_error (&self->error);
  g_clear_object (&self->repository);
  G_OBJECT_CLASS (way_live_case_parent_class)->finalize (object);
}

static void
way_live_case_class_init (WayLiveCaseClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_live_case_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
way_live_case_init (WayLiveCase *self)
{
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayLiveCase) self = data;
  GError *error = NULL;
  WayCase *fresh = way_repository_load_case_finish (self->repository, result, &error);

  self->loading = FALSE;
  g_clear_error (&self->error);
  self->error = error;
  if (fresh != NULL)
    {
      g_clear_pointer (&self->present, way_case_unref);
      self->present = fresh;
    }
  if (self->again)
    way_live_case_reload (self);
  else
    g_signal_emit (self, signals[CHANGED], 0);
}

void
way_live_case_reload (WayLiveCase *self)
{
  self->again = self->loading;
  if (self->loading)
    return;

  self->loading = TRUE;
  way_repository_load_case (self->repository, &self->id, NULL, loaded_cb, g_object_ref (self));
}

static void
case_changed_cb (WayRepository *repository, const WayId *case_id, gpointer data)
{
  WayLiveCase *self = data;

  if (way_id_equal (case_id, &self->id))
    way_live_case_reload (self);
}

WayLiveCase *
way_live_case_new (WayRepository *repository, const WayId *id)
{
  WayLiveCase *self = g_object_new (WAY_TYPE_LIVE_CASE, NULL);

  self->repository = g_object_ref (repository);
  self->id = *id;
  g_signal_connect_object (repository, "case-changed", G_CALLBACK (case_changed_cb), self, 0);
  way_live_case_reload (self);
  return self;
}

const WayId *
way_live_case_get_id (WayLiveCase *self)
{
  return &self->id;
}

WayCase *
way_live_case_get_case (WayLiveCase *self)
{
  return self->present;
}

const GError *
way_live_case_get_error (WayLiveCase *self)
{
  return self->error;
}
