/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * write-sample [OPTION…] NAME PDF: prints a sample for the checks that read paper from outside; the
 * texts it must hold go to standard output.  NAME "sheet" prints a recovery sheet.
 */
#include "sample.h"

#include <stdio.h>
#include "way-print.h"

static char *language;
static char **sections;
static gboolean with_address, practice, numbered;

static const GOptionEntry entries[] = {
  { "language", 0, 0, G_OPTION_ARG_STRING, &language, "of the labels", "TAG" },
  { "section", 0, 0, G_OPTION_ARG_STRING_ARRAY, &sections, "to print; may be repeated", "KEY" },
  { "with-address", 0, 0, G_OPTION_ARG_NONE, &with_address, "print a private address", NULL },
  { "practice", 0, 0, G_OPTION_ARG_NONE, &practice, "of the practice caseload", NULL },
  { "numbered", 0, 0, G_OPTION_ARG_NONE, &numbered, "with a copy number", NULL },
  { NULL },
};

static GBytes *
print_sheet (GError **error)
{
  WayPrintSheet sheet = {
    .groups = { "UYUM7", "Q4DE6", "RPAAA", "YCHWY", "5MIRS", "5DQR6", "Y73CQ", "EWTK4", "3YGFK",
                "P66HV", "EWXBU", "HS2QM", "HIXPE" },
    .laptop = "Ros’s laptop",
    .made_ms = G_GINT64_CONSTANT (1760602440000),
    .number = 1,
    .copy_number = "H6W-4ZA",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sheet.groups); i++)
    puts (sheet.groups[i]);
  return way_print_recovery_sheet (&sheet, error);
}

static GBytes *
print_plan (const char *name, GError **error)
{
  g_autoptr (WayDocument) document = sample_by_name (name);
  WayPrintOptions options = {
    .language = language,
    .sections = (const char *const *)sections,
    .with_address = with_address,
    .copy_number = numbered ? "K7F-2QD" : NULL,
    .practice = practice,
  };
  g_autofree char *texts = sample_texts (document);

  fputs (texts, stdout);
  return way_print_plan (document, &options, NULL, error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new ("NAME PDF");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 3)
    return 2;

  pdf = g_str_equal (argv[1], "sheet") ? print_sheet (&error) : print_plan (argv[1], &error);
  if (pdf == NULL
      || !g_file_set_contents (argv[2], g_bytes_get_data (pdf, NULL),
                               (gssize)g_bytes_get_size (pdf), &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  g_clear_pointer (&language, g_free);
  g_clear_pointer (&sections, g_strfreev);
  return 0;
}
