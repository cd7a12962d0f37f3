/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table against its frozen copy: a number, a name or a type that changes is a record that no
 * longer reads.
 */
#include <string.h>
#include "core-fixture.h"

static const char *const shapes[] = { "members", "nested", "prose", "words", "ids" };
static const char *const places[] = { "none",    "person",  "plan", "plan_list",
                                      "matters", "actions", "list", "correction" };
static const char *const types[] = { "line",  "lines", "date",     "date_partial", "date",
                                     "birth", "time",  "language", "choice",       "bool",
                                     "tri",   "id",    "number",   "internal" };

static void
append_members (GString *text, const WayGroup *group)
{
  for (guint i = 0; i < way_group_n_members (group); i++)
    {
      const WayMember *member = &group->members[i];
      g_autofree char *choices = member->choices != NULL
                                     ? g_strjoinv ("|", (char **)member->choices)
                                     : g_strdup ("");

      g_string_append_printf (text, " %s:%s%s%s", member->name, types[member->type],
                              choices[0] != '\0' ? ":" : "", choices);
    }
}

static char *
dump_table (void)
{
  GString *text = g_string_new (NULL);
  guint n;
  const WayKind *kinds = way_schema_kinds (&n);

  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (text, "kind %u %s %s %s%s%s\n", kinds[i].number, kinds[i].name,
                              places[kinds[i].place], kinds[i].list != NULL ? kinds[i].list : "-",
                              kinds[i].immutable ? " immutable" : "",
                              kinds[i].dated ? " dated" : "");
      for (guint g = 0; g < kinds[i].n_groups; g++)
        {
          const WayGroup *group = &kinds[i].groups[g];

          g_string_append_printf (text, "  %u.%u %s %s %s", kinds[i].number, group->number,
                                  group->name, group->type, shapes[group->shape]);
          append_members (text, group);
          g_string_append_c (text, '\n');
        }
    }
  return g_string_free (text, FALSE);
}

static void
test_frozen (void)
{
  g_autofree char *dump = dump_table ();

  fixture_assert_lines ("schema.txt", dump);
}

/* What the rest of the program takes for granted about every row. */
static void
test_sound (void)
{
  guint n;
  const WayKind *kinds = way_schema_kinds (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

      g_assert_true (way_schema_kind (kinds[i].number) == &kinds[i]);
      g_assert_cmpuint (kinds[i].number, ==, i + 1);
      g_assert_true (kinds[i].immutable == (way_schema_group (kinds[i].number, 0) == NULL));
      for (guint g = 0; g < kinds[i].n_groups; g++)
        {
          const WayGroup *group = &kinds[i].groups[g];
          const GVariantType *type = G_VARIANT_TYPE (group->type);

          g_assert_true (way_schema_group (kinds[i].number, group->number) == group);
          g_assert_true (g_variant_type_string_is_valid (group->type));
          g_assert_null (strchr (group->type, 'm'));
          g_assert_null (strchr (group->type, 'v'));
          g_assert_null (strchr (group->type, '{'));
          g_assert_true ((group->writers == WAY_WRITERS_ONCE) == kinds[i].immutable);
          if (group->number == WAY_GROUP_LIFE)
            g_assert_cmpstr (group->type, ==, "(ayys)");
          if (group->members != NULL && g_variant_type_is_tuple (type))
            g_assert_cmpuint (way_group_n_members (group), ==, g_variant_type_n_items (type));
          if (group->shape != WAY_SHAPE_MEMBERS)
            g_assert_true (g_hash_table_add (names, (gpointer)group->name));
          for (guint m = 0; group->shape == WAY_SHAPE_MEMBERS && m < way_group_n_members (group);
               m++)
            if (group->members[m].type != WAY_MEMBER_INTERNAL)
              g_assert_true (g_hash_table_add (names, (gpointer)group->members[m].name));
        }
    }
  g_assert_null (way_schema_kind (0));
  g_assert_null (way_schema_kind ((guint16)(n + 1)));
  g_assert_null (way_schema_kind (G_MAXUINT16));
  g_assert_null (way_schema_group (WAY_KIND_GOAL, 3));
  g_assert_null (way_schema_group (0, 0));
}

/* A member's type agrees with the GVariant type at its place. */
static void
test_member_types (void)
{
  guint n;
  const WayKind *kinds = way_schema_kinds (&n);

  for (guint i = 0; i < n; i++)
    for (guint g = 0; g < kinds[i].n_groups; g++)
      {
        const WayGroup *group = &kinds[i].groups[g];
        const GVariantType *item;

        if (group->members == NULL || !g_variant_type_is_tuple (G_VARIANT_TYPE (group->type)))
          continue;
        item = g_variant_type_first (G_VARIANT_TYPE (group->type));
        for (guint m = 0; m < way_group_n_members (group); m++, item = g_variant_type_next (item))
          {
            WayMemberType type = group->members[m].type;
            const char *expected = type == WAY_MEMBER_BOOL     ? "b"
                                   : type == WAY_MEMBER_TRI    ? "y"
                                   : type == WAY_MEMBER_ID     ? "ay"
                                   : type == WAY_MEMBER_NUMBER ? "u"
                                                               : "s";

            g_assert_true ((type == WAY_MEMBER_CHOICE) == (group->members[m].choices != NULL));
            if (type != WAY_MEMBER_INTERNAL)
              g_assert_true (g_variant_type_equal (item, G_VARIANT_TYPE (expected)));
          }
      }
}

static void
test_by_name (void)
{
  const WayKind *person = way_schema_kind (WAY_KIND_PERSON);
  const WayKind *contact = way_schema_kind (WAY_KIND_CONTACT);
  guint index = 99;

  g_assert_cmpuint (way_schema_group_by_member (person, "full_name", &index)->number, ==, 1);
  g_assert_cmpuint (index, ==, 1);
  g_assert_cmpuint (way_schema_group_by_name (person, "address")->number, ==, 5);
  g_assert_cmpuint (way_schema_group_by_member (contact, "at", &index)->number, ==, 1);
  index = 99;
  g_assert_null (way_schema_group_by_member (person, "postcode", &index)); /* nested */
  g_assert_null (way_schema_group_by_member (person, "parent", &index));   /* the program's own */
  g_assert_null (way_schema_group_by_name (person, "names")); /* flat: its members have names */
  g_assert_null (way_schema_group_by_name (person, ""));
  g_assert_cmpuint (index, ==, 99);
  g_assert_cmpint (way_schema_name_index (way_goal_state_names, "paused"), ==, 4);
  g_assert_cmpint (way_schema_name_index (way_goal_state_names, "Paused"), ==, -1);
  g_assert_cmpint (way_schema_name_index (way_goal_state_names, ""), ==, -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/schema/frozen", test_frozen);
  g_test_add_func ("/core/schema/sound", test_sound);
  g_test_add_func ("/core/schema/member-types", test_member_types);
  g_test_add_func ("/core/schema/by-name", test_by_name);
  return g_test_run ();
}
