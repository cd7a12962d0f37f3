/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-desk.h"

#include <string.h>
#include "way-date-text.h"
#include "way-i18n.h"
#include "way-task.h"
#include "way-undo.h"

#define UNDO_DEPTH 200

struct _WayDesk
{
  GObject parent;

  WayDeskParts parts;  /* each member owned */
  WayLiveCase *team;   /* (owned) */
  WayCaseload *people; /* (owned) */
  WayFormDrafts *held; /* (owned) */
  GHashTable *cases;   /* (owned): WayId → WayLiveCase, weak */
  GPtrArray *unsaved;  /* (owned): WayUnsaved */
  GQueue undo;         /* (owned): WayAct, newest first: each takes back what was written */

  char *adviser, *adviser_short; /* (owned) */
  guint n_saving;
  char *saved, *trouble; /* (owned) */
};

G_DEFINE_FINAL_TYPE (WayDesk, way_desk, G_TYPE_OBJECT)

typedef enum
{
  PROP_CAN_UNDO = 1,
  PROP_SAVING,
  PROP_SAVED,
  PROP_TROUBLE,
  PROP_ADVISER,
} WayDeskProperty;

static GParamSpec *properties[PROP_ADVISER + 1];
static guint sync_changed;

/* -- made and dropped -------------------------------------------------------------------------- */

static void
way_desk_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  WayDesk *self = WAY_DESK (object);

  switch ((WayDeskProperty)id)
    {
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, !g_queue_is_empty (&self->undo));
      break;
    case PROP_SAVING:
      g_value_set_boolean (value, self->n_saving > 0);
      break;
    case PROP_SAVED:
      g_value_set_string (value, self->saved);
      break;
    case PROP_TROUBLE:
      g_value_set_string (value, self->trouble);
      break;
    case PROP_ADVISER:
      g_value_set_string (value, self->adviser);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void case_gone_cb (gpointer data, GObject *where);

static void
way_desk_dispose (GObject *object)
{
  WayDesk *self = WAY_DESK (object);
  GHashTableIter iter;
  gpointer live;

  g_hash_table_iter_init (&iter, self->cases);
  while (g_hash_table_iter_next (&iter, NULL, &live))
    {
      g_object_weak_unref (live, case_gone_cb, self);
      g_hash_table_iter_remove (&iter);
    }
  g_ptr_array_set_size (self->unsaved, 0);
  /* Here and not at the end: whoever still holds the desk holds nothing of anybody. */
  g_queue_clear_full (&self->undo, (GDestroyNotify)way_act_free);
  if (self->people != NULL)
    g_object_run_dispose (G_OBJECT (self->people));
  g_clear_object (&self->people);
  if (self->held != NULL)
    g_object_run_dispose (G_OBJECT (self->held));
  g_clear_object (&self->team);
  G_OBJECT_CLASS (way_desk_parent_class)->dispose (object);
}

static void
way_desk_finalize (GObject *object)
{
  WayDesk *self = WAY_DESK (object);

  g_queue_clear_full (&self->undo, (GDestroyNotify)way_act_free);
  g_hash_table_unref (self->cases);
  g_ptr_array_unref (self->unsaved);
  g_clear_object (&self->held);
  g_free (self->adviser);
  g_free (self->adviser_short);
  g_free (self->saved);
  g_free (self->trouble);
  g_clear_object (&self->parts.repository);
  g_clear_object (&self->parts.executor);
  g_clear_object (&self->parts.clock);
  g_clear_object (&self->parts.random);
  g_clear_pointer (&self->parts.reference, way_reference_unref);
  g_clear_object (&self->parts.sync);
  G_OBJECT_CLASS (way_desk_parent_class)->finalize (object);
}

static void
way_desk_class_init (WayDeskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = way_desk_get_property;
  object_class->dispose = way_desk_dispose;
  object_class->finalize = way_desk_finalize;

  properties[PROP_CAN_UNDO] = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags);
  properties[PROP_SAVING] = g_param_spec_boolean ("saving", NULL, NULL, FALSE, flags);
  properties[PROP_SAVED] = g_param_spec_string ("saved", NULL, NULL, "", flags);
  properties[PROP_TROUBLE] = g_param_spec_string ("trouble", NULL, NULL, "", flags);
  properties[PROP_ADVISER] = g_param_spec_string ("adviser", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  sync_changed = g_signal_new ("sync-changed", WAY_TYPE_DESK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 0);
}

static void
way_desk_init (WayDesk *self)
{
  self->cases = g_hash_table_new_full (way_id_hash, way_id_equal, g_free, NULL);
  self->unsaved = g_ptr_array_new_with_free_func (g_object_unref);
  g_queue_init (&self->undo);
  self->adviser = g_strdup ("");
  self->adviser_short = g_strdup ("");
  self->saved = g_strdup ("");
  self->trouble = g_strdup ("");
}

static void
team_changed_cb (WayLiveCase *team, gpointer data)
{
  WayDesk *self = data;
  WayCase *present = way_live_case_get_case (team);
  const WayObject *worker = NULL;

  if (present != NULL)
    worker = way_case_get_object (present, WAY_KIND_WORKER, &self->parts.user);
  g_free (self->adviser);
  g_free (self->adviser_short);
  self->adviser = worker != NULL ? way_object_dup_string (worker, WAY_WORKER_NAME, 0)
                                 : g_strdup ("");
  self->adviser_short = g_strdup (self->adviser);
  self->adviser_short[strcspn (self->adviser_short, " ")] = '\0';
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ADVISER]);
}

static void
sync_changed_cb (WayDesk *self)
{
  g_signal_emit (self, sync_changed, 0);
}

static void set_text (WayDesk *self, char **where, WayDeskProperty property, char *text);

WayDesk *
way_desk_new (const WayDeskParts *parts)
{
  WayDesk *self = g_object_new (WAY_TYPE_DESK, NULL);

  self->parts = *parts;
  self->parts.trouble = NULL;
  if (parts->trouble != NULL)
    set_text (self, &self->trouble, PROP_TROUBLE, g_strdup (parts->trouble));
  g_object_ref (parts->repository);
  g_object_ref (parts->executor);
  g_object_ref (parts->clock);
  g_object_ref (parts->random);
  way_reference_ref (parts->reference);
  if (parts->sync != NULL)
    g_signal_connect_object (g_object_ref (parts->sync), "changed", G_CALLBACK (sync_changed_cb),
                             self, G_CONNECT_SWAPPED);
  self->held = way_form_drafts_new (parts->repository);
  self->team = way_desk_open_case (self, &parts->team);
  g_signal_connect_object (self->team, "changed", G_CALLBACK (team_changed_cb), self, 0);
  self->people = way_caseload_new (parts->repository, parts->reference, parts->clock,
                                   parts->executor, self->team);
  return self;
}

/* -- what it hands out ------------------------------------------------------------------------- */

WayRepository *
way_desk_get_repository (WayDesk *self)
{
  return self->parts.repository;
}

WayExecutor *
way_desk_get_executor (WayDesk *self)
{
  return self->parts.executor;
}

WayClock *
way_desk_get_clock (WayDesk *self)
{
  return self->parts.clock;
}

WayRandom *
way_desk_get_random (WayDesk *self)
{
  return self->parts.random;
}

WayReference *
way_desk_get_reference (WayDesk *self)
{
  return self->parts.reference;
}

const WayId *
way_desk_get_team (WayDesk *self)
{
  return &self->parts.team;
}

const WayId *
way_desk_get_user (WayDesk *self)
{
  return &self->parts.user;
}

gboolean
way_desk_is_practice (WayDesk *self)
{
  return self->parts.practice;
}

WaySyncReport
way_desk_get_sync_report (WayDesk *self)
{
  return self->parts.sync != NULL ? way_sync_status_get_report (self->parts.sync)
                                  : (WaySyncReport){ .state = WAY_SYNC_NO_TEAM };
}

WayDate
way_desk_get_today (WayDesk *self)
{
  return way_clock_today (self->parts.clock);
}

const char *
way_desk_get_adviser (WayDesk *self)
{
  return self->adviser;
}

const char *
way_desk_get_adviser_short (WayDesk *self)
{
  return self->adviser_short;
}

WayLiveCase *
way_desk_get_team_case (WayDesk *self)
{
  return self->team;
}

WayFormDrafts *
way_desk_get_form_drafts (WayDesk *self)
{
  return self->held;
}

WayCaseload *
way_desk_get_people (WayDesk *self)
{
  return self->people;
}

static gboolean
is_same (gpointer key, gpointer value, gpointer live)
{
  return value == live;
}

static void
case_gone_cb (gpointer data, GObject *where)
{
  WayDesk *self = data;

  g_hash_table_foreach_remove (self->cases, is_same, where);
}

WayLiveCase *
way_desk_open_case (WayDesk *self, const WayId *id)
{
  WayLiveCase *live = g_hash_table_lookup (self->cases, id);

  if (live != NULL)
    return g_object_ref (live);
  live = way_live_case_new (self->parts.repository, id);
  g_hash_table_insert (self->cases, way_id_copy (id), live);
  g_object_weak_ref (G_OBJECT (live), case_gone_cb, self);
  return live;
}

/* -- saved or not ------------------------------------------------------------------------------ */

static void
set_text (WayDesk *self, char **where, WayDeskProperty property, char *text)
{
  if (g_str_equal (*where, text))
    {
      g_free (text);
      return;
    }
  g_free (*where);
  *where = text;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* "Saved" would be said of what is not on the disk while anything else is unsaved. */
static void
say_saved (WayDesk *self)
{
  g_autofree char *minute = way_clock_format_minute (way_clock_now (self->parts.clock));
  g_autofree char *time = way_time_text (minute + strlen (minute) - strlen ("HH:MM"));

  set_text (self, &self->trouble, PROP_TROUBLE, g_strdup (""));
  set_text (self, &self->saved, PROP_SAVED, g_strdup_printf (_ ("Saved on this laptop, %s"), time));
}

void
way_desk_begin_saving (WayDesk *self)
{
  if (self->n_saving++ == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAVING]);
}

void
way_desk_end_saving (WayDesk *self, const GError *error)
{
  g_return_if_fail (self->n_saving > 0);

  self->n_saving--;
  if (error != NULL)
    set_text (self, &self->trouble, PROP_TROUBLE, g_strdup (error->message));
  else if (self->n_saving == 0)
    say_saved (self);
  if (self->n_saving == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SAVING]);
}

/* -- writing ----------------------------------------------------------------------------------- */

typedef struct
{
  WayDesk *desk; /* (owned) */
  WayId case_id;
  WayLiveCase *live; /* (owned) (nullable): who has the case open */
  gulong changed;    /* the handler that waits for it to follow */
  WayAct *undo;      /* (owned) (nullable) */
} Writing;

static void
writing_clear (Writing *self)
{
  g_clear_pointer (&self->undo, way_act_free);
  g_clear_object (&self->live);
  g_clear_object (&self->desk);
}

WAY_DEFINE_DATA (Writing, writing)

/* Takes @act. */
static void
push_undo (WayDesk *self, WayAct *act)
{
  g_queue_push_head (&self->undo, act);
  if (g_queue_get_length (&self->undo) > UNDO_DEPTH)
    way_act_free (g_queue_pop_tail (&self->undo));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
}

static void
followed_cb (WayLiveCase *live, gpointer data)
{
  g_autoptr (GTask) task = data;
  Writing *writing = g_task_get_task_data (task);

  g_signal_handler_disconnect (live, writing->changed);
  g_task_return_boolean (task, TRUE);
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Writing *writing = g_task_get_task_data (task);
  WayDesk *self = writing->desk;
  GError *error = NULL;
  guint n;

  if (!way_repository_commit_finish (self->parts.repository, result, &n, &error))
    {
      way_desk_end_saving (self, error);
      g_task_return_error (task, error);
      return;
    }
  way_desk_end_saving (self, NULL);
  if (n > 0 && writing->undo != NULL)
    push_undo (self, g_steal_pointer (&writing->undo));
  if (self->people != NULL)
    way_caseload_refresh (self->people, &writing->case_id);
  if (writing->live == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  writing->changed = g_signal_connect (writing->live, "changed", G_CALLBACK (followed_cb),
                                       g_object_ref (task));
  way_live_case_reload (writing->live);
}

static void
write_act (WayDesk *self, WayAct *act, WayAct *undo, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  g_autoptr (GPtrArray) acts = g_ptr_array_new_with_free_func ((GDestroyNotify)way_act_free);
  Writing *writing = writing_new0 ();
  WayLiveCase *live = g_hash_table_lookup (self->cases, &act->case_id);

  g_task_set_source_tag (task, way_desk_commit);
  g_task_set_task_data (task, writing, (GDestroyNotify)writing_free);
  writing->desk = g_object_ref (self);
  writing->case_id = act->case_id;
  writing->live = live != NULL ? g_object_ref (live) : NULL;
  writing->undo = undo;
  g_ptr_array_add (acts, act);
  way_desk_begin_saving (self);
  way_repository_commit (self->parts.repository, g_steal_pointer (&acts), NULL, committed_cb,
                         g_steal_pointer (&task));
}

/* (nullable): NULL for what cannot be taken back. */
static WayAct *
build_undo (WayDesk *self, const WayAct *act)
{
  WayLiveCase *live = g_hash_table_lookup (self->cases, &act->case_id);
  WayCase *before = live != NULL ? way_live_case_get_case (live) : NULL;

  return before != NULL ? way_undo_new (before, act) : NULL;
}

void
way_desk_commit (WayDesk *self, WayAct *act, GAsyncReadyCallback callback, gpointer data)
{
  write_act (self, act, build_undo (self, act), callback, data);
}

gboolean
way_desk_commit_finish (WayDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
undone_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayAct) act = data;

  /* What could not be taken back can be tried again. */
  if (!way_desk_commit_finish (WAY_DESK (source), result, NULL))
    push_undo (WAY_DESK (source), g_steal_pointer (&act));
}

void
way_desk_undo (WayDesk *self)
{
  WayAct *newest = g_queue_pop_head (&self->undo);

  if (newest == NULL)
    return;
  write_act (self, way_act_copy (newest), NULL, undone_cb, newest);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
}

/* -- what is being typed ----------------------------------------------------------------------- */

void
way_desk_add_unsaved (WayDesk *self, WayUnsaved *unsaved)
{
  g_ptr_array_add (self->unsaved, g_object_ref (unsaved));
}

void
way_desk_remove_unsaved (WayDesk *self, WayUnsaved *unsaved)
{
  g_ptr_array_remove (self->unsaved, unsaved);
}

GPtrArray *
way_desk_get_unsaved (WayDesk *self)
{
  return self->unsaved;
}

typedef struct
{
  guint n_left;
  GError *error; /* (owned) (nullable): the first one */
} Flush;

static void
flush_clear (Flush *self)
{
  g_clear_error (&self->error);
}

WAY_DEFINE_DATA (Flush, flush)

static void
flush_step (GTask *task)
{
  Flush *flush = g_task_get_task_data (task);

  if (--flush->n_left > 0)
    return;
  if (flush->error != NULL)
    g_task_return_error (task, g_steal_pointer (&flush->error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Flush *flush = g_task_get_task_data (task);

  way_unsaved_flush_finish (WAY_UNSAVED (source), result,
                            flush->error == NULL ? &flush->error : NULL);
  flush_step (task);
}

void
way_desk_flush (WayDesk *self, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);
  g_autoptr (GPtrArray) unsaved = g_ptr_array_new_with_free_func (g_object_unref);
  Flush *flush = flush_new0 ();

  /* What is done leaves the desk meanwhile. */
  for (guint i = 0; i < self->unsaved->len; i++)
    g_ptr_array_add (unsaved, g_object_ref (g_ptr_array_index (self->unsaved, i)));
  g_task_set_source_tag (task, way_desk_flush);
  g_task_set_task_data (task, flush, (GDestroyNotify)flush_free);
  flush->n_left = unsaved->len + 1;
  for (guint i = 0; i < unsaved->len; i++)
    way_unsaved_flush (g_ptr_array_index (unsaved, i), flushed_cb, g_object_ref (task));
  flush_step (task);
}

gboolean
way_desk_flush_finish (WayDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

GPtrArray *
way_desk_list_unsaved (WayDesk *self)
{
  GPtrArray *drafts = g_ptr_array_new_with_free_func ((GDestroyNotify)way_draft_free);

  for (guint i = 0; i < self->unsaved->len; i++)
    way_unsaved_list (g_ptr_array_index (self->unsaved, i), drafts);
  return drafts;
}
