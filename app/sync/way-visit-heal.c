/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A server that shows less of a log than this laptop holds, or something else (ledger's format.md,
 * 12).
 *
 * Less: where it was restored since, it is given back what it lost, at its places.  Something else:
 * where it was restored, others wrote before this laptop came; the log goes on as it is shown, this
 * laptop's own work behind the last common entry is sealed again, and that of others is handed to
 * the quarantine lane first.  Without a restore either is an alarm.
 */
#include "way-post.h"
#include "way-stream.h"
#include "way-visit-private.h"

#define PROBE_BYTES 4096

static const WayHash *
get_head_at (WayVisit *self, guint64 position)
{
  return way_log_get_head_at (way_replica_get_log (self->replica), position);
}

static GBytes *
get_entry (WayVisit *self, guint64 position)
{
  return way_replica_get_entry (self->replica, position);
}

static gboolean
read_entry (WayVisit *self, guint64 position, WayEntry *ret_entry)
{
  gsize size;
  gconstpointer bytes = g_bytes_get_data (get_entry (self, position), &size);

  return way_entry_read (bytes, size, ret_entry);
}

/* -- less -------------------------------------------------------------------------------------- */

static void give_more (GTask *task);

static void
given_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  WayVisit *visit = g_task_get_task_data (task);
  g_auto (WayPosted) posted = { 0 };
  GError *error = NULL;

  if (!way_post_finish (result, &posted, &error))
    return way_visit_fail (task, error);
  if (posted.is_told)
    {
      visit->at += posted.appended.n_taken;
      visit->result.n_given_back += posted.appended.n_taken - posted.appended.n_same;
    }
  if (posted.reason[0] == '\0')
    return give_more (task);
  /* Somebody wrote between: the log says what. */
  if (++visit->turns < WAY_VISIT_TURNS)
    return way_visit_pull (task);
  way_visit_refuse (task, posted.reason);
}

static void
give_more (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  g_autofree char *log = way_id_dup_hex (&visit->log);

  if (visit->at == way_visit_get_length (visit))
    return way_visit_pull (task);
  for (guint64 at = visit->at + 1; at <= way_visit_get_length (visit); at++)
    g_ptr_array_add (entries, get_entry (visit, at));
  way_post (visit->session->link, g_strconcat ("/v1/heal/", log, NULL), entries, NULL,
            g_task_get_cancellable (task), given_cb, task);
}

static void
show_shorter (GTask *task, guint64 length)
{
  WayVisit *visit = g_task_get_task_data (task);
  WayEntry first;

  /* It takes nothing back until a manager has spoken. */
  if (visit->session->waits)
    return way_visit_stop (task, WAY_SYNC_TROUBLE_RESTORED);
  if (!read_entry (visit, length + 1, &first)
      || first.dir_seq >= way_directory_find_incarnation (visit->session->directory))
    return way_visit_stop (task, WAY_SYNC_TROUBLE_ROLLED_BACK);
  visit->at = length;
  give_more (task);
}

/* -- something else ---------------------------------------------------------------------------- */

static void hand_over (GTask *task);

static void
went_back (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);

  visit->must_relist = TRUE;
  way_visit_load (task);
}

static void
go_back (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);

  g_clear_pointer (&visit->change, way_journal_change_unref);
  visit->change = way_visit_make_change (visit, visit->at);
  memcpy (visit->change->head, get_head_at (visit, visit->at)->bytes, WAY_HEAD_SIZE);
  visit->change->restored = TRUE;
  visit->change->drop_sealed = TRUE;
  way_visit_write (task, went_back);
}

static void
handed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  WayVisit *visit = g_task_get_task_data (task);
  g_auto (WayPosted) posted = { 0 };
  GError *error = NULL;

  if (!way_post_finish (result, &posted, &error))
    return way_visit_fail (task, error);
  if (!posted.is_told)
    return way_visit_refuse (task, posted.reason);
  /* One that the lane refuses is sealed under what nobody has any more: only its author can. */
  g_ptr_array_remove_range (visit->lost, 0,
                            posted.appended.n_taken + (posted.appended.verdict != 0 ? 1 : 0));
  if (posted.reason[0] != '\0' && posted.appended.verdict == 0)
    return way_visit_refuse (task, posted.reason);
  hand_over (task);
}

static void
hand_over (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);

  if (visit->lost->len == 0)
    return go_back (task);
  way_post (visit->session->link, way_visit_make_path (visit, "quarantine"), visit->lost, NULL,
            g_task_get_cancellable (task), handed_cb, task);
}

static gboolean
is_of_others (WayVisit *self, const WayEntry *entry)
{
  const WayDirDevice *device = way_directory_find (self->session->directory, &entry->device);

  return entry->type == WAY_ENTRY_OPS && !entry->bare
         && (device == NULL
             || !way_id_equal (&device->certificate.user, &self->session->state->user));
}

/* Both histories are the same up to visit->at. */
static void
part (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);
  WayDirectory *directory = visit->session->directory;
  guint64 shown = way_directory_get_incarnation_at (directory,
                                                    way_directory_get_length (directory));
  guint64 held = way_directory_get_incarnation_at (directory, MAX (visit->known, 1));

  if (shown <= held)
    return way_visit_stop (task, WAY_SYNC_TROUBLE_FORKED);
  g_clear_pointer (&visit->lost, g_ptr_array_unref);
  visit->lost = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  for (guint64 at = visit->at + 1; at <= way_visit_get_length (visit); at++)
    {
      WayEntry entry;

      if (read_entry (visit, at, &entry) && is_of_others (visit, &entry))
        g_ptr_array_add (visit->lost, g_bytes_ref (get_entry (visit, at)));
    }
  hand_over (task);
}

/* -- where both part --------------------------------------------------------------------------- */

static void probe (GTask *task);

static void
chain_slice (WayHash *head, guint64 position, WaySlice slice, WayHash *ret_hash)
{
  WayEntry entry;

  *ret_hash = way_hash_none;
  if (way_entry_read (slice.bytes, slice.size, &entry))
    way_entry_get_hash (&entry, ret_hash);
  way_entry_chain (head, position, ret_hash, head);
}

/* Whether the page goes on from our head behind @after; @ret_n: how many of it are ours too. */
static gboolean
goes_on (WayVisit *self, GArray *slices, const WayLogPage *page, guint64 after, guint64 *ret_n)
{
  WayLog *log = way_replica_get_log (self->replica);
  WayHash head = *get_head_at (self, after), hash;
  guint64 n = 0;

  for (guint i = 0; i < slices->len; i++)
    {
      chain_slice (&head, after + i + 1, g_array_index (slices, WaySlice, i), &hash);
      if (n == i && after + i < way_visit_get_length (self)
          && way_hash_equal (&hash, way_log_get_hash_at (log, after + i + 1)))
        n++;
    }
  *ret_n = n;
  return way_hash_equal (&head, &page->last_head);
}

static void
probed (GTask *task, GArray *slices, const WayLogPage *page)
{
  WayVisit *visit = g_task_get_task_data (task);
  guint64 n;

  if (!goes_on (visit, slices, page, visit->at, &n))
    {
      if (visit->at == 0)
        return way_visit_stop (task, WAY_SYNC_TROUBLE_FORKED);
      visit->step *= 2;
      visit->at -= MIN (visit->at, visit->step);
      return probe (task);
    }
  visit->at += n;
  way_visit_look_for_proof (visit, slices, (guint)n);
  if (n == slices->len && n > 0)
    return probe (task);
  part (task);
}

static void
probe (GTask *task)
{
  way_visit_read_page (task, "log", PROBE_BYTES, probed);
}

static void
show_other (GTask *task, guint64 length)
{
  WayVisit *visit = g_task_get_task_data (task);

  visit->at = MIN (length, way_visit_get_length (visit));
  visit->step = 1;
  probe (task);
}

/* -- the public face --------------------------------------------------------------------------- */

gboolean
way_visit_is_continued (WayVisit *self, GArray *slices, const WayLogPage *page)
{
  guint64 n;

  return goes_on (self, slices, page, way_visit_get_length (self), &n);
}

void
way_visit_compare (GTask *task, guint64 length, const WayHash *head)
{
  WayVisit *visit = g_task_get_task_data (task);

  if (length < way_visit_get_length (visit) && way_hash_equal (head, get_head_at (visit, length)))
    show_shorter (task, length);
  else
    show_other (task, length);
}
