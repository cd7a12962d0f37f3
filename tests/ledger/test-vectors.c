/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The frozen vectors of tests/vectors/ledger, which an independent verifier wrote: every verdict is
 * the same here, and every head, key and code.
 */
#include "vectors.h"

#include <string.h>
#include "op-reader.h"
#include "way-crypto.h"
#include "way-enrol.h"
#include "way-held.h"
#include "way-label.h"
#include "way-login.h"

static guint64
get_number (JsonObject *object, const char *member, guint64 otherwise)
{
  return json_object_has_member (object, member)
             ? (guint64)json_object_get_int_member (object, member)
             : otherwise;
}

/* Names the vector that fails. */
static void
assert_verdict (JsonObject *vector, WayVerdict got)
{
  int expected = (int)json_object_get_int_member (vector, "verdict");

  if ((int)got != expected)
    g_test_message ("vector: %s", json_object_get_string_member (vector, "title"));
  g_assert_cmpint (got, ==, expected);
}

typedef void (*Check) (Vectors *vectors, JsonObject *vector);

static void
check_all (Vectors *vectors, JsonObject *file, const char *member, Check check)
{
  JsonArray *array = json_object_get_array_member (file, member);

  g_assert_cmpuint (json_array_get_length (array), >, 0);
  for (guint i = 0; i < json_array_get_length (array); i++)
    check (vectors, json_array_get_object_element (array, i));
}

/* -- directory --------------------------------------------------------------------------------- */

static void
check_act (Vectors *vectors, JsonObject *vector)
{
  g_autoptr (GBytes) bytes = vectors_get_bytes (vector, "bytes");
  WayDirectory *directory = vectors_get_directory (
      vectors, (guint64)json_object_get_int_member (vector, "directory"));
  guint64 received[64] = { 0 };
  WayDirArrival arrival = { get_number (vector, "now_ms", 0), received, G_N_ELEMENTS (received) };
  JsonArray *times = json_object_has_member (vector, "received")
                         ? json_object_get_array_member (vector, "received")
                         : NULL;

  for (guint i = 0; times != NULL && i < json_array_get_length (times); i++)
    {
      JsonArray *pair = json_array_get_array_element (times, i);

      received[json_array_get_int_element (pair, 0) - 1] = (guint64)json_array_get_int_element (
          pair, 1);
    }
  assert_verdict (vector, way_directory_judge (
                              directory, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                              json_object_has_member (vector, "now_ms") ? &arrival : NULL));
}

static void
test_directory (void)
{
  g_autoptr (Vectors) vectors = vectors_load ();
  JsonObject *file = vectors_root (vectors->directory_file);

  check_all (vectors, file, "accepted", check_act);
  check_all (vectors, file, "refused", check_act);
}

/* -- logs -------------------------------------------------------------------------------------- */

static WayLog *
replay_for (Vectors *vectors, JsonObject *vector)
{
  JsonObject *chain = vectors_find_chain (vectors, json_object_get_string_member (vector, "log"));

  return vectors_replay (vectors, chain, json_object_get_string_member (vector, "log_id"),
                         (guint)json_object_get_int_member (vector, "length"));
}

static void
check_entry (Vectors *vectors, JsonObject *vector)
{
  g_autoptr (GBytes) bytes = vectors_get_bytes (vector, "bytes");
  g_autoptr (WayLog) log = replay_for (vectors, vector);
  WayDirectory *directory = vectors_get_directory (
      vectors, (guint64)json_object_get_int_member (vector, "directory"));
  WayLogMoment moment = { json_object_has_member (vector, "now_ms"),
                          get_number (vector, "now_ms", 0), get_number (vector, "known", 0) };
  guint64 length = way_log_get_length (log);

  /* A directory that is not all there yet: known may lie beyond it. */
  assert_verdict (vector, way_log_judge (log, directory, g_bytes_get_data (bytes, NULL),
                                         g_bytes_get_size (bytes), &moment));
  g_assert_cmpuint (way_log_get_length (log), ==, length);
}

static void
check_quarantine (Vectors *vectors, JsonObject *vector)
{
  g_autoptr (GBytes) bytes = vectors_get_bytes (vector, "bytes");
  g_autoptr (WayLog) log = replay_for (vectors, vector);
  WayDirectory *directory = vectors_get_directory (
      vectors, (guint64)json_object_get_int_member (vector, "directory"));

  assert_verdict (vector, way_log_judge_quarantine (log, directory, g_bytes_get_data (bytes, NULL),
                                                    g_bytes_get_size (bytes)));
}

static void
check_chain (Vectors *vectors, JsonObject *chain)
{
  JsonArray *entries = json_object_get_array_member (chain, "entries");
  g_autoptr (WayLog) log = vectors_replay (vectors, chain,
                                           json_object_get_string_member (chain, "log_id"),
                                           json_array_get_length (entries));

  g_assert_cmpuint (way_log_get_length (log), ==, json_array_get_length (entries));
}

static void
test_logs (void)
{
  g_autoptr (Vectors) vectors = vectors_load ();
  JsonObject *file = vectors_root (vectors->log_file);

  check_all (vectors, file, "logs", check_chain);
  check_all (vectors, file, "accepted", check_entry);
  check_all (vectors, file, "refused", check_entry);
  check_all (vectors, file, "quarantine", check_quarantine);
}

/* -- members ----------------------------------------------------------------------------------- */

/* Somebody who follows a log. */
typedef struct
{
  WayId device;
  WaySecret *box_seed; /* (owned) */
  WayLog *log;         /* (owned) */
  WayLogKeys *keys;    /* (owned) */
  WayActs *acts;       /* (owned) */
} Reader;

static void
reader_clear (Reader *self)
{
  way_secret_unref (self->box_seed);
  way_log_unref (self->log);
  way_log_keys_free (self->keys);
  way_acts_free (self->acts);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static void
reader_init (Reader *self, const char *name, WayLog *log)
{
  g_autoptr (JsonParser) parser = vectors_parse ("keys.json");
  JsonObject *file = vectors_root (parser);
  guint8 seed[WAY_KEY_SIZE];

  self->device = way_id_nil;
  if (strcmp (name, "recovery") == 0)
    {
      JsonArray *seeds = json_object_get_array_member (file, "recovery_seeds");
      g_autoptr (GBytes) bytes = vectors_from_hex (json_array_get_string_element (seeds, 1));

      memcpy (seed, g_bytes_get_data (bytes, NULL), sizeof seed);
    }
  else
    {
      JsonObject *person = json_object_get_object_member (
          json_object_get_object_member (file, "people"), name);

      vectors_get_into (person, "dbk_seed", seed, sizeof seed);
      vectors_get_into (person, "device", self->device.bytes, WAY_ID_SIZE);
    }
  self->box_seed = way_secret_new (seed, sizeof seed);
  self->log = way_log_ref (log);
  self->keys = way_log_keys_new ();
  self->acts = way_acts_new (way_log_get_id (log), core_op_read, NULL);
}

static WayVerdict
take_key (Reader *self, Vectors *vectors, guint32 number)
{
  return way_log_keys_take (self->keys, self->log, vectors_get_whole_directory (vectors), number,
                            &self->device, self->box_seed);
}

static void
assert_operations (JsonObject *vector, GPtrArray *ops)
{
  JsonArray *expected = json_object_get_array_member (vector, "operations");

  g_assert_cmpuint (ops != NULL ? ops->len : 0, ==, json_array_get_length (expected));
  for (guint i = 0; i < json_array_get_length (expected); i++)
    {
      g_autoptr (GBytes) hash = vectors_from_hex (json_array_get_string_element (expected, i));
      gsize size;
      gconstpointer bytes = g_bytes_get_data (ops->pdata[i], &size);
      WayHash got;

      way_hash (bytes, size, &got);
      g_assert_cmpmem (got.bytes, WAY_HASH_SIZE, g_bytes_get_data (hash, NULL), WAY_HASH_SIZE);
    }
}

static void
take_all_keys (Reader *self, Vectors *vectors)
{
  for (guint32 number = 1; number <= way_log_get_epoch_number (self->log); number++)
    take_key (self, vectors, number);
}

/* What stands at @position, where a member looks into it. */
static gboolean
take_entry (Reader *self, GBytes *bytes, WayVerdict *ret_verdict, GPtrArray **ret_ops)
{
  WayEntry entry;

  g_assert_true (way_entry_read (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &entry));
  if (entry.bare || !way_entry_kind (entry.type)->sealed)
    return FALSE;
  *ret_verdict = way_acts_take (self->acts, self->keys, g_bytes_get_data (bytes, NULL),
                                g_bytes_get_size (bytes), ret_ops);
  return TRUE;
}

static GBytes *
chain_bytes (JsonObject *chain, guint position)
{
  JsonArray *entries = json_object_get_array_member (chain, "entries");

  return vectors_get_bytes (json_array_get_object_element (entries, position - 1), "bytes");
}

static guint32
epoch_at (GBytes *bytes)
{
  WayEntry entry;

  g_assert_true (way_entry_read (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &entry));
  return entry.type == WAY_ENTRY_EPOCH ? entry.key_epoch : 0;
}

static void
assert_keys (Reader *self, JsonObject *reading)
{
  JsonObject *expected = json_object_get_object_member (reading, "keys");
  guint found = 0;

  for (guint32 number = 1; number <= way_log_get_epoch_number (self->log); number++)
    {
      g_autofree char *name = g_strdup_printf ("%u", number);
      WaySecret *key = way_log_keys_get (self->keys, number);
      guint8 bytes[WAY_KEY_SIZE];

      if (key == NULL)
        continue;
      found++;
      vectors_get_into (expected, name, bytes, sizeof bytes);
      g_assert_cmpmem (way_secret_get_data (key), WAY_KEY_SIZE, bytes, sizeof bytes);
    }
  g_assert_cmpuint (found, ==, json_object_get_size (expected));
}

static void
check_reading (Vectors *vectors, JsonObject *reading)
{
  JsonObject *chain = vectors_find_chain (vectors, json_object_get_string_member (reading, "log"));
  JsonArray *found = json_object_get_array_member (reading, "found");
  g_autoptr (WayLog) log = vectors_replay (
      vectors, chain, json_object_get_string_member (chain, "log_id"),
      json_array_get_length (json_object_get_array_member (chain, "entries")));
  g_auto (Reader) reader = { 0 };

  reader_init (&reader, json_object_get_string_member (reading, "reader"), log);
  take_all_keys (&reader, vectors);
  assert_keys (&reader, reading);
  for (guint i = 0; i < json_array_get_length (found); i++)
    {
      JsonObject *at = json_array_get_object_element (found, i);
      g_autoptr (GBytes) bytes = chain_bytes (chain,
                                              (guint)json_object_get_int_member (at, "position"));
      g_autoptr (GPtrArray) ops = NULL;
      guint32 number = epoch_at (bytes);
      WayVerdict verdict;

      if (number > 0)
        verdict = take_key (&reader, vectors, number);
      else
        g_assert_true (take_entry (&reader, bytes, &verdict, &ops));
      g_test_message ("position %u", (guint)json_object_get_int_member (at, "position"));
      g_assert_cmpint (verdict, ==, (int)json_object_get_int_member (at, "verdict"));
      assert_operations (at, ops);
    }
}

static void
follow (Reader *self, JsonObject *vector, JsonObject *chain)
{
  JsonArray *before = json_object_get_array_member (vector, "before");
  WayVerdict verdict;

  for (guint i = 1; i <= way_log_get_length (self->log); i++)
    {
      g_autoptr (GBytes) bytes = chain_bytes (chain, i);
      g_autoptr (GPtrArray) ops = NULL;

      take_entry (self, bytes, &verdict, &ops);
    }
  for (guint i = 0; i < json_array_get_length (before); i++)
    {
      g_autoptr (GBytes) bytes = vectors_from_hex (json_array_get_string_element (before, i));
      g_autoptr (GPtrArray) ops = NULL;

      g_assert_true (take_entry (self, bytes, &verdict, &ops));
    }
}

static void
check_case (Vectors *vectors, JsonObject *vector)
{
  JsonObject *chain = vectors_find_chain (vectors, json_object_get_string_member (vector, "log"));
  g_autoptr (GBytes) bytes = vectors_get_bytes (vector, "bytes");
  g_autoptr (WayLog) log = vectors_replay (vectors, chain,
                                           json_object_get_string_member (chain, "log_id"),
                                           (guint)json_object_get_int_member (vector, "length"));
  g_autoptr (GPtrArray) ops = NULL;
  g_auto (Reader) reader = { 0 };
  guint32 number = epoch_at (bytes);
  WayVerdict verdict;

  reader_init (&reader, json_object_get_string_member (vector, "reader"), log);
  take_all_keys (&reader, vectors);
  follow (&reader, vector, chain);
  if (number > 0)
    {
      g_assert_cmpint (way_log_append (&reader.log, vectors_get_whole_directory (vectors),
                                       g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                       NULL),
                       ==, WAY_VERDICT_OK);
      verdict = take_key (&reader, vectors, number);
    }
  else
    g_assert_true (take_entry (&reader, bytes, &verdict, &ops));
  assert_verdict (vector, verdict);
  assert_operations (vector, ops);
}

static void
check_answers (JsonObject *answers)
{
  g_autoptr (GBytes) ck = vectors_get_bytes (answers, "ck");
  g_autoptr (WaySecret) key = way_secret_new (g_bytes_get_data (ck, NULL), WAY_KEY_SIZE);
  JsonObject *subkeys = json_object_get_object_member (answers, "subkeys");
  static const struct
  {
    const char *name, *context;
  } rows[] = { { "entry", "LG1entry" },
               { "snaps", "LG1snaps" },
               { "attch", "LG1attch" },
               { "prevk", "LG1prevk" } };
  guint8 expected[WAY_KEY_SIZE];
  WayId org, log;
  WayHash commit;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WaySecret) subkey = way_subkey (key, i + 1, rows[i].context);

      vectors_get_into (subkeys, rows[i].name, expected, sizeof expected);
      g_assert_cmpmem (way_secret_get_data (subkey), WAY_KEY_SIZE, expected, sizeof expected);
    }
  vectors_get_into (answers, "org", org.bytes, WAY_ID_SIZE);
  vectors_get_into (answers, "log", log.bytes, WAY_ID_SIZE);
  way_epoch_key_commit (key, &org, &log, (guint32)json_object_get_int_member (answers, "epoch"),
                        &commit);
  vectors_get_into (answers, "key_commit", expected, sizeof expected);
  g_assert_cmpmem (commit.bytes, WAY_HASH_SIZE, expected, sizeof expected);
}

static void
test_members (void)
{
  g_autoptr (Vectors) vectors = vectors_load ();
  g_autoptr (JsonParser) parser = vectors_parse ("member.json");
  JsonObject *file = vectors_root (parser);

  check_answers (json_object_get_object_member (file, "known_answers"));
  check_all (vectors, file, "readings", check_reading);
  check_all (vectors, file, "cases", check_case);
}

/* -- the rest ---------------------------------------------------------------------------------- */

static void
check_exchange (Vectors *vectors, JsonObject *vector)
{
  g_autoptr (GBytes) c = vectors_get_bytes (vector, "c");
  g_autoptr (GBytes) m = vectors_get_bytes (vector, "m");
  g_autoptr (GBytes) d = vectors_get_bytes (vector, "d");
  WayHash ticket_hash, transcript;
  WayCertificate certificate;

  vectors_get_into (vector, "ticket_hash", ticket_hash.bytes, WAY_HASH_SIZE);
  assert_verdict (vector, way_enrol_judge_d (&ticket_hash, c, m, d, &certificate, &transcript));
}

static JsonObject *
first_exchange (JsonObject *file)
{
  return json_array_get_object_element (json_object_get_array_member (file, "exchanges"), 0);
}

static void
check_typed (JsonObject *file, const WayHash *transcript)
{
  JsonArray *typed = json_object_get_array_member (file, "typed");

  for (guint i = 0; i < json_array_get_length (typed); i++)
    {
      JsonObject *row = json_array_get_object_element (typed, i);
      const char *text = json_object_get_string_member (row, "typed");
      gboolean manager = strcmp (json_object_get_string_member (row, "side"), "manager") == 0;

      g_assert_cmpint (manager ? way_enrol_judge_code (transcript, text)
                               : way_enrol_judge_answer (transcript, text),
                       ==, (int)json_object_get_int_member (row, "verdict"));
    }
}

static void
check_after (Vectors *vectors, JsonObject *vector, const WayCertificate *agreed)
{
  g_autoptr (GBytes) m_bytes = vectors_get_bytes (vector, "m");
  g_autoptr (GBytes) entry = vectors_get_bytes (vector, "entry");
  g_autoptr (WayDirectory) directory = way_directory_ref (vectors_get_whole_directory (vectors));
  WayEnrolM m;
  WayVerdict verdict;

  if (g_bytes_get_size (entry) > 0)
    g_assert_cmpint (way_directory_append (&directory, g_bytes_get_data (entry, NULL),
                                           g_bytes_get_size (entry), NULL),
                     ==, WAY_VERDICT_OK);
  g_assert_cmpint (way_enrol_m_read (m_bytes, &m), ==, WAY_VERDICT_OK);
  verdict = way_enrol_judge_directory (directory, &m);
  if (verdict == WAY_VERDICT_OK)
    verdict = way_enrol_judge_certificate (directory, agreed);
  assert_verdict (vector, verdict);
}

static void
check_telephone (JsonObject *file,
                 const WayHash *ticket_hash,
                 const WayEnrolM *m,
                 const WayEnrolD *d)
{
  JsonObject *vector = json_object_get_object_member (file, "telephone");
  g_autoptr (GError) error = NULL;
  g_autoptr (WaySecret) w = way_enrol_telephone (ticket_hash, m, d, &error);
  char code[WAY_TELEPHONE_CODE_SIZE], answer[WAY_ANSWER_SIZE];
  guint8 expected[WAY_HASH_SIZE];
  WayHash transcript;

  g_assert_no_error (error);
  vectors_get_into (vector, "w", expected, sizeof expected);
  g_assert_cmpmem (way_secret_get_data (w), WAY_KEY_SIZE, expected, sizeof expected);
  way_enrol_telephone_code (w, code);
  g_assert_cmpstr (code, ==, json_object_get_string_member (vector, "code"));
  way_enrol_telephone_answer (w, answer);
  g_assert_cmpstr (answer, ==, json_object_get_string_member (vector, "answer"));
  way_enrol_telephone_transcript (w, &transcript);
  vectors_get_into (vector, "transcript", expected, sizeof expected);
  g_assert_cmpmem (transcript.bytes, WAY_HASH_SIZE, expected, sizeof expected);
  g_assert_cmpint (way_enrol_judge_telephone_code (w, code), ==, WAY_VERDICT_OK);
  g_assert_cmpint (way_enrol_judge_telephone_code (w, answer), ==, WAY_VERDICT_S4_CODE);
  g_assert_cmpint (way_enrol_judge_telephone_answer (w, answer), ==, WAY_VERDICT_OK);
  g_assert_cmpint (way_enrol_judge_telephone_answer (w, "00000"), ==, WAY_VERDICT_S5_ANSWER);
}

static void
test_enrolment (void)
{
  g_autoptr (Vectors) vectors = vectors_load ();
  g_autoptr (JsonParser) parser = vectors_parse ("enrolment.json");
  JsonObject *file = vectors_root (parser), *good = first_exchange (file);
  JsonArray *after = json_object_get_array_member (file, "after");
  g_autoptr (GBytes) c = vectors_get_bytes (good, "c");
  g_autoptr (GBytes) m_bytes = vectors_get_bytes (good, "m");
  g_autoptr (GBytes) d_bytes = vectors_get_bytes (good, "d");
  g_autoptr (GBytes) result_bytes = vectors_get_bytes (file, "result");
  guint8 ticket[WAY_ID_SIZE], expected[WAY_HASH_SIZE];
  char code[WAY_CODE_SIZE], answer[WAY_ANSWER_SIZE];
  WayHash ticket_hash, transcript;
  WayCertificate agreed;
  WayEnrolResult result;
  WayEnrolM m;
  WayEnrolD d;

  check_all (vectors, file, "exchanges", check_exchange);
  vectors_get_into (file, "ticket", ticket, sizeof ticket);
  way_enrol_ticket_hash (ticket, &ticket_hash);
  g_assert_cmpint (way_enrol_judge_d (&ticket_hash, c, m_bytes, d_bytes, &agreed, &transcript), ==,
                   WAY_VERDICT_OK);
  vectors_get_into (file, "transcript", expected, sizeof expected);
  g_assert_cmpmem (transcript.bytes, WAY_HASH_SIZE, expected, sizeof expected);
  way_enrol_code (&transcript, code);
  way_enrol_answer (&transcript, answer);
  g_assert_cmpstr (code, ==, json_object_get_string_member (file, "code"));
  g_assert_cmpstr (answer, ==, json_object_get_string_member (file, "answer"));
  check_typed (file, &transcript);
  for (guint i = 0; i < json_array_get_length (after); i++)
    check_after (vectors, json_array_get_object_element (after, i), &agreed);
  g_assert_cmpint (way_enrol_result_read (result_bytes, &result), ==, WAY_VERDICT_OK);
  g_assert_cmpint (way_enrol_m_read (m_bytes, &m), ==, WAY_VERDICT_OK);
  g_assert_cmpint (way_enrol_d_read (d_bytes, &d), ==, WAY_VERDICT_OK);
  check_telephone (file, &ticket_hash, &m, &d);
}

static WayHash *
read_heads (JsonArray *array)
{
  WayHash *heads = g_new0 (WayHash, json_array_get_length (array));

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autoptr (GBytes) bytes = vectors_from_hex (json_array_get_string_element (array, i));

      memcpy (heads[i].bytes, g_bytes_get_data (bytes, NULL), WAY_HASH_SIZE);
    }
  return heads;
}

static void
check_heads (Vectors *vectors, JsonObject *vector)
{
  JsonArray *held = json_object_get_array_member (vector, "held");
  JsonArray *shown = json_object_get_array_member (vector, "shown");
  g_autofree WayHash *held_heads = read_heads (held);
  g_autofree WayHash *shown_heads = read_heads (shown);

  assert_verdict (vector,
                  way_held_judge ((WayHeads){ held_heads, json_array_get_length (held) - 1,
                                              get_number (vector, "held_number", 0) },
                                  (WayHeads){ shown_heads, json_array_get_length (shown) - 1,
                                              get_number (vector, "shown_number", 0) }));
}

static void
test_heads (void)
{
  g_autoptr (JsonParser) parser = vectors_parse ("heads.json");

  check_all (NULL, vectors_root (parser), "cases", check_heads);
}

static void
check_signature (Vectors *vectors, JsonObject *vector)
{
  g_autoptr (GBytes) message = vectors_get_bytes (vector, "message");
  WaySignPublic public;
  WaySignature signature;

  vectors_get_into (vector, "public", public.bytes, sizeof public.bytes);
  vectors_get_into (vector, "signature", signature.bytes, sizeof signature.bytes);
  g_test_message ("%s", json_object_get_string_member (vector, "title"));
  g_assert_cmpint (way_verify (&public, g_bytes_get_data (message, NULL),
                               g_bytes_get_size (message), &signature),
                   ==, json_object_get_boolean_member (vector, "verifies"));
  g_assert_cmpint (way_sign_public_is_usable (&public), ==,
                   json_object_get_boolean_member (vector, "usable"));
}

static void
check_box (Vectors *vectors, JsonObject *vector)
{
  WayBoxPublic public;

  vectors_get_into (vector, "public", public.bytes, sizeof public.bytes);
  g_assert_cmpint (way_box_public_is_usable (&public), ==,
                   json_object_get_boolean_member (vector, "usable"));
}

static void
test_primitives (void)
{
  g_autoptr (JsonParser) parser = vectors_parse ("ed25519.json");

  check_all (NULL, vectors_root (parser), "cases", check_signature);
  check_all (NULL, vectors_root (parser), "boxes", check_box);
}

/* An origin of a vector may be no text; none has a zero byte. */
static void
check_login (Vectors *vectors, JsonObject *vector)
{
  g_autoptr (GBytes) origin = vectors_get_bytes (vector, "origin");
  g_autofree char *text = g_strndup (g_bytes_get_data (origin, NULL), g_bytes_get_size (origin));
  WayLogin login = { .origin = text, .wall_ms = get_number (vector, "wall_ms", 0) };
  WaySignPublic dsk;
  WaySignature signature;

  vectors_get_into (vector, "server", login.server.bytes, WAY_ID_SIZE);
  vectors_get_into (vector, "nonce", login.nonce, sizeof login.nonce);
  vectors_get_into (vector, "device", login.device.bytes, WAY_ID_SIZE);
  vectors_get_into (vector, "dsk", dsk.bytes, sizeof dsk.bytes);
  vectors_get_into (vector, "signature", signature.bytes, sizeof signature.bytes);
  g_assert_cmpint (way_login_verify (&login, &dsk, &signature), ==,
                   json_object_get_boolean_member (vector, "verifies"));
}

static void
test_login (void)
{
  g_autoptr (JsonParser) parser = vectors_parse ("login.json");

  check_all (NULL, vectors_root (parser), "cases", check_login);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (way_crypto_init (NULL));
  g_test_add_func ("/ledger/vectors/primitives", test_primitives);
  g_test_add_func ("/ledger/vectors/directory", test_directory);
  g_test_add_func ("/ledger/vectors/logs", test_logs);
  g_test_add_func ("/ledger/vectors/members", test_members);
  g_test_add_func ("/ledger/vectors/enrolment", test_enrolment);
  g_test_add_func ("/ledger/vectors/heads", test_heads);
  g_test_add_func ("/ledger/vectors/login", test_login);
  return g_test_run ();
}
