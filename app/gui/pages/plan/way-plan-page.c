/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-plan-page.h"

#include <adwaita.h>
#include <string.h>
#include "way-caseload.h"
#include "way-date-text.h"
#include "way-i18n.h"
#include "way-page.h"
#include "way-panes.h"
#include "way-plan-facts.h"
#include "way-plan-finalise.h"
#include "way-plan-section.h"
#include "way-plan-side.h"
#include "way-reveal.h"

#define SECTIONS "sections"

struct _WayPlanPage
{
  WayPersonTab tab;

  GtkStack *stage, *content; /* template children */
  GtkSpinner *spinner;
  GtkLabel *opening, *agreed_text;
  AdwStatusPage *trouble;
  GtkInfoBar *agreed_bar;
  GtkWidget *withdraw, *back_bar, *foot_bar, *end_box, *pages;
  GtkButton *previous, *next, *foot_previous, *foot_next;
  WayPanes *panes;
  WayPlanSide *side;
  GtkScrolledWindow *scroller;
  WayPlanSection *section;
  WayPlanFinalise *finalise;

  WayPlanLife life; /* as it was last read */
  char *wanted;     /* (owned): key of the section to show, once the case is there */
  char *field;      /* (owned) (nullable): where focus goes then, "" for own words, or SECTIONS */
  char *later;      /* (owned) (nullable): place to go to when the section's question is answered */
  gboolean reviewing;     /* "Start the next review" was pressed */
  guint8 agreed_here[32]; /* of the version agreed since the case was opened; zero for none */
};

G_DEFINE_FINAL_TYPE (WayPlanPage, way_plan_page, WAY_TYPE_PERSON_TAB)

static void go (WayPersonTab *tab, const char *path);

/* -- sections ---------------------------------------------------------------------------------- */

static GPtrArray *
get_matters (WayPlanPage *self)
{
  return way_desk_get_reference (self->tab.desk)->matters;
}

/* (nullable): NULL before the first and after the last. */
static const WayMatterInfo *
matter_at (WayPlanPage *self, int i)
{
  GPtrArray *matters = get_matters (self);

  return i >= 0 && i < (int)matters->len ? g_ptr_array_index (matters, i) : NULL;
}

static int
index_of (WayPlanPage *self, const char *key)
{
  GPtrArray *matters = get_matters (self);

  for (guint i = 0; i < matters->len; i++)
    if (g_strcmp0 (((WayMatterInfo *)g_ptr_array_index (matters, i))->key, key) == 0)
      return (int)i;
  return 0;
}

static gboolean
is_finalising (WayPlanPage *self)
{
  return g_str_equal (gtk_stack_get_visible_child_name (self->content), "finalise");
}

static gboolean
is_editable (WayPlanPage *self)
{
  return !self->life.agreed || self->reviewing;
}

static void
name_button (GtkButton *button, const WayMatterInfo *info, gboolean forward)
{
  GtkWidget *label = g_object_get_data (G_OBJECT (button), "label");
  g_autofree char *text = NULL, *spoken = NULL;

  gtk_widget_set_visible (GTK_WIDGET (button), info != NULL);
  if (info == NULL)
    return;
  text = g_strdup_printf ("%u %s", info->number, info->title);
  spoken = g_strdup_printf (forward ? _ ("Next section, %u, %s") : _ ("Previous section, %u, %s"),
                            info->number, info->title);
  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
}

static void
show_neighbours (WayPlanPage *self, int at)
{
  name_button (self->previous, matter_at (self, at - 1), FALSE);
  name_button (self->foot_previous, matter_at (self, at - 1), FALSE);
  name_button (self->next, matter_at (self, at + 1), TRUE);
  name_button (self->foot_next, matter_at (self, at + 1), TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "plan.previous-section",
                                 matter_at (self, at - 1) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "plan.next-section",
                                 matter_at (self, at + 1) != NULL);
}

static void
show_section (WayPlanPage *self)
{
  int at = index_of (self, self->wanted);
  const WayMatterInfo *info = matter_at (self, at);

  if (info == NULL)
    return;
  if (g_strcmp0 (way_plan_section_get_key (self->section), info->key) != 0)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  way_plan_section_show (self->section, self->tab.desk, self->tab.live, info->key);
  way_plan_section_set_editable (self->section, is_editable (self));
  way_plan_side_choose (self->side, is_finalising (self) ? NULL : info->key);
  show_neighbours (self, at);
}

/* -- the plan ---------------------------------------------------------------------------------- */

static gboolean
can_withdraw (WayPlanPage *self)
{
  static const guint8 none[32];

  return self->life.agreed && memcmp (self->agreed_here, none, 32) != 0
         && memcmp (self->agreed_here, self->life.hash, 32) == 0
         && !way_plan_has_copy (way_person_tab_get_case (&self->tab), self->life.hash);
}

static void
show_agreed (WayPlanPage *self)
{
  WayDate today = way_desk_get_today (self->tab.desk);
  gboolean shown = self->life.agreed && !self->reviewing;
  g_autofree char *day = NULL, *text = NULL;

  gtk_info_bar_set_revealed (self->agreed_bar, shown);
  gtk_widget_set_visible (GTK_WIDGET (self->agreed_bar), shown);
  if (!shown)
    return;
  day = way_date_text (self->life.agreed_on, today);
  text = g_strdup_printf (_ ("Plan %u was agreed on %s. It is kept as it is."), self->life.number,
                          day);
  gtk_label_set_text (self->agreed_text, text);
  gtk_widget_set_visible (self->withdraw, can_withdraw (self));
}

static void
show_actions (WayPlanPage *self)
{
  gboolean writing = is_editable (self) && !is_finalising (self);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "plan.ready", writing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "plan.add-action", writing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "plan.finalise",
                                 !self->life.agreed || self->reviewing);
}

static void
set_content (WayPlanPage *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->content, name);
  gtk_widget_set_visible (self->foot_bar,
                          way_panes_is_folded (self->panes) && !is_finalising (self));
}

static void
show_plan (WayPlanPage *self, WayCase *present)
{
  WayReference *reference = way_desk_get_reference (self->tab.desk);
  WayCase *team = way_live_case_get_case (way_desk_get_team_case (self->tab.desk));
  WayDate today = way_desk_get_today (self->tab.desk);

  way_plan_read_life (present, team, reference, today, &self->life);
  way_plan_side_show (self->side, present, reference, &self->life, today);
  if (is_finalising (self) && !is_editable (self))
    set_content (self, "section");
  show_agreed (self);
  show_actions (self);
  show_section (self);
  if (is_finalising (self))
    way_plan_finalise_show (self->finalise, self->tab.desk, self->tab.live, &self->life);
}

static void
put_focus (WayPlanPage *self)
{
  g_autofree char *field = g_steal_pointer (&self->field);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (field == NULL)
    return;
  if (g_str_equal (field, SECTIONS))
    way_plan_side_focus (self->side);
  else if (!is_finalising (self))
    way_plan_section_edit (self->section, field[0] != '\0' ? field : NULL);
  else if (g_str_equal (field, "my_plan"))
    way_plan_finalise_edit_answer (self->finalise);
  else
    way_plan_finalise_focus (self->finalise);
  if (root != NULL && gtk_root_get_focus (root) != NULL)
    way_reveal (gtk_root_get_focus (root));
}

/* -- opening ----------------------------------------------------------------------------------- */

static char *
dup_opening (WayPlanPage *self)
{
  WayPersonItem *item = way_caseload_find (way_desk_get_people (self->tab.desk),
                                           way_live_case_get_id (self->tab.live));

  if (item == NULL)
    return g_strdup (_ ("Opening the plan"));
  return g_strdup_printf (_ ("Opening %s’s plan"), way_person_item_get_name (item));
}

static void
wait (WayPersonTab *tab, gboolean slow)
{
  WayPlanPage *self = WAY_PLAN_PAGE (tab);
  const GError *error = way_live_case_get_error (tab->live);
  g_autofree char *text = dup_opening (self);

  if (error != NULL)
    adw_status_page_set_description (self->trouble, error->message);
  gtk_label_set_text (self->opening, text);
  gtk_spinner_set_spinning (self->spinner, slow);
  gtk_stack_set_visible_child_name (self->stage, error != NULL ? "trouble"
                                                 : slow        ? "loading"
                                                               : "nothing");
}

static void
update (WayPersonTab *tab, WayCase *present)
{
  WayPlanPage *self = WAY_PLAN_PAGE (tab);

  gtk_spinner_stop (self->spinner);
  gtk_stack_set_visible_child_name (self->stage, "plan");
  show_plan (self, present);
  put_focus (self);
}

/* -- moving ------------------------------------------------------------------------------------ */

/* @field NULL: focus stays. */
static void
open_section (WayPlanPage *self, const char *key, const char *field)
{
  g_autofree char *kept = g_strdup (key);

  g_free (self->wanted);
  self->wanted = g_steal_pointer (&kept);
  g_free (self->field);
  self->field = g_strdup (field);
  set_content (self, "section");
  way_panes_set_on_content (self->panes, TRUE);
  way_person_tab_update (&self->tab);
}

static void
open_finalise (WayPlanPage *self, const char *field)
{
  if (way_person_tab_get_case (&self->tab) != NULL)
    way_plan_section_finish (self->section);
  g_free (self->field);
  self->field = g_strdup (field);
  set_content (self, "finalise");
  way_panes_set_on_content (self->panes, TRUE);
  way_person_tab_update (&self->tab);
}

/* As it stands, with focus on the list. */
static void
open_sections (WayPlanPage *self)
{
  g_free (self->field);
  self->field = g_strdup (SECTIONS);
  way_person_tab_update (&self->tab);
}

/* TRUE where the section asks something first; @place is gone to when it was answered. */
static gboolean
must_wait (WayPlanPage *self, const char *place)
{
  if (is_finalising (self) || !way_plan_section_asks (self->section))
    return FALSE;
  g_free (self->later);
  self->later = g_strdup (place);
  return TRUE;
}

static void
answered_cb (WayPlanPage *self, gboolean go_on)
{
  g_autofree char *place = g_steal_pointer (&self->later);

  if (go_on && place != NULL)
    go (&self->tab, place);
}

/* "", plan.matters.KEY[.FIELD], plan.finalise, plan.my_plan */
static void
go (WayPersonTab *tab, const char *path)
{
  WayPlanPage *self = WAY_PLAN_PAGE (tab);
  g_auto (GStrv) steps = g_strsplit (path, ".", 4);
  guint n = g_strv_length (steps);

  if (n < 2)
    open_sections (self);
  else if (must_wait (self, path))
    return;
  else if (g_str_equal (steps[1], "finalise") || g_str_equal (steps[1], "my_plan"))
    open_finalise (self, steps[1]);
  else if (n > 2)
    open_section (self, steps[2], n > 3 ? steps[3] : "");
}

static char *
dup_path (WayPersonTab *tab)
{
  WayPlanPage *self = WAY_PLAN_PAGE (tab);

  if (is_finalising (self))
    return g_strdup ("plan.finalise");
  return g_strdup_printf ("plan.matters.%s", self->wanted);
}

/* -- actions ----------------------------------------------------------------------------------- */

static void
go_to_section (WayPlanPage *self, const WayMatterInfo *info)
{
  g_autofree char *place = info != NULL ? g_strdup_printf ("plan.matters.%s", info->key) : NULL;

  if (place != NULL)
    go (&self->tab, place);
}

static void
move (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayPlanPage *self = WAY_PLAN_PAGE (widget);
  int step = g_str_equal (action, "plan.next-section") ? 1 : -1;

  if (self->tab.desk != NULL)
    go_to_section (self, matter_at (self, index_of (self, self->wanted) + step));
}

static void
go_somewhere (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *where = g_variant_get_string (parameter, NULL);
  g_autofree char *place = g_str_equal (action, "plan.section")
                               ? g_strdup_printf ("plan.matters.%s", where)
                               : g_strdup (where);

  go (WAY_PERSON_TAB (widget), place);
}

static void
write_something (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayPlanPage *self = WAY_PLAN_PAGE (widget);

  if (g_str_equal (action, "plan.ready"))
    way_plan_section_mark_ready (self->section);
  else
    way_plan_section_add_action (self->section);
}

static void
finalise (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (g_str_equal (action, "plan.finalise"))
    go (WAY_PERSON_TAB (widget), "plan.finalise");
  else
    open_section (WAY_PLAN_PAGE (widget), WAY_PLAN_PAGE (widget)->wanted, "");
}

static void
show_list (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayPlanPage *self = WAY_PLAN_PAGE (widget);

  way_panes_set_on_content (self->panes, FALSE);
  way_plan_side_focus (self->side);
}

/* F6: from the sections to what is written, and back. */
static void
next_pane (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayPlanPage *self = WAY_PLAN_PAGE (widget);

  if (gtk_widget_get_focus_child (GTK_WIDGET (self->side)) == NULL)
    show_list (widget, NULL, NULL);
  else if (is_finalising (self))
    open_finalise (self, "finalise");
  else
    open_section (self, self->wanted, "");
}

static void
start_review (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayPlanPage *self = WAY_PLAN_PAGE (widget);

  self->reviewing = TRUE;
  open_section (self, self->wanted, "");
}

static void
reload (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayPlanPage *self = WAY_PLAN_PAGE (widget);

  if (self->tab.live != NULL)
    way_live_case_reload (self->tab.live);
}

/* -- agreed, and taken back -------------------------------------------------------------------- */

static void
withdrawn_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayPlanPage) self = data;

  if (!way_desk_commit_finish (WAY_DESK (source), result, NULL) || self->tab.live == NULL)
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", _ ("The plan is a draft again"));
  go (&self->tab, "plan.finalise");
}

static void
withdraw (WayPlanPage *self)
{
  g_autoptr (GPtrArray) versions = NULL;

  if (way_person_tab_get_case (&self->tab) == NULL || !can_withdraw (self))
    return;
  versions = way_plan_list_versions (way_person_tab_get_case (&self->tab));
  way_desk_commit (self->tab.desk,
                   way_plan_withdraw (way_person_tab_get_case (&self->tab),
                                      way_plan_newest_version (versions),
                                      way_desk_get_random (self->tab.desk)),
                   withdrawn_cb, g_object_ref (self));
}

static void
withdraw_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  withdraw (WAY_PLAN_PAGE (widget));
}

/* The toast hangs in the window, above this page's actions. */
static void
agreed_cb (WayPlanPage *self)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *text = NULL;
  AdwToast *toast;

  self->reviewing = FALSE;
  memcpy (self->agreed_here, self->life.hash, 32);
  way_person_tab_update (&self->tab);
  way_plan_side_focus (self->side);
  if (overlay == NULL)
    return;
  text = g_strdup_printf (_ ("Plan %u is agreed"), self->life.number);
  toast = adw_toast_new (text);
  adw_toast_set_button_label (toast, _ ("Undo"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (withdraw), self, G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}

/* -- class ------------------------------------------------------------------------------------- */

static void
alone_cb (WayPlanPage *self)
{
  way_person_tab_set_alone (&self->tab, way_panes_is_folded (self->panes)
                                            && way_panes_get_on_content (self->panes));
}

static void
folded_cb (WayPlanPage *self)
{
  gboolean folded = way_panes_is_folded (self->panes);

  alone_cb (self);

  way_plan_section_set_narrow (self->section, folded);
  way_plan_finalise_set_narrow (self->finalise, folded);
  gtk_widget_set_margin_top (self->pages, folded ? 6 : 24);
  gtk_widget_set_visible (self->back_bar, folded);
  gtk_widget_set_visible (self->end_box, !folded);
  gtk_widget_set_visible (self->foot_bar, folded && !is_finalising (self));
}

static void
leave (WayPersonTab *tab)
{
  WayPlanPage *self = WAY_PLAN_PAGE (tab);

  way_plan_section_clear (self->section);
  way_plan_finalise_clear (self->finalise);
  self->reviewing = FALSE;
  memset (self->agreed_here, 0, sizeof self->agreed_here);
  g_clear_pointer (&self->later, g_free);
}

static void
enter (WayPersonTab *tab)
{
  WayPlanPage *self = WAY_PLAN_PAGE (tab);

  set_content (self, "section");
  way_panes_set_on_content (self->panes, FALSE);
}

static void
way_plan_page_finalize (GObject *object)
{
  WayPlanPage *self = WAY_PLAN_PAGE (object);

  g_free (self->wanted);
  g_free (self->field);
  g_free (self->later);
  G_OBJECT_CLASS (way_plan_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/plan/way-plan-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPlanPage, stage);
  gtk_widget_class_bind_template_child (widget_class, WayPlanPage, content);
  gtk_widget_class_bind_template_child (widget_class, WayPlanPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, WayPlanPage, opening);
  gtk_widget_class_bind_template_child (widget_class, WayPlanPage, agreed_text);
  gtk_widget_class_bind_template_child (widget_class, WayPlanPage, trouble);
  gtk_widget_class_bind_template_child (widget_class, WayPlanPage, agreed_bar);
  gtk_widget_class_bind_template_child (widget_class, WayPlanPage, withdraw);
  gtk_widget_class_bind_template_child (widget_class, WayPlanPage, back_bar);
  gtk_widget_class_bind_template_child (widget_class, WayPlanPage, foot_bar);
  gtk_widget_class_bind_template_child (widget_class, WayPlanPage, end_box);
  gtk_widget_class_bind_template_child (widget_class, WayPlanPage, pages);
  gtk_widget_class_bind_template_child (widget_class, WayPlanPage, previous);
  gtk_widget_class_bind_template_child (widget_class, WayPlanPage, next);
  gtk_widget_class_bind_template_child (widget_class, WayPlanPage, foot_previous);
  gtk_widget_class_bind_template_child (widget_class, WayPlanPage, foot_next);
  gtk_widget_class_bind_template_child (widget_class, WayPlanPage, panes);
  gtk_widget_class_bind_template_child (widget_class, WayPlanPage, side);
  gtk_widget_class_bind_template_child (widget_class, WayPlanPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, WayPlanPage, section);
  gtk_widget_class_bind_template_child (widget_class, WayPlanPage, finalise);
  gtk_widget_class_bind_template_callback (widget_class, alone_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, answered_cb);
  gtk_widget_class_bind_template_callback (widget_class, agreed_cb);
}

static const struct
{
  const char *name, *parameter;
  GtkWidgetActionActivateFunc activate;
} actions[] = {
  { "plan.next-section", NULL, move },
  { "plan.previous-section", NULL, move },
  { "plan.section", "s", go_somewhere },
  { "plan.go", "s", go_somewhere },
  { "plan.ready", NULL, write_something },
  { "plan.add-action", NULL, write_something },
  { "plan.finalise", NULL, finalise },
  { "plan.not-yet", NULL, finalise },
  { "plan.sections", NULL, show_list },
  { "plan.next-pane", NULL, next_pane },
  { "plan.start-review", NULL, start_review },
  { "plan.withdraw", NULL, withdraw_action },
  { "plan.reload", NULL, reload },
};

static void
way_plan_page_class_init (WayPlanPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  WayPersonTabClass *tab_class = WAY_PERSON_TAB_CLASS (klass);

  object_class->finalize = way_plan_page_finalize;
  tab_class->leave = leave;
  tab_class->enter = enter;
  tab_class->update = update;
  tab_class->wait = wait;
  tab_class->go = go;
  tab_class->dup_path = dup_path;

  g_type_ensure (WAY_TYPE_PANES);
  g_type_ensure (WAY_TYPE_PLAN_SIDE);
  g_type_ensure (WAY_TYPE_PLAN_SECTION);
  g_type_ensure (WAY_TYPE_PLAN_FINALISE);
  bind_template (widget_class);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter,
                                     actions[i].activate);
}

/* "‹ 4 If things change" */
static void
fill_button (GtkButton *button, gboolean forward)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *arrow = g_object_new (GTK_TYPE_IMAGE, "icon-name",
                                   forward ? "go-next-symbolic" : "go-previous-symbolic",
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), forward ? label : arrow);
  gtk_box_append (GTK_BOX (box), forward ? arrow : label);
  gtk_button_set_child (button, box);
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), forward ? _ ("Next section (Alt+Page Down)")
                                                            : _ ("Previous section (Alt+Page Up)"));
  g_object_set_data (G_OBJECT (button), "label", label);
}

static void
way_plan_page_init (WayPlanPage *self)
{
  self->wanted = g_strdup ("S1_01");
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_button (self->previous, FALSE);
  fill_button (self->foot_previous, FALSE);
  fill_button (self->next, TRUE);
  fill_button (self->foot_next, TRUE);
  folded_cb (self);
  way_person_tab_set_writing (&self->tab, TRUE);
}
