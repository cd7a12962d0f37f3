/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-cli-keys.h"

#include "way-cli-command.h"
#include "way-cli-error.h"
#include "way-cli-json.h"
#include "way-cli-sheet.h"
#include "way-fail.h"
#include "way-i18n.h"

/* -- what there is ----------------------------------------------------------------------------- */

typedef struct
{
  WayKeySlotType type;
  const char *name; /* in JSON */
  const char *help;
} SlotName;

static const SlotName slot_names[] = {
  { WAY_KEY_SLOT_KEYRING, "keyring", N_ ("the desktop keyring and the passphrase") },
  { WAY_KEY_SLOT_PASSPHRASE, "passphrase", N_ ("the passphrase alone") },
  { WAY_KEY_SLOT_SHEET, "sheet", N_ ("the recovery sheet") },
  { WAY_KEY_SLOT_RECOVERY, "recovery", N_ ("the council's recovery key") },
};

static const SlotName *
find_name (guint8 type)
{
  static const SlotName unknown = { 0, "unknown", N_ ("something of a newer Waymark") };

  for (gsize i = 0; i < G_N_ELEMENTS (slot_names); i++)
    if (slot_names[i].type == type)
      return &slot_names[i];
  return &unknown;
}

static void
add_slot (WayCliAnswer *answer, const WayKeySlot *slot)
{
  const SlotName *name = find_name (slot->type);
  g_autofree char *type = g_strdup_printf ("%c", slot->type);

  way_cli_json_open (answer->json, NULL, '{');
  way_cli_json_add_string (answer->json, "slot", type);
  way_cli_json_add_string (answer->json, "name", name->name);
  if (slot->type == WAY_KEY_SLOT_SHEET)
    way_cli_json_add_int (answer->json, "number", slot->sheet_number);
  way_cli_json_close (answer->json, '}');
  if (slot->type == WAY_KEY_SLOT_SHEET)
    way_cli_answer_line (answer, _ ("%c  %s, number %u"), slot->type, _ (name->help),
                         slot->sheet_number);
  else
    way_cli_answer_line (answer, "%c  %s", slot->type, _ (name->help));
}

gboolean
way_cli_run_keys (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  g_autoptr (WayKeyFile) keys = way_vault_read_slots (cli->vault, error);

  if (keys == NULL)
    return FALSE;
  way_cli_json_open (answer->json, NULL, '[');
  for (guint i = 0; i < way_key_file_get_n_slots (keys); i++)
    {
      WayKeySlot slot;

      way_key_file_get_slot (keys, i, &slot);
      add_slot (answer, &slot);
    }
  way_cli_json_close (answer->json, ']');
  return TRUE;
}

gboolean
way_cli_keys_get_slot (WayCli *cli, WayKeySlotType *ret_slot, GError **error)
{
  g_autoptr (WayKeyFile) keys = way_vault_read_slots (cli->vault, error);

  if (keys == NULL)
    return FALSE;
  *ret_slot = way_key_file_find_slot (keys, WAY_KEY_SLOT_KEYRING, NULL) ? WAY_KEY_SLOT_KEYRING
                                                                        : WAY_KEY_SLOT_PASSPHRASE;
  return TRUE;
}

gboolean
way_cli_keys_tell (WayCli *cli, WayCliAnswer *answer, GError **error)
{
  WayKeySlotType slot;

  if (!way_cli_keys_get_slot (cli, &slot, error))
    return FALSE;
  if (slot == WAY_KEY_SLOT_KEYRING)
    way_cli_answer_note (answer, _ ("The vault opens with this laptop's keyring and the passphrase "
                                    "together, or with the recovery sheet."));
  else
    way_cli_answer_note (answer, _ ("The vault opens with the passphrase alone, as no keyring "
                                    "took a half of the key, or with the recovery sheet."));
  way_cli_json_open (answer->json, NULL, '{');
  way_cli_json_add_string (answer->json, "slot", find_name (slot)->name);
  way_cli_json_close (answer->json, '}');
  return TRUE;
}

/* -- changes ----------------------------------------------------------------------------------- */

static gboolean
change (WayCli *cli, WaySecret *new_passphrase, WayKeySlotType slot, GError **error)
{
  g_auto (WayCliWait) wait = { NULL };

  way_vault_change_passphrase (cli->vault, cli->passphrase, new_passphrase, slot, way_cli_wait_cb,
                               &wait);
  return way_vault_finish (cli->vault, way_cli_wait_for (&wait), NULL, error);
}

static gboolean
change_slot (WayCli *cli, WayKeySlotType slot, WayCliAnswer *answer, GError **error)
{
  if (!change (cli, cli->passphrase, slot, error))
    return FALSE;
  way_cli_answer_line (answer, _ ("From now on the vault opens with %s."),
                       _ (find_name (slot)->help));
  way_cli_json_open (answer->json, NULL, '{');
  way_cli_json_add_string (answer->json, "slot", find_name (slot)->name);
  way_cli_json_close (answer->json, '}');
  return TRUE;
}

gboolean
way_cli_run_keys_keyring (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  return change_slot (cli, WAY_KEY_SLOT_KEYRING, answer, error);
}

gboolean
way_cli_run_keys_passphrase (WayCli *cli,
                             const WayCliCall *call,
                             WayCliAnswer *answer,
                             GError **error)
{
  return change_slot (cli, WAY_KEY_SLOT_PASSPHRASE, answer, error);
}

gboolean
way_cli_run_passphrase (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  g_autoptr (WaySecret) new_passphrase = way_cli_read_new_passphrase (cli, error);
  WayKeySlotType slot;

  if (new_passphrase == NULL || !way_cli_keys_get_slot (cli, &slot, error)
      || !change (cli, new_passphrase, slot, error))
    return FALSE;
  way_cli_answer_line (answer, _ ("The passphrase was changed.  Backups made before today open "
                                  "with the old one."));
  return TRUE;
}

/* -- a new sheet ------------------------------------------------------------------------------- */

gboolean
way_cli_run_keys_new_sheet (WayCli *cli,
                            const WayCliCall *call,
                            WayCliAnswer *answer,
                            GError **error)
{
  g_auto (WayFile) sheet = { NULL };
  g_auto (WayCliWait) wait = { NULL };
  g_autoptr (WaySecret) seed = NULL;

  if (!way_cli_sheet_begin (cli, &sheet, call, error))
    return FALSE;
  way_vault_new_sheet (cli->vault, cli->passphrase, way_cli_wait_cb, &wait);
  if (!way_vault_finish (cli->vault, way_cli_wait_for (&wait), &seed, error))
    return FALSE;
  way_cli_sheet_give (cli, call, &sheet, seed, answer);
  way_cli_answer_note (answer, _ ("The sheet from before opens backups of its days only."));
  return way_cli_sheet_confirm (cli, call, seed, error);
}

gboolean
way_cli_run_recover (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  g_auto (WayFile) sheet = { NULL };
  g_auto (WayCliWait) wait = { NULL };
  g_autoptr (WaySecret) new_passphrase = NULL;
  g_autoptr (WaySecret) new_seed = NULL;
  g_autoptr (WaySecret) seed = NULL;

  if (!way_vault_exists (cli->vault))
    return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NO_VAULT,
                     _ ("There is no vault here.  A backup comes back with waymarkctl restore."));
  if (!way_cli_sheet_begin (cli, &sheet, call, error))
    return FALSE;
  seed = way_cli_sheet_read (cli, call, error);
  if (seed != NULL)
    new_passphrase = way_cli_read_only_passphrase (cli, error);
  if (new_passphrase == NULL)
    return FALSE;
  way_vault_recover (cli->vault, seed, new_passphrase, way_cli_wait_cb, &wait);
  if (!way_vault_finish (cli->vault, way_cli_wait_for (&wait), &new_seed, error))
    return FALSE;
  way_cli_sheet_give (cli, call, &sheet, new_seed, answer);
  return way_cli_keys_tell (cli, answer, error)
         && way_cli_sheet_confirm (cli, call, new_seed, error);
}
