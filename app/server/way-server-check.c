/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Is what the storage holds what judges accepted, and do its parts agree?
 */
#include "way-server-private.h"

typedef struct
{
  WayServer *server;
  GPtrArray *lines; /* (unowned) */
  GArray *logs;     /* (owned): WayId */
} Check;

static gboolean
note_log (const WayId *log, guint64 upto, guint64 tick, gpointer data)
{
  Check *self = data;

  g_array_append_val (self->logs, *log);
  return TRUE;
}

static void
add_line (Check *self, guint number, const char *what)
{
  g_ptr_array_add (self->lines, g_strdup_printf ("Log %u: %s", number, what));
}

typedef struct
{
  WayStoredEntry last;
  guint64 n;
  gboolean broken;
  WayHash chain;
} Headers;

/* An erased log has lost what a judge needs; its chain of headers still holds. */
static gboolean
follow_header (const WayStoredEntry *entry, gpointer data)
{
  Headers *self = data;
  WayEntry header;
  WayHash hash;

  self->n++;
  if (!way_entry_read (g_bytes_get_data (entry->bytes, NULL), g_bytes_get_size (entry->bytes),
                       &header))
    self->broken = TRUE;
  if (self->broken)
    return FALSE;
  way_entry_get_hash (&header, &hash);
  way_entry_chain (&self->chain, self->n, &hash, &self->chain);
  self->broken = entry->seq != self->n || !way_hash_equal (&self->chain, &entry->head);
  return !self->broken;
}

static gboolean
check_members (Check *self, guint number, const WayId *log, WayCachedLog *cached, GError **error)
{
  WayEpoch *epoch = way_log_get_epoch (cached->log, way_log_get_epoch_number (cached->log));

  for (guint i = 0; epoch != NULL && i < epoch->members->len; i++)
    {
      const WayEpochMember *member = &g_array_index (epoch->members, WayEpochMember, i);
      gboolean reads;
      guint64 upto;

      if (way_id_is_nil (&member->device))
        continue;
      if (!WAY_STORE (self->server, get_reader, log, &member->device, &reads, &upto, error))
        return FALSE;
      if (!reads || upto != 0)
        add_line (self, number, "a member is not listed as one.");
    }
  return TRUE;
}

static gboolean
check_log (Check *self, guint number, const WayId *log, GError **error)
{
  Headers headers = { 0 };
  WayCachedLog *cached;
  WayStoredLog row;

  if (!WAY_STORE (self->server, get_log, log, &row, error)
      || !WAY_STORE (self->server, read_log, log, 0, follow_header, &headers, error))
    return FALSE;
  if (headers.broken || headers.n != row.length || !way_hash_equal (&headers.chain, &row.head))
    add_line (self, number, "its entries are not the chain it says it is.");
  else if (!row.erased)
    {
      if (!way_server_get_log (self->server, log, &cached, error))
        {
          if (!g_error_matches (*error, WAY_SERVER_ERROR, WAY_SERVER_ERROR_DAMAGED))
            return FALSE;
          g_clear_error (error);
          add_line (self, number, "it holds an entry that no judge accepts.");
          return TRUE;
        }
      return check_members (self, number, log, cached, error);
    }
  return TRUE;
}

static gboolean
check_all (Check *self, GError **error)
{
  if (!way_server_load (self->server, error)
      || !WAY_STORE (self->server, list_logs, NULL, 0, note_log, self, error))
    return FALSE;
  for (guint i = 0; i < self->logs->len; i++)
    if (!check_log (self, i + 1, &g_array_index (self->logs, WayId, i), error))
      return FALSE;
  return TRUE;
}

GPtrArray *
way_server_check (WayStorage *storage)
{
  static const char *const no_origins[] = { NULL };
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) logs = g_array_new (FALSE, FALSE, sizeof (WayId));
  g_autoptr (WayClock) clock = way_clock_new_fixed (0);
  g_autoptr (WayRandom) random = way_random_new_system ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WayServer) server = NULL;
  Check check = { NULL, lines, logs };

  server = way_server_new (storage, clock, random, &way_server_limits, no_origins, &error);
  check.server = server;
  if (server != NULL && storage->klass->begin (storage, &error))
    {
      check_all (&check, &error);
      storage->klass->roll_back (storage);
    }
  if (error != NULL)
    g_ptr_array_add (lines, g_strdup (error->message));
  return g_steal_pointer (&lines);
}
