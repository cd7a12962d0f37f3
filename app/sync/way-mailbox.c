/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-mailbox.h"

#include "way-fail.h"
#include "way-i18n.h"
#include "way-sync-error.h"
#include "way-task.h"
#include "way-team.h"
#include "way-wire.h"

#define WAIT_MS 20000

typedef struct
{
  WayLink *link; /* (owned) */
  WayHash ticket_hash;
  const char *slot;
} Mail;

static void
mail_clear (Mail *self)
{
  g_clear_object (&self->link);
}
WAY_DEFINE_DATA (Mail, mail)

static GTask *
mail_task_new (WayLink *link,
               const WayHash *ticket_hash,
               const char *slot,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, data);
  Mail *mail = mail_new0 ();

  mail->link = g_object_ref (link);
  mail->ticket_hash = *ticket_hash;
  mail->slot = slot;
  g_task_set_source_tag (task, mail_task_new);
  g_task_set_task_data (task, mail, (GDestroyNotify)mail_free);
  return task;
}

static char *
make_path (Mail *self, const char *query)
{
  g_autofree char *hex = way_wire_format_hex (&self->ticket_hash, sizeof self->ticket_hash);

  return g_strconcat ("/v1/enrol/", hex, "/", self->slot, query, NULL);
}

static void
fail_refused (GTask *task, const char *reason)
{
  GError *error = NULL;

  if (g_str_equal (reason, "NO_TICKET") || g_str_equal (reason, "TAKEN"))
    way_fail (&error, WAY_TEAM_ERROR, WAY_TEAM_ERROR_ENDED,
              _ ("This invitation is used up or too old. Ask your manager for a new one."));
  else
    way_sync_fail (&error, way_wire_get_trouble (reason));
  g_task_return_error (task, error);
}

/* -- put --------------------------------------------------------------------------------------- */

static void
put_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autofree char *reason = NULL;
  GError *error = NULL;
  g_autoptr (WayWireAnswer) answer = way_link_call_finish (WAY_LINK (source), result, &reason,
                                                           &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else if (reason[0] != '\0')
    fail_refused (task, reason);
  else
    g_task_return_boolean (task, TRUE);
}

void
way_mailbox_put (WayLink *link,
                 const WayHash *ticket_hash,
                 const char *slot,
                 GBytes *message,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer data)
{
  GTask *task = mail_task_new (link, ticket_hash, slot, cancellable, callback, data);

  way_link_call (link,
                 way_wire_request_new ("PUT", make_path (g_task_get_task_data (task), ""),
                                       g_bytes_ref (message)),
                 FALSE, cancellable, put_cb, task);
}

gboolean
way_mailbox_put_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* -- get --------------------------------------------------------------------------------------- */

static void ask (GTask *task);

static void
get_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autofree char *reason = NULL;
  GError *error = NULL;
  g_autoptr (WayWireAnswer) answer = way_link_call_finish (WAY_LINK (source), result, &reason,
                                                           &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else if (g_str_equal (reason, "NOT_YET"))
    ask (g_steal_pointer (&task));
  else if (reason[0] != '\0')
    fail_refused (task, reason);
  else
    g_task_return_pointer (task, g_bytes_ref (answer->body), (GDestroyNotify)g_bytes_unref);
}

/* Takes @task. */
static void
ask (GTask *task)
{
  Mail *mail = g_task_get_task_data (task);
  WayWireRequest *request = way_wire_request_new (
      "GET", make_path (mail, "?wait=" G_STRINGIFY (WAIT_MS)), NULL);

  request->wait_ms = WAIT_MS;
  way_link_call (mail->link, request, FALSE, g_task_get_cancellable (task), get_cb, task);
}

void
way_mailbox_get (WayLink *link,
                 const WayHash *ticket_hash,
                 const char *slot,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer data)
{
  ask (mail_task_new (link, ticket_hash, slot, cancellable, callback, data));
}

GBytes *
way_mailbox_get_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
