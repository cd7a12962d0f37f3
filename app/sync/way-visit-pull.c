/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What others wrote comes in.
 */
#include "way-stream.h"
#include "way-visit-private.h"
#include "way-wire.h"

static void pulled (GTask *task);

static void
page_taken (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);

  if (visit->verdict == WAY_VERDICT_OK && !way_visit_is_expected (visit))
    return way_visit_stop (task, WAY_SYNC_TROUBLE_FORKED);
  if (way_visit_get_length (visit) == visit->page_total)
    way_visit_mark_whole (visit);
  way_visit_drop_acknowledged (visit, visit->change->acknowledged);
  way_visit_write (task, pulled);
}

static void
pulled (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);

  if (visit->verdict != WAY_VERDICT_OK)
    return way_visit_stop (task, way_visit_get_trouble (visit));
  if (visit->fate == WAY_OUTBOX_CLONED)
    return way_visit_stop (task, WAY_SYNC_TROUBLE_CLONED);
  if (way_visit_get_length (visit) < visit->page_total)
    return way_visit_pull (task);
  way_visit_choose_epoch (task);
}

static gboolean
read_page (WayVisit *self,
           const WayWireAnswer *answer,
           WayLogPage *ret_page,
           gboolean *ret_continued)
{
  gsize size;
  gconstpointer bytes = g_bytes_get_data (answer->body, &size);
  g_autoptr (GArray) slices = way_log_page_read (bytes, size, ret_page);

  if (slices == NULL || ret_page->first != way_visit_get_length (self) + 1
      || ret_page->total < way_visit_get_length (self) + slices->len
      || (slices->len == 0 && ret_page->total > way_visit_get_length (self)))
    return FALSE;
  g_ptr_array_set_size (self->entries, 0);
  for (guint i = 0; i < slices->len; i++)
    {
      WaySlice *slice = &g_array_index (slices, WaySlice, i);
      g_autoptr (GBytes) entry = g_bytes_new (slice->bytes, slice->size);

      g_ptr_array_add (self->entries, way_journal_entry_new (entry, self->known));
    }
  self->page_total = ret_page->total;
  self->expected = ret_page->last_head;
  *ret_continued = way_visit_is_continued (self, slices, ret_page);
  return TRUE;
}

static void
directory_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;

  if (!way_session_pull_directory_finish (result, &error))
    return way_visit_fail (data, error);
  way_visit_pull (data);
}

/* The server does not show it.  That says nothing about what this laptop holds. */
static void
not_shown (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);

  if (way_visit_get_length (visit) == 0)
    return way_visit_choose_epoch (task);
  /* A laptop that joined again has the records of before, and waits to be let into them. */
  if (!way_replica_was_member (visit->replica, &visit->session->device->id))
    return way_visit_end (task);
  way_visit_compare (task, 0, &way_hash_none);
}

/* It has less than is asked for. */
static void
behind (GTask *task, const WayWireAnswer *answer)
{
  g_autofree char *hex = way_wire_read_text (answer, "head");
  guint64 length;
  WayHash head;

  if (!way_wire_read_number (answer, "seq", &length)
      || !way_wire_parse_hex (hex, &head, sizeof head)
      || length >= way_visit_get_length (g_task_get_task_data (task)))
    return way_visit_stop (task, WAY_SYNC_TROUBLE_NOT_WAYMARK);
  way_visit_compare (task, length, &head);
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  WayVisit *visit = g_task_get_task_data (task);
  g_autofree char *reason = NULL;
  GError *error = NULL;
  gboolean continued;
  WayLogPage page;
  g_autoptr (WayWireAnswer) answer = way_link_call_finish (WAY_LINK (source), result, &reason,
                                                           &error);

  if (answer == NULL)
    return way_visit_fail (task, error);
  if (g_str_equal (reason, "NO_SUCH_LOG"))
    return not_shown (task);
  if (g_str_equal (reason, "SERVER_BEHIND"))
    return behind (task, answer);
  if (g_str_equal (reason, "REVOKED") || g_str_equal (reason, "EXPIRED"))
    {
      visit->revoked = TRUE;
      return way_visit_look_at_outbox (task);
    }
  if (reason[0] != '\0')
    return way_visit_refuse (task, reason);
  if (!read_page (visit, answer, &page, &continued))
    return way_visit_stop (task, WAY_SYNC_TROUBLE_NOT_WAYMARK);
  /* It had more of the directory before. */
  if (page.dir_seq < way_directory_get_length (visit->session->directory))
    return way_visit_stop (task, WAY_SYNC_TROUBLE_ROLLED_BACK);
  /* An honest server judged these with what it shows of the directory now. */
  if (page.dir_seq > way_directory_get_length (visit->session->directory))
    return way_session_pull_directory (visit->session, g_task_get_cancellable (task), directory_cb,
                                       task);
  if (!continued)
    return way_visit_compare (task, page.total, &page.total_head);
  way_visit_run (task, way_visit_take_job, page_taken);
}

void
way_visit_pull (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);
  g_autofree char *rest = g_strdup_printf ("log?after=%" G_GUINT64_FORMAT,
                                           way_visit_get_length (visit));

  visit->is_whole = FALSE;
  way_link_call (visit->session->link,
                 way_wire_request_new ("GET", way_visit_make_path (visit, rest), NULL), TRUE,
                 g_task_get_cancellable (task), page_cb, task);
}

void
way_visit_turn_again (GTask *task)
{
  WayVisit *visit = g_task_get_task_data (task);

  if (++visit->turns >= WAY_VISIT_TURNS)
    return way_visit_end (task);
  way_session_pull_directory (visit->session, g_task_get_cancellable (task), directory_cb, task);
}
