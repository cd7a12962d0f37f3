/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * sync, status, and who is in a record.
 */
#include "way-cli-command.h"
#include "way-cli-error.h"
#include "way-cli-json.h"
#include "way-cli-sync.h"
#include "way-cli-text.h"
#include "way-fail.h"
#include "way-i18n.h"
#include "way-sync-error.h"

#define WAIT_MS 5000 /* between two tries of sync --wait */

/* -- the report -------------------------------------------------------------------------------- */

static WaySyncReport
get_report (WayCli *cli)
{
  return way_sync_status_get_report (WAY_SYNC_STATUS (way_cli_get_sync (cli)));
}

static char *
dup_line (const WaySyncReport *report)
{
  switch (report->state)
    {
    case WAY_SYNC_NO_TEAM:
      return g_strdup (_ ("This vault belongs to no team; nothing is sent anywhere."));
    case WAY_SYNC_SYNCED:
      return g_strdup (_ ("Synced: everything written here is with the team."));
    case WAY_SYNC_OFFLINE:
      return g_strdup (_ ("The server cannot be reached. Your work is safe here."));
    case WAY_SYNC_TROUBLE:
      return g_strdup (way_sync_trouble_sentence (report->trouble));
    case WAY_SYNC_WAITING:
    case WAY_SYNC_SYNCING:
    default:
      return g_strdup (_ ("There is work here that the team does not have yet."));
    }
}

static void
tell_confirmed (const WaySyncReport *report, WayCliAnswer *answer)
{
  g_autofree char *when = way_clock_format_minute (report->confirmed_ms);
  g_autofree char *line = way_sync_confirmed_line (report, when);

  way_cli_answer_line (answer, "%s", line);
}

static void
tell_report (const WaySyncReport *report, WayCliAnswer *answer)
{
  g_autofree char *line = dup_line (report);
  g_autofree char *synced = report->synced_ms != 0 ? way_clock_format_minute (report->synced_ms)
                                                   : NULL;

  way_cli_answer_line (answer, "%s", line);
  if (way_sync_restored_sentence (report)[0] != '\0')
    way_cli_answer_note (answer, "%s", way_sync_restored_sentence (report));
  if (report->state != WAY_SYNC_TROUBLE && report->trouble != WAY_SYNC_TROUBLE_NONE
      && report->state != WAY_SYNC_OFFLINE)
    way_cli_answer_note (answer, "%s", way_sync_trouble_sentence (report->trouble));
  if (report->state != WAY_SYNC_NO_TEAM && report->n_waiting > 0)
    way_cli_answer_line (answer, _ ("Waiting to be sent: %u"), report->n_waiting);
  if (synced != NULL)
    way_cli_answer_line (answer, _ ("Last in step with the server: %s"), synced);
  if (report->n_confirmed > 0)
    tell_confirmed (report, answer);
  way_cli_json_add_string (answer->json, "state", way_sync_state_name (report->state));
  way_cli_json_add_string (answer->json, "trouble", way_sync_trouble_name (report->trouble));
  way_cli_json_add_int (answer->json, "waiting", report->n_waiting);
  way_cli_json_add_bool (answer->json, "restored", report->was_restored);
  way_cli_json_add_int (answer->json, "given_back", report->n_given_back);
  if (report->synced_ms != 0)
    way_cli_json_add_int (answer->json, "synced_ms", report->synced_ms);
  way_cli_json_add_int (answer->json, "confirmed_with", report->n_confirmed);
  if (report->confirmed_ms != 0)
    way_cli_json_add_int (answer->json, "confirmed_ms", report->confirmed_ms);
}

gboolean
way_cli_look (WayCli *cli, GError **error)
{
  WaySync *sync = way_cli_get_sync (cli);
  g_auto (WayCliWait) wait = { NULL };

  way_sync_look (sync, way_cli_wait_cb, &wait);
  return way_sync_look_finish (sync, way_cli_wait_for (&wait), error);
}

gboolean
way_cli_run_status (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  WaySyncReport report;

  if (!way_cli_look (cli, error))
    return FALSE;
  report = get_report (cli);
  way_cli_json_open (answer->json, NULL, '{');
  tell_report (&report, answer);
  way_cli_json_close (answer->json, '}');
  return TRUE;
}

/* -- sync -------------------------------------------------------------------------------------- */

gboolean
way_cli_sync_once (WayCli *cli, GError **error)
{
  WaySync *sync = way_cli_get_sync (cli);
  g_auto (WayCliWait) wait = { NULL };
  WaySyncReport report;

  way_sync_run (sync, NULL, way_cli_wait_cb, &wait);
  if (!way_sync_run_finish (sync, way_cli_wait_for (&wait), error))
    return FALSE;
  report = get_report (cli);
  return report.state != WAY_SYNC_TROUBLE || way_sync_fail (error, report.trouble);
}

/* Nobody has to do anything about it but wait. */
static gboolean
may_come_right (const WaySyncReport *report)
{
  return report->state == WAY_SYNC_OFFLINE || report->state == WAY_SYNC_WAITING
         || (report->state == WAY_SYNC_TROUBLE
             && (report->trouble == WAY_SYNC_TROUBLE_NOT_ADMITTED
                 || report->trouble == WAY_SYNC_TROUBLE_SERVER
                 || report->trouble == WAY_SYNC_TROUBLE_RESTORED));
}

gboolean
way_cli_run_sync (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  g_autoptr (GError) reason = NULL;
  gboolean ok = way_cli_sync_once (cli, &reason);
  WaySyncReport report = get_report (cli);

  while (way_cli_call_has_option (call, "wait") && may_come_right (&report))
    {
      way_cli_sleep (cli, WAIT_MS);
      g_clear_error (&reason);
      ok = way_cli_sync_once (cli, &reason);
      report = get_report (cli);
    }
  way_cli_json_open (answer->json, NULL, '{');
  tell_report (&report, answer);
  way_cli_json_close (answer->json, '}');
  if (ok && report.state == WAY_SYNC_NO_TEAM)
    ok = way_fail (&reason, WAY_TEAM_ERROR, WAY_TEAM_ERROR_NO_TEAM,
                   _ ("This vault belongs to no team, so there is nothing to sync with."));
  if (!ok)
    {
      if (way_sync_can_prove (way_cli_get_sync (cli)))
        way_cli_answer_note (
            answer, "%s",
            _ ("What two laptops signed shows it: \"team prove FILE\" writes it to "
               "a file that you can hand over."));
      /* The sentence goes out once, as the error. */
      g_string_truncate (answer->plain, 0);
      g_propagate_error (error, g_steal_pointer (&reason));
    }
  return ok;
}

/* -- records ----------------------------------------------------------------------------------- */

gboolean
way_cli_parse_member (const char *text, WayId *ret_id, GError **error)
{
  return way_id_parse (text, ret_id)
         || way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
                      _ ("That is no id of a member or a laptop: \"team members\" says them."));
}

static gboolean
allocate (WayCli *cli, const WayCliCall *call, guint to, const char *from_hex, GError **error)
{
  WaySync *sync = way_cli_get_sync (cli);
  g_auto (WayCliWait) wait = { NULL };
  WayId case_id, user, from = way_id_nil;

  if (!way_cli_find_person (cli, way_cli_call_get_operand (call, 0), &case_id, error)
      || !way_cli_parse_member (way_cli_call_get_operand (call, to), &user, error)
      || (from_hex != NULL && !way_cli_parse_member (from_hex, &from, error)))
    return FALSE;
  /* What was written meanwhile goes out under the key that those who leave have too. */
  if (!way_cli_sync_once (cli, error))
    return FALSE;
  way_team_allocate (WAY_TEAM (sync), &case_id, &user, from_hex != NULL ? &from : NULL,
                     way_cli_wait_cb, &wait);
  return way_team_finish (WAY_TEAM (sync), way_cli_wait_for (&wait), error);
}

gboolean
way_cli_run_case_allocate (WayCli *cli,
                           const WayCliCall *call,
                           WayCliAnswer *answer,
                           GError **error)
{
  if (!allocate (cli, call, 1, NULL, error))
    return FALSE;
  way_cli_answer_line (answer, "%s", _ ("The record is shared with them from now on."));
  return TRUE;
}

gboolean
way_cli_run_case_handover (WayCli *cli,
                           const WayCliCall *call,
                           WayCliAnswer *answer,
                           GError **error)
{
  if (!allocate (cli, call, 2, way_cli_call_get_operand (call, 1), error))
    return FALSE;
  way_cli_answer_line (answer, "%s",
                       _ ("The record was handed over: the first can read nothing of it that is "
                          "written from now on."));
  return TRUE;
}

/* -- late work --------------------------------------------------------------------------------- */

static void
tell_late (const WayTeamLate *late, WayCliTable *table, GString *json)
{
  g_autofree char *sealed = way_clock_format_minute (late->wall_ms);
  char device[WAY_ID_HEX_SIZE], user[WAY_ID_HEX_SIZE];

  way_id_format (&late->device, device);
  way_id_format (&late->user, user);
  way_cli_table_row (table);
  way_cli_table_cell (table, sealed);
  way_cli_table_cell (table, device);
  way_cli_table_cell (table, late->declined ? _ ("declined") : "");
  way_cli_json_open (json, NULL, '{');
  way_cli_json_add_string (json, "device", device);
  way_cli_json_add_string (json, "user", user);
  way_cli_json_add_int (json, "sealed_ms", late->wall_ms);
  way_cli_json_add_bool (json, "declined", late->declined);
  way_cli_json_close (json, '}');
}

gboolean
way_cli_run_case_late (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  WayTeam *team = WAY_TEAM (way_cli_get_sync (cli));
  g_auto (WayCliWait) wait = { NULL };
  g_autoptr (WayCliTable) table = way_cli_table_new ();
  g_autoptr (GArray) found = NULL;
  WayId case_id;

  if (!way_cli_find_person (cli, way_cli_call_get_operand (call, 0), &case_id, error))
    return FALSE;
  way_team_list_late (team, &case_id, way_cli_wait_cb, &wait);
  found = way_team_list_late_finish (team, way_cli_wait_for (&wait), error);
  if (found == NULL)
    return FALSE;
  way_cli_json_open (answer->json, NULL, '[');
  for (guint i = 0; i < found->len; i++)
    tell_late (&g_array_index (found, WayTeamLate, i), table, answer->json);
  way_cli_json_close (answer->json, ']');
  way_cli_table_print (table, answer->plain);
  if (found->len == 0)
    way_cli_answer_line (answer, "%s", _ ("Nothing waits in this record."));
  return TRUE;
}

static gboolean
decide_late (WayCli *cli, const WayCliCall *call, gboolean accept, GError **error)
{
  WayTeam *team = WAY_TEAM (way_cli_get_sync (cli));
  g_auto (WayCliWait) wait = { NULL };
  WayId case_id, device;

  if (!way_cli_find_person (cli, way_cli_call_get_operand (call, 0), &case_id, error)
      || !way_cli_parse_member (way_cli_call_get_operand (call, 1), &device, error))
    return FALSE;
  way_team_decide_late (team, &case_id, &device, accept, way_cli_wait_cb, &wait);
  return way_team_finish (team, way_cli_wait_for (&wait), error);
}

gboolean
way_cli_run_case_accept_late (WayCli *cli,
                              const WayCliCall *call,
                              WayCliAnswer *answer,
                              GError **error)
{
  if (!decide_late (cli, call, TRUE, error))
    return FALSE;
  way_cli_answer_line (answer, "%s",
                       _ ("What that laptop had written is in the record, under its author's "
                          "name."));
  return TRUE;
}

gboolean
way_cli_run_case_decline_late (WayCli *cli,
                               const WayCliCall *call,
                               WayCliAnswer *answer,
                               GError **error)
{
  if (!decide_late (cli, call, FALSE, error))
    return FALSE;
  way_cli_answer_line (answer, "%s",
                       _ ("It was declined, and everybody in the record can see that. It is kept, "
                          "and can be accepted later."));
  return TRUE;
}
