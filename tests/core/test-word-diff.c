/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Differences as people read them, and that they are always all there.
 */
#include "way-word-diff.h"

#include <string.h>

/* (transfer full): "kept [-removed-] {+added+}". */
static char *
show (const char *older, const char *newer)
{
  static const char *const open[] = { "", "[-", "{+" }, *const close[] = { "", "-]", "+}" };
  g_autoptr (GArray) runs = way_word_diff (older, newer);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < runs->len; i++)
    {
      const WayWordRun *run = &g_array_index (runs, WayWordRun, i);
      const char *from = run->change == WAY_WORDS_ADDED ? newer : older;

      g_string_append (text, open[run->change]);
      g_string_append_len (text, from + run->start, (gssize)run->length);
      g_string_append (text, close[run->change]);
    }
  return g_string_free (text, FALSE);
}

/* Kept and removed are the older text, kept and added the newer one, to the byte. */
static guint
check_whole (const char *older, const char *newer)
{
  g_autoptr (GArray) runs = way_word_diff (older, newer);
  gsize in_older = 0, in_newer = 0;
  guint changes = 0;

  for (guint i = 0; i < runs->len; i++)
    {
      const WayWordRun *run = &g_array_index (runs, WayWordRun, i);

      g_assert_cmpuint (run->length, >, 0);
      if (run->change == WAY_WORDS_ADDED)
        g_assert_cmpuint (run->start, ==, in_newer);
      else
        g_assert_cmpuint (run->start, ==, in_older);
      if (run->change == WAY_WORDS_KEPT)
        {
          g_assert_cmpuint (run->newer_start, ==, in_newer);
          g_assert_cmpint (memcmp (older + in_older, newer + in_newer, run->length), ==, 0);
        }
      in_older += run->change != WAY_WORDS_ADDED ? run->length : 0;
      in_newer += run->change != WAY_WORDS_REMOVED ? run->length : 0;
      changes += run->change != WAY_WORDS_KEPT;
    }
  g_assert_cmpuint (in_older, ==, strlen (older));
  g_assert_cmpuint (in_newer, ==, strlen (newer));
  return changes;
}

static void
test_table (void)
{
  static const struct
  {
    const char *older, *newer, *shown;
  } rows[] = {
    { "", "", "" },
    { "The same.", "The same.", "The same." },
    { "", "All new.", "{+All new.+}" },
    { "All gone.", "", "[-All gone.-]" },
    { "Kez needs to join the housing list.",
      "Kez needs a viewing date, her setting up home money agreed, and a plan for the first "
      "month’s bills.",
      "Kez needs [-to join the housing list-]{+a viewing date, her setting up home money agreed, "
      "and a plan for the first month’s bills+}." },
    { "I see my brother on Sundays.", "I see my brother on Tuesdays.",
      "I see my brother on [-Sundays-]{+Tuesdays+}." },
    /* One word between two changes goes with them; a whole sentence stands by itself. */
    { "one two three", "four two five", "[-one two three-]{+four two five+}" },
    { "Old start. What stays is long enough to be read. Old end.",
      "New start. What stays is long enough to be read. New end.",
      "[-Old-]{+New+} start. What stays is long enough to be read. [-Old-]{+New+} end." },
    /* Apostrophes and hyphens are within words. */
    { "I’m with my mother-in-law", "I’ll be with my mother",
      "[-I’m-]{+I’ll be+} with my "
      "[-mother-in-law-]{+mother+}" },
    /* A picture with its joiners, its skin and its flag is one. */
    { "Me 👩🏽‍🍳 and you", "Me 👩🏽‍🎓 and you",
      "Me [-👩🏽‍🍳-]{+👩🏽‍🎓+} and you" },
    { "👍🏽", "👍🏿", "[-👍🏽-]{+👍🏿+}" },
    { "🇪🇷🇬🇧", "🇪🇷🇸🇩", "🇪🇷[-🇬🇧-]{+🇸🇩+}" },
    /* Marks stay with their letters, in one piece or in two. */
    { "cafe\u0301 au lait", "caf\u00e9 au lait", "[-cafe\u0301-]{+caf\u00e9+} au lait" },
    { "أريد أن أتعلم الطبخ هذا العام.", "أريد أن أتعلم القيادة هذا العام.",
      "أريد أن أتعلم [-الطبخ-]{+القيادة+} هذا العام." },
    { "السَّلام", "السلام", "[-السَّلام-]{+السلام+}" },
    { "ኣብ ጊዜ ስራሕ", "ኣብ ጊዜ ትምህርቲ", "ኣብ ጊዜ [-ስራሕ-]{+ትምህርቲ+}" },
    /* No blanks between words. */
    { "我喜欢做饭", "我喜欢画画", "我喜欢[-做饭-]{+画画+}" },
    { "line one\nline two", "line one\nline three", "line one\nline [-two-]{+three+}" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *shown = show (rows[i].older, rows[i].newer);

      g_assert_cmpstr (shown, ==, rows[i].shown);
      check_whole (rows[i].older, rows[i].newer);
    }
}

/* What the picture of the design shows. */
static void
test_own_words (void)
{
  g_autofree char *shown = show (
      "The house is alright. I like having people about.",
      "The house is alright but it’s loud, and people take my food out the fridge. I can’t wait "
      "for "
      "my own place. I want to be near Jude’s school so he can come for tea.");

  g_assert_cmpstr (shown, ==,
                   "The house is alright[-. I like having people about-]{+ but it’s loud, and "
                   "people take my food "
                   "out the fridge. I can’t wait for my own place. I want to be near Jude’s school "
                   "so he can come "
                   "for tea+}.");
}

/* -- random and large -------------------------------------------------------------------------- */

static char *
make_text (GRand *random, guint n, guint n_words)
{
  static const char *const words[] = { "home",  "سلام", "work", "👩🏽‍🍳",
                                       "mum",   "我",   "bus",  "ስራሕ",
                                       "can’t", "plan", "é",    "e\u0301",
                                       "stop",  "go",   "tea",  "\u200f" };
  static const char *const between[] = { " ", " ", " ", ". ", ", ", "\n", "" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_string_append (text, words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))]);
      if (n_words > 0)
        g_string_append_printf (text, "%d", g_rand_int_range (random, 0, (int)n_words));
      g_string_append (text, between[g_rand_int_range (random, 0, G_N_ELEMENTS (between))]);
    }
  return g_string_free (text, FALSE);
}

/* Seed: WAY_SEED replays one. */
static GRand *
new_random (void)
{
  const char *given = g_getenv ("WAY_SEED");
  guint32 seed = given != NULL ? (guint32)g_ascii_strtoull (given, NULL, 10) : g_random_int ();

  g_test_message ("WAY_SEED=%u", seed);
  return g_rand_new_with_seed (seed);
}

static void
test_random (void)
{
  GRand *random = new_random ();

  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *a = make_text (random, (guint)g_rand_int_range (random, 0, 60), 0);
      g_autofree char *b = make_text (random, (guint)g_rand_int_range (random, 0, 60), i % 3);
      g_autofree char *both = g_strconcat (a, b, NULL);

      check_whole (a, b);
      check_whole (a, both);
      check_whole (both, b);
      g_assert_cmpuint (check_whole (both, both), ==, 0);
    }
  g_rand_free (random);
}

static void
check_quick (const char *name, const char *older, const char *newer)
{
  gint64 begun = g_get_monotonic_time ();
  guint changes = check_whole (older, newer);
  double seconds = (double)(g_get_monotonic_time () - begun) / G_USEC_PER_SEC;

  g_test_message ("%s: %.2f s, %u changes", name, seconds, changes);
  g_assert_cmpfloat (seconds, <, 20); /* under any sanitizer; see the message for what it takes */
}

static char *
repeat (const char *part, gsize bytes)
{
  GString *text = g_string_new (NULL);

  while (text->len < bytes)
    g_string_append (text, part);
  return g_string_free (text, FALSE);
}

#define MIB (1024 * 1024)

static void
test_large (void)
{
  GRand *random = new_random ();
  g_autofree char *many = make_text (random, 90000, 100000), *other = make_text (random, 90000, 9);
  g_autofree char *third = make_text (random, 90000, 100000);
  g_autofree char *mended = g_strconcat ("Before. ", many, " After.", NULL);
  g_autofree char *same = repeat ("a ", MIB), *pairs = repeat ("a b ", MIB);
  g_autofree char *dots = repeat (".", MIB), *word = repeat ("x", MIB);
  g_autofree char *back = repeat ("b a c ", MIB);

  check_quick ("two ends of a long text", many, mended);
  check_quick ("nothing in common but words", many, third);
  check_quick ("few words, all mixed", other, many);
  check_quick ("one word again and again", same, pairs);
  check_quick ("turned round", pairs, back);
  check_quick ("stops", dots, same);
  check_quick ("one word of a mebibyte", word, dots);
  g_assert_cmpuint (check_whole (many, mended), <=, 4);
  g_rand_free (random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/word-diff/table", test_table);
  g_test_add_func ("/word-diff/own-words", test_own_words);
  g_test_add_func ("/word-diff/random", test_random);
  g_test_add_func ("/word-diff/large", test_large);
  return g_test_run ();
}
