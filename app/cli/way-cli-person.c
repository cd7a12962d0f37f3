/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-cli-command.h"

#include "way-cli-i18n.h"
#include "way-cli-json.h"
#include "way-cli-text.h"

/* -- the list ---------------------------------------------------------------------------------- */

static void
add_person (WayCliAnswer *answer, const WayPersonLine *line)
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

  if (people == NULL)
    return FALSE;
  way_cli_json_open (answer->json, NULL, '[');
  for (guint i = 0; i < people->len; i++)
    {
      add_person (answer, g_ptr_array_index (people, i));
      add_row (table, g_ptr_array_index (people, i));
    }
  way_cli_json_close (answer->json, ']');
  way_cli_table_print (table, answer->plain);
  return TRUE;
}
