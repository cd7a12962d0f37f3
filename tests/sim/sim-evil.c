/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a server that is not honest says.
 */
#include <string.h>
#include "sim-net.h"
#include "way-stream.h"

#define LAST_HEAD 16       /* where it stands in a page */
#define HEAD "\"head\":\"" /* before it, in what an append is answered */

static gboolean
is_page (const char *question, const WayWireAnswer *answer)
{
  return g_str_has_prefix (question, "GET ") && answer->status == 200 && !answer->is_json
         && (g_str_has_suffix (question, "/log") || g_str_has_suffix (question, "/dir"))
         && g_bytes_get_size (answer->body) >= WAY_LOG_PAGE_HEADER_SIZE;
}

static WayWireAnswer *
with_body (const WayWireAnswer *answer, GBytes *body)
{
  return way_wire_answer_new (answer->status, body, answer->is_json);
}

static GByteArray *
copy_body (const WayWireAnswer *answer)
{
  gsize size;
  gconstpointer bytes = g_bytes_get_data (answer->body, &size);
  GByteArray *copy = g_byte_array_sized_new ((guint)size);

  return g_byte_array_append (copy, bytes, (guint)size);
}

/* What is signed, and the head, must be seen to be wrong; the rest of an answer is only told. */
static WayWireAnswer *
flip (SimWorld *world, const WayWireAnswer *answer, gboolean page)
{
  g_autoptr (GByteArray) body = copy_body (answer);
  guint at;

  if (body->len == 0)
    return NULL;
  at = sim_below (world, body->len);
  body->data[at] ^= (guint8)(1 + sim_below (world, 255));
  if (page
      && (at >= WAY_LOG_PAGE_HEADER_SIZE || (at >= LAST_HEAD && at < LAST_HEAD + sizeof (WayHash))))
    world->betrayed = TRUE;
  return with_body (answer, g_byte_array_free_to_bytes (g_steal_pointer (&body)));
}

static WayWireAnswer *
turn_head (SimWorld *world, const WayWireAnswer *answer)
{
  g_autoptr (GByteArray) body = copy_body (answer);

  body->data[LAST_HEAD + sim_below (world, sizeof (WayHash))] ^= 1;
  world->betrayed = TRUE;
  return with_body (answer, g_byte_array_free_to_bytes (g_steal_pointer (&body)));
}

/* What an append of new entries to a log is answered, which the head is a part of. */
static gboolean
is_append (const char *question, const WayWireAnswer *answer)
{
  gsize size;
  const char *text = g_bytes_get_data (answer->body, &size);

  return g_str_has_prefix (question, "POST ") && g_str_has_suffix (question, "/log")
         && answer->status == 200 && answer->is_json && memmem (text, size, HEAD, strlen (HEAD))
         && memmem (text, size, "true", 4) == NULL;
}

static WayWireAnswer *
turn_told_head (SimWorld *world, const WayWireAnswer *answer)
{
  g_autoptr (GByteArray) body = copy_body (answer);
  guint8 *at = memmem (body->data, body->len, HEAD, strlen (HEAD));

  at += strlen (HEAD) + sim_below (world, 2 * sizeof (WayHash));
  *at = *at == '0' ? '1' : '0';
  world->betrayed = TRUE;
  return with_body (answer, g_byte_array_free_to_bytes (g_steal_pointer (&body)));
}

/* (transfer full) (nullable) */
static WayWireAnswer *
choose (SimWorld *world, const char *question, gboolean same)
{
  g_autoptr (GPtrArray) fitting = g_ptr_array_new ();
  const SimAnswer *chosen;

  for (guint i = 0; i < world->answers->len; i++)
    {
      SimAnswer *kept = g_ptr_array_index (world->answers, i);

      if (same ? g_str_equal (kept->question, question)
               : is_page (kept->question, kept->answer) && !g_str_equal (kept->question, question))
        g_ptr_array_add (fitting, kept);
    }
  if (fitting->len == 0)
    return NULL;
  chosen = g_ptr_array_index (fitting, sim_below (world, fitting->len));
  return way_wire_answer_new (chosen->answer->status, g_bytes_ref (chosen->answer->body),
                              chosen->answer->is_json);
}

/* Another order, or number, of entries under the same header. */
static WayWireAnswer *
write_again (SimWorld *world, const WayWireAnswer *answer)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  gsize size;
  gconstpointer bytes = g_bytes_get_data (answer->body, &size);
  WayLogPage page;
  g_autoptr (GArray) slices = way_log_page_read (bytes, size, &page);
  guint at;
  WaySlice slice;

  if (slices == NULL || slices->len < (world->evil == SIM_EVIL_SWAP ? 2 : 1))
    return NULL;
  at = sim_below (world, slices->len);
  slice = g_array_index (slices, WaySlice, at);
  g_array_remove_index (slices, at);
  if (world->evil == SIM_EVIL_SWAP)
    g_array_insert_val (slices, at == 0 ? 1 : at - 1, slice);
  else if (world->evil == SIM_EVIL_TWICE)
    {
      g_array_insert_val (slices, at, slice);
      g_array_insert_val (slices, at, slice);
    }
  page.count = slices->len;
  way_log_page_write_header (&page, body);
  for (guint i = 0; i < slices->len; i++)
    {
      const WaySlice *entry = &g_array_index (slices, WaySlice, i);

      way_stream_write_entry (body, entry->bytes, entry->size);
    }
  world->betrayed = TRUE;
  return with_body (answer, g_byte_array_free_to_bytes (g_steal_pointer (&body)));
}

WayWireAnswer *
sim_evil_answer (SimWorld *world, const char *question, WayWireAnswer *answer)
{
  gboolean page = is_page (question, answer);
  WayWireAnswer *other;

  switch (world->evil)
    {
    case SIM_EVIL_FLIP:
      return flip (world, answer, page);
    case SIM_EVIL_REPLAY:
      return choose (world, question, TRUE);
    case SIM_EVIL_OTHER:
      other = page ? choose (world, question, FALSE) : NULL;
      if (other != NULL && g_bytes_get_size (other->body) > WAY_LOG_PAGE_HEADER_SIZE)
        world->betrayed = TRUE;
      return other;
    case SIM_EVIL_DROP:
    case SIM_EVIL_SWAP:
    case SIM_EVIL_TWICE:
      return page ? write_again (world, answer) : NULL;
    case SIM_EVIL_HEAD:
      return page                           ? turn_head (world, answer)
             : is_append (question, answer) ? turn_told_head (world, answer)
                                            : NULL;
    case SIM_EVIL_NONE:
    case SIM_N_EVILS:
      break;
    }
  return NULL;
}
