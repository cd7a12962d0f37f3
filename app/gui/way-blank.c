/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-blank.h"

void
way_blank_other_windows (GtkWindow *self)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      GtkWindow *window = g_list_model_get_item (windows, i);

      if (window != self)
        g_ptr_array_add (others, window);
      else
        g_object_unref (window);
    }
  for (guint i = 0; i < others->len; i++)
    {
      GtkWidget *window = g_ptr_array_index (others, i);

      gtk_widget_set_visible (window, FALSE);
      /* One that closed with another is not destroyed again. */
      if (!gtk_widget_in_destruction (window))
        gtk_window_destroy (GTK_WINDOW (window));
    }
}

/* GTK 4.8 copies into a text of its own and never lets go of it, so that is emptied.  What is only
 * selected is offered by another class, and is the text itself. */
static void
empty_copy (GdkContentProvider *content)
{
  g_auto (GValue) value = G_VALUE_INIT;
  GtkTextBuffer *copy;

  g_value_init (&value, GTK_TYPE_TEXT_BUFFER);
  if (content == NULL || !g_str_equal (G_OBJECT_TYPE_NAME (content), "GdkContentProviderValue")
      || !gdk_content_provider_get_value (content, &value, NULL))
    return;
  copy = g_value_get_object (&value);
  if (copy == NULL)
    return;
  gtk_text_buffer_set_enable_undo (copy, FALSE);
  gtk_text_buffer_set_text (copy, "", 0);
}

static void
clear (GdkClipboard *clipboard)
{
  if (!gdk_clipboard_is_local (clipboard))
    return;
  empty_copy (gdk_clipboard_get_content (clipboard));
  gdk_clipboard_set_content (clipboard, NULL);
}

void
way_blank_clipboards (GdkDisplay *display)
{
  clear (gdk_display_get_clipboard (display));
  clear (gdk_display_get_primary_clipboard (display));
}

void
way_blank_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (root != NULL)
    gtk_root_set_focus (root, NULL);
}
