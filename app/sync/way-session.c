/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-session.h"

#include <string.h>
#include "way-directory-write.h"
#include "way-post.h"
#include "way-stream.h"
#include "way-task.h"

#define TRIES 4                        /* at an entry, where others are faster */
#define SHELF_BYTES (48 * 1024 * 1024) /* a caseload of some years */

static void
parts_hold (WaySyncParts *self)
{
  g_object_ref (self->journal);
  g_object_ref (self->executor);
  g_object_ref (self->clock);
  g_object_ref (self->random);
}

WaySession *
way_session_ref (WaySession *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

void
way_session_unref (WaySession *self)
{
  if (self == NULL || !g_ref_count_dec (&self->ref_count))
    return;

  g_object_unref (self->parts.journal);
  g_object_unref (self->parts.executor);
  g_object_unref (self->parts.clock);
  g_object_unref (self->parts.random);
  g_clear_pointer (&self->state, way_journal_state_free);
  g_clear_pointer (&self->device, way_device_keys_unref);
  g_clear_pointer (&self->directory, way_directory_unref);
  g_clear_pointer (&self->shelf, way_shelf_unref);
  g_clear_object (&self->link);
  g_clear_pointer (&self->fork.held, g_ptr_array_unref);
  g_clear_pointer (&self->fork.one, g_bytes_unref);
  g_clear_pointer (&self->fork.other, g_bytes_unref);
  g_free (self);
}

guint8
way_session_get_roles (WaySession *self)
{
  const WayDirDevice *device = way_directory_find (self->directory, &self->device->id);
  guint64 seq = way_directory_get_length (self->directory);

  return device != NULL && way_dir_device_stands_at (device, seq)
             ? way_dir_device_get_roles_at (device, seq)
             : 0;
}

WayLink *
way_session_make_link (WaySession *self, const char *server, const char *ca_pem, GError **error)
{
  g_autoptr (WayTransport) transport = self->parts.make_transport (
      server, ca_pem, self->parts.executor, self->parts.data, error);

  return transport != NULL
             ? way_link_new (transport, self->parts.executor, self->parts.clock, self->device)
             : NULL;
}

/* -- opening ----------------------------------------------------------------------------------- */

typedef struct
{
  WaySession *session; /* (owned) */
  WaySession *former;  /* (owned) (nullable) */
  WayJournalLog *log;  /* (owned): the directory's bytes */
} Opening;

static void
opening_clear (Opening *self)
{
  way_session_unref (self->session);
  way_session_unref (self->former);
  way_journal_log_free (self->log);
}
WAY_DEFINE_DATA (Opening, opening)

/* Makes the line, or takes the one there is, whose token is still good. */
static gboolean
open_line (Opening *self, GError **error)
{
  WayJournalTeam *team = self->session->state->team;
  WayJournalTeam *former = self->former != NULL ? self->former->state->team : NULL;

  if (former != NULL && self->former->link != NULL && g_str_equal (former->server, team->server)
      && g_strcmp0 (former->ca_pem, team->ca_pem) == 0
      && way_id_equal (&self->former->device->id, &self->session->device->id))
    self->session->link = g_object_ref (self->former->link);
  else
    self->session->link = way_session_make_link (self->session, team->server, team->ca_pem, error);
  return self->session->link != NULL;
}

static void
finish_opening (GTask *task)
{
  Opening *opening = g_task_get_task_data (task);
  GError *error = NULL;

  if (open_line (opening, &error))
    g_task_return_pointer (task, g_steal_pointer (&opening->session),
                           (GDestroyNotify)way_session_unref);
  else
    g_task_return_error (task, error);
}

/* On the pool: every signature of it, once. */
static void
judge_directory (GTask *inner, gpointer source, gpointer data, GCancellable *cancellable)
{
  Opening *opening = data;
  WayDirectory *directory = way_directory_new ();

  for (guint i = 0; i < opening->log->entries->len; i++)
    {
      WayJournalEntry *entry = g_ptr_array_index (opening->log->entries, i);
      gsize size;
      gconstpointer bytes = g_bytes_get_data (entry->bytes, &size);

      if (way_directory_append (&directory, bytes, size, NULL) != WAY_VERDICT_OK)
        break;
    }
  opening->session->directory = directory;
  g_task_return_boolean (inner, TRUE);
}

static gboolean
is_as_held (WayDirectory *directory, const WayJournalHeld *held)
{
  return way_directory_get_length (directory) == held->length
         && memcmp (way_directory_get_head_at (directory, held->length)->bytes, held->head,
                    WAY_HEAD_SIZE)
                == 0;
}

static void
judged_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Opening *opening = g_task_get_task_data (task);
  GError *error = NULL;

  if (is_as_held (opening->session->directory, &opening->session->state->directory))
    return finish_opening (task);
  way_sync_fail (&error, WAY_SYNC_TROUBLE_BAD_LOG);
  g_task_return_error (task, error);
}

static void
directory_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Opening *opening = g_task_get_task_data (task);
  g_autoptr (GTask) inner = NULL;
  GError *error = NULL;

  opening->log = way_journal_load_log_finish (WAY_JOURNAL (source), result, &error);
  if (opening->log == NULL)
    return g_task_return_error (task, error);
  inner = g_task_new (NULL, NULL, judged_cb, g_object_ref (task));
  g_task_set_task_data (inner, opening, NULL);
  way_executor_run_in_pool (opening->session->parts.executor, inner, judge_directory);
}

/* Logs are judged by the directory, and opened with this laptop's keys. */
static void
share_shelf (WaySession *self, WayShelf *shelf)
{
  way_shelf_unref (self->shelf);
  self->shelf = way_shelf_ref (shelf);
}

static void
state_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Opening *opening = g_task_get_task_data (task);
  WaySession *session = opening->session;
  GError *error = NULL;

  session->state = way_journal_load_finish (WAY_JOURNAL (source), result, &error);
  if (session->state == NULL)
    return g_task_return_error (task, error);
  session->device = way_device_keys_new (session->state->sign_seed, session->state->box_seed);
  session->shelf = way_shelf_new (SHELF_BYTES);
  if (session->state->team == NULL)
    {
      session->directory = way_directory_new ();
      return g_task_return_pointer (task, g_steal_pointer (&opening->session),
                                    (GDestroyNotify)way_session_unref);
    }
  if (opening->former != NULL
      && is_as_held (opening->former->directory, &session->state->directory))
    {
      session->directory = way_directory_ref (opening->former->directory);
      if (way_id_equal (&opening->former->device->id, &session->device->id))
        share_shelf (session, opening->former->shelf);
      return finish_opening (task);
    }
  way_journal_load_log (session->parts.journal, &way_id_nil, 0, g_task_get_cancellable (task),
                        directory_cb, g_object_ref (task));
}

void
way_session_open (const WaySyncParts *parts,
                  WaySession *former,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Opening *opening = opening_new0 ();

  g_task_set_source_tag (task, way_session_open);
  g_task_set_task_data (task, opening, (GDestroyNotify)opening_free);
  opening->session = g_new0 (WaySession, 1);
  g_ref_count_init (&opening->session->ref_count);
  opening->session->parts = *parts;
  opening->session->waits = former != NULL && former->waits;
  parts_hold (&opening->session->parts);
  opening->former = former != NULL ? way_session_ref (former) : NULL;
  way_journal_load (parts->journal, cancellable, state_cb, g_steal_pointer (&task));
}

WaySession *
way_session_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* -- the directory, pulled --------------------------------------------------------------------- */

static WaySyncTrouble
trouble_of_directory (WayDirectory *directory, guint64 incarnation)
{
  guint64 length = way_directory_get_length (directory);

  return length > 0 && incarnation > way_directory_get_incarnation_at (directory, length)
             ? WAY_SYNC_TROUBLE_LEFT_BEHIND
             : WAY_SYNC_TROUBLE_FORKED;
}

gboolean
way_session_take_directory (WayDirectory **directory,
                            const WayWireAnswer *answer,
                            GPtrArray *entries,
                            guint64 *ret_total,
                            GError **error)
{
  gsize size;
  gconstpointer bytes = g_bytes_get_data (answer->body, &size);
  guint64 before = way_directory_get_length (*directory);
  WayLogPage page;
  g_autoptr (GArray) slices = way_log_page_read (bytes, size, &page);

  if (slices == NULL || page.first != before + 1)
    return way_sync_fail (error, WAY_SYNC_TROUBLE_NOT_WAYMARK);
  for (guint i = 0; i < slices->len; i++)
    {
      WaySlice *slice = &g_array_index (slices, WaySlice, i);
      WayVerdict verdict = way_directory_append (directory, slice->bytes, slice->size, NULL);

      if (verdict == WAY_VERDICT_D10_PREV)
        return way_sync_fail (error, trouble_of_directory (*directory, page.incarnation));
      if (verdict == WAY_VERDICT_D3_SUITE || verdict == WAY_VERDICT_D5_TYPE)
        return way_sync_fail (error, WAY_SYNC_TROUBLE_UPDATE);
      if (verdict != WAY_VERDICT_OK)
        return way_sync_fail (error, WAY_SYNC_TROUBLE_BAD_LOG);
      g_ptr_array_add (entries, g_bytes_new (slice->bytes, slice->size));
    }
  if (!way_hash_equal (&page.last_head,
                       way_directory_get_head_at (*directory, before + slices->len)))
    return way_sync_fail (error, trouble_of_directory (*directory, page.incarnation));
  *ret_total = page.total;
  return TRUE;
}

typedef struct
{
  WaySession *session;  /* (owned) */
  WayDirectory *longer; /* (owned): the one that is being written down */
  guint64 total;
  WayMakeEntry make; /* posting only */
  gpointer make_data;
  GBytes *entry; /* (owned) */
  guint tries;
} Pulling;

static void
pulling_clear (Pulling *self)
{
  way_session_unref (self->session);
  g_clear_pointer (&self->longer, way_directory_unref);
  g_clear_pointer (&self->entry, g_bytes_unref);
}
WAY_DEFINE_DATA (Pulling, pulling)

static void pull_more (GTask *task);

/* (transfer full) */
static WayJournalChange *
make_directory_change (Pulling *self, GPtrArray *entries)
{
  guint64 before = way_directory_get_length (self->session->directory);
  guint64 length = way_directory_get_length (self->longer);
  WayJournalChange *change = way_journal_change_new (&way_id_nil, before);

  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (change->entries, way_journal_entry_new (g_ptr_array_index (entries, i), 0));
  memcpy (change->head, way_directory_get_head_at (self->longer, length)->bytes, WAY_HEAD_SIZE);
  return change;
}

/* What was written down is what is known. */
static void
adopt_longer (Pulling *self)
{
  WayJournalHeld *held = &self->session->state->directory;

  way_directory_unref (self->session->directory);
  self->session->directory = g_steal_pointer (&self->longer);
  held->length = way_directory_get_length (self->session->directory);
  memcpy (held->head, way_directory_get_head_at (self->session->directory, held->length)->bytes,
          WAY_HEAD_SIZE);
}

static void
pulled_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Pulling *pulling = g_task_get_task_data (task);
  GError *error = NULL;

  if (!way_journal_write_finish (WAY_JOURNAL (source), result, &error))
    return g_task_return_error (task, error);
  adopt_longer (pulling);
  if (way_directory_get_length (pulling->session->directory) < pulling->total)
    pull_more (g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Pulling *pulling = g_task_get_task_data (task);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autofree char *reason = NULL;
  g_autoptr (WayJournalChange) change = NULL;
  GError *error = NULL;
  g_autoptr (WayWireAnswer) answer = way_link_call_finish (WAY_LINK (source), result, &reason,
                                                           &error);

  if (answer == NULL)
    return g_task_return_error (task, error);
  pulling->longer = way_directory_ref (pulling->session->directory);
  if (reason[0] != '\0')
    way_sync_fail (&error, way_wire_get_trouble (reason));
  else
    way_session_take_directory (&pulling->longer, answer, entries, &pulling->total, &error);
  if (error != NULL)
    return g_task_return_error (task, error);
  if (entries->len == 0)
    return g_task_return_boolean (task, TRUE);
  change = make_directory_change (pulling, entries);
  way_journal_write (pulling->session->parts.journal, change, g_task_get_cancellable (task),
                     pulled_written_cb, g_object_ref (task));
}

/* Takes @task. */
static void
pull_more (GTask *task)
{
  Pulling *pulling = g_task_get_task_data (task);
  char *path = g_strdup_printf ("/v1/dir?after=%" G_GUINT64_FORMAT,
                                way_directory_get_length (pulling->session->directory));

  g_clear_pointer (&pulling->longer, way_directory_unref);
  way_link_call (pulling->session->link, way_wire_request_new ("GET", path, NULL), TRUE,
                 g_task_get_cancellable (task), page_cb, task);
}

/* (transfer full) */
static GTask *
pulling_new (WaySession *session,
             gpointer tag,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  Pulling *pulling = pulling_new0 ();

  g_task_set_source_tag (task, tag);
  pulling->session = way_session_ref (session);
  g_task_set_task_data (task, pulling, (GDestroyNotify)pulling_free);
  return task;
}

void
way_session_pull_directory (WaySession *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  pull_more (pulling_new (self, way_session_pull_directory, cancellable, callback, data));
}

gboolean
way_session_pull_directory_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* -- the directory, written -------------------------------------------------------------------- */

GBytes *
way_session_make_entry (WaySession *self, WayDirType type, const WayDirBody *body)
{
  WayDirSigner signer = { self->device->id, self->device->sign_key };

  return way_dir_entry_make (self->directory, type, body,
                             (guint64)MAX (way_clock_now (self->parts.clock), 0), &signer, FALSE);
}

static void post_entry (GTask *task);

static void
repulled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (!way_session_pull_directory_finish (result, &error))
    return g_task_return_error (task, error);
  post_entry (g_steal_pointer (&task));
}

static void
posted_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (!way_journal_write_finish (WAY_JOURNAL (source), result, &error))
    return g_task_return_error (task, error);
  adopt_longer (g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

static void
posted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Pulling *pulling = g_task_get_task_data (task);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  g_autoptr (WayJournalChange) change = NULL;
  g_auto (WayPosted) posted = { 0 };
  GError *error = NULL;
  gboolean is_answered = way_post_finish (result, &posted, &error);
  gsize size;
  gconstpointer bytes;

  /* An answer that was lost: what is there now says whether the entry was taken. */
  if (!is_answered && (!way_sync_error_is_offline (error) || pulling->tries > 0))
    return g_task_return_error (task, error);
  if (!is_answered || (g_str_equal (posted.reason, "STALE_HEAD") && pulling->tries < TRIES))
    {
      g_clear_error (&error);
      pulling->tries++;
      return way_session_pull_directory (pulling->session, g_task_get_cancellable (task),
                                         repulled_cb, g_object_ref (task));
    }
  if (posted.reason[0] != '\0')
    {
      way_sync_fail (&error, way_wire_get_trouble (posted.reason));
      return g_task_return_error (task, error);
    }
  bytes = g_bytes_get_data (pulling->entry, &size);
  pulling->longer = way_directory_ref (pulling->session->directory);
  if (way_directory_append (&pulling->longer, bytes, size, NULL) != WAY_VERDICT_OK)
    {
      way_sync_fail (&error, WAY_SYNC_TROUBLE_BAD_LOG);
      return g_task_return_error (task, error);
    }
  g_ptr_array_add (entries, pulling->entry);
  change = make_directory_change (pulling, entries);
  way_journal_write (pulling->session->parts.journal, change, g_task_get_cancellable (task),
                     posted_written_cb, g_object_ref (task));
}

/* Takes @task. */
static void
post_entry (GTask *task)
{
  g_autoptr (GTask) owned = task;
  Pulling *pulling = g_task_get_task_data (task);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  GError *error = NULL;

  g_clear_pointer (&pulling->entry, g_bytes_unref);
  pulling->entry = pulling->make (pulling->session, pulling->make_data, &error);
  if (error != NULL)
    return g_task_return_error (task, error);
  if (pulling->entry == NULL)
    return g_task_return_boolean (task, TRUE);
  g_ptr_array_add (entries, pulling->entry);
  way_post (pulling->session->link, g_strdup ("/v1/dir"), entries, NULL,
            g_task_get_cancellable (task), posted_cb, g_object_ref (owned));
}

void
way_session_post_directory (WaySession *self,
                            WayMakeEntry make,
                            gpointer make_data,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer data)
{
  GTask *task = pulling_new (self, way_session_post_directory, cancellable, callback, data);
  Pulling *pulling = g_task_get_task_data (task);

  pulling->make = make;
  pulling->make_data = make_data;
  post_entry (task);
}

gboolean
way_session_post_directory_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
