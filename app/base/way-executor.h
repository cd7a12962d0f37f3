/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * WayExecutor: the only door to threads and timers.
 *
 * Three places to run work, all named by what runs there:
 *   worker  one thread, first in first out; every SQL statement runs here and asserts it
 *   pool    any number at once; Argon2id and bulk sealing
 *   main    the main context of the thread that made the executor; GUI, sync, timers
 *
 * A GTask function run in worker or pool returns through its task; the task's callback comes back
 * on the main context the task was created in, as always with GTask.
 *
 * Two kinds: real threads for the programs, and one seeded queue on the calling thread for the
 * simulator, where the order of everything follows from the seed and way_executor_step().
 */
#pragma once

#include <gio/gio.h>
#include "way-random.h"

G_BEGIN_DECLS

#define WAY_TYPE_EXECUTOR (way_executor_get_type ())
G_DECLARE_DERIVABLE_TYPE (WayExecutor, way_executor, WAY, EXECUTOR, GObject)

struct _WayExecutorClass
{
  GObjectClass parent_class;

  void (*run_in_worker) (WayExecutor *self, GTask *task, GTaskThreadFunc function);
  void (*run_in_pool) (WayExecutor *self, GTask *task, GTaskThreadFunc function);
  gboolean (*is_worker) (WayExecutor *self);
  guint (*add_timeout) (WayExecutor *self,
                        guint delay_ms,
                        GSourceFunc function,
                        gpointer data,
                        GDestroyNotify destroy);
  void (*remove_timeout) (WayExecutor *self, guint id);
  void (*join) (WayExecutor *self);
};

/* (transfer full): @worker_name names the worker thread. */
WayExecutor *way_executor_new_threads (const char *worker_name);

/* (transfer full): nothing runs until way_executor_step(). */
WayExecutor *way_executor_new_seeded (WayRandom *random);

/* Both keep a reference on @task until @function returned.  The pool's is let go of on main, so
 * what belongs there may be the source of a task; the worker's on the worker. */
void way_executor_run_in_worker (WayExecutor *self, GTask *task, GTaskThreadFunc function);
void way_executor_run_in_pool (WayExecutor *self, GTask *task, GTaskThreadFunc function);

/* TRUE on the worker; every function that touches SQL asserts it. */
gboolean way_executor_is_worker (WayExecutor *self);

/* Calls @function on the main context after @delay_ms, again while it returns G_SOURCE_CONTINUE.
 * Returns an id for way_executor_remove_timeout(). */
guint way_executor_add_timeout (
    WayExecutor *self, guint delay_ms, GSourceFunc function, gpointer data, GDestroyNotify destroy);
void way_executor_remove_timeout (WayExecutor *self, guint id);

/* Returns when worker and pool have done what was asked of them, let go of it, and ended; nothing
 * may be asked of them after that.  For whoever made the executor, before it goes: a job that is
 * answered may still be held by its thread for a moment, and what it holds with it. */
void way_executor_join (WayExecutor *self);

/* Seeded only: runs one waiting piece of work, chosen by the seed; FALSE where none waits. */
gboolean way_executor_step (WayExecutor *self);

G_END_DECLS
