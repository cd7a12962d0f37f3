/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-cli-command.h"

#include <string.h>
#include "way-cli-text.h"
#include "way-i18n.h"

static void
add_option (WayCliTable *table, const WayCliOption *option)
{
  const char *value = option->value != NULL ? _ (option->value) : NULL;
  g_autofree char *name = NULL;

  if (option->letter != 0)
    name = g_strdup_printf ("  -%c, --%s%s%s", option->letter, option->name, value ? " " : "",
                            value ? value : "");
  else
    name = g_strdup_printf ("  --%s%s%s", option->name, value ? " " : "", value ? value : "");
  way_cli_table_row (table);
  way_cli_table_cell (table, name);
  way_cli_table_cell (table, _ (option->help));
}

static void
add_options (GString *help, const char *title, const WayCliOption *options)
{
  g_autoptr (WayCliTable) table = way_cli_table_new ();

  for (; options != NULL && options->name != NULL; options++)
    add_option (table, options);
  g_string_append_printf (help, "\n%s\n", title);
  way_cli_table_print (table, help);
}

static char *
dup_usage (const WayCliCommand *command)
{
  const char *operands = command->operands[0] != '\0' ? _ (command->operands) : "";

  return g_strdup_printf ("%s%s%s", command->words, operands[0] != '\0' ? " " : "", operands);
}

char *
way_cli_help (const char *family)
{
  GString *help = g_string_new (_ ("Waymark on the command line: plans, kept encrypted.\n"));
  g_autoptr (WayCliTable) table = way_cli_table_new ();
  const WayCliCommand *commands;
  guint n;

  commands = way_cli_commands (&n);
  g_string_append_printf (help, "\n%s\n", _ ("Commands:"));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *usage = dup_usage (&commands[i]);
      g_autofree char *first = g_strndup (usage, strcspn (usage, " "));
      g_autofree char *indented = g_strconcat ("  ", usage, NULL);

      if (family != NULL && !g_str_equal (first, family))
        continue;
      way_cli_table_row (table);
      way_cli_table_cell (table, indented);
      way_cli_table_cell (table, _ (commands[i].help));
    }
  way_cli_table_print (table, help);
  add_options (help, _ ("Options, before or after the command:"), way_cli_global_options);
  g_string_append_printf (help, "\n%s\n",
                          _ ("Exit codes: 0 done, 1 failed, 2 not understood, 3 locked or wrong "
                             "passphrase, 4 refused."));
  return g_string_free (help, FALSE);
}

char *
way_cli_command_help (const WayCliCommand *command)
{
  g_autofree char *usage = dup_usage (command);
  GString *help = g_string_new (NULL);

  g_string_append_printf (help, "waymarkctl %s\n\n%s\n", usage, _ (command->help));
  if ((command->flags & WAY_CLI_COMMAND_INPUT) != 0)
    g_string_append_printf (help, "%s\n",
                            _ ("Reads JSON on standard input; in a batch, its last word."));
  if (command->options != NULL)
    add_options (help, _ ("Options:"), command->options);
  add_options (help, _ ("Options of every command:"), way_cli_global_options);
  return g_string_free (help, FALSE);
}
