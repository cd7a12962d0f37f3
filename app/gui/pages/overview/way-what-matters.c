/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-what-matters.h"

#include "way-date-text.h"
#include "way-i18n.h"
#include "way-person-text.h"
#include "way-saved-line.h"
#include "way-voice-card.h"
#include "way-words-field.h"
#include "way-words.h"

struct _WayWhatMatters
{
  GtkWidget parent;

  GtkStack *stack; /* template children */
  WayVoiceCard *card;
  WayWordsField *field;
  WaySavedLine *saved;

  WayDesk *desk;     /* (owned) (nullable) */
  WayLiveCase *live; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (WayWhatMatters, way_what_matters, GTK_TYPE_WIDGET)

/* (transfer full): empty where nothing was written. */
static GPtrArray *
dup_words (WayCase *present)
{
  const WayObject *front = way_case_get_front (present);

  return front != NULL ? way_object_dup_words (front, WAY_FRONT_WHAT_MATTERS) : way_words_new ();
}

/* "Kez said this on 21 August 2025." */
static char *
said_text (GPtrArray *words, const char *name)
{
  const WayPassage *last = words->len > 0 ? g_ptr_array_index (words, words->len - 1) : NULL;
  g_autofree char *day = NULL;
  WayDate said;

  if (last == NULL || !way_date_parse (last->said_on, WAY_DATE_FULL, &said))
    return g_strdup ("");
  day = way_date_text (said, way_date_none);
  switch ((WayGiven)last->given)
    {
    case WAY_GIVEN_TYPED:
      return g_strdup_printf (_ ("%s typed this on %s."), name, day);
    case WAY_GIVEN_INTERPRETER:
      return g_strdup_printf (_ ("%s said this through an interpreter on %s."), name, day);
    case WAY_GIVEN_OTHER_WAY:
      return g_strdup_printf (_ ("%s showed this on %s."), name, day);
    case WAY_GIVEN_CHOSE_NOT:
      return g_strdup_printf (_ ("Asked on %s."), day);
    case WAY_GIVEN_SAID:
    case WAY_GIVEN_NOT_ASKED:
    default:
      return g_strdup_printf (_ ("%s said this on %s."), name, day);
    }
}

static char *
instead_text (GPtrArray *words, const char *name)
{
  if (way_words_are_answered (words))
    return g_strdup_printf (_ ("%s chose not to say."), name);
  return g_strdup_printf (_ ("%s has not told us what matters yet. Ask today."), name);
}

void
way_what_matters_show (WayWhatMatters *self)
{
  WayCase *present = self->live != NULL ? way_live_case_get_case (self->live) : NULL;
  g_autoptr (GPtrArray) words = NULL;
  g_autofree char *name = NULL, *said = NULL, *instead = NULL;

  if (present == NULL)
    return;
  words = dup_words (present);
  name = way_case_dup_short_name (present);
  said = said_text (words, name);
  instead = instead_text (words, name);
  way_voice_card_set_words (self->card, words, instead);
  way_voice_card_set_foot (self->card, said);
  way_voice_card_set_link (self->card, way_words_are_answered (words) ? _ ("Ask again today")
                                                                      : _ ("Ask today"));
}

static void
stop_writing (WayWhatMatters *self)
{
  way_words_field_unbind (self->field);
  gtk_stack_set_visible_child_name (self->stack, "read");
}

void
way_what_matters_set_live (WayWhatMatters *self, WayDesk *desk, WayLiveCase *live)
{
  if (self->live == live)
    return;
  if (live == NULL)
    desk = NULL;
  stop_writing (self);
  g_set_object (&self->desk, desk);
  g_set_object (&self->live, live);
  way_saved_line_set_desk (self->saved, desk);
  way_what_matters_show (self);
}

void
way_what_matters_ask (WayWhatMatters *self, const char *words)
{
  WayCase *present = self->live != NULL ? way_live_case_get_case (self->live) : NULL;
  g_autofree char *name = NULL;

  if (present == NULL)
    return;
  if (!g_str_equal (gtk_stack_get_visible_child_name (self->stack), "write"))
    {
      name = way_case_dup_short_name (present);
      way_words_field_bind (self->field, self->desk, self->live, WAY_KIND_FRONT,
                            way_live_case_get_id (self->live), WAY_FRONT_WHAT_MATTERS, name);
      gtk_stack_set_visible_child_name (self->stack, "write");
    }
  way_words_field_edit (self->field, words);
}

static void
ask_cb (WayWhatMatters *self)
{
  way_what_matters_ask (self, NULL);
}

static void
done (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayWhatMatters *self = WAY_WHAT_MATTERS (widget);

  if (!g_str_equal (gtk_stack_get_visible_child_name (self->stack), "write"))
    return;
  stop_writing (self);
  way_what_matters_show (self);
  way_voice_card_focus_link (self->card);
}

static void
way_what_matters_dispose (GObject *object)
{
  WayWhatMatters *self = WAY_WHAT_MATTERS (object);

  if (self->stack != NULL)
    way_what_matters_set_live (self, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_WHAT_MATTERS);
  G_OBJECT_CLASS (way_what_matters_parent_class)->dispose (object);
}

static void
way_what_matters_class_init (WayWhatMattersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_what_matters_dispose;
  g_type_ensure (WAY_TYPE_VOICE_CARD);
  g_type_ensure (WAY_TYPE_WORDS_FIELD);
  g_type_ensure (WAY_TYPE_SAVED_LINE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/overview/way-what-matters.ui");
  gtk_widget_class_bind_template_child (widget_class, WayWhatMatters, stack);
  gtk_widget_class_bind_template_child (widget_class, WayWhatMatters, card);
  gtk_widget_class_bind_template_child (widget_class, WayWhatMatters, field);
  gtk_widget_class_bind_template_child (widget_class, WayWhatMatters, saved);
  gtk_widget_class_bind_template_callback (widget_class, ask_cb);

  gtk_widget_class_install_action (widget_class, "matters.done", NULL, done);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "matters.done", NULL);
}

static void
way_what_matters_init (WayWhatMatters *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_voice_card_set_title (self->card, _ ("What matters to me"));
}
