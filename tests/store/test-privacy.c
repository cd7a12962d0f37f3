/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A private address is found by no query and read in no snippet; nothing anybody wrote lies in any
 * file in clear.
 */
#include "way-test-store.h"

#include <glib/gstdio.h>
#include <string.h>
#include "way-key-file.h"
#include "way-value.h"
#include "way-vault-files.h"

#define LINES "Flat 3, 14 Harbour Lane\nRiverton Quay"
#define POSTCODE "RV7 2QX"
#define HOME "Lantern House"
#define FORMER "88 Meadow Rise"

/* What could lead somebody to the door, as it might be typed. */
static const char *const leads[] = {
  "14 harbour lane",
  "harbour lane",
  "Harbour Lane",
  "\"harbour lane\"",
  "harbour la",
  "harbour",
  "flat 3",
  "riverton quay",
  "\"riverton quay\"",
  "rv7 2qx",
  "rv72qx",
  "RV72QX",
  "rv7",
  "2qx",
  "lantern house",
  "lantern",
  "LANTERN",
  "lante",
  "lantern moved",
};

/* Every one of these sentences holds an address, and the word that finds it without. */
static const struct
{
  const char *sentence;
  const char *word;
} notes[] = {
  { "She moved to 14 Harbour Lane on Friday.", "moved" },
  { "The noise in HARBOUR LANE is bad.", "noise" },
  { "Letters go to Flat 3, 14 Harbour Lane, Riverton Quay, RV7 2QX.", "letters" },
  { "The parcel said RV72QX.", "parcel" },
  { "The staff of Lantern House rang.", "staff" },
  { "Met outside lantern house, by the bridge.", "bridge" },
};

typedef struct
{
  WayTestVault test;
  WayId person;
  WayId contacts[G_N_ELEMENTS (notes)];
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  way_test_vault_init (&f->test, FALSE);
  g_assert_true (way_test_vault_create (&f->test, NULL, &error));
  g_assert_no_error (error);
  way_test_add_person (&f->test, "Ros", &f->person);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  if (way_vault_is_open (f->test.vault))
    way_test_assert_clean (&f->test);
  way_test_vault_clear (&f->test);
}

static GVariant *
address (const char *lines, const char *postcode, const char *home, gboolean is_private)
{
  return g_variant_new ("(sssbs)", lines, postcode, home, is_private, "only Ros");
}

static void
set_address (Fixture *f, GVariant *value)
{
  way_test_set (&f->test, &f->person, WAY_KIND_PERSON, &f->person, WAY_PERSON_ADDRESS, value);
}

static void
write_notes (Fixture *f)
{
  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      WayAct *act = way_act_new (&f->person, 0);

      way_id_new (f->test.random, &f->contacts[i]);
      way_act_create (act, WAY_KIND_CONTACT, &f->contacts[i]);
      way_act_set (act, WAY_KIND_CONTACT, &f->contacts[i], WAY_CONTACT_NOTES,
                   way_test_prose (notes[i].sentence));
      way_test_commit (&f->test, act);
    }
}

static void
assert_hidden (Fixture *f)
{
  for (gsize i = 0; i < G_N_ELEMENTS (leads); i++)
    way_test_assert_found (&f->test, leads[i], 0);
}

static void
assert_snippets (Fixture *f)
{
  for (gsize i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      g_autoptr (GPtrArray) hits = way_test_vault_search (&f->test, notes[i].word, NULL);
      g_autofree char *snippet = NULL;

      g_assert_cmpuint (hits->len, ==, 1);
      snippet = g_utf8_strdown (((WaySearchHit *)hits->pdata[0])->snippet, -1);
      g_test_message ("%s", snippet);
      g_assert_nonnull (strstr (snippet, "[kept private]"));
      g_assert_null (strstr (snippet, "harbour"));
      g_assert_null (strstr (snippet, "rv7"));
      g_assert_null (strstr (snippet, "2qx"));
      g_assert_null (strstr (snippet, "lantern"));
    }
}

/* What the index holds, whatever the query: nothing of the address. */
static void
look_at_index (WayStore *store, gpointer data)
{
  static const char *const words[] = { "harbour", "lane",    "rv7",      "2qx",
                                       "rv72qx",  "lantern", "riverton", "meadow" };

  g_autoptr (GError) error = NULL;

  g_assert_true (way_db_exec (store->db,
                              "CREATE VIRTUAL TABLE temp.look USING fts5vocab ('main', 'words',"
                              " 'row')",
                              &error));
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM temp.look WHERE term = '%s'",
                                              words[i]);
      gint64 n;

      g_assert_true (way_db_query_int64 (store->db, sql, &n, &error));
      g_assert_cmpint (n, ==, 0);
    }
  g_assert_no_error (error);
}

static void
assert_not_indexed (Fixture *f)
{
  g_assert_true (way_test_vault_close (&f->test, NULL));
  way_test_store_run (&f->test, WAY_TEST_PASSPHRASE, look_at_index, NULL);
  g_assert_true (way_test_vault_open (&f->test, WAY_TEST_PASSPHRASE, NULL));
}

/* -- addresses --------------------------------------------------------------------------------- */

static void
test_private_before (Fixture *f, gconstpointer data)
{
  set_address (f, address (LINES, POSTCODE, HOME, TRUE));
  write_notes (f);
  assert_hidden (f);
  assert_snippets (f);
  assert_not_indexed (f);
}

static void
test_private_later (Fixture *f, gconstpointer data)
{
  set_address (f, address (LINES, POSTCODE, HOME, FALSE));
  write_notes (f);
  way_test_assert_found (&f->test, "harbour lane", 4);
  way_test_assert_found (&f->test, "\"lantern house\"", 3);
  set_address (f, address (LINES, POSTCODE, HOME, TRUE));
  assert_hidden (f);
  assert_snippets (f);
  assert_not_indexed (f);
  assert_hidden (f);
}

static void
test_public_again (Fixture *f, gconstpointer data)
{
  set_address (f, address (LINES, POSTCODE, HOME, TRUE));
  write_notes (f);
  set_address (f, address (LINES, POSTCODE, HOME, FALSE));
  way_test_assert_found (&f->test, "harbour lane", 4);
  way_test_assert_found (&f->test, "rv72qx", 1);
  way_test_assert_found (&f->test, "parcel", 1);
}

/* A former home can lead to the present one. */
static void
test_former (Fixture *f, gconstpointer data)
{
  WayAct *act = way_act_new (&f->person, 0);

  set_address (f, address (FORMER, "", "", FALSE));
  way_act_set (act, WAY_KIND_FRONT, &f->person, WAY_FRONT_HOPES,
               way_test_words ("To go back to Meadow Rise one day."));
  way_test_commit (&f->test, act);
  way_test_assert_found (&f->test, "meadow rise", 2);
  set_address (f, address (LINES, POSTCODE, HOME, TRUE));
  write_notes (f);
  assert_hidden (f);
  way_test_assert_found (&f->test, "meadow rise", 0);
  way_test_assert_found (&f->test, "meadow", 0);
  assert_not_indexed (f);

  /* And the present one stays hidden while the newest is private, however often it changes. */
  set_address (f, address ("7 Orchard Way", "", "", TRUE));
  assert_hidden (f);
  way_test_assert_found (&f->test, "orchard way", 0);
  assert_not_indexed (f);
}

/* Hers is hers: another person's notes may name the same street. */
static void
test_other_person (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) hits = NULL;
  WayAct *act;
  WayId joel;

  set_address (f, address (LINES, POSTCODE, HOME, TRUE));
  write_notes (f);
  way_test_add_person (&f->test, "Joel", &joel);
  act = way_act_new (&joel, 0);
  way_act_set (act, WAY_KIND_FRONT, &joel, WAY_FRONT_HOPES,
               way_test_words ("A job at the cafe in Harbour Lane."));
  way_test_commit (&f->test, act);
  hits = way_test_vault_search (&f->test, "harbour lane", NULL);
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_true (way_id_equal (&((WaySearchHit *)hits->pdata[0])->person, &joel));
}

/* A page, a lock and a crash later it is as hidden as before. */
static void
test_draft (Fixture *f, gconstpointer data)
{
  g_autoptr (WayDraft) draft = way_draft_new ();

  set_address (f, address (LINES, POSTCODE, HOME, TRUE));
  draft->case_id = draft->object = f->person;
  draft->kind = WAY_KIND_FRONT;
  draft->group = WAY_FRONT_PROUD_OF;
  draft->value = way_value_to_bytes (way_test_words ("My door at 14 Harbour Lane."));
  draft->bases = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  g_assert_true (way_test_vault_save_draft (&f->test, draft, NULL));
  assert_hidden (f);
  g_assert_true (way_test_vault_close (&f->test, NULL));
  g_assert_true (way_test_vault_open (&f->test, WAY_TEST_PASSPHRASE, NULL));
  way_test_assert_found (&f->test, "door", 1);
  assert_hidden (f);
}

static void
add_public (WayStore *store, gpointer data)
{
  Fixture *f = data;
  WayAuthor author = { .user = store->user, .roles = WAY_ROLE_ADVISER, .position = 1 };
  g_autoptr (WayOperation) op = NULL;
  WayId origin;

  way_id_new (f->test.random, &origin);
  op = way_test_store_op (&origin, 1, &f->person, WAY_KIND_PERSON, &f->person, WAY_PERSON_ADDRESS,
                          address (LINES, POSTCODE, HOME, FALSE), NULL);
  way_test_store_add (store, op, &author, WAY_ROW_APPLIED);
}

/* Private here, not so there: until somebody says, it is private. */
static void
test_conflict (Fixture *f, gconstpointer data)
{
  set_address (f, address (LINES, POSTCODE, HOME, TRUE));
  write_notes (f);
  g_assert_true (way_test_vault_close (&f->test, NULL));
  way_test_store_run (&f->test, WAY_TEST_PASSPHRASE, add_public, f);
  g_assert_true (way_test_vault_open (&f->test, WAY_TEST_PASSPHRASE, NULL));
  assert_hidden (f);
  assert_snippets (f);
  assert_not_indexed (f);
}

/* Removed by mistake and brought back: what was private did not become public on the way. */
static void
test_removed (Fixture *f, gconstpointer data)
{
  WayAct *act = way_act_new (&f->person, 0);
  g_autoptr (GPtrArray) hits = NULL;

  set_address (f, address (LINES, POSTCODE, HOME, TRUE));
  write_notes (f);
  way_act_remove (act, WAY_KIND_PERSON, &f->person, "added twice");
  way_test_commit (&f->test, act);
  way_test_assert_found (&f->test, "moved", 0);
  way_test_assert_clean (&f->test);
  g_assert_true (way_test_vault_rebuild (&f->test, NULL));
  assert_not_indexed (f);

  act = way_act_new (&f->person, 0);
  way_act_create (act, WAY_KIND_PERSON, &f->person);
  way_test_commit (&f->test, act);
  way_test_assert_found (&f->test, "moved", 1);
  assert_hidden (f);
  assert_snippets (f);
}

static void
test_rebuilt (Fixture *f, gconstpointer data)
{
  set_address (f, address (FORMER, "", "", FALSE));
  set_address (f, address (LINES, POSTCODE, HOME, TRUE));
  write_notes (f);
  g_assert_true (way_test_vault_rebuild (&f->test, NULL));
  assert_hidden (f);
  assert_snippets (f);
  assert_not_indexed (f);
}

/* -- in no file -------------------------------------------------------------------------------- */

#define MARK "qv7lighthouse"

typedef struct
{
  const char *what;
  const char *bytes;
  gsize size;
} Mark;

static void
assert_no_mark (const char *path, const Mark *marks, gsize n)
{
  g_autofree char *bytes = NULL;
  g_autofree char *folded = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  folded = g_ascii_strdown (bytes, (gssize)size);
  for (gsize i = 0; i < n; i++)
    {
      gboolean found = memmem (bytes, size, marks[i].bytes, marks[i].size) != NULL
                       || memmem (folded, size, marks[i].bytes, marks[i].size) != NULL;

      if (found)
        g_test_message ("%s lies in a file in clear", marks[i].what);
      g_assert_false (found);
    }
}

static guint
assert_folder_clean (const char *dir, const Mark *marks, gsize n)
{
  g_autoptr (GDir) listing = g_dir_open (dir, 0, NULL);
  const char *name;
  guint files = 0;

  while ((name = g_dir_read_name (listing)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      g_test_message ("looked through %s", name);
      assert_no_mark (path, marks, n);
      files++;
    }
  return files;
}

static void
plant (Fixture *f)
{
  g_autoptr (WayDraft) draft = way_draft_new ();
  WayAct *act = way_act_new (&f->person, 0);
  WayId contact;

  way_id_new (f->test.random, &contact);
  way_act_set (act, WAY_KIND_PERSON, &f->person, WAY_PERSON_NAMES,
               g_variant_new ("(ss)", MARK " first", MARK " second"));
  way_act_set (act, WAY_KIND_PERSON, &f->person, WAY_PERSON_ADDRESS,
               address (MARK " street", MARK, MARK, TRUE));
  way_act_create (act, WAY_KIND_CONTACT, &contact);
  way_act_set (act, WAY_KIND_CONTACT, &contact, WAY_CONTACT_NOTES, way_test_prose (MARK " notes"));
  way_act_set (act, WAY_KIND_FRONT, &f->person, WAY_FRONT_HOPES, way_test_words (MARK " hopes"));
  way_test_commit (&f->test, act);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s %u", MARK, i);

      way_test_set (&f->test, &f->person, WAY_KIND_FRONT, &f->person, WAY_FRONT_PROUD_OF,
                    way_test_words (text));
    }
  draft->case_id = draft->object = f->person;
  draft->kind = WAY_KIND_FRONT;
  draft->group = WAY_FRONT_MY_PLAN;
  draft->value = way_value_to_bytes (way_test_words (MARK " being typed"));
  draft->bases = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  g_assert_true (way_test_vault_save_draft (&f->test, draft, NULL));
}

/* The words, the passphrase, the sheet's seed and the database key, in bytes and as hex. */
static void
test_in_no_file (Fixture *f, gconstpointer data)
{
  g_autofree char *backup = g_build_filename (f->test.dir, "copy.waymark-backup", NULL);
  g_autoptr (WaySecret) seed = NULL, db_key = NULL, seed_hex = NULL, key_hex = NULL;
  g_autoptr (WayKeyFile) keys = NULL;
  g_autoptr (GError) error = NULL;
  char person[WAY_ID_HEX_SIZE];
  Mark marks[8];

  plant (f);
  g_assert_true (way_test_vault_new_sheet (&f->test, &seed, &error));
  keys = way_vault_read_keys (f->test.dir, WAY_VAULT_KEYS, &error);
  db_key = way_key_file_open_sheet (keys, seed, &error);
  g_assert_no_error (error);
  seed_hex = way_secret_to_hex (seed);
  key_hex = way_secret_to_hex (db_key);
  way_id_format (&f->person, person);
  marks[0] = (Mark){ "a planted word", MARK, strlen (MARK) };
  marks[1] = (Mark){ "the passphrase", WAY_TEST_PASSPHRASE, strlen (WAY_TEST_PASSPHRASE) };
  marks[2] = (Mark){ "the sheet", (const char *)way_secret_get_data (seed), WAY_KEY_SIZE };
  marks[3] = (Mark){ "the sheet as hex", (const char *)way_secret_get_data (seed_hex), 64 };
  marks[4] = (Mark){ "the key", (const char *)way_secret_get_data (db_key), WAY_KEY_SIZE };
  marks[5] = (Mark){ "the key as hex", (const char *)way_secret_get_data (key_hex), 64 };
  marks[6] = (Mark){ "a person's id", (const char *)f->person.bytes, WAY_ID_SIZE };
  marks[7] = (Mark){ "a person's id as hex", person, WAY_ID_HEX_SIZE - 1 };

  way_test_set (&f->test, &f->person, WAY_KIND_FRONT, &f->person, WAY_FRONT_WHAT_MATTERS,
                way_test_words (MARK " in the log"));
  g_assert_true (way_test_vault_backup (&f->test, backup, &error));
  g_assert_false (way_test_vault_open (&f->test, "not the passphrase at all", NULL));
  /* open: vault.db and its log, vault.keys, the lock, the backup */
  g_assert_cmpuint (assert_folder_clean (f->test.dir, marks, G_N_ELEMENTS (marks)), >=, 6);
  g_assert_true (way_test_vault_close (&f->test, &error));
  g_assert_cmpuint (assert_folder_clean (f->test.dir, marks, G_N_ELEMENTS (marks)), >=, 4);
}

/* The search itself has to be able to find. */
static void
test_marks_are_found (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->test.dir, "clear", NULL);
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_set_contents (path, "\0\1" MARK "\0", 4 + (gssize)strlen (MARK), NULL));
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  g_assert_nonnull (memmem (bytes, size, MARK, strlen (MARK)));
  g_unlink (path);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define PRIVACY_TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  PRIVACY_TEST ("/store/privacy/private-before", test_private_before);
  PRIVACY_TEST ("/store/privacy/private-later", test_private_later);
  PRIVACY_TEST ("/store/privacy/public-again", test_public_again);
  PRIVACY_TEST ("/store/privacy/former", test_former);
  PRIVACY_TEST ("/store/privacy/other-person", test_other_person);
  PRIVACY_TEST ("/store/privacy/draft", test_draft);
  PRIVACY_TEST ("/store/privacy/conflict", test_conflict);
  PRIVACY_TEST ("/store/privacy/removed", test_removed);
  PRIVACY_TEST ("/store/privacy/rebuilt", test_rebuilt);
  PRIVACY_TEST ("/store/privacy/in-no-file", test_in_no_file);
  PRIVACY_TEST ("/store/privacy/marks-are-found", test_marks_are_found);
  return g_test_run ();
}
