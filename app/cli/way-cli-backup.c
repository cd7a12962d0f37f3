/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * check, backup and restore.
 */
#include "way-cli-command.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "way-cli-error.h"
#include "way-cli-json.h"
#include "way-cli-sheet.h"
#include "way-fail.h"
#include "way-i18n.h"

/* -- check ------------------------------------------------------------------------------------- */

gboolean
way_cli_run_check (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  g_auto (WayCliWait) wait = { NULL };
  g_autoptr (GPtrArray) faults = NULL;

  way_vault_check (cli->vault, way_cli_wait_cb, &wait);
  faults = way_vault_check_finish (cli->vault, way_cli_wait_for (&wait), error);
  if (faults == NULL)
    return FALSE;
  way_cli_json_open (answer->json, NULL, '{');
  way_cli_json_open (answer->json, "faults", '[');
  for (guint i = 0; i < faults->len; i++)
    {
      way_cli_json_add_string (answer->json, NULL, g_ptr_array_index (faults, i));
      way_cli_answer_line (answer, "%s", (char *)g_ptr_array_index (faults, i));
    }
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

/* -- the usual place of backups ---------------------------------------------------------------- */

#define KEPT 3
#define PREFIX "waymark-"
#define SUFFIX ".waymark-backup"
#define STAMP_SIZE 15 /* YYYY-MM-DD-HHMM */

/* One of ours in the folder: its minute, and which of that minute it is. */
typedef struct
{
  char *name; /* (owned) */
  char stamp[STAMP_SIZE + 1];
  guint64 number;
} Backup;

static void
backup_free (Backup *self)
{
  g_free (self->name);
  g_free (self);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const Backup *left = *(const Backup *const *)a, *right = *(const Backup *const *)b;
  int by_stamp = strcmp (right->stamp, left->stamp);

  if (by_stamp != 0)
    return by_stamp;
  return (left->number < right->number) - (left->number > right->number);
}

/* (transfer full) (nullable): NULL where the name is not one this program gives. */
static Backup *
read_name (const char *name)
{
  g_autofree char *middle = NULL;
  guint64 number = 1;
  Backup *self;

  if (!g_str_has_prefix (name, PREFIX) || !g_str_has_suffix (name, SUFFIX)
      || strlen (name) < strlen (PREFIX SUFFIX) + STAMP_SIZE)
    return NULL;
  middle = g_strndup (name + strlen (PREFIX), strlen (name) - strlen (PREFIX SUFFIX));
  if (strspn (middle, "0123456789-") != strlen (middle))
    return NULL;
  if (middle[STAMP_SIZE] != '\0'
      && (middle[STAMP_SIZE] != '-'
          || !g_ascii_string_to_unsigned (middle + STAMP_SIZE + 1, 10, 2, G_MAXUINT, &number,
                                          NULL)))
    return NULL;
  self = g_new0 (Backup, 1);
  self->name = g_strdup (name);
  memcpy (self->stamp, middle, STAMP_SIZE);
  self->number = number;
  return self;
}

/* TRUE where the file begins as a backup of @vault does: vaults that lie side by side share the
 * folder, and one never thins out the other's. */
static gboolean
is_of_vault (const char *path, const WayId *vault)
{
  enum
  {
    HEAD = 12
  };
  g_autofree guint8 *bytes = g_malloc (HEAD + WAY_KEY_FILE_MAX_SIZE);
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  gssize n = fd >= 0 ? read (fd, bytes, HEAD + WAY_KEY_FILE_MAX_SIZE) : -1;
  g_autoptr (WayKeyFile) keys = NULL;
  guint32 size;

  if (fd >= 0)
    close (fd);
  if (n < HEAD || memcmp (bytes, "WAYBACK1", 8) != 0)
    return FALSE;
  memcpy (&size, bytes + 8, sizeof size);
  size = GUINT32_FROM_LE (size);
  if (size > (gsize)n - HEAD)
    return FALSE;
  keys = way_key_file_parse (bytes + HEAD, size, NULL);
  return keys != NULL && way_id_equal (way_key_file_get_vault (keys), vault);
}

/* (transfer full): the backups of @vault in @folder, newest first. */
static GPtrArray *
list_backups (const char *folder, const WayId *vault)
{
  GPtrArray *backups = g_ptr_array_new_with_free_func ((GDestroyNotify)backup_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      Backup *backup = read_name (name);

      if (backup != NULL && is_of_vault (path, vault))
        g_ptr_array_add (backups, backup);
      else
        g_clear_pointer (&backup, backup_free);
    }
  g_ptr_array_sort (backups, compare_newest_first);
  return backups;
}

static void
remove_old_backups (WayCli *cli, const char *folder)
{
  g_autoptr (WayKeyFile) keys = way_vault_read_slots (cli->vault, NULL);
  g_autoptr (GPtrArray) backups = NULL;

  if (keys == NULL)
    return;
  backups = list_backups (folder, way_key_file_get_vault (keys));
  for (guint i = KEPT; i < backups->len; i++)
    {
      const Backup *backup = g_ptr_array_index (backups, i);
      g_autofree char *path = g_build_filename (folder, backup->name, NULL);

      /* One that stays takes room and does no harm. */
      unlink (path);
    }
}

/* The greatest number that a backup of this minute has, whosever it is; 0 where there is none. */
static guint64
find_last_number (const char *folder, const char *stamp)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint64 last = 0;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      Backup *backup = read_name (name);

      if (backup != NULL && g_str_equal (backup->stamp, stamp))
        last = MAX (last, backup->number);
      g_clear_pointer (&backup, backup_free);
    }
  return last;
}

/* (transfer full): a name of this minute that comes after all others. */
static char *
dup_new_path (WayCli *cli, const char *folder)
{
  g_autofree char *minute = way_clock_format_minute (way_clock_now (cli->clock));
  g_autofree char *stamp = g_strdup_printf ("%.10s-%.2s%.2s", minute, minute + 11, minute + 14);
  guint64 last = find_last_number (folder, stamp);
  g_autofree char *name = last == 0 ? g_strconcat (PREFIX, stamp, SUFFIX, NULL)
                                    : g_strdup_printf (PREFIX "%s-%" G_GUINT64_FORMAT SUFFIX, stamp,
                                                       last + 1);

  return g_build_filename (folder, name, NULL);
}

/* -- backup ------------------------------------------------------------------------------------ */

static char *
dup_usual_folder (WayCli *cli, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (cli->dir);
  g_autofree char *folder = g_build_filename (parent, "backups", NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_FAILED,
                _ ("The folder for backups cannot be made: %s."), g_strerror (errno));
      return NULL;
    }
  return g_steal_pointer (&folder);
}

static gboolean
write_backup (WayCli *cli, const char *path, WayCliAnswer *answer, GError **error)
{
  g_auto (WayCliWait) wait = { NULL };

  way_vault_backup (cli->vault, path, cli->passphrase, way_cli_wait_cb, &wait);
  if (!way_vault_finish (cli->vault, way_cli_wait_for (&wait), NULL, error))
    return FALSE;
  way_cli_json_open (answer->json, NULL, '{');
  way_cli_json_add_string (answer->json, "file", path);
  way_cli_json_close (answer->json, '}');
  way_cli_answer_line (
      answer, _ ("The backup is %s; it opens with today's passphrase or recovery sheet."), path);
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
      return write_backup (cli, path, answer, error);
    }
  folder = dup_usual_folder (cli, error);
  if (folder == NULL)
    return FALSE;
  path = dup_new_path (cli, folder);
  if (!write_backup (cli, path, answer, error))
    return FALSE;
  remove_old_backups (cli, folder);
  return TRUE;
}

/* -- restore ----------------------------------------------------------------------------------- */

gboolean
way_cli_run_restore (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  g_auto (WayCliWait) wait = { NULL };
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
  if (!way_vault_finish (cli->vault, way_cli_wait_for (&wait), NULL, error))
    return FALSE;
  way_cli_answer_line (answer, _ ("The backup is back, and the vault is whole."));
  return TRUE;
}
