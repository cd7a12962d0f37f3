/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-print-labels.h"

#include <string.h>
#include "way-clock.h"
#include "way-fail.h"
#include "way-print-mo.h"
#include "way-print-resources.h"
#include "way-print-text.h"
#include "way-print.h"

#define CATALOGUES "/io/github/waymark/print"
#define ENGLISH "en"

struct _WayPrintLabels
{
  char *language; /* (owned) */
  WayPrintMo *mo; /* (owned) (nullable): NULL for English */
};

static const char *const months[] = {
  WAY_LABEL ("month", "January"), WAY_LABEL ("month", "February"), WAY_LABEL ("month", "March"),
  WAY_LABEL ("month", "April"),   WAY_LABEL ("month", "May"),      WAY_LABEL ("month", "June"),
  WAY_LABEL ("month", "July"),    WAY_LABEL ("month", "August"),   WAY_LABEL ("month", "September"),
  WAY_LABEL ("month", "October"), WAY_LABEL ("month", "November"), WAY_LABEL ("month", "December"),
};

static const char *const weekdays[] = {
  WAY_LABEL ("weekday", "Monday"),    WAY_LABEL ("weekday", "Tuesday"),
  WAY_LABEL ("weekday", "Wednesday"), WAY_LABEL ("weekday", "Thursday"),
  WAY_LABEL ("weekday", "Friday"),    WAY_LABEL ("weekday", "Saturday"),
  WAY_LABEL ("weekday", "Sunday"),
};

/* The languages most often spoken by young people on a caseload (domain.md 6.3), and some more. */
static const struct
{
  const char *tag, *name;
} languages[] = {
  { "am", WAY_LABEL ("language", "Amharic") },
  { "ar", WAY_LABEL ("language", "Arabic") },
  { "bn", WAY_LABEL ("language", "Bengali") },
  { "ckb", WAY_LABEL ("language", "Kurdish Sorani") },
  { "cy", WAY_LABEL ("language", "Welsh") },
  { "en", WAY_LABEL ("language", "English") },
  { "es", WAY_LABEL ("language", "Spanish") },
  { "fa", WAY_LABEL ("language", "Persian") },
  { "fr", WAY_LABEL ("language", "French") },
  { "ha", WAY_LABEL ("language", "Hausa") },
  { "kmr", WAY_LABEL ("language", "Kurdish Kurmanji") },
  { "ku", WAY_LABEL ("language", "Kurdish") },
  { "om", WAY_LABEL ("language", "Oromo") },
  { "pa", WAY_LABEL ("language", "Punjabi") },
  { "pl", WAY_LABEL ("language", "Polish") },
  { "prs", WAY_LABEL ("language", "Dari") },
  { "ps", WAY_LABEL ("language", "Pashto") },
  { "pt", WAY_LABEL ("language", "Portuguese") },
  { "ro", WAY_LABEL ("language", "Romanian") },
  { "so", WAY_LABEL ("language", "Somali") },
  { "sq", WAY_LABEL ("language", "Albanian") },
  { "ti", WAY_LABEL ("language", "Tigrinya") },
  { "tr", WAY_LABEL ("language", "Turkish") },
  { "uk", WAY_LABEL ("language", "Ukrainian") },
  { "ur", WAY_LABEL ("language", "Urdu") },
  { "vi", WAY_LABEL ("language", "Vietnamese") },
  { "yo", WAY_LABEL ("language", "Yoruba") },
  { "zh", WAY_LABEL ("language", "Chinese") },
};

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static gpointer
list_languages (gpointer unused)
{
  GPtrArray *tags = g_ptr_array_new ();
  g_auto (GStrv) files = g_resource_enumerate_children (way_print_get_resource (), CATALOGUES,
                                                        G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  for (gsize i = 0; files != NULL && files[i] != NULL; i++)
    if (g_str_has_suffix (files[i], ".mo"))
      g_ptr_array_add (tags, g_strndup (files[i], strlen (files[i]) - strlen (".mo")));
  g_ptr_array_sort (tags, compare_names);
  g_ptr_array_insert (tags, 0, g_strdup (ENGLISH));
  g_ptr_array_add (tags, NULL);
  return g_ptr_array_free (tags, FALSE);
}

const char *const *
way_print_languages (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, list_languages, NULL);
}

WayPrintLabels *
way_print_labels_new_from_mo (const char *language, GBytes *mo, GError **error)
{
  g_autoptr (WayPrintMo) catalogue = way_print_mo_new (mo);
  WayPrintLabels *self;

  if (catalogue == NULL)
    return way_fail_null (error, WAY_PRINT_ERROR, WAY_PRINT_ERROR_LANGUAGE,
                          "The labels of that language are damaged; print in English, or install "
                          "Waymark again.");

  self = g_new0 (WayPrintLabels, 1);
  self->language = g_strdup (language);
  self->mo = g_steal_pointer (&catalogue);
  return self;
}

WayPrintLabels *
way_print_labels_new (const char *language, GError **error)
{
  const char *const *tags = way_print_languages ();
  const char *tag = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GBytes) mo = NULL;

  for (gsize i = 0; tags[i] != NULL && tag == NULL; i++)
    if (*language != '\0' && way_print_language_same (tags[i], language))
      tag = tags[i];
  if (tag == NULL)
    return way_fail_null (error, WAY_PRINT_ERROR, WAY_PRINT_ERROR_LANGUAGE,
                          "There are no labels in that language yet; print in English.");

  if (g_str_equal (tag, ENGLISH))
    {
      WayPrintLabels *english = g_new0 (WayPrintLabels, 1);

      english->language = g_strdup ("en-GB");
      return english;
    }

  path = g_strdup_printf (CATALOGUES "/%s.mo", tag);
  mo = g_resource_lookup_data (way_print_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE,
                               error);
  return mo != NULL ? way_print_labels_new_from_mo (tag, mo, error) : NULL;
}

void
way_print_labels_free (WayPrintLabels *self)
{
  g_free (self->language);
  g_clear_pointer (&self->mo, way_print_mo_free);
  g_free (self);
}

const char *
way_print_labels_get_language (WayPrintLabels *self)
{
  return self->language;
}

gboolean
way_print_labels_are_rtl (WayPrintLabels *self)
{
  return way_print_language_is_rtl (self->language);
}

/* What stands after the context. */
static const char *
english_of (const char *id)
{
  return strchr (id, '\004') + 1;
}

const char *
way_print_labels_find (WayPrintLabels *self, const char *id)
{
  return self->mo != NULL ? way_print_mo_find (self->mo, id) : NULL;
}

const char *
way_print_label (WayPrintLabels *self, const char *id)
{
  const char *found = way_print_labels_find (self, id);

  return found != NULL ? found : english_of (id);
}

/* The value of {@name} among the pairs in @args, or NULL. */
static const char *
find_value (const char *name, gsize length, va_list args)
{
  const char *key, *found = NULL;
  va_list copy;

  va_copy (copy, args);
  while (found == NULL && (key = va_arg (copy, const char *)) != NULL)
    {
      const char *value = va_arg (copy, const char *);

      if (strlen (key) == length && strncmp (key, name, length) == 0)
        found = value;
    }
  va_end (copy);
  return found;
}

/* A value is isolated only where it could move what stands around it. */
static void
append_value (GString *filled, const char *value, gboolean rtl)
{
  g_autofree char *text = NULL;

  if (rtl || way_print_text_has_rtl (value))
    text = way_print_text_isolate (value);
  else
    text = way_print_text_line (value);
  g_string_append (filled, text);
}

static char *
fill_valist (const char *pattern, gboolean rtl, va_list args)
{
  GString *filled = g_string_new (NULL);
  const char *at = pattern;

  while (*at != '\0')
    {
      gsize plain = strcspn (at, "{"), length = strcspn (at + plain, "}");
      const char *value = length > 1 ? find_value (at + plain + 1, length - 1, args) : NULL;

      g_string_append_len (filled, at, plain);
      at += plain;
      if (value != NULL)
        {
          append_value (filled, value, rtl);
          at += length + 1;
        }
      else if (*at == '{')
        g_string_append_c (filled, *at++);
    }
  return g_string_free (filled, FALSE);
}

char *
way_print_label_fill (WayPrintLabels *self, const char *id, ...)
{
  char *filled;
  va_list args;

  va_start (args, id);
  filled = fill_valist (way_print_label (self, id), way_print_labels_are_rtl (self), args);
  va_end (args);
  return filled;
}

static char *
fill (const char *pattern, gboolean rtl, ...)
{
  char *filled;
  va_list args;

  va_start (args, rtl);
  filled = fill_valist (pattern, rtl, args);
  va_end (args);
  return filled;
}

char *
way_print_label_count (WayPrintLabels *self, const char *id, const char *many, guint count)
{
  const char *pattern = self->mo != NULL ? way_print_mo_find_plural (self->mo, id, count) : NULL;
  g_autofree char *number = g_strdup_printf ("%u", count);

  if (pattern == NULL)
    pattern = count == 1 ? english_of (id) : many;
  return fill (pattern, way_print_labels_are_rtl (self), "count", number, NULL);
}

char *
way_print_labels_date_in (WayPrintLabels *self, WayDate date, guint year)
{
  g_autofree char *years = g_strdup_printf ("%u", date.year);
  g_autofree char *days = g_strdup_printf ("%u", date.day);
  const char *month;

  if (date.month == 0)
    return g_steal_pointer (&years);

  month = way_print_label (self, months[date.month - 1]);
  if (date.day == 0)
    return way_print_label_fill (self, WAY_LABEL ("date", "{month} {year}"), "month", month, "year",
                                 years, NULL);
  if (date.year == year)
    return way_print_label_fill (self, WAY_LABEL ("date", "{day} {month}"), "day", days, "month",
                                 month, NULL);
  return way_print_label_fill (self, WAY_LABEL ("date", "{day} {month} {year}"), "day", days,
                               "month", month, "year", years, NULL);
}

char *
way_print_labels_date (WayPrintLabels *self, WayDate date)
{
  return way_print_labels_date_in (self, date, 0);
}

char *
way_print_labels_weekday_date (WayPrintLabels *self, WayDate date)
{
  g_autofree char *plain = way_print_labels_date (self, date);

  return way_print_label_fill (self, WAY_LABEL ("date", "{weekday} {date}"), "weekday",
                               way_print_label (self, weekdays[way_date_weekday (date) - 1]),
                               "date", plain, NULL);
}

char *
way_print_labels_minute (WayPrintLabels *self, gint64 ms)
{
  g_autofree char *minute = way_clock_format_minute (ms);
  g_autofree char *date = way_print_labels_date (self, way_clock_date_at (ms));
  guint hour = (guint)g_ascii_strtoull (minute + strlen ("YYYY-MM-DD "), NULL, 10);
  g_autofree char *hours = g_strdup_printf ("%u", hour % 12 == 0 ? 12 : hour % 12);
  const char *minutes = minute + strlen ("YYYY-MM-DD HH:");
  const char *id = hour < 12 ? WAY_LABEL ("time of day", "{date}, {hour}:{minute}am")
                             : WAY_LABEL ("time of day", "{date}, {hour}:{minute}pm");

  return way_print_label_fill (self, id, "date", date, "hour", hours, "minute", minutes, NULL);
}

char *
way_print_language_own_name (const char *tag)
{
  g_autoptr (WayPrintLabels) labels = way_print_labels_new (tag, NULL);
  const char *name = labels != NULL ? way_print_labels_language_name (labels, tag) : NULL;

  return g_strdup (name != NULL ? name : tag);
}

const char *
way_print_labels_language_name (WayPrintLabels *self, const char *tag)
{
  for (gsize i = 0; *tag != '\0' && i < G_N_ELEMENTS (languages); i++)
    if (way_print_language_same (languages[i].tag, tag))
      return way_print_label (self, languages[i].name);
  return NULL;
}
