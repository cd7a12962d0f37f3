/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Laptops that write apart, hand one another what they wrote, and settle it.
 *
 *  C1  one field, two values: a conflict with both, oldest first, by whom, where and when
 *  C2  the base is the newest that all of them knew; where they shared nothing there is none
 *  C3  the same written twice is one version; three are three
 *  C4  what was added on both sides is no conflict, nor are two plans of one number
 *  C5  settling supersedes what was shown; the settlement is in the same act
 *  C6  what arrives after somebody looked stands beside what was kept
 *  C7  two who settle differently make a new conflict; alike, none
 *  C8  own words: nobody chooses; all of them, oldest first, each with its day
 *  C9  removed here, changed there: removed, or back with everything it held
 *  C10 only the author settles a visit, and after a day writes nothing new in it
 *  C11 what a newer Waymark wrote is shown and waits for one
 */
#include "way-settle.h"

#include "core-fixture.h"
#include "way-core-error.h"
#include "way-merge.h"
#include "way-plan.h"
#include "way-test-case.h"
#include "way-undo.h"
#include "way-value.h"

#define DAY_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))
#define MADE_MS G_GINT64_CONSTANT (1760450000000) /* 14 October 2025 */

/* -- laptops ----------------------------------------------------------------------------------- */

typedef struct
{
  char name;
  GPtrArray *ops; /* (owned): WayOperation it knows */
  guint64 counter;
} Laptop;

typedef struct
{
  WayId id;
  WayRandom *random;
  WayReference *reference;
  WayCase *team;
  Laptop laptops[3]; /* a, b, c */
  gint64 now_ms;
} Office;

static void
laptop_init (Laptop *self, char name)
{
  self->name = name;
  self->ops = g_ptr_array_new_with_free_func ((GDestroyNotify)way_operation_unref);
  self->counter = 0;
}

static WayCase *
build_team (void)
{
  static const char *const names[] = { "Ros Whitfield", "Joel Adeyemi" };
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify)way_operation_unref);
  WayId id = fixture_id (0x7e);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      WayId user = fixture_id ((guint8)('a' + i));

      g_ptr_array_add (ops, fixture_op_full ('z', i + 1, WAY_KIND_WORKER, &user, WAY_WORKER_NAME,
                                             g_variant_new ("(s)", names[i])));
    }
  return way_case_new (&id, ops);
}

static void
office_init (Office *self, guint64 seed)
{
  self->random = way_random_new_seeded (seed);
  way_id_new (self->random, &self->id);
  self->reference = way_test_reference ();
  self->team = build_team ();
  self->now_ms = MADE_MS;
  for (guint i = 0; i < G_N_ELEMENTS (self->laptops); i++)
    laptop_init (&self->laptops[i], (char)('a' + i));
}

static void
office_clear (Office *self)
{
  g_clear_object (&self->random);
  g_clear_pointer (&self->reference, way_reference_unref);
  g_clear_pointer (&self->team, way_case_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->laptops); i++)
    g_clear_pointer (&self->laptops[i].ops, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Office, office_clear)

static WayCase *
look (Office *self, guint at)
{
  g_autoptr (GPtrArray) visible = way_merge_case (self->laptops[at].ops);

  return way_case_new (&self->id, visible);
}

static WayPast *
look_back (Office *self, guint at)
{
  Laptop *laptop = &self->laptops[at];
  WayPast *past = way_past_new (&self->id);

  for (guint i = 0; i < laptop->ops->len; i++)
    {
      WayAuthoredOp authored = { g_ptr_array_index (laptop->ops, i),
                                 { .roles = WAY_ROLE_ADVISER } };

      authored.author.user = fixture_id (authored.op->id.origin.bytes[0]);
      way_past_add (past, &authored, authored.op->id.origin.bytes[0] == (guint8)laptop->name);
    }
  return past;
}

static GPtrArray *
list_conflicts (Office *self, guint at)
{
  g_autoptr (WayCase) present = look (self, at);
  g_autoptr (WayPast) past = look_back (self, at);

  return way_conflict_list (present, past, self->team, self->reference);
}

/* As the store does: what the change says, or what its register shows. */
static GArray *
find_bases (WayCase *present, const WayChange *change)
{
  const WayObject *object = way_case_get_object (present, change->kind, &change->object);
  GArray *bases = g_array_new (FALSE, FALSE, sizeof (WayOpId));

  if (change->bases != NULL)
    return g_array_append_vals (bases, change->bases->data, change->bases->len);
  for (guint i = 0; object != NULL && i < object->ops->len; i++)
    {
      WayOperation *op = g_ptr_array_index (object->ops, i);

      if (way_change_is_removal (change) || op->group == change->group)
        g_array_append_val (bases, op->id);
    }
  return bases;
}

/* Takes @act. */
static void
commit (Office *self, guint at, WayAct *act)
{
  Laptop *laptop = &self->laptops[at];
  g_autoptr (WayCase) present = look (self, at);
  guint64 first = laptop->counter + 1;

  self->now_ms += 1000;
  for (guint i = 0; i < act->changes->len; i++)
    {
      const WayChange *change = g_ptr_array_index (act->changes, i);
      g_autoptr (GArray) bases = find_bases (present, change);
      WayOperation fields = { .case_id = self->id,
                              .id = { fixture_id ((guint8)laptop->name), ++laptop->counter },
                              .act = first,
                              .act_n = (guint16)act->changes->len,
                              .made_ms = self->now_ms,
                              .hlc = (guint64)self->now_ms << 16 | i,
                              .kind = change->kind,
                              .object = change->object,
                              .group = change->group,
                              .flags = change->flags,
                              .value = change->value,
                              .supersedes = (const WayOpId *)bases->data,
                              .n_supersedes = bases->len };

      g_ptr_array_add (laptop->ops, way_operation_new (&fields));
    }
  way_act_free (act);
}

static void
hand_over (Office *self, guint from, guint to)
{
  GPtrArray *has = self->laptops[to].ops, *gives = self->laptops[from].ops;
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < has->len; i++)
    g_hash_table_add (known, g_ptr_array_index (has, i));
  for (guint i = 0; i < gives->len; i++)
    if (g_hash_table_add (known, g_ptr_array_index (gives, i)))
      g_ptr_array_add (has, way_operation_ref (g_ptr_array_index (gives, i)));
}

static void
meet (Office *self)
{
  for (guint from = 0; from < G_N_ELEMENTS (self->laptops); from++)
    for (guint to = 0; to < G_N_ELEMENTS (self->laptops); to++)
      if (from != to)
        hand_over (self, from, to);
}

static void
write_in (Office *self, guint at, guint16 kind, const WayId *object, guint16 group, GVariant *value)
{
  WayAct *act = way_act_new (&self->id, 0);

  way_act_set (act, kind, object, group, value);
  commit (self, at, act);
}

static GVariant *
prose (const char *text)
{
  return g_variant_new ("(ss)", text, "en");
}

static GVariant *
said (const char *text)
{
  g_autoptr (GPtrArray) words = way_words_new ();

  g_ptr_array_add (words, way_passage_new (text, "en", WAY_GIVEN_SAID));
  return way_words_to_variant (words);
}

/* -- settling ---------------------------------------------------------------------------------- */

typedef struct
{
  WayCase *present;     /* (owned) */
  WayPast *past;        /* (owned) */
  GPtrArray *conflicts; /* (owned) */
  WaySettling settling;
} Sitting;

static void
sit_down (Sitting *self, Office *office, guint at)
{
  self->present = look (office, at);
  self->past = look_back (office, at);
  self->conflicts = way_conflict_list (self->present, self->past, office->team, office->reference);
  self->settling = (WaySettling){
    .conflict = self->conflicts->len > 0 ? g_ptr_array_index (self->conflicts, 0) : NULL,
    .present = self->present,
    .past = self->past,
    .author = { fixture_id ((guint8)('a' + at)), WAY_ROLE_ADVISER },
    .random = office->random,
    .today = (WayDate){ 2025, 10, 16 },
    .now_ms = office->now_ms,
    .reason = "the newer news",
  };
}

static void
get_up (Sitting *self)
{
  g_clear_pointer (&self->present, way_case_unref);
  g_clear_pointer (&self->past, way_past_unref);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sitting, get_up)

static const WayConflictVersion *
get_version (const WayConflict *conflict, guint n)
{
  return g_ptr_array_index (conflict->versions, n);
}

static void
assert_prose (GVariant *value, const char *expected)
{
  g_autofree char *text = way_value_dup_string (value, 0);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_refuses (WayAct *act, GError **error, int code)
{
  g_assert_null (act);
  g_assert_error (*error, WAY_CORE_ERROR, code);
  g_assert_true (g_str_has_suffix ((*error)->message, "."));
  g_clear_error (error);
}

/* The needs of S1_05 with a common version, "why", and then one on each of the first two. */
static WayId
begin_needs (Office *self)
{
  WayAct *act = way_act_new (&self->id, 0);
  WayId matter;

  way_matter_object (&self->id, "S1_05", &matter);
  way_act_create (act, WAY_KIND_MATTER, &matter);
  way_act_set (act, WAY_KIND_MATTER, &matter, WAY_MATTER_WHAT_NEEDS_TO_HAPPEN, prose ("why"));
  commit (self, 0, act);
  meet (self);
  write_in (self, 0, WAY_KIND_MATTER, &matter, WAY_MATTER_WHAT_NEEDS_TO_HAPPEN,
            prose ("why, money"));
  write_in (self, 1, WAY_KIND_MATTER, &matter, WAY_MATTER_WHAT_NEEDS_TO_HAPPEN,
            prose ("why, a day"));
  return matter;
}

/* -- C1 to C4 ---------------------------------------------------------------------------------- */

static void
test_two_values (void)
{
  g_auto (Office) office;
  g_auto (Sitting) sitting;
  const WayConflict *one;

  office_init (&office, 1);
  begin_needs (&office);
  g_assert_cmpuint (list_conflicts (&office, 0)->len, ==, 0);
  meet (&office);
  sit_down (&sitting, &office, 0);
  g_assert_cmpuint (sitting.conflicts->len, ==, 1);
  one = sitting.settling.conflict;
  g_assert_cmpstr (one->path, ==, "plan.matters.S1_05.what_needs_to_happen");
  g_assert_true (way_conflict_find (sitting.conflicts, one->path) == one);
  g_assert_null (way_conflict_find (sitting.conflicts, "plan"));
  g_assert_cmpstr (one->place, ==, "5 Where I live");
  g_assert_cmpstr (one->heading, ==, "What needs to happen");
  g_assert_cmpint (one->shape, ==, WAY_CONFLICT_PROSE);
  g_assert_cmpuint (one->versions->len, ==, 2);
  g_assert_cmpstr (get_version (one, 0)->author, ==, "Ros Whitfield");
  g_assert_cmpstr (get_version (one, 1)->author, ==, "Joel Adeyemi");
  g_assert_true (get_version (one, 0)->here);
  g_assert_false (get_version (one, 1)->here);
  g_assert_cmpint (get_version (one, 0)->made_ms, <, get_version (one, 1)->made_ms);
  assert_prose (get_version (one, 0)->value, "why, money");
  assert_prose (get_version (one, 1)->value, "why, a day");
  assert_prose (one->base->value, "why");
  g_assert_cmpstr (one->base->author, ==, "Ros Whitfield");
}

/* Of a laptop that skipped what came between, the older one is shared. */
static void
test_base (void)
{
  g_auto (Office) office;
  g_auto (Sitting) sitting;
  WayId matter;

  office_init (&office, 2);
  matter = begin_needs (&office);
  write_in (&office, 0, WAY_KIND_MATTER, &matter, WAY_MATTER_WHAT_NEEDS_TO_HAPPEN,
            prose ("why, more"));
  write_in (&office, 2, WAY_KIND_MATTER, &matter, WAY_MATTER_CONTINGENCY, prose ("hers"));
  write_in (&office, 1, WAY_KIND_MATTER, &matter, WAY_MATTER_CONTINGENCY, prose ("his"));
  meet (&office);
  sit_down (&sitting, &office, 2);
  g_assert_cmpuint (sitting.conflicts->len, ==, 2);
  assert_prose (sitting.settling.conflict->base->value, "why");
  g_assert_null (((WayConflict *)g_ptr_array_index (sitting.conflicts, 1))->base);
}

static void
test_alike_and_three (void)
{
  g_auto (Office) office;
  g_auto (Sitting) alike = { NULL }, three = { NULL };
  WayId matter;

  office_init (&office, 3);
  matter = begin_needs (&office);
  write_in (&office, 2, WAY_KIND_MATTER, &matter, WAY_MATTER_WHAT_NEEDS_TO_HAPPEN,
            prose ("why, a day"));
  meet (&office);
  sit_down (&alike, &office, 1);
  g_assert_cmpuint (alike.settling.conflict->versions->len, ==, 2);
  g_assert_cmpuint (get_version (alike.settling.conflict, 1)->ops->len, ==, 2);
  g_assert_cmpstr (get_version (alike.settling.conflict, 1)->author, ==, "Joel Adeyemi");

  office_clear (&office);
  office_init (&office, 3);
  matter = begin_needs (&office);
  write_in (&office, 2, WAY_KIND_MATTER, &matter, WAY_MATTER_WHAT_NEEDS_TO_HAPPEN,
            prose ("why not"));
  meet (&office);
  sit_down (&three, &office, 1);
  g_assert_cmpuint (three.settling.conflict->versions->len, ==, 3);
  /* nobody in the team has that name yet */
  g_assert_cmpstr (get_version (three.settling.conflict, 2)->author, ==, "");
}

static WayId
add_goal (Office *self, guint at, const char *text)
{
  WayAct *act = way_act_new (&self->id, 0);
  WayId goal;

  way_id_new (self->random, &goal);
  way_act_create (act, WAY_KIND_GOAL, &goal);
  way_act_set (act, WAY_KIND_GOAL, &goal, WAY_GOAL_WHAT, prose (text));
  way_act_set (act, WAY_KIND_GOAL, &goal, WAY_GOAL_STATE, g_variant_new ("(s)", "on_the_way"));
  commit (self, at, act);
  return goal;
}

static void
test_no_conflicts (void)
{
  g_auto (Office) office;
  g_autoptr (GPtrArray) conflicts = NULL;

  office_init (&office, 4);
  for (guint at = 0; at < 2; at++)
    {
      WayId version;

      add_goal (&office, at, at == 0 ? "See Jude" : "See Mia");
      way_id_new (office.random, &version);
      write_in (&office, at, WAY_KIND_VERSION, &version, WAY_VERSION_BODY,
                g_variant_new ("(uaay@ay@ay)", 4, NULL, way_value_new_id (&version),
                               way_value_new_id (&version)));
    }
  meet (&office);
  conflicts = list_conflicts (&office, 0);
  g_assert_cmpuint (conflicts->len, ==, 0);
}

/* -- C5 to C7 ---------------------------------------------------------------------------------- */

static void
test_settle (void)
{
  static const char *const expected[] = { "why, money", "why, a day", "why, money\nwhy, a day",
                                          "why, both" };
  static const char *const chosen[] = { "one_of_them", "one_of_them", "put_together",
                                        "written_again" };

  for (guint way = 0; way < G_N_ELEMENTS (expected); way++)
    {
      g_auto (Office) office;
      g_auto (Sitting) sitting = { NULL };
      g_autoptr (WayCase) after = NULL;
      g_autoptr (WayPast) past = NULL;
      g_autoptr (GPtrArray) settled = NULL, conflicts = NULL;
      g_autoptr (GVariant) value = NULL;
      g_autoptr (WayAct) undo = NULL;
      const WaySettled *one;
      WayId matter;
      WayAct *act;

      office_init (&office, 5);
      matter = begin_needs (&office);
      meet (&office);
      sit_down (&sitting, &office, 1);
      act = way < 2    ? way_settle_keep (&sitting.settling, way, NULL)
            : way == 2 ? way_settle_put_together (&sitting.settling, NULL)
                       : way_settle_write (&sitting.settling, prose (expected[way]), NULL);
      g_assert_nonnull (act);
      undo = way_undo_new (sitting.present, act);
      g_assert_null (undo);
      commit (&office, 1, act);
      hand_over (&office, 1, 0);
      after = look (&office, 0);
      value = way_object_dup_value (way_case_get_object (after, WAY_KIND_MATTER, &matter),
                                    WAY_MATTER_WHAT_NEEDS_TO_HAPPEN);
      assert_prose (value, expected[way]);
      conflicts = list_conflicts (&office, 0);
      g_assert_cmpuint (conflicts->len, ==, 0);

      past = look_back (&office, 0);
      settled = way_settle_list_settled (after, past, office.team, office.reference);
      g_assert_cmpuint (settled->len, ==, 1);
      one = g_ptr_array_index (settled, 0);
      g_assert_cmpstr (one->reason, ==, "the newer news");
      g_assert_cmpstr (one->chosen, ==, chosen[way]);
      g_assert_cmpstr (one->author, ==, "Joel Adeyemi");
      g_assert_cmpstr (one->heading, ==, "What needs to happen");
      g_assert_cmpuint (one->versions->len, ==, 2);
      assert_prose (one->kept, expected[way]);
      assert_prose (((WayConflictVersion *)g_ptr_array_index (one->versions, 0))->value,
                    "why, money");
    }
}

/* What was written is the choice it comes to. */
static void
test_written_is_chosen (void)
{
  g_auto (Office) office;
  g_auto (Sitting) sitting;
  const char *const texts[] = { "why, a day", "why, money\nwhy, a day" };
  const char *const chosen[] = { "one_of_them", "put_together" };

  office_init (&office, 6);
  begin_needs (&office);
  meet (&office);
  sit_down (&sitting, &office, 0);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (WayAct) act = way_settle_write (&sitting.settling, prose (texts[i]), NULL);
      const WayChange *last = g_ptr_array_index (act->changes, act->changes->len - 1);
      g_autoptr (GVariant) said_so = way_value_from_bytes (last->value, G_VARIANT_TYPE ("(s)"));
      g_autofree char *word = way_value_dup_string (said_so, 0);

      g_assert_cmpint (last->group, ==, WAY_SETTLEMENT_CHOSEN);
      g_assert_cmpstr (word, ==, chosen[i]);
    }
}

static void
test_what_arrives_meanwhile (void)
{
  g_auto (Office) office;
  g_auto (Sitting) sitting;
  g_autoptr (GPtrArray) conflicts = NULL;
  WayId matter;
  const WayConflict *one;

  office_init (&office, 7);
  matter = begin_needs (&office);
  hand_over (&office, 1, 0);
  sit_down (&sitting, &office, 0);
  write_in (&office, 2, WAY_KIND_MATTER, &matter, WAY_MATTER_WHAT_NEEDS_TO_HAPPEN,
            prose ("why not"));
  hand_over (&office, 2, 0);
  commit (&office, 0, way_settle_keep (&sitting.settling, 0, NULL));
  conflicts = list_conflicts (&office, 0);
  g_assert_cmpuint (conflicts->len, ==, 1);
  one = g_ptr_array_index (conflicts, 0);
  g_assert_cmpuint (one->versions->len, ==, 2);
  assert_prose (get_version (one, 0)->value, "why not");
  assert_prose (get_version (one, 1)->value, "why, money");
}

static void
test_two_settle (void)
{
  for (guint alike = 0; alike < 2; alike++)
    {
      g_auto (Office) office;
      g_autoptr (GPtrArray) conflicts = NULL;

      office_init (&office, 8);
      begin_needs (&office);
      meet (&office);
      for (guint at = 0; at < 2; at++)
        {
          g_auto (Sitting) sitting;

          sit_down (&sitting, &office, at);
          commit (&office, at, way_settle_keep (&sitting.settling, alike != 0 ? 1 : at, NULL));
        }
      meet (&office);
      conflicts = list_conflicts (&office, 2);
      g_assert_cmpuint (conflicts->len, ==, alike != 0 ? 0 : 1);
    }
}

/* -- C8 ---------------------------------------------------------------------------------------- */

static void
test_own_words (void)
{
  g_auto (Office) office;
  g_auto (Sitting) sitting;
  g_autoptr (GPtrArray) words = NULL;
  g_autoptr (WayCase) after = NULL;
  GError *error = NULL;
  WayId matter;

  office_init (&office, 9);
  way_matter_object (&office.id, "S1_05", &matter);
  office.now_ms -= DAY_MS;
  write_in (&office, 1, WAY_KIND_MATTER, &matter, WAY_MATTER_OWN_WORDS, said ("a key for Jude"));
  office.now_ms += DAY_MS;
  write_in (&office, 0, WAY_KIND_MATTER, &matter, WAY_MATTER_OWN_WORDS, said ("at weekends"));
  meet (&office);
  sit_down (&sitting, &office, 0);
  g_assert_cmpint (sitting.settling.conflict->shape, ==, WAY_CONFLICT_WORDS);
  assert_refuses (way_settle_keep (&sitting.settling, 0, &error), &error,
                  WAY_CORE_ERROR_NOT_ALLOWED);
  /* by way of the value neither */
  assert_refuses (way_settle_write (&sitting.settling, said ("at weekends"), &error), &error,
                  WAY_CORE_ERROR_NOT_ALLOWED);
  commit (&office, 0, way_settle_put_together (&sitting.settling, NULL));
  hand_over (&office, 0, 1);
  after = look (&office, 1);
  words = way_object_dup_words (way_case_get_object (after, WAY_KIND_MATTER, &matter),
                                WAY_MATTER_OWN_WORDS);
  g_assert_cmpuint (words->len, ==, 2);
  g_assert_cmpstr (((WayPassage *)g_ptr_array_index (words, 0))->text, ==, "a key for Jude");
  g_assert_cmpstr (((WayPassage *)g_ptr_array_index (words, 0))->said_on, ==, "2025-10-13");
  g_assert_cmpstr (((WayPassage *)g_ptr_array_index (words, 1))->text, ==, "at weekends");
  g_assert_cmpstr (((WayPassage *)g_ptr_array_index (words, 1))->said_on, ==, "2025-10-14");
}

/* Two who add to the same words do not say those twice. */
static void
test_words_shared (void)
{
  g_auto (Office) office;
  g_auto (Sitting) sitting;
  g_autoptr (GVariant) all = NULL;
  WayId matter;

  office_init (&office, 10);
  way_matter_object (&office.id, "S1_05", &matter);
  write_in (&office, 0, WAY_KIND_MATTER, &matter, WAY_MATTER_OWN_WORDS, said ("home"));
  meet (&office);
  for (guint at = 0; at < 2; at++)
    {
      g_autoptr (GPtrArray) words = way_words_new ();

      g_ptr_array_add (words, way_passage_new ("home", "en", WAY_GIVEN_SAID));
      g_ptr_array_add (words,
                       way_passage_new (at == 0 ? "a door" : "a dog", "en", WAY_GIVEN_TYPED));
      write_in (&office, at, WAY_KIND_MATTER, &matter, WAY_MATTER_OWN_WORDS,
                way_words_to_variant (words));
    }
  meet (&office);
  sit_down (&sitting, &office, 0);
  all = way_conflict_put_together (sitting.settling.conflict);
  g_assert_cmpuint (g_variant_n_children (all), ==, 3);
}

/* -- C9 ---------------------------------------------------------------------------------------- */

static WayId
begin_life (Office *self)
{
  WayId goal = add_goal (self, 0, "See Jude");
  WayAct *act = way_act_new (&self->id, 0);

  meet (self);
  way_act_remove (act, WAY_KIND_GOAL, &goal, "no more");
  commit (self, 1, act);
  write_in (self, 0, WAY_KIND_GOAL, &goal, WAY_GOAL_STATE, g_variant_new ("(s)", "going_well"));
  meet (self);
  return goal;
}

static void
test_life (void)
{
  for (guint keep = 0; keep < 2; keep++)
    {
      g_auto (Office) office;
      g_auto (Sitting) sitting;
      g_autoptr (WayCase) after = NULL;
      g_autoptr (GPtrArray) kept = NULL;
      g_autofree char *what = NULL, *state = NULL;
      g_autoptr (WayAct) undo = NULL;
      const WayObject *object;
      WayAct *act;
      WayId goal;

      office_init (&office, 11);
      goal = begin_life (&office);
      sit_down (&sitting, &office, 0);
      g_assert_cmpuint (sitting.conflicts->len, ==, 1);
      g_assert_cmpint (sitting.settling.conflict->shape, ==, WAY_CONFLICT_LIFE);
      g_assert_true (get_version (sitting.settling.conflict, 0)->removal);
      g_assert_cmpstr (get_version (sitting.settling.conflict, 0)->author, ==, "Joel Adeyemi");
      g_assert_cmpstr (get_version (sitting.settling.conflict, 1)->author, ==, "Ros Whitfield");
      kept = way_conflict_list_kept (sitting.settling.conflict, sitting.present, sitting.past);
      g_assert_cmpuint (kept->len, ==, 2);
      act = way_settle_keep (&sitting.settling, keep, NULL);
      undo = way_undo_new (sitting.present, act);
      g_assert_null (undo);
      commit (&office, 0, act);
      hand_over (&office, 0, 2);
      after = look (&office, 2);
      object = way_case_get_object (after, WAY_KIND_GOAL, &goal);
      g_assert_cmpint (object->life, ==, keep != 0 ? WAY_LIFE_PRESENT : WAY_LIFE_REMOVED);
      if (keep == 0)
        continue;
      what = way_object_dup_string (object, WAY_GOAL_WHAT, 0);
      state = way_object_dup_string (object, WAY_GOAL_STATE, 0);
      g_assert_cmpstr (what, ==, "See Jude");
      g_assert_cmpstr (state, ==, "going_well");
    }
}

/* -- C10, C11 ---------------------------------------------------------------------------------- */

static void
test_visit (void)
{
  g_auto (Office) office;
  g_auto (Sitting) hers = { NULL }, his = { NULL };
  WayAct *act = NULL, *ok;
  GError *error = NULL;
  WayId contact;

  office_init (&office, 12);
  way_id_new (office.random, &contact);
  act = way_act_new (&office.id, 0);
  way_act_create (act, WAY_KIND_CONTACT, &contact);
  way_act_set (act, WAY_KIND_CONTACT, &contact, WAY_CONTACT_NOTES, prose ("seen"));
  commit (&office, 0, act);
  meet (&office);
  write_in (&office, 0, WAY_KIND_CONTACT, &contact, WAY_CONTACT_NOTES, prose ("seen, well"));
  office.laptops[1].name = 'a'; /* her other laptop, which counts on its own */
  office.laptops[1].counter = 100;
  write_in (&office, 1, WAY_KIND_CONTACT, &contact, WAY_CONTACT_NOTES, prose ("seen, tired"));
  meet (&office);
  sit_down (&his, &office, 1);
  assert_refuses (way_settle_keep (&his.settling, 0, &error), &error, WAY_CORE_ERROR_NOT_ALLOWED);
  office.now_ms += 2 * DAY_MS;
  sit_down (&hers, &office, 0);
  assert_refuses (way_settle_write (&hers.settling, prose ("seen, and more"), &error), &error,
                  WAY_CORE_ERROR_NOT_ALLOWED);
  ok = way_settle_keep (&hers.settling, 1, NULL);
  g_assert_nonnull (ok);
  way_act_free (ok);
  ok = way_settle_put_together (&hers.settling, NULL);
  g_assert_nonnull (ok);
  way_act_free (ok);
}

static void
test_refusals (void)
{
  g_auto (Office) office;
  g_auto (Sitting) sitting;
  g_autofree char *long_reason = g_strnfill (WAY_LINE_MAX + 1, 'x');
  GError *error = NULL;

  office_init (&office, 13);
  begin_needs (&office);
  meet (&office);
  sit_down (&sitting, &office, 0);
  assert_refuses (way_settle_keep (&sitting.settling, 2, &error), &error, WAY_CORE_ERROR_INVALID);
  assert_refuses (way_settle_write (&sitting.settling, prose ("a \x01 bell"), &error), &error,
                  WAY_CORE_ERROR_INVALID);
  sitting.settling.reason = long_reason;
  assert_refuses (way_settle_keep (&sitting.settling, 0, &error), &error, WAY_CORE_ERROR_INVALID);
  sitting.settling.reason = "";
  sitting.settling.author.roles = WAY_ROLE_KEEPER;
  assert_refuses (way_settle_keep (&sitting.settling, 0, &error), &error,
                  WAY_CORE_ERROR_NOT_ALLOWED);
}

static void
test_newer (void)
{
  g_auto (Office) office;
  g_auto (Sitting) sitting;
  GError *error = NULL;
  WayId goal;

  office_init (&office, 14);
  goal = add_goal (&office, 0, "See Jude");
  for (guint at = 0; at < 2; at++)
    {
      WayAct *act = way_act_new (&office.id, 0);
      WayChange *change = way_act_set (act, WAY_KIND_GOAL, &goal, 63,
                                       g_variant_new_string (at == 0 ? "x" : "y"));

      g_assert_nonnull (change);
      commit (&office, at, act);
    }
  meet (&office);
  sit_down (&sitting, &office, 0);
  g_assert_cmpuint (sitting.conflicts->len, ==, 1);
  g_assert_cmpint (sitting.settling.conflict->shape, ==, WAY_CONFLICT_UNKNOWN);
  assert_refuses (way_settle_keep (&sitting.settling, 0, &error), &error,
                  WAY_CORE_ERROR_NEEDS_UPDATE);
}

/* -- any history ------------------------------------------------------------------------------- */

typedef struct
{
  Office office;
  WayId matter, goal;
} Life;

static void
write_anything (Life *self, guint at)
{
  Office *office = &self->office;
  g_autofree char *text = g_strdup_printf ("%08x", way_random_below (office->random, G_MAXUINT32));
  WayAct *act;

  switch (way_random_below (office->random, 5))
    {
    case 0:
      write_in (office, at, WAY_KIND_MATTER, &self->matter, WAY_MATTER_OWN_WORDS, said (text));
      break;
    case 1:
    case 2:
      write_in (office, at, WAY_KIND_MATTER, &self->matter, WAY_MATTER_GOING_WELL, prose (text));
      break;
    case 3:
      write_in (office, at, WAY_KIND_GOAL, &self->goal, WAY_GOAL_WHAT, prose (text));
      break;
    default:
      act = way_act_new (&office->id, 0);
      way_act_remove (act, WAY_KIND_GOAL, &self->goal, "");
      commit (office, at, act);
    }
}

static WayAct *
settle_somehow (Sitting *sitting, WayRandom *random)
{
  const WayConflict *conflict = sitting->settling.conflict;
  WayAct *act = NULL;

  if (conflict->shape == WAY_CONFLICT_PROSE && way_random_below (random, 3) == 0)
    act = way_settle_write (&sitting->settling, prose ("written again"), NULL);
  else if (conflict->shape == WAY_CONFLICT_WORDS)
    act = way_settle_put_together (&sitting->settling, NULL);
  else
    act = way_settle_keep (&sitting->settling, way_random_below (random, conflict->versions->len),
                           NULL);
  g_assert_nonnull (act);
  return act;
}

/* Everything that stands in conflict on that laptop, one after the other. */
static guint
settle_all (Life *self, guint at)
{
  for (guint n = 0; n < 100; n++)
    {
      g_auto (Sitting) sitting;

      sit_down (&sitting, &self->office, at);
      if (sitting.conflicts->len == 0)
        return n;
      commit (&self->office, at, settle_somehow (&sitting, self->office.random));
    }
  g_assert_not_reached ();
}

/* Every value that shows on one shows on all. */
static void
assert_agree (Life *self)
{
  g_autoptr (WayCase) first = look (&self->office, 0);
  g_autoptr (GPtrArray) all = way_case_list_all (first);

  for (guint at = 1; at < G_N_ELEMENTS (self->office.laptops); at++)
    {
      g_autoptr (WayCase) other = look (&self->office, at);
      g_autoptr (GPtrArray) others = way_case_list_all (other);

      g_assert_cmpuint (others->len, ==, all->len);
      for (guint i = 0; i < all->len; i++)
        {
          const WayObject *a = g_ptr_array_index (all, i), *b = g_ptr_array_index (others, i);

          g_assert_cmpuint (a->ops->len, ==, b->ops->len);
          g_assert_cmpint (a->life, ==, b->life);
        }
    }
}

/* After settling on one side and delivery everywhere, every field has one value on all. */
static void
test_any_history (void)
{
  g_autoptr (WayRandom) random = way_test_random ();
  guint n_settled = 0;

  for (guint round = 0; round < 300; round++)
    {
      Life life = { .matter = way_id_nil };
      guint n_rounds = 0;

      office_init (&life.office, 0);
      g_set_object (&life.office.random, random);
      way_matter_object (&life.office.id, "S1_05", &life.matter);
      life.goal = add_goal (&life.office, 0, "See Jude");
      meet (&life.office);
      for (guint i = 0; i < 12; i++)
        if (way_random_below (life.office.random, 4) == 0)
          hand_over (&life.office, way_random_below (life.office.random, 3),
                     way_random_below (life.office.random, 3));
        else
          write_anything (&life, way_random_below (life.office.random, 3));
      meet (&life.office);
      assert_agree (&life);

      /* two settle at once and apart, until one alone does */
      n_settled += settle_all (&life, 0) + settle_all (&life, 1);
      meet (&life.office);
      assert_agree (&life);
      n_settled += settle_all (&life, 2);
      meet (&life.office);
      assert_agree (&life);
      for (guint at = 0; at < 3; at++)
        n_rounds += settle_all (&life, at);
      g_assert_cmpuint (n_rounds, ==, 0);
      office_clear (&life.office);
    }
  g_assert_cmpuint (n_settled, >, 300);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/conflict/C1-two-values", test_two_values);
  g_test_add_func ("/core/conflict/C2-base", test_base);
  g_test_add_func ("/core/conflict/C3-alike-and-three", test_alike_and_three);
  g_test_add_func ("/core/conflict/C4-no-conflicts", test_no_conflicts);
  g_test_add_func ("/core/conflict/C5-settle", test_settle);
  g_test_add_func ("/core/conflict/C5-written-is-chosen", test_written_is_chosen);
  g_test_add_func ("/core/conflict/C6-meanwhile", test_what_arrives_meanwhile);
  g_test_add_func ("/core/conflict/C7-two-settle", test_two_settle);
  g_test_add_func ("/core/conflict/C8-own-words", test_own_words);
  g_test_add_func ("/core/conflict/C8-shared", test_words_shared);
  g_test_add_func ("/core/conflict/C9-life", test_life);
  g_test_add_func ("/core/conflict/C10-visit", test_visit);
  g_test_add_func ("/core/conflict/C10-refusals", test_refusals);
  g_test_add_func ("/core/conflict/C11-newer", test_newer);
  g_test_add_func ("/core/conflict/any-history", test_any_history);
  return g_test_run ();
}
