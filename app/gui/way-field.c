/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-field.h"

#include "way-page.h"
#include "way-path.h"
#include "way-value.h"

#define RETRY_MS 2000

struct _WayField
{
  GObject parent;

  WayDesk *desk;     /* (owned) */
  WayLiveCase *live; /* (owned) */
  guint16 kind, group;
  WayId object;
  const WayGroup *known;

  WayFieldRead read;
  WayFieldShow show;
  gpointer widget; /* borrowed; NULL once closed */
  GBytes *last;    /* (owned) (nullable): what stood in the widget when it went away */

  gboolean dirty;      /* typed since the last operation began */
  gboolean undrafted;  /* typed since the last draft began */
  gboolean unsaved;    /* the desk was told that something of it is not on its way to the disk */
  gboolean drafted;    /* the vault may have a draft row of it */
  gboolean held;       /* of a form: only the form's act makes an operation of it */
  gboolean left;       /* it was left while an operation was on its way */
  gboolean waits;      /* several versions, and nothing typed on them */
  gboolean committing; /* an operation is on its way; what it brings is not known yet */
  guint n_drafting;
  gint64 began_ms;
  GArray *bases;        /* (owned) (nullable) of WayOpId: what was visible when typing began */
  GBytes *base;         /* (owned) (nullable): the value that stood then */
  guint pause, longest; /* timers; 0 = none */
  GPtrArray *waiting;   /* (owned): GTask of way_field_flush() */
  GPtrArray *after;     /* (owned): WayField of the same field, begun before this one was saved */
};

static void way_field_unsaved_init (WayUnsavedInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WayField,
                               way_field,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (WAY_TYPE_UNSAVED, way_field_unsaved_init))

enum
{
  PROP_WAITS = 1,
};

static GParamSpec *properties[PROP_WAITS + 1];

enum
{
  TYPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* -- what stands ------------------------------------------------------------------------------- */

static const WayObject *
find_object (WayField *self)
{
  WayCase *present = way_live_case_get_case (self->live);

  return present != NULL ? way_case_get_object (present, self->kind, &self->object) : NULL;
}

/* (transfer full) (nullable): own words of every version together, else the value. */
static GVariant *
dup_standing (WayField *self)
{
  const WayObject *object = find_object (self);

  if (object == NULL)
    return NULL;
  if (self->known->shape == WAY_SHAPE_WORDS)
    {
      g_autoptr (GPtrArray) passages = way_object_dup_words (object, self->group);

      return g_variant_ref_sink (way_words_to_variant (passages));
    }
  return way_object_dup_value (object, self->group);
}

static GArray *
list_bases (WayField *self)
{
  const WayObject *object = find_object (self);
  GArray *bases = g_array_new (FALSE, FALSE, sizeof (WayOpId));
  g_autoptr (GPtrArray) ops = NULL;

  if (object == NULL)
    return bases;
  ops = way_object_list_ops (object, self->group);
  for (guint i = 0; i < ops->len; i++)
    g_array_append_val (bases, ((WayOperation *)g_ptr_array_index (ops, i))->id);
  return bases;
}

static void
take_base (WayField *self)
{
  g_autoptr (GVariant) standing = dup_standing (self);

  g_clear_pointer (&self->bases, g_array_unref);
  g_clear_pointer (&self->base, g_bytes_unref);
  self->bases = list_bases (self);
  self->base = standing != NULL ? way_value_to_bytes (standing) : NULL;
}

static GBytes *
read_typed (WayField *self)
{
  return self->widget != NULL ? way_value_to_bytes (self->read (self->widget))
                              : g_bytes_ref (self->last);
}

/* Whether @value is what stood when typing began, so that nothing needs to be written. */
static gboolean
is_base (WayField *self, GBytes *value)
{
  g_autoptr (GVariant) given = NULL;

  if (self->base != NULL)
    return self->bases->len <= 1 && g_bytes_equal (self->base, value);
  given = way_value_from_bytes (value, G_VARIANT_TYPE (self->known->type));
  return given != NULL && way_value_is_empty (self->known, given);
}

/* -- drafts ------------------------------------------------------------------------------------ */

/* "Saved" must not stand on the screen from the first key press on.  Called after whatever saves it
 * was begun, so that the desk never sees a moment in which nothing is unsaved. */
static void
tell_desk (WayField *self)
{
  gboolean unsaved = self->undrafted || self->committing;

  if (unsaved == self->unsaved)
    return;
  self->unsaved = unsaved;
  if (unsaved)
    way_desk_begin_saving (self->desk);
  else
    way_desk_end_saving (self->desk, NULL);
}

static void
stop_timer (WayField *self, guint *timer)
{
  if (*timer != 0)
    way_executor_remove_timeout (way_desk_get_executor (self->desk), *timer);
  *timer = 0;
}

static void
stop_timers (WayField *self)
{
  stop_timer (self, &self->pause);
  stop_timer (self, &self->longest);
}

static gboolean pause_cb (gpointer data);
static gboolean leave_cb (gpointer data);

static void
start_timer (WayField *self, guint *timer, guint ms, GSourceFunc function)
{
  if (*timer == 0)
    *timer = way_executor_add_timeout (way_desk_get_executor (self->desk), ms, function, self,
                                       NULL);
}

/* A widget that is gone makes no new pause or leave, so the field itself tries again. */
static void
try_again_later (WayField *self)
{
  self->dirty = TRUE;
  self->undrafted = TRUE;
  start_timer (self, &self->pause, RETRY_MS, self->widget != NULL ? pause_cb : leave_cb);
  tell_desk (self);
}

/* The desk holds a closed field until nothing of it is only in memory. */
static void
forget_when_done (WayField *self)
{
  gboolean unsaved = self->held ? self->undrafted : self->dirty;

  if (self->widget == NULL && !unsaved && !self->committing && self->n_drafting == 0)
    way_desk_remove_unsaved (self->desk, WAY_UNSAVED (self));
}

static void
drafted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayField) self = data;
  g_autoptr (GError) error = NULL;

  self->n_drafting--;
  if (!way_repository_save_draft_finish (WAY_REPOSITORY (source), result, &error) && self->dirty)
    try_again_later (self);
  way_desk_end_saving (self->desk, error);
  if (self->held && self->n_drafting == 0)
    way_unsaved_answer (self->waiting, error);
  forget_when_done (self);
}

static WayDraft *
build_draft (WayField *self, GBytes *value)
{
  WayDraft *draft = way_draft_new ();

  draft->case_id = *way_live_case_get_id (self->live);
  draft->kind = self->kind;
  draft->object = self->object;
  draft->group = self->group;
  draft->value = g_bytes_ref (value);
  draft->bases = g_array_ref (self->bases);
  draft->began_ms = self->began_ms;
  draft->held = self->held;
  return draft;
}

static void
save_draft (WayField *self, GBytes *value)
{
  g_autoptr (WayDraft) draft = build_draft (self, value);

  self->n_drafting++;
  if (self->held)
    way_form_drafts_note (way_desk_get_form_drafts (self->desk), draft);
  way_desk_begin_saving (self->desk);
  way_repository_save_draft (way_desk_get_repository (self->desk), draft, NULL, drafted_cb,
                             g_object_ref (self));
}

/* While an operation is on its way the bases of what was typed since are not known: the draft is
 * saved as soon as they are. */
static void
draft_now (WayField *self)
{
  stop_timers (self);
  if (!self->undrafted || self->committing)
    return;

  g_autoptr (GBytes) value = read_typed (self);

  self->undrafted = FALSE;
  self->drafted = TRUE;
  save_draft (self, value);
  tell_desk (self);
}

static gboolean
pause_cb (gpointer data)
{
  WayField *self = data;

  self->pause = 0;
  draft_now (self);
  return G_SOURCE_REMOVE;
}

static gboolean
longest_cb (gpointer data)
{
  WayField *self = data;

  self->longest = 0;
  draft_now (self);
  return G_SOURCE_REMOVE;
}

static gboolean
leave_cb (gpointer data)
{
  WayField *self = data;

  self->pause = 0;
  way_field_leave (self);
  return G_SOURCE_REMOVE;
}

/* -- operations -------------------------------------------------------------------------------- */

gboolean
way_field_was_begun (WayField *self)
{
  WayCase *present = way_live_case_get_case (self->live);

  return present != NULL
         && way_form_drafts_find_begun (way_desk_get_form_drafts (self->desk), present, self->kind,
                                        &self->object, self->group)
                != NULL;
}

/* After what stands is shown, or once something is typed. */
static void
look_whether_it_waits (WayField *self)
{
  const WayObject *object = find_object (self);
  gboolean open = object != NULL && !self->dirty && !self->committing && !self->held
                  && self->widget != NULL;
  gboolean waits = open
                   && (way_object_n_values (object, self->group) > 1 || way_field_was_begun (self));

  if (waits == self->waits)
    return;
  self->waits = waits;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITS]);
}

static void
show_standing (WayField *self)
{
  g_autoptr (GVariant) standing = NULL;

  if (self->dirty || self->committing || self->widget == NULL
      || way_live_case_get_case (self->live) == NULL)
    return;
  standing = dup_standing (self);
  self->show (self->widget, standing);
  look_whether_it_waits (self);
}

/* What was typed while the operation was on its way stands on what it brought. */
static void
go_on (WayField *self)
{
  take_base (self);
  if (self->left || self->waiting->len > 0 || self->widget == NULL)
    way_field_leave (self);
  else if (self->pause == 0)
    draft_now (self);
}

/* Everything of it is in the case: those begun meanwhile stand on that. */
static void
let_others_follow (WayField *self)
{
  g_autoptr (GPtrArray) after = g_steal_pointer (&self->after);

  self->after = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < after->len; i++)
    {
      WayField *field = g_ptr_array_index (after, i);

      field->committing = FALSE;
      if (field->dirty)
        {
          go_on (field);
          tell_desk (field);
          continue;
        }
      tell_desk (field);
      show_standing (field);
      way_unsaved_answer (field->waiting, NULL);
      let_others_follow (field);
      forget_when_done (field);
    }
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayField) self = data;
  g_autoptr (GError) error = NULL;
  gboolean ok = way_desk_commit_finish (self->desk, result, &error);

  self->committing = FALSE;
  if (!ok)
    {
      /* Still there to be saved, on the bases it was typed on. */
      try_again_later (self);
      way_unsaved_answer (self->waiting, error);
      return;
    }
  self->drafted = FALSE;
  if (self->dirty)
    {
      go_on (self);
      tell_desk (self);
      return;
    }
  tell_desk (self);
  show_standing (self);
  way_unsaved_answer (self->waiting, NULL);
  let_others_follow (self);
  forget_when_done (self);
}

static WayAct *
build_act (WayField *self, GBytes *value)
{
  WayAct *act = way_act_new (way_live_case_get_id (self->live), 0);
  g_autoptr (GVariant) given = way_value_from_bytes (value, G_VARIANT_TYPE (self->known->type));
  WayChange *change;

  if (find_object (self) == NULL)
    way_act_create (act, self->kind, &self->object);
  change = way_act_set (act, self->kind, &self->object, self->group, given);
  change->bases = g_array_ref (self->bases);
  return act;
}

/* The row of the draft would be made an operation at the next unlock. */
static void
drop_draft (WayField *self)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);

  self->drafted = FALSE;
  save_draft (self, nothing);
}

void
way_field_leave (WayField *self)
{
  g_autoptr (GBytes) value = NULL;

  if (self->held)
    {
      draft_now (self);
      return;
    }
  stop_timers (self);
  self->left = self->dirty && self->committing;
  if (!self->dirty || self->committing)
    return;

  value = read_typed (self);
  self->dirty = FALSE;
  self->undrafted = FALSE;
  if (is_base (self, value))
    {
      if (self->drafted)
        drop_draft (self);
      tell_desk (self);
      show_standing (self);
      way_unsaved_answer (self->waiting, NULL);
      let_others_follow (self);
      return;
    }
  self->committing = TRUE;
  way_desk_commit (self->desk, build_act (self, value), committed_cb, g_object_ref (self));
  tell_desk (self);
}

void
way_field_typed (WayField *self)
{
  if (!self->dirty)
    {
      self->dirty = TRUE;
      self->began_ms = way_clock_now (way_desk_get_clock (self->desk));
      if (!self->committing)
        take_base (self);
      look_whether_it_waits (self);
    }
  self->undrafted = TRUE;
  self->left = FALSE;
  tell_desk (self);
  stop_timer (self, &self->pause);
  start_timer (self, &self->pause, WAY_FIELD_PAUSE_MS, pause_cb);
  start_timer (self, &self->longest, WAY_FIELD_LONGEST_MS, longest_cb);
  g_signal_emit (self, signals[TYPED], 0);
}

gboolean
way_field_is_dirty (WayField *self)
{
  return self->dirty;
}

gboolean
way_field_waits (WayField *self)
{
  return self->waits;
}

char *
way_field_dup_settle_place (WayField *self)
{
  WayCase *present = way_live_case_get_case (self->live);
  const WayObject *object = find_object (self);
  g_autofree char *path = NULL, *tab = NULL;

  if (object != NULL)
    path = way_path_in_case (present, way_desk_get_reference (self->desk), object, self->group);
  tab = g_strdup_printf ("settle/%s", path != NULL ? path : "");
  return way_page_place_of_tab (way_live_case_get_id (self->live), tab);
}

/* -- of a form --------------------------------------------------------------------------------- */

void
way_field_hold (WayField *self, const WayDraft *draft)
{
  g_autoptr (GVariant) value = NULL;

  self->held = TRUE;
  look_whether_it_waits (self);
  if (draft == NULL)
    return;
  value = way_value_from_bytes (draft->value, G_VARIANT_TYPE (self->known->type));
  take_base (self);
  g_array_unref (self->bases);
  self->bases = g_array_ref (draft->bases);
  self->began_ms = draft->began_ms;
  self->dirty = self->drafted = TRUE;
  self->undrafted = FALSE;
  self->show (self->widget, value);
}

gboolean
way_field_add_to_act (WayField *self, WayAct *act)
{
  g_autoptr (GBytes) value = read_typed (self);
  g_autoptr (GVariant) given = NULL;
  WayChange *change;

  if (!self->dirty)
    take_base (self);
  if (is_base (self, value))
    return FALSE;
  given = way_value_from_bytes (value, G_VARIANT_TYPE (self->known->type));
  change = way_act_set (act, self->kind, &self->object, self->group, given);
  change->bases = g_array_ref (self->bases);
  return TRUE;
}

void
way_field_forget (WayField *self)
{
  stop_timers (self);
  self->dirty = self->undrafted = FALSE;
  if (self->drafted)
    drop_draft (self);
  tell_desk (self);
}

/* -- flush ------------------------------------------------------------------------------------- */

static void
way_field_flush (WayUnsaved *unsaved, GAsyncReadyCallback callback, gpointer data)
{
  WayField *self = WAY_FIELD (unsaved);
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, data);

  g_task_set_source_tag (task, way_field_flush);
  if (self->held ? !self->undrafted && self->n_drafting == 0 : !self->dirty && !self->committing)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_ptr_array_add (self->waiting, g_steal_pointer (&task));
  way_field_leave (self);
}

static void
way_field_list (WayUnsaved *unsaved, GPtrArray *drafts)
{
  WayField *self = WAY_FIELD (unsaved);
  g_autoptr (GBytes) value = NULL;

  if (self->held ? !self->undrafted : !self->dirty)
    return;
  value = read_typed (self);
  g_ptr_array_add (drafts, build_draft (self, value));
}

static void
way_field_unsaved_init (WayUnsavedInterface *iface)
{
  iface->flush = way_field_flush;
  iface->list = way_field_list;
}

/* -- made and dropped -------------------------------------------------------------------------- */

static void
changed_cb (WayLiveCase *live, gpointer data)
{
  show_standing (data);
}

void
way_field_close (WayField *self)
{
  if (self->widget == NULL)
    return;
  way_field_leave (self);
  self->last = read_typed (self);
  self->widget = NULL;
  forget_when_done (self);
}

static void
way_field_finalize (GObject *object)
{
  WayField *self = WAY_FIELD (object);

  stop_timers (self);
  g_clear_pointer (&self->bases, g_array_unref);
  g_clear_pointer (&self->base, g_bytes_unref);
  g_clear_pointer (&self->last, g_bytes_unref);
  g_ptr_array_unref (self->waiting);
  g_ptr_array_unref (self->after);
  g_clear_object (&self->live);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (way_field_parent_class)->finalize (object);
}

static void
way_field_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_WAITS)
    g_value_set_boolean (value, WAY_FIELD (object)->waits);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
way_field_class_init (WayFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = way_field_get_property;
  object_class->finalize = way_field_finalize;
  properties[PROP_WAITS] = g_param_spec_boolean ("waits", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (object_class, PROP_WAITS, properties[PROP_WAITS]);
  signals[TYPED] = g_signal_new ("typed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
way_field_init (WayField *self)
{
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->after = g_ptr_array_new_with_free_func (g_object_unref);
}

/* (nullable): one of the same field that was closed, and whose words are on their way. */
static WayField *
find_unsaved (WayField *self)
{
  GPtrArray *unsaved = way_desk_get_unsaved (self->desk);

  for (guint i = unsaved->len; i > 0; i--)
    {
      gpointer one = g_ptr_array_index (unsaved, i - 1);
      WayField *other = WAY_IS_FIELD (one) ? one : NULL;

      if (other != NULL && other->widget == NULL && !other->held
          && (other->dirty || other->committing) && other->kind == self->kind
          && other->group == self->group && other->live == self->live
          && way_id_equal (&other->object, &self->object))
        return other;
    }
  return NULL;
}

/* What @before brings is not in the case yet: it is shown, and stood on once it is. */
static void
come_after (WayField *self, WayField *before)
{
  g_autoptr (GVariant) value = way_value_from_bytes (before->last,
                                                     G_VARIANT_TYPE (self->known->type));

  self->committing = TRUE;
  tell_desk (self);
  g_ptr_array_add (before->after, g_object_ref (self));
  self->show (self->widget, value);
}

WayField *
way_field_new (WayDesk *desk,
               WayLiveCase *live,
               guint16 kind,
               const WayId *object,
               guint16 group,
               WayFieldRead read,
               WayFieldShow show,
               gpointer widget)
{
  WayField *self = g_object_new (WAY_TYPE_FIELD, NULL);
  WayField *before;

  self->desk = g_object_ref (desk);
  self->live = g_object_ref (live);
  self->kind = kind;
  self->object = *object;
  self->group = group;
  self->known = way_schema_group (kind, group);
  self->read = read;
  self->show = show;
  self->widget = widget;
  g_assert (self->known != NULL);
  before = find_unsaved (self);
  way_desk_add_unsaved (desk, WAY_UNSAVED (self));
  g_signal_connect_object (live, "changed", G_CALLBACK (changed_cb), self, 0);
  g_signal_connect_object (way_desk_get_form_drafts (desk), "changed",
                           G_CALLBACK (look_whether_it_waits), self, G_CONNECT_SWAPPED);
  if (before != NULL)
    come_after (self, before);
  else
    show_standing (self);
  return self;
}
