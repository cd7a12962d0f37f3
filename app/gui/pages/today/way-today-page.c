/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-today-page.h"

#include <string.h>
#include <adwaita.h>
#include "way-agenda-row.h"
#include "way-column.h"
#include "way-commit.h"
#include "way-date-text.h"
#include "way-i18n.h"
#include "way-initials.h"
#include "way-list-button.h"
#include "way-list-group.h"
#include "way-page.h"
#include "way-panes.h"
#include "way-practice-mark.h"
#include "way-rows.h"
#include "way-today-entries.h"
#include "way-today-tick.h"

#define ROWS_SHOWN 6
/* While many cases are being read, the page follows no faster than this. */
#define FOLLOW_MS 250

struct _WayTodayPage
{
  GtkBox parent;

  WayListButton *list_button; /* template children */
  AdwWindowTitle *title;
  GtkButton *record;
  GtkStack *stage;
  AdwStatusPage *quiet;
  GtkBox *next;
  WayInitials *next_avatar;
  GtkLabel *next_title, *next_detail;
  GtkBox *next_buttons;
  GtkButton *open;
  GtkFlowBox *columns;
  GtkWidget *aside;
  WayListGroup *visits, *actions, *birthdays;

  WayDesk *desk; /* (owned) */
  gboolean all[WAY_TODAY_N_GROUPS];
  gboolean ahead;  /* looks at what comes, though nothing is due today */
  guint following; /* timer; 0 = none */
  WayPanes *panes; /* borrowed (nullable): an ancestor */
};

static void page_init (WayPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WayTodayPage,
                               way_today_page,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (WAY_TYPE_PAGE, page_init))

static WayListGroup *
get_group (WayTodayPage *self, WayTodayGroup group)
{
  switch (group)
    {
    case WAY_TODAY_ACTIONS:
      return self->actions;
    case WAY_TODAY_BIRTHDAYS:
      return self->birthdays;
    case WAY_TODAY_VISITS:
    case WAY_TODAY_N_GROUPS:
    default:
      return self->visits;
    }
}

/* -- the groups -------------------------------------------------------------------------------- */

static void
ticked_cb (WayTodayPage *self, WayAgendaRow *row)
{
  way_today_tick_begin (GTK_WIDGET (self), self->desk, way_agenda_row_get_person (row),
                        way_agenda_row_get_object (row));
}

static char *
dup_key (gpointer data)
{
  const WayTodayEntry *entry = data;

  return way_agenda_row_dup_key (way_person_item_get_id (entry->person), entry->item);
}

static GtkWidget *
build_row (gpointer data, gpointer page)
{
  WayTodayPage *self = page;
  const WayTodayEntry *entry = data;
  gboolean action = entry->item->kind == WAY_AGENDA_ACTION;
  GtkWidget *row = way_agenda_row_new (self->desk, TRUE, action);

  if (action)
    g_signal_connect_object (row, "ticked", G_CALLBACK (ticked_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
update_row (GtkWidget *row, gpointer data, gpointer page)
{
  const WayTodayEntry *entry = data;

  way_agenda_row_show (WAY_AGENDA_ROW (row), way_person_item_get_id (entry->person),
                       way_person_item_get_name (entry->person), entry->item);
}

/* "6 of 9", else "1 overdue". */
static char *
note_text (const WayTodayEntries *entries, WayTodayGroup group, guint n_shown)
{
  guint n = entries->groups[group]->len;
  guint overdue = way_today_entries_count_overdue (entries, group);

  if (n_shown < n)
    return g_strdup_printf (_ ("%u of %u"), n_shown, n);
  return overdue > 0 ? g_strdup_printf (_ ("%u overdue"), overdue) : g_strdup ("");
}

static void
show_group (WayTodayPage *self, const WayTodayEntries *entries, WayTodayGroup group)
{
  static const WayRows rows = { dup_key, build_row, update_row };
  WayListGroup *widget = get_group (self, group);
  GPtrArray *all = entries->groups[group];
  guint n = self->all[group] ? all->len : MIN (all->len, ROWS_SHOWN);
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  g_autofree char *note = note_text (entries, group, n);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (shown, g_ptr_array_index (all, i));
  way_rows_sync (way_list_group_get_list (widget), shown, &rows, self);
  way_list_group_set_note (widget, note);
  way_list_group_set_action (widget, n < all->len ? _ ("Show all") : "",
                             group == WAY_TODAY_VISITS    ? "today.all-visits"
                             : group == WAY_TODAY_ACTIONS ? "today.all-actions"
                                                          : "today.all-birthdays");
  gtk_widget_set_visible (GTK_WIDGET (widget), all->len > 0);
}

/* Two columns where there is something for the second. */
static void
show_columns (WayTodayPage *self, const WayTodayEntries *entries)
{
  gboolean aside = entries->groups[WAY_TODAY_BIRTHDAYS]->len > 0;

  gtk_widget_set_visible (self->aside, aside);
  gtk_flow_box_set_max_children_per_line (self->columns, aside ? 2 : 1);
}

/* -- the next thing ---------------------------------------------------------------------------- */

/* "Kez Hartley, 2:00pm" · "Kez Hartley, Tuesday 21 October" */
static char *
next_title (const WayTodayEntry *next, WayDate today)
{
  g_autofree char *time = way_time_text (next->item->at);
  g_autofree char *day = way_date_text_near (next->item->on, today);
  const char *name = way_person_item_get_name (next->person);

  if (next->item->urgency == WAY_URGENCY_TODAY && time[0] != '\0')
    return g_strdup_printf (_ ("%s, %s"), name, time);
  if (time[0] != '\0')
    return g_strdup_printf (_ ("%s, %s, %s"), name, day, time);
  return g_strdup_printf (_ ("%s, %s"), name, day);
}

static void
show_next (WayTodayPage *self, const WayTodayEntries *entries, WayDate today)
{
  const WayTodayEntry *next = &entries->next;
  const WayId *id;
  g_autofree char *title = NULL, *open = NULL, *page = NULL, *short_name = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->next), next->item != NULL);
  if (next->item == NULL)
    return;
  id = way_person_item_get_id (next->person);
  title = next_title (next, today);
  short_name = way_person_item_dup_short_name (next->person);
  open = g_strdup_printf (_ ("Open %s’s page"), short_name);
  page = way_page_place_of_tab (id, "overview");
  way_initials_set_text (self->next_avatar, way_person_item_get_name (next->person));
  gtk_label_set_text (self->next_title, title);
  gtk_label_set_text (self->next_detail,
                      next->item->ready != NULL ? next->item->ready : next->item->detail);
  gtk_button_set_label (self->open, open);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->open), "s", page);
}

/* "Next: Mia Pemberton’s plan review, Tuesday 21 October." */
static char *
quiet_text (const WayTodayEntries *entries, WayDate today)
{
  const WayTodayEntry *next = &entries->next;
  g_autofree char *day = NULL;
  const char *name;

  if (next->item == NULL)
    return g_strdup (_ ("Nothing is booked either."));
  day = way_date_text_near (next->item->on, today);
  name = way_person_item_get_name (next->person);
  if (next->item->kind == WAY_AGENDA_REVIEW)
    return g_strdup_printf (_ ("Next: %s’s plan review, %s."), name, day);
  return g_strdup_printf (next->item->is_visit ? _ ("Next: a visit to %s, %s.")
                                               : _ ("Next: an appointment with %s, %s."),
                          name, day);
}

/* -- all of it --------------------------------------------------------------------------------- */

static void
show_stage (WayTodayPage *self, const WayTodayEntries *entries, WayDate today)
{
  WayCaseload *people = way_desk_get_people (self->desk);
  g_autofree char *text = quiet_text (entries, today);
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  const char *page = "today";

  if (g_list_model_get_n_items (G_LIST_MODEL (people)) == 0)
    page = way_caseload_is_ready (people) ? "empty" : "wait";
  else if (entries->n_pressing == 0 && !self->ahead)
    page = way_caseload_is_settled (people) ? "quiet" : "wait";
  adw_status_page_set_description (self->quiet, escaped);
  gtk_stack_set_visible_child_name (self->stage, page);
}

static void
stop_following (WayTodayPage *self)
{
  if (self->following != 0)
    way_executor_remove_timeout (way_desk_get_executor (self->desk), self->following);
  self->following = 0;
}

static void
show (WayTodayPage *self)
{
  WayCaseload *people = way_desk_get_people (self->desk);
  WayDate today = way_desk_get_today (self->desk);
  g_autofree char *day = way_date_text_with_day (today, today);
  g_autofree char *minute = way_clock_format_minute (
      way_clock_now (way_desk_get_clock (self->desk)));
  g_autoptr (WayTodayEntries) entries = NULL;

  stop_following (self);
  if (people == NULL)
    return;
  entries = way_today_entries_new (people, today, minute + strlen (minute) - strlen ("HH:MM"));
  adw_window_title_set_subtitle (self->title, day);
  show_next (self, entries, today);
  for (guint i = 0; i < WAY_TODAY_N_GROUPS; i++)
    show_group (self, entries, i);
  show_columns (self, entries);
  show_stage (self, entries, today);
}

static gboolean
follow_cb (gpointer data)
{
  WayTodayPage *self = data;

  self->following = 0;
  show (self);
  return G_SOURCE_REMOVE;
}

static void
follow (WayTodayPage *self)
{
  if (self->following == 0)
    self->following = way_executor_add_timeout (way_desk_get_executor (self->desk), FOLLOW_MS,
                                                follow_cb, self, NULL);
}

/* -- as a page --------------------------------------------------------------------------------- */

/* Focus begins on what most people do next. */
static void
go (WayPage *page, const char *path)
{
  WayTodayPage *self = WAY_TODAY_PAGE (page);

  show (self);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->stage), "today") == 0
      && gtk_widget_get_visible (GTK_WIDGET (self->next)))
    gtk_widget_grab_focus (GTK_WIDGET (self->open));
}

static char *
dup_path (WayPage *page)
{
  return g_strdup ("");
}

static void
page_init (WayPageInterface *iface)
{
  iface->go = go;
  iface->dup_path = dup_path;
}

static void
act (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayTodayPage *self = WAY_TODAY_PAGE (widget);

  if (g_str_equal (action, "today.all-visits"))
    self->all[WAY_TODAY_VISITS] = TRUE;
  else if (g_str_equal (action, "today.all-actions"))
    self->all[WAY_TODAY_ACTIONS] = TRUE;
  else if (g_str_equal (action, "today.all-birthdays"))
    self->all[WAY_TODAY_BIRTHDAYS] = TRUE;
  else
    self->ahead = TRUE;
  show (self);
}

/* -- narrow ------------------------------------------------------------------------------------ */

static void
folded_cb (gpointer data)
{
  WayTodayPage *self = data;
  gboolean folded = way_panes_is_folded (self->panes);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->next),
                                  folded ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
way_today_page_root (GtkWidget *widget)
{
  WayTodayPage *self = WAY_TODAY_PAGE (widget);

  GTK_WIDGET_CLASS (way_today_page_parent_class)->root (widget);
  gtk_widget_set_visible (GTK_WIDGET (self->record), way_has_action (widget, "win.record-contact"));
  way_panes_follow (widget, &self->panes, folded_cb);
}

static void
way_today_page_unroot (GtkWidget *widget)
{
  WayTodayPage *self = WAY_TODAY_PAGE (widget);

  way_panes_leave (widget, &self->panes);
  GTK_WIDGET_CLASS (way_today_page_parent_class)->unroot (widget);
}

/* -- class ------------------------------------------------------------------------------------- */

static void
way_today_page_dispose (GObject *object)
{
  WayTodayPage *self = WAY_TODAY_PAGE (object);

  stop_following (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_TODAY_PAGE);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (way_today_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, list_button);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, title);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, record);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, stage);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, quiet);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, next);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, next_avatar);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, next_title);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, next_detail);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, next_buttons);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, open);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, columns);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, aside);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, visits);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, actions);
  gtk_widget_class_bind_template_child (widget_class, WayTodayPage, birthdays);
}

static void
way_today_page_class_init (WayTodayPageClass *klass)
{
  static const char *const actions[] = { "today.all-visits", "today.all-actions",
                                         "today.all-birthdays", "today.look-ahead" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_today_page_dispose;
  widget_class->root = way_today_page_root;
  widget_class->unroot = way_today_page_unroot;
  g_type_ensure (WAY_TYPE_COLUMN);
  g_type_ensure (WAY_TYPE_LIST_BUTTON);
  g_type_ensure (WAY_TYPE_LIST_GROUP);
  g_type_ensure (WAY_TYPE_PRACTICE_MARK);
  g_type_ensure (WAY_TYPE_INITIALS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/today/way-today-page.ui");
  bind_children (widget_class);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], NULL, act);
}

static void
way_today_page_init (WayTodayPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_today_page_new (WayDesk *desk)
{
  WayTodayPage *self = g_object_new (WAY_TYPE_TODAY_PAGE, NULL);
  WayCaseload *people = way_desk_get_people (desk);

  self->desk = g_object_ref (desk);
  way_list_button_set_desk (self->list_button, desk);
  g_signal_connect_object (people, "settled", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (people, "items-changed", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (people, "notify::n-due", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}
