/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-list-group.h"

struct _WayListGroup
{
  GtkBox parent;

  GtkLabel *heading, *note, *placeholder; /* template children */
  GtkButton *link;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (WayListGroup, way_list_group, GTK_TYPE_BOX)

typedef enum
{
  PROP_TITLE = 1,
  PROP_NOTE,
  PROP_ACTION_LABEL,
  PROP_ACTION_NAME,
  PROP_EMPTY,
} WayListGroupProperty;

GtkListBox *
way_list_group_get_list (WayListGroup *self)
{
  return self->list;
}

void
way_list_group_set_title (WayListGroup *self, const char *title)
{
  gtk_label_set_text (self->heading, title);
}

void
way_list_group_set_note (WayListGroup *self, const char *note)
{
  gtk_label_set_text (self->note, note);
  gtk_widget_set_visible (GTK_WIDGET (self->note), note[0] != '\0');
}

static void
set_link_label (WayListGroup *self, const char *label)
{
  gtk_button_set_label (self->link, label);
  gtk_widget_set_visible (GTK_WIDGET (self->link), label != NULL && label[0] != '\0');
}

void
way_list_group_set_action (WayListGroup *self, const char *label, const char *name)
{
  g_autofree char *plain = NULL;
  g_autoptr (GVariant) target = NULL;

  set_link_label (self, label);
  /* the target first: GTK warns of a name that stands without it */
  if (g_action_parse_detailed_name (name, &plain, &target, NULL))
    {
      gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->link), target);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->link), plain);
    }
}

static void
way_list_group_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  WayListGroup *self = WAY_LIST_GROUP (object);

  switch ((WayListGroupProperty)id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_text (self->heading));
      break;
    case PROP_NOTE:
      g_value_set_string (value, gtk_label_get_text (self->note));
      break;
    case PROP_ACTION_LABEL:
      g_value_set_string (value, gtk_button_get_label (self->link));
      break;
    case PROP_ACTION_NAME:
      g_value_set_string (value, gtk_actionable_get_action_name (GTK_ACTIONABLE (self->link)));
      break;
    case PROP_EMPTY:
      g_value_set_string (value, gtk_label_get_text (self->placeholder));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_list_group_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WayListGroup *self = WAY_LIST_GROUP (object);
  const char *text = g_value_get_string (value);

  switch ((WayListGroupProperty)id)
    {
    case PROP_TITLE:
      way_list_group_set_title (self, text);
      break;
    case PROP_NOTE:
      way_list_group_set_note (self, text);
      break;
    case PROP_ACTION_LABEL:
      set_link_label (self, text);
      break;
    case PROP_ACTION_NAME:
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->link), text);
      break;
    case PROP_EMPTY:
      gtk_label_set_text (self->placeholder, text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_list_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_LIST_GROUP);
  G_OBJECT_CLASS (way_list_group_parent_class)->dispose (object);
}

static void
way_list_group_class_init (WayListGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const char *const names[] = { [PROP_TITLE] = "title",
                                       [PROP_NOTE] = "note",
                                       [PROP_ACTION_LABEL] = "action-label",
                                       [PROP_ACTION_NAME] = "action-name",
                                       [PROP_EMPTY] = "empty" };

  object_class->get_property = way_list_group_get_property;
  object_class->set_property = way_list_group_set_property;
  object_class->dispose = way_list_group_dispose;
  for (guint i = PROP_TITLE; i < G_N_ELEMENTS (names); i++)
    g_object_class_install_property (
        object_class, i,
        g_param_spec_string (names[i], NULL, NULL, NULL,
                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/widgets/way-list-group.ui");
  gtk_widget_class_bind_template_child (widget_class, WayListGroup, heading);
  gtk_widget_class_bind_template_child (widget_class, WayListGroup, note);
  gtk_widget_class_bind_template_child (widget_class, WayListGroup, placeholder);
  gtk_widget_class_bind_template_child (widget_class, WayListGroup, link);
  gtk_widget_class_bind_template_child (widget_class, WayListGroup, list);
}

static void
way_list_group_init (WayListGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
