/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-test-case.h"

#include "way-merge.h"

#define MADE_MS G_GINT64_CONSTANT (1795392000000) /* 2026-11-23 */

void
way_test_case_init (WayTestCase *self)
{
  self->random = way_random_new_seeded (3);
  way_id_new (self->random, &self->id);
  self->ops = g_ptr_array_new_with_free_func ((GDestroyNotify)way_operation_unref);
  self->counter = 0;
}

void
way_test_case_clear (WayTestCase *self)
{
  g_clear_pointer (&self->ops, g_ptr_array_unref);
  g_clear_object (&self->random);
}

static GArray *
visible_ids (WayTestCase *self, const WayChange *change)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  g_autoptr (GPtrArray) visible = way_merge_case (self->ops);
  gboolean removal = way_change_is_removal (change);

  for (guint i = 0; i < visible->len; i++)
    {
      WayOperation *op = g_ptr_array_index (visible, i);

      if (op->kind == change->kind && way_id_equal (&op->object, &change->object)
          && (removal || op->group == change->group))
        g_array_append_val (ids, op->id);
    }
  return ids;
}

static void
add_op (
    WayTestCase *self, const WayChange *change, GArray *bases, guint64 act, guint n, gint64 made_ms)
{
  WayOperation fields = { .case_id = self->id,
                          .id = { { { 1 } }, ++self->counter },
                          .act = act,
                          .act_n = (guint16)n,
                          .made_ms = made_ms,
                          .hlc = self->counter,
                          .kind = change->kind,
                          .object = change->object,
                          .group = change->group,
                          .flags = change->flags,
                          .value = change->value,
                          .supersedes = (const WayOpId *)bases->data,
                          .n_supersedes = bases->len };

  g_ptr_array_add (self->ops, way_operation_new (&fields));
}

void
way_test_case_apply (WayTestCase *self, WayAct *act, gint64 made_ms)
{
  guint64 first = self->counter + 1;
  g_autoptr (GPtrArray) bases = g_ptr_array_new_with_free_func ((GDestroyNotify)g_array_unref);

  for (guint i = 0; i < act->changes->len; i++)
    g_ptr_array_add (bases, visible_ids (self, g_ptr_array_index (act->changes, i)));
  for (guint i = 0; i < act->changes->len; i++)
    add_op (self, g_ptr_array_index (act->changes, i), g_ptr_array_index (bases, i), first,
            act->changes->len, made_ms);
  way_act_free (act);
}

WayCase *
way_test_case_build (WayTestCase *self)
{
  g_autoptr (GPtrArray) visible = way_merge_case (self->ops);

  return way_case_new (&self->id, visible);
}

WayId
way_test_case_add (WayTestCase *self, guint16 kind, guint16 group, GVariant *value)
{
  WayAct *act = way_act_new (&self->id, 0);
  WayId id;

  way_id_new (self->random, &id);
  if (kind == WAY_KIND_PERSON || kind == WAY_KIND_FRONT)
    id = self->id;
  way_act_create (act, kind, &id);
  way_act_set (act, kind, &id, group, value);
  way_test_case_apply (self, act, MADE_MS);
  return id;
}

void
way_test_case_set (
    WayTestCase *self, guint16 kind, const WayId *object, guint16 group, GVariant *value)
{
  WayAct *act = way_act_new (&self->id, 0);

  way_act_set (act, kind, object, group, value);
  way_test_case_apply (self, act, MADE_MS);
}

void
way_test_case_clash (
    WayTestCase *self, guint16 kind, const WayId *object, guint16 group, GVariant *value)
{
  g_autoptr (WayAct) act = way_act_new (&self->id, 0);
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  WayChange *change = way_act_set (act, kind, object, group, value);

  add_op (self, change, none, self->counter + 1, 1, MADE_MS);
}

static void
add_rule (WayReference *reference, const char *key, guint value, const char *unit)
{
  WayRule *rule = g_new0 (WayRule, 1);

  rule->key = g_strdup (key);
  rule->value = value;
  rule->unit = g_strdup (unit);
  rule->words = g_strdup ("");
  rule->source = g_strdup ("");
  way_reference_take_rule (reference, rule);
}

WayReference *
way_test_reference (void)
{
  WayReference *reference = way_reference_new ("england", "Regulations 2010, Schedule 1");

  way_reference_add_matter (reference, "S1_05", 5, "Where I live", "", "accommodation");
  way_reference_add_matter (reference, "S1_08", 8, "Money", "", "financial support");
  add_rule (reference, "review_months", 6, "months");
  add_rule (reference, "visit_months_law", 2, "months");
  add_rule (reference, "visit_days_default", 56, "days");
  add_rule (reference, "first_visit_days", 7, "days");
  add_rule (reference, "accommodation_review_days", 28, "days");
  add_rule (reference, "offer_interval_months", 12, "months");
  add_rule (reference, "age_plan_starts", 16, "years");
  add_rule (reference, "age_adult", 18, "years");
  add_rule (reference, "age_ask", 21, "years");
  add_rule (reference, "age_end_education", 25, "years");
  add_rule (reference, "assessment_months_after_asking", 3, "months");
  add_rule (reference, "care_counts_from_age", 14, "years");
  add_rule (reference, "care_days_for_eligible", 91, "days");
  add_rule (reference, "change_review_days", 28, "days");
  add_rule (reference, "needs_assessment_months", 3, "months");
  add_rule (reference, "returned_home_months", 6, "months");
  add_rule (reference, "universal_credit_prepare_days", 28, "days");
  add_rule (reference, "age_end", 25, "years");
  return reference;
}
