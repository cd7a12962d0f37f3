/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core-fixture.h"

#include <string.h>
#include "way-value.h"
#include "way-words.h"

WayId
fixture_id (guint8 byte)
{
  WayId id;

  memset (id.bytes, byte, sizeof id.bytes);
  return id;
}

WayId
fixture_case (void)
{
  return fixture_id (0xca);
}

/* -- values ------------------------------------------------------------------------------------ */

static GVariant *
life_value (const char *text)
{
  WayId parent = fixture_case ();
  gboolean removed = g_str_has_prefix (text, "removed");

  return g_variant_new ("(@ayys)", way_value_new_id (&parent), removed ? 1 : 0,
                        removed ? text : "");
}

/* A value of @type whose first string or byte array is @text. */
static GVariant *
value_of_type (const GVariantType *type, const char **text)
{
  GVariantBuilder builder;
  g_autoptr (GVariant) empty = NULL;

  if (g_variant_type_equal (type, G_VARIANT_TYPE_STRING))
    {
      GVariant *string = g_variant_new_string (*text);

      *text = "";
      return string;
    }
  if (g_variant_type_equal (type, G_VARIANT_TYPE_BYTESTRING))
    {
      GVariant *bytes = g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, *text, strlen (*text), 1);

      *text = "";
      return bytes;
    }
  if (!g_variant_type_is_tuple (type))
    {
      WayGroup group = { .type = NULL };
      g_autofree char *string = g_variant_type_dup_string (type);

      group.type = string;
      return way_value_empty (&group);
    }
  g_variant_builder_init (&builder, type);
  for (const GVariantType *item = g_variant_type_first (type); item != NULL;
       item = g_variant_type_next (item))
    g_variant_builder_add_value (&builder, value_of_type (item, text));
  return g_variant_builder_end (&builder);
}

GVariant *
fixture_value (const WayGroup *group, const char *text)
{
  if (g_str_equal (group->type, "(ayys)") && group->number == WAY_GROUP_LIFE)
    return life_value (text);
  if (group->shape == WAY_SHAPE_WORDS)
    {
      g_autoptr (GPtrArray) words = way_words_new ();

      g_ptr_array_add (words, way_passage_new (text, "en", WAY_GIVEN_SAID));
      return way_words_to_variant (words);
    }
  return value_of_type (G_VARIANT_TYPE (group->type), &text);
}

static GBytes *
value_bytes (guint16 kind, guint16 group, const char *text)
{
  const WayGroup *known = way_schema_group (kind, group);

  if (known != NULL)
    return way_value_to_bytes (fixture_value (known, text));
  if (group == WAY_GROUP_LIFE)
    return way_value_to_bytes (life_value (text));
  return g_bytes_new (text, strlen (text));
}

/* -- operations -------------------------------------------------------------------------------- */

static void
parse_op_id (const char *text, WayOpId *id, char **rest)
{
  g_assert_true (g_ascii_islower (text[0]));
  id->origin = fixture_id ((guint8)text[0]);
  id->counter = g_ascii_strtoull (text + 1, rest, 10);
  g_assert_true (*rest != text + 1);
}

static void
parse_head (const char *word, WayOperation *fields)
{
  char *rest;

  parse_op_id (word, &fields->id, &rest);
  fields->act = fields->id.counter;
  fields->act_n = 1;
  if (*rest == '@')
    {
      fields->act = g_ascii_strtoull (rest + 1, &rest, 10);
      g_assert_cmpint (*rest, ==, '/');
      fields->act_n = (guint16)g_ascii_strtoull (rest + 1, &rest, 10);
    }
  g_assert_cmpint (*rest, ==, '\0');
}

static guint16
parse_kind (const char *name)
{
  guint n;
  const WayKind *kinds = way_schema_kinds (&n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (kinds[i].name, name))
      return kinds[i].number;
  g_assert_true (g_ascii_isdigit (name[0]));
  return (guint16)g_ascii_strtoull (name, NULL, 10);
}

static void
parse_register (const char *word, WayOperation *fields)
{
  g_auto (GStrv) halves = g_strsplit (word, "=", 2);
  g_auto (GStrv) place = g_strsplit (halves[0], ".", 2);

  g_assert_cmpuint (g_strv_length (halves), ==, 2);
  g_assert_cmpuint (g_strv_length (place), ==, 2);
  fields->kind = parse_kind (place[0]);
  fields->group = (guint16)g_ascii_strtoull (place[1], NULL, 10);
  fields->value = value_bytes (fields->kind, fields->group, halves[1]);
}

WayOperation *
fixture_op (const char *line, guint place)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  WayOperation fields = { .case_id = fixture_case (),
                          .object = fixture_id (1),
                          .hlc = (guint64)place + 1 };
  WayOpId supersedes[16];
  WayOperation *op;
  char *rest;

  g_assert_cmpuint (g_strv_length (words), >=, 2);
  parse_head (words[0], &fields);
  parse_register (words[1], &fields);
  for (guint i = 2; words[i] != NULL; i++)
    if (words[i][0] == '>')
      {
        g_assert_cmpuint (fields.n_supersedes, <, G_N_ELEMENTS (supersedes));
        parse_op_id (words[i] + 1, &supersedes[fields.n_supersedes++], &rest);
      }
    else if (words[i][0] == '#')
      fields.object = fixture_id ((guint8)g_ascii_strtoull (words[i] + 1, NULL, 10));
    else if (words[i][0] == '~')
      fields.hlc = g_ascii_strtoull (words[i] + 1, NULL, 10);
    else
      g_assert_not_reached ();
  fields.supersedes = supersedes;
  fields.made_ms = 1000 * (gint64)fields.hlc;
  op = way_operation_new (&fields);
  g_bytes_unref (fields.value);
  return op;
}

GPtrArray *
fixture_ops (const char *text)
{
  GPtrArray *ops = g_ptr_array_new_with_free_func ((GDestroyNotify)way_operation_unref);
  g_auto (GStrv) lines = g_strsplit (text, ";", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (g_strstrip (lines[i])[0] != '\0')
      g_ptr_array_add (ops, fixture_op (lines[i], i));
  return ops;
}

WayOperation *
fixture_op_full (
    char origin, guint64 counter, guint16 kind, const WayId *object, guint16 group, GVariant *value)
{
  g_autoptr (GBytes) bytes = way_value_to_bytes (value);
  WayOperation fields = { .case_id = fixture_case (),
                          .id = { fixture_id ((guint8)origin), counter },
                          .act = counter,
                          .act_n = 1,
                          .made_ms = 1000 * (gint64)counter,
                          .hlc = counter,
                          .kind = kind,
                          .object = *object,
                          .group = group,
                          .value = bytes };

  return way_operation_new (&fields);
}

char *
fixture_name (WayOperation *op)
{
  return g_strdup_printf ("%c%" G_GUINT64_FORMAT, op->id.origin.bytes[0], op->id.counter);
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

char *
fixture_names (GPtrArray *ops)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < ops->len; i++)
    g_ptr_array_add (names, fixture_name (g_ptr_array_index (ops, i)));
  g_ptr_array_sort (names, compare_strings);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **)names->pdata);
}

/* -- vectors ----------------------------------------------------------------------------------- */

static char *
read_vector_file (const char *file)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "vectors", "core", file, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

GPtrArray *
fixture_read_vectors (const char *file)
{
  g_autofree char *text = read_vector_file (file);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GPtrArray *vectors = g_ptr_array_new_with_free_func ((GDestroyNotify)g_hash_table_unref);
  GHashTable *vector = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) halves = g_strsplit (lines[i], " ", 2);

      if (lines[i][0] == '#')
        continue;
      if (lines[i][0] == '\0')
        {
          vector = NULL;
          continue;
        }
      if (vector == NULL)
        {
          vector = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
          g_ptr_array_add (vectors, vector);
        }
      g_hash_table_insert (vector, g_strdup (halves[0]), g_strdup (halves[1]));
    }
  g_assert_cmpuint (vectors->len, >, 0);
  return vectors;
}

const char *
fixture_field (GHashTable *vector, const char *name)
{
  const char *field = g_hash_table_lookup (vector, name);

  g_assert_nonnull (field);
  return field;
}

GBytes *
fixture_hex (const char *hex)
{
  gsize size = strlen (hex) / 2;
  guint8 *bytes = g_malloc (size + 1);

  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8)(g_ascii_xdigit_value (hex[2 * i]) << 4
                        | g_ascii_xdigit_value (hex[2 * i + 1]));
  return g_bytes_new_take (bytes, size);
}

char *
fixture_dup_hex (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  GString *hex = g_string_sized_new (2 * size);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (hex, "%02x", data[i]);
  return g_string_free (hex, FALSE);
}

void
fixture_assert_lines (const char *file, const char *actual)
{
  g_autofree char *text = read_vector_file (file);
  g_auto (GStrv) frozen = g_strsplit (text, "\n", -1);
  g_auto (GStrv) lines = g_strsplit (actual, "\n", -1);
  guint n = 0;

  for (guint i = 0; frozen[i] != NULL; i++)
    {
      if (frozen[i][0] == '#' || frozen[i][0] == '\0')
        continue;
      g_assert_nonnull (lines[n]);
      g_assert_cmpstr (lines[n], ==, frozen[i]);
      n++;
    }
  g_assert_cmpuint (n, >, 0);
  /* A row that is not frozen yet: add it to the file in the same change. */
  g_assert_cmpstr (lines[n], ==, "");
}

void
fixture_shuffle (GPtrArray *array, WayRandom *random)
{
  for (guint i = array->len; i > 1; i--)
    {
      guint j = way_random_below (random, i);
      gpointer kept = array->pdata[j];

      array->pdata[j] = array->pdata[i - 1];
      array->pdata[i - 1] = kept;
    }
}
