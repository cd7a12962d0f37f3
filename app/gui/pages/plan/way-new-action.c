/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-new-action.h"

#include "way-field.h"
#include "way-schema.h"
#include "way-value.h"

#define RETRY_MS 2000

struct _WayNewAction
{
  GObject parent;

  WayDesk *desk;     /* (owned) */
  WayLiveCase *live; /* (owned) */
  WayId matter, id;
  char *what, *who; /* (owned) */
  WayDate by;

  guint pause;        /* timer of the drafts, or of another try; 0 = none */
  guint drafted;      /* bit per group that has a draft */
  gboolean unsaved;   /* the desk was told that something is not on its way to the disk */
  gboolean held;      /* the desk holds it */
  gboolean writing;   /* the act is on its way */
  gboolean written;   /* and in the case */
  gboolean dropped;   /* it has no row any more */
  GPtrArray *waiting; /* (owned): GTask of its flush */
};

static void way_new_action_unsaved_init (WayUnsavedInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WayNewAction,
                               way_new_action,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WAY_TYPE_UNSAVED,
                                                      way_new_action_unsaved_init))

enum
{
  WRITTEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const guint16 groups[] = { WAY_ACTION_WHAT, WAY_ACTION_MATTER, WAY_ACTION_WHO,
                                  WAY_ACTION_BY };

/* (transfer floating) (nullable): NULL where there is nothing to write. */
static GVariant *
read_group (WayNewAction *self, guint16 group)
{
  char day[WAY_DATE_TEXT_SIZE];

  switch (group)
    {
    case WAY_ACTION_WHAT:
      return g_variant_new ("(ss)", self->what, "en");
    case WAY_ACTION_MATTER:
      return g_variant_new ("(@ay)", way_value_new_id (&self->matter));
    case WAY_ACTION_WHO:
      return self->who[0] != '\0' ? g_variant_new ("(s)", self->who) : NULL;
    default:
      return way_date_is_full (self->by) ? g_variant_new ("(s)", way_date_format (self->by, day))
                                         : NULL;
    }
}

static WayAct *
build_act (WayNewAction *self)
{
  WayAct *act = way_act_new (way_live_case_get_id (self->live), 0);

  way_act_create (act, WAY_KIND_ACTION, &self->id);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      GVariant *value = read_group (self, groups[i]);

      /* A draft of it may be there: what it was typed on is nothing. */
      if (value != NULL)
        way_act_set (act, WAY_KIND_ACTION, &self->id, groups[i], value)->bases = g_array_new (
            FALSE, FALSE, sizeof (WayOpId));
    }
  way_act_set (act, WAY_KIND_ACTION, &self->id, WAY_ACTION_STATUS, g_variant_new ("(s)", "to_do"));
  return act;
}

/* -- what the desk knows ----------------------------------------------------------------------- */

static void
tell_desk (WayNewAction *self, gboolean unsaved)
{
  if (unsaved == self->unsaved)
    return;
  self->unsaved = unsaved;
  if (unsaved)
    way_desk_begin_saving (self->desk);
  else
    way_desk_end_saving (self->desk, NULL);
}

static void
be_held (WayNewAction *self, gboolean held)
{
  if (held == self->held)
    return;
  self->held = held;
  if (held)
    way_desk_add_unsaved (self->desk, WAY_UNSAVED (self));
  else
    way_desk_remove_unsaved (self->desk, WAY_UNSAVED (self));
}

/* -- drafts ------------------------------------------------------------------------------------ */

static void act_after (WayNewAction *self, guint ms);

static void
drafted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayNewAction) self = data;
  g_autoptr (GError) error = NULL;

  if (!way_repository_save_draft_finish (WAY_REPOSITORY (source), result, &error) && self->held
      && !self->writing)
    act_after (self, RETRY_MS);
  way_desk_end_saving (self->desk, error);
}

/* (transfer full): @value NULL drops it. */
static WayDraft *
build_draft (WayNewAction *self, guint16 group, GVariant *value)
{
  WayDraft *draft = way_draft_new ();

  draft->case_id = *way_live_case_get_id (self->live);
  draft->kind = WAY_KIND_ACTION;
  draft->object = self->id;
  draft->group = group;
  draft->value = value != NULL ? way_value_to_bytes (value) : g_bytes_new_static ("", 0);
  draft->bases = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  draft->began_ms = way_clock_now (way_desk_get_clock (self->desk));
  return draft;
}

static void
save_draft (WayNewAction *self, guint16 group, GVariant *value)
{
  g_autoptr (WayDraft) draft = build_draft (self, group, value);

  way_desk_begin_saving (self->desk);
  way_repository_save_draft (way_desk_get_repository (self->desk), draft, NULL, drafted_cb,
                             g_object_ref (self));
}

/* Without what will be done there is no action, and no draft of any part of one. */
static void
draft_now (WayNewAction *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      guint bit = 1u << i;
      g_autoptr (GVariant) value = self->what[0] != '\0' ? read_group (self, groups[i]) : NULL;

      if (value != NULL)
        g_variant_ref_sink (value);
      if (value != NULL || (self->drafted & bit) != 0)
        save_draft (self, groups[i], value);
      self->drafted = value != NULL ? self->drafted | bit : self->drafted & ~bit;
    }
  tell_desk (self, FALSE);
}

static void
stop_pause (WayNewAction *self)
{
  if (self->pause != 0)
    way_executor_remove_timeout (way_desk_get_executor (self->desk), self->pause);
  self->pause = 0;
}

/* Without its row nothing else will ask for the act. */
static gboolean
pause_cb (gpointer data)
{
  WayNewAction *self = data;

  self->pause = 0;
  if (self->dropped)
    way_new_action_write (self);
  else
    draft_now (self);
  return G_SOURCE_REMOVE;
}

static void
act_after (WayNewAction *self, guint ms)
{
  stop_pause (self);
  tell_desk (self, self->what[0] != '\0' || self->drafted != 0);
  self->pause = way_executor_add_timeout (way_desk_get_executor (self->desk), ms, pause_cb, self,
                                          NULL);
}

/* -- the act ----------------------------------------------------------------------------------- */

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayNewAction) self = data;
  g_autoptr (GError) error = NULL;

  self->writing = FALSE;
  self->written = way_desk_commit_finish (WAY_DESK (source), result, &error);
  if (self->written)
    {
      tell_desk (self, FALSE);
      g_signal_emit (self, signals[WRITTEN], 0);
      be_held (self, FALSE);
    }
  else
    act_after (self, RETRY_MS);
  way_unsaved_answer (self->waiting, error);
}

void
way_new_action_write (WayNewAction *self)
{
  if (self->writing || self->written || self->what[0] == '\0')
    return;
  stop_pause (self);
  be_held (self, TRUE);
  self->writing = TRUE;
  way_desk_commit (self->desk, build_act (self), committed_cb, g_object_ref (self));
  tell_desk (self, FALSE);
}

/* -- what its row calls ------------------------------------------------------------------------ */

gboolean
way_new_action_is_untouched (WayNewAction *self)
{
  return self->what[0] == '\0' && self->who[0] == '\0' && !way_date_is_full (self->by);
}

gboolean
way_new_action_is_writing (WayNewAction *self)
{
  return self->writing;
}

void
way_new_action_type (WayNewAction *self, const char *what, const char *who, WayDate by)
{
  if (self->writing || self->written)
    return;
  g_free (self->what);
  self->what = g_strdup (what);
  g_free (self->who);
  self->who = g_strdup (who);
  self->by = by;
  be_held (self, TRUE);
  act_after (self, WAY_FIELD_PAUSE_MS);
}

/* There is no action without what will be done, so there are no drafts of one either. */
static void
give_up (WayNewAction *self)
{
  stop_pause (self);
  draft_now (self);
  be_held (self, FALSE);
}

void
way_new_action_drop (WayNewAction *self)
{
  self->dropped = TRUE;
  if (self->what[0] != '\0')
    way_new_action_write (self);
  else
    give_up (self);
}

/* -- flush ------------------------------------------------------------------------------------- */

static void
way_new_action_flush (WayUnsaved *unsaved, GAsyncReadyCallback callback, gpointer data)
{
  WayNewAction *self = WAY_NEW_ACTION (unsaved);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, way_new_action_flush);
  g_ptr_array_add (self->waiting, g_steal_pointer (&task));
  way_new_action_write (self);
  if (self->writing)
    return;
  stop_pause (self);
  draft_now (self);
  way_unsaved_answer (self->waiting, NULL);
}

static void
way_new_action_list (WayUnsaved *unsaved, GPtrArray *drafts)
{
  WayNewAction *self = WAY_NEW_ACTION (unsaved);

  if (self->written || self->what[0] == '\0')
    return;
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      GVariant *value = read_group (self, groups[i]);

      if (value != NULL)
        g_ptr_array_add (drafts, build_draft (self, groups[i], value));
    }
}

static void
way_new_action_unsaved_init (WayUnsavedInterface *iface)
{
  iface->flush = way_new_action_flush;
  iface->list = way_new_action_list;
}

/* -- made and dropped -------------------------------------------------------------------------- */

static void
way_new_action_finalize (GObject *object)
{
  WayNewAction *self = WAY_NEW_ACTION (object);

  stop_pause (self);
  g_ptr_array_unref (self->waiting);
  g_clear_object (&self->live);
  g_clear_object (&self->desk);
  g_free (self->what);
  g_free (self->who);
  G_OBJECT_CLASS (way_new_action_parent_class)->finalize (object);
}

static void
way_new_action_class_init (WayNewActionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_new_action_finalize;
  signals[WRITTEN] = g_signal_new ("written", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
way_new_action_init (WayNewAction *self)
{
  self->what = g_strdup ("");
  self->who = g_strdup ("");
  self->by = way_date_none;
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

WayNewAction *
way_new_action_new (WayDesk *desk, WayLiveCase *live, const WayId *matter, const WayId *id)
{
  WayNewAction *self = g_object_new (WAY_TYPE_NEW_ACTION, NULL);

  self->desk = g_object_ref (desk);
  self->live = g_object_ref (live);
  self->matter = *matter;
  self->id = *id;
  return self;
}
