/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-settle-page.h"

#include <adwaita.h>
#include "way-column.h"
#include "way-field.h"
#include "way-i18n.h"
#include "way-page.h"
#include "way-paragraph.h"
#include "way-person-text.h"
#include "way-settle-parts.h"
#include "way-settle.h"
#include "way-typed-text.h"
#include "way-value.h"
#include "way-voice-card.h"
#include "way-writing-view.h"

struct _WaySettlePage
{
  WayPersonTab tab;

  GtkStack *stack; /* template children */
  GtkScrolledWindow *scroller;
  GtkLabel *note;
  GtkBox *head, *body;

  GCancellable *loading; /* (owned) (nullable): the past is being read */
  WayPast *past;         /* (owned) (nullable) */
  GPtrArray *conflicts;  /* (owned) (nullable) */
  GPtrArray *drafts;     /* (owned) (nullable): what was typed before a lock */
  char *wanted;          /* (owned) (nullable): where to go once it is read */
  char *shown;           /* (owned) (nullable): path of what is shown */
  char *print;           /* (owned) (nullable): its versions, so that it is laid out once */
  guint chosen;          /* of a value: the version to keep, from 1; 0 = none yet */
  gboolean saving, showing;

  WayWritingView *view; /* borrowed (nullable): the text to keep */
  AdwEntryRow *why;     /* borrowed (nullable) */
  GtkLabel *choice;     /* borrowed (nullable): which is chosen */
  char *language;       /* (owned) (nullable): of the text to keep */
  WayField *text;       /* (owned) (nullable): held */
  WayField *reason;     /* (owned) (nullable): held */
};

G_DEFINE_FINAL_TYPE (WaySettlePage, way_settle_page, WAY_TYPE_PERSON_TAB)

static void load (WaySettlePage *self);

/* (nullable): what is shown, as it stands now. */
static const WayConflict *
get_shown (WaySettlePage *self)
{
  if (self->conflicts == NULL || self->shown == NULL)
    return NULL;
  return way_conflict_find (self->conflicts, self->shown);
}

static void
say_note (WaySettlePage *self, const char *sentence)
{
  gtk_label_set_text (self->note, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->note), sentence[0] != '\0');
}

/* -- what is typed ----------------------------------------------------------------------------- */

static GVariant *
read_text (gpointer widget)
{
  WaySettlePage *self = widget;
  g_autofree char *text = way_writing_view_dup_text (self->view);

  return g_variant_new ("(ss)", text, text[0] != '\0' ? self->language : "");
}

/* Of what stands in the case nothing is shown here: the text begins empty. */
static void
show_text (gpointer widget, GVariant *value)
{
}

static GVariant *
read_reason (gpointer widget)
{
  WaySettlePage *self = widget;

  return g_variant_new ("(s)", gtk_editable_get_text (GTK_EDITABLE (self->why)));
}

static void
typed_cb (WaySettlePage *self)
{
  say_note (self, "");
  if (!self->showing && self->text != NULL)
    way_field_typed (self->text);
}

static void
reason_cb (WaySettlePage *self)
{
  if (!self->showing && self->reason != NULL)
    way_field_typed (self->reason);
}

/* The same each time, so that what was typed is found again. */
static WayId
settlement_of (const WayConflict *conflict)
{
  WayId id = conflict->object;

  id.bytes[0] ^= (guint8)conflict->kind;
  id.bytes[1] ^= (guint8)conflict->group;
  id.bytes[2] ^= 0x5e;
  return id;
}

static const WayDraft *
find_draft (WaySettlePage *self, guint16 kind, const WayId *object, guint16 group)
{
  for (guint i = 0; self->drafts != NULL && i < self->drafts->len; i++)
    {
      const WayDraft *draft = g_ptr_array_index (self->drafts, i);

      if (draft->held && draft->kind == kind && draft->group == group
          && way_id_equal (&draft->object, object)
          && way_id_equal (&draft->case_id, way_live_case_get_id (self->tab.live)))
        return draft;
    }
  return NULL;
}

static char *
dup_draft_text (const WayDraft *draft, const char *type)
{
  g_autoptr (GVariant) value = way_value_from_bytes (draft->value, G_VARIANT_TYPE (type));

  return value != NULL ? way_value_dup_string (value, 0) : g_strdup ("");
}

static void
hold_text (WaySettlePage *self, const WayConflict *conflict)
{
  const WayDraft *draft = find_draft (self, conflict->kind, &conflict->object, conflict->group);

  self->text = way_field_new (self->tab.desk, self->tab.live, conflict->kind, &conflict->object,
                              conflict->group, read_text, show_text, self);
  way_field_hold (self->text, draft);
  if (draft != NULL)
    {
      g_autofree char *text = dup_draft_text (draft, "(ss)");

      way_writing_view_show_text (self->view, text);
    }
}

static void
hold_reason (WaySettlePage *self, const WayConflict *conflict)
{
  WayId id = settlement_of (conflict);
  const WayDraft *draft = find_draft (self, WAY_KIND_SETTLEMENT, &id, WAY_SETTLEMENT_REASON);

  self->reason = way_field_new (self->tab.desk, self->tab.live, WAY_KIND_SETTLEMENT, &id,
                                WAY_SETTLEMENT_REASON, read_reason, show_text, self);
  way_field_hold (self->reason, draft);
  if (draft != NULL)
    {
      g_autofree char *text = dup_draft_text (draft, "(s)");

      gtk_editable_set_text (GTK_EDITABLE (self->why), text);
    }
}

static void
close_fields (WaySettlePage *self, gboolean forget)
{
  WayField **fields[] = { &self->text, &self->reason };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (*fields[i] != NULL)
      {
        if (forget)
          way_field_forget (*fields[i]);
        way_field_close (*fields[i]);
        g_clear_object (fields[i]);
      }
}

/* -- laid out ---------------------------------------------------------------------------------- */

static void
clear (WaySettlePage *self)
{
  GtkWidget *child;

  self->showing = TRUE;
  close_fields (self, FALSE);
  self->view = NULL;
  self->why = NULL;
  self->choice = NULL;
  self->chosen = 0;
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
  g_signal_connect_object (self->view, "typed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_hexpand (heading, TRUE);
  gtk_box_append (GTK_BOX (line), heading);
  gtk_box_append (
      GTK_BOX (line),
      new_button (conflict->versions->len > 2 ? _ ("Put all together") : _ ("Put both together"),
                  "settle.together", _ ("One after the other (Alt+0)")));
  gtk_box_append (GTK_BOX (line), way_settle_keys (_ ("Alt"), "0"));
  add (self, line);
  add (self, GTK_WIDGET (self->view));
  hold_text (self, conflict);
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
  way_typed_text_guard (GTK_EDITABLE (self->why), WAY_LINE_MAX);
  hold_reason (self, conflict);
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

static void
build (WaySettlePage *self, const WayConflict *conflict, WayCase *present)
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

/* The ops that are shown: the same ones are the same page. */
static char *
dup_print (WaySettlePage *self, const WayConflict *conflict)
{
  GString *print = g_string_new (NULL);

  g_string_printf (print, "%s %u", conflict->path, self->conflicts->len);
  for (guint i = 0; i < conflict->versions->len; i++)
    {
      const WayConflictVersion *version = g_ptr_array_index (conflict->versions, i);

      for (guint n = 0; n < version->ops->len; n++)
        {
          const WayOperation *op = g_ptr_array_index (version->ops, n);

          g_string_append_printf (print, " %u:%" G_GUINT64_FORMAT, way_id_hash (&op->id.origin),
                                  op->id.counter);
        }
    }
  return g_string_free (print, FALSE);
}

static void
focus_first (WaySettlePage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_child_focus (GTK_WIDGET (self->body), GTK_DIR_TAB_FORWARD);
}

static void
show_conflict (WaySettlePage *self, const WayConflict *conflict)
{
  WayCase *present = way_person_tab_get_case (&self->tab);
  g_autofree char *print = dup_print (self, conflict);

  if (self->print != NULL && g_str_equal (self->print, print))
    return;
  clear (self);
  self->shown = g_strdup (conflict->path);
  self->print = g_steal_pointer (&print);
  self->showing = TRUE;
  build (self, conflict, present);
  self->showing = FALSE;
  gtk_stack_set_visible_child_name (self->stack, "conflict");
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  focus_first (self);
}

static void
show_nothing (WaySettlePage *self)
{
  clear (self);
  gtk_stack_set_visible_child_name (self->stack, "nothing");
}

/* What was asked for, what is shown already, or the first that waits. */
static void
show (WaySettlePage *self)
{
  g_autofree char *wanted = g_steal_pointer (&self->wanted);
  const WayConflict *conflict = NULL;
  gboolean gone;

  if (wanted != NULL)
    conflict = way_conflict_find (self->conflicts, wanted);
  if (conflict == NULL)
    conflict = get_shown (self);
  gone = conflict == NULL && self->shown != NULL;
  if (conflict == NULL && self->conflicts->len > 0)
    conflict = g_ptr_array_index (self->conflicts, 0);
  if (conflict != NULL)
    show_conflict (self, conflict);
  else
    show_nothing (self);
  if (gone)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s",
                                _ ("That was settled elsewhere. All versions are in History."));
}

/* -- reading ----------------------------------------------------------------------------------- */

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WaySettlePage) self = data;
  g_autoptr (GError) error = NULL;
  WayPast *past = way_repository_load_past_finish (WAY_REPOSITORY (source), result, &error);
  WayCase *present = way_person_tab_get_case (&self->tab);

  if (past == NULL || self->tab.desk == NULL || present == NULL || self->saving
      || !way_id_equal (way_past_get_id (past), way_live_case_get_id (self->tab.live)))
    {
      g_clear_pointer (&past, way_past_unref);
      return;
    }
  g_clear_object (&self->loading);
  g_clear_pointer (&self->past, way_past_unref);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  self->past = past;
  self->conflicts = way_conflict_list (
      present, past, way_live_case_get_case (way_desk_get_team_case (self->tab.desk)),
      way_desk_get_reference (self->tab.desk));
  show (self);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WaySettlePage) self = data;
  GPtrArray *drafts = way_repository_list_drafts_finish (WAY_REPOSITORY (source), result, NULL);

  if (drafts == NULL)
    return;
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  self->drafts = drafts;
}

/* One after the other: what was typed is there before the page is laid out. */
static void
load (WaySettlePage *self)
{
  WayRepository *repository = way_desk_get_repository (self->tab.desk);

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  self->loading = g_cancellable_new ();
  way_repository_list_drafts (repository, self->loading, listed_cb, g_object_ref (self));
  way_repository_load_past (repository, way_live_case_get_id (self->tab.live), self->loading,
                            loaded_cb, g_object_ref (self));
}

static void
update (WayPersonTab *tab, WayCase *present)
{
  load (WAY_SETTLE_PAGE (tab));
}

static void
leave (WayPersonTab *tab)
{
  WaySettlePage *self = WAY_SETTLE_PAGE (tab);

  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  clear (self);
  say_note (self, "");
  self->saving = FALSE;
  g_clear_pointer (&self->wanted, g_free);
  g_clear_pointer (&self->past, way_past_unref);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
}

static void
go (WayPersonTab *tab, const char *path)
{
  WaySettlePage *self = WAY_SETTLE_PAGE (tab);

  g_free (self->wanted);
  self->wanted = path[0] != '\0' ? g_strdup (path) : NULL;
  say_note (self, "");
  way_person_tab_update (tab);
}

static char *
dup_path (WayPersonTab *tab)
{
  WaySettlePage *self = WAY_SETTLE_PAGE (tab);

  return g_strdup (self->shown != NULL ? self->shown : "");
}

/* -- settling ---------------------------------------------------------------------------------- */

static void
go_back (WaySettlePage *self, const char *path)
{
  g_autofree char *place = way_page_place_of (way_live_case_get_id (self->tab.live), path);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.go", "s", place);
}

static void
committed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (WaySettlePage) self = data;
  g_autoptr (GError) error = NULL;
  gboolean ok = way_desk_commit_finish (WAY_DESK (source), result, &error);
  g_autofree char *path = g_strdup (self->shown);
  guint n_left = self->conflicts != NULL ? self->conflicts->len - 1 : 0;

  if (!self->saving || self->tab.live == NULL)
    return;
  self->saving = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->scroller), TRUE);
  if (!ok)
    {
      say_note (self, error->message);
      return;
    }
  close_fields (self, TRUE);
  clear (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s",
                              _ ("Settled. All versions stay in History, with the reason."));
  if (n_left > 0)
    load (self);
  else
    go_back (self, path);
}

/* Takes @act, or says why there is none. */
static void
settle (WaySettlePage *self, WayAct *act, const GError *error)
{
  if (act == NULL)
    {
      say_note (self, error->message);
      return;
    }
  self->saving = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->scroller), FALSE);
  way_desk_commit (self->tab.desk, act, committed_cb, g_object_ref (self));
}

static WaySettling
begin (WaySettlePage *self, const WayConflict *conflict)
{
  WayDesk *desk = self->tab.desk;

  return (WaySettling){
    .conflict = conflict,
    .present = way_person_tab_get_case (&self->tab),
    .past = self->past,
    .author = { *way_desk_get_user (desk), WAY_ROLE_ADVISER | WAY_ROLE_MANAGER | WAY_ROLE_KEEPER },
    .random = way_desk_get_random (desk),
    .today = way_desk_get_today (desk),
    .now_ms = way_clock_now (way_desk_get_clock (desk)),
    .reason = self->why != NULL ? gtk_editable_get_text (GTK_EDITABLE (self->why)) : "",
  };
}

static void
use (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WaySettlePage *self = WAY_SETTLE_PAGE (widget);
  const WayConflict *conflict = get_shown (self);
  guint n = g_variant_get_uint32 (parameter);
  const WayConflictVersion *version;
  g_autofree char *text = NULL;

  if (conflict == NULL || self->saving || n < 1 || n > conflict->versions->len)
    return;
  say_note (self, "");
  version = g_ptr_array_index (conflict->versions, n - 1);
  if (conflict->shape == WAY_CONFLICT_LIFE)
    {
      WaySettling settling = begin (self, conflict);
      g_autoptr (GError) error = NULL;
      WayAct *act = way_settle_keep (&settling, n - 1, &error);

      settle (self, act, error);
      return;
    }
  self->chosen = n;
  if (self->view != NULL)
    {
      text = way_value_dup_string (version->value, 0);
      way_writing_view_show_text (self->view, text);
      typed_cb (self);
      gtk_widget_grab_focus (GTK_WIDGET (self->view));
    }
  else if (self->choice != NULL)
    {
      text = way_settle_value_text (way_person_tab_get_case (&self->tab), conflict->kind,
                                    conflict->group, version->value);
      gtk_label_set_text (self->choice, text);
    }
}

static void
together (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WaySettlePage *self = WAY_SETTLE_PAGE (widget);
  const WayConflict *conflict = get_shown (self);
  g_autoptr (GVariant) all = NULL;
  g_autofree char *text = NULL;

  if (conflict == NULL || self->saving || self->view == NULL)
    return;
  all = way_conflict_put_together (conflict);
  text = way_value_dup_string (all, 0);
  way_writing_view_show_text (self->view, text);
  typed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
keep (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WaySettlePage *self = WAY_SETTLE_PAGE (widget);
  const WayConflict *conflict = get_shown (self);
  g_autoptr (GError) error = NULL;
  WaySettling settling;
  WayAct *act = NULL;

  if (conflict == NULL || self->saving)
    return;
  settling = begin (self, conflict);
  if (conflict->shape == WAY_CONFLICT_WORDS)
    act = way_settle_put_together (&settling, &error);
  else if (self->view != NULL && !way_writing_view_is_empty (self->view))
    act = way_settle_write (&settling, read_text (self), &error);
  else if (self->choice != NULL && self->chosen > 0)
    act = way_settle_keep (&settling, self->chosen - 1, &error);
  else
    {
      say_note (self, _ ("Choose a version first, or write the one to keep."));
      return;
    }
  settle (self, act, error);
}

static void
later (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WaySettlePage *self = WAY_SETTLE_PAGE (widget);

  if (self->tab.live != NULL && !self->saving)
    go_back (self, self->shown != NULL ? self->shown : "");
}

/* -- class ------------------------------------------------------------------------------------- */

static void
add_keys (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < 9; i++)
    gtk_widget_class_add_binding_action (widget_class, GDK_KEY_1 + i, GDK_ALT_MASK, "settle.use",
                                         "u", i + 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0, GDK_ALT_MASK, "settle.together",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "settle.later", NULL);
}

static void
way_settle_page_class_init (WaySettlePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  WayPersonTabClass *tab_class = WAY_PERSON_TAB_CLASS (klass);

  tab_class->update = update;
  tab_class->leave = leave;
  tab_class->go = go;
  tab_class->dup_path = dup_path;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/settle/way-settle-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WaySettlePage, stack);
  gtk_widget_class_bind_template_child (widget_class, WaySettlePage, scroller);
  gtk_widget_class_bind_template_child (widget_class, WaySettlePage, head);
  gtk_widget_class_bind_template_child (widget_class, WaySettlePage, note);
  gtk_widget_class_bind_template_child (widget_class, WaySettlePage, body);
  gtk_widget_class_install_action (widget_class, "settle.use", "u", use);
  gtk_widget_class_install_action (widget_class, "settle.together", NULL, together);
  gtk_widget_class_install_action (widget_class, "settle.keep", NULL, keep);
  gtk_widget_class_install_action (widget_class, "settle.later", NULL, later);
  add_keys (widget_class);
}

/* Before the text, which would take Enter for a new line. */
static void
catch_enter (WaySettlePage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (
          gtk_alternative_trigger_new (gtk_keyval_trigger_new (GDK_KEY_Return, GDK_CONTROL_MASK),
                                       gtk_keyval_trigger_new (GDK_KEY_KP_Enter, GDK_CONTROL_MASK)),
          gtk_named_action_new ("settle.keep")));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
way_settle_page_init (WaySettlePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  catch_enter (self);
  way_person_tab_set_writing (WAY_PERSON_TAB (self), TRUE);
}
