/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WaySessionWatch: hears that the desktop locks, that its session is to be locked, or that the
 * laptop goes to sleep.
 *
 * org.freedesktop.login1 (Lock, PrepareForSleep) on the system bus; ActiveChanged of
 * org.gnome.ScreenSaver and org.freedesktop.ScreenSaver on the session's.  While it lives it holds
 * one delay inhibitor, so that sleep waits for what is being typed; released by
 * way_session_watch_settled(), and after WAY_SESSION_WATCH_DELAY_MS at the latest.
 *
 * Where there is no bus, no such service, or a bus that goes away, it hears nothing and harms
 * nothing: the program does not end with a bus.  Signal "lock".  Main context only.
 */
#pragma once

#include <gio/gio.h>
#include "way-executor.h"

G_BEGIN_DECLS

#define WAY_SESSION_WATCH_DELAY_MS 1000

#define WAY_TYPE_SESSION_WATCH (way_session_watch_get_type ())
G_DECLARE_FINAL_TYPE (WaySessionWatch, way_session_watch, WAY, SESSION_WATCH, GObject)

/* (transfer full) */
WaySessionWatch *way_session_watch_new (WayExecutor *executor);

/* Everything is saved and blank: sleep need not wait any longer. */
void way_session_watch_settled (WaySessionWatch *self);
gboolean way_session_watch_holds_sleep (WaySessionWatch *self);

G_END_DECLS
