/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-fold.h"

#include <string.h>
#include "way-sentence.h"

struct _WayQuery
{
  GPtrArray *terms; /* (owned): WayTerm */
};

/* Letters that Unicode does not decompose, or that writers use for one another. */
static const struct
{
  gunichar from;
  const char *to;
} letters[] = {
  { 0x00e6, "ae" }, /* æ */
  { 0x00f0, "d" },  /* ð */
  { 0x00f8, "o" },  /* ø */
  { 0x00fe, "th" }, /* þ */
  { 0x0111, "d" },  /* đ */
  { 0x0127, "h" },  /* ħ */
  { 0x0131, "i" },  /* ı */
  { 0x0142, "l" },  /* ł */
  { 0x0153, "oe" }, /* œ */
  { 0x00df, "ss" }, /* ß */
  { 0x03c2, "σ" },  /* final sigma */
  { 0x0640, "" },   /* tatweel only stretches a word */
  { 0x0649, "ي" },  /* alef maksura */
  { 0x0629, "ه" },  /* teh marbuta */
  { 0x0671, "ا" },  /* alef wasla */
  { 0x06a9, "ك" },  /* keheh, the kaf of Persian, Urdu and Sorani */
  { 0x06cc, "ي" },  /* Farsi yeh */
};

static const char *
fold_letter (gunichar c)
{
  for (gsize i = 0; i < G_N_ELEMENTS (letters); i++)
    if (letters[i].from == c)
      return letters[i].to;
  return NULL;
}

/* Ge'ez letters of one sound in Tigrinya and Amharic, each a row of eight: ሠ as ሰ, ፀ as ጸ, ኀ as ሐ.
 */
static gunichar
fold_geez (gunichar c)
{
  if (c >= 0x1220 && c <= 0x1227)
    return c - 0x1220 + 0x1230;
  if (c >= 0x1340 && c <= 0x1346)
    return c - 0x1340 + 0x1338;
  if (c >= 0x1280 && c <= 0x1286)
    return c - 0x1280 + 0x1210;
  return c;
}

static gboolean
is_mark (gunichar c)
{
  return g_unichar_ismark (c);
}

static gboolean
is_word_character (gunichar c)
{
  return g_unichar_isalnum (c) || is_mark (c) || c == 0x0640;
}

/* Apostrophes inside a word do not part it: Jude's is found by judes and by jude's. */
static gboolean
is_apostrophe (gunichar c)
{
  return c == '\'' || c == 0x2019 || c == 0x02bc;
}

/* Characters nobody sees or types, that text pasted from elsewhere holds inside its words. */
static gboolean
is_joiner (gunichar c)
{
  return c == 0x00ad || c == 0x061c || (c >= 0x200c && c <= 0x200f) || c == 0x2060 || c == 0xfeff;
}

/* Appends letters and digits and nothing else, so that folded words need no quoting anywhere. */
static void
fold_character (GString *out, gunichar c)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize n = g_unichar_fully_decompose (c, TRUE, parts, G_N_ELEMENTS (parts));

  for (gsize i = 0; i < n; i++)
    {
      gunichar lower = g_unichar_tolower (parts[i]);
      const char *letter = fold_letter (lower);

      if (is_mark (parts[i]))
        continue;
      if (letter != NULL)
        g_string_append (out, letter);
      else if (g_unichar_isalnum (lower))
        g_string_append_unichar (out, fold_geez (lower));
    }
}

static void
token_clear (WayToken *token)
{
  g_free (token->folded);
}

static gboolean
continues_word (const char *p, gsize length)
{
  gunichar c;

  if ((guchar)*p < 0x80 && *p != '\'')
    return FALSE; /* letters and digits were read before */
  c = g_utf8_get_char (p);
  if (is_word_character (c))
    return TRUE;
  return length > 0
         && (is_joiner (c)
             || (is_apostrophe (c) && is_word_character (g_utf8_get_char (g_utf8_next_char (p)))));
}

/* Nearly every letter is one of these, and needs no table. */
static const char *
read_ascii (const char *start, GString *folded)
{
  gsize n = 0;
  char *out;

  while (g_ascii_isalnum (start[n]))
    n++;
  g_string_set_size (folded, folded->len + n);
  out = folded->str + folded->len - n;
  for (gsize i = 0; i < n; i++)
    out[i] = (char)(start[i] | 0x20); /* digits have this bit, and small letters */
  return start + n;
}

/* Moves over what stands between words, an apostrophe at the beginning of one among it. */
static const char *
skip_gap (const char *p)
{
  while (*p != '\0' && (guchar)*p < 0x80 && !g_ascii_isalnum (*p))
    p++;
  return p;
}

/* Moves over the word at @start and appends it folded; where there is none, moves over whatever
 * stands there. */
static const char *
read_word (const char *start, GString *folded)
{
  const char *p = start;

  for (;;)
    {
      if (g_ascii_isalnum (*p))
        {
          p = read_ascii (p, folded);
          continue;
        }
      if (*p == '\0' || !continues_word (p, (gsize)(p - start)))
        return p > start || *p == '\0' ? p : g_utf8_next_char (p);
      if (!is_apostrophe (g_utf8_get_char (p)))
        fold_character (folded, g_utf8_get_char (p));
      p = g_utf8_next_char (p);
    }
}

GArray *
way_fold_tokens (const char *text)
{
  GArray *tokens = g_array_new (FALSE, FALSE, sizeof (WayToken));
  g_autoptr (GString) folded = g_string_new (NULL);

  g_array_set_clear_func (tokens, (GDestroyNotify)token_clear);
  for (const char *p = skip_gap (text); *p != '\0'; p = skip_gap (p))
    {
      const char *start = p;

      p = read_word (start, g_string_truncate (folded, 0));
      if (folded->len > 0)
        {
          WayToken token = { g_strndup (folded->str, folded->len), (gsize)(start - text),
                             (gsize)(p - text) };

          g_array_append_val (tokens, token);
        }
    }
  return tokens;
}

char *
way_fold (const char *text)
{
  GString *folded = g_string_sized_new (strlen (text));
  gsize end = 0; /* of the last word */

  for (text = skip_gap (text); *text != '\0'; text = skip_gap (text))
    {
      if (end > 0 && folded->len == end)
        g_string_append_c (folded, ' ');
      text = read_word (text, folded);
      if (folded->len > end + (end > 0))
        end = folded->len;
    }
  return g_string_free (g_string_truncate (folded, end), FALSE);
}

/* -- what was typed ---------------------------------------------------------------------------- */

static void
term_free (WayTerm *term)
{
  g_ptr_array_unref (term->words);
  g_free (term);
}

/* Adds the words of @part: as one term where it was quoted, else each as its own. */
static void
add_terms (WayQuery *self, const char *part, gboolean quoted, gboolean closed)
{
  g_autoptr (GArray) tokens = way_fold_tokens (part);
  WayTerm *term = NULL;

  for (guint i = 0; i < tokens->len; i++)
    {
      if (term == NULL || !quoted)
        {
          term = g_new0 (WayTerm, 1);
          term->words = g_ptr_array_new_with_free_func (g_free);
          term->prefix = !closed;
          g_ptr_array_add (self->terms, term);
        }
      g_ptr_array_add (term->words, g_strdup (g_array_index (tokens, WayToken, i).folded));
    }
}

static char *
straight_quotes (const char *typed)
{
  GString *straight = g_string_new (typed);

  g_string_replace (straight, "“", "\"", 0);
  g_string_replace (straight, "”", "\"", 0);
  return g_string_free (straight, FALSE);
}

WayQuery *
way_query_new (const char *typed)
{
  g_autoptr (WayQuery) self = g_new0 (WayQuery, 1);
  g_autofree char *straight = straight_quotes (typed);
  g_auto (GStrv) parts = g_strsplit (straight, "\"", -1);
  guint n = g_strv_length (parts);

  self->terms = g_ptr_array_new_with_free_func ((GDestroyNotify)term_free);
  for (guint i = 0; i < n; i++)
    add_terms (self, parts[i], i % 2 == 1, i % 2 == 1 && i + 1 < n);
  return self->terms->len > 0 ? g_steal_pointer (&self) : NULL;
}

void
way_query_free (WayQuery *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->terms);
  g_free (self);
}

const GPtrArray *
way_query_get_terms (const WayQuery *self)
{
  return self->terms;
}

char *
way_query_to_match (const WayQuery *self)
{
  GString *match = g_string_new (NULL);

  for (guint i = 0; i < self->terms->len; i++)
    {
      const WayTerm *term = g_ptr_array_index (self->terms, i);

      g_string_append (match, i > 0 ? " AND \"" : "\"");
      for (guint w = 0; w < term->words->len; w++)
        {
          if (w > 0)
            g_string_append_c (match, ' ');
          /* folded words hold letters, digits and nothing that could end the quotes */
          g_string_append (match, g_ptr_array_index (term->words, w));
        }
      g_string_append (match, term->prefix ? "\"*" : "\"");
    }
  return g_string_free (match, FALSE);
}

/* A word of the text that was read last, and where it lies. */
typedef struct
{
  GString *folded; /* (owned) */
  const char *start, *end;
} Word;

/* The last words read are those of @term; @next is the place in @words that is read next. */
static gboolean
term_is_here (const WayTerm *term, const Word *words, guint next)
{
  guint n = term->words->len;

  for (guint w = 0; w < n; w++)
    {
      const char *word = g_ptr_array_index (term->words, w);
      const GString *found = words[(next + w) % n].folded;

      if (found->str[0] != word[0])
        return FALSE;
      if (term->prefix && w + 1 == n ? !g_str_has_prefix (found->str, word)
                                     : !g_str_equal (found->str, word))
        return FALSE;
    }
  return TRUE;
}

/* Moves over a word that begins with another letter than @first, which is folded, where that needs
 * no table to see. */
static const char *
skip_other_word (const char *start, char first)
{
  const char *p = start;

  if (!g_ascii_isalnum (*p) || (*p | 0x20) == first)
    return start;
  while (g_ascii_isalnum (*p))
    p++;
  return (guchar)*p < 0x80 && *p != '\'' ? p : start;
}

/* Reads @text as far as where @term is first found; @words has room for as many as it has. */
static gboolean
read_to_term (const WayTerm *term,
              const char *text,
              Word *words,
              const char **ret_start,
              const char **ret_end)
{
  guint n = term->words->len, next = 0;
  char first = ((const char *)g_ptr_array_index (term->words, 0))[0];

  for (const char *p = skip_gap (text); *p != '\0'; p = skip_gap (p))
    {
      const char *past = n == 1 ? skip_other_word (p, first) : p;
      Word *word = &words[next];

      if (past > p)
        {
          p = past;
          continue;
        }
      word->start = p;
      word->end = p = read_word (p, g_string_truncate (word->folded, 0));
      if (word->folded->len == 0)
        continue;
      next = (next + 1) % n;
      if (!term_is_here (term, words, next))
        continue;
      *ret_start = words[next].start;
      *ret_end = word->end;
      return TRUE;
    }
  return FALSE;
}

static gboolean
find_term (const WayTerm *term, const char *text, const char **ret_start, const char **ret_end)
{
  guint n = term->words->len;
  g_autofree Word *words = g_new0 (Word, n);
  gboolean found;

  for (guint i = 0; i < n; i++)
    words[i].folded = g_string_new (NULL);
  found = read_to_term (term, text, words, ret_start, ret_end);
  for (guint i = 0; i < n; i++)
    g_string_free (words[i].folded, TRUE);
  return found;
}

gboolean
way_query_matches (const WayQuery *self, const char *text)
{
  const char *start, *end;

  for (guint i = 0; i < self->terms->len; i++)
    if (!find_term (g_ptr_array_index (self->terms, i), text, &start, &end))
      return FALSE;
  return TRUE;
}

/* Widens [start, end) to its sentence, as far as @max characters allow. */
static void
widen_to_sentence (const char *text, const char **start, const char **end, guint max)
{
  glong left = (glong)max - g_utf8_strlen (*start, *end - *start);
  const char *limit_start = *start, *p;

  for (; limit_start > text && left > max / 3; left--)
    {
      if (way_sentence_ends_before (text, limit_start))
        break;
      limit_start = g_utf8_prev_char (limit_start);
    }
  for (p = *end; *p != '\0' && left > 0; left--)
    {
      if (*p == '\n')
        break;
      p = g_utf8_next_char (p);
      if (way_sentence_ends_before (text, p))
        break;
    }
  *start = limit_start;
  *end = p;
}

static gboolean
is_break (gunichar c)
{
  return g_unichar_isspace (c);
}

static gboolean
is_inside_word (const char *text, const char *cut)
{
  gunichar before = cut > text ? g_utf8_get_char (g_utf8_prev_char (cut)) : ' ';

  return *cut != '\0' && !is_break (g_utf8_get_char (cut)) && !is_break (before)
         && !way_sentence_ends_before (text, cut);
}

/* Moves a cut that fell inside a word to the nearest space on the inner side, but leaves what was
 * found, from @found to @found_end, whole. */
static void
trim_to_words (const char *text,
               const char **start,
               const char *found,
               const char *found_end,
               const char **end)
{
  const char *p = *end;

  if (is_inside_word (text, *start))
    while (*start < found && !is_break (g_utf8_get_char (*start)))
      *start = g_utf8_next_char (*start);
  while (*start < found && is_break (g_utf8_get_char (*start)))
    *start = g_utf8_next_char (*start);

  if (is_inside_word (text, p))
    while (p > found_end && !is_break (g_utf8_get_char (g_utf8_prev_char (p))))
      p = g_utf8_prev_char (p);
  while (p > found_end && is_break (g_utf8_get_char (g_utf8_prev_char (p))))
    p = g_utf8_prev_char (p);
  if (p > *start)
    *end = p;
}

static gboolean
is_cut_before (const char *text, const char *start)
{
  while (start > text && start[-1] != '\n' && is_break (g_utf8_get_char (g_utf8_prev_char (start))))
    start = g_utf8_prev_char (start);
  return start > text && !way_sentence_ends_before (text, start);
}

static gboolean
is_cut_after (const char *start, const char *end)
{
  gboolean whole = end == start || way_sentence_ends_before (start, end);

  while (*end != '\0' && *end != '\n' && is_break (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  return *end != '\0' && *end != '\n' && !whole;
}

/* Where the first term found lies in @text, at most @max characters of it; the beginning where none
 * was found. */
static void
find_place (
    const WayQuery *self, const char *text, guint max, const char **ret_start, const char **ret_end)
{
  const char *start = text, *end = text;

  for (guint i = 0; i < self->terms->len && end == text; i++)
    find_term (g_ptr_array_index (self->terms, i), text, &start, &end);
  if (g_utf8_strlen (start, end - start) > (glong)max)
    end = g_utf8_offset_to_pointer (start, (glong)max);
  *ret_start = start;
  *ret_end = end;
}

char *
way_query_snippet (const WayQuery *self, const char *text, guint max)
{
  const char *found, *found_end, *start, *end;
  g_autofree char *middle = NULL;

  find_place (self, text, max, &found, &found_end);
  start = found;
  end = found_end;
  widen_to_sentence (text, &start, &end, max);
  trim_to_words (text, &start, found, found_end, &end);
  middle = g_strndup (start, (gsize)(end - start));
  g_strdelimit (middle, "\n\t", ' ');
  return g_strconcat (is_cut_before (text, start) ? "…" : "", middle,
                      is_cut_after (start, end) ? "…" : "", NULL);
}

/* -- what was found, to be shown --------------------------------------------------------------- */

/* As much of the word at @p as folds to @typed, with the marks on its last letter. */
static const char *
skip_typed (const char *p, const char *end, const char *typed)
{
  g_autoptr (GString) folded = g_string_new (NULL);

  for (; p < end && folded->len < strlen (typed); p = g_utf8_next_char (p))
    if (!is_apostrophe (g_utf8_get_char (p)))
      fold_character (folded, g_utf8_get_char (p));
  while (p < end && g_unichar_ismark (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p;
}

static const char *
find_last_word (const char *start, const char *end)
{
  g_autofree char *part = g_strndup (start, (gsize)(end - start));
  g_autoptr (GArray) tokens = way_fold_tokens (part);

  return start + g_array_index (tokens, WayToken, tokens->len - 1).start;
}

static void
add_found (GArray *spans, const WayTerm *term, const char *text)
{
  const char *start, *end, *p = text;

  while (find_term (term, p, &start, &end))
    {
      const char *last = g_ptr_array_index (term->words, term->words->len - 1);
      const char *stop = term->prefix ? skip_typed (find_last_word (start, end), end, last) : end;
      WayFoldSpan span = { (gsize)(start - text), (gsize)(stop - text) };

      g_array_append_val (spans, span);
      p = end;
    }
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const WayFoldSpan *left = a, *right = b;

  return (left->start > right->start) - (left->start < right->start);
}

GArray *
way_query_list_found (const WayQuery *self, const char *text)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (WayFoldSpan));
  guint kept = 0;

  for (guint i = 0; i < self->terms->len; i++)
    add_found (spans, g_ptr_array_index (self->terms, i), text);
  g_array_sort (spans, compare_spans);
  for (guint i = 0; i < spans->len; i++)
    {
      WayFoldSpan *next = &g_array_index (spans, WayFoldSpan, i);
      WayFoldSpan *last = kept > 0 ? &g_array_index (spans, WayFoldSpan, kept - 1) : NULL;

      if (last != NULL && next->start <= last->end)
        last->end = MAX (last->end, next->end);
      else
        g_array_index (spans, WayFoldSpan, kept++) = *next;
    }
  return g_array_set_size (spans, kept);
}
