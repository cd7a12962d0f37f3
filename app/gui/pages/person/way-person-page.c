/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-person-page.h"

#include <adwaita.h>
#include "way-act.h"
#include "way-close-person.h"
#include "way-contacts-page.h"
#include "way-details-page.h"
#include "way-due.h"
#include "way-history-page.h"
#include "way-i18n.h"
#include "way-list-button.h"
#include "way-overview-page.h"
#include "way-page.h"
#include "way-person-text.h"
#include "way-plan-page.h"
#include "way-practice-mark.h"
#include "way-print-dialog.h"
#include "way-settle-page.h"

struct _WayPersonPage
{
  GtkBox parent;

  WayListButton *list_button; /* template children */
  AdwViewStack *tabs;
  AdwViewSwitcherTitle *switcher;
  AdwViewSwitcherBar *bar;
  GtkMenuButton *more;

  WayDesk *desk;     /* (owned) */
  WayLiveCase *live; /* (owned) (nullable): who is shown */
  gboolean writing;
  guint revealing; /* timer; 0 = none */
};

static void page_init (WayPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WayPersonPage,
                               way_person_page,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (WAY_TYPE_PAGE, page_init))

typedef enum
{
  PROP_WRITING = 1,
} WayPersonPageProperty;

static GParamSpec *properties[PROP_WRITING + 1];

static GtkWidget *
get_tab (WayPersonPage *self, guint i)
{
  g_autoptr (GtkSelectionModel) pages = adw_view_stack_get_pages (self->tabs);
  g_autoptr (AdwViewStackPage) page = g_list_model_get_item (G_LIST_MODEL (pages), i);

  return page != NULL ? adw_view_stack_page_get_child (page) : NULL;
}

static WayPersonTab *
get_visible_tab (WayPersonPage *self)
{
  GtkWidget *tab = adw_view_stack_get_visible_child (self->tabs);

  return tab != NULL ? WAY_PERSON_TAB (tab) : NULL;
}

/* -- the header -------------------------------------------------------------------------------- */

static void
show_header (WayPersonPage *self)
{
  WayCase *present = self->live != NULL ? way_live_case_get_case (self->live) : NULL;
  g_autofree char *name = NULL, *called = NULL, *brief = NULL, *more = NULL;
  gboolean closed;

  if (present == NULL || way_case_get_person (present) == NULL)
    return;
  name = way_object_dup_string (way_case_get_person (present), WAY_PERSON_NAMES, 0);
  called = way_case_dup_short_name (present);
  brief = way_person_brief_text (present, way_desk_get_today (self->desk));
  more = g_strdup_printf (_ ("More about %s"), called);
  closed = way_case_is_closed (present);
  adw_view_switcher_title_set_title (self->switcher, name[0] != '\0' ? name : called);
  adw_view_switcher_title_set_subtitle (self->switcher, brief);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->more), more);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_PROPERTY_LABEL, more,
                                  -1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "person.open-again", closed);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "person.close", !closed);
}

/* The tab shows a page under its own first one, where there is room for one only. */
static gboolean
is_alone (WayPersonPage *self)
{
  WayPersonTab *tab = get_visible_tab (self);

  return tab != NULL && way_person_tab_get_alone (tab);
}

static gboolean
reveal_cb (gpointer data)
{
  WayPersonPage *self = data;

  self->revealing = 0;
  adw_view_switcher_bar_set_reveal (
      self->bar, adw_view_switcher_title_get_title_visible (self->switcher) && !is_alone (self));
  return G_SOURCE_REMOVE;
}

/* The header finds out while the window is being laid out; a bar that came in the middle of that
 * would have no room yet. */
static void
title_cb (WayPersonPage *self)
{
  if (self->revealing == 0 && self->desk != NULL)
    self->revealing = way_executor_add_timeout (way_desk_get_executor (self->desk), 0, reveal_cb,
                                                self, NULL);
}

/* -- writing ----------------------------------------------------------------------------------- */

static void
writing_cb (WayPersonPage *self)
{
  WayPersonTab *tab = get_visible_tab (self);
  gboolean writing = tab != NULL && way_person_tab_get_writing (tab);

  title_cb (self);
  if (writing == self->writing)
    return;
  self->writing = writing;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WRITING]);
}

/* -- as a page --------------------------------------------------------------------------------- */

static void
give_case (WayPersonPage *self, WayLiveCase *live)
{
  GtkWidget *tab;

  for (guint i = 0; (tab = get_tab (self, i)) != NULL; i++)
    g_object_set (tab, "live-case", live, NULL);
}

/* Whoever was shown goes before the other tab comes to the front, so that it is not shown for
 * nothing. */
static void
show_person (WayPersonPage *self, const WayId *id, const char *tab)
{
  if (self->live != NULL && way_id_equal (way_live_case_get_id (self->live), id))
    {
      way_person_page_show_tab (self, tab);
      return;
    }
  if (self->live != NULL)
    g_signal_handlers_disconnect_by_data (self->live, self);
  give_case (self, NULL);
  g_clear_object (&self->live);
  way_person_page_show_tab (self, tab);
  self->live = way_desk_open_case (self->desk, id);
  g_signal_connect_object (self->live, "changed", G_CALLBACK (show_header), self,
                           G_CONNECT_SWAPPED);
  show_header (self);
  give_case (self, self->live);
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
  show_person (self, &id, n > 1 ? steps[1] : "");
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

gboolean
way_person_page_print (WayPersonPage *self)
{
  if (self->live == NULL || way_live_case_get_case (self->live) == NULL)
    return FALSE;
  way_print_dialog_open (GTK_WIDGET (self), self->desk, self->live, NULL);
  return TRUE;
}

void
way_person_page_show_tab (WayPersonPage *self, const char *name)
{
  if (adw_view_stack_get_child_by_name (self->tabs, name) != NULL)
    adw_view_stack_set_visible_child_name (self->tabs, name);
}

void
way_person_page_enter_tab (WayPersonPage *self, const char *name)
{
  GtkWidget *tab = adw_view_stack_get_child_by_name (self->tabs, name);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus;

  if (tab == NULL || root == NULL)
    return;
  adw_view_stack_set_visible_child (self->tabs, tab);
  if (WAY_IS_PAGE (tab))
    {
      g_autofree char *path = way_page_dup_path (WAY_PAGE (tab));

      way_page_go (WAY_PAGE (tab), path);
    }
  focus = gtk_root_get_focus (root);
  if (focus == NULL || !gtk_widget_is_ancestor (focus, tab))
    gtk_widget_child_focus (tab, GTK_DIR_TAB_FORWARD);
}

static void
page_init (WayPageInterface *iface)
{
  iface->go = go;
  iface->dup_path = dup_path;
}

/* -- class ------------------------------------------------------------------------------------- */

static void
open_again (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayPersonPage *self = WAY_PERSON_PAGE (widget);
  const WayId *id = way_live_case_get_id (self->live);
  WayAct *act = way_act_new (id, 0);

  way_act_set (act, WAY_KIND_PERSON, id, WAY_PERSON_CLOSED, g_variant_new ("(sss)", "", "", ""));
  way_desk_commit (self->desk, act, NULL, NULL);
}

static void
close_case (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayPersonPage *self = WAY_PERSON_PAGE (widget);

  if (self->live != NULL && way_live_case_get_case (self->live) != NULL)
    way_close_person_present (GTK_WINDOW (gtk_widget_get_root (widget)), self->desk, self->live);
}

static void
edit_details (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayPersonPage *self = WAY_PERSON_PAGE (widget);
  g_autofree char *place = NULL;

  if (self->live == NULL)
    return;
  place = way_page_place_of_tab (way_live_case_get_id (self->live), "details");
  gtk_widget_activate_action (widget, "win.go", "s", place);
}

static void
way_person_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((WayPersonPageProperty)id)
    {
    case PROP_WRITING:
      g_value_set_boolean (value, WAY_PERSON_PAGE (object)->writing);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_person_page_dispose (GObject *object)
{
  WayPersonPage *self = WAY_PERSON_PAGE (object);

  if (self->revealing != 0)
    way_executor_remove_timeout (way_desk_get_executor (self->desk), self->revealing);
  self->revealing = 0;
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
  G_OBJECT_CLASS (klass)->get_property = way_person_page_get_property;
  properties[PROP_WRITING] = g_param_spec_boolean ("writing", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS
                                                       | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), G_N_ELEMENTS (properties), properties);
  g_type_ensure (WAY_TYPE_LIST_BUTTON);
  g_type_ensure (WAY_TYPE_PRACTICE_MARK);
  g_type_ensure (WAY_TYPE_OVERVIEW_PAGE);
  g_type_ensure (WAY_TYPE_PLAN_PAGE);
  g_type_ensure (WAY_TYPE_CONTACTS_PAGE);
  g_type_ensure (WAY_TYPE_HISTORY_PAGE);
  g_type_ensure (WAY_TYPE_DETAILS_PAGE);
  g_type_ensure (WAY_TYPE_SETTLE_PAGE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/person/way-person-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPersonPage, list_button);
  gtk_widget_class_bind_template_child (widget_class, WayPersonPage, tabs);
  gtk_widget_class_bind_template_child (widget_class, WayPersonPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, WayPersonPage, bar);
  gtk_widget_class_bind_template_child (widget_class, WayPersonPage, more);
  gtk_widget_class_bind_template_callback (widget_class, writing_cb);
  gtk_widget_class_bind_template_callback (widget_class, title_cb);

  gtk_widget_class_install_action (widget_class, "person.open-again", NULL, open_again);
  gtk_widget_class_install_action (widget_class, "person.close", NULL, close_case);
  gtk_widget_class_install_action (widget_class, "person.edit-details", NULL, edit_details);
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
  way_list_button_set_desk (self->list_button, desk);
  for (guint i = 0; (tab = get_tab (self, i)) != NULL; i++)
    {
      g_object_set (tab, "desk", desk, NULL);
      g_signal_connect_object (tab, "notify::writing", G_CALLBACK (writing_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (tab, "notify::alone", G_CALLBACK (title_cb), self,
                               G_CONNECT_SWAPPED);
    }
  writing_cb (self);
  title_cb (self);
  return GTK_WIDGET (self);
}
