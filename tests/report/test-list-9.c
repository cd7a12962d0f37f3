/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-list-9.h"

#include <string.h>
#include "way-exchange-data.h"
#include "way-returns-load.h"
#include "way-test-case.h"

static const WayDate today = { 2026, 11, 23 };

typedef struct
{
  WayTestCase person, team;
  WayReturns *returns;
  WayReference *england;
} Bench;

static void
set (WayTestCase *test, guint16 kind, const WayId *id, guint16 group, GVariant *value)
{
  way_test_case_set (test, kind, id, group, value);
}

static void
bench_init (Bench *self, const char *born)
{
  WayTestCase *person = &self->person;

  way_test_case_init (person);
  way_test_case_init (&self->team);
  self->returns = way_exchange_load_returns ();
  self->england = way_exchange_load_reference (NULL);
  set (person, WAY_KIND_PERSON, &person->id, WAY_PERSON_BIRTH, g_variant_new ("(s)", born));
  set (person, WAY_KIND_PERSON, &person->id, WAY_PERSON_IDENTITY,
       g_variant_new ("(sssss)", "", "=HYPERLINK(1)", "", "", ""));
  set (person, WAY_KIND_PERSON, &person->id, WAY_PERSON_ADDRESS,
       g_variant_new ("(sssbs)", "4 Zyzzyva Street", "ZZ1 1ZZ", "", TRUE, ""));
  way_test_case_add (person, WAY_KIND_STATUS_ENTERED, WAY_STATUS_ENTERED_STATUS,
                     g_variant_new ("(sss)", "2024-01-01", "former_relevant", ""));
  way_test_case_add (&self->team, WAY_KIND_WORKER, WAY_WORKER_NAME, g_variant_new ("(s)", "Ros"));
}

static void
bench_clear (Bench *self)
{
  way_test_case_clear (&self->person);
  way_test_case_clear (&self->team);
  way_returns_unref (self->returns);
  way_reference_unref (self->england);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bench, bench_clear)

static void
add_contact (Bench *self, const char *on, const char *kind, const char *codes[3])
{
  WayId id = way_test_case_add (&self->person, WAY_KIND_CONTACT, WAY_CONTACT_WHEN,
                                g_variant_new ("(ss)", on, ""));

  set (&self->person, WAY_KIND_CONTACT, &id, WAY_CONTACT_KIND, g_variant_new ("(s)", kind));
  if (codes != NULL)
    set (&self->person, WAY_KIND_CONTACT, &id, WAY_CONTACT_OC3,
         g_variant_new ("(sss)", codes[0], codes[1], codes[2]));
}

/* The cells with bars between; NULL for who does not stand in the list. */
static char *
run (Bench *self)
{
  g_autoptr (WayCase) person = way_test_case_build (&self->person);
  g_autoptr (WayCase) team = way_test_case_build (&self->team);
  WayList9 list = { self->returns, self->england, team, today };
  g_auto (GStrv) cells = NULL;

  if (!way_list_9_has (&list, person))
    return NULL;
  cells = way_list_9_dup_cells (&list, person, "77");
  g_assert_cmpuint (g_strv_length (cells), ==, g_strv_length (self->returns->list_9_columns));
  return g_strjoinv ("|", cells);
}

static void
test_columns (void)
{
  g_autoptr (WayReturns) returns = way_exchange_load_returns ();
  g_autofree char *header = g_strjoinv ("|", returns->list_9_columns);

  g_assert_cmpstr (
      header, ==,
      "Child Unique ID|Sex|Ethnicity|Date of Birth|Age|UASC or formerly UASC|Disability|"
      "Allocated Team|Allocated Worker|Allocated Personal Advisor|Eligibility Category|"
      "Latest Pathway Plan Review Date|LA in Touch|Latest Date of Contact|"
      "Type of Accommodation|Suitability|Activity Status");
}

static void
test_line (void)
{
  g_auto (Bench) bench = { 0 };
  const char *codes[] = { "YES", "G5", "S2" };
  g_autofree char *line = NULL;

  bench_init (&bench, "2006-06-15");
  add_contact (&bench, "2026-10-01", "visit", codes);
  add_contact (&bench, "2026-10-20", "phone", NULL);
  add_contact (&bench, "2026-11-01", "attempt", NULL);
  add_contact (&bench, "2026-12-01", "visit", NULL);
  way_test_case_add (&bench.person, WAY_KIND_REVIEW, WAY_REVIEW_HELD_ON,
                     g_variant_new ("(s)", "2026-07-31"));
  line = run (&bench);
  g_assert_cmpstr (line, ==,
                   "77||=HYPERLINK(1)|15/06/2006|20||||Ros|Ros|b) Former relevant|31/07/2026|"
                   "a) In touch|20/10/2026|S - No fixed abode, or homeless|Unsuitable|"
                   "G5 - Not in education, employment or training: other reasons");
}

static void
test_in_touch (void)
{
  static const struct
  {
    const char *code, *cell;
  } rows[] = {
    { "YES", "|a) In touch|01/10/2026|" },
    { "NO", "|b) Not in touch||" },
    { "REFU", "|b) Not in touch||" },
    { "NREQ", "|b) Not in touch||" },
    { "DIED", "|d) Exclude||" },
    { "RHOM", "|d) Exclude||" },
    { "", "|c) Not recorded|01/10/2026|" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Bench) bench = { 0 };
      const char *codes[] = { rows[i].code, "0", "0" };
      g_autofree char *line = NULL;

      bench_init (&bench, "2006-06-15");
      add_contact (&bench, "2026-10-01", "visit", codes);
      line = run (&bench);
      if (strstr (line, rows[i].cell) == NULL)
        g_test_fail_printf ("%s: %s", rows[i].code, line);
      g_assert_null (strstr (line, "Zyzzyva"));
      g_assert_null (strstr (line, "ZZ1"));
    }
}

static void
test_who (void)
{
  static const struct
  {
    const char *born;
    gboolean stands;
  } rows[] = { { "", FALSE },
               { "2010-11-24", FALSE },
               { "2010-11-23", TRUE },
               { "2001-11-24", TRUE },
               { "2001-11-23", FALSE } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Bench) bench = { 0 };
      g_autofree char *line = NULL;

      bench_init (&bench, rows[i].born);
      line = run (&bench);
      g_assert_cmpint (line != NULL, ==, rows[i].stands);
    }
}

/* Care history comes before what was entered: this one is qualifying, and that one no care leaver.
 */
static void
test_care (void)
{
  static const struct
  {
    const char *from, *to, *cell; /* "": does not stand in the list */
  } rows[] = {
    { "2022-06-01", "2022-07-01", "|c) Qualifying|" },
    { "2019-06-01", "2024-06-14", "|b) Former relevant|" },
    { "2019-06-01", "2022-06-01", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Bench) bench = { 0 };
      g_autofree char *line = NULL;

      bench_init (&bench, "2006-06-15");
      way_test_case_add (&bench.person, WAY_KIND_CARE, WAY_CARE_DATES,
                         g_variant_new ("(ss)", rows[i].from, rows[i].to));
      line = run (&bench);
      if (rows[i].cell[0] == '\0')
        g_assert_null (line);
      else if (line == NULL || strstr (line, rows[i].cell) == NULL)
        g_test_fail_printf ("row %zu: %s", i, line != NULL ? line : "not there");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/list-9/columns", test_columns);
  g_test_add_func ("/report/list-9/line", test_line);
  g_test_add_func ("/report/list-9/in-touch", test_in_touch);
  g_test_add_func ("/report/list-9/who", test_who);
  g_test_add_func ("/report/list-9/care", test_care);
  return g_test_run ();
}
