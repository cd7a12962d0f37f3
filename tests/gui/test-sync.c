/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How it stands with sync, on the button, in its popover, and in the header while the list is
 * hidden.
 */
#include "way-sync-button.h"

#include <string.h>
#include "way-people-pane.h"
#include "way-sync-popover.h"
#include "way-sync-words.h"
#include "way-test-window.h"

/* 16 October 2025, 2:05pm in Great Britain */
#define NOW G_GINT64_CONSTANT (1760619900000)
#define HOUR G_GINT64_CONSTANT (3600000)
#define DAY (24 * HOUR)

/* -- a status that says what it is told to ----------------------------------------------------- */

#define TEST_TYPE_SYNC (test_sync_get_type ())
G_DECLARE_FINAL_TYPE (TestSync, test_sync, TEST, SYNC, GObject)

struct _TestSync
{
  GObject parent;
  WaySyncReport report;
};

static void status_init (WaySyncStatusInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestSync,
                               test_sync,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WAY_TYPE_SYNC_STATUS, status_init))

static WaySyncReport
get_report (WaySyncStatus *status)
{
  return TEST_SYNC (status)->report;
}

static void
status_init (WaySyncStatusInterface *iface)
{
  iface->get_report = get_report;
}

static void
test_sync_class_init (TestSyncClass *klass)
{
}

static void
test_sync_init (TestSync *self)
{
}

static void
tell (TestSync *self, WaySyncReport report)
{
  self->report = report;
  way_sync_status_emit_changed (WAY_SYNC_STATUS (self));
}

/* -- words ------------------------------------------------------------------------------------- */

static const struct
{
  WaySyncReport report;
  const char *title, *line, *heading, *waiting, *done, *synced, *action;
} cases[] = {
  { { .state = WAY_SYNC_NO_TEAM },
    "On this laptop only",
    "Not in a team",
    "On this laptop only",
    NULL,
    NULL,
    NULL,
    "app.make-backup" },
  { { .state = WAY_SYNC_SYNCED, .synced_ms = NOW - 5 * HOUR, .n_sent = 14, .n_received = 6 },
    "Synced",
    "Today at 9:05am",
    "Everything is synced",
    NULL,
    "14 sent, 6 received",
    "Today at 9:05am",
    "app.sync" },
  { { .state = WAY_SYNC_OFFLINE, .n_waiting = 14, .synced_ms = NOW - 3 * DAY },
    "Working offline",
    "14 changes waiting to sync",
    "Working offline",
    "14 changes waiting",
    NULL,
    "Monday 13 October, 2:05pm",
    "app.sync" },
  { { .state = WAY_SYNC_OFFLINE, .n_waiting = 1, .synced_ms = NOW - 7 * DAY },
    "Working offline",
    "1 change waiting to sync. Last synced 9 October",
    "Working offline",
    "1 change waiting",
    NULL,
    "Thursday 9 October, 2:05pm",
    "app.sync" },
  { { .state = WAY_SYNC_OFFLINE },
    "Working offline",
    "Not synced yet",
    "Working offline",
    NULL,
    NULL,
    NULL,
    "app.sync" },
  { { .state = WAY_SYNC_WAITING, .n_waiting = 2 },
    "Saved on this laptop",
    "2 changes waiting to sync",
    "Saved on this laptop",
    "2 changes waiting",
    NULL,
    NULL,
    "app.sync" },
  { { .state = WAY_SYNC_SYNCING, .n_to_send = 14, .n_sent = 9, .n_waiting = 5 },
    "Syncing",
    "9 of 14 changes sent",
    "Syncing",
    NULL,
    "9 of 14 changes sent",
    NULL,
    "app.stop-sync" },
  { { .state = WAY_SYNC_SYNCING },
    "Syncing",
    "Looking for the team’s work",
    "Syncing",
    NULL,
    "Looking for the team’s work",
    NULL,
    "app.stop-sync" },
  { { .state = WAY_SYNC_TROUBLE, .trouble = WAY_SYNC_TROUBLE_CERT_HOST, .n_waiting = 5 },
    "Sync stopped",
    "Your work is safe on this laptop",
    "Sync stopped",
    "5 changes waiting",
    NULL,
    NULL,
    "app.sync" },
  { { .state = WAY_SYNC_TROUBLE, .trouble = WAY_SYNC_TROUBLE_NOT_ADMITTED },
    "Joined",
    "Your cases open later",
    "Joined",
    NULL,
    NULL,
    NULL,
    "app.sync" },
};

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (WaySyncWords) words = { 0 };

      way_sync_words_init (&words, &cases[i].report, NOW);
      g_assert_cmpstr (words.title, ==, cases[i].title);
      g_assert_cmpstr (words.line, ==, cases[i].line);
      g_assert_cmpstr (words.heading, ==, cases[i].heading);
      g_assert_cmpstr (words.waiting, ==, cases[i].waiting);
      g_assert_cmpstr (words.done, ==, cases[i].done);
      g_assert_cmpstr (words.synced, ==, cases[i].synced);
      g_assert_cmpstr (words.action, ==, cases[i].action);
      g_assert_cmpuint (strlen (words.text), >, 0);
      g_assert_cmpuint (strlen (words.verb), >, 0);
    }
}

/* Every trouble has a sentence, and a name only for whoever helps. */
static void
test_troubles (void)
{
  for (guint trouble = WAY_SYNC_TROUBLE_NONE + 1; trouble < WAY_SYNC_N_TROUBLES; trouble++)
    {
      WaySyncReport report = { .state = WAY_SYNC_TROUBLE,
                               .trouble = (WaySyncTrouble)trouble,
                               .again_ms = NOW + 10 * 60 * 1000 };
      g_auto (WaySyncWords) words = { 0 };

      way_sync_words_init (&words, &report, NOW);
      g_assert_nonnull (strstr (words.text, way_sync_trouble_sentence (report.trouble)));
      g_assert_true (g_str_has_suffix (words.text, "Waymark tries again in 10 minutes."));
      g_assert_true (words.why == NULL
                     || g_str_has_suffix (words.why, way_sync_trouble_name (report.trouble)));
    }
}

/* Who confirmed it, and amber where nobody did for days. */
static void
test_confirmed (void)
{
  WaySyncReport report = {
    .state = WAY_SYNC_SYNCED, .synced_ms = NOW, .n_confirmed = 3, .confirmed_ms = NOW - 3 * DAY
  };
  g_auto (WaySyncWords) words = { 0 }, amber = { 0 };

  way_sync_words_init (&words, &report, NOW);
  g_assert_nonnull (strstr (words.text, "Confirmed with 3 colleagues up to "));
  g_assert_cmpstr (words.style, ==, "done");
  report.trouble = WAY_SYNC_TROUBLE_UNCONFIRMED;
  way_sync_words_init (&amber, &report, NOW);
  g_assert_cmpstr (amber.text, ==, way_sync_trouble_sentence (WAY_SYNC_TROUBLE_UNCONFIRMED));
  g_assert_cmpstr (amber.style, ==, "due");
  g_assert_cmpstr (amber.title, ==, "Synced");
}

/* -- in the window ----------------------------------------------------------------------------- */

typedef struct
{
  WayTestGui gui;
  TestSync *sync;
  WayTestWindow *window;
} Fixture;

static void
set_up (Fixture *self, WaySyncReport report)
{
  way_test_gui_init (&self->gui, FALSE);
  way_test_gui_close_desk (&self->gui);
  self->sync = g_object_new (TEST_TYPE_SYNC, NULL);
  self->sync->report = report;
  self->gui.sync = WAY_SYNC_STATUS (self->sync);
  way_test_gui_open_desk (&self->gui);
  self->window = way_test_window_new (self->gui.desk, "today", 1280, 800);
}

static void
tear_down (Fixture *self)
{
  way_test_window_close (self->window);
  way_test_gui_clear (&self->gui);
  g_object_unref (self->sync);
}

static GtkMenuButton *
find_menu_button (GtkWidget *root)
{
  return GTK_MENU_BUTTON (
      way_test_find_type (way_test_find_type (root, WAY_TYPE_SYNC_BUTTON), GTK_TYPE_MENU_BUTTON));
}

static GtkWidget *
find_pane (Fixture *self)
{
  return way_test_find_type (GTK_WIDGET (self->window), WAY_TYPE_PEOPLE_PANE);
}

static void
test_follows (void)
{
  Fixture fixture;
  GtkMenuButton *button;
  GtkWidget *popover;

  set_up (&fixture, (WaySyncReport){ .state = WAY_SYNC_OFFLINE, .n_waiting = 14 });
  way_test_until_text (fixture.window, "14 changes waiting to sync");
  button = find_menu_button (find_pane (&fixture));
  g_assert_null (gtk_menu_button_get_popover (button));
  gtk_menu_button_popup (button);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (button));
  way_test_until (gtk_widget_get_mapped (popover));
  g_assert_nonnull (way_test_find_text (popover, "Try to sync now"));
  g_assert_nonnull (way_test_find_text (popover, "14 changes waiting"));
  g_assert_null (way_test_find_text (popover, "What happened?"));

  /* news, while it is open */
  tell (fixture.sync, (WaySyncReport){ .state = WAY_SYNC_SYNCING, .n_to_send = 14, .n_sent = 9 });
  way_test_until_text (popover, "9 of 14 changes sent");
  g_assert_nonnull (way_test_find_text (popover, "Stop"));
  tell (fixture.sync,
        (WaySyncReport){ .state = WAY_SYNC_TROUBLE, .trouble = WAY_SYNC_TROUBLE_SERVER });
  way_test_until_text (popover, "What happened?");
  g_assert_null (way_test_find_text (popover, "For whoever helps you: server"));
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (gtk_widget_get_ancestor (way_test_find_text (popover, "What happened?"),
                                                  GTK_TYPE_TOGGLE_BUTTON)),
      TRUE);
  way_test_until_text (popover, "For whoever helps you: server");
  tear_down (&fixture);
}

/* The header of the page has it while the list has not. */
static void
test_list_hidden (void)
{
  Fixture fixture;
  WayShell *shell;

  set_up (&fixture, (WaySyncReport){ .state = WAY_SYNC_OFFLINE, .n_waiting = 14 });
  shell = way_test_window_get_shell (fixture.window);
  way_test_until_text (fixture.window, "14 changes waiting to sync");
  way_shell_toggle_list (shell);
  way_test_until (way_test_find_text (GTK_WIDGET (shell), "14 changes waiting to sync") == NULL);
  way_test_until (way_test_find_type (GTK_WIDGET (shell), WAY_TYPE_SYNC_BUTTON) != NULL);
  way_shell_toggle_list (shell);
  way_test_until_text (fixture.window, "14 changes waiting to sync");
  tear_down (&fixture);
}

/* Without a team there is one thing to do, and no icon in any header. */
static void
test_alone (void)
{
  Fixture fixture;
  WayShell *shell;

  set_up (&fixture, (WaySyncReport){ .state = WAY_SYNC_NO_TEAM });
  shell = way_test_window_get_shell (fixture.window);
  way_test_until_text (fixture.window, "On this laptop only");
  way_shell_toggle_list (shell);
  way_test_until (way_test_find_text (GTK_WIDGET (shell), "On this laptop only") == NULL);
  way_test_gui_rest (100);
  g_assert_null (way_test_find_type (GTK_WIDGET (shell), WAY_TYPE_SYNC_BUTTON));
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  way_test_gui_start (&argc, &argv);
  g_test_add_func ("/gui/sync/words", test_words);
  g_test_add_func ("/gui/sync/troubles", test_troubles);
  g_test_add_func ("/gui/sync/confirmed", test_confirmed);
  g_test_add_func ("/gui/sync/follows", test_follows);
  g_test_add_func ("/gui/sync/list-hidden", test_list_hidden);
  g_test_add_func ("/gui/sync/alone", test_alone);
  return g_test_run ();
}
