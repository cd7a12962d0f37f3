/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-people-pane.h"

#include <adwaita.h>
#include "way-i18n.h"
#include "way-page.h"
#include "way-people-list.h"
#include "way-practice-mark.h"
#include "way-sync-button.h"
#include "way-text-scale.h"

#define WIDTH 300 /* pixels */

struct _WayPeoplePane
{
  GtkBox parent;

  AdwHeaderBar *header; /* template children */
  GtkLabel *adviser, *heading, *count, *to_settle, *badge;
  GtkListBox *places;
  GtkListBoxRow *today;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkWidget *body;
  GtkStack *stage;
  AdwStatusPage *none;
  WayPeopleList *list;
  GtkToggleButton *closed;
  WaySyncButton *sync;

  WayDesk *desk;             /* (owned) */
  GtkFilterListModel *found; /* (owned): the people whose name fits */
  WayQuery *query;           /* (owned) (nullable): what is looked for */
};

G_DEFINE_FINAL_TYPE (WayPeoplePane, way_people_pane, GTK_TYPE_BOX)

/* -- what is shown ----------------------------------------------------------------------------- */

static char *
people_text (guint n)
{
  return g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN, "%u person", "%u people", n), n);
}

static GListModel *
list_shown (WayPeoplePane *self)
{
  WayCaseload *people = way_desk_get_people (self->desk);

  return gtk_toggle_button_get_active (self->closed) ? way_caseload_get_closed (people)
                                                     : G_LIST_MODEL (people);
}

static void
show_counts (WayPeoplePane *self)
{
  guint n_closed = g_list_model_get_n_items (
      way_caseload_get_closed (way_desk_get_people (self->desk)));
  g_autofree char *shown = people_text (g_list_model_get_n_items (list_shown (self)));
  g_autofree char *closed = people_text (n_closed);
  g_autofree char *foot = g_strdup_printf (_ ("Closed, %s"), closed);

  gtk_label_set_text (self->count, shown);
  gtk_button_set_label (GTK_BUTTON (self->closed), foot);
  gtk_widget_set_visible (GTK_WIDGET (self->closed), n_closed > 0);
  if (n_closed == 0)
    gtk_toggle_button_set_active (self->closed, FALSE);
}

static void
show_to_settle (WayPeoplePane *self)
{
  guint n = way_caseload_count_to_settle (way_desk_get_people (self->desk));
  g_autofree char *text = g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN,
                                                        "%u person has versions to settle",
                                                        "%u people have versions to settle", n),
                                           n);

  gtk_label_set_text (self->to_settle, text);
  gtk_widget_set_visible (GTK_WIDGET (self->to_settle), n > 0);
}

static void
show_none (WayPeoplePane *self)
{
  g_autofree char *text = g_strdup_printf (
      _ ("No names match “%s”. Check the spelling, or try part of the name."),
      gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_description (self->none, escaped);
}

static void
show_stage (WayPeoplePane *self)
{
  GListModel *shown = list_shown (self);
  guint n = g_list_model_get_n_items (shown);
  const char *page = "people";

  if (n == 0 && way_caseload_is_ready (way_desk_get_people (self->desk)))
    page = "empty";
  else if (n > 0 && g_list_model_get_n_items (G_LIST_MODEL (self->found)) == 0
           && gtk_filter_list_model_get_pending (self->found) == 0)
    page = "none";
  if (g_str_equal (page, "none"))
    show_none (self);
  gtk_stack_set_visible_child_name (self->stage, page);
}

static void
people_changed_cb (WayPeoplePane *self)
{
  gboolean many = g_list_model_get_n_items (list_shown (self)) > WAY_PEOPLE_FEW;

  show_counts (self);
  gtk_filter_list_model_set_incremental (self->found, many);
  way_people_list_set_many (self->list, many);
  show_stage (self);
}

static void
due_cb (WayPeoplePane *self)
{
  guint n = way_caseload_get_n_due (way_desk_get_people (self->desk));
  g_autofree char *figure = g_strdup_printf ("%u", n);
  g_autofree char *spoken = g_strdup_printf (
      g_dngettext (WAY_GETTEXT_DOMAIN, "Today, %u thing needs you", "Today, %u things need you", n),
      n);

  gtk_label_set_text (self->badge, figure);
  gtk_widget_set_visible (GTK_WIDGET (self->badge), n > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->today), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  n > 0 ? spoken : _ ("Today"), -1);
}

/* -- finding ----------------------------------------------------------------------------------- */

static gboolean
filter_cb (gpointer item, gpointer data)
{
  WayPeoplePane *self = data;

  return self->query == NULL || way_person_item_matches (item, self->query);
}

static void
searched_cb (WayPeoplePane *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  g_clear_pointer (&self->query, way_query_free);
  if (typed[0] != '\0')
    self->query = way_query_new (typed);
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->found), GTK_FILTER_CHANGE_DIFFERENT);
  show_stage (self);
}

static void
closed_cb (WayPeoplePane *self)
{
  gboolean closed = gtk_toggle_button_get_active (self->closed);

  gtk_label_set_text (self->heading, closed ? _ ("Closed") : _ ("My caseload"));
  gtk_filter_list_model_set_model (self->found, list_shown (self));
  people_changed_cb (self);
}

static void
clear_search (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayPeoplePane *self = WAY_PEOPLE_PANE (widget);

  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  way_people_list_focus (self->list);
}

/* Esc takes what was typed away, and focus goes back to the list. */
static void
search_mode_cb (WayPeoplePane *self)
{
  if (gtk_search_bar_get_search_mode (self->search_bar))
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  searched_cb (self);
  if (gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL)
    way_people_pane_focus (self);
}

static void
open_item (WayPeoplePane *self, WayPersonItem *item)
{
  g_autofree char *place = way_page_place_of_tab (way_person_item_get_id (item), "overview");

  gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "s", place);
  /* whoever was looked for is found: the list is whole again */
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
}

/* Enter in the entry opens who stands first. */
static void
first_cb (WayPeoplePane *self)
{
  g_autoptr (WayPersonItem) first = NULL;

  searched_cb (self);
  first = g_list_model_get_item (G_LIST_MODEL (self->found), 0);
  if (first != NULL)
    open_item (self, first);
}

static gboolean
entry_key_cb (WayPeoplePane *self, guint key)
{
  return (key == GDK_KEY_Down || key == GDK_KEY_KP_Down) && way_people_list_focus (self->list);
}

/* -- places ------------------------------------------------------------------------------------ */

static void
opened_cb (WayPeoplePane *self, WayPersonItem *item)
{
  open_item (self, item);
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
  WayId chosen = way_id_nil;

  if (steps[0] != NULL && steps[1] != NULL)
    way_id_parse (steps[1], &chosen);
  way_people_list_choose (self->list, &chosen);
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
  if (gtk_list_box_get_selected_row (self->places) != NULL || !way_people_list_focus (self->list))
    gtk_widget_grab_focus (GTK_WIDGET (self->today));
}

void
way_people_pane_set_alone (WayPeoplePane *self, gboolean alone)
{
  adw_header_bar_set_show_end_title_buttons (self->header, alone);
}

/* -- made and dropped -------------------------------------------------------------------------- */

static void
way_people_pane_dispose (GObject *object)
{
  WayPeoplePane *self = WAY_PEOPLE_PANE (object);

  if (self->found != NULL)
    gtk_filter_list_model_set_filter (self->found, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PEOPLE_PANE);
  g_clear_object (&self->found);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->query, way_query_free);
  G_OBJECT_CLASS (way_people_pane_parent_class)->dispose (object);
}

static void
way_people_pane_class_init (WayPeoplePaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_people_pane_dispose;
  g_type_ensure (WAY_TYPE_PRACTICE_MARK);
  g_type_ensure (WAY_TYPE_PEOPLE_LIST);
  g_type_ensure (WAY_TYPE_SYNC_BUTTON);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/people/way-people-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPeoplePane, header);
  gtk_widget_class_bind_template_child (widget_class, WayPeoplePane, adviser);
  gtk_widget_class_bind_template_child (widget_class, WayPeoplePane, heading);
  gtk_widget_class_bind_template_child (widget_class, WayPeoplePane, count);
  gtk_widget_class_bind_template_child (widget_class, WayPeoplePane, to_settle);
  gtk_widget_class_bind_template_child (widget_class, WayPeoplePane, badge);
  gtk_widget_class_bind_template_child (widget_class, WayPeoplePane, places);
  gtk_widget_class_bind_template_child (widget_class, WayPeoplePane, today);
  gtk_widget_class_bind_template_child (widget_class, WayPeoplePane, search_bar);
  gtk_widget_class_bind_template_child (widget_class, WayPeoplePane, search_entry);
  gtk_widget_class_bind_template_child (widget_class, WayPeoplePane, body);
  gtk_widget_class_bind_template_child (widget_class, WayPeoplePane, stage);
  gtk_widget_class_bind_template_child (widget_class, WayPeoplePane, none);
  gtk_widget_class_bind_template_child (widget_class, WayPeoplePane, list);
  gtk_widget_class_bind_template_child (widget_class, WayPeoplePane, closed);
  gtk_widget_class_bind_template_child (widget_class, WayPeoplePane, sync);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_cb);
  gtk_widget_class_bind_template_callback (widget_class, searched_cb);
  gtk_widget_class_bind_template_callback (widget_class, first_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_mode_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);

  gtk_widget_class_install_action (widget_class, "people.clear-search", NULL, clear_search);
}

/* The search bar brings its entry onto the screen with the next frame, and GTK drops the keys of
 * what has focus before that: on a busy machine the first letters of a name.  So it does not slide.
 */
static void
show_entry_at_once (WayPeoplePane *self)
{
  GtkWidget *revealer = gtk_widget_get_first_child (GTK_WIDGET (self->search_bar));

  if (GTK_IS_REVEALER (revealer))
    gtk_revealer_set_transition_duration (GTK_REVEALER (revealer), 0);
}

static void
way_people_pane_init (WayPeoplePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* What is due is not cut where text is larger; half the window is enough. */
  gtk_widget_set_size_request (GTK_WIDGET (self),
                               (int)(WIDTH * MIN (1.5, way_text_scale (GTK_WIDGET (self)))), -1);
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
  gtk_search_bar_set_key_capture_widget (self->search_bar, self->body);
  show_entry_at_once (self);
}

GtkWidget *
way_people_pane_new (WayDesk *desk)
{
  WayPeoplePane *self = g_object_new (WAY_TYPE_PEOPLE_PANE, NULL);
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (filter_cb, self, NULL));
  WayCaseload *people = way_desk_get_people (desk);

  self->desk = g_object_ref (desk);
  self->found = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (people)), filter);
  way_people_list_bind (self->list, G_LIST_MODEL (self->found), way_desk_get_executor (desk));
  g_signal_connect_object (people, "items-changed", G_CALLBACK (people_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (way_caseload_get_closed (people), "items-changed",
                           G_CALLBACK (people_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (people, "settled", G_CALLBACK (show_stage), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (people, "notify::n-due", G_CALLBACK (due_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (people, "settled", G_CALLBACK (show_to_settle), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->found, "notify::pending", G_CALLBACK (show_stage), self,
                           G_CONNECT_SWAPPED);
  g_object_bind_property (desk, "adviser", self->adviser, "label", G_BINDING_SYNC_CREATE);
  way_sync_button_set_desk (self->sync, desk);
  people_changed_cb (self);
  due_cb (self);
  show_to_settle (self);
  return GTK_WIDGET (self);
}
