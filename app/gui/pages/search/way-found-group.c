/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-found-group.h"

#include <adwaita.h>
#include "way-found-row.h"
#include "way-i18n.h"
#include "way-initials.h"

struct _WayFoundGroup
{
  GtkBox parent;

  WayInitials *avatar; /* template children */
  GtkLabel *name, *count;
  GtkListBox *rows;

  WayDesk *desk;     /* (owned) */
  WayLiveCase *live; /* (owned): says which plan and what kind of contact */
  GPtrArray *hits;   /* (owned): WaySearchHit */
  WayQuery *query;   /* (owned) */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (WayFoundGroup, way_found_group, GTK_TYPE_BOX)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* -- rows -------------------------------------------------------------------------------------- */

static GtkWidget *
add_row (WayFoundGroup *self, guint i)
{
  GtkWidget *row = way_found_row_new (g_ptr_array_index (self->hits, i), self->query);

  way_found_row_place (WAY_FOUND_ROW (row), self->desk, way_live_case_get_case (self->live));
  way_found_row_set_narrow (WAY_FOUND_ROW (row), self->narrow);
  gtk_list_box_append (self->rows, row);
  return row;
}

static void
add_show_all (WayFoundGroup *self)
{
  g_autofree char *text = g_strdup_printf (_ ("Show all %u"), self->hits->len);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (row, "show-all");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_list_box_append (self->rows, row);
}

static void
show_all (WayFoundGroup *self, GtkWidget *row)
{
  GtkWidget *first;

  gtk_list_box_remove (self->rows, row);
  first = add_row (self, WAY_FOUND_SHOWN);
  for (guint i = WAY_FOUND_SHOWN + 1; i < self->hits->len; i++)
    add_row (self, i);
  gtk_widget_grab_focus (first);
}

static void
activated_cb (WayFoundGroup *self, GtkListBoxRow *row)
{
  if (WAY_IS_FOUND_ROW (row))
    g_signal_emit (self, signals[CHOSEN], 0, way_found_row_get_hit (WAY_FOUND_ROW (row)));
  else
    show_all (self, GTK_WIDGET (row));
}

static void
case_cb (WayFoundGroup *self)
{
  WayCase *present = way_live_case_get_case (self->live);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->rows, i)) != NULL; i++)
    if (WAY_IS_FOUND_ROW (row))
      way_found_row_place (WAY_FOUND_ROW (row), self->desk, present);
}

/* -- keys -------------------------------------------------------------------------------------- */

void
way_found_group_focus (WayFoundGroup *self, gboolean last)
{
  GtkWidget *row = last ? gtk_widget_get_last_child (GTK_WIDGET (self->rows))
                        : gtk_widget_get_first_child (GTK_WIDGET (self->rows));

  if (row != NULL)
    gtk_widget_grab_focus (row);
}

/* Up and down go on into the next group, and from the first row to what is typed. */
static gboolean
keynav_failed_cb (WayFoundGroup *self, GtkDirectionType direction)
{
  GtkWidget *next = direction == GTK_DIR_UP ? gtk_widget_get_prev_sibling (GTK_WIDGET (self))
                                            : gtk_widget_get_next_sibling (GTK_WIDGET (self));

  if (direction != GTK_DIR_UP && direction != GTK_DIR_DOWN)
    return FALSE;
  if (WAY_IS_FOUND_GROUP (next))
    way_found_group_focus (WAY_FOUND_GROUP (next), direction == GTK_DIR_UP);
  else if (direction == GTK_DIR_UP)
    gtk_widget_activate_action (GTK_WIDGET (self), "search.edit", NULL);
  else
    return FALSE;
  return TRUE;
}

void
way_found_group_set_narrow (WayFoundGroup *self, gboolean narrow)
{
  GtkListBoxRow *row;

  self->narrow = narrow;
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->rows, i)) != NULL; i++)
    if (WAY_IS_FOUND_ROW (row))
      way_found_row_set_narrow (WAY_FOUND_ROW (row), narrow);
}

/* -- class ------------------------------------------------------------------------------------- */

static void
way_found_group_dispose (GObject *object)
{
  WayFoundGroup *self = WAY_FOUND_GROUP (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_FOUND_GROUP);
  g_clear_object (&self->live);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->query, way_query_free);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  G_OBJECT_CLASS (way_found_group_parent_class)->dispose (object);
}

static void
way_found_group_class_init (WayFoundGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_found_group_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  g_type_ensure (WAY_TYPE_INITIALS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/search/way-found-group.ui");
  gtk_widget_class_bind_template_child (widget_class, WayFoundGroup, avatar);
  gtk_widget_class_bind_template_child (widget_class, WayFoundGroup, name);
  gtk_widget_class_bind_template_child (widget_class, WayFoundGroup, count);
  gtk_widget_class_bind_template_child (widget_class, WayFoundGroup, rows);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, keynav_failed_cb);
}

static void
way_found_group_init (WayFoundGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_heading (WayFoundGroup *self)
{
  const WaySearchHit *hit = g_ptr_array_index (self->hits, 0);
  g_autofree char *count = g_strdup_printf (_ ("%u found"), self->hits->len);
  g_autofree char *spoken = g_strdup_printf ("%s, %s", hit->preferred_name, count);

  way_initials_set_text (self->avatar, hit->preferred_name);
  gtk_label_set_text (self->name, hit->preferred_name);
  gtk_label_set_text (self->count, count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

GtkWidget *
way_found_group_new (WayDesk *desk, GPtrArray *hits, const char *typed)
{
  WayFoundGroup *self = g_object_new (WAY_TYPE_FOUND_GROUP, NULL);
  const WaySearchHit *hit = g_ptr_array_index (hits, 0);

  self->desk = g_object_ref (desk);
  self->hits = g_ptr_array_ref (hits);
  self->query = way_query_new (typed);
  self->live = way_desk_open_case (desk, &hit->person);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (case_cb), self, G_CONNECT_SWAPPED);
  show_heading (self);
  for (guint i = 0; i < hits->len && i < WAY_FOUND_SHOWN; i++)
    add_row (self, i);
  if (hits->len > WAY_FOUND_SHOWN)
    add_show_all (self);
  return GTK_WIDGET (self);
}
