/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-line-row.h"

#include "way-field.h"
#include "way-focus.h"
#include "way-spoken.h"
#include "way-typed-text.h"
#include "way-value.h"
#include "way-versions-box.h"

struct _WayLineRow
{
  AdwEntryRow parent;

  WayField *field;       /* (owned) (nullable) */
  const WayGroup *group; /* of the field */
  char *language;        /* (owned): of a PROSE that stands, kept when it is changed */
  GtkWidget *link;       /* borrowed (nullable): to where its versions are settled */
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (WayLineRow, way_line_row, ADW_TYPE_ENTRY_ROW)

enum
{
  TYPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GVariant *
read_value (gpointer widget)
{
  WayLineRow *self = widget;
  const char *text = way_line_row_get_text (self);

  if (self->group->shape != WAY_SHAPE_PROSE)
    return g_variant_new ("(s)", text);
  return g_variant_new ("(ss)", text, text[0] != '\0' ? self->language : "");
}

static void
show_value (gpointer widget, GVariant *value)
{
  WayLineRow *self = widget;
  g_autofree char *text = value != NULL ? way_value_dup_string (value, 0) : g_strdup ("");

  if (value != NULL && self->group->shape == WAY_SHAPE_PROSE && text[0] != '\0')
    {
      g_free (self->language);
      self->language = way_value_dup_string (value, 1);
    }
  way_line_row_show_text (self, text);
}

static void
changed_cb (WayLineRow *self)
{
  if (self->showing)
    return;
  if (self->field != NULL)
    way_field_typed (self->field);
  g_signal_emit (self, signals[TYPED], 0);
}

static void
leave_cb (WayLineRow *self)
{
  if (self->field != NULL)
    way_field_leave (self->field);
}

static void
waits_cb (WayLineRow *self)
{
  gboolean waits = self->field != NULL && way_field_waits (self->field);
  g_autofree char *place = NULL;

  gtk_editable_set_editable (GTK_EDITABLE (self), !waits);
  if (self->link != NULL)
    {
      way_focus_move_on (self->link);
      adw_entry_row_remove (ADW_ENTRY_ROW (self), self->link);
    }
  self->link = NULL;
  if (!waits)
    return;
  place = way_field_dup_settle_place (self->field);
  self->link = way_versions_link_new (place, way_field_was_begun (self->field));
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), self->link);
}

void
way_line_row_unbind (WayLineRow *self)
{
  if (self->field != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->field, self);
      way_field_close (self->field);
    }
  g_clear_object (&self->field);
}

void
way_line_row_bind (WayLineRow *self,
                   WayDesk *desk,
                   WayLiveCase *live,
                   guint16 kind,
                   const WayId *object,
                   guint16 group)
{
  way_line_row_unbind (self);
  self->group = way_schema_group (kind, group);
  g_assert (self->group != NULL);
  g_free (self->language);
  self->language = g_strdup ("en");
  self->field = way_field_new (desk, live, kind, object, group, read_value, show_value, self);
  g_signal_connect_swapped (self->field, "notify::waits", G_CALLBACK (waits_cb), self);
  waits_cb (self);
}

const char *
way_line_row_get_text (WayLineRow *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self));
}

void
way_line_row_show_text (WayLineRow *self, const char *text)
{
  int at;

  if (g_str_equal (way_line_row_get_text (self), text))
    return;
  at = gtk_editable_get_position (GTK_EDITABLE (self));
  self->showing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self), text);
  self->showing = FALSE;
  gtk_editable_set_position (GTK_EDITABLE (self), at);
}

void
way_line_row_edit (WayLineRow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_editable_set_position (GTK_EDITABLE (self), -1);
}

static void
way_line_row_dispose (GObject *object)
{
  way_line_row_unbind (WAY_LINE_ROW (object));
  G_OBJECT_CLASS (way_line_row_parent_class)->dispose (object);
}

static void
way_line_row_finalize (GObject *object)
{
  g_free (WAY_LINE_ROW (object)->language);
  G_OBJECT_CLASS (way_line_row_parent_class)->finalize (object);
}

static void
way_line_row_class_init (WayLineRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = way_line_row_dispose;
  object_class->finalize = way_line_row_finalize;
  signals[TYPED] = g_signal_new ("typed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
way_line_row_init (WayLineRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->language = g_strdup ("en");
  way_typed_text_guard (GTK_EDITABLE (self), WAY_LINE_MAX);
  way_spoken_entry (GTK_WIDGET (self));
  g_signal_connect (self, "changed", G_CALLBACK (changed_cb), NULL);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}
