/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>
#include "core-fixture.h"
#include "way-fold.h"

static void
test_folded (void)
{
  static const char *const pairs[][2] = {
    { "Trần Đặng", "tran dang" },
    { "السَّلام", "السلام" },
    { "الســـلام", "السلام" },
    { "أحمد إبراهيم آمنة", "احمد ابراهيم امنه" },
    { "مدرسة", "مدرسه" },
    { "کوردی", "كوردي" },
    { "Łukasz Sørensen", "lukasz sorensen" },
    { "Straße, Œuvre, Ærø, Þór, ħobż", "strasse oeuvre aero thor hobz" },
    { "STRASSE ẞ", "strasse ss" },
    { "Jude's", "judes" },
    { "Jude’s o'clock", "judes oclock" },
    { "'quoted' dogs' ‘tis", "quoted dogs tis" },
    { "ሠላም", "ሰላም" },
    { "ፀሐይ ጸሐይ", "ጸሐይ ጸሐይ" },
    { "ኀይለ ሐይለ", "ሐይለ ሐይለ" },
    { "Ὀδυσσεύς ΟΔΥΣΣΕΥΣ", "οδυσσευσ οδυσσευσ" },
    { "ﬁne ＡＢＣ", "fine abc" },
    { "N1 2AB", "n1 2ab" },
    { "hos\u00adpital", "hospital" },
    { "س\u200eلام", "سلام" },
    { "می\u200cخواهم", "ميخواهم" },
    { "½ ⑴", "12 1" },
    { "İstanbul ISPARTA ıssız", "istanbul isparta issiz" },
    { "  ... — “”  ", "" },
    { "", "" },
    { "\u0301\u0301", "" },
    { "a_b-c/d.e", "a b c d e" },
    { "~tab\tline\nZz09@[`{", "tab line zz09" },
    { "A1é2B c’ 'd' e'f'g", "a1e2b c d efg" },
    { "résumé re\u0301sume\u0301", "resume resume" },
    { "👍🏽 ok", "ok" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *folded = way_fold (pairs[i][0]);
      g_autofree char *again = way_fold (folded);

      g_assert_cmpstr (folded, ==, pairs[i][1]);
      g_assert_cmpstr (again, ==, folded);
    }
}

/* Tokens lie in the text in order, and fold to themselves. */
static void
test_tokens (void)
{
  const char *text = "Kez’s brother—Trần, 14 — said: “ሠላም!”";
  g_autoptr (GArray) tokens = way_fold_tokens (text);
  static const char *const words[] = { "Kez’s", "brother", "Trần", "14", "said", "ሠላም" };

  g_assert_cmpuint (tokens->len, ==, G_N_ELEMENTS (words));
  for (guint i = 0; i < tokens->len; i++)
    {
      const WayToken *token = &g_array_index (tokens, WayToken, i);
      g_autofree char *word = g_strndup (text + token->start, token->end - token->start);
      g_autofree char *folded = way_fold (word);

      g_assert_cmpstr (word, ==, words[i]);
      g_assert_cmpstr (folded, ==, token->folded);
    }
}

/* -- what was typed ---------------------------------------------------------------------------- */

static void
test_match (void)
{
  static const char *const rows[][2] = {
    { "tran", "\"tran\"*" },
    { "Trần Đặng", "\"tran\"* AND \"dang\"*" },
    { "\"rent arrears\"", "\"rent arrears\"" },
    { "\"rent arr", "\"rent arr\"*" },
    { "“rent arrears” bank", "\"rent arrears\" AND \"bank\"*" },
    { "bank \"rent", "\"bank\"* AND \"rent\"*" },
    { "jude's", "\"judes\"*" },
    { "a OR b", "\"a\"* AND \"or\"* AND \"b\"*" },
    { "NEAR(a b, 5)", "\"near\"* AND \"a\"* AND \"b\"* AND \"5\"*" },
    { "body:x ^y -z +w *", "\"body\"* AND \"x\"* AND \"y\"* AND \"z\"* AND \"w\"*" },
    { "\"\" \"a\"", "\"a\"" },
    { "a\"b\"c", "\"a\"* AND \"b\" AND \"c\"*" },
  };
  static const char *const nothing[] = { "", " ", "\"", "\"\"", "...", "“”", "\u0301", "*" };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WayQuery) query = way_query_new (rows[i][0]);
      g_autofree char *match = way_query_to_match (query);

      g_assert_cmpstr (match, ==, rows[i][1]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (nothing); i++)
    g_assert_null (way_query_new (nothing[i]));
}

static void
test_matches (void)
{
  static const struct
  {
    const char *typed, *text;
    gboolean found;
  } rows[] = {
    { "tran dang", "Trần Thị Đặng", TRUE },
    { "Trần", "tran", TRUE },
    { "السلام", "قال السَّلام عليكم", TRUE },
    { "السَّلام", "السلام", TRUE },
    { "ሰላም", "ሠላም", TRUE },
    { "ሠላም", "ሰላም", TRUE },
    { "łukasz", "Lukasz", TRUE },
    { "lukasz", "Łukasz", TRUE },
    { "judes", "Jude's room", TRUE },
    { "jude’s", "Judes room", TRUE },
    { "bro", "my brother", TRUE },
    { "rother", "my brother", FALSE },
    { "\"bro\"", "my brother", FALSE },
    { "\"my bro", "my brother", TRUE },
    { "brother my", "my brother", TRUE },
    { "\"brother my\"", "my brother", FALSE },
    { "\"my brother\"", "my own brother", FALSE },
    { "\"my brother\"", "my\nbrother", TRUE },
    { "\"my brother\" flat", "my brother", FALSE },
    { "my my", "my", TRUE },
    { "\"b c\"", "a b b c", TRUE },
    { "x", "", FALSE },
    { "obrien", "We can't see O'Brien", TRUE },
    { "brien", "We can't see O'Brien", FALSE },
    { "t", "can't", FALSE },
    { "14b", "flat 14b", TRUE },
    { "4b", "flat 14b", FALSE },
    { "naive", "a naïve boat", TRUE },
    { "ive", "a naïve boat", FALSE },
    { "ẹ", "the end", TRUE },
    { "boat", "sail-boat", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WayQuery) query = way_query_new (rows[i].typed);

      g_assert_true (way_query_matches (query, rows[i].text) == rows[i].found);
    }
}

/* -- hostile typing ---------------------------------------------------------------------------- */

static char *
random_typing (WayRandom *random)
{
  static const char *const pieces[] = {
    "\"",  "'",  "“",      "”",    "’",      "*",      "^",      "(",    ")",    ":",
    "-",   "+",  "{",      "}",    " ",      "\n",     "\t",     "\x01", "\x1b", "\x7f",
    "AND", "OR", "NOT",    "NEAR", "a",      "Đặng",   "ß",      "ሠ",    "السَّ",  "\u0301",
    "½",   "ﷺ",  "\u037a", "⁄",    "\u200f", "\u202e", "\ufeff", "﷽",    "Ⅻ",    "😀",
    ";",   "--", "%",      "\\",   "0",      "_"
  };
  guint n = way_random_below (random, 40);
  GString *typed = g_string_new (NULL);

  if (way_random_below (random, 50) == 0)
    n = 5000;
  for (guint i = 0; i < n; i++)
    if (way_random_below (random, 4) > 0)
      g_string_append (typed, pieces[way_random_below (random, G_N_ELEMENTS (pieces))]);
    else
      {
        gunichar c = way_random_below (random, 0x110000);

        if (c != 0 && g_unichar_validate (c))
          g_string_append_unichar (typed, c);
      }
  return g_string_free (typed, FALSE);
}

/* "words" or "words"*, joined by AND, where words are letters and digits parted by one space. */
static gboolean
is_clean_match (const char *match)
{
  const char *p = match;

  while (*p == '"')
    {
      const char *start = ++p;

      for (; *p != '"'; p = g_utf8_next_char (p))
        if (!(g_unichar_isalnum (g_utf8_get_char (p))
              || (*p == ' ' && p > start && p[-1] != ' ' && p[1] != '"')))
          return FALSE;
      if (p++ == start)
        return FALSE;
      if (*p == '*')
        p++;
      if (g_str_has_prefix (p, " AND \""))
        p += strlen (" AND ");
      else
        return *p == '\0';
    }
  return FALSE;
}

static void
test_hostile (void)
{
  g_autoptr (WayRandom) random = way_test_random ();
  guint n_words = 0;

  for (guint i = 0; i < 4000; i++)
    {
      g_autofree char *typed = random_typing (random);
      g_autoptr (WayQuery) query = way_query_new (typed);
      g_autofree char *match = query != NULL ? way_query_to_match (query) : NULL;

      if (query == NULL)
        continue;
      n_words++;
      g_assert_true (is_clean_match (match));
    }
  g_assert_cmpuint (n_words, >, 1000);
}

/* -- the sentence ------------------------------------------------------------------------------ */

static void
test_snippet (void)
{
  static const struct
  {
    const char *typed, *text;
    guint max;
    const char *snippet;
  } rows[] = {
    { "rent", "I like it. The rent is due. It rains.", 80, "The rent is due." },
    { "rent", "The rent is due", 80, "The rent is due" },
    { "rent", "First line\nthe rent\nlast line", 80, "the rent" },
    { "السلام", "نعم؟ السَّلام عليكم. لا", 80, "السَّلام عليكم." },
    { "ሰላም", "ደሓን። ሠላም ድዩ። እወ", 80, "ሠላም ድዩ።" },
    { "nowhere", "I like it. The rent is due.", 80, "I like it." },
    { "kettlex", "Hello. We paid £4.50 for kettlex at 3.30pm with him. Fine.", 80,
      "We paid £4.50 for kettlex at 3.30pm with him." },
    { "smith", "Late. She saw Dr. Smith, see a.b@example.org. Fine.", 80,
      "She saw Dr. Smith, see a.b@example.org." },
    { "p517", "Write to p517@example.org.uk today! Fine.", 80,
      "Write to p517@example.org.uk today!" },
    { "said", "Late. He said “no.” Then he left.", 80, "He said “no.”" },
    { "left", "He said “no.” Then he left (at 3.) Fine.", 80, "Then he left (at 3.)" },
    { "50", "We paid £4.50 for it.", 12, "…£4.50 for…" },
    { "x", "", 80, "" },
    { "two", "one two three four five six seven", 12, "one two…" },
    { "five", "one two three four five six seven", 12, "…five six…" },
    { "seven", "one two three four five six seven", 14, "…six seven" },
    { "needle", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-needle tail", 16, "…needle tail" },
    { "needle", "head needle-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 16, "head needle…" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (WayQuery) query = way_query_new (rows[i].typed);
      g_autofree char *snippet = way_query_snippet (query, rows[i].text, rows[i].max);

      g_assert_cmpstr (snippet, ==, rows[i].snippet);
    }
}

static void
test_snippet_long_word (void)
{
  g_autofree char *word = g_strnfill (5000, 'w');
  g_autofree char *text = g_strconcat ("before ", word, " after", NULL);
  g_autoptr (WayQuery) inside = way_query_new ("www");
  g_autoptr (WayQuery) absent = way_query_new ("zzz");
  g_autofree char *found = way_query_snippet (inside, text, 60);
  g_autofree char *alone = way_query_snippet (inside, word, 60);
  g_autofree char *not_found = way_query_snippet (absent, word, 60);

  g_assert_cmpint (g_utf8_strlen (found, -1), <=, 62);
  g_assert_true (g_str_has_prefix (found, "…www"));
  g_assert_cmpint (g_utf8_strlen (alone, -1), <=, 62);
  g_assert_true (g_str_has_prefix (alone, "www"));
  g_assert_true (g_str_has_suffix (alone, "…"));
  g_assert_cmpint (g_utf8_strlen (not_found, -1), <=, 62);
  g_assert_true (g_str_has_suffix (not_found, "…"));
}

static char *
random_text (WayRandom *random)
{
  static const char *const pieces[] = { "the ",   "rent ",   "Đặng ",    "السَّلام ", "ሠላም ",  "is. ",
                                        "why? ",  "\n",      "word",     "-",       "a",     "  ",
                                        "\t",     "።",       "!",        "ß ",      "\"x\"", "…",
                                        "needle", "needle ", "Needle's " };
  guint n = way_random_below (random, 120);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (text, pieces[way_random_below (random, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

/* Never longer than asked for, always UTF-8, always what was found, where it fits. */
static void
test_snippet_property (void)
{
  g_autoptr (WayRandom) random = way_test_random ();
  static const char *const typed[] = { "needle", "dang", "\"is why\"", "السلام", "absent" };
  guint n_found = 0;

  for (guint i = 0; i < 5000; i++)
    {
      g_autofree char *text = random_text (random);
      g_autoptr (WayQuery) query = way_query_new (
          typed[way_random_below (random, G_N_ELEMENTS (typed))]);
      guint max = way_random_below (random, 100);
      g_autofree char *snippet = way_query_snippet (query, text, max);

      g_assert_true (g_utf8_validate (snippet, -1, NULL));
      g_assert_cmpint (g_utf8_strlen (snippet, -1), <=, (glong)max + 2);
      g_assert_null (strpbrk (snippet, "\n\t"));
      if (max >= 60 && way_query_matches (query, text))
        {
          n_found++;
          g_assert_true (way_query_matches (query, snippet));
        }
    }
  g_assert_cmpuint (n_found, >, 500);
}

static char *
mark_found (const char *typed, const char *text)
{
  g_autoptr (WayQuery) query = way_query_new (typed);
  g_autoptr (GArray) spans = way_query_list_found (query, text);
  GString *marked = g_string_new (NULL);
  gsize at = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      const WayFoldSpan *span = &g_array_index (spans, WayFoldSpan, i);

      g_string_append_len (marked, text + at, (gssize)(span->start - at));
      g_string_append_printf (marked, "[%.*s]", (int)(span->end - span->start), text + span->start);
      at = span->end;
    }
  g_string_append (marked, text + at);
  return g_string_free (marked, FALSE);
}

static void
test_list_found (void)
{
  static const struct
  {
    const char *typed, *text, *marked;
  } rows[] = {
    { "paint", "He painted it. Paint, repaint.", "He [paint]ed it. [Paint], repaint." },
    { "yellow paint", "Paint it yellow", "[Paint] it [yellow]" },
    { "p pa", "pain", "[pa]in" },
    { "\"the flat\"", "The flat, the flats", "[The flat], the flats" },
    { "\"the fla", "The flat", "[The fla]t" },
    { "dang", "Đặng", "[Đặng]" },
    { "s", "ßa", "[ß]a" },
    { "السلام", "السَّلام", "[السَّلام]" },
    { "rent", "nothing here", "nothing here" },
    { "judes", "Jude’s school", "[Jude’s] school" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *marked = mark_found (rows[i].typed, rows[i].text);

      g_assert_cmpstr (marked, ==, rows[i].marked);
    }
}

static void
test_list_found_property (void)
{
  g_autoptr (WayRandom) random = way_test_random ();
  static const char *const typed[] = { "needle", "dang", "\"is why\"", "السلام", "ne a s" };

  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *text = random_text (random);
      g_autoptr (WayQuery) query = way_query_new (
          typed[way_random_below (random, G_N_ELEMENTS (typed))]);
      g_autoptr (GArray) spans = way_query_list_found (query, text);
      gsize at = 0;

      for (guint s = 0; s < spans->len; s++)
        {
          const WayFoldSpan *span = &g_array_index (spans, WayFoldSpan, s);

          g_assert_cmpuint (span->start, <, span->end);
          g_assert_true (s == 0 || span->start > at);
          g_assert_cmpuint (span->end, <=, strlen (text));
          g_assert_true (
              g_utf8_validate (text + span->start, (gssize)(span->end - span->start), NULL));
          at = span->end;
        }
      if (way_query_matches (query, text))
        g_assert_cmpuint (spans->len, >, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/fold/folded", test_folded);
  g_test_add_func ("/core/fold/tokens", test_tokens);
  g_test_add_func ("/core/fold/match", test_match);
  g_test_add_func ("/core/fold/matches", test_matches);
  g_test_add_func ("/core/fold/hostile", test_hostile);
  g_test_add_func ("/core/fold/snippet", test_snippet);
  g_test_add_func ("/core/fold/snippet-long-word", test_snippet_long_word);
  g_test_add_func ("/core/fold/snippet-property", test_snippet_property);
  g_test_add_func ("/core/fold/list-found", test_list_found);
  g_test_add_func ("/core/fold/list-found-property", test_list_found_property);
  return g_test_run ();
}
