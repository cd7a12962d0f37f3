/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-crypto.h"
#include "way-sheet-code.h"

#define LETTERS WAY_SHEET_CODE_LETTERS
#define SIZE WAY_SHEET_CODE_GROUP_SIZE

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

static WaySecret *
random_code (guint64 seed_of_random, WaySecret **ret_seed)
{
  g_autoptr (WayRandom) random = way_random_new_seeded (seed_of_random);

  *ret_seed = way_secret_new_random (random, WAY_KEY_SIZE);
  return way_sheet_code_format (*ret_seed);
}

static void
copy_letters (WaySecret *code, char letters[LETTERS])
{
  g_assert_cmpuint (way_secret_get_size (code), ==, LETTERS);
  memcpy (letters, way_secret_get_data (code), LETTERS);
}

/* Refused, and the sentence names @group. */
static void
assert_located (const char letters[LETTERS], guint group)
{
  g_autofree char *start = g_strdup_printf ("Look at group %u again.", group);
  g_autoptr (GError) error = NULL;

  g_assert_null (way_sheet_code_parse (letters, LETTERS, &error));
  g_assert_error (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_BAD_SHEET);
  if (!g_str_has_prefix (error->message, start))
    g_error ("expected \"%s\", got \"%s\"", start, error->message);
}

static void
assert_seed (gconstpointer text, gsize size, WaySecret *seed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WaySecret) parsed = way_sheet_code_parse (text, size, &error);

  g_assert_no_error (error);
  g_assert_true (way_secret_equal (parsed, seed));
}

static void
test_round_trip (void)
{
  for (guint64 i = 0; i < 500; i++)
    {
      g_autoptr (WaySecret) seed = NULL;
      g_autoptr (WaySecret) code = random_code (i, &seed);
      g_autoptr (WaySecret) qr = way_sheet_code_format_qr (seed);

      assert_seed (way_secret_get_data (code), way_secret_get_size (code), seed);
      g_assert_cmpuint (strlen ((const char *)way_secret_get_data (qr)), ==, 77);
      assert_seed (way_secret_get_data (qr), 77, seed);
    }
}

/* Frozen: sheets printed by the first Waymark open for ever.  Base32 as Python's base64 gives it.
 */
static void
test_vector (void)
{
  static const guint8 bytes[WAY_KEY_SIZE] = {
    0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f,
    0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x1b, 0x1c, 0x1d, 0x1e, 0xff,
  };
  g_autoptr (WaySecret) seed = way_secret_new (bytes, sizeof bytes);
  g_autoptr (WaySecret) qr = way_sheet_code_format_qr (seed);

  g_assert_cmpstr ((const char *)way_secret_get_data (qr), ==,
                   "AAAQM-EAYE6-AUDAB-OCAJU-BIFQC-YDIOO-B4IBA-CEQTQ-CQKRA-MFYYB-DENBK-WHA52-D37QG");
}

static void
test_typed_freely (void)
{
  g_autoptr (WaySecret) seed = NULL;
  g_autoptr (WaySecret) code = random_code (1, &seed);
  g_autoptr (GString) text = g_string_new ("\n  ");
  const guint8 *letters = way_secret_get_data (code);

  for (guint i = 0; i < LETTERS; i++)
    {
      g_string_append_c (text, i % 2 ? g_ascii_tolower ((char)letters[i]) : (char)letters[i]);
      g_string_append (text, i % SIZE == 3 ? " " : i % SIZE == 4 ? " \r\n- \t\f" : "");
    }
  assert_seed (text->str, text->len, seed);
}

/* Every letter of every group, changed to each of the other 31. */
static void
test_every_substitution (void)
{
  for (guint64 round = 0; round < 5; round++)
    {
      g_autoptr (WaySecret) seed = NULL;
      g_autoptr (WaySecret) code = random_code (round, &seed);
      char letters[LETTERS];

      copy_letters (code, letters);
      for (guint at = 0; at < LETTERS; at++)
        for (guint other = 0; other < 32; other++)
          {
            char right = letters[at];

            if (alphabet[other] == right)
              continue;
            letters[at] = alphabet[other];
            assert_located (letters, at / SIZE + 1);
            letters[at] = right;
          }
    }
}

/* Every two unlike letters of a group exchanged, the check letter with the others. */
static void
test_every_swap (void)
{
  for (guint64 round = 0; round < 40; round++)
    {
      g_autoptr (WaySecret) seed = NULL;
      g_autoptr (WaySecret) code = random_code (round, &seed);
      char right[LETTERS];

      copy_letters (code, right);
      for (guint at = 0; at < LETTERS; at++)
        for (guint with = at + 1; with < at / SIZE * SIZE + SIZE; with++)
          {
            char letters[LETTERS];

            if (right[at] == right[with])
              continue;
            memcpy (letters, right, LETTERS);
            letters[at] = right[with];
            letters[with] = right[at];
            assert_located (letters, at / SIZE + 1);
          }
    }
}

/* Every group copied over every other, and every two groups exchanged, alike ones too. */
static void
test_every_misplaced_group (void)
{
  for (guint64 round = 0; round < 15; round++)
    {
      g_autoptr (WaySecret) seed = NULL;
      g_autoptr (WaySecret) code = random_code (round, &seed);
      char right[LETTERS];

      copy_letters (code, right);
      for (guint from = 0; from < WAY_SHEET_CODE_GROUPS; from++)
        for (guint to = 0; to < WAY_SHEET_CODE_GROUPS; to++)
          {
            char letters[LETTERS];

            if (from == to)
              continue;
            memcpy (letters, right, LETTERS);
            memcpy (letters + to * SIZE, right + from * SIZE, SIZE);
            assert_located (letters, to + 1);
            memcpy (letters + from * SIZE, right + to * SIZE, SIZE);
            assert_located (letters, MIN (from, to) + 1);
          }
    }
}

/* A group read one place off: all after it are misplaced, and the first of them is named. */
static void
test_every_rotation (void)
{
  g_autoptr (WaySecret) seed = NULL;
  g_autoptr (WaySecret) code = random_code (2, &seed);
  char right[LETTERS];

  copy_letters (code, right);
  for (guint from = 0; from < WAY_SHEET_CODE_GROUPS - 1; from++)
    {
      char letters[LETTERS];

      memcpy (letters, right, LETTERS);
      memcpy (letters + from * SIZE, right + (from + 1) * SIZE, LETTERS - (from + 1) * SIZE);
      memcpy (letters + LETTERS - SIZE, right + from * SIZE, SIZE);
      assert_located (letters, from + 1);
    }
}

/* Two groups alike in all four letters still differ in their check letters. */
static void
test_same_letters_everywhere (void)
{
  guint8 zero[WAY_KEY_SIZE] = { 0 };
  g_autoptr (WaySecret) seed = way_secret_new (zero, sizeof zero);
  g_autoptr (WaySecret) code = way_sheet_code_format (seed);
  guint seen = 0;

  for (guint group = 0; group < WAY_SHEET_CODE_GROUPS; group++)
    {
      const char *letter = strchr (alphabet, way_secret_get_data (code)[group * SIZE + SIZE - 1]);

      g_assert_cmpmem (way_secret_get_data (code) + group * SIZE, 4, "AAAA", 4);
      seen |= 1u << (letter - alphabet);
    }
  g_assert_cmpint (__builtin_popcount (seen), ==, WAY_SHEET_CODE_GROUPS);
}

/* The four bits after the seed are zero: the 16th part of all groups 13 with a right check. */
static void
test_last_letter (void)
{
  g_autoptr (WaySecret) seed = NULL;
  g_autoptr (WaySecret) code = random_code (3, &seed);
  char letters[LETTERS];
  guint fits = 0, refused_last = 0;

  copy_letters (code, letters);
  for (guint value = 0; value < 32; value++)
    for (guint check = 0; check < 32; check++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (WaySecret) parsed = NULL;

        letters[LETTERS - 2] = alphabet[value];
        letters[LETTERS - 1] = alphabet[check];
        parsed = way_sheet_code_parse (letters, LETTERS, &error);
        fits += parsed != NULL;
        refused_last += error != NULL && strstr (error->message, "last letter") != NULL;
        if (error != NULL)
          assert_located (letters, 13);
      }
  g_assert_cmpuint (fits, ==, 2);
  g_assert_cmpuint (refused_last, ==, 30);
}

static void
assert_refused (const char *text, const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (way_sheet_code_parse (text, strlen (text), &error));
  g_assert_error (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_BAD_SHEET);
  g_assert_nonnull (strstr (error->message, sentence));
}

static void
test_refusals (void)
{
  g_autoptr (WaySecret) seed = NULL;
  g_autoptr (WaySecret) code = random_code (4, &seed);
  g_autofree char *right = g_strndup ((const char *)way_secret_get_data (code), LETTERS);
  g_autofree char *too_many = g_strconcat (right, "A", NULL);
  g_autofree char *tail = g_strconcat (right, "!", NULL);
  g_autofree char *numbered = g_strconcat ("1 ", right, NULL);

  assert_refused ("", "letters are missing");
  assert_refused ("  - \n", "letters are missing");
  assert_refused (too_many, "too many letters");
  assert_refused (tail, "group 13");
  assert_refused (numbered, "group 1 again");
  for (guint size = 0; size < LETTERS; size++)
    {
      g_autofree char *part = g_strndup (right, size);

      assert_refused (part, "letters are missing");
    }

  for (guint at = 0; at < LETTERS; at += 7)
    for (const char *bad = "0189.,Éı@[`{/:"; *bad != '\0'; bad++)
      {
        char letters[LETTERS];

        memcpy (letters, right, LETTERS);
        letters[at] = *bad;
        assert_located (letters, at / SIZE + 1);
      }
}

static void
test_group_matches (void)
{
  g_autoptr (WaySecret) seed = NULL;
  g_autoptr (WaySecret) code = random_code (5, &seed);
  g_autofree char *right = g_strndup ((const char *)way_secret_get_data (code), LETTERS);

  for (guint group = 1; group <= WAY_SHEET_CODE_GROUPS; group++)
    {
      g_autofree char *typed = g_ascii_strdown (right + (group - 1) * SIZE, SIZE);
      g_autofree char *spaced = g_strdup_printf (" %.4s %c\n", typed, typed[4]);

      for (guint other = 1; other <= WAY_SHEET_CODE_GROUPS; other++)
        g_assert_cmpint (way_sheet_code_group_matches (code, other, typed, SIZE), ==,
                         other == group);
      g_assert_true (way_sheet_code_group_matches (code, group, spaced, strlen (spaced)));
      g_assert_false (way_sheet_code_group_matches (code, group, typed, SIZE - 1));
      g_assert_false (way_sheet_code_group_matches (code, group, right, LETTERS));
      g_assert_false (way_sheet_code_group_matches (code, group, "", 0));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (way_crypto_init (NULL));
  g_test_add_func ("/crypto/sheet-code/round-trip", test_round_trip);
  g_test_add_func ("/crypto/sheet-code/vector", test_vector);
  g_test_add_func ("/crypto/sheet-code/typed-freely", test_typed_freely);
  g_test_add_func ("/crypto/sheet-code/every-substitution", test_every_substitution);
  g_test_add_func ("/crypto/sheet-code/every-swap", test_every_swap);
  g_test_add_func ("/crypto/sheet-code/every-misplaced-group", test_every_misplaced_group);
  g_test_add_func ("/crypto/sheet-code/every-rotation", test_every_rotation);
  g_test_add_func ("/crypto/sheet-code/same-letters", test_same_letters_everywhere);
  g_test_add_func ("/crypto/sheet-code/last-letter", test_last_letter);
  g_test_add_func ("/crypto/sheet-code/refusals", test_refusals);
  g_test_add_func ("/crypto/sheet-code/group-matches", test_group_matches);
  return g_test_run ();
}
