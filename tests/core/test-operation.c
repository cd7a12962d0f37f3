/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core-fixture.h"
#include "way-core-error.h"
#include "way-document.h"
#include "way-value.h"

/* -- the frozen vectors ------------------------------------------------------------------------ */

static WayId
field_id (GHashTable *vector, const char *name)
{
  WayId id;

  g_assert_true (way_id_parse (fixture_field (vector, name), &id));
  return id;
}

static guint64
field_number (GHashTable *vector, const char *name)
{
  const char *text = fixture_field (vector, name);

  return text[0] == '-' ? (guint64)g_ascii_strtoll (text, NULL, 10)
                        : g_ascii_strtoull (text, NULL, 10);
}

static GArray *
field_supersedes (GHashTable *vector)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  g_auto (GStrv) items = g_strsplit (fixture_field (vector, "supersedes"), " ", -1);

  for (guint i = 0; items[i] != NULL && !g_str_equal (items[i], "none"); i++)
    {
      g_auto (GStrv) halves = g_strsplit (items[i], ":", 2);
      WayOpId id;

      g_assert_true (way_id_parse (halves[0], &id.origin));
      id.counter = g_ascii_strtoull (halves[1], NULL, 10);
      g_array_append_val (ids, id);
    }
  return ids;
}

static GVariant *
field_value (GHashTable *vector)
{
  g_autoptr (GError) error = NULL;
  GVariant *value = g_variant_parse (G_VARIANT_TYPE (fixture_field (vector, "type")),
                                     fixture_field (vector, "value"), NULL, NULL, &error);

  g_assert_no_error (error);
  return value;
}

static WayOperation *
op_of_fields (GHashTable *vector)
{
  g_autoptr (GArray) supersedes = field_supersedes (vector);
  g_autoptr (GVariant) value = field_value (vector);
  g_autoptr (GBytes) bytes = way_value_to_bytes (value);
  WayOperation fields = { .case_id = field_id (vector, "case"),
                          .id = { field_id (vector, "origin"), field_number (vector, "counter") },
                          .act = field_number (vector, "act"),
                          .act_n = (guint16)field_number (vector, "act_n"),
                          .made_ms = (gint64)field_number (vector, "made_ms"),
                          .hlc = field_number (vector, "hlc"),
                          .kind = (guint16)field_number (vector, "kind"),
                          .object = field_id (vector, "object"),
                          .group = (guint16)field_number (vector, "group"),
                          .flags = (guint8)field_number (vector, "flags"),
                          .value = bytes,
                          .supersedes = (const WayOpId *)(gpointer)supersedes->data,
                          .n_supersedes = supersedes->len };

  return way_operation_new (&fields);
}

static void
assert_same_op (WayOperation *a, WayOperation *b)
{
  g_assert_true (way_id_equal (&a->case_id, &b->case_id));
  g_assert_true (way_op_id_equal (&a->id, &b->id));
  g_assert_cmpuint (a->act, ==, b->act);
  g_assert_cmpuint (a->act_n, ==, b->act_n);
  g_assert_cmpint (a->made_ms, ==, b->made_ms);
  g_assert_cmpuint (a->hlc, ==, b->hlc);
  g_assert_cmpuint (a->kind, ==, b->kind);
  g_assert_true (way_id_equal (&a->object, &b->object));
  g_assert_cmpuint (a->group, ==, b->group);
  g_assert_cmpuint (a->flags, ==, b->flags);
  g_assert_true (g_bytes_equal (a->value, b->value));
  g_assert_cmpuint (a->n_supersedes, ==, b->n_supersedes);
  for (guint i = 0; i < a->n_supersedes; i++)
    g_assert_true (way_op_id_equal (&a->supersedes[i], &b->supersedes[i]));
}

static void
test_vectors (void)
{
  g_autoptr (GPtrArray) vectors = fixture_read_vectors ("operations.txt");

  g_assert_cmpuint (vectors->len, >=, 40);
  for (guint i = 0; i < vectors->len; i++)
    {
      GHashTable *vector = g_ptr_array_index (vectors, i);
      const char *frozen = fixture_field (vector, "bytes");
      g_autoptr (WayOperation) op = op_of_fields (vector);
      g_autoptr (GBytes) bytes = way_operation_to_bytes (op);
      g_autofree char *hex = fixture_dup_hex (bytes);
      g_autoptr (GBytes) given = fixture_hex (frozen);
      g_autoptr (GError) error = NULL;
      g_autoptr (WayOperation) again = way_operation_from_bytes (given, &error);
      g_autoptr (GBytes) bytes_again = NULL;

      g_assert_cmpstr (hex, ==, frozen);
      g_assert_no_error (error);
      assert_same_op (op, again);
      bytes_again = way_operation_to_bytes (again);
      g_assert_true (g_bytes_equal (bytes_again, given));
    }
}

/* Every type of a value in the table has a vector. */
static void
test_vectors_cover_types (void)
{
  g_autoptr (GPtrArray) vectors = fixture_read_vectors ("operations.txt");
  g_autoptr (GHashTable) types = g_hash_table_new (g_str_hash, g_str_equal);
  guint n;
  const WayKind *kinds = way_schema_kinds (&n);

  for (guint i = 0; i < vectors->len; i++)
    g_hash_table_add (types, (gpointer)fixture_field (g_ptr_array_index (vectors, i), "type"));
  for (guint i = 0; i < n; i++)
    for (guint g = 0; g < kinds[i].n_groups; g++)
      {
        if (!g_hash_table_contains (types, kinds[i].groups[g].type))
          g_test_message ("no vector of type %s", kinds[i].groups[g].type);
        g_assert_true (g_hash_table_contains (types, kinds[i].groups[g].type));
      }
}

static void
test_value_of_vectors (void)
{
  g_autoptr (GPtrArray) vectors = fixture_read_vectors ("operations.txt");
  guint known = 0;

  for (guint i = 0; i < vectors->len; i++)
    {
      GHashTable *vector = g_ptr_array_index (vectors, i);
      g_autoptr (WayOperation) op = op_of_fields (vector);
      g_autoptr (GVariant) expected = field_value (vector);
      g_autoptr (GVariant) value = way_operation_dup_value (op);

      g_assert_true ((value != NULL) == (way_operation_get_group (op) != NULL));
      if (value == NULL)
        continue;
      g_assert_true (g_variant_equal (value, expected));
      known++;
    }
  g_assert_cmpuint (known, <, vectors->len);
  g_assert_cmpuint (known, >, vectors->len / 2);
}

static void
test_matters (void)
{
  g_autoptr (GPtrArray) vectors = fixture_read_vectors ("matters.txt");

  for (guint i = 0; i < vectors->len; i++)
    {
      GHashTable *vector = g_ptr_array_index (vectors, i);
      WayId case_id = field_id (vector, "case"), expected = field_id (vector, "object"), object;

      way_matter_object (&case_id, fixture_field (vector, "key"), &object);
      g_assert_true (way_id_equal (&object, &expected));
    }
}

static void
test_content (void)
{
  g_autoptr (GPtrArray) vectors = fixture_read_vectors ("content.txt");

  for (guint i = 0; i < vectors->len; i++)
    {
      GHashTable *vector = g_ptr_array_index (vectors, i);
      g_autoptr (GVariant) value = field_value (vector);
      g_autoptr (GBytes) bytes = way_value_to_bytes (value);
      g_autofree char *hex = fixture_dup_hex (bytes);
      g_autoptr (GError) error = NULL;
      g_autoptr (WayDocument) document = way_document_from_content (bytes, &error);
      g_autoptr (GBytes) again = NULL, hash = NULL;
      g_autofree char *hash_hex = NULL;
      guint8 digest[32];

      g_assert_no_error (error);
      g_assert_cmpstr (hex, ==, fixture_field (vector, "bytes"));
      again = way_document_to_content (document);
      g_assert_true (g_bytes_equal (bytes, again));
      way_document_hash (bytes, digest);
      hash = g_bytes_new (digest, sizeof digest);
      hash_hex = fixture_dup_hex (hash);
      g_assert_cmpstr (hash_hex, ==, fixture_field (vector, "hash"));
    }
}

/* -- what is refused --------------------------------------------------------------------------- */

static void
assert_refused (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (way_operation_from_bytes (bytes, &error));
  g_assert_error (error, WAY_CORE_ERROR, WAY_CORE_ERROR_DAMAGED);
  g_assert_cmpstr (error->message, ==, "An entry of the record is damaged.");
}

static void
test_truncated (void)
{
  g_autoptr (GPtrArray) vectors = fixture_read_vectors ("operations.txt");
  guint n_refused = 0;

  for (guint i = 0; i < vectors->len; i++)
    {
      g_autoptr (GBytes) whole = fixture_hex (
          fixture_field (g_ptr_array_index (vectors, i), "bytes"));
      gsize size = g_bytes_get_size (whole);
      g_autofree guint8 *longer = g_malloc0 (size + 1);
      g_autoptr (GBytes) longer_bytes = NULL;

      for (gsize n = 0; n < size; n++)
        {
          /* A copy of its own size, so that reading past it is seen. */
          g_autoptr (GBytes) part = g_bytes_new (g_bytes_get_data (whole, NULL), n);

          assert_refused (part);
          n_refused++;
        }
      memcpy (longer, g_bytes_get_data (whole, NULL), size);
      longer_bytes = g_bytes_new (longer, size + 1);
      assert_refused (longer_bytes);
    }
  g_test_message ("%u truncations refused", n_refused);
}

/* Every flip is refused, or is another operation of exactly those bytes. */
static void
test_flipped (void)
{
  g_autoptr (GPtrArray) vectors = fixture_read_vectors ("operations.txt");
  guint n_refused = 0, n_other = 0;

  for (guint i = 0; i < vectors->len; i++)
    {
      g_autoptr (GBytes) whole = fixture_hex (
          fixture_field (g_ptr_array_index (vectors, i), "bytes"));
      gsize size = g_bytes_get_size (whole);
      g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (whole, NULL), size);

      for (gsize bit = 0; bit < size * 8; bit++)
        {
          g_autoptr (GBytes) flipped = NULL;
          g_autoptr (WayOperation) op = NULL;
          g_autoptr (GError) error = NULL;

          bytes[bit / 8] ^= (guint8)(1 << bit % 8);
          flipped = g_bytes_new (bytes, size);
          bytes[bit / 8] ^= (guint8)(1 << bit % 8);
          op = way_operation_from_bytes (flipped, &error);
          g_assert_true ((op == NULL) == (error != NULL));
          if (op != NULL)
            {
              g_autoptr (GBytes) again = way_operation_to_bytes (op);

              g_assert_true (g_bytes_equal (again, flipped));
              n_other++;
            }
          else
            n_refused++;
        }
    }
  g_test_message ("%u flips refused, %u other operations", n_refused, n_other);
  g_assert_cmpuint (n_refused, >, 1000);
  g_assert_cmpuint (n_other, >, 1000);
}

/* The parts of an operation as GVariant text, so that a row can break one rule. */
typedef struct
{
  const char *title;
  const char *case_id, *origin;
  const char *counter, *act, *act_n;
  const char *object, *kind, *group;
  const char *value;
  const char *supersedes;
} Broken;

static GBytes *
encode_ids (const Broken *row)
{
  GString *text = g_string_new ("(");
  const char *good_id = "@ay [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]";
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GError) error = NULL;

  g_string_append_printf (
      text, "%s, %s, uint64 %s, uint64 %s, uint16 %s, int64 0, uint64 1, uint16 %s, %s, ",
      row->case_id != NULL ? row->case_id : good_id, row->origin != NULL ? row->origin : good_id,
      row->counter != NULL ? row->counter : "5", row->act != NULL ? row->act : "5",
      row->act_n != NULL ? row->act_n : "1", row->kind != NULL ? row->kind : "900",
      row->object != NULL ? row->object : good_id);
  g_string_append_printf (text, "uint16 %s, byte 0, %s, %s)", row->group != NULL ? row->group : "1",
                          row->value != NULL ? row->value : "@ay []",
                          row->supersedes != NULL ? row->supersedes : "@a(ayt) []");
  variant = g_variant_parse (G_VARIANT_TYPE (WAY_OPERATION_TYPE), text->str, NULL, NULL, &error);
  g_assert_no_error (error);
  g_string_free (text, TRUE);
  return way_value_to_bytes (variant);
}

#define SELF "([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16], 5)"
#define REF(last, counter)                                                                         \
  "([9, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, " last "], " counter ")"
#define SHORT "@ay [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]"
#define LONG "@ay [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]"

static const Broken good_rows[] = {
  { "nothing broken" },
  { "the last op of an act", .act = "4", .act_n = "2" },
  { "sorted references",
    .supersedes = "[" REF ("1", "1") ", " REF ("1", "2") ", " REF ("2", "1") "]" },
  { "an earlier op of its own origin",
    .supersedes = "[([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16], 4)]" },
  { "bytes of a kind unknown", .value = "@ay [255, 255, 255]" },
  { "a number, three-valued", .kind = "8", .group = "4", .value = "@ay [1]" },
  { "no own words", .kind = "6", .group = "1", .value = "@ay []" },
};

static const Broken broken_rows[] = {
  { "case too short", .case_id = SHORT },
  { "case too long", .case_id = LONG },
  { "case empty", .case_id = "@ay []" },
  { "origin too short", .origin = SHORT },
  { "origin too long", .origin = LONG },
  { "object too short", .object = SHORT },
  { "object too long", .object = LONG },
  { "counter 0", .counter = "0", .act = "0" },
  { "counter 0 of a longer act", .counter = "0", .act = "0", .act_n = "3" },
  { "act 0", .act = "0", .act_n = "9" },
  { "act after the op", .act = "6" },
  { "act far after the op", .act = "18446744073709551615", .act_n = "65535" },
  { "op after its act's end", .act = "4", .act_n = "1" },
  { "an act of nothing", .act_n = "0" },
  { "a reference to itself", .supersedes = "[" SELF "]" },
  { "a reference twice", .supersedes = "[" REF ("1", "1") ", " REF ("1", "1") "]" },
  { "references out of order", .supersedes = "[" REF ("1", "2") ", " REF ("1", "1") "]" },
  { "origins out of order", .supersedes = "[" REF ("2", "1") ", " REF ("1", "2") "]" },
  { "a reference to counter 0", .supersedes = "[" REF ("1", "0") "]" },
  { "a reference of a short origin", .supersedes = "[([1, 2, 3], 1)]" },
  { "a reference of no origin", .supersedes = "[(@ay [], 1)]" },
  { "three-valued in two bytes", .kind = "8", .group = "4", .value = "@ay [1, 1]" },
  { "three-valued in none", .kind = "8", .group = "4", .value = "@ay []" },
  { "a boolean of 2", .kind = "6", .group = "6", .value = "@ay [2]" },
  { "a boolean in none", .kind = "6", .group = "6", .value = "@ay []" },
  { "a number cut", .kind = "16", .group = "2", .value = "@ay [1, 0, 0]" },
  { "padding that is not nil", .kind = "19", .group = "4",
    .value = "@ay [1, 0, 0, 0, 1, 0, 1, 0]" },
  { "a number and a boolean cut", .kind = "19", .group = "4", .value = "@ay [1, 0, 0, 0, 1]" },
  { "no strings where two belong", .kind = "1", .group = "1", .value = "@ay []" },
  { "text that is not UTF-8", .kind = "5", .group = "1", .value = "@ay [0xc3, 0x28, 0]" },
  { "a lone surrogate", .kind = "5", .group = "1", .value = "@ay [0xed, 0xa0, 0x80, 0]" },
  { "a text that does not end", .kind = "5", .group = "1", .value = "@ay [0x61, 0x62]" },
  { "a text that ends twice", .kind = "5", .group = "1", .value = "@ay [0x61, 0, 0]" },
  { "an offset before the start", .kind = "1", .group = "1", .value = "@ay [0x61, 0, 0x62, 0, 9]" },
};

static void
test_rules (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good_rows); i++)
    {
      g_autoptr (GBytes) bytes = encode_ids (&good_rows[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (WayOperation) op = way_operation_from_bytes (bytes, &error);

      g_test_message ("accepted: %s", good_rows[i].title);
      g_assert_no_error (error);
      g_assert_nonnull (op);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (broken_rows); i++)
    {
      g_autoptr (GBytes) bytes = encode_ids (&broken_rows[i]);

      g_test_message ("refused: %s", broken_rows[i].title);
      assert_refused (bytes);
    }
}

static void
test_noise (void)
{
  g_autoptr (WayRandom) random = way_test_random ();

  for (guint i = 0; i < 20000; i++)
    {
      guint8 bytes[256];
      gsize size = way_random_below (random, sizeof bytes + 1);
      g_autoptr (GBytes) noise = NULL;

      way_random_fill (random, bytes, size);
      noise = g_bytes_new (bytes, size);
      assert_refused (noise);
    }
}

/* -- building ---------------------------------------------------------------------------------- */

static void
test_new_sorts (void)
{
  g_autoptr (WayOperation) op = fixture_op ("c9 goal.2=x >b2 >a7 >b1 >a7 >b2", 0);

  g_assert_cmpuint (op->n_supersedes, ==, 3);
  g_assert_cmpuint (op->supersedes[0].counter, ==, 7);
  g_assert_cmpuint (op->supersedes[1].counter, ==, 1);
  g_assert_cmpuint (op->supersedes[2].counter, ==, 2);
}

/* An insider names a great many ops: read, kept, and of no effect. */
static void
test_many_references (void)
{
  const guint n = 200000;
  g_autofree WayOpId *supersedes = g_new0 (WayOpId, n);
  g_autoptr (WayOperation) op = fixture_op ("a1 goal.2=x", 0);
  WayOperation fields = *op;
  g_autoptr (WayOperation) many = NULL, again = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    supersedes[i] = (WayOpId){ fixture_id ('b'), n - i };
  fields.supersedes = supersedes;
  fields.n_supersedes = n;
  many = way_operation_new (&fields);
  bytes = way_operation_to_bytes (many);
  again = way_operation_from_bytes (bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->n_supersedes, ==, n);
  assert_same_op (many, again);
}

static void
test_compare (void)
{
  /* hlc, then origin, then counter: each pair in order */
  static const char *const pairs[][2] = { { "b2 goal.2=x ~1", "a1 goal.2=x ~2" },
                                          { "a9 goal.2=x ~3", "b1 goal.2=x ~3" },
                                          { "a1 goal.2=x ~3", "a2 goal.2=x ~3" } };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (WayOperation) first = fixture_op (pairs[i][0], 0);
      g_autoptr (WayOperation) second = fixture_op (pairs[i][1], 0);

      g_assert_cmpint (way_operation_compare (first, second), <, 0);
      g_assert_cmpint (way_operation_compare (second, first), >, 0);
      g_assert_cmpint (way_operation_compare (first, first), ==, 0);
    }
}

/* -- as GVariant lays it out ------------------------------------------------------------------- */

static GBytes *
encode_as_variant (WayOperation *op)
{
  GVariantBuilder supersedes;

#define ID(id) g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, (id).bytes, WAY_ID_SIZE, 1)
  g_variant_builder_init (&supersedes, G_VARIANT_TYPE ("a(ayt)"));
  for (guint i = 0; i < op->n_supersedes; i++)
    g_variant_builder_add (&supersedes, "(@ayt)", ID (op->supersedes[i].origin),
                           op->supersedes[i].counter);
  return way_value_to_bytes (g_variant_new (
      "(@ay@ayttqxtq@ayqy@ay@a(ayt))", ID (op->case_id), ID (op->id.origin), op->id.counter,
      op->act, op->act_n, op->made_ms, op->hlc, op->kind, ID (op->object), op->group, op->flags,
      g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, op->value, TRUE),
      g_variant_builder_end (&supersedes)));
#undef ID
}

static void
assert_as_variant (gsize value_size, guint n_supersedes)
{
  g_autofree WayOpId *supersedes = g_new0 (WayOpId, n_supersedes + 1);
  g_autoptr (GBytes) value = g_bytes_new_take (g_strnfill (value_size, 'v'), value_size);
  g_autoptr (WayOperation) op = NULL, again = NULL;
  g_autoptr (GBytes) bytes = NULL, expected = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n_supersedes; i++)
    supersedes[i] = (WayOpId){ fixture_id ((guint8)(i % 7)), i + 1 };
  op = way_operation_new (&(WayOperation){ .case_id = fixture_id (0x11),
                                           .id = { fixture_id (0xfe), G_MAXUINT64 },
                                           .act = G_MAXUINT64 - 3,
                                           .act_n = 4,
                                           .made_ms = G_MININT64,
                                           .hlc = 0x0123456789abcdef,
                                           .kind = 60000,
                                           .object = fixture_id (0x22),
                                           .group = 0x1234,
                                           .flags = 0xa5,
                                           .value = value,
                                           .supersedes = supersedes,
                                           .n_supersedes = n_supersedes });
  bytes = way_operation_to_bytes (op);
  expected = encode_as_variant (op);
  g_assert_true (g_bytes_equal (bytes, expected));
  again = way_operation_from_bytes (expected, &error);
  g_assert_no_error (error);
  assert_same_op (op, again);
}

/* Around every size at which GVariant writes wider offsets, of the whole and of the references. */
static void
test_as_variant (void)
{
  static const guint references[] = { 0, 1, 2, 3, 6, 7, 8, 9, 1984, 1985, 1986, 1987, 2100 };

  for (gsize size = 0; size < 300; size++)
    assert_as_variant (size, (guint)size % 3);
  for (gsize size = 65535 - 260; size < 65535 + 60; size++)
    assert_as_variant (size, (guint)size % 3);
  for (gsize i = 0; i < G_N_ELEMENTS (references); i++)
    for (gsize size = 0; size < 20; size++)
      assert_as_variant (size, references[i]);
  for (guint n = 0; n < 40; n++)
    assert_as_variant (n, n);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/operation/vectors", test_vectors);
  g_test_add_func ("/core/operation/vectors-cover-types", test_vectors_cover_types);
  g_test_add_func ("/core/operation/value-of-vectors", test_value_of_vectors);
  g_test_add_func ("/core/operation/matters", test_matters);
  g_test_add_func ("/core/operation/content", test_content);
  g_test_add_func ("/core/operation/truncated", test_truncated);
  g_test_add_func ("/core/operation/flipped", test_flipped);
  g_test_add_func ("/core/operation/rules", test_rules);
  g_test_add_func ("/core/operation/noise", test_noise);
  g_test_add_func ("/core/operation/new-sorts", test_new_sorts);
  g_test_add_func ("/core/operation/many-references", test_many_references);
  g_test_add_func ("/core/operation/as-variant", test_as_variant);
  g_test_add_func ("/core/operation/compare", test_compare);
  return g_test_run ();
}
