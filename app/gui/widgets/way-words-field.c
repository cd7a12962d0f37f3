/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-words-field.h"

#include <string.h>
#include "way-date-text.h"
#include "way-field.h"
#include "way-focus.h"
#include "way-i18n.h"
#include "way-spoken.h"
#include "way-value.h"
#include "way-versions-box.h"
#include "way-words.h"
#include "way-writing-view.h"

/* One passage and the view it stands in. */
typedef struct
{
  WayPassage *passage; /* (owned): as it was read */
  WayWritingView *view;
} Row;

static void
row_free (Row *self)
{
  way_passage_free (self->passage);
  g_free (self);
}

struct _WayWordsField
{
  GtkBox parent;

  GtkLabel *heading, *prompt, *note, *foot; /* template children */
  WayVersionsBox *versions;
  GtkDropDown *given;
  GtkBox *passages;

  WayDesk *desk;     /* (owned) (nullable) */
  WayLiveCase *live; /* (owned) (nullable) */
  WayField *field;   /* (owned) (nullable) */
  GPtrArray *rows;   /* (owned): Row; never empty while bound */
  gboolean editable, showing;
  gboolean waits;     /* several versions, which are settled first */
  gboolean touched;   /* typed in since focus came */
  gboolean not_asked; /* "Not asked yet" was chosen, and is not only what stands for nothing */
  guint16 kind, group;
  WayId object;
};

G_DEFINE_FINAL_TYPE (WayWordsField, way_words_field, GTK_TYPE_BOX)

typedef enum
{
  PROP_TITLE = 1,
  PROP_PROMPT,
} WayWordsFieldProperty;

/* -- the value --------------------------------------------------------------------------------- */

enum
{
  TYPED,
  LEFT_EMPTY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
says_why_not (guint given)
{
  return given == WAY_GIVEN_CHOSE_NOT || given == WAY_GIVEN_NOT_ASKED;
}

static Row *
last_row (WayWordsField *self)
{
  return g_ptr_array_index (self->rows, self->rows->len - 1);
}

/* Whoever changes words, changes when they were said and by whom they were typed. */
static WayPassage *
read_row (WayWordsField *self, const Row *row, gboolean last)
{
  WayPassage *passage = way_passage_copy (row->passage);
  guint given = last ? gtk_drop_down_get_selected (self->given) : passage->given;
  g_autofree char *text = way_writing_view_dup_text (row->view);
  char today[WAY_DATE_TEXT_SIZE];

  if (g_str_equal (text, passage->text) && given == passage->given)
    return passage;
  g_free (passage->text);
  passage->text = g_steal_pointer (&text);
  passage->given = (guint8)given;
  if (passage->role == WAY_PASSAGE_TRANSLATION)
    return passage;
  g_free (passage->said_on);
  g_free (passage->typed_by);
  passage->said_on = g_strdup (way_date_format (way_desk_get_today (self->desk), today));
  passage->typed_by = g_strdup (given == WAY_GIVEN_TYPED ? "" : way_desk_get_adviser (self->desk));
  return passage;
}

/* What stands in the place of words, where somebody gave it as a reason. */
static gboolean
is_reason (WayWordsField *self, guint given)
{
  return given == WAY_GIVEN_CHOSE_NOT || (given == WAY_GIVEN_NOT_ASKED && self->not_asked);
}

static GVariant *
read_value (gpointer widget)
{
  WayWordsField *self = widget;
  g_autoptr (GPtrArray) words = way_words_new ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      gboolean last = i + 1 == self->rows->len;
      g_autoptr (WayPassage) passage = read_row (self, g_ptr_array_index (self->rows, i), last);

      if (passage->text[0] != '\0' || (is_reason (self, passage->given) && words->len == 0))
        g_ptr_array_add (words, g_steal_pointer (&passage));
    }
  return way_words_to_variant (words);
}

/* -- the views --------------------------------------------------------------------------------- */

static void
typed_cb (WayWordsField *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
  self->showing = TRUE;
  if (!way_writing_view_is_empty (last_row (self)->view)
      && says_why_not (gtk_drop_down_get_selected (self->given)))
    gtk_drop_down_set_selected (self->given, WAY_GIVEN_SAID);
  self->showing = FALSE;
  self->touched = TRUE;
  if (self->field != NULL)
    way_field_typed (self->field);
  g_signal_emit (self, signals[TYPED], 0);
}

static void
say (WayWordsField *self, const char *sentence)
{
  gtk_label_set_text (self->note, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->note), TRUE);
}

static void
given_cb (WayWordsField *self)
{
  if (self->showing || self->field == NULL)
    return;
  if (!way_writing_view_is_empty (last_row (self)->view)
      && says_why_not (gtk_drop_down_get_selected (self->given)))
    {
      self->showing = TRUE;
      gtk_drop_down_set_selected (self->given, last_row (self)->passage->given);
      self->showing = FALSE;
      say (self, _ ("There are words here. Take them out first, then say why there are none."));
      return;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->note), FALSE);
  self->not_asked = gtk_drop_down_get_selected (self->given) == WAY_GIVEN_NOT_ASKED;
  way_field_typed (self->field);
  way_field_leave (self->field);
  g_signal_emit (self, signals[TYPED], 0);
}

static void
leave_cb (WayWordsField *self)
{
  if (self->field != NULL)
    way_field_leave (self->field);
}

/* Focus has left the card, for another place in the same window. */
static void
card_left_cb (WayWordsField *self)
{
  gboolean emptied = way_words_field_was_emptied (self);

  if (!way_focus_has_moved (GTK_WIDGET (self)))
    return;
  self->touched = FALSE;
  if (emptied)
    g_signal_emit (self, signals[LEFT_EMPTY], 0);
}

static gboolean
is_writable (WayWordsField *self)
{
  return self->editable && !self->waits;
}

static void
show_passage (WayWordsField *self, Row *row)
{
  const char *text = row->passage->text;
  g_autofree char *quoted = text[0] != '\0' ? g_strdup_printf (_ ("“%s”"), text) : g_strdup ("");

  way_writing_view_show_text (row->view, is_writable (self) ? text : quoted);
}

/* Takes @passage. */
static void
add_row (WayWordsField *self, WayPassage *passage)
{
  Row *row = g_new0 (Row, 1);

  row->passage = passage;
  row->view = g_object_new (WAY_TYPE_WRITING_VIEW, NULL);
  way_writing_view_set_writable (row->view, is_writable (self));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row->view), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->heading, NULL, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                  self->prompt, NULL, -1);
  show_passage (self, row);
  g_signal_connect_swapped (row->view, "typed", G_CALLBACK (typed_cb), self);
  g_signal_connect_swapped (row->view, "refused", G_CALLBACK (say), self);
  gtk_box_append (self->passages, GTK_WIDGET (row->view));
  g_ptr_array_add (self->rows, row);
}

static void
clear_rows (WayWordsField *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->rows, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->passages))) != NULL)
    gtk_box_remove (self->passages, child);
}

/* Same passages, other words: the views stay, and the cursor in them. */
static gboolean
show_in_place (WayWordsField *self, GPtrArray *words)
{
  if (words->len != self->rows->len)
    return FALSE;
  for (guint i = 0; i < words->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);

      way_passage_free (row->passage);
      row->passage = way_passage_copy (g_ptr_array_index (words, i));
      show_passage (self, row);
    }
  return TRUE;
}

/* "Said on 21 August"; where nobody may write: "Nate typed this. 7 October". */
static char *
dup_foot (WayWordsField *self, const WayPassage *passage)
{
  WayDate today = way_desk_get_today (self->desk);
  g_autoptr (GtkStringObject) given = NULL;
  g_autofree char *day = NULL;
  gpointer item;
  WayDate said;

  if (way_date_parse (passage->said_on, WAY_DATE_FULL, &said))
    day = way_date_text (said, today);
  if (is_writable (self))
    {
      if (day == NULL)
        return g_strdup ("");
      return way_date_compare (said, today) == 0 ? g_strdup (_ ("Said today"))
                                                 : g_strdup_printf (_ ("Said on %s"), day);
    }
  item = g_list_model_get_item (gtk_drop_down_get_model (self->given), passage->given);
  given = item != NULL ? GTK_STRING_OBJECT (item) : NULL;
  if (given == NULL || day == NULL)
    return g_strdup (given != NULL ? gtk_string_object_get_string (given) : "");
  return g_strdup_printf ("%s. %s", gtk_string_object_get_string (given), day);
}

static void
show_foot (WayWordsField *self)
{
  g_autofree char *text = dup_foot (self, last_row (self)->passage);

  gtk_label_set_text (self->foot, text);
  gtk_widget_set_visible (GTK_WIDGET (self->foot), text[0] != '\0');
}

static void
show_value (gpointer widget, GVariant *value)
{
  WayWordsField *self = widget;
  g_autoptr (GPtrArray) words = value != NULL ? way_words_from_variant (value) : way_words_new ();

  if (words->len == 0)
    g_ptr_array_add (words, way_passage_new ("", "en", WAY_GIVEN_NOT_ASKED));
  self->showing = TRUE;
  if (!show_in_place (self, words))
    {
      clear_rows (self);
      for (guint i = 0; i < words->len; i++)
        add_row (self, way_passage_copy (g_ptr_array_index (words, i)));
    }
  gtk_drop_down_set_selected (self->given, last_row (self)->passage->given);
  self->not_asked = value != NULL && g_variant_n_children (value) > 0;
  show_foot (self);
  self->showing = FALSE;
}

/* -- bound to a field -------------------------------------------------------------------------- */

static void
list_ways_given (WayWordsField *self, const char *name)
{
  const char *adviser = way_desk_get_adviser_short (self->desk);
  g_autofree char *typed = g_strdup_printf (_ ("%s typed this"), name);
  g_autofree char *said = adviser[0] != '\0'
                              ? g_strdup_printf (_ ("%s said it, %s typed it"), name, adviser)
                              : g_strdup_printf (_ ("%s said it"), name);
  g_autofree char *chose_not = g_strdup_printf (_ ("%s chose not to say"), name);
  const char *const ways[] = {
    typed,
    said,
    _ ("Said through an interpreter"),
    _ ("Shown another way"),
    chose_not,
    _ ("Not asked yet"),
    NULL,
  };
  g_autoptr (GtkStringList) list = gtk_string_list_new (ways);

  self->showing = TRUE;
  gtk_drop_down_set_model (self->given, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->given, WAY_GIVEN_NOT_ASKED);
  self->showing = FALSE;
}

/* What can be typed in, and how it is shown, after either has changed. */
static void
show_writable (WayWordsField *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->given), is_writable (self));
  way_words_field_set_prompt (self, gtk_label_get_text (self->prompt));
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);

      way_writing_view_set_writable (row->view, is_writable (self));
      show_passage (self, row);
    }
  if (self->field != NULL)
    show_foot (self);
}

static void
waits_cb (WayWordsField *self)
{
  gboolean waits = self->field != NULL && way_field_waits (self->field);

  if (waits == self->waits)
    return;
  if (waits && gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL)
    way_versions_box_focus (self->versions);
  self->waits = waits;
  show_writable (self);
}

void
way_words_field_set_editable (WayWordsField *self, gboolean editable)
{
  if (self->editable == editable)
    return;
  leave_cb (self);
  self->editable = editable;
  show_writable (self);
}

void
way_words_field_unbind (WayWordsField *self)
{
  if (self->field != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->field, self);
      way_field_close (self->field);
    }
  g_clear_object (&self->field);
  if (self->versions != NULL)
    way_versions_box_unbind (self->versions);
  g_clear_object (&self->live);
  g_clear_object (&self->desk);
}

void
way_words_field_bind (WayWordsField *self,
                      WayDesk *desk,
                      WayLiveCase *live,
                      guint16 kind,
                      const WayId *object,
                      guint16 group,
                      const char *name)
{
  way_words_field_unbind (self);
  self->desk = g_object_ref (desk);
  self->live = g_object_ref (live);
  self->kind = kind;
  self->object = *object;
  self->group = group;
  self->touched = FALSE;
  list_ways_given (self, name);
  clear_rows (self);
  show_value (self, NULL);
  way_versions_box_bind (self->versions, desk, live, kind, object, group);
  self->field = way_field_new (desk, live, kind, object, group, read_value, show_value, self);
  g_signal_connect_swapped (self->field, "notify::waits", G_CALLBACK (waits_cb), self);
  waits_cb (self);
}

WayField *
way_words_field_get_field (WayWordsField *self)
{
  return self->field;
}

void
way_words_field_set_title (WayWordsField *self, const char *title)
{
  gtk_label_set_text (self->heading, title);
}

void
way_words_field_set_prompt (WayWordsField *self, const char *prompt)
{
  gtk_label_set_text (self->prompt, prompt);
  gtk_widget_set_visible (GTK_WIDGET (self->prompt),
                          is_writable (self) && prompt != NULL && prompt[0] != '\0');
}

static gboolean
is_blank (WayWordsField *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (!way_writing_view_is_empty (((Row *)g_ptr_array_index (self->rows, i))->view))
      return FALSE;
  return TRUE;
}

gboolean
way_words_field_was_emptied (WayWordsField *self)
{
  return self->touched && self->field != NULL && is_blank (self)
         && !is_reason (self, gtk_drop_down_get_selected (self->given));
}

void
way_words_field_say_why (WayWordsField *self, WayGiven why)
{
  if (self->field == NULL || self->waits || !is_blank (self))
    return;
  self->showing = TRUE;
  gtk_drop_down_set_selected (self->given, why);
  self->showing = FALSE;
  given_cb (self);
}

void
way_words_field_edit (WayWordsField *self, const char *words)
{
  Row *row = last_row (self);

  if (self->waits)
    {
      way_versions_box_focus (self->versions);
      return;
    }
  for (guint i = 0; words != NULL && i < self->rows->len; i++)
    {
      Row *other = g_ptr_array_index (self->rows, i);
      g_autofree char *text = way_writing_view_dup_text (other->view);

      if (strstr (text, words) != NULL)
        row = other;
    }
  gtk_widget_grab_focus (GTK_WIDGET (row->view));
  way_writing_view_select (row->view, words);
}

/* -- class ------------------------------------------------------------------------------------- */

static void
way_words_field_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  WayWordsField *self = WAY_WORDS_FIELD (object);

  switch ((WayWordsFieldProperty)id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_text (self->heading));
      break;
    case PROP_PROMPT:
      g_value_set_string (value, gtk_label_get_text (self->prompt));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_words_field_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  WayWordsField *self = WAY_WORDS_FIELD (object);

  switch ((WayWordsFieldProperty)id)
    {
    case PROP_TITLE:
      way_words_field_set_title (self, g_value_get_string (value));
      break;
    case PROP_PROMPT:
      way_words_field_set_prompt (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_words_field_dispose (GObject *object)
{
  WayWordsField *self = WAY_WORDS_FIELD (object);

  way_words_field_unbind (self);
  if (self->passages != NULL)
    clear_rows (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_WORDS_FIELD);
  G_OBJECT_CLASS (way_words_field_parent_class)->dispose (object);
}

static void
way_words_field_finalize (GObject *object)
{
  g_ptr_array_unref (WAY_WORDS_FIELD (object)->rows);
  G_OBJECT_CLASS (way_words_field_parent_class)->finalize (object);
}

static void
way_words_field_class_init (WayWordsFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = way_words_field_get_property;
  object_class->set_property = way_words_field_set_property;
  object_class->dispose = way_words_field_dispose;
  object_class->finalize = way_words_field_finalize;
  g_object_class_install_property (object_class, PROP_TITLE,
                                   g_param_spec_string ("title", NULL, NULL, "", flags));
  g_object_class_install_property (object_class, PROP_PROMPT,
                                   g_param_spec_string ("prompt", NULL, NULL, "", flags));

  signals[TYPED] = g_signal_new ("typed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  signals[LEFT_EMPTY] = g_signal_new ("left-empty", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                      NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (WAY_TYPE_VERSIONS_BOX);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/widgets/way-words-field.ui");
  gtk_widget_class_bind_template_child (widget_class, WayWordsField, heading);
  gtk_widget_class_bind_template_child (widget_class, WayWordsField, prompt);
  gtk_widget_class_bind_template_child (widget_class, WayWordsField, note);
  gtk_widget_class_bind_template_child (widget_class, WayWordsField, foot);
  gtk_widget_class_bind_template_child (widget_class, WayWordsField, versions);
  gtk_widget_class_bind_template_child (widget_class, WayWordsField, given);
  gtk_widget_class_bind_template_child (widget_class, WayWordsField, passages);
  gtk_widget_class_bind_template_callback (widget_class, given_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, card_left_cb);
}

static void
way_words_field_init (WayWordsField *self)
{
  self->editable = TRUE;
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)row_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  way_spoken_drop_down (self->given, _ ("How it was given"));
}
