/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-plan-page.h"

#include <adwaita.h>
#include "way-i18n.h"
#include "way-page.h"
#include "way-panes.h"
#include "way-plan-section.h"

struct _WayPlanPage
{
  GtkWidget parent;

  WayPanes *panes; /* template children */
  GtkListBox *sections;
  GtkScrolledWindow *scroller;
  WayPlanSection *section;

  WayDesk *desk;     /* (owned) (nullable) */
  WayLiveCase *live; /* (owned) (nullable) */
  char *wanted;      /* (owned): key of the section to show, once the case is there */
};

static void page_init (WayPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (WayPlanPage,
                               way_plan_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (WAY_TYPE_PAGE, page_init))

typedef enum
{
  PROP_DESK = 1,
  PROP_LIVE_CASE,
} WayPlanPageProperty;

/* -- the list of sections ---------------------------------------------------------------------- */

static GtkWidget *
build_row (const WayMatterInfo *matter)
{
  g_autofree char *title = g_strdup_printf ("%u  %s", matter->number, matter->title);
  g_autofree char *spoken = g_strdup_printf ("%u, %s", matter->number, matter->title);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

static void
list_sections (WayPlanPage *self)
{
  GPtrArray *matters = way_desk_get_reference (self->desk)->matters;

  for (guint i = 0; i < matters->len; i++)
    gtk_list_box_append (self->sections, build_row (g_ptr_array_index (matters, i)));
}

static const WayMatterInfo *
matter_at (WayPlanPage *self, int i)
{
  GPtrArray *matters = way_desk_get_reference (self->desk)->matters;

  return g_ptr_array_index (matters, CLAMP (i, 0, (int)matters->len - 1));
}

static int
index_of (WayPlanPage *self, const char *key)
{
  GPtrArray *matters = way_desk_get_reference (self->desk)->matters;

  for (guint i = 0; i < matters->len; i++)
    if (g_strcmp0 (((WayMatterInfo *)g_ptr_array_index (matters, i))->key, key) == 0)
      return (int)i;
  return 0;
}

/* -- the section ------------------------------------------------------------------------------- */

static void
show_section (WayPlanPage *self)
{
  int at = index_of (self, self->wanted);

  if (self->live == NULL || way_live_case_get_case (self->live) == NULL)
    return;
  way_plan_section_show (self->section, self->desk, self->live, matter_at (self, at)->key);
  gtk_list_box_select_row (self->sections, gtk_list_box_get_row_at_index (self->sections, at));
}

static void
set_wanted (WayPlanPage *self, const char *key)
{
  if (g_strcmp0 (self->wanted, key) == 0)
    return;
  g_free (self->wanted);
  self->wanted = g_strdup (key);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  show_section (self);
}

static void
activated_cb (WayPlanPage *self, GtkListBoxRow *row)
{
  set_wanted (self, matter_at (self, gtk_list_box_row_get_index (row))->key);
  way_panes_set_on_content (self->panes, TRUE);
  way_plan_section_edit (self->section, NULL);
}

static void
move (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayPlanPage *self = WAY_PLAN_PAGE (widget);
  int step = g_str_equal (action, "plan.next-section") ? 1 : -1;
  int at = index_of (self, self->wanted) + step;

  set_wanted (self, matter_at (self, at)->key);
  way_plan_section_edit (self->section, NULL);
}

/* -- as a page --------------------------------------------------------------------------------- */

/* plan.matters.KEY.FIELD */
static void
go (WayPage *page, const char *path)
{
  WayPlanPage *self = WAY_PLAN_PAGE (page);
  g_auto (GStrv) steps = g_strsplit (path, ".", 4);

  if (g_strv_length (steps) < 3)
    return;
  set_wanted (self, steps[2]);
  way_panes_set_on_content (self->panes, TRUE);
  way_plan_section_edit (self->section, steps[3]);
}

static char *
dup_path (WayPage *page)
{
  WayPlanPage *self = WAY_PLAN_PAGE (page);

  return g_strdup_printf ("plan.matters.%s", self->wanted);
}

static void
page_init (WayPageInterface *iface)
{
  iface->go = go;
  iface->dup_path = dup_path;
}

/* -- class ------------------------------------------------------------------------------------- */

static void
set_live (WayPlanPage *self, WayLiveCase *live)
{
  if (self->live == live)
    return;
  way_plan_section_clear (self->section);
  if (self->live != NULL)
    g_signal_handlers_disconnect_by_data (self->live, self);
  g_set_object (&self->live, live);
  if (live == NULL)
    return;
  g_signal_connect_object (live, "changed", G_CALLBACK (show_section), self, G_CONNECT_SWAPPED);
  show_section (self);
}

static void
way_plan_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  WayPlanPage *self = WAY_PLAN_PAGE (object);

  switch ((WayPlanPageProperty)id)
    {
    case PROP_DESK:
      g_value_set_object (value, self->desk);
      break;
    case PROP_LIVE_CASE:
      g_value_set_object (value, self->live);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_plan_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WayPlanPage *self = WAY_PLAN_PAGE (object);

  switch ((WayPlanPageProperty)id)
    {
    case PROP_DESK:
      g_set_object (&self->desk, g_value_get_object (value));
      if (self->desk != NULL)
        list_sections (self);
      break;
    case PROP_LIVE_CASE:
      set_live (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_plan_page_dispose (GObject *object)
{
  WayPlanPage *self = WAY_PLAN_PAGE (object);

  if (self->section != NULL)
    set_live (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PLAN_PAGE);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (way_plan_page_parent_class)->dispose (object);
}

static void
way_plan_page_finalize (GObject *object)
{
  g_free (WAY_PLAN_PAGE (object)->wanted);
  G_OBJECT_CLASS (way_plan_page_parent_class)->finalize (object);
}

static void
way_plan_page_class_init (WayPlanPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = way_plan_page_get_property;
  object_class->set_property = way_plan_page_set_property;
  object_class->dispose = way_plan_page_dispose;
  object_class->finalize = way_plan_page_finalize;
  g_object_class_install_property (object_class, PROP_DESK,
                                   g_param_spec_object ("desk", NULL, NULL, WAY_TYPE_DESK, flags));
  g_object_class_install_property (
      object_class, PROP_LIVE_CASE,
      g_param_spec_object ("live-case", NULL, NULL, WAY_TYPE_LIVE_CASE, flags));

  g_type_ensure (WAY_TYPE_PANES);
  g_type_ensure (WAY_TYPE_PLAN_SECTION);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/plan/way-plan-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPlanPage, panes);
  gtk_widget_class_bind_template_child (widget_class, WayPlanPage, sections);
  gtk_widget_class_bind_template_child (widget_class, WayPlanPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, WayPlanPage, section);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);

  gtk_widget_class_install_action (widget_class, "plan.next-section", NULL, move);
  gtk_widget_class_install_action (widget_class, "plan.previous-section", NULL, move);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, GDK_ALT_MASK,
                                       "plan.next-section", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, GDK_ALT_MASK,
                                       "plan.previous-section", NULL);
}

static void
way_plan_page_init (WayPlanPage *self)
{
  self->wanted = g_strdup ("S1_01");
  gtk_widget_init_template (GTK_WIDGET (self));
}
