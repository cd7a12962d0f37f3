/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-goal-row.h"

#include "way-codes.h"
#include "way-commit.h"
#include "way-dialog.h"
#include "way-i18n.h"
#include "way-line-row.h"
#include "way-plan-facts.h"
#include "way-status.h"
#include "way-value.h"
#include "way-versions-box.h"

struct _WayGoalRow
{
  WayObjectRow row;

  GtkImage *icon; /* template child */
  WayStatus *status;
  WayLineRow *what; /* (nullable): inside, as all of these */
  AdwComboRow *state;
  GtkSwitch *pin;
  GtkListBoxRow *celebrate;
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (WayGoalRow, way_goal_row, WAY_TYPE_OBJECT_ROW)

static const struct
{
  const char *icon;
  WayTone tone;
} looks[] = {
  { "waymark-todo-symbolic", WAY_TONE_NONE },         /* just_starting */
  { "waymark-progress-symbolic", WAY_TONE_PROGRESS }, /* on_the_way */
  { "waymark-done-symbolic", WAY_TONE_DONE },         /* going_well */
  { "waymark-done-symbolic", WAY_TONE_DONE },         /* done */
  { "waymark-todo-symbolic", WAY_TONE_NONE },         /* paused */
};

/* -- the pinned -------------------------------------------------------------------------------- */

/* (transfer full): WayId of the pinned goals that are there, in their order. */
static GArray *
list_pinned (WayCase *present)
{
  const WayObject *front = way_case_get_front (present);
  GArray *pinned = g_array_new (FALSE, FALSE, sizeof (WayId));
  g_autoptr (GVariant) ids = NULL;

  if (front != NULL)
    ids = way_object_dup_value (front, WAY_FRONT_PRIORITIES);
  for (gsize i = 0; ids != NULL && i < g_variant_n_children (ids); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (ids, i);
      const WayObject *goal;
      gsize size;
      gconstpointer bytes = g_variant_get_fixed_array (child, &size, 1);
      WayId id;

      if (!way_id_from_bytes (bytes, size, &id))
        continue;
      goal = way_case_get_object (present, WAY_KIND_GOAL, &id);
      if (goal != NULL && goal->life != WAY_LIFE_REMOVED)
        g_array_append_val (pinned, id);
    }
  return pinned;
}

static gboolean
is_pinned (GArray *pinned, const WayId *id)
{
  for (guint i = 0; i < pinned->len; i++)
    if (way_id_equal (&g_array_index (pinned, WayId, i), id))
      return TRUE;
  return FALSE;
}

static GPtrArray *
list_goals (WayCase *present, guint16 kind)
{
  g_autoptr (GArray) pinned = list_pinned (present);
  g_autoptr (GPtrArray) all = way_case_list (present, kind);
  GPtrArray *goals = g_ptr_array_new ();

  for (guint i = 0; i < pinned->len; i++)
    g_ptr_array_add (
        goals, (gpointer)way_case_get_object (present, kind, &g_array_index (pinned, WayId, i)));
  for (guint i = 0; i < all->len; i++)
    {
      WayObject *goal = g_ptr_array_index (all, i);

      if (!is_pinned (pinned, &goal->id))
        g_ptr_array_add (goals, goal);
    }
  return goals;
}

/* Without @without and with @with (both nullable) in @act. */
static void
set_pinned (WayAct *act, WayCase *present, const WayId *without, const WayId *with)
{
  g_autoptr (GArray) pinned = list_pinned (present);
  const WayId *front = way_case_get_id (present);
  GVariantBuilder ids;

  g_variant_builder_init (&ids, G_VARIANT_TYPE ("aay"));
  for (guint i = 0; i < pinned->len; i++)
    {
      const WayId *id = &g_array_index (pinned, WayId, i);

      if (without == NULL || !way_id_equal (id, without))
        g_variant_builder_add_value (&ids, way_value_new_id (id));
    }
  if (with != NULL)
    g_variant_builder_add_value (&ids, way_value_new_id (with));
  if (way_case_get_front (present) == NULL)
    way_act_create (act, WAY_KIND_FRONT, front);
  way_act_set (act, WAY_KIND_FRONT, front, WAY_FRONT_PRIORITIES, g_variant_builder_end (&ids));
}

static char *
dup_what (WayCase *present, const WayId *id)
{
  const WayObject *goal = way_case_get_object (present, WAY_KIND_GOAL, id);

  return goal != NULL ? way_object_dup_string (goal, WAY_GOAL_WHAT, 0) : g_strdup ("");
}

/* -- what is shown ----------------------------------------------------------------------------- */

/* "3 of 5 steps done. Next: See the flat." of the actions that serve this goal. */
static char *
steps_text (WayCase *present, const WayId *goal)
{
  g_autoptr (GPtrArray) actions = way_case_list (present, WAY_KIND_ACTION);
  g_autofree char *next = NULL, *count = NULL;
  guint n = 0, n_done = 0;

  for (guint i = 0; i < actions->len; i++)
    {
      const WayObject *action = g_ptr_array_index (actions, i);
      g_autofree char *status = way_object_dup_string (action, WAY_ACTION_STATUS, 0);
      WayId of;

      way_object_get_id (action, WAY_ACTION_GOAL, 0, &of);
      if (!way_id_equal (&of, goal) || g_str_equal (status, "not_done"))
        continue;
      n++;
      if (g_str_equal (status, "done"))
        n_done++;
      else if (next == NULL)
        next = way_object_dup_string (action, WAY_ACTION_WHAT, 0);
    }
  if (n == 0)
    return g_strdup ("");
  count = g_strdup_printf (
      g_dngettext (WAY_GETTEXT_DOMAIN, "%u of %u step done.", "%u of %u steps done.", n), n_done,
      n);
  return next != NULL ? g_strdup_printf (_ ("%s Next: %s."), count, next) : g_strdup (count);
}

/* That of the section in which most is to be done for it. */
static const char *
find_icon (WayGoalRow *self, WayCase *present)
{
  GPtrArray *matters = way_desk_get_reference (self->row.desk)->matters;
  const char *icon = "starred-symbolic";
  guint most = 0;

  for (guint i = 0; i < matters->len; i++)
    {
      const WayMatterInfo *info = g_ptr_array_index (matters, i);
      g_autoptr (GPtrArray) actions = NULL;
      guint n = 0;
      WayId matter;

      way_matter_object (way_case_get_id (present), info->key, &matter);
      actions = way_case_list_actions (present, &matter);
      for (guint a = 0; a < actions->len; a++)
        {
          WayId of;

          way_object_get_id (g_ptr_array_index (actions, a), WAY_ACTION_GOAL, 0, &of);
          n += way_id_equal (&of, &self->row.object);
        }
      if (n > most)
        icon = way_plan_topic_icon (info->key);
      most = MAX (most, n);
    }
  return icon;
}

static void
show_state (WayGoalRow *self, const WayObject *goal)
{
  g_autofree char *state = goal != NULL ? way_object_dup_string (goal, WAY_GOAL_STATE, 0)
                                        : g_strdup ("");
  int at = MAX (way_schema_name_index (way_goal_state_names, state), 0);

  way_status_set (self->status, looks[at].icon,
                  way_codes_label ("goal_state", way_goal_state_names[at]), looks[at].tone);
  gtk_widget_set_visible (GTK_WIDGET (self->status), goal != NULL);
  if (!self->row.filled)
    return;
  adw_combo_row_set_selected (self->state, (guint)at);
  gtk_widget_set_visible (GTK_WIDGET (self->celebrate), g_str_equal (state, "done"));
}

static void
show_goal (WayObjectRow *row, WayCase *present, const WayObject *goal)
{
  WayGoalRow *self = WAY_GOAL_ROW (row);
  g_autoptr (GArray) pinned = list_pinned (present);
  gboolean first = is_pinned (pinned, &self->row.object);
  g_autofree char *what = goal != NULL ? way_object_dup_string (goal, WAY_GOAL_WHAT, 0)
                                       : g_strdup ("");
  g_autofree char *steps = steps_text (present, &self->row.object);

  self->showing = TRUE;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 what[0] != '\0' ? what : _ ("A new goal"));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), steps);
  gtk_image_set_from_icon_name (self->icon, find_icon (self, present));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->icon), first ? _ ("Stands first") : NULL);
  if (row->filled)
    gtk_switch_set_active (self->pin, first);
  show_state (self, goal);
  self->showing = FALSE;
}

/* -- what the person does ---------------------------------------------------------------------- */

static WayAct *
begin_act (WayGoalRow *self)
{
  return way_act_new (way_live_case_get_id (self->row.live), 0);
}

static void
state_cb (WayGoalRow *self)
{
  WayCase *present = self->row.live != NULL ? way_live_case_get_case (self->row.live) : NULL;
  const WayObject *goal = present != NULL ? way_object_row_get_object (&self->row) : NULL;
  guint at = adw_combo_row_get_selected (self->state);
  WayAct *act;

  if (self->showing || at >= G_N_ELEMENTS (looks) || goal == NULL
      || way_versions_lead (GTK_WIDGET (self), self->row.desk, present, goal, WAY_GOAL_STATE))
    return;
  act = begin_act (self);
  way_act_set (act, WAY_KIND_GOAL, &self->row.object, WAY_GOAL_STATE,
               g_variant_new ("(s)", way_goal_state_names[at]));
  way_desk_commit (self->row.desk, act, NULL, NULL);
}

static void
swap_cb (AdwMessageDialog *dialog, const char *response, WayGoalRow *self)
{
  WayCase *present = way_live_case_get_case (self->row.live);
  WayAct *act;
  WayId out;

  if (!way_id_parse (response, &out))
    {
      way_object_row_show (&self->row);
      return;
    }
  act = begin_act (self);
  set_pinned (act, present, &out, &self->row.object);
  way_desk_commit (self->row.desk, act, NULL, NULL);
}

static void
ask_which_to_unpin (WayGoalRow *self, WayCase *present, GArray *pinned)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *dialog = adw_message_dialog_new (
      window, _ ("Which goal should make room?"),
      _ ("Three goals at most stand first, here and on the cover."));

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "keep", _ ("Keep these three"));
  for (guint i = 0; i < pinned->len; i++)
    {
      const WayId *id = &g_array_index (pinned, WayId, i);
      g_autofree char *what = dup_what (present, id);
      g_autofree char *start = g_utf8_substring (what, 0, MIN (g_utf8_strlen (what, -1), 60));
      g_autofree char *label = g_strdup_printf (_ ("Unpin “%s”"), start);
      char hex[WAY_ID_HEX_SIZE];

      adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), way_id_format (id, hex), label);
    }
  way_dialog_begin_on (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (swap_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
pin_cb (WayGoalRow *self)
{
  WayCase *present = self->row.live != NULL ? way_live_case_get_case (self->row.live) : NULL;
  gboolean on = gtk_switch_get_active (self->pin);
  g_autoptr (GArray) pinned = NULL;
  WayAct *act;

  if (self->showing || present == NULL || way_object_row_get_object (&self->row) == NULL)
    return;
  pinned = list_pinned (present);
  if (on == is_pinned (pinned, &self->row.object))
    return;
  if (on && pinned->len >= WAY_PRIORITIES_MAX)
    {
      ask_which_to_unpin (self, present, pinned);
      return;
    }
  act = begin_act (self);
  set_pinned (act, present, on ? NULL : &self->row.object, on ? &self->row.object : NULL);
  way_desk_commit (self->row.desk, act, NULL, NULL);
}

static void
celebrate_cb (WayGoalRow *self)
{
  WayCase *present = way_live_case_get_case (self->row.live);
  g_autofree char *what = dup_what (present, &self->row.object);
  char today[WAY_DATE_TEXT_SIZE];
  WayAct *act = begin_act (self);
  WayId id;

  way_id_new (way_desk_get_random (self->row.desk), &id);
  way_act_create (act, WAY_KIND_ACHIEVEMENT, &id);
  way_act_set (act, WAY_KIND_ACHIEVEMENT, &id, WAY_ACHIEVEMENT_WHAT,
               g_variant_new ("(ss)", what, "en"));
  way_act_set (act, WAY_KIND_ACHIEVEMENT, &id, WAY_ACHIEVEMENT_ON,
               g_variant_new ("(s)", way_date_format (way_desk_get_today (self->row.desk), today)));
  way_commit_saying (GTK_WIDGET (self), self->row.desk, act, _ ("Added to achievements"));
}

static void
remove_cb (WayGoalRow *self)
{
  WayCase *present = way_live_case_get_case (self->row.live);
  g_autoptr (GArray) pinned = list_pinned (present);
  WayAct *act = way_object_row_begin_removal (&self->row);

  if (act == NULL)
    return;
  if (is_pinned (pinned, &self->row.object))
    set_pinned (act, present, &self->row.object, NULL);
  way_commit_saying (GTK_WIDGET (self), self->row.desk, act, _ ("Goal removed"));
}

/* -- class ------------------------------------------------------------------------------------- */

static void
name_states (WayGoalRow *self)
{
  g_autoptr (GtkStringList) states = gtk_string_list_new (NULL);

  for (guint i = 0; way_goal_state_names[i] != NULL; i++)
    gtk_string_list_append (states, way_codes_label ("goal_state", way_goal_state_names[i]));
  self->showing = TRUE;
  adw_combo_row_set_model (self->state, G_LIST_MODEL (states));
  self->showing = FALSE;
}

static void
fill (WayObjectRow *row)
{
  WayGoalRow *self = WAY_GOAL_ROW (row);
  g_autoptr (GtkBuilderScope) scope = gtk_builder_cscope_new ();
  g_autoptr (GtkBuilder) inside = NULL;

  g_type_ensure (WAY_TYPE_LINE_ROW);
  gtk_builder_cscope_add_callback (scope, state_cb);
  gtk_builder_cscope_add_callback (scope, pin_cb);
  gtk_builder_cscope_add_callback (scope, celebrate_cb);
  gtk_builder_cscope_add_callback (scope, remove_cb);
  self->showing = TRUE;
  inside = way_object_row_add_template (
      row, "/io/github/waymark/Waymark/ui/pages/overview/way-goal-fields.ui", scope);
  self->what = WAY_LINE_ROW (gtk_builder_get_object (inside, "what"));
  self->state = ADW_COMBO_ROW (gtk_builder_get_object (inside, "state"));
  self->pin = GTK_SWITCH (gtk_builder_get_object (inside, "pin"));
  self->celebrate = GTK_LIST_BOX_ROW (gtk_builder_get_object (inside, "celebrate"));
  name_states (self);
  way_line_row_bind (self->what, row->desk, row->live, row->kind, &row->object, WAY_GOAL_WHAT);
}

static void
unbind (WayObjectRow *row)
{
  way_line_row_unbind (WAY_GOAL_ROW (row)->what);
}

static void
edit (WayObjectRow *row)
{
  way_line_row_edit (WAY_GOAL_ROW (row)->what);
}

static void
way_goal_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_GOAL_ROW);
  G_OBJECT_CLASS (way_goal_row_parent_class)->dispose (object);
}

static void
way_goal_row_class_init (WayGoalRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  WayObjectRowClass *row_class = WAY_OBJECT_ROW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_goal_row_dispose;
  row_class->fill = fill;
  row_class->show = show_goal;
  row_class->edit = edit;
  row_class->unbind = unbind;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/overview/way-goal-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WayGoalRow, icon);
}

static void
way_goal_row_init (WayGoalRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->status = WAY_STATUS (way_status_new (NULL, "", WAY_TONE_NONE));
  way_status_keep_whole (self->status);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->status));
}

const WayObjectRows way_goal_rows = { WAY_KIND_GOAL, list_goals, way_goal_row_get_type };
