/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-cli-show.h"

#include "way-cli-json.h"
#include "way-due.h"
#include "way-i18n.h"
#include "way-legal-status.h"
#include "way-plan.h"

/* -- lines ------------------------------------------------------------------------------------- */

/* "Label: text", and nothing where there is none. */
static void
show (WayCliAnswer *answer, const char *indent, const char *label, const char *text)
{
  if (text[0] != '\0')
    way_cli_answer_line (answer, "%s%s: %s", indent, label, text);
}

static void
show_text (WayCliAnswer *answer, const char *label, const WayDocumentText *text)
{
  show (answer, "  ", label, text->two_versions ? _ ("two versions, being settled") : text->text);
}

static void
show_words (WayCliAnswer *answer, const char *indent, const char *label, GPtrArray *words)
{
  for (guint i = 0; i < words->len; i++)
    {
      const WayPassage *passage = g_ptr_array_index (words, i);
      g_autofree char *quoted = g_strdup_printf ("“%s”", passage->text);

      if (passage->text[0] != '\0')
        show (answer, indent, label, quoted);
    }
}

static void
show_action (WayCliAnswer *answer, const WayDocumentAction *action)
{
  char by[WAY_DATE_TEXT_SIZE];

  way_cli_answer_line (answer, "  - %s  (%s, %s, %s)", action->what.text, action->who,
                       way_date_format (action->by, by), action->status);
  if (action->progress.text[0] != '\0')
    way_cli_answer_line (answer, "    %s", action->progress.text);
}

static void
show_matter (WayCliAnswer *answer, const WayDocumentMatter *matter)
{
  way_cli_answer_line (answer, "\n%u  %s", matter->number, matter->title);
  show_words (answer, "  ", _ ("In their words"), matter->own_words);
  show_text (answer, _ ("What's going well"), &matter->going_well);
  show_text (answer, _ ("What we are worried about"), &matter->worried_about);
  show_text (answer, _ ("The adviser's view"), &matter->adviser_view);
  show_text (answer, _ ("What needs to happen"), &matter->what_needs_to_happen);
  if (matter->nothing_needed)
    way_cli_answer_line (answer, "  %s", _ ("Nothing is needed here now."));
  for (guint i = 0; i < matter->actions->len; i++)
    show_action (answer, g_ptr_array_index (matter->actions, i));
  show_text (answer, _ ("If that does not work"), &matter->contingency);
  show_text (answer, _ ("Why this is empty"), &matter->empty_reason);
}

void
way_cli_show_plan (WayCliAnswer *answer, const WayDocument *document)
{
  show_words (answer, "", _ ("What matters to me"), document->what_matters);
  show_words (answer, "", _ ("What I'm proud of"), document->proud_of);
  show_words (answer, "", _ ("My hopes"), document->hopes);
  for (guint i = 0; i < document->goals->len; i++)
    {
      const WayDocumentGoal *goal = g_ptr_array_index (document->goals, i);

      way_cli_answer_line (answer, "%s %s  (%s)", goal->pinned ? "★" : "-", goal->what.text,
                           goal->state);
    }
  for (guint i = 0; i < document->matters->len; i++)
    show_matter (answer, g_ptr_array_index (document->matters, i));
  show_words (answer, "\n", _ ("Is this my plan?"), document->my_plan);
}

static void
show_due (WayCliAnswer *answer, const char *label, const WayDue *due)
{
  char on[WAY_DATE_TEXT_SIZE];

  if (!way_date_is_none (due->due))
    way_cli_answer_line (answer, "%s: %s (%s)", label, way_date_format (due->due, on), due->reason);
}

/* "Status: relevant since 2026-07-01", then why, and what says otherwise. */
static void
show_status (WayCliAnswer *answer, const WayCare *care)
{
  g_auto (WayLegalStatus) status = { 0 };
  g_autofree char *text = NULL;
  char since[WAY_DATE_TEXT_SIZE];

  way_legal_status_of (care, care->today, &status);
  if (status.code == WAY_STATUS_NOT_KNOWN)
    return;
  text = way_date_is_none (status.since)
             ? g_strdup (way_legal_status_name (status.code))
             : g_strdup_printf (_ ("%s since %s"), way_legal_status_name (status.code),
                                way_date_format (status.since, since));
  show (answer, "", _ ("Status"), text);
  show (answer, "  ", _ ("Why"), status.reason);
  if (status.differs != NULL)
    show (answer, "  ", _ ("But"), status.differs);
}

static const struct
{
  const char *name, *label;
  void (*find) (const WayCare *, WayDue *);
} clocks[] = { { "review", N_ ("Next review by"), way_due_review },
               { "needs_assessment", N_ ("Needs assessment by"), way_due_assessment },
               { "offer", N_ ("Offer of support on"), way_due_offer },
               { "universal_credit", N_ ("Universal Credit from"), way_due_universal_credit },
               { "closing", N_ ("Support ends on"), way_due_closing } };

void
way_cli_show_clocks (
    WayCliAnswer *answer, WayCase *self, WayCase *team, WayReference *reference, WayDate today)
{
  g_autofree char *name = way_object_dup_string (way_case_get_person (self), WAY_PERSON_NAMES, 0);
  g_autoptr (WayCare) care = way_care_new (self, reference, today);
  g_auto (WayDue) visit = { 0 };

  way_cli_answer_line (answer, "%s", name);
  show_status (answer, care);
  if (way_case_is_closed (self))
    return;
  way_due_visit (care, team, &visit);
  show_due (answer, _ ("Next visit by"), &visit);
  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    {
      g_auto (WayDue) due = { 0 };

      clocks[i].find (care, &due);
      show_due (answer, _ (clocks[i].label), &due);
    }
}

/* -- JSON -------------------------------------------------------------------------------------- */

/* A word this version does not know comes from a newer one. */
static const char *
given_name (const WayPassage *passage)
{
  guint n = g_strv_length ((char **)way_given_names);

  return (guint)passage->given < n ? way_given_names[passage->given] : "unknown";
}

static void
add_words (GString *json, const char *name, GPtrArray *words)
{
  way_cli_json_open (json, name, '[');
  for (guint i = 0; i < words->len; i++)
    {
      const WayPassage *passage = g_ptr_array_index (words, i);

      way_cli_json_open (json, NULL, '{');
      way_cli_json_add_string (json, "text", passage->text);
      way_cli_json_add_string (json, "language", passage->language);
      way_cli_json_add_string (json, "given", given_name (passage));
      way_cli_json_add_given (json, "helper", passage->helper);
      way_cli_json_add_given (json, "said_on", passage->said_on);
      way_cli_json_add_given (json, "typed_by", passage->typed_by);
      if (passage->role == WAY_PASSAGE_TRANSLATION)
        way_cli_json_add_string (json, "role", "translation");
      way_cli_json_close (json, '}');
    }
  way_cli_json_close (json, ']');
}

static void
add_action (GString *json, const WayDocumentAction *action)
{
  way_cli_json_open (json, NULL, '{');
  way_cli_json_add_string (json, "what", action->what.text);
  way_cli_json_add_string (json, "who", action->who);
  way_cli_json_add_date (json, "by", action->by);
  way_cli_json_add_string (json, "status", action->status);
  way_cli_json_add_string (json, "progress", action->progress.text);
  way_cli_json_close (json, '}');
}

static void
add_matter (GString *json, const WayDocumentMatter *matter)
{
  way_cli_json_open (json, matter->key, '{');
  way_cli_json_add_string (json, "title", matter->title);
  add_words (json, "own_words", matter->own_words);
  way_cli_json_add_string (json, "going_well", matter->going_well.text);
  way_cli_json_add_string (json, "worried_about", matter->worried_about.text);
  way_cli_json_add_string (json, "adviser_view", matter->adviser_view.text);
  way_cli_json_add_string (json, "what_needs_to_happen", matter->what_needs_to_happen.text);
  way_cli_json_add_bool (json, "nothing_needed", matter->nothing_needed);
  way_cli_json_add_string (json, "contingency", matter->contingency.text);
  way_cli_json_add_string (json, "empty_reason", matter->empty_reason.text);
  way_cli_json_open (json, "actions", '[');
  for (guint i = 0; i < matter->actions->len; i++)
    add_action (json, g_ptr_array_index (matter->actions, i));
  way_cli_json_close (json, ']');
  way_cli_json_close (json, '}');
}

static void
add_goals (GString *json, const WayDocument *document)
{
  way_cli_json_open (json, "goals", '[');
  for (guint i = 0; i < document->goals->len; i++)
    {
      const WayDocumentGoal *goal = g_ptr_array_index (document->goals, i);

      way_cli_json_open (json, NULL, '{');
      way_cli_json_add_string (json, "what", goal->what.text);
      way_cli_json_add_string (json, "state", goal->state);
      way_cli_json_add_bool (json, "priority", goal->pinned);
      way_cli_json_close (json, '}');
    }
  way_cli_json_close (json, ']');
}

void
way_cli_add_plan (GString *json, const char *name, const WayDocument *document)
{
  way_cli_json_open (json, name, '{');
  way_cli_json_add_string (json, "preferred_name", document->preferred_name);
  add_words (json, "what_matters", document->what_matters);
  add_words (json, "hopes", document->hopes);
  add_words (json, "proud_of", document->proud_of);
  add_goals (json, document);
  way_cli_json_open (json, "matters", '{');
  for (guint i = 0; i < document->matters->len; i++)
    add_matter (json, g_ptr_array_index (document->matters, i));
  way_cli_json_close (json, '}');
  add_words (json, "my_plan", document->my_plan);
  way_cli_json_close (json, '}');
}

static const char *
source_name (WayLegalStatusSource source)
{
  static const char *const names[] = { "nothing", "override", "care_history", "entered" };

  return names[source];
}

static void
add_status (GString *json, const WayCare *care)
{
  g_auto (WayLegalStatus) status = { 0 };

  way_legal_status_of (care, care->today, &status);
  way_cli_json_open (json, "legal_status", '{');
  way_cli_json_add_string (json, "status", way_legal_status_name (status.code));
  way_cli_json_add_string (json, "from", source_name (status.source));
  way_cli_json_add_date (json, "since", status.since);
  way_cli_json_add_string (json, "why", status.reason);
  way_cli_json_add_string (json, "rule", status.rule);
  way_cli_json_add_string (json, "differs", status.differs != NULL ? status.differs : "");
  way_cli_json_close (json, '}');
}

/* Nothing where no clock runs. */
static void
add_due (GString *json, const char *what, const WayDue *due)
{
  if (way_date_is_none (due->due))
    return;
  way_cli_json_open (json, NULL, '{');
  way_cli_json_add_string (json, "what", what);
  way_cli_json_add_date (json, "on", due->due);
  way_cli_json_add_date (json, "counted_from", due->from);
  way_cli_json_add_string (json, "rule", due->rule);
  way_cli_json_add_string (json, "why", due->reason);
  way_cli_json_close (json, '}');
}

void
way_cli_add_clocks (
    GString *json, WayCase *self, WayCase *team, WayReference *reference, WayDate today)
{
  g_autoptr (WayCare) care = way_care_new (self, reference, today);
  g_auto (WayDue) visit = { 0 };

  add_status (json, care);
  way_cli_json_open (json, "due", '[');
  if (!way_case_is_closed (self))
    {
      way_due_visit (care, team, &visit);
      add_due (json, "visit", &visit);
      for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
        {
          g_auto (WayDue) due = { 0 };

          clocks[i].find (care, &due);
          add_due (json, clocks[i].name, &due);
        }
    }
  way_cli_json_close (json, ']');
}
