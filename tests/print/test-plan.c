/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The room's doors: what they give, refuse and promise.  What is on the paper is read by
 * check-paper.py.
 */
#include <string.h>
#include "sample.h"
#include "way-print.h"

static GBytes *
print_it (WayDocument *document, const WayPrintOptions *options, guint *ret_pages)
{
  g_autoptr (GError) error = NULL;
  GBytes *pdf = way_print_plan (document, options, ret_pages, &error);

  g_assert_no_error (error);
  return pdf;
}

static void
test_same_bytes (void)
{
  static const char *const names[] = { "plan", "scripts", "hostile", "unsettled", "empty" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (WayDocument) one = sample_by_name (names[i]);
      g_autoptr (WayDocument) two = sample_by_name (names[i]);
      g_autoptr (GBytes) first = print_it (one, NULL, NULL);
      g_autoptr (GBytes) again = print_it (one, NULL, NULL);
      g_autoptr (GBytes) other = print_it (two, NULL, NULL);

      g_assert_true (g_bytes_equal (first, again));
      g_assert_true (g_bytes_equal (first, other));
    }
}

/* A finalised plan is printed from its content: the same paper. */
static void
test_from_content (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (WayDocument) document = sample_plan ();
  g_autoptr (GBytes) content = way_document_to_content (document);
  g_autoptr (WayDocument) kept = way_document_from_content (content, &error);
  g_autoptr (GBytes) first = print_it (document, NULL, NULL);
  g_autoptr (GBytes) second = NULL;

  g_assert_no_error (error);
  second = print_it (kept, NULL, NULL);
  g_assert_true (g_bytes_equal (first, second));
}

static void
test_copies_differ (void)
{
  g_autoptr (WayDocument) document = sample_plan ();
  g_autoptr (GBytes) one = print_it (document, &(WayPrintOptions){ .copy_number = "K7F-2QD" },
                                     NULL);
  g_autoptr (GBytes) two = print_it (document, &(WayPrintOptions){ .copy_number = "H6W-4ZA" },
                                     NULL);

  g_assert_false (g_bytes_equal (one, two));
}

static void
test_pages (void)
{
  static const char *const home[] = { "S1_05", NULL }, *const front[] = { "front", NULL };
  static const char *const agreeing[] = { "agreeing", NULL };
  g_autoptr (WayDocument) document = sample_plan ();
  guint all = 0, one = 0, cover = 0, last = 0;
  g_autoptr (GBytes) a = print_it (document, NULL, &all);
  g_autoptr (GBytes) b = print_it (document, &(WayPrintOptions){ .sections = home }, &one);
  g_autoptr (GBytes) c = print_it (document, &(WayPrintOptions){ .sections = front }, &cover);
  g_autoptr (GBytes) d = print_it (document, &(WayPrintOptions){ .sections = agreeing }, &last);

  g_assert_cmpuint (all, ==, 9);
  g_assert_cmpuint (one, ==, 1 + 1);
  g_assert_cmpuint (cover, ==, 2);
  g_assert_cmpuint (last, ==, 1);
}

static void
test_refused (void)
{
  static const char *const unknown[] = { "S1_05", "S9_99", NULL }, *const none[] = { NULL };
  const struct
  {
    WayPrintOptions options;
    WayPrintError code;
  } rows[] = {
    { { .sections = unknown }, WAY_PRINT_ERROR_SECTION },
    { { .sections = none }, WAY_PRINT_ERROR_SECTION },
    { { .language = "qqq" }, WAY_PRINT_ERROR_LANGUAGE },
    { { .language = "" }, WAY_PRINT_ERROR_LANGUAGE },
  };
  g_autoptr (WayDocument) document = sample_plan ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      guint pages = 77;

      g_assert_null (way_print_plan (document, &rows[i].options, &pages, &error));
      g_assert_error (error, WAY_PRINT_ERROR, (int)rows[i].code);
      g_assert_cmpuint (pages, ==, 77);
      g_assert_null (strstr (error->message, "S9_99"));
    }
}

static gpointer
print_in_thread (gpointer language)
{
  g_autoptr (WayDocument) document = sample_scripts ();

  return print_it (document, &(WayPrintOptions){ .language = language }, NULL);
}

/* The desktop previews on the pool while the command line's twin prints. */
static void
test_threads (void)
{
  GThread *threads[6];
  GBytes *made[G_N_ELEMENTS (threads)];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("print", print_in_thread, (gpointer)(i % 2 == 0 ? "en" : "ar"));
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    made[i] = g_thread_join (threads[i]);
  for (gsize i = 2; i < G_N_ELEMENTS (threads); i++)
    g_assert_true (g_bytes_equal (made[i], made[i - 2]));
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_bytes_unref (made[i]);
}

static WayPrintSheet
make_sheet (void)
{
  return (WayPrintSheet){
    .groups = { "UYUM7", "Q4DE6", "RPAAA", "YCHWY", "5MIRS", "5DQR6", "Y73CQ", "EWTK4", "3YGFK",
                "P66HV", "EWXBU", "HS2QM", "HIXPE" },
    .laptop = "A laptop with a name that is much too long for the line that it has on the sheet",
    .made_ms = G_GINT64_CONSTANT (1760602440000),
    .number = 2,
  };
}

static void
test_sheet (void)
{
  static const char *const bad[] = {
    NULL, "", "UYUM", "UYUM71", "uyum7", "UYUM1", "UY M7", "UYÜM7"
  };
  g_autoptr (GError) error = NULL;
  WayPrintSheet sheet = make_sheet ();
  g_autoptr (GBytes) one = way_print_recovery_sheet (&sheet, &error);
  g_autoptr (GBytes) two = way_print_recovery_sheet (&sheet, NULL);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (one, two));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      sheet.groups[i] = bad[i];
      g_assert_null (way_print_recovery_sheet (&sheet, &error));
      g_assert_error (error, WAY_PRINT_ERROR, WAY_PRINT_ERROR_INVALID);
      g_clear_error (&error);
      sheet = make_sheet ();
    }
}

/* Forty pages of own words and more, in the time a person waits without a word. */
static void
test_fast (void)
{
  g_autoptr (WayDocument) document = sample_long_answer ();
  gint64 began = g_get_monotonic_time ();
  guint pages = 0;
  g_autoptr (GBytes) pdf = print_it (document, NULL, &pages);
  double seconds = (double)(g_get_monotonic_time () - began) / G_USEC_PER_SEC;

  g_test_message ("%u pages in %.2f s", pages, seconds);
  g_assert_cmpuint (pages, >=, 40);
  /* The budget is a second for thirty pages; a loaded or a watched machine gets ten. */
  g_assert_cmpfloat (seconds * 30 / pages, <, 10);
}

/* A field full of one thing: words, one word, line ends, ligatures, marks, controls. */
static void
test_fillings (void)
{
  static const char *const fillings[] = { "word ", "w",         "a\n",         "لا ",
                                          "سَّ",     "q\xcc\x83", "\xe2\x81\xa8" };

  for (gsize i = 0; i < G_N_ELEMENTS (fillings); i++)
    {
      g_autoptr (WayDocument) document = sample_empty ();
      WayDocumentMatter *matter = g_ptr_array_index (document->matters, 0);
      GString *text = g_string_new (NULL);
      g_autoptr (GBytes) pdf = NULL;
      guint pages = 0;

      while (text->len < 8 * 1024)
        g_string_append (text, fillings[i]);
      g_free (matter->going_well.text);
      matter->going_well.text = g_string_free (text, FALSE);
      pdf = print_it (document, NULL, &pages);
      g_assert_cmpuint (pages, >=, 4);
    }
}

static char **
at_what_matters (WayDocument *document)
{
  return &((WayPassage *)g_ptr_array_index (document->what_matters, 0))->text;
}

static char **
at_name (WayDocument *document)
{
  return &document->preferred_name;
}

static char **
at_address (WayDocument *document)
{
  return &document->address_lines;
}

static char **
at_phone (WayDocument *document)
{
  return &((WayDocumentSupporter *)g_ptr_array_index (document->supporters, 0))->phone;
}

static char **
at_going_well (WayDocument *document)
{
  return &((WayDocumentMatter *)g_ptr_array_index (document->matters, 0))->going_well.text;
}

/* What would be empty boxes is refused, with its field and without a word of it. */
static void
test_letters (void)
{
  static const struct
  {
    char **(*at) (WayDocument *document);
    const char *text, *path;
  } rows[] = {
    { at_what_matters, "मुझे अपना घर चाहिए", "plan.what_matters" },
    { at_what_matters, "ฉันอยากมีบ้าน", "plan.what_matters" },
    { at_name, "张伟", "preferred_name" },
    { at_name, "Kez \xf0\x9f\x98\x80", "preferred_name" },
    { at_address, "1 張 Street", "address" },
    { at_phone, "𝟘𝟙 \xf0\x9f\x93\x9e 漢", "supporters.1.phone" },
    { at_going_well, "well \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa6",
      "plan.matters.S1_01.going_well" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WayDocument) document = sample_plan ();
      g_autoptr (GError) error = NULL;
      char **text = rows[i].at (document);
      guint pages = 77;

      g_free (*text);
      *text = g_strdup (rows[i].text);
      g_assert_null (
          way_print_plan (document, &(WayPrintOptions){ .with_address = TRUE }, &pages, &error));
      g_assert_error (error, WAY_PRINT_ERROR, WAY_PRINT_ERROR_LETTERS);
      g_assert_nonnull (strstr (error->message, rows[i].path));
      g_assert_true (g_str_is_ascii (error->message));
      g_assert_cmpuint (pages, ==, 77);
    }
}

/* What is not printed is not asked for: a section left out, a private address. */
static void
test_letters_elsewhere (void)
{
  static const char *const front[] = { "front", NULL };
  g_autoptr (WayDocument) document = sample_plan ();
  g_autoptr (GBytes) some = NULL, rest = NULL;
  char **text = at_going_well (document);

  g_free (*text);
  *text = g_strdup ("张伟");
  some = print_it (document, &(WayPrintOptions){ .sections = front }, NULL);
  *text[0] = '\0';
  g_free (document->address_lines);
  document->address_lines = g_strdup ("张伟");
  document->address_private = TRUE;
  rest = print_it (document, NULL, NULL);
}

/* Every letter that the fonts have passes, put together or apart, and the signs of the room. */
static void
test_letters_there (void)
{
  static const char *const texts[] = {
    "Đặng Thị Hương, Łódź, Zoë, Ünal, Nguyễn",
    "e\xcc\x81 q\xcc\x83 a\xcc\xa3\xcc\x82",
    "السَّلام ٣ می‌خواهم",
    "ሰላም",
    "Привет, γειά",
    "½ £ € “x” – … ♥ ☺ ✓",
    "1\xef\xb8\x8f \xe2\x9d\xa4\xef\xb8\x8f a\xc2\xa0\xe2\x80\xaf\xe2\x80\x89"
    "b\xe2\x81\xa0\xe2\x80\x8b"
    "c\xc2\xad\xe2\x80\x91",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (WayDocument) document = sample_plan ();
      g_autoptr (GBytes) pdf = NULL;
      char **text = at_going_well (document);

      g_free (*text);
      *text = g_strdup (texts[i]);
      pdf = print_it (document, NULL, NULL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/print/plan/same-bytes", test_same_bytes);
  g_test_add_func ("/print/plan/from-content", test_from_content);
  g_test_add_func ("/print/plan/copies-differ", test_copies_differ);
  g_test_add_func ("/print/plan/pages", test_pages);
  g_test_add_func ("/print/plan/refused", test_refused);
  g_test_add_func ("/print/plan/letters", test_letters);
  g_test_add_func ("/print/plan/letters-elsewhere", test_letters_elsewhere);
  g_test_add_func ("/print/plan/letters-there", test_letters_there);
  g_test_add_func ("/print/plan/threads", test_threads);
  g_test_add_func ("/print/plan/sheet", test_sheet);
  g_test_add_func ("/print/plan/fast", test_fast);
  g_test_add_func ("/print/plan/fillings", test_fillings);
  return g_test_run ();
}
