/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-cli-begun.h"

#include "way-begun.h"
#include "way-cli-error.h"
#include "way-cli-json.h"
#include "way-cli-read.h"
#include "way-conflict.h"
#include "way-fail.h"
#include "way-i18n.h"
#include "way-path.h"
#include "way-schema.h"

GPtrArray *
way_cli_list_drafts (WayCli *cli, GError **error)
{
  g_auto (WayCliWait) wait = { NULL };
  WayRepository *repository = WAY_REPOSITORY (cli->vault);

  way_repository_list_drafts (repository, NULL, way_cli_wait_cb, &wait);
  return way_repository_list_drafts_finish (repository, way_cli_wait_for (&wait), error);
}

static char *
dup_path (WayCli *cli, WayCase *present, const WayDraft *draft)
{
  return way_path_in_case (present, cli->reference,
                           way_case_get_object (present, draft->kind, &draft->object),
                           draft->group);
}

static void
tell_text (guint number, const char *what, const char *text, WayCliAnswer *answer)
{
  way_cli_json_open (answer->json, NULL, '{');
  way_cli_json_add_int (answer->json, "number", number);
  way_cli_json_add_bool (answer->json, "begun", number == 2);
  way_cli_json_add_string (answer->json, "value", text);
  way_cli_json_close (answer->json, '}');
  way_cli_answer_line (answer, "  %u  %s", number, what);
  way_cli_answer_line (answer, "     %s", text[0] != '\0' ? text : _ ("nothing written"));
}

static void
tell_both (
    WayCli *cli, WayCase *present, WayCase *team, const WayDraft *draft, WayCliAnswer *answer)
{
  const WayObject *object = way_case_get_object (present, draft->kind, &draft->object);
  g_autofree char *place = NULL, *heading = NULL;
  g_autofree char *stands = way_object_dup_string (object, draft->group, 0);
  g_autofree char *begun = way_begun_dup_text (draft);

  way_conflict_describe (present, team, cli->reference, object, draft->group, &place, &heading);
  way_cli_json_add_given (answer->json, "section", place);
  way_cli_json_add_string (answer->json, "heading", heading);
  way_cli_answer_line (answer, "%s", heading);
  way_cli_json_open (answer->json, "versions", '[');
  tell_text (1, _ ("what stands now"), stands, answer);
  tell_text (2, _ ("begun in the window, before the others were settled"), begun, answer);
  way_cli_json_close (answer->json, ']');
}

guint
way_cli_tell_begun (WayCli *cli,
                    WayCase *present,
                    WayCase *team,
                    GPtrArray *drafts,
                    gboolean whole,
                    WayCliAnswer *answer)
{
  guint n = 0;

  for (guint i = 0; i < drafts->len; i++)
    {
      const WayDraft *draft = g_ptr_array_index (drafts, i);
      g_autofree char *path = NULL;
      char hex[WAY_ID_HEX_SIZE];

      if (!way_begun_is (draft, present))
        continue;
      n++;
      path = dup_path (cli, present, draft);
      way_cli_json_open (answer->json, NULL, '{');
      way_cli_json_add_string (answer->json, "person", way_id_format (&draft->case_id, hex));
      way_cli_json_add_string (answer->json, "path", path != NULL ? path : "");
      way_cli_json_add_string (answer->json, "kind", "begun");
      way_cli_json_add_int (answer->json, "count", 2);
      way_cli_answer_line (answer, "%s  %s  2", hex, path != NULL ? path : "");
      if (whole)
        tell_both (cli, present, team, draft, answer);
      way_cli_json_close (answer->json, '}');
    }
  return n;
}

const WayDraft *
way_cli_find_begun (WayCli *cli, WayCase *present, GPtrArray *drafts, const char *path)
{
  for (guint i = 0; i < drafts->len; i++)
    {
      const WayDraft *draft = g_ptr_array_index (drafts, i);
      g_autofree char *of = way_begun_is (draft, present) ? dup_path (cli, present, draft) : NULL;

      if (of != NULL && g_str_equal (of, path))
        return draft;
    }
  return NULL;
}

static gboolean
drop (WayCli *cli,
      const WayDraft *draft,
      guint16 kind,
      const WayId *object,
      guint16 group,
      GError **error)
{
  g_auto (WayCliWait) wait = { NULL };
  WayRepository *repository = WAY_REPOSITORY (cli->vault);
  g_autoptr (WayDraft) nothing = way_draft_new ();

  nothing->case_id = draft->case_id;
  nothing->kind = kind;
  nothing->object = *object;
  nothing->group = group;
  nothing->value = g_bytes_new_static ("", 0);
  nothing->bases = g_array_ref (draft->bases);
  way_repository_save_draft (repository, nothing, NULL, way_cli_wait_cb, &wait);
  return way_repository_save_draft_finish (repository, way_cli_wait_for (&wait), error);
}

gboolean
way_cli_end_begun (
    WayCli *cli, WayCase *present, const WayDraft *draft, const WayCliCall *call, GError **error)
{
  const char *number = way_cli_call_get_option (call, "keep");
  WayId reason = way_begun_settlement (draft->kind, &draft->object, draft->group);

  if (number == NULL || (!g_str_equal (number, "1") && !g_str_equal (number, "2")))
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
                     _ ("This was begun in the window: --keep 1 keeps what stands and lets it go, "
                        "--keep 2 keeps what was begun. Nothing was changed."));
  if (number[0] == '2' && !way_cli_commit (cli, way_begun_keep (draft, present), error))
    return FALSE;
  return drop (cli, draft, draft->kind, &draft->object, draft->group, error)
         && drop (cli, draft, WAY_KIND_SETTLEMENT, &reason, WAY_SETTLEMENT_REASON, error);
}
