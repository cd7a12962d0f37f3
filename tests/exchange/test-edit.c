/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-edit.h"

#include <string.h>
#include "exchange-fixture.h"
#include "way-core-error.h"
#include "way-exchange-error.h"
#include "way-export.h"
#include "way-json-scan.h"
#include "way-repository.h"
#include "way-value.h"

#define DAY_MS (24 * 60 * 60 * 1000)
#define HOME_ID "a0000000000000000000000000000000"
#define GOAL_ID "b0000000000000000000000000000000"
#define ACTION_ID "c0000000000000000000000000000000"
#define CONTACT_ID "d0000000000000000000000000000000"
#define REVIEW_ID "e0000000000000000000000000000000"
#define OTHER_ID "f0000000000000000000000000000000"

static const WayId kez = { { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 } };

static const char kez_text[]
    = "\"id\": \"000102030405060708090a0b0c0d0e0f\", \"preferred_name\": \"Kez\","
      "\"full_name\": \"Kezia Hartley\", \"phone\": \"07700 900538\","
      "\"email\": \"kez@example.org\","
      "\"address\": {\"lines\": \"12 Mill Road\", \"postcode\": \"LN0 1AA\", \"private\": true},"
      "\"homes\": [{\"id\": \"" HOME_ID "\", \"kind\": \"Flat\", \"from\": \"2024\"}],"
      "\"plan\": {\"goals\": [{\"id\": \"" GOAL_ID "\", \"what\": \"A flat\"}],"
      "  \"priorities\": [\"A flat\"], \"hopes\": [{\"text\": \"ا\", \"language\": \"ar\"}],"
      "  \"matters\": {\"S1_05\": {\"adviser_view\": {\"text\": \"Da\", \"language\": \"cy\"},"
      "    \"actions\": [{\"id\": \"" ACTION_ID
      "\", \"what\": \"Ring\", \"status\": \"to_do\"}]}}},"
      "\"contacts\": [{\"id\": \"" CONTACT_ID "\", \"on\": \"2025-10-15\", \"notes\": \"Well\"}],"
      "\"reviews\": [{\"id\": \"" REVIEW_ID "\", \"held_on\": \"2025-10-15\"}]";

static ExchangeVault *
kez_vault (void)
{
  ExchangeVault *vault = exchange_vault_new (1);
  g_autoptr (GBytes) json = exchange_document (kez_text);

  exchange_vault_import (vault, json);
  return vault;
}

static WayAct *
edit_at (
    ExchangeVault *vault, const char *patch, gint64 now_ms, char **ret_refusals, GError **error)
{
  g_autoptr (WayCase) self = exchange_vault_load (vault, &kez);
  g_autoptr (GBytes) bytes = g_bytes_new (patch, strlen (patch));
  WayEditOptions options = { .reference = exchange_reference (),
                             .random = exchange_random (),
                             .today = exchange_today,
                             .now_ms = now_ms,
                             .made_ms = now_ms };
  g_autoptr (GPtrArray) refusals = way_refusals_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  WayAct *act = way_edit_read (self, bytes, &options, refusals, error);

  for (guint i = 0; i < refusals->len; i++)
    {
      const WayRefusal *refusal = g_ptr_array_index (refusals, i);

      g_string_append_printf (text, "%s%s %s", i > 0 ? "\n" : "", refusal->path, refusal->sentence);
    }
  *ret_refusals = g_string_free (g_steal_pointer (&text), FALSE);
  return act;
}

/* Edits, and gives back the case and how many changes it took. */
static WayCase *
edit (ExchangeVault *vault, const char *patch, guint n_changes)
{
  g_autofree char *refusals = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WayAct) act = edit_at (vault, patch, EXCHANGE_NOW_MS, &refusals, &error);

  g_assert_cmpstr (refusals, ==, "");
  g_assert_no_error (error);
  g_assert_cmpuint (act->changes->len, ==, n_changes);
  if (n_changes > 0)
    exchange_vault_commit (vault, act);
  return exchange_vault_load (vault, &kez);
}

static void
assert_text (const WayObject *object, guint16 group, guint member, const char *expected)
{
  g_autofree char *text = way_object_dup_string (object, group, member);

  g_assert_cmpstr (text, ==, expected);
}

static const WayObject *
get (WayCase *self, guint16 kind, const char *hex)
{
  WayId id;

  g_assert_true (way_id_parse (hex, &id));
  return way_case_get_object (self, kind, &id);
}

/* -- what an edit does ------------------------------------------------------------------------- */

static void
test_members (void)
{
  g_autoptr (ExchangeVault) vault = kez_vault ();
  g_autoptr (WayCase) self = edit (vault,
                                   "{\"pronouns\": \"she/her\", \"phone\": null,"
                                   " \"address\": {\"postcode\": \"LN0 2BB\"}}",
                                   3);
  const WayObject *person = way_case_get_person (self);

  assert_text (person, WAY_PERSON_PRONOUNS, 0, "she/her");
  assert_text (person, WAY_PERSON_CONTACT, 0, "");
  assert_text (person, WAY_PERSON_CONTACT, 1, "kez@example.org");
  assert_text (person, WAY_PERSON_ADDRESS, 0, "12 Mill Road");
  assert_text (person, WAY_PERSON_ADDRESS, 1, "LN0 2BB");
  g_assert_true (way_object_get_bool (person, WAY_PERSON_ADDRESS, 3));
}

static void
test_null (void)
{
  g_autoptr (ExchangeVault) vault = kez_vault ();
  g_autoptr (WayCase) self = edit (vault, "{\"address\": null, \"plan\": {\"hopes\": null}}", 2);
  g_autoptr (GPtrArray) hopes = way_object_dup_words (way_case_get_front (self), WAY_FRONT_HOPES);

  assert_text (way_case_get_person (self), WAY_PERSON_ADDRESS, 0, "");
  g_assert_cmpuint (hopes->len, ==, 0);
}

/* Saying what stands is no change, and neither is the whole person as it is shown. */
static void
test_no_change (void)
{
  g_autoptr (ExchangeVault) vault = kez_vault ();
  g_autoptr (WayCase) before = exchange_vault_load (vault, &kez);
  g_autofree char *document = g_strdup_printf ("{%s}", kez_text);
  g_autoptr (WayCase) after = edit (vault, document, 0);

  for (int form = WAY_EXPORT_INTERCHANGE; form <= WAY_EXPORT_SHOW; form++)
    {
      g_autoptr (JsonNode) node = way_export_person (before, exchange_reference (),
                                                     (WayExportForm)form);
      g_autofree char *text = way_export_to_text (node);
      g_autoptr (WayCase) again = edit (vault, text, 0);
    }
}

static void
test_own_words (void)
{
  g_autoptr (ExchangeVault) vault = kez_vault ();
  g_autoptr (WayCase) self = edit (vault,
                                   "{\"plan\": {\"hopes\": \"ب\", \"proud_of\": \"My bread\"}}", 2);
  const WayObject *front = way_case_get_front (self);
  g_autoptr (GPtrArray) hopes = way_object_dup_words (front, WAY_FRONT_HOPES);
  g_autoptr (GPtrArray) proud = way_object_dup_words (front, WAY_FRONT_PROUD_OF);
  const WayPassage *hope = g_ptr_array_index (hopes, 0);
  g_autoptr (WayCase) same = NULL;

  g_assert_cmpuint (hopes->len, ==, 1);
  g_assert_cmpstr (hope->text, ==, "ب");
  g_assert_cmpstr (hope->language, ==, "ar");
  g_assert_cmpuint (hope->given, ==, WAY_GIVEN_SAID);
  g_assert_cmpstr (hope->said_on, ==, "2025-10-16");
  g_assert_cmpstr (((WayPassage *)g_ptr_array_index (proud, 0))->language, ==, "en");
  same = edit (vault, "{\"plan\": {\"hopes\": \"ب\", \"proud_of\": \"My bread\"}}", 0);
}

static void
test_prose_language (void)
{
  g_autoptr (ExchangeVault) vault = kez_vault ();
  g_autoptr (WayCase) self = edit (vault,
                                   "{\"plan\": {\"matters\": {\"S1_05\": {\"adviser_view\": "
                                   "\"Da iawn\"}}}}",
                                   1);
  const WayObject *matter = way_case_get_matter (self, "S1_05");
  g_autoptr (WayCase) other = NULL;

  assert_text (matter, WAY_MATTER_ADVISER_VIEW, 0, "Da iawn");
  assert_text (matter, WAY_MATTER_ADVISER_VIEW, 1, "cy");
  other = edit (vault,
                "{\"plan\": {\"matters\": {\"S1_05\": {\"adviser_view\": {\"language\": "
                "\"en\"}}}}}",
                1);
  matter = way_case_get_matter (other, "S1_05");
  assert_text (matter, WAY_MATTER_ADVISER_VIEW, 0, "Da iawn");
  assert_text (matter, WAY_MATTER_ADVISER_VIEW, 1, "en");
}

static void
test_items (void)
{
  g_autoptr (ExchangeVault) vault = kez_vault ();
  g_autoptr (WayCase) self = edit (
      vault,
      "{\"plan\": {\"matters\": {\"S1_05\": {\"actions\": ["
      "{\"id\": \"" ACTION_ID "\", \"status\": \"done\"}, {\"what\": \"Write\"}]},"
      "\"S1_08\": {}, \"S1_09\": {\"actions\": [{\"what\": \"Ask\"}]}}}}",
      1 + 3 + 4);
  const WayObject *action = get (self, WAY_KIND_ACTION, ACTION_ID);
  const WayObject *matter = way_case_get_matter (self, "S1_05");
  g_autoptr (GPtrArray) actions = way_case_list_actions (self, &matter->id);

  assert_text (action, WAY_ACTION_STATUS, 0, "done");
  assert_text (action, WAY_ACTION_WHAT, 0, "Ring");
  g_assert_cmpuint (actions->len, ==, 2);
  g_assert_null (way_case_get_matter (self, "S1_08"));
  g_assert_nonnull (way_case_get_matter (self, "S1_09"));
}

static void
test_remove_and_restore (void)
{
  g_autoptr (ExchangeVault) vault = kez_vault ();
  g_autoptr (WayCase) without = edit (
      vault, "{\"homes\": [{\"id\": \"" HOME_ID "\", \"removed\": true, \"reason\": \"Twice\"}]}",
      1);
  g_autoptr (WayCase) with = NULL;
  g_autofree char *reason = NULL;

  g_assert_cmpint (get (without, WAY_KIND_HOME, HOME_ID)->life, ==, WAY_LIFE_REMOVED);
  reason = way_object_dup_string (get (without, WAY_KIND_HOME, HOME_ID), WAY_GROUP_LIFE, 2);
  g_assert_cmpstr (reason, ==, "Twice");
  with = edit (
      vault, "{\"homes\": [{\"id\": \"" HOME_ID "\", \"removed\": false, \"kind\": \"Room\"}]}", 2);
  g_assert_cmpint (get (with, WAY_KIND_HOME, HOME_ID)->life, ==, WAY_LIFE_PRESENT);
  assert_text (get (with, WAY_KIND_HOME, HOME_ID), WAY_HOME_KIND, 0, "Room");
}

static void
test_priorities (void)
{
  g_autoptr (ExchangeVault) vault = kez_vault ();
  g_autoptr (WayCase) self = edit (vault,
                                   "{\"plan\": {\"goals\": [{\"what\": \"A job\"}],"
                                   "\"priorities\": [\"A job\", \"" GOAL_ID "\"]}}",
                                   3);
  g_autoptr (GVariant) ids = way_object_dup_value (way_case_get_front (self), WAY_FRONT_PRIORITIES);
  WayId goal;

  g_assert_cmpuint (g_variant_n_children (ids), ==, 2);
  g_assert_true (way_value_get_id (ids, 1, &goal));
  g_assert_true (way_id_equal (&goal, &get (self, WAY_KIND_GOAL, GOAL_ID)->id));
}

/* What is written over several versions supersedes them all, even where it is one of them. */
static void
test_conflict (void)
{
  g_autoptr (ExchangeVault) vault = kez_vault ();
  g_autoptr (WayAct) act = way_act_new (&kez, EXCHANGE_NOW_MS);
  g_autoptr (WayCase) before = NULL, after = NULL;

  way_act_set (act, WAY_KIND_PERSON, &kez, WAY_PERSON_NAMES, g_variant_new ("(ss)", "Bo", ""));
  exchange_vault_commit_blindly (vault, act);
  before = exchange_vault_load (vault, &kez);
  g_assert_cmpuint (way_object_n_values (way_case_get_person (before), WAY_PERSON_NAMES), ==, 2);
  after = edit (vault, "{\"preferred_name\": \"Kez\"}", 1);
  g_assert_cmpuint (way_object_n_values (way_case_get_person (after), WAY_PERSON_NAMES), ==, 1);
  assert_text (way_case_get_person (after), WAY_PERSON_NAMES, 1, "Kezia Hartley");
}

static void
test_corrections (void)
{
  g_autoptr (ExchangeVault) vault = kez_vault ();
  g_autofree char *refusals = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WayAct) act = edit_at (vault,
                                    "{\"contacts\": [{\"id\": \"" CONTACT_ID "\", \"corrections\":"
                                    "[{\"text\": \"Not well\", \"reason\": \"Misheard\","
                                    "\"field\": \"notes\"}]}]}",
                                    EXCHANGE_NOW_MS + 2 * DAY_MS, &refusals, &error);
  g_autoptr (WayCase) self = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (act->changes->len, ==, 4);
  exchange_vault_commit (vault, act);
  self = exchange_vault_load (vault, &kez);
  node = way_export_person (self, exchange_reference (), WAY_EXPORT_INTERCHANGE);
  text = way_export_to_text (node);
  g_assert_nonnull (strstr (text, "\"Not well\""));
  g_assert_nonnull (strstr (text, "\"field\" : \"notes\""));
}

/* -- what it refuses --------------------------------------------------------------------------- */

static void
assert_refuses (ExchangeVault *vault, const char *patch, gint64 now_ms, const char *pattern)
{
  g_autofree char *refusals = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WayAct) act = edit_at (vault, patch, now_ms, &refusals, &error);

  g_assert_null (act);
  g_assert_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_REFUSED);
  if (strchr (refusals, '\n') != NULL || !g_pattern_match_simple (pattern, refusals))
    g_test_fail_printf ("%s: %s", patch, refusals);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *patch, *pattern;
  } rows[] = {
    { "{\"shoe_size\": 5}", "/shoe_size *no part*" },
    { "{\"id\": \"" OTHER_ID "\"}", "/id *another person's*" },
    { "{\"preferred_name\": null}", "/preferred_name *is needed*" },
    { "{\"preferred_name\": \"\"}", "/preferred_name *is needed*" },
    { "{\"conflicts\": []}", "/conflicts *no part*" },
    { "{\"homes\": null}", "/homes *is a list*" },
    { "{\"homes\": [{\"id\": \"" OTHER_ID "\"}]}", "/homes/0/id *no such entry*" },
    { "{\"homes\": [{\"id\": \"" GOAL_ID "\"}]}", "/homes/0/id *no such entry*" },
    { "{\"homes\": [{\"removed\": true}]}", "/homes/0/removed *by its id*" },
    { "{\"homes\": [{\"id\": \"" HOME_ID "\", \"removed\": 1}]}", "/homes/0/removed *true nor*" },
    { "{\"homes\": [{\"id\": \"" HOME_ID "\", \"removed\": true, \"kind\": \"x\"}]}",
      "/homes/0/kind *to be removed*" },
    { "{\"homes\": [{\"id\": \"" HOME_ID "\", \"removed\": true, \"reason\": 5}]}",
      "/homes/0/reason *not text*" },
    { "{\"homes\": [{\"id\": \"" HOME_ID "\", \"removed\": true, \"reason\": \"a\\nb\"}]}",
      "/homes/0/reason *line break*" },
    { "{\"plan\": {\"matters\": {\"S1_99\": {}}}}", "/plan/matters/S1_99 *no such matter*" },
    { "{\"plan\": {\"matters\": {\"S1_05\": null}}}", "/plan/matters/S1_05 *is an object*" },
    { "{\"plan\": {\"matters\": {\"S1_05\": {\"removed\": true}}}}",
      "/plan/matters/S1_05/removed *no part*" },
    { "{\"plan\": {\"matters\": {\"S1_01\": {\"actions\": [{\"id\": \"" ACTION_ID "\"}]}}}}",
      "/plan/matters/S1_01/actions/0/id *another place*" },
    { "{\"plan\": {\"goals\": [{\"id\": \"" GOAL_ID "\", \"removed\": true}],"
      "\"priorities\": [\"A flat\"]}}",
      "/plan/priorities/0 *no goal*" },
    { "{\"date_of_birth\": \"2030-01-01\"}", "/date_of_birth *future*" },
    { "{\"contacts\": [{\"on\": \"2030-01-01\", \"kind\": \"visit\"}]}",
      "/contacts/0/on *future*" },
    { "{\"contacts\": [{\"on\": \"2025-10-16\", \"at\": \"11:01\"}]}", "/contacts/0/at *future*" },
    { "{\"reviews\": [{\"held_on\": \"2030-01-01\"}]}", "/reviews/0/held_on *future*" },
    { "{\"closed\": {\"reason\": \"moved\", \"on\": \"2099-01-01\"}}", "/closed/on *future*" },
    { "{\"closed\": {\"on\": \"1950-01-01\"}, \"date_of_birth\": \"2005-01-01\"}",
      "/closed/on *before they were born*" },
    { "{\"date_of_birth\": \"2005-01-01\", \"reviews\": [{\"held_on\": \"2004-12-31\"}]}",
      "/reviews/0/held_on *before they were born*" },
    { "{\"homes\": [{\"from\": \"2026-05\", \"to\": \"2025-01\"}]}", "/homes/0 *lies before*" },
    { "{\"homes\": [{\"id\": \"" HOME_ID "\", \"to\": \"2023\"}]}", "/homes/0 *lies before*" },
    { "{\"care\": [{\"from\": \"2020-05-02\", \"to\": \"2020-05-01\"}]}", "/care/0 *lies before*" },
    { "{\"care\": [{\"from\": \"2099-05-02\"}]}", "/care/0/from *future*" },
    { "{\"care\": [{\"from\": \"1950-05-02\"}], \"date_of_birth\": \"2005-01-01\"}",
      "/care/0/from *before they were born*" },
    { "{\"care\": [{\"from\": \"2020-05-02\", \"to\": \"2021-05-01\"}, {\"from\": "
      "\"2021-04-30\"}]}",
      "/care *overlap*" },
    { "{\"care\": [{\"from\": \"2020-05-02\", \"basis\": \"lodger\"}]}",
      "/care/0/basis *none of the words*" },
    { "{\"status_overrides\": [{\"from\": \"2024-05-02\", \"status\": \"relevant\"}]}",
      "/status_overrides/0/reason *for a reason*" },
    { "{\"language\": {\"first\": \"English\"}}", "/language/first *language tag*" },
    { "{\"contacts\": [{}]}", "/contacts/0 *Nothing is written*" },
    { "{\"contacts\": [{\"on\": \"\", \"notes\": null}]}", "/contacts/0 *Nothing is written*" },
    { "{\"plan\": {\"matters\": {\"S1_05\": {\"actions\": [{}]}}}}",
      "/plan/matters/S1_05/actions/0 *Nothing is written*" },
    { "{\"phone\": \"1\", \"phone\": \"2\"}", "/phone *twice*" },
    { "{\"phone\": \"\\udc00\"}", "/phone *half a character*" },
  };
  g_autoptr (ExchangeVault) vault = kez_vault ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_refuses (vault, rows[i].patch, EXCHANGE_NOW_MS, rows[i].pattern);
}

/* Care that ends and begins on one day is a move; short breaks lie within anything. */
static void
test_care (void)
{
  g_autoptr (ExchangeVault) vault = kez_vault ();
  g_autoptr (WayCase) edited = NULL;

  edited = edit (vault,
                 "{\"date_of_birth\": \"2005-01-01\", \"care\": ["
                 "{\"from\": \"2015-05-02\", \"to\": \"2020-05-02\", \"basis\": \"section_20\"},"
                 "{\"from\": \"2020-05-02\", \"basis\": \"care_order\"},"
                 "{\"from\": \"2021-05-02\", \"to\": \"2021-05-09\", \"basis\": "
                 "\"short_break_v4\"}]}",
                 10);
  assert_refuses (vault, "{\"care\": [{\"from\": \"2022-01-01\"}]}", EXCHANGE_NOW_MS,
                  "/care *overlap*");
  assert_refuses (vault, "{\"date_of_birth\": \"2015-05-03\"}", EXCHANGE_NOW_MS,
                  "/date_of_birth *began before this day*");
}

static void
test_unreadable (void)
{
  static const char *const patches[] = { "", "[]", "null", "{\"a\":", "{\"phone\": \"1\",}" };
  g_autoptr (ExchangeVault) vault = kez_vault ();

  for (gsize i = 0; i < G_N_ELEMENTS (patches); i++)
    {
      g_autofree char *refusals = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_null (edit_at (vault, patches[i], EXCHANGE_NOW_MS, &refusals, &error));
      g_assert_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_NOT_JSON);
    }
}

static void
test_nobody (void)
{
  g_autoptr (ExchangeVault) vault = exchange_vault_new (1);
  g_autofree char *refusals = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (edit_at (vault, "{}", EXCHANGE_NOW_MS, &refusals, &error));
  g_assert_error (error, WAY_CORE_ERROR, WAY_CORE_ERROR_NOT_FOUND);
}

/* A day later contacts and reviews stay as they are; everything else may still be changed. */
static void
test_a_day_later (void)
{
  static const struct
  {
    const char *patch, *path;
  } rows[] = {
    { "{\"contacts\": [{\"id\": \"" CONTACT_ID "\", \"notes\": \"x\", \"on\": \"2025-10-14\"}]}",
      "/contacts/0 *add a correction*" },
    { "{\"contacts\": [{\"id\": \"" CONTACT_ID "\", \"removed\": true}]}",
      "/contacts/0 *add a correction*" },
    { "{\"reviews\": [{\"id\": \"" REVIEW_ID "\", \"attended\": \"x\"}]}",
      "/reviews/0 *add a correction*" },
  };
  g_autoptr (ExchangeVault) vault = kez_vault ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *refusals = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (WayAct) act = edit_at (vault, rows[i].patch, EXCHANGE_NOW_MS + DAY_MS, &refusals,
                                        &error);

      g_assert_no_error (error);
      assert_refuses (vault, rows[i].patch, EXCHANGE_NOW_MS + DAY_MS + 1, rows[i].path);
    }
  {
    g_autofree char *refusals = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (WayAct) act = edit_at (vault,
                                      "{\"homes\": [{\"id\": \"" HOME_ID "\", \"kind\": \"x\"}],"
                                      "\"contacts\": [{\"id\": \"" CONTACT_ID
                                      "\", \"notes\": \"Well\"}, {\"notes\": \"New\"}]}",
                                      EXCHANGE_NOW_MS + 30 * (gint64)DAY_MS, &refusals, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (act->changes->len, ==, 3);
  }
}

static void
test_drafts (void)
{
  g_autoptr (ExchangeVault) vault = kez_vault ();
  g_autoptr (WayCase) self = exchange_vault_load (vault, &kez);
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify)way_draft_free);
  WayDraft *draft = way_draft_new ();
  WayEditOptions options = { .reference = exchange_reference (),
                             .random = exchange_random (),
                             .today = exchange_today,
                             .now_ms = EXCHANGE_NOW_MS,
                             .drafts = drafts };
  static const char *const patches[] = {
    "{\"plan\": {\"matters\": {\"S1_05\": {\"adviser_view\": \"x\"}}}}",
    "{\"plan\": {\"matters\": {\"S1_05\": {\"contingency\": \"x\"}}}}",
  };

  draft->case_id = kez;
  draft->kind = WAY_KIND_MATTER;
  way_matter_object (&kez, "S1_05", &draft->object);
  draft->group = WAY_MATTER_ADVISER_VIEW;
  g_ptr_array_add (drafts, draft);
  for (gsize i = 0; i < G_N_ELEMENTS (patches); i++)
    {
      g_autoptr (GBytes) patch = g_bytes_new_static (patches[i], strlen (patches[i]));
      g_autoptr (GPtrArray) refusals = way_refusals_new ();
      g_autoptr (WayAct) act = way_edit_read (self, patch, &options, refusals, NULL);

      g_assert_true ((act == NULL) == (i == 0));
      if (act == NULL)
        g_assert_cmpstr (((WayRefusal *)g_ptr_array_index (refusals, 0))->path, ==,
                         "/plan/matters/S1_05/adviser_view");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/edit/members", test_members);
  g_test_add_func ("/exchange/edit/null", test_null);
  g_test_add_func ("/exchange/edit/no-change", test_no_change);
  g_test_add_func ("/exchange/edit/own-words", test_own_words);
  g_test_add_func ("/exchange/edit/prose-language", test_prose_language);
  g_test_add_func ("/exchange/edit/items", test_items);
  g_test_add_func ("/exchange/edit/remove-and-restore", test_remove_and_restore);
  g_test_add_func ("/exchange/edit/priorities", test_priorities);
  g_test_add_func ("/exchange/edit/conflict", test_conflict);
  g_test_add_func ("/exchange/edit/corrections", test_corrections);
  g_test_add_func ("/exchange/edit/refused", test_refused);
  g_test_add_func ("/exchange/edit/care", test_care);
  g_test_add_func ("/exchange/edit/unreadable", test_unreadable);
  g_test_add_func ("/exchange/edit/nobody", test_nobody);
  g_test_add_func ("/exchange/edit/a-day-later", test_a_day_later);
  g_test_add_func ("/exchange/edit/drafts", test_drafts);
  return g_test_run ();
}
