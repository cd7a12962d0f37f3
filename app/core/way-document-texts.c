/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-document-texts.h"

typedef struct
{
  WayDocumentTextFunc func;
  gpointer data;
} Visit;

static void visit (Visit *self, const char *text, const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
visit (Visit *self, const char *text, const char *format, ...)
{
  g_autofree char *path = NULL;
  va_list args;

  va_start (args, format);
  path = g_strdup_vprintf (format, args);
  va_end (args);
  self->func (path, text, self->data);
}

static void
visit_words (Visit *self, GPtrArray *words, const char *path)
{
  for (guint i = 0; i < words->len; i++)
    {
      const WayPassage *passage = g_ptr_array_index (words, i);

      self->func (path, passage->text, self->data);
      self->func (path, passage->helper, self->data);
    }
}

static void
visit_front (Visit *self, const WayDocument *document)
{
  visit (self, document->preferred_name, "preferred_name");
  visit (self, document->full_name, "full_name");
  visit_words (self, document->what_matters, "plan.what_matters");
  visit_words (self, document->proud_of, "plan.proud_of");
  visit_words (self, document->hopes, "plan.hopes");
  for (guint i = 0; i < document->goals->len; i++)
    visit (self, ((WayDocumentGoal *)g_ptr_array_index (document->goals, i))->what.text,
           "plan.goals.%u.what", i + 1);
  for (guint i = 0; i < document->achievements->len; i++)
    visit (self,
           ((WayDocumentAchievement *)g_ptr_array_index (document->achievements, i))->what.text,
           "achievements.%u.what", i + 1);
  for (guint i = 0; i < document->supporters->len; i++)
    {
      const WayDocumentSupporter *supporter = g_ptr_array_index (document->supporters, i);

      visit (self, supporter->name, "supporters.%u.name", i + 1);
      visit (self, supporter->role, "supporters.%u.role", i + 1);
      visit (self, supporter->phone, "supporters.%u.phone", i + 1);
    }
}

static void
visit_actions (Visit *self, const WayDocumentMatter *matter)
{
  for (guint i = 0; i < matter->actions->len; i++)
    {
      const WayDocumentAction *action = g_ptr_array_index (matter->actions, i);

      visit (self, action->what.text, "plan.matters.%s.actions.%u.what", matter->key, i + 1);
      visit (self, action->who, "plan.matters.%s.actions.%u.who", matter->key, i + 1);
      visit (self, action->progress.text, "plan.matters.%s.actions.%u.progress", matter->key,
             i + 1);
    }
}

static void
visit_matter (Visit *self, const WayDocumentMatter *matter, const char *const *sections)
{
  const struct
  {
    const char *name;
    const WayDocumentText *text;
  } texts[] = {
    { "going_well", &matter->going_well },
    { "worried_about", &matter->worried_about },
    { "adviser_view", &matter->adviser_view },
    { "what_needs_to_happen", &matter->what_needs_to_happen },
    { "contingency", &matter->contingency },
    { "empty_reason", &matter->empty_reason },
  };
  g_autofree char *words = g_strdup_printf ("plan.matters.%s.own_words", matter->key);

  visit_words (self, matter->own_words, words);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i].text != &matter->adviser_view || way_document_prints (sections, texts[i].name))
      visit (self, texts[i].text->text, "plan.matters.%s.%s", matter->key, texts[i].name);
}

void
way_document_visit_writing (const WayDocument *document,
                            const char *const *sections,
                            WayDocumentTextFunc func,
                            gpointer data)
{
  Visit visit = { func, data };
  if (way_document_prints (sections, "front"))
    visit_front (&visit, document);
  for (guint i = 0; i < document->matters->len; i++)
    {
      const WayDocumentMatter *matter = g_ptr_array_index (document->matters, i);
      gboolean whole = way_document_prints (sections, matter->key);

      if (whole)
        visit_matter (&visit, matter, sections);
      if (whole || way_document_prints (sections, "actions"))
        visit_actions (&visit, matter);
    }
  if (way_document_prints (sections, "agreeing"))
    visit_words (&visit, document->my_plan, "plan.my_plan");
}

void
way_document_visit_frame (const WayDocument *document, WayDocumentTextFunc func, gpointer data)
{
  Visit self = { func, data };

  visit (&self, document->preferred_name, "preferred_name");
  visit (&self, document->full_name, "full_name");
  visit (&self, document->adviser_name, "worker.name");
  visit (&self, document->adviser_phone, "worker.phone");
  visit (&self, document->council, "council.name");
  visit (&self, document->team, "council.team");
  visit (&self, document->out_of_hours, "council.out_of_hours");
  visit (&self, document->advocate, "council.advocate");
  visit (&self, document->law, "law");
  for (guint i = 0; i < document->matters->len; i++)
    {
      const WayDocumentMatter *matter = g_ptr_array_index (document->matters, i);

      visit (&self, matter->title, "council.headings.%s", matter->key);
      visit (&self, matter->statutory, "council.headings.%s", matter->key);
    }
}
