/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-people-pane.h"

#include "way-fold.h"
#include "way-i18n.h"
#include "way-page.h"
#include "way-person-row.h"

struct _WayPeoplePane
{
  GtkBox parent;

  GtkLabel *adviser, *count; /* template children */
  GtkListBox *places, *list;
  GtkListBoxRow *today;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkWidget *practice;

  WayDesk *desk;             /* (owned) */
  GtkFilterListModel *found; /* (owned): the people whose name fits */
  WayQuery *query;           /* (owned) (nullable): what is looked for */
  WayId chosen;              /* nil where it is nobody */
};

G_DEFINE_FINAL_TYPE (WayPeoplePane, way_people_pane, GTK_TYPE_BOX)

/* -- rows -------------------------------------------------------------------------------------- */

static WayPersonItem *
item_of (GtkListBoxRow *row)
{
  GtkWidget *child = gtk_list_box_row_get_child (row);

  return WAY_IS_PERSON_ROW (child) ? way_person_row_get_item (WAY_PERSON_ROW (child)) : NULL;
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

  way_person_row_set_item (WAY_PERSON_ROW (child), item);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), child);
  speak_row (child);
  g_signal_connect_object (item, "changed", G_CALLBACK (speak_row), child, G_CONNECT_SWAPPED);
  return row;
}

/* Rows come and go with the model; the chosen one is chosen by who it is. */
static void
choose (WayPeoplePane *self)
{
  GtkListBoxRow *row;

  gtk_list_box_unselect_all (self->list);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (way_id_equal (way_person_item_get_id (item_of (row)), &self->chosen))
      gtk_list_box_select_row (self->list, row);
}

static void
show_count (WayPeoplePane *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (way_desk_get_people (self->desk)));
  g_autofree char *text = g_strdup_printf (
      g_dngettext (WAY_GETTEXT_DOMAIN, "%u person", "%u people", n), n);

  gtk_label_set_text (self->count, text);
}

static gboolean
filter_cb (gpointer item, gpointer data)
{
  WayPeoplePane *self = data;

  return self->query == NULL || way_query_matches (self->query, way_person_item_get_name (item))
         || way_query_matches (self->query, way_person_item_get_full_name (item));
}

static void
people_changed_cb (WayPeoplePane *self)
{
  show_count (self);
  choose (self);
}

static void
searched_cb (WayPeoplePane *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  GtkFilter *filter = gtk_filter_list_model_get_filter (self->found);

  g_clear_pointer (&self->query, way_query_free);
  if (typed[0] != '\0')
    self->query = way_query_new (typed);
  gtk_filter_changed (filter, GTK_FILTER_CHANGE_DIFFERENT);
}

/* -- what the person does ---------------------------------------------------------------------- */

static void
person_cb (WayPeoplePane *self, GtkListBoxRow *row)
{
  g_autofree char *place = way_page_place_of_tab (way_person_item_get_id (item_of (row)),
                                                  "overview");

  gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "s", place);
}

static void
place_cb (WayPeoplePane *self, GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "s", "today");
}

void
way_people_pane_show_place (WayPeoplePane *self, const char *place)
{
  g_auto (GStrv) steps = g_strsplit (place, "/", 3);

  self->chosen = way_id_nil;
  if (g_strcmp0 (steps[0], "person") == 0 && steps[1] != NULL)
    way_id_parse (steps[1], &self->chosen);
  choose (self);
  if (g_strcmp0 (steps[0], "today") == 0)
    gtk_list_box_select_row (self->places, self->today);
  else
    gtk_list_box_unselect_all (self->places);
}

void
way_people_pane_find (WayPeoplePane *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

void
way_people_pane_focus (WayPeoplePane *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  gtk_widget_grab_focus (GTK_WIDGET (row != NULL ? row : self->today));
}

/* -- made and dropped -------------------------------------------------------------------------- */

static void
way_people_pane_dispose (GObject *object)
{
  WayPeoplePane *self = WAY_PEOPLE_PANE (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->found);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->query, way_query_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PEOPLE_PANE);
  G_OBJECT_CLASS (way_people_pane_parent_class)->dispose (object);
}

static void
way_people_pane_class_init (WayPeoplePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_people_pane_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/people/way-people-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPeoplePane, adviser);
  gtk_widget_class_bind_template_child (widget_class, WayPeoplePane, count);
  gtk_widget_class_bind_template_child (widget_class, WayPeoplePane, list);
  gtk_widget_class_bind_template_child (widget_class, WayPeoplePane, today);
  gtk_widget_class_bind_template_child (widget_class, WayPeoplePane, search_bar);
  gtk_widget_class_bind_template_child (widget_class, WayPeoplePane, search_entry);
  gtk_widget_class_bind_template_child (widget_class, WayPeoplePane, places);
  gtk_widget_class_bind_template_child (widget_class, WayPeoplePane, practice);
  gtk_widget_class_bind_template_callback (widget_class, person_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_cb);
  gtk_widget_class_bind_template_callback (widget_class, searched_cb);
}

static void
way_people_pane_init (WayPeoplePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_people_pane_new (WayDesk *desk)
{
  WayPeoplePane *self = g_object_new (WAY_TYPE_PEOPLE_PANE, NULL);
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (filter_cb, self, NULL));
  GListModel *people = G_LIST_MODEL (way_desk_get_people (desk));

  self->desk = g_object_ref (desk);
  self->found = gtk_filter_list_model_new (g_object_ref (people), filter);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->found), build_row, NULL, NULL);
  g_signal_connect_object (self->found, "items-changed", G_CALLBACK (people_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_object_bind_property (desk, "adviser", self->adviser, "label", G_BINDING_SYNC_CREATE);
  gtk_widget_set_visible (self->practice, way_desk_is_practice (desk));
  people_changed_cb (self);
  return GTK_WIDGET (self);
}
