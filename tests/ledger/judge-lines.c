/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Answers each line of its input with a verdict, as tests/verifier/judge-lines.py does and
 * explains: tests/verifier/mutate-logs.py asks both the same hundred thousand questions.
 */
#include "vectors.h"

#include <stdio.h>
#include <string.h>
#include "op-reader.h"
#include "way-crypto.h"

typedef struct
{
  Vectors *vectors;
  WayLogKeys *keys;
  WaySecret *recovery_seed;
  GHashTable *logs; /* "number length" → WayLog */
} Judge;

static WaySecret *
load_recovery_seed (void)
{
  g_autoptr (JsonParser) parser = vectors_parse ("keys.json");
  JsonArray *seeds = json_object_get_array_member (vectors_root (parser), "recovery_seeds");
  g_autoptr (GBytes) bytes = vectors_from_hex (json_array_get_string_element (seeds, 1));

  return way_secret_new (g_bytes_get_data (bytes, NULL), WAY_KEY_SIZE);
}

static void
judge_init (Judge *self)
{
  g_autoptr (JsonParser) parser = vectors_parse ("member.json");
  JsonArray *readings = json_object_get_array_member (vectors_root (parser), "readings");
  JsonObject *keys = json_object_get_object_member (json_array_get_object_element (readings, 3),
                                                    "keys");
  g_autoptr (GList) names = json_object_get_members (keys);

  self->vectors = vectors_load ();
  self->recovery_seed = load_recovery_seed ();
  self->keys = way_log_keys_new ();
  self->logs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify)way_log_unref);
  for (GList *name = names; name != NULL; name = name->next)
    {
      g_autoptr (GBytes) bytes = vectors_get_bytes (keys, name->data);
      g_autoptr (WaySecret) key = way_secret_new (g_bytes_get_data (bytes, NULL), WAY_KEY_SIZE);

      way_log_keys_add (self->keys, (guint32)g_ascii_strtoull (name->data, NULL, 10), key);
    }
}

static void
judge_clear (Judge *self)
{
  vectors_free (self->vectors);
  way_log_keys_free (self->keys);
  way_secret_unref (self->recovery_seed);
  g_hash_table_unref (self->logs);
}

static guint64
number (const char *word)
{
  return g_ascii_strtoull (word, NULL, 10);
}

static WayLog *
log_at (Judge *self, const char *index, const char *length)
{
  g_autofree char *name = g_strconcat (index, " ", length, NULL);
  JsonArray *logs = json_object_get_array_member (vectors_root (self->vectors->log_file), "logs");
  JsonObject *chain = json_array_get_object_element (logs, (guint)number (index));
  WayLog *log = g_hash_table_lookup (self->logs, name);

  if (log == NULL)
    {
      log = vectors_replay (self->vectors, chain, json_object_get_string_member (chain, "log_id"),
                            (guint)number (length));
      g_hash_table_insert (self->logs, g_steal_pointer (&name), log);
    }
  return log;
}

static WayVerdict
judge_act (Judge *self, char **words, const guint8 *bytes, gsize size)
{
  guint64 received[128] = { 0 };
  WayDirArrival arrival = { number (words[2]), received, G_N_ELEMENTS (received) };

  return way_directory_judge (vectors_get_directory (self->vectors, number (words[1])), bytes, size,
                              strcmp (words[2], "-") == 0 ? NULL : &arrival);
}

static WayVerdict
judge_entry (Judge *self, char **words, const guint8 *bytes, gsize size)
{
  gboolean arriving = strcmp (words[5], "-") != 0;
  WayLogMoment moment = { arriving, arriving ? number (words[5]) : 0, number (words[4]) };

  return way_log_judge (log_at (self, words[2], words[3]),
                        vectors_get_directory (self->vectors, number (words[1])), bytes, size,
                        &moment);
}

static WayVerdict
judge_take (Judge *self, char **words, const guint8 *bytes, gsize size)
{
  WayDirectory *directory = vectors_get_whole_directory (self->vectors);
  g_autoptr (WayLog) log = way_log_ref (log_at (self, words[1], words[2]));
  g_autoptr (WayLogKeys) keys = way_log_keys_new ();

  g_assert_cmpint (way_log_append (&log, directory, bytes, size, NULL), ==, WAY_VERDICT_OK);
  return way_log_keys_take (keys, log, directory, way_log_get_epoch_number (log), &way_id_nil,
                            self->recovery_seed);
}

static WayVerdict
judge_open (Judge *self, const guint8 *bytes, gsize size)
{
  g_autoptr (WayActs) acts = NULL;
  g_autoptr (GPtrArray) ops = NULL;
  WayEntry entry = { 0 };

  way_entry_read (bytes, size, &entry);
  acts = way_acts_new (&entry.log, core_op_read, NULL);
  return way_acts_take (acts, self->keys, bytes, size, &ops);
}

static WayVerdict
judge_line (Judge *self, char **words)
{
  guint n = g_strv_length (words);
  g_autoptr (GBytes) data = vectors_from_hex (words[n - 1]);
  gsize size;
  const guint8 *bytes = g_bytes_get_data (data, &size);

  if (strcmp (words[0], "act") == 0)
    return judge_act (self, words, bytes, size);
  if (strcmp (words[0], "entry") == 0)
    return judge_entry (self, words, bytes, size);
  if (strcmp (words[0], "lane") == 0)
    return way_log_judge_quarantine (log_at (self, words[2], words[3]),
                                     vectors_get_directory (self->vectors, number (words[1])),
                                     bytes, size);
  if (strcmp (words[0], "take") == 0)
    return judge_take (self, words, bytes, size);
  g_assert_cmpstr (words[0], ==, "open");
  return judge_open (self, bytes, size);
}

int
main (void)
{
  Judge judge = { 0 };
  g_autofree char *line = NULL;
  size_t room = 0;

  g_assert_true (way_crypto_init (NULL));
  judge_init (&judge);
  while (getline (&line, &room, stdin) > 0)
    {
      g_auto (GStrv) words = NULL;

      line[strcspn (line, "\n")] = '\0';
      words = g_strsplit (line, " ", -1);
      printf ("%d\n", (int)judge_line (&judge, words));
      fflush (stdout);
    }
  judge_clear (&judge);
  return 0;
}
