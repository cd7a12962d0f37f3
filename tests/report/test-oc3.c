/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * domain.md 8.2, checks 14 to 16, and one planted breach of every rule.
 */
#include "way-oc3.h"

#include <string.h>
#include <time.h>
#include "way-exchange-data.h"
#include "way-returns-load.h"
#include "way-test-case.h"

static WayReturns *returns;
static WayReference *england;

static const WayDate born_19 = { 2006, 6, 15 }; /* turns 19 in the year to March 2026 */

/* "131 345" */
static char *
numbers_of (WayOc3 *oc3, GArray *findings)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            g_array_index (findings, WayOc3Finding, i).rule->number);
  return g_string_free (text, FALSE);
}

static WayOc3 *
check_one (guint year, WayDate born, const char *in_touch, const char *activ, const char *accom)
{
  WayOc3 *oc3 = way_oc3_new (returns, england, year);
  const char *const fields[] = { in_touch, activ, accom };

  way_oc3_add_row (oc3, "880820", born, fields);
  way_oc3_finish (oc3);
  return oc3;
}

/* -- the rows of check 14 ---------------------------------------------------------------------- */

static void
test_rows (void)
{
  static const struct
  {
    guint year;
    WayDate born;
    const char *in_touch, *activ, *accom, *errors, *warnings;
  } rows[] = {
    { 2026, born_19, "YES", "0", "U1", "345", "" },
    { 2026, born_19, "YES", "F5", "0", "345", "" },
    { 2026, born_19, "DIED", "F1", "0", "344", "" },
    { 2026, born_19, "RHOM", "0", "B1", "344", "" },
    { 2026, born_19, "RHOM", "0", "0", "", "" },
    { 2026, born_19, "DIED", "0", "0", "", "" },
    { 2026, born_19, "YES", "F3", "U1", "132", "" },
    { 2021, { 2001, 6, 15 }, "YES", "F3", "U1", "", "" },
    { 2021, { 2001, 6, 15 }, "YES", "F5", "U1", "132", "" },
    { 2026, born_19, "YES", "F5", "S1", "133", "" },
    { 2026, born_19, "YES", "F5", "X1", "133", "" },
    { 2026, born_19, "YES", "F5", "S2", "", "" },
    { 2026, born_19, "NO", "0", "0", "", "" },
    { 2026, born_19, "", "F5", "U1", "131 153", "" },
    { 2026, born_19, "", "", "", "131 132 133", "" },
    { 2026, born_19, "MAYBE", "0", "0", "131", "" },
    { 2026, born_19, "yes", "f5", "u1", "", "" },
    { 2026, { 2008, 6, 15 }, "YES", "F2", "Z1", "3001", "" },
    { 2026, { 2008, 6, 15 }, "YES", "F2", "Z2", "3001", "" },
    { 2026, { 2007, 6, 15 }, "YES", "F2", "Z1", "", "" },
    { 2026, { 2007, 6, 15 }, "YES", "F2", "T1", "", "347" },
    { 2026, { 2006, 6, 15 }, "YES", "F2", "T1", "", "" },
    { 2026, { 2007, 4, 1 }, "YES", "F2", "T2", "", "" },
    { 2023, { 2004, 6, 15 }, "YES", "F2", "T2", "", "" },
    { 2026, { 2009, 4, 1 }, "YES", "F2", "U1", "391", "" },
    { 2026, { 2009, 3, 31 }, "YES", "F2", "U1", "", "" },
    { 2026, { 2001, 6, 15 }, "YES", "F2", "U1", "", "" },
    { 2026, born_19, "NREQ", "0", "0", "", "NREQ" },
    { 2026, { 2004, 6, 15 }, "NREQ", "0", "0", "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WayOc3) oc3 = check_one (rows[i].year, rows[i].born, rows[i].in_touch,
                                          rows[i].activ, rows[i].accom);
      g_autofree char *errors = numbers_of (oc3, oc3->errors);
      g_autofree char *warnings = numbers_of (oc3, oc3->warnings);

      if (!g_str_equal (errors, rows[i].errors) || !g_str_equal (warnings, rows[i].warnings))
        g_test_fail_printf ("row %zu: errors %s, warnings %s", i, errors, warnings);
    }
}

static void
test_written_in_capitals (void)
{
  g_autoptr (WayOc3) oc3 = check_one (2026, born_19, "yes", " f5 ", "u1");
  g_auto (GStrv) cells = way_oc3_row_dup_cells (g_ptr_array_index (oc3->rows, 0));
  g_autofree char *line = g_strjoinv (",", cells);
  g_autofree char *header = g_strjoinv (",", (char **)way_oc3_columns);

  g_assert_cmpstr (line, ==, "880820,15/06/2006,YES,F5,U1");
  g_assert_cmpstr (header, ==, "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM");
}

static void
test_twice (void)
{
  static const char *const fields[] = { "YES", "F2", "U1" };
  g_autoptr (WayOc3) oc3 = way_oc3_new (returns, england, 2026);
  g_autofree char *errors = NULL;

  way_oc3_add_row (oc3, "a1", born_19, fields);
  way_oc3_add_row (oc3, "A1", born_19, fields);
  way_oc3_add_row (oc3, "A2", born_19, fields);
  way_oc3_finish (oc3);
  errors = numbers_of (oc3, oc3->errors);
  g_assert_cmpstr (errors, ==, "INT34 INT34");
}

static void
test_last_year (void)
{
  static const char *const died[] = { "died", "0", "0" }, *const yes[] = { "YES", "F2", "U1" };
  static const struct
  {
    guint year;
    const char *const *before, *const *now;
    const char *errors;
  } rows[] = {
    { 2026, died, yes, "348" },
    { 2026, died, died, "" },
    { 2026, yes, died, "" },
    { 2025, died, yes, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WayOc3) oc3 = way_oc3_new (returns, england, rows[i].year);
      g_autofree char *errors = NULL;

      way_oc3_add_last_year (oc3, "a1", rows[i].before);
      way_oc3_add_row (oc3, "A1", born_19, rows[i].now);
      way_oc3_finish (oc3);
      errors = numbers_of (oc3, oc3->errors);
      g_assert_cmpstr (errors, ==, rows[i].errors);
    }
}

/* -- people ------------------------------------------------------------------------------------ */

typedef struct
{
  WayTestCase test;
  WayOc3 *oc3;
} Bench;

/* The person group belongs to the case's own id. */
static void
person_set (Bench *self, guint16 group, GVariant *value)
{
  way_test_case_set (&self->test, WAY_KIND_PERSON, &self->test.id, group, value);
}

static WayId
add_contact (Bench *self, const char *on, const char *kind, const char *in_touch)
{
  WayId id = way_test_case_add (&self->test, WAY_KIND_CONTACT, WAY_CONTACT_WHEN,
                                g_variant_new ("(ss)", on, ""));

  way_test_case_set (&self->test, WAY_KIND_CONTACT, &id, WAY_CONTACT_KIND,
                     g_variant_new ("(s)", kind));
  if (in_touch != NULL)
    way_test_case_set (&self->test, WAY_KIND_CONTACT, &id, WAY_CONTACT_OC3,
                       g_variant_new ("(sss)", in_touch, "F2", "U1"));
  return id;
}

static void
add_status (Bench *self, const char *from, const char *status)
{
  way_test_case_add (&self->test, WAY_KIND_STATUS_ENTERED, WAY_STATUS_ENTERED_STATUS,
                     g_variant_new ("(sss)", from, status, ""));
}

/* (nullable): the row. */
static const WayOc3Row *
run (Bench *self)
{
  g_autoptr (WayCase) person = way_test_case_build (&self->test);

  way_oc3_add_case (self->oc3, person, NULL);
  way_oc3_finish (self->oc3);
  return self->oc3->rows->len > 0 ? g_ptr_array_index (self->oc3->rows, 0) : NULL;
}

static void
bench_clear (Bench *self)
{
  way_test_case_clear (&self->test);
  way_oc3_free (self->oc3);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bench, bench_clear)

static void
bench_begin (Bench *self, guint year, const char *born)
{
  way_test_case_init (&self->test);
  person_set (self, WAY_PERSON_BIRTH, g_variant_new ("(s)", born));
  self->oc3 = way_oc3_new (returns, england, year);
}

static void
assert_day (WayDate date, const char *text)
{
  char written[WAY_DATE_TEXT_SIZE];

  g_assert_cmpstr (way_date_format (date, written), ==, text);
}

/* Check 16. */
static void
test_window (void)
{
  g_auto (Bench) bench = { 0 };
  const WayOc3Row *row;
  WayId near;

  bench_begin (&bench, 2027, "2006-06-15");
  add_contact (&bench, "2026-03-14", "visit", "YES");
  add_contact (&bench, "2026-03-15", "visit", "NO");
  near = add_contact (&bench, "2026-06-20", "visit", "YES");
  add_contact (&bench, "2026-06-16", "phone", NULL);
  add_contact (&bench, "2026-07-15", "visit", "NO");
  add_contact (&bench, "2026-07-16", "visit", "NO");
  row = run (&bench);
  g_assert_nonnull (row);
  assert_day (row->birthday, "2026-06-15");
  assert_day (row->window_from, "2026-03-15");
  assert_day (row->window_to, "2026-07-15");
  assert_day (row->contact_on, "2026-06-20");
  g_assert_true (way_id_equal (&row->contact, &near));
  g_assert_cmpuint (row->n_in_window, ==, 4);
  g_assert_cmpuint (row->age, ==, 20);
  g_assert_cmpstr (row->fields[WAY_OC3_IN_TOUCH], ==, "YES");
  g_assert_cmpuint (bench.oc3->errors->len, ==, 0);
}

static void
test_latest (void)
{
  g_auto (Bench) bench = { 0 };
  const WayOc3Row *row;

  bench_begin (&bench, 2027, "2003-06-15");
  add_contact (&bench, "2026-03-31", "visit", "YES");
  add_contact (&bench, "2026-06-15", "visit", "NO");
  add_contact (&bench, "2027-03-31", "visit", "REFU");
  add_contact (&bench, "2027-04-01", "visit", "YES");
  row = run (&bench);
  g_assert_nonnull (row);
  g_assert_true (row->latest);
  assert_day (row->contact_on, "2027-03-31");
  g_assert_cmpstr (row->fields[WAY_OC3_IN_TOUCH], ==, "REFU");
}

static void
test_no_evidence (void)
{
  g_auto (Bench) bench = { 0 };
  g_autofree char *errors = NULL;

  bench_begin (&bench, 2027, "2006-06-15");
  add_contact (&bench, "2026-01-01", "visit", "YES");
  g_assert_nonnull (run (&bench));
  errors = numbers_of (bench.oc3, bench.oc3->errors);
  g_assert_cmpstr (errors, ==, "131 132 133");
}

static void
test_left_out (void)
{
  static const struct
  {
    const char *born, *contact, *kind, *in_touch, *from, *status, *then, *reason, *number;
  } rows[] = {
    { "", "", "", NULL, "", "", "", "no_birth_date", "" },
    { "2009-04-01", "", "", NULL, "", "", "", "not_in_year", "" },
    { "2000-03-31", "", "", NULL, "", "", "", "not_in_year", "" },
    { "2003-06-15", "2025-06-01", "attempt", NULL, "", "", "", "no_support", "" },
    /* check 15: the 18th birthday fell while they were looked after */
    { "2007-06-15", "2025-06-01", "visit", "YES", "2024-01-01", "eligible", "", "in_care", "1007" },
    { "2008-06-15", "2025-06-01", "visit", "YES", "2024-07-01", "eligible", "2025-09-01",
      "left_care_later", "1016" },
    { "2006-06-15", "2025-06-01", "visit", "YES", "2024-01-01", "qualifying", "", "not_long_enough",
      "1001" },
    { "2006-06-15", "2025-06-01", "visit", "YES", "2024-01-01", "none", "", "no_care", "1002" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Bench) bench = { 0 };
      const WayOc3Without *without;

      bench_begin (&bench, 2026, rows[i].born);
      if (rows[i].contact[0] != '\0')
        add_contact (&bench, rows[i].contact, rows[i].kind, rows[i].in_touch);
      if (rows[i].status[0] != '\0')
        add_status (&bench, rows[i].from, rows[i].status);
      if (rows[i].then[0] != '\0')
        add_status (&bench, rows[i].then, "relevant");
      g_assert_null (run (&bench));
      g_assert_cmpuint (bench.oc3->left_out->len, ==, 1);
      without = g_ptr_array_index (bench.oc3->left_out, 0);
      g_assert_cmpstr (without->why->reason, ==, rows[i].reason);
      g_assert_cmpstr (without->why->number, ==, rows[i].number);
      g_assert_true (g_str_has_suffix (without->why->sentence, "."));
    }
}

static void
test_moved (void)
{
  g_auto (Bench) bench = { 0 };
  const WayOc3Without *without;

  bench_begin (&bench, 2026, "2006-06-15");
  person_set (&bench, WAY_PERSON_CLOSED, g_variant_new ("(sss)", "moved", "2025-03-01", ""));
  g_assert_null (run (&bench));
  without = g_ptr_array_index (bench.oc3->left_out, 0);
  g_assert_cmpstr (without->why->number, ==, "1011");
}

/* Not left out: who went home is returned as RHOM; at 20 rule 1001 is not asked. */
static void
test_kept (void)
{
  static const struct
  {
    const char *born, *in_touch, *status;
  } rows[] = {
    { "2006-06-15", "RHOM", "qualifying" },
    { "2005-06-15", "YES", "qualifying" },
    { "2006-06-15", "YES", "former_relevant" },
    { "2003-06-15", "YES", "former_relevant_21_plus" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Bench) bench = { 0 };

      bench_begin (&bench, 2026, rows[i].born);
      add_contact (&bench, "2025-06-01", "visit", rows[i].in_touch);
      add_status (&bench, "2024-07-01", rows[i].status);
      g_assert_nonnull (run (&bench));
    }
}

/* -- care history ------------------------------------------------------------------------------ */

static void
add_care (Bench *self, const char *from, const char *to, const char *ended)
{
  WayId id = way_test_case_add (&self->test, WAY_KIND_CARE, WAY_CARE_DATES,
                                g_variant_new ("(ss)", from, to));

  way_test_case_set (&self->test, WAY_KIND_CARE, &id, WAY_CARE_BASIS,
                     g_variant_new ("(s)", "section_20"));
  if (ended != NULL)
    way_test_case_set (&self->test, WAY_KIND_CARE, &id, WAY_CARE_ENDED,
                       g_variant_new ("(s)", ended));
}

static void
add_support (Bench *self, const char *on, const char *event)
{
  WayId id = way_test_case_add (&self->test, WAY_KIND_SUPPORT, WAY_SUPPORT_ON,
                                g_variant_new ("(s)", on));

  way_test_case_set (&self->test, WAY_KIND_SUPPORT, &id, WAY_SUPPORT_EVENT,
                     g_variant_new ("(s)", event));
}

/* What care history says comes before what was entered, which is another in every one of these. */
static void
test_care (void)
{
  static const struct
  {
    const char *born, *from, *to, *ended, *entered, *reason; /* "": a row */
  } rows[] = {
    /* check 15: still in care on the 18th birthday, with and without an end after it */
    { "2007-06-15", "2020-01-01", "", NULL, "former_relevant", "in_care" },
    { "2007-06-15", "2020-01-01", "2025-09-01", NULL, "former_relevant", "left_care_later" },
    /* care that ends with that birthday is over on it */
    { "2007-06-15", "2020-01-01", "2025-06-15", NULL, "eligible", "" },
    { "2007-06-15", "2020-01-01", "2025-06-14", NULL, "eligible", "" },
    { "2008-06-15", "2020-01-01", "", NULL, "relevant", "in_care" },
    { "2008-06-15", "2020-01-01", "2025-12-01", NULL, "relevant", "left_care_later" },
    { "2008-06-15", "2020-01-01", "2025-06-01", NULL, "eligible", "" },
    { "2006-06-15", "2020-01-01", "2024-06-15", NULL, "none", "" },
    /* 90 days, then 91 */
    { "2006-06-15", "2022-05-01", "2022-07-29", NULL, "former_relevant", "not_long_enough" },
    { "2006-06-15", "2022-05-01", "2022-07-30", NULL, "qualifying", "" },
    { "2006-06-15", "2018-01-01", "2022-06-14", NULL, "former_relevant", "not_long_enough" },
    { "2006-06-15", "2018-01-01", "2023-01-01", "adopted", "former_relevant", "not_long_enough" },
    { "2006-06-15", "2018-01-01", "2023-01-01", "died", "former_relevant", "died_in_care" },
    { "2003-06-15", "2019-05-01", "2019-07-01", NULL, "former_relevant", "not_long_enough" },
    /* at 25 support ends, and the return asks all the same */
    { "2000-06-15", "2015-01-01", "2018-06-14", NULL, "none", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Bench) bench = { 0 };
      const WayOc3Without *without;

      bench_begin (&bench, 2026, rows[i].born);
      add_contact (&bench, "2025-06-01", "visit", "YES");
      add_care (&bench, rows[i].from, rows[i].to, rows[i].ended);
      add_status (&bench, "2020-01-01", rows[i].entered);
      run (&bench);
      without = bench.oc3->left_out->len > 0 ? g_ptr_array_index (bench.oc3->left_out, 0) : NULL;
      if (!g_str_equal (without != NULL ? without->why->reason : "", rows[i].reason))
        g_test_fail_printf ("row %zu: %s", i, without != NULL ? without->why->reason : "a row");
    }
}

/* A manager's word comes before care history. */
static void
test_override (void)
{
  g_auto (Bench) bench = { 0 };
  const WayOc3Without *without;

  bench_begin (&bench, 2026, "2006-06-15");
  add_contact (&bench, "2025-06-01", "visit", "YES");
  add_care (&bench, "2018-01-01", "2024-06-14", NULL);
  way_test_case_add (&bench.test, WAY_KIND_STATUS_OVERRIDE, WAY_STATUS_OVERRIDE_OVERRIDE,
                     g_variant_new ("(ssss)", "2024-07-01", "", "none", "Another council’s."));
  g_assert_null (run (&bench));
  without = g_ptr_array_index (bench.oc3->left_out, 0);
  g_assert_cmpstr (without->why->reason, ==, "no_care");
}

/* At 22 who has not asked for support is left out, though they were rung; a year in which they
 * asked, or a contact with codes, is returned. */
static void
test_rests (void)
{
  static const struct
  {
    const char *asked, *stopped, *in_touch, *reason;
  } rows[] = {
    { NULL, NULL, NULL, "no_support" },
    { NULL, NULL, "YES", "" },
    { "2025-05-01", NULL, NULL, "" },
    { "2025-05-01", "2025-12-01", NULL, "" },
    { "2025-01-01", "2025-03-01", NULL, "no_support" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (Bench) bench = { 0 };
      const WayOc3Row *row;

      bench_begin (&bench, 2026, "2003-06-15");
      add_contact (&bench, "2025-06-01", "phone", rows[i].in_touch);
      add_care (&bench, "2015-01-01", "2021-06-14", "turned_18");
      if (rows[i].asked != NULL)
        add_support (&bench, rows[i].asked, "asked");
      if (rows[i].stopped != NULL)
        add_support (&bench, rows[i].stopped, "no_longer_wanted");
      row = run (&bench);
      g_assert_cmpint (row != NULL, ==, rows[i].reason[0] == '\0');
      if (row == NULL)
        g_assert_cmpstr (
            ((const WayOc3Without *)g_ptr_array_index (bench.oc3->left_out, 0))->why->reason, ==,
            rows[i].reason);
    }
}

static double
cpu_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void
test_thousand (void)
{
  g_auto (Bench) bench = { 0 };
  g_autoptr (WayCase) person = NULL;
  double began;

  bench_begin (&bench, 2026, "2006-06-15");
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *on = g_strdup_printf ("2025-%02u-%02u", i % 12 + 1, i % 28 + 1);

      add_contact (&bench, on, "visit", i % 2 == 0 ? "YES" : NULL);
    }
  add_care (&bench, "2018-01-01", "2023-01-01", NULL);
  add_care (&bench, "2023-02-01", "2024-06-14", NULL);
  person = way_test_case_build (&bench.test);
  began = cpu_seconds ();
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *child = g_strdup_printf ("%u", i);

      way_oc3_add_case (bench.oc3, person, child);
    }
  way_oc3_finish (bench.oc3);
  g_test_message ("1,000 people: %.0f ms", (cpu_seconds () - began) * 1000);
  g_assert_cmpuint (bench.oc3->rows->len, ==, 1000);
  g_assert_cmpuint (bench.oc3->errors->len, ==, 0);
}

int
main (int argc, char *argv[])
{
  int failed;

  g_test_init (&argc, &argv, NULL);
  returns = way_exchange_load_returns ();
  england = way_exchange_load_reference (NULL);
  g_test_add_func ("/report/oc3/rows", test_rows);
  g_test_add_func ("/report/oc3/capitals", test_written_in_capitals);
  g_test_add_func ("/report/oc3/twice", test_twice);
  g_test_add_func ("/report/oc3/last-year", test_last_year);
  g_test_add_func ("/report/oc3/window", test_window);
  g_test_add_func ("/report/oc3/latest", test_latest);
  g_test_add_func ("/report/oc3/no-evidence", test_no_evidence);
  g_test_add_func ("/report/oc3/left-out", test_left_out);
  g_test_add_func ("/report/oc3/moved", test_moved);
  g_test_add_func ("/report/oc3/kept", test_kept);
  g_test_add_func ("/report/oc3/care", test_care);
  g_test_add_func ("/report/oc3/override", test_override);
  g_test_add_func ("/report/oc3/rests", test_rests);
  g_test_add_func ("/report/oc3/thousand", test_thousand);
  failed = g_test_run ();
  way_reference_unref (england);
  way_returns_unref (returns);
  return failed;
}
