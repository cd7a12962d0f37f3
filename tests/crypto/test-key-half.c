/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The interface, on the twin that other rooms' tests use.
 */
#include "way-crypto.h"
#include "way-key-half-memory.h"

static const WayId vault = { { 1 } }, other_vault = { { 2 } };

static WayKeyHalfState
lookup (WayKeyHalfMemory *keyring, const WayId *id, guint64 generation, WaySecret *expected)
{
  g_autoptr (WaySecret) half = NULL;
  WayKeyHalfState state = way_key_half_lookup (WAY_KEY_HALF (keyring), id, generation, NULL, &half);

  g_assert_cmpint (half != NULL, ==, state == WAY_KEY_HALF_READY);
  if (half != NULL)
    g_assert_true (way_secret_equal (half, expected));
  return state;
}

static void
test_items (void)
{
  g_autoptr (WayKeyHalfMemory) keyring = way_key_half_memory_new ();
  WayKeyHalf *half = WAY_KEY_HALF (keyring);
  g_autoptr (WaySecret) a = way_secret_new ("0123456789abcdef0123456789abcdef", 32);
  g_autoptr (WaySecret) b = way_secret_new ("fedcba9876543210fedcba9876543210", 32);

  g_assert_cmpint (way_key_half_get_state (half, NULL), ==, WAY_KEY_HALF_READY);
  g_assert_cmpint (lookup (keyring, &vault, 1, NULL), ==, WAY_KEY_HALF_EMPTY);
  g_assert_true (way_key_half_store (half, &vault, 1, a, NULL, NULL));
  g_assert_true (way_key_half_store (half, &vault, 2, b, NULL, NULL));
  g_assert_cmpint (lookup (keyring, &vault, 1, a), ==, WAY_KEY_HALF_READY);
  g_assert_cmpint (lookup (keyring, &vault, 2, b), ==, WAY_KEY_HALF_READY);
  g_assert_cmpint (lookup (keyring, &other_vault, 1, NULL), ==, WAY_KEY_HALF_EMPTY);

  g_assert_true (way_key_half_remove (half, &vault, 1, NULL, NULL));
  g_assert_true (way_key_half_remove (half, &vault, 1, NULL, NULL));
  g_assert_cmpint (lookup (keyring, &vault, 1, NULL), ==, WAY_KEY_HALF_EMPTY);
  g_assert_cmpint (lookup (keyring, &vault, 2, b), ==, WAY_KEY_HALF_READY);
  way_key_half_memory_clear (keyring);
  g_assert_cmpint (lookup (keyring, &vault, 2, NULL), ==, WAY_KEY_HALF_EMPTY);
}

static void
test_states (void)
{
  static const struct
  {
    WayKeyHalfState set, state, lookup;
    gboolean stores, removes;
    WayCryptoError code;
  } rows[] = {
    { WAY_KEY_HALF_LOCKED, WAY_KEY_HALF_LOCKED, WAY_KEY_HALF_LOCKED, FALSE, FALSE,
      WAY_CRYPTO_ERROR_KEYRING_LOCKED },
    { WAY_KEY_HALF_ABSENT, WAY_KEY_HALF_ABSENT, WAY_KEY_HALF_ABSENT, FALSE, FALSE,
      WAY_CRYPTO_ERROR_KEYRING_ABSENT },
    { WAY_KEY_HALF_EMPTY, WAY_KEY_HALF_EMPTY, WAY_KEY_HALF_EMPTY, FALSE, TRUE,
      WAY_CRYPTO_ERROR_KEYRING_EMPTY },
    { WAY_KEY_HALF_DAMAGED, WAY_KEY_HALF_READY, WAY_KEY_HALF_DAMAGED, TRUE, TRUE,
      WAY_CRYPTO_ERROR_KEYRING_DAMAGED },
  };
  g_autoptr (WaySecret) a = way_secret_new ("0123456789abcdef0123456789abcdef", 32);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WayKeyHalfMemory) keyring = way_key_half_memory_new ();
      WayKeyHalf *half = WAY_KEY_HALF (keyring);
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) state_error = NULL;

      g_assert_true (way_key_half_store (half, &vault, 1, a, NULL, NULL));
      way_key_half_memory_set_state (keyring, rows[i].set);
      g_assert_cmpint (way_key_half_get_state (half, NULL), ==, rows[i].state);
      g_assert_cmpint (lookup (keyring, &vault, 1, a), ==, rows[i].lookup);
      g_assert_cmpint (way_key_half_store (half, &vault, 2, a, NULL, &error), ==, rows[i].stores);
      if (!rows[i].stores)
        g_assert_error (error, WAY_CRYPTO_ERROR, (int)rows[i].code);
      g_assert_cmpint (way_key_half_remove (half, &vault, 2, NULL, NULL), ==, rows[i].removes);
      /* Nothing that failed has taken the item away. */
      g_assert_cmpuint (way_key_half_memory_count (keyring), ==, 1);

      g_assert_false (way_key_half_fail (rows[i].set, &state_error));
      g_assert_error (state_error, WAY_CRYPTO_ERROR, (int)rows[i].code);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (way_crypto_init (NULL));
  g_test_add_func ("/crypto/key-half/items", test_items);
  g_test_add_func ("/crypto/key-half/states", test_states);
  return g_test_run ();
}
