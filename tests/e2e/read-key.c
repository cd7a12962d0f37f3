/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Prints the database key of a vault in hex, for the test that looks for it in a program's memory.
 *
 *   read-key VAULT-FOLDER < PASSPHRASE
 */
#include <stdio.h>
#include <string.h>
#include "way-crypto.h"
#include "way-key-file.h"
#include "way-passphrase.h"

int
main (int argc, char **argv)
{
  g_autofree char *path = argc == 2 ? g_build_filename (argv[1], "vault.keys", NULL) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (WayKeyFile) keys = NULL;
  g_autoptr (WaySecret) passphrase = NULL;
  g_autoptr (WaySecret) key = NULL;
  g_autoptr (WaySecret) hex = NULL;
  g_autofree char *bytes = NULL;
  char typed[1100] = "";
  gsize size;

  if (path == NULL || fgets (typed, sizeof typed, stdin) == NULL)
    return 2;
  if (!way_crypto_init (&error) || !g_file_get_contents (path, &bytes, &size, &error))
    g_error ("%s", error->message);
  keys = way_key_file_parse (bytes, size, &error);
  passphrase = way_passphrase_read_to_try (typed, strlen (typed), &error);
  if (keys != NULL && passphrase != NULL)
    key = way_key_file_open_passphrase (keys, passphrase, &error);
  if (key == NULL)
    g_error ("%s", error->message);
  hex = way_secret_to_hex (key);
  puts ((const char *)way_secret_get_data (hex));
  return 0;
}
