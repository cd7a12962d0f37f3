/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The vault as sync sees it: device keys, what waits, the outbox, logs, and what others wrote.
 */
#include "way-test-journal.h"
#include "way-test-store.h"

#include <string.h>
#include "way-core-error.h"
#include "way-value.h"
#include "way-vault-files.h"

typedef struct
{
  WayTestVault ours, theirs;
  WayId ros;
} Fixture;

static void
make_vault (WayTestVault *vault)
{
  g_autoptr (GError) error = NULL;

  way_test_vault_init (vault, FALSE);
  way_test_vault_create (vault, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  make_vault (&f->ours);
  make_vault (&f->theirs);
  way_test_add_person (&f->ours, "Ros", &f->ros);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  way_test_vault_clear (&f->ours);
  way_test_vault_clear (&f->theirs);
}

static void
set_hopes (WayTestVault *vault, const WayId *person, const char *text)
{
  way_test_set (vault, person, WAY_KIND_FRONT, person, WAY_FRONT_HOPES, way_test_words (text));
}

static void
reopen (WayTestVault *vault)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (way_test_vault_close (vault, NULL));
  way_test_vault_open (vault, WAY_TEST_PASSPHRASE, &error);
  g_assert_no_error (error);
}

static void
write_or_fail (WayTestVault *vault, WayJournalChange *change)
{
  g_autoptr (GError) error = NULL;
  gboolean written = way_test_journal_write (vault, change, &error);

  g_assert_no_error (error);
  g_assert_true (written);
}

/* -- device keys ------------------------------------------------------------------------------- */

static gboolean
same_device (WayJournalState *a, WayJournalState *b)
{
  g_assert_true (way_secret_equal (a->sign_seed, b->sign_seed)
                 == way_secret_equal (a->box_seed, b->box_seed));
  return way_secret_equal (a->sign_seed, b->sign_seed);
}

static void
test_device (Fixture *f, gconstpointer data)
{
  g_autoptr (WayJournalState) ours = way_test_journal_load (&f->ours);
  g_autoptr (WayJournalState) theirs = way_test_journal_load (&f->theirs);
  g_autoptr (WayJournalState) later = NULL;

  g_assert_cmpuint (way_secret_get_size (ours->sign_seed), ==, WAY_KEY_SIZE);
  g_assert_false (way_secret_equal (ours->sign_seed, ours->box_seed));
  g_assert_false (same_device (ours, theirs));
  g_assert_null (ours->team);
  reopen (&f->ours);
  later = way_test_journal_load (&f->ours);
  g_assert_true (same_device (ours, later));
}

static void
look_for_seeds (WayStore *store, gpointer data)
{
  g_assert_nonnull (store->sign_seed);
  g_assert_true (way_db_exec (store->db, data, NULL));
}

/* The fault of a page, and of one that was put back from an older copy. */
static void
test_device_damaged (Fixture *f, gconstpointer data)
{
  static const char *const faults[] = {
    "DELETE FROM meta WHERE key = 'device-sign-seed'",
    "UPDATE meta SET value = x'00' WHERE key = 'device-box-seed'",
    "UPDATE meta SET value = (SELECT value FROM meta WHERE key = 'device-box-seed')"
    " WHERE key = 'device-sign-seed'",
  };

  g_assert_true (way_test_vault_close (&f->ours, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (GError) error = NULL;
      WayTestVault vault;

      make_vault (&vault);
      g_assert_true (way_test_vault_close (&vault, NULL));
      way_test_store_run (&vault, WAY_TEST_PASSPHRASE, look_for_seeds, (gpointer)faults[i]);
      g_assert_false (way_test_vault_open (&vault, WAY_TEST_PASSPHRASE, &error));
      g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED);
      way_test_assert_sentence (&vault, error);
      way_test_vault_clear (&vault);
    }
}

/* What nobody knows by its keys gets new ones; what an organisation knows stays that laptop. */
static void
test_device_restored (Fixture *f, gconstpointer in_team)
{
  g_autofree char *path = way_vault_path (f->ours.dir, "copy.waymark-backup");
  g_autoptr (WayJournalTeam) team = way_test_journal_team (&f->ours, 1);
  g_autoptr (WayJournalState) before = way_test_journal_load (&f->ours);
  g_autoptr (WayJournalState) after = NULL;
  g_autoptr (GError) error = NULL;
  WayTestVault copy;

  if (in_team != NULL)
    g_assert_true (way_test_journal_enter (&f->ours, team, &error));
  g_assert_no_error (error);
  g_assert_true (way_test_vault_backup (&f->ours, path, &error));
  way_test_vault_init (&copy, FALSE);
  g_assert_true (way_test_vault_restore (&copy, path, WAY_TEST_PASSPHRASE, NULL, NULL, &error));
  after = way_test_journal_load (&copy);
  g_assert_true (same_device (before, after) == (in_team != NULL));
  way_test_assert_clean (&copy);
  way_test_vault_clear (&copy);
}

static void
test_device_renewed (Fixture *f, gconstpointer data)
{
  g_autoptr (WayJournalState) before = way_test_journal_load (&f->ours);
  g_autoptr (WayJournalState) after = NULL;
  g_autoptr (WayJournalState) later = NULL;
  g_autoptr (GPtrArray) acts = way_test_journal_list (&f->ours);
  g_autoptr (GPtrArray) kept = NULL;

  g_assert_true (way_test_journal_renew (&f->ours, NULL));
  after = way_test_journal_load (&f->ours);
  g_assert_false (same_device (before, after));
  kept = way_test_journal_list (&f->ours);
  g_assert_cmpuint (kept->len, ==, acts->len);
  set_hopes (&f->ours, &f->ros, "a boat");
  way_test_assert_clean (&f->ours);
  reopen (&f->ours);
  later = way_test_journal_load (&f->ours);
  g_assert_true (same_device (after, later));
}

/* -- what waits -------------------------------------------------------------------------------- */

/* Without a team nothing is counted: it would be all that was ever written, at each opening. */
static void
assert_pending (WayTestVault *vault, guint n_pending, guint n_sealed, guint n_waiting)
{
  g_autoptr (GPtrArray) acts = way_test_journal_list (vault);
  g_autoptr (WayJournalState) state = way_test_journal_load (vault);
  guint sealed = 0;

  for (guint i = 0; i < state->logs->len; i++)
    sealed += g_array_index (state->logs, WayJournalHeld, i).n_sealed;
  g_assert_cmpuint (acts->len, ==, n_pending);
  g_assert_cmpuint (sealed, ==, n_sealed);
  g_assert_cmpuint (state->n_waiting, ==, state->team != NULL ? n_waiting : 0);
}

static void
test_outbox (Fixture *f, gconstpointer data)
{
  g_autoptr (WayJournalLog) held = NULL;
  g_autoptr (GPtrArray) acts = NULL;
  WayJournalChange *change;

  set_hopes (&f->ours, &f->ros, "a boat");
  assert_pending (&f->ours, 2, 0, 2);
  acts = way_test_journal_list (&f->ours);
  g_assert_cmpuint (((WayJournalAct *)acts->pdata[0])->ops->len, ==, 2);
  g_assert_cmpuint (((WayJournalAct *)acts->pdata[0])->act, ==, 1);
  g_assert_cmpuint (((WayJournalAct *)acts->pdata[1])->act, ==, 3);

  way_test_journal_seal_first (&f->ours, &f->ros, 1);
  reopen (&f->ours);
  assert_pending (&f->ours, 1, 1, 2);
  held = way_test_journal_load_log (&f->ours, &f->ros);
  g_assert_cmpuint (held->sealed->len, ==, 1);
  g_assert_cmpuint (((WayJournalSealed *)held->sealed->pdata[0])->dev_seq, ==, 1);
  g_assert_cmpmem (g_bytes_get_data (((WayJournalSealed *)held->sealed->pdata[0])->bytes, NULL), 12,
                   "sealed bytes", 12);

  change = way_test_journal_change (&f->ours, &f->ros, NULL, &way_id_nil, 0);
  change->drop_sealed = TRUE;
  write_or_fail (&f->ours, change);
  assert_pending (&f->ours, 2, 0, 2);
  way_test_journal_seal_first (&f->ours, &f->ros, 1);
  way_test_assert_clean (&f->ours);

  /* it stands in the log */
  g_ptr_array_set_size (acts, 1);
  change = way_test_journal_change (&f->ours, &f->ros, acts, way_vault_get_user (f->ours.vault),
                                    WAY_ROLE_ADVISER);
  change->acknowledged = 1;
  write_or_fail (&f->ours, change);
  assert_pending (&f->ours, 1, 0, 1);
  way_test_assert_clean (&f->ours);
}

/* -- two vaults -------------------------------------------------------------------------------- */

static void
count_changed_cb (WayRepository *repository, gpointer case_id, gpointer data)
{
  ++*(guint *)data;
}

static void
test_exchange (Fixture *f, gconstpointer data)
{
  g_autoptr (WayCase) ours = NULL;
  g_autoptr (WayCase) theirs = NULL;
  g_autoptr (GPtrArray) people = NULL;
  guint n_changed = 0;

  g_signal_connect (f->theirs.vault, "case-changed", G_CALLBACK (count_changed_cb), &n_changed);
  set_hopes (&f->ours, &f->ros, "a boat");
  way_test_journal_exchange (&f->ours, &f->theirs);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpuint (way_test_journal_n_waiting (&f->ours), ==, 0);
  way_test_assert_found (&f->theirs, "boat", 1);

  set_hopes (&f->theirs, &f->ros, "a garden");
  set_hopes (&f->ours, &f->ros, "a lighthouse");
  way_test_journal_exchange (&f->theirs, &f->ours);
  way_test_journal_exchange (&f->ours, &f->theirs);
  ours = way_test_vault_load (&f->ours, &f->ros, NULL);
  theirs = way_test_vault_load (&f->theirs, &f->ros, NULL);
  g_assert_cmpuint (way_object_n_values (way_case_get_front (ours), WAY_FRONT_HOPES), ==, 2);
  g_assert_cmpuint (way_object_n_values (way_case_get_front (theirs), WAY_FRONT_HOPES), ==, 2);
  people = way_test_vault_list (&f->theirs, NULL);
  g_assert_cmpuint (((WayPersonLine *)people->pdata[0])->n_conflicts, ==, 1);

  set_hopes (&f->ours, &f->ros, "both");
  way_test_journal_exchange (&f->ours, &f->theirs);
  g_clear_pointer (&people, g_ptr_array_unref);
  people = way_test_vault_list (&f->theirs, NULL);
  g_assert_cmpuint (((WayPersonLine *)people->pdata[0])->n_conflicts, ==, 0);
  way_test_assert_clean (&f->ours);
  way_test_assert_clean (&f->theirs);
}

/* Everything again: refused where the log went on; where it comes as new entries, nothing changes.
 */
static void
test_twice (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) acts = way_test_journal_list (&f->ours);
  const WayId *user = way_vault_get_user (f->ours.vault);
  WayJournalChange *first = way_test_journal_change (&f->theirs, &f->ros, acts, user,
                                                     WAY_ROLE_ADVISER);
  g_autoptr (GError) error = NULL;
  g_autoptr (WayJournalLog) held = NULL;

  write_or_fail (&f->theirs, way_journal_change_ref (first));
  g_assert_false (way_test_journal_write (&f->theirs, first, &error));
  g_assert_error (error, WAY_CORE_ERROR, WAY_CORE_ERROR_NOT_ALLOWED);
  way_test_assert_sentence (&f->theirs, error);
  write_or_fail (&f->theirs,
                 way_test_journal_change (&f->theirs, &f->ros, acts, user, WAY_ROLE_ADVISER));
  held = way_test_journal_load_log (&f->theirs, &f->ros);
  g_assert_cmpuint (held->entries->len, ==, 2);
  g_assert_cmpuint (((WayJournalEntry *)held->entries->pdata[1])->known, ==, 2);
  way_test_assert_found (&f->theirs, "ros", 1);
  way_test_assert_clean (&f->theirs);
}

/* Half an act, a foreign case's, bytes that are none: nothing at all of the change is taken. */
static void
test_refused (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GPtrArray) acts = way_test_journal_list (&f->ours);
      WayJournalChange *change = way_test_journal_change (
          &f->theirs, &f->ros, acts, way_vault_get_user (f->ours.vault), WAY_ROLE_ADVISER);
      WayJournalAct *act = g_ptr_array_index (change->acts, 0);
      g_autoptr (WayJournalState) state = NULL;
      g_autoptr (GError) error = NULL;

      if (i == 0)
        g_ptr_array_remove_index (act->ops, 1);
      else if (i == 1)
        act->case_id.bytes[0] ^= 1;
      else if (i == 2)
        g_ptr_array_add (act->ops, g_bytes_new_static ("no operation", 12));
      else
        act->act++;
      g_assert_false (way_test_journal_write (&f->theirs, change, &error));
      g_assert_error (error, WAY_CORE_ERROR, WAY_CORE_ERROR_DAMAGED);
      state = way_test_journal_load (&f->theirs);
      g_assert_cmpuint (state->logs->len, ==, 0);
      way_test_assert_found (&f->theirs, "ros", 0);
    }
  way_test_assert_clean (&f->theirs);
}

/* -- who may write what ------------------------------------------------------------------------ */

static guint
n_values (WayTestVault *vault, const WayId *person, guint16 kind, const WayId *id, guint16 group)
{
  g_autoptr (WayCase) loaded = way_test_vault_load (vault, person, NULL);

  return way_object_n_values (way_case_get_object (loaded, kind, id), group);
}

static void
write_notes (WayTestVault *vault, const WayId *person, const WayId *contact, const char *text)
{
  WayAct *act = way_act_new (person, 0);

  way_act_create (act, WAY_KIND_CONTACT, contact);
  way_act_set (act, WAY_KIND_CONTACT, contact, WAY_CONTACT_NOTES, way_test_prose (text));
  way_test_commit (vault, act);
}

/* Only who began a contact may change it.  Which of two began it the log says: the one who wrote
 * first here is set aside once the log has the other's before it. */
static void
test_rights (Fixture *f, gconstpointer data)
{
  WayId contact;

  way_id_new (f->ours.random, &contact);
  way_test_journal_exchange (&f->ours, &f->theirs);
  write_notes (&f->ours, &f->ros, &contact, "ours about the harbour");
  write_notes (&f->theirs, &f->ros, &contact, "theirs about the garden");
  g_assert_cmpuint (n_values (&f->ours, &f->ros, WAY_KIND_CONTACT, &contact, WAY_CONTACT_NOTES), ==,
                    1);
  way_test_journal_exchange (&f->theirs, &f->ours);
  way_test_assert_found (&f->ours, "garden", 1);
  way_test_assert_found (&f->ours, "harbour", 0);
  g_assert_cmpuint (n_values (&f->ours, &f->ros, WAY_KIND_CONTACT, &contact, WAY_CONTACT_NOTES), ==,
                    1);
  way_test_journal_exchange (&f->ours, &f->theirs);
  way_test_assert_found (&f->theirs, "harbour", 0);
  way_test_assert_found (&f->theirs, "garden", 1);
  way_test_assert_clean (&f->ours);
  way_test_assert_clean (&f->theirs);
}

/* A keeper may not write; the same bytes by an adviser count. */
static void
test_roles (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) acts = way_test_journal_list (&f->ours);

  write_or_fail (&f->theirs,
                 way_test_journal_change (&f->theirs, &f->ros, acts,
                                          way_vault_get_user (f->ours.vault), WAY_ROLE_KEEPER));
  way_test_assert_found (&f->theirs, "ros", 0);
  way_test_assert_clean (&f->theirs);
}

/* -- kept byte for byte ------------------------------------------------------------------------ */

typedef struct
{
  GBytes *bytes;
  guint n;
} Search;

static void
look_for_bytes (WayStore *store, gpointer data)
{
  Search *search = data;
  g_autoptr (GPtrArray) rows = way_test_store_list (store);

  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (GBytes) bytes = way_operation_to_bytes (
          ((WayRow *)g_ptr_array_index (rows, i))->authored.op);

      search->n += g_bytes_equal (bytes, search->bytes);
    }
}

static void
test_unknown (Fixture *f, gconstpointer data)
{
  WayId origin = { { 4 } }, object = { { 8 } };
  g_autoptr (WayOperation) op = way_test_store_op (
      &origin, 1, &f->ros, 4711, &object, 3, g_variant_new ("(s)", "from a later Waymark"), NULL);
  g_autoptr (GBytes) bytes = way_operation_to_bytes (op);
  g_autoptr (GPtrArray) acts = g_ptr_array_new ();
  g_autoptr (WayJournalAct) act = way_journal_act_new ();
  Search search = { bytes, 0 };

  act->case_id = f->ros;
  act->origin = origin;
  act->act = 1;
  g_ptr_array_add (act->ops, g_bytes_ref (bytes));
  g_ptr_array_add (acts, act);
  write_or_fail (&f->ours,
                 way_test_journal_change (&f->ours, &f->ros, acts, &object, WAY_ROLE_ADVISER));
  way_test_assert_clean (&f->ours);
  g_assert_true (way_test_vault_close (&f->ours, NULL));
  way_test_store_run (&f->ours, WAY_TEST_PASSPHRASE, look_for_bytes, &search);
  g_assert_cmpuint (search.n, ==, 1);
}

/* -- a copied vault ---------------------------------------------------------------------------- */

static void
copy_vault (WayTestVault *from, WayTestVault *to)
{
  static const char *const files[] = { WAY_VAULT_DB, WAY_VAULT_KEYS };

  g_assert_true (way_test_vault_close (from, NULL));
  way_test_vault_init (to, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *source = way_vault_path (from->dir, files[i]);
      g_autofree char *target = way_vault_path (to->dir, files[i]);
      g_autofree char *bytes = NULL;
      gsize size;

      g_assert_true (g_file_get_contents (source, &bytes, &size, NULL));
      g_assert_true (g_file_set_contents (target, bytes, (gssize)size, NULL));
    }
  g_assert_true (way_test_vault_open (from, WAY_TEST_PASSPHRASE, NULL));
  g_assert_true (way_test_vault_open (to, WAY_TEST_PASSPHRASE, NULL));
}

static void
type_hopes (WayTestVault *vault, const WayId *person)
{
  g_autoptr (WayDraft) draft = way_draft_new ();
  g_autoptr (WayCase) loaded = way_test_vault_load (vault, person, NULL);
  g_autoptr (GPtrArray) ops = way_object_list_ops (way_case_get_front (loaded), WAY_FRONT_HOPES);

  draft->case_id = draft->object = *person;
  draft->kind = WAY_KIND_FRONT;
  draft->group = WAY_FRONT_HOPES;
  draft->value = way_value_to_bytes (way_test_words ("being typed"));
  draft->bases = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  for (guint i = 0; i < ops->len; i++)
    g_array_append_val (draft->bases, ((WayOperation *)ops->pdata[i])->id);
  g_assert_true (way_test_vault_save_draft (vault, draft, NULL));
}

/* Both copies wrote under the same numbers.  The one that syncs later keeps all it wrote, under new
 * ones, and what it wrote on top of it stays on top. */
static void
test_clone (Fixture *f, gconstpointer data)
{
  WayTestVault clone;
  g_autoptr (WayCase) merged = NULL;
  g_autoptr (WayJournalState) before = NULL;
  g_autoptr (WayJournalState) after = NULL;

  way_test_journal_exchange (&f->ours, &f->theirs);
  copy_vault (&f->ours, &clone);
  before = way_test_journal_load (&clone);
  set_hopes (&f->ours, &f->ros, "a boat");
  way_test_set (&clone, &f->ros, WAY_KIND_FRONT, &f->ros, WAY_FRONT_PROUD_OF,
                way_test_words ("first of the clone"));
  way_test_set (&clone, &f->ros, WAY_KIND_FRONT, &f->ros, WAY_FRONT_PROUD_OF,
                way_test_words ("second of the clone"));
  set_hopes (&clone, &f->ros, "a garden");
  type_hopes (&clone, &f->ros);
  way_test_journal_seal_first (&clone, &f->ros, 2);

  way_test_journal_exchange (&f->ours, &clone);
  assert_pending (&clone, 3, 0, 3);
  way_test_assert_clean (&clone);
  g_assert_cmpuint (n_values (&clone, &f->ros, WAY_KIND_FRONT, &f->ros, WAY_FRONT_PROUD_OF), ==, 1);
  g_assert_cmpuint (n_values (&clone, &f->ros, WAY_KIND_FRONT, &f->ros, WAY_FRONT_HOPES), ==, 2);
  g_assert_true (way_test_journal_renew (&clone, NULL));
  after = way_test_journal_load (&clone);
  g_assert_false (same_device (before, after));

  /* what was typed knew the garden and not the boat */
  reopen (&clone);
  g_assert_cmpuint (n_values (&clone, &f->ros, WAY_KIND_FRONT, &f->ros, WAY_FRONT_HOPES), ==, 2);
  way_test_assert_found (&clone, "typed", 1);
  way_test_journal_exchange (&clone, &f->theirs);
  merged = way_test_vault_load (&f->theirs, &f->ros, NULL);
  g_assert_cmpuint (way_object_n_values (way_case_get_front (merged), WAY_FRONT_PROUD_OF), ==, 1);
  way_test_assert_clean (&clone);
  way_test_assert_clean (&f->theirs);
  way_test_vault_clear (&clone);
}

/* An older copy that gets, from the log, what the newer one wrote goes on under its own numbers. */
static void
test_clone_behind (Fixture *f, gconstpointer data)
{
  WayTestVault clone;

  way_test_journal_exchange (&f->ours, &f->theirs);
  copy_vault (&f->ours, &clone);
  set_hopes (&f->ours, &f->ros, "a boat");
  way_test_journal_exchange (&f->ours, &clone);
  set_hopes (&clone, &f->ros, "a garden");
  assert_pending (&clone, 1, 0, 1);
  g_assert_cmpuint (n_values (&clone, &f->ros, WAY_KIND_FRONT, &f->ros, WAY_FRONT_HOPES), ==, 1);
  way_test_journal_exchange (&clone, &f->ours);
  way_test_assert_clean (&clone);
  way_test_assert_clean (&f->ours);
  way_test_vault_clear (&clone);
}

/* Somebody's number that stands in a log already is never another's. */
static void
test_same_number (Fixture *f, gconstpointer data)
{
  WayTestVault clone;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) acts = NULL;

  copy_vault (&f->ours, &clone);
  set_hopes (&f->ours, &f->ros, "a boat");
  set_hopes (&clone, &f->ros, "a garden");
  way_test_journal_exchange (&f->ours, &f->theirs);
  acts = way_test_journal_list (&clone);
  g_assert_false (way_test_journal_write (&f->theirs,
                                          way_test_journal_change (&f->theirs, &f->ros, acts,
                                                                   way_vault_get_user (clone.vault),
                                                                   WAY_ROLE_ADVISER),
                                          &error));
  g_assert_error (error, WAY_CORE_ERROR, WAY_CORE_ERROR_DAMAGED);
  way_test_assert_sentence (&f->theirs, error);
  way_test_assert_found (&f->theirs, "boat", 1);
  way_test_assert_clean (&f->theirs);
  way_test_vault_clear (&clone);
}

/* -- a server that was restored
 * --------------------------------------------------------------------
 */

/* The log went on from its first entry with another's work.  What stood behind it stays here: ours
 * waits again, theirs is only kept; nothing of it is gone. */
static void
test_log_restored (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) theirs = NULL;
  g_autoptr (WayJournalLog) held = NULL;
  g_autoptr (GError) error = NULL;
  WayJournalChange *change;

  way_test_journal_exchange (&f->ours, &f->theirs);
  set_hopes (&f->ours, &f->ros, "a boat");
  way_test_journal_exchange (&f->ours, &f->theirs);
  way_test_set (&f->theirs, &f->ros, WAY_KIND_FRONT, &f->ros, WAY_FRONT_PROUD_OF,
                way_test_words ("a garden"));
  way_test_journal_exchange (&f->theirs, &f->ours);
  way_test_set (&f->theirs, &f->ros, WAY_KIND_FRONT, &f->ros, WAY_FRONT_WHAT_MATTERS,
                way_test_words ("a lighthouse"));
  theirs = way_test_journal_list (&f->theirs);

  change = way_test_journal_change (&f->ours, &f->ros, theirs, way_vault_get_user (f->theirs.vault),
                                    WAY_ROLE_ADVISER);
  change->after = 1;
  ((WayJournalAct *)change->acts->pdata[0])->author.position = 2;
  way_journal_change_ref (change);
  g_assert_false (way_test_journal_write (&f->ours, change, &error));
  g_assert_error (error, WAY_CORE_ERROR, WAY_CORE_ERROR_NOT_ALLOWED);
  change->restored = TRUE;
  write_or_fail (&f->ours, change);

  held = way_test_journal_load_log (&f->ours, &f->ros);
  g_assert_cmpuint (held->entries->len, ==, 2);
  assert_pending (&f->ours, 1, 0, 1);
  way_test_assert_found (&f->ours, "boat", 1);
  way_test_assert_found (&f->ours, "garden", 1);
  way_test_assert_found (&f->ours, "lighthouse", 1);
  way_test_assert_clean (&f->ours);
}

/* -- a team ------------------------------------------------------------------------------------ */

static void
test_enter (Fixture *f, gconstpointer data)
{
  g_autoptr (WayJournalTeam) team = way_test_journal_team (&f->ours, 1);
  g_autoptr (WayJournalTeam) other = way_test_journal_team (&f->ours, 2);
  g_autoptr (WayJournalState) state = NULL;
  g_autoptr (WayJournalLog) directory = NULL;
  g_autoptr (WayKeyFile) keys = NULL;
  g_autoptr (WaySecret) seed = NULL;
  g_autoptr (WaySecret) db_key = NULL;
  g_autoptr (GError) error = NULL;
  guint8 bytes[WAY_KEY_SIZE] = { 77 };
  WayId former = *way_vault_get_team (f->ours.vault);

  way_test_set (&f->ours, &former, WAY_KIND_WORKER, way_vault_get_user (f->ours.vault),
                WAY_WORKER_NAME, g_variant_new ("(s)", "Joel"));
  assert_pending (&f->ours, 2, 0, 2);
  team->team_log.bytes[3] ^= 1;
  team->user.bytes[3] ^= 1;
  g_assert_true (way_test_journal_enter (&f->ours, team, &error));
  g_assert_no_error (error);
  assert_pending (&f->ours, 1, 0, 1); /* the former council's stays */
  g_assert_true (way_id_equal (way_vault_get_team (f->ours.vault), &team->team_log));
  reopen (&f->ours);
  g_assert_true (way_id_equal (way_vault_get_user (f->ours.vault), &team->user));
  state = way_test_journal_load (&f->ours);
  g_assert_cmpstr (state->team->server, ==, "https://sync.example:8443");
  g_assert_null (state->team->ca_pem);
  g_assert_cmpuint (state->team->roles, ==, WAY_ROLE_ADVISER);
  g_assert_cmpmem (state->team->recovery_key, WAY_HEAD_SIZE, team->recovery_key, WAY_HEAD_SIZE);
  g_assert_cmpuint (state->directory.length, ==, 2);
  g_assert_cmpuint (state->directory.head[0], ==, 9);
  directory = way_test_journal_load_log (&f->ours, &way_id_nil);
  g_assert_cmpuint (directory->entries->len, ==, 2);
  way_test_assert_clean (&f->ours);

  keys = way_vault_read_slots (f->ours.vault, NULL);
  seed = way_secret_new (bytes, sizeof bytes);
  db_key = way_key_file_open_recovery (keys, seed, &error);
  g_assert_no_error (error);
  g_assert_nonnull (db_key);

  way_test_journal_exchange (&f->ours, &f->theirs);
  g_assert_false (way_test_journal_enter (&f->ours, other, &error));
  g_assert_error (error, WAY_CORE_ERROR, WAY_CORE_ERROR_NOT_ALLOWED);
  way_test_assert_sentence (&f->ours, error);
}

/* The recovery slot goes with every new key of the database. */
static void
test_recovery_slot (Fixture *f, gconstpointer data)
{
  g_autoptr (WayJournalTeam) team = way_test_journal_team (&f->ours, 1);
  g_autoptr (WayKeyFile) keys = NULL;
  guint8 bytes[WAY_KEY_SIZE] = { 77 };
  g_autoptr (WaySecret) seed = way_secret_new (bytes, sizeof bytes);
  g_autoptr (WaySecret) db_key = NULL;
  g_autoptr (WaySecret) by_sheet = NULL;
  g_autoptr (WaySecret) sheet = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (way_test_vault_new_sheet (&f->ours, &sheet, NULL));
  g_assert_true (way_test_journal_enter (&f->ours, team, &error));
  g_assert_no_error (error);
  keys = way_vault_read_slots (f->ours.vault, NULL);
  db_key = way_key_file_open_recovery (keys, seed, &error);
  g_assert_no_error (error);
  by_sheet = way_key_file_open_sheet (keys, sheet, &error);
  g_assert_no_error (error);
  g_assert_true (way_secret_equal (db_key, by_sheet));
}

/* -- progress, and being locked ---------------------------------------------------------------- */

static void
test_progress (Fixture *f, gconstpointer data)
{
  WayJournalChange *change = way_test_journal_change (&f->ours, &way_id_nil, NULL, &way_id_nil, 0);
  g_autoptr (WayJournalState) state = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  change->cursor = g_strdup ("c-17");
  change->synced_ms = 1795392000123;
  write_or_fail (&f->ours, change);
  reopen (&f->ours);
  state = way_test_journal_load (&f->ours);
  g_assert_cmpstr (state->cursor, ==, "c-17");
  g_assert_cmpint (state->synced_ms, ==, 1795392000123);
  way_test_assert_clean (&f->ours);
}

static void
test_locked (Fixture *f, gconstpointer data)
{
  WayJournalChange *change = way_test_journal_change (&f->ours, &f->ros, NULL, &way_id_nil, 0);
  g_autoptr (GError) error = NULL;

  g_assert_true (way_test_vault_close (&f->ours, NULL));
  g_assert_false (way_test_journal_write (&f->ours, change, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_LOCKED);
}

/* -- much at once ------------------------------------------------------------------------------ */

static void
add_goals (WayTestVault *vault, const WayId *person, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("goal%u by the harbour", i);
      WayAct *act = way_act_new (person, 0);
      WayId goal;

      way_id_new (vault->random, &goal);
      way_act_create (act, WAY_KIND_GOAL, &goal);
      way_act_set (act, WAY_KIND_GOAL, &goal, WAY_GOAL_WHAT, way_test_prose (text));
      way_test_commit (vault, act);
    }
}

/* The index is filled behind; a search at once finds all the same, and so does one after a stop. */
static void
test_much (Fixture *f, gconstpointer data)
{
  add_goals (&f->ours, &f->ros, 300);
  way_test_journal_exchange (&f->ours, &f->theirs);
  way_test_assert_found (&f->theirs, "goal299", 1);
  way_test_assert_found (&f->theirs, "harbour", 300);
  way_test_assert_clean (&f->theirs);

  add_goals (&f->theirs, &f->ros, 100);
  way_test_journal_exchange (&f->theirs, &f->ours);
  g_assert_true (way_test_vault_close (&f->ours, NULL));
  g_assert_true (way_test_vault_open (&f->ours, WAY_TEST_PASSPHRASE, NULL));
  way_test_assert_found (&f->ours, "harbour", 400);
  way_test_assert_clean (&f->ours);
}

/* A private address that came keeps its words out of what the index still awaited. */
static void
test_much_private (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) acts = NULL;
  WayAct *act = way_act_new (&f->ros, 0);

  add_goals (&f->ours, &f->ros, 100);
  way_act_set (act, WAY_KIND_PERSON, &f->ros, WAY_PERSON_ADDRESS,
               g_variant_new ("(sssbs)", "by the harbour", "RV7 2QX", "", TRUE, ""));
  way_test_commit (&f->ours, act);
  way_test_journal_exchange (&f->ours, &f->theirs);
  way_test_assert_found (&f->theirs, "harbour", 0);
  way_test_assert_found (&f->theirs, "goal99", 1);
  way_test_assert_clean (&f->theirs);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define JOURNAL_TEST(path, data, function)                                                         \
  g_test_add ("/store/journal/" path, Fixture, GINT_TO_POINTER (data), set_up, function, tear_down)
  JOURNAL_TEST ("device", 0, test_device);
  JOURNAL_TEST ("device-damaged", 0, test_device_damaged);
  JOURNAL_TEST ("device-restored", FALSE, test_device_restored);
  JOURNAL_TEST ("device-restored-in-team", TRUE, test_device_restored);
  JOURNAL_TEST ("device-renewed", 0, test_device_renewed);
  JOURNAL_TEST ("outbox", 0, test_outbox);
  JOURNAL_TEST ("exchange", 0, test_exchange);
  JOURNAL_TEST ("twice", 0, test_twice);
  JOURNAL_TEST ("refused", 0, test_refused);
  JOURNAL_TEST ("rights", 0, test_rights);
  JOURNAL_TEST ("roles", 0, test_roles);
  JOURNAL_TEST ("unknown", 0, test_unknown);
  JOURNAL_TEST ("clone", 0, test_clone);
  JOURNAL_TEST ("clone-behind", 0, test_clone_behind);
  JOURNAL_TEST ("same-number", 0, test_same_number);
  JOURNAL_TEST ("log-restored", 0, test_log_restored);
  JOURNAL_TEST ("enter", 0, test_enter);
  JOURNAL_TEST ("recovery-slot", 0, test_recovery_slot);
  JOURNAL_TEST ("progress", 0, test_progress);
  JOURNAL_TEST ("locked", 0, test_locked);
  JOURNAL_TEST ("much", 0, test_much);
  JOURNAL_TEST ("much-private", 0, test_much_private);
  return g_test_run ();
}
