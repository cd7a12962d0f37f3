/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-timeline-list.h"

#include "way-i18n.h"
#include "way-rows.h"
#include "way-timeline-row.h"

#define LIMIT 300 /* rows of a list that is short enough to be read row by row */

struct _WayTimelineList
{
  GtkBox parent;

  GtkListBox *list; /* template children */
  GtkLabel *count;
  GtkWidget *none, *earlier;

  WayDesk *desk;     /* (owned) (nullable) */
  WayLiveCase *live; /* (owned) (nullable) */
  char *filter;      /* (owned) */
  guint limit;       /* how many rows at most; the rest is asked for */
};

G_DEFINE_FINAL_TYPE (WayTimelineList, way_timeline_list, GTK_TYPE_BOX)

typedef enum
{
  PROP_FILTER = 1,
} WayTimelineListProperty;

static GParamSpec *properties[PROP_FILTER + 1];

static WayCase *
get_case (WayTimelineList *self)
{
  return self->live != NULL ? way_live_case_get_case (self->live) : NULL;
}

static const char *const filters[] = {
  [WAY_TIMELINE_ALL] = "all",
  [WAY_TIMELINE_VISITS] = "visits",
  [WAY_TIMELINE_MESSAGES] = "messages",
  [WAY_TIMELINE_TRIED] = "tried",
};

static WayTimelineFilter
get_filter (WayTimelineList *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    if (g_str_equal (filters[i], self->filter))
      return i;
  return WAY_TIMELINE_ALL;
}

static char *
dup_entry_key (gpointer entry)
{
  return way_id_dup_hex (&((WayTimelineEntry *)entry)->id);
}

static GtkWidget *
build_entry (gpointer entry, gpointer data)
{
  return way_timeline_row_new ();
}

static void
update_entry (GtkWidget *row, gpointer entry, gpointer data)
{
  way_timeline_row_show (WAY_TIMELINE_ROW (row), entry);
}

static const WayRows entry_rows = { dup_entry_key, build_entry, update_entry };

/* -- months ------------------------------------------------------------------------------------ */

static const char *
heading_at (WayTimelineList *self, int i)
{
  GtkListBoxRow *row = i < 0 ? NULL : gtk_list_box_get_row_at_index (self->list, i);

  return row != NULL ? way_timeline_row_get_heading (WAY_TIMELINE_ROW (row)) : NULL;
}

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* Each month is a card of its own. */
static void
mark_groups (WayTimelineList *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      const char *heading = heading_at (self, i);

      set_class (GTK_WIDGET (row), "first", g_strcmp0 (heading, heading_at (self, i - 1)) != 0);
      set_class (GTK_WIDGET (row), "last", g_strcmp0 (heading, heading_at (self, i + 1)) != 0);
    }
  gtk_list_box_invalidate_headers (self->list);
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const char *heading = way_timeline_row_get_heading (WAY_TIMELINE_ROW (row));
  GtkWidget *old = gtk_list_box_row_get_header (row), *label;

  if (before != NULL
      && g_strcmp0 (way_timeline_row_get_heading (WAY_TIMELINE_ROW (before)), heading) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  if (old != NULL && g_strcmp0 (gtk_label_get_text (GTK_LABEL (old)), heading) == 0)
    return;
  label = gtk_label_new (heading);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "timeline-month");
  if (before == NULL)
    gtk_widget_add_css_class (label, "first");
  gtk_list_box_row_set_header (row, label);
}

/* -- all of it --------------------------------------------------------------------------------- */

static void
show_count (WayTimelineList *self)
{
  guint n = way_timeline_count_recent (get_case (self), get_filter (self),
                                       way_desk_get_today (self->desk));
  g_autofree char *text = g_strdup_printf (
      g_dngettext (WAY_GETTEXT_DOMAIN, "%u in the last %u months", "%u in the last %u months", n),
      n, WAY_TIMELINE_RECENT_MONTHS);

  gtk_label_set_text (self->count, text);
}

void
way_timeline_list_show (WayTimelineList *self)
{
  WayDate today = way_desk_get_today (self->desk);
  gint64 now = way_clock_now (way_desk_get_clock (self->desk));
  g_autoptr (GPtrArray) entries = way_timeline_list (get_case (self), get_filter (self), today,
                                                     now);

  gtk_widget_set_visible (self->earlier, entries->len > self->limit);
  if (entries->len > self->limit)
    g_ptr_array_set_size (entries, (int)self->limit);
  way_rows_sync (self->list, entries, &entry_rows, self);
  mark_groups (self);
  gtk_widget_set_visible (self->none, entries->len == 0);
  show_count (self);
}

static void
set_filter (WayTimelineList *self, const char *filter)
{
  if (filter == NULL || g_str_equal (self->filter, filter))
    return;
  g_free (self->filter);
  self->filter = g_strdup (filter);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTER]);
  if (get_case (self) != NULL)
    way_timeline_list_show (self);
}

void
way_timeline_list_set_live (WayTimelineList *self, WayDesk *desk, WayLiveCase *live)
{
  if (live == NULL)
    desk = NULL;
  g_set_object (&self->desk, desk);
  g_set_object (&self->live, live);
  self->limit = LIMIT;
  g_object_set (self, "filter", "all", NULL);
}

static void
show_earlier (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayTimelineList *self = WAY_TIMELINE_LIST (widget);
  GtkListBoxRow *row;
  int last = (int)self->limit;

  if (get_case (self) == NULL)
    return;
  self->limit += LIMIT;
  way_timeline_list_show (self);
  row = gtk_list_box_get_row_at_index (self->list, last);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* -- focus ------------------------------------------------------------------------------------- */

gboolean
way_timeline_list_focus_first (WayTimelineList *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}

void
way_timeline_list_focus (WayTimelineList *self, const char *id, const char *field)
{
  GtkListBoxRow *row = way_rows_find (self->list, id);

  if (row == NULL)
    {
      self->limit = G_MAXINT;
      g_object_set (self, "filter", "all", NULL);
      way_timeline_list_show (self);
      row = way_rows_find (self->list, id);
    }
  if (row == NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (row));
  if (field != NULL)
    way_timeline_row_select (WAY_TIMELINE_ROW (row), field);
}

const char *
way_timeline_list_get_focused (WayTimelineList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, WAY_TYPE_TIMELINE_ROW) : NULL;

  return row != NULL && gtk_widget_is_ancestor (row, GTK_WIDGET (self))
             ? way_timeline_row_get_id (WAY_TIMELINE_ROW (row))
             : NULL;
}

/* -- class ------------------------------------------------------------------------------------- */

static void
activated_cb (WayTimelineList *self, GtkListBoxRow *row)
{
  WayTimelineRow *entry = WAY_TIMELINE_ROW (row);
  const char *action = way_timeline_row_get_action (entry);

  if (action != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), action, "s", way_timeline_row_get_id (entry));
}

static void
way_timeline_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((WayTimelineListProperty)id)
    {
    case PROP_FILTER:
      g_value_set_string (value, WAY_TIMELINE_LIST (object)->filter);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_timeline_list_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((WayTimelineListProperty)id)
    {
    case PROP_FILTER:
      set_filter (WAY_TIMELINE_LIST (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_timeline_list_dispose (GObject *object)
{
  WayTimelineList *self = WAY_TIMELINE_LIST (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_TIMELINE_LIST);
  g_clear_object (&self->live);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (way_timeline_list_parent_class)->dispose (object);
}

static void
way_timeline_list_finalize (GObject *object)
{
  g_free (WAY_TIMELINE_LIST (object)->filter);
  G_OBJECT_CLASS (way_timeline_list_parent_class)->finalize (object);
}

static void
way_timeline_list_class_init (WayTimelineListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = way_timeline_list_get_property;
  object_class->set_property = way_timeline_list_set_property;
  object_class->dispose = way_timeline_list_dispose;
  object_class->finalize = way_timeline_list_finalize;
  properties[PROP_FILTER] = g_param_spec_string ("filter", NULL, NULL, "all",
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS
                                                     | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/contacts/way-timeline-list.ui");
  gtk_widget_class_bind_template_child (widget_class, WayTimelineList, list);
  gtk_widget_class_bind_template_child (widget_class, WayTimelineList, count);
  gtk_widget_class_bind_template_child (widget_class, WayTimelineList, none);
  gtk_widget_class_bind_template_child (widget_class, WayTimelineList, earlier);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_property_action (widget_class, "contacts.filter", "filter");
  gtk_widget_class_install_action (widget_class, "contacts.show-earlier", NULL, show_earlier);
}

static void
way_timeline_list_init (WayTimelineList *self)
{
  self->filter = g_strdup ("all");
  self->limit = LIMIT;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, header_cb, NULL, NULL);
}
