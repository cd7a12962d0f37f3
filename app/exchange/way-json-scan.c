/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-json-scan.h"

#include <string.h>
#include "way-exchange-error.h"
#include "way-fail.h"
#include "way-i18n.h"
#include "way-refusal.h"

typedef struct
{
  gboolean is_object;
  guint index;       /* of the element being read */
  char *name;        /* (owned) (nullable): of the member being read */
  gsize value_start; /* of the member or element being read */
  guint n_before;    /* values seen before it */
  guint n_refused;   /* refusals before it */
  GHashTable *names; /* (owned): set of char *, kept from one object of this depth to the next */
} Frame;

typedef struct
{
  WayJsonScan *result;
  const char *list;
  const char *text;
  gsize size, at;
  guint depth;
  guint n_values;
  guint n_refused; /* counts on where the list of refusals is full */
  GString *scratch;
  Frame frames[WAY_JSON_DEPTH_MAX];
} Scan;

/* -- failing ----------------------------------------------------------------------------------- */

static gboolean
fail_at (Scan *self, GError **error, const char *what)
{
  guint line = 1, column = 1;

  for (gsize i = 0; i < self->at && i < self->size; i++)
    {
      guchar c = (guchar)self->text[i];

      if (c == '\n')
        line++, column = 1;
      else if ((c & 0xc0) != 0x80)
        column++;
    }
  return way_fail (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_NOT_JSON,
                   "This is not valid JSON: line %u, column %u %s.", line, column, _ (what));
}

static char *
dup_pointer (Scan *self)
{
  GString *path = g_string_new (NULL);

  for (guint i = 0; i < self->depth; i++)
    if (self->frames[i].is_object)
      way_pointer_down (path, self->frames[i].name != NULL ? self->frames[i].name : "");
    else
      way_pointer_down_to (path, self->frames[i].index);
  return g_string_free (path, FALSE);
}

static void
refuse (Scan *self, const char *sentence)
{
  g_autofree char *path = dup_pointer (self);

  way_refusals_add (self->result->refusals, path, "%s", _ (sentence));
  self->n_refused++;
}

/* -- tokens ------------------------------------------------------------------------------------ */

static int
peek (const Scan *self)
{
  return self->at < self->size ? (guchar)self->text[self->at] : -1;
}

static void
skip_space (Scan *self)
{
  while (self->at < self->size && memchr (" \t\r\n", self->text[self->at], 4) != NULL)
    self->at++;
}

static gsize
skip_digits (Scan *self)
{
  gsize start = self->at;

  while (g_ascii_isdigit (peek (self)))
    self->at++;
  return self->at - start;
}

static gboolean
scan_number (Scan *self, GError **error)
{
  if (peek (self) == '-')
    self->at++;
  if (peek (self) == '0')
    self->at++;
  else if (skip_digits (self) == 0)
    return fail_at (self, error, N_ ("has a number without digits"));

  if (peek (self) == '.')
    {
      self->at++;
      if (skip_digits (self) == 0)
        return fail_at (self, error, N_ ("has a number that ends in its point"));
    }
  if (peek (self) == 'e' || peek (self) == 'E')
    {
      self->at++;
      if (peek (self) == '+' || peek (self) == '-')
        self->at++;
      if (skip_digits (self) == 0)
        return fail_at (self, error, N_ ("has a number without its exponent"));
    }
  return TRUE;
}

static gboolean
scan_literal (Scan *self, const char *literal, GError **error)
{
  gsize length = strlen (literal);

  if (self->size - self->at < length || memcmp (self->text + self->at, literal, length) != 0)
    return fail_at (self, error, N_ ("has a word that is not true, false or null"));
  self->at += length;
  return TRUE;
}

/* Four hex digits at @at; -1 where there are none. */
static int
read_unit (const Scan *self, gsize at)
{
  int unit = 0;

  if (self->size - at < 4)
    return -1;
  for (gsize i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (self->text[at + i]);

      if (digit < 0)
        return -1;
      unit = unit << 4 | digit;
    }
  return unit;
}

/* After "\u".  A pair of surrogates is one character; half a pair is none. */
static gboolean
scan_unicode_escape (Scan *self, gboolean *ret_bad, GError **error)
{
  int unit = read_unit (self, self->at), low = -1;
  gunichar c = (gunichar)unit;

  if (unit < 0)
    return fail_at (self, error, N_ ("has \\u without four hexadecimal digits after it"));
  self->at += 4;

  if (unit >= 0xd800 && unit <= 0xdbff && self->size - self->at >= 6
      && memcmp (self->text + self->at, "\\u", 2) == 0)
    low = read_unit (self, self->at + 2);
  if (low >= 0xdc00 && low <= 0xdfff)
    {
      self->at += 6;
      c = 0x10000u + (((gunichar)unit - 0xd800) << 10) + ((gunichar)low - 0xdc00);
    }
  if (c == 0 || (c >= 0xd800 && c <= 0xdfff))
    *ret_bad = TRUE;
  else
    g_string_append_unichar (self->scratch, c);
  return TRUE;
}

static gboolean
scan_escape (Scan *self, gboolean *ret_bad, GError **error)
{
  static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
  int c = peek (self);
  const char *letter = c > 0 ? strchr (letters, c) : NULL;

  if (c == 'u')
    {
      self->at++;
      return scan_unicode_escape (self, ret_bad, error);
    }
  if (letter == NULL)
    return fail_at (self, error, N_ ("has a backslash before something that it does not go with"));
  self->at++;
  g_string_append_c (self->scratch, meanings[letter - letters]);
  return TRUE;
}

/* What a text cannot go on with unseen: controls, its end, an escape. */
static const guint8 ends_plain[256] = { [0 ... 0x1f] = 1, ['"'] = 1, ['\\'] = 1 };

/* Leaves the text in scratch.  What is grammar but no text (a NUL, half a surrogate pair) sets
 * @ret_bad. */
static gboolean
scan_string (Scan *self, gboolean *ret_bad, GError **error)
{
  *ret_bad = FALSE;
  g_string_truncate (self->scratch, 0);
  self->at++;
  for (;;)
    {
      const char *start = self->text + self->at, *end = self->text + self->size, *p = start;
      int c;

      while (p < end && !ends_plain[(guchar)*p])
        p++;
      g_string_append_len (self->scratch, start, p - start);
      self->at += (gsize)(p - start);
      c = peek (self);
      if (c < 0)
        return fail_at (self, error, N_ ("has a text that never ends"));
      if (c < 0x20)
        return fail_at (self, error, N_ ("has a line break or control character inside a text"));
      self->at++;
      if (c == '"')
        return TRUE;
      if (!scan_escape (self, ret_bad, error))
        return FALSE;
    }
}

/* -- structure --------------------------------------------------------------------------------- */

static Frame *
top (Scan *self)
{
  return &self->frames[self->depth - 1];
}

static gboolean
in_list (const Scan *self)
{
  return self->depth == 2 && self->list != NULL && !self->frames[1].is_object
         && g_str_equal (self->frames[0].name, self->list);
}

/* The member's name, the colon, and the space before its value. */
static gboolean
scan_name (Scan *self, GError **error)
{
  Frame *frame = top (self);
  gboolean bad;

  if (peek (self) != '"')
    return fail_at (self, error, N_ ("should be a name in quotation marks"));
  if (!scan_string (self, &bad, error))
    return FALSE;
  g_free (frame->name);
  frame->name = g_strdup (self->scratch->str);
  if (bad)
    refuse (self, N_ ("The name holds half a character: write it again."));
  if (!g_hash_table_add (frame->names, g_strdup (frame->name)))
    refuse (self, N_ ("The name stands twice in one object: keep one of the two."));
  if (g_hash_table_size (frame->names) > WAY_JSON_MEMBERS_MAX)
    return way_fail (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_TOO_LARGE,
                     "The file has an object with more members than any record: nothing was read.");

  skip_space (self);
  if (peek (self) != ':')
    return fail_at (self, error, N_ ("should be the colon between a name and its value"));
  self->at++;
  skip_space (self);
  return TRUE;
}

static gboolean
push (Scan *self, gboolean is_object, GError **error)
{
  Frame *frame;

  if (self->depth == WAY_JSON_DEPTH_MAX)
    return way_fail (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_TOO_LARGE,
                     "The file nests its values deeper than any record: nothing was read.");
  frame = &self->frames[self->depth++];
  frame->is_object = is_object;
  frame->index = 0;
  if (frame->names == NULL)
    frame->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_remove_all (frame->names);
  self->at++;
  skip_space (self);
  return TRUE;
}

static void
begin_value (Scan *self)
{
  Frame *frame = top (self);

  frame->value_start = self->at;
  frame->n_before = self->n_values;
  frame->n_refused = self->n_refused;
}

static void
finish_value (Scan *self)
{
  Frame *frame = top (self);
  WayJsonRange range = { frame->value_start, self->at, self->n_values - frame->n_before,
                         frame->n_refused, self->n_refused - frame->n_refused };

  if (in_list (self))
    g_array_append_val (self->result->items, range);
  if (self->depth == 1)
    {
      WayJsonMember *member = g_new0 (WayJsonMember, 1);

      member->name = g_strdup (frame->name);
      member->range = range;
      g_ptr_array_add (self->result->members, member);
    }
  frame->index++;
}

/* A value that holds no others. */
static gboolean
scan_scalar (Scan *self, GError **error)
{
  gboolean bad;

  switch (peek (self))
    {
    case '"':
      if (!scan_string (self, &bad, error))
        return FALSE;
      if (bad)
        refuse (self, N_ ("The text holds half a character or a NUL: write it again."));
      return TRUE;
    case 't':
      return scan_literal (self, "true", error);
    case 'f':
      return scan_literal (self, "false", error);
    case 'n':
      return scan_literal (self, "null", error);
    case '-':
    case '0' ... '9':
      return scan_number (self, error);
    case -1:
      return fail_at (self, error, N_ ("is the end, and more should follow"));
    default:
      return fail_at (self, error, N_ ("should be a value"));
    }
}

/* What follows a value: closes every container that ends here.  Sets @ret_more where another value
 * follows, and leaves the place on it. */
static gboolean
scan_after_value (Scan *self, gboolean *ret_more, GError **error)
{
  for (;;)
    {
      Frame *frame = top (self);

      finish_value (self);
      skip_space (self);
      if (peek (self) == ',')
        {
          self->at++;
          skip_space (self);
          *ret_more = TRUE;
          return !frame->is_object || scan_name (self, error);
        }
      if (peek (self) != (frame->is_object ? '}' : ']'))
        return fail_at (self, error, N_ ("should be a comma or a closing bracket"));
      self->at++;
      if (--self->depth == 0)
        {
          *ret_more = FALSE;
          return TRUE;
        }
    }
}

/* At a value.  Sets @ret_open where it was a container that is not empty, and leaves the place on
 * its first value. */
static gboolean
scan_value (Scan *self, gboolean *ret_open, GError **error)
{
  gboolean is_object = peek (self) == '{';

  self->n_values++;
  *ret_open = FALSE;
  if (!is_object && peek (self) != '[')
    return scan_scalar (self, error);
  if (!push (self, is_object, error))
    return FALSE;
  if (peek (self) == (is_object ? '}' : ']'))
    {
      self->at++;
      self->depth--;
      return TRUE;
    }
  *ret_open = TRUE;
  return !is_object || scan_name (self, error);
}

static gboolean
scan_document (Scan *self, GError **error)
{
  gboolean more = TRUE, open = FALSE;

  skip_space (self);
  self->result->whole.start = self->at;
  if (peek (self) != '{')
    return fail_at (self, error, N_ ("should be the opening brace of the document"));
  if (!scan_value (self, &open, error))
    return FALSE;

  while (self->depth > 0 && more)
    {
      begin_value (self);
      if (!scan_value (self, &open, error))
        return FALSE;
      if (!open && !scan_after_value (self, &more, error))
        return FALSE;
    }

  self->result->whole.end = self->at;
  self->result->whole.n_values = self->n_values;
  self->result->whole.n_refusals = self->n_refused;
  skip_space (self);
  if (self->at < self->size)
    return fail_at (self, error, N_ ("has something after the end of the document"));
  return TRUE;
}

/* -- the whole --------------------------------------------------------------------------------- */

static gboolean
scan_encoding (Scan *self, GError **error)
{
  const char *end;

  if (self->size >= 2
      && (memcmp (self->text, "\xff\xfe", 2) == 0 || memcmp (self->text, "\xfe\xff", 2) == 0))
    return way_fail (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_NOT_JSON,
                     "The file is written in UTF-16: save it as UTF-8 and try again.");
  if (!g_utf8_validate_len (self->text, self->size, &end))
    {
      self->at = (gsize)(end - self->text);
      return fail_at (self, error, N_ ("is not text in UTF-8"));
    }
  if (self->size >= 3 && memcmp (self->text, "\xef\xbb\xbf", 3) == 0)
    self->at = 3;
  return TRUE;
}

static void
member_free (WayJsonMember *self)
{
  g_free (self->name);
  g_free (self);
}

static WayJsonScan *
scan_new (GBytes *bytes)
{
  WayJsonScan *self = g_new0 (WayJsonScan, 1);

  self->bytes = g_bytes_ref (bytes);
  self->members = g_ptr_array_new_with_free_func ((GDestroyNotify)member_free);
  self->items = g_array_new (FALSE, FALSE, sizeof (WayJsonRange));
  self->refusals = way_refusals_new ();
  return self;
}

void
way_json_scan_free (WayJsonScan *self)
{
  if (self == NULL)
    return;

  g_bytes_unref (self->bytes);
  g_ptr_array_unref (self->members);
  g_array_unref (self->items);
  g_clear_pointer (&self->refusals, g_ptr_array_unref);
  g_free (self);
}

static void
scan_clear (Scan *self)
{
  for (guint i = 0; i < WAY_JSON_DEPTH_MAX; i++)
    {
      g_free (self->frames[i].name);
      g_clear_pointer (&self->frames[i].names, g_hash_table_unref);
    }
  g_string_free (self->scratch, TRUE);
}

WayJsonScan *
way_json_scan (GBytes *bytes, const char *list, GError **error)
{
  g_autoptr (WayJsonScan) result = scan_new (bytes);
  Scan self = { .result = result, .list = list };
  gboolean good;

  self.text = g_bytes_get_data (bytes, &self.size);
  if (self.size > WAY_JSON_SIZE_MAX)
    return way_fail_null (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_TOO_LARGE,
                          "The file is larger than 96 MiB, so nothing was read: write its people "
                          "into smaller files.");

  self.scratch = g_string_new (NULL);
  good = scan_encoding (&self, error) && scan_document (&self, error);
  scan_clear (&self);
  return good ? g_steal_pointer (&result) : NULL;
}

const WayJsonMember *
way_json_scan_get_member (const WayJsonScan *self, const char *name)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      const WayJsonMember *member = g_ptr_array_index (self->members, i);

      if (g_str_equal (member->name, name))
        return member;
    }
  return NULL;
}

/* -- the tree ---------------------------------------------------------------------------------- */

/* What stands between two values, or after the last one. */
static void
skip_comma (Scan *self)
{
  skip_space (self);
  if (peek (self) == ',')
    self->at++;
  skip_space (self);
}

static JsonNode *build_value (Scan *self);

static JsonNode *
build_object (Scan *self)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  gboolean bad;

  self->at++;
  skip_space (self);
  while (peek (self) == '"' && scan_string (self, &bad, NULL))
    {
      g_autofree char *name = g_strndup (self->scratch->str, self->scratch->len);

      skip_space (self);
      self->at++;
      skip_space (self);
      json_object_set_member (object, name, build_value (self));
      skip_comma (self);
    }
  self->at++;
  json_node_take_object (node, object);
  return node;
}

static JsonNode *
build_array (Scan *self)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  self->at++;
  skip_space (self);
  while (peek (self) != ']' && peek (self) >= 0)
    {
      json_array_add_element (array, build_value (self));
      skip_comma (self);
    }
  self->at++;
  json_node_take_array (node, array);
  return node;
}

/* A whole number that fits is one; a point, an exponent or more digits make another of it. */
static JsonNode *
build_number (Scan *self)
{
  gsize start = self->at;
  g_autofree char *text = NULL;
  gint64 whole;

  scan_number (self, NULL);
  text = g_strndup (self->text + start, self->at - start);
  if (g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &whole, NULL))
    return json_node_init_int (json_node_alloc (), whole);
  return json_node_init_double (json_node_alloc (), g_ascii_strtod (text, NULL));
}

/* Of text that was scanned and found good, so nothing here is asked a second time, and brackets
 * stand no deeper in one another than WAY_JSON_DEPTH_MAX. */
static JsonNode *
build_value (Scan *self)
{
  gboolean bad;

  switch (peek (self))
    {
    case '{':
      return build_object (self);
    case '[':
      return build_array (self);
    case '"':
      scan_string (self, &bad, NULL);
      return json_node_init_string (json_node_alloc (), self->scratch->str);
    case 't':
      scan_literal (self, "true", NULL);
      return json_node_init_boolean (json_node_alloc (), TRUE);
    case 'f':
      scan_literal (self, "false", NULL);
      return json_node_init_boolean (json_node_alloc (), FALSE);
    case 'n':
      scan_literal (self, "null", NULL);
      return json_node_init_null (json_node_alloc ());
    default:
      return build_number (self);
    }
}

JsonNode *
way_json_scan_parse (const WayJsonScan *self, WayJsonRange range)
{
  Scan scan = { .text = g_bytes_get_data (self->bytes, NULL),
                .at = range.start,
                .size = range.end,
                .scratch = g_string_new (NULL) };
  JsonNode *root = build_value (&scan);

  scan_clear (&scan);
  return root;
}

JsonNode *
way_json_scan_parse_all (const WayJsonScan *self)
{
  return way_json_scan_parse (self, self->whole);
}
