/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-status.h"

#define WHOLE_CHARS 20 /* "Overdue by 10 weeks" */

struct _WayStatus
{
  GtkBox parent;

  GtkImage *image;
  GtkLabel *label;
  const char *style; /* (nullable): the class of the tone it has */
  gboolean whole;
};

G_DEFINE_FINAL_TYPE (WayStatus, way_status, GTK_TYPE_BOX)

static const char *const styles[] = {
  [WAY_TONE_NONE] = NULL,           [WAY_TONE_OVERDUE] = "overdue", [WAY_TONE_DUE] = "due",
  [WAY_TONE_PROGRESS] = "progress", [WAY_TONE_DONE] = "done",       [WAY_TONE_VOICED] = "voiced",
};

static void
way_status_class_init (WayStatusClass *klass)
{
}

static void
way_status_init (WayStatus *self)
{
  self->image = GTK_IMAGE (
      g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->image));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->label));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
way_status_new (const char *icon, const char *word, WayTone tone)
{
  WayStatus *self = g_object_new (WAY_TYPE_STATUS, NULL);

  gtk_widget_add_css_class (GTK_WIDGET (self), "status");
  way_status_set (self, icon, word, tone);
  return GTK_WIDGET (self);
}

void
way_status_set (WayStatus *self, const char *icon, const char *word, WayTone tone)
{
  gtk_image_set_from_icon_name (self->image, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->image), icon != NULL);
  gtk_label_set_text (self->label, word);
  if (self->whole)
    {
      gboolean is_long = g_utf8_strlen (word, -1) > WHOLE_CHARS;

      gtk_label_set_ellipsize (self->label, is_long ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
      gtk_label_set_width_chars (self->label, is_long ? WHOLE_CHARS * 4 / 5 : -1);
    }
  if (self->style == styles[tone])
    return;
  if (self->style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->style);
  if (styles[tone] != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), styles[tone]);
  self->style = styles[tone];
}

void
way_status_keep_whole (WayStatus *self)
{
  self->whole = TRUE;
}

void
way_status_let_wrap (WayStatus *self)
{
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
}

static const char *
icon_of_kind (WayAgendaKind kind)
{
  switch (kind)
    {
    case WAY_AGENDA_BIRTHDAY:
      return "waymark-birthday-symbolic";
    case WAY_AGENDA_CONFLICT:
      return "waymark-two-versions-symbolic";
    case WAY_AGENDA_APPOINTMENT:
    case WAY_AGENDA_OFFER:
      return "waymark-booked-symbolic";
    case WAY_AGENDA_VISIT:
    case WAY_AGENDA_REVIEW:
    case WAY_AGENDA_ACTION:
    case WAY_AGENDA_CLOCK:
    case WAY_AGENDA_NOTHING:
    default:
      return "x-office-calendar-symbolic";
    }
}

void
way_status_set_due (WayStatus *self, WayUrgency urgency, WayAgendaKind kind, const char *word)
{
  switch (urgency)
    {
    case WAY_URGENCY_OVERDUE:
      way_status_set (self, "waymark-overdue-symbolic", word, WAY_TONE_OVERDUE);
      break;
    case WAY_URGENCY_TODAY:
    case WAY_URGENCY_SOON:
      way_status_set (self,
                      kind == WAY_AGENDA_BIRTHDAY ? icon_of_kind (kind) : "waymark-due-symbolic",
                      word, WAY_TONE_DUE);
      break;
    case WAY_URGENCY_LATER:
    default:
      way_status_set (self, icon_of_kind (kind), word, WAY_TONE_NONE);
    }
}
