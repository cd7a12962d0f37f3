/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-cli.h"

#include <errno.h>
#include <string.h>
#include "way-cli-command.h"
#include "way-cli-error.h"
#include "way-crypto.h"
#include "way-db.h"
#include "way-fail.h"
#include "way-i18n.h"
#include "way-process.h"

static void
tell_help (const WayCliCall *call, WayCliAnswer *answer)
{
  g_autofree char *help = call->command != NULL ? way_cli_command_help (call->command)
                                                : way_cli_help (call->family);

  g_string_append (answer->plain, help);
}

static gboolean
run_command (const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  g_autoptr (WayCli) cli = NULL;

  if (!way_crypto_init (error) || !way_db_guard (error))
    return FALSE;
  cli = way_cli_new (way_cli_call_get_option (call, "vault"),
                     way_cli_call_get_option (call, "passphrase-file"), error);
  if (cli == NULL)
    return FALSE;
  if ((call->command->flags & WAY_CLI_COMMAND_OPEN) != 0 && !way_cli_unlock (cli, error))
    return FALSE;
  return call->command->run (cli, call, answer, error);
}

static gboolean
run (const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  if (way_cli_call_has_option (call, "help"))
    tell_help (call, answer);
  else if (way_cli_call_asks_version (call))
    g_string_append (answer->plain, "waymarkctl " WAY_VERSION "\n");
  else if (call->command == NULL)
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE,
                     _ ("Say what to do: waymarkctl --help lists the commands."));
  else
    return run_command (call, answer, error);
  return TRUE;
}

/* What is done stays done: whoever repeats it for want of an answer would do it twice. */
static gboolean
fail_unanswered (const WayCliAnswer *answer, int saved_errno, GError **error)
{
  if (answer->sheet_seed != NULL)
    return way_fail_errno (error, saved_errno,
                           _ ("The new recovery sheet could not be written, so make another with "
                              "waymarkctl keys new-sheet"));
  return way_fail_errno (error, saved_errno,
                         _ ("This was done, and what it changes is saved, but the answer could not "
                            "be written"));
}

int
way_cli_main (int argc, char **argv)
{
  g_autoptr (WayCliAnswer) answer = way_cli_answer_new ();
  g_autoptr (WayCliCall) call = NULL;
  g_autoptr (GError) error = NULL;
  gboolean as_json;

  way_process_keep_to_itself ();
  way_process_speak (WAY_GETTEXT_DOMAIN, WAY_LOCALE_DIR);
  call = way_cli_call_parse ((const char *const *)argv + MIN (argc, 1), FALSE, &error);
  if (call != NULL)
    run (call, answer, &error);
  as_json = call != NULL && call->command != NULL && way_cli_call_has_option (call, "json")
            && !way_cli_call_has_option (call, "help") && !way_cli_call_asks_version (call);
  if (!way_cli_answer_show (answer, as_json, error) && error == NULL)
    {
      fail_unanswered (answer, errno, &error);
      way_cli_answer_say (error->message);
    }
  return way_cli_exit_code (error);
}
