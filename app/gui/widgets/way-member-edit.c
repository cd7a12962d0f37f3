/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-member-edit.h"

#include "way-codes.h"
#include "way-date-row.h"
#include "way-i18n.h"
#include "way-line-row.h"
#include "way-member-text.h"
#include "way-writing-view.h"

typedef struct
{
  GtkWidget *(*build) (WayMemberEdit *self, const char *title);
  void (*show) (WayMemberEdit *self, GVariant *value);
  /* (transfer floating) (nullable): NULL for what cannot be kept. */
  GVariant *(*read) (WayMemberEdit *self);
  gboolean at_once; /* a choice is made in one move: nobody leaves it */
} Way;

struct _WayMemberEdit
{
  const WayMember *member;
  const Way *way;
  WayDate today;
  WayMemberEditFunc typed, left;
  gpointer owner;

  GtkWidget *row;            /* (owned) */
  GtkWidget *input;          /* borrowed: in the row, or the row itself */
  GtkEventController *focus; /* borrowed: of the row */
  GPtrArray *codes;          /* (owned) (nullable): of a choice; "" first */
  GVariant *standing;        /* (owned): what was shown last */
  GVariant *value; /* (owned): what is typed now; what stands, where that cannot be kept */
  gboolean showing;
};

/* -- what the person does ---------------------------------------------------------------------- */

static void
take (WayMemberEdit *self, GVariant *value)
{
  g_clear_pointer (&self->value, g_variant_unref);
  self->value = g_variant_ref_sink (value);
}

static void
typed_cb (WayMemberEdit *self)
{
  GVariant *value;

  if (self->showing)
    return;
  value = self->way->read (self);
  /* never what was there for a moment on the way to what cannot be kept: a day is taken out before
   * another one is typed */
  take (self, value != NULL ? value : self->standing);
  self->typed (self->owner);
  if (self->way->at_once)
    self->left (self->owner);
}

static void
show_standing (WayMemberEdit *self)
{
  take (self, self->standing);
  self->showing = TRUE;
  self->way->show (self, self->standing);
  self->showing = FALSE;
}

static void
left_cb (WayMemberEdit *self)
{
  g_autoptr (GVariant) value = self->way->read (self);

  if (self->member->required && value == NULL)
    {
      gtk_widget_activate_action (self->row, "win.say", "s",
                                  _ ("This is never empty, so what stood here is back"));
      show_standing (self);
    }
  self->left (self->owner);
}

/* -- a line ------------------------------------------------------------------------------------ */

static GtkWidget *
build_line (WayMemberEdit *self, const char *title)
{
  self->input = g_object_new (WAY_TYPE_LINE_ROW, "title", title, NULL);
  g_signal_connect_swapped (self->input, "typed", G_CALLBACK (typed_cb), self);
  return self->input;
}

static void
show_line (WayMemberEdit *self, GVariant *value)
{
  way_line_row_show_text (WAY_LINE_ROW (self->input), g_variant_get_string (value, NULL));
}

static GVariant *
read_line (WayMemberEdit *self)
{
  const char *text = way_line_row_get_text (WAY_LINE_ROW (self->input));
  g_autofree char *bare = g_strstrip (g_strdup (text));

  return self->member->required && bare[0] == '\0' ? NULL : g_variant_new_string (text);
}

/* -- a few lines ------------------------------------------------------------------------------- */

static void
refused_cb (WayMemberEdit *self, const char *sentence)
{
  gtk_widget_activate_action (self->row, "win.say", "s", sentence);
}

static GtkWidget *
build_lines (WayMemberEdit *self, const char *title)
{
  GtkWidget *row = adw_preferences_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *label = gtk_label_new (title);

  self->input = g_object_new (WAY_TYPE_WRITING_VIEW, NULL);
  way_writing_view_set_most (WAY_WRITING_VIEW (self->input), WAY_LINE_MAX);
  g_signal_connect_swapped (self->input, "typed", G_CALLBACK (typed_cb), self);
  g_signal_connect_swapped (self->input, "refused", G_CALLBACK (refused_cb), self);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "secondary");
  gtk_widget_add_css_class (box, "lines-row");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  label, NULL, -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->input);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set (row, "title", title, "activatable", FALSE, "focusable", FALSE, NULL);
  return row;
}

static void
show_lines (WayMemberEdit *self, GVariant *value)
{
  way_writing_view_show_text (WAY_WRITING_VIEW (self->input), g_variant_get_string (value, NULL));
}

static GVariant *
read_lines (WayMemberEdit *self)
{
  return g_variant_new_take_string (way_writing_view_dup_text (WAY_WRITING_VIEW (self->input)));
}

/* -- a day ------------------------------------------------------------------------------------- */

static GtkWidget *
build_date (WayMemberEdit *self, const char *title)
{
  self->input = way_date_row_new (title);
  g_object_set (self->input, "sense", WAY_DATE_SENSE_PAST, "partial",
                self->member->type == WAY_MEMBER_DATE_PARTIAL, NULL);
  way_date_row_set_today (WAY_DATE_ROW (self->input), self->today);
  g_signal_connect_swapped (self->input, "typed", G_CALLBACK (typed_cb), self);
  return self->input;
}

static void
show_date (WayMemberEdit *self, GVariant *value)
{
  WayDate date = way_date_none;

  way_date_parse (g_variant_get_string (value, NULL), WAY_DATE_PARTIAL, &date);
  way_date_row_set_date (WAY_DATE_ROW (self->input), date);
}

static GVariant *
read_date (WayMemberEdit *self)
{
  WayDateRow *row = WAY_DATE_ROW (self->input);
  WayDate date = way_date_row_get_date (row);
  char text[WAY_DATE_TEXT_SIZE];

  if (way_date_row_is_wrong (row))
    return NULL;
  if ((self->member->type == WAY_MEMBER_BIRTH || self->member->type == WAY_MEMBER_DATE_PAST)
      && way_date_compare (date, self->today) > 0)
    {
      way_date_row_refuse (row, _ ("Write a day that is over: this one is in the future."));
      return NULL;
    }
  return g_variant_new_string (way_date_format (date, text));
}

/* -- a choice ---------------------------------------------------------------------------------- */

static void
add_choice (WayMemberEdit *self, const char *code, const char *label)
{
  GListModel *labels = adw_combo_row_get_model (ADW_COMBO_ROW (self->input));

  g_ptr_array_add (self->codes, g_strdup (code));
  gtk_string_list_append (GTK_STRING_LIST (labels), label);
}

static GtkWidget *
build_combo (WayMemberEdit *self, const char *title)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  self->input = g_object_new (ADW_TYPE_COMBO_ROW, "title", title, "model", labels, NULL);
  return self->input;
}

/* Not before all its choices are there: each of them moves the one that is chosen. */
static void
follow_combo (WayMemberEdit *self)
{
  g_signal_connect_swapped (self->input, "notify::selected", G_CALLBACK (typed_cb), self);
}

static GtkWidget *
build_choice (WayMemberEdit *self, const char *title)
{
  const char *list;
  const char *const *codes = way_member_text_codes (self->member, &list);

  build_combo (self, title);
  self->codes = g_ptr_array_new_with_free_func (g_free);
  add_choice (self, "", _ ("Not written down"));
  for (guint i = 0; codes[i] != NULL; i++)
    add_choice (self, codes[i], way_codes_label (list, codes[i]));
  follow_combo (self);
  return self->input;
}

static void
show_choice (WayMemberEdit *self, GVariant *value)
{
  const char *code = g_variant_get_string (value, NULL), *list;
  guint at;

  if (!g_ptr_array_find_with_equal_func (self->codes, code, g_str_equal, &at))
    {
      way_member_text_codes (self->member, &list);
      add_choice (self, code, way_codes_label (list, code));
      at = self->codes->len - 1;
    }
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->input), at);
}

static GVariant *
read_choice (WayMemberEdit *self)
{
  guint at = adw_combo_row_get_selected (ADW_COMBO_ROW (self->input));

  return at < self->codes->len ? g_variant_new_string (g_ptr_array_index (self->codes, at)) : NULL;
}

/* -- yes and no -------------------------------------------------------------------------------- */

static GtkWidget *
build_switch (WayMemberEdit *self, const char *title)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, NULL);

  self->input = gtk_switch_new ();
  gtk_widget_set_valign (self->input, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->input);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), self->input);
  g_signal_connect_swapped (self->input, "notify::active", G_CALLBACK (typed_cb), self);
  return row;
}

static void
show_switch (WayMemberEdit *self, GVariant *value)
{
  gtk_switch_set_active (GTK_SWITCH (self->input), g_variant_get_boolean (value));
}

static GVariant *
read_switch (WayMemberEdit *self)
{
  return g_variant_new_boolean (gtk_switch_get_active (GTK_SWITCH (self->input)));
}

static GtkWidget *
build_tri (WayMemberEdit *self, const char *title)
{
  const char *const answers[] = { _ ("Not written down"), _ ("No"), _ ("Yes"), NULL };
  GtkStringList *labels;

  build_combo (self, title);
  labels = GTK_STRING_LIST (adw_combo_row_get_model (ADW_COMBO_ROW (self->input)));
  gtk_string_list_splice (labels, 0, 0, answers);
  follow_combo (self);
  return self->input;
}

static void
show_tri (WayMemberEdit *self, GVariant *value)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (self->input), g_variant_get_byte (value));
}

static GVariant *
read_tri (WayMemberEdit *self)
{
  return g_variant_new_byte ((guint8)adw_combo_row_get_selected (ADW_COMBO_ROW (self->input)));
}

/* -- which row for what ------------------------------------------------------------------------ */

static const Way ways[] = {
  [WAY_MEMBER_LINE] = { build_line, show_line, read_line },
  [WAY_MEMBER_LINES] = { build_lines, show_lines, read_lines },
  [WAY_MEMBER_DATE] = { build_date, show_date, read_date },
  [WAY_MEMBER_DATE_PAST] = { build_date, show_date, read_date },
  [WAY_MEMBER_DATE_PARTIAL] = { build_date, show_date, read_date },
  [WAY_MEMBER_BIRTH] = { build_date, show_date, read_date },
  [WAY_MEMBER_LANGUAGE] = { build_choice, show_choice, read_choice, TRUE },
  [WAY_MEMBER_CHOICE] = { build_choice, show_choice, read_choice, TRUE },
  [WAY_MEMBER_BOOL] = { build_switch, show_switch, read_switch, TRUE },
  [WAY_MEMBER_TRI] = { build_tri, show_tri, read_tri, TRUE },
};

void
way_member_edit_show (WayMemberEdit *self, GVariant *value)
{
  gboolean same = self->value != NULL && g_variant_equal (self->value, value);

  g_clear_pointer (&self->standing, g_variant_unref);
  self->standing = g_variant_ref (value);
  if (!same)
    show_standing (self);
}

GVariant *
way_member_edit_read (WayMemberEdit *self)
{
  return self->value;
}

void
way_member_edit_refuse (WayMemberEdit *self, const char *sentence)
{
  GVariant *value = NULL;

  g_return_if_fail (WAY_IS_DATE_ROW (self->input));

  way_date_row_refuse (WAY_DATE_ROW (self->input), sentence != NULL ? sentence : "");
  if (sentence == NULL)
    value = self->way->read (self);
  take (self, value != NULL ? value : self->standing);
}

GtkWidget *
way_member_edit_get_row (WayMemberEdit *self)
{
  return self->row;
}

const WayMember *
way_member_edit_get_member (WayMemberEdit *self)
{
  return self->member;
}

void
way_member_edit_focus (WayMemberEdit *self)
{
  if (WAY_IS_LINE_ROW (self->input))
    way_line_row_edit (WAY_LINE_ROW (self->input));
  else if (!gtk_widget_grab_focus (self->input))
    gtk_widget_child_focus (self->input, GTK_DIR_TAB_FORWARD);
}

gboolean
way_member_edit_is_for (const WayMember *member)
{
  return member->type < G_N_ELEMENTS (ways) && ways[member->type].build != NULL;
}

WayMemberEdit *
way_member_edit_new (const WayMember *member,
                     WayDate today,
                     WayMemberEditFunc typed,
                     WayMemberEditFunc left,
                     gpointer owner)
{
  WayMemberEdit *self;
  g_autofree char *title = NULL;

  g_return_val_if_fail (way_member_edit_is_for (member), NULL);

  self = g_new0 (WayMemberEdit, 1);
  *self = (WayMemberEdit){ .member = member,
                           .way = &ways[member->type],
                           .today = today,
                           .typed = typed,
                           .left = left,
                           .owner = owner };
  title = way_member_text_title (member->name);
  self->row = g_object_ref_sink (self->way->build (self, title));
  self->focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (self->focus, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (self->row, self->focus);
  return self;
}

void
way_member_edit_free (WayMemberEdit *self)
{
  g_signal_handlers_disconnect_by_data (self->input, self);
  g_signal_handlers_disconnect_by_data (self->focus, self);
  g_clear_pointer (&self->codes, g_ptr_array_unref);
  g_clear_pointer (&self->standing, g_variant_unref);
  g_clear_pointer (&self->value, g_variant_unref);
  g_object_unref (self->row);
  g_free (self);
}
