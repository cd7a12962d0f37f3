/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-plan-gathered.h"

#include "way-i18n.h"
#include "way-paragraph.h"
#include "way-plan-facts.h"

struct _WayPlanGathered
{
  GtkBox parent;

  GtkListBox *list;    /* template children */
  GPtrArray *texts;    /* (owned): GtkLabel, one for each section, in order */
  WayReference *shown; /* (owned) (nullable): whose sections have a row */
};

G_DEFINE_FINAL_TYPE (WayPlanGathered, way_plan_gathered, GTK_TYPE_BOX)

static void
add_row (WayPlanGathered *self, const WayMatterInfo *info)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *text = way_paragraph_new ("", NULL);
  g_autofree char *title = g_strdup_printf ("%u  %s", info->number, info->title);

  gtk_box_append (GTK_BOX (box), way_paragraph_new (title, "heading"));
  gtk_box_append (GTK_BOX (box), text);
  g_ptr_array_add (self->texts, text);
  gtk_widget_add_css_class (box, "action-head");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_append (self->list, row);
}

static void
add_rows (WayPlanGathered *self, WayReference *reference)
{
  if (self->shown == reference)
    return;
  self->shown = way_reference_ref (reference);
  for (guint i = 0; i < reference->matters->len; i++)
    add_row (self, g_ptr_array_index (reference->matters, i));
}

/* Rows stay where they are: one that says nothing is not seen. */
void
way_plan_gathered_show (WayPlanGathered *self,
                        WayCase *present,
                        WayReference *reference,
                        const char *except)
{
  gboolean any = FALSE;

  add_rows (self, reference);
  for (guint i = 0; i < reference->matters->len; i++)
    {
      const WayMatterInfo *info = g_ptr_array_index (reference->matters, i);
      const WayObject *matter = way_case_get_matter (present, info->key);
      g_autofree char *text = matter != NULL
                                  ? way_object_dup_string (matter, WAY_MATTER_CONTINGENCY, 0)
                                  : g_strdup ("");
      GtkWidget *row = GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, (int)i));
      g_autofree char *spoken = g_strdup_printf (_ ("%u, %s. %s"), info->number, info->title, text);
      gboolean seen = text[0] != '\0' && !g_str_equal (info->key, except);

      gtk_label_set_text (g_ptr_array_index (self->texts, i), text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                      -1);
      gtk_widget_set_visible (row, seen);
      any |= seen;
    }
  gtk_widget_set_visible (GTK_WIDGET (self), any);
}

static void
activated_cb (WayPlanGathered *self, GtkListBoxRow *row)
{
  const WayMatterInfo *info = g_ptr_array_index (self->shown->matters,
                                                 gtk_list_box_row_get_index (row));
  g_autofree char *path = g_strdup_printf ("plan.matters.%s.contingency", info->key);

  gtk_widget_activate_action (GTK_WIDGET (self), "plan.go", "s", path);
}

static void
way_plan_gathered_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PLAN_GATHERED);
  G_OBJECT_CLASS (way_plan_gathered_parent_class)->dispose (object);
}

static void
way_plan_gathered_finalize (GObject *object)
{
  WayPlanGathered *self = WAY_PLAN_GATHERED (object);

  g_ptr_array_unref (self->texts);
  g_clear_pointer (&self->shown, way_reference_unref);
  G_OBJECT_CLASS (way_plan_gathered_parent_class)->finalize (object);
}

static void
way_plan_gathered_class_init (WayPlanGatheredClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_plan_gathered_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_plan_gathered_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/plan/way-plan-gathered.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPlanGathered, list);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
way_plan_gathered_init (WayPlanGathered *self)
{
  self->texts = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
