/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * import and export.
 */
#include "way-cli-import.h"

#include <gio/gunixoutputstream.h>
#include <string.h>
#include <unistd.h>
#include "way-cli-command.h"
#include "way-cli-edit.h"
#include "way-cli-error.h"
#include "way-file.h"
#include "way-cli-json.h"
#include "way-cli-read.h"
#include "way-csv-map.h"
#include "way-exchange-data.h"
#include "way-export.h"
#include "way-fail.h"
#include "way-i18n.h"
#include "way-importer.h"
#include "way-practice.h"

/* -- which ids the vault knows ----------------------------------------------------------------- */

static void
note_ids (GHashTable *known, WayCase *found)
{
  g_autoptr (GPtrArray) objects = way_case_list_all (found);

  for (guint i = 0; i < objects->len; i++)
    g_hash_table_add (known, way_id_copy (&((WayObject *)g_ptr_array_index (objects, i))->id));
}

/* Every id of every person; only asked for where a document names ids of its own. */
static GHashTable *
load_known_ids (WayCli *cli, GError **error)
{
  g_autoptr (GPtrArray) people = way_cli_list_people (cli, error);
  g_autoptr (GHashTable) known = g_hash_table_new_full (way_id_hash, way_id_equal, g_free, NULL);

  if (people == NULL)
    return NULL;
  for (guint i = 0; i < people->len; i++)
    {
      const WayPersonLine *line = g_ptr_array_index (people, i);
      g_autoptr (WayCase) found = way_cli_load_case (cli, &line->id, error);

      if (found == NULL)
        return NULL;
      g_hash_table_add (known, way_id_copy (&line->id));
      note_ids (known, found);
    }
  g_hash_table_add (known, way_id_copy (way_vault_get_team (cli->vault)));
  g_hash_table_add (known, way_id_copy (way_vault_get_user (cli->vault)));
  return g_steal_pointer (&known);
}

typedef struct
{
  WayCli *cli;
  GError *error; /* (owned) (nullable): why the ids cannot be known */
} Asker;

static void
asker_clear (Asker *self)
{
  g_clear_error (&self->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asker, asker_clear)

static gboolean
id_is_known (const WayId *id, gpointer data)
{
  Asker *asker = data;

  if (asker->cli->known_ids == NULL && asker->error == NULL)
    asker->cli->known_ids = load_known_ids (asker->cli, &asker->error);
  return asker->cli->known_ids == NULL || g_hash_table_contains (asker->cli->known_ids, id);
}

/* -- reading a document ------------------------------------------------------------------------ */

static void
imported_init (WayCliImported *self)
{
  self->acts = g_ptr_array_new_with_free_func ((GDestroyNotify)way_act_free);
  self->ids = g_array_new (FALSE, FALSE, sizeof (WayId));
  self->places = g_array_new (FALSE, FALSE, sizeof (guint));
  self->refusals = way_refusals_new ();
  self->warnings = way_refusals_new ();
  self->n_refused = 0;
}

void
way_cli_imported_clear (WayCliImported *self)
{
  g_clear_pointer (&self->acts, g_ptr_array_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->places, g_array_unref);
  g_clear_pointer (&self->refusals, g_ptr_array_unref);
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
}

static void
take_person (WayCliImported *self, WayImportedPerson *person)
{
  g_ptr_array_extend_and_steal (self->refusals, g_ptr_array_ref (person->refusals));
  g_ptr_array_extend_and_steal (self->warnings, g_ptr_array_ref (person->warnings));
  if (person->act == NULL)
    self->n_refused++;
  else
    {
      g_array_append_val (self->ids, person->act->case_id);
      g_array_append_val (self->places, person->index);
      g_ptr_array_add (self->acts, g_steal_pointer (&person->act));
    }
}

static gboolean
read_document (
    WayCli *cli, GBytes *document, const WayCliImport *how, WayCliImported *read, GError **error)
{
  g_auto (Asker) asker = { .cli = cli };
  WayImportOptions options = { .reference = cli->reference,
                               .random = cli->random,
                               .today = way_clock_today (cli->clock),
                               .practice = how->practice,
                               .id_is_known = id_is_known,
                               .id_data = &asker };
  g_autoptr (WayImporter) importer = way_importer_new (document, &options, error);
  g_autoptr (GPtrArray) people = importer != NULL ? way_cli_list_people (cli, error) : NULL;
  WayImportedPerson *person;

  if (people == NULL)
    return FALSE;
  for (guint i = 0; i < people->len; i++)
    {
      const WayPersonLine *line = g_ptr_array_index (people, i);

      way_importer_add_known (importer, line->preferred_name, line->full_name, line->date_of_birth);
    }
  while ((person = way_importer_next (importer)) != NULL)
    {
      take_person (read, person);
      way_imported_person_free (person);
    }
  if (asker.error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&asker.error));
  return FALSE;
}

/* Real and invented people are never in one list: only an empty vault becomes a practice one, with
 * the first people that come. */
static gboolean
begin_practice (WayCli *cli, WayCliImported *imported, GError **error)
{
  g_autoptr (GPtrArray) people = way_cli_list_people (cli, error);
  g_autoptr (WayCase) team = people != NULL ? way_cli_load_team (cli, error) : NULL;

  if (team == NULL)
    return FALSE;
  if (way_practice_is (team))
    return TRUE;
  if (people->len > 0)
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
                     _ ("There are people in this vault already, and invented ones never join "
                        "them: practise in a vault of its own, with --vault and another folder."));
  if (imported->acts->len > 0)
    g_ptr_array_insert (imported->acts, 0, way_practice_begin (team));
  return TRUE;
}

gboolean
way_cli_import (WayCli *cli,
                GBytes *document,
                const WayCliImport *how,
                WayCliImported *ret_imported,
                GError **error)
{
  imported_init (ret_imported);
  if (!read_document (cli, document, how, ret_imported, error)
      || (how->practice && !begin_practice (cli, ret_imported, error)))
    return FALSE;
  return how->dry_run || ret_imported->acts->len == 0
         || way_cli_commit_all (cli, g_steal_pointer (&ret_imported->acts), error);
}

/* -- import ------------------------------------------------------------------------------------ */

static GBytes *
read_import (const WayCliCall *call, GError **error)
{
  const char *file = way_cli_call_get_operand (call, 0);

  if (way_cli_call_has_option (call, "practice") == (file != NULL))
    return way_fail_null (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE,
                          _ ("Name one file to import, or write --practice in its place."));
  if (file == NULL)
    return way_exchange_get_practice ();
  if (g_str_equal (file, "-"))
    return way_cli_call_read_input (call, error);
  if (call->input != NULL)
    return way_fail_null (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE,
                          _ ("There is a word too many after import."));
  return way_cli_read_file (file, error);
}

static void
tell_people (WayCliAnswer *answer, const WayCliImported *imported)
{
  way_cli_json_open (answer->json, "people", '[');
  for (guint i = 0; i < imported->ids->len; i++)
    {
      char hex[WAY_ID_HEX_SIZE];

      way_cli_json_open (answer->json, NULL, '{');
      way_cli_json_add_int (answer->json, "index", g_array_index (imported->places, guint, i));
      way_cli_json_add_string (answer->json, "id",
                               way_id_format (&g_array_index (imported->ids, WayId, i), hex));
      way_cli_json_close (answer->json, '}');
    }
  way_cli_json_close (answer->json, ']');
}

static void
tell_columns (const WayCsvPeople *table, WayCliAnswer *answer)
{
  way_cli_json_open (answer->json, "columns", '[');
  for (guint i = 0; i < table->columns->len; i++)
    {
      const WayCsvColumn *column = g_ptr_array_index (table->columns, i);

      way_cli_json_open (answer->json, NULL, '{');
      way_cli_json_add_string (answer->json, "column", column->name);
      way_cli_json_add_string (answer->json, "to", column->to);
      way_cli_json_add_int (answer->json, "filled", column->n_filled);
      way_cli_json_close (answer->json, '}');
      way_cli_answer_line (answer, "%s: %s", column->name,
                           column->to != NULL ? column->to : _ ("left out"));
    }
  way_cli_json_close (answer->json, ']');
}

/* @table (nullable): whose columns are to be shown. */
static void
tell_import (const WayCliImport *how,
             const WayCliImported *imported,
             const WayCsvPeople *table,
             WayCliAnswer *answer)
{
  guint n = imported->ids->len;

  way_cli_json_open (answer->json, NULL, '{');
  way_cli_json_add_bool (answer->json, "dry_run", how->dry_run);
  way_cli_json_add_int (answer->json, "imported", n);
  way_cli_json_add_int (answer->json, "refused_people", imported->n_refused);
  tell_people (answer, imported);
  if (table != NULL)
    tell_columns (table, answer);
  way_cli_add_refusals (answer, "refused", imported->refusals, NULL);
  way_cli_add_refusals (answer, "warnings", imported->warnings, NULL);
  way_cli_json_close (answer->json, '}');
  if (how->practice)
    way_cli_answer_line (answer, "%s", _ ("What is printed from a practice vault says so."));
  if (how->dry_run)
    way_cli_answer_line (answer,
                         g_dngettext (WAY_GETTEXT_DOMAIN, "%u person would be imported.",
                                      "%u people would be imported.", n),
                         n);
  else
    way_cli_answer_line (
        answer,
        g_dngettext (WAY_GETTEXT_DOMAIN, "%u person was imported.", "%u people were imported.", n),
        n);
}

/* -- tables ------------------------------------------------------------------------------------ */

static WayCsvPeople *
read_table (WayCli *cli, const WayCliCall *call, GBytes *csv, GError **error)
{
  const char *path = way_cli_call_get_option (call, "map");
  g_autoptr (GBytes) map = way_cli_read_file (path, error);

  return map != NULL ? way_csv_people_read (csv, map, way_clock_today (cli->clock), error) : NULL;
}

static void
to_lines (const WayCsvPeople *table, GPtrArray *refusals)
{
  for (guint i = 0; i < refusals->len; i++)
    {
      WayRefusal *refusal = g_ptr_array_index (refusals, i);
      g_autofree char *path = refusal->path;

      refusal->path = way_csv_people_dup_place (table, path);
    }
}

/* Paths of the document in between become lines and columns of the table. */
static void
join_table (WayCliImported *imported, WayCsvPeople *table)
{
  to_lines (table, imported->refusals);
  to_lines (table, imported->warnings);
  for (guint i = 0; i < imported->places->len; i++)
    {
      guint *place = &g_array_index (imported->places, guint, i);

      *place = g_array_index (table->lines, guint, *place);
    }
  g_ptr_array_extend_and_steal (table->refusals, g_steal_pointer (&imported->refusals));
  imported->refusals = g_ptr_array_ref (table->refusals);
  imported->n_refused += table->n_refused;
}

/* (transfer full) (nullable): what is to be imported; @ret_table where it was a table. */
static GBytes *
read_people (WayCli *cli, const WayCliCall *call, WayCsvPeople **ret_table, GError **error)
{
  GBytes *bytes = NULL;
  gboolean is_table = way_cli_call_has_option (call, "map");

  if (way_cli_call_has_option (call, "preview") && !is_table)
    return way_fail_null (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE,
                          "A preview is one of a table: name its map, with --map.");
  if (is_table && way_cli_call_has_option (call, "practice"))
    return way_fail_null (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE,
                          "The practice caseload needs no map.");
  bytes = read_import (call, error);
  if (bytes == NULL || !is_table)
    return bytes;
  *ret_table = read_table (cli, call, bytes, error);
  g_bytes_unref (bytes);
  return *ret_table != NULL ? g_bytes_ref ((*ret_table)->document) : NULL;
}

gboolean
way_cli_run_import (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  gboolean preview = way_cli_call_has_option (call, "preview");
  WayCliImport how = { .dry_run = preview || way_cli_call_has_option (call, "dry-run"),
                       .practice = way_cli_call_has_option (call, "practice") };
  g_autoptr (WayCsvPeople) table = NULL;
  g_autoptr (GBytes) document = read_people (cli, call, &table, error);
  g_auto (WayCliImported) imported = { NULL };

  if (document == NULL || !way_cli_import (cli, document, &how, &imported, error))
    return FALSE;
  if (table != NULL)
    join_table (&imported, table);
  tell_import (&how, &imported, preview ? table : NULL, answer);
  if (imported.n_refused == 0)
    return TRUE;
  return way_fail (
      error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
      g_dngettext (WAY_GETTEXT_DOMAIN, "%u person was refused; the report says where and why.",
                   "%u people were refused; the report says where and why.", imported.n_refused),
      imported.n_refused);
}

/* -- export ------------------------------------------------------------------------------------ */

/* (transfer full): WayId of who is to be exported: those named, else everybody. */
static GArray *
list_exported (WayCli *cli, const WayCliCall *call, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (WayId));
  g_autoptr (GPtrArray) people = NULL;
  WayId id;

  for (guint i = 0; i < call->operands->len; i++)
    {
      if (!way_cli_find_person (cli, way_cli_call_get_operand (call, i), &id, error))
        return NULL;
      g_array_append_val (ids, id);
    }
  if (ids->len > 0)
    return g_steal_pointer (&ids);
  people = way_cli_list_people (cli, error);
  for (guint i = 0; people != NULL && i < people->len; i++)
    g_array_append_val (ids, ((WayPersonLine *)g_ptr_array_index (people, i))->id);
  return people != NULL ? g_steal_pointer (&ids) : NULL;
}

static gboolean
write_people (WayCli *cli, GArray *ids, GOutputStream *out, guint *ret_left_out, GError **error)
{
  g_autoptr (GOutputStream) buffered = g_buffered_output_stream_new (out);
  g_autoptr (WayExporter) exporter = way_exporter_new (buffered, cli->reference);

  g_filter_output_stream_set_close_base_stream (G_FILTER_OUTPUT_STREAM (buffered), FALSE);
  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (WayCase) found = way_cli_load_case (cli, &g_array_index (ids, WayId, i), error);

      if (found == NULL || !way_exporter_add (exporter, found, NULL, error))
        return FALSE;
    }
  *ret_left_out = way_exporter_get_left_out (exporter);
  return way_exporter_finish (exporter, NULL, error)
         && g_output_stream_flush (buffered, NULL, error);
}

/* The same, with a sentence for what the disk or the pipe says. */
static gboolean
write_whole (WayCli *cli, GArray *ids, GOutputStream *out, guint *ret_left_out, GError **error)
{
  GError *reason = NULL;

  if (write_people (cli, ids, out, ret_left_out, &reason))
    return TRUE;
  if (reason->domain != G_IO_ERROR)
    {
      g_propagate_error (error, reason);
      return FALSE;
    }
  way_fail (error, G_IO_ERROR, reason->code,
            _ ("The people could not be written to the end: there is no room for them, or nobody "
               "takes them. Nothing in the vault changed."));
  g_error_free (reason);
  return FALSE;
}

static gboolean
export_to_file (WayCli *cli,
                const WayCliCall *call,
                GArray *ids,
                WayCliAnswer *answer,
                guint *ret_left_out,
                GError **error)
{
  const char *path = way_cli_call_get_option (call, "output");
  gboolean replace = way_cli_call_has_option (call, "force");
  g_auto (WayFile) file = { NULL };
  g_autoptr (GOutputStream) out = NULL;

  if (!way_cli_check_new_file (cli, path, error) || !way_file_begin (&file, path, replace, error))
    return FALSE;
  out = g_unix_output_stream_new (file.fd, FALSE);
  if (!write_whole (cli, ids, out, ret_left_out, error)
      || !way_file_end (&file, "", 0, replace, error))
    return FALSE;
  way_cli_json_open (answer->json, NULL, '{');
  way_cli_json_add_string (answer->json, "file", path);
  way_cli_json_add_int (answer->json, "people", ids->len);
  way_cli_json_add_int (answer->json, "left_out", *ret_left_out);
  way_cli_json_close (answer->json, '}');
  way_cli_answer_line (answer,
                       g_dngettext (WAY_GETTEXT_DOMAIN, "%u person was exported.",
                                    "%u people were exported.", ids->len),
                       ids->len);
  return TRUE;
}

/* In a batch the document is part of one answer; else it goes out as it is made. */
static gboolean
export_to_answer (WayCli *cli,
                  const WayCliCall *call,
                  GArray *ids,
                  WayCliAnswer *answer,
                  guint *ret_left_out,
                  GError **error)
{
  g_autoptr (GOutputStream) out = NULL;

  if (!call->in_batch)
    {
      out = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
      answer->is_shown = TRUE;
      return write_whole (cli, ids, out, ret_left_out, error);
    }
  out = g_memory_output_stream_new_resizable ();
  if (!write_people (cli, ids, out, ret_left_out, error))
    return FALSE;
  g_string_append_len (answer->json, g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (out)),
                       (gssize)g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (out)));
  return TRUE;
}

gboolean
way_cli_run_export (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  g_autoptr (GArray) ids = list_exported (cli, call, error);
  guint left_out = 0;

  if (ids == NULL)
    return FALSE;
  if (!(way_cli_call_has_option (call, "output")
            ? export_to_file (cli, call, ids, answer, &left_out, error)
            : export_to_answer (cli, call, ids, answer, &left_out, error)))
    return FALSE;
  if (left_out > 0)
    way_cli_answer_note (answer,
                         g_dngettext (WAY_GETTEXT_DOMAIN,
                                      "%u entry is in a backup only: agreed plans, signatures, "
                                      "copies and what a newer Waymark wrote are not exported.",
                                      "%u entries are in a backup only: agreed plans, signatures, "
                                      "copies and what a newer Waymark wrote are not exported.",
                                      left_out),
                         left_out);
  return TRUE;
}
