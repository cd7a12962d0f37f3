/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-plan-action-row.h"

#include "way-date-row.h"
#include "way-field.h"
#include "way-focus.h"
#include "way-i18n.h"
#include "way-line-row.h"
#include "way-new-action.h"
#include "way-plan-facts.h"
#include "way-reveal.h"
#include "way-status.h"
#include "way-value.h"
#include "way-versions-box.h"
#include "way-who-choice.h"

struct _WayPlanActionRow
{
  GtkListBoxRow parent;

  GtkEventControllerFocus *focus; /* template children */
  GtkCheckButton *done;
  GtkLabel *title, *detail, *note;
  WayStatus *status, *status_below;
  GtkMenuButton *menu;
  GtkWidget *editor;
  WayLineRow *what, *someone, *progress;
  AdwComboRow *who;
  WayDateRow *by;
  GtkWidget *who_row, *by_row; /* in their place while these have several versions */
  WayVersionsBox *who_versions, *by_versions;

  WayDesk *desk;     /* (owned) */
  WayLiveCase *live; /* (owned) */
  WayId id;
  char *name;     /* (owned): what people call the young person */
  char *state;    /* (owned): the status that stands, a name of way-schema.h */
  WayDate sorted; /* the date it stands in the list by */
  guint position;
  gboolean editable, showing, narrow;

  WayWhoChoice *choice;           /* (owned): who can be chosen */
  WayField *who_field, *by_field; /* (owned) (nullable): while open */
  WayNewAction *fresh;            /* (owned): while the case does not hold it */
};

G_DEFINE_FINAL_TYPE (WayPlanActionRow, way_plan_action_row, GTK_TYPE_LIST_BOX_ROW)

typedef enum
{
  PROP_STATUS = 1,
} WayPlanActionRowProperty;

static GParamSpec *properties[PROP_STATUS + 1];

enum
{
  SETTLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* (nullable) */
static const WayObject *
find_action (WayPlanActionRow *self)
{
  WayCase *present = way_live_case_get_case (self->live);

  return present != NULL ? way_case_get_object (present, WAY_KIND_ACTION, &self->id) : NULL;
}

static void
say (WayPlanActionRow *self, const char *sentence)
{
  gtk_label_set_text (self->note, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), sentence != NULL);
}

/* -- what it reads ----------------------------------------------------------------------------- */

static void
speak (WayPlanActionRow *self, const char *title, const char *detail, const char *word)
{
  g_autofree char *spoken = g_strdup_printf ("%s, %s, %s", title, detail, word);
  g_autofree char *more = g_strdup_printf (_ ("More about %s"), title);
  g_autofree char *check = g_strdup_printf (_ ("Done: %s"), title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, more,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->done), GTK_ACCESSIBLE_PROPERTY_LABEL, check,
                                  -1);
}

static void
set_state (WayPlanActionRow *self, char *state)
{
  gboolean done = g_str_equal (state, "done");

  g_free (self->state);
  self->state = state;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "action.toggle", self->editable);
  self->showing = TRUE;
  gtk_check_button_set_active (self->done, done);
  self->showing = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
}

static void
show_status (WayPlanActionRow *self, gboolean shown)
{
  gtk_widget_set_visible (GTK_WIDGET (self->status), shown && !self->narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->status_below), shown && self->narrow);
}

static void
show_new (WayPlanActionRow *self)
{
  gtk_label_set_text (self->title, _ ("New action"));
  gtk_label_set_text (self->detail, _ ("Say what, who and by when."));
  show_status (self, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->done), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->menu), FALSE);
  speak (self, _ ("New action"), _ ("Say what, who and by when."), _ ("Not written yet"));
}

static void
show_action (WayPlanActionRow *self, const WayObject *action)
{
  WayDate today = way_desk_get_today (self->desk);
  g_autofree char *what = way_object_dup_string (action, WAY_ACTION_WHAT, 0);
  g_autofree char *detail = way_plan_action_detail (action, self->name, today);
  g_autofree char *progress = way_object_dup_string (action, WAY_ACTION_PROGRESS, 0);
  g_autofree char *full = progress[0] != '\0' ? g_strdup_printf ("%s\n%s", detail, progress)
                                              : g_strdup (detail);
  const char *icon;
  WayTone tone;
  g_autofree char *word = way_plan_action_status (action, today, &icon, &tone);
  const char *title = what[0] != '\0' ? what : _ ("Nothing says what");

  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->detail, full);
  way_status_set (self->status, icon, word, tone);
  way_status_set (self->status_below, icon, word, tone);
  show_status (self, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->done), self->editable);
  gtk_widget_set_visible (GTK_WIDGET (self->menu), self->editable);
  set_state (self, way_object_dup_string (action, WAY_ACTION_STATUS, 0));
  speak (self, title, detail, word);
}

void
way_plan_action_row_follow (WayPlanActionRow *self, const char *name, guint position)
{
  const WayObject *action = find_action (self);

  if (g_strcmp0 (self->name, name) != 0)
    {
      g_free (self->name);
      self->name = g_strdup (name);
    }
  self->position = position;
  if (action == NULL)
    {
      show_new (self);
      return;
    }
  show_action (self, action);
  if (!way_plan_action_row_is_open (self))
    self->sorted = way_object_get_date (action, WAY_ACTION_BY, 0);
}

/* -- the fields -------------------------------------------------------------------------------- */

static char *
dup_who (WayPlanActionRow *self)
{
  return way_who_choice_dup_who (self->choice, adw_combo_row_get_selected (self->who),
                                 way_line_row_get_text (self->someone));
}

static GVariant *
read_who (gpointer widget)
{
  g_autofree char *who = dup_who (widget);

  return g_variant_new ("(s)", who);
}

static gboolean
waits (WayField *field)
{
  return field != NULL && way_field_waits (field);
}

static void
show_who (gpointer widget, GVariant *value)
{
  WayPlanActionRow *self = widget;
  g_autofree char *who = value != NULL ? way_value_dup_string (value, 0) : g_strdup ("");
  guint at = way_who_choice_find (self->choice, who);

  self->showing = TRUE;
  adw_combo_row_set_selected (self->who, at);
  self->showing = FALSE;
  if (way_who_choice_is_someone_else (self->choice, at))
    way_line_row_show_text (self->someone, who);
  gtk_widget_set_visible (GTK_WIDGET (self->someone),
                          way_who_choice_is_someone_else (self->choice, at)
                              && !waits (self->who_field));
}

/* What cannot be read changes nothing: the date that stood stays. */
static GVariant *
read_by (gpointer widget)
{
  WayPlanActionRow *self = widget;
  const WayObject *action = find_action (self);
  char text[WAY_DATE_TEXT_SIZE];
  WayDate date = way_date_row_get_date (self->by);

  if (way_date_row_is_wrong (self->by) && action != NULL)
    date = way_object_get_date (action, WAY_ACTION_BY, 0);
  return g_variant_new ("(s)", way_date_format (date, text));
}

static void
show_by (gpointer widget, GVariant *value)
{
  WayPlanActionRow *self = widget;
  g_autofree char *text = value != NULL ? way_value_dup_string (value, 0) : g_strdup ("");
  WayDate date = way_date_none;

  way_date_parse (text, WAY_DATE_FULL, &date);
  if (!way_date_row_is_wrong (self->by))
    way_date_row_set_date (self->by, date);
}

/* In the place of what has several versions stand these; show_who() shows the rest again. */
static void
waits_cb (WayPlanActionRow *self)
{
  gboolean who = waits (self->who_field);

  way_versions_box_replace (GTK_WIDGET (self->who), self->who_row, who);
  way_versions_box_replace (GTK_WIDGET (self->by), self->by_row, waits (self->by_field));
  gtk_widget_set_visible (
      GTK_WIDGET (self->someone),
      !who
          && way_who_choice_is_someone_else (self->choice, adw_combo_row_get_selected (self->who)));
}

static WayField *
bind (WayPlanActionRow *self,
      guint16 group,
      WayVersionsBox *versions,
      WayFieldRead read,
      WayFieldShow show)
{
  WayField *field = way_field_new (self->desk, self->live, WAY_KIND_ACTION, &self->id, group, read,
                                   show, self);

  way_versions_box_bind (versions, self->desk, self->live, WAY_KIND_ACTION, &self->id, group);
  g_signal_connect_swapped (field, "notify::waits", G_CALLBACK (waits_cb), self);
  return field;
}

static void
unbind (WayPlanActionRow *self, WayField **field, WayVersionsBox *versions)
{
  if (*field == NULL)
    return;
  way_versions_box_unbind (versions);
  g_signal_handlers_disconnect_by_data (*field, self);
  way_field_close (*field);
  g_clear_object (field);
}

static void
unbind_fields (WayPlanActionRow *self)
{
  way_line_row_unbind (self->what);
  way_line_row_unbind (self->progress);
  unbind (self, &self->who_field, self->who_versions);
  unbind (self, &self->by_field, self->by_versions);
}

static void
bind_fields (WayPlanActionRow *self)
{
  if (self->who_field != NULL || way_plan_action_row_is_new (self))
    return;
  way_line_row_bind (self->what, self->desk, self->live, WAY_KIND_ACTION, &self->id,
                     WAY_ACTION_WHAT);
  way_line_row_bind (self->progress, self->desk, self->live, WAY_KIND_ACTION, &self->id,
                     WAY_ACTION_PROGRESS);
  self->who_field = bind (self, WAY_ACTION_WHO, self->who_versions, read_who, show_who);
  self->by_field = bind (self, WAY_ACTION_BY, self->by_versions, read_by, show_by);
  waits_cb (self);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), TRUE);
}

/* Only while nothing in it is chosen yet by hand. */
static void
list_choices (WayPlanActionRow *self)
{
  WayCase *present = way_live_case_get_case (self->live);
  g_autoptr (GListModel) model = NULL;

  g_clear_pointer (&self->choice, way_who_choice_free);
  self->choice = way_who_choice_new (present, self->name, way_desk_get_adviser_short (self->desk));
  model = way_who_choice_build_model (self->choice);
  self->showing = TRUE;
  adw_combo_row_set_model (self->who, model);
  self->showing = FALSE;
}

/* -- a new action ------------------------------------------------------------------------------ */

/* What stands in the editor now. */
static void
take_in (WayPlanActionRow *self)
{
  g_autofree char *who = dup_who (self);

  way_new_action_type (self->fresh, way_line_row_get_text (self->what), who,
                       way_date_row_get_date (self->by));
}

static void
typed_cb (WayPlanActionRow *self)
{
  say (self, NULL);
  if (way_plan_action_row_is_new (self))
    take_in (self);
}

/* What was chosen while the act was on its way is a change of what it wrote. */
static void
keep_chosen (
    WayPlanActionRow *self, WayField *field, GVariant *chosen, WayFieldRead read, WayFieldShow show)
{
  g_autoptr (GVariant) stands = g_variant_ref_sink (read (self));

  if (g_variant_equal (stands, chosen))
    return;
  show (self, chosen);
  way_field_typed (field);
}

static void
written_cb (WayPlanActionRow *self)
{
  g_autofree char *what = g_strdup (way_line_row_get_text (self->what));
  g_autoptr (GVariant) who = g_variant_ref_sink (read_who (self));
  g_autoptr (GVariant) by = g_variant_ref_sink (read_by (self));

  if (way_plan_action_row_is_open (self))
    {
      bind_fields (self);
      if (!g_str_equal (what, way_line_row_get_text (self->what)))
        gtk_editable_set_text (GTK_EDITABLE (self->what), what);
      keep_chosen (self, self->who_field, who, read_who, show_who);
      keep_chosen (self, self->by_field, by, read_by, show_by);
    }
  g_signal_emit (self, signals[SETTLED], 0);
}

void
way_plan_action_row_finish (WayPlanActionRow *self)
{
  if (!way_plan_action_row_is_new (self) || way_new_action_is_writing (self->fresh))
    return;
  if (way_new_action_is_untouched (self->fresh))
    g_signal_emit (self, signals[SETTLED], 0);
  else if (way_line_row_get_text (self->what)[0] == '\0')
    say (self, _ ("Write what will be done. Then this action is kept."));
  else
    way_new_action_write (self->fresh);
}

/* -- open and closed --------------------------------------------------------------------------- */

gboolean
way_plan_action_row_is_open (WayPlanActionRow *self)
{
  return gtk_widget_get_visible (self->editor);
}

static void
set_open (WayPlanActionRow *self, gboolean open)
{
  if (open == way_plan_action_row_is_open (self) || (open && !self->editable))
    return;
  if (open)
    {
      list_choices (self);
      bind_fields (self);
    }
  else
    unbind_fields (self);
  gtk_widget_set_visible (self->editor, open);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
  if (!open)
    g_signal_emit (self, signals[SETTLED], 0);
}

void
way_plan_action_row_edit (WayPlanActionRow *self, const char *field)
{
  set_open (self, TRUE);
  way_reveal (GTK_WIDGET (self));
  if (g_strcmp0 (field, "who") == 0 && waits (self->who_field))
    way_versions_box_focus (self->who_versions);
  else if (g_strcmp0 (field, "who") == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->who));
  else if (g_strcmp0 (field, "by") == 0 && waits (self->by_field))
    way_versions_box_focus (self->by_versions);
  else if (g_strcmp0 (field, "by") == 0)
    way_date_row_edit (self->by);
  else if (g_strcmp0 (field, "progress") == 0)
    way_line_row_edit (self->progress);
  else
    way_line_row_edit (self->what);
}

/* Done with it: closed, focus on the row. */
static void
finish_editing (WayPlanActionRow *self)
{
  g_autoptr (WayPlanActionRow) kept = g_object_ref (self);

  if (!way_date_row_check (self->by))
    return;
  way_plan_action_row_finish (self);
  if (gtk_widget_get_parent (GTK_WIDGET (kept)) == NULL)
    return;
  if (gtk_widget_get_visible (GTK_WIDGET (self->note)))
    {
      way_line_row_edit (self->what);
      return;
    }
  gtk_widget_grab_focus (GTK_WIDGET (self));
  set_open (self, FALSE);
}

static void
entered_cb (WayPlanActionRow *self)
{
  finish_editing (self);
}

/* Focus has left the row altogether. */
static void
left_cb (WayPlanActionRow *self)
{
  if (way_focus_has_moved (GTK_WIDGET (self)))
    way_plan_action_row_finish (self);
}

static void
who_typed_cb (WayPlanActionRow *self)
{
  if (self->who_field != NULL)
    way_field_typed (self->who_field);
  typed_cb (self);
}

static void
who_left_cb (WayPlanActionRow *self)
{
  if (self->who_field != NULL)
    way_field_leave (self->who_field);
}

static void
chosen_cb (WayPlanActionRow *self)
{
  guint at = adw_combo_row_get_selected (self->who);
  gboolean other;

  if (self->showing || self->choice == NULL)
    return;
  other = way_who_choice_is_someone_else (self->choice, at);
  gtk_widget_set_visible (GTK_WIDGET (self->someone), other);
  if (other)
    {
      way_line_row_edit (self->someone);
      return;
    }
  who_typed_cb (self);
  who_left_cb (self);
}

static void
by_typed_cb (WayPlanActionRow *self)
{
  if (self->by_field != NULL)
    way_field_typed (self->by_field);
  typed_cb (self);
}

static void
by_left_cb (WayPlanActionRow *self)
{
  if (self->by_field != NULL)
    way_field_leave (self->by_field);
}

/* -- what the person does ---------------------------------------------------------------------- */

static void
set_status (WayPlanActionRow *self, const char *status)
{
  const WayObject *action = find_action (self);
  WayAct *act;

  if (!self->editable || g_strcmp0 (self->state, status) == 0 || action == NULL
      || way_versions_lead (GTK_WIDGET (self), self->desk, way_live_case_get_case (self->live),
                            action, WAY_ACTION_STATUS))
    return;
  act = way_act_new (way_live_case_get_id (self->live), 0);
  way_act_set (act, WAY_KIND_ACTION, &self->id, WAY_ACTION_STATUS, g_variant_new ("(s)", status));
  way_desk_commit (self->desk, act, NULL, NULL);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) window = data;

  if (way_desk_commit_finish (WAY_DESK (source), result, NULL))
    gtk_widget_activate_action (window, "win.say-with-undo", "s", _ ("Action removed"));
}

static void
remove_action (WayPlanActionRow *self)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  WayAct *act;

  if (find_action (self) == NULL)
    {
      way_line_row_show_text (self->what, "");
      g_signal_emit (self, signals[SETTLED], 0);
      return;
    }
  unbind_fields (self);
  act = way_act_new (way_live_case_get_id (self->live), 0);
  way_act_remove (act, WAY_KIND_ACTION, &self->id, "");
  way_desk_commit (self->desk, act, removed_cb, g_object_ref (window));
}

static void
act (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayPlanActionRow *self = WAY_PLAN_ACTION_ROW (widget);

  if (g_str_equal (action, "action.change"))
    way_plan_action_row_edit (self, NULL);
  else if (g_str_equal (action, "action.progress"))
    way_plan_action_row_edit (self, "progress");
  else if (g_str_equal (action, "action.toggle"))
    set_status (self, g_strcmp0 (self->state, "done") == 0 ? "to_do" : "done");
  else if (g_str_equal (action, "action.menu"))
    gtk_menu_button_popup (self->menu);
  else if (g_str_equal (action, "action.remove"))
    remove_action (self);
  else if (way_plan_action_row_is_open (self))
    finish_editing (self);
}

/* Space ticks the row that has focus; inside its fields it is a letter. */
static gboolean
key_cb (
    GtkEventControllerKey *keys, guint key, guint code, GdkModifierType modifiers, gpointer data)
{
  WayPlanActionRow *self = WAY_PLAN_ACTION_ROW (data);

  if (key == GDK_KEY_Escape && way_plan_action_row_is_open (self))
    {
      finish_editing (self);
      return TRUE;
    }
  if (key != GDK_KEY_space || !gtk_widget_is_focus (GTK_WIDGET (self)))
    return FALSE;
  gtk_widget_activate_action (GTK_WIDGET (self), "action.toggle", NULL);
  return TRUE;
}

/* -- class ------------------------------------------------------------------------------------- */

static void
way_plan_action_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  WayPlanActionRow *self = WAY_PLAN_ACTION_ROW (object);

  switch ((WayPlanActionRowProperty)id)
    {
    case PROP_STATUS:
      g_value_set_string (value, self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_plan_action_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WayPlanActionRow *self = WAY_PLAN_ACTION_ROW (object);

  switch ((WayPlanActionRowProperty)id)
    {
    case PROP_STATUS:
      set_status (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_plan_action_row_dispose (GObject *object)
{
  WayPlanActionRow *self = WAY_PLAN_ACTION_ROW (object);

  if (self->editor != NULL)
    {
      if (self->fresh != NULL)
        way_new_action_drop (self->fresh);
      unbind_fields (self);
    }
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PLAN_ACTION_ROW);
  self->editor = NULL;
  g_clear_object (&self->fresh);
  g_clear_object (&self->live);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (way_plan_action_row_parent_class)->dispose (object);
}

static void
way_plan_action_row_finalize (GObject *object)
{
  WayPlanActionRow *self = WAY_PLAN_ACTION_ROW (object);

  g_free (self->name);
  g_free (self->state);
  g_clear_pointer (&self->choice, way_who_choice_free);
  G_OBJECT_CLASS (way_plan_action_row_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/plan/way-plan-action-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPlanActionRow, focus);
  gtk_widget_class_bind_template_child (widget_class, WayPlanActionRow, done);
  gtk_widget_class_bind_template_child (widget_class, WayPlanActionRow, title);
  gtk_widget_class_bind_template_child (widget_class, WayPlanActionRow, detail);
  gtk_widget_class_bind_template_child (widget_class, WayPlanActionRow, note);
  gtk_widget_class_bind_template_child (widget_class, WayPlanActionRow, status);
  gtk_widget_class_bind_template_child (widget_class, WayPlanActionRow, status_below);
  gtk_widget_class_bind_template_child (widget_class, WayPlanActionRow, menu);
  gtk_widget_class_bind_template_child (widget_class, WayPlanActionRow, editor);
  gtk_widget_class_bind_template_child (widget_class, WayPlanActionRow, what);
  gtk_widget_class_bind_template_child (widget_class, WayPlanActionRow, who);
  gtk_widget_class_bind_template_child (widget_class, WayPlanActionRow, someone);
  gtk_widget_class_bind_template_child (widget_class, WayPlanActionRow, by);
  gtk_widget_class_bind_template_child (widget_class, WayPlanActionRow, progress);
  gtk_widget_class_bind_template_child (widget_class, WayPlanActionRow, who_row);
  gtk_widget_class_bind_template_child (widget_class, WayPlanActionRow, by_row);
  gtk_widget_class_bind_template_child (widget_class, WayPlanActionRow, who_versions);
  gtk_widget_class_bind_template_child (widget_class, WayPlanActionRow, by_versions);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, who_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, who_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, by_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, by_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_cb);
}

static const char *const plain_actions[] = { "action.change", "action.progress", "action.toggle",
                                             "action.menu",   "action.remove",   "action.close" };

static void
way_plan_action_row_class_init (WayPlanActionRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = way_plan_action_row_get_property;
  object_class->set_property = way_plan_action_row_set_property;
  object_class->dispose = way_plan_action_row_dispose;
  object_class->finalize = way_plan_action_row_finalize;
  properties[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, "to_do",
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS
                                                     | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SETTLED] = g_signal_new ("settled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (WAY_TYPE_STATUS);
  g_type_ensure (WAY_TYPE_LINE_ROW);
  g_type_ensure (WAY_TYPE_DATE_ROW);
  g_type_ensure (WAY_TYPE_VERSIONS_BOX);
  bind_template (widget_class);
  for (guint i = 0; i < G_N_ELEMENTS (plain_actions); i++)
    gtk_widget_class_install_action (widget_class, plain_actions[i], NULL, act);
  gtk_widget_class_install_property_action (widget_class, "action.status", "status");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "action.menu",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "action.menu", NULL);
}

static void
way_plan_action_row_init (WayPlanActionRow *self)
{
  self->state = g_strdup ("to_do");
  self->name = g_strdup ("");
  self->editable = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  way_status_keep_whole (self->status);
  way_status_keep_whole (self->status_below);
}

GtkWidget *
way_plan_action_row_new (WayDesk *desk, WayLiveCase *live, const WayId *matter, const WayId *id)
{
  WayPlanActionRow *self = g_object_new (WAY_TYPE_PLAN_ACTION_ROW, NULL);

  self->desk = g_object_ref (desk);
  self->live = g_object_ref (live);
  self->id = *id;
  self->fresh = way_new_action_new (desk, live, matter, id);
  g_signal_connect_object (self->fresh, "written", G_CALLBACK (written_cb), self,
                           G_CONNECT_SWAPPED);
  way_date_row_set_today (self->by, way_desk_get_today (desk));
  gtk_widget_set_visible (GTK_WIDGET (self->progress), find_action (self) != NULL);
  return GTK_WIDGET (self);
}

const WayId *
way_plan_action_row_get_id (WayPlanActionRow *self)
{
  return &self->id;
}

gboolean
way_plan_action_row_is_new (WayPlanActionRow *self)
{
  return find_action (self) == NULL;
}

gboolean
way_plan_action_row_is_given_up (WayPlanActionRow *self)
{
  return way_plan_action_row_is_new (self) && !way_new_action_is_writing (self->fresh)
         && way_line_row_get_text (self->what)[0] == '\0';
}

int
way_plan_action_row_compare (WayPlanActionRow *a, WayPlanActionRow *b)
{
  gboolean a_new = way_plan_action_row_is_new (a), b_new = way_plan_action_row_is_new (b);
  gboolean a_dated = way_date_is_full (a->sorted), b_dated = way_date_is_full (b->sorted);

  if (a_new != b_new)
    return a_new ? 1 : -1;
  if (a_dated != b_dated)
    return a_dated ? -1 : 1;
  if (a_dated && way_date_compare (a->sorted, b->sorted) != 0)
    return way_date_compare (a->sorted, b->sorted);
  return a->position < b->position ? -1 : a->position > b->position;
}

void
way_plan_action_row_set_editable (WayPlanActionRow *self, gboolean editable)
{
  self->editable = editable;
  if (!editable)
    set_open (self, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->done), editable);
  gtk_widget_set_visible (GTK_WIDGET (self->menu), editable);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), editable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "action.toggle", editable);
}

void
way_plan_action_row_set_narrow (WayPlanActionRow *self, gboolean narrow)
{
  self->narrow = narrow;
  show_status (self, !way_plan_action_row_is_new (self));
}
