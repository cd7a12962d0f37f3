/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-person-text.h"

#include "way-date-text.h"
#include "way-fold.h"
#include "way-i18n.h"
#include "way-name.h"

/* -- pronouns ---------------------------------------------------------------------------------- */

WayPronouns
way_pronouns_read (const char *written)
{
  static const char *const she[] = { "she", "her", "hers", NULL };
  static const char *const he[] = { "he", "him", "his", NULL };
  g_autofree char *folded = way_fold (written);
  g_auto (GStrv) words = g_strsplit (folded, " ", 2);

  if (words[0] != NULL && g_strv_contains (she, words[0]))
    return WAY_PRONOUNS_SHE;
  if (words[0] != NULL && g_strv_contains (he, words[0]))
    return WAY_PRONOUNS_HE;
  return WAY_PRONOUNS_THEY;
}

WayPronouns
way_case_get_pronouns (WayCase *self)
{
  g_autofree char *written = way_object_dup_string (way_case_get_person (self), WAY_PERSON_PRONOUNS,
                                                    0);

  return way_pronouns_read (written);
}

static const char *
choose (WayPronouns self, const char *they, const char *she, const char *he)
{
  switch (self)
    {
    case WAY_PRONOUNS_SHE:
      return she;
    case WAY_PRONOUNS_HE:
      return he;
    case WAY_PRONOUNS_THEY:
    default:
      return they;
    }
}

const char *
way_pronouns_subject (WayPronouns self)
{
  return choose (self, _ ("they"), _ ("she"), _ ("he"));
}

/* "Her" of "with her" and of "her home" are two words in other languages. */
const char *
way_pronouns_object (WayPronouns self)
{
  return choose (self, g_dpgettext2 (WAY_GETTEXT_DOMAIN, "object", "them"),
                 g_dpgettext2 (WAY_GETTEXT_DOMAIN, "object", "her"),
                 g_dpgettext2 (WAY_GETTEXT_DOMAIN, "object", "him"));
}

const char *
way_pronouns_possessive (WayPronouns self)
{
  return choose (self, g_dpgettext2 (WAY_GETTEXT_DOMAIN, "possessive", "their"),
                 g_dpgettext2 (WAY_GETTEXT_DOMAIN, "possessive", "her"),
                 g_dpgettext2 (WAY_GETTEXT_DOMAIN, "possessive", "his"));
}

const char *
way_pronouns_seen_alone (WayPronouns self)
{
  return choose (self, _ ("Seen on their own"), _ ("Seen on her own"), _ ("Seen on his own"));
}

const char *
way_pronouns_home_suitable (WayPronouns self)
{
  return choose (self, _ ("Is their home still suitable?"), _ ("Is her home still suitable?"),
                 _ ("Is his home still suitable?"));
}

const char *
way_pronouns_own_words (WayPronouns self)
{
  return choose (self, _ ("in their own words"), _ ("in her own words"), _ ("in his own words"));
}

/* -- the person -------------------------------------------------------------------------------- */

char *
way_case_dup_short_name (WayCase *self)
{
  const WayObject *person = way_case_get_person (self);
  g_autofree char *preferred = way_object_dup_string (person, WAY_PERSON_NAMES, 0);
  g_autofree char *full = way_object_dup_string (person, WAY_PERSON_NAMES, 1);

  return way_name_short (preferred, full);
}

static WayDate
get_birth (WayCase *self)
{
  return way_object_get_date (way_case_get_person (self), WAY_PERSON_BIRTH, 0);
}

/* -1 where it cannot be told. */
static int
get_age (WayCase *self, WayDate today)
{
  WayDate born = get_birth (self);

  return way_date_is_full (born) ? way_date_age (born, today) : -1;
}

/* Takes @sentence. */
static void
take_sentence (GString *text, char *sentence)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", sentence);
  g_free (sentence);
}

char *
way_person_about_text (WayCase *self, WayDate today)
{
  const WayObject *person = way_case_get_person (self);
  g_autofree char *preferred = way_object_dup_string (person, WAY_PERSON_NAMES, 0);
  g_autofree char *full = way_object_dup_string (person, WAY_PERSON_NAMES, 1);
  /* the year of a birth is always said */
  g_autofree char *born = way_date_text (get_birth (self), way_date_none);
  GString *text = g_string_new (NULL);
  int age = get_age (self, today);

  if (age >= 0)
    take_sentence (text, g_strdup_printf (g_dngettext (WAY_GETTEXT_DOMAIN, "%d year old.",
                                                       "%d years old.", (gulong)age),
                                          age));
  if (born[0] != '\0')
    take_sentence (text, g_strdup_printf (_ ("Born %s."), born));
  if (full[0] != '\0' && !g_str_equal (full, preferred))
    take_sentence (text, g_strdup_printf (_ ("Full name %s."), full));
  return g_string_free (text, FALSE);
}

char *
way_person_brief_text (WayCase *self, WayDate today)
{
  const WayObject *person = way_case_get_person (self);
  g_autofree char *pronouns = way_object_dup_string (person, WAY_PERSON_PRONOUNS, 0);
  int age = get_age (self, today);

  if (age < 0)
    return g_steal_pointer (&pronouns);
  if (pronouns[0] == '\0')
    return g_strdup_printf ("%d", age);
  return g_strdup_printf (_ ("%s, %d"), pronouns, age);
}

char *
way_adviser_view_title (const char *adviser)
{
  g_autofree char *first = g_strndup (adviser, strcspn (adviser, " "));

  return first[0] != '\0' ? g_strdup_printf (_ ("What %s thinks"), first)
                          : g_strdup (_ ("What the adviser thinks"));
}
