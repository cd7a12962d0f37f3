/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-cli-command.h"

#include <string.h>
#include "way-cli-edit.h"
#include "way-cli-error.h"
#include "way-cli-import.h"
#include "way-cli-json.h"
#include "way-cli-record.h"
#include "way-cli-show.h"
#include "way-cli-text.h"
#include "way-due.h"
#include "way-export.h"
#include "way-fail.h"
#include "way-i18n.h"
#include "way-person-shape.h"
#include "way-refusal.h"

/* -- the list ---------------------------------------------------------------------------------- */

typedef struct
{
  char visit[WAY_DATE_TEXT_SIZE], review[WAY_DATE_TEXT_SIZE]; /* "" where no clock runs */
} Dues;

/* Needs the whole case, so it is for programs only: lines for people do not show it. */
static gboolean
find_dues (WayCli *cli, const WayPersonLine *line, WayCase *team, Dues *ret_dues, GError **error)
{
  g_auto (WayDue) visit = { 0 };
  g_auto (WayDue) review = { 0 };
  g_autoptr (WayCase) found = NULL;
  g_autoptr (WayCare) care = NULL;

  if (line->closed[0] != '\0')
    return TRUE;
  found = way_cli_load_case (cli, &line->id, error);
  if (found == NULL)
    return FALSE;
  care = way_care_new (found, cli->reference, way_clock_today (cli->clock));
  way_due_visit (care, team, &visit);
  way_due_review (care, &review);
  way_date_format (visit.due, ret_dues->visit);
  way_date_format (review.due, ret_dues->review);
  return TRUE;
}

static void
add_person (WayCliAnswer *answer, const WayPersonLine *line, const Dues *dues)
{
  char id[WAY_ID_HEX_SIZE];

  way_cli_json_open (answer->json, NULL, '{');
  way_cli_json_add_string (answer->json, "id", way_id_format (&line->id, id));
  way_cli_json_add_string (answer->json, "preferred_name", line->preferred_name);
  way_cli_json_add_string (answer->json, "full_name", line->full_name);
  way_cli_json_add_string (answer->json, "pronouns", line->pronouns);
  way_cli_json_add_string (answer->json, "date_of_birth", line->date_of_birth);
  way_cli_json_add_given (answer->json, "closed", line->closed);
  way_cli_json_add_int (answer->json, "conflicts", line->n_conflicts);
  way_cli_json_add_string (answer->json, "visit_due", dues->visit);
  way_cli_json_add_string (answer->json, "review_due", dues->review);
  way_cli_json_close (answer->json, '}');
}

static void
add_row (WayCliTable *table, const WayPersonLine *line)
{
  g_autofree char *conflicts = NULL;
  char id[WAY_ID_HEX_SIZE];

  if (line->n_conflicts > 0)
    conflicts = g_strdup_printf (_ ("%u to settle"), line->n_conflicts);
  way_cli_table_row (table);
  way_cli_table_cell (table, way_id_format (&line->id, id));
  way_cli_table_cell (table, line->preferred_name);
  way_cli_table_cell (table, line->full_name);
  way_cli_table_cell (table, line->closed[0] != '\0' ? _ ("closed") : "");
  way_cli_table_cell (table, conflicts != NULL ? conflicts : "");
}

gboolean
way_cli_run_person_list (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  g_autoptr (WayCliTable) table = way_cli_table_new ();
  g_autoptr (GPtrArray) people = way_cli_list_people (cli, error);
  g_autoptr (WayCase) team = people != NULL ? way_cli_load_team (cli, error) : NULL;
  gboolean as_json = call->in_batch || way_cli_call_has_option (call, "json");

  if (team == NULL)
    return FALSE;
  way_cli_json_open (answer->json, NULL, '[');
  for (guint i = 0; i < people->len; i++)
    {
      const WayPersonLine *line = g_ptr_array_index (people, i);
      Dues dues = { "", "" };

      if (as_json && !find_dues (cli, line, team, &dues, error))
        return FALSE;
      add_person (answer, line, &dues);
      add_row (table, line);
    }
  way_cli_json_close (answer->json, ']');
  way_cli_table_print (table, answer->plain);
  return TRUE;
}

/* -- one person -------------------------------------------------------------------------------- */

gboolean
way_cli_run_person_show (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  g_autoptr (WayCase) found = NULL;
  g_autoptr (WayCase) team = NULL;
  g_autoptr (JsonNode) node = NULL, given = NULL;
  g_autofree char *text = NULL;
  gsize size;
  WayId id;

  if (!way_cli_find_person (cli, way_cli_call_get_operand (call, 0), &id, error))
    return FALSE;
  found = way_cli_load_case (cli, &id, error);
  team = found != NULL ? way_cli_load_team (cli, error) : NULL;
  if (team == NULL)
    return FALSE;
  node = way_export_person (found, cli->reference, WAY_EXPORT_SHOW);
  text = way_export_to_text (node);
  size = strlen (text);
  g_assert (size > 2 && text[size - 1] == '}'); /* a person has members */
  way_cli_json_add_raw (answer->json, NULL, text, size - 1);
  way_cli_add_clocks (answer->json, found, team, cli->reference, way_clock_today (cli->clock));
  way_cli_json_close (answer->json, '}');
  way_cli_show_clocks (answer, found, team, cli->reference, way_clock_today (cli->clock));
  given = way_export_person (found, cli->reference, WAY_EXPORT_INTERCHANGE);
  way_cli_show_record (answer, json_node_get_object (given), cli->reference,
                       way_cli_call_has_option (call, "with-address"));
  return TRUE;
}

/* -- adding ------------------------------------------------------------------------------------ */

/* Options and the members of PERSON they are. */
static const struct
{
  const char *option, *member;
} person_options[] = {
  { "preferred-name", "preferred_name" }, { "full-name", "full_name" }, { "pronouns", "pronouns" },
  { "date-of-birth", "date_of_birth" },   { "phone", "phone" },         { "email", "email" },
};

/* (transfer full) (nullable): the PERSON that the options make; NULL where none was given. */
static GBytes *
build_person (const WayCliCall *call)
{
  g_autoptr (GString) json = g_string_new (NULL);
  gboolean given = FALSE;

  way_cli_json_open (json, NULL, '{');
  for (gsize i = 0; i < G_N_ELEMENTS (person_options); i++)
    {
      const char *value = way_cli_call_get_option (call, person_options[i].option);

      if (value == NULL)
        continue;
      way_cli_json_add_string (json, person_options[i].member, value);
      given = TRUE;
    }
  way_cli_json_close (json, '}');
  return given ? g_string_free_to_bytes (g_steal_pointer (&json)) : NULL;
}

/* (transfer full): an interchange document of this one person. */
static GBytes *
read_person (const WayCliCall *call, GError **error)
{
  g_autoptr (GBytes) person = build_person (call);

  if (person == NULL)
    person = way_cli_call_read_input (call, error);
  if (person == NULL)
    return NULL;
  return way_cli_wrap_object ("{\"format\":\"" WAY_DOCUMENT_FORMAT "\",\"people\":[", person, "]}",
                              error);
}

static gboolean
refuse_person (const WayCliImported *imported, WayCliAnswer *answer, GError **error)
{
  way_cli_json_open (answer->json, NULL, '{');
  way_cli_add_refusals (answer, "refused", imported->refusals, "/people/0");
  way_cli_json_close (answer->json, '}');
  return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
                   g_dngettext (WAY_GETTEXT_DOMAIN, "%u value cannot be taken: nobody was added.",
                                "%u values cannot be taken: nobody was added.",
                                imported->refusals->len),
                   imported->refusals->len);
}

gboolean
way_cli_run_person_add (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  WayCliImport how = { .dry_run = FALSE };
  g_autoptr (GBytes) document = read_person (call, error);
  g_auto (WayCliImported) imported = { NULL };
  char hex[WAY_ID_HEX_SIZE];

  if (document == NULL || !way_cli_import (cli, document, &how, &imported, error))
    return FALSE;
  if (imported.n_refused > 0)
    return refuse_person (&imported, answer, error);
  for (guint i = 0; i < imported.warnings->len; i++)
    way_cli_answer_note (answer, "%s",
                         _ (((WayRefusal *)g_ptr_array_index (imported.warnings, i))->sentence));
  way_cli_json_open (answer->json, NULL, '{');
  way_cli_json_add_string (answer->json, "id",
                           way_id_format (&g_array_index (imported.ids, WayId, 0), hex));
  way_cli_json_close (answer->json, '}');
  way_cli_answer_line (answer, "%s", hex);
  return TRUE;
}

/* -- closing ----------------------------------------------------------------------------------- */

/* Writes @patch, and answers with one sentence. */
static gboolean
patch_person (WayCli *cli,
              const WayCliCall *call,
              GString *patch,
              const char *sentence,
              WayCliAnswer *answer,
              GError **error)
{
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (patch);
  char hex[WAY_ID_HEX_SIZE];
  WayId id;

  if (!way_cli_find_person (cli, way_cli_call_get_operand (call, 0), &id, error)
      || !way_cli_apply_patch (cli, &id, bytes, NULL, answer, NULL, error))
    return FALSE;
  way_cli_json_open (answer->json, NULL, '{');
  way_cli_json_add_string (answer->json, "id", way_id_format (&id, hex));
  way_cli_json_close (answer->json, '}');
  way_cli_answer_line (answer, "%s", sentence);
  return TRUE;
}

gboolean
way_cli_run_person_close (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  const char *reason = way_cli_call_get_option (call, "reason");
  const char *on = way_cli_call_get_option (call, "on");
  const char *note = way_cli_call_get_option (call, "note");
  GString *patch;
  char today[WAY_DATE_TEXT_SIZE];

  if (reason == NULL)
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE,
                     _ ("Say why with --reason: agreed_to_stop, turned_25, moved, died or other."));
  way_date_format (way_clock_today (cli->clock), today);
  patch = g_string_new (NULL);
  way_cli_json_open (patch, NULL, '{');
  way_cli_json_open (patch, "closed", '{');
  way_cli_json_add_string (patch, "reason", reason);
  way_cli_json_add_string (patch, "on", on != NULL ? on : today);
  way_cli_json_add_string (patch, "note", note != NULL ? note : "");
  way_cli_json_close (patch, '}');
  way_cli_json_close (patch, '}');
  return patch_person (cli, call, patch, _ ("Closed.  Nothing of the record goes away."), answer,
                       error);
}

gboolean
way_cli_run_person_reopen (WayCli *cli,
                           const WayCliCall *call,
                           WayCliAnswer *answer,
                           GError **error)
{
  return patch_person (cli, call, g_string_new ("{\"closed\":null}"), _ ("Open again."), answer,
                       error);
}
