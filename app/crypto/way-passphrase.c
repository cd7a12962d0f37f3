/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-passphrase.h"

#include <string.h>
#include "way-crypto.h"
#include "way-fail.h"
#include "way-nfc-private.h"

/* NFC can make a text shorter, never to less than a third: more than this cannot fit after it. */
#define MAX_RAW_SIZE (3 * WAY_PASSPHRASE_MAX_SIZE)

static gsize
drop_final_newline (const char *text, gsize size)
{
  if (size > 0 && text[size - 1] == '\n')
    size -= size > 1 && text[size - 2] == '\r' ? 2 : 1;
  return size;
}

static gpointer
refuse_long (GError **error)
{
  return way_fail_null (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_TOO_LONG,
                        "The passphrase is too long. It can have up to 1,024 bytes of text.");
}

static WaySecret *
read_text (const char *text, gsize size, gsize *ret_characters, GError **error)
{
  g_autoptr (WaySecret) passphrase = NULL;
  gsize characters;

  size = drop_final_newline (text, size);
  if (size == 0)
    return way_fail_null (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_EMPTY,
                          "No passphrase was given.");
  if (size > MAX_RAW_SIZE)
    return refuse_long (error);
  if (memchr (text, '\0', size) != NULL)
    return way_fail_null (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_NOT_TEXT,
                          "The passphrase contains a zero byte, which nobody can type.");
  if (!g_utf8_validate_len (text, size, NULL))
    return way_fail_null (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_NOT_TEXT,
                          "The passphrase is not plain text in UTF-8.");

  passphrase = way_nfc (text, size, &characters);
  if (way_secret_get_size (passphrase) > WAY_PASSPHRASE_MAX_SIZE)
    return refuse_long (error);

  *ret_characters = characters;
  return g_steal_pointer (&passphrase);
}

static gboolean
is_digits_only (WaySecret *passphrase)
{
  const char *text = (const char *)way_secret_get_data (passphrase);
  const char *end = text + way_secret_get_size (passphrase);

  for (const char *c = text; c < end; c = g_utf8_next_char (c))
    if (!g_unichar_isdigit (g_utf8_get_char (c)))
      return FALSE;
  return TRUE;
}

WaySecret *
way_passphrase_read (gconstpointer text, gsize size, GError **error)
{
  g_autoptr (WaySecret) passphrase = NULL;
  gsize characters;

  passphrase = read_text (text, size, &characters, error);
  if (passphrase == NULL)
    return NULL;
  if (characters < WAY_PASSPHRASE_MIN_CHARACTERS)
    return way_fail_null (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_WEAK_PASSPHRASE,
                          "The passphrase is too short. Use 12 characters or more; three or four "
                          "words are easy to remember.");
  if (is_digits_only (passphrase))
    return way_fail_null (error, WAY_CRYPTO_ERROR, WAY_CRYPTO_ERROR_WEAK_PASSPHRASE,
                          "A passphrase of digits only is too easy to guess. Use words too.");
  return g_steal_pointer (&passphrase);
}

WaySecret *
way_passphrase_read_to_try (gconstpointer text, gsize size, GError **error)
{
  gsize characters;

  return read_text (text, size, &characters, error);
}
