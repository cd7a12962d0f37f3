/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-focus.h"

#define STEPS 100 /* more than a row has places for focus */

static gboolean
has_focus (GtkWidget *widget, GtkRoot *root)
{
  GtkWidget *focus = gtk_root_get_focus (root);

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

gboolean
way_focus_has_moved (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (root == NULL || !gtk_widget_get_mapped (widget))
    return FALSE;
  /* A window that is left keeps its focus widget for when it is come back to. */
  return !has_focus (widget, root);
}

void
way_focus_move_on (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (root == NULL)
    return;
  for (guint i = 0; i < STEPS && has_focus (widget, root); i++)
    if (!gtk_widget_child_focus (GTK_WIDGET (root), GTK_DIR_TAB_FORWARD))
      break;
  if (has_focus (widget, root))
    gtk_root_set_focus (root, NULL);
}

/* -- keeping it -------------------------------------------------------------------------------- */

typedef struct
{
  GtkWidget *page; /* whose it is */
  GtkRoot *root;   /* (weak): whose focus is followed */
  GtkWidget *last; /* (weak): in the page, where focus was last */
  gboolean waits;  /* for the next frame */
} Keeper;

static gboolean
take_back (GtkWidget *page, GdkFrameClock *clock, gpointer data)
{
  Keeper *self = data;

  self->waits = FALSE;
  if (self->root == NULL || gtk_root_get_focus (self->root) != NULL || !gtk_widget_get_mapped (page)
      || self->last == NULL || !gtk_widget_is_ancestor (self->last, page))
    return G_SOURCE_REMOVE;
  if (gtk_widget_get_mapped (self->last) && gtk_widget_grab_focus (self->last))
    return G_SOURCE_REMOVE;
  for (GtkWidget *around = self->last; around != gtk_widget_get_parent (page);
       around = gtk_widget_get_parent (around))
    if (gtk_widget_get_mapped (around) && gtk_widget_child_focus (around, GTK_DIR_TAB_FORWARD))
      break;
  return G_SOURCE_REMOVE;
}

static void
focus_cb (GtkRoot *root, GParamSpec *pspec, Keeper *self)
{
  GtkWidget *focus = gtk_root_get_focus (root);

  if (focus != NULL && gtk_widget_is_ancestor (focus, self->page))
    g_set_weak_pointer (&self->last, focus);
  else if (focus != NULL)
    g_clear_weak_pointer (&self->last);
  else if (self->last != NULL && !self->waits)
    self->waits = gtk_widget_add_tick_callback (self->page, take_back, self, NULL) != 0;
}

static void
rooted_cb (GtkWidget *page, GParamSpec *pspec, Keeper *self)
{
  if (self->root != NULL)
    g_signal_handlers_disconnect_by_data (self->root, self);
  g_clear_weak_pointer (&self->last);
  g_set_weak_pointer (&self->root, gtk_widget_get_root (page));
  if (self->root != NULL)
    g_signal_connect (self->root, "notify::focus-widget", G_CALLBACK (focus_cb), self);
}

static void
keeper_free (gpointer data)
{
  Keeper *self = data;

  if (self->root != NULL)
    g_signal_handlers_disconnect_by_data (self->root, self);
  g_clear_weak_pointer (&self->root);
  g_clear_weak_pointer (&self->last);
  g_free (self);
}

void
way_focus_keep (GtkWidget *page)
{
  Keeper *self = g_new0 (Keeper, 1);

  self->page = page;
  g_object_set_data_full (G_OBJECT (page), "way-focus-keeper", self, keeper_free);
  g_signal_connect (page, "notify::root", G_CALLBACK (rooted_cb), self);
  rooted_cb (page, NULL, self);
}
