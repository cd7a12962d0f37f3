/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ledger-fixture.h"

#include <string.h>
#include "way-crypto.h"
#include "way-test-chance.h"

#define OP_TYPE "(ayayttqs)"
#define WALL_MS G_GUINT64_CONSTANT (1760000000000)

const Laptop org_nobody = { 0 };

static void
laptop_free (gpointer laptop)
{
  Laptop *self = laptop;

  way_device_keys_unref (self->keys);
  g_free (self);
}

void
laptop_sign (Laptop *self, Org *org)
{
  way_device_id (&self->certificate.dsk, &self->certificate.dbk, &self->certificate.device);
  way_certificate_sign (&self->certificate, way_directory_get_org (org->directory),
                        self->keys->sign_key);
}

static Laptop *
prepare (Org *org, const WayId *user, guint8 roles)
{
  g_autoptr (WaySecret) sign_seed = way_secret_new_random (org->random, WAY_KEY_SIZE);
  g_autoptr (WaySecret) box_seed = way_secret_new_random (org->random, WAY_KEY_SIZE);
  Laptop *self = g_new0 (Laptop, 1);

  self->keys = way_device_keys_new (sign_seed, box_seed);
  self->certificate.device = self->keys->id;
  self->certificate.dsk = self->keys->dsk;
  self->certificate.dbk = self->keys->dbk;
  self->certificate.team = org->team;
  self->certificate.roles = roles;
  if (user != NULL)
    self->certificate.user = *user;
  else
    way_id_new (org->random, &self->certificate.user);
  g_ptr_array_add (org->laptops, self);
  return self;
}

Laptop *
org_prepare (Org *self, const WayId *user, guint8 roles)
{
  Laptop *laptop = prepare (self, user, roles);

  laptop->certificate.method = WAY_METHOD_CODE;
  way_random_fill (self->random, laptop->certificate.transcript.bytes, WAY_HASH_SIZE);
  laptop_sign (laptop, self);
  return laptop;
}

static WayDirSigner
as_signer (Org *self, Laptop *laptop)
{
  if (laptop == ROOT)
    return (WayDirSigner){ way_id_nil, self->root_key };
  return (WayDirSigner){ laptop->keys->id, laptop->keys->sign_key };
}

GBytes *
org_make (Org *self, WayDirType type, const WayDirBody *body, Laptop *signer, Laptop *approver)
{
  WayDirSigner by = as_signer (self, signer);
  g_autoptr (GBytes) bytes = way_dir_entry_make (self->directory, type, body, WALL_MS, &by,
                                                 approver != NOBODY);
  WayDirSigner second;

  if (approver == NOBODY)
    return g_steal_pointer (&bytes);
  second = as_signer (self, approver);
  return way_dir_entry_approve (bytes, &second);
}

WayVerdict
org_append (Org *self, GBytes *bytes)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  WayVerdict verdict = way_directory_append (&self->directory, data, size, NULL);

  if (verdict == WAY_VERDICT_OK)
    g_ptr_array_add (self->entries, g_bytes_ref (bytes));
  return verdict;
}

WayVerdict
org_act (Org *self, WayDirType type, const WayDirBody *body, Laptop *signer, Laptop *approver)
{
  g_autoptr (GBytes) bytes = org_make (self, type, body, signer, approver);

  return org_append (self, bytes);
}

Laptop *
org_add (Org *self, guint8 roles)
{
  Laptop *laptop = org_prepare (self, NULL, roles);
  WayDirBody body = { .certificate = laptop->certificate, .device = laptop->keys->id };

  assert_verdict (org_act (self, WAY_DIR_CERT_DEVICE, &body, ROOT, NOBODY), WAY_VERDICT_OK);
  assert_verdict (org_act (self, WAY_DIR_ADMIT_DEVICE, &body, ROOT, NOBODY), WAY_VERDICT_OK);
  return laptop;
}

void
org_revoke (Org *self, Laptop *laptop)
{
  WayDirBody body = { .device = laptop->keys->id, .reason = 1 };

  assert_verdict (org_act (self, WAY_DIR_REVOKE_DEVICE, &body, ROOT, NOBODY), WAY_VERDICT_OK);
}

void
org_set_roles (Org *self, Laptop *laptop, guint8 roles)
{
  WayDirBody body = { .device = laptop->keys->id, .roles = roles };

  assert_verdict (org_act (self, WAY_DIR_SET_ROLE, &body, ROOT, NOBODY), WAY_VERDICT_OK);
}

Org *
org_new (guint64 seed)
{
  Org *self = g_new0 (Org, 1);
  g_autoptr (WaySecret) root_seed = NULL;
  WayDirBody body = { .policy = { 1, 12, 14, 60, 5 } };
  Laptop *founder;
  WayId org;

  g_assert_true (way_crypto_init (NULL));
  self->random = way_random_new_seeded (seed);
  self->laptops = g_ptr_array_new_with_free_func (laptop_free);
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  self->directory = way_directory_new ();
  root_seed = way_secret_new_random (self->random, WAY_KEY_SIZE);
  self->root_key = way_sign_key (root_seed, &body.root_pk);
  self->recovery_seed = way_secret_new_random (self->random, WAY_KEY_SIZE);
  way_box_public (self->recovery_seed, &body.recovery_pk);
  way_id_new (self->random, &self->team);
  way_id_new (self->random, &body.team_log);
  founder = prepare (self, NULL, WAY_DIR_ROLE_ADVISER | WAY_DIR_ROLE_MANAGER);
  body.certificate = founder->certificate;
  way_dir_body_get_org (&body, &org);
  way_certificate_sign (&body.certificate, &org, founder->keys->sign_key);
  founder->certificate = body.certificate;
  assert_verdict (org_act (self, WAY_DIR_GENESIS, &body, ROOT, NOBODY), WAY_VERDICT_OK);
  return self;
}

void
org_free (Org *self)
{
  g_object_unref (self->random);
  way_secret_unref (self->root_key);
  way_secret_unref (self->recovery_seed);
  g_ptr_array_unref (self->laptops);
  g_ptr_array_unref (self->entries);
  way_directory_unref (self->directory);
  g_free (self);
}

static void
sign_over (WayDirEntry *entry, gboolean approval, WaySecret *key, guint8 *at)
{
  WaySignature signature;
  WaySlice slices[3];
  WayHash hash;

  way_dir_entry_get_signed (entry, approval, &hash, slices);
  way_sign_parts (key, slices, G_N_ELEMENTS (slices), &signature);
  memcpy (at, signature.bytes, sizeof signature.bytes);
}

GBytes *
org_patch (Org *self,
           GBytes *bytes,
           gsize at,
           gconstpointer with,
           gsize size,
           Laptop *signer,
           Laptop *approver)
{
  gsize whole = g_bytes_get_size (bytes);
  guint8 *data = g_memdup2 (g_bytes_get_data (bytes, NULL), whole);
  WayDirEntry entry = { .context = data, .body = data + WAY_DIR_CONTEXT_SIZE };
  gsize tail = approver != NOBODY ? WAY_ID_SIZE + WAY_SIGNATURE_SIZE : 0;

  memcpy (data + at, with, size);
  entry.body_len = (guint32)(whole - WAY_DIR_CONTEXT_SIZE - WAY_SIGNATURE_SIZE - tail);
  sign_over (&entry, FALSE, as_signer (self, signer).sign_key,
             data + WAY_DIR_CONTEXT_SIZE + entry.body_len);
  if (approver != NOBODY)
    sign_over (&entry, TRUE, as_signer (self, approver).sign_key,
               data + whole - WAY_SIGNATURE_SIZE);
  return g_bytes_new_take (data, whole);
}

/* -- cases ------------------------------------------------------------------------------------- */

WayEntryWriter
case_writer (Case *self, Laptop *laptop)
{
  return (WayEntryWriter){ self->org->directory, self->log, laptop->keys,
                           self->org->random,    WALL_MS,   WALL_MS << 16 };
}

/* Opens the wrap of RECOV, so that the case's keys are those of every epoch. */
static void
learn_keys (Case *self)
{
  WayVerdict verdict = way_log_keys_take (self->keys, self->log, self->org->directory,
                                          way_log_get_epoch_number (self->log), &way_id_nil,
                                          self->org->recovery_seed);

  assert_verdict (verdict, WAY_VERDICT_OK);
}

WayVerdict
case_append (Case *self, GBytes *bytes)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  guint32 epoch = way_log_get_epoch_number (self->log);
  WayVerdict verdict = way_log_append (&self->log, self->org->directory, data, size, NULL);

  if (verdict > WAY_VERDICT_OK_NO_BODY)
    return verdict;
  g_ptr_array_add (self->entries, g_bytes_ref (bytes));
  g_ptr_array_add (self->directories, way_directory_ref (self->org->directory));
  if (way_log_get_epoch_number (self->log) > epoch)
    learn_keys (self);
  return verdict;
}

Case *
case_new (Org *org, const WayId *log, Laptop *founder)
{
  Case *self = g_new0 (Case, 1);
  g_autoptr (GBytes) first = NULL;

  self->org = org;
  self->log = way_log_new (way_directory_get_org (org->directory), log);
  self->keys = way_log_keys_new ();
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  self->directories = g_ptr_array_new_with_free_func ((GDestroyNotify)way_directory_unref);
  if (founder == NULL)
    return self;
  first = case_make_epoch (self, founder, NULL);
  assert_verdict (case_append (self, first), WAY_VERDICT_OK);
  return self;
}

void
case_free (Case *self)
{
  way_log_unref (self->log);
  way_log_keys_free (self->keys);
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->directories);
  g_free (self);
}

GBytes *
case_make_ops (Case *self, Laptop *laptop, guint64 act, const char *text)
{
  WayEntryWriter writer = case_writer (self, laptop);
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autoptr (GPtrArray) plains = NULL;
  WayId origin = laptop_origin (laptop);
  WayEntry draft;

  g_ptr_array_add (ops, op_new (way_log_get_id (self->log), &origin, act, act, 1, text));
  plains = way_ops_write (&origin, act, ops);
  g_assert_cmpuint (plains->len, ==, 1);
  way_entry_draft (&writer, WAY_ENTRY_OPS, &draft);
  return way_entry_make_sealed (&writer, &draft, self->keys, plains->pdata[0]);
}

GBytes *
case_make_epoch (Case *self, Laptop *laptop, GArray *members)
{
  WayEntryWriter writer = case_writer (self, laptop);
  guint32 in_force = way_log_get_epoch_number (self->log);
  g_autoptr (WaySecret) key = way_secret_new_random (self->org->random, WAY_KEY_SIZE);
  g_autoptr (GArray) chosen = NULL;
  g_autoptr (WayEpoch) epoch = NULL;

  if (members != NULL)
    chosen = g_array_ref (members);
  else if (in_force == 0)
    chosen = way_epoch_first_members (self->org->directory, way_log_get_id (self->log),
                                      &laptop->keys->id);
  else
    chosen = way_epoch_staying_members (self->org->directory, self->log);
  epoch = way_epoch_make (&writer, in_force == 0 ? WAY_EPOCH_NEW_LOG : WAY_EPOCH_MEMBERS, chosen,
                          key, in_force, way_log_keys_get (self->keys, in_force));
  g_assert_nonnull (epoch);
  return way_epoch_make_entry (&writer, epoch);
}

GBytes *
case_make_body (
    Case *self, Laptop *laptop, WayEntryType type, const WayEntryBody *body, Laptop *approver)
{
  WayEntryWriter writer = case_writer (self, laptop);
  WayEntryBody filled = *body;
  WayEntry draft;

  way_entry_draft (&writer, type, &draft);
  if (approver != NOBODY)
    {
      WayDirSigner second = as_signer (self->org, approver);

      filled.approver = second.id;
      way_entry_approve (&draft, &filled, second.sign_key, &filled.approval);
    }
  return way_entry_make_body (&writer, &draft, &filled);
}

/* Makes body_hash and signature right again. */
static GBytes *
end_entry (guint8 *data, gsize size, Laptop *signer)
{
  WayEntry entry = { .bytes = data };
  WaySlice slices[2];
  WaySignature signature;
  WayHash hash;

  if (size > WAY_ENTRY_HEADER_SIZE || way_bytes_are_zero (data + 216, 4))
    {
      way_entry_hash_body (data + WAY_ENTRY_HEADER_SIZE, size - WAY_ENTRY_HEADER_SIZE, &hash);
      memcpy (data + WAY_ENTRY_CONTEXT_SIZE, hash.bytes, WAY_HASH_SIZE);
    }
  way_entry_get_signed (&entry, slices);
  way_sign_parts (signer->keys->sign_key, slices, G_N_ELEMENTS (slices), &signature);
  memcpy (data + WAY_ENTRY_CONTEXT_SIZE + WAY_HASH_SIZE, signature.bytes, WAY_SIGNATURE_SIZE);
  return g_bytes_new_take (data, size);
}

GBytes *
case_patch (GBytes *bytes, gsize at, gconstpointer with, gsize size, Laptop *signer)
{
  gsize whole = g_bytes_get_size (bytes);
  guint8 *data = g_memdup2 (g_bytes_get_data (bytes, NULL), whole);

  memcpy (data + at, with, size);
  return end_entry (data, whole, signer);
}

GBytes *
case_patch_body (GBytes *bytes, gconstpointer body, gsize size, Laptop *signer)
{
  guint8 *data = g_malloc (WAY_ENTRY_HEADER_SIZE + size);
  WayNumber32 length = way_number32 ((guint32)size);

  memcpy (data, g_bytes_get_data (bytes, NULL), WAY_ENTRY_HEADER_SIZE);
  memcpy (data + 216, length.bytes, sizeof length.bytes);
  memcpy (data + WAY_ENTRY_HEADER_SIZE, body, size);
  return end_entry (data, WAY_ENTRY_HEADER_SIZE + size, signer);
}

GBytes *
case_bare (GBytes *bytes)
{
  return g_bytes_new_from_bytes (bytes, 0, WAY_ENTRY_HEADER_SIZE);
}

/* -- operations -------------------------------------------------------------------------------- */

WayId
laptop_origin (const Laptop *self)
{
  return self->certificate.user;
}

static GVariant *
id_variant (const WayId *id)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, id->bytes, WAY_ID_SIZE, 1);
}

GBytes *
op_new (const WayId *log,
        const WayId *origin,
        guint64 counter,
        guint64 act,
        guint16 n,
        const char *text)
{
  g_autoptr (GVariant) op = g_variant_ref_sink (
      g_variant_new ("(@ay@ayttqs)", id_variant (log), id_variant (origin), counter, act, n, text));

  return g_variant_get_data_as_bytes (op);
}

static gboolean
get_id (GVariant *op, gsize index, WayId *ret_id)
{
  g_autoptr (GVariant) bytes = g_variant_get_child_value (op, index);
  gsize size;
  gconstpointer data = g_variant_get_fixed_array (bytes, &size, 1);

  return way_id_from_bytes (data, size, ret_id);
}

gboolean
op_read (GBytes *bytes, WayOpFrame *ret_frame, gpointer data)
{
  g_autoptr (GVariant) op = g_variant_ref_sink (
      g_variant_new_from_bytes (G_VARIANT_TYPE (OP_TYPE), bytes, FALSE));

  if (!g_variant_is_normal_form (op) || !get_id (op, 0, &ret_frame->case_id)
      || !get_id (op, 1, &ret_frame->origin))
    return FALSE;
  g_variant_get_child (op, 2, "t", &ret_frame->counter);
  g_variant_get_child (op, 3, "t", &ret_frame->act);
  g_variant_get_child (op, 4, "q", &ret_frame->act_n);
  return TRUE;
}

gint64
test_box_ends (void)
{
  return g_get_monotonic_time () + way_test_box_seconds () * G_USEC_PER_SEC;
}

guint64
test_seed (void)
{
  g_autoptr (WayRandom) random = way_test_random ();
  guint64 seed;

  way_random_fill (random, &seed, sizeof seed);
  return seed;
}
