/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-reference-load.h"

#include <string.h>
#include "exchange-fixture.h"
#include "way-exchange-data.h"
#include "way-exchange-error.h"
#include "way-path.h"

static void
test_england (void)
{
  WayReference *england = exchange_reference ();
  const WayMatterInfo *home = way_reference_get_matter (england, "S1_05");
  const WayRule *review = way_reference_get_rule (england, "review_months", exchange_today);

  g_assert_cmpstr (england->id, ==, "england");
  g_assert_cmpuint (england->matters->len, ==, 10);
  g_assert_cmpstr (home->title, ==, "Where I live");
  g_assert_cmpuint (home->number, ==, 5);
  g_assert_cmpstr (home->prompt, !=, "");
  g_assert_cmpstr (home->statutory, !=, "");
  g_assert_cmpuint (review->value, ==, 6);
  g_assert_cmpstr (review->unit, ==, "months");
  g_assert_true (g_str_has_prefix (review->source, "Care Leavers (England) Regulations 2010, SI "));
  g_assert_true (g_str_has_suffix (review->source, ": regulation 7(2)"));
  g_assert_cmpuint (way_reference_get_value (england, "review_months", exchange_today), ==, 6);
  g_assert_null (way_reference_get_rule (england, "review_months", (WayDate){ 2010, 1, 1 }));
}

static GBytes *
codes (void)
{
  return way_exchange_get_codes ();
}

static void
test_resources (void)
{
  static const struct
  {
    const char *name;
    GBytes *(*get) (void);
  } rows[] = { { "practice.json", way_exchange_get_practice }, { "codes.json", codes } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) file = exchange_read_data (rows[i].name);
      g_autoptr (GBytes) inside = rows[i].get ();

      g_assert_true (g_bytes_equal (file, inside));
    }
}

/* One change to the file each, and it is refused. */
static void
test_bad (void)
{
  static const struct
  {
    const char *from, *to;
  } rows[] = {
    { "waymark-jurisdiction/1", "waymark-jurisdiction/2" },
    { "\"law\"", "\"low\"" },
    { "\"key\": \"S1_02\"", "\"key\": \"S1_01\"" },
    { "\"key\": \"S1_02\"", "\"key\": \"\"" },
    { "\"number\": 5", "\"number\": \"5\"" },
    { "\"number\": 5", "\"number\": 5, \"number\": 6" },
    { "\"title\": \"Where I live\"", "\"title\": 5" },
    { "\"value\": 6", "\"value\": -6" },
    { "\"value\": 6", "\"value\": 6.5" },
    { "\"value\": 6", "\"value\": [6]" },
    { "\"WR01\": \"Ch", "\"WR02\": \"Ch" },
    { "\"WR01\": \"Ch", "\"WR01\": {}, \"x\": \"Ch" },
    { "\"valid_from\": \"2011-04-01\"", "\"valid_from\": \"2011-04-31\"" },
    { "\"matters\": [", "\"matters\": [null, " },
    { "\"rules\": [", "\"rules\": [[]], \"x\": [" },
    { "\"rules\": [", "\"rules\": {}, \"x\": [" },
    { "{", "[" },
  };
  g_autoptr (GBytes) good = exchange_read_data ("england.json");

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) text = g_string_new_len (g_bytes_get_data (good, NULL),
                                                   (gssize)g_bytes_get_size (good));
      g_autoptr (GBytes) bad = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_cmpuint (g_string_replace (text, rows[i].from, rows[i].to, 1), ==, 1);
      bad = g_bytes_new (text->str, text->len);
      g_assert_null (way_reference_load (bad, &error));
      g_assert_true (error->domain == WAY_EXCHANGE_ERROR);
    }
}

/* -- where a field stands ---------------------------------------------------------------------- */

static void
test_path (void)
{
  WayId person = { "person" }, object = { "object" }, matter;
  g_autofree char *hex = way_id_dup_hex (&object);
  struct
  {
    guint16 kind, group, parent_kind;
    const WayId *object, *parent;
    const char *path; /* ID = @object */
  } rows[] = {
    { WAY_KIND_PERSON, WAY_PERSON_NAMES, 0, &person, NULL, "preferred_name" },
    { WAY_KIND_PERSON, WAY_PERSON_ADDRESS, 0, &person, NULL, "address" },
    { WAY_KIND_PERSON, WAY_PERSON_BIRTH, 0, &person, NULL, "date_of_birth" },
    { WAY_KIND_FRONT, WAY_FRONT_WHAT_MATTERS, 0, &person, NULL, "plan.what_matters" },
    { WAY_KIND_FRONT, WAY_FRONT_PRIORITIES, 0, &person, NULL, "plan.priorities" },
    { WAY_KIND_GOAL, WAY_GOAL_WHAT, 0, &object, NULL, "plan.goals.ID.what" },
    { WAY_KIND_MATTER, WAY_MATTER_OWN_WORDS, 0, &matter, NULL, "plan.matters.S1_05.own_words" },
    { WAY_KIND_ACTION, WAY_ACTION_WHAT, WAY_KIND_MATTER, &object, &matter,
      "plan.matters.S1_05.actions.ID.what" },
    { WAY_KIND_ACTION, WAY_GROUP_LIFE, WAY_KIND_MATTER, &object, &matter,
      "plan.matters.S1_05.actions.ID" },
    { WAY_KIND_ACTION, WAY_ACTION_MATTER, WAY_KIND_MATTER, &object, &matter,
      "plan.matters.S1_05.actions.ID.matter" },
    { WAY_KIND_CONTACT, WAY_CONTACT_NOTES, 0, &object, NULL, "contacts.ID.notes" },
    { WAY_KIND_CORRECTION, WAY_CORRECTION_TEXT, WAY_KIND_REVIEW, &object, &object,
      "reviews.ID.corrections.ID.text" },
    { WAY_KIND_CORRECTION, WAY_CORRECTION_TEXT, 0, &object, NULL, "corrections.ID.text" },
    { WAY_KIND_MATTER, WAY_MATTER_READY, 0, &object, NULL, "plan.matters.ID.ready" },
    { WAY_KIND_SETTLEMENT, WAY_SETTLEMENT_REASON, 0, &object, NULL, "settlement.ID.reason" },
    { WAY_KIND_STATUS_ENTERED, WAY_STATUS_ENTERED_STATUS, 0, &object, NULL, "statuses.ID.from" },
  };

  way_matter_object (&person, "S1_05", &matter);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = way_path_format (exchange_reference (), &person, rows[i].kind,
                                               rows[i].object, rows[i].group, rows[i].parent_kind,
                                               rows[i].parent);
      g_autoptr (GString) expected = g_string_new (rows[i].path);

      g_string_replace (expected, "ID", hex, 0);
      g_assert_cmpstr (path, ==, expected->str);
    }
  g_assert_null (way_path_format (exchange_reference (), &person, 999, &object, 1, 0, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/reference/england", test_england);
  g_test_add_func ("/exchange/reference/resources", test_resources);
  g_test_add_func ("/exchange/reference/bad", test_bad);
  g_test_add_func ("/exchange/reference/path", test_path);
  return g_test_run ();
}
