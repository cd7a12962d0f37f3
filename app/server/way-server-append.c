/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Appending, as the directory, logs and the quarantine lane have it (docs/protocol.md, 3).
 */
#include "way-server-private.h"

gboolean
way_append_begin (WayAppend *self, WayCall *call, gsize most)
{
  gsize size = 0;
  gconstpointer bytes = call->request->body != NULL ? g_bytes_get_data (call->request->body, &size)
                                                    : NULL;

  self->call = call;
  self->entries = way_stream_read (bytes, size, most);
  self->results = g_array_new (FALSE, FALSE, sizeof (WayAppended));
  if (self->entries == NULL)
    return !way_call_refuse (call, WAY_REASON_BAD_STREAM);
  return call->in_directory == NULL || !way_call_is_too_much (call);
}

void
way_append_clear (WayAppend *self)
{
  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_pointer (&self->results, g_array_unref);
}

void
way_append_add (WayAppend *self, guint64 seq, gboolean same, gboolean in_log)
{
  WayAppended result = { seq, same, in_log };

  g_array_append_val (self->results, result);
}

void
way_append_refuse (WayAppend *self, WayReason reason, WayVerdict verdict)
{
  self->reason = reason;
  self->verdict = verdict;
}

static void
write_results (const WayAppend *self, JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "results");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->results->len; i++)
    {
      const WayAppended *result = &g_array_index (self->results, WayAppended, i);

      json_builder_begin_object (builder);
      way_json_number (builder, "seq", result->seq);
      json_builder_set_member_name (builder, "same");
      json_builder_add_boolean_value (builder, result->same);
      if (result->in_log)
        {
          json_builder_set_member_name (builder, "in_log");
          json_builder_add_boolean_value (builder, TRUE);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

gboolean
way_append_answer (WayAppend *self, guint64 seq, const WayHash *head)
{
  g_autoptr (JsonBuilder) builder = json_builder_begin_object (json_builder_new ());

  if (self->reason != WAY_REASON_NONE)
    {
      way_json_text (builder, "reason", way_reason_get_name (self->reason));
      way_json_number (builder, "index", self->results->len);
      way_json_number (builder, "verdict", self->verdict);
    }
  if (self->retry_after_ms > 0)
    way_json_number (builder, "retry_after_ms", self->retry_after_ms);
  write_results (self, builder);
  way_json_number (builder, "seq", seq);
  if (head != NULL)
    way_json_hex (builder, "head", head->bytes, sizeof head->bytes);
  way_json_directory (builder, self->call);
  way_call_answer_json (self->call, way_reason_get_status (self->reason), builder);
  self->call->answer->reason = self->reason;
  return TRUE;
}
