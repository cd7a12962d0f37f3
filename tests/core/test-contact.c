/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a contact is in words, and a case as it would stand once an act is written.
 */
#include "way-contact.h"

#include "way-case-after.h"
#include "way-due.h"
#include "way-rights.h"
#include "way-test-case.h"
#include "way-value.h"

#define MADE G_GINT64_CONSTANT (1760000000000)

static const WayDate today = { 2025, 10, 16 };

static GVariant *
words (const char *text, WayGiven given)
{
  g_autoptr (GPtrArray) passages = way_words_new ();

  g_ptr_array_add (passages, way_passage_new (text, "en", given));
  return way_words_to_variant (passages);
}

static const WayObject *
add_contact (WayTestCase *test, WayCase **ret_case, const char *kind, const char *place)
{
  WayId id = way_test_case_add (test, WAY_KIND_CONTACT, WAY_CONTACT_KIND,
                                g_variant_new ("(s)", kind));

  way_test_case_set (test, WAY_KIND_CONTACT, &id, WAY_CONTACT_PLACE, g_variant_new ("(s)", place));
  way_test_case_set (test, WAY_KIND_CONTACT, &id, WAY_CONTACT_OWN_WORDS,
                     words ("can we talk", WAY_GIVEN_TYPED));
  *ret_case = way_test_case_build (test);
  return way_case_get_object (*ret_case, WAY_KIND_CONTACT, &id);
}

static void
test_titles (void)
{
  static const struct
  {
    const char *kind, *place, *title;
    WayContactSort sort;
  } rows[] = {
    { "visit", "home", "Visit at home", WAY_CONTACT_SORT_VISIT },
    { "visit", "prison", "Visit in prison", WAY_CONTACT_SORT_VISIT },
    { "visit", "", "Visit", WAY_CONTACT_SORT_VISIT },
    { "office", "office", "Meeting at the office", WAY_CONTACT_SORT_VISIT },
    { "office", "", "Meeting", WAY_CONTACT_SORT_VISIT },
    { "video", "online", "Video call", WAY_CONTACT_SORT_VISIT },
    { "phone", "", "Call", WAY_CONTACT_SORT_MESSAGE },
    { "text", "", "Text from Kez", WAY_CONTACT_SORT_MESSAGE },
    { "email", "", "Email from Kez", WAY_CONTACT_SORT_MESSAGE },
    { "letter", "", "Letter from Kez", WAY_CONTACT_SORT_MESSAGE },
    { "message", "", "Message from Kez", WAY_CONTACT_SORT_MESSAGE },
    { "attempt", "", "Tried to reach Kez", WAY_CONTACT_SORT_TRIED },
    { "attempt", "home", "Tried at home", WAY_CONTACT_SORT_TRIED },
    { "telepathy", "", "Message", WAY_CONTACT_SORT_MESSAGE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (WayTestCase) test = { 0 };
      g_autoptr (WayCase) built = NULL;
      g_autofree char *title = NULL;
      const WayObject *contact;

      way_test_case_init (&test);
      contact = add_contact (&test, &built, rows[i].kind, rows[i].place);
      title = way_contact_title (contact, "Kez");
      g_assert_cmpstr (title, ==, rows[i].title);
      g_assert_cmpint (way_contact_get_sort (contact), ==, rows[i].sort);
    }
}

static void
assert_seen (const char *kind, guint8 seen, guint8 alone, const char *expected, gboolean counts)
{
  g_auto (WayTestCase) test = { 0 };
  g_autoptr (WayCase) built = NULL;
  const WayObject *contact;
  WayId id;

  way_test_case_init (&test);
  id = way_test_case_add (&test, WAY_KIND_CONTACT, WAY_CONTACT_KIND, g_variant_new ("(s)", kind));
  way_test_case_set (&test, WAY_KIND_CONTACT, &id, WAY_CONTACT_SEEN, g_variant_new ("(y)", seen));
  way_test_case_set (&test, WAY_KIND_CONTACT, &id, WAY_CONTACT_SEEN_ALONE,
                     g_variant_new ("(y)", alone));
  built = way_test_case_build (&test);
  contact = way_case_get_object (built, WAY_KIND_CONTACT, &id);
  g_assert_cmpstr (way_contact_seen_text (contact), ==, expected);
  g_assert_cmpint (way_contact_counts_as_seen (contact, NULL), ==, counts);
}

static void
assert_to_come (const char *on, const char *at, gboolean expected)
{
  g_autoptr (GVariant) when = g_variant_ref_sink (g_variant_new ("(ss)", on, at));

  /* 16 October 2025, 10:00 in Great Britain */
  g_assert_cmpint (way_contact_is_to_come (when, G_GINT64_CONSTANT (1760605200000)), ==, expected);
}

static void
test_to_come (void)
{
  assert_to_come ("2025-10-16", "11:00", FALSE);
  assert_to_come ("2025-10-16", "11:01", TRUE);
  assert_to_come ("2025-10-15", "23:59", FALSE);
  assert_to_come ("2025-10-17", "00:00", TRUE);
  assert_to_come ("2025-10-16", "", FALSE);
  assert_to_come ("2025-10-17", "", TRUE);
  assert_to_come ("", "", FALSE);
}

static void
test_seen (void)
{
  assert_seen ("visit", 2, 2, "Seen, alone", TRUE);
  assert_seen ("visit", 2, 1, "Seen", TRUE);
  assert_seen ("visit", 2, 0, "Seen", TRUE);
  assert_seen ("visit", 1, 0, "Not seen", FALSE);
  assert_seen ("visit", 0, 0, "", TRUE);
  assert_seen ("office", 2, 2, "Seen, alone", TRUE);
  assert_seen ("video", 2, 2, "Seen, alone", FALSE);
  assert_seen ("phone", 2, 2, "", FALSE);
  assert_seen ("message", 0, 0, "", FALSE);
  assert_seen ("attempt", 1, 0, "", FALSE);
}

static void
test_changed_late (void)
{
  g_auto (WayTestCase) test = { 0 };
  g_autoptr (WayCase) fresh = NULL, late = NULL;
  WayAct *act;
  WayId id;

  way_test_case_init (&test);
  way_id_new (test.random, &id);
  act = way_act_new (&test.id, 0);
  way_act_create (act, WAY_KIND_CONTACT, &id);
  way_act_set (act, WAY_KIND_CONTACT, &id, WAY_CONTACT_KIND, g_variant_new ("(s)", "visit"));
  way_test_case_apply (&test, act, MADE);
  act = way_act_new (&test.id, 0);
  way_act_set (act, WAY_KIND_CONTACT, &id, WAY_CONTACT_PRESENT, g_variant_new ("(s)", "Jude"));
  way_test_case_apply (&test, act, MADE + WAY_RIGHTS_EDIT_WINDOW_MS);
  fresh = way_test_case_build (&test);
  g_assert_false (
      way_contact_was_changed_late (way_case_get_object (fresh, WAY_KIND_CONTACT, &id)));
  act = way_act_new (&test.id, 0);
  way_act_set (act, WAY_KIND_CONTACT, &id, WAY_CONTACT_PRESENT, g_variant_new ("(s)", "Pam"));
  way_test_case_apply (&test, act, MADE + WAY_RIGHTS_EDIT_WINDOW_MS + 1);
  late = way_test_case_build (&test);
  g_assert_true (way_contact_was_changed_late (way_case_get_object (late, WAY_KIND_CONTACT, &id)));
}

static void
test_corrections (void)
{
  g_auto (WayTestCase) test = { 0 };
  g_autoptr (WayCase) built = NULL;
  g_autoptr (GPtrArray) list = NULL;
  WayId contact, other;

  way_test_case_init (&test);
  contact = way_test_case_add (&test, WAY_KIND_CONTACT, WAY_CONTACT_KIND,
                               g_variant_new ("(s)", "visit"));
  other = way_test_case_add (&test, WAY_KIND_CONTACT, WAY_CONTACT_KIND,
                             g_variant_new ("(s)", "visit"));
  for (guint i = 0; i < 3; i++)
    way_test_case_add (
        &test, WAY_KIND_CORRECTION, WAY_CORRECTION_TARGET,
        g_variant_new ("(@ayq)", way_value_new_id (i < 2 ? &contact : &other), WAY_CONTACT_NOTES));
  built = way_test_case_build (&test);
  list = way_contact_list_corrections (built,
                                       way_case_get_object (built, WAY_KIND_CONTACT, &contact));
  g_assert_cmpuint (list->len, ==, 2);
}

/* -- after an act ------------------------------------------------------------------------------ */

static WayAct *
new_visit (WayTestCase *test, const char *kind, const char *on, WayId *ret_id)
{
  WayAct *act = way_act_new (&test->id, 0);

  way_id_new (test->random, ret_id);
  way_act_create (act, WAY_KIND_CONTACT, ret_id);
  way_act_set (act, WAY_KIND_CONTACT, ret_id, WAY_CONTACT_KIND, g_variant_new ("(s)", kind));
  way_act_set (act, WAY_KIND_CONTACT, ret_id, WAY_CONTACT_WHEN, g_variant_new ("(ss)", on, ""));
  way_act_set (act, WAY_KIND_CONTACT, ret_id, WAY_CONTACT_SEEN, g_variant_new ("(y)", 2));
  return act;
}

static void
assert_due_after (WayTestCase *test, WayAct *act, const char *due)
{
  g_autoptr (WayReference) reference = way_test_reference ();
  g_autoptr (WayCase) before = way_test_case_build (test);
  g_autoptr (WayCase) foreseen = way_case_after (before, act, MADE);
  g_autoptr (WayCase) written = NULL;
  g_autoptr (WayCare) now = way_care_new (foreseen, reference, today);
  g_autoptr (WayCare) then = NULL;
  g_auto (WayDue) said = { 0 }, stood = { 0 };
  char text[WAY_DATE_TEXT_SIZE];

  way_due_visit (now, NULL, &said);
  g_assert_cmpstr (way_date_format (said.due, text), ==, due);
  way_test_case_apply (test, act, MADE);
  written = way_test_case_build (test);
  then = way_care_new (written, reference, today);
  way_due_visit (then, NULL, &stood);
  g_assert_cmpstr (way_date_format (stood.due, text), ==, due);
  g_assert_cmpstr (said.reason, ==, stood.reason);
}

/* What is said before saving is what stands afterwards. */
static void
test_after (void)
{
  g_auto (WayTestCase) test = { 0 };
  WayAct *act;
  WayId seen, other;

  way_test_case_init (&test);
  way_test_case_add (&test, WAY_KIND_PERSON, WAY_PERSON_NAMES, g_variant_new ("(ss)", "A", "A B"));
  assert_due_after (&test, new_visit (&test, "visit", "2025-08-21", &seen), "2025-10-16");
  assert_due_after (&test, new_visit (&test, "phone", "2025-10-16", &other), "2025-10-16");
  assert_due_after (&test, new_visit (&test, "video", "2025-10-16", &other), "2025-10-16");
  assert_due_after (&test, new_visit (&test, "visit", "2025-10-16", &other), "2025-12-11");

  /* what stood is changed, or taken away */
  act = way_act_new (&test.id, 0);
  way_act_set (act, WAY_KIND_CONTACT, &other, WAY_CONTACT_WHEN,
               g_variant_new ("(ss)", "2025-10-09", ""));
  assert_due_after (&test, act, "2025-12-04");
  act = way_act_new (&test.id, 0);
  way_act_remove (act, WAY_KIND_CONTACT, &other, "");
  assert_due_after (&test, act, "2025-10-16");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contact/titles", test_titles);
  g_test_add_func ("/contact/to-come", test_to_come);
  g_test_add_func ("/contact/seen", test_seen);
  g_test_add_func ("/contact/changed-late", test_changed_late);
  g_test_add_func ("/contact/corrections", test_corrections);
  g_test_add_func ("/contact/after", test_after);
  return g_test_run ();
}
