/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-dialog.h"

#include "way-i18n.h"

void
way_dialog_activate (GtkWindow *dialog, const char *action, const char *parameter)
{
  GtkWindow *parent = gtk_window_get_transient_for (dialog);

  if (parent == NULL)
    return;
  if (parameter != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), action, "s", parameter);
  else
    gtk_widget_activate_action (GTK_WIDGET (parent), action, NULL);
}

static gboolean
close_cb (GtkWidget *dialog, GVariant *args, gpointer data)
{
  gtk_window_close (GTK_WINDOW (dialog));
  return TRUE;
}

static gboolean
pass_on_cb (GtkWidget *dialog, GVariant *args, gpointer data)
{
  way_dialog_activate (GTK_WINDOW (dialog), data, NULL);
  return TRUE;
}

static void
add_key (GtkEventController *keys,
         const char *trigger,
         GtkShortcutFunc function,
         const char *action)
{
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                        gtk_callback_action_new (function, (gpointer)action, NULL)));
}

void
way_dialog_follow (GtkWindow *dialog, GtkWidget *opener)
{
  GtkRoot *root = gtk_widget_get_root (opener);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (dialog, GTK_WINDOW (root));
  gtk_window_set_modal (dialog, TRUE);
  gtk_window_set_destroy_with_parent (dialog, TRUE);
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  add_key (keys, "Escape", close_cb, NULL);
  add_key (keys, "<Control>l", pass_on_cb, "win.lock");
  add_key (keys, "<Control><Shift>h", pass_on_cb, "win.hide");
  gtk_widget_add_controller (GTK_WIDGET (dialog), keys);
  g_signal_connect_object (opener, "unrealize", G_CALLBACK (gtk_window_destroy), dialog,
                           G_CONNECT_SWAPPED);
}

#define FRAMES 5 /* until it is laid out, with the buttons that are seen */

/* (nullable): the button that bears @label and is seen. */
static GtkWidget *
find_button (GtkWidget *top, const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (top) && gtk_widget_get_mapped (top)
      && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (top)), label) == 0)
    return top;
  for (GtkWidget *child = gtk_widget_get_first_child (top); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, label);
  return found;
}

static gboolean
focus_answer (GtkWidget *dialog, GdkFrameClock *clock, gpointer data)
{
  guint *left = data;
  const char *answer = adw_message_dialog_get_default_response (ADW_MESSAGE_DIALOG (dialog));
  GtkWidget *button = find_button (
      dialog, adw_message_dialog_get_response_label (ADW_MESSAGE_DIALOG (dialog), answer));

  if (button != NULL)
    gtk_widget_grab_focus (button);
  return --*left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

void
way_dialog_begin_on (AdwMessageDialog *dialog, const char *response)
{
  guint *left = g_new (guint, 1);

  *left = FRAMES;
  adw_message_dialog_set_default_response (dialog, response);
  gtk_widget_add_tick_callback (GTK_WIDGET (dialog), focus_answer, left, g_free);
}

AdwMessageDialog *
way_dialog_ask_to_throw_away (GtkWindow *parent)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (
      adw_message_dialog_new (parent, _ ("Throw this away?"),
                              _ ("What was typed here was not saved, and is kept nowhere else.")));

  adw_message_dialog_add_responses (dialog, "keep", _ ("Keep it"), "throw", _ ("Throw it away"),
                                    NULL);
  adw_message_dialog_set_response_appearance (dialog, "throw", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (dialog, "keep");
  way_dialog_begin_on (dialog, "keep");
  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}
