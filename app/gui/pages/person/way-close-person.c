/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-close-person.h"

#include "way-codes.h"
#include "way-commit.h"
#include "way-date-row.h"
#include "way-i18n.h"
#include "way-person-text.h"

struct _WayClosePerson
{
  AdwMessageDialog parent;

  AdwComboRow *reason;
  WayDateRow *on;
  WayDesk *desk;     /* (owned) */
  WayLiveCase *live; /* (owned) */
};

G_DEFINE_FINAL_TYPE (WayClosePerson, way_close_person, ADW_TYPE_MESSAGE_DIALOG)

static const char *const reasons[] = { "agreed_to_stop", "turned_25", "moved", "died", "other" };

static void
way_close_person_response (AdwMessageDialog *dialog, const char *response)
{
  WayClosePerson *self = WAY_CLOSE_PERSON (dialog);
  const WayId *id = way_live_case_get_id (self->live);
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (dialog));
  guint at = adw_combo_row_get_selected (self->reason);
  WayDate on = way_date_row_get_date (self->on);
  char day[WAY_DATE_TEXT_SIZE];
  WayAct *act;

  if (!g_str_equal (response, "close") || window == NULL || at >= G_N_ELEMENTS (reasons))
    return;
  /* A day that could not be read is today, and can be changed by closing again. */
  if (way_date_is_none (on))
    on = way_desk_get_today (self->desk);
  act = way_act_new (id, 0);
  way_act_set (act, WAY_KIND_PERSON, id, WAY_PERSON_CLOSED,
               g_variant_new ("(sss)", reasons[at], way_date_format (on, day), ""));
  way_commit_saying (GTK_WIDGET (window), self->desk, act, _ ("Closed"));
}

/* Nothing is closed while the day cannot be read. */
static void
typed_cb (WayClosePerson *self)
{
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "close",
                                           !way_date_is_none (way_date_row_get_date (self->on)));
}

static void
way_close_person_dispose (GObject *object)
{
  WayClosePerson *self = WAY_CLOSE_PERSON (object);

  g_clear_object (&self->live);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (way_close_person_parent_class)->dispose (object);
}

static void
way_close_person_class_init (WayClosePersonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = way_close_person_dispose;
  ADW_MESSAGE_DIALOG_CLASS (klass)->response = way_close_person_response;
}

static void
way_close_person_init (WayClosePerson *self)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);
  GtkWidget *list = gtk_list_box_new ();
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    gtk_string_list_append (labels, way_codes_label ("closed_reason", reasons[i]));
  self->reason = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->reason), _ ("Reason"));
  adw_combo_row_set_model (self->reason, G_LIST_MODEL (labels));
  self->on = WAY_DATE_ROW (way_date_row_new (_ ("Day")));
  g_object_set (self->on, "sense", WAY_DATE_SENSE_PAST, "required", TRUE, NULL);
  g_signal_connect_swapped (self->on, "typed", G_CALLBACK (typed_cb), self);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->reason));
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->on));
  adw_message_dialog_set_extra_child (dialog, list);
  adw_message_dialog_add_responses (dialog, "keep", _ ("Keep open"), "close", _ ("Close this case"),
                                    NULL);
  adw_message_dialog_set_default_response (dialog, "keep");
  adw_message_dialog_set_close_response (dialog, "keep");
}

void
way_close_person_present (GtkWindow *window, WayDesk *desk, WayLiveCase *live)
{
  WayClosePerson *self = g_object_new (WAY_TYPE_CLOSE_PERSON, "transient-for", window, "modal",
                                       TRUE, NULL);
  g_autofree char *name = way_case_dup_short_name (way_live_case_get_case (live));

  self->desk = g_object_ref (desk);
  self->live = g_object_ref (live);
  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (self), _ ("Close %s’s case?"), name);
  adw_message_dialog_format_body (
      ADW_MESSAGE_DIALOG (self),
      _ ("%s leaves the list and Today. Everything is kept, and Open again brings it back."), name);
  way_date_row_set_today (self->on, way_desk_get_today (desk));
  way_date_row_set_date (self->on, way_desk_get_today (desk));
  gtk_window_present (GTK_WINDOW (self));
}
