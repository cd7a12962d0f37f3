/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-voice-card.h"

#include "way-i18n.h"
#include "way-words.h"
#include "way-wrap.h"

struct _WayVoiceCard
{
  GtkBox parent;

  GtkLabel *heading, *foot; /* template children */
  GtkBox *passages;
  GtkButton *link;
};

G_DEFINE_FINAL_TYPE (WayVoiceCard, way_voice_card, GTK_TYPE_BOX)

enum
{
  LINKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
add_text (WayVoiceCard *self, const char *text, gboolean own)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, own ? "own-words" : "body");
  gtk_box_append (self->passages, label);
}

void
way_voice_card_set_words (WayVoiceCard *self, GPtrArray *words, const char *instead)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->passages))) != NULL)
    gtk_box_remove (self->passages, child);
  for (guint i = 0; i < words->len; i++)
    {
      const WayPassage *passage = g_ptr_array_index (words, i);
      g_autofree char *quoted = g_strdup_printf (_ ("“%s”"), passage->text);

      if (passage->text[0] != '\0')
        add_text (self, quoted, TRUE);
    }
  if (way_words_are_empty (words) && instead != NULL)
    add_text (self, instead, FALSE);
}

void
way_voice_card_set_title (WayVoiceCard *self, const char *title)
{
  gtk_label_set_text (self->heading, title);
}

void
way_voice_card_set_foot (WayVoiceCard *self, const char *foot)
{
  gtk_label_set_text (self->foot, foot);
  gtk_widget_set_visible (GTK_WIDGET (self->foot), foot[0] != '\0');
}

void
way_voice_card_set_link (WayVoiceCard *self, const char *label)
{
  gtk_button_set_label (self->link, label);
  gtk_widget_set_visible (GTK_WIDGET (self->link), label[0] != '\0');
}

void
way_voice_card_focus_link (WayVoiceCard *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->link));
}

static void
link_cb (WayVoiceCard *self)
{
  g_signal_emit (self, signals[LINKED], 0);
}

static void
way_voice_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_VOICE_CARD);
  G_OBJECT_CLASS (way_voice_card_parent_class)->dispose (object);
}

static void
way_voice_card_class_init (WayVoiceCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_voice_card_dispose;
  g_type_ensure (WAY_TYPE_WRAP);
  signals[LINKED] = g_signal_new ("linked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/widgets/way-voice-card.ui");
  gtk_widget_class_bind_template_child (widget_class, WayVoiceCard, heading);
  gtk_widget_class_bind_template_child (widget_class, WayVoiceCard, foot);
  gtk_widget_class_bind_template_child (widget_class, WayVoiceCard, passages);
  gtk_widget_class_bind_template_child (widget_class, WayVoiceCard, link);
  gtk_widget_class_bind_template_callback (widget_class, link_cb);
}

static void
way_voice_card_init (WayVoiceCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
