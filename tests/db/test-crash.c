/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The life of a database, stopped at every operation on the disk.
 *
 * A script creates, migrates, saves, backs up, changes the key, saves again.  What it was told is
 * saved must be there whatever happens afterwards; what it was told nothing about is there as a
 * whole or not at all.
 */
#include "db-fixture.h"
#include "way-db-check.h"
#include "way-db-copy.h"
#include "way-migrate.h"
#include "way-test-vfs.h"

#include <glib/gstdio.h>

static const WayMigration migrations[] = {
  { "CREATE TABLE state (n INTEGER NOT NULL) STRICT; INSERT INTO state VALUES (0);"
    "CREATE TABLE item (id INTEGER PRIMARY KEY, n INTEGER NOT NULL, body TEXT NOT NULL) STRICT",
    NULL },
  { "CREATE VIRTUAL TABLE words USING fts5 (body)", NULL },
};

/* Rows a save adds: most a few, one so many that the log is written back in its midst. */
#define N_SAVES 9
static const guint rows_of_save[N_SAVES] = { 1, 1, 30, 1, 2, 1, 1, 1, 1 };

typedef struct
{
  DbFixture *f;
  WayTestVfs *vfs;
  char *backup; /* (owned) */

  /* What the script was told. */
  gboolean created;
  guint version;
  gint64 saved;
  gint64 tried;
  gint64 backup_saved; /* -1: no backup was made */
  gboolean rekey_tried;
  gboolean rekeyed;
} Life;

static void
life_begin (Life *life, DbFixture *f, WayTestVfs *vfs)
{
  *life = (Life){ .f = f, .vfs = vfs, .backup_saved = -1 };
  life->backup = db_fixture_path (f, "backup.db");
}

static void
life_end (Life *life)
{
  static const char *const names[] = { "vault.db",
                                       "vault.db-wal",
                                       "vault.db-shm",
                                       "vault.db-journal",
                                       "vault.db.new",
                                       "vault.db.new-journal",
                                       "vault.db.rekey",
                                       "vault.db.rekey-journal",
                                       "vault.db.rekey-wal",
                                       "vault.db.rekey-shm",
                                       "backup.db",
                                       "backup.db.part",
                                       "backup.db.part-journal",
                                       "backup.db.part-wal",
                                       "backup.db.part-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = db_fixture_path (life->f, names[i]);

      g_unlink (path);
    }
  g_free (life->backup);
}

/* -- the script -------------------------------------------------------------------------------- */

static gboolean
add_row (WayDb *db, gint64 n, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO item (n, body) VALUES (%d, '" DB_MARKER
                                          " ' || hex (zeroblob (900)));"
                                          "INSERT INTO words (body) VALUES ('" DB_MARKER " %d')",
                                          (int)n, (int)n);

  return way_db_exec (db, sql, error);
}

/* TRUE where the save was made after all and only the answer was lost. */
static gboolean
is_saved (WayDb *db, gint64 n)
{
  gint64 found;

  return way_db_query_int64 (db, "SELECT n FROM state", &found, NULL) && found >= n;
}

static gboolean
save (Life *life, WayDb *db, GError **error)
{
  gint64 n = life->saved + 1;
  g_autoptr (WayTxn) txn = NULL;

  if (is_saved (db, n))
    {
      life->saved = n;
      return TRUE;
    }
  txn = way_txn_begin (db, error);
  if (txn == NULL || !way_db_exec (db, "UPDATE state SET n = n + 1", error))
    return FALSE;
  for (guint i = 0; i < rows_of_save[n - 1]; i++)
    if (!add_row (db, n, error))
      return FALSE;
  life->tried = n;
  if (!way_txn_commit (txn, error))
    return FALSE;
  life->saved = n;
  return TRUE;
}

static gboolean
save_up_to (Life *life, WayDb *db, gint64 n, GError **error)
{
  while (life->saved < n)
    if (!save (life, db, error))
      return FALSE;
  return TRUE;
}

static WayDb *
open_tight (Life *life, WayDbFlags flags, GError **error)
{
  const guint8 *key = life->rekeyed ? life->f->other_key : life->f->key;
  g_autoptr (WayDb) db = way_db_open (life->f->path, key, flags, error);

  /* Write the log back often, so that many crashes fall into that. */
  if (db == NULL || !way_db_exec (db, "PRAGMA wal_autocheckpoint = 12", error))
    return NULL;
  life->created = TRUE;
  return g_steal_pointer (&db);
}

static gboolean
migrate (Life *life, WayDb *db, GError **error)
{
  do
    {
      guint version;

      if (!way_migrate_get_version (db, &version, error)
          || !way_migrate (db, migrations, MAX (version, life->version + 1), error))
        return FALSE;
      life->version = MAX (version, life->version + 1);
    }
  while (life->version < G_N_ELEMENTS (migrations));
  return TRUE;
}

static gboolean
back_up (Life *life, WayDb *db, GError **error)
{
  if (!way_db_backup (db, life->backup, life->f->key, error))
    return FALSE;
  life->backup_saved = life->saved;
  return TRUE;
}

static gboolean
rekey (Life *life, WayDb *db, GError **error)
{
  life->rekey_tried = TRUE;
  life->rekeyed = way_db_rekey (db, life->f->key, life->f->other_key, error);
  return life->rekeyed;
}

static gboolean
live (Life *life, GError **error)
{
  g_autoptr (WayDb) db = open_tight (life, WAY_DB_CREATE, error);

  if (db == NULL || !migrate (life, db, error) || !save_up_to (life, db, 4, error)
      || !back_up (life, db, error) || !save_up_to (life, db, 6, error) || !rekey (life, db, error)
      || !save_up_to (life, db, 7, error))
    return FALSE;
  g_clear_pointer (&db, way_db_unref);
  db = open_tight (life, WAY_DB_EXISTING, error);
  return db != NULL && save_up_to (life, db, N_SAVES, error);
}

/* -- what has to be left ----------------------------------------------------------------------- */

static gint64
query (WayDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value;

  g_assert_true (way_db_query_int64 (db, sql, &value, &error));
  g_assert_no_error (error);
  return value;
}

static void
assert_whole (WayDb *db)
{
  g_autoptr (GPtrArray) problems = way_db_check (db);

  for (guint i = 0; i < problems->len; i++)
    g_test_message ("%s", (const char *)problems->pdata[i]);
  g_assert_cmpuint (problems->len, ==, 0);
}

/* Every row of the saves up to the number stored, and none of another. */
static gint64
assert_saves (WayDb *db)
{
  gint64 n = query (db, "SELECT n FROM state");
  gint64 expected = 0;

  for (gint64 i = 0; i < n; i++)
    expected += rows_of_save[i];
  g_assert_cmpint (query (db, "SELECT count(*) FROM item"), ==, expected);
  g_assert_cmpint (query (db, "SELECT coalesce(max(n), 0) FROM item"), ==, n);
  g_assert_cmpint (query (db, "SELECT count(*) FROM words WHERE words MATCH 'wintergreen'"), ==,
                   expected);
  return n;
}

/* (transfer full): under the key that has to open it. */
static WayDb *
reopen (Life *life)
{
  g_autoptr (GError) error = NULL;
  WayDb *db = NULL;

  if (!life->rekeyed)
    db = way_db_open (life->f->path, life->f->key, WAY_DB_EXISTING, &error);
  if (db == NULL && life->rekey_tried)
    {
      g_clear_error (&error);
      db = way_db_open (life->f->path, life->f->other_key, WAY_DB_EXISTING, &error);
    }
  if (!life->created && g_error_matches (error, WAY_DB_ERROR, WAY_DB_ERROR_NOT_FOUND))
    return NULL;
  g_assert_no_error (error);
  return db;
}

static void
assert_database (Life *life)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = reopen (life);
  guint version;
  gint64 n;

  if (db == NULL)
    return;
  assert_whole (db);
  g_assert_true (way_migrate_get_version (db, &version, &error));
  g_assert_cmpuint (version, >=, life->version);
  g_assert_cmpuint (version, <=, life->version + 1);
  g_assert_true (way_migrate (db, migrations, G_N_ELEMENTS (migrations), &error));
  n = assert_saves (db);
  g_assert_cmpint (n, >=, life->saved);
  g_assert_cmpint (n, <=, life->tried);

  /* And life goes on. */
  life->saved = n;
  g_assert_true (n == N_SAVES || save (life, db, &error));
  g_assert_no_error (error);
  assert_saves (db);
}

static void
assert_backup (Life *life)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = way_db_open (life->backup, life->f->key, WAY_DB_READ_ONLY, &error);

  if (life->backup_saved < 0 && g_error_matches (error, WAY_DB_ERROR, WAY_DB_ERROR_NOT_FOUND))
    return;
  g_assert_no_error (error);
  assert_whole (db);
  g_assert_cmpint (assert_saves (db), ==, 4);
}

/* -- crashes ----------------------------------------------------------------------------------- */

static guint64
get_seed (void)
{
  const char *text = g_getenv ("WAY_SEED");
  guint64 seed = text != NULL ? g_ascii_strtoull (text, NULL, 10) : (guint64)g_test_rand_int ();

  g_test_message ("WAY_SEED=%" G_GUINT64_FORMAT, seed);
  return seed;
}

/* TRUE while the script is long enough to be stopped at @at. */
static gboolean
crash_at (DbFixture *f, WayTestVfs *vfs, guint64 at, WayTestLoss loss, WayRandom *random)
{
  gboolean struck;
  Life life;

  life_begin (&life, f, vfs);
  way_test_vfs_arm (vfs, WAY_TEST_FAULT_CRASH, at);
  g_assert_true (live (&life, NULL) || way_test_vfs_has_struck (vfs));
  struck = way_test_vfs_has_struck (vfs);
  way_test_vfs_power_up (vfs, loss, random);
  g_test_message ("at %" G_GUINT64_FORMAT " loss %d: saved %" G_GINT64_FORMAT, at, (int)loss,
                  life.saved);
  assert_database (&life);
  assert_backup (&life);
  life_end (&life);
  return struck;
}

static void
test_every_operation (DbFixture *f, gconstpointer data)
{
  guint64 seed = get_seed ();
  g_autoptr (WayRandom) random = way_random_new_seeded (seed);
  g_autoptr (WayTestVfs) vfs = way_test_vfs_install ();
  guint64 at = 1;

  while (crash_at (f, vfs, at, (WayTestLoss)((at + seed) % WAY_TEST_N_LOSSES), random))
    at++;
  g_test_message ("%" G_GUINT64_FORMAT " operations", at - 1);
  g_assert_cmpuint (at, >, 200);
  g_assert_cmpuint (way_test_vfs_get_n_temporary (vfs), ==, 0);
}

/* -- faults the program survives --------------------------------------------------------------- */

/* Neighbouring operations fare alike here; the seed says with which to begin, so over a few runs it
 * is every one of them.  Crashes above take every operation in each run. */
#define STRIDE 3

/* (transfer full): once more, as an adviser would; one failure is all there is. */
static WayDb *
open_stubbornly (Life *life)
{
  for (int i = 0; i < 2; i++)
    {
      WayDb *db = open_tight (life, WAY_DB_CREATE, NULL);

      if (db == NULL)
        db = open_tight (life, WAY_DB_EXISTING, NULL);
      if (db != NULL)
        return db;
    }
  g_assert_not_reached ();
}

/* (transfer full) (transfer full db): whoever keeps keys keeps both until one opens the file. */
static WayDb *
rekey_stubbornly (Life *life, WayDb *db)
{
  g_autoptr (GError) error = NULL;

  if (rekey (life, db, NULL))
    return db;
  way_db_unref (db);
  db = way_db_open (life->f->path, life->f->other_key, WAY_DB_EXISTING, NULL);
  life->rekeyed = db != NULL;
  if (life->rekeyed)
    return db;

  db = open_stubbornly (life);
  g_assert_true (rekey (life, db, &error));
  g_assert_no_error (error);
  return db;
}

static void
live_stubbornly (Life *life)
{
  g_autoptr (WayDb) db = open_stubbornly (life);

  g_assert_true (migrate (life, db, NULL) || migrate (life, db, NULL));
  g_assert_true (save_up_to (life, db, 6, NULL) || save_up_to (life, db, 6, NULL));
  db = rekey_stubbornly (life, g_steal_pointer (&db));
  g_assert_true (save_up_to (life, db, N_SAVES, NULL) || save_up_to (life, db, N_SAVES, NULL));
}

/* One failure anywhere, then a power cut at the end: a save that was refused and made again is as
 * safe as any other, though a later sync only seems to make up for one that failed. */
static void
survive_all (DbFixture *f, WayTestFault fault)
{
  guint64 seed = get_seed ();
  g_autoptr (WayRandom) random = way_random_new_seeded (seed);
  g_autoptr (WayTestVfs) vfs = way_test_vfs_install ();
  gboolean struck = TRUE;

  for (guint64 at = 1 + seed % STRIDE; struck; at += STRIDE)
    {
      Life life;

      life_begin (&life, f, vfs);
      way_test_vfs_arm (vfs, fault, at);
      live_stubbornly (&life);
      struck = way_test_vfs_has_struck (vfs);
      way_test_vfs_power_up (vfs, WAY_TEST_LOSS_TORN_512, random);
      g_test_message ("at %" G_GUINT64_FORMAT, at);
      g_assert_cmpint (life.saved, ==, N_SAVES);
      assert_database (&life);
      life_end (&life);
    }
}

static void
test_io_errors (DbFixture *f, gconstpointer data)
{
  survive_all (f, WAY_TEST_FAULT_IO);
}

static void
test_failed_syncs (DbFixture *f, gconstpointer data)
{
  survive_all (f, WAY_TEST_FAULT_SYNC);
}

static void
test_short_writes (DbFixture *f, gconstpointer data)
{
  survive_all (f, WAY_TEST_FAULT_SHORT_WRITE);
}

/* Refused with the word for it, and afterwards all that was saved is there, and saving works. */
static void
test_full_disk (DbFixture *f, gconstpointer data)
{
  guint64 seed = get_seed ();
  g_autoptr (WayTestVfs) vfs = way_test_vfs_install ();
  gboolean struck = TRUE;

  for (guint64 at = 1 + seed % STRIDE; struck; at += STRIDE)
    {
      g_autoptr (GError) error = NULL;
      gboolean lived;
      Life life;

      life_begin (&life, f, vfs);
      way_test_vfs_arm (vfs, WAY_TEST_FAULT_FULL, at);
      lived = live (&life, &error);
      struck = way_test_vfs_has_struck (vfs);
      g_test_message ("at %" G_GUINT64_FORMAT ": %s", at, lived ? "lived" : error->message);
      if (!lived)
        g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_FULL);
      way_test_vfs_power_up (vfs, WAY_TEST_LOSS_NONE, NULL);
      assert_database (&life);
      assert_backup (&life);
      life_end (&life);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  DB_FIXTURE_TEST ("/db/crash/every-operation", test_every_operation);
  DB_FIXTURE_TEST ("/db/crash/io-errors", test_io_errors);
  DB_FIXTURE_TEST ("/db/crash/failed-syncs", test_failed_syncs);
  DB_FIXTURE_TEST ("/db/crash/short-writes", test_short_writes);
  DB_FIXTURE_TEST ("/db/crash/full-disk", test_full_disk);
  return g_test_run ();
}
