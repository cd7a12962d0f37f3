/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-test-screen.h"

#include <adwaita.h>
#include <string.h>
#include "way-test-gui.h"

/* -- reading ----------------------------------------------------------------------------------- */

static const char *
text_of (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_EDITABLE (widget))
    return gtk_editable_get_text (GTK_EDITABLE (widget));
  if (GTK_IS_WINDOW (widget))
    return gtk_window_get_title (GTK_WINDOW (widget));
  return NULL;
}

static void
append_long_text (GString *screen, GtkWidget *widget)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget));
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  g_string_append_printf (screen, " “%s”", text);
}

static void
append_scroll (GString *screen, GtkWidget *widget)
{
  GtkScrolledWindow *scrolled = GTK_SCROLLED_WINDOW (widget);

  g_string_append_printf (
      screen, " at %.0f",
      gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (scrolled)));
}

static void
append_widget (GString *screen, GtkWidget *widget, int depth)
{
  const GtkStateFlags told = GTK_STATE_FLAG_INSENSITIVE | GTK_STATE_FLAG_CHECKED
                             | GTK_STATE_FLAG_SELECTED | GTK_STATE_FLAG_FOCUSED
                             | GTK_STATE_FLAG_INCONSISTENT;
  const char *text = text_of (widget);

  /* a toast goes by itself */
  if (!gtk_widget_get_mapped (widget)
      || g_str_equal (G_OBJECT_TYPE_NAME (widget), "AdwToastWidget"))
    return;
  g_string_append_printf (screen, "%*s%s %x", depth, "", G_OBJECT_TYPE_NAME (widget),
                          gtk_widget_get_state_flags (widget) & told);
  if (text != NULL)
    g_string_append_printf (screen, " “%s”", text);
  if (GTK_IS_TEXT_VIEW (widget))
    append_long_text (screen, widget);
  if (GTK_IS_SCROLLED_WINDOW (widget))
    append_scroll (screen, widget);
  if (GTK_IS_IMAGE (widget))
    g_string_append_printf (screen, " %s", gtk_image_get_icon_name (GTK_IMAGE (widget)));
  g_string_append_c (screen, '\n');
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    append_widget (screen, child, depth + 1);
}

char *
way_test_screen_read (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GString *screen = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      append_widget (screen, window, 0);
    }
  return g_string_free (screen, FALSE);
}

char *
way_test_screen_difference (const char *before, const char *after)
{
  g_auto (GStrv) one = g_strsplit (before, "\n", -1), other = g_strsplit (after, "\n", -1);
  guint i = 0;

  while (one[i] != NULL && other[i] != NULL && g_str_equal (one[i], other[i]))
    i++;
  if (one[i] == NULL && other[i] == NULL)
    return g_strdup ("");
  return g_strdup_printf ("%s → %s", one[i] != NULL ? g_strstrip (one[i]) : "",
                          other[i] != NULL ? g_strstrip (other[i]) : "");
}

/* -- windows ----------------------------------------------------------------------------------- */

GtkWidget *
way_test_screen_top (GtkWidget *window)
{
  GListModel *windows = gtk_window_get_toplevels ();
  GtkWidget *top = window;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) other = g_list_model_get_item (windows, i);

      if (other != window && gtk_widget_get_mapped (other))
        top = other;
    }
  return top;
}

static void
close_window (GtkWidget *window)
{
  /* the toolkit's own dialogs belong to whoever opened them, and are answered */
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  if (GTK_IS_DIALOG (window))
    gtk_dialog_response (GTK_DIALOG (window), GTK_RESPONSE_CANCEL);
  else if (ADW_IS_MESSAGE_DIALOG (window))
    gtk_window_close (GTK_WINDOW (window));
  else
    gtk_window_destroy (GTK_WINDOW (window));
  G_GNUC_END_IGNORE_DEPRECATIONS
}

static void
pop_down (GtkWidget *widget)
{
  if (GTK_IS_POPOVER (widget) && gtk_widget_get_mapped (widget))
    gtk_popover_popdown (GTK_POPOVER (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    pop_down (child);
}

void
way_test_screen_close_others (GtkWidget *window)
{
  GtkWidget *top;

  for (guint i = 0; i < 5 && (top = way_test_screen_top (window)) != window; i++)
    {
      close_window (top);
      way_test_gui_rest (20);
    }
  pop_down (window);
}

/* -- what can be pressed ----------------------------------------------------------------------- */

/* A row that is an entry is typed in: it has the focus, and Enter in it is the entry's. */
static gboolean
is_target (GtkWidget *widget)
{
  if (!gtk_widget_is_sensitive (widget) || ADW_IS_ENTRY_ROW (widget))
    return FALSE;
  if (GTK_IS_LIST_BOX_ROW (widget))
    return gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (widget));
  return GTK_IS_BUTTON (widget) || GTK_IS_SWITCH (widget) || GTK_IS_CHECK_BUTTON (widget);
}

/* Of the toolkit: the buttons of a window's frame, the parts of a calendar, and what a toast that
 * is on its way out still shows. */
static gboolean
is_frame (GtkWidget *widget)
{
  return GTK_IS_WINDOW_CONTROLS (widget) || GTK_IS_CALENDAR (widget)
         || g_str_equal (G_OBJECT_TYPE_NAME (widget), "AdwToastWidget");
}

/* @in_menu: what stands in a menu, and nothing else. */
static void
collect (GtkWidget *widget, const char *path, gboolean in_menu, GPtrArray *targets)
{
  guint i = 0;

  if (!gtk_widget_get_mapped (widget) || is_frame (widget))
    return;
  if (is_target (widget)
      && in_menu == (gtk_widget_get_ancestor (widget, GTK_TYPE_POPOVER_MENU) != NULL))
    g_ptr_array_add (targets, g_strdup (path));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child), i++)
    {
      g_autofree char *step = g_strdup_printf ("%s/%u", path, i);

      collect (child, step, in_menu, targets);
    }
}

GPtrArray *
way_test_screen_list_targets (GtkWidget *top)
{
  GPtrArray *targets = g_ptr_array_new_with_free_func (g_free);

  collect (top, "", FALSE, targets);
  return targets;
}

GPtrArray *
way_test_screen_list_menu (GtkWidget *top)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_free);

  collect (top, "", TRUE, items);
  return items;
}

GtkWidget *
way_test_screen_resolve (GtkWidget *top, const char *path)
{
  g_auto (GStrv) steps = g_strsplit (path, "/", -1);
  GtkWidget *widget = top;

  for (guint s = 1; steps[s] != NULL && widget != NULL; s++)
    {
      guint at = (guint)g_ascii_strtoull (steps[s], NULL, 10);

      widget = gtk_widget_get_first_child (widget);
      while (at-- > 0 && widget != NULL)
        widget = gtk_widget_get_next_sibling (widget);
    }
  return widget != NULL && gtk_widget_get_mapped (widget) && is_target (widget) ? widget : NULL;
}

/* (nullable): the first text in it. */
static const char *
first_text (GtkWidget *widget)
{
  const char *text = GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
                         ? gtk_label_get_text (GTK_LABEL (widget))
                         : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && (text == NULL || text[0] == '\0');
       child = gtk_widget_get_next_sibling (child))
    text = first_text (child);
  return text;
}

char *
way_test_screen_name (GtkWidget *widget)
{
  const char *text = first_text (widget);

  if (text == NULL || text[0] == '\0')
    text = gtk_widget_get_tooltip_text (widget);
  if ((text == NULL || text[0] == '\0') && gtk_widget_get_parent (widget) != NULL
      && GTK_IS_MENU_BUTTON (gtk_widget_get_parent (widget)))
    text = gtk_widget_get_tooltip_text (gtk_widget_get_parent (widget));
  if (text == NULL || text[0] == '\0')
    {
      GtkWidget *row = gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW);

      text = row != NULL ? first_text (row) : "";
    }
  return g_strdup_printf ("%s “%s”", G_OBJECT_TYPE_NAME (widget), text != NULL ? text : "");
}

void
way_test_screen_fire (GtkWidget *widget)
{
  if (GTK_IS_LIST_BOX_ROW (widget))
    g_signal_emit_by_name (widget, "activate");
  else
    gtk_widget_activate (widget);
}
