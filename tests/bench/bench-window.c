/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window, on a display of its own, with the practice caseload.
 *
 * A key press.   From the key in the text view to a main loop with nothing left to do: ours in own
 *                words of a plan of forty pages, the floor in a bare GtkTextView with the same
 * text. Another person. From the choice to a painted page: ours with the case read from the vault,
 * the floor a GtkStack that turns to another page of the same text. Unlock.        From the
 * passphrase to a painted Today; the floor is Argon2id alone.
 */
#include "bench.h"
#include "way-argon.h"
#include "way-shell.h"
#include "way-test-gui.h"
#include "way-value.h"
#include "way-page.h"
#include "way-writing-view.h"

#define KEYS 1000
#define TURNS 40
#define UNLOCKS 5
#define SENTENCE                                                                                   \
  "I want to be near my brother's school so he can come for tea, and the kitchen is loud in the "  \
  "morning so I would like to paint it yellow. "
#define SENTENCES 90 /* a section of about four printed pages */

static char *
long_text (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < SENTENCES; i++)
    g_string_append (text, i % 12 == 11 ? SENTENCE "\n\n" : SENTENCE);
  return g_string_free (text, FALSE);
}

static void
fill_plan (WayTestGui *gui)
{
  g_autofree char *text = long_text ();

  for (guint i = 1; i <= 10; i++)
    {
      g_autofree char *key = g_strdup_printf ("S1_%02u", i);
      WayId object;

      way_matter_object (&gui->kez, key, &object);
      way_test_set (&gui->vault, &gui->kez, WAY_KIND_MATTER, &object, WAY_MATTER_OWN_WORDS,
                    way_test_words (text));
    }
}

static void
run_dry (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
painted_cb (GdkFrameClock *clock, gpointer data)
{
  *(gboolean *)data = TRUE;
}

/* Until what changed is on the screen. */
static void
wait_for_paint (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gboolean painted = FALSE;
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &painted);

  gtk_widget_queue_draw (widget);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, id);
}

static WayWritingView *
find_view (GtkWidget *widget)
{
  if (WAY_IS_WRITING_VIEW (widget))
    return WAY_WRITING_VIEW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      WayWritingView *found = gtk_widget_get_mapped (child) ? find_view (child) : NULL;

      if (found != NULL)
        return found;
    }
  return NULL;
}

static double
press (GtkTextBuffer *buffer)
{
  double began = bench_now ();

  gtk_text_buffer_insert_interactive_at_cursor (buffer, "e", 1, TRUE);
  run_dry ();
  return began;
}

static GtkWidget *
new_bare_view (GtkTextBuffer **ret_buffer)
{
  g_autofree char *text = long_text ();
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  *ret_buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_buffer_set_text (*ret_buffer, text, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  return scroller;
}

static gboolean
bench_keys (WayTestGui *gui, GtkWidget *shell)
{
  g_auto (Bench) bench = BENCH_INIT (.title = "A key press in a plan of forty pages",
                                     .ours_is = "own words of a section",
                                     .floor_is = "a bare GtkTextView with the same text",
                                     .rule = BENCH_MARGIN, .limit = 0.004, .percentile = 99,
                                     .unit = "ms");
  g_autofree char *place = way_page_place_of (&gui->kez, "plan.matters.S1_05.own_words");
  GtkTextBuffer *ours, *floor;
  GtkWindow *bare = way_test_gui_show (new_bare_view (&floor), 744, 800);

  way_shell_go (WAY_SHELL (shell), place);
  way_test_gui_rest (500);
  ours = gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_view (shell)));
  for (guint i = 0; i < KEYS; i++)
    {
      bench_add_ours (&bench, press (ours));
      bench_add_floor (&bench, press (floor));
    }
  gtk_window_destroy (bare);
  return bench_report (&bench);
}

static WayPersonItem *
person_at (WayTestGui *gui, guint i)
{
  GListModel *people = G_LIST_MODEL (way_desk_get_people (gui->desk));
  g_autoptr (WayPersonItem) item = g_list_model_get_item (people,
                                                          i % g_list_model_get_n_items (people));

  return item;
}

static void
turn_ours (WayTestGui *gui, GtkWidget *shell, guint i, Bench *bench)
{
  const WayId *id = way_person_item_get_id (person_at (gui, i));
  g_autofree char *place = way_page_place_of_tab (id, "overview");
  g_autoptr (WayLiveCase) live = NULL;
  double began = bench_now ();

  way_shell_go (WAY_SHELL (shell), place);
  live = way_desk_open_case (gui->desk, id);
  way_test_until (way_live_case_get_case (live) != NULL);
  wait_for_paint (shell);
  bench_add_ours (bench, began);
}

static gboolean
bench_turns (WayTestGui *gui, GtkWidget *shell)
{
  g_auto (Bench) bench = BENCH_INIT (.title = "Another person", .ours_is = "chosen, read, painted",
                                     .floor_is = "another page of a GtkStack, painted",
                                     .rule = BENCH_MARGIN, .limit = 0.050, .unit = "ms");
  GtkWidget *stack = gtk_stack_new ();
  GtkTextBuffer *buffer;
  GtkWindow *bare;

  gtk_stack_add_named (GTK_STACK (stack), new_bare_view (&buffer), "0");
  gtk_stack_add_named (GTK_STACK (stack), new_bare_view (&buffer), "1");
  bare = way_test_gui_show (stack, 744, 800);
  for (guint i = 0; i < TURNS; i++)
    {
      double began;

      turn_ours (gui, shell, i, &bench);
      began = bench_now ();
      gtk_stack_set_visible_child_name (GTK_STACK (stack), i % 2 == 0 ? "1" : "0");
      wait_for_paint (stack);
      bench_add_floor (&bench, began);
    }
  gtk_window_destroy (bare);
  return bench_report (&bench);
}

static void
argon_alone (WayTestGui *gui, Bench *bench)
{
  g_autoptr (WaySecret) passphrase = way_test_passphrase (WAY_TEST_PASSPHRASE);
  guint8 salt[WAY_ARGON_SALT_SIZE] = { 7 };
  g_autoptr (WaySecret) key = NULL;
  double began = bench_now ();

  key = way_argon_derive (passphrase, salt, way_argon_params_default (), NULL);
  g_assert_nonnull (key);
  bench_add_floor (bench, began);
}

static void
unlock_ours (WayTestGui *gui, Bench *bench)
{
  GtkWidget *shell;
  GtkWindow *window;
  double began;

  way_test_gui_close_desk (gui);
  g_assert_true (way_test_vault_close (&gui->vault, NULL));
  window = way_test_gui_show (gtk_label_new ("Locked"), 1280, 800);
  began = bench_now ();
  g_assert_true (way_test_vault_open (&gui->vault, WAY_TEST_PASSPHRASE, NULL));
  way_test_gui_open_desk (gui);
  shell = way_shell_new (gui->desk);
  gtk_window_set_child (window, shell);
  way_shell_go (WAY_SHELL (shell), "today");
  way_test_until (way_caseload_is_settled (way_desk_get_people (gui->desk)));
  wait_for_paint (shell);
  bench_add_ours (bench, began);
  gtk_window_destroy (window);
}

static gboolean
bench_unlock (WayTestGui *gui)
{
  g_auto (Bench) bench = BENCH_INIT (
          .title = "From the passphrase to Today, 25 people",
          .ours_is = "vault opened, caseload and what is due read, page painted",
          .floor_is = "Argon2id at MODERATE", .rule = BENCH_MARGIN, .limit = 0.100, .unit = "ms");

  for (guint i = 0; i < UNLOCKS; i++)
    {
      unlock_ours (gui, &bench);
      argon_alone (gui, &bench);
    }
  return bench_report (&bench);
}

int
main (int argc, char **argv)
{
  BenchOptions options;
  WayTestGui gui;
  GtkWidget *shell;
  GtkWindow *window;
  gboolean good;

  if (!bench_start (argc, argv, 25, &options))
    return 2;
  way_test_gui_start (&argc, &argv);
  g_log_set_always_fatal (G_LOG_FATAL_MASK); /* it measures; the tests judge */
  way_test_gui_init (&gui, TRUE);
  fill_plan (&gui);
  shell = way_shell_new (gui.desk);
  window = way_test_gui_show (shell, 1280, 800);
  good = bench_turns (&gui, shell);
  good = bench_keys (&gui, shell) && good;
  gtk_window_destroy (window);
  good = bench_unlock (&gui) && good;
  way_test_gui_clear (&gui);
  return good ? 0 : 1;
}
