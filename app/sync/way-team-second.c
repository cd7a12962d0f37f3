/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Acts that one signature does not do (ledger's format.md, 3.3): the root sheet is the second.  And
 * the one that ends the waiting of a server that was restored.
 */
#include <string.h>
#include "way-fail.h"
#include "way-i18n.h"
#include "way-sync-private.h"

#define RESTORED 1 /* a reason of INCARNATION */

static GBytes *
judged (WaySync *self, GBytes *entry, WayVerdict *ret_verdict)
{
  gsize size;
  gconstpointer bytes = g_bytes_get_data (entry, &size);

  *ret_verdict = way_directory_judge (self->session->directory, bytes, size, NULL);
  if (*ret_verdict == WAY_VERDICT_OK)
    return entry;
  g_bytes_unref (entry);
  return NULL;
}

/* (transfer full): this laptop's, approved by the root key. */
static GBytes *
make_approved (WaySync *self, WayDirType type, const WayDirBody *body, WaySecret *root_key)
{
  WaySession *session = self->session;
  WayDirSigner signer = { session->device->id, session->device->sign_key };
  WayDirSigner root = { way_id_nil, root_key };
  g_autoptr (GBytes) draft = way_dir_entry_make (
      session->directory, type, body, (guint64)MAX (way_clock_now (self->parts.clock), 0), &signer,
      TRUE);

  return way_dir_entry_approve (draft, &root);
}

static GBytes *
fail_verdict (WayVerdict verdict, GError **error)
{
  switch ((int)verdict)
    {
    case WAY_VERDICT_D13_TARGET:
      return way_fail_null (error, WAY_TEAM_ERROR, WAY_TEAM_ERROR_NOT_FOUND,
                            _ ("There is no such laptop in the team. Nothing was changed."));
    case WAY_VERDICT_D17_APPROVER:
      return way_fail_null (
          error, WAY_TEAM_ERROR, WAY_TEAM_ERROR_NOT_ALLOWED,
          _ ("One manager alone may not do that: it needs the root sheet as well. "
             "Nothing was changed."));
    default:
      return way_fail_null (error, WAY_TEAM_ERROR, WAY_TEAM_ERROR_NOT_ALLOWED,
                            _ ("This laptop may not do that. Nothing was changed."));
    }
}

GBytes *
way_team_make_act (WaySync *self, WayDirType type, const WayDirBody *body, GError **error)
{
  WayDirectory *directory = self->session->directory;
  WayVerdict verdict;
  GBytes *entry = judged (self, way_session_make_entry (self->session, type, body), &verdict);
  g_autoptr (WaySecret) root_key = NULL;
  WaySignPublic root_pk;

  if (entry != NULL)
    return entry;
  if (verdict != WAY_VERDICT_D17_APPROVER || self->root == NULL)
    return fail_verdict (verdict, error);
  root_key = way_sign_key (self->root, &root_pk);
  if (memcmp (&root_pk, way_directory_get_root_at (directory, way_directory_get_length (directory)),
              sizeof root_pk)
      != 0)
    return way_fail_null (error, WAY_TEAM_ERROR, WAY_TEAM_ERROR_NOT_ALLOWED,
                          _ ("This is not the root sheet of this organisation. Nothing was "
                             "changed; look for the right one."));
  entry = judged (self, make_approved (self, type, body, root_key), &verdict);
  return entry != NULL ? entry : fail_verdict (verdict, error);
}

static void
lend_root (WayTeam *team, WaySecret *root)
{
  WaySync *self = WAY_SYNC (team);

  g_clear_pointer (&self->lent, way_secret_unref);
  self->lent = way_secret_ref (root);
}

/* -- a server that was restored ---------------------------------------------------------------- */

static void
posted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  GError *error = NULL;

  if (!way_session_post_directory_finish (result, &error))
    return way_team_fail (task, error);
  way_team_end (task, g_task_get_source_object (task), NULL);
}

/* A WayMakeEntry. */
static GBytes *
make_incarnation (WaySession *session, gpointer data, GError **error)
{
  guint64 length = way_directory_get_length (session->directory);
  WayDirBody body = { .number = way_directory_get_incarnation_at (session->directory, length) + 1,
                      .reason = RESTORED };

  return way_team_make_act (data, WAY_DIR_INCARNATION, &body, error);
}

/* The round before gave the directory back. */
static void
rounded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  WaySync *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!way_sync_run_finish (self, result, &error))
    return way_team_fail (task, error);
  if (!self->session->waits)
    {
      way_fail (&error, WAY_TEAM_ERROR, WAY_TEAM_ERROR_NOT_FOUND,
                _ ("The server does not wait for a manager. Nothing was changed."));
      return way_team_fail (task, error);
    }
  way_session_post_directory (self->session, make_incarnation, self, NULL, posted_cb, task);
}

static void
confirm_opened (GTask *task)
{
  way_sync_run (g_task_get_source_object (task), NULL, rounded_cb, task);
}

static void
confirm_restore (WayTeam *team, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = way_team_begin (team, confirm_restore, NULL, callback, data);

  if (task != NULL)
    way_team_open (task, TRUE, confirm_opened);
}

void
way_team_iface_fill_second (WayTeamInterface *iface)
{
  iface->lend_root = lend_root;
  iface->confirm_restore = confirm_restore;
}
