/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Format: GNU gettext manual, "The Format of GNU MO Files".  A header of 32-bit words in the byte
 * order of the magic number, then two tables of (length, offset): the ids, sorted, and their
 * translations, each string ended by a NUL that its length does not count.
 */
#include "way-print-mo.h"
#include "way-print-plural.h"

#include <string.h>

#define MAGIC 0x950412de
#define MAGIC_SWAPPED 0xde120495
#define HEADER_SIZE 20

typedef struct
{
  const char *text;
  guint32 length;
} Entry;

struct _WayPrintMo
{
  GBytes *bytes; /* (owned) */
  const guint8 *data;
  gsize size;
  gboolean swapped;
  guint32 count, ids, translations;
  char *plural_rule; /* (owned) (nullable) */
};

static guint32
read_word (WayPrintMo *self, gsize at)
{
  guint32 word;

  memcpy (&word, self->data + at, sizeof word);
  return self->swapped ? GUINT32_SWAP_LE_BE (word) : word;
}

static gboolean
table_fits (WayPrintMo *self, guint32 at)
{
  return at <= self->size && self->count <= (self->size - at) / 8;
}

/* FALSE where the string or its NUL lies outside the file. */
static gboolean
read_entry (WayPrintMo *self, guint32 table, guint32 i, Entry *ret_entry)
{
  guint32 length = read_word (self, table + (gsize)i * 8);
  guint32 at = read_word (self, table + (gsize)i * 8 + 4);

  if (at >= self->size || length >= self->size - at || self->data[at + length] != '\0')
    return FALSE;
  *ret_entry = (Entry){ (const char *)self->data + at, length };
  return TRUE;
}

static gboolean
is_whole (WayPrintMo *self)
{
  Entry id, translation;

  self->count = read_word (self, 8);
  self->ids = read_word (self, 12);
  self->translations = read_word (self, 16);
  if (!table_fits (self, self->ids) || !table_fits (self, self->translations))
    return FALSE;

  for (guint32 i = 0; i < self->count; i++)
    if (!read_entry (self, self->ids, i, &id)
        || !read_entry (self, self->translations, i, &translation)
        || !g_utf8_validate (translation.text, -1, NULL))
      return FALSE;
  return TRUE;
}

static gboolean
find_entry (WayPrintMo *self, const char *id, Entry *ret_entry)
{
  guint32 low = 0, high = self->count;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      Entry entry = { "", 0 };
      int order;

      read_entry (self, self->ids, middle, &entry);
      order = strcmp (id, entry.text);
      if (order == 0)
        return read_entry (self, self->translations, middle, ret_entry);
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return FALSE;
}

/* The rule from the header, which is the translation of the empty id. */
static char *
dup_plural_rule (WayPrintMo *self)
{
  static const char field[] = "Plural-Forms:";
  Entry header;
  const char *found;

  if (!find_entry (self, "", &header))
    return NULL;
  found = strstr (header.text, field);
  return found != NULL ? g_strndup (found + strlen (field), strcspn (found, "\n")) : NULL;
}

WayPrintMo *
way_print_mo_new (GBytes *bytes)
{
  g_autoptr (WayPrintMo) self = g_new0 (WayPrintMo, 1);
  guint32 magic;

  self->bytes = g_bytes_ref (bytes);
  self->data = g_bytes_get_data (bytes, &self->size);
  if (self->size < HEADER_SIZE)
    return NULL;

  magic = read_word (self, 0);
  self->swapped = magic == MAGIC_SWAPPED;
  if ((magic != MAGIC && magic != MAGIC_SWAPPED) || !is_whole (self))
    return NULL;

  self->plural_rule = dup_plural_rule (self);
  return g_steal_pointer (&self);
}

void
way_print_mo_free (WayPrintMo *self)
{
  g_bytes_unref (self->bytes);
  g_free (self->plural_rule);
  g_free (self);
}

const char *
way_print_mo_find (WayPrintMo *self, const char *id)
{
  Entry entry;

  return find_entry (self, id, &entry) && entry.length > 0 ? entry.text : NULL;
}

const char *
way_print_mo_find_plural (WayPrintMo *self, const char *id, guint count)
{
  guint form, forms;
  Entry entry;
  const char *text, *end;

  if (self->plural_rule == NULL || !find_entry (self, id, &entry)
      || !way_print_plural_form (self->plural_rule, count, &form, &forms))
    return NULL;

  /* The forms follow each other, each ended by a NUL. */
  text = entry.text;
  end = entry.text + entry.length;
  for (guint i = 0; i < form && text < end; i++)
    text += strlen (text) + 1;
  return text < end ? text : NULL;
}
