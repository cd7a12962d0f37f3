/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-cli-record.h"

#include "way-i18n.h"
#include "way-schema.h"

/* What the PERSON calls by a name that people would not. */
static const struct
{
  const char *name, *label;
} labels[] = {
  { "adviser_view", N_ ("The adviser's view") },
  { "contingency", N_ ("If that does not work") },
  { "empty_reason", N_ ("Why this is empty") },
  { "going_well", N_ ("What's going well") },
  { "hopes", N_ ("My hopes") },
  { "id", N_ ("Id") },
  { "my_plan", N_ ("Is this my plan?") },
  { "own_words", N_ ("In their words") },
  { "priorities", N_ ("Pinned goals") },
  { "proud_of", N_ ("What I'm proud of") },
  { "what_matters", N_ ("What matters to me") },
  { "what_needs_to_happen", N_ ("What needs to happen") },
  { "worried_about", N_ ("What we are worried about") },
};

typedef struct
{
  WayCliAnswer *answer;
  WayReference *reference;
  gboolean with_address;
} Record;

static void show_member (Record *self, guint depth, const char *name, JsonNode *node);

/* (transfer full): "Date of birth" for date_of_birth. */
static char *
dup_label (const char *name)
{
  char *label;

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].name, name))
      return g_strdup (_ (labels[i].label));
  label = g_strdelimit (g_strdup (name), "_", ' ');
  label[0] = g_ascii_toupper (label[0]);
  return label;
}

static void
show_line (Record *self, guint depth, const char *name, const char *text)
{
  g_autofree char *label = dup_label (name);

  way_cli_answer_line (self->answer, "%*s%s: %s", (int)depth * 2, "", label, text);
}

static void
show_heading (Record *self, guint depth, const char *text)
{
  way_cli_answer_line (self->answer, "%s%*s%s", depth == 0 ? "\n" : "", (int)depth * 2, "", text);
}

static gboolean
is_own_words (const char *name)
{
  guint n;
  const WayKind *kinds = way_schema_kinds (&n);

  for (guint i = 0; i < n; i++)
    {
      const WayGroup *group = way_schema_group_by_name (&kinds[i], name);

      if (group != NULL && group->shape == WAY_SHAPE_WORDS)
        return TRUE;
    }
  return FALSE;
}

/* (transfer full): what is said of a text beside it: "given: interpreter, helper: …". */
static char *
dup_remarks (JsonObject *object)
{
  g_autoptr (GList) names = json_object_get_members (object);
  GString *text = g_string_new (NULL);

  for (GList *l = names; l != NULL; l = l->next)
    if (!g_str_equal (l->data, "text"))
      {
        g_autofree char *name = g_strdelimit (g_strdup (l->data), "_", ' ');

        g_string_append_printf (text, "%s%s: %s", text->len > 0 ? ", " : "", name,
                                json_object_get_string_member_with_default (object, l->data, ""));
      }
  return g_string_free (text, FALSE);
}

/* A text of another language, or a passage of own words: also one of which no word was given. */
static void
show_passage (Record *self, guint depth, const char *name, JsonObject *object)
{
  const char *text = json_object_get_string_member_with_default (object, "text", "");
  g_autofree char *remarks = dup_remarks (object);
  gboolean quoted = text[0] != '\0' && is_own_words (name);
  g_autofree char *line = g_strdup_printf ("%s%s%s%s(%s)", quoted ? "“" : "", text,
                                           quoted ? "”" : "", text[0] != '\0' ? "  " : "", remarks);

  show_line (self, depth, name, line);
}

static void
show_members (Record *self, guint depth, JsonObject *object)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    if (!g_str_equal (l->data, "id"))
      show_member (self, depth, l->data, json_object_get_member (object, l->data));
  if (json_object_has_member (object, "id"))
    show_member (self, depth, "id", json_object_get_member (object, "id"));
}

static void
show_matters (Record *self, guint depth, JsonObject *matters)
{
  for (guint i = 0; i < self->reference->matters->len; i++)
    {
      const WayMatterInfo *info = g_ptr_array_index (self->reference->matters, i);

      if (!json_object_has_member (matters, info->key))
        continue;
      way_cli_answer_line (self->answer, "\n%u  %s  (%s)", info->number, info->title, info->key);
      show_members (self, depth + 1, json_object_get_object_member (matters, info->key));
    }
}

static void
show_object (Record *self, guint depth, const char *name, JsonObject *object)
{
  g_autofree char *label = dup_label (name);

  if (g_str_equal (name, "address") && !self->with_address
      && json_object_get_boolean_member_with_default (object, "private", FALSE))
    show_line (self, depth, name, _ ("kept private"));
  else if (g_str_equal (name, "matters"))
    show_matters (self, depth, object);
  else if (json_object_has_member (object, "text") && json_object_has_member (object, "language")
           && !json_object_has_member (object, "id"))
    show_passage (self, depth, name, object);
  else if (json_object_get_size (object) > 0)
    {
      show_heading (self, depth, label);
      show_members (self, depth + 1, object);
    }
}

/* Passages of own words, ids of goals, or things of one kind under their heading. */
static void
show_list (Record *self, guint depth, const char *name, JsonArray *array)
{
  g_autofree char *label = dup_label (name);
  gboolean things = !is_own_words (name) && json_array_get_length (array) > 0
                    && JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, 0));

  if (things)
    show_heading (self, depth, label);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (things && i > 0)
        way_cli_answer_line (self->answer, "%s", "");
      if (things)
        show_members (self, depth + 1, json_node_get_object (node));
      else if (JSON_NODE_HOLDS_OBJECT (node))
        show_passage (self, depth, name, json_node_get_object (node));
      else
        show_member (self, depth, name, node);
    }
}

static void
show_member (Record *self, guint depth, const char *name, JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    show_object (self, depth, name, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    show_list (self, depth, name, json_node_get_array (node));
  else if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    show_line (self, depth, name, json_node_get_boolean (node) ? _ ("yes") : _ ("no"));
  else if (json_node_get_value_type (node) == G_TYPE_STRING && is_own_words (name))
    {
      g_autofree char *quoted = g_strdup_printf ("“%s”", json_node_get_string (node));

      show_line (self, depth, name, quoted);
    }
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    show_line (self, depth, name, json_node_get_string (node));
}

void
way_cli_show_record (WayCliAnswer *answer,
                     JsonObject *person,
                     WayReference *reference,
                     gboolean with_address)
{
  Record self = { answer, reference, with_address };

  show_members (&self, 0, person);
}
