/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * check, rebuild, backup and restore.
 */
#include "way-cli-command.h"

#include "way-backups.h"
#include "way-cli-error.h"
#include "way-cli-json.h"
#include "way-cli-sheet.h"
#include "way-fail.h"
#include "way-i18n.h"

/* -- check ------------------------------------------------------------------------------------- */

/* (transfer full) (nullable): a sentence for each fault. */
static GPtrArray *
find_faults (WayCli *cli, GPtrArray **ret_details, GError **error)
{
  g_auto (WayCliWait) wait = { NULL };

  way_vault_check (cli->vault, way_cli_wait_cb, &wait);
  return way_vault_check_finish (cli->vault, way_cli_wait_for (&wait), ret_details, error);
}

static void
answer_faults (WayCliAnswer *answer, GPtrArray *faults)
{
  way_cli_json_open (answer->json, "faults", '[');
  for (guint i = 0; i < faults->len; i++)
    {
      way_cli_json_add_string (answer->json, NULL, g_ptr_array_index (faults, i));
      way_cli_answer_line (answer, "%s", (char *)g_ptr_array_index (faults, i));
    }
  way_cli_json_close (answer->json, ']');
}

gboolean
way_cli_run_check (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  g_autoptr (GPtrArray) details = NULL;
  g_autoptr (GPtrArray) faults = find_faults (cli, &details, error);

  if (faults == NULL)
    return FALSE;
  way_cli_json_open (answer->json, NULL, '{');
  answer_faults (answer, faults);
  way_cli_json_open (answer->json, "details", '[');
  for (guint i = 0; i < details->len; i++)
    way_cli_json_add_string (answer->json, NULL, g_ptr_array_index (details, i));
  way_cli_json_close (answer->json, ']');
  way_cli_json_close (answer->json, '}');
  if (faults->len > 0)
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_FAILED,
                     g_dngettext (WAY_GETTEXT_DOMAIN, "The vault has a fault.",
                                  "The vault has %u faults.", faults->len),
                     faults->len);
  way_cli_answer_line (answer, _ ("The vault is sound."));
  return TRUE;
}

/* -- rebuild ----------------------------------------------------------------------------------- */

gboolean
way_cli_run_rebuild (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  g_auto (WayCliWait) wait = { NULL };

  way_vault_rebuild (cli->vault, way_cli_wait_cb, &wait);
  if (!way_vault_finish (cli->vault, way_cli_wait_for (&wait), NULL, error))
    return FALSE;
  way_cli_answer_line (answer, _ ("The list of people, what is shown and the search index are made "
                                  "anew. Nothing that was written was changed."));
  return TRUE;
}

/* -- backup ------------------------------------------------------------------------------------ */

/* A faulty vault is still worth a copy, and no reason to let older ones go. */
static gboolean
write_backup (WayCli *cli, const char *path, WayCliAnswer *answer, GError **error)
{
  g_auto (WayCliWait) wait = { NULL };
  g_autoptr (GPtrArray) faults = NULL;

  way_vault_backup (cli->vault, path, cli->passphrase, way_cli_wait_cb, &wait);
  if (!way_vault_finish (cli->vault, way_cli_wait_for (&wait), NULL, error))
    return FALSE;
  faults = find_faults (cli, NULL, error);
  if (faults == NULL)
    return FALSE;
  way_cli_json_open (answer->json, NULL, '{');
  way_cli_json_add_string (answer->json, "file", path);
  way_cli_answer_line (
      answer, _ ("The backup is %s; it opens with today's passphrase or recovery sheet."), path);
  answer_faults (answer, faults);
  way_cli_json_close (answer->json, '}');
  if (faults->len > 0)
    return way_fail (
        error, WAY_CLI_ERROR, WAY_CLI_ERROR_FAILED,
        _ ("The backup is made, and is as faulty as the vault. Keep the older backups; "
           "none was taken away."));
  return TRUE;
}

gboolean
way_cli_run_backup (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  const char *file = way_cli_call_get_operand (call, 0);
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;

  if (file != NULL)
    {
      path = g_canonicalize_filename (file, NULL);
      return way_cli_check_new_file (cli, g_str_equal (file, "-") ? file : path, error)
             && write_backup (cli, path, answer, error);
    }
  folder = way_backups_make_folder (cli->dir, error);
  if (folder == NULL)
    return FALSE;
  path = way_backups_dup_new_path (folder, cli->clock);
  if (!write_backup (cli, path, answer, error))
    return FALSE;
  way_backups_thin (cli->dir);
  return TRUE;
}

/* -- restore ----------------------------------------------------------------------------------- */

gboolean
way_cli_run_restore (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  g_auto (WayCliWait) wait = { NULL };
  g_autoptr (GPtrArray) faults = NULL;
  g_autofree char *path = g_canonicalize_filename (way_cli_call_get_operand (call, 0), NULL);
  g_autoptr (WaySecret) passphrase = NULL;
  g_autoptr (WaySecret) seed = NULL;
  g_autoptr (WaySecret) new_passphrase = NULL;

  if (way_vault_exists (cli->vault))
    return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_EXISTS,
                     _ ("There is a vault here already: name an empty folder with --vault."));
  if (way_cli_call_has_option (call, "sheet-file"))
    {
      seed = way_cli_sheet_read (cli, call, error);
      if (seed != NULL)
        new_passphrase = way_cli_read_only_passphrase (cli, error);
    }
  else
    passphrase = way_cli_read_passphrase_to_try (cli, error);
  if (passphrase == NULL && new_passphrase == NULL)
    return FALSE;
  way_vault_restore (cli->vault, path, passphrase, seed, new_passphrase, way_cli_wait_cb, &wait);
  faults = way_vault_check_finish (cli->vault, way_cli_wait_for (&wait), NULL, error);
  if (faults == NULL)
    return FALSE;
  way_cli_json_open (answer->json, NULL, '{');
  answer_faults (answer, faults);
  way_cli_json_close (answer->json, '}');
  if (faults->len > 0)
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_FAILED,
                     _ ("The backup is back, with the faults it was made with. Look for an older "
                        "one, and ask whoever looks after this laptop."));
  way_cli_answer_line (answer, _ ("The backup is back, and the vault is whole."));
  return TRUE;
}
