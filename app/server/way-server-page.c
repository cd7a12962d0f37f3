/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages of entries (docs/protocol.md, 3).
 */
#include "way-server-private.h"

void
way_paging_begin (WayPaging *self, WayCall *call, guint64 after, guint64 total)
{
  WayDirectory *directory = call->server->directory;
  guint64 length = way_directory_get_length (directory);

  self->call = call;
  self->stream = g_byte_array_new ();
  self->max_bytes = WAY_STREAM_MAX_SIZE;
  self->page.first = after + 1;
  self->page.total = total;
  self->page.incarnation = way_server_get_incarnation (call->server);
  self->page.dir_seq = length;
  self->page.dir_head = *way_directory_get_head_at (directory, length);
}

void
way_paging_clear (WayPaging *self)
{
  g_clear_pointer (&self->stream, g_byte_array_unref);
}

gboolean
way_paging_take (const WayStoredEntry *entry, gpointer paging)
{
  WayPaging *self = paging;
  gsize size = g_bytes_get_size (entry->bytes);

  if (entry->seq > self->page.total || self->page.count == WAY_LOG_PAGE_MAX_ENTRIES
      || (self->page.count > 0
          && self->stream->len + WAY_STREAM_PREFIX_SIZE + size > self->max_bytes))
    return FALSE;
  way_stream_write_entry (self->stream, g_bytes_get_data (entry->bytes, NULL), size);
  self->page.last_head = entry->head;
  self->page.count++;
  return TRUE;
}

gboolean
way_paging_answer (WayPaging *self)
{
  g_autoptr (GByteArray) out = g_byte_array_sized_new (WAY_LOG_PAGE_HEADER_SIZE
                                                       + self->stream->len);

  way_log_page_write_header (&self->page, out);
  g_byte_array_append (out, self->stream->data, self->stream->len);
  return way_call_answer_bytes (self->call, out);
}

gboolean
way_call_refuse_beyond (WayCall *call, guint64 seq, const WayHash *head)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

  way_json_text (builder, "reason", way_reason_get_name (WAY_REASON_SERVER_BEHIND));
  way_json_number (builder, "seq", seq);
  way_json_hex (builder, "head", head->bytes, sizeof head->bytes);
  way_json_number (builder, "incarnation", way_server_get_incarnation (call->server));
  way_call_answer_json (call, way_reason_get_status (WAY_REASON_SERVER_BEHIND), builder);
  call->answer->reason = WAY_REASON_SERVER_BEHIND;
  return TRUE;
}
