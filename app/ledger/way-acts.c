/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rules M (docs/format.md, 11), row by row.
 */
#include "way-acts.h"

#include <string.h>
#include "way-entry.h"
#include "way-label.h"
#include "way-ops.h"
#include "way-rules.h"

typedef struct
{
  WayId device, origin;
  guint64 act;
} ActKey;

/* The parts of one act from one device. */
typedef struct
{
  guint32 size;
  guint n_parts, n_have;
  GBytes **pieces; /* (owned): NULL where not there yet, and once the act is complete */
  WayHash *hashes; /* (owned): of the pieces that came */
  gboolean *have;  /* (owned) */
} Act;

typedef struct
{
  WayId origin;
  guint64 counter;
} OpKey;

struct _WayActs
{
  WayId log;
  WayReadOp read_op;
  gpointer data;
  GHashTable *acts;  /* (owned): ActKey, owned → Act, owned */
  GHashTable *known; /* (owned): OpKey, owned → WayHash of its bytes, owned */
};

/* The keys are ids and a counter without padding between: hashed and compared as bytes. */
G_STATIC_ASSERT (sizeof (ActKey) == 2 * WAY_ID_SIZE + sizeof (guint64));
G_STATIC_ASSERT (sizeof (OpKey) == WAY_ID_SIZE + sizeof (guint64));

static guint
act_key_hash (gconstpointer key)
{
  const ActKey *self = key;

  return way_id_hash (&self->device) ^ way_id_hash (&self->origin) ^ (guint)self->act;
}

static gboolean
act_key_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (ActKey)) == 0;
}

static guint
op_key_hash (gconstpointer key)
{
  const OpKey *self = key;

  return way_id_hash (&self->origin) ^ (guint)self->counter;
}

static gboolean
op_key_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (OpKey)) == 0;
}

static void
act_drop_pieces (Act *self)
{
  for (guint i = 0; i < self->n_parts; i++)
    g_clear_pointer (&self->pieces[i], g_bytes_unref);
}

static void
act_free (gpointer act)
{
  Act *self = act;

  act_drop_pieces (self);
  g_free (self->pieces);
  g_free (self->hashes);
  g_free (self->have);
  g_free (self);
}

static Act *
act_new (guint32 size, guint n_parts)
{
  Act *self = g_new0 (Act, 1);

  self->size = size;
  self->n_parts = n_parts;
  self->pieces = g_new0 (GBytes *, n_parts);
  self->hashes = g_new0 (WayHash, n_parts);
  self->have = g_new0 (gboolean, n_parts);
  return self;
}

WayActs *
way_acts_new (const WayId *log, WayReadOp read_op, gpointer data)
{
  WayActs *self = g_new0 (WayActs, 1);

  self->log = *log;
  self->read_op = read_op;
  self->data = data;
  self->acts = g_hash_table_new_full (act_key_hash, act_key_equal, g_free, act_free);
  self->known = g_hash_table_new_full (op_key_hash, op_key_equal, g_free, g_free);
  return self;
}

void
way_acts_free (WayActs *self)
{
  g_hash_table_unref (self->acts);
  g_hash_table_unref (self->known);
  g_free (self);
}

static void
hash_bytes (GBytes *bytes, WayHash *ret_hash)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  way_hash (data, size, ret_hash);
}

void
way_acts_add_known (WayActs *self, const WayId *origin, guint64 counter, GBytes *bytes)
{
  OpKey key = { *origin, counter };
  WayHash hash;

  hash_bytes (bytes, &hash);
  g_hash_table_insert (self->known, g_memdup2 (&key, sizeof key), g_memdup2 (&hash, sizeof hash));
}

/* -- the rules --------------------------------------------------------------------------------- */

typedef struct
{
  WayActs *acts;
  WayLogKeys *keys;
  WayEntry entry;
  WayOpening opening;     /* from M2 */
  GBytes *padded, *plain; /* (owned) (nullable): from M2, M4 */
  WayOpsPart part;        /* (owned): from M5 */
  GBytes *piece;          /* (owned) (nullable): from M6 */
  WayHash piece_hash;     /* from M6 */
  Act *act;               /* (nullable): from M7 */
  GPtrArray *ops;         /* (owned) (nullable): from M8 */
  WayOpFrame *frames;     /* (owned) (nullable): from M9 */
  guint n_known;          /* from M11 */
} Judging;

static void
judging_clear (Judging *self)
{
  g_clear_pointer (&self->padded, g_bytes_unref);
  g_clear_pointer (&self->plain, g_bytes_unref);
  g_clear_pointer (&self->piece, g_bytes_unref);
  g_clear_pointer (&self->ops, g_ptr_array_unref);
  g_clear_pointer (&self->frames, g_free);
  way_ops_part_clear (&self->part);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Judging, judging_clear)

static gboolean
breaks_no_key (gpointer judging)
{
  Judging *j = judging;

  return way_log_keys_get_entry_key (j->keys, j->entry.key_epoch) == NULL;
}

static gboolean
breaks_commit (gpointer judging)
{
  Judging *j = judging;
  WayNonce nonce;

  memcpy (nonce.bytes, j->entry.nonce, sizeof nonce.bytes);
  j->opening = way_open_committed (
      way_log_keys_get_entry_key (j->keys, j->entry.key_epoch), way_label (WAY_LABEL_ENTRY_SEAL),
      &nonce, (WaySlice){ way_entry_get_body (&j->entry), j->entry.body_len },
      (WaySlice){ j->entry.bytes, WAY_ENTRY_CONTEXT_SIZE }, &j->padded);
  return j->opening == WAY_OPENING_OTHER_KEY;
}

static gboolean
breaks_open (gpointer judging)
{
  Judging *j = judging;

  return j->opening == WAY_OPENING_DAMAGED;
}

static gboolean
breaks_pad (gpointer judging)
{
  Judging *j = judging;

  j->plain = way_ops_unpad (j->padded);
  return j->plain == NULL;
}

static gboolean
breaks_form (gpointer judging)
{
  Judging *j = judging;

  return !way_ops_read (j->plain, &j->part);
}

static gboolean
breaks_piece (gpointer judging)
{
  Judging *j = judging;

  j->piece = way_ops_unpack (&j->part);
  if (j->piece == NULL)
    return TRUE;
  hash_bytes (j->piece, &j->piece_hash);
  return FALSE;
}

static gboolean
breaks_other (gpointer judging)
{
  Judging *j = judging;
  ActKey key = { j->entry.device, j->part.origin, j->part.act };
  guint index = j->part.part - 1u;

  j->act = g_hash_table_lookup (j->acts->acts, &key);
  return j->act != NULL
         && (j->act->size != j->part.size
             || (j->act->have[index] && !way_hash_equal (&j->act->hashes[index], &j->piece_hash)));
}

/* (transfer full): all pieces one behind the other, this one among them. */
static GBytes *
join_act (const Judging *j)
{
  GByteArray *whole = g_byte_array_new ();

  for (guint i = 0; i < j->part.parts; i++)
    {
      GBytes *piece = i == j->part.part - 1u ? j->piece : j->act->pieces[i];

      way_write_bytes (whole, g_bytes_get_data (piece, NULL), g_bytes_get_size (piece));
    }
  return g_byte_array_free_to_bytes (whole);
}

static gboolean
breaks_act (gpointer judging)
{
  Judging *j = judging;
  g_autoptr (GBytes) whole = join_act (j);

  j->ops = way_ops_split (whole);
  return j->ops == NULL;
}

static gboolean
breaks_operation (gpointer judging)
{
  Judging *j = judging;

  j->frames = g_new0 (WayOpFrame, j->ops->len);
  for (guint i = 0; i < j->ops->len; i++)
    if (!j->acts->read_op (j->ops->pdata[i], &j->frames[i], j->acts->data))
      return TRUE;
  return FALSE;
}

static gboolean
breaks_whole (gpointer judging)
{
  Judging *j = judging;

  for (guint i = 0; i < j->ops->len; i++)
    {
      const WayOpFrame *frame = &j->frames[i];

      if (!way_id_equal (&frame->case_id, &j->acts->log)
          || !way_id_equal (&frame->origin, &j->part.origin) || frame->act != j->part.act
          || frame->act_n != j->ops->len || frame->counter != j->part.act + i)
        return TRUE;
    }
  return FALSE;
}

static gboolean
breaks_taken (gpointer judging)
{
  Judging *j = judging;

  for (guint i = 0; i < j->ops->len; i++)
    {
      OpKey key = { j->frames[i].origin, j->frames[i].counter };
      const WayHash *known = g_hash_table_lookup (j->acts->known, &key);
      WayHash hash;

      hash_bytes (j->ops->pdata[i], &hash);
      if (known != NULL && !way_hash_equal (known, &hash))
        return TRUE;
      j->n_known += known != NULL;
    }
  return FALSE;
}

static const WayLedgerRule rules_open[] = {
  { WAY_VERDICT_M1_NO_KEY, breaks_no_key },
  { WAY_VERDICT_M2_COMMIT, breaks_commit },
  { WAY_VERDICT_M3_OPEN, breaks_open },
  { WAY_VERDICT_M4_PAD, breaks_pad },
};

static const WayLedgerRule rules_part[] = {
  { WAY_VERDICT_M5_FORM, breaks_form },
  { WAY_VERDICT_M6_PIECE, breaks_piece },
  { WAY_VERDICT_M7_OTHER, breaks_other },
};

static const WayLedgerRule rules_act[] = {
  { WAY_VERDICT_M8_ACT, breaks_act },
  { WAY_VERDICT_M9_OPERATION, breaks_operation },
  { WAY_VERDICT_M10_WHOLE, breaks_whole },
  { WAY_VERDICT_M11_TAKEN, breaks_taken },
};

static gboolean
is_newer (const Judging *j)
{
  guint16 schema;

  return j->entry.type != WAY_ENTRY_OPS
         || (way_ops_read_schema (j->plain, &schema) && schema != WAY_OPS_SCHEMA);
}

static guint
count_missing (const Judging *j)
{
  if (j->act == NULL)
    return j->part.parts - 1u;
  return j->act->n_parts - j->act->n_have - !j->act->have[j->part.part - 1];
}

/* Keeps the part; its piece only where others are still to come. */
static void
keep_part (const Judging *j, gboolean complete)
{
  ActKey key = { j->entry.device, j->part.origin, j->part.act };
  guint index = j->part.part - 1u;
  Act *act = j->act;

  if (act == NULL)
    {
      act = act_new (j->part.size, j->part.parts);
      g_hash_table_insert (j->acts->acts, g_memdup2 (&key, sizeof key), act);
    }
  if (!act->have[index])
    {
      act->have[index] = TRUE;
      act->n_have++;
      act->hashes[index] = j->piece_hash;
      act->pieces[index] = g_bytes_ref (j->piece);
    }
  if (complete)
    act_drop_pieces (act);
}

static gboolean
is_complete (const Judging *j)
{
  return j->act != NULL && j->act->n_have == j->act->n_parts;
}

static WayVerdict
judge (Judging *j)
{
  WayVerdict verdict = way_rules_judge (rules_open, G_N_ELEMENTS (rules_open), j);

  if (verdict != WAY_VERDICT_OK)
    return verdict;
  if (is_newer (j))
    return WAY_VERDICT_KEPT;
  verdict = way_rules_judge (rules_part, G_N_ELEMENTS (rules_part), j);
  if (verdict != WAY_VERDICT_OK)
    return verdict;
  if (is_complete (j))
    return WAY_VERDICT_SAME;
  if (count_missing (j) > 0)
    return WAY_VERDICT_HELD;
  verdict = way_rules_judge (rules_act, G_N_ELEMENTS (rules_act), j);
  if (verdict == WAY_VERDICT_OK && j->n_known == j->ops->len)
    return WAY_VERDICT_SAME;
  return verdict;
}

WayVerdict
way_acts_take (
    WayActs *self, WayLogKeys *keys, gconstpointer bytes, gsize size, GPtrArray **ret_ops)
{
  g_auto (Judging) judging = { .acts = self, .keys = keys };
  WayVerdict verdict;

  /* Nothing that judge_public accepts and that has a body to open is of such a length. */
  if (!way_entry_read (bytes, size, &judging.entry) || judging.entry.bare)
    return WAY_VERDICT_M2_COMMIT;

  verdict = judge (&judging);
  if (verdict == WAY_VERDICT_HELD)
    keep_part (&judging, FALSE);
  if ((verdict == WAY_VERDICT_OK || verdict == WAY_VERDICT_SAME) && !is_complete (&judging))
    keep_part (&judging, TRUE);
  for (guint i = 0; verdict == WAY_VERDICT_OK && i < judging.ops->len; i++)
    way_acts_add_known (self, &judging.frames[i].origin, judging.frames[i].counter,
                        judging.ops->pdata[i]);
  if ((verdict == WAY_VERDICT_OK || verdict == WAY_VERDICT_SAME) && judging.ops != NULL)
    *ret_ops = g_steal_pointer (&judging.ops);
  return verdict;
}
