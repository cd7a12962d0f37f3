/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-shell.h"

#include "way-add-person.h"
#include "way-focus.h"
#include "way-i18n.h"
#include "way-page.h"
#include "way-panes.h"
#include "way-people-pane.h"
#include "way-person-page.h"
#include "way-popovers.h"
#include "way-search-page.h"
#include "way-today-page.h"
#include "way-width-first.h"

#define AHEAD_MS 1500

struct _WayShell
{
  GtkBox parent;

  GtkInfoBar *trouble; /* template children */
  GtkLabel *trouble_text;
  WayPanes *panes;
  GtkStack *pages;

  WayDesk *desk; /* (owned) */
  WayPeoplePane *people;
  WayPersonPage *person; /* (nullable): once it was gone to */
  guint ahead;           /* timer; 0 = none */
  gboolean hides_list;   /* while somebody writes */
  gboolean writing;      /* the list is out of sight for as long */
  gboolean list_after;   /* whether it comes back then */
};

G_DEFINE_FINAL_TYPE (WayShell, way_shell, GTK_TYPE_BOX)

typedef enum
{
  PROP_HIDES_LIST = 1,
} WayShellProperty;

static void writing_cb (WayShell *self);

static gboolean
shows_person (WayShell *self)
{
  return self->person != NULL
         && gtk_stack_get_visible_child (self->pages) == GTK_WIDGET (self->person);
}

/* -- pages ------------------------------------------------------------------------------------- */

/* Today is what is waited for after the passphrase; the others are made when they are gone to, or
 * when nothing else is to be done. */
static void
make_person (WayShell *self)
{
  if (self->person != NULL)
    return;
  self->person = WAY_PERSON_PAGE (way_person_page_new (self->desk));
  g_signal_connect_object (self->person, "notify::writing", G_CALLBACK (writing_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->pages, GTK_WIDGET (self->person), "person");
}

static GtkWidget *
get_page (WayShell *self, const char *name)
{
  if (g_str_equal (name, "person"))
    make_person (self);
  else if (g_str_equal (name, "search") && gtk_stack_get_child_by_name (self->pages, name) == NULL)
    gtk_stack_add_named (self->pages, way_search_page_new (self->desk), name);
  return gtk_stack_get_child_by_name (self->pages, name);
}

static gboolean
ahead_cb (gpointer data)
{
  WayShell *self = data;

  self->ahead = 0;
  make_person (self);
  return G_SOURCE_REMOVE;
}

/* The title of the window names no one. */
static void
name_window (WayShell *self, const char *page)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (root != NULL)
    gtk_window_set_title (GTK_WINDOW (root),
                          g_strcmp0 (page, "today") == 0 ? _ ("Waymark, Today") : "Waymark");
}

void
way_shell_go (WayShell *self, const char *place)
{
  g_auto (GStrv) steps = g_strsplit (place, "/", 2);
  const char *name = steps[0] != NULL ? steps[0] : "";
  GtkWidget *page = get_page (self, name);

  if (page == NULL)
    page = gtk_stack_get_child_by_name (self->pages, "today");
  gtk_stack_set_visible_child (self->pages, page);
  name_window (self, gtk_stack_get_visible_child_name (self->pages));
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
  self->list_after = TRUE;
  way_panes_set_on_content (self->panes, FALSE);
  way_people_pane_focus (self->people);
}

void
way_shell_toggle_list (WayShell *self)
{
  if (way_panes_is_folded (self->panes))
    {
      way_shell_show_list (self);
      return;
    }
  way_panes_set_side_shown (self->panes, !way_panes_get_side_shown (self->panes));
  self->list_after = way_panes_get_side_shown (self->panes);
}

/* -- out of sight while writing ---------------------------------------------------------------- */

static void
writing_cb (WayShell *self)
{
  gboolean writing = FALSE;

  if (self->person != NULL)
    g_object_get (self->person, "writing", &writing, NULL);
  writing = self->hides_list && writing && shows_person (self);
  if (writing == self->writing)
    return;
  self->writing = writing;
  if (writing)
    self->list_after = way_panes_get_side_shown (self->panes);
  way_panes_set_side_shown (self->panes, writing ? FALSE : self->list_after);
}

static void
folded_cb (WayShell *self)
{
  way_people_pane_set_alone (self->people, way_panes_is_folded (self->panes));
}

void
way_shell_find (WayShell *self)
{
  way_shell_show_list (self);
  way_people_pane_find (self->people);
}

/* -- actions ----------------------------------------------------------------------------------- */

static void
tab (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayShell *self = WAY_SHELL (widget);

  if (shows_person (self))
    way_person_page_enter_tab (self->person, g_variant_get_string (parameter, NULL));
}

static void
add_person (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayShell *self = WAY_SHELL (widget);

  way_add_person_present (widget, self->desk);
}

static void
can_undo_cb (WayShell *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gboolean can = FALSE;

  g_object_get (self->desk, "can-undo", &can, NULL);
  if (root != NULL)
    gtk_widget_action_set_enabled (GTK_WIDGET (root), "win.undo", can);
}

static void
way_shell_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (way_shell_parent_class)->root (widget);
  if (WAY_SHELL (widget)->desk != NULL)
    can_undo_cb (WAY_SHELL (widget));
}

/* What a lock or a crash came in between comes back. */
static void
way_shell_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (way_shell_parent_class)->map (widget);
  way_add_person_resume (widget, WAY_SHELL (widget)->desk);
}

/* What was opened over the window shows somebody too: it goes with the shell. */
static void
way_shell_unroot (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autolist (GtkWindow) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    g_object_ref (link->data);
  for (GList *link = windows; link != NULL; link = link->next)
    if (gtk_window_get_transient_for (link->data) == GTK_WINDOW (root))
      gtk_window_destroy (link->data);
  GTK_WIDGET_CLASS (way_shell_parent_class)->unroot (widget);
}

void
way_shell_print (WayShell *self)
{
  if (shows_person (self) && way_person_page_print (self->person))
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s",
                              _ ("Open someone’s page to print their plan"));
}

static void
trouble_cb (WayShell *self)
{
  g_autofree char *trouble = NULL, *text = NULL;

  g_object_get (self->desk, "trouble", &trouble, NULL);
  text = g_strdup_printf (_ ("%s Copy the text before you close."), trouble);
  gtk_label_set_text (self->trouble_text, trouble[0] != '\0' ? text : "");
  gtk_info_bar_set_revealed (self->trouble, trouble[0] != '\0');
}

static void
way_shell_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((WayShellProperty)id)
    {
    case PROP_HIDES_LIST:
      g_value_set_boolean (value, WAY_SHELL (object)->hides_list);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_shell_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WayShell *self = WAY_SHELL (object);

  switch ((WayShellProperty)id)
    {
    case PROP_HIDES_LIST:
      self->hides_list = g_value_get_boolean (value);
      writing_cb (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_shell_dispose (GObject *object)
{
  WayShell *self = WAY_SHELL (object);

  if (self->ahead != 0)
    way_executor_remove_timeout (way_desk_get_executor (self->desk), self->ahead);
  self->ahead = 0;
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_SHELL);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (way_shell_parent_class)->dispose (object);
}

static void
way_shell_class_init (WayShellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  static const char *const tabs[] = { "overview", "plan", "contacts", "offer", "history" };

  way_popovers_close_in_time ();
  G_OBJECT_CLASS (klass)->dispose = way_shell_dispose;
  G_OBJECT_CLASS (klass)->get_property = way_shell_get_property;
  G_OBJECT_CLASS (klass)->set_property = way_shell_set_property;
  g_object_class_install_property (
      G_OBJECT_CLASS (klass), PROP_HIDES_LIST,
      g_param_spec_boolean ("hides-list", NULL, NULL, TRUE,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  widget_class->root = way_shell_root;
  widget_class->map = way_shell_map;
  widget_class->unroot = way_shell_unroot;
  way_width_first ();
  g_type_ensure (WAY_TYPE_PANES);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/waymark/Waymark/ui/way-shell.ui");
  gtk_widget_class_bind_template_child (widget_class, WayShell, trouble);
  gtk_widget_class_bind_template_child (widget_class, WayShell, trouble_text);
  gtk_widget_class_bind_template_child (widget_class, WayShell, panes);
  gtk_widget_class_bind_template_child (widget_class, WayShell, pages);

  gtk_widget_class_install_action (widget_class, "win.tab", "s", tab);
  gtk_widget_class_install_action (widget_class, "win.add-person", NULL, add_person);
  for (guint i = 0; i < G_N_ELEMENTS (tabs); i++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + i, GDK_ALT_MASK, "win.tab", "s",
                                         tabs[i]);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Home, GDK_ALT_MASK, "win.go", "s",
                                       "today");
}

static void
way_shell_init (WayShell *self)
{
  self->hides_list = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  way_focus_keep (GTK_WIDGET (self));
}

GtkWidget *
way_shell_new (WayDesk *desk)
{
  WayShell *self = g_object_new (WAY_TYPE_SHELL, NULL);
  GtkWidget *people = way_people_pane_new (desk);

  self->desk = g_object_ref (desk);
  self->people = WAY_PEOPLE_PANE (people);
  way_panes_set_side (self->panes, people);
  gtk_stack_add_named (self->pages, way_today_page_new (desk), "today");
  self->ahead = way_executor_add_timeout (way_desk_get_executor (desk), AHEAD_MS, ahead_cb, self,
                                          NULL);
  g_signal_connect_object (self->pages, "notify::visible-child", G_CALLBACK (writing_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->panes, "notify::folded", G_CALLBACK (folded_cb), self,
                           G_CONNECT_SWAPPED);
  folded_cb (self);
  g_signal_connect_object (desk, "notify::can-undo", G_CALLBACK (can_undo_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::trouble", G_CALLBACK (trouble_cb), self,
                           G_CONNECT_SWAPPED);
  trouble_cb (self);
  return GTK_WIDGET (self);
}
