/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The wire's JSON: what is as the page says is read, and nothing else of whatever is sent.
 */
#include <string.h>
#include "way-test-chance.h"
#include "way-wire.h"

#define HASH "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define ID "00112233445566778899aabbccddeeff"
#define CHANGES                                                                                    \
  "{\"cursor\":\"c-1\",\"changes\":[{\"log\":\"" ID "\",\"seq\":3,\"head\":\"" HASH                \
  "\"}],\"more\":false,\"dir_seq\":4,\"dir_head\":\"" HASH                                         \
  "\",\"incarnation\":1,\"state\":\"ready\",\"time_ms\":5,\"new\":{\"a\":[1]}}"
#define APPENDED                                                                                   \
  "{\"results\":[{\"seq\":7,\"same\":false},{\"seq\":8,\"same\":true}],\"seq\":8,\"head\":\"" HASH \
  "\",\"dir_seq\":4,\"dir_head\":\"" HASH "\",\"incarnation\":1,\"time_ms\":5}"
#define REFUSED                                                                                    \
  "{\"reason\":\"EPOCH_STALE\",\"results\":[],\"seq\":8,\"head\":\"" HASH                          \
  "\",\"index\":0,\"verdict\":221}"

static WayWireAnswer *
answer_new (guint status, const char *text)
{
  return way_wire_answer_new (status, g_bytes_new (text, strlen (text)), TRUE);
}

static void
test_changes (void)
{
  g_autoptr (WayWireAnswer) answer = answer_new (200, CHANGES);
  g_auto (WayWireChanges) changes = { NULL };

  g_assert_true (way_wire_read_changes (answer, &changes));
  g_assert_cmpstr (changes.cursor, ==, "c-1");
  g_assert_cmpuint (changes.logs->len, ==, 1);
  g_assert_cmpuint (g_array_index (changes.logs, WayWireLog, 0).length, ==, 3);
  g_assert_cmpuint (changes.dir_seq, ==, 4);
  g_assert_false (changes.more || changes.restored);
}

static void
test_appended (void)
{
  g_autoptr (WayWireAnswer) answer = answer_new (200, APPENDED);
  g_autoptr (WayWireAnswer) refusal = answer_new (409, REFUSED);
  g_auto (WayWireAppended) appended = { NULL };
  g_auto (WayWireAppended) refused = { NULL };
  g_autofree char *reason = way_wire_read_reason (refusal);

  g_assert_true (way_wire_read_appended (answer, &appended));
  g_assert_cmpuint (appended.n_taken, ==, 2);
  g_assert_cmpuint (appended.first, ==, 7);
  g_assert_true (appended.in_a_row);
  g_assert_cmpstr (appended.reason, ==, "");
  g_assert_true (way_wire_read_appended (refusal, &refused));
  g_assert_cmpstr (refused.reason, ==, "EPOCH_STALE");
  g_assert_cmpint (refused.verdict, ==, 221);
  g_assert_cmpstr (reason, ==, "EPOCH_STALE");
}

static void
test_not_ours (void)
{
  static const char *const texts[] = {
    "",
    "null",
    "[]",
    "<html>",
    "{",
    "{\"cursor\":1}",
    "{\"reason\":7}",
    "{\"cursor\":\"x y\",\"changes\":[],\"dir_seq\":1,\"incarnation\":1,\"time_ms\":1,"
    "\"dir_head\":\"" HASH "\"}",
    "{\"cursor\":\"c\",\"changes\":[7],\"dir_seq\":1,\"incarnation\":1,\"time_ms\":1,"
    "\"dir_head\":\"" HASH "\"}",
    "{\"cursor\":\"c\",\"changes\":[],\"dir_seq\":-1,\"incarnation\":1,\"time_ms\":1,"
    "\"dir_head\":\"" HASH "\"}",
    "{\"results\":[{}],\"seq\":1}",
    "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (WayWireAnswer) answer = answer_new (200, texts[i]);
      g_auto (WayWireChanges) changes = { NULL };
      g_auto (WayWireAppended) appended = { NULL };
      g_autofree char *reason = way_wire_read_reason (answer);

      g_assert_false (way_wire_read_changes (answer, &changes));
      g_assert_false (way_wire_read_appended (answer, &appended));
      g_assert_cmpstr (reason, ==, "");
    }
}

/* Whatever a byte turns into, nothing is read outside, and nothing half. */
static void
test_mutations (void)
{
  static const char *const texts[] = { CHANGES, APPENDED, REFUSED };
  g_autoptr (WayRandom) random = way_test_random ();

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *text = g_strdup (texts[way_random_below (random, G_N_ELEMENTS (texts))]);
      guint n = 1 + way_random_below (random, 4);
      g_autoptr (WayWireAnswer) answer = NULL;
      g_auto (WayWireChanges) changes = { NULL };
      g_auto (WayWireAppended) appended = { NULL };

      for (guint j = 0; j < n; j++)
        text[way_random_below (random, (guint32)strlen (text))] = (char)(1
                                                                         + way_random_below (random,
                                                                                             255));
      answer = answer_new (i % 2 == 0 ? 200 : 409, text);
      if (way_wire_read_changes (answer, &changes))
        g_assert_nonnull (changes.cursor);
      if (way_wire_read_appended (answer, &appended))
        g_assert_nonnull (appended.reason);
    }
}

static void
test_hex (void)
{
  guint8 bytes[2] = { 9, 9 };
  g_autofree char *hex = way_wire_format_hex ("\x00\xff", 2);

  g_assert_cmpstr (hex, ==, "00ff");
  g_assert_false (way_wire_parse_hex ("00f", bytes, 2));
  g_assert_false (way_wire_parse_hex ("00fg", bytes, 2));
  g_assert_false (way_wire_parse_hex (NULL, bytes, 2));
  g_assert_cmpuint (bytes[0], ==, 9);
  g_assert_true (way_wire_parse_hex (hex, bytes, 2));
  g_assert_cmpuint (bytes[1], ==, 255);
}

/* Every trouble has a name of its own and a sentence that ends. */
static void
test_sentences (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (int i = 0; i < WAY_SYNC_N_TROUBLES; i++)
    {
      const char *sentence = way_sync_trouble_sentence ((WaySyncTrouble)i);

      g_assert_true (g_hash_table_add (names, (gpointer)way_sync_trouble_name ((WaySyncTrouble)i)));
      g_assert_true (i == WAY_SYNC_TROUBLE_NONE ? sentence[0] == '\0'
                                                : g_str_has_suffix (sentence, "."));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/changes", test_changes);
  g_test_add_func ("/wire/appended", test_appended);
  g_test_add_func ("/wire/not-ours", test_not_ours);
  g_test_add_func ("/wire/mutations", test_mutations);
  g_test_add_func ("/wire/hex", test_hex);
  g_test_add_func ("/wire/sentences", test_sentences);
  return g_test_run ();
}
