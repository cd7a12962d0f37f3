/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The check letter.  Letters are elements of GF(32) = GF(2)[x] / (x⁵ + x² + 1); let a be x.  For
 * letters d1 d2 d3 d4 of the group at place p (1 to 13):
 *
 *   check = a·d1 + a²·d2 + a³·d3 + a⁴·d4 + p
 *
 * so that in a right group  1·check + a·d1 + a²·d2 + a³·d3 + a⁴·d4 = p.  The five weights 1, a … a⁴
 * are different and none is zero, and the thirteen places are different elements.  Hence:
 *
 *   - one letter changed by e ≠ 0 changes the sum by weight·e ≠ 0;
 *   - letters x ≠ y exchanged change it by (weight + weight')·(x + y) ≠ 0;
 *   - a right group at another place q has the sum p ≠ q.
 *
 * Each of them is seen in the very group where it happened.
 */
#include "way-sheet-code.h"

#include <sodium.h>
#include <string.h>
#include "way-crypto.h"
#include "way-fail.h"
#include "way-secret-private.h"

#define DATA_LETTERS 4 /* of a group, before its check letter */
#define SEED_BITS (WAY_KEY_SIZE * 8)

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

static guint8
times_a (guint8 element)
{
  return (guint8)((element << 1) ^ (element & 0x10 ? 0x25 : 0)) & 0x1f;
}

/* Horner's rule, highest weight first: a·(d1 + a·(d2 + a·(d3 + a·d4))) + place. */
static guint8
check_of (const guint8 values[DATA_LETTERS], guint group)
{
  guint8 sum = 0;

  for (int i = DATA_LETTERS - 1; i >= 0; i--)
    sum = times_a (sum ^ values[i]);
  return sum ^ (guint8)group;
}

/* Letter @index of the 52: five bits of the seed, highest first; past its end they are zero. */
static guint8
seed_letter (const guint8 *seed, gsize index)
{
  guint8 value = 0;

  for (gsize bit = index * 5; bit < index * 5 + 5; bit++)
    value = (guint8)(value << 1 | (bit < SEED_BITS ? seed[bit / 8] >> (7 - bit % 8) & 1 : 0));
  return value;
}

/* FALSE where a bit past the end of the seed is set. */
static gboolean
set_seed_letter (guint8 *seed, gsize index, guint8 value)
{
  for (gsize i = 0; i < 5; i++)
    {
      gsize bit = index * 5 + i;
      guint8 set = value >> (4 - i) & 1;

      if (bit < SEED_BITS)
        seed[bit / 8] |= (guint8)(set << (7 - bit % 8));
      else if (set)
        return FALSE;
    }
  return TRUE;
}

static void
format_group (const guint8 *seed, guint group, guint8 *letters)
{
  guint8 values[DATA_LETTERS];

  for (gsize i = 0; i < DATA_LETTERS; i++)
    {
      values[i] = seed_letter (seed, (group - 1) * DATA_LETTERS + i);
      letters[i] = (guint8)alphabet[values[i]];
    }
  letters[DATA_LETTERS] = (guint8)alphabet[check_of (values, group)];
  sodium_memzero (values, sizeof values);
}

WaySecret *
way_sheet_code_format (WaySecret *seed)
{
  guint8 *letters;
  WaySecret *code = way_secret_new_writable (WAY_SHEET_CODE_LETTERS, &letters);

  g_assert (way_secret_get_size (seed) == WAY_KEY_SIZE);
  for (guint group = 1; group <= WAY_SHEET_CODE_GROUPS; group++)
    format_group (way_secret_get_data (seed), group,
                  letters + (group - 1) * WAY_SHEET_CODE_GROUP_SIZE);
  return way_secret_freeze (code);
}

void
way_sheet_code_split (WaySecret *code, WaySheetGroups *ret_groups)
{
  g_return_if_fail (way_secret_get_size (code) == WAY_SHEET_CODE_LETTERS);

  for (guint i = 0; i < WAY_SHEET_CODE_GROUPS; i++)
    {
      memcpy (ret_groups->text[i], way_secret_get_data (code) + i * WAY_SHEET_CODE_GROUP_SIZE,
              WAY_SHEET_CODE_GROUP_SIZE);
      ret_groups->text[i][WAY_SHEET_CODE_GROUP_SIZE] = '\0';
    }
}

void
way_sheet_groups_clear (WaySheetGroups *self)
{
  sodium_memzero (self, sizeof *self);
}

WaySecret *
way_sheet_code_format_qr (WaySecret *seed)
{
  g_autoptr (WaySecret) code = way_sheet_code_format (seed);
  const guint8 *letters = way_secret_get_data (code);
  guint8 *text;
  WaySecret *qr = way_secret_new_writable (WAY_SHEET_CODE_LETTERS + WAY_SHEET_CODE_GROUPS, &text);

  for (guint i = 0; i < WAY_SHEET_CODE_GROUPS; i++)
    {
      memcpy (text, letters, WAY_SHEET_CODE_GROUP_SIZE);
      letters += WAY_SHEET_CODE_GROUP_SIZE;
      text += WAY_SHEET_CODE_GROUP_SIZE;
      *text++ = i + 1 < WAY_SHEET_CODE_GROUPS ? '-' : '\0';
    }
  return way_secret_freeze (qr);
}

/* -1 for a character that no sheet has. */
static int
letter_value (char letter)
{
  if (letter >= '2' && letter <= '7')
    return letter - '2' + 26;
  return g_ascii_isalpha (letter) ? g_ascii_toupper (letter) - 'A' : -1;
}

static gboolean
refuse_group (guint group, const char *why, GError **error)
{
  return way_fail (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_BAD_SHEET,
                   "Look at group %u again. %s", group, why);
}

/* Reads exactly @count letters into @values. */
static gboolean
read_values (const char *text, gsize size, guint8 *values, gsize count, GError **error)
{
  gsize found = 0;

  for (gsize i = 0; i < size; i++)
    {
      int value;

      if (text[i] == '-' || g_ascii_isspace (text[i]))
        continue;
      value = letter_value (text[i]);
      if (value < 0)
        return refuse_group (MIN (found, count - 1) / WAY_SHEET_CODE_GROUP_SIZE + 1,
                             "A sheet has only letters A to Z and figures 2 to 7.", error);
      if (found == count)
        return way_fail (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_BAD_SHEET,
                         "There are too many letters. A sheet has 13 groups of four letters and a "
                         "check letter; leave out the group numbers.");
      values[found++] = (guint8)value;
    }
  if (found < count)
    return way_fail (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_BAD_SHEET,
                     "Some letters are missing. A sheet has 13 groups of four letters and a check "
                     "letter.");
  return TRUE;
}

static gboolean
decode_groups (const guint8 *values, guint8 *seed, GError **error)
{
  for (guint group = 1; group <= WAY_SHEET_CODE_GROUPS; group++)
    {
      const guint8 *here = values + (group - 1) * WAY_SHEET_CODE_GROUP_SIZE;

      if (check_of (here, group) != here[DATA_LETTERS])
        return refuse_group (group, "The check letter does not fit.", error);
      for (gsize i = 0; i < DATA_LETTERS; i++)
        if (!set_seed_letter (seed, (group - 1) * DATA_LETTERS + i, here[i]))
          return refuse_group (group, "Its last letter is not one that Waymark prints.", error);
    }
  return TRUE;
}

WaySecret *
way_sheet_code_parse (gconstpointer text, gsize size, GError **error)
{
  g_autoptr (WaySecret) scratch = NULL;
  g_autoptr (WaySecret) seed = NULL;
  guint8 *values, *bytes;

  scratch = way_secret_new_writable (WAY_SHEET_CODE_LETTERS, &values);
  seed = way_secret_new_writable (WAY_KEY_SIZE, &bytes);
  if (!read_values (text, size, values, WAY_SHEET_CODE_LETTERS, error)
      || !decode_groups (values, bytes, error))
    return NULL;
  return way_secret_freeze (g_steal_pointer (&seed));
}

gboolean
way_sheet_code_group_matches (WaySecret *code, guint group, gconstpointer text, gsize size)
{
  guint8 values[WAY_SHEET_CODE_GROUP_SIZE];
  const guint8 *letters;
  gboolean same = FALSE;

  g_return_val_if_fail (way_secret_get_size (code) == WAY_SHEET_CODE_LETTERS, FALSE);
  g_return_val_if_fail (group >= 1 && group <= WAY_SHEET_CODE_GROUPS, FALSE);

  letters = way_secret_get_data (code) + (group - 1) * WAY_SHEET_CODE_GROUP_SIZE;
  if (read_values (text, size, values, sizeof values, NULL))
    {
      for (gsize i = 0; i < sizeof values; i++)
        values[i] = (guint8)alphabet[values[i]];
      same = sodium_memcmp (letters, values, sizeof values) == 0;
    }
  sodium_memzero (values, sizeof values);
  return same;
}

gboolean
way_sheet_code_check_group (guint group, gconstpointer text, gsize size, GError **error)
{
  guint8 values[WAY_SHEET_CODE_GROUP_SIZE];
  gboolean fits;

  g_return_val_if_fail (group >= 1 && group <= WAY_SHEET_CODE_GROUPS, FALSE);

  if (!read_values (text, size, values, sizeof values, NULL))
    return refuse_group (group, "A group has four letters and a check letter, A to Z and 2 to 7.",
                         error);
  fits = check_of (values, group) == values[DATA_LETTERS];
  sodium_memzero (values, sizeof values);
  return fits || refuse_group (group, "The check letter does not fit.", error);
}
