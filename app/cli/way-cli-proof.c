/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a server showed two histories: the file that proves it, written and looked at.
 */
#include "way-cli-command.h"
#include "way-cli-error.h"
#include "way-cli-json.h"
#include "way-cli-read.h"
#include "way-cli-sync.h"
#include "way-fail.h"
#include "way-file.h"
#include "way-i18n.h"
#include "way-proof.h"

/* Trouble is what is looked for; only a server that was not reached says nothing. */
static gboolean
look_for_fork (WayCli *cli, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (way_cli_sync_once (cli, &reason) || way_sync_can_prove (way_cli_get_sync (cli)))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

gboolean
way_cli_run_team_prove (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  WaySync *sync = way_cli_get_sync (cli);
  g_autofree char *path = g_canonicalize_filename (way_cli_call_get_operand (call, 0), NULL);
  g_auto (WayCliWait) wait = { NULL };
  g_autoptr (GBytes) proof = NULL;

  if (!way_cli_check_new_file (cli, path, error) || !look_for_fork (cli, error))
    return FALSE;
  if (!way_sync_can_prove (sync))
    return way_fail (error, WAY_TEAM_ERROR, WAY_TEAM_ERROR_NOT_FOUND,
                     _ ("No two laptops signed different histories, so there is nothing to prove. "
                        "No file was written."));
  way_sync_prove (sync, way_cli_wait_cb, &wait);
  proof = way_sync_prove_finish (sync, way_cli_wait_for (&wait), error);
  if (proof == NULL
      || !way_file_write (path, g_bytes_get_data (proof, NULL), g_bytes_get_size (proof), FALSE,
                          error))
    return FALSE;
  way_cli_answer_line (answer,
                       _ ("The proof is %s. It holds no word of any record, and no key; "
                          "hand it to whoever looks into it, who runs \"team "
                          "check-proof\"."),
                       path);
  way_cli_json_open (answer->json, NULL, '{');
  way_cli_json_add_string (answer->json, "file", path);
  way_cli_json_close (answer->json, '}');
  return TRUE;
}

static void
add_id (GString *json, const char *name, const WayId *id)
{
  char hex[WAY_ID_HEX_SIZE];

  way_cli_json_add_string (json, name, way_id_format (id, hex));
}

gboolean
way_cli_run_team_check_proof (WayCli *cli,
                              const WayCliCall *call,
                              WayCliAnswer *answer,
                              GError **error)
{
  g_autoptr (GBytes) bytes = way_cli_read_file (way_cli_call_get_operand (call, 0), error);
  char one[WAY_ID_HEX_SIZE], other[WAY_ID_HEX_SIZE], org[WAY_ID_HEX_SIZE];
  WayProof proof;

  if (bytes == NULL)
    return FALSE;
  if (!way_proof_judge (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &proof))
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
                     _ ("This file proves nothing: it is no proof, or a byte of it was changed."));
  way_cli_answer_line (answer, "%s",
                       _ ("The proof holds: two laptops signed two histories. Either a server "
                          "showed each its own, or one of them signed what it never had."));
  way_cli_answer_line (answer, _ ("Organisation: %s"), way_id_format (&proof.org, org));
  way_cli_answer_line (answer, _ ("Laptops: %s and %s"), way_id_format (&proof.one, one),
                       way_id_format (&proof.other, other));
  way_cli_json_open (answer->json, NULL, '{');
  add_id (answer->json, "organisation", &proof.org);
  add_id (answer->json, "log", &proof.log);
  add_id (answer->json, "one", &proof.one);
  add_id (answer->json, "other", &proof.other);
  way_cli_json_add_bool (answer->json, "directory", proof.directory);
  way_cli_json_add_int (answer->json, "position", (gint64)proof.position);
  way_cli_json_close (answer->json, '}');
  return TRUE;
}
