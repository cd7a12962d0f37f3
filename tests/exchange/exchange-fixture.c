/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange-fixture.h"

#include <string.h>
#include "way-exchange-data.h"
#include "way-merge.h"

const WayDate exchange_today = { 2025, 10, 16 };

ExchangeVault *
exchange_vault_new (guint64 seed)
{
  ExchangeVault *self = g_new0 (ExchangeVault, 1);
  g_autoptr (WayRandom) random = way_random_new_seeded (seed);

  way_id_new (random, &self->origin);
  self->hlc = (guint64)EXCHANGE_NOW_MS << 16;
  self->cases = g_hash_table_new_full (way_id_hash, way_id_equal, g_free,
                                       (GDestroyNotify)g_ptr_array_unref);
  self->order = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
exchange_vault_free (ExchangeVault *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->cases);
  g_ptr_array_unref (self->order);
  g_free (self);
}

static GPtrArray *
get_ops (ExchangeVault *self, const WayId *case_id)
{
  GPtrArray *ops = g_hash_table_lookup (self->cases, case_id);

  if (ops == NULL)
    {
      ops = g_ptr_array_new_with_free_func ((GDestroyNotify)way_operation_unref);
      g_hash_table_insert (self->cases, way_id_copy (case_id), ops);
      g_ptr_array_add (self->order, way_id_copy (case_id));
    }
  return ops;
}

static gboolean
is_hidden_by (WayOperation *op, const WayChange *change)
{
  return op->kind == change->kind && way_id_equal (&op->object, &change->object)
         && (op->group == change->group || way_change_is_removal (change));
}

/* (transfer full): @change as the next operation of the act that began with @first. */
static WayOperation *
new_op (
    ExchangeVault *self, const WayAct *act, guint64 first, const WayChange *change, GArray *hidden)
{
  WayOperation *op = way_operation_new (
      &(WayOperation){ .case_id = act->case_id,
                       .id = { self->origin, ++self->counter },
                       .act = first,
                       .act_n = (guint16)act->changes->len,
                       .made_ms = act->made_ms,
                       .hlc = ++self->hlc,
                       .kind = change->kind,
                       .object = change->object,
                       .group = change->group,
                       .value = change->value,
                       .supersedes = (WayOpId *)(gpointer)hidden->data,
                       .n_supersedes = hidden->len });
  g_autoptr (GVariant) sound = way_operation_dup_value (op);

  op->checked = sound != NULL; /* as the store's, which takes nothing else */
  return op;
}

static void
commit (ExchangeVault *self, const WayAct *act, GPtrArray *visible)
{
  GPtrArray *ops = get_ops (self, &act->case_id);
  guint64 first = self->counter + 1;

  for (guint i = 0; i < act->changes->len; i++)
    {
      const WayChange *change = g_ptr_array_index (act->changes, i);
      g_autoptr (GArray) supersedes = g_array_new (FALSE, FALSE, sizeof (WayOpId));

      for (guint j = 0; j < visible->len; j++)
        {
          WayOperation *op = g_ptr_array_index (visible, j);

          if (is_hidden_by (op, change))
            g_array_append_val (supersedes, op->id);
        }
      g_ptr_array_add (ops, new_op (self, act, first, change, supersedes));
    }
}

void
exchange_vault_commit (ExchangeVault *self, const WayAct *act)
{
  g_autoptr (GPtrArray) visible = way_merge_case (get_ops (self, &act->case_id));

  commit (self, act, visible);
}

void
exchange_vault_commit_blindly (ExchangeVault *self, const WayAct *act)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  commit (self, act, nothing);
}

WayCase *
exchange_vault_load (ExchangeVault *self, const WayId *case_id)
{
  g_autoptr (GPtrArray) visible = way_merge_case (get_ops (self, case_id));

  return way_case_new (case_id, visible);
}

WayCase *
exchange_vault_load_at (ExchangeVault *self, guint index)
{
  g_assert_cmpuint (index, <, self->order->len);
  return exchange_vault_load (self, g_ptr_array_index (self->order, index));
}

WayReference *
exchange_reference (void)
{
  static WayReference *reference;
  g_autoptr (GError) error = NULL;

  if (reference == NULL)
    reference = way_exchange_load_reference (&error);
  g_assert_no_error (error);
  return reference;
}

WayRandom *
exchange_random (void)
{
  static WayRandom *random;

  if (random == NULL)
    random = way_random_new_seeded (20251016);
  return random;
}

GBytes *
exchange_document (const char *person)
{
  char *text = g_strdup_printf ("{\"format\": \"waymark-cases/1\", \"people\": [{%s}]}", person);

  return g_bytes_new_take (text, strlen (text));
}

WayImportOptions
exchange_options (void)
{
  return (WayImportOptions){ .reference = exchange_reference (),
                             .random = exchange_random (),
                             .today = exchange_today,
                             .made_ms = EXCHANGE_NOW_MS };
}

guint
exchange_vault_import (ExchangeVault *self, GBytes *json)
{
  WayImportOptions options = exchange_options ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WayImporter) importer = NULL;
  guint n = 0;

  /* What was written elsewhere may be of later days than those of the tests. */
  options.today = (WayDate){ 2026, 6, 1 };
  importer = way_importer_new (json, &options, &error);

  g_assert_no_error (error);
  for (;; n++)
    {
      g_autoptr (WayImportedPerson) person = way_importer_next (importer);

      if (person == NULL)
        return n;
      for (guint i = 0; i < person->refusals->len; i++)
        {
          const WayRefusal *refusal = g_ptr_array_index (person->refusals, i);

          g_error ("%s: %s", refusal->path, refusal->sentence);
        }
      exchange_vault_commit (self, person->act);
    }
}

char *
exchange_refusals (GBytes *json)
{
  WayImportOptions options = exchange_options ();
  g_autoptr (GError) error = NULL;
  g_autoptr (WayImporter) importer = way_importer_new (json, &options, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  if (importer == NULL)
    return g_strdup (error->message);
  for (;;)
    {
      g_autoptr (WayImportedPerson) person = way_importer_next (importer);

      if (person == NULL)
        return g_strdup (text->str);
      g_assert_true ((person->act == NULL) == (person->refusals->len > 0));
      for (guint i = 0; i < person->refusals->len; i++)
        {
          const WayRefusal *refusal = g_ptr_array_index (person->refusals, i);

          g_string_append_printf (text, "%s %s\n", refusal->path, refusal->sentence);
        }
    }
}

static GBytes *
read_file (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  gsize size = 0;

  g_file_get_contents (path, &text, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (text, size);
}

GBytes *
exchange_read_data (const char *name)
{
  return read_file (g_getenv ("WAY_DATA_DIR"), name);
}

GBytes *
exchange_read_own (const char *name)
{
  g_autofree char *folder = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "exchange", NULL);

  return read_file (folder, name);
}
