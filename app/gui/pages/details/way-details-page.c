/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-details-page.h"

#include <adwaita.h>
#include "way-details-row.h"
#include "way-group-edit.h"
#include "way-i18n.h"
#include "way-list-group.h"
#include "way-member-text.h"
#include "way-person-text.h"
#include "way-reach-group.h"
#include "way-saved-line.h"
#include "way-versions-box.h"

struct _WayDetailsPage
{
  WayPersonTab tab;

  GtkScrolledWindow *scroller; /* template children */
  GtkLabel *title;
  GtkBox *sections;
  WaySavedLine *saved;

  GPtrArray *groups;                       /* (owned): WayGroupEdit of the person */
  WayObjectList *lists[WAY_DETAILS_LISTS]; /* (owned) (nullable) */
  AdwActionRow *hidden;                    /* borrowed (nullable): stands for what is private */
  char *wanted; /* (owned) (nullable): where to go once the rows are there */
  guint shown;  /* timer while what is private is in sight; 0 = none */
};

G_DEFINE_FINAL_TYPE (WayDetailsPage, way_details_page, WAY_TYPE_PERSON_TAB)

/* Closing has a dialog of its own. */
static gboolean
is_here (const WayGroup *group)
{
  return group->number != WAY_GROUP_LIFE && group->number != WAY_PERSON_CLOSED
         && way_group_edit_can (group);
}

/* -- what is private --------------------------------------------------------------------------- */

static gboolean
finds_somebody (WayMemberEdit *edit)
{
  return way_member_edit_get_member (edit)->type != WAY_MEMBER_BOOL;
}

/* A group of an address is private where the yes or no in it says so. */
static gboolean
is_private (WayGroupEdit *group)
{
  GPtrArray *members = way_group_edit_get_members (group);

  for (guint i = 0; i < members->len; i++)
    if (!finds_somebody (g_ptr_array_index (members, i)))
      return g_variant_get_boolean (way_member_edit_read (g_ptr_array_index (members, i)));
  return FALSE;
}

static WayGroupEdit *
find_address (WayDetailsPage *self)
{
  for (guint i = 0; i < self->groups->len; i++)
    if (way_group_edit_get_group (g_ptr_array_index (self->groups, i))->sensitivity
        == WAY_SENSITIVITY_ADDRESS)
      return g_ptr_array_index (self->groups, i);
  return NULL;
}

static void
show_address (WayDetailsPage *self)
{
  WayGroupEdit *address = find_address (self);
  gboolean hide = address != NULL && is_private (address) && self->shown == 0;
  GPtrArray *members;

  if (address == NULL)
    return;
  members = way_group_edit_get_members (address);
  gtk_widget_set_visible (GTK_WIDGET (self->hidden), hide);
  for (guint i = 0; i < members->len; i++)
    if (finds_somebody (g_ptr_array_index (members, i)))
      gtk_widget_set_visible (way_member_edit_get_row (g_ptr_array_index (members, i)), !hide);
}

static gboolean
has_focus (WayGroupEdit *group)
{
  GPtrArray *members = way_group_edit_get_members (group);

  for (guint i = 0; i < members->len; i++)
    if (gtk_widget_get_state_flags (way_member_edit_get_row (g_ptr_array_index (members, i)))
        & GTK_STATE_FLAG_FOCUS_WITHIN)
      return TRUE;
  return FALSE;
}

static void
hide_address (WayDetailsPage *self)
{
  if (self->shown != 0)
    way_executor_remove_timeout (way_desk_get_executor (self->tab.desk), self->shown);
  self->shown = 0;
}

static gboolean
hide_cb (gpointer data)
{
  WayDetailsPage *self = data;

  if (has_focus (find_address (self)))
    return G_SOURCE_CONTINUE;
  self->shown = 0;
  show_address (self);
  return G_SOURCE_REMOVE;
}

static void
reveal_cb (WayDetailsPage *self)
{
  WayGroupEdit *address = find_address (self);

  self->shown = way_executor_add_timeout (way_desk_get_executor (self->tab.desk),
                                          WAY_REACH_SHOWN_MS, hide_cb, self, NULL);
  show_address (self);
  way_member_edit_focus (g_ptr_array_index (way_group_edit_get_members (address), 0));
}

static void
add_hidden (WayDetailsPage *self, GtkListBox *list)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Show"));

  self->hidden = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->hidden), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->hidden), _ ("Home address"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Show address"), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (reveal_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (self->hidden, button);
  adw_action_row_set_activatable_widget (self->hidden, button);
  gtk_list_box_append (list, GTK_WIDGET (self->hidden));
}

/* -- the rows ---------------------------------------------------------------------------------- */

static WayListGroup *
add_section (WayDetailsPage *self, const char *title)
{
  GtkWidget *section = g_object_new (WAY_TYPE_LIST_GROUP, "title", title, NULL);

  gtk_box_append (self->sections, section);
  return WAY_LIST_GROUP (section);
}

/* Above the section that the rows of the group stand in. */
static void
add_versions (WayDetailsPage *self, const WayGroup *group)
{
  GtkWidget *versions = g_object_new (WAY_TYPE_VERSIONS_BOX, NULL);

  way_versions_box_bind (WAY_VERSIONS_BOX (versions), self->tab.desk, self->tab.live,
                         WAY_KIND_PERSON, way_live_case_get_id (self->tab.live), group->number);
  gtk_box_append (self->sections, versions);
}

static void
add_rows (WayDetailsPage *self, WayGroupEdit *group, GtkListBox *list)
{
  GPtrArray *members = way_group_edit_get_members (group);

  if (way_group_edit_get_group (group)->sensitivity == WAY_SENSITIVITY_ADDRESS)
    add_hidden (self, list);
  for (guint i = 0; i < members->len; i++)
    gtk_list_box_append (list, way_member_edit_get_row (g_ptr_array_index (members, i)));
  g_ptr_array_add (self->groups, group);
}

/* A group of one field stands with the one before it, under its heading. */
static void
add_groups (WayDetailsPage *self)
{
  const WayKind *person = way_schema_kind (WAY_KIND_PERSON);
  WayListGroup *section = NULL;

  for (guint i = 0; i < person->n_groups; i++)
    {
      const WayGroup *group = &person->groups[i];

      if (!is_here (group))
        continue;
      add_versions (self, group);
      if (section == NULL || way_group_n_members (group) > 1)
        {
          g_autofree char *title = way_member_text_title (group->name);

          section = add_section (self, title);
        }
      add_rows (self,
                way_group_edit_new (self->tab.desk, self->tab.live, WAY_KIND_PERSON,
                                    way_live_case_get_id (self->tab.live), group),
                way_list_group_get_list (section));
    }
}

static void
add_lists (WayDetailsPage *self)
{
  for (guint i = 0; i < WAY_DETAILS_LISTS; i++)
    {
      const WayKind *kind = way_schema_kind (way_details_rows[i].kind);
      WayListGroup *section = add_section (self, _ (way_details_headings[i].title));
      g_autofree char *action = g_strdup_printf ("details.add::%s", kind->list);

      g_object_set (section, "empty", _ ("Nothing written down yet."), NULL);
      way_list_group_set_action (section, _ (way_details_headings[i].add), action);
      self->lists[i] = way_object_list_new (section, self->tab.desk, &way_details_rows[i]);
      way_object_list_set_live (self->lists[i], self->tab.live);
    }
}

static void
build_rows (WayDetailsPage *self)
{
  add_groups (self);
  add_lists (self);
}

static void
drop_rows (WayDetailsPage *self)
{
  GtkWidget *child;

  hide_address (self);
  g_ptr_array_set_size (self->groups, 0);
  for (guint i = 0; i < WAY_DETAILS_LISTS; i++)
    g_clear_pointer (&self->lists[i], way_object_list_free);
  self->hidden = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sections))) != NULL)
    gtk_box_remove (self->sections, child);
}

/* -- going to a field -------------------------------------------------------------------------- */

static gboolean
is_of (const WayGroup *group, const WayMember *member, const char *name)
{
  return group->shape == WAY_SHAPE_MEMBERS ? g_str_equal (member->name, name)
                                           : g_str_equal (group->name, name);
}

static void
focus_edit (WayDetailsPage *self, WayMemberEdit *edit)
{
  if (gtk_widget_get_visible (way_member_edit_get_row (edit)))
    way_member_edit_focus (edit);
  else
    gtk_widget_child_focus (GTK_WIDGET (self->hidden), GTK_DIR_TAB_FORWARD);
}

static gboolean
go_to_member (WayDetailsPage *self, const char *name)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      WayGroupEdit *group = g_ptr_array_index (self->groups, i);
      GPtrArray *members = way_group_edit_get_members (group);

      for (guint m = 0; m < members->len; m++)
        {
          WayMemberEdit *edit = g_ptr_array_index (members, m);

          if (name[0] == '\0'
              || is_of (way_group_edit_get_group (group), way_member_edit_get_member (edit), name))
            {
              focus_edit (self, edit);
              return TRUE;
            }
        }
    }
  return FALSE;
}

/* identity · preferred_name · homes.ID */
static void
go_to (WayDetailsPage *self, const char *path)
{
  g_auto (GStrv) steps = g_strsplit (path, ".", 3);
  WayId id;

  if (go_to_member (self, steps[0] != NULL ? steps[0] : "") || g_strv_length (steps) < 2
      || !way_id_parse (steps[1], &id))
    return;
  for (guint i = 0; i < WAY_DETAILS_LISTS; i++)
    if (g_str_equal (way_schema_kind (way_details_rows[i].kind)->list, steps[0]))
      way_object_list_open (self->lists[i], &id);
}

static void
go (WayPersonTab *tab, const char *path)
{
  WayDetailsPage *self = WAY_DETAILS_PAGE (tab);

  g_free (self->wanted);
  self->wanted = g_strdup (path);
  way_person_tab_update (tab);
}

/* -- as a tab ---------------------------------------------------------------------------------- */

/* The rows are made when the page is first looked at: who goes from one person to the next does not
 * wait for them. */
static void
update (WayPersonTab *tab, WayCase *present)
{
  WayDetailsPage *self = WAY_DETAILS_PAGE (tab);
  g_autofree char *name = way_case_dup_short_name (present);
  g_autofree char *title = g_strdup_printf (_ ("%s’s details"), name);
  g_autofree char *hidden = g_strdup_printf (_ ("Hidden. %s has asked for it to stay private."),
                                             name);
  g_autofree char *wanted = NULL;

  gtk_label_set_text (self->title, title);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (self->groups->len == 0)
    build_rows (self);
  else
    for (guint i = 0; i < WAY_DETAILS_LISTS; i++)
      way_object_list_show (self->lists[i]);
  adw_action_row_set_subtitle (self->hidden, hidden);
  show_address (self);
  wanted = g_steal_pointer (&self->wanted);
  if (wanted != NULL)
    go_to (self, wanted);
}

static void
leave (WayPersonTab *tab)
{
  WayDetailsPage *self = WAY_DETAILS_PAGE (tab);

  drop_rows (self);
  g_clear_pointer (&self->wanted, g_free);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

static void
enter (WayPersonTab *tab)
{
  way_saved_line_set_desk (WAY_DETAILS_PAGE (tab)->saved, tab->desk);
}

static void
way_details_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (way_details_page_parent_class)->map (widget);
  way_person_tab_update (WAY_PERSON_TAB (widget));
}

static void
way_details_page_unmap (GtkWidget *widget)
{
  WayDetailsPage *self = WAY_DETAILS_PAGE (widget);

  hide_address (self);
  show_address (self);
  GTK_WIDGET_CLASS (way_details_page_parent_class)->unmap (widget);
}

/* -- actions ----------------------------------------------------------------------------------- */

static void
add (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayDetailsPage *self = WAY_DETAILS_PAGE (widget);
  const char *list = g_variant_get_string (parameter, NULL);

  for (guint i = 0; i < WAY_DETAILS_LISTS; i++)
    if (self->lists[i] != NULL
        && g_str_equal (way_schema_kind (way_details_rows[i].kind)->list, list))
      way_object_list_add (self->lists[i]);
}

static void
done (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "win.tab", "s", "overview");
}

/* -- class ------------------------------------------------------------------------------------- */

static void
way_details_page_finalize (GObject *object)
{
  WayDetailsPage *self = WAY_DETAILS_PAGE (object);

  g_ptr_array_unref (self->groups);
  g_free (self->wanted);
  G_OBJECT_CLASS (way_details_page_parent_class)->finalize (object);
}

static void
way_details_page_class_init (WayDetailsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  WayPersonTabClass *tab_class = WAY_PERSON_TAB_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = way_details_page_finalize;
  widget_class->map = way_details_page_map;
  widget_class->unmap = way_details_page_unmap;
  tab_class->enter = enter;
  tab_class->leave = leave;
  tab_class->update = update;
  tab_class->go = go;
  g_type_ensure (WAY_TYPE_SAVED_LINE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/details/way-details-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayDetailsPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, WayDetailsPage, title);
  gtk_widget_class_bind_template_child (widget_class, WayDetailsPage, sections);
  gtk_widget_class_bind_template_child (widget_class, WayDetailsPage, saved);

  gtk_widget_class_install_action (widget_class, "details.add", "s", add);
  gtk_widget_class_install_action (widget_class, "details.done", NULL, done);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "details.done", NULL);
}

static void
way_details_page_init (WayDetailsPage *self)
{
  self->groups = g_ptr_array_new_with_free_func ((GDestroyNotify)way_group_edit_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}
