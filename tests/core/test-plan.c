/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The gate (domain.md 8.2, check 12) and the life of a plan (decisions.md 5).
 */
#include "way-core-error.h"
#include "way-plan.h"
#include "way-test-case.h"

typedef struct
{
  WayTestCase test;
  WayReference *reference;
} Plan;

static WayDate
date (const char *text)
{
  WayDate result = way_date_none;

  g_assert_true (way_date_parse (text, WAY_DATE_FULL, &result));
  return result;
}

static void
plan_clear (Plan *self)
{
  way_test_case_clear (&self->test);
  g_clear_pointer (&self->reference, way_reference_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Plan, plan_clear)

static WayId
matter (Plan *self, const char *key)
{
  WayId id;

  way_matter_object (&self->test.id, key, &id);
  return id;
}

static void
set_matter (Plan *self, const char *key, guint16 group, GVariant *value)
{
  WayId id = matter (self, key);

  way_test_case_set (&self->test, WAY_KIND_MATTER, &id, group, value);
}

static WayId
add_action (Plan *self, const char *key, const char *who, const char *by)
{
  WayId parent = matter (self, key);
  WayId id = way_test_case_add (&self->test, WAY_KIND_ACTION, WAY_ACTION_WHAT,
                                g_variant_new ("(ss)", "See the flat", "en"));

  way_test_case_set (&self->test, WAY_KIND_ACTION, &id, WAY_ACTION_MATTER,
                     g_variant_new ("(@ay)", g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE,
                                                                        parent.bytes, 16, 1)));
  way_test_case_set (&self->test, WAY_KIND_ACTION, &id, WAY_ACTION_WHO, g_variant_new ("(s)", who));
  way_test_case_set (&self->test, WAY_KIND_ACTION, &id, WAY_ACTION_BY, g_variant_new ("(s)", by));
  return id;
}

static void
plan_init (Plan *self)
{
  way_test_case_init (&self->test);
  self->reference = way_test_reference ();
  way_test_case_add (&self->test, WAY_KIND_PERSON, WAY_PERSON_NAMES,
                     g_variant_new ("(ss)", "Kez", "Kezia Hartley"));
}

static void
assert_missing (Plan *self, WayMissingKind kind, guint n)
{
  g_autoptr (WayCase) built = way_test_case_build (&self->test);
  g_autoptr (GPtrArray) missing = way_plan_list_missing (built, self->reference);
  guint found = 0;

  for (guint i = 0; i < missing->len; i++)
    found += ((WayMissing *)g_ptr_array_index (missing, i))->kind == kind;
  g_assert_cmpuint (found, ==, n);
}

static void
assert_missing_count (Plan *self, guint n)
{
  g_autoptr (WayCase) built = way_test_case_build (&self->test);
  g_autoptr (GPtrArray) missing = way_plan_list_missing (built, self->reference);

  g_assert_cmpuint (missing->len, ==, n);
}

static gboolean
finalise (Plan *self, const char *on, GError **error)
{
  g_autoptr (WayCase) built = way_test_case_build (&self->test);
  WayAct *act = way_plan_finalise (built, NULL, self->reference, self->test.random,
                                   date ("2026-11-23"), date (on), error);

  if (act != NULL)
    way_test_case_apply (&self->test, act, 1);
  return act != NULL;
}

static void
fill (Plan *self)
{
  set_matter (self, "S1_05", WAY_MATTER_GOING_WELL, g_variant_new ("(ss)", "Pays on time.", "en"));
  set_matter (self, "S1_08", WAY_MATTER_EMPTY_REASON, g_variant_new ("(ss)", "Not now.", "en"));
}

static void
test_gate (void)
{
  g_auto (Plan) plan;
  g_autoptr (GError) error = NULL;
  WayId action;

  plan_init (&plan);
  assert_missing (&plan, WAY_MISSING_MATTER_EMPTY, 2);
  g_assert_false (finalise (&plan, "2026-11-23", &error));
  g_assert_error (error, WAY_CORE_ERROR, WAY_CORE_ERROR_INCOMPLETE);
  g_clear_error (&error);

  fill (&plan);
  assert_missing_count (&plan, 0);
  /* a contingency alone leaves a section empty; nothing needed now fills it */
  set_matter (&plan, "S1_08", WAY_MATTER_EMPTY_REASON, g_variant_new ("(ss)", "", ""));
  set_matter (&plan, "S1_08", WAY_MATTER_CONTINGENCY, g_variant_new ("(ss)", "Ring Bev.", "en"));
  assert_missing (&plan, WAY_MISSING_MATTER_EMPTY, 1);
  set_matter (&plan, "S1_08", WAY_MATTER_NOTHING_NEEDED, g_variant_new ("(b)", TRUE));
  assert_missing_count (&plan, 0);

  action = add_action (&plan, "S1_05", "", "");
  assert_missing (&plan, WAY_MISSING_ACTION_WHO, 1);
  assert_missing (&plan, WAY_MISSING_ACTION_BY, 1);
  way_test_case_set (&plan.test, WAY_KIND_ACTION, &action, WAY_ACTION_STATUS,
                     g_variant_new ("(s)", "done"));
  assert_missing (&plan, WAY_MISSING_ACTION_BY, 1); /* done ones too */
  way_test_case_set (&plan.test, WAY_KIND_ACTION, &action, WAY_ACTION_WHO,
                     g_variant_new ("(s)", "me"));
  way_test_case_set (&plan.test, WAY_KIND_ACTION, &action, WAY_ACTION_BY,
                     g_variant_new ("(s)", "2026-12-01"));
  assert_missing_count (&plan, 0);
}

static void
test_gate_conflict (void)
{
  g_auto (Plan) plan;
  WayId where;

  plan_init (&plan);
  fill (&plan);
  where = matter (&plan, "S1_05");
  way_test_case_clash (&plan.test, WAY_KIND_MATTER, &where, WAY_MATTER_GOING_WELL,
                       g_variant_new ("(ss)", "Something else.", "en"));
  assert_missing (&plan, WAY_MISSING_CONFLICT, 1);
  g_assert_false (finalise (&plan, "2026-11-23", NULL));
}

/* The place holds no words of the plan, and the past says when they were written. */
static void
assert_written (Plan *self, WayDocument *first, WayDocument *second)
{
  g_autoptr (WayPast) past = way_past_new (&self->test.id);
  g_autoptr (GPtrArray) changes = NULL;
  const WayDifference *change;

  for (guint i = 0; i < self->test.ops->len; i++)
    way_past_add (past, &(WayAuthoredOp){ .op = g_ptr_array_index (self->test.ops, i) }, TRUE);
  changes = way_plan_compare (first, second, past, NULL);
  change = g_ptr_array_index (changes, 0);
  g_assert_cmpstr (change->path, ==, "plan.matters.S1_05.actions");
  g_assert_cmpint (change->made_ms, >, 0);
  g_assert_cmpstr (change->author, ==, "");
}

static void
test_versions (void)
{
  g_auto (Plan) plan;
  g_autoptr (GError) error = NULL;
  g_autoptr (WayCase) built = NULL;
  g_autoptr (GPtrArray) versions = NULL, changes = NULL;
  g_autoptr (WayDocument) first = NULL, second = NULL, draft = NULL;

  plan_init (&plan);
  fill (&plan);
  g_assert_true (finalise (&plan, "2026-05-31", &error));
  g_assert_no_error (error);
  add_action (&plan, "S1_05", "Ros", "2026-12-01");
  g_assert_true (finalise (&plan, "2026-11-23", &error));

  built = way_test_case_build (&plan.test);
  versions = way_plan_list_versions (built);
  g_assert_cmpuint (versions->len, ==, 2);
  g_assert_cmpuint (way_plan_newest_version (versions)->number, ==, 2);
  first = way_version_open (g_ptr_array_index (versions, 0), &error);
  second = way_version_open (g_ptr_array_index (versions, 1), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (first->number, ==, 1);
  g_assert_cmpint (way_date_compare (first->review_by, date ("2026-11-30")), ==, 0);
  g_assert_false (way_document_is_same_plan (first, second));
  changes = way_plan_compare (first, second, NULL, NULL);
  g_assert_cmpuint (changes->len, ==, 1);
  g_assert_cmpstr (((WayDifference *)g_ptr_array_index (changes, 0))->older, ==, "");
  assert_written (&plan, first, second);

  draft = way_plan_build_draft (built, NULL, plan.reference, date ("2026-11-24"));
  g_assert_true (draft->draft);
  g_assert_cmpuint (draft->number, ==, 3);
  g_assert_true (way_document_is_same_plan (draft, second));
}

static void
test_withdraw (void)
{
  g_auto (Plan) plan;
  g_autoptr (WayCase) built = NULL, after = NULL;
  g_autoptr (GPtrArray) versions = NULL, left = NULL;
  g_autoptr (WayDocument) draft = NULL;

  plan_init (&plan);
  fill (&plan);
  g_assert_true (finalise (&plan, "2026-11-23", NULL));
  built = way_test_case_build (&plan.test);
  versions = way_plan_list_versions (built);
  way_test_case_apply (
      &plan.test, way_plan_withdraw (built, g_ptr_array_index (versions, 0), plan.test.random), 2);
  after = way_test_case_build (&plan.test);
  left = way_plan_list_versions (after);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpint (((WayVersion *)g_ptr_array_index (left, 0))->state, ==, WAY_VERSION_WITHDRAWN);
  g_assert_null (way_plan_newest_version (left));
  draft = way_plan_build_draft (after, NULL, plan.reference, date ("2026-11-24"));
  g_assert_cmpuint (draft->number, ==, 1);
}

static void
assert_refused (Plan *self, const char *on)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (finalise (self, on, &error));
  g_assert_error (error, WAY_CORE_ERROR, WAY_CORE_ERROR_INVALID);
}

/* A plan is kept for ever under its day, so a day on which it cannot have been agreed is refused.
 */
static void
test_agreed_day (void)
{
  g_auto (Plan) plan;

  plan_init (&plan);
  fill (&plan);
  way_test_case_set (&plan.test, WAY_KIND_PERSON, &plan.test.id, WAY_PERSON_BIRTH,
                     g_variant_new ("(s)", "2005-03-14"));
  assert_refused (&plan, "2026-11-24");
  assert_refused (&plan, "2005-03-13");
  g_assert_true (finalise (&plan, "2026-05-31", NULL));
  add_action (&plan, "S1_05", "Ros", "2026-12-01");
  assert_refused (&plan, "2026-05-30");
  g_assert_true (finalise (&plan, "2026-05-31", NULL));
}

static void
test_nothing_changed (void)
{
  g_auto (Plan) plan;
  g_autoptr (WayCase) built = NULL;
  g_autoptr (GPtrArray) versions = NULL;

  plan_init (&plan);
  fill (&plan);
  g_assert_true (finalise (&plan, "2026-05-31", NULL));
  assert_refused (&plan, "2026-05-31");
  assert_refused (&plan, "2026-11-23");
  /* withdrawn, it is no agreed plan: another day may be written */
  built = way_test_case_build (&plan.test);
  versions = way_plan_list_versions (built);
  way_test_case_apply (
      &plan.test, way_plan_withdraw (built, g_ptr_array_index (versions, 0), plan.test.random), 2);
  g_assert_true (finalise (&plan, "2026-05-30", NULL));
}

/* Two laptops finalise apart: both are kept, and the next follows both. */
static void
test_two_of_one_number (void)
{
  g_auto (Plan) plan;
  g_autoptr (WayCase) built = NULL, after = NULL;
  g_autoptr (GPtrArray) versions = NULL;
  WayAct *ros, *joel;

  plan_init (&plan);
  fill (&plan);
  built = way_test_case_build (&plan.test);
  ros = way_plan_finalise (built, NULL, plan.reference, plan.test.random, date ("2026-11-23"),
                           date ("2026-05-03"), NULL);
  joel = way_plan_finalise (built, NULL, plan.reference, plan.test.random, date ("2026-11-23"),
                            date ("2026-05-04"), NULL);
  way_test_case_apply (&plan.test, ros, 1);
  way_test_case_apply (&plan.test, joel, 2);
  g_assert_true (finalise (&plan, "2026-11-03", NULL));
  after = way_test_case_build (&plan.test);
  versions = way_plan_list_versions (after);
  g_assert_cmpuint (versions->len, ==, 3);
  g_assert_cmpuint (((WayVersion *)g_ptr_array_index (versions, 0))->number, ==, 1);
  g_assert_cmpuint (((WayVersion *)g_ptr_array_index (versions, 1))->number, ==, 1);
  g_assert_cmpuint (((WayVersion *)g_ptr_array_index (versions, 2))->number, ==, 2);
  {
    const WayVersion *last = g_ptr_array_index (versions, 2);
    const WayObject *object = way_case_get_object (after, WAY_KIND_VERSION, &last->object);
    g_autoptr (GVariant) body = way_object_dup_value (object, WAY_VERSION_BODY);
    g_autoptr (GVariant) follows = g_variant_get_child_value (body, 1);

    g_assert_cmpuint (g_variant_n_children (follows), ==, 2);
  }
}

/* An answer given about one plan is not the next plan's. */
static void
test_answer (void)
{
  g_auto (Plan) plan;
  g_autoptr (WayCase) built = NULL;
  g_autoptr (GPtrArray) versions = NULL, differences = NULL, answer = way_words_new ();
  g_autoptr (WayDocument) version = NULL, draft = NULL;

  plan_init (&plan);
  fill (&plan);
  g_ptr_array_add (answer, way_passage_new ("Yes.", "en", WAY_GIVEN_SAID));
  way_test_case_add (&plan.test, WAY_KIND_FRONT, WAY_FRONT_MY_PLAN, way_words_to_variant (answer));
  g_assert_true (finalise (&plan, "2026-11-23", NULL));
  built = way_test_case_build (&plan.test);
  versions = way_plan_list_versions (built);
  version = way_version_open (g_ptr_array_index (versions, 0), NULL);
  g_assert_cmpuint (version->my_plan->len, ==, 1);
  draft = way_plan_build_draft (built, NULL, plan.reference, date ("2026-11-24"));
  g_assert_cmpuint (draft->my_plan->len, ==, 0);
  g_assert_true (way_document_is_same_plan (draft, version));
  differences = way_plan_compare (version, draft, NULL, NULL);
  g_assert_cmpuint (differences->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/plan/gate", test_gate);
  g_test_add_func ("/core/plan/gate-conflict", test_gate_conflict);
  g_test_add_func ("/core/plan/versions", test_versions);
  g_test_add_func ("/core/plan/withdraw", test_withdraw);
  g_test_add_func ("/core/plan/agreed-day", test_agreed_day);
  g_test_add_func ("/core/plan/nothing-changed", test_nothing_changed);
  g_test_add_func ("/core/plan/two-of-one-number", test_two_of_one_number);
  g_test_add_func ("/core/plan/answer", test_answer);
  return g_test_run ();
}
