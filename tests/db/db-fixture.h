/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * DbFixture: a folder of its own for one test, and keys to open what lies in it.
 */
#pragma once

#include "way-db.h"
#include "way-stmt.h"
#include "way-txn.h"

typedef struct
{
  char *folder; /* (owned) */
  char *path;   /* (owned): where the test's database goes */
  guint8 key[WAY_DB_KEY_SIZE];
  guint8 other_key[WAY_DB_KEY_SIZE];
} DbFixture;

/* A word that occurs nowhere but in the rows that plant it. */
#define DB_MARKER "wintergreen-7f41-lighthouse"

void db_fixture_set_up (DbFixture *self, gconstpointer data);
void db_fixture_tear_down (DbFixture *self, gconstpointer data);

/* (transfer full): a file beside the database. */
char *db_fixture_path (DbFixture *self, const char *name);

/* (transfer full): fails the test where it does not open. */
WayDb *db_fixture_create (DbFixture *self);
WayDb *db_fixture_open (DbFixture *self);

/* Creates with a table `note (id, body)`, an index and a full-text index, and @n rows, each with
 * the marker; large enough bodies that rows spill into overflow pages now and then. */
void db_fixture_fill (DbFixture *self, guint n);

/* Opens, and answers how many rows of note there are, reading every byte of them; -1 and @error
 * where that cannot be done. */
gint64 db_fixture_count (DbFixture *self, const guint8 *key, GError **error);

void db_fixture_read_all (const char *path, char **ret_bytes, gsize *ret_size);
void db_fixture_write_all (const char *path, const char *bytes, gsize size);
gboolean db_fixture_exists (const char *path);

#define DB_FIXTURE_TEST(path, function)                                                            \
  g_test_add (path, DbFixture, NULL, db_fixture_set_up, function, db_fixture_tear_down)
