/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-object-list.h"

#include "way-focus.h"
#include "way-rows.h"

struct _WayObjectList
{
  WayListGroup *group;
  WayDesk *desk;     /* (owned) */
  WayLiveCase *live; /* (owned) (nullable) */
  const WayObjectRows *rows;
  WayId adding; /* nil while nothing is being added */
};

GPtrArray *
way_object_list_newest_first (WayCase *present, guint16 kind)
{
  g_autoptr (GPtrArray) rising = way_case_list (present, kind);
  GPtrArray *newest = g_ptr_array_new ();

  for (guint i = rising->len; i > 0; i--)
    g_ptr_array_add (newest, g_ptr_array_index (rising, i - 1));
  return newest;
}

static const WayObject *
find_object (WayObjectList *self, const WayId *id)
{
  WayCase *present = way_live_case_get_case (self->live);

  return present != NULL ? way_case_get_object (present, self->rows->kind, id) : NULL;
}

static char *
dup_key (gpointer entry)
{
  char hex[WAY_ID_HEX_SIZE];

  return g_strdup (way_id_format (entry, hex));
}

/* Closed without a word in it: it was never there. */
static void
expanded_cb (AdwExpanderRow *row, GParamSpec *pspec, WayObjectList *self)
{
  WayId id;

  if (adw_expander_row_get_expanded (row)
      || !way_id_parse (way_rows_get_key (GTK_LIST_BOX_ROW (row)), &id)
      || !way_id_equal (&id, &self->adding) || find_object (self, &id) != NULL)
    return;
  self->adding = way_id_nil;
  way_object_list_show (self);
}

static void
bind_row (WayObjectList *self, GtkWidget *row, const WayId *object)
{
  way_object_row_bind (WAY_OBJECT_ROW (row), self->desk, self->live, self->rows->kind, object);
}

static GtkWidget *
build_row (gpointer entry, gpointer data)
{
  WayObjectList *self = data;
  GtkWidget *row = g_object_new (self->rows->row_type (), NULL);

  bind_row (self, row, entry);
  g_signal_connect (row, "notify::expanded", G_CALLBACK (expanded_cb), self);
  return row;
}

/* What was opened has fields, and maybe words that are not saved yet. */
static gboolean
reuse_row (GtkWidget *row, gpointer entry, gpointer data)
{
  if (WAY_OBJECT_ROW (row)->filled)
    return FALSE;
  bind_row (data, row, entry);
  return TRUE;
}

static void
update_row (GtkWidget *row, gpointer entry, gpointer data)
{
  way_object_row_show (WAY_OBJECT_ROW (row));
}

void
way_object_list_show (WayObjectList *self)
{
  static const WayRows rows = { dup_key, build_row, update_row, reuse_row };
  WayCase *present = self->live != NULL ? way_live_case_get_case (self->live) : NULL;
  g_autoptr (GPtrArray) objects = NULL, ids = g_ptr_array_new ();

  if (present == NULL)
    return;
  objects = self->rows->list (present, self->rows->kind);
  for (guint i = 0; i < objects->len; i++)
    g_ptr_array_add (ids, (gpointer) & ((WayObject *)g_ptr_array_index (objects, i))->id);
  if (find_object (self, &self->adding) != NULL)
    self->adding = way_id_nil;
  if (!way_id_is_nil (&self->adding))
    g_ptr_array_add (ids, &self->adding);
  way_rows_sync (way_list_group_get_list (self->group), ids, &rows, self);
}

static void
drop_row (WayObjectList *self, GtkListBox *list, GtkWidget *row)
{
  g_signal_handlers_disconnect_by_data (row, self);
  way_focus_move_on (row);
  gtk_list_box_remove (list, row);
}

/* @all: else what can be used again stays. */
static void
let_go (WayObjectList *self, gboolean all)
{
  GtkListBox *list = way_list_group_get_list (self->group);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL;)
    {
      way_object_row_unbind (WAY_OBJECT_ROW (row));
      if (all || WAY_OBJECT_ROW (row)->filled)
        drop_row (self, list, GTK_WIDGET (row));
      else
        i++;
    }
  self->adding = way_id_nil;
}

void
way_object_list_set_live (WayObjectList *self, WayLiveCase *live)
{
  if (self->live == live)
    return;
  let_go (self, FALSE);
  g_set_object (&self->live, live);
  way_object_list_show (self);
}

gboolean
way_object_list_open (WayObjectList *self, const WayId *object)
{
  char hex[WAY_ID_HEX_SIZE];
  GtkListBoxRow *row = way_rows_find (way_list_group_get_list (self->group),
                                      way_id_format (object, hex));

  if (row == NULL)
    return FALSE;
  way_object_row_edit (WAY_OBJECT_ROW (row));
  return TRUE;
}

void
way_object_list_add (WayObjectList *self)
{
  WayId added;

  if (self->live == NULL || way_live_case_get_case (self->live) == NULL)
    return;
  if (way_id_is_nil (&self->adding))
    way_id_new (way_desk_get_random (self->desk), &self->adding);
  added = self->adding;
  way_object_list_show (self);
  way_object_list_open (self, &added);
}

WayObjectList *
way_object_list_new (WayListGroup *group, WayDesk *desk, const WayObjectRows *rows)
{
  WayObjectList *self = g_new0 (WayObjectList, 1);

  self->group = group;
  self->desk = g_object_ref (desk);
  self->rows = rows;
  return self;
}

void
way_object_list_free (WayObjectList *self)
{
  let_go (self, TRUE);
  g_clear_object (&self->live);
  g_clear_object (&self->desk);
  g_free (self);
}
