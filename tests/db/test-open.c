/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "db-fixture.h"
#include "way-db-private.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* -- what opens -------------------------------------------------------------------------------- */

static void
assert_mode (const char *path, mode_t mode)
{
  struct stat info;

  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, mode);
}

static void
test_create (DbFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *wal = g_strconcat (f->path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (f->path, "-shm", NULL);
  mode_t before = umask (0);
  g_autoptr (WayDb) db = db_fixture_create (f);

  g_assert_true (way_db_exec (db, "CREATE TABLE a (b)", &error));
  g_assert_no_error (error);
  umask (before);
  g_assert_cmpstr (way_db_get_path (db), ==, f->path);
  assert_mode (f->path, 0600);
  assert_mode (wal, 0600);
  assert_mode (shm, 0600);
  g_clear_pointer (&db, way_db_unref);
  g_assert_false (db_fixture_exists (wal));

  db = db_fixture_open (f);
  g_assert_true (way_db_exec (db, "INSERT INTO a VALUES (1)", &error));
  g_assert_no_error (error);
}

static void
test_never_creates (DbFixture *f, gconstpointer data)
{
  static const WayDbFlags flags[] = { WAY_DB_EXISTING, WAY_DB_READ_ONLY };

  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (way_db_open (f->path, f->key, flags[i], &error));
      g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_NOT_FOUND);
      g_assert_false (db_fixture_exists (f->path));
    }
}

static void
assert_refuses_to_create (DbFixture *f)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (way_db_open (f->path, f->key, WAY_DB_CREATE, &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_EXISTS);
}

static void
test_never_overwrites (DbFixture *f, gconstpointer data)
{
  g_autofree char *wal = g_strconcat (f->path, "-wal", NULL);
  g_autofree char *left = NULL;
  gsize size;

  db_fixture_write_all (f->path, "", 0);
  assert_refuses_to_create (f);
  db_fixture_write_all (f->path, "older", 5);
  assert_refuses_to_create (f);
  db_fixture_read_all (f->path, &left, &size);
  g_assert_cmpmem (left, size, "older", 5);

  g_assert_cmpint (g_remove (f->path), ==, 0);
  db_fixture_write_all (wal, "older", 5);
  assert_refuses_to_create (f);
  g_assert_true (db_fixture_exists (wal));
  g_assert_cmpint (g_remove (wal), ==, 0);

  g_assert_cmpint (symlink ("nowhere", f->path), ==, 0);
  assert_refuses_to_create (f);
}

static void
assert_pragma (WayDb *db, const char *sql, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayStmt) stmt = way_stmt_new (db, sql, &error);

  g_assert_no_error (error);
  g_assert_cmpint (way_stmt_step (stmt, &error), ==, WAY_STEP_ROW);
  g_assert_cmpstr (way_stmt_get_text (stmt, 0), ==, expected);
}

static void
test_settings (DbFixture *f, gconstpointer data)
{
  g_autoptr (WayDb) db = db_fixture_create (f);

  assert_pragma (db, "PRAGMA journal_mode", "wal");
  assert_pragma (db, "PRAGMA synchronous", "2");
  assert_pragma (db, "PRAGMA temp_store", "2");
  assert_pragma (db, "PRAGMA foreign_keys", "1");
  assert_pragma (db, "PRAGMA secure_delete", "1");
  assert_pragma (db, "PRAGMA trusted_schema", "0");
  assert_pragma (db, "PRAGMA cache_size", "-65536");
  assert_pragma (db, "PRAGMA cipher_use_hmac", "1");
  assert_pragma (db, "PRAGMA application_id", "1463900493");
}

static void
assert_refused (WayDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (way_db_exec (db, sql, &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_FAILED);
  g_assert_null (strstr (error->message, "nonsense"));
}

static void
test_hardened (DbFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = db_fixture_create (f);

  g_assert_true (way_db_exec (db, "CREATE TABLE a (b)", &error));
  assert_refused (db, "SELECT load_extension ('nonsense')");
  assert_refused (db, "SELECT \"nonsense\" FROM a");
  assert_refused (db, "UPDATE sqlite_schema SET sql = 'nonsense'");
  assert_refused (db, "nonsense");
}

static void
assert_guard (gboolean has_codec, gboolean temp_in_memory, int version, gboolean expected)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (way_db_guard_judge (has_codec, temp_in_memory, version, &error), ==, expected);
  if (!expected)
    g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_NOT_ENCRYPTED_ENGINE);
}

static void
test_guard (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (way_db_guard (&error));
  g_assert_no_error (error);
  assert_guard (TRUE, TRUE, SQLITE_VERSION_NUMBER, TRUE);
  assert_guard (FALSE, TRUE, SQLITE_VERSION_NUMBER, FALSE);
  assert_guard (TRUE, FALSE, SQLITE_VERSION_NUMBER, FALSE);
  assert_guard (TRUE, TRUE, SQLITE_VERSION_NUMBER - 1, FALSE);
}

/* A file written once, in the first days of Waymark: whatever the engine becomes, it opens. */
static void
test_frozen (DbFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *frozen = g_test_build_filename (G_TEST_DIST, "db", "frozen-1.db", NULL);
  g_autofree char *bytes = NULL;
  gsize size;

  db_fixture_read_all (frozen, &bytes, &size);
  db_fixture_write_all (f->path, bytes, size);
  g_assert_cmpint (db_fixture_count (f, f->key, &error), ==, 3);
  g_assert_no_error (error);
}

/* -- what stays unreadable --------------------------------------------------------------------- */

static void
assert_no_marker (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize size;

  db_fixture_read_all (path, &bytes, &size);
  g_assert_cmpuint (size, >, 16);
  g_assert_null (memmem (bytes, size, DB_MARKER, strlen (DB_MARKER)));
  g_assert_cmpint (memcmp (bytes, "SQLite format 3", 15), !=, 0);
}

static void
test_marker (DbFixture *f, gconstpointer data)
{
  g_autoptr (WayDb) db = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *wal = g_strconcat (f->path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (f->path, "-shm", NULL);

  db_fixture_fill (f, 40);
  db = db_fixture_open (f);
  g_assert_true (way_db_exec (db, "UPDATE note SET body = body || ' more'", &error));
  /* A sorter of every row: temporary data has to stay in memory. */
  g_assert_true (
      way_db_exec (db, "CREATE TABLE sorted AS SELECT body FROM note ORDER BY body DESC", &error));
  g_assert_no_error (error);
  assert_no_marker (f->path);
  assert_no_marker (wal);
  assert_no_marker (shm);
}

static void
test_wrong_key (DbFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  db_fixture_fill (f, 3);
  g_assert_null (way_db_open (f->path, f->other_key, WAY_DB_EXISTING, &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_WRONG_KEY_OR_DAMAGED);
  g_clear_error (&error);
  g_assert_cmpint (db_fixture_count (f, f->key, &error), ==, 3);
  g_assert_no_error (error);
}

/* The engine prints what went wrong unless it was silenced, memory it cannot lock included. */
static void
test_silent (DbFixture *f, gconstpointer data)
{
  if (g_test_subprocess ())
    {
      g_autoptr (GError) error = NULL;
      struct rlimit none = { 0, 0 };

      g_assert_cmpint (setrlimit (RLIMIT_MEMLOCK, &none), ==, 0);
      db_fixture_fill (f, 3);
      g_assert_null (way_db_open (f->path, f->other_key, WAY_DB_EXISTING, &error));
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("");
}

/* -- what is refused --------------------------------------------------------------------------- */

static void
assert_does_not_open (DbFixture *f, WayDbError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (way_db_open (f->path, f->key, WAY_DB_EXISTING, &error));
  g_assert_error (error, WAY_DB_ERROR, (int)code);
}

static void
test_something_else (DbFixture *f, gconstpointer data)
{
  char plain[4096] = "SQLite format 3";
  char noise[8192];

  db_fixture_write_all (f->path, plain, sizeof plain);
  assert_does_not_open (f, WAY_DB_ERROR_DAMAGED);
  db_fixture_write_all (f->path, "", 0);
  assert_does_not_open (f, WAY_DB_ERROR_DAMAGED);
  memset (noise, 0x5a, sizeof noise);
  db_fixture_write_all (f->path, noise, sizeof noise);
  assert_does_not_open (f, WAY_DB_ERROR_WRONG_KEY_OR_DAMAGED);
  db_fixture_write_all (f->path, noise, 100);
  assert_does_not_open (f, WAY_DB_ERROR_WRONG_KEY_OR_DAMAGED);

  g_assert_cmpint (g_remove (f->path), ==, 0);
  g_assert_cmpint (g_mkdir (f->path, 0700), ==, 0);
  assert_does_not_open (f, WAY_DB_ERROR_DAMAGED);
  assert_refuses_to_create (f);
}

/* -- somebody else's file or log --------------------------------------------------------------- */

typedef struct
{
  char *bytes; /* (owned) */
  gsize size;
} Copy;

static void
copy_take (Copy *copy, const char *path)
{
  db_fixture_read_all (path, &copy->bytes, &copy->size);
  g_assert_cmpuint (copy->size, >, 0);
}

static void
copy_put (Copy *copy, const char *path)
{
  db_fixture_write_all (path, copy->bytes, copy->size);
}

static void
assert_same (Copy *copy, const char *path)
{
  g_autofree char *bytes = NULL;
  gsize size;

  db_fixture_read_all (path, &bytes, &size);
  g_assert_cmpmem (bytes, size, copy->bytes, copy->size);
}

/* As a killed process leaves it: the newest save in the log only. */
static void
take_killed (DbFixture *f, const char *sql, Copy *file, Copy *log)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *wal = g_strconcat (f->path, "-wal", NULL);
  g_autoptr (WayDb) db = NULL;

  db_fixture_fill (f, 20);
  db = db_fixture_open (f);
  g_assert_true (way_db_exec (db, sql, &error));
  g_assert_no_error (error);
  copy_take (file, f->path);
  copy_take (log, wal);
  g_clear_pointer (&db, way_db_unref);
  g_assert_cmpint (g_remove (f->path), ==, 0);
}

/* Two vaults' files mixed, under one key and under two: refused, and neither file touched, so that
 * putting them back in their places brings everything back. */
static void
test_foreign_log (DbFixture *f, gconstpointer data)
{
  const guint8 *keys[] = { f->key, f->other_key };
  g_autofree char *wal = g_strconcat (f->path, "-wal", NULL);
  Copy file, log, other_file, other_log;

  take_killed (f, "DELETE FROM note WHERE id = 1", &file, &log);
  take_killed (f, "DELETE FROM note WHERE id < 9", &other_file, &other_log);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GError) error = NULL;

      copy_put (&other_file, f->path);
      copy_put (&log, wal);
      g_assert_null (way_db_open (f->path, keys[i], WAY_DB_EXISTING, &error));
      g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_WRONG_KEY_OR_DAMAGED);
      assert_same (&other_file, f->path);
      assert_same (&log, wal);
      g_clear_error (&error);

      copy_put (&file, f->path);
      g_assert_cmpint (db_fixture_count (f, f->key, &error), ==, 19);
      g_assert_no_error (error);
    }
  g_free (file.bytes);
  g_free (log.bytes);
  g_free (other_file.bytes);
  g_free (other_log.bytes);
}

static void
test_not_ours (DbFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = db_fixture_create (f);

  g_assert_true (way_db_exec (db, "PRAGMA application_id = 7", &error));
  g_clear_pointer (&db, way_db_unref);
  assert_does_not_open (f, WAY_DB_ERROR_DAMAGED);
}

static void
test_read_only_flag (DbFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = NULL;
  gint64 count;

  db_fixture_fill (f, 5);
  db = way_db_open (f->path, f->key, WAY_DB_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_true (way_db_query_int64 (db, "SELECT count(*) FROM note", &count, &error));
  g_assert_cmpint (count, ==, 5);
  g_assert_false (way_db_exec (db, "DELETE FROM note", &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_READ_ONLY);
}

/* Root may write everywhere, so a root's test becomes nobody first; in a process of its own. */
static void
in_child_without_rights (DbFixture *f, void (*check) (DbFixture *f))
{
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      if (geteuid () == 0 && (setgid (65534) != 0 || setuid (65534) != 0))
        _exit (2);
      check (f);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
}

static void
give_away (const char *path, mode_t mode)
{
  g_assert_cmpint (chmod (path, mode), ==, 0);
  if (geteuid () == 0)
    g_assert_cmpint (chown (path, 65534, 65534), ==, 0);
}

static void
check_read_only (DbFixture *f)
{
  assert_does_not_open (f, WAY_DB_ERROR_READ_ONLY);
}

static void
check_cannot_create (DbFixture *f)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (way_db_open (f->path, f->key, WAY_DB_CREATE, &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_READ_ONLY);
}

static void
test_read_only_places (DbFixture *f, gconstpointer data)
{
  give_away (f->folder, 0500);
  in_child_without_rights (f, check_cannot_create);
  give_away (f->folder, 0700);

  db_fixture_fill (f, 5);
  give_away (f->path, 0400);
  in_child_without_rights (f, check_read_only);
  give_away (f->path, 0000);
  in_child_without_rights (f, check_read_only);
  give_away (f->path, 0600);
  give_away (f->folder, 0500);
  in_child_without_rights (f, check_read_only);
  give_away (f->folder, 0700);
}

static void
test_closed (DbFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = db_fixture_create (f);
  g_autoptr (WayDb) again = way_db_ref (db);

  way_db_close (db);
  g_assert_false (way_db_exec (again, "CREATE TABLE a (b)", &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_null (way_stmt_new (again, "SELECT 1", &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_null (way_txn_begin (again, &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_FAILED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  DB_FIXTURE_TEST ("/db/open/create", test_create);
  DB_FIXTURE_TEST ("/db/open/never-creates", test_never_creates);
  DB_FIXTURE_TEST ("/db/open/never-overwrites", test_never_overwrites);
  DB_FIXTURE_TEST ("/db/open/settings", test_settings);
  DB_FIXTURE_TEST ("/db/open/hardened", test_hardened);
  DB_FIXTURE_TEST ("/db/open/marker", test_marker);
  DB_FIXTURE_TEST ("/db/open/wrong-key", test_wrong_key);
  DB_FIXTURE_TEST ("/db/open/silent", test_silent);
  DB_FIXTURE_TEST ("/db/open/something-else", test_something_else);
  DB_FIXTURE_TEST ("/db/open/foreign-log", test_foreign_log);
  DB_FIXTURE_TEST ("/db/open/frozen", test_frozen);
  g_test_add_func ("/db/open/guard", test_guard);
  DB_FIXTURE_TEST ("/db/open/not-ours", test_not_ours);
  DB_FIXTURE_TEST ("/db/open/read-only-flag", test_read_only_flag);
  DB_FIXTURE_TEST ("/db/open/read-only-places", test_read_only_places);
  DB_FIXTURE_TEST ("/db/open/closed", test_closed);
  return g_test_run ();
}
