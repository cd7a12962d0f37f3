/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-settle-page-private.h"

#include "way-column.h"
#include "way-i18n.h"
#include "way-paragraph.h"
#include "way-person-text.h"
#include "way-settle-parts.h"
#include "way-spoken.h"
#include "way-typed-text.h"
#include "way-value.h"
#include "way-voice-card.h"

void
way_settle_page_clear (WaySettlePage *self)
{
  GtkWidget *child;

  self->showing = TRUE;
  way_settle_page_close_fields (self, FALSE);
  self->view = NULL;
  self->why = NULL;
  self->choice = NULL;
  self->chosen = 0;
  self->begun = self->gone = FALSE;
  g_clear_pointer (&self->shown, g_free);
  g_clear_pointer (&self->print, g_free);
  g_clear_pointer (&self->language, g_free);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->head))) != NULL)
    gtk_box_remove (self->head, child);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->body))) != NULL)
    gtk_box_remove (self->body, child);
  self->showing = FALSE;
}

static void
add (WaySettlePage *self, GtkWidget *child)
{
  gtk_box_append (self->body, child);
}

static guint
place_of (WaySettlePage *self, const WayConflict *conflict)
{
  for (guint i = 0; i < self->conflicts->len; i++)
    if (g_ptr_array_index (self->conflicts, i) == conflict)
      return i + 1;
  return 0;
}

static GtkWidget *
new_button (const char *label, const char *action, const char *tooltip)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}

static void
build_head (WaySettlePage *self, const WayConflict *conflict, WayCase *present)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *keep;
  g_autofree char *title = way_settle_title (conflict);
  g_autofree char *name = way_case_dup_short_name (present);
  g_autofree char *place = g_strdup_printf (_ ("%s’s plan, %u of %u"), name,
                                            place_of (self, conflict), self->conflicts->len);
  gboolean words = conflict->shape == WAY_CONFLICT_WORDS;

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), way_paragraph_new (title, "heading"));
  gtk_box_append (GTK_BOX (texts), way_paragraph_new (place, "caption"));
  gtk_box_append (self->head, texts);
  gtk_box_append (self->head, new_button (_ ("Decide later"), "settle.later",
                                          _ ("All versions stay as they are (Esc)")));
  if (conflict->shape == WAY_CONFLICT_LIFE || conflict->shape == WAY_CONFLICT_UNKNOWN)
    return;
  keep = new_button (words ? _ ("Keep both") : _ ("Keep this version"), "settle.keep",
                     words ? _ ("Keep all of them, oldest first (Ctrl+Enter)")
                           : _ ("Keep the version below (Ctrl+Enter)"));
  gtk_widget_add_css_class (keep, "suggested-action");
  gtk_box_append (self->head, keep);
}

static void
add_cards (WaySettlePage *self, const WayConflict *conflict, WayCase *present)
{
  GtkWidget *cards = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (cards), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (cards), 2);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (cards), TRUE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (cards), 18);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (cards), 18);
  gtk_widget_add_css_class (cards, "columns");
  for (guint i = 0; i < conflict->versions->len; i++)
    {
      GtkWidget *child = gtk_flow_box_child_new ();
      GtkWidget *column = g_object_new (WAY_TYPE_COLUMN, NULL);
      GtkWidget *card = way_settle_card (self->tab.desk, present, conflict, i);

      gtk_widget_set_focusable (child, FALSE);
      gtk_widget_set_parent (card, column);
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), column);
      gtk_flow_box_append (GTK_FLOW_BOX (cards), child);
    }
  add (self, cards);
}

void
way_settle_page_typed (WaySettlePage *self)
{
  way_settle_page_say (self, "");
  if (!self->showing && self->text != NULL)
    way_field_typed (self->text);
}

static void
reason_cb (WaySettlePage *self)
{
  if (!self->showing && self->reason != NULL)
    way_field_typed (self->reason);
}

static void
add_text (WaySettlePage *self, const WayConflict *conflict)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *heading = way_paragraph_new (_ ("The version to keep"), "heading");
  const WayConflictVersion *first = g_ptr_array_index (conflict->versions, 0);

  self->language = way_value_dup_string (first->value, 1);
  self->view = g_object_new (WAY_TYPE_WRITING_VIEW, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("The version to keep"), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "boxed");
  way_writing_view_begin (self->view, "");
  way_writing_view_set_writable (self->view, TRUE);
  g_signal_connect_object (self->view, "typed", G_CALLBACK (way_settle_page_typed), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_hexpand (heading, TRUE);
  gtk_box_append (GTK_BOX (line), heading);
  gtk_box_append (
      GTK_BOX (line),
      new_button (conflict->versions->len > 2 ? _ ("Put all together") : _ ("Put both together"),
                  "settle.together", _ ("One after the other (Alt+0)")));
  gtk_box_append (GTK_BOX (line), way_settle_keys (_ ("Alt"), "0"));
  add (self, line);
  add (self, GTK_WIDGET (self->view));
  way_settle_page_hold_text (self, conflict);
}

static void
add_choice (WaySettlePage *self)
{
  GtkWidget *text = way_paragraph_new (_ ("None chosen yet."), NULL);

  self->choice = GTK_LABEL (text);
  add (self, way_paragraph_new (_ ("The version to keep"), "heading"));
  add (self, text);
}

static GtkWidget *
new_list (void)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  return list;
}

static GtkWidget *
new_row (const char *icon, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), icon);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

static void
add_reason (WaySettlePage *self, const WayConflict *conflict)
{
  GtkWidget *list = new_list ();

  self->why = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->why), _ ("Why this version"));
  way_spoken_entry (GTK_WIDGET (self->why));
  way_typed_text_guard (GTK_EDITABLE (self->why), WAY_LINE_MAX);
  way_settle_page_hold_reason (self, conflict);
  g_signal_connect_object (self->why, "changed", G_CALLBACK (reason_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->why));
  gtk_list_box_append (
      GTK_LIST_BOX (list),
      new_row ("document-open-recent-symbolic",
               conflict->versions->len > 2 ? _ ("All versions stay in History, with the reason")
                                           : _ ("Both versions stay in History, with the reason"),
               _ ("Everyone who works with this plan sees what you kept, with your name and the "
                  "time.")));
  add (self, list);
}

static void
add_how_it_reads (WaySettlePage *self, const WayConflict *conflict, WayCase *present)
{
  GtkWidget *card = g_object_new (WAY_TYPE_VOICE_CARD, NULL), *list = new_list (), *row;
  g_autoptr (GVariant) all = way_conflict_put_together (conflict);
  g_autoptr (GPtrArray) words = way_words_from_variant (all);
  g_autofree char *name = way_case_dup_short_name (present);
  g_autofree char *title = g_strdup_printf (_ ("In %s’s words"), name);
  g_autofree char *detail = g_strdup_printf (
      _ ("Oldest first, each with its day. %s can change it at any time."), name);

  way_voice_card_set_title (WAY_VOICE_CARD (card), title);
  way_voice_card_set_words (WAY_VOICE_CARD (card), words, _ ("Nothing written"));
  add (self, way_paragraph_new (_ ("How it will read"), "heading"));
  add (self, card);
  row = new_row ("waymark-two-versions-symbolic", _ ("Keep both"), detail);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), way_settle_keys (_ ("Ctrl"), _ ("Enter")));
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  add (self, list);
}

void
way_settle_page_build (WaySettlePage *self, const WayConflict *conflict, WayCase *present)
{
  g_autofree char *name = way_case_dup_short_name (present);
  g_autofree char *explanation = way_settle_explanation (conflict, name);
  GtkWidget *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  build_head (self, conflict, present);
  if (conflict->place[0] != '\0')
    gtk_box_append (GTK_BOX (names), way_paragraph_new (conflict->place, "caption"));
  gtk_box_append (GTK_BOX (names), way_paragraph_new (conflict->heading, "title-1"));
  gtk_box_append (GTK_BOX (names), way_paragraph_new (explanation, "secondary"));
  add (self, names);
  add_cards (self, conflict, present);
  if (conflict->base != NULL && conflict->base->value != NULL)
    add (self, way_settle_base (self->tab.desk, present, conflict));
  if (conflict->shape == WAY_CONFLICT_WORDS)
    add_how_it_reads (self, conflict, present);
  else if (conflict->shape == WAY_CONFLICT_PROSE)
    add_text (self, conflict);
  else if (conflict->shape == WAY_CONFLICT_LIFE)
    add (self, way_settle_kept (present, conflict, self->past));
  else if (conflict->shape != WAY_CONFLICT_UNKNOWN)
    add_choice (self);
  if (conflict->shape != WAY_CONFLICT_WORDS && conflict->shape != WAY_CONFLICT_UNKNOWN)
    add_reason (self, conflict);
}
