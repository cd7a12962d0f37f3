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
  adw_message_dialog_set_default_response (dialog, "keep");
  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}
