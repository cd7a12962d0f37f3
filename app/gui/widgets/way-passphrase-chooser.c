/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-passphrase-chooser.h"

#include "way-i18n.h"
#include "way-spoken.h"

#define STRONG_CHARACTERS 20
#define STRONG_WORDS 4
#define STRONG_WORDS_CHARACTERS 16
#define STRONG_DIFFERENT 7 /* of its letters; more of the same add nothing */

struct _WayPassphraseChooser
{
  GtkBox parent;

  GtkEditable *first, *second; /* template children */
  GtkLabel *strength, *note, *suggestion;
  GtkWidget *strong_icon, *suggestion_row;

  WayDoor *door; /* (owned) (nullable) */
  gboolean ready;
};

G_DEFINE_FINAL_TYPE (WayPassphraseChooser, way_passphrase_chooser, GTK_TYPE_BOX)

typedef enum
{
  PROP_READY = 1,
} WayPassphraseChooserProperty;

static GParamSpec *properties[PROP_READY + 1];
static guint activated_signal;

/* -- strength ---------------------------------------------------------------------------------- */

static guint
count_words (const char *text)
{
  gboolean inside = FALSE;
  guint n = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gboolean letter = !g_unichar_isspace (g_utf8_get_char (at));

      n += letter && !inside;
      inside = letter;
    }
  return n;
}

/* Letters that occur, up to a count that is enough to know. */
static guint
count_different (const char *text)
{
  gunichar seen[STRONG_DIFFERENT];
  guint n = 0;

  for (const char *at = text; *at != '\0' && n < G_N_ELEMENTS (seen); at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);
      guint i = 0;

      while (i < n && seen[i] != letter)
        i++;
      if (i == n)
        seen[n++] = letter;
    }
  memset (seen, 0, sizeof seen);
  return n;
}

static char *
words_text (guint n)
{
  static const char *const few[] = {
    N_ ("Two words"), N_ ("Three words"), N_ ("Four words"),  N_ ("Five words"),
    N_ ("Six words"), N_ ("Seven words"), N_ ("Eight words"), N_ ("Nine words"),
  };

  if (n >= 2 && n < 2 + G_N_ELEMENTS (few))
    return g_strdup (_ (few[n - 2]));
  return g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN, "%u word", "%u words", n), n);
}

char *
way_passphrase_strength_text (const char *text, WayStrength *ret_strength)
{
  guint length = (guint)g_utf8_strlen (text, -1), n = count_words (text);
  guint missing = WAY_STRENGTH_MIN_CHARACTERS - MIN (length, WAY_STRENGTH_MIN_CHARACTERS);
  g_autofree char *characters = g_strdup_printf (
      g_dngettext (WAY_GETTEXT_DOMAIN, "%u character", "%u characters", length), length);
  g_autofree char *words = words_text (n);
  gboolean strong;

  if (missing > 0)
    {
      *ret_strength = WAY_STRENGTH_TOO_SHORT;
      return g_strdup_printf (
          g_dngettext (WAY_GETTEXT_DOMAIN, "Add %u more character. 12 or more are needed.",
                       "Add %u more characters. 12 or more are needed.", missing),
          missing);
    }
  strong = count_different (text) >= STRONG_DIFFERENT
           && (length >= STRONG_CHARACTERS
               || (n >= STRONG_WORDS && length >= STRONG_WORDS_CHARACTERS));
  *ret_strength = strong ? WAY_STRENGTH_STRONG : WAY_STRENGTH_FAIR;
  if (strong && n > 1)
    return g_strdup_printf (_ ("Strong. %s, %s."), words, characters);
  if (strong)
    return g_strdup_printf (_ ("Strong. %s."), characters);
  if (n > 1)
    return g_strdup_printf (_ ("Fair. %s, %s."), words, characters);
  return g_strdup_printf (_ ("Fair. %s."), characters);
}

/* -- while it is typed ------------------------------------------------------------------------- */

static void
set_ready (WayPassphraseChooser *self, gboolean ready)
{
  if (self->ready == ready)
    return;
  self->ready = ready;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

static void
say (GtkLabel *label, const char *sentence)
{
  gtk_label_set_text (label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (label), sentence[0] != '\0');
}

/* The two are said to differ as soon as they cannot become the same. */
static gboolean
differs (const char *first, const char *second)
{
  return second[0] != '\0' && !g_str_has_prefix (first, second);
}

static void
changed_cb (WayPassphraseChooser *self)
{
  const char *first = gtk_editable_get_text (self->first);
  const char *second = gtk_editable_get_text (self->second);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  WayStrength strength;
  gboolean allowed;

  if (self->door == NULL)
    return;
  text = way_passphrase_strength_text (first, &strength);
  say (self->strength, first[0] != '\0' ? text : "");
  gtk_widget_set_visible (self->strong_icon, strength == WAY_STRENGTH_STRONG);
  allowed = first[0] != '\0' && way_door_check_passphrase (self->door, first, &error);
  if (differs (first, second))
    say (self->note, _ ("Type the same passphrase again. The two are different."));
  else
    say (self->note, strength != WAY_STRENGTH_TOO_SHORT && !allowed ? error->message : "");
  set_ready (self, allowed && g_str_equal (first, second));
}

static void
suggest_cb (WayPassphraseChooser *self)
{
  g_autofree char *words = way_door_suggest_passphrase (self->door);

  gtk_label_set_text (self->suggestion, words);
  gtk_widget_set_visible (self->suggestion_row, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->first));
}

static void
first_activated_cb (WayPassphraseChooser *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->second));
}

static void
second_activated_cb (WayPassphraseChooser *self)
{
  if (self->ready)
    g_signal_emit (self, activated_signal, 0);
}

/* -- made and dropped -------------------------------------------------------------------------- */

gboolean
way_passphrase_chooser_is_ready (WayPassphraseChooser *self)
{
  return self->ready;
}

const char *
way_passphrase_chooser_get_text (WayPassphraseChooser *self)
{
  return gtk_editable_get_text (self->first);
}

void
way_passphrase_chooser_clear (WayPassphraseChooser *self)
{
  gtk_editable_set_text (self->first, "");
  gtk_editable_set_text (self->second, "");
  gtk_label_set_text (self->suggestion, "");
  gtk_widget_set_visible (self->suggestion_row, FALSE);
}

void
way_passphrase_chooser_set_door (WayPassphraseChooser *self, WayDoor *door)
{
  g_set_object (&self->door, door);
}

static gboolean
way_passphrase_chooser_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (WAY_PASSPHRASE_CHOOSER (widget)->first));
}

static void
way_passphrase_chooser_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  WayPassphraseChooser *self = WAY_PASSPHRASE_CHOOSER (object);

  switch ((WayPassphraseChooserProperty)id)
    {
    case PROP_READY:
      g_value_set_boolean (value, self->ready);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
way_passphrase_chooser_dispose (GObject *object)
{
  WayPassphraseChooser *self = WAY_PASSPHRASE_CHOOSER (object);

  g_clear_object (&self->door);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PASSPHRASE_CHOOSER);
  G_OBJECT_CLASS (way_passphrase_chooser_parent_class)->dispose (object);
}

static void
way_passphrase_chooser_class_init (WayPassphraseChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = way_passphrase_chooser_get_property;
  object_class->dispose = way_passphrase_chooser_dispose;
  widget_class->grab_focus = way_passphrase_chooser_grab_focus;
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS
                                                     | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  activated_signal = g_signal_new ("activated", G_OBJECT_CLASS_TYPE (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/widgets/way-passphrase-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPassphraseChooser, first);
  gtk_widget_class_bind_template_child (widget_class, WayPassphraseChooser, second);
  gtk_widget_class_bind_template_child (widget_class, WayPassphraseChooser, strength);
  gtk_widget_class_bind_template_child (widget_class, WayPassphraseChooser, strong_icon);
  gtk_widget_class_bind_template_child (widget_class, WayPassphraseChooser, note);
  gtk_widget_class_bind_template_child (widget_class, WayPassphraseChooser, suggestion);
  gtk_widget_class_bind_template_child (widget_class, WayPassphraseChooser, suggestion_row);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, suggest_cb);
  gtk_widget_class_bind_template_callback (widget_class, first_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, second_activated_cb);
}

static void
way_passphrase_chooser_init (WayPassphraseChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_spoken_parts (GTK_WIDGET (self->first), GTK_TYPE_BUTTON, _ ("Show the passphrase"));
  way_spoken_parts (GTK_WIDGET (self->second), GTK_TYPE_BUTTON, _ ("Show the passphrase"));
}
