/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every bit of a small chain, turned alone; every entry cut at every byte; every entry in another's
 * place: nothing of it is taken.  Time-boxed by WAY_BOX_SECONDS in an order that WAY_SEED gives;
 * all of it where WAY_LONG is set.
 */
#include "ledger-fixture.h"

#include <string.h>

static const WayId log_id = { { 7 } };

typedef WayVerdict (*JudgeAt) (gpointer chain, guint at, const guint8 *bytes, gsize size);

/* Turns every bit of entry @at, in an order of its own. */
static guint
flip_all (gpointer chain, guint at, GBytes *entry, JudgeAt judge, WayRandom *random, gint64 ends)
{
  gsize size;
  const guint8 *good = g_bytes_get_data (entry, &size);
  g_autofree guint8 *bytes = g_memdup2 (good, size);
  guint start = way_random_below (random, (guint)size * 8), tried = 0;

  /* 7919 is a prime and no divisor of any length: every bit comes once. */
  for (guint64 i = 0; i < size * 8; i++)
    {
      gsize bit = (start + i * 7919) % (size * 8);

      if (g_getenv ("WAY_LONG") == NULL && g_get_monotonic_time () > ends)
        break;
      tried++;
      bytes[bit / 8] ^= (guint8)(1 << bit % 8);
      if (judge (chain, at, bytes, size) <= WAY_VERDICT_KEPT)
        g_error ("bit %" G_GSIZE_FORMAT " of entry %u was turned, and it was taken", bit, at + 1);
      bytes[bit / 8] ^= (guint8)(1 << bit % 8);
    }
  return tried;
}

static WayVerdict
judge_act (gpointer chain, guint at, const guint8 *bytes, gsize size)
{
  GPtrArray *directories = chain;

  return way_directory_judge (directories->pdata[at], bytes, size, NULL);
}

static void
test_directory (void)
{
  g_autoptr (WayRandom) random = way_random_new_seeded (test_seed ());
  gint64 ends = test_box_ends ();
  g_autoptr (Org) org = org_new (31);
  Laptop *a = org->laptops->pdata[0], *b = org_add (org, WAY_DIR_ROLE_MANAGER);
  Laptop *adviser = org_prepare (org, NULL, WAY_DIR_ROLE_ADVISER);
  WayDirBody body = { .device = adviser->keys->id,
                      .certificate = adviser->certificate,
                      .roles = WAY_DIR_ROLE_KEEPER,
                      .reason = 1 };
  g_autoptr (WayDirectory) directory = way_directory_new ();
  g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func (
      (GDestroyNotify)way_directory_unref);
  guint tried = 0;

  assert_verdict (org_act (org, WAY_DIR_CERT_DEVICE, &body, a, NOBODY), WAY_VERDICT_OK);
  assert_verdict (org_act (org, WAY_DIR_ADMIT_DEVICE, &body, b, NOBODY), WAY_VERDICT_OK);
  assert_verdict (org_act (org, WAY_DIR_SET_ROLE, &body, a, b), WAY_VERDICT_OK);
  assert_verdict (org_act (org, WAY_DIR_REVOKE_DEVICE, &body, b, ROOT), WAY_VERDICT_OK);
  for (guint i = 0; i < org->entries->len; i++)
    {
      gsize size;
      const guint8 *bytes = g_bytes_get_data (org->entries->pdata[i], &size);

      g_ptr_array_add (before, way_directory_ref (directory));
      for (gsize part = 0; part < size; part++)
        assert_verdict (judge_act (before, i, bytes, part), WAY_VERDICT_D1_LENGTH);
      for (guint other = 0; other < org->entries->len; other++)
        if (other != i)
          g_assert_cmpint (judge_act (before, i,
                                      g_bytes_get_data (org->entries->pdata[other], NULL),
                                      g_bytes_get_size (org->entries->pdata[other])),
                           >, WAY_VERDICT_KEPT);
      assert_verdict (way_directory_append (&directory, bytes, size, NULL), WAY_VERDICT_OK);
    }
  for (guint i = 0; i < org->entries->len; i++)
    tried += flip_all (before, i, org->entries->pdata[i], judge_act, random, ends);
  g_test_message ("%u bits turned", tried);
  g_assert_cmpuint (tried, >, 0);
}

typedef struct
{
  Org *org;
  GPtrArray *before; /* WayLog, owned */
} LogChain;

static WayVerdict
judge_entry (gpointer chain, guint at, const guint8 *bytes, gsize size)
{
  LogChain *self = chain;

  return way_log_judge (self->before->pdata[at], self->org->directory, bytes, size, NULL);
}

static GPtrArray *
make_chain (Org *org)
{
  Laptop *a = org->laptops->pdata[0];
  g_autoptr (Case) the_case = case_new (org, &log_id, a);
  WayEntryBody body = { .reason = 1, .n_targets = 1 };
  g_autoptr (GByteArray) target = g_byte_array_new ();
  g_autoptr (GBytes) ops = case_make_ops (the_case, a, 1, "a visit");
  g_autoptr (GBytes) redact = NULL;
  g_autoptr (GBytes) epoch = NULL;

  assert_verdict (case_append (the_case, ops), WAY_VERDICT_OK);
  way_write_u64 (target, 2);
  way_write_bytes (target, way_log_get_hash_at (the_case->log, 2)->bytes, WAY_HASH_SIZE);
  body.targets = target->data;
  redact = case_make_body (the_case, a, WAY_ENTRY_REDACT, &body, ROOT);
  assert_verdict (case_append (the_case, redact), WAY_VERDICT_OK);
  epoch = case_make_epoch (the_case, a, NULL);
  assert_verdict (case_append (the_case, epoch), WAY_VERDICT_OK);
  return g_ptr_array_ref (the_case->entries);
}

static void
test_log (void)
{
  g_autoptr (WayRandom) random = way_random_new_seeded (test_seed ());
  gint64 ends = test_box_ends ();
  g_autoptr (Org) org = org_new (32);
  g_autoptr (GPtrArray) entries = make_chain (org);
  g_autoptr (WayLog) log = way_log_new (way_directory_get_org (org->directory), &log_id);
  g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func ((GDestroyNotify)way_log_unref);
  LogChain chain = { org, before };
  guint tried = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      gsize size;
      const guint8 *bytes = g_bytes_get_data (entries->pdata[i], &size);

      g_ptr_array_add (before, way_log_ref (log));
      /* Cut to just its header, a sealed entry is one whose body was kept back. */
      for (gsize part = 0; part < size; part++)
        if (part != WAY_ENTRY_HEADER_SIZE)
          assert_verdict (judge_entry (&chain, i, bytes, part), WAY_VERDICT_E1_LENGTH);
      for (guint other = 0; other < entries->len; other++)
        if (other != i)
          g_assert_cmpint (judge_entry (&chain, i, g_bytes_get_data (entries->pdata[other], NULL),
                                        g_bytes_get_size (entries->pdata[other])),
                           >, WAY_VERDICT_KEPT);
      assert_verdict (way_log_append (&log, org->directory, bytes, size, NULL), WAY_VERDICT_OK);
    }
  for (guint i = 0; i < entries->len; i++)
    tried += flip_all (&chain, i, entries->pdata[i], judge_entry, random, ends);
  g_test_message ("%u bits turned", tried);
  g_assert_cmpuint (tried, >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledger/flips/directory", test_directory);
  g_test_add_func ("/ledger/flips/log", test_log);
  return g_test_run ();
}
