/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-executor.h"

G_DEFINE_ABSTRACT_TYPE (WayExecutor, way_executor, G_TYPE_OBJECT)

static void
way_executor_class_init (WayExecutorClass *klass)
{
}

static void
way_executor_init (WayExecutor *self)
{
}

void
way_executor_run_in_worker (WayExecutor *self, GTask *task, GTaskThreadFunc function)
{
  g_return_if_fail (WAY_IS_EXECUTOR (self));
  g_return_if_fail (G_IS_TASK (task));
  WAY_EXECUTOR_GET_CLASS (self)->run_in_worker (self, task, function);
}

void
way_executor_run_in_pool (WayExecutor *self, GTask *task, GTaskThreadFunc function)
{
  g_return_if_fail (WAY_IS_EXECUTOR (self));
  g_return_if_fail (G_IS_TASK (task));
  WAY_EXECUTOR_GET_CLASS (self)->run_in_pool (self, task, function);
}

gboolean
way_executor_is_worker (WayExecutor *self)
{
  g_return_val_if_fail (WAY_IS_EXECUTOR (self), FALSE);
  return WAY_EXECUTOR_GET_CLASS (self)->is_worker (self);
}

guint
way_executor_add_timeout (
    WayExecutor *self, guint delay_ms, GSourceFunc function, gpointer data, GDestroyNotify destroy)
{
  g_return_val_if_fail (WAY_IS_EXECUTOR (self), 0);
  return WAY_EXECUTOR_GET_CLASS (self)->add_timeout (self, delay_ms, function, data, destroy);
}

void
way_executor_remove_timeout (WayExecutor *self, guint id)
{
  g_return_if_fail (WAY_IS_EXECUTOR (self));
  WAY_EXECUTOR_GET_CLASS (self)->remove_timeout (self, id);
}

void
way_executor_join (WayExecutor *self)
{
  g_return_if_fail (WAY_IS_EXECUTOR (self));
  WAY_EXECUTOR_GET_CLASS (self)->join (self);
}

/* -- real threads ------------------------------------------------------------------------------ */

#define WAY_TYPE_EXECUTOR_THREADS (way_executor_threads_get_type ())
G_DECLARE_FINAL_TYPE (WayExecutorThreads, way_executor_threads, WAY, EXECUTOR_THREADS, WayExecutor)

struct _WayExecutorThreads
{
  WayExecutor parent_instance;

  GThread *worker;    /* (owned) (nullable): NULL once joined */
  GAsyncQueue *queue; /* (owned): Job */
  GThreadPool *pool;  /* (owned) (nullable): the same */
  GAsyncQueue *done;  /* (owned): Job of the pool, to be let go of on main */
  GMainContext *main; /* (owned) */
};

G_DEFINE_FINAL_TYPE (WayExecutorThreads, way_executor_threads, WAY_TYPE_EXECUTOR)

typedef struct
{
  GTask *task; /* (owned) (nullable): NULL ends the worker */
  GTaskThreadFunc function;
} Job;

static void
job_run (Job *job)
{
  job->function (job->task, g_task_get_source_object (job->task), g_task_get_task_data (job->task),
                 g_task_get_cancellable (job->task));
}

static void
job_free (Job *job)
{
  g_clear_object (&job->task);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

/* Set on a worker thread: the queue it serves.  It says who is the worker from the first job to the
 * last, also while the executor is being made or dropped. */
static GPrivate worker_queue;

static gpointer
worker_main (gpointer data)
{
  g_autoptr (GAsyncQueue) queue = data;

  g_private_set (&worker_queue, queue);
  for (;;)
    {
      g_autoptr (Job) job = g_async_queue_pop (queue);

      if (job->task == NULL)
        return NULL;
      job_run (job);
    }
}

/* FALSE where nothing is left. */
static gboolean
let_go (GAsyncQueue *done)
{
  g_autoptr (Job) job = g_async_queue_try_pop (done);

  return job != NULL;
}

static gboolean
let_go_cb (gpointer done)
{
  let_go (done);
  return G_SOURCE_REMOVE;
}

/* A job may hold the last reference on what belongs to main, a widget for one, and that must not
 * end on a thread: the pool hands its jobs back. */
static void
pool_main (gpointer data, gpointer executor)
{
  WayExecutorThreads *self = executor;
  g_autoptr (GSource) source = g_idle_source_new ();

  job_run (data);
  g_async_queue_push (self->done, data);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, let_go_cb, g_async_queue_ref (self->done),
                         (GDestroyNotify)g_async_queue_unref);
  g_source_attach (source, self->main);
}

static Job *
job_new (GTask *task, GTaskThreadFunc function)
{
  Job *job = g_new0 (Job, 1);

  job->task = task != NULL ? g_object_ref (task) : NULL;
  job->function = function;
  return job;
}

static void
threads_run_in_worker (WayExecutor *executor, GTask *task, GTaskThreadFunc function)
{
  g_async_queue_push (WAY_EXECUTOR_THREADS (executor)->queue, job_new (task, function));
}

static void
threads_run_in_pool (WayExecutor *executor, GTask *task, GTaskThreadFunc function)
{
  g_thread_pool_push (WAY_EXECUTOR_THREADS (executor)->pool, job_new (task, function), NULL);
}

static gboolean
threads_is_worker (WayExecutor *executor)
{
  return g_private_get (&worker_queue) == WAY_EXECUTOR_THREADS (executor)->queue;
}

static guint
threads_add_timeout (WayExecutor *executor,
                     guint delay_ms,
                     GSourceFunc function,
                     gpointer data,
                     GDestroyNotify destroy)
{
  return g_timeout_add_full (G_PRIORITY_DEFAULT, delay_ms, function, data, destroy);
}

static void
threads_remove_timeout (WayExecutor *executor, guint id)
{
  g_source_remove (id);
}

/* The worker finishes what was asked of it before it ends: a queued save is still a save.  Where
 * the last reference went with a job of its own, it cannot wait for itself, and ends after that. */
static void
threads_join (WayExecutor *executor)
{
  WayExecutorThreads *self = WAY_EXECUTOR_THREADS (executor);

  if (self->worker == NULL)
    return;
  g_thread_pool_free (g_steal_pointer (&self->pool), FALSE, TRUE);
  g_async_queue_push (self->queue, job_new (NULL, NULL));
  if (threads_is_worker (executor))
    g_thread_unref (g_steal_pointer (&self->worker));
  else
    g_thread_join (g_steal_pointer (&self->worker));
  while (let_go (self->done))
    ;
}

static void
threads_dispose (GObject *object)
{
  WayExecutorThreads *self = WAY_EXECUTOR_THREADS (object);

  threads_join (WAY_EXECUTOR (self));
  g_clear_pointer (&self->queue, g_async_queue_unref);
  g_clear_pointer (&self->done, g_async_queue_unref);
  g_clear_pointer (&self->main, g_main_context_unref);

  G_OBJECT_CLASS (way_executor_threads_parent_class)->dispose (object);
}

static void
way_executor_threads_class_init (WayExecutorThreadsClass *klass)
{
  WayExecutorClass *executor_class = WAY_EXECUTOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = threads_dispose;
  executor_class->run_in_worker = threads_run_in_worker;
  executor_class->run_in_pool = threads_run_in_pool;
  executor_class->is_worker = threads_is_worker;
  executor_class->add_timeout = threads_add_timeout;
  executor_class->remove_timeout = threads_remove_timeout;
  executor_class->join = threads_join;
}

static void
way_executor_threads_init (WayExecutorThreads *self)
{
  self->queue = g_async_queue_new_full ((GDestroyNotify)job_free);
  self->done = g_async_queue_new_full ((GDestroyNotify)job_free);
  self->main = g_main_context_ref_thread_default ();
}

WayExecutor *
way_executor_new_threads (const char *worker_name)
{
  WayExecutorThreads *self = g_object_new (WAY_TYPE_EXECUTOR_THREADS, NULL);

  self->pool = g_thread_pool_new (pool_main, self, -1, FALSE, NULL);
  self->worker = g_thread_new (worker_name, worker_main, g_async_queue_ref (self->queue));
  return WAY_EXECUTOR (self);
}
