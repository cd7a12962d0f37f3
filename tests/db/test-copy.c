/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db-fixture.h"
#include "way-db-copy.h"
#include "way-fault.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define N_NOTES 40

static gboolean
fail_at (const char *point, gpointer wanted, GError **error)
{
  if (g_strcmp0 (point, wanted) != 0)
    return TRUE;
  return way_fail (error, WAY_DB_ERROR, WAY_DB_ERROR_IO, "The test stops here.");
}

static void
assert_count (DbFixture *f, const guint8 *key, gint64 expected)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (db_fixture_count (f, key, &error), ==, expected);
  g_assert_no_error (error);
}

static void
assert_key_is_wrong (DbFixture *f, const guint8 *key)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (db_fixture_count (f, key, &error), ==, -1);
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_WRONG_KEY_OR_DAMAGED);
}

/* The folder holds these names and no others. */
static void
assert_folder (DbFixture *f, guint n_files)
{
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  g_assert_cmpuint (n, ==, n_files);
}

/* -- backup ------------------------------------------------------------------------------------ */

static void
test_backup (DbFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = NULL;
  g_autofree char *path = db_fixture_path (f, "backup.db");
  struct stat info;

  db_fixture_fill (f, N_NOTES);
  db = db_fixture_open (f);
  /* Committed, but in the log only. */
  g_assert_true (way_db_exec (db, "DELETE FROM note WHERE id = 1", &error));
  g_assert_true (way_db_backup (db, path, f->key, &error));
  g_assert_no_error (error);
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0600);
  assert_folder (f, 4); /* the database, its -wal and -shm, the backup */

  g_assert_true (way_db_exec (db, "DELETE FROM note", &error));
  g_clear_pointer (&db, way_db_unref);
  g_assert_cmpint (g_rename (path, f->path), ==, 0);
  assert_count (f, f->key, N_NOTES - 1);
}

static void
test_backup_other_key (DbFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = NULL;
  g_autofree char *path = db_fixture_path (f, "backup.db");

  db_fixture_fill (f, N_NOTES);
  db = db_fixture_open (f);
  g_assert_true (way_db_backup (db, path, f->other_key, &error));
  g_assert_no_error (error);
  g_clear_pointer (&db, way_db_unref);
  g_assert_cmpint (g_rename (path, f->path), ==, 0);
  assert_key_is_wrong (f, f->key);
  assert_count (f, f->other_key, N_NOTES);
}

static void
test_backup_refusals (DbFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = NULL;
  g_autoptr (WayTxn) txn = NULL;
  g_autofree char *path = db_fixture_path (f, "backup.db");
  g_autofree char *nowhere = db_fixture_path (f, "no-such-folder/backup.db");
  g_autofree char *left = NULL;
  gsize size;

  db_fixture_fill (f, N_NOTES);
  db = db_fixture_open (f);
  db_fixture_write_all (path, "mine", 4);
  g_assert_false (way_db_backup (db, path, f->key, &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_EXISTS);
  g_clear_error (&error);
  db_fixture_read_all (path, &left, &size);
  g_assert_cmpmem (left, size, "mine", 4);
  g_assert_false (way_db_backup (db, f->path, f->key, &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (way_db_backup (db, nowhere, f->key, &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_cmpint (g_remove (path), ==, 0);
  txn = way_txn_begin (db, &error);
  g_assert_false (way_db_backup (db, path, f->key, &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_FAILED);
  g_assert_false (db_fixture_exists (path));
}

static void
test_backup_of_damage (DbFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = NULL;
  g_autofree char *path = db_fixture_path (f, "backup.db");
  g_autofree char *bytes = NULL;
  gsize size;

  db_fixture_fill (f, N_NOTES);
  db_fixture_read_all (f->path, &bytes, &size);
  bytes[size / 2] ^= 4;
  db_fixture_write_all (f->path, bytes, size);
  db = db_fixture_open (f);
  g_assert_false (way_db_backup (db, path, f->key, &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_DAMAGED);
  g_clear_pointer (&db, way_db_unref);
  assert_folder (f, 1);
}

static void
test_backup_faults (DbFixture *f, gconstpointer data)
{
  static const char *const points[] = { "copy-filled", "copy-checked" };

  g_autoptr (WayDb) db = NULL;
  g_autofree char *path = db_fixture_path (f, "backup.db");

  db_fixture_fill (f, N_NOTES);
  db = db_fixture_open (f);
  for (gsize i = 0; i < G_N_ELEMENTS (points); i++)
    {
      g_autoptr (GError) error = NULL;

      way_fault_set_hook (fail_at, (gpointer)points[i]);
      g_assert_false (way_db_backup (db, path, f->key, &error));
      way_fault_set_hook (NULL, NULL);
      g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_IO);
      assert_folder (f, 3);
    }
}

/* What a killed attempt left is in nobody's way. */
static void
test_backup_leftover (DbFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = NULL;
  g_autofree char *path = db_fixture_path (f, "backup.db");
  g_autofree char *part = db_fixture_path (f, "backup.db.part");

  db_fixture_fill (f, N_NOTES);
  db = db_fixture_open (f);
  db_fixture_write_all (part, "left over", 9);
  g_assert_true (way_db_backup (db, path, f->key, &error));
  g_assert_no_error (error);
  g_assert_false (db_fixture_exists (part));
}

/* -- a new key --------------------------------------------------------------------------------- */

static void
test_rekey (DbFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = NULL;

  db_fixture_fill (f, N_NOTES);
  db = db_fixture_open (f);
  g_assert_true (way_db_exec (db, "DELETE FROM note WHERE id = 1", &error));
  g_assert_true (way_db_rekey (db, f->key, f->other_key, &error));
  g_assert_no_error (error);
  /* The same handle goes on, under the new key. */
  g_assert_true (way_db_exec (db, "DELETE FROM note WHERE id = 2", &error));
  g_assert_no_error (error);
  g_clear_pointer (&db, way_db_unref);
  assert_folder (f, 1);
  assert_key_is_wrong (f, f->key);
  assert_count (f, f->other_key, N_NOTES - 2);
}

static void
test_rekey_refusals (DbFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = NULL;
  g_autoptr (WayStmt) stmt = NULL;

  db_fixture_fill (f, N_NOTES);
  db = db_fixture_open (f);
  g_assert_false (way_db_rekey (db, f->other_key, f->key, &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_WRONG_KEY_OR_DAMAGED);
  g_clear_error (&error);

  stmt = way_stmt_new (db, "SELECT id FROM note", &error);
  g_assert_cmpint (way_stmt_step (stmt, &error), ==, WAY_STEP_ROW);
  g_assert_false (way_db_rekey (db, f->key, f->other_key, &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_BUSY);
  g_clear_error (&error);
  g_clear_pointer (&stmt, way_stmt_free);
  g_assert_true (way_db_exec (db, "DELETE FROM note WHERE id = 2", &error));
  g_clear_pointer (&db, way_db_unref);
  assert_folder (f, 1);
  assert_count (f, f->key, N_NOTES - 1);
}

static void
test_rekey_faults (DbFixture *f, gconstpointer data)
{
  static const struct
  {
    const char *point;
    gboolean new_key;
  } rows[] = {
    { "copy-filled", FALSE },
    { "copy-checked", FALSE },
    { "rekey-closed", FALSE },
    { "copy-placed", TRUE },
  };

  db_fixture_fill (f, N_NOTES);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WayDb) db = db_fixture_open (f);

      way_fault_set_hook (fail_at, (gpointer)rows[i].point);
      g_assert_false (way_db_rekey (db, f->key, f->other_key, &error));
      way_fault_set_hook (NULL, NULL);
      g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_IO);
      g_clear_error (&error);
      if (!rows[i].new_key)
        g_assert_true (way_db_exec (db, "UPDATE note SET body = body || '!'", &error));
      g_clear_pointer (&db, way_db_unref);
      assert_folder (f, 1);
      assert_key_is_wrong (f, rows[i].new_key ? f->key : f->other_key);
      assert_count (f, rows[i].new_key ? f->other_key : f->key, N_NOTES);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  DB_FIXTURE_TEST ("/db/copy/backup", test_backup);
  DB_FIXTURE_TEST ("/db/copy/backup-other-key", test_backup_other_key);
  DB_FIXTURE_TEST ("/db/copy/backup-refusals", test_backup_refusals);
  DB_FIXTURE_TEST ("/db/copy/backup-of-damage", test_backup_of_damage);
  DB_FIXTURE_TEST ("/db/copy/backup-faults", test_backup_faults);
  DB_FIXTURE_TEST ("/db/copy/backup-leftover", test_backup_leftover);
  DB_FIXTURE_TEST ("/db/copy/rekey", test_rekey);
  DB_FIXTURE_TEST ("/db/copy/rekey-refusals", test_rekey_refusals);
  DB_FIXTURE_TEST ("/db/copy/rekey-faults", test_rekey_faults);
  return g_test_run ();
}
