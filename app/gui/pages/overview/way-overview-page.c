/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-overview-page.h"

#include <adwaita.h>
#include "way-achievement-row.h"
#include "way-agenda-row.h"
#include "way-column.h"
#include "way-commit.h"
#include "way-desk.h"
#include "way-due.h"
#include "way-goal-row.h"
#include "way-i18n.h"
#include "way-page.h"
#include "way-panes.h"
#include "way-person-head.h"
#include "way-person-text.h"
#include "way-reach-group.h"
#include "way-rows.h"
#include "way-supporter-row.h"
#include "way-text-scale.h"
#include "way-what-matters.h"

#define DATES_SHOWN 6
/* What both columns ask for (way-overview-page.ui), with the space between them and beside them. */
#define TWO_COLUMNS (417 + 383 + 48)

struct _WayOverviewPage
{
  WayPersonTab tab;

  GtkInfoBar *bar; /* template children */
  GtkLabel *bar_text;
  GtkButton *bar_button;
  GtkScrolledWindow *scroller;
  WayPersonHead *head;
  GtkButton *next, *next_narrow;
  GtkBox *left, *right;
  WayWhatMatters *matters;
  WayListGroup *goals, *supporters, *dates, *achievements;
  WayReachGroup *reach;

  WayObjectList *lists[3]; /* (owned) (nullable): goals, supporters, achievements */
  gboolean all_dates;      /* more than the first few are shown */
  gboolean narrow;         /* one column */
  WayPanes *panes;         /* borrowed (nullable): an ancestor */
};

G_DEFINE_FINAL_TYPE (WayOverviewPage, way_overview_page, WAY_TYPE_PERSON_TAB)

enum
{
  GOALS,
  SUPPORTERS,
  ACHIEVEMENTS,
};

/* -- what is due ------------------------------------------------------------------------------- */

typedef struct
{
  WayOverviewPage *page;
  const WayId *person;
  const char *name;
} Dates;

static char *
dup_date_key (gpointer entry)
{
  return way_agenda_row_dup_key (&way_id_nil, entry);
}

static GtkWidget *
build_date (gpointer entry, gpointer data)
{
  return way_agenda_row_new (((Dates *)data)->page->tab.desk, FALSE, FALSE);
}

static gboolean
reuse_date (GtkWidget *row, gpointer entry, gpointer data)
{
  return TRUE;
}

static void
update_date (GtkWidget *row, gpointer entry, gpointer data)
{
  const Dates *dates = data;

  way_agenda_row_show (WAY_AGENDA_ROW (row), dates->person, dates->name, entry);
}

/* What has to be done stands with the goals and in the plan, until its day is over. */
static gboolean
is_date (const WayAgendaItem *item)
{
  return item->kind != WAY_AGENDA_ACTION || item->urgency == WAY_URGENCY_OVERDUE;
}

static void
show_dates (WayOverviewPage *self, WayCase *present, GPtrArray *items, const char *name)
{
  static const WayRows rows = { dup_date_key, build_date, update_date, reuse_date };
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  Dates dates = { self, way_case_get_id (present), name };
  gboolean more;

  for (guint i = 0; i < items->len; i++)
    if (is_date (g_ptr_array_index (items, i)))
      g_ptr_array_add (shown, g_ptr_array_index (items, i));
  more = shown->len > DATES_SHOWN && !self->all_dates;
  if (more)
    g_ptr_array_set_size (shown, DATES_SHOWN);
  way_rows_sync (way_list_group_get_list (self->dates), shown, &rows, &dates);
  way_list_group_set_action (self->dates, more ? _ ("Show all") : "", "overview.all-dates");
}

/* -- the one next thing ------------------------------------------------------------------------ */

static const WayAgendaItem *
find_item (GPtrArray *items, WayAgendaKind kind, gboolean visit, WayUrgency up_to)
{
  for (guint i = 0; i < items->len; i++)
    {
      const WayAgendaItem *item = g_ptr_array_index (items, i);

      if (item->urgency <= up_to && (visit ? item->is_visit : item->kind == kind))
        return item;
    }
  return NULL;
}

/* A button whose action is taken away for a moment loses focus: only what changes is set. */
static void
set_action (GtkActionable *button, const char *action, GVariant *target)
{
  GVariant *now = gtk_actionable_get_action_target_value (button);
  gboolean same = now == target || (now != NULL && target != NULL && g_variant_equal (now, target));

  if (same && g_strcmp0 (gtk_actionable_get_action_name (button), action) == 0)
    return;
  /* GTK warns of a target that does not fit the action before it */
  gtk_actionable_set_action_name (button, NULL);
  gtk_actionable_set_action_target_value (button, target);
  gtk_actionable_set_action_name (button, action);
}

static void
set_next (WayOverviewPage *self, const char *label, const char *action, GVariant *target)
{
  GtkButton *buttons[] = { self->next, self->next_narrow };
  gboolean focused = gtk_widget_has_focus (GTK_WIDGET (buttons[!self->narrow]));

  if (target != NULL)
    g_variant_ref_sink (target);
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      AdwButtonContent *content = ADW_BUTTON_CONTENT (gtk_button_get_child (buttons[i]));

      gtk_widget_set_visible (GTK_WIDGET (buttons[i]), label != NULL && self->narrow == (i == 1));
      if (label == NULL)
        continue;
      adw_button_content_set_label (content, label);
      set_action (GTK_ACTIONABLE (buttons[i]), action, target);
    }
  g_clear_pointer (&target, g_variant_unref);
  if (focused)
    gtk_widget_grab_focus (GTK_WIDGET (buttons[self->narrow]));
}

/* Follows the day; what is not built is not offered. */
static void
show_next (WayOverviewPage *self, WayCase *present, GPtrArray *items)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean record = way_has_action (widget, "win.record-contact");
  g_autofree char *plan = way_page_place_of_tab (way_case_get_id (present), "plan");

  if (way_case_is_closed (present))
    set_next (self, NULL, NULL, NULL);
  else if (record && find_item (items, 0, TRUE, WAY_URGENCY_TODAY) != NULL)
    set_next (self, _ ("Record today’s visit"), "win.record-contact", NULL);
  else if (find_item (items, WAY_AGENDA_REVIEW, FALSE, WAY_URGENCY_SOON) != NULL)
    set_next (self, _ ("Open the plan for review"), "win.go", g_variant_new_string (plan));
  else if (record)
    set_next (self, _ ("Record a contact"), "win.record-contact", NULL);
  else
    set_next (self, NULL, NULL, NULL);
}

/* -- the bar over the page --------------------------------------------------------------------- */

static gboolean
is_try (const WayObject *contact)
{
  g_autofree char *kind = way_object_dup_string (contact, WAY_CONTACT_KIND, 0);

  return g_str_equal (kind, "attempt");
}

/* The day of the last contact that was one; none where nobody has tried since. */
static WayDate
out_of_touch_since (WayCase *present)
{
  g_autoptr (GPtrArray) contacts = way_case_list (present, WAY_KIND_CONTACT);
  gboolean tried = FALSE;

  for (guint i = contacts->len; i > 0; i--)
    {
      const WayObject *contact = g_ptr_array_index (contacts, i - 1);

      if (!is_try (contact))
        return tried ? way_object_get_date (contact, WAY_CONTACT_WHEN, 0) : way_date_none;
      tried = TRUE;
    }
  return way_date_none;
}

static char *
closed_text (WayOverviewPage *self, WayCase *present, const char *name)
{
  const WayObject *person = way_case_get_person (present);
  WayDate on = way_object_get_date (person, WAY_PERSON_CLOSED, 1);
  WayDate today = way_desk_get_today (self->tab.desk);
  g_autofree char *reason = way_object_dup_string (person, WAY_PERSON_CLOSED, 0);
  g_autofree char *day = way_date_text (on, today);

  if (!g_str_equal (reason, "agreed_to_stop"))
    return day[0] != '\0' ? g_strdup_printf (_ ("Closed on %s."), day) : g_strdup (_ ("Closed."));
  switch (way_case_get_pronouns (present))
    {
    case WAY_PRONOUNS_SHE:
      return g_strdup_printf (
          _ ("We agreed to stop for now on %s. %s can come back until she is 25."), day, name);
    case WAY_PRONOUNS_HE:
      return g_strdup_printf (
          _ ("We agreed to stop for now on %s. %s can come back until he is 25."), day, name);
    case WAY_PRONOUNS_THEY:
    default:
      return g_strdup_printf (
          _ ("We agreed to stop for now on %s. %s can come back until they are 25."), day, name);
    }
}

static void
set_bar (WayOverviewPage *self, const char *text, const char *label, const char *action)
{
  gtk_label_set_text (self->bar_text, text);
  gtk_button_set_label (self->bar_button, label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->bar_button), action);
  gtk_info_bar_set_revealed (self->bar, text[0] != '\0');
}

static void
show_bar (WayOverviewPage *self, WayCase *present, GPtrArray *items, const char *name)
{
  WayDate since = out_of_touch_since (present);
  gboolean overdue = find_item (items, WAY_AGENDA_VISIT, FALSE, WAY_URGENCY_OVERDUE) != NULL;
  g_autofree char *text = NULL;

  if (way_case_is_closed (present))
    {
      text = closed_text (self, present, name);
      set_bar (self, text, _ ("Open again"), "person.open-again");
    }
  else if (overdue && !way_date_is_none (since))
    {
      g_autofree char *day = way_date_text (since, way_desk_get_today (self->tab.desk));

      text = g_strdup_printf (_ ("No contact since %s."), day);
      set_bar (self, text, _ ("See what has been tried"), "overview.tried");
    }
  else
    set_bar (self, "", "", NULL);
}

/* -- all of it --------------------------------------------------------------------------------- */

static void
show_titles (WayOverviewPage *self, const char *name)
{
  g_autofree char *goals = g_strdup_printf (_ ("%s’s goals"), name);
  g_autofree char *corner = g_strdup_printf (_ ("People in %s’s corner"), name);

  way_list_group_set_title (self->goals, goals);
  way_list_group_set_title (self->supporters, corner);
}

static void
update (WayPersonTab *tab, WayCase *present)
{
  WayOverviewPage *self = WAY_OVERVIEW_PAGE (tab);
  WayDate today = way_desk_get_today (tab->desk);
  WayCase *team = way_live_case_get_case (way_desk_get_team_case (tab->desk));
  g_autoptr (GPtrArray) items = way_agenda_list_dates (present, team,
                                                       way_desk_get_reference (tab->desk), today);
  g_autofree char *name = way_case_dup_short_name (present);

  way_person_head_show (self->head, tab->desk, present);
  show_titles (self, name);
  way_what_matters_show (self->matters);
  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    way_object_list_show (self->lists[i]);
  show_dates (self, present, items, name);
  way_reach_group_show (self->reach, self->tab.desk, present);
  show_next (self, present, items);
  show_bar (self, present, items, name);
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), TRUE);
}

/* Who was shown before stays for the moment in which nobody minds, and no longer. */
static void
wait (WayPersonTab *tab, gboolean slow)
{
  WayOverviewPage *self = WAY_OVERVIEW_PAGE (tab);

  if (!slow && way_live_case_get_error (tab->live) == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->scroller), FALSE);
  set_bar (self, "", "", NULL);
}

static void
leave (WayPersonTab *tab)
{
  WayOverviewPage *self = WAY_OVERVIEW_PAGE (tab);

  way_what_matters_set_live (self->matters, tab->desk, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    if (self->lists[i] != NULL)
      way_object_list_set_live (self->lists[i], NULL);
  way_reach_group_show (self->reach, tab->desk, NULL);
}

static void
make_lists (WayOverviewPage *self)
{
  WayDesk *desk = self->tab.desk;

  if (self->lists[GOALS] != NULL)
    return;
  self->lists[GOALS] = way_object_list_new (self->goals, desk, &way_goal_rows);
  self->lists[SUPPORTERS] = way_object_list_new (self->supporters, desk, &way_supporter_rows);
  self->lists[ACHIEVEMENTS] = way_object_list_new (self->achievements, desk, &way_achievement_rows);
}

static void
enter (WayPersonTab *tab)
{
  WayOverviewPage *self = WAY_OVERVIEW_PAGE (tab);

  self->all_dates = FALSE;
  way_what_matters_set_live (self->matters, tab->desk, tab->live);
  make_lists (self);
  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    way_object_list_set_live (self->lists[i], tab->live);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

/* -- narrow ------------------------------------------------------------------------------------ */

static gboolean
is_narrow (WayOverviewPage *self)
{
  double width = gtk_adjustment_get_page_size (
      gtk_scrolled_window_get_hadjustment (self->scroller));

  return (self->panes != NULL && way_panes_is_folded (self->panes))
         || (width > 0 && width < TWO_COLUMNS * way_text_scale (GTK_WIDGET (self)));
}

/* In one column the dates stand right under their own words, and what to do next before them. */
static void
arrange (WayOverviewPage *self)
{
  GtkWidget *dates = GTK_WIDGET (self->dates);
  GtkBox *from = GTK_BOX (gtk_widget_get_parent (dates));
  GtkBox *to = self->narrow ? self->left : self->right;

  way_person_head_set_narrow (self->head, self->narrow);
  if (from != to)
    {
      g_object_ref (dates);
      gtk_box_remove (from, dates);
      gtk_box_insert_child_after (to, dates, self->narrow ? GTK_WIDGET (self->next_narrow) : NULL);
      g_object_unref (dates);
    }
  way_person_tab_update (&self->tab);
}

static void
folded_cb (gpointer data)
{
  WayOverviewPage *self = data;
  gboolean narrow = is_narrow (self);

  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  arrange (self);
}

static gboolean
width_changed_cb (gpointer data)
{
  if (gtk_widget_get_root (data) != NULL)
    folded_cb (data);
  return G_SOURCE_REMOVE;
}

/* The width is found out while the page is laid out: what it changes waits until that is done. */
static void
width_cb (WayOverviewPage *self)
{
  if (self->narrow != is_narrow (self))
    g_idle_add_full (G_PRIORITY_HIGH_IDLE, width_changed_cb, g_object_ref (self), g_object_unref);
}

static void
way_overview_page_root (GtkWidget *widget)
{
  WayOverviewPage *self = WAY_OVERVIEW_PAGE (widget);

  GTK_WIDGET_CLASS (way_overview_page_parent_class)->root (widget);
  way_panes_follow (widget, &self->panes, folded_cb);
}

static void
way_overview_page_unroot (GtkWidget *widget)
{
  WayOverviewPage *self = WAY_OVERVIEW_PAGE (widget);

  way_panes_leave (widget, &self->panes);
  GTK_WIDGET_CLASS (way_overview_page_parent_class)->unroot (widget);
}

/* -- as a page --------------------------------------------------------------------------------- */

static void
act (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayOverviewPage *self = WAY_OVERVIEW_PAGE (widget);

  if (self->tab.live == NULL)
    return;
  if (g_str_equal (action, "overview.add-goal"))
    way_object_list_add (self->lists[GOALS]);
  else if (g_str_equal (action, "overview.add-supporter"))
    way_object_list_add (self->lists[SUPPORTERS]);
  else if (g_str_equal (action, "overview.add-achievement"))
    way_object_list_add (self->lists[ACHIEVEMENTS]);
  else if (g_str_equal (action, "overview.ask-again"))
    way_what_matters_ask (self->matters, NULL);
  else if (g_str_equal (action, "overview.tried"))
    gtk_widget_activate_action (widget, "win.tab", "s", "contacts");
  else
    {
      self->all_dates = TRUE;
      way_person_tab_update (&self->tab);
    }
}

/* plan.what_matters · plan.goals.ID.what · supporters.ID.name · achievements.ID.what */
static void
go (WayPersonTab *tab, const char *path)
{
  WayOverviewPage *self = WAY_OVERVIEW_PAGE (tab);
  const char *rest = g_str_has_prefix (path, "plan.") ? path + strlen ("plan.") : path;
  g_auto (GStrv) steps = g_strsplit (rest, ".", 3);
  WayId id;

  if (g_strcmp0 (steps[0], "what_matters") == 0)
    way_what_matters_ask (self->matters, NULL);
  if (steps[0] == NULL || steps[1] == NULL || !way_id_parse (steps[1], &id))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    if (self->lists[i] != NULL && way_object_list_open (self->lists[i], &id))
      return;
}

/* -- class ------------------------------------------------------------------------------------- */

static void
ensure_types (void)
{
  g_type_ensure (WAY_TYPE_COLUMN);
  g_type_ensure (WAY_TYPE_LIST_GROUP);
  g_type_ensure (WAY_TYPE_PERSON_HEAD);
  g_type_ensure (WAY_TYPE_REACH_GROUP);
  g_type_ensure (WAY_TYPE_WHAT_MATTERS);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WayOverviewPage, bar);
  gtk_widget_class_bind_template_child (widget_class, WayOverviewPage, bar_text);
  gtk_widget_class_bind_template_child (widget_class, WayOverviewPage, bar_button);
  gtk_widget_class_bind_template_child (widget_class, WayOverviewPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, WayOverviewPage, head);
  gtk_widget_class_bind_template_child (widget_class, WayOverviewPage, next);
  gtk_widget_class_bind_template_child (widget_class, WayOverviewPage, next_narrow);
  gtk_widget_class_bind_template_child (widget_class, WayOverviewPage, left);
  gtk_widget_class_bind_template_child (widget_class, WayOverviewPage, right);
  gtk_widget_class_bind_template_child (widget_class, WayOverviewPage, matters);
  gtk_widget_class_bind_template_child (widget_class, WayOverviewPage, goals);
  gtk_widget_class_bind_template_child (widget_class, WayOverviewPage, supporters);
  gtk_widget_class_bind_template_child (widget_class, WayOverviewPage, dates);
  gtk_widget_class_bind_template_child (widget_class, WayOverviewPage, achievements);
  gtk_widget_class_bind_template_child (widget_class, WayOverviewPage, reach);
}

static void
way_overview_page_dispose (GObject *object)
{
  WayOverviewPage *self = WAY_OVERVIEW_PAGE (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->lists); i++)
    g_clear_pointer (&self->lists[i], way_object_list_free);
  G_OBJECT_CLASS (way_overview_page_parent_class)->dispose (object);
}

static void
way_overview_page_class_init (WayOverviewPageClass *klass)
{
  static const char *const actions[] = { "overview.add-goal",        "overview.add-supporter",
                                         "overview.add-achievement", "overview.ask-again",
                                         "overview.all-dates",       "overview.tried" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  WayPersonTabClass *tab_class = WAY_PERSON_TAB_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_overview_page_dispose;
  widget_class->root = way_overview_page_root;
  widget_class->unroot = way_overview_page_unroot;
  tab_class->leave = leave;
  tab_class->enter = enter;
  tab_class->update = update;
  tab_class->wait = wait;
  tab_class->go = go;
  ensure_types ();
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/overview/way-overview-page.ui");
  bind_children (widget_class);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], NULL, act);
}

static void
way_overview_page_init (WayOverviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller),
                           "notify::page-size", G_CALLBACK (width_cb), self, G_CONNECT_SWAPPED);
}
