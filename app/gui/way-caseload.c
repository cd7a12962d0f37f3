/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-caseload.h"

/* Long enough to cost nothing, short enough that nobody reads yesterday's list for long. */
#define LOOK_AT_CLOCK_MS (10 * 1000)
/* What was read in one go is shown in one, as each change of the list is laid out and painted; the
 * names too, when they are new. */
#define SHOW_MS 150
#define SHOW_MANY 50

struct _WayCaseload
{
  GObject parent;

  WayRepository *repository; /* (owned) */
  WayReference *reference;   /* (owned) */
  WayClock *clock;           /* (owned) */
  WayExecutor *executor;     /* (owned) */
  WayLiveCase *team;         /* (owned) */
  GCancellable *gone;        /* (owned): what comes back after dispose finds it cancelled */

  GPtrArray *rows;    /* (owned): WayPersonItem, sorted; what the model shows */
  GListStore *closed; /* (owned) */
  GHashTable *by_id;  /* (owned): WayId → WayPersonItem, of both */

  GPtrArray *fresh;   /* (owned) (nullable): the first WayPersonItem, not shown yet */
  GPtrArray *read;    /* (owned): Reading, not shown yet */
  guint showing;      /* timer; 0 = none */
  GQueue waiting;     /* (owned): WayId of cases to read, the first one perhaps on its way */
  GHashTable *wanted; /* (owned): WayId, borrowed from waiting, but for the one on its way */
  guint n_due;
  guint look;    /* timer; 0 = none */
  WayDate today; /* of what was read */
  gboolean listing, list_again, reading, ready;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WayCaseload,
                               way_caseload,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  SETTLED,
  DAY_CHANGED,
  N_SIGNALS
};

typedef enum
{
  PROP_N_DUE = 1,
} WayCaseloadProperty;

static GParamSpec *properties[PROP_N_DUE + 1];

static guint signals[N_SIGNALS];

/* -- the model --------------------------------------------------------------------------------- */

static GType
get_item_type (GListModel *model)
{
  return WAY_TYPE_PERSON_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return WAY_CASELOAD (model)->rows->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  WayCaseload *self = WAY_CASELOAD (model);

  return position < self->rows->len ? g_object_ref (g_ptr_array_index (self->rows, position))
                                    : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* Where @item belongs among the rows; it is not one of them. */
static guint
find_place (WayCaseload *self, WayPersonItem *item)
{
  guint low = 0, high = self->rows->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (way_person_item_compare (g_ptr_array_index (self->rows, middle), item) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
add_row (WayCaseload *self, WayPersonItem *item)
{
  guint at = find_place (self, item);

  g_ptr_array_insert (self->rows, (int)at, g_object_ref (item));
  g_list_model_items_changed (G_LIST_MODEL (self), at, 0, 1);
}

static void
remove_row (WayCaseload *self, WayPersonItem *item)
{
  guint at;

  if (!g_ptr_array_find (self->rows, item, &at))
    return;
  g_ptr_array_remove_index (self->rows, at);
  g_list_model_items_changed (G_LIST_MODEL (self), at, 1, 0);
}

static gboolean
stands_right (WayCaseload *self, WayPersonItem *item, guint at)
{
  return (at == 0 || way_person_item_compare (g_ptr_array_index (self->rows, at - 1), item) <= 0)
         && (at + 1 >= self->rows->len
             || way_person_item_compare (item, g_ptr_array_index (self->rows, at + 1)) <= 0);
}

/* The order changed for @item alone: only its row moves, and only where it must. */
static void
move_row (WayCaseload *self, WayPersonItem *item)
{
  g_autoptr (WayPersonItem) held = g_object_ref (item);
  guint at;

  if (!g_ptr_array_find (self->rows, item, &at) || stands_right (self, item, at))
    return;
  remove_row (self, held);
  add_row (self, held);
}

static void
change_due (WayCaseload *self, guint before, guint after)
{
  if (before == after)
    return;
  self->n_due += after - before;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_DUE]);
}

/* -- one case after another -------------------------------------------------------------------- */

static void read_next (WayCaseload *self);

static void
settle (WayCaseload *self)
{
  if (way_caseload_is_settled (self))
    g_signal_emit (self, signals[SETTLED], 0);
}

typedef struct
{
  WayId id;
  GPtrArray *agenda; /* (owned) */
  WayDate today;
} Reading;

static void
reading_free (Reading *self)
{
  g_ptr_array_unref (self->agenda);
  g_free (self);
}

static void
show_reading (WayCaseload *self, const Reading *reading)
{
  WayPersonItem *item = g_hash_table_lookup (self->by_id, &reading->id);
  guint before = item != NULL ? way_person_item_get_n_due (item) : 0;

  if (item == NULL)
    return;
  way_person_item_set_agenda (item, g_ptr_array_ref (reading->agenda), reading->today);
  self->n_due += way_person_item_get_n_due (item) - before;
  move_row (self, item);
}

static void add_fresh (WayCaseload *self, GPtrArray *fresh);

static void
show_read (WayCaseload *self)
{
  g_autoptr (GPtrArray) fresh = g_steal_pointer (&self->fresh);
  g_autoptr (GPtrArray) read = g_steal_pointer (&self->read);
  guint before = self->n_due;

  self->read = g_ptr_array_new_with_free_func ((GDestroyNotify)reading_free);
  if (self->showing != 0)
    way_executor_remove_timeout (self->executor, self->showing);
  self->showing = 0;
  for (guint i = 0; i < read->len; i++)
    show_reading (self, g_ptr_array_index (read, i));
  if (fresh != NULL)
    {
      self->ready = TRUE;
      add_fresh (self, fresh);
    }
  if (before != self->n_due)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_DUE]);
}

static gboolean
show_cb (gpointer data)
{
  WayCaseload *self = data;

  self->showing = 0;
  show_read (self);
  return G_SOURCE_REMOVE;
}

static void
show_soon (WayCaseload *self)
{
  if (self->showing == 0)
    self->showing = way_executor_add_timeout (self->executor, SHOW_MS, show_cb, self, NULL);
}

static void
take_case (WayCaseload *self, const WayId *id, WayCase *present)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->id = *id;
  reading->today = way_clock_today (self->clock);
  reading->agenda = way_agenda_list (present, way_live_case_get_case (self->team), self->reference,
                                     reading->today);
  g_ptr_array_add (self->read, reading);
  if (self->read->len >= SHOW_MANY)
    show_read (self);
  else
    show_soon (self);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayCaseload) self = data;
  g_autoptr (WayCase) present = way_repository_load_case_finish (self->repository, result, NULL);
  g_autofree WayId *id = g_queue_pop_head (&self->waiting);

  self->reading = FALSE;
  if (g_cancellable_is_cancelled (self->gone))
    return;
  if (id != NULL && present != NULL)
    take_case (self, id, present);
  read_next (self);
}

static void
read_next (WayCaseload *self)
{
  if (self->reading || self->listing)
    return;
  if (g_queue_is_empty (&self->waiting))
    {
      show_read (self);
      settle (self);
      return;
    }
  self->reading = TRUE;
  g_hash_table_remove (self->wanted, g_queue_peek_head (&self->waiting));
  way_repository_load_case (self->repository, g_queue_peek_head (&self->waiting), NULL, read_cb,
                            g_object_ref (self));
}

static void
want (WayCaseload *self, const WayId *id)
{
  WayId *copy;

  if (g_hash_table_contains (self->wanted, id))
    return;
  copy = way_id_copy (id);
  g_queue_push_tail (&self->waiting, copy);
  g_hash_table_add (self->wanted, copy);
}

/* -- the list ---------------------------------------------------------------------------------- */

static int
compare_closed (gconstpointer a, gconstpointer b, gpointer data)
{
  return way_person_item_compare (a, b);
}

static void
place (WayCaseload *self, WayPersonItem *item, gboolean was_closed)
{
  guint at;

  if (way_person_item_is_closed (item) && !was_closed)
    {
      remove_row (self, item);
      g_list_store_insert_sorted (self->closed, item, compare_closed, NULL);
    }
  else if (!way_person_item_is_closed (item) && was_closed)
    {
      if (g_list_store_find (self->closed, item, &at))
        g_list_store_remove (self->closed, at);
      add_row (self, item);
    }
  else if (!way_person_item_is_closed (item))
    move_row (self, item);
}

static void
take_line (WayCaseload *self, const WayPersonLine *line, GPtrArray *fresh)
{
  WayPersonItem *item = g_hash_table_lookup (self->by_id, &line->id);

  if (item != NULL)
    {
      gboolean was_closed = way_person_item_is_closed (item);

      way_person_item_set_line (item, line);
      place (self, item, was_closed);
      return;
    }
  item = way_person_item_new (line);
  g_hash_table_insert (self->by_id, way_id_copy (&line->id), item);
  g_ptr_array_add (fresh, g_object_ref (item));
  want (self, &line->id);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  return way_person_item_compare (*(gpointer *)a, *(gpointer *)b);
}

/* Many at once are one change of the model; a single one is one row. */
static void
add_fresh (WayCaseload *self, GPtrArray *fresh)
{
  guint before = self->rows->len;

  for (guint i = 0; i < fresh->len; i++)
    {
      WayPersonItem *item = g_ptr_array_index (fresh, i);

      if (way_person_item_is_closed (item))
        g_list_store_insert_sorted (self->closed, item, compare_closed, NULL);
      else if (fresh->len == 1)
        add_row (self, item);
      else
        g_ptr_array_add (self->rows, g_object_ref (item));
    }
  if (fresh->len < 2)
    return;
  g_ptr_array_sort (self->rows, compare_rows);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, self->rows->len);
}

static void
drop_gone (WayCaseload *self, GPtrArray *lines)
{
  g_autoptr (GHashTable) there = g_hash_table_new (way_id_hash, way_id_equal);
  GHashTableIter iter;
  gpointer id, item;

  for (guint i = 0; i < lines->len; i++)
    g_hash_table_add (there, &((WayPersonLine *)g_ptr_array_index (lines, i))->id);
  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, &id, &item))
    {
      g_autoptr (WayPersonItem) held = g_object_ref (item);
      guint at;

      if (g_hash_table_contains (there, id))
        continue;
      g_hash_table_iter_remove (&iter);
      change_due (self, way_person_item_get_n_due (held), 0);
      remove_row (self, held);
      if (g_list_store_find (self->closed, held, &at))
        g_list_store_remove (self->closed, at);
    }
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayCaseload) self = data;
  g_autoptr (GPtrArray) lines = way_repository_list_people_finish (self->repository, result, NULL);
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_object_unref);

  self->listing = FALSE;
  if (g_cancellable_is_cancelled (self->gone))
    return;
  if (self->fresh != NULL)
    show_read (self);
  for (guint i = 0; lines != NULL && i < lines->len; i++)
    take_line (self, g_ptr_array_index (lines, i), fresh);
  if (lines != NULL)
    drop_gone (self, lines);
  if (self->ready)
    add_fresh (self, fresh);
  else
    {
      self->fresh = g_steal_pointer (&fresh);
      show_soon (self);
    }
  if (self->list_again)
    way_caseload_refresh (self, NULL);
  else
    read_next (self);
}

/* A date has come, or the council's own rules have changed: every line may read differently. */
static void
want_all (WayCaseload *self)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    want (self, id);
}

void
way_caseload_refresh (WayCaseload *self, const WayId *id)
{
  if (id == NULL)
    want_all (self);
  else if (g_hash_table_contains (self->by_id, id))
    want (self, id);
  self->list_again = self->listing;
  if (self->listing)
    return;
  self->listing = TRUE;
  way_repository_list_people (self->repository, NULL, listed_cb, g_object_ref (self));
}

/* -- another day ---------------------------------------------------------------------------------
 */

static gboolean
look_cb (gpointer data)
{
  WayCaseload *self = data;
  WayDate today = way_clock_today (self->clock);

  if (way_date_compare (today, self->today) != 0)
    {
      self->today = today;
      g_signal_emit (self, signals[DAY_CHANGED], 0);
      way_caseload_refresh (self, NULL);
    }
  return G_SOURCE_CONTINUE;
}

/* -- made and dropped -------------------------------------------------------------------------- */

static void
team_changed_cb (WayLiveCase *team, gpointer data)
{
  WayCaseload *self = data;

  if (!self->ready && self->fresh == NULL)
    return;
  want_all (self);
  read_next (self);
}

static void
case_changed_cb (WayRepository *repository, const WayId *case_id, gpointer data)
{
  way_caseload_refresh (data, case_id);
}

static void
way_caseload_dispose (GObject *object)
{
  WayCaseload *self = WAY_CASELOAD (object);

  g_cancellable_cancel (self->gone);
  if (self->look != 0)
    way_executor_remove_timeout (self->executor, self->look);
  self->look = 0;
  if (self->showing != 0)
    way_executor_remove_timeout (self->executor, self->showing);
  self->showing = 0;
  g_clear_object (&self->team);
  G_OBJECT_CLASS (way_caseload_parent_class)->dispose (object);
}

static void
way_caseload_finalize (GObject *object)
{
  WayCaseload *self = WAY_CASELOAD (object);

  g_clear_pointer (&self->fresh, g_ptr_array_unref);
  g_ptr_array_unref (self->read);
  g_hash_table_unref (self->wanted);
  g_queue_clear_full (&self->waiting, g_free);
  g_ptr_array_unref (self->rows);
  g_object_unref (self->closed);
  g_hash_table_unref (self->by_id);
  g_object_unref (self->gone);
  g_clear_object (&self->repository);
  g_clear_pointer (&self->reference, way_reference_unref);
  g_clear_object (&self->clock);
  g_clear_object (&self->executor);
  G_OBJECT_CLASS (way_caseload_parent_class)->finalize (object);
}

static void
way_caseload_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((WayCaseloadProperty)id)
    {
    case PROP_N_DUE:
      g_value_set_uint (value, way_caseload_get_n_due (WAY_CASELOAD (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_caseload_class_init (WayCaseloadClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = way_caseload_get_property;
  G_OBJECT_CLASS (klass)->dispose = way_caseload_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_caseload_finalize;

  signals[SETTLED] = g_signal_new ("settled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[DAY_CHANGED] = g_signal_new ("day-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  properties[PROP_N_DUE] = g_param_spec_uint ("n-due", NULL, NULL, 0, G_MAXUINT, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS
                                                  | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);
}

static void
way_caseload_init (WayCaseload *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->closed = g_list_store_new (WAY_TYPE_PERSON_ITEM);
  self->by_id = g_hash_table_new_full (way_id_hash, way_id_equal, g_free, g_object_unref);
  self->wanted = g_hash_table_new (way_id_hash, way_id_equal);
  self->read = g_ptr_array_new_with_free_func ((GDestroyNotify)reading_free);
  self->gone = g_cancellable_new ();
  g_queue_init (&self->waiting);
}

WayCaseload *
way_caseload_new (WayRepository *repository,
                  WayReference *reference,
                  WayClock *clock,
                  WayExecutor *executor,
                  WayLiveCase *team)
{
  WayCaseload *self = g_object_new (WAY_TYPE_CASELOAD, NULL);

  self->repository = g_object_ref (repository);
  self->reference = way_reference_ref (reference);
  self->clock = g_object_ref (clock);
  self->executor = g_object_ref (executor);
  self->today = way_clock_today (clock);
  self->look = way_executor_add_timeout (executor, LOOK_AT_CLOCK_MS, look_cb, self, NULL);
  self->team = g_object_ref (team);
  g_signal_connect_object (team, "changed", G_CALLBACK (team_changed_cb), self, 0);
  g_signal_connect_object (repository, "case-changed", G_CALLBACK (case_changed_cb), self, 0);
  way_caseload_refresh (self, NULL);
  return self;
}

gboolean
way_caseload_is_ready (WayCaseload *self)
{
  return self->ready;
}

gboolean
way_caseload_is_settled (WayCaseload *self)
{
  return self->ready && !self->listing && !self->reading && g_queue_is_empty (&self->waiting);
}

guint
way_caseload_count_to_settle (WayCaseload *self)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    n += way_person_item_get_n_conflicts (g_ptr_array_index (self->rows, i)) > 0;
  return n;
}

guint
way_caseload_get_n_due (WayCaseload *self)
{
  return self->n_due;
}

GListModel *
way_caseload_get_closed (WayCaseload *self)
{
  return G_LIST_MODEL (self->closed);
}

WayPersonItem *
way_caseload_find (WayCaseload *self, const WayId *id)
{
  return g_hash_table_lookup (self->by_id, id);
}
