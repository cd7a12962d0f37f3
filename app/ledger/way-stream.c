/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-stream.h"

#include <string.h>

#define MAGIC "LGX1"

static GArray *
read_entries (WayReader *reader, gsize max)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (WaySlice));

  while (reader->left > 0 && !reader->bad && entries->len < max)
    {
      WaySlice entry = { NULL, way_read_u32 (reader) };

      if (entry.size == 0)
        return NULL;
      entry.bytes = way_read_bytes (reader, entry.size);
      g_array_append_val (entries, entry);
    }
  return way_reader_is_done (reader) ? g_steal_pointer (&entries) : NULL;
}

GArray *
way_stream_read (gconstpointer bytes, gsize size, gsize max)
{
  WayReader reader;

  way_reader_init (&reader, bytes, size);
  return size > 0 ? read_entries (&reader, max) : NULL;
}

void
way_stream_write_entry (GByteArray *out, gconstpointer entry, gsize size)
{
  g_return_if_fail (size > 0 && size <= G_MAXUINT32);

  way_write_u32 (out, (guint32)size);
  way_write_bytes (out, entry, size);
}

void
way_log_page_write_header (const WayLogPage *page, GByteArray *out)
{
  way_write_bytes (out, MAGIC, strlen (MAGIC));
  way_write_u32 (out, page->count);
  way_write_u64 (out, page->first);
  way_write_bytes (out, page->last_head.bytes, WAY_HASH_SIZE);
  way_write_u64 (out, page->total);
  way_write_bytes (out, page->total_head.bytes, WAY_HASH_SIZE);
  way_write_u64 (out, page->incarnation);
  way_write_u64 (out, page->dir_seq);
  way_write_bytes (out, page->dir_head.bytes, WAY_HASH_SIZE);
  way_write_zero (out, 8);
}

GArray *
way_log_page_read (gconstpointer bytes, gsize size, WayLogPage *ret_page)
{
  g_autoptr (GArray) entries = NULL;
  WayLogPage page = { 0 };
  WayReader reader;
  guint8 magic[4];

  way_reader_init (&reader, bytes, size);
  way_read_into (&reader, magic, sizeof magic);
  page.count = way_read_u32 (&reader);
  page.first = way_read_u64 (&reader);
  way_read_into (&reader, page.last_head.bytes, WAY_HASH_SIZE);
  page.total = way_read_u64 (&reader);
  way_read_into (&reader, page.total_head.bytes, WAY_HASH_SIZE);
  page.incarnation = way_read_u64 (&reader);
  page.dir_seq = way_read_u64 (&reader);
  way_read_into (&reader, page.dir_head.bytes, WAY_HASH_SIZE);
  way_read_zero (&reader, 8);
  if (reader.bad || memcmp (magic, MAGIC, sizeof magic) != 0 || page.first == 0
      || page.count > WAY_LOG_PAGE_MAX_ENTRIES)
    return NULL;
  entries = read_entries (&reader, page.count);
  if (entries == NULL || entries->len != page.count)
    return NULL;
  *ret_page = page;
  return g_steal_pointer (&entries);
}
