/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * edit and contact add.
 */
#include "way-cli-edit.h"

#include <string.h>
#include "way-cli-begun.h"
#include "way-cli-command.h"
#include "way-cli-error.h"
#include "way-cli-json.h"
#include "way-edit.h"
#include "way-fail.h"
#include "way-i18n.h"
#include "way-json-scan.h"

void
way_cli_add_refusals (WayCliAnswer *answer,
                      const char *name,
                      GPtrArray *refusals,
                      const char *prefix)
{
  way_cli_json_open (answer->json, name, '[');
  for (guint i = 0; i < refusals->len; i++)
    {
      const WayRefusal *refusal = g_ptr_array_index (refusals, i);
      const char *path = refusal->path;

      if (prefix != NULL && g_str_has_prefix (path, prefix))
        path += strlen (prefix);
      way_cli_json_open (answer->json, NULL, '{');
      way_cli_json_add_string (answer->json, "path", path);
      way_cli_json_add_string (answer->json, "why", _ (refusal->sentence));
      way_cli_json_close (answer->json, '}');
      way_cli_answer_line (answer, "%s%s%s", path, path[0] != '\0' ? ": " : "",
                           _ (refusal->sentence));
    }
  way_cli_json_close (answer->json, ']');
}

static void
tell_refusals (WayCliAnswer *answer, GPtrArray *refusals, const char *prefix)
{
  if (refusals->len == 0)
    return;
  way_cli_json_open (answer->json, NULL, '{');
  way_cli_add_refusals (answer, "refused", refusals, prefix);
  way_cli_json_close (answer->json, '}');
}

gboolean
way_cli_apply_patch (WayCli *cli,
                     const WayId *person,
                     GBytes *patch,
                     const char *prefix,
                     WayCliAnswer *answer,
                     WayAct **ret_act,
                     GError **error)
{
  g_autoptr (WayCase) present = way_cli_load_case (cli, person, error);
  g_autoptr (GPtrArray) drafts = present != NULL ? way_cli_list_drafts (cli, error) : NULL;
  g_autoptr (GPtrArray) refusals = way_refusals_new ();
  WayEditOptions options = { .reference = cli->reference,
                             .random = cli->random,
                             .today = way_clock_today (cli->clock),
                             .now_ms = way_clock_now (cli->clock),
                             .drafts = drafts };
  GPtrArray *acts;
  WayAct *act;

  if (drafts == NULL)
    return FALSE;
  act = way_edit_read (present, patch, &options, refusals, error);
  if (act == NULL)
    {
      tell_refusals (answer, refusals, prefix);
      return FALSE;
    }
  acts = g_ptr_array_new_with_free_func ((GDestroyNotify)way_act_free);
  g_ptr_array_add (acts, act);
  if (!way_cli_commit_all (cli, g_ptr_array_ref (acts), error))
    {
      g_ptr_array_unref (acts);
      return FALSE;
    }
  if (ret_act != NULL)
    *ret_act = g_ptr_array_steal_index (acts, 0);
  g_ptr_array_unref (acts);
  return TRUE;
}

GBytes *
way_cli_wrap_object (const char *before, GBytes *input, const char *after, GError **error)
{
  g_autoptr (WayJsonScan) scan = way_json_scan (input, NULL, error);
  const char *text = g_bytes_get_data (input, NULL);
  GString *wrapped;

  if (scan == NULL)
    return NULL;
  wrapped = g_string_new (before);
  g_string_append_len (wrapped, text + scan->whole.start,
                       (gssize)(scan->whole.end - scan->whole.start));
  g_string_append (wrapped, after);
  return g_string_free_to_bytes (wrapped);
}

/* -- edit -------------------------------------------------------------------------------------- */

gboolean
way_cli_run_edit (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  g_autoptr (GBytes) patch = NULL;
  g_autoptr (WayAct) act = NULL;
  char hex[WAY_ID_HEX_SIZE];
  WayId id;

  if (!way_cli_find_person (cli, way_cli_call_get_operand (call, 0), &id, error))
    return FALSE;
  patch = way_cli_call_read_input (call, error);
  if (patch == NULL || !way_cli_apply_patch (cli, &id, patch, NULL, answer, &act, error))
    return FALSE;
  way_cli_json_open (answer->json, NULL, '{');
  way_cli_json_add_string (answer->json, "id", way_id_format (&id, hex));
  way_cli_json_add_bool (answer->json, "changed", act->changes->len > 0);
  way_cli_json_close (answer->json, '}');
  way_cli_answer_line (answer, "%s",
                       act->changes->len > 0 ? _ ("Saved.") : _ ("This is how it stood already."));
  return TRUE;
}

/* -- contact add ------------------------------------------------------------------------------- */

/* A patch would take an entry that has an id for one that is there. */
static gboolean
check_is_new (GBytes *input, WayCliAnswer *answer, GError **error)
{
  g_autoptr (WayJsonScan) scan = way_json_scan (input, NULL, error);
  g_autoptr (GPtrArray) refusals = way_refusals_new ();

  if (scan == NULL)
    return FALSE;
  if (way_json_scan_get_member (scan, "id") == NULL)
    return TRUE;
  way_refusals_add (refusals, "/id", "%s",
                    N_ ("A new contact gets an id of its own: leave this one out."));
  tell_refusals (answer, refusals, NULL);
  return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
                   _ ("This contact has an id already, so nothing was added."));
}

/* The contact that @act makes. */
static void
find_new_contact (const WayAct *act, WayId *ret_id)
{
  for (guint i = 0; i < act->changes->len; i++)
    {
      const WayChange *change = g_ptr_array_index (act->changes, i);

      if (change->kind == WAY_KIND_CONTACT)
        {
          *ret_id = change->object;
          return;
        }
    }
}

gboolean
way_cli_run_contact_add (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  g_autoptr (GBytes) input = NULL;
  g_autoptr (GBytes) patch = NULL;
  g_autoptr (WayAct) act = NULL;
  WayId person, contact = way_id_nil;
  char hex[WAY_ID_HEX_SIZE];

  if (!way_cli_find_person (cli, way_cli_call_get_operand (call, 0), &person, error))
    return FALSE;
  input = way_cli_call_read_input (call, error);
  if (input != NULL && check_is_new (input, answer, error))
    patch = way_cli_wrap_object ("{\"contacts\":[", input, "]}", error);
  if (patch == NULL
      || !way_cli_apply_patch (cli, &person, patch, "/contacts/0", answer, &act, error))
    return FALSE;
  find_new_contact (act, &contact);
  way_cli_json_open (answer->json, NULL, '{');
  way_cli_json_add_string (answer->json, "id", way_id_format (&contact, hex));
  way_cli_json_close (answer->json, '}');
  way_cli_answer_line (answer, "%s", hex);
  return TRUE;
}
