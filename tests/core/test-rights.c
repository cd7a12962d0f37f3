/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rights table, frozen: every laptop must judge alike.
 */
#include "core-fixture.h"
#include "way-merge.h"
#include "way-rights.h"
#include "way-value.h"

#define UNKNOWN 99

static const WayRoles roles[] = { WAY_ROLE_ADVISER, WAY_ROLE_MANAGER, WAY_ROLE_KEEPER, 0 };
static const char letters[] = { 'A', 'R', 'U', 'I' }; /* WayRightsVerdict */

/* An op of @kind and @group by @origin, which hides @names of origin x where that is not 0. */
static WayOperation *
op_of (char origin, guint16 kind, guint16 group, guint8 flags, guint64 names)
{
  const WayGroup *known = way_schema_group (kind, group);
  WayId object = fixture_id (1);
  g_autoptr (WayOperation) plain = fixture_op_full (origin, 5, kind, &object, group,
                                                    known != NULL ? way_value_empty (known)
                                                                  : g_variant_new_string (""));
  WayOpId hidden = { fixture_id ('x'), names };
  WayOperation fields = *plain;

  fields.flags = flags;
  fields.supersedes = &hidden;
  fields.n_supersedes = names != 0;
  return way_operation_new (&fields);
}

/* One letter for each role; @beginner: whose op began the object, 0 = no other op is known. */
static void
append_verdicts (GString *text, WayOperation *op, guint8 beginner)
{
  g_autoptr (WayOperation) beginning = op_of ('x', op->kind,
                                              way_schema_group (op->kind, 0) != NULL ? 0 : 1, 0, 0);
  WayOperation earlier = *beginning;
  g_autoptr (WayOperation) first = NULL;

  earlier.hlc = 1;
  earlier.id.counter = 1;
  first = way_operation_new (&earlier);
  g_string_append_c (text, ' ');
  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      WayAuthoredOp prior = { first, { fixture_id (beginner), WAY_ROLE_ADVISER } };
      WayAuthor author = { fixture_id ('u'), roles[i] };

      g_string_append_c (text,
                         letters[way_rights_judge (op, &author, &prior, beginner != 0 ? 1 : 0)]);
    }
}

static void
append_row (GString *text, const char *kind_name, guint16 kind, const char *name, guint16 group)
{
  g_autoptr (WayOperation) op = op_of ('u', kind, group, 0, 0);
  g_autoptr (WayOperation) together = op_of ('u', kind, group, WAY_OPERATION_TOGETHER, 0);
  g_autoptr (WayOperation) hides = op_of ('u', kind, group, 0, 1);

  g_string_append_printf (text, "%s.%s", kind_name, name);
  append_verdicts (text, op, 0);
  append_verdicts (text, op, 'u');
  append_verdicts (text, op, 'o');
  append_verdicts (text, hides, 'u');
  append_verdicts (text, hides, 'o');
  append_verdicts (text, together, 0);
  g_string_append_c (text, '\n');
}

static char *
dump_rights (void)
{
  GString *text = g_string_new (NULL);
  guint n;
  const WayKind *kinds = way_schema_kinds (&n);

  for (guint i = 0; i < n; i++)
    {
      for (guint g = 0; g < kinds[i].n_groups; g++)
        append_row (text, kinds[i].name, kinds[i].number, kinds[i].groups[g].name,
                    kinds[i].groups[g].number);
      append_row (text, kinds[i].name, kinds[i].number, "unknown", UNKNOWN);
    }
  append_row (text, "unknown", 900, "life", 0);
  append_row (text, "unknown", 900, "unknown", UNKNOWN);
  return g_string_free (text, FALSE);
}

static void
test_frozen (void)
{
  g_autofree char *dump = dump_rights ();

  fixture_assert_lines ("rights.txt", dump);
}

/* -- what only a manager may say --------------------------------------------------------------- */

static void
test_managers_word (void)
{
  static const struct
  {
    guint16 kind;
    const char *value;
    WayRightsVerdict adviser;
  } words[] = {
    { WAY_KIND_PLAN_EVENT, "(@ay [1], 'sent', '')", WAY_RIGHTS_ALLOWED },
    { WAY_KIND_PLAN_EVENT, "(@ay [1], 'taken_back', '')", WAY_RIGHTS_ALLOWED },
    { WAY_KIND_PLAN_EVENT, "(@ay [1], 'withdrawn', '')", WAY_RIGHTS_ALLOWED },
    { WAY_KIND_PLAN_EVENT, "(@ay [1], 'sent_back', '')", WAY_RIGHTS_ROLE },
    { WAY_KIND_SIGNATURE, "(@ay [1], 'me', 'young_person', 'agree', @ay [], '')",
      WAY_RIGHTS_ALLOWED },
    { WAY_KIND_SIGNATURE, "(@ay [1], 'Ros', 'adviser', 'agree', @ay [], '')", WAY_RIGHTS_ALLOWED },
    { WAY_KIND_SIGNATURE, "(@ay [1], 'Ann', 'manager', 'agree', @ay [], '')", WAY_RIGHTS_ROLE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      WayId object = fixture_id (1);
      const WayGroup *group = way_schema_group (words[i].kind, 1);
      GVariant *value = g_variant_parse (G_VARIANT_TYPE (group->type), words[i].value, NULL, NULL,
                                         NULL);
      g_autoptr (WayOperation) op = fixture_op_full ('u', 1, words[i].kind, &object, 1,
                                                     g_steal_pointer (&value));
      WayAuthor adviser = { fixture_id ('u'), WAY_ROLE_ADVISER };
      WayAuthor manager = { fixture_id ('u'), WAY_ROLE_MANAGER };
      WayAuthor keeper = { fixture_id ('u'), WAY_ROLE_KEEPER };
      WayAuthor all = { fixture_id ('u'), WAY_ROLE_ADVISER | WAY_ROLE_MANAGER | WAY_ROLE_KEEPER };

      g_assert_cmpint (way_rights_judge (op, &adviser, NULL, 0), ==, words[i].adviser);
      g_assert_cmpint (way_rights_judge (op, &manager, NULL, 0), ==, WAY_RIGHTS_ALLOWED);
      g_assert_cmpint (way_rights_judge (op, &keeper, NULL, 0), ==, WAY_RIGHTS_ROLE);
      g_assert_cmpint (way_rights_judge (op, &all, NULL, 0), ==, WAY_RIGHTS_ALLOWED);
    }
}

/* -- who began it ------------------------------------------------------------------------------ */

typedef struct
{
  const char *op;
  char user;
  guint64 position;
} Signed;

/* The verdicts over @history, each op judged among all the others. */
static char *
judge_all (const Signed *history, guint n)
{
  g_autofree WayAuthoredOp *ops = g_new0 (WayAuthoredOp, n);
  GString *verdicts = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    ops[i] = (WayAuthoredOp){
      fixture_op (history[i].op, i),
      { fixture_id ((guint8)history[i].user), WAY_ROLE_ADVISER, history[i].position },
    };
  for (guint i = 0; i < n; i++)
    g_string_append_c (verdicts, letters[way_rights_judge (ops[i].op, &ops[i].author, ops, n)]);
  for (guint i = 0; i < n; i++)
    way_operation_unref (ops[i].op);
  return g_string_free (verdicts, FALSE);
}

static void
test_author (void)
{
  static const struct
  {
    const char *title;
    Signed history[4];
    guint n;
    const char *verdicts;
  } cases[] = {
    { "its author changes it",
      { { "a1 contact.0=present", 'r', 1 }, { "a2 contact.8=x", 'r', 2 } },
      2,
      "AA" },
    { "from another laptop",
      { { "a1 contact.0=present", 'r', 1 }, { "b1 contact.8=x", 'r', 2 } },
      2,
      "AA" },
    { "another does",
      { { "a1 contact.0=present", 'r', 1 }, { "b1 contact.8=x >a1", 's', 2 } },
      2,
      "AU" },
    { "another removes it",
      { { "a1 contact.0=present", 'r', 1 }, { "b1 contact.0=removed >a1", 's', 2 } },
      2,
      "AU" },
    { "another, with a clock set back",
      { { "a1 contact.0=present ~90", 'r', 1 },
        { "a2 contact.8=x ~91", 'r', 2 },
        { "b1 contact.0=present ~1", 's', 3 },
        { "b2 contact.8=y >a2 ~2", 's', 4 } },
      4,
      "AAUU" },
    { "another, heard of before what we have not sent",
      { { "a1 contact.0=present ~90", 'r', 0 }, { "a2 contact.8=x ~91", 'r', 0 } },
      2,
      "AA" },
    { "a version, and one dated before it",
      { { "a1 version.1=x ~90", 'r', 1 }, { "b1 version.1=y ~1", 's', 2 } },
      2,
      "AI" },
    { "a version written over by its own author",
      { { "a1 version.1=x", 'r', 1 }, { "a2 version.1=y", 'r', 2 } },
      2,
      "AI" },
    { "a vault without a team",
      { { "a1 review.0=present", 'r', 0 }, { "a2 review.3=x", 'r', 0 } },
      2,
      "AA" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *verdicts = judge_all (cases[i].history, cases[i].n);

      g_test_message ("%s", cases[i].title);
      g_assert_cmpstr (verdicts, ==, cases[i].verdicts);
    }
}

/* An op that was set aside hides nothing; one whose target came late is judged again. */
static void
test_judged_again (void)
{
  g_autoptr (WayOperation) target = fixture_op ("a1 contact.8=x", 1);
  g_autoptr (WayOperation) other = fixture_op ("b1 contact.8=y >a1", 2);
  WayAuthor ros = { fixture_id ('r'), WAY_ROLE_ADVISER, 1 };
  WayAuthor sam = { fixture_id ('s'), WAY_ROLE_ADVISER, 2 };
  WayAuthoredOp arrived = { target, ros };
  WayMergeOp ops[] = { { .op = other }, { .op = target } };

  ops[0].set_aside = way_rights_judge (other, &sam, NULL, 0) != WAY_RIGHTS_ALLOWED;
  way_merge_object (ops, 1);
  g_assert_true (ops[0].visible);

  ops[0].set_aside = way_rights_judge (other, &sam, &arrived, 1) != WAY_RIGHTS_ALLOWED;
  way_merge_object (ops, 2);
  g_assert_false (ops[0].visible);
  g_assert_true (ops[1].visible);
}

/* -- 24 hours ---------------------------------------------------------------------------------- */

static void
test_needs_correction (void)
{
  static const guint16 kinds[] = { WAY_KIND_CONTACT, WAY_KIND_REVIEW, WAY_KIND_CORRECTION };
  const gint64 created = G_GINT64_CONSTANT (1762300800123);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_assert_false (way_rights_needs_correction (kinds[i], created, created));
      g_assert_false (way_rights_needs_correction (kinds[i], created, created - 1));
      g_assert_false (
          way_rights_needs_correction (kinds[i], created, created + WAY_RIGHTS_EDIT_WINDOW_MS));
      g_assert_true (
          way_rights_needs_correction (kinds[i], created, created + WAY_RIGHTS_EDIT_WINDOW_MS + 1));
    }
  g_assert_false (way_rights_needs_correction (WAY_KIND_MATTER, created, G_MAXINT64));
  g_assert_false (way_rights_needs_correction (WAY_KIND_VERSION, created, G_MAXINT64));
  g_assert_false (way_rights_needs_correction (900, created, G_MAXINT64));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/rights/frozen", test_frozen);
  g_test_add_func ("/core/rights/managers-word", test_managers_word);
  g_test_add_func ("/core/rights/author", test_author);
  g_test_add_func ("/core/rights/judged-again", test_judged_again);
  g_test_add_func ("/core/rights/needs-correction", test_needs_correction);
  return g_test_run ();
}
