/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * conflicts and resolve.
 */
#include "way-cli-begun.h"
#include "way-cli-command.h"

#include <string.h>
#include <unistd.h>
#include "way-cli-error.h"
#include "way-cli-json.h"
#include "way-cli-read.h"
#include "way-cli-terminal.h"
#include "way-core-error.h"
#include "way-fail.h"
#include "way-i18n.h"
#include "way-settle.h"
#include "way-value-write.h"
#include "way-value.h"

/* One person's record and what of it waits. */
typedef struct
{
  WayId id;
  WayCase *present;     /* (owned) */
  WayCase *team;        /* (owned) */
  WayPast *past;        /* (owned) */
  GPtrArray *conflicts; /* (owned) */
  GPtrArray *drafts;    /* (owned): of everybody */
} Waiting;

static void
waiting_clear (Waiting *self)
{
  g_clear_pointer (&self->present, way_case_unref);
  g_clear_pointer (&self->team, way_case_unref);
  g_clear_pointer (&self->past, way_past_unref);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Waiting, waiting_clear)

static gboolean
waiting_load (Waiting *self, WayCli *cli, const WayId *id, GError **error)
{
  self->id = *id;
  self->present = way_cli_load_case (cli, id, error);
  if (self->present != NULL)
    self->team = way_cli_load_team (cli, error);
  if (self->team != NULL)
    self->past = way_cli_load_past (cli, id, error);
  if (self->past != NULL)
    self->drafts = way_cli_list_drafts (cli, error);
  if (self->drafts == NULL)
    return FALSE;
  self->conflicts = way_conflict_list (self->present, self->past, self->team, cli->reference);
  return TRUE;
}

/* -- the list ---------------------------------------------------------------------------------- */

static const char *
shape_name (WayConflictShape shape)
{
  static const char *const names[] = { "text", "own_words", "value", "list", "removed", "newer" };

  return names[shape];
}

/* (transfer full): as in a PERSON. */
static char *
dup_json (WayCli *cli, const Waiting *waiting, const WayConflict *conflict, GVariant *value)
{
  return way_write_value_text (cli->reference, &waiting->id,
                               way_schema_group (conflict->kind, conflict->group), value);
}

/* (transfer full): a text as it is, all else as JSON. */
static char *
dup_plain (WayCli *cli,
           const Waiting *waiting,
           const WayConflict *conflict,
           const WayConflictVersion *version)
{
  const WayGroup *group = way_schema_group (conflict->kind, conflict->group);

  if (conflict->shape == WAY_CONFLICT_LIFE)
    return g_strdup (version->removal ? _ ("Removed") : _ ("Changed: it is kept"));
  if (version->value == NULL)
    return g_strdup (_ ("Written by a newer Waymark"));
  if (conflict->shape == WAY_CONFLICT_PROSE || conflict->shape == WAY_CONFLICT_WORDS)
    return way_value_dup_search_text (group, version->value);
  return dup_json (cli, waiting, conflict, version->value);
}

static void
tell_version (WayCli *cli,
              const Waiting *waiting,
              const WayConflict *conflict,
              const WayConflictVersion *version,
              const char *name,
              guint number,
              WayCliAnswer *answer)
{
  g_autofree char *made = way_clock_format_minute (version->made_ms);
  g_autofree char *plain = dup_plain (cli, waiting, conflict, version);
  const char *who = version->author[0] != '\0' ? version->author : _ ("not known");

  way_cli_json_open (answer->json, name, '{');
  if (number > 0)
    way_cli_json_add_int (answer->json, "number", number);
  way_cli_json_add_string (answer->json, "author", version->author);
  way_cli_json_add_bool (answer->json, "this_laptop", version->here);
  way_cli_json_add_string (answer->json, "made", made);
  if (conflict->shape == WAY_CONFLICT_LIFE)
    way_cli_json_add_bool (answer->json, "removed", version->removal);
  if (version->value != NULL)
    {
      g_autofree char *value = dup_json (cli, waiting, conflict, version->value);

      way_cli_json_add_raw (answer->json, "value", value, strlen (value));
    }
  way_cli_json_close (answer->json, '}');
  if (number > 0)
    way_cli_answer_line (answer, "  %u  %s, %s", number, who, made);
  else
    way_cli_answer_line (answer, _ ("  all started from  %s, %s"), who, made);
  way_cli_answer_line (answer, "     %s", plain[0] != '\0' ? plain : _ ("nothing written"));
}

static void
tell_versions (WayCli *cli,
               const Waiting *waiting,
               const WayConflict *conflict,
               WayCliAnswer *answer)
{
  way_cli_json_open (answer->json, "versions", '[');
  for (guint i = 0; i < conflict->versions->len; i++)
    tell_version (cli, waiting, conflict, g_ptr_array_index (conflict->versions, i), NULL, i + 1,
                  answer);
  way_cli_json_close (answer->json, ']');
  if (conflict->base != NULL)
    tell_version (cli, waiting, conflict, conflict->base, "base", 0, answer);
}

/* What it is called may hold record content, as the title of an action does: with its versions
 * only. */
static void
tell_conflict (WayCli *cli,
               const Waiting *waiting,
               const WayConflict *conflict,
               gboolean whole,
               WayCliAnswer *answer)
{
  char hex[WAY_ID_HEX_SIZE];

  way_cli_json_open (answer->json, NULL, '{');
  way_cli_json_add_string (answer->json, "person", way_id_format (&waiting->id, hex));
  way_cli_json_add_string (answer->json, "path", conflict->path);
  way_cli_json_add_string (answer->json, "kind", shape_name (conflict->shape));
  way_cli_json_add_int (answer->json, "count", conflict->versions->len);
  way_cli_answer_line (answer, "%s  %s  %u", hex, conflict->path, conflict->versions->len);
  if (whole)
    {
      way_cli_json_add_given (answer->json, "section", conflict->place);
      way_cli_json_add_string (answer->json, "heading", conflict->heading);
      way_cli_answer_line (answer, "%s", conflict->heading);
      tell_versions (cli, waiting, conflict, answer);
    }
  way_cli_json_close (answer->json, '}');
}

static gboolean
tell_person (
    WayCli *cli, const WayId *id, gboolean whole, WayCliAnswer *answer, guint *n, GError **error)
{
  g_auto (Waiting) waiting = { .present = NULL };

  if (!waiting_load (&waiting, cli, id, error))
    return FALSE;
  for (guint i = 0; i < waiting.conflicts->len; i++)
    tell_conflict (cli, &waiting, g_ptr_array_index (waiting.conflicts, i), whole, answer);
  *n += waiting.conflicts->len;
  *n += way_cli_tell_begun (cli, waiting.present, waiting.team, waiting.drafts, whole, answer);
  return TRUE;
}

static gboolean
has_held (GPtrArray *drafts, const WayId *person)
{
  for (guint i = 0; i < drafts->len; i++)
    {
      const WayDraft *draft = g_ptr_array_index (drafts, i);

      if (draft->held && way_id_equal (&draft->case_id, person))
        return TRUE;
    }
  return FALSE;
}

static gboolean
tell_everybody (WayCli *cli, WayCliAnswer *answer, guint *n, GError **error)
{
  g_autoptr (GPtrArray) people = way_cli_list_people (cli, error);
  g_autoptr (GPtrArray) drafts = people != NULL ? way_cli_list_drafts (cli, error) : NULL;

  if (drafts == NULL)
    return FALSE;
  for (guint i = 0; i < people->len; i++)
    {
      const WayPersonLine *line = g_ptr_array_index (people, i);

      if ((line->n_conflicts > 0 || has_held (drafts, &line->id))
          && !tell_person (cli, &line->id, FALSE, answer, n, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
way_cli_run_conflicts (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  const char *operand = way_cli_call_get_operand (call, 0);
  guint n = 0;
  gboolean ok;
  WayId id;

  if (operand != NULL && !way_cli_find_person (cli, operand, &id, error))
    return FALSE;
  way_cli_json_open (answer->json, NULL, '[');
  ok = operand != NULL ? tell_person (cli, &id, TRUE, answer, &n, error)
                       : tell_everybody (cli, answer, &n, error);
  way_cli_json_close (answer->json, ']');
  if (!ok)
    {
      g_string_truncate (answer->json, 0);
      g_string_truncate (answer->plain, 0);
      return FALSE;
    }
  if (n == 0)
    way_cli_answer_line (answer, "%s", _ ("Nothing to settle. Every field has one version."));
  return TRUE;
}

/* -- settling ---------------------------------------------------------------------------------- */

static gboolean
check_ways (const WayCliCall *call, GError **error)
{
  guint n = 0;

  n += way_cli_call_has_option (call, "keep");
  n += way_cli_call_has_option (call, "both");
  n += way_cli_call_has_option (call, "text");
  if (n == 1)
    return TRUE;
  return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE,
                   _ ("Say one of --keep NUMBER, --both and --text TEXT."));
}

/* (transfer full): what --text says; a final line end is the shell's. */
static char *
read_text (const WayCliCall *call, GError **error)
{
  const char *text = way_cli_call_get_option (call, "text");
  g_autoptr (GBytes) input = NULL;
  g_autofree char *read = NULL;
  gsize size;

  if (!g_str_equal (text, "-"))
    return g_strdup (text);
  if (call->in_batch)
    {
      way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE,
                _ ("In a batch the text stands in the line itself."));
      return NULL;
    }
  if (isatty (STDIN_FILENO))
    way_cli_terminal_say (_ ("Type the text, then press Ctrl+D on a line of its own."));
  input = way_cli_read_fd (STDIN_FILENO, error);
  if (input == NULL)
    return NULL;
  size = g_bytes_get_size (input);
  read = g_strndup (size > 0 ? g_bytes_get_data (input, NULL) : "", size);
  if (strlen (read) != size || !g_utf8_validate (read, -1, NULL))
    {
      way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
                _ ("What was given is not text in UTF-8. Nothing was changed."));
      return NULL;
    }
  if (size > 0 && read[size - 1] == '\n')
    read[size - 1] = '\0';
  return g_steal_pointer (&read);
}

/* (transfer floating): own words as they were said to whoever types them now. */
static GVariant *
new_words (WayCli *cli, const char *text)
{
  g_autoptr (GPtrArray) words = way_words_new ();
  WayPassage *passage = way_passage_new (text, "en", WAY_GIVEN_SAID);
  char day[WAY_DATE_TEXT_SIZE];

  g_free (passage->said_on);
  passage->said_on = g_strdup (way_date_format (way_clock_today (cli->clock), day));
  g_ptr_array_add (words, passage);
  return way_words_to_variant (words);
}

/* (transfer floating) (nullable): @text as a value of what is settled. */
static GVariant *
new_value (WayCli *cli, const WayConflict *conflict, const char *text, GError **error)
{
  const WayGroup *group = way_schema_group (conflict->kind, conflict->group);
  const WayConflictVersion *first = g_ptr_array_index (conflict->versions, 0);

  if (conflict->shape == WAY_CONFLICT_WORDS)
    return new_words (cli, text);
  if (conflict->shape == WAY_CONFLICT_PROSE)
    {
      g_autofree char *language = way_value_dup_string (first->value, 1);

      return g_variant_new ("(ss)", text, language[0] != '\0' ? language : "en");
    }
  if (group != NULL && g_str_equal (group->type, "(s)"))
    return g_variant_new ("(s)", text);
  way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
            _ ("This is not one text: keep one of the versions."));
  return NULL;
}

/* The number of a version, from 0. */
static gboolean
read_number (const WayCliCall *call, guint *ret_n, GError **error)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (way_cli_call_get_option (call, "keep"), 10, 1, G_MAXUINT,
                                   &number, NULL))
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
                     _ ("There is no version of this number. Nothing was changed."));
  *ret_n = (guint)number - 1;
  return TRUE;
}

static WayAct *
build_act (WayCli *cli, const WayCliCall *call, const WaySettling *settling, GError **error)
{
  g_autofree char *text = NULL;
  GVariant *value;
  guint n = 0;

  if (way_cli_call_has_option (call, "both"))
    return way_settle_put_together (settling, error);
  if (way_cli_call_has_option (call, "keep"))
    return read_number (call, &n, error) ? way_settle_keep (settling, n, error) : NULL;
  text = read_text (call, error);
  if (text == NULL)
    return NULL;
  value = new_value (cli, settling->conflict, text, error);
  return value != NULL ? way_settle_write (settling, value, error) : NULL;
}

/* What is being typed in that field stands in the way, as for edit. */
static gboolean
is_free (const Waiting *waiting, const WayConflict *conflict, GError **error)
{
  for (guint i = 0; i < waiting->drafts->len; i++)
    {
      const WayDraft *draft = g_ptr_array_index (waiting->drafts, i);

      if (way_id_equal (&draft->case_id, &waiting->id) && draft->kind == conflict->kind
          && draft->group == conflict->group && way_id_equal (&draft->object, &conflict->object))
        return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
                         _ ("Something is being typed in this field: finish that in the window "
                            "first. Nothing was changed."));
    }
  return TRUE;
}

static void
tell_settled (WayCli *cli, const WayId *id, const char *path, WayCliAnswer *answer)
{
  char hex[WAY_ID_HEX_SIZE];

  way_cli_json_open (answer->json, NULL, '{');
  way_cli_json_add_string (answer->json, "person", way_id_format (id, hex));
  way_cli_json_add_string (answer->json, "path", path);
  way_cli_json_close (answer->json, '}');
  way_cli_answer_line (answer, "%s",
                       _ ("Settled. All versions stay in the record, with the reason."));
}

gboolean
way_cli_run_resolve (WayCli *cli, const WayCliCall *call, WayCliAnswer *answer, GError **error)
{
  const char *path = way_cli_call_get_operand (call, 1);
  const char *reason = way_cli_call_get_option (call, "reason");
  g_auto (Waiting) waiting = { .present = NULL };
  WaySettling settling = {
    .author = { *way_vault_get_user (cli->vault),
                WAY_ROLE_ADVISER | WAY_ROLE_MANAGER | WAY_ROLE_KEEPER },
    .random = cli->random,
    .today = way_clock_today (cli->clock),
    .now_ms = way_clock_now (cli->clock),
    .reason = reason != NULL ? reason : "",
  };
  const WayDraft *begun;
  WayAct *act;
  WayId id;

  if (!check_ways (call, error)
      || !way_cli_find_person (cli, way_cli_call_get_operand (call, 0), &id, error)
      || !waiting_load (&waiting, cli, &id, error))
    return FALSE;
  settling.conflict = way_conflict_find (waiting.conflicts, path);
  begun = settling.conflict == NULL
              ? way_cli_find_begun (cli, waiting.present, waiting.drafts, path)
              : NULL;
  if (begun != NULL)
    {
      if (!way_cli_end_begun (cli, waiting.present, begun, call, error))
        return FALSE;
      tell_settled (cli, &id, path, answer);
      return TRUE;
    }
  if (settling.conflict == NULL)
    return way_fail (error, WAY_CORE_ERROR, WAY_CORE_ERROR_NOT_FOUND,
                     _ ("Nothing waits to be settled at this path; conflicts lists what does."));
  settling.present = waiting.present;
  settling.past = waiting.past;
  if (!is_free (&waiting, settling.conflict, error))
    return FALSE;
  act = build_act (cli, call, &settling, error);
  if (act == NULL || !way_cli_commit (cli, act, error))
    return FALSE;
  tell_settled (cli, &id, path, answer);
  return TRUE;
}
