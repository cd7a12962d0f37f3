/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-print-dialog.h"

#include "way-blank.h"
#include "way-dialog.h"
#include "way-i18n.h"
#include "way-page.h"
#include "way-panes.h"
#include "way-paper-places.h"
#include "way-paper-view.h"
#include "way-person-text.h"
#include "way-practice-mark.h"
#include "way-printing.h"
#include "way-task.h"

#define WIDTH 1000
#define HEIGHT 720

struct _WayPrintDialog
{
  AdwWindow parent;

  AdwWindowTitle *title; /* template children */
  GtkButton *cancel, *choices_button, *preview_button, *save_button, *save_icon;
  GtkInfoBar *trouble;
  GtkLabel *trouble_text, *foot;
  WayPanes *panes;
  AdwActionRow *standard;
  AdwComboRow *language;
  AdwExpanderRow *sections;
  AdwActionRow *adviser_view;
  GtkSwitch *with_view;
  AdwEntryRow *made_for;
  AdwPreferencesGroup *private;
  AdwActionRow *address;
  GtkSwitch *hide_address;
  AdwActionRow *surnames;
  GtkSwitch *hide_surnames;
  WayPaperPlaces *places;
  WayPaperView *view;

  WayDesk *desk;     /* (owned) (nullable): NULL once it was closed */
  WayLiveCase *live; /* (owned) (nullable) */
  WayPaper *paper;   /* (owned) (nullable) */
  char *name;        /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (WayPrintDialog, way_print_dialog, ADW_TYPE_WINDOW)

/* -- what happens ------------------------------------------------------------------------------ */

static void
set_busy (WayPrintDialog *self, gboolean busy)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "paper.print", !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "paper.save", !busy);
  if (busy)
    way_blank_focus (GTK_WIDGET (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->panes), !busy);
}

/* "" takes it away again. */
static void
set_trouble (WayPrintDialog *self, const char *sentence)
{
  gtk_label_set_text (self->trouble_text, sentence);
  gtk_info_bar_set_revealed (self->trouble, sentence[0] != '\0');
}

/* TRUE where the dialog is still there and @error is NULL; else tells, unless the person said no.
 */
static gboolean
goes_on (WayPrintDialog *self, const GError *error)
{
  if (self->desk == NULL)
    return FALSE;
  if (error == NULL)
    return TRUE;
  set_busy (self, FALSE);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    set_trouble (self, error->message);
  return FALSE;
}

static void
end_with (WayPrintDialog *self, const char *sentence)
{
  way_dialog_activate (GTK_WINDOW (self), "win.say", sentence);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* FALSE, with the list of places opened, while any of them waits. */
static gboolean
may_leave (WayPrintDialog *self)
{
  set_trouble (self, "");
  if (way_paper_places_are_answered (self->places))
    return TRUE;
  way_panes_set_on_content (self->panes, FALSE);
  way_paper_places_ask (self->places);
  return FALSE;
}

/* The same where pages were on their way to somebody: the copy of that number came to nobody. */
static gboolean
came_out (WayPrintDialog *self, WayPaper *paper, const char *number, const GError *error)
{
  if (error != NULL)
    way_paper_take_back (paper, number);
  return goes_on (self, error);
}

/* TRUE where there is a copy, and somebody waits for it still. */
static gboolean
is_made (WayPrintDialog *self, WayPaper *paper, const char *number, const GError *error)
{
  if (error == NULL && self->desk == NULL)
    way_paper_take_back (paper, number);
  return goes_on (self, error);
}

static const char *
get_made_for (WayPrintDialog *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->made_for));
}

/* -- print ------------------------------------------------------------------------------------- */

/* The prints that were asked for, one after the other. */
typedef struct
{
  WayPrintDialog *dialog; /* (owned) */
  WayPaper *paper;        /* (owned): also once the dialog was closed */
  WayPrinterChoice *choice;
  guint left;
  char *number; /* (owned) (nullable): of the newest copy */
} Prints;

static void
prints_clear (Prints *self)
{
  g_clear_object (&self->dialog);
  g_clear_object (&self->paper);
  g_clear_pointer (&self->choice, way_printer_choice_unref);
  g_clear_pointer (&self->number, g_free);
}

WAY_DEFINE_DATA (Prints, prints)

static void copied_for_printer_cb (GObject *source, GAsyncResult *result, gpointer data);

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Prints) prints = data;
  WayPrintDialog *self = prints->dialog;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  way_printing_send_finish (result, &error);
  if (!came_out (self, prints->paper, prints->number, error))
    return;
  if (--prints->left > 0)
    {
      way_paper_make_copy (prints->paper, get_made_for (self), copied_for_printer_cb,
                           g_steal_pointer (&prints));
      return;
    }
  sentence = g_strdup_printf (_ ("Copy %s is with the printer"), prints->number);
  end_with (self, sentence);
}

static void
copied_for_printer_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Prints) prints = data;
  WayPrintDialog *self = prints->dialog;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = NULL;
  WayPrinterChoice *choice = prints->choice;

  g_clear_pointer (&prints->number, g_free);
  pdf = way_paper_make_copy_finish (prints->paper, result, &prints->number, &error);
  if (!is_made (self, prints->paper, prints->number, error))
    return;
  way_printing_send (choice, pdf, _ ("Pathway plan"), sent_cb, g_steal_pointer (&prints));
}

static void
printer_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayPrintDialog) self = data;
  g_autoptr (GError) error = NULL;
  WayPrinterChoice *choice = way_printing_choose_finish (result, &error);
  Prints *prints;

  if (!goes_on (self, error))
    {
      g_clear_pointer (&choice, way_printer_choice_unref);
      return;
    }
  prints = prints_new0 ();
  prints->dialog = g_object_ref (self);
  prints->paper = g_object_ref (self->paper);
  prints->choice = choice;
  prints->left = way_printer_choice_get_n_prints (choice);
  way_paper_make_copy (self->paper, get_made_for (self), copied_for_printer_cb, prints);
}

static void
print (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayPrintDialog *self = WAY_PRINT_DIALOG (widget);

  if (!may_leave (self))
    return;
  set_busy (self, TRUE);
  way_printing_choose (GTK_WINDOW (self), printer_chosen_cb, g_object_ref (self));
}

/* -- save -------------------------------------------------------------------------------------- */

typedef struct
{
  WayPrintDialog *dialog; /* (owned) */
  WayPaper *paper;        /* (owned): also once the dialog was closed */
  char *path;             /* (owned) */
  char *number;           /* (owned) (nullable) */
} Saving;

static void
saving_clear (Saving *self)
{
  g_clear_object (&self->dialog);
  g_clear_object (&self->paper);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->number, g_free);
}

WAY_DEFINE_DATA (Saving, saving)

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Saving) saving = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  way_printing_save_finish (result, &error);
  if (!came_out (saving->dialog, saving->paper, saving->number, error))
    return;
  sentence = g_strdup_printf (_ ("Copy %s is saved"), saving->number);
  end_with (saving->dialog, sentence);
}

static void
copied_for_file_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Saving) saving = data;
  WayPrintDialog *self = saving->dialog;
  const char *path = saving->path;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = way_paper_make_copy_finish (saving->paper, result, &saving->number,
                                                       &error);

  if (!is_made (self, saving->paper, saving->number, error))
    return;
  way_printing_save (way_desk_get_executor (self->desk), path, pdf, saved_cb,
                     g_steal_pointer (&saving));
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayPrintDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = way_printing_choose_file_finish (result, &error);
  Saving *saving;

  if (!goes_on (self, error))
    return;
  saving = saving_new0 ();
  saving->dialog = g_object_ref (self);
  saving->paper = g_object_ref (self->paper);
  saving->path = g_steal_pointer (&path);
  way_paper_make_copy (self->paper, get_made_for (self), copied_for_file_cb, saving);
}

static void
save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayPrintDialog *self = WAY_PRINT_DIALOG (widget);
  g_autofree char *name = NULL;

  if (!may_leave (self))
    return;
  name = way_paper_dup_file_name (self->paper);
  set_busy (self, TRUE);
  way_printing_choose_file (GTK_WINDOW (self), _ ("Save as PDF"), name, file_chosen_cb,
                            g_object_ref (self));
}

/* -- choices ----------------------------------------------------------------------------------- */

static void
show_sections (WayPrintDialog *self)
{
  GPtrArray *matters = way_paper_get_document (self->paper)->matters;
  g_autofree char *text = NULL;
  guint n = 0;

  for (guint i = 0; i < matters->len; i++)
    n += way_paper_has_part (self->paper,
                             ((WayDocumentMatter *)g_ptr_array_index (matters, i))->key);
  text = n == matters->len ? g_strdup_printf (_ ("All %u"), n)
                           : g_strdup_printf (_ ("%u of %u"), n, matters->len);
  adw_expander_row_set_subtitle (self->sections, text);
}

static void
part_toggled_cb (GtkCheckButton *check, gpointer data)
{
  WayPrintDialog *self = WAY_PRINT_DIALOG (gtk_widget_get_root (GTK_WIDGET (check)));

  way_paper_set_part (self->paper, data, gtk_check_button_get_active (check));
  show_sections (self);
}

static void
free_data (gpointer data, GClosure *closure)
{
  g_free (data);
}

static void
add_part (WayPrintDialog *self, const char *part, const char *title)
{
  GtkWidget *row = adw_action_row_new (), *check = gtk_check_button_new ();

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_data (check, "toggled", G_CALLBACK (part_toggled_cb), g_strdup (part), free_data,
                         0);
  adw_expander_row_add_row (self->sections, row);
}

static void
add_parts (WayPrintDialog *self)
{
  GPtrArray *matters = way_paper_get_document (self->paper)->matters;

  add_part (self, "front", _ ("Cover, and about me"));
  for (guint i = 0; i < matters->len; i++)
    {
      const WayDocumentMatter *matter = g_ptr_array_index (matters, i);
      g_autofree char *title = g_strdup_printf (_ ("%u  %s"), matter->number, matter->title);

      add_part (self, matter->key, title);
    }
  add_part (self, "actions", _ ("Everything we said we would do"));
  add_part (self, "agreeing", _ ("Agreeing this plan"));
  show_sections (self);
}

static void
language_cb (WayPrintDialog *self)
{
  if (self->paper != NULL)
    way_paper_set_language (self->paper,
                            way_print_languages ()[adw_combo_row_get_selected (self->language)]);
}

static void
add_languages (WayPrintDialog *self)
{
  const char *const *languages = way_print_languages ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = 0;

  for (guint i = 0; languages[i] != NULL; i++)
    {
      gtk_string_list_take (names, way_print_language_own_name (languages[i]));
      if (languages[i] == way_paper_get_language (self->paper))
        chosen = i;
    }
  adw_combo_row_set_model (self->language, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->language, chosen);
}

static void
address_cb (WayPrintDialog *self)
{
  if (self->paper != NULL)
    way_paper_set_with_address (self->paper, !gtk_switch_get_active (self->hide_address));
}

static void
surnames_cb (WayPrintDialog *self)
{
  if (self->paper != NULL)
    way_paper_set_part (self->paper, "surnames", !gtk_switch_get_active (self->hide_surnames));
}

static void
view_cb (WayPrintDialog *self)
{
  if (self->paper != NULL)
    way_paper_set_part (self->paper, "adviser_view", gtk_switch_get_active (self->with_view));
}

static void
made_cb (WayPrintDialog *self)
{
  guint n = way_paper_view_get_n_pages (self->view);
  g_autofree char *text = g_strdup_printf (
      g_dngettext (WAY_GETTEXT_DOMAIN, "12 point. %u page", "12 point. %u pages", n), n);

  adw_action_row_set_subtitle (self->standard, n > 0 ? text : _ ("12 point"));
}

/* To the very field; the dialog is opened again when it is mended. */
static void
mend_cb (WayPrintDialog *self, const char *path)
{
  g_autofree char *place = way_page_place_of (way_live_case_get_id (self->live), path);

  way_dialog_activate (GTK_WINDOW (self), "win.go", place);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* -- narrow ------------------------------------------------------------------------------------ */

static void
show_pane (WayPrintDialog *self)
{
  gboolean folded = way_panes_is_folded (self->panes);
  gboolean on_content = way_panes_get_on_content (self->panes);

  gtk_widget_set_visible (GTK_WIDGET (self->cancel), !folded || !on_content);
  gtk_widget_set_visible (GTK_WIDGET (self->choices_button), folded && on_content);
  gtk_widget_set_visible (GTK_WIDGET (self->preview_button), folded && !on_content);
  gtk_widget_set_visible (GTK_WIDGET (self->save_button), !folded);
  gtk_widget_set_visible (GTK_WIDGET (self->save_icon), folded);
}

static gboolean
show_pane_cb (gpointer data)
{
  WayPrintDialog *self = data;

  if (self->desk != NULL)
    show_pane (self);
  return G_SOURCE_REMOVE;
}

/* Folding is found out while the window is laid out: buttons come and go after that. */
static void
pane_changed_cb (WayPrintDialog *self)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, show_pane_cb, g_object_ref (self), g_object_unref);
}

static void
change_pane (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayPrintDialog *self = WAY_PRINT_DIALOG (widget);

  way_panes_set_on_content (self->panes, g_str_equal (action, "paper.preview"));
}

static void
cancel (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

/* -- opening ----------------------------------------------------------------------------------- */

static void
show_texts (WayPrintDialog *self)
{
  g_autofree char *title = g_strdup_printf (_ ("Print %s’s plan"), self->name);
  g_autofree char *plan = way_paper_dup_plan (self->paper);
  g_autofree char *view = way_adviser_view_title (
      way_paper_get_document (self->paper)->adviser_name);
  g_autofree char *hide = g_strdup_printf (_ ("Hide %s’s address"), self->name);
  g_autofree char *asked = g_strdup_printf (_ ("%s has asked for it to stay private"), self->name);
  g_autofree char *initials = g_strdup_printf (
      _ ("The people in %s’s corner keep a first letter. Read the pages for "
         "anybody else."),
      self->name);
  g_autofree char *foot = g_strdup_printf (_ ("Paper and saved files are not locked. Hand the plan "
                                              "to %s, or keep it with you. Each copy "
                                              "gets its own number."),
                                           self->name);

  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, plan);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->adviser_view), view);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->with_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  view, -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->address), hide);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->hide_address),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, hide, -1);
  adw_action_row_set_subtitle (self->address, asked);
  adw_action_row_set_subtitle (self->surnames, initials);
  gtk_label_set_text (self->foot, foot);
}

static void
paper_changed_cb (WayPrintDialog *self)
{
  gboolean address = way_paper_has_private_address (self->paper);
  gboolean surnames = way_paper_has_surnames (self->paper);

  show_texts (self);
  gtk_widget_set_visible (GTK_WIDGET (self->address), address);
  gtk_widget_set_visible (GTK_WIDGET (self->surnames), surnames);
  gtk_widget_set_visible (GTK_WIDGET (self->private), address || surnames);
}

static void
fill (WayPrintDialog *self, const WayId *version)
{
  self->paper = way_paper_new (self->desk, self->live, version);
  self->name = way_paper_dup_name (self->paper);
  add_languages (self);
  add_parts (self);
  gtk_editable_set_text (GTK_EDITABLE (self->made_for), self->name);
  way_paper_places_set_paper (self->places, self->paper, self->desk, self->live);
  way_paper_view_set_paper (self->view, self->paper, way_desk_get_executor (self->desk));
  g_signal_connect_object (self->paper, "changed", G_CALLBACK (paper_changed_cb), self,
                           G_CONNECT_SWAPPED);
  paper_changed_cb (self);
  show_pane (self);
}

typedef struct
{
  GtkWidget *opener; /* (owned) */
  WayLiveCase *live; /* (owned) */
  WayId version;
} Opening;

static void
opening_clear (Opening *self)
{
  g_clear_object (&self->opener);
  g_clear_object (&self->live);
}

WAY_DEFINE_DATA (Opening, opening)

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Opening) opening = data;
  WayDesk *desk = WAY_DESK (source);
  g_autoptr (GError) error = NULL;
  WayPrintDialog *self;

  /* Locked meanwhile. */
  if (!gtk_widget_get_realized (opening->opener) || way_live_case_get_case (opening->live) == NULL)
    return;
  if (!way_desk_flush_finish (desk, result, &error))
    {
      gtk_widget_activate_action (opening->opener, "win.say", "s", error->message);
      return;
    }
  self = g_object_new (WAY_TYPE_PRINT_DIALOG, NULL);
  self->desk = g_object_ref (desk);
  self->live = g_object_ref (opening->live);
  fill (self, way_id_is_nil (&opening->version) ? NULL : &opening->version);
  way_dialog_follow (GTK_WINDOW (self), opening->opener);
  gtk_window_present (GTK_WINDOW (self));
}

void
way_print_dialog_open (GtkWidget *opener, WayDesk *desk, WayLiveCase *live, const WayId *version)
{
  Opening *opening = opening_new0 ();

  opening->opener = g_object_ref (opener);
  opening->live = g_object_ref (live);
  opening->version = version != NULL ? *version : way_id_nil;
  way_desk_flush (desk, flushed_cb, opening);
}

/* -- class ------------------------------------------------------------------------------------- */

static void
way_print_dialog_dispose (GObject *object)
{
  WayPrintDialog *self = WAY_PRINT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PRINT_DIALOG);
  g_clear_object (&self->paper);
  g_clear_object (&self->live);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (way_print_dialog_parent_class)->dispose (object);
}

static const struct
{
  const char *name;
  GtkWidgetActionActivateFunc activate;
} actions[] = {
  { "paper.print", print },         { "paper.save", save },           { "paper.cancel", cancel },
  { "paper.preview", change_pane }, { "paper.choices", change_pane },
};

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, WayPrintDialog, title);
  gtk_widget_class_bind_template_child (widget_class, WayPrintDialog, cancel);
  gtk_widget_class_bind_template_child (widget_class, WayPrintDialog, choices_button);
  gtk_widget_class_bind_template_child (widget_class, WayPrintDialog, preview_button);
  gtk_widget_class_bind_template_child (widget_class, WayPrintDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, WayPrintDialog, save_icon);
  gtk_widget_class_bind_template_child (widget_class, WayPrintDialog, trouble);
  gtk_widget_class_bind_template_child (widget_class, WayPrintDialog, trouble_text);
  gtk_widget_class_bind_template_child (widget_class, WayPrintDialog, foot);
  gtk_widget_class_bind_template_child (widget_class, WayPrintDialog, panes);
  gtk_widget_class_bind_template_child (widget_class, WayPrintDialog, standard);
  gtk_widget_class_bind_template_child (widget_class, WayPrintDialog, language);
  gtk_widget_class_bind_template_child (widget_class, WayPrintDialog, sections);
  gtk_widget_class_bind_template_child (widget_class, WayPrintDialog, adviser_view);
  gtk_widget_class_bind_template_child (widget_class, WayPrintDialog, with_view);
  gtk_widget_class_bind_template_child (widget_class, WayPrintDialog, made_for);
  gtk_widget_class_bind_template_child (widget_class, WayPrintDialog, private);
  gtk_widget_class_bind_template_child (widget_class, WayPrintDialog, address);
  gtk_widget_class_bind_template_child (widget_class, WayPrintDialog, hide_address);
  gtk_widget_class_bind_template_child (widget_class, WayPrintDialog, surnames);
  gtk_widget_class_bind_template_child (widget_class, WayPrintDialog, hide_surnames);
  gtk_widget_class_bind_template_child (widget_class, WayPrintDialog, places);
  gtk_widget_class_bind_template_child (widget_class, WayPrintDialog, view);
  gtk_widget_class_bind_template_callback (widget_class, language_cb);
  gtk_widget_class_bind_template_callback (widget_class, address_cb);
  gtk_widget_class_bind_template_callback (widget_class, surnames_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_cb);
  gtk_widget_class_bind_template_callback (widget_class, made_cb);
  gtk_widget_class_bind_template_callback (widget_class, mend_cb);
  gtk_widget_class_bind_template_callback (widget_class, pane_changed_cb);
}

static void
way_print_dialog_class_init (WayPrintDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_print_dialog_dispose;
  g_type_ensure (WAY_TYPE_PANES);
  g_type_ensure (WAY_TYPE_PAPER_PLACES);
  g_type_ensure (WAY_TYPE_PAPER_VIEW);
  g_type_ensure (WAY_TYPE_PRACTICE_MARK);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/print/way-print-dialog.ui");
  bind_children (widget_class);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
}

static gboolean
turn_cb (GtkWidget *widget, GVariant *args, gpointer data)
{
  WayPrintDialog *self = WAY_PRINT_DIALOG (widget);

  return gtk_widget_activate_action (GTK_WIDGET (self->view), data, NULL);
}

/* Before a scrolled list takes them. */
static void
add_page_keys (WayPrintDialog *self)
{
  static const struct
  {
    guint key;
    const char *action;
  } keys[] = { { GDK_KEY_Page_Up, "pages.previous" }, { GDK_KEY_Page_Down, "pages.next" } };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new (gtk_keyval_trigger_new (keys[i].key, 0),
                          gtk_callback_action_new (turn_cb, (gpointer)keys[i].action, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
way_print_dialog_init (WayPrintDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_default_size (GTK_WINDOW (self), WIDTH, HEIGHT);
  add_page_keys (self);
}
