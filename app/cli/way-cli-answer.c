/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-cli-answer.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include "way-cli-error.h"
#include "way-cli-json.h"
#include "way-cli-text.h"
#include "way-file.h"
#include "way-sheet-code.h"

#define GROUPS_IN_A_LINE 5

static void
sheet_clear (gpointer sheet)
{
  g_clear_pointer (&((WayCliSheet *)sheet)->seed, way_secret_unref);
}

WayCliAnswer *
way_cli_answer_new (void)
{
  WayCliAnswer *self = g_new0 (WayCliAnswer, 1);

  self->plain = g_string_new (NULL);
  self->json = g_string_new (NULL);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->sheets = g_array_new (FALSE, FALSE, sizeof (WayCliSheet));
  g_array_set_clear_func (self->sheets, sheet_clear);
  return self;
}

void
way_cli_answer_free (WayCliAnswer *self)
{
  if (self == NULL)
    return;

  g_string_free (self->plain, TRUE);
  g_string_free (self->json, TRUE);
  g_ptr_array_unref (self->notes);
  g_clear_pointer (&self->sheet_seed, way_secret_unref);
  g_array_unref (self->sheets);
  g_free (self);
}

void
way_cli_answer_note (WayCliAnswer *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (self->notes, g_strdup_vprintf (format, args));
  va_end (args);
}

void
way_cli_answer_line (WayCliAnswer *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  line = way_cli_text_for_terminal (text);
  g_string_append_printf (self->plain, "%s\n", line);
}

/* -- writing ----------------------------------------------------------------------------------- */

static gboolean
write_string (int fd, const GString *text)
{
  return way_file_write_all (fd, text->str, text->len);
}

void
way_cli_answer_say (const char *sentence)
{
  g_autofree char *line = g_strconcat ("waymarkctl: ", sentence, "\n", NULL);

  /* Where nobody listens, the exit code still tells. */
  way_file_write_all (STDERR_FILENO, line, strlen (line));
}

void
way_cli_answer_say_now (const char *format, ...)
{
  g_autofree char *sentence = NULL;
  va_list args;

  va_start (args, format);
  sentence = g_strdup_vprintf (format, args);
  va_end (args);
  way_cli_answer_say (sentence);
}

void
way_cli_answer_add_sheet (WayCliAnswer *self, const char *name, const char *title, WaySecret *seed)
{
  WayCliSheet sheet = { name, title, way_secret_ref (seed) };

  g_array_append_val (self->sheets, sheet);
}

/* The groups go from guarded memory to the descriptor and nowhere between. */
gboolean
way_cli_answer_show_groups (WaySecret *seed)
{
  g_autoptr (WaySecret) code = way_sheet_code_format (seed);
  const guint8 *letters = way_secret_get_data (code);
  gboolean ok = TRUE;

  for (guint i = 0; ok && i < WAY_SHEET_CODE_GROUPS; i++)
    {
      gboolean ends = (i + 1) % GROUPS_IN_A_LINE == 0 || i + 1 == WAY_SHEET_CODE_GROUPS;

      ok = way_file_write_all (STDOUT_FILENO, letters, WAY_SHEET_CODE_GROUP_SIZE)
           && way_file_write_all (STDOUT_FILENO, ends ? "\n" : " ", 1);
      letters += WAY_SHEET_CODE_GROUP_SIZE;
    }
  return ok;
}

static gboolean
write_groups_as_json (const char *name, WaySecret *seed)
{
  g_autoptr (WaySecret) code = way_sheet_code_format_qr (seed);
  g_autofree char *begin = g_strdup_printf ("\"%s\":\"", name);

  return way_file_write_all (STDOUT_FILENO, begin, strlen (begin))
         && way_file_write_all (STDOUT_FILENO, way_secret_get_data (code),
                                way_secret_get_size (code) - 1)
         && way_file_write_all (STDOUT_FILENO, "\"", 1);
}

static gboolean
write_sheets_as_json (const WayCliAnswer *self)
{
  gboolean ok = self->sheet_seed == NULL || write_groups_as_json ("sheet", self->sheet_seed);

  for (guint i = 0; ok && i < self->sheets->len; i++)
    {
      const WayCliSheet *sheet = &g_array_index (self->sheets, WayCliSheet, i);

      ok = (i == 0 || way_file_write_all (STDOUT_FILENO, ",", 1))
           && write_groups_as_json (sheet->name, sheet->seed);
    }
  return ok;
}

static gboolean
has_sheets (const WayCliAnswer *self)
{
  return self->sheet_seed != NULL || self->sheets->len > 0;
}

/* @json is a whole object; the groups become its last members. */
static gboolean
write_json (const WayCliAnswer *self, GString *json)
{
  if (!has_sheets (self))
    {
      if (json->str[json->len - 1] != '\n')
        g_string_append_c (json, '\n');
      return write_string (STDOUT_FILENO, json);
    }
  g_string_truncate (json, json->len - 1);
  if (json->str[json->len - 1] != '{')
    g_string_append_c (json, ',');
  return write_string (STDOUT_FILENO, json) && write_sheets_as_json (self)
         && way_file_write_all (STDOUT_FILENO, "}\n", 2);
}

static gboolean
show_sheets (const WayCliAnswer *self)
{
  gboolean ok = self->sheet_seed == NULL || way_cli_answer_show_groups (self->sheet_seed);

  for (guint i = 0; ok && i < self->sheets->len; i++)
    {
      const WayCliSheet *sheet = &g_array_index (self->sheets, WayCliSheet, i);

      ok = way_file_write_all (STDOUT_FILENO, sheet->title, strlen (sheet->title))
           && way_file_write_all (STDOUT_FILENO, "\n", 1)
           && way_cli_answer_show_groups (sheet->seed);
    }
  return ok;
}

static gboolean
show_result (const WayCliAnswer *self, gboolean as_json, gboolean failed)
{
  g_autoptr (GString) json = NULL;

  if (self->is_shown)
    return TRUE;
  if (!as_json && !self->is_document)
    return show_sheets (self) && write_string (STDOUT_FILENO, self->plain);
  json = g_string_new (self->json->str);
  if (json->len == 0 && (!failed || has_sheets (self)))
    g_string_append (json, "{}");
  return json->len == 0 || write_json (self, json);
}

gboolean
way_cli_answer_show (const WayCliAnswer *self, gboolean as_json, const GError *error)
{
  gboolean ok = show_result (self, as_json, error != NULL);

  int saved_errno = errno;

  for (guint i = 0; i < self->notes->len; i++)
    way_cli_answer_say (g_ptr_array_index (self->notes, i));
  if (error != NULL)
    way_cli_answer_say (error->message);
  errno = saved_errno;
  return ok;
}

static void
add_result (const WayCliAnswer *self, GString *line)
{
  g_autoptr (GString) members = g_string_new (NULL);

  way_cli_json_add_raw (members, NULL, self->json->str, self->json->len);
  if (members->len > 0 && members->str[0] == '[')
    way_cli_json_add_raw (line, "result", members->str, members->len);
  if (members->len <= 2 || members->str[0] == '[')
    return;
  members->str[0] = ',';
  g_string_append_len (line, members->str, (gssize)members->len - 1);
}

static void
add_notes (const WayCliAnswer *self, GString *line)
{
  if (self->notes->len == 0)
    return;
  way_cli_json_open (line, "notes", '[');
  for (guint i = 0; i < self->notes->len; i++)
    way_cli_json_add_string (line, NULL, g_ptr_array_index (self->notes, i));
  way_cli_json_close (line, ']');
}

gboolean
way_cli_answer_show_in_batch (const WayCliAnswer *self, const GError *error)
{
  g_autoptr (GString) line = g_string_new (NULL);

  way_cli_json_open (line, NULL, '{');
  way_cli_json_add_bool (line, "ok", error == NULL);
  if (error != NULL)
    {
      way_cli_json_add_int (line, "exit", way_cli_exit_code (error));
      way_cli_json_add_string (line, "error", error->message);
    }
  add_result (self, line);
  add_notes (self, line);
  way_cli_json_close (line, '}');
  return write_json (self, line);
}
