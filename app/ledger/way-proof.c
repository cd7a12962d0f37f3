/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-proof.h"

#include <string.h>
#include "way-stream.h"

static const guint8 magic[4] = { 'L', 'G', 'P', '1' };

gboolean
way_proof_is_signed (const WayEntry *entry, WayDirectory *directory)
{
  const WayDirDevice *device = way_directory_find (directory, &entry->device);
  WaySlice slices[2];

  if (device == NULL)
    return FALSE;
  way_entry_get_signed (entry, slices);
  return way_verify_parts (&device->certificate.dsk, slices, G_N_ELEMENTS (slices),
                           &entry->signature);
}

/* What it had seen may have been lost with a server that was restored. */
static gboolean
is_excused (const WayEntry *entry, WayDirectory *directory)
{
  return way_directory_find_incarnation (directory) > entry->dir_seq;
}

gboolean
way_proof_differs (WayLog *log, WayDirectory *directory, const WayEntry *entry)
{
  if (is_excused (entry, directory) || !way_proof_is_signed (entry, directory))
    return FALSE;
  if (entry->dir_seq > 0 && entry->dir_seq <= way_directory_get_length (directory)
      && !way_hash_equal (&entry->dir_head, way_directory_get_head_at (directory, entry->dir_seq)))
    return TRUE;
  return entry->seen_seq > 0 && entry->seen_seq <= way_log_get_length (log)
         && !way_hash_equal (&entry->seen_head, way_log_get_head_at (log, entry->seen_seq));
}

/* -- writing ----------------------------------------------------------------------------------- */

static void
write_stream (GByteArray *out, GPtrArray *entries, gsize most)
{
  g_autoptr (GByteArray) stream = g_byte_array_new ();

  for (guint i = 0; i < entries->len; i++)
    {
      gsize size;
      gconstpointer bytes = g_bytes_get_data (g_ptr_array_index (entries, i), &size);

      way_stream_write_entry (stream, bytes, MIN (size, most));
    }
  way_write_u32 (out, stream->len);
  way_write_bytes (out, stream->data, stream->len);
}

GBytes *
way_proof_write (const WayId *org,
                 const WayId *log,
                 GPtrArray *directory,
                 GPtrArray *held,
                 GBytes *one,
                 GBytes *other)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GPtrArray) both = g_ptr_array_new ();

  g_ptr_array_add (both, one);
  g_ptr_array_add (both, other);
  way_write_bytes (out, magic, sizeof magic);
  way_write_bytes (out, org->bytes, WAY_ID_SIZE);
  way_write_bytes (out, log->bytes, WAY_ID_SIZE);
  write_stream (out, directory, G_MAXSIZE);
  write_stream (out, held, WAY_ENTRY_HEADER_SIZE);
  write_stream (out, both, WAY_ENTRY_HEADER_SIZE);
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

/* -- judging ----------------------------------------------------------------------------------- */

/* (transfer full) (nullable): WaySlice, borrowed. */
static GArray *
read_stream (WayReader *reader)
{
  gsize size = way_read_u32 (reader);
  const guint8 *bytes = way_read_bytes (reader, size);

  return bytes != NULL && size > 0 ? way_stream_read (bytes, size, G_MAXUINT32) : NULL;
}

/* (transfer full) (nullable) */
static WayDirectory *
replay_directory (GArray *slices, const WayId *org)
{
  g_autoptr (WayDirectory) directory = way_directory_new ();

  for (guint i = 0; i < slices->len; i++)
    {
      const WaySlice *slice = &g_array_index (slices, WaySlice, i);

      if (way_directory_append (&directory, slice->bytes, slice->size, NULL) != WAY_VERDICT_OK)
        return NULL;
    }
  return way_id_equal (way_directory_get_org (directory), org) ? g_steal_pointer (&directory)
                                                               : NULL;
}

/* (transfer full) (nullable): WayHash, the heads by position from 0. */
static GArray *
chain_heads (GArray *slices)
{
  g_autoptr (GArray) heads = g_array_new (FALSE, TRUE, sizeof (WayHash));
  WayHash head = way_hash_none;

  g_array_append_val (heads, head);
  for (guint i = 0; i < slices->len; i++)
    {
      const WaySlice *slice = &g_array_index (slices, WaySlice, i);
      WayEntry entry;
      WayHash hash;

      if (!way_entry_read (slice->bytes, slice->size, &entry))
        return NULL;
      way_entry_get_hash (&entry, &hash);
      way_entry_chain (&head, i + 1, &hash, &head);
      g_array_append_val (heads, head);
    }
  return g_steal_pointer (&heads);
}

static gboolean
read_signed (const WaySlice *slice,
             WayDirectory *directory,
             const WayProof *proof,
             WayEntry *ret_entry)
{
  return way_entry_read (slice->bytes, slice->size, ret_entry)
         && memcmp (ret_entry->magic, "LGE1", 4) == 0 && ret_entry->suite == WAY_SUITE
         && way_id_equal (&ret_entry->org, &proof->org)
         && way_id_equal (&ret_entry->log, &proof->log)
         && way_proof_is_signed (ret_entry, directory);
}

static const WayHash *
get_head (GArray *heads, guint64 position)
{
  return &g_array_index (heads, WayHash, position);
}

/* One is of the history that the file holds; the other is of one that cannot have been that. */
static gboolean
contradict (const WayEntry *one,
            const WayEntry *other,
            WayDirectory *directory,
            GArray *heads,
            WayProof *proof)
{
  if (one->dir_seq == 0 || one->dir_seq > way_directory_get_length (directory)
      || !way_hash_equal (&one->dir_head, way_directory_get_head_at (directory, one->dir_seq))
      || is_excused (other, directory) || one->seen_seq >= heads->len
      || !way_hash_equal (&one->seen_head, get_head (heads, one->seen_seq)))
    return FALSE;
  proof->directory = other->dir_seq > 0 && other->dir_seq <= one->dir_seq
                     && !way_hash_equal (&other->dir_head,
                                         way_directory_get_head_at (directory, other->dir_seq));
  proof->position = proof->directory ? other->dir_seq : other->seen_seq;
  return proof->directory
         || (other->seen_seq > 0 && other->seen_seq <= one->seen_seq
             && !way_hash_equal (&other->seen_head, get_head (heads, other->seen_seq)));
}

gboolean
way_proof_judge (gconstpointer bytes, gsize size, WayProof *ret_proof)
{
  g_autoptr (GArray) directory_slices = NULL, held = NULL, both = NULL, heads = NULL;
  g_autoptr (WayDirectory) directory = NULL;
  WayProof proof = { 0 };
  WayEntry one, other;
  WayReader reader;
  guint8 found[sizeof magic];

  way_reader_init (&reader, bytes, size);
  way_read_into (&reader, found, sizeof found);
  way_read_into (&reader, proof.org.bytes, WAY_ID_SIZE);
  way_read_into (&reader, proof.log.bytes, WAY_ID_SIZE);
  directory_slices = read_stream (&reader);
  held = read_stream (&reader);
  both = read_stream (&reader);
  if (!way_reader_is_done (&reader) || memcmp (found, magic, sizeof magic) != 0
      || directory_slices == NULL || held == NULL || both == NULL || both->len != 2)
    return FALSE;
  directory = replay_directory (directory_slices, &proof.org);
  heads = chain_heads (held);
  if (directory == NULL || heads == NULL
      || !read_signed (&g_array_index (both, WaySlice, 0), directory, &proof, &one)
      || !read_signed (&g_array_index (both, WaySlice, 1), directory, &proof, &other)
      || !contradict (&one, &other, directory, heads, &proof))
    return FALSE;
  proof.one = one.device;
  proof.other = other.device;
  *ret_proof = proof;
  return TRUE;
}
