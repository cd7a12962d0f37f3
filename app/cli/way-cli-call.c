/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-cli-call.h"

#include <string.h>
#include <unistd.h>
#include "way-cli-command.h"
#include "way-cli-error.h"
#include "way-cli-read.h"
#include "way-cli-terminal.h"
#include "way-fail.h"
#include "way-i18n.h"

void
way_cli_call_free (WayCliCall *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->operands);
  g_hash_table_unref (self->options);
  g_free (self->input);
  g_free (self->family);
  g_free (self);
}

static WayCliCall *
call_new (gboolean in_batch)
{
  WayCliCall *self = g_new0 (WayCliCall, 1);

  self->operands = g_ptr_array_new_with_free_func (g_free);
  self->options = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->in_batch = in_batch;
  return self;
}

static gboolean
fail_usage (GError **error, const char *sentence)
{
  return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE, "%s", sentence);
}

/* -- which command ----------------------------------------------------------------------------- */

static gboolean
is_global_flag (const char *word)
{
  return g_str_equal (word, "--json") || g_str_equal (word, "--help")
         || g_str_equal (word, "--version");
}

/* How many words the global option at @word takes; 0 where it is none. */
static guint
global_option_size (const char *word)
{
  gsize size;

  if (!g_str_has_prefix (word, "--"))
    return 0;
  if (is_global_flag (word))
    return 1;
  size = strcspn (word + 2, "=");
  if (way_cli_find_option (way_cli_global_options, word + 2, size) == NULL)
    return 0;
  return word[2 + size] == '=' ? 1 : 2;
}

static gboolean
starts_with_words (GPtrArray *words, const char *command)
{
  g_auto (GStrv) parts = g_strsplit (command, " ", -1);
  guint n = g_strv_length (parts);

  for (guint i = 0; i < n; i++)
    if (i >= words->len || !g_str_equal (g_ptr_array_index (words, i), parts[i]))
      return FALSE;
  return TRUE;
}

/* The command whose words stand first, the longest one where several do. */
static const WayCliCommand *
find_command (GPtrArray *words)
{
  const WayCliCommand *found = NULL;
  const WayCliCommand *commands;
  guint n;

  commands = way_cli_commands (&n);
  for (guint i = 0; i < n; i++)
    if (starts_with_words (words, commands[i].words)
        && (found == NULL || strlen (commands[i].words) > strlen (found->words)))
      found = &commands[i];
  return found;
}

/* (transfer full) (nullable): the commands that begin with @word, with commas between. */
static char *
list_family (const char *word)
{
  GString *list = g_string_new (NULL);
  const WayCliCommand *commands;
  gsize size = strlen (word);
  guint n;

  commands = way_cli_commands (&n);
  for (guint i = 0; i < n; i++)
    if (strncmp (commands[i].words, word, size) == 0 && commands[i].words[size] == ' ')
      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", commands[i].words);
  return g_string_free (list, list->len == 0);
}

/* "help WORDS" is "WORDS --help". */
static gboolean
asks_help (GPtrArray *leading)
{
  return leading->len > 0 && g_str_equal (g_ptr_array_index (leading, 0), "help");
}

/* -- options ----------------------------------------------------------------------------------- */

static gboolean
refuse_option (const WayCliCall *self, GError **error)
{
  if (self->command == NULL)
    return fail_usage (error, _ ("There is no such option: waymarkctl --help lists them."));
  return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE,
                   _ ("%s has no such option: waymarkctl %s --help lists what it has."),
                   self->command->words, self->command->words);
}

static const WayCliOption *
find_long (const WayCliCall *self, const char *name, gsize size)
{
  const WayCliOption *option = NULL;

  if (self->command != NULL)
    option = way_cli_find_option (self->command->options, name, size);
  return option != NULL ? option : way_cli_find_option (way_cli_global_options, name, size);
}

/* Reads the option at words[*i], and the word after it where that is its value. */
static gboolean
read_option (WayCliCall *self, const char *const *words, guint *i, GError **error)
{
  const char *word = words[*i], *value = NULL;
  const WayCliOption *option;

  if (word[1] == '-')
    {
      gsize size = strcspn (word + 2, "=");

      option = find_long (self, word + 2, size);
      if (word[2 + size] == '=')
        value = word + 2 + size + 1;
    }
  else
    {
      option = self->command != NULL ? way_cli_find_letter (self->command->options, word[1]) : NULL;
      if (word[2] != '\0')
        value = word + 2;
    }
  if (option == NULL || (option->value == NULL && value != NULL))
    return refuse_option (self, error);
  if (option->value != NULL && value == NULL)
    {
      if (words[*i + 1] == NULL)
        return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE,
                         _ ("--%s needs a word after it."), option->name);
      value = words[++*i];
    }
  if (!g_hash_table_insert (self->options, (gpointer)option->name, g_strdup (value ? value : "")))
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE, _ ("--%s stands there twice."),
                     option->name);
  return TRUE;
}

static gboolean
is_option (const char *word)
{
  return word[0] == '-' && word[1] != '\0';
}

/* The words that may name the command: those before any that belongs to it. */
static GPtrArray *
list_leading_words (const char *const *words)
{
  GPtrArray *leading = g_ptr_array_new ();

  for (guint i = 0; words[i] != NULL;)
    {
      guint size = global_option_size (words[i]);

      if (size == 0 && is_option (words[i]))
        break;
      if (size == 0)
        g_ptr_array_add (leading, (gpointer)words[i]);
      for (guint n = MAX (size, 1); n > 0 && words[i] != NULL; n--)
        i++;
    }
  return leading;
}

static gboolean
read_words (WayCliCall *self, const char *const *words, GError **error)
{
  gboolean only_operands = FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (!only_operands && g_str_equal (words[i], "--"))
        only_operands = TRUE;
      else if (only_operands || !is_option (words[i]))
        g_ptr_array_add (self->operands, g_strdup (words[i]));
      else if (!read_option (self, words, &i, error))
        return FALSE;
    }
  return TRUE;
}

/* -- how many operands ------------------------------------------------------------------------- */

static void
drop_command_words (WayCliCall *self)
{
  g_auto (GStrv) parts = g_strsplit (self->command->words, " ", -1);

  g_ptr_array_remove_range (self->operands, 0, g_strv_length (parts));
}

static gboolean
check_operands (WayCliCall *self, GError **error)
{
  const WayCliCommand *command = self->command;

  if (way_cli_call_has_option (self, "help"))
    return TRUE;
  if (self->in_batch && (command->flags & WAY_CLI_COMMAND_INPUT) != 0
      && self->operands->len > command->max_operands)
    {
      gpointer last = g_ptr_array_steal_index (self->operands, self->operands->len - 1);

      self->input = last;
    }
  if (self->operands->len < command->min_operands || self->operands->len > command->max_operands)
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE,
                     _ ("Write it as: waymarkctl %s%s%s."), command->words,
                     command->operands[0] != '\0' ? " " : "", command->operands);
  return TRUE;
}

static gboolean
check_batch (WayCliCall *self, GError **error)
{
  if (!self->in_batch)
    return TRUE;
  if (self->command == NULL)
    return fail_usage (error, _ ("This line has no command."));
  if ((self->command->flags & WAY_CLI_COMMAND_ALONE) != 0)
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE, _ ("%s has no place in a batch."),
                     self->command->words);
  if (way_cli_call_has_option (self, "vault") || way_cli_call_has_option (self, "passphrase-file")
      || way_cli_call_has_option (self, "help") || way_cli_call_asks_version (self))
    return fail_usage (error, _ ("This option belongs before batch and not into it."));
  return TRUE;
}

static gboolean
check_text (const char *const *words, GError **error)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (!g_utf8_validate (words[i], -1, NULL))
      return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
                       _ ("A word of this command is not text in UTF-8."));
  return TRUE;
}

/* There is no such command; but a word with which several begin names them. */
static gboolean
take_family (WayCliCall *self, GError **error)
{
  const char *word = g_ptr_array_index (self->operands, 0);
  g_autofree char *family = list_family (word);

  if (family == NULL)
    return fail_usage (error, _ ("There is no such command: waymarkctl --help lists them."));
  if (!way_cli_call_has_option (self, "help"))
    return way_fail (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE,
                     _ ("The commands that begin so are: %s."), family);
  self->family = g_strdup (word);
  return TRUE;
}

WayCliCall *
way_cli_call_parse (const char *const *words, gboolean in_batch, GError **error)
{
  g_autoptr (WayCliCall) self = call_new (in_batch);
  g_autoptr (GPtrArray) leading = list_leading_words (words);
  gboolean help;

  if (!check_text (words, error))
    return NULL;
  help = !in_batch && asks_help (leading);
  if (help)
    g_ptr_array_remove_index (leading, 0);
  self->command = find_command (leading);
  if (!read_words (self, words, error))
    return NULL;
  if (help)
    {
      g_ptr_array_remove_index (self->operands, 0);
      g_hash_table_insert (self->options, (gpointer) "help", g_strdup (""));
    }
  if (self->command == NULL && self->operands->len > 0 && !take_family (self, error))
    return NULL;
  if (self->command != NULL)
    {
      drop_command_words (self);
      if (!check_operands (self, error))
        return NULL;
    }
  return check_batch (self, error) ? g_steal_pointer (&self) : NULL;
}

/* -- asking ------------------------------------------------------------------------------------ */

const char *
way_cli_call_get_operand (const WayCliCall *self, guint index)
{
  return index < self->operands->len ? g_ptr_array_index (self->operands, index) : NULL;
}

const char *
way_cli_call_get_option (const WayCliCall *self, const char *name)
{
  return g_hash_table_lookup (self->options, name);
}

gboolean
way_cli_call_has_option (const WayCliCall *self, const char *name)
{
  return way_cli_call_get_option (self, name) != NULL;
}

gboolean
way_cli_call_asks_version (const WayCliCall *self)
{
  return way_cli_call_has_option (self, "version")
         && (self->command == NULL
             || way_cli_find_option (self->command->options, "version", strlen ("version"))
                    == NULL);
}

/* (transfer full): @input, which it takes, or NULL where it holds nothing but blanks. */
static GBytes *
refuse_nothing (GBytes *input, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (input, &size);

  for (gsize i = 0; i < size; i++)
    if (!g_ascii_isspace (text[i]))
      return input;
  g_bytes_unref (input);
  return way_fail_null (error, WAY_CLI_ERROR, WAY_CLI_ERROR_REFUSED,
                        _ ("Nothing came: this command reads JSON on standard input. Nothing was "
                           "changed."));
}

GBytes *
way_cli_call_read_input (const WayCliCall *self, GError **error)
{
  g_autoptr (GBytes) input = NULL;

  if (self->input != NULL)
    return refuse_nothing (g_bytes_new (self->input, strlen (self->input)), error);
  if (self->in_batch)
    return way_fail_null (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE,
                          _ ("In a batch the last word is what the command would read; it is "
                             "missing."));
  if (isatty (STDIN_FILENO))
    way_cli_terminal_say (_ ("Type or paste JSON, then press Ctrl+D on a line of its own."));
  input = way_cli_read_fd (STDIN_FILENO, error);
  return input != NULL ? refuse_nothing (g_steal_pointer (&input), error) : NULL;
}
