/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-print.h"

#include <string.h>
#include "way-cli-command.h"
#include "way-copy.h"
#include "way-cli-error.h"
#include "way-file.h"
#include "way-cli-json.h"
#include "way-cli-plan.h"
#include "way-core-error.h"
#include "way-document-places.h"
#include "way-fail.h"
#include "way-i18n.h"
#include "way-practice.h"

/* One print: which plan, of what kind, for whom. */
typedef struct
{
  WayCliPlan plan;
  WayDocument *document;     /* (owned) */
  const WayVersion *version; /* (nullable): NULL for the draft; belongs to plan */
  WayCopy copy;
  gboolean is_copy, is_new_copy;
  char **sections; /* (owned) (nullable) */
  WayPrintOptions options;
} Print;

static void
print_clear (Print *self)
{
  way_cli_plan_clear (&self->plan);
  way_copy_clear (&self->copy);
  g_clear_pointer (&self->document, way_document_unref);
  g_clear_pointer (&self->sections, g_strfreev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Print, print_clear)

/* -- what is asked ----------------------------------------------------------------------------- */

static gboolean
check_options (const WayCliCall *call, GError **error)
{
  const char *edition = way_cli_call_get_option (call, "edition");
  const char *made_for = way_cli_call_get_option (call, "copy-for");

  if (!way_cli_call_has_option (call, "output"))
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE,
                     _ ("Say where the PDF goes: -o and a file name."));
  if (edition != NULL && !g_str_equal (edition, "standard"))
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
                     _ ("Waymark prints the standard edition: write --edition standard."));
  if (made_for != NULL && made_for[0] == '\0')
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
                     _ ("--copy-for is the name of whoever gets the copy."));
  if (way_cli_call_has_option (call, "copy")
      && (made_for != NULL || way_cli_call_has_option (call, "version")
          || way_cli_call_has_option (call, "draft") || way_cli_call_has_option (call, "language")
          || way_cli_call_has_option (call, "sections")
          || way_cli_call_has_option (call, "with-address")))
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE,
                     _ ("--copy prints a copy as it was made, so nothing else is chosen with it."));
  if (way_cli_call_has_option (call, "version") && way_cli_call_has_option (call, "draft"))
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE,
                     _ ("--version and --draft mean two different plans."));
  return TRUE;
}

static void
read_options (Print *self, const WayCliCall *call)
{
  const char *sections = way_cli_call_get_option (call, "sections");
  const char *made_for = way_cli_call_get_option (call, "copy-for");

  if (sections != NULL)
    self->sections = g_strsplit (sections, ",", -1);
  self->options.language = way_cli_call_get_option (call, "language");
  self->options.sections = (const char *const *)self->sections;
  self->options.with_address = way_cli_call_has_option (call, "with-address");
  if (made_for == NULL)
    return;
  self->is_copy = self->is_new_copy = TRUE;
  self->copy.language = g_strdup (self->options.language != NULL ? self->options.language : "en");
  self->copy.sections = self->sections != NULL ? g_strdupv (self->sections) : g_new0 (char *, 1);
  self->copy.with_address = self->options.with_address;
  self->copy.made_for = g_strdup (made_for);
}

/* -- which plan -------------------------------------------------------------------------------- */

/* The draft unless a version is named, or the newest one still says what the draft would. */
static gboolean
choose_plan (Print *self, const WayCliCall *call, GError **error)
{
  const char *number = way_cli_call_get_option (call, "version");

  if (number != NULL)
    self->version = way_cli_plan_find (&self->plan, number, error);
  else if (!way_cli_call_has_option (call, "draft"))
    self->version = way_plan_find_current (self->plan.versions, self->plan.draft);
  if (number != NULL && self->version == NULL)
    return FALSE;
  self->document = self->version != NULL ? way_version_open (self->version, error)
                                         : way_document_ref (self->plan.draft);
  return self->document != NULL;
}

static gboolean
is_version_of (const WayVersion *version, GBytes *hash)
{
  return g_bytes_get_size (hash) == sizeof version->hash
         && memcmp (g_bytes_get_data (hash, NULL), version->hash, sizeof version->hash) == 0;
}

/* A copy of an agreed plan is printed from that plan.  A draft is not kept, so a copy of one can be
 * printed again only until anything is written in the case. */
static gboolean
choose_copied_plan (Print *self, GError **error)
{
  for (guint i = 0; i < self->plan.versions->len; i++)
    if (is_version_of (g_ptr_array_index (self->plan.versions, i), self->copy.version))
      self->version = g_ptr_array_index (self->plan.versions, i);
  if (self->version != NULL)
    self->document = way_version_open (self->version, error);
  else if (g_bytes_get_size (self->copy.version) == 0
           && way_case_get_newest_ms (self->plan.person) <= self->copy.made_ms)
    self->document = way_document_ref (self->plan.draft);
  else
    way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
              _ ("This was a copy of a draft, and the record went on since: make a new copy."));
  return self->document != NULL;
}

static gboolean
find_copy (Print *self, const WayCliCall *call, GError **error)
{
  if (!way_copy_find (&self->copy, self->plan.person, way_cli_call_get_option (call, "copy"), error)
      || !choose_copied_plan (self, error))
    return FALSE;
  self->is_copy = TRUE;
  self->options.language = self->copy.language;
  self->options.sections = self->copy.sections[0] != NULL ? (const char *const *)self->copy.sections
                                                          : NULL;
  self->options.with_address = self->copy.with_address;
  return TRUE;
}

static void
number_new_copy (Print *self, WayCli *cli)
{
  WayId id;

  way_id_new (cli->random, &id);
  way_copy_set_id (&self->copy, &id);
  way_copy_set_version (&self->copy, self->version);
  self->copy.on = way_clock_today (cli->clock);
  self->copy.by = *way_vault_get_user (cli->vault);
}

static gboolean
prepare (Print *self, WayCli *cli, const WayCliCall *call, GError **error)
{
  if (!check_options (call, error) || !way_cli_plan_load (&self->plan, cli, call, error))
    return FALSE;
  read_options (self, call);
  if (!(way_cli_call_has_option (call, "copy") ? find_copy (self, call, error)
                                               : choose_plan (self, call, error)))
    return FALSE;
  self->options.practice = way_practice_is (self->plan.team);
  if (self->is_new_copy)
    number_new_copy (self, cli);
  if (self->is_copy)
    self->options.copy_number = self->copy.number;
  return !self->is_new_copy || way_copy_check (&self->copy, way_clock_today (cli->clock), error);
}

/* -- the private address ----------------------------------------------------------------------- */

static gboolean
check_places (const Print *self, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  g_autoptr (GPtrArray) places = NULL;
  const char *last = NULL;

  if (self->options.with_address || way_cli_call_has_option (call, "may-mention-address"))
    return TRUE;
  places = way_document_list_places (self->document, self->plan.person, self->options.sections);
  if (places->len == 0)
    return TRUE;
  way_cli_json_open (answer->json, NULL, '{');
  way_cli_json_open (answer->json, "address_in", '[');
  for (guint i = 0; i < places->len; i++)
    {
      const char *path = ((WayDocumentPlace *)g_ptr_array_index (places, i))->path;

      /* One line for a field, however often it stands in it. */
      if (g_strcmp0 (path, last) == 0)
        continue;
      last = path;
      way_cli_json_add_string (answer->json, NULL, path);
      way_cli_answer_line (answer, "%s", path);
    }
  way_cli_json_close (answer->json, ']');
  way_cli_json_close (answer->json, '}');
  return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
                   _ ("The private address stands in what would be printed: change those places, "
                      "or print with --may-mention-address."));
}

/* -- telling ----------------------------------------------------------------------------------- */

static void
tell (const Print *self, const char *path, guint pages, WayCliAnswer *answer)
{
  char hex[WAY_ID_HEX_SIZE], on[WAY_DATE_TEXT_SIZE];

  way_date_format (self->document->agreed_on, on);
  way_cli_json_open (answer->json, NULL, '{');
  way_cli_json_add_string (answer->json, "file", path);
  way_cli_json_add_int (answer->json, "pages", pages);
  way_cli_json_add_int (answer->json, "number", self->document->number);
  way_cli_json_add_string (answer->json, "state",
                           self->version != NULL ? way_version_state_name (self->version->state)
                                                 : "draft");
  way_cli_json_add_string (answer->json, "agreed_on", on);
  if (self->is_copy)
    {
      way_cli_json_add_string (answer->json, "copy", self->copy.number);
      way_cli_json_add_string (answer->json, "copy_id", way_id_format (&self->copy.id, hex));
    }
  way_cli_json_close (answer->json, '}');

  if (self->version != NULL)
    way_cli_answer_line (answer, _ ("%s: plan %u as agreed on %s, pages: %u"), path,
                         self->document->number, on, pages);
  else
    way_cli_answer_line (answer, _ ("%s: a draft of plan %u, pages: %u"), path,
                         self->document->number, pages);
  if (self->is_copy)
    way_cli_answer_line (answer, _ ("Copy %s"), self->copy.number);
}

/* The copy is in the record before it can be in anybody's hand. */
static gboolean
record_copy (Print *self, WayCli *cli, guint pages, GError **error)
{
  if (!self->is_new_copy)
    return TRUE;
  self->copy.pages = pages;
  return way_cli_commit (cli, way_copy_build_act (&self->copy, &self->plan.id), error);
}

gboolean
way_cli_run_print (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  const char *path = way_cli_call_get_option (call, "output");
  gboolean replace = way_cli_call_has_option (call, "force");
  g_auto (Print) print = { .version = NULL };
  g_auto (WayFile) file = { NULL };
  g_autoptr (GBytes) pdf = NULL;
  guint pages = 0;

  if (!prepare (&print, cli, call, error) || !way_cli_check_new_file (cli, path, error)
      || !check_places (&print, call, answer, error)
      || !way_file_begin (&file, path, replace, error))
    return FALSE;
  pdf = way_print_plan (print.document, &print.options, &pages, error);
  if (pdf == NULL || !record_copy (&print, cli, pages, error)
      || !way_file_end (&file, g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf), replace,
                        error))
    return FALSE;
  tell (&print, path, pages, answer);
  return TRUE;
}
