/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include "core-fixture.h"
#include "way-core-error.h"
#include "way-value.h"
#include "way-words.h"

static const WayDate today = { 2026, 6, 9 };

static const WayGroup *
group_of (guint16 kind, guint16 group)
{
  const WayGroup *found = way_schema_group (kind, group);

  g_assert_nonnull (found);
  return found;
}

/* -- what a person may give -------------------------------------------------------------------- */

static gboolean
check (guint16 kind, guint16 group, GVariant *value)
{
  g_autoptr (GVariant) sunk = g_variant_ref_sink (value);
  g_autoptr (GError) error = NULL;
  gboolean good = way_value_check (group_of (kind, group), sunk, today, &error);

  g_assert_true (good == (error == NULL));
  if (!good)
    {
      g_assert_error (error, WAY_CORE_ERROR, WAY_CORE_ERROR_INVALID);
      g_assert_true (g_str_has_prefix (error->message, "“"));
      g_assert_true (g_str_has_suffix (error->message, "."));
      g_assert_null (strstr (error->message, "SECRET"));
    }
  return good;
}

/* A group of one string. */
typedef struct
{
  guint16 kind, group;
  const char *text;
  gboolean good;
} StringRow;

static const StringRow strings[] = {
  /* one line */
  { WAY_KIND_SUPPORTER, 1, "", TRUE },
  { WAY_KIND_SUPPORTER, 1, "Trần Đặng", TRUE },
  { WAY_KIND_SUPPORTER, 1, "السَّلام", TRUE },
  { WAY_KIND_SUPPORTER, 1, "a\u200fb \u2067c\u2069", TRUE },
  { WAY_KIND_SUPPORTER, 1, "SECRET\nline", FALSE },
  { WAY_KIND_SUPPORTER, 1, "SECRET\ttab", FALSE },
  { WAY_KIND_SUPPORTER, 1, "SECRET\r", FALSE },
  { WAY_KIND_SUPPORTER, 1, "SECRET\x01", FALSE },
  { WAY_KIND_SUPPORTER, 1, "SECRET\x1b[31m", FALSE },
  { WAY_KIND_SUPPORTER, 1, "SECRET\x7f", FALSE },
  { WAY_KIND_SUPPORTER, 1, "SECRET\xc2\x85", FALSE },
  { WAY_KIND_SUPPORTER, 1, "SECRET\xc2\x9f", FALSE },
  { WAY_KIND_SUPPORTER, 1, "a\u00a0b", TRUE },
  { WAY_KIND_SUPPORTER, 1, "SECRET\u202a", FALSE },
  { WAY_KIND_SUPPORTER, 1, "SECRET\u202d", FALSE },
  { WAY_KIND_SUPPORTER, 1, "\u202eSECRET", FALSE },
  { WAY_KIND_SUPPORTER, 1, "SECRET\u2028", FALSE },
  { WAY_KIND_SUPPORTER, 1, "SECRET\u2029", FALSE },
  { WAY_KIND_SUPPORTER, 1, "\ufeffSECRET", FALSE },
  /* a date */
  { WAY_KIND_ACTION, WAY_ACTION_BY, "", TRUE },
  { WAY_KIND_ACTION, WAY_ACTION_BY, "2026-05-31", TRUE },
  { WAY_KIND_ACTION, WAY_ACTION_BY, "2028-02-29", TRUE },
  { WAY_KIND_ACTION, WAY_ACTION_BY, "2999-12-31", TRUE },
  { WAY_KIND_ACTION, WAY_ACTION_BY, "2026-02-29", FALSE },
  { WAY_KIND_ACTION, WAY_ACTION_BY, "2026-02-30", FALSE },
  { WAY_KIND_ACTION, WAY_ACTION_BY, "2026-13-01", FALSE },
  { WAY_KIND_ACTION, WAY_ACTION_BY, "2026-00-10", FALSE },
  { WAY_KIND_ACTION, WAY_ACTION_BY, "2026-5-3", FALSE },
  { WAY_KIND_ACTION, WAY_ACTION_BY, "2026-05", FALSE },
  { WAY_KIND_ACTION, WAY_ACTION_BY, "1899-12-31", FALSE },
  { WAY_KIND_ACTION, WAY_ACTION_BY, "2026-05-31 ", FALSE },
  { WAY_KIND_ACTION, WAY_ACTION_BY, "٢٠٢٦-٠٥-٣١", FALSE },
  { WAY_KIND_ACTION, WAY_ACTION_BY, "SECRET", FALSE },
  /* a date that may be shorter */
  { WAY_KIND_ACHIEVEMENT, WAY_ACHIEVEMENT_ON, "", TRUE },
  { WAY_KIND_ACHIEVEMENT, WAY_ACHIEVEMENT_ON, "2025", TRUE },
  { WAY_KIND_ACHIEVEMENT, WAY_ACHIEVEMENT_ON, "2025-09", TRUE },
  { WAY_KIND_ACHIEVEMENT, WAY_ACHIEVEMENT_ON, "2025-09-30", TRUE },
  { WAY_KIND_ACHIEVEMENT, WAY_ACHIEVEMENT_ON, "2025-13", FALSE },
  { WAY_KIND_ACHIEVEMENT, WAY_ACHIEVEMENT_ON, "2025-09-", FALSE },
  { WAY_KIND_ACHIEVEMENT, WAY_ACHIEVEMENT_ON, "25", FALSE },
  /* a birth date */
  { WAY_KIND_PERSON, WAY_PERSON_BIRTH, "", TRUE },
  { WAY_KIND_PERSON, WAY_PERSON_BIRTH, "2007-05-31", TRUE },
  { WAY_KIND_PERSON, WAY_PERSON_BIRTH, "2026-06-09", TRUE },
  { WAY_KIND_PERSON, WAY_PERSON_BIRTH, "2026-06-10", FALSE },
  { WAY_KIND_PERSON, WAY_PERSON_BIRTH, "2007-05", FALSE },
  { WAY_KIND_PERSON, WAY_PERSON_BIRTH, "SECRET", FALSE },
  /* one of the words kept for it */
  { WAY_KIND_ACTION, WAY_ACTION_STATUS, "", TRUE },
  { WAY_KIND_ACTION, WAY_ACTION_STATUS, "in_progress", TRUE },
  { WAY_KIND_ACTION, WAY_ACTION_STATUS, "In_progress", FALSE },
  { WAY_KIND_ACTION, WAY_ACTION_STATUS, "in_progress ", FALSE },
  { WAY_KIND_ACTION, WAY_ACTION_STATUS, "SECRET", FALSE },
  { WAY_KIND_EET, WAY_EET_STATE, "0", TRUE },
  { WAY_KIND_EET, WAY_EET_STATE, "f1", FALSE },
};

static void
test_strings (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    {
      const StringRow *row = &strings[i];
      gboolean good = check (row->kind, row->group, g_variant_new ("(s)", row->text));

      if (good != row->good)
        g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_true (good == row->good);
    }
}

static const struct
{
  guint16 kind, group;
  const char *value;
  gboolean good;
} values[] = {
  { WAY_KIND_CONTACT, WAY_CONTACT_WHEN, "('2026-01-01', '14:30')", TRUE },
  { WAY_KIND_CONTACT, WAY_CONTACT_WHEN, "('', '')", TRUE },
  { WAY_KIND_CONTACT, WAY_CONTACT_WHEN, "('2026-01-01', '23:59')", TRUE },
  { WAY_KIND_CONTACT, WAY_CONTACT_WHEN, "('2026-01-01', '24:00')", FALSE },
  { WAY_KIND_CONTACT, WAY_CONTACT_WHEN, "('2026-01-01', '14:60')", FALSE },
  { WAY_KIND_CONTACT, WAY_CONTACT_WHEN, "('2026-01-01', '2:30')", FALSE },
  { WAY_KIND_CONTACT, WAY_CONTACT_SEEN, "(byte 0,)", TRUE },
  { WAY_KIND_CONTACT, WAY_CONTACT_SEEN, "(byte 2,)", TRUE },
  { WAY_KIND_CONTACT, WAY_CONTACT_SEEN, "(byte 3,)", FALSE },
  { WAY_KIND_HOME, WAY_HOME_DATES, "('2025-06-10', '2025-06')", TRUE },
  { WAY_KIND_HOME, WAY_HOME_DATES, "('2025-06-10', '2025-06-10')", TRUE },
  { WAY_KIND_HOME, WAY_HOME_DATES, "('2025-06-10', '2025-06-09')", FALSE },
  { WAY_KIND_HOME, WAY_HOME_DATES, "('2026-05', '2025-12-31')", FALSE },
  { WAY_KIND_HOME, WAY_HOME_DATES, "('2026', '2025-12-31')", FALSE },
  { WAY_KIND_HOME, WAY_HOME_DATES, "('', '2025')", TRUE },
  { WAY_KIND_HOME, WAY_HOME_DATES, "('2025', '')", TRUE },
  { WAY_KIND_BLOCK, WAY_BLOCK_DATES, "('2026', '2025')", FALSE },
  { WAY_KIND_MATTER, WAY_MATTER_READY, "(true,)", TRUE },
  { WAY_KIND_COPY, WAY_COPY_PAGES, "(uint32 4294967295,)", TRUE },
  { WAY_KIND_PERSON, WAY_PERSON_PA, "(@ay [],)", TRUE },
  { WAY_KIND_PERSON, WAY_PERSON_PA, "(@ay [1, 2, 3],)", FALSE },
  { WAY_KIND_PERSON, WAY_PERSON_PA,
    "(@ay [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],)", TRUE },
  { WAY_KIND_PERSON, WAY_PERSON_ADDRESS, "('4 Mill Lane\nLinden', '', '', true, '')", TRUE },
  { WAY_KIND_PERSON, WAY_PERSON_ADDRESS, "('', 'SECRET\n', '', true, '')", FALSE },
  { WAY_KIND_PERSON, WAY_PERSON_LANGUAGE, "('ti', '', 'en-GB', false, '')", TRUE },
  { WAY_KIND_PERSON, WAY_PERSON_LANGUAGE, "('zh-Hant-HK', '', '', false, '')", TRUE },
  { WAY_KIND_PERSON, WAY_PERSON_LANGUAGE, "('kmr', '', '', false, '')", TRUE },
  { WAY_KIND_PERSON, WAY_PERSON_LANGUAGE, "('English', '', '', false, '')", FALSE },
  { WAY_KIND_PERSON, WAY_PERSON_LANGUAGE, "('SECRETtigrinya', '', '', false, '')", FALSE },
  { WAY_KIND_PERSON, WAY_PERSON_LANGUAGE, "('e', '', '', false, '')", FALSE },
  { WAY_KIND_PERSON, WAY_PERSON_LANGUAGE, "('en-', '', '', false, '')", FALSE },
  { WAY_KIND_PERSON, WAY_PERSON_LANGUAGE, "('-en', '', '', false, '')", FALSE },
  { WAY_KIND_PERSON, WAY_PERSON_LANGUAGE, "('en_GB', '', '', false, '')", FALSE },
  { WAY_KIND_PERSON, WAY_PERSON_LANGUAGE, "('1n', '', '', false, '')", FALSE },
  { WAY_KIND_PERSON, WAY_PERSON_LANGUAGE,
    "('en-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd', '', '', false, '')", FALSE },
  { WAY_KIND_GOAL, WAY_GOAL_WHAT, "('two\nlines\tand a tab', 'en')", TRUE },
  { WAY_KIND_GOAL, WAY_GOAL_WHAT, "('SECRET', 'not a tag')", FALSE },
  { WAY_KIND_GOAL, WAY_GOAL_WHAT, "('SECRET\u202e', 'en')", FALSE },
  { WAY_KIND_GOAL, WAY_GOAL_WHAT, "('SECRET\r', 'en')", FALSE },
  { WAY_KIND_FRONT, WAY_FRONT_PRIORITIES, "@aay []", TRUE },
  { WAY_KIND_FRONT, WAY_FRONT_PRIORITIES, "[@ay [1, 2]]", FALSE },
  { WAY_KIND_FRONT, WAY_FRONT_PRIORITIES, "[@ay []]", FALSE },
  { WAY_KIND_MATTER, WAY_MATTER_OWN_WORDS, "@a(ssysssy) []", TRUE },
  { WAY_KIND_MATTER, WAY_MATTER_OWN_WORDS,
    "[('x', 'ar', byte 2, 'Samira', '2026-01-01', 'Ros', byte 0), ('y', 'en', 2, '', '', '', 1)]",
    TRUE },
  { WAY_KIND_MATTER, WAY_MATTER_OWN_WORDS, "[('', 'en', byte 4, '', '', '', byte 0)]", TRUE },
  { WAY_KIND_MATTER, WAY_MATTER_OWN_WORDS, "[('SECRET', 'en', byte 6, '', '', '', byte 0)]",
    FALSE },
  { WAY_KIND_MATTER, WAY_MATTER_OWN_WORDS, "[('SECRET', 'en', byte 1, '', '', '', byte 2)]",
    FALSE },
  { WAY_KIND_MATTER, WAY_MATTER_OWN_WORDS, "[('SECRET', 'en', byte 1, '', '', '', byte 1)]",
    FALSE },
  { WAY_KIND_MATTER, WAY_MATTER_OWN_WORDS, "[('SECRET', 'e', byte 1, '', '', '', byte 0)]", FALSE },
  { WAY_KIND_MATTER, WAY_MATTER_OWN_WORDS, "[('x', 'en', byte 1, 'SECRET\n', '', '', byte 0)]",
    FALSE },
  { WAY_KIND_MATTER, WAY_MATTER_OWN_WORDS, "[('x', 'en', byte 1, '', '2026', '', byte 0)]", FALSE },
  { WAY_KIND_MATTER, WAY_MATTER_OWN_WORDS, "[('x', 'en', byte 1, '', '', 'SECRET\x01', byte 0)]",
    FALSE },
};

static void
test_values (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      const WayGroup *group = group_of (values[i].kind, values[i].group);
      g_autoptr (GError) error = NULL;
      GVariant *value = g_variant_parse (G_VARIANT_TYPE (group->type), values[i].value, NULL, NULL,
                                         &error);

      g_assert_no_error (error);
      if (check (values[i].kind, values[i].group, value) != values[i].good)
        {
          g_test_message ("row %" G_GSIZE_FORMAT, i);
          g_test_fail ();
        }
      g_variant_unref (value);
    }
}

/* -- limits ------------------------------------------------------------------------------------ */

static gboolean
check_length (guint16 kind, guint16 group, gsize length)
{
  g_autofree char *text = g_strnfill (length, 'x');
  const WayGroup *known = group_of (kind, group);

  return check (kind, group, fixture_value (known, text));
}

static void
test_limits (void)
{
  static const guint16 places[][2] = { { WAY_KIND_GOAL, WAY_GOAL_WHAT },
                                       { WAY_KIND_MATTER, WAY_MATTER_OWN_WORDS },
                                       { WAY_KIND_CONTACT, WAY_CONTACT_OWN_WORDS },
                                       { WAY_KIND_CONTACT, WAY_CONTACT_NOTES } };
  g_autofree char *wide = g_strnfill (WAY_LINE_MAX - 1, 'x');
  g_autofree char *fits = NULL, *long_by_one = NULL;

  g_assert_cmpuint (WAY_LINE_MAX, ==, 2000);
  g_assert_true (check_length (WAY_KIND_SUPPORTER, 1, 2000));
  g_assert_false (check_length (WAY_KIND_SUPPORTER, 1, 2001));
  g_assert_true (check_length (WAY_KIND_PERSON, WAY_PERSON_ADDRESS, 2000));
  g_assert_false (check_length (WAY_KIND_PERSON, WAY_PERSON_ADDRESS, 2001));
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_assert_true (check_length (places[i][0], places[i][1], 1024 * 1024));
      g_assert_false (check_length (places[i][0], places[i][1], 1024 * 1024 + 1));
    }

  /* characters, not bytes: a Vietnamese name is no longer than an English one */
  fits = g_strconcat (wide, "đ", NULL);
  g_assert_true (check (WAY_KIND_SUPPORTER, 1, g_variant_new ("(s)", fits)));
  long_by_one = g_strconcat (fits, "đ", NULL);
  g_assert_false (check (WAY_KIND_SUPPORTER, 1, g_variant_new ("(s)", long_by_one)));
}

static void
test_priorities (void)
{
  for (guint n = 0; n <= 5; n++)
    {
      GVariantBuilder builder;

      g_variant_builder_init (&builder, G_VARIANT_TYPE ("aay"));
      for (guint i = 0; i < n; i++)
        {
          WayId id = fixture_id ((guint8)(i + 1));

          g_variant_builder_add_value (&builder, way_value_new_id (&id));
        }
      g_assert_true (check (WAY_KIND_FRONT, WAY_FRONT_PRIORITIES, g_variant_builder_end (&builder))
                     == (n <= 3));
    }
}

static void
test_priorities_twice (void)
{
  GVariantBuilder builder;
  WayId id = fixture_id (1);

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("aay"));
  g_variant_builder_add_value (&builder, way_value_new_id (&id));
  g_variant_builder_add_value (&builder, way_value_new_id (&id));
  g_assert_false (check (WAY_KIND_FRONT, WAY_FRONT_PRIORITIES, g_variant_builder_end (&builder)));
}

/* -- every group ------------------------------------------------------------------------------- */

static void
test_empty (void)
{
  guint n;
  const WayKind *kinds = way_schema_kinds (&n);

  for (guint i = 0; i < n; i++)
    for (guint g = 0; g < kinds[i].n_groups; g++)
      {
        const WayGroup *group = &kinds[i].groups[g];
        g_autoptr (GVariant) empty = g_variant_ref_sink (way_value_empty (group));
        g_autoptr (GBytes) bytes = way_value_to_bytes (empty);
        g_autoptr (GVariant) again = way_value_from_bytes (bytes, G_VARIANT_TYPE (group->type));
        g_autofree char *text = way_value_dup_search_text (group, empty);
        g_autoptr (GError) error = NULL;

        g_assert_cmpstr (g_variant_get_type_string (empty), ==, group->type);
        g_assert_true (way_value_is_empty (group, empty));
        g_assert_true (way_value_check (group, empty, today, &error));
        g_assert_no_error (error);
        g_assert_nonnull (again);
        g_assert_true (g_variant_equal (again, empty));
        g_assert_cmpstr (text, ==, "");
      }
}

static void
test_not_empty (void)
{
  static const struct
  {
    guint16 kind, group;
    const char *value;
    gboolean empty;
  } rows[] = {
    { WAY_KIND_GOAL, WAY_GOAL_WHAT, "('', 'en')", TRUE }, /* a language alone says nothing */
    { WAY_KIND_GOAL, WAY_GOAL_WHAT, "('x', '')", FALSE },
    { WAY_KIND_MATTER, WAY_MATTER_OWN_WORDS, "[('', 'en', byte 4, '', '', '', byte 0)]", FALSE },
    { WAY_KIND_MATTER, WAY_MATTER_READY, "(true,)", FALSE },
    { WAY_KIND_CONTACT, WAY_CONTACT_SEEN, "(byte 1,)", FALSE },
    { WAY_KIND_PERSON, WAY_PERSON_ADDRESS, "('', '', '', true, '')", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const WayGroup *group = group_of (rows[i].kind, rows[i].group);
      g_autoptr (GVariant) value = g_variant_parse (G_VARIANT_TYPE (group->type), rows[i].value,
                                                    NULL, NULL, NULL);

      g_assert_true (way_value_is_empty (group, value) == rows[i].empty);
    }
}

/* -- search ------------------------------------------------------------------------------------ */

static void
test_index_text (void)
{
  static const struct
  {
    guint16 kind, group;
    const char *value, *text;
  } rows[] = {
    { WAY_KIND_GOAL, WAY_GOAL_WHAT, "('My own flat', 'en')", "My own flat" },
    { WAY_KIND_REVIEW, WAY_REVIEW_ASKED, "('2025-01-01', 'Bev')", "Bev" },
    { WAY_KIND_MATTER, WAY_MATTER_OWN_WORDS,
      "[('one', 'ar', byte 2, 'Samira', '2025-01-01', 'Ros', byte 0), ('', 'en', 4, '', '', '', "
      "0), ('two', 'en', 2, '', '', 'Joel', 1)]",
      "one\ntwo\nSamira\nRos\nJoel" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const WayGroup *group = group_of (rows[i].kind, rows[i].group);
      g_autoptr (GVariant) value = g_variant_parse (G_VARIANT_TYPE (group->type), rows[i].value,
                                                    NULL, NULL, NULL);
      g_autofree char *text = way_value_dup_index_text (group, value);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
test_search_text (void)
{
  static const struct
  {
    guint16 kind, group;
    const char *value, *text;
  } rows[] = {
    { WAY_KIND_GOAL, WAY_GOAL_WHAT, "('My own flat', 'en')", "My own flat" },
    { WAY_KIND_PERSON, WAY_PERSON_NAMES, "('Kez', 'Kezia Hartley')", "Kez\nKezia Hartley" },
    { WAY_KIND_PERSON, WAY_PERSON_NAMES, "('', 'Kezia Hartley')", "Kezia Hartley" },
    { WAY_KIND_PERSON, WAY_PERSON_BIRTH, "('2007-05-31',)", "" },
    { WAY_KIND_PERSON, WAY_PERSON_NEEDS, "('quiet room', '', 'nuts', 'easy_read')",
      "quiet room\nnuts" },
    { WAY_KIND_PERSON, WAY_PERSON_LANGUAGE, "('ti', 'Asmara', 'en', true, 'slowly')",
      "Asmara\nslowly" },
    { WAY_KIND_PERSON, WAY_PERSON_ADDRESS, "('4 Mill Lane\nLinden', 'LN1', '', false, '')",
      "4 Mill Lane\nLinden\nLN1" },
    { WAY_KIND_MATTER, WAY_MATTER_OWN_WORDS,
      "[('أخي', 'ar', byte 2, 'Samira', '', 'Ros', byte 0), ('', 'en', 4, '', '', '', 0), "
      "('My brother', 'en', 2, 'Samira', '', '', 1)]",
      "أخي\nMy brother" },
    { WAY_KIND_WORKER, WAY_WORKER_NAME, "('Ros',)", "" },
    { WAY_KIND_MATTER, WAY_MATTER_READY, "(true,)", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const WayGroup *group = group_of (rows[i].kind, rows[i].group);
      g_autoptr (GVariant) value = g_variant_parse (G_VARIANT_TYPE (group->type), rows[i].value,
                                                    NULL, NULL, NULL);
      g_autofree char *text = way_value_dup_search_text (group, value);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

/* -- ids --------------------------------------------------------------------------------------- */

static void
test_ids (void)
{
  WayId id = fixture_id (7), kept = fixture_id (9);
  g_autoptr (GVariant) good = g_variant_ref_sink (g_variant_new ("(@ay)", way_value_new_id (&id)));
  g_autoptr (GVariant) nil = g_variant_ref_sink (
      g_variant_new ("(@ay)", way_value_new_id (&way_id_nil)));
  g_autoptr (GVariant) bad = g_variant_ref_sink (g_variant_new_parsed ("(@ay [1, 2, 3],)"));

  g_assert_false (way_value_get_id (bad, 0, &kept));
  g_assert_cmpuint (kept.bytes[0], ==, 9);
  g_assert_true (way_value_get_id (good, 0, &kept));
  g_assert_true (way_id_equal (&kept, &id));
  g_assert_cmpuint (g_variant_get_size (nil), ==, 0);
  g_assert_true (way_value_get_id (nil, 0, &kept));
  g_assert_true (way_id_is_nil (&kept));
}

/* -- life -------------------------------------------------------------------------------------- */

static gboolean
is_removal (const guint8 *bytes, gsize size)
{
  g_autoptr (GBytes) life = g_bytes_new (bytes, size);

  return way_value_is_removal (life);
}

/* What GVariant itself reads in the same bytes. */
static gboolean
reads_as_removal (const guint8 *bytes, gsize size)
{
  g_autoptr (GBytes) life = g_bytes_new (bytes, size);
  g_autoptr (GVariant) value = way_value_from_bytes (life, G_VARIANT_TYPE (WAY_LIFE_TYPE));
  guint8 state = 0;

  if (value != NULL)
    g_variant_get_child (value, 1, "y", &state);
  return state == 1;
}

/* Every byte of it changed to what might matter, and cut anywhere. */
static void
assert_reads_alike (GBytes *life)
{
  static const guint8 bytes[] = { 0, 1, 2, 16, 17, 0xff };
  gsize size;
  const guint8 *good = g_bytes_get_data (life, &size);
  g_autofree guint8 *bad = g_memdup2 (good, size);

  for (gsize at = 0; at < size; at++)
    {
      g_assert_cmpint (is_removal (good, at), ==, reads_as_removal (good, at));
      for (gsize i = 0; i < G_N_ELEMENTS (bytes); i++)
        {
          bad[at] = bytes[i];
          g_assert_cmpint (is_removal (bad, size), ==, reads_as_removal (bad, size));
        }
      bad[at] = good[at];
    }
}

static void
test_removal (void)
{
  static const gsize lengths[] = { 0, 7, 300, 70000 };
  WayId ids[] = { fixture_id (1), way_id_nil };

  for (gsize i = 0; i < 4 * G_N_ELEMENTS (ids) * G_N_ELEMENTS (lengths); i++)
    {
      guint8 state = i % 4;
      gsize length = lengths[i / 4 % G_N_ELEMENTS (lengths)];
      g_autofree char *reason = g_strnfill (length, 'x');
      g_autoptr (GBytes) life = way_value_to_bytes (g_variant_new (
          "(@ayys)", way_value_new_id (&ids[i / 4 / G_N_ELEMENTS (lengths)]), state, reason));

      g_assert_cmpint (way_value_is_removal (life), ==, state == 1);
      if (length < 1000)
        assert_reads_alike (life);
    }
  g_assert_false (is_removal (NULL, 0));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/value/strings", test_strings);
  g_test_add_func ("/core/value/values", test_values);
  g_test_add_func ("/core/value/limits", test_limits);
  g_test_add_func ("/core/value/priorities", test_priorities);
  g_test_add_func ("/core/value/priorities-twice", test_priorities_twice);
  g_test_add_func ("/core/value/empty", test_empty);
  g_test_add_func ("/core/value/not-empty", test_not_empty);
  g_test_add_func ("/core/value/search-text", test_search_text);
  g_test_add_func ("/core/value/index-text", test_index_text);
  g_test_add_func ("/core/value/ids", test_ids);
  g_test_add_func ("/core/value/removal", test_removal);
  return g_test_run ();
}
