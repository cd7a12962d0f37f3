/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Documents and patches with bytes changed at random: each is read or refused with a sentence that
 * holds nothing of the record, and what is read goes out and comes in again.  Fills its part of
 * WAY_BOX_SECONDS; WAY_SEED replays one run.
 */
#include "exchange-fixture.h"

#include <string.h>
#include "way-edit.h"
#include "way-export.h"
#include "way-json-scan.h"
#include "way-test-chance.h"

#define ROUNDS_LEAST 2000
#define PLANTED "Zyzzyva" /* in every text of whole-person.json */

/* -- mutations --------------------------------------------------------------------------------- */

static const char *const pieces[] = {
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "\"",
  "\\",
  "\\u",
  "null",
  "true",
  "false",
  "0",
  "-1e9",
  "{}",
  "[]",
  "\"\"",
  "\\ud800",
  "\n",
  "\t",
  "\x01",
  "\xff",
  "\xed\xa0\x80",
  "\xc3\xa9",
  "\xe2\x80\xae",
  "\\u0000",
  "\"id\": ",
  "2025",
  "02-30",
  "S1_99",
  "en",
  "\"x\": 1, ",
  "[[[[",
  "]]]]",
  "/*",
  "\\n",
};

static void
mutate_once (GString *text, WayRandom *random)
{
  gsize at = way_random_below (random, (guint32)text->len);
  gsize wanted = 1 + way_random_below (random, 12);
  gsize length = MIN (wanted, text->len - at);
  const char *piece = pieces[way_random_below (random, G_N_ELEMENTS (pieces))];

  switch (way_random_below (random, 6))
    {
    case 0:
      text->str[at] = (char)way_random_below (random, 256);
      break;
    case 1:
      text->str[at] ^= (char)(1 << way_random_below (random, 8));
      break;
    case 2:
      g_string_erase (text, (gssize)at, (gssize)length);
      break;
    case 3:
      g_string_insert (text, (gssize)at, piece);
      break;
    case 4:
      g_string_erase (text, (gssize)at, (gssize)length);
      g_string_insert (text, (gssize)at, piece);
      break;
    default:
      {
        g_autofree char *part = g_strndup (text->str + at, length);

        g_string_insert_len (text, way_random_below (random, (guint32)text->len), part,
                             (gssize)strlen (part));
      }
    }
}

/* One letter or digit for another: mostly still JSON, and often something nobody should write. */
static void
mutate_gently (GString *text, WayRandom *random)
{
  static const char letters[] = "0123456789abcdefxyzS_-";
  gsize at;

  do
    at = way_random_below (random, (guint32)text->len);
  while (!g_ascii_isalnum (text->str[at]));
  text->str[at] = letters[way_random_below (random, sizeof letters - 1)];
}

static GBytes *
mutate (GBytes *good, WayRandom *random)
{
  g_autoptr (GString) text = g_string_new_len (g_bytes_get_data (good, NULL),
                                               (gssize)g_bytes_get_size (good));

  gboolean gently = way_random_below (random, 2) == 0;

  for (guint i = way_random_below (random, 3) + 1; i > 0 && text->len > 0; i--)
    gently ? mutate_gently (text, random) : mutate_once (text, random);
  return g_bytes_new (text->str, text->len);
}

/* -- what holds of every document -------------------------------------------------------------- */

static void
assert_sentence (const char *sentence)
{
  gsize length = strlen (sentence);

  g_assert_cmpuint (length, >, 10);
  g_assert_true (sentence[length - 1] == '.');
  g_assert_true (g_utf8_validate (sentence, -1, NULL));
  g_assert_null (strstr (sentence, PLANTED));
}

static void
assert_refusals (GPtrArray *refusals)
{
  for (guint i = 0; i < refusals->len; i++)
    {
      const WayRefusal *refusal = g_ptr_array_index (refusals, i);

      assert_sentence (refusal->sentence);
      g_assert_true (g_utf8_validate (refusal->path, -1, NULL));
    }
}

static void
assert_comes_back (const WayAct *act)
{
  g_autoptr (ExchangeVault) here = exchange_vault_new (1), there = exchange_vault_new (2);
  g_autoptr (WayCase) person = NULL, again = NULL;
  g_autoptr (JsonNode) node = NULL, node_again = NULL;
  g_autofree char *text = NULL, *text_again = NULL, *document = NULL;
  g_autoptr (GBytes) json = NULL;

  exchange_vault_commit (here, act);
  person = exchange_vault_load_at (here, 0);
  node = way_export_person (person, exchange_reference (), WAY_EXPORT_INTERCHANGE);
  text = way_export_to_text (node);
  document = g_strdup_printf ("{\"format\": \"waymark-cases/1\", \"people\": [%s]}", text);
  json = g_bytes_new (document, strlen (document));
  g_assert_cmpuint (exchange_vault_import (there, json), ==, 1);
  again = exchange_vault_load_at (there, 0);
  node_again = way_export_person (again, exchange_reference (), WAY_EXPORT_INTERCHANGE);
  text_again = way_export_to_text (node_again);
  g_assert_cmpstr (text, ==, text_again);
}

static void
read_document (GBytes *json, guint *n_read, guint *n_refused)
{
  WayImportOptions options = exchange_options ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WayImporter) importer = way_importer_new (json, &options, &error);

  if (importer == NULL)
    {
      assert_sentence (error->message);
      ++*n_refused;
      return;
    }
  for (;;)
    {
      g_autoptr (WayImportedPerson) person = way_importer_next (importer);

      if (person == NULL)
        return;
      g_assert_true ((person->act == NULL) == (person->refusals->len > 0));
      assert_refusals (person->refusals);
      if (person->act != NULL && (*n_read)++ % 16 == 0)
        assert_comes_back (person->act);
      *n_refused += person->act == NULL;
    }
}

static void
test_documents (void)
{
  g_autoptr (WayRandom) random = way_test_random ();
  g_autoptr (GBytes) good = exchange_read_own ("whole-person.json");
  gint64 end = g_get_monotonic_time () + way_test_box_seconds () * G_USEC_PER_SEC / 4;
  guint n_read = 0, n_refused = 0, rounds = 0;

  for (; rounds < ROUNDS_LEAST || g_get_monotonic_time () < end; rounds++)
    {
      g_autoptr (GBytes) json = mutate (good, random);

      read_document (json, &n_read, &n_refused);
    }
  g_test_message ("%u documents: %u people read, %u refused", rounds, n_read, n_refused);
  g_assert_cmpuint (n_read, >, rounds / 100);
  g_assert_cmpuint (n_refused, >, rounds / 100);
}

/* The same text as a patch of the person it describes. */
static GBytes *
person_of (GBytes *document)
{
  g_autoptr (WayJsonScan) scan = way_json_scan (document, "people", NULL);
  WayJsonRange range = g_array_index (scan->items, WayJsonRange, 0);

  return g_bytes_new_from_bytes (document, range.start, range.end - range.start);
}

static void
test_patches (void)
{
  g_autoptr (WayRandom) random = way_test_random ();
  g_autoptr (GBytes) document = exchange_read_own ("whole-person.json");
  g_autoptr (GBytes) good = person_of (document);
  g_autoptr (ExchangeVault) vault = exchange_vault_new (1);
  g_autoptr (WayCase) self = NULL;
  WayEditOptions options = { .reference = exchange_reference (),
                             .random = exchange_random (),
                             .today = exchange_today,
                             .now_ms = EXCHANGE_NOW_MS };
  gint64 end = g_get_monotonic_time () + way_test_box_seconds () * G_USEC_PER_SEC / 8;
  guint n_read = 0, rounds = 0;

  exchange_vault_import (vault, document);
  self = exchange_vault_load_at (vault, 0);
  for (; rounds < ROUNDS_LEAST || g_get_monotonic_time () < end; rounds++)
    {
      g_autoptr (GBytes) patch = mutate (good, random);
      g_autoptr (GPtrArray) refusals = way_refusals_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (WayAct) act = way_edit_read (self, patch, &options, refusals, &error);

      g_assert_true ((act == NULL) == (error != NULL));
      assert_refusals (refusals);
      if (error != NULL)
        assert_sentence (error->message);
      n_read += act != NULL;
    }
  g_test_message ("%u patches: %u read", rounds, n_read);
  g_assert_cmpuint (n_read, >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/fuzz/documents", test_documents);
  g_test_add_func ("/exchange/fuzz/patches", test_patches);
  return g_test_run ();
}
