/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-print-content.h"

#include "way-fail.h"
#include "way-print-token.h"
#include "way-print.h"

/* Reading one stream. */
typedef struct
{
  const char *copied; /* everything before it is in out */
  GString *out;
  GArray *operands; /* WayPrintToken, since the last operator */
  GPtrArray *leaves;
  guint next_leaf;
  WayPrintLeaf *leaf; /* (nullable): open */
  guint shown;        /* glyphs of that leaf */
  GHashTable *fonts;
  WayPrintCodes *font; /* (nullable) */
  gboolean stray;      /* drawing that no leaf knows is being wrapped */
} Marker;

static gboolean
is_one_of (const WayPrintToken *token, const char *const *names)
{
  for (gsize i = 0; names[i] != NULL; i++)
    if (way_print_token_is (token, names[i]))
      return TRUE;
  return FALSE;
}

/* Where the operator @token begins with its operands. */
static const char *
start_of (Marker *self, const WayPrintToken *token)
{
  if (self->operands->len > 0)
    return g_array_index (self->operands, WayPrintToken, 0).start;
  return token->start;
}

static void
copy_to (Marker *self, const char *end)
{
  g_string_append_len (self->out, self->copied, end - self->copied);
  self->copied = end;
}

static void
append_actual (GString *out, const char *text)
{
  glong length = 0;
  g_autofree gunichar2 *units = g_utf8_to_utf16 (text, -1, NULL, &length, NULL);

  g_string_append (out, "/ActualText <FEFF");
  for (glong i = 0; units != NULL && i < length; i++)
    g_string_append_printf (out, "%04X", units[i]);
  g_string_append (out, ">");
}

static void
append_mark (GString *out, const WayPrintLeaf *leaf)
{
  static const char *const artefacts[] = {
    [WAY_PRINT_LEAF_CONTENT] = NULL,
    [WAY_PRINT_LEAF_LAYOUT] = "/Artifact << /Type /Layout >> BDC",
    [WAY_PRINT_LEAF_HEADER] = "/Artifact << /Type /Pagination /Subtype /Header >> BDC",
    [WAY_PRINT_LEAF_FOOTER] = "/Artifact << /Type /Pagination /Subtype /Footer >> BDC",
    [WAY_PRINT_LEAF_REPEATED] = "/Artifact << /Type /Pagination >> BDC",
  };
  gboolean content = leaf->kind == WAY_PRINT_LEAF_CONTENT;

  if (!content)
    g_string_append (out, artefacts[leaf->kind]);
  if (content && leaf->actual == NULL)
    g_string_append_printf (out, "/P << /MCID %u >> BDC", leaf->mark);
  if (leaf->actual == NULL)
    return;

  g_string_append (out, content ? "/Span << " : " /Span << ");
  if (content)
    g_string_append_printf (out, "/MCID %u ", leaf->mark);
  append_actual (out, leaf->actual);
  g_string_append (out, " >> BDC");
}

/* Replaces cairo's mark by ours. */
static gboolean
begin_leaf (Marker *self, const WayPrintToken *token)
{
  if (self->leaf != NULL || self->next_leaf == self->leaves->len)
    return FALSE;

  self->leaf = g_ptr_array_index (self->leaves, self->next_leaf++);
  self->shown = 0;
  copy_to (self, start_of (self, token));
  append_mark (self->out, self->leaf);
  self->copied = token->start + token->length;
  return TRUE;
}

static gboolean
end_leaf (Marker *self, const WayPrintToken *token)
{
  if (self->leaf == NULL || self->shown != self->leaf->texts->len)
    return FALSE;

  copy_to (self, token->start + token->length);
  if (self->leaf->kind != WAY_PRINT_LEAF_CONTENT && self->leaf->actual != NULL)
    g_string_append (self->out, " EMC");
  self->leaf = NULL;
  return TRUE;
}

static gboolean
set_font (Marker *self)
{
  WayPrintToken *name = (WayPrintToken *)(gpointer)self->operands->data;
  g_autofree char *key = NULL;

  if (self->operands->len != 2)
    return FALSE;
  key = g_strndup (name->start, name->length);
  self->font = g_hash_table_lookup (self->fonts, key);
  return self->font != NULL;
}

/* Each code of the string says what the record has in the same place. */
static gboolean
learn_string (Marker *self, const WayPrintToken *string)
{
  g_autoptr (GByteArray) bytes = way_print_token_decode (string);
  guint size = self->font != NULL ? self->font->bytes : 0;

  if (self->leaf == NULL || size == 0 || bytes->len % size != 0)
    return FALSE;

  for (guint i = 0; i < bytes->len; i += size)
    {
      guint code = size == 1 ? bytes->data[i] : bytes->data[i] * 256u + bytes->data[i + 1];
      const char *text;

      if (self->shown == self->leaf->texts->len)
        return FALSE;
      text = g_ptr_array_index (self->leaf->texts, self->shown++);
      if (text != NULL && *text != '\0')
        g_hash_table_insert (self->font->texts, GUINT_TO_POINTER (code), (gpointer)text);
    }
  return TRUE;
}

static gboolean
learn_shown (Marker *self)
{
  for (guint i = 0; i < self->operands->len; i++)
    {
      const WayPrintToken *operand = &g_array_index (self->operands, WayPrintToken, i);

      if ((operand->kind == WAY_PRINT_TOKEN_STRING || operand->kind == WAY_PRINT_TOKEN_HEX)
          && !learn_string (self, operand))
        return FALSE;
    }
  return TRUE;
}

/* Drawing outside every leaf is nobody's content. */
static void
wrap_stray (Marker *self, const WayPrintToken *token)
{
  static const char *const begins[] = { "m", "re", "BT", "Do", "sh", NULL };
  static const char *const ends[] = { "f", "F", "f*", "B",  "B*", "b",  "b*",
                                      "S", "s", "n",  "ET", "Do", "sh", NULL };

  if (!self->stray && is_one_of (token, begins))
    {
      copy_to (self, start_of (self, token));
      g_string_append (self->out, "/Artifact BMC ");
      self->stray = TRUE;
    }
  if (self->stray && is_one_of (token, ends))
    {
      copy_to (self, token->start + token->length);
      g_string_append (self->out, " EMC");
      self->stray = FALSE;
    }
}

static gboolean
read_operator (Marker *self, const WayPrintToken *token)
{
  static const char *const shows[] = { "Tj", "TJ", "'", "\"", NULL };
  gboolean read = TRUE;

  if (way_print_token_is (token, "BDC"))
    read = begin_leaf (self, token);
  else if (way_print_token_is (token, "EMC"))
    read = end_leaf (self, token);
  else if (way_print_token_is (token, "BMC") || way_print_token_is (token, "BI"))
    read = FALSE;
  else if (way_print_token_is (token, "Tf"))
    read = set_font (self);
  else if (is_one_of (token, shows))
    read = learn_shown (self);
  if (self->leaf == NULL)
    wrap_stray (self, token);
  g_array_set_size (self->operands, 0);
  return read;
}

GString *
way_print_content_mark (
    const char *stream, gsize size, GPtrArray *leaves, GHashTable *fonts, GError **error)
{
  g_autoptr (GArray) operands = g_array_new (FALSE, FALSE, sizeof (WayPrintToken));
  Marker marker = { .copied = stream, .operands = operands, .leaves = leaves, .fonts = fonts };
  const char *at = stream, *end = stream + size;
  gboolean read = TRUE;

  marker.out = g_string_sized_new (size * 5 / 4);
  while (read)
    {
      WayPrintToken token = way_print_token_next (at, end);

      if (token.kind == WAY_PRINT_TOKEN_END)
        break;
      at = token.start + token.length;
      if (token.kind == WAY_PRINT_TOKEN_OPERATOR)
        read = read_operator (&marker, &token);
      else if (token.kind == WAY_PRINT_TOKEN_BAD)
        read = FALSE;
      else
        g_array_append_val (operands, token);
    }
  copy_to (&marker, end);

  if (!read || marker.leaf != NULL || marker.next_leaf != leaves->len)
    {
      g_string_free (marker.out, TRUE);
      return way_fail_null (error, WAY_PRINT_ERROR, WAY_PRINT_ERROR_FAILED,
                            "The pages could not be tagged; nothing was printed and nothing is "
                            "lost.");
    }
  return marker.out;
}
