/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whatever happens to the bytes on the disk, either the file reads as it was written or somebody
 * says so: open, a full read, or the check.
 */
#include "db-fixture.h"
#include "way-db-check.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define N_NOTES 60
#define PAGE 4096

typedef struct
{
  char *bytes; /* (owned) */
  gsize size;
} Image;

static void
image_take (DbFixture *f, Image *image)
{
  db_fixture_fill (f, N_NOTES);
  db_fixture_read_all (f->path, &image->bytes, &image->size);
  g_assert_cmpuint (image->size, >, 20 * PAGE);
  g_assert_cmpuint (image->size % PAGE, ==, 0);
}

/* TRUE where the check finds something. */
static gboolean
check_complains (DbFixture *f)
{
  g_autoptr (WayDb) db = way_db_open (f->path, f->key, WAY_DB_EXISTING, NULL);
  g_autoptr (GPtrArray) problems = db != NULL ? way_db_check (db) : NULL;

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    g_assert_null (strstr (problems->pdata[i], DB_MARKER));
  return problems == NULL || problems->len > 0;
}

/* The file is not as written: nobody may take it for sound, and nothing may be half read. */
static void
assert_noticed (DbFixture *f)
{
  g_autoptr (GError) error = NULL;
  gint64 count = db_fixture_count (f, f->key, &error);

  if (count != N_NOTES)
    {
      g_assert_cmpint (count, ==, -1);
      g_assert_true (g_error_matches (error, WAY_DB_ERROR, WAY_DB_ERROR_DAMAGED)
                     || g_error_matches (error, WAY_DB_ERROR, WAY_DB_ERROR_WRONG_KEY_OR_DAMAGED));
    }
  g_assert_true (check_complains (f));
}

static void
assert_sound (DbFixture *f)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (db_fixture_count (f, f->key, &error), ==, N_NOTES);
  g_assert_no_error (error);
  g_assert_false (check_complains (f));
}

static WayRandom *
seeded (void)
{
  const char *text = g_getenv ("WAY_SEED");
  guint64 seed = text != NULL ? g_ascii_strtoull (text, NULL, 10) : (guint64)g_test_rand_int ();

  g_test_message ("WAY_SEED=%" G_GUINT64_FORMAT, seed);
  return way_random_new_seeded (seed);
}

/* -- bits -------------------------------------------------------------------------------------- */

static void
assert_flip_noticed (DbFixture *f, Image *image, gsize offset, guint bit)
{
  image->bytes[offset] ^= (char)(1u << bit);
  db_fixture_write_all (f->path, image->bytes, image->size);
  assert_noticed (f);
  image->bytes[offset] ^= (char)(1u << bit);
}

static void
test_flipped_bits (DbFixture *f, gconstpointer data)
{
  g_autoptr (WayRandom) random = seeded ();
  Image image;

  image_take (f, &image);
  for (gsize page = 0; page < image.size / PAGE; page++)
    {
      gsize offset = page * PAGE + way_random_below (random, PAGE);

      assert_flip_noticed (f, &image, offset, way_random_below (random, 8));
    }
  /* The salt in front, and the last byte of the last page's seal. */
  assert_flip_noticed (f, &image, 3, 1);
  assert_flip_noticed (f, &image, image.size - 1, 7);
  db_fixture_write_all (f->path, image.bytes, image.size);
  assert_sound (f);
  g_free (image.bytes);
}

static void
flip_on_disk (const char *path, off_t offset)
{
  int fd = open (path, O_RDWR | O_CLOEXEC);
  guint8 byte;

  g_assert_cmpint (pread (fd, &byte, 1, offset), ==, 1);
  byte ^= 0x20;
  g_assert_cmpint (pwrite (fd, &byte, 1, offset), ==, 1);
  close (fd);
}

/* A check that reads what lies in memory would see nothing. */
static void
test_flipped_while_open (DbFixture *f, gconstpointer data)
{
  static const off_t offsets[] = { 3, 100, 5 * PAGE + 9, 12 * PAGE + 4000 };

  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = NULL;
  gint64 sum;

  db_fixture_fill (f, N_NOTES);
  db = db_fixture_open (f);
  g_assert_true (way_db_query_int64 (db, "SELECT sum(length(body)) FROM note", &sum, &error));
  for (gsize i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      g_autoptr (GPtrArray) problems = NULL;

      flip_on_disk (f->path, offsets[i]);
      problems = way_db_check (db);
      g_assert_cmpuint (problems->len, >, 0);
      g_assert_cmpuint (problems->len, <, 45);
      flip_on_disk (f->path, offsets[i]);
      g_clear_pointer (&db, way_db_unref);
      db = db_fixture_open (f);
    }
  g_clear_pointer (&db, way_db_unref);
  assert_sound (f);
}

/* -- lengths ----------------------------------------------------------------------------------- */

static void
test_truncated (DbFixture *f, gconstpointer data)
{
  Image image;

  image_take (f, &image);
  for (gsize size = 0; size < image.size; size += PAGE)
    {
      db_fixture_write_all (f->path, image.bytes, size);
      assert_noticed (f);
      db_fixture_write_all (f->path, image.bytes, size + 1000);
      assert_noticed (f);
    }
  g_free (image.bytes);
}

static void
test_lengthened (DbFixture *f, gconstpointer data)
{
  static const gsize more[] = { 1, 100, PAGE, 3 * PAGE + 7 };

  Image image;

  image_take (f, &image);
  for (gsize i = 0; i < G_N_ELEMENTS (more); i++)
    {
      g_autofree char *longer = g_malloc0 (image.size + more[i]);

      memcpy (longer, image.bytes, image.size);
      db_fixture_write_all (f->path, longer, image.size + more[i]);
      assert_noticed (f);
    }
  g_free (image.bytes);
}

static void
test_pages_swapped (DbFixture *f, gconstpointer data)
{
  Image image;
  char page[PAGE];

  image_take (f, &image);
  memcpy (page, image.bytes + 4 * PAGE, PAGE);
  memcpy (image.bytes + 4 * PAGE, image.bytes + 9 * PAGE, PAGE);
  memcpy (image.bytes + 9 * PAGE, page, PAGE);
  db_fixture_write_all (f->path, image.bytes, image.size);
  assert_noticed (f);
  g_free (image.bytes);
}

/* -- a file that is sound ---------------------------------------------------------------------- */

/* After damage the connection answers everything with the same code; a new one has to be told
 * apart from a statement that is merely wrong. */
static void
test_damage_is_not_a_wrong_statement (DbFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = NULL;
  Image image;

  image_take (f, &image);
  for (gsize page = 2; page < image.size / PAGE; page++)
    image.bytes[page * PAGE + 50] ^= 1;
  db_fixture_write_all (f->path, image.bytes, image.size);
  g_free (image.bytes);

  db = db_fixture_open (f);
  g_assert_false (way_db_exec (db, "no statement", &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (way_db_exec (db,
                               "SELECT sum(length(body)) FROM note;"
                               "SELECT * FROM words WHERE words MATCH 'wintergreen'",
                               &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_DAMAGED);
  g_clear_error (&error);
  g_assert_false (way_db_exec (db, "UPDATE note SET body = 'x'", &error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_DAMAGED);
}

static void
test_sound (DbFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = NULL;
  g_autoptr (WayDb) reader = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  db_fixture_fill (f, N_NOTES);
  db = db_fixture_open (f);
  /* With changes still in the log, and the file due to become shorter. */
  g_assert_true (way_db_exec (db, "DELETE FROM note WHERE id > 9; VACUUM", &error));
  reader = way_db_open (f->path, f->key, WAY_DB_READ_ONLY, &error);
  g_assert_no_error (error);
  problems = way_db_check (reader);
  g_assert_cmpuint (problems->len, ==, 0);
  g_clear_pointer (&problems, g_ptr_array_unref);
  problems = way_db_check (db);
  g_assert_cmpuint (problems->len, ==, 0);

  way_db_close (db);
  g_clear_pointer (&problems, g_ptr_array_unref);
  problems = way_db_check (db);
  g_assert_cmpuint (problems->len, ==, 1);
}

static void
test_references (DbFixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = db_fixture_create (f);
  g_autoptr (GPtrArray) problems = NULL;

  g_assert_true (way_db_exec (db,
                              "PRAGMA foreign_keys = OFF; CREATE TABLE a (id INTEGER PRIMARY KEY);"
                              "CREATE TABLE b (a REFERENCES a); INSERT INTO b VALUES (7), (8)",
                              &error));
  g_assert_no_error (error);
  problems = way_db_check (db);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_nonnull (strstr (problems->pdata[0], "2 entries"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  DB_FIXTURE_TEST ("/db/damage/flipped-bits", test_flipped_bits);
  DB_FIXTURE_TEST ("/db/damage/flipped-while-open", test_flipped_while_open);
  DB_FIXTURE_TEST ("/db/damage/truncated", test_truncated);
  DB_FIXTURE_TEST ("/db/damage/lengthened", test_lengthened);
  DB_FIXTURE_TEST ("/db/damage/pages-swapped", test_pages_swapped);
  DB_FIXTURE_TEST ("/db/damage/not-a-wrong-statement", test_damage_is_not_a_wrong_statement);
  DB_FIXTURE_TEST ("/db/damage/sound", test_sound);
  DB_FIXTURE_TEST ("/db/damage/references", test_references);
  return g_test_run ();
}
