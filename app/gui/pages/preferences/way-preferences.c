/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-preferences.h"

#include "way-field.h"
#include "way-i18n.h"
#include "way-passphrase-chooser.h"
#include "way-printing.h"
#include "way-sheet-page.h"
#include "way-spoken.h"

#define LONGEST 200 /* characters of a name, a number, a council */

/* The rows that one group of the vault is typed in. */
typedef struct
{
  GtkEditable *rows[2]; /* the second may be NULL */
  WayField *field;      /* (owned) (nullable) */
  gboolean showing;
} Line;

enum
{
  N_LINES = 4
};

struct _WayPreferences
{
  AdwPreferencesWindow parent;

  AdwComboRow *lock_after, *style; /* template children */
  GtkSwitch *hide_list, *show_name, *keyring;
  GtkEditable *laptop, *name, *phone, *council, *team, *out_of_hours, *advocate;
  GtkWidget *keys, *passphrase_page, *change;
  GtkEditable *old_passphrase;
  WayPassphraseChooser *chooser;
  GtkLabel *change_note;
  GtkWidget *change_spinner;

  WayDoor *door;         /* (owned) */
  WaySettings *settings; /* (owned) */
  Line lines[N_LINES];
  gboolean setting_up;
  char *backup_path; /* (owned) (nullable): chosen, waits for the passphrase */
};

G_DEFINE_FINAL_TYPE (WayPreferences, way_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static void
tell (WayPreferences *self, const char *sentence)
{
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), adw_toast_new (sentence));
}

/* -- this laptop ------------------------------------------------------------------------------- */

static const int minutes[] = { 2, 5, 10 };

static void
lock_after_cb (WayPreferences *self)
{
  guint chosen = adw_combo_row_get_selected (self->lock_after);

  if (!self->setting_up && chosen < G_N_ELEMENTS (minutes))
    g_object_set (self->settings, "lock-minutes", minutes[chosen], NULL);
}

static void
style_cb (WayPreferences *self)
{
  if (!self->setting_up)
    g_object_set (self->settings, "style", (int)adw_combo_row_get_selected (self->style), NULL);
}

static void
show_name_cb (WayPreferences *self)
{
  WayDesk *desk = way_door_get_desk (self->door);
  gboolean shown = gtk_switch_get_active (self->show_name);

  if (!self->setting_up && desk != NULL)
    g_object_set (self->settings, "locked-name", shown ? way_desk_get_adviser (desk) : "", NULL);
}

static void
show_settings (WayPreferences *self)
{
  int kept = way_settings_get_lock_minutes (self->settings);

  self->setting_up = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (minutes); i++)
    if (minutes[i] <= kept)
      adw_combo_row_set_selected (self->lock_after, i);
  adw_combo_row_set_selected (self->style, way_settings_get_style (self->settings));
  gtk_switch_set_active (self->show_name, way_settings_get_locked_name (self->settings)[0] != '\0');
  self->setting_up = FALSE;
  g_object_bind_property (self->settings, "hide-list", self->hide_list, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_object_bind_property (self->settings, "laptop-name", self->laptop, "text",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

/* -- who works here ---------------------------------------------------------------------------- */

static GVariant *
read_line (gpointer data)
{
  const Line *line = data;
  const char *first = gtk_editable_get_text (line->rows[0]);

  return line->rows[1] == NULL
             ? g_variant_new ("(s)", first)
             : g_variant_new ("(ss)", first, gtk_editable_get_text (line->rows[1]));
}

static void
show_line (gpointer data, GVariant *value)
{
  Line *line = data;

  line->showing = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (line->rows) && line->rows[i] != NULL; i++)
    {
      const char *text = "";

      if (value != NULL)
        g_variant_get_child (value, i, "&s", &text);
      if (!g_str_equal (gtk_editable_get_text (line->rows[i]), text))
        gtk_editable_set_text (line->rows[i], text);
    }
  line->showing = FALSE;
}

static void
typed_cb (GtkEditable *row, gpointer data)
{
  Line *line = data;

  if (!line->showing && line->field != NULL)
    way_field_typed (line->field);
}

static void
leave_cb (GtkEventControllerFocus *focus, gpointer data)
{
  Line *line = data;

  if (line->field != NULL)
    way_field_leave (line->field);
}

static void
watch_row (GtkEditable *row, Line *line)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEditable *text = gtk_editable_get_delegate (row);

  if (GTK_IS_TEXT (text))
    gtk_text_set_max_length (GTK_TEXT (text), LONGEST);
  g_signal_connect (row, "changed", G_CALLBACK (typed_cb), line);
  g_signal_connect (focus, "leave", G_CALLBACK (leave_cb), line);
  gtk_widget_add_controller (GTK_WIDGET (row), focus);
}

static void
bind_lines (WayPreferences *self)
{
  WayDesk *desk = way_door_get_desk (self->door);
  const WayId *team = way_desk_get_team (desk), *user = way_desk_get_user (desk);
  const struct
  {
    guint16 kind, group;
    const WayId *object;
    GtkEditable *rows[2];
  } lines[N_LINES] = {
    { WAY_KIND_WORKER, WAY_WORKER_NAME, user, { self->name, NULL } },
    { WAY_KIND_WORKER, WAY_WORKER_PHONE, user, { self->phone, NULL } },
    { WAY_KIND_COUNCIL, WAY_COUNCIL_NAME, team, { self->council, self->team } },
    { WAY_KIND_COUNCIL, WAY_COUNCIL_NUMBERS, team, { self->out_of_hours, self->advocate } },
  };

  for (guint i = 0; i < N_LINES; i++)
    {
      Line *line = &self->lines[i];

      line->rows[0] = lines[i].rows[0];
      line->rows[1] = lines[i].rows[1];
      line->field = way_field_new (desk, way_desk_get_team_case (desk), lines[i].kind,
                                   lines[i].object, lines[i].group, read_line, show_line, line);
      for (guint j = 0; j < 2 && line->rows[j] != NULL; j++)
        watch_row (line->rows[j], line);
    }
}

/* -- with the passphrase ----------------------------------------------------------------------- */

typedef void (*Verb) (WayPreferences *self, const char *passphrase);

static void
show_keyring (WayPreferences *self)
{
  self->setting_up = TRUE;
  gtk_switch_set_active (self->keyring, way_door_get_uses_keyring (self->door));
  self->setting_up = FALSE;
}

static void
answered_cb (AdwMessageDialog *dialog, const char *response, gpointer data)
{
  WayPreferences *self = WAY_PREFERENCES (gtk_window_get_transient_for (GTK_WINDOW (dialog)));
  GtkEditable *entry = GTK_EDITABLE (g_object_get_data (G_OBJECT (dialog), "entry"));
  Verb verb = (Verb)data;

  if (g_str_equal (response, "go") && gtk_editable_get_text (entry)[0] != '\0')
    verb (self, gtk_editable_get_text (entry));
  else
    show_keyring (self);
  gtk_editable_set_text (entry, "");
}

static void
entered_cb (AdwMessageDialog *dialog)
{
  adw_message_dialog_response (dialog, "go");
  gtk_window_close (GTK_WINDOW (dialog));
}

static void
ask_passphrase (WayPreferences *self, const char *heading, const char *go, Verb verb)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, NULL);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *entry = adw_password_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _ ("Passphrase"));
  way_spoken_parts (entry, GTK_TYPE_BUTTON, _ ("Show the passphrase"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), entry);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), group);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "no", _ ("Not now"), "go", go,
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "go",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "no");
  g_object_set_data (G_OBJECT (dialog), "entry", entry);
  g_signal_connect (dialog, "response", G_CALLBACK (answered_cb), verb);
  g_signal_connect_swapped (entry, "entry-activated", G_CALLBACK (entered_cb), dialog);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_widget_grab_focus (entry);
}

/* Says what came of a verb; FALSE where nobody is there to hear it. */
static gboolean
end_verb (WayPreferences *self, GObject *door, GAsyncResult *result, const char *done)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = way_door_finish (WAY_DOOR (door), result, &error);

  if (self->door == NULL)
    return FALSE;
  tell (self, ok ? done : error->message);
  show_keyring (self);
  return ok;
}

static void
keyring_changed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayPreferences) self = data;

  end_verb (self, source, result, _ ("Done. It counts from the next unlock."));
}

static void
change_keyring (WayPreferences *self, const char *passphrase)
{
  way_door_set_uses_keyring (self->door, gtk_switch_get_active (self->keyring), passphrase,
                             keyring_changed_cb, g_object_ref (self));
}

static void
keyring_cb (WayPreferences *self)
{
  if (!self->setting_up)
    ask_passphrase (self,
                    gtk_switch_get_active (self->keyring)
                        ? _ ("Keep half of the key in this laptop’s keyring?")
                        : _ ("Open with the passphrase alone?"),
                    _ ("Change"), change_keyring);
}

/* -- a backup ---------------------------------------------------------------------------------- */

static void
backed_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayPreferences) self = data;

  end_verb (self, source, result,
            _ ("The backup is made. It opens with today’s passphrase or recovery sheet."));
}

static void
back_up (WayPreferences *self, const char *passphrase)
{
  way_door_back_up (self->door, self->backup_path, passphrase, backed_up_cb, g_object_ref (self));
}

static void
backup_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayPreferences) self = data;
  g_autoptr (GError) error = NULL;
  char *path = way_printing_choose_file_finish (result, &error);

  if (self->door == NULL)
    {
      g_free (path);
      return;
    }
  if (path == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        tell (self, error->message);
      return;
    }
  g_free (self->backup_path);
  self->backup_path = path;
  ask_passphrase (self, _ ("Make a backup"), _ ("Make it"), back_up);
}

static void
backup_cb (WayPreferences *self)
{
  g_autofree char *text = NULL;
  WayDesk *desk = way_door_get_desk (self->door);
  char day[WAY_DATE_TEXT_SIZE];

  if (desk == NULL)
    return;
  text = g_strdup_printf ("waymark-%s.waymark-backup",
                          way_date_format (way_desk_get_today (desk), day));
  way_printing_choose_file (GTK_WINDOW (self), _ ("Make a backup"), text, backup_chosen_cb,
                            g_object_ref (self));
}

void
way_preferences_back_up (WayPreferences *self)
{
  backup_cb (self);
}

/* -- a new sheet ------------------------------------------------------------------------------- */

static void
sheet_left_cb (WayPreferences *self)
{
  adw_preferences_window_close_subpage (ADW_PREFERENCES_WINDOW (self));
}

static void
sheet_done_cb (WayPreferences *self)
{
  adw_preferences_window_close_subpage (ADW_PREFERENCES_WINDOW (self));
  tell (self, _ ("The new sheet counts. Shred the old one."));
}

static void
sheet_cb (WayPreferences *self)
{
  GtkWidget *page = way_sheet_page_new (
      self->door, _ ("The sheet from before then opens backups of its days only."));

  g_signal_connect_object (page, "later", G_CALLBACK (sheet_left_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "done", G_CALLBACK (sheet_done_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_window_present_subpage (ADW_PREFERENCES_WINDOW (self), page);
}

/* -- another passphrase ------------------------------------------------------------------------ */

static void
set_changing (WayPreferences *self, gboolean changing)
{
  gtk_widget_set_visible (self->change_spinner, changing);
  gtk_widget_set_sensitive (self->change,
                            !changing && way_passphrase_chooser_is_ready (self->chooser)
                                && gtk_editable_get_text (self->old_passphrase)[0] != '\0');
}

static void
change_ready_cb (WayPreferences *self)
{
  set_changing (self, FALSE);
}

static void
leave_passphrase_page (WayPreferences *self)
{
  gtk_editable_set_text (self->old_passphrase, "");
  way_passphrase_chooser_clear (self->chooser);
  adw_preferences_window_close_subpage (ADW_PREFERENCES_WINDOW (self));
}

static void
passphrase_changed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayPreferences) self = data;
  g_autoptr (GError) error = NULL;
  gboolean ok = way_door_finish (WAY_DOOR (source), result, &error);

  if (self->door == NULL)
    return;
  set_changing (self, FALSE);
  gtk_label_set_text (self->change_note, ok ? "" : error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->change_note), !ok);
  if (!ok)
    return;
  leave_passphrase_page (self);
  tell (self, _ ("The passphrase was changed. Older backups open with the old one."));
}

static void
change_cb (WayPreferences *self)
{
  if (!gtk_widget_get_sensitive (self->change))
    return;
  set_changing (self, TRUE);
  way_door_change_passphrase (self->door, gtk_editable_get_text (self->old_passphrase),
                              way_passphrase_chooser_get_text (self->chooser),
                              passphrase_changed_cb, g_object_ref (self));
}

static void
passphrase_cb (WayPreferences *self)
{
  adw_preferences_window_present_subpage (ADW_PREFERENCES_WINDOW (self), self->passphrase_page);
  gtk_widget_grab_focus (GTK_WIDGET (self->old_passphrase));
}

/* -- made and dropped -------------------------------------------------------------------------- */

static void
way_preferences_dispose (GObject *object)
{
  WayPreferences *self = WAY_PREFERENCES (object);

  for (guint i = 0; i < N_LINES; i++)
    if (self->lines[i].field != NULL)
      {
        way_field_close (self->lines[i].field);
        for (guint j = 0; j < 2 && self->lines[i].rows[j] != NULL; j++)
          g_signal_handlers_disconnect_by_data (self->lines[i].rows[j], &self->lines[i]);
        g_clear_object (&self->lines[i].field);
      }
  if (self->chooser != NULL)
    way_passphrase_chooser_clear (self->chooser);
  if (self->passphrase_page != NULL && gtk_widget_get_parent (self->passphrase_page) == NULL)
    g_object_ref_sink (self->passphrase_page);
  g_clear_object (&self->door);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->backup_path, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PREFERENCES);
  G_OBJECT_CLASS (way_preferences_parent_class)->dispose (object);
}

#define bind(child) gtk_widget_class_bind_template_child (widget_class, WayPreferences, child)
#define call(function) gtk_widget_class_bind_template_callback (widget_class, function)

static void
way_preferences_class_init (WayPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_preferences_dispose;
  g_type_ensure (WAY_TYPE_PASSPHRASE_CHOOSER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/preferences/way-preferences.ui");
  bind (lock_after);
  bind (style);
  bind (hide_list);
  bind (show_name);
  bind (keyring);
  bind (laptop);
  bind (name);
  bind (phone);
  bind (council);
  bind (team);
  bind (out_of_hours);
  bind (advocate);
  bind (keys);
  bind (passphrase_page);
  bind (old_passphrase);
  bind (chooser);
  bind (change);
  bind (change_note);
  bind (change_spinner);
  call (lock_after_cb);
  call (style_cb);
  call (show_name_cb);
  call (keyring_cb);
  call (passphrase_cb);
  call (sheet_cb);
  call (backup_cb);
  call (change_cb);
  call (change_ready_cb);
  call (leave_passphrase_page);
}

#undef bind
#undef call

static void
way_preferences_init (WayPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_spoken_parts (GTK_WIDGET (self->old_passphrase), GTK_TYPE_BUTTON, _ ("Show the passphrase"));
}

GtkWidget *
way_preferences_new (GtkWindow *parent, WayDoor *door, WaySettings *settings)
{
  WayPreferences *self = g_object_new (WAY_TYPE_PREFERENCES, "transient-for", parent, NULL);

  g_return_val_if_fail (way_door_get_desk (door) != NULL, NULL);

  gtk_window_set_application (GTK_WINDOW (self), gtk_window_get_application (parent));
  self->door = g_object_ref (door);
  self->settings = g_object_ref (settings);
  show_settings (self);
  bind_lines (self);
  show_keyring (self);
  way_passphrase_chooser_set_door (self->chooser, door);
  /* The practice caseload's passphrase is on the screen; its keys are nobody's. */
  gtk_widget_set_visible (self->keys, way_door_get_hint (door) == NULL);
  return GTK_WIDGET (self);
}
