/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-contacts-head.h"

#include <adwaita.h>
#include "way-date-text.h"
#include "way-due.h"
#include "way-i18n.h"
#include "way-initials.h"
#include "way-visit-rule.h"

struct _WayContactsHead
{
  GtkBox parent;

  WayInitials *avatar; /* template children */
  GtkWidget *record;
  GtkLabel *name, *with, *seen, *due, *rule;
  GtkWidget *due_box;
  GtkImage *due_icon;
};

G_DEFINE_FINAL_TYPE (WayContactsHead, way_contacts_head, GTK_TYPE_BOX)

static void
show_name (WayContactsHead *self, WayDesk *desk, WayCase *present)
{
  const WayObject *person = way_case_get_person (present);
  g_autofree char *preferred = way_object_dup_string (person, WAY_PERSON_NAMES, 0);
  const char *adviser = way_desk_get_adviser_short (desk);
  g_autofree char *with = adviser[0] != '\0'
                              ? g_strdup_printf (_ ("Contacts with %s and the team"), adviser)
                              : g_strdup (_ ("Contacts with the team"));

  way_initials_set_text (self->avatar, preferred);
  gtk_label_set_text (self->name, preferred);
  gtk_label_set_text (self->with, with);
}

/* "21 August, 8 weeks ago" */
static void
show_seen (WayContactsHead *self, WayDate seen, WayDate today)
{
  g_autofree char *day = NULL, *ago = NULL, *text = NULL;

  if (way_date_is_none (seen))
    {
      gtk_label_set_text (self->seen, _ ("Not seen yet"));
      return;
    }
  day = way_date_text (seen, today);
  ago = way_ago_text (seen, today);
  text = way_date_compare (seen, today) == 0 ? g_strdup (_ ("Today"))
                                             : g_strdup_printf (_ ("%s, %s"), day, ago);
  gtk_label_set_text (self->seen, text);
}

/* "Today, 16 October", "Overdue by 1 week, 9 October", "11 December" */
static char *
due_text (WayDate due, WayDate today, WayUrgency urgency)
{
  g_autofree char *word = way_urgency_word (urgency, due, today);
  g_autofree char *day = way_date_text (due, today);

  if (urgency == WAY_URGENCY_OVERDUE || urgency == WAY_URGENCY_TODAY)
    return g_strdup_printf (_ ("%s, %s"), word, day);
  return g_steal_pointer (&day);
}

static void
show_due (WayContactsHead *self, const WayDue *due, WayDate today)
{
  WayUrgency urgency = way_urgency_of (due->due, today);
  g_autofree char *text = NULL;
  const char *icon = NULL;

  gtk_widget_remove_css_class (self->due_box, "overdue");
  gtk_widget_remove_css_class (self->due_box, "due");
  if (way_date_is_none (due->due))
    text = g_strdup (_ ("Nothing due"));
  else
    text = due_text (due->due, today, urgency);
  if (urgency == WAY_URGENCY_OVERDUE)
    icon = "waymark-overdue-symbolic";
  else if (urgency != WAY_URGENCY_LATER)
    icon = "waymark-due-symbolic";
  if (icon != NULL)
    gtk_widget_add_css_class (self->due_box, urgency == WAY_URGENCY_OVERDUE ? "overdue" : "due");
  gtk_image_set_from_icon_name (self->due_icon, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->due_icon), icon != NULL);
  gtk_label_set_text (self->due, text);
}

void
way_contacts_head_show (WayContactsHead *self, WayDesk *desk, WayCase *present)
{
  WayCase *team = way_live_case_get_case (way_desk_get_team_case (desk));
  WayDate today = way_desk_get_today (desk);
  g_autoptr (WayCare) care = way_care_new (present, way_desk_get_reference (desk), today);
  g_auto (WayDue) due = { 0 };
  g_autofree char *brief = NULL;

  way_due_visit (care, team, &due);
  brief = way_visit_rule_brief (desk, &due);
  show_name (self, desk, present);
  show_seen (self, way_case_last_seen (present, team, today), today);
  show_due (self, &due, today);
  gtk_label_set_text (self->rule, brief);
}

void
way_contacts_head_set_writing (WayContactsHead *self, gboolean writing)
{
  gtk_widget_set_visible (self->record, !writing);
}

static void
way_contacts_head_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_CONTACTS_HEAD);
  G_OBJECT_CLASS (way_contacts_head_parent_class)->dispose (object);
}

static void
way_contacts_head_class_init (WayContactsHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_contacts_head_dispose;
  g_type_ensure (WAY_TYPE_INITIALS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/contacts/way-contacts-head.ui");
  gtk_widget_class_bind_template_child (widget_class, WayContactsHead, avatar);
  gtk_widget_class_bind_template_child (widget_class, WayContactsHead, record);
  gtk_widget_class_bind_template_child (widget_class, WayContactsHead, name);
  gtk_widget_class_bind_template_child (widget_class, WayContactsHead, with);
  gtk_widget_class_bind_template_child (widget_class, WayContactsHead, seen);
  gtk_widget_class_bind_template_child (widget_class, WayContactsHead, due);
  gtk_widget_class_bind_template_child (widget_class, WayContactsHead, rule);
  gtk_widget_class_bind_template_child (widget_class, WayContactsHead, due_box);
  gtk_widget_class_bind_template_child (widget_class, WayContactsHead, due_icon);
}

static void
way_contacts_head_init (WayContactsHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
