/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-first-run-page.h"

#include "way-blank.h"
#include "way-i18n.h"
#include "way-passphrase-chooser.h"
#include "way-sheet-step.h"

struct _WayFirstRunPage
{
  GtkBox parent;

  GtkStack *steps; /* template children */
  AdwWindowTitle *title;
  GtkWidget *back, *start;
  GtkEditable *name, *phone, *council, *team;
  GtkWidget *you_next;
  WayPassphraseChooser *chooser;
  GtkWidget *passphrase_next, *spinner;
  GtkLabel *note;
  WaySheetStep *sheet;

  WayDoor *door; /* (owned) (nullable) */
  gboolean making;
};

G_DEFINE_FINAL_TYPE (WayFirstRunPage, way_first_run_page, GTK_TYPE_BOX)

/* The first is the welcome, which has no number. */
static const char *const step_names[] = { "welcome", "you", "council", "passphrase", "sheet" };

#define LAST_STEP (G_N_ELEMENTS (step_names) - 1)

static guint
get_step (WayFirstRunPage *self)
{
  const char *name = gtk_stack_get_visible_child_name (self->steps);
  guint step = 0;

  while (step < LAST_STEP && !g_str_equal (step_names[step], name))
    step++;
  return step;
}

static GtkWidget *
first_of_step (WayFirstRunPage *self, guint step)
{
  GtkWidget *const first[] = { self->start, GTK_WIDGET (self->name), GTK_WIDGET (self->council),
                               GTK_WIDGET (self->chooser), GTK_WIDGET (self->sheet) };

  return first[step];
}

static void
show_step (WayFirstRunPage *self, guint step)
{
  g_autofree char *number = step > 0 ? g_strdup_printf (_ ("Step %u of %u"), step, (guint)LAST_STEP)
                                     : g_strdup ("");

  way_blank_focus (GTK_WIDGET (self));
  gtk_stack_set_visible_child_name (self->steps, step_names[step]);
  adw_window_title_set_title (self->title, step > 0 ? _ ("Start on this laptop") : "");
  adw_window_title_set_subtitle (self->title, number);
  gtk_widget_set_visible (self->back, step > 0);
  gtk_widget_grab_focus (first_of_step (self, step));
}

static void
say (WayFirstRunPage *self, const char *sentence)
{
  gtk_label_set_text (self->note, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->note), sentence[0] != '\0');
}

/* -- back and forth ---------------------------------------------------------------------------- */

static void
back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayFirstRunPage *self = WAY_FIRST_RUN_PAGE (widget);
  guint step = get_step (self);

  if (step > 0 && !self->making)
    show_step (self, step - 1);
}

static void
start_cb (WayFirstRunPage *self)
{
  show_step (self, 1);
}

static void
name_changed_cb (WayFirstRunPage *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));

  gtk_widget_set_sensitive (self->you_next, name[0] != '\0');
}

static void
you_next_cb (WayFirstRunPage *self)
{
  if (gtk_widget_get_sensitive (self->you_next))
    show_step (self, 2);
}

static void
name_entered_cb (WayFirstRunPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->phone));
}

static void
council_entered_cb (WayFirstRunPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->team));
}

static void
council_next_cb (WayFirstRunPage *self)
{
  show_step (self, 3);
}

static void
skip_cb (WayFirstRunPage *self)
{
  gtk_editable_set_text (self->council, "");
  gtk_editable_set_text (self->team, "");
  show_step (self, 3);
}

/* -- the vault is made ------------------------------------------------------------------------- */

static void
set_making (WayFirstRunPage *self, gboolean making)
{
  self->making = making;
  if (making)
    way_blank_focus (GTK_WIDGET (self));
  gtk_widget_set_sensitive (self->passphrase_next,
                            !making && way_passphrase_chooser_is_ready (self->chooser));
  gtk_widget_set_sensitive (GTK_WIDGET (self->chooser), !making);
  gtk_widget_set_sensitive (self->back, !making);
  gtk_widget_set_visible (self->spinner, making);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayFirstRunPage) self = data;
  g_autoptr (GError) error = NULL;
  gboolean ok = way_door_finish (WAY_DOOR (source), result, &error);

  set_making (self, FALSE);
  /* Locked meanwhile: another page is shown by now. */
  if (self->door == NULL)
    return;
  if (!ok)
    {
      say (self, error->message);
      gtk_widget_grab_focus (GTK_WIDGET (self->chooser));
      return;
    }
  if (!way_door_has_sheet (self->door))
    return;
  way_sheet_step_begin (self->sheet, self->door);
  show_step (self, LAST_STEP);
}

static void
passphrase_next_cb (WayFirstRunPage *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
  g_autofree char *phone = g_strstrip (g_strdup (gtk_editable_get_text (self->phone)));
  g_autofree char *council = g_strstrip (g_strdup (gtk_editable_get_text (self->council)));
  g_autofree char *team = g_strstrip (g_strdup (gtk_editable_get_text (self->team)));
  WayNewcomer newcomer = { .name = name, .phone = phone, .council = council, .team = team };

  if (self->making || !way_passphrase_chooser_is_ready (self->chooser))
    return;
  say (self, "");
  set_making (self, TRUE);
  way_door_create (self->door, &newcomer, way_passphrase_chooser_get_text (self->chooser),
                   created_cb, g_object_ref (self));
}

static void
ready_cb (WayFirstRunPage *self)
{
  gtk_widget_set_sensitive (self->passphrase_next,
                            !self->making && way_passphrase_chooser_is_ready (self->chooser));
}

/* -- made and dropped -------------------------------------------------------------------------- */

static void
way_first_run_page_map (GtkWidget *widget)
{
  WayFirstRunPage *self = WAY_FIRST_RUN_PAGE (widget);

  GTK_WIDGET_CLASS (way_first_run_page_parent_class)->map (widget);
  gtk_widget_grab_focus (first_of_step (self, get_step (self)));
}

static void
way_first_run_page_dispose (GObject *object)
{
  WayFirstRunPage *self = WAY_FIRST_RUN_PAGE (object);

  if (self->chooser != NULL)
    way_passphrase_chooser_clear (self->chooser);
  g_clear_object (&self->door);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_FIRST_RUN_PAGE);
  G_OBJECT_CLASS (way_first_run_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WayFirstRunPage, steps);
  gtk_widget_class_bind_template_child (widget_class, WayFirstRunPage, title);
  gtk_widget_class_bind_template_child (widget_class, WayFirstRunPage, back);
  gtk_widget_class_bind_template_child (widget_class, WayFirstRunPage, start);
  gtk_widget_class_bind_template_child (widget_class, WayFirstRunPage, name);
  gtk_widget_class_bind_template_child (widget_class, WayFirstRunPage, phone);
  gtk_widget_class_bind_template_child (widget_class, WayFirstRunPage, council);
  gtk_widget_class_bind_template_child (widget_class, WayFirstRunPage, team);
  gtk_widget_class_bind_template_child (widget_class, WayFirstRunPage, you_next);
  gtk_widget_class_bind_template_child (widget_class, WayFirstRunPage, chooser);
  gtk_widget_class_bind_template_child (widget_class, WayFirstRunPage, passphrase_next);
  gtk_widget_class_bind_template_child (widget_class, WayFirstRunPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, WayFirstRunPage, note);
  gtk_widget_class_bind_template_child (widget_class, WayFirstRunPage, sheet);
}

static void
way_first_run_page_class_init (WayFirstRunPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_first_run_page_dispose;
  widget_class->map = way_first_run_page_map;
  g_type_ensure (WAY_TYPE_PASSPHRASE_CHOOSER);
  g_type_ensure (WAY_TYPE_SHEET_STEP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/first-run/way-first-run-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, you_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, council_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, council_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, skip_cb);
  gtk_widget_class_bind_template_callback (widget_class, passphrase_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, ready_cb);
  gtk_widget_class_install_action (widget_class, "first-run.back", NULL, back);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "first-run.back",
                                       NULL);
}

static void
way_first_run_page_init (WayFirstRunPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_first_run_page_new (WayDoor *door)
{
  WayFirstRunPage *self = g_object_new (WAY_TYPE_FIRST_RUN_PAGE, NULL);

  self->door = g_object_ref (door);
  way_passphrase_chooser_set_door (self->chooser, door);
  show_step (self, 0);
  return GTK_WIDGET (self);
}
