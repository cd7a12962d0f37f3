/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-document.h"

static void
clear_text (WayDocumentText *self)
{
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->language, g_free);
}

static void
init_text (WayDocumentText *self)
{
  self->text = g_strdup ("");
  self->language = g_strdup ("");
}

static void
action_free (WayDocumentAction *self)
{
  clear_text (&self->what);
  clear_text (&self->progress);
  g_free (self->who);
  g_free (self->status);
  g_free (self);
}

static void
goal_free (WayDocumentGoal *self)
{
  clear_text (&self->what);
  g_free (self->state);
  g_free (self);
}

static void
achievement_free (WayDocumentAchievement *self)
{
  clear_text (&self->what);
  g_free (self);
}

static void
supporter_free (WayDocumentSupporter *self)
{
  g_free (self->name);
  g_free (self->role);
  g_free (self->phone);
  g_free (self);
}

static void
matter_free (WayDocumentMatter *self)
{
  g_free (self->key);
  g_free (self->title);
  g_free (self->statutory);
  g_ptr_array_unref (self->own_words);
  clear_text (&self->going_well);
  clear_text (&self->worried_about);
  clear_text (&self->adviser_view);
  clear_text (&self->what_needs_to_happen);
  clear_text (&self->contingency);
  clear_text (&self->empty_reason);
  g_ptr_array_unref (self->actions);
  g_free (self);
}

/* Every string of a document, so that one list serves making and freeing. */
#define DOCUMENT_STRINGS(self)                                                                     \
  {                                                                                                \
    &(self)->preferred_name, &(self)->full_name, &(self)->pronouns, &(self)->address_lines,        \
        &(self)->postcode, &(self)->home_name, &(self)->reading_language, &(self)->edition,        \
        &(self)->adviser_name, &(self)->adviser_phone, &(self)->council, &(self)->team,            \
        &(self)->out_of_hours, &(self)->advocate, &(self)->law                                     \
  }

WayDocument *
way_document_new (void)
{
  WayDocument *self = g_atomic_rc_box_new0 (WayDocument);
  char **strings[] = DOCUMENT_STRINGS (self);

  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    *strings[i] = g_strdup ("");
  self->what_matters = way_words_new ();
  self->hopes = way_words_new ();
  self->proud_of = way_words_new ();
  self->my_plan = way_words_new ();
  self->goals = g_ptr_array_new_with_free_func ((GDestroyNotify)goal_free);
  self->achievements = g_ptr_array_new_with_free_func ((GDestroyNotify)achievement_free);
  self->supporters = g_ptr_array_new_with_free_func ((GDestroyNotify)supporter_free);
  self->matters = g_ptr_array_new_with_free_func ((GDestroyNotify)matter_free);
  return self;
}

static void
document_clear (WayDocument *self)
{
  char **strings[] = DOCUMENT_STRINGS (self);
  GPtrArray *arrays[] = { self->what_matters, self->hopes,        self->proud_of,   self->my_plan,
                          self->goals,        self->achievements, self->supporters, self->matters };

  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    g_free (*strings[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (arrays); i++)
    g_ptr_array_unref (arrays[i]);
}

WayDocument *
way_document_ref (WayDocument *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
way_document_unref (WayDocument *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify)document_clear);
}

WayDocumentMatter *
way_document_add_matter (WayDocument *self)
{
  WayDocumentMatter *matter = g_new0 (WayDocumentMatter, 1);

  matter->key = g_strdup ("");
  matter->title = g_strdup ("");
  matter->statutory = g_strdup ("");
  matter->own_words = way_words_new ();
  init_text (&matter->going_well);
  init_text (&matter->worried_about);
  init_text (&matter->adviser_view);
  init_text (&matter->what_needs_to_happen);
  init_text (&matter->contingency);
  init_text (&matter->empty_reason);
  matter->actions = g_ptr_array_new_with_free_func ((GDestroyNotify)action_free);
  g_ptr_array_add (self->matters, matter);
  return matter;
}

WayDocumentAction *
way_document_add_action (WayDocumentMatter *matter)
{
  WayDocumentAction *action = g_new0 (WayDocumentAction, 1);

  init_text (&action->what);
  init_text (&action->progress);
  action->who = g_strdup ("");
  action->status = g_strdup ("");
  g_ptr_array_add (matter->actions, action);
  return action;
}

WayDocumentGoal *
way_document_add_goal (WayDocument *self)
{
  WayDocumentGoal *goal = g_new0 (WayDocumentGoal, 1);

  init_text (&goal->what);
  goal->state = g_strdup ("");
  g_ptr_array_add (self->goals, goal);
  return goal;
}

WayDocumentAchievement *
way_document_add_achievement (WayDocument *self)
{
  WayDocumentAchievement *achievement = g_new0 (WayDocumentAchievement, 1);

  init_text (&achievement->what);
  g_ptr_array_add (self->achievements, achievement);
  return achievement;
}

WayDocumentSupporter *
way_document_add_supporter (WayDocument *self)
{
  WayDocumentSupporter *supporter = g_new0 (WayDocumentSupporter, 1);

  supporter->name = g_strdup ("");
  supporter->role = g_strdup ("");
  supporter->phone = g_strdup ("");
  g_ptr_array_add (self->supporters, supporter);
  return supporter;
}

gboolean
way_document_prints (const char *const *sections, const char *part)
{
  static const char *const less[] = { WAY_DOCUMENT_NO_ADVISER_VIEW, WAY_DOCUMENT_NO_SURNAMES };
  guint n_less = 0;

  if (sections == NULL)
    return TRUE;
  if (g_str_equal (part, "adviser_view"))
    return !g_strv_contains (sections, WAY_DOCUMENT_NO_ADVISER_VIEW);
  for (gsize i = 0; i < G_N_ELEMENTS (less); i++)
    n_less += g_strv_contains (sections, less[i]);
  return (n_less > 0 && g_strv_length ((char **)sections) == n_less)
         || g_strv_contains (sections, part);
}
