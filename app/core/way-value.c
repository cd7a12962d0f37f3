/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-value.h"

#include <string.h>
#include "way-core-error.h"
#include "way-fail.h"
#include "way-words.h"

static GVariant *empty_of_type (const GVariantType *type);

/* GVariant works the layout of a type out for the first value of it and forgets it with the last,
 * so while values come and go one at a time it does little else: one of each is kept for good. */
static void
keep_types (void)
{
  static GVariant *kept; /* (owned) */
  GVariantBuilder builder;
  guint n_kinds;
  const WayKind *kinds;

  if (!g_once_init_enter (&kept))
    return;
  kinds = way_schema_kinds (&n_kinds);
  g_variant_builder_init (&builder, G_VARIANT_TYPE_TUPLE);
  for (guint k = 0; k < n_kinds; k++)
    for (guint g = 0; g < kinds[k].n_groups; g++)
      g_variant_builder_add_value (&builder, way_value_empty (&kinds[k].groups[g]));
  g_once_init_leave (&kept, g_variant_ref_sink (g_variant_builder_end (&builder)));
}

/* Values are written little-endian; on a big-endian machine GVariant swaps. */
static GVariant *
to_little_endian (GVariant *value)
{
  if (G_BYTE_ORDER == G_LITTLE_ENDIAN)
    return g_variant_ref (value);
  return g_variant_byteswap (value);
}

GBytes *
way_value_to_bytes (GVariant *value)
{
  g_autoptr (GVariant) sunk = g_variant_ref_sink (value);
  g_autoptr (GVariant) normal = g_variant_get_normal_form (sunk);
  g_autoptr (GVariant) little = to_little_endian (normal);

  gsize size = g_variant_get_size (little);
  guint8 *bytes = g_malloc (size);

  /* A fresh block: the GBytes of a GVariant may be a slice that keeps its whole parent alive. */
  g_variant_store (little, bytes);
  return g_bytes_new_take (bytes, size);
}

GVariant *
way_value_from_bytes (GBytes *bytes, const GVariantType *type)
{
  g_autoptr (GVariant) value = NULL;

  keep_types ();
  value = g_variant_ref_sink (g_variant_new_from_bytes (type, bytes, FALSE));
  if (!g_variant_is_normal_form (value))
    return NULL;
  return to_little_endian (value);
}

GVariant *
way_value_from_checked_bytes (GBytes *bytes, const GVariantType *type)
{
  g_autoptr (GVariant) value = NULL;

  keep_types ();
  value = g_variant_ref_sink (g_variant_new_from_bytes (type, bytes, TRUE));
  return to_little_endian (value);
}

/* Where the ay that (ayys) begins with ends stands at the end of it, as wide as its size asks for.
 */
static gboolean
says_removed (const guint8 *life, gsize size)
{
  gsize width = size <= G_MAXUINT8 ? 1 : size <= G_MAXUINT16 ? 2 : 4, state = 0;

  for (gsize i = 0; i < width && i < size; i++)
    state |= (gsize)life[size - width + i] << (8 * i);
  return state < size && life[state] == 1;
}

gboolean
way_value_is_removal (GBytes *life)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (life, &size);
  g_autoptr (GVariant) value = NULL;

  /* nearly every one says that its object is there, and is not worth a GVariant */
  if (!says_removed (bytes, size))
    return FALSE;
  value = way_value_from_bytes (life, G_VARIANT_TYPE (WAY_LIFE_TYPE));
  return value != NULL;
}

/* Good for as long as @tuple is, and is not turned into bytes. */
static const char *
peek_string (GVariant *tuple, gsize index)
{
  g_autoptr (GVariant) child = g_variant_get_child_value (tuple, index);

  return g_variant_get_string (child, NULL);
}

char *
way_value_dup_string (GVariant *tuple, gsize index)
{
  return g_strdup (peek_string (tuple, index));
}

GVariant *
way_value_new_id (const WayId *id)
{
  gsize size = way_id_is_nil (id) ? 0 : WAY_ID_SIZE;

  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, id->bytes, size, 1);
}

gboolean
way_value_get_id (GVariant *tuple, gsize index, WayId *ret_id)
{
  g_autoptr (GVariant) child = g_variant_get_child_value (tuple, index);
  gsize size;
  gconstpointer bytes = g_variant_get_fixed_array (child, &size, 1);

  if (size == 0)
    {
      *ret_id = way_id_nil;
      return TRUE;
    }
  return way_id_from_bytes (bytes, size, ret_id);
}

/* The value of @type that holds nothing: "", 0, FALSE, no items. */
static GVariant *
empty_of_type (const GVariantType *type)
{
  GVariantBuilder builder;

  switch (g_variant_type_peek_string (type)[0])
    {
    case 's':
      return g_variant_new_string ("");
    case 'b':
      return g_variant_new_boolean (FALSE);
    case 'y':
      return g_variant_new_byte (0);
    case 'q':
      return g_variant_new_uint16 (0);
    case 'u':
      return g_variant_new_uint32 (0);
    default:
      break;
    }

  g_assert (g_variant_type_is_container (type));
  g_variant_builder_init (&builder, type);
  if (g_variant_type_is_tuple (type))
    for (const GVariantType *item = g_variant_type_first (type); item != NULL;
         item = g_variant_type_next (item))
      g_variant_builder_add_value (&builder, empty_of_type (item));
  return g_variant_builder_end (&builder);
}

GVariant *
way_value_empty (const WayGroup *group)
{
  return empty_of_type (G_VARIANT_TYPE (group->type));
}

/* Whether @value equals empty_of_type() of its type. */
static gboolean
is_empty (GVariant *value)
{
  GVariantClass class = g_variant_classify (value);

  if (class == G_VARIANT_CLASS_STRING)
    return g_variant_get_string (value, NULL)[0] == '\0';
  if (class == G_VARIANT_CLASS_BOOLEAN)
    return !g_variant_get_boolean (value);
  if (class == G_VARIANT_CLASS_BYTE)
    return g_variant_get_byte (value) == 0;
  if (class == G_VARIANT_CLASS_UINT16)
    return g_variant_get_uint16 (value) == 0;
  if (class == G_VARIANT_CLASS_UINT32)
    return g_variant_get_uint32 (value) == 0;

  g_assert (g_variant_is_container (value));
  if (class != G_VARIANT_CLASS_TUPLE)
    return g_variant_n_children (value) == 0;
  for (gsize i = 0; i < g_variant_n_children (value); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (value, i);

      if (!is_empty (child))
        return FALSE;
    }
  return TRUE;
}

gboolean
way_value_is_empty (const WayGroup *group, GVariant *value)
{
  if (group->shape == WAY_SHAPE_PROSE)
    return peek_string (value, 0)[0] == '\0';
  return is_empty (value);
}

/* -- checking ---------------------------------------------------------------------------------- */

static gboolean
refuse (GError **error, const char *name, const char *advice)
{
  return way_fail (error, WAY_CORE_ERROR, WAY_CORE_ERROR_INVALID, "“%s” %s.", name, advice);
}

/* Characters that do not belong in a text: controls, and overrides that make a line read in an
 * order its letters do not stand in.  Marks and isolates, which right-to-left writing needs, stay.
 */
gboolean
way_value_forbids (gunichar c, gboolean lines)
{
  if (c == '\n' || c == '\t')
    return !lines;
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) || c == 0xfeff
         || c == 0x2028 || c == 0x2029;
}

static gboolean
check_characters (const char *name, const char *text, gboolean lines, GError **error)
{
  for (const char *p = text;; p = g_utf8_next_char (p))
    {
      while (g_ascii_isprint (*p))
        p++;
      if (*p == '\0')
        return TRUE;
      if (way_value_forbids (g_utf8_get_char (p), lines))
        return refuse (error, name,
                       lines ? "holds a control character: remove it"
                             : "holds a line break or a control character: write it on one line");
    }
}

static gboolean
check_text (const char *name, const char *text, GError **error)
{
  if (strlen (text) > WAY_TEXT_MAX)
    return refuse (error, name,
                   "is too long: one text holds at most 1 MiB, so put the rest elsewhere");
  return check_characters (name, text, TRUE, error);
}

static gboolean
check_line (const char *name, const char *text, gboolean lines, GError **error)
{
  if (g_utf8_strlen (text, -1) > WAY_LINE_MAX)
    return refuse (error, name, "is too long: at most 2,000 characters fit here");
  return check_characters (name, text, lines, error);
}

/* A tag begins with two or three letters: no longer one was ever registered, and a language in full
 * ("English") would pass for another language than its tag. */
static gboolean
is_language_tag (const char *tag)
{
  gsize part = 0;
  gboolean first = TRUE;

  for (const char *p = tag;; p++)
    {
      if (*p == '-' || *p == '\0')
        {
          if (part < (first ? 2u : 1u) || part > (first ? 3u : 8u))
            return FALSE;
          if (*p == '\0')
            return TRUE;
          part = 0;
          first = FALSE;
        }
      else if (g_ascii_isalpha (*p) || (!first && g_ascii_isdigit (*p)))
        part++;
      else
        return FALSE;
    }
}

static gboolean
check_language (const char *name, const char *tag, GError **error)
{
  if (tag[0] == '\0' || (strlen (tag) <= 35 && is_language_tag (tag)))
    return TRUE;
  return refuse (error, name, "is not a language tag: write one such as en, ar or vi");
}

static gboolean
check_date (const char *name, const char *text, WayDatePrecision precision, GError **error)
{
  WayDate ignored;

  if (text[0] == '\0' || way_date_parse (text, precision, &ignored))
    return TRUE;
  return refuse (error, name,
                 precision == WAY_DATE_FULL
                     ? "is not a date: write one such as 2026-05-31"
                     : "is not a date: write one such as 2026-05-31, 2026-05 or 2026");
}

/* @advice is for a day that is still to come. */
static gboolean
check_past (const char *name, const char *text, WayDate today, const char *advice, GError **error)
{
  WayDate date;

  if (!check_date (name, text, WAY_DATE_FULL, error))
    return FALSE;
  if (text[0] == '\0')
    return TRUE;
  way_date_parse (text, WAY_DATE_FULL, &date);
  return way_date_compare (date, today) <= 0 || refuse (error, name, advice);
}

static gboolean
check_choice (const WayMember *member, const char *text, GError **error)
{
  g_autofree char *all = NULL, *advice = NULL;

  if (text[0] == '\0' || way_schema_name_index (member->choices, text) >= 0)
    return TRUE;
  all = g_strjoinv (", ", (char **)member->choices);
  advice = g_strdup_printf ("is none of the words kept for it: write one of %s", all);
  return refuse (error, member->name, advice);
}

static gboolean
check_member (const WayMember *member, GVariant *child, WayDate today, GError **error)
{
  const char *text = g_variant_classify (child) == G_VARIANT_CLASS_STRING
                         ? g_variant_get_string (child, NULL)
                         : NULL;

  switch (member->type)
    {
    case WAY_MEMBER_LINE:
      return check_line (member->name, text, FALSE, error);
    case WAY_MEMBER_LINES:
      return check_line (member->name, text, TRUE, error);
    case WAY_MEMBER_DATE:
      return check_date (member->name, text, WAY_DATE_FULL, error);
    case WAY_MEMBER_DATE_PARTIAL:
      return check_date (member->name, text, WAY_DATE_PARTIAL, error);
    case WAY_MEMBER_BIRTH:
      return check_past (member->name, text, today,
                         "lies in the future: write the day they were born", error);
    case WAY_MEMBER_DATE_PAST:
      return check_past (member->name, text, today,
                         "lies in the future: write the day on which it was", error);
    case WAY_MEMBER_TIME:
      if (text[0] != '\0' && !way_time_of_day_is_valid (text))
        return refuse (error, member->name, "is not a time: write one such as 14:30");
      return TRUE;
    case WAY_MEMBER_LANGUAGE:
      return check_language (member->name, text, error);
    case WAY_MEMBER_CHOICE:
      return check_choice (member, text, error);
    case WAY_MEMBER_TRI:
      if (g_variant_get_byte (child) > 2)
        return refuse (error, member->name, "is neither yes, no nor left open");
      return TRUE;
    case WAY_MEMBER_ID:
      if (g_variant_n_children (child) != 0 && g_variant_n_children (child) != WAY_ID_SIZE)
        return refuse (error, member->name, "is not an id: ids have 32 digits");
      return TRUE;
    case WAY_MEMBER_BOOL:
    case WAY_MEMBER_NUMBER:
    case WAY_MEMBER_INTERNAL:
      return TRUE;
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* The parts of a date that both know decide: 2025-06 does not lie before 2025-06-10. */
static gboolean
lies_before (WayDate later, WayDate earlier)
{
  if (later.year != earlier.year || later.month == 0 || earlier.month == 0)
    return later.year < earlier.year;
  if (later.month != earlier.month || later.day == 0 || earlier.day == 0)
    return later.month < earlier.month;
  return later.day < earlier.day;
}

/* A group that says from when to when. */
static gboolean
check_span (const WayGroup *group, GVariant *value, GError **error)
{
  WayDate dates[2] = { way_date_none, way_date_none };
  static const char *const names[] = { "from", "to" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (way_group_n_members (group) <= i || !g_str_equal (group->members[i].name, names[i]))
        return TRUE;
      if (!way_date_parse (peek_string (value, i), WAY_DATE_PARTIAL, &dates[i]))
        return TRUE;
    }
  return !lies_before (dates[1], dates[0])
         || refuse (error, "to", "lies before “from”: write the day on which it ended");
}

static gboolean
check_members (const WayGroup *group, GVariant *value, WayDate today, GError **error)
{
  guint n = way_group_n_members (group);

  for (guint i = 0; i < n && g_variant_classify (value) == G_VARIANT_CLASS_TUPLE; i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (value, i);

      if (!check_member (&group->members[i], child, today, error))
        return FALSE;
    }
  return check_span (group, value, error);
}

static gboolean
check_prose (const WayGroup *group, GVariant *value, GError **error)
{
  return check_text (group->name, peek_string (value, 0), error)
         && check_language (group->name, peek_string (value, 1), error);
}

static gboolean
check_passage (const WayGroup *group, const WayPassage *passage, gboolean first, GError **error)
{
  if (passage->given > WAY_GIVEN_NOT_ASKED)
    return refuse (error, group->name, "says in no known way how the words were given");
  if (passage->role > WAY_PASSAGE_TRANSLATION)
    return refuse (error, group->name, "holds a passage of no known role");
  if (first && passage->role == WAY_PASSAGE_TRANSLATION)
    return refuse (error, group->name,
                   "begins with a translation: the words themselves come before it");
  return check_text (group->name, passage->text, error)
         && check_language ("language", passage->language, error)
         && check_line ("helper", passage->helper, FALSE, error)
         && check_date ("said_on", passage->said_on, WAY_DATE_FULL, error)
         && check_line ("typed_by", passage->typed_by, FALSE, error);
}

static gboolean
check_words (const WayGroup *group, GVariant *value, GError **error)
{
  g_autoptr (GPtrArray) passages = way_words_from_variant (value);

  for (guint i = 0; i < passages->len; i++)
    if (!check_passage (group, g_ptr_array_index (passages, i), i == 0, error))
      return FALSE;
  return TRUE;
}

static gboolean
check_ids (const WayGroup *group, GVariant *value, GError **error)
{
  gsize n = g_variant_n_children (value);

  if (n > WAY_PRIORITIES_MAX)
    return refuse (error, group->name, "holds more than three: choose the three that matter most");
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (value, i);

      if (g_variant_n_children (child) != WAY_ID_SIZE)
        return refuse (error, group->name, "holds something that is not an id");
      for (gsize before = 0; before < i; before++)
        {
          g_autoptr (GVariant) other = g_variant_get_child_value (value, before);

          if (g_variant_equal (child, other))
            return refuse (error, group->name, "names the same goal twice: name each once");
        }
    }
  return TRUE;
}

gboolean
way_value_check (const WayGroup *group, GVariant *value, WayDate today, GError **error)
{
  g_return_val_if_fail (g_variant_is_of_type (value, G_VARIANT_TYPE (group->type)), FALSE);

  switch (group->shape)
    {
    case WAY_SHAPE_PROSE:
      return check_prose (group, value, error);
    case WAY_SHAPE_WORDS:
      return check_words (group, value, error);
    case WAY_SHAPE_IDS:
      return check_ids (group, value, error);
    case WAY_SHAPE_MEMBERS:
    case WAY_SHAPE_NESTED:
      return check_members (group, value, today, error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* -- search ------------------------------------------------------------------------------------ */

static void
append_line (GString *text, const char *line)
{
  if (line[0] == '\0')
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

static void
append_members (GString *text, const WayGroup *group, GVariant *value)
{
  for (guint i = 0; i < way_group_n_members (group); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (value, i);

      if (group->members[i].type == WAY_MEMBER_LINE || group->members[i].type == WAY_MEMBER_LINES)
        append_line (text, g_variant_get_string (child, NULL));
    }
}

/* Who helped and who typed: behind all that was said, which a sentence shown should come from. */
static void
append_helpers (GString *text, GVariant *value)
{
  g_autoptr (GPtrArray) passages = way_words_from_variant (value);

  for (guint i = 0; i < passages->len; i++)
    {
      const WayPassage *passage = g_ptr_array_index (passages, i);

      append_line (text, passage->helper);
      append_line (text, passage->typed_by);
    }
}

char *
way_value_dup_index_text (const WayGroup *group, GVariant *value)
{
  g_autofree char *said = way_value_dup_search_text (group, value);
  GString *text;

  if (group->search == WAY_SEARCH_NEVER || group->shape != WAY_SHAPE_WORDS)
    return g_steal_pointer (&said);
  text = g_string_new (said);
  append_helpers (text, value);
  return g_string_free (text, FALSE);
}

char *
way_value_dup_search_text (const WayGroup *group, GVariant *value)
{
  GString *text = g_string_new (NULL);

  if (group->search == WAY_SEARCH_NEVER)
    return g_string_free (text, FALSE);

  if (group->shape == WAY_SHAPE_PROSE)
    append_line (text, peek_string (value, 0));
  else if (group->shape == WAY_SHAPE_WORDS)
    for (gsize i = 0; i < g_variant_n_children (value); i++)
      {
        g_autoptr (GVariant) passage = g_variant_get_child_value (value, i);

        append_line (text, peek_string (passage, 0));
      }
  else if (group->members != NULL)
    append_members (text, group, value);
  return g_string_free (text, FALSE);
}
