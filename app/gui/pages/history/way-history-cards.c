/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-history-cards.h"

#include "way-diff-text.h"
#include "way-i18n.h"
#include "way-paragraph.h"
#include "way-status.h"

struct _WayHistoryCards
{
  GtkBox parent;

  GPtrArray *changes; /* (owned): GtkWidget, borrowed: what focus goes to */
  GPtrArray *sides;   /* (owned): GtkBox, borrowed: each with two cards */
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (WayHistoryCards, way_history_cards, GTK_TYPE_BOX)

/* -- parts ------------------------------------------------------------------------------------- */

static GtkWidget *
new_box (GtkOrientation orientation, int spacing)
{
  return gtk_box_new (orientation, spacing);
}

static GtkWidget *
new_card (const WayHistoryField *field)
{
  GtkWidget *card = new_box (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_add_css_class (card, field->own_words ? "voice" : "card");
  gtk_widget_add_css_class (card, "history-card");
  return card;
}

/* "Done", after an action that was finished between the two. */
static void
append_done (GtkWidget *card)
{
  GtkWidget *status = way_status_new ("waymark-done-symbolic", _ ("Done"), WAY_TONE_DONE);

  gtk_widget_set_halign (status, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (card), status);
}

static GtkWidget *
new_heading (const WayHistoryField *field)
{
  static const struct
  {
    const char *icon, *word;
    WayTone tone;
  } kinds[] = {
    [WAY_HISTORY_CHANGED] = { "document-edit-symbolic", N_ ("Changed"), WAY_TONE_PROGRESS },
    [WAY_HISTORY_NEW] = { "list-add-symbolic", N_ ("New"), WAY_TONE_DONE },
    [WAY_HISTORY_GONE] = { "list-remove-symbolic", N_ ("Removed"), WAY_TONE_OVERDUE },
  };
  GtkWidget *box = new_box (GTK_ORIENTATION_HORIZONTAL, 12);

  if (field->own_words)
    gtk_box_append (GTK_BOX (box),
                    g_object_new (GTK_TYPE_IMAGE, "icon-name", "waymark-voice-symbolic",
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  "css-classes", (const char *[]){ "voice-icon", NULL }, NULL));
  gtk_box_append (GTK_BOX (box), way_paragraph_new (field->heading, "heading"));
  gtk_box_append (GTK_BOX (box),
                  way_status_new (kinds[field->kind].icon, _ (kinds[field->kind].word),
                                  kinds[field->kind].tone));
  return box;
}

/* -- what changed ------------------------------------------------------------------------------ */

static GtkWidget *
new_text (WayDiffSide side, const WayHistoryPair *pair, gboolean quoted)
{
  const char *older = pair->older != NULL ? pair->older : "";
  const char *newer = pair->newer != NULL ? pair->newer : "";

  return way_diff_text_new (side, older, newer, quoted);
}

/* (transfer floating): one side of a field; @spoken gets what is read. */
static GtkWidget *
new_side (const WayHistoryField *field, WayDiffSide side, GString *spoken)
{
  GtkWidget *card = new_card (field);

  for (guint i = 0; i < field->pairs->len; i++)
    {
      const WayHistoryPair *pair = g_ptr_array_index (field->pairs, i);
      const char *own = side == WAY_DIFF_OLDER ? pair->older : pair->newer;
      GtkWidget *text;

      if (own == NULL)
        continue;
      text = new_text (side, pair, field->own_words);
      if (field->own_words)
        gtk_widget_add_css_class (text, "own-words");
      gtk_box_append (GTK_BOX (card), text);
      g_string_append_printf (spoken, " %s", way_diff_text_get_spoken (WAY_DIFF_TEXT (text)));
      if (side == WAY_DIFF_NEWER && pair->finished)
        append_done (card);
    }
  if (gtk_widget_get_first_child (card) == NULL)
    gtk_box_append (GTK_BOX (card), way_paragraph_new (_ ("Nothing written"), "secondary"));
  return card;
}

static void
arrange_sides (WayHistoryCards *self, GtkBox *sides)
{
  gtk_box_set_homogeneous (sides, !self->narrow);
  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (sides), self->narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
append_change (WayHistoryCards *self,
               const WayHistorySection *section,
               const WayHistoryField *field)
{
  GtkWidget *change = new_box (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *sides = new_box (GTK_ORIENTATION_HORIZONTAL, 12);
  GString *spoken = g_string_new (NULL);

  g_string_printf (spoken, _ ("%s, %s."), section->title, field->heading);
  arrange_sides (self, GTK_BOX (sides));
  gtk_box_append (GTK_BOX (sides), new_side (field, WAY_DIFF_OLDER, spoken));
  gtk_box_append (GTK_BOX (sides), new_side (field, WAY_DIFF_NEWER, spoken));
  gtk_box_append (GTK_BOX (change), new_heading (field));
  gtk_box_append (GTK_BOX (change), sides);
  gtk_widget_set_focusable (change, TRUE);
  gtk_widget_add_css_class (change, "history-change");
  g_object_set_data_full (G_OBJECT (change), "key",
                          g_strconcat (section->title, "/", field->heading, NULL), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (change), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken->str, -1);
  g_string_free (spoken, TRUE);
  gtk_box_append (GTK_BOX (self), change);
  g_ptr_array_add (self->changes, change);
  g_ptr_array_add (self->sides, sides);
}

static void
clear (WayHistoryCards *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->changes, 0);
  g_ptr_array_set_size (self->sides, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
}

/* -1 where focus is on none of them. */
static int
find_focus (WayHistoryCards *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (guint i = 0; i < self->changes->len && focus != NULL; i++)
    {
      GtkWidget *change = g_ptr_array_index (self->changes, i);

      if (focus == change || gtk_widget_is_ancestor (focus, change))
        return (int)i;
    }
  return -1;
}

/* (transfer full) (nullable): which change focus is on, by what it is the change of. */
static char *
dup_focus (WayHistoryCards *self)
{
  int at = find_focus (self);

  return at >= 0
             ? g_strdup (g_object_get_data (g_ptr_array_index (self->changes, (guint)at), "key"))
             : NULL;
}

static void
restore_focus (WayHistoryCards *self, const char *key)
{
  for (guint i = 0; i < self->changes->len && key != NULL; i++)
    {
      GtkWidget *change = g_ptr_array_index (self->changes, i);

      if (g_str_equal (g_object_get_data (G_OBJECT (change), "key"), key))
        gtk_widget_grab_focus (change);
    }
}

/* What the marks mean, below the last of them. */
static void
append_key (WayHistoryCards *self)
{
  GtkWidget *key = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *word = gtk_label_new (_ ("Key:"));

  gtk_label_set_xalign (GTK_LABEL (word), 0);
  gtk_widget_add_css_class (word, "secondary");
  gtk_box_append (GTK_BOX (key), word);
  gtk_box_append (GTK_BOX (key), way_diff_text_new (WAY_DIFF_NEWER, "", _ ("added"), FALSE));
  gtk_box_append (GTK_BOX (key), way_diff_text_new (WAY_DIFF_OLDER, _ ("removed"), "", FALSE));
  gtk_widget_add_css_class (key, "caption");
  gtk_box_append (GTK_BOX (self), key);
}

void
way_history_cards_show_changes (WayHistoryCards *self, const WayHistoryComparison *comparison)
{
  g_autofree char *focus = dup_focus (self);

  clear (self);
  for (guint i = 0; i < comparison->sections->len; i++)
    {
      const WayHistorySection *section = g_ptr_array_index (comparison->sections, i);

      gtk_box_append (GTK_BOX (self), way_paragraph_new (section->title, "title-4"));
      for (guint k = 0; k < section->fields->len; k++)
        append_change (self, section, g_ptr_array_index (section->fields, k));
    }
  if (self->changes->len > 0)
    append_key (self);
  restore_focus (self, focus);
}

/* -- one plan ---------------------------------------------------------------------------------- */

static void
append_field (WayHistoryCards *self, const WayHistoryField *field)
{
  GtkWidget *card = new_card (field);

  gtk_box_append (GTK_BOX (self), way_paragraph_new (field->heading, "heading"));
  for (guint i = 0; i < field->pairs->len; i++)
    {
      const WayHistoryPair *pair = g_ptr_array_index (field->pairs, i);
      g_autofree char *quoted = g_strdup_printf (_ ("“%s”"), pair->newer);
      GtkWidget *label = way_paragraph_new (field->own_words ? quoted : pair->newer,
                                            field->own_words ? "own-words" : "body");

      gtk_label_set_selectable (GTK_LABEL (label), TRUE);
      gtk_box_append (GTK_BOX (card), label);
      if (pair->finished)
        append_done (card);
    }
  gtk_box_append (GTK_BOX (self), card);
}

void
way_history_cards_show_plan (WayHistoryCards *self, GPtrArray *sections)
{
  clear (self);
  for (guint i = 0; i < sections->len; i++)
    {
      const WayHistorySection *section = g_ptr_array_index (sections, i);

      if (section->fields->len == 0)
        continue;
      gtk_box_append (GTK_BOX (self), way_paragraph_new (section->title, "title-2"));
      for (guint k = 0; k < section->fields->len; k++)
        append_field (self, g_ptr_array_index (section->fields, k));
    }
}

/* -- moving ------------------------------------------------------------------------------------ */

guint
way_history_cards_get_n_changes (WayHistoryCards *self)
{
  return self->changes->len;
}

gboolean
way_history_cards_move (WayHistoryCards *self, gboolean forward)
{
  int at = find_focus (self) + (forward ? 1 : -1);

  if (at < 0 || at >= (int)self->changes->len)
    return FALSE;
  return gtk_widget_grab_focus (g_ptr_array_index (self->changes, at));
}

void
way_history_cards_set_narrow (WayHistoryCards *self, gboolean narrow)
{
  self->narrow = narrow;
  for (guint i = 0; i < self->sides->len; i++)
    arrange_sides (self, g_ptr_array_index (self->sides, i));
}

/* -- class ------------------------------------------------------------------------------------- */

static void
way_history_cards_finalize (GObject *object)
{
  WayHistoryCards *self = WAY_HISTORY_CARDS (object);

  g_ptr_array_unref (self->changes);
  g_ptr_array_unref (self->sides);
  G_OBJECT_CLASS (way_history_cards_parent_class)->finalize (object);
}

static void
way_history_cards_class_init (WayHistoryCardsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_history_cards_finalize;
}

static void
way_history_cards_init (WayHistoryCards *self)
{
  self->changes = g_ptr_array_new ();
  self->sides = g_ptr_array_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 18);
}

GtkWidget *
way_history_cards_new (void)
{
  return g_object_new (WAY_TYPE_HISTORY_CARDS, NULL);
}
