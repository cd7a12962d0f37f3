/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The practice caseload on the day of the design's pictures reads as it does in them.
 */
#include "way-agenda.h"

#include "exchange-fixture.h"
#include "way-exchange-data.h"

/* 01-today.png.  Left out is whose line needs what is not built yet: papers, sign-off. */
static const struct
{
  const char *name, *line;
} rows[] = {
  { "Kez Hartley", "Visit today, 2:00pm" },
  { "Jordan Ashworth", "Visit overdue by 1 week" },
  { "Mia Pemberton", "Review due Tuesday 21 October" },
  { "Ollie Marchetti", "18 on Sunday 19 October" },
  { "Ellie-Mae Stokes", "Action due tomorrow" },
  { "Callum Pike", "Visit booked 23 October" },
  { "Selam Tesfay", "Nothing due" },
  { "Anj Sund", "Nothing due" },
  { "Rhys Calloway", "Nothing due" },
};

static WayCase *
find_person (ExchangeVault *vault, guint n, const char *name)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (WayCase) found = exchange_vault_load_at (vault, i);
      g_autofree char *preferred = way_object_dup_string (way_case_get_person (found),
                                                          WAY_PERSON_NAMES, 0);

      if (g_str_equal (preferred, name))
        return g_steal_pointer (&found);
    }
  return NULL;
}

static void
test_pictures (void)
{
  g_autoptr (ExchangeVault) vault = exchange_vault_new (1);
  g_autoptr (GBytes) practice = way_exchange_get_practice ();
  guint n = exchange_vault_import (vault, practice);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WayCase) person = find_person (vault, n, rows[i].name);
      g_autoptr (GPtrArray) items = NULL;
      g_autofree char *line = NULL;

      g_assert_nonnull (person);
      items = way_agenda_list (person, NULL, exchange_reference (), exchange_today);
      line = way_agenda_attention (items, exchange_today, NULL, NULL);
      g_assert_cmpstr (line, ==, rows[i].line);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/agenda/pictures", test_pictures);
  return g_test_run ();
}
