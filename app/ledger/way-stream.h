/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Entries as they travel: a stream of them, and the page a server hands out
 * (app/server/docs/protocol.md, 3).
 *
 * Plain values that borrow from the bytes they were read from.
 */
#pragma once

#include "way-bytes.h"
#include "way-verify.h"

G_BEGIN_DECLS

#define WAY_STREAM_MAX_SIZE 1048576
#define WAY_STREAM_PREFIX_SIZE 4
#define WAY_LOG_PAGE_HEADER_SIZE 144
#define WAY_LOG_PAGE_MAX_ENTRIES 500

typedef struct
{
  guint32 count;
  guint64 first;     /* position of the first entry, also where there is none */
  WayHash last_head; /* at position first + count - 1 */
  guint64 total;
  WayHash total_head;
  guint64 incarnation;
  guint64 dir_seq;
  WayHash dir_head;
} WayLogPage;

/* (transfer full) (element-type WaySlice) (nullable): the entries, from 1 to @max, borrowed; NULL
 * where the bytes are no whole stream of as many. */
GArray *way_stream_read (gconstpointer bytes, gsize size, gsize max);
void way_stream_write_entry (GByteArray *out, gconstpointer entry, gsize size);

/* The header alone; @page's count and the stream behind it are the writer's to make alike. */
void way_log_page_write_header (const WayLogPage *page, GByteArray *out);

/* (transfer full) (element-type WaySlice) (nullable): the entries, borrowed; NULL where the bytes
 * are no whole page. */
GArray *way_log_page_read (gconstpointer bytes, gsize size, WayLogPage *ret_page);

G_END_DECLS
