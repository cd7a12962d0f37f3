/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vector.h"

struct _Vector
{
  GHashTable *values; /* (owned): name to text */
};

Vector *
vector_load (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "vectors", "crypto", name, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  Vector *self = g_new0 (Vector, 1);

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      char *equals = strstr (*line, " = ");

      if (**line == '#' || **line == '\0')
        continue;
      g_assert_nonnull (equals);
      g_hash_table_insert (self->values, g_strndup (*line, (gsize)(equals - *line)),
                           g_strdup (equals + 3));
    }
  return self;
}

void
vector_free (Vector *self)
{
  g_hash_table_unref (self->values);
  g_free (self);
}

static const char *
get_text (Vector *self, const char *key)
{
  const char *text = g_hash_table_lookup (self->values, key);

  g_assert_nonnull (text);
  return text;
}

WaySecret *
vector_get_secret (Vector *self, const char *key)
{
  const char *hex = get_text (self, key);
  WaySecret *secret = way_secret_new_from_hex (hex, strlen (hex));

  g_assert_nonnull (secret);
  return secret;
}

guint64
vector_get_number (Vector *self, const char *key)
{
  guint64 number;

  g_assert_true (
      g_ascii_string_to_unsigned (get_text (self, key), 10, 0, G_MAXUINT64, &number, NULL));
  return number;
}

WayArgonParams
vector_get_params (Vector *self)
{
  return (WayArgonParams){ vector_get_number (self, "argon_ops"),
                           vector_get_number (self, "argon_memory") };
}

WayId
vector_get_vault (Vector *self)
{
  WayId vault = way_id_nil;

  g_assert_true (way_id_parse (get_text (self, "vault"), &vault));
  return vault;
}

static WayKeyFile *
parse_file (Vector *self)
{
  g_autoptr (WaySecret) bytes = vector_get_secret (self, "file");
  g_autoptr (GError) error = NULL;
  WayKeyFile *file;

  file = way_key_file_parse (way_secret_get_data (bytes), way_secret_get_size (bytes), &error);
  g_assert_no_error (error);
  return file;
}

static WaySecret *
open_slot (Vector *self, WayKeyFile *file, const WayKeySlot *slot, GError **error)
{
  g_autoptr (WaySecret) passphrase = vector_get_secret (self, "passphrase");
  g_autoptr (WaySecret) half = vector_get_secret (self, "half");
  g_autoptr (WaySecret) sheet = vector_get_secret (self, "sheet_seed");
  g_autoptr (WaySecret) recovery = vector_get_secret (self, "recovery_seed");

  switch ((WayKeySlotType)slot->type)
    {
    case WAY_KEY_SLOT_KEYRING:
      g_assert_cmpuint (slot->generation, ==, vector_get_number (self, "generation"));
      return way_key_file_open_keyring (file, half, passphrase, error);
    case WAY_KEY_SLOT_PASSPHRASE:
      return way_key_file_open_passphrase (file, passphrase, error);
    case WAY_KEY_SLOT_SHEET:
      g_assert_cmpuint (slot->sheet_number, ==, vector_get_number (self, "sheet_number"));
      return way_key_file_open_sheet (file, sheet, error);
    case WAY_KEY_SLOT_RECOVERY:
      return way_key_file_open_recovery (file, recovery, error);
    default:
      g_assert_not_reached ();
    }
}

void
vector_assert_opens (Vector *self)
{
  g_autoptr (WayKeyFile) file = parse_file (self);
  g_autoptr (WaySecret) expected = vector_get_secret (self, "db_key");
  WayId vault = vector_get_vault (self);

  g_assert_true (way_id_equal (way_key_file_get_vault (file), &vault));
  for (guint i = 0; i < way_key_file_get_n_slots (file); i++)
    {
      g_autoptr (WaySecret) db_key = NULL;
      g_autoptr (GError) error = NULL;
      WayKeySlot slot;

      way_key_file_get_slot (file, i, &slot);
      db_key = open_slot (self, file, &slot, &error);
      g_assert_no_error (error);
      g_assert_true (way_secret_equal (db_key, expected));
    }
}

static WayKeyFile *
add_slot (Vector *self, WayKeyFile *file, guint8 type, WayRandom *random, GError **error)
{
  g_autoptr (WaySecret) db_key = vector_get_secret (self, "db_key");
  g_autoptr (WaySecret) passphrase = vector_get_secret (self, "passphrase");
  g_autoptr (WaySecret) half = vector_get_secret (self, "half");
  g_autoptr (WaySecret) sheet = vector_get_secret (self, "sheet_seed");
  g_autoptr (WaySecret) recovery = vector_get_secret (self, "recovery_seed");
  WayBoxPublic recipient;

  switch ((WayKeySlotType)type)
    {
    case WAY_KEY_SLOT_KEYRING:
      return way_key_file_with_keyring (file, db_key, half, vector_get_number (self, "generation"),
                                        passphrase, random, error);
    case WAY_KEY_SLOT_PASSPHRASE:
      return way_key_file_with_passphrase (file, db_key, passphrase, random, error);
    case WAY_KEY_SLOT_SHEET:
      return way_key_file_with_sheet (file, db_key, sheet,
                                      (guint32)vector_get_number (self, "sheet_number"), random);
    case WAY_KEY_SLOT_RECOVERY:
      way_box_public (recovery, &recipient);
      return way_key_file_with_recovery (file, db_key, &recipient, random, error);
    default:
      g_assert_not_reached ();
    }
}

void
vector_assert_reproduced (Vector *self)
{
  g_autoptr (WayRandom) random = way_random_new_seeded (vector_get_number (self, "random_seed"));
  g_autoptr (WayKeyFile) frozen = parse_file (self);
  g_autoptr (WayKeyFile) file = way_key_file_new (way_key_file_get_vault (frozen));
  g_autoptr (WaySecret) expected = vector_get_secret (self, "file");
  g_autoptr (GBytes) bytes = NULL;

  g_assert_cmpuint (vector_get_params (self).ops, ==, way_argon_floor.ops);
  g_assert_cmpuint (vector_get_params (self).memory, ==, way_argon_floor.memory);
  for (guint i = 0; i < way_key_file_get_n_slots (frozen); i++)
    {
      g_autoptr (WayKeyFile) before = g_steal_pointer (&file);
      g_autoptr (GError) error = NULL;
      WayKeySlot slot;

      way_key_file_get_slot (frozen, i, &slot);
      file = add_slot (self, before, slot.type, random, &error);
      g_assert_no_error (error);
    }
  bytes = way_key_file_serialise (file);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                   way_secret_get_data (expected), way_secret_get_size (expected));
}

void
vector_assert_argon (Vector *self)
{
  g_autoptr (WaySecret) passphrase = vector_get_secret (self, "passphrase");
  g_autoptr (WaySecret) salt = vector_get_secret (self, "salt");
  g_autoptr (WaySecret) expected = vector_get_secret (self, "key");
  g_autoptr (WaySecret) key = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (way_secret_get_size (salt), ==, WAY_ARGON_SALT_SIZE);
  key = way_argon_derive (passphrase, way_secret_get_data (salt), vector_get_params (self), &error);
  g_assert_no_error (error);
  g_assert_true (way_secret_equal (key, expected));
}
