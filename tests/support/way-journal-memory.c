/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-journal-memory.h"

#include <string.h>
#include "way-core-error.h"
#include "way-operation.h"
#include "way-schema.h"
#include "way-secret.h"
#include "way-value.h"

/* One log, or the directory. */
#define STAYS G_MAXUINT64 /* the position of what others had in a log that lost it */

typedef struct
{
  WayJournalHeld held;
  WayJournalLog *log; /* (owned) */
} Held;

struct _WayJournalMemory
{
  GObject parent_instance;

  WayRandom *random; /* (owned) */
  WaySecret *sign_seed, *box_seed;
  WayJournalTeam *team;
  WayId user, team_log, origin;
  guint n_loaded; /* entries that were read back */
  WayId left;     /* the council's case of before */
  guint64 counter;
  char *cursor;
  gint64 synced_ms;
  GPtrArray *logs; /* Held; [0] is the directory */
  GPtrArray *acts; /* WayJournalAct, in the order they came */
  guint fail_write;
};

static void way_journal_memory_iface_init (WayJournalInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WayJournalMemory,
                               way_journal_memory,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WAY_TYPE_JOURNAL,
                                                      way_journal_memory_iface_init))

/* -- what it holds ----------------------------------------------------------------------------- */

static Held *
held_new (const WayId *log)
{
  Held *held = g_new0 (Held, 1);

  held->held.log = *log;
  held->log = way_journal_log_new ();
  return held;
}

static void
held_free (gpointer data)
{
  Held *held = data;

  way_journal_log_free (held->log);
  g_free (held);
}

static Held *
find_log (WayJournalMemory *self, const WayId *log, gboolean make)
{
  for (guint i = 0; i < self->logs->len; i++)
    {
      Held *held = g_ptr_array_index (self->logs, i);

      if (way_id_equal (&held->held.log, log))
        return held;
    }
  if (!make)
    return NULL;
  g_ptr_array_add (self->logs, held_new (log));
  return g_ptr_array_index (self->logs, self->logs->len - 1);
}

static void
copy_log (WayJournalLog *to, const WayJournalLog *from, guint64 after)
{
  for (guint i = (guint)MIN (after, from->entries->len); i < from->entries->len; i++)
    {
      WayJournalEntry *entry = g_ptr_array_index (from->entries, i);

      g_ptr_array_add (to->entries, way_journal_entry_new (entry->bytes, entry->known));
    }
  for (guint i = 0; i < from->sealed->len; i++)
    {
      WayJournalSealed *entry = g_ptr_array_index (from->sealed, i);
      WayJournalSealed *copy = way_journal_sealed_new (entry->bytes);

      copy->dev_seq = entry->dev_seq;
      copy->origin = entry->origin;
      copy->act = entry->act;
      g_ptr_array_add (to->sealed, copy);
    }
}

static WayJournalAct *
copy_act (const WayJournalAct *act)
{
  WayJournalAct *copy = way_journal_act_new ();
  GPtrArray *ops = copy->ops;

  *copy = *act;
  copy->ops = ops;
  for (guint i = 0; i < act->ops->len; i++)
    g_ptr_array_add (ops, g_bytes_ref (g_ptr_array_index (act->ops, i)));
  return copy;
}

static WayJournalAct *
find_act (WayJournalMemory *self, const WayJournalAct *like)
{
  for (guint i = 0; i < self->acts->len; i++)
    {
      WayJournalAct *act = g_ptr_array_index (self->acts, i);

      if (way_id_equal (&act->case_id, &like->case_id) && way_id_equal (&act->origin, &like->origin)
          && act->act == like->act)
        return act;
    }
  return NULL;
}

static gboolean
is_sealed (WayJournalMemory *self, const WayJournalAct *act)
{
  Held *held = find_log (self, &act->case_id, FALSE);

  for (guint i = 0; held != NULL && i < held->log->sealed->len; i++)
    {
      WayJournalSealed *sealed = g_ptr_array_index (held->log->sealed, i);

      if (way_id_equal (&sealed->origin, &act->origin) && sealed->act == act->act)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_waiting (WayJournalMemory *self, const WayJournalAct *act)
{
  return act->author.position == 0 && !way_id_equal (&act->case_id, &self->left);
}

/* -- verbs ------------------------------------------------------------------------------------- */

static GTask *
task_new (WayJournal *journal,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer data)
{
  GTask *task = g_task_new (journal, cancellable, callback, data);

  g_task_set_source_tag (task, task_new);
  return task;
}

static void
load (WayJournal *journal, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  WayJournalMemory *self = WAY_JOURNAL_MEMORY (journal);
  g_autoptr (GTask) task = task_new (journal, cancellable, callback, data);
  WayJournalState *state = way_journal_state_new ((GDestroyNotify)way_secret_unref);

  state->sign_seed = way_secret_ref (self->sign_seed);
  state->box_seed = way_secret_ref (self->box_seed);
  state->team = self->team != NULL ? way_journal_team_copy (self->team) : NULL;
  state->user = self->user;
  state->team_log = self->team_log;
  state->cursor = g_strdup (self->cursor);
  state->synced_ms = self->synced_ms;
  for (guint i = 0; i < self->logs->len; i++)
    {
      Held *held = g_ptr_array_index (self->logs, i);

      held->held.n_sealed = held->log->sealed->len;
      if (i == 0)
        state->directory = held->held;
      else
        g_array_append_val (state->logs, held->held);
    }
  for (guint i = 0; i < self->acts->len; i++)
    if (is_waiting (self, g_ptr_array_index (self->acts, i)))
      state->n_waiting++;
  g_task_return_pointer (task, state, (GDestroyNotify)way_journal_state_free);
}

static WayJournalState *
load_finish (WayJournal *journal, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
load_log (WayJournal *journal,
          const WayId *log,
          guint64 after,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer data)
{
  g_autoptr (GTask) task = task_new (journal, cancellable, callback, data);
  Held *held = find_log (WAY_JOURNAL_MEMORY (journal), log, FALSE);
  WayJournalLog *copy = way_journal_log_new ();

  if (held != NULL)
    {
      copy_log (copy, held->log, after);
      WAY_JOURNAL_MEMORY (journal)->n_loaded += copy->entries->len;
      copy->length = held->held.length;
      memcpy (copy->head, held->held.head, WAY_HEAD_SIZE);
    }
  g_task_return_pointer (task, copy, (GDestroyNotify)way_journal_log_free);
}

static WayJournalLog *
load_log_finish (WayJournal *journal, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
list_pending (WayJournal *journal,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer data)
{
  WayJournalMemory *self = WAY_JOURNAL_MEMORY (journal);
  g_autoptr (GTask) task = task_new (journal, cancellable, callback, data);
  GPtrArray *acts = g_ptr_array_new_with_free_func ((GDestroyNotify)way_journal_act_free);

  for (guint i = 0; i < self->acts->len; i++)
    {
      WayJournalAct *act = g_ptr_array_index (self->acts, i);

      if (is_waiting (self, act) && !is_sealed (self, act))
        g_ptr_array_add (acts, copy_act (act));
    }
  g_task_return_pointer (task, acts, (GDestroyNotify)g_ptr_array_unref);
}

static GPtrArray *
list_pending_finish (WayJournal *journal, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* This vault was copied, and both copies wrote: ours gets a new name. */
static void
rename_act (WayJournalMemory *self, WayJournalAct *act)
{
  Held *held = find_log (self, &act->case_id, TRUE);
  g_autoptr (WayOperation) op = way_operation_from_bytes (g_ptr_array_index (act->ops, 0), NULL);
  WayOperation fields = *op;
  g_autoptr (WayOperation) renamed = NULL;

  way_id_new (self->random, &self->origin);
  self->counter = 1;
  fields.id = (WayOpId){ self->origin, 1 };
  fields.act = 1;
  renamed = way_operation_new (&fields);
  act->origin = self->origin;
  act->act = 1;
  g_ptr_array_set_size (act->ops, 0);
  g_ptr_array_add (act->ops, way_operation_to_bytes (renamed));
  g_ptr_array_set_size (held->log->sealed, 0);
}

/* A server that was restored went on without what is behind. */
static void
take_back (WayJournalMemory *self, Held *held, const WayJournalChange *change)
{
  g_ptr_array_set_size (held->log->entries, (int)change->after);
  held->held.length = change->after;
  for (guint i = 0; i < self->acts->len; i++)
    {
      WayJournalAct *act = g_ptr_array_index (self->acts, i);

      if (way_id_equal (&act->case_id, &change->log) && act->author.position > change->after)
        act->author.position = way_id_equal (&act->author.user, &self->user) ? 0 : STAYS;
    }
}

static void
take_act (WayJournalMemory *self, const WayJournalAct *act)
{
  WayJournalAct *known = find_act (self, act);

  if (known != NULL && known->author.position == 0
      && !g_bytes_equal (g_ptr_array_index (known->ops, 0), g_ptr_array_index (act->ops, 0)))
    {
      rename_act (self, known);
      known = NULL;
    }
  /* A copy of this vault wrote it, and numbers on from there. */
  if (known == NULL && way_id_equal (&act->origin, &self->origin))
    {
      way_id_new (self->random, &self->origin);
      self->counter = 0;
    }
  if (known == NULL)
    g_ptr_array_add (self->acts, copy_act (act));
  else if (known->author.position == 0 || known->author.position == STAYS)
    known->author = act->author;
}

static void
apply (WayJournalMemory *self, Held *held, const WayJournalChange *change)
{
  GPtrArray *sealed = held->log->sealed;

  if (change->restored)
    take_back (self, held, change);
  if (change->drop_sealed)
    g_ptr_array_set_size (sealed, 0);
  while (sealed->len > 0
         && ((WayJournalSealed *)g_ptr_array_index (sealed, 0))->dev_seq <= change->acknowledged)
    g_ptr_array_remove_index (sealed, 0);
  copy_log (held->log, &(WayJournalLog){ .entries = change->entries, .sealed = change->sealed }, 0);
  held->held.length += change->entries->len;
  memcpy (held->held.head, change->head, WAY_HEAD_SIZE);
  held->held.known = change->known;
  for (guint i = 0; i < change->acts->len; i++)
    take_act (self, g_ptr_array_index (change->acts, i));
  if (change->cursor != NULL)
    {
      g_free (self->cursor);
      self->cursor = g_strdup (change->cursor);
    }
  if (change->synced_ms != 0)
    self->synced_ms = change->synced_ms;
}

static void
write_change (WayJournal *journal,
              WayJournalChange *change,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer data)
{
  WayJournalMemory *self = WAY_JOURNAL_MEMORY (journal);
  g_autoptr (GTask) task = task_new (journal, cancellable, callback, data);
  Held *held = find_log (self, &change->log, TRUE);

  if (self->fail_write > 0 && --self->fail_write == 0)
    return g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");
  if (change->restored ? held->held.length < change->after : held->held.length != change->after)
    return g_task_return_new_error (task, WAY_CORE_ERROR, WAY_CORE_ERROR_NOT_ALLOWED, "length");
  apply (self, held, change);
  g_task_return_boolean (task, TRUE);
}

static gboolean
write_finish (WayJournal *journal, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
enter (WayJournal *journal,
       const WayJournalTeam *team,
       GPtrArray *directory,
       const guint8 *head,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer data)
{
  WayJournalMemory *self = WAY_JOURNAL_MEMORY (journal);
  g_autoptr (GTask) task = task_new (journal, cancellable, callback, data);
  gboolean same = self->team != NULL && way_id_equal (&self->team->org, &team->org);
  Held *held = g_ptr_array_index (self->logs, 0);

  g_clear_pointer (&self->team, way_journal_team_free);
  self->team = way_journal_team_copy (team);
  if (same)
    return g_task_return_boolean (task, TRUE);
  if (!way_id_equal (&self->team_log, &team->team_log))
    self->left = self->team_log;
  self->user = team->user;
  self->team_log = team->team_log;
  for (guint i = 0; i < directory->len; i++)
    g_ptr_array_add (held->log->entries,
                     way_journal_entry_new (g_ptr_array_index (directory, i), 0));
  held->held.length = directory->len;
  memcpy (held->held.head, head, WAY_HEAD_SIZE);
  g_task_return_boolean (task, TRUE);
}

static void
renew_device (WayJournal *journal,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer data)
{
  WayJournalMemory *self = WAY_JOURNAL_MEMORY (journal);
  g_autoptr (GTask) task = task_new (journal, cancellable, callback, data);

  way_secret_unref (self->sign_seed);
  way_secret_unref (self->box_seed);
  self->sign_seed = way_secret_new_random (self->random, WAY_KEY_SIZE);
  self->box_seed = way_secret_new_random (self->random, WAY_KEY_SIZE);
  way_id_new (self->random, &self->origin);
  for (guint i = 0; i < self->logs->len; i++)
    g_ptr_array_set_size (((Held *)g_ptr_array_index (self->logs, i))->log->sealed, 0);
  g_task_return_boolean (task, TRUE);
}

static void
way_journal_memory_iface_init (WayJournalInterface *iface)
{
  iface->load = load;
  iface->load_finish = load_finish;
  iface->load_log = load_log;
  iface->load_log_finish = load_log_finish;
  iface->list_pending = list_pending;
  iface->list_pending_finish = list_pending_finish;
  iface->write = write_change;
  iface->write_finish = write_finish;
  iface->enter = enter;
  iface->enter_finish = write_finish;
  iface->renew_device = renew_device;
  iface->renew_device_finish = write_finish;
}

/* -- what tests ask of it ---------------------------------------------------------------------- */

/* @fields, as an act of its own. */
static void
add_op (WayJournalMemory *self, WayOperation *fields)
{
  WayJournalAct *act = way_journal_act_new ();
  g_autoptr (WayOperation) op = NULL;

  fields->id = (WayOpId){ self->origin, ++self->counter };
  fields->act = self->counter;
  fields->act_n = 1;
  op = way_operation_new (fields);
  act->case_id = fields->case_id;
  act->origin = self->origin;
  act->act = self->counter;
  act->author.user = self->user;
  g_ptr_array_add (act->ops, way_operation_to_bytes (op));
  g_ptr_array_add (self->acts, act);
}

void
way_journal_memory_add (WayJournalMemory *self, const WayId *case_id, const char *text)
{
  g_autoptr (GBytes) value = g_bytes_new (text, strlen (text));
  WayOperation fields = { .case_id = *case_id,
                          .made_ms = 1,
                          .hlc = 1,
                          /* of a kind no version knows: bytes are only carried here */
                          .kind = 60000,
                          .object = *case_id,
                          .group = 1,
                          .value = value };

  add_op (self, &fields);
}

/* (transfer full): WayOpId of what is known of @like's register, or of its object. */
static GArray *
list_known (WayJournalMemory *self, const WayOperation *like, gboolean of_object)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (WayOpId));

  for (guint i = 0; i < self->acts->len; i++)
    {
      const WayJournalAct *act = g_ptr_array_index (self->acts, i);

      for (guint o = 0; way_id_equal (&act->case_id, &like->case_id) && o < act->ops->len; o++)
        {
          g_autoptr (WayOperation) op = way_operation_from_bytes (g_ptr_array_index (act->ops, o),
                                                                  NULL);

          if (op->kind == like->kind && way_id_equal (&op->object, &like->object)
              && (of_object || op->group == like->group))
            g_array_append_val (ids, op->id);
        }
    }
  return ids;
}

void
way_journal_memory_add_change (WayJournalMemory *self,
                               const WayId *case_id,
                               guint16 kind,
                               const WayId *object,
                               guint16 group,
                               GBytes *value,
                               gint64 made_ms)
{
  WayOperation fields = { .case_id = *case_id,
                          .made_ms = made_ms,
                          .hlc = (guint64)MAX (made_ms, 0) << 16,
                          .kind = kind,
                          .object = *object,
                          .group = group,
                          .value = value };
  gboolean removes = group == WAY_GROUP_LIFE && way_value_is_removal (value);
  g_autoptr (GArray) known = list_known (self, &fields, removes);

  fields.supersedes = (const WayOpId *)(gpointer)known->data;
  fields.n_supersedes = known->len;
  add_op (self, &fields);
}

void
way_journal_memory_set_closed (WayJournalMemory *self,
                               const WayId *case_id,
                               WayJournalClosed closed)
{
  find_log (self, case_id, TRUE)->held.closed = closed;
}

GPtrArray *
way_journal_memory_get_acts (WayJournalMemory *self)
{
  return self->acts;
}

void
way_journal_memory_fail_write (WayJournalMemory *self, guint n)
{
  self->fail_write = n;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

char **
way_journal_memory_list (WayJournalMemory *self, const WayId *case_id)
{
  GPtrArray *texts = g_ptr_array_new ();

  for (guint i = 0; i < self->acts->len; i++)
    {
      WayJournalAct *act = g_ptr_array_index (self->acts, i);
      g_autoptr (WayOperation) op = NULL;
      gsize size;
      const char *text;

      if (!way_id_equal (&act->case_id, case_id))
        continue;
      op = way_operation_from_bytes (g_ptr_array_index (act->ops, 0), NULL);
      text = g_bytes_get_data (op->value, &size);
      g_ptr_array_add (texts, g_strndup (text, size));
    }
  g_ptr_array_sort (texts, compare_texts);
  g_ptr_array_add (texts, NULL);
  return (char **)g_ptr_array_free (texts, FALSE);
}

guint
way_journal_memory_count_pending (WayJournalMemory *self)
{
  guint n = 0;

  for (guint i = 0; i < self->acts->len; i++)
    if (is_waiting (self, g_ptr_array_index (self->acts, i)))
      n++;
  return n;
}

guint
way_journal_memory_count_sealed (WayJournalMemory *self)
{
  guint n = 0;

  for (guint i = 0; i < self->logs->len; i++)
    n += ((Held *)g_ptr_array_index (self->logs, i))->log->sealed->len;
  return n;
}

guint
way_journal_memory_count_loaded (WayJournalMemory *self)
{
  return self->n_loaded;
}

const WayId *
way_journal_memory_get_user (WayJournalMemory *self)
{
  return &self->user;
}

/* -- made -------------------------------------------------------------------------------------- */

WayJournalMemory *
way_journal_memory_new (WayRandom *random)
{
  WayJournalMemory *self = g_object_new (WAY_TYPE_JOURNAL_MEMORY, NULL);

  self->random = g_object_ref (random);
  self->sign_seed = way_secret_new_random (random, WAY_KEY_SIZE);
  self->box_seed = way_secret_new_random (random, WAY_KEY_SIZE);
  way_id_new (random, &self->user);
  way_id_new (random, &self->team_log);
  way_id_new (random, &self->origin);
  return self;
}

WayJournalMemory *
way_journal_memory_clone (WayJournalMemory *self)
{
  WayJournalMemory *copy = g_object_new (WAY_TYPE_JOURNAL_MEMORY, NULL);

  copy->random = g_object_ref (self->random);
  copy->sign_seed = way_secret_ref (self->sign_seed);
  copy->box_seed = way_secret_ref (self->box_seed);
  copy->team = self->team != NULL ? way_journal_team_copy (self->team) : NULL;
  copy->user = self->user;
  copy->team_log = self->team_log;
  copy->origin = self->origin;
  copy->left = self->left;
  copy->counter = self->counter;
  copy->cursor = g_strdup (self->cursor);
  copy->synced_ms = self->synced_ms;
  for (guint i = 0; i < self->logs->len; i++)
    {
      Held *held = g_ptr_array_index (self->logs, i);
      Held *mine = find_log (copy, &held->held.log, TRUE);

      mine->held = held->held;
      copy_log (mine->log, held->log, 0);
    }
  for (guint i = 0; i < self->acts->len; i++)
    g_ptr_array_add (copy->acts, copy_act (g_ptr_array_index (self->acts, i)));
  return copy;
}

static void
way_journal_memory_finalize (GObject *object)
{
  WayJournalMemory *self = WAY_JOURNAL_MEMORY (object);

  g_clear_object (&self->random);
  g_clear_pointer (&self->sign_seed, way_secret_unref);
  g_clear_pointer (&self->box_seed, way_secret_unref);
  g_clear_pointer (&self->team, way_journal_team_free);
  g_clear_pointer (&self->logs, g_ptr_array_unref);
  g_clear_pointer (&self->acts, g_ptr_array_unref);
  g_free (self->cursor);
  G_OBJECT_CLASS (way_journal_memory_parent_class)->finalize (object);
}

static void
way_journal_memory_init (WayJournalMemory *self)
{
  self->logs = g_ptr_array_new_with_free_func (held_free);
  self->acts = g_ptr_array_new_with_free_func ((GDestroyNotify)way_journal_act_free);
  g_ptr_array_add (self->logs, held_new (&way_id_nil));
}

static void
way_journal_memory_class_init (WayJournalMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_journal_memory_finalize;
}
