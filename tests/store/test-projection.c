/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * State is a projection: over random lives, with other laptops' operations of every sort among
 * them, what is visible, the list of people and the search index can be dropped and rebuilt, and
 * nothing that anybody can ask is answered differently.
 */
#include "way-test-store.h"

#include <string.h>
#include <unistd.h>
#include "way-value.h"

#define N_LIVES_LEAST 3
#define N_STEPS 120
#define CHECK_EVERY 20

static const char *const vocabulary[] = { "kitchen", "harbour", "lane", "boat",   "night", "Trần",
                                          "Đặng",    "garden",  "loud", "school", "quiet", "rv7",
                                          "2qx",     "money",   "14",   "lantern" };

typedef struct
{
  WayStore *store;
  WayRandom *random;
  GArray *people;   /* of WayId */
  GArray *objects;  /* of WayId */
  GArray *op_ids;   /* of WayOpId: what supersedes may name */
  WayId origins[3]; /* of other laptops */
  guint64 counters[3];
  WayId authors[2];
} Life;

/* -- values ------------------------------------------------------------------------------------ */

static guint
below (Life *life, guint bound)
{
  return way_random_below (life->random, bound);
}

static char *
random_text (Life *life)
{
  GString *text = g_string_new (NULL);

  for (guint n = below (life, 9); n > 0; n--)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "",
                            vocabulary[below (life, G_N_ELEMENTS (vocabulary))]);
  if (below (life, 3) == 0)
    g_string_append (text, ". 14 Harbour Lane.");
  return g_string_free (text, FALSE);
}

static GVariant *random_value (Life *life, const GVariantType *type);

static GVariant *
random_array (Life *life, const GVariantType *type)
{
  GVariantBuilder builder;
  gboolean is_id = g_variant_type_equal (type, G_VARIANT_TYPE_BYTESTRING);

  if (is_id && below (life, 2) == 0)
    return way_value_new_id (&g_array_index (life->people, WayId, below (life, life->people->len)));
  g_variant_builder_init (&builder, type);
  for (guint n = is_id ? 0 : below (life, 3); n > 0; n--)
    g_variant_builder_add_value (&builder, random_value (life, g_variant_type_element (type)));
  return g_variant_builder_end (&builder);
}

static GVariant *
random_tuple (Life *life, const GVariantType *type)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, type);
  for (const GVariantType *member = g_variant_type_first (type); member != NULL;
       member = g_variant_type_next (member))
    g_variant_builder_add_value (&builder, random_value (life, member));
  return g_variant_builder_end (&builder);
}

/* (transfer floating): any value of a group's type. */
static GVariant *
random_value (Life *life, const GVariantType *type)
{
  g_autofree char *text = NULL;

  if (g_variant_type_is_tuple (type))
    return random_tuple (life, type);
  if (g_variant_type_is_array (type))
    return random_array (life, type);
  switch (*g_variant_type_peek_string (type))
    {
    case 's':
      text = random_text (life);
      return g_variant_new_string (text);
    case 'b':
      return g_variant_new_boolean (below (life, 2));
    case 'y':
      return g_variant_new_byte ((guint8)below (life, 2));
    case 'q':
      return g_variant_new_uint16 ((guint16)below (life, 9));
    case 'u':
      return g_variant_new_uint32 (below (life, 9));
    case 't':
      return g_variant_new_uint64 (below (life, 9));
    case 'x':
      return g_variant_new_int64 (below (life, 9));
    default:
      g_assert_not_reached ();
    }
}

/* -- what happens ------------------------------------------------------------------------------ */

static const WayId *
some_person (Life *life)
{
  return &g_array_index (life->people, WayId, below (life, life->people->len));
}

/* The few objects come up again and again, so that much is superseded. */
static void
some_object (Life *life, const WayId *person, guint16 *ret_kind, WayId *ret_object)
{
  guint n_kinds;

  way_schema_kinds (&n_kinds);
  *ret_kind = below (life, 3) == 0 ? WAY_KIND_PERSON : (guint16)(1 + below (life, n_kinds));
  if (*ret_kind == WAY_KIND_PERSON || *ret_kind == WAY_KIND_FRONT)
    *ret_object = *person;
  else if (*ret_kind == WAY_KIND_MATTER)
    way_matter_object (person, below (life, 2) == 0 ? "S1_05" : "S1_09", ret_object);
  else
    *ret_object = g_array_index (life->objects, WayId, below (life, life->objects->len));
}

static GArray *
some_ids (Life *life)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (WayOpId));

  for (guint n = below (life, 4); n > 0 && life->op_ids->len > 0; n--)
    g_array_append_val (ids,
                        g_array_index (life->op_ids, WayOpId, below (life, life->op_ids->len)));
  return ids;
}

static void
add_change (Life *life, WayAct *act, const WayId *person)
{
  const WayKind *kind;
  const WayGroup *group;
  guint16 number;
  WayId object;
  WayChange *change;

  some_object (life, person, &number, &object);
  kind = way_schema_kind (number);
  group = &kind->groups[below (life, kind->n_groups)];
  if (group->number == WAY_GROUP_LIFE && below (life, 3) == 0)
    way_act_remove (act, number, &object, "removed");
  else if (group->number == WAY_GROUP_LIFE)
    way_act_create (act, number, &object);
  else
    {
      change = way_act_set (act, number, &object, group->number,
                            random_value (life, G_VARIANT_TYPE (group->type)));
      /* as a draft that was promoted after a crash */
      if (below (life, 6) == 0 && !kind->immutable)
        change->bases = some_ids (life);
    }
}

/* What the record does not allow is refused, and that is a step as well. */
static void
commit_some (Life *life)
{
  g_autoptr (GPtrArray) acts = g_ptr_array_new_with_free_func ((GDestroyNotify)way_act_free);
  g_autoptr (GError) error = NULL;
  const WayId *person = some_person (life);
  WayAct *act = way_act_new (person, 0);
  guint64 before;
  guint n;

  /* what a refused act counted counts nowhere */
  g_assert_true (way_store_load_heads (life->store, NULL));
  before = life->store->counter;
  g_ptr_array_add (acts, act);
  for (guint i = 1 + below (life, 4); i > 0; i--)
    add_change (life, act, person);
  if (!way_store_commit_acts (life->store, acts, &n, &error))
    {
      g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_REFUSED);
      return;
    }
  for (guint64 counter = before + 1; counter <= life->store->counter; counter++)
    {
      WayOpId id = { life->store->origin, counter };

      g_array_append_val (life->op_ids, id);
    }
}

static void
set_address (Life *life)
{
  g_autoptr (GPtrArray) acts = g_ptr_array_new_with_free_func ((GDestroyNotify)way_act_free);
  const WayId *person = some_person (life);
  WayAct *act = way_act_new (person, 0);
  guint n;

  way_act_set (act, WAY_KIND_PERSON, person, WAY_PERSON_ADDRESS,
               g_variant_new ("(sssbs)", "14 Harbour Lane\nGarden", "RV7 2QX", "Lantern School",
                              below (life, 2), ""));
  g_ptr_array_add (acts, act);
  g_assert_true (way_store_commit_acts (life->store, acts, &n, NULL));
}

/* Another laptop's: known kinds and groups, unknown ones, removals, and any state. */
static void
receive_one (Life *life)
{
  static const WayRowState states[] = { WAY_ROW_APPLIED, WAY_ROW_APPLIED, WAY_ROW_APPLIED,
                                        WAY_ROW_SET_ASIDE, WAY_ROW_HELD };
  guint which = below (life, G_N_ELEMENTS (life->origins));
  WayAuthor author = { .user = life->authors[below (life, 2)], .roles = WAY_ROLE_ADVISER };
  const WayId *person = some_person (life);
  g_autoptr (GArray) supersedes = some_ids (life);
  g_autoptr (WayOperation) op = NULL;
  const WayGroup *group = NULL;
  GVariant *value;
  guint16 kind, number;
  WayId object;

  some_object (life, person, &kind, &object);
  number = (guint16)below (life, 12);
  if (below (life, 6) == 0)
    kind = (guint16)(4000 + below (life, 3));
  group = way_schema_group (kind, number);
  if (group == NULL)
    value = g_variant_new ("(s)", "from a later Waymark");
  else if (number == WAY_GROUP_LIFE && way_schema_group (kind, WAY_GROUP_LIFE) != NULL)
    value = g_variant_new ("(@ayys)", way_value_new_id (person), (guint8)below (life, 2), "");
  else
    value = random_value (life, G_VARIANT_TYPE (group->type));
  op = way_test_store_op (&life->origins[which], ++life->counters[which], person, kind, &object,
                          number, value, supersedes);
  way_test_store_add (life->store, op, &author, states[below (life, G_N_ELEMENTS (states))]);
  g_array_append_val (life->op_ids, op->id);
}

/* The rest of its act came: a held op counts from now on, as sync will have it. */
static void
release_held (Life *life)
{
  g_autoptr (GPtrArray) rows = way_test_store_list (life->store);

  for (guint i = 0; i < rows->len; i++)
    {
      WayRow *row = g_ptr_array_index (rows, i);

      if (row->state != WAY_ROW_HELD || below (life, 2) == 0)
        continue;
      way_test_store_set_state (life->store, row, WAY_ROW_APPLIED);
    }
}

static void
type_something (Life *life)
{
  const WayId *person = some_person (life);
  g_autoptr (WayDraft) draft = way_draft_new ();
  g_autoptr (GError) error = NULL;

  draft->case_id = draft->object = *person;
  draft->kind = WAY_KIND_FRONT;
  draft->group = WAY_FRONT_MY_PLAN;
  draft->bases = way_test_store_visible (life->store, person, WAY_KIND_FRONT, person,
                                         WAY_FRONT_MY_PLAN);
  draft->value = below (life, 3) == 0
                     ? g_bytes_new (NULL, 0)
                     : way_value_to_bytes (random_value (life, G_VARIANT_TYPE (WAY_WORDS_TYPE)));
  way_store_save_draft (life->store, draft, &error);
  g_assert_no_error (error);
}

static void
step (Life *life)
{
  switch (below (life, 12))
    {
    case 0:
    case 1:
    case 2:
    case 3:
      receive_one (life);
      break;
    case 4:
      set_address (life);
      break;
    case 5:
      release_held (life);
      break;
    case 6:
      type_something (life);
      break;
    case 7:
      g_assert_true (way_store_promote_drafts (life->store, NULL));
      break;
    default:
      commit_some (life);
      break;
    }
}

/* -- what can be asked ------------------------------------------------------------------------- */

static void
append_case (Life *life, const WayId *id, GString *answer)
{
  g_autoptr (WayCase) loaded = way_store_load_case (life->store, id, NULL);
  g_autoptr (GPtrArray) objects = way_case_list_all (loaded);

  for (guint i = 0; i < objects->len; i++)
    {
      const WayObject *object = g_ptr_array_index (objects, i);

      g_string_append_printf (answer, "%u %d %d:", object->kind, object->life,
                              object->needs_update);
      for (guint o = 0; o < object->ops->len; o++)
        {
          WayOperation *op = g_ptr_array_index (object->ops, o);

          g_string_append_printf (answer, " %u/%u.%" G_GUINT64_FORMAT, op->group,
                                  op->id.origin.bytes[0], op->id.counter);
        }
      g_string_append_c (answer, '\n');
    }
}

static void
append_hits (Life *life, const char *typed, GString *answer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = way_store_search (life->store, typed, NULL, 0, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < hits->len; i++)
    {
      WaySearchHit *hit = g_ptr_array_index (hits, i);

      g_string_append_printf (answer, "%s: %s %s %s %d\n", typed, hit->preferred_name, hit->path,
                              hit->snippet, hit->superseded);
    }
}

/* (transfer full): every answer there is, as text. */
static char *
ask_everything (Life *life)
{
  g_autoptr (GPtrArray) people = way_store_list_people (life->store, NULL);
  GString *answer = g_string_new (NULL);

  for (guint i = 0; i < people->len; i++)
    {
      WayPersonLine *line = g_ptr_array_index (people, i);

      g_string_append_printf (answer, "%s/%s/%s/%s/%s/%u\n", line->preferred_name, line->full_name,
                              line->pronouns, line->date_of_birth, line->closed, line->n_conflicts);
    }
  for (guint i = 0; i < life->people->len; i++)
    append_case (life, &g_array_index (life->people, WayId, i), answer);
  for (gsize i = 0; i < G_N_ELEMENTS (vocabulary); i++)
    append_hits (life, vocabulary[i], answer);
  append_hits (life, "\"harbour lane\"", answer);
  return g_string_free (answer, FALSE);
}

static void
rebuild (Life *life)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayTxn) txn = way_txn_begin (life->store->db, &error);

  g_assert_no_error (error);
  way_store_rebuild (life->store, &error);
  g_assert_no_error (error);
  g_assert_true (way_txn_commit (txn, &error));
}

static void
assert_rebuilds (Life *life)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = ask_everything (life);
  g_autofree char *after = NULL;

  way_store_check (life->store, faults, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < faults->len; i++)
    {
      g_test_message ("check: %s", (char *)faults->pdata[i]);
      /* the ops name others that no laptop ever sent */
      g_assert_nonnull (strstr (faults->pdata[i], "a sync may still bring them"));
    }
  rebuild (life);
  after = ask_everything (life);
  g_assert_cmpstr (before, ==, after);
}

/* -- lives ------------------------------------------------------------------------------------- */

static void
begin (Life *life, WayStore *store, guint64 seed)
{
  memset (life, 0, sizeof *life);
  life->store = store;
  life->random = way_random_new_seeded (seed);
  life->people = g_array_new (FALSE, FALSE, sizeof (WayId));
  life->objects = g_array_new (FALSE, FALSE, sizeof (WayId));
  life->op_ids = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  for (guint i = 0; i < 3; i++)
    {
      WayId id;

      way_id_new (life->random, &id);
      g_array_append_val (life->people, id);
      way_id_new (life->random, &id);
      g_array_append_val (life->objects, id);
      way_id_new (life->random, &life->origins[i]);
    }
  way_id_new (life->random, &life->authors[0]);
  life->authors[1] = store->user;
}

static void
end (Life *life)
{
  g_array_unref (life->people);
  g_array_unref (life->objects);
  g_array_unref (life->op_ids);
  g_object_unref (life->random);
}

static void
live (WayStore *store, gpointer seed)
{
  Life life;

  begin (&life, store, *(guint64 *)seed);
  for (guint i = 1; i <= N_STEPS; i++)
    {
      way_clock_set (store->clock, way_clock_now (store->clock) + below (&life, 5000));
      step (&life);
      if (i % CHECK_EVERY == 0)
        assert_rebuilds (&life);
    }
  end (&life);
}

static void
test_lives (void)
{
  g_autoptr (WayRandom) random = way_test_random ();
  gint64 end_at = g_get_monotonic_time () + way_test_box_seconds () * G_USEC_PER_SEC / 4;

  for (guint i = 0; i < N_LIVES_LEAST || g_get_monotonic_time () < end_at; i++)
    {
      WayTestVault test;
      guint64 seed;

      way_random_fill (random, &seed, sizeof seed);
      g_test_message ("life %u, seed %" G_GUINT64_FORMAT, i, seed);
      way_test_vault_init (&test, FALSE);
      g_assert_true (way_test_vault_create (&test, NULL, NULL));
      g_assert_true (way_test_vault_close (&test, NULL));
      way_test_store_run (&test, WAY_TEST_PASSPHRASE, live, &seed);
      way_test_vault_clear (&test);
    }
}

/* -- what differs is named --------------------------------------------------------------------- */

static void
spoil (WayStore *store, gpointer sql)
{
  g_autoptr (GError) error = NULL;

  way_db_exec (store->db, sql, &error);
  g_assert_no_error (error);
}

/* One fault in each table, whatever made it; rebuilding mends what is a projection. */
static void
test_check_names (void)
{
  static const struct
  {
    const char *sql;
    const char *says;
    gboolean mends;
  } rows[] = {
    { "DELETE FROM place WHERE seq = 2", "What is shown differs", TRUE },
    { "UPDATE place SET shown = 0 WHERE seq = 2", "What is shown differs", TRUE },
    { "UPDATE place SET grp = 7 WHERE seq = 2", "What is shown differs", TRUE },
    { "UPDATE place SET object = zeroblob (16) WHERE seq = 2", "What is shown differs", TRUE },
    { "UPDATE person SET preferred_name = 'somebody else'", "The list of people differs", TRUE },
    { "DELETE FROM person", "The list of people differs", TRUE },
    { "INSERT INTO words (rowid, text) VALUES (99, 'harbour')", "The search index differs", TRUE },
    { "DELETE FROM words WHERE rowid = (1 << 40) + 2", "The search index differs", TRUE },
    { "UPDATE cases SET number = 7", "The search index differs", TRUE },
    { "DELETE FROM cases", "The search index differs", TRUE },
    { "UPDATE op SET counter = 7 WHERE seq = 2", "filed under another place", FALSE },
    { "UPDATE op SET origin = zeroblob (16) WHERE seq = 2", "filed under another place", FALSE },
    { "UPDATE op SET roles = 7777 WHERE seq = 2", "The running hash does not fit", FALSE },
    { "UPDATE op SET author = zeroblob (16) WHERE seq = 2", "The running hash does not fit",
      FALSE },
    { "UPDATE op SET chain = zeroblob (32) WHERE seq = 2", "The running hash does not fit", FALSE },
    { "UPDATE op SET bytes = x'00' WHERE seq = 2", "not in the form Waymark writes", FALSE },
    { "DELETE FROM op WHERE seq = 2", "The running hash does not fit", FALSE },
    { "UPDATE op SET state = 1 WHERE seq = 2", "What is shown differs", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) faults = NULL;
      g_autoptr (GError) error = NULL;
      gboolean named = FALSE;
      WayTestVault test;
      WayId ros;

      way_test_vault_init (&test, FALSE);
      g_assert_true (way_test_vault_create (&test, NULL, NULL));
      way_test_add_person (&test, "Ros", &ros);
      way_test_set (&test, &ros, WAY_KIND_FRONT, &ros, WAY_FRONT_HOPES, way_test_words ("a boat"));
      g_assert_true (way_test_vault_close (&test, NULL));
      way_test_store_run (&test, WAY_TEST_PASSPHRASE, spoil, (gpointer)rows[i].sql);
      g_assert_true (way_test_vault_open (&test, WAY_TEST_PASSPHRASE, NULL));
      faults = way_test_vault_check (&test, &error);
      g_assert_no_error (error);
      for (guint l = 0; l < faults->len; l++)
        {
          g_test_message ("%s", (char *)faults->pdata[l]);
          named |= strstr (faults->pdata[l], rows[i].says) != NULL;
          g_assert_null (strstr (faults->pdata[l], "boat"));
        }
      g_assert_true (named);
      if (rows[i].mends)
        {
          g_assert_true (way_test_vault_rebuild (&test, &error));
          way_test_assert_clean (&test);
        }
      way_test_vault_clear (&test);
    }
}

/* A save that the vault's own lists keep out says what makes them anew. */
static void
test_refused_save (void)
{
  g_autoptr (GError) error = NULL;
  WayTestVault test;
  WayId id;

  way_test_vault_init (&test, FALSE);
  g_assert_true (way_test_vault_create (&test, NULL, NULL));
  g_assert_true (way_test_vault_close (&test, NULL));
  way_test_store_run (&test, WAY_TEST_PASSPHRASE, spoil,
                      (gpointer) "CREATE TRIGGER spoilt BEFORE INSERT ON place"
                                 " BEGIN SELECT RAISE (ABORT, ''); END");
  g_assert_true (way_test_vault_open (&test, WAY_TEST_PASSPHRASE, NULL));
  g_assert_false (
      way_test_vault_commit (&test, way_test_new_person (&test, "Kez", &id), NULL, &error));
  way_test_assert_sentence (&test, error);
  g_assert_nonnull (strstr (error->message, "waymarkctl rebuild"));
  way_test_vault_clear (&test);
}

/* The key file is looked at too, and what is wrong with it keeps nothing else from being looked at.
 */
static void
test_check_keys (void)
{
  g_autoptr (GPtrArray) missing = NULL;
  g_autoptr (GPtrArray) foreign = NULL;
  g_autofree char *path = NULL;
  g_autofree char *from = NULL;
  g_autofree char *bytes = NULL;
  WayTestVault test, other;
  gsize size;

  way_test_vault_init (&other, FALSE);
  g_assert_true (way_test_vault_create (&other, NULL, NULL));
  way_test_vault_init (&test, FALSE);
  g_assert_true (way_test_vault_create (&test, NULL, NULL));
  path = g_build_filename (test.dir, "vault.keys", NULL);
  from = g_build_filename (other.dir, "vault.keys", NULL);

  g_assert_cmpint (unlink (path), ==, 0);
  missing = way_test_vault_check (&test, NULL);
  g_assert_cmpuint (missing->len, ==, 1);
  g_assert_nonnull (strstr (missing->pdata[0], "vault.keys"));
  g_assert_true (g_file_get_contents (from, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (path, bytes, (gssize)size, NULL));
  way_test_set (&test, way_vault_get_team (test.vault), WAY_KIND_WORKER,
                way_vault_get_user (test.vault), WAY_WORKER_NAME, g_variant_new ("(s)", "Ros"));
  foreign = way_test_vault_check (&test, NULL);
  g_assert_cmpuint (foreign->len, ==, 1);
  g_assert_nonnull (strstr (foreign->pdata[0], "vault.keys belongs to another vault"));
  way_test_vault_clear (&test);
  way_test_vault_clear (&other);
}

static void
count_pieces (WayStore *store, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (
      way_db_query_int64 (store->db, "SELECT count(DISTINCT segid) FROM words_idx", data, &error));
  g_assert_no_error (error);
}

static void
add_goals (WayTestVault *test, const char *name, guint n)
{
  g_autofree char *text = g_strdup_printf ("%s wants a garden", name);
  WayAct *act;
  WayId id;

  way_test_add_person (test, name, &id);
  act = way_act_new (&id, 0);
  for (guint i = 0; i < n; i++)
    {
      WayId goal;

      way_id_new (test->random, &goal);
      way_act_create (act, WAY_KIND_GOAL, &goal);
      way_act_set (act, WAY_KIND_GOAL, &goal, WAY_GOAL_WHAT, way_test_prose (text));
    }
  way_test_commit (test, act);
}

/* What an import wrote is in one piece of the index once the vault was closed. */
static void
test_tidied (void)
{
  WayTestVault test;
  gint64 n_pieces;

  way_test_vault_init (&test, FALSE);
  g_assert_true (way_test_vault_create (&test, NULL, NULL));
  for (guint i = 0; i < 26; i++)
    {
      g_autofree char *name = g_strdup_printf ("Person %02u", i);

      add_goals (&test, name, 50);
    }
  way_test_assert_found (&test, "gard", 26 * 50);
  g_assert_true (way_test_vault_close (&test, NULL));
  way_test_store_run (&test, WAY_TEST_PASSPHRASE, count_pieces, &n_pieces);
  g_assert_cmpint (n_pieces, ==, 1);
  g_assert_true (way_test_vault_open (&test, WAY_TEST_PASSPHRASE, NULL));
  way_test_assert_found (&test, "gard", 26 * 50);
  way_test_assert_clean (&test);
  way_test_vault_clear (&test);
}

/* Long texts with ever new words: the index is merged a little at each save, and what is half
 * merged is no fault. */
static void
test_half_merged (void)
{
  WayTestVault test;
  WayId ros;
  guint number = 0;

  way_test_vault_init (&test, FALSE);
  g_assert_true (way_test_vault_create (&test, NULL, NULL));
  way_test_add_person (&test, "Ros", &ros);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint n = 0; n < 12000; n++)
        g_string_append_printf (text, "%x ", number++ * 2654435761u);
      way_test_set (&test, &ros, WAY_KIND_MATTER, &ros, WAY_MATTER_ADVISER_VIEW,
                    way_test_prose (text->str));
      way_test_assert_clean (&test);
    }
  way_test_vault_clear (&test);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/projection/lives", test_lives);
  g_test_add_func ("/store/projection/tidied", test_tidied);
  g_test_add_func ("/store/projection/half-merged", test_half_merged);
  g_test_add_func ("/store/projection/check-names", test_check_names);
  g_test_add_func ("/store/projection/refused-save", test_refused_save);
  g_test_add_func ("/store/projection/check-keys", test_check_keys);
  return g_test_run ();
}
