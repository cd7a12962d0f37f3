/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Surnames of the people in the young person's corner become a letter, wherever they are written,
 * and nothing else changes.
 */
#include "way-document-surnames.h"

static void
set (char **member, const char *text)
{
  g_free (*member);
  *member = g_strdup (text);
}

static void
add_supporter (WayDocument *document, const char *name)
{
  set (&way_document_add_supporter (document)->name, name);
}

static WayDocument *
new_document (void)
{
  WayDocument *document = way_document_new ();

  document->draft = TRUE;
  set (&document->preferred_name, "Kez Hartley");
  set (&document->adviser_name, "Ros Whitfield");
  add_supporter (document, "Dee Hartley (sister)");
  add_supporter (document, "Mr Patel");
  add_supporter (document, "Maria de la Cruz");
  return document;
}

static void
check (const char *written, const char *printed)
{
  g_autoptr (WayDocument) document = new_document (), hidden = NULL;
  WayDocumentMatter *matter = way_document_add_matter (document);

  set (&matter->going_well.text, written);
  hidden = way_document_without_surnames (document);
  matter = g_ptr_array_index (hidden->matters, 0);
  g_assert_cmpstr (matter->going_well.text, ==, printed);
}

static void
test_text (void)
{
  check ("", "");
  check ("Nothing to hide: a patelette, Cruzeiro.", "Nothing to hide: a patelette, Cruzeiro.");
  check ("Mr Patel rang, and PATEL’s wife.", "Mr P. rang, and P.’s wife.");
  check ("She rang Patel.", "She rang P.");
  check ("Kez Hartley lives with Dee  Hartley.", "Kez Hartley lives with Dee  H.");
  check ("Hartley is my name.", "Hartley is my name.");
  check ("Maria de la Cruz, la Cruz\nWhitfield", "Maria de la C., la C.\nWhitfield");
}

/* What they are called by is no surname, and nothing is known of a single name. */
static void
test_no_surname (void)
{
  static const char *const names[] = { "",    "Jude", "Auntie Bev", "Jude’s mum",    "Jude and Sam",
                                       "Nan", "X Y",  "?",          "the night team" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (WayDocument) document = way_document_new ();

      add_supporter (document, names[i]);
      g_assert_false (way_document_has_surnames (document));
    }
}

/* Own words, actions, goals and the entries themselves; what is no writing stays, and so does the
 * document it was made of. */
static void
test_everywhere (void)
{
  g_autoptr (WayDocument) document = new_document (), hidden = NULL;
  WayDocumentMatter *matter = way_document_add_matter (document);
  WayDocumentAction *action = way_document_add_action (matter);
  WayPassage *helped = way_passage_new ("Ask Patel.", "en", WAY_GIVEN_SAID);

  g_assert_true (way_document_has_surnames (document));
  set (&helped->helper, "Dee Hartley");
  g_ptr_array_add (matter->own_words, helped);
  g_ptr_array_add (document->hopes, way_passage_new ("Patel’s job.", "en", WAY_GIVEN_SAID));
  set (&action->who, "Mr Patel");
  set (&way_document_add_goal (document)->what.text, "Visit Cruz");
  matter->worried_about.two_versions = TRUE;
  hidden = way_document_without_surnames (document);
  matter = g_ptr_array_index (hidden->matters, 0);
  action = g_ptr_array_index (matter->actions, 0);
  helped = g_ptr_array_index (matter->own_words, 0);
  g_assert_cmpstr (helped->text, ==, "Ask P.");
  g_assert_cmpstr (helped->helper, ==, "Dee H.");
  g_assert_cmpstr (((WayPassage *)g_ptr_array_index (hidden->hopes, 0))->text, ==, "P.’s job.");
  g_assert_cmpstr (action->who, ==, "Mr P.");
  g_assert_cmpstr (((WayDocumentGoal *)g_ptr_array_index (hidden->goals, 0))->what.text, ==,
                   "Visit C.");
  g_assert_cmpstr (((WayDocumentSupporter *)g_ptr_array_index (hidden->supporters, 0))->name, ==,
                   "Dee H. (sister)");
  g_assert_true (matter->worried_about.two_versions);
  g_assert_true (hidden->draft);
  g_assert_cmpstr (hidden->preferred_name, ==, "Kez Hartley");
  action = g_ptr_array_index (
      ((WayDocumentMatter *)g_ptr_array_index (document->matters, 0))->actions, 0);
  g_assert_cmpstr (action->who, ==, "Mr Patel");
}

static void
test_parts (void)
{
  static const char *const alone[] = { "no_surnames", NULL };
  static const char *const both[] = { "no_adviser_view", "no_surnames", NULL };
  static const char *const some[] = { "S1_05", "no_surnames", NULL };

  g_assert_true (way_document_prints (alone, "front"));
  g_assert_true (way_document_prints (alone, "adviser_view"));
  g_assert_true (way_document_prints (both, "S1_02"));
  g_assert_false (way_document_prints (both, "adviser_view"));
  g_assert_true (way_document_prints (some, "S1_05"));
  g_assert_false (way_document_prints (some, "front"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document-surnames/text", test_text);
  g_test_add_func ("/document-surnames/no-surname", test_no_surname);
  g_test_add_func ("/document-surnames/everywhere", test_everywhere);
  g_test_add_func ("/document-surnames/parts", test_parts);
  return g_test_run ();
}
