/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the server holds in memory, made by replay.
 */
#include "way-server-private.h"

static gboolean
fail_judged (GError **error)
{
  return way_fail (error, WAY_SERVER_ERROR, WAY_SERVER_ERROR_DAMAGED,
                   "The server's data holds an entry that no judge accepts, so it does not go on; "
                   "please run waymark-server check, and restore a backup.");
}

/* -- directory --------------------------------------------------------------------------------- */

static gboolean
replay_act (const WayStoredEntry *entry, gpointer data)
{
  WayServer *self = data;

  if (way_directory_append (&self->directory, g_bytes_get_data (entry->bytes, NULL),
                            g_bytes_get_size (entry->bytes), NULL)
      != WAY_VERDICT_OK)
    return FALSE;
  g_array_append_val (self->received_ms, entry->received_ms);
  self->dir_tick = entry->tick;
  self->tick = MAX (self->tick, entry->tick);
  return TRUE;
}

static gboolean
note_act (const WayStoredEntry *entry, gpointer data)
{
  *(guint64 *)data = entry->seq;
  return TRUE;
}

static gboolean
note_tick (const WayId *log, guint64 upto, guint64 tick, gpointer data)
{
  WayServer *self = data;

  self->tick = MAX (self->tick, tick);
  return TRUE;
}

/* Drawn at the first start, and read from then on. */
static gboolean
load_id (WayServer *self, const char *name, WayId *ret_id, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  if (!WAY_STORE (self, get_meta, name, &bytes, error))
    return FALSE;
  if (bytes != NULL)
    return way_id_from_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), ret_id)
           || fail_judged (error);
  way_id_new (self->random, ret_id);
  bytes = g_bytes_new (ret_id->bytes, sizeof ret_id->bytes);
  self->wrote = TRUE;
  return WAY_STORE (self, set_meta, name, bytes, error);
}

gboolean
way_server_load (WayServer *self, GError **error)
{
  g_autoptr (GBytes) restored = NULL;
  guint64 last = 0;

  way_server_forget (self);
  if (!load_id (self, "server", &self->id, error)
      || !WAY_STORE (self, get_meta, "restored", &restored, error)
      || !WAY_STORE (self, read_dir, 0, replay_act, self, error)
      || !WAY_STORE (self, read_dir, way_directory_get_length (self->directory), note_act, &last,
                     error)
      || !WAY_STORE (self, list_logs, NULL, self->tick, note_tick, self, error))
    return FALSE;
  if (last != 0)
    return fail_judged (error);
  self->restored = restored != NULL && g_bytes_get_size (restored) > 0;
  self->loaded = TRUE;
  return TRUE;
}

void
way_server_forget (WayServer *self)
{
  self->loaded = FALSE;
  g_clear_pointer (&self->directory, way_directory_unref);
  self->directory = way_directory_new ();
  g_array_set_size (self->received_ms, 0);
  g_hash_table_remove_all (self->logs);
  self->n_positions = 0;
  self->dir_tick = self->tick = 0;
}

guint64
way_server_get_incarnation (WayServer *self)
{
  guint64 length = way_directory_get_length (self->directory);

  return length > 0 ? way_directory_get_incarnation_at (self->directory, length) : 0;
}

guint64
way_server_get_certified_ms (WayServer *self, const WayDirDevice *device)
{
  return g_array_index (self->received_ms, guint64, device->certified_seq - 1);
}

/* -- logs -------------------------------------------------------------------------------------- */

typedef struct
{
  WayServer *server;
  WayLog *log; /* (owned) */
  gboolean bad;
} Replay;

static gboolean
replay_entry (const WayStoredEntry *entry, gpointer data)
{
  Replay *self = data;
  WayVerdict verdict = way_log_append (&self->log, self->server->directory,
                                       g_bytes_get_data (entry->bytes, NULL),
                                       g_bytes_get_size (entry->bytes), NULL);

  self->bad = verdict > WAY_VERDICT_OK_NO_BODY;
  return !self->bad;
}

static guint64
count_positions (const WayCachedLog *cached)
{
  return way_log_get_length (cached->log) + 1;
}

/* Lets the one go that was not asked for longest, until there is room. */
static void
make_room (WayServer *self)
{
  while (self->n_positions > self->limits.cached_positions && g_hash_table_size (self->logs) > 1)
    {
      GHashTableIter iter;
      gpointer id, value, oldest = NULL;
      guint64 used = G_MAXUINT64;

      g_hash_table_iter_init (&iter, self->logs);
      while (g_hash_table_iter_next (&iter, &id, &value))
        if (((WayCachedLog *)value)->used < used)
          {
            used = ((WayCachedLog *)value)->used;
            oldest = id;
          }
      way_server_drop_log (self, oldest);
    }
}

gboolean
way_server_get_log (WayServer *self, const WayId *id, WayCachedLog **ret_log, GError **error)
{
  WayCachedLog *cached = g_hash_table_lookup (self->logs, id);

  if (cached == NULL)
    {
      Replay replay = { self, way_log_new (way_directory_get_org (self->directory), id), FALSE };

      if (!WAY_STORE (self, read_log, id, 0, replay_entry, &replay, error) || replay.bad)
        {
          way_log_unref (replay.log);
          return replay.bad ? fail_judged (error) : FALSE;
        }
      make_room (self);
      cached = g_new0 (WayCachedLog, 1);
      cached->log = replay.log;
      g_hash_table_insert (self->logs, way_id_copy (id), cached);
      self->n_positions += count_positions (cached);
    }
  cached->used = ++self->n_used;
  *ret_log = cached;
  return TRUE;
}

void
way_server_drop_log (WayServer *self, const WayId *id)
{
  WayCachedLog *cached = g_hash_table_lookup (self->logs, id);
  guint64 n = cached != NULL ? count_positions (cached) : 0;

  self->n_positions -= MIN (n, self->n_positions);
  g_hash_table_remove (self->logs, id);
}
