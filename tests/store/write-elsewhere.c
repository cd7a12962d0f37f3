/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Puts into a closed vault what a colleague wrote on another laptop, who had seen what the newest
 * of that field started from:
 *
 *   write-elsewhere VAULT PASSPHRASE-FILE PERSON KIND OBJECT GROUP VALUE AUTHOR
 *
 * PERSON and OBJECT are ids, or OBJECT the key of a matter; KIND and GROUP are numbers, VALUE is
 * GVariant text.  A life value that removes is written by somebody who knew all but the newest act.
 * With "-" as AUTHOR it is no colleague's: VALUE is held as the draft of a form on this laptop.
 */
#include <stdlib.h>
#include <string.h>
#include "way-test-store.h"
#include "way-value.h"

typedef struct
{
  WayId person, object;
  guint16 kind, group;
  const char *value, *author;
} Foreign;

static void
append_sources (GArray *bases, WayOperation *op)
{
  for (guint i = 0; i < op->n_supersedes; i++)
    g_array_append_val (bases, op->supersedes[i]);
}

/* What the colleague had seen. */
static GArray *
find_bases (WayStore *store, const Foreign *foreign, gboolean removal)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayCase) present = way_store_load_case (store, &foreign->person, &error);
  const WayObject *object = way_case_get_object (present, foreign->kind, &foreign->object);
  GArray *bases = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  WayOperation *newest = NULL;

  g_assert_no_error (error);
  for (guint i = 0; object != NULL && i < object->ops->len; i++)
    {
      WayOperation *op = g_ptr_array_index (object->ops, i);

      if ((removal || op->group == foreign->group)
          && (newest == NULL || way_operation_compare (op, newest) > 0))
        newest = op;
    }
  for (guint i = 0; object != NULL && i < object->ops->len; i++)
    {
      WayOperation *op = g_ptr_array_index (object->ops, i);

      if (op == newest)
        append_sources (bases, op);
      else if (removal)
        g_array_append_val (bases, op->id);
    }
  return bases;
}

static void
name_colleague (WayStore *store, const WayAuthor *author, const char *name, const WayId *origin)
{
  g_autoptr (WayOperation) op = way_test_store_op (origin, 1, &store->team, WAY_KIND_WORKER,
                                                   &author->user, WAY_WORKER_NAME,
                                                   g_variant_new ("(s)", name), NULL);

  way_test_store_add (store, op, author, WAY_ROW_APPLIED);
}

static void
hold (WayStore *store, const Foreign *foreign, GVariant *value)
{
  g_autoptr (WayDraft) draft = way_draft_new ();
  g_autoptr (GError) error = NULL;

  draft->case_id = foreign->person;
  draft->kind = foreign->kind;
  draft->object = foreign->object;
  draft->group = foreign->group;
  draft->value = way_value_to_bytes (value);
  draft->bases = find_bases (store, foreign, FALSE);
  draft->held = TRUE;
  way_store_save_draft (store, draft, &error);
  g_assert_no_error (error);
}

static void
write_it (WayStore *store, gpointer data)
{
  Foreign *foreign = data;
  const WayGroup *group = way_schema_group (foreign->kind, foreign->group);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) value = g_variant_parse (G_VARIANT_TYPE (group->type), foreign->value, NULL,
                                                NULL, &error);
  WayAuthor author = { .roles = WAY_ROLE_ADVISER, .position = 1 };
  g_autoptr (GArray) bases = NULL;
  g_autoptr (WayOperation) op = NULL;
  WayId origin;

  g_assert_no_error (error);
  if (g_str_equal (foreign->author, "-"))
    {
      hold (store, foreign, value);
      return;
    }
  way_id_new (store->random, &author.user);
  way_id_new (store->random, &origin);
  name_colleague (store, &author, foreign->author, &origin);
  bases = find_bases (store, foreign,
                      foreign->group == WAY_GROUP_LIFE && strstr (foreign->value, "0x01") != NULL);
  op = way_test_store_op (&origin, 2, &foreign->person, foreign->kind, &foreign->object,
                          foreign->group, value, bases);
  way_test_store_add (store, op, &author, WAY_ROW_APPLIED);
}

static void
begin (WayTestVault *test, const char *dir)
{
  g_assert_true (way_crypto_init (NULL));
  *test = (WayTestVault){ .dir = g_strdup (dir),
                          .executor = way_executor_new_threads ("elsewhere"),
                          .clock = way_clock_new_system (),
                          .random = way_random_new_system () };
  test->reference = way_reference_new ("england", "");
  way_test_vault_renew (test);
}

int
main (int argc, char **argv)
{
  Foreign foreign = { 0 };
  WayTestVault test;
  g_autofree char *passphrase = NULL;

  g_assert_cmpint (argc, ==, 9);
  g_assert_true (g_file_get_contents (argv[2], &passphrase, NULL, NULL));
  passphrase[strcspn (passphrase, "\n")] = '\0';
  g_assert_true (way_id_parse (argv[3], &foreign.person));
  foreign.kind = (guint16)atoi (argv[4]);
  if (!way_id_parse (argv[5], &foreign.object))
    way_matter_object (&foreign.person, argv[5], &foreign.object);
  foreign.group = (guint16)atoi (argv[6]);
  foreign.value = argv[7];
  foreign.author = argv[8];
  begin (&test, argv[1]);
  way_test_store_run (&test, passphrase, write_it, &foreign);
  way_test_vault_leave (&test);
  return 0;
}
