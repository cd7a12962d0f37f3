/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a screen reader calls a button whose label has an underlined letter: its label, once.
 */
#include "way-test-gui.h"

static gboolean
has_own_name (GtkWidget *button)
{
  return gtk_test_accessible_has_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

static gboolean
is_labelled (GtkWidget *button)
{
  return gtk_test_accessible_has_relation (GTK_ACCESSIBLE (button),
                                           GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

static void
test_underlined (void)
{
  GtkWidget *button = gtk_button_new_with_mnemonic ("_Save as PDF");
  GtkWindow *window = way_test_gui_show (button, 300, 100);

  g_assert_false (has_own_name (button));
  g_assert_true (is_labelled (button));
  gtk_window_destroy (window);
}

/* One with a name of its own keeps it: a picture, or plain words. */
static void
test_named (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *picture = gtk_button_new_from_icon_name ("open-menu-symbolic");
  GtkWidget *plain = gtk_button_new_with_label ("Cancel");
  GtkWindow *window;

  gtk_accessible_update_property (GTK_ACCESSIBLE (picture), GTK_ACCESSIBLE_PROPERTY_LABEL, "More",
                                  -1);
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), plain);
  window = way_test_gui_show (box, 300, 100);
  g_assert_true (has_own_name (picture));
  g_assert_true (has_own_name (plain) || is_labelled (plain));
  gtk_window_destroy (window);
}

static guint
count_underlined (GtkWidget *top)
{
  gboolean is_one = GTK_IS_BUTTON (top) && gtk_button_get_use_underline (GTK_BUTTON (top))
                    && gtk_widget_get_realized (top);
  guint n = is_one;

  if (is_one)
    g_assert_false (has_own_name (top));
  for (GtkWidget *child = gtk_widget_get_first_child (top); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_underlined (child);
  return n;
}

/* The answers of a question, which libadwaita makes. */
static void
test_answers (void)
{
  GtkWidget *dialog = adw_message_dialog_new (NULL, "A question", NULL);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", "Keep it", "throw",
                                    "Throw it away", NULL);
  gtk_window_present (GTK_WINDOW (dialog));
  way_test_until (gtk_widget_get_mapped (dialog));
  g_assert_cmpuint (count_underlined (dialog), >=, 2);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

int
main (int argc, char **argv)
{
  way_test_gui_start (&argc, &argv);
  g_test_add_func ("/gui/button-names/underlined", test_underlined);
  g_test_add_func ("/gui/button-names/named", test_named);
  g_test_add_func ("/gui/button-names/answers", test_answers);
  return g_test_run ();
}
