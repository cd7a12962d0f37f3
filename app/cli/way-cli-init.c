/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-cli-command.h"

#include "way-cli-error.h"
#include "way-cli-keys.h"
#include "way-cli-sheet.h"
#include "way-fail.h"
#include "way-i18n.h"
#include "way-team-lines.h"

/* -- who works here ---------------------------------------------------------------------------- */

static WayTeamLines
read_lines (const WayCliCall *call)
{
  return (WayTeamLines){ .name = way_cli_call_get_option (call, "name"),
                         .phone = way_cli_call_get_option (call, "phone"),
                         .council = way_cli_call_get_option (call, "council"),
                         .team = way_cli_call_get_option (call, "team"),
                         .out_of_hours = way_cli_call_get_option (call, "out-of-hours"),
                         .advocate = way_cli_call_get_option (call, "advocate") };
}

static gboolean
write_lines (WayCli *cli, const WayTeamLines *lines, GError **error)
{
  WayAct *act = way_team_lines_build (lines, way_vault_get_team (cli->vault),
                                      way_vault_get_user (cli->vault), NULL);

  return act == NULL || way_cli_commit (cli, act, error);
}

/* -- the vault --------------------------------------------------------------------------------- */

static gboolean
make_vault (WayCli *cli, WaySecret **ret_seed, GError **error)
{
  g_autoptr (WaySecret) passphrase = way_cli_read_new_passphrase (cli, error);
  g_auto (WayCliWait) wait = { NULL };

  if (passphrase == NULL)
    return FALSE;
  way_vault_create (cli->vault, passphrase, way_cli_wait_cb, &wait);
  return way_vault_finish (cli->vault, way_cli_wait_for (&wait), ret_seed, error);
}

gboolean
way_cli_run_init (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  WayTeamLines lines = read_lines (call);
  g_auto (WayFile) sheet = { NULL };
  g_autoptr (WaySecret) seed = NULL;

  if (way_vault_exists (cli->vault))
    return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_EXISTS,
                     _ ("There is a vault here already. It was left as it is."));
  /* Asked before a vault is made: what is refused makes none. */
  if (!way_team_lines_check (&lines, way_clock_today (cli->clock), error)
      || !way_cli_sheet_begin (cli, &sheet, call, error) || !make_vault (cli, &seed, error))
    return FALSE;
  /* From here on the vault is made: whatever fails now, the sheet is given away. */
  way_cli_sheet_give (cli, call, &sheet, seed, answer);
  return way_cli_keys_tell (cli, answer, error) && write_lines (cli, &lines, error)
         && way_cli_sheet_confirm (cli, call, seed, error);
}
