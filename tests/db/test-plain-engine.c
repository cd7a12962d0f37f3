/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Linked the wrong way on purpose: plain SQLite in front of SQLCipher, as a careless build would do
 * it.  There a key is accepted without a word and the file is written in clear, so this program has
 * to stop before it touches anything.
 */
#include "db-fixture.h"

#include <string.h>

/* Of the engine that won; db alone includes its header. */
extern int sqlite3_compileoption_used (const char *name);

static void
test_guard (void)
{
  g_autoptr (GError) error = NULL;

  /* Otherwise this test would prove nothing. */
  g_assert_false (sqlite3_compileoption_used ("HAS_CODEC"));
  g_assert_false (way_db_guard (&error));
  g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_NOT_ENCRYPTED_ENGINE);
  g_assert_nonnull (strstr (error->message, "does not encrypt"));
}

static void
test_open (DbFixture *f, gconstpointer data)
{
  static const WayDbFlags flags[] = { WAY_DB_CREATE, WAY_DB_EXISTING, WAY_DB_READ_ONLY };

  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (way_db_open (f->path, f->key, flags[i], &error));
      g_assert_error (error, WAY_DB_ERROR, WAY_DB_ERROR_NOT_ENCRYPTED_ENGINE);
      g_assert_false (db_fixture_exists (f->path));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/db/plain-engine/guard", test_guard);
  DB_FIXTURE_TEST ("/db/plain-engine/open", test_open);
  return g_test_run ();
}
