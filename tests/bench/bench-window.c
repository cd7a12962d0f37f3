/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window, on a display of its own, with the practice caseload.
 *
 * Another person.  From the choice to a painted page: ours with the case read from the vault, the
 * floor a GtkStack that turns to another page with a long text.  Unlock.  From the passphrase to a
 * painted Today; the floor is Argon2id alone.
 *
 * Both go through the store's worker as well, so the limit judges the processor time of all our
 * threads together: never less than what somebody waits where nothing else is busy, but for the
 * disk and the next frame, which the wall clock beside it has.
 */
#include "bench-gui.h"
#include "bench.h"
#include "way-argon.h"
#include "way-page.h"
#include "way-shell.h"
#include "way-test-gui.h"
#include "way-value.h"

#define TURNS 50
#define UNLOCKS 7

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
  BenchMoment began = bench_moment ();

  way_shell_go (WAY_SHELL (shell), place);
  live = way_desk_open_case (gui->desk, id);
  way_test_until (way_live_case_get_case (live) != NULL);
  bench_wait_for_paint (shell);
  bench_spent_ours (bench, &began);
}

static gboolean
bench_turns (WayTestGui *gui, GtkWidget *shell)
{
  g_auto (Bench) bench = BENCH_INIT (.title = "Another person", .ours_is = "chosen, read, painted",
                                     .floor_is = "another page of a GtkStack, painted",
                                     .rule = BENCH_MARGIN, .clock = BENCH_PROCESS, .percentile = 95,
                                     .limit = 0.050, .unit = "ms");
  GtkWidget *stack = gtk_stack_new ();
  g_autofree char *text = bench_long_text ();
  GtkWindow *bare;

  gtk_stack_add_named (GTK_STACK (stack), bench_new_bare_view (text, NULL), "0");
  gtk_stack_add_named (GTK_STACK (stack), bench_new_bare_view (text, NULL), "1");
  bare = way_test_gui_show (stack, 744, 800);
  for (guint i = 0; i < TURNS; i++)
    {
      BenchMoment began;

      turn_ours (gui, shell, i, &bench);
      bench_rest (50);
      began = bench_moment ();
      gtk_stack_set_visible_child_name (GTK_STACK (stack), i % 2 == 0 ? "1" : "0");
      bench_wait_for_paint (stack);
      bench_spent_floor (&bench, &began);
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
  BenchMoment began = bench_moment ();

  key = way_argon_derive (passphrase, salt, way_argon_params_default (), NULL);
  g_assert_nonnull (key);
  bench_spent_floor (bench, &began);
}

static void
unlock_ours (WayTestGui *gui, Bench *bench)
{
  GtkWidget *shell;
  GtkWindow *window;
  BenchMoment began;

  way_test_gui_close_desk (gui);
  g_assert_true (way_test_vault_close (&gui->vault, NULL));
  window = way_test_gui_show (gtk_label_new ("Locked"), 1280, 800);
  began = bench_moment ();
  g_assert_true (way_test_vault_open (&gui->vault, WAY_TEST_PASSPHRASE, NULL));
  way_test_gui_open_desk (gui);
  shell = way_shell_new (gui->desk);
  gtk_window_set_child (window, shell);
  way_shell_go (WAY_SHELL (shell), "today");
  way_test_until (way_caseload_is_settled (way_desk_get_people (gui->desk)));
  bench_wait_for_paint (shell);
  bench_spent_ours (bench, &began);
  gtk_window_destroy (window);
}

static gboolean
bench_unlock (WayTestGui *gui)
{
  g_auto (Bench) bench = BENCH_INIT (
          .title = "From the passphrase to Today, 25 people",
          .ours_is = "vault opened, caseload and what is due read, page painted",
          .floor_is = "Argon2id at MODERATE", .rule = BENCH_MARGIN, .clock = BENCH_PROCESS,
          .limit = 0.100, .unit = "ms");

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
  bench_dress ();
  g_log_set_always_fatal (G_LOG_FATAL_MASK); /* it measures; the tests judge */
  way_test_gui_init (&gui, TRUE);
  shell = way_shell_new (gui.desk);
  window = way_test_gui_show (shell, 1280, 800);
  good = bench_turns (&gui, shell);
  gtk_window_destroy (window);
  good = bench_unlock (&gui) && good;
  way_test_gui_clear (&gui);
  return good ? 0 : 1;
}
