/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-test-life.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>
#include "way-value.h"
#include "way-vault-files.h"

#define START G_GINT64_CONSTANT (1795392000000)
#define BACKUP "copy.waymark-backup"

const char *const way_test_passphrases[WAY_TEST_PASSPHRASES] = { WAY_TEST_PASSPHRASE,
                                                                 WAY_TEST_NEW_PASSPHRASE,
                                                                 "lantern meadow biscuit four",
                                                                 "copper ladder morning two" };

/* -- writing ----------------------------------------------------------------------------------- */

char *
way_test_life_word (guint which)
{
  return g_strdup_printf ("wrote%u", which);
}

char *
way_test_life_typed_word (guint which)
{
  return g_strdup_printf ("typed%u", which);
}

static WayAct *
new_person (WayTestLife *self, GVariant *words)
{
  WayId *id = &self->people[self->n_people];
  WayAct *act = way_test_new_person (&self->test, "Ros", id);

  way_act_set (act, WAY_KIND_FRONT, id, WAY_FRONT_HOPES, words);
  return act;
}

static WayAct *
new_goal (WayTestLife *self, const WayId *person, const char *text)
{
  WayAct *act = way_act_new (person, 0);

  way_id_new (self->test.random, &self->goal);
  way_act_create (act, WAY_KIND_GOAL, &self->goal);
  way_act_set (act, WAY_KIND_GOAL, &self->goal, WAY_GOAL_WHAT, way_test_prose (text));
  way_act_set (act, WAY_KIND_GOAL, &self->goal, WAY_GOAL_STATE,
               g_variant_new ("(s)", "going_well"));
  return act;
}

static WayAct *
set_address (const WayId *person, const char *text, gboolean is_private)
{
  WayAct *act = way_act_new (person, 0);

  way_act_set (act, WAY_KIND_PERSON, person, WAY_PERSON_ADDRESS,
               g_variant_new ("(sssbs)", "14 Harbour Lane", "RV7 2QX", "", is_private, ""));
  way_act_set (act, WAY_KIND_FRONT, person, WAY_FRONT_PROUD_OF, way_test_words (text));
  return act;
}

static WayAct *
set_words (const WayId *person, const char *text, gboolean unseen)
{
  WayAct *act = way_act_new (person, 0);
  WayChange *change = way_act_set (act, WAY_KIND_FRONT, person, WAY_FRONT_WHAT_MATTERS,
                                   way_test_words (text));

  /* as somebody who had not seen what stands there: a conflict */
  if (unseen)
    change->bases = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  return act;
}

static WayAct *
remove_goal (WayTestLife *self, const WayId *person, const char *text)
{
  WayAct *act = set_words (person, text, FALSE);

  way_act_remove (act, WAY_KIND_GOAL, &self->goal, "written twice");
  return act;
}

static WayAct *
new_contact (WayTestLife *self, const WayId *person, const char *text)
{
  g_autofree char *more = g_strnfill (7000, 'm');
  g_autofree char *long_text = g_strconcat (text, " ", more, NULL);
  WayAct *act = way_act_new (person, 0);
  WayId contact;

  way_id_new (self->test.random, &contact);
  way_act_create (act, WAY_KIND_CONTACT, &contact);
  way_act_set (act, WAY_KIND_CONTACT, &contact, WAY_CONTACT_NOTES, way_test_prose (long_text));
  return act;
}

/* Every kind of act comes up, by the number of the commit. */
static GPtrArray *
new_acts (WayTestLife *self, guint which)
{
  GPtrArray *acts = g_ptr_array_new_with_free_func ((GDestroyNotify)way_act_free);
  g_autofree char *word = way_test_life_word (which);
  const WayId *person = &self->people[self->n_people > 0 ? self->n_people - 1 : 0];

  switch (which % 9)
    {
    case 1:
      g_ptr_array_add (acts, new_person (self, way_test_words (word)));
      break;
    case 2:
      g_ptr_array_add (acts, set_words (person, word, FALSE));
      break;
    case 3:
      g_ptr_array_add (acts, new_goal (self, person, word));
      break;
    case 4:
      g_ptr_array_add (acts, set_address (person, word, which % 2));
      break;
    case 5:
      g_ptr_array_add (acts, remove_goal (self, person, word));
      break;
    case 6:
      g_ptr_array_add (acts, set_words (person, word, TRUE));
      break;
    case 7:
      g_ptr_array_add (acts, new_contact (self, person, word));
      break;
    case 8:
      g_ptr_array_add (acts, set_words (person, word, FALSE));
      g_ptr_array_add (acts, set_address (&self->people[0], "both at once", FALSE));
      break;
    default:
      g_ptr_array_add (acts, new_contact (self, person, word));
      break;
    }
  return acts;
}

static void
answer_commit (WayTestLife *self, guint which, guint n_ops)
{
  self->n_commits = which;
  self->n_rows += n_ops;
  self->rows_after[which] = self->n_rows;
}

static gboolean
commit_in (WayTestLife *self, WayTestVault *vault, guint which, GError **error)
{
  GPtrArray *acts = new_acts (self, which);
  guint n = 0;

  way_clock_set (vault->clock, way_clock_now (vault->clock) + 1000);
  self->n_begun = which;
  if (!way_test_vault_commit_acts (vault, acts, &n, error))
    return FALSE;
  self->n_people += which % 9 == 1;
  answer_commit (self, which, n);
  return TRUE;
}

char *
way_test_life_backup_path (WayTestLife *self)
{
  return way_vault_path (self->test.dir, BACKUP);
}

/* -- steps ------------------------------------------------------------------------------------- */

static gboolean
step_create (WayTestLife *self, guint which, GError **error)
{
  WaySecret *seed = NULL;

  if (!way_test_vault_create (&self->test, &seed, error))
    return FALSE;
  self->seed = seed;
  return self->created = TRUE;
}

static gboolean
step_open (WayTestLife *self, guint which, GError **error)
{
  way_test_vault_renew (&self->test);
  return way_test_vault_open (&self->test, way_test_passphrases[self->passphrase], error);
}

static gboolean
step_close (WayTestLife *self, guint which, GError **error)
{
  return way_test_vault_close (&self->test, error);
}

static gboolean
step_commit (WayTestLife *self, guint which, GError **error)
{
  return commit_in (self, &self->test, which, error);
}

static gboolean
step_type (WayTestLife *self, guint which, GError **error)
{
  g_autofree char *word = way_test_life_typed_word (which);
  g_autoptr (WayDraft) draft = way_draft_new ();

  draft->case_id = draft->object = self->people[0];
  draft->kind = WAY_KIND_FRONT;
  draft->group = WAY_FRONT_MY_PLAN;
  draft->value = way_value_to_bytes (way_test_words (word));
  draft->bases = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  draft->began_ms = START;
  self->typing = which;
  if (!way_test_vault_save_draft (&self->test, draft, error))
    return FALSE;
  self->typed = which;
  return TRUE;
}

/* Leaving the field: the draft goes with the commit that is made from it. */
static gboolean
step_settle (WayTestLife *self, guint which, GError **error)
{
  GPtrArray *acts = g_ptr_array_new_with_free_func ((GDestroyNotify)way_act_free);
  g_autofree char *word = way_test_life_word (which);
  WayAct *act = way_act_new (&self->people[0], 0);
  guint n = 0;

  way_act_set (act, WAY_KIND_FRONT, &self->people[0], WAY_FRONT_MY_PLAN, way_test_words (word))
      ->bases
      = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  g_ptr_array_add (acts, act);
  self->n_begun = which;
  if (!way_test_vault_commit_acts (&self->test, acts, &n, error))
    return FALSE;
  answer_commit (self, which, n);
  self->typed = self->typing = 0;
  return TRUE;
}

static gboolean
change_to (WayTestLife *self, guint which, WayKeySlotType slot, GError **error)
{
  self->under_way = which;
  if (!way_test_vault_change (&self->test, way_test_passphrases[self->passphrase],
                              way_test_passphrases[which], slot, error))
    return FALSE;
  self->passphrase = which;
  return TRUE;
}

static gboolean
step_change (WayTestLife *self, guint which, GError **error)
{
  return change_to (self, which, self->keyring ? WAY_KEY_SLOT_KEYRING : WAY_KEY_SLOT_PASSPHRASE,
                    error);
}

static gboolean
step_to_passphrase (WayTestLife *self, guint which, GError **error)
{
  return change_to (self, which, WAY_KEY_SLOT_PASSPHRASE, error);
}

static gboolean
take_seed (WayTestLife *self, WaySecret *seed)
{
  g_clear_pointer (&self->seed, way_secret_unref);
  self->seed = seed;
  self->seed_under_way = FALSE;
  return TRUE;
}

static gboolean
step_new_sheet (WayTestLife *self, guint which, GError **error)
{
  WaySecret *seed = NULL;

  self->seed_under_way = TRUE;
  return way_test_vault_new_sheet_with (&self->test, way_test_passphrases[self->passphrase], &seed,
                                        error)
         && take_seed (self, seed);
}

/* Closed: opens with the sheet. */
static gboolean
step_recover (WayTestLife *self, guint which, GError **error)
{
  WaySecret *seed = NULL;

  way_test_vault_renew (&self->test);
  self->under_way = which;
  self->seed_under_way = TRUE;
  if (!way_test_vault_recover (&self->test, self->seed, way_test_passphrases[which], &seed, error))
    return FALSE;
  self->passphrase = which;
  return take_seed (self, seed);
}

static gboolean
step_rebuild (WayTestLife *self, guint which, GError **error)
{
  return way_test_vault_rebuild (&self->test, error);
}

static gboolean
step_back_up (WayTestLife *self, guint which, GError **error)
{
  g_autofree char *path = way_test_life_backup_path (self);

  if (!way_test_vault_backup_with (&self->test, path, way_test_passphrases[self->passphrase],
                                   error))
    return FALSE;
  self->backup_commits = self->n_commits;
  self->backup_rows = self->n_rows;
  self->backup_passphrase = self->passphrase;
  return TRUE;
}

/* What was written after the backup is not there. */
static gboolean
restored (WayTestLife *self)
{
  self->n_commits = self->n_begun = self->backup_commits;
  self->n_rows = self->backup_rows;
  return self->restored = TRUE;
}

static gboolean
step_restore (WayTestLife *self, guint which, GError **error)
{
  g_autofree char *path = way_test_life_backup_path (self);

  if (!way_test_vault_restore (&self->other, path, way_test_passphrases[self->backup_passphrase],
                               NULL, NULL, error))
    return FALSE;
  return restored (self);
}

static gboolean
step_restore_by_sheet (WayTestLife *self, guint which, GError **error)
{
  g_autofree char *path = way_test_life_backup_path (self);

  if (!way_test_vault_restore (&self->other, path, NULL, self->seed,
                               way_test_passphrases[self->backup_passphrase], error))
    return FALSE;
  return restored (self);
}

static gboolean
step_commit_there (WayTestLife *self, guint which, GError **error)
{
  return commit_in (self, &self->other, which, error);
}

static gboolean
step_close_there (WayTestLife *self, guint which, GError **error)
{
  return way_test_vault_close (&self->other, error);
}

/* -- the script -------------------------------------------------------------------------------- */

#define CHAPTER(name) static const WayTestLine name[]

CHAPTER (making) = {
  { step_create, 0 }, { step_commit, 1 }, { step_commit, 2 }, { step_close, 0 }, { NULL, 0 }
};

CHAPTER (writing) = { { step_open, 0 },    { step_commit, 3 },  { step_commit, 4 },
                      { step_commit, 5 },  { step_commit, 6 },  { step_commit, 7 },
                      { step_commit, 8 },  { step_commit, 9 },  { step_commit, 10 },
                      { step_commit, 11 }, { step_commit, 12 }, { step_commit, 13 },
                      { step_close, 0 },   { NULL, 0 } };

CHAPTER (typing) = { { step_open, 0 },  { step_type, 1 },    { step_type, 2 },  { step_settle, 14 },
                     { step_type, 3 },  { step_commit, 15 }, { step_close, 0 }, { step_open, 0 },
                     { step_close, 0 }, { NULL, 0 } };

CHAPTER (changing) = { { step_open, 0 },    { step_change, 1 },
                       { step_commit, 16 }, { step_to_passphrase, 0 },
                       { step_change, 2 },  { step_commit, 17 },
                       { step_close, 0 },   { step_open, 0 },
                       { step_close, 0 },   { NULL, 0 } };

CHAPTER (sheet) = { { step_open, 0 },    { step_commit, 18 }, { step_new_sheet, 0 },
                    { step_commit, 19 }, { step_close, 0 },   { NULL, 0 } };

CHAPTER (recovering) = { { step_recover, 3 }, { step_commit, 20 }, { step_close, 0 }, { NULL, 0 } };

CHAPTER (more) = { { step_open, 0 },    { step_commit, 21 }, { step_commit, 22 },
                   { step_commit, 23 }, { step_commit, 24 }, { step_commit, 25 },
                   { step_commit, 26 }, { step_commit, 27 }, { step_commit, 28 },
                   { step_commit, 29 }, { step_commit, 30 }, { step_commit, 31 },
                   { step_rebuild, 0 }, { step_commit, 32 }, { step_close, 0 },
                   { NULL, 0 } };

CHAPTER (backing_up) = { { step_open, 0 },    { step_commit, 33 }, { step_back_up, 0 },
                         { step_commit, 34 }, { step_commit, 35 }, { step_close, 0 },
                         { NULL, 0 } };

CHAPTER (restoring) = { { step_restore, 0 },       { step_commit_there, 36 },
                        { step_commit_there, 37 }, { step_commit_there, 38 },
                        { step_close_there, 0 },   { NULL, 0 } };

CHAPTER (restoring_by_sheet) = { { step_restore_by_sheet, 0 }, { step_commit_there, 36 },
                                 { step_commit_there, 37 },    { step_commit_there, 38 },
                                 { step_close_there, 0 },      { NULL, 0 } };

const WayTestChapter way_test_chapters[] = {
  { "making", making },       { "writing", writing },
  { "typing", typing },       { "changing", changing },
  { "sheet", sheet },         { "recovering", recovering },
  { "more", more },           { "backing-up", backing_up },
  { "restoring", restoring }, { "restoring-by-sheet", restoring_by_sheet },
};
const guint way_test_n_chapters = G_N_ELEMENTS (way_test_chapters);

/* -- running ----------------------------------------------------------------------------------- */

void
way_test_life_turn (WayTestLife *self, guint chapter)
{
  WayTestVault *vaults[] = { &self->test, &self->other };

  for (gsize i = 0; i < G_N_ELEMENTS (vaults); i++)
    {
      WayTestVault *vault = vaults[i];

      g_clear_object (&vault->random);
      vault->random = way_random_new_seeded (100 * i + chapter);
      way_clock_set (vault->clock, START + (gint64)chapter * 1000000);
      way_test_vault_renew (vault);
    }
}

gboolean
way_test_life_run (WayTestLife *self, const WayTestChapter *chapter, GError **error)
{
  for (const WayTestLine *line = chapter->lines; line->step != NULL; line++)
    {
      if (!line->step (self, line->which, error))
        return FALSE;
      self->under_way = self->passphrase;
    }
  return TRUE;
}

static void
assert_refusal (WayTestLife *self, const GError *error)
{
  way_test_assert_sentence (&self->test, error);
  g_assert_true (error->domain == WAY_STORE_ERROR || error->domain == G_IO_ERROR);
}

/* Refused twice: closed and opened, as the sentence says, and once more.  A recovery that was cut
 * short may have set its passphrase; then only its sheet is missing. */
static void
do_after_opening (WayTestLife *self, const WayTestLine *line)
{
  WayTestStep step = line->step;
  g_autoptr (GError) error = NULL;

  way_test_life_reopen (self);
  if (step == step_recover && self->passphrase == line->which)
    step = step_new_sheet;
  if (step == step_recover)
    g_assert_true (way_test_vault_close (&self->test, NULL));
  step (self, line->which, &error);
  g_assert_no_error (error);
}

static void
do_stubbornly (WayTestLife *self, const WayTestLine *line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;

  if (line->step (self, line->which, &error))
    return;
  assert_refusal (self, error);
  way_test_files_arm (self->files, WAY_TEST_FAULT_NONE, 0);
  if (line->step (self, line->which, &again))
    return;
  assert_refusal (self, again);
  do_after_opening (self, line);
}

void
way_test_life_run_stubbornly (WayTestLife *self, const WayTestChapter *chapter)
{
  for (const WayTestLine *line = chapter->lines; line->step != NULL; line++)
    {
      do_stubbornly (self, line);
      self->under_way = self->passphrase;
    }
}

/* -- opening again ----------------------------------------------------------------------------- */

void
way_test_life_reopen (WayTestLife *self)
{
  const guint tries[] = { self->passphrase, self->under_way };
  g_autoptr (GError) error = NULL;

  if (way_vault_is_open (self->test.vault))
    g_assert_true (way_test_vault_close (&self->test, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      g_clear_error (&error);
      way_test_vault_renew (&self->test);
      if (way_test_vault_open (&self->test, way_test_passphrases[tries[i]], &error))
        {
          self->passphrase = self->under_way = tries[i];
          return;
        }
    }
  g_assert_no_error (error);
}

static void
read_hashes (WayStore *store, gpointer data)
{
  g_autoptr (GPtrArray) rows = way_test_store_list (store);
  GArray *hashes = data;
  WayHash head = way_hash_none;

  for (guint i = 0; i < rows->len; i++)
    {
      const WayRow *row = g_ptr_array_index (rows, i);
      g_autoptr (GBytes) bytes = way_operation_to_bytes (row->authored.op);

      way_store_chain (&head, &row->authored.author, bytes, &head);
      g_array_append_val (hashes, head);
    }
  g_assert_true (way_hash_equal (&head, &store->head));
}

GArray *
way_test_life_hashes (WayTestLife *self, WayTestVault *vault)
{
  GArray *hashes = g_array_new (FALSE, FALSE, sizeof (WayHash));

  way_test_store_run (vault, way_test_passphrases[self->passphrase], read_hashes, hashes);
  return hashes;
}

/* -- life and pages ---------------------------------------------------------------------------- */

void
way_test_life_init (WayTestLife *self, WayTestFiles *files, gboolean keyring)
{
  memset (self, 0, sizeof *self);
  self->files = files;
  self->keyring = keyring;
  way_test_vault_init (&self->test, keyring);
  way_test_vault_init (&self->other, FALSE);
}

void
way_test_life_clear (WayTestLife *self)
{
  WayTestVault *vaults[] = { &self->test, &self->other };

  for (gsize i = 0; i < G_N_ELEMENTS (vaults); i++)
    if (way_vault_is_open (vaults[i]->vault))
      g_assert_true (way_test_vault_close (vaults[i], NULL));
  /* the disk forgets these files before their folders go */
  way_test_files_power_up (self->files, WAY_TEST_LOSS_NONE, NULL);
  g_clear_pointer (&self->seed, way_secret_unref);
  way_test_vault_clear (&self->test);
  way_test_vault_clear (&self->other);
}

struct _WayTestPage
{
  WayTestLife life;  /* what was answered; its vaults are no longer there */
  GHashTable *files; /* (owned): name to GBytes */
  WaySecret *half;   /* (owned) (nullable): what the keyring held */
  WayId vault;
  guint64 generation;
};

static void
keep_files (WayTestPage *self, const char *dir)
{
  g_autoptr (GDir) listing = g_dir_open (dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (listing)) != NULL)
    {
      g_autofree char *path = way_vault_path (dir, name);
      char *bytes;
      gsize size;

      g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
      g_hash_table_insert (self->files, g_strdup (name), g_bytes_new_take (bytes, size));
    }
}

static void
keep_half (WayTestPage *self, WayTestVault *vault)
{
  g_autoptr (WayKeyFile) keys = way_vault_read_keys (vault->dir, WAY_VAULT_KEYS, NULL);
  WayKeySlot slot;

  if (keys == NULL || !way_key_file_find_slot (keys, WAY_KEY_SLOT_KEYRING, &slot))
    return;
  self->vault = *way_key_file_get_vault (keys);
  self->generation = slot.generation;
  g_assert_cmpint (
      way_key_half_lookup (vault->key_half, &self->vault, slot.generation, NULL, &self->half), ==,
      WAY_KEY_HALF_READY);
}

WayTestPage *
way_test_page_new (WayTestLife *life)
{
  WayTestPage *self = g_new0 (WayTestPage, 1);

  self->life = *life;
  self->life.seed = life->seed != NULL ? way_secret_ref (life->seed) : NULL;
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify)g_bytes_unref);
  keep_files (self, life->test.dir);
  keep_half (self, &life->test);
  return self;
}

void
way_test_page_free (WayTestPage *self)
{
  g_clear_pointer (&self->life.seed, way_secret_unref);
  g_clear_pointer (&self->half, way_secret_unref);
  g_hash_table_unref (self->files);
  g_free (self);
}

void
way_test_page_begin (WayTestPage *self, WayTestLife *life, WayTestFiles *files)
{
  WayTestLife fresh;
  GHashTableIter iter;
  gpointer name, bytes;

  way_test_life_init (&fresh, files, self->life.keyring);
  *life = self->life;
  life->files = files;
  life->test = fresh.test;
  life->other = fresh.other;
  if (life->seed != NULL)
    way_secret_ref (life->seed);
  g_hash_table_iter_init (&iter, self->files);
  while (g_hash_table_iter_next (&iter, &name, &bytes))
    {
      g_autofree char *path = way_vault_path (life->test.dir, name);
      gsize size;
      const char *data = g_bytes_get_data (bytes, &size);

      g_assert_true (g_file_set_contents_full (path, data != NULL ? data : "", (gssize)size,
                                               G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    }
  if (self->half != NULL)
    g_assert_true (way_key_half_store (life->test.key_half, &self->vault, self->generation,
                                       self->half, NULL, NULL));
}
