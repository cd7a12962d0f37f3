/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-crypto.h"
#include "way-secret.h"

static void
test_bytes (void)
{
  g_autoptr (WaySecret) a = way_secret_new ("twelve bytes", 12);
  g_autoptr (WaySecret) b = way_secret_new ("twelve bytes", 12);
  g_autoptr (WaySecret) c = way_secret_new ("twelve bytez", 12);
  g_autoptr (WaySecret) shorter = way_secret_new ("twelve byte", 11);
  g_autoptr (WaySecret) none = way_secret_new (NULL, 0);

  g_assert_cmpmem (way_secret_get_data (a), way_secret_get_size (a), "twelve bytes", 12);
  g_assert_true (way_secret_equal (a, b));
  g_assert_true (way_secret_equal (a, a));
  g_assert_false (way_secret_equal (a, c));
  g_assert_false (way_secret_equal (a, shorter));
  g_assert_false (way_secret_equal (a, none));
  g_assert_cmpuint (way_secret_get_size (none), ==, 0);
}

static void
test_random (void)
{
  g_autoptr (WayRandom) left = way_random_new_seeded (11);
  g_autoptr (WayRandom) right = way_random_new_seeded (11);
  g_autoptr (WaySecret) a = way_secret_new_random (left, WAY_KEY_SIZE);
  g_autoptr (WaySecret) b = way_secret_new_random (right, WAY_KEY_SIZE);
  g_autoptr (WaySecret) next = way_secret_new_random (left, WAY_KEY_SIZE);

  g_assert_true (way_secret_equal (a, b));
  g_assert_false (way_secret_equal (a, next));
}

static void
test_hex (void)
{
  static const guint8 bytes[] = { 0x00, 0x7f, 0x80, 0xff, 0x0a };
  static const char *refused[] = { "0", "0g", "zz", "00 1", "0x00", "é", "00\n1", "-1" };
  g_autoptr (WaySecret) secret = way_secret_new (bytes, sizeof bytes);
  g_autoptr (WaySecret) hex = way_secret_to_hex (secret);
  g_autoptr (WaySecret) again = way_secret_new_from_hex ("007F80fF0a", 10);

  g_assert_cmpmem (way_secret_get_data (hex), way_secret_get_size (hex), "007f80ff0a", 11);
  g_assert_true (way_secret_equal (secret, again));
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_null (way_secret_new_from_hex (refused[i], strlen (refused[i])));
}

static void
test_references (void)
{
  WaySecret *secret = way_secret_new ("kept", 4);
  g_autoptr (WaySecret) held = way_secret_ref (secret);

  way_secret_unref (secret);
  g_assert_cmpmem (way_secret_get_data (held), way_secret_get_size (held), "kept", 4);
}

/* The bytes cannot be changed behind the owner's back: a write ends the program. */
static void
test_read_only (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (WaySecret) secret = way_secret_new ("fixed", 5);

      *(volatile guint8 *)way_secret_get_data (secret) = 'F';
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (way_crypto_init (NULL));
  g_assert_true (way_crypto_init (NULL));
  g_test_add_func ("/crypto/secret/bytes", test_bytes);
  g_test_add_func ("/crypto/secret/random", test_random);
  g_test_add_func ("/crypto/secret/hex", test_hex);
  g_test_add_func ("/crypto/secret/references", test_references);
  g_test_add_func ("/crypto/secret/read-only", test_read_only);
  return g_test_run ();
}
