/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-timeline-row.h"

#include "way-i18n.h"
#include "way-paragraph.h"
#include "way-wrap.h"

struct _WayTimelineRow
{
  GtkListBoxRow parent;

  GtkLabel *weekday, *day, *title, *text, *words; /* template children */
  GtkImage *icon;
  GtkBox *statuses, *words_box, *corrections;
  GtkButton *act;

  char *heading, *shown; /* (owned) */
  const char *action;    /* (nullable) */
  char id[WAY_ID_HEX_SIZE];
};

G_DEFINE_FINAL_TYPE (WayTimelineRow, way_timeline_row, GTK_TYPE_LIST_BOX_ROW)

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
show_statuses (WayTimelineRow *self, const WayTimelineEntry *entry)
{
  clear_box (self->statuses);
  for (guint i = 0; i < entry->statuses->len; i++)
    {
      const WayTimelineStatus *status = g_ptr_array_index (entry->statuses, i);

      gtk_box_append (self->statuses, way_status_new (status->icon, status->word, status->tone));
    }
}

static void
show_corrections (WayTimelineRow *self, const WayTimelineEntry *entry)
{
  clear_box (self->corrections);
  for (guint i = 0; i < entry->corrections->len; i++)
    gtk_box_append (self->corrections,
                    way_paragraph_new (g_ptr_array_index (entry->corrections, i), "correction"));
  gtk_widget_set_visible (GTK_WIDGET (self->corrections), entry->corrections->len > 0);
}

static void
show_action (WayTimelineRow *self, const WayTimelineEntry *entry)
{
  gboolean booked = entry->kind == WAY_KIND_APPOINTMENT;
  const char *icon = booked ? "window-close-symbolic" : "document-edit-symbolic";
  g_autofree char *name = NULL;

  if (booked)
    {
      self->action = "contacts.cancel-appointment";
      name = g_strdup (_ ("Cancel this appointment"));
    }
  else
    {
      self->action = entry->may_change ? "contacts.edit" : "contacts.correct";
      name = g_strdup (entry->may_change ? _ ("Change this") : _ ("Add a correction"));
    }
  gtk_button_set_icon_name (self->act, icon);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->act), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->act), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->act), "s", self->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->act), self->action);
}

static void
show_texts (WayTimelineRow *self, const WayTimelineEntry *entry)
{
  g_autofree char *quoted = g_strdup_printf ("“%s”", entry->words);

  gtk_label_set_text (self->weekday, entry->weekday);
  gtk_label_set_text (self->day, entry->day);
  gtk_image_set_from_icon_name (self->icon, entry->icon);
  gtk_label_set_text (self->title, entry->title);
  gtk_label_set_text (self->text, entry->text);
  gtk_widget_set_visible (GTK_WIDGET (self->text), entry->text[0] != '\0');
  gtk_label_set_text (self->words, quoted);
  gtk_widget_set_visible (GTK_WIDGET (self->words_box), entry->words[0] != '\0');
}

/* All that shows, so that a row that did not change is left alone. */
static char *
dup_shown (const WayTimelineEntry *entry)
{
  return g_strdup_printf ("%s\n%s\n%s\n%s\n%d", entry->heading, entry->icon, entry->day,
                          entry->spoken, entry->may_change);
}

void
way_timeline_row_show (WayTimelineRow *self, const WayTimelineEntry *entry)
{
  g_autofree char *shown = dup_shown (entry);

  if (g_strcmp0 (self->shown, shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&shown);
  g_free (self->heading);
  self->heading = g_strdup (entry->heading);
  way_id_format (&entry->id, self->id);
  show_texts (self, entry);
  show_statuses (self, entry);
  show_corrections (self, entry);
  show_action (self, entry);
  /* a row that opens nothing is not one to press */
  gtk_list_box_row_set_activatable (
      GTK_LIST_BOX_ROW (self),
      self->action != NULL && !g_str_equal (self->action, "contacts.cancel-appointment"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  entry->spoken, -1);
}

const char *
way_timeline_row_get_heading (WayTimelineRow *self)
{
  return self->heading;
}

const char *
way_timeline_row_get_action (WayTimelineRow *self)
{
  return self->action;
}

const char *
way_timeline_row_get_id (WayTimelineRow *self)
{
  return self->id;
}

gboolean
way_timeline_row_select (WayTimelineRow *self, const char *field)
{
  GtkLabel *label = NULL;

  if (g_strcmp0 (field, "notes") == 0)
    label = self->text;
  else if (g_strcmp0 (field, "own_words") == 0)
    label = self->words;
  if (label == NULL || !gtk_widget_get_mapped (GTK_WIDGET (label)))
    return FALSE;
  return gtk_widget_grab_focus (GTK_WIDGET (label));
}

static void
way_timeline_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_TIMELINE_ROW);
  G_OBJECT_CLASS (way_timeline_row_parent_class)->dispose (object);
}

static void
way_timeline_row_finalize (GObject *object)
{
  WayTimelineRow *self = WAY_TIMELINE_ROW (object);

  g_free (self->heading);
  g_free (self->shown);
  G_OBJECT_CLASS (way_timeline_row_parent_class)->finalize (object);
}

static void
way_timeline_row_class_init (WayTimelineRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_timeline_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_timeline_row_finalize;
  g_type_ensure (WAY_TYPE_WRAP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/contacts/way-timeline-row.ui");
  gtk_widget_class_bind_template_child (widget_class, WayTimelineRow, weekday);
  gtk_widget_class_bind_template_child (widget_class, WayTimelineRow, day);
  gtk_widget_class_bind_template_child (widget_class, WayTimelineRow, icon);
  gtk_widget_class_bind_template_child (widget_class, WayTimelineRow, title);
  gtk_widget_class_bind_template_child (widget_class, WayTimelineRow, statuses);
  gtk_widget_class_bind_template_child (widget_class, WayTimelineRow, text);
  gtk_widget_class_bind_template_child (widget_class, WayTimelineRow, words_box);
  gtk_widget_class_bind_template_child (widget_class, WayTimelineRow, words);
  gtk_widget_class_bind_template_child (widget_class, WayTimelineRow, corrections);
  gtk_widget_class_bind_template_child (widget_class, WayTimelineRow, act);
}

static void
way_timeline_row_init (WayTimelineRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_timeline_row_new (void)
{
  return g_object_new (WAY_TYPE_TIMELINE_ROW, NULL);
}
