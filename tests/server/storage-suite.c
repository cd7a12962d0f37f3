/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "storage-suite.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  const StorageFactory *factory;
  char *folder; /* (owned) */
  WayStorage *storage;
} Fixture;

static const WayId log_a = { { 1 } }, log_b = { { 2 } }, ros = { { 11 } }, joel = { { 12 } };

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->factory = data;
  self->folder = g_dir_make_tmp ("way-storage-XXXXXX", &error);
  g_assert_no_error (error);
  self->storage = self->factory->open (self->folder);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  way_storage_free (self->storage);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
}

/* The next who comes: nothing but what was committed. */
static void
reopen (Fixture *self)
{
  way_storage_free (self->storage);
  self->storage = self->factory->open (self->folder);
}

#define CALL(self, verb, ...)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GError) call_error = NULL;                                                          \
    gboolean call_done = (self)->storage->klass->verb ((self)->storage, ##__VA_ARGS__,             \
                                                       &call_error);                               \
                                                                                                   \
    g_assert_no_error (call_error);                                                                \
    g_assert_true (call_done);                                                                     \
  }                                                                                                \
  G_STMT_END

#define REFUSED(self, verb, ...)                                                                   \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autoptr (GError) call_error = NULL;                                                          \
                                                                                                   \
    g_assert_false ((self)->storage->klass->verb ((self)->storage, ##__VA_ARGS__, &call_error));   \
    g_assert_error (call_error, WAY_SERVER_ERROR, WAY_SERVER_ERROR_TAKEN);                         \
  }                                                                                                \
  G_STMT_END

static void
roll_back (Fixture *self)
{
  self->storage->klass->roll_back (self->storage);
}

/* An entry that is nothing but what the columns say. */
static WayStoredEntry
make_entry (guint64 seq, guint8 id, const WayId *device, guint64 dev_seq, gsize body)
{
  WayStoredEntry entry = { .seq = seq,
                           .entry_id = { { id } },
                           .device = *device,
                           .dev_seq = dev_seq,
                           .head = { { (guint8)seq } },
                           .tick = 100 + seq,
                           .received_ms = 1000 + seq };
  guint8 *bytes = g_malloc (WAY_ENTRY_HEADER_SIZE + body);

  memset (bytes, id, WAY_ENTRY_HEADER_SIZE + body);
  entry.bytes = g_bytes_new_take (bytes, WAY_ENTRY_HEADER_SIZE + body);
  return entry;
}

static void
add (Fixture *self, const WayId *log, guint64 seq, guint8 id, const WayId *device, guint64 dev_seq)
{
  g_auto (WayStoredEntry) entry = make_entry (seq, id, device, dev_seq, 9);

  CALL (self, add_entry, log, &entry);
}

static void
refuse (
    Fixture *self, const WayId *log, guint64 seq, guint8 id, const WayId *device, guint64 dev_seq)
{
  g_auto (WayStoredEntry) entry = make_entry (seq, id, device, dev_seq, 9);

  REFUSED (self, add_entry, log, &entry);
}

static gboolean
write_down (const WayStoredEntry *entry, gpointer data)
{
  g_string_append_printf (data, "%" G_GUINT64_FORMAT ":%" G_GSIZE_FORMAT " ", entry->seq,
                          g_bytes_get_size (entry->bytes));
  return TRUE;
}

static void
assert_log (Fixture *self, const WayId *log, guint64 after, const char *expected)
{
  g_autoptr (GString) found = g_string_new (NULL);

  CALL (self, read_log, log, after, write_down, found);
  g_assert_cmpstr (found->str, ==, expected);
}

static void
assert_length (Fixture *self, const WayId *log, guint64 length)
{
  WayStoredLog found;

  CALL (self, get_log, log, &found);
  g_assert_cmpuint (found.length, ==, length);
  if (length > 0)
    {
      g_assert_cmpuint (found.head.bytes[0], ==, length);
      g_assert_cmpuint (found.tick, ==, 100 + length);
    }
}

/* -- transactions ------------------------------------------------------------------------------ */

static void
test_commit (Fixture *self, gconstpointer data)
{
  CALL (self, begin);
  add (self, &log_a, 1, 1, &ros, 1);
  CALL (self, commit);
  CALL (self, begin);
  add (self, &log_a, 2, 2, &ros, 2);
  roll_back (self);
  CALL (self, begin);
  assert_length (self, &log_a, 1);
  add (self, &log_a, 2, 3, &ros, 2);
  reopen (self);
  CALL (self, begin);
  assert_length (self, &log_a, 1);
  assert_log (self, &log_a, 0, "1:349 ");
  roll_back (self);
}

static void
test_meta (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) one = g_bytes_new_static ("one", 3);
  g_autoptr (GBytes) two = g_bytes_new_static ("two", 3);
  g_autoptr (GBytes) found = NULL;

  CALL (self, begin);
  CALL (self, get_meta, "name", &found);
  g_assert_null (found);
  CALL (self, set_meta, "name", one);
  CALL (self, set_meta, "name", two);
  CALL (self, commit);
  reopen (self);
  CALL (self, begin);
  CALL (self, get_meta, "name", &found);
  g_assert_true (g_bytes_equal (found, two));
  roll_back (self);
}

/* -- appends ----------------------------------------------------------------------------------- */

static void
test_directory (Fixture *self, gconstpointer data)
{
  g_auto (WayStoredEntry) first = make_entry (1, 1, &ros, 1, 0);
  g_auto (WayStoredEntry) second = make_entry (2, 2, &ros, 1, 0);
  g_autoptr (GString) found = g_string_new (NULL);

  CALL (self, begin);
  REFUSED (self, add_dir, &second);
  CALL (self, add_dir, &first);
  REFUSED (self, add_dir, &first);
  CALL (self, add_dir, &second);
  CALL (self, read_dir, 0, write_down, found);
  g_assert_cmpstr (found->str, ==, "1:340 2:340 ");
  g_string_truncate (found, 0);
  CALL (self, read_dir, 1, write_down, found);
  g_assert_cmpstr (found->str, ==, "2:340 ");
  CALL (self, commit);
}

static void
test_compare (Fixture *self, gconstpointer data)
{
  CALL (self, begin);
  refuse (self, &log_a, 2, 1, &ros, 1);
  assert_length (self, &log_a, 0);
  add (self, &log_a, 1, 1, &ros, 1);
  refuse (self, &log_a, 1, 2, &joel, 1);
  refuse (self, &log_a, 3, 2, &joel, 1);
  add (self, &log_a, 2, 2, &joel, 1);
  add (self, &log_b, 1, 1, &ros, 1);
  assert_length (self, &log_a, 2);
  assert_length (self, &log_b, 1);
  assert_log (self, &log_a, 0, "1:349 2:349 ");
  assert_log (self, &log_a, 1, "2:349 ");
  CALL (self, commit);
}

static void
test_unique_id (Fixture *self, gconstpointer data)
{
  guint64 seq;

  CALL (self, begin);
  add (self, &log_a, 1, 1, &ros, 1);
  refuse (self, &log_a, 2, 1, &ros, 2);
  assert_length (self, &log_a, 1);
  CALL (self, find_entry, &log_a, &(WayId){ { 1 } }, &seq);
  g_assert_cmpuint (seq, ==, 1);
  CALL (self, find_entry, &log_b, &(WayId){ { 1 } }, &seq);
  g_assert_cmpuint (seq, ==, 0);
  roll_back (self);
}

static void
test_unique_dev_seq (Fixture *self, gconstpointer data)
{
  CALL (self, begin);
  add (self, &log_a, 1, 1, &ros, 1);
  CALL (self, commit);
  CALL (self, begin);
  refuse (self, &log_a, 2, 2, &ros, 1);
  assert_length (self, &log_a, 1);
  add (self, &log_a, 2, 2, &joel, 1);
  roll_back (self);
}

/* -- bodies ------------------------------------------------------------------------------------ */

static void
test_drop (Fixture *self, gconstpointer data)
{
  WayStoredLog found;

  CALL (self, begin);
  for (guint8 i = 1; i <= 4; i++)
    add (self, &log_a, i, i, &ros, i);
  CALL (self, drop_body, &log_a, 2);
  assert_log (self, &log_a, 0, "1:349 2:340 3:349 4:349 ");
  CALL (self, erase, &log_a, 4);
  assert_log (self, &log_a, 0, "1:340 2:340 3:340 4:349 ");
  CALL (self, get_log, &log_a, &found);
  g_assert_true (found.erased);
  g_assert_cmpuint (found.length, ==, 4);
  CALL (self, commit);
}

/* -- readers ----------------------------------------------------------------------------------- */

static gboolean
write_log (const WayId *log, guint64 upto, guint64 tick, gpointer data)
{
  g_string_append_printf (data, "%u:%" G_GUINT64_FORMAT "@%" G_GUINT64_FORMAT " ", log->bytes[0],
                          upto, tick);
  return TRUE;
}

static void
assert_logs (Fixture *self, const WayId *device, guint64 tick, const char *expected)
{
  g_autoptr (GString) found = g_string_new (NULL);

  CALL (self, list_logs, device, tick, write_log, found);
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_readers (Fixture *self, gconstpointer data)
{
  WayId both[] = { ros, joel };
  gboolean reads;
  guint64 upto;

  CALL (self, begin);
  add (self, &log_a, 1, 1, &ros, 1);
  CALL (self, set_readers, &log_a, 1, 101, both, 2);
  CALL (self, get_reader, &log_a, &joel, &reads, &upto);
  g_assert_true (reads);
  g_assert_cmpuint (upto, ==, 0);
  CALL (self, get_reader, &log_b, &joel, &reads, &upto);
  g_assert_false (reads);
  add (self, &log_a, 2, 2, &ros, 2);
  assert_logs (self, &joel, 0, "1:0@102 ");
  CALL (self, set_readers, &log_a, 2, 102, both, 1);
  add (self, &log_a, 3, 3, &ros, 3);
  assert_logs (self, &ros, 102, "1:0@103 ");
  assert_logs (self, &joel, 0, "1:2@102 ");
  assert_logs (self, &joel, 102, "");
  assert_logs (self, NULL, 0, "1:0@103 ");
  CALL (self, set_readers, &log_a, 3, 103, both, 2);
  assert_logs (self, &joel, 0, "1:0@103 ");
  CALL (self, commit);
}

/* -- the rest ---------------------------------------------------------------------------------- */

static void
test_lane (Fixture *self, gconstpointer data)
{
  g_auto (WayStoredEntry) first = make_entry (1, 1, &ros, 1, 4);
  g_auto (WayStoredEntry) second = make_entry (2, 2, &ros, 2, 5);
  WayHash one = { { 1 } }, two = { { 2 } };
  g_autoptr (GString) found = g_string_new (NULL);
  guint64 place, length;

  CALL (self, begin);
  REFUSED (self, add_lane, &log_a, &two, &second);
  CALL (self, add_lane, &log_a, &one, &first);
  REFUSED (self, add_lane, &log_a, &one, &second);
  CALL (self, add_lane, &log_a, &two, &second);
  CALL (self, find_lane, &log_a, &two, &place, &length);
  g_assert_cmpuint (place, ==, 2);
  g_assert_cmpuint (length, ==, 2);
  CALL (self, find_lane, &log_b, &two, &place, &length);
  g_assert_cmpuint (place + length, ==, 0);
  CALL (self, read_lane, &log_a, 0, write_down, found);
  g_assert_cmpstr (found->str, ==, "1:344 2:345 ");
  CALL (self, commit);
}

static void
test_passes (Fixture *self, gconstpointer data)
{
  WayHash one = { { 1 } }, two = { { 2 } };
  WayId device;
  guint64 expires, n;

  CALL (self, begin);
  CALL (self, add_pass, WAY_PASS_TOKEN, &one, &ros, 500);
  REFUSED (self, add_pass, WAY_PASS_TOKEN, &one, &joel, 600);
  CALL (self, add_pass, WAY_PASS_TICKET, &one, &ros, 500);
  CALL (self, add_pass, WAY_PASS_TICKET, &two, &ros, 700);
  CALL (self, count_tickets, &ros, &n);
  g_assert_cmpuint (n, ==, 2);
  CALL (self, get_pass, WAY_PASS_TOKEN, &one, &device, &expires);
  g_assert_cmpuint (expires, ==, 500);
  g_assert_true (way_id_equal (&device, &ros));
  CALL (self, sweep, 500, 0);
  CALL (self, get_pass, WAY_PASS_TOKEN, &one, &device, &expires);
  g_assert_cmpuint (expires, ==, 0);
  CALL (self, get_pass, WAY_PASS_TICKET, &one, &device, &expires);
  g_assert_cmpuint (expires, ==, 0);
  CALL (self, get_pass, WAY_PASS_TICKET, &two, &device, &expires);
  g_assert_cmpuint (expires, ==, 700);
  CALL (self, commit);
}

static void
test_mailbox (Fixture *self, gconstpointer data)
{
  WayHash ticket = { { 1 } };
  g_autoptr (GBytes) bytes = g_bytes_new_static ("c", 1);
  g_autoptr (GBytes) found = NULL;

  CALL (self, begin);
  CALL (self, add_pass, WAY_PASS_TICKET, &ticket, &ros, 500);
  CALL (self, get_slot, &ticket, 0, &found);
  g_assert_null (found);
  CALL (self, add_slot, &ticket, 0, bytes);
  REFUSED (self, add_slot, &ticket, 0, bytes);
  CALL (self, get_slot, &ticket, 0, &found);
  g_assert_true (g_bytes_equal (found, bytes));
  g_clear_pointer (&found, g_bytes_unref);
  CALL (self, remove_ticket, &ticket);
  CALL (self, remove_ticket, &ticket);
  CALL (self, get_slot, &ticket, 0, &found);
  g_assert_null (found);
  CALL (self, add_audit, 5, &ros, &log_a, 0, 9);
  CALL (self, commit);
}

static void
add_test (const char *name, const char *test, const StorageFactory *factory, gpointer function)
{
  g_autofree char *path = g_strdup_printf ("/server/storage/%s/%s", name, test);

  g_test_add (path, Fixture, factory, set_up, function, tear_down);
}

void
storage_suite_add (const char *name, const StorageFactory *factory)
{
  static const struct
  {
    const char *name;
    void (*function) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "commit", test_commit },       { "meta", test_meta },
    { "directory", test_directory }, { "compare", test_compare },
    { "unique-id", test_unique_id }, { "unique-dev-seq", test_unique_dev_seq },
    { "drop", test_drop },           { "readers", test_readers },
    { "lane", test_lane },           { "passes", test_passes },
    { "mailbox", test_mailbox },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    add_test (name, tests[i].name, factory, tests[i].function);
}
