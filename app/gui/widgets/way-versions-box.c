/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-versions-box.h"

#include "way-begun.h"
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
  char *begun;       /* (owned) (nullable): what was begun, and what stands, as laid out */
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
  g_clear_pointer (&self->begun, g_free);
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
way_versions_link_new (const char *place, gboolean begun)
{
  GtkWidget *button = gtk_button_new_with_label (begun ? _ ("Look at it") : _ ("Settle it"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.go");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", place);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
      begun ? _ ("You had begun a text here. Look at it") : _ ("Two versions. Settle it"), -1);
  return button;
}

/* (transfer full): where that field is settled. */
static char *
dup_place (WayDesk *desk, WayCase *present, const WayObject *object, guint16 group)
{
  g_autofree char *path = way_path_in_case (present, way_desk_get_reference (desk), object, group);
  g_autofree char *settle = g_strdup_printf ("settle/%s", path != NULL ? path : "");

  return way_page_place_of_tab (way_case_get_id (present), settle);
}

gboolean
way_versions_lead (
    GtkWidget *from, WayDesk *desk, WayCase *present, const WayObject *object, guint16 group)
{
  g_autofree char *place = NULL;

  if (way_object_n_values (object, group) < 2)
    return FALSE;
  place = dup_place (desk, present, object, group);
  gtk_widget_activate_action (from, "win.go", "s", place);
  return TRUE;
}

/* What it has, and the way to settle it. */
static void
add_bar (WayVersionsBox *self, WayCase *present, const WayObject *object, guint n)
{
  const char *word = n > 2 ? _ ("Several versions") : n == 2 ? _ ("Two versions") : _ ("Begun");
  g_autofree char *place = dup_place (self->desk, present, object, self->group);
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *status = way_status_new ("waymark-two-versions-symbolic", word, WAY_TONE_DUE);

  gtk_widget_set_halign (status, GTK_ALIGN_START);
  gtk_widget_set_valign (status, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (status, TRUE);
  self->link = way_versions_link_new (place, n < 2);
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

/* What was begun here for versions that are settled; what stands now is below it. */
static void
show_begun (WayVersionsBox *self, WayCase *present, const WayObject *object)
{
  const WayDraft *draft = object != NULL
                              ? way_form_drafts_find_begun (way_desk_get_form_drafts (self->desk),
                                                            present, self->kind, &self->object,
                                                            self->group)
                              : NULL;
  g_autofree char *stands = NULL, *begun = NULL, *both = NULL;

  if (draft == NULL)
    {
      clear (self);
      return;
    }
  stands = way_object_dup_string (object, self->group, 0);
  begun = way_begun_dup_text (draft);
  both = g_strdup_printf ("%s\n%s", stands, begun);
  if (g_strcmp0 (self->begun, both) == 0)
    return;
  clear (self);
  self->begun = g_steal_pointer (&both);
  add_bar (self, present, object, 1);
  add_label (self, _ ("What stands now"), "heading");
  gtk_label_set_selectable (GTK_LABEL (add_label (self, stands, "version")), TRUE);
  add_label (self, _ ("You had begun"), "heading");
  gtk_label_set_selectable (GTK_LABEL (add_label (self, begun, "version")), TRUE);
  add_label (self,
             _ ("Its versions were settled elsewhere before you kept yours. Keep it, or let it go, "
                "then this can be written on."),
             "secondary");
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
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
      show_begun (self, present, object);
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
  if (self->desk != NULL && way_desk_get_form_drafts (self->desk) != NULL)
    g_signal_handlers_disconnect_by_data (way_desk_get_form_drafts (self->desk), self);
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
  g_signal_connect_object (way_desk_get_form_drafts (desk), "changed", G_CALLBACK (show), self,
                           G_CONNECT_SWAPPED);
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
