/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is being typed: on the disk, no operation yet, and never in the way of opening the vault.
 */
#include "way-test-store.h"

#include <string.h>
#include "way-fault.h"
#include "way-value.h"

#define BEGAN G_GINT64_CONSTANT (1795391000000)

typedef struct
{
  WayTestVault test;
  WayId person;
  WayId matter;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  WayAct *act;

  way_test_vault_init (&f->test, FALSE);
  g_assert_true (way_test_vault_create (&f->test, NULL, &error));
  g_assert_no_error (error);
  way_test_add_person (&f->test, "Ros", &f->person);
  way_matter_object (&f->person, "S1_05", &f->matter);
  act = way_act_new (&f->person, 0);
  way_act_create (act, WAY_KIND_MATTER, &f->matter);
  way_act_set (act, WAY_KIND_MATTER, &f->matter, WAY_MATTER_OWN_WORDS,
               way_test_words ("The kitchen is loud."));
  way_test_commit (&f->test, act);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  way_test_vault_clear (&f->test);
}

static void
reopen (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  if (way_vault_is_open (f->test.vault))
    g_assert_true (way_test_vault_close (&f->test, NULL));
  way_test_vault_renew (&f->test);
  g_assert_true (way_test_vault_open (&f->test, WAY_TEST_PASSPHRASE, &error));
  g_assert_no_error (error);
}

static void
with_store (Fixture *f, WayTestStoreFunc function, gpointer data)
{
  if (way_vault_is_open (f->test.vault))
    g_assert_true (way_test_vault_close (&f->test, NULL));
  way_test_store_run (&f->test, WAY_TEST_PASSPHRASE, function, data);
}

/* (transfer full): the ids of what stands in a field, as a page remembers them. */
static GArray *
bases_of (Fixture *f, guint16 kind, const WayId *object, guint16 group)
{
  g_autoptr (WayCase) loaded = way_test_vault_load (&f->test, &f->person, NULL);
  g_autoptr (GPtrArray) ops = way_object_list_ops (way_case_get_object (loaded, kind, object),
                                                   group);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (WayOpId));

  for (guint i = 0; i < ops->len; i++)
    g_array_append_val (ids, ((WayOperation *)g_ptr_array_index (ops, i))->id);
  return ids;
}

static WayDraft *
new_draft (Fixture *f, guint16 kind, const WayId *object, guint16 group, GVariant *value)
{
  WayDraft *draft = way_draft_new ();

  draft->case_id = f->person;
  draft->kind = kind;
  draft->object = *object;
  draft->group = group;
  draft->value = way_value_to_bytes (value);
  draft->bases = bases_of (f, kind, object, group);
  draft->began_ms = BEGAN;
  return draft;
}

static void
save (Fixture *f, guint16 kind, const WayId *object, guint16 group, GVariant *value)
{
  g_autoptr (WayDraft) draft = new_draft (f, kind, object, group, value);
  g_autoptr (GError) error = NULL;
  gboolean saved = way_test_vault_save_draft (&f->test, draft, &error);

  g_assert_no_error (error);
  g_assert_true (saved);
}

static void
save_words (Fixture *f, const char *text)
{
  save (f, WAY_KIND_MATTER, &f->matter, WAY_MATTER_OWN_WORDS, way_test_words (text));
}

static void
assert_drafts (Fixture *f, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) drafts = way_test_vault_list_drafts (&f->test, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (drafts->len, ==, n);
}

static guint
n_values (Fixture *f, guint16 kind, const WayId *object, guint16 group)
{
  g_autoptr (WayCase) loaded = way_test_vault_load (&f->test, &f->person, NULL);

  return way_object_n_values (way_case_get_object (loaded, kind, object), group);
}

static void
assert_conflicts (Fixture *f, guint n)
{
  g_autoptr (GPtrArray) people = way_test_vault_list (&f->test, NULL);

  g_assert_cmpuint (people->len, ==, 1);
  g_assert_cmpuint (((WayPersonLine *)people->pdata[0])->n_conflicts, ==, n);
}

/* -- on the disk ------------------------------------------------------------------------------- */

static void
test_saved (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (GArray) bases = bases_of (f, WAY_KIND_MATTER, &f->matter, WAY_MATTER_OWN_WORDS);
  g_autoptr (WayDraft) later = NULL;
  WayDraft *draft;

  save_words (f, "I want");
  later = new_draft (f, WAY_KIND_MATTER, &f->matter, WAY_MATTER_OWN_WORDS,
                     way_test_words ("I want a lighthouse"));
  later->began_ms = BEGAN + 5000;
  g_array_set_size (later->bases, 0);
  g_assert_true (way_test_vault_save_draft (&f->test, later, NULL));

  drafts = way_test_vault_list_drafts (&f->test, NULL);
  g_assert_cmpuint (drafts->len, ==, 1);
  draft = g_ptr_array_index (drafts, 0);
  g_assert_true (g_bytes_equal (draft->value, later->value));
  g_assert_cmpint (draft->began_ms, ==, BEGAN);
  g_assert_cmpuint (draft->bases->len, ==, 1);
  g_assert_true (way_op_id_equal (draft->bases->data, bases->data));
  g_assert_true (way_id_equal (&draft->case_id, &f->person));
  g_assert_true (way_id_equal (&draft->object, &f->matter));

  /* No operation yet: nothing shows it, nothing finds it. */
  way_test_assert_found (&f->test, "lighthouse", 0);
  g_assert_cmpuint (n_values (f, WAY_KIND_MATTER, &f->matter, WAY_MATTER_OWN_WORDS), ==, 1);
  way_test_assert_clean (&f->test);

  g_bytes_unref (later->value);
  later->value = g_bytes_new_static ("", 0);
  g_assert_true (way_test_vault_save_draft (&f->test, later, NULL));
  assert_drafts (f, 0);
  g_assert_true (way_test_vault_save_draft (&f->test, later, NULL));
}

static void
test_refused_at_save (Fixture *f, gconstpointer data)
{
  g_autofree char *text = g_strnfill (WAY_TEXT_MAX + 1, 'm');
  const struct
  {
    guint16 kind, group;
    GVariant *value;
  } rows[] = {
    { WAY_KIND_MATTER, WAY_MATTER_GOING_WELL, g_variant_new ("(t)", G_GUINT64_CONSTANT (7)) },
    { WAY_KIND_MATTER, 60, way_test_prose ("x") },
    { 9999, 1, way_test_prose ("x") },
    { WAY_KIND_MATTER, WAY_MATTER_GOING_WELL, way_test_prose (text) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WayDraft) draft = new_draft (f, rows[i].kind, &f->matter, rows[i].group,
                                              rows[i].value);
      g_autoptr (GError) error = NULL;

      g_assert_false (way_test_vault_save_draft (&f->test, draft, &error));
      g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_REFUSED);
      way_test_assert_sentence (&f->test, error);
      assert_drafts (f, 0);
    }
  reopen (f);
  way_test_assert_clean (&f->test);
}

/* -- leaving the field ------------------------------------------------------------------------- */

static void
test_commit_settles (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  WayAct *act = way_act_new (&f->person, 0);

  save_words (f, "I want a lighthouse");
  way_act_set (act, WAY_KIND_MATTER, &f->matter, WAY_MATTER_OWN_WORDS, way_test_words ("theirs"));
  g_assert_false (way_test_vault_commit (&f->test, act, NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_REFUSED);
  way_test_assert_sentence (&f->test, error);
  assert_drafts (f, 1);

  /* Another field of the same matter is free. */
  way_test_set (&f->test, &f->person, WAY_KIND_MATTER, &f->matter, WAY_MATTER_GOING_WELL,
                way_test_prose ("well"));

  act = way_act_new (&f->person, 0);
  way_act_set (act, WAY_KIND_MATTER, &f->matter, WAY_MATTER_OWN_WORDS, way_test_words ("mine"))
      ->bases
      = bases_of (f, WAY_KIND_MATTER, &f->matter, WAY_MATTER_OWN_WORDS);
  way_test_commit (&f->test, act);
  assert_drafts (f, 0);
  g_assert_cmpuint (n_values (f, WAY_KIND_MATTER, &f->matter, WAY_MATTER_OWN_WORDS), ==, 1);
  way_test_assert_clean (&f->test);
}

static gboolean
fail_at_commit (const char *point, gpointer data, GError **error)
{
  if (!g_str_equal (point, "txn-commit"))
    return TRUE;
  return way_fail (error, WAY_STORE_ERROR, WAY_STORE_ERROR_IO, "The test stops here.");
}

/* The draft goes with its commit, not before it. */
static void
test_failed_commit_keeps (Fixture *f, gconstpointer data)
{
  WayAct *act = way_act_new (&f->person, 0);
  gboolean saved;

  save_words (f, "I want a lighthouse");
  way_act_set (act, WAY_KIND_MATTER, &f->matter, WAY_MATTER_OWN_WORDS,
               way_test_words ("I want a lighthouse"))
      ->bases
      = bases_of (f, WAY_KIND_MATTER, &f->matter, WAY_MATTER_OWN_WORDS);
  way_fault_set_hook (fail_at_commit, NULL);
  saved = way_test_vault_commit (&f->test, act, NULL, NULL);
  way_fault_set_hook (NULL, NULL);
  g_assert_false (saved);
  assert_drafts (f, 1);
  reopen (f);
  assert_drafts (f, 0);
  way_test_assert_found (&f->test, "lighthouse", 1);
}

/* -- after a crash ----------------------------------------------------------------------------- */

static void
test_promoted (Fixture *f, gconstpointer data)
{
  g_autoptr (WayCase) loaded = NULL;
  g_autoptr (GPtrArray) ops = NULL;

  save_words (f, "I want a lighthouse");
  reopen (f);
  assert_drafts (f, 0);
  assert_conflicts (f, 0);
  way_test_assert_found (&f->test, "lighthouse", 1);
  loaded = way_test_vault_load (&f->test, &f->person, NULL);
  ops = way_object_list_ops (way_case_get_matter (loaded, "S1_05"), WAY_MATTER_OWN_WORDS);
  g_assert_cmpuint (ops->len, ==, 1);
  g_assert_cmpint (((WayOperation *)ops->pdata[0])->made_ms, ==, BEGAN);
  way_test_assert_clean (&f->test);
  reopen (f);
  way_test_assert_clean (&f->test);
}

static WayDraft *
new_held (Fixture *f, const WayId *contact, guint16 group, GVariant *value)
{
  WayDraft *draft = way_draft_new ();

  draft->case_id = f->person;
  draft->kind = WAY_KIND_CONTACT;
  draft->object = *contact;
  draft->group = group;
  draft->value = way_value_to_bytes (value);
  draft->bases = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  draft->began_ms = BEGAN;
  draft->held = TRUE;
  return draft;
}

/* A visit that is being written up is no visit until it is saved, however often the vault opens;
 * the act that saves it takes its drafts with it. */
static void
test_held (Fixture *f, gconstpointer data)
{
  g_autoptr (WayDraft) when = NULL, notes = NULL;
  g_autoptr (WayCase) loaded = NULL;
  g_autoptr (GPtrArray) drafts = NULL;
  WayAct *act = way_act_new (&f->person, 0);
  WayId contact;

  way_id_new (f->test.random, &contact);
  when = new_held (f, &contact, WAY_CONTACT_WHEN, g_variant_new ("(ss)", "2026-11-23", "14:00"));
  notes = new_held (f, &contact, WAY_CONTACT_NOTES, way_test_prose ("The porch light is out."));
  g_assert_true (way_test_vault_save_draft (&f->test, when, NULL));
  g_assert_true (way_test_vault_save_draft (&f->test, notes, NULL));
  save_words (f, "I want a lighthouse");
  reopen (f);
  reopen (f);
  drafts = way_test_vault_list_drafts (&f->test, NULL);
  g_assert_cmpuint (drafts->len, ==, 2);
  g_assert_true (((WayDraft *)drafts->pdata[0])->held && ((WayDraft *)drafts->pdata[1])->held);
  loaded = way_test_vault_load (&f->test, &f->person, NULL);
  g_assert_null (way_case_get_object (loaded, WAY_KIND_CONTACT, &contact));
  way_test_assert_found (&f->test, "porch", 0);
  way_test_assert_found (&f->test, "lighthouse", 1);
  way_test_assert_clean (&f->test);

  way_act_create (act, WAY_KIND_CONTACT, &contact);
  way_act_set (act, WAY_KIND_CONTACT, &contact, WAY_CONTACT_WHEN,
               g_variant_new ("(ss)", "2026-11-23", "14:00"))
      ->bases
      = g_array_ref (when->bases);
  way_act_set (act, WAY_KIND_CONTACT, &contact, WAY_CONTACT_NOTES,
               way_test_prose ("The porch light is out."))
      ->bases
      = g_array_ref (notes->bases);
  way_test_commit (&f->test, act);
  assert_drafts (f, 0);
  way_test_assert_found (&f->test, "porch", 1);
  way_test_assert_clean (&f->test);
}

/* Another laptop's op that supersedes what stands in a field. */
typedef struct
{
  Fixture *f;
  guint16 kind;
  WayId object;
  guint16 group;
  GVariant *value; /* (owned) */
  WayId user;      /* nil: this laptop's own */
} Change;

static void
add_change (WayStore *store, gpointer data)
{
  Change *change = data;
  WayRandom *random = change->f->test.random;
  WayAuthor author = { .user = change->user, .roles = WAY_ROLE_ADVISER, .position = 1 };
  g_autoptr (GArray) bases = way_test_store_visible (store, &change->f->person, change->kind,
                                                     &change->object, change->group);
  g_autoptr (WayOperation) op = NULL;
  WayId origin;

  if (way_id_is_nil (&author.user))
    author.user = store->user;
  way_id_new (random, &origin);
  op = way_test_store_op (&origin, 1, &change->f->person, change->kind, &change->object,
                          change->group, change->value, bases);
  way_test_store_add (store, op, &author, WAY_ROW_APPLIED);
}

static void
change_meanwhile (Fixture *f, guint16 group, GVariant *value)
{
  Change change = { .f = f, .kind = WAY_KIND_MATTER, .object = f->matter, .group = group };

  change.value = value;
  with_store (f, add_change, &change);
}

/* The field changed while the draft lay there: both are shown until somebody settles it. */
static void
test_changed_meanwhile (Fixture *f, gconstpointer data)
{
  save_words (f, "I want a lighthouse");
  change_meanwhile (f, WAY_MATTER_OWN_WORDS, way_test_words ("I want a boat"));
  reopen (f);
  g_assert_cmpuint (n_values (f, WAY_KIND_MATTER, &f->matter, WAY_MATTER_OWN_WORDS), ==, 2);
  assert_conflicts (f, 1);
  way_test_assert_clean (&f->test);
  way_test_set (&f->test, &f->person, WAY_KIND_MATTER, &f->matter, WAY_MATTER_OWN_WORDS,
                way_test_words ("I want both"));
  assert_conflicts (f, 0);
  way_test_assert_clean (&f->test);
}

/* The two values need not stand beside each other in the order of arrival. */
static void
test_changed_meanwhile_and_more (Fixture *f, gconstpointer data)
{
  save_words (f, "I want a lighthouse");
  change_meanwhile (f, WAY_MATTER_OWN_WORDS, way_test_words ("I want a boat"));
  change_meanwhile (f, WAY_MATTER_GOING_WELL, way_test_prose ("The harbour"));
  reopen (f);
  assert_conflicts (f, 1);
  way_test_assert_clean (&f->test);
}

static void
test_removed_meanwhile (Fixture *f, gconstpointer data)
{
  WayAct *act = way_act_new (&f->person, 0);
  g_autoptr (WayCase) loaded = NULL;

  save_words (f, "I want a lighthouse");
  way_act_remove (act, WAY_KIND_MATTER, &f->matter, "opened by mistake");
  way_test_commit (&f->test, act);
  reopen (f);
  loaded = way_test_vault_load (&f->test, &f->person, NULL);
  g_assert_cmpint (way_case_get_matter (loaded, "S1_05")->life, ==, WAY_LIFE_CONFLICT);
  assert_conflicts (f, 1);
  way_test_assert_clean (&f->test);
}

/* Two fields of something that was never saved: it is made once. */
static void
test_new_object (Fixture *f, gconstpointer data)
{
  g_autoptr (WayCase) loaded = NULL;
  const WayObject *object;
  WayId contact;

  way_id_new (f->test.random, &contact);
  save (f, WAY_KIND_CONTACT, &contact, WAY_CONTACT_NOTES, way_test_prose ("at the harbour"));
  save (f, WAY_KIND_CONTACT, &contact, WAY_CONTACT_PRESENT, g_variant_new ("(s)", "Ros"));
  reopen (f);
  assert_drafts (f, 0);
  assert_conflicts (f, 0);
  loaded = way_test_vault_load (&f->test, &f->person, NULL);
  object = way_case_get_object (loaded, WAY_KIND_CONTACT, &contact);
  g_assert_cmpuint (object->ops->len, ==, 3);
  g_assert_cmpint (object->life, ==, WAY_LIFE_PRESENT);
  way_test_assert_clean (&f->test);
}

/* -- what cannot be promoted ------------------------------------------------------------------- */

static void
garble_draft (WayStore *store, gpointer sql)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (way_db_exec (store->db, sql, &error));
  g_assert_no_error (error);
}

/* One draft that nobody can read keeps nobody out, and takes no other with it. */
static void
test_damaged (Fixture *f, gconstpointer data)
{
  static const char *const statements[] = {
    "UPDATE draft SET value = x'07' WHERE grp = 2",  "UPDATE draft SET bases = x'07' WHERE grp = 2",
    "UPDATE draft SET grp = 60 WHERE grp = 2",       "UPDATE draft SET kind = 9999 WHERE grp = 2",
    "UPDATE draft SET object = x'07' WHERE grp = 2",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      g_autoptr (GPtrArray) faults = NULL;
      g_autofree char *word = g_strdup_printf ("lighthouse%zu", i);

      if (i > 0)
        with_store (f, garble_draft, (gpointer) "DELETE FROM draft");
      reopen (f);
      save_words (f, word);
      save (f, WAY_KIND_MATTER, &f->matter, WAY_MATTER_GOING_WELL, way_test_prose ("well"));
      with_store (f, garble_draft, (gpointer)statements[i]);
      reopen (f);
      way_test_assert_found (&f->test, word, 1);
      faults = way_test_vault_check (&f->test, NULL);
      g_test_message ("%s", faults->len > 0 ? (char *)faults->pdata[0] : "nothing found");
      g_assert_cmpuint (faults->len, ==, 1);
    }
}

/* Nor does one that the record no longer allows; it stays, to be read and copied. */
static void
test_not_allowed (Fixture *f, gconstpointer data)
{
  Change change = { .f = f, .kind = WAY_KIND_CONTACT, .group = WAY_CONTACT_NOTES };
  WayId contact;

  way_id_new (f->test.random, &contact);
  way_id_new (f->test.random, &change.user);
  change.object = contact;
  change.value = way_test_prose ("a colleague's");
  with_store (f, add_change, &change);
  reopen (f);
  save (f, WAY_KIND_CONTACT, &contact, WAY_CONTACT_NOTES, way_test_prose ("mine"));
  save_words (f, "I want a lighthouse");
  reopen (f);
  assert_drafts (f, 1);
  way_test_assert_found (&f->test, "lighthouse", 1);
  way_test_assert_clean (&f->test);
}

/* -- while the vault is closed ----------------------------------------------------------------- */

static void
hold (Fixture *f, guint16 group, GVariant *value)
{
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func ((GDestroyNotify)way_draft_free);

  g_ptr_array_add (drafts, new_draft (f, WAY_KIND_MATTER, &f->matter, group, value));
  way_vault_hold (f->test.vault, drafts);
  g_assert_true (way_test_vault_close (&f->test, NULL));
  g_assert_true (way_vault_is_holding (f->test.vault));
}

/* What the disk did not take before a lock comes with the next opening, and only with it. */
static void
test_kept (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  hold (f, WAY_MATTER_OWN_WORDS, way_test_words ("I want a windmill"));
  g_assert_false (way_test_vault_open (&f->test, "not the passphrase at all", &error));
  g_assert_true (way_vault_is_holding (f->test.vault));
  g_assert_true (way_test_vault_open (&f->test, WAY_TEST_PASSPHRASE, NULL));
  g_assert_false (way_vault_is_holding (f->test.vault));
  assert_drafts (f, 0);
  assert_conflicts (f, 0);
  way_test_assert_found (&f->test, "windmill", 1);
  way_test_assert_clean (&f->test);
}

/* Forgotten meanwhile: the sheet opens what is kept as well, though the key is another afterwards.
 */
static void
test_kept_and_recovered (Fixture *f, gconstpointer data)
{
  g_autoptr (WaySecret) seed = NULL;
  g_autoptr (WaySecret) next = NULL;

  g_assert_true (way_test_vault_new_sheet (&f->test, &seed, NULL));
  hold (f, WAY_MATTER_OWN_WORDS, way_test_words ("I want a windmill"));
  g_assert_true (way_test_vault_recover (&f->test, seed, "another one altogether", &next, NULL));
  g_assert_false (way_vault_is_holding (f->test.vault));
  way_test_assert_found (&f->test, "windmill", 1);
}

/* What the record refuses keeps nobody out, and is not thrown away either. */
static void
test_kept_and_refused (Fixture *f, gconstpointer data)
{
  g_autofree char *long_text = g_strnfill (WAY_TEXT_MAX + 1, 'x');

  hold (f, WAY_MATTER_GOING_WELL, way_test_prose (long_text));
  g_assert_true (way_test_vault_open (&f->test, WAY_TEST_PASSPHRASE, NULL));
  g_assert_true (way_vault_is_holding (f->test.vault));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define DRAFT_TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  DRAFT_TEST ("/store/draft/saved", test_saved);
  DRAFT_TEST ("/store/draft/refused-at-save", test_refused_at_save);
  DRAFT_TEST ("/store/draft/commit-settles", test_commit_settles);
  DRAFT_TEST ("/store/draft/failed-commit-keeps", test_failed_commit_keeps);
  DRAFT_TEST ("/store/draft/promoted", test_promoted);
  DRAFT_TEST ("/store/draft/held", test_held);
  DRAFT_TEST ("/store/draft/changed-meanwhile", test_changed_meanwhile);
  DRAFT_TEST ("/store/draft/changed-meanwhile-and-more", test_changed_meanwhile_and_more);
  DRAFT_TEST ("/store/draft/removed-meanwhile", test_removed_meanwhile);
  DRAFT_TEST ("/store/draft/new-object", test_new_object);
  DRAFT_TEST ("/store/draft/damaged", test_damaged);
  DRAFT_TEST ("/store/draft/not-allowed", test_not_allowed);
  DRAFT_TEST ("/store/draft/kept", test_kept);
  DRAFT_TEST ("/store/draft/kept-and-recovered", test_kept_and_recovered);
  DRAFT_TEST ("/store/draft/kept-and-refused", test_kept_and_refused);
  return g_test_run ();
}
