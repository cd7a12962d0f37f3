/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One queue on one thread.  Worker jobs keep their order among themselves, as the real worker keeps
 * it; pool jobs and timers may come in any order; which kind goes next is the seed's choice.  Time
 * does not pass here: a timer is ready as soon as the seed picks it.
 */
#include "way-executor.h"

#define WAY_TYPE_EXECUTOR_SEEDED (way_executor_seeded_get_type ())
G_DECLARE_FINAL_TYPE (WayExecutorSeeded, way_executor_seeded, WAY, EXECUTOR_SEEDED, WayExecutor)

typedef enum
{
  ITEM_WORKER,
  ITEM_POOL,
  ITEM_TIMER,
} ItemKind;

typedef struct
{
  ItemKind kind;

  GTask *task; /* (owned) (nullable) */
  GTaskThreadFunc function;

  guint timer_id;
  GSourceFunc timer;
  gpointer timer_data;
  GDestroyNotify timer_destroy;
} Item;

struct _WayExecutorSeeded
{
  WayExecutor parent_instance;

  WayRandom *random; /* (owned) */
  GPtrArray *items;  /* (owned): Item, oldest first */
  guint last_timer_id;
  gboolean in_worker;
};

G_DEFINE_FINAL_TYPE (WayExecutorSeeded, way_executor_seeded, WAY_TYPE_EXECUTOR)

static void
item_free (Item *item)
{
  g_clear_object (&item->task);
  if (item->timer_destroy != NULL)
    item->timer_destroy (item->timer_data);
  g_free (item);
}

static void
seeded_add_job (WayExecutor *executor, ItemKind kind, GTask *task, GTaskThreadFunc function)
{
  WayExecutorSeeded *self = WAY_EXECUTOR_SEEDED (executor);
  Item *item = g_new0 (Item, 1);

  item->kind = kind;
  item->task = g_object_ref (task);
  item->function = function;
  g_ptr_array_add (self->items, item);
}

static void
seeded_run_in_worker (WayExecutor *executor, GTask *task, GTaskThreadFunc function)
{
  seeded_add_job (executor, ITEM_WORKER, task, function);
}

static void
seeded_run_in_pool (WayExecutor *executor, GTask *task, GTaskThreadFunc function)
{
  seeded_add_job (executor, ITEM_POOL, task, function);
}

static gboolean
seeded_is_worker (WayExecutor *executor)
{
  return WAY_EXECUTOR_SEEDED (executor)->in_worker;
}

static guint
seeded_add_timeout (WayExecutor *executor,
                    guint delay_ms,
                    GSourceFunc function,
                    gpointer data,
                    GDestroyNotify destroy)
{
  WayExecutorSeeded *self = WAY_EXECUTOR_SEEDED (executor);
  Item *item = g_new0 (Item, 1);

  item->kind = ITEM_TIMER;
  item->timer_id = ++self->last_timer_id;
  item->timer = function;
  item->timer_data = data;
  item->timer_destroy = destroy;
  g_ptr_array_add (self->items, item);
  return item->timer_id;
}

static void
seeded_remove_timeout (WayExecutor *executor, guint id)
{
  WayExecutorSeeded *self = WAY_EXECUTOR_SEEDED (executor);

  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = g_ptr_array_index (self->items, i);

      if (item->kind == ITEM_TIMER && item->timer_id == id)
        {
          g_ptr_array_remove_index (self->items, i);
          return;
        }
    }
}

/* The index to run next: any pool job or timer, but of the worker's jobs only the oldest. */
static guint
choose_item (WayExecutorSeeded *self)
{
  guint chosen = way_random_below (self->random, self->items->len);
  Item *item = g_ptr_array_index (self->items, chosen);

  if (item->kind != ITEM_WORKER)
    return chosen;

  for (guint i = 0; i < chosen; i++)
    if (((Item *)g_ptr_array_index (self->items, i))->kind == ITEM_WORKER)
      return i;
  return chosen;
}

static void
run_job (WayExecutorSeeded *self, Item *item)
{
  self->in_worker = item->kind == ITEM_WORKER;
  item->function (item->task, g_task_get_source_object (item->task),
                  g_task_get_task_data (item->task), g_task_get_cancellable (item->task));
  self->in_worker = FALSE;
}

gboolean
way_executor_step (WayExecutor *executor)
{
  WayExecutorSeeded *self = WAY_EXECUTOR_SEEDED (executor);
  Item *item;

  if (self->items->len == 0)
    return FALSE;

  item = g_ptr_array_steal_index (self->items, choose_item (self));
  if (item->kind != ITEM_TIMER)
    run_job (self, item);
  else if (item->timer (item->timer_data) == G_SOURCE_CONTINUE)
    {
      g_ptr_array_add (self->items, item);
      return TRUE;
    }
  item_free (item);
  return TRUE;
}

static void
seeded_join (WayExecutor *executor)
{
  WayExecutorSeeded *self = WAY_EXECUTOR_SEEDED (executor);
  guint i = 0;

  while (i < self->items->len)
    {
      Item *item = g_ptr_array_index (self->items, i);

      if (item->kind == ITEM_TIMER)
        {
          i++;
          continue;
        }
      g_ptr_array_steal_index (self->items, i);
      run_job (self, item);
      item_free (item);
    }
}

static void
seeded_dispose (GObject *object)
{
  WayExecutorSeeded *self = WAY_EXECUTOR_SEEDED (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_object (&self->random);
  G_OBJECT_CLASS (way_executor_seeded_parent_class)->dispose (object);
}

static void
way_executor_seeded_class_init (WayExecutorSeededClass *klass)
{
  WayExecutorClass *executor_class = WAY_EXECUTOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = seeded_dispose;
  executor_class->run_in_worker = seeded_run_in_worker;
  executor_class->run_in_pool = seeded_run_in_pool;
  executor_class->is_worker = seeded_is_worker;
  executor_class->add_timeout = seeded_add_timeout;
  executor_class->remove_timeout = seeded_remove_timeout;
  executor_class->join = seeded_join;
}

static void
way_executor_seeded_init (WayExecutorSeeded *self)
{
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify)item_free);
}

WayExecutor *
way_executor_new_seeded (WayRandom *random)
{
  WayExecutorSeeded *self = g_object_new (WAY_TYPE_EXECUTOR_SEEDED, NULL);

  self->random = g_object_ref (random);
  return WAY_EXECUTOR (self);
}
