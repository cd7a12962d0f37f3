/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-directory-private.h"

#include <string.h>
#include "way-label.h"

/* What changes is kept by position: arrays of these, each beginning with the position it holds
 * from.
 */
typedef struct
{
  guint64 seq;
  WaySignPublic value;
} RootSince;

typedef struct
{
  guint64 seq;
  WayBoxPublic value;
} RecoverySince;

typedef struct
{
  guint64 seq;
  WayPolicy value;
} PolicySince;

typedef struct
{
  guint64 seq;
  guint64 value;
} NumberSince;

typedef struct
{
  guint64 seq;
  guint8 value;
} RolesSince;

typedef struct
{
  guint64 seq;
  WayId value;
} TeamSince;

#define since_new(Type) g_array_new (FALSE, TRUE, sizeof (Type))
#define since_add(array, Type, ...) g_array_append_vals (array, &(const Type){ __VA_ARGS__ }, 1)

/* (nullable): the last element that holds at @seq. */
static gconstpointer
since_find (GArray *array, guint64 seq)
{
  gsize size = g_array_get_element_size (array);

  for (guint i = array->len; i > 0; i--)
    {
      const guint64 *element = (gconstpointer)(array->data + (i - 1) * size);

      if (*element <= seq)
        return element;
    }
  return NULL;
}

/* -- devices ----------------------------------------------------------------------------------- */

static void
device_free (gpointer device)
{
  WayDirDevice *self = device;

  g_array_unref (self->roles);
  g_array_unref (self->teams);
  g_free (self);
}

static WayDirDevice *
device_new (const WayCertificate *certificate, const WayDirEntry *entry)
{
  guint64 seq = entry->seq;
  WayDirDevice *self = g_new0 (WayDirDevice, 1);

  self->certificate = *certificate;
  self->signer = entry->signer;
  self->approver = entry->approver;
  self->certified_seq = seq;
  self->roles = since_new (RolesSince);
  self->teams = since_new (TeamSince);
  since_add (self->roles, RolesSince, seq, certificate->roles);
  since_add (self->teams, TeamSince, seq, certificate->team);
  return self;
}

static WayDirDevice *
device_copy (const WayDirDevice *self)
{
  WayDirDevice *copy = g_memdup2 (self, sizeof *self);

  copy->roles = g_array_copy (self->roles);
  copy->teams = g_array_copy (self->teams);
  return copy;
}

gboolean
way_dir_device_is_active_at (const WayDirDevice *self, guint64 seq)
{
  return self->certified_seq <= seq && (self->revoked_seq == 0 || self->revoked_seq > seq);
}

gboolean
way_dir_device_stands_at (const WayDirDevice *self, guint64 seq)
{
  return way_dir_device_is_active_at (self, seq) && self->admitted_seq != 0
         && self->admitted_seq <= seq;
}

guint8
way_dir_device_get_roles_at (const WayDirDevice *self, guint64 seq)
{
  const RolesSince *since = since_find (self->roles, seq);

  return since != NULL ? since->value : 0;
}

guint8
way_dir_device_get_roles_during (const WayDirDevice *self, guint64 from, guint64 to)
{
  guint8 roles = way_dir_device_get_roles_at (self, from);

  for (guint i = 0; i < self->roles->len; i++)
    {
      const RolesSince *since = &g_array_index (self->roles, RolesSince, i);

      if (since->seq > from && since->seq <= to)
        roles &= since->value;
    }
  return roles;
}

const WayId *
way_dir_device_get_team_at (const WayDirDevice *self, guint64 seq)
{
  const TeamSince *since = since_find (self->teams, seq);

  return since != NULL ? &since->value : &way_id_nil;
}

/* -- the value --------------------------------------------------------------------------------- */

static guint
key_hash (gconstpointer key)
{
  guint hash;

  /* Keys are as good as random. */
  memcpy (&hash, key, sizeof hash);
  return hash;
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, WAY_HASH_SIZE) == 0;
}

WayDirectory *
way_directory_new (void)
{
  WayDirectory *self = g_new0 (WayDirectory, 1);

  self->ref_count = 1;
  self->heads = g_array_new (FALSE, TRUE, sizeof (WayHash));
  g_array_append_val (self->heads, way_hash_none);
  self->devices = g_ptr_array_new_with_free_func (device_free);
  self->by_id = g_hash_table_new (way_id_hash, way_id_equal);
  self->keys = g_hash_table_new_full (key_hash, key_equal, g_free, NULL);
  self->roots = since_new (RootSince);
  self->recoveries = since_new (RecoverySince);
  self->policies = since_new (PolicySince);
  self->incarnations = since_new (NumberSince);
  return self;
}

WayDirectory *
way_directory_ref (WayDirectory *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
way_directory_unref (WayDirectory *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_array_unref (self->heads);
  g_ptr_array_unref (self->devices);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->keys);
  g_array_unref (self->roots);
  g_array_unref (self->recoveries);
  g_array_unref (self->policies);
  g_array_unref (self->incarnations);
  g_free (self);
}

static void
take_device (WayDirectory *self, WayDirDevice *device)
{
  g_ptr_array_add (self->devices, device);
  g_hash_table_insert (self->by_id, &device->certificate.device, device);
}

static void
add_key (WayDirectory *self, gconstpointer key)
{
  g_hash_table_add (self->keys, g_memdup2 (key, WAY_HASH_SIZE));
}

static void
replace_array (GArray **array, GArray *with)
{
  g_array_unref (*array);
  *array = g_array_copy (with);
}

static WayDirectory *
copy_directory (WayDirectory *self)
{
  WayDirectory *copy = way_directory_new ();
  GHashTableIter keys;
  gpointer key;

  copy->org = self->org;
  copy->team_log = self->team_log;
  for (guint i = 0; i < self->devices->len; i++)
    take_device (copy, device_copy (self->devices->pdata[i]));
  g_hash_table_iter_init (&keys, self->keys);
  while (g_hash_table_iter_next (&keys, &key, NULL))
    add_key (copy, key);
  replace_array (&copy->heads, self->heads);
  replace_array (&copy->roots, self->roots);
  replace_array (&copy->recoveries, self->recoveries);
  replace_array (&copy->policies, self->policies);
  replace_array (&copy->incarnations, self->incarnations);
  return copy;
}

guint64
way_directory_get_length (WayDirectory *self)
{
  return self->heads->len - 1;
}

const WayId *
way_directory_get_org (WayDirectory *self)
{
  return &self->org;
}

const WayId *
way_directory_get_team_log (WayDirectory *self)
{
  return &self->team_log;
}

const WayHash *
way_directory_get_head_at (WayDirectory *self, guint64 seq)
{
  g_assert (seq < self->heads->len);
  return &g_array_index (self->heads, WayHash, seq);
}

const WaySignPublic *
way_directory_get_root_at (WayDirectory *self, guint64 seq)
{
  return &((const RootSince *)since_find (self->roots, seq))->value;
}

const WayBoxPublic *
way_directory_get_recovery_at (WayDirectory *self, guint64 seq)
{
  return &((const RecoverySince *)since_find (self->recoveries, seq))->value;
}

const WayPolicy *
way_directory_get_policy_at (WayDirectory *self, guint64 seq)
{
  return &((const PolicySince *)since_find (self->policies, seq))->value;
}

guint64
way_directory_get_incarnation_at (WayDirectory *self, guint64 seq)
{
  return ((const NumberSince *)since_find (self->incarnations, seq))->value;
}

guint64
way_directory_find_incarnation (WayDirectory *self)
{
  guint64 seq = way_directory_get_length (self), number;

  if (seq == 0)
    return 0;
  number = way_directory_get_incarnation_at (self, seq);
  if (number < 2)
    return 0;
  while (way_directory_get_incarnation_at (self, seq - 1) == number)
    seq--;
  return seq;
}

const WayDirDevice *
way_directory_find (WayDirectory *self, const WayId *device)
{
  return g_hash_table_lookup (self->by_id, device);
}

guint
way_directory_get_n_devices (WayDirectory *self)
{
  return self->devices->len;
}

const WayDirDevice *
way_directory_get_device (WayDirectory *self, guint index)
{
  return g_ptr_array_index (self->devices, index);
}

/* -- appending --------------------------------------------------------------------------------- */

static void
add_head (WayDirectory *self, gconstpointer bytes, gsize size)
{
  const WaySlice slices[] = { way_label (WAY_LABEL_DIR_HASH), { bytes, size } };
  WayHash head;

  way_hash_parts (slices, G_N_ELEMENTS (slices), &head);
  g_array_append_val (self->heads, head);
}

static void
certify (WayDirectory *self, const WayDirEntry *entry, const WayCertificate *certificate)
{
  take_device (self, device_new (certificate, entry));
  add_key (self, certificate->dsk.bytes);
  add_key (self, certificate->dbk.bytes);
}

static void
found (WayDirectory *self, const WayDirEntry *entry, const WayDirBody *body)
{
  WayDirDevice *first;

  self->org = entry->org;
  self->team_log = body->team_log;
  certify (self, entry, &body->certificate);
  first = g_ptr_array_index (self->devices, 0);
  first->admitted_seq = entry->seq;
  since_add (self->incarnations, NumberSince, entry->seq, 1);
}

static void
set_root (WayDirectory *self, guint64 seq, const WaySignPublic *root_pk)
{
  since_add (self->roots, RootSince, seq, *root_pk);
  add_key (self, root_pk->bytes);
}

static void
set_recovery (WayDirectory *self, guint64 seq, const WayBoxPublic *recovery_pk)
{
  since_add (self->recoveries, RecoverySince, seq, *recovery_pk);
  add_key (self, recovery_pk->bytes);
}

static void
apply (WayDirectory *self, const WayDirEntry *entry, const WayDirBody *body)
{
  WayDirDevice *device = g_hash_table_lookup (self->by_id, &body->device);

  switch ((WayDirType)entry->type)
    {
    case WAY_DIR_GENESIS:
      set_root (self, entry->seq, &body->root_pk);
      set_recovery (self, entry->seq, &body->recovery_pk);
      since_add (self->policies, PolicySince, entry->seq, body->policy);
      found (self, entry, body);
      break;
    case WAY_DIR_CERT_DEVICE:
      certify (self, entry, &body->certificate);
      break;
    case WAY_DIR_ADMIT_DEVICE:
      device->admitted_seq = entry->seq;
      break;
    case WAY_DIR_REVOKE_DEVICE:
      device->revoked_seq = entry->seq;
      break;
    case WAY_DIR_SET_ROLE:
      since_add (device->roles, RolesSince, entry->seq, body->roles);
      break;
    case WAY_DIR_SET_TEAM:
      since_add (device->teams, TeamSince, entry->seq, body->team);
      break;
    case WAY_DIR_SET_POLICY:
      since_add (self->policies, PolicySince, entry->seq, body->policy);
      break;
    case WAY_DIR_ROTATE_RECOVERY:
      set_recovery (self, entry->seq, &body->recovery_pk);
      break;
    case WAY_DIR_ROTATE_ROOT:
      set_root (self, entry->seq, &body->root_pk);
      break;
    case WAY_DIR_INCARNATION:
      since_add (self->incarnations, NumberSince, entry->seq, body->number);
      break;
    default:
      g_assert_not_reached ();
    }
}

WayVerdict
way_directory_judge (WayDirectory *self,
                     gconstpointer bytes,
                     gsize size,
                     const WayDirArrival *arriving)
{
  WayDirEntry entry;
  WayDirBody body;

  return way_directory_judge_entry (self, bytes, size, arriving, &entry, &body);
}

WayVerdict
way_directory_append (WayDirectory **directory,
                      gconstpointer bytes,
                      gsize size,
                      const WayDirArrival *arriving)
{
  WayDirEntry entry;
  WayDirBody body;
  WayVerdict verdict = way_directory_judge_entry (*directory, bytes, size, arriving, &entry, &body);

  if (verdict != WAY_VERDICT_OK)
    return verdict;

  if (g_atomic_int_get (&(*directory)->ref_count) > 1)
    {
      WayDirectory *copy = copy_directory (*directory);

      way_directory_unref (*directory);
      *directory = copy;
    }
  add_head (*directory, bytes, size);
  apply (*directory, &entry, &body);
  return WAY_VERDICT_OK;
}
