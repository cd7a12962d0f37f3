/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Linked with the floor of the shipped programs: MODERATE opens, anything less is refused.
 */
#include <sys/resource.h>

#include "vector.h"
#include "way-crypto.h"

static void
test_constant (void)
{
  g_assert_cmpuint (way_argon_floor.ops, ==, 3);
  g_assert_cmpuint (way_argon_floor.memory, ==, 256 * 1024 * 1024);
}

static void
test_moderate (gconstpointer name)
{
  g_autoptr (Vector) vector = vector_load (name);

  vector_assert_opens (vector);
  vector_assert_reproduced (vector);
}

static void
test_argon_moderate (void)
{
  g_autoptr (Vector) vector = vector_load ("argon-moderate.txt");

  vector_assert_argon (vector);
}

static void
test_too_weak (void)
{
  static const guint8 salt[WAY_ARGON_SALT_SIZE] = { 0 };
  static const WayArgonParams weak[] = {
    { 1, 8192 },
    { WAY_ARGON_MODERATE_OPS, WAY_ARGON_MODERATE_MEMORY - 1024 },
    { WAY_ARGON_MODERATE_OPS - 1, WAY_ARGON_MODERATE_MEMORY },
    { WAY_ARGON_MODERATE_OPS - 1, WAY_ARGON_MODERATE_MEMORY * 2ul },
  };
  g_autoptr (WaySecret) passphrase = way_secret_new ("three calm words", 16);

  for (gsize i = 0; i < G_N_ELEMENTS (weak); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (way_argon_derive (passphrase, salt, weak[i], &error));
      g_assert_error (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_TOO_WEAK);
    }
}

/* A laptop with less than 256 MiB to spare: an error and a sentence, not an end of the program. */
static void
test_no_memory (void)
{
  static const guint8 salt[WAY_ARGON_SALT_SIZE] = { 0 };
  g_autoptr (WaySecret) passphrase = way_secret_new ("three calm words", 16);
  g_autoptr (GError) error = NULL;
  struct rlimit limit = { 192 << 20, 192 << 20 };

  if (!g_test_subprocess ())
    {
#ifdef __SANITIZE_ADDRESS__
      g_test_skip ("the sanitizer needs the address space itself");
#else
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
#endif
      return;
    }

  g_assert_cmpint (setrlimit (RLIMIT_AS, &limit), ==, 0);
  g_assert_null (way_argon_derive (passphrase, salt, way_argon_params_default (), &error));
  g_assert_error (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_MEMORY);
}

/* A file of weak slots still opens with its sheet: the sheet is no passphrase. */
static void
test_weak_file (void)
{
  g_autoptr (Vector) vector = vector_load ("keys-ps-small.txt");
  g_autoptr (WaySecret) bytes = vector_get_secret (vector, "file");
  g_autoptr (WaySecret) passphrase = vector_get_secret (vector, "passphrase");
  g_autoptr (WaySecret) sheet = vector_get_secret (vector, "sheet_seed");
  g_autoptr (WaySecret) expected = vector_get_secret (vector, "db_key");
  g_autoptr (WaySecret) db_key = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WayKeyFile) file = way_key_file_parse (way_secret_get_data (bytes),
                                                    way_secret_get_size (bytes), &error);

  g_assert_no_error (error);
  g_assert_null (way_key_file_open_passphrase (file, passphrase, &error));
  g_assert_error (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_TOO_WEAK);
  g_clear_error (&error);
  db_key = way_key_file_open_sheet (file, sheet, &error);
  g_assert_no_error (error);
  g_assert_true (way_secret_equal (db_key, expected));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (way_crypto_init (NULL));
  g_test_add_func ("/crypto/floor/constant", test_constant);
  g_test_add_func ("/crypto/floor/argon", test_argon_moderate);
  g_test_add_data_func ("/crypto/floor/ps", "keys-ps-moderate.txt", test_moderate);
  g_test_add_data_func ("/crypto/floor/ks", "keys-ks-moderate.txt", test_moderate);
  g_test_add_func ("/crypto/floor/too-weak", test_too_weak);
  g_test_add_func ("/crypto/floor/no-memory", test_no_memory);
  g_test_add_func ("/crypto/floor/weak-file", test_weak_file);
  return g_test_run ();
}
