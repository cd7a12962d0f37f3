/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-cli-sheet.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "way-cli-error.h"
#include "way-cli-read.h"
#include "way-cli-terminal.h"
#include "way-fail.h"
#include "way-i18n.h"
#include "way-print.h"
#include "way-sheet-code.h"

/* -- given away -------------------------------------------------------------------------------- */

gboolean
way_cli_sheet_begin (const WayCli *cli, WayFile *file, const WayCliCall *call, GError **error)
{
  const char *path = way_cli_call_get_option (call, "sheet");

  return path == NULL
         || (way_cli_check_new_file (cli, path, error)
             && way_file_begin (file, path, FALSE, error));
}

static gboolean
is_talk (WayCli *cli, const WayCliCall *call)
{
  return !way_cli_is_scripted (cli) && !call->in_batch && !way_cli_call_has_option (call, "json")
         && isatty (STDOUT_FILENO);
}

static guint
sheet_number (WayCli *cli)
{
  g_autoptr (WayKeyFile) keys = way_vault_read_slots (cli->vault, NULL);
  WayKeySlot slot;

  return keys != NULL && way_key_file_find_slot (keys, WAY_KEY_SLOT_SHEET, &slot)
             ? slot.sheet_number
             : 1;
}

static gboolean
write_sheet (WayCli *cli, WayFile *file, WaySecret *seed, GError **error)
{
  g_autoptr (WaySecret) code = way_sheet_code_format (seed);
  g_auto (WaySheetGroups) groups = { { "" } };
  WayPrintSheet sheet = { .laptop = g_get_host_name (),
                          .made_ms = way_clock_now (cli->clock),
                          .number = sheet_number (cli) };
  g_autoptr (GBytes) pdf = NULL;
  gboolean ok;

  way_sheet_code_split (code, &groups);
  for (guint i = 0; i < WAY_SHEET_CODE_GROUPS; i++)
    sheet.groups[i] = groups.text[i];
  pdf = way_print_recovery_sheet (&sheet, error);
  if (pdf == NULL)
    return FALSE;
  ok = way_file_end (file, g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf), FALSE, error);
  /* The bytes are ours alone, and they open the vault. */
  way_secret_wipe ((gpointer)g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf));
  return ok;
}

static void
give_file (WayCli *cli, WayFile *file, WaySecret *seed, WayCliAnswer *answer)
{
  g_autoptr (GError) error = NULL;

  if (!write_sheet (cli, file, seed, &error))
    {
      answer->sheet_seed = way_secret_ref (seed);
      way_cli_answer_note (answer, "%s", error->message);
      way_cli_answer_note (answer, _ ("So the groups of the recovery sheet are on standard output: "
                                      "write them down."));
      return;
    }
  way_cli_answer_line (answer, _ ("The recovery sheet is %s: print it and delete the file."),
                       file->path);
  if (way_file_is_at_home (file->path))
    way_cli_answer_note (answer,
                         _ ("The recovery sheet lies in your home folder, beside the vault that it "
                            "opens: print it and delete the file, or move it off this laptop."));
}

void
way_cli_sheet_give (
    WayCli *cli, const WayCliCall *call, WayFile *file, WaySecret *seed, WayCliAnswer *answer)
{
  if (file->path != NULL)
    give_file (cli, file, seed, answer);
  else if (!is_talk (cli, call) || !way_cli_answer_show_groups (seed))
    answer->sheet_seed = way_secret_ref (seed);
}

/* -- typed back -------------------------------------------------------------------------------- */

/* Asks for one group of it until it is right. */
static gboolean
ask_back (WayCli *cli, const char *title, WaySecret *seed, GError **error)
{
  g_autoptr (WaySecret) code = way_sheet_code_format (seed);
  guint group = 1 + way_random_below (cli->random, WAY_SHEET_CODE_GROUPS);
  g_autofree char *prompt = title != NULL
                                ? g_strdup_printf (_ ("%s Type its group %u: "), title, group)
                                : g_strdup_printf (_ ("Type group %u of the sheet: "), group);

  for (;;)
    {
      g_autoptr (WaySecret) typed = way_cli_terminal_ask (prompt, TRUE, error);

      if (typed == NULL)
        return FALSE;
      if (way_sheet_code_group_matches (code, group, way_secret_get_data (typed),
                                        way_secret_get_size (typed)))
        return TRUE;
      way_cli_terminal_say (_ ("That is not what stands there; look again."));
    }
}

gboolean
way_cli_sheet_confirm (WayCli *cli, const WayCliCall *call, WaySecret *seed, GError **error)
{
  if (!is_talk (cli, call))
    return TRUE;
  way_cli_terminal_say (_ ("Write the sheet down or print it, and keep it away from this laptop."));
  if (!ask_back (cli, NULL, seed, error))
    return FALSE;
  way_vault_confirm_sheet (cli->vault);
  return TRUE;
}

gboolean
way_cli_sheet_give_other (WayCli *cli,
                          const WayCliCall *call,
                          const char *name,
                          const char *title,
                          WaySecret *seed,
                          WayCliAnswer *answer,
                          GError **error)
{
  if (!is_talk (cli, call))
    {
      way_cli_answer_add_sheet (answer, name, title, seed);
      return TRUE;
    }
  way_cli_terminal_say (title);
  if (!way_cli_answer_show_groups (seed))
    way_cli_answer_add_sheet (answer, name, title, seed);
  way_cli_terminal_say (_ ("Write it down, and keep it away from every laptop."));
  return ask_back (cli, title, seed, error);
}

/* -- read -------------------------------------------------------------------------------------- */

#define TYPED_MAX (WAY_SHEET_CODE_GROUPS * (WAY_CLI_SECRET_LINE_MAX + 2))

static WaySecret *
ask_group (guint number, GError **error)
{
  g_autofree char *prompt = g_strdup_printf (_ ("Group %u of %u: "), number,
                                             (guint)WAY_SHEET_CODE_GROUPS);

  return way_cli_terminal_ask (prompt, TRUE, error);
}

static WaySecret *
parse_groups (GPtrArray *groups, GError **error)
{
  g_autofree guint8 *text = g_malloc0 (TYPED_MAX);
  gsize size = 0;
  WaySecret *seed;

  for (guint i = 0; i < groups->len; i++)
    {
      WaySecret *group = g_ptr_array_index (groups, i);

      memcpy (text + size, way_secret_get_data (group), way_secret_get_size (group));
      size += way_secret_get_size (group);
      text[size++] = ' ';
    }
  seed = way_sheet_code_parse (text, size, error);
  way_secret_wipe (text, TYPED_MAX);
  return seed;
}

/* The number that was typed; 0 where it is none. */
static guint
ask_which (GError **error)
{
  g_autoptr (WaySecret) typed = way_cli_terminal_ask (
      _ ("Number of the group to type again (nothing to stop): "), TRUE, error);
  g_autofree char *text = NULL;
  guint64 number = 0;

  if (typed == NULL)
    return 0;
  text = g_strndup ((const char *)way_secret_get_data (typed), way_secret_get_size (typed));
  if (!g_ascii_string_to_unsigned (text, 10, 1, WAY_SHEET_CODE_GROUPS, &number, NULL))
    return 0;
  return (guint)number;
}

/* Lets one group after the other be typed again until the sheet fits. */
static WaySecret *
mend_groups (GPtrArray *groups, GError **error)
{
  for (;;)
    {
      g_autoptr (GError) reason = NULL;
      WaySecret *seed = parse_groups (groups, &reason);
      WaySecret *again;
      guint number;

      if (seed != NULL)
        return seed;
      way_cli_terminal_say (reason->message);
      number = ask_which (NULL);
      if (number == 0)
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return NULL;
        }
      again = ask_group (number, error);
      if (again == NULL)
        return NULL;
      way_secret_unref (groups->pdata[number - 1]);
      groups->pdata[number - 1] = again;
    }
}

static WaySecret *
ask_groups (GError **error)
{
  g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify)way_secret_unref);

  way_cli_terminal_say (_ ("Type the recovery sheet, one group of five letters after the other."));
  for (guint i = 1; i <= WAY_SHEET_CODE_GROUPS; i++)
    {
      WaySecret *typed = ask_group (i, error);

      if (typed == NULL)
        return NULL;
      g_ptr_array_add (groups, typed);
    }
  return mend_groups (groups, error);
}

WaySecret *
way_cli_sheet_read (WayCli *cli, const WayCliCall *call, GError **error)
{
  const char *path = way_cli_call_get_option (call, "sheet-file");
  g_autoptr (WaySecret) text = NULL;

  if (path == NULL && way_cli_is_scripted (cli))
    return way_fail_null (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE,
                          _ ("With --passphrase-file the groups come from a file as well: name it "
                             "with --sheet-file."));
  if (path == NULL)
    return ask_groups (error);
  if (g_str_equal (path, "-") && g_strcmp0 (cli->passphrase_file, "-") == 0)
    return way_fail_null (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE,
                          _ ("Only one of sheet and passphrase can come from standard input."));
  text = way_cli_read_secret_file (path, error);
  if (text == NULL)
    return NULL;
  return way_sheet_code_parse (way_secret_get_data (text), way_secret_get_size (text), error);
}
