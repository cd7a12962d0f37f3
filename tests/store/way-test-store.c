/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-test-store.h"

#include "way-db.h"
#include "way-hlc.h"
#include "way-store-journal.h"
#include "way-value.h"
#include "way-vault-files.h"

/* -- opening ----------------------------------------------------------------------------------- */

typedef struct
{
  WayTestVault *test;
  WayKeyFile *keys;  /* (owned) */
  WaySecret *db_key; /* (owned) */
  WayTestStoreFunc function;
  gpointer data;
} Visit;

static WaySecret *
open_keys (WayTestVault *self, WayKeyFile *keys, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaySecret) passphrase = way_test_passphrase (text);
  g_autoptr (WaySecret) half = NULL;
  WaySecret *db_key;
  WayKeySlot slot;

  if (!way_key_file_find_slot (keys, WAY_KEY_SLOT_KEYRING, &slot))
    db_key = way_key_file_open_passphrase (keys, passphrase, &error);
  else
    {
      g_assert_cmpint (way_key_half_lookup (self->key_half, way_key_file_get_vault (keys),
                                            slot.generation, NULL, &half),
                       ==, WAY_KEY_HALF_READY);
      db_key = way_key_file_open_keyring (keys, half, passphrase, &error);
    }
  g_assert_no_error (error);
  return db_key;
}

static void
visit_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Visit *visit = data;
  WayTestVault *test = visit->test;
  g_autofree char *path = way_vault_path (test->dir, WAY_VAULT_DB);
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDb) db = way_db_open (path, way_secret_get_data (visit->db_key), WAY_DB_EXISTING,
                                      &error);
  WayStore *store;

  g_assert_no_error (error);
  store = way_store_open (test->executor, test->clock, test->random, test->reference, db,
                          way_key_file_get_vault (visit->keys), &error);
  g_assert_no_error (error);
  visit->function (store, visit->data);
  way_store_close (store);
  g_task_return_boolean (task, TRUE);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(gboolean *)data = TRUE;
}

void
way_test_store_run (WayTestVault *self,
                    const char *passphrase,
                    WayTestStoreFunc function,
                    gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayKeyFile) keys = way_vault_read_keys (self->dir, WAY_VAULT_KEYS, &error);
  g_autoptr (WaySecret) db_key = NULL;
  g_autoptr (GTask) task = NULL;
  Visit visit = { self, keys, NULL, function, data };
  gboolean done = FALSE;

  g_assert_no_error (error);
  visit.db_key = db_key = open_keys (self, keys, passphrase);
  task = g_task_new (NULL, NULL, done_cb, &done);
  g_task_set_task_data (task, &visit, NULL);
  way_executor_run_in_worker (self->executor, task, visit_in_worker);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

/* -- rows -------------------------------------------------------------------------------------- */

WayOperation *
way_test_store_op (const WayId *origin,
                   guint64 counter,
                   const WayId *case_id,
                   guint16 kind,
                   const WayId *object,
                   guint16 group,
                   GVariant *value,
                   GArray *supersedes)
{
  g_autoptr (GBytes) bytes = way_value_to_bytes (value);
  WayOperation fields = {
    .case_id = *case_id,
    .id = { *origin, counter },
    .act = counter,
    .act_n = 1,
    .made_ms = G_GINT64_CONSTANT (1795392000000) + (gint64)counter,
    .hlc = ((guint64)G_GINT64_CONSTANT (1795392000000) << 16) + counter,
    .kind = kind,
    .object = *object,
    .group = group,
    .value = bytes,
    .supersedes = supersedes != NULL ? (const WayOpId *)supersedes->data : NULL,
    .n_supersedes = supersedes != NULL ? supersedes->len : 0,
  };

  return way_operation_new (&fields);
}

/* The row of @op as the store keeps it in memory until it has its place. */
static void
append_row (
    GPtrArray *rows, WayOperation *op, const WayAuthor *author, WayRowState state, gint64 seq)
{
  WayRow *row = g_new0 (WayRow, 1);

  row->seq = seq;
  row->state = state;
  row->shown = WAY_SHOWN_UNPLACED;
  row->authored.author = *author;
  row->authored.op = way_operation_ref (op);
  g_ptr_array_add (rows, row);
}

/* An op of a log stands in one that is as long. */
static gboolean
reach_position (WayStore *store, const WayId *case_id, guint64 position, GError **error)
{
  g_autoptr (WayJournalChange) change = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  WayStoreLog log;

  if (!way_store_find_log (store, case_id, &log, error))
    return FALSE;
  change = way_journal_change_new (case_id, log.length);
  for (guint64 i = log.length; i < position; i++)
    g_ptr_array_add (change->entries, way_journal_entry_new (bytes, 1));
  return change->entries->len == 0 || way_store_extend_log (store, change, error);
}

static gboolean
add_in_txn (
    WayStore *store, WayOperation *op, const WayAuthor *author, WayRowState state, GError **error)
{
  g_autoptr (WayTxn) txn = way_txn_begin (store->db, error);
  g_autoptr (WayPrivacy) privacy = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  gint64 number, seq;

  if (txn == NULL || !way_store_load_heads (store, error)
      || !reach_position (store, &op->case_id, author->position, error)
      || !way_store_number_case (store, &op->case_id, &number, error)
      || (privacy = way_store_load_privacy (store, &op->case_id, error)) == NULL
      || !way_store_add_row (store, op, author, state, &seq, error)
      || (state == WAY_ROW_APPLIED
          && !way_store_index_op (store, way_store_index_row (number, seq), op, privacy, error)))
    return FALSE;
  rows = way_store_load_object (store, &op->case_id, op->kind, &op->object, error);
  if (rows == NULL)
    return FALSE;
  append_row (rows, op, author, state, seq);
  store->hlc = way_hlc_observe (store->hlc, op->hlc, way_clock_now (store->clock));
  return way_store_project_object (store, number, rows, error)
         && way_store_project_person (store, &op->case_id, error)
         && (op->kind != WAY_KIND_PERSON || way_store_reindex_case (store, &op->case_id, error))
         && way_store_save_heads (store, error) && way_txn_commit (txn, error);
}

void
way_test_store_add (WayStore *store, WayOperation *op, const WayAuthor *author, WayRowState state)
{
  g_autoptr (GError) error = NULL;
  gboolean added = add_in_txn (store, op, author, state, &error);

  g_assert_no_error (error);
  g_assert_true (added);
}

static gboolean
set_state_in_txn (WayStore *store, WayRow *row, WayRowState state, GError **error)
{
  WayOperation *op = row->authored.op;
  g_autoptr (WayTxn) txn = way_txn_begin (store->db, error);
  g_autoptr (WayStmt) stmt = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  gint64 number;

  if (txn != NULL)
    stmt = way_stmt_new (store->db, "UPDATE op SET state = ?1 WHERE seq = ?2", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int64 (stmt, 1, state);
  way_stmt_bind_int64 (stmt, 2, row->seq);
  if (!way_stmt_run (stmt, error))
    return FALSE;
  rows = way_store_load_object (store, &op->case_id, op->kind, &op->object, error);
  return rows != NULL && way_store_find_case (store, &op->case_id, &number, error)
         && way_store_project_object (store, number, rows, error)
         && way_store_project_person (store, &op->case_id, error)
         && way_store_reindex_case (store, &op->case_id, error) && way_txn_commit (txn, error);
}

void
way_test_store_set_state (WayStore *store, WayRow *row, WayRowState state)
{
  g_autoptr (GError) error = NULL;
  gboolean set = set_state_in_txn (store, row, state, &error);

  g_assert_no_error (error);
  g_assert_true (set);
}

GPtrArray *
way_test_store_list (WayStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayStmt) stmt = way_stmt_new (
      store->db, "SELECT " WAY_STORE_ROW ", 0 FROM op ORDER BY seq", &error);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify)way_row_free);

  while (error == NULL && way_stmt_step (stmt, &error) == WAY_STEP_ROW)
    {
      WayRow *row = way_store_read_row (store, stmt, &error);

      if (row != NULL)
        g_ptr_array_add (rows, row);
    }
  g_assert_no_error (error);
  return rows;
}

GArray *
way_test_store_visible (
    WayStore *store, const WayId *case_id, guint16 kind, const WayId *object, guint16 group)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayCase) loaded = way_store_load_case (store, case_id, &error);
  g_autoptr (GPtrArray) ops = NULL;
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (WayOpId));

  g_assert_no_error (error);
  ops = way_object_list_ops (way_case_get_object (loaded, kind, object), group);
  for (guint i = 0; i < ops->len; i++)
    g_array_append_val (ids, ((WayOperation *)g_ptr_array_index (ops, i))->id);
  return ids;
}
