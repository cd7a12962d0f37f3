/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A desk on a real vault, and waiting for what the main loop brings.
 */
#pragma once

#include <adwaita.h>
#include "way-desk.h"
#include "way-test-vault.h"

typedef struct
{
  WayTestVault vault;
  WayDesk *desk;
  WaySyncStatus *sync; /* borrowed (nullable): what a desk that is opened later has of sync */
  WayId kez;           /* a person of the vault */
} WayTestGui;

/* Once, in the place of g_test_init(). */
void way_test_gui_start (int *argc, char ***argv);

/* @practice: with the practice caseload, whose Kez is @kez; else with one person. */
void way_test_gui_init (WayTestGui *self, gboolean practice);
void way_test_gui_clear (WayTestGui *self);

/* The desk alone, as lock and unlock take it; its vault is open. */
void way_test_gui_open_desk (WayTestGui *self);
void way_test_gui_close_desk (WayTestGui *self);
/* @ret_gone becomes TRUE when the last reference goes: a weak pointer is told of dispose already.
 */
void way_test_watch_end (gpointer object, gboolean *ret_gone);

/* (transfer full): a live case whose first load is done. */
WayLiveCase *way_test_gui_open (WayTestGui *self, const WayId *id);

/* Takes @act; returns when it is on the disk and the desk has followed. */
void way_test_gui_commit (WayTestGui *self, WayAct *act);

/* (transfer none): a window of that size with @child in it, on the screen. */
GtkWindow *way_test_gui_show (GtkWidget *child, int width, int height);

/* Runs the main loop until @condition, and fails after 20 seconds. */
#define way_test_until(condition)                                                                  \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 way_end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;                                \
    while (!(condition))                                                                           \
      {                                                                                            \
        way_test_gui_turn ();                                                                      \
        if (g_get_monotonic_time () > way_end)                                                     \
          g_error ("waited in vain: %s", #condition);                                              \
      }                                                                                            \
  }                                                                                                \
  G_STMT_END

/* One turn of the main loop, at most 20 ms. */
void way_test_gui_turn (void);
/* Turns for @ms. */
void way_test_gui_rest (guint ms);

/* The files of one folder, into another that is made. */
void way_test_copy_files (const char *from, const char *to);
/* A folder with all that is in it, or a file. */
void way_test_remove_files (const char *path);
