/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-commit.h"

typedef struct
{
  GtkWidget *window; /* (owned) (nullable) */
  char *said;        /* (owned) */
} Saying;

static void
saying_free (Saying *self)
{
  g_clear_object (&self->window);
  g_free (self->said);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saying, saying_free)

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Saying) saying = data;
  WayDesk *desk = WAY_DESK (source);

  /* A desk without people was cleared: Waymark is locked meanwhile. */
  if (way_desk_commit_finish (desk, result, NULL) && saying->window != NULL
      && way_desk_get_people (desk) != NULL)
    gtk_widget_activate_action (saying->window, "win.say-with-undo", "s", saying->said);
}

void
way_commit_saying (GtkWidget *from, WayDesk *desk, WayAct *act, const char *said)
{
  Saying *saying = g_new0 (Saying, 1);
  GtkRoot *root = gtk_widget_get_root (from);

  if (root != NULL)
    saying->window = g_object_ref (GTK_WIDGET (root));
  saying->said = g_strdup (said);
  way_desk_commit (desk, act, committed_cb, saying);
}

static gboolean
class_has_action (GtkWidgetClass *klass, const char *name)
{
  const GVariantType *type;
  const char *found, *property;
  GType owner;

  for (guint i = 0; gtk_widget_class_query_action (klass, i, &owner, &found, &type, &property); i++)
    if (g_str_equal (found, name))
      return TRUE;
  return FALSE;
}

gboolean
way_has_action (GtkWidget *widget, const char *name)
{
  for (GtkWidget *at = widget; at != NULL; at = gtk_widget_get_parent (at))
    if (class_has_action (GTK_WIDGET_GET_CLASS (at), name))
      return TRUE;
  return FALSE;
}
