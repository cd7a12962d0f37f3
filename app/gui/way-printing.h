/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayPrinting: how a page of ours leaves the program: to a printer, or into a file.
 *
 * A printer gets the very bytes that print made, from memory: nothing is spooled to a file by us,
 * and nothing is drawn again (decisions.md 8).  The name a job has in the queue and a file has on
 * the disk names no one.
 *
 * Choosing and sending are two steps, so that a copy can be entered in the case between them.
 * Errors are sentences to show; where the person said no, CANCELLED.  Main context only.
 */
#pragma once

#include <gtk/gtk.h>
#include "way-executor.h"

G_BEGIN_DECLS

/* A printer, and what its dialog was told. */
typedef struct _WayPrinterChoice WayPrinterChoice;

WayPrinterChoice *way_printer_choice_ref (WayPrinterChoice *self);
void way_printer_choice_unref (WayPrinterChoice *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayPrinterChoice, way_printer_choice_unref)

const char *way_printer_choice_get_name (WayPrinterChoice *self);
/* How many prints were asked for; each is sent by itself, as each is a copy of its own. */
guint way_printer_choice_get_n_prints (WayPrinterChoice *self);

/* Asks in the desktop's own dialog; NOT_FOUND where this laptop knows no printer.  Whatever is open
 * closes with @parent. */
void way_printing_choose (GtkWindow *parent, GAsyncReadyCallback callback, gpointer data);
/* The printer of that name, or the default one where @name is NULL, without asking. */
void way_printing_find (const char *name, GAsyncReadyCallback callback, gpointer data);
/* (transfer full): ends both. */
WayPrinterChoice *way_printing_choose_finish (GAsyncResult *result, GError **error);

/* One print of @pdf; @title stands in the queue.  Calls back when the queue has taken it. */
void way_printing_send (WayPrinterChoice *choice,
                        GBytes *pdf,
                        const char *title,
                        GAsyncReadyCallback callback,
                        gpointer data);
gboolean way_printing_send_finish (GAsyncResult *result, GError **error);

/* Asks where; @name is what the file would be called. */
void way_printing_choose_file (GtkWindow *parent,
                               const char *title,
                               const char *name,
                               GAsyncReadyCallback callback,
                               gpointer data);
/* (transfer full): a path. */
char *way_printing_choose_file_finish (GAsyncResult *result, GError **error);

/* Writes @pdf to @path, whole or not at all, to be read by its owner alone; what stood there was
 * asked about when it was chosen. */
void way_printing_save (WayExecutor *executor,
                        const char *path,
                        GBytes *pdf,
                        GAsyncReadyCallback callback,
                        gpointer data);
gboolean way_printing_save_finish (GAsyncResult *result, GError **error);

G_END_DECLS
