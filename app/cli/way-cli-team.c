/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * team: create, invite, join, approve, members, revoke.
 */
#include <string.h>
#include "way-cli-command.h"
#include "way-cli-error.h"
#include "way-cli-json.h"
#include "way-cli-read.h"
#include "way-cli-sheet.h"
#include "way-cli-sync.h"
#include "way-cli-text.h"
#include "way-fail.h"
#include "way-i18n.h"
#include "way-schema.h"
#include "way-team-lines.h"

#define HOLD_MINUTES 60
#define HOLD_MAX 10080

static WayTeam *
get_team (WayCli *cli)
{
  return WAY_TEAM (way_cli_get_sync (cli));
}

/* @ca_pem (owned by the caller) (nullable). */
static gboolean
read_place (const WayCliCall *call, WayTeamPlace *place, char **ca_pem, GError **error)
{
  const char *path = way_cli_call_get_option (call, "ca");

  place->server = way_cli_call_get_option (call, "server");
  if (place->server == NULL)
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE,
                     _ ("Say which server: --server https://..."));
  if (path != NULL)
    {
      g_autoptr (GBytes) bytes = way_cli_read_file (path, error);
      gsize size;
      const char *text;

      if (bytes == NULL)
        return FALSE;
      text = g_bytes_get_data (bytes, &size);
      *ca_pem = g_strndup (size > 0 ? text : "", size);
      place->ca_pem = *ca_pem;
    }
  return TRUE;
}

/* (transfer full): as text, wiped by nobody: it is of use once and to nobody else. */
static char *
ask_digits (WayCli *cli, const char *prompt, GError **error)
{
  g_autoptr (WaySecret) line = way_cli_ask (cli, prompt, error);

  return line != NULL
             ? g_strndup ((const char *)way_secret_get_data (line), way_secret_get_size (line))
             : NULL;
}

/* A wrong code may be typed again: TRUE, and it was said. */
static gboolean
may_try_again (GError **error)
{
  if (!g_error_matches (*error, WAY_TEAM_ERROR, WAY_TEAM_ERROR_WRONG_CODE))
    return FALSE;
  way_cli_answer_say_now ("%s", (*error)->message);
  g_clear_error (error);
  return TRUE;
}

/* Where the root sheet is to sign as well. */
static gboolean
lend_root (WayCli *cli, const WayCliCall *call, gboolean must, GError **error)
{
  g_autoptr (WaySecret) root = NULL;

  if (!must && !way_cli_call_has_option (call, "sheet-file"))
    return TRUE;
  root = way_cli_sheet_read (cli, call, error);
  if (root == NULL)
    return FALSE;
  way_team_lend_root (get_team (cli), root);
  return TRUE;
}

/* -- create ------------------------------------------------------------------------------------ */

static gboolean
read_hold (const WayCliCall *call, guint *ret_minutes, GError **error)
{
  const char *text = way_cli_call_get_option (call, "hold");
  guint64 minutes = HOLD_MINUTES;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 0, HOLD_MAX, &minutes, NULL))
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE,
                     _ ("--hold is a number of minutes, from 0 to 10080."));
  *ret_minutes = (guint)minutes;
  return TRUE;
}

static gboolean
give_sheets (WayCli *cli,
             const WayCliCall *call,
             const WayTeamSheets *sheets,
             WayCliAnswer *answer,
             GError **error)
{
  const WayCliSheet all[] = {
    { "sheet_root", _ ("Root sheet of the organisation:"), sheets->root },
    { "sheet_recovery_a", _ ("Recovery sheet A of the organisation:"), sheets->share_a },
    { "sheet_recovery_b", _ ("Recovery sheet B of the organisation:"), sheets->share_b },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    if (!way_cli_sheet_give_other (cli, call, all[i].name, all[i].title, all[i].seed, answer,
                                   error))
      return FALSE;
  return TRUE;
}

gboolean
way_cli_run_team_create (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  g_auto (WayCliWait) wait = { NULL };
  g_autofree char *ca_pem = NULL;
  WayTeamPlace place = { .ticket = way_cli_call_get_option (call, "ticket") };
  WayTeamSheets sheets = { NULL };
  guint hold_minutes = 0;
  gboolean ok;

  if (!read_place (call, &place, &ca_pem, error) || !read_hold (call, &hold_minutes, error))
    return FALSE;
  if (place.ticket == NULL)
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE,
                     _ ("Give the ticket that the server printed at its first start: --ticket."));
  way_team_create (get_team (cli), &place, hold_minutes, way_cli_wait_cb, &wait);
  if (!way_team_create_finish (get_team (cli), way_cli_wait_for (&wait), &sheets, error))
    return FALSE;
  ok = give_sheets (cli, call, &sheets, answer, error) && way_cli_sync_once (cli, error);
  way_secret_unref (sheets.root);
  way_secret_unref (sheets.share_a);
  way_secret_unref (sheets.share_b);
  way_cli_answer_note (answer, "%s",
                       _ ("Keep the root sheet and the two recovery sheets in three places, away "
                          "from every laptop: they are on no disk."));
  if (ok)
    way_cli_answer_line (answer, "%s",
                         _ ("The team is founded, and this laptop is its manager's."));
  else
    way_cli_answer_note (
        answer, "%s",
        _ ("The server has not taken the team yet: \"sync\" tries again. Where the "
           "ticket was wrong, found the team once more; these sheets are void "
           "then."));
  return ok;
}

/* -- invite ------------------------------------------------------------------------------------ */

/* (transfer full): the worker they will be, under the name the manager gives. */
static WayAct *
build_worker (WayCli *cli, const WayCliCall *call, const WayId *user)
{
  const char *phone = way_cli_call_get_option (call, "phone");
  WayAct *act = way_act_new (way_vault_get_team (cli->vault), 0);

  way_act_create (act, WAY_KIND_WORKER, user);
  way_act_set (act, WAY_KIND_WORKER, user, WAY_WORKER_NAME,
               g_variant_new ("(s)", way_cli_call_get_option (call, "name")));
  if (phone != NULL)
    way_act_set (act, WAY_KIND_WORKER, user, WAY_WORKER_PHONE, g_variant_new ("(s)", phone));
  return act;
}

static gboolean
check_worker (WayCli *cli, const WayCliCall *call, GError **error)
{
  WayTeamLines lines = { .name = way_cli_call_get_option (call, "name"),
                         .phone = way_cli_call_get_option (call, "phone") };

  if (lines.name == NULL || lines.name[0] == '\0')
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE, _ ("Say who is invited: --name."));
  return way_team_lines_check (&lines, way_clock_today (cli->clock), error);
}

gboolean
way_cli_run_team_invite (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  g_auto (WayCliWait) wait = { NULL };
  g_autofree char *ticket = NULL;
  const char *again = way_cli_call_get_option (call, "for");
  char hex[WAY_ID_HEX_SIZE];
  WayId user, known;

  if (again != NULL ? !way_cli_parse_member (again, &known, error)
                    : !check_worker (cli, call, error))
    return FALSE;
  way_team_invite (get_team (cli), way_cli_wait_cb, &wait);
  if (!way_team_invite_finish (get_team (cli), way_cli_wait_for (&wait), &ticket, &user, error)
      || (again == NULL && !way_cli_commit (cli, build_worker (cli, call, &user), error)))
    return FALSE;
  if (again != NULL)
    user = known;
  way_cli_answer_line (answer, _ ("Invitation, good for a day: %s"), ticket);
  way_cli_answer_line (answer, _ ("Give it to that person only, and run \"team approve\" with it "
                                  "while you speak to them."));
  way_cli_json_open (answer->json, NULL, '{');
  way_cli_json_add_string (answer->json, "ticket", ticket);
  way_cli_json_add_string (answer->json, "user", way_id_format (&user, hex));
  way_cli_json_close (answer->json, '}');
  return TRUE;
}

/* -- join -------------------------------------------------------------------------------------- */

static gboolean
answer_digits (WayCli *cli, GError **error)
{
  for (;;)
    {
      g_auto (WayCliWait) wait = { NULL };
      g_autofree char *typed = ask_digits (
          cli, _ ("The four digits that your manager reads back: "), error);
      g_autoptr (GError) reason = NULL;

      if (typed == NULL)
        return FALSE;
      way_team_join_answer (get_team (cli), typed, NULL, way_cli_wait_cb, &wait);
      if (way_team_join_answer_finish (get_team (cli), way_cli_wait_for (&wait), &reason))
        return TRUE;
      if (!may_try_again (&reason))
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
    }
}

gboolean
way_cli_run_team_join (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  g_auto (WayCliWait) wait = { NULL };
  g_autofree char *ca_pem = NULL;
  g_autofree char *code = NULL;
  g_autoptr (GError) later = NULL;
  WayTeamPlace place = { .ticket = way_cli_call_get_operand (call, 0) };

  if (!read_place (call, &place, &ca_pem, error))
    return FALSE;
  way_cli_answer_say_now ("%s", _ ("Waiting for your manager's laptop."));
  way_team_join (get_team (cli), &place, NULL, way_cli_wait_cb, &wait);
  code = way_team_join_finish (get_team (cli), way_cli_wait_for (&wait), error);
  if (code == NULL)
    return FALSE;
  way_cli_answer_say_now (_ ("Read these digits to your manager: %s"), code);
  if (!answer_digits (cli, error))
    return FALSE;
  way_cli_answer_line (answer, "%s", _ ("This laptop belongs to the team."));
  if (!way_cli_sync_once (cli, &later))
    way_cli_answer_note (answer, "%s", later->message);
  return TRUE;
}

/* -- approve ----------------------------------------------------------------------------------- */

/* (transfer full): the answer to read back. */
static char *
type_code (WayCli *cli, const WayCliCall *call, GError **error)
{
  for (;;)
    {
      g_auto (WayCliWait) wait = { NULL };
      g_autofree char *typed = ask_digits (cli, _ ("The eight digits that the new laptop shows: "),
                                           error);
      g_autoptr (GError) reason = NULL;
      char *answer;

      if (typed == NULL || !lend_root (cli, call, FALSE, error))
        return NULL;
      way_team_approve_code (get_team (cli), typed, way_cli_wait_cb, &wait);
      answer = way_team_approve_code_finish (get_team (cli), way_cli_wait_for (&wait), &reason);
      if (answer != NULL)
        return answer;
      if (!may_try_again (&reason))
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return NULL;
        }
    }
}

gboolean
way_cli_run_team_approve (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  g_auto (WayCliWait) wait = { NULL };
  g_autofree char *digits = NULL;
  g_autoptr (GError) later = NULL;
  const char *again = way_cli_call_get_option (call, "for");
  WayId user;

  if ((again != NULL && !way_cli_parse_member (again, &user, error))
      || !lend_root (cli, call, FALSE, error))
    return FALSE;
  way_cli_answer_say_now ("%s", _ ("Waiting for the new laptop."));
  way_team_approve (get_team (cli), way_cli_call_get_operand (call, 0),
                    again != NULL ? &user : NULL,
                    way_cli_call_has_option (call, "manager") ? WAY_ROLE_ADVISER | WAY_ROLE_MANAGER
                                                              : WAY_ROLE_ADVISER,
                    NULL, way_cli_wait_cb, &wait);
  if (!way_team_approve_finish (get_team (cli), way_cli_wait_for (&wait), error))
    return FALSE;
  way_cli_answer_say_now ("%s", _ ("The new laptop is there."));
  digits = type_code (cli, call, error);
  if (digits == NULL)
    return FALSE;
  way_cli_answer_say_now (_ ("It is right. Read these digits back: %s"), digits);
  way_cli_answer_line (answer, "%s", _ ("The laptop was let into the team."));
  way_cli_json_open (answer->json, NULL, '{');
  way_cli_json_add_string (answer->json, "answer", digits);
  way_cli_json_close (answer->json, '}');
  if (!way_cli_sync_once (cli, &later))
    way_cli_answer_note (answer, "%s", later->message);
  return TRUE;
}

/* -- members ----------------------------------------------------------------------------------- */

static const char *
state_name (WayTeamMemberState state)
{
  static const char *const names[] = { "waiting", "active", "revoked" };

  return names[state];
}

static char *
dup_name (WayCase *team, const WayId *user)
{
  const WayObject *worker = way_case_get_object (team, WAY_KIND_WORKER, user);
  char *name = worker != NULL ? way_object_dup_string (worker, WAY_WORKER_NAME, 0) : NULL;

  return name != NULL ? name : g_strdup ("");
}

static void
add_roles (GString *json, guint8 roles)
{
  static const char *const names[] = { "adviser", "manager", "keeper" };

  way_cli_json_open (json, "roles", '[');
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if ((roles & (1 << i)) != 0)
      way_cli_json_add_string (json, NULL, names[i]);
  way_cli_json_close (json, ']');
}

static void
add_member (const WayTeamMember *member, WayCase *team, WayCliTable *table, GString *json)
{
  g_autofree char *name = dup_name (team, &member->user);
  char device[WAY_ID_HEX_SIZE], user[WAY_ID_HEX_SIZE];

  way_id_format (&member->device, device);
  way_id_format (&member->user, user);
  way_cli_table_row (table);
  way_cli_table_cell (table, name);
  way_cli_table_cell (table, state_name (member->state));
  way_cli_table_cell (table, member->self ? _ ("this laptop") : "");
  way_cli_table_cell (table, user);
  way_cli_table_cell (table, device);
  way_cli_json_open (json, NULL, '{');
  way_cli_json_add_string (json, "name", name);
  way_cli_json_add_string (json, "user", user);
  way_cli_json_add_string (json, "device", device);
  way_cli_json_add_string (json, "state", state_name (member->state));
  way_cli_json_add_bool (json, "this_laptop", member->self);
  add_roles (json, member->roles);
  way_cli_json_close (json, '}');
}

gboolean
way_cli_run_team_members (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  g_autoptr (WayCliTable) table = way_cli_table_new ();
  g_autoptr (WayCase) team = NULL;
  g_autoptr (GArray) members = NULL;

  if (!way_cli_look (cli, error))
    return FALSE;
  team = way_cli_load_team (cli, error);
  if (team == NULL)
    return FALSE;
  members = way_team_list_members (get_team (cli));
  way_cli_json_open (answer->json, NULL, '[');
  for (guint i = 0; i < members->len; i++)
    add_member (&g_array_index (members, WayTeamMember, i), team, table, answer->json);
  way_cli_json_close (answer->json, ']');
  way_cli_table_print (table, answer->plain);
  if (members->len == 0)
    way_cli_answer_line (answer, "%s",
                         _ ("This vault belongs to no team; nothing is sent anywhere."));
  return TRUE;
}

/* -- revoke ------------------------------------------------------------------------------------ */

static gboolean
read_reason (const WayCliCall *call, guint8 *ret_reason, GError **error)
{
  static const char *const names[] = { "lost", "stolen", "left", "replaced" };
  const char *text = way_cli_call_get_option (call, "reason");

  for (gsize i = 0; text != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (text, names[i]))
      {
        *ret_reason = (guint8)(i + 1);
        return TRUE;
      }
  return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE,
                   _ ("Say why: --reason lost, stolen, left or replaced."));
}

gboolean
way_cli_run_team_revoke (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  g_auto (WayCliWait) wait = { NULL };
  g_autoptr (GError) later = NULL;
  guint8 reason = 0;
  WayId device;

  if (!read_reason (call, &reason, error)
      || !way_cli_parse_member (way_cli_call_get_operand (call, 0), &device, error)
      || !lend_root (cli, call, FALSE, error))
    return FALSE;
  way_team_revoke (get_team (cli), &device, reason, way_cli_wait_cb, &wait);
  if (!way_team_finish (get_team (cli), way_cli_wait_for (&wait), error))
    return FALSE;
  way_cli_answer_line (answer, "%s",
                       _ ("That laptop is out of the team: it reads nothing that is written from "
                          "now on."));
  if (!way_cli_sync_once (cli, &later))
    way_cli_answer_note (answer, "%s", later->message);
  return TRUE;
}

/* -- a server that was restored ---------------------------------------------------------------- */

gboolean
way_cli_run_team_confirm_restore (WayCli *cli,
                                  const WayCliCall *call,
                                  WayCliAnswer *answer,
                                  GError **error)
{
  g_auto (WayCliWait) wait = { NULL };

  if (!lend_root (cli, call, TRUE, error))
    return FALSE;
  way_team_confirm_restore (get_team (cli), way_cli_wait_cb, &wait);
  if (!way_team_finish (get_team (cli), way_cli_wait_for (&wait), error)
      || !way_cli_sync_once (cli, error))
    return FALSE;
  way_cli_answer_line (answer, "%s",
                       _ ("The team goes on with the restored server. What it lost comes back as "
                          "the laptops of the team sync."));
  return TRUE;
}
