/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * report: what a council returns, and what an inspector asks for.
 */
#include "way-cli-command.h"

#include <string.h>
#include "way-calendar.h"
#include "way-cli-error.h"
#include "way-cli-json.h"
#include "way-cli-read.h"
#include "way-csv-read.h"
#include "way-csv-write.h"
#include "way-fail.h"
#include "way-file.h"
#include "way-i18n.h"
#include "way-list-9.h"
#include "way-oc3.h"
#include "way-returns-load.h"

/* -- files ------------------------------------------------------------------------------------- */

/* FALSE before any work is done where nothing can be written there. */
static gboolean
begin_file (WayCli *cli, const WayCliCall *call, WayFile *file, GError **error)
{
  const char *path = way_cli_call_get_option (call, "output");

  if (path == NULL)
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE,
                     "Say which file to write, with -o and its name.");
  return way_cli_check_new_file (cli, path, error)
         && way_file_begin (file, path, way_cli_call_has_option (call, "force"), error);
}

static gboolean
end_file (const WayCliCall *call, WayFile *file, const GString *csv, GError **error)
{
  return way_file_end (file, csv->str, csv->len, way_cli_call_has_option (call, "force"), error);
}

/* -- the council's own numbers and last year --------------------------------------------------- */

/* Where @names stand in the first row of a file, by letters of any case. */
static gboolean
find_columns (const GStrv header, const char *const *names, guint *ret_places)
{
  for (guint n = 0; names[n] != NULL; n++)
    {
      gboolean found = FALSE;

      for (guint i = 0; header[i] != NULL && !found; i++)
        if (g_ascii_strcasecmp (header[i], names[n]) == 0)
          {
            ret_places[n] = i;
            found = TRUE;
          }
      if (!found)
        return FALSE;
    }
  return TRUE;
}

typedef void (*TakeRow) (const char *const *cells, gpointer data);

/* Calls @take for every row of the file with the cells of the columns @names (at most five). */
static gboolean
read_table (const char *path,
            const char *const *names,
            const char *no_table,
            TakeRow take,
            gpointer data,
            GError **error)
{
  g_autoptr (GBytes) bytes = way_cli_read_file (path, error);
  g_autoptr (WayCsv) csv = bytes != NULL ? way_csv_new (bytes, 0, error) : NULL;
  g_auto (GStrv) header = NULL;
  GError *reason = NULL;
  guint places[WAY_OC3_N_COLUMNS], line;
  GStrv row;

  if (csv == NULL)
    return FALSE;
  header = way_csv_next (csv, &line, &reason);
  if (reason == NULL && (header == NULL || !find_columns (header, names, places)))
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED, "%s", no_table);
  while (reason == NULL && (row = way_csv_next (csv, &line, &reason)) != NULL)
    {
      const char *cells[WAY_OC3_N_COLUMNS];
      guint n_cells = g_strv_length (row);

      for (guint n = 0; names[n] != NULL; n++)
        cells[n] = places[n] < n_cells ? row[places[n]] : "";
      take (cells, data);
      g_strfreev (row);
    }
  if (reason == NULL)
    return TRUE;
  g_propagate_error (error, reason);
  return FALSE;
}

static void
take_last_year (const char *const *cells, gpointer oc3)
{
  const char *const fields[] = { cells[2], cells[3], cells[4] };

  way_oc3_add_last_year (oc3, cells[0], fields);
}

static gboolean
read_last_year (const WayCliCall *call, WayOc3 *oc3, GError **error)
{
  const char *path = way_cli_call_get_option (call, "last-year");

  return path == NULL
         || read_table (path, way_oc3_columns,
                        _ ("Last year’s file is no OC3 table: its first line must name CHILD, DOB, "
                           "IN_TOUCH, ACTIV and ACCOM."),
                        take_last_year, oc3, error);
}

static void
take_child (const char *const *cells, gpointer children)
{
  if (cells[1][0] != '\0')
    g_hash_table_replace (children, g_ascii_strdown (cells[0], -1), g_strdup (cells[1]));
}

/* (transfer full): id → the council's own number for that person. */
static GHashTable *
read_children (const WayCliCall *call, GError **error)
{
  static const char *const names[] = { "ID", "CHILD", NULL };
  g_autoptr (GHashTable) children = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const char *path = way_cli_call_get_option (call, "children");

  if (path != NULL
      && !read_table (path, names,
                      _ ("The file of numbers must name two columns in its first line: ID, as "
                         "person list shows it, and CHILD, the council’s own number."),
                      take_child, children, error))
    return NULL;
  return g_steal_pointer (&children);
}

static const char *
find_child (GHashTable *children, const WayId *id)
{
  char hex[WAY_ID_HEX_SIZE];

  return g_hash_table_lookup (children, way_id_format (id, hex));
}

/* -- OC3 --------------------------------------------------------------------------------------- */

static gboolean
read_year (WayCli *cli, const WayCliCall *call, guint *ret_year, GError **error)
{
  const char *text = way_cli_call_get_option (call, "year");
  WayDate today = way_clock_today (cli->clock);
  guint64 year;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 2000, 2998, &year, NULL))
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE,
                     "Say which year, with --year: 2026 is the year that ends on 31 March 2026.");
  if (way_date_compare ((WayDate){ (guint16)(year - 1), 4, 1 }, today) > 0)
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
                     "That year has not begun; nothing was written.");
  *ret_year = (guint)year;
  return TRUE;
}

static void
tell_person (WayCliAnswer *answer, const WayId *person, const char *name)
{
  char hex[WAY_ID_HEX_SIZE];

  way_cli_json_add_string (answer->json, "person", way_id_format (person, hex));
  way_cli_json_add_string (answer->json, "name", name);
}

/* Rows without evidence break one rule for every code: one cause, told once. */
static gboolean
is_without_evidence (const WayOc3Row *row, const WayOc3Finding *finding)
{
  return way_id_is_nil (&row->contact) && !finding->rule->is_warning;
}

/* "Error 131, 132, 133: Kez: of 2 contacts from 3 March to 3 July none has the codes."  Returns how
 * many findings that was. */
static guint
tell_no_evidence (
    WayCliAnswer *answer, const char *kind, const WayOc3Row *row, GArray *findings, guint first)
{
  g_autofree char *from = way_report_date_text (row->window_from);
  g_autofree char *to = way_report_date_text (row->window_to);
  g_autoptr (GString) numbers = g_string_new (NULL);
  guint n = 0;

  while (first + n < findings->len)
    {
      const WayOc3Finding *finding = &g_array_index (findings, WayOc3Finding, first + n);

      if (finding->row != g_array_index (findings, WayOc3Finding, first).row)
        break;
      g_string_append_printf (numbers, "%s%s", n++ > 0 ? ", " : "", finding->rule->number);
    }
  way_cli_answer_line (
      answer,
      g_dngettext (WAY_GETTEXT_DOMAIN, "%s %s: %s. Of %u contact from %s to %s none has the codes.",
                   "%s %s: %s. Of %u contacts from %s to %s none has the codes.", row->n_in_window),
      kind, numbers->str, row->name, row->n_in_window, from, to);
  return n;
}

static void
tell_finding (WayCliAnswer *answer, const WayOc3Finding *finding, const WayOc3Row *row)
{
  way_cli_json_open (answer->json, NULL, '{');
  way_cli_json_add_string (answer->json, "rule", finding->rule->number);
  way_cli_json_add_string (answer->json, "sentence", finding->rule->sentence);
  tell_person (answer, &row->person, row->name);
  way_cli_json_add_string (answer->json, "child", row->child);
  way_cli_json_close (answer->json, '}');
}

static void
tell_findings (
    WayCliAnswer *answer, const char *name, const char *kind, WayOc3 *oc3, GArray *findings)
{
  guint n_told = 0;

  way_cli_json_open (answer->json, name, '[');
  for (guint i = 0; i < findings->len; i++)
    {
      const WayOc3Finding *finding = &g_array_index (findings, WayOc3Finding, i);
      const WayOc3Row *row = g_ptr_array_index (oc3->rows, finding->row);

      tell_finding (answer, finding, row);
      if (i < n_told)
        continue;
      n_told = i + 1;
      if (is_without_evidence (row, finding))
        n_told = i + tell_no_evidence (answer, kind, row, findings, i);
      else
        way_cli_answer_line (answer, "%s %s: %s. %s", kind, finding->rule->number, row->name,
                             finding->rule->sentence);
    }
  way_cli_json_close (answer->json, ']');
}

static void
tell_left_out (WayCliAnswer *answer, WayOc3 *oc3)
{
  guint n_other = 0;

  way_cli_json_open (answer->json, "left_out", '[');
  for (guint i = 0; i < oc3->left_out->len; i++)
    {
      const WayOc3Without *without = g_ptr_array_index (oc3->left_out, i);

      way_cli_json_open (answer->json, NULL, '{');
      tell_person (answer, &without->person, without->name);
      way_cli_json_add_string (answer->json, "reason", without->why->reason);
      way_cli_json_add_string (answer->json, "rule", without->why->number);
      way_cli_json_add_string (answer->json, "sentence", without->why->sentence);
      way_cli_json_close (answer->json, '}');
      if (g_str_equal (without->why->reason, "not_in_year"))
        n_other++;
      else
        way_cli_answer_line (answer, _ ("Left out: %s. %s"), without->name, without->why->sentence);
    }
  way_cli_json_close (answer->json, ']');
  if (n_other > 0)
    way_cli_answer_line (answer,
                         g_dngettext (WAY_GETTEXT_DOMAIN,
                                      "Left out: %u person whose birthday is not asked about in "
                                      "this year.",
                                      "Left out: %u people whose birthdays are not asked about in "
                                      "this year.",
                                      n_other),
                         n_other);
}

static void
tell_evidence (WayCliAnswer *answer, WayOc3 *oc3)
{
  way_cli_json_open (answer->json, "evidence", '[');
  for (guint i = 0; i < oc3->rows->len; i++)
    {
      const WayOc3Row *row = g_ptr_array_index (oc3->rows, i);
      char hex[WAY_ID_HEX_SIZE] = "";

      if (!way_id_is_nil (&row->contact))
        way_id_format (&row->contact, hex);
      way_cli_json_open (answer->json, NULL, '{');
      tell_person (answer, &row->person, row->name);
      way_cli_json_add_string (answer->json, "child", row->child);
      way_cli_json_add_int (answer->json, "age", row->age);
      way_cli_json_add_date (answer->json, "birthday", row->birthday);
      way_cli_json_add_date (answer->json, "from", row->window_from);
      way_cli_json_add_date (answer->json, "to", row->window_to);
      way_cli_json_add_int (answer->json, "contacts", row->n_in_window);
      way_cli_json_add_string (answer->json, "contact", hex);
      way_cli_json_add_date (answer->json, "on", row->contact_on);
      way_cli_json_close (answer->json, '}');
    }
  way_cli_json_close (answer->json, ']');
}

static void
tell_oc3 (WayCliAnswer *answer, WayOc3 *oc3, const char *path)
{
  way_cli_json_open (answer->json, NULL, '{');
  way_cli_json_add_int (answer->json, "year", oc3->year);
  way_cli_json_add_string (answer->json, "file", path);
  way_cli_json_add_int (answer->json, "rows", oc3->rows->len);
  tell_findings (answer, "errors", _ ("Error"), oc3, oc3->errors);
  tell_findings (answer, "warnings", _ ("Warning"), oc3, oc3->warnings);
  tell_left_out (answer, oc3);
  tell_evidence (answer, oc3);
  way_cli_json_close (answer->json, '}');
  way_cli_answer_line (answer,
                       g_dngettext (WAY_GETTEXT_DOMAIN, "%u row was written.",
                                    "%u rows were written.", oc3->rows->len),
                       oc3->rows->len);
}

typedef void (*TakeCase) (WayCase *person, const char *child, gpointer data);

static gboolean
for_each_person (WayCli *cli, GHashTable *children, TakeCase take, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) people = way_cli_list_people (cli, error);

  if (people == NULL)
    return FALSE;
  for (guint i = 0; i < people->len; i++)
    {
      const WayPersonLine *line = g_ptr_array_index (people, i);
      g_autoptr (WayCase) person = way_cli_load_case (cli, &line->id, error);

      if (person == NULL)
        return FALSE;
      take (person, find_child (children, &line->id), data);
    }
  return TRUE;
}

static void
take_case_for_oc3 (WayCase *person, const char *child, gpointer oc3)
{
  way_oc3_add_case (oc3, person, child);
}

static GString *
write_oc3 (WayOc3 *oc3)
{
  GString *csv = g_string_new (NULL);

  way_csv_append_row (csv, way_oc3_columns);
  for (guint i = 0; i < oc3->rows->len; i++)
    {
      g_auto (GStrv) cells = way_oc3_row_dup_cells (g_ptr_array_index (oc3->rows, i));

      way_csv_append_row (csv, (const char *const *)cells);
    }
  return csv;
}

gboolean
way_cli_run_report_oc3 (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  g_autoptr (WayReturns) returns = way_exchange_load_returns ();
  g_auto (WayFile) file = { NULL };
  g_autoptr (GHashTable) children = NULL;
  g_autoptr (WayOc3) oc3 = NULL;
  g_autoptr (GString) csv = NULL;
  guint year = 0;

  if (!read_year (cli, call, &year, error) || !begin_file (cli, call, &file, error))
    return FALSE;
  oc3 = way_oc3_new (returns, cli->reference, year);
  children = read_children (call, error);
  if (children == NULL || !read_last_year (call, oc3, error)
      || !for_each_person (cli, children, take_case_for_oc3, oc3, error))
    return FALSE;
  way_oc3_finish (oc3);
  csv = write_oc3 (oc3);
  if (!end_file (call, &file, csv, error))
    return FALSE;
  tell_oc3 (answer, oc3, way_cli_call_get_option (call, "output"));
  return TRUE;
}

/* -- Annex A list 9 ---------------------------------------------------------------------------- */

typedef struct
{
  WayList9 list;
  GString *csv;
  guint n_people, n_left_out;
} Listing;

static void
take_case_for_list (WayCase *person, const char *child, gpointer data)
{
  Listing *self = data;
  g_auto (GStrv) cells = NULL;

  if (!way_list_9_has (&self->list, person))
    {
      self->n_left_out++;
      return;
    }
  cells = way_list_9_dup_cells (&self->list, person, child);
  way_csv_append_row (self->csv, (const char *const *)cells);
  self->n_people++;
}

static void
tell_list (WayCliAnswer *answer, const Listing *listing, const char *path)
{
  way_cli_json_open (answer->json, NULL, '{');
  way_cli_json_add_string (answer->json, "file", path);
  way_cli_json_add_int (answer->json, "rows", listing->n_people);
  way_cli_json_add_int (answer->json, "left_out", listing->n_left_out);
  way_cli_json_close (answer->json, '}');
  way_cli_answer_line (answer,
                       g_dngettext (WAY_GETTEXT_DOMAIN, "%u row was written.",
                                    "%u rows were written.", listing->n_people),
                       listing->n_people);
  way_cli_answer_note (
      answer, _ ("Sex, former asylum and disability are not in the vault: these columns are "
                 "empty."));
}

gboolean
way_cli_run_report_annex_a_9 (WayCli *cli,
                              const WayCliCall *call,
                              WayCliAnswer *answer,
                              GError **error)
{
  g_autoptr (WayReturns) returns = way_exchange_load_returns ();
  g_autoptr (GString) csv = g_string_new (NULL);
  g_auto (WayFile) file = { NULL };
  g_autoptr (GHashTable) children = NULL;
  g_autoptr (WayCase) team = NULL;
  Listing listing = { .csv = csv };

  if (!begin_file (cli, call, &file, error))
    return FALSE;
  children = read_children (call, error);
  team = children != NULL ? way_cli_load_team (cli, error) : NULL;
  if (team == NULL)
    return FALSE;
  listing.list = (WayList9){ returns, cli->reference, team, way_clock_today (cli->clock) };
  way_csv_append_row (csv, (const char *const *)returns->list_9_columns);
  if (!for_each_person (cli, children, take_case_for_list, &listing, error)
      || !end_file (call, &file, csv, error))
    return FALSE;
  tell_list (answer, &listing, way_cli_call_get_option (call, "output"));
  return TRUE;
}

/* -- the calendar ------------------------------------------------------------------------------ */

static void
take_case_for_calendar (WayCase *person, const char *child, gpointer calendar)
{
  (void)child;
  way_calendar_add_case (calendar, person);
}

gboolean
way_cli_run_report_calendar (WayCli *cli,
                             const WayCliCall *call,
                             WayCliAnswer *answer,
                             GError **error)
{
  g_autoptr (GHashTable) nobody = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (WayCase) team = NULL;
  g_auto (WayFile) file = { NULL };
  WayCalendar calendar;

  if (!begin_file (cli, call, &file, error))
    return FALSE;
  team = way_cli_load_team (cli, error);
  if (team == NULL)
    return FALSE;
  calendar = (WayCalendar){
    team, cli->reference, way_clock_today (cli->clock), way_clock_now (cli->clock), text, 0
  };
  way_calendar_begin (&calendar);
  if (!for_each_person (cli, nobody, take_case_for_calendar, &calendar, error))
    return FALSE;
  way_calendar_end (&calendar);
  if (!end_file (call, &file, text, error))
    return FALSE;
  way_cli_json_open (answer->json, NULL, '{');
  way_cli_json_add_string (answer->json, "file", way_cli_call_get_option (call, "output"));
  way_cli_json_add_int (answer->json, "events", calendar.n_events);
  way_cli_json_close (answer->json, '}');
  way_cli_answer_line (answer,
                       g_dngettext (WAY_GETTEXT_DOMAIN, "%u event was written.",
                                    "%u events were written.", calendar.n_events),
                       calendar.n_events);
  return TRUE;
}
