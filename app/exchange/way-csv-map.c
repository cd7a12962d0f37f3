/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-csv-map.h"

#include <string.h>
#include "way-codes.h"
#include "way-csv-read.h"
#include "way-date-typed.h"
#include "way-exchange-error.h"
#include "way-fail.h"
#include "way-i18n.h"
#include "way-json-scan.h"

typedef enum
{
  AS_TEXT,
  AS_DATE,
  AS_CODE,
  AS_YES_NO,
} As;

static const char *const as_names[] = { "text", "date", "code", "yes_no", NULL };

/* What the map says of one column. */
typedef struct
{
  const char *column; /* its name */
  const char *to;
  const char *list;  /* of codes; "" = none */
  JsonObject *codes; /* (nullable): what stands there → the code */
  As as;
  guint place; /* in a row */
} Rule;

typedef struct
{
  WayCsvPeople *people;
  JsonNode *map; /* (owned) */
  GArray *rules; /* Rule; strings are of the map */
  WayDate today;
  guint line;
  JsonGenerator *generator;
  GString *text;
} Reader;

static gboolean
fail (GError **error, const char *sentence)
{
  return way_fail (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_FORMAT, "%s", _ (sentence));
}

/* -- the map ----------------------------------------------------------------------------------- */

/* (nullable): NULL where it is there and no text. */
static const char *
get_text (JsonObject *object, const char *name, const char *otherwise)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL)
    return otherwise;
  return json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

/* "/a/0/b": names, and the first of a list. */
static gboolean
is_place (const char *to)
{
  return g_regex_match_simple ("^/[a-z][a-z_]*(/0)?(/[A-Za-z][A-Za-z0-9_]*(/0)?){0,4}$", to, 0, 0);
}

static gboolean
holds_texts (JsonObject *codes)
{
  g_autoptr (GList) values = json_object_get_values (codes);

  for (GList *at = values; at != NULL; at = at->next)
    if (json_node_get_value_type (at->data) != G_TYPE_STRING)
      return FALSE;
  return TRUE;
}

static gboolean
read_rule (JsonNode *node, Rule *ret_rule)
{
  JsonObject *json = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *codes = json != NULL ? json_object_get_member (json, "codes") : NULL;
  const char *as = json != NULL ? get_text (json, "as", "text") : NULL;
  Rule rule = { NULL };

  if (as == NULL || !g_strv_contains (as_names, as)
      || (codes != NULL
          && (!JSON_NODE_HOLDS_OBJECT (codes) || !holds_texts (json_node_get_object (codes)))))
    return FALSE;
  rule.column = get_text (json, "column", NULL);
  rule.to = get_text (json, "to", NULL);
  rule.list = get_text (json, "list", "");
  rule.codes = codes != NULL ? json_node_get_object (codes) : NULL;
  while (!g_str_equal (as_names[rule.as], as))
    rule.as++;
  *ret_rule = rule;
  return rule.column != NULL && rule.to != NULL && rule.list != NULL && is_place (rule.to);
}

/* -- places ------------------------------------------------------------------------------------ */

/* (transfer none) (nullable): what stands under @name, made where it is not there: the object, or
 * the first of the list; NULL where something else stands there. */
static JsonObject *
go_down (JsonObject *object, const char *name, gboolean is_list)
{
  JsonNode *node = json_object_get_member (object, name);
  JsonArray *list;

  if (node == NULL && !is_list)
    json_object_set_object_member (object, name, json_object_new ());
  else if (node == NULL)
    {
      list = json_array_new ();
      json_array_add_object_element (list, json_object_new ());
      json_object_set_array_member (object, name, list);
    }
  node = json_object_get_member (object, name);
  if (!is_list)
    return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  return JSON_NODE_HOLDS_ARRAY (node)
             ? json_array_get_object_element (json_node_get_array (node), 0)
             : NULL;
}

/* Two texts for one place stand in it one after the other. */
static JsonNode *
join_texts (JsonNode *before, JsonNode *node)
{
  g_autofree char *both = NULL;

  if (json_node_get_value_type (before) != G_TYPE_STRING
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return json_node_copy (node);
  both = g_strdup_printf ("%s %s", json_node_get_string (before), json_node_get_string (node));
  return json_node_init_string (json_node_alloc (), both);
}

/* FALSE where the place lies in another value, or holds places itself. */
static gboolean
put (JsonObject *person, const char *to, JsonNode *node)
{
  g_auto (GStrv) steps = g_strsplit (to + 1, "/", -1);
  JsonObject *object = person;
  JsonNode *before;
  guint i = 0;

  while (object != NULL && steps[i] != NULL && steps[i + 1] != NULL)
    {
      gboolean is_list = g_str_equal (steps[i + 1], "0");

      object = go_down (object, steps[i], is_list);
      i += is_list ? 2 : 1;
    }
  if (object == NULL || steps[i] == NULL)
    return FALSE;
  before = json_object_get_member (object, steps[i]);
  if (before != NULL && !JSON_NODE_HOLDS_VALUE (before))
    return FALSE;
  json_object_set_member (object, steps[i],
                          before != NULL ? join_texts (before, node) : json_node_copy (node));
  return TRUE;
}

/* -- the columns ------------------------------------------------------------------------------- */

static gboolean
read_map (Reader *self, GBytes *bytes, GError **error)
{
  g_autoptr (WayJsonScan) scan = way_json_scan (bytes, NULL, error);
  g_autoptr (JsonObject) probe = json_object_new ();
  g_autoptr (JsonNode) text = json_node_init_string (json_node_alloc (), "");
  JsonObject *root;
  JsonNode *columns;

  if (scan == NULL)
    return FALSE;
  self->map = way_json_scan_parse_all (scan);
  root = json_node_get_object (self->map);
  columns = json_object_get_member (root, "columns");
  if (g_strcmp0 (get_text (root, "format", ""), "waymark-map/1") != 0 || columns == NULL
      || !JSON_NODE_HOLDS_ARRAY (columns) || scan->refusals->len > 0)
    return fail (error, N_ ("The map is none that this version reads: it needs the format "
                            "waymark-map/1 and a list of columns."));
  for (guint i = 0; i < json_array_get_length (json_node_get_array (columns)); i++)
    {
      Rule rule;

      if (!read_rule (json_array_get_element (json_node_get_array (columns), i), &rule))
        return way_fail (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_FORMAT,
                         "Column %u of the map needs column and to; to is a place such as "
                         "/date_of_birth or /contacts/0/on, as is text, date, code or yes_no.",
                         i + 1);
      if (!put (probe, rule.to, text))
        return way_fail (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_FORMAT,
                         "Column %u of the map goes to a place that another one lies in.", i + 1);
      g_array_append_val (self->rules, rule);
    }
  return TRUE;
}

static gboolean
names_equal (const char *a, const char *b)
{
  g_autofree char *one = g_utf8_casefold (a, -1), *other = g_utf8_casefold (b, -1);

  return g_str_equal (one, other);
}

/* FALSE where the file has not exactly one such column. */
static gboolean
find_column (Reader *self, Rule *rule)
{
  guint n = 0;

  for (guint i = 0; i < self->people->columns->len; i++)
    {
      WayCsvColumn *column = g_ptr_array_index (self->people->columns, i);

      if (!names_equal (column->name, rule->column))
        continue;
      rule->place = i;
      g_free (column->to);
      column->to = g_strdup (rule->to);
      n++;
    }
  return n == 1;
}

static gboolean
find_columns (Reader *self, const GStrv header, GError **error)
{
  for (guint i = 0; header != NULL && header[i] != NULL; i++)
    {
      WayCsvColumn *column = g_new0 (WayCsvColumn, 1);

      column->name = g_strdup (header[i]);
      g_ptr_array_add (self->people->columns, column);
    }
  for (guint i = 0; i < self->rules->len; i++)
    if (!find_column (self, &g_array_index (self->rules, Rule, i)))
      return way_fail (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_FORMAT,
                       "Column %u of the map is not in the first line of the file, or stands there "
                       "twice; nothing was taken.",
                       i + 1);
  return TRUE;
}

/* -- cells ------------------------------------------------------------------------------------- */

static char *
dup_place (guint line, guint column, const char *name)
{
  return g_strdup_printf (_ ("line %u, column %u, %s"), line, column + 1, name);
}

static void
refuse (Reader *self, const Rule *rule, const char *sentence)
{
  g_autofree char *place = dup_place (self->line, rule->place, rule->column);

  way_refusals_add (self->people->refusals, place, "%s", _ (sentence));
}

/* A day with its year, without the time that some programs write after it. */
static char *
read_date (Reader *self, const char *cell)
{
  g_autofree char *day = g_strdup (cell);
  char *colon = strchr (day, ':'), *space;
  char written[WAY_DATE_TEXT_SIZE];
  guint n_digits = 0;
  WayDate date;

  if (colon != NULL)
    {
      *colon = '\0';
      space = strrchr (day, ' ');
      if (space == NULL)
        space = strrchr (day, 'T');
      if (space != NULL)
        *space = '\0';
    }
  for (const char *at = day; *at != '\0'; at++)
    n_digits += g_ascii_isdigit (*at);
  if (n_digits < 4 || !way_date_read_typed (day, self->today, WAY_DATE_SENSE_PAST, &date, NULL))
    return NULL;
  return g_strdup (way_date_format (date, written));
}

/* By the map's own table, else by the names and labels of its list. */
static char *
read_code (const Rule *rule, const char *cell)
{
  const char *const *known = way_codes_list (rule->list);

  if (rule->codes != NULL)
    {
      g_autoptr (GList) names = json_object_get_members (rule->codes);

      for (GList *at = names; at != NULL; at = at->next)
        if (names_equal (at->data, cell))
          return g_strdup (json_object_get_string_member (rule->codes, at->data));
    }
  for (guint i = 0; known[i] != NULL; i++)
    if (names_equal (known[i], cell) || names_equal (way_codes_label (rule->list, known[i]), cell))
      return g_strdup (known[i]);
  return NULL;
}

/* (transfer full) (nullable) */
static JsonNode *
read_yes_no (const char *cell)
{
  static const char *const yes[] = { "yes", "y", "true", "1", NULL };
  static const char *const no[] = { "no", "n", "false", "0", NULL };
  g_autofree char *small = g_ascii_strdown (cell, -1);

  if (!g_strv_contains (yes, small) && !g_strv_contains (no, small))
    return NULL;
  return json_node_init_boolean (json_node_alloc (), g_strv_contains (yes, small));
}

/* (transfer full) (nullable): NULL and refused. */
static JsonNode *
read_cell (Reader *self, const Rule *rule, const char *cell)
{
  static const char *const sentences[] = {
    [AS_TEXT] = "",
    [AS_DATE] = N_ ("This is no date with a year: write it as 24/10/2026."),
    [AS_CODE] = N_ ("This is none of the codes that the map or its list names."),
    [AS_YES_NO] = N_ ("Write yes or no."),
  };
  g_autofree char *text = NULL;
  JsonNode *node = NULL;

  if (rule->as == AS_YES_NO)
    node = read_yes_no (cell);
  else if (rule->as == AS_DATE)
    text = read_date (self, cell);
  else
    text = rule->as == AS_CODE ? read_code (rule, cell) : g_strdup (cell);
  if (text != NULL)
    node = json_node_init_string (json_node_alloc (), text);
  if (node == NULL)
    refuse (self, rule, sentences[rule->as]);
  return node;
}

/* -- people ------------------------------------------------------------------------------------ */

static void
append_person (Reader *self, JsonObject *person)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), person);
  g_autofree char *json = NULL;
  gsize size;

  json_generator_set_root (self->generator, node);
  json = json_generator_to_data (self->generator, &size);
  g_string_append (self->text, self->people->lines->len > 0 ? ",\n" : "");
  g_string_append_len (self->text, json, (gssize)size);
  g_array_append_val (self->people->lines, self->line);
}

static void
read_row (Reader *self, const GStrv row)
{
  g_autoptr (JsonObject) person = json_object_new ();
  guint n_cells = g_strv_length (row), n_before = self->people->refusals->len;
  gboolean refused = n_cells > self->people->columns->len;

  if (refused)
    {
      g_autofree char *place = g_strdup_printf (_ ("line %u"), self->line);

      way_refusals_add (self->people->refusals, place,
                        N_ ("This line has more cells than the first line has names."));
    }
  for (guint i = 0; i < MIN (n_cells, self->people->columns->len); i++)
    if (row[i][0] != '\0')
      ((WayCsvColumn *)g_ptr_array_index (self->people->columns, i))->n_filled++;
  for (guint i = 0; i < self->rules->len; i++)
    {
      const Rule *rule = &g_array_index (self->rules, Rule, i);
      const char *cell = rule->place < n_cells ? row[rule->place] : "";
      g_autoptr (JsonNode) node = cell[0] != '\0' ? read_cell (self, rule, cell) : NULL;

      refused = refused || (cell[0] != '\0' && node == NULL);
      if (node != NULL)
        put (person, rule->to, node);
    }
  g_assert (refused || self->people->refusals->len == n_before);
  if (refused)
    self->people->n_refused++;
  else
    append_person (self, person);
}

static gboolean
read_rows (Reader *self, WayCsv *csv, GError **error)
{
  GError *reason = NULL;
  GStrv row;

  while ((row = way_csv_next (csv, &self->line, &reason)) != NULL)
    {
      read_row (self, row);
      g_strfreev (row);
      if (self->text->len > WAY_JSON_SIZE_MAX)
        return way_fail (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_TOO_LARGE,
                         "There is more in this file than is read at once: take it apart and "
                         "import one part after the other.");
    }
  if (reason == NULL)
    return TRUE;
  g_propagate_error (error, reason);
  return FALSE;
}

static gboolean
read_people (Reader *self, GBytes *bytes, GBytes *map, GError **error)
{
  g_autoptr (WayCsv) csv = read_map (self, map, error) ? way_csv_new (bytes, 0, error) : NULL;
  g_auto (GStrv) header = NULL;
  GError *reason = NULL;

  if (csv == NULL)
    return FALSE;
  header = way_csv_next (csv, &self->line, &reason);
  if (reason != NULL)
    {
      g_propagate_error (error, reason);
      return FALSE;
    }
  g_string_append (self->text, "{\"format\":\"waymark-cases/1\",\"people\":[");
  if (!find_columns (self, header, error) || !read_rows (self, csv, error))
    return FALSE;
  g_string_append (self->text, "]}");
  self->people->document = g_bytes_new (self->text->str, self->text->len);
  return TRUE;
}

/* -- the whole --------------------------------------------------------------------------------- */

static void
column_free (WayCsvColumn *self)
{
  g_free (self->name);
  g_free (self->to);
  g_free (self);
}

void
way_csv_people_free (WayCsvPeople *self)
{
  g_clear_pointer (&self->document, g_bytes_unref);
  g_array_unref (self->lines);
  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->refusals);
  g_free (self);
}

WayCsvPeople *
way_csv_people_read (GBytes *csv, GBytes *map, WayDate today, GError **error)
{
  g_autoptr (WayCsvPeople) people = g_new0 (WayCsvPeople, 1);
  g_autoptr (GArray) rules = g_array_new (FALSE, FALSE, sizeof (Rule));
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  Reader reader = {
    .people = people, .rules = rules, .today = today, .generator = generator, .text = text
  };
  gboolean ok;

  people->lines = g_array_new (FALSE, FALSE, sizeof (guint));
  people->columns = g_ptr_array_new_with_free_func ((GDestroyNotify)column_free);
  people->refusals = way_refusals_new ();
  ok = read_people (&reader, csv, map, error);
  g_clear_pointer (&reader.map, json_node_unref);
  return ok ? g_steal_pointer (&people) : NULL;
}

char *
way_csv_people_dup_place (const WayCsvPeople *self, const char *path)
{
  guint64 index = 0;
  const char *rest = path;
  guint line;

  if (!g_str_has_prefix (path, "/people/"))
    return g_strdup (path);
  index = g_ascii_strtoull (path + strlen ("/people/"), (char **)&rest, 10);
  if (index >= self->lines->len)
    return g_strdup (path);
  line = g_array_index (self->lines, guint, index);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const WayCsvColumn *column = g_ptr_array_index (self->columns, i);

      if (column->to != NULL && g_str_has_prefix (column->to, rest) && rest[0] != '\0')
        return dup_place (line, i, column->name);
    }
  return g_strdup_printf (_ ("line %u"), line);
}
