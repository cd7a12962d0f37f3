/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-cli.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "way-cli-answer.h"
#include "way-cli-error.h"
#include "way-cli-read.h"
#include "way-cli-terminal.h"
#include "way-crypto.h"
#include "way-exchange-data.h"
#include "way-fail.h"
#include "way-file.h"
#include "way-fold.h"
#include "way-i18n.h"
#include "way-keychain.h"
#include "way-passphrase.h"

/* -- made and dropped -------------------------------------------------------------------------- */

static char *
dup_usual_dir (void)
{
  return g_build_filename (g_get_user_data_dir (), "waymark", "vault", NULL);
}

WayCli *
way_cli_new (const char *dir, const char *passphrase_file, GError **error)
{
  g_autoptr (WayCli) self = g_new0 (WayCli, 1);

  self->passphrase_fd = -1;
  self->passphrase_file = g_strdup (passphrase_file);
  self->dir = dir != NULL ? g_canonicalize_filename (dir, NULL) : dup_usual_dir ();
  self->reference = way_exchange_load_reference (error);
  if (self->reference == NULL)
    return NULL;
  self->executor = way_executor_new_threads ("store");
  self->clock = way_clock_new_system ();
  self->random = way_random_new_system ();
  self->key_half = WAY_KEY_HALF (way_keychain_new (self->executor, WAY_KEYCHAIN_LIMIT_MS));
  self->vault = way_vault_new (self->dir, self->executor, self->clock, self->random,
                               self->reference, self->key_half);
  return g_steal_pointer (&self);
}

static void
close_vault (WayCli *self)
{
  g_auto (WayCliWait) wait = { NULL };

  if (self->vault == NULL || !way_vault_is_open (self->vault))
    return;
  way_vault_close (self->vault, way_cli_wait_cb, &wait);
  way_vault_finish (self->vault, way_cli_wait_for (&wait), NULL, NULL);
}

void
way_cli_free (WayCli *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->sync);
  close_vault (self);
  if (self->executor != NULL)
    way_executor_join (self->executor);
  if (self->passphrase_fd > STDERR_FILENO)
    close (self->passphrase_fd);
  g_clear_pointer (&self->passphrase, way_secret_unref);
  g_clear_pointer (&self->known_ids, g_hash_table_unref);
  g_clear_object (&self->vault);
  g_clear_object (&self->key_half);
  g_clear_pointer (&self->reference, way_reference_unref);
  g_clear_object (&self->random);
  g_clear_object (&self->clock);
  g_clear_object (&self->executor);
  g_free (self->passphrase_file);
  g_free (self->dir);
  g_free (self);
}

/* -- waiting ----------------------------------------------------------------------------------- */

void
way_cli_wait_cb (GObject *source, GAsyncResult *result, gpointer wait)
{
  ((WayCliWait *)wait)->result = g_object_ref (result);
}

GAsyncResult *
way_cli_wait_for (WayCliWait *self)
{
  while (self->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return self->result;
}

void
way_cli_wait_clear (WayCliWait *self)
{
  g_clear_object (&self->result);
}

static gboolean
wake_cb (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

void
way_cli_sleep (WayCli *self, guint ms)
{
  gboolean awake = FALSE;

  way_executor_add_timeout (self->executor, ms, wake_cb, &awake, NULL);
  while (!awake)
    g_main_context_iteration (NULL, TRUE);
}

/* -- passphrases ------------------------------------------------------------------------------- */

gboolean
way_cli_is_scripted (const WayCli *self)
{
  return self->passphrase_file != NULL;
}

/* The next line of the file or of standard input, of which no byte more is taken. */
static WaySecret *
read_scripted_line (WayCli *self, gboolean *ret_ended, GError **error)
{
  if (self->passphrase_fd < 0)
    {
      self->passphrase_fd = g_str_equal (self->passphrase_file, "-")
                                ? STDIN_FILENO
                                : open (self->passphrase_file, O_RDONLY | O_CLOEXEC | O_NOCTTY);
      if (self->passphrase_fd < 0)
        return way_fail_null (error, WAY_CLI_ERROR, WAY_CLI_ERROR_LOCKED,
                              _ ("The passphrase file cannot be read."));
    }
  return way_cli_read_secret_line (self->passphrase_fd, ret_ended, error);
}

static WaySecret *
ask_twice (GError **error)
{
  g_autoptr (WaySecret) first = way_cli_terminal_ask (_ ("New passphrase: "), FALSE, error);
  g_autoptr (WaySecret) passphrase = NULL;
  g_autoptr (WaySecret) second = NULL;

  if (first != NULL)
    passphrase = way_passphrase_read (way_secret_get_data (first), way_secret_get_size (first),
                                      error);
  if (passphrase == NULL)
    return NULL;
  second = way_cli_terminal_ask (_ ("The same again: "), FALSE, error);
  if (second == NULL)
    return NULL;
  if (!way_secret_equal (first, second))
    return way_fail_null (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
                          _ ("The two were not the same, so nothing was changed."));
  return g_steal_pointer (&passphrase);
}

WaySecret *
way_cli_read_new_passphrase (WayCli *self, GError **error)
{
  g_autoptr (WaySecret) line = NULL;

  if (!way_cli_is_scripted (self))
    return ask_twice (error);
  line = read_scripted_line (self, NULL, error);
  if (line == NULL)
    return NULL;
  return way_passphrase_read (way_secret_get_data (line), way_secret_get_size (line), error);
}

WaySecret *
way_cli_read_only_passphrase (WayCli *self, GError **error)
{
  g_autoptr (WaySecret) first = NULL;
  g_autoptr (WaySecret) second = NULL;
  gboolean ended = FALSE;

  if (!way_cli_is_scripted (self))
    return ask_twice (error);
  first = read_scripted_line (self, &ended, error);
  if (first != NULL && !ended)
    second = read_scripted_line (self, NULL, error);
  if (first == NULL || (!ended && second == NULL))
    return NULL;
  if (second != NULL && way_secret_get_size (second) > 0)
    return way_passphrase_read (way_secret_get_data (second), way_secret_get_size (second), error);
  return way_passphrase_read (way_secret_get_data (first), way_secret_get_size (first), error);
}

WaySecret *
way_cli_read_passphrase_to_try (WayCli *self, GError **error)
{
  g_autoptr (WaySecret) line = way_cli_is_scripted (self)
                                   ? read_scripted_line (self, NULL, error)
                                   : way_cli_terminal_ask (_ ("Passphrase: "), FALSE, error);
  GError *reason = NULL;
  WaySecret *passphrase;

  if (line == NULL)
    return NULL;
  passphrase = way_passphrase_read_to_try (way_secret_get_data (line), way_secret_get_size (line),
                                           &reason);
  if (passphrase != NULL)
    return passphrase;
  /* It opens nothing, so it is a wrong one. */
  way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_LOCKED, "%s", reason->message);
  g_error_free (reason);
  return NULL;
}

/* -- files ------------------------------------------------------------------------------------- */

gboolean
way_cli_check_new_file (const WayCli *self, const char *path, GError **error)
{
  if (g_str_equal (path, "-"))
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
                     _ ("This is not written to standard output: say the name of a file."));
  if (way_file_is_in_folder (path, self->dir))
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
                     _ ("This is the folder of the vault, and the files in it are the vault: say "
                        "another folder."));
  return TRUE;
}

WaySecret *
way_cli_ask (WayCli *self, const char *prompt, GError **error)
{
  return way_cli_is_scripted (self) ? read_scripted_line (self, NULL, error)
                                    : way_cli_terminal_ask (prompt, TRUE, error);
}

WaySync *
way_cli_get_sync (WayCli *self)
{
  if (self->sync == NULL)
    self->sync = way_sync_new (WAY_JOURNAL (self->vault), self->executor, self->clock,
                               self->random);
  return self->sync;
}

/* -- the vault --------------------------------------------------------------------------------- */

static void
sleep_after_wrong_tries (WayCli *self)
{
  gint64 wait = way_vault_get_wait_ms (self->vault);

  if (wait <= 0)
    return;
  if (!way_cli_is_scripted (self))
    way_cli_terminal_say (_ ("There were too many wrong passphrases: please wait."));
  way_cli_sleep (self, (guint)wait + 1);
}

/* A folder that cannot be looked into may well hold one: nobody is invited to make another. */
static gboolean
fail_no_vault (WayCli *self, GError **error)
{
  struct stat info;

  if (stat (self->dir, &info) == 0 ? !S_ISDIR (info.st_mode) : errno == ENOTDIR)
    return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_IO,
                     _ ("What stands where the vault's folder should be is a file. It was left as "
                        "it is."));
  if (access (self->dir, X_OK) != 0 && errno != ENOENT)
    return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_IO,
                     _ ("The vault's folder cannot be looked into: %s."), g_strerror (errno));
  return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NO_VAULT,
                   _ ("There is no vault here yet: waymarkctl init makes one."));
}

gboolean
way_cli_unlock (WayCli *self, GError **error)
{
  g_auto (WayCliWait) wait = { NULL };
  g_autoptr (WaySecret) passphrase = NULL;

  if (way_vault_is_open (self->vault))
    return TRUE;
  if (!way_vault_exists (self->vault))
    return fail_no_vault (self, error);
  passphrase = way_cli_read_passphrase_to_try (self, error);
  if (passphrase == NULL)
    return FALSE;
  sleep_after_wrong_tries (self);
  way_vault_open (self->vault, passphrase, way_cli_wait_cb, &wait);
  if (!way_vault_finish (self->vault, way_cli_wait_for (&wait), NULL, error))
    return FALSE;
  self->passphrase = g_steal_pointer (&passphrase);
  if (way_vault_is_read_only (self->vault))
    way_cli_answer_say (way_vault_get_notice (self->vault));
  return TRUE;
}

/* -- what most commands ask -------------------------------------------------------------------- */

static WayCase *
load (WayCli *self, const WayId *id, GError **error)
{
  g_auto (WayCliWait) wait = { NULL };
  WayRepository *repository = WAY_REPOSITORY (self->vault);

  way_repository_load_case (repository, id, NULL, way_cli_wait_cb, &wait);
  return way_repository_load_case_finish (repository, way_cli_wait_for (&wait), error);
}

WayCase *
way_cli_load_case (WayCli *self, const WayId *id, GError **error)
{
  g_autoptr (WayCase) found = load (self, id, error);

  /* The team's own case has an id too, and nobody in it. */
  if (found != NULL && way_case_get_person (found) == NULL)
    return way_fail_null (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NOT_FOUND,
                          _ ("There is nobody with this id in the vault."));
  return g_steal_pointer (&found);
}

WayPast *
way_cli_load_past (WayCli *self, const WayId *id, GError **error)
{
  g_auto (WayCliWait) wait = { NULL };
  WayRepository *repository = WAY_REPOSITORY (self->vault);

  way_repository_load_past (repository, id, NULL, way_cli_wait_cb, &wait);
  return way_repository_load_past_finish (repository, way_cli_wait_for (&wait), error);
}

WayCase *
way_cli_load_team (WayCli *self, GError **error)
{
  const WayId *team = way_vault_get_team (self->vault);
  GError *reason = NULL;
  WayCase *found = load (self, team, &reason);

  if (found == NULL && g_error_matches (reason, WAY_STORE_ERROR, WAY_STORE_ERROR_NOT_FOUND))
    {
      g_autoptr (GPtrArray) none = g_ptr_array_new ();

      g_clear_error (&reason);
      return way_case_new (team, none);
    }
  if (found == NULL)
    g_propagate_error (error, reason);
  return found;
}

GPtrArray *
way_cli_list_people (WayCli *self, GError **error)
{
  g_auto (WayCliWait) wait = { NULL };
  WayRepository *repository = WAY_REPOSITORY (self->vault);

  way_repository_list_people (repository, NULL, way_cli_wait_cb, &wait);
  return way_repository_list_people_finish (repository, way_cli_wait_for (&wait), error);
}

#define DIGITS_MIN 4 /* of an id */

/* @folded: what was written, as names are compared. */
static gboolean
is_named (const WayPersonLine *line, const char *text, const char *folded)
{
  g_autofree char *name = way_fold (line->preferred_name);
  char hex[WAY_ID_HEX_SIZE];

  way_id_format (&line->id, hex);
  return (strlen (text) >= DIGITS_MIN && g_ascii_strncasecmp (hex, text, strlen (text)) == 0)
         || (folded[0] != '\0' && g_str_equal (name, folded));
}

/* "Kez" of "Kez Hartley"; whole words, so that nobody is met by half a name. */
static gboolean
begins_so (const WayPersonLine *line, const char *text, const char *folded)
{
  g_autofree char *name = way_fold (line->preferred_name);
  g_autofree char *words = g_strconcat (folded, " ", NULL);

  return folded[0] != '\0' && g_str_has_prefix (name, words);
}

/* How many of @people are meant, and the last of them. */
static guint
count_meant (GPtrArray *people,
             gboolean (*is_meant) (const WayPersonLine *line, const char *text, const char *folded),
             const char *text,
             WayId *ret_id)
{
  g_autofree char *folded = way_fold (text);
  guint n = 0;

  for (guint i = 0; i < people->len; i++)
    {
      const WayPersonLine *line = g_ptr_array_index (people, i);

      if (!is_meant (line, text, folded))
        continue;
      *ret_id = line->id;
      n++;
    }
  return n;
}

gboolean
way_cli_find_person (WayCli *self, const char *text, WayId *ret_id, GError **error)
{
  g_autoptr (GPtrArray) people = NULL;
  WayId found = way_id_nil;
  guint n;

  if (way_id_parse (text, ret_id))
    return TRUE;
  people = way_cli_list_people (self, error);
  if (people == NULL)
    return FALSE;
  n = count_meant (people, is_named, text, &found);
  if (n == 0)
    n = count_meant (people, begins_so, text, &found);
  if (n > 1)
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
                     _ ("%u people are meant by this: write the id of one, as person list shows "
                        "it."),
                     n);
  if (n == 0)
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
                     _ ("This means nobody in the vault: write an id as person list shows it, four "
                        "or more of its first digits, or a preferred name."));
  *ret_id = found;
  return TRUE;
}

gboolean
way_cli_commit (WayCli *self, WayAct *act, GError **error)
{
  GPtrArray *acts = g_ptr_array_new_with_free_func ((GDestroyNotify)way_act_free);

  g_ptr_array_add (acts, act);
  return way_cli_commit_all (self, acts, error);
}

gboolean
way_cli_commit_all (WayCli *self, GPtrArray *acts, GError **error)
{
  g_auto (WayCliWait) wait = { NULL };
  WayRepository *repository = WAY_REPOSITORY (self->vault);

  /* What this remembers of the vault may not be so any more. */
  g_clear_pointer (&self->known_ids, g_hash_table_unref);
  way_repository_commit (repository, acts, NULL, way_cli_wait_cb, &wait);
  return way_repository_commit_finish (repository, way_cli_wait_for (&wait), NULL, error);
}
