/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-text-field.h"

#include "way-field.h"
#include "way-value.h"
#include "way-versions-box.h"
#include "way-writing-view.h"

struct _WayTextField
{
  GtkBox parent;

  GtkLabel *heading, *description, *note; /* template children */
  WayVersionsBox *versions;
  WayWritingView *view;

  WayField *field; /* (owned) (nullable) */
  char *language;  /* (owned): of what stands, kept when it is changed */
  gboolean editable;
};

G_DEFINE_FINAL_TYPE (WayTextField, way_text_field, GTK_TYPE_BOX)

typedef enum
{
  PROP_TITLE = 1,
  PROP_DESCRIPTION,
} WayTextFieldProperty;

enum
{
  TYPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
hide_where_empty (WayTextField *self)
{
  g_autofree char *text = way_writing_view_dup_text (self->view);

  if (!self->editable)
    gtk_widget_set_visible (GTK_WIDGET (self), text[0] != '\0');
}

static GVariant *
read_value (gpointer widget)
{
  WayTextField *self = widget;
  g_autofree char *text = way_writing_view_dup_text (self->view);

  return g_variant_new ("(ss)", text, text[0] != '\0' ? self->language : "");
}

static void
show_value (gpointer widget, GVariant *value)
{
  WayTextField *self = widget;
  g_autofree char *text = value != NULL ? way_value_dup_string (value, 0) : g_strdup ("");
  g_autofree char *language = value != NULL ? way_value_dup_string (value, 1) : g_strdup ("");

  if (language[0] != '\0')
    {
      g_free (self->language);
      self->language = g_steal_pointer (&language);
    }
  way_writing_view_show_text (self->view, text);
  hide_where_empty (self);
}

static void
typed_cb (WayTextField *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
  if (self->field != NULL)
    way_field_typed (self->field);
  g_signal_emit (self, signals[TYPED], 0);
}

static void
refused_cb (WayTextField *self, const char *sentence)
{
  gtk_label_set_text (self->note, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->note), TRUE);
}

static void
leave_cb (WayTextField *self)
{
  if (self->field != NULL)
    way_field_leave (self->field);
}

/* Of several versions none is written on: they are settled first. */
static void
waits_cb (WayTextField *self)
{
  gboolean waits = self->field != NULL && way_field_waits (self->field);

  if (waits && gtk_widget_has_focus (GTK_WIDGET (self->view)))
    way_versions_box_focus (self->versions);
  way_writing_view_set_writable (self->view, self->editable && !waits);
  gtk_widget_set_visible (GTK_WIDGET (self->view), !waits);
}

void
way_text_field_unbind (WayTextField *self)
{
  if (self->field != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->field, self);
      way_field_close (self->field);
    }
  g_clear_object (&self->field);
  way_versions_box_unbind (self->versions);
}

void
way_text_field_bind (WayTextField *self,
                     WayDesk *desk,
                     WayLiveCase *live,
                     guint16 kind,
                     const WayId *object,
                     guint16 group)
{
  way_text_field_unbind (self);
  g_free (self->language);
  self->language = g_strdup ("en");
  way_writing_view_begin (self->view, "");
  /* first, so that it is there when the field makes room for it */
  way_versions_box_bind (self->versions, desk, live, kind, object, group);
  self->field = way_field_new (desk, live, kind, object, group, read_value, show_value, self);
  g_signal_connect_swapped (self->field, "notify::waits", G_CALLBACK (waits_cb), self);
  waits_cb (self);
}

WayField *
way_text_field_get_field (WayTextField *self)
{
  return self->field;
}

void
way_text_field_set_title (WayTextField *self, const char *title)
{
  gtk_label_set_text (self->heading, title);
}

void
way_text_field_set_editable (WayTextField *self, gboolean editable)
{
  self->editable = editable;
  waits_cb (self);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  hide_where_empty (self);
}

void
way_text_field_edit (WayTextField *self, const char *words)
{
  if (self->field != NULL && way_field_waits (self->field))
    {
      way_versions_box_focus (self->versions);
      return;
    }
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  way_writing_view_select (self->view, words);
}

/* -- class ------------------------------------------------------------------------------------- */

static void
way_text_field_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  WayTextField *self = WAY_TEXT_FIELD (object);

  switch ((WayTextFieldProperty)id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_text (self->heading));
      break;
    case PROP_DESCRIPTION:
      g_value_set_string (value, gtk_label_get_text (self->description));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_text_field_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WayTextField *self = WAY_TEXT_FIELD (object);
  const char *text = g_value_get_string (value);

  switch ((WayTextFieldProperty)id)
    {
    case PROP_TITLE:
      way_text_field_set_title (self, text);
      break;
    case PROP_DESCRIPTION:
      gtk_label_set_text (self->description, text);
      gtk_widget_set_visible (GTK_WIDGET (self->description), text != NULL && text[0] != '\0');
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_text_field_dispose (GObject *object)
{
  if (WAY_TEXT_FIELD (object)->versions != NULL)
    way_text_field_unbind (WAY_TEXT_FIELD (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_TEXT_FIELD);
  G_OBJECT_CLASS (way_text_field_parent_class)->dispose (object);
}

static void
way_text_field_finalize (GObject *object)
{
  g_free (WAY_TEXT_FIELD (object)->language);
  G_OBJECT_CLASS (way_text_field_parent_class)->finalize (object);
}

static void
way_text_field_class_init (WayTextFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = way_text_field_get_property;
  object_class->set_property = way_text_field_set_property;
  object_class->dispose = way_text_field_dispose;
  object_class->finalize = way_text_field_finalize;
  g_object_class_install_property (object_class, PROP_TITLE,
                                   g_param_spec_string ("title", NULL, NULL, "", flags));
  g_object_class_install_property (object_class, PROP_DESCRIPTION,
                                   g_param_spec_string ("description", NULL, NULL, "", flags));

  signals[TYPED] = g_signal_new ("typed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (WAY_TYPE_VERSIONS_BOX);
  g_type_ensure (WAY_TYPE_WRITING_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/widgets/way-text-field.ui");
  gtk_widget_class_bind_template_child (widget_class, WayTextField, heading);
  gtk_widget_class_bind_template_child (widget_class, WayTextField, description);
  gtk_widget_class_bind_template_child (widget_class, WayTextField, note);
  gtk_widget_class_bind_template_child (widget_class, WayTextField, versions);
  gtk_widget_class_bind_template_child (widget_class, WayTextField, view);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, refused_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
}

static void
way_text_field_init (WayTextField *self)
{
  self->language = g_strdup ("en");
  self->editable = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}
