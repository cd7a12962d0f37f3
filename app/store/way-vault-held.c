/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What could not be written before the vault had to close.
 *
 * A lock waits for nothing: within two seconds the key is gone.  Where the disk takes nothing more,
 * what is being typed is sealed to a key whose secret half lies in the vault itself, and stays in
 * memory as bytes that nobody reads without the passphrase.  The next opening writes it as drafts,
 * which then become operations as after a crash.
 */
#include "way-vault-private.h"

#include "way-seal.h"
#include "way-value.h"

#define HELD_TYPE "a(ayqayqayayxb)"

static GVariant *
new_bytes (GBytes *bytes)
{
  return g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, bytes, TRUE);
}

static GBytes *
drafts_to_bytes (GPtrArray *drafts)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (HELD_TYPE));
  for (guint i = 0; i < drafts->len; i++)
    {
      const WayDraft *draft = g_ptr_array_index (drafts, i);
      g_autoptr (GBytes) bases = way_store_bases_to_bytes (draft->bases);

      g_variant_builder_add (&builder, "(@ayq@ayq@ay@ayxb)", way_value_new_id (&draft->case_id),
                             draft->kind, way_value_new_id (&draft->object), draft->group,
                             new_bytes (draft->value), new_bytes (bases), draft->began_ms,
                             draft->held);
    }
  return way_value_to_bytes (g_variant_builder_end (&builder));
}

/* (nullable) */
static WayDraft *
read_draft (GVariant *row)
{
  g_autoptr (WayDraft) draft = way_draft_new ();
  g_autoptr (GVariant) value = g_variant_get_child_value (row, 4);
  g_autoptr (GVariant) bases = g_variant_get_child_value (row, 5);
  g_autoptr (GBytes) bases_bytes = g_variant_get_data_as_bytes (bases);

  if (!way_value_get_id (row, 0, &draft->case_id) || !way_value_get_id (row, 2, &draft->object))
    return NULL;
  g_variant_get_child (row, 1, "q", &draft->kind);
  g_variant_get_child (row, 3, "q", &draft->group);
  draft->value = g_variant_get_data_as_bytes (value);
  draft->bases = way_store_bases_from_bytes (bases_bytes);
  g_variant_get_child (row, 6, "x", &draft->began_ms);
  g_variant_get_child (row, 7, "b", &draft->held);
  return draft->bases != NULL ? g_steal_pointer (&draft) : NULL;
}

GBytes *
way_vault_seal_held (WayStore *store, GPtrArray *drafts)
{
  g_autoptr (GBytes) plain = drafts_to_bytes (drafts);
  GBytes *sealed = way_box_seal (&store->held_box, store->random, g_bytes_get_data (plain, NULL),
                                 g_bytes_get_size (plain), NULL);

  /* The box was made from its seed, so it is one. */
  g_assert (sealed != NULL);
  return sealed;
}

/* What the record does not allow stays sealed. */
static gboolean
save_or_keep (WayStore *store, WayDraft *draft, GPtrArray *kept, GError **error)
{
  GError *reason = NULL;

  if (way_store_save_draft (store, draft, &reason))
    {
      way_draft_free (draft);
      return TRUE;
    }
  g_ptr_array_add (kept, draft);
  if (!g_error_matches (reason, WAY_STORE_ERROR, WAY_STORE_ERROR_REFUSED))
    return way_store_adopt_error (error, reason);
  g_error_free (reason);
  return TRUE;
}

static gboolean
save_all (WayVaultJob *job, GBytes *plain, GError **error)
{
  g_autoptr (GVariant) rows = way_value_from_bytes (plain, G_VARIANT_TYPE (HELD_TYPE));
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify)way_draft_free);

  for (gsize i = 0; rows != NULL && i < g_variant_n_children (rows); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
      WayDraft *draft = read_draft (row);

      if (draft != NULL && !save_or_keep (job->store, draft, kept, error))
        return FALSE;
    }
  g_clear_pointer (&job->held, g_bytes_unref);
  if (kept->len > 0)
    job->held = way_vault_seal_held (job->store, kept);
  job->held_taken = TRUE;
  return TRUE;
}

gboolean
way_vault_take_held (WayVaultJob *job, GError **error)
{
  g_autoptr (WaySecret) seed = NULL;
  g_autoptr (WaySecret) plain = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (job->held == NULL)
    return TRUE;
  seed = way_store_get_held_seed (job->store);
  plain = way_box_open (seed, g_bytes_get_data (job->held, NULL), g_bytes_get_size (job->held),
                        NULL);
  /* Of another vault, which has come to lie here meanwhile: it waits for its own. */
  if (plain == NULL)
    return TRUE;
  bytes = g_bytes_new_static (way_secret_get_data (plain), way_secret_get_size (plain));
  return save_all (job, bytes, error);
}
