/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange-fixture.h"

#include <string.h>
#include "way-exchange-data.h"
#include "way-exchange-error.h"
#include "way-json-scan.h"
#include "way-value.h"

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static WayCase *
import_one (ExchangeVault *vault, const char *person)
{
  g_autoptr (GBytes) json = exchange_document (person);

  g_assert_cmpuint (exchange_vault_import (vault, json), ==, 1);
  return exchange_vault_load_at (vault, vault->order->len - 1);
}

/* -- good documents ---------------------------------------------------------------------------- */

static void
test_practice (void)
{
  g_autoptr (GBytes) json = way_exchange_get_practice ();
  g_autoptr (ExchangeVault) vault = exchange_vault_new (1);

  g_assert_cmpuint (exchange_vault_import (vault, json), ==, 25);
}

static void
test_own_sample (void)
{
  g_autoptr (GBytes) json = exchange_read_own ("two-people.json");
  g_autoptr (ExchangeVault) vault = exchange_vault_new (1);
  g_autoptr (WayCase) person = NULL;
  g_autoptr (GPtrArray) contacts = NULL, reviews = NULL, actions = NULL;
  const WayObject *matter;

  g_assert_cmpuint (exchange_vault_import (vault, json), ==, 2);
  person = exchange_vault_load_at (vault, 0);
  matter = way_case_get_matter (person, "S1_05");
  contacts = way_case_list (person, WAY_KIND_CONTACT);
  reviews = way_case_list (person, WAY_KIND_REVIEW);
  actions = way_case_list_actions (person, &matter->id);
  g_assert_cmpuint (contacts->len, ==, 2);
  g_assert_cmpuint (reviews->len, ==, 1);
  g_assert_cmpuint (actions->len, ==, 2);
}

/* The sample that was written elsewhere, where this tree has it beside it. */
static void
test_foreign_sample (void)
{
  const char *path = g_getenv ("WAY_SAMPLE");
  g_autoptr (ExchangeVault) vault = exchange_vault_new (1);
  g_autoptr (GBytes) json = NULL;
  char *text;
  gsize size;

  if (path == NULL || path[0] == '\0')
    {
      g_test_skip ("WAY_SAMPLE names no document");
      return;
    }
  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  json = g_bytes_new_take (text, size);
  g_assert_cmpuint (exchange_vault_import (vault, json), ==, 3);
}

static void
assert_text (const WayObject *object, guint16 group, guint member, const char *expected)
{
  g_autofree char *text = way_object_dup_string (object, group, member);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_values (void)
{
  g_autoptr (ExchangeVault) vault = exchange_vault_new (1);
  g_autoptr (WayCase) self = import_one (
      vault, "\"id\": \"0123456789ABCDEF0123456789abcdef\", \"preferred_name\": \"Kez\","
             "\"full_name\": null, \"date_of_birth\": \"2005-03-03\","
             "\"address\": {\"lines\": \"12 Mill Road\\r\\nLinden\", \"private\": true},"
             "\"contacts\": [{\"on\": \"2025-10-01\", \"seen\": false, \"seen_alone\": null,"
             "  \"notes\": {\"text\": \"Dim angen\", \"language\": \"cy\"},"
             "  \"corrections\": [{\"text\": \"It was Tuesday.\", \"reason\": \"Slip\","
             "                     \"field\": \"on\"}]}],"
             "\"plan\": {\"priorities\": [\"A flat\"], \"goals\": [{\"what\": \"A flat\"}],"
             "  \"what_matters\": \"My \\ud83d\\ude00 brother\","
             "  \"matters\": {\"S1_05\": {\"own_words\": [{\"given\": \"chose_not\"}],"
             "    \"actions\": [{\"what\": \"\"}]}}}");
  const WayObject *person = way_case_get_person (self), *front = way_case_get_front (self);
  g_autoptr (GPtrArray) contacts = way_case_list (self, WAY_KIND_CONTACT);
  g_autoptr (GPtrArray) corrections = way_case_list (self, WAY_KIND_CORRECTION);
  g_autoptr (GPtrArray) words = way_object_dup_words (front, WAY_FRONT_WHAT_MATTERS);
  g_autoptr (GPtrArray) silent = way_object_dup_words (way_case_get_matter (self, "S1_05"),
                                                       WAY_MATTER_OWN_WORDS);
  const WayPassage *passage = g_ptr_array_index (words, 0);
  g_autofree char *hex = way_id_dup_hex (way_case_get_id (self));
  const WayObject *contact = g_ptr_array_index (contacts, 0);
  g_autoptr (GVariant) priorities = way_object_dup_value (front, WAY_FRONT_PRIORITIES);
  g_autoptr (GVariant) target = NULL;
  guint16 field;

  g_assert_cmpstr (hex, ==, "0123456789abcdef0123456789abcdef");
  assert_text (person, WAY_PERSON_NAMES, 0, "Kez");
  assert_text (person, WAY_PERSON_ADDRESS, 0, "12 Mill Road\nLinden");
  g_assert_true (way_object_get_bool (person, WAY_PERSON_ADDRESS, 3));
  g_assert_cmpuint (way_object_get_tri (contact, WAY_CONTACT_SEEN, 0), ==, 1);
  g_assert_cmpuint (way_object_n_values (contact, WAY_CONTACT_SEEN_ALONE), ==, 0);
  assert_text (contact, WAY_CONTACT_NOTES, 1, "cy");
  g_assert_cmpuint (g_variant_n_children (priorities), ==, 1);
  g_assert_cmpstr (passage->text, ==, "My \xf0\x9f\x98\x80 brother");
  g_assert_cmpstr (passage->language, ==, "en");
  g_assert_cmpuint (passage->given, ==, WAY_GIVEN_SAID);
  g_assert_cmpstr (passage->said_on, ==, "");
  g_assert_true (way_words_are_answered (silent));
  g_assert_true (way_words_are_empty (silent));

  target = way_object_dup_value (g_ptr_array_index (corrections, 0), WAY_CORRECTION_TARGET);
  g_variant_get_child (target, 1, "q", &field);
  g_assert_cmpuint (field, ==, WAY_CONTACT_WHEN);
}

/* Only what is given is written. */
static void
test_sparse (void)
{
  g_autoptr (ExchangeVault) vault = exchange_vault_new (1);
  g_autoptr (WayCase) self = import_one (
      vault, "\"preferred_name\": \"Kez\", \"pronouns\": \"\", \"address\": {}, \"plan\": {},"
             "\"identity\": {\"gender\": null}");
  g_autoptr (GPtrArray) all = way_case_list_all (self);
  const WayObject *person = way_case_get_person (self);

  g_assert_cmpuint (all->len, ==, 1);
  g_assert_cmpuint (person->ops->len, ==, 2);
}

/* -- the practice caseload's dates ------------------------------------------------------------- */

static void
test_shift (void)
{
  static const char text[]
      = "{\"format\": \"waymark-cases/1\", \"as_of\": \"2024-02-29\", \"people\": [{"
        "\"preferred_name\": \"Kez\", \"date_of_birth\": \"2006-02-28\","
        "\"homes\": [{\"from\": \"2020\", \"to\": \"2023-11\"}],"
        "\"achievements\": [{\"on\": \"2024-02-28\", \"what\": \"On 2024-02-28 she won.\"}],"
        "\"plan\": {\"hopes\": [{\"text\": \"x\", \"said_on\": \"2024-02-22\"}]}}]}";
  g_autoptr (GBytes) json = bytes_of (text);
  WayImportOptions options = exchange_options ();
  g_autoptr (ExchangeVault) vault = exchange_vault_new (1);
  g_autoptr (WayImporter) importer = NULL;
  g_autoptr (WayImportedPerson) person = NULL;
  g_autoptr (WayCase) self = NULL;
  g_autoptr (GPtrArray) homes = NULL, achievements = NULL, words = NULL;

  options.practice = TRUE;
  options.today = (WayDate){ 2026, 3, 1 }; /* 731 days later */
  importer = way_importer_new (json, &options, NULL);
  person = way_importer_next (importer);
  exchange_vault_commit (vault, person->act);
  self = exchange_vault_load_at (vault, 0);
  homes = way_case_list (self, WAY_KIND_HOME);
  achievements = way_case_list (self, WAY_KIND_ACHIEVEMENT);
  words = way_object_dup_words (way_case_get_front (self), WAY_FRONT_HOPES);

  assert_text (way_case_get_person (self), WAY_PERSON_BIRTH, 0, "2008-02-29");
  assert_text (g_ptr_array_index (homes, 0), WAY_HOME_DATES, 0, "2022");
  assert_text (g_ptr_array_index (homes, 0), WAY_HOME_DATES, 1, "2025-11");
  assert_text (g_ptr_array_index (achievements, 0), WAY_ACHIEVEMENT_ON, 0, "2026-02-28");
  assert_text (g_ptr_array_index (achievements, 0), WAY_ACHIEVEMENT_WHAT, 0,
               "On 2024-02-28 she won.");
  g_assert_cmpstr (((WayPassage *)g_ptr_array_index (words, 0))->said_on, ==, "2026-02-22");
}

static int
age_of (const WayAct *act, WayDate today)
{
  g_autoptr (ExchangeVault) vault = exchange_vault_new (1);
  g_autoptr (WayCase) self = NULL;

  exchange_vault_commit (vault, act);
  self = exchange_vault_load_at (vault, 0);
  return way_date_age (way_object_get_date (way_case_get_person (self), WAY_PERSON_BIRTH, 0),
                       today);
}

/* Whatever the day, the caseload reads whole and everybody has the age they had on the day it was
 * written for. */
static void
test_practice_days (void)
{
  static const WayDate days[] = {
    { 2024, 2, 29 }, { 2025, 12, 31 }, { 2027, 3, 1 }, { 2040, 6, 1 }
  };
  const WayDate as_of = { 2025, 10, 16 };
  g_autoptr (GBytes) json = way_exchange_get_practice ();

  for (gsize i = 0; i < G_N_ELEMENTS (days); i++)
    {
      WayImportOptions then = exchange_options (), now = exchange_options ();
      g_autoptr (WayImporter) written = way_importer_new (json, &then, NULL);
      g_autoptr (WayImporter) moved = NULL;

      now.practice = TRUE;
      now.today = days[i];
      moved = way_importer_new (json, &now, NULL);
      for (guint n = 0; n < 25; n++)
        {
          g_autoptr (WayImportedPerson) before = way_importer_next (written);
          g_autoptr (WayImportedPerson) after = way_importer_next (moved);

          g_assert_cmpint (age_of (before->act, as_of), ==, age_of (after->act, days[i]));
        }
    }
}

/* -- bad documents ----------------------------------------------------------------------------- */

static void
test_bad_documents (void)
{
  static const struct
  {
    const char *text, *sentence;
    WayExchangeError code;
  } rows[] = {
    { "", "*not valid JSON*", WAY_EXCHANGE_ERROR_NOT_JSON },
    { "{}", "*does not say its format*", WAY_EXCHANGE_ERROR_FORMAT },
    { "{\"format\": 1}", "*does not say its format*", WAY_EXCHANGE_ERROR_FORMAT },
    { "{\"format\": [\"waymark-cases/1\"]}", "*does not say*", WAY_EXCHANGE_ERROR_FORMAT },
    { "{\"format\": \"waymark-cases/2\"}", "*newer Waymark*", WAY_EXCHANGE_ERROR_FORMAT },
    { "{\"format\": \"fhir\"}", "*does not read*", WAY_EXCHANGE_ERROR_FORMAT },
    { "{\"format\": \"waymark-cases/1\"}", "*no list “people”*", WAY_EXCHANGE_ERROR_FORMAT },
    { "{\"format\": \"waymark-cases/1\", \"people\": {}}", "*no list*", WAY_EXCHANGE_ERROR_FORMAT },
    { "{\"format\": \"waymark-cases/1\", \"people\": [], \"made\": 1}", "Only*belong at the top*",
      WAY_EXCHANGE_ERROR_FORMAT },
    { "{\"format\": \"waymark-cases/1\", \"people\": [], \"people\": []}", "*twice*",
      WAY_EXCHANGE_ERROR_FORMAT },
    { "{\"format\": \"waymark-cases/1\", \"people\": [], \"as_of\": \"soon\"}", "/as_of*",
      WAY_EXCHANGE_ERROR_FORMAT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) json = bytes_of (rows[i].text);
      WayImportOptions options = exchange_options ();
      g_autoptr (GError) error = NULL;

      g_assert_null (way_importer_new (json, &options, &error));
      g_assert_error (error, WAY_EXCHANGE_ERROR, (int)rows[i].code);
      if (!g_pattern_match_simple (rows[i].sentence, error->message))
        g_test_fail_printf ("row %" G_GSIZE_FORMAT ": %s", i, error->message);
    }
}

static void
test_practice_needs_as_of (void)
{
  g_autoptr (GBytes) json = exchange_document ("\"preferred_name\": \"Kez\"");
  WayImportOptions options = exchange_options ();
  g_autoptr (GError) error = NULL;

  options.practice = TRUE;
  g_assert_null (way_importer_new (json, &options, &error));
  g_assert_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_FORMAT);
}

/* -- bad people -------------------------------------------------------------------------------- */

#define KEZ "\"preferred_name\": \"Kez\", "
#define ID_A "\"id\": \"000102030405060708090a0b0c0d0e0f\""
#define MATTER(rest) KEZ "\"plan\": {\"matters\": {\"S1_05\": {" rest "}}}"

static const struct
{
  const char *person, *path, *sentence;
} bad_people[] = {
  { "\"full_name\": \"K\"", "/people/0/preferred_name", "*is needed*" },
  { "\"pronouns\": \"they/them\"", "/people/0/preferred_name", "*is needed*" },
  { "\"preferred_name\": \" \"", "/people/0/preferred_name", "*is needed*" },
  { "\"preferred_name\": null", "/people/0/preferred_name", "*is needed*" },
  { "\"preferred_name\": 7", "/people/0/preferred_name", "*not text*" },
  { "\"preferred_name\": [\"Kez\"]", "/people/0/preferred_name", "*not text*" },
  { "\"preferred_name\": \"K\\nez\"", "/people/0/preferred_name", "*line break*" },
  { "\"preferred_name\": \"K\\u0007ez\"", "/people/0/preferred_name", "*control*" },
  { "\"preferred_name\": \"K\\u202eez\"", "/people/0/preferred_name", "*control*" },
  { "\"preferred_name\": \"K\\ud800ez\"", "/people/0/preferred_name", "*half a character*" },
  { "\"preferred_name\": \"Kez\", \"preferred_name\": \"Bo\"", "/people/0/preferred_name",
    "*twice*" },
  { KEZ "\"shoe_size\": 5", "/people/0/shoe_size", "*no part of the record*" },
  { KEZ "\"conflicts\": []", "/people/0/conflicts", "*no part of the record*" },
  { KEZ "\"removed\": true", "/people/0/removed", "*no part of the record*" },
  { KEZ "\"life\": {}", "/people/0/life", "*no part of the record*" },
  { KEZ "\"date_of_birth\": \"2025-10-17\"", "/people/0/date_of_birth", "*future*" },
  { KEZ "\"contacts\": [{\"on\": \"2025-10-17\"}]", "/people/0/contacts/0/on", "*future*" },
  { KEZ "\"reviews\": [{\"held_on\": \"2030-01-01\"}]", "/people/0/reviews/0/held_on", "*future*" },
  { KEZ "\"reviews\": [{\"asked_on\": \"2030-01-01\"}]", "/people/0/reviews/0/asked_on",
    "*future*" },
  { KEZ "\"date_of_birth\": \"2005-02-29\"", "/people/0/date_of_birth", "*not a date*" },
  { KEZ "\"date_of_birth\": \"2005-02\"", "/people/0/date_of_birth", "*not a date*" },
  { KEZ "\"date_of_birth\": 20050228", "/people/0/date_of_birth", "*not text*" },
  { KEZ "\"id\": \"7\"", "/people/0/id", "*32 hexadecimal*" },
  { KEZ "\"id\": 7", "/people/0/id", "*32 hexadecimal*" },
  { KEZ "\"id\": \"00000000000000000000000000000000\"", "/people/0/id", "*32 hexadecimal*" },
  { KEZ ID_A ", \"homes\": [{" ID_A "}]", "/people/0/homes/0/id", "*twice*" },
  { KEZ "\"address\": \"12 Mill Road\"", "/people/0/address", "*is an object*" },
  { KEZ "\"address\": {\"street\": \"x\"}", "/people/0/address/street", "*no part*" },
  { KEZ "\"address\": {\"private\": \"yes\"}", "/people/0/address/private", "*true nor false*" },
  { KEZ "\"language\": {\"first\": \"english language\"}", "/people/0/language/first",
    "*language tag*" },
  { KEZ "\"needs\": {\"edition\": \"huge\"}", "/people/0/needs/edition", "*write one of*" },
  { KEZ "\"contacts\": {}", "/people/0/contacts", "*is a list*" },
  { KEZ "\"contacts\": null", "/people/0/contacts", "*is a list*" },
  { KEZ "\"contacts\": [7]", "/people/0/contacts/0", "*is an object*" },
  { KEZ "\"contacts\": [{}, {\"on\": \"2025-13-01\"}]", "/people/0/contacts/1/on", "*not a date*" },
  { KEZ "\"contacts\": [{\"at\": \"25:00\"}]", "/people/0/contacts/0/at", "*not a time*" },
  { KEZ "\"contacts\": [{\"seen\": \"no\"}]", "/people/0/contacts/0/seen", "*true nor false*" },
  { KEZ "\"contacts\": [{\"kind\": \"Visit\"}]", "/people/0/contacts/0/kind", "*write one of*" },
  { KEZ "\"contacts\": [{\"notes\": [\"x\"]}]", "/people/0/contacts/0/notes", "*is text*" },
  { KEZ "\"contacts\": [{\"notes\": {\"txt\": \"x\"}}]", "/people/0/contacts/0/notes/txt",
    "*no part*" },
  { KEZ "\"contacts\": [{\"corrections\": [{\"field\": \"nothing\"}]}]",
    "/people/0/contacts/0/corrections/0/field", "*names no field*" },
  { KEZ "\"homes\": [{\"corrections\": []}]", "/people/0/homes/0/corrections", "*no part*" },
  { KEZ "\"homes\": [{\"from\": \"2020-00\"}]", "/people/0/homes/0/from", "*not a date*" },
  { KEZ "\"plan\": []", "/people/0/plan", "*is an object*" },
  { KEZ "\"plan\": null", "/people/0/plan", "*is an object*" },
  { KEZ "\"plan\": {\"matters\": []}", "/people/0/plan/matters", "*is an object*" },
  { KEZ "\"plan\": {\"matters\": {\"S1_11\": {}}}", "/people/0/plan/matters/S1_11",
    "*S1_01, S1_02*" },
  { KEZ "\"plan\": {\"matters\": {\"S1_01\": 1}}", "/people/0/plan/matters/S1_01",
    "*is an object*" },
  { KEZ "\"plan\": {\"priorities\": \"A flat\"}", "/people/0/plan/priorities", "*is a list*" },
  { KEZ "\"plan\": {\"priorities\": [\"A flat\"]}", "/people/0/plan/priorities/0",
    "*no goal of this person*" },
  { KEZ "\"plan\": {\"priorities\": [1]}", "/people/0/plan/priorities/0", "*goal's id*" },
  { KEZ "\"plan\": {\"priorities\": [\"a\", \"b\", \"c\", \"d\"]}", "/people/0/plan/priorities",
    "*more than 3*" },
  { KEZ "\"plan\": {\"priorities\": [\"a\", \"a\"], \"goals\": [{\"what\": \"a\"}]}",
    "/people/0/plan/priorities/1", "*already*" },
  { KEZ "\"plan\": {\"priorities\": [\"a\"], \"goals\": [{\"what\": \"a\"}, {\"what\": \"a\"}]}",
    "/people/0/plan/priorities/0", "*Two goals*" },
  { MATTER ("\"id\": \"1\""), "/people/0/plan/matters/S1_05/id", "*no part*" },
  { MATTER ("\"own_words\": 7"), "/people/0/plan/matters/S1_05/own_words", "*list of passages*" },
  { MATTER ("\"own_words\": \"a\\u0000\""), "/people/0/plan/matters/S1_05/own_words", "*NUL*" },
  { MATTER ("\"own_words\": \"a\\u0001\""), "/people/0/plan/matters/S1_05/own_words",
    "*control character*" },
  { MATTER ("\"own_words\": [\"x\"]"), "/people/0/plan/matters/S1_05/own_words/0",
    "*is an object*" },
  { MATTER ("\"own_words\": [{\"text\": \"x\", \"given\": \"shouted\"}]"),
    "/people/0/plan/matters/S1_05/own_words/0/given", "*write one of*" },
  { MATTER ("\"own_words\": [{\"text\": \"x\", \"given\": \"not_asked\"}]"),
    "/people/0/plan/matters/S1_05/own_words/0/text", "*change one of the two*" },
  { MATTER ("\"own_words\": [{\"text\": \"x\"}, {\"text\": \"y\", \"said_on\": \"May\"}]"),
    "/people/0/plan/matters/S1_05/own_words/1/said_on", "*not a date*" },
  { MATTER ("\"own_words\": [{\"text\": \"x\", \"role\": \"translation\"}]"),
    "/people/0/plan/matters/S1_05/own_words", "*begins with a translation*" },
  { MATTER ("\"own_words\": [{\"text\": \"x\", \"mood\": \"good\"}]"),
    "/people/0/plan/matters/S1_05/own_words/0/mood", "*no part*" },
  { MATTER ("\"nothing_needed\": \"true\""), "/people/0/plan/matters/S1_05/nothing_needed",
    "*true nor false*" },
  { MATTER ("\"actions\": [{}, {}, {\"by\": \"2025-06-31\"}]"),
    "/people/0/plan/matters/S1_05/actions/2/by", "*not a date*" },
  { MATTER ("\"actions\": [{\"goal\": \"000102030405060708090a0b0c0d0e0f\"}]"),
    "/people/0/plan/matters/S1_05/actions/0/goal", "*no goal*" },
  { MATTER ("\"actions\": [{\"goal\": \"x\"}]"), "/people/0/plan/matters/S1_05/actions/0/goal",
    "*not an id*" },
  { MATTER ("\"actions\": [{\"matter\": \"S1_01\"}]"),
    "/people/0/plan/matters/S1_05/actions/0/matter", "*no part*" },
};

/* One refusal, at that path, and no word of the person in it. */
static void
test_bad_people (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad_people); i++)
    {
      g_autoptr (GBytes) json = exchange_document (bad_people[i].person);
      g_autofree char *refusals = exchange_refusals (json);
      g_autofree char *pattern = g_strdup_printf ("%s %s\n", bad_people[i].path,
                                                  bad_people[i].sentence);

      g_strdelimit (refusals + strlen (refusals) - (refusals[0] != '\0'), "\n", '.');
      pattern[strlen (pattern) - 1] = '\0';
      if (strchr (refusals, '\n') != NULL || !g_pattern_match_simple (pattern, refusals))
        g_test_fail_printf ("%s: %s", bad_people[i].person, refusals);
      g_assert_null (strstr (refusals, "Kez"));
      g_assert_null (strstr (refusals, "Mill"));
    }
}

/* All that is wrong with a person is said at once; the others come. */
static void
test_whole_or_nothing (void)
{
  static const char text[] = "{\"format\": \"waymark-cases/1\", \"people\": ["
                             "{\"preferred_name\": \"A\"},"
                             "{\"preferred_name\": \"B\", \"pronouns\": 1, \"homes\": [{\"from\": "
                             "\"x\", \"to\": \"y\"}],"
                             " \"plan\": {\"hopes\": 1, \"goals\": [7]}},"
                             "\"C\", null,"
                             "{\"preferred_name\": \"\\ud800\", \"pronouns\": 1},"
                             "{\"preferred_name\": \"D\"}]}";
  g_autoptr (GBytes) json = bytes_of (text);
  WayImportOptions options = exchange_options ();
  g_autoptr (WayImporter) importer = way_importer_new (json, &options, NULL);
  static const guint n_refused[] = { 0, 5, 1, 1, 1, 0 };

  g_assert_cmpuint (way_importer_n_people (importer), ==, G_N_ELEMENTS (n_refused));
  for (guint i = 0; i < G_N_ELEMENTS (n_refused); i++)
    {
      g_autoptr (WayImportedPerson) person = way_importer_next (importer);

      g_assert_cmpuint (person->index, ==, i);
      g_assert_cmpuint (person->refusals->len, ==, n_refused[i]);
      g_assert_true ((person->act != NULL) == (n_refused[i] == 0));
    }
  g_assert_null (way_importer_next (importer));
}

static gboolean
is_known (const WayId *id, gpointer known)
{
  return way_id_equal (id, known);
}

static void
test_known_ids (void)
{
  static const char *const persons[] = {
    KEZ ID_A,
    KEZ "\"plan\": {\"goals\": [{" ID_A "}]}",
  };
  static const char *const paths[] = { "/people/0/id", "/people/0/plan/goals/0/id" };
  WayId known;

  way_id_parse ("000102030405060708090a0b0c0d0e0f", &known);
  for (gsize i = 0; i < G_N_ELEMENTS (persons); i++)
    {
      g_autoptr (GBytes) json = exchange_document (persons[i]);
      WayImportOptions options = exchange_options ();
      g_autoptr (WayImporter) importer = NULL;
      g_autoptr (WayImportedPerson) person = NULL;

      options.id_is_known = is_known;
      options.id_data = &known;
      importer = way_importer_new (json, &options, NULL);
      person = way_importer_next (importer);
      g_assert_null (person->act);
      g_assert_cmpstr (((WayRefusal *)g_ptr_array_index (person->refusals, 0))->path, ==, paths[i]);
    }
}

static void
test_twins (void)
{
  static const char text[]
      = "{\"format\": \"waymark-cases/1\", \"people\": ["
        "{\"preferred_name\": \"Linh\", \"full_name\": \"Trần Thùy Linh\","
        " \"date_of_birth\": \"2005-01-01\"},"
        "{\"preferred_name\": \"TRAN THUY LINH\", \"date_of_birth\": \"2005-01-01\"},"
        "{\"preferred_name\": \"Linh\", \"date_of_birth\": \"2005-01-02\"},"
        "{\"preferred_name\": \"Linh\"},"
        "{\"preferred_name\": \"Bo\", \"date_of_birth\": \"2004-04-04\"}]}";
  g_autoptr (GBytes) json = bytes_of (text);
  WayImportOptions options = exchange_options ();
  g_autoptr (WayImporter) importer = way_importer_new (json, &options, NULL);
  static const guint n_warnings[] = { 0, 1, 0, 0, 1 };

  way_importer_add_known (importer, "Jo", "bó", "2004-04-04");
  for (guint i = 0; i < G_N_ELEMENTS (n_warnings); i++)
    {
      g_autoptr (WayImportedPerson) person = way_importer_next (importer);

      g_assert_nonnull (person->act);
      g_assert_cmpuint (person->warnings->len, ==, n_warnings[i]);
    }
}

/* -- too much ---------------------------------------------------------------------------------- */

static void
append_many (GString *text, const char *item, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", item);
}

static char *
refusals_of_actions (guint n, const char *action)
{
  g_autoptr (GString) person = g_string_new (KEZ "\"plan\": {\"matters\": {\"S1_05\": "
                                                 "{\"actions\": [");
  g_autoptr (GBytes) json = NULL;

  append_many (person, action, n);
  g_string_append (person, "]}}}");
  json = exchange_document (person->str);
  return exchange_refusals (json);
}

static void
test_too_many (void)
{
  /* Three changes an action (life, matter, what), and three for person, names and matter. */
  g_autofree char *most = refusals_of_actions ((WAY_ACT_MAX - 3) / 3, "{\"what\": \"x\"}");
  g_autofree char *more = refusals_of_actions ((WAY_ACT_MAX - 3) / 3 + 1, "{\"what\": \"x\"}");
  g_autofree char *million = refusals_of_actions (1000000, "{\"what\": \"x\"}");

  g_assert_cmpstr (most, ==, "");
  g_assert_true (g_pattern_match_simple ("/people/0/plan/matters/S1_05/actions/*65,535*", more));
  g_assert_true (g_pattern_match_simple ("/people/0 *65,535*", million));
}

static void
test_many_refusals (void)
{
  g_autofree char *refusals = refusals_of_actions (20000, "{\"by\": 1}");
  g_auto (GStrv) lines = g_strsplit (refusals, "\n", 0);

  g_assert_cmpuint (g_strv_length (lines), ==, WAY_REFUSALS_MAX + 2);
}

static void
test_long_text (void)
{
  g_autofree char *fits = g_strnfill (WAY_TEXT_MAX, 'x'),
                  *over = g_strnfill (WAY_TEXT_MAX + 1, 'x');
  g_autofree char *line = g_strnfill (WAY_LINE_MAX + 1, 'x');
  g_autofree char *good = g_strdup_printf (MATTER ("\"adviser_view\": \"%s\""), fits);
  g_autofree char *bad = g_strdup_printf (MATTER ("\"adviser_view\": \"%s\""), over);
  g_autofree char *long_name = g_strdup_printf ("\"preferred_name\": \"%s\"", line);
  g_autoptr (GBytes) good_json = exchange_document (good), bad_json = exchange_document (bad);
  g_autoptr (GBytes) name_json = exchange_document (long_name);
  g_autofree char *none = exchange_refusals (good_json), *text = exchange_refusals (bad_json);
  g_autofree char *name = exchange_refusals (name_json);

  g_assert_cmpstr (none, ==, "");
  g_assert_true (
      g_pattern_match_simple ("/people/0/plan/matters/S1_05/adviser_view *1 MiB*", text));
  g_assert_true (g_pattern_match_simple ("/people/0/preferred_name *too long*", name));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/import/practice", test_practice);
  g_test_add_func ("/exchange/import/own-sample", test_own_sample);
  g_test_add_func ("/exchange/import/foreign-sample", test_foreign_sample);
  g_test_add_func ("/exchange/import/values", test_values);
  g_test_add_func ("/exchange/import/sparse", test_sparse);
  g_test_add_func ("/exchange/import/shift", test_shift);
  g_test_add_func ("/exchange/import/practice-days", test_practice_days);
  g_test_add_func ("/exchange/import/bad-documents", test_bad_documents);
  g_test_add_func ("/exchange/import/practice-needs-as-of", test_practice_needs_as_of);
  g_test_add_func ("/exchange/import/bad-people", test_bad_people);
  g_test_add_func ("/exchange/import/whole-or-nothing", test_whole_or_nothing);
  g_test_add_func ("/exchange/import/known-ids", test_known_ids);
  g_test_add_func ("/exchange/import/twins", test_twins);
  g_test_add_func ("/exchange/import/too-many", test_too_many);
  g_test_add_func ("/exchange/import/many-refusals", test_many_refusals);
  g_test_add_func ("/exchange/import/long-text", test_long_text);
  return g_test_run ();
}
