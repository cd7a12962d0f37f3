/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-reach-group.h"

#include <adwaita.h>
#include "way-i18n.h"
#include "way-list-group.h"
#include "way-page.h"
#include "way-person-text.h"
#include "way-print-text.h"

struct _WayReachGroup
{
  GtkWidget parent;

  WayListGroup *group; /* template children */
  AdwActionRow *phone, *email, *home;
  GtkButton *reveal;

  WayDesk *desk;    /* (owned) (nullable) */
  WayCase *present; /* (owned) (nullable) */
  guint shown;      /* timer while a private address is in sight; 0 = none */
};

G_DEFINE_FINAL_TYPE (WayReachGroup, way_reach_group, GTK_TYPE_WIDGET)

static void
hide_address (WayReachGroup *self)
{
  if (self->shown != 0)
    way_executor_remove_timeout (way_desk_get_executor (self->desk), self->shown);
  self->shown = 0;
}

/* A fact opens the field it comes from. */
static void
show_row (
    WayReachGroup *self, AdwActionRow *row, const char *title, const char *under, const char *path)
{
  g_autofree char *place = way_page_place_of (way_case_get_id (self->present), path);
  g_autofree char *spoken = under[0] != '\0' ? g_strdup_printf ("%s, %s", title, under)
                                             : g_strdup (title);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, under);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", place);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.go");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

/* Lines, postcode and the home's own name, each where it was given. */
static char *
address_text (const WayObject *person)
{
  GString *text = g_string_new (NULL);
  static const guint order[] = { 2, 0, 1 }; /* home_name, lines, postcode */

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_autofree char *part = way_object_dup_string (person, WAY_PERSON_ADDRESS, order[i]);

      if (part[0] != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", part);
    }
  return g_string_free (text, FALSE);
}

static void
show_home (WayReachGroup *self, const WayObject *person, const char *name)
{
  gboolean private = way_object_get_bool (person, WAY_PERSON_ADDRESS, 3);
  g_autofree char *address = address_text (person);
  g_autofree char *hidden = g_strdup_printf (_ ("Hidden. %s has asked for it to stay private."),
                                             name);

  gtk_widget_set_visible (GTK_WIDGET (self->home), address[0] != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->reveal), private);
  gtk_button_set_label (self->reveal, self->shown != 0 ? _ ("Hide") : _ ("Show"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reveal), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->shown != 0 ? _ ("Hide address") : _ ("Show address"), -1);
  show_row (self, self->home, _ ("Home address"), private && self->shown == 0 ? hidden : address,
            "address");
}

static void
show (WayReachGroup *self)
{
  const WayObject *person = self->present != NULL ? way_case_get_person (self->present) : NULL;
  g_autofree char *name = NULL, *title = NULL, *phone = NULL, *email = NULL, *how = NULL;
  g_autofree char *number = NULL;

  if (person == NULL)
    return;
  name = way_case_dup_short_name (self->present);
  title = g_strdup_printf (_ ("How to reach %s"), name);
  phone = way_object_dup_string (person, WAY_PERSON_CONTACT, 0);
  email = way_object_dup_string (person, WAY_PERSON_CONTACT, 1);
  how = way_object_dup_string (person, WAY_PERSON_CONTACT, 2);
  way_list_group_set_title (self->group, title);
  number = way_print_text_isolate (phone); /* its groups stay in order on a page from the right */
  show_row (self, self->phone, phone[0] != '\0' ? number : _ ("No telephone number yet"), how,
            "phone");
  show_row (self, self->email, email, "", "email");
  gtk_widget_set_visible (GTK_WIDGET (self->email), email[0] != '\0');
  show_home (self, person, name);
}

static gboolean
hide_cb (gpointer data)
{
  WayReachGroup *self = data;

  self->shown = 0;
  show (self);
  return G_SOURCE_REMOVE;
}

static void
reveal_cb (WayReachGroup *self)
{
  if (self->shown != 0)
    hide_address (self);
  else
    self->shown = way_executor_add_timeout (way_desk_get_executor (self->desk), WAY_REACH_SHOWN_MS,
                                            hide_cb, self, NULL);
  show (self);
}

void
way_reach_group_show (WayReachGroup *self, WayDesk *desk, WayCase *present)
{
  if (self->present == NULL || present == NULL
      || !way_id_equal (way_case_get_id (self->present), way_case_get_id (present)))
    hide_address (self);
  g_set_object (&self->desk, desk);
  g_clear_pointer (&self->present, way_case_unref);
  self->present = present != NULL ? way_case_ref (present) : NULL;
  show (self);
}

static void
way_reach_group_dispose (GObject *object)
{
  WayReachGroup *self = WAY_REACH_GROUP (object);

  hide_address (self);
  g_clear_pointer (&self->present, way_case_unref);
  g_clear_object (&self->desk);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_REACH_GROUP);
  G_OBJECT_CLASS (way_reach_group_parent_class)->dispose (object);
}

static void
way_reach_group_class_init (WayReachGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_reach_group_dispose;
  g_type_ensure (WAY_TYPE_LIST_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/overview/way-reach-group.ui");
  gtk_widget_class_bind_template_child (widget_class, WayReachGroup, group);
  gtk_widget_class_bind_template_child (widget_class, WayReachGroup, phone);
  gtk_widget_class_bind_template_child (widget_class, WayReachGroup, email);
  gtk_widget_class_bind_template_child (widget_class, WayReachGroup, home);
  gtk_widget_class_bind_template_child (widget_class, WayReachGroup, reveal);
  gtk_widget_class_bind_template_callback (widget_class, reveal_cb);
}

static void
way_reach_group_init (WayReachGroup *self)
{
  GtkListBox *list;

  gtk_widget_init_template (GTK_WIDGET (self));
  way_list_group_set_action (self->group, _ ("Edit details"), "person.edit-details");
  list = way_list_group_get_list (self->group);
  gtk_list_box_append (list, GTK_WIDGET (self->phone));
  gtk_list_box_append (list, GTK_WIDGET (self->email));
  gtk_list_box_append (list, GTK_WIDGET (self->home));
}
