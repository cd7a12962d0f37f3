/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Late work of laptops that are out of a record: what waits, and what becomes of it.
 */
#include "way-entry-body.h"
#include "way-fail.h"
#include "way-i18n.h"
#include "way-sync-private.h"
#include "way-task.h"
#include "way-visit.h"

typedef struct
{
  WayId case_id;
  WayVisitLate late;
} Asked;

static void
asked_clear (Asked *self)
{
  g_clear_pointer (&self->late.found, g_array_unref);
}
WAY_DEFINE_DATA (Asked, asked)

static void
visited_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Asked *asked = g_task_get_task_data (task);
  WayVisitLate *late = &asked->late;
  WayVisitResult visited;
  GError *error = NULL;

  if (!way_visit_finish (result, &visited, &error))
    return way_team_fail (task, error);
  if (visited.trouble != WAY_SYNC_TROUBLE_NONE)
    way_sync_fail (&error, visited.trouble);
  else if (!late->is_whole)
    way_sync_fail (&error, WAY_SYNC_TROUBLE_SERVER);
  else if (late->decision != 0 && late->n_decided == 0)
    way_fail (&error, WAY_TEAM_ERROR, WAY_TEAM_ERROR_NOT_FOUND,
              _ ("Nothing of that laptop waits in this record. Nothing was changed."));
  if (error != NULL)
    return way_team_fail (task, error);
  if (late->decision != 0)
    return way_team_end (task, g_task_get_source_object (task), NULL);
  way_team_end (task, g_array_ref (late->found), (GDestroyNotify)g_array_unref);
}

static void
look_pulled (GTask *task)
{
  WaySync *self = g_task_get_source_object (task);
  Asked *asked = g_task_get_task_data (task);

  if ((way_session_get_roles (self->session) & WAY_DIR_ROLE_MANAGER) == 0)
    return way_team_fail_with (task, WAY_TEAM_ERROR_NOT_ALLOWED,
                               _ ("Only a manager can do that. Nothing was changed."));
  way_visit_lane (self->session, &asked->case_id, &asked->late, NULL, visited_cb, task);
}

static void
look (WayTeam *team,
      gpointer tag,
      const WayId *case_id,
      const WayVisitLate *late,
      GAsyncReadyCallback callback,
      gpointer data)
{
  Asked *asked = asked_new0 ();

  asked->case_id = *case_id;
  asked->late = *late;
  asked->late.found = g_array_new (FALSE, FALSE, sizeof (WayTeamLate));
  way_team_start (team, tag, asked, (GDestroyNotify)asked_free, look_pulled, callback, data);
}

static void
list_late (WayTeam *team, const WayId *case_id, GAsyncReadyCallback callback, gpointer data)
{
  WayVisitLate late = { .decision = 0 };

  look (team, list_late, case_id, &late, callback, data);
}

static GArray *
list_late_finish (WayTeam *team, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
decide_late (WayTeam *team,
             const WayId *case_id,
             const WayId *device,
             gboolean accept,
             GAsyncReadyCallback callback,
             gpointer data)
{
  WayVisitLate late = { .decision = accept ? WAY_DECISION_ACCEPT : WAY_DECISION_DECLINE,
                        .device = *device };

  look (team, decide_late, case_id, &late, callback, data);
}

void
way_team_iface_fill_late (WayTeamInterface *iface)
{
  iface->list_late = list_late;
  iface->list_late_finish = list_late_finish;
  iface->decide_late = decide_late;
}
