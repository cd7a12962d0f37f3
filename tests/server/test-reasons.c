/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table of reasons against the one that is promised (docs/protocol.md, 13), row by row: its
 * status, and which refusals of the judges it stands for.
 */
#include <gio/gio.h>
#include <string.h>
#include "way-reason.h"

typedef struct
{
  GHashTable *statuses; /* (owned): reason, owned → its status */
  GHashTable *reasons;  /* (owned): a rule as "D11", owned → reason, owned */
} Promised;

static void
promised_clear (Promised *self)
{
  g_hash_table_unref (self->statuses);
  g_hash_table_unref (self->reasons);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Promised, promised_clear)

/* What stands first holds: E11 is two reasons, and only the first is the table's. */
static void
add_rule (Promised *self, char letter, guint64 number, const char *reason)
{
  g_autofree char *rule = g_strdup_printf ("%c%" G_GUINT64_FORMAT, letter, number);

  if (!g_hash_table_contains (self->reasons, rule))
    g_hash_table_insert (self->reasons, g_steal_pointer (&rule), g_strdup (reason));
}

static void
add_rules (Promised *self, const char *text, const char *reason)
{
  g_autoptr (GRegex) rules = g_regex_new ("\\b([DEP])(\\d+)(?:–[DEP](\\d+))?", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (rules, text, 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *letter = g_match_info_fetch (match, 1);
      g_autofree char *from = g_match_info_fetch (match, 2);
      g_autofree char *upto = g_match_info_fetch (match, 3);
      guint64 first = g_ascii_strtoull (from, NULL, 10);
      guint64 last = upto != NULL && *upto != '\0' ? g_ascii_strtoull (upto, NULL, 10) : first;

      for (guint64 n = first; n <= last; n++)
        add_rule (self, letter[0], n, reason);
    }
}

/* | `ONE`, `OTHER` | 403 | … OTHER also D26 | */
static void
read_row (Promised *self, const char *row)
{
  g_auto (GStrv) cells = g_strsplit (row, "|", -1);
  g_autoptr (GRegex) names = g_regex_new ("`([A-Z_]+)`", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (names, cells[1], 0, &match); g_match_info_matches (match);
       g_match_info_next (match, NULL))
    {
      g_autofree char *name = g_match_info_fetch (match, 1);
      g_autofree char *also = g_strconcat (name, " also ", NULL);
      const char *named = strstr (cells[3], also);

      g_hash_table_insert (
          self->statuses, g_strdup (name),
          GUINT_TO_POINTER ((guint)g_ascii_strtoull (g_strstrip (cells[2]), NULL, 10)));
      if (named != NULL || strchr (cells[1], ',') == NULL)
        add_rules (self, named != NULL ? named : cells[3], name);
    }
}

static void
read_promised (Promised *self)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean here = FALSE;

  self->statuses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->reasons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_file_get_contents (PROTOCOL, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_str_has_prefix (lines[i], "## "))
        here = g_str_equal (lines[i], "## 13 Reasons");
      if (here && g_str_has_prefix (lines[i], "| `"))
        read_row (self, lines[i]);
    }
}

static void
test_statuses (void)
{
  g_auto (Promised) promised = { NULL };

  read_promised (&promised);
  g_assert_cmpuint (g_hash_table_size (promised.statuses), ==, WAY_N_REASONS - 1);
  for (guint i = WAY_REASON_NONE + 1; i < WAY_N_REASONS; i++)
    {
      const char *name = way_reason_get_name (i);

      g_test_message ("%s", name);
      g_assert_true (g_hash_table_contains (promised.statuses, name));
      g_assert_cmpuint (way_reason_get_status (i), ==,
                        GPOINTER_TO_UINT (g_hash_table_lookup (promised.statuses, name)));
    }
}

static void
assert_rules (const Promised *promised, char letter, guint first, guint last)
{
  for (guint verdict = first; verdict <= last; verdict++)
    {
      g_autofree char *rule = g_strdup_printf ("%c%u", letter, verdict - first + 1);

      g_test_message ("%s", rule);
      g_assert_cmpstr (way_reason_get_name (way_reason_of_verdict (verdict)), ==,
                       g_hash_table_lookup (promised->reasons, rule));
    }
}

static void
test_verdicts (void)
{
  g_auto (Promised) promised = { NULL };

  read_promised (&promised);
  assert_rules (&promised, 'D', WAY_VERDICT_D1_LENGTH, WAY_VERDICT_D27_HOLD);
  assert_rules (&promised, 'E', WAY_VERDICT_E1_LENGTH, WAY_VERDICT_E35_EXPIRED);
  assert_rules (&promised, 'P', WAY_VERDICT_P1_FORM, WAY_VERDICT_P11_CUTS);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/reasons/statuses", test_statuses);
  g_test_add_func ("/server/reasons/verdicts", test_verdicts);
  return g_test_run ();
}
