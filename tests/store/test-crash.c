/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The life of a vault, stopped at every operation on the disk and every named moment between files.
 *
 * A script makes a vault, writes, changes the passphrase, makes a new sheet, recovers with it,
 * writes again and backs up.  Whatever was answered must be there afterwards; what was under way is
 * there whole or not at all; and the vault opens by itself with the passphrase that was answered
 * last, or, where a change was under way, with either.
 *
 * Every place is tried where the box (WAY_BOX_SECONDS, 20) is long enough; else as many as fit, in
 * an order drawn from WAY_SEED.
 */
#include <glib/gstdio.h>
#include "way-test-vault.h"
#include "way-test-vfs.h"

#define PASSPHRASES 3
static const char *const passphrases[PASSPHRASES] = { WAY_TEST_PASSPHRASE, WAY_TEST_NEW_PASSPHRASE,
                                                      "lantern meadow biscuit four" };

typedef struct
{
  WayTestVault test;
  WayTestVfs *vfs;

  gboolean created;   /* answered */
  guint answered;     /* passphrase answered last, an index */
  guint under_way;    /* one that may count instead */
  guint saved;        /* commits answered */
  guint tried;        /* commits begun */
  gboolean backed_up; /* answered, after six saves */
  WayId person;
  WaySecret *seed; /* (owned) (nullable): of the newest sheet that was answered */
} Life;

static void
life_begin (Life *life, WayTestVfs *vfs, gboolean keyring)
{
  *life = (Life){ .vfs = vfs };
  way_test_vault_init (&life->test, keyring);
}

static void
life_end (Life *life)
{
  g_clear_pointer (&life->seed, way_secret_unref);
  if (way_vault_is_open (life->test.vault))
    g_assert_true (way_test_vault_close (&life->test, NULL));
  /* the disk forgets these files before their folder goes */
  way_test_vfs_power_up (life->vfs, WAY_TEST_LOSS_NONE, NULL);
  way_test_vault_clear (&life->test);
}

/* -- the script -------------------------------------------------------------------------------- */

/* One act of two ops: half of it must never be there. */
static gboolean
save (Life *life, GError **error)
{
  WayAct *act;
  g_autofree char *what = g_strdup_printf ("goal %u", life->tried + 1);
  WayId id;

  if (life->saved == 0)
    act = way_test_new_person (&life->test, "Kez", &life->person);
  else
    {
      act = way_act_new (&life->person, 0);
      way_id_new (life->test.random, &id);
      way_act_create (act, WAY_KIND_GOAL, &id);
      way_act_set (act, WAY_KIND_GOAL, &id, WAY_GOAL_WHAT, g_variant_new ("(ss)", what, "en"));
      way_act_set (act, WAY_KIND_GOAL, &id, WAY_GOAL_STATE, g_variant_new ("(s)", "on_the_way"));
    }
  life->tried = life->saved + 1;
  if (!way_test_vault_commit (&life->test, act, NULL, error))
    return FALSE;
  life->saved++;
  return TRUE;
}

static gboolean
save_some (Life *life, guint n, GError **error)
{
  for (guint i = 0; i < n; i++)
    if (!save (life, error))
      return FALSE;
  return TRUE;
}

static gboolean
create (Life *life, GError **error)
{
  if (!way_test_vault_create (&life->test, &life->seed, error))
    return FALSE;
  life->created = TRUE;
  return TRUE;
}

static gboolean
close_and_open (Life *life, GError **error)
{
  if (!way_test_vault_close (&life->test, error))
    return FALSE;
  way_test_vault_renew (&life->test);
  return way_test_vault_open (&life->test, passphrases[life->answered], error);
}

static gboolean
change_passphrase (Life *life, WayKeySlotType slot, GError **error)
{
  life->under_way = 1;
  if (!way_test_vault_change (&life->test, passphrases[0], passphrases[1], slot, error))
    return FALSE;
  life->answered = 1;
  return TRUE;
}

static gboolean
recover (Life *life, GError **error)
{
  g_autoptr (WaySecret) seed = NULL;

  if (!way_test_vault_close (&life->test, error))
    return FALSE;
  way_test_vault_renew (&life->test);
  life->under_way = 2;
  if (!way_test_vault_recover (&life->test, life->seed, passphrases[2], &seed, error))
    return FALSE;
  life->answered = 2;
  g_clear_pointer (&life->seed, way_secret_unref);
  life->seed = g_steal_pointer (&seed);
  return TRUE;
}

static gboolean
save_draft (Life *life, GError **error)
{
  g_autoptr (WayDraft) draft = way_draft_new ();

  draft->case_id = life->person;
  draft->kind = WAY_KIND_PERSON;
  draft->object = life->person;
  draft->group = WAY_PERSON_PRONOUNS;
  draft->value = g_bytes_new_static ("they/them\0", 10);
  draft->bases = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  draft->began_ms = 1;
  return way_test_vault_save_draft (&life->test, draft, error);
}

static gboolean
back_up (Life *life, GError **error)
{
  g_autofree char *path = g_build_filename (life->test.dir, "copy.waymark-backup", NULL);

  if (!way_test_vault_backup (&life->test, path, error))
    return FALSE;
  life->backed_up = TRUE;
  return TRUE;
}

static gboolean
live (Life *life, gboolean keyring, GError **error)
{
  WayKeySlotType slot = keyring ? WAY_KEY_SLOT_KEYRING : WAY_KEY_SLOT_PASSPHRASE;

  if (!create (life, error) || !save_some (life, 6, error) || !back_up (life, error)
      || !close_and_open (life, error) || !save_some (life, 4, error)
      || !change_passphrase (life, slot, error) || !save_some (life, 2, error)
      || !save_draft (life, error) || !recover (life, error) || !save_some (life, 3, error))
    return FALSE;
  return close_and_open (life, error) && save_some (life, 2, error)
         && way_test_vault_close (&life->test, error);
}

/* -- what has to be left ----------------------------------------------------------------------- */

static gboolean
try_passphrase (Life *life, guint index, GError **error)
{
  way_test_vault_renew (&life->test);
  return way_test_vault_open (&life->test, passphrases[index], error);
}

/* TRUE where the vault is open; FALSE where none was ever answered and a new one could be made. */
static gboolean
reopen (Life *life)
{
  g_autoptr (GError) error = NULL;
  gboolean open = try_passphrase (life, life->answered, &error);

  if (!open && life->under_way != life->answered)
    {
      g_clear_error (&error);
      open = try_passphrase (life, life->under_way, &error);
    }
  if (!open && !life->created)
    {
      g_clear_error (&error);
      way_test_vault_renew (&life->test);
      g_assert_true (way_test_vault_create (&life->test, NULL, &error));
      g_assert_no_error (error);
      return FALSE;
    }
  g_assert_no_error (error);
  g_assert_true (open);
  return TRUE;
}

static void
assert_sound (Life *life)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) faults = way_test_vault_check (&life->test, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < faults->len; i++)
    g_test_message ("%s", (const char *)g_ptr_array_index (faults, i));
  g_assert_cmpuint (faults->len, ==, 0);
}

/* Every answered save, at most the one under way beside them, and each of them whole. */
static guint
count_saves (Life *life)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = way_test_vault_list (&life->test, &error);
  g_autoptr (WayCase) found = NULL;
  g_autoptr (GPtrArray) goals = NULL;

  g_assert_no_error (error);
  if (people->len == 0)
    return 0;
  found = way_test_vault_load (&life->test, &life->person, &error);
  g_assert_no_error (error);
  goals = way_case_list (found, WAY_KIND_GOAL);
  for (guint i = 0; i < goals->len; i++)
    {
      g_autofree char *state = way_object_dup_string (g_ptr_array_index (goals, i), WAY_GOAL_STATE,
                                                      0);

      g_assert_cmpstr (state, ==, "on_the_way");
    }
  return goals->len + 1;
}

/* A backup that was answered restores, whatever happened to the vault since. */
static void
assert_backup (Life *life)
{
  g_autofree char *path = g_build_filename (life->test.dir, "copy.waymark-backup", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = NULL;
  WayTestVault other;

  if (!life->backed_up)
    return;
  way_test_vault_init (&other, FALSE);
  g_assert_true (way_test_vault_restore (&other, path, passphrases[0], NULL, NULL, &error));
  g_assert_no_error (error);
  people = way_test_vault_list (&other, &error);
  g_assert_cmpuint (people->len, ==, 1);
  g_assert_true (way_test_vault_close (&other, &error));
  way_test_vfs_power_up (life->vfs, WAY_TEST_LOSS_NONE, NULL);
  way_test_vault_clear (&other);
}

static void
assert_life (Life *life)
{
  g_autoptr (GError) error = NULL;
  guint saves;

  if (!reopen (life))
    return;
  assert_sound (life);
  saves = count_saves (life);
  g_assert_cmpuint (saves, >=, life->saved);
  g_assert_cmpuint (saves, <=, life->tried);

  /* and life goes on */
  life->saved = saves;
  g_assert_true (save (life, &error));
  g_assert_no_error (error);
  assert_sound (life);
  g_assert_cmpuint (count_saves (life), ==, saves + 1);
  g_assert_true (way_test_vault_close (&life->test, &error));
  assert_backup (life);
}

/* -- crashes ----------------------------------------------------------------------------------- */

static guint64
get_seed (void)
{
  const char *text = g_getenv ("WAY_SEED");
  guint64 seed = text != NULL ? g_ascii_strtoull (text, NULL, 10) : (guint64)g_test_rand_int ();

  g_test_message ("WAY_SEED=%" G_GUINT64_FORMAT, seed);
  return seed;
}

static gint64
get_box_us (void)
{
  const char *text = g_getenv ("WAY_BOX_SECONDS");
  gint64 seconds = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 20;

  return MAX (seconds, 1) * G_USEC_PER_SEC;
}

static guint64
count_operations (WayTestVfs *vfs, gboolean keyring)
{
  g_autoptr (GError) error = NULL;
  guint64 n;
  Life life;

  life_begin (&life, vfs, keyring);
  way_test_vfs_arm (vfs, WAY_TEST_FAULT_NONE, 0);
  g_assert_true (live (&life, keyring, &error));
  g_assert_no_error (error);
  n = way_test_vfs_get_count (vfs);
  life_end (&life);
  g_assert_cmpuint (way_test_vfs_get_n_temporary (vfs), ==, 0);
  return n;
}

static void
crash_at (WayTestVfs *vfs, gboolean keyring, guint64 at, WayTestLoss loss, WayRandom *random)
{
  Life life;

  life_begin (&life, vfs, keyring);
  way_test_vfs_arm (vfs, WAY_TEST_FAULT_CRASH, at);
  g_assert_true (live (&life, keyring, NULL) || way_test_vfs_has_struck (vfs));
  /* the program is gone: whatever it still held closes on a dead disk */
  if (way_vault_is_open (life.test.vault))
    way_test_vault_close (&life.test, NULL);
  way_test_vault_renew (&life.test);
  way_test_vfs_power_up (vfs, loss, random);
  g_test_message ("at %" G_GUINT64_FORMAT " loss %d: saved %u", at, (int)loss, life.saved);
  assert_life (&life);
  life_end (&life);
}

static void
test_every_operation (gconstpointer data)
{
  gboolean keyring = GPOINTER_TO_INT (data);
  g_autoptr (WayRandom) random = way_random_new_seeded (get_seed ());
  g_autoptr (WayTestVfs) vfs = way_test_vfs_install ();
  guint64 n = count_operations (vfs, keyring), done;
  g_autofree guint64 *order = g_new (guint64, n);
  gint64 end = g_get_monotonic_time () + get_box_us ();

  for (guint64 i = 0; i < n; i++)
    {
      guint64 other = way_random_below (random, (guint32)i + 1);

      order[i] = order[other];
      order[other] = i + 1;
    }
  for (done = 0; done < n && g_get_monotonic_time () < end; done++)
    crash_at (vfs, keyring, order[done], (WayTestLoss)((order[done] + done) % WAY_TEST_N_LOSSES),
              random);
  g_test_message ("%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " places in the box", done, n);
  g_assert_cmpuint (done, >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/store/crash/passphrase", GINT_TO_POINTER (FALSE), test_every_operation);
  g_test_add_data_func ("/store/crash/keyring", GINT_TO_POINTER (TRUE), test_every_operation);
  return g_test_run ();
}
