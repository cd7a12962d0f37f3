/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What changed between two plans: each is laid out as an ordered list of places and texts, and the
 * two lists are matched by place.
 */
#include "way-plan.h"

typedef struct
{
  GPtrArray *paths;  /* (owned): char *, in reading order */
  GHashTable *texts; /* (owned): path → text */
} Layout;

static void
layout_init (Layout *self)
{
  self->paths = g_ptr_array_new ();
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static void
layout_clear (Layout *self)
{
  g_clear_pointer (&self->paths, g_ptr_array_unref);
  g_clear_pointer (&self->texts, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Layout, layout_clear)

/* Takes both; an empty text is no place.  Two of one place (two actions of the same words) are kept
 * apart by a number. */
static void
add (Layout *self, char *path, char *text)
{
  guint n = 1;
  char *unique = g_strdup (path);

  if (text[0] == '\0')
    {
      g_free (unique);
      g_free (path);
      g_free (text);
      return;
    }
  while (g_hash_table_contains (self->texts, unique))
    {
      g_free (unique);
      unique = g_strdup_printf ("%s (%u)", path, ++n);
    }
  g_free (path);
  g_ptr_array_add (self->paths, unique);
  g_hash_table_insert (self->texts, unique, text);
}

static void
add_text (Layout *self, const char *prefix, const char *field, const char *text)
{
  add (self, g_strconcat (prefix, field, NULL), g_strdup (text));
}

static void
add_words (Layout *self, const char *prefix, const char *field, GPtrArray *words)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    {
      const WayPassage *passage = g_ptr_array_index (words, i);

      if (passage->text[0] != '\0' && text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, passage->text);
    }
  add (self, g_strconcat (prefix, field, NULL), g_string_free (text, FALSE));
}

/* An action is known by its words: the content holds no ids. */
static void
add_action (Layout *self, const char *prefix, const WayDocumentAction *action)
{
  char by[WAY_DATE_TEXT_SIZE];

  add (self, g_strconcat (prefix, "actions: ", action->what.text, NULL),
       g_strjoin (" · ", action->what.text, action->who, way_date_format (action->by, by),
                  action->status, action->progress.text[0] != '\0' ? action->progress.text : NULL,
                  NULL));
}

static void
add_matter (Layout *self, const WayDocumentMatter *matter)
{
  g_autofree char *prefix = g_strdup_printf ("plan.matters.%s.", matter->key);

  add_words (self, prefix, "own_words", matter->own_words);
  add_text (self, prefix, "going_well", matter->going_well.text);
  add_text (self, prefix, "worried_about", matter->worried_about.text);
  add_text (self, prefix, "adviser_view", matter->adviser_view.text);
  add_text (self, prefix, "what_needs_to_happen", matter->what_needs_to_happen.text);
  add_text (self, prefix, "nothing_needed", matter->nothing_needed ? "yes" : "");
  for (guint i = 0; i < matter->actions->len; i++)
    add_action (self, prefix, g_ptr_array_index (matter->actions, i));
  add_text (self, prefix, "contingency", matter->contingency.text);
  add_text (self, prefix, "empty_reason", matter->empty_reason.text);
}

static void
add_lists (Layout *self, WayDocument *document)
{
  for (guint i = 0; i < document->goals->len; i++)
    {
      const WayDocumentGoal *goal = g_ptr_array_index (document->goals, i);

      add (self, g_strconcat ("plan.goals: ", goal->what.text, NULL),
           g_strjoin (" · ", goal->what.text, goal->state, goal->pinned ? "★" : NULL, NULL));
    }
  for (guint i = 0; i < document->achievements->len; i++)
    {
      const WayDocumentAchievement *achievement = g_ptr_array_index (document->achievements, i);

      add (self, g_strconcat ("achievements: ", achievement->what.text, NULL),
           g_strdup (achievement->what.text));
    }
  for (guint i = 0; i < document->supporters->len; i++)
    {
      const WayDocumentSupporter *supporter = g_ptr_array_index (document->supporters, i);

      add (self, g_strconcat ("supporters: ", supporter->name, NULL),
           g_strjoin (" · ", supporter->name, supporter->role, supporter->phone, NULL));
    }
}

static void
lay_out (Layout *self, WayDocument *document)
{
  layout_init (self);
  add_text (self, "", "preferred_name", document->preferred_name);
  add_text (self, "", "full_name", document->full_name);
  add_text (self, "", "pronouns", document->pronouns);
  add_text (self, "", "address", document->address_private ? "" : document->address_lines);
  add_words (self, "plan.", "what_matters", document->what_matters);
  add_words (self, "plan.", "proud_of", document->proud_of);
  add_words (self, "plan.", "hopes", document->hopes);
  add_lists (self, document);
  for (guint i = 0; i < document->matters->len; i++)
    add_matter (self, g_ptr_array_index (document->matters, i));
  add_words (self, "plan.", "my_plan", document->my_plan);
}

static void
difference_free (WayDifference *self)
{
  g_free (self->path);
  g_free (self->older);
  g_free (self->newer);
  g_free (self);
}

static const char *
text_at (const Layout *self, const char *path)
{
  const char *text = g_hash_table_lookup (self->texts, path);

  return text != NULL ? text : "";
}

static void
add_difference (GPtrArray *list, const Layout *older, const Layout *newer, const char *path)
{
  WayDifference *difference = g_new0 (WayDifference, 1);

  difference->path = g_strdup (path);
  difference->older = g_strdup (text_at (older, path));
  difference->newer = g_strdup (text_at (newer, path));
  g_ptr_array_add (list, difference);
}

GPtrArray *
way_plan_compare (WayDocument *older, WayDocument *newer)
{
  g_auto (Layout) left;
  g_auto (Layout) right;
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify)difference_free);

  lay_out (&left, older);
  lay_out (&right, newer);
  for (guint i = 0; i < right.paths->len; i++)
    {
      const char *path = g_ptr_array_index (right.paths, i);

      if (!g_str_equal (text_at (&left, path), text_at (&right, path)))
        add_difference (list, &left, &right, path);
    }
  for (guint i = 0; i < left.paths->len; i++)
    {
      const char *path = g_ptr_array_index (left.paths, i);

      if (!g_hash_table_contains (right.texts, path))
        add_difference (list, &left, &right, path);
    }
  return list;
}
