/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Our own bytes into a real print queue and into a file.
 */
#include "way-printing.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static void
keep_result (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

/* Nothing like text, and longer than a pipe. */
static GBytes *
make_bytes (void)
{
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *)"%PDF-1.7\n", 9);
  for (guint i = 0; i < 200000; i++)
    {
      guint8 byte = (guint8)(i * 31 + i / 256);

      g_byte_array_append (bytes, &byte, 1);
    }
  return g_byte_array_free_to_bytes (bytes);
}

static WayPrinterChoice *
find (const char *name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  way_printing_find (name, keep_result, &result);
  return way_printing_choose_finish (wait_for (&result), error);
}

/* The bytes of the first job, once they are all there. */
static GBytes *
wait_for_job (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "job-1.pdf", NULL);
  char *bytes = NULL;
  gsize size;

  for (guint i = 0; i < 200 && !g_file_get_contents (path, &bytes, &size, NULL); i++)
    g_usleep (50000);
  g_assert_nonnull (bytes);
  return g_bytes_new_take (bytes, size);
}

static void
test_queue (void)
{
  const char *folder = g_getenv ("WAY_TEST_PRINTED");
  g_autoptr (GBytes) pdf = make_bytes (), kept = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (WayPrinterChoice) choice = NULL;
  g_autoptr (GError) error = NULL;

  if (folder == NULL)
    {
      g_test_skip ("runs beside a print service");
      return;
    }
  choice = find (NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (way_printer_choice_get_name (choice), ==, "Keep");
  g_assert_cmpuint (way_printer_choice_get_n_prints (choice), ==, 1);
  way_printing_send (choice, pdf, "Pathway plan", keep_result, &result);
  g_assert_true (way_printing_send_finish (wait_for (&result), &error));
  g_assert_no_error (error);
  kept = wait_for_job (folder);
  g_assert_true (g_bytes_equal (pdf, kept));
}

static void
test_no_such_printer (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayPrinterChoice) choice = find ("No such printer", &error);

  g_assert_null (choice);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==, "No printer here. Save as PDF, or print at the office.");
}

static void
test_save (void)
{
  g_autoptr (WayExecutor) executor = way_executor_new_threads ("store");
  g_autofree char *folder = g_dir_make_tmp ("way-printing-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "Pathway plan 2025-11-06.pdf", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GBytes) pdf = make_bytes ();
  struct stat found;
  gsize size;

  g_assert_true (g_file_set_contents (path, "what stood there", -1, NULL));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      way_printing_save (executor, path, pdf, keep_result, &result);
      g_assert_true (way_printing_save_finish (wait_for (&result), &error));
      g_assert_no_error (error);
    }
  g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
  g_assert_cmpmem (contents, size, g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf));
  g_assert_cmpint (stat (path, &found), ==, 0);
  g_assert_cmpint (found.st_mode & 0777, ==, 0600);
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0); /* nothing else was left there */
}

static void
test_save_nowhere (void)
{
  g_autoptr (WayExecutor) executor = way_executor_new_threads ("store");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = make_bytes ();

  way_printing_save (executor, "/proc/no/such/folder/plan.pdf", pdf, keep_result, &result);
  g_assert_false (way_printing_save_finish (wait_for (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_null (strstr (error->message, "plan.pdf"));
}

/* GTK's way to CUPS also asks the system bus for colours and for printers of the network; a machine
 * that only tests has none. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") && strstr (fields[i].value, "colord") != NULL)
      return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, data);
}

int
main (int argc, char **argv)
{
  g_log_set_writer_func (write_log, NULL, NULL);
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gui/printing/queue", test_queue);
  g_test_add_func ("/gui/printing/no-such-printer", test_no_such_printer);
  g_test_add_func ("/gui/printing/save", test_save);
  g_test_add_func ("/gui/printing/save-nowhere", test_save_nowhere);
  return g_test_run ();
}
