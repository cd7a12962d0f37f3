/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a laptop writes: acts of several parts, an enrolment from both sides, epochs and their keys;
 * and that values somebody else holds do not change.
 */
#include "ledger-fixture.h"

#include <string.h>
#include "way-enrol.h"
#include "way-label.h"

static const WayId log_id = { { 7 } };

/* -- labels ------------------------------------------------------------------------------------ */

/* Where one label begins another, what is hashed under them differs in length: T under the code's
 * label, and more under the others. */
static void
test_labels (void)
{
  static const gsize after[WAY_N_LABELS] = { [WAY_LABEL_CODE] = 32,
                                             [WAY_LABEL_CODE_COMMITMENT] = 96,
                                             [WAY_LABEL_CODE_TRANSCRIPT] = 32 + 36 + 252 + 96,
                                             [WAY_LABEL_ANSWER] = 32 };

  for (WayLabel a = 0; a < WAY_N_LABELS; a++)
    for (WayLabel b = 0; b < WAY_N_LABELS; b++)
      {
        WaySlice left = way_label (a), right = way_label (b);

        if (a == b || left.size > right.size || memcmp (left.bytes, right.bytes, left.size) != 0)
          continue;
        g_assert_cmpint (a, ==, WAY_LABEL_CODE);
        g_assert_cmpuint (after[b], >, 0);
        g_assert_cmpuint (left.size + after[a], !=, right.size + after[b]);
      }
}

/* -- acts -------------------------------------------------------------------------------------- */

/* @n operations of @size random letters each. */
static GPtrArray *
make_act (Org *org, const WayId *origin, guint n, gsize size)
{
  GPtrArray *ops = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_malloc0 (size + 1);

      way_random_fill (org->random, text, size);
      for (gsize k = 0; k < size; k++)
        text[k] = (char)('a' + (guint8)text[k] % 26);
      g_ptr_array_add (ops, op_new (&log_id, origin, 5 + i, 5, (guint16)n, text));
    }
  return ops;
}

static WayVerdict
take (Case *the_case, WayActs *acts, GBytes *entry, GPtrArray **ret_ops)
{
  return way_acts_take (acts, the_case->keys, g_bytes_get_data (entry, NULL),
                        g_bytes_get_size (entry), ret_ops);
}

static GBytes *
seal (Case *the_case, Laptop *laptop, GBytes *plain)
{
  WayEntryWriter writer = case_writer (the_case, laptop);
  WayEntry draft;

  way_entry_draft (&writer, WAY_ENTRY_OPS, &draft);
  return way_entry_make_sealed (&writer, &draft, the_case->keys, plain);
}

static void
assert_same_ops (GPtrArray *got, GPtrArray *expected)
{
  g_assert_cmpuint (got->len, ==, expected->len);
  for (guint i = 0; i < got->len; i++)
    g_assert_true (g_bytes_equal (got->pdata[i], expected->pdata[i]));
}

/* A long act comes in parts, last part first, one of them twice; it is there with the last. */
static void
test_parts (void)
{
  g_autoptr (Org) org = org_new (41);
  Laptop *a = org->laptops->pdata[0];
  g_autoptr (Case) the_case = case_new (org, &log_id, a);
  WayId origin = laptop_origin (a);
  g_autoptr (GPtrArray) ops = make_act (org, &origin, 3, 80000);
  g_autoptr (GPtrArray) plains = way_ops_write (&origin, 5, ops);
  g_autoptr (WayActs) acts = way_acts_new (&log_id, op_read, NULL);

  g_assert_cmpuint (plains->len, ==, 4);
  for (guint i = plains->len; i > 0; i--)
    {
      g_autoptr (GPtrArray) got = NULL;
      g_autoptr (GPtrArray) none = NULL;
      g_autoptr (GBytes) entry = seal (the_case, a, plains->pdata[i - 1]);

      assert_verdict (case_append (the_case, entry), WAY_VERDICT_OK);
      if (i > 1)
        {
          assert_verdict (take (the_case, acts, entry, &none), WAY_VERDICT_HELD);
          assert_verdict (take (the_case, acts, entry, &none), WAY_VERDICT_HELD);
          g_assert_null (none);
          continue;
        }
      assert_verdict (take (the_case, acts, entry, &got), WAY_VERDICT_OK);
      assert_same_ops (got, ops);
      assert_verdict (take (the_case, acts, entry, &none), WAY_VERDICT_SAME);
    }
}

/* Sizes around a piece and around the buckets of padding. */
static void
test_sizes (void)
{
  g_autoptr (Org) org = org_new (42);
  WayId origin = laptop_origin (org->laptops->pdata[0]);
  guint count = 0;

  for (gsize size = 1; size < 130000; size = size < 700 ? size + 1 : size * 5 / 4)
    {
      g_autoptr (GPtrArray) ops = make_act (org, &origin, 1, size);
      g_autoptr (GPtrArray) plains = way_ops_write (&origin, 5, ops);
      g_autoptr (GByteArray) whole = g_byte_array_new ();
      g_autoptr (GBytes) joined = NULL;
      g_autoptr (GPtrArray) got = NULL;

      for (guint i = 0; i < plains->len; i++)
        {
          g_autoptr (GBytes) padded = way_ops_pad (plains->pdata[i]);
          g_autoptr (GBytes) plain = way_ops_unpad (padded);
          g_autoptr (GBytes) piece = NULL;
          g_auto (WayOpsPart) part = { 0 };

          g_assert_true (way_entry_is_bucket ((guint32)g_bytes_get_size (padded) + 48));
          g_assert_true (g_bytes_equal (plain, plains->pdata[i]));
          g_assert_true (way_ops_read (plain, &part));
          g_assert_cmpuint (part.part, ==, i + 1);
          piece = way_ops_unpack (&part);
          way_write_bytes (whole, g_bytes_get_data (piece, NULL), g_bytes_get_size (piece));
        }
      joined = g_byte_array_free_to_bytes (g_steal_pointer (&whole));
      got = way_ops_split (joined);
      assert_same_ops (got, ops);
      count++;
    }
  g_assert_cmpuint (count, >, 700);
}

/* An act of up to @most strings, in normal form and then with some of its bytes changed. */
static GBytes *
make_spoiled_act (GRand *rand, gint32 most)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aay"));
  gint32 n = g_rand_int_range (rand, 0, most), size;
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 fill[64] = { 0 };

  for (gint32 i = 0; i < n; i++)
    g_variant_builder_add_value (
        &builder, g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, fill,
                                             (gsize)g_rand_int_range (rand, 0, sizeof fill), 1));
  variant = g_variant_ref_sink (g_variant_builder_end (&builder));
  size = (gint32)g_variant_get_size (variant);
  way_write_bytes (bytes, g_variant_get_data (variant), (gsize)size);
  for (gint32 i = g_rand_int_range (rand, 0, 3); size > 0 && i > 0; i--)
    bytes->data[g_rand_int_range (rand, MAX (0, size - 12), size)] ^= 1u << g_rand_int_range (rand,
                                                                                              0, 8);
  if (g_rand_int_range (rand, 0, 4) == 0)
    g_byte_array_set_size (bytes, (guint)g_rand_int_range (rand, 0, size + 3));
  for (gsize i = (gsize)size; i < bytes->len; i++)
    bytes->data[i] = 0;
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static void
assert_split_as_variant (GBytes *act, guint *n_good)
{
  g_autoptr (GVariant) list = g_variant_ref_sink (
      g_variant_new_from_bytes (G_VARIANT_TYPE ("aay"), act, FALSE));
  g_autoptr (GPtrArray) got = way_ops_split (act);

  g_assert_cmpint (got != NULL, ==, g_variant_is_normal_form (list));
  if (got == NULL)
    return;
  (*n_good)++;
  g_assert_cmpuint (got->len, ==, g_variant_n_children (list));
  for (guint i = 0; i < got->len; i++)
    {
      g_autoptr (GVariant) op = g_variant_get_child_value (list, i);
      g_autoptr (GBytes) bytes = g_variant_get_data_as_bytes (op);

      g_assert_true (g_bytes_equal (got->pdata[i], bytes));
    }
}

/* What GLib calls normal form is what is taken, and nothing else: with ends of one byte and of two,
 * and with wider ones than are needed. */
static void
test_split (void)
{
  const char *text = g_getenv ("WAY_SEED");
  guint32 seed = text != NULL ? (guint32)g_ascii_strtoull (text, NULL, 10) : 1;
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  static const guint8 wide[] = { 0, 0, 1 };
  guint n_good = 0;

  g_test_message ("WAY_SEED=%u", seed);
  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GBytes) act = make_spoiled_act (rand, i % 2 == 0 ? 8 : 40);

      assert_split_as_variant (act, &n_good);
    }
  g_assert_cmpuint (n_good, >, 4000);
  g_assert_cmpuint (n_good, <, 16000);
  /* 254 bytes and one end: two bytes wide it is not the smallest. */
  for (gsize strings = 250; strings < 260; strings++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (GBytes) act = NULL;

      g_byte_array_set_size (bytes, (guint)strings);
      memset (bytes->data, 0, strings);
      g_byte_array_append (bytes, (const guint8[]){ (guint8)strings, (guint8)(strings >> 8) }, 2);
      act = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
      assert_split_as_variant (act, &n_good);
    }
  for (gsize size = 0; size <= sizeof wide; size++)
    {
      g_autoptr (GBytes) act = g_bytes_new_static (wide, size);

      assert_split_as_variant (act, &n_good);
    }
}

/* Only the smallest bucket, only 0x80 and zeros. */
static void
test_padding (void)
{
  g_autofree guint8 *bytes = g_malloc0 (1024);

  for (gsize bucket = 256; bucket <= 1024; bucket *= 2)
    for (gsize mark = 0; mark < bucket; mark++)
      {
        g_autoptr (GBytes) padded = NULL;
        g_autoptr (GBytes) plain = NULL;

        memset (bytes, 0, bucket);
        bytes[mark] = 0x80;
        padded = g_bytes_new (bytes, bucket);
        plain = way_ops_unpad (padded);
        g_assert_true ((plain != NULL) == (bucket == 256 || mark >= bucket / 2));
        g_assert_true (plain == NULL || g_bytes_get_size (plain) == mark);
      }
}

/* -- enrolment --------------------------------------------------------------------------------- */

typedef struct
{
  Org *org;
  Laptop *manager, *joiner;
  WayHash ticket_hash;
  WayEnrolM m;
  WayEnrolD d;
  GBytes *c_bytes, *m_bytes, *d_bytes;
} Exchange;

static void
exchange_clear (Exchange *self)
{
  org_free (self->org);
  g_bytes_unref (self->c_bytes);
  g_bytes_unref (self->m_bytes);
  g_bytes_unref (self->d_bytes);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Exchange, exchange_clear)

static void
joiner_answers (Exchange *self)
{
  WayCertificate certificate;
  WayHash transcript;

  way_enrol_transcript (&self->ticket_hash, self->c_bytes, self->m_bytes, &self->d, &transcript);
  way_enrol_get_certificate (&self->m, &self->d, &transcript, &certificate);
  way_certificate_sign (&certificate, &self->m.org, self->joiner->keys->sign_key);
  self->d.possession = certificate.possession;
  g_clear_pointer (&self->d_bytes, g_bytes_unref);
  self->d_bytes = way_enrol_d_write (&self->d);
}

static void
exchange_init (Exchange *self, guint64 seed)
{
  static const guint8 ticket[WAY_ID_SIZE] = { 5 };
  WayEnrolC c;
  guint64 length;

  self->org = org_new (seed);
  self->manager = self->org->laptops->pdata[0];
  self->joiner = org_prepare (self->org, NULL, WAY_DIR_ROLE_ADVISER);
  length = way_directory_get_length (self->org->directory);
  way_enrol_ticket_hash (ticket, &self->ticket_hash);
  self->d = (WayEnrolD){ .dsk = self->joiner->keys->dsk, .dbk = self->joiner->keys->dbk };
  way_random_fill (self->org->random, self->d.random, sizeof self->d.random);
  way_enrol_commit (&self->d.dsk, &self->d.dbk, self->d.random, &c.commitment);
  self->c_bytes = way_enrol_c_write (&c);
  self->m = (WayEnrolM){
    .org = *way_directory_get_org (self->org->directory),
    .root_pk = *way_directory_get_root_at (self->org->directory, length),
    .recovery_pk = *way_directory_get_recovery_at (self->org->directory, length),
    .dir_seq = length,
    .dir_head = *way_directory_get_head_at (self->org->directory, length),
    .manager = self->manager->keys->id,
    .manager_dsk = self->manager->keys->dsk,
    .user = self->joiner->certificate.user,
    .team = self->org->team,
    .roles = WAY_DIR_ROLE_ADVISER,
  };
  way_random_fill (self->org->random, self->m.random, sizeof self->m.random);
  self->m_bytes = way_enrol_m_write (&self->m);
  joiner_answers (self);
}

static void
test_enrolment (void)
{
  g_auto (Exchange) exchange = { 0 };
  WayCertificate certificate;
  WayHash transcript, own;
  char code[WAY_CODE_SIZE], answer[WAY_ANSWER_SIZE];
  WayDirBody body = { 0 };

  exchange_init (&exchange, 43);
  assert_verdict (way_enrol_judge_d (&exchange.ticket_hash, exchange.c_bytes, exchange.m_bytes,
                                     exchange.d_bytes, &certificate, &transcript),
                  WAY_VERDICT_OK);
  way_enrol_transcript (&exchange.ticket_hash, exchange.c_bytes, exchange.m_bytes, &exchange.d,
                        &own);
  g_assert_true (way_hash_equal (&own, &transcript));
  way_enrol_code (&own, code);
  way_enrol_answer (&own, answer);
  assert_verdict (way_enrol_judge_code (&transcript, code), WAY_VERDICT_OK);
  assert_verdict (way_enrol_judge_answer (&transcript, answer), WAY_VERDICT_OK);
  assert_verdict (way_enrol_judge_directory (exchange.org->directory, &exchange.m), WAY_VERDICT_OK);
  assert_verdict (way_enrol_judge_certificate (exchange.org->directory, &certificate),
                  WAY_VERDICT_S7_CERTIFICATE);
  body.certificate = certificate;
  assert_verdict (org_act (exchange.org, WAY_DIR_CERT_DEVICE, &body, exchange.manager, NOBODY),
                  WAY_VERDICT_OK);
  assert_verdict (way_enrol_judge_certificate (exchange.org->directory, &certificate),
                  WAY_VERDICT_OK);
}

/* A server that puts its own laptop in the joiner's place: before the commitment is opened it
 * cannot, and where it opens one of its own, the two sides see other codes. */
static void
test_exchanged_keys (void)
{
  g_auto (Exchange) honest = { 0 };
  g_autoptr (GBytes) c_bytes = NULL;
  WayCertificate certificate;
  WayHash told, typed;
  WayEnrolC c;
  Laptop *thief;

  exchange_init (&honest, 44);
  way_enrol_transcript (&honest.ticket_hash, honest.c_bytes, honest.m_bytes, &honest.d, &told);
  thief = org_prepare (honest.org, &honest.m.user, WAY_DIR_ROLE_ADVISER);
  honest.joiner = thief;
  honest.d.dsk = thief->keys->dsk;
  honest.d.dbk = thief->keys->dbk;
  joiner_answers (&honest);
  assert_verdict (way_enrol_judge_d (&honest.ticket_hash, honest.c_bytes, honest.m_bytes,
                                     honest.d_bytes, &certificate, &typed),
                  WAY_VERDICT_S2_COMMITMENT);
  way_enrol_commit (&honest.d.dsk, &honest.d.dbk, honest.d.random, &c.commitment);
  c_bytes = honest.c_bytes;
  honest.c_bytes = way_enrol_c_write (&c);
  joiner_answers (&honest);
  assert_verdict (way_enrol_judge_d (&honest.ticket_hash, honest.c_bytes, honest.m_bytes,
                                     honest.d_bytes, &certificate, &typed),
                  WAY_VERDICT_OK);
  g_assert_false (way_hash_equal (&told, &typed));
}

/* Security test 13: a swapped key shows in the code, ten thousand times of ten thousand; here the
 * code itself, over transcripts that differ. */
static void
test_codes_differ (void)
{
  g_autoptr (GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  WayHash transcript = { { 0 } };

  for (guint i = 0; i < 10000; i++)
    {
      char code[WAY_CODE_SIZE];

      memcpy (transcript.bytes, &i, sizeof i);
      way_enrol_code (&transcript, code);
      g_assert_cmpuint (strlen (code), ==, 8);
      g_hash_table_add (codes, g_strdup (code));
    }
  /* Of 10,000 out of 10⁸, half a pair meets by chance. */
  g_assert_cmpuint (g_hash_table_size (codes), >=, 9990);
}

/* -- values ------------------------------------------------------------------------------------ */

static void
test_values_stay (void)
{
  g_autoptr (Org) org = org_new (45);
  Laptop *a = org->laptops->pdata[0];
  g_autoptr (Case) the_case = case_new (org, &log_id, a);
  g_autoptr (WayDirectory) old_directory = way_directory_ref (org->directory);
  g_autoptr (WayLog) old_log = way_log_ref (the_case->log);
  g_autoptr (GBytes) ops = case_make_ops (the_case, a, 1, "a visit");
  g_autoptr (GBytes) epoch = NULL;
  Laptop *b = org_add (org, WAY_DIR_ROLE_MANAGER);

  g_assert_cmpuint (way_directory_get_length (old_directory), ==, 1);
  g_assert_null (way_directory_find (old_directory, &b->keys->id));
  g_assert_nonnull (way_directory_find (org->directory, &b->keys->id));
  org_set_roles (org, a, WAY_DIR_ROLE_MANAGER);
  g_assert_cmpuint (
      way_dir_device_get_roles_at (way_directory_find (old_directory, &a->keys->id), 9), ==,
      WAY_DIR_ROLE_ADVISER | WAY_DIR_ROLE_MANAGER);
  assert_verdict (case_append (the_case, ops), WAY_VERDICT_OK);
  epoch = case_make_epoch (the_case, a, NULL);
  assert_verdict (case_append (the_case, epoch), WAY_VERDICT_OK);
  g_assert_cmpuint (way_log_get_length (old_log), ==, 1);
  g_assert_cmpuint (way_log_get_epoch_number (old_log), ==, 1);
  g_assert_cmpuint (way_log_get_tip (old_log, &a->keys->id).dev_seq, ==, 1);
  g_assert_cmpuint (way_log_get_tip (the_case->log, &a->keys->id).dev_seq, ==, 3);
}

/* A member who comes later has every former key by one wrap; one who left has no later one. */
static void
test_keys (void)
{
  g_autoptr (Org) org = org_new (46);
  Laptop *a = org->laptops->pdata[0], *left = org_add (org, WAY_DIR_ROLE_ADVISER);
  g_autoptr (Case) the_case = case_new (org, &log_id, left);
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (WayId));
  g_autoptr (WayLogKeys) newcomer = way_log_keys_new ();
  g_autoptr (WayLogKeys) leaver = way_log_keys_new ();
  g_autoptr (GBytes) epoch = NULL;
  Laptop *late = org_add (org, WAY_DIR_ROLE_ADVISER);

  g_array_append_val (members, a->keys->id);
  g_array_append_val (members, late->keys->id);
  epoch = case_make_epoch (the_case, a, members);
  assert_verdict (case_append (the_case, epoch), WAY_VERDICT_OK);
  assert_verdict (way_log_keys_take (newcomer, the_case->log, org->directory, 2, &late->keys->id,
                                     late->keys->box_seed),
                  WAY_VERDICT_OK);
  for (guint32 number = 1; number <= 2; number++)
    g_assert_true (way_secret_equal (way_log_keys_get (newcomer, number),
                                     way_log_keys_get (the_case->keys, number)));
  assert_verdict (way_log_keys_take (leaver, the_case->log, org->directory, 2, &left->keys->id,
                                     left->keys->box_seed),
                  WAY_VERDICT_K1_NOT_MEMBER);
  assert_verdict (way_log_keys_take (leaver, the_case->log, org->directory, 1, &left->keys->id,
                                     left->keys->box_seed),
                  WAY_VERDICT_OK);
  g_assert_null (way_log_keys_get (leaver, 2));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledger/labels", test_labels);
  g_test_add_func ("/ledger/acts/parts", test_parts);
  g_test_add_func ("/ledger/acts/sizes", test_sizes);
  g_test_add_func ("/ledger/acts/split", test_split);
  g_test_add_func ("/ledger/acts/padding", test_padding);
  g_test_add_func ("/ledger/enrolment", test_enrolment);
  g_test_add_func ("/ledger/enrolment/exchanged-keys", test_exchanged_keys);
  g_test_add_func ("/ledger/enrolment/codes-differ", test_codes_differ);
  g_test_add_func ("/ledger/values-stay", test_values_stay);
  g_test_add_func ("/ledger/keys", test_keys);
  return g_test_run ();
}
