/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-plan-actions.h"

#include "way-i18n.h"
#include "way-plan-action-row.h"

struct _WayPlanActions
{
  GtkBox parent;

  GtkWidget *hint, *add; /* template children */
  GtkListBox *list;

  WayDesk *desk;     /* (owned) (nullable) */
  WayLiveCase *live; /* (owned) (nullable) */
  WayId matter;
  char *name; /* (owned) */
  gboolean editable, narrow;
  GPtrArray *given_up; /* (owned): rows that wait to go */
  guint dropping;      /* their timer; 0 = none */
};

G_DEFINE_FINAL_TYPE (WayPlanActions, way_plan_actions, GTK_TYPE_BOX)

static WayPlanActionRow *
row_at (WayPlanActions *self, int at)
{
  return (WayPlanActionRow *)gtk_list_box_get_row_at_index (self->list, at);
}

/* (nullable) */
static WayPlanActionRow *
find_row (WayPlanActions *self, const WayId *id)
{
  WayPlanActionRow *row;

  for (int i = 0; (row = row_at (self, i)) != NULL; i++)
    if (way_id_equal (way_plan_action_row_get_id (row), id))
      return row;
  return NULL;
}

static int
sort_cb (GtkListBoxRow *a, GtkListBoxRow *b, gpointer data)
{
  return way_plan_action_row_compare (WAY_PLAN_ACTION_ROW (a), WAY_PLAN_ACTION_ROW (b));
}

static void
show_or_hide (WayPlanActions *self)
{
  gboolean any = row_at (self, 0) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->list), any);
  gtk_widget_set_visible (GTK_WIDGET (self), any || self->editable);
}

/* A row that held focus leaves it to the one that comes after it. */
static void
drop_row (WayPlanActions *self, WayPlanActionRow *row)
{
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self->list)) == GTK_WIDGET (row);
  int at = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  WayPlanActionRow *next;

  g_signal_handlers_disconnect_by_data (row, self);
  gtk_list_box_remove (self->list, GTK_WIDGET (row));
  next = row_at (self, at) != NULL ? row_at (self, at) : row_at (self, at - 1);
  if (focused)
    gtk_widget_grab_focus (next != NULL ? GTK_WIDGET (next) : self->add);
}

static gboolean
drop_given_up_cb (gpointer data)
{
  WayPlanActions *self = data;

  self->dropping = 0;
  for (guint i = 0; i < self->given_up->len; i++)
    if (way_plan_action_row_is_given_up (g_ptr_array_index (self->given_up, i)))
      drop_row (self, g_ptr_array_index (self->given_up, i));
  g_ptr_array_set_size (self->given_up, 0);
  way_plan_actions_follow (self, self->name);
  return G_SOURCE_REMOVE;
}

/* A row is given up while focus is on its way out of it, and GTK still goes through it then: it
 * goes afterwards. */
static void
settled_cb (WayPlanActions *self, WayPlanActionRow *row)
{
  if (!way_plan_action_row_is_given_up (row))
    {
      way_plan_actions_follow (self, self->name);
      return;
    }
  if (!g_ptr_array_find (self->given_up, row, NULL))
    g_ptr_array_add (self->given_up, g_object_ref (row));
  if (self->dropping == 0)
    self->dropping = way_executor_add_timeout (way_desk_get_executor (self->desk), 0,
                                               drop_given_up_cb, self, NULL);
}

static WayPlanActionRow *
add_row (WayPlanActions *self, const WayId *id)
{
  GtkWidget *row = way_plan_action_row_new (self->desk, self->live, &self->matter, id);

  way_plan_action_row_set_editable (WAY_PLAN_ACTION_ROW (row), self->editable);
  way_plan_action_row_set_narrow (WAY_PLAN_ACTION_ROW (row), self->narrow);
  g_signal_connect_swapped (row, "settled", G_CALLBACK (settled_cb), self);
  gtk_list_box_append (self->list, row);
  return WAY_PLAN_ACTION_ROW (row);
}

static gboolean
is_listed (GPtrArray *actions, const WayId *id)
{
  for (guint i = 0; i < actions->len; i++)
    if (way_id_equal (&((const WayObject *)g_ptr_array_index (actions, i))->id, id))
      return TRUE;
  return FALSE;
}

static void
drop_gone (WayPlanActions *self, GPtrArray *actions)
{
  WayPlanActionRow *row;

  for (int i = 0; (row = row_at (self, i)) != NULL;)
    if (way_plan_action_row_is_new (row) || is_listed (actions, way_plan_action_row_get_id (row)))
      i++;
    else
      drop_row (self, row);
}

void
way_plan_actions_follow (WayPlanActions *self, const char *name)
{
  WayCase *present = self->live != NULL ? way_live_case_get_case (self->live) : NULL;
  g_autofree char *kept = g_strdup (name);
  g_autoptr (GPtrArray) actions = NULL;

  if (present == NULL)
    return;
  g_free (self->name);
  self->name = g_steal_pointer (&kept);
  actions = way_case_list_actions (present, &self->matter);
  drop_gone (self, actions);
  for (guint i = 0; i < actions->len; i++)
    {
      const WayId *id = &((const WayObject *)g_ptr_array_index (actions, i))->id;
      WayPlanActionRow *row = find_row (self, id);

      way_plan_action_row_follow (row != NULL ? row : add_row (self, id), self->name, i);
    }
  gtk_list_box_invalidate_sort (self->list);
  show_or_hide (self);
}

void
way_plan_actions_unbind (WayPlanActions *self)
{
  WayPlanActionRow *row;

  if (self->dropping != 0)
    way_executor_remove_timeout (way_desk_get_executor (self->desk), self->dropping);
  self->dropping = 0;
  g_ptr_array_set_size (self->given_up, 0);
  while ((row = row_at (self, 0)) != NULL)
    {
      g_signal_handlers_disconnect_by_data (row, self);
      way_plan_action_row_finish (row);
      gtk_list_box_remove (self->list, GTK_WIDGET (row));
    }
  g_clear_object (&self->live);
  g_clear_object (&self->desk);
}

void
way_plan_actions_bind (
    WayPlanActions *self, WayDesk *desk, WayLiveCase *live, const WayId *matter, const char *name)
{
  way_plan_actions_unbind (self);
  self->desk = g_object_ref (desk);
  self->live = g_object_ref (live);
  self->matter = *matter;
  way_plan_actions_follow (self, name);
}

void
way_plan_actions_set_editable (WayPlanActions *self, gboolean editable)
{
  WayPlanActionRow *row;

  self->editable = editable;
  gtk_widget_set_visible (self->hint, editable);
  gtk_widget_set_visible (self->add, editable);
  for (int i = 0; (row = row_at (self, i)) != NULL; i++)
    way_plan_action_row_set_editable (row, editable);
  show_or_hide (self);
}

void
way_plan_actions_set_narrow (WayPlanActions *self, gboolean narrow)
{
  WayPlanActionRow *row;

  self->narrow = narrow;
  for (int i = 0; (row = row_at (self, i)) != NULL; i++)
    way_plan_action_row_set_narrow (row, narrow);
}

void
way_plan_actions_add (WayPlanActions *self)
{
  WayPlanActionRow *row;
  WayId id;

  if (self->desk == NULL || !self->editable)
    return;
  way_plan_actions_finish (self);
  way_id_new (way_desk_get_random (self->desk), &id);
  row = add_row (self, &id);
  way_plan_action_row_follow (row, self->name, G_MAXUINT);
  show_or_hide (self);
  way_plan_action_row_edit (row, NULL);
}

gboolean
way_plan_actions_edit (WayPlanActions *self, const WayId *action, const char *field)
{
  WayPlanActionRow *row = find_row (self, action);

  if (row == NULL)
    return FALSE;
  way_plan_action_row_edit (row, field);
  return TRUE;
}

void
way_plan_actions_finish (WayPlanActions *self)
{
  WayPlanActionRow *row;

  for (int i = 0; (row = row_at (self, i)) != NULL; i++)
    if (way_plan_action_row_is_new (row))
      {
        way_plan_action_row_finish (row);
        break;
      }
}

static void
activated_cb (WayPlanActions *self, WayPlanActionRow *row)
{
  if (way_plan_action_row_is_open (row))
    gtk_widget_activate_action (GTK_WIDGET (row), "action.close", NULL);
  else
    way_plan_action_row_edit (row, NULL);
}

static void
way_plan_actions_dispose (GObject *object)
{
  WayPlanActions *self = WAY_PLAN_ACTIONS (object);

  if (self->list != NULL)
    way_plan_actions_unbind (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PLAN_ACTIONS);
  self->list = NULL;
  G_OBJECT_CLASS (way_plan_actions_parent_class)->dispose (object);
}

static void
way_plan_actions_finalize (GObject *object)
{
  g_ptr_array_unref (WAY_PLAN_ACTIONS (object)->given_up);
  g_free (WAY_PLAN_ACTIONS (object)->name);
  G_OBJECT_CLASS (way_plan_actions_parent_class)->finalize (object);
}

static void
way_plan_actions_class_init (WayPlanActionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_plan_actions_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_plan_actions_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/plan/way-plan-actions.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPlanActions, hint);
  gtk_widget_class_bind_template_child (widget_class, WayPlanActions, add);
  gtk_widget_class_bind_template_child (widget_class, WayPlanActions, list);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
way_plan_actions_init (WayPlanActions *self)
{
  self->given_up = g_ptr_array_new_with_free_func (g_object_unref);
  self->editable = TRUE;
  self->name = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_sort_func (self->list, sort_cb, NULL, NULL);
}
