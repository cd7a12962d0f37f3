/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-cli-command.h"

#include <string.h>
#include <unistd.h>
#include "way-cli-error.h"
#include "way-cli-read.h"
#include "way-fail.h"
#include "way-i18n.h"

/* (transfer full) (nullable): the words of @line; NULL without an error where it holds none. */
static char **
split_line (GBytes *line, GError **error)
{
  gsize size;
  const char *bytes = g_bytes_get_data (line, &size);
  g_autofree char *text = NULL;
  g_autoptr (GError) reason = NULL;
  char **words = NULL;

  if (!g_utf8_validate_len (bytes, size, NULL))
    return way_fail_null (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
                          _ ("This line is not text in UTF-8."));
  text = g_strndup (size > 0 ? bytes : "", size);
  /* What GLib says of a wrong quote repeats the line. */
  if (g_shell_parse_argv (text, NULL, &words, &reason)
      || g_error_matches (reason, G_SHELL_ERROR, G_SHELL_ERROR_EMPTY_STRING))
    return words;
  return way_fail_null (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE,
                        _ ("A quote in this line does not end."));
}

static gboolean
run_words (WayCli *cli, const char *const *words, WayCliAnswer *answer, GError **error)
{
  g_autoptr (WayCliCall) call = way_cli_call_parse (words, TRUE, error);

  return call != NULL && call->command->run (cli, call, answer, error);
}

/* One line and its answer.  FALSE where the answer could not be given. */
static gboolean
do_line (WayCli *cli, GBytes *line, GError *unread, gboolean *all_done)
{
  g_autoptr (WayCliAnswer) answer = way_cli_answer_new ();
  g_autoptr (GError) error = unread;
  g_auto (GStrv) words = NULL;

  if (error == NULL)
    words = split_line (line, &error);
  if (words == NULL && error == NULL)
    return TRUE;
  if (error == NULL)
    run_words (cli, (const char *const *)words, answer, &error);
  *all_done &= error == NULL;
  return way_cli_answer_show_in_batch (answer, error);
}

gboolean
way_cli_run_batch (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  g_auto (WayCliLines) lines = { -1 };
  gboolean all_done = TRUE;

  answer->is_shown = TRUE;
  way_cli_lines_init (&lines, STDIN_FILENO);
  for (;;)
    {
      GError *unread = NULL;
      g_autoptr (GBytes) line = way_cli_lines_next (&lines, &unread);

      if (line == NULL && unread == NULL)
        break;
      if (unread != NULL && !g_error_matches (unread, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED))
        {
          g_propagate_error (error, unread);
          return FALSE;
        }
      if (!do_line (cli, line, unread, &all_done))
        return way_fail (
            error, WAY_CLI_ERROR, WAY_CLI_ERROR_FAILED,
            _ ("The answers are read by nobody any more; what was answered is saved."));
    }
  return all_done
         || way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_FAILED,
                      _ ("Some lines of this batch failed; their answers say why."));
}
