/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-people-list.h"

#include "way-i18n.h"
#include "way-person-row.h"
#include "way-rows.h"

struct _WayPeopleList
{
  GtkWidget parent;

  GtkStack *stack; /* template children */
  GtkListBox *few;
  GtkListView *many;

  GListModel *people;            /* (owned) (nullable) */
  WayExecutor *executor;         /* (owned) (nullable) */
  GtkSingleSelection *selection; /* (owned): of many; its model is NULL while there are few */
  GPtrArray *bound;              /* (owned): GtkListItem that show somebody now */
  guint syncing;                 /* timer; 0 = none */
  gboolean is_many, at_top;
  WayId chosen;
};

G_DEFINE_FINAL_TYPE (WayPeopleList, way_people_list, GTK_TYPE_WIDGET)

enum
{
  OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* -- few: the list box ------------------------------------------------------------------------- */

static WayPersonItem *
item_of (GtkListBoxRow *row)
{
  return way_person_row_get_item (WAY_PERSON_ROW (gtk_list_box_row_get_child (row)));
}

static void
speak_row (GtkWidget *child)
{
  g_autofree char *spoken = way_person_row_dup_spoken (WAY_PERSON_ROW (child));

  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (child)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static GtkWidget *
build_row (gpointer item, gpointer data)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *child = way_person_row_new ();

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), child);
  way_person_row_set_item (WAY_PERSON_ROW (child), item);
  g_signal_connect_object (item, "changed", G_CALLBACK (speak_row), child, G_CONNECT_SWAPPED);
  speak_row (child);
  return row;
}

static char *
dup_key (gpointer item)
{
  char hex[WAY_ID_HEX_SIZE];

  return g_strdup (way_id_format (way_person_item_get_id (item), hex));
}

static void
choose_few (WayPeopleList *self)
{
  char hex[WAY_ID_HEX_SIZE];
  GtkListBoxRow *row = way_rows_find (self->few, way_id_format (&self->chosen, hex));

  if (row == gtk_list_box_get_selected_row (self->few))
    return;
  if (row != NULL)
    gtk_list_box_select_row (self->few, row);
  else
    gtk_list_box_unselect_all (self->few);
}

static void
sync_few (WayPeopleList *self)
{
  static const WayRows rows = { dup_key, build_row, NULL };
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; !self->is_many && i < g_list_model_get_n_items (self->people); i++)
    g_ptr_array_add (items, g_list_model_get_item (self->people, i));
  way_rows_sync (self->few, items, &rows, self);
  choose_few (self);
}

static void
row_activated_cb (WayPeopleList *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[OPENED], 0, item_of (row));
}

/* -- many: the list view ----------------------------------------------------------------------- */

static void
speak_item (WayPeopleList *self, GtkListItem *item)
{
  GtkWidget *child = gtk_list_item_get_child (item);
  g_autofree char *said = way_person_row_dup_spoken (WAY_PERSON_ROW (child));
  /* who it is and what is due, the place in the list, how many there are */
  g_autofree char *spoken = g_strdup_printf (_ ("%s, %u of %u"), said,
                                             gtk_list_item_get_position (item) + 1,
                                             g_list_model_get_n_items (self->people));

  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
}

static void
changed_cb (WayPersonItem *person, GtkListItem *item)
{
  WayPeopleList *self = g_object_get_data (G_OBJECT (item), "way-list");

  speak_item (self, item);
}

static void
position_cb (GtkListItem *item, GParamSpec *pspec, WayPeopleList *self)
{
  if (gtk_list_item_get_item (item) != NULL)
    speak_item (self, item);
}

static void
clicked_cb (GtkGestureClick *gesture, int n, double x, double y, GtkListItem *item)
{
  WayPeopleList *self = g_object_get_data (G_OBJECT (item), "way-list");

  g_signal_emit (self, signals[OPENED], 0, gtk_list_item_get_item (item));
}

static void
setup_cb (WayPeopleList *self, GtkListItem *item)
{
  GtkWidget *child = way_person_row_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_object_set_data (G_OBJECT (item), "way-list", self);
  g_signal_connect_object (click, "released", G_CALLBACK (clicked_cb), item, 0);
  gtk_widget_add_controller (child, GTK_EVENT_CONTROLLER (click));
  gtk_list_item_set_child (item, child);
  g_signal_connect_object (item, "notify::position", G_CALLBACK (position_cb), self, 0);
}

static void
bind_cb (WayPeopleList *self, GtkListItem *item)
{
  WayPersonItem *person = gtk_list_item_get_item (item);

  way_person_row_set_item (WAY_PERSON_ROW (gtk_list_item_get_child (item)), person);
  g_signal_connect_object (person, "changed", G_CALLBACK (changed_cb), item, 0);
  g_ptr_array_add (self->bound, item);
  speak_item (self, item);
}

static void
unbind_cb (WayPeopleList *self, GtkListItem *item)
{
  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (item), item);
  way_person_row_set_item (WAY_PERSON_ROW (gtk_list_item_get_child (item)), NULL);
  g_ptr_array_remove_fast (self->bound, item);
}

/* -1 where the chosen one is not among the people. */
static int
find_chosen (WayPeopleList *self)
{
  guint n = g_list_model_get_n_items (self->people);

  if (way_id_is_nil (&self->chosen))
    return -1;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WayPersonItem) item = g_list_model_get_item (self->people, i);

      if (way_id_equal (way_person_item_get_id (item), &self->chosen))
        return (int)i;
    }
  return -1;
}

static void
choose_many (WayPeopleList *self)
{
  WayPersonItem *selected = gtk_single_selection_get_selected_item (self->selection);
  int at;

  if (selected != NULL && way_id_equal (way_person_item_get_id (selected), &self->chosen))
    return;
  at = find_chosen (self);
  gtk_single_selection_set_selected (self->selection,
                                     at >= 0 ? (guint)at : GTK_INVALID_LIST_POSITION);
}

static void
view_activated_cb (WayPeopleList *self, guint position)
{
  g_autoptr (WayPersonItem) item = g_list_model_get_item (self->people, position);

  g_signal_emit (self, signals[OPENED], 0, item);
}

/* -- either ------------------------------------------------------------------------------------ */

/* Up and Down move the selection along; who is open is shown again when focus goes elsewhere. */
static void
show_chosen (WayPeopleList *self)
{
  if (self->people == NULL)
    return;
  if (self->is_many)
    choose_many (self);
  else
    choose_few (self);
}

/* Nobody has looked further down yet: what is most pressing comes into sight. */
static void
stay_at_top (WayPeopleList *self)
{
  if (self->at_top && gtk_widget_get_focus_child (GTK_WIDGET (self->many)) == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->many), "list.scroll-to-item", "u", 0);
}

static gboolean
sync_cb (gpointer data)
{
  WayPeopleList *self = data;

  self->syncing = 0;
  if (!self->is_many)
    {
      sync_few (self);
      return G_SOURCE_REMOVE;
    }
  choose_many (self);
  for (guint i = 0; i < self->bound->len; i++)
    speak_item (self, g_ptr_array_index (self->bound, i));
  stay_at_top (self);
  return G_SOURCE_REMOVE;
}

/* Once for any number of changes in one turn of the main loop. */
static void
sync_soon (WayPeopleList *self)
{
  GtkAdjustment *at = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->many));

  if (self->syncing != 0)
    return;
  self->at_top = at != NULL && gtk_adjustment_get_value (at) < 1;
  self->syncing = way_executor_add_timeout (self->executor, self->is_many ? 50 : 0, sync_cb, self,
                                            NULL);
}

void
way_people_list_set_many (WayPeopleList *self, gboolean many)
{
  if (self->is_many == many)
    return;
  self->is_many = many;
  gtk_single_selection_set_model (self->selection, many ? self->people : NULL);
  gtk_stack_set_visible_child_name (self->stack, many ? "many" : "few");
  if (many)
    sync_few (self);
  sync_soon (self);
}

void
way_people_list_bind (WayPeopleList *self, GListModel *people, WayExecutor *executor)
{
  g_return_if_fail (self->people == NULL);

  self->people = g_object_ref (people);
  self->executor = g_object_ref (executor);
  g_signal_connect_object (people, "items-changed", G_CALLBACK (sync_soon), self,
                           G_CONNECT_SWAPPED);
  sync_few (self);
}

void
way_people_list_choose (WayPeopleList *self, const WayId *id)
{
  self->chosen = *id;
  show_chosen (self);
}

gboolean
way_people_list_focus (WayPeopleList *self)
{
  GtkListBoxRow *row;
  int at;

  if (self->is_many)
    {
      at = find_chosen (self);
      gtk_widget_activate_action (GTK_WIDGET (self->many), "list.scroll-to-item", "u",
                                  (guint)MAX (at, 0));
      return gtk_widget_grab_focus (GTK_WIDGET (self->many));
    }
  row = gtk_list_box_get_selected_row (self->few);
  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->few, 0);
  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* -- class ------------------------------------------------------------------------------------- */

static void
way_people_list_dispose (GObject *object)
{
  WayPeopleList *self = WAY_PEOPLE_LIST (object);

  if (self->syncing != 0)
    way_executor_remove_timeout (self->executor, self->syncing);
  self->syncing = 0;
  if (self->many != NULL)
    gtk_list_view_set_model (self->many, NULL);
  if (self->selection != NULL)
    gtk_single_selection_set_model (self->selection, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->people);
  g_clear_object (&self->executor);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PEOPLE_LIST);
  G_OBJECT_CLASS (way_people_list_parent_class)->dispose (object);
}

static void
way_people_list_finalize (GObject *object)
{
  g_ptr_array_unref (WAY_PEOPLE_LIST (object)->bound);
  G_OBJECT_CLASS (way_people_list_parent_class)->finalize (object);
}

static void
way_people_list_class_init (WayPeopleListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_people_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_people_list_finalize;
  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, WAY_TYPE_PERSON_ITEM);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/people/way-people-list.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPeopleList, stack);
  gtk_widget_class_bind_template_child (widget_class, WayPeopleList, few);
  gtk_widget_class_bind_template_child (widget_class, WayPeopleList, many);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_chosen);
  gtk_widget_class_bind_template_callback (widget_class, view_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
}

static void
way_people_list_init (WayPeopleList *self)
{
  self->bound = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_list_view_set_model (self->many, GTK_SELECTION_MODEL (self->selection));
}
