/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-print-text.h"

#include <string.h>

/* No script needs more marks on one letter; a hundred of them would run off the page. */
#define MARKS_MAX 8

/* Nor more pictures in one than a family has; a chain of them has no place to break. */
#define JOINS_MAX 4

/* Deeper levels are left out; the bidirectional algorithm itself ends at 125. */
#define LEVELS_MAX 60

/* Half of a telephone number. */
#define NUMBER_DIGITS_MIN 6

#define LRM 0x200e
#define RLM 0x200f
#define ALM 0x061c
#define ZWJ 0x200d
#define LRE 0x202a
#define RLE 0x202b
#define PDF 0x202c
#define LRO 0x202d
#define RLO 0x202e
#define LRI 0x2066
#define RLI 0x2067
#define FSI 0x2068
#define PDI 0x2069

/* An embedding or isolate that is open; @at is where its character stands in the output, or -1
 * where it was left out. */
typedef struct
{
  gssize at;
  gboolean isolate;
} Opened;

typedef struct
{
  GString *out;
  GArray *opened; /* Opened */
  guint marks;
  guint joins;
  gboolean joined; /* the last char was a joiner */
} Cleaner;

static gboolean
is_line_end (gunichar c)
{
  return (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* A soft hyphen would print where a word may break; the plan has no hyphenation. */
static gboolean
is_unprintable (gunichar c)
{
  return c < ' ' || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0xfeff || (c & 0xfffe) == 0xfffe
         || (c >= 0xfdd0 && c <= 0xfdef) || (c >= 0xfff9 && c <= 0xfffb);
}

static void
open_level (Cleaner *self, gunichar c)
{
  Opened opened = { (gssize)self->out->len, c == LRI || c == RLI || c == FSI };

  if (self->opened->len == LEVELS_MAX)
    return;
  /* No language needs an override; it only makes text read backwards. */
  if (c == LRO || c == RLO)
    opened.at = -1;
  else
    g_string_append_unichar (self->out, c);
  g_array_append_val (self->opened, opened);
}

/* Takes the last opened level out again: it is never closed. */
static void
drop_level (Cleaner *self)
{
  Opened *last = &g_array_index (self->opened, Opened, self->opened->len - 1);

  if (last->at >= 0)
    g_string_erase (self->out, last->at, strlen (WAY_PRINT_LRI));
  g_array_set_size (self->opened, self->opened->len - 1);
}

static void
close_embedding (Cleaner *self)
{
  Opened *last;

  if (self->opened->len == 0)
    return;

  last = &g_array_index (self->opened, Opened, self->opened->len - 1);
  if (last->isolate)
    return;
  if (last->at >= 0)
    g_string_append_unichar (self->out, PDF);
  g_array_set_size (self->opened, self->opened->len - 1);
}

static void
close_isolate (Cleaner *self)
{
  gboolean found = FALSE;

  for (guint i = 0; i < self->opened->len; i++)
    found = found || g_array_index (self->opened, Opened, i).isolate;
  if (!found)
    return;

  while (!g_array_index (self->opened, Opened, self->opened->len - 1).isolate)
    drop_level (self);
  g_string_append_unichar (self->out, PDI);
  g_array_set_size (self->opened, self->opened->len - 1);
}

static void
end_line (Cleaner *self)
{
  while (self->opened->len > 0)
    drop_level (self);
  self->marks = 0;
}

/* Counts what hangs on one letter; TRUE where @c is too much. */
static gboolean
is_too_much (Cleaner *self, gunichar c)
{
  gboolean mark = g_unichar_ismark (c), join = c == ZWJ;

  self->marks = mark ? self->marks + 1 : 0;
  if (!mark && !join && !self->joined)
    self->joins = 0;
  self->joins += join;
  self->joined = join && self->joins <= JOINS_MAX;
  return self->marks > MARKS_MAX || (join && !self->joined);
}

static void
clean_char (Cleaner *self, gunichar c)
{
  gboolean too_much = is_too_much (self, c);

  if (is_line_end (c))
    {
      end_line (self);
      g_string_append_c (self->out, '\n');
    }
  else if (c == '\t')
    g_string_append_c (self->out, ' ');
  else if (c == LRE || c == RLE || c == LRO || c == RLO || c == LRI || c == RLI || c == FSI)
    open_level (self, c);
  else if (c == PDF)
    close_embedding (self);
  else if (c == PDI)
    close_isolate (self);
  else if (!is_unprintable (c) && !too_much)
    g_string_append_unichar (self->out, c);
}

char *
way_print_text_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GArray) opened = g_array_new (FALSE, FALSE, sizeof (Opened));
  Cleaner cleaner = { .out = g_string_sized_new (strlen (valid)), .opened = opened };

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      /* One line end, not two. */
      if (p[0] == '\r' && p[1] == '\n')
        continue;
      clean_char (&cleaner, g_utf8_get_char (p));
    }
  end_line (&cleaner);
  return g_string_free (cleaner.out, FALSE);
}

char *
way_print_text_line (const char *text)
{
  char *line = way_print_text_clean (text);

  return g_strstrip (g_strdelimit (line, "\n", ' '));
}

/* U+2068 would do this, but it does not look into isolates, and a date is made of nothing else. */
static gboolean
begins_rtl (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (way_print_text_is_rtl_letter (c) || g_unichar_isalpha (c))
        return way_print_text_is_rtl_letter (c);
    }
  return FALSE;
}

char *
way_print_text_isolate (const char *text)
{
  g_autofree char *line = way_print_text_line (text);

  return g_strconcat (begins_rtl (line) ? WAY_PRINT_RLI : WAY_PRINT_LRI, line, WAY_PRINT_PDI, NULL);
}

gboolean
way_print_text_is_bidi_control (gunichar c)
{
  return c == LRM || c == RLM || c == ALM || (c >= LRE && c <= RLO) || (c >= LRI && c <= PDI);
}

/* The blocks that Unicode keeps for right-to-left scripts (DerivedBidiClass, R and AL). */
gboolean
way_print_text_is_rtl_letter (gunichar c)
{
  return (c >= 0x590 && c < 0x900) || (c >= 0xfb1d && c < 0xfe00) || (c >= 0xfe70 && c < 0xff00)
         || (c >= 0x10800 && c < 0x11000) || (c >= 0x1e800 && c < 0x1f000);
}

gboolean
way_print_text_has_rtl (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (way_print_text_is_rtl_letter (c) || way_print_text_is_bidi_control (c))
        return TRUE;
    }
  return FALSE;
}

char *
way_print_text_plain (const char *text)
{
  GString *plain = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!way_print_text_is_bidi_control (g_utf8_get_char (p)))
      g_string_append_unichar (plain, g_utf8_get_char (p));
  return g_string_free (plain, FALSE);
}

/* The length of a number with spaces or other breaks in it that begins at @text, or 0.  A number
 * without them needs no help. */
static gsize
broken_number_length (const char *text)
{
  gsize length = 0;
  guint digits = 0;
  gboolean broken = FALSE;

  for (gsize i = 0; text[i] != '\0'; i++)
    {
      if (g_ascii_isdigit (text[i]))
        {
          digits++;
          broken = broken || (i > 0 && !g_ascii_isdigit (text[i - 1]));
          length = i + 1;
        }
      else if (strchr ("+ -().", text[i]) == NULL || (text[i] == ' ' && text[i + 1] == ' '))
        break;
    }
  return broken && digits >= NUMBER_DIGITS_MIN ? length : 0;
}

char *
way_print_text_keep_numbers (const char *text)
{
  GString *kept = g_string_sized_new (strlen (text));
  const char *p = text;

  while (*p != '\0')
    {
      gboolean begins = g_ascii_isdigit (*p) || *p == '+' || *p == '(';
      gsize length = begins ? broken_number_length (p) : 0;

      if (length > 0)
        {
          g_string_append (kept, WAY_PRINT_LRI);
          g_string_append_len (kept, p, length);
          g_string_append (kept, WAY_PRINT_PDI);
          p += length;
        }
      else
        g_string_append_c (kept, *p++);
    }
  return g_string_free (kept, FALSE);
}
