/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-member-text.h"

#include "way-codes.h"
#include "way-date-text.h"
#include "way-i18n.h"

static const struct
{
  const char *name, *title;
} titles[] = {
  { "names", N_ ("Name") },
  { "preferred_name", N_ ("What they like to be called") },
  { "full_name", N_ ("Full name") },
  { "pronouns", N_ ("Pronouns") },
  { "date_of_birth", N_ ("Date of birth") },
  { "contact", N_ ("How to contact") },
  { "phone", N_ ("Telephone") },
  { "email", N_ ("Email") },
  { "how_to_contact", N_ ("What helps") },
  { "address", N_ ("Home") },
  { "lines", N_ ("Address") },
  { "postcode", N_ ("Postcode") },
  { "home_name", N_ ("Name of the home") },
  { "private", N_ ("Keep the address private") },
  { "who_may_see", N_ ("Who may see it") },
  { "language", N_ ("Language") },
  { "first", N_ ("First language") },
  { "dialect", N_ ("Dialect") },
  { "reading", N_ ("Reads best in") },
  { "interpreter", N_ ("Interpreter") },
  { "notes", N_ ("Notes") },
  { "identity", N_ ("Who they are") },
  { "gender", N_ ("Gender") },
  { "ethnicity", N_ ("Ethnicity") },
  { "religion", N_ ("Religion or belief") },
  { "nationality", N_ ("Nationality") },
  { "care_label", N_ ("Their own word for having been in care") },
  { "needs", N_ ("What they need") },
  { "communication", N_ ("Communication") },
  { "access", N_ ("Access") },
  { "allergies", N_ ("Allergies") },
  { "edition", N_ ("Edition they like to read") },
  { "status", N_ ("Legal status") },
  { "reason", N_ ("Reason") },
  { "from", N_ ("From") },
  { "to", N_ ("Until") },
  { "kind", N_ ("Which home") },
  { "provided_by_council", N_ ("The council provides it") },
  { "state", N_ ("What they do") },
  { "block", N_ ("Custody, children, immigration") },
  { "basis", N_ ("In care by") },
  { "ended", N_ ("How it ended") },
  { "circumstance", N_ ("What it was") },
  { "on", N_ ("Day") },
  { "event", N_ ("What happened") },
  { "begun_on", N_ ("Begun on") },
  { "done_on", N_ ("Done on") },
  { "change", N_ ("What changed") },
  { "text", N_ ("Notes") },
  { "oc3", N_ ("Codes of the return") },
  { "in_touch", N_ ("In touch") },
  { "activ", N_ ("Main activity") },
  { "accom", N_ ("Where they live, and whether it is suitable") },
};

char *
way_member_text_title (const char *name)
{
  char *title;

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].name, name))
      return g_strdup (_ (titles[i].title));
  title = g_strdelimit (g_strdup (name), "_", ' ');
  title[0] = g_ascii_toupper (title[0]);
  return title;
}

/* Codes are called after their member, but for these. */
static const struct
{
  const char *name, *list;
} lists[] = { { "state", "oc3_activ" },
              { "in_touch", "oc3_in_touch" },
              { "activ", "oc3_activ" },
              { "accom", "oc3_accom" } };

const char *const *
way_member_text_codes (const WayMember *member, const char **ret_list)
{
  const char *list = member->name;

  if (member->type == WAY_MEMBER_LANGUAGE)
    list = "language";
  else if (member->type != WAY_MEMBER_CHOICE)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (g_str_equal (lists[i].name, list))
      list = lists[i].list;
  *ret_list = list;
  return member->type == WAY_MEMBER_CHOICE ? member->choices : way_codes_list (list);
}

static char *
date_text (const char *date)
{
  WayDate read;

  /* the year is always said: most of these days are long over */
  return way_date_parse (date, WAY_DATE_PARTIAL, &read) ? way_date_text (read, way_date_none)
                                                        : g_strdup ("");
}

char *
way_member_text_value (const WayMember *member, GVariant *value)
{
  const char *list;

  switch (member->type)
    {
    case WAY_MEMBER_LINE:
    case WAY_MEMBER_LINES:
    case WAY_MEMBER_TIME:
      return g_variant_dup_string (value, NULL);
    case WAY_MEMBER_DATE:
    case WAY_MEMBER_DATE_PAST:
    case WAY_MEMBER_DATE_PARTIAL:
    case WAY_MEMBER_BIRTH:
      return date_text (g_variant_get_string (value, NULL));
    case WAY_MEMBER_LANGUAGE:
    case WAY_MEMBER_CHOICE:
      way_member_text_codes (member, &list);
      return g_strdup (way_codes_label (list, g_variant_get_string (value, NULL)));
    case WAY_MEMBER_BOOL:
      return g_variant_get_boolean (value) ? way_member_text_title (member->name) : g_strdup ("");
    case WAY_MEMBER_TRI:
      return g_variant_get_byte (value) == 2 ? way_member_text_title (member->name) : g_strdup ("");
    case WAY_MEMBER_ID:
    case WAY_MEMBER_NUMBER:
    case WAY_MEMBER_INTERNAL:
    default:
      return g_strdup ("");
    }
}
