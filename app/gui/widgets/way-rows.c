/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-rows.h"

#include "way-focus.h"

#define KEY "way-row-key"
#define PLACE "way-row-place"

const char *
way_rows_get_key (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), KEY);
}

GtkListBoxRow *
way_rows_find (GtkListBox *list, const char *key)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (g_strcmp0 (way_rows_get_key (row), key) == 0)
      return row;
  return NULL;
}

static int
compare_places (GtkListBoxRow *a, GtkListBoxRow *b, gpointer data)
{
  guint one = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (a), PLACE));
  guint other = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (b), PLACE));

  return (one > other) - (one < other);
}

/* key → row, of all that are there. */
static GHashTable *
list_rows (GtkListBox *list)
{
  GHashTable *there = g_hash_table_new (g_str_hash, g_str_equal);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    g_hash_table_insert (there, (gpointer)way_rows_get_key (row), row);
  return there;
}

static void
set_key (GtkWidget *row, const char *key)
{
  g_object_set_data_full (G_OBJECT (row), KEY, g_strdup (key), g_free);
}

static GtkWidget *
build_row (GtkListBox *list, gpointer entry, const char *key, const WayRows *rows, gpointer data)
{
  GtkWidget *row = rows->build (entry, data);

  g_assert (GTK_IS_LIST_BOX_ROW (row));
  set_key (row, key);
  gtk_list_box_append (list, row);
  return row;
}

/* (transfer container): rows whose entries are gone, in the order of the list, but for the one with
 * focus. */
static GPtrArray *
list_spare (GtkListBox *list, GPtrArray *entries, const WayRows *rows)
{
  GtkWidget *focused = gtk_widget_get_focus_child (GTK_WIDGET (list));
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *spare = g_ptr_array_new ();
  GtkListBoxRow *row;

  if (rows->reuse == NULL)
    return spare;
  for (guint i = 0; i < entries->len; i++)
    g_hash_table_add (keys, rows->dup_key (g_ptr_array_index (entries, i)));
  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (GTK_WIDGET (row) != focused && !g_hash_table_contains (keys, way_rows_get_key (row)))
      g_ptr_array_add (spare, row);
  return spare;
}

/* (nullable): the first of @spare that can be the row of @entry; it is no more in @there. */
static GtkWidget *
reuse_row (GPtrArray *spare,
           GHashTable *there,
           gpointer entry,
           const char *key,
           const WayRows *rows,
           gpointer data)
{
  while (spare->len > 0)
    {
      GtkWidget *row = g_ptr_array_steal_index (spare, 0);

      if (!rows->reuse (row, entry, data))
        continue;
      g_hash_table_remove (there, way_rows_get_key (GTK_LIST_BOX_ROW (row)));
      set_key (row, key);
      return row;
    }
  return NULL;
}

/* What is left in @there has no entry any more. */
static void
drop_rows (GtkListBox *list, GHashTable *there)
{
  g_autoptr (GList) gone = g_hash_table_get_values (there);
  GtkWidget *focused = gtk_widget_get_focus_child (GTK_WIDGET (list));
  int at = -1;

  for (GList *link = gone; link != NULL; link = link->next)
    {
      if (link->data == focused)
        {
          at = gtk_list_box_row_get_index (link->data);
          way_focus_move_on (link->data);
        }
      gtk_list_box_remove (list, link->data);
    }
  for (; at >= 0; at--)
    {
      GtkListBoxRow *neighbour = gtk_list_box_get_row_at_index (list, at);

      if (neighbour != NULL && gtk_widget_grab_focus (GTK_WIDGET (neighbour)))
        return;
    }
}

void
way_rows_sync (GtkListBox *list, GPtrArray *entries, const WayRows *rows, gpointer data)
{
  g_autoptr (GHashTable) there = list_rows (list);
  g_autoptr (GPtrArray) spare = list_spare (list, entries, rows);
  gboolean moved = FALSE;

  for (guint i = 0; i < entries->len; i++)
    {
      gpointer entry = g_ptr_array_index (entries, i);
      g_autofree char *key = rows->dup_key (entry);
      GtkWidget *row = g_hash_table_lookup (there, key);

      g_hash_table_remove (there, key);
      if (row == NULL)
        row = reuse_row (spare, there, entry, key, rows, data);
      if (row == NULL)
        row = build_row (list, entry, key, rows, data);
      if (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) != (int)i)
        moved = TRUE;
      g_object_set_data (G_OBJECT (row), PLACE, GUINT_TO_POINTER (i));
      if (rows->update != NULL)
        rows->update (row, entry, data);
    }
  drop_rows (list, there);
  if (moved)
    {
      gtk_list_box_set_sort_func (list, compare_places, NULL, NULL);
      gtk_list_box_set_sort_func (list, NULL, NULL, NULL);
    }
}
