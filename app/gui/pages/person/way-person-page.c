/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-person-page.h"

#include <adwaita.h>
#include "way-page.h"
#include "way-plan-page.h"

struct _WayPersonPage
{
  GtkBox parent;

  AdwViewStack *tabs; /* template child */

  WayDesk *desk;     /* (owned) */
  WayLiveCase *live; /* (owned) (nullable): who is shown */
};

static void page_init (WayPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WayPersonPage,
                               way_person_page,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (WAY_TYPE_PAGE, page_init))

static GtkWidget *
get_tab (WayPersonPage *self, guint i)
{
  g_autoptr (GtkSelectionModel) pages = adw_view_stack_get_pages (self->tabs);
  g_autoptr (AdwViewStackPage) page = g_list_model_get_item (G_LIST_MODEL (pages), i);

  return page != NULL ? adw_view_stack_page_get_child (page) : NULL;
}

static void
show_person (WayPersonPage *self, const WayId *id)
{
  GtkWidget *tab;

  if (self->live != NULL && way_id_equal (way_live_case_get_id (self->live), id))
    return;
  g_clear_object (&self->live);
  self->live = way_desk_open_case (self->desk, id);
  for (guint i = 0; (tab = get_tab (self, i)) != NULL; i++)
    g_object_set (tab, "live-case", self->live, NULL);
}

/* ID/TAB/PATH */
static void
go (WayPage *page, const char *path)
{
  WayPersonPage *self = WAY_PERSON_PAGE (page);
  g_auto (GStrv) steps = g_strsplit (path, "/", 3);
  guint n = g_strv_length (steps);
  GtkWidget *tab;
  WayId id;

  if (n == 0 || !way_id_parse (steps[0], &id))
    return;
  show_person (self, &id);
  if (n > 1 && adw_view_stack_get_child_by_name (self->tabs, steps[1]) != NULL)
    adw_view_stack_set_visible_child_name (self->tabs, steps[1]);
  tab = adw_view_stack_get_visible_child (self->tabs);
  if (WAY_IS_PAGE (tab))
    way_page_go (WAY_PAGE (tab), n > 2 ? steps[2] : "");
}

static char *
dup_path (WayPage *page)
{
  WayPersonPage *self = WAY_PERSON_PAGE (page);
  GtkWidget *tab = adw_view_stack_get_visible_child (self->tabs);
  g_autofree char *rest = WAY_IS_PAGE (tab) ? way_page_dup_path (WAY_PAGE (tab)) : g_strdup ("");
  char hex[WAY_ID_HEX_SIZE];

  if (self->live == NULL)
    return g_strdup ("");
  return g_strdup_printf ("%s/%s/%s", way_id_format (way_live_case_get_id (self->live), hex),
                          adw_view_stack_get_visible_child_name (self->tabs), rest);
}

static void
page_init (WayPageInterface *iface)
{
  iface->go = go;
  iface->dup_path = dup_path;
}

static void
way_person_page_dispose (GObject *object)
{
  WayPersonPage *self = WAY_PERSON_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PERSON_PAGE);
  g_clear_object (&self->live);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (way_person_page_parent_class)->dispose (object);
}

static void
way_person_page_class_init (WayPersonPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_person_page_dispose;
  g_type_ensure (WAY_TYPE_PLAN_PAGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/person/way-person-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPersonPage, tabs);
}

static void
way_person_page_init (WayPersonPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_person_page_new (WayDesk *desk)
{
  WayPersonPage *self = g_object_new (WAY_TYPE_PERSON_PAGE, NULL);
  GtkWidget *tab;

  self->desk = g_object_ref (desk);
  for (guint i = 0; (tab = get_tab (self, i)) != NULL; i++)
    g_object_set (tab, "desk", desk, NULL);
  return GTK_WIDGET (self);
}
