/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words become numbers; what both texts begin and end with is set aside; the rest is compared by
 * Myers' greedy walk ("An O(ND) Difference Algorithm", 1986) while that stays short, else cut at
 * the words that occur once in each (as patience does) and each piece compared by itself.  Every
 * step counts against one budget; where it is used up, a piece is taken as replaced.
 */
#include "way-word-diff.h"

#include <string.h>

#define WALK_LONGEST 600 /* edits of one walk: its memory is the square */
#define BUDGET 24000000  /* steps of one comparison: about a tenth of a second */
#define DEEPEST 24       /* cuts within cuts */

/* -- words ------------------------------------------------------------------------------------- */

typedef struct
{
  guint number; /* the same for the same word */
  gsize start, length;
} Word;

typedef enum
{
  SORT_BLANK,
  SORT_STOP,
  SORT_LETTER,
  SORT_ALONE, /* a sign, a picture, a letter of a script without blanks */
  SORT_MARK,  /* belongs to what stands before it */
} Sort;

static gboolean
is_regional (gunichar c)
{
  return c >= 0x1f1e6 && c <= 0x1f1ff;
}

/* Ideographs and kana; Thai, Lao, Khmer and Burmese; pictures and flags. */
static gboolean
stands_alone (GUnicodeBreakType type)
{
  return type == G_UNICODE_BREAK_IDEOGRAPHIC || type == G_UNICODE_BREAK_COMPLEX_CONTEXT
         || type == G_UNICODE_BREAK_CONDITIONAL_JAPANESE_STARTER
         || type == G_UNICODE_BREAK_EMOJI_BASE || type == G_UNICODE_BREAK_REGIONAL_INDICATOR;
}

static Sort
sort_of (gunichar c)
{
  if (g_unichar_isspace (c))
    return SORT_BLANK;
  if (g_unichar_ismark (c) || g_unichar_type (c) == G_UNICODE_FORMAT
      || (c >= 0x1f3fb && c <= 0x1f3ff))
    return SORT_MARK;
  if (stands_alone (g_unichar_break_type (c)))
    return SORT_ALONE;
  /* Within a word: I’m, mother-in-law. */
  if (g_unichar_isalnum (c) || c == '\'' || c == 0x2019 || c == '-' || c == 0x2010 || c == '_')
    return SORT_LETTER;
  return g_unichar_ispunct (c) ? SORT_STOP : SORT_ALONE;
}

/* After the word that begins at @at. */
static const char *
end_of_word (const char *at, const char *end)
{
  gunichar first = g_utf8_get_char (at), last = first;
  Sort sort = sort_of (first);
  guint regional = is_regional (first);

  for (at = g_utf8_next_char (at); at < end; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      Sort next = sort_of (c);
      gboolean joined = next == SORT_MARK || last == 0x200d          /* zero width joiner */
                        || (is_regional (c) && regional++ % 2 == 1); /* two make a flag */

      if (!joined && (next != sort || sort == SORT_ALONE || sort == SORT_STOP))
        return at;
      last = c;
    }
  return at;
}

typedef struct
{
  char *text; /* borrowed */
  gsize length;
} Spelling;

static guint
spelling_hash (gconstpointer key)
{
  const Spelling *self = key;
  guint hash = 5381;

  for (gsize i = 0; i < self->length; i++)
    hash = hash * 33 + (guint8)self->text[i];
  return hash;
}

static gboolean
spelling_equal (gconstpointer a, gconstpointer b)
{
  const Spelling *one = a, *other = b;

  return one->length == other->length && memcmp (one->text, other->text, one->length) == 0;
}

/* (transfer full) */
static GArray *
list_words (GHashTable *numbers, const char *text)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));
  const char *end = text + strlen (text);

  for (const char *at = text, *next; at < end; at = next)
    {
      Spelling spelling = { (char *)at, 0 };
      Word word = { .start = (gsize)(at - text) };
      gpointer number;

      next = end_of_word (at, end);
      spelling.length = word.length = (gsize)(next - at);
      number = g_hash_table_lookup (numbers, &spelling);
      if (number == NULL)
        {
          number = GUINT_TO_POINTER (g_hash_table_size (numbers) + 1);
          g_hash_table_insert (numbers, g_memdup2 (&spelling, sizeof spelling), number);
        }
      word.number = GPOINTER_TO_UINT (number);
      g_array_append_val (words, word);
    }
  return words;
}

/* -- comparing --------------------------------------------------------------------------------- */

typedef struct
{
  GArray *older, *newer; /* (owned): Word */
  guint8 *gone, *come;   /* (owned): for each word whether it is not in the other text */
  gint64 budget;
  int *walk;        /* (owned): how far each diagonal came, for every number of edits */
  guint *seen[2];   /* (owned): how often a word occurs in a piece, by its number */
  guint *places[2]; /* (owned): where */
} Diff;

static guint
older_at (const Diff *self, guint i)
{
  return g_array_index (self->older, Word, i).number;
}

static guint
newer_at (const Diff *self, guint i)
{
  return g_array_index (self->newer, Word, i).number;
}

static void
replace (Diff *self, guint a, guint a_end, guint b, guint b_end)
{
  memset (self->gone + a, TRUE, a_end - a);
  memset (self->come + b, TRUE, b_end - b);
}

/* Older places after @edits edits, one for each diagonal that they can lead to, from the lowest. */
static int *
row_of (const Diff *self, int edits)
{
  return self->walk + (gsize)edits * ((gsize)edits + 1) / 2;
}

/* TRUE where the furthest way to diagonal @j adds a word, FALSE where it removes one. */
static gboolean
comes_by_adding (const int *before, int edits, int j)
{
  return j == 0 || (j < edits && before[j - 1] < before[j]);
}

static int
first_step (const int *before, int edits, int j)
{
  if (edits == 0)
    return 0;
  return comes_by_adding (before, edits, j) ? before[j] : before[j - 1] + 1;
}

/* From the end back to the start, marking what is gone and what has come. */
static void
walk_back (Diff *self, guint a, guint b, int edits, int j)
{
  for (; edits > 0; edits--)
    {
      const int *before = row_of (self, edits - 1);
      int x = first_step (before, edits, j), y = x - (2 * j - edits);

      if (comes_by_adding (before, edits, j))
        self->come[b + (guint)y - 1] = TRUE;
      else
        {
          self->gone[a + (guint)x - 1] = TRUE;
          j--;
        }
    }
}

/* FALSE where it takes too many edits, or too long. */
static gboolean
walk (Diff *self, guint a, guint a_end, guint b, guint b_end)
{
  int n = (int)(a_end - a), m = (int)(b_end - b);
  gint64 stop = self->budget - self->budget / 4;

  for (int edits = 0; edits <= WALK_LONGEST; edits++)
    {
      const int *before = edits > 0 ? row_of (self, edits - 1) : NULL;
      int *row = row_of (self, edits);

      for (int j = 0; j <= edits; j++)
        {
          int x = first_step (before, edits, j), y = x - (2 * j - edits);

          for (; x < n && y < m && older_at (self, a + (guint)x) == newer_at (self, b + (guint)y);
               x++, y++)
            self->budget--;
          self->budget--;
          row[j] = x;
          if (x >= n && y >= m)
            {
              walk_back (self, a, b, edits, j);
              return TRUE;
            }
        }
      if (self->budget < stop)
        return FALSE;
    }
  return FALSE;
}

/* A word that occurs once in each piece. */
typedef struct
{
  guint older, newer;
  int before; /* the one before it in the longest way so far, or -1 */
} Anchor;

static void
count (Diff *self, guint side, guint from, guint end, gboolean up)
{
  for (guint i = from; i < end; i++)
    {
      guint number = side == 0 ? older_at (self, i) : newer_at (self, i);

      self->seen[side][number] = up ? self->seen[side][number] + 1 : 0;
      self->places[side][number] = i;
    }
}

/* (transfer full): the words that occur once in each piece, in the order of the older one. */
static GArray *
list_single (Diff *self, guint a, guint a_end, guint b, guint b_end)
{
  GArray *anchors = g_array_new (FALSE, FALSE, sizeof (Anchor));

  count (self, 0, a, a_end, TRUE);
  count (self, 1, b, b_end, TRUE);
  for (guint i = a; i < a_end; i++)
    {
      guint number = older_at (self, i);
      Anchor anchor = { i, self->places[1][number], -1 };

      if (self->seen[0][number] == 1 && self->seen[1][number] == 1)
        g_array_append_val (anchors, anchor);
    }
  count (self, 0, a, a_end, FALSE);
  count (self, 1, b, b_end, FALSE);
  self->budget -= (gint64)(a_end - a) + (b_end - b);
  return anchors;
}

/* (transfer full): as many of @anchors as stand in one order in both texts, the last one first. */
static GArray *
list_in_order (GArray *anchors)
{
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (int)); /* best end of a way of each length */
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (Anchor));

  for (guint i = 0; i < anchors->len; i++)
    {
      Anchor *anchor = &g_array_index (anchors, Anchor, i);
      guint low = 0, high = ends->len;
      int index = (int)i;

      while (low < high)
        {
          guint middle = (low + high) / 2;
          int end = g_array_index (ends, int, middle);

          if (g_array_index (anchors, Anchor, end).newer < anchor->newer)
            low = middle + 1;
          else
            high = middle;
        }
      anchor->before = low > 0 ? g_array_index (ends, int, low - 1) : -1;
      if (low == ends->len)
        g_array_append_val (ends, index);
      else
        g_array_index (ends, int, low) = index;
    }
  for (int i = ends->len > 0 ? g_array_index (ends, int, ends->len - 1) : -1; i >= 0;
       i = g_array_index (anchors, Anchor, i).before)
    g_array_append_val (chosen, g_array_index (anchors, Anchor, i));
  g_array_unref (ends);
  return chosen;
}

static void compare (Diff *self, guint a, guint a_end, guint b, guint b_end, guint depth);

static void
cut (Diff *self, guint a, guint a_end, guint b, guint b_end, guint depth)
{
  g_autoptr (GArray) anchors = list_single (self, a, a_end, b, b_end);
  g_autoptr (GArray) chosen = list_in_order (anchors);

  if (chosen->len == 0)
    {
      replace (self, a, a_end, b, b_end);
      return;
    }
  for (guint i = chosen->len; i-- > 0;)
    {
      const Anchor *anchor = &g_array_index (chosen, Anchor, i);

      compare (self, a, anchor->older, b, anchor->newer, depth + 1);
      a = anchor->older + 1;
      b = anchor->newer + 1;
    }
  compare (self, a, a_end, b, b_end, depth + 1);
}

static void
compare (Diff *self, guint a, guint a_end, guint b, guint b_end, guint depth)
{
  while (a < a_end && b < b_end && older_at (self, a) == newer_at (self, b))
    a++, b++;
  while (a < a_end && b < b_end && older_at (self, a_end - 1) == newer_at (self, b_end - 1))
    a_end--, b_end--;
  if (a == a_end || b == b_end || self->budget <= 0 || depth > DEEPEST)
    replace (self, a, a_end, b, b_end);
  else if (!walk (self, a, a_end, b, b_end))
    cut (self, a, a_end, b, b_end, depth);
}

/* -- as people read it ------------------------------------------------------------------------- */

/* What changed in one place, and what was kept after it. */
typedef struct
{
  guint a, a_end, b, b_end; /* words */
  guint kept;               /* how many */
} Place;

static gsize
bytes_of (GArray *words, guint from, guint end)
{
  const Word *first = &g_array_index (words, Word, from);
  const Word *last = &g_array_index (words, Word, end - 1);

  return end > from ? last->start + last->length - first->start : 0;
}

static gsize
size_of (const Diff *self, const Place *place)
{
  return MAX (bytes_of (self->older, place->a, place->a_end),
              bytes_of (self->newer, place->b, place->b_end));
}

/* TRUE where what is kept between two changes is too little to be read by itself. */
static gboolean
is_weak (const Diff *self, const char *older, const Place *place, const Place *next)
{
  guint end = place->a_end + place->kept, n = 0;
  gsize size = 0;

  for (guint i = place->a_end; i < end && n <= 2; i++)
    {
      const Word *word = &g_array_index (self->older, Word, i);

      if (sort_of (g_utf8_get_char (older + word->start)) < SORT_LETTER)
        continue;
      n++;
      size += word->length;
    }
  /* Two words go with changes that are long beside them: "of the" between two new sentences. */
  return n <= 2 && size * (n == 2 ? 3 : 1) <= MIN (size_of (self, place), size_of (self, next));
}

/* (transfer full): the places in order; the first one may have nothing changed in it. */
static GArray *
list_places (const Diff *self)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));
  guint a = 0, b = 0;

  while (a < self->older->len || b < self->newer->len || places->len == 0)
    {
      Place place = { .a = a, .b = b };

      while (a < self->older->len && self->gone[a])
        a++;
      while (b < self->newer->len && self->come[b])
        b++;
      place.a_end = a;
      place.b_end = b;
      for (; a < self->older->len && b < self->newer->len && !self->gone[a] && !self->come[b];
           a++, b++)
        place.kept++;
      g_array_append_val (places, place);
    }
  return places;
}

static gboolean
is_change (const Place *place)
{
  return place->a_end > place->a || place->b_end > place->b;
}

/* One pass; TRUE where any were joined. */
static gboolean
join_places (const Diff *self, const char *older, GArray *places)
{
  guint kept = 0;

  for (guint i = 1; i < places->len; i++)
    {
      Place *place = &g_array_index (places, Place, kept);
      const Place *next = &g_array_index (places, Place, i);

      if (is_change (place) && is_change (next) && is_weak (self, older, place, next))
        *place = (Place){ place->a, next->a_end, place->b, next->b_end, next->kept };
      else
        g_array_index (places, Place, ++kept) = *next;
    }
  if (kept + 1 == places->len)
    return FALSE;
  g_array_set_size (places, kept + 1);
  return TRUE;
}

/* What joining has made the same at the ends of a place is kept after all. */
static void
trim_place (const Diff *self, GArray *places, guint i)
{
  Place *place = &g_array_index (places, Place, i);

  while (place->a < place->a_end && place->b < place->b_end
         && older_at (self, place->a_end - 1) == newer_at (self, place->b_end - 1))
    {
      place->a_end--;
      place->b_end--;
      place->kept++;
    }
  while (i > 0 && place->a < place->a_end && place->b < place->b_end
         && older_at (self, place->a) == newer_at (self, place->b))
    {
      place->a++;
      place->b++;
      g_array_index (places, Place, i - 1).kept++;
    }
}

static void
add_run (GArray *runs, WayWordsChange change, GArray *words, guint from, guint end, gsize newer)
{
  WayWordRun run = { change, 0, 0, newer };

  if (from == end)
    return;
  run.start = g_array_index (words, Word, from).start;
  run.length = bytes_of (words, from, end);
  g_array_append_val (runs, run);
}

static GArray *
list_runs (const Diff *self, const char *older)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (WayWordRun));
  g_autoptr (GArray) places = list_places (self);

  while (join_places (self, older, places))
    ;
  for (guint i = 0; i < places->len; i++)
    trim_place (self, places, i);
  for (guint i = 0; i < places->len; i++)
    {
      const Place *place = &g_array_index (places, Place, i);

      add_run (runs, WAY_WORDS_REMOVED, self->older, place->a, place->a_end, 0);
      add_run (runs, WAY_WORDS_ADDED, self->newer, place->b, place->b_end, 0);
      if (place->kept > 0)
        add_run (runs, WAY_WORDS_KEPT, self->older, place->a_end, place->a_end + place->kept,
                 g_array_index (self->newer, Word, place->b_end).start);
    }
  return runs;
}

/* -- all of it --------------------------------------------------------------------------------- */

static void
diff_clear (Diff *self)
{
  g_array_unref (self->older);
  g_array_unref (self->newer);
  g_free (self->gone);
  g_free (self->come);
  g_free (self->walk);
  for (guint side = 0; side < 2; side++)
    {
      g_free (self->seen[side]);
      g_free (self->places[side]);
    }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Diff, diff_clear)

GArray *
way_word_diff (const char *older, const char *newer)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (spelling_hash, spelling_equal, g_free,
                                                          NULL);
  g_auto (Diff) self = { .budget = BUDGET };
  gsize n_numbers;

  self.older = list_words (numbers, older);
  self.newer = list_words (numbers, newer);
  n_numbers = (gsize)g_hash_table_size (numbers) + 1;
  self.gone = g_new0 (guint8, self.older->len + 1);
  self.come = g_new0 (guint8, self.newer->len + 1);
  self.walk = g_new (int, ((gsize)WALK_LONGEST + 1) * (WALK_LONGEST + 2) / 2);
  for (guint side = 0; side < 2; side++)
    {
      self.seen[side] = g_new0 (guint, n_numbers);
      self.places[side] = g_new0 (guint, n_numbers);
    }
  compare (&self, 0, self.older->len, 0, self.newer->len, 0);
  return list_runs (&self, older);
}
