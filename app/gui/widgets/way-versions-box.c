/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-versions-box.h"

#include "way-date-text.h"
#include "way-focus.h"
#include "way-i18n.h"
#include "way-member-text.h"
#include "way-page.h"
#include "way-paragraph.h"
#include "way-path.h"
#include "way-status.h"
#include "way-value.h"

struct _WayVersionsBox
{
  GtkBox parent;

  WayDesk *desk;     /* (owned) (nullable) */
  WayLiveCase *live; /* (owned) (nullable) */
  GPtrArray *shown;  /* (owned) (nullable): WayOperation, as laid out */
  GtkWidget *link;   /* borrowed (nullable) */
  guint16 kind, group;
  WayId object;
};

G_DEFINE_FINAL_TYPE (WayVersionsBox, way_versions_box, GTK_TYPE_BOX)

static void
clear (WayVersionsBox *self)
{
  GtkWidget *child;

  way_focus_move_on (GTK_WIDGET (self));
  self->link = NULL;
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static GtkWidget *
add_label (WayVersionsBox *self, const char *text, const char *style)
{
  GtkWidget *label = way_paragraph_new (text, style);

  gtk_box_append (GTK_BOX (self), label);
  return label;
}

/* Two ops may have written the same: one version then. */
static GPtrArray *
list_versions (WayVersionsBox *self, const WayObject *object)
{
  g_autoptr (GPtrArray) ops = way_object_list_ops (object, self->group);
  GPtrArray *versions = g_ptr_array_new_with_free_func ((GDestroyNotify)way_operation_unref);

  for (guint i = 0; i < ops->len; i++)
    {
      WayOperation *op = g_ptr_array_index (ops, i);
      gboolean known = FALSE;

      for (guint v = 0; v < versions->len && !known; v++)
        known = g_bytes_equal (((WayOperation *)g_ptr_array_index (versions, v))->value, op->value);
      if (!known)
        g_ptr_array_add (versions, way_operation_ref (op));
    }
  return versions;
}

/* What was typed: a text, or the members one under the other. */
static char *
dup_version_text (const WayGroup *group, GVariant *value)
{
  GString *text;

  if (group->shape != WAY_SHAPE_MEMBERS && group->shape != WAY_SHAPE_NESTED)
    return way_value_dup_search_text (group, value);
  text = g_string_new (NULL);
  for (guint i = 0; i < way_group_n_members (group); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (value, i);
      g_autofree char *words = way_member_text_value (&group->members[i], child);

      if (words[0] != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", words);
    }
  return g_string_free (text, FALSE);
}

static void
add_version (WayVersionsBox *self, WayOperation *op, guint number)
{
  g_autoptr (GVariant) value = way_operation_dup_value (op);
  g_autofree char *text = dup_version_text (way_schema_group (self->kind, self->group), value);
  g_autofree char *day = way_date_text_with_day (way_clock_date_at (op->made_ms),
                                                 way_desk_get_today (self->desk));
  g_autofree char *head = g_strdup_printf (_ ("Version %u, %s"), number, day);

  add_label (self, head, "heading");
  gtk_label_set_selectable (
      GTK_LABEL (add_label (self, text[0] != '\0' ? text : _ ("Nothing written"), "version")),
      TRUE);
}

GtkWidget *
way_versions_link_new (const char *place)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Settle it"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.go");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", place);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Two versions. Settle it"), -1);
  return button;
}

/* What it has, and the way to settle it. */
static void
add_bar (WayVersionsBox *self, WayCase *present, const WayObject *object, guint n)
{
  g_autofree char *path = way_path_in_case (present, way_desk_get_reference (self->desk), object,
                                            self->group);
  g_autofree char *settle = g_strdup_printf ("settle/%s", path != NULL ? path : "");
  g_autofree char *place = way_page_place_of_tab (way_case_get_id (present), settle);
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *status = way_status_new ("waymark-two-versions-symbolic",
                                      n > 2 ? _ ("Several versions") : _ ("Two versions"),
                                      WAY_TONE_DUE);

  gtk_widget_set_halign (status, GTK_ALIGN_START);
  gtk_widget_set_valign (status, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (status, TRUE);
  self->link = way_versions_link_new (place);
  gtk_box_append (GTK_BOX (bar), status);
  gtk_box_append (GTK_BOX (bar), self->link);
  gtk_box_append (GTK_BOX (self), bar);
}

/* Focus stays where it was: the same ops are the same box. */
static gboolean
is_laid_out (WayVersionsBox *self, GPtrArray *versions)
{
  if (self->shown == NULL || self->shown->len != versions->len)
    return FALSE;
  for (guint i = 0; i < versions->len; i++)
    if (!g_bytes_equal (((WayOperation *)g_ptr_array_index (versions, i))->value,
                        ((WayOperation *)g_ptr_array_index (self->shown, i))->value))
      return FALSE;
  return TRUE;
}

static void
show (WayVersionsBox *self)
{
  WayCase *present = way_live_case_get_case (self->live);
  gboolean words = way_schema_group (self->kind, self->group)->shape == WAY_SHAPE_WORDS;
  const WayObject *object = NULL;
  g_autoptr (GPtrArray) versions = NULL;

  if (present != NULL)
    object = way_case_get_object (present, self->kind, &self->object);
  if (object == NULL || way_object_n_values (object, self->group) < 2)
    {
      clear (self);
      return;
    }
  versions = list_versions (self, object);
  if (is_laid_out (self, versions))
    return;
  clear (self);
  add_bar (self, present, object, versions->len);
  for (guint i = 0; i < versions->len && !words; i++)
    add_version (self, g_ptr_array_index (versions, i), i + 1);
  add_label (self,
             words ? _ ("All are kept, the older one first. Nobody chooses between a person’s own "
                        "words: keep both, and they can be written on.")
                   : _ ("Both are safe. This can be changed again once one is kept."),
             "secondary");
  self->shown = g_steal_pointer (&versions);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
way_versions_box_focus (WayVersionsBox *self)
{
  if (self->link != NULL)
    gtk_widget_grab_focus (self->link);
}

void
way_versions_box_replace (GtkWidget *row, GtkWidget *versions, gboolean waits)
{
  way_focus_move_on (waits ? row : versions);
  gtk_widget_set_visible (row, !waits);
  gtk_widget_set_visible (versions, waits);
}

void
way_versions_box_unbind (WayVersionsBox *self)
{
  if (self->live != NULL)
    g_signal_handlers_disconnect_by_data (self->live, self);
  g_clear_object (&self->live);
  g_clear_object (&self->desk);
  clear (self);
}

void
way_versions_box_bind (WayVersionsBox *self,
                       WayDesk *desk,
                       WayLiveCase *live,
                       guint16 kind,
                       const WayId *object,
                       guint16 group)
{
  way_versions_box_unbind (self);
  self->desk = g_object_ref (desk);
  self->live = g_object_ref (live);
  self->kind = kind;
  self->object = *object;
  self->group = group;
  g_signal_connect_object (live, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}

static void
way_versions_box_dispose (GObject *object)
{
  way_versions_box_unbind (WAY_VERSIONS_BOX (object));
  G_OBJECT_CLASS (way_versions_box_parent_class)->dispose (object);
}

static void
way_versions_box_class_init (WayVersionsBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = way_versions_box_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
way_versions_box_init (WayVersionsBox *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "versions");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Two versions"), -1);
}
