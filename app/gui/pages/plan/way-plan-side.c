/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-plan-side.h"

#include <adwaita.h>
#include "way-i18n.h"
#include "way-initials.h"
#include "way-person-text.h"

struct _WayPlanSide
{
  GtkBox parent;

  WayInitials *avatar; /* template children */
  GtkLabel *name, *version, *ready, *missing;
  GtkProgressBar *progress;
  GtkListBox *sections;
  GtkWidget *finalise;

  WayReference *reference; /* (owned) (nullable): whose sections have a row */
  GPtrArray *stages;       /* (owned): WayStatus of each row, in order */
  GtkListBoxRow *chosen;   /* (nullable): of the section that is shown */
};

G_DEFINE_FINAL_TYPE (WayPlanSide, way_plan_side, GTK_TYPE_BOX)

static const WayMatterInfo *
info_at (WayPlanSide *self, guint i)
{
  return g_ptr_array_index (self->reference->matters, i);
}

static void
add_row (WayPlanSide *self, const WayMatterInfo *info)
{
  g_autofree char *text = g_strdup_printf ("%u  %s", info->number, info->title);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (text);
  GtkWidget *stage = g_object_new (WAY_TYPE_STATUS, NULL);
  GtkWidget *icon = g_object_new (GTK_TYPE_IMAGE, "icon-name", way_plan_topic_icon (info->key),
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_add_css_class (icon, "topic");
  gtk_widget_add_css_class (title, "section-title");
  gtk_widget_add_css_class (stage, "attention");
  way_status_keep_whole (WAY_STATUS (stage));
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (lines), title);
  gtk_box_append (GTK_BOX (lines), stage);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), lines);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_append (self->sections, row);
  g_ptr_array_add (self->stages, stage);
}

static void
list_sections (WayPlanSide *self, WayReference *reference)
{
  if (self->reference == reference)
    return;
  self->reference = way_reference_ref (reference);
  for (guint i = 0; i < reference->matters->len; i++)
    add_row (self, info_at (self, i));
}

/* What asks for something stands out from what does not. */
static void
show_stage (GtkWidget *stage, const WayStageLook *look)
{
  way_status_set (WAY_STATUS (stage), look->icon, look->word, look->tone);
  if (look->tone == WAY_TONE_DUE || look->tone == WAY_TONE_VOICED)
    gtk_widget_remove_css_class (stage, "quiet");
  else
    gtk_widget_add_css_class (stage, "quiet");
}

static void
show_row (WayPlanSide *self, WayCase *present, const char *name, guint i)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->sections, (int)i);
  const WayMatterInfo *info = info_at (self, i);
  g_auto (WayStageLook) look = { 0 };
  g_autofree char *spoken = NULL;

  way_plan_read_stage (present, info, name, &look);
  show_stage (g_ptr_array_index (self->stages, i), &look);
  spoken = g_strdup_printf ("%u, %s, %s", info->number, info->title, look.word);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
show_progress (WayPlanSide *self, const WayPlanLife *life)
{
  guint n = self->reference->matters->len;
  g_autofree char *text = g_strdup_printf (_ ("%u of %u sections ready"), life->n_ready, n);

  gtk_label_set_text (self->ready, text);
  gtk_progress_bar_set_fraction (self->progress, n > 0 ? (double)life->n_ready / n : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text, -1);
}

static void
show_foot (WayPlanSide *self, const WayPlanLife *life)
{
  g_autofree char *text = NULL;

  if (life->n_missing == 0)
    text = g_strdup (_ ("Nothing is missing"));
  else
    text = g_strdup_printf (
        g_dngettext (WAY_GETTEXT_DOMAIN, "%u thing missing", "%u things missing", life->n_missing),
        life->n_missing);
  gtk_label_set_text (self->missing, text);
  gtk_widget_set_visible (self->finalise, !life->agreed);
}

void
way_plan_side_show (WayPlanSide *self,
                    WayCase *present,
                    WayReference *reference,
                    const WayPlanLife *life,
                    WayDate today)
{
  const WayObject *person = way_case_get_person (present);
  g_autofree char *preferred = person != NULL ? way_object_dup_string (person, WAY_PERSON_NAMES, 0)
                                              : g_strdup ("");
  g_autofree char *name = way_case_dup_short_name (present);
  g_autofree char *version = way_plan_life_text (life, today);

  list_sections (self, reference);
  way_initials_set_text (self->avatar, preferred);
  gtk_label_set_text (self->name, preferred);
  gtk_label_set_text (self->version, version);
  for (guint i = 0; i < reference->matters->len; i++)
    show_row (self, present, name, i);
  show_progress (self, life);
  show_foot (self, life);
}

static void
mark (GtkListBoxRow *row, gboolean chosen)
{
  if (chosen)
    gtk_widget_add_css_class (GTK_WIDGET (row), "chosen");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "chosen");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, chosen, -1);
}

/* Not the selection of the list: that goes with Up and Down, and the section does not. */
void
way_plan_side_choose (WayPlanSide *self, const char *key)
{
  GtkListBoxRow *row = NULL;

  for (guint i = 0; self->reference != NULL && i < self->reference->matters->len; i++)
    if (g_strcmp0 (info_at (self, i)->key, key) == 0)
      row = gtk_list_box_get_row_at_index (self->sections, (int)i);
  if (self->chosen == row)
    return;
  if (self->chosen != NULL)
    mark (self->chosen, FALSE);
  self->chosen = row;
  if (row != NULL)
    mark (row, TRUE);
}

void
way_plan_side_focus (WayPlanSide *self)
{
  GtkListBoxRow *row = self->chosen;

  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->sections, 0);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
activated_cb (WayPlanSide *self, GtkListBoxRow *row)
{
  const WayMatterInfo *info = info_at (self, (guint)gtk_list_box_row_get_index (row));

  gtk_widget_activate_action (GTK_WIDGET (self), "plan.section", "s", info->key);
}

static void
way_plan_side_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PLAN_SIDE);
  G_OBJECT_CLASS (way_plan_side_parent_class)->dispose (object);
}

static void
way_plan_side_finalize (GObject *object)
{
  WayPlanSide *self = WAY_PLAN_SIDE (object);

  g_ptr_array_unref (self->stages);
  g_clear_pointer (&self->reference, way_reference_unref);
  G_OBJECT_CLASS (way_plan_side_parent_class)->finalize (object);
}

static void
way_plan_side_class_init (WayPlanSideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_plan_side_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_plan_side_finalize;
  g_type_ensure (WAY_TYPE_INITIALS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/plan/way-plan-side.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPlanSide, avatar);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSide, name);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSide, version);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSide, ready);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSide, missing);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSide, progress);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSide, sections);
  gtk_widget_class_bind_template_child (widget_class, WayPlanSide, finalise);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
way_plan_side_init (WayPlanSide *self)
{
  self->stages = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
