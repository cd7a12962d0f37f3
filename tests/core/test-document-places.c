/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A private address in the writing is found, with its sentence, wherever it would be printed.
 */
#include "way-document-places.h"

#include "way-test-case.h"

static void
set_address (WayTestCase *test, WayDocument *document, gboolean is_private)
{
  way_test_case_set (test, WAY_KIND_PERSON, &test->id, WAY_PERSON_ADDRESS,
                     g_variant_new ("(sssbs)", "14 Foundry Lane\nMarrowby", "LN0 4AA",
                                    "Copper House", is_private, ""));
  g_free (document->address_lines);
  g_free (document->postcode);
  g_free (document->home_name);
  document->address_lines = g_strdup ("14 Foundry Lane\nMarrowby");
  document->postcode = g_strdup ("LN0 4AA");
  document->home_name = g_strdup ("Copper House");
  document->address_private = is_private;
}

static WayDocumentMatter *
add_matter (WayDocument *document, const char *key, const char *going_well)
{
  WayDocumentMatter *matter = way_document_add_matter (document);

  g_free (matter->key);
  matter->key = g_strdup (key);
  g_free (matter->going_well.text);
  matter->going_well.text = g_strdup (going_well);
  return matter;
}

static void
check_place (GPtrArray *places, guint i, const char *path, const char *sentence)
{
  const WayDocumentPlace *place;

  g_assert_cmpuint (places->len, >, i);
  place = g_ptr_array_index (places, i);
  g_assert_cmpstr (place->path, ==, path);
  g_assert_cmpstr (place->sentence, ==, sentence);
}

static void
test_sentences (void)
{
  static const char *const home[] = { "S1_05", NULL }, *const other[] = { "S1_08", NULL };
  WayTestCase test;
  g_autoptr (WayDocument) document = way_document_new ();
  g_autoptr (WayCase) now = NULL;
  g_autoptr (GPtrArray) places = NULL, here = NULL, elsewhere = NULL;
  WayDocumentMatter *matter;

  way_test_case_init (&test);
  set_address (&test, document, TRUE);
  matter = add_matter (document, "S1_05",
                       "Kez likes her room. COPPER  house is loud at night! She pays on time.\n"
                       "Letters go to 14 Foundry Lane, Marrowby.");
  g_ptr_array_add (matter->own_words,
                   way_passage_new ("I hate ln04aa. I love it.", "en", WAY_GIVEN_SAID));
  add_matter (document, "S1_08", "Nothing to find here, not even Foundry.");
  now = way_test_case_build (&test);
  places = way_document_list_places (document, now, NULL);
  check_place (places, 0, "plan.matters.S1_05.own_words", "I hate ln04aa.");
  check_place (places, 1, "plan.matters.S1_05.going_well", "COPPER  house is loud at night!");
  check_place (places, 2, "plan.matters.S1_05.going_well",
               "Letters go to 14 Foundry Lane, Marrowby.");
  g_assert_cmpuint (places->len, ==, 3);
  here = way_document_list_places (document, now, home);
  g_assert_cmpuint (here->len, ==, 3);
  elsewhere = way_document_list_places (document, now, other);
  g_assert_cmpuint (elsewhere->len, ==, 0);
  way_test_case_clear (&test);
}

/* Over the end of a sentence, or of a line: the whole text is the place. */
static void
test_over_two_lines (void)
{
  WayTestCase test;
  g_autoptr (WayDocument) document = way_document_new ();
  g_autoptr (WayCase) now = NULL;
  g_autoptr (GPtrArray) places = NULL;

  way_test_case_init (&test);
  set_address (&test, document, TRUE);
  add_matter (document, "S1_05", "The new place is Copper\nHouse.");
  now = way_test_case_build (&test);
  places = way_document_list_places (document, now, NULL);
  check_place (places, 0, "plan.matters.S1_05.going_well", "The new place is Copper\nHouse.");
  way_test_case_clear (&test);
}

/* Private since it was agreed: the address of the plan itself is a place. */
static void
test_private_since (void)
{
  WayTestCase test;
  g_autoptr (WayDocument) document = way_document_new ();
  g_autoptr (WayCase) now = NULL;
  g_autoptr (GPtrArray) places = NULL;

  way_test_case_init (&test);
  set_address (&test, document, TRUE);
  document->address_private = FALSE;
  now = way_test_case_build (&test);
  places = way_document_list_places (document, now, NULL);
  g_assert_cmpuint (places->len, >, 0);
  g_assert_cmpstr (((WayDocumentPlace *)g_ptr_array_index (places, 0))->path, ==, "address");
  way_test_case_clear (&test);
}

static void
test_not_private (void)
{
  WayTestCase test;
  g_autoptr (WayDocument) document = way_document_new ();
  g_autoptr (WayCase) now = NULL;
  g_autoptr (GPtrArray) places = NULL;

  way_test_case_init (&test);
  set_address (&test, document, FALSE);
  add_matter (document, "S1_05", "Copper House.");
  now = way_test_case_build (&test);
  places = way_document_list_places (document, now, NULL);
  g_assert_cmpuint (places->len, ==, 0);
  way_test_case_clear (&test);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document-places/sentences", test_sentences);
  g_test_add_func ("/document-places/over-two-lines", test_over_two_lines);
  g_test_add_func ("/document-places/private-since", test_private_since);
  g_test_add_func ("/document-places/not-private", test_not_private);
  return g_test_run ();
}
