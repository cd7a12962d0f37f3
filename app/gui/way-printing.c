/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-printing.h"

#include <errno.h>
#include <gtk/gtkunixprint.h>
#include <sys/mman.h>
#include <unistd.h>
#include "way-fail.h"
#include "way-file.h"
#include "way-i18n.h"
#include "way-task.h"

/* -- a choice ---------------------------------------------------------------------------------- */

struct _WayPrinterChoice
{
  GtkPrinter *printer;        /* (owned) */
  GtkPrintSettings *settings; /* (owned) */
  GtkPageSetup *setup;        /* (owned) */
  guint n_prints;
};

static void
choice_clear (WayPrinterChoice *self)
{
  g_clear_object (&self->printer);
  g_clear_object (&self->settings);
  g_clear_object (&self->setup);
}

WayPrinterChoice *
way_printer_choice_ref (WayPrinterChoice *self)
{
  return g_rc_box_acquire (self);
}

void
way_printer_choice_unref (WayPrinterChoice *self)
{
  g_rc_box_release_full (self, (GDestroyNotify)choice_clear);
}

const char *
way_printer_choice_get_name (WayPrinterChoice *self)
{
  return gtk_printer_get_name (self->printer);
}

guint
way_printer_choice_get_n_prints (WayPrinterChoice *self)
{
  return self->n_prints;
}

/* Which pages: GTK leaves them to whoever draws, but ours are drawn; CUPS can pick them. */
static void
pass_on_pages (GtkPrintSettings *settings)
{
  g_autoptr (GString) ranges = g_string_new (NULL);
  g_autofree GtkPageRange *list = NULL;
  int n = 0;

  if (gtk_print_settings_get_print_pages (settings) == GTK_PRINT_PAGES_RANGES)
    list = gtk_print_settings_get_page_ranges (settings, &n);
  for (int i = 0; i < n; i++)
    g_string_append_printf (ranges, "%s%d-%d", i > 0 ? "," : "", list[i].start + 1,
                            list[i].end + 1);
  if (ranges->len > 0)
    gtk_print_settings_set (settings, "cups-page-ranges", ranges->str);
  switch (gtk_print_settings_get_page_set (settings))
    {
    case GTK_PAGE_SET_EVEN:
      gtk_print_settings_set (settings, "cups-page-set", "even");
      break;
    case GTK_PAGE_SET_ODD:
      gtk_print_settings_set (settings, "cups-page-set", "odd");
      break;
    case GTK_PAGE_SET_ALL:
    default:
      break;
    }
}

/* (transfer full): takes @setup and @settings. */
static WayPrinterChoice *
choice_new (GtkPrinter *printer, GtkPrintSettings *settings, GtkPageSetup *setup)
{
  WayPrinterChoice *self = g_rc_box_new0 (WayPrinterChoice);

  self->printer = g_object_ref (printer);
  self->settings = settings;
  self->setup = setup;
  self->n_prints = (guint)MAX (gtk_print_settings_get_n_copies (settings), 1);
  gtk_print_settings_set_n_copies (settings, 1);
  pass_on_pages (settings);
  return self;
}

/* (transfer full): A4, as print makes it. */
static GtkPageSetup *
new_setup (void)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  GtkPaperSize *paper = gtk_paper_size_new (GTK_PAPER_NAME_A4);

  gtk_page_setup_set_paper_size_and_default_margins (setup, paper);
  gtk_paper_size_free (paper);
  return setup;
}

static gboolean
fail_no_printer (GError **error)
{
  return way_fail (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   "No printer here. Save as PDF, or print at the office.");
}

/* -- what printers there are ------------------------------------------------------------------- */

typedef struct
{
  char *name;          /* (owned) (nullable): the one wanted; NULL = the default */
  GtkPrinter *printer; /* (owned) (nullable): the best so far */
} Looking;

static void
looking_clear (Looking *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_object (&self->printer);
}

WAY_DEFINE_DATA (Looking, looking)

/* A virtual printer would write a file as the desktop likes; ours is Save as PDF. */
static gboolean
see_printer (GtkPrinter *printer, gpointer data)
{
  Looking *looking = g_task_get_task_data (data);

  if (gtk_printer_is_virtual (printer) || !gtk_printer_accepts_pdf (printer))
    return FALSE;
  if (looking->name != NULL && !g_str_equal (gtk_printer_get_name (printer), looking->name))
    return FALSE;
  if (looking->printer == NULL || gtk_printer_is_default (printer))
    g_set_object (&looking->printer, printer);
  return looking->name != NULL;
}

static void
seen_all (gpointer data)
{
  g_autoptr (GTask) task = data;
  Looking *looking = g_task_get_task_data (task);
  GError *error = NULL;

  if (looking->printer != NULL)
    g_task_return_pointer (task,
                           choice_new (looking->printer, gtk_print_settings_new (), new_setup ()),
                           (GDestroyNotify)way_printer_choice_unref);
  else if (!fail_no_printer (&error))
    g_task_return_error (task, error);
}

/* Only printers: GTK's own way to print into a file would leave the pages where we do not see. */
static void
choose_backends (void)
{
  GtkSettings *settings = gtk_settings_get_default ();

  if (settings != NULL)
    g_object_set (settings, "gtk-print-backends", "cups", NULL);
}

void
way_printing_find (const char *name, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (NULL, NULL, callback, data);
  Looking *looking = looking_new0 ();

  looking->name = g_strdup (name);
  g_task_set_source_tag (task, way_printing_find);
  g_task_set_task_data (task, looking, (GDestroyNotify)looking_free);
  choose_backends ();
  gtk_enumerate_printers (see_printer, task, seen_all, FALSE);
}

WayPrinterChoice *
way_printing_choose_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* -- the desktop's dialog ---------------------------------------------------------------------- */

/* GTK 4.8: the dialog hears its printers go when its list of them has gone, and complains. */
static void
stop_listening (GtkWidget *widget, GtkPrintUnixDialog *dialog)
{
  if (GTK_IS_COLUMN_VIEW (widget))
    g_signal_handlers_disconnect_by_data (gtk_column_view_get_model (GTK_COLUMN_VIEW (widget)),
                                          dialog);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    stop_listening (child, dialog);
}

static void
response_cb (GtkPrintUnixDialog *dialog, int response, gpointer data)
{
  g_autoptr (GTask) task = data;
  GtkPrinter *printer = gtk_print_unix_dialog_get_selected_printer (dialog);
  GtkPageSetup *setup = gtk_print_unix_dialog_get_page_setup (dialog);

  g_signal_handlers_disconnect_by_data (dialog, task);
  if (response != GTK_RESPONSE_OK || printer == NULL || gtk_printer_is_virtual (printer))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", "");
  else
    g_task_return_pointer (task,
                           choice_new (printer, gtk_print_unix_dialog_get_settings (dialog),
                                       setup != NULL ? g_object_ref (setup) : new_setup ()),
                           (GDestroyNotify)way_printer_choice_unref);
  stop_listening (GTK_WIDGET (dialog), dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* Closed with its parent, when Waymark is locked. */
static void
destroyed_cb (GtkWidget *dialog, gpointer data)
{
  g_autoptr (GTask) task = data;

  stop_listening (dialog, GTK_PRINT_UNIX_DIALOG (dialog));
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", "");
}

static void
open_dialog (GTask *task, GtkWindow *parent)
{
  GtkWidget *dialog = gtk_print_unix_dialog_new (_ ("Print"), parent);
  g_autoptr (GtkPrintSettings) settings = gtk_print_settings_new ();
  g_autoptr (GtkPageSetup) setup = new_setup ();

  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  gtk_window_set_destroy_with_parent (GTK_WINDOW (dialog), TRUE);
  gtk_print_unix_dialog_set_manual_capabilities (GTK_PRINT_UNIX_DIALOG (dialog),
                                                 GTK_PRINT_CAPABILITY_GENERATE_PDF
                                                     | GTK_PRINT_CAPABILITY_PAGE_SET
                                                     | GTK_PRINT_CAPABILITY_COPIES);
  gtk_print_unix_dialog_set_settings (GTK_PRINT_UNIX_DIALOG (dialog), settings);
  gtk_print_unix_dialog_set_page_setup (GTK_PRINT_UNIX_DIALOG (dialog), setup);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  g_signal_connect (dialog, "destroy", G_CALLBACK (destroyed_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (WayPrinterChoice) any = NULL;
  GWeakRef *parent = g_task_get_task_data (task);
  g_autoptr (GtkWindow) window = g_weak_ref_get (parent);
  GError *error = NULL;

  any = way_printing_choose_finish (result, &error);
  if (any == NULL)
    g_task_return_error (task, error);
  else if (window == NULL || !gtk_widget_get_realized (GTK_WIDGET (window)))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", "");
  else
    open_dialog (g_steal_pointer (&task), window);
}

static void
weak_free (GWeakRef *ref)
{
  g_weak_ref_clear (ref);
  g_free (ref);
}

void
way_printing_choose (GtkWindow *parent, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (NULL, NULL, callback, data);
  GWeakRef *ref = g_new0 (GWeakRef, 1);

  g_weak_ref_init (ref, parent);
  g_task_set_source_tag (task, way_printing_choose);
  g_task_set_task_data (task, ref, (GDestroyNotify)weak_free);
  way_printing_find (NULL, looked_cb, task);
}

/* -- sending ----------------------------------------------------------------------------------- */

/* A file without a name, in memory; -1 and errno. */
static int
open_memory (GBytes *pdf)
{
  gsize size, done = 0;
  const guint8 *from = g_bytes_get_data (pdf, &size);
  int fd = memfd_create ("page", MFD_CLOEXEC), saved_errno;

  while (fd >= 0 && done < size)
    {
      gssize n = write (fd, from + done, size - done);

      if (n > 0)
        done += (gsize)n;
      else if (errno != EINTR)
        break;
    }
  if (fd >= 0 && done == size && lseek (fd, 0, SEEK_SET) == 0)
    return fd;
  saved_errno = errno;
  if (fd >= 0)
    close (fd);
  errno = saved_errno;
  return -1;
}

typedef struct
{
  GtkPrintJob *job; /* (owned) */
  int fd;
} Sending;

static void
sending_clear (Sending *self)
{
  g_clear_object (&self->job);
  if (self->fd >= 0)
    close (self->fd);
}

WAY_DEFINE_DATA (Sending, sending)

static void
return_refusal (GTask *task)
{
  GError *error = NULL;

  if (!way_fail (&error, G_IO_ERROR, G_IO_ERROR_FAILED,
                 "The printer did not take the pages. Nothing is lost: try again, or save as "
                 "PDF."))
    g_task_return_error (task, error);
}

/* GTK 4.8 takes a queue that refuses for one that is done: it got no number of a job, and has
 * nothing to follow.  A job that was taken is not done so soon, as its state is asked for first. */
static gboolean
judge_cb (gpointer data)
{
  Sending *sending = g_task_get_task_data (data);

  if (gtk_print_job_get_status (sending->job) >= GTK_PRINT_STATUS_FINISHED)
    return_refusal (data);
  else
    g_task_return_boolean (data, TRUE);
  return G_SOURCE_REMOVE;
}

static void
sent_cb (GtkPrintJob *job, gpointer data, const GError *reason)
{
  if (reason == NULL)
    g_idle_add_full (G_PRIORITY_HIGH, judge_cb, g_object_ref (data), g_object_unref);
  else
    return_refusal (data);
}

void
way_printing_send (WayPrinterChoice *choice,
                   GBytes *pdf,
                   const char *title,
                   GAsyncReadyCallback callback,
                   gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, data);
  Sending *sending = sending_new0 ();
  GError *error = NULL;

  g_task_set_source_tag (task, way_printing_send);
  g_task_set_task_data (task, sending, (GDestroyNotify)sending_free);
  sending->fd = open_memory (pdf);
  if (sending->fd < 0)
    {
      way_fail_errno (&error, errno, "The pages could not be handed to the printer");
      g_task_return_error (task, error);
      return;
    }
  sending->job = gtk_print_job_new (title, choice->printer, choice->settings, choice->setup);
  gtk_print_job_set_track_print_status (sending->job, TRUE);
  if (gtk_print_job_set_source_fd (sending->job, sending->fd, &error))
    gtk_print_job_send (sending->job, sent_cb, g_object_ref (task), g_object_unref);
  else
    g_task_return_error (task, error);
}

gboolean
way_printing_send_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* -- a file ------------------------------------------------------------------------------------ */

static void
chosen_cb (GtkNativeDialog *chooser, int response, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GFile) file = NULL;
  char *path;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  path = file != NULL ? g_file_get_path (file) : NULL;
  if (path != NULL)
    g_task_return_pointer (task, path, g_free);
  else if (file != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s",
                             _ ("That is no folder of this laptop. Choose another one."));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", "");
  g_object_unref (chooser);
}

/* As if the person had said no. */
static void
parent_gone_cb (GtkNativeDialog *chooser)
{
  gtk_native_dialog_hide (chooser);
  g_signal_emit_by_name (chooser, "response", GTK_RESPONSE_CANCEL);
}

/* Where documents are, rather than where the program was started. */
static void
set_folder (GtkFileChooser *chooser)
{
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  gboolean there = documents != NULL && g_file_test (documents, G_FILE_TEST_IS_DIR);
  g_autoptr (GFile) folder = g_file_new_for_path (there ? documents : g_get_home_dir ());

  gtk_file_chooser_set_current_folder (chooser, folder, NULL);
}

void
way_printing_choose_file (GtkWindow *parent,
                          const char *title,
                          const char *name,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (
      title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("Save"), _ ("Cancel"));
  GTask *task = g_task_new (NULL, NULL, callback, data);

  g_task_set_source_tag (task, way_printing_choose_file);
  set_folder (GTK_FILE_CHOOSER (chooser));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect (chooser, "response", G_CALLBACK (chosen_cb), task);
  g_signal_connect_object (parent, "unrealize", G_CALLBACK (parent_gone_cb), chooser,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

char *
way_printing_choose_file_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  char *path;  /* (owned) */
  GBytes *pdf; /* (owned) */
} Saving;

static void
saving_clear (Saving *self)
{
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->pdf, g_bytes_unref);
}

WAY_DEFINE_DATA (Saving, saving)

static void
save_in_pool (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Saving *saving = data;
  GError *error = NULL;
  gsize size;
  gconstpointer bytes = g_bytes_get_data (saving->pdf, &size);

  if (way_file_write (saving->path, bytes, size, TRUE, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
way_printing_save (WayExecutor *executor,
                   const char *path,
                   GBytes *pdf,
                   GAsyncReadyCallback callback,
                   gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, data);
  Saving *saving = saving_new0 ();

  g_task_set_source_tag (task, way_printing_save);
  saving->path = g_strdup (path);
  saving->pdf = g_bytes_ref (pdf);
  g_task_set_task_data (task, saving, (GDestroyNotify)saving_free);
  way_executor_run_in_pool (executor, task, save_in_pool);
}

gboolean
way_printing_save_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
