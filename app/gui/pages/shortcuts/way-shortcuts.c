/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-shortcuts.h"

#include <adwaita.h>
#include "way-dialog.h"
#include "way-i18n.h"

struct _WayShortcuts
{
  AdwWindow parent;

  GtkSearchBar *search_bar; /* template children */
  GtkEditable *entry;
  GtkBox *first, *second;

  GPtrArray *lists; /* borrowed: GtkListBox, one for each group */
  char *wanted;     /* (owned): folded; "" for all */
};

#define WAY_TYPE_SHORTCUTS (way_shortcuts_get_type ())
G_DECLARE_FINAL_TYPE (WayShortcuts, way_shortcuts, WAY, SHORTCUTS, AdwWindow)
G_DEFINE_FINAL_TYPE (WayShortcuts, way_shortcuts, ADW_TYPE_WINDOW)

/* -- what there is ----------------------------------------------------------------------------- */

/* Only what is built is shown: the class that it belongs to (NULL: any) is there, and has the
 * action (NULL: none is needed). */
typedef struct
{
  const char *title, *accelerator, *type, *action;
} Shortcut;

typedef struct
{
  const char *title;
  Shortcut shortcuts[16];
} Group;

static const Group groups[] = {
  { N_ ("Anywhere"),
    {
        { N_ ("Find a person"), "<ctrl>f", NULL, "win.find" },
        { N_ ("Search everything"), "<ctrl><shift>f", NULL, "win.search" },
        { N_ ("Record a contact"), "<ctrl>n", NULL, "win.record-contact" },
        { N_ ("Print"), "<ctrl>p", NULL, "win.print" },
        { N_ ("Undo"), "<ctrl>z", NULL, "win.undo" },
        { N_ ("Today"), "<alt>Home", NULL, "win.go" },
        { N_ ("Back to the page before"), "<alt>Left", NULL, "win.back" },
        { N_ ("Lock Waymark"), "<ctrl>l", NULL, "win.lock" },
        { N_ ("Hide everything at once"), "<ctrl><shift>h", NULL, "win.hide" },
        { N_ ("List of people, on or off"), "F9", NULL, "win.toggle-list" },
        { N_ ("Main menu"), "F10", "WayPeoplePane", NULL },
        { N_ ("Preferences"), "<ctrl>comma", NULL, NULL },
        { N_ ("Keyboard shortcuts"), "<ctrl>question", NULL, NULL },
        { N_ ("Quit"), "<ctrl>q", NULL, NULL },
    } },
  { N_ ("A person"),
    {
        { N_ ("Overview"), "<alt>1", "WayOverviewPage", NULL },
        { N_ ("Plan"), "<alt>2", "WayPlanPage", NULL },
        { N_ ("Contacts"), "<alt>3", "WayContactsPage", NULL },
        { N_ ("Offer"), "<alt>4", "WayOfferPage", NULL },
        { N_ ("History"), "<alt>5", "WayHistoryPage", NULL },
    } },
  { N_ ("Writing a plan"),
    {
        { N_ ("Previous section"), "<alt>Page_Up", NULL, "plan.previous-section" },
        { N_ ("Next section"), "<alt>Page_Down", NULL, "plan.next-section" },
        { N_ ("Mark section ready"), "<ctrl>Return", NULL, "plan.ready" },
        { N_ ("Add an action"), "<ctrl><shift>a", NULL, "plan.add-action" },
        { N_ ("Move between panes"), "F6", NULL, "plan.next-pane" },
    } },
  { N_ ("Two versions to settle"),
    {
        { N_ ("Use version 1, and so on to 9"), "<alt>1", NULL, "settle.use" },
        { N_ ("Put them all together"), "<alt>0", NULL, "settle.together" },
        { N_ ("Keep this version"), "<ctrl>Return", NULL, "settle.keep" },
        { N_ ("Decide later"), "Escape", NULL, "settle.later" },
    } },
};

/* A class of ours that installed @action under its name. */
static gboolean
class_has (GType type, const char *action)
{
  g_autofree GType *children = NULL;
  const GVariantType *parameter;
  const char *name, *property;
  GtkWidgetClass *klass = NULL;
  GType owner;
  guint n = 0;

  if (g_str_has_prefix (g_type_name (type), "Way"))
    klass = g_type_class_peek (type);
  for (guint i = 0;
       klass != NULL
       && gtk_widget_class_query_action (klass, i, &owner, &name, &parameter, &property);
       i++)
    if (g_str_equal (name, action))
      return TRUE;
  children = g_type_children (type, &n);
  for (guint i = 0; i < n; i++)
    if (class_has (children[i], action))
      return TRUE;
  return FALSE;
}

static gboolean
is_built (const Shortcut *shortcut)
{
  if (shortcut->type != NULL && g_type_from_name (shortcut->type) == 0)
    return FALSE;
  return shortcut->action == NULL || class_has (GTK_TYPE_WIDGET, shortcut->action);
}

/* -- keys -------------------------------------------------------------------------------------- */

static char *
dup_key_name (guint key)
{
  switch (key)
    {
    case GDK_KEY_Page_Up:
      return g_strdup (_ ("Page↑"));
    case GDK_KEY_Page_Down:
      return g_strdup (_ ("Page↓"));
    case GDK_KEY_Return:
      return g_strdup (_ ("Enter"));
    default:
      return gtk_accelerator_get_label (key, 0);
    }
}

/* (transfer full): "Ctrl", "Shift", "F". */
static GPtrArray *
list_keys (const char *accelerator)
{
  GPtrArray *keys = g_ptr_array_new_with_free_func (g_free);
  GdkModifierType modifiers = 0;
  guint key = 0;

  gtk_accelerator_parse (accelerator, &key, &modifiers);
  if (modifiers & GDK_CONTROL_MASK)
    g_ptr_array_add (keys, g_strdup (_ ("Ctrl")));
  if (modifiers & GDK_ALT_MASK)
    g_ptr_array_add (keys, g_strdup (_ ("Alt")));
  if (modifiers & GDK_SHIFT_MASK)
    g_ptr_array_add (keys, g_strdup (_ ("Shift")));
  g_ptr_array_add (keys, dup_key_name (key));
  return keys;
}

/* Keys are written from left to right, whatever the words beside them. */
static GtkWidget *
build_keys (GPtrArray *keys)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);

  gtk_widget_set_direction (box, GTK_TEXT_DIR_LTR);
  for (guint i = 0; i < keys->len; i++)
    {
      GtkWidget *label = gtk_label_new (g_ptr_array_index (keys, i));

      gtk_widget_add_css_class (label, "keycap");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_widget_set_halign (box, GTK_ALIGN_START);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

static GtkWidget *
build_row (const Shortcut *shortcut, GtkSizeGroup *column)
{
  g_autoptr (GPtrArray) keys = list_keys (shortcut->accelerator);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *caps = build_keys (keys);
  GtkWidget *title = gtk_label_new (_ (shortcut->title));
  g_autoptr (GString) spoken = g_string_new (_ (shortcut->title));

  for (guint i = 0; i < keys->len; i++)
    g_string_append_printf (spoken, i == 0 ? ", %s" : " %s",
                            (const char *)g_ptr_array_index (keys, i));
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_size_group_add_widget (column, caps);
  gtk_box_append (GTK_BOX (box), caps);
  gtk_box_append (GTK_BOX (box), title);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken->str,
                                  -1);
  g_object_set_data_full (G_OBJECT (row), "folded", g_utf8_casefold (spoken->str, -1), g_free);
  return row;
}

/* -- groups ------------------------------------------------------------------------------------ */

static gboolean
is_wanted (GtkListBoxRow *row, gpointer data)
{
  return g_strrstr (g_object_get_data (G_OBJECT (row), "folded"), WAY_SHORTCUTS (data)->wanted)
         != NULL;
}

static void
add_group (WayShortcuts *self, GtkBox *column, const Group *group, GtkSizeGroup *widths)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *heading = gtk_label_new (_ (group->title));
  GtkWidget *list = gtk_list_box_new ();

  for (const Shortcut *shortcut = group->shortcuts; shortcut->title != NULL; shortcut++)
    if (is_built (shortcut))
      gtk_list_box_append (GTK_LIST_BOX (list), build_row (shortcut, widths));
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_add_css_class (list, "shortcuts");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_list_box_set_filter_func (GTK_LIST_BOX (list), is_wanted, self, NULL);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  heading, NULL, -1);
  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (column, box);
  gtk_widget_set_visible (box, gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0) != NULL);
  g_ptr_array_add (self->lists, list);
}

static void
searched_cb (WayShortcuts *self)
{
  g_free (self->wanted);
  self->wanted = g_utf8_casefold (gtk_editable_get_text (self->entry), -1);
  for (guint i = 0; i < self->lists->len; i++)
    gtk_list_box_invalidate_filter (g_ptr_array_index (self->lists, i));
}

/* -- class ------------------------------------------------------------------------------------- */

static void
way_shortcuts_finalize (GObject *object)
{
  WayShortcuts *self = WAY_SHORTCUTS (object);

  g_ptr_array_unref (self->lists);
  g_free (self->wanted);
  G_OBJECT_CLASS (way_shortcuts_parent_class)->finalize (object);
}

static void
way_shortcuts_class_init (WayShortcutsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = way_shortcuts_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/shortcuts/way-shortcuts.ui");
  gtk_widget_class_bind_template_child (widget_class, WayShortcuts, search_bar);
  gtk_widget_class_bind_template_child (widget_class, WayShortcuts, entry);
  gtk_widget_class_bind_template_child (widget_class, WayShortcuts, first);
  gtk_widget_class_bind_template_child (widget_class, WayShortcuts, second);
  gtk_widget_class_bind_template_callback (widget_class, searched_cb);
}

static void
way_shortcuts_init (WayShortcuts *self)
{
  g_autoptr (GtkSizeGroup) widths = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);

  self->lists = g_ptr_array_new ();
  self->wanted = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, self->entry);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    add_group (self, i == 0 ? self->first : self->second, &groups[i], widths);
}

void
way_shortcuts_present (GtkWidget *opener)
{
  GtkWindow *window = g_object_new (WAY_TYPE_SHORTCUTS, NULL);

  way_dialog_follow (window, opener);
  gtk_window_present (window);
}
