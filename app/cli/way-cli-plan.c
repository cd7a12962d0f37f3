/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-cli-plan.h"

#include <string.h>
#include "way-cli-command.h"
#include "way-cli-error.h"
#include "way-cli-json.h"
#include "way-cli-show.h"
#include "way-cli-text.h"
#include "way-core-error.h"
#include "way-fail.h"
#include "way-i18n.h"

/* -- loading ----------------------------------------------------------------------------------- */

gboolean
way_cli_plan_load (WayCliPlan *self, WayCli *cli, const WayCliCall *call, GError **error)
{
  if (!way_cli_find_person (cli, way_cli_call_get_operand (call, 0), &self->id, error))
    return FALSE;
  self->person = way_cli_load_case (cli, &self->id, error);
  self->team = self->person != NULL ? way_cli_load_team (cli, error) : NULL;
  if (self->team == NULL)
    return FALSE;
  self->draft = way_plan_build_draft (self->person, self->team, cli->reference,
                                      way_clock_today (cli->clock));
  self->versions = way_plan_list_versions (self->person);
  return TRUE;
}

void
way_cli_plan_clear (WayCliPlan *self)
{
  g_clear_pointer (&self->person, way_case_unref);
  g_clear_pointer (&self->team, way_case_unref);
  g_clear_pointer (&self->draft, way_document_unref);
  g_clear_pointer (&self->versions, g_ptr_array_unref);
}

const WayVersion *
way_cli_plan_find (const WayCliPlan *self, const char *text, GError **error)
{
  const WayVersion *found = NULL;
  guint64 number = 0;
  WayId id = way_id_nil;

  if (!way_id_parse (text, &id)
      && !g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT, &number, NULL))
    return way_fail_null (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
                          _ ("This names no agreed plan: write its number, as plan versions shows "
                             "it."));
  for (guint i = 0; i < self->versions->len; i++)
    {
      const WayVersion *version = g_ptr_array_index (self->versions, i);

      if (version->number != number && !way_id_equal (&version->object, &id))
        continue;
      if (found != NULL)
        return way_fail_null (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
                              _ ("Two agreed plans have this number: write the id of the one you "
                                 "mean, as plan versions shows it."));
      found = version;
    }
  if (found == NULL)
    return way_fail_null (error, WAY_CORE_ERROR, WAY_CORE_ERROR_NOT_FOUND,
                          _ ("There is no agreed plan of this number."));
  return found;
}

/* -- what is missing --------------------------------------------------------------------------- */

static void
tell_missing (WayCliAnswer *answer, const char *name, GPtrArray *list, const char *title)
{
  way_cli_json_open (answer->json, name, '[');
  if (list->len > 0)
    way_cli_answer_line (answer, "%s", title);
  for (guint i = 0; i < list->len; i++)
    {
      const WayMissing *missing = g_ptr_array_index (list, i);

      way_cli_json_open (answer->json, NULL, '{');
      way_cli_json_add_string (answer->json, "path", missing->path);
      way_cli_json_add_string (answer->json, "what", missing->sentence);
      way_cli_json_close (answer->json, '}');
      way_cli_answer_line (answer, "  %s  [%s]", missing->sentence, missing->path);
    }
  way_cli_json_close (answer->json, ']');
}

static void
tell_gate (WayCli *cli, const WayCliPlan *plan, WayCliAnswer *answer)
{
  g_autoptr (GPtrArray) missing = way_plan_list_missing (plan->person, cli->reference);
  g_autoptr (GPtrArray) look = way_plan_list_worth_a_look (plan->person, cli->reference);

  tell_missing (answer, "missing", missing, _ ("Missing before it can be finalised:"));
  tell_missing (answer, "worth_a_look", look, _ ("Worth a look:"));
}

/* -- show -------------------------------------------------------------------------------------- */

static void
add_hash (GString *json, const WayVersion *version)
{
  g_autoptr (GString) hex = g_string_new (NULL);

  for (gsize i = 0; i < sizeof version->hash; i++)
    g_string_append_printf (hex, "%02x", version->hash[i]);
  way_cli_json_add_string (json, "hash", hex->str);
}

/* The members of the JSON object that say which plan this is. */
static void
add_which (GString *json, const WayDocument *document, const WayVersion *version)
{
  way_cli_json_add_int (json, "number", document->number);
  way_cli_json_add_string (json, "state",
                           version != NULL ? way_version_state_name (version->state) : "draft");
  if (version == NULL)
    return;
  way_cli_json_add_date (json, "agreed_on", document->agreed_on);
  way_cli_json_add_date (json, "review_by", document->review_by);
  add_hash (json, version);
}

static void
tell_which (WayCliAnswer *answer, const WayDocument *document, const WayVersion *version)
{
  char on[WAY_DATE_TEXT_SIZE];

  if (version == NULL)
    way_cli_answer_line (answer, _ ("Plan %u, a draft: %s"), document->number,
                         document->preferred_name);
  else
    way_cli_answer_line (answer, _ ("Plan %u, agreed on %s: %s"), document->number,
                         way_date_format (document->agreed_on, on), document->preferred_name);
}

gboolean
way_cli_run_plan_show (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  const char *number = way_cli_call_get_option (call, "version");
  g_auto (WayCliPlan) plan = { .person = NULL };
  const WayVersion *version = NULL;
  g_autoptr (WayDocument) opened = NULL;
  const WayDocument *document;

  if (!way_cli_plan_load (&plan, cli, call, error))
    return FALSE;
  if (number != NULL)
    {
      version = way_cli_plan_find (&plan, number, error);
      opened = version != NULL ? way_version_open (version, error) : NULL;
      if (opened == NULL)
        return FALSE;
    }
  document = version != NULL ? opened : plan.draft;
  way_cli_json_open (answer->json, NULL, '{');
  add_which (answer->json, document, version);
  tell_which (answer, document, version);
  if (version == NULL)
    tell_gate (cli, &plan, answer);
  way_cli_answer_line (answer, "%s", "");
  way_cli_show_plan (answer, document);
  way_cli_add_plan (answer->json, "plan", document);
  way_cli_json_close (answer->json, '}');
  return TRUE;
}

/* -- finalise ---------------------------------------------------------------------------------- */

static gboolean
read_agreed_on (WayCli *cli, const WayCliCall *call, WayDate *ret_on, GError **error)
{
  const char *text = way_cli_call_get_option (call, "on");

  *ret_on = way_clock_today (cli->clock);
  if (text == NULL || way_date_parse (text, WAY_DATE_FULL, ret_on))
    return TRUE;
  return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
                   _ ("--on is the day on which the plan was agreed: write one such as "
                      "2026-05-31."));
}

static gboolean
finalise (WayCli *cli, const WayCliPlan *plan, WayDate on, GError **error)
{
  WayAct *act = way_plan_finalise (plan->person, plan->team, cli->reference, cli->random,
                                   way_clock_today (cli->clock), on, error);

  return act != NULL && way_cli_commit (cli, act, error);
}

gboolean
way_cli_run_plan_finalise (WayCli *cli,
                           const WayCliCall *call,
                           WayCliAnswer *answer,
                           GError **error)
{
  g_auto (WayCliPlan) before = { .person = NULL };
  g_auto (WayCliPlan) after = { .person = NULL };
  const WayVersion *version;
  WayDate on;
  GError *reason = NULL;

  if (!read_agreed_on (cli, call, &on, error) || !way_cli_plan_load (&before, cli, call, error))
    return FALSE;
  if (!finalise (cli, &before, on, &reason)
      && !g_error_matches (reason, WAY_CORE_ERROR, WAY_CORE_ERROR_INCOMPLETE))
    {
      g_propagate_error (error, reason);
      return FALSE;
    }
  way_cli_json_open (answer->json, NULL, '{');
  if (reason == NULL)
    {
      if (!way_cli_plan_load (&after, cli, call, error))
        return FALSE;
      version = way_plan_newest_version (after.versions);
      way_cli_json_add_int (answer->json, "number", version->number);
      way_cli_json_add_date (answer->json, "agreed_on", on);
      add_hash (answer->json, version);
      way_cli_answer_line (answer, _ ("Plan %u is agreed and kept."), version->number);
    }
  tell_gate (cli, &before, answer);
  way_cli_json_close (answer->json, '}');
  if (reason == NULL)
    return TRUE;
  g_propagate_error (error, reason);
  return FALSE;
}

/* -- versions ---------------------------------------------------------------------------------- */

static void
add_version (WayCliAnswer *answer, WayCliTable *table, const WayVersion *version)
{
  g_autoptr (WayDocument) document = way_version_open (version, NULL);
  WayDate agreed_on = document != NULL ? document->agreed_on : way_date_none;
  g_autofree char *number = g_strdup_printf (_ ("Plan %u"), version->number);
  g_autofree char *made = way_clock_format_minute (version->made_ms);
  char hex[WAY_ID_HEX_SIZE], on[WAY_DATE_TEXT_SIZE];

  way_cli_json_open (answer->json, NULL, '{');
  way_cli_json_add_string (answer->json, "id", way_id_format (&version->object, hex));
  way_cli_json_add_int (answer->json, "number", version->number);
  way_cli_json_add_string (answer->json, "state", way_version_state_name (version->state));
  way_cli_json_add_date (answer->json, "agreed_on", agreed_on);
  way_cli_json_add_string (answer->json, "made", made);
  way_cli_json_add_bool (answer->json, "intact", version->intact);
  add_hash (answer->json, version);
  way_cli_json_close (answer->json, '}');

  way_cli_table_row (table);
  way_cli_table_cell (table, number);
  way_cli_table_cell (table, way_version_state_name (version->state));
  way_cli_table_cell (table, way_date_format (agreed_on, on));
  way_cli_table_cell (table, hex);
  way_cli_table_cell (table, version->intact ? "" : _ ("damaged"));
}

gboolean
way_cli_run_plan_versions (WayCli *cli,
                           const WayCliCall *call,
                           WayCliAnswer *answer,
                           GError **error)
{
  g_auto (WayCliPlan) plan = { .person = NULL };
  g_autoptr (WayCliTable) table = way_cli_table_new ();

  if (!way_cli_plan_load (&plan, cli, call, error))
    return FALSE;
  way_cli_json_open (answer->json, NULL, '[');
  for (guint i = 0; i < plan.versions->len; i++)
    add_version (answer, table, g_ptr_array_index (plan.versions, i));
  way_cli_json_close (answer->json, ']');
  way_cli_table_print (table, answer->plain);
  if (plan.versions->len == 0)
    way_cli_answer_line (answer, "%s", _ ("No plan was agreed yet."));
  return TRUE;
}

/* -- compare ----------------------------------------------------------------------------------- */

/* (transfer full): the version an operand names; where it is missing the newest (@older) or the
 * draft. */
static WayDocument *
open_side (const WayCliPlan *plan, const char *text, gboolean older, GError **error)
{
  const WayVersion *version;

  if (text == NULL && !older)
    return way_document_ref (plan->draft);
  version = text != NULL ? way_cli_plan_find (plan, text, error)
                         : way_plan_newest_version (plan->versions);
  if (version != NULL)
    return way_version_open (version, error);
  if (text == NULL)
    way_fail (error, WAY_CORE_ERROR, WAY_CORE_ERROR_NOT_FOUND,
              _ ("There is no agreed plan yet to compare with."));
  return NULL;
}

static void
tell_difference (WayCliAnswer *answer, const WayDifference *difference)
{
  g_autofree char *made = difference->made_ms > 0 ? way_clock_format_minute (difference->made_ms)
                                                  : g_strdup ("");

  way_cli_json_open (answer->json, NULL, '{');
  way_cli_json_add_string (answer->json, "path", difference->path);
  way_cli_json_add_string (answer->json, "older", difference->older);
  way_cli_json_add_string (answer->json, "newer", difference->newer);
  way_cli_json_add_given (answer->json, "author", difference->author);
  way_cli_json_add_given (answer->json, "made", made);
  way_cli_json_close (answer->json, '}');
  if (difference->author[0] != '\0')
    way_cli_answer_line (answer, _ ("%s  (%s, %s)"), difference->path, difference->author, made);
  else if (made[0] != '\0')
    way_cli_answer_line (answer, "%s  (%s)", difference->path, made);
  else
    way_cli_answer_line (answer, "%s", difference->path);
  if (difference->older[0] != '\0')
    way_cli_answer_line (answer, "- %s", difference->older);
  if (difference->newer[0] != '\0')
    way_cli_answer_line (answer, "+ %s", difference->newer);
}

gboolean
way_cli_run_plan_compare (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  g_auto (WayCliPlan) plan = { .person = NULL };
  g_autoptr (WayDocument) older = NULL;
  g_autoptr (WayDocument) newer = NULL;
  g_autoptr (GPtrArray) differences = NULL;
  g_autoptr (WayPast) past = NULL;

  if (!way_cli_plan_load (&plan, cli, call, error))
    return FALSE;
  older = open_side (&plan, way_cli_call_get_operand (call, 1), TRUE, error);
  newer = older != NULL ? open_side (&plan, way_cli_call_get_operand (call, 2), FALSE, error)
                        : NULL;
  past = newer != NULL ? way_cli_load_past (cli, &plan.id, error) : NULL;
  if (past == NULL)
    return FALSE;
  differences = way_plan_compare (older, newer, past, plan.team);
  way_cli_json_open (answer->json, NULL, '[');
  for (guint i = 0; i < differences->len; i++)
    tell_difference (answer, g_ptr_array_index (differences, i));
  way_cli_json_close (answer->json, ']');
  if (differences->len == 0)
    way_cli_answer_line (answer, "%s", _ ("Nothing differs."));
  return TRUE;
}
