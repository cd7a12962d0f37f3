/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-sheet-step.h"

#include <string.h>
#include "way-clock.h"
#include "way-date-text.h"
#include "way-i18n.h"
#include "way-printing.h"
#include "way-sheet-preview.h"
#include "way-status.h"

#define GROUP_LETTERS 5

#define GAP 44
#define COLUMN_WIDTH 576

struct _WaySheetStep
{
  GtkWidget parent;

  GtkWidget *preview, *column;
  GtkWidget *print, *printed, *save, *saved, *finish; /* template children */
  AdwActionRow *print_row, *save_row;
  GtkLabel *group_title, *note, *ready_note;
  GtkEditable *group;

  WayDoor *door;    /* (owned) (nullable) */
  GBytes *pdf;      /* (owned) (nullable): while it is on its way to a printer or a file */
  guint n_left;     /* prints of it still to be sent */
  gboolean filling; /* the entry is tidied, not typed in */
};

G_DEFINE_FINAL_TYPE (WaySheetStep, way_sheet_step, GTK_TYPE_WIDGET)

static guint done_signal;

static void
say (WaySheetStep *self, const char *sentence)
{
  gtk_label_set_text (self->note, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->note), sentence[0] != '\0');
}

static GtkWindow *
get_window (WaySheetStep *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL ? GTK_WINDOW (root) : NULL;
}

static char *
dup_time (void)
{
  g_autoptr (WayClock) clock = way_clock_new_system ();
  g_autofree char *minute = way_clock_format_minute (way_clock_now (clock));

  return way_time_text (minute + strlen (minute) - strlen ("HH:MM"));
}

/* -- on paper ---------------------------------------------------------------------------------- */

static void send_next (WaySheetStep *self, WayPrinterChoice *choice);

static void
show_printed (WaySheetStep *self)
{
  g_autofree char *time = dup_time ();
  g_autofree char *subtitle = g_strdup_printf (_ ("Printed today at %s. One page."), time);

  adw_action_row_set_subtitle (self->print_row, subtitle);
  gtk_widget_set_visible (self->printed, TRUE);
  gtk_button_set_label (GTK_BUTTON (self->print), _ ("Print again"));
  gtk_widget_grab_focus (GTK_WIDGET (self->group));
}

/* A printer's own reason is kept; that there is none is said in the words of this page. */
static void
say_not_printed (WaySheetStep *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  say (self, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
                 ? _ ("No printer here. Save it to a stick, and print it at the office.")
                 : error->message);
}

typedef struct
{
  WaySheetStep *step;       /* (owned) */
  WayPrinterChoice *choice; /* (owned) */
} Sending;

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Sending *sending = data;
  g_autoptr (WaySheetStep) self = sending->step;
  g_autoptr (WayPrinterChoice) choice = sending->choice;
  g_autoptr (GError) error = NULL;

  g_free (sending);
  if (!way_printing_send_finish (result, &error))
    {
      g_clear_pointer (&self->pdf, g_bytes_unref);
      say_not_printed (self, error);
      return;
    }
  if (--self->n_left > 0 && self->pdf != NULL)
    {
      send_next (self, choice);
      return;
    }
  g_clear_pointer (&self->pdf, g_bytes_unref);
  show_printed (self);
}

static void
send_next (WaySheetStep *self, WayPrinterChoice *choice)
{
  Sending *sending = g_new0 (Sending, 1);

  sending->step = g_object_ref (self);
  sending->choice = way_printer_choice_ref (choice);
  way_printing_send (choice, self->pdf, _ ("Recovery sheet"), sent_cb, sending);
}

static gboolean
make_pdf (WaySheetStep *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->pdf, g_bytes_unref);
  if (self->door == NULL || !way_door_has_sheet (self->door))
    return FALSE;
  self->pdf = way_door_make_sheet (self->door, &error);
  if (self->pdf == NULL)
    say (self, error->message);
  return self->pdf != NULL;
}

static void
printer_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WaySheetStep) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WayPrinterChoice) choice = way_printing_choose_finish (result, &error);

  if (choice == NULL)
    {
      say_not_printed (self, error);
      return;
    }
  if (!make_pdf (self))
    return;
  self->n_left = way_printer_choice_get_n_prints (choice);
  send_next (self, choice);
}

static void
print_cb (WaySheetStep *self)
{
  say (self, "");
  way_printing_choose (get_window (self), printer_chosen_cb, g_object_ref (self));
}

/* -- in a file --------------------------------------------------------------------------------- */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WaySheetStep) self = data;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->pdf, g_bytes_unref);
  if (!way_printing_save_finish (result, &error))
    {
      say (self, error->message);
      return;
    }
  adw_action_row_set_subtitle (self->save_row, _ ("Saved. Print it, then delete the file."));
  gtk_widget_set_visible (self->saved, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->group));
}

static void
place_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WaySheetStep) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = way_printing_choose_file_finish (result, &error);

  if (path == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        say (self, error->message);
      return;
    }
  if (self->door == NULL || !way_door_check_sheet_place (self->door, path, &error))
    {
      say (self, error != NULL ? error->message : "");
      return;
    }
  if (make_pdf (self))
    way_printing_save (way_door_get_executor (self->door), path, self->pdf, saved_cb,
                       g_object_ref (self));
}

static void
save_cb (WaySheetStep *self)
{
  say (self, "");
  way_printing_choose_file (get_window (self), _ ("Save the recovery sheet"),
                            _ ("Waymark recovery sheet.pdf"), place_chosen_cb, g_object_ref (self));
}

/* -- typed back -------------------------------------------------------------------------------- */

/* Capitals, without the spaces somebody types between letters. */
static void
tidy (WaySheetStep *self)
{
  const char *typed = gtk_editable_get_text (self->group);
  char letters[GROUP_LETTERS + 1] = "";
  gsize n = 0;

  for (const char *at = typed; *at != '\0' && n < GROUP_LETTERS; at++)
    if (g_ascii_isalnum (*at))
      letters[n++] = g_ascii_toupper (*at);
  if (!g_str_equal (typed, letters))
    {
      self->filling = TRUE;
      gtk_editable_set_text (self->group, letters);
      gtk_editable_set_position (self->group, -1);
      self->filling = FALSE;
    }
  memset (letters, 0, sizeof letters);
}

static void
group_changed_cb (WaySheetStep *self)
{
  g_autoptr (GError) error = NULL;
  gboolean right = FALSE;
  const char *typed;

  if (self->filling || self->door == NULL || !way_door_has_sheet (self->door))
    return;
  tidy (self);
  typed = gtk_editable_get_text (self->group);
  say (self, "");
  if (strlen (typed) == GROUP_LETTERS)
    {
      right = way_door_check_sheet_group (self->door, typed, &error);
      if (!right)
        say (self, error->message);
    }
  gtk_widget_set_sensitive (self->finish, right);
  gtk_label_set_text (self->ready_note,
                      right ? _ ("The group is right.") : _ ("Ready when the group is right"));
}

static void
finish_cb (WaySheetStep *self)
{
  if (!gtk_widget_get_sensitive (self->finish))
    return;
  gtk_widget_set_sensitive (self->finish, FALSE);
  self->filling = TRUE;
  gtk_editable_set_text (self->group, "");
  self->filling = FALSE;
  g_object_ref (self);
  way_door_confirm_sheet (self->door);
  g_signal_emit (self, done_signal, 0);
  g_object_unref (self);
}

void
way_sheet_step_begin (WaySheetStep *self, WayDoor *door)
{
  g_autofree char *title = g_strdup_printf (_ ("Type group %u from your sheet"),
                                            way_door_get_sheet_group (door));

  g_set_object (&self->door, door);
  gtk_label_set_text (self->group_title, title);
  gtk_editable_set_text (self->group, "");
  adw_action_row_set_subtitle (self->print_row, _ ("One page."));
  gtk_button_set_label (GTK_BUTTON (self->print), _ ("Print…"));
  gtk_widget_set_visible (self->printed, FALSE);
  adw_action_row_set_subtitle (self->save_row,
                               _ ("On a stick or drive that stays at the office. Not on this "
                                  "laptop."));
  gtk_widget_set_visible (self->saved, FALSE);
  gtk_widget_set_sensitive (self->finish, FALSE);
  say (self, "");
}

/* -- side by side, or without the picture where it is narrow ------------------------------------
 */

static int
measure_width (GtkWidget *child)
{
  int width;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  return width;
}

static int
measure_height (GtkWidget *child, int width)
{
  int height;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  return height;
}

static gboolean
has_room (WaySheetStep *self, int width)
{
  return width >= measure_width (self->preview) + GAP + MAX (measure_width (self->column), 400);
}

static int
column_width (WaySheetStep *self, int width)
{
  if (has_room (self, width))
    width -= measure_width (self->preview) + GAP;
  return MIN (width, COLUMN_WIDTH);
}

static GtkSizeRequestMode
way_sheet_step_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
way_sheet_step_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  WaySheetStep *self = WAY_SHEET_STEP (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = measure_width (self->column);
      *natural = measure_width (self->preview) + GAP + COLUMN_WIDTH;
      return;
    }
  if (for_size < 0)
    for_size = measure_width (self->column);
  *minimum = measure_height (self->column, column_width (self, for_size));
  if (has_room (self, for_size))
    *minimum = MAX (*minimum, measure_height (self->preview, -1));
  *natural = *minimum;
}

static void
place (GtkWidget *child, int x, int width, int height)
{
  int child_height = measure_height (child, width);
  GtkAllocation allocation = { x, MAX (0, (height - child_height) / 2), width, child_height };

  gtk_widget_size_allocate (child, &allocation, -1);
}

static void
way_sheet_step_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  WaySheetStep *self = WAY_SHEET_STEP (widget);
  int picture = measure_width (self->preview), column = column_width (self, width);
  gboolean both = has_room (self, width);
  int used = both ? picture + GAP + column : column;
  int x = (width - used) / 2;
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  gtk_widget_set_child_visible (self->preview, both);
  if (both)
    place (self->preview, mirrored ? x + column + GAP : x, picture, height);
  place (self->column, both && !mirrored ? x + picture + GAP : x, column, height);
}

/* -- made and dropped -------------------------------------------------------------------------- */

static gboolean
way_sheet_step_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (WAY_SHEET_STEP (widget)->print);
}

static void
way_sheet_step_dispose (GObject *object)
{
  WaySheetStep *self = WAY_SHEET_STEP (object);

  g_clear_pointer (&self->pdf, g_bytes_unref);
  g_clear_object (&self->door);
  g_clear_pointer (&self->preview, gtk_widget_unparent);
  g_clear_pointer (&self->column, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_SHEET_STEP);
  G_OBJECT_CLASS (way_sheet_step_parent_class)->dispose (object);
}

static void
way_sheet_step_class_init (WaySheetStepClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_sheet_step_dispose;
  widget_class->grab_focus = way_sheet_step_grab_focus;
  widget_class->get_request_mode = way_sheet_step_get_request_mode;
  widget_class->measure = way_sheet_step_measure;
  widget_class->size_allocate = way_sheet_step_size_allocate;
  g_type_ensure (WAY_TYPE_SHEET_PREVIEW);
  g_type_ensure (WAY_TYPE_STATUS);
  done_signal = g_signal_new ("done", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/widgets/way-sheet-step.ui");
  gtk_widget_class_bind_template_child (widget_class, WaySheetStep, preview);
  gtk_widget_class_bind_template_child (widget_class, WaySheetStep, column);
  gtk_widget_class_bind_template_child (widget_class, WaySheetStep, print);
  gtk_widget_class_bind_template_child (widget_class, WaySheetStep, printed);
  gtk_widget_class_bind_template_child (widget_class, WaySheetStep, print_row);
  gtk_widget_class_bind_template_child (widget_class, WaySheetStep, save);
  gtk_widget_class_bind_template_child (widget_class, WaySheetStep, saved);
  gtk_widget_class_bind_template_child (widget_class, WaySheetStep, save_row);
  gtk_widget_class_bind_template_child (widget_class, WaySheetStep, group_title);
  gtk_widget_class_bind_template_child (widget_class, WaySheetStep, group);
  gtk_widget_class_bind_template_child (widget_class, WaySheetStep, note);
  gtk_widget_class_bind_template_child (widget_class, WaySheetStep, ready_note);
  gtk_widget_class_bind_template_child (widget_class, WaySheetStep, finish);
  gtk_widget_class_bind_template_callback (widget_class, print_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, group_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, finish_cb);
}

static void
way_sheet_step_init (WaySheetStep *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_status_set (WAY_STATUS (self->printed), "waymark-done-symbolic", _ ("Done"), WAY_TONE_DONE);
  way_status_set (WAY_STATUS (self->saved), "waymark-done-symbolic", _ ("Done"), WAY_TONE_DONE);
}
