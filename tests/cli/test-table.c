/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of commands beside what is written about it, and how a command line is read.
 */
#include <string.h>
#include "way-cli-command.h"
#include "way-cli-error.h"
#include "way-cli-json.h"
#include "way-cli-text.h"

static char *
read_data (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("WAY_DATA_DIR"), name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* "--name --phone", in the order of the table. */
static char *
dup_options (const WayCliOption *option)
{
  GString *names = g_string_new (NULL);

  for (; option != NULL && option->name != NULL; option++)
    g_string_append_printf (names, "%s--%s", names->len > 0 ? " " : "", option->name);
  return g_string_free (names, FALSE);
}

/* -- what is written --------------------------------------------------------------------------- */

/* (transfer full): the man page without its hyphens' backslashes. */
static char *
read_man_page (void)
{
  g_autofree char *raw = read_data ("waymarkctl.1");
  g_auto (GStrv) parts = g_strsplit (raw, "\\-", -1);

  return g_strjoinv ("-", parts);
}

/* (transfer full): the part of the page about @words. */
static char *
dup_section (const char *page, const char *words)
{
  g_autofree char *title = g_strdup_printf ("\n.SS %s\n", words);
  const char *start = strstr (page, title);
  const char *end;

  g_assert_nonnull (start);
  start += strlen (title);
  end = strstr (start, "\n.S");
  g_assert_nonnull (end);
  return g_strndup (start, (gsize)(end - start));
}

static void
check_options_in (const char *section, const WayCliCommand *command)
{
  g_autoptr (GRegex) regex = g_regex_new ("--([a-z][a-z-]*)", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (const WayCliOption *option = command->options; option != NULL && option->name != NULL;
       option++)
    {
      g_autofree char *name = g_strconcat ("--", option->name, NULL);

      g_assert_nonnull (strstr (section, name));
    }
  for (g_regex_match (regex, section, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *name = g_match_info_fetch (match, 1);

      g_assert_nonnull (way_cli_find_option (command->options, name, strlen (name)));
    }
}

static void
test_man_page (void)
{
  g_autofree char *page = read_man_page ();
  const char *last = page;
  const WayCliCommand *commands;
  guint n, n_sections = 0;

  commands = way_cli_commands (&n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *section = dup_section (page, commands[i].words);
      g_autofree char *title = g_strdup_printf ("\n.SS %s\n", commands[i].words);
      const char *place = strstr (page, title);

      g_assert_true (place > last); /* in the order of the table */
      last = place;
      check_options_in (section, &commands[i]);
    }
  for (const char *c = strstr (page, "\n.SS "); c != NULL; c = strstr (c + 1, "\n.SS "))
    n_sections++;
  g_assert_cmpuint (n_sections, ==, n);
}

static void
test_completion (void)
{
  g_autofree char *file = read_data ("waymarkctl.bash-completion");
  g_autoptr (GString) list = g_string_new ("_waymarkctl_commands='");
  g_autofree char *globals = dup_options (way_cli_global_options);
  g_autofree char *global_line = g_strdup_printf ("\n  echo %s\n", globals);
  const WayCliCommand *commands;
  guint n, n_with_options = 0, n_cases = 0;

  commands = way_cli_commands (&n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *options = dup_options (commands[i].options);
      g_autofree char *line = g_strdup_printf ("\n    '%s') echo %s ;;\n", commands[i].words,
                                               options);

      g_string_append_printf (list, "%s%s", commands[i].words, i + 1 < n ? "\n" : "'\n");
      if (options[0] == '\0')
        continue;
      n_with_options++;
      g_assert_nonnull (strstr (file, line));
    }
  g_assert_nonnull (strstr (file, list->str));
  g_assert_nonnull (strstr (file, global_line));
  for (const char *c = strstr (file, "') echo --"); c != NULL; c = strstr (c + 1, "') echo --"))
    n_cases++;
  g_assert_cmpuint (n_cases, ==, n_with_options);
}

static void
test_help (void)
{
  g_autofree char *help = way_cli_help (NULL);
  const WayCliCommand *commands;
  guint n;

  commands = way_cli_commands (&n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *of_command = way_cli_command_help (&commands[i]);
      g_autofree char *line = g_strdup_printf ("\n  %s ", commands[i].words);

      g_assert_nonnull (strstr (help, line));
      g_assert_nonnull (strstr (of_command, commands[i].help));
      g_assert_true (g_str_has_suffix (commands[i].help, "."));
      /* What is alone asks for its passphrase itself; what is not needs the vault. */
      g_assert_true ((commands[i].flags & (WAY_CLI_COMMAND_OPEN | WAY_CLI_COMMAND_ALONE)) != 0);
    }
}

/* -- command lines ----------------------------------------------------------------------------- */

static WayCliCall *
parse (const char *line, gboolean in_batch, GError **error)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);

  return way_cli_call_parse ((const char *const *)words, in_batch, error);
}

static const struct
{
  const char *line;
  gboolean in_batch;
  const char *words;    /* of the command; NULL = the line is refused */
  const char *operands; /* with commas */
  const char *input;    /* NULL = none */
} lines[] = {
  { "person list", FALSE, "person list", "", NULL },
  { "--json person list", FALSE, "person list", "", NULL },
  { "person --json list", FALSE, "person list", "", NULL },
  { "--vault x person list", FALSE, "person list", "", NULL },
  { "--vault=x person list --json", FALSE, "person list", "", NULL },
  { "keys", FALSE, "keys", "", NULL },
  { "keys keyring", FALSE, "keys keyring", "", NULL },
  { "keys keyring x", FALSE, NULL, "", NULL },
  { "search a b c", FALSE, "search", "a,b,c", NULL },
  { "search --limit 3 a", FALSE, "search", "a", NULL },
  { "search a --limit=3", FALSE, "search", "a", NULL },
  { "search -- --limit", FALSE, "search", "--limit", NULL },
  { "search -", FALSE, "search", "-", NULL },
  { "edit ID", FALSE, "edit", "ID", NULL },
  { "edit ID {}", FALSE, NULL, "", NULL },
  { "edit ID {}", TRUE, "edit", "ID", "{}" },
  { "edit", TRUE, NULL, "", NULL },
  { "person add {}", TRUE, "person add", "", "{}" },
  { "person add --phone 1", TRUE, "person add", "", NULL },
  { "import FILE", TRUE, "import", "FILE", NULL },
  { "import - {}", TRUE, "import", "-", "{}" },
  { "export -o x a", FALSE, "export", "a", NULL },
  { "export -ox a", FALSE, "export", "a", NULL },
  { "export --output x", FALSE, "export", "", NULL },
  { "export -o", FALSE, NULL, "", NULL },
  { "batch", TRUE, NULL, "", NULL },
  { "init", TRUE, NULL, "", NULL },
  { "--json", TRUE, NULL, "", NULL },
  { "plan show ID --version 2", FALSE, "plan show", "ID", NULL },
  { "plan show ID --version 2", TRUE, "plan show", "ID", NULL },
};

static void
test_lines (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (WayCliCall) call = parse (lines[i].line, lines[i].in_batch, &error);
      g_autofree char *operands = NULL;

      if (lines[i].words == NULL)
        {
          g_assert_null (call);
          g_assert_error (error, WAY_CLI_ERROR, WAY_CLI_ERROR_USAGE);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpstr (call->command->words, ==, lines[i].words);
      g_ptr_array_add (call->operands, NULL);
      operands = g_strjoinv (",", (char **)call->operands->pdata);
      g_ptr_array_set_size (call->operands, (int)call->operands->len - 1);
      g_assert_cmpstr (operands, ==, lines[i].operands);
      g_assert_cmpstr (call->input, ==, lines[i].input);
      g_assert_false (way_cli_call_asks_version (call));
    }
}

static void
test_version (void)
{
  g_autoptr (WayCliCall) alone = parse ("--version", FALSE, NULL);
  g_autoptr (WayCliCall) after = parse ("person list --version", FALSE, NULL);

  g_assert_true (way_cli_call_asks_version (alone));
  g_assert_true (way_cli_call_asks_version (after));
}

/* -- what is written out ----------------------------------------------------------------------- */

static void
test_json (void)
{
  g_autoptr (GString) json = g_string_new (NULL);
  static const char pretty[] = "{\n  \"a b\" : [ 1, \"x \\\" } \\\\\" ]\n}\n";

  way_cli_json_open (json, NULL, '{');
  way_cli_json_add_string (json, "text", "a\"b\\c\n\t\x1b\xc2\x9b\xff é");
  way_cli_json_add_string (json, "none", NULL);
  way_cli_json_add_given (json, "left out", "");
  way_cli_json_open (json, "list", '[');
  way_cli_json_add_int (json, NULL, -7);
  way_cli_json_add_bool (json, NULL, TRUE);
  way_cli_json_open (json, NULL, '[');
  way_cli_json_close (json, ']');
  way_cli_json_close (json, ']');
  way_cli_json_add_raw (json, "raw", pretty, strlen (pretty));
  way_cli_json_close (json, '}');
  g_assert_cmpstr (json->str, ==,
                   "{\"text\":\"a\\\"b\\\\c\\n\\u0009\\u001b\\u009b\xef\xbf\xbd é\",\"none\":null,"
                   "\"list\":[-7,true,[]],\"raw\":{\"a b\":[1,\"x \\\" } \\\\\"]}}");
}

static void
test_table (void)
{
  g_autoptr (WayCliTable) table = way_cli_table_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  way_cli_table_row (table);
  way_cli_table_cell (table, "Đặng");
  way_cli_table_cell (table, "x");
  way_cli_table_row (table);
  way_cli_table_cell (table, "e\xcc\x81");
  way_cli_table_cell (table, "two\nlines\x1b[2J");
  way_cli_table_cell (table, "");
  way_cli_table_print (table, text);
  g_assert_cmpstr (text->str, ==, "Đặng  x\ne\xcc\x81     two lines\xef\xbf\xbd[2J\n");
}

static void
test_terminal_text (void)
{
  g_autofree char *text = way_cli_text_for_terminal ("a\tb\n\x07\xe2\x80\xae\xc2\x85 c");

  g_assert_cmpstr (text, ==, "a\tb\n\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd c");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli/table/man-page", test_man_page);
  g_test_add_func ("/cli/table/completion", test_completion);
  g_test_add_func ("/cli/table/help", test_help);
  g_test_add_func ("/cli/call/lines", test_lines);
  g_test_add_func ("/cli/call/version", test_version);
  g_test_add_func ("/cli/json", test_json);
  g_test_add_func ("/cli/text/table", test_table);
  g_test_add_func ("/cli/text/terminal", test_terminal_text);
  return g_test_run ();
}
