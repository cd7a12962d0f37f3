/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-recovery-page.h"

#include <string.h>
#include "way-blank.h"
#include "way-i18n.h"
#include "way-passphrase-chooser.h"

#define GROUPS 13
#define LETTERS 5
#define LEFT_GROUPS 7

struct _WayRecoveryPage
{
  GtkBox parent;

  GtkStack *steps; /* template children */
  GtkGrid *grid;
  GtkWidget *groups_next, *spinner, *open;
  WayPassphraseChooser *chooser;
  GtkLabel *groups_note;

  GtkEditable *groups[GROUPS];
  WayDoor *door; /* (owned) (nullable) */
  gboolean filling, opening;
};

G_DEFINE_FINAL_TYPE (WayRecoveryPage, way_recovery_page, GTK_TYPE_BOX)

static guint left_signal;

static void
say (GtkLabel *label, const char *sentence)
{
  gtk_label_set_text (label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (label), sentence[0] != '\0');
}

/* -- the groups -------------------------------------------------------------------------------- */

static guint
index_of (WayRecoveryPage *self, GtkEditable *group)
{
  guint i = 0;

  while (i + 1 < GROUPS && self->groups[i] != group)
    i++;
  return i;
}

static gboolean
is_whole (WayRecoveryPage *self)
{
  for (guint i = 0; i < GROUPS; i++)
    if (strlen (gtk_editable_get_text (self->groups[i])) != LETTERS)
      return FALSE;
  return TRUE;
}

/* What is typed or pasted beyond five letters goes on in the next group: a code reader types all
 * thirteen into the first. */
static void
spread (WayRecoveryPage *self, guint from, const char *typed)
{
  char letters[LETTERS + 1] = "";
  gsize n = 0;
  guint i = from;

  for (const char *at = typed; *at != '\0' && i < GROUPS; at++)
    {
      if (n == LETTERS && g_ascii_isalnum (*at))
        {
          gtk_editable_set_text (self->groups[i++], letters);
          n = 0;
          memset (letters, 0, sizeof letters);
        }
      if (g_ascii_isalnum (*at))
        letters[n++] = g_ascii_toupper (*at);
    }
  if (i < GROUPS)
    {
      gtk_editable_set_text (self->groups[i], letters);
      gtk_editable_set_position (self->groups[i], -1);
    }
  i = MIN (i, GROUPS - 1);
  if (n == LETTERS && i + 1 < GROUPS && gtk_editable_get_text (self->groups[i + 1])[0] == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->groups[i + 1]));
  else if (i != from)
    gtk_widget_grab_focus (GTK_WIDGET (self->groups[i]));
  memset (letters, 0, sizeof letters);
}

static void
group_changed_cb (WayRecoveryPage *self, GtkEditable *group)
{
  g_autofree char *typed = NULL;

  if (self->filling)
    return;
  self->filling = TRUE;
  typed = g_strdup (gtk_editable_get_text (group));
  spread (self, index_of (self, group), typed);
  memset (typed, 0, strlen (typed));
  self->filling = FALSE;
  say (self->groups_note, "");
  gtk_widget_set_sensitive (self->groups_next, is_whole (self));
}

static void
groups_next_cb (WayRecoveryPage *self)
{
  if (!is_whole (self))
    return;
  way_blank_focus (GTK_WIDGET (self));
  gtk_stack_set_visible_child_name (self->steps, "passphrase");
  gtk_widget_grab_focus (GTK_WIDGET (self->chooser));
}

static void
group_entered_cb (WayRecoveryPage *self, GtkEditable *group)
{
  guint next = index_of (self, group) + 1;

  if (is_whole (self))
    groups_next_cb (self);
  else if (next < GROUPS)
    gtk_widget_grab_focus (GTK_WIDGET (self->groups[next]));
}

static void
add_group (WayRecoveryPage *self, guint i)
{
  g_autoptr (GtkEntryBuffer) buffer = gtk_password_entry_buffer_new ();
  GtkWidget *entry = gtk_entry_new_with_buffer (buffer);
  g_autofree char *number = g_strdup_printf ("%u", i + 1);
  g_autofree char *name = g_strdup_printf (_ ("Group %u of %u"), i + 1, (guint)GROUPS);
  GtkWidget *label = gtk_label_new (number);
  int column = i < LEFT_GROUPS ? 0 : 2, row = (int)(i < LEFT_GROUPS ? i : i - LEFT_GROUPS);

  gtk_widget_add_css_class (entry, "sheet-group");
  gtk_entry_set_input_hints (GTK_ENTRY (entry), GTK_INPUT_HINT_NO_SPELLCHECK
                                                    | GTK_INPUT_HINT_UPPERCASE_CHARS
                                                    | GTK_INPUT_HINT_PRIVATE);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), LETTERS + 2);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), LETTERS + 2);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set (label, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_halign (label, GTK_ALIGN_END);
  self->groups[i] = GTK_EDITABLE (entry);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
  gtk_grid_attach (self->grid, entry, column + 1, row, 1, 1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (group_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (group_entered_cb), self,
                           G_CONNECT_SWAPPED);
}

/* -- opening ----------------------------------------------------------------------------------- */

static void
set_opening (WayRecoveryPage *self, gboolean opening)
{
  if (opening)
    way_blank_focus (GTK_WIDGET (self));
  self->opening = opening;
  gtk_widget_set_visible (self->spinner, opening);
  gtk_widget_set_sensitive (GTK_WIDGET (self->chooser), !opening);
  gtk_widget_set_sensitive (self->open,
                            !opening && way_passphrase_chooser_is_ready (self->chooser));
}

static void
recovered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WayRecoveryPage) self = data;
  g_autoptr (GError) error = NULL;
  gboolean ok = way_door_finish (WAY_DOOR (source), result, &error);

  if (self->door == NULL)
    return;
  set_opening (self, FALSE);
  if (ok)
    return;
  /* It is the sheet that most likely does not fit. */
  way_blank_focus (GTK_WIDGET (self));
  gtk_stack_set_visible_child_name (self->steps, "groups");
  say (self->groups_note, error->message);
  gtk_widget_grab_focus (GTK_WIDGET (self->groups[0]));
}

static void
open_cb (WayRecoveryPage *self)
{
  GString *sheet;

  if (self->opening || !way_passphrase_chooser_is_ready (self->chooser))
    return;
  sheet = g_string_sized_new (GROUPS * (LETTERS + 1) + 1);
  for (guint i = 0; i < GROUPS; i++)
    g_string_append_printf (sheet, "%s ", gtk_editable_get_text (self->groups[i]));
  set_opening (self, TRUE);
  way_door_recover (self->door, sheet->str, way_passphrase_chooser_get_text (self->chooser),
                    recovered_cb, g_object_ref (self));
  memset (sheet->str, 0, sheet->len);
  g_string_free (sheet, TRUE);
}

static void
ready_cb (WayRecoveryPage *self)
{
  gtk_widget_set_sensitive (self->open,
                            !self->opening && way_passphrase_chooser_is_ready (self->chooser));
}

static void
back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayRecoveryPage *self = WAY_RECOVERY_PAGE (widget);

  if (self->opening)
    return;
  if (g_str_equal (gtk_stack_get_visible_child_name (self->steps), "passphrase"))
    {
      way_blank_focus (widget);
      gtk_stack_set_visible_child_name (self->steps, "groups");
      gtk_widget_grab_focus (GTK_WIDGET (self->groups[0]));
    }
  else
    g_signal_emit (self, left_signal, 0);
}

/* -- made and dropped -------------------------------------------------------------------------- */

static void
way_recovery_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (way_recovery_page_parent_class)->map (widget);
  gtk_widget_grab_focus (GTK_WIDGET (WAY_RECOVERY_PAGE (widget)->groups[0]));
}

static void
way_recovery_page_dispose (GObject *object)
{
  WayRecoveryPage *self = WAY_RECOVERY_PAGE (object);

  g_clear_object (&self->door);
  if (self->chooser != NULL)
    way_passphrase_chooser_clear (self->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_RECOVERY_PAGE);
  G_OBJECT_CLASS (way_recovery_page_parent_class)->dispose (object);
}

static void
way_recovery_page_class_init (WayRecoveryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_recovery_page_dispose;
  widget_class->map = way_recovery_page_map;
  g_type_ensure (WAY_TYPE_PASSPHRASE_CHOOSER);
  left_signal = g_signal_new ("left", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/locked/way-recovery-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayRecoveryPage, steps);
  gtk_widget_class_bind_template_child (widget_class, WayRecoveryPage, grid);
  gtk_widget_class_bind_template_child (widget_class, WayRecoveryPage, groups_next);
  gtk_widget_class_bind_template_child (widget_class, WayRecoveryPage, groups_note);
  gtk_widget_class_bind_template_child (widget_class, WayRecoveryPage, chooser);
  gtk_widget_class_bind_template_child (widget_class, WayRecoveryPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, WayRecoveryPage, open);
  gtk_widget_class_bind_template_callback (widget_class, groups_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, ready_cb);
  gtk_widget_class_install_action (widget_class, "recovery.back", NULL, back);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "recovery.back",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "recovery.back", NULL);
}

static void
way_recovery_page_init (WayRecoveryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < GROUPS; i++)
    add_group (self, i);
}

GtkWidget *
way_recovery_page_new (WayDoor *door)
{
  WayRecoveryPage *self = g_object_new (WAY_TYPE_RECOVERY_PAGE, NULL);

  self->door = g_object_ref (door);
  way_passphrase_chooser_set_door (self->chooser, door);
  return GTK_WIDGET (self);
}
