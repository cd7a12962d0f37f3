/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The frozen files, with the floor of tests.  Those at MODERATE are test-floor.c's.
 */
#include "vector.h"
#include "way-crypto.h"

static void
test_keys (gconstpointer name)
{
  g_autoptr (Vector) vector = vector_load (name);

  vector_assert_opens (vector);
  vector_assert_reproduced (vector);
}

static void
test_argon (void)
{
  g_autoptr (Vector) vector = vector_load ("argon-small.txt");

  vector_assert_argon (vector);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (way_crypto_init (NULL));
  g_test_add_data_func ("/crypto/vectors/ksr", "keys-ksr-small.txt", test_keys);
  g_test_add_data_func ("/crypto/vectors/ps", "keys-ps-small.txt", test_keys);
  g_test_add_func ("/crypto/vectors/argon", test_argon);
  return g_test_run ();
}
