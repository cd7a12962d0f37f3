/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Late work of laptops that are out of a log: a manager looks at what waits in the lane, and
 * accepts or declines it (ledger's format.md, 6 and 10).
 *
 * The decision stands in the log first, then what was accepted behind it; a visit that is cut off
 * between finds the rest waiting still.
 */
#include "way-post.h"
#include "way-stream.h"
#include "way-visit-private.h"
#include "way-wire.h"

#define MAX_DECIDED WAY_TARGETS_MAX

static void read_lane (GTask *task);
static void append_accepted (GTask *task);

/* (transfer full): hashes in hex, owned: what a manager declined, and did not accept since. */
static GHashTable *
list_declined (WayVisit *self)
{
  GHashTable *declined = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint64 at = 1; at <= way_visit_get_length (self); at++)
    {
      gsize size;
      gconstpointer bytes = g_bytes_get_data (way_replica_get_entry (self->replica, at), &size);
      WayEntryBody body;
      WayEntry entry;

      if (!way_entry_read (bytes, size, &entry) || entry.type != WAY_ENTRY_RESOLVE_QUARANTINE
          || !way_entry_body_read (entry.type, way_entry_get_body (&entry), entry.body_len, &body))
        continue;
      for (guint i = 0; i < body.n_targets; i++)
        {
          WayHash hash = way_entry_body_get_resolved (&body, i);
          g_autofree char *hex = way_wire_format_hex (&hash, sizeof hash);

          if (body.decision == WAY_DECISION_DECLINE)
            g_hash_table_add (declined, g_steal_pointer (&hex));
          else
            g_hash_table_remove (declined, hex);
        }
    }
  return declined;
}

/* Whether this entry of the lane waits for a decision; fills @ret_late then. */
static gboolean
waits (WayVisit *self, GHashTable *declined, GBytes *entry, WayTeamLate *ret_late, char **ret_hash)
{
  gsize size;
  gconstpointer bytes = g_bytes_get_data (entry, &size);
  const WayDirDevice *device;
  WayEntry read;
  WayHash hash;

  if (!way_entry_read (bytes, size, &read)
      || way_log_judge_quarantine (way_replica_get_log (self->replica), self->moment.directory,
                                   bytes, size)
             != WAY_VERDICT_OK)
    return FALSE;
  way_entry_get_hash (&read, &hash);
  *ret_hash = way_wire_format_hex (&hash, sizeof hash);
  device = way_directory_find (self->moment.directory, &read.device);
  *ret_late = (WayTeamLate){ .device = read.device,
                             .wall_ms = (gint64)MIN (read.wall_ms, G_MAXINT64),
                             .declined = g_hash_table_contains (declined, *ret_hash) };
  if (device != NULL)
    ret_late->user = device->certificate.user;
  return !g_hash_table_contains (self->handled, *ret_hash);
}

/* On the pool: what of visit->lost is to be decided on, and what is told of it. */
static void
look_job (GTask *inner, gpointer source, gpointer data, GCancellable *cancellable)
{
  WayVisit *visit = data;
  g_autoptr (GHashTable) declined = list_declined (visit);
  g_autoptr (GPtrArray) all = g_steal_pointer (&visit->lost);

  visit->lost = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  for (guint i = 0; i < all->len; i++)
    {
      g_autofree char *hash = NULL;
      WayTeamLate late;

      if (!waits (visit, declined, g_ptr_array_index (all, i), &late, &hash))
        continue;
      if (visit->late->decision == 0)
        g_array_append_val (visit->late->found, late);
      else if (visit->lost->len < MAX_DECIDED && way_id_equal (&late.device, &visit->late->device)
               && !(late.declined && visit->late->decision == WAY_DECISION_DECLINE))
        {
          g_hash_table_add (visit->handled, g_steal_pointer (&hash));
          g_ptr_array_add (visit->lost, g_bytes_ref (g_ptr_array_index (all, i)));
        }
    }
  g_clear_pointer (&visit->own, g_bytes_unref);
  if (visit->lost->len > 0)
    visit->own = way_replica_make_resolution (visit->replica, &visit->moment, visit->late->decision,
                                              visit->lost);
  way_visit_end_job (inner);
}

static void
appended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  WayVisit *visit = g_task_get_task_data (task);
  g_auto (WayPosted) posted = { 0 };
  GError *error = NULL;
  gboolean refused;

  if (!way_post_finish (result, &posted, &error))
    return way_visit_fail (task, error);
  refused = posted.reason[0] != '\0';
  if (!posted.is_told || (refused && posted.appended.verdict == 0))
    return way_visit_refuse (task, posted.reason);
  /* One that the log refuses stands in it in another form already. */
  visit->late->n_decided += posted.appended.n_taken;
  g_ptr_array_remove_range (visit->lost, 0, posted.appended.n_taken + (refused ? 1 : 0));
  append_accepted (task);
}

static void
append_accepted (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);

  if (visit->lost->len == 0)
    return way_visit_pull (task);
  way_post (visit->session->link, way_visit_make_path (visit, "log"), visit->lost, NULL,
            g_task_get_cancellable (task), appended_cb, task);
}

static void
resolved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  WayVisit *visit = g_task_get_task_data (task);
  g_auto (WayPosted) posted = { 0 };
  GError *error = NULL;

  if (!way_post_finish (result, &posted, &error))
    return way_visit_fail (task, error);
  if (posted.reason[0] != '\0')
    return way_visit_refuse (task, posted.reason);
  if (visit->late->decision == WAY_DECISION_ACCEPT)
    return append_accepted (task);
  visit->late->n_decided += visit->lost->len;
  way_visit_pull (task);
}

static void
looked (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();

  if (visit->own == NULL)
    {
      visit->late->is_whole = TRUE;
      return way_visit_end (task);
    }
  g_ptr_array_add (entries, visit->own);
  way_post (visit->session->link, way_visit_make_path (visit, "log"), entries, NULL,
            g_task_get_cancellable (task), resolved_cb, task);
}

static void
lane_read (GTask *task, GArray *slices, const WayLogPage *page)
{
  WayVisit *visit = g_task_get_task_data (task);

  for (guint i = 0; i < slices->len; i++)
    {
      WaySlice *slice = &g_array_index (slices, WaySlice, i);

      g_ptr_array_add (visit->lost, g_bytes_new (slice->bytes, slice->size));
    }
  visit->at += slices->len;
  if (visit->at < page->total)
    return read_lane (task);
  way_visit_run (task, look_job, looked);
}

static void
read_lane (GTask *task)
{
  way_visit_read_page (task, "quarantine", 0, lane_read);
}

void
way_visit_look_at_lane (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);

  if (visit->handled == NULL)
    visit->handled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_clear_pointer (&visit->lost, g_ptr_array_unref);
  visit->lost = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  visit->at = 0;
  read_lane (task);
}
