/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The shell as lock leaves it: nothing of it stays alive, whatever was open.
 */
#include "way-shell.h"

#include "way-page.h"
#include "way-people-pane.h"
#include "way-test-window.h"

/* -- what is still alive ----------------------------------------------------------------------- */

static GHashTable *alive; /* widget → type name */

static void
gone_cb (gpointer data, GObject *where_it_was)
{
  g_hash_table_remove (alive, where_it_was);
}

static void
watch (GtkWidget *widget)
{
  g_hash_table_insert (alive, widget, (gpointer)G_OBJECT_TYPE_NAME (widget));
  g_object_weak_ref (G_OBJECT (widget), gone_cb, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    watch (child);
}

static void
name_cb (gpointer widget, gpointer type, gpointer data)
{
  if (gtk_widget_get_parent (widget) == NULL)
    g_test_message ("%s is still alive with all that is in it; %u references", (char *)type,
                    ((GObject *)widget)->ref_count);
}

typedef void (*Doing) (WayTestGui *gui, WayShell *shell);

static void
check_nothing_stays (Doing doing)
{
  WayTestGui gui;
  GtkWidget *stage = gtk_stack_new (), *entry = gtk_entry_new (), *shell;
  GtkWindow *window;

  way_test_gui_init (&gui, TRUE);
  alive = g_hash_table_new (NULL, NULL);
  gtk_stack_add_named (GTK_STACK (stage), entry, "locked");
  shell = way_shell_new (gui.desk);
  gtk_stack_add_named (GTK_STACK (stage), shell, "main");
  window = way_test_gui_show (stage, 1280, 800);
  gtk_stack_set_visible_child_name (GTK_STACK (stage), "main");
  way_shell_go (WAY_SHELL (shell), "today");
  way_test_gui_rest (100);
  doing (&gui, WAY_SHELL (shell));
  way_test_gui_rest (300);

  watch (shell);
  gtk_stack_set_visible_child_name (GTK_STACK (stage), "locked");
  gtk_stack_remove (GTK_STACK (stage), shell);
  gtk_widget_grab_focus (entry);
  way_test_gui_rest (500);
  g_hash_table_foreach (alive, name_cb, NULL);
  g_assert_cmpuint (g_hash_table_size (alive), ==, 0);
  gtk_window_destroy (window);
  g_clear_pointer (&alive, g_hash_table_unref);
  way_test_gui_clear (&gui);
}

/* -- what was open ----------------------------------------------------------------------------- */

static void
nothing (WayTestGui *gui, WayShell *shell)
{
}

static void
hide_list (WayTestGui *gui, WayShell *shell)
{
  way_shell_toggle_list (shell);
}

static void
write_plan (WayTestGui *gui, WayShell *shell)
{
  g_autofree char *place = way_page_place_of (&gui->kez, "plan.matters.S1_05.own_words");

  way_shell_go (shell, place);
}

static void
find (WayTestGui *gui, WayShell *shell)
{
  way_shell_find (shell);
}

static void
search (WayTestGui *gui, WayShell *shell)
{
  way_shell_go (shell, "search/new");
}

static void
test_nothing_stays (gconstpointer doing)
{
  check_nothing_stays ((Doing)doing);
}

/* -- the list while somebody writes -------------------------------------------------------------
 */

static void
test_list_while_writing (gconstpointer hides)
{
  gboolean hide = GPOINTER_TO_INT (hides);
  WayTestGui gui;
  GtkWidget *shell, *pane;
  GtkWindow *window;
  g_autofree char *place = NULL;

  way_test_gui_init (&gui, TRUE);
  shell = way_shell_new (gui.desk);
  g_object_set (shell, "hides-list", hide, NULL);
  window = way_test_gui_show (shell, 1280, 800);
  way_shell_go (WAY_SHELL (shell), "today");
  way_test_gui_rest (100);
  pane = way_test_find_type (shell, WAY_TYPE_PEOPLE_PANE);
  g_assert_true (gtk_widget_get_mapped (pane));
  place = way_page_place_of_tab (&gui.kez, "plan");
  way_shell_go (WAY_SHELL (shell), place);
  way_test_until (gtk_widget_get_mapped (pane) == !hide);
  /* the preference counts at once */
  g_object_set (shell, "hides-list", !hide, NULL);
  way_test_until (gtk_widget_get_mapped (pane) == hide);
  gtk_window_destroy (window);
  way_test_gui_clear (&gui);
}

/* -- locked while something is on its way -------------------------------------------------------
 */

/* What comes back from the vault finds a page that nobody sees any more, and a desk that is
 * cleared. */
static void
test_locked_meanwhile (void)
{
  WayTestGui gui;
  GtkWidget *stage = gtk_stack_new (), *shell;
  GtkWindow *window;
  g_autofree char *place = NULL;
  g_autoptr (WayLiveCase) live = NULL;

  way_test_gui_init (&gui, TRUE);
  live = way_test_gui_open (&gui, &gui.kez);
  shell = way_shell_new (gui.desk);
  gtk_stack_add_named (GTK_STACK (stage), shell, "main");
  window = way_test_gui_show (stage, 1280, 800);
  place = way_page_place_of_tab (&gui.kez, "contacts");
  way_shell_go (WAY_SHELL (shell), place);
  gtk_stack_remove (GTK_STACK (stage), shell);
  g_object_run_dispose (G_OBJECT (gui.desk));
  way_test_gui_rest (500);
  gtk_window_destroy (window);
  way_test_gui_clear (&gui);
}

int
main (int argc, char *argv[])
{
  way_test_gui_start (&argc, &argv);
  g_test_add_data_func ("/gui/shell/nothing-stays/today", nothing, test_nothing_stays);
  g_test_add_data_func ("/gui/shell/nothing-stays/list-hidden", hide_list, test_nothing_stays);
  g_test_add_data_func ("/gui/shell/nothing-stays/plan", write_plan, test_nothing_stays);
  g_test_add_data_func ("/gui/shell/nothing-stays/finding", find, test_nothing_stays);
  g_test_add_data_func ("/gui/shell/nothing-stays/searching", search, test_nothing_stays);
  g_test_add_data_func ("/gui/shell/list-while-writing/hidden", GINT_TO_POINTER (TRUE),
                        test_list_while_writing);
  g_test_add_data_func ("/gui/shell/list-while-writing/shown", GINT_TO_POINTER (FALSE),
                        test_list_while_writing);
  g_test_add_func ("/gui/shell/locked-meanwhile", test_locked_meanwhile);
  return g_test_run ();
}
