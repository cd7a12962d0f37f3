/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-agenda-row.h"

#include "way-i18n.h"
#include "way-initials.h"
#include "way-page.h"
#include "way-path.h"
#include "way-rule-dialog.h"
#include "way-status.h"

struct _WayAgendaRow
{
  AdwActionRow parent;

  GtkImage *image;      /* on the person's own page */
  WayInitials *avatar;  /* beside other people */
  GtkCheckButton *tick; /* (nullable) */
  WayStatus *status;
  GtkButton *see_rule;
  WayDesk *desk; /* (owned) */
  gboolean among;

  WayId person;
  WayAgendaKind kind;
  guint16 object_kind;
  WayId object;
  char *rule, *sum; /* (owned) (nullable) */

  WayLiveCase *opening; /* (owned) (nullable): of whom is gone to */
  gulong opened;
};

G_DEFINE_FINAL_TYPE (WayAgendaRow, way_agenda_row, ADW_TYPE_ACTION_ROW)

enum
{
  TICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

char *
way_agenda_row_dup_key (const WayId *person, const WayAgendaItem *item)
{
  char whose[WAY_ID_HEX_SIZE], what[WAY_ID_HEX_SIZE];

  return g_strdup_printf ("%s %d %s%s", way_id_format (person, whose), (int)item->kind,
                          way_id_format (&item->object, what),
                          item->kind == WAY_AGENDA_CLOCK ? item->rule : "");
}

/* -- what is shown ----------------------------------------------------------------------------- */

static const char *
icon_of (const WayAgendaItem *item)
{
  switch (item->kind)
    {
    case WAY_AGENDA_REVIEW:
      return "waymark-plan-symbolic";
    case WAY_AGENDA_ACTION:
      return "waymark-todo-symbolic";
    case WAY_AGENDA_OFFER:
      return "waymark-offer-symbolic";
    case WAY_AGENDA_BIRTHDAY:
      return "waymark-birthday-symbolic";
    case WAY_AGENDA_CONFLICT:
      return "waymark-two-versions-symbolic";
    case WAY_AGENDA_VISIT:
    case WAY_AGENDA_APPOINTMENT:
    case WAY_AGENDA_CLOCK:
    case WAY_AGENDA_NOTHING:
    default:
      return item->is_visit ? "user-home-symbolic" : "x-office-calendar-symbolic";
    }
}

static char *
dup_word (const WayAgendaItem *item, gboolean among, WayDate today)
{
  if (among && item->urgency == WAY_URGENCY_OVERDUE)
    return g_strdup (_ ("Overdue"));
  if (item->kind == WAY_AGENDA_CONFLICT)
    return g_strdup (_ ("Two versions"));
  if (among && item->kind == WAY_AGENDA_APPOINTMENT && item->urgency == WAY_URGENCY_LATER)
    return g_strdup (_ ("Booked"));
  return way_urgency_word (item->urgency, item->on, today);
}

/* (transfer full): the two texts of the row. */
static void
dup_texts (
    WayAgendaRow *self, const char *name, const WayAgendaItem *item, char **title, char **under)
{
  if (!self->among || item->kind == WAY_AGENDA_ACTION)
    *title = g_strdup (item->title);
  else if (item->kind == WAY_AGENDA_BIRTHDAY)
    *title = g_strdup_printf (_ ("%s, %s"), name, item->line);
  else
    *title = g_strdup (name);
  if (!self->among || item->kind == WAY_AGENDA_BIRTHDAY)
    *under = g_strdup (item->detail);
  else if (item->kind == WAY_AGENDA_ACTION)
    *under = g_strdup_printf (_ ("%s. %s"), name, item->line);
  else
    *under = g_strdup (item->line);
}

static void
show_texts (WayAgendaRow *self, const char *name, const WayAgendaItem *item, const char *word)
{
  g_autofree char *title = NULL, *under = NULL;
  g_autoptr (GString) spoken = NULL;

  dup_texts (self, name, item, &title, &under);
  spoken = g_string_new (title);
  if (under[0] != '\0')
    g_string_append_printf (spoken, ", %s", under);
  if (word[0] != '\0')
    g_string_append_printf (spoken, ", %s", word);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), under);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken->str,
                                  -1);
}

/* Beside other people nothing says why. */
static void
show_rule (WayAgendaRow *self, const WayAgendaItem *item)
{
  gboolean shown = !self->among && item->rule[0] != '\0';
  g_autofree char *spoken = g_strdup_printf (_ ("See the rule: %s"), item->title);

  g_free (self->rule);
  self->rule = g_strdup (item->rule);
  g_free (self->sum);
  self->sum = g_strdup (item->sum);
  gtk_widget_set_visible (GTK_WIDGET (self->see_rule), shown);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "due.see-rule", shown);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->see_rule), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

static void
see_rule (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayAgendaRow *self = WAY_AGENDA_ROW (widget);

  way_rule_dialog_present (widget, self->desk, self->rule, self->sum);
}

static void
drop_opening (WayAgendaRow *self)
{
  if (self->opening != NULL)
    g_clear_signal_handler (&self->opened, self->opening);
  g_clear_object (&self->opening);
}

void
way_agenda_row_show (WayAgendaRow *self,
                     const WayId *person,
                     const char *name,
                     const WayAgendaItem *item)
{
  WayDate today = way_desk_get_today (self->desk);
  g_autofree char *word = dup_word (item, self->among, today);

  if (!way_id_equal (&self->person, person) || !way_id_equal (&self->object, &item->object))
    drop_opening (self);
  self->person = *person;
  self->kind = item->kind;
  self->object_kind = item->object_kind;
  self->object = item->object;
  show_texts (self, name, item, word);
  show_rule (self, item);
  gtk_image_set_from_icon_name (self->image, icon_of (item));
  way_initials_set_text (self->avatar, name);
  if (item->kind == WAY_AGENDA_CONFLICT)
    way_status_set (self->status, "waymark-two-versions-symbolic", word, WAY_TONE_DUE);
  else
    way_status_set_due (self->status, item->urgency, item->kind, word);
  if (self->tick != NULL)
    gtk_check_button_set_active (self->tick, FALSE);
}

const WayId *
way_agenda_row_get_person (WayAgendaRow *self)
{
  return &self->person;
}

const WayId *
way_agenda_row_get_object (WayAgendaRow *self)
{
  return &self->object;
}

/* -- where it leads ---------------------------------------------------------------------------- */

static char *
dup_place (WayAgendaRow *self)
{
  WayCase *present = way_live_case_get_case (self->opening);
  const WayObject *object = NULL;
  g_autofree char *path = NULL;

  switch (self->kind)
    {
    case WAY_AGENDA_VISIT:
    case WAY_AGENDA_APPOINTMENT:
    case WAY_AGENDA_OFFER:
      return way_page_place_of_tab (&self->person, "contacts");
    case WAY_AGENDA_REVIEW:
    case WAY_AGENDA_CLOCK:
      return way_page_place_of_tab (&self->person, "plan");
    case WAY_AGENDA_CONFLICT:
      return way_page_place_of_tab (&self->person, "settle");
    case WAY_AGENDA_ACTION:
    case WAY_AGENDA_BIRTHDAY:
    case WAY_AGENDA_NOTHING:
    default:
      break;
    }
  if (present != NULL && self->object_kind != 0)
    object = way_case_get_object (present, self->object_kind, &self->object);
  if (object != NULL)
    path = way_path_in_case (present, way_desk_get_reference (self->desk), object, 1);
  return path != NULL ? way_page_place_of (&self->person, path)
                      : way_page_place_of_tab (&self->person, "overview");
}

static void
opened_cb (WayAgendaRow *self)
{
  g_autofree char *place = dup_place (self);

  drop_opening (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "s", place);
}

/* The field's own place is known once the case is there. */
static void
way_agenda_row_activate (AdwActionRow *row)
{
  WayAgendaRow *self = WAY_AGENDA_ROW (row);

  if (self->opening != NULL)
    return;
  self->opening = way_desk_open_case (self->desk, &self->person);
  if (way_live_case_get_case (self->opening) != NULL)
    opened_cb (self);
  else
    self->opened = g_signal_connect_swapped (self->opening, "changed", G_CALLBACK (opened_cb),
                                             self);
}

static void
ticked_cb (WayAgendaRow *self)
{
  if (gtk_check_button_get_active (self->tick))
    g_signal_emit (self, signals[TICKED], 0);
}

static gboolean
space_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  WayAgendaRow *self = WAY_AGENDA_ROW (widget);

  if (self->tick != NULL)
    gtk_check_button_set_active (self->tick, TRUE);
  return self->tick != NULL;
}

/* -- class ------------------------------------------------------------------------------------- */

static void
way_agenda_row_dispose (GObject *object)
{
  WayAgendaRow *self = WAY_AGENDA_ROW (object);

  drop_opening (self);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->rule, g_free);
  g_clear_pointer (&self->sum, g_free);
  G_OBJECT_CLASS (way_agenda_row_parent_class)->dispose (object);
}

static void
way_agenda_row_class_init (WayAgendaRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = way_agenda_row_dispose;
  ADW_ACTION_ROW_CLASS (klass)->activate = way_agenda_row_activate;
  signals[TICKED] = g_signal_new ("ticked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "due.see-rule", NULL, see_rule);
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_space, 0, space_cb, NULL);
}

static GtkImage *
new_image (const char *icon)
{
  return g_object_new (GTK_TYPE_IMAGE, "icon-name", icon, "accessible-role",
                       GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
}

static GtkButton *
new_rule_button (void)
{
  GtkButton *button = g_object_new (GTK_TYPE_BUTTON, "icon-name", "help-about-symbolic", "valign",
                                    GTK_ALIGN_CENTER, "tooltip-text", _ ("See the rule"),
                                    "action-name", "due.see-rule", "visible", FALSE, NULL);

  gtk_widget_add_css_class (GTK_WIDGET (button), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (button), "circular");
  return button;
}

static void
way_agenda_row_init (WayAgendaRow *self)
{
  AdwActionRow *row = ADW_ACTION_ROW (self);
  GtkImage *chevron;

  self->image = new_image (NULL);
  self->avatar = WAY_INITIALS (way_initials_new ());
  self->status = WAY_STATUS (way_status_new (NULL, "", WAY_TONE_NONE));
  way_status_keep_whole (self->status);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_add_prefix (row, GTK_WIDGET (self->image));
  adw_action_row_add_prefix (row, GTK_WIDGET (self->avatar));
  self->see_rule = new_rule_button ();
  adw_action_row_add_suffix (row, GTK_WIDGET (self->see_rule));
  adw_action_row_add_suffix (row, GTK_WIDGET (self->status));
  chevron = new_image ("go-next-symbolic");
  gtk_widget_add_css_class (GTK_WIDGET (chevron), "chevron");
  adw_action_row_add_suffix (row, GTK_WIDGET (chevron));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
}

static void
add_tick (WayAgendaRow *self)
{
  self->tick = GTK_CHECK_BUTTON (gtk_check_button_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->tick), GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->tick), _ ("Done (Space)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->tick), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Done"), -1);
  g_signal_connect_swapped (self->tick, "toggled", G_CALLBACK (ticked_cb), self);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->tick));
}

GtkWidget *
way_agenda_row_new (WayDesk *desk, gboolean among, gboolean tick)
{
  WayAgendaRow *self = g_object_new (WAY_TYPE_AGENDA_ROW, NULL);

  self->desk = g_object_ref (desk);
  self->among = among;
  gtk_widget_set_visible (GTK_WIDGET (self->image), !among);
  gtk_widget_set_visible (GTK_WIDGET (self->avatar), among && !tick);
  if (tick)
    add_tick (self);
  return GTK_WIDGET (self);
}
