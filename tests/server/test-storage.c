/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "storage-suite.h"
#include "way-storage-sqlite.h"

static WayStorage *
open_sqlite (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, WAY_STORAGE_FILE, NULL);
  gboolean is_there = g_file_test (path, G_FILE_TEST_EXISTS);
  g_autoptr (GError) error = NULL;
  WayStorage *storage = way_storage_sqlite_open (
      path, is_there ? WAY_STORAGE_EXISTING : WAY_STORAGE_CREATE, &error);

  g_assert_no_error (error);
  return storage;
}

int
main (int argc, char *argv[])
{
  static const StorageFactory sqlite = { open_sqlite };

  g_test_init (&argc, &argv, NULL);
  storage_suite_add ("sqlite", &sqlite);
  return g_test_run ();
}
