/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-executor.h"

typedef struct
{
  WayExecutor *executor;
  GString *trace;
  char name;
} Step;

static void
step_in_worker (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Step *step = data;

  g_assert_true (way_executor_is_worker (step->executor));
  g_string_append_c (step->trace, step->name);
  g_task_return_boolean (task, TRUE);
}

static void
step_in_pool (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Step *step = data;

  g_assert_false (way_executor_is_worker (step->executor));
  g_string_append_c (step->trace, step->name);
  g_task_return_boolean (task, TRUE);
}

static void
add_step (WayExecutor *executor, Step *steps, int index, GString *trace, gboolean pool)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  steps[index] = (Step){ executor, trace, (char)((pool ? 'a' : 'A') + index) };
  g_task_set_task_data (task, &steps[index], NULL);
  if (pool)
    way_executor_run_in_pool (executor, task, step_in_pool);
  else
    way_executor_run_in_worker (executor, task, step_in_worker);
}

static char *
seeded_trace (guint64 seed)
{
  g_autoptr (WayRandom) random = way_random_new_seeded (seed);
  g_autoptr (WayExecutor) executor = way_executor_new_seeded (random);
  GString *trace = g_string_new (NULL);
  Step steps[12];

  for (int i = 0; i < 12; i++)
    add_step (executor, steps, i, trace, i % 2 == 1);
  while (way_executor_step (executor))
    ;
  return g_string_free (trace, FALSE);
}

static void
test_seeded (void)
{
  g_autoptr (GHashTable) orders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint64 seed = 0; seed < 50; seed++)
    {
      g_autofree char *first = seeded_trace (seed);
      g_autofree char *again = seeded_trace (seed);
      char last = 0;

      g_assert_cmpstr (first, ==, again);
      g_assert_cmpuint (strlen (first), ==, 12);
      for (const char *c = first; *c != '\0'; c++)
        if (g_ascii_isupper (*c))
          {
            g_assert_cmpint (last, <, *c);
            last = *c;
          }
      g_hash_table_add (orders, g_steal_pointer (&first));
    }
  g_assert_cmpuint (g_hash_table_size (orders), >, 40);
}

static gboolean
count_down (gpointer data)
{
  int *left = data;

  return --*left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
test_seeded_timers (void)
{
  g_autoptr (WayRandom) random = way_random_new_seeded (7);
  g_autoptr (WayExecutor) executor = way_executor_new_seeded (random);
  int left = 3, never = 1;
  guint id = way_executor_add_timeout (executor, 10, count_down, &never, NULL);

  way_executor_add_timeout (executor, 10, count_down, &left, NULL);
  way_executor_remove_timeout (executor, id);
  while (way_executor_step (executor))
    ;
  g_assert_cmpint (left, ==, 0);
  g_assert_cmpint (never, ==, 1);
}

static void
test_threads (void)
{
  WayExecutor *executor = way_executor_new_threads ("test-worker");
  g_autoptr (GString) trace = g_string_new (NULL);
  Step steps[20];

  g_assert_false (way_executor_is_worker (executor));
  for (int i = 0; i < 20; i++)
    add_step (executor, steps, i, trace, FALSE);
  /* Dropping the executor waits for everything that was asked of the worker. */
  g_assert_finalize_object (executor);
  g_assert_cmpstr (trace->str, ==, "ABCDEFGHIJKLMNOPQRST");
}

static void
linger_in_pool (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_boolean (task, TRUE);
  g_usleep (20000);
}

static void
note_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(gboolean *)data = TRUE;
}

/* A thread that has answered still holds its job; joined, nothing holds anything. */
static void
test_join (void)
{
  WayExecutor *executor = way_executor_new_threads ("test-worker");
  gboolean answered[2] = { FALSE, FALSE };

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GTask) task = g_task_new (executor, NULL, note_cb, &answered[i]);

      if (i == 0)
        way_executor_run_in_pool (executor, task, linger_in_pool);
      else
        way_executor_run_in_worker (executor, task, linger_in_pool);
    }
  while (!answered[0] || !answered[1])
    g_main_context_iteration (NULL, TRUE);
  way_executor_join (executor);
  way_executor_join (executor);
  g_assert_finalize_object (executor);
}

static void
ended_cb (gpointer data, GObject *where)
{
  g_atomic_pointer_set ((GThread **)data, g_thread_self ());
}

/* The thread has answered and holds its job still, and with it the last reference on what belongs
 * to main. */
static void
test_ends_on_main (void)
{
  g_autoptr (WayExecutor) executor = way_executor_new_threads ("test-worker");
  GObject *widget = g_object_new (G_TYPE_OBJECT, NULL);
  GThread *ended = NULL;
  gboolean answered = FALSE;
  GTask *task = g_task_new (widget, NULL, note_cb, &answered);

  g_object_weak_ref (widget, ended_cb, &ended);
  g_object_unref (widget);
  way_executor_run_in_pool (executor, task, linger_in_pool);
  g_object_unref (task);
  while (!answered || g_atomic_pointer_get (&ended) == NULL)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_true (ended == g_thread_self ());
}

/* Nobody joined it, and the last reference goes with a job. */
static void
test_dropped_by_a_job (gconstpointer pool)
{
  WayExecutor *executor = way_executor_new_threads ("test-worker");
  gpointer gone = executor;
  gboolean answered = FALSE;
  GTask *task = g_task_new (executor, NULL, note_cb, &answered);

  g_object_add_weak_pointer (G_OBJECT (executor), &gone);
  if (GPOINTER_TO_INT (pool))
    way_executor_run_in_pool (executor, task, linger_in_pool);
  else
    way_executor_run_in_worker (executor, task, linger_in_pool);
  g_object_unref (task);
  g_object_unref (executor);
  while (!answered || g_atomic_pointer_get (&gone) != NULL)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static void
test_seeded_join (void)
{
  g_autoptr (WayRandom) random = way_random_new_seeded (7);
  WayExecutor *executor = way_executor_new_seeded (random);
  g_autoptr (GString) trace = g_string_new (NULL);
  int left = 3;
  Step steps[6];

  way_executor_add_timeout (executor, 10, count_down, &left, NULL);
  for (int i = 0; i < 6; i++)
    add_step (executor, steps, i, trace, i % 2 == 1);
  way_executor_join (executor);
  g_assert_cmpstr (trace->str, ==, "AbCdEf");
  g_assert_cmpint (left, ==, 3);
  g_assert_finalize_object (executor);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/executor/seeded", test_seeded);
  g_test_add_func ("/base/executor/seeded-timers", test_seeded_timers);
  g_test_add_func ("/base/executor/seeded-join", test_seeded_join);
  g_test_add_func ("/base/executor/threads", test_threads);
  g_test_add_func ("/base/executor/join", test_join);
  g_test_add_func ("/base/executor/ends-on-main", test_ends_on_main);
  g_test_add_data_func ("/base/executor/dropped-by-worker", GINT_TO_POINTER (FALSE),
                        test_dropped_by_a_job);
  g_test_add_data_func ("/base/executor/dropped-by-pool", GINT_TO_POINTER (TRUE),
                        test_dropped_by_a_job);
  return g_test_run ();
}
