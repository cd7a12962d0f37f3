/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-test-window.h"

struct _WayTestWindow
{
  GtkWindow parent;

  WayDesk *desk; /* (owned) */
  WayShell *shell;
  char *said; /* (owned) */
};

G_DEFINE_FINAL_TYPE (WayTestWindow, way_test_window, GTK_TYPE_WINDOW)

static void
go (GtkWidget *widget, const char *action, GVariant *parameter)
{
  way_shell_go (WAY_TEST_WINDOW (widget)->shell, g_variant_get_string (parameter, NULL));
}

static void
say (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayTestWindow *self = WAY_TEST_WINDOW (widget);

  g_free (self->said);
  self->said = g_variant_dup_string (parameter, NULL);
}

static void
simple (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayTestWindow *self = WAY_TEST_WINDOW (widget);

  if (g_str_equal (action, "win.undo"))
    way_desk_undo (self->desk);
  else if (g_str_equal (action, "win.toggle-list"))
    way_shell_toggle_list (self->shell);
  else if (g_str_equal (action, "win.show-list"))
    way_shell_show_list (self->shell);
  else
    way_shell_find (self->shell);
}

static void
way_test_window_finalize (GObject *object)
{
  WayTestWindow *self = WAY_TEST_WINDOW (object);

  g_clear_object (&self->desk);
  g_free (self->said);
  G_OBJECT_CLASS (way_test_window_parent_class)->finalize (object);
}

static void
way_test_window_class_init (WayTestWindowClass *klass)
{
  static const char *const plain[] = { "win.undo", "win.toggle-list", "win.show-list", "win.find" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = way_test_window_finalize;
  gtk_widget_class_install_action (widget_class, "win.go", "s", go);
  gtk_widget_class_install_action (widget_class, "win.say", "s", say);
  gtk_widget_class_install_action (widget_class, "win.say-with-undo", "s", say);
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    gtk_widget_class_install_action (widget_class, plain[i], NULL, simple);
}

static void
way_test_window_init (WayTestWindow *self)
{
  self->said = g_strdup ("");
}

WayTestWindow *
way_test_window_new (WayDesk *desk, const char *place, int width, int height)
{
  WayTestWindow *self = g_object_new (WAY_TYPE_TEST_WINDOW, NULL);

  self->desk = g_object_ref (desk);
  self->shell = WAY_SHELL (way_shell_new (desk));
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  gtk_window_set_child (GTK_WINDOW (self), GTK_WIDGET (self->shell));
  way_shell_go (self->shell, place);
  gtk_window_present (GTK_WINDOW (self));
  way_test_until (gtk_widget_get_mapped (GTK_WIDGET (self->shell)));
  way_test_gui_rest (50);
  return self;
}

void
way_test_window_close (WayTestWindow *self)
{
  gpointer shell = self->shell;

  g_object_add_weak_pointer (shell, &shell);
  gtk_window_destroy (GTK_WINDOW (self));
  way_test_gui_rest (50);
  g_assert_null (shell);
}

WayShell *
way_test_window_get_shell (WayTestWindow *self)
{
  return self->shell;
}

const char *
way_test_window_get_said (WayTestWindow *self)
{
  return self->said;
}

/* -- finding ----------------------------------------------------------------------------------- */

static gboolean
reads (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget))
    return g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text);
  return GTK_IS_BUTTON (widget)
         && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), text) == 0;
}

GtkWidget *
way_test_find_text (GtkWidget *root, const char *text)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (reads (root, text))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = way_test_find_text (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
way_test_find_type (GtkWidget *root, GType type)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = way_test_find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}
