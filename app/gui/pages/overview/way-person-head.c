/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-person-head.h"

#include <string.h>
#include <adwaita.h>
#include "way-codes.h"
#include "way-i18n.h"
#include "way-initials.h"
#include "way-legal-status.h"
#include "way-person-text.h"
#include "way-rule-dialog.h"
#include "way-status.h"
#include "way-wrap.h"

#define FLAG_MAX 48 /* characters of what somebody wrote */

struct _WayPersonHead
{
  GtkBox parent;

  WayInitials *avatar; /* template children */
  GtkLabel *name, *pronouns, *about;
  WayWrap *flags;
  GtkLabel *why, *differs;
  GtkWidget *differs_box;

  WayDesk *desk;    /* (owned) (nullable) */
  char *rule, *sum; /* (owned) (nullable): why the legal status is what it is */
  char *shown;      /* (owned) (nullable): the flags in one text; they stay while it is the same */
};

G_DEFINE_FINAL_TYPE (WayPersonHead, way_person_head, GTK_TYPE_BOX)

/* -- flags ------------------------------------------------------------------------------------- */

typedef struct
{
  const char *icon;
  char *word, *meaning; /* (owned) */
  WayTone tone;
} Flag;

static void
flag_free (Flag *self)
{
  g_free (self->word);
  g_free (self->meaning);
  g_free (self);
}

/* Takes @word and @meaning; nothing where @word is empty. */
static void
add_flag (GPtrArray *flags, const char *icon, char *word, char *meaning, WayTone tone)
{
  Flag *flag = g_new0 (Flag, 1);

  *flag = (Flag){ icon, word, meaning, tone };
  if (word[0] != '\0')
    g_ptr_array_add (flags, flag);
  else
    flag_free (flag);
}

/* Takes @text: its first sentence, short enough for a flag. */
static char *
take_short (char *text)
{
  g_autofree char *whole = text;
  gsize first = strcspn (whole, ".\n");
  g_autofree char *sentence = g_strndup (whole, first);
  g_autofree char *start = NULL;

  if (g_utf8_strlen (sentence, -1) <= FLAG_MAX)
    return g_steal_pointer (&sentence);
  start = g_utf8_substring (sentence, 0, FLAG_MAX);
  if (strrchr (start, ' ') != NULL)
    *strrchr (start, ' ') = '\0';
  return g_strdup_printf ("%s…", start);
}

/* Takes @text: what somebody wrote; where a flag is too short for all of it, it says the rest when
 * the pointer rests on it. */
static void
add_text (GPtrArray *flags, const char *icon, char *text)
{
  char *word = take_short (g_strdup (text));

  add_flag (flags, icon, word, text, WAY_TONE_NONE);
}

/* From 21, who has not asked is offered support once a year: the flag says that. */
static void
add_status (GPtrArray *flags, const WayLegalStatus *status)
{
  const char *code = way_legal_status_name (status->code);
  const char *label = way_codes_label ("status", code);
  const char *meaning = way_codes_meaning ("status", code);

  add_flag (flags, "waymark-plan-symbolic", g_strdup (status->rests ? _ ("Yearly offer") : label),
            meaning[0] != '\0' ? g_strdup_printf (_ ("%s: %s"), label, meaning) : NULL,
            WAY_TONE_NONE);
}

static void
add_language (GPtrArray *flags, const WayObject *person)
{
  g_autofree char *first = way_object_dup_string (person, WAY_PERSON_LANGUAGE, 0);
  g_autofree char *dialect = way_object_dup_string (person, WAY_PERSON_LANGUAGE, 1);
  const char *said = dialect[0] != '\0' ? dialect : way_codes_label ("language", first);

  if (way_object_get_bool (person, WAY_PERSON_LANGUAGE, 3))
    add_flag (flags, "preferences-desktop-locale-symbolic",
              said[0] != '\0' ? g_strdup_printf (_ ("Interpreter, %s"), said)
                              : g_strdup (_ ("Interpreter")),
              NULL, WAY_TONE_NONE);
  else if (first[0] != '\0' && !g_str_has_prefix (first, "en"))
    add_flag (flags, "preferences-desktop-locale-symbolic", g_strdup (said), NULL, WAY_TONE_NONE);
}

static GPtrArray *
list_flags (WayCase *present, const WayLegalStatus *legal)
{
  GPtrArray *flags = g_ptr_array_new_with_free_func ((GDestroyNotify)flag_free);
  const WayObject *person = way_case_get_person (present);
  g_autofree char *edition = way_object_dup_string (person, WAY_PERSON_NEEDS, 3);

  add_status (flags, legal);
  if (way_object_get_bool (person, WAY_PERSON_ADDRESS, 3))
    add_flag (flags, "changes-prevent-symbolic", g_strdup (_ ("Address kept private")), NULL,
              WAY_TONE_PROGRESS);
  add_text (flags, "chat-message-new-symbolic",
            way_object_dup_string (person, WAY_PERSON_CONTACT, 2));
  if (edition[0] != '\0' && !g_str_equal (edition, "standard"))
    add_flag (flags, "waymark-large-print-symbolic",
              g_strdup (way_codes_label ("edition", edition)), NULL, WAY_TONE_NONE);
  add_language (flags, person);
  add_text (flags, "emoji-food-symbolic", way_object_dup_string (person, WAY_PERSON_NEEDS, 2));
  add_text (flags, "preferences-desktop-accessibility-symbolic",
            way_object_dup_string (person, WAY_PERSON_NEEDS, 1));
  return flags;
}

static void
show_flags (WayPersonHead *self, WayCase *present, const WayLegalStatus *legal)
{
  g_autoptr (GPtrArray) flags = list_flags (present, legal);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < flags->len; i++)
    g_string_append_printf (text, "%s\n", ((Flag *)g_ptr_array_index (flags, i))->word);
  if (g_strcmp0 (text->str, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_strdup (text->str);
  way_wrap_clear (self->flags);
  for (guint i = 0; i < flags->len; i++)
    {
      const Flag *flag = g_ptr_array_index (flags, i);
      GtkWidget *status = way_status_new (flag->icon, flag->word, flag->tone);

      way_status_let_wrap (WAY_STATUS (status));
      gtk_widget_set_tooltip_text (status, flag->meaning);
      way_wrap_add (self->flags, status);
    }
}

/* -- the legal status ---------------------------------------------------------------------------
 */

static void
show_status (WayPersonHead *self, WayDesk *desk, const WayLegalStatus *legal)
{
  g_set_object (&self->desk, desk);
  g_free (self->rule);
  self->rule = g_strdup (legal->rule);
  g_free (self->sum);
  self->sum = g_strdup (legal->reason);
  gtk_label_set_text (self->why, legal->reason);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "status.see-rule", legal->rule[0] != '\0');
  gtk_label_set_text (self->differs, legal->differs != NULL ? legal->differs : "");
  gtk_widget_set_visible (self->differs_box, legal->differs != NULL);
}

static void
see_rule (GtkWidget *widget, const char *action, GVariant *parameter)
{
  WayPersonHead *self = WAY_PERSON_HEAD (widget);

  way_rule_dialog_present (widget, self->desk, self->rule, self->sum);
}

/* -- the rest ---------------------------------------------------------------------------------- */

void
way_person_head_show (WayPersonHead *self, WayDesk *desk, WayCase *present)
{
  const WayObject *person = way_case_get_person (present);
  WayDate today = way_desk_get_today (desk);
  g_auto (WayLegalStatus) legal = { 0 };
  g_autofree char *name = way_object_dup_string (person, WAY_PERSON_NAMES, 0);
  g_autofree char *full = way_object_dup_string (person, WAY_PERSON_NAMES, 1);
  g_autofree char *pronouns = way_object_dup_string (person, WAY_PERSON_PRONOUNS, 0);
  g_autofree char *about = way_person_about_text (present, today);
  const char *called = name[0] != '\0' ? name : full;

  way_legal_status_at (present, way_desk_get_reference (desk), today, &legal);
  way_initials_set_text (self->avatar, called);
  gtk_label_set_text (self->name, called);
  gtk_label_set_text (self->pronouns, pronouns);
  gtk_widget_set_visible (GTK_WIDGET (self->pronouns), pronouns[0] != '\0');
  gtk_label_set_text (self->about, about);
  gtk_widget_set_visible (GTK_WIDGET (self->about), about[0] != '\0');
  show_flags (self, present, &legal);
  show_status (self, desk, &legal);
}

void
way_person_head_set_narrow (WayPersonHead *self, gboolean narrow)
{
  way_initials_set_size (self->avatar, narrow ? 64 : 80);
}

static void
way_person_head_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PERSON_HEAD);
  g_clear_object (&WAY_PERSON_HEAD (object)->desk);
  G_OBJECT_CLASS (way_person_head_parent_class)->dispose (object);
}

static void
way_person_head_finalize (GObject *object)
{
  WayPersonHead *self = WAY_PERSON_HEAD (object);

  g_free (self->rule);
  g_free (self->sum);
  g_free (self->shown);
  G_OBJECT_CLASS (way_person_head_parent_class)->finalize (object);
}

static void
way_person_head_class_init (WayPersonHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_person_head_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_person_head_finalize;
  g_type_ensure (WAY_TYPE_WRAP);
  g_type_ensure (WAY_TYPE_INITIALS);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/waymark/Waymark/ui/pages/overview/way-person-head.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPersonHead, avatar);
  gtk_widget_class_bind_template_child (widget_class, WayPersonHead, name);
  gtk_widget_class_bind_template_child (widget_class, WayPersonHead, pronouns);
  gtk_widget_class_bind_template_child (widget_class, WayPersonHead, about);
  gtk_widget_class_bind_template_child (widget_class, WayPersonHead, flags);
  gtk_widget_class_bind_template_child (widget_class, WayPersonHead, why);
  gtk_widget_class_bind_template_child (widget_class, WayPersonHead, differs);
  gtk_widget_class_bind_template_child (widget_class, WayPersonHead, differs_box);
  gtk_widget_class_install_action (widget_class, "status.see-rule", NULL, see_rule);
}

static void
way_person_head_init (WayPersonHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
