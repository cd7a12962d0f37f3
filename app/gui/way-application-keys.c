/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The composition root as WayDoor: making a vault, its keys, and the sheet that waits to be typed
 * back.
 */
#include "way-application-private.h"

#include <string.h>
#include <sys/stat.h>
#include "way-crypto.h"
#include "way-exchange-data.h"
#include "way-fail.h"
#include "way-i18n.h"
#include "way-passphrase.h"
#include "way-print.h"
#include "way-sheet-code.h"
#include "way-task.h"
#include "way-team-lines.h"

#define SUGGESTED_WORDS 5

/* -- passphrases ------------------------------------------------------------------------------- */

static gboolean
check_passphrase (WayDoor *door, const char *passphrase, GError **error)
{
  g_autoptr (WaySecret) secret = way_application_read_new_passphrase (passphrase, error);

  return secret != NULL;
}

static char *
suggest_passphrase (WayDoor *door)
{
  WayApplication *self = WAY_APPLICATION (door);
  g_auto (GStrv) words = way_exchange_dup_words ();
  const char *chosen[SUGGESTED_WORDS + 1] = { NULL };

  for (guint i = 0; i < SUGGESTED_WORDS; i++)
    chosen[i] = words[way_random_below (self->random, g_strv_length (words))];
  return g_strjoinv (" ", (char **)chosen);
}

/* -- the sheet that waits ---------------------------------------------------------------------- */

/* Takes @seed. */
static void
take_seed (WayApplication *self, WaySecret *seed)
{
  g_clear_pointer (&self->seed, way_secret_unref);
  self->seed = seed;
  self->sheet_right = FALSE;
  self->sheet_group = 1 + way_random_below (self->random, WAY_SHEET_CODE_GROUPS);
}

static gboolean
has_sheet (WayDoor *door)
{
  return WAY_APPLICATION (door)->seed != NULL;
}

static gboolean
awaits_sheet (WayDoor *door)
{
  WayApplication *self = WAY_APPLICATION (door);

  return !self->practice && way_vault_awaits_sheet (self->vault);
}

static guint
get_sheet_group (WayDoor *door)
{
  return WAY_APPLICATION (door)->sheet_group;
}

static guint
get_sheet_number (WayApplication *self)
{
  g_autoptr (WayKeyFile) keys = way_vault_read_slots (self->vault, NULL);
  WayKeySlot slot;

  return keys != NULL && way_key_file_find_slot (keys, WAY_KEY_SLOT_SHEET, &slot)
             ? slot.sheet_number
             : 1;
}

static GBytes *
make_sheet (WayDoor *door, GError **error)
{
  WayApplication *self = WAY_APPLICATION (door);
  g_autofree char *laptop = way_settings_dup_laptop_name (self->settings);
  WayPrintSheet sheet = { .laptop = laptop, .made_ms = way_clock_now (self->clock) };
  g_auto (WaySheetGroups) groups = { { "" } };
  g_autoptr (WaySecret) code = NULL;

  g_return_val_if_fail (self->seed != NULL, NULL);

  sheet.number = get_sheet_number (self);
  code = way_sheet_code_format (self->seed);
  way_sheet_code_split (code, &groups);
  for (guint i = 0; i < WAY_SHEET_CODE_GROUPS; i++)
    sheet.groups[i] = groups.text[i];
  return way_print_recovery_sheet (&sheet, error);
}

/* Takes @seed: the vault is open, its new sheet waits. */
static void
start (WayApplication *self, WaySecret *seed)
{
  take_seed (self, seed);
  self->starting = TRUE;
  way_application_lay_desk (self);
}

static void
end_starting (WayApplication *self)
{
  g_clear_pointer (&self->made_with, way_secret_unref);
  if (!self->starting)
    return;
  self->starting = FALSE;
  g_signal_emit_by_name (self, "opened");
}

static gboolean
check_sheet_group (WayDoor *door, const char *typed, GError **error)
{
  WayApplication *self = WAY_APPLICATION (door);
  g_autoptr (WaySecret) code = NULL;

  g_return_val_if_fail (self->seed != NULL, FALSE);

  code = way_sheet_code_format (self->seed);
  if (!way_sheet_code_group_matches (code, self->sheet_group, typed, strlen (typed)))
    {
      g_autoptr (GError) reason = NULL;

      if (way_sheet_code_check_group (self->sheet_group, typed, strlen (typed), &reason))
        return way_fail (error, WAY_DOOR_ERROR, WAY_DOOR_ERROR_FAILED,
                         _ ("Look at group %u again. This is not the newest sheet."),
                         self->sheet_group);
      return way_fail (error, WAY_DOOR_ERROR, WAY_DOOR_ERROR_FAILED, "%s", reason->message);
    }
  self->sheet_right = TRUE;
  return TRUE;
}

static void
confirm_sheet (WayDoor *door)
{
  WayApplication *self = WAY_APPLICATION (door);

  g_return_if_fail (self->seed != NULL && self->sheet_right);

  way_vault_confirm_sheet (self->vault);
  g_clear_pointer (&self->seed, way_secret_unref);
  end_starting (self);
}

static void
enter (WayDoor *door)
{
  WayApplication *self = WAY_APPLICATION (door);

  g_clear_pointer (&self->seed, way_secret_unref);
  end_starting (self);
}

/* The disks that the vault lies on, or that a thief takes along with it. */
static gboolean
is_own_disk (WayApplication *self, dev_t device)
{
  const char *const own[] = { self->dir, g_get_home_dir (), "/" };
  struct stat info;

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    if (stat (own[i], &info) == 0 && info.st_dev == device)
      return TRUE;
  return FALSE;
}

static gboolean
check_sheet_place (WayDoor *door, const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  struct stat info;

  if (stat (folder, &info) == 0 && !is_own_disk (WAY_APPLICATION (door), info.st_dev))
    return TRUE;
  return way_fail (error, WAY_DOOR_ERROR, WAY_DOOR_ERROR_FAILED,
                   _ ("Choose a stick or another drive. Here, the sheet would lie beside what it "
                      "opens."));
}

/* -- first run --------------------------------------------------------------------------------- */

typedef struct
{
  char *name, *phone, *council, *team; /* (owned) */
  WaySecret *passphrase;               /* (owned) */
} Making;

static void
making_clear (Making *self)
{
  g_free (self->name);
  g_free (self->phone);
  g_free (self->council);
  g_free (self->team);
  g_clear_pointer (&self->passphrase, way_secret_unref);
}

WAY_DEFINE_DATA (Making, making)

static WayTeamLines
lines_of (const Making *making)
{
  return (WayTeamLines){
    .name = making->name, .phone = making->phone, .council = making->council, .team = making->team
  };
}

static void
lines_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (way_desk_commit_finish (WAY_DESK (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    way_application_return_error (task, error);
}

/* Takes @task. */
static void
write_lines (WayApplication *self, GTask *task)
{
  WayTeamLines lines = lines_of (g_task_get_task_data (task));
  WayCase *present = way_live_case_get_case (way_desk_get_team_case (self->desk));
  WayAct *act = way_team_lines_build (&lines, way_desk_get_team (self->desk),
                                      way_desk_get_user (self->desk), present);

  if (act != NULL)
    way_desk_commit (self->desk, act, lines_written_cb, task);
  else
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
    }
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  WayApplication *self = WAY_APPLICATION (g_task_get_source_object (task));
  Making *making = g_task_get_task_data (task);
  WaySecret *seed = NULL;

  if (!way_application_did (task, source, result, &seed))
    return;
  self->made_with = way_secret_ref (making->passphrase);
  start (self, seed);
  write_lines (self, g_steal_pointer (&task));
}

static WayKeySlotType
get_slot (WayApplication *self)
{
  g_autoptr (WayKeyFile) keys = way_vault_read_slots (self->vault, NULL);

  return keys != NULL && way_key_file_find_slot (keys, WAY_KEY_SLOT_KEYRING, NULL)
             ? WAY_KEY_SLOT_KEYRING
             : WAY_KEY_SLOT_PASSPHRASE;
}

static void
changed_again_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  WayApplication *self = WAY_APPLICATION (g_task_get_source_object (task));
  Making *making = g_task_get_task_data (task);

  if (!way_application_did (task, source, result, NULL))
    return;
  g_clear_pointer (&self->made_with, way_secret_unref);
  self->made_with = way_secret_ref (making->passphrase);
  write_lines (self, g_steal_pointer (&task));
}

/* Somebody went back and forth: what is there is brought to what was given now. */
static void
make_again (WayApplication *self, GTask *task)
{
  Making *making = g_task_get_task_data (task);

  if (way_secret_equal (self->made_with, making->passphrase))
    write_lines (self, task);
  else
    way_vault_change_passphrase (self->vault, self->made_with, making->passphrase, get_slot (self),
                                 changed_again_cb, task);
}

static void
create (WayDoor *door,
        const WayNewcomer *newcomer,
        const char *passphrase,
        GAsyncReadyCallback callback,
        gpointer data)
{
  WayApplication *self = WAY_APPLICATION (door);
  g_autoptr (GTask) task = way_application_begin (door, way_door_create, callback, data);
  Making *making = making_new0 ();
  WayTeamLines lines;
  GError *error = NULL;

  g_task_set_task_data (task, making, (GDestroyNotify)making_free);
  making->name = g_strdup (newcomer->name);
  making->phone = g_strdup (newcomer->phone);
  making->council = g_strdup (newcomer->council);
  making->team = g_strdup (newcomer->team);
  lines = lines_of (making);
  if (way_team_lines_check (&lines, way_clock_today (self->clock), &error))
    making->passphrase = way_application_read_new_passphrase (passphrase, &error);
  if (making->passphrase == NULL)
    way_application_return_error (task, error);
  else if (self->made_with != NULL)
    make_again (self, g_steal_pointer (&task));
  else
    way_vault_create (self->vault, making->passphrase, created_cb, g_steal_pointer (&task));
}

/* -- with the sheet ---------------------------------------------------------------------------- */

static void
recovered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  WayApplication *self = WAY_APPLICATION (g_task_get_source_object (task));
  WaySecret *seed = NULL;

  if (!way_application_did (task, source, result, &seed))
    return;
  start (self, seed);
  g_task_return_boolean (task, TRUE);
}

static void
recover (WayDoor *door,
         const char *sheet,
         const char *new_passphrase,
         GAsyncReadyCallback callback,
         gpointer data)
{
  WayApplication *self = WAY_APPLICATION (door);
  g_autoptr (GTask) task = way_application_begin (door, way_door_recover, callback, data);
  g_autoptr (WaySecret) seed = NULL;
  g_autoptr (WaySecret) passphrase = NULL;
  GError *error = NULL;

  seed = way_sheet_code_parse (sheet, strlen (sheet), &error);
  if (seed != NULL)
    passphrase = way_application_read_new_passphrase (new_passphrase, &error);
  if (passphrase == NULL)
    way_application_return_error (task, error);
  else
    way_vault_recover (self->vault, seed, passphrase, recovered_cb, g_steal_pointer (&task));
}

/* -- while it is open -------------------------------------------------------------------------- */

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  WayApplication *self = WAY_APPLICATION (g_task_get_source_object (task));
  WaySecret *seed = NULL;

  if (!way_application_did (task, source, result, &seed))
    return;
  if (seed != NULL)
    take_seed (self, seed);
  g_task_return_boolean (task, TRUE);
}

static void
change_passphrase (WayDoor *door,
                   const char *passphrase,
                   const char *new_passphrase,
                   GAsyncReadyCallback callback,
                   gpointer data)
{
  WayApplication *self = WAY_APPLICATION (door);
  g_autoptr (GTask) task = way_application_begin_with (door, way_door_change_passphrase, passphrase,
                                                       callback, data);
  g_autoptr (WaySecret) new = NULL;
  WaySecret *old;
  GError *error = NULL;

  if (task == NULL)
    return;
  old = g_task_get_task_data (task);
  new = way_application_read_new_passphrase (new_passphrase, &error);
  if (new == NULL)
    way_application_return_error (task, error);
  else
    way_vault_change_passphrase (self->vault, old, new, get_slot (self), changed_cb,
                                 g_steal_pointer (&task));
}

static gboolean
get_uses_keyring (WayDoor *door)
{
  return get_slot (WAY_APPLICATION (door)) == WAY_KEY_SLOT_KEYRING;
}

static void
set_uses_keyring (WayDoor *door,
                  gboolean uses_keyring,
                  const char *passphrase,
                  GAsyncReadyCallback callback,
                  gpointer data)
{
  WayApplication *self = WAY_APPLICATION (door);
  WayKeySlotType slot = uses_keyring ? WAY_KEY_SLOT_KEYRING : WAY_KEY_SLOT_PASSPHRASE;
  GTask *task = way_application_begin_with (door, way_door_set_uses_keyring, passphrase, callback,
                                            data);

  if (task != NULL)
    way_vault_change_passphrase (self->vault, g_task_get_task_data (task),
                                 g_task_get_task_data (task), slot, changed_cb, task);
}

static void
new_sheet (WayDoor *door, const char *passphrase, GAsyncReadyCallback callback, gpointer data)
{
  WayApplication *self = WAY_APPLICATION (door);
  GTask *task = way_application_begin_with (door, way_door_new_sheet, passphrase, callback, data);

  if (task != NULL)
    way_vault_new_sheet (self->vault, g_task_get_task_data (task), changed_cb, task);
}

void
way_application_keys_init (WayDoorInterface *iface)
{
  iface->check_passphrase = check_passphrase;
  iface->suggest_passphrase = suggest_passphrase;
  iface->create = create;
  iface->recover = recover;
  iface->change_passphrase = change_passphrase;
  iface->get_uses_keyring = get_uses_keyring;
  iface->set_uses_keyring = set_uses_keyring;
  iface->new_sheet = new_sheet;
  iface->awaits_sheet = awaits_sheet;
  iface->enter = enter;
  iface->has_sheet = has_sheet;
  iface->make_sheet = make_sheet;
  iface->get_sheet_group = get_sheet_group;
  iface->check_sheet_group = check_sheet_group;
  iface->confirm_sheet = confirm_sheet;
  iface->check_sheet_place = check_sheet_place;
}
