/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The shell as lock leaves it: nothing of it stays alive, whatever was open.
 */
#include "way-shell.h"

#include <string.h>
#include "way-overview-page.h"
#include "way-page.h"
#include "way-people-pane.h"
#include "way-person-page.h"
#include "way-plan-action-row.h"
#include "way-plan-section.h"
#include "way-plan.h"
#include "way-sync-button.h"
#include "way-test-window.h"
#include "way-words-field.h"
#include "way-words.h"
#include "way-writing-view.h"

/* -- what is still alive ----------------------------------------------------------------------- */

static GHashTable *alive; /* widget → type name */

static void
gone_cb (gpointer data, GObject *where_it_was)
{
  g_hash_table_remove (alive, where_it_was);
}

/* Tooltips are GTK's own and the window's. */
static void
watch (GtkWidget *widget)
{
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkTooltipWindow"))
    return;
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

static GtkWidget *
find_in (GtkWidget *root, GType part, GType type)
{
  GtkWidget *within, *found = NULL;

  way_test_until ((within = way_test_find_type (root, part)) != NULL);
  way_test_until ((found = way_test_find_type (within, type)) != NULL);
  return found;
}

static void
open_menu_of (GtkWidget *root, GType part)
{
  GtkMenuButton *button = GTK_MENU_BUTTON (find_in (root, part, GTK_TYPE_MENU_BUTTON));

  gtk_menu_button_popup (button);
  way_test_until (gtk_widget_get_mapped (GTK_WIDGET (gtk_menu_button_get_popover (button))));
}

static void
main_menu (WayTestGui *gui, WayShell *shell)
{
  open_menu_of (GTK_WIDGET (shell), WAY_TYPE_PEOPLE_PANE);
}

static void
sync_button (WayTestGui *gui, WayShell *shell)
{
  open_menu_of (GTK_WIDGET (shell), WAY_TYPE_SYNC_BUTTON);
}

static void
menu_of_a_person (WayTestGui *gui, WayShell *shell)
{
  g_autofree char *place = way_page_place_of_tab (&gui->kez, "overview");

  way_shell_go (shell, place);
  open_menu_of (GTK_WIDGET (shell), WAY_TYPE_PERSON_PAGE);
}

static void
menu_of_an_action (WayTestGui *gui, WayShell *shell)
{
  g_autofree char *place = way_page_place_of (&gui->kez, "plan.matters.S1_05");

  way_shell_go (shell, place);
  open_menu_of (GTK_WIDGET (shell), WAY_TYPE_PLAN_ACTION_ROW);
}

static void
drop_down (WayTestGui *gui, WayShell *shell)
{
  GtkWidget *given;

  write_plan (gui, shell);
  given = find_in (GTK_WIDGET (shell), WAY_TYPE_WORDS_FIELD, GTK_TYPE_DROP_DOWN);
  gtk_widget_activate (given);
  way_test_until (way_test_find_type (given, GTK_TYPE_POPOVER) != NULL);
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

/* -- what is not done before it is looked at --------------------------------------------------- */

/* (nullable): in front or behind. */
static GtkWidget *
find_anywhere (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_anywhere (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static const char *
section_of (GtkWidget *shell)
{
  GtkWidget *section = find_anywhere (shell, WAY_TYPE_PLAN_SECTION);

  return section != NULL ? way_plan_section_get_key (WAY_PLAN_SECTION (section)) : NULL;
}

static char *
dup_own_words (GtkWidget *shell)
{
  GtkWidget *view = way_test_find_type (shell, WAY_TYPE_WRITING_VIEW);

  return view != NULL ? way_writing_view_dup_text (WAY_WRITING_VIEW (view)) : g_strdup ("");
}

static gboolean
is_stored (WayTestGui *gui, const WayId *object, const char *text)
{
  g_autoptr (WayCase) stored = way_test_vault_load (&gui->vault, &gui->kez, NULL);
  const WayObject *matter = way_case_get_object (stored, WAY_KIND_MATTER, object);
  g_autoptr (GPtrArray) words = way_object_dup_words (matter, WAY_MATTER_OWN_WORDS);

  return words->len > 0
         && strstr (((WayPassage *)g_ptr_array_index (words, 0))->text, text) != NULL;
}

static WayId
somebody_else (WayTestGui *gui)
{
  g_autoptr (GPtrArray) lines = way_test_vault_list (&gui->vault, NULL);

  for (guint i = 0; i < lines->len; i++)
    if (!way_id_equal (&((WayPersonLine *)g_ptr_array_index (lines, i))->id, &gui->kez))
      return ((WayPersonLine *)g_ptr_array_index (lines, i))->id;
  g_assert_not_reached ();
}

/* The plan behind the overview holds nobody, shows what was written meanwhile once it comes to the
 * front, and lets go of what was typed in it when somebody else is gone to. */
static void
test_a_tab_behind_waits (void)
{
  WayTestGui gui;
  GtkWidget *shell;
  GtkWindow *window;
  WayId object, other;
  g_autofree char *overview = NULL, *words = NULL, *elsewhere = NULL, *theirs = NULL;
  g_autoptr (WayLiveCase) live = NULL;

  way_test_gui_init (&gui, TRUE);
  live = way_test_gui_open (&gui, &gui.kez);
  way_matter_object (&gui.kez, "S1_01", &object);
  other = somebody_else (&gui);
  overview = way_page_place_of_tab (&gui.kez, "overview");
  words = way_page_place_of (&gui.kez, "plan.matters.S1_01.own_words");
  elsewhere = way_page_place_of_tab (&other, "overview");
  shell = way_shell_new (gui.desk);
  g_assert_null (find_anywhere (shell, WAY_TYPE_PLAN_SECTION));
  window = way_test_gui_show (shell, 1280, 800);
  way_shell_go (WAY_SHELL (shell), overview);
  way_test_gui_rest (100);
  g_assert_null (section_of (shell));

  way_test_set (&gui.vault, &gui.kez, WAY_KIND_MATTER, &object, WAY_MATTER_OWN_WORDS,
                way_test_words ("Written while it was behind."));
  way_live_case_reload (live);
  way_test_gui_rest (200);
  g_assert_null (section_of (shell));
  way_shell_go (WAY_SHELL (shell), words);
  way_test_gui_rest (200);
  g_assert_cmpstr (section_of (shell), ==, "S1_01");
  theirs = dup_own_words (shell);
  g_assert_cmpstr (theirs, ==, "Written while it was behind.");

  gtk_text_buffer_insert_interactive_at_cursor (
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (way_test_find_type (shell, WAY_TYPE_WRITING_VIEW))),
      " And typed.", -1, TRUE);
  way_shell_go (WAY_SHELL (shell), elsewhere);
  way_test_until (is_stored (&gui, &object, "And typed."));
  g_assert_null (section_of (shell));
  gtk_window_destroy (window);
  g_clear_object (&live);
  way_test_gui_clear (&gui);
}

/* -- the keys are never dead --------------------------------------------------------------------
 */

static GtkWidget *
get_focus (GtkWidget *shell)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (shell));

  return focus != NULL && gtk_widget_is_ancestor (focus, shell) && gtk_widget_get_mapped (focus)
             ? focus
             : NULL;
}

/* From a field, the pointer chooses another tab: what had focus is behind now. */
static void
test_focus_follows_the_tab (void)
{
  static const char *const tabs[] = { "overview", "contacts", "history", "plan", "details" };
  WayTestGui gui;
  GtkWidget *shell;
  GtkWindow *window;
  g_autofree char *words = NULL;
  g_autoptr (WayLiveCase) live = NULL;

  way_test_gui_init (&gui, TRUE);
  live = way_test_gui_open (&gui, &gui.kez);
  words = way_page_place_of (&gui.kez, "plan.matters.S1_05.own_words");
  shell = way_shell_new (gui.desk);
  window = way_test_gui_show (shell, 1280, 800);
  for (guint i = 0; i < G_N_ELEMENTS (tabs); i++)
    {
      way_shell_go (WAY_SHELL (shell), words);
      way_test_until (WAY_IS_WRITING_VIEW (get_focus (shell)));
      way_person_page_show_tab (WAY_PERSON_PAGE (way_test_find_type (shell, WAY_TYPE_PERSON_PAGE)),
                                tabs[i]);
      way_test_gui_rest (300);
      g_assert_nonnull (get_focus (shell));
    }
  gtk_window_destroy (window);
  g_clear_object (&live);
  way_test_gui_clear (&gui);
}

/* What has focus may not be used for a moment, or for good. */
static void
test_focus_comes_back (void)
{
  WayTestGui gui;
  GtkWidget *shell, *button;
  GtkWindow *window;
  g_autofree char *overview = NULL;
  g_autoptr (WayLiveCase) live = NULL;

  way_test_gui_init (&gui, TRUE);
  live = way_test_gui_open (&gui, &gui.kez);
  overview = way_page_place_of_tab (&gui.kez, "overview");
  shell = way_shell_new (gui.desk);
  window = way_test_gui_show (shell, 1280, 800);
  way_shell_go (WAY_SHELL (shell), overview);
  way_test_gui_rest (200);
  gtk_widget_child_focus (way_test_find_type (shell, WAY_TYPE_OVERVIEW_PAGE), GTK_DIR_TAB_FORWARD);
  button = get_focus (shell);
  g_assert_nonnull (button);
  gtk_widget_set_sensitive (button, FALSE);
  gtk_widget_set_sensitive (button, TRUE);
  way_test_until (get_focus (shell) == button);
  gtk_widget_set_sensitive (button, FALSE);
  way_test_until (get_focus (shell) != NULL);
  g_assert_true (gtk_widget_is_ancestor (get_focus (shell),
                                         way_test_find_type (shell, WAY_TYPE_OVERVIEW_PAGE)));
  gtk_window_destroy (window);
  g_clear_object (&live);
  way_test_gui_clear (&gui);
}

/* GTK drops the keys of what has focus before it is on the screen, so it is there at once: also
 * before the next frame, which a busy machine is late with. */
static void
check_finding_at_once (int width, gboolean hidden)
{
  WayTestGui gui;
  GtkWidget *shell, *focus;
  GtkWindow *window;
  g_autofree char *overview = NULL;

  way_test_gui_init (&gui, TRUE);
  overview = way_page_place_of_tab (&gui.kez, "overview");
  shell = way_shell_new (gui.desk);
  window = way_test_gui_show (shell, width, 760);
  way_shell_go (WAY_SHELL (shell), overview);
  way_test_gui_rest (200);
  if (hidden)
    way_shell_toggle_list (WAY_SHELL (shell));
  way_test_gui_rest (200);
  way_shell_find (WAY_SHELL (shell));
  focus = get_focus (shell);
  g_assert_nonnull (focus);
  g_assert_true (GTK_IS_TEXT (focus));
  gtk_window_destroy (window);
  way_test_gui_clear (&gui);
}

static void
test_finding_at_once (void)
{
  check_finding_at_once (1280, FALSE);
  check_finding_at_once (1280, TRUE);
  check_finding_at_once (400, FALSE);
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
  g_test_add_data_func ("/gui/shell/nothing-stays/main-menu", main_menu, test_nothing_stays);
  g_test_add_data_func ("/gui/shell/nothing-stays/sync-button", sync_button, test_nothing_stays);
  g_test_add_data_func ("/gui/shell/nothing-stays/menu-of-a-person", menu_of_a_person,
                        test_nothing_stays);
  g_test_add_data_func ("/gui/shell/nothing-stays/menu-of-an-action", menu_of_an_action,
                        test_nothing_stays);
  g_test_add_data_func ("/gui/shell/nothing-stays/drop-down", drop_down, test_nothing_stays);
  g_test_add_data_func ("/gui/shell/list-while-writing/hidden", GINT_TO_POINTER (TRUE),
                        test_list_while_writing);
  g_test_add_data_func ("/gui/shell/list-while-writing/shown", GINT_TO_POINTER (FALSE),
                        test_list_while_writing);
  g_test_add_func ("/gui/shell/locked-meanwhile", test_locked_meanwhile);
  g_test_add_func ("/gui/shell/a-tab-behind-waits", test_a_tab_behind_waits);
  g_test_add_func ("/gui/shell/focus-follows-the-tab", test_focus_follows_the_tab);
  g_test_add_func ("/gui/shell/focus-comes-back", test_focus_comes_back);
  g_test_add_func ("/gui/shell/finding-at-once", test_finding_at_once);
  return g_test_run ();
}
