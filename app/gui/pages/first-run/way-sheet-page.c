/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-sheet-page.h"

#include "way-blank.h"
#include "way-i18n.h"
#include "way-sheet-step.h"
#include "way-spoken.h"

struct _WaySheetPage
{
  GtkBox parent;

  GtkStack *steps; /* template children */
  AdwStatusPage *ask;
  GtkEditable *passphrase;
  GtkWidget *make, *spinner, *later;
  GtkLabel *note;
  WaySheetStep *sheet;

  WayDoor *door; /* (owned) (nullable) */
  gboolean making;
};

G_DEFINE_FINAL_TYPE (WaySheetPage, way_sheet_page, GTK_TYPE_BOX)

static guint done_signal, later_signal;

static void
say (WaySheetPage *self, const char *sentence)
{
  gtk_label_set_text (self->note, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->note), sentence[0] != '\0');
}

static void
set_making (WaySheetPage *self, gboolean making)
{
  if (making)
    way_blank_focus (GTK_WIDGET (self));
  self->making = making;
  gtk_widget_set_sensitive (GTK_WIDGET (self->passphrase), !making);
  gtk_widget_set_sensitive (self->make, !making);
  gtk_widget_set_sensitive (self->later, !making);
  gtk_widget_set_visible (self->spinner, making);
}

static void
show_sheet (WaySheetPage *self)
{
  way_sheet_step_begin (self->sheet, self->door);
  way_blank_focus (GTK_WIDGET (self));
  gtk_stack_set_visible_child_name (self->steps, "sheet");
  gtk_widget_grab_focus (GTK_WIDGET (self->sheet));
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WaySheetPage) self = data;
  g_autoptr (GError) error = NULL;
  gboolean ok = way_door_finish (WAY_DOOR (source), result, &error);

  if (self->door == NULL)
    return;
  set_making (self, FALSE);
  gtk_editable_set_text (self->passphrase, "");
  if (ok && way_door_has_sheet (self->door))
    {
      show_sheet (self);
      return;
    }
  say (self, ok ? "" : error->message);
  gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
}

static void
make_cb (WaySheetPage *self)
{
  const char *passphrase = gtk_editable_get_text (self->passphrase);

  if (self->making || passphrase[0] == '\0')
    return;
  say (self, "");
  set_making (self, TRUE);
  way_door_new_sheet (self->door, passphrase, made_cb, g_object_ref (self));
}

static void
later_cb (WaySheetPage *self)
{
  if (!self->making)
    g_signal_emit (self, later_signal, 0);
}

static void
done_cb (WaySheetPage *self)
{
  g_signal_emit (self, done_signal, 0);
}

static void
way_sheet_page_map (GtkWidget *widget)
{
  WaySheetPage *self = WAY_SHEET_PAGE (widget);

  GTK_WIDGET_CLASS (way_sheet_page_parent_class)->map (widget);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->steps), "ask") == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->passphrase));
}

static void
way_sheet_page_dispose (GObject *object)
{
  WaySheetPage *self = WAY_SHEET_PAGE (object);

  if (self->passphrase != NULL)
    gtk_editable_set_text (self->passphrase, "");
  g_clear_object (&self->door);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_SHEET_PAGE);
  G_OBJECT_CLASS (way_sheet_page_parent_class)->dispose (object);
}

static void
way_sheet_page_class_init (WaySheetPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_sheet_page_dispose;
  widget_class->map = way_sheet_page_map;
  g_type_ensure (WAY_TYPE_SHEET_STEP);
  done_signal = g_signal_new ("done", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
  later_signal = g_signal_new ("later", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/first-run/way-sheet-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, steps);
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, ask);
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, passphrase);
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, make);
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, later);
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, note);
  gtk_widget_class_bind_template_child (widget_class, WaySheetPage, sheet);
  gtk_widget_class_bind_template_callback (widget_class, make_cb);
  gtk_widget_class_bind_template_callback (widget_class, later_cb);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
}

static void
way_sheet_page_init (WaySheetPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_spoken_parts (GTK_WIDGET (self->passphrase), GTK_TYPE_BUTTON, _ ("Show the passphrase"));
}

GtkWidget *
way_sheet_page_new (WayDoor *door, const char *reason)
{
  WaySheetPage *self = g_object_new (WAY_TYPE_SHEET_PAGE, NULL);

  self->door = g_object_ref (door);
  adw_status_page_set_description (self->ask, reason);
  if (way_door_has_sheet (door))
    show_sheet (self);
  return GTK_WIDGET (self);
}
