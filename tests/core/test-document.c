/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-core-error.h"
#include <string.h>
#include "way-document.h"

static void
set (char **member, const char *text)
{
  g_free (*member);
  *member = g_strdup (text);
}

static WayDocument *
sample (void)
{
  WayDocument *document = way_document_new ();
  WayDocumentMatter *matter = way_document_add_matter (document);
  WayDocumentAction *action = way_document_add_action (matter);
  WayDocumentGoal *goal = way_document_add_goal (document);

  document->number = 4;
  document->address_private = TRUE;
  document->newest_ms = G_GINT64_CONSTANT (1762000000000);
  set (&document->preferred_name, "Kez Hartley");
  set (&document->council, "Linden Council");
  way_date_parse ("2025-11-06", WAY_DATE_FULL, &document->agreed_on);
  g_ptr_array_add (document->what_matters,
                   way_passage_new ("My brother comes first.", "en", WAY_GIVEN_SAID));
  set (&matter->key, "S1_05");
  set (&matter->title, "Where I live");
  matter->number = 5;
  matter->nothing_needed = TRUE;
  g_ptr_array_add (matter->own_words, way_passage_new ("", "en", WAY_GIVEN_CHOSE_NOT));
  set (&matter->contingency.text, "Kez stays where she is.");
  set (&action->what.text, "Choose a cooker");
  set (&action->who, "me");
  set (&action->status, "to_do");
  way_date_parse ("2025-11-14", WAY_DATE_FULL, &action->by);
  set (&goal->what.text, "Move into my own flat");
  goal->pinned = TRUE;
  set (&way_document_add_supporter (document)->name, "Bev");
  set (&way_document_add_achievement (document)->what.text, "Food Hygiene Level 2");
  return document;
}

static void
test_round_trip (void)
{
  g_autoptr (WayDocument) document = sample ();
  g_autoptr (GBytes) content = way_document_to_content (document);
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDocument) again = way_document_from_content (content, &error);
  g_autoptr (GBytes) content_again = NULL;
  WayDocumentMatter *matter;

  g_assert_no_error (error);
  content_again = way_document_to_content (again);
  g_assert_true (g_bytes_equal (content, content_again));

  matter = g_ptr_array_index (again->matters, 0);
  g_assert_cmpstr (again->preferred_name, ==, "Kez Hartley");
  g_assert_true (again->address_private);
  g_assert_cmpstr (matter->key, ==, "S1_05");
  g_assert_cmpstr (matter->contingency.text, ==, "Kez stays where she is.");
  g_assert_true (matter->nothing_needed);
  g_assert_cmpuint (matter->actions->len, ==, 1);
  g_assert_true (way_words_are_answered (matter->own_words));
  g_assert_true (way_words_are_empty (matter->own_words));
}

/* Every truncation and every bit flip is refused or is another document: never a crash. */
static void
test_damage (void)
{
  g_autoptr (WayDocument) document = sample ();
  g_autoptr (GBytes) content = way_document_to_content (document);
  gsize size = g_bytes_get_size (content);
  guint refused = 0;

  for (gsize i = 0; i < size * 8; i++)
    {
      g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (content, NULL), size);
      g_autoptr (GBytes) flipped = NULL;
      g_autoptr (WayDocument) result = NULL;
      g_autoptr (GError) error = NULL;

      bytes[i / 8] ^= (guint8)(1 << i % 8);
      flipped = g_bytes_new (bytes, size);
      result = way_document_from_content (flipped, &error);
      g_assert_true ((result == NULL) == (error != NULL));
      refused += result == NULL;
    }
  g_assert_cmpuint (refused, >, 0);

  for (gsize i = 0; i < size; i++)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (content, 0, i);
      g_autoptr (GError) error = NULL;

      g_assert_null (way_document_from_content (part, &error));
      g_assert_nonnull (error);
    }
}

static void
test_newer_format (void)
{
  g_autoptr (WayDocument) document = sample ();
  g_autoptr (GBytes) content = way_document_to_content (document);
  gsize size = g_bytes_get_size (content);
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (content, NULL), size);
  g_autoptr (GBytes) newer = NULL;
  g_autoptr (GError) error = NULL;

  bytes[0] = 2;
  newer = g_bytes_new (bytes, size);
  g_assert_null (way_document_from_content (newer, &error));
  g_assert_error (error, WAY_CORE_ERROR, WAY_CORE_ERROR_NEEDS_UPDATE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/document/round-trip", test_round_trip);
  g_test_add_func ("/core/document/damage", test_damage);
  g_test_add_func ("/core/document/newer-format", test_newer_format);
  return g_test_run ();
}
