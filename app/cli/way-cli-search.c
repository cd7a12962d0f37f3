/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-cli-command.h"

#include "way-cli-error.h"
#include "way-cli-json.h"
#include "way-fail.h"
#include "way-fold.h"
#include "way-i18n.h"

/* So many places are shown to people who did not say how many. */
#define SHOWN_MAX 100

static void
add_hit (WayCliAnswer *answer, const WaySearchHit *hit, gboolean shown)
{
  WayDate date = way_clock_date_at (hit->made_ms);
  char id[WAY_ID_HEX_SIZE], on[WAY_DATE_TEXT_SIZE];

  way_cli_json_open (answer->json, NULL, '{');
  way_cli_json_add_string (answer->json, "person", way_id_format (&hit->person, id));
  way_cli_json_add_string (answer->json, "path", hit->path);
  way_cli_json_add_string (answer->json, "snippet", hit->snippet);
  way_cli_json_add_string (answer->json, "preferred_name", hit->preferred_name);
  way_cli_json_add_bool (answer->json, "own_words", hit->own_words);
  way_cli_json_add_bool (answer->json, "superseded", hit->superseded);
  way_cli_json_add_string (answer->json, "on", way_date_format (date, on));
  way_cli_json_close (answer->json, '}');

  if (!shown)
    return;
  way_cli_answer_line (answer, "%s  %s  %s%s\n  %s%s%s", hit->preferred_name, hit->path, on,
                       hit->superseded ? _ ("  (an older wording)") : "", hit->own_words ? "“" : "",
                       hit->snippet, hit->own_words ? "”" : "");
}

/* All words of the command line are one query, as if they had been typed into one field. */
static char *
dup_typed (const WayCliCall *call)
{
  GString *typed = g_string_new (NULL);

  for (guint i = 0; i < call->operands->len; i++)
    g_string_append_printf (typed, "%s%s", i > 0 ? " " : "",
                            (char *)g_ptr_array_index (call->operands, i));
  return g_string_free (typed, FALSE);
}

static gboolean
read_limit (const WayCliCall *call, guint *ret_limit, GError **error)
{
  const char *text = way_cli_call_get_option (call, "limit");
  guint64 limit = 0;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT, &limit, NULL))
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE,
                     _ ("--limit needs a number of 1 or more after it."));
  *ret_limit = (guint)limit;
  return TRUE;
}

static void
tell_count (WayCliAnswer *answer, guint n, guint limit)
{
  if (n == 0)
    way_cli_answer_line (answer, "%s", _ ("Nothing was found."));
  else if (limit == 0 && n > SHOWN_MAX)
    way_cli_answer_line (answer,
                         _ ("%u places; the first %u are shown, and --limit %u shows them all."), n,
                         (guint)SHOWN_MAX, n);
  else if (limit == 0 || n < limit)
    way_cli_answer_line (answer, g_dngettext (WAY_GETTEXT_DOMAIN, "%u place.", "%u places.", n), n);
}

/* What no word stands in finds nothing, and that says nothing about the records. */
static gboolean
check_typed (const char *typed, GError **error)
{
  g_autoptr (WayQuery) query = way_query_new (typed);

  return query != NULL
         || way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
                      _ ("There is no word in this to look for: write one, or its beginning."));
}

gboolean
way_cli_run_search (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  WayRepository *repository = WAY_REPOSITORY (cli->vault);
  const char *person = way_cli_call_get_option (call, "person");
  g_auto (WayCliWait) wait = { NULL };
  g_autofree char *typed = dup_typed (call);
  g_autoptr (GPtrArray) hits = NULL;
  guint limit = 0;
  WayId id;

  if (!read_limit (call, &limit, error) || !check_typed (typed, error)
      || (person != NULL && !way_cli_find_person (cli, person, &id, error)))
    return FALSE;
  way_repository_search (repository, typed, person != NULL ? &id : NULL, limit, NULL,
                         way_cli_wait_cb, &wait);
  hits = way_repository_search_finish (repository, way_cli_wait_for (&wait), error);
  if (hits == NULL)
    return FALSE;
  way_cli_json_open (answer->json, NULL, '[');
  for (guint i = 0; i < hits->len; i++)
    add_hit (answer, g_ptr_array_index (hits, i), limit > 0 || i < SHOWN_MAX);
  way_cli_json_close (answer->json, ']');
  tell_count (answer, hits->len, limit);
  return TRUE;
}
