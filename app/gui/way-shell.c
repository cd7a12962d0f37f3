/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-shell.h"

#include "way-page.h"
#include "way-panes.h"
#include "way-people-pane.h"
#include "way-person-page.h"

struct _WayShell
{
  GtkBox parent;

  GtkInfoBar *trouble; /* template children */
  GtkLabel *trouble_text;
  WayPanes *panes;
  GtkStack *pages;

  WayDesk *desk; /* (owned) */
  WayPeoplePane *people;
};

G_DEFINE_FINAL_TYPE (WayShell, way_shell, GTK_TYPE_BOX)

void
way_shell_go (WayShell *self, const char *place)
{
  g_auto (GStrv) steps = g_strsplit (place, "/", 2);
  const char *name = steps[0] != NULL ? steps[0] : "";
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, name);

  if (page == NULL)
    page = gtk_stack_get_child_by_name (self->pages, "today");
  gtk_stack_set_visible_child (self->pages, page);
  way_people_pane_show_place (self->people, place);
  way_panes_set_on_content (self->panes, TRUE);
  if (WAY_IS_PAGE (page))
    way_page_go (WAY_PAGE (page), g_strv_length (steps) > 1 ? steps[1] : "");
}

char *
way_shell_dup_place (WayShell *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->pages);
  const char *name = gtk_stack_get_visible_child_name (self->pages);
  g_autofree char *path = WAY_IS_PAGE (page) ? way_page_dup_path (WAY_PAGE (page)) : g_strdup ("");

  return path[0] != '\0' ? g_strdup_printf ("%s/%s", name, path) : g_strdup (name);
}

void
way_shell_show_list (WayShell *self)
{
  way_panes_set_side_shown (self->panes, TRUE);
  way_panes_set_on_content (self->panes, FALSE);
  way_people_pane_focus (self->people);
}

void
way_shell_toggle_list (WayShell *self)
{
  if (way_panes_is_folded (self->panes))
    way_shell_show_list (self);
  else
    way_panes_set_side_shown (self->panes, !way_panes_get_side_shown (self->panes));
}

void
way_shell_find (WayShell *self)
{
  way_shell_show_list (self);
  way_people_pane_find (self->people);
}

static void
trouble_cb (WayShell *self)
{
  g_autofree char *trouble = NULL;

  g_object_get (self->desk, "trouble", &trouble, NULL);
  gtk_label_set_text (self->trouble_text, trouble);
  gtk_info_bar_set_revealed (self->trouble, trouble[0] != '\0');
}

static void
way_shell_dispose (GObject *object)
{
  WayShell *self = WAY_SHELL (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_SHELL);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (way_shell_parent_class)->dispose (object);
}

static void
way_shell_class_init (WayShellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_shell_dispose;
  g_type_ensure (WAY_TYPE_PANES);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/waymark/Waymark/ui/way-shell.ui");
  gtk_widget_class_bind_template_child (widget_class, WayShell, trouble);
  gtk_widget_class_bind_template_child (widget_class, WayShell, trouble_text);
  gtk_widget_class_bind_template_child (widget_class, WayShell, panes);
  gtk_widget_class_bind_template_child (widget_class, WayShell, pages);
}

static void
way_shell_init (WayShell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_shell_new (WayDesk *desk)
{
  WayShell *self = g_object_new (WAY_TYPE_SHELL, NULL);
  GtkWidget *people = way_people_pane_new (desk);

  self->desk = g_object_ref (desk);
  self->people = WAY_PEOPLE_PANE (people);
  way_panes_set_side (self->panes, people);
  gtk_stack_add_named (self->pages, way_person_page_new (desk), "person");
  g_signal_connect_object (desk, "notify::trouble", G_CALLBACK (trouble_cb), self,
                           G_CONNECT_SWAPPED);
  trouble_cb (self);
  return GTK_WIDGET (self);
}
