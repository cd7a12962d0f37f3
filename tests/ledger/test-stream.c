/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Streams and pages: what was written is read, and nothing else is.
 */
#include "way-stream.h"

#include <string.h>

static GByteArray *
write_page (guint n)
{
  GByteArray *out = g_byte_array_new ();
  WayLogPage page = { .count = n,
                      .first = 8,
                      .last_head = { { 1 } },
                      .total = 99,
                      .total_head = { { 2 } },
                      .incarnation = 3,
                      .dir_seq = 4,
                      .dir_head = { { 5 } } };

  way_log_page_write_header (&page, out);
  g_assert_cmpuint (out->len, ==, WAY_LOG_PAGE_HEADER_SIZE);
  for (guint i = 0; i < n; i++)
    way_stream_write_entry (out, "entries", i % 7 + 1);
  return out;
}

static void
test_whole (void)
{
  for (guint n = 0; n <= WAY_LOG_PAGE_MAX_ENTRIES; n += 100)
    {
      g_autoptr (GByteArray) bytes = write_page (n);
      g_autoptr (GArray) entries = NULL;
      WayLogPage page;

      entries = way_log_page_read (bytes->data, bytes->len, &page);
      g_assert_nonnull (entries);
      g_assert_cmpuint (entries->len, ==, n);
      g_assert_cmpuint (page.first, ==, 8);
      g_assert_cmpuint (page.total, ==, 99);
      g_assert_cmpuint (page.incarnation, ==, 3);
      g_assert_cmpuint (page.dir_seq, ==, 4);
      g_assert_cmpuint (page.last_head.bytes[0], ==, 1);
      g_assert_cmpuint (page.total_head.bytes[0], ==, 2);
      g_assert_cmpuint (page.dir_head.bytes[0], ==, 5);
      for (guint i = 0; i < n; i++)
        g_assert_cmpmem (g_array_index (entries, WaySlice, i).bytes,
                         g_array_index (entries, WaySlice, i).size, "entries", i % 7 + 1);
    }
}

static void
test_cut (void)
{
  g_autoptr (GByteArray) bytes = write_page (3);

  for (gsize size = 0; size < bytes->len; size++)
    {
      g_autofree guint8 *cut = g_memdup2 (bytes->data, size);
      WayLogPage page = { .total = 7 };

      g_assert_null (way_log_page_read (cut, size, &page));
      g_assert_cmpuint (page.total, ==, 7);
    }
}

static void
test_changed (void)
{
  static const struct
  {
    gsize at;
    guint8 with;
  } rows[] = {
    { 0, 'M' },                          /* magic */
    { 7, 2 },                            /* fewer than there are */
    { 7, 4 },                            /* more */
    { 4, 1 },                            /* more than a page has */
    { 15, 0 },                           /* no position */
    { 143, 1 },                          /* zero is not */
    { WAY_LOG_PAGE_HEADER_SIZE + 3, 0 }, /* an entry of nothing */
    { WAY_LOG_PAGE_HEADER_SIZE, 1 },     /* longer than all there is */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GByteArray) bytes = write_page (3);
      WayLogPage page;

      bytes->data[rows[i].at] = rows[i].with;
      g_assert_null (way_log_page_read (bytes->data, bytes->len, &page));
    }
}

static void
test_stream (void)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GArray) entries = NULL;

  g_assert_null (way_stream_read (NULL, 0, 9));
  way_stream_write_entry (out, "one", 3);
  way_stream_write_entry (out, "two", 3);
  entries = way_stream_read (out->data, out->len, 2);
  g_assert_cmpuint (entries->len, ==, 2);
  g_assert_null (way_stream_read (out->data, out->len, 1));
  g_assert_null (way_stream_read (out->data, out->len - 1, 2));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledger/stream/whole", test_whole);
  g_test_add_func ("/ledger/stream/cut", test_cut);
  g_test_add_func ("/ledger/stream/changed", test_changed);
  g_test_add_func ("/ledger/stream/stream", test_stream);
  return g_test_run ();
}
