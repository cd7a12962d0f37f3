/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayCli: what one run of waymarkctl holds: the vault, who may open it, and the main loop.
 *
 * The command line is one of the two composition roots: it makes the doors to threads, time and
 * chance, the keyring and the vault, and hands them to one another.  Everything runs on the main
 * thread, which waits for asynchronous verbs by running their loop.
 */
#pragma once

#include "way-sync.h"
#include "way-vault.h"

G_BEGIN_DECLS

typedef struct
{
  WayExecutor *executor;   /* (owned) */
  WayClock *clock;         /* (owned) */
  WayRandom *random;       /* (owned) */
  WayReference *reference; /* (owned) */
  WayKeyHalf *key_half;    /* (owned) */
  WayVault *vault;         /* (owned) */
  char *dir;               /* (owned): of the vault */
  WaySync *sync;           /* (owned) (nullable): see way_cli_get_sync() */

  char *passphrase_file; /* (owned) (nullable): NULL = ask on the terminal */
  int passphrase_fd;     /* -1 until something was read of it */
  WaySecret *passphrase; /* (owned) (nullable): the one that opened the vault */

  GHashTable *known_ids; /* (owned) (nullable): see way-cli-import.c */
} WayCli;

/* The whole program: words in, exit code out. */
int way_cli_main (int argc, char **argv);

/* (transfer full): @dir NULL = the usual place. */
WayCli *way_cli_new (const char *dir, const char *passphrase_file, GError **error);
/* Closes the vault, which cannot lose anything. */
void way_cli_free (WayCli *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayCli, way_cli_free)

/* Opens the vault with the passphrase that the user gives; waits first where too many tries were
 * wrong.  Does nothing where it is open. */
gboolean way_cli_unlock (WayCli *self, GError **error);

/* -- passphrases -- */

/* TRUE where nobody can be asked: the passphrase comes from a file or standard input. */
gboolean way_cli_is_scripted (const WayCli *self);

/* (transfer full): the next line of the passphrase file; NULL and REFUSED where there is none. */
WaySecret *way_cli_read_new_passphrase (WayCli *self, GError **error);
/* (transfer full): for a vault whose old passphrase nobody has: the second line of the file where
 * there is one, else the first. */
WaySecret *way_cli_read_only_passphrase (WayCli *self, GError **error);
/* (transfer full): one that opens something. */
WaySecret *way_cli_read_passphrase_to_try (WayCli *self, GError **error);

/* -- files -- */

/* FALSE and REFUSED where no new file may be at @path: beside the vault's own, or named "-". */
gboolean way_cli_check_new_file (const WayCli *self, const char *path, GError **error);

/* (transfer full): one line that a person reads out to whoever sits here: typed on the terminal, or
 * the next of the passphrase file. */
WaySecret *way_cli_ask (WayCli *self, const char *prompt, GError **error);

/* (transfer none): of the open vault. */
WaySync *way_cli_get_sync (WayCli *self);

/* -- waiting -- */

/* One asynchronous verb: give it way_cli_wait_cb and a WayCliWait, then way_cli_wait_for(). */
typedef struct
{
  GAsyncResult *result; /* (owned) (nullable) */
} WayCliWait;

void way_cli_wait_cb (GObject *source, GAsyncResult *result, gpointer wait);
/* Runs the main loop until the verb is back.  (transfer none) */
GAsyncResult *way_cli_wait_for (WayCliWait *self);
void way_cli_wait_clear (WayCliWait *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayCliWait, way_cli_wait_clear)

void way_cli_sleep (WayCli *self, guint ms);

/* -- what most commands ask of the repository -- */

/* Whom @text means: the 32 digits of an id, which may be unknown, or else of one person alone four
 * or more of its first ones, or the preferred name.  REFUSED. */
gboolean way_cli_find_person (WayCli *self, const char *text, WayId *ret_id, GError **error);
/* (transfer full) */
WayCase *way_cli_load_case (WayCli *self, const WayId *id, GError **error);
/* (transfer full): all that was ever written in it. */
WayPast *way_cli_load_past (WayCli *self, const WayId *id, GError **error);
/* (transfer full): the case of workers and council; empty where nothing was written yet. */
WayCase *way_cli_load_team (WayCli *self, GError **error);
/* (transfer full): WayPersonLine */
GPtrArray *way_cli_list_people (WayCli *self, GError **error);
/* Takes @act; one transaction. */
gboolean way_cli_commit (WayCli *self, WayAct *act, GError **error);
/* Takes @acts; all in one transaction. */
gboolean way_cli_commit_all (WayCli *self, GPtrArray *acts, GError **error);

G_END_DECLS
