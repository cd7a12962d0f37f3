/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The test's own disk: it has to lose what a real one may lose, and nothing else.
 */
#include "db-fixture.h"
#include "way-test-vfs.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define SIZE 8192
#define N_SEEDS 40

/* -- the model of the disk --------------------------------------------------------------------- */

typedef struct
{
  WayTestDisk *disk;
  WayTestDiskFile *file;
  const char *path;
} Bench;

static void
put (Bench *b, char letter, gsize size, gint64 offset)
{
  g_autofree char *bytes = g_strnfill (size, letter);
  int fd = open (b->path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

  g_assert_cmpint (pwrite (fd, bytes, size, offset), ==, size);
  close (fd);
  if (b->file != NULL)
    way_test_disk_write (b->file, bytes, size, offset);
}

static void
cut_to (Bench *b, gint64 size)
{
  g_assert_cmpint (truncate (b->path, size), ==, 0);
  way_test_disk_truncate (b->file, size);
}

/* A lasting file of a's. */
static void
begin (Bench *b, DbFixture *f)
{
  b->path = f->path;
  b->file = NULL;
  g_unlink (b->path);
  put (b, 'a', SIZE, 0);
  b->disk = way_test_disk_new ();
  b->file = way_test_disk_open (b->disk, b->path, FALSE);
}

/* (transfer full): what a power cut leaves; NULL where the file is gone. */
static char *
end (Bench *b, WayTestLoss loss, guint64 seed)
{
  g_autoptr (WayRandom) random = way_random_new_seeded (seed);
  char *left = NULL;

  way_test_disk_power_cut (b->disk, loss, random);
  g_clear_pointer (&b->disk, way_test_disk_free);
  g_file_get_contents (b->path, &left, NULL, NULL);
  return left;
}

static void
assert_all (const char *left, char letter, gsize size)
{
  g_autofree char *expected = g_strnfill (size, letter);

  g_assert_cmpstr (left, ==, expected);
}

static void
test_unsynced_write (DbFixture *f, gconstpointer data)
{
  Bench b;
  g_autofree char *kept = NULL;
  g_autofree char *lost = NULL;

  begin (&b, f);
  put (&b, 'b', SIZE, 0);
  kept = end (&b, WAY_TEST_LOSS_NONE, 0);
  assert_all (kept, 'b', SIZE);
  begin (&b, f);
  put (&b, 'b', SIZE, 0);
  lost = end (&b, WAY_TEST_LOSS_ALL, 0);
  assert_all (lost, 'a', SIZE);
}

static void
test_synced_write (DbFixture *f, gconstpointer data)
{
  for (int loss = 0; loss < WAY_TEST_N_LOSSES; loss++)
    {
      g_autofree char *left = NULL;
      Bench b;

      begin (&b, f);
      put (&b, 'b', SIZE, 0);
      way_test_disk_sync (b.file);
      left = end (&b, (WayTestLoss)loss, 7);
      assert_all (left, 'b', SIZE);
    }
}

/* From 100 to 4196: nine sectors of 512, two of 4,096, each whole or not at all. */
static guint
torn (DbFixture *f, WayTestLoss loss, gsize sector, guint64 seed)
{
  g_autofree char *left = NULL;
  Bench b;
  guint mask = 0;

  begin (&b, f);
  put (&b, 'b', 4096, 100);
  left = end (&b, loss, seed);
  g_assert_cmpuint (strlen (left), ==, SIZE);
  for (gsize i = 0; i < SIZE; i++)
    {
      gsize start = MAX (i / sector * sector, 100);

      if (i < 100 || i >= 4196)
        g_assert_cmpint (left[i], ==, 'a');
      else
        g_assert_cmpint (left[i], ==, left[start]);
      if (i == start && left[i] == 'b')
        mask |= 1u << (i / sector);
    }
  return mask;
}

static void
test_torn (DbFixture *f, gconstpointer data)
{
  guint seen_512 = 0, missed_512 = 0, seen_4096 = 0, missed_4096 = 0;

  for (guint64 seed = 0; seed < N_SEEDS; seed++)
    {
      guint small = torn (f, WAY_TEST_LOSS_TORN_512, 512, seed);
      guint large = torn (f, WAY_TEST_LOSS_TORN_4096, 4096, seed);

      g_assert_cmpuint (small, ==, torn (f, WAY_TEST_LOSS_TORN_512, 512, seed));
      seen_512 |= small;
      missed_512 |= ~small;
      seen_4096 |= large;
      missed_4096 |= ~large;
    }
  g_assert_cmpuint (seen_512 & missed_512, ==, 0x1ff);
  g_assert_cmpuint (seen_4096 & missed_4096, ==, 0x3);
}

/* Two writes over each other: the later may be on the disk without the earlier. */
static void
test_reordered (DbFixture *f, gconstpointer data)
{
  guint seen = 0;

  for (guint64 seed = 0; seed < N_SEEDS; seed++)
    {
      g_autofree char *left = NULL;
      Bench b;

      begin (&b, f);
      put (&b, 'b', 512, 0);
      put (&b, 'c', 512, 512);
      left = end (&b, WAY_TEST_LOSS_TORN_512, seed);
      seen |= 1u << ((left[0] == 'b') + 2 * (left[512] == 'c'));
    }
  g_assert_cmpuint (seen, ==, 0xf);
}

static void
test_truncation (DbFixture *f, gconstpointer data)
{
  g_autofree char *kept = NULL;
  g_autofree char *lost = NULL;
  g_autofree char *grown = NULL;
  Bench b;

  begin (&b, f);
  cut_to (&b, 100);
  kept = end (&b, WAY_TEST_LOSS_NONE, 0);
  assert_all (kept, 'a', 100);
  begin (&b, f);
  cut_to (&b, 100);
  lost = end (&b, WAY_TEST_LOSS_ALL, 0);
  assert_all (lost, 'a', SIZE);
  begin (&b, f);
  cut_to (&b, 100);
  way_test_disk_sync (b.file);
  put (&b, 'b', 10, 100);
  grown = end (&b, WAY_TEST_LOSS_ALL, 0);
  assert_all (grown, 'a', 100);
}

/* -- names ------------------------------------------------------------------------------------- */

typedef void (*Script) (Bench *b, DbFixture *f);

static void
make (Bench *b, DbFixture *f)
{
  b->path = f->path;
  b->file = NULL;
  b->disk = way_test_disk_new ();
  g_unlink (b->path);
  put (b, 'n', 0, 0);
  b->file = way_test_disk_open (b->disk, b->path, TRUE);
  put (b, 'n', SIZE, 0);
}

static void
make_and_sync (Bench *b, DbFixture *f)
{
  make (b, f);
  way_test_disk_sync (b->file);
}

static void
drop (Bench *b, DbFixture *f)
{
  begin (b, f);
  g_unlink (b->path);
  way_test_disk_remove (b->disk, b->path, FALSE);
}

static void
drop_for_good (Bench *b, DbFixture *f)
{
  begin (b, f);
  g_unlink (b->path);
  way_test_disk_remove (b->disk, b->path, TRUE);
}

static void
drop_then_sync_names (Bench *b, DbFixture *f)
{
  drop (b, f);
  way_test_disk_sync_names (b->disk, b->path);
}

static void
drop_and_make (Bench *b, DbFixture *f)
{
  drop (b, f);
  b->file = NULL;
  put (b, 'n', 0, 0);
  b->file = way_test_disk_open (b->disk, b->path, TRUE);
  put (b, 'n', SIZE, 0);
}

static void
drop_and_make_and_sync (Bench *b, DbFixture *f)
{
  drop_and_make (b, f);
  way_test_disk_sync (b->file);
  way_test_disk_sync_file_folder (b->disk, b->file);
}

/* What a script may leave, over every loss and many seeds: '-' no file, 'a' the old bytes, 'n' the
 * new ones, 'm' a mixture, in the order met first. */
static void
test_names (DbFixture *f, gconstpointer data)
{
  static const struct
  {
    Script script;
    const char *may_leave;
  } rows[] = {
    { make, "-0mn" },
    { make_and_sync, "n" },
    { drop, "-a" },
    { drop_for_good, "-" },
    { drop_then_sync_names, "-" },
    { drop_and_make, "-0amn" },
    { drop_and_make_and_sync, "n" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gboolean seen[256] = { FALSE };

      for (guint64 seed = 0; seed < N_SEEDS; seed++)
        for (int loss = 0; loss < WAY_TEST_N_LOSSES; loss++)
          {
            g_autofree char *left = NULL;
            char kind;
            Bench b;

            rows[i].script (&b, f);
            left = end (&b, (WayTestLoss)loss, seed);
            if (left == NULL || *left == '\0')
              kind = left == NULL ? '-' : '0';
            else if (strlen (left) == SIZE && strspn (left, "a") == SIZE)
              kind = 'a';
            else
              kind = strspn (left, "n") == SIZE ? 'n' : 'm';
            g_assert_nonnull (strchr (rows[i].may_leave, kind));
            seen[(guint8)kind] = TRUE;
          }
      for (const char *kind = rows[i].may_leave; *kind != '\0'; kind++)
        if (!seen[(guint8)*kind])
          g_test_message ("row %zu never left %c", i, *kind);
      for (const char *kind = rows[i].may_leave; *kind != '\0'; kind++)
        g_assert_true (seen[(guint8)*kind]);
    }
}

/* -- a sync that failed ------------------------------------------------------------------------ */

/* The next sync says all is well and is wrong about what the first one was for. */
static void
test_failed_sync (DbFixture *f, gconstpointer data)
{
  gboolean seen_a = FALSE, seen_b = FALSE;

  for (guint64 seed = 0; seed < N_SEEDS; seed++)
    {
      g_autofree char *left = NULL;
      Bench b;

      begin (&b, f);
      put (&b, 'b', 512, 0);
      way_test_disk_sync_failed (b.file);
      put (&b, 'c', 512, 512);
      way_test_disk_sync (b.file);
      left = end (&b, WAY_TEST_LOSS_TORN_512, seed);
      seen_a = seen_a || left[0] == 'a';
      seen_b = seen_b || left[0] == 'b';
      g_assert_cmpint (left[512], ==, 'c');
    }
  g_assert_true (seen_a && seen_b);
}

static void
test_failed_sync_mended (DbFixture *f, gconstpointer data)
{
  for (guint64 seed = 0; seed < N_SEEDS; seed++)
    {
      g_autofree char *left = NULL;
      Bench b;

      begin (&b, f);
      put (&b, 'b', 512, 0);
      way_test_disk_sync_failed (b.file);
      put (&b, 'b', 512, 0);
      way_test_disk_sync (b.file);
      left = end (&b, WAY_TEST_LOSS_TORN_512, seed);
      g_assert_cmpint (left[0], ==, 'b');
      g_assert_cmpint (left[511], ==, 'b');
    }
}

/* -- in front of the database ------------------------------------------------------------------ */

static gboolean
save_one (DbFixture *f, GError **error)
{
  g_autoptr (WayDb) db = way_db_open (f->path, f->key, WAY_DB_EXISTING, error);
  g_autoptr (WayTxn) txn = db != NULL ? way_txn_begin (db, error) : NULL;

  return txn != NULL && way_db_exec (db, "UPDATE note SET body = body || '!'", error)
         && way_txn_commit (txn, error);
}

static void
test_counting (DbFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayTestVfs) vfs = NULL;
  guint64 count;

  db_fixture_fill (f, 4);
  vfs = way_test_vfs_install ();
  way_test_vfs_arm (vfs, WAY_TEST_FAULT_NONE, 0);
  g_assert_true (save_one (f, &error));
  count = way_test_vfs_get_count (vfs);
  g_assert_cmpuint (count, >, 8);
  way_test_vfs_arm (vfs, WAY_TEST_FAULT_CRASH, count + 1);
  g_assert_true (save_one (f, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (way_test_vfs_get_count (vfs), ==, count);
  g_assert_false (way_test_vfs_has_struck (vfs));
  g_assert_cmpuint (way_test_vfs_get_n_temporary (vfs), ==, 0);
}

static void
test_faults (DbFixture *f, gconstpointer data)
{
  static const struct
  {
    WayTestFault fault;
    WayDbError code;
  } rows[] = {
    { WAY_TEST_FAULT_FULL, WAY_DB_ERROR_FULL }, { WAY_TEST_FAULT_IO, WAY_DB_ERROR_IO },
    { WAY_TEST_FAULT_SYNC, WAY_DB_ERROR_IO },   { WAY_TEST_FAULT_SHORT_WRITE, WAY_DB_ERROR_IO },
    { WAY_TEST_FAULT_CRASH, WAY_DB_ERROR_IO },
  };

  g_autoptr (WayTestVfs) vfs = NULL;

  db_fixture_fill (f, 4);
  vfs = way_test_vfs_install ();
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      way_test_vfs_arm (vfs, rows[i].fault, 1);
      g_assert_false (save_one (f, &error));
      g_assert_true (way_test_vfs_has_struck (vfs));
      g_assert_error (error, WAY_DB_ERROR, (int)rows[i].code);
      g_clear_error (&error);
      if (rows[i].fault == WAY_TEST_FAULT_CRASH)
        {
          g_assert_false (save_one (f, NULL));
          way_test_vfs_power_up (vfs, WAY_TEST_LOSS_ALL, NULL);
        }
      way_test_vfs_arm (vfs, WAY_TEST_FAULT_NONE, 0);
      g_assert_true (save_one (f, &error));
      g_assert_no_error (error);
    }
}

/* The detector has to see a temporary file where one is made on purpose. */
static void
test_temporary (DbFixture *f, gconstpointer data)
{
  static const char sort[]
      = "SELECT count(*) FROM (SELECT a.body FROM note a, note b ORDER BY a.body || b.id LIMIT -1)";

  g_autoptr (GError) error = NULL;
  g_autoptr (WayTestVfs) vfs = NULL;
  g_autoptr (WayDb) db = NULL;

  db_fixture_fill (f, 200);
  vfs = way_test_vfs_install ();
  db = db_fixture_open (f);
  g_assert_true (way_db_exec (db, "PRAGMA cache_size = 10", &error));
  g_assert_true (way_db_exec (db, sort, &error));
  g_assert_cmpuint (way_test_vfs_get_n_temporary (vfs), ==, 0);
  g_assert_true (way_db_exec (db, "PRAGMA temp_store = FILE", &error));
  g_assert_true (way_db_exec (db, sort, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (way_test_vfs_get_n_temporary (vfs), >, 0);
  way_db_close (db);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  DB_FIXTURE_TEST ("/db/disk/unsynced-write", test_unsynced_write);
  DB_FIXTURE_TEST ("/db/disk/synced-write", test_synced_write);
  DB_FIXTURE_TEST ("/db/disk/torn", test_torn);
  DB_FIXTURE_TEST ("/db/disk/reordered", test_reordered);
  DB_FIXTURE_TEST ("/db/disk/truncation", test_truncation);
  DB_FIXTURE_TEST ("/db/disk/names", test_names);
  DB_FIXTURE_TEST ("/db/disk/failed-sync", test_failed_sync);
  DB_FIXTURE_TEST ("/db/disk/failed-sync-mended", test_failed_sync_mended);
  DB_FIXTURE_TEST ("/db/disk/counting", test_counting);
  DB_FIXTURE_TEST ("/db/disk/faults", test_faults);
  DB_FIXTURE_TEST ("/db/disk/temporary", test_temporary);
  return g_test_run ();
}
