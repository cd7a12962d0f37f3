/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The composition root as WayDoor: backups, and the copies that it makes by itself.
 *
 * A copy is sealed like a backup and lies where waymarkctl keeps them (way-backups.h).  It needs
 * the passphrase, so it is made soon after an unlock, while that is still held in guarded memory,
 * and only where the newest is older than COPY_AGE_MS; store reads it back before it counts.
 */
#include "way-application-private.h"

#include <glib/gstdio.h>
#include "way-backups.h"
#include "way-date-text.h"
#include "way-fail.h"
#include "way-i18n.h"
#include "way-task.h"

#define COPY_DELAY_MS 15000
#define COPY_AGE_MINUTES (4 * 60)

/* -- by itself --------------------------------------------------------------------------------- */

/* Civil minutes since a day long ago; a changed clock only makes one copy more or fewer. */
static gint64
minutes_of (const char *stamp)
{
  WayDate date;
  g_autofree char *day = g_strndup (stamp, 10);

  if (!way_date_parse (day, WAY_DATE_FULL, &date))
    return 0;
  return (gint64)way_date_to_day_number (date) * 24 * 60 + g_ascii_digit_value (stamp[11]) * 600
         + g_ascii_digit_value (stamp[12]) * 60 + g_ascii_digit_value (stamp[13]) * 10
         + g_ascii_digit_value (stamp[14]);
}

static gboolean
wants_copy (WayApplication *self)
{
  g_autoptr (GPtrArray) backups = way_backups_list (self->dir);
  g_autofree char *minute = way_clock_format_minute (way_clock_now (self->clock));
  g_autofree char *stamp = g_strdup_printf ("%.10s-%.2s%.2s", minute, minute + 11, minute + 14);
  gint64 age;

  if (backups->len == 0)
    return TRUE;
  age = minutes_of (stamp) - minutes_of (((WayBackup *)g_ptr_array_index (backups, 0))->stamp);
  return age < 0 || age >= COPY_AGE_MINUTES;
}

static void
looked_through_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayApplication) self = data;
  g_autoptr (GPtrArray) faults = way_vault_check_finish (WAY_VAULT (source), result, NULL, NULL);

  if (faults != NULL && faults->len == 0)
    way_backups_thin (self->dir);
}

/* One that failed is made after the next unlock; nobody is kept from work by it.  A copy is as
 * faulty as its vault, and no reason then to let older ones go. */
static void
copied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayApplication) self = data;

  if (way_vault_finish (WAY_VAULT (source), result, NULL, NULL)
      && way_backups_has_more_than_kept (self->dir))
    way_vault_check (WAY_VAULT (source), looked_through_cb, g_steal_pointer (&self));
}

static gboolean
copy_cb (gpointer data)
{
  WayApplication *self = data;
  g_autoptr (WaySecret) passphrase = g_steal_pointer (&self->copy_with);
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;

  self->copy_timer = 0;
  folder = way_backups_make_folder (self->dir, NULL);
  if (folder == NULL)
    return G_SOURCE_REMOVE;
  path = way_backups_dup_new_path (folder, self->clock);
  way_vault_backup (self->vault, path, passphrase, copied_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

void
way_application_forget_copy (WayApplication *self)
{
  if (self->copy_timer != 0)
    way_executor_remove_timeout (self->executor, self->copy_timer);
  self->copy_timer = 0;
  g_clear_pointer (&self->copy_with, way_secret_unref);
}

void
way_application_expect_copy (WayApplication *self, WaySecret *passphrase)
{
  way_application_forget_copy (self);
  if (self->practice || !wants_copy (self))
    return;
  self->copy_with = way_secret_ref (passphrase);
  self->copy_timer = way_executor_add_timeout (self->executor, COPY_DELAY_MS, copy_cb, self, NULL);
}

/* -- when asked -------------------------------------------------------------------------------- */

static void
backed_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;

  if (way_application_did (task, source, result, NULL))
    g_task_return_boolean (task, TRUE);
}

static void
back_up (WayDoor *door,
         const char *path,
         const char *passphrase,
         GAsyncReadyCallback callback,
         gpointer data)
{
  WayApplication *self = WAY_APPLICATION (door);
  GTask *task = way_application_begin_with (door, way_door_back_up, passphrase, callback, data);

  if (task != NULL)
    way_vault_backup (self->vault, path, g_task_get_task_data (task), backed_up_cb, task);
}

/* -- brought back ------------------------------------------------------------------------------ */

static void
restored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  WayApplication *self = WAY_APPLICATION (g_task_get_source_object (task));

  if (!way_application_did (task, source, result, NULL))
    return;
  way_application_lay_desk (self);
  g_task_return_boolean (task, TRUE);
}

static void
restore (WayDoor *door,
         const char *path,
         const char *passphrase,
         GAsyncReadyCallback callback,
         gpointer data)
{
  WayApplication *self = WAY_APPLICATION (door);
  GTask *task = way_application_begin_with (door, way_door_restore, passphrase, callback, data);

  if (task != NULL)
    way_vault_restore (self->vault, path, g_task_get_task_data (task), NULL, NULL, restored_cb,
                       task);
}

/* -- in the place of a damaged vault ----------------------------------------------------------- */

static char *
dup_copy (WayDoor *door)
{
  WayApplication *self = WAY_APPLICATION (door);
  g_autoptr (GPtrArray) backups = way_backups_list (self->dir);
  WayDate today = way_clock_today (self->clock), date;
  g_autofree char *day = NULL, *at = NULL, *time = NULL, *words = NULL;
  const char *stamp;

  if (backups->len == 0)
    return NULL;
  stamp = ((WayBackup *)g_ptr_array_index (backups, 0))->stamp;
  day = g_strndup (stamp, 10);
  at = g_strdup_printf ("%.2s:%.2s", stamp + 11, stamp + 13);
  time = way_time_text (at);
  if (!way_date_parse (day, WAY_DATE_FULL, &date))
    return NULL;
  if (way_date_compare (date, today) == 0)
    return g_strdup_printf (_ ("%s today"), time);
  words = way_date_text (date, today);
  return g_strdup_printf (_ ("%s on %s"), time, words);
}

/* A copy on its way: unpacked beside the damaged vault, closed, put in its place, opened. */
typedef struct
{
  WayVault *beside;      /* (owned) */
  char *dir;             /* (owned): of it */
  WaySecret *passphrase; /* (owned) */
} Return;

static void
return_clear (Return *self)
{
  g_clear_object (&self->beside);
  g_free (self->dir);
  g_clear_pointer (&self->passphrase, way_secret_unref);
}

WAY_DEFINE_DATA (Return, return )

static void
beside_closed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  WayApplication *self = WAY_APPLICATION (g_task_get_source_object (task));
  Return *way = g_task_get_task_data (task);
  GError *error = NULL;

  way_vault_finish (WAY_VAULT (source), result, NULL, NULL);
  if (!way_backups_take_place (self->dir, way->dir, self->clock, &error))
    {
      way_application_return_error (task, error);
      return;
    }
  way_vault_open (self->vault, way->passphrase, restored_cb, g_steal_pointer (&task));
}

/* What a restore that failed leaves: an empty folder with a lock in it. */
static void
take_away (const char *dir)
{
  g_autofree char *lock = g_build_filename (dir, "vault.lock", NULL);

  g_unlink (lock);
  g_rmdir (dir);
}

static void
beside_restored_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Return *way = g_task_get_task_data (task);

  if (way_application_did (task, source, result, NULL))
    way_vault_close (WAY_VAULT (source), beside_closed_cb, g_steal_pointer (&task));
  else
    take_away (way->dir);
}

/* (transfer full): a folder beside the vault's that holds no vault. */
static char *
dup_dir_beside (WayApplication *self)
{
  char *dir = g_strdup_printf ("%s-returning", self->dir);

  for (guint n = 2; g_file_test (dir, G_FILE_TEST_EXISTS); n++)
    {
      g_free (dir);
      dir = g_strdup_printf ("%s-returning-%u", self->dir, n);
    }
  return dir;
}

static void
open_copy (WayDoor *door, const char *passphrase, GAsyncReadyCallback callback, gpointer data)
{
  WayApplication *self = WAY_APPLICATION (door);
  g_autoptr (GTask) task = way_application_begin (door, way_door_open_copy, callback, data);
  g_autoptr (GPtrArray) backups = way_backups_list (self->dir);
  Return *way = return_new0 ();
  GError *error = NULL;

  g_task_set_task_data (task, way, (GDestroyNotify)return_free);
  if (passphrase != NULL)
    way->passphrase = way_application_read_passphrase (passphrase, &error);
  else if (self->tried != NULL)
    way->passphrase = way_secret_ref (self->tried);
  else
    way_fail (&error, WAY_DOOR_ERROR, WAY_DOOR_ERROR_WRONG, _ ("Type your passphrase."));
  if (way->passphrase != NULL && backups->len == 0)
    way_fail (&error, WAY_DOOR_ERROR, WAY_DOOR_ERROR_FAILED, _ ("There is no copy any more."));
  if (error != NULL)
    {
      way_application_return_error (task, error);
      return;
    }
  way->dir = dup_dir_beside (self);
  way->beside = way_vault_new (way->dir, self->executor, self->clock, self->random, self->reference,
                               self->key_half);
  way_vault_restore (way->beside, ((WayBackup *)g_ptr_array_index (backups, 0))->path,
                     way->passphrase, NULL, NULL, beside_restored_cb, g_steal_pointer (&task));
}

void
way_application_copies_init (WayDoorInterface *iface)
{
  iface->back_up = back_up;
  iface->restore = restore;
  iface->dup_copy = dup_copy;
  iface->open_copy = open_copy;
}
