/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-check.h"

#include <string.h>
#include "way-replica.h"
#include "way-stmt.h"
#include "way-vault-private.h"

/* What was acknowledged, where, and to whom. */
typedef struct
{
  guint laptop;
  WayId case_id;
} Fact;

/* -- operations -------------------------------------------------------------------------------- */

void
sim_op_free (SimOp *self)
{
  way_operation_unref (self->op);
  g_free (self);
}

static SimOp *
sim_op_new (WayOperation *op, guint64 position, gboolean shown)
{
  SimOp *self = g_new (SimOp, 1);

  *self = (SimOp){ op, position, shown };
  return self;
}

typedef struct
{
  WayStore *store;
  GPtrArray *ops;
} Listing;

static void
list_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Listing *listing = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WayStmt) stmt = way_stmt_new (
      listing->store->db,
      "SELECT " WAY_STORE_ROW
      ", COALESCE ((SELECT shown FROM place WHERE place.seq = op.seq), 0) FROM op ORDER BY seq",
      &error);

  while (error == NULL && way_stmt_step (stmt, &error) == WAY_STEP_ROW)
    {
      WayRow *row = way_store_read_row (listing->store, stmt, &error);

      if (row == NULL)
        break;
      g_ptr_array_add (listing->ops,
                       sim_op_new (way_operation_ref (row->authored.op),
                                   row->authored.author.position, row->shown != WAY_SHOWN_NO));
      way_row_free (row);
    }
  g_assert_no_error (error);
  g_task_return_boolean (task, TRUE);
}

static void
list_real (SimLaptop *self, GPtrArray *ops)
{
  Listing listing = { self->vault->store, ops };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GTask) task = g_task_new (NULL, NULL, sim_wait_cb, &result);

  g_task_set_task_data (task, &listing, NULL);
  way_executor_run_in_worker (self->world->executor, task, list_in_worker);
  sim_wait (self->world, &result);
}

static void
list_memory (SimLaptop *self, GPtrArray *ops)
{
  GPtrArray *acts = way_journal_memory_get_acts (self->memory);

  for (guint i = 0; i < acts->len; i++)
    {
      const WayJournalAct *act = g_ptr_array_index (acts, i);

      for (guint o = 0; o < act->ops->len; o++)
        g_ptr_array_add (
            ops, sim_op_new (way_operation_from_bytes (g_ptr_array_index (act->ops, o), NULL),
                             act->author.position, FALSE));
    }
}

GPtrArray *
sim_ops_list (SimLaptop *self)
{
  GPtrArray *ops = g_ptr_array_new_with_free_func ((GDestroyNotify)sim_op_free);

  if (self->vault != NULL)
    list_real (self, ops);
  else
    list_memory (self, ops);
  return ops;
}

/* -- facts ------------------------------------------------------------------------------------- */

/* (transfer full): what was said and where, whatever its op is called: a copy's gets another name.
 */
static char *
name_fact (WayOperation *op)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint16 numbers[2] = { op->kind, op->group };
  gsize size;
  gconstpointer value = g_bytes_get_data (op->value, &size);

  g_checksum_update (sum, op->case_id.bytes, WAY_ID_SIZE);
  g_checksum_update (sum, op->object.bytes, WAY_ID_SIZE);
  g_checksum_update (sum, (gconstpointer)numbers, sizeof numbers);
  g_checksum_update (sum, value, (gssize)size);
  return g_strdup (g_checksum_get_string (sum));
}

void
sim_facts_note (SimLaptop *self, guint n_before)
{
  g_autoptr (GPtrArray) ops = sim_ops_list (self);

  for (guint i = n_before; i < ops->len; i++)
    {
      WayOperation *op = ((SimOp *)g_ptr_array_index (ops, i))->op;
      Fact *fact = g_new (Fact, 1);

      *fact = (Fact){ self->number, op->case_id };
      g_hash_table_replace (self->world->facts, name_fact (op), fact);
    }
}

/* (transfer full): the facts a laptop has → 1 + position of the op that says it. */
static GHashTable *
list_facts (SimLaptop *self)
{
  g_autoptr (GPtrArray) ops = sim_ops_list (self);
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < ops->len; i++)
    {
      const SimOp *op = g_ptr_array_index (ops, i);
      char *name = name_fact (op->op);
      guint64 known = (guint64)GPOINTER_TO_SIZE (g_hash_table_lookup (names, name));

      g_hash_table_insert (names, name, GSIZE_TO_POINTER (MAX (known, op->position + 1)));
    }
  return names;
}

GHashTable *
sim_facts_only_here (SimLaptop *self)
{
  GHashTable *names = list_facts (self);
  GHashTableIter iter;
  gpointer position;

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, NULL, &position))
    if (GPOINTER_TO_SIZE (position) > 1)
      g_hash_table_iter_remove (&iter);
  return names;
}

void
sim_facts_forget (SimLaptop *self, GHashTable *only_here)
{
  g_autoptr (GHashTable) left = list_facts (self);
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, self->world->facts);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (((Fact *)value)->laptop == self->number && !g_hash_table_contains (left, name)
        && g_hash_table_contains (only_here, name))
      g_hash_table_iter_remove (&iter);
}

static void
check_has (SimLaptop *self, GHashTable *has, gboolean everything)
{
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, self->world->facts);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      const Fact *fact = value;

      if (!g_hash_table_contains (has, name)
          && (everything || (fact->laptop == self->number && !self->copied)))
        sim_fail (self->world, "what was saved on laptop %u is not on laptop %u", fact->laptop,
                  self->number);
    }
}

void
sim_check_own_facts (SimLaptop *self)
{
  g_autoptr (GHashTable) has = list_facts (self);

  check_has (self, has, FALSE);
}

/* -- what is said ------------------------------------------------------------------------------ */

static gboolean
is_so (SimLaptop *self, WaySyncTrouble trouble)
{
  gint64 off = way_clock_now (self->clock) - way_clock_now (self->world->clock);

  switch ((int)trouble)
    {
    case WAY_SYNC_TROUBLE_NONE:
    case WAY_SYNC_TROUBLE_REMOVED: /* handovers come and go */
    case WAY_SYNC_TROUBLE_SERVER:
    case WAY_SYNC_TROUBLE_UNCONFIRMED: /* so may days on which nobody else is there */
      return TRUE;
    case WAY_SYNC_TROUBLE_VAULT:
      return self->disk->dead || self->disk->fail_one;
    case WAY_SYNC_TROUBLE_REVOKED:
      return self->revoked;
    case WAY_SYNC_TROUBLE_CLONED:
      return self->copied;
    case WAY_SYNC_TROUBLE_CLOCK:
      return ABS (off) > 9 * 60 * 1000;
    case WAY_SYNC_TROUBLE_NOT_WAYMARK:
      return self->world->weather.answer_cut > 0 || self->world->weather.cut > 0;
    case WAY_SYNC_TROUBLE_REFUSED:
      return self->world->weather.cut > 0;
    default:
      return FALSE;
    }
}

void
sim_check_no_false_alarm (SimLaptop *self, const WaySyncReport *report)
{
  if (!is_so (self, report->trouble))
    sim_fail (self->world, "false alarm on laptop %u: %s", self->number,
              way_sync_trouble_name (report->trouble));
  if (report->state == WAY_SYNC_SYNCED && report->n_waiting > 0)
    sim_fail (self->world, "laptop %u is synced and has something waiting", self->number);
}

/* -- who may read ------------------------------------------------------------------------------ */

static gboolean
take_stored (const WayStoredEntry *entry, gpointer data)
{
  g_ptr_array_add (data, g_bytes_ref (entry->bytes));
  return TRUE;
}

typedef gboolean (*ReadFunc) (
    WayStorage *self, guint64 after, WayEntryFunc function, gpointer data, GError **error);

/* (transfer full): GBytes of all the server has of @log, or of the directory. */
static GPtrArray *
read_stored (SimWorld *self, const WayId *log)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  const WayStorageClass *klass = self->storage->klass;

  g_assert_true (klass->begin (self->storage, NULL));
  if (log == NULL)
    g_assert_true (klass->read_dir (self->storage, 0, take_stored, entries, NULL));
  else
    g_assert_true (klass->read_log (self->storage, log, 0, take_stored, entries, NULL));
  klass->roll_back (self->storage);
  return entries;
}

static WayDirectory *
read_directory (SimWorld *self)
{
  g_autoptr (GPtrArray) entries = read_stored (self, NULL);
  WayDirectory *directory = way_directory_new ();

  for (guint i = 0; i < entries->len; i++)
    {
      gsize size;
      gconstpointer bytes = g_bytes_get_data (g_ptr_array_index (entries, i), &size);

      if (way_directory_append (&directory, bytes, size, NULL) != WAY_VERDICT_OK)
        sim_fail (self, "the server's directory does not hold");
    }
  return directory;
}

static guint32
last_epoch_with (WayLog *log, const WayId *device)
{
  guint32 number = way_log_get_epoch_number (log);

  while (number > 0 && !way_epoch_has (way_log_get_epoch (log, number), device))
    number--;
  return number;
}

/* With the keys of this laptop, and all the server has of the case. */
static void
check_case (SimLaptop *self, WayDirectory *directory, GPtrArray *stored, const WayId *case_id)
{
  g_autoptr (WayJournalState) state = sim_laptop_load (self);
  g_autoptr (WayDeviceKeys) device = way_device_keys_new (state->sign_seed, state->box_seed);
  WayReplicaMoment moment = { directory, device, self->world->random, 0 };
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (
      (GDestroyNotify)way_journal_entry_free);
  g_autoptr (GPtrArray) acts = g_ptr_array_new_with_free_func (
      (GDestroyNotify)way_journal_act_free);
  g_autoptr (WayReplica) replica = NULL;
  guint32 last;
  guint n;

  if (state->team == NULL)
    return;
  replica = way_replica_new (&state->team->org, case_id);
  for (guint i = 0; i < stored->len; i++)
    g_ptr_array_add (entries, way_journal_entry_new (g_ptr_array_index (stored, i), 0));
  if (way_replica_take (replica, &moment, entries, &n, acts) != WAY_VERDICT_OK)
    sim_fail (self->world, "the server's log does not hold");
  last = last_epoch_with (way_replica_get_log (replica), &device->id);
  for (guint i = 0; i < acts->len; i++)
    {
      const WayJournalAct *act = g_ptr_array_index (acts, i);
      WayEntry entry;
      gsize size;
      gconstpointer bytes = g_bytes_get_data (g_ptr_array_index (stored, act->author.position - 1),
                                              &size);

      if (way_entry_read (bytes, size, &entry) && entry.key_epoch > last)
        sim_fail (self->world, "laptop %u can read what is not for it", self->number);
    }
}

void
sim_check_secrecy (SimWorld *self)
{
  g_autoptr (WayDirectory) directory = read_directory (self);

  for (guint c = 0; c < self->cases->len; c++)
    {
      const WayId *case_id = &g_array_index (self->cases, WayId, c);
      g_autoptr (GPtrArray) stored = read_stored (self, case_id);

      for (guint i = 0; i < self->laptops->len; i++)
        check_case (g_ptr_array_index (self->laptops, i), directory, stored, case_id);
    }
}

/* -- all alike --------------------------------------------------------------------------------- */

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* (transfer full): one line for each op of a person's case; @places: with where it stands and
 * whether it shows. */
static GPtrArray *
list_lines (SimLaptop *self, gboolean shows)
{
  g_autoptr (GPtrArray) ops = sim_ops_list (self);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < ops->len; i++)
    {
      const SimOp *op = g_ptr_array_index (ops, i);
      g_autoptr (GBytes) bytes = way_operation_to_bytes (op->op);
      g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
      gboolean ours = FALSE;

      for (guint c = 0; c < self->world->cases->len; c++)
        ours = ours
               || way_id_equal (&op->op->case_id, &g_array_index (self->world->cases, WayId, c));
      if (!ours)
        continue;
      if (op->position == 0)
        sim_fail (self->world, "something still waits on laptop %u", self->number);
      g_ptr_array_add (lines, g_strdup_printf ("%s %" G_GUINT64_FORMAT "%s", sum, op->position,
                                               shows && op->shown ? " shows" : ""));
    }
  g_ptr_array_sort (lines, compare_lines);
  return lines;
}

static void
compare (SimLaptop *self, GPtrArray *first, const SimLaptop *other, gboolean shows)
{
  g_autoptr (GPtrArray) lines = list_lines (self, shows);

  for (guint i = 0; i < MAX (lines->len, first->len); i++)
    if (i >= MIN (lines->len, first->len)
        || strcmp (g_ptr_array_index (lines, i), g_ptr_array_index (first, i)) != 0)
      sim_fail (self->world, "laptops %u and %u %s (%u and %u ops)", other->number, self->number,
                shows ? "show different things" : "hold different things", first->len, lines->len);
}

static void
check_sound (SimLaptop *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) faults = NULL;

  way_vault_check (self->vault, sim_wait_cb, &result);
  sim_wait (self->world, &result);
  faults = way_vault_check_finish (self->vault, result, NULL, NULL);
  if (faults == NULL || faults->len > 0)
    sim_fail (self->world, "the vault of laptop %u: %s", self->number,
              faults != NULL ? (char *)g_ptr_array_index (faults, 0) : "not checked");
}

void
sim_check_alike (SimWorld *self)
{
  SimLaptop *founder = g_ptr_array_index (self->laptops, 0);
  g_autoptr (GPtrArray) held = list_lines (founder, FALSE);
  g_autoptr (GPtrArray) shown = list_lines (founder, TRUE);

  for (guint i = 0; i < self->laptops->len; i++)
    {
      SimLaptop *laptop = g_ptr_array_index (self->laptops, i);
      g_autoptr (GHashTable) has = list_facts (laptop);

      if (!laptop->joined)
        continue;
      check_has (laptop, has, TRUE);
      compare (laptop, held, founder, FALSE);
      if (laptop->vault == NULL)
        continue;
      compare (laptop, shown, founder, TRUE);
      check_sound (laptop);
    }
}

void
sim_check_blind (SimWorld *self)
{
  g_autofree char *bytes = NULL;
  gsize size;

  sim_server_keep (self);
  g_assert_true (g_file_get_contents (self->kept, &bytes, &size, NULL));
  if (memmem (bytes, size, SIM_NEEDLE, strlen (SIM_NEEDLE)) != NULL)
    sim_fail (self, "the server's file holds words");
}
