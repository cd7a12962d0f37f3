/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What changed between two plans: each is laid out as an ordered list of entries, and the two lists
 * are matched by what an entry is called; who wrote the newer one is looked for in the case's past.
 */
#include "way-plan.h"

#include <string.h>
#include "way-conflict.h"
#include "way-value.h"

/* One place of a plan.  The content holds no ids, so a thing of a list is known by its words. */
typedef struct
{
  char *key;  /* (owned): unique in its plan */
  char *path; /* (owned) */
  char *text; /* (owned) */
  char *name; /* (owned) (nullable): what a thing of a list says of itself */
  guint16 kind, group;
} Entry;

typedef struct
{
  GPtrArray *entries; /* (owned): in reading order */
  GHashTable *by_key; /* (owned): key → Entry (unowned) */
} Layout;

static void
entry_free (Entry *self)
{
  g_free (self->key);
  g_free (self->path);
  g_free (self->text);
  g_free (self->name);
  g_free (self);
}

static void
layout_init (Layout *self)
{
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify)entry_free);
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
}

static void
layout_clear (Layout *self)
{
  g_clear_pointer (&self->by_key, g_hash_table_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Layout, layout_clear)

/* Takes @path and @text; an empty text is no entry.  Two of one key (two actions of the same words)
 * are kept apart by a number. */
static void
add (Layout *self, guint16 kind, guint16 group, char *path, const char *name, char *text)
{
  g_autofree char *key = name != NULL ? g_strconcat (path, ": ", name, NULL) : g_strdup (path);
  Entry *entry;

  if (text[0] == '\0')
    {
      g_free (path);
      g_free (text);
      return;
    }
  entry = g_new0 (Entry, 1);
  *entry = (Entry){ g_strdup (key), path, text, g_strdup (name), kind, group };
  for (guint n = 2; g_hash_table_contains (self->by_key, entry->key); n++)
    {
      g_free (entry->key);
      entry->key = g_strdup_printf ("%s (%u)", key, n);
    }
  g_ptr_array_add (self->entries, entry);
  g_hash_table_insert (self->by_key, entry->key, entry);
}

/* -- a field of something there is one of ------------------------------------------------------ */

static void
add_text (Layout *self, guint16 kind, guint16 group, const char *prefix, const char *text)
{
  const char *name = way_schema_group (kind, group)->name;

  add (self, kind, group, g_strconcat (prefix, name, NULL), NULL, g_strdup (text));
}

static void
add_words (Layout *self, guint16 kind, guint16 group, const char *prefix, GPtrArray *words)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    {
      const WayPassage *passage = g_ptr_array_index (words, i);

      if (passage->text[0] != '\0' && text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, passage->text);
    }
  add_text (self, kind, group, prefix, text->str);
}

static void
add_name (Layout *self, guint member, const char *text)
{
  const WayGroup *group = way_schema_group (WAY_KIND_PERSON, WAY_PERSON_NAMES);

  add (self, WAY_KIND_PERSON, group->number, g_strdup (group->members[member].name), NULL,
       g_strdup (text));
}

/* -- things of lists --------------------------------------------------------------------------- */

static void
add_action (Layout *self, const char *prefix, const WayDocumentAction *action)
{
  char by[WAY_DATE_TEXT_SIZE];

  add (self, WAY_KIND_ACTION, WAY_ACTION_WHAT, g_strconcat (prefix, "actions", NULL),
       action->what.text,
       g_strjoin (" · ", action->what.text, action->who, way_date_format (action->by, by),
                  action->status, action->progress.text[0] != '\0' ? action->progress.text : NULL,
                  NULL));
}

static void
add_matter (Layout *self, const WayDocumentMatter *matter)
{
  g_autofree char *prefix = g_strdup_printf ("plan.matters.%s.", matter->key);
  guint16 kind = WAY_KIND_MATTER;

  add_words (self, kind, WAY_MATTER_OWN_WORDS, prefix, matter->own_words);
  add_text (self, kind, WAY_MATTER_GOING_WELL, prefix, matter->going_well.text);
  add_text (self, kind, WAY_MATTER_WORRIED_ABOUT, prefix, matter->worried_about.text);
  add_text (self, kind, WAY_MATTER_ADVISER_VIEW, prefix, matter->adviser_view.text);
  add_text (self, kind, WAY_MATTER_WHAT_NEEDS_TO_HAPPEN, prefix, matter->what_needs_to_happen.text);
  add_text (self, kind, WAY_MATTER_NOTHING_NEEDED, prefix, matter->nothing_needed ? "yes" : "");
  for (guint i = 0; i < matter->actions->len; i++)
    add_action (self, prefix, g_ptr_array_index (matter->actions, i));
  add_text (self, kind, WAY_MATTER_CONTINGENCY, prefix, matter->contingency.text);
  add_text (self, kind, WAY_MATTER_EMPTY_REASON, prefix, matter->empty_reason.text);
}

static void
add_lists (Layout *self, WayDocument *document)
{
  for (guint i = 0; i < document->goals->len; i++)
    {
      const WayDocumentGoal *goal = g_ptr_array_index (document->goals, i);

      add (self, WAY_KIND_GOAL, WAY_GOAL_WHAT, g_strdup ("plan.goals"), goal->what.text,
           g_strjoin (" · ", goal->what.text, goal->state, goal->pinned ? "★" : NULL, NULL));
    }
  for (guint i = 0; i < document->achievements->len; i++)
    {
      const WayDocumentAchievement *achievement = g_ptr_array_index (document->achievements, i);

      add (self, WAY_KIND_ACHIEVEMENT, WAY_ACHIEVEMENT_WHAT, g_strdup ("achievements"),
           achievement->what.text, g_strdup (achievement->what.text));
    }
  for (guint i = 0; i < document->supporters->len; i++)
    {
      const WayDocumentSupporter *supporter = g_ptr_array_index (document->supporters, i);

      add (self, WAY_KIND_SUPPORTER, WAY_SUPPORTER_NAME, g_strdup ("supporters"), supporter->name,
           g_strjoin (" · ", supporter->name, supporter->role, supporter->phone, NULL));
    }
}

static void
lay_out (Layout *self, WayDocument *document)
{
  layout_init (self);
  add_name (self, 0, document->preferred_name);
  add_name (self, 1, document->full_name);
  add_text (self, WAY_KIND_PERSON, WAY_PERSON_PRONOUNS, "", document->pronouns);
  add_text (self, WAY_KIND_PERSON, WAY_PERSON_ADDRESS, "",
            document->address_private ? "" : document->address_lines);
  add_words (self, WAY_KIND_FRONT, WAY_FRONT_WHAT_MATTERS, "plan.", document->what_matters);
  add_words (self, WAY_KIND_FRONT, WAY_FRONT_PROUD_OF, "plan.", document->proud_of);
  add_words (self, WAY_KIND_FRONT, WAY_FRONT_HOPES, "plan.", document->hopes);
  add_lists (self, document);
  for (guint i = 0; i < document->matters->len; i++)
    add_matter (self, g_ptr_array_index (document->matters, i));
  add_words (self, WAY_KIND_FRONT, WAY_FRONT_MY_PLAN, "plan.", document->my_plan);
}

/* -- who wrote it, and when -------------------------------------------------------------------- */

static gboolean
says (const WayOperation *op, const char *text)
{
  const WayGroup *group = way_schema_group (op->kind, op->group);
  g_autoptr (GVariant) value = NULL;
  g_autofree char *said = NULL;

  if (group->search == WAY_SEARCH_NEVER)
    return TRUE;
  value = way_operation_dup_value ((WayOperation *)op);
  said = way_value_dup_search_text (group, value);
  return strstr (said, text) != NULL;
}

/* (nullable): the newest of @ops, in @group (0 = in any but the life), that says @text. */
static const WayPastOp *
find_newest (GPtrArray *ops, guint16 group, const char *text)
{
  for (guint i = ops->len; i-- > 0;)
    {
      const WayPastOp *one = g_ptr_array_index (ops, i);
      const WayOperation *op = one->authored.op;

      if (group == 0 ? op->group != WAY_GROUP_LIFE : op->group == group && says (op, text))
        return one;
    }
  return NULL;
}

/* (nullable): of a thing of a list, whatever was written of it last. */
static const WayPastOp *
find_writer (WayPast *past, const Entry *entry)
{
  g_autoptr (GPtrArray) ops = way_past_list_kind (past, entry->kind);
  g_autoptr (GPtrArray) of_object = NULL;
  const WayPastOp *found = NULL;
  WayId object = *way_past_get_id (past);

  if (entry->name != NULL)
    {
      found = find_newest (ops, entry->group, entry->name);
      if (found == NULL)
        return NULL;
      of_object = way_past_list (past, entry->kind, &found->authored.op->object);
      return find_newest (of_object, 0, NULL);
    }
  if (entry->kind == WAY_KIND_MATTER)
    {
      g_auto (GStrv) parts = g_strsplit (entry->path, ".", 4);

      way_matter_object (way_past_get_id (past), parts[2], &object);
    }
  of_object = way_past_list (past, entry->kind, &object);
  return find_newest (of_object, entry->group, entry->text);
}

/* -- the differences --------------------------------------------------------------------------- */

static void
difference_free (WayDifference *self)
{
  g_free (self->path);
  g_free (self->older);
  g_free (self->newer);
  g_free (self->author);
  g_free (self);
}

/* @older and @newer (nullable): one of them is there. */
static void
add_difference (
    GPtrArray *list, const Entry *older, const Entry *newer, WayPast *past, WayCase *team)
{
  WayDifference *difference = g_new0 (WayDifference, 1);
  const WayPastOp *writer = newer != NULL && past != NULL ? find_writer (past, newer) : NULL;

  difference->path = g_strdup (newer != NULL ? newer->path : older->path);
  difference->older = g_strdup (older != NULL ? older->text : "");
  difference->newer = g_strdup (newer != NULL ? newer->text : "");
  difference->author = writer != NULL ? way_worker_dup_name (team, &writer->authored.author.user)
                                      : g_strdup ("");
  difference->made_ms = writer != NULL ? writer->authored.op->made_ms : 0;
  g_ptr_array_add (list, difference);
}

GPtrArray *
way_plan_compare (WayDocument *older, WayDocument *newer, WayPast *past, WayCase *team)
{
  g_auto (Layout) left;
  g_auto (Layout) right;
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)difference_free);

  lay_out (&left, older);
  lay_out (&right, newer);
  for (guint i = 0; i < right.entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (right.entries, i);
      const Entry *before = g_hash_table_lookup (left.by_key, entry->key);

      if (before == NULL || !g_str_equal (before->text, entry->text))
        add_difference (list, before, entry, past, team);
    }
  for (guint i = 0; i < left.entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (left.entries, i);
      /* an answer about one plan is not the next one's, which is no change */
      gboolean is_answer = entry->kind == WAY_KIND_FRONT && entry->group == WAY_FRONT_MY_PLAN;

      if (!(is_answer && newer->draft) && !g_hash_table_contains (right.by_key, entry->key))
        add_difference (list, entry, NULL, past, team);
    }
  return list;
}
