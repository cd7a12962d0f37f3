/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-plan-section.h"

#include <adwaita.h>
#include "way-dialog.h"
#include "way-i18n.h"
#include "way-operation.h"
#include "way-person-text.h"
#include "way-plan-actions.h"
#include "way-plan-facts.h"
#include "way-plan-gathered.h"
#include "way-saved-line.h"
#include "way-spoken.h"
#include "way-text-field.h"
#include "way-words-field.h"

#define GATHERING "S1_04" /* Schedule 1, paragraph 4 */

/* A section's text fields in their order. */
typedef enum
{
  GOING_WELL,
  WORRIED_ABOUT,
  ADVISER_VIEW,
  WHAT_NEEDS_TO_HAPPEN,
  EMPTY_REASON,
  CONTINGENCY,
  N_FIELDS
} Field;

static const struct
{
  const char *name;
  guint16 group;
} fields[N_FIELDS] = {
  [GOING_WELL] = { "going_well", WAY_MATTER_GOING_WELL },
  [WORRIED_ABOUT] = { "worried_about", WAY_MATTER_WORRIED_ABOUT },
  [ADVISER_VIEW] = { "adviser_view", WAY_MATTER_ADVISER_VIEW },
  [WHAT_NEEDS_TO_HAPPEN] = { "what_needs_to_happen", WAY_MATTER_WHAT_NEEDS_TO_HAPPEN },
  [EMPTY_REASON] = { "empty_reason", WAY_MATTER_EMPTY_REASON },
  [CONTINGENCY] = { "contingency", WAY_MATTER_CONTINGENCY },
};

struct _WayPlanSection
{
  GtkBox parent;

  GtkLabel *title, *place, *note; /* template children */
  GtkBox *head, *state_box;
  GtkDropDown *state;
  WayStatus *stage;
  WaySavedLine *saved;
  WayWordsField *own_words;
  WayTextField *going_well, *worried_about, *adviser_view, *what_needs_to_happen, *empty_reason,
      *contingency;
  GtkCheckButton *nothing_needed;
  GtkLabel *nothing_needed_read;
  WayPlanActions *actions;
  WayPlanGathered *gathered;

  WayTextField *texts[N_FIELDS];
  WayDesk *desk;     /* (owned) (nullable) */
  WayLiveCase *live; /* (owned) (nullable) */
  const WayMatterInfo *info;
  WayId object;
  char *name; /* (owned) (nullable): what people call the person, as it was last shown */
  char *word; /* (owned) (nullable): the state that stands without the adviser's mark */
  gboolean editable, showing;
  gboolean asking; /* the question why there are no words is open */
};

G_DEFINE_FINAL_TYPE (WayPlanSection, way_plan_section, GTK_TYPE_BOX)

enum
{
  ANSWERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static WayCase *
get_case (WayPlanSection *self)
{
  return self->live != NULL ? way_live_case_get_case (self->live) : NULL;
}

/* (nullable) */
static const WayObject *
find_matter (WayPlanSection *self)
{
  WayCase *present = get_case (self);

  return present != NULL ? way_case_get_object (present, WAY_KIND_MATTER, &self->object) : NULL;
}

static void
set_bool (WayPlanSection *self, guint16 group, gboolean value)
{
  const WayObject *matter = find_matter (self);
  WayAct *act;

  if (get_case (self) == NULL
      || (matter != NULL && way_object_get_bool (matter, group, 0) == value
          && way_object_n_values (matter, group) == 1)
      || (matter == NULL && !value))
    return;
  act = way_act_new (way_live_case_get_id (self->live), 0);
  if (matter == NULL)
    way_act_create (act, WAY_KIND_MATTER, &self->object);
  way_act_set (act, WAY_KIND_MATTER, &self->object, group, g_variant_new ("(b)", value));
  way_desk_commit (self->desk, act, NULL, NULL);
}

static void
say (WayPlanSection *self, const char *sentence)
{
  gtk_label_set_text (self->note, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), sentence != NULL);
}

/* -- state ------------------------------------------------------------------------------------- */

/* The drop-down has two choices: how far it is by what is written, and the adviser's own mark. */
enum
{
  AS_WRITTEN,
  READY,
};

static void
show_state (WayPlanSection *self, WayCase *present)
{
  g_auto (WayStageLook) look = { 0 };
  g_auto (WayStageLook) bare = { 0 };

  way_plan_read_stage (present, self->info, self->name, &look);
  way_plan_read_stage_unmarked (present, self->info, self->name, &bare);
  self->showing = TRUE;
  if (g_strcmp0 (self->word, bare.word) != 0)
    {
      const char *const words[] = { bare.word, _ ("Ready"), NULL };
      g_autoptr (GtkStringList) model = gtk_string_list_new (words);

      gtk_drop_down_set_model (self->state, G_LIST_MODEL (model));
      g_free (self->word);
      self->word = g_strdup (bare.word);
    }
  gtk_drop_down_set_selected (self->state, look.stage == WAY_STAGE_READY ? READY : AS_WRITTEN);
  way_status_set (self->stage, look.icon, look.word, look.tone);
  self->showing = FALSE;
}

static void
setup_state_cb (WayPlanSection *self, GtkListItem *item)
{
  GtkWidget *status = g_object_new (WAY_TYPE_STATUS, NULL);

  gtk_widget_add_css_class (status, "stage");
  gtk_list_item_set_child (item, status);
}

static void
bind_state_cb (WayPlanSection *self, GtkListItem *item)
{
  GtkStringObject *word = gtk_list_item_get_item (item);
  gboolean ready = gtk_list_item_get_position (item) == READY;
  WayCase *present = get_case (self);
  g_auto (WayStageLook) bare = { 0 };

  if (present != NULL && !ready)
    way_plan_read_stage_unmarked (present, self->info, self->name, &bare);
  way_status_set (WAY_STATUS (gtk_list_item_get_child (item)),
                  ready ? "waymark-done-symbolic" : bare.icon, gtk_string_object_get_string (word),
                  ready ? WAY_TONE_DONE : bare.tone);
}

static void
mark_ready (WayPlanSection *self, WayCase *present)
{
  g_autofree char *why_not = way_plan_why_not_ready (present, self->info, self->name);

  say (self, why_not);
  if (why_not == NULL)
    set_bool (self, WAY_MATTER_READY, TRUE);
  show_state (self, present);
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayPlanSection) self = data;

  way_desk_flush_finish (WAY_DESK (source), result, NULL);
  if (get_case (self) != NULL && self->editable)
    mark_ready (self, get_case (self));
}

/* What was just typed counts: it is made an operation first. */
void
way_plan_section_mark_ready (WayPlanSection *self)
{
  if (get_case (self) == NULL || !self->editable)
    return;
  way_plan_section_finish (self);
  way_desk_flush (self->desk, flushed_cb, g_object_ref (self));
}

static void
state_cb (WayPlanSection *self)
{
  if (self->showing || get_case (self) == NULL)
    return;
  if (gtk_drop_down_get_selected (self->state) == READY)
    way_plan_section_mark_ready (self);
  else
    set_bool (self, WAY_MATTER_READY, FALSE);
}

/* -- what is written --------------------------------------------------------------------------- */

static void
show_headings (WayPlanSection *self)
{
  const char *adviser = way_desk_get_adviser_short (self->desk);
  guint n = way_desk_get_reference (self->desk)->matters->len;
  g_autofree char *place = g_strdup_printf (_ ("Section %u of %u. Schedule 1, paragraph %u."),
                                            self->info->number, n, self->info->number);
  g_autofree char *words = g_strdup_printf (_ ("In %s’s words"), self->name);
  g_autofree char *view = way_adviser_view_title (adviser);

  gtk_label_set_text (self->title, self->info->title);
  gtk_label_set_text (self->place, place);
  way_words_field_set_title (self->own_words, words);
  way_words_field_set_prompt (self->own_words, self->info->prompt);
  way_text_field_set_title (self->adviser_view, view);
}

static gboolean
has_reason (WayPlanSection *self)
{
  const WayObject *matter = find_matter (self);
  g_autofree char *reason = matter != NULL
                                ? way_object_dup_string (matter, WAY_MATTER_EMPTY_REASON, 0)
                                : g_strdup ("");

  return reason[0] != '\0';
}

static void
follow (WayPlanSection *self)
{
  WayCase *present = get_case (self);
  const WayObject *matter = find_matter (self);
  gboolean nothing = matter != NULL && way_object_get_bool (matter, WAY_MATTER_NOTHING_NEEDED, 0);

  show_state (self, present);
  self->showing = TRUE;
  gtk_check_button_set_active (self->nothing_needed, nothing);
  self->showing = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->nothing_needed), self->editable);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing_needed_read), !self->editable && nothing);
  if (has_reason (self) || (self->editable && way_plan_matter_is_empty (present, self->info->key)))
    gtk_widget_set_visible (GTK_WIDGET (self->empty_reason), TRUE);
  else if (gtk_widget_get_focus_child (GTK_WIDGET (self->empty_reason)) == NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->empty_reason), FALSE);
  way_plan_actions_follow (self->actions, self->name);
  if (g_str_equal (self->info->key, GATHERING))
    way_plan_gathered_show (self->gathered, present, way_desk_get_reference (self->desk),
                            self->info->key);
  else
    gtk_widget_set_visible (GTK_WIDGET (self->gathered), FALSE);
}

static void
bind_fields (WayPlanSection *self)
{
  way_words_field_bind (self->own_words, self->desk, self->live, WAY_KIND_MATTER, &self->object,
                        WAY_MATTER_OWN_WORDS, self->name);
  for (guint i = 0; i < N_FIELDS; i++)
    way_text_field_bind (self->texts[i], self->desk, self->live, WAY_KIND_MATTER, &self->object,
                         fields[i].group);
  way_plan_actions_bind (self->actions, self->desk, self->live, &self->object, self->name);
}

void
way_plan_section_clear (WayPlanSection *self)
{
  way_words_field_unbind (self->own_words);
  for (guint i = 0; i < N_FIELDS; i++)
    way_text_field_unbind (self->texts[i]);
  way_plan_actions_unbind (self->actions);
  say (self, NULL);
  self->info = NULL;
  g_clear_object (&self->live);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->word, g_free);
}

void
way_plan_section_show (WayPlanSection *self, WayDesk *desk, WayLiveCase *live, const char *key)
{
  const WayMatterInfo *info = way_reference_get_matter (way_desk_get_reference (desk), key);
  g_autofree char *name = way_case_dup_short_name (way_live_case_get_case (live));

  if (info == NULL)
    return;
  if (self->live != live || self->info != info || g_strcmp0 (self->name, name) != 0)
    {
      way_plan_section_clear (self);
      self->desk = g_object_ref (desk);
      self->live = g_object_ref (live);
      self->info = info;
      self->name = g_steal_pointer (&name);
      way_matter_object (way_live_case_get_id (live), info->key, &self->object);
      way_saved_line_set_desk (self->saved, desk);
      bind_fields (self);
    }
  show_headings (self);
  follow (self);
}

void
way_plan_section_set_editable (WayPlanSection *self, gboolean editable)
{
  if (self->editable == editable)
    return;
  self->editable = editable;
  way_words_field_set_editable (self->own_words, editable);
  for (guint i = 0; i < N_FIELDS; i++)
    way_text_field_set_editable (self->texts[i], editable);
  way_plan_actions_set_editable (self->actions, editable);
  gtk_widget_set_visible (GTK_WIDGET (self->state), editable);
  gtk_widget_set_visible (GTK_WIDGET (self->saved), editable);
  gtk_widget_set_visible (GTK_WIDGET (self->stage), !editable);
  say (self, NULL);
  if (self->info != NULL)
    follow (self);
}

void
way_plan_section_set_narrow (WayPlanSection *self, gboolean narrow)
{
  GtkOrientation along = narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;
  GtkOrientation across = narrow ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->head), along);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->state_box), across);
  gtk_widget_set_hexpand (GTK_WIDGET (self->saved), narrow);
  way_plan_actions_set_narrow (self->actions, narrow);
}

static void
nothing_needed_cb (WayPlanSection *self)
{
  if (!self->showing)
    set_bool (self, WAY_MATTER_NOTHING_NEEDED, gtk_check_button_get_active (self->nothing_needed));
}

static void
typed_cb (WayPlanSection *self)
{
  say (self, NULL);
}

/* -- why there are no words -------------------------------------------------------------------- */

static void
answered_cb (WayPlanSection *self, const char *response)
{
  gboolean go_on = !g_str_equal (response, "back");

  self->asking = FALSE;
  if (self->info == NULL)
    return;
  if (g_str_equal (response, "chose-not"))
    way_words_field_say_why (self->own_words, WAY_GIVEN_CHOSE_NOT);
  else if (g_str_equal (response, "not-asked"))
    way_words_field_say_why (self->own_words, WAY_GIVEN_NOT_ASKED);
  else
    way_words_field_edit (self->own_words, NULL);
  g_signal_emit (self, signals[ANSWERED], 0, go_on);
}

static void
ask_why (WayPlanSection *self)
{
  g_autofree char *heading = g_strdup_printf (_ ("Leave %s’s words empty?"), self->name);
  g_autofree char *chose_not = g_strdup_printf (_ ("%s chose not to say"), self->name);
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *dialog;

  if (self->asking)
    return;
  self->asking = TRUE;
  dialog = adw_message_dialog_new (window, heading,
                                   _ ("The plan must say why. It can be filled in later."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "back", _ ("Go back"), "not-asked",
                                    _ ("Not asked yet"), "chose-not", chose_not, NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "back");
  way_dialog_begin_on (ADW_MESSAGE_DIALOG (dialog), "back");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

gboolean
way_plan_section_asks (WayPlanSection *self)
{
  if (self->info == NULL || !self->editable)
    return FALSE;
  if (!self->asking && way_words_field_was_emptied (self->own_words))
    ask_why (self);
  return self->asking;
}

/* -- focus ------------------------------------------------------------------------------------- */

const char *
way_plan_section_get_key (WayPlanSection *self)
{
  return self->info != NULL ? self->info->key : NULL;
}

/* actions.ID.FIELD */
static gboolean
edit_action (WayPlanSection *self, const char *field)
{
  g_auto (GStrv) steps = g_strsplit (field, ".", 3);
  WayId id;

  return g_strv_length (steps) > 1 && g_str_equal (steps[0], "actions")
         && way_id_parse (steps[1], &id) && way_plan_actions_edit (self->actions, &id, steps[2]);
}

void
way_plan_section_edit (WayPlanSection *self, const char *field)
{
  if (self->info == NULL)
    return;
  for (guint i = 0; field != NULL && i < N_FIELDS; i++)
    if (g_str_equal (fields[i].name, field))
      {
        gtk_widget_set_visible (GTK_WIDGET (self->texts[i]), TRUE);
        way_text_field_edit (self->texts[i], NULL);
        return;
      }
  if (g_strcmp0 (field, "ready") == 0 && self->editable)
    gtk_widget_grab_focus (GTK_WIDGET (self->state));
  else if (g_strcmp0 (field, "nothing_needed") == 0 && self->editable)
    gtk_widget_grab_focus (GTK_WIDGET (self->nothing_needed));
  else if (field == NULL || !edit_action (self, field))
    way_words_field_edit (self->own_words, NULL);
}

void
way_plan_section_add_action (WayPlanSection *self)
{
  if (self->info != NULL)
    way_plan_actions_add (self->actions);
}

void
way_plan_section_finish (WayPlanSection *self)
{
  if (self->info != NULL)
    way_plan_actions_finish (self->actions);
}

/* -- class ------------------------------------------------------------------------------------- */

static void
way_plan_section_dispose (GObject *object)
{
  WayPlanSection *self = WAY_PLAN_SECTION (object);

  if (self->own_words != NULL)
    way_plan_section_clear (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PLAN_SECTION);
  self->own_words = NULL;
  G_OBJECT_CLASS (way_plan_section_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/plan/way-plan-section.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPlanSection, title);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSection, place);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSection, note);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSection, head);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSection, state_box);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSection, state);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSection, stage);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSection, saved);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSection, own_words);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSection, going_well);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSection, worried_about);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSection, adviser_view);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSection, what_needs_to_happen);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSection, empty_reason);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSection, contingency);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSection, nothing_needed);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSection, nothing_needed_read);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSection, actions);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSection, gathered);
  gtk_widget_class_bind_template_callback (widget_class, state_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_state_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_state_cb);
  gtk_widget_class_bind_template_callback (widget_class, nothing_needed_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, ask_why);
}

static void
way_plan_section_class_init (WayPlanSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = way_plan_section_dispose;
  signals[ANSWERED] = g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  g_type_ensure (WAY_TYPE_WORDS_FIELD);
  g_type_ensure (WAY_TYPE_TEXT_FIELD);
  g_type_ensure (WAY_TYPE_SAVED_LINE);
  g_type_ensure (WAY_TYPE_STATUS);
  g_type_ensure (WAY_TYPE_PLAN_ACTIONS);
  g_type_ensure (WAY_TYPE_PLAN_GATHERED);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
way_plan_section_init (WayPlanSection *self)
{
  self->editable = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  way_spoken_drop_down (self->state, _ ("How far this section is"));
  self->texts[GOING_WELL] = self->going_well;
  self->texts[WORRIED_ABOUT] = self->worried_about;
  self->texts[ADVISER_VIEW] = self->adviser_view;
  self->texts[WHAT_NEEDS_TO_HAPPEN] = self->what_needs_to_happen;
  self->texts[EMPTY_REASON] = self->empty_reason;
  self->texts[CONTINGENCY] = self->contingency;
}
