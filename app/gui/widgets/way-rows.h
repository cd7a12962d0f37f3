/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of a GtkListBox kept in step with entries that have keys.
 *
 * A row stays the same widget for as long as its key is there, wherever it moves, so that focus, an
 * opened row and the place on the page outlive every change underneath.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  /* (transfer full): unlike that of any other entry. */
  char *(*dup_key) (gpointer entry);
  /* (transfer floating): a GtkListBoxRow. */
  GtkWidget *(*build) (gpointer entry, gpointer data);
  /* (nullable): shows @entry as it stands now; called after build, too. */
  void (*update) (GtkWidget *row, gpointer entry, gpointer data);
  /* (nullable): makes @row, whose entry is gone, the row of @entry, instead of a new one; FALSE
   * where it cannot be.  Never called for the row with focus. */
  gboolean (*reuse) (GtkWidget *row, gpointer entry, gpointer data);
} WayRows;

/* The rows of @list become those of @entries, in their order.  Where the row with focus goes away,
 * focus moves to its neighbour. */
void way_rows_sync (GtkListBox *list, GPtrArray *entries, const WayRows *rows, gpointer data);

/* (transfer none) (nullable) */
GtkListBoxRow *way_rows_find (GtkListBox *list, const char *key);
const char *way_rows_get_key (GtkListBoxRow *row);

G_END_DECLS
