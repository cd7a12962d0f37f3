/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-argon.h"
#include "way-crypto.h"
#include "way-passphrase.h"

static void
assert_text (WaySecret *passphrase, const char *expected)
{
  g_assert_nonnull (passphrase);
  g_assert_cmpmem (way_secret_get_data (passphrase), way_secret_get_size (passphrase), expected,
                   strlen (expected));
}

static void
test_rules (void)
{
  static const struct
  {
    const char *text;
    gssize size;            /* -1: up to the NUL */
    int new_code, try_code; /* -1: taken */
    const char *taken;
  } rows[] = {
    { "three calm words", -1, -1, -1, "three calm words" },
    { "three calm words\n", -1, -1, -1, "three calm words" },
    { "three calm words\r\n", -1, -1, -1, "three calm words" },
    { "three calm words\n\n", -1, -1, -1, "three calm words\n" },
    { " spaces count ", -1, -1, -1, " spaces count " },
    { "twelve chars", -1, -1, -1, "twelve chars" },
    { "eleven char", -1, WAY_CRYPTO_ERROR_WEAK_PASSPHRASE, -1, "eleven char" },
    { "eleven char\n", -1, WAY_CRYPTO_ERROR_WEAK_PASSPHRASE, -1, "eleven char" },
    /* Eleven characters of two bytes each, and eleven that only look like more before NFC. */
    { "ééééééééééé", -1, WAY_CRYPTO_ERROR_WEAK_PASSPHRASE, -1, "ééééééééééé" },
    { "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301", -1, WAY_CRYPTO_ERROR_WEAK_PASSPHRASE, -1,
      "éééééé" },
    { "e\u0301tudier loin", -1, -1, -1, "étudier loin" },
    { "012345678901234", -1, WAY_CRYPTO_ERROR_WEAK_PASSPHRASE, -1, "012345678901234" },
    { "٠١٢٣٤٥٦٧٨٩٠١٢", -1, WAY_CRYPTO_ERROR_WEAK_PASSPHRASE, -1, "٠١٢٣٤٥٦٧٨٩٠١٢" },
    { "01234567890a", -1, -1, -1, "01234567890a" },
    { "", -1, WAY_CRYPTO_ERROR_EMPTY, WAY_CRYPTO_ERROR_EMPTY, NULL },
    { "\n", -1, WAY_CRYPTO_ERROR_EMPTY, WAY_CRYPTO_ERROR_EMPTY, NULL },
    { "\r\n", -1, WAY_CRYPTO_ERROR_EMPTY, WAY_CRYPTO_ERROR_EMPTY, NULL },
    { "three\0calm words", 16, WAY_CRYPTO_ERROR_NOT_TEXT, WAY_CRYPTO_ERROR_NOT_TEXT, NULL },
    { "three calm word\xff", -1, WAY_CRYPTO_ERROR_NOT_TEXT, WAY_CRYPTO_ERROR_NOT_TEXT, NULL },
    { "three calm word\xc3", -1, WAY_CRYPTO_ERROR_NOT_TEXT, WAY_CRYPTO_ERROR_NOT_TEXT, NULL },
    { "three calm wor\xed\xa0\x80", -1, WAY_CRYPTO_ERROR_NOT_TEXT, WAY_CRYPTO_ERROR_NOT_TEXT,
      NULL },
    { "three calm wor\xc0\x80", -1, WAY_CRYPTO_ERROR_NOT_TEXT, WAY_CRYPTO_ERROR_NOT_TEXT, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gsize size = rows[i].size < 0 ? strlen (rows[i].text) : (gsize)rows[i].size;
      g_autoptr (GError) new_error = NULL;
      g_autoptr (GError) try_error = NULL;
      g_autoptr (WaySecret) taken = way_passphrase_read (rows[i].text, size, &new_error);
      g_autoptr (WaySecret) tried = way_passphrase_read_to_try (rows[i].text, size, &try_error);

      if (rows[i].new_code < 0)
        assert_text (taken, rows[i].taken);
      else
        g_assert_error (new_error, WAY_CRYPTO_ERROR, rows[i].new_code);
      if (rows[i].try_code < 0)
        assert_text (tried, rows[i].taken);
      else
        g_assert_error (try_error, WAY_CRYPTO_ERROR, rows[i].try_code);
    }
}

static void
assert_length (const char *unit, guint count, gboolean newline, gboolean taken)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (WaySecret) passphrase = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < count; i++)
    g_string_append (text, unit);
  if (newline)
    g_string_append_c (text, '\n');
  passphrase = way_passphrase_read (text->str, text->len, &error);
  g_assert_cmpint (passphrase != NULL, ==, taken);
  if (!taken)
    g_assert_error (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_TOO_LONG);
}

static void
test_length (void)
{
  assert_length ("w", 1024, FALSE, TRUE);
  assert_length ("w", 1024, TRUE, TRUE);
  assert_length ("w", 1025, FALSE, FALSE);
  assert_length ("é", 512, FALSE, TRUE);
  assert_length ("é", 513, FALSE, FALSE);
  /* Counted after NFC: 1,536 bytes that compose to 1,024. */
  assert_length ("e\u0301", 512, FALSE, TRUE);
  assert_length ("e\u0301", 513, FALSE, FALSE);
  /* Hangul shrinks most, 9 bytes to 3. */
  assert_length ("\u1112\u1161\u11ab", 341, FALSE, TRUE);
  assert_length ("\u1112\u1161\u11ab", 342, FALSE, FALSE);
  assert_length ("w", 1 << 20, FALSE, FALSE);
}

static void
assert_as_glib (const char *text)
{
  g_autofree char *expected = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  g_autoptr (WaySecret) passphrase = way_passphrase_read_to_try (text, strlen (text), NULL);

  assert_text (passphrase, expected);
}

/* Every character before two marks, a hundred at a time; GLib's own NFC is the judge. */
static void
test_nfc_every_character (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint count = 0;

  for (gunichar c = 1; c <= 0x10ffff; c++)
    {
      if (!g_unichar_validate (c))
        continue;
      g_string_append_unichar (text, c);
      g_string_append (text, "\u0301\u0323 ");
      if (++count % 100 != 0 && c < 0x10ffff)
        continue;
      assert_as_glib (text->str);
      g_string_truncate (text, 0);
    }
  g_assert_cmpuint (count, >, 1000000);
}

static guint64
test_seed (void)
{
  const char *given = g_getenv ("WAY_SEED");
  guint64 seed = given != NULL ? g_ascii_strtoull (given, NULL, 10)
                               : g_test_rand_int () & 0x7fffffff;

  g_test_message ("WAY_SEED=%" G_GUINT64_FORMAT, seed);
  return seed;
}

/* Letters and marks that combine in every way: Latin, Hangul, Arabic, Ge'ez, Kaithi, Tibetan. */
static void
test_nfc_random (void)
{
  static const gunichar pool[] = {
    'a',    'e',    'o',    0x61b,  0xe9,   0x1b0,  0x300,  0x301, 0x302, 0x309,   0x31b,   0x323,
    0x327,  0x345,  0x3b1,  0x1f82, 0x313,  0x627,  0x653,  0x654, 0x655, 0x651,   0x64e,   0x1200,
    0x135f, 0x1112, 0x1161, 0x11ab, 0xd558, 0x212b, 0x2126, 0xf71, 0xf72, 0x11099, 0x110ba, 0xfb1d,
  };
  g_autoptr (WayRandom) random = way_random_new_seeded (test_seed ());

  for (int round = 0; round < 20000; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      guint length = 1 + way_random_below (random, 12);

      for (guint i = 0; i < length; i++)
        g_string_append_unichar (text, pool[way_random_below (random, G_N_ELEMENTS (pool))]);
      assert_as_glib (text->str);
    }
}

static void
test_argon (void)
{
  static const guint8 salt[WAY_ARGON_SALT_SIZE] = "0123456789abcdef";
  guint8 other_salt[WAY_ARGON_SALT_SIZE] = { 0 };
  WayArgonParams params = way_argon_params_default ();
  g_autoptr (WaySecret) typed = way_passphrase_read ("e\u0301tudier loin", 14, NULL);
  g_autoptr (WaySecret) composed = way_passphrase_read ("étudier loin\n", 14, NULL);
  g_autoptr (WaySecret) a = way_argon_derive (typed, salt, params, NULL);
  g_autoptr (WaySecret) b = way_argon_derive (composed, salt, params, NULL);
  g_autoptr (WaySecret) c = way_argon_derive (composed, other_salt, params, NULL);
  g_autoptr (WaySecret) d = NULL;

  g_assert_true (way_secret_equal (a, b));
  g_assert_false (way_secret_equal (a, c));
  params.ops++;
  d = way_argon_derive (composed, salt, params, NULL);
  g_assert_false (way_secret_equal (a, d));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (way_crypto_init (NULL));
  g_test_add_func ("/crypto/passphrase/rules", test_rules);
  g_test_add_func ("/crypto/passphrase/length", test_length);
  g_test_add_func ("/crypto/passphrase/nfc/every-character", test_nfc_every_character);
  g_test_add_func ("/crypto/passphrase/nfc/random", test_nfc_random);
  g_test_add_func ("/crypto/passphrase/argon", test_argon);
  return g_test_run ();
}
