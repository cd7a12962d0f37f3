/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-refusal.h"

#include "way-i18n.h"

#define NAME_MAX_CHARACTERS 48

static void
refusal_free (WayRefusal *self)
{
  g_free (self->path);
  g_free (self->sentence);
  g_free (self);
}

GPtrArray *
way_refusals_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)refusal_free);
}

static void
add (GPtrArray *self, const char *path, char *sentence)
{
  WayRefusal *refusal = g_new0 (WayRefusal, 1);

  refusal->path = g_strdup (path);
  refusal->sentence = sentence;
  g_ptr_array_add (self, refusal);
}

void
way_refusals_add (GPtrArray *self, const char *path, const char *format, ...)
{
  va_list args;

  if (self->len > WAY_REFUSALS_MAX)
    return;
  if (self->len == WAY_REFUSALS_MAX)
    {
      add (self, path, g_strdup (_ ("More is refused here: mend these first.")));
      return;
    }
  va_start (args, format);
  add (self, path, g_strdup_vprintf (_ (format), args));
  va_end (args);
}

static gboolean
may_show (gunichar c)
{
  return g_unichar_isprint (c) && g_unichar_type (c) != G_UNICODE_FORMAT;
}

gsize
way_pointer_down (GString *path, const char *member)
{
  gsize before = path->len;
  guint n = 0;

  g_string_append_c (path, '/');
  for (const char *p = member; *p != '\0' && n < NAME_MAX_CHARACTERS; p = g_utf8_next_char (p), n++)
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '~')
        g_string_append (path, "~0");
      else if (c == '/')
        g_string_append (path, "~1");
      else
        g_string_append_unichar (path, may_show (c) ? c : 0xfffd);
    }
  if (n == NAME_MAX_CHARACTERS)
    g_string_append (path, "…");
  return before;
}

gsize
way_pointer_down_to (GString *path, guint index)
{
  gsize before = path->len;

  g_string_append_printf (path, "/%u", index);
  return before;
}

void
way_pointer_up (GString *path, gsize before)
{
  g_string_truncate (path, before);
}
