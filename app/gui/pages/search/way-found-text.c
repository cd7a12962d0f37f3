/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-found-text.h"

#include <string.h>
#include "way-date-text.h"
#include "way-i18n.h"
#include "way-name.h"
#include "way-operation.h"
#include "way-plan.h"

/* -- where ------------------------------------------------------------------------------------- */

WayFoundIn
way_found_in (const char *path)
{
  if (g_str_has_prefix (path, "plan.") || g_str_has_prefix (path, "actions."))
    return WAY_FOUND_IN_PLANS;
  if (g_str_has_prefix (path, "contacts.") || g_str_has_prefix (path, "appointments.")
      || g_str_has_prefix (path, "reviews."))
    return WAY_FOUND_IN_CONTACTS;
  return g_str_has_prefix (path, "achievements.") ? WAY_FOUND_IN_ACHIEVEMENTS : WAY_FOUND_ELSEWHERE;
}

const char *
way_found_icon (const WaySearchHit *hit)
{
  if (hit->own_words)
    return "waymark-voice-symbolic";
  if (strstr (hit->path, "actions.") != NULL)
    return "waymark-todo-symbolic";
  switch (way_found_in (hit->path))
    {
    case WAY_FOUND_IN_PLANS:
      return "waymark-plan-symbolic";
    case WAY_FOUND_IN_CONTACTS:
      return "document-open-recent-symbolic";
    case WAY_FOUND_IN_ACHIEVEMENTS:
      return "starred-symbolic";
    case WAY_FOUND_ELSEWHERE:
    default:
      return "avatar-default-symbolic";
    }
}

static void
append (GString *place, const char *part)
{
  if (part[0] == '\0')
    return;
  if (place->len > 0)
    g_string_append (place, ", ");
  g_string_append (place, part);
}

typedef struct
{
  const char *name, *words;
} InWords;

/* Steps of a path that name a field, or a list where nothing more is to be said of it. */
static const InWords fields[] = {
  { "own_words", N_ ("own words") },
  { "going_well", N_ ("what’s going well") },
  { "worried_about", N_ ("what we are worried about") },
  { "what_needs_to_happen", N_ ("what needs to happen") },
  { "contingency", N_ ("if this doesn’t work out") },
  { "empty_reason", N_ ("why it is empty") },
  { "what_matters", N_ ("what matters to me, own words") },
  { "hopes", N_ ("what I hope for, own words") },
  { "proud_of", N_ ("what I’m proud of, own words") },
  { "my_plan", N_ ("is this my plan, own words") },
  { "present", N_ ("who was there") },
  { "attended", N_ ("who was there") },
  { "results", N_ ("what came of it") },
  { "preferred_name", N_ ("Name") },
  { "full_name", N_ ("Name") },
  { "address", N_ ("Address") },
  { "phone", N_ ("How to reach them") },
  { "language", N_ ("Language") },
  { "identity", N_ ("Who they are") },
  { "needs", N_ ("What they need") },
  { "closed", N_ ("Why it was closed") },
  { "supporters", N_ ("People in their corner") },
  { "homes", N_ ("Where they lived") },
  { "easy_line", N_ ("Easy read") },
};

static const InWords contact_kinds[] = {
  { "visit", N_ ("visit") },       { "office", N_ ("visit at the office") },
  { "video", N_ ("video call") },  { "phone", N_ ("call") },
  { "text", N_ ("text message") }, { "email", N_ ("email") },
  { "letter", N_ ("letter") },     { "message", N_ ("message") },
  { "attempt", N_ ("tried") },
};

static const char *
look_up (const InWords *table, guint n, const char *name)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (table[i].name, name))
      return _ (table[i].words);
  return "";
}

static void
append_field (GString *place, const char *step)
{
  append (place, look_up (fields, G_N_ELEMENTS (fields), step));
}

/* What the adviser saw or thinks, with the name where there is one. */
static void
append_adviser (GString *place, const char *step, const char *adviser)
{
  gboolean named = adviser[0] != '\0';
  g_autofree char *words = NULL;

  if (g_str_equal (step, "adviser_view"))
    words = named ? g_strdup_printf (_ ("what %s thinks"), adviser)
                  : g_strdup (_ ("what the adviser thinks"));
  else if (g_str_equal (step, "notes"))
    words = named ? g_strdup_printf (_ ("what %s noticed"), adviser)
                  : g_strdup (_ ("what the adviser noticed"));
  append (place, words != NULL ? words : "");
}

/* -- plans ------------------------------------------------------------------------------------- */

/* With the number of the plan that is being written now. */
static void
append_plan (GString *place, WayCase *present)
{
  g_autoptr (GPtrArray) versions = present != NULL ? way_plan_list_versions (present) : NULL;
  const WayVersion *newest = versions != NULL ? way_plan_newest_version (versions) : NULL;
  g_autofree char *plan = g_strdup_printf (_ ("Plan %u"), newest != NULL ? newest->number + 1 : 1);

  append (place, present != NULL ? plan : _ ("Plan"));
}

static void
append_in_plan (GString *place, char **steps, WayReference *reference, const char *adviser)
{
  guint n = g_strv_length (steps);
  const WayMatterInfo *matter = n > 2 ? way_reference_get_matter (reference, steps[2]) : NULL;

  if (matter != NULL)
    append (place, matter->title);
  if (n > 2 && g_strv_contains ((const char *const *)steps, "actions"))
    append (place, _ ("action"));
  else if (n > 1 && g_str_equal (steps[1], "goals"))
    append (place, _ ("goal"));
  else
    {
      append_field (place, steps[n - 1]);
      append_adviser (place, steps[n - 1], adviser);
    }
}

/* -- contacts ---------------------------------------------------------------------------------- */

static const WayObject *
find_object (WayCase *present, guint16 kind, char **steps)
{
  WayId id;

  if (present == NULL || steps[0] == NULL || steps[1] == NULL || !way_id_parse (steps[1], &id))
    return NULL;
  return way_case_get_object (present, kind, &id);
}

static char *
dup_name (WayCase *present, const WaySearchHit *hit)
{
  const WayObject *person = way_case_get_person (present);
  g_autofree char *full = person != NULL ? way_object_dup_string (person, WAY_PERSON_NAMES, 1)
                                         : g_strdup ("");

  return way_name_short (hit->preferred_name, full);
}

/* "visit at home", "message from Kez". */
static char *
dup_contact (WayCase *present, const WayObject *contact, const WaySearchHit *hit)
{
  g_autofree char *kind = way_object_dup_string (contact, WAY_CONTACT_KIND, 0);
  g_autofree char *place = way_object_dup_string (contact, WAY_CONTACT_PLACE, 0);
  g_autofree char *name = dup_name (present, hit);
  const char *words = look_up (contact_kinds, G_N_ELEMENTS (contact_kinds), kind);

  if (g_str_equal (kind, "visit") && g_str_equal (place, "home"))
    words = _ ("visit at home");
  if (!hit->own_words || g_str_equal (kind, "visit") || g_str_equal (kind, "office"))
    return g_strdup (words);
  return g_strdup_printf (_ ("%s from %s"), words, name);
}

static void
append_in_contacts (
    GString *place, const WaySearchHit *hit, char **steps, WayCase *present, const char *adviser)
{
  const WayObject *contact = find_object (present, WAY_KIND_CONTACT, steps);
  g_autofree char *words = contact != NULL ? dup_contact (present, contact, hit) : g_strdup ("");
  guint n = g_strv_length (steps);

  if (g_str_equal (steps[0], "appointments"))
    append (place, _ ("booked"));
  else if (g_str_equal (steps[0], "reviews"))
    append (place, _ ("review"));
  append (place, words);
  if (g_strv_contains ((const char *const *)steps, "corrections"))
    append (place, _ ("correction"));
  else
    {
      append_field (place, steps[n - 1]);
      append_adviser (place, steps[n - 1], adviser);
    }
}

char *
way_found_field (const char *path, WayReference *reference, const char *adviser)
{
  g_auto (GStrv) steps = g_strsplit (path, ".", -1);
  GString *place = g_string_new (NULL);

  if (steps[0] != NULL && way_found_in (path) == WAY_FOUND_IN_PLANS)
    append_in_plan (place, steps, reference, adviser);
  else if (steps[0] != NULL && way_found_in (path) == WAY_FOUND_IN_ACHIEVEMENTS)
    append (place, _ ("Achievements"));
  else if (steps[0] != NULL)
    append_field (place, steps[0]);
  return g_string_free (place, FALSE);
}

char *
way_found_place (const WaySearchHit *hit,
                 WayCase *present,
                 WayReference *reference,
                 const char *adviser)
{
  g_auto (GStrv) steps = g_strsplit (hit->path, ".", -1);
  GString *place = g_string_new (NULL);

  if (steps[0] == NULL)
    return g_string_free (place, FALSE);
  switch (way_found_in (hit->path))
    {
    case WAY_FOUND_IN_PLANS:
      append_plan (place, present);
      append_in_plan (place, steps, reference, adviser);
      break;
    case WAY_FOUND_IN_CONTACTS:
      append (place, _ ("Contacts"));
      append_in_contacts (place, hit, steps, present, adviser);
      break;
    case WAY_FOUND_IN_ACHIEVEMENTS:
      append (place, _ ("Achievements"));
      break;
    case WAY_FOUND_ELSEWHERE:
    default:
      append_field (place, steps[0]);
    }
  if (hit->superseded)
    append (place, _ ("an older wording"));
  return g_string_free (place, FALSE);
}

/* -- when -------------------------------------------------------------------------------------- */

static const struct
{
  const char *list;
  guint16 kind, group;
} dated[] = {
  { "contacts", WAY_KIND_CONTACT, WAY_CONTACT_WHEN },
  { "appointments", WAY_KIND_APPOINTMENT, WAY_APPOINTMENT_WHEN },
  { "reviews", WAY_KIND_REVIEW, WAY_REVIEW_HELD_ON },
  { "achievements", WAY_KIND_ACHIEVEMENT, WAY_ACHIEVEMENT_ON },
};

WayDate
way_found_date (const WaySearchHit *hit, WayCase *present)
{
  g_auto (GStrv) steps = g_strsplit (hit->path, ".", 3);
  WayDate date = way_date_none;

  for (guint i = 0; i < G_N_ELEMENTS (dated) && steps[0] != NULL; i++)
    if (g_str_equal (steps[0], dated[i].list))
      {
        const WayObject *object = find_object (present, dated[i].kind, steps);

        if (object != NULL)
          date = way_object_get_date (object, dated[i].group, 0);
      }
  return way_date_is_none (date) ? way_clock_date_at (hit->made_ms) : date;
}

char *
way_found_date_text (WayDate date, WayDate today)
{
  if (way_date_compare (date, today) == 0)
    return g_strdup (_ ("Today"));
  if (!way_date_is_full (date))
    return way_date_text (date, today);
  if (date.year == today.year)
    return g_strdup_printf (_ ("%u %s"), date.day, way_month_short (date.month));
  return g_strdup_printf (_ ("%u %s %u"), date.day, way_month_short (date.month), date.year);
}

/* -- the sentence ------------------------------------------------------------------------------ */

char *
way_found_sentence (const WaySearchHit *hit)
{
  return hit->own_words ? g_strdup_printf (_ ("“%s”"), hit->snippet) : g_strdup (hit->snippet);
}

static void
mark (PangoAttrList *marks, PangoAttribute *attribute, const WayFoldSpan *span)
{
  attribute->start_index = (guint)span->start;
  attribute->end_index = (guint)span->end;
  pango_attr_list_insert (marks, attribute);
}

PangoAttrList *
way_found_attributes (const WayQuery *query, const char *text)
{
  g_autoptr (GArray) spans = way_query_list_found (query, text);
  PangoAttrList *marks = pango_attr_list_new ();

  for (guint i = 0; i < spans->len; i++)
    {
      const WayFoldSpan *span = &g_array_index (spans, WayFoldSpan, i);

      mark (marks, pango_attr_weight_new (PANGO_WEIGHT_BOLD), span);
      mark (marks, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), span);
      mark (marks, pango_attr_background_new (0x1c1c, 0x7171, 0xd8d8), span);
      mark (marks, pango_attr_background_alpha_new (G_MAXUINT16 / 8), span);
    }
  return marks;
}

/* Where the sentence begins in @text, whose line ends search has made spaces; 0 where it does not
 * stand in it as it was shown. */
static gsize
find_sentence (const char *text, const char *snippet)
{
  g_autofree char *flat = g_strdelimit (g_strdup (text), "\n\t", ' ');
  g_auto (GStrv) parts = g_strsplit (snippet, "…", -1);
  const char *found = NULL;

  for (guint i = 0; parts[i] != NULL && found == NULL; i++)
    if (parts[i][0] != '\0')
      found = strstr (flat, parts[i]);
  return found != NULL ? (gsize)(found - flat) : 0;
}

gboolean
way_found_locate (
    const WayQuery *query, const char *text, const char *snippet, int *ret_start, int *ret_end)
{
  g_autoptr (GArray) spans = way_query_list_found (query, text);
  gsize from = find_sentence (text, snippet);
  guint chosen = 0;

  if (spans->len == 0)
    return FALSE;
  for (guint i = 0; i < spans->len; i++)
    if (g_array_index (spans, WayFoldSpan, i).start >= from)
      {
        chosen = i;
        break;
      }
  *ret_start = (int)g_utf8_pointer_to_offset (
      text, text + g_array_index (spans, WayFoldSpan, chosen).start);
  *ret_end = (int)g_utf8_pointer_to_offset (text,
                                            text + g_array_index (spans, WayFoldSpan, chosen).end);
  return TRUE;
}
