/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-db-private.h"

/* Built against one version and running on another means another library won the symbols, as
 * environment.md shows; that library takes a key without a word and writes in clear. */
gboolean
way_db_guard_judge (gboolean has_codec, gboolean temp_in_memory, int version, GError **error)
{
  if (!has_codec || version != SQLITE_VERSION_NUMBER)
    return way_fail (error, WAY_DB_ERROR, WAY_DB_ERROR_NOT_ENCRYPTED_ENGINE,
                     "Waymark was started with a database engine that does not encrypt, so it "
                     "stopped before opening anything; nothing was changed, please reinstall it.");
  if (!temp_in_memory)
    return way_fail (error, WAY_DB_ERROR, WAY_DB_ERROR_NOT_ENCRYPTED_ENGINE,
                     "Waymark was started with a database engine that could write temporary data "
                     "unencrypted, so it stopped before opening anything; nothing was changed, "
                     "please reinstall it.");
  return TRUE;
}

/* SQLCipher prints on stderr unless told otherwise; ours travel as GError.  The first key in a
 * process wakes it and raises a level of NONE again, so a key that opens nothing goes first, while
 * no source may speak. */
static gpointer
silence_engine (gpointer unused)
{
  static const char no_key[] = "nothing";
  sqlite3 *handle = NULL;

  if (sqlite3_open_v2 (":memory:", &handle, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK)
    {
      sqlite3_exec (handle, "PRAGMA cipher_log_source = NONE", NULL, NULL, NULL);
      sqlite3_key_v2 (handle, "main", no_key, sizeof no_key);
      sqlite3_exec (handle, "PRAGMA cipher_log_level = NONE", NULL, NULL, NULL);
    }
  sqlite3_close (handle);
  return NULL;
}

gboolean
way_db_guard (GError **error)
{
  static GOnce silence = G_ONCE_INIT;

  if (!way_db_guard_judge (sqlite3_compileoption_used ("HAS_CODEC"),
                           sqlite3_compileoption_used ("TEMP_STORE=2"),
                           sqlite3_libversion_number (), error))
    return FALSE;

  g_once (&silence, silence_engine, NULL);
  return TRUE;
}
