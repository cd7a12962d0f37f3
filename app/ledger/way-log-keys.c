/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rules K (docs/format.md, 8), row by row.
 */
#include "way-log-keys.h"

#include <string.h>
#include "way-label.h"
#include "way-rules.h"

#define WRAP_PLAIN_SIZE 108
#define WRAP_KEY_AT 76
#define SUBKEY_ENTRY 1
#define SUBKEY_FORMER 4

typedef struct
{
  WaySecret *key, *entry_key;
} EpochKey;

struct _WayLogKeys
{
  GHashTable *by_number; /* (owned): number of an epoch → EpochKey, owned */
};

static void
epoch_key_free (gpointer epoch_key)
{
  EpochKey *self = epoch_key;

  way_secret_unref (self->key);
  way_secret_unref (self->entry_key);
  g_free (self);
}

WayLogKeys *
way_log_keys_new (void)
{
  WayLogKeys *self = g_new0 (WayLogKeys, 1);

  self->by_number = g_hash_table_new_full (NULL, NULL, NULL, epoch_key_free);
  return self;
}

void
way_log_keys_free (WayLogKeys *self)
{
  g_hash_table_unref (self->by_number);
  g_free (self);
}

void
way_log_keys_add (WayLogKeys *self, guint32 number, WaySecret *key)
{
  EpochKey *epoch_key = g_new0 (EpochKey, 1);

  epoch_key->key = way_secret_ref (key);
  epoch_key->entry_key = way_subkey (key, SUBKEY_ENTRY, "LG1entry");
  g_hash_table_insert (self->by_number, GUINT_TO_POINTER (number), epoch_key);
}

WaySecret *
way_log_keys_get (WayLogKeys *self, guint32 number)
{
  const EpochKey *epoch_key = g_hash_table_lookup (self->by_number, GUINT_TO_POINTER (number));

  return epoch_key != NULL ? epoch_key->key : NULL;
}

WaySecret *
way_log_keys_get_entry_key (WayLogKeys *self, guint32 number)
{
  const EpochKey *epoch_key = g_hash_table_lookup (self->by_number, GUINT_TO_POINTER (number));

  return epoch_key != NULL ? epoch_key->entry_key : NULL;
}

void
way_epoch_key_commit (
    WaySecret *key, const WayId *org, const WayId *log, guint32 number, WayHash *ret_commit)
{
  const WayNumber32 bytes = way_number32 (number);
  const WaySlice slices[] = { way_label (WAY_LABEL_KEY_COMMITMENT), WAY_SLICE (org),
                              WAY_SLICE (log), WAY_SLICE (&bytes) };

  way_hash_keyed (key, slices, G_N_ELEMENTS (slices), ret_commit);
}

static WaySecret *
wrap_plain (WaySecret *key,
            const WayId *org,
            const WayId *log,
            guint32 number,
            const WayId *recipient,
            const WayId *granter)
{
  g_autoptr (GByteArray) out = g_byte_array_sized_new (WRAP_PLAIN_SIZE);
  WaySecret *plain;

  way_write_bytes (out, "LGW1", 4);
  way_write_u8 (out, WAY_SUITE);
  way_write_zero (out, 3);
  way_write_bytes (out, org->bytes, WAY_ID_SIZE);
  way_write_bytes (out, log->bytes, WAY_ID_SIZE);
  way_write_u32 (out, number);
  way_write_bytes (out, recipient->bytes, WAY_ID_SIZE);
  way_write_bytes (out, granter->bytes, WAY_ID_SIZE);
  way_write_bytes (out, way_secret_get_data (key), WAY_KEY_SIZE);
  plain = way_secret_new (out->data, out->len);
  way_secret_wipe (out->data, out->len);
  return plain;
}

gboolean
way_wrap_seal (WayDirectory *directory,
               WayLog *log,
               const WayEpoch *epoch,
               WaySecret *key,
               const WayId *device,
               guint8 ret_wrap[WAY_WRAP_SIZE])
{
  const WayDirDevice *known = way_directory_find (directory, device);
  const WayNumber32 number = way_number32 (epoch->number);
  const WaySlice slices[] = { way_label (WAY_LABEL_WRAP),       WAY_SLICE (way_log_get_org (log)),
                              WAY_SLICE (way_log_get_id (log)), WAY_SLICE (&number),
                              WAY_SLICE (&epoch->granter),      WAY_SLICE (device) };
  g_autoptr (WaySecret) once = way_derive_keyed (key, slices, G_N_ELEMENTS (slices));
  g_autoptr (WaySecret) plain = wrap_plain (key, way_log_get_org (log), way_log_get_id (log),
                                            epoch->number, device, &epoch->granter);
  g_autoptr (GBytes) wrap = NULL;

  if (known == NULL && !way_id_is_nil (device))
    return FALSE;
  wrap = way_box_seal_once (known != NULL
                                ? &known->certificate.dbk
                                : way_directory_get_recovery_at (directory, epoch->dir_seq),
                            once, way_secret_get_data (plain), way_secret_get_size (plain), NULL);
  if (wrap == NULL)
    return FALSE;
  memcpy (ret_wrap, g_bytes_get_data (wrap, NULL), WAY_WRAP_SIZE);
  return TRUE;
}

/* What the seal of a former key is bound to; joined, as it is associated data. */
static GByteArray *
former_extra (const WayId *org, const WayId *log, guint32 number, guint32 former)
{
  GByteArray *extra = g_byte_array_new ();
  WaySlice label = way_label (WAY_LABEL_FORMER_KEY);

  way_write_bytes (extra, label.bytes, label.size);
  way_write_bytes (extra, org->bytes, WAY_ID_SIZE);
  way_write_bytes (extra, log->bytes, WAY_ID_SIZE);
  way_write_u32 (extra, number);
  way_write_u32 (extra, former);
  return extra;
}

void
way_epoch_seal_former (WaySecret *key,
                       WaySecret *former_key,
                       const WayId *org,
                       const WayId *log,
                       guint32 number,
                       guint32 former,
                       WayRandom *random,
                       guint8 ret_box[WAY_FORMER_BOX_SIZE])
{
  g_autoptr (WaySecret) box_key = way_subkey (key, SUBKEY_FORMER, "LG1prevk");
  g_autoptr (GByteArray) extra = former_extra (org, log, number, former);
  g_autoptr (GBytes) sealed = NULL;
  WayNonce nonce;

  way_nonce_new (random, &nonce);
  sealed = way_seal (box_key, &nonce, way_secret_get_data (former_key), WAY_KEY_SIZE, extra->data,
                     extra->len);
  memcpy (ret_box, nonce.bytes, WAY_NONCE_SIZE);
  memcpy (ret_box + WAY_NONCE_SIZE, g_bytes_get_data (sealed, NULL),
          WAY_FORMER_BOX_SIZE - WAY_NONCE_SIZE);
}

/* -- the rules --------------------------------------------------------------------------------- */

typedef struct
{
  WayLog *log;
  WayDirectory *directory;
  WayEpoch *epoch;
  WayId recipient;
  WaySecret *box_seed;
  const WayEpochMember *member; /* from K1 */
  WaySecret *plain;             /* (owned) (nullable): from K2 */
  WaySecret *key;               /* (owned) (nullable): from K4, or given */
  WaySecret *former_key;        /* (owned) (nullable): from K5 */
} Judging;

static void
judging_clear (Judging *self)
{
  g_clear_pointer (&self->plain, way_secret_unref);
  g_clear_pointer (&self->key, way_secret_unref);
  g_clear_pointer (&self->former_key, way_secret_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Judging, judging_clear)

static gboolean
breaks_not_member (gpointer judging)
{
  Judging *j = judging;

  j->member = way_epoch_find (j->epoch, &j->recipient);
  return j->member == NULL;
}

static gboolean
breaks_wrap (gpointer judging)
{
  Judging *j = judging;

  j->plain = way_box_open (j->box_seed, j->member->wrap, WAY_WRAP_SIZE, NULL);
  return j->plain == NULL;
}

static gboolean
breaks_fields (gpointer judging)
{
  Judging *j = judging;
  g_autoptr (WaySecret) expected = NULL;

  j->key = way_secret_new (way_secret_get_data (j->plain) + WRAP_KEY_AT, WAY_KEY_SIZE);
  expected = wrap_plain (j->key, way_log_get_org (j->log), way_log_get_id (j->log),
                         j->epoch->number, &j->recipient, &j->epoch->granter);
  return !way_secret_equal (j->plain, expected);
}

static gboolean
commits_to (const Judging *j, WaySecret *key, const WayEpoch *epoch)
{
  WayHash commit;

  way_epoch_key_commit (key, way_log_get_org (j->log), way_log_get_id (j->log), epoch->number,
                        &commit);
  return way_hash_equal (&commit, &epoch->key_commit);
}

static gboolean
breaks_commitment (gpointer judging)
{
  Judging *j = judging;

  return !commits_to (j, j->key, j->epoch);
}

static gboolean
breaks_box (gpointer judging)
{
  Judging *j = judging;
  g_autoptr (WaySecret) box_key = NULL;
  g_autoptr (GByteArray) extra = NULL;
  WayNonce nonce;

  if (j->epoch->former == 0)
    return FALSE;
  box_key = way_subkey (j->key, SUBKEY_FORMER, "LG1prevk");
  extra = former_extra (way_log_get_org (j->log), way_log_get_id (j->log), j->epoch->number,
                        j->epoch->former);
  memcpy (nonce.bytes, j->epoch->former_box, WAY_NONCE_SIZE);
  j->former_key = way_seal_open (box_key, &nonce, j->epoch->former_box + WAY_NONCE_SIZE,
                                 WAY_FORMER_BOX_SIZE - WAY_NONCE_SIZE, extra->data, extra->len,
                                 NULL);
  return j->former_key == NULL;
}

static gboolean
breaks_former (gpointer judging)
{
  Judging *j = judging;

  return j->epoch->former != 0
         && (way_secret_equal (j->former_key, j->key)
             || !commits_to (j, j->former_key, way_log_get_epoch (j->log, j->epoch->former)));
}

static gboolean
breaks_wraps (gpointer judging)
{
  Judging *j = judging;

  for (guint i = 0; i < j->epoch->members->len; i++)
    {
      const WayEpochMember *member = &g_array_index (j->epoch->members, WayEpochMember, i);
      guint8 wrap[WAY_WRAP_SIZE];

      if (!way_wrap_seal (j->directory, j->log, j->epoch, j->key, &member->device, wrap)
          || memcmp (wrap, member->wrap, sizeof wrap) != 0)
        return TRUE;
    }
  return FALSE;
}

static const WayLedgerRule rules_wrap[] = {
  { WAY_VERDICT_K1_NOT_MEMBER, breaks_not_member },
  { WAY_VERDICT_K2_WRAP, breaks_wrap },
  { WAY_VERDICT_K3_FIELDS, breaks_fields },
  { WAY_VERDICT_K4_COMMITMENT, breaks_commitment },
};

static const WayLedgerRule rules_former[] = {
  { WAY_VERDICT_K5_BOX, breaks_box },
  { WAY_VERDICT_K6_FORMER, breaks_former },
};

static const WayLedgerRule rules_wraps[] = { { WAY_VERDICT_K7_WRAPS, breaks_wraps } };

/* From the key of one epoch to those before it, up to a box that is wrong. */
static void
walk_back (WayLogKeys *self, WayLog *log, guint32 number, WaySecret *key)
{
  g_autoptr (WaySecret) current = way_secret_ref (key);

  while (number != 0 && way_log_keys_get (self, number) == NULL)
    {
      g_auto (Judging) judging = { .log = log,
                                   .epoch = way_log_get_epoch (log, number),
                                   .key = way_secret_ref (current) };

      if (way_rules_judge (rules_former, G_N_ELEMENTS (rules_former), &judging) != WAY_VERDICT_OK)
        return;
      way_log_keys_add (self, number, current);
      number = judging.epoch->former;
      g_clear_pointer (&current, way_secret_unref);
      current = g_steal_pointer (&judging.former_key);
    }
}

WayVerdict
way_log_keys_take (WayLogKeys *self,
                   WayLog *log,
                   WayDirectory *directory,
                   guint32 number,
                   const WayId *recipient,
                   WaySecret *box_seed)
{
  g_auto (Judging) judging = { .log = log,
                               .directory = directory,
                               .epoch = way_log_get_epoch (log, number),
                               .recipient = *recipient,
                               .box_seed = box_seed };
  WayVerdict verdict;

  g_assert (judging.epoch != NULL);

  verdict = way_rules_judge (rules_wrap, G_N_ELEMENTS (rules_wrap), &judging);
  if (verdict == WAY_VERDICT_OK)
    verdict = way_rules_judge (rules_former, G_N_ELEMENTS (rules_former), &judging);
  if (verdict == WAY_VERDICT_OK)
    verdict = way_rules_judge (rules_wraps, G_N_ELEMENTS (rules_wraps), &judging);
  if (verdict == WAY_VERDICT_OK)
    walk_back (self, log, number, judging.key);
  return verdict;
}
