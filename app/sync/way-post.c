/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-post.h"

#include "way-stream.h"
#include "way-task.h"

#define MAX_ENTRIES 256

static void
posting_clear (WayPosted *self)
{
  g_clear_pointer (&self->reason, g_free);
  way_wire_appended_clear (&self->appended);
}
WAY_DEFINE_DATA (WayPosted, posting)

void
way_posted_clear (WayPosted *self)
{
  posting_clear (self);
}

static GBytes *
make_stream (GPtrArray *entries, guint *ret_n)
{
  g_autoptr (GByteArray) stream = g_byte_array_new ();
  guint n = 0;

  for (; n < MIN (entries->len, MAX_ENTRIES); n++)
    {
      gsize size;
      gconstpointer bytes = g_bytes_get_data (g_ptr_array_index (entries, n), &size);

      if (stream->len + WAY_STREAM_PREFIX_SIZE + size > WAY_STREAM_MAX_SIZE)
        break;
      way_stream_write_entry (stream, bytes, size);
    }
  *ret_n = n;
  return g_byte_array_free_to_bytes (g_steal_pointer (&stream));
}

static void
posted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  WayPosted *posted = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (WayWireAnswer) answer = way_link_call_finish (WAY_LINK (source), result,
                                                           &posted->reason, &error);

  if (answer == NULL)
    return g_task_return_error (task, error);
  posted->is_told = way_wire_read_appended (answer, &posted->appended);
  g_task_return_boolean (task, TRUE);
}

void
way_post (WayLink *link,
          char *path,
          GPtrArray *entries,
          const char *authorization,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  WayPosted *posted = posting_new0 ();
  WayWireRequest *request = way_wire_request_new ("POST", path,
                                                  make_stream (entries, &posted->n_posted));

  g_task_set_source_tag (task, way_post);
  g_task_set_task_data (task, posted, (GDestroyNotify)posting_free);
  request->token = g_strdup (authorization);
  way_link_call (link, request, authorization == NULL, cancellable, posted_cb, task);
}

gboolean
way_post_finish (GAsyncResult *result, WayPosted *ret_posted, GError **error)
{
  WayPosted *posted = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *ret_posted = *posted;
  *posted = (WayPosted){ 0 };
  return TRUE;
}
