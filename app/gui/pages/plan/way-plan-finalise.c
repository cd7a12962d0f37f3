/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-plan-finalise.h"

#include <adwaita.h>
#include "way-date-row.h"
#include "way-date-text.h"
#include "way-i18n.h"
#include "way-page.h"
#include "way-person-text.h"
#include "way-plan-missing.h"
#include "way-words-field.h"

struct _WayPlanFinalise
{
  GtkBox parent;

  GtkLabel *what_then, *missing_count, *look_count, *waiting, *note,
      *review; /* template children */
  GtkBox *foot;
  GtkWidget *all_there, *missing_box, *look_box, *finalise;
  GtkListBox *missing, *looks;
  WayWordsField *answer;
  WayDateRow *agreed_on;

  WayDesk *desk;     /* (owned) (nullable) */
  WayLiveCase *live; /* (owned) (nullable) */
  char *name;        /* (owned) (nullable) */
  char *left_path;   /* (owned) (nullable): of the row that was last opened, and where it stood */
  int left_at;
  gboolean left_looks;
};

G_DEFINE_FINAL_TYPE (WayPlanFinalise, way_plan_finalise, GTK_TYPE_BOX)

enum
{
  AGREED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* -- rows -------------------------------------------------------------------------------------- */

static const char *
path_of (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "path");
}

static void
go (WayPlanFinalise *self, const char *path)
{
  g_autofree char *place = NULL;

  if (g_str_equal (path, "plan.my_plan"))
    {
      way_plan_finalise_edit_answer (self);
      return;
    }
  place = g_str_has_prefix (path, "settle/")
              ? way_page_place_of_tab (way_live_case_get_id (self->live), path)
              : way_page_place_of (way_live_case_get_id (self->live), path);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "s", place);
}

static void
activated_cb (WayPlanFinalise *self, GtkListBoxRow *row)
{
  g_autofree char *path = g_strdup (path_of (row));

  g_free (self->left_path);
  self->left_path = g_strdup (path);
  self->left_at = gtk_list_box_row_get_index (row);
  self->left_looks = gtk_widget_get_parent (GTK_WIDGET (row)) == GTK_WIDGET (self->looks);
  go (self, path);
}

static void
second_cb (GtkButton *button, WayPlanFinalise *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_LIST_BOX_ROW);
  g_autofree char *path = g_strdup (g_object_get_data (G_OBJECT (row), "second-path"));

  g_free (self->left_path);
  self->left_path = g_strdup (path_of (GTK_LIST_BOX_ROW (row)));
  self->left_at = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  self->left_looks = FALSE;
  go (self, path);
}

static GtkWidget *
new_second (WayPlanFinalise *self, const char *label)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "link-like");
  g_signal_connect (button, "clicked", G_CALLBACK (second_cb), self);
  return button;
}

static GtkWidget *
new_link (const char *label)
{
  GtkWidget *link = gtk_label_new (label);

  gtk_widget_add_css_class (link, "link-word");
  return link;
}

static GtkWidget *
build_row (WayPlanFinalise *self, const WayMissingRow *missing)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", missing->icon, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *arrow = g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  g_autofree char *spoken = g_strdup_printf ("%s. %s. %s", missing->title, missing->detail,
                                             missing->link);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), missing->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), missing->detail);
  if (missing->kind == WAY_LOOK_NO_WORDS)
    gtk_widget_add_css_class (icon, "voice-icon");
  else if (missing->kind == WAY_LOOK_NOT_READY)
    gtk_widget_add_css_class (icon, "accent");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  if (missing->link[0] != '\0')
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_link (missing->link));
      if (missing->second != NULL)
        adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_second (self, missing->second));
      gtk_widget_add_css_class (arrow, "chevron");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
    }
  else
    g_object_unref (g_object_ref_sink (arrow));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), missing->link[0] != '\0');
  g_object_set_data_full (G_OBJECT (row), "path", g_strdup (missing->path), g_free);
  g_object_set_data_full (G_OBJECT (row), "second-path", g_strdup (missing->second_path), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

/* What a row reads; where none of the rows reads otherwise than before, the rows stay. */
static char *
dup_contents (GPtrArray *rows)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const WayMissingRow *row = g_ptr_array_index (rows, i);

      g_string_append_printf (text, "%s\n%s\n%s\n%s\n", row->path, row->title, row->detail,
                              row->link);
    }
  return g_string_free (text, FALSE);
}

static int
get_focused (GtkListBox *list)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (list));

  return child != NULL ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (child)) : -1;
}

static void
focus_row (GtkListBox *list, int at)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, at);

  if (row == NULL && at > 0)
    row = gtk_list_box_get_row_at_index (list, at - 1);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
fill (WayPlanFinalise *self, GtkListBox *list, GPtrArray *rows)
{
  g_autofree char *contents = dup_contents (rows);
  int focused = get_focused (list);
  GtkWidget *child;

  if (g_strcmp0 (g_object_get_data (G_OBJECT (list), "contents"), contents) == 0)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
  for (guint i = 0; i < rows->len; i++)
    gtk_list_box_append (list, build_row (self, g_ptr_array_index (rows, i)));
  g_object_set_data_full (G_OBJECT (list), "contents", g_steal_pointer (&contents), g_free);
  if (focused >= 0)
    focus_row (list, focused);
}

static void
show_count (GtkLabel *label, guint n)
{
  g_autofree char *text = g_strdup_printf (
      g_dngettext (WAY_GETTEXT_DOMAIN, "%u thing", "%u things", n), n);

  gtk_label_set_text (label, text);
}

static void
show_rows (WayPlanFinalise *self, WayCase *present)
{
  WayReference *reference = way_desk_get_reference (self->desk);
  g_autoptr (GPtrArray) missing = way_plan_list_missing_rows (present, reference, self->name);
  g_autoptr (GPtrArray) looks = way_plan_list_look_rows (present, reference, self->name);

  fill (self, self->missing, missing);
  fill (self, self->looks, looks);
  show_count (self->missing_count, missing->len);
  show_count (self->look_count, looks->len);
  gtk_widget_set_visible (self->missing_box, missing->len > 0);
  gtk_widget_set_visible (self->all_there, missing->len == 0);
  gtk_widget_set_visible (self->look_box, looks->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->waiting), missing->len > 0);
  gtk_widget_set_sensitive (self->finalise, missing->len == 0);
}

/* -- agreeing ---------------------------------------------------------------------------------- */

/* "The review is due six months after": the day, by the rule that stands then. */
static void
show_review (WayPlanFinalise *self)
{
  WayDate today = way_desk_get_today (self->desk), on = way_date_row_get_date (self->agreed_on);
  guint months;
  g_autofree char *day = NULL, *hint = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->review), way_date_is_full (on));
  if (!way_date_is_full (on))
    return;
  months = way_reference_get_value (way_desk_get_reference (self->desk), "review_months", on);
  day = way_date_text_with_day (way_date_add_months (on, (int)months), today);
  hint = g_strdup_printf (_ ("The next review is due by %s."), day);
  gtk_label_set_text (self->review, hint);
}

static void
say (WayPlanFinalise *self, const char *sentence)
{
  gtk_label_set_text (self->note, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), sentence != NULL);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayPlanFinalise) self = data;
  g_autoptr (GError) error = NULL;

  if (self->desk == NULL)
    return;
  if (way_desk_commit_finish (WAY_DESK (source), result, &error))
    g_signal_emit (self, signals[AGREED], 0);
  else
    say (self, error->message);
}

/* What was being typed is in the case now. */
static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayPlanFinalise) self = data;
  g_autoptr (GError) error = NULL;
  WayDesk *desk = WAY_DESK (source);
  WayAct *act = NULL;

  if (way_desk_flush_finish (desk, result, &error) && self->desk != NULL)
    act = way_plan_finalise (
        way_live_case_get_case (self->live), way_live_case_get_case (way_desk_get_team_case (desk)),
        way_desk_get_reference (desk), way_desk_get_random (desk), way_desk_get_today (desk),
        way_date_row_get_date (self->agreed_on), &error);
  if (act != NULL)
    way_desk_commit (desk, act, kept_cb, g_steal_pointer (&self));
  else if (error != NULL && self->desk != NULL)
    say (self, error->message);
}

static void
finalise_cb (WayPlanFinalise *self)
{
  say (self, NULL);
  if (way_date_row_check (self->agreed_on))
    way_desk_flush (self->desk, flushed_cb, g_object_ref (self));
}

/* -- bound ------------------------------------------------------------------------------------- */

void
way_plan_finalise_clear (WayPlanFinalise *self)
{
  way_words_field_unbind (self->answer);
  say (self, NULL);
  g_clear_object (&self->live);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->left_path, g_free);
}

static void
bind (WayPlanFinalise *self, WayDesk *desk, WayLiveCase *live, char *name)
{
  way_plan_finalise_clear (self);
  self->desk = g_object_ref (desk);
  self->live = g_object_ref (live);
  self->name = name;
  way_words_field_bind (self->answer, desk, live, WAY_KIND_FRONT, way_live_case_get_id (live),
                        WAY_FRONT_MY_PLAN, name);
  way_date_row_set_today (self->agreed_on, way_desk_get_today (desk));
  way_date_row_set_date (self->agreed_on, way_desk_get_today (desk));
}

void
way_plan_finalise_show (WayPlanFinalise *self,
                        WayDesk *desk,
                        WayLiveCase *live,
                        const WayPlanLife *life)
{
  WayCase *present = way_live_case_get_case (live);
  g_autofree char *name = way_case_dup_short_name (present);
  g_autofree char *then = g_strdup_printf (
      _ ("Plan %u is then kept as it is, and can be printed as agreed.\n"
         "The next change starts plan %u from it."),
      life->number, life->number + 1);
  const char *own_words = way_pronouns_own_words (way_case_get_pronouns (present));
  g_autofree char *prompt = g_strdup_printf (_ ("%s’s answer, %s"), name, own_words);

  if (self->live != live || g_strcmp0 (self->name, name) != 0)
    bind (self, desk, live, g_steal_pointer (&name));
  gtk_label_set_text (self->what_then, then);
  way_words_field_set_prompt (self->answer, prompt);
  show_rows (self, present);
  show_review (self);
}

void
way_plan_finalise_set_narrow (WayPlanFinalise *self, gboolean narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->foot),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

/* -- focus ------------------------------------------------------------------------------------- */

void
way_plan_finalise_edit_answer (WayPlanFinalise *self)
{
  way_words_field_edit (self->answer, NULL);
}

/* Where the row is still there, the one after it; where it is gone, the one in its place. */
static void
focus_next (WayPlanFinalise *self)
{
  GtkListBox *list = self->left_looks ? self->looks : self->missing;
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (list, self->left_at);
  gboolean there = row != NULL && g_strcmp0 (path_of (row), self->left_path) == 0;

  focus_row (list, self->left_at + there);
}

void
way_plan_finalise_focus (WayPlanFinalise *self)
{
  if (self->left_path != NULL
      && gtk_widget_get_visible (self->left_looks ? self->look_box : self->missing_box))
    focus_next (self);
  else if (gtk_widget_get_visible (self->missing_box))
    focus_row (self->missing, 0);
  else
    gtk_widget_grab_focus (self->finalise);
}

/* -- class ------------------------------------------------------------------------------------- */

static void
way_plan_finalise_dispose (GObject *object)
{
  WayPlanFinalise *self = WAY_PLAN_FINALISE (object);

  if (self->answer != NULL)
    way_plan_finalise_clear (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PLAN_FINALISE);
  self->answer = NULL;
  G_OBJECT_CLASS (way_plan_finalise_parent_class)->dispose (object);
}

static void
way_plan_finalise_class_init (WayPlanFinaliseClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_plan_finalise_dispose;
  signals[AGREED] = g_signal_new ("agreed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (WAY_TYPE_WORDS_FIELD);
  g_type_ensure (WAY_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/plan/way-plan-finalise.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPlanFinalise, what_then);
  gtk_widget_class_bind_template_child (widget_class, WayPlanFinalise, missing_count);
  gtk_widget_class_bind_template_child (widget_class, WayPlanFinalise, look_count);
  gtk_widget_class_bind_template_child (widget_class, WayPlanFinalise, waiting);
  gtk_widget_class_bind_template_child (widget_class, WayPlanFinalise, note);
  gtk_widget_class_bind_template_child (widget_class, WayPlanFinalise, review);
  gtk_widget_class_bind_template_child (widget_class, WayPlanFinalise, foot);
  gtk_widget_class_bind_template_child (widget_class, WayPlanFinalise, all_there);
  gtk_widget_class_bind_template_child (widget_class, WayPlanFinalise, missing_box);
  gtk_widget_class_bind_template_child (widget_class, WayPlanFinalise, look_box);
  gtk_widget_class_bind_template_child (widget_class, WayPlanFinalise, finalise);
  gtk_widget_class_bind_template_child (widget_class, WayPlanFinalise, missing);
  gtk_widget_class_bind_template_child (widget_class, WayPlanFinalise, looks);
  gtk_widget_class_bind_template_child (widget_class, WayPlanFinalise, answer);
  gtk_widget_class_bind_template_child (widget_class, WayPlanFinalise, agreed_on);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, finalise_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_review);
}

static void
way_plan_finalise_init (WayPlanFinalise *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_set (self->agreed_on, "sense", WAY_DATE_SENSE_PAST, "required", TRUE, NULL);
}
