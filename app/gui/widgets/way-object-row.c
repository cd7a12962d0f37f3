/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-object-row.h"

#include "way-focus.h"

G_DEFINE_ABSTRACT_TYPE (WayObjectRow, way_object_row, ADW_TYPE_EXPANDER_ROW)

static WayObjectRowClass *
get_class (WayObjectRow *self)
{
  return G_TYPE_INSTANCE_GET_CLASS (self, WAY_TYPE_OBJECT_ROW, WayObjectRowClass);
}

static WayCase *
get_case (WayObjectRow *self)
{
  return self->live != NULL ? way_live_case_get_case (self->live) : NULL;
}

const WayObject *
way_object_row_get_object (WayObjectRow *self)
{
  WayCase *present = get_case (self);

  return present != NULL ? way_case_get_object (present, self->kind, &self->object) : NULL;
}

/* -- the rows inside --------------------------------------------------------------------------- */

/* GTK lays out the rows of an expander that is closed, though nobody sees them. */
static void
revealed_cb (GtkRevealer *revealer, GParamSpec *pspec, GtkWidget *rows)
{
  if (gtk_revealer_get_child_revealed (revealer) || gtk_revealer_get_reveal_child (revealer))
    return;
  way_focus_move_on (rows);
  gtk_widget_set_visible (rows, FALSE);
}

/* (transfer none): what comes and goes under the row's own line. */
static GtkRevealer *
get_revealer (WayObjectRow *self)
{
  GtkWidget *box = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (self));

  return GTK_REVEALER (gtk_widget_get_last_child (box));
}

static void
fill (WayObjectRow *self)
{
  GtkRevealer *revealer = get_revealer (self);

  self->filled = TRUE;
  get_class (self)->fill (self);
  way_object_row_show (self);
  g_signal_connect (revealer, "notify::child-revealed", G_CALLBACK (revealed_cb),
                    gtk_revealer_get_child (revealer));
}

static void
expanded_cb (WayObjectRow *self)
{
  if (!adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    return;
  if (get_case (self) == NULL)
    {
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), FALSE);
      return;
    }
  if (!self->filled)
    fill (self);
  gtk_widget_set_visible (gtk_revealer_get_child (get_revealer (self)), TRUE);
}

GtkBuilder *
way_object_row_add_template (WayObjectRow *self, const char *resource, GtkBuilderScope *scope)
{
  g_autoptr (GBytes) bytes = g_resources_lookup_data (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GError) error = NULL;
  GtkBuilder *builder = gtk_builder_new ();
  const char *text;
  gsize size;

  g_assert (bytes != NULL);
  text = g_bytes_get_data (bytes, &size);
  gtk_builder_set_scope (builder, scope);
  gtk_builder_set_current_object (builder, G_OBJECT (self));
  if (!gtk_builder_extend_with_template (builder, G_OBJECT (self), G_OBJECT_TYPE (self), text,
                                         (gssize)size, &error))
    g_error ("%s: %s", resource, error->message);
  return builder;
}

/* -- whose it is ------------------------------------------------------------------------------- */

void
way_object_row_bind (
    WayObjectRow *self, WayDesk *desk, WayLiveCase *live, guint16 kind, const WayId *object)
{
  g_return_if_fail (!self->filled);

  g_set_object (&self->desk, desk);
  g_set_object (&self->live, live);
  self->kind = kind;
  self->object = *object;
}

void
way_object_row_unbind (WayObjectRow *self)
{
  if (self->filled && self->live != NULL)
    get_class (self)->unbind (self);
  g_clear_object (&self->live);
}

void
way_object_row_show (WayObjectRow *self)
{
  WayCase *present = get_case (self);

  if (present != NULL)
    get_class (self)->show (self, present, way_object_row_get_object (self));
}

void
way_object_row_edit (WayObjectRow *self)
{
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  if (self->filled)
    get_class (self)->edit (self);
}

WayAct *
way_object_row_begin_removal (WayObjectRow *self)
{
  WayAct *act;

  if (way_object_row_get_object (self) == NULL)
    {
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), FALSE);
      return NULL;
    }
  act = way_act_new (way_live_case_get_id (self->live), 0);
  way_act_remove (act, self->kind, &self->object, "");
  return act;
}

/* -- class ------------------------------------------------------------------------------------- */

static void
way_object_row_dispose (GObject *object)
{
  WayObjectRow *self = WAY_OBJECT_ROW (object);

  way_object_row_unbind (self);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (way_object_row_parent_class)->dispose (object);
}

static void
way_object_row_class_init (WayObjectRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = way_object_row_dispose;
}

static void
way_object_row_init (WayObjectRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  g_signal_connect (self, "notify::expanded", G_CALLBACK (expanded_cb), NULL);
}
